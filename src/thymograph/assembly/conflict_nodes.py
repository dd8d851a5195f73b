"""Conflicts as values, and the case that every rule on conflicts looks at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from thymograph.assembly.advice import Advice, advice_by_pair
from thymograph.assembly.concepts import NameIndex, name_index
from thymograph.assembly.echoes import echo_groups
from thymograph.assembly.propositions import Attitude
from thymograph.assembly.stands import Difference, Stand, stands_by_question
from thymograph.model import Claim, ClaimGraph, Question, content_id

__all__ = ["CONFLICT_TYPES", "Case", "Conflict", "ConflictType", "Member", "conflict"]

ConflictType = Literal["polarity", "numeric", "recommendation", "safety", "certainty", "within_document", "apparent"]
CONFLICT_TYPES: tuple[ConflictType, ...] = (
    "polarity", "numeric", "recommendation", "safety", "certainty", "within_document", "apparent",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Member:
    """A claim in a conflict, and its part in it."""

    claim: str
    attitude: Attitude
    says: str
    """In a word or two: up, none, against, approval, 12.1 % …"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Claims that do not go together, why, and in what they differ besides."""

    id: str
    """``x`` + 16 hex digits over type, rule, question and place: the same when further claims join."""
    type: ConflictType
    question: Question
    """Without qualifiers."""
    members: tuple[Member, ...]
    differing: tuple[Difference, ...]
    """The qualifiers that are not the same for all members; () where nothing explains the conflict."""
    rule: str
    explanation: str

    @property
    def direct(self) -> bool:
        """Whether nothing said in the claims explains the conflict: no qualifier differs, and no list is only silent."""
        return not self.differing and self.type != "apparent" and self.rule != "benefit_not_adopted"


def _one_each(members: Iterable[Member]) -> tuple[Member, ...]:
    """Return one member a claim and attitude, with all that it says."""
    said: defaultdict[tuple[str, Attitude], set[str]] = defaultdict(set)
    for one in members:
        said[one.claim, one.attitude].add(one.says)
    return tuple(
        Member(claim=claim, attitude=attitude, says=", ".join(sorted(said[claim, attitude])))
        for claim, attitude in sorted(said)
    )


def conflict(
    kind: ConflictType,
    question: Question,
    members: Iterable[Member],
    differing: Sequence[Difference],
    rule: str,
    explanation: str,
    *,
    place: str = "",
) -> Conflict:
    """Return the conflict of ``members``; ``place`` tells apart those of one question and rule."""
    return Conflict(
        id=content_id("x", kind, rule, question.id, place),
        type=kind,
        question=question,
        members=_one_each(members),
        differing=tuple(differing),
        rule=rule,
        explanation=explanation,
    )


@dataclass(frozen=True)
class Case:
    """A graph made ready for the rules on conflicts."""

    graph: ClaimGraph
    names: NameIndex
    echoes: Mapping[str, str]
    """Copies of a document are one document: two of them do not disagree, each disagrees with itself."""

    @staticmethod
    def of(graph: ClaimGraph) -> Case:
        """Return ``graph`` made ready."""
        return Case(graph, name_index(graph.claims), echo_groups(graph))

    @cached_property
    def stands(self) -> Mapping[str, tuple[Stand, ...]]:
        """Stands on each question without qualifiers."""
        return stands_by_question(self.graph.claims, self.names)

    @cached_property
    def stands_and_implied(self) -> Mapping[str, tuple[Stand, ...]]:
        """The same with what is only implied: to prevent is to make rarer."""
        implied = stands_by_question(self.graph.claims, self.names, implied=True)
        keys = sorted(self.stands.keys() | implied.keys())
        return {key: (*self.stands.get(key, ()), *implied.get(key, ())) for key in keys}

    @cached_property
    def advice(self) -> Mapping[tuple[str, str], tuple[Advice, ...]]:
        """Advice by intervention and condition."""
        return advice_by_pair(self.graph.claims, self.names)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that repeat no other."""
        return tuple(claim for claim in self.graph.claims if claim.repeats is None)

    @cached_property
    def by_document(self) -> Mapping[str, tuple[Claim, ...]]:
        """Claims of each document in reading order."""
        found: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            found[claim.document].append(claim)
        return {
            document: tuple(sorted(claims, key=lambda one: (one.anchors[0].start if one.anchors else 0, one.id)))
            for document, claims in sorted(found.items())
        }

    def voice(self, claim: Claim) -> str:
        """Return the document that ``claim`` stands in, copies counted as one."""
        return self.echoes.get(claim.document, claim.document)

    def place(self, voice: str) -> str:
        """Return the smallest path of a document and its copies: what names it from build to build."""
        return self._places.get(voice, voice)

    @cached_property
    def _places(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for document in self.graph.documents:
            voice = self.echoes.get(document.sha256, document.sha256)
            found[voice] = min(found.get(voice, document.path), document.path)
        return found
