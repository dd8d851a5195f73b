"""Records of a JSON Lines file by their key, without reading the others."""

from __future__ import annotations

import json
import mmap
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

__all__ = ["KEYS", "IndexedLines", "LineIndex"]

KEYS = {
    "claims.jsonl": ("id", "c[0-9a-f]{16}"),
    "documents.jsonl": ("sha256", "[0-9a-f]{64}"),
    "works.jsonl": ("id", "w[0-9a-f]{16}"),
}
"""File → the member of its lines that is the key, and the pattern of one that we made."""
_OFFSET_DIGITS = 13


def _member(name: str, shape: str) -> re.Pattern[bytes]:
    return re.compile(rf'"{name}": ?"({shape})"'.encode())


def _key_in(line: bytes, member: re.Pattern[bytes], name: str) -> str | None:
    """Return the key of the record on a line; None on an empty one.

    The first member that is called so and has the shape is taken for the record's own, so no member within it may
    have both.
    """
    found = member.search(line)
    if found:
        return found[1].decode("ascii")
    if not line.strip():
        return None
    # Keys that others made, and lines that are no JSON: these the reader of the line will report.
    try:
        return str(json.loads(line)[name])
    except (ValueError, KeyError, TypeError):
        return ""


class IndexedLines:
    """Lines of a file on their way there, and afterwards the index of where each begins.

    The index is text of lines of one width: first the size of the file, then each key with its offset, sorted. It is
    as long as the records are many, and found in by halving.
    """

    def __init__(self, file_name: str, lines: Iterable[str]) -> None:
        self._name, shape = KEYS[file_name]
        self._member = _member(self._name, shape)
        self._lines = lines
        self._places: list[tuple[bytes, int]] = []
        self._size = 0

    def lines(self) -> Iterator[bytes]:
        """Yield the lines."""
        for line in self._lines:
            written = line.encode("utf-8")
            key = _key_in(written, self._member, self._name)
            if key is not None:
                self._places.append((key.encode("utf-8"), self._size))
            self._size += len(written)
            yield written

    def index(self) -> Iterator[bytes]:
        """Yield the lines of the index, once :meth:`lines` has ended."""
        width = max((len(key) for key, _ in self._places), default=0)
        for key, offset in [(b"", self._size), *sorted(self._places)]:
            yield b"%s %0*d\n" % (key.ljust(width), _OFFSET_DIGITS, offset)


class _Read(Sequence[bytes]):
    """The keys of an index file, in order, read where they are looked at."""

    def __init__(self, path: Path, size: int) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._line = self._map.find(b"\n") + 1
        self._width = self._line - _OFFSET_DIGITS - 2
        if self._line < 1 or len(self._map) % self._line or self.offset(-1) != size:
            raise ValueError(f"{path} is not the index of the file beside it")

    def __len__(self) -> int:
        return len(self._map) // self._line - 1

    def __getitem__(self, place: int) -> bytes:  # type: ignore[override]  # no slices are asked for
        start = (place + 1) * self._line
        return self._map[start : start + self._width].rstrip(b" ")

    def offset(self, place: int) -> int:
        """Return where the record of a key begins; of place -1 the size of the file."""
        end = (place + 2) * self._line - 1
        return int(self._map[end - _OFFSET_DIGITS : end])

    def first(self, start: bytes) -> int:
        """Return the place of the first key that is not before ``start``."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self[middle] < start:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, key: bytes) -> int | None:
        """Return where the record with a key begins, or None."""
        place = self.first(key)
        return self.offset(place) if place < len(self) and self[place] == key else None

    def beginning(self, start: bytes) -> Iterator[bytes]:
        """Yield the keys that begin so."""
        place = self.first(start)
        while place < len(self) and (key := self[place]).startswith(start):
            yield key
            place += 1


class LineIndex:
    """Where the record with each key begins; a record is parsed when asked for.

    A build has an index beside each file (``claims.index``); without one, or with one of another file, the file is
    gone through once.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: _Read | None = None
        self._offsets: dict[str, int] = {}
        with suppress(OSError, ValueError):
            self._read = _Read(path.with_suffix(".index"), path.stat().st_size)
        if self._read is None:
            self._go_through()

    def _go_through(self) -> None:
        name, shape = KEYS[self._path.name]
        member = _member(name, shape)
        offset = 0
        with self._path.open("rb") as file:
            for line in file:
                key = _key_in(line, member, name)
                if key is not None:
                    self._offsets[key] = offset
                offset += len(line)

    def _offset(self, key: str) -> int | None:
        return self._offsets.get(key) if self._read is None else self._read.find(key.encode("utf-8"))

    def lines(self, keys: Iterable[str]) -> Iterator[str]:
        """Yield the lines of the records with these keys; none for a key that is not there."""
        with self._path.open("rb") as file:
            for key in keys:
                offset = self._offset(key)
                if offset is not None:
                    file.seek(offset)
                    yield file.readline().decode("utf-8")

    def beginning(self, start: str) -> list[str]:
        """Return the keys that begin so, sorted; a whole key is found at once."""
        if self._offset(start) is not None:
            return [start]
        if self._read is not None:
            return [key.decode("utf-8") for key in self._read.beginning(start.encode("utf-8"))]
        return sorted(key for key in self._offsets if key.startswith(start))
