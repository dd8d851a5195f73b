"""Statements: the stretches of a document that may make a claim, each with the frames that complete it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from thymograph.claims.boilerplate import boilerplate_reason
from thymograph.claims.document_tables import tables_of
from thymograph.claims.fragments import is_fragment, is_subtitle, is_torn, leads_only
from thymograph.claims.sentences import fact_spans, sentence_spans
from thymograph.claims.table_columns import is_identifier_label
from thymograph.model import (
    Block,
    CitationMarker,
    CleanText,
    Document,
    Frame,
    FrameRole,
    Span,
    Statement,
    Step,
    Unit,
)
from thymograph.reading.furniture import furniture_of
from thymograph.reading.headings import names_attribute, section_label
from thymograph.reading.labelled import label_and_value, term_and_meaning
from thymograph.reading.markup import clean, markup_spans, merge_spans

__all__ = ["Rejection", "Segmentation", "statements_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """Words that are no statement, and why not."""

    span: Span
    reason: str
    """A boilerplate reason; "fragment" for words without a verb; "table frame" for cells that frame others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segmentation:
    """All statements of a document in order, and what was left out."""

    statements: tuple[Statement, ...]
    rejections: tuple[Rejection, ...]
    added: tuple[Span, ...] = ()
    """Of the statements, the places that a curator made one of."""


_ROLES: dict[str, FrameRole] = {
    "title": "title",
    "heading": "heading",
    "list_lead": "list_lead",
    "faq_question": "question",
}
_BREAK = re.compile(r"\n[ \t\r]*\n\s*")
_EMPTY_CELL = re.compile(r"[-–—\s]*|n/?[ad]\.?|nr|not (?:reported|applicable|available)|none reported", re.IGNORECASE)
_PROSE_KEYS = frozenset({"description", "summary", "abstract", "excerpt", "a", "answer", "text", "content", "body"})
_ANSWER_KEYS = frozenset({"a", "answer"})
_STRAY_ANSWER = re.compile(r"(?:A|Answer)\s*:\s*(?:\*\*)?\s*")


def _joined(first: CleanText, second: CleanText) -> CleanText:
    if not first.text or not second.text:
        return first if first.text else second
    return CleanText(f"{first.text} {second.text}", (*first.offsets, second.offsets[0] - 1, *second.offsets))


def _in_one(pieces: Sequence[CleanText]) -> tuple[CleanText, list[int]]:
    """Return the words of the lines of a column as one, and where each line begins in them; hyphens at line ends go."""
    characters: list[str] = []
    offsets: list[int] = []
    edges: list[int] = []
    for words in pieces:
        if characters and characters[-1] == "-" and words.text[:1].islower():
            del characters[-1], offsets[-1]
        elif characters and words.text:
            characters.append(" ")
            offsets.append(words.offsets[0] - 1)
        edges.append(len(characters))
        characters += words.text
        offsets += words.offsets
    return CleanText("".join(characters), tuple(offsets)), [*edges, len(characters)]


# The formats in which the marks of Markdown may stand among the words.
_WITH_MARKUP = frozenset({"text", "markdown"})


