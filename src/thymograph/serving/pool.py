"""Worker processes: lent to one request at a time, killed when a query overruns, replaced, and led to a new build."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Protocol

from thymograph.serving.refusal import RefusalError
from thymograph.serving.worker import HEAD

__all__ = ["Caller", "ClientGoneError", "Limits", "Pool", "Worker"]

_START_SECONDS = 30.0
_GRACE = 5
"""Seconds after which a worker whose lender is gone ends itself."""


class ClientGoneError(Exception):
    """Whoever asked has closed the connection."""


class Caller(Protocol):
    """The connection of whoever asked, watched so that nothing runs on for somebody who has left."""

    watched: bool
    """Whether what can be read from it still tells something."""

    def fileno(self) -> int:
        """Return its descriptor."""

    def is_gone(self) -> bool:
        """Return whether it is closed; called when it can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a query may take."""

    seconds: float = 30.0
    memory: int = 1024
    """Megabytes that a worker may take above what it has when its store is open."""
    most: int = 256_000_000
    """Bytes of an answer."""


class Worker:
    """A process with the store of one build open."""

    def __init__(self, folder: Path, limits: Limits, prefixes: dict[str, str]) -> None:
        self.folder = folder
        self._limits = limits
        self._process = subprocess.Popen(
            [sys.executable, "-m", "thymograph.serving.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )
        settings = {
            "folder": str(folder),
            "prefixes": prefixes,
            "memory": limits.memory,
            "most": limits.most,
            "seconds": int(limits.seconds) + _GRACE,
        }
        self._buffer = bytearray()
        self.is_ready = False
        self.idle = True
        self._send(settings)

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        return self._process.stdin, self._process.stdout

    def _send(self, record: dict[str, Any]) -> None:
        try:
            view = memoryview((json.dumps(record) + "\n").encode())
            while view:
                view = view[self._pipes()[0].write(view) :]
        except OSError as error:
            raise RefusalError(503, "the worker for this query is gone; ask again") from error

    def _frame(self, deadline: float, caller: Caller | None = None) -> tuple[bytes, bytes] | None:
        """Return the next frame, or None where the process has ended.

        Raises:
            TimeoutError: the deadline has passed.
            ClientGoneError: the caller has.
        """
        out = self._pipes()[1].fileno()
        while True:
            if len(self._buffer) >= HEAD.size:
                letter, length = HEAD.unpack_from(self._buffer)
                if len(self._buffer) >= HEAD.size + length:
                    content = bytes(self._buffer[HEAD.size : HEAD.size + length])
                    del self._buffer[: HEAD.size + length]
                    return letter, content
            client = caller.fileno() if caller is not None and caller.watched else None
            left = deadline - time.monotonic()
            # Over the time is over the time, even if there is more to read: a slow reader keeps no worker.
            if left <= 0:
                raise TimeoutError
            ready = select.select([out] if client is None else [out, client], (), (), left)[0]
            if out in ready:
                part = os.read(out, 1 << 18)
                if not part:
                    return None
                self._buffer += part
            elif client in ready and caller is not None and caller.is_gone():
                raise ClientGoneError

    def start(self) -> None:
        """Wait until the store is open.

        Raises:
            RefusalError: it cannot be opened.
        """
        if self.is_ready:
            return
        try:
            frame = self._frame(time.monotonic() + _START_SECONDS)
        except TimeoutError:
            frame = None
        if frame is None or frame[0] != b"Y":
            reason = (
                json.loads(frame[1])["reason"] if frame else "a worker could not be started; look at the memory left"
            )
            raise RefusalError(503, reason)
        self.is_ready = True

    def ask(self, request: dict[str, Any], caller: Caller | None = None) -> Iterator[tuple[bytes, bytes]]:
        """Yield the frames of the answer up to its end; the worker is idle again only after that.

        Raises:
            RefusalError: what the worker says, 503 after the time limit or the death of the worker.
            ClientGoneError: the caller has closed the connection.
        """
        self.idle = False
        limits = self._limits
        deadline = time.monotonic() + limits.seconds
        self._send(request)
        while True:
            try:
                frame = self._frame(deadline, caller)
            except TimeoutError:
                reason = f"the query was stopped: it ran longer than {limits.seconds:g} s; narrow it, or serve with a longer --timeout"
                raise RefusalError(503, reason) from None
            if frame is None:
                if self._process.wait() == -signal.SIGSEGV:
                    raise RefusalError(400, "the query is nested too deeply to be read; split it")
                reason = f"the query was stopped: most likely it needed more than {limits.memory:,} MB; narrow it, or serve with a larger --memory"
                raise RefusalError(503, reason)
            if frame[0] == b"R":
                self.idle = True
                raise RefusalError(**json.loads(frame[1]))
            if frame[0] == b"E":
                self.idle = True
                return
            yield frame

    @property
    def usable(self) -> bool:
        """Return whether it waits for a request."""
        return self.idle and self._process.poll() is None

    def kill(self) -> None:
        """End the process, whatever it does, and wait until it is gone."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Kill the process and close what led to it; for its lender alone."""
        self.kill()
        for pipe in self._pipes():
            pipe.close()


