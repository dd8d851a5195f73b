"""Works as RIS, which EndNote, Zotero, Mendeley and the rest take in."""

from __future__ import annotations

from collections.abc import Iterator

from thymograph.citing.library.items import LibraryItem
from thymograph.exporters.cited import cited_items
from thymograph.model import ClaimGraph

__all__ = ["export", "ris_record"]

_TYPES = {
    "article-journal": "JOUR", "article": "UNPB", "book": "BOOK", "chapter": "CHAP", "dataset": "DATA",
    "document": "GEN", "paper-conference": "CONF", "report": "RPRT", "thesis": "THES", "webpage": "ELEC",
}  # fmt: skip


def ris_record(item: LibraryItem, note: str | None = None) -> str:
    """Return an item as a record of RIS, lines ended as the format wants them (``\\r\\n``).

    The PMID is the accession number of the database PubMed, the PMCID stands in C2: where EndNote keeps them.
    """
    start, dash, end = (item.pages or "").partition("-")
    rows = [
        ("TY", _TYPES.get(item.type, "GEN")),
        ("ID", item.key),
        ("TI", item.title),
        *(("AU", str(person)) for person in item.authors),
        ("PY", item.year),
        ("T2", item.container),
        ("VL", item.volume),
        ("IS", item.issue),
        ("SP", start if dash else item.pages),
        ("EP", end),
        ("PB", item.publisher),
        ("DO", item.doi),
        ("DB", "PubMed" if item.pmid else None),
        ("AN", item.pmid),
        ("C2", item.pmcid),
        ("UR", item.url),
        ("N1", note),
    ]
    # A line break in a value would end it, or begin a field that nobody wrote.
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in rows if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def export(graph: ClaimGraph) -> Iterator[str]:
    """Yield each work as a record, sorted by id."""
    for item, note in cited_items(graph):
        yield ris_record(item, note)
