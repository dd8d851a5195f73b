"""What a file says of itself: title, publisher, date, address, licence, language."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Fields"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What the head of a page or the front of an article says; each None where it says nothing."""

    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    licence: str | None = None
    language: str | None = None
