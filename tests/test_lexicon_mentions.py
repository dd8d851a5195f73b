"""The mentions that a careful reader finds in sentences of many fields."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from case_file import Case, read_cases
from thymograph.lexicon import load_lexicon

CASES = [case for path in sorted(Path(__file__).parent.glob("cases/mentions_*.txt")) for case in read_cases(path)]
_EXPECTED = re.compile(r"(?P<text>.+?) = (?P<name>.+) \((?P<type>[a-z]+)\)(?: (?P<id>\S+))?")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_mentions_of_a_sentence(case: Case) -> None:
    found = load_lexicon().find(case.text)
    have = {(entity.text, entity.name, entity.type, entity.id) for entity in found}
    for line in case.all("mention"):
        match = _EXPECTED.fullmatch(line)
        assert match, f"line not understood: {line}"
        want = (match["text"], match["name"], match["type"], match["id"])
        assert want in have, f"{want} not in {sorted(have, key=str)}"
    texts = {entity.text for entity in found}
    for line in case.all("no mention"):
        assert line not in texts, f"{line!r} taken for a name"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_offsets_give_the_printed_words(case: Case) -> None:
    for entity in load_lexicon().find(case.text):
        assert case.text[entity.start : entity.end] == entity.text
