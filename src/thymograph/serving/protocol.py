"""SPARQL 1.1 Protocol requests: what was asked, of which graphs, or why that is refused.

References: https://www.w3.org/TR/sparql11-protocol/
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

from thymograph.serving.refusal import RefusalError

__all__ = ["MOST_QUERY_BYTES", "Asked", "asked_of", "content_type", "fields_of", "is_update"]

MOST_QUERY_BYTES = 1_000_000
_MOST_FIELDS = 1000
_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_UPDATES_REFUSED = "this endpoint is read-only and takes no updates; `thymograph build` writes the graph"
_BEFORE_UPDATE = re.compile(r"\s+|#[^\n]*|PREFIX\s+[^\s:]*:\s*<[^>]*>|BASE\s*<[^>]*>", re.IGNORECASE)
_UPDATE_WORD = re.compile(r"(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query and the dataset that the request names for it."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def content_type(header: str | None) -> tuple[str, str]:
    """Return (media type, charset) of a Content-Type header, both in lower case.

    >>> content_type('Application/SPARQL-Query; charset="UTF-8"')
    ('application/sparql-query', 'utf-8')
    """
    name, *parameters = (header or "").split(";")
    charset = "utf-8"
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "charset":
            charset = value.strip().strip('"').lower()
    return name.strip().lower(), charset


def is_update(query: str) -> bool:
    """Return whether a text that is no query begins as an update, its prologue and comments set aside.

    >>> is_update("# all of it\\nPREFIX a: <http://a/> DELETE WHERE { ?s ?p ?o }")
    True
    """
    place = 0
    while found := _BEFORE_UPDATE.match(query, place):
        place = found.end()
    return _UPDATE_WORD.match(query, place) is not None


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusalError(400, f"byte {error.start} of the request is not UTF-8; send the query as UTF-8") from error


def fields_of(text: str, where: str) -> list[tuple[str, str]]:
    """Return the fields of a percent-encoded text in their order.

    Raises:
        RefusalError: 400 for what is no UTF-8, or for too many of them.
    """
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise RefusalError(400, f"the {where} cannot be read ({error}); percent-encode it as UTF-8") from error


def asked_of(method: str, parameters: str, header: str | None, body: bytes) -> Asked | None:
    """Return what a request asks, or None where a GET has no query (it asks for the service description).

    Args:
        method: GET (HEAD is asked as GET) or POST.
        parameters: What follows ``?`` in the address.
        header: Content-Type of a POST.
        body: Of a POST.

    Raises:
        RefusalError: 400 for no or several queries, 403 for updates, 415 for another media type.
    """
    fields = fields_of(parameters, "address")
    if method == "POST":
        media, charset = content_type(header)
        if media == _UPDATE:
            raise RefusalError(403, _UPDATES_REFUSED)
        if media not in (_FORM, _QUERY):
            named = media or "nothing"
            raise RefusalError(415, f"a POST is {_QUERY} or {_FORM}, not {named}; set its Content-Type")
        if charset not in ("utf-8", "utf8", "us-ascii"):
            raise RefusalError(415, f"the charset is UTF-8, not {charset}; send the query as UTF-8")
        text = _decoded(body)
        fields += [("query", text)] if media == _QUERY else fields_of(text, "form")
    if any(name == "update" for name, _ in fields):
        raise RefusalError(403, _UPDATES_REFUSED)
    queries = [value for name, value in fields if name == "query"]
    if not queries:
        if method == "POST":
            raise RefusalError(400, "no query; send it as the field `query` or as the body")
        return None
    if len(queries) > 1:
        raise RefusalError(400, f"{len(queries)} queries in one request; send one")
    if len(queries[0].encode("utf-8", "replace")) > MOST_QUERY_BYTES:
        raise RefusalError(413, f"the query is longer than {MOST_QUERY_BYTES:,} bytes; shorten it")
    if is_update(queries[0]):
        raise RefusalError(403, _UPDATES_REFUSED)
    return Asked(
        query=queries[0],
        default_graphs=tuple(value for name, value in fields if name == "default-graph-uri"),
        named_graphs=tuple(value for name, value in fields if name == "named-graph-uri"),
    )
