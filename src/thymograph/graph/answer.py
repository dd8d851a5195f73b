"""The answer to a query: columns and rows of plain Python values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from thymograph.vocabulary import XSD

__all__ = ["Answer", "Cell", "Iri", "cell_of"]


class Iri(str):
    """An IRI in a row, told from text by its type."""

    __slots__ = ()


Cell = Iri | str | int | float | bool | None

_INTEGERS = frozenset({XSD.integer, "http://www.w3.org/2001/XMLSchema#int"})
_NUMBERS = frozenset({XSD.decimal, "http://www.w3.org/2001/XMLSchema#double"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a store answers: SELECT as it is, ASK as one cell, CONSTRUCT as rows of three."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def cell_of(lexical: str, datatype: str | None) -> Cell:
    """Return the Python value of a literal; a form that does not fit its datatype stays text.

    >>> cell_of("12.1", "http://www.w3.org/2001/XMLSchema#decimal"), cell_of("x", None)
    (12.1, 'x')
    """
    try:
        if datatype in _INTEGERS:
            return int(lexical)
        if datatype in _NUMBERS:
            number = Decimal(lexical)
            return int(number) if number == number.to_integral_value() else float(number)
    except (ValueError, ArithmeticError):
        return lexical
    if datatype == XSD.boolean:
        return lexical in ("true", "1")
    return lexical


def of_oxigraph(result: Any) -> Answer:
    """Return a pyoxigraph result (Any: three classes that the published stubs do not join)."""
    import pyoxigraph

    def cell(term: Any) -> Cell:
        if term is None:
            return None
        if isinstance(term, pyoxigraph.Literal):
            return cell_of(term.value, term.datatype.value)
        return Iri(term.value)

    if isinstance(result, pyoxigraph.QueryBoolean):
        return Answer(("answer",), ((bool(result),),))
    if isinstance(result, pyoxigraph.QueryTriples):
        rows = tuple((cell(t.subject), cell(t.predicate), cell(t.object)) for t in result)
        return Answer(("subject", "predicate", "object"), rows)
    columns = tuple(variable.value for variable in result.variables)
    return Answer(columns, tuple(tuple(cell(term) for term in solution) for solution in result))


def of_rdflib(result: Any) -> Answer:
    """Return an rdflib result (Any: its rows have no published type)."""
    from rdflib.term import Literal

    def cell(term: Any) -> Cell:
        if term is None:
            return None
        if isinstance(term, Literal):
            return cell_of(str(term), str(term.datatype) if term.datatype else None)
        return Iri(term)

    if result.type == "ASK":
        return Answer(("answer",), ((bool(result.askAnswer),),))
    if result.type in ("CONSTRUCT", "DESCRIBE"):
        rows = tuple(tuple(cell(term) for term in triple) for triple in result.graph)
        return Answer(("subject", "predicate", "object"), rows)
    columns = tuple(str(variable) for variable in result.vars)
    return Answer(
        columns,
        tuple(tuple(cell(binding.get(variable)) for variable in result.vars) for binding in result.bindings),
    )
