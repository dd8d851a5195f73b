"""Whose a value of a sentence is, where no phrase behind it says so."""

from __future__ import annotations

from thymograph.claims.measurements.arms import is_control, subject_arm
from thymograph.claims.measurements.grammar import pattern
from thymograph.claims.measurements.naming import Naming
from thymograph.claims.measurements.quantities import Token
from thymograph.claims.measurements.sentence import Head

__all__ = ["Arming"]


class Arming(Naming):
    """A named pairing that finds the arms of its values."""

    def _in_step(self, head: Head) -> bool:
        """Return whether a value and its neighbour are each followed by "with" or "on": "−22% with A and −16% with B"."""
        index = self.heads.index(head) if head in self.heads else -1
        if index < 0:
            return False
        # "76% for the first test and 90% for the second": tests are named, what is measured is not.
        follow = pattern(
            r"\s(with|on|without|for(?=\s(?:the\s)?(?:[\w-]+\s){0,3}?(?:[A-Z][\w-]*|test|assay|model|method|technique|scan|device|group)\b))\s(?!\d)"
        )
        own = follow.match(self.text, self.after(head.token))
        if own is None:
            return False
        for other in (*self.heads[max(0, index - 1) : index], *self.heads[index + 1 : index + 2]):
            theirs = follow.match(self.text, self.after(other.token))
            between = self.gap(min(head.token.end, other.token.end), max(head.token.start, other.token.start))
            if (
                theirs
                and theirs[1] == own[1]
                and other.token.unit == head.token.unit
                and len(between) < 60
                and pattern(r"\b(?:and|vs\.?|versus)\s$|,\s$").search(between)
            ):
                return True
        return False

    def _own_arm(self, head: Head, measure: str, comparator: str | None) -> str | None:
        """Return the treatment that a value without a named arm belongs to.

        One in the name of the measure, else one named since the value before, else that of the sentence.
        """
        token = head.token
        folded = measure.casefold()
        treatments = [
            e for e in self.entities if e.type == "drug" and 0 <= e.start < token.start and not is_control(e.text)
        ]
        for entity in treatments:
            name = entity.text.casefold()
            if folded.startswith(name) or folded.endswith((f"response to {name}", f"with {name}")):
                return entity.text
        index = self.heads.index(head) if head in self.heads else 0
        if "difference" in measure and len({one.arm for one in self.heads[:index] if one.arm}) > 1:
            # The difference of two arms is neither's.
            return None
        floor = max((one.token.end for one in self.heads[:index] if not self.is_dose(one.token)), default=0)
        since = [entity for entity in treatments if entity.start >= floor] if floor else []
        found = subject_arm(self.text, token.start, since if since else self.entities)
        # "6 months against 10 months for A": A had the other one.
        return None if found and comparator and found.casefold() in comparator.casefold() else found

    def _bracketed_arm(self, token: Token) -> str | None:
        """Return the treatment right before the bracket of an estimate: "A (OR 1.6, …), B (OR 1.2, …)"; of one without name the last."""
        opening = self.text.rfind("(", 0, token.start)
        named = [
            entity
            for entity in self.entities
            if entity.type in ("drug", "procedure")
            and entity.start >= 0
            and entity.end <= token.start
            and not is_control(entity.text)
        ]
        if not named or opening < 0 or ")" in self.text[opening : token.start]:
            return None
        last = max(named, key=lambda entity: entity.end)
        near = self.text[last.end : opening]
        if token.name:
            return (
                last.text
                if not near.strip() and len([head for head in self.heads if head.token.kind == "effect"]) > 1
                else None
            )
        return last.text if not pattern(r"[;.]").search(near) else None
