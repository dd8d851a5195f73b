"""What a sentence counts, how long its trial or course is, when peaks are reached, and numbers without a value."""

from __future__ import annotations

from thymograph.claims.measurements.arming import Arming
from thymograph.claims.measurements.arms import arm_after, subject_arm
from thymograph.claims.measurements.grammar import number_of, pattern, plain
from thymograph.claims.measurements.measures import clause_floor, measure_before, subject_before
from thymograph.claims.measurements.nearby import occurred_before, owner_before
from thymograph.claims.measurements.quantities import Token
from thymograph.model import Measurement

__all__ = ["Counting"]

# What a count is of where it tells of a study's making.
_PLACE = r"countries|sites|cent(?:er|re)s|hospitals|institutions?|schools|practices|clinics|households"

_STUDY = r"trials?|studies|RCTs|cohorts|articles|reports|reviews|publications|meta-analyses|experiments|replicates"

_SAMPLE = r"samples|specimens|biopsies|strains|isolates|wells|visits|sessions"


class Counting(Arming):
    """A sentence that makes measurements of what is no result: counts, lengths, peak times, lone satellites."""

    def _is_design(self, token: Token, placed: list[tuple[int, Measurement]]) -> bool:
        """Return whether a count tells how a study was made, beside its results: "at 410 sites", "in four trials"."""
        unit = token.unit or ""
        if pattern(_PLACE).fullmatch(unit):
            return True
        if pattern(r"\d\s?%\s(?:of|in|among)\s(?:the\s|all\s)?$").search(
            self.text, max(0, token.start - 16), token.start
        ):
            # "5.3% of 1,143 cases": the n of what it is a part of.
            return True
        if pattern(r"%\s?[(\[]\s?$").search(self.text, max(0, token.start - 5), token.start):
            # "24.8% (1,536 subjects)": those whom the percentage counts.
            return True
        if pattern(_STUDY).fullmatch(unit):
            others = bool(placed) or any(other.kind == "count" and other is not token for other in self.tokens)
            return others and not pattern(
                r"\b(?:meta-analysis|review)\s(?:of|includ\w+|identified)\s(?:\w+\s)?$", ignore_case=True
            ).search(self.text, max(0, token.start - 40), token.start)
        return bool(placed) and bool(pattern(_SAMPLE).fullmatch(unit))

    def _counted(self, token: Token) -> Measurement:
        people = self.is_people(token)
        name = token.name or "count"
        verb = pattern(
            r"\s(died|responded|withdrew|discontinued|relapsed|recovered|experienced\s[\w\s-]{3,30}|developed\s[\w\s-]{3,30}|achieved\s[\w\s-]{3,30})(?=[.,;)]|$|\s?\(|\s(?:in|and|by|after|at|with|from|due|because|before|without|during))"
        ).match(self.text, token.end)
        happened = (
            occurred_before(self.text, token.start, clause_floor(self.text, token.start))
            if people and not verb
            else None
        )
        if happened:
            # "Major bleeding occurred in six patients": six had it.
            return Measurement(measure=happened, value=plain(token.value), number=number_of(token.value), unit=token.unit,
                               arm=arm_after(self.text, token.end, self.entities))  # fmt: skip
        bracket = self.text.rfind("(", 0, token.start)
        if people and not verb and bracket > 0 and ")" not in self.text[bracket : token.start]:
            holder = owner_before(self.text, bracket + 1)
            arm = arm_after(self.text, token.end, self.entities)
            if holder and arm:
                # "The incidence of pancreatitis (ten patients on A and seven on B)": ten had it.
                had = pattern(r"^(?:[Tt]he\s)?(?:incidence|rates?|frequency|number|occurrence)s?\sof\s").sub("", holder)
                return Measurement(
                    measure=had, value=plain(token.value), number=number_of(token.value), unit=token.unit, arm=arm
                )
        shared_out = (
            pattern(
                r"\b(?:receive|to|get|between|and|or|to either)\s(?:receive\s)?(?:either\s|the\s|an?\s)*((?:(?!(?:and|or|to|who|which|were|was)\b)[\w'’/+-]+\s){1,8})[(\[]\s?$"
            ).search(self.text, max(0, token.start - 90), token.start)
            if people
            and not verb
            and pattern(r"\b(?:randomi[sz]|assign|allocat|receiv)").search(self.text, 0, token.start)
            else None
        )
        if shared_out and pattern(r"\s?[)\]]").match(self.text, token.end):
            # "… assigned to annual screening (340 women) or usual care (338 women)"
            arm = pattern(r"\sas\s(?:the\s)?(?:controls?|comparators?)\s?$").sub("", shared_out[1]).strip()
            return Measurement(
                measure=name,
                value=plain(token.value),
                number=number_of(token.value),
                unit=token.unit,
                n=plain(token.value),
                arm=arm,
            )
        if token.unit == "times":
            name = (
                "washes"
                if pattern(r"\b(?:wash|rins)\w*", ignore_case=True).search(self.text[: token.start])
                else "repeats"
            )
        return Measurement(
            measure=f"{name} who {verb[1].strip()}" if verb and people else name,
            value=plain(token.value),
            number=number_of(token.value),
            unit=token.unit,
            arm=arm_after(self.text, token.end, self.entities) if people else None,
            n=next(
                (
                    plain(other.value)
                    for other in self.tokens
                    if other.kind == "n"
                    and not people
                    and pattern(r"\s?[(\[]\s?").fullmatch(self.text[token.end : other.start])
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
        name = pattern(r"^(?:[\w-]+\s)*(?=\w+$)").sub("", noun[1])
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
                and pattern(
                    r"\b(?:peak\w*|maxim\w+|onset|steady state|absorbed|half-maximal|begins?|occurs?|reach\w*|attain\w*)\b(?:\W+[\w-]+){0,8}\W*$",
                    ignore_case=True,
                ).search(before)
                and pattern(r"\d").match(token.value or "")
                # "Reached by 52% at 12 weeks": there the time is when, not what.
                and not any(
                    floor <= head.token.start < token.start
                    and not pattern(r"\band\s(?:\w+\s){0,3}?(?:peak|maxim\w+|onset|steady)\b").search(
                        self.text, head.token.end, token.start
                    )
                    for head in self.heads
                )
            ):
                found = measure_before(self.text, token.start, 0, self.entities)
                if found and pattern(r"time|half-li.*", ignore_case=True).fullmatch(found[0]):
                    continue
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
