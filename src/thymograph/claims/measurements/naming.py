"""What each value of a sentence measures, by named rules in order."""

from __future__ import annotations

import re

from thymograph.claims.measurements.arms import arm_after, is_class_name, is_control, is_treatment
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
from thymograph.claims.measurements.pairing import DOSE_UNIT, RESULT, Head, Pairing
from thymograph.claims.measurements.tokens import PEOPLE, Token

__all__ = ["REACHED", "Naming"]


# What follows an amount that is given: how often, by what route.
_GIVEN = (
    r"(?:/(?:day|d|dose))?,?\s(?:(?:tablets?|capsules?|doses?)\s)?(?:once|twice|thrice|daily|weekly|monthly|nightly|every\s|each\s|q\s?\d|[bt]\.?i\.?d\b|[BTQ]I?D\b|OD\b|per day|a day|"
    r"(?:two|three|four|2|3|4)\stimes|orally|by mouth|intravenous|subcutaneous|intramuscular|(?:IV|SC|IM|PO|SQ)\b|(?:in (?:\w+ )?)?divided|split\s|at bedtime|as a (?:single|loading|bolus))"
)
_COMPARED = r"\s?(?:lower|higher|greater|less|more|fewer|smaller|larger|longer|shorter|better|worse)(?=\s(?:than|in|with|among|for|compared|vs\.?|versus|relative|after|at|by)\b|[,;.)]|$)"
# A hazard or odds is never of these.
_NO_OUTCOME = r"(?:[\w-]+\s){0,4}(?:follow-up|age|doses?|dosages?|confidence intervals?|intervals?|periods?|durations?|analys[ie]s|[Hh]azards? ratios?|odds ratios?|risk ratios?|exposure|levels?|counts?|weight|BMI|body mass index)"


# What a stretch of time leads to.
REACHED = r"(?!.*(?:half-li|time|duration)).*\b(?:peak|maximum|maximal|steady[- ]state|Cmax|onset)\b.*"
_DID = r"reached|achieved|had|experienced|developed|reported|died|responded|discontinued|withdrew|relapsed|met|attained|required|survived|completed|recovered|progressed"
# What becomes of a part of the dose.
_FATE = (
    r"\)?\s(?:is|was|are|were|being)\s(?:\w+ly\s|then\s)?((?:excreted|metaboli[sz]ed|eliminated|absorbed|recovered|cleared|hydroly[sz]ed|protein[- ]bound|bound)"
    r"(?:\s(?!(?:and|within|after|over|while|with|when)\b)[\w-]+){0,4})"
)
# "≥ 5% weight loss: 76%": the threshold is part of the name.
_BOUNDED_LABEL = r"((?:[<>]=|[<>≤≥])\s?\d[\d.]*\s?(?:%|-fold|-point)?\s(?!(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|mg|mL|kg|g|h|s)\b)[A-Za-z][\w\s-]{2,40}?)\s?[:=(]\s?$"
_AMOUNT_IN_VOLUME = (
    r"(?:[kmµμnpf]?g|[mµμnp]?mol|mcg|ug|m?IU|U|cells|copies|mEq|units?)\s?/\s?(?:[mdµμ]?[Ll]|mm3|mm³)|[mµμnpu]?M"
)
_DOSE_NAME = r"(?:.*\s)?(?:doses?|dosages?|dosing)(?:\sof\s.*)?(?:\s(?:should|must|may|not|exceed).*)?"


def _of_share(name: str) -> str:
    """Return what a share of people is of: not "reduction in deaths", but "deaths"."""
    found = re.match(
        r"(?:[\w-]+\s){0,4}?(?:reduction|increase|decrease|difference|decline)s?\s(?:in|of)\s(?:the\s)?(.{4,})$", name
    )
    return found[1] if found else name


