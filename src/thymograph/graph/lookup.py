"""Records of a JSON Lines file by their key, without reading the others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

__all__ = ["LineIndex"]


class LineIndex:
    """Where the record with each key begins: the file is gone through once, a record parsed when asked for.

    ``shape`` is the pattern of a key. The first member of a line that is called ``name`` and has that shape
    is taken for the record's own, so no member within it may have both.
    """

    def __init__(self, path: Path, name: str, shape: str) -> None:
        self._path = path
        self._offsets: dict[str, int] = {}
        member = re.compile(rf'"{name}": ?"({shape})"'.encode())
        offset = 0
        with path.open("rb") as file:
            for line in file:
                found = member.search(line)
                if found:
                    self._offsets[found[1].decode("ascii")] = offset
                elif line.strip():
                    # Keys that others made, and lines that are no JSON: these the reader of the line will report.
                    self._offsets[_key_of(line, name)] = offset
                offset += len(line)

    def lines(self, keys: Iterable[str]) -> Iterator[str]:
        """Yield the lines of the records with these keys; none for a key that is not there."""
        with self._path.open("rb") as file:
            for key in keys:
                if key in self._offsets:
                    file.seek(self._offsets[key])
                    yield file.readline().decode("utf-8")

    def beginning(self, start: str) -> list[str]:
        """Return the keys that begin so, sorted; a whole key is found at once."""
        if start in self._offsets:
            return [start]
        return sorted(key for key in self._offsets if key.startswith(start))


def _key_of(line: bytes, name: str) -> str:
    try:
        return str(json.loads(line)[name])
    except (ValueError, KeyError, TypeError):
        return ""
