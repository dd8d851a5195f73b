"""The numbers of a claim held against those of passages: the same, another, or none of the kind."""

from __future__ import annotations

from typing import NamedTuple

from thymograph.assembly.passages import Quantity, Reading

__all__ = ["NEAR", "Compared", "compare_numbers", "number_words"]

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
