"""Questions that people ask of the five documents, answered by the named queries; needs THYMOGRAPH_CORPUS."""

from __future__ import annotations

from pathlib import Path

import pytest

from thymograph.assembly import assemble
from thymograph.assembly.audit import audit
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
    files = gather([corpus])
    extractions = [outcome.extraction for outcome in extract_files(files) if outcome.extraction is not None]
    out = tmp_path_factory.mktemp("graph") / "out"
    claims = [claim for extraction in extractions for claim in extraction.claims]
    made = assemble([one.document for one in extractions], claims)
    printed = {one.path: one.file.read_text("utf-8") for one in files}
    findings = audit(made, texts={one.sha256: printed[one.path] for one in made.documents}).findings
    write_graph(out, made, lexicon=load_lexicon(), findings=findings)
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


def test_8_who_supports_and_who_opposes_use_in_hepatitis_c(graph: GraphHandle) -> None:
    def told(relation: str) -> set[tuple[str, ...]]:
        asked = {"relation": relation, "of": "thymalfasin", "on": "hepatitis C"}
        return rows(graph, "assertions", "document", "answer", "marker", **asked)

    assert told("approved_for") == {("002", "for", "2")}
    assert told("treats") == {("003", "up", "")}
    assert told("not_recommended_for") == told("contraindicated_in") == {("004", "against", "1")}
    assert told("recommended_for") == set()
    held = rows(graph, "positions", "document", "organisation", "condition", "stance", "marker", on="thymalfasin")
    assert {row[0] for row in held if "hepatitis C" in row[2]} == {"004"}
    assert ("004", "American Gastroenterological Association", "hepatitis C", "against", "1") in held


def test_9_interleukin_10_goes_both_ways(graph: GraphHandle) -> None:
    found = rows(graph, "effects-on", "document", "answer", "marker", on="IL-10", of="thymalfasin")
    assert {("002", "down", "17"), ("002", "up", "12")} <= found
    assert rows(graph, "tensions", "document", "answer", about="IL-10") >= {("002", "up"), ("002", "down")}


def test_10_cytokines_that_fall_in_stimulated_cells(graph: GraphHandle) -> None:
    where = {"of": "thymalfasin", "where": "SARS-CoV-2 stimulated PBMCs"}
    fallen = rows(graph, "effects-of", "document", "object", "status", "marker", **where, answer="down")
    assert fallen == {("002", name, "stated", "12") for name in ("TNF-alpha", "interleukin-6", "interleukin-8")}
    assert rows(graph, "effects-of", "object", **where, answer="up") == {("interleukin-10",)}


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


def test_17_a_safety_figure_that_rests_on_another_drug(graph: GraphHandle) -> None:
    found = rows(graph, "findings", "document", "about", "rule", "severity", "message")
    elsewhere = {row for row in found if row[2] == "work_about_another_entity" and row[0] == "004"}
    assert {severity for _, _, _, severity, _ in elsewhere} == {"note"}, "the entry is only a guess"
    assert all("alpha-1 proteinase inhibitor" in message for *_, message in elsewhere)
    # The finding names the claim, and the claim has the figure.
    figures = rows(graph, "measurements", "claim", "document", "measure", "value", "status", "marker", "work")
    (figure,) = (row for row in figures if row[0] in {about for _, about, *_ in elsewhere})
    assert figure[1] == "004"
    assert "mortality" in figure[2]
    assert figure[3:6] == ("10%", "inferred", "1; 7")
    assert "Alpha-1 Proteinase Inhibitor" in figure[6]


def test_18_what_all_five_documents_say_and_on_how_many_roots(graph: GraphHandle) -> None:
    columns = ("object", "answer", "documents", "roots", "roots_at_least", "inferred")
    found = rows(graph, "roots", *columns, about="thymalfasin", at_least="5")
    assert ("T cell maturation", "up", "5", "4", "3", "1") in found
    assert ("T cell differentiation", "up", "5", "4", "3", "1") in found
    assert "T cell function" in {name for name, *_ in found}
    in_four = {name for name, *_ in rows(graph, "roots", *columns, about="thymalfasin", at_least="4")}
    assert "cytokine production" in in_four


def test_19_what_to_monitor(graph: GraphHandle) -> None:
    # The question "which parameters" frames an answer and is in no triple: one asks for what is said of such tests. That
    # they are to be watched is read as advice or as a matter of safety.
    found = set()
    for kind in ("recommendation", "safety"):
        asked = {"kind": kind, "in": "003", "about": "liver function test"}
        found |= rows(graph, "claims-of-kind", "concept", "document", "status", "marker", **asked)
    found |= rows(
        graph, "claims-with-words", "concept", "document", "status", "marker", **{"words": "monitor", "in": "003"}
    )
    assert {row[1:] for row in found} == {("003", "none", "")}
    named = {name for concepts, *_ in found for name in concepts.split("; ")}
    assert named >= {"liver function test", "ALT", "albumin", "bilirubin", "HBeAg", "HBsAg", "HBV DNA"}
    assert named >= {"hypersensitivity", "infection"}


def test_20_recommendations_for_adjunctive_use(graph: GraphHandle) -> None:
    # "Contraindications: …" in the algorithm of recommendations is read as safety.
    advice = set()
    for kind in ("recommendation", "safety"):
        advice |= rows(graph, "claims-of-kind", "claim", "certainty", "status", "marker", **{"kind": kind, "in": "004"})

    def told(relation: str) -> set[tuple[str, ...]]:
        found = rows(graph, "assertions", "claim", "object", relation=relation, of="thymalfasin")
        return {(name, *row[1:]) for claim, name in found for row in advice if row[0] == claim}

    assert told("recommended_for") >= {
        ("severe sepsis", "asserted", "inferred", "6"),
        ("non-small cell lung cancer", "asserted", "dangling", "2"),
    }
    assert told("combined_with") == {("immune checkpoint inhibitor", "speculative", "dangling", "2")}
    assert ("monotherapy", "asserted", "inferred", "1") in told("not_recommended_for")
    assert told("contraindicated_in") == {("chronic hepatitis C", "asserted", "inferred", "1")}
    # Of the two cancers that one claim joins by "or", the second is read as named, not as what it is advised for.
    asked = {"kind": "recommendation", "in": "004", "about": "hepatocellular carcinoma"}
    liver = rows(graph, "claims-of-kind", "certainty", "status", "marker", **asked)
    assert liver == {("asserted", "dangling", "2")}


def test_the_graph_passes_its_shapes_and_every_place_is_proved(graph: GraphHandle, corpus: Path) -> None:
    assert check(graph).rows == ()
    report = verify(graph.claims(), corpus)
    assert report.passed
    assert report.absent == ()
