"""A server over a graph, from its first worker to its last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from thymograph.errors import GraphError
from thymograph.graph.rdf import trig_prefixes
from thymograph.serving.editor import write_editor
from thymograph.serving.front import Front, Site
from thymograph.serving.pool import Limits, Pool
from thymograph.serving.refusal import RefusalError

__all__ = ["serving"]


def _current(graph: Path) -> Path:
    """Return the folder of the build that is current; builds that become so later are found by the next call."""
    link = graph / "current"
    folder = (link if link.is_symlink() else graph).resolve()
    if not (folder / "store").is_dir():
        what = "holds no store" if folder.is_dir() else "is no folder of a graph"
        raise RefusalError(503, f"{graph}: {what}; `thymograph build` writes one")
    return folder


@contextmanager
def serving(
    graph: str | Path,
    *,
    host: str = "127.0.0.1",
    port: int = 7878,
    jobs: int = 2,
    limits: Limits | None = None,
    cors: bool = False,
    notice: Callable[[str], None] = lambda _: None,
) -> Iterator[Front]:
    """Yield a server that listens; ``serve_forever`` answers until ``shutdown``. Workers are gone when this ends.

    Args:
        graph: A folder that ``build`` wrote, or one of its builds.
        host: 127.0.0.1 keeps it on this machine.
        port: 0 for any that is free.
        jobs: Worker processes, and so queries at a time.
        limits: What one query may take.
        cors: Let pages of other sites ask.
        notice: Called with a line for whoever runs the server.

    Raises:
        GraphError: no build is there, or its store cannot be opened.
        ServingError: the address cannot be had.
    """
    if str(graph).startswith(("http://", "https://")):
        raise GraphError(f"{graph}: is an endpoint already; name the folder of a graph")
    limits = limits or Limits()
    prefixes = trig_prefixes()
    path = Path(graph)
    pool = Pool(lambda: _current(path), jobs, limits, prefixes, notice)
    site = Site(pool=pool, editor=write_editor(prefixes, limits.seconds), host=host, cors=cors, notice=notice)
    # The address first: no worker is started for one that cannot be had.
    with Front(host, port, site) as front:
        try:
            try:
                pool.start()
            except RefusalError as refusal:
                raise GraphError(refusal.reason) from refusal
            yield front
        finally:
            pool.stop()
