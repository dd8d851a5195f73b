"""The stages together: files in, claims out; what goes wrong is said in one line and loses nothing."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings

from strategies import documents
from thymograph.build import build
from thymograph.claims.extraction import extract
from thymograph.errors import CurationError, DocumentError
from thymograph.lexicon.concepts import load_lexicon
from thymograph.pipeline import extract_files, gather
from thymograph.reading import read_document
from thymograph.records import claim_to_record, json_line
from thymograph.resources import data_path, ontology_path

METFORMIN = """# Metformin in practice

Metformin lowers glucose by reducing its release from the liver.[1] It does not cause hypoglycaemia on its own.[2]

In a trial of 320 adults, HbA1c fell by 1.1% with metformin and by 0.3% with placebo (p<0.001).[2]

## References

1. How metformin works [example.org]
2. A trial of metformin in adults. doi:10.1000/xyz123
"""
ASPIRIN = """# Aspirin

Aspirin inhibits platelet aggregation. It may reduce the risk of stroke in older adults.[1]

## References

1. Aspirin and stroke: a meta-analysis. PMID 12345678
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.md").write_text(METFORMIN, "utf-8")
    (tmp_path / "in" / "b.md").write_text(ASPIRIN, "utf-8")
    return tmp_path / "in"


def claims_jsonl(out: Path) -> str:
    return (out / "current" / "claims.jsonl").read_text("utf-8")


@settings(max_examples=40)
@given(documents)
def test_every_anchor_cuts_the_words_that_its_hash_proves(text: str) -> None:
    if not text.strip() or "\0" in text:
        return
    content = text.encode()
    document = read_document(content, path="a.txt")
    extraction = extract(document, load_lexicon())
    assert len({claim.id for claim in extraction.claims}) == len(extraction.claims)
    for claim in extraction.claims:
        for anchor in claim.anchors:
            words = text[anchor.start : anchor.end]
            assert hashlib.sha256(words.encode()).hexdigest() == anchor.sha256
            assert content[anchor.byte_start : anchor.byte_end].decode() == words
        for mention in claim.mentions:
            assert 0 <= mention.start < mention.end <= len(text)
        for citation in claim.citations:
            assert any(a.start <= citation.start < a.end for a in claim.anchors)


def test_the_same_input_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        build([folder], tmp_path / name)
    for file in ("claims.jsonl", "documents.jsonl", "ledger.jsonl", "graph.nq", "graph.trig", "index.html"):
        one, two = ((tmp_path / name / "current" / file).read_bytes() for name in ("one", "two"))
        assert one == two, file


def test_the_order_in_which_documents_are_named_does_not_matter(folder: Path, tmp_path: Path) -> None:
    results = set()
    for number, order in enumerate(permutations([folder / "a.md", folder / "b.md"])):
        build(list(order), tmp_path / str(number))
        results.add((tmp_path / str(number) / "current" / "graph.nq").read_bytes())
    assert len(results) == 1


def test_two_workers_find_what_one_finds(folder: Path) -> None:
    items = gather([folder])

    def lines(jobs: int) -> Sequence[str]:
        outcomes = extract_files(items, jobs=jobs)
        return [json_line(claim_to_record(c)) for o in outcomes if o.extraction for c in o.extraction.claims]

    assert lines(2) == lines(1) != []


def test_paths_are_relative_to_the_folder_that_was_named(folder: Path) -> None:
    assert [item.path for item in gather([folder])] == ["a.md", "b.md"]
    assert [item.path for item in gather([folder.parent])] == ["in/a.md", "in/b.md"]
    assert [item.path for item in gather([folder / "b.md"])] == ["b.md"]


def test_the_manifest_beside_the_documents_describes_them(folder: Path, tmp_path: Path) -> None:
    (folder / "documents.tsv").write_text("path\tpublisher\tsells_subject\na.md\tAcme\tyes\n", "utf-8")
    build([folder], tmp_path / "out")
    records = [json.loads(line) for line in (tmp_path / "out/current/documents.jsonl").read_text("utf-8").splitlines()]
    assert [(r["path"], r["publisher"], r["sells_subject"]) for r in records] == [
        ("a.md", "Acme", True),
        ("b.md", None, None),
    ]


def test_a_document_that_cannot_be_read_is_named_and_the_others_go_on(folder: Path, tmp_path: Path) -> None:
    (folder / "c.txt").write_bytes(b"caf\xe9 helps")
    (folder / "d.txt").write_bytes(b"")
    said: list[str] = []
    report = build([folder], tmp_path / "out", notice=said.append)
    assert report.documents == 2
    assert [failure.path for failure in report.failures] == ["c.txt", "d.txt"]
    assert any("c.txt: byte 3 (line 1)" in line for line in said)
    assert claims_jsonl(tmp_path / "out").count("\n") == report.claims > 0


def test_the_same_document_twice_is_read_once(folder: Path, tmp_path: Path) -> None:
    (folder / "copy.md").write_text(METFORMIN, "utf-8")
    said: list[str] = []
    report = build([folder], tmp_path / "out", notice=said.append)
    assert report.documents == 2
    assert any("copy.md: the same bytes as a.md" in line for line in said)


