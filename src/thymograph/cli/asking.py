"""Commands that ask a graph: query, search, trace."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from thymograph.cli.options import format_option, graph_option
from thymograph.cli.printing import notice, print_rows

if TYPE_CHECKING:
    from thymograph.graph.store import GraphHandle

__all__ = ["opened", "query_command", "search_command", "trace_command"]

DEFAULT_GRAPH = "thymograph-graph"


def opened(graph: str | None) -> GraphHandle:
    """Return the graph named, else ./thymograph-graph, else the packaged one, and say so on stderr."""
    from thymograph.graph.store import open_graph
    from thymograph.resources import data_path

    if graph:
        return open_graph(graph)
    if (Path(DEFAULT_GRAPH) / "current").exists():
        return open_graph(DEFAULT_GRAPH)
    notice("thymograph: no -g and no ./thymograph-graph: asking the packaged graph")
    return open_graph(data_path())


@click.command("query")
@click.argument("name", required=False, metavar="NAME|FILE.rq|-")
@click.option("--list", "listed", is_flag=True, help="List the named queries with their parameters.")
@click.option(
    "-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of the query; repeatable."
)
@graph_option
@format_option
def query_command(name: str | None, listed: bool, params: tuple[str, ...], graph: str | None, form: str) -> int:
    """Ask the graph by a named query, a file with SPARQL, or SPARQL from stdin (-).

    \b
    thymograph query --list
    thymograph query claims-about -p about=TLR9
    echo 'SELECT ?c { ?c a tg:Claim } LIMIT 3' | thymograph query -
    """
    from thymograph.queries.runner import catalogue, run

    if listed:
        rows = [(query.name, " ".join(query.usage), query.title) for query in catalogue()]
        print_rows(("query", "parameters", "title"), rows, form)
        return 0
    if not name:
        raise click.UsageError("no query; name one (--list shows them), a FILE.rq, or - for stdin")
    values: dict[str, str] = {}
    for pair in params:
        key, equals, value = pair.partition("=")
        if not equals:
            raise click.UsageError(f"-p {pair}: write it as name=value")
        values[key.strip()] = value.strip()
    text = sys.stdin.read() if name == "-" else name
    table = run(opened(graph), text, values)
    found = print_rows(table.columns, table.rows, form)
    if not found:
        notice("thymograph: no rows")
    if table.next_offset is not None:
        notice(f"thymograph: more follow; -p offset={table.next_offset} shows the next, -p limit=N more at once")
    return 0 if found else 1


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("-n", "--limit", type=click.IntRange(1), default=20, show_default=True)
@graph_option
@format_option
def search_command(words: tuple[str, ...], limit: int, graph: str | None, form: str) -> int:
    """Find claims by their words: gist, quote, what they mention, and where they stand."""
    from thymograph.graph.search import search

    hits = search(opened(graph).claims(), " ".join(words), limit=limit)
    rows = [
        (
            hit.claim.id,
            hit.claim.path,
            hit.claim.anchors[0].line,
            hit.claim.kind,
            hit.claim.citation_status,
            hit.claim.gist,
        )
        for hit in hits
    ]
    found = print_rows(("claim", "document", "line", "kind", "citation", "gist"), rows, form)
    if not found:
        notice("thymograph: no claim has these words; fewer or other words may find one")
    return 0 if found else 1


@click.command("trace")
@click.argument("claim", nargs=-1, required=True)
@graph_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def trace_command(claim: tuple[str, ...], graph: str | None, form: str) -> int:
    """Trace CLAIM (an id, or words to search for) to the reference it rests on.

    Says what is claimed, in which words and where, by which marker it points to which entry and work,
    and where and why the trail ends.
    """
    from thymograph.graph.trace import trace_of

    trace = trace_of(opened(graph), " ".join(claim))
    if form == "json":
        click.echo(json.dumps(trace.to_record(), ensure_ascii=False, indent=1))
    else:
        for line in trace.lines():
            click.echo(line)
    return 0
