"""What the reader of a format hands on: citable text, what its lines are, and where they stand in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from thymograph.model import Block, FileText, Placed, Span, StatedEntry, StatedLink
from thymograph.reading.lines import Line, LineRole

__all__ = ["Surface", "SurfaceWriter"]

# White space that is not written as it stands: a run, or anything but a space.
_GAP = re.compile(r"\s{2,}|[^\S ]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """A file as its reader sees it, before anything is known of what its words mean."""

    text: str
    """The citable text."""
    lines: tuple[Line, ...] | None = None
    """With their roles; None for plain text, whose lines are looked for from ``body`` on."""
    body: int = 0
    """Where the text proper begins, after front matter."""
    front: tuple[Block, ...] = ()
    """Blocks before the body."""
    format: str = "text"
    file: FileText | None = None
    pages: tuple[int, ...] = ()
    furniture: tuple[Span, ...] = ()
    """What pages print between the lines of the author, sorted; for plain text its words tell."""
    links: tuple[StatedLink, ...] = ()
    entries: tuple[StatedEntry, ...] = ()
    title: str | None = None
    """As the file's own fields say, not as printed in its text."""
    publisher: str | None = None
    url: str | None = None
    date: str | None = None
    licence: str | None = None
    language: str | None = None
    notices: tuple[str, ...] = ()
    """One line for each thing that was wrong and could be passed over."""


