"""The pieces of all pages written as one citable text, paragraphs joined over columns and pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from thymograph.model import Span
from thymograph.reading import headings
from thymograph.reading.lines import Line, LineRole
from thymograph.reading.pdf.columns import Row, areas_of
from thymograph.reading.pdf.paragraphs import Piece, Setting, line_of
from thymograph.reading.pdf.segments import Segment
from thymograph.reading.tables import reads_as_head

__all__ = ["Composer"]

_BIGGER = 1.1
_TITLE = 1.25
_LONGEST_HEADING = 200
_MOST_HEADING_LINES = 4
_LEADERS = re.compile(r"(?:\.\s?){6,}(?:\d{0,4}|[ivxl]{1,6})$|(?:\u2026\s?){2,}\d{0,4}$")
_CONTENTS = re.compile(r"(?:table of )?contents|list of (?:tables|figures)", re.IGNORECASE)
_VALUE = re.compile(r"[-+−±~≈<>≤≥]?\s*\d")
_ENDED = re.compile(r"[.!?:;…|][\"'”’)\]]*[⁰¹²³⁴-⁹,⁻]*(?:\[[\d,–-]{1,12}\])?$")


class Composer:
    """Takes page after page and keeps the text, its lines, where pages begin, and what pages print between lines."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.lines: list[Line] = []
        self.pages: list[int] = []
        self.furniture: list[Span] = []
        self.titled = False
        self._parts: list[str] = []
        self._position = 0
        self._end = 0  # of the paragraph that may go on
        self._open: tuple[Piece, int, list[str]] | None = (
            None  # the paragraph that may go on, where it began, its lines
        )
        self._tables = 0
        self._levels: list[tuple[float, bool]] = []
        self._in_works = False
        self._headed = False
        self._heading_words = ""

    @property
    def text(self) -> str:
        """What was written so far."""
        return "".join(self._parts)

    # ------------------------------------------------------------ writing

    def _write(self, words: str) -> Span:
        start = self._position
        self._parts.append(words)
        self._position += len(words)
        return Span(start, self._position)

    def _part(self) -> None:
        if self._parts:
            self._write("\n\n")

    def _add(self, line: Line) -> None:
        if self.lines:
            self.lines.append(Line(start=line.start, end=line.start, text="", indent=0))
        self.lines.append(line)

    def close(self) -> None:
        """End the paragraph that might have gone on."""
        if self._open is None:
            return
        piece, start, words = self._open
        self._open = None
        text = "\n".join(words)
        end = self._end
        inner = start + piece.mark
        role = self._role(piece)
        if role != "boilerplate" and (piece.bullet or piece.number):
            role = None
        indent = max(0, round((piece.x0 - piece.area.x0) / max(0.5 * piece.size, 1.0)))
        self._add(
            Line(
                start=start, end=end, text=text, indent=indent if piece.bullet or piece.number else 0,
                bullet=piece.bullet, number=None if piece.bullet else piece.number, inner=inner, role=role,
            )
        )  # fmt: skip

    def _role(self, piece: Piece) -> LineRole | None:
        """Return what a paragraph is; None where its words must tell."""
        if sum(bool(_LEADERS.search(line)) for line in piece.lines) * 2 > len(piece.lines):
            return "boilerplate"  # a table of contents
        if len(piece.lines) == 1 and (
            headings.opens_section(piece.lines[0])
            or headings.is_capitals(piece.lines[0])
            or headings.heading_depth(piece.lines[0])
        ):
            return None
        if not self._headed and len(self.pages) == 1:
            return None  # authors, affiliations and dates under the title
        return "paragraph"

    # ------------------------------------------------------------ pages

    def page(
        self, head: Sequence[Segment], pieces: Sequence[Piece], foot: Sequence[Segment], turned: Sequence[Segment],
        beside: Sequence[Segment],
    ) -> None:  # fmt: skip
        """Write a page: its head, its pieces, its foot and the numbers of its lines, and what stands at an angle."""
        first = not self.pages
        start = self._position + (2 if self._parts else 0)
        goes_on = self._open is not None and bool(pieces) and self._goes_on(pieces[0])
        if not goes_on:
            self.close()
        if goes_on and not head and not any(span.start >= self._end for span in self.furniture[-8:]):
            start = self._position + 1
        self.pages.append(start if self.pages else 0)
        self._furniture(head)
        title = self._title(pieces) if first else None
        for index, piece in enumerate(pieces):
            if (index == 0 and goes_on) or (self._open is not None and piece.opens and self._goes_on(piece)):
                self._continue(piece)
            elif piece.is_note:
                self._note(piece)
            else:
                self.close()
                self._piece(piece, title if first else None)
        self._furniture(foot)
        if beside:
            self._part()
            self.furniture.append(self._write(" ".join(segment.text for segment in beside)))
        if turned:
            self.close()
            for area in areas_of(turned):
                self._boilerplate(area.rows)

    def _furniture(self, segments: Sequence[Segment]) -> None:
        for area in areas_of(segments):
            for row in area.rows:
                if words := line_of(row):
                    self._part()
                    self.furniture.append(self._write(words))

    def _boilerplate(self, rows: Sequence[Row]) -> None:
        for row in rows:
            if words := line_of(row):
                self._part()
                span = self._write(words)
                self._add(
                    Line(start=span.start, end=span.end, text=words, indent=0, inner=span.start, role="boilerplate")
                )

    def _note(self, piece: Piece) -> None:
        """Write a note at the foot of a column; where it parts a paragraph from its rest, it is no part of the text."""
        words = "\n".join(piece.lines)
        if self._open is not None:
            last, _, before = self._open
            if last.closes and not _ENDED.search(before[-1]):
                self._part()
                self.furniture.append(self._write(words))
                return
        self.close()
        self._part()
        span = self._write(words)
        role: LineRole = "metadata" if self._in_works else "paragraph"
        self._add(Line(start=span.start, end=span.end, text=words, indent=0, inner=span.start, role=role))

    def _goes_on(self, piece: Piece) -> bool:
        """Tell whether the paragraph at the foot of a column goes on in ``piece`` at the head of the next."""
        if self._open is None:
            return False
        last, _, words = self._open
        if piece.cells or piece.bullet or piece.number or piece.is_note or not last.closes or self._is_heading(piece):
            return False
        if abs(last.size - piece.size) > 0.08 * piece.size or last.is_bold != piece.is_bold or _ENDED.search(words[-1]):
            return False
        if piece.lines[0][:1].islower() or words[-1].endswith("-"):
            return True
        if self._in_works:
            # Entries have numbers, or lines that hang.
            return last.number is not None or piece.x0 > piece.area.x0 + 0.5 * piece.size
        full = last.rows[-1].x1 > last.area.x1 - 2 * last.size
        return full and len(last.lines) > 1 and len(piece.lines) > 1

    def _continue(self, piece: Piece) -> None:
        assert self._open is not None
        before, start, words = self._open
        self._write("\n\n" if self.furniture and self.furniture[-1].start >= self._end else "\n")
        self._write("\n".join(piece.lines))
        self._end = self._position
        joined = Piece(
            piece.rows, [*before.lines, *piece.lines], before.size, before.is_bold, before.x0, before.area,
            bullet=before.bullet, number=before.number, mark=before.mark, closes=piece.closes,
        )  # fmt: skip
        self._open = (joined, start, [*words, *piece.lines])

    # ------------------------------------------------------------ pieces

    def _is_heading(self, piece: Piece) -> bool:
        words = " ".join(piece.lines)
        if (
            piece.cells
            or piece.bullet
            or len(piece.lines) > _MOST_HEADING_LINES
            or not 2 < len(words) <= _LONGEST_HEADING
        ):
            return False
        if words.endswith((".", ";", ",")) or sum(map(str.isalpha, words)) * 2 < len(words):
            return False
        if _LEADERS.search(words) or headings.is_caption(words) or headings.is_table_caption(words):
            return False
        if piece.size > _BIGGER * self.setting.size:
            return True
        return (
            piece.is_bold
            and not self.setting.is_bold
            and piece.size > 0.95 * self.setting.size
            and len(piece.lines) <= 2
        )

    def _title(self, pieces: Sequence[Piece]) -> Piece | None:
        """Return the piece of the first page that is set largest, if it stands out."""
        found = [
            piece
            for piece in pieces
            if self._is_heading(piece)
            and not headings.opens_section(words := " ".join(piece.lines))
            and not headings.is_reference_heading(words)
            and not _CONTENTS.fullmatch(words)
        ]
        best = max(found, key=lambda piece: round(piece.size, 1), default=None)
        return best if best is not None and best.size > _TITLE * self.setting.size else None

    def _level(self, piece: Piece) -> int:
        """Return the level of a heading: what is larger, then what is bold, stands above, in the order of first use."""
        key = (round(piece.size * 2) / 2, piece.is_bold)
        if key not in self._levels:
            self._levels.append(key)
            self._levels.sort(key=lambda one: (-one[0], not one[1]))
        return min(self._levels.index(key) + 1, 6)

    def _piece(self, piece: Piece, title: Piece | None) -> None:
        if piece.cells:
            self._table(piece.cells)
            return
        self._part()
        if self._is_heading(piece):
            self._heading(piece, is_title=piece is title)
            return
        span = self._write("\n".join(piece.lines))
        self._end = span.end
        self._open = (piece, span.start, list(piece.lines))
        if title is not None and not self.titled and len(" ".join(piece.lines)) < 100:
            # "Review article" over the title.
            self._open = None
            self._add(
                Line(
                    start=span.start,
                    end=span.end,
                    text="\n".join(piece.lines),
                    indent=0,
                    inner=span.start,
                    role="metadata",
                )
            )

    def _heading(self, piece: Piece, *, is_title: bool) -> None:
        span = self._write("\n".join(piece.lines))
        words = " ".join(piece.lines)
        self._in_works = headings.is_reference_heading(words)
        self._heading_words = words
        if is_title:
            self.titled = True
        else:
            self._headed = True
        self._add(
            Line(
                start=span.start, end=span.end, text="\n".join(piece.lines), indent=0, inner=span.start,
                heading_level=0 if is_title else self._level(piece) + 1, role="title" if is_title else None,
            )
        )  # fmt: skip

    def _is_contents(self, grid: Sequence[Sequence[str]]) -> bool:
        """Tell whether a table lists the sections under "Contents": its last column holds numbers of pages."""
        if not _CONTENTS.fullmatch(self._heading_words):
            return False
        return all(row[-1].isdecimal() or row[-1].lower().strip("ivxl") == "" for row in grid)

    def _table(self, grid: Sequence[Sequence[str]]) -> None:
        if self._is_contents(grid):
            for row in grid:
                self._part()
                span = self._write(words := " ".join(filter(None, row)))
                self._add(
                    Line(start=span.start, end=span.end, text=words, indent=0, inner=span.start, role="boilerplate")
                )
            return
        self._tables += 1
        self._part()
        text = "\t".join(grid[0])
        cells: list[Span | None] = []
        at = 0
        for words in grid[0]:
            cells.append(Span(at, at + len(words)) if words else None)
            at += len(words) + 1
        heads = int(len(grid) > 2 and reads_as_head(text, cells))
        # Under heads that span several columns stand those of each.
        while 0 < heads < len(grid) - 2 and not grid[heads][0] and not any(_VALUE.match(one) for one in grid[heads]):
            heads += 1
        for index, row in enumerate(grid):
            if index:
                self._write("\n")
            words = "\t".join(row)
            span = self._write(words)
            start = span.start + len(words) - len(words.lstrip())
            end = span.start + len(words.rstrip())
            line = Line(
                start=start, end=end, text=words.strip(), indent=0, inner=start, table=self._tables,
                role="head_row" if index < heads else "row",
            )  # fmt: skip
            if index:
                self.lines.append(line)
            else:
                self._add(line)
