"""The keys under which the lexicon graph files the names of concepts, so that a name is looked up and not searched for."""

from __future__ import annotations

from collections.abc import Iterable

from thymograph.graph.writing import Pen
from thymograph.lexicon.folding import fold_key
from thymograph.vocabulary import TG

__all__ = ["GENERIC", "core_key", "initials_of", "write_name_keys"]

GENERIC = frozenset({"pathway", "signaling", "signalling", "axis", "complex", "family", "system"})
"""Words that a name may have or lack and mean the same thing to who asks."""
_SMALL = frozenset({"of", "for", "the", "and", "on", "in"})


def core_key(folded: str) -> str:
    """Return the words of a folded name in a fixed order, without those that say nothing.

    >>> core_key("nf kappa b signaling pathway")
    'b kappa nf'
    """
    return " ".join(sorted(set(folded.split()) - GENERIC))


def initials_of(folded: str) -> str:
    """Return the initials of a folded name, small words left out ("world health organization" → who)."""
    return "".join(word[0] for word in folded.split() if word not in _SMALL)


def write_name_keys(pen: Pen, node: str, names: Iterable[str], *, unplaced: bool, is_organisation: bool) -> None:
    """Write the keys of a concept's names: each name folded, its core, and where it has any its words and initials.

    ``unplaced`` is a concept that no outside vocabulary places: it is found by some of its words too.
    """
    for folded in {fold_key(name) or name for name in names}:
        for key in {folded, core_key(folded)} - {""}:
            pen.value(node, TG.foldedName, key)
        if unplaced:
            for word in set(folded.split()):
                pen.value(node, TG.foldedWord, word)
        if is_organisation:
            pen.value(node, TG.initials, initials_of(folded))
