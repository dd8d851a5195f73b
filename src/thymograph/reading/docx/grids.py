"""The rows and cells of a Word table, wrappers taken off and merged cells told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from thymograph.model import Span
from thymograph.reading.tables import reads_as_head

__all__ = ["Cell", "Grid", "grid_of"]

# What rows and cells may be wrapped in.
_WRAPPERS = frozenset({"w-sdt", "w-sdtContent", "w-customXml", "w-smartTag", "w-ins", "w-moveTo"})
_OFF = frozenset({"0", "false", "off"})
_WIDEST = 63  # columns; Word allows no more


class Cell(NamedTuple):
    """A cell: its element, None if the cell above or before it covers it, and how many columns it takes."""

    element: Element | None
    width: int


class Grid(NamedTuple):
    """A table: its rows, how many of them are its head, and how many are marked as deleted and left out."""

    rows: list[list[Cell]]
    heads: int
    deleted: int


def _small(value: str | None, least: int) -> int:
    return min(_WIDEST, max(least, int(value[:4]))) if value is not None and value.isdecimal() else least


def _rows(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == "w-tr":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Cell]:
    for child in row:
        if child.tag == "w-tc":
            span = child.find("w-tcPr/w-gridSpan")
            merges = (child.find("w-tcPr/w-vMerge"), child.find("w-tcPr/w-hMerge"))
            covered = any(one is not None and one.get("w-val", "continue") == "continue" for one in merges)
            yield Cell(None if covered else child, _small(None if span is None else span.get("w-val"), 1))
        elif child.tag in _WRAPPERS:
            yield from _cells(child)


def _names_columns(row: Sequence[Cell]) -> bool:
    text = ""
    cells: list[Span | None] = []
    for cell, width in row:
        words = "" if cell is None else " ".join(" ".join(node.text or "" for node in cell.iter("w-t")).split())
        cells += [Span(len(text), len(text) + len(words)) if words else None, *[None] * (width - 1)]
        text += words + "\t"
    return reads_as_head(text, cells)


def grid_of(element: Element) -> Grid:
    """Return the grid of a table; its head is what is marked to be printed again on each page, else a row of names."""
    rows: list[list[Cell]] = []
    heads = deleted = 0
    for row in _rows(element):
        if row.find("w-trPr/w-del") is not None:
            deleted += 1
            continue
        before = row.find("w-trPr/w-gridBefore")
        skipped = 0 if before is None else _small(before.get("w-val"), 0)
        cells = [*([Cell(None, skipped)] if skipped else []), *_cells(row)]
        if not cells:
            continue
        flag = row.find("w-trPr/w-tblHeader")
        if flag is not None and flag.get("w-val", "1") not in _OFF and heads == len(rows):
            heads += 1
        rows.append(cells)
    if not heads and len(rows) > 1 and _names_columns(rows[0]):
        heads = 1
    return Grid(rows, heads, deleted)
