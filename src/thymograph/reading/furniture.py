"""Running heads, page numbers and captions that stand in the midst of a sentence of pasted pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from thymograph.model import Document, Span
from thymograph.reading.lines import Line, lines_of

__all__ = ["furniture_of", "furniture_spans", "without_furniture"]

_PAGE = re.compile(
    r"page\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|[-–—]\s?\d{1,4}\s?[-–—]|page\s*\d{1,4}\s?\|\s?\d{1,4}|\d{1,4}\s*\|\s*page",
    re.I,
)
_NUMBER = re.compile(r"\d{1,4}")
# What only the head or foot of a page prints: volume and pages, "et al." set apart, an address, a copyright.
_HEAD = re.compile(
    r"\bet al\.?(?:\s{2,}|$|\s+\d{1,4}$)|\b\d{1,4}\s?\(\d{1,3}\)\s?:\s?[\dA-Za-z]|\b(?:19|20)\d\d;\s?\d|\b(?:vol(?:ume)?|issue)\.? \d|\bdoi\b|https?:|www\.|©|"
    r"\bcopyright\b|\bdownloaded from\b|\bauthor manuscript\b|\baccepted article\b|\ball rights reserved\b|^\d{1,4}\s{2,}\S|\S\s{2,}\d{1,4}$",
    re.I,
)
_CAPTION = re.compile(r"(?:fig(?:ure|\.)|scheme|box|table)\s*s?\d+[a-z]?\b", re.I)
_COMMENT = re.compile(r"<!--.*-->|!\[[^\]]*\]\([^()]*\)")
_ENDED = re.compile(
    r"[.!?:;…|]['\"”’)\]*_}]*(?:\s*\^?\{?\[[^\[\]\s]{1,20}\]\}?|(?<=[.!?])\d{1,3}(?:[,–-]\d{1,3})*)*\s*$"
)
_SMALL = re.compile(r"[\"'“(]?[^\W\d_A-Z]")
_NARROW = 0.75
_MOST_LINES = 6


def _key(words: str) -> str:
    return re.sub(r"[\W\d_]+", " ", words).strip().lower()


def _is_short(line: Line) -> bool:
    return len(line.text) <= 120 and len(line.text.split()) <= 16


def _may_be(line: Line) -> bool:
    return not (
        line.heading_level or line.is_rule or line.is_pipe_rule or line.bullet or "|" in line.text.strip("| ")
    ) or bool(_PAGE.fullmatch(line.text))


class _Pages:
    """The lines of a text and which of them the pages print, not the author."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.filled = [i for i, line in enumerate(lines) if not line.is_blank]
        self.found: set[int] = set()
        """Indices of the lines that the pages print."""
        self.cut: set[int] = set()
        """Indices of these and of the blank lines about them, where they part a sentence."""

    def cuts(self, before: int, after: int) -> bool:
        """Tell whether a sentence goes on from one line to another: no closing mark, then a small letter."""
        first, second = self.lines[before], self.lines[after]
        return (
            not _ENDED.search(first.text)
            and bool(_SMALL.match(second.text))
            and len(first.text.split()) > 4
            and not (first.heading_level or second.is_item or "\t" in first.text)
        )

    def group_between(self, place: int) -> range | None:
        """Return the places of the filled lines after ``place`` that part two halves of a sentence."""
        start = self.lines[self.filled[place]]
        if _ENDED.search(start.text) or start.heading_level or "\t" in start.text:
            return None
        for stop in range(place + 2, min(place + 2 + _MOST_LINES, len(self.filled))):
            if self.cuts(self.filled[place], self.filled[stop]):
                return range(place + 1, stop)
        return None

    def is_set_apart(self, places: range) -> bool:
        """Tell whether blank lines stand on both sides of a group."""
        first, last = self.filled[places[0]], self.filled[places[-1]]
        return self.lines[first - 1].is_blank and self.lines[last + 1].is_blank

    def judge(self, places: range, repeated: frozenset[str]) -> bool:
        group = [self.lines[self.filled[place]] for place in places]
        if not all(map(_may_be, group)):
            return False
        apart = self.is_set_apart(places)
        if _CAPTION.match(next((line.text for line in group if not _COMMENT.fullmatch(line.text)), "")):
            return apart
        if not all(map(_is_short, group)):
            return False
        before, after = self.lines[self.filled[places[0] - 1]], self.lines[self.filled[places[-1] + 1]]
        width = max(len(before.text), len(after.text))
        return all(
            _PAGE.fullmatch(line.text)
            or _COMMENT.fullmatch(line.text)
            or (_NUMBER.fullmatch(line.text) and (apart or len(group) > 1 or len(before.text) > 40))
            or (
                (line.text[0].isupper() or line.text[0].isdigit())
                and (
                    _key(line.text) in repeated
                    or bool(_HEAD.search(line.text))
                    # A lone line that neither comes back nor looks like a head parts only full lines of prose.
                    or (
                        apart
                        and not _ENDED.search(line.text)
                        and len(line.text) < _NARROW * width
                        and (len(before.text) >= 50 or before.text[-1] in ",-")
                        and not before.is_item
                    )
                )
            )
            for line in group
        )

    def search(self) -> None:
        """Find what parts sentences, then the same heads wherever they come back, and the numbers beside them."""
        places: dict[str, list[int]] = defaultdict(list)
        for index in self.filled:
            line = self.lines[index]
            if _is_short(line) and _may_be(line) and (key := _key(line.text)):
                places[key].append(index)
        repeated = frozenset(key for key, found in places.items() if len(found) > 1)
        heads: set[str] = set()
        for place in range(len(self.filled) - 2):
            group = None if self.filled[place] in self.found else self.group_between(place)
            if group is None or not self.judge(group, repeated):
                continue
            lines = [self.filled[p] for p in group]
            self.found.update(lines)
            self.cut.update(range(self.filled[place] + 1, self.filled[group[-1] + 1]))
            if not any(_CAPTION.match(self.lines[i].text) for i in lines):
                # A head may hold the authors on the left and the title on the right.
                heads.update(_key(piece) for i in lines for piece in re.split(r"\s{2,}", self.lines[i].text))
        for key in heads:
            if len(key.split()) > 1 or key in repeated:
                # The line that opens the document is its title, though later pages repeat it.
                self.found.update(i for i in places.get(key, ()) if i != self.filled[0])
        for place, index in enumerate(self.filled):
            text = self.lines[index].text
            beside = [self.filled[p] for p in (place - 1, place + 1) if 0 <= p < len(self.filled)]
            if _PAGE.fullmatch(text) or (_NUMBER.fullmatch(text) and any(other in self.found for other in beside)):
                self.found.add(index)


