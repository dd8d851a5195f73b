"""Lists of numbers as markers of works print them: "3, 14–16"."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["DASHES", "NUMBER_LIST", "cut_list", "numbers_in"]

DASHES = "–—−‒‑-"
_SEPARATOR = rf"\s{{0,3}}(?:,|;|&|and\b|[{DASHES}]|,\s?and\b)\s{{0,3}}"
NUMBER_LIST = rf"\d{{1,3}}(?:{_SEPARATOR}\d{{1,3}}){{0,60}}"
"""One to many numbers of up to three digits, with commas or dashes between them (a pattern)."""

# More numbers than this in one range is a quantity ("[18-80] years"), not a list of works.
_WIDEST_RANGE = 40


def numbers_in(printed: str) -> tuple[tuple[int, ...], ...] | None:
    """Return the numbers that ``printed`` lists, one tuple for each printed term, a range spelled out.

    None if it is no list of works: zero, a falling or a very wide range.

    >>> numbers_in("3, 14–16")
    ((3,), (14, 15, 16))
    >>> numbers_in("18-80") is None
    True
    """
    terms: list[tuple[int, ...]] = []
    tokens = re.findall(rf"\d+|[{DASHES}]", printed)
    index = 0
    while index < len(tokens):
        if not tokens[index].isdigit():
            return None
        first = last = int(tokens[index])
        index += 1
        if index + 1 < len(tokens) and not tokens[index].isdigit() and tokens[index + 1].isdigit():
            last = int(tokens[index + 1])
            index += 2
            if last <= first:
                return None
        if first == 0 or last - first > _WIDEST_RANGE:
            return None
        terms.append(tuple(range(first, last + 1)))
    return tuple(terms) or None


def cut_list(text: str, start: int, end: int, first: int, last: int) -> Iterator[tuple[int, int, int]]:
    """Yield number, start and end of each number of the list ``text[first:last]``, whose group covers ``start`` to ``end``.

    What comes before the list belongs to its first number, what comes after it to its last, and a comma
    to the number before it. The numbers of a range share one span, since only its ends are printed.

    >>> list(cut_list("[3, 5–6]", 0, 8, 1, 7))
    [(3, 0, 4), (5, 4, 8), (6, 4, 8)]
    """
    terms = numbers_in(text[first:last])
    if terms is None:
        return
    # Where each term begins: the first digit of each run that a dash does not join to the one before.
    starts: list[int] = []
    joined = False
    for token in re.finditer(rf"\d+|[{DASHES}]", text[first:last]):
        if not token[0].isdigit():
            joined = True
        elif joined:
            joined = False
        else:
            starts.append(first + token.start())
    edges = [start, *starts[1:], end]
    for index, term in enumerate(terms):
        for number in term:
            yield number, edges[index], edges[index + 1]
