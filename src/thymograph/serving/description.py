"""The description of the service in RDF: what it speaks, in which formats, over which dataset.

References: https://www.w3.org/TR/sparql11-service-description/
"""

from __future__ import annotations

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, Triple

__all__ = ["service_description"]

_SD = "http://www.w3.org/ns/sparql-service-description#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_FORMATS = "http://www.w3.org/ns/formats/"
_ANSWERS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "RDF_XML", "JSON-LD",
)  # fmt: skip


def service_description(endpoint: str, form: str) -> bytes:
    """Return the description of the service at ``endpoint``, a URL, in the format of that name."""
    service, dataset, default = NamedNode(endpoint), BlankNode("dataset"), BlankNode("graph")
    a = NamedNode(f"{_RDF}type")

    def sd(name: str) -> NamedNode:
        return NamedNode(_SD + name)

    triples = [
        Triple(service, a, sd("Service")),
        Triple(service, sd("endpoint"), service),
        Triple(service, sd("supportedLanguage"), sd("SPARQL11Query")),
        Triple(service, sd("feature"), sd("UnionDefaultGraph")),
        *(Triple(service, sd("resultFormat"), NamedNode(_FORMATS + name)) for name in _ANSWERS),
        Triple(service, sd("defaultDataset"), dataset),
        Triple(dataset, a, sd("Dataset")),
        Triple(dataset, sd("defaultGraph"), default),
        Triple(default, a, sd("Graph")),
    ]
    written = pyoxigraph.serialize(triples, format=getattr(pyoxigraph.RdfFormat, form), prefixes={"sd": _SD})
    return written or b""
