"""Alternations of words compiled so that they are searched fast.

The engine tries an alternation only where a word starts if every branch starts with a word boundary; one branch
that does not makes it try all of them at every character. So branches are sorted by how they start: at the
start of the text, at the start of a word, anywhere. Patterns are in lower case and run on folded text, since
ignoring case costs a factor of four.
"""

from __future__ import annotations

import re
from functools import cache

__all__ = ["WordPattern", "word_pattern"]


class WordPattern:
    """A pattern in up to three parts; true where one of them is found."""

    __slots__ = ("_parts",)

    def __init__(self, pattern: str) -> None:
        starts: list[str] = []
        words: list[str] = []
        free: list[str] = []
        for branch in _branches(pattern):
            if branch.startswith("^"):
                starts.append(branch)
            elif branch.startswith(r"\b"):
                words.append(branch)
            elif branch[:1].isalpha():
                words.append(r"\b" + branch)
            else:
                free.append(branch)
        self._parts = tuple(re.compile("|".join(part)) for part in (starts, words, free) if part)

    def found_in(self, folded: str) -> bool:
        """Return whether the pattern occurs in text that :func:`thymograph.claims.clauses.folded` gave."""
        return any(part.search(folded) for part in self._parts)


def _branches(pattern: str) -> list[str]:
    """Return the alternatives of ``pattern`` at its outermost level."""
    found: list[str] = []
    depth, in_set, start, index = 0, False, 0, 0
    while index < len(pattern):
        character = pattern[index]
        if character == "\\":
            index += 1
        elif in_set:
            in_set = character != "]"
        elif character == "[":
            in_set = True
        elif character in "()":
            depth += 1 if character == "(" else -1
        elif character == "|" and depth == 0:
            found.append(pattern[start:index])
            start = index + 1
        index += 1
    found.append(pattern[start:])
    return found


@cache
def word_pattern(pattern: str) -> WordPattern:
    """Return the compiled form of ``pattern``.

    >>> word_pattern(r"^if|\\bmay\\b|95 ?%").found_in("it may help")
    True
    """
    return WordPattern(pattern)
