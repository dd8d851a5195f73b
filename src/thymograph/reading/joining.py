"""Lines that are one paragraph, paragraphs that a page cut, and lists of works that no heading names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from thymograph.model import Block
from thymograph.reading.lines import Line

__all__ = ["SENTENCE_END", "joined_over_pages", "paragraphs", "with_bare_references"]

SENTENCE_END = re.compile(
    r"[.!?:;…][\"'”’)\]*_}]*(?:\s*\^?\{?\[[^\[\]\s]{1,12}\]\}?(?:\([^()\s]*\))?)*(?:(?<=[^\W\d_][.!?])\s?\d{1,3}(?:[ ,–-]{1,2}\d{1,4})*)?\s*$"
)
"""The closing mark of a sentence and what may follow it on its line: quotation marks, brackets, markers."""


def paragraphs(run: Sequence[Line]) -> list[list[Line]]:
    """Return ``run`` as paragraphs: one if it is hard-wrapped, else one a line.

    Wrapped lines are about as long as each other, or go on in small letters.
    """
    if len(run) == 1:
        return [list(run)]
    if any(_OPEN.search(line.text) for line in run[:-1]):
        return _closed(run)
    longest = max(len(line.text) for line in run)
    inner = run[:-1]
    full = sum(len(line.text) >= 0.7 * longest for line in inner) / len(inner)
    goes_on = sum(line.text[0].islower() for line in run[1:]) / len(inner)
    if longest > 140:
        return _unclosed(run, longest)
    if longest >= 30 and (full >= 0.6 or goes_on >= 0.4) and (goes_on > 0 or longest >= 60):
        return _parted(run, longest)
    return [[line] for line in run]


# A bracket of markers that each stand on a line of their own: "people [", "1,", "2]. In 2023".
_OPEN = re.compile(r"\[\s*$")
_NUMBERS = re.compile(r"\d{1,3}\s*(?:[,;–—-]|\])")


def _closed(run: Sequence[Line]) -> list[list[Line]]:
    """Return ``run`` one line a paragraph, but those that an open bracket parts in one."""
    groups = [[run[0]]]
    for before, line in pairwise(run):
        goes_on = _OPEN.search(before.text) or re.fullmatch(r"\d{1,3}\s*[,;–—-]", before.text)
        if goes_on and _NUMBERS.match(line.text):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


# A line that no one ends on purpose there.
_BROKEN_OFF = re.compile(
    r"[,(–—-]$|\b(?:an?|the|of|and|or|your|their|with|that|which|if|as|can|be|by|from|into|than|is|are|in|to|for)$",
    re.IGNORECASE,
)


def _parted(run: Sequence[Line], longest: int) -> list[list[Line]]:
    """Return a hard-wrapped run cut where a line is short for no reason: the next one, in a capital, would have fitted."""
    groups = [[run[0]]]
    for before, line in pairwise(run):
        meant = line.text[0].isupper() and len(before.text) + len(line.text.split()[0]) < 0.45 * longest
        if meant and not _BROKEN_OFF.search(before.text):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _unclosed(run: Sequence[Line], longest: int) -> list[list[Line]]:
    """Return a run of long lines, each one a paragraph unless it goes on: full, without a closing mark."""
    groups = [[run[0]]]
    for before, line in pairwise(run):
        full = len(before.text) >= 0.8 * longest and not SENTENCE_END.search(before.text)
        if full and (line.text[0].islower() or (longest <= 220 and len(before.text.split()) > 12)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


_ENTRY = re.compile(r"\[\d{1,3}\][:.]?\s+\S")
_PUBLISHED = re.compile(r"\b(?:19|20)\d\d\b|doi|https?://|et al\b|PMID|\bJ\b", re.IGNORECASE)


def with_bare_references(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return ``blocks`` with a numbered list of works at the end marked as references though no heading says so.

    Only where the document has no other reference list, and two or more last blocks each begin with a
    number in brackets and name a year, an address or authors.
    """
    if any(block.kind == "reference" for block in blocks):
        return tuple(blocks)
    index = len(blocks)
    while index and blocks[index - 1].kind in ("paragraph", "list_item"):
        words = text[blocks[index - 1].start : blocks[index - 1].end]
        if not (_ENTRY.match(words) and _PUBLISHED.search(words)):
            break
        index -= 1
    if len(blocks) - index < 2:
        return tuple(blocks)
    return (*blocks[:index], *(replace(block, kind="reference", ordered_after=None) for block in blocks[index:]))


def joined_over_pages(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return ``blocks`` with a paragraph that a page break cut in mid-sentence made one block again.

    The left part ends without a closing mark, the right one begins with a small letter.
    """
    joined: list[Block] = []
    moved: list[int] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if (
            last
            and last.kind == block.kind == "paragraph"
            and last.column is None
            and block.column is None
            and text[block.start].islower()
            and not SENTENCE_END.search(text, max(last.start, last.end - 200), last.end)
        ):
            joined[-1] = replace(last, end=block.end)
        else:
            joined.append(block)
        moved.append(len(joined) - 1)
    if len(joined) == len(blocks):
        return tuple(joined)
    return tuple(
        replace(
            block,
            frames=tuple(moved[i] for i in block.frames),
            ordered_after=None if block.ordered_after is None else moved[block.ordered_after],
            continues=None if block.continues is None else moved[block.continues],
        )
        for block in joined
    )
