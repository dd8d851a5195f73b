"""The blocks of a document: headings, paragraphs, items, cells, questions, in order, with their frames."""

from __future__ import annotations

import re
from collections.abc import Sequence

from thymograph.model import Block, BlockKind, Span
from thymograph.reading import headings
from thymograph.reading.furniture import without_furniture
from thymograph.reading.headings import bare_words
from thymograph.reading.joining import SENTENCE_END, joined_over_pages, paragraphs, with_bare_references
from thymograph.reading.labelled import is_arm, is_entry_of_register, label_and_value, term_and_meaning, titles
from thymograph.reading.lines import Line, LineRole, lines_of
from thymograph.reading.list_walk import ListWalk
from thymograph.reading.ordinals import with_ordinals
from thymograph.reading.people import is_affiliation, is_byline, is_imprint
from thymograph.reading.side_by_side import Columns
from thymograph.reading.tables import TableLines, given_table, table_at
from thymograph.reading.walk import ends_with_colon

__all__ = ["blocks_of"]

_ANSWER = re.compile(r"(?:\*\*|__)?\s*(?:A|Answer|Back|Definition)\s*\d*\s*[:.]\s*(?:\*\*|__)?\s*", re.IGNORECASE)
# A footnote or the target of a link, which Markdown lets stand anywhere.
_DEFINES = re.compile(r"\[\^[\w.-]{1,40}\]:\s+\S|\[[^\[\]\n^]{1,60}\]:\s+<?https?://")
_FENCE = re.compile(r"(?:```|~~~)")
# The kind of the block that a line makes on its own because its format states a role.
_BY_ROLE: dict[LineRole, BlockKind] = {
    "boilerplate": "boilerplate",
    "caption": "caption",
    "metadata": "metadata",
    "reference": "reference",
    "table_caption": "table_frame",
}


def _value_at(raw: str, value: str) -> int:
    """Return where the value of a label begins in the words as printed, whose markup may be in its first word."""
    colon = raw.find(":") + 1
    found = raw.find(value.split()[0], colon)
    return found if found >= 0 else colon + len(raw[colon:]) - len(raw[colon:].lstrip())


