"""Trails: every claim ends in a verdict, hops lead there, and candidates are offered where nothing is cited."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from factories import claim_graph
from thymograph.assembly import assemble
from thymograph.assembly.ends import end_of
from thymograph.assembly.source_check import source_verdicts
from thymograph.assembly.trails import (
    TRAIL_VERDICTS,
    CandidateIndex,
    Trail,
    candidates_of,
    needs_citation,
    shares_of,
    through_documents,
    trail_of,
    trails_of,
)
from thymograph.claims.extraction import Extraction, extract
from thymograph.lexicon.concepts import load_lexicon
from thymograph.model import Claim, ClaimGraph, Work
from thymograph.reading import read_document
from thymograph.records import from_record, to_record

GUIDE = """# Biologics in asthma: a guide

## Evidence

Omalizumab binds free IgE [1]. Omalizumab reduces asthma exacerbations [1][2]. Mepolizumab reduces eosinophil count [3].
Mepolizumab reduces asthma exacerbations [7]. Dupilumab inhibits interleukin-4 signaling. Benralizumab lowers blood
eosinophils [4].

## References

1. Omalizumab: prescribing information [dailymed.nlm.nih.gov]
2. Omalizumab in severe asthma: a randomised trial. J Invented Results. 2009.
3. uptodate.com
4. Company announces topline results for benralizumab [prnewswire.com]
"""
OTHER = """# Dupilumab at a glance

## Mechanism

Dupilumab inhibits interleukin-4 signaling [1].

## References

1. Dupilumab and type 2 inflammation: a review. J Invented Results. 2019.
"""


def read(text: str, path: str) -> Extraction:
    return extract(read_document(text.encode("utf-8"), path=path), load_lexicon(), quotes=True)


def graph_of(*extractions: Extraction) -> ClaimGraph:
    return assemble([one.document for one in extractions], [claim for one in extractions for claim in one.claims])


def said(graph: ClaimGraph, words: str, path: str = "guide.md") -> Claim:
    return next(claim for claim in graph.claims if claim.path == path and words in (claim.quote or ""))


@pytest.fixture(scope="module")
def guide() -> ClaimGraph:
    return graph_of(read(GUIDE, "guide.md"), read(OTHER, "other.md"))


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("binds free IgE", "drug label"),
        ("Omalizumab reduces asthma", "primary study"),
        ("reduces eosinophil count", "host only"),
        ("Mepolizumab reduces asthma", "dangling"),
        ("Dupilumab inhibits", "uncited"),
        ("Benralizumab lowers", "press release"),
    ],
)
def test_the_best_end_is_the_verdict(guide: ClaimGraph, words: str, verdict: str) -> None:
    trail = trail_of(said(guide, words), guide)
    assert trail.verdict == verdict
    assert trail.certain


def test_a_way_names_every_hop_and_where_it_is_printed(guide: ClaimGraph) -> None:
    (way,) = trail_of(said(guide, "Benralizumab lowers"), guide).ways
    assert [hop.kind for hop in way.hops] == ["claim", "marker", "entry", "work"]
    marker, entry = way.hops[1], way.hops[2]
    assert GUIDE[marker.start : marker.end] == "[4]"
    assert "benralizumab" in GUIDE[entry.start : entry.end]
    assert "press release" in way.why


def test_every_claim_has_a_verdict_and_one_by_one_is_the_same(guide: ClaimGraph) -> None:
    trails = {trail.claim: trail for trail in trails_of(guide)}
    assert trails.keys() == {claim.id for claim in guide.claims}
    assert all(trail_of(claim, guide) == trails[claim.id] for claim in guide.claims)


def test_a_graph_of_invented_records_gives_every_claim_one_verdict() -> None:
    graph = claim_graph()
    trails = trails_of(graph)
    assert sorted(trail.claim for trail in trails) == sorted(claim.id for claim in graph.claims)
    assert all(trail.verdict in TRAIL_VERDICTS for trail in trails)
    assert [from_record(Trail, to_record(trail)) for trail in trails] == list(trails)


def test_a_guess_is_no_certain_verdict() -> None:
    text = """# Gout

## Treatment

Colchicine reduces pain [1]. Allopurinol lowers serum urate [2].

## References

Colchicine in acute gout: a randomised trial. J Invented Results. 2012.

