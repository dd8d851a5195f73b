"""RDF terms as N-Quads text, and quads of them."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from thymograph.errors import GraphError
from thymograph.vocabulary import XSD

__all__ = ["Quad", "boolean", "decimal", "decimal_of", "integer", "iri", "path_segment", "text", "uri_literal"]


class Quad(NamedTuple):
    """A triple and the graph that it stands in, each term written as N-Quads writes it."""

    graph: str
    subject: str
    predicate: str
    object: str

    @property
    def line(self) -> str:
        """Return the line of N-Quads, without the line break."""
        return f"{self.subject} {self.predicate} {self.object} {self.graph} ."


# What RFC 3987 forbids in an IRI: these would end or break the term.
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\\x7f]')
# What needs no percent-encoding, as nearly all ids.
_SAFE = re.compile(r"[A-Za-z0-9._~-]*")
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]')
_INTEGER = f"^^<{XSD.integer}>"
_TRUE, _FALSE = f'"true"^^<{XSD.boolean}>', f'"false"^^<{XSD.boolean}>'
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


@lru_cache(maxsize=1 << 16)
def iri(value: str) -> str:
    """Return an IRI in angle brackets.

    Raises:
        GraphError: it holds a character that no IRI may hold.
    """
    if _NOT_IN_IRI.search(value) or ":" not in value:
        raise GraphError(f"{value!r} is not an IRI; percent-encode what it is made from")
    return f"<{value}>"


def path_segment(words: str) -> str:
    """Return words as one segment of an IRI's path: letters, digits, ``-._~``, the rest percent-encoded."""
    return words if _SAFE.fullmatch(words) else quote(words, safe="-._~")


def text(value: str) -> str:
    """Return a plain string literal, every character kept.

    >>> print(text('say "TLR9"'))
    "say \\"TLR9\\""
    """
    if _ESCAPED.search(value):
        value = _ESCAPED.sub(lambda m: _ESCAPES.get(m[0]) or f"\\u{ord(m[0]):04X}", value)
    return f'"{value}"'


def integer(value: int) -> str:
    """Return an xsd:integer."""
    return f'"{value}"{_INTEGER}'


def boolean(value: bool) -> str:
    """Return an xsd:boolean."""
    return _TRUE if value else _FALSE


def decimal(value: Decimal | float) -> str:
    """Return an xsd:decimal, never in exponent form.

    >>> decimal(12.10)
    '"12.1"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    written = format(Decimal(repr(value)) if isinstance(value, float) else Decimal(value), "f")
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return f'"{"0" if written in ("-0", "") else written}"^^<{XSD.decimal}>'


def uri_literal(value: str) -> str:
    """Return an xsd:anyURI literal: a URL as printed, which need not be a valid IRI."""
    return f"{text(value)}^^<{XSD.anyURI}>"


def decimal_of(printed: str) -> Decimal | None:
    """Return the number that words as printed are, or None where they are not just one number.

    >>> decimal_of("1,480"), decimal_of("12.1%"), decimal_of("0.59-0.78")
    (Decimal('1480'), Decimal('12.1'), None)
    """
    bare = printed.strip().rstrip("%").strip().lstrip("+").replace("−", "-").replace("·", ".")
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", bare):
        bare = bare.replace(",", "")
    if not re.fullmatch(r"-?\d{1,18}(\.\d{1,18})?|-?\.\d{1,18}", bare, re.ASCII):
        return None
    try:
        return Decimal(bare)
    except InvalidOperation:  # pragma: no cover - the pattern admits decimals only
        return None
