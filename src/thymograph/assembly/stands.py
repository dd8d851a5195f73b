"""Where a claim stands on a question, and in which context: what must differ before two claims oppose each other.

A stand says more than an answer: a denial keeps what it denies (:class:`~thymograph.assembly.propositions.Content`),
and which sides oppose each other is told by :func:`~thymograph.assembly.questions.contradict`, here as everywhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from thymograph.assembly.concepts import NameIndex
from thymograph.assembly.propositions import Attitude, bare_question, contents_of, effect_side, question_of
from thymograph.assembly.questions import contradict
from thymograph.lexicon.concepts import load_lexicon
from thymograph.model import Assertion, Claim, Qualifiers, Question

__all__ = [
    "Context",
    "Difference",
    "Stand",
    "context_of",
    "differences",
    "includes",
    "oppose",
    "shown",
    "spread",
    "stands_by_question",
    "stands_of",
    "told_differences",
    "wider",
]

Context = frozenset[tuple[str, str, str]]
"""(qualifier, concept key, words): what narrows an assertion, its own qualifiers and what its claim adds."""


class Difference(NamedTuple):
    """A qualifier in which claims differ, and its values; "" where a claim says nothing."""

    qualifier: str
    values: tuple[str, ...]


class Stand(NamedTuple):
    """One assertion of one claim, as an answer to the question without qualifiers."""

    question: Question
    """Without qualifiers."""
    side: str
    """up, down, changes, for, against, none, not_up, not_down, not_changes, not_for, not_against, open."""
    attitude: Attitude
    predicate: str
    """Positive."""
    context: Context
    claim: Claim
    assertion: Assertion
    inferred_from: str = ""
    """The family of the question that was answered, where the answer is only implied: what prevents makes rarer."""


# A drug may treat what it also causes in others: no contradiction. The two ends are (predicate, predicate).
_COMPATIBLE = frozenset({frozenset({"treats", "causes"}), frozenset({"improves", "causes"})})
# What these say is no answer that another claim could contradict.
_SILENT = frozenset({"other", "has_dose", "compared_with", "combined_with", "part_of"})

_PEOPLE = re.compile(
    r"(?:(?:the|a|an|some|many|most)\s+)?(?:[\w-]+\s+){0,2}?(?:patients?|people|persons?|individuals?|subjects?|adults?"
    r"|participants?|those|women|men|children|infants)\s+(?:with|who have|having|suffering from|affected by)\s+(?P<rest>[^(]+)",
    re.IGNORECASE,
)
_TELLING = ("condition", "population", "system", "with_", "compared_to", "dose", "time")


def _implied_oppose(a: Stand, b: Stand) -> bool:
    """Whether two opposed stands, of which one is implied, meet nowhere else, and cannot both be true."""
    if a.inferred_from == b.inferred_from:
        return False
    for one, other in ((a, b), (b, a)):
        if other.inferred_from:
            continue
        # "No effect on stroke" is an answer to the question of benefit too.
        if one.inferred_from == "benefit" and other.side == "none":
            return False
        if one.predicate == "causes" and one.attitude == "asserts" and other.side == "down":
            return False
        # What goes with something may go up or down with it.
        if one.predicate == "associated_with" and one.side == "changes" and other.side not in ("none", "not_changes"):
            return False
    return True


def oppose(a: Stand, b: Stand) -> bool:
    """Whether two stands on one question cannot both be true of one context; the context is not looked at."""
    if not contradict((a.side, b.side)):
        return False
    if a.inferred_from or b.inferred_from:
        return _implied_oppose(a, b)
    if a.attitude == b.attitude == "asserts" and frozenset((a.predicate, b.predicate)) in _COMPATIBLE:
        return False
    # Being approved and being contraindicated for something are judged as advice, not as answers.
    return a.question.family != "recommendation"


@cache
def wider(curie: str) -> frozenset[str]:
    """Return the ids of all wider concepts of a concept in the lexicon, itself included."""
    lexicon = load_lexicon()
    found: set[str] = set()
    waiting = [curie]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            concept = lexicon.concept(one)
            waiting.extend(concept.broader if concept is not None else ())
    return frozenset(found)


def includes(general: Context, narrow: Context) -> bool:
    """Whether all that narrows ``general`` narrows ``narrow`` too, in the same way or more."""
    held: defaultdict[str, set[str]] = defaultdict(set)
    for slot, key, _ in narrow:
        held[slot] |= wider(key)
    return all(key in held[slot] for slot, key, _ in general)


@lru_cache(maxsize=1 << 16)
def _people_with(words: str) -> str | None:
    """Return what people are said to have ("adults with asthma"), or None."""
    found = _PEOPLE.search(words)
    return found["rest"].strip() if found else None


def context_of(claim: Claim, assertion: Assertion, names: NameIndex) -> Context:
    """Return the context of an assertion of ``claim``.

    Its qualifiers, people "with" a disease as that disease; where no condition is given, the diseases that the claim
    names, in its own words or in those that frame it, and that no assertion of it is about; what the drug is given
    with; and whether it was seen in animals or cells. How an effect comes about (``via``) is no context.
    """
    found: dict[tuple[str, str], str] = {}

    def put(slot: str, words: str) -> None:
        found.setdefault((slot, names.key(words)), words)

    for slot in _TELLING:
        words = getattr(assertion.qualifiers, slot)
        if words is None:
            continue
        disease = _people_with(words) if slot == "population" else None
        put("condition" if disease else slot.rstrip("_"), disease or words)
    if not any(slot == "condition" for slot, _ in found):
        ends = {names.key(one.subject, one.subject_id) for one in claim.relations}
        ends |= {names.key(one.object, one.object_id) for one in claim.relations}
        for mention in claim.mentions:
            key = names.key(mention.name, mention.id)
            if mention.type == "disease" and key not in ends:
                found.setdefault(("condition", key), mention.name)
    subject = names.key(assertion.subject, assertion.subject_id)
    for one in claim.relations:
        if one.predicate != "combined_with" or one == assertion:
            continue
        pair = (one.subject, names.key(one.subject, one.subject_id)), (one.object, names.key(one.object, one.object_id))
        for (_, this), (name, other) in (pair, pair[::-1]):
            # "X given with the drug" says of both that they were given together.
            if this == subject and other != subject:
                found.setdefault(("with", other), name)
    if not any(slot == "system" for slot, _ in found):
        # Not what the drug is said to change: that is another answer.
        ends = {subject} | {
            names.key(one.object, one.object_id)
            for one in claim.relations
            if names.key(one.subject, one.subject_id) == subject
        }
        for mention in claim.mentions:
            if mention.type == "cell" and not mention.implicit and names.key(mention.name, mention.id) not in ends:
                found.setdefault(("system", names.key(mention.name, mention.id)), mention.name)
    if claim.directness == "animal_or_cells" and not any(slot == "system" for slot, _ in found):
        put("system", "animals or cells")
    return frozenset((slot, key, words) for (slot, key), words in found.items())


_SLOTS = {
    "population": "patients", "system": "cells or animals", "with": "given with", "compared_to": "compared with",
    "jurisdiction": "country", "n": "number of patients", "timepoint": "time",
}  # fmt: skip


def shown(context: Context) -> str:
    """Return a context in words, "in general" for none."""
    return ", ".join(f"{_SLOTS.get(slot, slot)}: {words}" for slot, _, words in sorted(context)) or "in general"


def told_differences(differing: Iterable[Difference]) -> str:
    """Return in words what differs between claims.

    >>> told_differences([Difference("compared_to", ("", "placebo"))])
    'compared with (not said / placebo)'
    """
    return ", ".join(
        f"{_SLOTS.get(one.qualifier, one.qualifier)} ({' / '.join(value or 'not said' for value in one.values)})"
        for one in differing
    )


def _values(context: Context) -> dict[str, tuple[str, ...]]:
    """Return the concept keys of each qualifier."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for slot, key, _ in sorted(context):
        found[slot].append(key)
    return {slot: tuple(keys) for slot, keys in found.items()}


