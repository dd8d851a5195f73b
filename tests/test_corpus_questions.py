"""Questions that people ask of the five documents, answered by the named queries; needs THYMOGRAPH_CORPUS."""

from __future__ import annotations

from pathlib import Path

import pytest

from thymograph.assembly import assemble
from thymograph.graph.build import write_graph
from thymograph.graph.shapes import check
from thymograph.graph.store import GraphHandle, open_graph
from thymograph.graph.verify import verify
from thymograph.lexicon.concepts import load_lexicon
from thymograph.pipeline import extract_files, gather
from thymograph.queries.runner import run

# pyshacl asks rdflib for things that rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def graph(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> GraphHandle:
    extractions = [outcome.extraction for outcome in extract_files(gather([corpus])) if outcome.extraction is not None]
    out = tmp_path_factory.mktemp("graph") / "out"
    claims = [claim for extraction in extractions for claim in extraction.claims]
    write_graph(out, assemble([one.document for one in extractions], claims), lexicon=load_lexicon())
    return open_graph(out)


def rows(graph: GraphHandle, query: str, *columns: str, **params: str) -> set[tuple[str, ...]]:
    """Return the cells of some columns as text; a document is the digits that its name begins with."""
    table = run(graph, query, params)
    places = [table.columns.index(column) for column in columns]
    found = {tuple("" if row[place] is None else str(row[place]) for place in places) for row in table.rows}
    return {tuple(cell.split("_")[0] if cell.endswith(".txt") else cell for cell in row) for row in found}


def test_1_tlr9(graph: GraphHandle) -> None:
    about = {"about": "TLR9", "and": "thymalfasin"}
    assert rows(graph, "claims-about", "document", "marker", **about) == {("001", ""), ("004", "4")}


def test_2_toll_like_receptors_of_each_document(graph: GraphHandle) -> None:
    typed = rows(graph, "concepts-by-document", "document", "concept", "type", under="Toll-like receptors")
    found = {(document, concept) for document, concept, kind in typed if kind == "receptor"}
    assert {row for row in found if row[1] != "Toll-like receptor"} == {
        ("001", "TLR2"), ("001", "TLR9"),
        ("004", "TLR2"), ("004", "TLR3"), ("004", "TLR4"), ("004", "TLR7"), ("004", "TLR9"),
    }  # fmt: skip
    assert ("002", "Toll-like receptor") in found
    assert not {row for row in found if row[0] in ("000", "003")}


def test_3_median_overall_survival(graph: GraphHandle) -> None:
    found = rows(
        graph, "measurements", "document", "value", "comparator_value", "marker", "work_type", of="overall survival"
    )
    assert ("000", "9.3 months", "6.6", "1", "press_release") in found


def test_4_response_rates_with_thymalfasin(graph: GraphHandle) -> None:
    params = {"of": "response rate", "with": "thymalfasin"}
    found = rows(graph, "measurements", "document", "value", **params)
    assert {("000", "12.1%"), ("000", "36%"), ("001", "33%"), ("001", "19.4%")} <= found


def test_5_response_rate_of_interleukin_2(graph: GraphHandle) -> None:
    params = {"of": "response rate", "with": "interleukin-2"}
    assert ("000", "16%", "2; 3") in rows(graph, "measurements", "document", "value", "marker", **params)


def test_6_doses(graph: GraphHandle) -> None:
    found = rows(graph, "doses", "document", "dose", "unit", of="thymalfasin")
    assert {("003", "1.6", "mg"), ("003", "40", "mcg"), ("001", "1.6", "mg"), ("000", "2", "mg")} <= found


def test_7_position_of_the_gastroenterologists(graph: GraphHandle) -> None:
    of = {"of": "American Gastroenterological Association", "on": "thymalfasin"}
    found = rows(graph, "positions", "document", "stance", "first_hand", "status", "marker", **of)
    assert found == {("004", "against", "False", "inferred", "1")}
    assert rows(graph, "positions", "claim", of="AGA") == rows(graph, "positions", "claim", of=of["of"])


def test_9_interleukin_10_goes_both_ways(graph: GraphHandle) -> None:
    found = rows(graph, "effects-on", "document", "answer", "marker", on="IL-10", of="thymalfasin")
    assert {("002", "down", "17"), ("002", "up", "12")} <= found
    assert rows(graph, "tensions", "document", "answer", about="IL-10") >= {("002", "up"), ("002", "down")}


def test_11_mortality_in_sepsis(graph: GraphHandle) -> None:
    found = rows(graph, "measurements", "document", "ci_low", "ci_high", "n", "marker", of="mortality")
    assert ("004", "0.59", "0.78", "1480", "6") in found


def test_12_serious_side_effects(graph: GraphHandle) -> None:
    found = rows(graph, "claims-under", "document", "status", heading="side effects")
    assert found == {("003", "none")}


def test_13_one_shared_work(graph: GraphHandle) -> None:
    found = rows(graph, "shared-works", "document", "number")
    assert found == {("000", "9"), ("001", "4"), ("002", "1")}


def test_14_markers_that_do_not_resolve(graph: GraphHandle) -> None:
    found = rows(graph, "unresolved-markers", "document", "marker", "method")
    assert {document for document, _, _ in found} == {"004"}
    assert {("004", number, "none") for number in "234"} <= found
    assert not {row for row in found if row[1] in "1567" and row[2] == "none"}
    assert rows(graph, "unresolved-markers", "marker", **{"in": "002"}) == set()


def test_15_chain_to_nf_kappa_b(graph: GraphHandle) -> None:
    found = rows(graph, "chain", "document", "object", "marker", **{"from": "thymalfasin", "to": "NF-κB"})
    assert {document for document, _, _ in found} >= {"002", "004"}
    to_adaptor = rows(graph, "chain", "object", **{"from": "thymalfasin", "to": "MyD88"})
    assert {("Toll-like receptor",), ("MyD88",)} <= to_adaptor


def test_16_macrophage_polarization(graph: GraphHandle) -> None:
    found = rows(graph, "claims-about", "document", "marker", about="macrophage polarization")
    assert found == {("001", ""), ("004", "2")}


def test_the_graph_passes_its_shapes_and_every_place_is_proved(graph: GraphHandle, corpus: Path) -> None:
    assert check(graph).rows == ()
    report = verify(graph.claims(), corpus)
    assert report.passed
    assert report.absent == ()
