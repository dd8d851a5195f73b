"""What all documents together make: their records, propositions, questions, the graph."""

from __future__ import annotations

from dataclasses import dataclass, field

from thymograph.model.citations import CitationMarker, ReferenceEntry, Work
from thymograph.model.claims import Claim, Qualifiers, RejectedClaim
from thymograph.model.documents import LedgerClass

__all__ = ["ClaimGraph", "DocumentRecord", "EmptyCell", "Proposition", "Question"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyCell:
    """An empty cell in a table's column of references; offsets as everywhere in code points of the document."""

    column: str
    """Head of the column, as printed."""
    start: int
    """Of the row's label."""
    label_end: int
    end: int
    """Of the cell, or of the last one of a row that is too short."""
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """A document without its text: what the graph and the pages keep of it."""

    path: str
    sha256: str
    size_bytes: int
    characters: int
    format: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    date: str | None = None
    licence: str | None = None
    kind: str | None = None
    sells_subject: bool | None = None
    entries: tuple[ReferenceEntry, ...] = ()
    markers: tuple[CitationMarker, ...] = ()
    ledger: tuple[tuple[LedgerClass, int], ...] = ()
    """Characters in each class that occurs, sorted by class."""
    rejected: tuple[RejectedClaim, ...] = ()
    """Claims that curators took out, in the order of their lines."""
    empty_reference_cells: tuple[EmptyCell, ...] = ()
    """Of its tables, in the order of their rows."""
    filled_reference_cells: int | None = None
    """How many cells of columns of references are not empty; None where nobody has looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """The positive content of assertions, shared by all that assert, deny or leave it open."""

    id: str
    """``p`` + 16 hex digits over its other fields but ``answers``."""
    subject: str
    predicate: str
    object: str
    answers: str
    """Id of its question."""
    subject_id: str | None = None
    object_id: str | None = None
    qualifiers: Qualifiers = field(default_factory=Qualifiers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What propositions answer: subject × predicate family × object × qualifiers."""

    id: str
    subject: str
    family: str
    object: str
    subject_id: str | None = None
    object_id: str | None = None
    qualifiers: Qualifiers = field(default_factory=Qualifiers)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimGraph:
    """Everything assembled, each tuple sorted by id (documents by path)."""

    documents: tuple[DocumentRecord, ...] = ()
    claims: tuple[Claim, ...] = ()
    works: tuple[Work, ...] = ()
    propositions: tuple[Proposition, ...] = ()
    questions: tuple[Question, ...] = ()
