"""Measurements of a sentence: each value with its measure, its arm and the numbers that go with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from thymograph.claims.measurements.arms import (
    arm_after,
    arm_around,
    compared_with,
    condition_after,
    is_control,
    is_treatment,
    subject_arm,
)
from thymograph.claims.measurements.grammar import TIME_UNIT, number_of, pattern, plain
from thymograph.claims.measurements.measures import clause_floor, measure_before, subject_before
from thymograph.claims.measurements.naming import REACHED, Naming
from thymograph.claims.measurements.quantities import Token
from thymograph.claims.measurements.sentence import Head
from thymograph.claims.measurements.tokens import tokens_in
from thymograph.claims.measurements.windows import windows
from thymograph.model import Entity, Measurement

__all__ = ["measurements_of_prose"]


# Conditions of an experiment, which no arm "has".
_SETTING = (
    r"(?:pre-treatment|incubation|centrifugation|culture|staining|stimulation|washing|heating|fixation|blocking|"
    r"exposure|storage|infusion) time|temperature|CO₂|CO2|dilution|allocation ratio|centrifugation speed|.* volume|"
    r"(?!.*(?:plasma|serum|peak|trough|mean|median|steady)).* concentration"
)


class _Reader(Naming):
    """Makes the measurements of one sentence."""

    def read(self) -> tuple[Measurement, ...]:
        self.gather()
        previous: str | None = None
        placed: list[tuple[int, Measurement]] = []
        for index, head in enumerate(self.heads):
            measure = head.measure or (head.echo.measure if head.echo else None) or self._measure(head, previous)
            if measure in (None, "percentage", "share") and index + 1 < len(self.heads):
                # "41% of those on A and 38% of those on B achieved …": what is told of the last is told of both.
                following = self.heads[index + 1]
                between = self.gap(head.token.end, following.token.start)
                if (
                    following.token.unit == head.token.unit == "%"
                    and re.search(r"(?:,|\band)\s$", between)
                    and ";" not in between
                ):
                    measure = following.measure or self._measure(following, previous) or measure
            if measure is None:
                continue
            if (
                pattern(TIME_UNIT).fullmatch(head.token.unit or "")
                and pattern(REACHED, ignore_case=True).fullmatch(measure)
                and not measure.startswith("time")
            ):
                # "… averaged 2.4 µg/mL and was reached in 1.5 h"
                measure = f"time to {measure}"
            if previous and pattern(r"(?:mean |treatment |absolute |between-group |estimated )*differences?").fullmatch(
                measure
            ):
                measure = f"{re.sub(', difference.*', '', previous)}, difference"
            head.measure = measure
            if head.token.kind != "effect" and not self.is_dose(head.token):
                previous = measure
            placed += [(head.token.start, made) for made in self._made(head, measure)]
        placed = self._against_each_other(placed)
        for token in self.tokens:
            if token.kind == "count":
                placed.append((token.start, self._counted(token)))
            elif token.kind == "span":
                spanned = self._spanned(token)
                if spanned:
                    placed.append((token.start, spanned))
        placed += self._peak_times()
        if not placed:
            placed += self._lone_satellites()
        return tuple(dict.fromkeys(made for _, made in sorted(placed, key=lambda pair: pair[0])))

    # ------------------------------------------------------------ measurements

    @staticmethod
    def _against_each_other(placed: list[tuple[int, Measurement]]) -> list[tuple[int, Measurement]]:
        """Return the measurements, the first of exactly two arms with the second as its comparator.

        Both stay: "14% with A and 9% with B" tells two results and compares them.
        """
        for index in range(len(placed) - 1):
            one, two = placed[index][1], placed[index + 1][1]
            same = [made for _, made in placed if (made.measure, made.unit) == (one.measure, one.unit)]
            if (
                len(same) == 2
                and same[1] is two
                and one.arm and two.arm and one.arm != two.arm
                and one.comparator_value is None and two.comparator_value is None
                and one.timepoint == two.timepoint
                and one.value is not None
            ):  # fmt: skip
                placed[index] = (
                    placed[index][0],
                    replace(one, comparator=two.arm, comparator_value=two.value, comparator_sd=two.sd),
                )
        return placed

    def _made(self, head: Head, measure: str) -> list[Measurement]:
        token = head.token
        parts = {key: plain(part) if key != "timepoint" else part for key, part in head.parts.items()}
        value = plain(token.value)
        unit = re.sub(r"\s", " ", token.unit) if token.unit else None
        if token.kind == "effect":
            unit = unit or re.sub(r"^.*, ", "", measure)
        # "(CrCl 30–49 mL/min)", "patients weighing ≥ 45 kg" say who they were.
        setting = (
            self.is_dose(token)
            or bool(
                number_of(value) is None
                and pattern(r"(?:creatinine clearance|CL_?cr|CrCl|e?GFR|body weight|age)").fullmatch(measure)
            )
            or (token.kind == "value" and bool(pattern(_SETTING).fullmatch(measure)))
        )
        around = arm_around(self.text, token.start, self.entities)
        arm = (
            None
            if setting
            else head.arm
            or arm_after(self.text, self.after(token), self.entities, loose=head.comparator is not None)
            or (
                # "lower in the A group than in the B group (23% vs 26%": the bracket follows B and holds both.
                None
                if (
                    token.kind == "effect"
                    and (
                        is_control(around)
                        or not around
                        or (self.heads[0] is not head and self.heads[0].token.kind != "effect")
                    )
                )
                or (head.comparator and ")" not in self.text[token.end : head.comparator.start])
                else around
            )
        )
        comparator_value = comparator = comparator_sd = None
        if head.comparator:
            other = head.comparator
            comparator_value, comparator_sd = (
                plain(other.high if other.kind == "share" and other.high else other.value),
                plain(other.sd),
            )
            comparator = (
                head.comparator_name
                or arm_after(self.text, self.after(other), self.entities, loose=True)
                or arm_around(self.text, other.start, self.entities)
                or self.arm_before(other, self.gap(token.end, other.start))
            )
            unit = unit or other.unit
            comparator = (
                comparator
                or (head.echo.comparator_name if head.echo else None)
                or compared_with(self.text, token.start, len(self.text))
            )
            head.comparator_name = comparator
        else:
            comparator = compared_with(self.text, token.start, token.end)
            if comparator and not is_treatment(comparator, self.entities):
                comparator = None
        base = Measurement(
            measure=measure,
            value=value,
            number=number_of(value),
            unit=unit,
            arm=None
            if setting and not measure.endswith("treatment duration")
            else arm or subject_arm(self.text, token.start, self.entities),
            comparator=comparator,
            comparator_value=comparator_value,
            comparator_sd=comparator_sd,
            baseline_value=parts.get("baseline_value") or plain(token.baseline),
            n=parts.get("n") or (plain(token.n) if token.kind == "share" else None),
            sd=plain(token.sd),
            ci_low=parts.get("ci_low") or plain(token.low),
            ci_high=parts.get("ci_high") or (plain(token.high) if token.kind == "effect" else None),
            ci_level=parts.get("ci_level"),
            p=parts.get("p"),
            p_operator=parts.get("p_operator"),
            timepoint=parts.get("timepoint"),
            condition=None if setting or head.arm else condition_after(self.text, self.after(token), self.entities),
        )
        if token.kind != "share":
            return [base]
        counted = replace(base, unit=token.name)
        if head.comparator and head.comparator.kind == "share":
            counted = replace(counted, comparator_value=plain(head.comparator.value))
        if token.high is None:
            return [counted]
        percent = plain(token.high)
        return [replace(base, value=percent, number=number_of(percent), unit="%"), counted]

    def _counted(self, token: Token) -> Measurement:
        people = self.is_people(token)
        name = token.name or "count"
        verb = pattern(
            r"\s(died|responded|withdrew|discontinued|relapsed|recovered|experienced\s[\w\s-]{3,30}|developed\s[\w\s-]{3,30}|achieved\s[\w\s-]{3,30})(?=[.,;)]|$|\s(?:in|and|by|after|at|with|from|due|because|before|without|during))"
        ).match(self.text, token.end)
        if token.unit == "times":
            name = "washes" if re.search(r"\b(?:wash|rins)\w*", self.text[: token.start], re.IGNORECASE) else "repeats"
        return Measurement(
            measure=f"{name} who {verb[1]}" if verb and people else name,
            value=plain(token.value),
            number=number_of(token.value),
            unit=token.unit,
            n=next(
                (
                    plain(other.value)
                    for other in self.tokens
                    if other.kind == "n"
                    and not people
                    and re.fullmatch(r"\s?[(\[]\s?", self.text[token.end : other.start])
                ),
                plain(token.value) if people and not verb and number_of(token.value) is not None else None,
            ),
        )

    def _spanned(self, token: Token) -> Measurement | None:
        """Return the length of a trial, course or cycle ("21-day cycles"); "28-day mortality" is a timepoint."""
        noun = pattern(
            r"\s((?:[\w-]+\s){0,2}?(?:trial|study|course|cycles?|regimen|treatment|follow-up|period|extension|therapy|infusion|programme|program))\b"
        ).match(self.text, token.end)
        if noun is None:
            return None
        name = re.sub(r"^(?:[\w-]+\s)*(?=\w+$)", "", noun[1])
        name = {"cycles": "cycle", "follow-up": "follow-up"}.get(name, name)
        return Measurement(measure=name if name == "follow-up" else f"{name} length" if name == "cycle" else f"{name} duration",
                           value=token.value, number=number_of(token.value), unit=token.unit)  # fmt: skip

    def _peak_times(self) -> list[tuple[int, Measurement]]:
        """Return the times that a sentence tells as its result: when a peak, onset or steady state is reached."""
        made = []
        for token in self.tokens:
            floor = clause_floor(self.text, token.start)
            before = self.text[floor : token.start]
            if (
                token.kind == "timepoint"
                and re.search(
                    r"\b(?:peak\w*|maxim\w+|onset|steady state|absorbed|half-maximal|begins?|occurs?|reach\w*|attain\w*)\b(?:\W+[\w-]+){0,8}\W*$",
                    before,
                    re.IGNORECASE,
                )
                and re.match(r"\d", token.value or "")
                # "Reached by 52% at 12 weeks": there the time is when, not what.
                and not any(floor <= head.token.start < token.start for head in self.heads)
            ):
                found = measure_before(self.text, token.start, 0, self.entities)
                value, _, unit = (token.value or "").rpartition(" ")
                if value:
                    made.append((token.start, Measurement(measure=f"time to {found[0][:1].lower()}{found[0][1:]}" if found else "time", value=value, number=number_of(value),
                                                          unit=unit, arm=subject_arm(self.text, token.start, self.entities))))  # fmt: skip
        return made

    def _lone_satellites(self) -> list[tuple[int, Measurement]]:
        """Return sample sizes, p-values and intervals that have no value to go with."""
        made: list[tuple[int, Measurement]] = []
        p = next((token for token in self.tokens if token.kind == "p"), None)
        interval = next((token for token in self.tokens if token.kind == "interval"), None)
        samples = [token for token in self.tokens if token.kind == "n"]
        if p or interval:
            first = p or interval
            assert first is not None
            found = measure_before(self.text, first.start, 0, self.entities)
            measure = (
                found[0]
                if found
                else subject_before(self.text, first.start, 0)
                or next(
                    (e.name for e in self.entities if e.type in ("outcome", "disease", "cytokine", "process")),
                    "comparison",
                )
            )
            made.append((first.start, Measurement(
                measure=measure, arm=subject_arm(self.text, first.start, self.entities), n=plain(samples[0].value) if len(samples) == 1 else None,
                p=plain(p.value) if p else None, p_operator=p.operator if p else None,
                ci_low=plain(interval.low) if interval else None, ci_high=plain(interval.high) if interval else None,
                ci_level=interval.level if interval else None,
            )))  # fmt: skip
        else:
            made += [(token.start, Measurement(measure="sample size", value=plain(token.value), number=number_of(token.value), n=plain(token.value)))
                     for token in samples]  # fmt: skip
        return made


def measurements_of_prose(text: str, entities: Sequence[Entity]) -> tuple[Measurement, ...]:
    """Return the measurements of a sentence, in order, each with the numbers that go with it."""
    made: list[Measurement] = []
    for piece, inside in windows(text, entities):
        tokens = tokens_in(piece, inside)
        if tokens:
            made += _Reader(piece, inside, tokens).read()
    return tuple(dict.fromkeys(made))
