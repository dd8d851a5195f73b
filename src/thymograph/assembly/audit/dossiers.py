"""A document as the rules of an audit see it: its record, claims, entries, works and, if given, its text."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from thymograph.assembly.concepts import NameIndex, name_index
from thymograph.assembly.ends import is_host_only
from thymograph.model import Citation, Claim, ClaimGraph, DocumentRecord, ReferenceEntry, Work
from thymograph.records import reading_order

__all__ = ["Dossier", "clipped", "dossiers_of", "entry_name", "is_host_only", "spelled", "work_name"]


def clipped(words: str, limit: int = 90) -> str:
    """Return words cut at a word's end so that they have at most ``limit`` characters."""
    return words if len(words) <= limit else words[: limit - 1].rsplit(" ", 1)[0] + "…"


def work_name(work: Work) -> str:
    """Return the title of a work in quotation marks, else its site, else its key."""
    if work.title:
        return f"“{clipped(work.title)}”"
    return work.host or work.key


def entry_name(entry: ReferenceEntry) -> str:
    """Return an entry as a reader would call it: number, and title or site."""
    named = f"“{clipped(entry.title)}”" if entry.title else entry.host or entry.url or "without title"
    return f"{entry.number} ({named})" if entry.number else named


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """All that the rules may look at of one document; made once, read by every rule."""

    document: DocumentRecord
    claims: tuple[Claim, ...]
    """Of the document, in reading order, those that repeat another left out."""
    repeats: tuple[Claim, ...] = ()
    """Those left out."""
    works: Mapping[str, Work] = field(default_factory=dict)
    """Of the whole graph, by id."""
    names: NameIndex = field(default_factory=NameIndex)
    text: str | None = None

    @cached_property
    def entries(self) -> Mapping[str, ReferenceEntry]:
        """The entries by id."""
        return {entry.id: entry for entry in self.document.entries}

    @cached_property
    def citing(self) -> Mapping[str, tuple[tuple[Claim, Citation], ...]]:
        """By marker id, the claims that bear it with their citation."""
        found: defaultdict[str, list[tuple[Claim, Citation]]] = defaultdict(list)
        for claim in (*self.claims, *self.repeats):
            for citation in claim.citations:
                found[citation.marker].append((claim, citation))
        return {marker: tuple(pairs) for marker, pairs in found.items()}

    def work_of(self, citation: Citation) -> Work | None:
        """Return the work that a citation leads to, if it leads to one that is known."""
        return self.works.get(citation.work or "")

    @cached_property
    def _lines(self) -> tuple[int, ...] | None:
        if self.text is None:
            return None
        return (0, *(i + 1 for i, character in enumerate(self.text) if character == "\n"))

    @cached_property
    def _known_lines(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Places whose line the record tells: starts of anchors and entries, sorted, and their lines."""
        known = {anchor.start: anchor.line for claim in (*self.claims, *self.repeats) for anchor in claim.anchors}
        known.update((entry.start, entry.line) for entry in self.document.entries)
        places = sorted(known)
        return tuple(places), tuple(known[place] for place in places)

    def line_of(self, position: int) -> int:
        """Return the line of a place: exact with the text, else that of the last anchor before it."""
        if self._lines is not None:
            return bisect_right(self._lines, position)
        places, lines = self._known_lines
        index = bisect_right(places, position) - 1
        return lines[index] if index >= 0 else 1


def dossiers_of(graph: ClaimGraph, texts: Mapping[str, str] | None = None) -> Iterator[Dossier]:
    """Yield the dossier of each document, by path; ``texts`` are the documents' texts by SHA-256."""
    by_document: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in graph.claims:
        by_document[claim.document].append(claim)
    works = {work.id: work for work in graph.works}
    names = name_index(graph.claims)
    for document in graph.documents:
        ordered = sorted(by_document.get(document.sha256, ()), key=reading_order)
        yield Dossier(
            document=document,
            claims=tuple(claim for claim in ordered if claim.repeats is None),
            repeats=tuple(claim for claim in ordered if claim.repeats is not None),
            works=works,
            names=names,
            text=(texts or {}).get(document.sha256),
        )


def spelled(words: Iterable[str], last: str = "and") -> str:
    """Return words as a list in prose.

    >>> spelled(["a", "b", "c"])
    'a, b and c'
    """
    items = list(words)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""
