"""Printed numbers with the precision that their digits claim."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Figure", "figure", "shown", "whole_number"]

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?")
_DASHES = str.maketrans({"−": "-", "–": "-", "‐": "-", "·": ".", "٫": ".", "\u202f": "", "\xa0": "", " ": ""})


class Figure(NamedTuple):
    """A number as printed: its value, and the step of its last digit (0.1 for "12.1")."""

    value: float
    step: float

    @property
    def low(self) -> float:
        """The least value that is printed so when rounded."""
        return self.value - self.step / 2

    @property
    def high(self) -> float:
        """The greatest value that is printed so when rounded."""
        return self.value + self.step / 2


def figure(printed: str | None) -> Figure | None:
    """Return the number that ``printed`` is, sign and thousands commas read; None if it is not one number.

    >>> figure("−57.90"), figure("1,480"), figure("thousands")
    (Figure(value=-57.9, step=0.01), Figure(value=1480.0, step=1.0), None)
    """
    if printed is None:
        return None
    words = printed.translate(_DASHES).removesuffix("%")
    if not words or not _NUMBER.fullmatch(words) or not any(c.isdigit() for c in words):
        return None
    decimals = len(words.partition(".")[2])
    return Figure(float(words.replace(",", "")), round(10.0**-decimals, decimals))


def whole_number(printed: str | None) -> int | None:
    """Return the positive whole number that ``printed`` is, else None."""
    found = figure(printed)
    return int(found.value) if found and found.value == int(found.value) and found.value > 0 else None


def shown(value: float) -> str:
    """Return a computed number for a message, without needless digits.

    >>> shown(31.818181), shown(40.0)
    ('31.82', '40')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")
