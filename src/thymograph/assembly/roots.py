"""What claims rest on: independent roots, after works, copies of documents and pages of one publisher are merged."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from thymograph.assembly.audit.dossiers import is_host_only
from thymograph.assembly.concepts import NameIndex, name_index
from thymograph.assembly.echoes import echo_groups, publisher_voices
from thymograph.assembly.propositions import Attitude, contents_of
from thymograph.assembly.stands import stands_of
from thymograph.lexicon.folding import fold_key
from thymograph.model import Claim, ClaimGraph, Qualifiers, ReferenceEntry, Work, content_id

__all__ = ["Agreement", "Footing", "Root", "Rooting", "agreements", "proposition_roots", "question_roots", "rooting_of"]

_STATED = frozenset({"number", "key"})
# Pages that tell what others found, or that somebody sells by.
_TERTIARY = {
    "database_page": "database page",
    "press_release": "press release",
    "vendor_page": "vendor page",
    "web_page": "web page",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """What a trail of citations ends in: a work, an entry that is a bare host, or a document's own results."""

    id: str
    """The work's id; ``r`` + 16 hex digits for an entry without identity and for a document."""
    kind: str
    """work, host or document."""
    name: str
    type: str
    """The type of the work; ``own_results`` for a document."""
    host: str | None = None
    works: tuple[str, ...] = ()
    """Ids of the works that are this root: several for the same entry in copies of one document."""
    weakness: str | None = None
    """database page, press release, vendor page, web page or host only; None for anything better or unknown."""
    lead_author: str | None = None
    """First and second author folded, where the entry prints them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Footing:
    """How many say a thing, and on how many independent roots."""

    claims: tuple[str, ...]
    documents: tuple[str, ...]
    """SHA-256 of each, copies counted."""
    voices: int
    """Documents after copies and documents of one publisher are counted once."""
    citations: int
    """Stated links, and those that a copy repeats."""
    roots: tuple[Root, ...]
    """By stated links and own results only."""
    roots_at_least: int
    """Should every bare host be a page already counted of that host, all pages of one publisher one root, and works
    with the same first two authors one study."""
    inferred: tuple[Root, ...] = ()
    """To which only inferred links lead; not among ``roots``."""
    dangling: int = 0
    """Markers that lead to no entry."""
    sellers: tuple[str, ...] = ()
    """SHA-256 of the documents whose publisher sells what it writes about."""

    @property
    def weak_roots(self) -> tuple[Root, ...]:
        """Return the roots that are tertiary or commercial pages, or bare hosts."""
        return tuple(root for root in self.roots if root.weakness)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One answer to one question, or one proposition, with what it stands on."""

    id: str
    """Of the proposition or question."""
    subject: str
    predicate: str
    """Of a proposition; the family of a question."""
    object: str
    qualifiers: Qualifiers
    answer: str
    """asserts, denies or leaves_open of a proposition; up, down, none … of a question."""
    footing: Footing


@dataclass(frozen=True, slots=True)
class Rooting:
    """A graph made ready to be asked what claims rest on."""

    echoes: Mapping[str, str]
    voices: Mapping[str, str]
    sellers: frozenset[str]
    root_of_entry: Mapping[str, Root]
    root_of_work: Mapping[str, Root]
    at_hand: Mapping[str, str]
    """Work → the document that it is."""
    own: Mapping[str, Root]
    """Document → the root that its own results are."""

    def links(self, claim: Claim) -> Iterator[tuple[Root, bool, str | None]]:
        """Yield (root, whether the link is stated, work) of each citation that leads somewhere."""
        for link in claim.citations:
            root = self.root_of_entry.get(link.entry or "") or self.root_of_work.get(link.work or "")
            if root is not None:
                yield root, link.method in _STATED, link.work

    def footing(self, claims: Iterable[Claim]) -> Footing:
        """Return what ``claims``, which all say one thing, stand on together.

        A cited work that is itself among the documents and says the same there on works of its own is no root: those
        works are. A claim that cites nothing rests on its document where that reports its own results.
        """
        said = sorted({claim.id: claim for claim in claims}.values(), key=lambda claim: claim.id)
        by_document: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in said:
            by_document[claim.document].append(claim)
        stated: dict[str, Root] = {}
        inferred: dict[str, Root] = {}
        citations = dangling = 0
        for claim in said:
            for root, is_stated, work in self.links(claim):
                citations += is_stated
                for end in self._ends(root, work, by_document, frozenset({claim.document})):
                    (stated if is_stated else inferred).setdefault(end.id, end)
            dangling += sum(link.entry is None and link.work is None for link in claim.citations)
            if claim.directness == "own_result" and not claim.citations:
                own = self.own[claim.document]
                stated.setdefault(own.id, own)
        roots = tuple(stated[key] for key in sorted(stated))
        return Footing(
            claims=tuple(claim.id for claim in said),
            documents=tuple(sorted(by_document)),
            voices=len({self.voices[document] for document in by_document}),
            citations=citations,
            roots=roots,
            roots_at_least=_least(roots),
            inferred=tuple(inferred[key] for key in sorted(inferred) if key not in stated),
            dangling=dangling,
            sellers=tuple(sorted(self.sellers & set(by_document))),
        )

    def _ends(
        self, root: Root, work: str | None, by_document: Mapping[str, Sequence[Claim]], seen: frozenset[str]
    ) -> Iterator[Root]:
        """Yield the roots that ``root`` leads to through the documents at hand; itself if none."""
        document = self.at_hand.get(work or "")
        further: list[Root] = []
        if document is not None and document not in seen:
            for claim in by_document.get(document, ()):
                for other, is_stated, cited in self.links(claim):
                    if is_stated:
                        further.extend(self._ends(other, cited, by_document, seen | {document}))
        yield from further or (root,)