@dataclass
class Pool:
    """Workers over the current build of a graph."""

    folder_of: Callable[[], Path]
    """Where the current build is; raises a RefusalError where there is none."""
    jobs: int
    limits: Limits
    prefixes: dict[str, str]
    notice: Callable[[str], None] = lambda _: None
    _idle: list[Worker] = field(default_factory=list)
    _all: set[Worker] = field(default_factory=set)
    _free: threading.Condition = field(default_factory=threading.Condition)
    _lent: int = 0
    _stopped: bool = False

    def start(self) -> None:
        """Start all workers, and wait until the first has its store open.

        Raises:
            RefusalError: it cannot be opened.
        """
        folder = self.folder_of()
        with self._free:
            self._idle.extend(self._new(folder) for _ in range(self.jobs))
        self._idle[0].start()

    def _new(self, folder: Path) -> Worker:
        worker = Worker(folder, self.limits, self.prefixes)
        self._all.add(worker)
        return worker

    def _drop(self, worker: Worker) -> None:
        self._all.discard(worker)
        worker.close()

    @contextmanager
    def lend(self) -> Iterator[Worker]:
        """Lend a worker over the build that is current now; one that is not idle when it comes back is replaced.

        Raises:
            RefusalError: 503 where all are busy for as long as a query may run, or the store cannot be opened.
        """
        folder = self.folder_of()
        with self._free:
            if not self._free.wait_for(lambda: self._lent < self.jobs or self._stopped, timeout=self.limits.seconds):
                reason = f"all {self.jobs} workers are busy; ask again, or serve with more (-j)"
                raise RefusalError(503, reason, headers={"Retry-After": "5"})
            if self._stopped:
                raise RefusalError(503, "the server is stopping")
            self._lent += 1
            is_new = any(worker.folder != folder for worker in self._idle)
            for worker in [one for one in self._idle if one.folder != folder or not one.usable]:
                self._idle.remove(worker)
                self._drop(worker)
            worker = self._idle.pop() if self._idle else self._new(folder)
        if is_new:
            self.notice(f"thymograph: serving the new build {folder.name}")
        try:
            worker.start()
            yield worker
        finally:
            with self._free:
                self._lent -= 1
                if worker.usable and worker.is_ready and not self._stopped:
                    self._idle.append(worker)
                else:
                    self._drop(worker)
                    if not self._stopped and worker.is_ready:
                        # Begun now, its store is open when the next query comes.
                        self._idle.append(self._new(folder))
                self._free.notify()

    def stop(self) -> None:
        """Kill all workers; what they were answering is cut off."""
        with self._free:
            self._stopped = True
            for worker in self._idle:
                self._drop(worker)
            self._idle.clear()
            # The pipes of those that are lent are in use; their lenders close them.
            for worker in self._all:
                worker.kill()
            self._free.notify_all()
