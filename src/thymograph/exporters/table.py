"""Claims as a table in CSV: one row a claim, for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from thymograph.model import Assertion, Claim, ClaimGraph, Measurement
from thymograph.records import reading_order

__all__ = ["COLUMNS", "export"]

COLUMNS = (
    "claim", "document", "line", "section", "kind", "polarity", "certainty", "directness", "speaker", "gist",
    "citation_status", "markers", "works", "concepts", "assertions", "measurements", "repeats",
)  # fmt: skip

# What a spreadsheet reads as the beginning of a formula. A quote mark before it keeps it text: words of a
# document must never run on the machine of who opens them.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _assertion(one: Assertion) -> str:
    said = f"{one.subject} {one.predicate} {one.object}"
    marks = [word for word in (one.polarity, one.certainty) if word not in ("affirmed", "asserted")]
    return f"{said} ({', '.join(marks)})" if marks else said


def _measurement(one: Measurement) -> str:
    shown = [one.value, one.unit if one.unit and one.unit not in (one.value or "") else None]
    value = " ".join(part for part in shown if part)
    arm = f" in {one.arm}" if one.arm else ""
    against = f" vs {one.comparator_value}" if one.comparator_value else ""
    return f"{one.measure}: {value}{arm}{against}"


def _row(claim: Claim, works: dict[str, str]) -> list[object]:
    linked = list(dict.fromkeys(link.work for link in claim.citations if link.work))
    return [
        claim.id,
        claim.path,
        min((anchor.line for anchor in claim.words), default=""),
        " > ".join(claim.section),
        claim.kind,
        claim.polarity,
        claim.certainty,
        claim.directness or "",
        claim.speaker or "",
        claim.gist,
        claim.citation_status,
        "; ".join(link.number for link in claim.citations),
        "; ".join(works.get(work, work) for work in linked),
        "; ".join(dict.fromkeys(mention.id or mention.name for mention in claim.mentions)),
        "; ".join(map(_assertion, claim.relations)),
        "; ".join(map(_measurement, claim.measurements)),
        claim.repeats or "",
    ]


def export(graph: ClaimGraph) -> Iterator[str]:
    """Yield the head and one line a claim, in reading order.

    A cell that a spreadsheet would read as a formula gets a quote mark before it.
    """
    works = {work.id: work.title or work.host or work.key for work in graph.works}
    for row in (COLUMNS, *(_row(claim, works) for claim in sorted(graph.claims, key=reading_order))):
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow([_safe(cell) for cell in row])
        yield line.getvalue()
