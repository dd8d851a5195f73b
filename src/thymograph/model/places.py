"""Places in a document, and the ids that are made of them."""

from __future__ import annotations

import bisect
import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

__all__ = ["Anchor", "FileText", "Placed", "Span", "content_id"]


def content_id(prefix: str, *parts: object) -> str:
    """Return ``prefix`` and 16 hex digits of the SHA-256 over ``parts`` joined by a unit separator.

    >>> content_id("c", "abc", 0, 5) == content_id("c", "abc", "0", "5")
    True
    >>> len(content_id("c", "abc"))
    17
    """
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8")).hexdigest()
    return prefix + digest[:16]


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


class Placed(NamedTuple):
    """A run of a document's citable text, and the run of the file's text that it was read from.

    Of the same length, they are the same characters; else all of the one stands for all of the other (``α`` for
    ``&alpha;``).
    """

    start: int
    end: int
    file_start: int
    file_end: int


@dataclass(frozen=True, kw_only=True)
class FileText:
    """The text of a marked-up file as decoded, and which part of it each part of the citable text is.

    ``runs`` are sorted on both sides and do not overlap. What lies between two of them in the citable text was put
    there by the reader (a line end between paragraphs); in the file it is markup.
    """

    text: str
    runs: tuple[Placed, ...]

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(run.start for run in self.runs)

    @cached_property
    def _file_starts(self) -> tuple[int, ...]:
        return tuple(run.file_start for run in self.runs)

    def span(self, start: int, end: int) -> Span:
        """Return the span of the file that ``[start:end)`` of the citable text stands in, markup inside included."""
        if not self.runs:
            return Span(0, 0)
        index = max(0, bisect.bisect_right(self._starts, start) - 1)
        run = self.runs[index]
        if start >= run.end and index + 1 < len(self.runs):
            run = self.runs[index + 1]
            start = max(start, run.start)
        begin = min(run.file_start + (start - run.start if _same(run) else 0), run.file_end)
        run = self.runs[max(0, bisect.bisect_left(self._starts, end) - 1)]
        last = run.file_start + end - run.start if _same(run) and end < run.end else run.file_end
        return Span(begin, max(begin, last))

    def citable_span(self, start: int, end: int) -> Span:
        """Return the span of the citable text whose words stand in ``[start:end)`` of the file (``start < end``)."""
        begin = self.citable(start)
        index = max(0, bisect.bisect_left(self._file_starts, end) - 1)
        run = self.runs[index] if self.runs else Placed(0, 0, 0, 0)
        last = run.start + end - run.file_start if _same(run) and end < run.file_end else run.end
        return Span(begin, max(begin, last))

    def citable(self, position: int) -> int:
        """Return the place in the citable text of ``position`` in the file; of markup, where the next words begin."""
        index = bisect.bisect_right(self._file_starts, position) - 1
        if index < 0:
            return self.runs[0].start if self.runs else 0
        run = self.runs[index]
        if position < run.file_end:
            return run.start + (position - run.file_start if _same(run) else 0)
        return self.runs[index + 1].start if index + 1 < len(self.runs) else run.end


def _same(run: Placed) -> bool:
    return run.end - run.start == run.file_end - run.file_start


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A place in a document, provable by the hash of its words."""

    role: Literal["words", "frame"]
    start: int
    end: int
    byte_start: int
    byte_end: int
    sha256: str
    line: int
    page: int | None = None
