"""Measurements of a sentence: which numbers belong together, and what they measure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from thymograph.claims.measurements.arms import arm_after, compared_with, condition_after, is_control, is_treatment, subject_arm
from thymograph.claims.measurements.effects import EFFECT_NAMES
from thymograph.claims.measurements.grammar import TIME_UNIT, number_of, pattern
from thymograph.claims.measurements.measures import (
    clause_floor,
    last_measure,
    measure_after,
    measure_before,
    measure_of_time,
    noun_after,
    object_before,
    subject_before,
)
from thymograph.claims.measurements.tokens import PEOPLE, Token, tokens_in
from thymograph.model import Entity, Measurement

__all__ = ["measurements_of_prose", "plain"]

_VERSUS = r"\b(?:vs\.?|v\.?|versus|compared (?:with|to)|as compared (?:with|to)|against|as opposed to|than|relative to)(?:\s|$)"
_RESULT = frozenset({"effect", "spread", "shift", "share", "value", "fold"})
_DOSE_UNIT = r"(?:(?:million |billion )?(?:IU|units?|international units?|MU|U|MIU)|mg|g|[µμ]\s?g|mcg|ug|ng|micrograms?|milligrams?)(?:\s?/\s?(?:kg|m\^?2|m²|dose|day|d|injection|h|hr|min|week))*(?:\s?per\s\w+)*"


def plain(printed: str | None) -> str | None:
    """Return a printed numeral without thousands marks, with its zero, and with − or - as sign.

    Ranges, thresholds and words stay as printed.

    >>> plain("1,480"), plain(".03"), plain("–0.4"), plain("6-12")
    ('1480', '0.03', '−0.4', '6-12')
    """
    if printed is None:
        return None
    printed = printed.strip()
    if number_of(printed) is None or re.search(r"[×x*^eE]", printed):
        return printed
    printed = re.sub(r"[\u00a0\u2009\u202f\s]", "", printed).replace("·", ".").replace("–", "−")
    printed = re.sub(r",(?=\d{3}(?:\D|$))", "", printed) if not re.match(r"[-−+]?0,", printed) else printed
    printed = printed.replace(",", ".")
    return re.sub(r"^([-−+]?)\.(?=\d)", r"\g<1>0.", printed)


@dataclass(slots=True)
class _Head:
    """A value while its satellites gather."""

    token: Token
    parts: dict[str, str | None] = field(default_factory=dict)
    comparator: Token | None = None
    comparator_name: str | None = None
    measure: str | None = None
    arm: str | None = None
    end: int = 0
    """Where its last satellite ends."""


def _same_sort(one: Token, two: Token) -> bool:
    return one.unit == two.unit or one.unit is None or two.unit is None


class _Reader:
    """Holds what the reading of one sentence needs at hand."""

    def __init__(self, text: str, entities: Sequence[Entity], tokens: Sequence[Token]) -> None:
        self.text = text
        self.entities = entities
        self.tokens = tokens
        self.heads: list[_Head] = []
        self.made: list[Measurement] = []

    # ------------------------------------------------------------ which numbers belong together

    def gather(self) -> None:
        people = [token for token in self.tokens if token.kind == "count" and self._is_people(token)]
        samples = [token for token in self.tokens if token.kind == "n"]
        times = [token for token in self.tokens if token.kind == "timepoint"]
        listed = bool(pattern(r"\brespectively\b").search(self.text))
        for index, token in enumerate(self.tokens):
            if token.kind in _RESULT:
                last = self.heads[-1] if self.heads else None
                if token.kind == "share" and last and last.token.unit == "%" and re.fullmatch(r"\s?[(\[,;]\s?", self.text[last.token.end : token.start]):
                    # "96% (288/300)": one result, printed twice.
                    last.parts["n"] = token.n
                if (listed and not pattern(_VERSUS).search(self._gap(last.token.end, token.start) if last else "")) or not self._is_comparator(token):
                    self.heads.append(_Head(token, end=token.end))
            elif token.kind in ("p", "interval"):
                self._attach(index, token)
        if listed or len(self.heads) > 1:
            self.pair_respectively()
        for sample in samples:
            self._attach_sample(sample, samples)
        results = [head for head in self.heads if self._takes_n(head)]
        if not samples and len(people) == 1 and self._is_population(people[0]):
            for head in results:
                head.parts.setdefault("n", people[0].value)
        self._attach_times(times)

    def _is_people(self, token: Token) -> bool:
        return bool(pattern(rf"(?:{PEOPLE})").fullmatch(token.unit or ""))

    def _is_population(self, token: Token) -> bool:
        """Return whether a count is of those studied, not of those with an event."""
        before = self.text[max(0, token.start - 40) : token.start]
        return bool(
            re.search(r"\b(?:in|of|among|enrol\w+|includ\w+|involv\w+|randomi[sz]ed|with|from|recruited|treated|total of|analy[sz]ed|studied|on|evaluated|across)\s(?:a total of\s|the\s|over\s|more than\s)*$", before, re.IGNORECASE)
        ) and not pattern(r"\s(?:died|achieved|had|experienced|developed|responded|withdrew)").match(self.text, token.end)  # fmt: skip

    def _is_dose(self, token: Token) -> bool:
        return bool(token.unit and token.kind == "value" and re.fullmatch(_DOSE_UNIT, token.unit))

    def _takes_n(self, head: _Head) -> bool:
        token = head.token
        return not (token.unit and re.fullmatch(_DOSE_UNIT, token.unit)) and token.name not in ("length", "allocation ratio", "dilution")

    def _is_comparator(self, token: Token) -> bool:
        """Attach ``token`` to the head before it if the words say that the two are compared."""
        if not self.heads:
            return False
        # A dose in the name of an arm stands between two values without parting them: "9% with X 3 mg and 2% with placebo".
        head = next((one for one in reversed(self.heads) if not self._is_dose(one.token) or self._is_dose(token)), self.heads[-1])
        if head.comparator or head.token.kind == "effect" or token.kind == "effect" or not _same_sort(head.token, token):
            return False
        if token.kind == "shift" and head.token.kind in ("value", "spread") and re.match(r"\s?[(\[,]?\s?$", self.text[head.end : token.start]):
            head.parts["baseline_value"] = token.baseline
            head.end = token.end
            return True
        gap = self._gap(head.token.end, token.start)
        if ";" in gap and not pattern(_VERSUS).search(gap[gap.rindex(";") :]) or len(gap) > 140:
            return False
        contrasted = list(pattern(_VERSUS).finditer(gap))
        # "12% compared with placebo at week 8, and 5% …": the words after "with" are the comparator, not the number.
        close = contrasted and len(re.findall(r"\w+", gap[contrasted[-1].end() :])) <= 6 and not re.search(r",\s|\band\b", gap[contrasted[-1].end() :])
        if not close:
            arm = arm_after(self.text, self._after(token), self.entities)
            before = self._arm_before(token, gap)
            close = bool(
                re.match(r"(?:[^,;.]|,(?=\s(?:and|but|while|whereas)))*(?:,\s|\s)?(?:and|but|while|whereas)\s", gap + " ")
                and (is_control(arm) or is_control(before))
                and not is_control(arm_after(self.text, self._after(head.token), self.entities))
            )
        if close:
            head.comparator = token
            head.end = token.end
            # "52% (A 15 mg), 59% (A 30 mg) and 31% (placebo)": the control is that of both.
            for one in self.heads:
                if one is not head and one.comparator is None and one.token.unit == head.token.unit and not contrasted and ";" not in self.text[one.end : token.start] and self._same_list(one, head):
                    one.comparator = token
        return bool(close)

    def _same_list(self, one: _Head, two: _Head) -> bool:
        between = self._gap(one.token.end, two.token.start)
        return bool(re.search(r",|\band\b", between)) and arm_after(self.text, self._after(one.token), self.entities) is not None and last_measure(between, 0, len(between), ()) is None

    def _arm_before(self, token: Token, gap: str) -> str | None:
        found = re.search(r"\b(?:and|but|while|whereas|vs\.?|versus)\s(?:in\s|for\s)?(?:the\s)?((?:[\w'’+-]+\s){1,4}?)(?:group\s|arm\s)?(?:was\s|were\s|had\s|by\s|of\s|achieved\s)*$", gap)
        return found[1].strip() if found else None

    def _gap(self, start: int, end: int) -> str:
        """Return the words between two numbers, the satellites between them left out."""
        words, position = [], start
        for token in self.tokens:
            if start <= token.start and token.end <= end:
                words.append(self.text[position : token.start])
                position = token.end
        return "".join([*words, self.text[position:end]])

    def _after(self, token: Token) -> int:
        """Return where the satellites that follow a value at once end: "33% (95% CI 20-40) in …"."""
        position = token.end
        for other in self.tokens:
            if other.start >= position and other.kind in ("interval", "p", "n", "share", "timepoint"):
                if not re.fullmatch(r"\s?[(\[;,]?\s?", self.text[position : other.start]):
                    break
                position = other.end
        closing = pattern(r"\s?[)\]]").match(self.text, position)
        if closing and self.text[token.end : position].count("(") > self.text[token.end : position].count(")"):
            position = closing.end()
        return position

    def _attach(self, index: int, token: Token) -> None:
        if not self.heads or (token.kind == "p" and re.match(r"\(?\s?$", self.text[: token.start]) and False):
            return
        eligible = [head for head in self.heads if head.token.start < token.start]
        if not eligible:
            return
        head = eligible[-1]
        if token.kind == "interval":
            if head.comparator is None:
                head.parts.setdefault("ci_low", token.low)
                head.parts.setdefault("ci_high", token.high)
                head.parts.setdefault("ci_level", token.level)
            head.end = token.end
            return
        both = re.search(r"\b(?:both|all|each)\b[^.;]{0,12}$", self.text[: token.start]) or pattern(r"\s?(?:for|in)\s(?:both|all|each)\b").match(self.text, token.end)
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
        if before and (before[-1].comparator is None or sample.start < before[-1].comparator.start) and sample.start - before[-1].token.end < 60:
            before[-1].parts.setdefault("n", sample.value)

    def _attach_times(self, times: Sequence[Token]) -> None:
        if not times:
            return
        for head in self.heads:
            if head.token.unit and re.fullmatch(_DOSE_UNIT, head.token.unit):
                continue
            if len(times) == 1:
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
            run: list[_Head] = []
            for head in self.heads:
                values = [head] if head.token.kind in ("value", "spread", "effect") and floor <= head.token.start < end else []
                if values and run and not re.fullmatch(r"\s?(?:,|and|or|vs\.?|versus|/|,\sand)\s?(?:by\s)?", self._gap(run[-1].token.end, head.token.start)):
                    run = []
                run += values
            if len(run) < 2:
                continue
            arms = self._listed(self.text[run[-1].token.end : end], len(run)) if ends else []
            if arms:
                for head, arm in zip(run, arms, strict=True):
                    head.arm = arm
                if len(run) == 2 and is_control(arms[1]) and not is_control(arms[0]):
                    run[0].comparator, run[0].comparator_name = run[1].token, arms[1]
                    self.heads.remove(run[1])
                continue
            measures = self._listed_measures(floor, run[0].token.start, len(run))
            if not ends and not all(last_measure(measure, 0, len(measure)) for measure in measures):
                continue
            for head, measure in zip(run, measures, strict=bool(measures)):
                head.measure = measure

    def _listed(self, words: str, count: int) -> list[str]:
        """Return the ``count`` phrases listed after the values ("in the A and B groups"), or nothing."""
        found = re.match(r"\s?(?:\([^)]*\)\s?)?(?:of\s(?:patients|participants|subjects)\s)?(?:in|with|for|among|on|after|at|by)\s(?:the\s)?(?:patients\s(?:given|receiving|on)\s)?(.+)$", words)
        if not found:
            return []
        tail = re.search(r"\s(groups?|arms?)$", found[1])
        listed = [part.strip() for part in re.split(r",\s(?:and\s)?|\sand\s(?:the\s)?|\sversus\s|\svs\.?\s|/", found[1][: tail.start()] if tail else found[1])]
        return [re.sub(r"\s(?:group|arm)$", "", part) for part in listed] if len(listed) == count and all(listed) else []

    def _listed_measures(self, floor: int, end: int, count: int) -> list[str]:
        found = re.search(r"([^,;:.]*(?:,\s[^,;:.]+)*?,?\sand\s[^,;:.]+?)\s(?:was|were|of|is|are|by|rates? (?:was|were|of))\s(?:by\s)?$", self.text[floor:end])
        if not found:
            return []
        listed = [part.strip() for part in re.split(r",\s(?:and\s)?|\sand\s", found[1]) if part.strip()]
        if len(listed) != count:
            return []
        listed = [re.sub(r"\s*\([^)]*\)", "", re.sub(r"^(?:[Tt]he|[Aa]n?)\s", "", part)) for part in listed]
        tail = re.search(r"\b(rates?|survival|levels?|counts?|scores?|response|titres?|concentrations?)$", listed[-1])
        if tail:
            listed = [part if last_measure(part, 0, len(part)) else f"{part} {tail[1]}" for part in listed]
        first = re.match(r"([Mm]edian|[Mm]ean|[Mm]edian \w+ of)\s", listed[0])
        if first:
            listed = [listed[0], *(part if re.match(r"[Mm]edian|[Mm]ean", part) else f"{first[1].lower()} {part}" for part in listed[1:])]
        return listed

    # ------------------------------------------------------------ what they measure

    def read(self) -> tuple[Measurement, ...]:
        self.gather()
        previous: str | None = None
        placed: list[tuple[int, Measurement]] = []
        for head in self.heads:
            measure = head.measure or self._measure(head, previous)
            if measure is None:
                continue
            if head.token.kind != "effect" and not self._is_dose(head.token):
                previous = measure
            placed += [(head.token.start, made) for made in self._made(head, measure)]
        for token in self.tokens:
            if token.kind == "count":
                placed.append((token.start, self._counted(token)))
            elif token.kind == "span":
                spanned = self._spanned(token)
                if spanned:
                    placed.append((token.start, spanned))
        if not placed:
            placed += self._peak_times() or self._lone_satellites()
        return tuple(dict.fromkeys(made for _, made in sorted(placed, key=lambda pair: pair[0])))

    def _measure(self, head: _Head, previous: str | None) -> str | None:
        token, text = head.token, self.text
        floor = max([clause_floor(text, token.start)])
        if token.kind == "effect":
            return self._effect_measure(token)
        unit = token.unit or ""
        if token.name in ("evidence level", "allocation ratio", "dilution", "ratio"):
            return token.name
        if token.name == "length":
            return "peptide length" if "amino" in unit else "length"
        if re.fullmatch(r"°\s?C|º\s?C|℃|°\s?F", unit):
            return "temperature"
        if re.fullmatch(r"rpm|[×x]\s?g", unit):
            return "centrifugation speed"
        # A measure named before an earlier number is that number's, unless the two share it.
        earlier = [other.end for other in self.tokens if other.end <= token.start and other.kind in _RESULT | {"count"}]
        near = max([floor, *earlier])
        if unit == "%" and pattern(r"\s(?!of\b|in\b|with\b|for\b|at\b|and\b)").match(text, token.end) and not head.comparator and (own := measure_after(text, token.end)):
            if pattern(rf"\s{re.escape(own)}").match(text, token.end):
                return own
        changed = object_before(text, token.start, near)
        if changed:
            return changed
        direct = measure_before(text, token.start, near, self.entities, number_before=near in earlier)
        if direct and direct[1]:
            return self._dose_measure(token) if self._is_dose(token) and pattern(r"(?:.*\s)?(?:doses?|dosages?|dosing)", ignore_case=True).fullmatch(direct[0]) else direct[0]
        subject = subject_before(text, token.start, near, adjacent=True)
        if token.name == "bare":
            return subject or (previous if previous and head.comparator else None)
        if re.fullmatch(TIME_UNIT, unit):
            return self._time_measure(token, near, direct, previous)
        weighed = re.search(r"\b(lost|gained|loses?|gains?)\s(?:a (?:mean|median) of\s|about\s|an average of\s)?$", text[near : token.start])
        if weighed and re.fullmatch(r"kg|lbs?|g|%|pounds", unit):
            return "weight loss" if weighed[1].startswith("los") else "weight gain"
        if re.fullmatch(r"kg|lbs?|g", unit) and re.match(r"[<>≤≥]", token.value or ""):
            return "body weight"
        if re.fullmatch(_DOSE_UNIT, unit):
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
        if unit == "%" and not re.search(r"\b(?:median|mean)\b", text[near : token.start]) or re.search(r"/|M$|L$|l$", unit):
            noun = noun_after(text, token.end, self.entities) if unit != "%" or not pattern(r"\sof\s").match(text, token.end) else None
            if noun and not (direct and unit == "%") and not is_control(noun):
                return f"{noun} volume" if re.fullmatch(r"[µμ]\s?[Ll]|uL|mL|ml|L|l|dL", unit) else noun
            before = re.search(r"([\w'’+-]+(?:\s[\w'’+-]+)?)\s(?:at|\((?:e\.g\.,?\s?)?)\s?$", text[near : token.start])
            if re.search(r"/(?:m|d|µ|μ|u)?[Ll]$|M$", unit) and (entity := self._entity_before(token.start)):
                return f"{entity} concentration"
            if before and re.search(r"/|M$", unit):
                return f"{before[1]} concentration"
        if direct:
            return direct[0]
        whole = measure_before(text, token.start, floor, self.entities) or measure_before(text, token.start, 0, self.entities)
        if previous and (whole is None or token.kind != "fold"):
            return previous
        if whole:
            return whole[0]
        return subject or self._fallback(token)

    def _is_parallel(self, head: _Head) -> bool:
        """Return whether a value repeats the pattern of the one before it for another arm: "12 nM for A and 480 nM for B"."""
        index = self.heads.index(head)
        if not index:
            return False
        last = self.heads[index - 1].token
        return (
            last.unit == head.token.unit and last.kind == head.token.kind
            and arm_after(self.text, self._after(last), self.entities) is not None
            and arm_after(self.text, self._after(head.token), self.entities) is not None
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
            return "percentage"
        if token.kind in ("shift", "spread", "fold"):
            noun = next((entity for entity in self.entities if entity.type in ("cytokine", "cell", "protein", "process", "gene")), None)
            return noun.name if noun else ("change" if token.kind != "spread" else "value")
        if not unit:
            return None
        if re.fullmatch(r"[µμ]\s?[Ll]|uL|mL|ml|L|l|dL", unit):
            return "volume"
        if re.search(r"/(?:[mdµμu]?[Ll])|M$|/mm", unit):
            return "concentration"
        return None

    def _entity_before(self, position: int) -> str | None:
        near = [entity for entity in self.entities if 0 <= entity.start and entity.end <= position and position - entity.end < 40]
        return near[-1].text if near else None

    def _effect_measure(self, token: Token) -> str:
        printed = (token.name or "").strip()
        words = EFFECT_NAMES.get(printed.rstrip("s"), printed[:1].lower() + printed[1:] if printed[1:2].islower() else printed)
        inner = self.text[token.start + len(printed) : token.start + len(printed) + 60]
        for_what = re.match(r"\s?(?:\([A-Za-z]{2,6}\)\s?)?(?:for|of)\s([A-Za-z][\w\s-]{2,40}?)(?:\s(?:was|of|is)\s|,|\s?\()", inner)
        if for_what and self.text.find(token.value or "", token.start) >= token.start + len(printed) + for_what.end(1):
            return f"{for_what[1].strip()}, {words}"
        floor = clause_floor(self.text, token.start)
        span = last_measure(self.text, floor, token.start, self.entities) or last_measure(self.text, 0, token.start, self.entities)
        if span is None:
            span = last_measure(self.text, token.end, len(self.text), self.entities)
        if span is None:
            noun = next((e for e in self.entities if e.type in ("outcome", "disease", "process")), None)
            return f"{noun.name}, {words}" if noun else words
        named = re.sub(r"\s*\([^)]*\)", "", self.text[span[0] : span[1]]).strip(" ,")
        return f"{named}, {words}"

    def _time_measure(self, token: Token, near: int, direct: tuple[str, bool] | None, previous: str | None) -> str | None:
        text = self.text
        before = text[near : token.start]
        if re.search(r"\b(?:every|each|q)\s$", before) or pattern(r"\sago\b").match(text, token.end):
            return None
        if re.search(r"\b(?:aged?|older than|younger than|over|under|below|above|age of)\s\W*$", before) and re.match(r"y", token.unit or "") or pattern(r"(?:\s|-)(?:of age|old|and older|or older|or younger)\b").match(text, token.end):
            return "age"
        if re.search(r"\bfor\s(?:up to\s|at least\s|about\s|approximately\s|a further\s|the first\s|an additional\s)?$", before) or re.search(r"\((?:e\.g\.,?\s)?$", before):
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
        outcome = measure_before(text, token.start, 0, self.entities)
        return outcome[0] if outcome else None

    def _dose_measure(self, token: Token) -> str:
        noun = noun_after(self.text, token.end, self.entities)
        drugs = [entity for entity in self.entities if entity.type in ("drug", "cytokine", "protein")]
        for entity in drugs:
            if entity.start >= 0 and noun and entity.text == noun:
                return f"{entity.text} dose"
        before = [entity for entity in drugs if 0 <= entity.start and entity.end <= token.start]
        if before:
            return f"{before[-1].text} dose"
        implied = [entity for entity in drugs if entity.implicit]
        if implied:
            return f"{implied[0].name} dose"
        return f"{noun} mass" if noun and not re.match(r"[A-Z]", noun) and "/" not in (token.unit or "") else "dose"

    def _share_measure(self, token: Token, direct: tuple[str, bool] | None) -> str:
        noun = token.name
        rest = pattern(r"\)?\s((?:in\s(?:the|one)\s\w+\s|who\s|had\s|were\s|did\s|achieved\s|died|responded|experienced\s|developed\s|(?!assigned|allocated|randomi|treated)[a-z]+ed\s)(?:[\w'’/+-]+\s?){0,6})").match(self.text, token.end)
        if rest:
            words = re.sub(r"\s(?:at|by|after|within|and|compared|versus|vs|with|in the|while|whereas)\s.*$", "", rest[1].strip() + " ")
            words = re.sub(r"^in\s(?:the|one)\s\w+\s", "", words).strip()
            return f"{noun or 'share'} who {words}" if not words.startswith("who") else f"{noun or 'share'} {words}"
        if direct:
            return direct[0]
        whole = measure_before(self.text, token.start, 0, self.entities)
        after = measure_after(self.text, token.end)
        done = pattern(rf"[^.;]*?\b(developed|died|achieved|experienced|responded|relapsed|had|reported|withdrew|survived|discontinued|reached)((?:\s(?!(?:at|by|after|within|and|compared|versus|with|in)\b)[\w'’/+-]+){{0,4}})").match(self.text, token.end)
        subject = subject_before(self.text, token.start, 0)
        if whole is None and subject is None and after is None and done:
            return f"{noun or 'patients'} who {done[1]}{done[2]}"
        return (whole[0] if whole else None) or subject or after or noun or "share"

    # ------------------------------------------------------------ measurements

    def _made(self, head: _Head, measure: str) -> list[Measurement]:
        token = head.token
        parts = {key: plain(part) if key != "timepoint" else part for key, part in head.parts.items()}
        value = plain(token.value)
        unit = re.sub(r"\s", " ", token.unit) if token.unit else None
        if token.kind == "effect":
            unit = unit or re.sub(r"^.*, ", "", measure)
        setting = self._is_dose(token) or bool(pattern(r".* (?:time|volume|concentration|speed|duration)|temperature|CO₂|CO2|.* ratio|dilution").fullmatch(measure)) and token.kind == "value"
        arm = None if setting else head.arm or arm_after(self.text, self._after(token), self.entities, loose=head.comparator is not None)
        comparator_value = comparator = comparator_sd = None
        if head.comparator:
            other = head.comparator
            comparator_value, comparator_sd = plain(other.high if other.kind == "share" and other.high else other.value), plain(other.sd)
            comparator = head.comparator_name or arm_after(self.text, self._after(other), self.entities, loose=True) or self._arm_before(other, self._gap(token.end, other.start))
            unit = unit or other.unit
            comparator = comparator or compared_with(self.text, token.start, len(self.text))
        else:
            comparator = compared_with(self.text, token.start, token.end)
            if comparator and not is_treatment(comparator, self.entities):
                comparator = None
        base = Measurement(
            measure=measure,
            value=value,
            number=number_of(value),
            unit=unit,
            arm=None if setting and not measure.endswith("treatment duration") else arm or subject_arm(self.text, token.start, self.entities),
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
            condition=None if setting else condition_after(self.text, self._after(token), self.entities),
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
        people = self._is_people(token)
        name = token.name or "count"
        verb = pattern(r"\s(died|responded|withdrew|discontinued|relapsed|recovered|experienced\s[\w\s-]{3,30}|developed\s[\w\s-]{3,30}|achieved\s[\w\s-]{3,30})(?=[.,;)]|$|\s(?:in|and|by|after|at|with))").match(self.text, token.end)
        if token.unit == "times":
            name = "washes" if re.search(r"\b(?:wash|rins)\w*", self.text[: token.start], re.IGNORECASE) else "repeats"
        return Measurement(
            measure=f"{name} who {verb[1]}" if verb and people else name,
            value=plain(token.value),
            number=number_of(token.value),
            unit=token.unit,
            n=plain(token.value) if people and not verb and number_of(token.value) is not None else None,
        )

    def _spanned(self, token: Token) -> Measurement | None:
        """Return the length of a trial, course or cycle ("21-day cycles"); "28-day mortality" is a timepoint."""
        noun = pattern(r"\s((?:[\w-]+\s){0,2}?(?:trial|study|course|cycles?|regimen|treatment|follow-up|period|extension|therapy|infusion|programme|program))\b").match(self.text, token.end)
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
            before = self.text[: token.start]
            if token.kind == "timepoint" and re.search(r"\b(?:peak\w*|maxim\w+|onset|steady state|absorbed|half-maximal|begins?|occurs?|reach\w*)\b", before, re.IGNORECASE) and re.match(r"\d", token.value or ""):
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
            measure = found[0] if found else subject_before(self.text, first.start, 0) or next((e.name for e in self.entities if e.type in ("outcome", "disease", "cytokine", "process")), "comparison")
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
    tokens = tokens_in(text, entities)
    if not tokens:
        return ()
    return _Reader(text, entities, tokens).read()