Allopurinol and serum urate: a review. J Invented Results. 2015.
"""
    graph = graph_of(read(text, "guide.md"))
    trail = trail_of(said(graph, "Colchicine"), graph)
    assert (trail.verdict, trail.certain) == ("primary study", False)
    assert "by guess" in trail.why


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        ({"title": "Sirolimus in lymphangioleiomyomatosis", "type": "primary_trial"}, "primary study"),
        (
            {"title": "A cohort", "type_reason": "an observational study by its title, primary but no trial"},
            "primary study",
        ),
        ({"host": "example.org", "type": "web_page"}, "host only"),
        ({"host": "example.org", "url": "https://example.org/page", "type": "web_page"}, "web page"),
        ({"title": "Sirolimus and the lung", "pmid": "12345678"}, "article"),
        ({"title": "Sirolimus and the lung"}, "work of unknown type"),
    ],
)
def test_works_of_unknown_design_are_not_called_studies(fields: dict[str, str], verdict: str) -> None:
    assert end_of(Work(id="w0", key="k", **fields)) == verdict  # type: ignore[arg-type]


def test_results_of_a_report_are_its_own() -> None:
    read_in = read("# A trial of zinc\n\n## Results\n\nZinc reduced the duration of colds by 2 days.\n", "trial.md")
    report = replace(read_in, document=replace(read_in.document, kind="trial report"))
    for extraction, verdict in ((read_in, "uncited"), (report, "no citation needed")):
        graph = graph_of(extraction)
        assert trail_of(graph.claims[0], graph).verdict == verdict


def test_shares_are_of_claims_that_need_a_citation(guide: ClaimGraph) -> None:
    first, second = shares_of(guide)
    assert (first.path, second.path) == ("guide.md", "other.md")
    assert first.claims == 6
    assert first.share("uncited") == pytest.approx(1 / 6)
    assert second.share("review") == 1.0
    assert dict(first.ends)["dangling"] == 1


# ---------------------------------------------------------------- candidates


def test_an_uncited_claim_gets_its_cited_equivalent_as_candidate(guide: ClaimGraph) -> None:
    (one,) = candidates_of(said(guide, "Dupilumab inhibits"), guide)
    assert one.like == said(guide, "Dupilumab inhibits", "other.md").id
    assert (one.match, one.attitude, one.verdict) == ("same proposition", "asserts", "review")
    # It is offered, and changes nothing of the claim.
    assert trail_of(said(guide, "Dupilumab inhibits"), guide).verdict == "uncited"


def test_a_claim_that_cites_has_no_candidates(guide: ClaimGraph) -> None:
    assert candidates_of(said(guide, "binds free IgE"), guide) == ()
    assert candidates_of(said(guide, "Dupilumab inhibits", "other.md"), guide) == ()


def test_another_answer_to_the_same_question_is_told_as_that() -> None:
    opposed = OTHER.replace("inhibits", "activates")
    graph = graph_of(read(GUIDE, "guide.md"), read(opposed, "other.md"))
    (one,) = candidates_of(said(graph, "Dupilumab inhibits"), graph)
    assert one.match == "same question"


# ---------------------------------------------------------------- through documents


def test_a_trail_goes_on_through_a_cited_document_at_hand() -> None:
    cited = read(
        "# Omalizumab in severe asthma: a randomised trial\n\n## Results\n\nOmalizumab reduced asthma exacerbations.\n",
        "trial.md",
    )
    graph = graph_of(read(GUIDE, "guide.md"), cited)
    (trail,) = through_documents([trail_of(said(graph, "Omalizumab reduces asthma"), graph)], source_verdicts(graph))
    way = next(way for way in trail.ways if way.onward)
    assert [hop.kind for hop in way.hops] == ["claim", "marker", "entry", "work", "document", "passage"]
    assert (way.onward, way.source_check) == (said(graph, "Omalizumab reduced", "trial.md").id, "found")
    assert sum(way.onward is not None for way in trail.ways) == 1


# ---------------------------------------------------------------- the five documents


def test_every_claim_of_the_five_has_a_verdict(corpus: Path) -> None:
    graph = graph_of(*(read(path.read_text("utf-8"), path.name) for path in sorted(corpus.glob("*.txt"))))
    by_path = {shares.path[:3]: shares for shares in shares_of(graph)}
    assert sum(shares.claims for shares in by_path.values()) == sum(claim.repeats is None for claim in graph.claims)
    assert by_path["003"].share("uncited") == 1.0
    assert by_path["001"].share("uncited") > 0.9
    assert by_path["000"].share("press release") > 0.1
    assert by_path["004"].share("dangling") > 0.2
    assert by_path["004"].guessed > 0
    assert all(by_path[key].guessed == 0 for key in ("000", "001", "002", "003"))
    index = CandidateIndex(graph)
    offered = [claim for claim in graph.claims if index.candidates(claim)]
    assert len(offered) >= 10
    assert all(not claim.citations and needs_citation(claim) for claim in offered)
