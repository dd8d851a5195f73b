"""Trails from a claim to what it rests on, and where and why each ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from thymograph.assembly.candidates import Candidate, candidates_of
from thymograph.assembly.retractions import retraction_lines
from thymograph.assembly.source_check import SourceVerdict, source_verdicts
from thymograph.assembly.trails import trail_of
from thymograph.errors import QueryError
from thymograph.graph.search import search
from thymograph.graph.store import GraphHandle
from thymograph.model import Citation, CitationMarker, Claim, ClaimGraph, DocumentRecord, ReferenceEntry, Work
from thymograph.records import Json, to_record
from thymograph.vocabulary import NEEDS_NO_CITATION

__all__ = ["Trace", "Trail", "trace", "trace_of"]

_ID = re.compile(r"c[0-9a-f]{4,16}")
_FULL_ID_LENGTH = 17


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """One way from a claim: marker, entry, work, as far as it leads."""

    citation: Citation
    marker: CitationMarker | None
    entry: ReferenceEntry | None
    work: Work | None
    end: str
    """stated, inferred, dangling."""
    why: str
    """Where the trail ends, and why there, in a sentence."""

    @property
    def printed(self) -> str:
        """Return the marker as printed."""
        return self.marker.printed if self.marker else self.citation.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A claim with its place and its trails."""

    claim: Claim
    document: DocumentRecord | None
    trails: tuple[Trail, ...]
    end: str
    """Why there is no trail, or what the trails come to, in a sentence."""
    note: str | None = None
    verdict: str | None = None
    """The best kind of end that the trails reach: primary study, press release, dangling, uncited …"""
    certain: bool = True
    """False when the verdict rests on an inferred link."""
    checks: tuple[SourceVerdict, ...] = ()
    """What cited works that are themselves among the documents say to the claim."""
    candidates: tuple[Candidate, ...] = ()
    """Cited equivalents of an uncited claim elsewhere; never its citation."""

    def lines(self) -> Iterator[str]:
        """Yield the trace as lines of text."""
        claim = self.claim
        yield f"{claim.id}  {claim.kind.replace('_', ' ')}, {claim.polarity.replace('_', ' ')}, {claim.certainty}"
        if self.note:
            yield f"  note   {self.note}"
        yield f"  says   {claim.gist}"
        if claim.quote is not None:
            yield f"  words  “{claim.quote}”"
        else:
            yield "  words  not in this graph; thymograph verify --documents DIR finds them in your copy"
        yield f"  where  {_where(claim)}"
        frames = [f"line {a.line} ({a.start}–{a.end})" for a in claim.anchors if a.role == "frame"]
        if frames:
            yield f"  frames {', '.join(frames)}"
        if claim.section:
            yield f"  under  {' > '.join(claim.section)}"
        if self.document is not None:
            told = [self.document.title, self.document.publisher, self.document.date, self.document.url]
            if any(told):
                yield f"  from   {'; '.join(part for part in told if part)}"
        if claim.speaker:
            yield f"  said by {claim.speaker}" + (
                f" ({claim.directness.replace('_', ' ')})" if claim.directness else ""
            )
        for cue in claim.cues:
            yield f"  cue    “{cue.text}” makes it {cue.effect.replace('_', ' ')}"
        for trail in self.trails:
            yield f"  cites  {_steps(trail)}"
            yield f"         {trail.why}"
            if trail.entry is not None and trail.entry.identified_by:
                yield f"         identified by your library: {trail.entry.identified_by}"
            if trail.work is not None:
                for line in retraction_lines(trail.work):
                    yield f"         {line}"
        for check in self.checks:
            where = f" ({check.cited_path})" if check.cited_path else ""
            yield f"  check  marker {check.number}: {check.verdict.replace('_', ' ')}{where}; {check.why}"
        yield f"  end    {self.end}"
        if self.verdict is not None:
            yield f"  ends in {self.verdict}" + ("" if self.certain else ", by a guess")
        for candidate in self.candidates:
            yield (
                f"  might  rest on what {candidate.path}, line {candidate.line} cites ({candidate.match}, "
                f"{candidate.verdict}): a candidate, not its citation"
            )

    def to_record(self) -> dict[str, Json]:
        """Return the trace as a JSON object."""
        return {
            "claim": to_record(self.claim),
            "document": None
            if self.document is None
            else {
                name: getattr(self.document, name)
                for name in ("path", "sha256", "title", "publisher", "url", "date", "licence", "kind")
            },
            "trails": [
                {
                    "marker": trail.printed,
                    "citation": to_record(trail.citation),
                    "entry": to_record(trail.entry),
                    "work": to_record(trail.work),
                    "end": trail.end,
                    "why": trail.why,
                }
                for trail in self.trails
            ],
            "end": self.end,
            "note": self.note,
            "verdict": self.verdict,
            "certain": self.certain,
            "source_checks": [to_record(check) for check in self.checks],
            "candidates": [to_record(candidate) for candidate in self.candidates],
        }


