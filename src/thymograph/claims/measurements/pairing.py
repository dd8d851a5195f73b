"""Which numbers of a sentence belong together: values, comparators, intervals, p-values, samples, times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from thymograph.claims.measurements.arms import arm_after, is_control
from thymograph.claims.measurements.grammar import RANGE_JOIN, TIME_UNIT, UNIT, number_of, pattern
from thymograph.claims.measurements.listing import arms_before, listed_arms, listed_measures
from thymograph.claims.measurements.measures import clause_floor, last_measure
from thymograph.claims.measurements.tokens import PEOPLE, Token
from thymograph.model import Entity

__all__ = ["DOSE_UNIT", "RESULT", "Head", "Pairing"]

_VERSUS = r"\b(?:vs\.?|v\.?|versus|compared (?:with|to)|as compared (?:with|to)|against|as opposed to|than|relative to)(?:\s|$)"
RESULT = frozenset({"effect", "spread", "shift", "share", "value", "fold"})
DOSE_UNIT = r"(?:(?:million |billion )?(?:IU|units?|international units?|MU|U|MIU)|mg|g|[µμ]\s?g|mcg|ug|ng|grams?|micrograms?|milligrams?)(?:\s?/\s?(?:kg|m\^?2|m²|dose|day|d|injection|h|hr|hour|min|minute|week))*(?:\s?per\s\w+)*"


@dataclass(slots=True)
class Head:
    """A value while its satellites gather."""

    token: Token
    parts: dict[str, str | None] = field(default_factory=dict)
    comparator: Token | None = None
    comparator_name: str | None = None
    measure: str | None = None
    arm: str | None = None
    end: int = 0
    """Where its last satellite ends."""
    echo: Head | None = None
    """The head that this one repeats in another unit: "74.6 mmol/mol (8.98%)"."""


def _same_sort(one: Token, two: Token) -> bool:
    return one.unit == two.unit or one.unit is None or two.unit is None


class Pairing:
    """The quantities of one sentence, and the heads among them that the others attach to."""

    def __init__(self, text: str, entities: Sequence[Entity], tokens: Sequence[Token]) -> None:
        self.text = text
        self.entities = entities
        self.tokens = tokens
        self.heads: list[Head] = []
        self.blanked = text
        """The text with spaces for p-values, intervals and sample sizes, so that words around them meet."""
        for token in tokens:
            if token.kind in ("p", "interval", "n"):
                blank = " " * (token.end - token.start)
                self.blanked = self.blanked[: token.start] + blank + self.blanked[token.end :]
        for match in pattern(r"\sat steady[- ]state\b").finditer(text):
            # "Volume of distribution at steady state is 107 L"
            self.blanked = (
                self.blanked[: match.start()] + " " * (match.end() - match.start()) + self.blanked[match.end() :]
            )
        self._baseline: Token | None = None
        self.waiting: list[Token] = []
        """P-values and intervals that stand before any value."""

    # ------------------------------------------------------------ which numbers belong together

    def gather(self) -> None:
        people = [token for token in self.tokens if token.kind == "count" and self.is_people(token)]
        samples = [token for token in self.tokens if token.kind == "n"]
        times = [token for token in self.tokens if token.kind == "timepoint"]
        listed = bool(pattern(r"\brespectively\b").search(self.text))
        for token in self.tokens:
            if token.kind in RESULT:
                last = self.heads[-1] if self.heads else None
                if self._names(token) or self._echoes(token) or self._is_baseline(token):
                    continue
                if (
                    token.kind == "share"
                    and last
                    and last.token.unit == "%"
                    and re.fullmatch(r"\s?[(\[,;]\s?", self.text[last.token.end : token.start])
                ):
                    # "96% (288/300)": one result, printed twice.
                    last.parts["n"] = token.n
                if (
                    listed and not pattern(_VERSUS).search(self.gap(last.token.end, token.start) if last else "")
                ) or not self._is_comparator(token):
                    self.heads.append(Head(token, end=token.end))
                    if self._baseline and _same_sort(self._baseline, token):
                        self.heads[-1].parts["baseline_value"] = self._baseline.value
                        self._baseline = None
            elif token.kind in ("p", "interval"):
                self._attach(token)
        for token in self.waiting:
            first = next((head for head in self.heads if head.token.kind != "share" or head.token.high), None)
            if first and 0 < first.token.start - token.end < 40 and token.kind == "p":
                first.parts.setdefault("p", token.value)
                first.parts.setdefault("p_operator", token.operator)
        if listed or len(self.heads) > 1:
            self.pair_respectively()
        for sample in samples:
            self._attach_sample(sample, samples)
        results = [head for head in self.heads if self._takes_n(head)]
        if not samples and len(people) == 1 and self._is_population(people[0]):
            for head in results:
                head.parts.setdefault("n", people[0].value)
        self._attach_times(times)

    def _echoes(self, token: Token) -> bool:
        """Take a value in brackets right behind one in another unit as the same result printed twice."""
        if (
            token.kind != "value"
            or not token.unit
            or not self.heads
            or not pattern(r"\s?[)\];]").match(self.text, token.end)
        ):
            return False
        between = re.fullmatch(rf"([\d.]+){RANGE_JOIN}([\d.]+)", token.value or "")
        told = number_of(self.heads[-1].token.value)
        if (
            between and told is not None and self.heads[-1].token.unit
            and self.heads[-1].token.unit[:1] == token.unit[:1] and re.fullmatch(r"\s?[(\[]\s?", self.text[self.heads[-1].token.end : token.start])
        ):  # fmt: skip
            # "2 hours (1.8 to 3.5 h)": the range around a value has no field.
            low, high = number_of(between[1]), number_of(between[2])
            return low is not None and high is not None and low <= told <= high
        for owner in reversed(self.heads[-2:]):
            for said in (owner.comparator, owner.token):
                if (
                    said is None or said.kind not in ("value", "share") or not said.unit or said.unit == token.unit
                    or self.is_dose(said) or pattern(TIME_UNIT).fullmatch(token.unit)
                    or not re.fullmatch(r"\s?[(\[]\s?", self.text[said.end : token.start])
                ):  # fmt: skip
                    continue
                repeated = next((one for one in self.heads if one.echo is owner), None)
                if said is owner.token:
                    self.heads.append(Head(token, end=token.end, echo=owner))
                elif repeated and repeated.token.unit == token.unit:
                    repeated.comparator = token
                return True
        return False

    def _names(self, token: Token) -> bool:
        """Return whether a threshold is part of a label: "≥ 5% weight loss: 76%", "achieved 75% or greater improvement"."""
        if token.kind == "value" and pattern(r"\sor\s(?:greater|more|higher|better|above|over)\b").match(
            self.text, token.end
        ):
            return bool(
                re.search(
                    r"\b(?:achiev|reach|had|experienc|attain|obtain|met|show)\w*\s(?:an?\s|at least\s)?$",
                    self.text[: token.start],
                )
            )
        return bool(
            token.kind == "value" and re.match(r"[<>≤≥]", token.value or "")
            and pattern(r"\s[A-Za-z][\w\s-]{2,40}?(?::|\s\()\s?[-−–]?\d[\d.]*\s?%").match(self.text, token.end)
        )  # fmt: skip

    def _is_baseline(self, token: Token) -> bool:
        """Keep the value of "from baseline (8.1%)" for the change that is told next, if one is."""
        if token.kind not in ("value", "spread") or not re.search(
            r"\bfrom (?:a )?baseline\s?(?:of\s|[(\[]\s?(?:mean\s|median\s|of\s)?)$", self.text[: token.start]
        ):
            return False
        told = any(
            other.start > token.end and other.kind == "value" and other.unit == token.unit for other in self.tokens
        )
        if told:
            self._baseline = token
        return told

    def is_people(self, token: Token) -> bool:
        return bool(pattern(rf"(?:{PEOPLE})").fullmatch(token.unit or ""))

    def _is_population(self, token: Token) -> bool:
        """Return whether a count is of those studied, not of those with an event."""
        before = self.text[max(0, token.start - 40) : token.start]
        return bool(
            re.search(r"\b(?:in|of|among|enrol\w+|includ\w+|involv\w+|randomi[sz]ed|with|from|recruited|treated|total of|analy[sz]ed|studied|on|evaluated|across)\s(?:a total of\s|the\s|over\s|more than\s)*$|^(?:[A-Z]\w+:\s)?$", before, re.IGNORECASE)
        ) and not pattern(r"\s(?:died|achieved|had|experienced|developed|responded|withdrew)").match(self.text, token.end)  # fmt: skip

    def is_dose(self, token: Token) -> bool:
        if not (token.unit and token.kind == "value" and re.fullmatch(DOSE_UNIT, token.unit)):
            return False
        # Units of a scale are no units of a drug.
        return not (
            re.fullmatch(r"units?", token.unit)
            and re.search(
                r"\b(?:differences?|scores?|scale|index|change|improve\w+|points)\b[^.;]*$", self.text[: token.start]
            )
        )

    def _takes_n(self, head: Head) -> bool:
        token = head.token
        return not (token.unit and re.fullmatch(DOSE_UNIT, token.unit)) and token.name not in (
            "length",
            "allocation ratio",
            "dilution",
        )

    def _is_comparator(self, token: Token) -> bool:
        """Attach ``token`` to the head before it if the words say that the two are compared."""
        if not self.heads:
            return False
        # A dose in the name of an arm stands between two values without parting them: "9% with X 3 mg and 2% with placebo".
        heads = [one for one in self.heads if one.echo is None] or self.heads
        head = next((one for one in reversed(heads) if not self.is_dose(one.token) or self.is_dose(token)), heads[-1])
        if (
            head.comparator
            or head.token.kind == "effect"
            or token.kind == "effect"
            or not _same_sort(head.token, token)
        ):
            return False
        if (
            token.kind == "shift"
            and head.token.kind in ("value", "spread")
            and re.match(r"\s?[(\[,]?\s?$", self.text[head.end : token.start])
        ):
            head.parts["baseline_value"] = token.baseline
            head.end = token.end
            return True
        gap = self.gap(head.token.end, token.start)
        if (";" in gap and not pattern(_VERSUS).search(gap[gap.rindex(";") :])) or len(gap) > 140:
            return False
        contrasted = list(pattern(_VERSUS).finditer(gap))
        # "12% compared with placebo at week 8, and 5% …": the words after "with" are the comparator, not the number.
        close = (
            contrasted
            and len(re.findall(r"\w+", gap[contrasted[-1].end() :])) <= 6
            and not re.search(r",\s|\band\b", gap[contrasted[-1].end() :])
        )
        if not close:
            arm = arm_after(self.text, self.after(token), self.entities)
            before = self.arm_before(token, gap)
            close = bool(
                re.match(
                    r"(?:[^,;.]|,(?=\s(?:and|but|while|whereas)))*(?:,\s|\s)?(?:and|but|while|whereas)\s|[^,;.]*,\s*$",
                    gap + " ",
                )
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
                    and not contrasted
                    and ";" not in self.text[one.end : token.start]
                    and self._same_list(one, head)
                ):
                    one.comparator = token
        return bool(close)

    def _turns(self, gap: str) -> bool:
        """Return whether another measure is named after the conjunction between two numbers."""
        joint = list(re.finditer(r"\b(?:and|but|while|whereas)\s", gap))
        return (
            bool(joint)
            and bool(re.search(r"\b(?:was|were|is|are|had)\b", gap[joint[-1].end() :]))
            and last_measure(gap, joint[-1].end(), len(gap)) is not None
        )

    def _same_list(self, one: Head, two: Head) -> bool:
        between = self.gap(one.token.end, two.token.start)
        return (
            bool(re.search(r",|\band\b", between))
            and arm_after(self.text, self.after(one.token), self.entities) is not None
            and last_measure(between, 0, len(between), ()) is None
        )

    def arm_before(self, token: Token, gap: str) -> str | None:
        found = re.search(
            r"\b(?:and|but|while|whereas|vs\.?|versus|than)\s(?:in\s|for\s)?(?:the\s)?((?:[\w'’+-]+\s){1,4}?)(?:group\s|arm\s)?(?:was\s|were\s|had\s|by\s|of\s|achieved\s)*[(\[]?$",
            gap,
        )
        return found[1].strip() if found else None

    def gap(self, start: int, end: int) -> str:
        """Return the words between two numbers, the satellites between them left out."""
        words, position = [], start
        for token in self.tokens:
            if start <= token.start and token.end <= end:
                words.append(self.text[position : token.start])
                position = token.end
        return "".join([*words, self.text[position:end]])

    def after(self, token: Token) -> int:
        """Return where the satellites that follow a value at once end: "33% (95% CI 20-40) in …"."""
        position = token.end
        echoes = [one.token for one in self.heads if one.echo]
        for other in self.tokens:
            if other.start >= position and (
                other.kind in ("interval", "p", "n", "share", "timepoint") or other in echoes
            ):
                if not re.fullmatch(r"\s?[(\[;,]?\s?", self.text[position : other.start]):
                    break
                position = other.end
        closing = pattern(r"\s?[)\]]").match(self.text, position)
        if closing and self.text[token.end : position].count("(") > self.text[token.end : position].count(")"):
            position = closing.end()
        return position

    def _attach(self, token: Token) -> None:
        """Attach a p-value or interval to the value before it, or to the next one where none is before."""
        eligible = [head for head in self.heads if head.token.start < token.start]
        if not eligible:
            self.waiting.append(token)
            return
        # "… reached < 7% (P = 0.01)", "(1.6 mg, P < 0.001)": thresholds and doses have no p of their own.
        tested = [
            one for one in eligible
            if not self.is_dose(one.token) and not re.match(r"[<>≤≥]", one.token.value or "")
            and not (one.echo and re.match(r"[<>≤≥]", one.echo.token.value or ""))
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
        both = re.search(r"\b(?:both|all|each)\b[^.;]{0,12}$", self.text[: token.start]) or pattern(
            r"\s?(?:for|in)\s(?:both|all|each)\b"
        ).match(self.text, token.end)
        for one in eligible if both else [head]:
            if "p" not in one.parts:
                one.parts["p"] = token.value
                one.parts["p_operator"] = token.operator
        head.end = token.end

    def _attach_sample(self, sample: Token, samples: Sequence[Token]) -> None:
        heads = [head for head in self.heads if self._takes_n(head)]
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

    def _attach_times(self, times: Sequence[Token]) -> None:
        if not times:
            return
        for head in self.heads:
            if head.token.unit and re.fullmatch(DOSE_UNIT, head.token.unit):
                continue
            if pattern(TIME_UNIT).fullmatch(head.token.unit or "") and not any(
                0 <= time.start - head.token.end < 12 for time in times
            ):
                # A length of time is not measured at a time: "median 11.5 months" beside "68% at 6 months".
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

    def pair_respectively(self) -> None:
        """Pair the values of "A and B were 5 and 9, respectively" with the measures or arms named in the same order."""
        ends = [match.start() for match in pattern(r",?\s\(?respectively\b").finditer(self.text)]
        for end in ends or [len(self.text)]:
            floor = clause_floor(self.text, end)
            run: list[Head] = []
            for head in self.heads:
                values = (
                    [head]
                    if head.token.kind in ("value", "spread", "effect", "share", "fold")
                    and floor <= head.token.start < end
                    else []
                )
                if (
                    values
                    and run
                    and not re.fullmatch(
                        r"\s*(?:,|and|or|vs\.?|versus|/|,\sand)\s*(?:by\s)?",
                        self.gap(run[-1].token.end, head.token.start),
                    )
                ):
                    run = []
                run += values
            if len(run) < 2:
                continue
            arms = listed_arms(self.text[run[-1].token.end : end], len(run)) if ends else []
            if arms:
                for head, arm in zip(run, arms, strict=True):
                    head.arm = arm
                if len(run) == 2 and is_control(arms[1]) and not is_control(arms[0]):
                    run[0].comparator, run[0].comparator_name = run[1].token, arms[1]
                    self.heads.remove(run[1])
                continue
            arms = arms_before(self.text[floor : run[0].token.start], len(run), self.entities) if ends else []
            if arms:
                for head, arm in zip(run, arms, strict=True):
                    head.arm = arm
                continue
            measures = listed_measures(self.text[floor : run[0].token.start], len(run))
            if not ends and not all(last_measure(measure, 0, len(measure)) for measure in measures):
                continue
            for head, measure in zip(run, measures, strict=bool(measures)):
                head.measure = measure
