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
import queue
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from thymograph.assembly.audit import Finding
from thymograph.errors import GraphError
from thymograph.graph.lookup import IndexedLines
from thymograph.graph.named_graphs import named_graphs
from thymograph.graph.rdf import write_texts
from thymograph.lexicon.concepts import Lexicon
from thymograph.lexicon.grounding import Grounding
from thymograph.model import ClaimGraph
from thymograph.records import claim_lines, document_lines, work_lines
from thymograph.vocabulary import BASE

__all__ = ["Content", "cache_folder", "write_build", "write_graph"]

Content = str | bytes | Iterable[str | bytes] | Callable[[IO[bytes]], None]
"""What a file holds: its text or bytes, pieces of either to join, or a function that writes them."""

_Maker = Callable[["_Loader"], "tuple[Mapping[str, Content], Content]"]
_MARKER = ".thymograph"
_LOCK = ".lock"
_CACHE = ".cache"
_OURS = frozenset({"builds", "current"})
# Alone holds times, so it does not count for what a build is.
_UNHASHED = frozenset({"run.json"})
_HASH_DIGITS = 16
# The store sorts a lot at a time in memory: some 500 MB for so many, and half as many files as for lots half as large.
_LOT_LINES = 250_000


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


def cache_folder(out: Path) -> Path:
    """Return where ``out`` keeps what was read, so that the next build need not read it again; made if need be.

    Raises:
        GraphError: ``out`` holds files that are not a graph's, or cannot be written.
    """
    _refuse_strangers(out)
    try:
        folder = out / _CACHE
        folder.mkdir(parents=True, exist_ok=True)
        (out / _MARKER).touch()
    except OSError as error:
        raise GraphError(f"{error.filename or out}: cannot be written ({error.strerror}); check the folder") from error
    return folder


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


class _Loader:
    """A thread that loads lines of N-Quads into a new store while others are still being made."""

    def __init__(self, store_path: Path) -> None:
        self._path = store_path
        self._lot: list[bytes] = []
        # One lot waits at most: a maker that is faster than the store has to wait for it.
        self._lots: queue.Queue[bytes | None] = queue.Queue(maxsize=1)
        self._expected = 0
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._found = self._load()
        except Exception as error:  # told by finish(), in the thread that asked
            # Its frames would keep the store open, and locked.
            self._error = error.with_traceback(None)
            while self._lots.get() is not None:
                pass

    def _load(self) -> int:
        import pyoxigraph

        store = pyoxigraph.Store(self._path)
        lots = 0
        while lot := self._lots.get():
            # Lenient: each IRI was checked when it was made, and is not checked again.
            store.bulk_load(lot, format=pyoxigraph.RdfFormat.N_QUADS, lenient=True)
            lots += 1
        # Every lot left files of its own, through all of which each look-up would go.
        if lots > 1:
            store.optimize()
        store.flush()
        found = len(store)
        # The store is closed by dropping it; only then may a reader open the folder.
        del store
        return found

    def add(self, lines: Iterable[bytes]) -> None:
        """Take lines, each with its line break; none twice."""
        self._lot.extend(lines)
        if len(self._lot) >= _LOT_LINES:
            self._hand_over()

    def _hand_over(self) -> None:
        if self._lot:
            self._expected += len(self._lot)
            self._lots.put(b"".join(self._lot))
            self._lot = []

    def finish(self) -> None:
        """Wait for the store, and prove by count that all arrived."""
        self._hand_over()
        self._lots.put(None)
        self._thread.join()
        if self._error is not None:
            raise self._error
        if self._found != self._expected:
            raise GraphError(f"{self._path}: {self._found} of {self._expected} quads arrived; build again")

    def give_up(self) -> None:
        """End the thread of a build that failed."""
        if self._thread.is_alive():
            self._lots.put(None)
            self._thread.join()


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
    _checked(files)

    def made(loader: _Loader) -> tuple[Mapping[str, Content], Content]:
        return files, nquads

    return _guarded(out, made, early=False)


def _guarded(out: Path, made: _Maker, *, early: bool) -> Path:
    try:
        return _write_build(out, made, early=early)
    except OSError as error:
        raise GraphError(f"{error.filename or out}: cannot be written ({error.strerror}); check the folder") from error


def _write_build(out: Path, made: _Maker, *, early: bool) -> Path:
    _refuse_strangers(out)
    out.mkdir(parents=True, exist_ok=True)
    (out / _MARKER).touch()
    builds = out / "builds"
    with _locked(out):
        builds.mkdir(exist_ok=True)
        _sweep(out, keep=None)
        draft = builds / f".draft-{os.getpid()}"
        draft.mkdir()
        loader = _Loader(draft / "store")
        try:
            files, nquads = made(loader)
            hashes = {name: _write(draft / name, content) for name, content in files.items()}
            hashes["graph.nq"] = _write(draft / "graph.nq", nquads)
            if not early:
                with (draft / "graph.nq").open("rb") as file:
                    while lot := list(itertools.islice(file, _LOT_LINES)):
                        loader.add(lot)
            loader.finish()
        except BaseException:
            loader.give_up()
            raise
        counted = sorted((name, digest) for name, digest in hashes.items() if name not in _UNHASHED)
        build = builds / hashlib.sha256(repr(counted).encode()).hexdigest()[:_HASH_DIGITS]
        if build.is_dir():
            for name in _UNHASHED & files.keys():
                os.replace(draft / name, build / name)
            shutil.rmtree(draft)
        else:
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

        def contents(loader: _Loader) -> tuple[Mapping[str, Content], Content]:
            nquads = write_texts(graphs, trig, base=base, also=loader.add)
            trig.seek(0)
            made: dict[str, Content] = {}
            for name, lines in (
                ("claims.jsonl", claim_lines(graph.claims)),
                ("documents.jsonl", document_lines(graph.documents)),
                ("works.jsonl", work_lines(graph.works)),
            ):
                indexed = IndexedLines(name, lines)
                made[name] = indexed.lines()
                made[str(Path(name).with_suffix(".index"))] = indexed.index()
            return {
                **made,
                "graph.trig": trig,
                **_checked(files or {}),
            }, nquads

        return _guarded(out, contents, early=True)


def _checked(files: Mapping[str, Content]) -> Mapping[str, Content]:
    for name in files:
        if name != Path(name).name or name in ("store", "graph.nq", ".", ".."):
            raise GraphError(f"{name!r}: not a name for a file of a build")
    return files
