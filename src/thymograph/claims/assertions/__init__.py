"""The assertions that a statement makes: subject, predicate, object, each with its own polarity and certainty."""

from __future__ import annotations

from collections.abc import Sequence

from thymograph.claims.assertions.doses import doses_of
from thymograph.claims.assertions.framing import framed_assertions
from thymograph.model import Assertion, Entity, Statement

__all__ = ["assertions_in", "doses_of"]


def assertions_in(
    text: str,
    entities: Sequence[Entity],
    *,
    topic: Entity | None = None,
    statement: Statement | None = None,
    title: str | None = None,
) -> tuple[Assertion, ...]:
    """Return what ``text`` asserts about the entities, in the order of the text.

    ``text`` is clean text, and the offsets of ``entities`` count its characters. ``topic`` is the subject of
    verbs that have none ("Reduces X" in a list) and what "it" or "this drug" stands for; ``statement`` brings
    heading, list lead, question or table; ``title`` of the document stands in for a heading that is missing ("Side
    effects of X"). Where no rule applies, nothing is asserted.
    """
    return framed_assertions(text, entities, topic=topic, statement=statement, page=title)
