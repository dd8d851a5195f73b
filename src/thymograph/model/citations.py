"""Markers, reference entries, works, and the citations that join claims to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Citation", "CitationMarker", "ReferenceEntry", "RetractionNotice", "Work"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationMarker:
    """One number (or key) of a marker as printed: ``[7][8]`` is two, `` 1, 2`` is two."""

    id: str
    """``m`` + 16 hex digits of content_id over document sha256, start, end and number."""
    number: str
    printed: str
    start: int
    end: int
    """Of the group's own characters that print this number, brackets and link target included."""
    style: str
    """bracket, caret_group, caret, escaped_link, bare, cell, author_year, superscript …"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceEntry:
    """A line of a document's reference list, and what identifies the work it names."""

    id: str
    """``e`` + 16 hex digits of content_id over document sha256, start and end."""
    document: str
    start: int
    end: int
    line: int
    number: str | None = None
    """As printed; None in a list without numbers."""
    list: int = 0
    """Which reference list of the document it stands in, from 0."""
    title: str | None = None
    """None when the entry is only the name of a host."""
    authors: str | None = None
    container: str | None = None
    """Journal, publisher or site as printed."""
    host: str | None = None
    """Domain name, lower case, if printed."""
    year: str | None = None
    label: str | None = None
    """A type printed with the entry ("Guideline", "Research")."""
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    nct: str | None = None
    url: str | None = None
    work: str = ""
    """Id of its work; set when works are made."""
    identified_by: str | None = None
    """What gave identifiers that the document does not print: "refs.ris, item 12, by title: doi, pmid"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetractionNotice:
    """What a list of retractions tells of a work: it was retracted, questioned, corrected or reinstated."""

    nature: Literal["retracted", "under_concern", "corrected", "reinstated"]
    match: Literal["doi", "pmid", "title"]
    """By what it was found; one found by the title alone is a candidate, and decides nothing."""
    date: str | None = None
    """Of the notice, YYYY-MM-DD."""
    doi: str | None = None
    """Of the notice."""
    reasons: tuple[str, ...] = ()
    source: str = ""
    """Name of the list and its row: "retractions.csv, row 812"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The thing cited, shared by the entries of several documents that name it."""

    id: str
    """``w`` + 16 hex digits over its key."""
    key: str
    """doi:…, pmid:…, pmcid:…, nct:…, title:<normalised>, url:…, else entry:<id of its only entry>."""
    title: str | None = None
    host: str | None = None
    container: str | None = None
    year: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    nct: str | None = None
    url: str | None = None
    type: str = "unknown"
    type_reason: str | None = None
    entries: tuple[str, ...] = ()
    retraction: Literal["none_found", "retracted", "under_concern", "corrected", "reinstated"] | None = None
    """None where it was not checked: no list of retractions was given, or it has neither DOI nor PMID."""
    notices: tuple[RetractionNotice, ...] = ()
    """By date; those found by the title alone are candidates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The link from a claim to what it cites, or the trace of a link that leads nowhere."""

    marker: str
    number: str
    start: int
    end: int
    scope: Literal["clause", "sentence", "item", "lead", "cell", "row"]
    method: Literal["number", "key", "content", "title", "order", "none"]
    entry: str | None = None
    work: str | None = None
    confidence: float | None = None
    """1.0 for a stated link; below it for an inferred one; None when dangling."""
