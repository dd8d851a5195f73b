"""Curation: claims corrected, rejected and added by people, and the record of who did it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

import thymograph
from thymograph.build import build
from thymograph.claims.curation import read_corrections
from thymograph.claims.extraction import Extraction, extract
from thymograph.errors import CurationError
from thymograph.lexicon.concepts import load_lexicon
from thymograph.queries.runner import with_prefixes
from thymograph.reading import read_document

TEXT = """# Ramipril

## Effects

Ramipril lowers blood pressure in adults.[1] It may cause a dry cough.

Renal function first

## References

1. Heart outcomes prevention study. N Engl J Med 2000. https://doi.org/10.1056/NEJM200001203420301
"""
ADDED = "Renal function first"
WHO = {"curator": "A. Curator", "date": "2026-05-01", "reason": "read it again"}


def lines(folder: Path, *records: dict[str, Any]) -> Path:
    folder.mkdir(exist_ok=True)
    text = "".join(json.dumps({**WHO, **record}, ensure_ascii=False) + "\n" for record in records)
    (folder / "own.jsonl").write_text(text, "utf-8")
    return folder


def taken(folder: Path, *records: dict[str, Any], text: str = TEXT) -> Extraction:
    corrections = read_corrections(lines(folder, *records)) if records else ()
    document = read_document(text.encode(), path="ramipril.md")
    return extract(document, load_lexicon(), corrections=corrections)


def key(words: str, text: str = TEXT) -> str:
    document = read_document(text.encode(), path="ramipril.md")
    return next(c.text_key for c in extract(document, load_lexicon()).claims if words in (c.quote or ""))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "curation"


def test_a_corrected_field_has_the_new_value_and_remembers_the_old_one(folder: Path) -> None:
    extraction = taken(folder, {"text_key": key("cough"), "field": "certainty", "value": "asserted"})
    (claim,) = [one for one in extraction.claims if "cough" in (one.quote or "")]
    assert claim.certainty == "asserted"
    (change,) = claim.curation
    assert (change.field, change.replaced, change.curator) == ("certainty", '"hedged"', "A. Curator")


def test_relations_can_be_corrected_without_saying_their_place(folder: Path) -> None:
    relation = {"subject": "ramipril", "predicate": "causes", "object": "cough", "polarity": "affirmed"}
    extraction = taken(folder, {"text_key": key("cough"), "field": "relations", "value": [relation]})
    (claim,) = [one for one in extraction.claims if "cough" in (one.quote or "")]
    (made,) = claim.relations
    assert (made.subject, made.predicate, made.object, made.rule) == ("ramipril", "causes", "cough", "curated")
    assert (made.start, made.end) == (claim.words[0].start, claim.words[0].end)


def test_a_rejected_claim_is_gone_and_the_document_says_who_took_it_out(folder: Path) -> None:
    before = taken(folder)
    extraction = taken(folder, {"text_key": key("cough"), "field": "reject", "document": "ramipril.md"})
    assert len(extraction.claims) == len(before.claims) - 1
    (rejected,) = extraction.document.rejected
    assert (rejected.curation.reason, rejected.text_key) == ("read it again", key("cough"))


def test_words_that_no_rule_took_become_a_claim_with_anchor_section_and_fields(folder: Path) -> None:
    before = taken(folder)
    assert all(ADDED not in (claim.quote or "") for claim in before.claims)
    extraction = taken(
        folder, {"document": "ramipril.md", "field": "add", "words": ADDED, "value": {"kind": "recommendation"}}
    )
    (claim,) = [one for one in extraction.claims if one.quote == ADDED]
    (anchor,) = claim.words
    assert hashlib.sha256(TEXT[anchor.start : anchor.end].encode()).hexdigest() == anchor.sha256
    assert (claim.kind, claim.section, claim.curation[0].field) == ("recommendation", ("Effects",), "add")
    assert sum(count for _, count in extraction.document.ledger) == len(TEXT)
    assert dict(extraction.document.ledger)["claim"] >= dict(before.document.ledger)["claim"] + len(ADDED)


def test_words_are_added_by_place_and_hash_as_well(folder: Path) -> None:
    start = TEXT.index(ADDED)
    place = {"start": start, "end": start + len(ADDED), "sha256": hashlib.sha256(ADDED.encode()).hexdigest()}
    extraction = taken(folder, {"document": "ramipril.md", "field": "add", **place})
    assert any(claim.quote == ADDED for claim in extraction.claims)


@pytest.mark.parametrize(
    ("record", "wrong"),
    [
        (
            {"text_key": "0" * 64, "field": "kind", "value": "safety", "document": "ramipril.md"},
            "no claim with the text",
        ),
        ({"field": "add", "document": "ramipril.md", "words": "Renal function last"}, "are not in ramipril.md"),
        ({"field": "add", "document": "ramipril.md", "words": "e"}, "more than once"),
        ({"field": "add", "document": "ramipril.md", "start": 0, "end": 9, "sha256": "0"}, "the text has changed"),
        ({"field": "add", "document": "ramipril.md", "words": "may cause a dry"}, "already; correct that one"),
        ({"field": "add", "document": "ramipril.md"}, "no words"),
        ({"field": "add", "words": ADDED}, "no document"),
        ({"field": "add", "document": "ramipril.md", "words": ADDED, "value": {"page": 1}}, "'page' cannot be set"),
        ({"field": "kind", "value": "safety"}, "no text_key"),
        ({"field": "kind", "value": "danger", "text_key": "k"}, "kind 'danger' is not known"),
        ({"field": "relations", "value": [{"subject": "a"}], "text_key": "k"}, "lacks object, predicate"),
        ({"field": "relations", "value": "none", "text_key": "k"}, "a list expected"),
    ],
)
def test_a_correction_that_cannot_be_made_says_which_line_and_why(
    folder: Path, record: dict[str, Any], wrong: str
) -> None:
    with pytest.raises(CurationError, match=wrong) as caught:
        taken(folder, record)
    assert str(caught.value).startswith("own.jsonl:1: ")


def test_a_correction_of_another_document_is_left_alone(folder: Path) -> None:
    other = {"text_key": "0" * 64, "field": "kind", "value": "safety", "document": "other.md"}
    assert taken(folder, other).claims == taken(folder).claims


def test_a_build_whose_correction_no_longer_fits_leaves_the_graph_as_it_was(tmp_path: Path, folder: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "ramipril.md").write_text(TEXT, "utf-8")
    correction = {"text_key": key("cough"), "field": "kind", "value": "safety", "document": "ramipril.md"}
    build([texts], tmp_path / "out", curation=lines(folder, correction))
    before = (tmp_path / "out/current/claims.jsonl").read_bytes()
    (texts / "ramipril.md").write_text(TEXT.replace("dry cough", "very dry cough"), "utf-8")
    with pytest.raises(CurationError, match="its words have changed since 2026-05-01"):
        build([texts], tmp_path / "out", curation=folder)
    assert (tmp_path / "out/current/claims.jsonl").read_bytes() == before


def test_a_line_without_document_that_fits_nothing_is_told(tmp_path: Path, folder: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "ramipril.md").write_text(TEXT, "utf-8")
    told: list[str] = []
    stray = lines(folder, {"text_key": "0" * 64, "field": "kind", "value": "safety"})
    build([texts], tmp_path / "out", curation=stray, notice=told.append)
    assert any("own.jsonl:1: fits no claim here" in line for line in told)


def test_the_graph_keeps_who_changed_what_and_why(tmp_path: Path, folder: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "ramipril.md").write_text(TEXT, "utf-8")
    curation = lines(
        folder,
        {"text_key": key("cough"), "field": "kind", "value": "safety"},
        {"text_key": key("lowers"), "field": "reject"},
    )
    build([texts], tmp_path / "out", curation=curation)
    graph = thymograph.open(tmp_path / "out")

    def ask(sparql: str) -> list[tuple[object, ...]]:
        return list(graph.query(with_prefixes(sparql)).rows)

    rows = ask(
        """SELECT ?field ?who ?why ?date WHERE { GRAPH ?g { ?made a tg:Curation ; tg:correctedField ?field ;
           prov:wasAssociatedWith/foaf:name ?who ; rdfs:comment ?why ; dcterms:date ?date } } ORDER BY ?field"""
    )
    assert rows == [
        ("kind", "A. Curator", "read it again", "2026-05-01"),
        ("reject", "A. Curator", "read it again", "2026-05-01"),
    ]
    assert ask("ASK { GRAPH ?g { ?claim a tg:Claim ; prov:wasGeneratedBy/tg:correctedField 'kind' } }") == [(True,)]
    assert ask("ASK { GRAPH ?g { ?claim a tg:Claim ; prov:wasInvalidatedBy ?made } }") == [(False,)]
