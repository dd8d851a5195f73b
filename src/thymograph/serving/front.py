"""The HTTP front: what stands at which address, and how a query is handed on and its answer handed back."""

from __future__ import annotations

import errno
import ipaddress
import shutil
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from thymograph.errors import ServingError
from thymograph.serving.description import service_description
from thymograph.serving.editor import Editor
from thymograph.serving.exchange import Exchange
from thymograph.serving.negotiation import GRAPHS, ROWS, Offer, chosen
from thymograph.serving.pool import ClientGoneError, Pool
from thymograph.serving.protocol import asked_of, fields_of
from thymograph.serving.refusal import RefusalError

__all__ = ["Front", "Site"]

_HELD = 1_000_000
"""Bytes of an answer that are held back, so that what fails within them can still be told by its status."""
_MOST_CONNECTIONS = 100
_FILES = {
    "claims.jsonl": "application/x-ndjson",
    "documents.jsonl": "application/x-ndjson",
    "works.jsonl": "application/x-ndjson",
    "graph.nq": "application/n-quads",
    "graph.trig": "application/trig",
}
_HTML = Offer("html", ("text/html", "application/xhtml+xml"))
_TABLES = (
    Offer("json", ("application/json",)),
    Offer("csv", ("text/csv",), is_text=True),
    Offer("sparql", ("application/sparql-query", "text/plain")),
)
_LAST_TAB = b'<a id="tab-graph" href="#graph">Graph</a>'
_QUERY_TAB = b'\n    <a href="/query">Query</a>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What is served."""

    pool: Pool
    editor: Editor
    host: str
    cors: bool = False
    notice: Callable[[str], None] = lambda _: None

    @property
    def is_local(self) -> bool:
        """Return whether this machine alone reaches it."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


class _Caller:
    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self.watched = True

    def fileno(self) -> int:
        return self._connection.fileno()

    def is_gone(self) -> bool:
        try:
            if not self._connection.recv(1, socket.MSG_PEEK):
                return True
        except OSError:
            return True
        # The next request is there already; it waits its turn.
        self.watched = False
        return False


class _Handler(Exchange):
    server: Front

    def setup(self) -> None:
        """Take what the exchange has to know from the server."""
        self.house = self.site = self.server.site
        super().setup()

    # ------------------------------------------------------------ requests

    def answer(self, method: str) -> None:
        """Answer the request, or refuse it; a connection that is gone gets neither."""
        self.begun = False
        try:
            body = self.read_body()
            self.check_host()
            self._route(method, body)
        except RefusalError as refusal:
            if self.begun:
                # The status is sent: an answer that is cut off must not look whole.
                self.close_connection = True
                self.house.notice(f"thymograph: an answer was cut off: {refusal.reason}")
            else:
                self.refuse(refusal)
        except ClientGoneError:
            self.close_connection = True
        except OSError:
            # The connection is gone, or its other end reads nothing any more.
            self.close_connection = True

    def _route(self, method: str, body: bytes) -> None:
        try:
            address = urlsplit(self.path)
        except ValueError as error:
            raise RefusalError(400, "the address cannot be read") from error
        path = unquote(address.path)
        allowed = "GET, HEAD, POST, OPTIONS" if path == "/sparql" else "GET, HEAD, OPTIONS"
        known = path in ("/", "/index.html", "/query", "/sparql") or path[1:] in _FILES
        if not known and not path.startswith("/named/"):
            raise RefusalError(404, "nothing is here; see / (the page), /query (the editor) and /sparql (the endpoint)")
        if method == "OPTIONS":
            self.reply(204, b"", None, {"Allow": allowed})
        elif method not in allowed.split(", "):
            raise RefusalError(405, f"{method} is not for this address; use {allowed}", headers={"Allow": allowed})
        elif path == "/sparql":
            self._sparql(method, address.query, body)
        elif path == "/query":
            self._page(self.site.editor.content, self.site.editor.policy)
        elif path.startswith("/named/"):
            self._named(path.removeprefix("/named/"), address.query)
        elif path[1:] in _FILES:
            self._file(path[1:], _FILES[path[1:]])
        else:
            content = self._read("index.html").replace(_LAST_TAB, _LAST_TAB + _QUERY_TAB, 1)
            # What it may run and load, the page says itself.
            self._page(content, "frame-ancestors 'none'")

    # ------------------------------------------------------------ answers

    def _sparql(self, method: str, parameters: str, body: bytes) -> None:
        accept = self.headers.get("Accept")
        asked = asked_of(method, parameters, self.headers.get("Content-Type"), body)
        if asked is None:
            form = chosen(accept, (*GRAPHS, _HTML))
            if form is None:
                raise RefusalError(
                    406, "the service is described as Turtle, N-Triples, RDF/XML or JSON-LD; no query was sent"
                )
            if form[0] is _HTML:
                self.reply(303, b"", None, {"Location": "/query"})
                return
            host, port = self.server.server_address[:2]
            endpoint = f"http://{self.headers.get('Host') or f'{host!s}:{port}'}/sparql"
            self.reply(200, service_description(endpoint, form[0].name), form[0].header(form[1]), {"Vary": "Accept"})
            return
        self._refuse_strangers()
        rows, graph = chosen(accept, ROWS), chosen(accept, GRAPHS)
        if rows is None and graph is None:
            raise RefusalError(
                406, "none of the formats that the Accept header names is offered; docs/serve.md lists them"
            )
        request = {
            "do": "query",
            "query": asked.query,
            "default": asked.default_graphs,
            "named": asked.named_graphs,
            "rows": rows and (rows[0].name, rows[0].header(rows[1])),
            "graph": graph and (graph[0].name, graph[0].header(graph[1])),
        }
        self._lend(request)

    def _named(self, name: str, parameters: str) -> None:
        self._refuse_strangers()
        form = chosen(self.headers.get("Accept"), _TABLES)
        if form is None:
            raise RefusalError(
                406, "a named query is answered as application/json, text/csv or application/sparql-query"
            )
        if name not in self.site.editor.names:
            raise RefusalError(404, f"no query is named {name!r}; /query lists them")
        params = dict(fields_of(parameters, "address"))
        self._lend({"do": "named", "name": name, "params": params, "form": form[0].name})

    def _refuse_strangers(self) -> None:
        """Refuse what a page of another site makes the browser ask: it could keep all workers busy."""
        if not self.house.cors and self.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
            raise RefusalError(403, "a page of another site asked this; serve with --cors to let it")

    def _lend(self, request: dict[str, Any]) -> None:
        """Have a worker answer, and pass its answer on: whole if it is short, else in chunks as it comes."""
        with self.site.pool.lend() as worker:
            frames = worker.ask(request, _Caller(self.connection))
            # Before any part of an answer comes its media type.
            type = next(frames)[1].decode()
            held: list[bytes] = []
            size = 0
            for _, part in frames:
                size += len(part)
                if self.command == "HEAD":
                    continue
                held.append(part)
                if size > _HELD:
                    self._stream(type, chain(held, (part for _, part in frames)))
                    return
        # The worker is free again before the first byte is sent.
        self.reply(200, b"".join(held), type, {"Vary": "Accept", "Content-Length": str(size)})

    def _stream(self, type: str, parts: chain[bytes]) -> None:
        chunked = self.request_version != "HTTP/1.0"
        headers = {"Content-Type": type, "Vary": "Accept"}
        if chunked:
            headers["Transfer-Encoding"] = "chunked"
        else:
            self.close_connection = True
        self.head(200, headers)
        for part in parts:
            self.wfile.write(b"%X\r\n%s\r\n" % (len(part), part) if chunked else part)
        if chunked:
            self.wfile.write(b"0\r\n\r\n")

    def _folder(self) -> Path:
        return self.site.pool.folder_of()

    def _read(self, name: str) -> bytes:
        try:
            return (self._folder() / name).read_bytes()
        except OSError as error:
            raise RefusalError(404, f"{name} is not in this graph; `thymograph build` writes it") from error

    def _page(self, content: bytes, policy: str) -> None:
        self.reply(200, content, "text/html; charset=utf-8", {"Content-Security-Policy": policy})

    def _file(self, name: str, type: str) -> None:
        tag = f'"{self._folder().name}"'
        if self.headers.get("If-None-Match") == tag:
            self.reply(304, b"", None, {"ETag": tag})
            return
        try:
            file = (self._folder() / name).open("rb")
        except OSError as error:
            raise RefusalError(404, f"{name} is not in this graph; `thymograph build` writes it") from error
        with file:
            size = file.seek(0, 2)
            file.seek(0)
            headers = {"Content-Type": type, "Content-Length": str(size), "ETag": tag}
            self.head(200, {**headers, "Content-Disposition": f'attachment; filename="{name}"'})
            if self.command != "HEAD":
                shutil.copyfileobj(file, self.wfile, 1 << 18)


class Front(ThreadingHTTPServer):
    """The server: listening once it is made, stopped by ``close``."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, host: str, port: int, site: Site) -> None:
        """Listen on ``host`` and ``port`` (0: any that is free).

        Raises:
            ServingError: the address is taken, not this machine's, or not allowed.
        """
        self.site = site
        self._places = threading.BoundedSemaphore(_MOST_CONNECTIONS)
        try:
            self.address_family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
            super().__init__((host, port), _Handler)
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            taken = isinstance(error, OSError) and error.errno in (errno.EADDRINUSE, errno.EACCES)
            remedy = (
                "name another port with --port; 0 takes any that is free"
                if taken
                else "name an address of this machine with --host"
            )
            raise ServingError(f"{host}:{port}: cannot be served on ({reason}); {remedy}") from error

    @property
    def url(self) -> str:
        """Return the address of the page."""
        host, port = str(self.server_address[0]), self.server_address[1]
        return f"http://{f'[{host}]' if ':' in host else host}:{port}/"

    def process_request(self, request: Any, client_address: Any) -> None:
        if not self._places.acquire(blocking=False):
            # More connections than anyone needs: the newest is closed.
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except RuntimeError:
            self._places.release()
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say in one line what went wrong; the base class prints a traceback to whoever watches."""
        import sys

        self.site.notice(f"thymograph: a request failed: {sys.exc_info()[1]!r}")
