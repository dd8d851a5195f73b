"""Rules on reference lists: unnumbered, missing, with entries nobody cites, bare hosts, entries twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from thymograph.assembly.audit.dossiers import Dossier, entry_name, spelled
from thymograph.assembly.audit.findings import Finding, Outcome, Severity, not_performed, passed
from thymograph.assembly.ends import is_host_only, needs_citation
from thymograph.citing.reference_columns import reference_cells
from thymograph.model import EmptyCell, ReferenceEntry
from thymograph.reading import read_document
from thymograph.vocabulary import NEEDS_NO_CITATION

__all__ = [
    "duplicate_entry",
    "empty_reference_cell",
    "entry_never_cited",
    "host_only_entry",
    "no_references_at_all",
    "unnumbered_list",
]

# Worth reading the document again for: such a word at the beginning of a cell.
_MAY_HAVE_COLUMN = re.compile(r"[\t|][^\w\n]*(?:key |supporting |primary )?(?:ref|citation|source)", re.IGNORECASE)
_TEXT_LACKING = "the text of the document is not at hand"


def _at_entry(
    rule: str, severity: Severity, dossier: Dossier, entry: ReferenceEntry, message: str, remedy: str
) -> Outcome:
    return Outcome(
        rule,
        Finding(
            rule=rule,
            severity=severity,
            document=dossier.document.sha256,
            path=dossier.document.path,
            start=entry.start,
            end=entry.end,
            line=entry.line,
            entry=entry.id,
            message=message,
            remedy=remedy,
        ),
    )


def _cited(dossier: Dossier) -> set[str]:
    """Return the ids of the entries that a marker leads to, by statement or by guess."""
    cited = {citation.entry for pairs in dossier.citing.values() for _, citation in pairs if citation.entry is not None}
    loose = {marker.number for marker in dossier.document.markers if marker.id not in dossier.citing}
    for entry in dossier.document.entries:
        surname = re.match(r"\W*([^\W\d_]{2,})", entry.authors or "")
        key = f"{surname[1]} {entry.year or ''}" if surname else None
        if entry.number in loose or (key and any(number.startswith(key) for number in loose)):
            cited.add(entry.id)
    return cited


def entry_never_cited(dossier: Dossier) -> Iterator[Outcome]:
    """Yield whether each entry is cited; a list in a document without any marker is one finding."""
    rule = "entry_never_cited"
    entries = dossier.document.entries
    if not entries:
        return
    if not dossier.document.markers:
        yield _at_entry(
            rule,
            "warning",
            dossier,
            entries[0],
            f"the document lists {len(entries)} works and has no marker that cites any of them",
            "put a marker at each statement that rests on one of them",
        )
        return
    cited = _cited(dossier)
    for entry in entries:
        if entry.id in cited:
            yield passed(rule)
        else:
            yield _at_entry(
                rule,
                "note",
                dossier,
                entry,
                f"no marker leads to entry {entry_name(entry)}",
                "cite it where it is used, or take it off the list",
            )


def unnumbered_list(dossier: Dossier) -> Iterator[Outcome]:
    """Yield whether a list that numbers are to find has numbers; one finding a list."""
    rule = "unnumbered_list"
    if not any(marker.number.isdecimal() for marker in dossier.document.markers):
        return
    lists: defaultdict[int, list[ReferenceEntry]] = defaultdict(list)
    for entry in dossier.document.entries:
        lists[entry.list].append(entry)
    numbers = sorted({int(marker.number) for marker in dossier.document.markers if marker.number.isdecimal()})
    for entries in (lists[key] for key in sorted(lists)):
        if any(entry.number for entry in entries):
            yield passed(rule)
            continue
        yield _at_entry(
            rule,
            "error",
            dossier,
            entries[0],
            f"the markers go from {numbers[0]} to {numbers[-1]}, but the {len(entries)} entries of the list have no"
            " numbers: which marker means which is a guess",
            "number the entries as the markers count them",
        )


def host_only_entry(dossier: Dossier) -> Iterator[Outcome]:
    """Yield whether each entry names a work and not merely a site."""
    rule = "host_only_entry"
    for entry in dossier.document.entries:
        if is_host_only(entry):
            yield _at_entry(
                rule,
                "warning",
                dossier,
                entry,
                f"entry {entry_name(entry)} names a site and no page or work of it",
                "give title, year and an identifier (DOI, PMID) of the work",
            )
        else:
            yield passed(rule)


def duplicate_entry(dossier: Dossier) -> Iterator[Outcome]:
    """Yield whether each entry stands in the list once; the same bare site twice is a note."""
    rule = "duplicate_entry"
    by_work: defaultdict[tuple[int, str], list[ReferenceEntry]] = defaultdict(list)
    for entry in dossier.document.entries:
        is_bare = is_host_only(entry) and entry.host
        by_work[entry.list, f"host:{entry.host}" if is_bare else entry.work or entry.id].append(entry)
    for (_, key), entries in sorted(by_work.items(), key=lambda pair: pair[1][0].start):
        if len(entries) == 1:
            yield passed(rule)
            continue
        named = spelled(entry_name(entry) for entry in entries)
        bare = key.startswith("host:")
        yield _at_entry(
            rule,
            "note" if bare else "warning",
            dossier,
            entries[1],
            f"entries {named} name the same site and nothing tells them apart"
            if bare
            else f"entries {named} are one work",
            "say which page of the site each one means, or make them one"
            if bare
            else "keep one of them and let all markers point to it",
        )


def no_references_at_all(dossier: Dossier) -> Iterator[Outcome]:
    """Yield whether a document that claims things gives a reference, list or marker."""
    rule = "no_references_at_all"
    needing = [claim for claim in dossier.claims if claim.kind not in NEEDS_NO_CITATION]
    if not needing:
        return
    if dossier.document.entries or dossier.document.markers:
        yield passed(rule)
        return
    own = sum(not needs_citation(claim, dossier.document) for claim in needing)
    first = needing[0].words[0]
    yield Outcome(
        rule,
        Finding(
            rule=rule,
            # A report of its own results rests on itself for these.
            severity="note" if 2 * own > len(needing) else "warning",
            document=dossier.document.sha256,
            path=dossier.document.path,
            start=first.start,
            end=first.end,
            line=first.line,
            message=f"{len(needing)} claims that need a reference, and neither a marker nor a reference list",
            remedy="give a reference list, and a marker at each statement that rests on one of its works",
        ),
    )


def _cells(dossier: Dossier) -> tuple[tuple[EmptyCell, ...], int] | None:
    """Return the empty cells and the number of others by the record, or by the text where it does not tell; or None."""
    record = dossier.document
    if record.filled_reference_cells is not None:
        return record.empty_reference_cells, record.filled_reference_cells
    if dossier.text is None:
        return None
    if not _MAY_HAVE_COLUMN.search(dossier.text):
        return (), 0
    return reference_cells(read_document(dossier.text.encode("utf-8"), path=record.path))


def empty_reference_cell(dossier: Dossier) -> Iterator[Outcome]:
    """Yield, for each row of a table with a column of references, whether its cell has one.

    Records made before cells were counted do not tell; then the text is needed.
    """
    rule = "empty_reference_cell"
    cells = _cells(dossier)
    if cells is None:
        yield not_performed(rule, _TEXT_LACKING)
        return
    empty, filled = cells
    yield from (passed(rule) for _ in range(filled))
    for cell in empty:
        words = " ".join((dossier.text or "")[cell.start : cell.label_end].split())
        row = f"“{words[:80]}”" if words else f"on line {cell.line}"
        yield Outcome(
            rule,
            Finding(
                rule=rule,
                severity="error",
                document=dossier.document.sha256,
                path=dossier.document.path,
                start=cell.start,
                end=cell.end,
                line=cell.line,
                message=f"the cell “{cell.column}” of the row {row} is empty",
                remedy="put the marker of the work that the figures of this row are from into the cell",
            ),
        )
