"""The blocks of a document: headings, paragraphs, items, cells, questions, in order, with their frames."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from thymograph.model import Block, BlockKind, Span
from thymograph.reading import headings
from thymograph.reading.headings import bare_words
from thymograph.reading.lines import Line, lines_of
from thymograph.reading.tables import TableLines, table_at

__all__ = ["blocks_of"]

_ANSWER = re.compile(r"(?:\*\*|__)?\s*(?:A|Answer)\s*\d*\s*[:.]\s*(?:\*\*|__)?\s*", re.IGNORECASE)
_TRAILING_MARKERS = re.compile(r"(?:\s*\^?\{?\[[^\[\]\s]{1,12}\]\}?(?:\([^()\s]*\))?)+$")
_FENCE = re.compile(r"(?:```|~~~)")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]*_}]*(?:\s*\^?\{?\[[^\[\]\s]{1,12}\]\}?(?:\([^()\s]*\))?)*\s*$")


def _ends_with_colon(text: str) -> bool:
    return _TRAILING_MARKERS.sub("", text).rstrip("*_ ").endswith(":")


class _Builder:
    """Walks the lines once; holds where it stands (headings open, list lead, references)."""

    def __init__(self, text: str, lines: Sequence[Line], *, titled: bool) -> None:
        self.text = text
        self.lines = lines
        self.titled = titled
        self.blocks: list[Block] = []
        self.stack: list[tuple[int, int]] = []  # (level, index of heading block)
        self.leads: list[tuple[int, int]] = []  # (depth of the items it leads, index of lead block)
        self.last_item: dict[int, int] = {}  # depth -> index of the last item there
        self.indents: list[int] = []  # columns of the open list levels
        self.question: int | None = None
        self.caption: int | None = None
        self.in_references = False
        self.tables = 0

    # ------------------------------------------------------------ helpers

    def words(self, line: Line) -> str:
        return bare_words(self.text[line.inner : line.end])

    def next_filled(self, index: int) -> Line | None:
        while index < len(self.lines):
            if not self.lines[index].is_blank:
                return self.lines[index]
            index += 1
        return None

    def section(self) -> tuple[str, ...]:
        return tuple(bare_words(self.text[self.blocks[i].start : self.blocks[i].end]) for _, i in self.stack)

    def frames(self, *more: int | None) -> tuple[int, ...]:
        return (*(i for _, i in self.stack), *(i for i in more if i is not None))

    def add(self, kind: BlockKind, start: int, end: int, **more: object) -> int:
        block = Block(kind=kind, start=start, end=end, section=self.section())
        self.blocks.append(replace(block, **more) if more else block)  # type: ignore[arg-type]
        return len(self.blocks) - 1

    def leave_list(self) -> None:
        self.leads.clear()
        self.last_item.clear()
        self.indents.clear()

    # ------------------------------------------------------------ headings

    def heading(self, line: Line, words: str, level: int) -> None:
        self.leave_list()
        self.question = self.caption = None
        faq = any(headings.is_faq_section(name) for name in self.section())
        if headings.is_question(words) or (faq and words.endswith("?")):
            self.question = self.add("faq_question", line.inner, line.end, frames=self.frames())
            return
        opens = not self.titled and level <= 1 and all(block.kind == "metadata" for block in self.blocks)
        if opens:
            self.titled = True
            self.add("title", line.inner, line.end, level=1)
            return
        previous = self.blocks[-1] if self.blocks else None
        if not level:
            # A heading without hashes goes under the one before it when nothing stands between them.
            numbered = headings.heading_depth(words)
            if numbered:
                level = 10 + numbered
            elif previous and previous.kind == "heading" and previous.level >= 10 and not headings.opens_section(words):
                level = previous.level + 1
            else:
                level = 11
        while self.stack and self.stack[-1][0] >= level:
            self.stack.pop()
        self.in_references = headings.is_reference_heading(words)
        index = self.add("heading", line.inner, line.end, level=level, frames=self.frames())
        self.stack.append((level, index))

    def plain_heading(self, index: int) -> bool:
        """Tell whether the line at ``index``, which has no hashes, is a heading."""
        line = self.lines[index]
        words = self.words(line)
        if line.number is not None and line.number.isdigit() and headings.opens_section(words):
            return True  # "2. Methods"
        if line.is_item or "\t" in line.text or self.text[line.inner] == "[":
            return False
        if headings.opens_section(words):
            return True
        after = self.lines[index + 1] if index + 1 < len(self.lines) else None
        before = self.lines[index - 1] if index else None
        if not self.blocks and not self.titled and after is not None and headings.is_byline(self.words(after)):
            return True
        opens = before is None or before.is_blank or bool(self.blocks and self.blocks[-1].kind in ("heading", "title"))
        alone = (opens or headings.is_capitals(words) or headings.heading_depth(words) > 1) and (
            after is None
            or after.is_blank
            or headings.is_capitals(words)
            or (headings.heading_depth(words) > 0 and len(words.split()) <= 10)
            # A short line over a much longer one; the first line of a wrapped paragraph is not short.
            or (len(words) <= 45 and len(words.split()) <= 6 and len(after.text) >= 60 and after.text[0].isupper())
        )
        bold = line.text.startswith("**") and line.text.endswith("**") and line.text.count("**") == 2
        if not alone and not bold:
            return False
        if self.in_references and not (headings.ends_references(words) and headings.looks_like_heading(words)):
            return False
        following = self.next_filled(index + 1)
        if not self.blocks and not self.titled:
            # What opens a document is its title, unless it is prose.
            return len(words.split()) <= 30 and not re.search(r"[.;,]$", words) and following is not None
        if headings.is_capitals(words):
            return following is not None
        if following is None or following.text[0].islower():
            return False  # what goes on in small letters is a sentence that a page break cut
        if _ends_with_colon(line.text) and following.is_item:
            return False
        if headings.is_metadata(words) or headings.is_caption(words) or headings.is_table_caption(words):
            return False
        return headings.looks_like_heading(words.rstrip(":"))

    # ------------------------------------------------------------ lists

    def depth_of(self, line: Line) -> int:
        while self.indents and line.indent < self.indents[-1]:
            self.indents.pop()
        # One column more is a slip of the hand, unless the item before it announces a list.
        announced = bool(self.leads) and self.leads[-1][0] == len(self.indents)
        if not self.indents or line.indent > self.indents[-1] + (0 if announced else 1):
            self.indents.append(line.indent)
        return len(self.indents) - 1

    def item(self, index: int) -> int:
        """Add the item at ``index`` with its continuation lines; return the next line's index."""
        line = self.lines[index]
        stop = index + 1
        while stop < len(self.lines):
            more = self.lines[stop]
            if more.is_blank or more.is_item or more.heading_level or "\t" in more.text or more.is_rule:
                break
            if more.indent <= line.indent and self.plain_heading(stop):
                break
            stop += 1
        end = self.lines[stop - 1].end
        if self.in_references:
            start = line.inner if line.bullet else line.start
            self.add("reference", start, end, frames=self.frames())
            return stop
        depth = self.depth_of(line)
        for deeper in [d for d in self.last_item if d > depth]:
            del self.last_item[deeper]
        while self.leads and self.leads[-1][0] > depth:
            self.leads.pop()
        following = self.next_filled(stop)
        nested = following is not None and following.is_item and following.indent > line.indent
        leads = _ends_with_colon(self.text[line.inner : end]) and nested
        new = self.add(
            "list_lead" if leads else "list_item", line.inner, end,
            level=depth, number=line.number, ordered_after=self.last_item.get(depth),
            frames=self.frames(*(i for _, i in self.leads), self.question),
        )  # fmt: skip
        self.last_item[depth] = new
        if leads:
            self.leads.append((depth + 1, new))
        return stop

    # ------------------------------------------------------------ tables

    def table(self, found: TableLines) -> None:
        caption = self.caption
        self.caption = None
        number, self.tables = self.tables, self.tables + 1
        heads: dict[int, int] = {}
        for row_number, row in enumerate(found.rows):
            is_head = found.has_head and row_number == 0
            label: int | None = None
            for column, cell in enumerate(row):
                if cell is None:
                    continue
                frame = is_head or column == 0
                index = self.add(
                    "table_frame" if frame else "table_cell", cell.start, cell.end,
                    table=number, row=row_number - found.has_head, column=column,
                    frames=self.frames(caption, None if is_head else heads.get(column), label),
                )  # fmt: skip
                if is_head:
                    heads[column] = index
                elif column == 0:
                    label = index

    # ------------------------------------------------------------ prose

    def run_of_prose(self, index: int) -> int:
        """Add the plain lines from ``index`` on, joined where they are one hard-wrapped paragraph."""
        stop = index
        while stop < len(self.lines):
            line = self.lines[stop]
            if line.is_blank or line.is_item or line.heading_level or line.is_rule:
                break
            if stop > index and (table_at(self.text, self.lines, stop) or self.plain_heading(stop)):
                break
            stop += 1
            if headings.is_byline(self.words(line)):
                break
        run = self.lines[index:stop]
        for group in _paragraphs(run):
            self.prose(Span(group[0].start, group[-1].end), self.next_filled(stop) if group[-1] is run[-1] else None)
        return stop

    def prose(self, span: Span, following: Line | None) -> None:
        start, end = span
        raw = self.text[start:end]
        words = bare_words(raw)
        if self.in_references:
            self.add("reference", start, end, frames=self.frames())
            return
        self.leave_list()
        answer = _ANSWER.match(raw)
        if headings.is_question(words):
            self.question = self.add("faq_question", start, end, frames=self.frames())
        elif answer and answer.end() < len(raw) and self.question is not None:
            self.add("faq_answer", start + answer.end(), end, frames=self.frames(self.question))
        elif headings.is_table_caption(words):
            self.caption = self.add("table_frame", start, end, frames=self.frames())
        elif headings.is_caption(words):
            self.add("caption", start, end, frames=self.frames())
        elif headings.is_metadata(words) or headings.is_byline(words):
            self.add("metadata", start, end, frames=self.frames())
        elif _ends_with_colon(raw) and following is not None and following.is_item:
            self.leads.append((0, self.add("list_lead", start, end, frames=self.frames(self.question))))
        else:
            self.add("paragraph", start, end, frames=self.frames(self.question))

    # ------------------------------------------------------------ the walk

    def build(self) -> tuple[Block, ...]:
        index = 0
        fenced = False
        while index < len(self.lines):
            line = self.lines[index]
            if _FENCE.match(line.text):
                fenced = not fenced
                self.add("boilerplate", line.start, line.end)
            elif fenced:
                if not line.is_blank:
                    self.add("boilerplate", line.start, line.end)
            elif line.is_blank or line.is_rule:
                if line.is_rule:
                    self.leave_list()
            elif line.heading_level:
                self.heading(line, self.words(line), line.heading_level)
            elif self._underlined(index):
                self.heading(line, self.words(line), 1 if self.lines[index + 1].text[0] == "=" else 2)
                index += 1
            elif found := table_at(self.text, self.lines, index):
                self.leave_list()
                self.table(found)
                index += found.line_count - 1
            elif self.plain_heading(index):
                self.heading(line, self.words(line), 0)
            elif line.is_item:
                index = self.item(index)
                continue
            else:
                index = self.run_of_prose(index)
                continue
            index += 1
        return _joined_over_pages(self.text, self.blocks)

    def _underlined(self, index: int) -> bool:
        after = self.lines[index + 1] if index + 1 < len(self.lines) else None
        return bool(after and after.is_rule and set(after.text) <= {"=", "-"} and len(set(after.text)) == 1)


