"""PDF files set line by line, for tests: columns, margins, notes, tables, marks, and files that are damaged."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

__all__ = ["BODY", "HEADING", "NOTE", "SMALL", "TITLE", "Sheet", "Style", "raw_pdf", "scanned", "with_pages", "wrapped"]


@dataclass(frozen=True, slots=True)
class Style:
    """How words are set, in points."""

    font: str = "Times-Roman"
    size: float = 10.0
    leading: float = 12.0
    first: float = 0.0
    """By how much the first line is set in."""
    others: float = 0.0
    """By how much the others are."""
    justified: bool = True
    hyphens: bool = False
    """Whether long words are parted at the ends of lines."""
    after: float = 0.0


BODY = Style(first=12)
TITLE = Style("Helvetica-Bold", 18, 22, justified=False, after=8)
HEADING = Style("Helvetica-Bold", 12, 15, justified=False, after=3)
SMALL = Style(size=8, leading=9.5)
NOTE = Style(size=7.5, leading=9)

_RAISED = re.compile(r"\^\{([^}]*)\}")
# Where a long word may be parted: between a vowel and a consonant that a vowel follows.
_SYLLABLE = re.compile(r"(?<=[aeiouy])(?=[bcdfglmnprstv][aeiouy])")


def _pieces(word: str) -> list[tuple[str, bool]]:
    """Return the parts of a word, and whether each is raised: ``^{2}``."""
    return [(part, bool(index % 2)) for index, part in enumerate(_RAISED.split(word)) if part]


def _width(word: str, style: Style) -> float:
    return sum(
        (pdfmetrics.stringWidth(part, style.font, style.size * (0.65 if up else 1.0)) for part, up in _pieces(word)),
        0.0,
    )


def wrapped(words: str, style: Style, width: float) -> list[list[str]]:
    """Return the lines of ``words``, each a list of words."""
    space = pdfmetrics.stringWidth(" ", style.font, style.size)
    lines: list[list[str]] = [[]]
    used = style.first
    for word in words.split(" "):
        while True:
            room = width - used - (space if lines[-1] else 0)
            if _width(word, style) <= room or (not lines[-1] and room >= width - max(style.first, style.others) - 1):
                used += _width(word, style) + (space if lines[-1] else 0)
                lines[-1].append(word)
                break
            if style.hyphens and word.isalpha() and len(word) > 6:
                cuts = [m.start() for m in _SYLLABLE.finditer(word) if 2 <= m.start() <= len(word) - 3]
                fitting = [cut for cut in cuts if _width(word[:cut] + "-", style) <= room]
                if fitting:
                    lines[-1].append(word[: fitting[-1]] + "-")
                    word = word[fitting[-1] :]
            lines.append([])
            used = style.others
    return lines


class Sheet:
    """Sets words from top to bottom, column after column, page after page."""

    def __init__(
        self, *, columns: int = 1, gap: float = 16, margin: float = 60, size: tuple[float, float] = A4,
        head: Callable[[int], str] | None = None, foot: Callable[[int], str] | None = None,
        numbered_lines: bool = False, mark: str | None = None, encrypt: Any = None, compressed: bool = True, title: str | None = None,
    ) -> None:  # fmt: skip
        self._stream = io.BytesIO()
        self.canvas: Any = Canvas(
            self._stream, pagesize=size, invariant=1, pageCompression=int(compressed), encrypt=encrypt
        )
        if title:
            self.canvas.setTitle(title)
        self.page_width, self.page_height = size
        self.margin, self.gap, self.columns = margin, gap, columns
        self.width = (size[0] - 2 * margin - gap * (columns - 1)) / columns
        self.head, self.foot, self.mark, self.numbered_lines = head, foot, mark, numbered_lines
        self.page = self._line = 0
        self._notes: list[str] = []
        self._open()

    def _open(self) -> None:
        self.page += 1
        self._line = 0
        self.column = 0
        self.top = self.y = self.page_height - self.margin
        self.bottom = self.margin
        if self.mark:
            self.canvas.saveState()
            self.canvas.setFont("Helvetica", 60)
            self.canvas.setFillGray(0.85)
            self.canvas.translate(self.page_width / 2, self.page_height / 2)
            self.canvas.rotate(45)
            self.canvas.drawCentredString(0, 0, self.mark)
            self.canvas.restoreState()
        if self.head:
            self.put(self.head(self.page), self.margin, self.page_height - 30, Style("Helvetica", 8))
        if self.foot:
            self.canvas.setFont("Helvetica", 8)
            self.canvas.drawCentredString(self.page_width / 2, 28, self.foot(self.page))

    def new_page(self) -> Sheet:
        self._set_notes()
        self.canvas.showPage()
        self._open()
        return self

    def new_column(self) -> Sheet:
        if self.column + 1 < self.columns:
            self._set_notes()
            self.column += 1
            self.y = self.top
            self.bottom = self.margin
        else:
            self.new_page()
        return self

    @property
    def x(self) -> float:
        return self.margin + self.column * (self.width + self.gap)

    def put(self, words: str, x: float, y: float, style: Style, *, spread: float = 0.0) -> None:
        """Set one line; ``spread`` is added to each space."""
        text = self.canvas.beginText(x, y)
        text.setFont(style.font, style.size)
        text.setWordSpace(spread)
        for part, up in _pieces(words):
            if up:
                text.setRise(style.size * 0.35)
                text.setFont(style.font, style.size * 0.65)
            text.textOut(part)
            if up:
                text.setRise(0)
                text.setFont(style.font, style.size)
        self.canvas.drawText(text)

    def _set(self, lines: Sequence[list[str]], style: Style, x: float, width: float) -> None:
        for index, line in enumerate(lines):
            if self.y - style.leading < self.bottom:
                self.new_column()
                x = self.x
            self.y -= style.leading
            lead = style.first if index == 0 else style.others
            words = " ".join(line)
            spread = 0.0
            if style.justified and index + 1 < len(lines) and len(line) > 1:
                # Raised parts have no spaces, so that all of the spread goes to the words.
                spread = min(6.0, max(0.0, (width - lead - _width(words, style)) / (len(line) - 1)))
            self.put(words, x + lead, self.y, style, spread=spread)
            if self.numbered_lines:
                self._line += 1
                self.put(str(self._line), self.margin - 30, self.y, Style(size=8))

    def add(self, words: str, style: Style = BODY, *, mark: str = "", shift: float = 14) -> Sheet:
        """Set a paragraph; a ``mark`` (a bullet, a number) hangs to its left."""
        if mark:
            style = replace(style, first=shift, others=shift)
        lines = wrapped(words, style, self.width)
        if self.y - style.leading < self.bottom:
            self.new_column()
        before = self.y
        if mark:
            self.put(mark, self.x, before - style.leading, style)
        self._set(lines, style, self.x, self.width)
        self.y -= style.after
        return self

    def across(self, words: str, style: Style) -> Sheet:
        """Set words over all columns at the top of a page; columns begin below."""
        width = self.page_width - 2 * self.margin
        self._set(wrapped(words, style, width), style, self.margin, width)
        self.y -= style.after
        self.top = self.y
        return self

    def note(self, words: str) -> Sheet:
        """Set a note at the foot of this column."""
        self._notes.append(words)
        self.bottom += NOTE.leading * len(wrapped(words, NOTE, self.width)) + (4 if len(self._notes) == 1 else 0)
        return self

    def _set_notes(self) -> None:
        notes, self._notes = self._notes, []
        if not notes:
            return
        y = self.bottom - 2
        self.canvas.line(self.x, y, self.x + 60, y)
        for words in notes:
            for line in wrapped(words, NOTE, self.width):
                y -= NOTE.leading
                self.put(" ".join(line), self.x, y, NOTE)

    def table(
        self, rows: Sequence[Sequence[str]], widths: Sequence[float], *, rules: str = "three", style: Style = SMALL,
        between: float = 3.0,
    ) -> Sheet:  # fmt: skip
        """Set a table; cells wrap. ``rules``: "three" lines, a "grid" or "none"; ``between`` stands between rows."""
        narrow = replace(style, first=0, others=0, justified=False)
        starts = [self.x + sum(widths[:index]) for index in range(len(widths))]
        edges = [self.y - 2]
        for row in rows:
            y = self.y
            deepest = y
            for x, width, words in zip(starts, widths, row, strict=True):
                down = y
                for line in wrapped(words, narrow, width - 8) if words else []:
                    down -= style.leading
                    self.put(" ".join(line), x + 3, down, narrow)
                deepest = min(deepest, down)
            self.y = deepest - between
            edges.append(self.y)
        end = self.x + sum(widths)
        for index, edge in enumerate(edges):
            if rules == "grid" or (rules == "three" and index in (0, 1, len(edges) - 1)):
                self.canvas.line(self.x, edge, end, edge)
        if rules == "grid":
            for x in [*starts, end]:
                self.canvas.line(x, edges[0], x, edges[-1])
        self.y -= 8
        return self

    def skip(self, points: float) -> Sheet:
        self.y -= points
        return self

    def turned(self, words: str, x: float, y: float, angle: float, style: Style = SMALL) -> Sheet:
        self.canvas.saveState()
        self.canvas.translate(x, y)
        self.canvas.rotate(angle)
        self.put(words, 0, 0, style)
        self.canvas.restoreState()
        return self

    def box(self, height: float) -> Sheet:
        """Draw a shaded box of this height under what comes next."""
        self.canvas.setFillGray(0.9)
        self.canvas.rect(self.x - 4, self.y - height, self.width + 8, height, fill=1)
        self.canvas.setFillGray(0)
        return self

    def picture(self, height: float = 80) -> Sheet:
        """Set a picture of grey dots."""
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        image = Image.new("L", (40, 20), 128)
        self.y -= height
        self.canvas.drawImage(ImageReader(image), self.x, self.y, self.width, height)
        return self

    def content(self) -> bytes:
        """Return the file."""
        self._set_notes()
        self.canvas.showPage()
        self.canvas.save()
        return self._stream.getvalue()


def scanned(pages: int = 1) -> bytes:
    """Return a PDF whose pages are pictures alone."""
    sheet = Sheet()
    for index in range(pages):
        if index:
            sheet.new_page()
        sheet.picture(600)
    return sheet.content()


def with_pages(words: Iterable[str], **options: Any) -> bytes:
    """Return a PDF with one paragraph on each page."""
    sheet = Sheet(**options)
    for index, one in enumerate(words):
        if index:
            sheet.new_page()
        sheet.add(one)
    return sheet.content()


def raw_pdf(*objects: str | bytes, root: int = 1, trailer: str = "") -> bytes:
    """Return a PDF of these objects, numbered from 1, with a sound table of them."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + (body.encode("latin-1") if isinstance(body, str) else body) + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(
        f"trailer\n<< /Size {len(objects) + 1} /Root {root} 0 R {trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return out.getvalue()
