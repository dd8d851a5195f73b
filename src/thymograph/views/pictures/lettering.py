"""How wide words are and where they break, without a font: the widths of Helvetica, a little to spare."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["plain", "text_width", "wrapped"]

# Thousandths of the size, by character from the space to the tilde; Arial and Liberation Sans have the same.
_WIDTHS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
    556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
# Other sans-serif fonts that a reader may have run wider.
_SPARE = 1.05
_BOLD = 1.07
# What XML 1.0 cannot hold; such characters come in with documents.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def plain(words: str) -> str:
    """Return words on one line, without characters that an SVG cannot hold.

    >>> plain("two\\nlines\\x0b and\\ttabs")
    'two lines and tabs'
    """
    return " ".join(_UNPRINTABLE.sub(" ", words).split())


@lru_cache(maxsize=4096)
def _character(sign: str) -> int:
    place = ord(sign) - 32
    if 0 <= place < len(_WIDTHS):
        return _WIDTHS[place]
    return 1000 if unicodedata.east_asian_width(sign) in "WF" else 0 if unicodedata.combining(sign) else 610


def text_width(words: str, size: float, *, bold: bool = False) -> float:
    """Return how many pixels ``words`` take at ``size`` pixels, rather too many than too few."""
    return sum(map(_character, words)) * size / 1000 * _SPARE * (_BOLD if bold else 1)


def _cut(words: str, width: float, size: float, bold: bool, ending: str = "…") -> str:
    while words and text_width(words.rstrip() + ending, size, bold=bold) > width:
        words = words[:-1]
    return words.rstrip() + ending


def wrapped(words: str, width: float, size: float, *, bold: bool = False, most: int | None = None) -> list[str]:
    """Return ``words`` as lines that fit into ``width``; what ``most`` lines do not hold ends in an ellipsis.

    >>> wrapped("low-dose colchicine against placebo", 130, 13, most=2)
    ['low-dose colchicine', 'against placebo']
    >>> wrapped("low-dose colchicine against placebo", 130, 13, most=1)
    ['low-dose colchicine…']
    """
    lines: list[str] = []
    line = ""
    for word in plain(words).split():
        while text_width(word, size, bold=bold) > width and len(word) > 1:
            # A word wider than the line is broken where the line ends.
            head = word
            while len(head) > 1 and text_width(f"{line} {head}".strip(), size, bold=bold) > width:
                head = head[:-1]
            if line and len(head) < 4:
                lines.append(line)
                line = ""
                continue
            lines.append(f"{line} {head}".strip())
            line, word = "", word[len(head) :]
        if text_width(f"{line} {word}".strip(), size, bold=bold) <= width:
            line = f"{line} {word}".strip()
        else:
            lines.append(line)
            line = word
    if line:
        lines.append(line)
    if most is not None and len(lines) > most:
        last = lines[most - 1]
        lines = [*lines[: most - 1], _cut(last, width, size, bold)]
    return lines
