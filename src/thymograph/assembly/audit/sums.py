"""Rule on differences and sums: from a to b is b − a, and parts make up their whole."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from thymograph.assembly.audit.dossiers import Dossier
from thymograph.assembly.audit.figures import Figure, figure, shown, whole_number
from thymograph.assembly.audit.findings import Outcome, at_claim, not_performed, passed
from thymograph.assembly.audit.uncited import is_cell
from thymograph.model import Claim, Measurement

__all__ = ["differences_add_up"]

_RULE = "differences_add_up"
_N = r"[+\-−–]?\d[\d,]*(?:[.·]\d+)?"
_FROM_TO = re.compile(
    rf"\bfrom\s+(?:an?\s+)?(?:(?:mean|median|baseline)\s+(?:of\s+)?)?(?P<a>{_N})\s*(?P<ua>%|[A-Za-zμµ/]+(?:/[A-Za-zμµ]+)?)?"
    rf"(?:\s*±\s*{_N})?(?:\s+at baseline)?\s+to\s+(?P<b>{_N})\s*(?P<ub>%|[A-Za-zμµ/]+)?"
)
_BASELINE = re.compile(r"\b(?:baseline|before|pre-?treatment|day 0|week 0|start)\b", re.IGNORECASE)
_ASSIGNED = re.compile(r"\b(?:randomi[sz]ed|randomly|assigned|allocated)\b", re.IGNORECASE)
# Those who finished or were looked at are fewer than those assigned.
_NOT_ALL = re.compile(
    r"\b(?:complet\w+|analy[sz]\w+|evaluab\w+|withdr[ae]w\w*|exclu\w+|discontinu\w+|received|treated|remain\w+|lost)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?<![\w.,])(?P<n>\d[\d,]*)\s+(?:\w+ ){0,3}?(?:patients|participants|adults|subjects|children|women|men|people|volunteers)\b"
)
_ARM = re.compile(
    r"(?<![\w.,])(?P<n>\d[\d,]*)(?:\s+(?:patients|participants|adults|subjects|children|women|men|people))?(?:\s+(?:were\s+)?(?:randomly\s+)?(?:assigned|allocated|randomi[sz]ed))?\s+to\b(?!\s+\d)"
)
# A median of changes is no difference of medians, and an adjusted one comes from a model.
_OWN = re.compile(r"\bmedian|\badjusted\b|\bleast[- ]squares\b|\bLS\b|\bgeometric\b", re.IGNORECASE)
_OWN_CHANGE = "a median or adjusted change need not be the difference of its ends"
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


def _change_fits(one: Measurement, a: Figure, b: Figure, change: Figure, in_percent: bool) -> bool | None:
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


def _own_change(one: Measurement, claim: Claim) -> bool:
    return any(_OWN.search(words) for words in (one.measure, claim.quote or ""))


def _of_changes(claim: Claim) -> Iterator[Outcome]:
    whole = False
    for one, a, b, change, in_percent in _changes(claim):
        whole = True
        fits = _change_fits(one, a, b, change, in_percent)
        if fits is None:
            yield not_performed(_RULE, "the change is given as a multiple")
        elif fits:
            yield passed(_RULE)
        elif _own_change(one, claim):
            yield not_performed(_RULE, _OWN_CHANGE)
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
    if not whole and any(one.baseline_value is not None for one in claim.measurements) and not is_cell(claim):
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


def _of_arms(claim: Claim) -> Iterator[Outcome]:
    """Yield whether the patients assigned to the arms are as many as were assigned at all."""
    words = claim.quote or ""
    if not _ASSIGNED.search(words) or _NOT_ALL.search(words):
        return
    total = _TOTAL.search(words)
    arms = [match for match in _ARM.finditer(words) if total is None or match.start() != total.start()]
    if total is None or len(arms) < 2 or arms[0].start() < total.end():
        return
    numbers = [whole_number(match["n"]) or 0 for match in arms]
    if sum(numbers) == whole_number(total["n"]):
        yield passed(_RULE)
    else:
        yield at_claim(
            _RULE,
            "warning",
            claim,
            f"{' + '.join(match['n'] for match in arms)} make {sum(numbers)}, not {total['n']}",
            "look up how many were assigned to each arm, or say what became of the others",
        )


def _of_row(pairs: list[tuple[Claim, Measurement]]) -> Iterator[Outcome]:
    """Yield whether, in a row of a table, the change is the difference of the values before and after."""
    before = [one for _, one in pairs if _BASELINE.search(one.timepoint or "") and one.baseline_value is None]
    changes = [pair for pair in pairs if _BASELINE.search(pair[1].comparator or "")]
    after = [one for _, one in pairs if one.baseline_value is not None and one.timepoint]
    if len(before) != 1 or len(changes) != 1 or len(after) != 1:
        return
    claim, change = changes[0]
    a, b, d = figure(before[0].value), figure(after[0].value), figure(change.value)
    if a is None or b is None or d is None or figure(after[0].baseline_value) != a:
        return
    if _change_fits(change, a, b, d, before[0].unit == "%") is not False:
        yield passed(_RULE)
        return
    if _own_change(change, claim):
        yield not_performed(_RULE, _OWN_CHANGE)
        return
    # A warning: those measured after may be fewer than those before.
    yield at_claim(
        _RULE,
        "warning",
        claim,
        f"{change.measure}: from {shown(a.value)} to {shown(b.value)} is a change of {shown(b.value - a.value)},"
        f" not of {change.value}",
        "look up the values before and after, and correct the one that is wrong",
    )


def differences_add_up(dossier: Dossier) -> Iterator[Outcome]:
    """Yield whether changes are the difference of their ends, and responses the sum of their parts.

    Parts are put together within a claim, and within a row of a table for one arm, n and time.
    """
    rows: defaultdict[tuple[object, ...], list[tuple[Claim, Measurement]]] = defaultdict(list)
    cells: defaultdict[tuple[object, ...], list[tuple[Claim, Measurement]]] = defaultdict(list)
    for claim in dossier.claims:
        yield from _of_arms(claim)
        if not claim.measurements:
            continue
        yield from _of_changes(claim)
        line = claim.words[0].line if claim.words else 0
        in_cell = is_cell(claim)
        for one in claim.measurements:
            if in_cell:
                cells[line, one.measure, one.arm].append((claim, one))
            if one.unit == "%":
                rows[line, one.arm, one.condition if one.arm is None else None, one.timepoint].append((claim, one))
    for key in sorted(rows, key=repr):
        yield from _of_parts(rows[key])
    for key in sorted(cells, key=repr):
        yield from _of_row(cells[key])
