"""The paragraphs, lists, tables and notes of a Word document, written as lines of citable text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element

from thymograph.reading import headings
from thymograph.reading.docx.citations import of_control
from thymograph.reading.docx.grids import Cell, grid_of
from thymograph.reading.docx.pieces import Piece, Pieces
from thymograph.reading.docx.styles import list_of
from thymograph.reading.docx.writing import Place, PrintedLine, Writing, names_work, place_of
from thymograph.reading.lines import LineRole

__all__ = ["Story"]

_TYPED_TABLE = re.compile(r"\W*(?:supplementary |supplemental )?table\b", re.IGNORECASE)
_LONGEST_HEADING = 100


class Story(Writing):
    """Writes one part after the other, a line for each paragraph, heading, item and row."""

    # ------------------------------------------------------------ lines

    def blocks(self, elements: Iterable[Element], pieces: Pieces, place: Place = "") -> None:
        """Write paragraphs and tables, one after the other."""
        ahead: list[tuple[Element | None, Place]] = []
        for one in self._flat(elements, place, pieces):
            ahead.append(one)
            if len(ahead) > 1:
                self._block(*ahead.pop(0), ahead[0][0], pieces)
        if ahead:
            self._block(*ahead[0], None, pieces)

    def _flat(
        self, elements: Iterable[Element], place: Place, pieces: Pieces
    ) -> Iterator[tuple[Element | None, Place]]:
        """Yield paragraphs and tables with what they stand in, wrappers taken off."""
        for element in elements:
            tag = element.tag
            if tag in ("w-p", "w-tbl"):
                yield element, place
            elif tag == "w-sdt":
                yield from self._flat_control(element, place, pieces)
            elif tag in ("w-customXml", "w-ins", "w-moveTo", "w-smartTag", "w-sdtContent"):
                yield from self._flat(element, place, pieces)
            elif tag == "mc-AlternateContent":
                yield from self._flat(element[0] if len(element) else (), place, pieces)
            elif tag in ("w-del", "w-moveFrom"):
                pieces.counts["deleted"] += 1
            elif tag == "w-altChunk":
                pieces.counts["chunks"] += 1
            elif tag == "w-bookmarkStart":
                self.bookmarks.setdefault(element.get("w-name", ""), self.writer.position)

    def _flat_control(self, element: Element, place: Place, pieces: Pieces) -> Iterator[tuple[Element | None, Place]]:
        properties = element.find("w-sdtPr")
        name = gallery = None
        if properties is not None:
            name, gallery = properties.find("w-tag"), properties.find("w-docPartObj/w-docPartGallery")
            if gallery is not None and gallery.get("w-val") == "Table of Contents":
                place = "contents"
            if properties.find("w-bibliography") is not None:
                place = "works"
        tag = "" if name is None else name.get("w-val", "")
        if tag.startswith(("MENDELEY_BIBLIOGRAPHY", "ZOTERO_BIBL")):
            place = "works"
        # A citation that is a paragraph of its own begins where its words will.
        works = of_control(tag)
        if works:
            self._controls.append((self.writer.position, works))
        for content in element.iterfind("w-sdtContent"):
            yield from self._flat(content, place, pieces)
        if works:
            yield None, place

    def _block(self, element: Element | None, place: Place, following: Element | None, pieces: Pieces) -> None:
        if element is None:
            start, works = self._controls.pop()
            self._cite(start, works)
        elif element.tag == "w-p":
            self._paragraph(element, place, following, pieces)
        else:
            self._table(element, place, pieces)
        while self._later:
            later, self._later = self._later, []
            for one in later:
                if one.tag == "w-tbl":
                    self._table(one, place, pieces)
                else:
                    self.blocks(one, pieces, place)
        due, self.due = self.due, []
        for name in due:
            self._explain(name)

    def _paragraph(self, element: Element, place: Place, following: Element | None, pieces: Pieces) -> None:
        properties = element.find("w-pPr")
        key = self._style_of(properties)
        names = self.styles.names(key)
        base = self.styles.run(key).over(self.styles.default)
        found = list(pieces.of(element, base))
        bullet, number, depth = self._item(properties, key)
        inside = place or next((one.place for one in reversed(self._fields) if one.place), "")
        inside = inside or next((one for one in self._opened(found)), "")
        level = self._level(properties, key)
        role: LineRole | None = None
        shown = "".join(
            piece.words if piece.kind == "words" else " " for piece in found if piece.kind in ("words", "break")
        )
        words = " ".join(shown.split())
        if inside == "contents" or any(name.startswith(("toc ", "table of figures", "index ")) for name in names):
            role = "boilerplate"
        elif names[:1] == ["title"]:
            role = "title"
            self.titled = True
        elif level is not None and words:
            self._heading(words, level)
            self.writer.open(level=min(level, 6))
            self.write(found)
            self._close_line(None)
            return
        elif inside == "works" or any(name in ("bibliography", "endnote bibliography") for name in names):
            role = "reference"
        elif "caption" in names and words:
            tabular = following is not None and following.tag == "w-tbl" and _TYPED_TABLE.match(words)
            role = "table_caption" if tabular else "caption"
        elif self._looks_like_heading(words, found, bullet or number, following, pieces):
            self._heading(words, 0)
            self.writer.open(level=min(self._last_level + 1, 6) if self.titled or self._last_level else 1)
            self.titled = True
            self.write(found)
            self._close_line(None)
            return
        elif self.in_works and number:
            role = "reference"
        elif any(piece.kind == "note" for piece in found) and not (bullet or number or self.in_works):
            role = "paragraph"  # no title or heading, whatever its length
        if role is not None:
            self.writer.open(role=role)
        else:
            self.writer.open(
                bullet=bullet, number=None if bullet else number, indent=4 * depth if bullet or number else 0
            )
        self.write(found)
        self._close_line(number)
        if self._hiding:
            # A code that no result follows in its paragraph shows nothing; it must not hide the next ones.
            pieces.counts["broken fields"] += 1
            while self._hiding:
                self._close_field()

    def _explain(self, name: str) -> None:
        """Write a note under the paragraph that bears its mark, unless it names a work: then it comes at the end."""
        note = self.note_texts.get(name)
        if note is None or name in self.explained:
            return
        found = [piece for child in note.elements for piece in note.pieces.of(child)]
        if names_work("".join(piece.words for piece in found if piece.kind == "words"), found):
            self.citing_notes.append(name)
            return
        self.explained.add(name)
        for child in note.elements:
            if child.tag == "w-p":
                self.writer.open(role="paragraph")
                self.write(list(note.pieces.of(child)))
                self._close_line(None)
            else:
                self.blocks([child], note.pieces)
        self.end_part()

    def write_works_of_notes(self) -> None:
        """Write the notes that name works, a line each, in the order of their marks."""
        for name in self.citing_notes:
            note = self.note_texts[name]
            self.writer.open(role="reference")
            for child in note.elements:
                self.write(list(note.pieces.of(child)))
                self.writer.space()
            before = self.writer.last
            self.end_part()
            line = self.writer.last
            if line is not None and line is not before:
                self.noted[name] = PrintedLine(line.start, line.end, None)

    def _opened(self, found: Sequence[Piece]) -> Iterator[Place]:
        """Yield what the fields that begin in ``found`` print, before any of it is written."""
        code: list[str] = []
        for piece in found:
            if piece.kind == "field":
                code = []
            elif piece.kind == "code":
                code.append(piece.words)
            elif piece.kind == "result":
                instruction = "".join(code).strip()
                if place := place_of(instruction):
                    yield place

    def _style_of(self, properties: Element | None) -> str | None:
        style = None if properties is None else properties.find("w-pStyle")
        return self.styles.normal if style is None else style.get("w-val")

    def _item(self, properties: Element | None, key: str | None) -> tuple[str | None, str | None, int]:
        """Return bullet, number and depth of a paragraph that is an item of a list."""
        numbered = None if properties is None else properties.find("w-numPr")
        styled = self.styles.list(key)
        found = (list_of(numbered) or styled) if numbered is not None else styled
        if found is None or found[0] == "0":
            return None, None, 0
        return (*self.numbering.item(*found), found[1])

    def _level(self, properties: Element | None, key: str | None) -> int | None:
        own = None if properties is None else properties.find("w-outlineLvl")
        if own is not None:
            value = own.get("w-val", "9")
            return int(value) + 1 if value.isdecimal() and int(value[:3]) < 9 else None
        return self.styles.level(key)

    def _heading(self, words: str, level: int) -> None:
        self.in_works = headings.is_reference_heading(words)
        self.titled = self.titled or level == 1
        if level:
            self._last_level = level

    def _looks_like_heading(
        self, words: str, found: Sequence[Piece], item: str | None, following: Element | None, pieces: Pieces
    ) -> bool:
        """Tell whether a short paragraph is set as a heading though no style says so: all bold, over one that is not."""
        if (
            not words
            or item
            or len(words) > _LONGEST_HEADING
            or words[-1] in ".,;:"
            or not any(map(str.isalpha, words))
        ):
            return False
        if any(piece.kind in ("note", "box") for piece in found) or following is None or following.tag != "w-p":
            return False
        if not _all_bold(found):
            return False
        base = self.styles.run(self._style_of(following.find("w-pPr"))).over(self.styles.default)
        below = [one for one in pieces.of(following, base) if one.kind == "words" and one.words.strip()]
        return not below or not _all_bold(below)

    # ------------------------------------------------------------ tables

    def _table(self, element: Element, place: Place, pieces: Pieces) -> None:
        grid = grid_of(element)
        pieces.counts["deleted"] += grid.deleted
        if max((sum(cell.width for cell in row) for row in grid.rows), default=1) == 1:
            # A frame around words.
            for row in grid.rows:
                for cell in row:
                    self.blocks(cell.element if cell.element is not None else (), pieces, place)
            return
        self.tables += 1
        for index, row in enumerate(grid.rows):
            self.writer.open(role="head_row" if index < grid.heads else "row", table=self.tables)
            self._row(row, pieces)
            self._close_line(None)

    def _row(self, row: Sequence[Cell], pieces: Pieces) -> None:
        wide = 0
        for cell in row:
            for _ in range(wide):
                self.writer.tab()
            wide = cell.width
            if cell.element is not None:
                self._cell(cell.element, pieces)

    def _cell(self, cell: Element, pieces: Pieces) -> None:
        """Write the paragraphs of a cell in one line; tables in it come after the table that it stands in."""
        for child, _ in self._flat(cell, "", pieces):
            if child is None:
                start, works = self._controls.pop()
                self._cite(start, works)
            elif child.tag == "w-tbl":
                self._later.append(child)
            else:
                key = self._style_of(child.find("w-pPr"))
                self._item(child.find("w-pPr"), key)
                self.write(list(pieces.of(child, self.styles.run(key).over(self.styles.default))))
                self.writer.space()


def _all_bold(found: Sequence[Piece]) -> bool:
    letters = [piece for piece in found if piece.kind == "words" and piece.words.strip()]
    return bool(letters) and all(piece.style.bold for piece in letters)
