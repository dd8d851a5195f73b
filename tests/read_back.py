"""The test that claims, documents and works read back from RDF are those of the records."""

from __future__ import annotations

from dataclasses import replace

from factories import corpus
from thymograph.graph.store import GraphHandle
from thymograph.graph.trace import trace_of
from thymograph.graph.verify import verify

__all__ = ["assert_read_back"]

_KEPT = (
    "id", "text_key", "document", "path", "anchors", "quote", "gist", "section", "kind", "polarity", "certainty",
    "citation_status", "extractor", "cues", "speaker", "directness", "repeats",
)  # fmt: skip
_LINK = ("marker", "number", "scope", "method", "entry", "work", "confidence")


def assert_read_back(handle: GraphHandle, graph: GraphHandle) -> None:
    """Hold what RDF alone gives back to the records: all that trace, search and verify need."""
    for read, kept in zip(handle.claims(), graph.claims(), strict=True):
        assert [getattr(read, name) for name in _KEPT] == [getattr(kept, name) for name in _KEPT]
        links = [[tuple(getattr(c, n) for n in _LINK) for c in one.citations] for one in (read, kept)]
        assert sorted(links[0], key=repr) == sorted(links[1], key=repr)
        assert {m.id or m.name for m in kept.mentions} <= {m.id or m.name for m in read.mentions}
    for document, told in zip(handle.documents(), graph.documents(), strict=True):
        assert (document.title, document.publisher, document.url) == (told.title, told.publisher, told.url)
        assert {e.id: e.title for e in document.entries} == {e.id: e.title for e in told.entries}
        assert {m.id: m.printed for m in document.markers} == {m.id: m.printed for m in told.markers}
    assert [replace(work, entries=()) for work in graph.works()] == list(handle.works())
    claim = corpus().claim("It raised interferon")
    assert list(trace_of(handle, claim.id).lines())[-1] == list(trace_of(graph, claim.id).lines())[-1]
    assert verify(handle.claims(), corpus().contents).passed
