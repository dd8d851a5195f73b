"""Lines put together: paragraphs, headings, items, rows of tables, by place, size and weight of their letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from thymograph.reading.pdf.columns import Area, Row

__all__ = ["Piece", "Setting", "pieces_of", "setting_of"]

_BULLET = re.compile(r"([•●▪◦‣·○■►▶➢➤✓✔❖◆□∙])\s*(?=\S)|([–—-])\s+(?=\S)")
_NUMBER = re.compile(r"(?:(\d{1,3})[.)]|\[(\d{1,3})\]|\(([a-z]|[ivx]{1,4}|\d{1,2})\))\s+(?=\S)")
_ENDED = re.compile(r"[.!?:;…][\"'”’)\]]*[⁰¹²³⁴-⁹,⁻]*(?:\[[\d,–-]{1,12}\])?$")
# Two cells are parted by more than this, in sizes of their letters.
_APART = 1.6
_FEWEST_ROWS = 3


@dataclass(frozen=True, slots=True)
class Setting:
    """How most of a document is set."""

    size: float
    is_bold: bool
    leading: float
    """From line to line, in sizes."""


@dataclass(slots=True)
class Piece:
    """A stretch of one role: its lines, or the cells of its rows."""

    rows: list[Row]
    lines: list[str]
    size: float
    is_bold: bool
    x0: float
    area: Area
    bullet: str | None = None
    number: str | None = None
    mark: int = 0
    """Letters of the first line that bullet or number takes."""
    cells: list[list[str]] = field(default_factory=list)
    """Of a table, row by row."""
    opens: bool = False
    """The first of its column."""
    closes: bool = False
    """The last of its column."""


def setting_of(areas: Sequence[Sequence[Area]]) -> Setting:
    """Return size, weight and leading of most letters."""
    sizes: Counter[tuple[float, bool]] = Counter()
    leads: Counter[float] = Counter()
    for page in areas:
        for area in page:
            for row in area.rows:
                sizes[round(row.size * 2) / 2, row.is_bold] += row.letters
            for above, below in pairwise(area.rows):
                if above.size > 0.1 and abs(above.size - below.size) < 0.05 * above.size:
                    lead = (above.base - below.base) / above.size
                    if 0.8 < lead < 2.5:
                        leads[round(lead, 2)] += 1
    size, is_bold = max(sizes, key=lambda key: (sizes[key], key)) if sizes else (10.0, False)
    leading = max(leads, key=lambda key: (leads[key], -key)) if leads else 1.2
    return Setting(size or 10.0, is_bold, leading)


def line_of(row: Row) -> str:
    """Return the words of a row, a space between its segments."""
    return " ".join(filter(None, (segment.text for segment in row.segments)))


class _Cell(NamedTuple):
    x0: float
    x1: float
    words: str


def _cells(row: Row) -> list[_Cell]:
    """Return the cells of a row: what a wide gap parts."""
    cells: list[_Cell] = []
    for segment in row.segments:
        last = cells[-1] if cells else None
        if last and segment.x0 - last.x1 < _APART * segment.size:
            cells[-1] = _Cell(last.x0, max(last.x1, segment.x1), f"{last.words} {segment.text}")
        else:
            cells.append(_Cell(segment.x0, segment.x1, segment.text))
    return cells


def pieces_of(area: Area, setting: Setting) -> Iterator[Piece]:
    """Yield the pieces of an area from top to bottom."""
    found: list[Piece] = []
    index = 0
    rows = [row for row in area.rows if line_of(row)]
    while index < len(rows):
        stop = _table_end(rows, index)
        if stop - index >= _FEWEST_ROWS:
            found.append(_table(rows[index:stop], area))
            index = stop
            continue
        stop = index + 1
        while (
            stop < len(rows)
            and not _begins(rows, index, stop, area, setting)
            and _table_end(rows, stop) - stop < _FEWEST_ROWS
        ):
            stop += 1
        found.append(_piece(rows[index:stop], area))
        index = stop
    if found:
        found[0].opens = found[-1].closes = True
    yield from found


def _piece(rows: Sequence[Row], area: Area) -> Piece:
    lines = [line_of(row) for row in rows]
    made = Piece(
        list(rows), lines, max(rows, key=lambda row: row.letters).size, all(row.is_bold for row in rows),
        min(row.x0 for row in rows[:1]), area,
    )  # fmt: skip
    if match := _BULLET.match(lines[0]):
        made.bullet, made.mark = match[1] or match[2], match.end()
    elif match := _NUMBER.match(lines[0]):
        made.number, made.mark = match[1] or match[2] or match[3], match.end()
    return made


def _begins(rows: Sequence[Row], first: int, index: int, area: Area, setting: Setting) -> bool:
    """Tell whether a paragraph begins at ``rows[index]``, the one above it having begun at ``rows[first]``."""
    above, row = rows[index - 1], rows[index]
    size = max(above.size, row.size, 1.0)
    if abs(above.size - row.size) > 0.08 * size and min(above.letters, row.letters) > 3:
        return True
    if above.is_bold != row.is_bold and min(above.letters, row.letters) > 3:
        return True
    lead = (above.base - row.base) / size
    if lead > max(1.3 * setting.leading, setting.leading + 0.25) or lead < 0:
        return True
    words, before = line_of(row), line_of(above)
    room = area.x1 - above.x1
    short = room > 0.12 * (area.x1 - area.x0) and room > 3 * size
    ended = bool(_ENDED.search(before))
    hangs = index - first > 1 and rows[first].x0 < rows[first + 1].x0 - 0.5 * size
    if hangs:
        # An entry of a list: what stands out to the left begins the next one.
        if row.x0 < rows[first + 1].x0 - 0.5 * size:
            return True
    elif row.x0 - rows[first].x0 < -0.6 * size and index - first == 1:
        # The first line was set in; this one is its second.
        pass
    elif row.x0 - above.x0 > 0.6 * size:
        if (index - first > 1 or ended) and not _is_listed(line_of(rows[first])):
            return True
    elif row.x0 - above.x0 < -0.6 * size and index - first > 1:
        return True
    if _BULLET.match(words):
        return True
    if _is_listed(words):
        return ended or short or _is_listed(line_of(rows[first]))
    return ended and short and not words[:1].islower()


def _is_listed(words: str) -> bool:
    return bool(_NUMBER.match(words))


# ---------------------------------------------------------------- tables


def _table_end(rows: Sequence[Row], index: int) -> int:
    """Return where the table ends that begins at ``rows[index]``: lines of cells that stand under each other."""
    first = _cells(rows[index]) if index < len(rows) else []
    if len(first) < 2:
        return index
    stop = index
    columns = [cell[:2] for cell in first]
    while stop < len(rows):
        if stop > index and rows[stop - 1].base - rows[stop].base > 3.5 * rows[stop].size:
            break
        cells = _cells(rows[stop])
        if len(cells) < 2:
            break
        merged = _merged([*columns, *(cell[:2] for cell in cells)])
        # A line that closes the gaps between the columns is none of their rows.
        if len(merged) < 2 or len(merged) < len(columns) - 1:
            break
        columns = merged
        stop += 1
    return stop


def _merged(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for x0, x1 in sorted(spans):
        if merged and x0 <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], x1))
        else:
            merged.append((x0, x1))
    return merged


def _table(rows: Sequence[Row], area: Area) -> Piece:
    """Return the rows of a table, its columns told by where cells stand under each other; a line is a row."""
    found = [_cells(row) for row in rows]
    columns = _merged([cell[:2] for row in found for cell in row])
    grid: list[list[str]] = []
    for row in found:
        cells = [""] * len(columns)
        for x0, _, words in row:
            place = next(i for i, (a, b) in enumerate(columns) if a <= x0 <= b)
            cells[place] = f"{cells[place]} {words}".strip()
        grid.append(cells)
    first = rows[0]
    return Piece(list(rows), [], first.size, False, first.x0, area, cells=grid)
