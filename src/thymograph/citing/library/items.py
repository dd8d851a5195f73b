"""The items of a library of references, whatever program wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from thymograph.citing.identifiers import Identifiers, find_identifiers

__all__ = [
    "ITEM_TYPES", "Library", "LibraryItem", "Person", "doi_in", "identifiers_in", "pmcid_in", "pmid_in", "year_in",
]  # fmt: skip

# Types of CSL 1.0.2, https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types
ITEM_TYPES = (
    "article-journal", "article", "book", "chapter", "dataset", "document", "paper-conference", "report", "thesis",
    "webpage",
)  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_NAMED_DOI = re.compile(r"\bDOI\s?[:=]\s{0,3}(\S{1,400})", re.IGNORECASE)
_PMCID = re.compile(r"(?:PMC)?\s?(\d{4,9})(?:\.\d+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An author: family and given names, or a name that is not to be taken apart (given is None)."""

    family: str
    given: str | None = None

    @classmethod
    def of(cls, printed: str) -> Person:
        """Return the person named "Family, Given"; without a comma the whole is one name.

        >>> Person.of("van der Berg, Anna")
        Person(family='van der Berg', given='Anna')
        """
        family, comma, given = (part.strip() for part in printed.partition(","))
        return cls(family=family, given=given) if comma and given else cls(family=family)

    def __str__(self) -> str:
        return f"{self.family}, {self.given}" if self.given else self.family


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryItem:
    """One reference of a library; what the file does not say is None."""

    number: int
    """Place in the file, from 1."""
    line: int | None = None
    """Where it begins, in a file with lines of its own (not CSL-JSON)."""
    key: str | None = None
    """By which the library names it: a BibTeX key, an id."""
    type: str = "document"
    """One of ITEM_TYPES."""
    title: str | None = None
    authors: tuple[Person, ...] = ()
    year: str | None = None
    container: str | None = None
    """Journal, book or site that it stands in."""
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    publisher: str | None = None
    doi: str | None = None
    """As of :func:`thymograph.citing.identifiers.normal_doi`."""
    pmid: str | None = None
    pmcid: str | None = None
    """With its letters: "PMC123456"."""
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """A file of references, read."""

    name: str
    """Of the file, without its folder."""
    format: str
    """RIS, BibTeX, CSL-JSON or nbib."""
    items: tuple[LibraryItem, ...]
    problems: tuple[str, ...] = ()
    """What was passed over, each with its line or item, and why."""


def doi_in(printed: str | None) -> str | None:
    """Return the DOI in a field that should hold one, with or without an address before it."""
    return find_identifiers(printed).doi if printed else None


def identifiers_in(address: str | None, note: str | None) -> Identifiers:
    """Return the identifiers in the address of an item and in its note, where managers put what has no field.

    A DOI in a note counts only after "DOI:", as they write it: notes speak of other works too.

    >>> identifiers_in(None, "PMID: 12345678; retracted, see doi 10.1000/notice").doi
    """
    noted = find_identifiers(note or "")
    named = _NAMED_DOI.search(note or "")
    found = find_identifiers(address or "")
    return replace(
        noted,
        doi=found.doi or (doi_in(named[1]) if named else None),
        pmid=found.pmid or noted.pmid,
        pmcid=found.pmcid or noted.pmcid,
    )


def pmid_in(printed: str | None) -> str | None:
    """Return the PMID in a field that should hold one: its digits, or an address of PubMed.

    >>> pmid_in("PMID: 012345678")
    '12345678'
    """
    if not printed:
        return None
    bare = printed.strip()
    if bare.isascii() and bare.isdigit() and len(bare) <= 9:
        return bare.lstrip("0") or None
    return find_identifiers(bare).pmid


def pmcid_in(printed: str | None) -> str | None:
    """Return the PMCID in a field that should hold one, with its letters."""
    if not printed:
        return None
    found = _PMCID.fullmatch(printed.strip())
    return f"PMC{found[1]}" if found else find_identifiers(printed).pmcid


def year_in(printed: str | None) -> str | None:
    """Return the first year, of four digits, in a date as libraries write it.

    >>> year_in("2019/03/04/Spring")
    '2019'
    """
    found = _YEAR.search(printed) if printed else None
    return found[1] if found else None
