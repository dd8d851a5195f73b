"""Tables of a page: lines of cells that stand under each other, their columns, and which lines are one row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from thymograph.reading.pdf.columns import Row

__all__ = ["MARK", "grid_of", "table_end"]

MARK = re.compile(
    r"([•●▪◦‣·○■►▶➢➤✓✔❖◆□∙])\s*(?=\S)|([–—-])\s+(?=\S)|(?:(\d{1,3})[.)]|\[(\d{1,3})\]|\(([a-z]|[ivx]{1,4}|\d{1,2})\))\s+(?=\S)"
)
"""What opens an item of a list: a sign or a number, each in a group of its own."""
_LONE_MARK = re.compile(r"[•●▪◦‣·○■►▶➢➤✓✔❖◆□∙–—-]|\d{1,3}\.|\d{1,2}\)|\[\d{1,3}\]|\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)")
_LEADERS = re.compile(r"(?:\.\s?){6,}|(?:\u2026\s?){2,}")
# Two cells are parted by more than this, in sizes of their letters: where a table is looked for, and inside one.
_APART = 1.6
_APART_INSIDE = 0.78
# The words of an item are at most this far from its sign.
_MARK_APART = 4.0
_FEWEST_ROWS = 3
# From line to line, in sizes: within a table, and of lines that overlap.
_FARTHEST = 3.5
_OVERLAPS = 0.85
# Lines of a cell stand this much closer, in parts, than rows do, where a table shows which is which.
_TWO_KINDS = 1.15
_CLOSE = 1.08
_GOES_ON = re.compile(r"[a-zα-ω(±\[,;/–%]")
_NUMBER = re.compile(r"[-+−±~≈<>≤≥]?\s*\d")
_CUT = re.compile(r"[^\W\d_]{2}-$")


class _Cell(NamedTuple):
    x0: float
    x1: float
    words: str


def _cells(row: Row, apart: float = _APART) -> list[_Cell]:
    """Return the cells of a row: what a wide gap parts. The sign of an item belongs to its words."""
    cells: list[_Cell] = []
    for segment in row.segments:
        words = segment.text
        if not words:
            continue
        last = cells[-1] if cells else None
        lone = (
            last is not None
            and len(cells) == 1
            and segment.x0 - last.x1 < _MARK_APART * segment.size
            and _LONE_MARK.fullmatch(last.words)
            and not _LONE_MARK.fullmatch(words)
        )
        if last and (lone or segment.x0 - last.x1 < apart * segment.size):
            cells[-1] = _Cell(last.x0, max(last.x1, segment.x1), f"{last.words} {words}")
        else:
            cells.append(_Cell(segment.x0, segment.x1, words))
    return cells


def _merged(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for x0, x1 in sorted(spans):
        if merged and x0 <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], x1))
        else:
            merged.append((x0, x1))
    return merged


def table_end(rows: Sequence[Row], index: int) -> int:
    """Return where the table ends that begins at ``rows[index]``; ``index`` if none does.

    A table has three lines of cells that stand under each other, two if they have three cells. Lines with one cell
    belong to it where they stand in one column, or head the lines under them.
    """
    if index >= len(rows):
        return index
    first = _cells(rows[index])
    if len(first) < 2 or any(_LEADERS.search(cell.words) for cell in first):
        return index
    if index and first[0].words[0].islower() and _is_cut(rows[index - 1], rows[index]):
        return index  # a line of a narrow column, its words pulled apart
    columns: list[tuple[float, float]] = []
    stop, sound, alone = index, index, 0
    full = fullest = 0
    while stop < len(rows):
        row = rows[stop]
        if stop > index and rows[stop - 1].base - row.base > _FARTHEST * row.size:
            break
        cells = _cells(row)
        if not cells or _LEADERS.search(cells[0].words):
            break
        if len(cells) == 1 and columns:
            # Known columns may stand nearer to each other than a table is told by.
            finer = _cells(row, _APART_INSIDE)
            if len(finer) > 1 and len(_merged([*columns, *((c.x0, c.x1) for c in finer)])) >= len(columns):
                cells = finer
        if len(cells) == 1:
            alone += 1
            if alone > 3 or not _may_stand_alone(cells[0], columns, rows, stop):
                break
            stop += 1
            if _is_within(cells[0], columns) and _goes_on(cells[0].words, rows, index, stop - 1):
                sound = stop
            continue
        merged = _merged([*columns, *((cell.x0, cell.x1) for cell in cells)])
        # A line that closes the gaps between the columns is none of their rows.
        if len(merged) < 2 or len(merged) < len(columns) - 1:
            break
        columns, alone = merged, 0
        full += 1
        fullest += len(cells) >= 3
        stop += 1
        sound = stop
    return sound if full >= _FEWEST_ROWS or (full >= 2 and fullest >= 2) else index


def _is_cut(above: Row, row: Row) -> bool:
    """Tell whether a sentence goes on from one line to the next."""
    near = above.base - row.base < 1.6 * row.size and abs(above.size - row.size) < 0.08 * row.size
    return near and not above.segments[-1].text.endswith((".", "?", "!", ":", ";"))


def _is_within(cell: _Cell, columns: Sequence[tuple[float, float]]) -> bool:
    """Tell whether a lone cell stands in one of the columns, without reaching into the next."""
    touched = [1 for x0, x1 in columns if cell.x0 < x1 and cell.x1 > x0]
    return len(touched) == 1


def _may_stand_alone(cell: _Cell, columns: Sequence[tuple[float, float]], rows: Sequence[Row], index: int) -> bool:
    if _is_within(cell, columns):
        return True
    # A head over a group of rows may be as long as they are.
    if not columns or abs(cell.x0 - columns[0][0]) > rows[index].size or cell.words.endswith("."):
        return False
    below = rows[index + 1] if index + 1 < len(rows) else None
    return below is not None and len(_cells(below)) >= 2 and rows[index].base - below.base < 2.5 * below.size


def _goes_on(words: str, rows: Sequence[Row], first: int, index: int) -> bool:
    """Tell whether the last line of a table is the end of a cell rather than the words after the table."""
    leads = [above.base - below.base for above, below in pairwise(rows[max(first, index - 40) : index + 1])]
    if leads[-1] <= _CLOSE * min(leads) and max(leads) > _TWO_KINDS * min(leads):
        return True
    return leads[-1] < 1.35 * rows[index].size and bool(_GOES_ON.match(words))


def _columns(found: Sequence[Sequence[_Cell]]) -> list[tuple[float, float]]:
    """Return where columns begin and end: as the lines with most cells show, since heads may span several columns."""
    most = max(map(len, found))
    full = [cells for cells in found if len(cells) == most]
    if len(full) * 4 < len(found):
        full = [cells for cells in found if len(cells) >= most - 1 and len(cells) > 1] or full
    columns = _merged([(cell.x0, cell.x1) for cells in full for cell in cells])
    for cells in found:
        for cell in cells if len(cells) > 1 else ():
            over = [at for at, (x0, x1) in enumerate(columns) if cell.x0 < x1 and cell.x1 > x0]
            if not over:
                columns = _merged([*columns, (cell.x0, cell.x1)])
            elif len(over) == 1:
                x0, x1 = columns[over[0]]
                columns[over[0]] = (min(x0, cell.x0), max(x1, cell.x1))
    return columns


def grid_of(rows: Sequence[Row]) -> list[list[str]]:
    """Return the words of a table row by row; a cell of several lines is one, an empty cell is empty.

    What spans several columns stands in the first of them.
    """
    found = [_cells(row, _APART_INSIDE) for row in rows]
    columns = _columns(found)
    if len(columns) < 2:
        found = [_cells(row) for row in rows]
        columns = _columns(found)
    placed: list[list[str]] = []
    for cells in found:
        line = [""] * len(columns)
        for cell in cells:
            place = min(range(len(columns)), key=lambda at: (_distance(cell, columns[at]), at))
            line[place] = f"{line[place]} {cell.words}".strip()
        placed.append(line)
    leads = [above.base - below.base for above, below in pairwise(rows)]
    sizes = [row.size for row in rows]
    real = [lead for lead, size in zip(leads, sizes[1:], strict=True) if lead > _OVERLAPS * size]
    tight = min(real, default=0.0)
    classes = bool(real) and max(real) > _TWO_KINDS * tight
    grid = [placed[0]]
    for line, lead, size in zip(placed[1:], leads, sizes[1:], strict=True):
        if lead <= _OVERLAPS * size or _is_rest(
            line, grid[-1], tight=classes and lead <= _CLOSE * tight, known=classes
        ):
            grid[-1] = [_joined(above, words) for above, words in zip(grid[-1], line, strict=True)]
        else:
            grid.append(list(line))
    return grid


def _distance(cell: _Cell, column: tuple[float, float]) -> float:
    """Return how far the left end of a cell is from a column, 0 if inside."""
    return max(column[0] - cell.x0, cell.x0 - column[1], 0.0)


def _is_rest(line: Sequence[str], above: Sequence[str], *, tight: bool, known: bool) -> bool:
    """Tell whether a line goes on with the cells of the row above it, and is no row of its own.

    Only a line that leaves a column empty may be: two full lines are never made one.
    """
    filled = [at for at, words in enumerate(line) if words]
    if len(filled) == len(line) or any(not above[at] for at in filled):
        return False
    if tight:
        # Rows of a group may stand as close as lines of a cell; a label alone over its group begins large.
        return not (len(above) > 1 and not any(above[1:]) and filled == [0] and line[0][:1].isupper())
    if all(above[at].count("(") > above[at].count(")") for at in filled):
        return True
    if known:
        return False
    if not line[0] and any(_NUMBER.match(line[at]) for at in filled):
        return False
    return all(_GOES_ON.match(line[at]) or _CUT.search(above[at]) for at in filled)


def _joined(above: str, words: str) -> str:
    if not above or not words:
        return above or words
    if _CUT.search(above) and words[0].islower():
        return above[:-1] + words
    return f"{above} {words}"
