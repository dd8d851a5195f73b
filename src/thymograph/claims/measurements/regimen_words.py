"""The words of a regimen: routes, frequencies, durations, and for whom a dose is."""

from __future__ import annotations

import re
from functools import cache

from thymograph.claims.clauses import folded
from thymograph.claims.measurements.grammar import COUNT_WORDS, NUMBER, RANGE_JOIN, TIME_UNIT, pattern
from thymograph.claims.word_patterns import may_occur
from thymograph.model import Statement

__all__ = ["FREQUENCY", "MANY", "ROUTES", "duration_in", "first", "population_of", "route_in", "shared_duration"]

MANY = rf"(?:{'|'.join(COUNT_WORDS)}|\d+)"

# What is written in full in any case, and abbreviations in the case that they have: "IV", not in "stage IV".
ROUTES = (
    r"(?i:subcutaneous(?:ly)?(?:\sinjections?)?|under the skin|subcut\b)|s\.\s?c\.(?!\w)|SC(?![\w-])|SQ\b|sc(?![\w-])"
    r"|(?i:(?:by\s)?(?:continuous\s)?intravenous(?:ly)?(?:\s(?:bolus|infusions?|injections?|push))?|continuous infusion|by infusion)"
    r"|i\.\s?v\.(?!\w)|(?<!tage )(?<!tages )(?<!hase )(?<!rade )(?<!lass )(?<!ype )(?<!or )(?<!III.)(?:continuous\s)?IV(?![\w/-])(?:\s(?:bolus|infusion|push))?"
    r"|(?:IV|IM|SC|PO)(?:\s?/\s?|\s|\sor\s)(?:IV|IM|SC|PO)(?![\w/-])|(?i:intramuscular(?:ly)?(?:\sinjections?)?)|i\.\s?m\.(?!\w)|IM(?![\w-])"
    r"|(?i:orally|oral(?!\s(?:response|mucos|cavity|ulcer|candid|health|cancer|hygiene|squamous|contracept))|by mouth)|p\.\s?o\.(?!\w)|PO(?![\w-])|po(?![\w-])"
    r"|(?i:inhaled|by inhalation|nebuli[sz]ed|via nebuli[sz]er|intranasal(?:ly)?|nasal spray|topical(?:ly)?|applied to the skin|transdermal(?:ly)?)"
    r"|(?i:intraperitoneal(?:ly)?|intrathecal(?:ly)?|intravitreal(?:ly)?|intra-?arterial(?:\sinfusion)?|intracoronary|intravesical(?:ly)?|intralesional(?:ly)?|intracavernosal|epidural|intraosseous|ophthalmic|otic|intradermal(?:ly)?|intraarticular(?:ly)?|intra-articular(?:ly)?|rectal(?:ly)?|sublingual(?:ly)?|vaginal(?:ly)?|buccal(?:ly)?)|i\.\s?p\.(?!\w)"
)  # fmt: skip

