"""Small shapes inside noun phrases: adjectives behind a name, abbreviations, joined adjectives."""

from __future__ import annotations

import re

from thymograph.claims.assertions.arguments import (
    COMPARING,
    Argument,
)
from thymograph.claims.assertions.complements import Complements

__all__ = ["STOPS", "Shapes"]

STOPS = frozenset(
    {
        "become",
        "becomes",
        "became",
        "remain",
        "remains",
        "remained",
        "capable",
        "able",
        "unable",
        "centered",
        "centred",
        "combined",
        "based",
        "down",
        "up",
        "off",
        "away",
        "apart",
    }
)
_DEGREED = re.compile(r"(?:low|high|long|short|first|second|early|late|non|slow|fast)-\w+$")

_PLAIN = frozenset({"novel", "new", "small", "broad-spectrum", "first-line", "safe", "rare"})
_FELT = frozenset(
    "itchy watery runny stuffy dry scaly puffy bloody cloudy shaky teary flaky achy sore red tender cold pale sticky blotchy swollen raised crusty".split()
)
_LIKE_ADJECTIVES = ("ed", "al", "ic", "ive", "ent", "ant", "ous")

# Adjectives that stand behind their noun, with what belongs to them.
_BEHIND = frozenset(
    "circulating residing reaching entering arising originating lacking carrying undergoing belonging comprising existing living outside inside refractory suitable relative available rich present absent responsible secondary likely eligible necessary sufficient useful useless "
    "appropriate unable due independent irrespective regardless".split()
)


class Shapes(Complements):
    """The part of phrase reading that knows small shapes."""

    def _behind(self, i: int, core: list[int]) -> bool:
        """Tell whether an adjective or participle stands behind the name it belongs to ("X available", "alcohol consumed")."""
        if self.kind(core[-1]) != "ent":
            return False
        low = self.low(i)
        return low in _BEHIND or (
            low.endswith("ed")
            and self.tokens[i].adjective is None
            and self.tokens[i].noun is None
            and self.kind(i + 1) not in ("word", "ent", "suffix")
        )

    def _opening(self, k: int) -> bool:
        """Tell whether no finite verb stands before ``k``: what is joined there is no second clause."""
        if self.first_finite < 0:
            self.first_finite = self.size
            for j in range(self.size):
                verb = self.tokens[j].verb
                if self.kind(j) in ("be", "have", "modal", "do", "negaux") or (
                    verb is not None and verb.form in ("s", "d", "b") and self.verb_at(j)
                ):
                    self.first_finite = j
                    break
        return k <= self.first_finite and self.kind(0) == "det"

    def _after_alias(self, opening: int, core: list[int]) -> int:
        """Return where the noun goes on after an abbreviation in brackets, 0 where it does not."""
        i = opening + 3
        if self.low(opening + 2) != ")":
            closing = (k for k in range(opening + 2, min(opening + 8, self.size)) if self.low(k) == ")")
            i = next(closing, self.size) + 1
            return i if i < self.size and self.kind(i) == "word" and self.tokens[i].agent is not None else 0
        if (
            self.low(i) == "-"
            and self.low(i + 1) in ("mediated", "dependent", "induced", "driven")
            and self.kind(i + 2) == "word"
        ):
            # "N-methyl-D-aspartate receptor (NMDAR)-mediated currents"
            return i + 2
        if self.kind(i) == "ent":
            after = self.tokens[i].entity
            if after is not None and after.type == "pathway" and after.id is None and self.kind(core[-1]) == "ent":
                # "interleukin-6 (IL-6) signalling pathway"
                return i
            return i if self.kind(core[-1]) == "word" and self.low(core[-1]).endswith(_LIKE_ADJECTIVES) else 0
        word = self.tokens[i] if i < self.size else None
        if word is None or word.kind != "word" or self.verb_at(i) or word.low in STOPS | COMPARING:
            return 0
        return i

    def _called(self, i: int, args: list[Argument]) -> int:
        """Return the index of the name in "a substance in the body called X", 0 where there is none."""
        if any(a.grounded for a in args):
            return 0
        for k in range(i, min(i + 5, self.size)):
            if self.low(k) in ("called", "named", "termed") and self.kind(k + 1) == "ent":
                return k + 1
            if self.low(k) == "known" and self.low(k + 1) == "as" and self.kind(k + 2) == "ent":
                return k + 2
            if self.kind(k) not in ("prep", "det", "word", "ent", "poss") or (
                self.kind(k) == "word" and self.verb_at(k)
            ):
                return 0
        return 0

    def _adjectives_joined(self, i: int, core: list[int]) -> bool:
        """Tell whether "and" at ``i`` joins two adjectives before a noun ("rapid and excessive release")."""
        if self.low(i) not in ("and", "or", ",") or any(self.kind(k) != "word" for k in core):
            return False
        last = self.tokens[core[-1]].low
        after = self.tokens[i + 1] if i + 1 < self.size else None
        if all(self.low(k) in _FELT for k in core) and after is not None and not self.verb_at(i + 1):
            # "itchy or watery eyes", "red, swollen, tender lumps"
            also = after.low.partition(" ")[0] in _FELT
            if also and (after.kind == "ent" or self.low(i + 2) == ","):
                return True
            if after.kind == "word" and (also or self.low(i) != ","):
                return self.kind(i + 2) in ("word", "ent")
        if after is not None and after.low.endswith("tolerated"):
            return len(core) == 1 and last.endswith("ive") and self.kind(i + 2) in ("word", "ent")
        if after is None or after.kind != "word":
            return False
        ends = (
            "ive",
            "al",
            "ed",
            "ic",
            "ous",
            "ful",
            "id",
            "able",
            "ant",
            "ent",
            "ary",
            "ar",
            "ate",
            "less",
            "ing",
            "ute",
            "ere",
            "ect",
        )
        return (
            len(core) == 1
            and (last.endswith(ends) or last in _PLAIN or _DEGREED.match(last) is not None)
            and (after.low.endswith(ends) or after.low in _PLAIN or _DEGREED.match(after.low) is not None)
            and self.kind(i + 2) in ("word", "ent")
            and not self.verb_at(i + 1)
        )
