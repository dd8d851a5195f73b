"""What an effect, a time, a dose or a share of a sentence is of, and what a number measures of which nothing is said."""

from __future__ import annotations

from thymograph.claims.measurements.arms import is_class_name
from thymograph.claims.measurements.effects import EFFECT_NAMES
from thymograph.claims.measurements.grammar import pattern
from thymograph.claims.measurements.measures import (
    clause_floor,
    last_measure,
    measure_after,
    measure_before,
    measure_of_time,
    noun_after,
    subject_before,
)
from thymograph.claims.measurements.nearby import averaged_before, owner_before
from thymograph.claims.measurements.pairing import Pairing
from thymograph.claims.measurements.quantities import PEOPLE, Token
from thymograph.claims.measurements.sentence import Head

__all__ = ["NamingByKind", "of_share"]

# A hazard or odds is never of these.
_NO_OUTCOME = r"(?:[\w-]+\s){0,4}(?:follow-up|age|doses?|dosages?|confidence intervals?|intervals?|periods?|durations?|analys[ie]s|[Hh]azards? ratios?|odds ratios?|risk ratios?|exposure|levels?|counts?|weight|BMI|body mass index)"


# What can be so many months.
_OF_TIME = (
    r"(?i:survival|time|duration|stay|\bage\b|half-li|t1/2|t½|tmax|follow-?up|interval|period|delay|onset|length|latency|response|remission|hospitali|lag|"
    r"progression|relapse|exposure|symptoms|recovery|therapy|treatment|expectancy|life|persist\w*|protection|immunity|healing|peak|maxim|steady)|\b[A-Z][A-Za-z]*[A-Z]\w*\b"
)


def of_share(name: str) -> str:
    """Return what a share of people is of: not "reduction in deaths", but "deaths"."""
    found = pattern(
        r"(?:[\w-]+\s){0,4}?(?:reduction|increase|decrease|difference|decline)s?\s(?:in|of)\s(?:the\s)?(.{4,})$"
    ).match(name)
    return found[1] if found else name