@lru_cache(maxsize=2)
def _pages(text: str) -> _Pages:
    pages = _Pages(list(lines_of(text)))
    pages.search()
    return pages


def without_furniture(text: str, lines: Sequence[Line]) -> list[Line]:
    """Return ``lines`` of ``text`` without those of its pages, and without the blank lines with which these cut a sentence."""
    pages = _pages(text)
    if not pages.found:
        return list(lines)
    dropped = {pages.lines[index].start for index in pages.found | pages.cut}
    return [line for line in lines if line.start not in dropped]


def furniture_spans(text: str) -> tuple[Span, ...]:
    """Return the spans of the lines of ``text`` that its pages print and its author did not write, sorted.

    A line is one if it parts two halves of a sentence and is a page number, a caption, a head that comes
    back, or looks like a head or foot by itself; and wherever such a head comes back. "Page 3 of 11" always is.

    >>> text = "Ramipril lowered the blood pressure of\\n\\nPage 3 of 11\\n\\nadults with hypertension."
    >>> [text[a:b] for a, b in furniture_spans(text)]
    ['Page 3 of 11']
    """
    pages = _pages(text)
    return tuple(Span(pages.lines[index].start, pages.lines[index].end) for index in sorted(pages.found))


def furniture_of(document: Document) -> tuple[Span, ...]:
    """Return the spans that the pages of ``document`` print: those that its format tells, else those its words tell."""
    return furniture_spans(document.text) if document.furniture is None else document.furniture
