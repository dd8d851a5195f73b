"""Roots: copies add none, bare hosts at most one each, inferred links are counted apart, weak pages are named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from test_conflicts import read
from thymograph.assembly import assemble
from thymograph.assembly.echoes import echo_groups
from thymograph.assembly.roots import Agreement, Footing, agreements, proposition_roots, question_roots
from thymograph.model import ClaimGraph
from thymograph.pipeline import extract_files, gather

GUIDE = """Ramipril, a guide

Ramipril inhibits angiotensin-converting enzyme.[1][2]

Ramipril decreases blood pressure in most people who take it every day.[3]

Dry cough is the commonest reason for which people stop taking it, and it goes away within weeks.[3]

References

1. go.drugbank.com [go.drugbank.com]
2. go.drugbank.com [go.drugbank.com]
3. Ramipril in hypertension: a randomized controlled trial. J Invent Med. 2001;3:1-9.
"""
NOTE = """Notes on blood pressure

It is well known that ramipril decreases blood pressure, as a large study found.[1]

References

1. Ramipril in hypertension: a randomized controlled trial. J Invent Med. 2001;3:1-9.
"""
OTHER = """Another account

Another group reported that ramipril decreases blood pressure.[1]

References

1. Once-daily ramipril in the elderly: a double-blind trial. Ann Invent. 2005;8:20-31.
"""


def graph_of(**texts: str) -> ClaimGraph:
    return assemble(*read({f"{name}.txt": text for name, text in texts.items()}))


def one(graph: ClaimGraph, subject: str, object: str, answer: str = "down") -> Footing:
    return next(
        found.footing
        for found in agreements(graph)
        if (found.subject, found.object, found.answer) == (subject, object, answer)
    )


def counts(graph: ClaimGraph) -> dict[tuple[str, str, str, str], tuple[int, int, int]]:
    """Return the roots of every answer, by what names it."""

    def key(found: Agreement) -> tuple[str, str, str, str]:
        return found.subject, found.predicate, found.object, found.answer

    return {
        key(found): (len(found.footing.roots), found.footing.roots_at_least, len(found.footing.inferred))
        for found in agreements(graph)
    }


def test_two_documents_on_one_work_are_one_root() -> None:
    found = one(graph_of(guide=GUIDE, note=NOTE), "ramipril", "blood pressure")
    assert (len(found.documents), found.citations, len(found.roots), found.roots_at_least) == (2, 2, 1, 1)


def test_another_work_is_another_root() -> None:
    found = one(graph_of(guide=GUIDE, note=NOTE, other=OTHER), "ramipril", "blood pressure")
    assert (len(found.documents), len(found.roots), found.roots_at_least) == (3, 2, 2)


def test_entries_of_one_host_are_roots_of_their_own_at_most_and_one_at_least() -> None:
    found = one(graph_of(guide=GUIDE), "ramipril", "ACE")
    assert (len(found.roots), found.roots_at_least) == (2, 1)
    assert {root.weakness for root in found.roots} == {"database page"}


def test_works_with_the_same_first_authors_may_be_one_study() -> None:
    text = (
        "Ramipril and the pressure\n\nRamipril decreases blood pressure.[1][2]\n\nReferences\n\n"
        "1. Okoro A, Lindgren B, Sato C. Ramipril after ten weeks of treatment. J Invent Med. 2001;3:1-9.\n"
        "2. Okoro A, Lindgren B. Ramipril at two years, a report on survivors. Ann Invent. 2003;5:10-19.\n"
    )
    found = one(graph_of(text=text), "ramipril", "blood pressure")
    assert (len(found.roots), found.roots_at_least) == (2, 1)


EDITS = (
    ("most people", "many people"),
    ("every day", "daily"),
    ("Dry cough", "Cough"),
    ("a guide", "a short guide"),
    ("goes away", "disappears"),
)


@given(st.lists(st.sampled_from(EDITS), unique=True), st.text("\n ", max_size=4))
def test_a_copy_changes_no_root_count_with_small_edits_too(edits: list[tuple[str, str]], blank: str) -> None:
    copy = GUIDE + blank
    for old, new in edits:
        copy = copy.replace(old, new)
    before = counts(graph_of(guide=GUIDE, other=OTHER))
    after = counts(graph_of(guide=GUIDE, other=OTHER, z_copy=copy))
    assert {key: after[key] for key in before} == before


def test_a_copy_is_told_apart_from_another_text_on_the_same_drug() -> None:
    graph = graph_of(guide=GUIDE, note=NOTE, other=OTHER, copy=GUIDE.replace("commonest", "most common"))
    assert len(set(echo_groups(graph).values())) == 3


@given(st.permutations(["guide", "note", "other", "copy"]))
def test_roots_do_not_depend_on_the_order_of_documents(order: list[str]) -> None:
    texts = {"guide": GUIDE, "note": NOTE, "other": OTHER, "copy": GUIDE.replace("commonest", "usual")}
    graph, same = graph_of(**{name: texts[name] for name in order}), graph_of(**texts)
    assert agreements(graph) == agreements(same)
    assert proposition_roots(graph) == proposition_roots(same)
    assert question_roots(graph) == question_roots(same)


def test_inferred_links_are_no_roots() -> None:
    graph = graph_of(note=NOTE)
    guessed = tuple(
        replace(claim, citations=tuple(replace(link, method="content", confidence=0.6) for link in claim.citations))
        for claim in graph.claims
    )
    found = one(replace(graph, claims=guessed), "ramipril", "blood pressure")
    assert (len(found.roots), len(found.inferred)) == (0, 1)


def test_a_claim_without_citation_adds_a_document_and_no_root() -> None:
    alone = "A leaflet\n\nTake it in the morning. Ramipril decreases blood pressure.\n"
    found = one(graph_of(guide=GUIDE, leaflet=alone), "ramipril", "blood pressure")
    assert (len(found.documents), len(found.roots)) == (2, 1)


def test_own_results_root_in_their_document_once_with_who_cites_it() -> None:
    trial = (
        "Ramipril in hypertension: a randomized controlled trial\n\nResults\n\n"
        "In our study of 400 patients, ramipril decreased blood pressure by 12 mmHg.\n"
    )
    graph = graph_of(note=NOTE, trial=trial)
    own = tuple(
        replace(claim, directness="own_result") if claim.path == "trial.txt" else claim for claim in graph.claims
    )
    found = one(replace(graph, claims=own), "ramipril", "blood pressure")
    assert len(found.documents) == 2
    assert len(found.roots) == 1


def test_a_cited_document_at_hand_passes_its_own_roots_on() -> None:
    review = NOTE.replace("Notes on blood pressure", "A review of ramipril and its uses")
    citing = (
        "Leaflet on tablets\n\nMany reviews hold that ramipril decreases blood pressure.[1]\n\n"
        "References\n\n1. A review of ramipril and its uses. Ann Invent. 2010;1:1-2.\n"
    )
    found = one(graph_of(review=review, leaflet=citing), "ramipril", "blood pressure")
    assert [root.name for root in found.roots] == ["Ramipril in hypertension: a randomized controlled trial"]


def test_documents_of_a_seller_are_named_and_publishers_are_one_voice() -> None:
    graph = graph_of(guide=GUIDE, note=NOTE, other=OTHER)
    documents = tuple(
        replace(one, publisher="Tablet Works", sells_subject=True) if one.path != "other.txt" else one
        for one in graph.documents
    )
    found = one(replace(graph, documents=documents), "ramipril", "blood pressure")
    assert (len(found.documents), found.voices, len(found.sellers)) == (3, 2, 2)


def test_every_proposition_and_question_of_the_graph_has_a_footing() -> None:
    graph = graph_of(guide=GUIDE, note=NOTE)
    assert {found.id for found in proposition_roots(graph)} == {found.id for found in graph.propositions}
    assert {found.id for found in question_roots(graph)} == {found.id for found in graph.questions}


@pytest.fixture(scope="module")
def five(corpus: Path) -> ClaimGraph:
    made = [outcome.extraction for outcome in extract_files(gather([corpus])) if outcome.extraction]
    return assemble([one.document for one in made], [claim for one in made for claim in one.claims])


@pytest.mark.parametrize("object", ["T cell maturation", "T cell differentiation", "T cell function"])
def test_what_all_five_documents_say_rests_on_five_works_at_most(five: ClaimGraph, object: str) -> None:
    found = one(five, "thymalfasin", object, "up")
    assert len(found.documents) == 5
    # Two entries of one host, two pages; a review by inference alone. Four if the two entries are one page.
    assert (len(found.roots), found.roots_at_least, len(found.inferred)) == (4, 3, 1)
    assert len(found.weak_roots) == 4
    assert sorted(root.host or "" for root in found.roots) == [
        "go.drugbank.com", "go.drugbank.com", "rxlist.com", "synapse.patsnap.com",
    ]  # fmt: skip


def test_a_copy_of_each_of_the_five_changes_no_root_count(corpus: Path, five: ClaimGraph) -> None:
    before = counts(five)
    for path in sorted(corpus.glob("*.txt")):
        text = path.read_text("utf-8")
        edited = text.replace("significant", "marked").replace("Significant", "Marked") + "\n\nReprinted.\n"
        documents, claims = read({f"copy-{path.name}": edited})
        after = counts(assemble([*five.documents, *documents], [*five.claims, *claims]))
        assert {key: after[key] for key in before} == before
