"""Citation markers as they are printed, before anything is known of what they cite."""

from __future__ import annotations

import re
from typing import NamedTuple

from thymograph.model import Block, Document
from thymograph.reading.number_lists import DASHES, NUMBER_LIST, cut_list, numbers_in

__all__ = ["DASHES", "NUMBER_LIST", "PrintedMarker", "cut_numbers", "numbers_in", "searched_blocks", "word_before"]

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


def cut_numbers(text: str, start: int, end: int, first: int, last: int, style: str) -> list[PrintedMarker]:
    """Return the markers of the number list ``text[first:last]`` whose group covers ``start`` to ``end``.

    What comes before the list belongs to its first number, what comes after it to its last, and a comma
    to the number before it. The numbers of a range share one span, since only its ends are printed.
    """
    return [
        PrintedMarker(str(number), begin, stop, style)
        for number, begin, stop in cut_list(text, start, end, first, last)
    ]


def word_before(text: str, start: int, position: int) -> str:
    """Return the word that ends right before ``position`` (white space aside), not looking before ``start``."""
    window = text[max(start, position - 60) : position].rstrip()
    found = _WORD_BEFORE.search(window)
    return found[0] if found else ""