class NamingByKind(Pairing):
    """A pairing that names quantities by what they are."""

    def _outcome_before(self, position: int, floor: int) -> tuple[int, int] | None:
        """Return the span of the last measure before ``position`` that can have a ratio."""
        end = position
        while span := last_measure(self.blanked, floor, end, self.entities):
            words = pattern(r"\s+").sub(" ", self.blanked[span[0] : span[1]]).strip(" ,")
            told_as = pattern(r"(?:primary|secondary|main|key)\s(?:\w+\s)?(?:outcomes?|end\s?-?points?)").fullmatch(
                words
            ) and pattern(r"\b(?:was|were|being)\s(?:an?|the)\s$").search(self.blanked, max(0, span[0] - 12), span[0])
            if not told_as and not pattern(_NO_OUTCOME).fullmatch(pattern(r"\s(?:of|in|for)\s.*$").sub("", words)):
                return span
            end = span[0]
        return None

    def _entity_before(self, position: int) -> str | None:
        near = [
            entity
            for entity in self.entities
            if entity.start >= 0 and entity.end <= position and position - entity.end < 40
        ]
        return near[-1].text if near else None

    def _effect_measure(self, head: Head, previous: str | None) -> str:
        token = head.token
        printed = (token.name or "").strip()
        if not printed:
            # "… (1.58, 1.29 to 1.93), while B was not (0.97, 0.81 to 1.16)": the ratio is that named before.
            named_before = [
                head
                for head in self.heads
                if head.token.kind == "effect" and head.token.start < token.start and head.measure
            ]
            several = len(self.estimates_in_brackets()) > 1 and "associated" in self.text
            if named_before and not several:
                return named_before[-1].measure or "effect estimate"
            direct = measure_before(self.blanked, token.start, clause_floor(self.text, token.start), self.entities)
            if direct and direct[1] and not several:
                return direct[0]
            found = self._outcome_before(token.start, 0)
            outcome = pattern(r"\s*\([^)]*\)").sub("", self.text[found[0] : found[1]]).strip(" ,") if found else None
            told = pattern(
                r"\b((?:(?:adjusted|pooled|crude)\s)*(?:odds|hazard|risk|rate)\sratio|relative\srisk)s?(?:\s(?:for|of)\s([^,;()]{3,80}?))?\s(?:was|were)\b",
                ignore_case=True,
            ).search(self.text, 0, token.start)
            if told:
                # "The odds ratio for remission was greater with A (2.3; 95% CI …)"
                return f"{told[2]}, {told[1].lower()}" if told[2] else told[1].lower()
            ratio = pattern(r"\b(?:a|s)?(?:OR|RR|HR|IRR)s?\b").search(self.text)
            owned = owner_before(self.text, token.start)
            if ratio and owned:
                return f"{owned}, {EFFECT_NAMES.get(ratio.group().rstrip('s'), ratio.group())}"
            return f"{outcome}, effect estimate" if outcome else "effect estimate"
        words = printed[:1].lower() + printed[1:] if printed[1:2].islower() else printed
        short = pattern(r"((?:[a-z]+\s)*)([as]?[A-Z]+)s?").fullmatch(words)
        if short and short[2] in EFFECT_NAMES:
            words = short[1] + EFFECT_NAMES[short[2]]
        inner = self.text[token.start + len(printed) : token.start + len(printed) + 60]
        for_what = pattern(
            r"\s?(?:\([A-Za-z]{2,6}\)\s?)?(?:for|of)\s([A-Za-z][\w\s-]{2,50}?)(?:\s(?:was|were|is)\s|\sof\s(?=[-−–]?\d)|,|\s?\(|\s?[:=]|\s(?=\d))"
        ).match(inner)
        if for_what and self.text.find(token.value or "", token.start) >= token.start + len(printed) + for_what.end(1):
            # "Hazard ratio for death with A": who had it is no part of the name.
            what = pattern(r"\s(?:with|on)\s(?:(?!(?:of|for)\b)[\w'’/+-]+\s?){1,4}$").sub("", for_what[1].strip())
            return f"{what}, {words}"
        since = max((other.token.end for other in self.heads if other.token.start < token.start), default=0)
        if (
            self.occurred
            and ";" not in self.text[since : token.start]
            and last_measure(self.blanked, since, token.start) is None
        ):
            # "Death or stroke occurred in 7% on A and in 9% on B (HR"
            return f"{self.occurred}, {words}"
        if words.startswith("number needed"):
            return words
        owner = owner_before(self.text, token.start)
        whom = [
            match.start()
            for match in pattern(
                rf"\b(?:for|in|among)\s(?:only\s)?(?:those|{PEOPLE})\s(?:with|who|predicted|having|at|aged)\b"
            ).finditer(self.text, 0, token.start)
        ]
        if whom and "(" in self.text[whom[-1] : token.start] and self._outcome_before(whom[-1], 0):
            # "… only for those with a middle (HR 0.7) and a high benefit (HR 0.6)": the brackets tell in whom.
            owner = None
        factors = pattern(r"\b(?:factors?|predict(?:s|ed|ors?|ive)|determinants)\b", ignore_case=True).search(self.text)
        if owner and (
            factors or pattern(r"\b(?:associated (?:with|to)|associations?)\b", ignore_case=True).search(self.text)
        ):
            # "Factors associated with X were older age (OR 1.6), fever (OR 1.4)": each ratio is of what its bracket follows.
            # A factor of risk is what the ratio is of: nobody was given it.
            head.of_factor = factors is not None
            return f"{owner}, {words}"
        floor = clause_floor(self.text, token.start)
        span = self._outcome_before(whom[-1] if whom and owner is None else token.start, floor)
        if span is None and previous and ", " not in previous:
            return f"{previous}, {words}"
        span = span or self._outcome_before(token.start, 0)
        if (
            owner
            and (span is None or self.text[span[1] : token.start].strip(" ([") not in ("", "adjusted"))
            and len(self.estimates_in_brackets()) > 1
        ):
            return f"{owner}, {words}"
        if span is None:
            span = last_measure(self.blanked, token.end, len(self.text), self.entities)
            if span and pattern(_NO_OUTCOME).fullmatch(self.blanked[span[0] : span[1]].strip()):
                span = None
        if span is None:
            noun = next((e for e in self.entities if e.type in ("outcome", "disease", "process")), None)
            return f"{noun.name}, {words}" if noun else words
        named = of_share(pattern(r"\s*\([^)]*\)").sub("", self.text[span[0] : span[1]]).strip(" ,"))
        return f"{named}, {words}"

    def _time_measure(
        self, token: Token, near: int, direct: tuple[str, bool] | None, previous: str | None
    ) -> str | None:
        text = self.text
        before = text[near : token.start]
        if pattern(r"\b(?:every|each|q)\s$").search(before) or pattern(r"\sago\b").match(text, token.end):
            return None
        if (
            pattern(r"\b(?:aged?|older than|younger than|over|under|below|above|age of)\s\W*$").search(before)
            and pattern(r"y").match(token.unit or "")
        ) or pattern(r"(?:\s|-)(?:of age|old|and older|or older|or younger)\b").match(text, token.end):
            return "age"
        if pattern(
            r"\bfor\s(?:a (?:median|mean|total|further) (?:\w+\s)?of\s|an average of\s|up to\s|at least\s|about\s|approximately\s|a further\s|the first\s|an additional\s)?$"
        ).search(before) or pattern(r"\((?:e\.g\.,?\s)?$").search(before):
            return measure_of_time(text, token.start) or (direct[0] if direct else "duration")
        averaged = averaged_before(self.blanked, token.start, near)
        if averaged:
            return averaged
        after = measure_after(text, token.end)
        if after and pattern(r"survival|duration|follow-up|stay|time|interval|period").search(after):
            return after
        if direct:
            return direct[0]
        if previous and pattern(r"\b(?:and|or|,)\s$").search(before):
            return previous
        if pattern(r"\b(?:treat\w*|therapy|course)\b").search(text) and not pattern(r"\b(?:at|after|by|on)\s$").search(
            before
        ):
            return "treatment duration"
        outcome = measure_before(self.blanked, token.start, 0, self.entities)
        named = outcome[0] if outcome else subject_before(self.blanked, token.start, 0)
        return named if named and pattern(_OF_TIME).search(named) else None

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
        if noun and pattern(r"\d|(?:tablets?|capsules?|vials?|solution|in|of|doses?|infusions?|injections?)\b").match(
            noun
        ):
            return "dose"
        return (
            f"{noun} mass" if noun and not pattern(r"[A-Z]").match(noun) and "/" not in (token.unit or "") else "dose"
        )

    def _share_measure(self, token: Token, direct: tuple[str, bool] | None) -> str:
        noun = token.name
        assigned = pattern(
            r"\)?\s(?:who\s(?:were|had been)\s)?(?:assigned|randomi[sz]ed|allocated)\sto\s[^.;]*?\b(achieved|met|reached|developed|died|experienced|responded|survived|relapsed|completed)\b"
            r"((?:\s(?!(?:at|by|after|within|and|compared|versus|with|in)\b)[\w'’/+-]+){0,5})"
        ).match(self.text, token.end)
        if assigned:
            # "45 of 120 (38%) assigned to A and 22 of 118 (19%) assigned to B achieved the endpoint"
            return f"{noun or 'share'} who {assigned[1]}{assigned[2]}"
        rest = pattern(
            r"\)?(?:\s(?:(?!and\b|or\b|in\b|of\b|with\b)[\w/-]+\s){0,2}?[\w/-]+s(?=\s(?:gave|tested|yielded|showed|were|had)\b))??\s((?:in\s(?:the|one)\s\w+\s|who\s(?!could\b|received\b|took\b|were\s(?:given|assign|evalua|assess|availab|treat|randomi|enrol|includ))|had\s|were\s|did\s|achieved\s|died|responded|gave\s|experienced\s|developed\s|(?!assigned|allocated|randomi|treated|infected|vaccinated|exposed|compared)[a-z]+ed\s)(?:[\w'’/+-]+\s?){0,6})"
        ).match(self.text, token.end)
        words = ""
        if rest:
            words = pattern(r"\s(?:at|by|after|within|and|compared|versus|vs|with|in the|while|whereas)\s.*$").sub(
                "", rest[1].strip() + " "
            )
            words = (
                pattern(r"^in\s(?:the|one)\s(?:(?:[\w+-]+\s){1,3}?(?:groups?|arms?)\b\s?|\w+\s)").sub("", words).strip()
            )
        if rest and words:
            if noun and not pattern(rf"(?:.*\s)?(?:{PEOPLE})").fullmatch(noun):
                return noun
            return f"{noun or 'share'} who {words}" if not words.startswith("who") else f"{noun or 'share'} {words}"
        if direct:
            return direct[0]
        whole = measure_before(self.blanked, token.start, 0, self.entities)
        whole = (of_share(whole[0]), whole[1]) if whole else None
        after = measure_after(self.text, token.end)
        done = pattern(
            r"[^.;]*?\b(developed|died|achieved|experienced|responded|relapsed|had|reported|withdrew|survived|discontinued|reached)((?:\s(?!(?:at|by|after|within|and|compared|versus|with|in)\b)[\w'’/+-]+){0,4})"
        ).match(self.text, token.end)
        subject = subject_before(self.blanked, token.start, 0)
        if whole is None and subject is None and after is None and done:
            return f"{noun or 'patients'} who {done[1]}{done[2]}"
        return (whole[0] if whole else None) or subject or after or noun or "share"

    def _fallback(self, token: Token) -> str | None:
        outcome = next((entity for entity in self.entities if entity.type == "outcome"), None)
        if outcome:
            return outcome.name
        span = last_measure(self.text, token.end, len(self.text), self.entities)
        if span and span[0] - token.end < 60:
            return self.text[span[0] : span[1]]
        unit = "%" if token.name == "fraction" else token.unit or ""
        if unit == "%":
            seen = pattern(
                r"\b(?:detect\w*|found|finds|identif\w+|diagnos\w+|confirm\w*|caus\w+|induc\w+|reveal\w*|produc\w+|develop\w*)\s(?:an?\s|the\s)?((?:(?!(?:in|by|with|that)\s)[\w'’-]+\s){1,4})in\s(?:(?:about|approximately|up to|around|nearly|only|over|some|roughly|more than|less than|fewer than|at least)\s)?$"
            ).search(self.text, max(0, token.start - 90), token.start)
            if seen:
                return seen[1].strip()
            told = pattern(
                r"[^.;]*?,\srespectively,\s((?:were|are|was|had|have|achieved|received|reported|developed|experienced)\b[^,.;]{3,60})"
            ).match(self.text, token.end)
            said = subject_before(self.blanked, token.start, clause_floor(self.text, token.start))
            return f"share who {told[1].strip()}" if told else said or "percentage"
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
        if pattern(r"[µμ]\s?[Ll]|uL|mL|ml|L|l|dL").fullmatch(unit):
            return "volume"
        if pattern(r"/(?:[mdµμu]?[Ll])|M$|/mm").search(unit):
            return "concentration"
        return None