def spread(contexts: Iterable[Context]) -> tuple[Difference, ...]:
    """Return the qualifiers in which the contexts are not all alike, with the values each; () for one context."""
    distinct = sorted(set(contexts), key=sorted)
    by_slot: defaultdict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
    values = [_values(context) for context in distinct]
    slots = sorted({slot for one in values for slot in one})
    for slot, (context, keys) in product(slots, zip(distinct, values, strict=True)):
        words = " and ".join(sorted(words for name, _, words in context if name == slot))
        by_slot[slot].setdefault(keys.get(slot, ()), words)
    return tuple(
        Difference(slot, tuple(sorted(kept.values()))) for slot, kept in sorted(by_slot.items()) if len(kept) > 1
    )


def differences(a: Context, b: Context) -> tuple[Difference, ...]:
    """Return the qualifiers in which two contexts differ."""
    return spread((a, b))


def stands_of(claim: Claim, names: NameIndex) -> list[Stand]:
    """Return where a claim stands on which questions, one stand for each that an assertion answers.

    >>> from thymograph.model import Assertion, Claim
    >>> one = Assertion(subject="atenolol", predicate="increases", object="IL6", start=0, end=9, rule="r",
    ...     polarity="negated")
    >>> made = Claim(id="c1", text_key="k", document="d", path="p", anchors=(), quote=None, gist="", section=(),
    ...     kind="other", polarity="negated", certainty="asserted", citation_status="none", extractor="x",
    ...     relations=(one,))
    >>> [stand.side for stand in stands_of(made, NameIndex())]
    ['not_up']
    """
    found = []
    for assertion in claim.relations:
        context: Context | None = None
        for content in contents_of(assertion, names):
            if content.proposition.predicate in _SILENT:
                continue
            if context is None:
                context = context_of(claim, assertion, names)
            question = bare_question(content.question, names)
            positive = content.proposition.predicate
            found.append(Stand(question, content.side, content.attitude, positive, context, claim, assertion))
    return found


_IMPLYING = frozenset({"prevents", "causes", "associated_with", "not_associated_with"})


def implied_stands(claim: Claim, names: NameIndex) -> list[Stand]:
    """Return where a claim stands on questions of effect by what it says of prevention, harm and association."""
    found = []
    for assertion in claim.relations:
        if assertion.predicate not in _IMPLYING:
            continue
        for content in contents_of(assertion, names):
            side = effect_side(content)
            if side is not None:
                asked = content.question
                ends = (asked.subject, asked.subject_id), (asked.object, asked.object_id)
                found.append(
                    Stand(
                        question_of(ends[0], "effect", ends[1], Qualifiers(), names),
                        side,
                        content.attitude,
                        content.proposition.predicate,
                        context_of(claim, assertion, names),
                        claim,
                        assertion,
                        asked.family,
                    )
                )
    return found


def stands_by_question(
    claims: Iterable[Claim], names: NameIndex, *, implied: bool = False
) -> Mapping[str, tuple[Stand, ...]]:
    """Return the stands of ``claims``, or the implied ones, on each question without qualifiers, by the question's id.

    A claim that repeats another of its document is not counted again.
    """
    found: defaultdict[str, list[Stand]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.id):
        if claim.repeats is None:
            for stand in implied_stands(claim, names) if implied else stands_of(claim, names):
                found[stand.question.id].append(stand)
    return {key: tuple(found[key]) for key in sorted(found)}
