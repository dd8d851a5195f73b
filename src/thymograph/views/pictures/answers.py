"""Which document answers which question, and how: the rows of the evidence matrix."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from thymograph.views.pictures.scene import Scene
from thymograph.views.pictures.wording import answer_words, counted, question_words

__all__ = ["SIDES", "Answered", "Given", "answered_questions"]

SIDES = ("up", "down", "changes", "for", "against", "none", "not_up", "not_down", "not_changes", "not_for", "not_against", "open")  # fmt: skip
"""In the order in which they stand in a cell."""
_OPPOSED = frozenset(
    frozenset(pair)
    for pair in (
        ("up", "down"), ("up", "not_up"), ("up", "none"), ("down", "not_down"), ("down", "none"), ("changes", "not_changes"),
        ("changes", "none"), ("up", "not_changes"), ("down", "not_changes"), ("for", "not_for"), ("for", "none"), ("for", "against"),
        ("against", "not_against"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What one document answers to one question."""

    sides: tuple[tuple[str, int], ...]
    """(side, claims), in the order of ``SIDES``."""
    hedged: bool
    """Whether every claim behind it is hedged or speculative."""
    claims: tuple[str, ...]

    def words(self, family: str) -> str:
        """Return the answers in words, with the number of claims for each."""
        told = ", ".join(f"{answer_words(family, side)} ({count})" for side, count in self.sides)
        return f"{told}; hedged" if self.hedged else told


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One question, what narrows it left out, and the answers of the documents."""

    question: str
    """Id, without qualifiers."""
    words: str
    family: str
    contested: str | None
    """"contested", "differs with the circumstances", or None where the answers go together."""
    by_document: Mapping[str, Given]
    target: str | None

    @property
    def weight(self) -> tuple[int, int, int, str]:
        """Return what sorts questions: contested first, then by documents and claims."""
        rank = {"contested": 0, None: 2}.get(self.contested, 1)
        return rank, -len(self.by_document), -sum(len(one.claims) for one in self.by_document.values()), self.words

    def summary(self) -> str:
        """Return the answers of all documents in words."""
        sides: Counter[str] = Counter()
        for one in self.by_document.values():
            sides.update({side: 1 for side, _ in one.sides})
        return ", ".join(
            f"{answer_words(self.family, side)}: {counted(sides[side], 'document')}" for side in SIDES if sides[side]
        )


def answered_questions(scene: Scene) -> list[Answered]:
    """Return the questions that two documents answer, or that are answered in opposed ways, contested first.

    Whether answers oppose each other in the same circumstances is told by the conflicts that assembly finds.
    """
    clash: dict[str, bool] = {}
    for conflict in scene.conflicts:
        clash[conflict.question.id] = clash.get(conflict.question.id, False) or conflict.type != "apparent"
    found = []
    for key, stands in scene.case.stands.items():
        given: defaultdict[str, defaultdict[str, dict[str, bool]]] = defaultdict(lambda: defaultdict(dict))
        for stand in stands:
            firm = stand.assertion.certainty == "asserted" and stand.claim.certainty == "asserted"
            claims = given[stand.claim.document][stand.side]
            claims[stand.claim.id] = claims.get(stand.claim.id, False) or firm
        all_sides = {side for by_side in given.values() for side in by_side}
        opposed = any(pair <= all_sides for pair in _OPPOSED)
        if len(given) < 2 and not opposed:
            continue
        contested = None
        if opposed:
            contested = "contested" if clash.get(key, False) else "differs with the circumstances"
        # Of several ways to name it the smallest, so that order does not matter.
        question = min((stand.question for stand in stands), key=lambda one: (one.subject, one.object))
        found.append(
            Answered(
                question=key,
                words=question_words(question),
                family=question.family,
                contested=contested,
                by_document={
                    document: Given(
                        sides=tuple((side, len(by_side[side])) for side in SIDES if side in by_side),
                        hedged=not any(firm for claims in by_side.values() for firm in claims.values()),
                        claims=tuple(sorted({claim for claims in by_side.values() for claim in claims})),
                    )
                    for document, by_side in sorted(given.items())
                },
                target=scene.question_target(key, stands),
            )
        )
    return sorted(found, key=lambda one: (one.weight, one.question))
