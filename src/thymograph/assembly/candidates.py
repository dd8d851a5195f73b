"""Candidates for claims that cite nothing: cited claims elsewhere that say the same; never their citation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from thymograph.assembly.concepts import NameIndex, name_index
from thymograph.assembly.ends import TrailVerdict, end_of, needs_citation, rank_of
from thymograph.assembly.propositions import contents_of
from thymograph.model import Claim, ClaimGraph

__all__ = ["Candidate", "CandidateIndex", "candidates_of"]


_KEPT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A cited claim elsewhere that says what an uncited one says: where to look, never its citation."""

    claim: str
    """The uncited one."""
    like: str
    """The cited one."""
    path: str
    line: int
    match: Literal["same proposition", "same question"]
    attitude: str
    """asserts, denies or leaves_open, of the cited claim on the matched proposition or question."""
    works: tuple[str, ...]
    """Ids of the works that it cites by stated links, sorted."""
    verdict: TrailVerdict
    """The best end among them."""


class _Cited(NamedTuple):
    claim: Claim
    attitude: str
    works: tuple[str, ...]
    verdict: TrailVerdict


def _best(index: Mapping[str, Mapping[str, _Cited]]) -> dict[str, tuple[_Cited, ...]]:
    """Return of each key the cited claims with the best ends, so that what everybody says is not searched in full."""
    return {
        key: tuple(sorted(found.values(), key=lambda one: (rank_of(one.verdict), one.claim.id))[:_KEPT])
        for key, found in index.items()
    }


@dataclass(frozen=True)
class CandidateIndex:
    """Cited claims of a graph by what they say, for finding candidates of many uncited ones."""

    graph: ClaimGraph

    @cached_property
    def names(self) -> NameIndex:
        """What the claims' names mean."""
        return name_index(self.graph.claims)

    @cached_property
    def _cited(self) -> tuple[Mapping[str, tuple[_Cited, ...]], Mapping[str, tuple[_Cited, ...]]]:
        by_proposition: defaultdict[str, dict[str, _Cited]] = defaultdict(dict)
        by_question: defaultdict[str, dict[str, _Cited]] = defaultdict(dict)
        works = {work.id: work for work in self.graph.works}
        for claim in self.graph.claims:
            if claim.citation_status != "stated" or claim.repeats is not None:
                continue
            cited = sorted(
                {link.work for link in claim.citations if link.work in works and link.method in ("number", "key")}
            )
            if not cited:
                continue
            verdict = min((end_of(works[key]) for key in cited), key=rank_of)
            for assertion in claim.relations:
                for content in contents_of(assertion, self.names):
                    made = _Cited(claim, content.attitude, tuple(cited), verdict)
                    by_proposition[content.proposition.id].setdefault(claim.id, made)
                    by_question[content.question.id].setdefault(claim.id, made)
        return _best(by_proposition), _best(by_question)

    def candidates(self, claim: Claim, limit: int = 5) -> tuple[Candidate, ...]:
        """Return cited equivalents of a claim that cites nothing, the same proposition and the best end first.

        A claim with citations, or that needs none, has no candidates.
        """
        if claim.citations or not needs_citation(claim):
            return ()
        by_proposition, by_question = self._cited
        found: dict[str, Candidate] = {}
        contents = [content for assertion in claim.relations for content in contents_of(assertion, self.names)]
        matches: tuple[
            tuple[Literal["same proposition", "same question"], Mapping[str, tuple[_Cited, ...]], list[str]], ...
        ] = (
            ("same proposition", by_proposition, [content.proposition.id for content in contents]),
            ("same question", by_question, [content.question.id for content in contents]),
        )
        for match, index, keys in matches:
            for cited in (cited for key in keys for cited in index.get(key, ())):
                if cited.claim.id == claim.id or cited.claim.id in found:
                    continue
                found[cited.claim.id] = Candidate(
                    claim=claim.id,
                    like=cited.claim.id,
                    path=cited.claim.path,
                    line=cited.claim.words[0].line if cited.claim.words else 1,
                    match=match,
                    attitude=cited.attitude,
                    works=cited.works,
                    verdict=cited.verdict,
                )
        order = sorted(
            found.values(), key=lambda one: (one.match != "same proposition", rank_of(one.verdict), one.like)
        )
        return tuple(order[:limit])


def candidates_of(claim: Claim, graph: ClaimGraph, limit: int = 5) -> tuple[Candidate, ...]:
    """Return cited claims that say what ``claim``, which cites nothing, says; for many claims make one CandidateIndex."""
    return CandidateIndex(graph).candidates(claim, limit)