FREQUENCY = (
    rf"(?:(?:once|twice|thrice|(?:{MANY}\s(?:to|or)\s)?(?:{MANY}\s)(?:times|doses))(?:[ -](?:or|to)[ -](?:once|twice|thrice|(?:{MANY}\s)times))?\s?(?:-?(?:a|per|each|every|in a)\s(?:day|week|month|year)|daily|weekly|monthly|yearly|nightly|/\s?(?:day|week|wk)))"
    rf"|once[- ](?:daily|weekly|monthly|nightly)|twice[- ](?:daily|weekly|monthly)|(?:b|t|q)\.?i\.?d\.?(?![\w])|q\.?d\.?(?![\w])|q\.?o\.?d\.?(?!\w)|b\.?i\.?w\.?(?!\w)|t\.?i\.?w\.?(?!\w)|q\s?\d+\s?(?:-\s?\d+\s?)?(?:h|hr|hours|d|w|wk|weeks)\b|(?:OD|BD|TDS|BID|TID|QID|QD)\b"
    rf"|every\s(?:other|second|third|fourth|(?:{MANY}(?:{RANGE_JOIN}{MANY})?))\s?-?\s?(?:days?|weeks?|months?|hours?|nights?|morning|evening|h|cycles?|years?)"
    rf"|every\s(?:day|night|morning|evening|week|month)|on\salternate\sdays|alternate\sdays|each\s(?:day|week|morning|night)|at\s(?:bedtime|night)|before\s(?:meals|breakfast)|with\smeals"
    rf"|(?:on\s)?days?\s\d+(?:(?:,\s?|\s?(?:-|–|to|and|through)\s?)(?:days?\s)?\d+)*(?:,?\sand\s\d+)?(?:\sof\s(?:each|a|every)\s(?:\d+-day\s)?cycle)?"
    rf"|(?<![\w-])(?:daily|weekly|monthly|nightly|biweekly|fortnightly)(?![\w-]|\s(?:insulin|intake|requirement|maximum|life|living|total)\b)|as\s(?:a\s)?single\s(?:dose|injection|infusion)|(?<=\s)single\sdose"
    r"|at\sweeks?\s\d+(?:(?:,\s?|,?\sand\s)\d+)*|in\s(?:two|three|four|2|3|4|divided)\s?(?:to\s(?:three|four)\s)?(?:equally\s)?(?:divided\s)?doses"
    r"|(?:in(?:to)?\s)?\d\s?(?:-|–|to|or)\s?\d\s(?:equally\s)?divided\sdoses|divided\s(?:in|into|by)\s(?:two|three|four|six|\d)(?:\s?(?:-|–|to|or)\s?(?:three|four|\d))?\s(?:equal\s|daily\s)*doses|in\sthe\s(?:morning|evening)|(?:annually|quarterly|as\sneeded|when\srequired|prn)(?![\w-])|(?:three|four)-weekly"
)

_DURATION = (
    rf"for\s(?:up\sto\s|at\sleast\s|about\s|approximately\s|a\stotal\sof\s|a\sfurther\s|the\sfirst\s|an?\sadditional\s)?(?P<for>(?:{NUMBER}(?:{RANGE_JOIN}{NUMBER})?|{MANY}(?:{RANGE_JOIN}{MANY})?|an?)[\s-](?:{TIME_UNIT}|cycles|doses|courses)\b|life\b)"
    rf"|[×x]\s?(?P<times>{NUMBER}\s(?:days|weeks|months|doses|cycles))|for\san?\s(?P<course>{MANY}-(?:day|week|month)\scourse)|(?P<over>over\s(?:{NUMBER}(?:{RANGE_JOIN}{NUMBER})?|{MANY})\s(?:minutes?|min|hours?|h|weeks)\b)"
    rf"|(?:with\s)?(?:the\s)?(?P<rep>cycles?\s(?:were\s|was\s|being\s)?repeated\severy\s{MANY}\s{TIME_UNIT})|(?P<cyc>in\s{MANY}-day\scycles|every\s{MANY}-day\scycle)"
    rf"|(?P<num>(?:{MANY})\s(?:cycles|courses))\b|(?P<until>until\s(?:disease\s)?progression(?:\sor\s[\w\s]{{3,30}}toxicity)?)|for\s(?P<cont>the\sduration\sof\s(?:the\s)?[\w\s-]{{3,40}})"
    rf"|(?P<bare>(?<=,\s){NUMBER}(?:{RANGE_JOIN}{NUMBER})?\s(?:days|weeks|months))"
)

