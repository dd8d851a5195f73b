"""References in CSL-JSON, as Zotero, Mendeley and citation processors exchange them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from thymograph.citing.library.items import (
    ITEM_TYPES,
    LibraryItem,
    Person,
    doi_in,
    identifiers_in,
    pmcid_in,
    pmid_in,
    year_in,
)
from thymograph.errors import LibraryError

__all__ = ["csl_items"]

# What the form allows in a title: <i>, <b>, <sub>, <sup>, <span style="…">.
_MARKUP = re.compile(r"</?(?:i|b|sub|sup|span)(?:\s[^<>]{0,100})?>")


def _text(item: dict[str, Any], *names: str) -> str | None:
    for name in names:
        value = item.get(name)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and (words := " ".join(_MARKUP.sub("", value).split())):
            return words
    return None


def _person(name: Any) -> Person | None:
    if not isinstance(name, dict):
        return None
    family = " ".join(
        filter(None, (_text(name, "non-dropping-particle"), _text(name, "family"), _text(name, "suffix")))
    )
    given = " ".join(filter(None, (_text(name, "given"), _text(name, "dropping-particle"))))
    literal = _text(name, "literal")
    if literal or not family:
        return Person(family=literal or given) if literal or given else None
    return Person(family=family, given=given or None)


def _year(item: dict[str, Any]) -> str | None:
    for name in ("issued", "published-print", "published-online", "original-date"):
        date = item.get(name)
        if isinstance(date, dict):
            parts = date.get("date-parts")
            first = (
                parts[0][0] if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0] else None
            )
            if found := year_in(str(first)) or year_in(_text(date, "raw", "literal")):
                return found
    return None


def _item(item: dict[str, Any], number: int) -> LibraryItem | None:
    # What Zotero has no field for stands in its note: "PMID: 123" lines.
    printed = identifiers_in(_text(item, "URL"), _text(item, "note"))
    title = _text(item, "title")
    doi = doi_in(_text(item, "DOI", "doi")) or printed.doi
    pmid = pmid_in(_text(item, "PMID", "pmid")) or printed.pmid
    if title is None and not (doi or pmid):
        return None
    kind = _text(item, "type") or "document"
    authors = item.get("author") or item.get("editor") or []
    return LibraryItem(
        number=number,
        key=_text(item, "citation-key", "id"),
        type=kind if kind in ITEM_TYPES else "article-journal" if kind.startswith("article-") else "document",
        title=title,
        authors=tuple(person for name in authors if (person := _person(name)) is not None)
        if isinstance(authors, list)
        else (),
        year=_year(item),
        container=_text(item, "container-title", "container-title-short", "journalAbbreviation"),
        volume=_text(item, "volume"),
        issue=_text(item, "issue"),
        pages=_text(item, "page"),
        publisher=_text(item, "publisher"),
        doi=doi,
        pmid=pmid,
        pmcid=pmcid_in(_text(item, "PMCID", "pmcid")) or printed.pmcid,
        url=_text(item, "URL"),
    )


def csl_items(text: str, name: str, problems: list[str]) -> Iterator[LibraryItem]:
    """Yield the items of CSL-JSON: a list of them, one alone, or an object that holds them as ``items``.

    Raises:
        LibraryError: the text is not JSON.
    """
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise LibraryError(f"{name}:{error.lineno}: not JSON ({error.msg}); export the library again") from error
    except RecursionError as error:
        raise LibraryError(f"{name}: nested too deep for a library; export the library again") from error
    if isinstance(content, dict):
        content = content["items"] if isinstance(content.get("items"), list) else [content]
    for number, item in enumerate(content, 1):
        made = _item(item, number) if isinstance(item, dict) else None
        if made is None:
            problems.append(f"item {number} has neither title nor identifier; left out")
        else:
            yield made
