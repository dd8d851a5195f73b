"""The page of one claim: its words, its trace, what it asserts, who agrees and who does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from thymograph.assembly.ends import needs_citation
from thymograph.assembly.roots import Agreement
from thymograph.assembly.stands import Stand, oppose, stands_of
from thymograph.errors import GraphError
from thymograph.graph.iris import Iris
from thymograph.model import Claim, DocumentRecord
from thymograph.views.site import words
from thymograph.views.site.addresses import safe_stem
from thymograph.views.site.citing import bibtex, citation_line
from thymograph.views.site.folder import File
from thymograph.views.site.links import SiteLinks
from thymograph.views.site.making import PageMaker
from thymograph.views.site.parts import quote_parts, trace_rows
from thymograph.views.site.turtle import claim_turtle

__all__ = ["ClaimPages"]

_FEW = 8


class ClaimPages:
    """The pages of claims, and their triples."""

    def __init__(self, links: SiteLinks, maker: PageMaker, iris: Iris) -> None:
        self.links = links
        self.record = links.record
        self.maker = maker
        self.iris = iris

    def files(self) -> Iterator[File]:
        """Yield a page and a Turtle file for each claim."""
        for place in range(len(self.record.claims)):
            yield from self._claim(place)

    def _claim(self, place: int) -> Iterator[File]:
        record = self.record
        claim = record.claims[place]
        document = record.documents.get(claim.document)
        trail = record.trail(claim)
        origin = record.claim(trail.through) or claim
        url = self.links.claim_url(claim.id)
        triples = self._triples(claim, document)
        siblings = record.claims_of_document[claim.document]
        before = record.claims[place - 1] if place and record.claims[place - 1].document == claim.document else None
        after = (
            record.claims[place + 1]
            if place + 1 < len(record.claims) and record.claims[place + 1].document == claim.document
            else None
        )
        yield self.maker.page(
            "claim",
            url,
            title=words.shortened(claim.gist or claim.id, 120),
            claim=claim,
            document=document,
            name=record.document_name(claim),
            quote=quote_parts(claim, record.names.key),
            trail=trail,
            through=origin if origin is not claim else None,
            traces=trace_rows(origin, trail.ways, origin.citations, self._entry, record.work_of),
            needs=needs_citation(claim, document),
            involved=[(record.involved.concepts[at], implied) for at, implied in record.involved.by_claim[place]],
            questions=[self._standing(claim, id) for id in record.asked_of_claim.get(claim.id, ())],
            conflicts=[
                (at, record.conflicts[at], self.links.sides(record.conflicts[at]))
                for at in record.conflicts_of_claim.get(claim.id, ())[:_FEW]
            ],
            conflicts_more=max(0, len(record.conflicts_of_claim.get(claim.id, ())) - _FEW),
            contested=any(
                record.conflicts[at].type != "apparent" for at in record.conflicts_of_claim.get(claim.id, ())
            ),
            findings=record.findings_of_claim.get(claim.id, ()),
            measures=words.small_table(map(words.measure_cells, claim.measurements)),
            doses=words.small_table(map(words.dose_cells, claim.regimens)),
            repeated=record.claim(claim.repeats),
            step_before=record.claim(claim.step.after) if claim.step else None,
            cite=citation_line(claim, document),
            bibtex=bibtex(claim, document),
            before=before,
            after=after,
            of=len(siblings),
            text=self.links.text_url(claim.document, claim.words[0].line if claim.words else None),
            turtle=f"{safe_stem(claim.id)}.ttl" if triples is not None else None,
            iri=self.iris.claim(claim.id),
        )
        if triples is not None:
            yield url.removesuffix("html") + "ttl", triples

    def _triples(self, claim: Claim, document: DocumentRecord | None) -> str | None:
        try:
            return claim_turtle(claim, self.record.names, self.iris, document.publisher if document else None)
        except GraphError:
            # A kind or predicate that the ontology does not declare has no IRI; the page tells it in words.
            return None

    def _entry(self, id: str | None) -> Any:
        found = self.record.entries.get(id or "")
        return found[0] if found else None

    def _standing(self, claim: Claim, id: str) -> dict[str, Any]:
        """Return a question that a claim answers: its own answers first, then what others answer, each on its roots."""
        asked = self.record.questions[id]
        own = [one for one in asked.answers if claim.id in one.footing.claims]
        others = [one for one in asked.answers if claim.id not in one.footing.claims]
        return {
            "asked": asked,
            "own": [self._answer(one, claim.id) for one in own],
            "others": [{**self._answer(one, claim.id), "verdict": self._verdict(claim, id, one)} for one in others],
        }

    def _stands(self, claim: Claim, question: str) -> list[Stand]:
        return [one for one in stands_of(claim, self.record.names) if one.question.id == question]

    def _verdict(self, claim: Claim, question: str, other: Agreement) -> str:
        """Return how another answer to a question goes together with that of a claim."""
        own = self._stands(claim, question)
        if other.answer == "open" or all(one.side == "open" for one in own):
            return "left open"
        first = self.record.claims[min(self.record.place[id] for id in other.footing.claims)]
        theirs = [one for one in self._stands(first, question) if one.side == other.answer]
        return "disagrees" if any(oppose(a, b) for a in own for b in theirs) else "otherwise"

    def _answer(self, answer: Agreement, without: str | None = None) -> dict[str, Any]:
        record = self.record
        claims = [
            record.claims[place] for place in sorted(record.place[id] for id in answer.footing.claims if id != without)
        ]
        return {
            "answer": answer,
            "footing": answer.footing,
            "claims": claims[:_FEW],
            "more": max(0, len(claims) - _FEW),
        }