class _Builder(ListWalk):
    """Walks the lines once and adds a block for each stretch."""

    def open(self, index: int) -> int:
        """Add the lines of an article's opening from ``index`` on that are of one kind; return the next index."""
        kind = self.opening[index]
        stop = index + 1
        while kind == "title" and self.opening.get(stop) == kind:
            stop += 1
        self.titled = self.titled or kind == "title"
        self.add(kind, self.lines[index].start, self.lines[stop - 1].end, level=int(kind == "title"))
        return stop

    def card(self, index: int) -> int:
        """Add the side of a flashcard that begins at ``index``, or its sign; return the next index."""
        role = self.cards[index]
        stop = last = index
        while stop < len(self.lines) and (self.lines[stop].is_blank or self.cards.get(stop) == role):
            if not self.lines[stop].is_blank:
                last = stop
            stop += 1
            if role == "sign":
                break
        self.leave_list()
        start, end = self.lines[index].inner, self.lines[last].end
        if role == "sign":
            self.add("boilerplate", start, end)
        elif role == "question":
            self.question = self.add("faq_question", start, end, frames=self.frames())
        else:
            self.add("faq_answer", start, end, frames=self.frames(self.question))
            self.question = None
        return last + 1

    def given(self, index: int) -> int:
        """Add the line at ``index``, whose role the format states, and the rows of its table; return the next index."""
        line = self.lines[index]
        if line.role in ("head_row", "row"):
            found = given_table(self.text, self.lines, index)
            self.leave_list()
            self.table(found)
            return index + found.line_count
        if line.role == "title" and self.title_due:
            self.title_due = False
            self.add("title", line.inner, line.end, level=1)
        elif line.role in ("paragraph", "title"):
            self.prose(Span(line.inner, line.end), self.next_filled(index + 1))
        elif line.role is not None:
            new = self.add(_BY_ROLE[line.role], line.inner, line.end, frames=self.frames())
            if line.role == "table_caption":
                self.caption = new
        return index + 1

    # ------------------------------------------------------------ headings

    def heading(self, line: Line, words: str, level: int) -> None:
        self.leave_list()
        self.left = None
        self.question = self.caption = None
        faq = any(headings.is_faq_section(name) for name in self.section())
        if headings.is_question(words) or (faq and words.endswith("?")):
            self.question = self.add("faq_question", line.inner, line.end, frames=self.frames())
            return
        opens = (
            not self.titled
            and level <= 1
            and line.number is None
            and all(block.kind in ("metadata", "boilerplate") for block in self.blocks)
        )
        if opens:
            self.titled = True
            self.add("title", line.inner, line.end, level=1)
            return
        previous = self.blocks[-1] if self.blocks else None
        if not level:
            # A heading without hashes goes under the one before it when nothing stands between them.
            numbered = headings.heading_depth(words) or headings.is_section_number(words) or (2 if is_arm(words) else 0)
            if numbered:
                level = 10 + numbered
            elif previous and previous.kind == "heading" and previous.level >= 10 and not headings.opens_section(words):
                level = min(previous.level + 1, 13)
            else:
                level = 11
            if numbered:
                # "6.1" closes "5.2", whatever signs these have.
                while self.stack and headings.heading_depth(self.section()[-1]) >= numbered:
                    self.stack.pop()
                level = max(level, self.stack[-1][0] + 1 if self.stack else 0)
        while self.stack and self.stack[-1][0] >= level:
            self.stack.pop()
        self.in_references = headings.is_reference_heading(words)
        if line.number is not None and line.number.isdigit():
            self.numbered = int(line.number)
        index = self.add("heading", line.inner, line.end, level=level, frames=self.frames())
        self.stack.append((level, index))

    # ------------------------------------------------------------ tables

    def table(self, found: TableLines) -> None:
        caption = self.caption
        self.caption = None
        number, self.tables = self.tables, self.tables + 1
        heads: dict[int, list[int]] = {}
        group: int | None = None  # a row of one cell, which heads the rows under it
        label: int | None = None  # a row without label goes on with the one above
        for row_number, row in enumerate(found.rows):
            is_head = row_number < found.head_rows
            alone = len(row) > 2 and row[0] is not None and not any(row[1:]) and row_number + 1 < len(found.rows)
            if not is_head and row[0] is not None:
                label = None
            above: int | None = None
            for column, cell in enumerate(row):
                if cell is None:
                    # A head that spans several columns is printed over the first of them.
                    if is_head and above is not None and row_number + 1 < found.head_rows:
                        heads.setdefault(column, []).append(above)
                    continue
                frame = is_head or column == 0
                index = self.add(
                    "table_frame" if frame else "table_cell", cell.start, cell.end,
                    table=number, row=-1 if is_head else row_number - found.head_rows, column=column,
                    frames=self.frames(caption, *(() if is_head else heads.get(column, ())), group, label),
                )  # fmt: skip
                if is_head:
                    heads.setdefault(column, []).append(index)
                    above = index if column else None
                elif alone:
                    group = index
                elif column == 0:
                    label = index

    # ------------------------------------------------------------ prose

    def side_by_side(self, found: Columns) -> None:
        """Add the lines of two columns, each a piece of the paragraph on its side."""
        last: list[int | None] = [None, None]
        for pieces in found.pieces:
            for side, piece in enumerate(pieces):
                words = bare_words(self.text[piece.start : piece.end]) if piece else ""
                if piece is None:
                    before = last[side]
                    if before is not None and SENTENCE_END.search(
                        self.text, self.blocks[before].start, self.blocks[before].end
                    ):
                        last[side] = None
                elif headings.opens_section(words) or headings.is_capitals(words):
                    self.add("heading", piece.start, piece.end, level=11)
                    last[side] = None
                elif self.in_references:
                    self.add("reference", piece.start, piece.end, frames=self.frames())
                else:
                    last[side] = self.add(
                        "paragraph", piece.start, piece.end, column=side, continues=last[side], frames=self.frames()
                    )

    def run_of_prose(self, index: int) -> int:
        """Add the plain lines from ``index`` on, joined where they are one hard-wrapped paragraph."""
        stop = index
        while stop < len(self.lines):
            line = self.lines[stop]
            if line.is_blank or line.is_item or line.heading_level or line.is_rule or line.role:
                break
            if stop > index and (
                stop in self.columns
                or stop in self.stacked
                or table_at(self.text, self.lines, stop)
                or self.plain_heading(stop)
            ):
                break
            if stop > index and headings.is_caption(self.words(line)) and line.text[0].isupper():
                break
            if stop > index and (stop in self.labelled or (stop in self.unsigned and not self.in_references)):
                break
            if (
                stop > index
                and headings.is_table_caption(self.words(line))
                and SENTENCE_END.search(self.lines[stop - 1].text)
            ):
                break
            stop += 1
            if is_byline(self.words(line)):
                break
        run = self.lines[index:stop]
        if self._heads_table(run, stop):
            self.caption = self.add("table_frame", run[0].start, run[-1].end, frames=self.frames())
            return stop
        for group in paragraphs(run):
            self.prose(Span(group[0].start, group[-1].end), self.next_filled(stop) if group[-1] is run[-1] else None)
        return stop

    def _heads_table(self, run: Sequence[Line], stop: int) -> bool:
        """Tell whether a single short line without a stop stands right over a table."""
        return (
            len(run) == 1
            and not self.in_references
            and stop < len(self.lines)
            and not self.lines[stop].is_blank
            and len(run[0].text.split()) <= 14
            and not run[0].text.endswith((".", ";", "?"))
            and table_at(self.text, self.lines, stop) is not None
        )

    def prose(self, span: Span, following: Line | None) -> None:
        start, end = span
        raw = self.text[start:end]
        words = bare_words(raw)
        if self.in_references or _DEFINES.match(raw):
            self.add("reference", start, end, frames=self.frames())
            return
        if listed := headings.listed_at(raw):
            self.add("metadata", start, start + len(raw[:listed].rstrip()), frames=self.frames())
            self.add("reference", start + listed, end, frames=self.frames())
            return
        if headings.is_navigation(words) and len(words.split()) <= 12:
            self.add("boilerplate", start, end, frames=self.frames())
            return
        self.leave_list()
        answer = _ANSWER.match(raw)
        sides = label_and_value(words)
        if not answer and (sides or term_and_meaning(words)):
            self.question = None
        if headings.is_question(words):
            self.question = self.add("faq_question", start, end, frames=self.frames())
        elif answer and answer.end() < len(raw) and self.question is not None:
            self.add("faq_answer", start + answer.end(), end, frames=self.frames(self.question))
        elif headings.is_table_caption(words):
            self.caption = self.add("table_frame", start, end, frames=self.frames())
        elif headings.is_caption(words):
            self.add("caption", start, end, frames=self.frames())
        elif sides and not self.titled and not self.stack and titles(sides[0]):
            self.titled = True
            self.add("title", start + _value_at(raw, sides[1]), end, level=1)
        elif (
            (sides and is_entry_of_register(*sides))
            or headings.is_metadata(words)
            or is_byline(words)
            or is_affiliation(words)
            or is_imprint(words)
        ):
            self.add("metadata", start, end, frames=self.frames())
        elif (
            ends_with_colon(raw)
            and following is not None
            and (following.is_item or following.start in self.unsigned_starts)
        ):
            self.leads.append((0, self.add("list_lead", start, end, frames=self.frames(self.question))))
        else:
            self.add("paragraph", start, end, frames=self.frames(self.question))

    # ------------------------------------------------------------ the walk

    def build(self) -> tuple[Block, ...]:
        index = 0
        fenced = False
        while index < len(self.lines):
            line = self.lines[index]
            if line.role:
                index = self.given(index)
                continue
            if _FENCE.match(line.text):
                fenced = not fenced
                self.add("boilerplate", line.start, line.end)
            elif fenced:
                if not line.is_blank:
                    self.add("boilerplate", line.start, line.end)
            elif index in self.cards:
                index = self.card(index)
                continue
            elif index in self.opening:
                index = self.open(index)
                continue
            elif index in self.contents.listed:
                self.leave_list()
                self.add("boilerplate", line.start, line.end, frames=self.frames())
            elif line.is_blank or line.is_rule:
                if line.is_rule:
                    self.leave_list()
            elif line.heading_level:
                self.heading(line, self.words(line), line.heading_level)
            elif self._underlined(index):
                self.heading(line, self.words(line), 1 if self.lines[index + 1].text[0] == "=" else 2)
                index += 1
            elif side_by_side := self.columns.get(index):
                self.leave_list()
                self.side_by_side(side_by_side)
                index += side_by_side.line_count - 1
            elif found := (self.stacked.get(index) or table_at(self.text, self.lines, index)):
                self.leave_list()
                self.table(found)
                index += found.line_count - 1
            elif index in self.unsigned and not self.in_references:
                new = self.add(
                    "list_item", line.inner, line.end, ordered_after=self.last_item.get(0),
                    frames=self.frames(*(i for _, i in self.leads), self.question),
                )  # fmt: skip
                self.last_item[0] = new
            elif self.plain_heading(index):
                self.heading(line, self.words(line), 0)
            elif line.is_item:
                index = self.item(index)
                continue
            else:
                index = self.run_of_prose(index)
                continue
            index += 1
        return joined_over_pages(self.text, self.blocks)

    def _underlined(self, index: int) -> bool:
        after = self.lines[index + 1] if index + 1 < len(self.lines) else None
        return bool(after and after.is_rule and set(after.text) <= {"=", "-"} and len(set(after.text)) == 1)


def blocks_of(
    text: str, start: int = 0, *, titled: bool = False, lines: Sequence[Line] | None = None
) -> tuple[Block, ...]:
    """Return the blocks of ``text`` from code point ``start`` on, in order, without overlap.

    ``titled`` says that the title is known from elsewhere, so that the first heading is none. ``lines`` are those of a
    format that states what its lines are; without them plain text and Markdown are read alike, also mixed. Fenced code
    is boilerplate. Lines that only pages print (running heads) are in no block or inside one. It does not judge
    whether words make a claim, and it does not look for citation markers.
    """
    if lines is None:
        lines = with_ordinals(without_furniture(text, list(lines_of(text, start))))
    blocks = _Builder(text, lines, titled=titled).build()
    return with_bare_references(text, blocks)
