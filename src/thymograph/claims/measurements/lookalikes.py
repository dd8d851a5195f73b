"""Digits that measure nothing: names, stages, dates, numbers of tables and registers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from thymograph.claims.measurements.grammar import TIME_UNIT, pattern
from thymograph.model import Entity, Span

__all__ = ["lookalikes"]

_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
# A number after one of these words names, it does not measure.
_NUMBERED = (
    r"types?|grades?|stages?|phases?|class(?:es)?|categor(?:y|ies)|groups?|arms?|cohorts?|tables?|fig(?:ure)?s?\.?|steps?|"
    r"sections?|chapters?|parts?|versions?|box|appendix|references?|refs?\.?|no\.|nos\.|schedule|tiers?|lines?|"
    r"questions?|items?|genotypes?|serotypes?|isoforms?|exons?|chromosomes?|vitamins?|factors?|complex|omega|"
    r"nyha|ecog|asa|who|bi-?rads|pugh|gleason|gold|iso|rpmi|tween|triton|protocol|suite|room|"
    r"hpv|hsv|cdk|hla|cyp|erk|smad|caspase|mmp|tlr|hdac|stat|parp|dpp|glp|sglt|il|interleukin|interferon|trisomy|"
    r"alpha|beta|gamma|delta|kappa|[αβγδκ]"
)
_AFTER_NAME = r"(?:[≥≤<>]\s?)?\d+[a-c]?(?:\s?(?:[-–/,]|to|or|and|\+)\s?\d+[a-c]?)*\b(?!\s?%|\.\d)"
# "IL-2", "COVID-19", "CD4+", "TLR7", "PD-1/PD-L1", but not "n=5", "HR0.8", "day-28"; and what must stand in a text that has one.
_NAME_WITH_DIGITS = r"(?<![\w./])(?=[^\W\d_]+(?:-\s?|–)?\d)(?!(?:c?m|mm)\^?[23]\b)(?!log\d)(?!(?:χ|η|[rRIT])\^?2\s?=)(?!(?:n|r|R|p|P|N|HR|OR|RR|CI|vs|day|week|month|year|Day|Week)[-–]?\s?\d)[^\W\d_]+(?:-\s?|–)?\d+(?:[\w+/‐-]*\w|\+)?"
_LETTER_AND_DIGIT = r"[^\W\d_](?:-\s?|–)?\d"
# Name, strings of which one must be in the text (a cheap test), expression. The order matters only for reading, since
# all of them are left out alike.
_RULES: tuple[tuple[str, str, str], ...] = (
    ("heterogeneity", "I|Q|τ|T", r"\bI\s?(?:\^2|²|2)\s?(?:[=:]|of|was)\s?[\d.]+\s?%?|\b[QτT]\^?[²2]\s?=\s?[\d.]+"),
    ("name in parts", "-", r"(?:[A-Za-z]+-)+(?:[^\W\d_]+-)?\d+[\w+]*"),
    ("roman stage", "tage|hase|rade|lass|ype", r"\b(?:[Ss]tages?|[Pp]hases?|[Gg]rades?|[Cc]lass|[Tt]ypes?)\s+[IVX]+[ab]?(?:\s?[-–/]\s?[IVX]+[ab]?)*\b"),
    ("date", "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|-|/", rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?(?:\s+(?:19|20)\d\d)?\b|\b\d{{1,2}}\s+{_MONTH}(?:\s+(?:19|20)\d\d)?\b|\b{_MONTH}\s+(?:19|20)\d\d\b|\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}}/\d{{1,2}}/(?:19|20)\d\d\b"),
    ("years", "19|20", rf"\b(?:19|20)\d\d(?:\s?(?:[-–/]|to|and|through)\s?(?:(?:19|20)\d\d|\d\d))?(?![\d.,]*\d|\s?%|\s(?:[a-z-]+\s)?(?:patients|participants|subjects|people|women|men|children|adults|individuals|mg|mcg|[µμ]g|g|kg|mL|L|IU|U|units|kcal|kJ|cells|copies|deaths|events|births|infants|mice|rats|cases|{TIME_UNIT})\b)\b"),
    ("register number", "NCT|ISRCTN|PM|DOI|doi|EudraCT|ChiCTR|CAS|Cat|Lot|ICD", r"\b(?:NCT|ISRCTN|PMID:?|PMC|DOI:?|doi:?|EudraCT|ChiCTR\S*|CAS|Cat\.? ?No\.?|Lot|ICD-?\d*)[\s#:]*[\w./-]*\d[\w./-]*"),
    ("chemical or telephone number", "-", r"\(\d{3}\)\s?\d{3}-\d{4}|\b\d{2,7}-\d\d-\d\b|\b\d{3}-\d{3,4}-\d{4}\b"),
    # "5-fluorouracil", "96-well", "2-arm"; "12-week" and "28-amino acid" are quantities.
    ("prefix", "-", rf"(?<![\w.])\d[\d,]*['′]?[αβ]?-(?!{TIME_UNIT}\b|fold\b|amino\b|mg\b|g\b|mL\b|kDa\b|percent|point\b)(?=[A-Za-z])[A-Za-z-]+"),
    ("scale", "-point", r"\b\d+-point\s(?:[\w-]+\s)?(?:scales?|score|Likert|system|questionnaire|rating)\b"),
    # "25(OH)D(3)", "vitamin B(12)": a subscript in brackets.
    ("subscript", "(", r"(?<=[A-Za-z)])\(\d{1,2}\)(?=[\s,.;:)-])"),
    ("country", "U.", r"\d[\d,]*\sU\.\s?[SK]\.(?=\s)"),
    # "Drug cream 0.15%": a strength.
    ("strength", "%", r"\b(?:creams?|gels?|ointments?|lotions?|foams?|solutions?|drops|shampoos?|sprays?|patch(?:es)?|suspensions?|emulsions?)\s\d[\d.]*\s?%"),
    ("list number", "", r"^\(?\d{1,2}[.)]\s+(?=[A-Z])"),
    ("ordinal", "st|nd|rd|th", r"\b\d+(?:st|nd|rd|th)\b"),
)  # fmt: skip


@cache
def _rules() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    return tuple((tuple(filter(None, needed.split("|"))), re.compile(expression)) for _, needed, expression in _RULES)


def lookalikes(text: str, entities: Sequence[Entity]) -> Iterator[Span]:
    """Yield the spans of digits in ``text`` that are no quantity, entities with digits in their name included."""
    digit = pattern(r"\d")
    for entity in entities:
        if entity.start >= 0 and digit.search(text, entity.start, entity.end):
            yield Span(entity.start, entity.end)
    for place in pattern(r"(?<=[\s-])(?:[≥≤<>]?\s?)\d").finditer(text):
        end = place.start()
        while end and (text[end - 1].isspace() or text[end - 1] == "-"):
            end -= 1
        start = end - 1 if text[end - 1 : end] == "." else end
        while start and text[start - 1].isalpha():
            start -= 1
        if start < end and pattern(_NUMBERED, ignore_case=True).fullmatch(text, start, end):
            number = pattern(_AFTER_NAME).match(text, place.start())
            if number:
                yield Span(start, number.end())
    if pattern(_LETTER_AND_DIGIT).search(text):
        for match in pattern(_NAME_WITH_DIGITS).finditer(text):
            yield Span(match.start(), match.end())
    for needed, rule in _rules():
        if not needed or any(map(text.__contains__, needed)):
            for match in rule.finditer(text):
                yield Span(match.start(), match.end())
