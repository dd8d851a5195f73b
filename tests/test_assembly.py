"""Propositions and questions: how asserting and denying meet, and that order does not matter."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claim_strategies import claims, relations
from drafts import CONCEPTS
from factories import claim_graph, corpus
from thymograph.assembly import NameIndex, answers_by_question, assemble, contents_of, name_index
from thymograph.assembly.concepts import concept_key, local_name
from thymograph.assembly.predicates import predicate, predicates
from thymograph.assembly.propositions import Attitude, Content
from thymograph.assembly.questions import contradict
from thymograph.errors import GraphError
from thymograph.model import Assertion, Claim, ClaimGraph, Qualifiers

NAMES = NameIndex(types={concept_key(name, curie): kind for name, (curie, kind) in CONCEPTS.items()})


def said(
    subject: str,
    verb: str,
    object: str,
    polarity: str = "affirmed",
    certainty: str = "asserted",
    condition: str | None = None,
) -> tuple[Content, ...]:
    return contents_of(
        Assertion(
            subject=subject,
            predicate=verb,
            object=object,
            start=0,
            end=9,
            rule="svo",
            object_id=CONCEPTS.get(object, (None, ""))[0],
            polarity=polarity,
            certainty=certainty,
            qualifiers=Qualifiers(condition=condition),
        ),
        NAMES,
    )


@pytest.mark.parametrize(
    ("verb", "polarity", "certainty", "attitude", "answer"),
    [
        ("increases", "affirmed", "asserted", "asserts", "up"),
        ("increases", "affirmed", "hedged", "asserts", "up"),
        ("increases", "negated", "asserted", "denies", "none"),
        ("increases", "no_evidence", "asserted", "denies", "none"),
        ("increases", "unknown", "asserted", "leaves_open", "open"),
        ("increases", "affirmed", "speculative", "leaves_open", "open"),
        ("decreases", "affirmed", "asserted", "asserts", "down"),
        ("regulates", "affirmed", "asserted", "asserts", "changes"),
        ("no_effect_on", "affirmed", "asserted", "denies", "none"),
        ("no_effect_on", "negated", "asserted", "denies", "none"),
        ("no_effect_on", "unknown", "asserted", "leaves_open", "open"),
        ("not_associated_with", "affirmed", "asserted", "denies", "none"),
        ("not_recommended_for", "affirmed", "asserted", "denies", "against"),
        ("recommended_for", "negated", "asserted", "denies", "against"),
        ("recommended_for", "not_included", "asserted", "leaves_open", "open"),
        ("contraindicated_in", "affirmed", "asserted", "asserts", "against"),
    ],
)
def test_attitude_and_answer_follow_predicate_polarity_and_certainty(
    verb: str, polarity: str, certainty: str, attitude: Attitude, answer: str
) -> None:
    (content,) = said("ramipril", verb, "interferon-gamma", polarity, certainty)
    assert (content.attitude, content.answer) == (attitude, answer)
    assert not predicate(content.proposition.predicate).denies


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("increases", "interferon-gamma"), ("no_effect_on", "interferon-gamma")),
        (("decreases", "interferon-gamma"), ("no_effect_on", "interferon-gamma")),
        (("improves", "rheumatoid arthritis"), ("no_effect_on", "rheumatoid arthritis")),
        (("decreases", "blood pressure"), ("no_effect_on", "blood pressure")),
        (("improves", "blood pressure"), ("no_effect_on", "blood pressure")),
        (("recommended_for", "hypertension"), ("not_recommended_for", "hypertension")),
        (("approved_for", "hypertension"), ("contraindicated_in", "hypertension")),
        (("associated_with", "hypertension"), ("not_associated_with", "hypertension")),
        (("causes", "anaphylaxis"), ("prevents", "anaphylaxis")),
        (("improves", "macrophage polarization"), ("decreases", "macrophage polarization")),
        (("causes", "NF-kappaB"), ("inhibits", "NF-kappaB")),
    ],
)
def test_opposite_contents_meet_at_one_question(one: tuple[str, str], other: tuple[str, str]) -> None:
    questions = [{content.question.id for content in said("ramipril", *pair)} for pair in (one, other)]
    assert questions[0] & questions[1]


def test_a_condition_makes_another_question() -> None:
    (plain,), (narrowed,) = (
        said("ramipril", "binds", "TLR7"),
        said("ramipril", "binds", "TLR7", condition="hypertension"),
    )
    assert plain.question.id != narrowed.question.id
    assert plain.proposition.id != narrowed.proposition.id


def test_spellings_of_an_ungrounded_name_are_one_concept() -> None:
    assert local_name("TNF-α") == local_name("TNF alpha")
    assert local_name("±") != local_name("§")
    (one,), (other,) = said("drug X", "binds", "receptor-B"), said("Drug X", "binds", "Receptor B")
    assert one.proposition.id == other.proposition.id


def test_a_name_that_is_grounded_elsewhere_is_that_concept() -> None:
    made = corpus()
    index = name_index(made.claims)
    assert index.key("NF-κB") == "FPLX:NFkappaB"
    assert [part.key for part in index.parts("imiquimod 5% + placebo cream")] == ["CHEBI:36704", "l:placebo-cream"]


@pytest.mark.parametrize(
    ("answers", "opposed"),
    [
        (("up", "down"), True),
        (("changes", "none"), True),
        (("for", "against"), True),
        (("up", "changes"), False),
        (("up", "open"), False),
    ],
)
def test_answers_contradict(answers: tuple[str, ...], opposed: bool) -> None:
    assert contradict(answers) is opposed


def test_contradicting_claims_of_two_documents_are_found() -> None:
    made = corpus()
    contested = [a for a in answers_by_question(made.claims, name_index(made.claims)) if a.contested]
    assert [(a.question.subject, a.question.family, a.question.object) for a in contested] == [
        ("imiquimod", "benefit", "anaphylaxis")
    ]
    assert {attitude for attitude, _ in contested[0].documents} == {"asserts", "denies"}


def test_a_repeated_claim_is_not_counted_again() -> None:
    first = corpus().claims[0]
    again = replace(first, id="c" + "0" * 16, repeats=first.id)
    one, both = (answers_by_question(group, name_index([first])) for group in ([first], [first, again]))
    assert [a.claims for a in one] == [a.claims for a in both]


def test_assembly_is_sorted_and_complete() -> None:
    graph = claim_graph()
    for values in (graph.claims, graph.works, graph.propositions, graph.questions):
        ids = [value.id for value in values]
        assert ids == sorted(set(ids))
    questions = {question.id for question in graph.questions}
    assert {proposition.answers for proposition in graph.propositions} <= questions
    assert not any(predicate(p.predicate).denies for p in graph.propositions)


@given(st.lists(claims(), max_size=4, unique_by=lambda claim: claim.id), st.randoms())
def test_order_of_claims_does_not_matter(made: list[Claim], rng: random.Random) -> None:
    shuffled = made[:]
    rng.shuffle(shuffled)
    assert assemble((), made, ()) == assemble((), shuffled, ())


def test_assembling_what_was_assembled_changes_nothing() -> None:
    graph = claim_graph()
    assert assemble(graph.documents, graph.claims, graph.works) == graph


def test_works_made_from_entries_are_followed_by_citations() -> None:
    made = corpus()
    graph = assemble(made.documents, made.claims)
    of_entry = {entry: work.id for work in graph.works for entry in work.entries}
    links = [link for claim in graph.claims for link in claim.citations if link.entry]
    assert links
    assert all(link.work == of_entry[link.entry] for link in links if link.entry)
    assert all(entry.work == of_entry[entry.id] for d in graph.documents for entry in d.entries)
    # The two lists that name one title share its work.
    assert any(len(work.entries) == 2 for work in graph.works)


@given(relations)
def test_every_assertion_has_a_positive_content(relation: Assertion) -> None:
    contents = contents_of(relation, NameIndex())
    assert contents
    for content in contents:
        row = predicates()[content.proposition.predicate]
        assert not row.denies
        assert content.proposition.answers == content.question.id
        assert content.question.family == row.family


def test_an_unknown_predicate_is_refused_by_name() -> None:
    with pytest.raises(GraphError, match=r"'cures' is not in predicates\.tsv"):
        predicate("cures")


def test_an_empty_graph_is_a_graph() -> None:
    assert assemble((), (), ()) == ClaimGraph()
