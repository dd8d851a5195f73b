"""The pages of what is not a claim: documents, concepts, questions, works and kinds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from thymograph.assembly.retractions import retraction_lines, retraction_words
from thymograph.assembly.trails import shares_of
from thymograph.graph.iris import prefixes
from thymograph.model import Claim, DocumentRecord, Work
from thymograph.views.site import words
from thymograph.views.site.addresses import concept_stem, safe_stem
from thymograph.views.site.folder import File
from thymograph.views.site.links import SiteLinks
from thymograph.views.site.making import PageMaker
from thymograph.views.site.parts import OutLink, safe_address
from thymograph.views.site.record import Asked, is_counted

__all__ = ["SubjectPages"]

_SOME = 12


class SubjectPages:
    """The pages of documents, concepts, questions, works and kinds."""

    def __init__(self, links: SiteLinks, maker: PageMaker) -> None:
        self.links = links
        self.record = links.record
        self.maker = maker

    def files(self) -> Iterator[File]:
        """Yield a page, or several parts of one, for each."""
        record = self.record
        for document in record.graph.documents:
            yield from self._document(document)
        for place, (key, name, type_, curie) in enumerate(record.involved.concepts):
            yield from self._concept(place, key, name, type_, curie)
        for asked in record.questions.values():
            yield from self._question(asked)
        for work in record.graph.works:
            yield from self._work(work)
        yield from self._kinds()

    def _document(self, document: DocumentRecord) -> Iterator[File]:
        record = self.record
        claims = record.claims_of_document.get(document.sha256, ())
        ledger = sorted(
            ((kind, size) for kind, size in document.ledger if kind != "blank"), key=lambda one: (-one[1], one[0])
        )
        lost = {link.number for claim in claims for link in claim.citations if words.state_of(link) == "dangling"}
        yield from self.maker.paged(
            "document",
            self.links.document_url(document.sha256).removesuffix(".html"),
            claims,
            title=document.title or document.path,
            document=document,
            row=self.document_row(document),
            ledger=ledger,
            written=sum(size for _, size in ledger),
            ends=self._shares.get(document.sha256),
            lost=sorted(
                lost, key=lambda number: (not number.isdigit(), int(number) if number.isdecimal() else 0, number)
            ),
            findings=sum(one.document == document.sha256 for one in record.findings),
            text=self.links.text_url(document.sha256),
        )

    @cached_property
    def _shares(self) -> dict[str, Any]:
        trails = map(self.record.trail, self.record.claims)
        return {one.document: one for one in shares_of(self.record.graph, trails)}

    def _concept(self, place: int, key: str, name: str, type_: str, curie: str | None) -> Iterator[File]:
        record = self.record
        claims = [record.claims[at] for at in record.claims_of_concept[place] if record.claims[at].repeats is None]
        beside = Counter(
            other
            for at in record.claims_of_concept[place]
            for other, _ in record.involved.by_claim[at]
            if other != place
        )
        documents = Counter(claim.document for claim in claims)
        questions = [record.questions[id] for id in record.questions_of_concept.get(key, ())]
        questions.sort(
            key=lambda one: (
                one.id not in record.conflicts_of_question,
                -sum(len(a.footing.claims) for a in one.answers),
                one.id,
            )
        )
        yield from self.maker.paged(
            "concept",
            f"concept/{concept_stem(key)}",
            claims,
            title=name,
            name=name,
            type=type_,
            curie=curie,
            expanded=self._expanded(curie),
            health=self.links.health(claims),
            spread=len(documents),
            documents=[
                (record.documents[sha], number) for sha, number in documents.most_common(30) if sha in record.documents
            ],
            beside=[
                (record.involved.concepts[other], number)
                for other, number in sorted(beside.items(), key=lambda one: (-one[1], one[0]))[:14]
            ],
            questions=questions[:20],
            questions_more=max(0, len(questions) - 20),
        )

    def _expanded(self, curie: str | None) -> OutLink | None:
        prefix, colon, local = (curie or "").partition(":")
        base = prefixes().get(prefix) if colon else None
        address = safe_address(base + local) if base else None
        return OutLink(address, curie or "") if address else None

    def _question(self, asked: Asked) -> Iterator[File]:
        record = self.record
        rows = [
            (number, record.claims[place])
            for number, one in enumerate(asked.answers)
            for place in sorted(record.place[id] for id in one.footing.claims)
        ]
        narrowed = [record.questions[id] for id in record.narrowed.get(asked.id, ())]
        conflicts = record.conflicts_of_question.get(asked.id, ())
        yield from self.maker.paged(
            "question",
            f"question/{safe_stem(asked.id)}",
            rows,
            title=self.links.question_title(asked),
            asked=asked,
            answers=asked.answers,
            narrowed=narrowed,
            wider=record.questions.get(asked.bare) if asked.bare != asked.id else None,
            conflicts=[(at, record.conflicts[at]) for at in conflicts[:_SOME]],
            contested=any(record.conflicts[at].type != "apparent" for at in conflicts),
        )

    def _work(self, work: Work) -> Iterator[File]:
        record = self.record
        claims = [record.claims[record.place[id]] for id in record.claims_of_work.get(work.id, ())]
        claims = [claim for claim in claims if claim.repeats is None]

        def best(claim: Claim) -> str:
            states = {words.state_of(link) for link in claim.citations if link.work == work.id}
            return "stated" if "stated" in states else "inferred"

        yield from self.maker.paged(
            "work",
            self.links.work_url(work.id).removesuffix(".html"),
            [(claim, best(claim)) for claim in claims],
            title=self.links.work_name(work),
            work=work,
            retraction=retraction_words(work),
            notices=[line[:1].upper() + line[1:] for line in map(str.strip, retraction_lines(work))][1:],
            named_in=[record.entries[id] for id in work.entries if id in record.entries],
        )

    def _kinds(self) -> Iterator[File]:
        by_kind: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in self.record.claims:
            by_kind[claim.kind].append(claim)
        for kind in sorted(by_kind):
            name = words.name_in(words.KIND_NAMES, kind)
            yield from self.maker.paged(
                "kind", f"kind/{safe_stem(kind)}", by_kind[kind], title=f"{name}: claims", kind=kind, name=name
            )

    def document_row(self, document: DocumentRecord) -> dict[str, Any]:
        claims = self.record.claims_of_document.get(document.sha256, ())
        ledger = dict(document.ledger)
        written = sum(size for kind, size in document.ledger if kind != "blank")
        return {
            "record": document,
            "name": document.title or document.path,
            "about": " · ".join(
                part for part in (document.publisher, words.spaced(document.kind or ""), document.date) if part
            ),
            "claims": sum(map(is_counted, claims)),
            "health": self.links.health(claims),
            "unread": words.percent(ledger.get("unclaimed", 0), written) if written else "–",
        }
