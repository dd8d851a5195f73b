"""What the front of an article says of it, and what its reference list says of each work."""

from __future__ import annotations

from collections.abc import Iterator

from thymograph.model import StatedEntry
from thymograph.reading.addresses import named_by, plain_doi
from thymograph.reading.fields import Fields
from thymograph.reading.trees import Element, Piece

__all__ = ["below", "entry_of", "fields_of"]

# Of several dates, the one of the publication that readers cite first.
_DATES = ("epub", "pub", "electronic", "epub-ppub", "ppub", "print", "collection", "")
_TITLES = ("article-title", "chapter-title", "data-title", "part-title", "trans-title")
_LEFT_OUT = frozenset(["xref", "fn", "styled-content-note"])
_LONGEST = 1_000


def below(element: Element | None, *names: str) -> Iterator[Element]:
    """Yield the elements of ``names`` in an element, in the order of the file."""
    if element is not None:
        yield from (one for one in element.walk() if one.name in names)


def _words(element: Element | None) -> str | None:
    """Return the words of an element without the signs of notes in it, None if there are none."""
    if element is None:
        return None
    parts: list[str] = []
    pending: list[Element | Piece] = [element]
    while pending:
        one = pending.pop()
        if isinstance(one, Piece):
            parts.append(one.text)
        elif one.name not in _LEFT_OUT:
            pending.extend(reversed(one.children))
    return " ".join("".join(parts).split())[:_LONGEST] or None


def _first(element: Element | None, *names: str) -> Element | None:
    return next(below(element, *names), None)


def _date(meta: Element | None) -> str | None:
    found: dict[str, str] = {}
    for date in below(meta, "pub-date"):
        parts = [date.first(name) for name in ("year", "month", "day")]
        values = [part.words() if part else "" for part in parts]
        if iso := date.get("iso-8601-date"):
            written = iso
        elif values[0].isdecimal():
            written = values[0]
            for value in values[1:]:
                if not value.isdecimal():
                    break
                written += f"-{int(value):02d}"
        else:
            continue
        kind = date.get("pub-type") or date.get("date-type") or date.get("publication-format")
        found.setdefault(kind, written)
    return next((found[kind] for kind in _DATES if kind in found), next(iter(found.values()), None))


def fields_of(article: Element) -> Fields:
    """Return what the front of an article says of it."""
    front = article.first("front")
    meta = _first(front, "article-meta")
    licence = _first(meta, "license")
    stated = _first(meta, "license_ref")
    href = licence.get("href") if licence else ""
    doi = next((plain_doi(one.words()) for one in below(meta, "article-id") if one.get("pub-id-type") == "doi"), None)
    uri = next((one.get("href") for one in below(meta, "self-uri") if one.get("href").startswith("http")), None)
    return Fields(
        title=_words(_first(_first(meta, "title-group"), "article-title")),
        publisher=_words(_first(front, "journal-title")) or _words(_first(front, "publisher-name")),
        date=_date(meta),
        url=f"https://doi.org/{doi}" if doi else uri,
        licence=href or _words(stated) or (_words(licence) or "")[:300] or None,
        language=article.get("lang") or None,
    )


def _authors(citation: Element) -> str | None:
    groups = [g for g in below(citation, "person-group") if g.get("person-group-type") not in ("editor", "translator")]
    people: list[str] = []
    for one in below(groups[0] if groups else citation, "name", "string-name", "collab", "etal", "anonymous"):
        if one.name in ("name", "string-name") and one.first("surname"):
            given = _words(one.first("given-names")) or ""
            people.append(f"{_words(one.first('surname')) or ''} {given}".strip())
        else:
            people.append("et al" if one.name == "etal" else _words(one) or "")
    return ", ".join(person for person in people if person)[:_LONGEST] or None


def entry_of(ref: Element, *, key: str, start: int, end: int, number: str | None) -> StatedEntry:
    """Return the entry that a ``ref`` is, with what it says of its work; of several citations in one, the first counts.

    Args:
        ref: The element.
        key: Its id in the file.
        start: Where the line that prints it begins in the citable text, in code points.
        end: Where that line ends.
        number: As printed, if it has one.
    """
    citation = (
        ref.first("element-citation", "mixed-citation", "citation", "nlm-citation", "citation-alternatives") or ref
    )
    if citation.name == "citation-alternatives":
        citation = citation.first("element-citation") or citation.first("mixed-citation") or citation
    title = next((words for name in _TITLES if (words := _words(_first(citation, name)))), None)
    container = _words(_first(citation, "source"))
    if title is None:
        title, container = container, None
    ids: dict[str, str] = {}
    for one in below(citation, "pub-id", "article-id", "object-id"):
        ids.setdefault(one.get("pub-id-type").lower(), one.words())
    named = named_by(one.get("href") or one.words() for one in below(citation, "ext-link", "uri"))
    pmid = "".join(filter(str.isdecimal, ids.get("pmid", "")))
    pmcid = "".join(filter(str.isdecimal, ids.get("pmcid", ids.get("pmc", ""))))
    year = (_words(_first(citation, "year")) or "")[:5]
    return StatedEntry(
        key=key,
        start=start,
        end=end,
        number=number,
        title=title,
        authors=_authors(citation),
        container=container,
        year=year if year[:4].isdecimal() and len(year) >= 4 else None,
        doi=plain_doi(ids.get("doi", "")) or named.doi,
        pmid=pmid or named.pmid,
        pmcid=f"PMC{pmcid}" if pmcid else named.pmcid,
        url=named.url,
    )
