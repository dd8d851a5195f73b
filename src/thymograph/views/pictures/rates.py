"""Percentages by arm: the two groups of one measurement side by side, as printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from thymograph.assembly.audit.figures import figure
from thymograph.assembly.opposed_figures import measure_key
from thymograph.model import Measurement
from thymograph.views.pictures.picture import Cell, Picture
from thymograph.views.pictures.scene import MOST_ROWS, NARROWING, Scene
from thymograph.views.pictures.sheet import Sheet, number
from thymograph.views.pictures.wording import counted, joined

__all__ = ["Rate", "rates", "rates_of"]

_TITLE = "How often did it happen in each group?"
_SAYS = (
    "Percentages of two groups that one and the same measurement compares, as printed. Shares of one group alone, changes and "
    "levels in per cent are not drawn, and nothing is pooled."
)
# Changes are no shares; nor are levels that happen to be measured in per cent.
_NO_SHARE = re.compile(
    r"\b(?:change|reduction|reduced|decrease|decline|increase|improvement in|difference|ratio|relative|inhibition|hba1c|a1c|h[ae]+moglobin"
    r"|h[ae]*matocrit|ejection fraction|lvef|fev1?|saturation|spo2|bioavailability|concentration|purity|viability|confidence|weight|fat|percent of"
    r"|per cent of|mean|median|dose|humidity|viability|yield|i2|heterogeneity)\b",
    re.I,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Two percentages of one measurement."""

    measure: str
    arm: str
    comparator: str
    value: float
    other: float
    printed: str
    other_printed: str
    n: str | None
    p: str | None
    besides: str
    again: bool
    """Whether a rate before it has the same figures and arms: the same result told again."""
    claim: str
    document: str
    footing: str


def _share(printed: str | None, unit: str | None) -> float | None:
    """Return a percentage between 0 and 100, by its own sign or the unit; None for anything else."""
    found = figure(printed)
    if found is None or not ("%" in (printed or "") or (unit or "").strip() in ("%", "percent", "per cent")):
        return None
    return found.value if 0 <= found.value <= 100 else None


def _percent(printed: str) -> str:
    return printed if "%" in printed else f"{printed}%"


def _rate(one: Measurement) -> tuple[float, float] | None:
    if not one.arm or not one.comparator or _NO_SHARE.search(one.measure):
        return None
    value, other = _share(one.value, one.unit), _share(one.comparator_value, one.unit or "%")
    return (value, other) if value is not None and other is not None else None


def rates_of(scene: Scene) -> list[Rate]:
    """Return the percentages of two arms in reading order."""
    found: list[Rate] = []
    seen: set[tuple[object, ...]] = set()
    for claim in scene.claims:
        for one in dict.fromkeys(claim.measurements):
            pair = _rate(one)
            if pair is None:
                continue
            # The same shares of another outcome, or of other people, are another result.
            key = (
                *pair,
                (one.arm or "").casefold(),
                (one.comparator or "").casefold(),
                measure_key(one.measure),
                one.n,
            )
            found.append(
                Rate(
                    measure=one.measure,
                    arm=one.arm or "",
                    comparator=one.comparator or "",
                    value=pair[0],
                    other=pair[1],
                    printed=_percent(one.value or ""),
                    other_printed=_percent(one.comparator_value or ""),
                    n=one.n,
                    p=f"P {one.p_operator or '='} {one.p}" if one.p else None,
                    besides=joined(one.timepoint, one.condition),
                    again=key in seen,
                    claim=claim.id,
                    document=claim.document,
                    footing=scene.footing(claim),
                )
            )
            seen.add(key)
    return found


def rates(scene: Scene) -> Picture:
    """Return the picture of percentages by arm."""
    found = rates_of(scene)
    place = {one: at for at, one in enumerate(found)}
    found.sort(key=lambda one: (one.measure.casefold(), one.arm.casefold(), place[one]))
    shown = found[:MOST_ROWS]
    return Picture(
        name="rates",
        title=_TITLE,
        says=_SAYS,
        nothing=None if found else "No claim here gives percentages of two groups that it compares.",
        left_out=f"Left out: {counted(len(found) - MOST_ROWS, 'further comparison')}. {NARROWING}" if len(found) > MOST_ROWS else None,
        columns=("What happened", "Group", "Share", "Against", "Share", "n", "Stands in"),
        rows=tuple(
            (
                Cell(joined(one.measure, one.besides, "the same figures stand in a row before" if one.again else None), one.claim),
                Cell(one.arm),
                Cell(one.printed),
                Cell(one.comparator),
                Cell(joined(one.other_printed, one.p)),
                Cell(one.n or "not said"),
                Cell(one.footing, scene.document_target(one.document)),
            )
            for one in shown
        ),
        draw=lambda sheet: _draw(sheet, shown),
    )  # fmt: skip


