"""One exchange over HTTP: a request read with care, a reply or a refusal written."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Protocol

import thymograph
from thymograph.serving.negotiation import Offer, chosen
from thymograph.serving.protocol import MOST_QUERY_BYTES
from thymograph.serving.refusal import RefusalError

__all__ = ["Exchange", "House"]

_IDLE_SECONDS = 30.0
_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?")
_ERRORS = (
    Offer("text", ("text/plain",), is_text=True),
    Offer(
        "json",
        ("application/problem+json", "application/json", "application/sparql-results+json", "application/ld+json"),
    ),
)
_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class House(Protocol):
    """What an exchange has to know of the server that it belongs to."""

    @property
    def host(self) -> str:
        """Return what it listens on."""

    @property
    def is_local(self) -> bool:
        """Return whether this machine alone reaches it."""

    @property
    def cors(self) -> bool:
        """Return whether pages of other sites may ask."""

    @property
    def notice(self) -> Callable[[str], None]:
        """Return what tells a line to whoever runs it."""


class Exchange(BaseHTTPRequestHandler):
    """A handler without addresses of its own."""

    protocol_version = "HTTP/1.1"
    timeout = _IDLE_SECONDS
    house: House
    begun = False
    """Whether the status of the reply is sent, so that no refusal can follow."""

    def answer(self, method: str) -> None:
        """Answer a request; HEAD is told as GET."""
        raise NotImplementedError

    def do_GET(self) -> None:
        self.answer("GET")

    def do_HEAD(self) -> None:
        self.answer("GET")

    def do_POST(self) -> None:
        self.answer("POST")

    def do_OPTIONS(self) -> None:
        self.answer("OPTIONS")

    def do_PUT(self) -> None:
        self.answer("PUT")

    def do_DELETE(self) -> None:
        self.answer("DELETE")

    def do_PATCH(self) -> None:
        self.answer("PATCH")

    def read_body(self) -> bytes:
        """Return the body of the request; one that is refused is not read, and its connection closed."""
        length = self.headers.get("Content-Length")
        refusal = None
        if self.headers.get("Transfer-Encoding"):
            refusal = RefusalError(411, "a body needs a Content-Length; chunked bodies are not read")
        elif length is None:
            if self.command in ("POST", "PUT", "PATCH"):
                refusal = RefusalError(411, "a body needs a Content-Length")
        elif not re.fullmatch(r"\d{1,18}", length, re.ASCII):
            refusal = RefusalError(400, "Content-Length is no number")
        elif int(length) > 3 * MOST_QUERY_BYTES:
            # A form can be three times as long as what it says.
            refusal = RefusalError(413, f"the request is longer than {3 * MOST_QUERY_BYTES:,} bytes; shorten the query")
        if refusal is not None:
            self.close_connection = True
            raise refusal
        return self.rfile.read(int(length)) if length else b""

    def check_host(self) -> None:
        """Refuse names that are not this machine's: a page elsewhere could have its name lead here."""
        host = self.headers.get("Host")
        if host is None:
            if self.request_version == "HTTP/1.1":
                raise RefusalError(400, "the request has no Host header")
            return
        named = _HOST.fullmatch(host.strip())
        if not named:
            raise RefusalError(400, "the Host header is no host")
        local = {"localhost", "127.0.0.1", "[::1]", self.house.host.lower(), f"[{self.house.host.lower()}]"}
        if self.house.is_local and named[1].lower() not in local:
            raise RefusalError(421, f"{named[1]} is not this server; use localhost, or serve with --host")

    def head(self, status: int, headers: dict[str, str], phrase: str | None = None) -> None:
        """Write the status line and all headers: those given, and those that every reply has."""
        self.begun = True
        self.send_response(status, phrase)
        cors = {"Access-Control-Allow-Origin": "*"} if self.house.cors else {}
        if cors and self.command == "OPTIONS":
            cors["Access-Control-Allow-Methods"] = "GET, HEAD, POST, OPTIONS"
            cors["Access-Control-Allow-Headers"] = "Accept, Content-Type"
            cors["Access-Control-Max-Age"] = "600"
        for name, value in {"Cache-Control": "no-cache", **_SAFE, **cors, **headers}.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    def reply(self, status: int, body: bytes, type: str | None, headers: dict[str, str] | None = None) -> None:
        """Write a reply that is whole; a HEAD gets the same without its body."""
        about = {} if status in (204, 304) else {"Content-Length": str(len(body))}
        if type is not None:
            about["Content-Type"] = type
        self.head(status, {**about, **(headers or {})})
        if self.command != "HEAD":
            self.wfile.write(body)

    def refuse(self, refusal: RefusalError) -> None:
        """Write a refusal as plain text, or as JSON (RFC 9457) where the request prefers that."""
        if refusal.status >= 500:
            self.house.notice(f"thymograph: {refusal.reason}")
        form = chosen(self.headers.get("Accept"), _ERRORS)
        if form is not None and form[0].name == "json":
            problem = {
                "status": refusal.status,
                "detail": refusal.reason,
                "line": refusal.line,
                "column": refusal.column,
            }
            body = json.dumps({key: value for key, value in problem.items() if value is not None}, ensure_ascii=False)
            type = "application/problem+json"
        else:
            body, type = f"{refusal.reason}\n", "text/plain; charset=utf-8"
        content = body.encode("utf-8", "replace")
        about = {"Content-Type": type, "Content-Length": str(len(content)), **refusal.headers}
        # Clients that hide the body of an error show at least this line.
        phrase = re.sub(r"[^ -~]+", "?", refusal.reason)[:200]
        self.head(refusal.status, about, phrase)
        if self.command != "HEAD":
            self.wfile.write(content)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a request that could not be read as one; the base class would send HTML."""
        self.close_connection = True
        content = f"{message or 'the request cannot be read'}\n".encode("utf-8", "replace")
        self.send_response(code)
        for name, value in (
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(content))),
            ("Connection", "close"),
        ):
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def version_string(self) -> str:
        """Return what the Server header says."""
        return f"thymograph/{thymograph.__version__}"

    def log_message(self, format: str, *args: object) -> None:
        """What the base class would print of each request is nothing to act on."""
