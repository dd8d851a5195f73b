"""Tables in plain text: which lines make one, and where each of its cells stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from thymograph.model import Span
from thymograph.reading.lines import Line

__all__ = ["TableLines", "table_at"]

_NUMBER = re.compile(r"[-+−±~≈<>≤≥]?\s*\d[\d.,]*\s*(?:%|±|\(|mg|months?|years?|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLines:
    """A table found: how many lines it takes, its cells, and whether the first row is its head."""

    line_count: int
    rows: tuple[tuple[Span | None, ...], ...]
    """Spans of the cells in the document, None for an empty cell; rows may be ragged."""
    has_head: bool


def _tab_cells(text: str, line: Line) -> tuple[Span | None, ...]:
    cells: list[Span | None] = []
    position = line.start
    for piece in text[line.start : line.end].split("\t"):
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


# What heads the first column of a table of two; without it the two columns are names and values.
_SUBJECT_HEAD = re.compile(
    r"(?:\w+ ){0,2}(?:parameters?|features?|characteristics?|propert(?:y|ies)|variables?|drugs?|agents?|medications?|(?:drug )?name|"
    r"outcomes?|end ?points?|events?|reactions?|effects?|symptoms?|study|studies|trials?|treatments?|therap(?:y|ies)|groups?|"
    r"arms?|cytokines?|(?:bio)?markers?|measures?|tests?|doses?|conditions?|organi[sz]ations?|steps?|systems?|category|class|"
    r"types?|populations?|patients?|genes?|targets?|cells?|receptors?|pathways?|diseases?|indications?|year|country|items?|"
    r"questions?|recommendations?|guidelines?|regimens?|interventions?|levels?|grades?|stages?|phases?|components?)",
    re.IGNORECASE,
)


def _reads_as_head(text: str, cells: Sequence[Span | None]) -> bool:
    """Tell whether a first row names its columns: short cells, no numbers as values, no full stops."""
    first = text[cells[0].start : cells[0].end] if cells and cells[0] else ""
    if len(cells) == 2 and not _SUBJECT_HEAD.fullmatch(first.strip("*_ ")):
        return False
    words = [text[start:end] for start, end in (cell for cell in cells[1:] if cell)]
    return bool(words) and not any(_NUMBER.match(word) or word.endswith(".") or len(word) > 90 for word in words)


def table_at(text: str, lines: Sequence[Line], index: int) -> TableLines | None:
    """Return the table that begins at ``lines[index]``, or None.

    A table is two or more lines with tabs between their cells, or a Markdown pipe table (a line of
    cells, a line of dashes, lines of cells).
    """
    line = lines[index]
    if "|" in line.text and index + 1 < len(lines) and lines[index + 1].is_pipe_rule:
        stop = index + 2
        while stop < len(lines) and "|" in lines[stop].text and not lines[stop].is_blank:
            stop += 1
        body = [lines[index], *lines[index + 2 : stop]]
        return TableLines(line_count=stop - index, rows=tuple(_pipe_cells(text, row) for row in body), has_head=True)
    if "\t" in line.text and not line.is_item:
        stop = index
        while stop < len(lines) and "\t" in lines[stop].text:
            stop += 1
        if stop - index >= 2:
            rows = tuple(_tab_cells(text, row) for row in lines[index:stop])
            return TableLines(line_count=stop - index, rows=rows, has_head=_reads_as_head(text, rows[0]))
    return None
