"""`thymograph serve`: real clients against it, what it refuses, what it stops, and that it ends clean."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pyoxigraph
import pytest

from factories import claim_graph, corpus, opened
from thymograph.assembly import assemble
from thymograph.errors import GraphError, QueryError, ServingError
from thymograph.graph.build import write_graph
from thymograph.graph.store import GraphHandle, open_graph
from thymograph.graph.trace import trace_of
from thymograph.graph.verify import verify
from thymograph.lexicon.concepts import load_lexicon
from thymograph.queries.runner import catalogue, run
from thymograph.serving.front import Front
from thymograph.serving.negotiation import GRAPHS, ROWS, chosen
from thymograph.serving.pool import Limits
from thymograph.serving.protocol import asked_of, is_update
from thymograph.serving.reading import read_query
from thymograph.serving.refusal import RefusalError
from thymograph.serving.server import serving
from thymograph.views.page import write_page

FOREVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
CLAIMS = "SELECT ?c ?g { ?c a tg:Claim ; tg:gist ?g }"
CHROMIUM = Path("/usr/bin/chromium")


@contextmanager
def served(folder: Path, **options: Any) -> Iterator[Front]:
    """Serve ``folder`` from this process until the block ends."""
    with serving(folder, port=0, **options) as front:
        thread = threading.Thread(target=front.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield front
        finally:
            front.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("serve") / "graph"
    graph = claim_graph()
    write_graph(place, graph, lexicon=load_lexicon(), files={"index.html": write_page(graph)})
    return place


@pytest.fixture(scope="module")
def graph(folder: Path) -> GraphHandle:
    return open_graph(folder)


@pytest.fixture(scope="module")
def front(folder: Path) -> Iterator[Front]:
    with served(folder, limits=Limits(seconds=1.5)) as front:
        yield front


@pytest.fixture(scope="module")
def endpoint(front: Front) -> str:
    return front.url + "sparql"


def ask(
    front: Front, method: str, path: str, body: str | None = None, **headers: str
) -> tuple[int, Mapping[str, str], str]:
    """Return status, headers and body of one request; underscores in the names of headers stand for hyphens."""
    connection = http.client.HTTPConnection("127.0.0.1", front.server_address[1], timeout=20)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request(method, path, body.encode() if body is not None else None, sent)
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read().decode()
    finally:
        connection.close()


def get(front: Front, query: str, accept: str = "text/csv", **headers: str) -> tuple[int, Mapping[str, str], str]:
    return ask(front, "GET", "/sparql?" + urlencode({"query": query}), Accept=accept, **headers)


# ---------------------------------------------------------------- real clients


def test_curl_gets_rows_in_every_format_by_every_way_to_ask(endpoint: str, tmp_path: Path) -> None:
    if not shutil.which("curl"):
        pytest.skip("curl is not installed")

    def curl(*arguments: str) -> bytes:
        command = ["curl", "--silent", "--show-error", "--fail", "--max-time", "10", *arguments]
        return subprocess.run(command, capture_output=True, check=True).stdout

    (tmp_path / "query.rq").write_text(CLAIMS, "utf-8")
    ways = (
        ("--get", "--data-urlencode", f"query={CLAIMS}", endpoint),
        ("--data-urlencode", f"query={CLAIMS}", endpoint),
        ("-H", "Content-Type: application/sparql-query", "--data-binary", f"@{tmp_path / 'query.rq'}", endpoint),
    )
    count = len(corpus().claims)
    formats = {
        "application/sparql-results+json": pyoxigraph.QueryResultsFormat.JSON,
        "application/sparql-results+xml": pyoxigraph.QueryResultsFormat.XML,
        "text/tab-separated-values": pyoxigraph.QueryResultsFormat.TSV,
    }
    for way in ways:
        for type, form in formats.items():
            answer: Any = pyoxigraph.parse_query_results(curl("-H", f"Accept: {type}", *way), format=form)
            assert len(list(answer)) == count, (type, way)
        assert curl("-H", "Accept: text/csv", *way).startswith(b"c,g\r\n")
    graphs = {
        "text/turtle": pyoxigraph.RdfFormat.TURTLE,
        "application/n-triples": pyoxigraph.RdfFormat.N_TRIPLES,
        "application/rdf+xml": pyoxigraph.RdfFormat.RDF_XML,
        "application/ld+json": pyoxigraph.RdfFormat.JSON_LD,
    }
    for type, rdf in graphs.items():
        written = curl("-H", f"Accept: {type}", "--data-urlencode", "query=CONSTRUCT WHERE { ?c tg:gist ?g }", endpoint)
        assert len(list(pyoxigraph.parse(written, format=rdf))) == count, type
    assert json.loads(curl("--get", "--data-urlencode", "query=ASK { ?c a tg:Claim }", endpoint))["boolean"] is True


# SPARQLWrapper asks rdflib for things that rdflib has deprecated.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_sparqlwrapper_asks_as_it_always_does(endpoint: str) -> None:
    wrapper_api = pytest.importorskip("SPARQLWrapper", reason="SPARQLWrapper is not installed")
    count = len(corpus().claims)
    for method in ("GET", "POST"):
        wrapper = wrapper_api.SPARQLWrapper(endpoint)
        wrapper.setMethod(method)
        wrapper.setQuery(CLAIMS)
        wrapper.setReturnFormat("json")
        assert len(wrapper.query().convert()["results"]["bindings"]) == count
        wrapper.setReturnFormat("xml")
        assert len(wrapper.query().convert().getElementsByTagName("result")) == count
        for form in ("csv", "tsv"):
            wrapper.setReturnFormat(form)
            assert len(wrapper.query().convert().splitlines()) == count + 1
        for form in ("turtle", "xml", "json-ld"):
            wrapper.setQuery("CONSTRUCT WHERE { ?c tg:gist ?g }")
            wrapper.setReturnFormat(form)
            made = wrapper.query().convert()
            assert len(made) == count if form != "turtle" else made.count(b"tg:gist") == count
        wrapper.setReturnFormat("json")
        wrapper.setQuery("SELECT ?x {")
        with pytest.raises(wrapper_api.SPARQLExceptions.QueryBadFormed, match="ends before it is whole"):
            wrapper.query()


def test_rdflib_asks_as_of_a_graph_of_its_own(endpoint: str) -> None:
    import rdflib
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    tg = rdflib.Namespace("https://w3id.org/thymograph/ontology#")
    for method in ("GET", "POST", "POST_FORM"):
        for form in ("json", "xml", "csv"):
            remote = rdflib.Graph(SPARQLStore(endpoint, method=method, returnFormat=form))
            assert len(set(remote.subjects(rdflib.RDF.type, tg.Claim))) == len(corpus().claims), (method, form)
    name = rdflib.URIRef("https://w3id.org/thymograph/graph/works")
    # rdflib names the graph by default-graph-uri.
    works = rdflib.Graph(SPARQLStore(endpoint), identifier=name)
    everything = rdflib.Graph(SPARQLStore(endpoint))
    assert 0 < len(list(works.triples((None, None, None)))) < len(list(everything.triples((None, None, None))))


@pytest.fixture(scope="module")
def patient(folder: Path) -> Iterator[Front]:
    """Yield a server that gives slow machines time."""
    with served(folder, limits=Limits(seconds=30)) as front:
        yield front


def test_thymograph_itself_asks_traces_and_verifies_over_it(patient: Front, graph: GraphHandle) -> None:
    remote = open_graph(patient.url + "sparql")
    for name in ("documents", "works", "kinds-by-document", "uncited-claims"):
        assert run(remote, name) == run(graph, name), name
    claim = next(claim for claim in graph.claims() if claim.citations)
    assert list(trace_of(remote, claim.id).lines()) == list(trace_of(graph, claim.id).lines())
    contents = corpus().contents
    assert verify(remote.claims(), contents) == verify(graph.claims(), contents)
    with pytest.raises(QueryError, match="line 1, column 10"):
        remote.query("SELECT ?x")
    with pytest.raises(GraphError, match="SERVICE is refused"):
        remote.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }")


def test_every_named_query_answers_as_the_command_line_does(patient: Front, graph: GraphHandle) -> None:
    for query in catalogue():
        if all(parameter.default for parameter in query.parameters):
            status, _, content = ask(patient, "GET", f"/named/{query.name}", Accept="application/json")
            assert status == 200, content
            answer, table = json.loads(content), run(graph, query.name)
            assert tuple(answer["columns"]) == table.columns, query.name
            assert [tuple(row) for row in answer["rows"]] == list(table.rows), query.name
    status, headers, content = ask(patient, "GET", "/named/claims-about?about=Toll-like+receptor", Accept="text/csv")
    assert (status, headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert len(content.splitlines()) == len(run(graph, "claims-about", {"about": "Toll-like receptor"}).rows) + 1
    status, _, content = ask(patient, "GET", "/named/claims-about?about=zebra")
    assert status == 400
    assert "no concept 'zebra' in this graph" in content
    assert ask(patient, "GET", "/named/../secret")[0] == 404


# ---------------------------------------------------------------- what may be asked


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }",
        "SELECT * { service ?x{ ?a ?b ?c } }",
        "SELECT * { ?a ?b ?c . OPTIONAL { ?a ?b ?d SERVICE SILENT tg:x { ?a ?b ?c } } }",
        # A lexer would see an IRI in "<?b)SERVICE#>"; the engine sees a comparison and a service.
        "SELECT * { ?a ?b ?c FILTER(?a<?b)SERVICE#>\n?x{ ?a ?b ?c} }",
        "ASK { ?a ?b ?c . FILTER EXISTS{SERVICE<http://127.0.0.1:9/>{ ?a ?b ?c}} }",
        "SELECT ?service { { SELECT ?service { ?service ?b 'SERVICE' } } SERVICE<http://127.0.0.1:9/>{ ?service ?b ?c} }",
    ],
)
def test_service_is_refused_wherever_it_stands(query: str) -> None:
    with pytest.raises(RefusalError, match="SERVICE is refused") as refused:
        read_query(query, {"tg": "http://tg/"})
    assert refused.value.status == 403
    place = query.split("\n")[(refused.value.line or 0) - 1][(refused.value.column or 0) - 1 :]
    assert place.upper().startswith("SERVICE")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?a ?b 'SERVICE <http://x/> {}' } # SERVICE <http://x/>",
        "PREFIX service: <http://service/> SELECT ?service { ?service service:service <http://service/SERVICE> }",
        'SELECT * { ?a ?b """\nSERVICE <http://x/> { }"""@service . ?Service tg:SERVICE tg:service }',
    ],
)
def test_the_word_service_is_no_crime(query: str) -> None:
    assert read_query(query, {"tg": "http://tg/"}) is False


