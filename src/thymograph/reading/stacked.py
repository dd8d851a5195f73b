"""Tables pasted one cell a line: how many columns they have, and which cell stands where."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from itertools import pairwise

from thymograph.model import Span
from thymograph.reading.lines import Line
from thymograph.reading.tables import TableLines

__all__ = ["stacked_tables"]

_VALUE = re.compile(
    r"[<>≤≥~≈±+−–-]?\s?\d[\d.,]*(?:\s?(?:[–/×-]|to|±)\s?[<>]?\d[\d.,]*)?\s?(?:%|[a-zA-Zµμ°/]{1,9})?(?:\s?\([^()]{1,24}\))?"
)
_LONGEST = 45
_MOST_WORDS = 7
_FEWEST = 8
_MOST_COLUMNS = 7
_VALUES = 0.25
_GAP = 3


def stacked_tables(lines: Sequence[Line], taken: Container[int]) -> Mapping[int, TableLines]:
    """Return the tables whose cells stand one a line, by the index of their first line.

    Eight or more short lines without stops, a quarter of them values, make one if they can be laid out in two to
    seven columns of which each holds values throughout or none, the first names of which none comes back.
    """
    found: dict[int, TableLines] = {}
    run: list[int] = []
    gap = 0
    for index, line in enumerate(lines):
        if line.is_blank:
            gap += 1
            continue
        if run and gap > _GAP:
            _add(lines, run, found)
            run = []
        gap = 0
        if index not in taken and _may_be_cell(line):
            run.append(index)
        else:
            _add(lines, run, found)
            run = []
    _add(lines, run, found)
    return found


def _may_be_cell(line: Line) -> bool:
    return (
        len(line.text) <= _LONGEST
        and not (line.is_item or line.heading_level or line.is_rule or line.is_pipe_rule)
        and "\t" not in line.text
        and "|" not in line.text
        and "  " not in line.text
        and line.text[-1] not in ".;:?!,"
        and len(line.text.split()) <= _MOST_WORDS
    )


def _add(lines: Sequence[Line], run: Sequence[int], found: dict[int, TableLines]) -> None:
    if len(run) < _FEWEST:
        return
    values = [bool(_VALUE.fullmatch(lines[index].text)) for index in run]
    if sum(values) < _VALUES * len(run):
        return
    names = [lines[index].text for index in run]
    # The line that opens the document, or stands further off, is a title.
    titled = run[0] == next(i for i, line in enumerate(lines) if not line.is_blank) or (
        run[1] - run[0] > max(after - before for before, after in pairwise(run[1:]))
    )
    for dropped in (1, 0, 2) if titled else (0, 1, 2):
        for width in range(2, _MOST_COLUMNS + 1):
            for heads in (width, width - 1):
                first = dropped + heads
                if heads and _fits(values[first:], names[first:], width) and not any(values[dropped:first]):
                    found[run[dropped]] = _table(lines, run[dropped:], values[first:], width, heads)
                    return


def _fits(values: Sequence[bool], names: Sequence[str], width: int) -> bool:
    rows = len(values) // width
    if rows < 2 or len(values) % width:
        return False
    shares = [sum(values[column::width]) / rows for column in range(width)]
    labels = names[::width]
    return (
        shares[0] <= 0.2
        and len(set(labels)) == len(labels)
        and max(shares) >= 0.8
        and all(share >= 0.8 or share <= 0.2 for share in shares)
    )


def _table(lines: Sequence[Line], run: Sequence[int], values: Sequence[bool], width: int, heads: int) -> TableLines:
    spans = [Span(lines[index].start, lines[index].end) for index in run]
    head: list[Span | None] = [None] * width
    if heads == width:
        head = list(spans[:width])
    else:
        # One head is empty: the columns of values have theirs, and the first if there is one more.
        of_values = [column for column in range(width) if sum(values[column::width]) * 2 > len(values) // width]
        places = of_values if len(of_values) == heads else [0, *of_values]
        places = places if len(places) == heads else list(range(1, width))
        for place, span in zip(places, spans[:heads], strict=True):
            head[place] = span
    body = [tuple(spans[at : at + width]) for at in range(heads, len(spans), width)]
    return TableLines(line_count=run[-1] - run[0] + 1, rows=(tuple(head), *body), head_rows=1)