def _paragraphs(run: Sequence[Line]) -> list[list[Line]]:
    """Return ``run`` as paragraphs: one if it is hard-wrapped, else one a line.

    Wrapped lines are about as long as each other, or go on in small letters.
    """
    if len(run) == 1:
        return [list(run)]
    longest = max(len(line.text) for line in run)
    inner = run[:-1]
    full = sum(len(line.text) >= 0.7 * longest for line in inner) / len(inner)
    goes_on = sum(line.text[0].islower() for line in run[1:]) / len(inner)
    if 30 <= longest <= 140 and (full >= 0.6 or goes_on >= 0.4) and (goes_on > 0 or longest >= 60):
        return [list(run)]
    return [[line] for line in run]


_ENTRY = re.compile(r"\[\d{1,3}\][:.]?\s+\S")
_PUBLISHED = re.compile(r"\b(?:19|20)\d\d\b|doi|https?://|et al\b|PMID|\bJ\b", re.IGNORECASE)


def _with_bare_references(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return ``blocks`` with a numbered list of works at the end marked as references though no heading says so.

    Only where the document has no other reference list, and two or more last blocks each begin with a
    number in brackets and name a year, an address or authors.
    """
    if any(block.kind == "reference" for block in blocks):
        return tuple(blocks)
    index = len(blocks)
    while index and blocks[index - 1].kind in ("paragraph", "list_item"):
        words = text[blocks[index - 1].start : blocks[index - 1].end]
        if not (_ENTRY.match(words) and _PUBLISHED.search(words)):
            break
        index -= 1
    if len(blocks) - index < 2:
        return tuple(blocks)
    return (*blocks[:index], *(replace(block, kind="reference", ordered_after=None) for block in blocks[index:]))


def _joined_over_pages(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return ``blocks`` with a paragraph that a page break cut in mid-sentence made one block again.

    The left part ends without a closing mark, the right one begins with a small letter.
    """
    joined: list[Block] = []
    moved: list[int] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if (
            last
            and last.kind == block.kind == "paragraph"
            and text[block.start].islower()
            and not _SENTENCE_END.search(text[last.start : last.end])
        ):
            joined[-1] = replace(last, end=block.end)
        else:
            joined.append(block)
        moved.append(len(joined) - 1)
    return tuple(
        replace(
            block,
            frames=tuple(moved[i] for i in block.frames),
            ordered_after=None if block.ordered_after is None else moved[block.ordered_after],
        )
        for block in joined
    )


def blocks_of(text: str, start: int = 0, *, titled: bool = False) -> tuple[Block, ...]:
    """Return the blocks of ``text`` from code point ``start`` on, in order, without overlap.

    ``titled`` says that the title is known from elsewhere, so that the first heading is none. Reads plain text and Markdown alike, also mixed. Fenced code is boilerplate. It does not judge
    whether words make a claim, and it does not look for citation markers.
    """
    blocks = _Builder(text, list(lines_of(text, start)), titled=titled).build()
    return _with_bare_references(text, blocks)
