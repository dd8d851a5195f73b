"""Places in the citable text of a marked-up document turned into places in its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from thymograph.model import (
    Assertion,
    Citation,
    CitationMarker,
    Claim,
    Cue,
    Document,
    DocumentRecord,
    EmptyCell,
    LedgerSpan,
    Mention,
    ReferenceEntry,
)

__all__ = ["placed_claim", "placed_ledger", "placed_record"]


_Placed = TypeVar("_Placed", Cue, Mention, Assertion, Citation, CitationMarker, ReferenceEntry)


def _moved(values: Iterable[_Placed], document: Document) -> tuple[_Placed, ...]:
    """Return ``values`` with their places in the file; a negative one says that there is none and stays."""
    moved = []
    for value in values:
        if value.start >= 0:
            start, end = document.placed(value.start, value.end)
            value = replace(value, start=start, end=end)
        moved.append(value)
    return tuple(moved)


def placed_claim(claim: Claim, document: Document) -> Claim:
    """Return ``claim`` with all places in it in the file; its anchors are there already."""
    if document.file is None:
        return claim
    return replace(
        claim,
        cues=_moved(claim.cues, document),
        mentions=_moved(claim.mentions, document),
        relations=_moved(claim.relations, document),
        citations=_moved(claim.citations, document),
    )


def _cell(cell: EmptyCell, document: Document) -> EmptyCell:
    start, label_end = document.placed(cell.start, cell.label_end)
    return replace(
        cell, start=start, label_end=label_end, end=max(label_end, document.placed(cell.start, cell.end).end)
    )


def placed_record(record: DocumentRecord, document: Document) -> DocumentRecord:
    """Return ``record`` with the places of its markers, entries and cells in the file."""
    if document.file is None:
        return record
    return replace(
        record,
        entries=_moved(record.entries, document),
        markers=_moved(record.markers, document),
        empty_reference_cells=tuple(_cell(cell, document) for cell in record.empty_reference_cells),
    )


def placed_ledger(ledger: Sequence[LedgerSpan], document: Document) -> tuple[LedgerSpan, ...]:
    """Return the spans that cover the file: the words by class, markup by what it dresses.

    Markup between words of one class is of that class; other markup, and what a browser does not show, is boilerplate,
    and white space there blank.
    """
    if document.file is None:
        return tuple(ledger)
    text = document.file.text
    spans: list[LedgerSpan] = []

    def add(kind: str, start: int, end: int) -> None:
        if start >= end:
            return
        if spans and spans[-1].kind == kind:
            spans[-1] = replace(spans[-1], end=end)
        else:
            spans.append(LedgerSpan(kind=kind, start=start, end=end))  # type: ignore[arg-type]

    position = 0
    for kind, start, end in _runs(ledger, document):
        if start > position:
            between = text[position:start]
            if not between.strip():
                dress = "blank"
            elif spans and spans[-1].kind == kind:
                dress = kind
            else:
                dress = "boilerplate"
            add(dress, position, start)
        add(kind, max(start, position), end)
        position = max(position, end)
    add("boilerplate" if text[position:].strip() else "blank", position, len(text))
    return tuple(spans)


def _runs(ledger: Sequence[LedgerSpan], document: Document) -> Iterator[tuple[str, int, int]]:
    """Yield class, start and end in the file of each run of words that stands there in one piece, in order."""
    assert document.file is not None
    index = 0
    for run in document.file.runs:
        while index < len(ledger) and ledger[index].end <= run.start:
            index += 1
        at = index
        while at < len(ledger) and ledger[at].start < run.end:
            start, end = max(run.start, ledger[at].start), min(run.end, ledger[at].end)
            if start < end:
                placed = document.file.span(start, end)
                yield ledger[at].kind, placed.start, placed.end
            at += 1
