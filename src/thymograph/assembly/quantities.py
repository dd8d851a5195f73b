"""The numbers of a claim, each with what it is of, in units that can be held against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from thymograph.assembly.audit.figures import Figure, figure
from thymograph.assembly.plain_words import common_word, content_words
from thymograph.citing.works import normal_title
from thymograph.model import Claim, Measurement

__all__ = ["Quantity", "measure_words", "quantities_of", "times_a_day"]


class Quantity(NamedTuple):
    """A number of a claim and what it is of."""

    kind: str
    """value, comparator, baseline, n, p, low, high, dose, frequency."""
    words: frozenset[str]
    """Of the measure, folded; of a dose the drug."""
    at: Figure
    """In ``unit``."""
    unit: str
    """Folded; masses in mg, times in days, volumes in ml."""
    arm: frozenset[str]
    printed: str
    """With the unit, where the number alone would mislead."""
    native: str = ""
    """The unit as printed, folded."""
    also: tuple[tuple[str, Figure], ...] = ()
    """The same told otherwise, as (unit, number): 3 of 20 as 15 %, a ratio of 0.79 as 21 % less."""


_SHORT = {
    "orr": "objective response rate", "os": "overall survival", "pfs": "progression free survival", "hr": "hazard ratio",
    "rr": "risk ratio", "or": "odds ratio", "dfs": "disease free survival", "efs": "event free survival", "dcr": "disease control rate",
    "cr": "complete response", "pr": "partial response", "mi": "myocardial infarction", "bp": "blood pressure",
    "sbp": "systolic blood pressure", "dbp": "diastolic blood pressure", "crp": "c reactive protein", "ldl": "ldl cholesterol",
    "relative": "risk",
}  # fmt: skip
_MEASURE_STOP = frozenset("the of in and for with at by to a an mean median overall pooled rate level levels change from patients percent".split())  # fmt: skip


def measure_words(name: str) -> frozenset[str]:
    """Return the words of a measure's name, abbreviations spelled out."""
    spelled = " ".join(_SHORT.get(word, word) for word in normal_title(name).split())
    words = spelled.split()
    telling = [common_word(word) for word in words if word not in _MEASURE_STOP and not word.isdigit()]
    return frozenset(telling or words)


_BASE = {
    "kg": ("mg", 1e6), "g": ("mg", 1e3), "gram": ("mg", 1e3), "mg": ("mg", 1.0), "milligram": ("mg", 1.0), "mcg": ("mg", 1e-3),
    "\u00b5g": ("mg", 1e-3), "\u03bcg": ("mg", 1e-3), "ug": ("mg", 1e-3), "microgram": ("mg", 1e-3), "ng": ("mg", 1e-6),
    "hour": ("day", 1 / 24), "h": ("day", 1 / 24), "day": ("day", 1.0), "week": ("day", 7.0), "wk": ("day", 7.0),
    "month": ("day", 30.44), "mo": ("day", 30.44), "year": ("day", 365.25), "yr": ("day", 365.25), "l": ("ml", 1e3), "ml": ("ml", 1.0),
}  # fmt: skip
_RATIOS = frozenset({"hazardratio", "riskratio", "relativerisk", "rateratio", "hr", "rr"})
_COUNTED = re.compile(
    r"(?:patient|participant|subject|people|person|women|men|adult|child|children|case|event|individual|infant)?s?"
)


def _unit(unit: str | None) -> str:
    return "".join((unit or "").casefold().rstrip(".").split()).removesuffix("s").replace("percent", "%")


def _in_base(at: Figure, unit: str) -> tuple[Figure, str]:
    base, times = _BASE.get(unit, (unit, 1.0))
    return (Figure(at.value * times, at.step * times), base) if times != 1.0 else (at, base)


