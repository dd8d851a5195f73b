"""Builds: a graph folder is written aside, loaded, counted, and only then becomes the current one.

``OUT/builds/<hash>`` holds a finished build, ``OUT/current`` is a symbolic link to one. Both appear by a
rename, so a build that is killed leaves the graph as it was. Readers of an older build keep it until the
build after next.
"""

from __future__ import annotations

import fcntl
import hashlib
import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from thymograph.assembly.audit import Finding
from thymograph.errors import GraphError
from thymograph.graph.named_graphs import named_graphs
from thymograph.graph.rdf import write_texts
from thymograph.lexicon.concepts import Lexicon
from thymograph.lexicon.grounding import Grounding
from thymograph.model import ClaimGraph
from thymograph.records import claim_lines, document_lines, work_lines
from thymograph.vocabulary import BASE

__all__ = ["Content", "write_build", "write_graph"]

Content = str | bytes | Iterable[str | bytes] | Callable[[IO[bytes]], None]
"""What a file holds: its text or bytes, pieces of either to join, or a function that writes them."""

_MARKER = ".thymograph"
_LOCK = ".lock"
_OURS = frozenset({"builds", "current"})
# Alone holds times, so it does not count for what a build is.
_UNHASHED = frozenset({"run.json"})
_HASH_DIGITS = 16
_LOT_LINES = 200_000


def _refuse_strangers(out: Path) -> None:
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise GraphError(f"{out}: is not a folder; name a new or empty one")
    if not out.exists():
        return
    marked = (out / _MARKER).exists()
    strangers = sorted(
        path.name for path in out.iterdir() if path.name not in _OURS and not (marked and path.name.startswith("."))
    )
    if not marked:
        strangers = sorted(path.name for path in out.iterdir())
    if strangers:
        named = ", ".join(strangers[:3]) + (" …" if len(strangers) > 3 else "")
        raise GraphError(f"{out}: holds files that are not a graph's ({named}); name a new or empty folder")
    if (out / "current").exists() and not (out / "current").is_symlink():
        raise GraphError(f"{out / 'current'}: is not the link that a build makes; name another folder")


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    """Hold the one right to build into ``out``; a dead holder's lock is free."""
    with (out / _LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise GraphError(f"{out}: another build is writing here; wait for it to end") from error
        yield


def _write(path: Path, content: Content) -> str:
    """Write one file and return the SHA-256 of its bytes."""
    with path.open("wb") as file:
        if isinstance(content, bytes):
            file.write(content)
        elif isinstance(content, str):
            file.write(content.encode("utf-8"))
        elif callable(content):
            content(file)
        else:
            file.writelines(piece if isinstance(piece, bytes) else piece.encode("utf-8") for piece in content)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _load(store_path: Path, quads_path: Path) -> None:
    """Load N-Quads into a new store and prove by count that all arrived."""
    import pyoxigraph

    store = pyoxigraph.Store(store_path)
    expected = 0
    with quads_path.open("rb") as file:
        # The loader keeps a million quads before it sorts them; lots that are smaller need less memory.
        while lot := list(itertools.islice(file, _LOT_LINES)):
            store.bulk_load(b"".join(lot), format=pyoxigraph.RdfFormat.N_QUADS)
            expected += len(lot)
    store.flush()
    found = len(store)
    # The store is closed by dropping it; only then may a reader open the folder.
    del store
    if found != expected:
        raise GraphError(f"{store_path}: {found} of {expected} quads arrived; build again")


def write_build(out: Path, files: Mapping[str, Content], nquads: Content) -> Path:
    """Write a build of ``files`` (name → content), ``graph.nq`` and the store loaded from it; make it current.

    ``nquads`` holds each line once.

    Return the folder of the build, ``out/builds/<hash>``, the hash being over all bytes but those of
    ``run.json``. A build with the same hash is not loaded again. Builds older than the one replaced are
    removed.

    Raises:
        GraphError: ``out`` holds files that are not a graph's, cannot be written, or another build is
            writing there.
    """
    for name in files:
        if name != Path(name).name or name in ("store", "graph.nq", ".", ".."):
            raise GraphError(f"{name!r}: not a name for a file of a build")
    try:
        return _write_build(out, files, nquads)
    except OSError as error:
        raise GraphError(f"{error.filename or out}: cannot be written ({error.strerror}); check the folder") from error


def _write_build(out: Path, files: Mapping[str, Content], nquads: Content) -> Path:
    _refuse_strangers(out)
    out.mkdir(parents=True, exist_ok=True)
    (out / _MARKER).touch()
    builds = out / "builds"
    with _locked(out):
        builds.mkdir(exist_ok=True)
        _sweep(out, keep=None)
        draft = builds / f".draft-{os.getpid()}"
        draft.mkdir()
        hashes = {name: _write(draft / name, content) for name, content in files.items()}
        hashes["graph.nq"] = _write(draft / "graph.nq", nquads)
        counted = sorted((name, digest) for name, digest in hashes.items() if name not in _UNHASHED)
        build = builds / hashlib.sha256(repr(counted).encode()).hexdigest()[:_HASH_DIGITS]
        if build.is_dir():
            for name in _UNHASHED & files.keys():
                os.replace(draft / name, build / name)
            shutil.rmtree(draft)
        else:
            _load(draft / "store", draft / "graph.nq")
            os.rename(draft, build)
        previous = _current(out)
        link = out / f".current-{os.getpid()}"
        link.symlink_to(Path("builds") / build.name)
        os.replace(link, out / "current")
        _sweep(out, keep={build.name, previous.name if previous else build.name})
    return build


def _current(out: Path) -> Path | None:
    link = out / "current"
    return link.resolve() if link.is_symlink() and link.exists() else None


def _sweep(out: Path, keep: set[str] | None) -> None:
    """Remove what dead builds left, and with ``keep`` all builds but those."""
    for path in out.glob(".current-*"):
        path.unlink()
    for path in sorted((out / "builds").iterdir()):
        if path.name.startswith(".draft-"):
            shutil.rmtree(path)
        elif keep is not None and path.name not in keep:
            # Renamed first: a removal that is killed must not leave half a build under its name.
            doomed = path.with_name(f".draft-{path.name}")
            path.rename(doomed)
            shutil.rmtree(doomed)


def write_graph(
    out: Path,
    graph: ClaimGraph,
    *,
    base: str = BASE,
    lexicon: Lexicon | None = None,
    whole_lexicon: bool = False,
    findings: Iterable[Finding] = (),
    groundings: Iterable[Grounding] = (),
    files: Mapping[str, Content] | None = None,
) -> Path:
    """Write a claim graph as a build: claims, documents, works, N-Quads, TriG, store, and ``files`` besides.

    Return the folder of the build. ``findings`` of an audit go into the ``audit`` graph, ``groundings`` into the
    ``lexicon`` graph. ``files`` adds or replaces, by name (``ledger.jsonl``, ``index.html``,
    ``run.json``).
    """
    graphs = named_graphs(
        graph, base=base, lexicon=lexicon, whole_lexicon=whole_lexicon, findings=findings, groundings=groundings
    )
    with tempfile.TemporaryFile() as trig:
        nquads = write_texts(graphs, trig, base=base)
        trig.seek(0)
        return write_build(
            out,
            {
                "claims.jsonl": claim_lines(graph.claims),
                "documents.jsonl": document_lines(graph.documents),
                "works.jsonl": work_lines(graph.works),
                "graph.trig": trig,
                **(files or {}),
            },
            nquads,
        )
