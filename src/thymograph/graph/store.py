"""Opened graphs: a folder, a file or a SPARQL endpoint, asked alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import URLError

from thymograph.errors import GraphError, QueryError
from thymograph.graph.answer import Answer, of_oxigraph, of_rdflib
from thymograph.graph.lookup import LineIndex
from thymograph.graph.reading import read_claims, read_documents, read_works
from thymograph.graph.terms import iri
from thymograph.model import Claim, DocumentRecord, Work
from thymograph.records import claims_from_lines, documents_from_lines, works_from_lines

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

__all__ = ["GraphHandle", "open_graph"]

_REMEDY = "run `thymograph build` first, or name another graph"


@dataclass(frozen=True, kw_only=True)
class GraphHandle:
    """A graph that is open for reading."""

    name: str
    """The folder, file or URL as given."""
    folder: Path | None = None
    """Where its JSON Lines are; None for an endpoint or a bare RDF file."""
    _answer: Callable[[str, bool], Answer] = field(repr=False)
    _graph: Callable[[str], rdflib.Graph] = field(repr=False)
    _store: pyoxigraph.Store | None = field(default=None, repr=False)

    def query(self, sparql: str, *, union: bool = True) -> Answer:
        """Return the answer to SPARQL text; ``union`` lets patterns outside GRAPH see all named graphs.

        An endpoint decides about the union itself.

        Raises:
            QueryError: the text does not parse.
            GraphError: the endpoint does not answer.
        """
        return self._answer(sparql, union)

    def claims(self) -> Iterator[Claim]:
        """Yield the claims of ``claims.jsonl``, in reading order; without a folder what RDF gives back of them."""
        if self.folder is None:
            yield from read_claims(self.query)
            return
        yield from claims_from_lines(self._lines("claims.jsonl"), f"{self.name}/claims.jsonl")

    def documents(self) -> Iterator[DocumentRecord]:
        """Yield the documents of ``documents.jsonl``, by path; none where only claims were kept."""
        if self.folder is None:
            yield from read_documents(self.query)
            return
        if not (self.folder / "documents.jsonl").is_file():
            return
        yield from documents_from_lines(self._lines("documents.jsonl"), f"{self.name}/documents.jsonl")

    def works(self) -> Iterator[Work]:
        """Yield the works of ``works.jsonl``, by id; without that file those that the documents' entries make."""
        if self.folder is None:
            yield from read_works(self.query)
            return
        if not (self.folder / "works.jsonl").is_file():
            from thymograph.citing.works import works_of

            yield from works_of(entry for document in self.documents() for entry in document.entries)
            return
        yield from works_from_lines(self._lines("works.jsonl"), f"{self.name}/works.jsonl")

    def claims_by_id(self, start: str) -> Iterator[Claim]:
        """Yield the claims whose ids begin with ``start``, one at most for a whole id; the others are not read."""
        if self.folder is None:
            yield from (claim for claim in self.claims() if claim.id.startswith(start))
            return
        index = self._claim_index
        yield from claims_from_lines(index.lines(index.beginning(start)), f"{self.name}/claims.jsonl")

    def document(self, sha256: str) -> DocumentRecord | None:
        """Return one document, or None where its record is not there; the others are not read."""
        if self.folder is None or not (self.folder / "documents.jsonl").is_file():
            return next((one for one in self.documents() if one.sha256 == sha256), None)
        lines = self._document_index.lines([sha256])
        return next(documents_from_lines(lines, f"{self.name}/documents.jsonl"), None)

    def works_by_id(self, ids: Iterable[str]) -> Iterator[Work]:
        """Yield the works with these ids; the others are not read."""
        wanted = sorted(set(ids))
        if self.folder is None or not (self.folder / "works.jsonl").is_file():
            yield from (work for work in self.works() if work.id in wanted)
            return
        yield from works_from_lines(self._work_index.lines(wanted), f"{self.name}/works.jsonl")

    @cached_property
    def _claim_index(self) -> LineIndex:
        return LineIndex(self._path("claims.jsonl"))

    @cached_property
    def _document_index(self) -> LineIndex:
        return LineIndex(self._path("documents.jsonl"))

    @cached_property
    def _work_index(self) -> LineIndex:
        return LineIndex(self._path("works.jsonl"))

    def dataset(self) -> rdflib.Dataset:
        """Return the graph as an rdflib dataset over the same store, for notebooks.

        Hand it queries as strings: parsed ones fall back to rdflib's own evaluator, which is far slower.
        """
        if self._store is None:
            raise GraphError(f"{self.name}: an endpoint has no local store; query it instead")
        import rdflib
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self._store), default_union=True)

    def named_graph(self, name: str) -> rdflib.Graph:
        """Return one named graph, read into an rdflib graph in memory."""
        return self._graph(iri(name))

    def _path(self, name: str) -> Path:
        path = (self.folder or Path()) / name
        if not path.is_file():
            raise GraphError(f"{path}: is missing; {_REMEDY}")
        return path

    def _lines(self, name: str) -> Iterator[str]:
        with self._path(name).open(encoding="utf-8", newline="\n") as file:
            yield from file


