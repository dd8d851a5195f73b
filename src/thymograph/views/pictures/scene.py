"""A graph made ready for pictures: what is counted, how things are called, where they are on the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from thymograph.assembly.concepts import NameIndex
from thymograph.assembly.conflict_nodes import Case
from thymograph.assembly.conflicts import Conflict, conflicts_of
from thymograph.assembly.propositions import bare_question, contents_of
from thymograph.assembly.stands import Stand
from thymograph.model import Claim, ClaimGraph, DocumentRecord, Qualifiers, Work
from thymograph.records import reading_order
from thymograph.views.pictures.wording import joined, shortened

__all__ = ["MOST_ROWS", "NARROWING", "Scene"]

MOST_ROWS = 40
"""More rows than this nobody reads."""
NARROWING = "To narrow: --about NAME or --document PATH on the command line."
_STATED = frozenset({"number", "key"})


@dataclass(frozen=True)
class Scene:
    """What the pictures of one graph share, worked out when first asked for."""

    graph: ClaimGraph
    case: Case
    found: tuple[Conflict, ...] | None = None
    """The conflicts, where they are known already."""

    @staticmethod
    def of(graph: ClaimGraph) -> Scene:
        """Return ``graph`` made ready."""
        return Scene(graph, Case.of(graph))

    @cached_property
    def claims(self) -> Sequence[Claim]:
        """The claims in reading order, without those that repeat another of their document."""
        return sorted((one for one in self.graph.claims if one.repeats is None), key=reading_order)

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Claim → its place in reading order."""
        return {one.id: at for at, one in enumerate(self.claims)}

    @cached_property
    def by_id(self) -> Mapping[str, Claim]:
        return {one.id: one for one in self.graph.claims}

    @cached_property
    def documents(self) -> Mapping[str, DocumentRecord]:
        return {one.sha256: one for one in self.graph.documents}

    @cached_property
    def works(self) -> Mapping[str, Work]:
        return {one.id: one for one in self.graph.works}

    @cached_property
    def names(self) -> NameIndex:
        return self.case.names

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        return self.found if self.found is not None else conflicts_of(self.graph, self.case)

    @property
    def echoes(self) -> Mapping[str, str]:
        """Document → the one that stands for all that repeat its words."""
        return self.case.echoes

    def question_target(self, bare: str, stands: Sequence[Stand]) -> str | None:
        """Return the address on the page of a question: of itself, else of one that narrows it."""
        narrowings = {stand.assertion.qualifiers: stand.assertion for stand in stands}
        if Qualifiers() in narrowings:
            return f"question/{bare}"
        asked = [
            content.question.id
            for assertion in narrowings.values()
            for content in contents_of(assertion, self.names)
            if bare_question(content.question, self.names).id == bare
        ]
        return f"question/{min(asked)}" if asked else None

    def document_name(self, sha256: str) -> str:
        """Return what a document is called."""
        record = self.documents.get(sha256)
        return (record.title or record.path) if record else sha256[:12]

    def document_target(self, sha256: str) -> str:
        """Return the address of a document on the page."""
        return f"doc/{sha256[:12]}"

    def work_name(self, work: Work) -> str:
        """Return what a work is called."""
        return work.title or work.host or work.key

    def studies(self, claim: Claim) -> list[Work]:
        """Return the works to which stated links of a claim lead."""
        found = {link.work: None for link in claim.citations if link.work in self.works and link.method in _STATED}
        return [self.works[key] for key in found if key]

    def footing(self, claim: Claim) -> str:
        """Return in a line where a claim stands and what it says it rests on."""
        studies = self.studies(claim)
        cited = [shortened(self.work_name(one), 70) for one in studies[:1]]
        more = f" and {len(studies) - 1} more" if len(studies) > 1 else ""
        return joined(self.document_name(claim.document), f"cites {cited[0]}{more}" if cited else None)