_NAME = re.compile(r"[^\W\d_][\w'’-]+")


def _lead_author(entry: ReferenceEntry) -> str | None:
    """Return the first two authors folded: one alone is too common a name."""
    parts = [part.strip() for part in re.split(r"[,;]|\band\b|&", entry.authors or "") if part.strip()]
    names = [fold_key(found[0]) for part in parts if (found := _NAME.match(part)) and len(found[0]) > 2]
    return " ".join(names[:2]) if len(names) > 1 else None


def _least(roots: Sequence[Root]) -> int:
    """Return how many roots are left if all are one that could be one."""
    works: set[str] = set()
    hosts_of_works: set[str] = set()
    pages: set[str] = set()
    for root in roots:
        if root.kind == "work" and (root.type not in _TERTIARY or not root.host):
            works.add(root.lead_author or root.id)
            hosts_of_works.add(root.host or "")
        elif root.kind == "document":
            works.add(root.id)
        else:
            pages.add(root.host or root.id)
    return len(works) + len(pages - hosts_of_works)


def _work_root(work: Work, entries: Mapping[str, ReferenceEntry]) -> Root:
    authors = sorted(filter(None, (_lead_author(entries[one]) for one in work.entries if one in entries)))
    return Root(
        id=work.id,
        kind="work",
        name=work.title or work.url or work.key,
        type=work.type,
        host=work.host,
        works=(work.id,),
        weakness=_TERTIARY.get(work.type),
        lead_author=authors[0] if authors else None,
    )


def _entry_roots(graph: ClaimGraph, works: Mapping[str, Work], echoes: Mapping[str, str]) -> dict[str, Root]:
    """Return the roots of entries that have no identity beyond their list: the n-th of its host in a document and in
    the copies of that document is one root."""
    grouped: defaultdict[tuple[str, str, int], list[ReferenceEntry]] = defaultdict(list)
    for document in graph.documents:
        seen: defaultdict[str, int] = defaultdict(int)
        for entry in sorted(document.entries, key=lambda entry: (entry.start, entry.id)):
            work = works.get(entry.work)
            if work is None or not work.key.startswith("entry:"):
                continue
            host = entry.host or ""
            grouped[echoes[document.sha256], host, seen[host]].append(entry)
            seen[host] += 1
    roots = {}
    for (group, host, place), entries in sorted(grouped.items()):
        kinds = sorted({works[entry.work].type for entry in entries})
        host_only = all(is_host_only(entry) for entry in entries)
        root = Root(
            id=content_id("r", group, host, place),
            kind="host",
            name=host or entries[0].container or "entry without title",
            type=kinds[0],
            host=host or None,
            works=tuple(sorted({entry.work for entry in entries})),
            weakness=_TERTIARY.get(kinds[0], "host only" if host_only else None),
        )
        roots.update({entry.id: root for entry in entries})
    return roots


