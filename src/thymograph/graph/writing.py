"""The pen that writes the triples of one named graph."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from thymograph.assembly.concepts import NameIndex
from thymograph.graph.iris import Iris
from thymograph.graph.terms import iri, text
from thymograph.vocabulary import RDF

__all__ = ["Pen"]

_TYPE = f"<{RDF.type}>"


class Pen:
    """Collects the triples of one graph, each term as N-Quads writes it; what is None is not written.

    The concepts that are named on the way are remembered in ``concepts`` (key → names), so that the
    lexicon graph can describe those that no lexicon knows.
    """

    def __init__(self, iris: Iris, names: NameIndex, concepts: dict[str, set[str]]) -> None:
        self.iris = iris
        self.names = names
        # Plain tuples: a NamedTuple is twice as slow to make, and there are a hundred to a claim.
        self.triples: set[tuple[str, str, str]] = set()
        self._concepts = concepts
        self._begun: set[str] = set()

    def first(self, node: str) -> bool:
        """Whether this is the first time that one asks about ``node``, which then need not be written again."""
        new = node not in self._begun
        self._begun.add(node)
        return new

    def type(self, subject: str, *classes: str) -> None:
        """Write that ``subject`` is of each class."""
        for cls in classes:
            self.triples.add((iri(subject), _TYPE, iri(cls)))

    def link(self, subject: str, predicate: str, object: str | None) -> None:
        """Write a triple whose object is an IRI."""
        if object is not None:
            self.triples.add((iri(subject), iri(predicate), iri(object)))

    def value(self, subject: str, predicate: str, value: Any, write: Callable[[Any], str] = text) -> None:
        """Write a triple whose object is a literal, made by ``write``."""
        if value is not None:
            self.triples.add((iri(subject), iri(predicate), write(value)))

    def concept(self, name: str, curie: str | None = None) -> str:
        """Return the IRI of the concept that a name means, and remember that it was named."""
        key = self.names.key(name, curie)
        self._concepts.setdefault(key, set()).add(name)
        return self.iris.concept(key)

    def concept_link(self, subject: str, predicate: str, name: str | None) -> None:
        """Write a triple whose object is the concept of a name."""
        if name:
            self.link(subject, predicate, self.concept(name))
