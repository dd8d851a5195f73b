"""The values that flow from reading to the graph: frozen, ordered, standard library alone.

Offsets of records are code points of the file decoded as UTF-8, half-open, and ``byte_*`` count its bytes; of a file
that is no text (PDF, Word) they count in the text that its reader takes out of it.
Tuples, never lists, so that a value can be a key and cannot change behind its holder's back.
"""

from __future__ import annotations

from thymograph.model.assembled import ClaimGraph, DocumentRecord, EmptyCell, Proposition, Question
from thymograph.model.citations import Citation, CitationMarker, ReferenceEntry, RetractionNotice, Work
from thymograph.model.claims import (
    RECORD_VERSION,
    Assertion,
    Claim,
    Cue,
    Curation,
    Entity,
    Measurement,
    Mention,
    Qualifiers,
    Regimen,
    RejectedClaim,
    Stance,
)
from thymograph.model.documents import (
    Block,
    BlockKind,
    CleanText,
    Document,
    Frame,
    FrameRole,
    LedgerClass,
    LedgerSpan,
    StatedEntry,
    StatedLink,
    Statement,
    Step,
    Table,
    Unit,
)
from thymograph.model.places import Anchor, FileText, Placed, Span, content_id

__all__ = [
    "RECORD_VERSION",
    "Anchor",
    "Assertion",
    "Block",
    "BlockKind",
    "Citation",
    "CitationMarker",
    "Claim",
    "ClaimGraph",
    "CleanText",
    "Cue",
    "Curation",
    "Document",
    "DocumentRecord",
    "EmptyCell",
    "Entity",
    "FileText",
    "Frame",
    "FrameRole",
    "LedgerClass",
    "LedgerSpan",
    "Measurement",
    "Mention",
    "Placed",
    "Proposition",
    "Qualifiers",
    "Question",
    "ReferenceEntry",
    "Regimen",
    "RejectedClaim",
    "RetractionNotice",
    "Span",
    "Stance",
    "StatedEntry",
    "StatedLink",
    "Statement",
    "Step",
    "Table",
    "Unit",
    "Work",
    "content_id",
]
