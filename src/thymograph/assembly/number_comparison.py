"""The numbers of a claim held against those of passages: the same, another, or none of the kind."""

from __future__ import annotations

import re
from typing import NamedTuple

from thymograph.assembly.audit.figures import Figure, figure
from thymograph.assembly.passages import Quantity, Reading
from thymograph.model import Claim

__all__ = ["NEAR", "Compared", "compare_numbers", "number_words", "unread_numbers_differ"]

NEAR = 0.34
"""So much likeness makes a passage worth showing, and worth comparing numbers with."""


def _fits(asked: Quantity, held: Quantity) -> bool:
    """Tell whether two quantities are one number, within the rounding of the coarser."""
    return abs(asked.at.value - held.at.value) <= max(asked.at.step, held.at.step) / 2 + 1e-9 or (
        # Printed without its sign, after "reduced by".
        abs(abs(asked.at.value) - abs(held.at.value)) <= max(asked.at.step, held.at.step) / 2 + 1e-9
    )


def _comparable(asked: Quantity, held: Quantity) -> bool:
    """Tell whether two quantities are said of the same thing."""
    swapped = {asked.kind, held.kind} == {"value", "comparator"}
    if asked.kind != held.kind and not (swapped and (not asked.arm or not held.arm or asked.arm & held.arm)):
        return False
    if asked.unit != held.unit:
        return False
    if asked.kind in ("n", "frequency", "dose"):
        return asked.kind == "n" or bool(asked.words & held.words)
    shared = asked.words & held.words
    if not shared or len(shared) < min(len(asked.words), len(held.words)) / 2:
        return False
    return not asked.arm or not held.arm or bool(asked.arm & held.arm) or not swapped


class Compared(NamedTuple):
    matched: list[tuple[Quantity, Reading]]
    differing: list[tuple[Quantity, Quantity, Reading]]
    unknown: list[Quantity]


def compare_numbers(asked: Reading, ranked: list[tuple[float, Reading]]) -> Compared:
    compared = Compared([], [], [])
    near = [(score, reading) for score, reading in ranked if score >= NEAR / 2]
    for quantity in asked.quantities:
        candidates = [
            (score, other, reading)
            for score, reading in near
            for other in reading.quantities
            if _comparable(quantity, other)
        ]
        fitting = [(score, reading) for score, other, reading in candidates if _fits(quantity, other)]
        if not fitting:
            # The measure may be named in other words; the same number with the same unit in a near passage is it.
            fitting = [
                (score, reading)
                for score, reading in near
                if score >= NEAR
                for other in reading.quantities
                if other.unit == quantity.unit
                and other.kind == quantity.kind
                and _fits(quantity, other)
                and quantity.kind != "p"
            ]
        if fitting:
            compared.matched.append((quantity, max(fitting, key=lambda item: item[0])[1]))
        elif candidates and max(candidates, key=lambda item: item[0])[0] >= NEAR:
            best = max(candidates, key=lambda item: item[0])
            compared.differing.append((quantity, best[1], best[2]))
        elif quantity.kind in ("value", "dose"):
            compared.unknown.append(quantity)
    return compared


_KIND_WORDS = {"comparator": "of the other arm", "n": "patients", "p": "p", "low": "lower limit", "high": "upper limit"}


def number_words(asked: Quantity, held: Quantity) -> str:
    # Units are folded for comparing; long ones ("hazardratio") are no unit to show.
    unit = f" {asked.unit}" if 0 < len(asked.unit) <= 6 and asked.kind in ("value", "comparator") else ""
    of = f" ({_KIND_WORDS[asked.kind]})" if asked.kind in _KIND_WORDS else ""
    return f"{asked.printed}{unit}{of} here, {held.printed}{unit} there"


# Markers, whatever their style: in brackets, raised, with a link; bare ones are known by their numbers.
_MARKERS = re.compile(r"\^?\{?(?:\[\\?\[?[\d,;\s–-]+\\?\]?\](?:\([^)\s]*\))?)+\}?|\^\d[\d,]*")
_NUMERAL = re.compile(r"(?<![\w.,/-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w/]|-\w)")


def _numerals(claim: Claim) -> list[Figure]:
    words = _MARKERS.sub(" ", claim.quote or "")
    for citation in reversed(claim.citations):
        words = re.sub(rf"[\s,]+{re.escape(citation.number)}(?=\W*$)", "", words)
    return [found for printed in _NUMERAL.findall(words) if (found := figure(printed))]


def unread_numbers_differ(asked: Claim, held: Claim) -> str | None:
    """Return how the printed numbers of two statements in like words differ, where none was read as a measurement."""
    said, there = _numerals(asked), _numerals(held)
    if not said or not there or asked.measurements or asked.regimens:
        return None
    lacking = [
        one for one in said if all(abs(one.value - other.value) > max(one.step, other.step) / 2 for other in there)
    ]
    if not lacking:
        return None
    return (
        f"{', '.join(f'{one.value:g}' for one in lacking)} here, {', '.join(f'{one.value:g}' for one in there)} there"
    )
