"""The numbers of a claim held against those of passages: the same, another, or none of the kind."""

from __future__ import annotations

import re
from typing import NamedTuple

from thymograph.assembly.audit.figures import Figure, figure
from thymograph.assembly.passages import Reading
from thymograph.assembly.quantities import Quantity
from thymograph.model import Claim

__all__ = ["NEAR", "Compared", "compare_numbers", "number_words", "unread_numbers_differ", "with_unread"]

NEAR = 0.34
"""So much likeness makes a passage worth showing, and worth comparing numbers with."""


_SURELY = 0.6
_APART = 0.25
_CONVERTED = 0.05
"""How far apart two numbers in two units may be, of the greater: a month is not the twelfth of every year."""


def _near(asked: Figure, held: Figure) -> bool:
    """Tell whether two numbers are one within the rounding of the coarser; the sign may be in "reduced by"."""
    return abs(abs(asked.value) - abs(held.value)) <= max(asked.step, held.step) / 2 + 1e-9


def _fits(asked: Quantity, held: Quantity) -> bool:
    """Tell whether two quantities of one unit are one number."""
    if not _near(asked.at, held.at):
        return False
    if asked.native == held.native:
        return True
    return abs(asked.at.value - held.at.value) <= _CONVERTED * max(abs(asked.at.value), abs(held.at.value))


def _fits_otherwise(asked: Quantity, held: Quantity) -> bool:
    """Tell whether two quantities of one measure are one number told in two ways."""
    mine, theirs = ((asked.unit, asked.at), *asked.also), ((held.unit, held.at), *held.also)
    return any(a == b and _near(x, y) for a, x in mine for b, y in theirs)


def _of_one_measure(asked: Quantity, held: Quantity) -> bool:
    """Tell whether two quantities are of the same kind, measure and arm, units aside."""
    swapped = {asked.kind, held.kind} == {"value", "comparator"}
    if asked.kind != held.kind and not (swapped and (not asked.arm or not held.arm or asked.arm & held.arm)):
        return False
    if asked.kind in ("n", "frequency", "dose"):
        return asked.kind == "n" or bool(asked.words & held.words)
    shared = asked.words & held.words
    if not shared or len(shared) < min(len(asked.words), len(held.words)) / 2:
        return False
    return not asked.arm or not held.arm or bool(asked.arm & held.arm) or not swapped


def _named_beside(asked: Quantity, held: Quantity, reading: Reading) -> bool:
    """Tell whether the only number of its kind and unit in a passage may be of the measure, since the passage names it."""
    words = frozenset(word for word in asked.words if len(word) >= 4)
    if asked.kind != held.kind or asked.kind not in ("value", "baseline", "low", "high") or not words <= reading.words:
        return False
    return bool(words) and sum(one.kind == held.kind and one.unit == held.unit for one in reading.quantities) == 1


class Compared(NamedTuple):
    matched: list[tuple[Quantity, Reading]]
    differing: list[tuple[Quantity, Quantity, Reading]]
    unknown: list[Quantity]
    exchanged: list[tuple[Quantity, Quantity, Reading]]
    """Those of differing that are the other arm's there."""


_Candidates = list[tuple[float, Quantity, Reading]]


def _pairs(reading: Reading) -> list[tuple[Quantity, Quantity]]:
    """Return the values of a claim with those of the other arm; two rates of two arms told apart are such a pair."""
    found = []
    for place, one in enumerate(reading.quantities):
        for other in reading.quantities[place + 1 :]:
            if (
                one.unit == other.unit
                and one.kind == "value"
                and other.kind in ("value", "comparator")
                and one.at != other.at
            ):
                found.append((one, other))  # fmt: skip
    return found


def _both_arms(asked: Reading, ranked: list[tuple[float, Reading]], compared: Compared) -> set[Quantity]:
    """Settle the numbers of two arms that stand together in one passage, whatever it calls the measure.

    Two numbers are seldom the same by chance; if each is the other arm's there, the arms are exchanged.
    """
    settled: set[Quantity] = set()
    for one, other in _pairs(asked):
        if other.kind != "comparator" and not (one.arm and other.arm and not one.arm & other.arm):
            continue
        for _, reading in ranked:
            for held, beside in _pairs(reading):
                straight = _fits(one, held) and _fits(other, beside)
                crossed = _fits(one, beside) and _fits(other, held)
                if one.unit != held.unit or not (straight or crossed):
                    continue
                theirs, mine = (held, beside) if straight else (beside, held)
                # "theirs" bears the number that the claim gives to its first arm.
                exchanged = bool(one.arm & mine.arm) and not one.arm & theirs.arm
                if exchanged:
                    compared.differing.append((one, mine, reading))
                    compared.exchanged.append((one, mine, reading))
                else:
                    compared.matched.extend(((one, reading), (other, reading)))
                settled |= {one, other}
                break
            if one in settled:
                break
    return settled


