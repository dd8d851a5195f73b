"""A graph as TriG: grouped by named graph and subject, with prefixes, for people to read."""

from __future__ import annotations

from collections.abc import Iterator

from thymograph.graph.rdf import quads_of, trig
from thymograph.lexicon.concepts import load_lexicon
from thymograph.model import ClaimGraph
from thymograph.vocabulary import BASE

__all__ = ["export"]


def export(graph: ClaimGraph, *, base: str = BASE) -> Iterator[str]:
    """Yield the TriG text."""
    yield trig(quads_of(graph, base=base, lexicon=load_lexicon()), base=base)
