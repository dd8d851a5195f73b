"""The assembled graph: documents, claims, works, propositions and questions, each once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from thymograph.assembly.concepts import name_index
from thymograph.assembly.propositions import contents_of
from thymograph.model import Claim, ClaimGraph, DocumentRecord, Proposition, Question, Work

__all__ = ["assemble"]


def _with_works(claim: Claim, work_of: dict[str, str]) -> Claim:
    """Return the claim with each citation's work as it is after works were merged over documents."""
    if not any(link.entry in work_of and work_of[link.entry] != link.work for link in claim.citations):
        return claim
    return replace(
        claim,
        citations=tuple(
            replace(link, work=work_of[link.entry]) if link.entry in work_of else link for link in claim.citations
        ),
    )


def assemble(
    documents: Iterable[DocumentRecord],
    claims: Iterable[Claim],
    works: Iterable[Work] | None = None,
) -> ClaimGraph:
    """Return the graph of all claims, independent of the order in which they come.

    Entries of several documents that name one work share it, and the citations of claims follow.
    Where two assertions name the two ends of one proposition differently, the smaller names stand.

    ``works`` given are taken as they are (from ``works.jsonl``); else they are made from the entries.
    """
    documents = sorted(set(documents), key=lambda document: (document.path, document.sha256))
    if works is None:
        # Here, not at the head: who gives works needs no rapidfuzz.
        from thymograph.citing.works import works_of

        works = works_of(entry for document in documents for entry in document.entries)
    works = sorted(works, key=lambda work: work.id)
    work_of = {entry: work.id for work in works for entry in work.entries}
    documents = [
        replace(
            document,
            entries=tuple(replace(e, work=work_of.get(e.id, e.work)) for e in document.entries),
        )
        for document in documents
    ]
    claims = sorted({_with_works(claim, work_of) for claim in claims}, key=lambda claim: claim.id)
    names = name_index(claims)
    propositions: dict[str, Proposition] = {}
    questions: dict[str, Question] = {}
    for claim in claims:
        for content in (content for relation in claim.relations for content in contents_of(relation, names)):
            for kept, made in ((propositions, content.proposition), (questions, content.question)):
                _keep_smaller(kept, made)  # type: ignore[arg-type]  # the two dicts are paired with their values
    return ClaimGraph(
        documents=tuple(documents),
        claims=tuple(claims),
        works=tuple(works),
        propositions=tuple(propositions[key] for key in sorted(propositions)),
        questions=tuple(questions[key] for key in sorted(questions)),
    )


def _keep_smaller(kept: dict[str, Proposition | Question], made: Proposition | Question) -> None:
    """Keep of two values with one id the one whose names sort first, so that order does not matter."""

    def names_of(value: Proposition | Question) -> str:
        return repr((value.subject, value.object, value.qualifiers))

    old = kept.get(made.id)
    if old is None or (made != old and names_of(made) < names_of(old)):
        kept[made.id] = made
