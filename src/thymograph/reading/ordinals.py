"""Lines of a list whose sign is a letter or a step: "a. …", "ii. …", "Step 2: …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from thymograph.reading.lines import Line

__all__ = ["with_ordinals"]

_LETTER = re.compile(r"(?P<sign>[a-z]|[ivx]{1,4})\.[ \t]+(?=\S)")
_STEP = re.compile(
    r"(?:\*\*|__)?step[ \t]+(?P<sign>\d{1,2})[ \t]*(?:[:.)–—-])[ \t]*(?:\*\*|__)?[ \t]*(?=[^\s*])", re.IGNORECASE
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def _follows(before: str, after: str) -> bool:
    """Tell whether one letter or Roman number comes right after another."""
    if before in _ROMAN and after in _ROMAN and _ROMAN.index(after) == _ROMAN.index(before) + 1:
        return True
    return len(before) == len(after) == 1 and ord(after) == ord(before) + 1


def with_ordinals(lines: Sequence[Line]) -> list[Line]:
    """Return ``lines`` with those made items that begin with a small letter or with "Step 2:".

    A letter counts only next to its neighbour of the alphabet ("e. coli" has none); a step only if there are
    two or more and its words are no heading over a longer text.
    """
    out = list(lines)
    letters: list[tuple[int, str, int]] = []
    steps: list[tuple[int, str, int]] = []
    for index, line in enumerate(lines):
        if line.is_blank or line.is_item or line.heading_level:
            continue
        if match := _LETTER.match(line.text):
            letters.append((index, match["sign"], match.end()))
        elif match := _STEP.match(line.text):
            steps.append((index, match["sign"], match.end()))
    for place, (index, sign, end) in enumerate(letters):
        before = place > 0 and index - letters[place - 1][0] <= 12 and _follows(letters[place - 1][1], sign)
        after = (
            place + 1 < len(letters) and letters[place + 1][0] - index <= 12 and _follows(sign, letters[place + 1][1])
        )
        if before or after:
            line = lines[index]
            out[index] = replace(line, number=sign, inner=line.start + end)
    if len(steps) > 1:
        for index, sign, end in steps:
            if not _heads(lines, index, end):
                line = lines[index]
                out[index] = replace(line, number=sign, inner=line.start + end)
    return out


def _heads(lines: Sequence[Line], index: int, end: int) -> bool:
    """Tell whether a step is the heading of what stands under it: a few words without stop, then a text or a list."""
    words = lines[index].text[end:].rstrip("*_ ")
    if words.endswith(".") or len(words.split()) > 8:
        return False
    below = next((line for line in lines[index + 1 : index + 4] if not line.is_blank), None)
    return below is not None and not _STEP.match(below.text) and (below.is_item or len(below.text) > len(words))
