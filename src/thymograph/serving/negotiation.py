"""Formats of answers, and the choice among them that an Accept header asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["GRAPHS", "ROWS", "Offer", "chosen"]

_RANGE = re.compile(r"^([\w!#$&^.+*-]+)/([\w!#$&^.+*-]+)$")
_WEIGHT = re.compile(r"^q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$", re.IGNORECASE)
_LONGEST_HEADER = 4000


@dataclass(frozen=True, slots=True)
class Offer:
    """A format by the name that pyoxigraph knows it under, and the media types that ask for it."""

    name: str
    types: tuple[str, ...]
    """The first is sent where the request leaves it open."""
    is_text: bool = False
    """Its media type is sent with a charset."""

    def header(self, type: str) -> str:
        """Return the value of Content-Type."""
        return f"{type}; charset=utf-8" if self.is_text else type


ROWS = (
    Offer("JSON", ("application/sparql-results+json", "application/json")),
    Offer("XML", ("application/sparql-results+xml", "application/xml", "text/xml")),
    Offer("CSV", ("text/csv",), is_text=True),
    Offer("TSV", ("text/tab-separated-values", "text/tsv"), is_text=True),
)
"""Formats for SELECT and ASK."""

GRAPHS = (
    Offer("TURTLE", ("text/turtle", "application/x-turtle"), is_text=True),
    Offer("N_TRIPLES", ("application/n-triples", "text/plain"), is_text=True),
    Offer("RDF_XML", ("application/rdf+xml", "application/xml", "text/xml")),
    Offer("JSON_LD", ("application/ld+json", "application/json")),
)
"""Formats for CONSTRUCT and DESCRIBE."""


def _ranges(accept: str) -> list[tuple[str, str, float]]:
    """Return (type, subtype, weight) of each media range; what is not one is passed over."""
    found = []
    for part in accept[:_LONGEST_HEADER].lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        media = _RANGE.match(name)
        if not media:
            continue
        weights = [float(weight[1]) for piece in parameters if (weight := _WEIGHT.match(piece))]
        found.append((media[1], media[2], weights[0] if weights else 1.0))
    return found


def chosen(accept: str | None, offers: Sequence[Offer]) -> tuple[Offer, str] | None:
    """Return the offer with the highest weight and the media type to send, or None where none is acceptable.

    The more specific range decides a type's weight; of equal weights the earlier offer is taken.

    >>> chosen("text/csv;q=0.5, application/json", ROWS)[0].name
    'JSON'
    >>> chosen("text/*, application/json;q=0.9", ROWS)[1]
    'text/xml'
    >>> chosen("image/png", ROWS) is None
    True
    """
    ranges = _ranges(accept or "") or ([] if accept and accept.strip() else [("*", "*", 1.0)])
    best: tuple[float, Offer, str] | None = None
    for offer in offers:
        for type in offer.types:
            main, sub = type.split("/")
            fitting = [
                ((of_main != "*") + (of_sub != "*"), weight)
                for of_main, of_sub, weight in ranges
                if of_main in ("*", main) and of_sub in ("*", sub)
            ]
            if not fitting:
                continue
            weight = max(fitting)[1]
            if weight > 0 and (best is None or weight > best[0]):
                best = (weight, offer, type)
    return (best[1], best[2]) if best else None
