"""The IRIs of documents, claims, works, concepts and named graphs, minted from their ids."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from thymograph.assembly.concepts import LOCAL, local_name
from thymograph.errors import GraphError
from thymograph.graph.terms import path_segment
from thymograph.lexicon.skos import load_prefixes
from thymograph.vocabulary import BASE

__all__ = ["KINDS_OF_NODE", "Iris", "compact", "prefixes"]

KINDS_OF_NODE = (
    "agent", "anchor", "arm", "assertion", "candidate", "citation", "claim", "conflict", "cue", "curation", "difference", "document", "entry",
    "finding", "footing", "graph", "ledger", "link", "marker", "measurement", "member", "position", "proposition", "question",
    "regimen", "root", "stance", "stretch", "tally", "work",
)  # fmt: skip
"""Path segments under the base, besides ``concept``."""
# Resolves any registered prefix: the door of last resort for a CURIE whose prefix the table lacks.
_REGISTRY = "https://bioregistry.io/"


@cache
def prefixes() -> dict[str, str]:
    """Return prefix → IRI of the CURIEs, from ``ontology/prefixes.tsv``."""
    return load_prefixes()


@cache
def _expand(curie: str) -> str:
    prefix, colon, rest = curie.partition(":")
    if not colon or not prefix or not rest:
        raise GraphError(f"{curie!r} is not a CURIE; write prefix:identifier")
    known = prefixes()
    expansion = known.get(prefix) or known.get(prefix.upper())
    if expansion:
        return expansion + path_segment(rest)
    return f"{_REGISTRY}{path_segment(prefix)}:{path_segment(rest)}"


def compact(iri: str) -> str:
    """Return the CURIE of an IRI that a prefix of the table begins, else the IRI.

    >>> compact("http://purl.obolibrary.org/obo/CHEBI_36704")
    'CHEBI:36704'
    """
    best = max(((len(e), p) for p, e in prefixes().items() if iri.startswith(e)), default=None)
    if best:
        return f"{best[1]}:{iri[best[0] :]}"
    if iri.startswith(_REGISTRY):
        return iri[len(_REGISTRY) :]
    return iri


@dataclass(frozen=True)
class Iris:
    """The IRIs under one base.

    >>> Iris().claim("c0123456789abcdef")
    'https://w3id.org/thymograph/claim/c0123456789abcdef'
    """

    base: str = BASE
    _cache: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.base.endswith(("/", "#")):
            raise GraphError(f"base {self.base!r} must end in / or #")

    def _of(self, kind: str, id: str) -> str:
        return f"{self.base}{kind}/{path_segment(id)}"

    def claim(self, id: str) -> str:
        """Return the IRI of a claim."""
        return self._of("claim", id)

    def document(self, sha256: str) -> str:
        """Return the IRI of a document."""
        return self._of("document", sha256)

    def work(self, id: str) -> str:
        """Return the IRI of a work."""
        return self._of("work", id)

    def proposition(self, id: str) -> str:
        """Return the IRI of a proposition."""
        return self._of("proposition", id)

    def question(self, id: str) -> str:
        """Return the IRI of a question."""
        return self._of("question", id)

    def node(self, kind: str, id: str) -> str:
        """Return the IRI of a node that has an id of its own: anchor, marker, entry, assertion …"""
        return self._of(kind, id)

    def agent(self, name: str) -> str:
        """Return the IRI of a publisher by its folded name."""
        return self._of("agent", local_name(name))

    def concept(self, key: str) -> str:
        """Return the IRI of a concept by its key: the CURIE expanded, or a name in our own space."""
        found = self._cache.get(key)
        if found is None:
            found = self._of("concept", key[len(LOCAL) :]) if key.startswith(LOCAL) else _expand(key)
            self._cache[key] = found
        return found

    def graph(self, name: str) -> str:
        """Return the name of a graph: works, propositions, derived, lexicon, audit."""
        return f"{self.base}graph/{name}"

    def document_graph(self, sha256: str) -> str:
        """Return the name of the graph of one document."""
        return self.graph(f"document/{sha256}")