# ---------------------------------------------------------------- drawing


_FEW = 10.0
"""Shares up to here have an axis of their own beside larger ones: on one to a hundred they are all at its end."""


def _draw(sheet: Sheet, rows: Sequence[Rate]) -> None:
    _draw_key(sheet)
    large = [one for one in rows if max(one.value, one.other) > _FEW]
    small = [one for one in rows if max(one.value, one.other) <= _FEW]
    for panel in (large, small):
        if panel:
            if large and small:
                sheet.y += 10
                heading = "Larger shares" if panel is large else f"Shares up to {_FEW:g}%, on a scale of their own"
                sheet.paragraph(heading, "p-panel", step=20, after=2)
            _draw_panel(sheet, panel)


def _draw_panel(sheet: Sheet, rows: Sequence[Rate]) -> None:
    if sheet.narrow:
        left, right = sheet.left + 12, sheet.right - 18
    else:
        left, right = sheet.left + sheet.span * 0.42, sheet.left + sheet.span * 0.76
    most = max(max(one.value, one.other) for one in rows)
    # A scale from nought that ends at a round share above the greatest.
    end = next(one for one in (1, 2, 5, 10, 20, 50, 100) if most <= one)
    top, body = sheet.y, len(sheet.root)
    for _, group in groupby(rows, lambda one: one.measure.casefold()):
        first, *rest = list(group)
        sheet.y += 6
        head = first.measure[:1].upper() + first.measure[1:]
        room = sheet.span if sheet.narrow else left - sheet.left - 12
        sheet.y = sheet.lines(sheet.left, sheet.y + 17, sheet.fitted(head, room, "p-group", 3), "p-group", 17) - 14
        for one in (first, *rest):
            _draw_row(sheet, one, left, right, end)
    for step in range(6):
        x = left + (right - left) * step / 5
        # Behind what it helps to read.
        sheet.line(x, top, x, sheet.y, "p-faint")
        grid = sheet.root[-1]
        sheet.root.remove(grid)
        sheet.root.insert(body, grid)
        sheet.text(x, sheet.y + 16, f"{end * step / 5:g}%", "p-soft", "middle")
    sheet.line(left, sheet.y, right, sheet.y, "p-axis")
    sheet.y += 22


def _arm(sheet: Sheet, x: float, y: float) -> None:
    sheet.put("circle", "p-arm", cx=x, cy=y, r=5)


def _other(sheet: Sheet, x: float, y: float) -> None:
    sheet.put("path", "p-other", d=f"M{number(x)} {number(y - 6)}l6 6l-6 6l-6 -6z")


def _draw_key(sheet: Sheet) -> None:
    sheet.y += 18
    _arm(sheet, sheet.left + 6, sheet.y - 4)
    words = "group named first"
    sheet.text(sheet.left + 18, sheet.y, words, "p-soft")
    x = sheet.left + 40 + sheet.width_of(words, "p-soft")
    _other(sheet, x, sheet.y - 4)
    sheet.text(x + 12, sheet.y, "group it is compared with", "p-soft")
    sheet.y += 10


def _draw_row(sheet: Sheet, one: Rate, left: float, right: float, end: float) -> None:
    told = f"{one.measure}: {one.arm} {one.printed}, {one.comparator} {one.other_printed}"
    versus = joined(f"{one.arm} against {one.comparator}", f"n = {one.n}" if one.n else None, one.besides)
    under = joined("the same figures as a row above" if one.again else None, one.footing)
    figures = joined(f"{one.printed} against {one.other_printed}", one.p)
    x, other = (left + (right - left) * value / end for value in (one.value, one.other))
    with sheet.mark(one.claim, joined(told, one.footing), area=sheet.span):
        if sheet.narrow:
            sheet.y = sheet.lines(sheet.left, sheet.y + 16, sheet.fitted(versus, sheet.span, most=3))
            sheet.y = sheet.lines(sheet.left, sheet.y, sheet.fitted(figures, sheet.span, "p-bold", 2), "p-bold")
            sheet.y = sheet.lines(sheet.left, sheet.y, sheet.fitted(under, sheet.span, "p-soft", 2), "p-soft", 15)
            at, bottom = sheet.y - 2, sheet.y + 10
        else:
            room = left - sheet.left - 22
            start, at = sheet.y + 16, sheet.y + 12
            y = sheet.lines(sheet.left, start, sheet.fitted(versus, room, most=2))
            y = sheet.lines(sheet.left, y, sheet.fitted(under, room, "p-soft", 2), "p-soft", 15)
            printed = sheet.fitted(figures, sheet.right - right - 18, most=3)
            bottom = max(y - 8, sheet.lines(right + 18, start, printed) - 8)
        sheet.line(x, at, other, at, "p-gap")
        _other(sheet, other, at)
        _arm(sheet, x, at)
        sheet.y = bottom
    sheet.y += 6
