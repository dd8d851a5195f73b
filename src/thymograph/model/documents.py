"""A document as it is read: its text, blocks, statements, frames, tables and ledger."""

from __future__ import annotations

import bisect
import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from thymograph.model.places import Anchor, FileText, Span

__all__ = [
    "Block",
    "BlockKind",
    "CleanText",
    "Document",
    "Frame",
    "FrameRole",
    "LedgerClass",
    "LedgerSpan",
    "StatedEntry",
    "StatedLink",
    "Statement",
    "Step",
    "Table",
    "Unit",
]

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_LINE_END = re.compile("\n")


BlockKind = Literal[
    "metadata",  # front matter, author and date lines, catalogue numbers
    "title",
    "heading",
    "paragraph",
    "list_lead",  # a line that introduces a list
    "list_item",
    "table_frame",  # column head or row label of a table, its caption
    "table_cell",
    "faq_question",
    "faq_answer",
    "caption",  # of a figure
    "boilerplate",
    "reference",  # a line of the reference list; citing groups lines into entries
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of a document that has one role in it, without its bullet, dashes or tabs."""

    kind: BlockKind
    start: int
    end: int
    section: tuple[str, ...] = ()
    """Headings above it, outermost first, cleaned of markup."""
    level: int = 0
    """Depth: of a heading (1 = top), of a list item (0 = top)."""
    number: str | None = None
    """The ordinal printed before a list item ("2" of "2. Adjunctive …")."""
    ordered_after: int | None = None
    """Index of the list item before this one in the same list, else None."""
    frames: tuple[int, ...] = ()
    """Indices of the blocks that complete it: heading, list lead, question, caption, column head, row label."""
    table: int | None = None
    """Number of the table it stands in, counted from 0 in the document."""
    row: int | None = None
    column: int | None = None
    repeats: int | None = None
    """For a block of front matter: index of the block of the body that says the same, if known."""
    continues: int | None = None
    """For a line of a column of prose beside another: index of the line before it in the same paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedLink:
    """A citation that the format itself states: where its marker is printed and which entry it leads to."""

    start: int
    end: int
    """Of the marker in ``Document.text``."""
    number: str
    """What the marker prints, without brackets ("7", "Smith 2019")."""
    entry: str
    """Key of a :class:`StatedEntry`; "" for the mark of a note that explains and cites nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedEntry:
    """An entry of the reference list as the format holds it, field by field; what it does not say is None."""

    key: str
    """The format's own name of it, unique in the document ("B7", the id of a Zotero item)."""
    start: int
    end: int
    """Of the line that prints it in ``Document.text``; of the first marker that cites it, if no line does."""
    number: str | None = None
    title: str | None = None
    authors: str | None = None
    container: str | None = None
    year: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    url: str | None = None


@dataclass(frozen=True, kw_only=True)
class Document:
    """One file, read: its bytes' hash, its citable text, and its blocks in order.

    The citable text of plain text and Markdown is the file exactly as decoded. That of a marked-up file is the words
    it shows, and ``file`` says where in the file they stand; that of a PDF or Word file is what its reader takes out.
    """

    path: str
    """Relative to the root given on the command line, with forward slashes."""
    sha256: str
    size_bytes: int
    text: str
    blocks: tuple[Block, ...] = ()
    format: str = "text"
    """text, markdown, html, jats, pdf, docx, or the name of a reader of another party."""
    file: FileText | None = None
    """None where anchors count in ``text`` itself."""
    pages: tuple[int, ...] = ()
    """Where in ``text`` each page begins, of a paged file."""
    furniture: tuple[Span, ...] | None = None
    """What pages print between the lines of the author (running heads), sorted; None where only the words can tell."""
    links: tuple[StatedLink, ...] = ()
    """By start."""
    entries: tuple[StatedEntry, ...] = ()
    language: str | None = None
    """As BCP 47 tells it ("en", "de"), if the file says or the words show."""
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    date: str | None = None
    licence: str | None = None
    kind: str | None = None
    """Of the document: vendor guide, monograph, clinical answer, review …, from documents.tsv."""
    sells_subject: bool | None = None
    """True when its publisher sells what it writes about; None when nobody said."""

    @property
    def anchored_text(self) -> str:
        """The text in which anchors count: the file's, or what was taken out of a file that is no text."""
        return self.text if self.file is None else self.file.text

    def placed(self, start: int, end: int) -> Span:
        """Return the span of the anchored text in which ``text[start:end]`` stands."""
        return Span(start, end) if self.file is None else self.file.span(start, end)

    @cached_property
    def _wide(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return the positions after each non-ASCII code point and the extra bytes up to there."""
        positions, extras, extra = [], [], 0
        if not self.anchored_text.isascii():
            for match in _BEYOND_ASCII.finditer(self.anchored_text):
                extra += len(match[0].encode("utf-8")) - 1
                positions.append(match.end())
                extras.append(extra)
        return tuple(positions), tuple(extras)

    def byte_offset(self, position: int) -> int:
        """Return the byte offset, in UTF-8, of the code point at ``position`` of the anchored text."""
        positions, extras = self._wide
        index = bisect.bisect_right(positions, position)
        return position + (extras[index - 1] if index else 0)

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        return (0, *(match.end() for match in _LINE_END.finditer(self.anchored_text)))

    def line_of(self, position: int) -> int:
        """Return the number, from 1, of the line of the anchored text that holds ``position`` of ``text``."""
        if self.file is not None:
            position = self.file.span(position, position + 1).start
        return bisect.bisect_right(self._line_starts, position)

    def page_of(self, position: int) -> int | None:
        """Return the number, from 1, of the page that holds ``position`` of ``text``; None if it has no pages."""
        return bisect.bisect_right(self.pages, position) if self.pages else None

    def anchor(self, role: Literal["words", "frame"], start: int, end: int) -> Anchor:
        """Return the anchor of ``text[start:end]`` in the anchored text, with its bytes, line, page and hash."""
        at = self.placed(start, end)
        return Anchor(
            role=role,
            start=at.start,
            end=at.end,
            byte_start=self.byte_offset(at.start),
            byte_end=self.byte_offset(at.end),
            sha256=hashlib.sha256(self.anchored_text[at.start : at.end].encode("utf-8")).hexdigest(),
            line=self.line_of(start),
            page=self.page_of(start),
        )


@dataclass(frozen=True, slots=True)
class CleanText:
    """Words with markers, markup and line breaks taken out, and where each character stood.

    ``offsets[i]`` is the code point of the document that ``text[i]`` was. White space runs are one
    space. Rules read ``text``; what they find is mapped back by :meth:`span`.
    """

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the span of the document that ``text[start:end]`` covers (``start < end``)."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


FrameRole = Literal["title", "heading", "list_lead", "question", "caption", "column_head", "row_label", "cell"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Words elsewhere that complete a statement: its heading, column head, row label, question."""

    role: FrameRole
    words: CleanText
    span: Span


Unit = Literal["sentence", "item", "cell", "answer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as clean words, for rules that need its other cells."""

    heads: tuple[str, ...]
    """Column heads, () when it has none."""
    rows: tuple[tuple[str, ...], ...]
    """The body, a tuple of cells a row; the first cell is the row's label. Rows may be ragged."""
    caption: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A place in a protocol or algorithm."""

    procedure: str
    number: int
    after: str | None = None
    """Id of the claim of the step before, if any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A stretch of a document that may make a claim: a sentence, list item, table cell, FAQ answer."""

    spans: tuple[Span, ...]
    """In the document, markers at its end included; more than one if it is broken by a page."""
    words: CleanText
    frames: tuple[Frame, ...] = ()
    """Nearest last: title, headings outermost first, then list lead, question, caption, head, label."""
    unit: Unit = "sentence"
    section: tuple[str, ...] = ()
    block: int = 0
    """Index in ``Document.blocks``."""
    in_front_matter: bool = False
    table: Table | None = None
    row: int | None = None
    """Of the cell in ``table.rows``."""
    column: int | None = None
    step: Step | None = None


LedgerClass = Literal[
    "blank",
    "boilerplate",
    "unclaimed",
    "claim",
    "list_lead",
    "heading",
    "faq_question",
    "table_frame",
    "metadata",
    "reference_entry",
    "citation_marker",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSpan:
    """A run of characters of one class; the spans of a document cover it once, end to end."""

    kind: LedgerClass
    start: int
    end: int
