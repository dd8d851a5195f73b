"""The quads of documents, their reference lists and markers, and of works."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from thymograph.assembly.addresses import addresses_of
from thymograph.graph.curation_quads import write_rejections
from thymograph.graph.terms import boolean, integer, uri_literal
from thymograph.graph.writing import Pen
from thymograph.model import (
    Citation,
    CitationMarker,
    Claim,
    DocumentRecord,
    ReferenceEntry,
    RetractionNotice,
    Work,
    content_id,
)
from thymograph.vocabulary import (
    BIRO,
    C4O,
    DCTERMS,
    FABIO,
    FOAF,
    KINDS,
    LEDGER_CLASSES,
    METHODS,
    PRISM,
    PROV,
    RDFS,
    RETRACTIONS,
    SCHEMA,
    TG,
    WORK_TYPES,
    individual,
)

__all__ = ["work_label", "write_document", "write_unseen_document", "write_work"]


def write_document(pen: Pen, document: DocumentRecord, claims: Iterable[Claim]) -> None:
    """Write a document: what it is, its ledger, its entries, its markers and what each denotes."""
    claims = tuple(claims)
    node = pen.iris.document(document.sha256)
    pen.type(node, TG.Document, PROV.Entity)
    pen.value(node, RDFS.label, document.title or document.path)
    pen.value(node, DCTERMS.title, document.title)
    pen.value(node, TG.path, document.path)
    pen.value(node, TG.sha256, document.sha256)
    pen.value(node, TG.sizeBytes, document.size_bytes, integer)
    pen.value(node, TG.characters, document.characters, integer)
    pen.value(node, DCTERMS.format, document.format)
    pen.value(node, DCTERMS.date, document.date)
    pen.value(node, DCTERMS.license, document.licence)
    pen.value(node, SCHEMA.url, document.url, uri_literal)
    pen.value(node, TG.documentKind, document.kind)
    pen.value(node, TG.sellsSubject, document.sells_subject, boolean)
    _write_counts(pen, node, document.sha256, claims)
    if document.publisher:
        agent = pen.iris.agent(document.publisher)
        pen.type(agent, PROV.Agent)
        pen.value(agent, FOAF.name, document.publisher)
        pen.link(node, PROV.wasAttributedTo, agent)
    for kind, characters in document.ledger:
        share = pen.iris.node("ledger", f"{document.sha256[:16]}-{kind}")
        pen.type(share, TG.LedgerShare)
        pen.link(node, TG.ledger, share)
        pen.link(share, TG.ledgerClass, individual(LEDGER_CLASSES, kind, "ledger class"))
        pen.value(share, TG.characters, characters, integer)
    for entry in document.entries:
        _write_entry(pen, node, entry)
    _write_markers(pen, document, claims)
    write_rejections(pen, document)


def write_unseen_document(pen: Pen, sha256: str, claims: Iterable[Claim]) -> None:
    """Write what claims alone tell of their document, where its own record did not come with them."""
    claims = tuple(claims)
    path = min(claim.path for claim in claims)
    seen = DocumentRecord(path=path, sha256=sha256, size_bytes=0, characters=0, format="unknown")
    node = pen.iris.document(sha256)
    pen.type(node, TG.Document, PROV.Entity)
    pen.value(node, RDFS.label, path)
    pen.value(node, TG.path, path)
    pen.value(node, TG.sha256, sha256)
    _write_counts(pen, node, sha256, claims)
    _write_markers(pen, seen, claims)


def _write_counts(pen: Pen, node: str, sha256: str, claims: tuple[Claim, ...]) -> None:
    """Write how many claims there are, how they cite, and how many of each kind: what queries would count each time."""
    pen.value(node, TG.claimCount, len(claims), integer)
    cite: Counter[str] = Counter(claim.citation_status for claim in claims)
    for status, predicate in (
        ("stated", TG.statedCount),
        ("inferred", TG.inferredCount),
        ("dangling", TG.danglingCount),
        ("none", TG.uncitedCount),
    ):
        pen.value(node, predicate, cite[status], integer)
    kinds = Counter(claim.kind for claim in claims)
    stated = Counter(claim.kind for claim in claims if claim.citation_status == "stated")
    for kind, count in kinds.items():
        made = pen.iris.node("tally", f"{sha256[:16]}-{kind}")
        pen.type(made, TG.Tally)
        pen.link(node, TG.tally, made)
        pen.link(made, TG.kind, individual(KINDS, kind, "kind"))
        pen.value(made, TG.claimCount, count, integer)
        pen.value(made, TG.statedCount, stated[kind], integer)


def _write_entry(pen: Pen, document: str, entry: ReferenceEntry) -> None:
    node = pen.iris.node("entry", entry.id)
    pen.type(node, BIRO.BibliographicReference)
    pen.link(document, TG.hasReference, node)
    if entry.work:
        pen.link(node, BIRO.references, pen.iris.work(entry.work))
    pen.value(node, TG.number, entry.number)
    pen.value(node, TG.line, entry.line, integer)
    pen.value(node, DCTERMS.title, entry.title)
    pen.value(node, TG.authors, entry.authors)
    pen.value(node, TG.container, entry.container)
    pen.value(node, TG.host, entry.host)
    pen.value(node, FABIO.hasPublicationYear, entry.year)
    pen.value(node, TG.printedType, entry.label)
    pen.value(node, SCHEMA.url, entry.url, uri_literal)
    pen.value(node, TG.identifiedBy, entry.identified_by)


def _write_markers(pen: Pen, document: DocumentRecord, claims: Iterable[Claim]) -> None:
    """Write each marker with what resolves it; one that no claim cites is written too, unresolved or not."""
    links: defaultdict[str, list[Citation]] = defaultdict(list)
    for claim in claims:
        for link in claim.citations:
            links[link.marker].append(link)
    markers: dict[str, CitationMarker | None] = {marker.id: marker for marker in document.markers}
    for unknown in links.keys() - markers.keys():
        markers[unknown] = None
    for id, marker in sorted(markers.items()):
        node = pen.iris.node("marker", id)
        cited = links.get(id, [])
        pen.type(node, C4O.InTextReferencePointer)
        printed = marker.printed if marker else cited[0].number
        pen.value(node, C4O.hasContent, printed)
        pen.value(node, TG.number, marker.number if marker else cited[0].number)
        pen.link(node, PROV.wasDerivedFrom, pen.iris.document(document.sha256))
        for link in cited:
            pen.link(node, TG.resolvedBy, individual(METHODS, link.method, "method"))
            if link.entry:
                denotes = C4O.denotes if link.method in ("number", "key") else TG.mayDenote
                pen.link(node, denotes, pen.iris.node("entry", link.entry))


def _retraction(status: str | None) -> str:
    return individual(RETRACTIONS, status or "not_checked", "retraction status")


def _write_notice(pen: Pen, work: str, id: str, notice: RetractionNotice) -> None:
    """Write what a list of retractions tells of a work; by its title alone it is linked as a candidate."""
    node = pen.iris.node("notice", content_id("n", id, repr(notice)))
    pen.type(node, TG.RetractionNotice)
    pen.link(work, TG.mayHaveNotice if notice.match == "title" else TG.hasNotice, node)
    pen.link(node, TG.noticeNature, _retraction(notice.nature))
    pen.value(node, DCTERMS.date, notice.date)
    pen.value(node, PRISM.doi, notice.doi)
    pen.value(node, DCTERMS.source, notice.source)
    for reason in notice.reasons:
        pen.value(node, TG.noticeReason, reason)


def work_label(work: Work) -> str:
    """Return what a work is called: its title, else its host, else its key."""
    return work.title or work.host or work.key


def write_work(pen: Pen, work: Work, citing: Iterable[Claim], entries: dict[str, ReferenceEntry]) -> None:
    """Write a work, and how many claims and documents cite it (stated links only)."""
    citing = tuple(citing)
    node = pen.iris.work(work.id)
    pen.type(node, TG.Work)
    pen.value(node, RDFS.label, work_label(work))
    pen.value(node, DCTERMS.title, work.title)
    pen.value(node, TG.key, work.key)
    pen.value(node, TG.host, work.host)
    pen.value(node, TG.container, work.container)
    pen.value(node, FABIO.hasPublicationYear, work.year)
    pen.value(node, PRISM.doi, work.doi)
    pen.value(node, FABIO.hasPubMedId, work.pmid)
    pen.value(node, FABIO.hasPubMedCentralId, work.pmcid)
    pen.value(node, TG.nct, work.nct)
    pen.value(node, SCHEMA.url, work.url, uri_literal)
    for address in addresses_of(work):
        if not address.found:
            pen.link(node, RDFS.seeAlso, address.url)
    pen.link(node, TG.workType, individual(WORK_TYPES, work.type, "work type"))
    pen.value(node, TG.workTypeReason, work.type_reason)
    pen.link(node, TG.retractionStatus, _retraction(work.retraction))
    for notice in work.notices:
        _write_notice(pen, node, work.id, notice)
    pen.value(node, TG.citedByClaims, len({claim.id for claim in citing}), integer)
    pen.value(node, TG.citedByDocuments, len({claim.document for claim in citing}), integer)
    listing = {entries[id].document for id in work.entries if id in entries}
    pen.value(node, TG.listedByDocuments, len(listing), integer)
    for document in listing:
        pen.link(node, TG.listedIn, pen.iris.document(document))
