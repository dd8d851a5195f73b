"""Tables in plain text: which lines make one, and where each of its cells stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from thymograph.model import Span
from thymograph.reading.lines import Line

__all__ = ["TableLines", "given_table", "reads_as_head", "table_at"]

_NUMBER = re.compile(r"[-+−±~≈<>≤≥]?\s*\d[\d.,]*\s*(?:%|±|\(|mg|months?|years?|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLines:
    """A table found: how many lines it takes, its cells, and whether the first row is its head."""

    line_count: int
    rows: tuple[tuple[Span | None, ...], ...]
    """Spans of the cells in the document, None for an empty cell; rows may be ragged."""
    head_rows: int
    """How many of the first rows name the columns; 0 when none does."""


def _tab_cells(text: str, line: Line) -> tuple[Span | None, ...]:
    cells: list[Span | None] = []
    # A line that begins with a tab has an empty first cell.
    position = line.start
    while position and text[position - 1] == "\t":
        position -= 1
    for piece in text[position : line.end].split("\t"):
        stripped = piece.strip()
        begin = position + (piece.index(stripped) if stripped else 0)
        cells.append(Span(begin, begin + len(stripped)) if stripped else None)
        position += len(piece) + 1
    return tuple(cells)


def _pipe_cells(text: str, line: Line) -> tuple[Span | None, ...]:
    start, end = line.start, line.end
    if text[start] == "|":
        start += 1
    if end > start and text[end - 1] == "|":
        end -= 1
    cells: list[Span | None] = []
    position = start
    for match in re.finditer(r"(?<!\\)\||$", text[start:end]):
        piece = text[position : start + match.start()]
        stripped = piece.strip()
        begin = position + (piece.index(stripped) if stripped else 0)
        cells.append(Span(begin, begin + len(stripped)) if stripped else None)
        position = start + match.end()
    return tuple(cells)


def given_table(text: str, lines: Sequence[Line], index: int) -> TableLines:
    """Return the table whose rows the format states, from the one at ``index`` on."""
    first = lines[index]
    stop = index
    rows: list[tuple[Span | None, ...]] = []
    heads = 0
    for line in lines[index:]:
        if line.role not in ("head_row", "row") or line.table != first.table:
            break
        heads += line.role == "head_row" and heads == len(rows)
        rows.append(_tab_cells(text, line))
        stop += 1
    # A row ends with its last filled cell; that it has others tells a group of rows from a list.
    width = max(map(len, rows))
    wide = tuple((*row, *[None] * (width - len(row))) for row in rows)
    return TableLines(line_count=stop - index, rows=wide, head_rows=heads)


# What heads the first column of a table of two; without it the two columns are names and values.
_SUBJECT_HEAD = re.compile(
    r"(?:\w+ ){0,2}(?:parameters?|features?|characteristics?|propert(?:y|ies)|variables?|drugs?|agents?|medications?|(?:drug )?name|"
    r"outcomes?|end ?points?|events?|reactions?|effects?|symptoms?|study|studies|trials?|treatments?|therap(?:y|ies)|groups?|"
    r"arms?|cytokines?|(?:bio)?markers?|measures?|tests?|doses?|conditions?|organi[sz]ations?|steps?|systems?|category|class|"
    r"types?|populations?|patients?|genes?|targets?|cells?|receptors?|pathways?|diseases?|indications?|year|country|items?|"
    r"questions?|recommendations?|guidelines?|regimens?|interventions?|levels?|grades?|stages?|phases?|components?)",
    re.IGNORECASE,
)


# What heads the second column of a table of two.
_VALUE_HEAD = re.compile(
    r"(?:\w+ ){0,2}(?:values?|results?|descriptions?|details|comments?|findings?|doses?|dosage|frequency|evidence|notes?|mechanisms?(?: of action)?|"
    r"effects?|recommendations?|roles?|uses?|explanation|meaning|definition|outcomes?|status|incidence|n ?\(%\)|%)",
    re.IGNORECASE,
)


def reads_as_head(text: str, cells: Sequence[Span | None]) -> bool:
    """Tell whether a first row names its columns: short cells, no numbers as values, no full stops."""
    first = text[cells[0].start : cells[0].end] if cells and cells[0] else ""
    last = text[cells[1].start : cells[1].end] if len(cells) == 2 and cells[1] else ""
    if (
        len(cells) == 2
        and first
        and not (_SUBJECT_HEAD.fullmatch(first.strip("*_ ")) or _VALUE_HEAD.fullmatch(last.strip("*_ ")))
    ):
        return False
    words = [text[start:end] for start, end in (cell for cell in cells[1:] if cell)]
    return bool(words) and not any(_NUMBER.match(word) or word.endswith(".") or len(word) > 90 for word in words)


def _head_rows(text: str, rows: Sequence[Sequence[Span | None]], *, has_head: bool) -> int:
    """Return how many rows name the columns: after the first, those without label and without values."""
    if not has_head:
        return 0
    count = 1
    while count < len(rows) - 1 and len(rows[count]) > 1 and rows[count][0] is None:
        words = [text[start:end] for start, end in (cell for cell in rows[count] if cell)]
        if not words or any(_NUMBER.match(word) or len(word) > 60 for word in words):
            break
        count += 1
    return count


def _table(text: str, line_count: int, rows: Sequence[tuple[Span | None, ...]], *, has_head: bool) -> TableLines:
    return TableLines(line_count=line_count, rows=tuple(rows), head_rows=_head_rows(text, rows, has_head=has_head))


_GRID = re.compile(r"[+|][-=+:| ]*[-=+][-=+:| ]*[+|]")


def _is_fenced(*lines: Line) -> bool:
    return all(len(line.text) > 2 and line.text[0] == line.text[-1] == "|" for line in lines)


def _piped(text: str, lines: Sequence[Line], index: int) -> TableLines | None:
    """Return the table of lines with bars: Markdown with its line of dashes, a drawn grid, or bars at both ends alone."""
    stop = index
    body: list[Line] = []
    ruled = False
    while stop < len(lines) and not lines[stop].is_blank:
        line = lines[stop]
        if line.is_pipe_rule or line.is_rule or _GRID.fullmatch(line.text):
            ruled = ruled or len(body) == 1
        elif "|" in line.text and not line.heading_level and (ruled or not body or _is_fenced(body[0], line)):
            body.append(line)
        else:
            break
        stop += 1
    if not body or not (ruled or (len(body) >= 2 and _is_fenced(*body[:2]))):
        return None
    rows = [_pipe_cells(text, line) for line in body]
    width = max(map(len, rows))
    if not all(line.text[0] == "|" for line in body):
        # Where lines do not open with a bar, one that does has an empty first cell.
        rows = [
            (None, *cells) if line.text[0] == "|" and len(cells) == width - 1 else cells
            for line, cells in zip(body, rows, strict=True)
        ]
    return _table(text, stop - index, rows, has_head=ruled or reads_as_head(text, rows[0]))


# Words with single spaces between them; two after a stop are a typist's habit, no gap between cells.
_SPACED_CELL = re.compile(r"\S+(?:(?: |(?<=[.:;?!]) {2})\S+)*")
_MOST_PER_CELL = 34
_SAMPLE = 40
_Row = list[tuple[int, Span]]


def _spaced(text: str, lines: Sequence[Line], index: int) -> TableLines | None:
    """Return the table of lines whose cells two or more spaces part, under each other: three lines, two with three cells."""
    if len(sample := _spaced_rows(lines, index, index + _SAMPLE)[0]) < 2 or _columns(sample) is None:
        return None  # most lines that are no table are told by a few, so that none is looked at often
    found, stop = _spaced_rows(lines, index, len(lines))
    edges = _columns(found)
    if edges is None:
        return None
    rows = [_in_columns(cells, edges) for cells in found]
    return _table(text, stop - index, rows, has_head=reads_as_head(text, rows[0]) or rows[0][0] is None)


def _spaced_rows(lines: Sequence[Line], index: int, end: int) -> tuple[list[_Row], int]:
    """Return the cells, each with its column on the page, of the lines from ``index`` on, and where they stop."""
    found: list[_Row] = []
    stop = index
    while stop < min(end, len(lines)):
        line = lines[stop]
        if line.is_rule and found and stop + 1 < len(lines) and "  " in lines[stop + 1].text:
            stop += 1
            continue
        if (
            line.is_blank
            or line.is_rule
            or line.heading_level
            or line.bullet
            or "  " not in line.text
            or "\t" in line.text
        ):
            break
        cells = [
            (line.indent + match.start(), Span(line.start + match.start(), line.start + match.end()))
            for match in _SPACED_CELL.finditer(line.text)
        ]
        if len(cells) < 2:
            break
        found.append(cells)
        stop += 1
    return found, stop


def _columns(found: Sequence[_Row]) -> list[tuple[int, int]] | None:
    """Return where the columns of a table begin and end on the page, None if the lines are no table."""
    width = max((len(cells) for cells in found), default=0)
    if len(found) < (3 if width < 3 else 2):
        return None
    sizes = Counter(map(len, found))
    usual = max(sizes, key=lambda size: (sizes[size], size))
    model = [cells for cells in found if len(cells) == usual]
    spans = [span for cells in model for _, span in cells]
    if len(model) * 2 < len(found) or sum(b - a for a, b in spans) > _MOST_PER_CELL * len(spans):
        return None
    edges = [
        (min(cells[i][0] for cells in model), max(cells[i][0] + cells[i][1].end - cells[i][1].start for cells in model))
        for i in range(usual)
    ]
    return None if any(left[0] >= right[0] for left, right in pairwise(edges)) else edges


def _in_columns(cells: Sequence[tuple[int, Span]], edges: Sequence[tuple[int, int]]) -> tuple[Span | None, ...]:
    """Return the cells of a line by column: each where it overlaps most, else where it begins nearest."""
    row: list[Span | None] = [None] * len(edges)
    if len(cells) == len(edges):
        return tuple(span for _, span in cells)
    for start, span in cells:
        end = start + span.end - span.start
        free = [i for i, cell in enumerate(row) if cell is None and not any(row[i:])]
        if not free:
            break
        best = max(free, key=lambda i: (min(end, edges[i][1]) - max(start, edges[i][0]), -abs(start - edges[i][0])))
        row[best] = span
    return tuple(row)


def table_at(text: str, lines: Sequence[Line], index: int) -> TableLines | None:
    """Return the table that begins at ``lines[index]``, or None.

    A table is two or more lines with tabs between their cells, lines with bars (Markdown, or drawn), or three
    lines whose cells stand under each other with two or more spaces between them.
    """
    line = lines[index]
    if "|" in line.text:
        if found := _piped(text, lines, index):
            return found
    elif "\t" in line.text and not line.is_item:
        stop = index
        while stop < len(lines) and "\t" in lines[stop].text:
            stop += 1
        if stop - index >= 2:
            rows = [_tab_cells(text, row) for row in lines[index:stop]]
            return _table(text, stop - index, rows, has_head=reads_as_head(text, rows[0]))
    elif "  " in line.text and not line.is_item:
        return _spaced(text, lines, index)
    return None
