"""What the pages of a site tell, worked out once by assembly: who answers what, on which roots, in which conflicts."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from thymograph.assembly.audit import Finding
from thymograph.assembly.concepts import NameIndex, name_index
from thymograph.assembly.conflicts import Conflict, conflicts_of
from thymograph.assembly.propositions import bare_question
from thymograph.assembly.roots import Agreement, Rooting, agreements, proposition_roots, question_roots, rooting_of
from thymograph.assembly.stance_board import BoardRow, stance_board
from thymograph.assembly.trails import Trail, trail_of
from thymograph.model import Citation, Claim, ClaimGraph, DocumentRecord, Qualifiers, Question, ReferenceEntry, Work
from thymograph.records import reading_order
from thymograph.views.page_record import Involvement, involvements

__all__ = ["Asked", "SiteRecord", "is_counted"]


def is_counted(claim: Claim) -> bool:
    """Whether a claim is counted with the others: neither a step of a protocol nor a repeat."""
    return claim.kind != "protocol_step" and claim.repeats is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question that has a page, and what is answered to it."""

    id: str
    subject: str
    family: str
    object: str
    qualifiers: Qualifiers
    bare: str
    """Id of the question without qualifiers; its own where it has none."""
    answers: tuple[Agreement, ...]
    """With qualifiers: to this question alone. Without: to all that narrow it too."""


def _by_key(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        if value not in found[key][-1:]:
            found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}


