"""Where pages lie and what their counts say: what every template of the site asks for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from thymograph.assembly.conflicts import Conflict, sides_of
from thymograph.assembly.roots import Footing
from thymograph.model import Claim, Work
from thymograph.views.site import words
from thymograph.views.site.addresses import concept_stem, page_of, safe_stem
from thymograph.views.site.record import Asked, SiteRecord, is_counted

__all__ = ["LONG", "SiteLinks"]

LONG = 300
"""So many rows of a list stand on one page; a longer one goes on on the next."""


class SiteLinks:
    """Addresses in a site, from its root, and words on what claims rest on."""

    def __init__(self, record: SiteRecord, texts: Iterable[str] = ()) -> None:
        self.record = record
        self.texts = frozenset(texts)
        """SHA-256 of the documents whose text is shown in the site."""

    def claim_url(self, id: str) -> str:
        """Return the page of a claim."""
        return f"claim/{safe_stem(id)}.html"

    def document_url(self, sha256: str) -> str:
        """Return the page of a document."""
        return f"document/{safe_stem(sha256[:12])}.html"

    def text_url(self, sha256: str, line: int | None = None) -> str | None:
        """Return the place in the text of a document, where the site shows it."""
        if sha256 not in self.texts:
            return None
        return f"text/{safe_stem(sha256[:12])}.html" + (f"#L{line}" if line else "")

    def work_url(self, id: str) -> str:
        """Return the page of a work."""
        return f"work/{safe_stem(id)}.html"

    def question_url(self, id: str) -> str | None:
        """Return the page of a question, or None where it has none."""
        return f"question/{safe_stem(id)}.html" if id in self.record.questions else None

    def kind_url(self, kind: str) -> str:
        """Return the page of a kind of claims."""
        return f"kind/{safe_stem(kind)}.html"

    def concept_url(self, name: str | None, curie: str | None = None) -> str | None:
        """Return the page of a concept by its name or CURIE, or None where no claim involves it."""
        key = self.record.names.key(name or "", curie)
        return f"concept/{concept_stem(key)}.html" if key in self.record.concept_keys else None

    def key_url(self, key: str) -> str | None:
        """Return the page of a concept by its key."""
        return f"concept/{concept_stem(key)}.html" if key in self.record.concept_keys else None

    def conflict_url(self, place: int) -> str:
        """Return where a conflict stands in the list of all."""
        return f"{page_of('conflicts', place // LONG + 1)}#{self.record.conflicts[place].id}"

    def pages_of(self, stem: str, number: int) -> list[str]:
        """Return the names of the files of a page in ``number`` parts."""
        return [page_of(stem, part).rsplit("/", 1)[-1] for part in range(1, number + 1)]

    def question_title(self, asked: Asked) -> str:
        """Return a question in words."""
        return words.question_words(asked.subject, asked.family, asked.object, asked.qualifiers)

    def work_name(self, work: Work) -> str:
        """Return what a work is called."""
        return work.title or work.host or work.key

    def health(self, claims: Iterable[Claim]) -> list[tuple[str, int, int]]:
        """Return (status, number, per cent) of the claims that are counted, those that occur."""
        counts: Counter[str] = Counter(claim.citation_status for claim in claims if is_counted(claim))
        whole = sum(counts.values())
        return [
            (name, counts[name], max(1, round(100 * counts[name] / whole))) for name in words.STATUSES if counts[name]
        ]

    def footing_words(self, footing: Footing) -> str:
        """Return how many say a thing and on what it rests, in words."""
        told = [words.count(len(footing.claims), "claim"), words.count(len(footing.documents), "document")]
        if footing.voices < len(footing.documents):
            told.append(f"only {footing.voices} of them independent of each other")
        if footing.roots:
            rests = f"resting on {words.count(len(footing.roots), 'independent root')}"
            if footing.roots_at_least < len(footing.roots):
                rests += f", perhaps only {footing.roots_at_least}"
        else:
            rests = "resting on nothing that is stated"
        told.append(rests)
        if footing.inferred:
            told.append(f"{len(footing.inferred)} more by guess")
        if footing.dangling:
            told.append(words.count(footing.dangling, "marker that leads", "markers that lead") + " nowhere")
        if footing.sellers:
            told.append(f"{len(footing.sellers)} from those who sell it")
        return " · ".join(told)

    def sides(self, conflict: Conflict) -> list[dict[str, Any]]:
        """Return the sides of a conflict: what each says, its claims, and what these rest on."""
        record = self.record
        by_says: defaultdict[str, list[Claim]] = defaultdict(list)
        attitude: dict[str, str] = {}
        for member in conflict.members:
            by_says[member.says].append(record.claims[record.place[member.claim]])
            attitude[member.says] = member.attitude
        order = sorted(by_says, key=lambda says: (attitude[says] == "leaves_open", -len(by_says[says]), says))
        return [
            {
                "name": words.says_name(conflict.question.family, says),
                "attitude": attitude[says],
                "claims": by_says[says],
                "documents": len({claim.document for claim in by_says[says]}),
            }
            for says in order
        ]

    def conflict_roots(self, conflict: Conflict) -> list[tuple[str, str]]:
        """Return what each attitude of a conflict rests on, in words."""
        claims = {member.claim: self.record.claims[self.record.place[member.claim]] for member in conflict.members}
        names = {"asserts": "Those who assert", "denies": "Those who deny", "leaves_open": "Those who leave it open"}
        sides = sides_of(conflict, claims, self.record.rooting)
        return [(names[attitude], self.footing_words(footing)) for attitude, footing in sides.items()]
