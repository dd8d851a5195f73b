"""What each value of a sentence measures, by named rules in order."""

from __future__ import annotations

import re

from thymograph.claims.measurements.arms import arm_after, is_control, is_treatment
from thymograph.claims.measurements.dosing import tells_a_dose
from thymograph.claims.measurements.effects import EFFECT_NAMES
from thymograph.claims.measurements.grammar import TIME_UNIT, pattern
from thymograph.claims.measurements.measures import (
    clause_floor,
    label_before,
    last_measure,
    measure_after,
    measure_before,
    measure_of_time,
    noun_after,
    object_before,
    subject_before,
)
from thymograph.claims.measurements.naming_by_kind import NamingByKind, of_share
from thymograph.claims.measurements.nearby import (
    averaged_before,
    called_before,
    compared_noun,
    done_before,
    number_before,
    occurred_before,
    proportion_before,
    seen_in,
    stated_before,
)
from thymograph.claims.measurements.quantities import PEOPLE, Token
from thymograph.claims.measurements.sentence import DOSE_UNIT, RESULT, Head

__all__ = ["REACHED", "Naming"]

# What follows an amount that is given: how often, by what route.
_GIVEN = (
    r"(?:/(?:day|d|dose))?,?\s(?:(?:tablets?|capsules?|doses?)\s)?(?:once|twice|thrice|daily|weekly|monthly|nightly|every\s|each\s|q\s?\d|[bt]\.?i\.?d\b|[BTQ]I?D\b|OD\b|per day|a day|"
    r"(?:two|three|four|2|3|4)\stimes|orally|by mouth|intravenous|subcutaneous|intramuscular|(?:IV|SC|IM|PO|SQ)\b|(?:in (?:\w+ )?)?divided|split\s|at bedtime|as a (?:single|loading|bolus))"
)

_COMPARED = r"\s?(?:lower|higher|greater|less|more|fewer|smaller|larger|longer|shorter|better|worse)(?=\s(?:than|in|with|among|for|compared|vs\.?|versus|relative|after|at|by)\b|[,;.)]|$)"

# What a stretch of time leads to.
REACHED = r"(?!.*(?:half-li|time|duration)).*\b(?:peak|maximum|maximal|steady[- ]state|Cmax|onset)\b.*"

_DID = r"reached|achieved|had|experienced|developed|reported|died|responded|discontinued|withdrew|relapsed|met|attained|required|survived|completed|recovered|progressed"

# What becomes of a part of the dose.
_FATE = (
    r"\)?(?:\sof\s(?:the\s|a\s)?(?P<what>(?:[\w-]+\s){0,2}?[\w-]+)(?:\sin\s\w+)?)?\s(?:is|was|are|were|being)\s(?:\w+ly\s|then\s)?(?P<fate>(?:conjugated|excreted|metaboli[sz]ed|eliminated|absorbed|recovered|cleared|hydroly[sz]ed|protein[- ]bound|bound)"
    r"(?:\s(?!(?:and|within|after|over|while|with|when)\b)[\w-]+){0,4})"
)

# "≥ 5% weight loss: 76%": the threshold is part of the name.
_BOUNDED_LABEL = r"((?:[<>]=|[<>≤≥])\s?\d[\d.]*\s?(?:%|-fold|-point)?\s(?!(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|mg|mL|kg|g|h|s)\b)[A-Za-z][\w\s-]{2,40}?)\s?[:=(]\s?$"

_AMOUNT_IN_VOLUME = (
    r"(?:[kmµμnpf]?g|[mµμnp]?mol|mcg|ug|m?IU|U|cells|copies|mEq|units?)\s?/\s?(?:[mdµμ]?[Ll]|mm3|mm³)|[mµμnpu]?M"
)

_DOSE_NAME = r"(?:.*\s)?(?:doses?|dosages?|dosing)(?:\sof\s.*)?(?:\s(?:should|must|may|not|exceed).*)?"


