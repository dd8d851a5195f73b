"""Lines of citable text put together from a tree of marked-up text: words, raised digits, links, rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from thymograph.model import Span, StatedLink
from thymograph.reading.lines import LineRole
from thymograph.reading.pointers import Pointer
from thymograph.reading.surface import SurfaceWriter
from thymograph.reading.tables import reads_as_head
from thymograph.reading.trees import Element, Piece

__all__ = ["Cell", "Composer", "Form", "Row"]

_RAISED = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
# What is raised is a power, a charge or the number of a work, if it is digits with signs and nothing else.
_NUMBER = re.compile(r"[\s,+\-−–]*\d[\s\d,+\-−–]*")
_LONGEST_RAISED = 60
_SIGN = re.compile(r"\s*[*†‡§¶#]{1,4}\s*")
_LETTER = re.compile(r"\s*[a-z](?:\s?,\s?[a-z]){0,5}\s*")
# "[citation needed]", or the page that a work is cited for (": 12").
_ASIDE = re.compile(r"\s*\[[^\[\]\d]{3,50}\]\s*|\s*:\s*\d[\d\s,–-]{0,20}")
# A line of an address is shorter than this; a longer one was only wrapped.
_WRAPPED = 60
_MOST_COLUMNS = 200
_MOST_ROWS = 5_000


class Form(NamedTuple):
    """What a line is, as :meth:`SurfaceWriter.open` takes it."""

    role: LineRole | None = None
    level: int = 0
    bullet: str | None = None
    number: str | None = None
    indent: int = 0


@dataclass(slots=True, eq=False)
class _Mark:
    """A stretch of the citable text that is being written: from its first word to its last."""

    start: int = -1
    end: int = -1


class Cell(NamedTuple):
    """A cell of a table, and how many columns and rows it covers."""

    element: Element
    columns: int = 1
    rows: int = 1


class Row(NamedTuple):
    """A row of a table, and whether its format says that it heads the columns."""

    cells: Sequence[Cell]
    heads: bool = False


class Composer:
    """Writes lines; what its format calls things, its subclass knows."""

    raising: frozenset[str] = frozenset(["sup"])
    breaking: frozenset[str] = frozenset(["br", "break"])
    parting: frozenset[str] = frozenset()
    """Elements that white space parts from what stands around them in one line."""

    def __init__(self) -> None:
        self.writer = SurfaceWriter()
        self.pointers: list[Pointer] = []
        self.notes: list[Span] = []
        self.form = Form()
        """Of the next line."""
        self.item: Form | None = None
        """Of the next line, once: that of a list item whose words have not come yet."""
        self.forced: LineRole | None = None
        """The role of all lines within, whatever they are."""
        self.tables = 0
        self.opened = False
        self._breaks = 0
        self._last = ""
        self._length = 0
        self._marks: list[_Mark] = []
        self._one_line = 0
        self._linked = 0  # depth of links to entries
        self._in_table = False

    # ------------------------------------------------------------ what the format decides

    def is_hidden(self, element: Element) -> bool:
        """Tell whether nothing of an element is shown."""
        return False

    def entries_of(self, element: Element) -> tuple[str, ...] | None:
        """Return the keys of the entries that an element leads to, () if it leads to a note, None if to neither."""
        return None

    # ------------------------------------------------------------ lines

    @contextmanager
    def line(self, form: Form) -> Iterator[None]:
        """Make what is written meanwhile lines of one form."""
        before = self.form
        self.end_line()
        self.form = form
        yield
        self.end_line()
        self.form = before

    @contextmanager
    def force(self, role: LineRole) -> Iterator[None]:
        """Make all lines that are written meanwhile of one role."""
        before, self.forced = self.forced, role
        self.end_line()
        yield
        self.end_line()
        self.forced = before

    def end_line(self) -> None:
        """End the open line; the next words begin a new one."""
        if self.opened:
            self.writer.close()
        self.opened = False
        self._breaks = self._length = 0
        self._last = ""

    def _open(self) -> None:
        form = self.item or self.form
        self.item = None
        if self.forced is not None:
            form = Form(self.forced)
        self.writer.open(
            role=form.role, level=form.level, bullet=form.bullet, number=form.number, indent=form.indent
        )  # fmt: skip
        self.opened = True

    # ------------------------------------------------------------ words

    @contextmanager
    def marked(self) -> Iterator[_Mark]:
        """Tell where what is written meanwhile stands."""
        mark = _Mark()
        self._marks.append(mark)
        yield mark
        self._marks.pop()

    @contextmanager
    def unmarked(self) -> Iterator[None]:
        """Let what is written meanwhile belong to no stretch that is marked."""
        before, self._marks = self._marks, []
        yield
        self._marks = before

    def piece(self, piece: Piece, *, raised: bool = False) -> None:
        """Write a piece of text; white space where no line is open begins none."""
        text, start, end = piece
        plain = end - start == len(text)
        if text.isspace():
            if self.opened:
                self.writer.write(text, start, None if plain else end)
            return
        if not self.opened:
            self._open()
        elif self._breaks:
            self._after_break(text.lstrip()[0])
        if self._marks and plain:
            lead = len(text) - len(text.lstrip())
            if lead:
                self.writer.write(text[:lead], start)
                text, start = text[lead:], start + lead
        if self._marks:
            at = self.writer.settle()
            for mark in self._marks:
                if mark.start < 0:
                    mark.start = at
        if raised:
            for offset, character in enumerate(text):
                shown = character.translate(_RAISED)
                self.writer.write(shown, start + offset if plain else start, start + offset + 1 if plain else end)
        else:
            self.writer.write(text, start, None if plain else end)
        for mark in self._marks:
            mark.end = self.writer.position
        self._last = text.rstrip()[-1:]
        self._length += len(text)

    def broken(self) -> None:
        """Note a line break of the format."""
        if self._one_line:
            self.writer.space()
        elif self.opened:
            self._breaks += 1

    def _after_break(self, first: str) -> None:
        """Begin a new line, or go on with this one where it was only wrapped."""
        goes_on = self._breaks == 1 and (
            first.islower()
            or self._last in ",-–("
            or (self._length >= _WRAPPED and self._last.isalnum())
            or self.form.level > 0
        )
        self._breaks = 0
        if goes_on:
            self.writer.space()
            return
        self.end_line()
        self._open()

    def flat(self, element: Element) -> None:
        """Write all words of an element into the open line."""
        for child in element.children:
            if isinstance(child, Piece):
                self.piece(child)
            else:
                self.inline(child)

    def inline(self, element: Element) -> None:
        """Write one element that stands among words."""
        if self.is_hidden(element):
            return
        name = element.name
        if name in self.breaking:
            self.broken()
            return
        leads = self.entries_of(element)
        if leads is not None:
            with self.marked() as mark:
                self._linked += 1
                self._raised_or_flat(element, linked=True)
                self._linked -= 1
            if mark.start >= 0 and not self.forced:
                if leads:
                    self.pointers.append(Pointer(start=mark.start, end=mark.end, entries=leads))
                else:
                    self._note(mark.start, mark.end)
        elif name in self.raising:
            self._raised_or_flat(element, linked=self._linked > 0)
        elif name in self.parting:
            self._space()
            self.flat(element)
            self._space()
        else:
            self.flat(element)

    def _space(self) -> None:
        if self.opened:
            self.writer.space()

    def _raised_or_flat(self, element: Element, *, linked: bool) -> None:
        if linked or element.name not in self.raising:
            self.flat(element)
            return
        text = _short_text(element)
        if text is None or any(self.entries_of(one) is not None for one in element.walk()):
            self.flat(element)
            return
        is_sign = _SIGN.fullmatch(text) or (self._in_table and _LETTER.fullmatch(text))
        if is_sign or _ASIDE.fullmatch(text):
            # The sign of a note under the table, or at the foot of the page; or a word of an editor on the sentence.
            with self.marked() as mark:
                self.flat(element)
            if mark.start >= 0:
                self._note(mark.start, mark.end)
            return
        if not _NUMBER.fullmatch(text):
            self.flat(element)
            return
        pending: list[Element | Piece] = list(reversed(element.children))
        while pending:
            one = pending.pop()
            if isinstance(one, Piece):
                self.piece(one, raised=True)
            else:
                pending.extend(reversed(one.children))

    @contextmanager
    def in_one_line(self) -> Iterator[None]:
        """Let line breaks of the format be white space meanwhile."""
        self._one_line += 1
        yield
        self._one_line -= 1

    def _note(self, start: int, end: int) -> None:
        """Keep a sign as one that leads to a note; of two, one in the other, the outer counts."""
        while self.notes and self.notes[-1].start >= start:
            self.notes.pop()
        self.notes.append(Span(start, end))

    def note_links(self, text: str) -> list[StatedLink]:
        """Return the signs in ``text``, the citable text, that lead to notes which cite nothing."""
        return [
            StatedLink(start=a, end=b, number=text[a:b].strip("[]() ") or text[a:b], entry="") for a, b in self.notes
        ]

    # ------------------------------------------------------------ tables

    def table(self, rows: Sequence[Row]) -> None:
        """Write the rows of a table, each a line with tabs between its cells.

        A cell that covers several columns or rows is written once, and the places it covers besides are empty. Where
        the format does not say which rows head the columns, the first does if it reads as names.
        """
        grid = [row for row in _grid(rows) if any(cell is not None and cell.size_of_words for cell in row.cells)]
        if not grid:
            return
        if not any(row.heads for row in grid) and len(grid) > 1:
            words = [cell.element.words() if cell else "" for cell in grid[0].cells]
            if _heads(words):
                grid[0] = grid[0]._replace(heads=True)
        number = self.tables
        self.tables += 1
        self.end_line()
        self._in_table = True
        heads = True
        for row in grid:
            heads = heads and row.heads
            self.writer.open(role="head_row" if heads else "row", table=number)
            self.opened = True
            last = max(i for i, cell in enumerate(row.cells) if cell is not None and cell.size_of_words)
            with self.in_one_line():
                for index, cell in enumerate(row.cells[: last + 1]):
                    if index:
                        self.writer.tab()
                    if cell is not None:
                        self.flat(cell.element)
            self.end_line()
        self._in_table = False


class _Placed(NamedTuple):
    element: Element
    size_of_words: int


class _GridRow(NamedTuple):
    cells: Sequence[_Placed | None]
    heads: bool


def _short_text(element: Element) -> str | None:
    """Return all text in an element, None if it is longer than anything that is raised; takes bounded time."""
    parts: list[str] = []
    pending: list[Element | Piece] = [element]
    length = seen = 0
    while pending:
        one = pending.pop()
        if isinstance(one, Piece):
            parts.append(one.text)
            length += len(one.text)
        else:
            seen += len(one.children)
            pending.extend(reversed(one.children[: 4 * _LONGEST_RAISED]))
        if length > _LONGEST_RAISED or seen > 4 * _LONGEST_RAISED:
            return None
    return "".join(parts)


def _heads(words: Sequence[str]) -> bool:
    text, spans, position = "\t".join(words), [], 0
    for word in words:
        spans.append(Span(position, position + len(word)) if word else None)
        position += len(word) + 1
    return reads_as_head(text, spans)


def _grid(rows: Sequence[Row]) -> Iterable[_GridRow]:
    """Yield the rows with every cell in its column."""
    covered: dict[int, int] = {}  # column -> rows below that a cell still covers
    for row in rows:
        cells: list[_Placed | None] = []
        below = {column: left - 1 for column, left in covered.items() if left > 1}
        for cell in row.cells:
            while covered.get(len(cells), 0) > 0:
                cells.append(None)
            if len(cells) >= _MOST_COLUMNS:
                # So wide is no table; what is left stands in the last column's row as further cells.
                cells.append(_Placed(cell.element, len(cell.element.text().strip())))
                continue
            column = len(cells)
            width = max(1, min(cell.columns, _MOST_COLUMNS - column))
            cells.append(_Placed(cell.element, len(cell.element.text().strip())))
            cells.extend([None] * (width - 1))
            if cell.rows > 1:
                for at in range(column, column + width):
                    below[at] = min(cell.rows, _MOST_ROWS) - 1
        covered = below
        yield _GridRow(cells, row.heads)