class _Segmenter:
    """Holds what the segmentation of one document needs at hand."""

    def __init__(self, document: Document, markers: Sequence[CitationMarker]) -> None:
        self.document = document
        self.text = document.text
        self.marker_spans = [Span(marker.start, marker.end) for marker in markers]
        # Where the format tells words from markup, a star is a star.
        self.markup = markup_spans(document.text) if document.format in _WITH_MARKUP else ()
        self.furniture = furniture_of(document)
        # The marks of notes are no words, though they cite nothing.
        notes = [Span(link.start, link.end) for link in document.links if not link.entry]
        self.masked = merge_spans([*self.markup, *self.marker_spans, *self.furniture, *notes])
        self.marker_starts = [span.start for span in self.marker_spans]
        self.mask_ends = [span.end for span in self.masked]
        self.cleaned: dict[int, CleanText] = {}
        self.tables = tables_of(document, self.words_of)
        self.rejections: list[Rejection] = []

    def words_of(self, index: int) -> CleanText:
        """Return the clean words of a block."""
        if index not in self.cleaned:
            block = self.document.blocks[index]
            self.cleaned[index] = clean(self.text, [Span(block.start, block.end)], self.masked)
        return self.cleaned[index]

    # ------------------------------------------------------------ frames

    def frames(self, block: Block, index: int) -> tuple[Frame, ...]:
        frames: list[Frame] = []
        for number in block.frames:
            frame = self.document.blocks[number]
            role = _ROLES.get(frame.kind)
            if frame.kind == "table_frame":
                if frame.table is None:
                    role = "caption"
                else:
                    role = "column_head" if frame.row == -1 and frame.table == block.table else "row_label"
            if role == "column_head" and frames and frames[-1].role == role:
                # A head of several rows is one head, anchored where it begins.
                frames[-1] = replace(frames[-1], words=_joined(frames[-1].words, self.words_of(number)))
            elif role:
                frames.append(Frame(role=role, words=self.words_of(number), span=Span(frame.start, frame.end)))
        if block.table is not None:
            frames += [
                Frame(role="cell", words=self.words_of(i), span=Span(cell.start, cell.end))
                for i, cell in self.tables[block.table].row_cells(block.row)
                if i != index and cell.column
            ]
        return tuple(frames)

    # ------------------------------------------------------------ spans

    def has_marker(self, start: int, end: int) -> bool:
        return bisect_left(self.marker_starts, end) > bisect_left(self.marker_starts, start)

    def spans_of(self, words: CleanText, start: int, end: int, limit: int, floor: int) -> tuple[Span, ...]:
        """Return the document spans of ``words.text[start:end]``: markup and closing markers included.

        ``limit`` is where the next statement begins in the document, ``floor`` where this may begin.
        """
        first, last = words.span(start, end)
        # Stars that open the first word, glued to it, are the statement's.
        while True:
            index = bisect_left(self.mask_ends, first)
            if index == len(self.masked) or self.masked[index].end != first or self.masked[index].start < floor:
                break
            if self.masked[index].start in self.marker_starts:
                break
            first = self.masked[index].start
        # Markers between this statement and the next close this one; so does markup glued to it.
        index = bisect_left(self.marker_starts, last)
        while index < len(self.marker_spans) and self.marker_spans[index].end <= limit:
            last = max(last, self.marker_spans[index].end)
            index += 1
        index = bisect_left(self.mask_ends, last + 1)
        if index < len(self.masked) and self.masked[index].start < last and self.masked[index].end <= limit:
            last = self.masked[index].end  # "[3][citation needed]" is one mask
        index = bisect_right(self.masked, (last, last))
        while index < len(self.masked) and self.masked[index].start == last and self.masked[index].end <= limit:
            last = self.masked[index].end
            index += 1
        spans, position = [], first
        for gap_start, gap_end in self._gaps(first, last):
            spans.append(Span(position, gap_start))
            position = gap_end
        return (*spans, Span(position, last))

    def _gaps(self, first: int, last: int) -> Iterator[Span]:
        """Yield what parts a statement between two places: blank lines, and what a page prints between its lines."""
        gaps = [Span(*gap.span()) for gap in _BREAK.finditer(self.text, first, last)]
        index = bisect_left(self.furniture, (first, first))
        while index < len(self.furniture) and self.furniture[index].end <= last:
            start, end = self.furniture[index]
            while start > first and self.text[start - 1].isspace():
                start -= 1
            while end < last and self.text[end].isspace():
                end += 1
            gaps.append(Span(start, end))
            index += 1
        return iter(merge_spans(gaps))

    # ------------------------------------------------------------ statements

    def says_by_its_form(self, text: str, index: int) -> bool:
        """Tell whether words without a verb say something where they stand: under a question, or after a label."""
        block = self.document.blocks[index]
        if block.section and block.section[-1].endswith("?"):
            return True
        if block.section and names_attribute(block.section[-1]) and (len(text.split()) > 3 or len(block.frames) > 0):
            return True
        if sides := label_and_value(text):
            words = sides[1].split()
            return (len(words) > 2 and any(word.isdigit() or word.islower() for word in words)) or self.is_among_labels(
                index
            )
        if sides := term_and_meaning(text):
            return len(sides[1].split()) > 2 and self.is_among_labels(index)
        return False

    @staticmethod
    def reason(text: str, heading: str | None) -> str | None:
        """Return why ``text`` is no claim, or None; a number alone is one under the name of what it measures."""
        found = boilerplate_reason(text, heading=heading)
        if found == "blank" and heading and names_attribute(heading) and any(map(str.isdigit, text)):
            return None
        return found

    def is_among_labels(self, index: int) -> bool:
        """Tell whether the block before or after is a line with a label or a term too."""
        blocks = self.document.blocks
        return any(
            0 <= other < len(blocks)
            and blocks[other].kind in ("paragraph", "metadata")
            and (words := self.words_of(other).text) != ""
            and (label_and_value(words) or term_and_meaning(words)) is not None
            for other in (index - 1, index + 1)
        )

    def added(self, span: Span) -> Statement:
        """Return the statement that a place is, with the frames and the section of the block that it begins in."""
        starts = [block.start for block in self.document.blocks]
        index = max(bisect_right(starts, span.start) - 1, 0)
        block = self.document.blocks[index] if self.document.blocks else None
        pieces = [*self._gaps(*span), Span(span.end, span.end)]
        begins = [span.start, *(gap.end for gap in pieces)]
        return Statement(
            spans=tuple(Span(begin, gap.start) for begin, gap in zip(begins, pieces, strict=False)),
            words=clean(self.text, [span], self.masked),
            frames=self.frames(block, index) if block else (),
            unit="sentence",
            section=block.section if block else (),
            block=index,
            in_front_matter=False,
        )

    def statements(self) -> Iterator[Statement]:
        steps: dict[int, int] = {}
        goes_on = {
            block.continues: index for index, block in enumerate(self.document.blocks) if block.continues is not None
        }
        for index, block in enumerate(self.document.blocks):
            kind = block.kind
            if block.continues is not None:
                continue
            if index in goes_on:
                pieces = [index]
                while pieces[-1] in goes_on:
                    pieces.append(goes_on[pieces[-1]])
                yield from self._pieced(pieces)
                continue
            if kind == "metadata" and block.section[:1] == ("front matter",):
                yield from self._front_matter(block, index)
            elif kind == "table_cell":
                yield from self._cell(block, index)
            elif kind in ("paragraph", "list_item", "list_lead", "faq_answer"):
                number = 1
                if block.ordered_after is not None:
                    number = steps.get(block.ordered_after, 0) + 1
                if block.number is not None and block.number.isdecimal():
                    number = max(number, int(block.number))  # a list that goes on, or leaves out steps
                steps[index] = number
                yield from self._prose(block, index, number)

    def _reject(self, start: int, end: int, reason: str) -> None:
        self.rejections.append(Rejection(span=Span(start, end), reason=reason))

    def _build(
        self,
        block: Block,
        index: int,
        pieces: Sequence[tuple[int, int]],
        words: CleanText,
        *,
        unit: Unit,
        step: Step | None = None,
        judge: bool = True,
        front: bool = False,
    ) -> Iterator[Statement]:
        frames = self.frames(block, index)
        heading = block.section[-1] if block.section and not front else None
        section = block.section
        table = self.tables[block.table] if block.table is not None else None
        for number, (start, end) in enumerate(pieces):
            limit = words.offsets[pieces[number + 1][0]] if number + 1 < len(pieces) else block.end
            floor = words.offsets[pieces[number - 1][1] - 1] + 1 if number else block.start
            spans = self.spans_of(words, start, end, limit, floor)
            text = words.text[start:end]
            if unit == "sentence" and (label := section_label(text)) is not None:
                # "RESULTS: …" heads what follows in its paragraph, as a heading would.
                section = (*block.section, label)
            cited = self.has_marker(spans[0].start, spans[-1].end)
            reason = self.reason(text, heading) if judge else None
            plain = reason is None and unit == "sentence" and not cited and not front
            if plain and not self.says_by_its_form(text, index):
                if is_subtitle(text, self.document.title):
                    reason = "subtitle"
                elif is_fragment(text):
                    reason = "fragment"
            if reason is None and not any(map(str.isalnum, text)):
                reason = "fragment"
            if reason is not None:
                self._reject(spans[0].start, spans[-1].end, reason)
                continue
            yield Statement(
                spans=spans,
                words=CleanText(text, words.offsets[start:end]),
                frames=frames,
                unit=unit,
                section=section,
                block=index,
                in_front_matter=front,
                table=table.table if table else None,
                row=block.row,
                column=block.column,
                step=step,
            )

    def _prose(self, block: Block, index: int, number: int) -> Iterator[Statement]:
        words = self.words_of(index)
        if not words.text:
            if block.end > block.start:
                self._reject(block.start, block.end, "blank")
            return
        heading = block.section[-1] if block.section else None
        cited = self.has_marker(block.start, block.end)
        pieces = list(sentence_spans(words.text))
        reasons = [self.reason(words.text[a:b], heading) for a, b in pieces]
        # One sentence about the document does not spoil a paragraph; when most are no claims, none is.
        lost = sum(b - a for (a, b), reason in zip(pieces, reasons, strict=True) if reason)
        if lost > 0.6 * len(words.text) and sum(map(bool, reasons)) * 2 > len(pieces):
            self._reject(block.start, block.end, next(reason for reason in reasons if reason))
            return
        if block.kind == "list_lead" and leads_only(words.text[slice(*pieces[-1])], cited=cited and len(pieces) == 1):
            # What stands before the sentence that announces the list says something of its own.
            pieces = pieces[:-1]
            if not pieces:
                return
        step = None
        if block.kind == "list_item":
            # What a nested item belongs to: the line that leads it, or the item above it.
            leads = (i for i in reversed(block.frames) if self.document.blocks[i].kind in ("list_lead", "list_item"))
            lead = next(leads, None)
            procedure = self.words_of(lead).text.rstrip(": ") if lead is not None else heading
            step = Step(procedure=procedure or self.document.title or "list", number=number)
        if block.kind == "faq_answer":
            yield from self._build(block, index, [(0, len(words.text))], words, unit="answer", judge=False)
            return
        unit: Unit = "sentence" if block.kind == "paragraph" else "item"
        yield from self._build(block, index, pieces, words, unit=unit, step=step)

    def _pieced(self, indices: Sequence[int]) -> Iterator[Statement]:
        """Yield the statements of a paragraph of a column, whose lines are blocks of their own."""
        whole, edges = _in_one(list(map(self.words_of, indices)))
        block = self.document.blocks[indices[0]]
        sentences = list(sentence_spans(whole.text))
        for number, (start, end) in enumerate(sentences):
            spans: list[Span] = []
            for place, index in enumerate(indices):
                first, last = max(start, edges[place]), min(end, edges[place + 1])
                while last > first and whole.text[last - 1] == " ":
                    last -= 1
                if first >= last:
                    continue
                piece = self.document.blocks[index]
                limit, floor = piece.end, piece.start
                if number + 1 < len(sentences) and edges[place] <= sentences[number + 1][0] < edges[place + 1]:
                    limit = whole.offsets[sentences[number + 1][0]]
                if number and edges[place] < sentences[number - 1][1] <= edges[place + 1]:
                    floor = whole.offsets[sentences[number - 1][1] - 1] + 1
                spans += self.spans_of(whole, first, last, limit, floor)
                if self.text[spans[-1].end : piece.end] == "-":
                    spans[-1] = Span(spans[-1].start, piece.end)  # the hyphen of a word that goes on below
            text = whole.text[start:end]
            reason = boilerplate_reason(text, heading=block.section[-1] if block.section else None)
            # What begins in small letters began in the other column.
            if reason is None and is_torn(text):
                reason = "fragment"
            if reason is not None:
                for span in spans:
                    self._reject(span.start, span.end, reason)
                continue
            yield Statement(
                spans=tuple(spans),
                words=CleanText(text, whole.offsets[start:end]),
                frames=self.frames(block, indices[0]),
                unit="sentence",
                section=block.section,
                block=indices[0],
                in_front_matter=False,
            )

    def _cell(self, block: Block, index: int) -> Iterator[Statement]:
        words = self.words_of(index)
        table = self.tables[block.table or 0]
        if not words.text or _EMPTY_CELL.fullmatch(words.text):
            return
        if block.column not in table.roles.values:
            return
        if not table.table.heads and is_identifier_label(table.table.rows[block.row or 0][0]):
            return
        yield from self._build(block, index, list(fact_spans(words.text)), words, unit="cell", judge=False)

    def _front_matter(self, block: Block, index: int) -> Iterator[Statement]:
        key = block.section[-1].lower()
        words = self.words_of(index)
        if key not in _PROSE_KEYS or len(words.text.split()) < 2:
            return
        start = stray.end() if (stray := _STRAY_ANSWER.match(words.text)) else 0
        if key in _ANSWER_KEYS:
            pieces = [(start, len(words.text))]
        else:
            # A summary that the file cuts short ("as an …") is still what it says so far.
            pieces = [(start + a, start + b) for a, b in sentence_spans(words.text[start:])]
        pieces = [(a + 2, b) if words.text.startswith("- ", a) else (a, b) for a, b in pieces]
        unit: Unit = "answer" if key in _ANSWER_KEYS else "sentence"
        yield from self._build(block, index, pieces, words, unit=unit, judge=False, front=True)


def statements_of(document: Document, markers: Sequence[CitationMarker], added: Iterable[Span] = ()) -> Segmentation:
    """Return the statements of a document: sentences, list items, table cells, FAQ answers, leads that say something.

    Args:
        document: As read.
        markers: Its citation markers, sorted; they are left out of the clean words and close the
            statement that they follow.
        added: Places that are each a statement more, whatever the rules say of them.

    Front matter gives statements too, marked as such. Headings, captions, reference lists, metadata,
    table frames and boilerplate give none.
    """
    segmenter = _Segmenter(document, markers)
    statements = tuple(segmenter.statements())
    spans = tuple(added)
    if spans:
        more = [segmenter.added(span) for span in spans]
        statements = tuple(sorted((*statements, *more), key=lambda statement: statement.spans[0]))
    segmenter.rejections += [Rejection(span=span, reason="running head") for span in segmenter.furniture]
    return Segmentation(statements=statements, rejections=tuple(segmenter.rejections), added=spans)
