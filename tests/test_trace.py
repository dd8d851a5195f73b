"""Trails: from claim to marker, entry and work, and why each ends where it does; and the search that finds claims."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import claim_graph, corpus, opened
from thymograph.errors import QueryError
from thymograph.graph.search import search
from thymograph.graph.store import GraphHandle
from thymograph.graph.trace import Trace, trace, trace_of

GRAPH = claim_graph()


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> GraphHandle:
    return opened(tmp_path_factory.mktemp("graph") / "out")


def traced(start: str) -> Trace:
    claim = corpus().claim(start)
    return trace(GRAPH.claims, claim.id, documents=GRAPH.documents, works=GRAPH.works)


def written(start: str) -> str:
    return "\n".join(traced(start).lines())


def test_a_stated_trail_leads_to_the_work() -> None:
    text = written("Imiquimod binds TLR7")
    assert "“Imiquimod binds TLR7 and signals through NF-κB. [1]”" in text
    assert "a/imiquimod.txt, line 5 (characters 35–86)" in text
    assert "marker [1] → entry 1 (line 19) → work Toll-like receptor seven" in text
    assert "doi 10.1000/tlr7" in text
    assert [trail.end for trail in traced("Imiquimod binds TLR7").trails] == ["stated"]


def test_a_title_without_identifier_is_told() -> None:
    ends = [trail.why for trail in traced("It raised interferon-γ").trails]
    assert len(ends) == 2
    assert "ends at a title without an identifier" in ends[1]


def test_an_inferred_trail_never_looks_stated() -> None:
    (trail,) = traced("The American College").trails
    assert trail.end == "inferred"
    assert "a guess by order, confidence 0.6, not a stated link" in trail.why
    assert "1 entry and no numbers" in trail.why
    assert "rests on no stated works" in traced("The American College").end


def test_a_dangling_trail_ends_at_the_marker() -> None:
    (trail,) = traced("Anaphylaxis has not been seen").trails
    assert trail.end == "dangling"
    assert trail.why == "ends at the marker: the reference list has 2 entries, numbered 1 to 2, and no 3"


def test_no_trail_says_why() -> None:
    assert traced("Anaphylaxis occurred").end.startswith("no marker: the document gives nothing")
    assert traced("Step 1").end == "no marker, and a protocol step needs none"
    claim = replace(corpus().claim("Anaphylaxis occurred"), repeats="c" + "0" * 16)
    assert "repeats c0000" in trace([claim], claim.id).end


def test_cue_and_speaker_are_told() -> None:
    assert "“may” makes it hedged" in written("Imiquimod may shift")
    assert "said by American College of Rheumatology (second hand)" in written("The American College")


def test_without_quote_the_place_still_stands() -> None:
    claim = replace(corpus().claim("Imiquimod binds"), quote=None)
    text = "\n".join(trace([claim], claim.id).lines())
    assert "thymograph verify" in text
    assert "line 5" in text
    assert claim.citations[0].work is not None
    assert claim.citations[0].work in text


def test_the_record_is_json_with_all_trails() -> None:
    record = json.loads(json.dumps(traced("It raised").to_record()))
    assert [trail["work"]["title"] for trail in record["trails"]] == [
        "Toll-like receptor seven and the imidazoquinolines",
        "Interferon in treated skin",
    ]
    assert record["document"]["publisher"] == "Skin Notes"


def test_every_claim_can_be_traced(graph: GraphHandle) -> None:
    for claim in GRAPH.claims:
        found = trace_of(graph, claim.id)
        assert found.claim == claim
        assert len(found.trails) == len(claim.citations)
        assert list(found.lines())


def test_a_trace_without_checks_has_the_same_trails(graph: GraphHandle) -> None:
    for claim in GRAPH.claims:
        found, alone = trace_of(graph, claim.id), trace_of(graph, claim.id[:12], checked=False)
        assert (alone.claim, alone.document, alone.trails, alone.end) == (
            found.claim, found.document, found.trails, found.end,
        )  # fmt: skip
    with pytest.raises(QueryError, match="no claim 'cffffffffffffffff'"):
        trace_of(graph, "cffffffffffffffff", checked=False)


def test_words_trace_the_best_claim_and_say_so(graph: GraphHandle) -> None:
    found = trace_of(graph, "ramipril interferon")
    assert found.claim.id == corpus().claim("Ramipril caused").id
    assert found.note is not None
    with pytest.raises(QueryError, match="no claim has the words 'zebra'"):
        trace_of(graph, "zebra")


def test_an_id_may_be_shortened_but_not_too_much() -> None:
    claim = GRAPH.claims[0]
    assert trace(GRAPH.claims, claim.id[:9]).claim == claim
    with pytest.raises(QueryError, match="could be"):
        trace(GRAPH.claims, "c")
    with pytest.raises(QueryError, match="no claim 'cffffffffffffffff'"):
        trace(GRAPH.claims, "cffffffffffffffff")


# ---------------------------------------------------------------- search


def test_spellings_are_folded_and_fuller_hits_come_first() -> None:
    hits = search(GRAPH.claims, "Interferon gamma in ramipril")
    assert (hits[0].claim.quote or "").startswith("Ramipril caused no significant change")
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert search(GRAPH.claims, "interferon gamma", limit=1) == search(GRAPH.claims, "interferon-γ", limit=1)


def test_words_that_no_claim_has_find_nothing() -> None:
    assert search(GRAPH.claims, "zebra giraffe lion") == ()
    assert search(GRAPH.claims, " ?! ") == ()


def test_headings_are_searched_too() -> None:
    assert search(GRAPH.claims, "severe side effects")[0].claim == corpus().claim("Anaphylaxis occurred")


@given(st.permutations(GRAPH.claims), st.sampled_from(["anaphylaxis", "imiquimod TLR7", "once daily"]))
def test_order_of_claims_does_not_change_a_search(claims: list[object], words: str) -> None:
    assert search(claims, words) == search(GRAPH.claims, words)  # type: ignore[arg-type]  # claims permuted
