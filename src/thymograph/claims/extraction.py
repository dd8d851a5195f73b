"""The claims of a document: each statement read by every rule, and put together as one record."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import thymograph
from thymograph.citing.entries import read_entries
from thymograph.citing.markers import find_markers
from thymograph.citing.reference_columns import reference_cells
from thymograph.citing.resolution import Bibliography, citations_of, resolve
from thymograph.claims.assertions import assertions_in, doses_of
from thymograph.claims.cues import certainty_of, cues_in, polarity_of
from thymograph.claims.curation import Correction, added_spans, curated
from thymograph.claims.entities import Discourse, entities_of, topic_of
from thymograph.claims.gists import compose_gist
from thymograph.claims.kinds import kind_of
from thymograph.claims.ledger import ledger_of, ledger_totals
from thymograph.claims.measurements import measurements_in, regimens_in
from thymograph.claims.placing import placed_claim, placed_ledger, placed_record
from thymograph.claims.speakers import directness_in, speaker_in
from thymograph.claims.stances import stances_in
from thymograph.claims.statements import statements_of
from thymograph.lexicon.concepts import Lexicon
from thymograph.model import (
    Anchor,
    Assertion,
    Claim,
    CleanText,
    Cue,
    Document,
    DocumentRecord,
    Entity,
    LedgerSpan,
    Mention,
    Statement,
    content_id,
)

__all__ = ["EXTRACTOR", "Extraction", "extract", "fold_words", "text_key"]

EXTRACTOR = f"thymograph-rules/{thymograph.__version__}"
_FRAMES_KEPT = ("heading", "list_lead", "question", "caption", "column_head", "row_label", "cell")
_STEP_KINDS = ("protocol_step", "recommendation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What one document gives: its record without text, its claims in order, its ledger."""

    document: DocumentRecord
    claims: tuple[Claim, ...]
    ledger: tuple[LedgerSpan, ...]


_NEITHER = re.compile(r"[\W_]+")
"""What is neither letter nor digit."""


@lru_cache(maxsize=4096)  # headings and heads of a table come again with each of their statements
def fold_words(text: str) -> str:
    """Return the letters and digits of ``text``, small, compatibility forms folded; a key, never shown.

    >>> fold_words("IFN- γ (10 %)")
    'ifnγ10'
    """
    return _NEITHER.sub("", unicodedata.normalize("NFKC", text).casefold())


_DOTS = re.compile(r"\W*(?:\.\.\.|…)$")


def _without_dots(text: str) -> str:
    """Return ``text`` without the dots that show where it was cut."""
    return _DOTS.sub("", text) if text.rstrip("\n").endswith(("...", "…")) else text


def text_key(statement: Statement) -> str:
    """Return the SHA-256 over the folded words of a statement and its section path, 64 hex digits.

    A table cell is known by its row label and column head too, since "Decrease" may stand in many.
    """
    path = [*statement.section]
    path += [frame.words.text for frame in statement.frames if frame.role in ("row_label", "column_head")]
    folded = "\x1f".join([fold_words(statement.words.text), *map(fold_words, path)])
    return hashlib.sha256(folded.encode("utf-8")).hexdigest()


def _anchors(document: Document, statement: Statement) -> tuple[Anchor, ...]:
    words = [document.anchor("words", *span) for span in statement.spans]
    frames = []
    headings = [frame for frame in statement.frames if frame.role == "heading"]
    for frame in statement.frames:
        if frame.role not in _FRAMES_KEPT or not frame.words.text:
            continue
        if frame.role == "heading" and frame is not headings[-1]:
            continue
        frames.append(document.anchor("frame", *frame.span))
    return (*words, *sorted(frames, key=lambda anchor: anchor.start))


# Where no words of the documents are kept, a mention longer than this is told by its name alone.
_LONGEST_MENTION = 8
_WORD = re.compile(r"[^\W_]+")


def _mention(entity: Entity, words: CleanText, *, quotes: bool) -> Mention | None:
    if entity.start >= 0 and entity.end > entity.start:
        start, end = words.span(entity.start, entity.end)
    elif entity.place is not None:
        start, end = entity.place
    else:
        return None
    return Mention(
        text=entity.text if quotes or len(_WORD.findall(entity.text)) <= _LONGEST_MENTION else entity.name,
        start=start,
        end=end,
        name=entity.name,
        type=entity.type,
        id=entity.id,
        implicit=entity.implicit,
    )


def _placed_cue(cue: Cue, words: CleanText) -> Cue:
    start, end = words.span(cue.start, cue.end)
    return replace(cue, start=start, end=end)


def _placed_assertion(assertion: Assertion, words: CleanText) -> Assertion:
    start, end = words.span(assertion.start, assertion.end)
    return replace(assertion, start=start, end=end)


