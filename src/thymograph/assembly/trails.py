"""Trails with a verdict: where each claim's citations end, hop by hop, and candidates for claims without any.

The verdict names the best end that a claim has. A work whose type nothing tells is an ``article`` or a
``work of unknown type``; nothing is called a primary study unless its title, label or registry says so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from thymograph.assembly.audit.dossiers import work_name
from thymograph.assembly.candidates import Candidate, CandidateIndex, candidates_of
from thymograph.assembly.ends import TRAIL_VERDICTS, TrailVerdict, end_of, needs_citation, rank_of
from thymograph.assembly.source_check import SourceVerdict
from thymograph.model import Citation, Claim, ClaimGraph, DocumentRecord, Work
from thymograph.records import reading_order

__all__ = [
    "TRAIL_VERDICTS",
    "Candidate",
    "CandidateIndex",
    "Hop",
    "Shares",
    "Trail",
    "TrailVerdict",
    "Way",
    "candidates_of",
    "needs_citation",
    "shares_of",
    "through_documents",
    "trail_of",
    "trails_of",
]


class Hop(NamedTuple):
    """One step of a way: what is there, and where it is printed."""

    kind: str
    """claim, marker, entry, work; document and passage where the work is at hand."""
    id: str
    words: str
    start: int | None
    end: int | None
    line: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The way of one citation, as far as it leads."""

    hops: tuple[Hop, ...]
    verdict: TrailVerdict
    stated: bool
    """False where it was only guessed which entry the marker means."""
    why: str
    onward: str | None = None
    """Id of the claim of the cited document that comes nearest, where it is at hand: the trail goes on there."""
    source_check: str | None = None
    """The verdict of the source check, where the work is at hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """A claim, the ways of its citations, and the best end among them."""

    claim: str
    document: str
    path: str
    verdict: TrailVerdict
    certain: bool
    """Whether a stated link, or none at all, makes the verdict; False for a guess."""
    why: str
    ways: tuple[Way, ...] = ()
    through: str | None = None
    """Id of the claim that this one repeats, whose trail it has."""


def _find_by_id(values: tuple[Work, ...], wanted: str) -> Work | None:
    index = bisect_left(values, wanted, key=lambda value: value.id)
    return values[index] if index < len(values) and values[index].id == wanted else None


def _way(claim: Claim, citation: Citation, document: DocumentRecord | None, works: tuple[Work, ...]) -> Way:
    first = claim.words[0] if claim.words else None
    hops = [
        Hop(
            "claim",
            claim.id,
            claim.gist,
            first.start if first else None,
            claim.words[-1].end if first else None,
            first.line if first else None,
        )
    ]
    marker = next((one for one in document.markers if one.id == citation.marker), None) if document else None
    printed = marker.printed if marker else citation.number
    hops.append(Hop("marker", citation.marker, printed, citation.start, citation.end, first.line if first else None))
    entry = next((one for one in document.entries if one.id == citation.entry), None) if document else None
    if entry is not None:
        hops.append(Hop("entry", entry.id, entry.title or entry.host or "", entry.start, entry.end, entry.line))
    stated = citation.method in ("number", "key")
    work = _find_by_id(works, citation.work) if citation.work else None
    if work is None:
        if citation.entry or citation.work:
            why = "the work is not in the graph"
            return Way(hops=tuple(hops), verdict="work of unknown type", stated=stated, why=why)
        why = f"no entry answers to {citation.number}"
        return Way(hops=tuple(hops), verdict="dangling", stated=False, why=why)
    hops.append(Hop("work", work.id, work.title or work.host or work.key, None, None, None))
    verdict = end_of(work)
    reason = f": {work.type_reason}" if work.type_reason and verdict != "host only" else ""
    sure = (
        ""
        if stated
        else f", by guess ({citation.method}"
        + (f", {citation.confidence:g})" if citation.confidence is not None else ")")
    )
    article = "an" if verdict[0] in "aeiou" else "a"
    ends = "a site without a page" if verdict == "host only" else f"{article} {verdict}"
    return Way(hops=tuple(hops), verdict=verdict, stated=stated, why=f"ends at {work_name(work)}, {ends}{reason}{sure}")


def _trail(
    claim: Claim, document: DocumentRecord | None, works: tuple[Work, ...], repeated: Claim | None = None
) -> Trail:
    origin = repeated if repeated is not None and not claim.citations else claim
    ways = tuple(_way(origin, citation, document, works) for citation in origin.citations)
    if ways:
        # A stated link counts before a guess, whatever the guess would lead to.
        best = min(ways, key=lambda way: (way.verdict == "dangling", not way.stated, rank_of(way.verdict)))
        verdict, certain, why = best.verdict, best.stated or best.verdict == "dangling", best.why
    elif not needs_citation(origin, document):
        own = needs_citation(origin) or origin.directness == "own_result"
        verdict, certain = "no citation needed", True
        why = "the document reports its own result" if own else f"a {claim.kind.replace('_', ' ')} rests on itself"
    else:
        verdict, certain, why = "uncited", True, "no marker: the document gives nothing that the claim rests on"
    return Trail(
        claim=claim.id,
        document=claim.document,
        path=claim.path,
        verdict=verdict,
        certain=certain,
        why=why,
        ways=ways,
        through=origin.id if origin is not claim else None,
    )


def trail_of(claim: Claim, graph: ClaimGraph) -> Trail:
    """Return the trail of one claim of ``graph``: every hop of every citation, and the best end as verdict."""
    document = next((one for one in graph.documents if one.sha256 == claim.document), None)
    repeated = None
    if claim.repeats is not None:
        index = bisect_left(graph.claims, claim.repeats, key=lambda one: one.id)
        if index < len(graph.claims) and graph.claims[index].id == claim.repeats:
            repeated = graph.claims[index]
    return _trail(claim, document, graph.works, repeated)


def trails_of(graph: ClaimGraph) -> tuple[Trail, ...]:
    """Return the trails of all claims, in reading order."""
    documents = {document.sha256: document for document in graph.documents}
    claims = {claim.id: claim for claim in graph.claims}
    return tuple(
        _trail(claim, documents.get(claim.document), graph.works, claims.get(claim.repeats or ""))
        for claim in sorted(graph.claims, key=reading_order)
    )


def through_documents(trails: Iterable[Trail], verdicts: Iterable[SourceVerdict]) -> tuple[Trail, ...]:
    """Return trails that go on through cited documents at hand, by the verdicts of the source check.

    The verdict of a trail stays: where the passage rests on others, its own trail tells.
    """
    by_citation = {(one.claim, one.work): one for one in verdicts if one.cited_document is not None}
    found = []
    for trail in trails:
        claim = trail.through or trail.claim
        ways = []
        for way in trail.ways:
            work = next((hop.id for hop in way.hops if hop.kind == "work"), None)
            checked = by_citation.get((claim, work)) if work else None
            if checked is not None:
                hops = [
                    *way.hops,
                    Hop("document", checked.cited_document or "", checked.cited_path or "", None, None, None),
                ]
                if checked.passage is not None:
                    near = checked.passage
                    hops.append(Hop("passage", near.claim, near.path, near.start, near.end, near.line))
                way = replace(
                    way,
                    hops=tuple(hops),
                    onward=checked.passage.claim if checked.passage else None,
                    source_check=checked.verdict,
                )
            ways.append(way)
        found.append(replace(trail, ways=tuple(ways)))
    return tuple(found)


# ---------------------------------------------------------------- shares


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """How the claims of one document end, those that repeat another left out."""

    document: str
    path: str
    claims: int
    ends: tuple[tuple[TrailVerdict, int], ...]
    """Claims by verdict, in the order of TRAIL_VERDICTS, those that occur."""
    guessed: int
    """Claims whose verdict rests on a guess."""

    def share(self, verdict: TrailVerdict) -> float:
        """Return the share of the claims that need a citation which end so; 0.0 where none does."""
        counts = dict(self.ends)
        needing = self.claims - counts.get("no citation needed", 0)
        return counts.get(verdict, 0) / needing if needing and verdict != "no citation needed" else 0.0


def shares_of(graph: ClaimGraph, trails: Iterable[Trail] | None = None) -> tuple[Shares, ...]:
    """Return the shares of each document, by path; ``trails`` are those of all claims, made if None."""
    repeating = {claim.id for claim in graph.claims if claim.repeats is not None}
    ends: defaultdict[str, Counter[TrailVerdict]] = defaultdict(Counter)
    guessed: Counter[str] = Counter()
    for trail in trails_of(graph) if trails is None else trails:
        if trail.claim not in repeating:
            ends[trail.document][trail.verdict] += 1
            guessed[trail.document] += not trail.certain
    return tuple(
        Shares(
            document=document.sha256,
            path=document.path,
            claims=sum(ends[document.sha256].values()),
            ends=tuple(
                (verdict, ends[document.sha256][verdict])
                for verdict in TRAIL_VERDICTS
                if ends[document.sha256][verdict]
            ),
            guessed=guessed[document.sha256],
        )
        for document in graph.documents
    )
