"""The command that serves a graph: page, SPARQL endpoint and query editor."""

from __future__ import annotations

import signal
import tempfile
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from thymograph.cli.asking import DEFAULT_GRAPH
from thymograph.cli.printing import notice

__all__ = ["serve_command"]


class _Terminated(BaseException):
    """SIGTERM has come."""


@contextmanager
def _served(graph: str | None) -> Iterator[Path | str]:
    """Yield the graph named, else ./thymograph-graph, else the packaged one, built for as long as it is served."""
    if graph:
        yield graph
    elif (Path(DEFAULT_GRAPH) / "current").exists():
        yield Path(DEFAULT_GRAPH)
    else:
        from thymograph.build import build

        notice("thymograph: no -g and no ./thymograph-graph: serving the packaged graph")
        with tempfile.TemporaryDirectory(prefix="thymograph-") as folder:
            build([], Path(folder) / "graph")
            yield Path(folder) / "graph"


@click.command("serve")
@click.option(
    "-g",
    "--graph",
    envvar="THYMOGRAPH_GRAPH",
    metavar="DIR",
    help="A folder that build wrote. Default: ./thymograph-graph, else the packaged graph.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; 0.0.0.0 lets other machines in.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=7878, show_default=True, help="0 takes any that is free."
)
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser.")
@click.option(
    "--timeout", type=click.FloatRange(0.1), default=30.0, show_default=True, help="Seconds a query may take."
)
@click.option("--memory", type=click.IntRange(64), default=1024, show_default=True, help="Megabytes a query may take.")
@click.option("--most-mb", type=click.IntRange(1), default=256, show_default=True, help="Megabytes of an answer.")
@click.option("-j", "--jobs", type=click.IntRange(1, 64), default=2, show_default=True, help="Queries at a time.")
@click.option("--cors", is_flag=True, help="Let pages of other sites ask the endpoint.")
def serve_command(
    graph: str | None,
    host: str,
    port: int,
    opens: bool,
    timeout: float,
    memory: int,
    most_mb: int,
    jobs: int,
    cors: bool,
) -> int:
    """Serve a graph: its page, a read-only SPARQL 1.1 endpoint, and an editor for queries.

    It listens on this machine alone unless --host says otherwise. Updates and SERVICE are refused; a query
    that takes too long or too much is stopped. A graph that is built anew is served from the next query on.
    Ctrl-C stops.
    """
    from thymograph.serving.pool import Limits
    from thymograph.serving.server import serving

    def terminated(signum: int, frame: object) -> None:
        raise _Terminated

    before = signal.signal(signal.SIGTERM, terminated)
    limits = Limits(seconds=timeout, memory=memory, most=most_mb * 1_000_000)
    try:
        with (
            _served(graph) as place,
            serving(place, host=host, port=port, jobs=jobs, limits=limits, cors=cors, notice=notice) as front,
        ):
            click.echo(f"page {front.url}  editor {front.url}query  SPARQL endpoint {front.url}sparql")
            if not front.site.is_local:
                notice(f"thymograph: {host} can be reached from other machines; there is no password")
            notice("thymograph: Ctrl-C stops")
            if opens:
                webbrowser.open(front.url)
            front.serve_forever(poll_interval=0.2)
    except KeyboardInterrupt:
        notice("thymograph: stopped")
        return 130
    except _Terminated:
        notice("thymograph: stopped")
    finally:
        signal.signal(signal.SIGTERM, before)
    return 0
