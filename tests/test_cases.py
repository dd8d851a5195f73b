"""The whole pipeline on the development cases, held to what it has reached; and that held-out ones can be read."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from case_file import read_cases
from case_floors import case_files, measured_floor, read_floors
from thymograph.lexicon.concepts import load_lexicon
from thymograph.vocabulary import CERTAINTIES, KINDS, POLARITIES, PREDICATES

HERE = Path(__file__).parent
FILES = case_files(HERE / "cases")
HELD_OUT = HERE / "heldout"
REMEDY = 'see make score WITH="--misses dev"; a new floor is written by make score WITH=--floors'


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_file_of_cases_does_not_sink_below_its_floor(path: Path) -> None:
    floor = read_floors(HERE / "cases" / "floors.tsv").get(path.name)
    assert floor is not None, f"{path.name} has no floor; {REMEDY}"
    reached = measured_floor(path, load_lexicon())
    assert reached.judged >= floor.judged, f"{path.name} judges less than it did; {REMEDY}"
    assert (reached.precision >= floor.precision, reached.recall >= floor.recall) == (True, True), (
        f"{path.name} reached {reached}, floor {floor}; {REMEDY}"
    )


def test_every_floor_has_its_file() -> None:
    assert set(read_floors(HERE / "cases" / "floors.tsv")) == {path.name for path in FILES}


@pytest.mark.parametrize("path", case_files(HELD_OUT), ids=[path.stem for path in case_files(HELD_OUT)])
def test_held_out_cases_can_be_read_and_use_known_words(path: Path) -> None:
    cases = read_cases(path)
    assert cases
    for case in cases:
        # Only the line is told: whoever writes rules must not see the words.
        place = f"{path.name}:{case.line}"
        assert case.text, place
        assert {p for r in (*case.relations, *case.optional_relations) for p in r.predicates} <= set(PREDICATES), place
        for name, known in (("kind", KINDS), ("polarity", POLARITIES), ("certainty", CERTAINTIES)):
            assert set((case.one(name) or next(iter(known))).split(" / ")) <= set(known), place


@pytest.mark.parametrize("path", sorted(HELD_OUT.glob("documents/*.json")), ids=lambda path: str(path.stem))
def test_held_out_annotation_quotes_its_document(path: Path) -> None:
    annotation = json.loads(path.read_text(encoding="utf-8"))
    content = (path.parent / annotation["document"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == annotation["sha256"]
    text = content.decode("utf-8")
    for part in ("statements", "references", "boilerplate"):
        wrong = [i for i, one in enumerate(annotation[part]) if text[one["start"] : one["end"]] != one["quote"]]
        assert wrong == [], f"{path.name}: {part}"
