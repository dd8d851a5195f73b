"""What is set into the lines or beside them: large capitals that begin a paragraph, numbers of lines at the margin."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from thymograph.reading.pdf.segments import Segment

__all__ = ["numbers_of_lines", "with_capitals_joined"]

# A large capital is this many times as large as the letters beside it.
_LARGE = 1.7
_MOST_BESIDE = 6
_FEWEST_NUMBERS = 5
_ALIGNED = 3.0  # points


def with_capitals_joined(segments: Sequence[Segment]) -> list[Segment]:
    """Return the segments of a page with each large capital put before the word that it begins.

    The lines beside it are counted as if they began where it does, since no paragraph begins at the end of its foot.
    """
    capitals = [s for s in segments if s.letters <= 2 and s.text[:1].isupper() and s.text.isalpha()]
    gone: set[int] = set()
    for capital in capitals:
        beside = [
            s
            for s in segments
            if s is not capital
            and capital.size > _LARGE * s.size
            and -0.5 * s.size < s.x0 - capital.x1 < 1.5 * s.size
            and capital.base - 1.4 * s.size < s.base < capital.base + capital.size
        ]
        if not beside or len(beside) > _MOST_BESIDE:
            continue
        first = max(beside, key=_height)
        # A capital as large as a heading may stand beside other things; its word goes on at its top.
        if first.text[:1].isdigit() or len({round(s.size) for s in beside}) > 1:
            continue
        words = first.pieces[0]
        words[0] = capital.text + ("" if first.text[:1].islower() or first.x0 - capital.x1 < 0.3 * first.size else " ") + words[0]  # fmt: skip
        first.letters += capital.letters
        for one in beside:
            one.x0 = capital.x0
        gone.add(id(capital))
    return [s for s in segments if id(s) not in gone]


def _height(segment: Segment) -> float:
    return segment.base


def numbers_of_lines(segments: Sequence[Segment]) -> list[Segment]:
    """Return the segments of a page that number its lines: beside all words, under each other, each larger by the same."""
    found = [s for s in segments if s.letters <= 4 and s.text.isdecimal()]
    if len(found) < _FEWEST_NUMBERS:
        return []
    numbers = {id(s) for s in found}
    words = [s for s in segments if id(s) not in numbers and s.letters > 2]
    if not words:
        return []
    left, right = min(s.x0 for s in words), max(s.x1 for s in words)
    for side in ([s for s in found if s.x1 <= left + 1], [s for s in found if s.x0 >= right - 1]):
        if len(side) < _FEWEST_NUMBERS:
            continue
        side.sort(key=lambda s: (-s.base, s.x0))
        flush = min(
            max(s.x1 for s in side) - min(s.x1 for s in side), max(s.x0 for s in side) - min(s.x0 for s in side)
        )
        steps = [int(b.text) - int(a.text) for a, b in pairwise(side)]
        if flush <= _ALIGNED and steps[0] in (1, 2, 5, 10) and steps.count(steps[0]) >= 0.9 * len(steps):
            return side
    return []