def open_graph(place: str | Path) -> GraphHandle:
    """Return the graph at ``place``: a folder that a build wrote, one of its builds, a folder with
    ``claims.jsonl`` alone (assembled in memory), an N-Quads or TriG file, or the URL of an endpoint.

    Raises:
        GraphError: nothing of the kind is there, or it is half written.
    """
    if isinstance(place, str) and place.startswith(("http://", "https://")):
        return _endpoint(place)
    path = Path(place)
    if path.is_file():
        return _from_file(path)
    folder = path / "current" if (path / "current").is_symlink() else path
    if not folder.is_dir():
        raise GraphError(f"{path}: is no graph; {_REMEDY}")
    # Resolved, so that a build which becomes current meanwhile does not change what this handle reads.
    folder = folder.resolve()
    if (folder / "store").is_dir():
        return _from_store(path, folder)
    if (folder / "claims.jsonl").is_file():
        return _from_records(path, folder)
    raise GraphError(f"{path}: holds neither a build nor claims.jsonl; {_REMEDY}")


def _local(name: str, store: pyoxigraph.Store, folder: Path | None) -> GraphHandle:
    def answer(sparql: str, union: bool) -> Answer:
        try:
            return of_oxigraph(store.query(sparql, use_default_graph_as_union=union))
        except SyntaxError as error:
            # The engine goes on to list every token that it would have taken; the place is what helps.
            place = str(error.msg).split(" expected one of")[0].rstrip(":")
            raise QueryError(f"the query does not parse: {place}; mend the text there or just before") from error

    def graph(name: str) -> rdflib.Graph:
        import pyoxigraph
        import rdflib

        triples = store.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {name} {{ ?s ?p ?o }} }}")
        written = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)  # type: ignore[arg-type]
        return rdflib.Graph().parse(data=written or b"", format="nt")

    return GraphHandle(name=name, folder=folder, _answer=answer, _graph=graph, _store=store)


def _from_store(path: Path, folder: Path) -> GraphHandle:
    import pyoxigraph

    try:
        store = pyoxigraph.Store.read_only(str(folder / "store"))
    except (OSError, ValueError) as error:
        raise GraphError(f"{folder / 'store'}: cannot be opened ({error}); build again") from error
    return _local(str(path), store, folder)


def _from_file(path: Path) -> GraphHandle:
    import pyoxigraph

    store = pyoxigraph.Store()
    try:
        store.bulk_load(path=str(path))
    except (ValueError, SyntaxError, OSError) as error:
        raise GraphError(f"{path}: cannot be read as RDF ({error}); name a .nq or .trig file") from error
    return _local(str(path), store, None)


def _from_records(path: Path, folder: Path) -> GraphHandle:
    import pyoxigraph

    from thymograph.assembly import assemble
    from thymograph.graph.rdf import nquads, quads_of
    from thymograph.lexicon.concepts import load_lexicon

    reading = _local(str(path), pyoxigraph.Store(), folder)
    documents = list(reading.documents())
    works = list(reading.works()) if (folder / "works.jsonl").is_file() else None if documents else []
    quads = quads_of(assemble(documents, reading.claims(), works), lexicon=load_lexicon())
    store = pyoxigraph.Store()
    store.bulk_load(nquads(quads), format=pyoxigraph.RdfFormat.N_QUADS)
    return _local(str(path), store, folder)


def _endpoint(url: str) -> GraphHandle:
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    # POST, because rdflib hides the status of a failed GET behind a ValueError, and queries may be long.
    store = SPARQLStore(url, returnFormat="json", method="POST_FORM")

    def asked(sparql: str) -> Any:
        try:
            result = store.query(sparql)
        except (URLError, OSError) as error:
            reason = getattr(error, "reason", error)
            raise GraphError(f"{url}: does not answer ({reason}); is the endpoint up?") from error
        except (ValueError, SyntaxError) as error:
            raise GraphError(f"{url}: answers no SPARQL results ({error}); is it an endpoint?") from error
        # An HTTP error of a POST comes back as (code, reason, None) instead of being raised.
        if isinstance(result, tuple):
            code, reason = result[0], str(result[1])
            if code == 400:
                raise QueryError(f"{url}: the query does not parse: {reason}")
            raise GraphError(f"{url}: does not answer ({reason}); is it an endpoint?")
        return result

    def answer(sparql: str, union: bool) -> Answer:
        return of_rdflib(asked(sparql))

    def graph(name: str) -> rdflib.Graph:
        made: rdflib.Graph = asked(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {name} {{ ?s ?p ?o }} }}").graph
        return made

    return GraphHandle(name=url, _answer=answer, _graph=graph)