def test_from_is_found_where_it_is_one() -> None:
    assert read_query("SELECT * FROM <http://a/> { ?a ?b ?c }", {})
    assert read_query("ASK from NAMED <http://a/> { ?a ?b 'from' }", {})
    assert not read_query("SELECT ?from { ?from <http://a/from> 'FROM <http://a/>' } # FROM <http://a/>", {})


@pytest.mark.parametrize(
    ("query", "place", "words"),
    [
        ("SELECT * {\n  ?a foo:b ?c }", (2, 6), "the prefix foo: is not declared"),
        ("SELECT * { ?a ?b ?c } LIMTI 3", (1, 23), "does not parse from here on"),
        ("SELECT * {\n ?é ?b ?c .\n FILTER(?é = ) }", (3, 14), "does not parse from here on"),
        ("SELECT * { ?a ?b", (1, 17), "ends before it is whole"),
        ("SELECT * { ?a ?b 'x }", (1, 22), "ends before it is whole"),
        ("", (1, 1), "ends before it is whole"),
        ("SELECT * { ?a ?b ?c } GROUP BY ?a", (1, 34), "not authorized with GROUP BY"),
        ("SELECT * { 'service' ?a ?b } from", (1, 30), "does not parse from here on"),
    ],
)
def test_a_query_that_does_not_parse_is_told_where(query: str, place: tuple[int, int], words: str) -> None:
    with pytest.raises(RefusalError, match=words) as refused:
        read_query(query, {})
    assert (refused.value.status, refused.value.line, refused.value.column) == (400, *place)


