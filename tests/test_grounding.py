"""Candidates for names that the lexicon does not hold: from a table of terms, and never more than candidates."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

import thymograph
from thymograph.build import build
from thymograph.errors import GroundingError
from thymograph.lexicon.concepts import load_lexicon
from thymograph.lexicon.grounding import load_terms
from thymograph.queries.runner import with_prefixes

# Our own words; the identifiers are those of the vocabularies.
TERMS = (
    ("zelquinimab", "Zelquinimab", "CHEBI", "CHEBI:999999", "zelquinimab", "name", "chebi"),
    ("zelquinimab", "zelquinimab", "DRUGBANK", "DB99999", "Zelquinimab", "synonym", "drugbank"),
    ("ramipril", "ramipril", "CHEBI", "CHEBI:8774", "ramipril", "name", "chebi"),
)


def table(path: Path) -> Path:
    text = "".join("\t".join((*row, "", "", "")) + "\n" for row in TERMS)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def built(tmp_path: Path, name: str = "terms.tsv.gz") -> Path:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.md").write_text("# Trial\n\nZelquinimab reduced blood pressure, and so did ramipril.\n", "utf-8")
    build([texts], tmp_path / "out", terms=table(tmp_path / name))
    return tmp_path / "out"


@pytest.mark.parametrize("name", ["terms.tsv", "terms.tsv.gz"])
def test_a_name_outside_the_lexicon_gets_candidates_best_first(tmp_path: Path, name: str) -> None:
    out = built(tmp_path, name)
    (line,) = (out / "current/groundings.jsonl").read_text("utf-8").splitlines()
    record = json.loads(line)
    assert record["name"].casefold() == "zelquinimab"
    assert [one["id"] for one in record["candidates"]] == ["CHEBI:999999", "DRUGBANK:DB99999"]
    scores = [one["score"] for one in record["candidates"]]
    assert scores == sorted(scores, reverse=True)
    assert 0 < scores[-1] <= 1


def test_in_the_graph_a_candidate_is_no_match(tmp_path: Path) -> None:
    graph = thymograph.open(built(tmp_path))
    rows = graph.query(
        with_prefixes(
            """SELECT ?curie ?name WHERE { GRAPH ?g { ?concept tg:ungrounded true ; tg:hasCandidate ?one .
               ?one skos:notation ?curie ; rdfs:label ?name ; tg:confidence ?score } } ORDER BY DESC(?score)"""
        )
    ).rows
    assert rows[0] == ("CHEBI:999999", "zelquinimab")
    matched = "ASK { GRAPH ?g { ?concept tg:hasCandidate ?one ; skos:exactMatch|skos:closeMatch ?other } }"
    assert graph.query(with_prefixes(matched)).rows == ((False,),)


def test_the_claims_are_the_same_with_and_without_candidates(tmp_path: Path) -> None:
    out = built(tmp_path)
    with_candidates = (out / "current/claims.jsonl").read_bytes()
    build([tmp_path / "texts"], tmp_path / "plain")
    assert (tmp_path / "plain/current/claims.jsonl").read_bytes() == with_candidates
    assert not (tmp_path / "plain/current/groundings.jsonl").exists()


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"one\ttwo\n", "terms.tsv:1: not a term"),
        (b"\xff\xfe\x00", "not a table of terms"),
    ],
)
def test_a_file_that_is_no_table_of_terms_says_so(tmp_path: Path, content: bytes, wrong: str) -> None:
    (tmp_path / "terms.tsv").write_bytes(content)
    with pytest.raises(GroundingError, match=wrong):
        load_terms(tmp_path / "terms.tsv")


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(GroundingError, match="no such file"):
        load_terms(tmp_path / "none.tsv")


def test_the_name_of_these_tests_is_in_no_lexicon() -> None:
    assert all(entity.id is None for entity in load_lexicon().find("Zelquinimab"))
