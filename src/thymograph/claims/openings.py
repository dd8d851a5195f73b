"""With which characters the matches of a regular expression can begin: a cheap test before it is searched."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from typing import Any

__all__ = ["LONGEST", "openings_of"]

LONGEST = 3
"""The characters that an opening has at most. Any decimal digit stands as 0."""
_MOST = 600
"""Openings beyond which a pattern counts as beginning with anything."""


def openings_of(pattern: str, *, ignore_case: bool = False) -> frozenset[str] | None:
    """Return strings of 1 to 3 characters with one of which every match of ``pattern`` begins; None where it may begin with anything.

    What stands before the match (a lookbehind, a boundary) is left out of account, so that it holds of what the
    match itself begins with. Patterns of flags are not judged. With ``ignore_case`` the openings are in lower case.

    >>> sorted(openings_of(r"\\b(?:[Ii]ts?|as long)\\b"))
    ['It', 'Its', 'as ', 'it', 'its']
    >>> openings_of(r"\\w+ing") is None
    True
    """
    try:
        parsed = importlib.import_module("re._parser").parse(pattern)
        found = _expanded(list(parsed))
    except (ImportError, AttributeError, TypeError, ValueError):
        # The parser is the library's own affair: where it is another one, every pattern is searched.
        return None
    if parsed.state.flags & ~re.UNICODE or len(found) > _MOST or any(not text for text, _ in found):
        return None
    return frozenset(text.lower() if ignore_case else text for text, _ in found)


def _expanded(items: Iterable[tuple[Any, Any]]) -> set[tuple[str, bool]]:
    """Return what a sequence can begin with, each with whether what follows it can be told."""
    found = {("", True)}
    for operation, argument in items:
        if all(not goes_on or len(text) >= LONGEST for text, goes_on in found) or len(found) > _MOST:
            break
        nexts = _nexts(str(operation), argument)
        found = {
            ((text + more)[:LONGEST], further)
            for text, goes_on in found
            for more, further in (nexts if goes_on and len(text) < LONGEST else (("", False),))
        }
    return found


def _nexts(operation: str, argument: Any) -> set[tuple[str, bool]]:
    """Return what one element of a pattern can be; ("", False) where that cannot be told."""
    if operation == "LITERAL":
        return {(_sign(argument), True)}
    if operation in ("AT", "ASSERT", "ASSERT_NOT"):
        return {("", True)}
    if operation == "IN":
        return {one for kind, value in argument for one in _members(str(kind), value)}
    if operation == "BRANCH":
        return set().union(*(_expanded(list(branch)) for branch in argument[1]))
    if operation == "SUBPATTERN" and not argument[1] and not argument[2]:
        return _expanded(list(argument[3]))
    if operation in ("MAX_REPEAT", "MIN_REPEAT"):
        least, most, inner = argument
        once = {(text, goes_on and most == 1) for text, goes_on in _expanded(list(inner))}
        return once if least else {("", True), *once}
    return {("", False)}


def _members(kind: str, value: Any) -> set[tuple[str, bool]]:
    """Return what one member of a set of characters can be."""
    if kind == "LITERAL":
        return {(_sign(value), True)}
    if kind == "RANGE" and value[1] - value[0] < 32:
        return {(_sign(code), True) for code in range(value[0], value[1] + 1)}
    if kind == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
        return {("0", True)}
    return {("", False)}


def _sign(code: int) -> str:
    character = chr(code)
    return "0" if character.isdecimal() else character
