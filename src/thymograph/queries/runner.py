"""The runner of queries: by name, from a file, or as SPARQL text."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from thymograph.errors import QueryError
from thymograph.graph.answer import Answer, Cell, Iri
from thymograph.graph.iris import KINDS_OF_NODE, compact
from thymograph.graph.rdf import trig_prefixes
from thymograph.graph.store import GraphHandle
from thymograph.queries.catalogue import Query, catalogue, parse_query
from thymograph.queries.parameters import page_limit, with_values
from thymograph.vocabulary import RECORD_WORDS, TG_IRI

__all__ = ["Table", "catalogue", "find_query", "run", "with_prefixes"]

# Keys of pages that say something to people too.
_SHOWN_KEYS = frozenset({"conflict", "position", "documents", "step", "concept"})
# What a text must hold to be SPARQL and not a name that was misspelt.
_IS_SPARQL = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_UPDATES = re.compile(r"^\s*(?:PREFIX[^\n]*\n\s*)*(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b", re.I)
_LONGEST_PATH = 1024
_OWN_NODE = re.compile(rf"/(?:{'|'.join(KINDS_OF_NODE)})/([^/]+)$")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in an order that depends on nothing but what is in them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    next_offset: int | None = None
    """Where the next page begins; None where no more follow."""


def find_query(name_or_text: str | Path) -> Query:
    """Return a query by its name, from a file, or the one that a SPARQL text is.

    Raises:
        QueryError: neither a name, a file nor SPARQL; the message says which names are close.
    """
    asked = str(name_or_text)
    if _UPDATES.match(asked):
        raise QueryError("the text is a SPARQL update; a graph is only read here, build writes it")
    # A name before a text, a text before a file: SPARQL is too long for a path and would fail as one.
    named = {query.name: query for query in catalogue()}
    if asked in named:
        return named[asked]
    if _IS_SPARQL.search(asked) and ("{" in asked):
        return parse_query(asked, "query")
    path = Path(asked)
    if path.suffix in (".rq", ".sparql") or (len(asked) < _LONGEST_PATH and "\0" not in asked and path.is_file()):
        try:
            return parse_query(path.read_text("utf-8"), path.name)
        except OSError as error:
            raise QueryError(f"{path}: cannot be read ({error.strerror}); check the path") from error
        except UnicodeDecodeError as error:
            raise QueryError(f"{path}: byte {error.start} is not UTF-8; save the query as UTF-8") from error
    close = difflib.get_close_matches(asked, named, n=3, cutoff=0.4) or sorted(named)
    raise QueryError(f"no query {asked!r}; near: {', '.join(close)}")


_DECLARED = re.compile(r"\bPREFIX\s+([A-Za-z][\w.-]*)?:", re.IGNORECASE)
# What is between these is no prefixed name: IRIs, strings, comments.
_QUOTED = re.compile(r"""<[^<>\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|(?m:#.*$)""")
_USED = re.compile(r"(?<![\w?$:.])([A-Za-z][\w-]*):(?=[\w\\])")


def with_prefixes(sparql: str) -> str:
    """Return SPARQL with a PREFIX for each usual prefix that it uses and does not declare.

    They stand on the first line, before the text, so that line numbers in errors stay the text's own.

    >>> with_prefixes("ASK { ?c a tg:Claim }")
    'PREFIX tg: <https://w3id.org/thymograph/ontology#> ASK { ?c a tg:Claim }'
    >>> with_prefixes("ASK { ?c prov:wasAttributedTo/foaf:name 'oa:text' }").count("PREFIX")
    2
    """
    declared = set(_DECLARED.findall(sparql))
    known = trig_prefixes()
    used = set(_USED.findall(_QUOTED.sub(" ", sparql)))
    missing = [name for name in sorted(used - declared) if name in known]
    return "".join(f"PREFIX {name}: <{known[name]}> " for name in missing) + sparql


def run(handle: GraphHandle, query: str | Path, params: Mapping[str, str] | None = None) -> Table:
    """Return the rows of a query: its name, the path of an ``.rq`` file, or SPARQL text.

    Rows are sorted by their cells from left to right; of a query with pages they are those of one page. Queries with a head (``# title:``) get short
    cells: claim ids, the words of the record, concepts as CURIEs; plain SPARQL keeps its IRIs. Usual
    prefixes need not be declared.

    Raises:
        QueryError: no such query, a parameter missing or wrong, or SPARQL that does not parse.
    """
    found = find_query(query)
    answer = handle.query(with_prefixes(with_values(found, params or {}, handle)))
    next_offset = None
    if found.page:
        limit, offset = page_limit(found, params or {})
        answer, more = _page(answer, found.page, limit)
        next_offset = offset + limit if more else None
    rows = set(answer.rows)
    if found.title:
        rows = {tuple(_short(cell) for cell in row) for row in rows}
    return Table(answer.columns, tuple(sorted(_gathered(answer, rows, found.gather), key=_order)), next_offset)


def _page(answer: Answer, keys: tuple[str, ...], limit: int) -> tuple[Answer, bool]:
    """Return the rows of the first ``limit`` things without the columns that only order them, and whether more follow."""
    names = [key.lstrip("-") for key in keys]
    places = [answer.columns.index(name) for name in names]
    falls = [key.startswith("-") for key in keys]

    def rank(things: tuple[Cell, ...]) -> tuple[tuple[int, float, str], ...]:
        turned = (
            -cell if fall and isinstance(cell, int | float) else cell for fall, cell in zip(falls, things, strict=True)
        )
        return _order(tuple(turned))

    things = sorted({tuple(row[place] for place in places) for row in answer.rows}, key=rank)
    kept = set(things[:limit])
    # What is shown besides, as the id of a conflict, stays.
    shown = [i for i, name in enumerate(answer.columns) if i not in places or name in _SHOWN_KEYS]
    rows = (row for row in answer.rows if tuple(row[place] for place in places) in kept)
    columns = tuple(answer.columns[i] for i in shown)
    return Answer(columns, tuple(tuple(row[i] for i in shown) for row in rows)), len(things) > limit


def _short(cell: Cell) -> Cell:
    """Return an IRI as people write it; any other cell as it is."""
    if not isinstance(cell, Iri):
        return cell
    if cell.startswith(TG_IRI):
        return RECORD_WORDS.get(cell, cell[len(TG_IRI) :])
    own = _OWN_NODE.search(cell)
    return own[1] if own else compact(cell)


def _order(row: tuple[Cell, ...]) -> tuple[tuple[int, float, str], ...]:
    """Return a sort key for cells of any type: absent first, then numbers, then text."""
    return tuple(
        (0, 0.0, "") if cell is None else (1, float(cell), "") if isinstance(cell, int | float) else (2, 0.0, str(cell))
        for cell in row
    )


def _gathered(answer: Answer, rows: set[tuple[Cell, ...]], gather: tuple[str, ...]) -> list[tuple[Cell, ...]]:
    """Return the rows that agree in all columns but ``gather`` as one, the others' values joined by "; "."""
    columns = [answer.columns.index(name) for name in gather if name in answer.columns]
    if not columns:
        return list(rows)
    groups: defaultdict[tuple[Cell, ...], list[tuple[Cell, ...]]] = defaultdict(list)
    for row in rows:
        groups[tuple(None if i in columns else cell for i, cell in enumerate(row))].append(row)
    merged = []
    for kept, members in groups.items():
        cells = list(kept)
        for i in columns:
            values = {member[i] for member in members if member[i] is not None}
            if len(values) == 1:
                cells[i] = next(iter(values))
            elif values:
                cells[i] = "; ".join(str(value[0]) for value in sorted(((v,) for v in values), key=_order))
        merged.append(tuple(cells))
    return merged
