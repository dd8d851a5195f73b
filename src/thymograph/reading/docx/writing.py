"""The words of a Word document as they are written, with what is marked in them: citations, links, notes, bookmarks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element

from thymograph.model import Span
from thymograph.reading.docx.citations import Work, of_control, of_field, opens_list
from thymograph.reading.docx.numbering import Numbering, counted
from thymograph.reading.docx.pieces import Piece, Pieces
from thymograph.reading.docx.styles import Styles
from thymograph.reading.raised import raised
from thymograph.reading.surface import SurfaceWriter

__all__ = ["Cited", "Linked", "NoteMark", "NoteText", "Place", "PrintedLine", "Writing", "names_work", "place_of"]

Place = Literal["", "contents", "works"]
"""What a paragraph stands in: nothing special, a table of contents, a list of works."""

_REFERS = re.compile(r"(?:REF|NOTEREF|PAGEREF)\s+(\S+)")
_HYPERLINK = re.compile(r'HYPERLINK\s+(?:\\l\s+)?"([^"]*)"')
_LOCAL = re.compile(r"HYPERLINK\s+\\l\s")
_NAMES_WORK = re.compile(
    r"\bdoi\b|https?://|\b10\.\d{4,9}/|\bPMID\b|\bet al\b|\b(?:19|20)\d\d;\s?\d|\b(?:19|20)\d\d[^.]{0,60};\s?\d+\s?[(:]|"
    r"^\W*\d{0,3}\W*[A-Z][\w'’-]+,? [A-Z]{1,3}\b.*\b(?:19|20)\d\d\b|^\W*(?:[A-Z]\. ){1,3}[A-Z][\w'’-]+,.*\b(?:19|20)\d\d\b",
    re.DOTALL,
)
_CONTENTS = re.compile(r"TO[CA]\b|INDEX\b")


def place_of(instruction: str) -> Place:
    """Return what the words are that a field prints."""
    if opens_list(instruction):
        return "works"
    return "contents" if _CONTENTS.match(instruction) else ""


def names_work(words: str, pieces: Sequence[Piece]) -> bool:
    """Tell whether a note names a work: a reference manager says so, or it reads as an entry of a list of works."""
    if _NAMES_WORK.search(words):
        return True
    codes = "".join(piece.words for piece in pieces if piece.kind == "code")
    return (
        "CSL_CITATION" in codes
        or "EN.CITE" in codes
        or any(piece.kind == "control" and of_control(piece.words) for piece in pieces)
    )


class Cited(NamedTuple):
    """Words that a field prints for works: "[3, 5]"."""

    start: int
    end: int
    works: tuple[Work, ...]


class Linked(NamedTuple):
    """Words with an address, or with # and the name of a bookmark."""

    start: int
    end: int
    address: str


class NoteMark(NamedTuple):
    """The mark of a footnote or an endnote."""

    start: int
    end: int
    label: str
    note: str
    """Kind and id."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of the list of works: where it stands, and the number that Word counts before it."""

    start: int
    end: int
    number: str | None


class NoteText(NamedTuple):
    """A note: its paragraphs, and what takes them apart."""

    elements: list[Element]
    pieces: Pieces


@dataclass(slots=True)
class _Field:
    data: list[str]
    code: list[str] = field(default_factory=list)
    start: int | None = None
    works: tuple[Work, ...] = ()
    place: Place = ""

    @property
    def instruction(self) -> str:
        return "".join(self.code).strip()