_POPULATION = (
    r"(?:(?:in|for|to)\s)?(?P<who>(?:(?:adults?|adolescents?|children|infants|neonates|pediatric|paediatric|elderly|older|obese|pregnant|dialysis|h[a]?emodialysis|adult|renally impaired)\b(?:\s(?:patients|adults|people|women|individuals))?"
    r"(?:\s(?:with\s(?:an?\s)?(?:eGFR|creatinine clearance|CrCl|renal impairment|hepatic impairment|severe|moderate|mild|normal)[^,.;:()]{0,40}|(?:aged|weighing|younger than|older than|over|under|below|above)\s[^,.;:()]{1,30}|[<>≤≥]\s?\d[^,.;:()]{0,15}))?)"
    r"|patients\s(?:aged|weighing|below|under|over|above|younger than|older than|[<>≤≥])\s?[^,.;:()]{1,30}"
    r"|patients\swith\s(?:an?\s)?(?:eGFR|creatinine clearance|CrCl|(?:severe |moderate |mild |end-stage )?(?:renal|hepatic|kidney|liver)\s(?:impairment|dysfunction|failure|insufficiency|disease))[^,.;:()]{0,30}"
    r"|(?:patients|people|adults|children|women|men|adolescents|individuals)\s(?:with|undergoing|on|receiving)\s(?!placebo)(?:[\w'-]+\s?){1,4}?(?=[,.;:()]|$|\s?\b(?:was|were|is|are|who|received|given|treated|should|may|can|has|had|and|at)\b)"
    r"|(?:severe |moderate |mild |end-stage )?(?:renal|hepatic)\s(?:impairment|dysfunction|failure|insufficiency))"
)  # fmt: skip


@cache
def _from_break(expression: str, *, ignore_case: bool = False) -> re.Pattern[str]:
    """Return ``expression`` compiled, to be found where neither letter nor hyphen stands before it."""
    return re.compile(rf"(?<![\w-])(?:{expression})", re.IGNORECASE if ignore_case else 0)


def first(expression: str, text: str, start: int, end: int) -> re.Match[str] | None:
    if not may_occur(expression, folded(text)):
        return None
    return _from_break(expression, ignore_case=True).search(text, start, end)


def route_in(text: str, start: int, end: int) -> str | None:
    found = _from_break(ROUTES).search(text, start, end)
    return pattern(r"^by\s(?=[ci]|infus)").sub("", found.group().strip()) if found else None


def duration_in(text: str, start: int, end: int) -> str | None:
    found = pattern(_DURATION, ignore_case=True).search(text, start, end)
    if found is None:
        return None
    return next(part for part in found.groups() if part).strip()


def population_of(text: str, floor: int, start: int, end: int, ceiling: int, statement: Statement | None) -> str | None:
    """Return for whom a dose is: named after it, before it, anywhere, or by a heading."""
    who = pattern(_POPULATION, ignore_case=True)
    # "Adults: 250 mg; children: 25 mg/kg": a label holds for its clause.
    opening = max(text.rfind(";", 0, start), text.rfind(". ", 0, start)) + 1
    label = who.match(text, opening + len(text[opening:]) - len(text[opening:].lstrip()))
    if label and label.end() <= start and text[label.end() : label.end() + 1] == ":":
        return label["who"].strip()
    closing = text.find(";", end, ceiling)
    ceiling = closing if closing >= 0 else ceiling
    found = who.search(text, end, ceiling) or (who.search(text, 0, start) if not floor else None) or who.search(text)
    if found:
        return found["who"].strip()
    for heading in reversed(statement.section if statement else ()):
        if who.match(heading.strip(" *:")):
            return heading.strip(" *:")
    return None


def shared_duration(text: str, start: int) -> str | None:
    """Return what the end of a sentence says of all its doses: "with cycles repeated every 3 weeks"."""
    found = pattern(
        rf"(?:with\s)?(?:the\s)?(cycles?\s(?:were\s|was\s|being\s)?repeated\severy\s{MANY}\s{TIME_UNIT}|for\s(?:up to\s)?{MANY}\scycles)"
    ).search(text, start)
    return pattern(r"^for\s(?:up to\s)?").sub("", found[1]) if found else None
