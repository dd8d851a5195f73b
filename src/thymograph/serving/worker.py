"""A worker process: it holds one store read-only, answers one request at a time, and may be killed at any time.

It reads requests as JSON lines from stdin and writes frames to stdout: a letter, the length of what follows
(four bytes, big end first), and that. ``Y``: the store is open. ``O``: an answer begins; its media type.
``D``: a part of it. ``E``: its end. ``R``: a refusal as JSON.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
import resource
import signal
import struct
import sys
from pathlib import Path
from typing import Any

import pyoxigraph

from thymograph.errors import QueryError, ThymographError
from thymograph.serving.reading import read_query
from thymograph.serving.refusal import RefusalError

__all__ = ["HEAD", "main"]

HEAD = struct.Struct(">cI")
_LOT = 65_536
_LOOKED_AT = 2_000
"""Triples in which the prefixes of an answer are looked for."""


class _Frames:
    """The writer that the engine serializes to; parts are sent in lots, and no more than ``most`` bytes of them."""

    def __init__(self, fd: int, most: int) -> None:
        self._fd, self._left, self._most = fd, most, most
        self._lot = bytearray()
        self.full = False

    def send(self, letter: bytes, content: bytes = b"") -> None:
        view = memoryview(HEAD.pack(letter, len(content)) + content)
        while view:
            view = view[os.write(self._fd, view) :]

    def write(self, part: bytes) -> int:
        self._left -= len(part)
        if self._left < 0:
            self.full = True
            raise OSError("the answer is too long")
        self._lot += part
        if len(self._lot) >= _LOT:
            self.flush_lot()
        return len(part)

    def flush(self) -> None:
        """The engine flushes after each part; lots are sent when they are full."""

    def flush_lot(self) -> None:
        if self._lot:
            self.send(b"D", bytes(self._lot))
            self._lot.clear()

    def refuse(self, refusal: RefusalError) -> None:
        fields = {"status": refusal.status, "reason": refusal.reason, "line": refusal.line, "column": refusal.column}
        self.send(b"R", json.dumps(fields).encode())

    def too_long(self) -> RefusalError:
        size = f"{self._most:,} bytes"
        return RefusalError(
            413, f"the answer is longer than {size}; ask for less (LIMIT), or serve with a larger --most-mb"
        )


def _nodes(names: list[str], what: str) -> list[Any]:
    try:
        return [pyoxigraph.NamedNode(name) for name in names]
    except ValueError as error:
        raise RefusalError(400, f"a {what} is no absolute IRI ({error})") from error


def _answer(store: pyoxigraph.Store, asked: dict[str, Any], prefixes: dict[str, str], out: _Frames) -> None:
    """Write the answer to a query of the protocol."""
    # The engine asks of a file no more than to write and to flush.
    file: Any = out
    own_dataset = read_query(asked["query"], prefixes)
    default, named = _nodes(asked["default"], "default-graph-uri"), _nodes(asked["named"], "named-graph-uri")
    # A dataset that the request names replaces the one of the query, and is all there is.
    dataset: dict[str, Any] = {"default_graph": default, "named_graphs": named} if default or named else {}
    union = not dataset and not own_dataset
    result: Any = store.query(asked["query"], prefixes=prefixes, use_default_graph_as_union=union, **dataset)
    is_graph = isinstance(result, pyoxigraph.QueryTriples)
    form = asked["graph" if is_graph else "rows"]
    if form is None:
        what = "CONSTRUCT and DESCRIBE are answered" if is_graph else "SELECT and ASK are answered"
        raise RefusalError(406, f"{what} in none of the formats that the Accept header names; docs/serve.md lists them")
    name, type = form
    out.send(b"O", type.encode())
    if is_graph:
        first = list(itertools.islice(result, _LOOKED_AT))
        used = _used(first, prefixes)
        pyoxigraph.serialize(
            itertools.chain(first, result), file, format=getattr(pyoxigraph.RdfFormat, name), prefixes=used
        )
    else:
        result.serialize(file, format=getattr(pyoxigraph.QueryResultsFormat, name))


def _used(triples: list[Any], prefixes: dict[str, str]) -> dict[str, str]:
    """Return the prefixes that these triples use: all that are known would be more than most answers."""
    iris = {
        term.value
        for triple in triples
        for term in (triple.subject, triple.predicate, triple.object)
        if isinstance(term, pyoxigraph.NamedNode)
    }
    return {name: base for name, base in prefixes.items() if any(iri.startswith(base) for iri in iris)}


class _Named:
    """Named queries over the same graph; what they need is imported and opened with the first of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._handle: Any = None

    def answer(self, asked: dict[str, Any], out: _Frames) -> None:
        from thymograph.graph.store import open_graph
        from thymograph.queries.parameters import with_values
        from thymograph.queries.runner import find_query, run, with_prefixes

        if self._handle is None:
            self._handle = open_graph(self._folder)
        sparql = with_prefixes(with_values(find_query(asked["name"]), asked["params"], self._handle))
        if asked["form"] == "sparql":
            out.send(b"O", b"application/sparql-query")
            out.write(sparql.encode())
            return
        table = run(self._handle, asked["name"], asked["params"])
        if asked["form"] == "csv":
            text = io.StringIO()
            writer = csv.writer(text, lineterminator="\r\n")
            writer.writerow(table.columns)
            writer.writerows(["" if cell is None else cell for cell in row] for row in table.rows)
            out.send(b"O", b"text/csv; charset=utf-8")
            out.write(text.getvalue().encode())
            return
        record = {"columns": table.columns, "rows": table.rows, "next_offset": table.next_offset, "sparql": sparql}
        out.send(b"O", b"application/json")
        out.write(json.dumps(record, ensure_ascii=False).encode())


