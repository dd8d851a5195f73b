"""Citation markers as they are printed, before anything is known of what they cite."""

from __future__ import annotations

import re
from typing import NamedTuple

from thymograph.model import Block, Document

__all__ = ["DASHES", "NUMBER_LIST", "PrintedMarker", "cut_numbers", "numbers_in", "searched_blocks", "word_before"]

DASHES = "–—−‒‑-"
_SEPARATOR = rf"\s{{0,3}}(?:,|;|&|and\b|[{DASHES}]|,\s?and\b)\s{{0,3}}"
NUMBER_LIST = rf"\d{{1,3}}(?:{_SEPARATOR}\d{{1,3}}){{0,60}}"
"""One to many numbers of up to three digits, with commas or dashes between them (a pattern)."""

# More numbers than this in one range is a quantity ("[18-80] years"), not a list of works.
_WIDEST_RANGE = 40
_UNSEARCHED = frozenset({"reference", "metadata", "boilerplate", "title"})
_WORD_BEFORE = re.compile(r"[^\s()\[\]{}\"“”‘’,;:!?*<>=]+$")


class PrintedMarker(NamedTuple):
    """A number or key, the span that prints it, and the style it is printed in."""

    number: str
    start: int
    end: int
    style: str


def searched_blocks(document: Document) -> tuple[Block, ...]:
    """Return the blocks that may bear markers: no reference list, metadata, boilerplate or title."""
    return tuple(block for block in document.blocks if block.kind not in _UNSEARCHED)


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


def cut_numbers(text: str, start: int, end: int, first: int, last: int, style: str) -> list[PrintedMarker]:
    """Return the markers of the number list ``text[first:last]`` whose group covers ``start`` to ``end``.

    What comes before the list belongs to its first number, what comes after it to its last, and a comma
    to the number before it. The numbers of a range share one span, since only its ends are printed.
    """
    terms = numbers_in(text[first:last])
    if terms is None:
        return []
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
    return [
        PrintedMarker(str(number), edges[index], edges[index + 1], style)
        for index, term in enumerate(terms)
        for number in term
    ]


def word_before(text: str, start: int, position: int) -> str:
    """Return the word that ends right before ``position`` (white space aside), not looking before ``start``."""
    window = text[max(start, position - 60) : position].rstrip()
    found = _WORD_BEFORE.search(window)
    return found[0] if found else ""
