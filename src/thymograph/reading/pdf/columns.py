"""The order in which a page is read: its columns, found by the gutters between them, and its lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from thymograph.reading.pdf.drawings import Drawings, frames_across
from thymograph.reading.pdf.segments import Segment

__all__ = ["Area", "Row", "areas_of"]

# Points of a step in the search for gutters.
_STEP = 2.0
_FEWEST_LINES = 4
_MANY_LINES = 12
_MOST_SPLITS = 6
_MOST_RUNS = 5
# Parts of the fullest step that may cross a gutter: most of a page may be set in one column.
_MOST_CROSSING = 0.8
# Parts of the fullest step by which others than the emptiest may differ from it.
_NEAR_LEAST = 0.04


@dataclass(slots=True)
class Row:
    """A line of a column: its segments from left to right."""

    segments: list[Segment]

    @property
    def x0(self) -> float:
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        return max(segment.x1 for segment in self.segments)

    @property
    def base(self) -> float:
        return max(self.segments, key=_letters).base

    @property
    def size(self) -> float:
        return max(self.segments, key=_letters).size

    @property
    def letters(self) -> int:
        return sum(segment.letters for segment in self.segments)

    @property
    def is_bold(self) -> bool:
        return sum(segment.bold for segment in self.segments) > 0.8 * self.letters


@dataclass(slots=True)
class Area:
    """A stretch of a page that is read from top to bottom."""

    rows: list[Row]
    x0: float
    x1: float


def _letters(segment: Segment) -> int:
    return segment.letters


def areas_of(segments: Sequence[Segment], drawn: Drawings | None = None) -> Iterator[Area]:
    """Yield the areas of a page in reading order: above a gutter first, then left of it, then right of it, then below.

    Two columns are told from a table by how full their lines are; a figure's labels may stand anywhere.

    Args:
        segments: Of the page.
        drawn: What its rules and boxes enclose on both sides of a gutter is read across it: a table or box wider than a column.
    """
    yield from _areas(list(segments), _MOST_SPLITS, drawn or Drawings())


def _areas(segments: list[Segment], depth: int, drawn: Drawings) -> Iterator[Area]:
    gutter = _gutter(segments, depth, drawn) if depth else None
    if gutter is None:
        if segments:
            yield Area(_rows(segments), min(s.x0 for s in segments), max(s.x1 for s in segments))
        return
    frames = frames_across(drawn, gutter)
    crossing: list[Segment] = []
    aside: list[Segment] = []
    for s in sorted(segments, key=_downwards):
        over = s.x0 < gutter - 1 and s.x1 > gutter + 1
        framed = any(low < s.base + 0.3 * s.size < high for low, high in frames)
        (crossing if over or framed else aside).append(s)
    index = 0
    run: list[Segment] = []
    for place, segment in enumerate([*crossing, None]):
        band: list[Segment] = []
        while index < len(aside) and (segment is None or aside[index].base > segment.base + 0.5 * segment.size):
            band.append(aside[index])
            index += 1
        if run and band and place and (end := _end_of_paragraph(run, band, gutter)):
            # The last line of words across the gutter may be short.
            run += band[:end]
            band = band[end:]
        if segment is not None and index < len(aside) and _beside(aside[index], segment):
            # What stands on the line of words across the gutter is a part of that line.
            while index < len(aside) and _beside(aside[index], segment):
                run.append(aside[index])
                index += 1
        if band:
            if run and place:
                yield from _areas(run, 0, drawn)
                run = []
            left = [s for s in band if s.x1 <= gutter + 1]
            right = [s for s in band if s.x1 > gutter + 1]
            yield from _areas(left, depth - 1, drawn)
            yield from _areas(right, depth - 1, drawn)
        if segment is not None:
            run.append(segment)
    if run:
        yield from _areas(run, 0, drawn)


def _end_of_paragraph(run: Sequence[Segment], band: Sequence[Segment], gutter: float) -> int:
    """Return how many of the first segments of ``band`` end the words across the gutter above them: 0 or a line of them."""
    last, first = min(run, key=_height), band[0]
    left = min(segment.x0 for segment in run)
    if abs(first.size - last.size) > 0.03 * last.size or abs(first.x0 - left) > 0.5 * last.size:
        return 0
    if not 0.9 * last.size < last.base - first.base < 1.5 * last.size:
        return 0
    line = [segment for segment in band if _beside(segment, first)]
    low = first.base - 0.8 * first.size
    if any(segment.x1 > gutter and segment.top > low for segment in band):
        return 0  # words on the other side: the columns have begun
    # In a column the next line would be as near.
    after = next((segment for segment in band if segment.base < low), None)
    if after is not None and first.base - after.base < 1.02 * (last.base - first.base):
        return 0
    return len(line)


def _height(segment: Segment) -> float:
    return segment.base


def _downwards(segment: Segment) -> tuple[float, float]:
    return -segment.base, segment.x0


def _beside(one: Segment, other: Segment) -> bool:
    return abs(one.base - other.base) <= 0.6 * min(one.size, other.size)


def _gutter(segments: list[Segment], depth: int, drawn: Drawings) -> float | None:
    """Return the x between two columns of prose, None if there are none."""
    if len(segments) < 2 * _FEWEST_LINES:
        return None
    left, right = min(s.x0 for s in segments), max(s.x1 for s in segments)
    width = right - left
    steps = int(width / _STEP) + 1
    if steps < 20 or steps > 5_000:
        return None
    # How many points of lines cover each step, by differences.
    change = [0.0] * (steps + 2)
    for s in segments:
        change[max(0, int((s.x0 - left) / _STEP))] += s.size
        change[min(steps, int((s.x1 - left) / _STEP)) + 1] -= s.size
    covered, total = [], 0.0
    for value in change[: steps + 1]:
        total += value
        covered.append(total)
    first, last = int(0.15 * steps), int(0.85 * steps)
    least = min(covered[first : last + 1])
    if least > _MOST_CROSSING * max(covered):
        return None
    # The widest run of the emptiest steps that has prose on both sides.
    runs = [
        *_widest(covered, first, last, least + 0.01),
        *_widest(covered, first, last, least + _NEAR_LEAST * max(covered)),
    ]
    for one in runs:
        gutter = left + _STEP * (one[0] + one[1]) / 2
        aside = segments
        if frames := frames_across(drawn, gutter):
            aside = [s for s in segments if not any(low < s.base + 0.3 * s.size < high for low, high in frames)]
        sides = [s for s in aside if s.x1 <= gutter + 1], [s for s in aside if s.x0 >= gutter - 1]
        if not all(sides):
            continue
        # Only where there are words on both sides: short lines above and below stand in no column.
        high = min(max(map(_height, side)) for side in sides) + 2
        low = max(min(map(_height, side)) for side in sides) - 2
        full = sides
        sides = [s for s in sides[0] if low <= s.base <= high], [s for s in sides[1] if low <= s.base <= high]
        if all(_is_prose(side, depth, drawn) for side in sides) or _is_end_of_column(*full) or _has_sidebar(*sides):
            return gutter
    return None


def _widest(covered: Sequence[float], first: int, last: int, most: float) -> list[tuple[int, int]]:
    """Return the widest runs of steps from ``first`` to ``last`` that are covered by ``most`` at most."""
    runs: list[tuple[int, int]] = []
    begin: int | None = None
    for step in range(first, last + 2):
        if step <= last and covered[step] <= most:
            begin = step if begin is None else begin
        elif begin is not None:
            runs.append((begin, step))
            begin = None
    return sorted(runs, key=lambda run: (run[0] - run[1], run))[:_MOST_RUNS]


def _is_end_of_column(left: list[Segment], right: list[Segment]) -> bool:
    """Tell whether the right side is the last lines of a text whose first column is the left side."""
    rows, rest = _rows(left), _rows(right)
    if len(rows) < _MANY_LINES or not 0 < len(rest) < _FEWEST_LINES:
        return False
    size = median(row.size for row in rows)
    room = max(row.x1 for row in rows) - min(row.x0 for row in rows)
    return (
        median(row.x1 - row.x0 - _holes(row) for row in rows) >= 0.85 * room
        and max(row.x1 for row in rest) - min(row.x0 for row in rest) <= room + size
        and rest[0].letters >= 15
        and abs(max(row.base for row in rows) - rest[0].base) < 0.5 * size
        and all(abs(row.size - size) < 0.05 * size for row in rest)
    )


def _has_sidebar(left: list[Segment], right: list[Segment]) -> bool:
    """Tell whether short lines stand beside prose and not in line with it, as the label of a row would."""
    narrow, wide = sorted((_rows(left), _rows(right)), key=_width)
    if len(narrow) < 3 or len(wide) < _FEWEST_LINES:
        return False
    room = _width(wide)
    if median(row.x1 - row.x0 - _holes(row) for row in wide) < 0.75 * room or median(row.letters for row in wide) < 25:
        return False
    bases = [row.base for row in wide]
    in_line = sum(min(abs(row.base - base) for base in bases) < 0.15 * row.size for row in narrow)
    return in_line < 0.5 * len(narrow)


def _width(rows: Sequence[Row]) -> float:
    return max((row.x1 for row in rows), default=0.0) - min((row.x0 for row in rows), default=0.0)


def _is_prose(side: list[Segment], depth: int, drawn: Drawings) -> bool:
    """Tell whether segments are a column of prose, or several. Prose fills its column; the cells of a table do not."""
    if len(side) < _FEWEST_LINES:
        return False
    rows = _rows(side)
    room = max(row.x1 for row in rows) - min(row.x0 for row in rows)
    full = [row.x1 - row.x0 - _holes(row) for row in rows]
    if len(rows) >= _FEWEST_LINES and median(full) >= 0.55 * room and median(row.letters for row in rows) >= 15:
        return True
    return depth > 1 and _gutter(side, depth - 1, drawn) is not None


def _holes(row: Row) -> float:
    return sum(max(0.0, b.x0 - a.x1 - b.size) for a, b in zip(row.segments, row.segments[1:], strict=False))


def _rows(segments: Sequence[Segment]) -> list[Row]:
    """Return the lines of an area from top to bottom: segments on about one base line, small ones that are raised too."""
    rows: list[Row] = []
    for segment in sorted(segments, key=_downwards):
        if rows:
            last = rows[-1]
            biggest = max(last.segments, key=_size)
            # Raised and lowered letters that stand apart from their line.
            near = 0.35 * max(biggest.size, segment.size)
            if abs(biggest.base - segment.base) <= near and not any(
                min(segment.x1, other.x1) - max(segment.x0, other.x0) > 0.5 * min(segment.size, other.size)
                for other in last.segments[-40:]
            ):
                last.segments.append(segment)
                continue
        rows.append(Row([segment]))
    for row in rows:
        row.segments.sort(key=_across)
    return rows


def _size(segment: Segment) -> float:
    return segment.size


def _across(segment: Segment) -> float:
    return segment.x0
