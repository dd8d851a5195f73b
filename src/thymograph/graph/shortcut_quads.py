"""The quads that make queries quick, each of which other quads tell too: order, rows, words to look in, steps of chains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from thymograph.assembly.propositions import contents_of
from thymograph.graph.claim_quads import citation_iri
from thymograph.graph.concept_quads import wider_concepts
from thymograph.graph.document_quads import work_label
from thymograph.graph.terms import integer
from thymograph.graph.writing import Pen
from thymograph.lexicon.concepts import Lexicon
from thymograph.model import Claim, ClaimGraph, Work, content_id
from thymograph.records import reading_order
from thymograph.vocabulary import PROV, TG, WORK_TYPES, individual

__all__ = ["works_of", "write_chains", "write_cited", "write_order", "write_rows", "write_wordings"]

# Families whose subject acts on, becomes or belongs to the object, so that steps can follow each other.
_CHAINED = frozenset({"effect", "benefit", "binds", "part_of", "produces", "differentiates_into"})
# Few enough that looking into each is quick, many enough that there are few stretches.
_CLAIMS_A_STRETCH = 8


def works_of(graph: ClaimGraph) -> list[Work]:
    """Return all works by name. A claim may come without its document: its works are then known by id alone."""
    works = {work.id: work for work in graph.works}
    linked = {link.work for claim in graph.claims for link in claim.citations}
    for id in linked | {entry.work for document in graph.documents for entry in document.entries}:
        if id:
            works.setdefault(id, Work(id=id, key=f"work:{id}"))
    return sorted(works.values(), key=lambda work: (work_label(work), work.id))


def write_order(pen: Pen, graph: ClaimGraph) -> None:
    """Write the order in which queries show claims, documents and works, so that a page of them costs one number each."""
    for place, claim in enumerate(sorted(graph.claims, key=reading_order)):
        pen.value(pen.iris.claim(claim.id), TG.order, place, integer)
    documents = {claim.document: claim.path for claim in graph.claims}
    documents |= {document.sha256: document.path for document in graph.documents}
    for place, sha256 in enumerate(sorted(documents, key=lambda one: (documents[one], one))):
        pen.value(pen.iris.document(sha256), TG.order, place, integer)
    types = {}
    for place, work in enumerate(works_of(graph)):
        types[work.id] = individual(WORK_TYPES, work.type, "work type")
        pen.value(pen.iris.work(work.id), TG.order, place, integer)
    for claim in graph.claims:
        for link in claim.citations:
            if link.work:
                pen.link(pen.iris.claim(claim.id), TG.citedType, types[link.work])


def write_rows(pen: Pen, graph: ClaimGraph) -> None:
    """Write each claim's row as queries show it, in one literal: a look-up where its cells would take a dozen."""
    works = {work.id: work_label(work) for work in works_of(graph)}
    for claim in graph.claims:
        pen.value(pen.iris.claim(claim.id), TG.row, _row(claim, works))


def _row(claim: Claim, works: dict[str, str]) -> str:
    """Return the cells of a claim's row, one a line, as name=value; what is absent is left out, the gist comes last."""
    lines = [anchor.line for anchor in claim.words]
    cells = (
        ("document", claim.path),
        ("line", str(min(lines)) if lines else ""),
        ("kind", claim.kind),
        ("status", claim.citation_status),
        ("marker", "; ".join(sorted({link.number for link in claim.citations}))),
        ("work", "; ".join(sorted({works[link.work] for link in claim.citations if link.work}))),
    )
    told = "".join(f"{name}={' '.join(value.splitlines())}\n" for name, value in cells if value)
    return f"{told}gist={claim.gist}"


def write_wordings(pen: Pen, graph: ClaimGraph) -> None:
    """Write the words of some claims together, so that few texts are looked into."""
    before = 0
    for stretch in _stretches(graph.claims):
        node = pen.iris.node("stretch", content_id("b", stretch[0].id))
        pen.type(node, TG.Stretch)
        pen.link(node, PROV.wasDerivedFrom, pen.iris.document(stretch[0].document))
        pen.value(node, TG.order, before, integer)
        before += len(stretch)
        for claim in stretch:
            pen.link(node, TG.holds, pen.iris.claim(claim.id))
        said = dict.fromkeys(words for claim in stretch for words in (claim.gist, claim.quote) if words)
        pen.value(node, TG.wording, "\n".join(said))


def write_cited(pen: Pen, graph: ClaimGraph) -> None:
    """Write of each work its words in one text, and which link to a work is the first to it, in the order of pages."""
    for work in works_of(graph):
        said = dict.fromkeys(words for words in (work.key, work.host, work_label(work)) if words)
        pen.value(pen.iris.work(work.id), TG.workWording, "\n".join(said))
    first: dict[str, int] = {}
    place = 0
    for claim in sorted(graph.claims, key=reading_order):
        for _, work_id in sorted(
            (citation_iri(pen.iris, claim, link), link.work) for link in claim.citations if link.work
        ):
            first.setdefault(work_id, place)
            place += 1
    for work_id, one in first.items():
        pen.value(pen.iris.work(work_id), TG.firstCited, one, integer)


def _stretches(claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    """Yield the claims of each document in reading order, some at a time."""
    for _, found in groupby(sorted(claims, key=reading_order), key=lambda claim: claim.document):
        within = list(found)
        for start in range(0, len(within), _CLAIMS_A_STRETCH):
            yield within[start : start + _CLAIMS_A_STRETCH]


def write_chains(pen: Pen, graph: ClaimGraph, lexicon: Lexicon | None) -> None:
    """Write which concept leads to which by a proposition that some claim asserts, so that paths run over those alone.

    What reaches TLR9 has reached a Toll-like receptor: it leads to all that the far end falls under.
    """
    asserted = {
        content.proposition.id
        for claim in graph.claims
        for relation in claim.relations
        for content in contents_of(relation, pen.names)
        if content.attitude == "asserts" and content.question.family in _CHAINED
    }
    for proposition in graph.propositions:
        if proposition.id in asserted:
            start = pen.concept(proposition.subject, proposition.subject_id)
            ends = {pen.concept(proposition.object, proposition.object_id)}
            ends |= {pen.iris.concept(wider) for wider in wider_concepts(proposition.object_id, lexicon)}
            for end in ends:
                pen.link(start, TG.leadsTo, end)
                # Both ends as one node, so that the propositions of a step are one look-up, however many the ends have.
                link = pen.iris.node("link", content_id("l", start, end))
                pen.link(pen.iris.proposition(proposition.id), TG.chainLink, link)
                if pen.first(link):
                    pen.type(link, TG.ChainLink)
                    pen.link(link, TG.fromConcept, start)
                    pen.link(link, TG.toConcept, end)