def _limit_memory(megabytes: int) -> None:
    """Let this process take so much more than it has; where the system cannot, it is not limited."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        most = pages * resource.getpagesize() + megabytes * 1_000_000
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (OSError, ValueError):
        return


def _serve(settings: dict[str, Any], fd: int) -> None:
    prefixes: dict[str, str] = settings["prefixes"]
    folder = Path(settings["folder"])
    try:
        store = pyoxigraph.Store.read_only(str(folder / "store"))
    except (OSError, ValueError) as error:
        reason = f"{folder / 'store'}: cannot be opened ({error}); build again"
        _Frames(fd, 0).refuse(RefusalError(503, reason))
        return
    named = _Named(folder)
    _limit_memory(settings["memory"])
    _Frames(fd, 0).send(b"Y")
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        # Whoever lends this worker kills it in time; if that one is gone, the system does.
        signal.alarm(settings["seconds"])
        out = _Frames(fd, settings["most"])
        try:
            if asked["do"] == "named":
                named.answer(asked, out)
            else:
                _answer(store, asked, prefixes, out)
            out.flush_lot()
            out.send(b"E")
        except RefusalError as refusal:
            out.refuse(refusal)
        except QueryError as error:
            # Where the graph lies on this machine is nobody else's business.
            out.refuse(RefusalError(400, str(error).replace(str(folder), "this graph")))
        except ThymographError as error:
            out.refuse(RefusalError(500, str(error).replace(str(folder), "this graph")))
        except MemoryError:
            # What is left of this process cannot be relied on.
            return
        except SyntaxError as error:
            out.refuse(RefusalError(400, f"the query does not parse: {str(error).splitlines()[0][:300]}"))
        except (OSError, ValueError, RuntimeError) as error:
            out.refuse(out.too_long() if out.full else RefusalError(500, f"the query failed: {str(error)[:300]}"))
        signal.alarm(0)


def main() -> None:
    """Serve requests from stdin until it ends; the first line holds the settings."""
    # Ctrl-C reaches the whole group; when to stop is for the parent to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Frames get a descriptor of their own, so that nothing printed can stand between them.
    fd = os.dup(1)
    os.dup2(2, 1)
    try:
        _serve(json.loads(sys.stdin.buffer.readline()), fd)
    except BrokenPipeError:
        os._exit(0)


if __name__ == "__main__":
    main()
