"""The refusal of a request: an HTTP status, the reason, and the place in the query if there is one."""

from __future__ import annotations

from dataclasses import dataclass, field

from thymograph.errors import ThymographError

__all__ = ["RefusalError"]


@dataclass(eq=False)
class RefusalError(ThymographError):
    """What is answered instead of an answer."""

    status: int
    reason: str
    """One sentence: what was wrong and what would mend it."""
    line: int | None = None
    """Of the query, from 1."""
    column: int | None = None
    """Of the query, in characters, from 1."""
    headers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.reason
