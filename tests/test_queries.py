"""The named queries: each answers, with and without the union, and parameters never become query text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import corpus, opened
from thymograph import vocabulary
from thymograph.errors import QueryError
from thymograph.graph.store import GraphHandle
from thymograph.queries.catalogue import PARAMETER_TYPES, Query, parse_query
from thymograph.queries.parameters import with_values
from thymograph.queries.runner import Table, catalogue, find_query, run
from thymograph.resources import ontology_path

VALUES = {
    "about": "Toll-like receptors",
    "under": "TLR",
    "on": "interferon gamma",
    "of": "imiquimod",
    "heading": "SIDE effects",
    "kind": "trial_result",
    "words": "treated skin",
    "from": "imiquimod",
    "to": "NF-kB",
    "at_least": "1",
    "relation": "binds",
    "type": "primary trial",
}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> GraphHandle:
    return opened(tmp_path_factory.mktemp("graph") / "out")


def needed(query: Query) -> dict[str, str]:
    values = {p.name: VALUES[p.name] for p in query.parameters if p.default is None}
    if query.name in ("agreement", "roots"):
        values["at_least"] = "1"
    if query.name == "claims-with-words":
        values["words"] = "skin biopsies"
    if query.name == "claims-by-speaker":
        values["of"] = "ACR"
    return values


def column(table: Table, *names: str) -> list[tuple[object, ...]]:
    places = [table.columns.index(name) for name in names]
    return [tuple(row[place] for place in places) for row in table.rows]


def test_there_are_many_queries_each_with_title_and_known_types() -> None:
    assert len(catalogue()) >= 14
    for query in catalogue():
        assert query.title, query.name
        assert {parameter.type for parameter in query.parameters} <= set(PARAMETER_TYPES)
        assert len(query.usage) == len(query.parameters)


# Nothing here is said more narrowly than elsewhere: test_refinements asks that.
ANSWERED = [query for query in catalogue() if query.name != "refinements"]


@pytest.mark.parametrize("query", ANSWERED, ids=lambda query: query.name)
def test_every_query_has_rows_in_a_fixed_order(graph: GraphHandle, query: Query) -> None:
    table = run(graph, query.name, needed(query))
    assert table.rows
    assert table == run(graph, query.name, needed(query))
    assert set(query.gather) <= set(table.columns)
    assert all(len(row) == len(table.columns) for row in table.rows)


@pytest.mark.parametrize("query", catalogue(), ids=lambda query: query.name)
def test_every_query_answers_alike_without_the_union(graph: GraphHandle, query: Query) -> None:
    sparql = with_values(query, needed(query), graph)
    assert set(graph.query(sparql, union=True).rows) == set(graph.query(sparql, union=False).rows)


@pytest.mark.parametrize("query", catalogue(), ids=lambda query: query.name)
def test_every_query_is_sparql_as_it_stands_and_uses_declared_terms(graph: GraphHandle, query: Query) -> None:
    graph.query(re.sub(r"WHERE \{", "WHERE { FILTER(false)", query.text, count=1))
    assert "NOT EXISTS" not in query.text
    assert query.text.count("ORDER BY") == bool(query.page) + query.text.count("# to the end of the page")
    for name in set(re.findall(r"\btg:(\w+)", query.text)):
        assert getattr(vocabulary.TG, name), name
    for prefix in set(re.findall(r"^PREFIX (\w+):", query.text, re.MULTILINE)):
        assert len(re.findall(rf"\b{prefix}:\w", query.text)) >= 1, f"{query.name}: {prefix} is not used"


@pytest.mark.parametrize("query", ANSWERED, ids=lambda query: query.name)
def test_parameters_that_may_be_left_out_narrow_when_given(graph: GraphHandle, query: Query) -> None:
    given = {"about": "imiquimod", "and": "TLR7", "of": "imiquimod", "on": "imiquimod", "with": "imiquimod"}
    given |= {"answer": "up", "where": "hypertension", "type": "polarity"}
    given |= {"in": "ramipril.txt" if query.name in ("unresolved-markers", "findings") else "imiquimod.txt"}
    for parameter in query.parameters:
        if parameter.default == "any":
            value = given[parameter.name]
            if parameter.type == "organisation":
                value = "American College of Rheumatology"
            elif query.name == "doses":
                value = "ramipril"
            elif query.name == "measurements" and parameter.name == "of":
                value = "response rate"
            elif query.name == "positions" or query.name == "open-questions":
                value = "abatacept"
            elif query.name == "effects-of" or (query.name, parameter.name) == ("assertions", "on"):
                value = "TLR7"
            elif query.name == "protocol-steps":
                value = "ramipril.txt"
            asked = needed(query)
            if query.name == "stance-board":
                value = "abatacept"
            if parameter.name == "answer":
                value = "up"
            if parameter.name == "where":
                value = "hypertension"
                asked = {"of": "ramipril"} if query.name == "effects-of" else {"on": "blood pressure"}
            whole = run(graph, query.name, asked)
            narrowed = run(graph, query.name, {**asked, parameter.name: value})
            assert narrowed.rows, parameter.name
            assert len(narrowed.rows) <= len(whole.rows)


# ---------------------------------------------------------------- what they answer


def test_narrower_concepts_are_found_with_their_citations(graph: GraphHandle) -> None:
    table = run(graph, "claims-about", {"about": "Toll-like receptor"})
    assert column(table, "document", "concept", "status", "marker") == [
        ("a/imiquimod.txt", "TLR7", "stated", "1"),
        ("b/abatacept.txt", "TLR8", "none", None),
    ]
    claims = {row[0] for row in column(table, "claim")}
    assert claims == {corpus().claim("Imiquimod binds TLR7").id, corpus().claim("Imiquimod also").id}


@pytest.mark.parametrize(
    "name", ["TLR7", "tlr-7", "Toll-like receptor 7", "HGNC:15631", "http://identifiers.org/hgnc/15631"]
)
def test_a_concept_is_known_by_its_names_curie_and_iri(graph: GraphHandle, name: str) -> None:
    assert len(run(graph, "claims-about", {"about": name}).rows) == 1


def test_markers_and_works_of_one_claim_are_one_row(graph: GraphHandle) -> None:
    table = run(graph, "effects-on", {"on": "interferon-gamma", "of": "imiquimod"})
    assert column(table, "relation", "answer", "marker", "work") == [
        ("increases", "up", "1; 2", "Interferon in treated skin; Toll-like receptor seven and the imidazoquinolines")
    ]


def test_denial_and_open_question_stand_beside_the_assertion(graph: GraphHandle) -> None:
    table = run(graph, "effects-on", {"on": "interferon-gamma"})
    assert column(table, "subject", "relation", "answer") == [
        ("imiquimod", "increases", "up"),
        ("ramipril", "no_effect_on", "none"),
        ("abatacept", "increases", "open"),
    ]


def test_position_of_an_organisation_by_its_initials(graph: GraphHandle) -> None:
    table = run(graph, "positions", {"of": "ACR"})
    assert column(table, "organisation", "intervention", "condition", "stance", "status", "marker") == [
        ("American College of Rheumatology", "abatacept", "basal cell carcinoma", "against", "inferred", "7")
    ]


def test_markers_that_do_not_resolve(graph: GraphHandle) -> None:
    table = run(graph, "unresolved-markers", {})
    assert column(table, "document", "marker", "method", "confidence") == [
        ("a/ramipril.txt", "3", "none", None),
        ("b/abatacept.txt", "7", "order", 0.6),
        ("b/abatacept.txt", "9", "none", None),
    ]


def test_a_chain_is_asserted_steps_in_order(graph: GraphHandle) -> None:
    table = run(graph, "chain", {"from": "imiquimod", "to": "NF-κB"})
    assert column(table, "step", "subject", "object") == [
        (1, "imiquimod", "NF-kB"),
        (1, "imiquimod", "TLR7"),
        (2, "TLR7", "NF-kB"),
    ]


def test_a_chain_reaches_what_a_step_falls_under(graph: GraphHandle) -> None:
    assert run(graph, "chain", {"from": "imiquimod", "to": "Toll-like receptor"}).rows


def test_counts_of_documents(graph: GraphHandle) -> None:
    counted = column(run(graph, "documents"), "document", "claims", "stated", "inferred", "dangling", "uncited")
    assert counted == [
        ("a/imiquimod.txt", 5, 2, 0, 0, 3),
        ("a/ramipril.txt", 6, 2, 0, 1, 3),
        ("b/abatacept.txt", 4, 0, 1, 1, 2),
    ]


def test_uncited_claims_leave_out_kinds_that_need_no_citation(graph: GraphHandle) -> None:
    kinds = {row[0] for row in column(run(graph, "uncited-claims"), "kind")}
    assert "protocol_step" not in kinds
    assert "dosage" in kinds


# ---------------------------------------------------------------- names, files, text, errors


def test_an_arm_that_is_named_decides_what_a_number_is_of(graph: GraphHandle) -> None:
    of_arm = run(graph, "measurements", {"with": "imiquimod"})
    assert column(of_arm, "value", "comparator_value", "n", "p") == [("75.5%", "2.0", 166, 0.001)]
    assert not run(graph, "measurements", {"with": "ramipril"}).rows


def test_a_long_text_that_is_no_query_is_refused(graph: GraphHandle) -> None:
    with pytest.raises(QueryError, match="no query"):
        run(graph, "x" * 5000 + "\0")


def test_a_misspelt_name_is_answered_with_the_near_ones(graph: GraphHandle) -> None:
    with pytest.raises(QueryError, match="no query 'claim-about'; near: claims-about"):
        run(graph, "claim-about")


@pytest.mark.parametrize(
    ("name", "params", "told"),
    [
        ("claims-about", {}, r"parameter about \(concept\) is missing"),
        ("claims-about", {"abuot": "x"}, "no parameter 'abuot'; the query has about, and"),
        ("documents", {"in": "x"}, "the query has limit, offset"),
        ("claims-about", {"about": "imiqimod"}, "no concept 'imiqimod' .*; near: imiquimod"),
        ("agreement", {"at_least": "two"}, "'two' is not a whole number"),
        ("hedged-claims", {"in": "nowhere.txt"}, "no document 'nowhere.txt'"),
        ("hedged-claims", {"in": "a/"}, "could be a/imiquimod.txt, a/ramipril.txt; give the whole path"),
        ("claims-of-kind", {"kind": "trial result s"}, "no term 'trial result s'; near: trial_result"),
        ("claims-by-speaker", {"of": "WHO"}, "no organisation 'WHO'"),
    ],
)
def test_a_wrong_parameter_says_what_is_wrong(graph: GraphHandle, name: str, params: dict[str, str], told: str) -> None:
    with pytest.raises(QueryError, match=told):
        run(graph, name, params)


@pytest.mark.parametrize("document", ["imiquimod", "imiquimod.txt", "a/imiquimod.txt", "overview"])
def test_a_document_is_known_by_path_name_and_title(graph: GraphHandle, document: str) -> None:
    assert run(graph, "hedged-claims", {"in": document}).rows


def test_a_file_and_a_text_run_like_a_name(graph: GraphHandle, tmp_path: Path) -> None:
    text = find_query("claims-about").text
    path = tmp_path / "mine.rq"
    path.write_text(text, "utf-8")
    named = run(graph, "claims-about", {"about": "TLR"})
    assert run(graph, str(path), {"about": "TLR"}) == named
    assert run(graph, text, {"about": "TLR"}) == named
    with pytest.raises(QueryError, match=r"none\.rq: cannot be read"):
        run(graph, "none.rq")


def test_plain_sparql_keeps_its_iris(graph: GraphHandle) -> None:
    table = run(graph, f"SELECT ?k WHERE {{ GRAPH ?g {{ ?c <{vocabulary.TG.kind}> ?k }} }}")
    assert ("https://w3id.org/thymograph/ontology#safety",) in table.rows


def test_an_update_is_refused(graph: GraphHandle) -> None:
    with pytest.raises(QueryError, match="only read"):
        run(graph, "PREFIX x: <x:>\nDELETE WHERE { ?s ?p ?o }")


def test_a_head_that_is_wrong_is_named() -> None:
    with pytest.raises(QueryError, match="type colour"):
        parse_query("# title: t\n# @param a: colour\nSELECT ?a { VALUES ?a { UNDEF } }", "q")
    with pytest.raises(QueryError, match="no VALUES"):
        parse_query("# title: t\n# @param a: text\nSELECT ?a { }", "q")


@given(st.text(st.characters(codec="utf-8")))
def test_no_text_of_a_parameter_becomes_query(graph: GraphHandle, value: str) -> None:
    echo = "# title: echo\n# @param said: text\nSELECT ?said WHERE { VALUES ?said { UNDEF } }"
    assert run(graph, echo, {"said": value}).rows == ((value,),)


def test_ontology_prefixes_are_there() -> None:
    assert ontology_path("prefixes.tsv").is_file()
