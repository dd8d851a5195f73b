"""What heading, lead, question and table add to a statement: the subject, or the predicate itself."""

from __future__ import annotations

from collections.abc import Sequence

from thymograph.claims.assertions.clauses import Reader
from thymograph.claims.assertions.tokens import tokens_of
from thymograph.model import Assertion, Entity, Statement

__all__ = ["framed_assertions"]


def framed_assertions(
    text: str, entities: Sequence[Entity], *, topic: Entity | None, statement: Statement | None
) -> tuple[Assertion, ...]:
    """Return the assertions of a statement and of the frames that complete it."""
    reader = Reader(text, tokens_of(text, entities), topic)
    reader.read()
    return tuple(reader.out.found)
