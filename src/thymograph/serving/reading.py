"""What a query holds, as the engine itself reads it: keywords told from strings, IRIs, names and comments.

The engine gives no syntax tree. But a word that is renamed stays what it was inside a string, an IRI, a
comment or a name, and is a syntax error where it was a keyword: so the engine's own parser decides, and no
second grammar can be misled where this one is not.
"""

from __future__ import annotations

import re

import pyoxigraph

from thymograph.serving.refusal import RefusalError

__all__ = ["read_query"]

_AT = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_KEYWORD = re.compile(r"[A-Z]+(?:[_ ][A-Z]+)*")
# What the engine says besides the tokens it would have taken ("SELECT * is not authorized with GROUP BY").
_SAID = re.compile(r"(?:^|, )([A-Z][A-Za-z]*(?: [A-Z*]+)* [a-z]+ [\w ]+)(?=,|$)")
_NAME = re.compile(r"([A-Za-z][\w.-]*)?:[\w.%-]*")
# The engine looks ahead by the length of the keyword that it tries: behind the end must be room for the longest.
_ROOM = " " * 32
_SERVICE = re.compile(r"(?ai)(?<![a-z0-9_])service(\s+silent\b)?")
_FROM = re.compile(r"(?ai)(?<![a-z0-9_])from")
_SERVICE_REFUSED = (
    "SERVICE is refused: this endpoint asks no other server; ask that one yourself and put its answer in as VALUES"
)


def _parse(query: str, prefixes: dict[str, str]) -> SyntaxError | None:
    """Return what the engine has against the syntax of ``query``."""
    try:
        # On an empty store in memory: nothing is there to be asked.
        pyoxigraph.Store().query(query + _ROOM, prefixes=prefixes)
    except SyntaxError as error:
        return error
    return None


def _without(pattern: re.Pattern[str], query: str) -> str:
    """Return ``query`` with the first letter of each such word turned to X, with which no keyword begins."""
    return pattern.sub(lambda found: "X" + found[0][1:], query)


def _offset(query: str, line: int, column: int) -> int:
    starts = [0, *(found.end() for found in re.finditer("\n", query))]
    return starts[min(line, len(starts)) - 1] + column - 1


def _refusal(query: str, error: SyntaxError) -> RefusalError:
    """Return the refusal of a query that does not parse, with the place where what is wrong begins."""
    told = _AT.search(str(error))
    if told is None:
        # Of the algebra, not of the text.
        return RefusalError(400, f"the query is wrong: {str(error).splitlines()[0][:300]}")
    offset = _offset(query + _ROOM, int(told[1]), int(told[2]))
    wanted = told[3].split(", ")
    keywords = [len(one) for one in wanted if _KEYWORD.fullmatch(one)]
    said = [found[1] for found in _SAID.finditer(told[3].replace("\n", " ")) if found[1] != "Prefix not found"]
    if len(keywords) == len(wanted):
        # The engine names the end of the word that it would have liked to see.
        offset -= min(keywords)
    elif offset > len(query.rstrip()) and not said:
        return _at(query, len(query.rstrip()), "the query ends before it is whole: something is not closed or missing")
    if "Prefix not found" in told[3]:
        line, column = int(told[1]), int(told[2])
        here = query.split("\n")[line - 1] if line <= query.count("\n") + 1 else ""
        name = next((found for found in _NAME.finditer(here) if found.start() < column - 1 <= found.end()), None)
        if name is not None:
            reason = f"the prefix {name[1] or ''}: is not declared; add a PREFIX line"
            return _at(query, _offset(query, line, name.start() + 1), reason)
    if said:
        return _at(query, min(offset, len(query.rstrip())), f"the query is wrong: {said[0]}")
    return _at(query, offset, "the query does not parse from here on; mend the text here or soon after")


def _at(query: str, offset: int, reason: str) -> RefusalError:
    offset = max(0, min(offset, len(query)))
    line = query.count("\n", 0, offset) + 1
    column = offset - (query.rfind("\n", 0, offset) + 1) + 1
    return RefusalError(400, f"line {line}, column {column}: {reason}", line, column)


def read_query(query: str, prefixes: dict[str, str]) -> bool:
    """Return whether ``query`` names its own dataset (FROM); raise if it is none that may be run.

    Args:
        query: SPARQL.
        prefixes: Those that need no declaration.

    Raises:
        RefusalError: 400 with the place where it does not parse, 403 where it has a SERVICE.
    """
    if _SERVICE.search(query):
        error = _parse(_without(_SERVICE, query), prefixes)
        if error is not None:
            # GRAPH stands wherever SERVICE may, and asks nobody.
            if _parse(_SERVICE.sub("GRAPH", query), prefixes) is None:
                place = _refusal(_without(_SERVICE, query), error)
                raise RefusalError(403, _SERVICE_REFUSED, place.line, place.column)
            raise _refusal(query, error)
    error = _parse(_without(_FROM, query), prefixes)
    if error is None:
        return False
    if _FROM.search(query):
        error = _parse(query, prefixes)
        if error is None:
            return True
    raise _refusal(query, error)
