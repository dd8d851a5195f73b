"""What stands at the head or foot of page after page at the same place: running heads, page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from thymograph.reading.pdf.columns import Row, areas_of
from thymograph.reading.pdf.segments import Page, Segment

__all__ = ["margins_of"]

# Parts of the height of a page.
_ZONE = 0.14
_MOST_ROWS = 4
_NEAR = 6.0  # points
_LONGEST = 120
# From line to line of a paragraph are at most this many sizes of its letters.
_APART = 1.55
_DIGITS = re.compile(r"\d+|\b[ivxl]{1,6}\b")
_WITH_NUMBER = re.compile(r"(\d{1,4})\s+\D.{1,80}|\D.{1,80}\s(\d{1,4})")
_PAGE = re.compile(r"(?:page|p\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\d{1,4}\s*(?:of|/|\|)\s*\d{1,4}", re.IGNORECASE)
# What browsers print around a page: its address below, the time above.
_ADDRESS = re.compile(r"(?:https?|file)://\S+")
_TIME = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}:\d\d(?: ?[AP]M)?", re.IGNORECASE)
_ALONE = re.compile(r"[-–—]?\s?\d{1,4}\s?[-–—]?")
_CAPTION = re.compile(r"(?:table|figure|fig\.|box|scheme)\s", re.IGNORECASE)


class _Outer(NamedTuple):
    """A row in the zone at the head or foot of a page."""

    height: float
    """Of its base line over the lower edge of the page."""
    row: Row
    is_outermost: bool


def _outer_rows(page: Page) -> tuple[list[_Outer], list[_Outer]]:
    """Return the rows in the zones at head and foot, each from the edge inward."""
    high, low = page.low + (1 - _ZONE) * page.height, page.low + _ZONE * page.height
    zones = [s for s in page.segments if s.base > high], [s for s in page.segments if s.base < low]
    head, foot = ([row for area in areas_of(zone) for row in area.rows] for zone in zones)
    head.sort(key=lambda row: -row.base)
    foot.sort(key=lambda row: row.base)
    made = [
        [_Outer(row.base - page.low, row, not at) for at, row in enumerate(rows[:_MOST_ROWS])] for rows in (head, foot)
    ]
    return made[0], made[1]


def margins_of(pages: Sequence[Page]) -> list[list[Segment]]:
    """Return for each page the segments of its running head and foot, from top to bottom.

    A row is one if the same words, digits aside, stand at the same height on another page, or if it is a page number;
    if no row of the text stands between it and the edge; and if it is set apart from the text by more than a line.
    On a single page only "Page 3 of 11" and a lone number at the very foot are known.
    """
    outer = [_outer_rows(page) for page in pages]
    seen: dict[str, list[tuple[int, float, str]]] = defaultdict(list)
    for number, (head, foot) in enumerate(outer):
        for one in (*head, *foot):
            for segment in one.row.segments:
                words = segment.text
                seen[_key(words)].append((number, one.height, words))
    taken: list[tuple[list[_Outer], list[_Outer]]] = []
    for number, page in enumerate(pages):
        sides: tuple[list[_Outer], list[_Outer]] = ([], [])
        for side, kept, sign in zip(outer[number], sides, (-1, 1), strict=True):
            for one in side:
                if not _is_margin(one, number, seen, single=len(pages) == 1):
                    break
                kept.append(one)
            while kept and not _is_apart(page, kept[-1].row, sign):
                kept.pop()
        taken.append(sides)
    # A head that comes once stands where those of other pages do, in letters of their size.
    known = [{(round(one.height), round(one.row.size)) for sides in taken for one in sides[at]} for at in (0, 1)]
    found: list[list[Segment]] = []
    for number, page in enumerate(pages):
        margin: list[Segment] = []
        for at, sign in ((0, -1), (1, 1)):
            kept = taken[number][at]
            side = outer[number][at]
            if not kept and side and _stands_as(side[0], known[at]) and _is_apart(page, side[0].row, sign):
                kept = side[:1]
            rows = [one.row for one in kept]
            margin += [segment for row in (rows if sign < 0 else reversed(rows)) for segment in row.segments]
        found.append(margin)
    return found


def _stands_as(one: _Outer, known: Set[tuple[int, int]]) -> bool:
    height, size = round(one.height), round(one.row.size)
    words = " ".join(segment.text for segment in one.row.segments)
    return (
        len(words) <= _LONGEST
        and not words.endswith(".")
        and any((height + shift, size) in known for shift in (-1, 0, 1))
        and not _CAPTION.match(words)
    )


def _key(words: str) -> str:
    return _DIGITS.sub("#", words.lower())


def _is_margin(one: _Outer, number: int, seen: Mapping[str, Sequence[tuple[int, float, str]]], *, single: bool) -> bool:
    row = one.row
    letters = 0
    whole = _WITH_NUMBER.fullmatch(" ".join(segment.text for segment in row.segments))
    if one.is_outermost and any(
        _ADDRESS.fullmatch(segment.text) or _TIME.fullmatch(segment.text) for segment in row.segments
    ):
        return True
    if whole and number and int(whole[1] or whole[2]) == number + 1 and one.is_outermost:
        return True  # "2   Doe et al." on the second page
    for segment in row.segments:
        words = segment.text
        if (
            _repeats(number, one.height, words, seen[_key(words)])
            or _PAGE.fullmatch(words)
            or (single and _ALONE.fullmatch(words) and len(row.segments) == 1)
        ):
            letters += segment.letters
    # "3   Doe et al." beside a head that comes back belongs to it; a word on a line of prose does not.
    return letters * 2 >= row.letters


def _is_apart(page: Page, row: Row, sign: int) -> bool:
    """Tell whether the next line inward is further from ``row`` than lines of a paragraph are."""
    base, size = row.base, row.size
    distances = [sign * (s.base - base) for s in page.segments if sign * (s.base - base) > 0.5 * size]
    return not distances or min(distances) > _APART * size


def _numbers_fit(words: str, said: str, pages: int) -> bool:
    """Tell whether the numbers of like words are the same on both pages, or grow with the pages."""
    pairs = zip(re.findall(r"\d+", words), re.findall(r"\d+", said), strict=False)
    return all(one == other or int(other) - int(one) == pages for one, other in pairs)


def _repeats(number: int, height: float, words: str, places: Sequence[tuple[int, float, str]]) -> bool:
    if _CAPTION.match(words):
        return False
    others = [
        (page, said)
        for page, at, said in places
        if page != number and abs(at - height) <= _NEAR and _numbers_fit(words, said, page - number)
    ]
    if not others:
        return False
    alone = _ALONE.fullmatch(words)
    if alone:
        # A number of a page grows with the pages; one of a table does not.
        value = int("".join(filter(str.isdigit, words)))
        return any(int("".join(filter(str.isdigit, said)) or 0) - value == page - number for page, said in others)
    return True
