"""Lists whose bullets were lost: lines without a stop under a line that ends with a colon."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from thymograph.reading import headings
from thymograph.reading.lines import Line

__all__ = ["unsigned_items"]

_CLOSED = re.compile(r"[.!?]['\"”’)\]]*$")
_FEWEST = 2
_MOST = 25
_MOST_WORDS = 30


def unsigned_items(lines: Sequence[Line], index: int, labelled: Container[int]) -> range:
    """Return the indices of the lines that the lead at ``index`` announces though no bullet says so; empty if none.

    All stand under each other, or all with a blank line between them; each begins with a capital and, but for the
    last, ends without a stop. Two are the least.
    """
    parted = index + 1 < len(lines) and lines[index + 1].is_blank
    found: list[int] = []
    position = index + 1 + parted
    while position < len(lines) and len(found) < _MOST:
        line = lines[position]
        if not _may_be(line) or position in labelled or headings.opens_section(line.text):
            break
        if headings.heading_depth(line.text) > 1:
            break
        following = lines[position + 1] if position + 1 < len(lines) else None
        alone = following is None or following.is_blank
        if _CLOSED.search(line.text):
            # Only the last of a closed list has a stop, and what stands parted is prose by it.
            if found and not parted and alone:
                found.append(position)
            break
        if parted and not alone:
            break
        found.append(position)
        if not parted and alone:
            break
        position += 1 + parted
    if parted and found and position < len(lines) and not _ends_list(lines[position]):
        found.pop()  # a short line over prose is its heading
    return range(found[0], found[-1] + 1) if len(found) >= _FEWEST else range(0)


def _may_be(line: Line) -> bool:
    return not (
        line.is_blank
        or line.is_item
        or line.heading_level
        or line.is_rule
        or "\t" in line.text
        or "|" in line.text
        or line.text[0] in "*[#>"
        or not (line.text[0].isupper() or line.text[0].isdigit())
        or line.text.endswith(":")
        or len(line.text.split()) > _MOST_WORDS
    )


def _ends_list(line: Line) -> bool:
    return bool(line.heading_level) or line.is_rule or line.text[:2] == "**"
