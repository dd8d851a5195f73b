"""Cited works as items of a library, the form from which RIS and BibTeX are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from thymograph.citing.library.items import LibraryItem, Person
from thymograph.exporters.csl import author_names, csl_type, note_of
from thymograph.model import ClaimGraph, ReferenceEntry, Work

__all__ = ["cited_item", "cited_items"]


def cited_item(work: Work, entries: Mapping[str, ReferenceEntry], number: int) -> LibraryItem:
    """Return a work as an item; its key is its id, so that what a manager holds leads back to the graph.

    ``entries`` by id: the authors stand in those of the work. Only what documents print, and what the user's
    libraries added, is there.
    """
    authors = next((one.authors for id in work.entries if (one := entries.get(id)) and one.authors), None)
    names = author_names(authors) if authors else []
    return LibraryItem(
        number=number,
        key=work.id,
        type=csl_type(work),
        title=work.title or work.host or work.key,
        authors=tuple(Person(family=name.get("family") or name["literal"], given=name.get("given")) for name in names),
        year=work.year,
        container=work.container,
        doi=work.doi,
        pmid=work.pmid,
        pmcid=work.pmcid,
        url=work.url,
    )


def cited_items(graph: ClaimGraph) -> Iterator[tuple[LibraryItem, str | None]]:
    """Yield each work of a graph as an item with its note, sorted by id."""
    entries = {entry.id: entry for document in graph.documents for entry in document.entries}
    for number, work in enumerate(sorted(graph.works, key=lambda work: work.id), 1):
        yield cited_item(work, entries, number), note_of(work)
