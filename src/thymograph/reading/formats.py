"""The formats that are read, each told by what a file holds, not by its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Protocol

from thymograph.errors import DocumentError
from thymograph.reading.decoding import DEFAULT_MAX_BYTES
from thymograph.reading.docx.recognition import is_docx
from thymograph.reading.html.recognition import is_html
from thymograph.reading.jats.recognition import is_jats
from thymograph.reading.pdf.recognition import is_pdf
from thymograph.reading.surface import Surface

__all__ = ["ENTRY_POINTS", "Format", "Reader", "anchored_text", "format_of", "formats", "read_surface", "suffixes"]

ENTRY_POINTS = "thymograph.readers"
"""Group of entry points by which other parties add formats; each names a :class:`Format`."""


class Reader(Protocol):
    """Reads a file: its bytes, and the path that names it in errors; raises DocumentError where it cannot."""

    def __call__(self, content: bytes, *, path: str) -> Surface: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: its name, how files of it usually end, what tells it, and its reader."""

    name: str
    suffixes: tuple[str, ...]
    """With the dot, small letters; files of a folder are chosen by them."""
    recognises: Callable[[bytes], bool]
    """Takes the whole file; must be quick and must not raise."""
    reader: Reader | str
    """A function, or "module:function" that is imported when first needed."""

    def read(self, content: bytes, *, path: str) -> Surface:
        """Return the surface of ``content``.

        Raises:
            DocumentError: if it cannot be read.
        """
        reader = self.reader
        if isinstance(reader, str):
            module, _, name = reader.partition(":")
            reader = getattr(import_module(module), name)
        surface: Surface = reader(content, path=path)
        return surface


def _anything(content: bytes) -> bool:
    return True


_PLAIN = Format(
    name="text",
    suffixes=(".txt", ".md", ".markdown", ".text"),
    recognises=_anything,
    reader="thymograph.reading.plain:read_plain",
)
_DOCX = Format(
    name="docx",
    suffixes=(".docx", ".docm", ".dotx"),
    recognises=is_docx,
    reader="thymograph.reading.docx.reader:read_docx",
)
_PDF = Format(
    name="pdf",
    suffixes=(".pdf",),
    recognises=is_pdf,
    reader="thymograph.reading.pdf.reader:read_pdf",
)
_JATS = Format(
    name="jats",
    suffixes=(".xml", ".nxml", ".jats"),
    recognises=is_jats,
    reader="thymograph.reading.jats.reader:read_jats",
)
_HTML = Format(
    name="html",
    suffixes=(".html", ".htm", ".xhtml"),
    recognises=is_html,
    reader="thymograph.reading.html.reader:read_html",
)
_BUILT_IN: tuple[Format, ...] = (_DOCX, _PDF, _JATS, _HTML, _PLAIN)


@cache
def formats() -> tuple[Format, ...]:
    """Return the formats in the order in which they are tried; those of other parties first, plain text last."""
    added = [point.load() for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name)]
    return (*added, *_BUILT_IN)


def suffixes() -> tuple[str, ...]:
    """Return how the files that are read usually end, sorted."""
    return tuple(sorted({suffix for one in formats() for suffix in one.suffixes}))


def format_of(content: bytes) -> Format:
    """Return the format of a file by what it holds."""
    return next(one for one in formats() if one.recognises(content))


def read_surface(content: bytes, *, path: str, max_bytes: int = DEFAULT_MAX_BYTES) -> Surface:
    """Return what the reader of its format sees in a file.

    Raises:
        DocumentError: if the file is empty, larger than ``max_bytes``, or cannot be read.
    """
    if len(content) > max_bytes:
        raise DocumentError(
            f"{path}: {len(content):,} bytes, over the limit of {max_bytes:,}; split it or raise --max-bytes",
            reason="too large",
        )
    if not content.strip():
        raise DocumentError(f"{path}: the file is empty; nothing to read", reason="empty")
    return format_of(content).read(content, path=path)


def anchored_text(content: bytes, *, path: str) -> str:
    """Return the text of a file in which anchors count: as decoded, or what is taken out of a file that is no text.

    Raises:
        DocumentError: if the file cannot be read.
    """
    surface = read_surface(content, path=path, max_bytes=max(DEFAULT_MAX_BYTES, len(content)))
    return surface.text if surface.file is None else surface.file.text
