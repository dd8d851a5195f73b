"""Processes that work on one file at a time, and can be stopped when a file takes too long or too much memory."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

__all__ = ["Limits", "Lost", "Workers"]

Item = TypeVar("Item")
Result = TypeVar("Result")

# How far results may be ahead of the one that is waited for: bounds what is held in memory.
_AHEAD = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the work on one file may take."""

    seconds: float = 120.0
    seconds_per_megabyte: float = 60.0
    """Added for each megabyte of the file."""
    memory: int = 4096
    """Megabytes that a process may take above what it has when it begins; 0 for no limit."""

    def seconds_for(self, size: int) -> float:
        """Return how long a file of ``size`` bytes may take, in seconds."""
        return self.seconds + self.seconds_per_megabyte * size / 1_000_000


@dataclass(frozen=True, slots=True)
class Lost:
    """Work that came to no result."""

    reason: str
    """"too slow", "too much memory" or "broke off"."""
    seconds: float
    """How long it had run."""


def _limit_memory(megabytes: int) -> None:
    if not megabytes or not sys.platform.startswith("linux"):
        return
    import resource

    with open("/proc/self/statm", encoding="ascii") as file:
        pages = int(file.read().split()[0])
    allowed = pages * resource.getpagesize() + megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (allowed, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _work(connection: Connection, work: Callable[[Any], Any], megabytes: int) -> None:
    """Take items, send back results, until the other end is closed; what goes wrong is sent back too."""
    # Ctrl-C reaches the whole group: the parent decides what becomes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory(megabytes)
    with contextlib.suppress(EOFError, OSError):
        while True:
            item = connection.recv()
            try:
                answer = (True, work(item))
            except MemoryError:
                answer = (False, Lost("too much memory", 0.0))
            except Exception as error:
                answer = (False, error)
            try:
                connection.send(answer)
            except MemoryError:
                connection.send((False, Lost("too much memory", 0.0)))


class _Hand(Generic[Item]):
    """One process, the item it has in hand, and until when."""

    def __init__(self, work: Callable[[Item], Any], megabytes: int) -> None:
        # Forked, it shares the lexicon that is loaded already; elsewhere it loads its own.
        here = "fork" if sys.platform.startswith("linux") else "spawn"
        context = multiprocessing.get_context(here)
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, work, megabytes), daemon=True)  # type: ignore[attr-defined]
        self.process.start()
        theirs.close()
        self.index: int | None = None
        self.began = 0.0
        self.deadline = 0.0

    def take(self, index: int, item: Item, seconds: float) -> None:
        self.index, self.began = index, time.monotonic()
        self.deadline = self.began + seconds
        self.connection.send(item)

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


class Workers(Generic[Item, Result]):
    """Several processes that do the same work on items, each one item at a time.

    Args:
        work: Applied to each item, in another process; items and results are pickled. An exception that it raises
            is raised here, in its turn.
        jobs: How many processes.
        limits: What the work on one item may take.

    Processes start at once, not at the first item: nothing else of this process should run in threads by then.
    """

    def __init__(self, work: Callable[[Item], Result], *, jobs: int, limits: Limits) -> None:
        self._work = work
        self._limits = limits
        self._hands = [self._new_hand() for _ in range(jobs)]

    def _new_hand(self) -> _Hand[Item]:
        return _Hand(self._work, self._limits.memory)

    def close(self) -> None:
        """End all processes at once."""
        for hand in self._hands:
            hand.stop()
        self._hands = []

    def map(self, items: Sequence[Item], size_of: Callable[[Item], int]) -> Iterator[Result | Lost]:
        """Yield the result of each item, in order; work that was stopped or died is :class:`Lost`, the rest goes on.

        ``size_of`` says how many bytes an item has, for its time limit. All processes have ended when this has.
        """
        done: dict[int, tuple[bool, Any]] = {}
        following = given = 0
        try:
            while following < len(items):
                for hand in self._hands:
                    if hand.index is None and given < min(len(items), following + _AHEAD * len(self._hands)):
                        item = items[given]
                        hand.take(given, item, self._limits.seconds_for(size_of(item)))
                        given += 1
                self._gather(done)
                while following in done:
                    fine, answer = done.pop(following)
                    following += 1
                    if not fine and not isinstance(answer, Lost):
                        raise answer
                    yield answer
        finally:
            self.close()

    def _gather(self, done: dict[int, tuple[bool, Any]]) -> None:
        """Wait for something to happen, and note what has come of it."""
        busy = [hand for hand in self._hands if hand.index is not None]
        if not busy:
            return
        left = max(0.0, min(hand.deadline for hand in busy) - time.monotonic())
        ready = wait([hand.connection for hand in busy], timeout=left)
        for hand in busy:
            assert hand.index is not None
            if hand.connection in ready:
                try:
                    done[hand.index] = hand.connection.recv()
                    hand.index = None
                except (EOFError, OSError):
                    self._lose(hand, "broke off", done)
            elif time.monotonic() >= hand.deadline:
                self._lose(hand, "too slow", done)

    def _lose(self, hand: _Hand[Item], reason: str, done: dict[int, tuple[bool, Any]]) -> None:
        assert hand.index is not None
        done[hand.index] = (False, Lost(reason, time.monotonic() - hand.began))
        hand.stop()
        self._hands[self._hands.index(hand)] = self._new_hand()
