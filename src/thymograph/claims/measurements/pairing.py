"""Which numbers of a sentence belong together: values, comparators, intervals, p-values, samples, times."""

from __future__ import annotations

from collections.abc import Sequence

from thymograph.claims.measurements.arms import arm_after, is_control
from thymograph.claims.measurements.grammar import RANGE_JOIN, TIME_UNIT, number_of, pattern
from thymograph.claims.measurements.listing import arms_before, listed_arms, listed_measures
from thymograph.claims.measurements.measures import clause_floor, last_measure, measure_before
from thymograph.claims.measurements.quantities import Token
from thymograph.claims.measurements.satellites import Attaching
from thymograph.claims.measurements.sentence import RESULT, VERSUS, Head, same_sort

__all__ = ["Pairing"]


# "Step 4", "stage II", "NYHA class III": who they were, not what they got.
_STAGED = r"(?:steps?|stages?|grades?|class|types?|tiers?|levels?|(?:NYHA|ECOG|GOLD|CKD|Child-Pugh)(?:\s\w+)?|quartiles?|tertiles?|quintiles?)\s(?:\d\w?|[IVX]+|[A-D])"


class Pairing(Attaching):
    """A sentence whose quantities are gathered round its values."""

    def gather(self) -> None:
        people = [token for token in self.tokens if token.kind == "count" and self.is_people(token)]
        wholes = [token for token in self.tokens if token.kind == "n" and token.name == "whole"]
        samples = [
            token
            for token in self.tokens
            if token.kind == "n"
            and token not in wholes
            # "69.5% (n = 57)": those whom the percentage counts, not those of whom it is.
            and not pattern(r"(?<![±\d.])(?<!± )\d[\d.]*\s?%\s?[(\[]\s?$").search(
                self.text, max(0, token.start - 12), token.start
            )
        ]
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
                    and pattern(r"\s?[(\[,;]\s?").fullmatch(self.text[last.token.end : token.start])
                ):
                    # "96% (288/300)": one result, printed twice.
                    last.parts["n"] = token.n
                if (
                    listed and not pattern(VERSUS).search(self.gap(last.token.end, token.start) if last else "")
                ) or not self._is_comparator(token):
                    self.heads.append(Head(token, end=token.end))
                    if self._baseline and same_sort(self._baseline, token):
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
        for sample in (*wholes, *samples):
            self._attach_sample(sample, samples)
        results = [head for head in self.heads if self._takes_n(head)]
        if not samples and len(people) == 1 and self._is_population(people[0]):
            for head in results:
                head.parts.setdefault("n", people[0].value)
        self._attach_times(times)

    def _names(self, token: Token) -> bool:
        """Return whether a threshold is part of a label: "≥ 5% weight loss: 76%", "achieved 75% or greater improvement"."""
        if token.kind == "value" and (
            pattern(
                r"\s(?:or|and)\s(?:greater|more|higher|better|above|over|less|lower|fewer|below|under|older|younger)\b"
            ).match(self.text, token.end)
            or (
                # "A weight loss of at least 15% was achieved by 71%"
                pattern(r"\bof\s(?:at least|more than|over)\s$").search(
                    self.text, max(0, token.start - 16), token.start
                )
                and pattern(r"\s(?:was|were)\s(?:achieved|reached|met|attained|seen|observed|reported)\sby\b").match(
                    self.text, token.end
                )
            )
            or (
                # "The most common reactions (≥ 10%) were": which are listed.
                pattern(r"[>≥]").match(token.value or "")
                and token.unit == "%"
                and pattern(
                    r"\bcommon(?:ly)?\s(?:[\w-]+\s){0,4}?(?:reactions?|events?|effects?|symptoms?|experiences)\b[^.;\d(]{0,40}[(\[]\s?(?:incidence\s|frequency\s|occurring in\s)?$",
                    ignore_case=True,
                ).search(self.text, max(0, token.start - 120), token.start)
            )
            or (
                # "Reactions reported by at least 5% of patients": which are listed.
                (
                    pattern(r"[>≥]").match(token.value or "")
                    or pattern(r"\b(?:at least|more than)\s$").search(self.text, max(0, token.start - 12), token.start)
                )
                and pattern(
                    r"\b(?:reactions?|events?|effects?|experiences)\b[^.;\d]{0,60}\b(?:by|in|at|of)\s(?:at least\s|more than\s)?$",
                    ignore_case=True,
                ).search(self.text, max(0, token.start - 110), token.start)
                and token.unit == "%"
            )
            or pattern(r"\b(?:cut-?offs?|thresholds?)(?:\s(?:values?|points?|levels?))?\sof\s$").search(
                self.text, max(0, token.start - 30), token.start
            )
        ):
            # "A score of 50% or more", "a cut-off of 140 mmHg": a bound, not a finding.
            return True
        return bool(
            token.kind == "value" and pattern(r"[<>≤≥]").match(token.value or "")
            and pattern(r"\s[A-Za-z][\w\s-]{2,40}?(?::|\s\()\s?[-−–]?\d[\d.]*\s?%").match(self.text, token.end)
        )  # fmt: skip

    def _echoes(self, token: Token) -> bool:
        """Take a value in brackets right behind one in another unit as the same result printed twice."""
        if (
            token.kind != "value"
            or not token.unit
            or not self.heads
            or not pattern(r"\s?[)\];]").match(self.text, token.end)
        ):
            return False
        between = pattern(rf"([\d.]+){RANGE_JOIN}([\d.]+)").fullmatch(token.value or "")
        told = number_of(self.heads[-1].token.value)
        if (
            between and told is not None and self.heads[-1].token.unit
            and self.heads[-1].token.unit[:1] == token.unit[:1] and pattern(r"\s?[(\[]\s?").fullmatch(self.text[self.heads[-1].token.end : token.start])
        ):  # fmt: skip
            # "2 hours (1.8 to 3.5 h)": the range around a value has no field.
            low, high = number_of(between[1]), number_of(between[2])
            return low is not None and high is not None and low <= told <= high
        for owner in reversed(self.heads[-2:]):
            for said in (owner.comparator, owner.token):
                if (
                    said is None or said.kind not in ("value", "share") or not said.unit or said.unit == token.unit
                    or self.is_dose(said) or pattern(TIME_UNIT).fullmatch(token.unit)
                    or not pattern(r"\s?[(\[]\s?").fullmatch(self.text[said.end : token.start])
                ):  # fmt: skip
                    continue
                repeated = next((one for one in self.heads if one.echo is owner), None)
                if said is owner.token:
                    self.heads.append(Head(token, end=token.end, echo=owner))
                elif repeated and repeated.token.unit == token.unit:
                    repeated.comparator = token
                return True
        return False

    def _is_baseline(self, token: Token) -> bool:
        """Keep the value of "from baseline (8.1%)" for the change that is told next, if one is."""
        if token.kind not in ("value", "spread") or not pattern(
            r"\bfrom (?:a )?baseline\s?(?:of\s|[(\[]\s?(?:mean\s|median\s|of\s)?)$"
        ).search(self.text[: token.start]):
            return False
        told = any(
            other.start > token.end and other.kind == "value" and other.unit == token.unit for other in self.tokens
        )
        if told:
            self._baseline = token
        return told

    def _is_population(self, token: Token) -> bool:
        """Return whether a count is of those studied, not of those with an event."""
        before = self.text[max(0, token.start - 40) : token.start]
        return bool(
            pattern(r"\b(?:in|of|among|enrol\w+|includ\w+|involv\w+|randomi[sz]ed|with|from|recruited|treated|total of|analy[sz]ed|studied|on|evaluated|across)\s(?:a total of\s|the\s|over\s|more than\s)*$|^(?:[A-Z]\w+:\s)?$", ignore_case=True).search(before)
        ) and not pattern(r"\s(?:died|achieved|had|experienced|developed|responded|withdrew)").match(self.text, token.end)  # fmt: skip

    def pair_respectively(self) -> None:
        """Pair the values of "A and B were 5 and 9, respectively" with the measures or arms named in the same order."""
        ends = [match.start() for match in pattern(r",?\s\(?respectively\b").finditer(self.text)]
        last: list[str] = []
        for end in ends or [len(self.text)]:
            floor = clause_floor(self.text, end)
            run: list[Head] = []
            runs: list[list[Head]] = []
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
                    and not pattern(r"\s*(?:,|and|or|vs\.?|versus|/|,\sand)\s*(?:by\s)?").fullmatch(
                        pattern(r"\s?\([^()]*\)").sub("", self.gap(run[-1].token.end, head.token.start))
                    )
                ):
                    runs.append(run)
                    run = []
                run += values
            # Where nothing says "respectively", each run may have measures of its own.
            for one in [run] if ends else [*runs, run]:
                if len(one) > 1:
                    last = self._pair_run(one, floor, end, last, told=bool(ends))

    def _pair_run(self, run: list[Head], floor: int, end: int, last: list[str], *, told: bool) -> list[str]:
        """Give the values of a run their arms or measures; return the measures, which the next run may share."""
        arms = listed_arms(self.text[run[-1].token.end : end], len(run)) if told else []
        if arms:
            self._share_out(run, arms)
            if len(run) == 2 and is_control(arms[1]) and not is_control(arms[0]):
                run[0].comparator, run[0].comparator_name = run[1].token, arms[1]
                run[0].parts = run[1].parts | run[0].parts
                self.heads.remove(run[1])
            return last
        arms = arms_before(self.text[floor : run[0].token.start], len(run), self.entities) if told else []
        if arms:
            self._share_out(run, arms)
            return last
        arms = self._arms_told(run) if told else []
        if arms:
            self._share_out(run, arms)
            return last
        measures = listed_measures(self.text[floor : run[0].token.start], len(run))
        if len(last) == len(run) and not measures:
            # "AUC and sensitivity were 90 and 83, respectively, in one set, and 93 and 80, respectively, in the other"
            measures = last
        if measures and told and not last_measure(measures[0], 0, len(measures[0])):
            direct = measure_before(self.blanked, run[0].token.start, floor, self.entities)
            if direct and direct[1]:
                # "inhibited A, B and C with an IC50 of 4, 6 and 9 nM, respectively"
                measures = [direct[0]] * len(run)
        last = measures
        if not told and not all(last_measure(measure, 0, len(measure)) for measure in measures):
            return last
        for head, measure in zip(run, measures, strict=bool(measures)):
            head.measure = measure
        return last

    @staticmethod
    def _share_out(run: Sequence[Head], arms: Sequence[str]) -> None:
        staged = all(pattern(_STAGED, ignore_case=True).fullmatch(arm) for arm in arms)
        for head, arm in zip(run, arms, strict=True):
            if staged:
                head.condition = arm
            else:
                head.arm = arm
            head.first = run[0] if head is not run[0] and head.token.unit == run[0].token.unit else None

    def _arms_told(self, run: Sequence[Head]) -> list[str]:
        """Return the arms of the two values told before two more: "25% with A and 12% with B, with sensitivities of 27% and 35%, respectively"."""
        if len(run) != 2 or self.heads.index(run[0]) == 0:
            return []
        before = self.heads[self.heads.index(run[0]) - 1]
        if before.comparator is None:
            return []
        arms = [
            arm_after(self.text, self.after(token), self.entities, loose=True)
            for token in (before.token, before.comparator)
        ]
        return [arm for arm in arms if arm] if all(arms) else []
