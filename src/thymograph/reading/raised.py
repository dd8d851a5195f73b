"""Raised digits as Unicode has them, so that 10⁹ never becomes 109."""

from __future__ import annotations

__all__ = ["raised"]

_RAISED = str.maketrans("0123456789+-−–—=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁻⁼⁽⁾")
# With the signs that mark notes beside the numbers of works.
_MAY_BE_RAISED = frozenset("0123456789+-−–—=(), \u00a0*†‡§¶#")


def raised(text: str) -> str:
    """Return superscript digits with their signs as Unicode has them; other superscripts ("th", "a") as they are.

    >>> raised("−9"), raised("st"), raised("12,14–16")
    ('⁻⁹', 'st', '¹²,¹⁴⁻¹⁶')
    """
    if any(map(str.isdigit, text)) and _MAY_BE_RAISED.issuperset(text):
        return text.translate(_RAISED)
    return text
