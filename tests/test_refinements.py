"""What says more narrowly what another says, and what a combination is made of, in the graph too."""

from __future__ import annotations

from pathlib import Path

from sample_graph import sample_graph
from thymograph.assembly.concepts import NameIndex, name_index
from thymograph.assembly.refinements import parts_of_combination, refinements
from thymograph.graph.build import write_graph
from thymograph.graph.store import open_graph
from thymograph.lexicon.concepts import load_lexicon
from thymograph.model import Proposition, Qualifiers
from thymograph.queries.runner import run


def lowers(id: str, **narrowed: str) -> Proposition:
    return Proposition(
        id=id, subject="doxazosin", predicate="decreases", object="blood pressure", answers="q",
        qualifiers=Qualifiers(**narrowed),
    )  # fmt: skip


def test_only_the_nearest_wider_is_refined() -> None:
    bare, sick, old = lowers("a"), lowers("b", condition="diabetes"), lowers("c", population="older adults")
    both = lowers("d", condition="diabetes", population="older adults")
    found = set(refinements([both, old, sick, bare], NameIndex()))
    assert found == {("b", "a"), ("c", "a"), ("d", "b"), ("d", "c")}
    assert set(refinements([both, bare], NameIndex())) == {("d", "a")}


def test_another_value_refines_nothing() -> None:
    assert not set(refinements([lowers("a", dose="4 mg"), lowers("b", dose="8 mg")], NameIndex()))


def test_a_combination_is_its_own_and_has_its_parts() -> None:
    known = {"l:enalapril", "l:felodipine"}
    assert parts_of_combination("enalapril plus felodipine", NameIndex(), known) == ("l:enalapril", "l:felodipine")
    assert parts_of_combination("enalapril in combination with felodipine", NameIndex(), known)
    assert parts_of_combination("enalapril plus diet", NameIndex(), known) == ()
    assert parts_of_combination("enalapril with felodipine", NameIndex(), known) == ()


def test_the_graph_says_the_same(tmp_path: Path) -> None:
    made = sample_graph()
    write_graph(tmp_path / "out", made, lexicon=load_lexicon())
    graph = open_graph(tmp_path / "out")
    found = graph.query(
        "PREFIX tg: <https://w3id.org/thymograph/ontology#> SELECT ?p ?w { GRAPH ?g { ?p tg:refines ?w } }"
    ).rows
    expected = set(refinements(made.propositions, name_index(made.claims)))
    assert {tuple(str(cell).rsplit("/", 1)[1] for cell in row) for row in found} == expected
    assert expected
    table = run(graph, "refinements")
    shown = {(row[table.columns.index("narrower")], row[table.columns.index("wider")]) for row in table.rows}
    assert all(str(narrower).startswith(str(wider).split(" (")[0]) for narrower, wider in shown)
    assert shown
    about = run(graph, "refinements", {"about": "imiquimod"})
    assert 0 < len(about.rows) <= len(table.rows)
