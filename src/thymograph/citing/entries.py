"""The reference entries of a document, from its reference lists and its link and footnote definitions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from thymograph.citing.definitions import Definition, definition_spans, footnote_definitions, link_definitions
from thymograph.citing.descriptions import Description, describe, describe_record
from thymograph.citing.inline_links import inline_links, numbered_links
from thymograph.citing.printed import searched_blocks
from thymograph.citing.reference_lines import Line, joined_lines, lists_of
from thymograph.model import Document, ReferenceEntry, StatedEntry, content_id

__all__ = ["read_entries", "stated_id"]

_NAMED_LINK = re.compile(r"<?(\S+?)>?(?:\s+[\"'(](.*)[\"')])?\s*$", re.DOTALL)


# What is shorter prints a marker, not an entry.
_SHORTEST_ENTRY = 25


@dataclass(frozen=True, slots=True)
class _Found:
    """An entry before the lists of the document are counted."""

    list_key: tuple[str, int]
    number: str | None
    start: int
    end: int
    description: Description
    key: str | None = None
    """Of the entry of the format that it is."""


def read_entries(document: Document) -> tuple[ReferenceEntry, ...]:
    """Return the reference entries of ``document`` in order of their place; ``work`` is still empty.

    An entry begins at its number, its bullet left out, and may cover several lines. Lines that tell how to
    cite the document itself are no entries, nor are those that only hold links ("PubMed", "Google Scholar"):
    these belong to the entry before them. A list is what stands under one heading and counts up once.
    """
    found = [*_defined(document), *_listed(document)]
    found += _linked(document, numbered=any((entry.number or "").isdecimal() for entry in found))
    if document.entries:
        found = _with_stated(document, found)
    found.sort(key=lambda entry: entry.start)
    lists: dict[tuple[str, int], int] = {}
    return tuple(_entry(document, entry, lists.setdefault(entry.list_key, len(lists))) for entry in found)


def _entry(document: Document, found: _Found, list_number: int) -> ReferenceEntry:
    description = found.description
    identifiers = description.identifiers
    return ReferenceEntry(
        id=_id(document, found.start, found.end, found.key),
        document=document.sha256,
        start=found.start,
        end=found.end,
        line=document.line_of(found.start),
        number=found.number,
        list=list_number,
        title=description.title,
        authors=description.authors,
        container=description.container,
        host=description.host,
        year=description.year,
        label=description.label,
        doi=identifiers.doi,
        pmid=identifiers.pmid,
        pmcid=identifiers.pmcid,
        nct=identifiers.nct,
        url=description.url,
    )


def _id(document: Document, start: int, end: int, key: str | None) -> str:
    return content_id("e", document.sha256, *document.placed(start, end), *(() if key is None else (key,)))


def stated_id(document: Document, stated: StatedEntry) -> str:
    """Return the id of the entry that :func:`read_entries` makes of ``stated``."""
    return _id(document, stated.start, stated.end, stated.key)


def _with_stated(document: Document, found: Sequence[_Found]) -> list[_Found]:
    """Return the entries that the format states, and those of ``found`` that stand elsewhere.

    A field that the format does not hold is read from the line that prints the entry.
    """
    made: list[_Found] = []
    for stated in document.entries:
        printed = document.text[stated.start : stated.end]
        here = next((one for one in found if one.start < stated.end and stated.start < one.end), None)
        read = here.description if here else describe(printed) if len(printed) > _SHORTEST_ENTRY else Description()
        identifiers = read.identifiers
        description = replace(
            read,
            title=stated.title or read.title,
            authors=stated.authors or read.authors,
            container=stated.container or read.container,
            year=stated.year or read.year,
            url=stated.url or read.url,
            identifiers=replace(
                identifiers,
                doi=stated.doi or identifiers.doi,
                pmid=stated.pmid or identifiers.pmid,
                pmcid=stated.pmcid or identifiers.pmcid,
            ),
        )
        number = stated.number or (here.number if here else None)
        made.append(_Found(("stated", 0), number, stated.start, stated.end, description, stated.key))
    free = [one for one in found if not any(one.start < s.end and s.start < one.end for s in document.entries)]
    return [*made, *free]


def _defined(document: Document) -> Iterable[_Found]:
    """Yield the link definitions with a number and the footnote definitions."""
    text = document.text
    for definition in link_definitions(document):
        if definition.name.isdecimal():
            yield _Found(("link", 0), definition.name, definition.start, definition.end, _of_link(text, definition))
    for definition in footnote_definitions(document):
        description = describe(text[definition.body : definition.end])
        yield _Found(("footnote", 0), definition.name, definition.start, definition.end, description)


def _linked(document: Document, *, numbered: bool) -> Iterable[_Found]:
    """Yield the links in the text that cite; those with a number only if no list gives the numbers (``numbered``)."""
    blocks = searched_blocks(document)
    links = [(None, link) for link in inline_links(document, blocks)]
    for number, link in [*links, *(() if numbered else numbered_links(document, blocks))]:
        described = describe(f"[{link.words}]({link.url})" if number is None and link.words else link.url)
        yield _Found(
            ("linked", 0), number, link.link_start, link.link_end, replace(described, url=described.url or link.url)
        )


def _of_link(text: str, definition: Definition) -> Description:
    body = text[definition.body : definition.end]
    match = _NAMED_LINK.match(body)
    if match and match[2]:
        linked = describe(match[1])
        titled = describe(match[2])
        return replace(
            titled, url=linked.url or match[1], host=titled.host or linked.host, identifiers=linked.identifiers
        )
    return describe(body)


def _listed(document: Document) -> Iterable[_Found]:
    """Yield the entries of the reference lists."""
    defined = definition_spans(document)
    for index, lists in enumerate(lists_of(document, defined)):
        for group in lists:
            label, lines = _label(document.text, group)
            words = [document.text[line.body : line.end] for line in lines]
            if len(words) == 1 or (label is None and joined_lines(document.text, lines)):
                description = replace(describe(" ".join(words)), label=label)
            else:
                description = describe_record(words, label)
            yield _Found(("list", index), group[0].number, group[0].start, group[-1].end, description)


def _label(text: str, group: Sequence[Line]) -> tuple[str | None, Sequence[Line]]:
    """Return the type that the first line prints, if it is only that, and the lines that are left."""
    group = [line for line in group if line.body < line.end] or group
    if len(group) > 1 and group[0].is_label:
        return " ".join(text[group[0].body : group[0].end].strip(" *_:").split()), group[1:]
    return None, group
