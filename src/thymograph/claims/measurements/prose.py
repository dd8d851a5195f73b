"""Measurements of a sentence: each value with its measure, its arm and the numbers that go with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from thymograph.claims.measurements.arms import (
    arm_after,
    arm_around,
    arms_of_bracket,
    compared_with,
    condition_after,
    is_control,
    is_treatment,
    populations_of_bracket,
    side_before,
    whole_of,
)
from thymograph.claims.measurements.counting import Counting
from thymograph.claims.measurements.grammar import TIME_UNIT, number_of, pattern, plain
from thymograph.claims.measurements.measures import measure_before, subject_before
from thymograph.claims.measurements.naming import REACHED
from thymograph.claims.measurements.quantities import Token
from thymograph.claims.measurements.sentence import VERSUS, Head
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


_DIFFERENCE = r"(?:(?:mean|treatment|absolute|between-group|estimated|adjusted|LS|least[- ]squares?|median|risk|rate)\s)*differences?"


class _Reader(Counting):
    """Makes the measurements of one sentence."""

    def read(self) -> tuple[Measurement, ...]:
        self.gather()
        previous: str | None = None
        placed: list[tuple[int, Measurement]] = []
        for index, head in enumerate(self.heads):
            shared = head.echo or head.first
            measure = head.measure or (shared.measure if shared else None) or self._measure(head, previous)
            if (
                measure in (None, "percentage", "share")
                or (
                    measure == previous
                    and head.token.kind == "value"
                    and index + 1 < len(self.heads)
                    and self.gap(head.token.end, self.heads[index + 1].token.start) in (" and ", ", ", " or ")
                )
            ) and index + 1 < len(self.heads):
                # "41% of those on A and 38% of those on B achieved …": what is told of the last is told of both.
                following = self.heads[index + 1]
                between = self.gap(head.token.end, following.token.start)
                if (
                    following.token.unit == head.token.unit == "%"
                    and pattern(r"(?:,|\band)\s$").search(between)
                    and ";" not in between
                ):
                    measure = following.measure or self._measure(following, previous) or measure
            if measure is None:
                continue
            if (
                (measure == "age" and head.token.kind != "spread")
                or self._is_aim(head.token)
                or self._is_stratum(head.token)
            ):
                # Bounds of age say who was meant, an endpoint what was sought.
                continue
            if measure in ("treatment duration", "duration") and any(self.is_dose(one.token) for one in self.heads):
                # How long a dose is given is told by its regimen.
                continue
            if (
                pattern(TIME_UNIT).fullmatch(head.token.unit or "")
                and pattern(REACHED, ignore_case=True).fullmatch(measure)
                and not measure.startswith("time")
            ):
                # "… averaged 2.4 µg/mL and was reached in 1.5 h"
                measure = f"time to {measure}"
            if previous and pattern(_DIFFERENCE).fullmatch(measure):
                measure = f"{pattern(', difference.*').sub('', previous)}, difference"
            if previous is None and pattern(_DIFFERENCE).fullmatch(measure):
                # "Weight fell more with A than with B, the difference being 7.4 kg": in what was told before.
                at = self.text.find("ifference")
                named = (measure_before(self.text, at - 1, 0, self.entities) or ("",))[0]
                told = subject_before(self.text, at, 0)
                of = named if told is None or (named and is_treatment(told, self.entities)) else told
                measure = f"{of}, {measure}" if of and "ifference" not in of else measure
            head.measure = measure
            if head.token.kind != "effect" and not self.is_dose(head.token):
                previous = measure
            placed += [(head.token.start, made) for made in self._made(head, measure)]
        placed = self._against_each_other(placed)
        for token in self.tokens:
            if token.kind == "count" and not self._is_design(token, placed):
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

    def _is_stratum(self, token: Token) -> bool:
        """Return whether a range, bound or age names whom the estimate in the bracket behind it is of: "40–49 years (OR 1.9"."""
        if not (
            pattern(TIME_UNIT).fullmatch(token.unit or "")
            or pattern(r"\b(?:above|below|over|under|exceeding|more than|less than|at least)\s$").search(
                self.text, max(0, token.start - 12), token.start
            )
            or pattern(r"[<>≤≥]|\d\s?(?:[-–]|to)\s?\d").search(token.value or "")
        ):
            return False
        following = next((other for other in self.tokens if other.start >= token.end), None)
        return (
            following is not None
            and following.kind == "effect"
            and bool(
                pattern(r"(?:\sand (?:older|over|above))?\s?[(\[]\s?").fullmatch(self.text[token.end : following.start])
            )
        )

    def _is_aim(self, token: Token) -> bool:
        """Return whether a number defines an endpoint: "The primary outcome was a 20% fall in pain"."""
        aim = pattern(
            r"\b(?:primary|secondary|main)\s(?:\w+\s)?(?:outcomes?|end\s?-?points?)(?:\smeasures?)?\s(?:was|were|is|are|includ\w+|comprised)\s"
            r"(?!(?:met|reached|achieved|seen|observed|not|similar|lower|higher|significantly|\d)\b)",
            ignore_case=True,
        ).search(self.text, 0, token.start)
        return (
            aim is not None
            and token.kind in ("value", "fold")
            and not any(one.kind in ("p", "interval") for one in self.tokens)
        )

    def _condition(self, head: Head, measure: str) -> str | None:
        """Return in whom, or of what, a value was found, where its measure does not say so."""
        token = head.token
        if token.whole:
            return token.whole
        found = condition_after(self.text, self.after(token), self.entities)
        index = self.heads.index(head)
        whole = pattern(
            r"\sof\s(?:the\s)?(?:control|baseline|vehicle|untreated|normal)(?:\s(?:values?|levels?))?(?=\s(?:in|among)\s)"
        ).match(self.text, self.after(token))
        if whole:
            # "75% of control in rats"
            found = condition_after(self.text, whole.end(), self.entities)
        if found is None and index + 1 <= len(self.heads) and (self._goes_on(head) or self._is_gone_on(index)):
            aim = pattern(
                r"[)\]]?\s(?:for|against)\s(?:the\s)?((?:(?!(?:and|or|but|at|after|in)\b)[\w'’/+αβγ-]+\s?){1,6})(?=[,;.)(]|and\b|$)"
            ).match(self.text, self.after(token))
            found = aim[1].strip() if aim and not is_treatment(aim[1], self.entities) else None
        if found is None and token.kind == "share" and sum(one.token.kind == "share" for one in self.heads) > 1:
            # "9/16 ischaemic, 1/16 compressive and 2/10 idiopathic cases"
            sort = pattern(
                r"\s((?!(?:of|in|with|on|for|and|or|were|was|had|who|patients|participants|subjects)\b)[a-z][\w-]+(?:\s(?!(?:of|in|with|on|for|and|or|were|was|had|who)\b)[\w-]+){0,2}?)(?=,|\sand\s\d|\s(?:cases|patients|subjects)\b|[.;)])"
            ).match(self.text, self.after(token))
            found = sort[1] if sort else None
        if found is None:
            placed = pattern(
                r"[)\]]?(?:\s?\([^()]*\))?(?:,?\srespectively,?)?\s(?:in|on|for)\sthe\s((?:[\w-]+\s){0,3}(?:(?:data\s?)?sets?|cohorts?|samples?|subgroups?))\b"
            ).match(self.text, self.after(token))
            found = placed[1] if placed else self.group_of_list(head)
        if found is None and index + 1 < len(self.heads) and head.comparator is None:
            # "0.93 and 0.95 in one setting": told of both.
            following = self.heads[index + 1].token
            if following.unit == token.unit and pattern(
                r"\s?(?:,|,?\sand(?:\san?)?(?:\s(?!in\b|on\b|for\b|with\b)[\w-]+){0,3}(?:\sof|\swas)?)\s"
            ).fullmatch(self.gap(token.end, following.start)):
                found = self._condition(self.heads[index + 1], measure)
        if found is None and (token.unit == "%" or token.name == "fraction" or token.kind == "share"):
            found = whole_of(self.text, self.after(token))
            if found and found.casefold() in measure.casefold():
                return None
        return found

    def _arm_of_rate(self, head: Head) -> str | None:
        """Return the arm of a share that is told behind its rate: "in 7% of 473 patients at a rate of 4.6 events per 100 person-years with A"."""
        index = self.heads.index(head)
        if head.token.kind not in ("share", "value") or index + 1 >= len(self.heads):
            return None
        following = self.heads[index + 1].token
        gap = self.gap(head.token.end, following.start)
        if not pattern(
            r"(?:\sof\s[\d,]+\s\w+)?,?\s?[(]?(?:(?:at|for|with|or)\s)?(?:an?\s)?(?:[\w-]+\s){0,3}(?:rate|incidence)\s(?:of|was)\s"
        ).fullmatch(gap):
            return None
        return arm_after(self.text, self.after(following), self.entities)

    def _is_gone_on(self, index: int) -> bool:
        """Return whether the next value goes on the list that this one begins."""
        return index + 1 < len(self.heads) and self._goes_on(self.heads[index + 1])

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
                    replace(
                        one,
                        comparator=two.arm,
                        comparator_value=two.value,
                        comparator_sd=two.sd,
                        # The p behind the second of two arms is of their difference.
                        p=one.p or two.p,
                        p_operator=one.p_operator or two.p_operator,
                    ),
                )
        return placed

    def _made(self, head: Head, measure: str) -> list[Measurement]:
        token = head.token
        parts = {key: plain(part) if key != "timepoint" else part for key, part in head.parts.items()}
        value = plain(token.value)
        unit = pattern(r"\s").sub(" ", token.unit) if token.unit else None
        if token.kind == "effect":
            unit = unit or (pattern(r"^.*, ").sub("", measure) if ", " in measure or "ratio" in measure else None)
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
            or (
                None
                if head.condition
                else arm_after(
                    self.text,
                    self.after(token),
                    self.entities,
                    loose=head.comparator is not None or self._in_step(head),
                )
            )
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
        if head.arm is None and not setting and head.comparator is None and token.kind != "effect":
            arm = self._arm_of_rate(head) or arm
        if token.kind == "effect" and not setting:
            arm = self._bracketed_arm(token) or arm
            sides = arms_of_bracket(self.text, token.start, self.entities)
            if sides and head.comparator is None and f"for {sides[0]}" not in self.text:
                arm, head.comparator_name = sides
        if (
            arm is None
            and head.comparator
            and ")" in self.text[token.end : head.comparator.start]
            and pattern(VERSUS).search(self.text, token.end, head.comparator.start)
        ):
            groups = pattern(r"\bin the ((?:[\w'’/+-]+\s){1,3}?)(?:group|arm)\b").findall(
                self.text, max(0, token.start - 120), token.start
            )
            arm = side_before(self.text, token.start) or (groups[-1].strip() if groups else None)
        if (
            head.comparator
            and not head.arm
            and not head.comparator_name
            and self.text[: token.start].endswith(("(", "["))
        ):
            populations = populations_of_bracket(self.text, token.start)
            if populations:
                arm, head.comparator_name = populations
            elif arm is None:
                arm = side_before(self.text, token.start, both="(" not in self.text[token.end : head.comparator.start])
        comparator_value = comparator = comparator_sd = None
        if head.comparator:
            other = head.comparator
            comparator_value, comparator_sd = (
                plain(other.high if other.kind == "share" and other.high else other.value),
                plain(other.sd),
            )
            named = (
                arms_of_bracket(self.text, token.start, self.entities)
                if not head.arm and not head.comparator_name and ")" not in self.text[token.end : other.start]
                else None
            )
            if named and arm_after(self.text, self.after(token), self.entities, loose=True) is None:
                arm, head.comparator_name = named
            comparator = (
                head.comparator_name
                or arm_after(self.text, self.after(other), self.entities, loose=True)
                or arm_around(self.text, other.start, self.entities)
                or self.arm_before(other, self.gap(token.end, other.start))
            )
            unit = other.unit if other.unit and unit and other.unit.startswith(f"{unit} per") else unit or other.unit
            comparator = (
                comparator
                or (head.echo.comparator_name if head.echo else None)
                or compared_with(self.text, token.start, len(self.text))
            )
            both = pattern(r"(.+?)\sand\s(.+)").fullmatch(comparator or "")
            if (
                both
                and not head.comparator_name
                and pattern(r"[^.;]{0,80}?,?\srespectively\b").match(self.text, other.end)
            ):
                # "10.4 versus 5.5 months for A and B, respectively"
                arm, comparator = both[1], both[2]
            if comparator and pattern(r"(?:double|twice|half|that|those(?!\s(?:with|without))|expected)\b").match(
                comparator
            ):
                comparator = None
            head.comparator_name = comparator
        else:
            comparator = head.comparator_name or compared_with(self.text, token.start, token.end)
            if (
                comparator
                and not is_treatment(comparator, self.entities)
                and not (
                    len(comparator.split()) <= 4
                    and pattern(
                        rf"(?:compared (?:with|to)|\bvs\.?|versus|relative to|(?:superior|inferior|equivalent) to)\s(?:the\s|those\s|in\s|with\s)*{re.escape(comparator)}"
                    ).search(self.text)
                )
            ):
                comparator = None
        index = self.heads.index(head)
        told = {one.arm for one in self.heads[:index]} | {one.comparator_name for one in self.heads[:index]}
        told -= {None}
        if token.kind == "effect" and arm is None and not head.of_factor and len(told) == 2:
            # Of two arms told before, a ratio is of the treatment against the control; of two treatments nobody knows.
            treated = [name for name in told if not is_control(name)]
            pairs = [one for one in self.heads[:index] if one.arm and one.comparator_name]
            if (
                len(treated) == 2
                and len(pairs) == 1
                and pattern(VERSUS).search(self.text, pairs[0].token.end, token.start)
            ):
                # "Longer with A (11 months) than with B (5 months), a hazard ratio of 0.42": of A against B.
                arm, comparator = pairs[0].arm, comparator or pairs[0].comparator_name
            if len(treated) == 1:
                arm = treated[0]
                comparator = comparator or next(iter(told - {arm}))
        elif arm is None and not setting and not head.of_factor:
            arm = self._own_arm(head, measure, comparator)
        if arm and comparator and arm.casefold() == comparator.casefold():
            # Nobody is compared with himself: the phrase named the other side.
            arm = None
        listed, head.arm = head.arm, head.arm or arm
        base = Measurement(
            measure=measure,
            value=value,
            number=number_of(value),
            unit=unit,
            arm=None
            if setting and not measure.endswith("treatment duration")
            else None
            if head.of_factor
            or pattern(r"(?:(?:mean|median)\s)?(?:age|follow-up(?: (?:time|duration|period))?)").fullmatch(measure)
            else arm,
            comparator=comparator,
            comparator_value=comparator_value,
            comparator_sd=comparator_sd,
            baseline_value=parts.get("baseline_value") or plain(token.baseline),
            n=(plain(token.n) if token.kind == "share" else None) or parts.get("n"),
            sd=plain(token.sd),
            ci_low=parts.get("ci_low") or plain(token.low),
            ci_high=parts.get("ci_high") or (plain(token.high) if token.kind == "effect" else None),
            ci_level=parts.get("ci_level"),
            p=parts.get("p"),
            p_operator=parts.get("p_operator"),
            timepoint=parts.get("timepoint"),
            condition=head.condition or (None if setting or listed else self._condition(head, measure)),
        )
        if base.condition and base.condition == base.arm:
            # A cohort or set is where, not who was treated.
            base = replace(base, arm=None)
        if (
            base.arm
            and base.condition
            and pattern(rf"{re.escape(base.arm)}(?:\s(?:groups?|arms?))?", ignore_case=True).fullmatch(base.condition)
        ):
            base = replace(base, condition=None)
        if (
            base.unit is None
            and base.ci_low
            and token.kind == "value"
            and (sort := pattern(r".*, ((?:[a-z-]+ )?(?:ratio|relative risk))").fullmatch(measure))
        ):
            # "HR for death was 2.1 (95% CI …) for A and 5.5 (95% CI …) for B"
            base = replace(base, unit=sort[1])
        if token.kind != "share":
            return [base]
        counted = replace(base, unit=token.name)
        if head.comparator and head.comparator.kind == "share":
            counted = replace(counted, comparator_value=plain(head.comparator.value))
        if token.high is None:
            return [counted]
        # Counted and printed as a percentage: one result, whose whole is n.
        percent = plain(token.high)
        return [replace(base, value=percent, number=number_of(percent), unit="%")]


def measurements_of_prose(text: str, entities: Sequence[Entity]) -> tuple[Measurement, ...]:
    """Return the measurements of a sentence, in order, each with the numbers that go with it."""
    made: list[Measurement] = []
    if "\u2010" in text or "\u2011" in text:
        # A hyphen that does not break stands within words as the common one does; between figures it may be a sign.
        text = pattern(r"(?<=[A-Za-z])[\u2010\u2011](?=[A-Za-z])").sub("-", text)
    # "17 566.43", "131 000": a common space that marks thousands is read as a narrow one.
    text = pattern(r"(?<![\d.,\w-])([1-9]\d{0,2}) (?=(?:\d{3}\.\d|000\b))").sub("\\1\u202f", text)
    for piece, inside in windows(text, entities):
        tokens = tokens_in(piece, inside)
        if tokens:
            made += _Reader(piece, inside, tokens).read()
    return tuple(dict.fromkeys(made))
