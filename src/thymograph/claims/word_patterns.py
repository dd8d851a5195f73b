"""Alternations of words compiled so that they are searched fast.

The engine tries an alternation only where a word starts if every branch starts with a word boundary; one branch
that does not makes it try all of them at every character. So branches are sorted by how they start: at the
start of the text, at the start of a word, anywhere. Patterns are in lower case and run on folded text, since
ignoring case costs a factor of four. Nor is the engine asked at all where no word of the text begins as a
branch does: what begins words is looked up once a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from thymograph.claims.openings import LONGEST, openings_of

__all__ = ["WordPattern", "WordTable", "asked_openings", "may_occur", "word_openings", "word_pattern"]

_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_ZEROS = str.maketrans("123456789", "0" * 9)


@lru_cache(maxsize=64)  # every table of patterns asks of the same sentence in turn
def word_openings(text: str) -> dict[str, list[int]]:
    """Return where the words of ``text`` start, by their first three characters and by their first, digits as 0.

    >>> word_openings("often 50%")
    {'oft': [0], 'o': [0], '00': [6], '0': [6]}
    """
    starts: dict[str, list[int]] = {}
    for match in _WORD.finditer(text.translate(_ZEROS) if text.isascii() else _DIGIT.sub("0", text)):
        word = match[0]
        start = match.start()
        starts.setdefault(word[:LONGEST], []).append(start)
        if len(word) > 1:
            starts.setdefault(word[0], []).append(start)
    return starts


@cache
def asked_openings(pattern: str, *, ignore_case: bool = False) -> frozenset[str] | None:
    """Return what of :func:`word_openings` a match of ``pattern``, which starts a word, can begin with; None for anything."""
    asked = set()
    for opening in openings_of(pattern, ignore_case=ignore_case) or ("",):
        word = _WORD.match(opening)
        if word is None:
            return None  # a boundary before a sign stands behind a word, where no word starts
        # Of less than three letters either all are known, since a sign comes next, or only the first is used.
        asked.add(word[0] if len(opening) == LONGEST or word.end() < len(opening) else word[0][0])
    return frozenset(asked)


class WordPattern:
    """A pattern in up to three parts; true where one of them is found."""

    __slots__ = ("_at_start", "_free", "_openings", "_parts", "_words", "openings")

    openings: tuple[frozenset[str], frozenset[str]] | None
    """How a word, and how the first word, begins in every text where the pattern occurs; None where any may do."""

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
        self._parts: tuple[str, ...] | None = tuple("|".join(part) for part in (starts, words, free))
        self._at_start: re.Pattern[str] | None = None
        self._words: re.Pattern[str] | None = None
        self._free: re.Pattern[str] | None = None
        self._openings = asked_openings("|".join(words)) if words else None
        first = asked_openings("|".join(starts)) if starts else frozenset[str]()
        untold = free or (words and self._openings is None) or first is None
        self.openings = None if untold or first is None else (self._openings or frozenset(), first)

    def _compile(self, parts: tuple[str, ...]) -> None:
        # Only when it is asked for: most patterns cannot occur in most texts.
        self._at_start, self._words, self._free = (re.compile(part) if part else None for part in parts)
        self._parts = None

    def found_in(self, folded: str) -> bool:
        """Return whether the pattern occurs in text that :func:`thymograph.claims.clauses.folded` gave."""
        if self._parts is not None:
            self._compile(self._parts)
        if self._at_start is not None and self._at_start.match(folded):
            return True
        if self._words is not None:
            if self._openings is None:
                if self._words.search(folded):
                    return True
            else:
                starts = word_openings(folded)
                for opening in self._openings.intersection(starts):
                    for start in starts[opening]:
                        if self._words.match(folded, start):
                            return True
        return self._free is not None and self._free.search(folded) is not None


class WordTable:
    """Patterns by name, of which the words of a text tell at once those that may occur in it."""

    def __init__(self, patterns: Iterable[tuple[str, WordPattern]]) -> None:
        always: set[str] = set()
        self._by_word: dict[str, set[str]] = {}
        self._by_first: dict[str, set[str]] = {}
        for name, pattern in patterns:
            if pattern.openings is None:
                always.add(name)
                continue
            for table, openings in zip((self._by_word, self._by_first), pattern.openings, strict=True):
                for opening in openings:
                    table.setdefault(opening, set()).add(name)
        self._always = frozenset(always)

    def possible(self, folded: str) -> set[str]:
        """Return the names of the patterns that may occur in ``folded``; no other does."""
        found = set(self._always)
        for opening, starts in word_openings(folded).items():
            if opening in self._by_word:
                found |= self._by_word[opening]
            if opening in self._by_first and starts[0] == 0:
                found |= self._by_first[opening]
        return found


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


def may_occur(pattern: str, folded: str) -> bool:
    """Return whether a word of ``folded`` begins as a match of ``pattern``, whatever its case, must.

    Only of patterns whose matches start where a word starts.

    >>> may_occur("(?:twice|once) daily", "it is given"), may_occur("(?:twice|Once) daily", "once a week")
    (False, True)
    """
    asked = asked_openings(pattern, ignore_case=True)
    return asked is None or not asked.isdisjoint(word_openings(folded))


@cache
def word_pattern(pattern: str) -> WordPattern:
    """Return the compiled form of ``pattern``.

    >>> word_pattern(r"^if|\\bmay\\b|95 ?%").found_in("it may help")
    True
    """
    return WordPattern(pattern)