def _where(claim: Claim) -> str:
    places = ", ".join(
        f"{f'page {a.page}, ' if a.page is not None else ''}line {a.line} (characters {a.start}–{a.end})"
        for a in claim.words
    )
    return f"{claim.path}, {places}"


def _steps(trail: Trail) -> str:
    steps = [f"marker {trail.printed}"]
    if trail.entry is not None:
        number = f" {trail.entry.number}" if trail.entry.number else ""
        steps.append(f"entry{number} (line {trail.entry.line})")
    elif trail.citation.entry:
        steps.append(f"entry {trail.citation.entry}")
    if trail.work is not None:
        steps.append(f"work {_work_words(trail.work)}")
    elif trail.citation.work:
        steps.append(f"work {trail.citation.work}")
    return " → ".join(steps)


def _work_words(work: Work) -> str:
    named = [work.title or work.host or work.key, work.container, work.year]
    ids = [
        f"{name} {value}"
        for name, value in (("doi", work.doi), ("PMID", work.pmid), ("PMCID", work.pmcid), ("", work.nct))
        if value
    ]
    return ", ".join(part.strip() for part in [*named, *ids, work.url] if part)


def _list_words(document: DocumentRecord | None) -> str:
    """Return what the document's reference list is like, for saying why a marker leads nowhere."""
    if document is None:
        return "the reference list is not at hand"
    entries = document.entries
    if not entries:
        return "the document has no reference list"
    numbers = [entry.number for entry in entries if entry.number]
    count = f"{len(entries)} entr{'y' if len(entries) == 1 else 'ies'}"
    if not numbers:
        return f"the reference list has {count} and no numbers"
    return f"the reference list has {count}, numbered {numbers[0]} to {numbers[-1]}"


def _end(
    citation: Citation, entry: ReferenceEntry | None, work: Work | None, document: DocumentRecord | None
) -> tuple[str, str]:
    if citation.work is None and citation.entry is None:
        return "dangling", f"ends at the marker: {_list_words(document)}, and no {citation.number}"
    kind = f", of type {work.type.replace('_', ' ')}" if work is not None and work.type != "unknown" else ""
    if citation.method not in ("number", "key"):
        sure = f", confidence {citation.confidence:g}" if citation.confidence is not None else ""
        return (
            "inferred",
            f"a guess by {citation.method}{sure}, not a stated link: {_list_words(document)}; leads to a work{kind}",
        )
    if work is not None and not (work.title or work.doi or work.pmid or work.pmcid or work.nct or work.url):
        return "stated", f"ends at a host name: the entry names {work.host or 'no work'} and no page of it"
    where = (
        "leads outside by its identifier"
        if work and (work.doi or work.pmid or work.pmcid or work.nct or work.url)
        else ("ends at a title without an identifier")
    )
    return "stated", f"stated by {citation.method}; {where}{kind}"


