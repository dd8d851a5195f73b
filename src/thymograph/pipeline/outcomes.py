"""What came of one file: claims, or the reason why there are none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from thymograph.claims.extraction import Extraction

__all__ = ["Failure", "Outcome"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A document that could not be read, and why, in one line."""

    path: str
    message: str
    reason: str = "unreadable"
    """As :class:`thymograph.errors.DocumentError` names it, or "too slow", "too much memory", "broke off"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one file: an extraction or a failure, with notices of what was passed over."""

    path: str
    extraction: Extraction | None = None
    failure: Failure | None = None
    notices: tuple[str, ...] = ()
    from_cache: bool = False
    """Whether it was read by an earlier build."""
    text: Path | None = None
    """Where the cache keeps the text that anchors count in; None where the file itself tells it at once."""
