"""P-values, intervals, sample sizes and times of a sentence, each attached to its value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from thymograph.claims.measurements.comparing import Comparing
from thymograph.claims.measurements.grammar import TIME_UNIT, UNIT, pattern
from thymograph.claims.measurements.quantities import Token
from thymograph.claims.measurements.sentence import DOSE_UNIT, Head

__all__ = ["Attaching"]


class Attaching(Comparing):
    """A sentence that attaches to its values what qualifies them."""

    def _takes_n(self, head: Head) -> bool:
        token = head.token
        return not (token.unit and pattern(DOSE_UNIT).fullmatch(token.unit)) and token.name not in (
            "length",
            "allocation ratio",
            "dilution",
        )

    def _attach(self, token: Token) -> None:
        """Attach a p-value or interval to the value before it, or to the next one where none is before."""
        eligible = [head for head in self.heads if head.token.start < token.start]
        if not eligible:
            self.waiting.append(token)
            return
        # "… reached < 7% (P = 0.01)", "(1.6 mg, P < 0.001)": thresholds and doses have no p of their own.
        tested = [
            one for one in eligible
            if not self.is_dose(one.token) and not pattern(r"[<>≤≥]").match(one.token.value or "")
            and not (one.echo and pattern(r"[<>≤≥]").match(one.echo.token.value or ""))
        ]  # fmt: skip
        head = (tested or eligible)[-1]
        if token.kind == "interval":
            if head.comparator is None and head.token.low is None:
                head.parts.setdefault("ci_low", token.low)
                head.parts.setdefault("ci_high", token.high)
                head.parts.setdefault("ci_level", token.level)
                # "1.8 (95% CI 1.1–2.6) per 100 person-years"
                rate = (
                    pattern(rf"[)\]]?\s({UNIT})").match(self.text, token.end)
                    if head.token.unit is None and head.token.kind == "value"
                    else None
                )
                if rate and rate[1].startswith("per "):
                    head.token = replace(head.token, unit=rate[1])
            head.end = token.end
            return
        both = pattern(r"\b(?:both|all|each)\b[^.;]{0,12}$").search(self.text[: token.start]) or pattern(
            r"\s?(?:for|in)\s(?:both|all|each)\b"
        ).match(self.text, token.end)
        for one in eligible if both else [head]:
            if "p" not in one.parts:
                one.parts["p"] = token.value
                one.parts["p_operator"] = token.operator
        head.end = token.end

    def _attach_sample(self, sample: Token, samples: Sequence[Token]) -> None:
        heads = [head for head in self.heads if self._takes_n(head)]
        if sample.name == "whole":
            owner = [head for head in self.heads if head.token.end == sample.start]
            for head in owner:
                head.parts.setdefault("n", sample.value)
            return
        if len(samples) == 1:
            for head in heads:
                head.parts.setdefault("n", sample.value)
            return
        before = [head for head in heads if head.token.start < sample.start]
        if (
            before
            and (before[-1].comparator is None or sample.start < before[-1].comparator.start)
            and sample.start - before[-1].token.end < 60
        ):
            before[-1].parts.setdefault("n", sample.value)

    def estimates_in_brackets(self) -> list[Head]:
        """Return the ratios and differences that each stand in a bracket of their own."""
        return [
            head
            for head in self.heads
            if head.token.kind == "effect" and self.text[: head.token.start].rstrip().endswith(("(", "["))
        ]

    def _attach_times(self, times: Sequence[Token]) -> None:
        doses = [head.token.end for head in self.heads if self.is_dose(head.token)]
        # "2 g within 60 min of incision": when it was given, not when something was found.
        times = [
            time
            for time in times
            if not any(
                0 <= time.start - end < 24 and not pattern(r"[,;:]|\band\b").search(self.text, end, time.start)
                for end in doses
            )
        ]
        if not times:
            return
        listed = self.estimates_in_brackets()
        for head in self.heads:
            if head.token.unit and pattern(DOSE_UNIT).fullmatch(head.token.unit):
                continue
            if pattern(TIME_UNIT).fullmatch(head.token.unit or "") and not any(
                0 <= time.start - head.token.end < 12 for time in times
            ):
                # A length of time is not measured at a time: "median 11.5 months" beside "68% at 6 months".
                continue
            if len(listed) > 1 and head in listed and times[0].start > self.heads[0].token.start:
                # "… and fever on day 1 (OR 1.4)": the time is part of one of several factors.
                continue
            if len(times) == 1:
                first, last = sorted((times[0].end, head.token.start))
                if ";" not in self.text[first:last] or (
                    self.text[first:last].count(";") and "respectively" in self.text
                ):
                    head.parts.setdefault("timepoint", times[0].value)
                continue
            leading = times[0].start < self.heads[0].token.start
            before = [time for time in times if time.start < head.token.start]
            following = [time for time in times if time.start >= head.token.end]
            chosen = before[-1] if leading and before else following[0] if following else before[-1] if before else None
            if chosen:
                head.parts.setdefault("timepoint", chosen.value)
