"""The values that flow from reading to the graph: frozen, ordered, standard library alone.

Offsets are code points of the file decoded as UTF-8, half-open; ``byte_*`` count bytes of the file.
Tuples, never lists, so that a value can be a key and cannot change behind its holder's back.
"""

from __future__ import annotations

from thymograph.model.assembled import ClaimGraph, DocumentRecord, EmptyCell, Proposition, Question
from thymograph.model.citations import Citation, CitationMarker, ReferenceEntry, Work
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
    Statement,
    Step,
    Table,
    Unit,
)
from thymograph.model.places import Anchor, Span, content_id

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
    "Frame",
    "FrameRole",
    "LedgerClass",
    "LedgerSpan",
    "Measurement",
    "Mention",
    "Proposition",
    "Qualifiers",
    "Question",
    "ReferenceEntry",
    "Regimen",
    "RejectedClaim",
    "Span",
    "Stance",
    "Statement",
    "Step",
    "Table",
    "Unit",
    "Work",
    "content_id",
]