def compare_numbers(asked: Reading, ranked: list[tuple[float, Reading]]) -> Compared:
    compared = Compared([], [], [], [])
    near = [(score, reading) for score, reading in ranked if score >= NEAR / 2]
    settled = _both_arms(asked, near, compared)
    for quantity in asked.quantities:
        if quantity in settled:
            continue
        alike: _Candidates = [
            (score, other, reading)
            for score, reading in near
            for other in reading.quantities
            if _of_one_measure(quantity, other)
        ]
        candidates = [one for one in alike if one[1].unit == quantity.unit]
        fitting = [one for one in candidates if _fits(quantity, one[1])]
        fitting = fitting or [one for one in alike if _fits_otherwise(quantity, one[1])]
        if not candidates and not fitting:
            candidates = [
                (score, other, reading)
                for score, reading in near
                for other in reading.quantities
                if other.unit == quantity.unit and _named_beside(quantity, other, reading)
            ]
            fitting = [one for one in candidates if _fits(quantity, one[1])]
        if not fitting:
            # The measure may be named in other words; the same number with the same unit in a near passage is it.
            fitting = [
                (score, other, reading)
                for score, reading in near
                if score >= NEAR
                for other in reading.quantities
                if other.unit == quantity.unit
                and other.kind == quantity.kind
                and _fits(quantity, other)
                and quantity.kind not in ("p", "baseline")
            ]
        best = max(fitting or candidates, key=lambda one: one[0], default=None)
        nearest = max(candidates, key=lambda one: one[0], default=None)
        if fitting and best and nearest and nearest[0] >= _SURELY and best[0] < nearest[0] - _APART:
            # The same number, but of something else: the passage that says this gives another.
            best, fitting = nearest, []
        if fitting and best:
            compared.matched.append((quantity, best[2]))
        elif best and best[0] >= NEAR:
            compared.differing.append((quantity, best[1], best[2]))
        elif quantity.kind in ("value", "dose"):
            compared.unknown.append(quantity)
    return compared


_KIND_WORDS = {
    "comparator": "of the other arm",
    "n": "patients",
    "p": "p",
    "baseline": "at the start",
    "low": "lower limit",
    "high": "upper limit",
}


def number_words(asked: Quantity, held: Quantity) -> str:
    # Units are folded for comparing; long ones ("hazardratio") are no unit to show.
    units = [
        f" {one.native}" if 0 < len(one.native) <= 6 and one.kind in ("value", "comparator") else ""
        for one in (asked, held)
    ]
    of = f" ({_KIND_WORDS[asked.kind]})" if asked.kind in _KIND_WORDS else ""
    return f"{asked.printed}{units[0]}{of} here, {held.printed}{units[1]} there"


# Markers, whatever their style: in brackets, raised, with a link; bare ones are known by their numbers.
_MARKERS = re.compile(r"\^?\{?(?:\[\\?\[?[\d,;\s–-]+\\?\]?\](?:\([^)\s]*\))?)+\}?|\^\d[\d,]*")
_NUMERAL = re.compile(r"(?<![\w.,/-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w/]|-\w)")


def _numerals(claim: Claim) -> list[Figure]:
    words = _MARKERS.sub(" ", claim.quote or "")
    for citation in reversed(claim.citations):
        words = re.sub(rf"[\s,]+{re.escape(citation.number)}(?=\W*$)", "", words)
    return [found for printed in _NUMERAL.findall(words) if (found := figure(printed))]


def with_unread(compared: Compared, best: Reading, likeness: float) -> Compared:
    """Return ``compared`` with what the likest passage prints of the numbers that are unknown, though nothing was read
    there: the same number, or another before the same unit."""
    if likeness < _SURELY or not compared.unknown:
        return compared
    words = _MARKERS.sub(" ", best.text)
    printed = [found for numeral in _NUMERAL.findall(words) if (found := figure(numeral))]
    unknown = []
    for one in compared.unknown:
        of_unit = (
            re.search(rf"(?<![\w.,])(\d[\d,]*(?:\.\d+)?) ?(?:\w+ )?{re.escape(one.native)}", words)
            if one.native
            else None
        )
        if any(_near(one.at, found) for found in printed):
            compared.matched.append((one, best))
        elif of_unit and (there := figure(of_unit[1])):
            compared.differing.append((one, one._replace(at=there, printed=of_unit[1]), best))
        else:
            unknown.append(one)
    return compared._replace(unknown=unknown)


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
