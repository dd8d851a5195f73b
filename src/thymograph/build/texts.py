"""The texts of the documents of a build, each fetched when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from thymograph.errors import DocumentError
from thymograph.pipeline import kept_text
from thymograph.reading.formats import anchored_text

__all__ = ["Texts"]


class Texts(Mapping[str, str]):
    """The anchored texts of documents by SHA-256, none of them held.

    A text comes from the cache if that holds it, since to read a PDF again takes as long as its claims do; else from
    the document's file.
    """

    def __init__(self, files: Mapping[str, Path], kept: Mapping[str, Path]) -> None:
        self._files = files
        self._kept = kept

    def __getitem__(self, sha256: str) -> str:
        file = self._files[sha256]
        if sha256 in self._kept and (text := kept_text(self._kept[sha256])) is not None:
            return text
        try:
            return anchored_text(file.read_bytes(), path=str(file))
        except (OSError, DocumentError) as error:
            raise KeyError(sha256) from error

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
