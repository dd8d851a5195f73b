"""What a page draws beside its letters: rules, the dots of lists, and pictures that fill it."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from thymograph.reading.pdf.segments import Page, Segment

__all__ = ["Drawings", "Rule", "drawings_of", "frames_across", "with_dots"]

# Points.
_THICKEST = 2.5
_SHORTEST = 20.0
_DOT = (1.2, 9.0)
_TOUCH = 3.0
_TALLEST_FRAME = 300.0
# So many objects of a page are looked at; one with more is a drawing.
_MOST_OBJECTS = 5_000
_MOST_DOTS = 200
# Part of a page that a picture of all of it covers.
_WHOLE = 0.6


class Rule(NamedTuple):
    """A horizontal line."""

    y: float
    x0: float
    x1: float


@dataclass(slots=True)
class Drawings:
    """What was drawn on an upright page."""

    rules: list[Rule] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    """Bottom, top, left, right."""
    dots: list[tuple[float, float, float, float]] = field(default_factory=list)
    """Left, bottom, right, top."""
    pictures: int = 0
    is_pictured: bool = False
    """A picture takes most of the page."""


def drawings_of(raw: Any, page: Any, width: float, height: float) -> Drawings:
    """Return what a page draws, places in points; forms inside it are not looked into."""
    found = Drawings()
    edges = [ctypes.c_float() for _ in range(4)]
    pointers = [ctypes.byref(edge) for edge in edges]
    for index in range(min(_MOST_OBJECTS, max(0, raw.FPDFPage_CountObjects(page)))):
        one = raw.FPDFPage_GetObject(page, index)
        kind = raw.FPDFPageObj_GetType(one)
        if kind == raw.FPDF_PAGEOBJ_TEXT or not raw.FPDFPageObj_GetBounds(one, *pointers):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        across, up = right - left, top - bottom
        if kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
            found.pictures += 1
            found.is_pictured |= across * up > _WHOLE * width * height
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            if across >= _SHORTEST and up <= _THICKEST:
                found.rules.append(Rule((bottom + top) / 2, left, right))
            elif across >= _SHORTEST and up >= _SHORTEST:
                if up <= _TALLEST_FRAME:
                    found.boxes.append((bottom, top, left, right))
            elif _DOT[0] <= across <= _DOT[1] and abs(across - up) < 0.2 * across:
                found.dots.append((left, bottom, right, top))
    return found


def frames_across(drawn: Drawings, x: float) -> list[tuple[float, float]]:
    """Return lower and upper edge of the boxes on both sides of ``x``, and of tables there: what several like rules enclose."""
    found = [(low, high) for low, high, x0, x1 in drawn.boxes if x0 < x - _TOUCH and x1 > x + _TOUCH]
    if len(drawn.rules) < 2:
        return found
    lines: list[Rule] = []
    for rule in sorted(drawn.rules):
        last = lines[-1] if lines else None
        if last and rule.y - last.y < _TOUCH and rule.x0 <= last.x1 + _TOUCH:
            lines[-1] = Rule(last.y, min(last.x0, rule.x0), max(last.x1, rule.x1))
        else:
            lines.append(rule)
    group: list[Rule] = []
    for line in [line for line in lines if line.x0 < x - _TOUCH and line.x1 > x + _TOUCH]:
        last = group[-1] if group else line
        if abs(line.x0 - last.x0) > _TOUCH or abs(line.x1 - last.x1) > _TOUCH or line.y - last.y > _TALLEST_FRAME:
            found.append((group[0].y, last.y))
            group = []
        group.append(line)
    if group:
        found.append((group[0].y, group[-1].y))
    return found


def with_dots(page: Page, drawings: Drawings) -> list[Segment]:
    """Return the segments of a page, a sign before each line that a drawn dot opens: two dots under each other at least."""
    segments = sorted(page.segments, key=_across)
    found: list[tuple[float, Segment]] = []
    for left, bottom, right, top in drawings.dots[:_MOST_DOTS]:
        middle = (bottom + top) / 2
        line = [s for s in segments if s.base - 0.1 * s.size < middle < s.base + 0.75 * s.size]
        first = next((s for s in line if s.x1 > left), None)
        if first is not None and 0.1 * first.size < first.x0 - right < 2.5 * first.size and top - bottom < first.size:
            found.append((left, first))
    if not found or max(sum(abs(x - left) < _TOUCH for x, _ in found) for left, _ in found) < 2:
        return page.segments
    for left, first in found:
        first.pieces.insert(0, ["• ", 0])
        first.x0 = left
    return page.segments


def _across(segment: Segment) -> float:
    return segment.x0
