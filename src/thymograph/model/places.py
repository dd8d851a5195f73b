"""Places in a document, and the ids that are made of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, NamedTuple

__all__ = ["Anchor", "Span", "content_id"]


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
