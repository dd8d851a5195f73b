"""Lines of a text file in an encoding that nobody told: by its mark, else UTF-8, else Windows-1252, line by line."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from thymograph.errors import LibraryError

__all__ = ["head_of", "text_lines", "whole_text"]

_LONGEST_LINE = 1 << 20
_HEAD = 1 << 16
# UTF-32 first: its little-endian mark begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _pieces(file: BinaryIO) -> Iterator[str]:
    begin = file.peek(4)[:4] if isinstance(file, io.BufferedReader) else b""
    wide = next((encoding for mark, encoding in _MARKS if begin.startswith(mark)), None)
    if wide is not None:
        with io.TextIOWrapper(file, encoding=wide, errors="replace", newline="") as text:
            yield from iter(lambda: text.readline(_LONGEST_LINE), "")
        return
    if begin.startswith(codecs.BOM_UTF8):
        file.read(len(codecs.BOM_UTF8))
    for line in iter(lambda: file.readline(_LONGEST_LINE), b""):
        yield _decoded(line)


def text_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file without their ends (``\\n``, ``\\r\\n`` or ``\\r``), reading as far as is asked for.

    A line that is not UTF-8 is taken as Windows-1252: exports of old programs mix the two. A line over a mebibyte
    comes in pieces.

    Raises:
        LibraryError: the file is not there or cannot be read.
    """
    try:
        with path.open("rb") as file:
            for piece in _pieces(file):
                # Not str.splitlines: it cuts at characters that stand inside of values.
                ended = piece.removesuffix("\n").removesuffix("\r")
                yield from ended.split("\r") if "\r" in ended else (ended,)
    except OSError as error:
        raise LibraryError(f"{path}: {error.strerror or error}; name a file that can be read") from error


def head_of(path: Path) -> str:
    """Return the beginning of a file, some 64,000 characters at most."""
    found, size = [], 0
    for line in text_lines(path):
        found.append(line)
        size += len(line) + 1
        if size > _HEAD:
            break
    return "\n".join(found)


def whole_text(path: Path, *, most: int) -> str:
    """Return the text of a file of at most ``most`` bytes.

    Raises:
        LibraryError: the file is larger, or cannot be read.
    """
    try:
        size = path.stat().st_size
    except OSError as error:
        raise LibraryError(f"{path}: {error.strerror or error}; name a file that can be read") from error
    if size > most:
        raise LibraryError(
            f"{path}: {size:,} bytes, over the limit of {most:,} for JSON; export it in parts, or as RIS"
        )
    return "\n".join(text_lines(path))
