"""Verb groups: auxiliaries, voice, negation and hedges around one or more verbs."""

from __future__ import annotations

from dataclasses import dataclass, field

from thymograph.claims.assertions.phrases import Phrases
from thymograph.claims.assertions.vocabulary import Word

__all__ = ["VerbGroup", "VerbGroups"]

_HEDGING = frozenset({"may", "might", "could"})
_HEDGE_ADVERBS = frozenset(
    {"potentially", "possibly", "probably", "perhaps", "presumably", "likely", "apparently", "conceivably"}
)
_DENYING_ADVERBS = frozenset({"never", "hardly"})
_WHOLLY = frozenset({"always", "necessarily", "entirely", "fully", "completely", "totally", "all", "every"})
"""Denied, they leave open what was done."""
# Verbs that take "to" and another verb, and say of the subject what that verb says.
_REFUSING = frozenset({"decline", "refuse"})
_RAISING = frozenset({"report", "seem", "think", "speculate", "fail", "help", "use", "recommend", "suggest", "support"})
_TO_VERB_ADJECTIVES = frozenset(
    {"able", "likely", "unable", "unlikely", "sufficient", "capable", "known", "effective", "ready"}
)
_CONTINUING = frozenset(
    {
        "continue",
        "continues",
        "continued",
        "begin",
        "begins",
        "began",
        "need",
        "needs",
        "serve",
        "serves",
        "tend",
        "tends",
    }
)


@dataclass(slots=True)
class VerbGroup:
    """A verb with what stands around it; ``word`` is None for a copula or "have" alone."""

    first: int
    last: int
    """Index after its last token."""
    word: Word | None
    passive: bool = False
    form: str = "s"
    """finite s, infinitive b, gerund or participle g, reduced participle d, copula be, possession have."""
    negated: bool = False
    certainty: str = "asserted"
    frames: tuple[str, ...] = ()
    """Senses of the raising verbs before the verb that counts."""
    modal: str | None = None
    words: list[Word] = field(default_factory=list)
    partly: bool = False
    """"Not always", "not fully": neither done nor not done."""


