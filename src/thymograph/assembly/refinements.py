"""Refinements: which proposition says more narrowly what another says, and of what a combination is made."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import fields
from itertools import combinations

from thymograph.assembly.concepts import NameIndex
from thymograph.model import Proposition, Qualifiers

__all__ = ["parts_of_combination", "refinements"]

_FIELDS = tuple(field.name for field in fields(Qualifiers))
# "and" and "with" join in too many other ways ("vitamin D and calcium metabolism").
_COMBINED = re.compile(r"\s+(?:plus|\+|(?:in combination|combined|together) with)\s+", re.IGNORECASE)
_Narrowing = frozenset[tuple[str, str]]


def refinements(propositions: Iterable[Proposition], names: NameIndex) -> Iterator[tuple[str, str]]:
    """Yield (id of the narrower, id of the wider) of propositions with the same subject, predicate and object.

    The narrower has every qualifier of the wider, and more. Only the nearest are given: what refines A under B and
    under B and C refines the second alone. Narrower is no consequence: what holds in some patients need not in all.
    """
    known: dict[tuple[str, str, str], dict[_Narrowing, str]] = {}
    ordered = sorted(propositions, key=lambda one: one.id)
    places = []
    for one in ordered:
        said = (names.key(one.subject, one.subject_id), one.predicate, names.key(one.object, one.object_id))
        narrowing = frozenset(
            (field, names.key(value)) for field in _FIELDS if (value := getattr(one.qualifiers, field)) is not None
        )
        known.setdefault(said, {}).setdefault(narrowing, one.id)
        places.append((one.id, said, narrowing))
    for id, said, narrowing in places:
        others = known[said]
        if len(others) == 1:
            continue
        nearest: list[_Narrowing] = []
        # Eight qualifiers at most: their subsets are few, and fewer than the propositions on a much studied drug.
        for size in range(len(narrowing) - 1, -1, -1):
            for kept in map(frozenset, combinations(sorted(narrowing), size)):
                if kept in others and not any(kept < one for one in nearest):
                    nearest.append(kept)
        for wider in nearest:
            yield id, others[wider]


def parts_of_combination(name: str, names: NameIndex, known: Container[str]) -> tuple[str, ...]:
    """Return the keys of the concepts that "A plus B" joins; () if it joins none, or one that is not ``known``.

    A combination is an intervention of its own: what is said of it is not said of its parts.

    >>> parts_of_combination("ampicillin plus sulbactam", NameIndex(), {"l:ampicillin", "l:sulbactam"})
    ('l:ampicillin', 'l:sulbactam')
    >>> parts_of_combination("ampicillin and sulbactam", NameIndex(), {"l:ampicillin", "l:sulbactam"})
    ()
    """
    parts = [part.strip() for part in _COMBINED.split(name)]
    if len(parts) < 2 or not all(parts):
        return ()
    keys = tuple(dict.fromkeys(names.key(part) for part in parts))
    return keys if len(keys) > 1 and all(key in known for key in keys) else ()
