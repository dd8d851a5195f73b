"""What the graph says of conflicts, roots and positions is what the functions of assembly give."""

from __future__ import annotations

from pathlib import Path

import pytest

from sample_graph import sample_graph
from thymograph.assembly.conflicts import conflicts_of, sides_of
from thymograph.assembly.roots import Agreement, agreements, proposition_roots, rooting_of
from thymograph.assembly.stance_board import stance_board
from thymograph.graph.build import write_graph
from thymograph.graph.shapes import check
from thymograph.graph.store import GraphHandle, open_graph
from thymograph.lexicon.concepts import load_lexicon
from thymograph.model import ClaimGraph
from thymograph.queries.runner import run

# pyshacl asks rdflib for things that rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def made() -> ClaimGraph:
    return sample_graph()


@pytest.fixture(scope="module")
def graph(made: ClaimGraph, tmp_path_factory: pytest.TempPathFactory) -> GraphHandle:
    out = tmp_path_factory.mktemp("graph") / "out"
    write_graph(out, made, lexicon=load_lexicon())
    return open_graph(out)


def cells(graph: GraphHandle, query: str, *columns: str, **params: str) -> set[tuple[object, ...]]:
    table = run(graph, query, params)
    places = [table.columns.index(column) for column in columns]
    return {tuple(row[place] for place in places) for row in table.rows}


def told(one: Agreement) -> bool:
    """Whether the graph weighs it: what one claim alone says rests on what that claim cites."""
    rests = one.footing
    return len(rests.claims) > 1 or bool(rests.sellers) or any(root.weakness for root in rests.roots)


def test_conflicts_are_the_same(graph: GraphHandle, made: ClaimGraph) -> None:
    rooting = rooting_of(made)
    claims = {claim.id: claim for claim in made.claims}
    expected = {
        (
            one.id, one.type, one.direct, one.rule, one.explanation, member.claim, member.attitude, member.says,
            len(sides_of(one, claims, rooting)[member.attitude].roots),
            "; ".join(sorted({f"{d.qualifier}: {value or 'not said'}" for d in one.differing for value in d.values}))
            or None,
        )
        for one in conflicts_of(made)
        for member in one.members
    }  # fmt: skip
    assert expected
    columns = (
        "conflict", "type", "direct", "rule", "explanation", "claim", "attitude", "says", "side_roots", "differing"
    )  # fmt: skip
    assert cells(graph, "conflict-nodes", *columns) == expected


def test_roots_of_answers_are_the_same(graph: GraphHandle, made: ClaimGraph) -> None:
    expected = {
        (
            one.id, one.answer, len(one.footing.documents), one.footing.voices, len(one.footing.claims),
            one.footing.citations, len(one.footing.roots), one.footing.roots_at_least, len(one.footing.inferred),
            one.footing.dangling,
        )
        for one in agreements(made)
        if told(one)
    }  # fmt: skip
    assert expected
    columns = (
        "question", "answer", "documents", "voices", "claims", "citations", "roots", "roots_at_least", "inferred",
        "dangling",
    )  # fmt: skip
    assert cells(graph, "roots", *columns, at_least="1") == expected
    assert cells(graph, "roots", *columns, at_least="2") == {row for row in expected if int(str(row[2])) >= 2}


def test_roots_of_propositions_are_the_same(graph: GraphHandle, made: ClaimGraph) -> None:
    found = graph.query(
        """PREFIX tg: <https://w3id.org/thymograph/ontology#>
        SELECT ?p ?attitude ?documents ?voices ?roots ?least WHERE { GRAPH ?g {
          ?f tg:ofProposition ?p ; tg:attitude ?attitude ; tg:documentCount ?documents ; tg:voiceCount ?voices ;
            tg:rootCount ?roots ; tg:leastRootCount ?least } }"""
    ).rows
    named = {"assertsAttitude": "asserts", "deniesAttitude": "denies", "leavesOpenAttitude": "leaves_open"}
    assert {(str(p).rsplit("/", 1)[1], named[str(a).rsplit("#", 1)[1]], *counts) for p, a, *counts in found} == {
        (
            one.id, one.answer, len(one.footing.documents), one.footing.voices, len(one.footing.roots),
            one.footing.roots_at_least,
        )
        for one in proposition_roots(made)
        if told(one)
    }  # fmt: skip


def test_positions_are_the_same(graph: GraphHandle, made: ClaimGraph) -> None:
    expected: set[tuple[object, ...]] = set()
    for one in stance_board(made):
        beside = {
            "approval": one.approvals,
            "label": one.labels,
            "use": one.uses,
            "contraindication": one.contraindications,
        }
        held = (one.organisation, one.stance, one.first_hand, one.against_practice, "; ".join(one.claims))
        told = {(*held, name, "; ".join(claims)) for name, claims in beside.items() if claims}
        expected |= told or {(*held, None, None)}
    assert expected
    columns = ("organisation", "stance", "first_hand", "against_practice", "claim", "beside", "beside_claim")
    assert cells(graph, "stance-board", *columns) == expected


def test_the_graph_with_what_is_weighed_passes_its_shapes(graph: GraphHandle) -> None:
    assert check(graph).rows == ()


def test_equal_graphs_are_equal_bytes(made: ClaimGraph, graph: GraphHandle, tmp_path: Path) -> None:
    again = write_graph(tmp_path / "again", sample_graph(), lexicon=load_lexicon())
    assert graph.folder is not None
    assert (again / "graph.nq").read_bytes() == (graph.folder / "graph.nq").read_bytes()
