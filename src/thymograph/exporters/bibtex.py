"""Works as BibTeX, for LaTeX and for the reference managers that take it in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from thymograph.citing.library.items import LibraryItem, Person
from thymograph.citing.library.latex import as_latex
from thymograph.exporters.cited import cited_items
from thymograph.model import ClaimGraph

__all__ = ["bibtex_entry", "export"]

_TYPES = {
    "article-journal": "article", "article": "unpublished", "book": "book", "chapter": "incollection",
    "dataset": "misc", "document": "misc", "paper-conference": "inproceedings", "report": "techreport",
    "thesis": "phdthesis", "webpage": "online",
}  # fmt: skip
# Where the name of what an entry stands in goes, by type.
_CONTAINERS = {"incollection": "booktitle", "inproceedings": "booktitle", "article": "journal"}
_PUBLISHERS = {"techreport": "institution", "phdthesis": "school"}


def _name(person: Person) -> str:
    if person.given:
        return f"{as_latex(person.family)}, {as_latex(person.given)}"
    # In braces, so that an organisation is not taken apart at its "and" and commas.
    return f"{{{as_latex(person.family)}}}"


def _verbatim(address: str) -> str:
    return address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C").replace(" ", "%20")


def _keeps_capitals(word: str) -> bool:
    """Tell whether a word is one like "DNA", "IL2", "mRNA": styles make the rest of a title small."""
    capitals = sum(letter.isupper() for letter in word)
    inside = capitals > 1 or (capitals == 1 and (not word[0].isupper() or any(letter.isdigit() for letter in word)))
    return inside and "{" not in word


def _title(title: str) -> str:
    return " ".join(f"{{{word}}}" if _keeps_capitals(word) else word for word in as_latex(title).split())


def bibtex_entry(item: LibraryItem, note: str | None = None) -> str:
    """Return an item as an entry of BibTeX in UTF-8, its braces paired whatever the words hold."""
    kind = _TYPES.get(item.type, "misc")
    plain = {
        _CONTAINERS.get(kind, "howpublished"): item.container, "year": item.year, "volume": item.volume,
        "number": item.issue, 
        _PUBLISHERS.get(kind, "publisher"): item.publisher,
    }  # fmt: skip
    fields = {
        "title": _title(item.title) if item.title else None,
        "author": " and ".join(map(_name, item.authors)),
        **{name: as_latex(" ".join(value.split())) for name, value in plain.items() if value},
        "pages": as_latex(item.pages.replace("–", "-")).replace("-{}", "-").replace("-", "--") if item.pages else None,
        "doi": _verbatim(item.doi) if item.doi else None,
        "pmid": item.pmid,
        "pmcid": item.pmcid,
        "url": _verbatim(item.url) if item.url else None,
        "note": as_latex(" ".join(note.split())) if note else None,
    }
    key = re.sub(r"[^\w:.+/-]", "", item.key or "") or f"item{item.number}"
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{kind}{{{key},\n{body}}}\n\n"


def export(graph: ClaimGraph) -> Iterator[str]:
    """Yield each work as an entry, sorted by id."""
    for item, note in cited_items(graph):
        yield bibtex_entry(item, note)
