"""Rules on figures that must agree: interval and estimate, p and interval, values that cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from thymograph.assembly.audit.dossiers import Dossier
from thymograph.assembly.audit.figures import Figure, figure
from thymograph.assembly.audit.findings import Outcome, at_claim, not_performed, passed
from thymograph.assembly.audit.measures import is_difference, is_ratio, is_share
from thymograph.model import Claim, Measurement

__all__ = ["ci_holds_estimate", "impossible_figure", "p_agrees_with_ci"]

_REMEDY = "look the figures up in the cited work and correct the one that is wrong"
# Tests other than that of no difference, whose p need not agree with the interval.
_OTHER_TEST = re.compile(
    r"non-?inferior|equivalence|one-?sided|one-?tailed|interaction|\btrend\b|heterogeneity|\blog-?rank\b", re.IGNORECASE
)


def _told(one: Measurement) -> str:
    unit = "%" if one.unit == "%" else ""
    return f"{one.measure} {one.value or ''}{unit}".strip()


def _each(dossier: Dossier) -> Iterator[tuple[Claim, Measurement]]:
    for claim in dossier.claims:
        for one in claim.measurements:
            yield claim, one


def _interval(one: Measurement) -> tuple[Figure, Figure] | None:
    low, high = figure(one.ci_low), figure(one.ci_high)
    return (low, high) if low and high else None


def ci_holds_estimate(dossier: Dossier) -> Iterator[Outcome]:
    """Yield whether each interval runs from low to high and holds the estimate, as far as the digits tell."""
    rule = "ci_holds_estimate"
    for claim, one in _each(dossier):
        interval = _interval(one)
        if interval is None:
            if (is_ratio(one) or is_difference(one)) and one.number is not None:
                yield not_performed(rule, "no confidence interval is given")
            continue
        low, high = interval
        value = figure(one.value)
        if low.low > high.high:
            yield at_claim(
                rule,
                "error",
                claim,
                f"{_told(one)}: the interval {one.ci_low} to {one.ci_high} runs backwards",
                _REMEDY,
            )
            continue
        if value is None:
            yield not_performed(rule, "no estimate is given with the interval")
            continue
        # A reduction is printed without its sign and its interval with it, or the other way round.
        mirrored = high.value < 0 < value.value or value.value < 0 < low.value
        at = Figure(-value.value, value.step) if mirrored else value
        if low.low - 1e-9 <= at.high and at.low <= high.high + 1e-9:
            yield passed(rule)
        else:
            yield at_claim(
                rule,
                "error",
                claim,
                f"{_told(one)} lies outside of its own confidence interval, {one.ci_low} to {one.ci_high}",
                _REMEDY,
            )


def _significant(p: Figure, operator: str, level: float) -> bool | None:
    """Return whether p is below the level, or None where the print leaves it open."""
    if operator in ("<", "≤", "<=", "&lt;"):
        return True if p.value <= level + 1e-12 else None
    if operator in (">", "≥", ">="):
        return False if p.value >= level - 1e-12 else None
    if p.low <= level <= p.high:
        return None
    return p.value < level


def p_agrees_with_ci(dossier: Dossier) -> Iterator[Outcome]:
    """Yield, for ratios and differences, whether p tells the same as the interval: significant or not.

    Left open where the interval touches no effect as printed, where p is as good as at the level, and for
    tests of something else than no difference.
    """
    rule = "p_agrees_with_ci"
    for claim, one in _each(dossier):
        null = 1.0 if is_ratio(one) else 0.0 if is_difference(one) else None
        if null is None:
            continue
        interval, p = _interval(one), figure(one.p)
        if interval is None and p is None:
            yield not_performed(rule, "neither p nor confidence interval is given")
            continue
        if interval is None or p is None:
            yield not_performed(rule, "no p is given" if p is None else "no confidence interval is given")
            continue
        if _OTHER_TEST.search(claim.quote or ""):
            yield not_performed(rule, "p may be of another test than that of no difference")
            continue
        low, high = interval
        if low.low <= null <= low.high or high.low <= null <= high.high:
            yield not_performed(rule, "the interval touches no effect within its rounding")
            continue
        ci_level = figure(one.ci_level)
        level = 1 - (ci_level.value if ci_level else 95.0) / 100
        says = _significant(p, one.p_operator or "=", level)
        if says is None or (one.p_operator in (None, "=") and abs(p.value - level) <= level / 5):
            yield not_performed(rule, "p is as good as at the level of the interval")
            continue
        excludes = not low.value <= null <= high.value
        if says == excludes:
            yield passed(rule)
            continue
        yield at_claim(
            rule,
            "error",
            claim,
            f"{_told(one)}: the interval {one.ci_low} to {one.ci_high} {'excludes' if excludes else 'includes'} {null:g},"
            f" but p {one.p_operator or '='} {one.p} is {'' if says else 'not '}significant",
            _REMEDY,
        )


def impossible_figure(dossier: Dossier) -> Iterator[Outcome]:
    """Yield whether figures are ones that can be: shares from 0 to 100 %, p from 0 to 1, ratios above 0."""
    rule = "impossible_figure"
    for claim, one in _each(dossier):
        value, p = figure(one.value), figure(one.p)
        wrong = []
        checked = False
        if is_share(one) and value is not None and not (one.value or "").startswith(("+", "-", "−", "–")):
            checked = True
            if value.value > 100:
                wrong.append(f"{_told(one)} is more than all patients")
        if p is not None:
            checked = True
            if not 0 <= p.value <= 1:
                wrong.append(f"p {one.p_operator or '='} {one.p} is no probability")
        if is_ratio(one) and value is not None and "log" not in one.measure.casefold():
            checked = True
            if value.value < 0:
                wrong.append(f"{_told(one)}: a ratio cannot be below 0")
        n, share_of = figure(one.n), figure(one.value)
        if one.unit in ("patients", "participants", "subjects") and n and share_of and one.n != one.value:
            checked = True
            if share_of.value > n.value:
                wrong.append(f"{_told(one)} are more than the {one.n} there were")
        if not checked:
            continue
        if not wrong:
            yield passed(rule)
        for words in wrong:
            yield at_claim(rule, "error", claim, words, _REMEDY)