def test_when_nothing_can_be_read_the_old_graph_stays(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([folder], out)
    before = claims_jsonl(out)
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")
    with pytest.raises(DocumentError, match="as it was"):
        build([bad], out)
    assert claims_jsonl(out) == before


def test_paths_that_are_not_there_and_folders_without_documents_are_errors(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no such file or folder"):
        gather([tmp_path / "nowhere"])
    with pytest.raises(DocumentError, match="no documents in this folder"):
        gather([tmp_path])


def test_without_quotes_no_words_of_the_document_are_kept(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "out", quotes=False)
    for file in ("claims.jsonl", "graph.nq", "graph.trig", "index.html"):
        text = (tmp_path / "out/current" / file).read_text("utf-8")
        assert "reducing its release from the liver" not in text, file
    assert all(json.loads(line)["quote"] is None for line in claims_jsonl(tmp_path / "out").splitlines())


def test_a_correction_is_made_on_the_claim_with_its_text_key(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "out")
    claim = json.loads(claims_jsonl(tmp_path / "out").splitlines()[0])
    curation = tmp_path / "curation"
    curation.mkdir()
    line = {
        "text_key": claim["text_key"],
        "field": "gist",
        "value": "In our words",
        "curator": "A",
        "date": "2026-01-01",
        "reason": "clearer",
    }
    (curation / "own.jsonl").write_text(json.dumps(line) + "\n", "utf-8")
    build([folder], tmp_path / "out2", curation=curation)
    gists = {json.loads(row)["id"]: json.loads(row)["gist"] for row in claims_jsonl(tmp_path / "out2").splitlines()}
    assert gists[claim["id"]] == "In our words"


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("not json", "own.jsonl:1: not JSON"),
        ('{"text_key": "x"}', "own.jsonl:1: no field"),
        (
            '{"text_key": "x", "field": "colour", "curator": "A", "date": "d", "reason": "r"}',
            "'colour' cannot be corrected",
        ),
    ],
)
def test_a_curation_line_with_a_slip_says_where(folder: Path, tmp_path: Path, line: str, wrong: str) -> None:
    (tmp_path / "own.jsonl").write_text(line + "\n", "utf-8")
    with pytest.raises(CurationError, match=wrong):
        build([folder], tmp_path / "out", curation=tmp_path)


def test_what_front_matter_repeats_of_the_body_points_to_it() -> None:
    text = (
        "---\ntitle: Warfarin\ndescription: >-\n  Warfarin prevents\n  blood clots in adults. It is taken\n  by mouth as a ...\n"
        "---\n## Use\n\n- Warfarin prevents blood clots in adults.\n- It is taken by mouth as a tablet once a day.\n"
    )
    claims = extract(read_document(text.encode(), path="w.md"), load_lexicon()).claims
    body = {claim.id for claim in claims if not claim.repeats}
    repeats = [claim for claim in claims if claim.repeats]
    assert len(repeats) == 2
    assert all(claim.repeats in body for claim in repeats)


def _copied(claim: dict[str, object], text: str) -> list[str]:
    """Return runs of eleven words that a field of ``claim``, its section aside, shares with ``text``."""
    word = re.compile(r"[^\W_]+")
    words = [match[0].lower() for match in word.finditer(text)]
    runs = {tuple(words[i : i + 11]) for i in range(len(words) - 10)}
    found: list[str] = []

    def look(value: object) -> None:
        if isinstance(value, dict):
            for inner in value.values():
                look(inner)
        elif isinstance(value, list):
            for inner in value:
                look(inner)
        elif isinstance(value, str):
            mine = [match[0].lower() for match in word.finditer(value)]
            found.extend(value for i in range(len(mine) - 10) if tuple(mine[i : i + 11]) in runs)

    look({name: value for name, value in claim.items() if name != "section"})
    return found


def test_without_quotes_no_field_of_the_five_documents_holds_eleven_words_of_them(corpus: Path) -> None:
    for outcome in extract_files(gather([corpus]), quotes=False):
        assert outcome.extraction is not None
        text = (corpus / outcome.path).read_text("utf-8")
        for claim in outcome.extraction.claims:
            assert _copied(claim_to_record(claim), text) == [], claim.id


def test_the_five_documents_are_read_as_they_must_be(corpus: Path) -> None:
    """Markers, entries, links and the ledger of the documents that thymograph grew up on."""
    records = [outcome.extraction.document for outcome in extract_files(gather([corpus])) if outcome.extraction]
    assert [len(record.markers) for record in records] == [31, 5, 49, 0, 50]
    assert [len(record.entries) for record in records] == [13, 5, 19, 0, 4]
    for record in records:
        totals = dict(record.ledger)
        assert sum(totals.values()) == record.characters
        assert totals.get("unclaimed", 0) <= 0.02 * (record.characters - totals.get("blank", 0))


def test_the_links_of_the_five_documents_are_stated_inferred_or_dangling_as_they_are(corpus: Path) -> None:
    links: dict[str, dict[str, set[str]]] = {}
    for outcome in extract_files(gather([corpus])):
        assert outcome.extraction is not None
        for claim in outcome.extraction.claims:
            for citation in claim.citations:
                links.setdefault(outcome.path[:3], {}).setdefault(citation.method, set()).add(citation.number)
    assert {path: set(methods) for path, methods in links.items() if path != "004"} == {
        "000": {"number"}, "001": {"number"}, "002": {"number"},
    }  # fmt: skip
    assert links["000"]["number"] == {str(n) for n in range(1, 14)}
    assert links["002"]["number"] == {str(n) for n in range(1, 20)}
    assert links["004"] == {"content": {"6", "7"}, "order": {"1", "5"}, "none": {"2", "3", "4"}}


def test_every_claim_of_the_package_and_of_a_build_fits_the_schema(folder: Path, tmp_path: Path) -> None:
    schema = json.loads(ontology_path("claim-record.schema.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    build([folder], tmp_path / "out")
    lines = claims_jsonl(tmp_path / "out").splitlines() + data_path("claims.jsonl").read_text("utf-8").splitlines()
    assert len(lines) > 200
    for line in lines:
        validator.validate(json.loads(line))
