"""Which entry each marker cites, and which citations a statement has."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from thymograph.citing.entries import stated_id
from thymograph.citing.inference import infer_links
from thymograph.citing.works import works_of
from thymograph.model import Citation, CitationMarker, Document, ReferenceEntry, Span, Statement, Work

__all__ = ["Bibliography", "CitationStatus", "Link", "citations_of", "resolve"]

CitationStatus = Literal["stated", "inferred", "dangling", "none"]
Method = Literal["number", "key", "content", "title", "order", "none"]
Scope = Literal["clause", "sentence", "item", "lead", "cell", "row"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What one marker cites: an entry, or None if it dangles."""

    entry: str | None = None
    method: Method = "none"
    confidence: float | None = None


@dataclass(frozen=True, kw_only=True)
class Bibliography:
    """The markers of one document by start, its entries with their works, and the link of each marker."""

    markers: tuple[CitationMarker, ...] = ()
    entries: tuple[ReferenceEntry, ...] = ()
    works: tuple[Work, ...] = ()
    """Of this document alone; :func:`thymograph.citing.works.works_of` over all entries merges documents."""
    links: tuple[Link, ...] = ()
    """In the order of ``markers``."""
    lead_blocks: frozenset[int] = frozenset()
    """Indices of the blocks that introduce a list."""

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(marker.start for marker in self.markers)

    @cached_property
    def entry_by_id(self) -> dict[str, ReferenceEntry]:
        """The entries by their ids."""
        return {entry.id: entry for entry in self.entries}

    def markers_in(self, span: Span) -> range:
        """Return the indices of the markers that start in ``span``."""
        return range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))

    def citation(self, index: int, scope: Scope) -> Citation:
        """Return the citation that the marker at ``index`` makes for what ``scope`` says."""
        marker, link = self.markers[index], self.links[index]
        return Citation(
            marker=marker.id,
            number=marker.number,
            start=marker.start,
            end=marker.end,
            scope=scope,
            method=link.method,
            entry=link.entry,
            work=self.entry_by_id[link.entry].work if link.entry else None,
            confidence=link.confidence,
        )


# ---------------------------------------------------------------- markers to entries


def resolve(document: Document, markers: Sequence[CitationMarker], entries: Sequence[ReferenceEntry]) -> Bibliography:
    """Return the bibliography of ``document``: each marker linked to an entry, or dangling.

    A number that the list prints is a stated link, also among several lists (that of the marker's own section,
    else the nearest after it). So is a name and year that fits one entry only. Where the list has no numbers
    a link is inferred at best, with a confidence below 1.
    """
    works = works_of(entries)
    work_by_entry = {entry: work.id for work in works for entry in work.entries}
    entries = tuple(sorted((replace(e, work=work_by_entry[e.id]) for e in entries), key=lambda e: (e.start, e.end)))
    markers = tuple(sorted(markers, key=lambda m: (m.start, m.end)))
    lists = _Lists(document, entries)
    found: dict[str, Link] = {}
    by_name: dict[str, Link] = {}
    by_start = {entry.start: entry for entry in entries}
    stated = _stated(document)
    for marker in markers:
        if marker.style == "linked":
            found[marker.id] = stated.get((marker.start, marker.end, marker.number), Link())
        elif marker.style == "inline_link":
            own = next((by_start[at] for at in range(marker.start, marker.end) if at in by_start), None)
            found[marker.id] = Link(entry=own.id, method="key", confidence=1.0) if own else Link()
        elif marker.style == "author_year":
            if marker.number not in by_name:
                by_name[marker.number] = _by_name(document, marker.number, entries)
            found[marker.id] = by_name[marker.number]
        elif entry := lists.stated(marker):
            found[marker.id] = Link(
                entry=entry.id, method="number" if marker.number.isdecimal() else "key", confidence=1.0
            )
    if not lists.has_numbers and not any(link.entry for link in by_name.values()):
        open_markers = [m for m in markers if m.id not in found and m.number.isdecimal()]
        guesses = infer_links(document, open_markers, [entry for entry in entries if entry.list == lists.longest])
        for marker in open_markers:
            if guess := guesses.get(marker.number):
                found[marker.id] = Link(entry=guess.entry, method=guess.method, confidence=guess.confidence)
    return Bibliography(
        markers=markers,
        entries=entries,
        works=works,
        links=tuple(found.get(marker.id, Link()) for marker in markers),
        lead_blocks=frozenset(i for i, block in enumerate(document.blocks) if block.kind == "list_lead"),
    )


