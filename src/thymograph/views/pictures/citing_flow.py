"""What documents rest on: how many of their claims cite which work, by which kind of link, and what is shared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from thymograph.assembly.ends import end_of, needs_citation
from thymograph.views.pictures.scene import Scene

__all__ = ["WEAK", "CitedWork", "Flow", "Source", "State", "flow_of"]

State = Literal["stated", "inferred", "dangling"]
WEAK = frozenset({"press release", "vendor page", "web page", "database page", "host only"})
"""Ends of a trail that tell what others found, or that somebody sells by; a bare host names no page at all."""
_STATED = frozenset({"number", "key"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document, and what its claims rest on."""

    document: str
    name: str
    sells: bool
    group: str
    """Stands for all documents that repeat each other's words; its own where it repeats none."""
    claims: int
    dangling: int
    """Claims with a marker that leads nowhere."""
    without: int
    """Claims that cite nothing, though they would need to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedWork:
    """A work, and which documents cite it in how many claims."""

    work: str
    name: str
    end: str
    """What it is: "primary study", "press release" … ("work of unknown type")."""
    year: str | None
    claims: int
    by_document: Mapping[str, Mapping[State, int]]
    """Document → stated or inferred → claims; a claim with both counts as stated."""

    @property
    def weak(self) -> bool:
        """Whether it tells only what others found, or sells."""
        return self.end in WEAK


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """All documents and cited works of a graph."""

    sources: tuple[Source, ...]
    works: tuple[CitedWork, ...]
    """Those that several documents cite first, then by claims."""

    @property
    def voices(self) -> Mapping[str, str]:
        """Return for each document what stands for it and its copies."""
        return {one.document: one.group for one in self.sources}


def flow_of(scene: Scene) -> Flow:
    """Return who cites what; a claim that repeats another of its document is not counted."""
    cited: defaultdict[str, defaultdict[str, Counter[State]]] = defaultdict(lambda: defaultdict(Counter))
    claims: Counter[str] = Counter()
    dangling: Counter[str] = Counter()
    without: Counter[str] = Counter()
    for claim in scene.claims:
        claims[claim.document] += 1
        states: dict[str, State] = {}
        for link in claim.citations:
            if link.work in scene.works:
                assert link.work is not None
                if link.method in _STATED or link.work not in states:
                    states[link.work] = "stated" if link.method in _STATED else "inferred"
        for work, state in states.items():
            cited[work][claim.document][state] += 1
        dangling[claim.document] += any(link.entry is None and link.work is None for link in claim.citations)
        if not claim.citations and needs_citation(claim, scene.documents.get(claim.document)):
            without[claim.document] += 1
    sources = [
        Source(
            document=one.sha256,
            name=scene.document_name(one.sha256),
            sells=bool(one.sells_subject),
            group=scene.echoes.get(one.sha256, one.sha256),
            claims=claims[one.sha256],
            dangling=dangling[one.sha256],
            without=without[one.sha256],
        )
        for one in scene.graph.documents
    ]
    works = []
    for key in sorted(cited):
        found = scene.works[key]
        works.append(
            CitedWork(
                work=key,
                name=scene.work_name(found),
                end=end_of(found),
                year=found.year,
                claims=sum(sum(states.values()) for states in cited[key].values()),
                by_document={document: dict(sorted(cited[key][document].items())) for document in sorted(cited[key])},
            )
        )
    works.sort(key=lambda one: (-len(one.by_document), -one.claims, one.name, one.work))
    return Flow(sources=_together(sources), works=tuple(works))


def _together(sources: Sequence[Source]) -> tuple[Source, ...]:
    """Return the documents with those that repeat each other side by side."""
    first: dict[str, int] = {}
    for place, one in enumerate(sources):
        first.setdefault(one.group, place)
    return tuple(sorted(sources, key=lambda one: (first[one.group], one.name, one.document)))
