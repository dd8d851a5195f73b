"""The check of a graph against the SHACL shapes, one named graph at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from thymograph.graph.answer import Iri
from thymograph.graph.iris import compact
from thymograph.graph.store import GraphHandle
from thymograph.resources import ontology_path
from thymograph.vocabulary import NAMESPACES, TG

if TYPE_CHECKING:
    import rdflib

__all__ = ["CheckReport", "CheckRow", "check", "check_graph"]

_GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s a ?class } }"
_SH = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True, order=True)
class CheckRow:
    """One node that breaks a shape."""

    focus: str
    path: str
    message: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was checked, and what breaks a shape, sorted."""

    claims: int
    rows: tuple[CheckRow, ...]


@cache
def _shapes() -> str:
    return ontology_path("shapes.ttl").read_text("utf-8")


def _short(term: object) -> str:
    """Return a term of a report as people write it: last segment of our nodes, prefix:name of terms."""
    if term is None:
        return ""
    written = str(term)
    for prefix, expansion in NAMESPACES.items():
        if written.startswith(expansion) and prefix not in ("obo",):
            return f"{prefix}:{written[len(expansion) :]}"
    short = compact(written)
    return short if short != written or "://" not in written else written.rsplit("/", 1)[-1]


def check_graph(graph: rdflib.Graph) -> tuple[CheckRow, ...]:
    """Return what breaks a shape in one rdflib graph, sorted."""
    import pyshacl
    from rdflib import RDF, Graph, URIRef

    # A fresh graph of shapes each time: pyshacl writes into the one that it is given.
    shapes = Graph().parse(data=_shapes(), format="turtle")
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inplace=True)
    rows = set()
    for result in report.subjects(RDF.type, URIRef(_SH + "ValidationResult")):
        values = [report.value(result, URIRef(_SH + name)) for name in ("focusNode", "resultPath")]
        messages = sorted(str(said) for said in report.objects(result, URIRef(_SH + "resultMessage")))
        rows.add(CheckRow(_short(values[0]), _short(values[1]), "; ".join(messages)))
    return tuple(sorted(rows))


def _batches(handle: GraphHandle) -> Iterator[rdflib.Graph]:
    for (name,) in sorted(handle.query(_GRAPHS, union=False).rows, key=lambda row: str(row[0])):
        if isinstance(name, Iri):
            yield handle.named_graph(name)


def check(handle: GraphHandle) -> CheckReport:
    """Return the report of a whole graph, a document at a time, so that memory follows the largest document."""
    from rdflib import RDF, URIRef

    rows: set[CheckRow] = set()
    claims = 0
    for graph in _batches(handle):
        claims += sum(1 for _ in graph.subjects(RDF.type, URIRef(TG.Claim)))
        rows.update(check_graph(graph))
    return CheckReport(claims, tuple(sorted(rows)))