def _stated(document: Document) -> dict[tuple[int, int, str], Link]:
    """Return the links that the format states, by start, end and number of their marker."""
    ids = {entry.key: stated_id(document, entry) for entry in document.entries}
    return {
        (link.start, link.end, link.number): Link(entry=ids[link.entry], method="key", confidence=1.0)
        for link in document.links
        if link.entry in ids
    }


class _Lists:
    """The reference lists of a document, for looking a number up in the right one."""

    def __init__(self, document: Document, entries: Sequence[ReferenceEntry]) -> None:
        self._blocks = sorted(document.blocks, key=lambda block: block.start)
        self._starts = [block.start for block in self._blocks]
        self._by_number: dict[str, list[ReferenceEntry]] = defaultdict(list)
        members: dict[int, list[ReferenceEntry]] = defaultdict(list)
        for entry in entries:
            members[entry.list].append(entry)
            if entry.number is not None:
                self._by_number[entry.number].append(entry)
        self.has_numbers = any(e.number and e.number.isdecimal() and not self._is_note(document, e) for e in entries)
        self.longest = max(members, key=lambda n: (len(members[n]), -n), default=0)
        self._first = {n: found[0] for n, found in members.items()}
        self._notes = {n for n, found in members.items() if self._is_note(document, found[0])}
        self._owner = {n: self._section(entry.start)[:-1] for n, entry in self._first.items()}
        # A list that goes on from another one ("11." after a heading) is open to every marker.
        self._goes_on = {n for n, entry in self._first.items() if entry.number not in ("1", None)}

    @staticmethod
    def _is_note(document: Document, entry: ReferenceEntry) -> bool:
        return document.text.startswith("[^", entry.start)

    def _section(self, position: int) -> tuple[str, ...]:
        index = bisect_right(self._starts, position) - 1
        return self._blocks[index].section if index >= 0 else ()

    def stated(self, marker: CitationMarker) -> ReferenceEntry | None:
        """Return the entry that prints the marker's number, of the list that the marker means, or None."""
        found = self._by_number.get(marker.number, [])
        if self._notes:
            # ``[^1]`` means footnotes and ``[1]`` the list, where a document has both.
            is_note = marker.style == "footnote"
            fitting = [e for e in found if (e.list in self._notes) == is_note]
            found = fitting or ([] if len(self._first) > len(self._notes) else found)
        if len({entry.list for entry in self._first.values() if entry.number}) <= 1 and found:
            return found[0]
        own = self._list_for(marker)
        chosen = [e for e in found if e.list == own] or [e for e in found if e.list in self._goes_on]
        if chosen:
            return min(chosen, key=lambda e: e.start)
        return found[0] if len(found) == 1 and own is None else None

    def _list_for(self, marker: CitationMarker) -> int | None:
        """Return the list of the innermost section that holds the marker, else the nearest list after it."""
        numbered = {
            n: e for n, e in self._first.items() if e.number and (n in self._notes) == (marker.style == "footnote")
        }
        if not numbered:
            return None
        section = self._section(marker.start)
        own = [n for n in numbered if self._owner[n] and section[: len(self._owner[n])] == self._owner[n]]
        after = [n for n in numbered if numbered[n].start > marker.start]
        if own:
            return min(own, key=lambda n: (-len(self._owner[n]), numbered[n].start < marker.start, numbered[n].start))
        if after:
            return min(after, key=lambda n: numbered[n].start)
        return max(numbered, key=lambda n: numbered[n].start)


