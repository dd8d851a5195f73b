"""An opened graph in a notebook: filtered, asked, traced, handed on, shown; and safe to show."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import thymograph
from sample_graph import PAYLOAD, sample_graph
from thymograph.assembly import assemble
from thymograph.errors import SelectionError
from thymograph.graph.build import write_graph
from thymograph.lexicon.concepts import load_lexicon
from thymograph.opened import Graph, Rows


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder = tmp_path_factory.mktemp("opened") / "graph"
    write_graph(folder, sample_graph(), lexicon=load_lexicon())
    return thymograph.open(folder)


def test_claims_are_found_by_all_that_is_asked_in_reading_order(graph: Graph) -> None:
    safe = graph.find(about="colchicine", kind="safety")
    assert safe
    assert all(claim.kind == "safety" for claim in safe)
    hedged = graph.find(certainty="hedged")
    assert {claim.certainty for claim in hedged} == {"hedged"}
    assert list(graph.find()) == list(graph.claims())
    with pytest.raises(SelectionError, match="near: colchicine"):
        graph.find(about="colchicin")


def test_a_query_becomes_rows_that_become_a_data_frame(graph: Graph) -> None:
    rows = graph.ask("claims-about", about="colchicine")
    frame = rows.to_pandas()
    assert list(frame.columns) == list(rows.columns)
    assert len(frame) == len(rows) > 3
    assert next(rows.dicts())[rows.columns[0]] == rows[0][0]
    assert graph.ask("ASK { GRAPH ?g { ?claim a tg:Claim } }")[0] == (True,)


def test_a_claim_is_traced_by_itself_and_by_its_id(graph: Graph) -> None:
    claim = next(one for one in graph.find() if one.citation_status == "stated")
    assert graph.trace(claim).claim == claim
    assert graph.trace(claim.id) == graph.trace(claim)
    assert claim.id in str(graph.traced(claim))


def test_what_is_weighed_is_that_of_the_whole_graph(graph: Graph) -> None:
    assert graph.conflicts()
    assert graph.agreement()
    assert graph.stances()
    assert graph.findings()
    assert set(graph.to_networkx().nodes) >= {claim.id for claim in graph.claims()}


def test_what_a_document_says_is_never_markup_in_a_notebook(tmp_path: Path) -> None:
    sample = sample_graph()
    claims = [replace(claim, gist=PAYLOAD) for claim in sample.claims]
    documents = [replace(document, title=PAYLOAD) for document in sample.documents]
    write_graph(tmp_path / "graph", assemble(documents, claims, sample.works), lexicon=load_lexicon())
    graph = thymograph.open(tmp_path / "graph")
    shown = [
        graph._repr_html_(),
        graph.table(graph.claims())._repr_html_(),
        graph.traced(next(graph.claims()))._repr_html_(),
    ]
    assert all("<img" not in text and "<script" not in text for text in shown)
    assert any("&lt;img" in text for text in shown), PAYLOAD


def test_a_long_table_says_how_much_of_it_is_not_shown() -> None:
    rows = Rows(("n",), tuple((number,) for number in range(100)), next_offset=100)
    assert "40 rows more" in rows._repr_html_()
    assert "offset 100" in rows._repr_html_()
