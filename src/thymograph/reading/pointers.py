"""Links of a marked-up text to entries of its reference list, turned into citation markers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thymograph.model import StatedLink

__all__ = ["Pointer", "stated_links"]

_DASH = "–—−‒‑‐⁻-"
_BETWEEN = re.compile(rf"[\s\])]*(?:[,;]|and|&|[{_DASH}])?[\s\[(]*")
_RANGE = re.compile(rf"(\d{{1,4}})\s?[{_DASH}]\s?(\d{{1,4}})")
_DIGITS = re.compile(r"\d{1,4}")
_YEAR = re.compile(r"\(?(?:19|20)\d\d[a-z]?\)?(?=\W*$)")
_OUTER = "[](){}<> \t.,;:^"
_PAIRS = {"[": "]", "(": ")", "{": "}"}
# No list of works is longer from one dash to the other.
_WIDEST_RANGE = 60
_LONGEST_WORDS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A link to one or more entries: where its words stand in the citable text, and the keys of the entries."""

    start: int
    end: int
    entries: tuple[str, ...]


def _number(words: str) -> str:
    words = " ".join(words.strip(_OUTER).split())
    if words.count("(") > words.count(")"):  # "Doe et al. (2001)", its last bracket gone
        words = words.replace("(", "")
    return str(int(words)) if _DIGITS.fullmatch(words) else words


def _span(text: str, pointer: Pointer, *, bracketed: bool) -> tuple[int, int] | None:
    """Return what of a link is its marker; None if its words are needed where they stand.

    Of "Smith et al. (2019) showed" only the year is; of "the trial by Smith" nothing.
    """
    words = text[pointer.start : pointer.end]
    letters = sum(character.isalpha() for character in words)
    if bracketed or letters <= 2 or (words[:1] in "[(" and words[-1:] in ")]"):
        return pointer.start, pointer.end
    if year := _YEAR.search(words):
        return pointer.start + year.start(), pointer.end
    return None


def _groups(text: str, pointers: Sequence[Pointer]) -> list[list[Pointer]]:
    groups: list[list[Pointer]] = []
    for pointer in pointers:
        last = groups[-1][-1] if groups else None
        if last is not None and pointer.start < last.end:
            continue
        gap = text[last.end : pointer.start] if last is not None else ""
        if last is not None and len(gap) <= 12 and "\n" not in gap and _BETWEEN.fullmatch(gap):
            groups[-1].append(pointer)
        else:
            groups.append([pointer])
    return groups


def _widened(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """Return the span with the brackets right around it, and whether there are any."""
    before, after = start, end
    while before and text[before - 1] == " ":
        before -= 1
    while after < len(text) and text[after] == " ":
        after += 1
    if before and after < len(text) and _PAIRS.get(text[before - 1]) == text[after]:
        return before - 1, after + 1, True
    return start, end, False


def stated_links(text: str, pointers: Sequence[Pointer], numbers: Mapping[str, str]) -> tuple[StatedLink, ...]:
    """Return the markers that ``pointers`` print, by start.

    Links with nothing but commas and dashes between them are one group, which takes the brackets around it and is cut
    without gaps. Two numbers with a dash between them stand for all between, and share one span.

    Args:
        text: The citable text.
        pointers: By start.
        numbers: The key of the entry that each printed number means, for the inner numbers of ranges.
    """
    links: list[StatedLink] = []
    for group in _groups(text, pointers):
        start, end, bracketed = _widened(text, group[0].start, group[-1].end)
        spans = [_span(text, pointer, bracketed=bracketed) for pointer in group]
        kept = [(pointer, span) for pointer, span in zip(group, spans, strict=True) if span is not None]
        if not kept:
            continue
        edges = [kept[0][1][0], *(span[0] for _, span in kept[1:]), kept[-1][1][1]]
        if bracketed:
            edges[0], edges[-1] = start, end
        index = 0
        while index < len(kept):
            pointer, _ = kept[index]
            after = kept[index + 1][0] if index + 1 < len(kept) else None
            gap = text[pointer.end : after.start].strip(" []()") if after else ""
            first = _number(text[pointer.start : pointer.end])
            last = _number(text[after.start : after.end]) if after else ""
            terms: list[tuple[str, str]]
            taken = 1
            if after and gap and gap in _DASH and _is_range(first, last):
                terms = [(first, pointer.entries[0]), *_inner(first, last, numbers), (last, after.entries[0])]
                taken = 2
            else:
                terms = _terms(first, pointer, numbers)
            links += [
                StatedLink(start=edges[index], end=edges[index + taken], number=number, entry=entry)
                for number, entry in terms
            ]
            index += taken
    return tuple(links)


def _is_range(first: str, last: str) -> bool:
    return first.isdecimal() and last.isdecimal() and 0 < int(last) - int(first) <= _WIDEST_RANGE


def _inner(first: str, last: str, numbers: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(str(n), numbers[str(n)]) for n in range(int(first) + 1, int(last)) if str(n) in numbers]


def _terms(words: str, pointer: Pointer, numbers: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return (number, entry) for each entry that one link means."""
    if (match := _RANGE.fullmatch(words)) and _is_range(match[1], match[2]):
        named = {str(n): numbers.get(str(n)) for n in range(int(match[1]), int(match[2]) + 1)}
        named[str(int(match[1]))] = named[str(int(match[1]))] or pointer.entries[0]
        return [(number, entry) for number, entry in named.items() if entry is not None]
    if len(pointer.entries) == 1:
        return [(words[:_LONGEST_WORDS], pointer.entries[0])]
    by_entry = {entry: number for number, entry in numbers.items()}
    printed = _DIGITS.findall(words)
    fitting = printed if len(printed) == len(pointer.entries) else None
    return [
        (fitting[i] if fitting else by_entry.get(entry, words[:_LONGEST_WORDS]), entry)
        for i, entry in enumerate(pointer.entries)
    ]
