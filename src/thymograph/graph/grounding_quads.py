"""The quads of candidate identifiers: what names without one may mean."""

from __future__ import annotations

from collections.abc import Iterable

from thymograph.graph.terms import decimal
from thymograph.graph.writing import Pen
from thymograph.lexicon.grounding import Grounding
from thymograph.model import content_id
from thymograph.vocabulary import RDFS, SKOS, TG

__all__ = ["write_groundings"]


def write_groundings(pen: Pen, groundings: Iterable[Grounding]) -> None:
    """Write the candidates of each name; nothing but ``tg:mayMean`` joins a concept to them."""
    for grounding in groundings:
        concept = pen.concept(grounding.name)
        for candidate in grounding.candidates:
            node = pen.iris.node("candidate", content_id("n", concept, candidate.id))
            meant = pen.iris.concept(candidate.id)
            pen.type(node, TG.Candidate)
            pen.link(concept, TG.hasCandidate, node)
            pen.link(concept, TG.mayMean, meant)
            pen.link(node, TG.mayMean, meant)
            pen.value(node, SKOS.notation, candidate.id)
            pen.value(node, RDFS.label, candidate.name)
            pen.value(node, TG.confidence, candidate.score, decimal)
