"""Two columns of prose that a page prints side by side, each line holding a piece of both."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from thymograph.model import Span
from thymograph.reading.lines import Line

__all__ = ["Columns", "columns_of"]

_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_FEWEST = 5
_SHARE = 0.6
_WORDS = 3.5
_SLACK = 2


class Columns(NamedTuple):
    """A region of two columns: how many lines it takes, and the pieces of each line, left and right."""

    line_count: int
    pieces: tuple[tuple[Span | None, Span | None], ...]


def _cut(line: Line, at: int | None = None) -> tuple[Span | None, Span | None, int]:
    """Return the pieces of a line, and the column of the page where the right one begins (-1 without one)."""
    gaps = list(_GAP.finditer(line.text))
    if at is not None:
        gaps = [gap for gap in gaps if abs(line.indent + gap.end() - at) <= _SLACK]
    if not gaps:
        whole = Span(line.start, line.end)
        if at is not None and line.indent >= at - _SLACK:
            return None, whole, line.indent
        return whole, None, -1
    gap = max(gaps, key=lambda found: found.end() - found.start())
    return Span(line.start, line.start + gap.start()), Span(line.start + gap.end(), line.end), line.indent + gap.end()


def columns_of(lines: Sequence[Line]) -> Mapping[int, Columns]:
    """Return the regions of two columns by the index of their first line.

    Five lines or more, most of which have a gap at the same place with prose on both sides: words enough, and
    lines that go on in small letters on either side. A table has names and values there instead.
    """
    found: dict[int, Columns] = {}
    index = 0
    while index < len(lines):
        if lines[index].is_blank or not _GAP.search(lines[index].text):
            index += 1
            continue
        stop = position = index
        blank = whole = 0
        # Two blank lines, or three lines that run over the whole page, end the region.
        while position < len(lines) and blank < 2 and whole < 3 and _may_be(lines[position]):
            line = lines[position]
            position += 1
            blank = blank + 1 if line.is_blank else 0
            if _GAP.search(line.text):
                stop, whole = position, 0
            elif not line.is_blank:
                whole += 1
        while stop < position and not lines[stop].is_blank:
            stop += 1  # the longer column goes on alone
        if stop - index >= _FEWEST and (region := _region(lines[index:stop])):
            found[index] = region
        index = max(stop, index + 1)
    return found


def _may_be(line: Line) -> bool:
    return not (line.heading_level or line.is_rule or line.is_pipe_rule or "\t" in line.text or "|" in line.text)


def _region(lines: Sequence[Line]) -> Columns | None:
    filled = [line for line in lines if not line.is_blank]
    edges = Counter(edge for line in filled if (edge := _cut(line)[2]) > 0)
    if len(filled) < _FEWEST or not edges:
        return None
    edge = max(edges, key=lambda at: (sum(edges[at + step] for step in range(-_SLACK, _SLACK + 1)), edges[at], -at))
    pieces = [_cut(line, edge)[:2] if not line.is_blank else (None, None) for line in lines]
    both = [(line, left, right) for line, (left, right) in zip(lines, pieces, strict=True) if left and right]
    if len(both) < max(_FEWEST - 1, _SHARE * len(filled)):
        return None
    for side in (1, 2):
        texts = [part[0].text[part[side].start - part[0].start : part[side].end - part[0].start] for part in both]
        small = sum(text[0].islower() for text in texts)
        if sum(len(text.split()) for text in texts) < _WORDS * len(texts) or small < 0.35 * len(texts):
            return None
    return Columns(line_count=len(lines), pieces=tuple(pieces))
