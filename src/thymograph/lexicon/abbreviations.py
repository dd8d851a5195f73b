"""Abbreviations that a text defines: "minimal residual disease (MRD)"."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Definition", "definitions_in"]

_SHORT = re.compile(r"\(([A-Za-z][\w/+-]{1,9}|[A-Za-zα-ωΑ-Ω]+[α-ω][\w-]{0,5})(?:[;,]\s[^()]{0,60})?\)")
# One capital and a number: "thyroxine (T4)", whose number the long form need not hold.
_NUMBERED = re.compile(r"[A-Z]\d{1,2}")


class Definition(NamedTuple):
    """A short form in brackets and the long form before it: raw spans, half-open."""

    short: str
    short_start: int
    short_end: int
    long_start: int
    long_end: int


def _long_start(short: str, before: str) -> int | None:
    """Return where in ``before`` the long form of ``short`` starts, or None.

    References: Schwartz and Hearst, PSB 2003, https://doi.org/10.1142/9789812776303_0042
    """
    if _NUMBERED.fullmatch(short):
        word = before.rpartition(" ")[2]
        alike = word[:1].lower() == short[0].lower() or (short[0] == "T" and word.lower().endswith("thyronine"))
        return len(before) - len(word) if alike and len(word) > 5 else None
    letters = [letter.lower() for letter in short if letter.isalnum()]
    if letters[-1].isdigit() and letters[-1] not in before and len(letters) > 2:
        # "levothyroxine (LT4)": the number counts atoms, not words.
        letters.pop()
    place = len(before) - 1
    for count, letter in enumerate(reversed(letters)):
        first = count == len(letters) - 1
        while place >= 0 and (before[place].lower() != letter or (first and place > 0 and before[place - 1].isalnum())):
            place -= 1
        if place < 0:
            return None
        place -= 1
    return place + 1


def definitions_in(text: str) -> tuple[Definition, ...]:
    """Return the abbreviations that ``text`` defines in brackets, in order.

    >>> [text[d.long_start:d.long_end] for text in ["low minimal residual disease (MRD) was"]
    ...  for d in definitions_in(text)]
    ['minimal residual disease']
    """
    found: list[Definition] = []
    if "(" not in text:
        return ()
    for match in _SHORT.finditer(text):
        short = match.group(1)
        bare = short.removesuffix("s") if short[:-1].isupper() else short
        if (sum(letter.isupper() for letter in bare) < 2 and not _NUMBERED.fullmatch(bare)) or match.start() == 0:
            continue
        words = min(len(bare) + 5, len(bare) * 2)
        head = re.search(rf"(?:[^\s(),;:]+\s+){{1,{words}}}$", text[: match.start()])
        if head is None:
            continue
        before = head.group().rstrip()
        start = _long_start(bare, before)
        if start is None or len(before) - start < len(bare) + 1:
            continue
        offset = head.start() + start
        found.append(Definition(short, match.start(1), match.end(1), offset, head.start() + len(before)))
    return tuple(found)
