"""The stance board: who holds what, first hand or reported, against approvals, labels and use."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from factories import claim_graph
from test_conflicts import read
from thymograph.assembly import assemble
from thymograph.assembly.stance_board import BoardRow, stance_board
from thymograph.model import ClaimGraph
from thymograph.pipeline import extract_files, gather

AGAINST = "Colchicine\n\nThe American College of Rheumatology recommends against colchicine in osteoarthritis.\n"
FOR = "Colchicine\n\nNICE recommends colchicine for osteoarthritis.\n"
LABEL = "Colchicine, information\n\nColchicine is approved for osteoarthritis.\n"
USE = "Colchicine, uses\n\nColchicine is used to treat osteoarthritis.\n"


def graph_of(**texts: str) -> ClaimGraph:
    return assemble(*read({f"{name}.txt": text for name, text in texts.items()}))


def row(graph: ClaimGraph, organisation: str) -> BoardRow:
    return next(found for found in stance_board(graph) if organisation in found.organisation)


def test_a_position_meets_approval_and_use_of_the_same_condition() -> None:
    found = row(graph_of(against=AGAINST, label=LABEL, use=USE), "Rheumatology")
    assert (found.stance, found.intervention, found.condition) == ("against", "colchicine", "osteoarthritis")
    assert (len(found.approvals), len(found.uses), found.against_practice) == (1, 1, True)


def test_a_monograph_speaks_as_a_label() -> None:
    graph = graph_of(against=AGAINST, use=USE)
    documents = tuple(replace(one, kind="monograph") if one.path == "use.txt" else one for one in graph.documents)
    found = row(replace(graph, documents=documents), "Rheumatology")
    assert (len(found.labels), found.uses) == (1, ())


def test_bodies_that_hold_the_opposite_name_each_other() -> None:
    graph = graph_of(against=AGAINST, fro=FOR)
    assert row(graph, "National Institute").other_bodies == (row(graph, "Rheumatology").organisation,)


def test_the_same_position_in_two_documents_is_one_row() -> None:
    graph = graph_of(one=AGAINST, two=AGAINST.replace("Colchicine\n", "Gout drugs in joints\n"))
    (found,) = stance_board(graph)
    assert found.documents == ("one.txt", "two.txt")


def test_a_position_on_another_condition_meets_no_approval() -> None:
    graph = graph_of(against=AGAINST, label=LABEL.replace("osteoarthritis", "gout"))
    assert row(graph, "Rheumatology").approvals == ()


def test_the_invented_board_is_second_hand_and_only_inferred() -> None:
    (found,) = stance_board(claim_graph())
    assert (found.stance, found.first_hand, found.cites, len(found.may_cite)) == ("against", False, (), 1)


def test_positions_in_the_five_documents(corpus: Path) -> None:
    made = [outcome.extraction for outcome in extract_files(gather([corpus])) if outcome.extraction]
    graph = assemble([one.document for one in made], [claim for one in made for claim in one.claims])
    board = stance_board(graph)
    held = {(found.organisation, found.stance, found.condition) for found in board}
    assert ("American Gastroenterological Association", "against", "chronic hepatitis C") in held
    assert any(stance == "not_included" and condition == "COVID-19" for _, stance, condition in held)
    assert not any(found.first_hand or found.cites for found in board)
    found = next(one for one in board if one.condition == "chronic hepatitis C")
    assert found.approvals
    assert found.uses
    assert found.against_practice
