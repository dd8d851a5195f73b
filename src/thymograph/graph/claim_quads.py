"""The quads of a claim: its words, place, citations, concepts and assertions."""

from __future__ import annotations

import hashlib

from thymograph.assembly.propositions import contents_of
from thymograph.graph.curation_quads import write_curation
from thymograph.graph.iris import Iris
from thymograph.graph.result_quads import write_measurement, write_regimen, write_stance
from thymograph.graph.terms import boolean, decimal, integer
from thymograph.graph.writing import Pen
from thymograph.model import Anchor, Assertion, Citation, Claim, Cue, content_id
from thymograph.vocabulary import (
    ANSWERS,
    CERTAINTIES,
    CITATION_STATUSES,
    CUE_EFFECTS,
    DIRECTNESSES,
    INVOLVES,
    KINDS,
    NEEDS_NO_CITATION,
    OA,
    POLARITIES,
    PREDICATES,
    PROV,
    SCOPES,
    TG,
    TG_IRI,
    individual,
)

__all__ = ["citation_iri", "section_path", "write_claim"]

_ATTITUDES = {"asserts": TG.asserts, "denies": TG.denies, "leaves_open": TG.leavesOpen}


def section_path(claim: Claim) -> str:
    """Return the headings above a claim as one text, outermost first."""
    return " > ".join(claim.section)


def write_claim(pen: Pen, claim: Claim, publisher: str | None, *, told: bool = False) -> None:
    """Write a claim and everything that hangs on it, into the graph of its document.

    ``told``: what read the claim is written at its document.
    """
    node = pen.iris.claim(claim.id)
    document = pen.iris.document(claim.document)
    pen.type(node, TG.Claim)
    pen.link(node, PROV.wasDerivedFrom, document)
    if publisher:
        pen.link(node, PROV.wasAttributedTo, pen.iris.agent(publisher))
    pen.value(node, TG.gist, claim.gist)
    pen.value(node, TG.text, claim.quote)
    pen.value(node, TG.textKey, claim.text_key)
    if not told:
        pen.value(node, TG.extractor, claim.extractor)
    pen.link(node, TG.kind, individual(KINDS, claim.kind, "kind"))
    if claim.citation_status == "none" and claim.kind not in NEEDS_NO_CITATION:
        pen.value(node, TG.lacksCitation, True, boolean)
    pen.link(node, TG.polarity, individual(POLARITIES, claim.polarity, "polarity"))
    pen.link(node, TG.certainty, individual(CERTAINTIES, claim.certainty, "certainty"))
    if claim.section:
        pen.value(node, TG.sectionPath, section_path(claim))
    if claim.directness:
        pen.link(node, TG.directness, individual(DIRECTNESSES, claim.directness, "directness"))
    pen.concept_link(node, TG.speaker, claim.speaker)
    if claim.repeats:
        pen.link(node, TG.repeats, pen.iris.claim(claim.repeats))
    if claim.step:
        pen.value(node, TG.procedure, claim.step.procedure)
        pen.value(node, TG.stepNumber, claim.step.number, integer)
        if claim.step.after:
            pen.link(node, TG.afterClaim, pen.iris.claim(claim.step.after))
    _write_anchors(pen, node, document, claim)
    _write_citations(pen, node, claim)
    _write_concepts(pen, node, claim)
    cues = {_cue_node(pen, claim, cue): cue for cue in claim.cues}
    for cue_node, cue in cues.items():
        _write_cue(pen, node, cue_node, cue)
    for relation in claim.relations:
        _write_assertion(pen, node, claim, relation, cues)
    for measurement in claim.measurements:
        write_measurement(pen, node, claim, measurement)
    for stance in claim.stances:
        write_stance(pen, node, claim, stance)
    for regimen in claim.regimens:
        write_regimen(pen, node, claim, regimen)
    for curation in claim.curation:
        write_curation(pen, node, curation)


def _write_anchors(pen: Pen, node: str, document: str, claim: Claim) -> None:
    words = [anchor for anchor in claim.anchors if anchor.role == "words"]
    if words:
        pen.value(node, TG.line, min(anchor.line for anchor in words), integer)
    for anchor in claim.anchors:
        id = content_id("a", claim.document, anchor.role, anchor.start, anchor.end)
        place = pen.iris.node("anchor", id)
        if anchor.role == "words":
            pen.link(node, PROV.wasQuotedFrom, place)
            _write_anchor(pen, place, document, anchor)
            _write_quote(pen, f"{place}/text", anchor, claim.quote)
        else:
            pen.link(node, TG.framedBy, place)
            # A heading frames many claims.
            if pen.first(place):
                _write_anchor(pen, place, document, anchor)


def _write_anchor(pen: Pen, place: str, document: str, anchor: Anchor) -> None:
    pen.type(place, TG.Anchor)
    pen.link(place, OA.hasSource, document)
    pen.value(place, TG.line, anchor.line, integer)
    pen.value(place, TG.page, anchor.page, integer)
    pen.value(place, TG.sha256, anchor.sha256)
    for name, cls, start, end in (
        ("text", OA.TextPositionSelector, anchor.start, anchor.end),
        ("bytes", OA.DataPositionSelector, anchor.byte_start, anchor.byte_end),
    ):
        selector = f"{place}/{name}"
        pen.link(place, OA.hasSelector, selector)
        pen.type(selector, cls)
        pen.value(selector, OA.start, start, integer)
        pen.value(selector, OA.end, end, integer)


