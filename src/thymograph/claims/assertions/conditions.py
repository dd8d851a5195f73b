"""Whom and what advice and use are for: the conditions of people."""

from __future__ import annotations

from dataclasses import replace

from thymograph.claims.assertions.abilities import Abilities
from thymograph.claims.assertions.arguments import PEOPLE, Argument, Group
from thymograph.claims.assertions.meaning import STATES
from thymograph.claims.assertions.state import Frame

__all__ = ["GENERIC_PEOPLE", "Conditions"]

GENERIC_PEOPLE = frozenset(
    "patients patient participants subjects individuals people adults those persons group groups cells population populations users recipients".split()
)

_LICENCES = {
    "approve": "approved_for", "recommend": "recommended_for", "contraindicate": "contraindicated_in", "treat": "treats",
}  # fmt: skip


class Conditions(Abilities):
    """The part of a reader that reads "patients with D", "prophylaxis in D"."""

    def _named(self, frame: Frame, sense: str, a: Argument) -> list[int]:
        made: list[int] = []
        predicate = _LICENCES[sense]
        for s in frame.actor:
            got = self.out.add(s, predicate, a, frame.mood, frame.rule, frame.span)
            made.extend([got] if got is not None else [])
        return made

    def in_whom(self, target: Group) -> Group | None:
        """Return the conditions that follow a kind of treatment ("prophylaxis in D"), None where there are none."""
        if self.p.low(target.last) not in ("of", "in", "for", "with"):
            return None
        inner = self.p.group(target.last + 1)
        if inner is None:
            return None
        conditions, last, _ = self.patients_with(inner)
        ill = [a for a in conditions if a.type == "disease"]
        return Group(ill, target.first, last) if ill else None

    def _past_risk(self, i: int) -> int:
        """Return the index after "(who are) at high risk of", 0 where that does not stand at ``i``."""
        p = self.p
        if p.low(i) in ("who", "that") and p.kind(i + 1) == "be":
            i += 2
        if p.low(i) != "at":
            return 0
        for k in range(i + 1, min(i + 6, p.size - 1)):
            if p.low(k).rpartition("-")[2] in ("risk", "risks"):
                return k + 2 if p.low(k + 1) in ("of", "for") else 0
            if p.kind(k) not in ("word", "adv", "det"):
                return 0
        return 0

    def patients_with(self, target: Group) -> tuple[list[Argument], int, list[Argument]]:
        """Return the conditions in "patients with D", else the group's own; the index after; the people named."""
        p = self.p
        people = [a for a in target.args if a.head in PEOPLE or a.name.lower() in PEOPLE]
        if people and not target.grounded:
            if p.low(target.last) == "with":
                inner = p.group(target.last + 1)
                if inner is not None:
                    self.remember(inner)
                    return inner.grounded, inner.last, people
            if p.low(target.last) in ("who", "that") and p.low(target.last + 1) in ("have", "has", "had"):
                # "patients who have (had) D"
                inner = p.group(target.last + 2 + (p.low(target.last + 2) == "had"))
                if inner is not None and inner.grounded:
                    self.remember(inner)
                    return inner.grounded, inner.last, people
            if p.low(target.last) in ("who", "that") and p.low(target.last + 1) in ("are", "become"):
                # "women who are pregnant"
                inner = p.group(target.last + 2)
                if inner is not None and inner.grounded and all(STATES.search(a.name) for a in inner.grounded):
                    self.remember(inner)
                    return inner.grounded, inner.last, people
            threatened = self._past_risk(target.last)
            inner = p.group(threatened) if threatened else None
            if inner is not None and inner.grounded:
                # "women at high risk of D"
                self.remember(inner)
                return [replace(a, noun="risk") for a in inner.grounded], inner.last, people
            return [], target.last, [replace(a, entity=None) for a in people if a.head not in GENERIC_PEOPLE]
        if people and target.grounded and p.low(target.last) == "with":
            inner = p.group(target.last + 1)
            if inner is not None and all(a.type == "disease" for a in inner.grounded):
                return [*target.grounded, *inner.grounded], inner.last, people
        return target.grounded, target.last, people
