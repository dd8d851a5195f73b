"""Lines sorted on disk: more of them than memory holds."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO

__all__ = ["SortedLines"]

# Some 70 MB of N-Quads.
_RUN_LINES = 250_000
_BUFFER_BYTES = 1 << 20


class SortedLines:
    """Takes lines in any order and gives them back sorted by their bytes, which is by code points.

    Memory holds some ``run_lines`` of them; beyond that they are sorted in runs, which wait in temporary
    files that have no name, so that nothing is left of a process that dies.
    """

    def __init__(self, run_lines: int = _RUN_LINES) -> None:
        self._run_lines = run_lines
        self._lines: list[bytes] = []
        self._runs: list[IO[bytes]] = []

    def add(self, lines: Iterable[bytes]) -> None:
        """Take lines, each with its line break."""
        self._lines.extend(lines)
        if len(self._lines) > self._run_lines:
            run = tempfile.TemporaryFile(buffering=_BUFFER_BYTES)  # noqa: SIM115  # read by __iter__
            run.writelines(sorted(self._lines))
            self._runs.append(run)
            self._lines = []

    def __iter__(self) -> Iterator[bytes]:
        """Yield all lines taken, sorted."""
        for run in self._runs:
            run.seek(0)
        return heapq.merge(*self._runs, sorted(self._lines))
