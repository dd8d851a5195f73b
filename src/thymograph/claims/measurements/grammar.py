"""The words of quantities: numerals, signs, units, number words, and the decimals that they print."""

from __future__ import annotations

import re
from functools import cache

__all__ = [
    "COUNT_WORDS",
    "DASH",
    "NUMBER",
    "RANGE_JOIN",
    "SIGNED",
    "TIME_UNIT",
    "UNIT",
    "number_of",
    "pattern",
    "plain",
    "word_number",
]

# A comma is a thousands mark before exactly three digits, and a decimal mark only where no other
# reading is left: after a lone zero, or with one or two digits before a per cent sign or unit.
_DECIMAL_COMMA = r"(?<![\d.,])(?:0,\d+(?![\d,.]|\s?%\s?(?:CI|confidence))|\d{1,3},\d{1,2}(?=\s?(?:%|mg\b|kg\b|mmol|months\b|years\b))(?!\s?%\s?(?:CI|C\.I|confidence)))"
_EXPONENT = r"\s?[×xX*·]\s?10\s?(?:\^\s?[\{(]?[-−–+]?\d{1,3}[\})]?|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[-−–]?\d{1,2}(?!\d))"
# The look-ahead costs one step where no number begins, which is nearly everywhere.
NUMBER = (
    rf"(?:(?=[\d.])(?:{_DECIMAL_COMMA}|(?:\d{{1,3}}(?:[,\u00a0\u2009\u202f]\d{{3}})+(?!\d)|\d+)(?:[.·]\d+)?|(?<!\d)\.\d+)"
    rf"(?:{_EXPONENT}|[eE][-−+]?\d{{1,3}}\b)?)"
)
# A dash is a sign where nothing that it could join stands before it; only a true minus may stand apart.
SIGNED = rf"(?<!\d)(?=[-−–+‑‐﹣－.\d])(?:(?<![\w%)\].°])(?:[-−–+‑‐﹣－]|(?:(?<![\s\S])|(?<=[\s(\[=]))−\s))?{NUMBER}"
DASH = r"[-–—−‐‑]"
RANGE_JOIN = rf"(?:\s?{DASH}\s?|\s+to\s+|\s+through\s+)"

_MASS = r"kg|mg|[µμ]\s?g|mcg|ug|ng|pg|fg|g(?:rams?)?|lbs?|micrograms?|milligrams?"
_VOLUME = r"dL|mL|ml|[µμ]\s?L|[µμ]l|uL|cc|L|l|lit(?:er|re)s?|mm3|mm³|cm3|cm³"
_AMOUNT = r"mmol|[µμ]mol|nmol|pmol|mol|mM|[µμ]M|uM|nM|pM|M|mEq|mOsm"
_ACTIVITY = (
    r"(?:million|billion)\s(?:IU|international units|units|U|cells|copies|CFU|PFU)|MIU|mIU|IU|kU|MU|mU|U|"
    r"(?:international\s)?units?|PFU|TCID50|CFU|(?:log10\s)?copies|cells|events"
)
_PHYSICAL = (
    r"mm\s?Hg|cm\s?H2O|kPa|cGy|Gy|kcal|kJ|mCi|[µμ]m|nm|mm|cm|km|m2|m²|m|°\s?C|º\s?C|℃|°\s?F|kDa|Da|kb|bp|"
    r"Hz|bpm|rpm|[×x]\s?g|beats per minute|breaths per minute|msec|ms|mV|kHz|V|W"
)
TIME_UNIT = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|mos?|years?|yrs?|decades?|s|h|d|y)"
_SCORE = r"percentage[ -]points?|letters|points?|log10|logs?"
_PERSON = rf"(?:\d[\d,]*\s)?(?:person|patient|participant)s?[-\s]?(?:{TIME_UNIT})|\d[\d,]*\s(?:patients|persons?|people|women|live births|births|cells|participants|population|inhabitants|live births|(?:[a-z]+\s)?(?:doses|procedures|admissions|operations|deliveries|pregnancies|infants|children|visits|cycles|enrollees|(?:bed|catheter|ventilator|device)[- ]days))"
_PER = rf"(?:{_MASS}|{_VOLUME}|m?mol(?![A-Za-z])|m\^?2|m²|1\.73\s?m\^?(?:2|²)|{TIME_UNIT}|dose|injection|well|cell|minute|{_PERSON}|\d{{3}}[\d,]*(?!\s?%)|(?:milli|deci|micro)?(?:litres?|liters?)|milligram|millimoles?|cubic\s(?:mm|millimet(?:re|er)))"
_EXPOSURE = rf"(?:(?:{_MASS}|{_AMOUNT})\s?[·•∙⋅*×x.]\s?(?:h|hr|hours?|min|days?)|(?:h|hr|hours?|min|days?)\s?[·•∙⋅*×x.]\s?(?:{_MASS}|{_AMOUNT}))(?=\s?/)"
_BASE = rf"(?:{_EXPOSURE}|%|‰|per\s?cent|{_ACTIVITY}|{_SCORE}|{_MASS}|{_AMOUNT}|{_VOLUME}|{_PHYSICAL}|{TIME_UNIT})"
# "per dose" and "per day" are parts of a unit; "per protocol" is not.
UNIT = rf"(?:{_BASE}(?:(?:\s?/\s?|\s+per\s+){_PER})*(?![A-Za-zµμ])|(?:[a-z]+\s)?per\s(?:{_PERSON})\b|(?:[a-z]+\s)?per\s(?:1(?:00|0)?[ ,\u00a0\u2009\u202f]?000|(?:one\s)?million)\b|/\s?(?:[µμ]\s?L|mL|L|mm3|mm³|dL)(?![A-Za-z]))"

