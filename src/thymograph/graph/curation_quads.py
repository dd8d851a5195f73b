"""The quads of curation: who changed, added or took out which claim, when and why."""

from __future__ import annotations

from thymograph.graph.writing import Pen
from thymograph.model import Curation, DocumentRecord, content_id
from thymograph.vocabulary import DCTERMS, FOAF, PROV, RDFS, TG

__all__ = ["write_curation", "write_rejections"]


def write_curation(pen: Pen, claim: str, curation: Curation) -> str:
    """Write one change of the claim with the IRI ``claim`` as an activity of its curator; return its IRI."""
    made = pen.iris.node("curation", content_id("k", claim, repr(curation)))
    curator = pen.iris.agent(curation.curator)
    pen.type(made, TG.Curation, PROV.Activity)
    pen.type(curator, PROV.Agent)
    pen.value(curator, FOAF.name, curation.curator)
    pen.link(made, PROV.wasAssociatedWith, curator)
    pen.value(made, TG.correctedField, curation.field)
    pen.value(made, DCTERMS.date, curation.date)
    pen.value(made, RDFS.comment, curation.reason)
    pen.value(made, TG.replacedValue, curation.replaced)
    if curation.field != "reject":
        pen.link(claim, PROV.wasGeneratedBy, made)
    return made


def write_rejections(pen: Pen, document: DocumentRecord) -> None:
    """Write what curators took out of a document; such a claim is no ``tg:Claim``, and says nothing."""
    for rejected in document.rejected:
        claim = pen.iris.claim(rejected.id)
        made = write_curation(pen, claim, rejected.curation)
        pen.link(claim, PROV.wasInvalidatedBy, made)
        pen.link(made, PROV.wasInfluencedBy, pen.iris.document(document.sha256))
        pen.value(made, TG.textKey, rejected.text_key)