def _write_quote(pen: Pen, selector: str, anchor: Anchor, quote: str | None) -> None:
    # oa:exact must be the very characters of the place; a quote joined over breaks is only tg:text.
    if quote is not None and hashlib.sha256(quote.encode("utf-8")).hexdigest() == anchor.sha256:
        # One node is both selectors: it has where the words stand, and the words.
        pen.type(selector, OA.TextQuoteSelector)
        pen.value(selector, OA.exact, quote)


def _write_citations(pen: Pen, node: str, claim: Claim) -> None:
    status = claim.citation_status
    pen.link(node, TG.citationStatus, individual(CITATION_STATUSES, status, "citation status"))
    for link in claim.citations:
        marker = pen.iris.node("marker", link.marker)
        pen.link(node, TG.hasMarker, marker)
        if link.work:
            stated = link.method in ("number", "key")
            pen.link(node, TG.cites if stated else TG.mayCite, pen.iris.work(link.work))
        _write_link(pen, node, marker, claim, link)


def citation_iri(iris: Iris, claim: Claim, link: Citation) -> str:
    """Return the IRI of the node that a link of a claim to what it cites is."""
    return iris.node("citation", content_id("l", claim.id, link.marker, link.scope))


def _write_link(pen: Pen, node: str, marker: str, claim: Claim, link: Citation) -> None:
    made = citation_iri(pen.iris, claim, link)
    pen.type(made, TG.CitationLink)
    pen.link(node, TG.hasCitation, made)
    pen.link(made, TG.marker, marker)
    # Number and work stand at its entry too, three steps away: too far for a query that wants them of a thousand claims.
    pen.value(made, TG.number, link.number)
    if link.work:
        pen.link(made, TG.citedWork, pen.iris.work(link.work))
    pen.link(made, TG.scope, individual(SCOPES, link.scope, "citation scope"))
    # What is stated is sure: only a guess says how sure it is.
    if link.method not in ("number", "key"):
        pen.value(made, TG.confidence, link.confidence, decimal)


def _write_concepts(pen: Pen, node: str, claim: Claim) -> None:
    """Write what the claim involves: all that it names, and what frames or pronouns bring in."""
    named: set[str] = set()
    involved: set[str] = set()
    for mention in claim.mentions:
        concept = pen.concept(mention.name, mention.id)
        (involved if mention.implicit else named).add(concept)
        _involve(pen, node, concept, mention.type)
    ends = [end for r in claim.relations for end in ((r.subject, r.subject_id), (r.object, r.object_id))]
    ends += [(regimen.drug, None) for regimen in claim.regimens]
    ends += [
        (name, None)
        for stance in claim.stances
        for name in (stance.organisation, stance.intervention, stance.condition)
        if name
    ]
    ends += [(measurement.measure, None) for measurement in claim.measurements]
    for name, curie in ends:
        concept = pen.concept(name, curie)
        involved.add(concept)
        _involve(pen, node, concept, pen.names.type_of(pen.names.key(name, curie)))
    # Nearly all are named: what is not is told.
    for concept in involved - named:
        pen.link(node, TG.broughtIn, concept)


def _involve(pen: Pen, node: str, concept: str, kind: str | None) -> None:
    pen.link(node, TG.involves, concept)
    if kind in INVOLVES:
        pen.link(node, TG_IRI + INVOLVES[kind], concept)


def _cue_node(pen: Pen, claim: Claim, cue: Cue) -> str:
    return pen.iris.node("cue", content_id("u", claim.id, cue.start, cue.end, cue.effect))


def _write_cue(pen: Pen, node: str, cue_node: str, cue: Cue) -> None:
    pen.type(cue_node, TG.Cue)
    pen.link(node, TG.hasCue, cue_node)
    pen.value(cue_node, TG.text, cue.text)
    pen.value(cue_node, TG.start, cue.start, integer)
    pen.value(cue_node, TG.end, cue.end, integer)
    pen.link(cue_node, TG.effect, individual(CUE_EFFECTS, cue.effect, "cue effect"))


def _write_assertion(pen: Pen, node: str, claim: Claim, relation: Assertion, cues: dict[str, Cue]) -> None:
    """Write an assertion, its content, and on the claim what it thereby asserts, denies or leaves open."""
    made = pen.iris.node("assertion", content_id("s", claim.id, repr(relation)))
    pen.type(made, TG.Assertion)
    pen.link(node, TG.makes, made)
    pen.link(made, TG.printedPredicate, individual(PREDICATES, relation.predicate, "predicate"))
    pen.link(made, TG.polarity, individual(POLARITIES, relation.polarity, "polarity"))
    pen.link(made, TG.certainty, individual(CERTAINTIES, relation.certainty, "certainty"))
    pen.value(made, TG.rule, relation.rule)
    pen.value(made, TG.start, relation.start, integer)
    pen.value(made, TG.end, relation.end, integer)
    for cue_node, cue in cues.items():
        within = relation.start <= cue.start and cue.end <= relation.end
        if cue.effect in (relation.polarity, relation.certainty) and (within or len(claim.relations) == 1):
            pen.link(made, TG.cue, cue_node)
    for content in contents_of(relation, pen.names):
        proposition = pen.iris.proposition(content.proposition.id)
        pen.link(made, TG.content, proposition)
        pen.link(made, TG.answer, individual(ANSWERS, content.answer, "answer"))
        pen.link(node, _ATTITUDES[content.attitude], proposition)
