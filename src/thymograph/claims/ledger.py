"""The account of every character of a document: one class each, exact sums."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from thymograph.claims.statements import Segmentation
from thymograph.model import CitationMarker, Document, LedgerClass, LedgerSpan, ReferenceEntry, Span
from thymograph.reading.front_matter import read_front_matter

__all__ = ["CLASSES", "ledger_of", "ledger_totals"]

CLASSES: tuple[LedgerClass, ...] = (
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
)
"""In order of precedence: what comes later is painted over what comes earlier."""

_BY_BLOCK: dict[str, LedgerClass] = {
    "title": "heading",
    "heading": "heading",
    "caption": "boilerplate",
    "boilerplate": "boilerplate",
    "list_lead": "list_lead",
    "faq_question": "faq_question",
    "table_frame": "table_frame",
    "metadata": "metadata",
    "paragraph": "unclaimed",
    "list_item": "unclaimed",
    "faq_answer": "unclaimed",
    "table_cell": "table_frame",
    "reference": "metadata",
}
_BY_REASON: dict[str, LedgerClass] = {"fragment": "unclaimed", "subtitle": "heading"}
_RUN = re.compile(rb"(.)\1*", re.DOTALL)
_LINE = re.compile(r"[^\n]+")
_BLANK = re.compile(r"[\s\ufeff]+")
_UNPAINTED = 255


def _dress(text: str, paint: bytearray) -> None:
    """Give bullets, hashes, tabs and fences the class of what they dress: what follows on their line.

    Where nothing follows, it is what stands before; a line of signs alone is boilerplate.
    """
    position = paint.find(_UNPAINTED)
    while position >= 0:
        start = text.rfind("\n", 0, position) + 1
        line = _LINE.match(text, start)
        end = line.end() if line else position + 1
        painted: int | None = None
        for index in range(end - 1, start - 1, -1):
            if paint[index] not in (_UNPAINTED, 0):
                painted = paint[index]
            elif paint[index] == _UNPAINTED and painted is not None:
                paint[index] = painted
        painted = CLASSES.index("boilerplate")
        for index in range(start, end):
            if paint[index] == _UNPAINTED:
                paint[index] = painted
            elif paint[index] != 0:
                painted = paint[index]
        position = paint.find(_UNPAINTED, end)


def _bare(text: str, paint: bytearray) -> None:
    """Give back to ``blank`` the white space at both ends of what is unclaimed."""
    for run in re.finditer(re.escape(bytes([CLASSES.index("unclaimed")])) + rb"+", bytes(paint)):
        words = text[run.start() : run.end()]
        inner = words.strip()
        start = run.start() + (words.index(inner) if inner else len(words))
        paint[run.start() : start] = bytes(start - run.start())
        paint[start + len(inner) : run.end()] = bytes(run.end() - start - len(inner))


def ledger_of(
    document: Document,
    segmentation: Segmentation,
    markers: Iterable[CitationMarker],
    entries: Iterable[ReferenceEntry],
) -> tuple[LedgerSpan, ...]:
    """Return the spans of ``document`` by class; they touch, do not overlap, and cover it whole.

    Every statement of ``segmentation`` counts as claimed. A citation marker inside a claim is
    ``citation_marker`` here and still within the claim's anchor.
    """
    text = document.text
    paint = bytearray([_UNPAINTED]) * len(text)
    for blank in _BLANK.finditer(text):
        paint[blank.start() : blank.end()] = bytes(blank.end() - blank.start())
    layers: dict[LedgerClass, list[Span]] = {name: [] for name in CLASSES}
    front = read_front_matter(text, path=document.path).end if document.format == "markdown" else 0
    if front:
        layers["metadata"].append(Span(0, front))
    for block in document.blocks:
        layers[_BY_BLOCK[block.kind]].append(Span(block.start, block.end))
    for rejection in segmentation.rejections:
        layers[_BY_REASON.get(rejection.reason, "boilerplate")].append(rejection.span)
    for statement in segmentation.statements:
        if not statement.in_front_matter:
            layers["claim"].extend(statement.spans)
    layers["reference_entry"] = [Span(entry.start, entry.end) for entry in entries]
    layers["citation_marker"] = [Span(marker.start, marker.end) for marker in markers]
    # A whole block that is boilerplate, or a cell that is a claim, wins over what its kind alone says.
    rejected = {rejection.span for rejection in segmentation.rejections if rejection.reason not in _BY_REASON}
    claimed = {span.start for statement in segmentation.statements for span in statement.spans}
    order: list[tuple[LedgerClass, Sequence[Span]]] = [
        ("unclaimed", layers["unclaimed"]),
        ("boilerplate", layers["boilerplate"]),
        (
            "table_frame",
            [Span(b.start, b.end) for b in document.blocks if b.kind == "table_cell" and b.start not in claimed],
        ),
        ("claim", layers["claim"]),
        ("list_lead", [span for span in layers["list_lead"] if span not in rejected]),
        *(
            (name, layers[name])
            for name in ("heading", "faq_question", "metadata", "reference_entry", "citation_marker")
        ),
        ("table_frame", [Span(b.start, b.end) for b in document.blocks if b.kind == "table_frame"]),
        ("claim", segmentation.added),
        ("citation_marker", layers["citation_marker"]),
    ]
    for name, spans in order:
        code = CLASSES.index(name)
        for start, end in spans:
            # White space inside words is theirs; the colour goes over it, but not over blank ends.
            paint[start:end] = bytes([code]) * (end - start)
    _dress(text, paint)
    _bare(text, paint)
    return tuple(
        LedgerSpan(kind=CLASSES[match[1][0]], start=match.start(), end=match.end())
        for match in _RUN.finditer(bytes(paint))
    )


def ledger_totals(ledger: Iterable[LedgerSpan]) -> tuple[tuple[LedgerClass, int], ...]:
    """Return the number of characters in each class that occurs, in order of precedence."""
    totals: dict[LedgerClass, int] = {}
    for span in ledger:
        totals[span.kind] = totals.get(span.kind, 0) + span.end - span.start
    return tuple((name, totals[name]) for name in CLASSES if name in totals)