def rooting_of(graph: ClaimGraph) -> Rooting:
    """Return ``graph`` made ready for :meth:`Rooting.footing`."""
    # Here, not at the head: it needs rapidfuzz, which who only reads a footing does not.
    from thymograph.assembly.at_hand import works_at_hand

    works = {work.id: work for work in graph.works}
    entries = {entry.id: entry for document in graph.documents for entry in document.entries}
    echoes = echo_groups(graph)
    at_hand = works_at_hand(graph)
    of_work = {key: _work_root(work, entries) for key, work in works.items() if not work.key.startswith("entry:")}
    own: dict[str, Root] = {}
    for work_id, document in sorted(at_hand.items()):
        if work_id in of_work:
            own.setdefault(echoes.get(document, document), of_work[work_id])
    named = {document.sha256: document.title or document.path for document in graph.documents}
    for group in sorted(set(echoes.values())):
        if group not in own:
            own[group] = Root(
                id=content_id("r", group), kind="document", name=named.get(group, group), type="own_results"
            )
    return Rooting(
        echoes=echoes,
        voices=publisher_voices(graph, echoes),
        sellers=frozenset(one.sha256 for one in graph.documents if one.sells_subject),
        root_of_entry=_entry_roots(graph, works, echoes),
        root_of_work=of_work,
        at_hand=at_hand,
        own={document: own[group] for document, group in echoes.items()},
    )


def _counted(graph: ClaimGraph) -> Iterator[Claim]:
    return (claim for claim in graph.claims if claim.repeats is None)


def _agreements(
    said: Mapping[tuple[str, str], list[Claim]], made: Mapping[str, Agreement], rooting: Rooting
) -> tuple[Agreement, ...]:
    return tuple(
        replace(made[key], answer=answer, footing=rooting.footing(claims))
        for (key, answer), claims in sorted(said.items(), key=lambda item: item[0])
    )


_NOTHING = Footing(claims=(), documents=(), voices=0, citations=0, roots=(), roots_at_least=0)


def _blank(id: str, subject: str, predicate: str, object: str, qualifiers: Qualifiers) -> Agreement:
    return Agreement(
        id=id,
        subject=subject,
        predicate=predicate,
        object=object,
        qualifiers=qualifiers,
        answer="",
        footing=_NOTHING,
    )


def proposition_roots(graph: ClaimGraph, rooting: Rooting | None = None) -> tuple[Agreement, ...]:
    """Return, for each proposition, who asserts, denies and leaves it open, and on which roots; by id and attitude."""
    names = name_index(graph.claims)
    said: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in _counted(graph):
        for assertion in claim.relations:
            for content in contents_of(assertion, names):
                attitude: Attitude = content.attitude
                said[content.proposition.id, attitude].append(claim)
    made = {
        one.id: _blank(one.id, one.subject, one.predicate, one.object, one.qualifiers) for one in graph.propositions
    }
    return _agreements(said, made, rooting or rooting_of(graph))


def question_roots(graph: ClaimGraph, rooting: Rooting | None = None) -> tuple[Agreement, ...]:
    """Return, for each question with its qualifiers, each answer given and its roots; by id and answer."""
    names = name_index(graph.claims)
    said: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in _counted(graph):
        for assertion in claim.relations:
            for content in contents_of(assertion, names):
                said[content.question.id, content.answer].append(claim)
    made = {one.id: _blank(one.id, one.subject, one.family, one.object, one.qualifiers) for one in graph.questions}
    return _agreements(said, made, rooting or rooting_of(graph))


def agreements(
    graph: ClaimGraph, rooting: Rooting | None = None, *, names: NameIndex | None = None
) -> tuple[Agreement, ...]:
    """Return each answer to each question *without* its qualifiers, by id and answer.

    This is what "do the documents agree that …" asks: a claim about one disease counts beside one in general. What a
    denial denies is kept: ``not_up`` is no ``down``.
    """
    names = names or name_index(graph.claims)
    said: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    made: dict[str, Agreement] = {}
    for claim in _counted(graph):
        for stand in stands_of(claim, names):
            question = stand.question
            said[question.id, stand.side].append(claim)
            blank = _blank(question.id, question.subject, question.family, question.object, Qualifiers())
            # Of two namings of one question the smaller, so that order does not matter.
            kept = made.setdefault(question.id, blank)
            made[question.id] = min(kept, blank, key=lambda one: (one.subject, one.object))
    return _agreements(said, made, rooting or rooting_of(graph))
