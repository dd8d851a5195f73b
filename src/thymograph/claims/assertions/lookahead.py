"""What follows in a sentence: where a list goes on, whether a clause is ahead."""

from __future__ import annotations

from thymograph.claims.assertions.arguments import Group
from thymograph.claims.assertions.wording import Words

__all__ = ["Lookahead"]

_DIRECTIONS = frozenset({"up", "down", "better", "worse", "impaired"})


class Lookahead(Words):
    """Tells what follows a token."""

    def _list_goes_on(self, k: int) -> bool:
        """Tell whether after a comma a list goes on: an "and" or a further comma follows soon, and no verb before."""
        if self.kind(k) in ("rel", "sub", "prep", "adv"):
            return False
        depth = 0
        for j in range(k, min(self.size, k + 40)):
            token = self.tokens[j]
            if token.kind == "mark":
                if token.low == "(":
                    depth += 1
                elif token.low == ")":
                    depth -= 1
                elif token.low in ".;:":
                    return j - k <= 6 and self.kind(k) != "det"
            if depth:
                continue
            if token.kind == "conj":
                return True
            if token.verb is not None and token.verb.sense == "associate" and token.verb.form == "d":
                # "A, B associated with C, and D": the participle narrows a member
                continue
            changed = self._direction_at(j) and (j == k or self.low(j - 1) == "," or self.kind(j - 1) == "conj")
            if token.kind in ("be", "modal", "have", "do", "rel", "sub") or (
                token.verb is not None and not changed and self.verb_at(j)
            ):
                return False
        return self.kind(k) == "ent" or (self.size - k <= 4 and self.kind(k) != "det")

    def _subject_after(self, k: int) -> bool:
        """Tell whether a finite verb follows ``k`` before the next comma: what stands there is its subject."""
        return self._finite_before(k, ",;.:", reach=25)

    def _moves_at_end(self, k: int) -> bool:
        """Tell whether what stands from ``k`` ends in a word that tells a rise or fall: "…, heart rate increases." """
        last = next((j for j in range(k, min(self.size, k + 8)) if self.low(j) in (".", ";", "")), self.size) - 1
        word = self.tokens[last].verb if last > k else None
        return (
            word is not None
            and word.form == "s"
            and word.sense in ("increase", "decrease", "improve", "move_up", "move_down")
        )

    def _finite_before_stop(self, k: int) -> bool:
        """Tell whether a finite verb follows ``k`` in the sentence."""
        return self._finite_before(k, ";.:", reach=60)

    def _finite_before(self, k: int, marks: str, *, reach: int) -> bool:
        for j in range(k, min(self.size, k + reach)):
            token = self.tokens[j]
            if token.kind == "mark" and token.low in marks:
                return False
            if token.kind in ("be", "have", "modal", "do", "negaux"):
                return True
            if (
                token.verb is not None
                and token.verb.form in ("s", "d", "b")
                and self.low(j - 1) != "to"
                and self.verb_at(j)
            ):
                return True
        return False

    def _direction_at(self, k: int) -> bool:
        """Tell whether "reduced Y" starts at ``k``: a conjunct of its own."""
        word = self.tokens[k].adjective if k < self.size else None
        return word is not None and word.sense in _DIRECTIONS and word.lemma != "uncontrolled"

    def _event_phrase(self, k: int) -> bool:
        """Tell whether "the activation of …" starts at ``k``: a conjunct of the noun outside, not of its complement."""
        for j in range(k, min(k + 4, self.size)):
            token = self.tokens[j]
            if (
                token.kind == "word"
                and token.noun is not None
                and self.low(j + 1) in token.noun.prepositions
                and self.kind(j + 1) == "prep"
            ):
                return True
            if token.kind not in ("det", "word", "adv", "poss", "number") or self.verb_at(j):
                return False
        return False

    def as_clause(self, i: int) -> bool:
        """Tell whether "as" at ``i`` gives a reason: a clause follows it, not a noun alone."""
        if self.low(i) != "as":
            return False
        entity = self.tokens[i + 1].entity if i + 1 < self.size else None
        pronoun = self.kind(i + 1) in ("pron", "this") or (entity is not None and entity.implicit)
        moved = self.tokens[i - 1].verb if i else None
        moves = moved is not None and moved.sense in (
            "move_up",
            "move_down",
            "worsen",
            "improve",
            "increase",
            "decrease",
        )
        return (pronoun or self.low(i - 1) == "," or (moves and self.verb_at(i - 1))) and self.clause_ahead(i + 1)

    def when_clause(self, i: int) -> bool:
        """Tell whether "before" or "after" at ``i`` opens a clause of its own ("after it was found to …")."""
        return self.low(i) in ("before", "after", "until") and self.kind(i + 1) != "number" and self.clause_ahead(i + 1)

    def clause_ahead(self, k: int) -> bool:
        """Tell whether the noun group at ``k`` is the subject of a further clause."""
        depth = 0
        for j in range(k, min(self.size, k + 12)):
            token = self.tokens[j]
            if token.kind == "mark":
                if token.low == "(":
                    depth += 1
                elif token.low == ")":
                    depth -= 1
                elif not depth and token.low not in "\"“”'‘’/":
                    return False
                continue
            if depth:
                continue
            if token.kind in ("be", "modal", "have", "do", "negaux"):
                return True
            if token.kind in ("rel", "sub", "conj"):
                return False
            if (
                j > k
                and token.kind == "word"
                and token.verb is not None
                and token.verb.form in ("s", "d", "b")
                and self.verb_at(j)
            ):
                if token.verb.form == "d" and self.low(j + 1) == "by" and self.kind(j + 2) == "number":
                    # "and Y decreased by a fifth"
                    return True
                if token.verb.form == "d" and self.low(j + 1) in ("by", "with", "in", "for", "from"):
                    # a participle narrows the noun: its verb may come yet
                    continue
                return not (token.verb.form == "b" and self.low(j - 1) == "to")
        return False

    # ------------------------------------------------------------ read by parts further down

    def group(self, i: int, *, depth: int = 0, subject: bool = False) -> Group | None:
        """Return the coordinated noun group that starts at token ``i``, or None."""
        raise NotImplementedError