class VerbGroups:
    """Reads verb groups from the tokens of one statement."""

    def __init__(self, phrases: Phrases) -> None:
        """Read the tokens of ``phrases``."""
        self.p = phrases

    def at(self, i: int) -> VerbGroup | None:
        """Return the verb group that starts at token ``i``, or None."""
        p = self.p
        kind = p.kind(i)
        if kind in ("be", "modal", "have", "do", "negaux"):
            return self._finite(i)
        if kind == "word" and p.tokens[i].verb is not None and p.verb_at(i):
            word = p.tokens[i].verb
            assert word is not None
            group = VerbGroup(i, i + 1, word, form=word.form)
            moves = word.sense in ("move_up", "move_down") or (
                p.low(i + 1) in ("from", "by")
                and p.kind(i + 2) == "number"
                and word.sense in ("increase", "decrease", "improve")
            )
            if (
                word.form in ("d",)
                and not moves
                and (
                    p.low(i + 1) in ("by", "from")
                    or (p.kind(i - 1) in ("", "mark", "det") and p.low(i - 1) not in (")", "]", "neither"))
                    or self._reduced(i, word)
                )
            ):
                group.passive = True
                group.form = "d"
            elif word.form in ("s", "d", "b"):
                group.form = "s" if not (word.form == "b" and p.low(i - 1) == "to") else "b"
            return self._chain(group)
        if kind == "adv" or kind == "neg":
            j = i
            negated = False
            certainty = "asserted"
            while p.kind(j) in ("adv", "neg"):
                negated = negated or (p.kind(j) == "neg" and p.low(j) not in ("only",)) or p.low(j) in _DENYING_ADVERBS
                if p.low(j) in _HEDGE_ADVERBS:
                    certainty = "hedged"
                if p.low(j) == "not" and p.low(j + 1) in ("only", "merely", "just"):
                    negated = False
                    j += 1
                j += 1
            if negated and p.low(j) in ("being", "having"):
                got = self._finite(j)
                if got is not None:
                    got.first, got.negated = i, True
                return got
            if p.kind(j) == "word" and p.tokens[j].verb is not None and p.verb_at(j):
                got = self.at(j)
                if got is not None:
                    got.first = i
                    got.negated = got.negated or negated
                    if certainty == "hedged":
                        got.certainty = "hedged"
                return got
        if kind == "prep" and p.low(i) == "to":
            j = i + 1
            while p.kind(j) == "adv":
                j += 1
            word = p.tokens[j].verb if j < p.size and p.kind(j) == "word" else None
            if word is not None and word.form == "b":
                return self._chain(VerbGroup(i, j + 1, word, form="b"))
            if p.low(j) in ("be", "have") and j + 1 < p.size:
                got = self._finite(j)
                if got is not None:
                    got.first, got.form = i, "b" if got.word else got.form
                    before = p.tokens[i - 1].verb if i else None
                    if before is not None and before.sense in ("seem", "think"):
                        # "appears to be an option for D"
                        got.certainty = "hedged"
                return got
        return None

    def _reduced(self, i: int, word: Word) -> bool:
        """Tell whether a past form without auxiliary is a participle after its noun ("patients treated with X")."""
        p = self.p
        if word.sense in ("move_up", "move_down", "fail", "light", "act"):
            return False
        j = i + 1
        while p.kind(j) == "adv":
            j += 1
        if p.low(j) in ("with", "to", "in", "for", "from", "as", "after", "against") and p.kind(j) == "prep":
            if word.sense in ("increase", "decrease", "improve", "worsen"):
                return False
            return not (p.low(j) in word.prepositions and word.sense in ("bind", "become"))
        return False

    def _finite(self, i: int) -> VerbGroup | None:
        p = self.p
        first = i
        negated = False
        certainty = "asserted"
        modal: str | None = None
        be = have = do = partly = False
        while i < p.size:
            kind, low = p.kind(i), p.low(i)
            if kind == "modal":
                modal = "can" if low == "cannot" else low
                negated = negated or low == "cannot"
                if low in _HEDGING:
                    certainty = "hedged"
            elif kind == "negaux":
                negated = True
                do = True
                partly = p.low(i + 1) in _WHOLLY
            elif kind == "be":
                be, have = True, False
            elif kind == "have":
                if have or (be and low != "having"):
                    break
                have = True
            elif kind == "do":
                do = True
            elif kind == "neg" and low != "nor":
                if p.low(i + 1) in ("only", "merely", "just", "simply"):
                    i += 1
                else:
                    negated = True
                    partly = p.low(i + 1) in _WHOLLY
            elif kind == "adv":
                if low in _HEDGE_ADVERBS:
                    certainty = "hedged"
                if low in _DENYING_ADVERBS:
                    negated = True
            elif kind == "det" and low == "no" and p.low(i + 1) == "longer":
                negated = True
                i += 1
            elif be and kind == "det" and low in ("more", "most", "less") and p.kind(i + 1) == "adv":
                pass
            elif kind == "mark" and low == "," and self._inserted(i):
                i = self._inserted(i)
                continue
            else:
                break
            i += 1
        base = VerbGroup(first, i, None, form="be" if be else "have", negated=negated, certainty=certainty, modal=modal)
        base.partly = partly
        if i >= p.size:
            return base
        token = p.tokens[i]
        word = token.verb if token.kind == "word" else None
        if be and word is not None and word.form in ("d",):
            if p.kind(i + 1) in ("word", "ent") and not p.verb_at(i + 1) and p.tokens[i].adjective is not None:
                return base
            base.word, base.passive, base.form, base.last = word, True, "s", i + 1
            base = self._chain(base)
            return base
        if be and word is not None and word.form == "g" and p.starts_group(i + 1):
            base.word, base.form, base.last = word, "s", i + 1
            return self._chain(base)
        if (
            have
            and not be
            and word is not None
            and word.form == "d"
            and not (token.adjective is not None and self._noun_next(i))
        ):
            base.word, base.form, base.last = word, "s", i + 1
            return self._chain(base)
        if (modal or do) and not be and not have and word is not None and word.form == "b":
            base.word, base.form, base.last = word, "s", i + 1
            return self._chain(base)
        if (
            be
            and p.low(i) in _TO_VERB_ADJECTIVES
            and (p.low(i + 1) == "to" or (p.low(i) == "capable" and p.low(i + 1) == "of"))
        ):
            if p.low(i) in ("unable", "unlikely"):
                base.negated = not base.negated
            if p.low(i) in ("likely", "unlikely"):
                base.certainty = "hedged"
            inner = self.at(i + 1) if p.low(i + 1) == "to" else self.at(i + 2)
            if inner is not None:
                inner.first, inner.negated = first, base.negated != inner.negated
                inner.certainty = "hedged" if "hedged" in (base.certainty, inner.certainty) else inner.certainty
                inner.form = "s"
                return inner
            return base
        if be and p.low(i) == "being" and i + 1 < p.size:
            return base
        if not (be or have):
            # an auxiliary of a verb that the table does not know
            if p.kind(i) == "word":
                base.last = i + 1
                base.form = "other"
                if p.low(i) in _CONTINUING and p.low(i + 1) == "to":
                    inner = self.at(i + 1)
                    if inner is not None:
                        inner.first, inner.negated, inner.form = first, negated != inner.negated, "s"
                        return inner
            else:
                base.form = "other"
        elif (
            be
            and p.kind(i) == "word"
            and p.low(i)[:2] != "un"
            and (p.low(i).endswith("ed") and token.adjective is None and token.verb is None)
        ):
            base.last = i + 1
            base.form = "other"
            base.passive = True
        elif have and p.kind(i) == "word" and p.low(i).endswith("ed") and word is None and token.adjective is None:
            base.last = i + 1
            base.form = "other"
        return base

    def _noun_next(self, i: int) -> bool:
        """Tell whether "has improved X" reads as possession of an improved X: never with a determiner next."""
        return False

    def _inserted(self, i: int) -> int:
        """Return the index after ", in part," at ``i``, or 0."""
        p = self.p
        for k in range(i + 1, min(p.size, i + 6)):
            if p.low(k) == "," and p.kind(k) == "mark":
                return k + 1 if p.kind(i + 1) in ("prep", "adv", "sub") else 0
        return 0

    def _chain(self, group: VerbGroup) -> VerbGroup:
        """Follow raising verbs to the verb that counts ("has been shown to reduce"), and join coordinated verbs."""
        p = self.p
        for _ in range(4):
            word = group.word
            assert word is not None
            j = group.last
            while p.kind(j) == "adv":
                j += 1
            refusing = word.lemma in _REFUSING
            if ((word.sense in _RAISING or refusing) and p.low(j) == "to") or (
                word.sense == "help" and p.kind(j) == "word"
            ):
                k = j if p.low(j) != "to" else j + 1
                negated_inside = False
                while p.kind(k) in ("adv", "neg"):
                    negated_inside = negated_inside or p.low(k) == "not"
                    k += 1
                passive = False
                if p.low(k) == "be" or (p.low(k) == "have" and p.low(k + 1) == "been"):
                    k += 1 if p.low(k) == "be" else 2
                    passive = True
                elif p.low(k) == "have":
                    k += 1
                inner = p.tokens[k].verb if k < p.size and p.kind(k) == "word" else None
                wanted = ("d",) if passive else ("b", "d")
                if inner is None or inner.form not in wanted or (word.sense == "use" and not group.passive):
                    break
                sense = word.sense
                if sense == "fail" or refusing:
                    group.negated = not group.negated
                    sense = "fail"
                if sense in ("seem", "think", "suggest"):
                    group.certainty = "hedged" if group.certainty == "asserted" else group.certainty
                if sense == "speculate":
                    group.certainty = "speculative"
                group.negated = group.negated != negated_inside
                group.frames = (*group.frames, sense)
                group.word, group.passive, group.last = inner, passive, k + 1
                continue
            break
        # "binds and neutralizes X": verbs of the same form without an object between them
        j = group.last
        word = group.word
        assert word is not None
        group.words = [word]
        while True:
            k = j
            if p.low(k) == ",":
                k += 1
            if p.kind(k) == "conj" and p.low(k) in ("and", "or"):
                k += 1
            if k == j:
                break
            while p.kind(k) == "adv":
                k += 1
            other = p.tokens[k].verb if k < p.size and p.kind(k) == "word" else None
            if other is None or (p.kind(k - 1) == "mark" and p.low(k - 1) != ","):
                break
            same = other.form == p.tokens[j - 1].verb.form if p.tokens[j - 1].verb is not None else False  # type: ignore[union-attr]
            if (
                not same
                or (other.form != "d" and not p.verb_at(k))
                or (other.form == "d" and p.tokens[k].adjective is not None and not group.passive)
            ):
                break
            if p.kind(k - 1) == "mark" and not (p.kind(k + 1) == "conj" or p.low(k + 1) == ","):
                break
            group.words.append(other)
            j = k + 1
            group.last = j
        return group
