"""Pieces of a long text that can be read one by one, so that the time grows with the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from thymograph.model import Entity

__all__ = ["windows"]

# A statement is a sentence; one longer than this is a list or no prose, and nothing pairs across it.
_LIMIT = 1200


def _cut(text: str, start: int) -> int:
    """Return where the piece that begins at ``start`` best ends: a full stop, a semicolon, a space."""
    stop = start + _LIMIT
    for boundary in (r"\.\s", r";\s", r",\s", r"\s"):
        ends = [match.end() for match in re.finditer(boundary, text[start + _LIMIT // 2 : stop])]
        if ends:
            return start + _LIMIT // 2 + ends[-1]
    return stop


def windows(text: str, entities: Sequence[Entity]) -> Iterator[tuple[str, Sequence[Entity]]]:
    """Yield the pieces of ``text``, nearly always one, with the entities that stand in each or are implied."""
    if len(text) <= _LIMIT:
        yield text, entities
        return
    start = 0
    while start < len(text):
        end = _cut(text, start) if len(text) - start > _LIMIT else len(text)
        yield (
            text[start:end],
            tuple(
                entity if entity.start < 0 else replace(entity, start=entity.start - start, end=entity.end - start)
                for entity in entities
                if entity.start < 0 or (start <= entity.start and entity.end <= end)
            ),
        )
        start = end