def _claim(
    document: Document,
    statement: Statement,
    entities: Sequence[Entity],
    topic: Entity | None,
    bibliography: Bibliography,
    *,
    quotes: bool,
) -> Claim:
    text = statement.words.text
    words = statement.words
    assertions = assertions_in(text, entities, topic=topic, statement=statement, title=document.title)
    measurements = measurements_in(text, entities, statement=statement)
    regimens = regimens_in(text, entities, statement=statement)
    stances = stances_in(
        text, entities, topic=topic, statement=statement, title=document.title, publisher=document.publisher
    )
    cues = cues_in(text)
    kind = kind_of(
        text,
        statement=statement,
        entities=entities,
        assertions=assertions,
        measurements=measurements,
        regimens=regimens,
        stances=stances,
    )
    citations, status = citations_of(statement, bibliography)
    gist = compose_gist(
        kind,
        entities=entities,
        assertions=assertions,
        measurements=measurements,
        stances=stances,
        regimens=regimens,
    )
    mentions = {mention: None for entity in entities if (mention := _mention(entity, words, quotes=quotes))}
    step = statement.step
    if step is not None and kind not in _STEP_KINDS:
        step = None
    quote = " ".join(document.text[start:end] for start, end in statement.spans) if quotes else None
    return Claim(
        id=content_id("c", document.sha256, *("{}-{}".format(*document.placed(*span)) for span in statement.spans)),
        text_key=text_key(statement),
        document=document.sha256,
        path=document.path,
        anchors=_anchors(document, statement),
        quote=quote,
        gist=gist.text,
        section=("front matter",) if statement.in_front_matter else statement.section,
        kind=kind,
        polarity=polarity_of(text, cues, assertions, statement=statement),
        certainty=certainty_of(text, cues, assertions, statement=statement),
        cues=tuple(_placed_cue(cue, words) for cue in cues),
        speaker=speaker_in(text, entities),
        directness=directness_in(text, statement=statement),
        citation_status=status,
        citations=citations,
        mentions=tuple(sorted(mentions, key=lambda m: (m.start, m.end, m.name))),
        relations=tuple(_placed_assertion(made, words) for made in (*assertions, *doses_of(text, regimens, entities))),
        measurements=measurements,
        stances=stances,
        regimens=regimens,
        step=step,
        extractor=EXTRACTOR,
    )


def _with_repeats(claims: Sequence[Claim], folded: Sequence[str], front: Sequence[bool]) -> list[Claim]:
    """Return ``claims`` with what front matter repeats of the body pointing to it.

    The words are the same, or are where the front matter cuts the body short.
    """
    body = [(words, claim.id) for claim, words, in_front in zip(claims, folded, front, strict=True) if not in_front]
    exact = dict(reversed(body))
    out = []
    for claim, words, in_front in zip(claims, folded, front, strict=True):
        if in_front and words:
            said = exact.get(words) or next((i for w, i in body if w.startswith(words) or words in w), None)
            claim = replace(claim, repeats=said)
        out.append(claim)
    return out


def _with_steps(claims: Sequence[Claim]) -> list[Claim]:
    """Return ``claims`` with each step pointing to the one before it in its procedure."""
    last: dict[tuple[str, tuple[str, ...]], Claim] = {}
    out = []
    for claim in claims:
        if claim.step is not None:
            key = (claim.step.procedure, claim.section)
            before = last.get(key)
            if before is not None and before.step is not None and before.step.number <= claim.step.number:
                claim = replace(claim, step=replace(claim.step, after=before.id))
            last[key] = claim
        out.append(claim)
    return out


def extract(
    document: Document, lexicon: Lexicon, *, quotes: bool = True, corrections: Sequence[Correction] = ()
) -> Extraction:
    """Return the claims of ``document``, its ledger, and its record without text.

    Args:
        document: As read.
        lexicon: The concepts to find.
        quotes: Whether claims carry their words; without them only places, hashes and gists are kept.
        corrections: What curators changed in any documents; those of this one are made.

    Raises:
        CurationError: a correction names this document and fits no words of it, or adds a claim where there is one.

    Statements are read in order: what an earlier one was about is known to the next ("It …").
    """
    markers = find_markers(document)
    entries = read_entries(document)
    bibliography = resolve(document, markers, entries)
    added = added_spans(document, corrections)
    segmentation = statements_of(document, markers, added)
    title = next((block.start for block in document.blocks if block.kind == "title"), None)
    discourse = Discourse.opening(document.title, lexicon, at=title) if document.title else Discourse()
    claims: list[Claim] = []
    folded: list[str] = []
    front: list[bool] = []
    for statement in segmentation.statements:
        entities = entities_of(statement, lexicon, discourse)
        topic = topic_of(statement, entities, discourse, lexicon=lexicon)
        claim = _claim(document, statement, entities, topic, bibliography, quotes=quotes)
        claims.append(placed_claim(claim, document))
        folded.append(fold_words(_without_dots(statement.words.text)))
        front.append(statement.in_front_matter)
        if not statement.in_front_matter:
            discourse = discourse.after(statement, entities)
    kept, rejected = curated(
        _with_steps(_with_repeats(claims, folded, front)),
        corrections,
        path=document.path,
        sha256=document.sha256,
        added={document.placed(*span): one for span, one in added.items()},
    )
    ledger = placed_ledger(ledger_of(document, segmentation, markers, entries), document)
    empty, filled = reference_cells(document)
    record = DocumentRecord(
        path=document.path,
        sha256=document.sha256,
        size_bytes=document.size_bytes,
        characters=len(document.anchored_text),
        format=document.format,
        title=document.title,
        publisher=document.publisher,
        url=document.url,
        date=document.date,
        licence=document.licence,
        kind=document.kind,
        sells_subject=document.sells_subject,
        entries=bibliography.entries,
        markers=tuple(markers),
        ledger=ledger_totals(ledger),
        rejected=rejected,
        empty_reference_cells=empty,
        filled_reference_cells=filled,
    )
    return Extraction(document=placed_record(record, document), claims=kept, ledger=ledger)
