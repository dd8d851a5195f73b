"""Answers to questions: who asserts, denies or leaves open, and where they contradict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from thymograph.assembly.concepts import NameIndex
from thymograph.assembly.propositions import Attitude, bare_question, contents_of
from thymograph.model import Claim, Question

__all__ = ["Answers", "answers_by_question", "contradict", "opposed_answers"]

# Pairs of answers that cannot both be given to one question as it stands.
_OPPOSED = (
    frozenset({"up", "down"}),
    frozenset({"up", "none"}),
    frozenset({"down", "none"}),
    frozenset({"changes", "none"}),
    frozenset({"for", "none"}),
    frozenset({"for", "against"}),
)


def contradict(answers: Iterable[str]) -> bool:
    """Whether two of these answers to one question oppose each other; open opposes nothing.

    >>> contradict(["up", "none"]), contradict(["up", "changes", "open"])
    (True, False)
    """
    given = frozenset(answers)
    return any(pair <= given for pair in _OPPOSED)


def opposed_answers() -> list[list[str]]:
    """Return the pairs of answers that cannot both be given to one question, for those who ask elsewhere than here."""
    return sorted(sorted(pair) for pair in _OPPOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """All that the claims answer to one question."""

    question: Question
    overall: Question
    """The question without qualifiers."""
    given: tuple[str, ...]
    claims: tuple[tuple[Attitude, str], ...]
    """(attitude, claim id), sorted."""
    documents: tuple[tuple[Attitude, str], ...]
    works: tuple[str, ...]
    """Ids of the works that asserting or denying claims cite, stated links only."""

    @property
    def contested(self) -> bool:
        """Whether the answers oppose each other."""
        return contradict(self.given)


def answers_by_question(claims: Iterable[Claim], names: NameIndex) -> tuple[Answers, ...]:
    """Return the answers to each question that ``claims`` answer, sorted by question id.

    A claim that repeats another of its document is not counted again.
    """
    questions: dict[str, Question] = {}
    given: defaultdict[str, set[str]] = defaultdict(set)
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
            claims=tuple(sorted(by_claim[key])),
            documents=tuple(sorted(by_document[key])),
            works=tuple(sorted(works[key])),
        )
        for key, question in sorted(questions.items())
    )
