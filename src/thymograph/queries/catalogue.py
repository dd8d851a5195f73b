"""The named queries: SPARQL files with a title and typed parameters in their head."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from thymograph.errors import QueryError

__all__ = ["PARAMETER_TYPES", "Parameter", "Query", "catalogue", "parse_query"]

PARAMETER_TYPES = ("concept", "organisation", "document", "term", "text", "integer")
ANY = "any"
"""The default of a parameter that may be left out and then restricts nothing."""

_TITLE = re.compile(r"^# title:\s*(.+)$", re.MULTILINE)
_PARAMETER = re.compile(r"^# @param (\w+):\s*(\w+)(?:\s*=\s*(.+))?$", re.MULTILINE)
_PAGE = re.compile(r"^# @page (.+)$", re.MULTILINE)
_SLICE = re.compile(r"\bLIMIT (\d+) OFFSET (\d+)\b")
_GATHER = re.compile(r"^# @gather (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of a query: its variable, its type, and what stands for it when it is left out."""

    name: str
    type: str
    default: str | None = None
    """None: it must be given."""

    @property
    def usage(self) -> str:
        """Return how it is written on a command line."""
        return f"{self.name}={self.type.upper()}" if self.default is None else f"[{self.name}={self.type.upper()}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query with its head read."""

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    gather: tuple[str, ...]
    """Columns whose several values are put into one cell of rows that agree in all others."""
    page: tuple[str, ...] = ()
    """Columns that order what pages are counted in, "-" before one that falls; they are for the runner alone."""
    text: str

    @property
    def usage(self) -> tuple[str, ...]:
        """Return how its parameters are written on a command line."""
        return tuple(parameter.usage for parameter in self.parameters)


def parse_query(text: str, name: str) -> Query:
    """Return the query in ``text``; a text without a head is a query without parameters.

    Each parameter needs a ``VALUES ?name { … }`` in the body, which is where its values go in. A query with
    ``# @page`` has a ``LIMIT n OFFSET n`` and thereby the parameters ``limit`` and ``offset``.

    Raises:
        QueryError: a parameter of an unknown type or without its VALUES, or pages without a LIMIT and OFFSET.
    """
    title = _TITLE.search(text)
    parameters = []
    for variable, kind, default in _PARAMETER.findall(text):
        if kind not in PARAMETER_TYPES:
            raise QueryError(f"{name}: @param {variable} has type {kind}; use one of {', '.join(PARAMETER_TYPES)}")
        if not re.search(rf"VALUES\s+\?{variable}\s*\{{", text):
            raise QueryError(f"{name}: @param {variable} has no VALUES ?{variable} {{ UNDEF }} in the query")
        parameters.append(Parameter(name=variable, type=kind, default=default.strip() or None))
    gather, page, part = _GATHER.search(text), _PAGE.search(text), _SLICE.search(text)
    if page:
        if not part:
            raise QueryError(f"{name}: @page needs a LIMIT n OFFSET n in the query")
        parameters.append(Parameter(name="limit", type="integer", default=part[1]))
        parameters.append(Parameter(name="offset", type="integer", default=part[2]))
    return Query(
        name=name,
        title=title[1].strip() if title else "",
        parameters=tuple(parameters),
        gather=tuple(word.strip() for word in gather[1].split(",")) if gather else (),
        page=tuple(word.strip() for word in page[1].split(",")) if page else (),
        text=text,
    )


@cache
def catalogue() -> tuple[Query, ...]:
    """Return the named queries, sorted by name."""
    folder = Path(__file__).parent
    return tuple(parse_query(path.read_text("utf-8"), path.stem) for path in sorted(folder.glob("*.rq")))
