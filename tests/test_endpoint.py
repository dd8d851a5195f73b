"""A SPARQL endpoint: asked, checked, traced and proved like a folder, without the union of graphs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pyoxigraph
import pytest

from factories import corpus, opened
from read_back import assert_read_back
from thymograph.errors import GraphError, QueryError
from thymograph.graph.shapes import check
from thymograph.graph.store import GraphHandle, open_graph
from thymograph.queries.runner import catalogue, run


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> GraphHandle:
    return opened(tmp_path_factory.mktemp("graph") / "out")


class _Endpoint(BaseHTTPRequestHandler):
    store: pyoxigraph.Store

    def _reply(self, query: str) -> None:
        try:
            result = self.store.query(query)
        except SyntaxError as error:
            self.send_error(400, str(error))
            return
        if isinstance(result, pyoxigraph.QueryTriples):
            body = pyoxigraph.serialize(result, format=pyoxigraph.RdfFormat.RDF_XML)
            kind = "application/rdf+xml"
        else:
            body = result.serialize(format=pyoxigraph.QueryResultsFormat.JSON)
            kind = "application/sparql-results+json"
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body or b"")

    def do_GET(self) -> None:
        self._reply(parse_qs(urlsplit(self.path).query)["query"][0])

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = self.headers.get("Content-Type", "").startswith("application/x-www-form-urlencoded")
        self._reply(parse_qs(body)["query"][0] if form else body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def endpoint(graph: GraphHandle) -> Iterator[str]:
    handler = type("Handler", (_Endpoint,), {"store": graph._store})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/query"
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_endpoint_answers_as_the_folder_does(graph: GraphHandle, endpoint: str) -> None:
    remote = open_graph(endpoint)
    query = (
        "SELECT ?c ?v ?b WHERE { GRAPH ?g { ?c a <https://w3id.org/thymograph/ontology#Claim> ;"
        " <https://w3id.org/thymograph/ontology#line> ?v ; <https://w3id.org/thymograph/ontology#needsCitation> ?b } }"
    )
    assert sorted(map(str, remote.query(query).rows)) == sorted(map(str, graph.query(query).rows))
    assert remote.query("ASK { GRAPH ?g { ?s ?p ?o } }").rows == ((True,),)
    assert_read_back(remote, graph)
    name = "https://w3id.org/thymograph/graph/works"
    assert set(remote.named_graph(name)) == set(graph.named_graph(name))
    assert replace(remote, name="x").name == "x"


def test_named_queries_answer_alike_over_an_endpoint_without_the_union(graph: GraphHandle, endpoint: str) -> None:
    remote = open_graph(endpoint)
    for query in catalogue():
        if all(parameter.default for parameter in query.parameters):
            assert run(remote, query.name) == run(graph, query.name), query.name
    params = {"about": "Toll-like receptor"}
    assert run(remote, "claims-about", params) == run(graph, "claims-about", params)


# pyshacl asks rdflib for things that rdflib has deprecated.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_an_endpoint_is_checked_like_a_folder(endpoint: str) -> None:
    report = check(open_graph(endpoint))
    assert (report.claims, report.rows) == (len(corpus().claims), ())


def test_an_endpoint_that_is_wrong_or_away_says_so(endpoint: str) -> None:
    with pytest.raises(QueryError, match="does not parse"):
        open_graph(endpoint).query("SELECT ?x WHERE {")
    with pytest.raises(GraphError, match="does not answer"):
        open_graph("http://127.0.0.1:9/query").query("ASK { ?s ?p ?o }")
