"""How a graph grows with its claims: assembling, writing, opening, tracing, and every named query.

    python benchmarks/graph_scale.py                        849, 8,000 and 100,000 claims made by rule (made_claims.py)
    python benchmarks/graph_scale.py --claims 849 8000      other numbers of claims
    python benchmarks/graph_scale.py --write                also writes its part of docs/speed.md

Every number of claims has a process of its own, so that its peak of memory is its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from made_claims import made_claims

from thymograph.assembly import assemble
from thymograph.graph.build import write_graph
from thymograph.graph.store import GraphHandle, open_graph
from thymograph.graph.trace import trace_of
from thymograph.lexicon.concepts import load_lexicon
from thymograph.queries.runner import catalogue, run

__all__ = ["main", "measure"]

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "speed.md"
_BEGIN, _END = "<!-- graph_scale: begin -->", "<!-- graph_scale: end -->"
_TRACES = 50
# Figures pass between processes as JSON: numbers by name.
Figures = dict[str, Any]


def _peak() -> float:
    """Return the peak of memory of this process in MB (Linux counts kB, macOS bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def _seconds(work: Callable[[], object]) -> tuple[float, object]:
    started = time.perf_counter()
    made = work()
    return time.perf_counter() - started, made


def _values(handle: GraphHandle) -> dict[str, str]:
    """Return a value for each type of parameter: what is neither the commonest nor the rarest in the graph."""

    def middle(type: str) -> str:
        rows = run(
            handle,
            "SELECT ?name (COUNT(?claim) AS ?n) WHERE {"
            f" GRAPH ?l {{ ?c tg:conceptType tg:{type} ; skos:prefLabel ?name }} GRAPH ?g {{ ?claim tg:involves ?c }} }}"
            " GROUP BY ?name",
        ).rows
        ranked = sorted(rows, key=lambda row: (-int(str(row[1])), str(row[0])))
        return str(ranked[len(ranked) // 20][0])

    return {
        "concept": middle("drugType"),
        "end": middle("cytokineType"),
        "organisation": middle("organisationType"),
        "document": "made/000000.md",
    }


_TERMS = {"kind": "dosage", "relation": "improves", "type": "unknown"}
_TEXTS = {"words": "Text 7 of", "heading": "Harms"}
# Where the usual value finds nothing: words that all titles hold, and another end of a chain than where it begins.
_OTHERS = {("claims-of-work", "words"): "study", ("chain", "to"): "end"}


def _queries(handle: GraphHandle, values: dict[str, str]) -> dict[str, tuple[int, float]]:
    """Return rows and seconds of each named query; optional parameters are left out but for the first of a query."""
    measured = {}
    for query in catalogue():
        params = {}
        for parameter in query.parameters:
            known = {**values, "term": _TERMS.get(parameter.name, ""), "text": _TEXTS.get(parameter.name, "")}
            if parameter.type in known:
                params[parameter.name] = known[parameter.type]
                break
        required = {one.name: values.get(one.type, "") for one in query.parameters if one.default is None}
        for (name, parameter_name), value in _OTHERS.items():
            if name == query.name:
                (params if parameter_name in params else required)[parameter_name] = values.get(value, value)
        seconds, table = _seconds(lambda query=query, params={**required, **params}: run(handle, query.name, params))  # type: ignore[misc]  # bound now
        measured[query.name] = (len(table.rows), seconds)  # type: ignore[attr-defined]  # a Table
    return measured


def measure(count: int) -> Figures:
    """Return the figures of a graph of ``count`` claims: seconds, and peaks of memory in MB."""
    lexicon = load_lexicon()
    made = list(made_claims(count, lexicon))
    figures: Figures = {"claims": count, "documents": len(made)}
    figures["given"] = _peak()
    figures["assemble"], graph = _seconds(
        lambda: assemble([document for document, _ in made], (claim for _, claims in made for claim in claims))
    )
    figures["assemble peak"] = _peak()
    asked = [claims[0].id for _, claims in made[:: max(1, len(made) // _TRACES)]]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "graph"
        figures["write"], _ = _seconds(lambda: write_graph(out, graph, lexicon=lexicon))  # type: ignore[arg-type]  # a ClaimGraph
        figures["write peak"] = _peak()
        figures["megabytes"] = (out / "current" / "graph.nq").stat().st_size / 1e6
        figures["open"], handle = _seconds(lambda: open_graph(out))
        assert isinstance(handle, GraphHandle)
        figures["quads"] = int(str(handle.query("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }").rows[0][0]))
        figures["first trace"], _ = _seconds(lambda: trace_of(handle, asked[0], checked=False))
        seconds, _ = _seconds(lambda: [trace_of(handle, one, checked=False) for one in asked])
        figures["trace"] = seconds / len(asked)
        values = _values(handle)
        figures["names"], _ = _seconds(lambda: run(handle, "claims-about", {"about": values["concept"]}))
        figures["queries"] = _queries(handle, values)
    return figures


def _run(count: int) -> Figures:
    """Return :func:`measure` of a process of its own."""
    command = [sys.executable, __file__, "--one", str(count)]
    figures: Figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return figures


def _tables(runs: Sequence[Figures]) -> list[str]:
    heads = [f"{one['claims']:,} claims" for one in runs]
    lines = ["| | " + " | ".join(heads) + " |", "|---|" + "---:|" * len(runs)]
    for name, key, form in (
        ("documents", "documents", "{:,}"),
        ("quads", "quads", "{:,}"),
        ("N-Quads, MB", "megabytes", "{:.0f}"),
        ("assemble, s", "assemble", "{:.2f}"),
        ("write, s", "write", "{:.1f}"),
        ("open, ms", "open", "{:.1f}"),
        ("trails of a claim, the first, ms", "first trace", "{:.1f}"),
        ("trails of a claim, each after it, ms", "trace", "{:.2f}"),
        ("first query for a name, ms", "names", "{:.0f}"),
        ("peak with the claims given, MB", "given", "{:.0f}"),
        ("peak after assembling, MB", "assemble peak", "{:.0f}"),
        ("peak after writing, MB", "write peak", "{:.0f}"),
    ):
        scale = 1000 if name.endswith(", ms") else 1
        lines.append(f"| {name} | " + " | ".join(form.format(one[key] * scale) for one in runs) + " |")
    lines += ["", "| query | " + " | ".join(f"{head}: rows | ms" for head in heads) + " |"]
    lines.append("|---|" + "---:|---:|" * len(runs))
    for name in runs[0]["queries"]:
        found = [one["queries"].get(name) for one in runs]
        cells = [f"{one[0]:,} | {one[1] * 1000:.0f}" if one else "not asked |" for one in found]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines


_HEAD = """## Size of a graph

Written by `python benchmarks/graph_scale.py --write`. The claims are made by rule (`benchmarks/made_claims.py`), without text: sixty to a document,
on concepts of the lexicon. Required parameters of a query have a value that is in the middle of what the graph holds, the first optional one too;
the rows are those of one page."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and write what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", nargs="+", type=int, default=[849, 8_000, 100_000])
    parser.add_argument("--write", action="store_true", help=f"write into {PAGE.relative_to(ROOT)}")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        print(json.dumps(measure(options.one)))
        return
    lines = _tables([_run(count) for count in sorted(options.claims)])
    print("\n".join(lines))
    if options.write:
        page = PAGE.read_text("utf-8")
        before, _, rest = page.partition(_BEGIN)
        after = rest.partition(_END)[2]
        part = "\n".join([_BEGIN, _HEAD, "", *lines, _END])
        PAGE.write_text(f"{before.rstrip()}\n\n{part}{after.rstrip()}\n", "utf-8")


if __name__ == "__main__":
    main()