def _summary(claim: Claim, trails: tuple[Trail, ...]) -> str:
    if not trails:
        if claim.repeats:
            return f"no marker here; the claim repeats {claim.repeats}, trace that"
        if claim.kind in NEEDS_NO_CITATION:
            return f"no marker, and a {claim.kind.replace('_', ' ')} needs none"
        return "no marker: the document gives nothing that the claim rests on"
    ends = [trail.end for trail in trails]
    counts = ", ".join(f"{ends.count(end)} {end}" for end in ("stated", "inferred", "dangling") if end in ends)
    works = len({trail.citation.work for trail in trails if trail.end == "stated" and trail.citation.work})
    return f"{claim.citation_status}: {counts}; rests on {works or 'no'} stated work{'' if works == 1 else 's'}"


def trace(
    claims: Iterable[Claim],
    claim_id: str,
    *,
    documents: Iterable[DocumentRecord] = (),
    works: Iterable[Work] = (),
    note: str | None = None,
) -> Trace:
    """Return the trace of the claim with this id, or the only one whose id begins so.

    Without ``documents`` and ``works`` the trails name entries and works by id alone.

    Raises:
        QueryError: no claim has the id, or several begin so.
    """
    found = [claim for claim in claims if claim.id.startswith(claim_id)]
    if len(found) != 1:
        several = ", ".join(sorted(claim.id for claim in found)[:4])
        raise QueryError(
            f"claim {claim_id!r} could be {several}; give more of its id"
            if found
            else f"no claim {claim_id!r}; search finds claims"
        )
    claim = found[0]
    document = next((one for one in documents if one.sha256 == claim.document), None)
    entries = {entry.id: entry for entry in document.entries} if document else {}
    markers = {marker.id: marker for marker in document.markers} if document else {}
    known = {work.id: work for work in works}
    trails = []
    for citation in claim.citations:
        entry = entries.get(citation.entry or "")
        work = known.get(citation.work or "")
        end, why = _end(citation, entry, work, document)
        trails.append(
            Trail(
                citation=citation,
                marker=markers.get(citation.marker),
                entry=entry,
                work=work,
                end=end,
                why=why,
            )
        )
    return Trace(claim=claim, document=document, trails=tuple(trails), end=_summary(claim, tuple(trails)), note=note)


def trace_of(handle: GraphHandle, asked: str, *, checked: bool = True) -> Trace:
    """Return the trace of a claim of a graph, by its id, the beginning of it, or by words to search for.

    Words trace the best hit of a search, and a note says how many others there were. The trace carries its
    verdict, what cited documents at hand say, and candidates where nothing is cited. These ask all claims of the
    graph; without ``checked`` the trace is the trails alone, and of the records only those on them are read.

    Raises:
        QueryError: nothing has the id or the words.
    """
    note = None
    asked = asked.strip()
    if not _ID.fullmatch(asked):
        hits = search(handle.claims(), asked)
        if not hits:
            raise QueryError(f"no claim has the words {asked!r}; give fewer words or a claim id")
        asked = hits[0].claim.id
        if len(hits) > 1:
            note = f"the best of {len(hits)} claims with these words; thymograph search lists them"
    if not checked:
        return _trails_alone(handle, asked, note)
    claims, documents, works = list(handle.claims()), list(handle.documents()), list(handle.works())
    found = trace(claims, asked, documents=documents, works=works, note=note)
    graph = ClaimGraph(documents=tuple(documents), claims=tuple(claims), works=tuple(works))
    trail = trail_of(found.claim, graph)
    return replace(
        found,
        verdict=trail.verdict,
        certain=trail.certain,
        checks=tuple(check for check in source_verdicts(graph, [found.claim]) if check.verdict != "not_at_hand"),
        candidates=candidates_of(found.claim, graph, limit=3) if trail.verdict == "uncited" else (),
    )


def _trails_alone(handle: GraphHandle, claim_id: str, note: str | None) -> Trace:
    claims = list(handle.claims_by_id(claim_id))
    documents = [one for claim in claims[:1] if (one := handle.document(claim.document)) is not None]
    works = handle.works_by_id(link.work for claim in claims[:1] for link in claim.citations if link.work)
    return trace(claims, claim_id, documents=documents, works=works, note=note)
