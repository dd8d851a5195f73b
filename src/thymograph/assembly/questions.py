"""Answers to questions: who asserts, denies or leaves open, and where they contradict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from thymograph.assembly.concepts import NameIndex
from thymograph.assembly.propositions import Attitude, bare_question, contents_of
from thymograph.model import Claim, Question

__all__ = ["Answers", "answers_by_question", "contradict", "opposed_answers"]

# Pairs of sides that cannot both be taken on one question as it stands: not to raise is not to lower.
_OPPOSED = frozenset(
    frozenset(pair)
    for pair in (
        ("up", "down"),
        ("up", "not_up"),
        ("up", "none"),
        ("down", "not_down"),
        ("down", "none"),
        ("changes", "not_changes"),
        ("changes", "none"),
        ("up", "not_changes"),
        ("down", "not_changes"),
        ("for", "not_for"),
        ("for", "none"),
        ("for", "against"),
        ("against", "not_against"),
    )
)


def contradict(sides: Iterable[str]) -> bool:
    """Whether two of these sides on one question oppose each other; open opposes nothing.

    Args:
        sides: As :attr:`thymograph.assembly.propositions.Content.side`.

    >>> contradict(["up", "none"]), contradict(["up", "changes", "open"]), contradict(["down", "not_up"])
    (True, False, False)
    """
    given = frozenset(sides)
    return len(given) > 1 and any(pair <= given for pair in _OPPOSED)


def opposed_answers() -> list[list[str]]:
    """Return the pairs of sides that oppose each other, for those who ask elsewhere than here."""
    return sorted(sorted(pair) for pair in _OPPOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """All that the claims answer to one question."""

    question: Question
    overall: Question
    """The question without qualifiers."""
    given: tuple[str, ...]
    sides: tuple[str, ...]
    """The same, where a denial keeps what it denies."""
    claims: tuple[tuple[Attitude, str], ...]
    """(attitude, claim id), sorted."""
    documents: tuple[tuple[Attitude, str], ...]
    works: tuple[str, ...]
    """Ids of the works that asserting or denying claims cite, stated links only."""

    @property
    def contested(self) -> bool:
        """Whether the answers oppose each other."""
        return contradict(self.sides)


def answers_by_question(claims: Iterable[Claim], names: NameIndex) -> tuple[Answers, ...]:
    """Return the answers to each question that ``claims`` answer, sorted by question id.

    A claim that repeats another of its document is not counted again.
    """
    questions: dict[str, Question] = {}
    given: defaultdict[str, set[str]] = defaultdict(set)
    sides: defaultdict[str, set[str]] = defaultdict(set)
    by_claim: defaultdict[str, set[tuple[Attitude, str]]] = defaultdict(set)
    by_document: defaultdict[str, set[tuple[Attitude, str]]] = defaultdict(set)
    works: defaultdict[str, set[str]] = defaultdict(set)
    for claim in sorted(claims, key=lambda claim: claim.id):
        for content in (content for one in claim.relations for content in contents_of(one, names)):
            key = content.question.id
            questions.setdefault(key, content.question)
            if claim.repeats is not None:
                continue
            given[key].add(content.answer)
            sides[key].add(content.side)
            by_claim[key].add((content.attitude, claim.id))
            by_document[key].add((content.attitude, claim.document))
            if content.attitude != "leaves_open":
                works[key].update(
                    link.work for link in claim.citations if link.work and link.method in ("number", "key")
                )
    return tuple(
        Answers(
            question=question,
            overall=bare_question(question, names),
            given=tuple(sorted(given[key])),
            sides=tuple(sorted(sides[key])),
            claims=tuple(sorted(by_claim[key])),
            documents=tuple(sorted(by_document[key])),
            works=tuple(sorted(works[key])),
        )
        for key, question in sorted(questions.items())
    )
