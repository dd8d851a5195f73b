"""UCUM codes of printed units, where a unit can be read in one way only."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["ucum_of"]

# https://ucum.org/ucum, case-sensitive codes. What could be two units ("U" of insulin or of an enzyme, "M", "m",
# "points") is not here. Annotations in braces say what is counted and change no value.
_ATOMS: dict[str, str] = {
    **dict.fromkeys(("kg", "kilograms", "kilogram"), "kg"), **dict.fromkeys(("g", "gram", "grams"), "g"),
    **dict.fromkeys(("mg", "milligram", "milligrams"), "mg"),
    **dict.fromkeys(("µg", "μg", "mcg", "ug", "microgram", "micrograms"), "ug"),
    "ng": "ng", "pg": "pg", "fg": "fg", **dict.fromkeys(("lb", "lbs"), "[lb_av]"),
    **dict.fromkeys(("L", "l", "liter", "liters", "litre", "litres"), "L"), "dL": "dL", "dl": "dL",
    **dict.fromkeys(("mL", "ml", "cc"), "mL"), **dict.fromkeys(("µL", "μL", "uL", "µl", "μl"), "uL"),
    **dict.fromkeys(("mm3", "mm³"), "mm3"), **dict.fromkeys(("cm3", "cm³"), "cm3"),
    "mol": "mol", "mmol": "mmol", "µmol": "umol", "μmol": "umol", "nmol": "nmol", "pmol": "pmol",
    "mM": "mmol/L", "µM": "umol/L", "μM": "umol/L", "uM": "umol/L", "nM": "nmol/L", "pM": "pmol/L",
    "mEq": "meq", "mOsm": "mosm",
    **dict.fromkeys(("IU", "international units", "international unit"), "[IU]"), "mIU": "m[IU]", "MIU": "M[IU]",
    "million IU": "10*6.[IU]", "million international units": "10*6.[IU]",
    "CFU": "[CFU]", "PFU": "[PFU]", "TCID50": "[TCID_50]", "copies": "{copies}", "cells": "{cells}", "cell": "{cell}",
    **dict.fromkeys(("mmHg", "mm Hg"), "mm[Hg]"), **dict.fromkeys(("cmH2O", "cm H2O"), "cm[H2O]"), "kPa": "kPa",
    "Gy": "Gy", "cGy": "cGy", "kcal": "kcal", "kJ": "kJ", "mCi": "mCi", "MBq": "MBq",
    "µm": "um", "μm": "um", "nm": "nm", "mm": "mm", "cm": "cm", "km": "km",
    **dict.fromkeys(("m2", "m²", "m^2"), "m2"), **dict.fromkeys(("1.73 m2", "1.73 m²", "1.73m2", "1.73m²", "1.73 m^2"), "{1.73_m2}"),
    **dict.fromkeys(("°C", "° C", "ºC", "º C", "℃"), "Cel"), **dict.fromkeys(("°F", "° F"), "[degF]"),
    "Hz": "Hz", "kHz": "kHz", "mV": "mV", **dict.fromkeys(("ms", "msec"), "ms"),
    **dict.fromkeys(("bpm", "beats per minute"), "{beats}/min"), "breaths per minute": "{breaths}/min",
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "s"),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), "min"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "h"), **dict.fromkeys(("d", "day", "days"), "d"),
    **dict.fromkeys(("wk", "wks", "week", "weeks"), "wk"), **dict.fromkeys(("mo", "mos", "month", "months"), "mo"),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), "a"),
    **dict.fromkeys(("%", "percent", "per cent"), "%"), "dose": "{dose}", "injection": "{injection}",
}  # fmt: skip
# An enzyme's unit, which "U" is in nothing but a volume.
_ENZYME = re.compile(r"(m|k)?U/(L|l|mL|ml|dL)")
_RATE = re.compile(
    r"(?:events |cases )?per (\d[\d,]*) (?:person|patient|participant)s?[- ](years?|months?|days?|weeks?)"
)


@cache
def ucum_of(unit: str | None) -> str | None:
    """Return the UCUM code of a printed unit, or None where it has none or could be read in two ways.

    >>> ucum_of("mg/kg/day"), ucum_of("µg per mL"), ucum_of("per 100 person-years"), ucum_of("units")
    ('mg/kg/d', 'ug/mL', '/(100.{person}.a)', None)
    """
    if not unit:
        return None
    unit = re.sub(r"\s+", " ", unit.strip())
    if unit in _ATOMS:
        return _ATOMS[unit]
    enzyme = _ENZYME.fullmatch(unit)
    if enzyme:
        return f"{enzyme[1] or ''}U/{_ATOMS[enzyme[2]]}"
    rate = _RATE.fullmatch(unit)
    if rate:
        return f"/({rate[1].replace(',', '')}.{{person}}.{_ATOMS[rate[2]]})"
    exposure = re.fullmatch(r"(\w+)\s?[·•∙⋅*×x.]\s?(\w+)\s?/\s?(\w+)", unit)
    if exposure and all(part in _ATOMS and "/" not in _ATOMS[part] for part in exposure.groups()):
        return f"{_ATOMS[exposure[1]]}.{_ATOMS[exposure[2]]}/{_ATOMS[exposure[3]]}"
    parts = re.split(r"\s?/\s?|\sper\s", unit)
    codes = [_ATOMS.get(part.strip()) for part in parts]
    if len(parts) < 2 or any(code is None for code in codes[1:]) or (parts[0] and codes[0] is None):
        return None
    # "a/b" inside a code ("nmol/L" of nM) would divide what follows: UCUM reads from left to right.
    if any("/" in (code or "") for code in codes[1:]):
        return None
    return "/".join([codes[0] or "", *(code for code in codes[1:] if code)])