class SurfaceWriter:
    """Puts a citable text together, a line for each paragraph, heading, item or row, and keeps where all of it stood.

    White space runs become one space and go at both ends of a line, as a browser shows them. Lines are parted by an
    empty one, the rows of a table by none. Cells are parted by a tab.

    >>> writer = SurfaceWriter()
    >>> writer.open(level=1); writer.write(" A  heading", 3); writer.open(); writer.write("Words.", 20)
    >>> writer.text, writer.position
    ('A heading\\n\\nWords.', 17)
    >>> writer.file_text(" " * 40).span(11, 16)
    Span(start=20, end=25)
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._runs: list[Placed] = []
        self._lines: list[Line] = []
        self._start = 0  # of the open line
        self._space: tuple[int, int] | None = None  # place in the file of white space not written yet
        self._spaced = False
        self._line: Line | None = None
        self.position = 0
        """Code points written so far; where the next one goes, once :meth:`settle` was called."""

    @property
    def text(self) -> str:
        """What was written so far."""
        return "".join(self._parts)

    def open(
        self, *, role: LineRole | None = None, level: int = 0, bullet: str | None = None, number: str | None = None,
        indent: int = 0, table: int = 0,
    ) -> None:  # fmt: skip
        """Begin a line; the one before it ends.

        Args:
            role: What it is, where the format says so and it is neither heading nor item.
            level: 1 to 6 for a heading.
            bullet: A sign, for an item of a list without numbers; it is not written.
            number: For an item of a list with numbers; it is not written.
            indent: Columns, four for each level of a nested list.
            table: Number of the table, for rows.
        """
        self.close()
        self._line = Line(
            start=0, end=0, text="", indent=indent, bullet=bullet, number=number, heading_level=level, role=role,
            table=table,
        )  # fmt: skip

    def _put(self, text: str, file_start: int | None, file_end: int | None) -> None:
        if file_start is not None:
            end = file_start + len(text) if file_end is None else file_end
            last = self._runs[-1] if self._runs else None
            if (
                last
                and last.end == self.position
                and last.file_end == file_start
                and last.end - last.start == last.file_end - last.file_start
                and end - file_start == len(text)
            ):
                self._runs[-1] = last._replace(end=self.position + len(text), file_end=end)
            else:
                self._runs.append(Placed(self.position, self.position + len(text), file_start, end))
        self._parts.append(text)
        self.position += len(text)

    def _begin(self) -> None:
        """Write what parts the open line from the one before it, if nothing of it is written yet."""
        if self._line is None:
            self.open()
        assert self._line is not None
        if self._line.end:
            return
        if self._parts:
            before = self._lines[-1] if self._lines else None
            rows = before and before.role in ("row", "head_row") and self._line.role in ("row", "head_row")
            same = rows and before and before.table == self._line.table
            if not same and self._lines:
                self._lines.append(Line(start=self.position + 1, end=self.position + 1, text="", indent=0))
            self._put("\n" if same else "\n\n", None, None)
        self._start = self.position
        self._line = replace(self._line, start=self._start, inner=self._start, end=self._start + 1)

    def settle(self) -> int:
        """Write the white space that is due and return where the next words will stand."""
        if self._line is not None and self._line.end:
            if self._spaced and self.position > self._start and self._parts[-1] != "\t":
                self._put(" ", *(self._space or (None, None)))
        else:
            self._begin()
        self._space, self._spaced = None, False
        return self.position

    def write(self, text: str, file_start: int | None = None, file_end: int | None = None) -> None:
        """Add words to the open line.

        Args:
            text: White space inside is run together.
            file_start: Where it stands in the file's text, in code points; None for a file that is no text.
            file_end: Where it ends there, if it is not the same characters (an entity); all of it is then one.
        """
        if file_end is not None or text.isspace() or not text:
            if text.isspace():
                self._due(file_start, file_end)
            elif text:
                self.settle()
                self._put(text, file_start, file_end)
            return
        # Words between single spaces are taken in one go.
        begin = len(text) - len(text.lstrip())
        last = len(text.rstrip())
        if begin:
            self._due(file_start)
        for gap in _GAP.finditer(text, begin, last):
            self._words(text[begin : gap.start()], file_start, begin)
            self._due(None if file_start is None else file_start + gap.start())
            begin = gap.end()
        self._words(text[begin:last], file_start, begin)
        if last < len(text):
            self._due(None if file_start is None else file_start + last)

    def _words(self, words: str, file_start: int | None, offset: int) -> None:
        self.settle()
        self._put(words, None if file_start is None else file_start + offset, None)

    def _due(self, file_start: int | None, file_end: int | None = None) -> None:
        if not self._spaced:
            self._spaced = True
            self._space = None if file_start is None else (file_start, file_end or file_start + 1)

    def space(self) -> None:
        """Let white space follow that the file does not hold (a line break of its markup)."""
        self._due(None)

    def tab(self) -> None:
        """End a cell of a row: the next words belong to the next column."""
        self._begin()
        self._space, self._spaced = None, False
        self._put("\t", None, None)

    def close(self) -> None:
        """End the open line, if there is one; a line without words leaves nothing but its tabs."""
        line, self._line = self._line, None
        self._space, self._spaced = None, False
        if line is None or not line.end:
            return
        written = self.tail(self._start)
        stripped = written.strip()
        if not stripped:
            return
        start = self._start + (0 if line.role in ("row", "head_row") else written.index(stripped[0]))
        words = written.rstrip() if line.role in ("row", "head_row") else stripped
        self._lines.append(replace(line, start=start, inner=start, end=start + len(words), text=words))

    def tail(self, start: int) -> str:
        """Return what was written from ``start`` on."""
        pieces: list[str] = []
        position = self.position
        for part in reversed(self._parts):
            if position <= start:
                break
            position -= len(part)
            pieces.append(part)
        return "".join(reversed(pieces))[max(0, start - position) :]

    @property
    def last(self) -> Line | None:
        """The last line that was closed, None before the first."""
        return self._lines[-1] if self._lines else None

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines so far, the empty ones between them included; call :meth:`close` before."""
        return tuple(self._lines)

    def file_text(self, text: str) -> FileText:
        """Return where in ``text``, the file as decoded, all that was written stands."""
        return FileText(text=text, runs=tuple(self._runs))

    def surface(
        self, *, format: str, file: str | None = None, links: Iterable[StatedLink] = (),
        entries: Iterable[StatedEntry] = (), pages: Iterable[int] = (), title: str | None = None,
        publisher: str | None = None, url: str | None = None, date: str | None = None, licence: str | None = None,
        language: str | None = None, notices: Iterable[str] = (),
    ) -> Surface:  # fmt: skip
        """Return all of it; ``file`` is the file as decoded, of a marked-up text."""
        self.close()
        return Surface(
            text=self.text,
            lines=self.lines,
            format=format,
            file=None if file is None else self.file_text(file),
            links=tuple(sorted(links, key=lambda link: (link.start, link.end, link.entry))),
            entries=tuple(sorted(entries, key=lambda entry: (entry.start, entry.key))),
            pages=tuple(pages),
            title=title,
            publisher=publisher,
            url=url,
            date=date,
            licence=licence,
            language=language,
            notices=tuple(notices),
        )