class Naming(Pairing):
    """A pairing whose heads can be named."""

    def _is_given(self, token: Token) -> bool:
        """Return whether how often or by what route follows an amount, and nothing lost or eaten stands before it."""
        return bool(pattern(_GIVEN).match(self.text, token.end)) and not re.search(
            r"\b(?:intake|excret\w+|loss|output|urin\w+|product\w+|consum\w+)\b[^,;]{0,40}$",
            self.text[max(0, token.start - 60) : token.start],
        )

    def _outcome_before(self, position: int, floor: int) -> tuple[int, int] | None:
        """Return the span of the last measure before ``position`` that can have a ratio."""
        end = position
        while span := last_measure(self.blanked, floor, end, self.entities):
            words = re.sub(r"\s+", " ", self.blanked[span[0] : span[1]]).strip(" ,")
            if not pattern(_NO_OUTCOME).fullmatch(re.sub(r"\s(?:of|in|for)\s.*$", "", words)):
                return span
            end = span[0]
        return None

    def _measure(self, head: Head, previous: str | None) -> str | None:
        token, text = head.token, self.text
        floor = max([clause_floor(text, token.start)])
        if token.kind == "effect":
            return self._effect_measure(token, previous)
        unit = token.unit or ""
        if token.name in ("evidence level", "allocation ratio", "dilution", "ratio"):
            return token.name
        if token.name == "length":
            return "peptide length" if "amino" in unit else "length"
        if re.fullmatch(r"°\s?C|º\s?C|℃|°\s?F", unit):
            return "temperature"
        if re.fullmatch(r"rpm|[×x]\s?g", unit):
            return "centrifugation speed"
        if re.search(r"[$€£]", unit):
            return "cost"
        if unit == "%" and pattern(r"\s(?:protein[- ])?bound\b").match(text, token.end):
            return "plasma protein binding" if "protein" in text else "binding"
        fate = pattern(_FATE).match(text, token.end) if unit == "%" else None
        if fate:
            return f"dose {fate[1]}"
        if self.is_dose(token) and self._is_given(token):
            return self._dose_measure(token)
        if (
            re.match(r"[<>≤≥]", token.value or "")
            and re.fullmatch(r"(?:months?|years?|mos?|yrs?|weeks?)", unit)
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
        own = measure_after(text, token.end) if unit == "%" and not head.comparator else None
        if own and pattern(rf"\s(?!(?:of|in|with|for|at|and)\b){re.escape(own)}").match(text, token.end):
            return own
        labelled = pattern(_BOUNDED_LABEL).search(text, max(0, token.start - 60), token.start)
        if labelled:
            return labelled[1]
        changed = object_before(text, token.start, near)
        if changed and self.is_dose(token) and re.search(r"\b(?:infusion|doses?|dosage|rate)\b", changed):
            return self._dose_measure(token)
        if changed:
            return changed
        direct = measure_before(self.blanked, token.start, near, self.entities, number_before=near in earlier)
        if (
            direct
            and direct[1]
            and own
            and "," in text[near : token.start].rstrip()[-2:]
            and re.search(r"\bwho\b", own)
        ):
            # "With regard to dropout rates, 88% of patients consented"
            return own
        if direct and direct[1]:
            return (
                self._dose_measure(token)
                if self.is_dose(token) and pattern(_DOSE_NAME, ignore_case=True).fullmatch(direct[0])
                else f"time to {direct[0] if direct[0][1:2].isupper() or (direct[0].startswith(('C', 'T')) and 'max' in direct[0][:4]) else direct[0][:1].lower() + direct[0][1:]}"
                if re.fullmatch(TIME_UNIT, unit) and pattern(REACHED, ignore_case=True).fullmatch(direct[0])
                else measure_of_time(text, token.start) or "infusion time"
                if re.fullmatch(TIME_UNIT, unit)
                and pattern(r"(?:.*\s)?(?:doses?|dosages?)", ignore_case=True).fullmatch(direct[0])
                else _of_share(direct[0])
                if token.kind == "share"
                else direct[0]
            )
        subject = subject_before(self.blanked, token.start, near, adjacent=True)
        if token.name == "bare":
            # "6.0 with A versus 2.8 with B, 3.3 with C": the list goes on.
            goes_on = re.search(r"(?:\band|,)\s$", text[: token.start]) and arm_after(
                text, self.after(token), self.entities
            )
            return subject or (previous if previous and (head.comparator or goes_on) else None)
        if re.fullmatch(r"kg|lbs?", unit) and (
            re.match(r"[<>≤≥]", token.value or "")
            or (
                re.search(r"\b(?:more than|less than|over|under|above|below|heavier than)\s$", text[: token.start])
                and (previous == "age" or tells_a_dose(text))
            )
        ):
            return "body weight"
        label = label_before(self.blanked, token.start, near)
        if label and re.fullmatch(r"[A-Z]{2,6}(?:-[A-Z])?", label) and re.match(r"[<>≤≥]", token.value or ""):
            # "ANC < 1.5 × 10⁹/L"
            return label
        if (
            label
            and token.name != "bare"
            and not self.is_dose(token)
            and not re.search(r"/|M$", unit)
            and not is_treatment(label, self.entities)
        ):
            return label
        if re.fullmatch(TIME_UNIT, unit):
            return self._time_measure(token, near, direct, previous)
        weighed = re.search(
            r"\b(lost|gained|loses?|gains?)\s(?:a (?:mean|median) of\s|about\s|an average of\s)?$",
            text[near : token.start],
        )
        if weighed and re.fullmatch(r"kg|lbs?|g|%|pounds", unit):
            return "weight loss" if weighed[1].startswith("los") else "weight gain"
        if re.fullmatch(r"kg|lbs?|g", unit) and re.match(r"[<>≤≥]", token.value or ""):
            return "body weight"
        if re.fullmatch(DOSE_UNIT, unit):
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
        if (unit == "%" and not re.search(r"\b(?:median|mean)\b", text[near : token.start])) or re.search(
            r"/|M$|L$|l$", unit
        ):
            noun = (
                noun_after(text, token.end, self.entities)
                if unit != "%" or not pattern(r"\sof\s").match(text, token.end)
                else None
            )
            if noun and not (direct and unit == "%") and not is_control(noun):
                return (
                    ("volume" if re.match(r"\d", noun) else f"{noun} volume")
                    if re.fullmatch(r"[µμ]\s?[Ll]|uL|mL|ml|L|l|dL", unit)
                    else noun
                )
            before = re.search(r"([\w'’+-]+(?:\s[\w'’+-]+)?)\s(?:at|\((?:e\.g\.,?\s?)?)\s?$", text[near : token.start])
            if re.search(r"/(?:m|d|µ|μ|u)?[Ll]$|M$", unit) and (entity := self._entity_before(token.start)):
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
        return subject or self._fallback(token)

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

    def _fallback(self, token: Token) -> str | None:
        outcome = next((entity for entity in self.entities if entity.type == "outcome"), None)
        if outcome:
            return outcome.name
        span = last_measure(self.text, token.end, len(self.text), self.entities)
        if span and span[0] - token.end < 60:
            return self.text[span[0] : span[1]]
        unit = token.unit or ""
        if unit == "%":
            told = pattern(
                r"[^.;]*?,\srespectively,\s((?:were|are|was|had|have|achieved|received|reported|developed|experienced)\b[^,.;]{3,60})"
            ).match(self.text, token.end)
            return f"share who {told[1].strip()}" if told else "percentage"
        if token.kind in ("shift", "spread", "fold"):
            noun = next(
                (
                    entity
                    for entity in self.entities
                    if entity.type in ("cytokine", "cell", "protein", "process", "gene")
                ),
                None,
            )
            return noun.name if noun else ("change" if token.kind != "spread" else "value")
        if not unit:
            return None
        if re.fullmatch(r"[µμ]\s?[Ll]|uL|mL|ml|L|l|dL", unit):
            return "volume"
        if re.search(r"/(?:[mdµμu]?[Ll])|M$|/mm", unit):
            return "concentration"
        return None

    def _entity_before(self, position: int) -> str | None:
        near = [
            entity
            for entity in self.entities
            if entity.start >= 0 and entity.end <= position and position - entity.end < 40
        ]
        return near[-1].text if near else None

    def _effect_measure(self, token: Token, previous: str | None) -> str:
        printed = (token.name or "").strip()
        words = printed[:1].lower() + printed[1:] if printed[1:2].islower() else printed
        short = re.fullmatch(r"((?:[a-z]+\s)*)([as]?[A-Z]+)s?", words)
        if short and short[2] in EFFECT_NAMES:
            words = short[1] + EFFECT_NAMES[short[2]]
        inner = self.text[token.start + len(printed) : token.start + len(printed) + 60]
        for_what = re.match(
            r"\s?(?:\([A-Za-z]{2,6}\)\s?)?(?:for|of)\s([A-Za-z][\w\s-]{2,40}?)(?:\s(?:was|of|is)\s|,|\s?\()", inner
        )
        if for_what and self.text.find(token.value or "", token.start) >= token.start + len(printed) + for_what.end(1):
            return f"{for_what[1].strip()}, {words}"
        if pattern(r"\b(?:associated with|predict\w+|risk factors?|factors|determinants)\b").search(
            self.text, 0, token.start
        ):
            # "Factors associated with X were older age (OR 1.6), fever (OR 1.4)": each ratio is of what its bracket follows.
            owner = pattern(
                r"(?:^|[;,:]\s(?:and\s)?|\b(?:were|was|included?|with|and|for|nor)\s(?:an?\s|the\s)?)((?:(?!(?:were|was|and|with)\b)[\w'’/<>≥≤+-]+\s){1,8})[(\[]\s?(?:adjusted\s)?$"
            ).search(self.text, max(0, token.start - 110), token.start)
            named = (
                re.sub(
                    r"^(?:(?:being|having|an?|the|neither|either|significantly|lower|higher|increased|reduced|decreased|greater)\s)+",
                    "",
                    owner[1].strip(),
                )
                if owner
                else ""
            )
            if len(named) > 3:
                return f"{named}, {EFFECT_NAMES.get(printed, printed)}"
        floor = clause_floor(self.text, token.start)
        span = self._outcome_before(token.start, floor)
        if span is None and previous and ", " not in previous:
            return f"{previous}, {words}"
        span = span or self._outcome_before(token.start, 0)
        if span is None:
            span = last_measure(self.blanked, token.end, len(self.text), self.entities)
            if span and pattern(_NO_OUTCOME).fullmatch(self.blanked[span[0] : span[1]].strip()):
                span = None
        if span is None:
            noun = next((e for e in self.entities if e.type in ("outcome", "disease", "process")), None)
            return f"{noun.name}, {words}" if noun else words
        named = re.sub(r"\s*\([^)]*\)", "", self.text[span[0] : span[1]]).strip(" ,")
        return f"{named}, {words}"

    def _time_measure(
        self, token: Token, near: int, direct: tuple[str, bool] | None, previous: str | None
    ) -> str | None:
        text = self.text
        before = text[near : token.start]
        if re.search(r"\b(?:every|each|q)\s$", before) or pattern(r"\sago\b").match(text, token.end):
            return None
        if (
            re.search(r"\b(?:aged?|older than|younger than|over|under|below|above|age of)\s\W*$", before)
            and re.match(r"y", token.unit or "")
        ) or pattern(r"(?:\s|-)(?:of age|old|and older|or older|or younger)\b").match(text, token.end):
            return "age"
        if re.search(
            r"\bfor\s(?:up to\s|at least\s|about\s|approximately\s|a further\s|the first\s|an additional\s)?$", before
        ) or re.search(r"\((?:e\.g\.,?\s)?$", before):
            return measure_of_time(text, token.start) or (direct[0] if direct else "duration")
        after = measure_after(text, token.end)
        if after and re.search(r"survival|duration|follow-up|stay|time|interval|period", after):
            return after
        if direct:
            return direct[0]
        if previous and re.search(r"\b(?:and|or|,)\s$", before):
            return previous
        if re.search(r"\b(?:treat\w*|therapy|course)\b", text) and not re.search(r"\b(?:at|after|by|on)\s$", before):
            return "treatment duration"
        outcome = measure_before(self.blanked, token.start, 0, self.entities)
        return outcome[0] if outcome else None

    def _dose_measure(self, token: Token) -> str:
        noun = noun_after(self.text, token.end, self.entities)
        drugs = [entity for entity in self.entities if entity.type in ("drug", "cytokine", "protein")]
        self_end = token.end
        for entity in drugs:
            near = 0 <= entity.start - self_end <= 24 and pattern(
                r"\s(?:of\s)?(?:(?!(?:with|and|in|for|by|plus|versus|vs|than|to|or)\s)[\w-]+\s){0,2}"
            ).fullmatch(self.text, self_end, entity.start)
            if entity.start >= 0 and ((noun and entity.text == noun) or near):
                return f"{entity.name} dose"
        before = [entity for entity in drugs if entity.start >= 0 and entity.end <= token.start]
        before = [entity for entity in before if not is_class_name(entity.name)] or before
        if before:
            return f"{before[-1].name} dose"
        implied = [entity for entity in drugs if entity.implicit]
        if implied:
            return f"{implied[0].name} dose"
        if noun and re.match(r"\d|(?:tablets?|capsules?|vials?|solution|in|of|doses?|infusions?|injections?)\b", noun):
            return "dose"
        return f"{noun} mass" if noun and not re.match(r"[A-Z]", noun) and "/" not in (token.unit or "") else "dose"

    def _share_measure(self, token: Token, direct: tuple[str, bool] | None) -> str:
        noun = token.name
        rest = pattern(
            r"\)?\s((?:in\s(?:the|one)\s\w+\s|who\s|had\s|were\s|did\s|achieved\s|died|responded|experienced\s|developed\s|(?!assigned|allocated|randomi|treated|infected|vaccinated|exposed|compared)[a-z]+ed\s)(?:[\w'’/+-]+\s?){0,6})"
        ).match(self.text, token.end)
        if rest:
            words = re.sub(
                r"\s(?:at|by|after|within|and|compared|versus|vs|with|in the|while|whereas)\s.*$",
                "",
                rest[1].strip() + " ",
            )
            words = re.sub(r"^in\s(?:the|one)\s\w+\s", "", words).strip()
            if noun and not pattern(rf"(?:.*\s)?(?:{PEOPLE})").fullmatch(noun):
                return noun
            return f"{noun or 'share'} who {words}" if not words.startswith("who") else f"{noun or 'share'} {words}"
        if direct:
            return direct[0]
        whole = measure_before(self.blanked, token.start, 0, self.entities)
        whole = (_of_share(whole[0]), whole[1]) if whole else None
        after = measure_after(self.text, token.end)
        done = pattern(
            r"[^.;]*?\b(developed|died|achieved|experienced|responded|relapsed|had|reported|withdrew|survived|discontinued|reached)((?:\s(?!(?:at|by|after|within|and|compared|versus|with|in)\b)[\w'’/+-]+){0,4})"
        ).match(self.text, token.end)
        subject = subject_before(self.blanked, token.start, 0)
        if whole is None and subject is None and after is None and done:
            return f"{noun or 'patients'} who {done[1]}{done[2]}"
        return (whole[0] if whole else None) or subject or after or noun or "share"