class Writing:
    """Writes words and remembers what cites, links and is noted where."""

    def __init__(
        self, styles: Styles, numbering: Numbering, sources: Mapping[str, Work], marked: Mapping[str, str]
    ) -> None:
        self.writer = SurfaceWriter()
        self.styles = styles
        self.numbering = numbering
        self.sources = sources
        self.marked = marked
        """Codes of fields that a document keeps for the bookmarks of a reference manager, by name."""
        self.cited: list[Cited] = []
        self.linked: list[Linked] = []
        self.notes: list[NoteMark] = []
        self.bookmarks: dict[str, int] = {}
        self.works: list[PrintedLine] = []
        self.languages: Counter[str] = Counter()
        self.titled = False
        self.in_works = False
        self.tables = 0
        self.labels: dict[str, str] = {}
        """What each note met so far is marked with."""
        self.note_texts: dict[str, NoteText] = {}
        """All notes of the document by kind and id."""
        self.note_forms: dict[str, str] = {"endnote": "lowerRoman"}
        """How notes of a kind are counted, where not in digits."""
        self.due: list[str] = []
        """Notes whose mark was met since they were last asked for."""
        self.explained: set[str] = set()
        self.citing_notes: list[str] = []
        self.noted: dict[str, PrintedLine] = {}
        """Where the notes that name works stand."""
        self._counted: Counter[str] = Counter()
        self._open_marks: dict[str, tuple[int, tuple[Work, ...]]] = {}
        self._later: list[Element] = []  # text boxes and tables within cells
        self._fields: list[_Field] = []
        self._hiding = 0  # how many of them show nothing yet
        self._links: list[tuple[int, str]] = []
        self._controls: list[tuple[int, tuple[Work, ...]]] = []
        self._last_level = 0

    # ------------------------------------------------------------ words

    @property
    def _shows_citation(self) -> bool:
        return (
            bool(self._open_marks)
            or any(one.works for one in self._fields)
            or any(works for _, works in self._controls)
        )

    def write(self, pieces: Sequence[Piece]) -> None:
        """Add the words of ``pieces`` to the open line and keep what they mark."""
        writer = self.writer
        index = 0
        while index < len(pieces):
            piece = pieces[index]
            index += 1
            kind = piece.kind
            if kind == "words":
                if self._hiding:
                    continue
                words = piece.words
                if piece.style.raised:
                    # A number may be set in several runs; it is judged whole.
                    while index < len(pieces) and pieces[index].kind == "words" and pieces[index].style.raised:
                        words += pieces[index].words
                        index += 1
                    if not self._shows_citation:
                        words = raised(words)
                self.languages[piece.style.language or ""] += len(words)
                writer.write(words)
            elif kind == "break":
                if not self._hiding:
                    self._break(piece.words)
            elif kind == "note":
                if not self._hiding:
                    self._note(piece.words)
            elif kind == "bookmark":
                self._bookmark(*piece.words.split(" ", 1))
            elif kind == "endmark":
                if piece.words in self._open_marks:
                    self._cite(*self._open_marks.pop(piece.words))
            elif kind == "link":
                self._links.append((writer.position, piece.words))
            elif kind == "unlink":
                start, address = self._links.pop()
                if address and not self._hiding:
                    self._link(start, address)
            elif kind == "control":
                self._controls.append((writer.position, of_control(piece.words)))
            elif kind == "uncontrol":
                start, works = self._controls.pop()
                self._cite(start, works)
            elif kind == "box":
                if piece.element is not None:
                    self._later.append(piece.element)
            else:
                self._field(piece)

    def _break(self, sort: str) -> None:
        if sort in ("br", "cr", "page") and any(one.place == "works" for one in self._fields):
            # ONLYOFFICE writes a list of works as one paragraph.
            self._close_line(None)
            self.writer.open(role="reference")
        else:
            self.writer.space()

    def _trimmed(self, start: int) -> Span | None:
        """Return where the words stand that were written since ``start``; None if there are none."""
        written = self.writer.tail(start)
        words = written.strip()
        if not words:
            return None
        begin = start + written.index(words[0])
        return Span(begin, begin + len(words))

    def _cite(self, start: int, works: tuple[Work, ...]) -> None:
        if works and (span := self._trimmed(start)):
            self.cited.append(Cited(*span, works))

    def _link(self, start: int, address: str) -> None:
        if span := self._trimmed(start):
            self.linked.append(Linked(*span, address))

    def _bookmark(self, key: str, name: str) -> None:
        self.bookmarks.setdefault(name, self.writer.position)
        if works := of_field(self.marked.get(name, ""), (), self.sources):
            self._open_marks[key] = (self.writer.position, works)

    def _note(self, note: str) -> None:
        kind, key, *own = note.split(" ")
        name = f"{kind} {key}"
        if name not in self.labels:
            self._counted[kind] += 1
            self.labels[name] = counted(self._counted[kind], self.note_forms.get(kind, "decimal"))
        label = self.labels[name]
        self.due.append(name)
        if own:
            return  # a sign that the author typed follows
        start = self.writer.settle()
        self.writer.write(label)
        self.notes.append(NoteMark(start, self.writer.position, label, name))

    def _field(self, piece: Piece) -> None:
        if piece.kind == "field":
            self._fields.append(_Field([piece.words] if piece.words else []))
            self._hiding += 1
            return
        if not self._fields:
            return
        top = self._fields[-1]
        if piece.kind == "code":
            if top.start is None:
                top.code.append(piece.words)
        elif piece.kind == "result":
            if top.start is None:
                self._hiding -= 1
                top.start = self.writer.position
                top.works = of_field(top.instruction, top.data, self.sources)
                top.place = place_of(top.instruction)
        else:
            self._close_field()

    def _close_field(self) -> None:
        top = self._fields.pop()
        if top.start is None:
            self._hiding -= 1
            if self._fields:
                self._fields[-1].data += top.data
            return
        if top.works:
            self._cite(top.start, top.works)
        elif match := _REFERS.match(top.instruction):
            self._link(top.start, f"#{match[1]}")
        elif match := _HYPERLINK.match(top.instruction):
            self._link(top.start, f"#{match[1]}" if _LOCAL.match(top.instruction) else match[1])

    def end_part(self) -> None:
        """Close what a part left open; its last words are shown already."""
        self.writer.close()
        while self._fields:
            self._close_field()
        self._links.clear()
        self._controls.clear()
        self._open_marks.clear()

    def _close_line(self, number: str | None) -> None:
        """End the open line; one of a list of works is remembered."""
        before = self.writer.last
        self.writer.close()
        line = self.writer.last
        if (
            line is not None
            and line is not before
            and (line.role == "reference" or (self.in_works and not line.heading_level))
        ):
            self.works.append(PrintedLine(line.start, line.end, number))
