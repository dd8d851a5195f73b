"""Hyphens at the ends of lines: whether one cuts a word, belongs to a compound, or stands for the rest of another word."""

from __future__ import annotations

import re
from typing import Literal

__all__ = ["HYPHEN_AT_LINE_END", "hyphen_at"]

HYPHEN_AT_LINE_END = re.compile(r"(?<=[^\W_])[-\u2010][ \t]*\r?\n")
_WORD = re.compile(r"[^\W_]+")
# "pre- and postoperative"
_LISTS = frozenset({"and", "or", "to", "nor", "versus", "vs", "und"})
# What compounds begin with, and what they end with, where the document does not show how it writes them.
_FIRST = frozenset(
    """
    self half well low high long short follow double single open dose cross end by year placebo evidence day week month hour
    first second third one two three four five six fast slow early late large small side time age sex risk case head state life
    intention intent point patient health cost quality guideline physician investigator proton beta alpha gamma delta
    """.split()
)
_LAST = frozenset(
    """
    controlled blind blinded term dose dosed risk based related induced treated untreated line up life old free like specific
    dependent independent associated mediated derived positive negative naive resistant sensitive reported way arm tolerated
    known established designed label labelled labeled level grade degree scale acting lasting lowering reducing increasing
    response adjusted matched fold driven containing binding releasing stimulating mediating regulated restricted limited
    threatening effective efficacy experienced refractory eligible led wide site phase cell cells
    """.split()
)


def hyphen_at(text: str, start: int, position: int, following: int) -> Literal["cuts", "joins"] | None:
    """Return what the hyphen at ``position``, the last character of a line, does.

    Where the document writes the word elsewhere, with the hyphen or without, it is that. Else figures, capitals, Greek
    letters and what usually begins or ends a compound keep their hyphen, and all others were cut at the end of the line.

    Args:
        text: The whole document.
        start: Where the last word of the line begins, or anything on the line before it.
        position: Of the hyphen.
        following: Where the words of the next line begin.

    Returns:
        "cuts" where the word is whole without it, "joins" where it stays, None where the words are two.

    >>> text = "an anti-\\ninflammatory drug for pa-\\ntients: anti-inflammatory"
    >>> hyphen_at(text, 0, 7, 9), hyphen_at(text, 9, 33, 35)
    ('joins', 'cuts')
    """
    after = _WORD.match(text, following)
    if after is None:
        return None
    whole = text[start:position].rsplit(None, 1)[-1]
    left = re.split(r"[-\u2010\u2011/]", whole)[-1].lstrip("([{\"'“‘")
    right = after[0]
    if right in _LISTS:
        return None
    if not right[0].islower() or not right[0].isascii():
        return "joins"
    if not left.isalpha() or len(left) == 1 or not left.isascii():
        return "joins"
    if not left.islower() and not (left[0].isupper() and left[1:].islower() and len(left) > 1):
        return "joins"  # TGF, mRNA, IgE
    compound, one = f"{left}-{right}", left + right
    found = text.find(compound), text.find(one)
    if found == (-1, -1) and left[0].isupper():
        found = text.find(compound.lower()), text.find(one.lower())
    if (found[0] < 0) != (found[1] < 0):
        return "joins" if found[0] >= 0 else "cuts"
    if left.lower() in _FIRST or right in _LAST or "@" in whole or "://" in whole:
        return "joins"
    if left[-1] == right[0] and right[0] in "aeiou":
        return "joins"  # meta-analysis
    return "cuts"
