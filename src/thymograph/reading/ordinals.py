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
_DEGREE = re.compile(r"(?P<sign>\d{1,2})°[ \t]+(?=\S)")
_DOTTED = re.compile(r"(?P<above>\d{1,2}(?:\.\d{1,2}){0,2})\.(?P<sign>\d{1,2})\.?[ \t]+(?=[^\W\d_])")
_STOPPED = re.compile(r"[.;!]['\"”’)\]]*(?:\s?\[[^\[\]]{1,12}\])*$")
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
        if match := _DEGREE.match(line.text):
            out[index] = replace(line, number=match["sign"], inner=line.start + match.end())
        elif match := _LETTER.match(line.text):
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
    for index, sign, end in _dotted(lines):
        out[index] = replace(lines[index], number=sign, inner=lines[index].start + end)
    if len(steps) > 1:
        for index, sign, end in steps:
            if not _heads(lines, index, end):
                line = lines[index]
                out[index] = replace(line, number=sign, inner=line.start + end)
    return _nested(out)


def _dotted(lines: Sequence[Line]) -> list[tuple[int, str, int]]:
    """Return the sentences that a number in parts counts ("1.3.2 Centrifuge …"), which have a neighbour that does too."""
    found: list[tuple[int, str, int, str]] = []
    for index, line in enumerate(lines):
        match = None if line.is_blank or not line.text[0].isdigit() else _DOTTED.match(line.text)
        if match and not line.heading_level and _STOPPED.search(line.text):
            found.append((index, match["sign"], match.end(), match["above"]))
    kept = []
    for place, (index, sign, end, above) in enumerate(found):
        around = found[max(0, place - 1) : place] + found[place + 1 : place + 2]
        if any(other[3] == above and abs(int(other[1]) - int(sign)) == 1 for other in around):
            kept.append((index, sign, end))
    return kept


def _style(line: Line) -> str:
    if line.bullet is not None:
        return "bullet"
    return "digit" if line.number is not None and line.number.isdigit() else "letter"


def _nested(lines: list[Line]) -> list[Line]:
    """Return ``lines`` with items pushed in that stand under a numbered one in another style, though no deeper.

    "1. Give one of:", "- this", "- that", "2. Wait": paste often takes the white space of nested lists away.
    """
    items = [index for index, line in enumerate(lines) if line.is_item]
    above: int | None = None  # the numbered item that those of another style stand under
    run: list[int] = []
    for index in items:
        line = lines[index]
        if above is not None and line.indent != lines[above].indent:
            continue
        if _style(line) == "digit":
            before = lines[above].number if above is not None else None
            if run and before is not None and line.number is not None and int(line.number) == int(before) + 1:
                _push(lines, run)
            above, run = index, []
        elif above is not None:
            if not run and not (lines[index - 1].is_item or lines[above].text.endswith(":")):
                above = None  # a list of its own
                continue
            run.append(index)
    if above is not None and run and lines[above].text.endswith(":"):
        _push(lines, run)
    return lines


def _push(lines: list[Line], indices: Sequence[int]) -> None:
    for index in indices:
        lines[index] = replace(lines[index], indent=lines[index].indent + 2)


def _heads(lines: Sequence[Line], index: int, end: int) -> bool:
    """Tell whether a step is the heading of what stands under it: a few words without stop, then a text or a list."""
    words = lines[index].text[end:].rstrip("*_ ")
    if words.endswith(".") or len(words.split()) > 8:
        return False
    below = next((line for line in lines[index + 1 : index + 4] if not line.is_blank), None)
    return below is not None and not _STEP.match(below.text) and (below.is_item or len(below.text) > len(words))
