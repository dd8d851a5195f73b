"""The values that flow from reading to the graph: frozen, ordered, standard library alone.

Offsets are code points of the file decoded as UTF-8, half-open; ``byte_*`` count bytes of the file.
Tuples, never lists, so that a value can be a key and cannot change behind its holder's back.
"""

from __future__ import annotations

import bisect
import hashlib
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

__all__ = [
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

RECORD_VERSION = 1


_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_LINE_END = re.compile("\n")


def content_id(prefix: str, *parts: object) -> str:
    """Return ``prefix`` and 16 hex digits of the SHA-256 over ``parts`` joined by a unit separator.

    >>> content_id("c", "abc", 0, 5) == content_id("c", "abc", "0", "5")
    True
    >>> len(content_id("c", "abc"))
    17
    """
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8")).hexdigest()
    return prefix + digest[:16]


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


# ---------------------------------------------------------------- reading

BlockKind = Literal[
    "metadata",  # front matter, author and date lines, catalogue numbers
    "title",
    "heading",
    "paragraph",
    "list_lead",  # a line that introduces a list
    "list_item",
    "table_frame",  # column head or row label of a table, its caption
    "table_cell",
    "faq_question",
    "faq_answer",
    "caption",  # of a figure
    "boilerplate",
    "reference",  # a line of the reference list; citing groups lines into entries
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of a document that has one role in it, without its bullet, dashes or tabs."""

    kind: BlockKind
    start: int
    end: int
    section: tuple[str, ...] = ()
    """Headings above it, outermost first, cleaned of markup."""
    level: int = 0
    """Depth: of a heading (1 = top), of a list item (0 = top)."""
    number: str | None = None
    """The ordinal printed before a list item ("2" of "2. Adjunctive …")."""
    ordered_after: int | None = None
    """Index of the list item before this one in the same list, else None."""
    frames: tuple[int, ...] = ()
    """Indices of the blocks that complete it: heading, list lead, question, caption, column head, row label."""
    table: int | None = None
    """Number of the table it stands in, counted from 0 in the document."""
    row: int | None = None
    column: int | None = None
    repeats: int | None = None
    """For a block of front matter: index of the block of the body that says the same, if known."""
    continues: int | None = None
    """For a line of a column of prose beside another: index of the line before it in the same paragraph."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """One file, read: its bytes' hash, its text exactly as decoded, and its blocks in order."""

    path: str
    """Relative to the root given on the command line, with forward slashes."""
    sha256: str
    size_bytes: int
    text: str
    blocks: tuple[Block, ...] = ()
    format: str = "text"
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    date: str | None = None
    licence: str | None = None
    kind: str | None = None
    """Of the document: vendor guide, monograph, clinical answer, review …, from documents.tsv."""
    sells_subject: bool | None = None
    """True when its publisher sells what it writes about; None when nobody said."""

    @cached_property
    def _wide(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return the positions after each non-ASCII code point and the extra bytes up to there."""
        positions, extras, extra = [], [], 0
        if not self.text.isascii():
            for match in _BEYOND_ASCII.finditer(self.text):
                extra += len(match[0].encode("utf-8")) - 1
                positions.append(match.end())
                extras.append(extra)
        return tuple(positions), tuple(extras)

    def byte_offset(self, position: int) -> int:
        """Return the byte offset in the file of the code point at ``position``."""
        positions, extras = self._wide
        index = bisect.bisect_right(positions, position)
        return position + (extras[index - 1] if index else 0)

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        return (0, *(match.end() for match in _LINE_END.finditer(self.text)))

    def line_of(self, position: int) -> int:
        """Return the number of the line that holds ``position``, counted from 1."""
        return bisect.bisect_right(self._line_starts, position)

    def anchor(self, role: Literal["words", "frame"], start: int, end: int) -> Anchor:
        """Return the anchor of ``text[start:end]``, with its bytes, line and hash."""
        return Anchor(
            role=role,
            start=start,
            end=end,
            byte_start=self.byte_offset(start),
            byte_end=self.byte_offset(end),
            sha256=hashlib.sha256(self.text[start:end].encode("utf-8")).hexdigest(),
            line=self.line_of(start),
        )


@dataclass(frozen=True, slots=True)
class CleanText:
    """Words with markers, markup and line breaks taken out, and where each character stood.

    ``offsets[i]`` is the code point of the document that ``text[i]`` was. White space runs are one
    space. Rules read ``text``; what they find is mapped back by :meth:`span`.
    """

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the span of the document that ``text[start:end]`` covers (``start < end``)."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


FrameRole = Literal["title", "heading", "list_lead", "question", "caption", "column_head", "row_label", "cell"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Words elsewhere that complete a statement: its heading, column head, row label, question."""

    role: FrameRole
    words: CleanText
    span: Span


Unit = Literal["sentence", "item", "cell", "answer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as clean words, for rules that need its other cells."""

    heads: tuple[str, ...]
    """Column heads, () when it has none."""
    rows: tuple[tuple[str, ...], ...]
    """The body, a tuple of cells a row; the first cell is the row's label. Rows may be ragged."""
    caption: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A stretch of a document that may make a claim: a sentence, list item, table cell, FAQ answer."""

    spans: tuple[Span, ...]
    """In the document, markers at its end included; more than one if it is broken by a page."""
    words: CleanText
    frames: tuple[Frame, ...] = ()
    """Nearest last: title, headings outermost first, then list lead, question, caption, head, label."""
    unit: Unit = "sentence"
    section: tuple[str, ...] = ()
    block: int = 0
    """Index in ``Document.blocks``."""
    in_front_matter: bool = False
    table: Table | None = None
    row: int | None = None
    """Of the cell in ``table.rows``."""
    column: int | None = None
    step: Step | None = None


LedgerClass = Literal[
    "blank",
    "boilerplate",
    "unclaimed",
    "claim",
    "list_lead",
    "heading",
    "faq_question",
    "table_frame",
    "metadata",
    "reference_entry",
    "citation_marker",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSpan:
    """A run of characters of one class; the spans of a document cover it once, end to end."""

    kind: LedgerClass
    start: int
    end: int


# ---------------------------------------------------------------- citing


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


# ---------------------------------------------------------------- claims


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A place in a document, provable by the hash of its words."""

    role: Literal["words", "frame"]
    start: int
    end: int
    byte_start: int
    byte_end: int
    sha256: str
    line: int
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words that negate or hedge, and what they did."""

    text: str
    start: int
    end: int
    effect: str
    """negated, no_evidence, not_included, unknown, hedged, speculative."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that name a concept; ``id`` is a CURIE, or None where the lexicon has none."""

    text: str
    start: int
    end: int
    name: str
    type: str
    id: str | None = None
    implicit: bool = False
    """True when it comes from a frame or a pronoun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A mention while its statement is read: offsets count characters of the clean text.

    An implicit entity (from heading, question, row, an earlier sentence) has ``start == end == -1``,
    unless a pronoun stands for it, whose offsets it then has; ``place`` is where its own words stand
    in the document.
    """

    start: int
    end: int
    text: str
    name: str
    type: str
    id: str | None = None
    implicit: bool = False
    place: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualifiers:
    """What narrows an assertion; names, not ids, each None where nothing is said."""

    condition: str | None = None
    population: str | None = None
    system: str | None = None
    dose: str | None = None
    with_: str | None = None
    compared_to: str | None = None
    time: str | None = None
    via: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """One subject–predicate–object that a claim makes ("relations" in the record)."""

    subject: str
    predicate: str
    object: str
    start: int
    end: int
    rule: str
    subject_id: str | None = None
    object_id: str | None = None
    qualifiers: Qualifiers = field(default_factory=Qualifiers)
    polarity: str = "affirmed"
    certainty: str = "asserted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """Number(s) of a result, as printed; ``number`` is ``value`` as a decimal."""

    measure: str
    value: str | None = None
    number: float | None = None
    unit: str | None = None
    ucum: str | None = None
    """Code of the unit in UCUM, where the printed one can be read in one way only."""
    arm: str | None = None
    comparator: str | None = None
    comparator_value: str | None = None
    comparator_sd: str | None = None
    baseline_value: str | None = None
    n: str | None = None
    sd: str | None = None
    ci_low: str | None = None
    ci_high: str | None = None
    ci_level: str | None = None
    p: str | None = None
    p_operator: str | None = None
    timepoint: str | None = None
    condition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """An organisation's position on an intervention in a condition."""

    organisation: str
    intervention: str
    stance: Literal["for", "conditional_for", "not_included", "conditional_against", "against"]
    condition: str | None = None
    population: str | None = None
    strength: str | None = None
    first_hand: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Regimen:
    """How much of a drug, by what route, how often, how long, for whom; as printed."""

    drug: str
    dose: str | None = None
    unit: str | None = None
    per: str | None = None
    ucum: str | None = None
    """Code in UCUM of unit and ``per`` together ("mg/kg/d"), where unambiguous."""
    route: str | None = None
    frequency: str | None = None
    duration: str | None = None
    population: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A place in a protocol or algorithm."""

    procedure: str
    number: int
    after: str | None = None
    """Id of the claim of the step before, if any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curation:
    """What a curator changed in a claim, when and why; the claim has the new value."""

    field: str
    """Of the claim record; "add" for a claim that no rule made, "reject" for one taken out."""
    curator: str
    date: str
    reason: str
    replaced: str | None = None
    """What the rules had put there, as JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedClaim:
    """A claim that a curator took out of its document."""

    id: str
    text_key: str
    line: int
    curation: Curation


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a document says in one place; the record of claim-record.md, version 1."""

    id: str
    text_key: str
    document: str
    path: str
    anchors: tuple[Anchor, ...]
    quote: str | None
    gist: str
    section: tuple[str, ...]
    kind: str
    polarity: str
    certainty: str
    citation_status: Literal["stated", "inferred", "dangling", "none"]
    extractor: str
    cues: tuple[Cue, ...] = ()
    speaker: str | None = None
    directness: str | None = None
    citations: tuple[Citation, ...] = ()
    mentions: tuple[Mention, ...] = ()
    relations: tuple[Assertion, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    stances: tuple[Stance, ...] = ()
    regimens: tuple[Regimen, ...] = ()
    step: Step | None = None
    repeats: str | None = None
    curation: tuple[Curation, ...] = ()
    record_version: int = RECORD_VERSION

    @property
    def words(self) -> tuple[Anchor, ...]:
        """Return the anchors of the statement itself."""
        return tuple(anchor for anchor in self.anchors if anchor.role == "words")


# ---------------------------------------------------------------- assembly


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
