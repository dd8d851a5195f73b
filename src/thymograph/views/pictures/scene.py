"""A graph made ready for pictures: what is counted, how things are called, where they are on the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from thymograph.assembly.concepts import NameIndex, name_index
from thymograph.assembly.conflicts import Conflict, conflicts_of
from thymograph.assembly.echoes import echo_groups
from thymograph.assembly.propositions import bare_question, contents_of
from thymograph.model import Claim, ClaimGraph, DocumentRecord, Work
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
    found: tuple[Conflict, ...] | None = None
    """The conflicts, where they are known already."""

    @cached_property
    def claims(self) -> Sequence[Claim]:
        """The claims in reading order, without those that repeat another of their document."""
        return sorted((one for one in self.graph.claims if one.repeats is None), key=reading_order)

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
        return name_index(self.graph.claims)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        return self.found if self.found is not None else conflicts_of(self.graph)

    @cached_property
    def echoes(self) -> Mapping[str, str]:
        """Document → the one that stands for all that repeat its words."""
        return echo_groups(self.graph)

    @cached_property
    def _asked(self) -> Mapping[str, str]:
        """Question without qualifiers → the id of a question that the page has."""
        asked: dict[str, str] = {}
        for claim in self.graph.claims:
            for relation in claim.relations:
                for content in contents_of(relation, self.names):
                    bare = bare_question(content.question, self.names).id
                    # The question itself before one that narrows it.
                    mine = content.question.id
                    asked[bare] = bare if bare in (mine, asked.get(bare)) else min(mine, asked.get(bare, mine))
        return asked

    def document_name(self, sha256: str) -> str:
        """Return what a document is called."""
        record = self.documents.get(sha256)
        return (record.title or record.path) if record else sha256[:12]

    def document_target(self, sha256: str) -> str:
        """Return the address of a document on the page."""
        return f"doc/{sha256[:12]}"

    def question_target(self, bare: str) -> str | None:
        """Return the address of a question on the page, by its id without qualifiers."""
        return f"question/{self._asked[bare]}" if bare in self._asked else None

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