class Naming(NamingByKind):
    """A pairing whose heads can be named."""

    def _is_given(self, token: Token) -> bool:
        """Return whether how often or by what route follows an amount, and nothing lost or eaten stands before it."""
        return bool(pattern(_GIVEN).match(self.text, token.end)) and not pattern(
            r"\b(?:intake|excret\w+|loss|output|urin\w+|product\w+|consum\w+)\b[^,;]{0,40}$"
        ).search(self.text[max(0, token.start - 60) : token.start])

    def _measure(self, head: Head, previous: str | None) -> str | None:
        token, text = head.token, self.text
        floor = max([clause_floor(text, token.start)])
        if token.kind == "effect":
            return self._effect_measure(head, previous)
        unit = "%" if token.name == "fraction" else token.unit or ""
        if (
            unit.startswith("y")
            and token.kind == "value"
            and (
                pattern(r"\baged\s\W*$").search(text, max(0, token.start - 12), token.start)
                or pattern(r"[\s-]olds?\b").match(text, token.end)
                or (
                    pattern(r"\d\s?(?:[-–]|to)\s?\d").search(token.value or "")
                    and pattern(rf"\b(?:{PEOPLE})\s$").search(text, max(0, token.start - 16), token.start)
                )
            )
        ):
            return "age"
        if token.name == "bare" and text[max(0, token.start - 2) : token.start].strip() in ("=", "≈"):
            # "(P-score = 0.86)": what stands before the sign names it.
            label_match = pattern(r"(?:^|[(;,\[]\s?)((?:[\w-]+\s){0,3}[A-Za-z][\w-]*)\s?[=≈]\s?$").search(
                text, max(0, token.start - 60), token.start
            )
            return label_match[1] if label_match else None
        if self.is_dose(token) and any(
            entity.type == "drug" and entity.end == token.start - 1 and entity.start >= 0 for entity in self.entities
        ):
            return self._dose_measure(token)
        if token.name in ("evidence level", "allocation ratio", "dilution", "ratio"):
            return token.name
        if token.name == "length":
            return "peptide length" if "amino" in unit else "length"
        if pattern(r"°\s?C|º\s?C|℃|°\s?F").fullmatch(unit):
            return "temperature"
        if pattern(r"rpm|[×x]\s?g").fullmatch(unit):
            return "centrifugation speed"
        if pattern(r"[$€£]").search(unit):
            return "cost"
        if unit == "%" and pattern(r"\s(?:protein[- ])?bound\b").match(text, token.end):
            return "plasma protein binding" if "protein" in text else "binding"
        fate = pattern(_FATE).match(text, token.end) if unit == "%" else None
        if fate:
            what = fate["what"]
            return f"{what if what and what not in ('it', 'this') else 'dose'} {fate['fate']}"
        elsewhere = (
            pattern(r"(dose \w+) (?:in|by|via|through) (?:the )?\w+").fullmatch(previous or "") if unit == "%" else None
        )
        other = pattern(r"\s((?:in|by|via|through)\s(?:the\s)?\w+)").match(text, token.end) if elsewhere else None
        if elsewhere and other:
            # "60% is excreted in the urine and 40% in the faeces"
            return f"{elsewhere[1]} {other[1]}"
        if self.is_dose(token) and self._is_given(token):
            return self._dose_measure(token)
        if (
            pattern(r"[<>≤≥]").match(token.value or "")
            and pattern(r"(?:months?|years?|mos?|yrs?|weeks?)").fullmatch(unit)
            and (
                pattern(rf".*\b(?:{PEOPLE}|aged?)\s\W*").fullmatch(text[max(0, token.start - 40) : token.start])
                or tells_a_dose(text)
            )
        ):
            return "age"
        # A measure named before an earlier number is that number's, unless the two share it.
        earlier = [other.end for other in self.tokens if other.end <= token.start and other.kind in RESULT | {"count"}]
        near = max([floor, *earlier])
        if unit in ("%", "fold") and pattern(_COMPARED).match(text, token.end):
            # "62% lower than in …" tells how far the measure named before differs.
            named = measure_before(self.blanked, token.start, near, self.entities)
            told = (named[0] if named else None) or subject_before(self.blanked, token.start, near) or previous
            if told:
                return told
        done = (
            pattern(
                rf"\s?\)\s(?:who\s)?((?:{_DID})\b(?:\s(?!(?:and|at|by|after|within|while|whereas|in)\b)[\w'’/+%<>≤≥.-]+){{1,7}})"
            ).match(text, (head.comparator or token).end)
            if unit == "%"
            and text[: token.start].rstrip().endswith(("(", "["))
            and pattern(rf"\b(?:groups?|arms?|{PEOPLE})\b").search(text, max(0, token.start - 60), token.start)
            else None
        )
        if done:
            # "More in the A group (43%) than in the B group (5%) reached …"
            return f"share who {done[1]}".rstrip(" .")
        weighed = pattern(
            r"\b(lost|gained|loses?|gains?)\s(?:a (?:mean|median) of\s|an average of\s)?(?:about\s|nearly\s|almost\s|up to\s|approximately\s|more than\s)?$"
        ).search(text[near : token.start])
        if weighed and (
            pattern(r"kg|lbs?|pounds").fullmatch(unit)
            or (unit == "%" and pattern(r"\sof (?:\w+\s){0,3}?weight\b").match(text, token.end))
        ):
            return "weight loss" if weighed[1].startswith("los") else "weight gain"
        if unit == "%" and pattern(r"\b(?:binds?|binding|bound)\b[^.;\d]{0,40}\bproteins?\b[^.;\d]{0,30}$").search(
            text, max(0, token.start - 90), token.start
        ):
            return "plasma protein binding"
        beside = pattern(r"\s?[(\[][^()\[\]]*[)\]](?=\sof\b)").match(text, token.end)
        own = (
            measure_after(text, beside.end() if beside else token.end) if unit == "%" and not head.comparator else None
        )
        if own and pattern(rf"\s(?!(?:of|in|with|for|at|and)\b){re.escape(own)}").match(text, token.end):
            return own
        labelled = pattern(_BOUNDED_LABEL).search(text, max(0, token.start - 60), token.start)
        if labelled:
            return labelled[1]
        if (
            previous
            and near in earlier
            and pattern(r"(?:\band|,|\bor)\sby\s(?:about\s|approximately\s)?$").search(text, near, token.start)
        ):
            # "Fell by 50% with A, and by 41% with B"
            return previous
        changed = object_before(text, token.start, near)
        if changed and self.is_dose(token) and pattern(r"\b(?:infusion|doses?|dosage|rate)\b").search(changed):
            return self._dose_measure(token)
        if changed:
            return changed
        if (
            self.occurred
            and pattern(
                r"(?:\band|,|\bversus|\bvs\.?|\bthan|\bwith|\bbut)\s(?:(?:in|by|of|for)\s)?(?:only\s|about\s)?$"
            ).search(text, near, token.start)
            and (unit == "%" or token.kind == "share")
        ):
            # "… occurred in 338 (7%) of 4731 patients on A and in 428 (9%) of 4732 on B"
            return self.occurred
        if not self.is_dose(token) and not pattern(TIME_UNIT).fullmatch(unit) and token.kind != "fold":
            called = called_before(text, token.start, near)
            if called and last_measure(called, 0, len(called)) is None:
                return called
        if unit == "%" or token.kind == "share" or unit.startswith("per "):
            proportion = proportion_before(self.blanked, token.start, near) or stated_before(
                self.blanked, token.start, near
            )
            proportion = proportion or done_before(text, token.start, max(0, floor - 2))
            if not proportion:
                proportion = occurred_before(self.blanked, token.start, floor)
                self.occurred = proportion or self.occurred
            if proportion:
                return proportion
        if not self.is_dose(token):
            counted = number_before(self.blanked, token.start, near)
            if counted:
                return counted
        if self._goes_on(head):
            same = self.heads[self.heads.index(head) - 1].measure or previous
            if same and not pattern(r"(?:.* )?(?:doses?|duration|time)").fullmatch(same):
                # "50 mg/kg/day in rats and 30 mg/kg/day in dogs": of the same
                return same
        direct = measure_before(self.blanked, token.start, near, self.entities, number_before=near in earlier)
        if (
            direct
            and direct[1]
            and own
            and "," in text[near : token.start].rstrip()[-2:]
            and pattern(r"\bwho\b").search(own)
        ):
            # "With regard to dropout rates, 88% of patients consented"
            return own
        if direct and direct[1]:
            return (
                self._dose_measure(token)
                if self.is_dose(token) and pattern(_DOSE_NAME, ignore_case=True).fullmatch(direct[0])
                else f"time to {direct[0] if direct[0][1:2].isupper() or (direct[0].startswith(('C', 'T')) and 'max' in direct[0][:4]) else direct[0][:1].lower() + direct[0][1:]}"
                if pattern(TIME_UNIT).fullmatch(unit) and pattern(REACHED, ignore_case=True).fullmatch(direct[0])
                else measure_of_time(text, token.start) or "infusion time"
                if pattern(TIME_UNIT).fullmatch(unit)
                and pattern(r"(?:.*\s)?(?:doses?|dosages?)", ignore_case=True).fullmatch(direct[0])
                else of_share(direct[0])
                if token.kind == "share"
                else direct[0]
            )
        if not self.is_dose(token):
            averaged = averaged_before(self.blanked, token.start, near)
            if averaged and unit.split("/")[0] in ("%", *averaged.split()):
                averaged = None
            hung = averaged or (
                seen_in(self.blanked, token.start, near)
                if unit == "%" or token.kind == "share" or unit.startswith("per ")
                else None
            )
            if hung:
                return hung
        subject = subject_before(self.blanked, token.start, near, adjacent=True)
        if token.name == "bare" and (
            before_bracket := pattern(
                r"[(\[]\s?((?![nNpP]\b)[A-Za-zΔδ][\w'’/+αβγδκΔ-]*(?:\s(?!(?:and|or|with|in|of|to|from|by|vs|versus)\b)[\w'’/+-]+){0,3})\s$"
            ).search(text, max(near, token.start - 60), token.start)
        ):
            # "(ΔC-index 0.040; 95% CI …"
            return before_bracket[1]
        if token.name == "bare":
            # "6.0 with A versus 2.8 with B, 3.3 with C": the list goes on.
            goes_on = pattern(r"(?:\band|,)\s$").search(text[: token.start]) and arm_after(
                text, self.after(token), self.entities
            )
            last = self.heads[self.heads.index(head) - 1] if self.heads.index(head) else None
            if last and last.token.kind == "effect" and self._continues(head):
                return last.measure
            return (
                subject
                or (previous if previous and (head.comparator or goes_on or self._continues(head)) else None)
                or compared_noun(self.blanked, token.start, floor)
                or self._ratios_told(token)
                # "The score fell further with it (112 vs 180": what the clause told.
                or (direct[0] if direct and head.comparator and text[: token.start].endswith(("(", "[")) else None)
            )
        if pattern(r"kg|lbs?").fullmatch(unit) and (
            pattern(r"[<>≤≥]").match(token.value or "")
            or (
                pattern(r"\b(?:more than|less than|over|under|above|below|heavier than)\s$").search(text[: token.start])
                and (previous == "age" or tells_a_dose(text))
            )
        ):
            return "body weight"
        if head.comparator and text[: token.start].endswith(("(", "[")):
            higher = compared_noun(self.blanked, token.start, floor)
            if higher:
                return higher
        if previous and self.group_of_list(head):
            return previous
        label = label_before(self.blanked, token.start, near)
        if label and pattern(r"[A-Z]{2,6}(?:-[A-Z])?").fullmatch(label) and pattern(r"[<>≤≥]").match(token.value or ""):
            # "ANC < 1.5 × 10⁹/L"
            return label
        titled = pattern(r"\W*([A-Za-z][\w ()/+-]{1,40}):\s(?:about\s|approximately\s|~)?").fullmatch(
            text, 0, token.start
        )
        if titled and unit.startswith("per ") and "year" in unit and last_measure(titled[1], 0, len(titled[1])) is None:
            # "Women: 17.4 per 100,000 person-years"
            return "incidence rate"
        if (
            label
            and token.name != "bare"
            and not self.is_dose(token)
            and not pattern(r"/|M$").search(unit)
            and not is_treatment(label, self.entities)
        ):
            return label
        if pattern(TIME_UNIT).fullmatch(unit):
            return self._time_measure(token, near, direct, previous)
        if weighed and pattern(r"kg|lbs?|g|%|pounds").fullmatch(unit):
            return "weight loss" if weighed[1].startswith("los") else "weight gain"
        if pattern(r"kg|lbs?|g").fullmatch(unit) and pattern(r"[<>≤≥]").match(token.value or ""):
            return "body weight"
        if pattern(DOSE_UNIT).fullmatch(unit):
            return self._dose_measure(token)
        if token.kind == "share":
            return self._share_measure(token, direct)
        if previous and not direct and self._is_parallel(head):
            return previous
        after = measure_after(text, token.end)
        if after:
            return after
        if subject:
            return subject
        if (unit == "%" and not pattern(r"\b(?:median|mean)\b").search(text[near : token.start])) or pattern(
            r"/|M$|L$|l$"
        ).search(unit):
            noun = (
                noun_after(text, token.end, self.entities)
                if unit != "%" or not pattern(r"\sof\s").match(text, token.end)
                else None
            )
            if noun and not (direct and unit == "%") and not is_control(noun):
                return (
                    ("volume" if pattern(r"\d").match(noun) else f"{noun} volume")
                    if pattern(r"[µμ]\s?[Ll]|uL|mL|ml|L|l|dL").fullmatch(unit)
                    else noun
                )
            if previous and self._goes_on(head):
                return previous
            if direct and text[: token.start].endswith(("(", "[")):
                # "Levels were higher in summer (31 ng/mL)": the season is not the measure.
                return direct[0]
            before = pattern(r"([\w'’+-]+(?:\s[\w'’+-]+)?)\s(?:at|\((?:e\.g\.,?\s?)?)\s?$").search(
                text[near : token.start]
            )
            if pattern(r"/(?:m|d|µ|μ|u)?[Ll]$|M$").search(unit) and (entity := self._entity_before(token.start)):
                return f"{entity} concentration"
            if before and pattern(_AMOUNT_IN_VOLUME).fullmatch(unit):
                return f"{before[1]} concentration"
        if direct:
            return direct[0]
        whole = measure_before(self.blanked, token.start, floor, self.entities) or measure_before(
            text, token.start, 0, self.entities
        )
        if previous and (whole is None or token.kind != "fold"):
            return previous
        if whole:
            return whole[0]
        return subject or compared_noun(self.blanked, token.start, floor) or self._fallback(token)

    def _ratios_told(self, token: Token) -> str | None:
        """Return the ratio that a list of bare values is of: "The adjusted HRs of death … were 0.76, 0.71 and 0.68", else None."""
        told = pattern(
            r"\b((?:(?:adjusted|pooled|crude|unadjusted)\s)*)((?:HR|OR|RR|IRR)s?|(?:hazard|odds|risk|rate)\sratios?)\s(?:of|for)\s((?:(?!(?:were|was|are|is)\b)[\w'’-]+\s){1,5}?)(?=(?:associated|related|were|was|with|at|in|by)\b)"
        ).search(self.text, 0, token.start)
        if told is None or ";" in self.text[told.end() : token.start]:
            return None
        name = told[2].removesuffix("s")
        return f"{told[3].strip()}, {told[1]}{EFFECT_NAMES.get(name, name)}"

    def group_of_list(self, head: Head) -> str | None:
        """Return the group that a value in a bracket is of, in "in summer (31) than in autumn (27), winter (25) and spring (24)"."""
        index = self.heads.index(head)
        if not index or not self.text[: head.token.start].endswith(("(", "[")):
            return None
        last = self.heads[index - 1]
        first = self.text[: last.token.start]
        if last.token.unit != head.token.unit or not (
            pattern(r"\b(?:in|than|with|among)\s(?:the\s)?(?:[\w-]+\s){1,3}[(\[]$").search(
                first, max(0, len(first) - 60)
            )
            or self.group_of_list(last)
        ):
            return None
        named = pattern(r"[)\]]?,?\s(?:and\s)?(?:in\s|with\s|the\s)*((?:(?!and\b)[\w'’+-]+\s){1,4})[(\[]").fullmatch(
            self.gap((last.comparator or last.token).end, head.token.start)
        )
        return named[1].strip() if named and last_measure(named[1], 0, len(named[1])) is None else None

    def _continues(self, head: Head) -> bool:
        """Return whether a value goes on a list: "0.84 at 6 months and 0.81 at 12 months, improving to 0.85"."""
        index = self.heads.index(head)
        if not index:
            return False
        last = self.heads[index - 1]
        gap = self.gap((last.comparator or last.token).end, head.token.start)
        return (
            last.token.unit == head.token.unit
            and len(gap) < 60
            and bool(pattern(r"[^.;]*(?:,|\band|\bto|\bor)\s(?:only\s|about\s)?").fullmatch(gap))
            and last_measure(gap, 0, len(gap)) is None
        )

    def _goes_on(self, head: Head) -> bool:
        """Return whether a value is one more of a list of the same unit: "0.5 nM for A, 48 nM for B and 300 nM for C"."""
        index = self.heads.index(head)
        if not index or self.heads[index - 1].token.unit != head.token.unit:
            return False
        last = self.heads[index - 1]
        gap = self.gap((last.comparator or last.token).end, head.token.start)
        return bool(
            pattern(
                r"\s(?:for|in|against|with|on)\s[\w\s/-]{1,40}?(?:,|,?\sand)\s(?:(?:more|less) than\s|only\s|about\s)?"
            ).fullmatch(gap)
        )

    def _is_parallel(self, head: Head) -> bool:
        """Return whether a value repeats the pattern of the one before it for another arm: "12 nM for A and 480 nM for B"."""
        index = self.heads.index(head)
        if not index:
            return False
        last = self.heads[index - 1].token
        return (
            last.unit == head.token.unit and last.kind == head.token.kind
            and arm_after(self.text, self.after(last), self.entities) is not None
            and arm_after(self.text, self.after(head.token), self.entities) is not None
        )  # fmt: skip
