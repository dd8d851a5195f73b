"""The graph of claims as RDF: quads, N-Quads and TriG text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import IO

from thymograph.assembly.audit import Finding
from thymograph.graph.iris import KINDS_OF_NODE, prefixes
from thymograph.graph.named_graphs import NamedGraph, named_graphs
from thymograph.graph.sorting import SortedLines
from thymograph.graph.terms import Quad
from thymograph.lexicon.concepts import Lexicon
from thymograph.model import ClaimGraph
from thymograph.vocabulary import BASE, NAMESPACES

_LOT_LINES = 50_000

__all__ = ["nquads", "quads_of", "trig", "trig_prefixes", "write_texts"]


def quads_of(
    graph: ClaimGraph,
    *,
    base: str = BASE,
    lexicon: Lexicon | None = None,
    whole_lexicon: bool = False,
    findings: Iterable[Finding] = (),
) -> list[Quad]:
    """Return the quads of a graph, sorted by graph, subject, predicate, object; no blank nodes.

    One named graph a document, and ``works``, ``propositions``, ``derived``, ``lexicon`` and, with the
    ``findings`` of an audit, ``audit`` under ``base``.
    With a ``lexicon`` the concepts used, and those that they fall under, carry its names; without one the
    names that claims use. All are in memory at once; :func:`write_texts` writes one named graph at a time.
    """
    graphs = named_graphs(graph, base=base, lexicon=lexicon, whole_lexicon=whole_lexicon, findings=findings)
    return [Quad(one.name, *triple) for one in graphs for triple in one.triples]


def nquads(quads: Iterable[Quad]) -> str:
    """Return N-Quads text: one line a quad, sorted, so that equal graphs are equal bytes."""
    return "".join(line + "\n" for line in sorted({quad.line for quad in quads}))


def trig_prefixes(base: str = BASE) -> dict[str, str]:
    """Return prefix → IRI for TriG: vocabularies, kinds of node under ``base``, CURIE prefixes in lower case.

    No IRI begins another, so that each term has one short form.
    """
    found = {**NAMESPACES, **{kind: f"{base}{kind}/" for kind in KINDS_OF_NODE}, "l": f"{base}concept/"}
    for prefix, expansion in prefixes().items():
        if not expansion.startswith(NAMESPACES["obo"]):
            found.setdefault("lexicon" if prefix == "tg" else prefix.lower(), expansion)
    return dict(sorted(found.items()))


def trig(quads: Iterable[Quad], *, base: str = BASE) -> str:
    """Return TriG text, grouped by graph and subject, with prefixes; equal graphs are equal bytes."""
    lines = "".join(quad.line + "\n" for quad in sorted(set(quads)))
    return (_trig_head(base) + _trig_body(lines.encode("utf-8"), base)).decode("utf-8")


def _trig_head(base: str) -> bytes:
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in trig_prefixes(base).items()).encode("utf-8")


def _trig_body(nquads: bytes, base: str) -> bytes:
    """Return the TriG of sorted N-Quads without its head, in which the serializer has no order of prefixes."""
    import pyoxigraph

    short = trig_prefixes(base)
    # Lenient: each IRI was checked when it was made.
    quads = pyoxigraph.parse(nquads, pyoxigraph.RdfFormat.N_QUADS, lenient=True)
    written = pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.TRIG, prefixes=short) or b""
    return written.split(b"\n", len(short))[-1]


def write_texts(
    graphs: Iterable[NamedGraph],
    trig_file: IO[bytes],
    *,
    base: str = BASE,
    also: Callable[[list[bytes]], None] = lambda lines: None,
) -> SortedLines:
    """Write TriG to a file and return the lines of N-Quads: the bytes of :func:`trig` and :func:`nquads`.

    ``also`` is given lines as soon as they are made. ``graphs`` come sorted by name; no more than one of them is in memory,
    with some megabytes of lines.
    """
    lines = SortedLines()
    trig_file.write(_trig_head(base))
    for one in graphs:
        begun = False
        for made in _lots(one):
            head, _, body = _trig_body(b"".join(made), base).partition(b"\n")
            # The braces that close a graph are written where it ends, not with each lot of it.
            trig_file.write(body.removesuffix(b"}\n") if begun else head + b"\n" + body.removesuffix(b"}\n"))
            begun = True
            lines.add(made)
            also(made)
        if begun:
            trig_file.write(b"}\n")
    return lines


def _lots(graph: NamedGraph) -> Iterator[list[bytes]]:
    """Yield the lines of a named graph, some at a time; those of one subject stay together."""
    end = f" {graph.name} .\n"
    lot: list[bytes] = []
    last = ""
    for subject, predicate, object in graph.triples:
        if len(lot) >= _LOT_LINES and subject != last:
            yield lot
            lot = []
        lot.append(f"{subject} {predicate} {object}{end}".encode())
        last = subject
    if lot:
        yield lot
