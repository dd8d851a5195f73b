"""What a document says in one place, and all that was read there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from thymograph.model.citations import Citation
from thymograph.model.documents import Step
from thymograph.model.places import Anchor, Span

__all__ = [
    "RECORD_VERSION",
    "Assertion",
    "Claim",
    "Cue",
    "Curation",
    "Entity",
    "Measurement",
    "Mention",
    "Qualifiers",
    "Regimen",
    "RejectedClaim",
    "Stance",
]

RECORD_VERSION = 1


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
