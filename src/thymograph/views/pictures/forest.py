"""The forest plot: effects with their intervals around the line of no effect, as printed, nothing pooled."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import groupby

from thymograph.views.pictures.effects import Effect, effects_of
from thymograph.views.pictures.picture import Cell, Picture
from thymograph.views.pictures.scene import MOST_ROWS, NARROWING, Scene
from thymograph.views.pictures.sheet import Sheet, number
from thymograph.views.pictures.wording import counted, joined, shortened

__all__ = ["forest"]

_TITLE = "How large are the effects?"
_SAYS = (
    "Each effect with its confidence interval, as the document prints it. Ratios stand with ratios, on a logarithmic scale; "
    "differences with differences of the same unit. Nothing is pooled or weighted."
)
_TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _group(one: Effect) -> tuple[str, str, str]:
    return one.statistic, one.outcome.casefold(), one.arm.casefold()


def _panel(one: Effect) -> tuple[str, str]:
    """Return what shares an axis, and its heading: all ratios; differences of one unit; standardised ones by themselves.

    Where no unit is printed, two outcomes need not have the same one: each has its own axis.
    """
    if one.scale == "ratio":
        return "Ratios", ""
    if one.unit:
        return f"Differences ({one.unit})", ""
    if one.statistic.startswith("standardi"):
        return "Standardised differences", ""
    return "Differences, no unit printed", one.outcome.casefold() or one.claim


def _ordered(effects: Sequence[Effect]) -> list[Effect]:
    place = {one: at for at, one in enumerate(effects)}
    return sorted(
        effects,
        key=lambda one: (one.scale != "ratio", _panel(one), _group(one), one.again, one.value or 0, place[one]),
    )


def forest(scene: Scene) -> Picture:
    """Return the forest plot of a graph."""
    effects = effects_of(scene)
    drawn = _ordered([one for one in effects if one.apart is None])
    apart = [one for one in effects if one.apart is not None]
    shown, told = drawn[:MOST_ROWS], apart[: max(MOST_ROWS - len(drawn), 12)]
    missing = [counted(len(drawn) - len(shown), "further effect")] * (len(shown) < len(drawn))
    missing += [
        counted(len(apart) - len(told), "further effect that is not drawn", "further effects that are not drawn")
    ] * (len(told) < len(apart))
    return Picture(
        name="forest",
        title=_TITLE,
        says=_SAYS,
        nothing=None if effects else "No claim here prints a ratio or a difference between two groups.",
        left_out=f"Left out: {' and '.join(missing)}. {NARROWING}" if missing else None,
        columns=("Effect", "Outcome", "Groups", "n", "As printed", "Drawn", "Stands in"),
        rows=tuple(_row(scene, one) for one in [*shown, *told]),
        draw=lambda sheet: _draw(sheet, shown, told),
    )


def _row(scene: Scene, one: Effect) -> tuple[Cell, ...]:
    drawn = one.apart or ("yes; the same figures stand in a row before" if one.again else "yes")
    return (
        Cell(_sentence(one.statistic), one.claim),
        Cell(joined(one.outcome or "not named with the figure", one.besides)),
        Cell(one.versus),
        Cell(one.n or "not said"),
        Cell(one.printed),
        Cell(f"no: {drawn}" if one.apart else drawn),
        Cell(one.footing, scene.document_target(one.document)),
    )


# ---------------------------------------------------------------- drawing


def _draw(sheet: Sheet, shown: Sequence[Effect], apart: Sequence[Effect]) -> None:
    for (heading, _), group in groupby(shown, _panel):
        _draw_panel(sheet, list(group), heading)
    if not shown:
        sheet.paragraph("No effect is printed with a confidence interval, so there is none to draw.", after=6)
    if apart:
        sheet.y += 12
        sheet.paragraph("Printed, but not drawn", "p-group", after=4)
        for one in apart:
            _draw_apart(sheet, one)


def _draw_apart(sheet: Sheet, one: Effect) -> None:
    words = f"{_sentence(one.statistic)} {one.printed}: {joined(one.outcome, one.versus)} — {one.apart}"
    with sheet.mark(one.claim, joined(words, one.footing), area=sheet.span):
        for line in sheet.fitted(words, sheet.span, "p-small", 3):
            sheet.y += 16
            sheet.text(sheet.left, sheet.y, line, "p-small")
        for line in sheet.fitted(one.footing, sheet.span, "p-soft", 1):
            sheet.y += 15
            sheet.text(sheet.left, sheet.y, line, "p-soft")
    sheet.y += 8


Axis = tuple[Callable[[float], float], Sequence[tuple[float, str]], float, float]


def _nice_step(width: float) -> float:
    """Return the step of ticks, 1, 2 or 5 times a power of ten, of which some five fit into ``width``."""
    rough = width / 5
    power: float = 10.0 ** math.floor(math.log10(rough))
    return next(power * one for one in (1, 2, 5, 10) if rough <= power * one * 1.0001)


def _axis(rows: Sequence[Effect], scale: str, left: float, right: float) -> Axis:
    """Return (place of a value, ticks with their words, least and greatest value that the axis shows)."""
    ends = [end for one in rows for end in (one.low, one.high, one.value) if end is not None]
    if scale == "ratio":
        # One wild interval would press all others flat: it leaves the axis, with an arrow.
        points = [one.value for one in rows if one.value is not None]
        low, high = max(min(ends), min(0.05, *points)), min(max(ends), max(20.0, *points))
        low = max([tick for tick in _TICKS if tick <= min(low, 0.8)], default=_TICKS[0])
        high = min([tick for tick in _TICKS if tick >= max(high, 1.25)], default=_TICKS[-1])
        spread = math.log(high / low)

        def at(value: float) -> float:
            return left + (right - left) * math.log(min(max(value, low), high) / low) / spread

        return at, [(tick, f"{tick:g}") for tick in _TICKS if low <= tick <= high], low, high
    least, most = min(0.0, *ends), max(0.0, *ends)
    step = _nice_step((most - least) or 1)
    low, high = math.floor(least / step - 0.01) * step, math.ceil(most / step + 0.01) * step

    def along(value: float) -> float:
        return left + (right - left) * (value - low) / (high - low)

    steps = range(round(low / step), round(high / step) + 1)
    return along, [(place * step, f"{place * step:.6g}".replace("-", "−")) for place in steps], low, high


def _draw_panel(sheet: Sheet, rows: Sequence[Effect], heading: str) -> None:
    scale, unit = rows[0].scale, rows[0].unit
    sheet.y += 10
    sheet.paragraph(heading, "p-panel", step=20, after=4)
    if sheet.narrow:
        left, right = sheet.left + 16, sheet.right - 16
    else:
        left, right = sheet.left + sheet.span * 0.42, sheet.left + sheet.span * 0.72
    axis = _axis(rows, scale, left, right)
    top = sheet.y
    for (statistic, _, _), group in groupby(rows, _group):
        first, *rest = list(group)
        sheet.y += 6
        outcome = first.outcome or "outcome not named with the figure"
        head = f"{_sentence(statistic)} · {outcome} · {first.arm}"
        room = sheet.span if sheet.narrow else left - sheet.left - 12
        sheet.y = sheet.lines(sheet.left, sheet.y + 17, sheet.fitted(head, room, "p-group", 3), "p-group", 17) - 13
        for one in (first, *rest):
            (_draw_row_narrow if sheet.narrow else _draw_row)(sheet, one, axis, left, right)
    _draw_axis(sheet, axis, left, right, top, scale, unit)


def _draw_axis(sheet: Sheet, axis: Axis, left: float, right: float, top: float, scale: str, unit: str) -> None:
    at, ticks, _, _ = axis
    none = 1.0 if scale == "ratio" else 0.0
    sheet.y += 4
    sheet.line(left, sheet.y, right, sheet.y, "p-axis")
    last = -100.0
    for value, words in ticks:
        x = at(value)
        sheet.line(x, sheet.y, x, sheet.y + 5, "p-axis")
        half = sheet.width_of(words, "p-soft") / 2
        if x - half > last + 4 or value == none:
            sheet.text(x, sheet.y + 18, words, "p-soft", "middle")
            last = x + half
    sheet.y += 34
    words = (
        "no difference: 1 (logarithmic scale)" if scale == "ratio" else f"no difference: 0{' ' + unit if unit else ''}"
    )
    x = at(none)
    half = sheet.width_of(words, "p-soft") / 2
    # On a telephone words stand where the line would run; each row has its own piece of it.
    sheet.line(x, sheet.y - 44 if sheet.narrow else top, x, sheet.y - 27, "p-none-line")
    sheet.text(min(max(x, sheet.left + half), sheet.right - half), sheet.y, words, "p-soft", "middle")
    sheet.y += 8


def _draw_interval(sheet: Sheet, one: Effect, axis: Axis, y: float) -> None:
    at, _, least, most = axis
    assert one.value is not None
    assert one.low is not None
    assert one.high is not None
    low, high, x = at(one.low), at(one.high), at(one.value)
    css = "p-mark-again" if one.again else "p-mark"
    sheet.line(low, y, high, y, "p-mark-line")
    for end, value, way in ((low, one.low, -1), (high, one.high, 1)):
        if value < least or value > most:
            sheet.put("path", "p-mark", d=f"M{number(end)} {number(y)}l{-7 * way} -4v8z")
        else:
            sheet.line(end, y - 5, end, y + 5, "p-mark-line")
    if least <= one.value <= most:
        sheet.rect(x - 4.5, y - 4.5, 9, 9, css)


def _told(one: Effect) -> str:
    return joined(f"{_sentence(one.statistic)} {one.printed}", one.outcome, one.versus, one.footing)


def _under(one: Effect) -> str:
    return joined("the same figures as a row above" if one.again else None, one.footing)


def _draw_row(sheet: Sheet, one: Effect, axis: Axis, left: float, right: float) -> None:
    with sheet.mark(one.claim, _told(one), area=sheet.span):
        room = left - sheet.left - 22
        words = sheet.fitted(joined(one.versus, f"n = {one.n}" if one.n else None, one.besides), room, most=2)
        under = sheet.fitted(_under(one), room, "p-soft", 2)
        start = sheet.y
        y = sheet.lines(sheet.left, start + 16, words)
        y = sheet.lines(sheet.left, y, under, "p-soft", 15)
        printed = sheet.fitted(one.printed, sheet.right - right - 18, most=3)
        sheet.lines(right + 18, start + 16, printed)
        _draw_interval(sheet, one, axis, start + 12)
        sheet.y = max(y - 8, start + 16 + 16 * len(printed))
    sheet.y += 4


def _draw_row_narrow(sheet: Sheet, one: Effect, axis: Axis, left: float, right: float) -> None:
    with sheet.mark(one.claim, _told(one), area=sheet.span):
        words = sheet.fitted(joined(one.versus, f"n = {one.n}" if one.n else None, one.besides), sheet.span, most=3)
        sheet.y = sheet.lines(sheet.left, sheet.y + 16, words)
        sheet.y = sheet.lines(sheet.left, sheet.y, sheet.fitted(one.printed, sheet.span, "p-bold", 2), "p-bold")
        sheet.y = sheet.lines(
            sheet.left, sheet.y, sheet.fitted(shortened(_under(one), 160), sheet.span, "p-soft", 2), "p-soft", 15
        )
        x = axis[0](1.0 if one.scale == "ratio" else 0.0)
        sheet.line(x, sheet.y - 12, x, sheet.y + 8, "p-none-line")
        _draw_interval(sheet, one, axis, sheet.y - 2)
        sheet.y += 8
    sheet.y += 4
