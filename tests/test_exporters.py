"""Exports: each format from one graph, equal bytes for equal graphs, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from types import ModuleType

import pytest

from factories import claim_graph, corpus
from thymograph.assembly import assemble
from thymograph.exporters import csl, jsonl, networks, nquads, table, trig
from thymograph.model import ReferenceEntry, Work
from thymograph.records import claims_from_lines


@pytest.mark.parametrize("exporter", [csl, jsonl, nquads, trig, table])
def test_an_export_is_the_same_bytes_again(exporter: ModuleType) -> None:
    assert "".join(exporter.export(claim_graph())) == "".join(exporter.export(claim_graph()))


def test_json_lines_come_back() -> None:
    graph = claim_graph()
    assert {claim.id for claim in claims_from_lines(jsonl.export(graph))} == {claim.id for claim in graph.claims}


def test_the_table_has_a_row_a_claim() -> None:
    rows = list(csv.DictReader(io.StringIO("".join(table.export(claim_graph())))))
    assert len(rows) == len(corpus().claims)
    first = rows[0]
    assert first["works"] == "Toll-like receptor seven and the imidazoquinolines"
    assert first["assertions"].startswith("imiquimod binds TLR7; ")
    assert any(row["measurements"].startswith("response rate: 75.5%") for row in rows)


def test_words_that_look_like_a_formula_stay_words() -> None:
    claim = replace(corpus().claims[0], gist='=HYPERLINK("http://example.org")')
    written = "".join(table.export(assemble((), [claim], ())))
    assert next(csv.DictReader(io.StringIO(written)))["gist"].startswith("'=HYPERLINK")


def test_networkx_holds_each_claim_with_its_document_works_and_concepts() -> None:
    graph = claim_graph()
    net = networks.to_networkx(graph)
    claims = {node for node in net if net.nodes[node]["type"] == "claim"}
    assert claims == {claim.id for claim in graph.claims}
    for claim in graph.claims:
        assert net.has_edge(claim.document, claim.id)
        cited = {citation.work for citation in claim.citations if citation.work is not None}
        assert {end for end in net.successors(claim.id) if net.nodes[end]["type"] == "work"} == cited


def test_works_come_out_as_items_that_citation_processors_take() -> None:
    items = json.loads("".join(csl.export(claim_graph())))
    assert [item["id"] for item in items] == [work.id for work in claim_graph().works]
    assert all(item["type"] and item["title"] for item in items)


def test_an_item_has_what_was_printed_and_nothing_else() -> None:
    entry = ReferenceEntry(
        id="e1", document="d", start=0, end=9, line=1, title="Ramipril and the heart", authors="Smith JA, van der Berg P, WHO Group, et al.",
    )  # fmt: skip
    work = Work(
        id="w1", key="doi:10.1/x", title=entry.title, doi="10.1/x", year="2019a", container="Heart", type="guideline", entries=("e1",),
    )  # fmt: skip
    assert csl.csl_item(work, {"e1": entry}) == {
        "id": "w1",
        "type": "report",
        "genre": "guideline",
        "title": "Ramipril and the heart",
        "author": [
            {"family": "Smith", "given": "JA"},
            {"family": "van der Berg", "given": "P"},
            {"literal": "WHO Group"},
        ],
        "issued": {"date-parts": [[2019]]},
        "container-title": "Heart",
        "DOI": "10.1/x",
    }


def test_what_an_archive_of_articles_holds_is_an_article() -> None:
    held = Work(id="w1", key="url:x", type="unknown", title="Zinc and the cold", host="pmc.ncbi.nlm.nih.gov")
    other = Work(id="w2", key="url:y", type="unknown", title="Zinc and the cold", host="example.org")
    assert [csl.csl_item(work, {})["type"] for work in (held, other)] == ["article-journal", "document"]
