"""The citation markers of a document: where its body points to its reference list."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from thymograph.citing.author_years import author_year_markers
from thymograph.citing.bare import bare_markers, glued_markers, listed_numbers, parenthesis_markers, superscript_markers
from thymograph.citing.brackets import bracket_markers, dotted_markers, is_line_number
from thymograph.citing.definitions import definition_spans, link_definitions
from thymograph.citing.inline_links import inline_link_markers
from thymograph.citing.printed import NUMBER_LIST, PrintedMarker, cut_numbers, searched_blocks
from thymograph.model import Block, CitationMarker, Document, Span, content_id
from thymograph.reading.furniture import furniture_of
from thymograph.reading.markup import merge_spans

__all__ = ["find_markers"]

_REFERENCE_COLUMN = re.compile(
    r"\W*(?:refs?|references?|citations?|sources?|studies|study ref\w*)(?:\s+(?:no|nos|numbers?|ids?))?\W*",
    re.IGNORECASE,
)
_ONLY_NUMBERS = re.compile(rf"\s*({NUMBER_LIST})\s*")
_DAGGER = re.compile(r"(?<=[\w.,;:)\]%])[†‡§¶]{1,3}(?!\w)")


def find_markers(document: Document) -> tuple[CitationMarker, ...]:
    """Return the citation markers of the body of ``document`` by start, one for each number or key.

    A group such as ``^{[1][2]}`` is cut without gaps between its numbers; only the numbers of a range
    ("14–16") share a span. Reference lists, metadata, boilerplate, titles and link definitions bear no
    markers. Styles without a sign of their own (bare, glued and parenthesised numbers) count only where
    the document as a whole shows the habit and has a reference list; see :mod:`thymograph.citing.bare`.
    It does not look up what a marker cites, and ``[citation needed]`` is none.
    """
    blocks = searched_blocks(document)
    text = document.text
    names = frozenset(definition.name for definition in link_definitions(document))
    notes = _note_numbers(document, blocks)
    found: list[PrintedMarker] = []
    for block in blocks:
        block_markers = [
            marker
            for marker in bracket_markers(text, block.start, block.end, link_names=names)
            if marker.number not in notes
        ]
        found.extend(_as_cell(text, block, block_markers))
        found.extend(superscript_markers(text, block.start, block.end))
        found.extend(dotted_markers(text, block.start, block.end))
    found.extend(inline_link_markers(document, blocks))
    if document.links:
        found = _stated(document, found)
    signed = len(found)
    found.extend(_reference_column(document, blocks))
    has_list = any(block.kind == "reference" for block in document.blocks)
    found.extend(author_year_markers(document, blocks))
    if has_list:
        for unsigned in (bare_markers, glued_markers, parenthesis_markers):
            markers = unsigned(document, blocks)
            if signed * 10 < len(markers):
                found.extend(markers)
                break
        found.extend(_daggers(document, blocks))
    elif not signed:
        found.extend(glued_markers(document, blocks) or bare_markers(document, blocks))
    return _without_overlap(document, found)


def _stated(document: Document, found: Sequence[PrintedMarker]) -> list[PrintedMarker]:
    """Return the markers that the format states, and those of ``found`` that stand elsewhere."""
    taken = merge_spans(Span(link.start, link.end) for link in document.links)
    starts = [span.start for span in taken]
    free = [
        marker
        for marker in found
        if not (index := bisect_left(starts, marker.end)) or taken[index - 1].end <= marker.start
    ]
    return [
        *(PrintedMarker(link.number, link.start, link.end, "linked") for link in document.links if link.entry),
        *free,
    ]


_DATED = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|https?://|\bdoi\b|\b10\.\d{4}", re.IGNORECASE)


def _note_numbers(document: Document, blocks: Sequence[Block]) -> frozenset[str]:
    """Return the numbers that explain something in the text ("[1] Includes rash.") and stand in no reference list.

    Lines with a year or an address may be a reference list that has no heading: their numbers stay markers.
    """
    text = document.text
    numbers = {
        number
        for block in blocks
        if (number := is_line_number(text, block.start, block.end)) and not _DATED.search(text, block.start, block.end)
    }
    return frozenset(numbers - {str(number) for number in listed_numbers(document)}) if numbers else frozenset()


def _as_cell(text: str, block: Block, markers: Sequence[PrintedMarker]) -> Iterable[PrintedMarker]:
    """Yield ``markers``, with the style "cell" if nothing else stands in their table cell."""
    covered = sum(marker.end - marker.start for marker in {m[1:3]: m for m in markers}.values())
    alone = block.kind == "table_cell" and covered and covered >= len(text[block.start : block.end].strip())
    for marker in markers:
        yield marker._replace(style="cell") if alone else marker


def _reference_column(document: Document, blocks: Sequence[Block]) -> Iterable[PrintedMarker]:
    """Yield the numbers that stand alone in the cells of a column headed "Ref."."""
    for block in blocks:
        if block.kind != "table_cell" or not (
            numbers := _ONLY_NUMBERS.fullmatch(document.text, block.start, block.end)
        ):
            continue
        heads = (document.blocks[i] for i in block.frames if document.blocks[i].kind == "table_frame")
        if any(
            head.column == block.column and _REFERENCE_COLUMN.fullmatch(document.text, head.start, head.end)
            for head in heads
        ):
            yield from cut_numbers(document.text, block.start, block.end, *numbers.span(1), "cell")


def _daggers(document: Document, blocks: Sequence[Block]) -> Iterable[PrintedMarker]:
    """Yield ``†`` and its like, if a line of a reference list begins with the same sign."""
    signs = {
        match[0]
        for block in document.blocks
        if block.kind == "reference"
        and (match := re.compile(r"[†‡§¶]{1,3}").match(document.text, block.start, block.end))
    }
    if not signs:
        return
    for block in blocks:
        for match in _DAGGER.finditer(document.text, block.start, block.end):
            if match[0] in signs:
                yield PrintedMarker(match[0], match.start(), match.end(), "dagger")


def _without_overlap(document: Document, found: Iterable[PrintedMarker]) -> tuple[CitationMarker, ...]:
    """Return ``found`` by start; of two that overlap the earlier stays, but numbers of one range share."""
    defined = merge_spans([*definition_spans(document), *furniture_of(document)])
    index = 0
    kept: list[PrintedMarker] = []
    for marker in sorted(
        set(found), key=lambda m: (m.start, -m.end, int(m.number) if m.number.isdecimal() else 0, m.number)
    ):
        while index < len(defined) and defined[index].end <= marker.start:
            index += 1
        if index < len(defined) and defined[index].start < marker.end:
            continue
        last = kept[-1] if kept else None
        if (
            last is None
            or last.end <= marker.start
            or (
                (last.start, last.end, last.style) == (marker.start, marker.end, marker.style)
                and last.number != marker.number
            )
        ):
            kept.append(marker)
    return tuple(
        CitationMarker(
            id=content_id("m", document.sha256, *document.placed(marker.start, marker.end), marker.number),
            number=marker.number,
            printed=document.text[marker.start : marker.end],
            start=marker.start,
            end=marker.end,
            style=marker.style,
        )
        for marker in kept
    )
