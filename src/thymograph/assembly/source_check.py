"""Source check: each citation of a work that is at hand, held against what that document says.

The verdict is one of found, number_differs, opposite, entity_absent, not_found; not_at_hand where the cited
work is none of the documents. It compares claims with claims, so it can only be as good as both were read:
a verdict is a reason to look at the passage, never proof of a misquotation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from thymograph.assembly.absence import absent_names, unknown_subject
from thymograph.assembly.at_hand import works_at_hand
from thymograph.assembly.concepts import NameIndex, name_index
from thymograph.assembly.number_comparison import (
    NEAR,
    compare_numbers,
    number_words,
    unread_numbers_differ,
    with_unread,
)
from thymograph.assembly.passages import Answered, Holdings, Passage, Reading, passage_of, reading_of
from thymograph.assembly.plain_words import content_words, finds_nothing, is_null
from thymograph.assembly.questions import contradict
from thymograph.assembly.sides import side_words
from thymograph.model import Citation, Claim, ClaimGraph, DocumentRecord
from thymograph.records import reading_order

__all__ = ["VERDICTS", "SourceVerdict", "check_sources", "source_verdicts"]

Verdict = Literal["found", "number_differs", "opposite", "entity_absent", "not_found", "not_at_hand"]
VERDICTS: tuple[Verdict, ...] = ("found", "number_differs", "opposite", "entity_absent", "not_found", "not_at_hand")

_ALIKE = 0.6
"""So much of a claim said again is the same statement, if numbers, direction and polarity do not speak against it."""
_OPEN = frozenset({"unknown", "not_included"})
_SURER = "the claim is worded more surely than the passage"
_DENYING = frozenset({"negated", "no_evidence"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceVerdict:
    """What came of holding one citation against the document that it cites."""

    claim: str
    document: str
    path: str
    line: int
    marker: str
    """Id of the marker."""
    number: str
    work: str
    stated: bool
    """False where the marker means the work only by guess."""
    verdict: Verdict
    why: str
    cited_document: str | None = None
    cited_path: str | None = None
    passage: Passage | None = None
    remarks: tuple[str, ...] = ()


class _Judgement(NamedTuple):
    verdict: Verdict
    why: str
    reading: Reading | None = None
    likeness: float = 0.0
    remarks: tuple[str, ...] = ()


@dataclass
class _Library:
    """The documents at hand, taken apart when first asked for."""

    graph: ClaimGraph
    names: NameIndex
    at_hand: Mapping[str, str]
    claims: Mapping[str, tuple[Claim, ...]]
    documents: Mapping[str, DocumentRecord]
    _holdings: dict[str, Holdings] = field(default_factory=dict)

    def holdings(self, document: str) -> Holdings:
        if document not in self._holdings:
            title = self.documents[document].title or "" if document in self.documents else ""
            claims = sorted(
                (claim for claim in self.claims.get(document, ()) if claim.repeats is None), key=reading_order
            )
            self._holdings[document] = Holdings(
                tuple(reading_of(claim, self.names) for claim in claims), content_words(title)
            )
        return self._holdings[document]


def _library(graph: ClaimGraph) -> _Library:
    at_hand = works_at_hand(graph)
    wanted = set(at_hand.values())
    claims: dict[str, list[Claim]] = {}
    for claim in graph.claims:
        if claim.document in wanted:
            claims.setdefault(claim.document, []).append(claim)
    return _Library(
        graph=graph,
        # Names only matter where something can be compared.
        names=name_index(graph.claims) if wanted else NameIndex(),
        at_hand=at_hand,
        claims={key: tuple(found) for key, found in claims.items()},
        documents={document.sha256: document for document in graph.documents},
    )


# ---------------------------------------------------------------- questions


# What goes with what is hardly ever what a claim is cited for.
_ASIDE = frozenset({"combined_with", "compared_with", "other"})


_SIGNIFICANT = re.compile(r"(?<!not )(?<!not statistically )(?<!no )(?<!non)(?<!non-)\bsignificant", re.IGNORECASE)
_NOT_SIGNIFICANT = re.compile(
    r"\b(?:not (?:\w+ ){0,2}significant|non-?significant|not reach (?:\w+ )?significance|no significant|tended to|a trend)",
    re.IGNORECASE,
)
_GOING_TOGETHER = re.compile(r"\b(?:associat|correlat|linked|relation(?:ship)? between)", re.IGNORECASE)


def _support(
    asked: Reading,
    reading: Reading,
    likeness: float,
    certainty: tuple[str, str],
    why: str,
    remarks: tuple[str, ...] = (),
) -> _Judgement:
    """Return that a passage answers alike, with what it says more carefully."""
    doubtful = bool(_NOT_SIGNIFICANT.search(reading.text))
    if doubtful and _SIGNIFICANT.search(asked.text):
        return _Judgement("opposite", "the passage says that this was not significant", reading, likeness)
    more = list(remarks)
    if certainty[0] == "asserted" and (certainty[1] != "asserted" or doubtful):
        more.append(_SURER)
    if _GOING_TOGETHER.search(reading.text) and not _GOING_TOGETHER.search(asked.text):
        more.append("the passage tells what goes together, the claim what causes it")
    return _Judgement("found", why, reading, likeness, tuple(more))


def _judge_question(asked: Reading, one: Answered, held: Holdings) -> _Judgement | None:
    """Return what the likest passage that answers a question of the claim says to its answer."""
    best: _Judgement | None = None
    for reading, other in held.by_question.get(one[:3], ()):
        likeness = held.likeness(asked, reading)
        if "open" in (one.answer, other.answer) or (best is not None and likeness <= best.likeness):
            continue
        # To go with a harm is told as a rise of it, where the other text denies a rise.
        if contradict((one.side, other.side)) or {one.side, other.side} == {"changes", "not_up"}:
            mine, theirs = side_words(one.family, one.side), side_words(one.family, other.side)
            why = f"of the same things the claim says “{mine}”, the passage “{theirs}”"
            best = _Judgement("opposite", why, reading, likeness)
        elif one.answer == other.answer or one.side.startswith("not_") or "changes" in (one.side, other.side):
            certainty = one.certainty, other.certainty
            best = _support(asked, reading, likeness, certainty, "a passage says the same of the same things")
    return best


def _judge_answers(asked: Reading, held: Holdings) -> tuple[_Judgement | None, _Judgement | None]:
    """Return the best support and the best contradiction over all questions that the claim answers."""
    telling = [one for one in asked.answered if one.family not in _ASIDE] or list(asked.answered)
    judged = [found for one in telling if (found := _judge_question(asked, one, held))]
    support = max((one for one in judged if one.verdict == "found"), key=lambda one: one.likeness, default=None)
    against = max((one for one in judged if one.verdict == "opposite"), key=lambda one: one.likeness, default=None)
    return support, against


# ---------------------------------------------------------------- the verdict


def _turned(asked: Reading, held: Reading, *, alike: bool) -> str | None:
    """Return how two like statements oppose each other by polarity or by words of direction, or None."""
    shared = asked.said & held.said
    if not alike and not asked.topics & held.topics and len(shared) < max(2, len(asked.said) / 2):
        return None
    one, other = asked.claim.polarity in _DENYING, held.claim.polarity in _DENYING
    if one != other:
        return f"the claim {'denies' if one else 'affirms'} what the passage {'denies' if other else 'affirms'}"
    if alike or not asked.answered or not held.answered:
        ways = {asked.direction, held.direction}
        if ways in ({"up", "down"}, {"up", "none"}, {"down", "none"}):
            said = {"up": "more", "down": "less", "none": "no change"}
            return f"the claim says {said[asked.direction or 'none']}, the passage {said[held.direction or 'none']}"
    return None


_CHANGES = frozenset({"up", "down", "changes"})


def _no_change_told(asked: Reading, held: Holdings, *, against_rival: bool = False) -> _Judgement | None:
    """Return what a passage without a readable relation says of an outcome of the claim: that it did not change.

    The drug need not be named there: what a report on one drug says of an outcome, it says of that drug. With ``against_rival`` it must name
    all drugs of the claim, which are then compared.
    """
    told = [one for one in asked.claim.mentions if one.type in ("disease", "outcome", "procedure") and not one.implicit]
    objects = {one.object for one in asked.claim.relations if one.polarity == "affirmed"}
    changed = [one for one in told if one.name in objects]
    denies = is_null(asked.text)
    if denies or (not changed and asked.direction in ("up", "down")):
        changed = told
    for one in changed:
        for reading in held.readings:
            if not against_rival and not reading.drugs <= asked.drugs:
                continue
            if against_rival and not (len(asked.drugs) > 1 and asked.drugs <= reading.drugs):
                continue
            if any(answer.subject not in asked.concepts for answer in reading.answered):
                continue  # what is told there is told of something else
            namings = {other.text for other in reading.claim.mentions if other.name == one.name} or {one.name}
            if any(finds_nothing(reading.text, content_words(words)) for words in sorted(namings)):
                likeness = held.likeness(asked, reading)
                if denies:
                    return _Judgement("found", f"the passage also finds no change in {one.name}", reading, likeness)
                return _Judgement("opposite", f"the passage finds no change in {one.name}", reading, likeness)
    return None


def _judge(asked: Reading, held: Holdings, document: DocumentRecord) -> _Judgement:
    ranked = held.ranked(asked)
    if not ranked:
        return _Judgement("not_found", "the cited document makes no claim that could be read")
    likeness, best = ranked[0]
    absent = absent_names(asked, held, document)
    if absent:
        return _Judgement("entity_absent", f"the cited document never mentions {', '.join(absent)}", best, likeness)
    rivalled = _no_change_told(asked, held, against_rival=True)
    if rivalled:
        return rivalled
    support, against = _judge_answers(asked, held)
    compared = with_unread(compare_numbers(asked, ranked), best, likeness)
    if against and not compared.exchanged:
        return against
    if compared.differing:
        _, _, reading = compared.differing[0]
        why = "; ".join(number_words(one, other) for one, other, _ in compared.differing)
        if compared.exchanged:
            why = f"the numbers of the two groups are exchanged: {why}"
        return _Judgement("number_differs", why, reading, held.likeness(asked, reading))
    if support is None:
        untold = _no_change_told(asked, held) if not compared.matched else None
        if untold:
            return untold
        near = next((one for one in ranked if asked.topics & one[1].topics), ranked[0])
        near = ranked[0] if likeness >= _ALIKE else near
        turned = (
            _turned(asked, near[1], alike=near[0] >= _ALIKE)
            if near[0] >= (_ALIKE if compared.matched else NEAR * 1.3)
            else None
        )
        if turned:
            return _Judgement("opposite", turned, near[1], near[0])
    remarks: tuple[str, ...] = ()
    if compared.unknown:
        told = ", ".join(quantity.printed for quantity in compared.unknown)
        remarks = (f"{told} is not among the numbers of the cited document",)
    if asked.quantities and compared.unknown and not compared.matched:
        shown = support or _Judgement("not_found", "", best, likeness)
        return _Judgement("not_found", remarks[0], shown.reading, shown.likeness, shown.remarks)
    if compared.matched:
        # The passage that bears most of the numbers, then the likest.
        counts = Counter(reading.claim.id for _, reading in compared.matched)
        reading = max(
            (reading for _, reading in compared.matched),
            key=lambda one: (counts[one.claim.id], held.likeness(asked, one), one.claim.id),
        )
        even = ("asserted", "asserted")
        return _support(asked, reading, held.likeness(asked, reading), even, "its numbers stand there", remarks)
    if support:
        return support._replace(remarks=(*support.remarks, *remarks))
    if likeness >= _ALIKE:
        unnamed = unknown_subject(asked, held, document)
        if unnamed:
            return _Judgement("entity_absent", f"the cited document never mentions {unnamed}", best, likeness)
        differing = unread_numbers_differ(asked.claim, best.claim)
        if differing:
            return _Judgement("number_differs", differing, best, likeness)
        if best.claim.polarity in _OPEN and asked.claim.polarity not in _OPEN:
            return _Judgement("not_found", "the nearest passage leaves it open", best, likeness)
        certainty = asked.claim.certainty, best.claim.certainty
        return _support(asked, best, likeness, certainty, "a passage says nearly the same")
    unnamed = unknown_subject(asked, held, document)
    if unnamed:
        return _Judgement("entity_absent", f"the cited document never mentions {unnamed}", best, likeness)
    return _Judgement("not_found", "no passage says this; the nearest is shown" if likeness >= NEAR else "no passage comes near", best, likeness)  # fmt: skip


def _verdict(claim: Claim, citation: Citation, library: _Library) -> SourceVerdict:
    work = citation.work or ""
    sha256 = library.at_hand.get(work)
    if sha256 == claim.document:
        sha256 = None
    judged = _Judgement("not_at_hand", "the cited work is none of the documents")
    document = library.documents.get(sha256 or "")
    if sha256 is not None and document is not None:
        judged = _judge(reading_of(claim, library.names), library.holdings(sha256), document)
    return SourceVerdict(
        claim=claim.id,
        document=claim.document,
        path=claim.path,
        line=claim.words[0].line if claim.words else 1,
        marker=citation.marker,
        number=citation.number,
        work=work,
        stated=citation.method in ("number", "key"),
        verdict=judged.verdict,
        why=judged.why,
        cited_document=sha256,
        cited_path=document.path if document else None,
        passage=passage_of(judged.reading, judged.likeness) if judged.reading is not None else None,
        remarks=judged.remarks,
    )


def source_verdicts(graph: ClaimGraph, claims: Iterable[Claim] | None = None) -> tuple[SourceVerdict, ...]:
    """Return the verdict on each citation that leads to a work, in reading order.

    Args:
        graph: With the citing documents and those cited that are at hand.
        claims: Those to check, of the graph; all if None. Claims that repeat others are left out.
    """
    library = _library(graph)
    checked = graph.claims if claims is None else claims
    found = []
    for claim in sorted((claim for claim in checked if claim.repeats is None), key=reading_order):
        seen: set[str] = set()
        for citation in claim.citations:
            if citation.work and citation.work not in seen:
                seen.add(citation.work)
                found.append(_verdict(claim, citation, library))
    return tuple(found)


def check_sources(graph: ClaimGraph) -> tuple[tuple[SourceVerdict, ...], tuple[tuple[Verdict, int], ...]]:
    """Return the verdicts on works at hand, and how many citations have each verdict, in the order of VERDICTS."""
    verdicts = source_verdicts(graph)
    counts = Counter(one.verdict for one in verdicts)
    return tuple(one for one in verdicts if one.verdict != "not_at_hand"), tuple(
        (name, counts[name]) for name in VERDICTS
    )
