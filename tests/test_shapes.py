"""The shapes: a built graph passes, and each way of breaking it is told by focus, path and message."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rdflib import Dataset, Graph, URIRef

from factories import claim_graph, corpus, opened
from thymograph.assembly import assemble
from thymograph.graph.rdf import nquads, quads_of
from thymograph.graph.shapes import check, check_graph
from thymograph.graph.store import GraphHandle
from thymograph.model import Claim
from thymograph.resources import ontology_path
from thymograph.vocabulary import TG


def graph_of(claim: Claim) -> Graph:
    """Return the graph of the document of one claim."""
    written = nquads(quads_of(assemble(corpus().documents, [claim], ())))
    lines = [line for line in written.splitlines() if line.endswith(f"/graph/document/{claim.document}> .")]
    triples = "\n".join(line.rsplit(" <", 1)[0] + " ." for line in lines)
    return Graph().parse(data=triples, format="nt")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> GraphHandle:
    return opened(tmp_path_factory.mktemp("graph") / "out")


# pyshacl asks rdflib for things that rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def test_a_built_graph_passes(graph: GraphHandle) -> None:
    report = check(graph)
    assert report.rows == ()
    assert report.claims == len(claim_graph().claims)


@pytest.mark.parametrize(
    ("start", "changes", "told"),
    [
        ("Imiquimod binds", {"citation_status": "none"}, "the citation status must fit the links"),
        ("Imiquimod binds", {"citation_status": "dangling"}, "the citation status must fit the links"),
        ("Anaphylaxis has", {"citation_status": "stated"}, "the citation status must fit the links"),
        ("Imiquimod may", {"citation_status": "dangling"}, "the citation status must fit the links"),
        ("Imiquimod binds", {"gist": ""}, "a claim has one gist"),
        ("Imiquimod binds", {"anchors": ()}, "a claim stands in a place"),
    ],
)
def test_a_claim_that_contradicts_itself_is_told(start: str, changes: dict[str, object], told: str) -> None:
    claim = replace(corpus().claim(start), **changes)  # type: ignore[arg-type]  # fields by name
    rows = check_graph(graph_of(claim))
    assert {row.focus for row in rows} == {claim.id}
    assert told in {row.message.split(":")[0] for row in rows}


def test_an_anchor_that_ends_before_it_starts_is_told() -> None:
    claim = corpus().claims[0]
    wrong = replace(claim.anchors[0], end=claim.anchors[0].start)
    messages = {row.message for row in check_graph(graph_of(replace(claim, anchors=(wrong,))))}
    assert messages == {"a place starts before it ends"}


def test_a_second_kind_is_told() -> None:
    claim = corpus().claims[0]
    made = graph_of(claim)
    made.add((URIRef(f"https://w3id.org/thymograph/claim/{claim.id}"), URIRef(TG.kind), URIRef(TG.safety)))
    assert [(row.focus, row.path, row.message) for row in check_graph(made)] == [
        (claim.id, "tg:kind", "a claim is of one kind")
    ]


def test_shapes_speak_of_declared_terms_only() -> None:
    shapes = Graph().parse(ontology_path("shapes.ttl"))
    names = {str(term) for triple in shapes for term in triple if str(term).startswith(TG.iri)}
    assert {name for name in names if not name.endswith("Shape")} <= set(TG.terms)


def test_a_dataset_is_not_needed() -> None:
    assert not isinstance(graph_of(corpus().claims[0]), Dataset)