COUNT_WORDS: dict[str, int] = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")


@cache
def pattern(expression: str, *, ignore_case: bool = False) -> re.Pattern[str]:
    """Return ``expression`` compiled, once a process; nothing is compiled at import."""
    return re.compile(expression, re.IGNORECASE if ignore_case else 0)


_DECIMAL = re.compile(r"[0-9]+(?:\.[0-9]+)?")
"""As most numbers are printed."""


def number_of(printed: str | None) -> float | None:
    """Return the decimal that ``printed`` is, or None where it is a range, threshold or word.

    >>> number_of("−57.9"), number_of("1,480"), number_of("1×10^6"), number_of("0,68"), number_of("6-12")
    (-57.9, 1480.0, 1000000.0, 0.68, None)
    """
    if not printed:
        return None
    if len(printed) < 300 and _DECIMAL.fullmatch(printed):
        return float(printed)
    plain = (
        re.sub("^[−–‑‐﹣－]", "-", printed.strip()).replace("−", "-").replace("–", "-").replace("·", ".").rstrip("%")
    )
    plain = plain.translate(_SUPERSCRIPTS)
    power = re.fullmatch(r"(.+?)\s?[×xX*.]\s?10\s?\^?\s?[\{(]?([-+]?\d{1,3})[\})]?", plain)
    exponent = 0
    if power and not re.fullmatch(r"[-+]?[\d,]*\.?\d+", plain):
        plain, exponent = power[1].strip(), int(power[2])
    if re.fullmatch(r"[-+]?\s?\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?", plain) and not re.match(
        r"[-+]?\s?0,", plain
    ):
        plain = re.sub(r"[,\u00a0\u2009\u202f]", "", plain)
    elif re.fullmatch(r"[-+]?\s?\d+,\d+", plain):
        plain = plain.replace(",", ".")
    plain = re.sub(r"^([-+])\s", r"\1", plain)
    if not re.fullmatch(r"[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d{1,3})?", plain):
        return None
    made = float(plain + (f"e{exponent}" if exponent else ""))
    return made if made not in (float("inf"), float("-inf")) else None


def word_number(printed: str) -> int | None:
    """Return the number that a word prints ("eighteen", "thirty-six"), else None."""
    folded = printed.lower()
    if folded in COUNT_WORDS:
        return COUNT_WORDS[folded]
    hundreds = re.fullmatch(r"([a-z]+)[- ]hundred(?:[- ](?:and[- ])?([a-z]+(?:-[a-z]+)?))?", folded)
    if hundreds:
        many = 1 if hundreds[1] == "a" else COUNT_WORDS.get(hundreds[1], 0)
        rest = word_number(hundreds[2]) if hundreds[2] else 0
        return 100 * many + rest if 0 < many < 10 and rest is not None else None
    tens, _, ones = folded.partition("-")
    if tens in _TENS and (not ones or 0 < COUNT_WORDS.get(ones, 0) < 10):
        return _TENS[tens] + COUNT_WORDS.get(ones, 0)
    return None


def plain(printed: str | None) -> str | None:
    """Return a printed numeral without thousands marks, with its zero, and with − or - as sign.

    Ranges, thresholds and words stay as printed.

    >>> plain("1,480"), plain(".03"), plain("–0.4"), plain("6-12")
    ('1480', '0.03', '−0.4', '6-12')
    """
    if printed is None or (len(printed) < 300 and _DECIMAL.fullmatch(printed)):
        return printed
    printed = printed.strip()
    if number_of(printed) is None or re.search(r"[×x*^eE]", printed):
        return printed
    printed = re.sub(r"[\u00a0\u2009\u202f\s]", "", printed).replace("·", ".")
    printed = re.sub("^[–‑‐﹣－]", "−", printed)
    printed = re.sub(r",(?=\d{3}(?:\D|$))", "", printed) if not re.match(r"[-−+]?0,", printed) else printed
    printed = printed.replace(",", ".")
    return re.sub(r"^([-−+]?)\.(?=\d)", r"\g<1>0.", printed)