def _by_name(document: Document, key: str, entries: Sequence[ReferenceEntry]) -> Link:
    """Return the link of an author–year key; it dangles unless exactly one entry fits."""
    name, year = key.rsplit(" ", 1)
    surname = name.lower()
    fitting: list[tuple[int, ReferenceEntry]] = []
    for entry in entries:
        printed = document.text[entry.start : entry.end]
        if not re.search(rf"(?<!\d){re.escape(year[:4])}(?![\d])", printed):
            continue
        head = re.sub(r"^[\s\[(\d\]).*•-]+", "", printed).lower()
        if re.match(rf"(?:[a-z]\.[ -]?){{0,3}}{re.escape(surname)}\b", head):
            rank = 0
        elif re.search(rf"\b{re.escape(surname)}\b", head[:300]):
            rank = 2
        elif len(initials := re.findall(r"\b[a-z](?=[a-z]{3,})", head[:120])) > 1 and surname in "".join(initials):
            rank = 3  # "WHO" for the World Health Organization
        else:
            continue
        letter = year[4:]
        if letter and re.search(rf"(?<!\d){year[:4]}[a-z]\b", printed):
            if not re.search(rf"(?<!\d){re.escape(year)}\b", printed):
                continue
            rank -= 1
        fitting.append((rank, entry))
    best = [entry for rank, entry in fitting if rank == min(r for r, _ in fitting)]
    if len(best) != 1:
        return Link()
    return Link(entry=best[0].id, method="key", confidence=1.0)


# ---------------------------------------------------------------- statements to citations


def citations_of(statement: Statement, bibliography: Bibliography) -> tuple[tuple[Citation, ...], CitationStatus]:
    """Return the citations of ``statement`` by place, and how well it is cited.

    Its own are the markers that start in its spans. A fact of a table also has those of its row: in the row's
    label, and in cells that hold nothing else (a column "Reference"). A number cited twice is there twice.
    The status is that of the best link: stated, inferred, dangling; "none" without any marker.
    """
    found: dict[int, Scope] = {}
    for span in statement.spans:
        for index in bibliography.markers_in(span):
            found[index] = _scope(statement, bibliography, index)
    if statement.table is not None or statement.unit == "cell":
        for frame in statement.frames:
            if frame.role == "row_label" or (
                frame.role == "cell" and _bears_only_markers(frame.words.text, frame.span, bibliography)
            ):
                for index in bibliography.markers_in(frame.span):
                    found.setdefault(index, "row")
    citations = tuple(bibliography.citation(index, scope) for index, scope in sorted(found.items()))
    if any(c.method in ("number", "key") for c in citations):
        return citations, "stated"
    if any(c.entry is not None for c in citations):
        return citations, "inferred"
    return citations, "dangling" if citations else "none"


def _bears_only_markers(words: str, span: Span, bibliography: Bibliography) -> bool:
    """Tell whether a cell holds markers and nothing else, masked or not."""
    if not any(character.isalnum() for character in words):
        return True
    covered = {(bibliography.markers[i].start, bibliography.markers[i].end) for i in bibliography.markers_in(span)}
    return bool(covered) and sum(end - start for start, end in covered) >= span.end - span.start - len(covered)


def _scope(statement: Statement, bibliography: Bibliography, index: int) -> Scope:
    """Return how much of ``statement`` the marker stands for."""
    marker = bibliography.markers[index]
    last = next(
        (
            offset
            for character, offset in zip(reversed(statement.words.text), reversed(statement.words.offsets), strict=True)
            if character.isalnum()
        ),
        -1,
    )
    if marker.end <= last:
        return "clause"
    if statement.unit == "cell":
        return "cell"
    if statement.block in bibliography.lead_blocks:
        return "lead"
    return "item" if statement.unit == "item" else "sentence"
