"""Rule on differences and sums: from a to b is b − a, and parts make up their whole."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from thymograph.assembly.audit.dossiers import Dossier
from thymograph.assembly.audit.figures import Figure, figure, shown
from thymograph.assembly.audit.findings import Outcome, at_claim, not_performed, passed
from thymograph.model import Claim, Measurement

__all__ = ["differences_add_up"]

_RULE = "differences_add_up"
_N = r"[+\-−–]?\d[\d,]*(?:[.·]\d+)?"
_FROM_TO = re.compile(
    rf"\bfrom\s+(?:an?\s+)?(?:(?:mean|median|baseline)\s+(?:of\s+)?)?(?P<a>{_N})\s*(?P<ua>%|[A-Za-zμµ/]+(?:/[A-Za-zμµ]+)?)?"
    rf"(?:\s*±\s*{_N})?(?:\s+at baseline)?\s+to\s+(?P<b>{_N})\s*(?P<ub>%|[A-Za-zμµ/]+)?"
)
_DOWN = re.compile(r"\b(?:reduc|decreas|decline|drop|fell|fall|lower|loss|lost|shr[aiu]nk)", re.IGNORECASE)
_WHOLE = re.compile(r"\b(?:overall|objective|total) (?:tumou?r )?response|\bORR\b", re.IGNORECASE)
_COMPLETE = re.compile(r"\bcomplete (?:tumou?r )?(?:response|remission)|\bCR\b", re.IGNORECASE)
_PARTIAL = re.compile(r"\bpartial (?:tumou?r )?(?:response|remission)|\bPR\b", re.IGNORECASE)
_STABLE = re.compile(r"\bstable disease|\bSD\b", re.IGNORECASE)
_CONTROL = re.compile(r"\bdisease control|\bclinical benefit rate|\bDCR\b", re.IGNORECASE)


def _off(difference: float, *figures: Figure) -> bool:
    """Tell whether a difference that should be nothing is more than rounding explains."""
    return abs(difference) > sum(one.step for one in figures) / 2 + 1e-9


def _changes(claim: Claim) -> Iterator[tuple[Measurement, Figure, Figure, Figure, bool]]:
    """Yield (measurement, a, b, change, both in percent) for each change given with both its ends."""
    if claim.quote is None:
        return
    for match in _FROM_TO.finditer(claim.quote):
        a, b = figure(match["a"]), figure(match["b"])
        if a is None or b is None:
            continue
        for one in claim.measurements:
            value = figure(one.value)
            if value is None or one.value in (match["a"], match["b"]) or one.baseline_value is None:
                continue
            if figure(one.baseline_value) == a:
                yield one, a, b, value, match["ub"] == "%"


def _change_fits(one: Measurement, a: Figure, b: Figure, change: Figure, in_percent: bool, words: str) -> bool | None:
    """Return whether a change is b − a, or that in percent of a; None where its unit leaves it open."""
    difference = b.value - a.value
    signed = (one.value or "").startswith(("+", "-", "−", "–"))
    aimed = change.value if signed else abs(change.value)
    actual = difference if signed else abs(difference)
    as_difference = not _off(actual - aimed, a, b, change)
    if one.unit not in ("%", "percent"):
        if one.unit and re.search(r"fold|times", one.unit):
            return None
        return as_difference
    if in_percent and as_difference:
        return True
    if a.value == 0:
        return None
    # The percentage is the more uncertain the fewer digits its ends have.
    spread = 100 * (a.step / 2 + b.step / 2 * 1) / abs(a.value) * max(1.0, abs(b.value / a.value))
    relative = 100 * actual / abs(a.value)
    return abs(relative - aimed) <= change.step + spread + 1e-9


def _of_changes(claim: Claim) -> Iterator[Outcome]:
    whole = False
    for one, a, b, change, in_percent in _changes(claim):
        whole = True
        fits = _change_fits(one, a, b, change, in_percent, claim.quote or "")
        if fits is None:
            yield not_performed(_RULE, "the change is given as a multiple")
        elif fits:
            yield passed(_RULE)
        else:
            unit = "%" if one.unit == "%" else ""
            yield at_claim(
                _RULE,
                "error",
                claim,
                f"from {shown(a.value)} to {shown(b.value)} is a change of {shown(b.value - a.value)},"
                f" not of {one.value}{unit}",
                "look up the values before and after, and correct the one that is wrong",
            )
    if not whole and any(one.baseline_value is not None for one in claim.measurements):
        lacking = (
            "the words are not in the graph" if claim.quote is None else "the change or one of its ends is not given"
        )
        yield not_performed(_RULE, lacking)


def _part(claims: list[tuple[Claim, Measurement]], pattern: re.Pattern[str]) -> tuple[Claim, Figure] | None:
    """Return the one percentage whose measure fits, or None where none or several do."""
    found = {
        (one.value, one.unit): (claim, value)
        for claim, one in claims
        if one.unit == "%" and pattern.search(one.measure) and (value := figure(one.value))
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _of_parts(claims: list[tuple[Claim, Measurement]]) -> Iterator[Outcome]:
    """Yield whether responses add up for one arm: complete + partial = objective, + stable = disease control."""
    complete, partial = _part(claims, _COMPLETE), _part(claims, _PARTIAL)
    if not complete or not partial:
        return
    stable = _part(claims, _STABLE)
    for pattern, named, parts in (
        (_WHOLE, "complete and partial responses", (complete, partial)),
        (_CONTROL, "responses and stable disease", (complete, partial, stable)),
    ):
        whole = _part(claims, pattern)
        if whole is None:
            continue
        if None in parts:
            yield not_performed(_RULE, "a part of the sum is not given")
            continue
        values = [part[1] for part in parts if part]
        total = sum(value.value for value in values)
        if _off(total - whole[1].value, whole[1], *values):
            yield at_claim(
                _RULE,
                "error",
                whole[0],
                f"{named} of {' % + '.join(shown(value.value) for value in values)} % make {shown(total)} %,"
                f" not {shown(whole[1].value)} %",
                "look the parts up in the cited work and correct the one that is wrong",
            )
        else:
            yield passed(_RULE)


def differences_add_up(dossier: Dossier) -> Iterator[Outcome]:
    """Yield whether changes are the difference of their ends, and responses the sum of their parts.

    Parts are put together within a claim, and within a row of a table for one arm, n and time.
    """
    rows: defaultdict[tuple[object, ...], list[tuple[Claim, Measurement]]] = defaultdict(list)
    for claim in dossier.claims:
        if not claim.measurements:
            continue
        yield from _of_changes(claim)
        line = claim.words[0].line if claim.words else 0
        for one in claim.measurements:
            if one.unit == "%":
                rows[line, one.arm, one.condition if one.arm is None else None, one.timepoint].append((claim, one))
    for key in sorted(rows, key=repr):
        yield from _of_parts(rows[key])
