"""Tables of contents: lists of lines that come back later as headings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from thymograph.reading.headings import bare_words
from thymograph.reading.lines import Line

__all__ = ["Contents", "contents_of"]

_FEWEST = 3
_LEADERS = re.compile(r"(?:\s*[.·…]{2,}\s*|\s{2,}|\t)(?:\d{1,4}|[ivxl]{1,6})?\s*$")
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[A-Za-z][.)]|[-*+•●▪◦‣·○■–]|#+)\s+")


class Contents(NamedTuple):
    """Indices of the lines of a table of contents, and of the headings that these name."""

    listed: frozenset[int]
    announced: frozenset[int]


def _key(text: str, line: Line) -> str:
    words = _LEADERS.sub("", bare_words(text[line.start : line.end]))
    return _NUMBER.sub("", words, count=1).strip(" :*").lower()


def contents_of(text: str, lines: Sequence[Line]) -> Contents:
    """Return the lists of three or more lines of which each stands again later as a line of its own.

    A line that only says the same twice (a repeated table label) is none, since its neighbours do not come back.
    """
    places: dict[str, list[int]] = defaultdict(list)
    filled: list[tuple[int, str]] = []
    for index, line in enumerate(lines):
        if line.is_blank:
            continue
        short = len(line.text) <= 150 and "|" not in line.text and not line.text.endswith((".", ";", ","))
        key = _key(text, line) if short else ""
        filled.append((index, key))
        if key:
            places[key].append(index)
    listed: set[int] = set()
    announced: set[int] = set()
    run: list[tuple[int, str]] = []
    seen: set[str] = set()
    for index, key in [*filled, (len(lines), "")]:
        if key and places[key][-1] > index and key not in seen:
            run.append((index, key))
            seen.add(key)
            continue
        if len(run) >= _FEWEST:
            # What the lines name comes after the list, and in its order.
            found = [i for _, key in run for i in places[key][bisect_right(places[key], run[-1][0]) :][:1]]
            if len(found) == len(run) and found == sorted(found) and found[-1] - found[0] > 2 * len(found) - 2:
                listed.update(i for i, _ in run)
                announced.update(found)
        run, seen = [], set()
    return Contents(frozenset(listed), frozenset(announced))
