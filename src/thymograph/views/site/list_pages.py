"""The first page of the site, and its lists: documents, concepts from A to Z, questions, works, conflicts, positions,
findings."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from thymograph.assembly.audit import RULES
from thymograph.lexicon.folding import fold_key
from thymograph.views.site.folder import File
from thymograph.views.site.links import SiteLinks
from thymograph.views.site.making import PageMaker
from thymograph.views.site.record import is_counted
from thymograph.views.site.subject_pages import SubjectPages

__all__ = ["ListPages"]

_FEW = 8
_SOME = 12


class ListPages:
    """The first page and the lists."""

    def __init__(self, links: SiteLinks, maker: PageMaker, subjects: SubjectPages) -> None:
        self.links = links
        self.record = links.record
        self.maker = maker
        self.subjects = subjects

    def files(self) -> Iterator[File]:
        """Yield the first page, then the lists."""
        yield from self._start()
        yield from self._lists()

    def _start(self) -> Iterator[File]:
        record = self.record
        counted = [claim for claim in record.claims if is_counted(claim)]
        kinds = Counter(claim.kind for claim in record.claims if claim.repeats is None)
        most = max(kinds.values(), default=1)
        cited = {id: len(ids) for id, ids in record.claims_of_work.items() if record.work(id)}
        works = sorted(
            cited,
            key=lambda id: (
                -len({record.claims[record.place[one]].document for one in record.claims_of_work[id]}),
                -cited[id],
                id,
            ),
        )
        shown = self._strongest(6)
        yield self.maker.page(
            "start",
            "index.html",
            title=record.title,
            current="start",
            counted=counted,
            apart=len(record.claims) - len(counted),
            health=self.links.health(record.claims),
            documents=[self.subjects.document_row(one) for one in record.graph.documents[:40]],
            kinds=[
                (kind, number, max(2, round(100 * number / most)))
                for kind, number in sorted(kinds.items(), key=lambda one: (-one[1], one[0]))
            ],
            conflicts=[(place, record.conflicts[place], self.links.sides(record.conflicts[place])) for place in shown],
            positions=record.positions[:_SOME],
            best=[one for one in record.propositions if one.footing.roots][:6],
            least=record.least_rooted[:6],
            works=[(record.work(id), cited[id]) for id in works[:_FEW]],
            cited=len(cited),
        )

    def _strongest(self, number: int) -> list[int]:
        """Return places of the gravest conflicts, one a question."""
        seen: set[str] = set()
        found: list[int] = []
        for place, one in enumerate(self.record.conflicts):
            if one.question.id not in seen and len(found) < number:
                seen.add(one.question.id)
                found.append(place)
        return found

    def _lists(self) -> Iterator[File]:
        record = self.record
        yield from self.maker.paged(
            "documents", "documents", [self.subjects.document_row(one) for one in record.graph.documents], title="Documents",
            current="documents",
        )  # fmt: skip
        concepts = sorted(
            ((concept, len(record.claims_of_concept[place])) for place, concept in enumerate(record.involved.concepts)),
            key=lambda one: (self._letter(one[0][1]), fold_key(one[0][1]), one[0][0]),
        )
        letters: defaultdict[str, list[Any]] = defaultdict(list)
        for concept, number in concepts:
            letters[self._letter(concept[1])].append((concept, number))
        yield self.maker.page(
            "concepts", "concepts.html", title="Concepts from A to Z", current="concepts", letters=sorted(letters.items(), key=lambda one: (one[0] == "#", one[0])),
            total=len(concepts),
        )  # fmt: skip
        questions = [one for one in record.questions.values() if one.bare == one.id or one.bare not in record.questions]
        questions.sort(key=lambda one: (fold_key(one.subject), fold_key(one.object), one.family, one.id))
        yield from self.maker.paged("questions", "questions", questions, title="Questions", current="questions")
        works = sorted(
            record.graph.works,
            key=lambda one: (-len(record.claims_of_work.get(one.id, ())), fold_key(self.links.work_name(one)), one.id),
        )
        yield from self.maker.paged("works", "works", works, title="Works cited", current="works")
        yield from self.maker.paged(
            "conflicts", "conflicts", list(enumerate(record.conflicts)), title="Conflicts", current="conflicts",
            types=Counter(one.type for one in record.conflicts),
        )  # fmt: skip
        yield from self.maker.paged(
            "positions", "positions", record.positions, title="Positions of organisations", current="positions"
        )
        if record.findings:
            rules = {rule.name: rule.title for rule in RULES}
            yield from self.maker.paged(
                "findings", "findings", record.findings, title="Findings of the audit", current="findings", rules=rules,
                counts=sorted(Counter(one.rule for one in record.findings).items(), key=lambda one: (-one[1], one[0])),
            )  # fmt: skip

    @staticmethod
    def _letter(name: str) -> str:
        """Return the letter under which a name stands: A to Z, else # (signs, digits, other scripts)."""
        for sign in unicodedata.normalize("NFKD", fold_key(name)):
            if "a" <= sign <= "z":
                return sign.upper()
            if sign.isalnum():
                return "#"
        return "#"
