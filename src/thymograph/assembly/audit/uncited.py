"""Rules on claims without a reference in a document that gives references: long stretches, single cells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import groupby

from thymograph.assembly.audit.dossiers import Dossier, clipped, spelled
from thymograph.assembly.audit.findings import Finding, Outcome, at_claim, passed
from thymograph.assembly.audit.wording import in_closing_section
from thymograph.assembly.ends import needs_citation
from thymograph.model import Anchor, Claim

__all__ = ["is_cell", "uncited_cell", "uncited_stretch"]

_STRETCH = 6
"""So many claims on end without a reference are one finding; fewer may rest on the reference before them."""
_USUAL = 0.5
"""In a table of which more than this share of cells are cited, one that is not stands out."""


def is_cell(claim: Claim) -> bool:
    """Tell whether a claim is a cell of a table: the label of its row stands before it on its line."""
    words = claim.words
    return bool(words) and any(
        anchor.role == "frame" and anchor.line == words[0].line and anchor.end <= words[0].start
        for anchor in claim.anchors
    )


def _framed_by_marker(claim: Claim, starts: list[int]) -> bool:
    """Tell whether the heading, lead, question or column head that completes a claim bears a marker."""

    def holds(anchor: Anchor) -> bool:
        index = bisect_left(starts, anchor.start)
        return index < len(starts) and starts[index] < anchor.end

    # What stands in the row of a cell and cites for all of it is among its citations already.
    own_line = claim.words[0].line if is_cell(claim) else None
    return any(anchor.role == "frame" and anchor.line != own_line and holds(anchor) for anchor in claim.anchors)


def _needing(dossier: Dossier) -> list[tuple[Claim, bool]]:
    """Return the claims that need a reference, with whether they have one, in reading order."""
    starts = sorted(marker.start for marker in dossier.document.markers)
    return [
        (claim, bool(claim.citations) or _framed_by_marker(claim, starts))
        for claim in dossier.claims
        if needs_citation(claim, dossier.document)
    ]


def uncited_stretch(dossier: Dossier) -> Iterator[Outcome]:
    """Yield, for each stretch between cited claims, whether it is short; conclusions and summaries are left out."""
    rule = "uncited_stretch"
    if not dossier.document.markers:
        return  # no_references_at_all, or entry_never_cited, says so
    needing = [pair for pair in _needing(dossier) if pair[1] or not in_closing_section(pair[0])]
    for cited, group in groupby(needing, key=lambda pair: pair[1]):
        claims = [claim for claim, _ in group]
        if cited:
            continue
        if len(claims) < _STRETCH:
            yield passed(rule)
            continue
        first, last = claims[0].words, claims[-1].words
        sections = list(dict.fromkeys(claim.section[-1] for claim in claims if claim.section))
        named = f": {spelled(f'“{clipped(name, 60)}”' for name in sections[:4])}" + (
            " and more" if len(sections) > 4 else ""
        )
        yield Outcome(
            rule,
            Finding(
                rule=rule,
                severity="warning",
                document=dossier.document.sha256,
                path=dossier.document.path,
                start=first[0].start,
                end=last[-1].end,
                line=first[0].line,
                message=f"{len(claims)} claims on end, lines {first[0].line} to {last[-1].line}, cite nothing"
                + (named if sections else ""),
                remedy="put a marker at each statement that rests on one of the works listed, or say that it is your own",
            ),
        )


def uncited_cell(dossier: Dossier) -> Iterator[Outcome]:
    """Yield, in tables most of whose cells are cited, whether each cell is."""
    rule = "uncited_cell"
    cells = [pair for pair in _needing(dossier) if is_cell(pair[0])]
    tables: list[list[tuple[Claim, bool]]] = []
    for pair in cells:
        line = pair[0].words[0].line
        if tables and line - tables[-1][-1][0].words[0].line <= 1:
            tables[-1].append(pair)
        else:
            tables.append([pair])
    for table in tables:
        if sum(cited for _, cited in table) <= _USUAL * len(table):
            continue
        for claim, cited in table:
            if cited:
                yield passed(rule)
            else:
                yield at_claim(
                    rule,
                    "warning",
                    claim,
                    "this cell cites nothing, while most cells of its table do",
                    "put the marker of the work that it rests on into the cell",
                )