class SiteRecord:
    """A graph with everything that its pages point to and count; each part is made when it is first asked for."""

    def __init__(
        self, graph: ClaimGraph, *, title: str, findings: Iterable[Finding] = (), notice: str | None = None
    ) -> None:
        self.graph = graph
        self.title = title
        self.notice = notice
        self.findings = tuple(findings)
        self.claims = tuple(sorted(graph.claims, key=reading_order))

    def trail(self, claim: Claim) -> Trail:
        """Return where the citations of a claim end."""
        return trail_of(claim, self._of_document.get(claim.document) or self.graph)

    @cached_property
    def _of_document(self) -> Mapping[str, ClaimGraph]:
        """A graph for each document: that of a trail looks through all documents for the one of its claim."""
        return {
            one.sha256: ClaimGraph(documents=(one,), claims=self.graph.claims, works=self.graph.works)
            for one in self.graph.documents
        }

    @cached_property
    def names(self) -> NameIndex:
        """From names to concepts."""
        return name_index(self.claims)

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Place of each claim in reading order."""
        return {claim.id: place for place, claim in enumerate(self.claims)}

    def claim(self, id: str | None) -> Claim | None:
        """Return a claim by its id, or None."""
        place = self.place.get(id or "")
        return None if place is None else self.claims[place]

    @cached_property
    def documents(self) -> Mapping[str, DocumentRecord]:
        """Documents by SHA-256."""
        return {one.sha256: one for one in self.graph.documents}

    def document_name(self, claim: Claim) -> str:
        """Return what the document of a claim is called."""
        record = self.documents.get(claim.document)
        return (record.title if record else None) or claim.path

    @cached_property
    def claims_of_document(self) -> Mapping[str, tuple[Claim, ...]]:
        """Claims by SHA-256 of their document, in reading order."""
        found: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            found[claim.document].append(claim)
        return {key: tuple(value) for key, value in found.items()}

    # ------------------------------------------------------------ works and entries

    @cached_property
    def entries(self) -> Mapping[str, tuple[ReferenceEntry, DocumentRecord]]:
        """Entries by id, with their document."""
        return {entry.id: (entry, one) for one in self.graph.documents for entry in one.entries}

    def work(self, id: str | None) -> Work | None:
        """Return a work by its id, or None."""
        works = self.graph.works
        index = bisect_left(works, id or "", key=lambda work: work.id)
        return works[index] if index < len(works) and works[index].id == id else None

    def work_of(self, link: Citation) -> Work | None:
        """Return the work that a citation leads to, or None."""
        entry = self.entries.get(link.entry or "")
        return self.work(link.work) or (self.work(entry[0].work) if entry else None)

    @cached_property
    def claims_of_work(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the claims that cite each work, in reading order."""
        return _by_key((link.work, claim.id) for claim in self.claims for link in claim.citations if link.work)

    @cached_property
    def claims_of_entry(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the claims that cite each entry, in reading order."""
        return _by_key((link.entry, claim.id) for claim in self.claims for link in claim.citations if link.entry)

    # ------------------------------------------------------------ concepts

    @cached_property
    def involved(self) -> Involvement:
        """Concepts, and which claims involve them."""
        return involvements(self.claims, self.names)

    @cached_property
    def claims_of_concept(self) -> tuple[tuple[int, ...], ...]:
        """For each concept, places of the claims that involve it."""
        found: list[list[int]] = [[] for _ in self.involved.concepts]
        for place, row in enumerate(self.involved.by_claim):
            for concept, _ in row:
                found[concept].append(place)
        return tuple(map(tuple, found))

    @cached_property
    def concept_keys(self) -> frozenset[str]:
        """Keys of the concepts that have a page."""
        return frozenset(concept[0] for concept in self.involved.concepts)

    @cached_property
    def questions_of_concept(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the questions without qualifiers that ask about each concept."""
        pairs = [
            (self.names.key(name), one.id)
            for one in self.questions.values()
            if one.id == one.bare
            for name in (one.subject, one.object)
        ]
        return _by_key(pairs)

    # ------------------------------------------------------------ answers, conflicts, positions

    @cached_property
    def rooting(self) -> Rooting:
        """What claims rest on."""
        return rooting_of(self.graph)

    @cached_property
    def questions(self) -> Mapping[str, Asked]:
        """Every question of the graph, with and without its qualifiers, by id."""
        whole: defaultdict[str, list[Agreement]] = defaultdict(list)
        for one in agreements(self.graph, self.rooting, names=self.names):
            whole[one.id].append(one)
        narrow: defaultdict[str, list[Agreement]] = defaultdict(list)
        bare_of: dict[str, str] = {}
        records: dict[str, Question] = {one.id: one for one in self.graph.questions}
        for question in self.graph.questions:
            bare_of[question.id] = bare_question(question, self.names).id
        for one in question_roots(self.graph, self.rooting):
            if one.id not in whole:
                narrow[one.id].append(one)
        found: dict[str, Asked] = {}
        for id in sorted(whole.keys() | records.keys()):
            shown = whole.get(id) or narrow.get(id) or []
            head = records.get(id)
            first = shown[0] if shown else None
            found[id] = Asked(
                id=id,
                subject=head.subject if head else first.subject if first else "",
                family=head.family if head else first.predicate if first else "other",
                object=head.object if head else first.object if first else "",
                qualifiers=head.qualifiers if head and id not in whole else Qualifiers(),
                bare=bare_of.get(id, id) if id not in whole else id,
                answers=tuple(shown),
            )
        return found

    @cached_property
    def narrowed(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the questions with qualifiers, by the question without."""
        return _by_key((one.bare, one.id) for one in self.questions.values() if one.bare != one.id)

    @cached_property
    def asked_of_claim(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the questions without qualifiers that each claim answers."""
        pairs = [
            (claim, one.id)
            for one in self.questions.values()
            if one.id == one.bare
            for answer in one.answers
            for claim in answer.footing.claims
        ]
        return _by_key(pairs)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Conflicts, those that nothing explains first, and of them those of most documents."""
        claims = self.place

        def rank(one: Conflict) -> tuple[bool, bool, bool, int, int, str]:
            members = [self.claims[claims[member.claim]] for member in one.members]
            documents = len({claim.document for claim in members})
            return (
                one.type == "apparent",
                not one.direct,
                one.type == "within_document",
                -documents,
                -len(members),
                one.id,
            )

        return tuple(sorted(conflicts_of(self.graph), key=rank))

    @cached_property
    def conflicts_of_claim(self) -> Mapping[str, tuple[int, ...]]:
        """Places in ``conflicts`` of those that each claim stands in."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(self.conflicts):
            for id in dict.fromkeys(member.claim for member in one.members):
                found[id].append(place)
        return {key: tuple(value) for key, value in found.items()}

    @cached_property
    def conflicts_of_question(self) -> Mapping[str, tuple[int, ...]]:
        """Places in ``conflicts`` of those on each question without qualifiers."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(self.conflicts):
            found[one.question.id].append(place)
        return {key: tuple(value) for key, value in found.items()}

    @cached_property
    def positions(self) -> tuple[BoardRow, ...]:
        """Positions of organisations."""
        return stance_board(self.graph)

    @cached_property
    def _question_of_proposition(self) -> Mapping[str, str]:
        return {one.id: one.answers for one in self.graph.propositions}

    def bare_of(self, proposition: str) -> str:
        """Return the id of the question without qualifiers that a proposition answers."""
        asked = self.questions[self._question_of_proposition[proposition]]
        return asked.bare if asked.bare in self.questions else asked.id

    @cached_property
    def propositions(self) -> tuple[Agreement, ...]:
        """What is asserted, on which roots: most roots first."""
        told = [one for one in proposition_roots(self.graph, self.rooting) if one.answer == "asserts"]
        return tuple(
            sorted(
                told, key=lambda one: (-len(one.footing.roots), -one.footing.voices, -len(one.footing.claims), one.id)
            )
        )

    @cached_property
    def least_rooted(self) -> tuple[Agreement, ...]:
        """What is asserted most often on the fewest roots: told by several, or by several claims, on one root or none."""
        told = [one for one in self.propositions if len(one.footing.roots) < 2 and len(one.footing.claims) > 1]
        return tuple(
            sorted(
                told, key=lambda one: (len(one.footing.roots), -one.footing.voices, -len(one.footing.claims), one.id)
            )
        )

    # ------------------------------------------------------------ the audit

    @cached_property
    def findings_of_claim(self) -> Mapping[str, tuple[Finding, ...]]:
        """Findings of the audit by claim."""
        found: defaultdict[str, list[Finding]] = defaultdict(list)
        for one in self.findings:
            if one.claim:
                found[one.claim].append(one)
        return {key: tuple(value) for key, value in found.items()}
