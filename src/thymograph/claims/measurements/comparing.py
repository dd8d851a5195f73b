"""Which value of a sentence another is compared with."""

from __future__ import annotations

from thymograph.claims.measurements.arms import arm_after, is_control
from thymograph.claims.measurements.grammar import pattern
from thymograph.claims.measurements.measures import last_measure
from thymograph.claims.measurements.quantities import Token
from thymograph.claims.measurements.sentence import VERSUS, Head, Sentence, same_sort

__all__ = ["Comparing"]


class Comparing(Sentence):
    """A sentence that finds the comparators of its values."""

    def _is_comparator(self, token: Token) -> bool:
        """Attach ``token`` to the head before it if the words say that the two are compared."""
        if not self.heads:
            return False
        # A dose in the name of an arm stands between two values without parting them: "9% with X 3 mg and 2% with placebo".
        heads = [one for one in self.heads if one.echo is None] or self.heads
        head = next((one for one in reversed(heads) if not self.is_dose(one.token) or self.is_dose(token)), heads[-1])
        if head.comparator or head.token.kind == "effect" or token.kind == "effect" or not same_sort(head.token, token):
            return False
        if (
            token.kind == "shift"
            and head.token.kind in ("value", "spread")
            and pattern(r"\s?[(\[,]?\s?$").match(self.text[head.end : token.start])
        ):
            head.parts["baseline_value"] = token.baseline
            head.end = token.end
            return True
        gap = self.gap(head.token.end, token.start)
        if head.token.unit != token.unit and len(gap) > 30:
            # A bare number far from a percentage is none of its sort.
            return False
        if (";" in gap and not pattern(VERSUS).search(gap[gap.rindex(";") :])) or len(gap) > 140:
            return False
        contrasted = list(pattern(VERSUS).finditer(gap))
        # "12% compared with placebo at week 8, and 5% …": the words after "with" are the comparator, not the number.
        close = (
            contrasted
            and len(pattern(r"\w+").findall(gap[contrasted[-1].end() :])) <= 6
            and not pattern(r",\s|\band\b").search(gap[contrasted[-1].end() :])
        )
        if not close:
            arm = arm_after(self.text, self.after(token), self.entities)
            before = self.arm_before(token, gap)
            close = bool(
                pattern(
                    r"(?:[^,;.]|,(?=\s(?:and|but|while|whereas)))*(?:,\s|\s)?(?:and|but|while|whereas)\s|[^,;.]*,\s*$"
                ).match(gap + " ")
                and (is_control(arm) or is_control(before))
                # "… in 5 h, and the half-life is 17 h in healthy subjects": another measure is no comparison.
                and not self._turns(gap)
                and not is_control(arm_after(self.text, self.after(head.token), self.entities))
            )
        if close:
            head.comparator = token
            head.end = token.end
            # "52% (A 15 mg), 59% (A 30 mg) and 31% (placebo)": the control is that of both.
            for one in self.heads:
                if (
                    one is not head
                    and one.comparator is None
                    and one.token.unit == head.token.unit
                    and (not contrasted or "both comparisons" in self.text or "each comparison" in self.text)
                    and ";" not in self.text[one.end : token.start]
                    and self._same_list(one, head)
                ):
                    one.comparator = token
        return bool(close)

    def _turns(self, gap: str) -> bool:
        """Return whether another measure is named after the conjunction between two numbers."""
        joint = list(pattern(r"\b(?:and|but|while|whereas)\s").finditer(gap))
        return (
            bool(joint)
            and bool(pattern(r"\b(?:was|were|is|are|had)\b").search(gap[joint[-1].end() :]))
            and last_measure(gap, joint[-1].end(), len(gap)) is not None
        )

    def _same_list(self, one: Head, two: Head) -> bool:
        if "both comparisons" in self.text:
            return True
        between = self.gap(one.token.end, two.token.start)
        return (
            bool(pattern(r",|\band\b").search(between))
            and arm_after(self.text, self.after(one.token), self.entities) is not None
            and last_measure(between, 0, len(between), ()) is None
        )

    def arm_before(self, token: Token, gap: str) -> str | None:
        found = pattern(
            r"\b(?:and|but|while|whereas|vs\.?|versus|than)\s(?:in\s|for\s)?(?:the\s)?((?:[\w'’+-]+\s){1,4}?)(?:group\s|arm\s)?(?:was\s|were\s|had\s|by\s|of\s|achieved\s)*[(\[]?$"
        ).search(gap)
        named = found[1].strip() if found else None
        return None if named in ("the", "a", "an", "that", "those", "it") else named