def _otherwise(one: Measurement, value: Figure, unit: str) -> tuple[tuple[str, Figure], ...]:
    """Return a count of patients as a percentage of them, and a ratio below or above one as a change in per cent."""
    if unit in _RATIOS and value.value != 1:
        return (("%", Figure(abs(1 - value.value) * 100, value.step * 100)),)
    n = figure(one.n)
    if n is not None and n.value > value.value > 0 and _COUNTED.fullmatch(unit):
        return (("%", Figure(100 * value.value / n.value, 0.01)),)
    return ()


_TIMES = (
    (r"\btwice|\bb\.?i\.?d\b|two times|every 12 ?h|2 ?times", 2.0), (r"\bthrice|\bt\.?i\.?d\b|\btds\b|three times|every 8 ?h|3 ?times", 3.0),
    (r"\bq\.?i\.?d\b|\bqds\b|four times|every 6 ?h|4 ?times", 4.0), (r"every other", 0.5), (r"\bonce|\bq\.?d\b|\bo\.?d\b|\bdaily|\bevery|each|\bper", 1.0),
)  # fmt: skip
_PERIODS = ((r"week", 1 / 7), (r"month", 1 / 30), (r"year", 1 / 365), (r"hour|\bh\b", 1.0), (r"day|dail|\bb\.?i\.?d|\bt\.?i\.?d|\bq\.?i\.?d|\bq\.?d|\btds|\bqds|\bo\.?d", 1.0))  # fmt: skip


def times_a_day(frequency: str | None) -> Figure | None:
    """Return how often a day something is given, or None where the words do not tell.

    >>> round(times_a_day("twice weekly").value * 7, 3)
    2.0
    """
    words = (frequency or "").casefold()
    weeks = re.search(r"every (\d+)[ -]?(day|week|month|hour|h\b)", words)
    if weeks:
        days = {"day": 1.0, "week": 7.0, "month": 30.0, "hour": 1 / 24, "h": 1 / 24}[weeks[2]]
        return Figure(round(1 / (float(weeks[1]) * days), 6), 1e-4)
    times = next((value for pattern, value in _TIMES if re.search(pattern, words)), None)
    period = next((value for pattern, value in _PERIODS if re.search(pattern, words)), None)
    return Figure(round(times * period, 6), 1e-4) if times and period else None


def _of_measurement(one: Measurement) -> Iterator[Quantity]:
    words = measure_words(one.measure)
    native = _unit(one.unit)
    arm, comparator = content_words(one.arm or ""), content_words(one.comparator or "")
    parts: tuple[tuple[str, str | None, str, frozenset[str]], ...] = (
        ("value", one.value, native, arm),
        ("comparator", one.comparator_value, native, comparator),
        ("baseline", one.baseline_value, native, arm),
        ("n", one.n, "", arm),
        ("p", one.p, one.p_operator or "=", frozenset[str]()),
        ("low", one.ci_low, native, arm),
        ("high", one.ci_high, native, arm),
    )
    for kind, printed, of, whose in parts:
        at = figure(printed)
        if at is not None and printed is not None and not (kind == "n" and printed == one.value):
            also = _otherwise(one, at, of) if kind == "value" else ()
            based, unit = _in_base(at, of)
            yield Quantity(kind, words, based, unit, whose, printed, of, also)


def quantities_of(claim: Claim) -> Iterator[Quantity]:
    """Yield the numbers of the measurements and regimens of a claim that are one number each."""
    for one in claim.measurements:
        yield from _of_measurement(one)
    for regimen in claim.regimens:
        drug = frozenset(normal_title(regimen.drug).split())
        dose, often = figure(regimen.dose), times_a_day(regimen.frequency)
        if dose is not None and regimen.dose:
            printed = f"{regimen.dose} {regimen.unit or ''}".strip()
            native = _unit(regimen.unit)
            based, unit = _in_base(dose, native)
            yield Quantity("dose", drug, based, unit + _unit(regimen.per), frozenset(), printed, native)
        if often is not None and regimen.frequency:
            yield Quantity("frequency", drug, often, "", frozenset(), regimen.frequency)