def test_the_place_of_an_error_comes_as_text_as_json_and_in_the_status_line(front: Front) -> None:
    query = "SELECT * { ?a nope:b ?c }"
    status, headers, content = get(front, query)
    assert (status, headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert content == "line 1, column 15: the prefix nope: is not declared; add a PREFIX line\n"
    status, headers, content = get(front, query, "application/sparql-results+json")
    assert headers["Content-Type"] == "application/problem+json"
    assert (json.loads(content)["line"], json.loads(content)["column"]) == (1, 15)


@pytest.mark.parametrize(
    ("body", "type"),
    [
        ("update=CLEAR+ALL", "application/x-www-form-urlencoded"),
        ("query=CLEAR+ALL", "application/x-www-form-urlencoded"),
        ("CLEAR ALL", "application/sparql-update"),
        ("# now\nPREFIX a: <http://a/>\nINSERT DATA { a:a a:b a:c }", "application/sparql-query"),
    ],
)
def test_updates_are_refused_with_a_reason(front: Front, body: str, type: str) -> None:
    status, _, content = ask(front, "POST", "/sparql", body, Content_Type=type)
    assert status == 403
    assert "read-only" in content
    assert not is_update("PREFIX insert: <http://a/> # INSERT\nSELECT * { ?insert ?b ?c }")


def test_a_dataset_that_the_request_names_is_all_there_is(front: Front, graph: GraphHandle) -> None:
    works, propositions = (f"https://w3id.org/thymograph/graph/{name}" for name in ("works", "propositions"))

    def counted(query: str, **graphs: str) -> int:
        fields = {"query": query, **{name.replace("_", "-"): value for name, value in graphs.items()}}
        body = ask(
            front,
            "POST",
            "/sparql",
            urlencode(fields),
            Content_Type="application/x-www-form-urlencoded",
            Accept="text/csv",
        )
        return int(body[2].split()[1])

    here, there = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    of_works = len(graph.named_graph(works))
    assert counted(here, default_graph_uri=works) == of_works
    assert counted(there, default_graph_uri=works) == 0
    assert counted(there, named_graph_uri=works) == of_works
    assert counted(here, named_graph_uri=works) == 0
    assert counted(here) == len(set(graph.query("SELECT ?s ?p ?o { ?s ?p ?o }").rows))
    assert counted(here.replace("{", f"FROM <{works}> {{")) == of_works
    # The request is obeyed over the query.
    assert counted(here.replace("{", f"FROM <{propositions}> {{"), default_graph_uri=works) == of_works
    assert ask(front, "GET", "/sparql?query=ASK+%7B%7D&default-graph-uri=no+iri")[0] == 400


def test_formats_are_negotiated_with_weights() -> None:
    assert chosen(None, ROWS) == chosen("*/*", ROWS) == (ROWS[0], "application/sparql-results+json")
    assert chosen("text/csv;q=0.4, text/tab-separated-values;q=0.5", ROWS) == (ROWS[3], "text/tab-separated-values")
    assert chosen("application/*, application/sparql-results+json;q=0.1, application/json;q=0", ROWS) == (
        ROWS[1],
        "application/sparql-results+xml",
    )
    assert chosen("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", GRAPHS) == (
        GRAPHS[2],
        "application/xml",
    )
    assert chosen("text/csv;q=0", ROWS) is None
    assert chosen("nonsense", ROWS) is None


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status"),
    [
        ("GET", "/nothing", None, {}, 404),
        ("GET", "/..%2f..%2fetc/passwd", None, {}, 404),
        ("PUT", "/sparql", "x", {}, 405),
        ("POST", "/query", "x", {}, 405),
        ("GET", "/sparql?query=ASK%7B%7D", None, {"Accept": "image/png"}, 406),
        ("GET", "/sparql?query=ASK%7B%7D", None, {"Accept": "text/turtle"}, 406),
        ("POST", "/sparql", "ASK {}", {"Content-Type": "text/plain"}, 415),
        ("POST", "/sparql", "ASK {}", {"Content-Type": "application/sparql-query; charset=utf-16"}, 415),
        ("POST", "/sparql", "ASK {}" + " " * 1_100_000, {"Content-Type": "application/sparql-query"}, 413),
        ("POST", "/sparql", "x=" + " " * 3_100_000, {"Content-Type": "application/x-www-form-urlencoded"}, 413),
        ("POST", "/sparql", "nothing=here", {"Content-Type": "application/x-www-form-urlencoded"}, 400),
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, {}, 400),
        ("GET", "/sparql?query=%ff", None, {}, 400),
        ("GET", "/", None, {"Host": "attacker.example:80"}, 421),
        ("GET", "/", None, {"Host": "local host"}, 400),
        ("GET", "/sparql?query=ASK%7B%7D", None, {"Sec-Fetch-Site": "cross-site"}, 403),
        ("GET", "/" + "x" * 70_000, None, {}, 414),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_request_has_its_status(
    front: Front, method: str, path: str, body: str | None, headers: dict[str, str], status: int
) -> None:
    try:
        found = ask(front, method, path, body, **headers)
    except (BrokenPipeError, ConnectionResetError):
        # What is too long is not read to its end.
        assert status in (413, 414)
        return
    assert found[0] == status
    assert "<" not in found[2]
    if status == 405:
        assert "GET" in found[1]["Allow"]


@pytest.mark.parametrize("request_line", [b"NONSENSE", b"GET //[ HTTP/1.1", b"BREW / HTTP/1.1", b"GET / HTTP/9.9"])
def test_what_is_no_request_is_told_so_in_plain_text(front: Front, request_line: bytes) -> None:
    with socket.create_connection(("127.0.0.1", front.server_address[1]), timeout=10) as raw:
        raw.sendall(request_line + b"\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        answer = b""
        while part := raw.recv(10_000):
            answer += part
    # What names no version that is known gets the words alone, as HTTP/0.9 has it.
    assert re.match(rb"HTTP/1.1 (400|404|501) |Bad request|Invalid HTTP version", answer)
    assert b"<html" not in answer.lower()


def test_a_query_nested_beyond_measure_costs_one_worker_and_no_more(front: Front) -> None:
    body = "ASK " + "{" * 50_000 + "}" * 50_000
    status, _, content = ask(front, "POST", "/sparql", body, Content_Type="application/sparql-query")
    assert status in (400, 503), content
    assert get(front, "ASK {}")[0] == 200


def test_a_body_without_a_length_is_refused(front: Front) -> None:
    with socket.create_connection(("127.0.0.1", front.server_address[1]), timeout=10) as raw:
        raw.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
        assert raw.recv(1000).startswith(b"HTTP/1.1 411 ")
    assert asked_of("GET", "", None, b"") is None


def test_head_and_options_answer_without_a_body(front: Front) -> None:
    status, headers, content = ask(front, "HEAD", "/sparql?" + urlencode({"query": CLAIMS}))
    assert (status, content) == (200, "")
    assert int(headers["Content-Length"]) == len(get(front, CLAIMS, "*/*")[2].encode())
    status, headers, _ = ask(front, "OPTIONS", "/sparql")
    assert (status, headers["Allow"]) == (204, "GET, HEAD, POST, OPTIONS")
    assert "Access-Control-Allow-Origin" not in headers


def test_the_service_describes_itself(front: Front, endpoint: str) -> None:
    sd = "http://www.w3.org/ns/sparql-service-description#"
    for accept, form in (
        ("text/turtle", pyoxigraph.RdfFormat.TURTLE),
        ("application/rdf+xml", pyoxigraph.RdfFormat.RDF_XML),
    ):
        _, headers, content = ask(front, "GET", "/sparql", Accept=accept)
        assert headers["Content-Type"].startswith(accept)
        said = {
            (quad.predicate.value, getattr(quad.object, "value", "")) for quad in pyoxigraph.parse(content, format=form)
        }
        assert (f"{sd}endpoint", endpoint) in said
        assert (f"{sd}supportedLanguage", f"{sd}SPARQL11Query") in said
        assert (f"{sd}feature", f"{sd}UnionDefaultGraph") in said
    assert ask(front, "GET", "/sparql", Accept="text/html")[1]["Location"] == "/query"


def test_the_page_and_the_files_of_the_build_are_there(front: Front, folder: Path) -> None:
    status, headers, content = ask(front, "GET", "/")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert content.replace('\n    <a href="/query">Query</a>', "") == (folder / "current/index.html").read_text("utf-8")
    assert '<a href="/query">Query</a>' in content, "the page has no tab after which the one for queries could stand"
    for name in ("claims.jsonl", "graph.nq", "graph.trig"):
        status, headers, content = ask(front, "GET", f"/{name}")
        assert content == (folder / "current" / name).read_text("utf-8")
        assert ask(front, "GET", f"/{name}", If_None_Match=headers["ETag"])[0] == 304


# ---------------------------------------------------------------- what is stopped


def test_a_query_that_would_run_for_hours_is_stopped_and_the_next_answers(front: Front) -> None:
    start = time.monotonic()
    status, _, content = get(front, FOREVER)
    assert status == 503
    assert "it ran longer than 1.5 s" in content
    assert get(front, CLAIMS)[0] == 200
    assert time.monotonic() - start < 10


def test_while_one_query_runs_another_answers(front: Front) -> None:
    thread = threading.Thread(target=get, args=(front, FOREVER))
    thread.start()
    time.sleep(0.2)
    assert get(front, "ASK {}")[2].strip() == "true"
    assert thread.is_alive()
    thread.join()


def test_limits_of_memory_and_length_and_a_caller_who_leaves(folder: Path) -> None:
    limits = Limits(seconds=20, memory=64, most=50_000)
    with served(folder, jobs=1, limits=limits, cors=True) as front:
        status, _, content = get(front, "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?a")
        assert status == 503
        assert "needed more than 64 MB" in content
        status, _, content = get(front, "SELECT * { ?a ?b ?c . ?d ?e ?f }")
        assert status == 413
        assert "longer than 50,000 bytes" in content
        with socket.create_connection(("127.0.0.1", front.server_address[1]), timeout=10) as raw:
            raw.sendall(f"GET /sparql?query={quote(FOREVER)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            time.sleep(0.2)
        start = time.monotonic()
        # The only worker is free again long before the time of the query was up.
        assert (
            get(front, "ASK {}", Sec_Fetch_Site="cross-site", Origin="https://app.example")[1][
                "Access-Control-Allow-Origin"
            ]
            == "*"
        )
        assert time.monotonic() - start < 10


def test_a_long_answer_comes_in_chunks_and_one_that_is_cut_off_does_not_look_whole(folder: Path) -> None:
    query = "SELECT ?a ?c ?d ?f { ?a ?b ?c . ?d ?e ?f }"
    with served(folder, jobs=1, limits=Limits(seconds=20, most=4_000_000)) as front:
        status, headers, content = get(front, f"{query} LIMIT 10000")
        assert (status, headers.get("Transfer-Encoding")) == (200, "chunked")
        assert len(content) > 1_000_000
        assert content.count("\r\n") == 10_001
        with pytest.raises(http.client.IncompleteRead):
            get(front, query)
        assert get(front, "ASK {}")[0] == 200


# ---------------------------------------------------------------- builds, ports, the end


def test_a_new_build_is_served_from_the_next_query_on(tmp_path: Path) -> None:
    whole = claim_graph()
    first = whole.documents[0]
    part = assemble((first,), [claim for claim in whole.claims if claim.document == first.sha256], whole.works)
    notices: list[str] = []
    opened(tmp_path / "g")
    with served(tmp_path / "g", jobs=1, notice=notices.append) as front, served(tmp_path / "g", jobs=1) as second:
        assert len(get(front, CLAIMS)[2].splitlines()) == len(whole.claims) + 1
        write_graph(tmp_path / "g", part)
        for one in (front, second):
            assert len(get(one, CLAIMS)[2].splitlines()) == len(part.claims) + 1
        assert len(ask(front, "GET", "/claims.jsonl")[2].splitlines()) == len(part.claims)
    assert any("serving the new build" in line for line in notices)


def test_what_cannot_be_served_says_why(folder: Path, front: Front, tmp_path: Path) -> None:
    with (
        pytest.raises(ServingError, match=r"Address already in use.*--port"),
        serving(folder, port=int(front.server_address[1])),
    ):
        pass
    with pytest.raises(GraphError, match="holds no store; `thymograph build`"), serving(tmp_path, port=0):
        pass
    with pytest.raises(GraphError, match="is an endpoint already"), serving("http://localhost/sparql"):
        pass


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_it_says_where_it_is_and_stops_clean(folder: Path, number: signal.Signals, code: int) -> None:
    command = [sys.executable, "-m", "thymograph", "serve", "-g", str(folder), "--port", "0", "-j", "1"]
    # Where the tests themselves run in the background, an interrupt is ignored, and children inherit that.
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdout is not None
    said = process.stdout.readline()
    port = int(re.findall(r"http://127\.0\.0\.1:(\d+)/", said)[0])
    # A query that runs is no reason to stay.
    raw = socket.create_connection(("127.0.0.1", port), timeout=10)
    raw.sendall(f"GET /sparql?query={quote(FOREVER)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    time.sleep(0.5)
    children = _children(process.pid)
    process.send_signal(number)
    _, complaints = process.communicate(timeout=10)
    raw.close()
    assert (process.returncode, "stopped" in complaints, "Traceback" in complaints) == (code, True, False)
    assert children or not Path("/proc").is_dir()
    assert [child for child in children if Path(f"/proc/{child}").exists()] == []
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)


def _children(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text("utf-8").rsplit(")", 1)[1].split()[1]) == parent:
                found.append(int(stat.parent.name))
        except (OSError, IndexError):
            continue
    return found


def test_a_worker_does_not_outlive_a_server_that_was_killed(folder: Path) -> None:
    if not Path("/proc").is_dir():
        pytest.skip("processes are looked up in /proc, which is not here")
    command = [sys.executable, "-m", "thymograph", "serve", "-g", str(folder), "--port", "0", "-j", "1"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    children = _children(process.pid)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=10)
    deadline = time.monotonic() + 10
    while children and time.monotonic() < deadline:
        children = [child for child in children if Path(f"/proc/{child}").exists()]
        time.sleep(0.05)
    assert children == []
