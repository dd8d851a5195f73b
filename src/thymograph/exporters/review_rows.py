"""Claims as rows to review: what each says and rests on, who has judged it, and room to correct it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from thymograph.assembly.conflicts import conflicts_of
from thymograph.assembly.retractions import retraction_words
from thymograph.assembly.trails import trails_of
from thymograph.model import Claim, ClaimGraph, Work
from thymograph.records import reading_order
from thymograph.vocabulary import CERTAINTIES, DIRECTNESSES, KINDS, POLARITIES

__all__ = ["COLUMNS", "CORRECTED", "STATUSES", "Cell", "Column", "cell_text", "review_rows"]

Cell = str | int | None

STATUSES = ("open", "accepted", "corrected", "rejected")
"""What a reviewer may say of a claim."""

# A spreadsheet holds no more in a cell, https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
_LONGEST = 32_767
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Column(NamedTuple):
    """A column of the sheet."""

    name: str
    width: int
    """In characters, as it is shown."""
    words: tuple[str, ...] = ()
    """What may be put into it; () for anything."""
    is_answer: bool = False
    """Whether the reviewer fills it."""
    hidden: bool = False


CORRECTED = {
    "new kind": "kind", "new polarity": "polarity", "new certainty": "certainty", "new directness": "directness",
    "new gist": "gist",
}  # fmt: skip
"""Column → field of the claim record that it corrects."""

COLUMNS = (
    Column("claim", 19),
    Column("document", 24),
    Column("page", 6),
    Column("line", 6),
    Column("kind", 16),
    Column("polarity", 10),
    Column("certainty", 11),
    Column("directness", 12),
    Column("gist", 48),
    Column("quote", 60),
    Column("marker", 10),
    Column("work", 40),
    Column("verdict", 20),
    Column("retraction", 20),
    Column("conflicts", 40),
    Column("status", 11, STATUSES, True),
    Column("reviewer", 16, (), True),
    Column("date", 11, (), True),
    Column("comment", 32, (), True),
    Column("new kind", 16, tuple(KINDS), True),
    Column("new polarity", 12, tuple(POLARITIES), True),
    Column("new certainty", 12, tuple(CERTAINTIES), True),
    Column("new directness", 14, tuple(DIRECTNESSES), True),
    Column("new gist", 40, (), True),
    Column("text key", 12, hidden=True),
    Column("document sha256", 12, hidden=True),
)


def cell_text(text: str) -> str:
    """Return ``text`` as a cell can hold it: no control characters, no more than 32,767 of any.

    Line breaks stay; what a cell cannot hold is "\ufffd".
    """
    shown = _NO_CHARACTER.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"


def _work_words(work: Work) -> str:
    told = [work.title or work.host or work.key, work.container, work.year]
    told += [f"doi {work.doi}" if work.doi else None, f"PMID {work.pmid}" if work.pmid else None]
    return ", ".join(part for part in told if part)


def _row(claim: Claim, works: dict[str, Work], verdict: str, conflicts: list[str]) -> Iterator[Cell]:
    cited = [works[id] for id in dict.fromkeys(link.work for link in claim.citations) if id in works]
    guessed = {link.work for link in claim.citations if link.method not in ("number", "key")}
    last = claim.curation[-1] if claim.curation else None
    yield from (claim.id, claim.path)
    yield min((anchor.page for anchor in claim.words if anchor.page is not None), default=None)
    yield min((anchor.line for anchor in claim.words), default=None)
    yield from (claim.kind, claim.polarity, claim.certainty, claim.directness, claim.gist, claim.quote)
    yield "; ".join(dict.fromkeys(link.number for link in claim.citations))
    yield "\n".join(_work_words(work) + (" (by a guess)" if work.id in guessed else "") for work in cited)
    yield verdict
    yield "\n".join(retraction_words(work) for work in cited)
    yield "\n".join(conflicts)
    yield "corrected" if last else "open"
    yield from (last.curator, last.date, last.reason) if last else (None, None, None)
    yield from (None,) * len(CORRECTED)
    yield from (claim.text_key, claim.document)


def review_rows(graph: ClaimGraph) -> Iterator[tuple[Cell, ...]]:
    """Yield the cells of each claim, in reading order and in the order of COLUMNS.

    A claim that was curated shows who did it last, and why. The columns to correct it are empty.
    """
    works = {work.id: work for work in graph.works}
    verdicts = {
        trail.claim: trail.verdict + ("" if trail.certain else " (by a guess)") for trail in trails_of(graph)
    }  # fmt: skip
    conflicts: defaultdict[str, list[str]] = defaultdict(list)
    for one in conflicts_of(graph):
        for member in one.members:
            told = f"{one.type.replace('_', ' ')}: {one.explanation}"
            if told not in conflicts[member.claim]:
                conflicts[member.claim].append(told)
    for claim in sorted(graph.claims, key=reading_order):
        yield tuple(_row(claim, works, verdicts.get(claim.id, ""), conflicts[claim.id]))
