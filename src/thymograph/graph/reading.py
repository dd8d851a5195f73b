"""Claims, documents and works read back from a graph that has no JSON Lines: an endpoint, a bare RDF file.

What comes back is what trace, search and verify need. The graph does not hold where in the words a mention
or a marker stands (their offsets are 0), and relations, measurements, stances and regimens are left to queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from thymograph.graph.answer import Answer, Cell
from thymograph.model import (
    Anchor,
    Citation,
    CitationMarker,
    Claim,
    Cue,
    DocumentRecord,
    Mention,
    ReferenceEntry,
    RetractionNotice,
    Work,
)
from thymograph.records import from_record, reading_order
from thymograph.vocabulary import RECORD_WORDS

__all__ = ["read_claims", "read_documents", "read_works"]

Ask = Callable[[str], Answer]
_Row = dict[str, Cell]

_HEAD = """PREFIX biro: <http://purl.org/spar/biro/>
PREFIX c4o: <http://purl.org/spar/c4o/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX fabio: <http://purl.org/spar/fabio/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prism: <http://prismstandard.org/namespaces/basic/2.0/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX tg: <https://w3id.org/thymograph/ontology#>
"""


def _optional(subject: str, **predicates: str) -> str:
    return " ".join(
        f"OPTIONAL {{ GRAPH ?g {{ ?{subject} {predicate} ?{name} }} }}" for name, predicate in predicates.items()
    )


_CLAIMS = """SELECT * WHERE { GRAPH ?g { ?claim a tg:Claim ; prov:wasDerivedFrom/tg:sha256 ?document ;
  prov:wasDerivedFrom/tg:path ?path ; tg:gist ?gist ; tg:textKey ?text_key ; tg:kind ?kind ; tg:polarity ?polarity ;
  tg:certainty ?certainty ; tg:citationStatus ?citation_status } """ + (
    _optional(
        "claim",
        quote="tg:text",
        section="tg:sectionPath",
        directness="tg:directness",
        repeats="tg:repeats",
        extractor="tg:extractor|prov:wasDerivedFrom/tg:extractor",
    )
    + " OPTIONAL { GRAPH ?g { ?claim tg:speaker ?s } GRAPH ?l { ?s skos:prefLabel ?speaker } } }"
)
_ANCHORS = (
    """SELECT * WHERE { VALUES (?how ?role) { (prov:wasQuotedFrom "words") (tg:framedBy "frame") }
  GRAPH ?g { ?claim ?how ?a .
  ?a tg:line ?line ; tg:sha256 ?sha256 ; oa:hasSelector ?t , ?b .
  ?t a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end .
  ?b a oa:DataPositionSelector ; oa:start ?byte_start ; oa:end ?byte_end } """
    + _optional("a", page="tg:page")
    + "}"
)
_CITATIONS = """SELECT * WHERE { GRAPH ?g { ?claim tg:hasCitation ?link . ?link tg:marker ?marker ; tg:scope ?scope .
  ?marker tg:number ?number ; tg:resolvedBy ?method } """ + (
    _optional("link", confidence="tg:confidence")
    + " OPTIONAL { GRAPH ?g { ?marker c4o:denotes|tg:mayDenote ?entry . ?entry biro:references ?work } } }"
)
_MENTIONS = """SELECT * WHERE { GRAPH ?g { ?claim a tg:Claim ; tg:involves ?c }
  GRAPH ?l { ?c skos:prefLabel ?name ; tg:conceptType ?type } OPTIONAL { GRAPH ?l { ?c skos:notation ?id } } }"""
_CUES = "SELECT * WHERE { GRAPH ?g { ?claim tg:hasCue ?u . ?u tg:text ?text ; tg:start ?start ; tg:end ?end ; tg:effect ?effect } }"
_DOCUMENTS = """SELECT * WHERE { GRAPH ?g { ?d a tg:Document ; tg:path ?path ; tg:sha256 ?sha256 } """ + (
    _optional(
        "d",
        title="dcterms:title",
        publisher="prov:wasAttributedTo/foaf:name",
        url="schema:url",
        date="dcterms:date",
        licence="dcterms:license",
        kind="tg:documentKind",
        sells_subject="tg:sellsSubject",
        size_bytes="tg:sizeBytes",
        characters="tg:characters",
        format="dcterms:format",
    )
    + "}"
)
_ENTRIES = """SELECT * WHERE { GRAPH ?g { ?d tg:hasReference ?id ; tg:sha256 ?document . ?id tg:line ?line } """ + (
    _optional(
        "id",
        number="tg:number",
        title="dcterms:title",
        authors="tg:authors",
        container="tg:container",
        host="tg:host",
        year="fabio:hasPublicationYear",
        label="tg:printedType",
        url="schema:url",
        work="biro:references",
        identified_by="tg:identifiedBy",
    )
    + "}"
)
_MARKERS = """SELECT * WHERE { GRAPH ?g { ?id a c4o:InTextReferencePointer ; c4o:hasContent ?printed ; tg:number ?number ;
  prov:wasDerivedFrom/tg:sha256 ?document } }"""
_WORKS = """SELECT * WHERE { GRAPH ?g { ?id a tg:Work ; tg:key ?key ; tg:workType ?type } """ + (
    _optional(
        "id",
        title="dcterms:title",
        host="tg:host",
        container="tg:container",
        year="fabio:hasPublicationYear",
        doi="prism:doi",
        pmid="fabio:hasPubMedId",
        pmcid="fabio:hasPubMedCentralId",
        nct="tg:nct",
        url="schema:url",
        type_reason="tg:workTypeReason",
        retraction="tg:retractionStatus",
    )
    + "}"
)
# Whether the notice was found by DOI or by PMID, the graph does not hold.
_NOTICES = """SELECT * WHERE { VALUES (?how ?match) { (tg:hasNotice "doi") (tg:mayHaveNotice "title") }
  GRAPH ?g { ?work ?how ?notice . ?notice tg:noticeNature ?nature ; dcterms:source ?source } """ + (
    _optional("notice", date="dcterms:date", doi="prism:doi", reasons="tg:noticeReason") + "}"
)
# Helpers of the queries, and nodes that are told by their own ids.
_NOT_FIELDS = frozenset({"g", "l", "a", "t", "b", "c", "u", "d", "s", "link", "claim", "how"})
_NODES = frozenset({"id", "claim", "marker", "entry", "work", "repeats"})


def _rows(ask: Ask, query: str) -> Iterator[_Row]:
    """Yield rows as records: nodes by id, our terms by the word that they stand for."""
    answer = ask(_HEAD + query)
    for row in sorted(set(answer.rows), key=repr):
        yield {
            name: RECORD_WORDS.get(cell, cell.rsplit("/", 1)[-1] if name in _NODES and "://" in cell else cell)
            if isinstance(cell, str)
            else cell
            for name, cell in zip(answer.columns, row, strict=True)
        }


def _fields(row: _Row) -> _Row:
    return {name: cell for name, cell in row.items() if name not in _NOT_FIELDS and cell is not None}


def _by_claim(ask: Ask, query: str) -> dict[Cell, list[_Row]]:
    grouped: defaultdict[Cell, list[_Row]] = defaultdict(list)
    for row in _rows(ask, query):
        grouped[row["claim"]].append(_fields(row))
    return grouped


def read_claims(ask: Ask) -> tuple[Claim, ...]:
    """Return the claims of a graph in reading order; see the head of this module for what is not there."""
    anchors, citations = _by_claim(ask, _ANCHORS), _by_claim(ask, _CITATIONS)
    mentions, cues = _by_claim(ask, _MENTIONS), _by_claim(ask, _CUES)
    claims = []
    for row in _rows(ask, _CLAIMS):
        id, record = row["claim"], {**_fields(row), "id": row["claim"]}
        record.setdefault("quote", None)
        section = record.pop("section", None)
        claims.append(
            from_record(
                Claim,
                {
                    **record,
                    "section": str(section).split(" > ") if section else [],
                    "anchors": [],
                },
            )
        )
        claims[-1] = _filled(claims[-1], anchors[id], citations[id], mentions[id], cues[id])
    return tuple(sorted(claims, key=reading_order))


def _filled(claim: Claim, anchors: list[_Row], citations: list[_Row], mentions: list[_Row], cues: list[_Row]) -> Claim:
    made = [from_record(Anchor, anchor) for anchor in anchors]
    return replace(
        claim,
        anchors=tuple(sorted(made, key=lambda anchor: (anchor.role != "words", anchor.start))),
        citations=tuple(from_record(Citation, {**_sure(link), **link, "start": 0, "end": 0}) for link in citations),
        mentions=tuple(from_record(Mention, {**one, "text": one["name"], "start": 0, "end": 0}) for one in mentions),
        cues=tuple(from_record(Cue, cue) for cue in cues),
    )


def _sure(link: _Row) -> _Row:
    """Return the confidence of a link that is stated, which the graph leaves out."""
    return {"confidence": 1.0} if link.get("method") in ("number", "key") else {}


def read_documents(ask: Ask) -> tuple[DocumentRecord, ...]:
    """Return the documents of a graph by path, with their entries and markers (offsets 0)."""
    entries: defaultdict[Cell, list[ReferenceEntry]] = defaultdict(list)
    for row in _rows(ask, _ENTRIES):
        entries[row["document"]].append(from_record(ReferenceEntry, {**_fields(row), "start": 0, "end": 0}))
    markers: defaultdict[Cell, list[CitationMarker]] = defaultdict(list)
    for row in _rows(ask, _MARKERS):
        record = {**_fields(row), "start": 0, "end": 0, "style": "unknown"}
        document = record.pop("document")
        markers[document].append(from_record(CitationMarker, record))
    made = [
        from_record(
            DocumentRecord,
            {"size_bytes": 0, "characters": 0, "format": "unknown", **_fields(row)},
        )
        for row in _rows(ask, _DOCUMENTS)
    ]
    return tuple(
        replace(
            one,
            entries=tuple(sorted(entries[one.sha256], key=lambda entry: (entry.line, entry.id))),
            markers=tuple(markers[one.sha256]),
        )
        for one in sorted(made, key=lambda one: (one.path, one.sha256))
    )


def read_works(ask: Ask) -> tuple[Work, ...]:
    """Return the works of a graph by id, without the ids of their entries."""
    notices = _notices(ask)
    made = []
    for row in _rows(ask, _WORKS):
        fields = _fields(row)
        if fields.get("retraction") == "not_checked":
            del fields["retraction"]
        work = from_record(Work, fields)
        made.append(replace(work, notices=notices[work.id]) if work.id in notices else work)
    return tuple(sorted(made, key=lambda work: work.id))


def _notices(ask: Ask) -> dict[str, tuple[RetractionNotice, ...]]:
    """Return the notices of works by id of the work, by date; a row of the answer for each of a notice's reasons."""
    found: defaultdict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for row in _rows(ask, _NOTICES):
        work, notice = str(row["work"]), str(row["notice"])
        record: dict[str, Any] = {
            name: cell for name, cell in _fields(row).items() if name not in ("work", "notice", "reasons")
        }
        kept = found[work].setdefault(notice, {**record, "reasons": []})
        if row.get("reasons"):
            kept["reasons"].append(row["reasons"])
    return {
        work: tuple(
            sorted(
                (from_record(RetractionNotice, one) for one in own.values()),
                key=lambda one: (one.date or "", one.source),
            )
        )
        for work, own in found.items()
    }
