"""A graph as N-Quads: one line a quad, sorted."""

from __future__ import annotations

from collections.abc import Iterator

from thymograph.graph.rdf import nquads, quads_of
from thymograph.lexicon.concepts import load_lexicon
from thymograph.model import ClaimGraph
from thymograph.vocabulary import BASE

__all__ = ["export"]


def export(graph: ClaimGraph, *, base: str = BASE) -> Iterator[str]:
    """Yield the N-Quads text."""
    yield nquads(quads_of(graph, base=base, lexicon=load_lexicon()))
