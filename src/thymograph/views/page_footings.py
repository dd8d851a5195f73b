"""What each answer to a question stands on, counted once in Python: the page only shows it."""

from __future__ import annotations

from thymograph.assembly.concepts import NameIndex
from thymograph.assembly.roots import Agreement, agreements
from thymograph.model import ClaimGraph
from thymograph.records import Json

__all__ = ["FIGURES", "footing_rows"]

FIGURES = ("claims", "documents", "voices", "roots", "roots_at_least", "weak", "inferred", "dangling", "sellers")
"""The numbers of a row, in this order; zeros at its end are left out."""


def _figures(one: Agreement) -> list[Json]:
    footing = one.footing
    found: list[Json] = [
        len(footing.claims),
        len(footing.documents),
        footing.voices,
        len(footing.roots),
        footing.roots_at_least,
        len(footing.weak_roots),
        len(footing.inferred),
        footing.dangling,
        len(footing.sellers),
    ]
    while found and found[-1] == 0:
        found.pop()
    return found


def footing_rows(graph: ClaimGraph, names: NameIndex) -> dict[str, Json]:
    """Return {id of a question without qualifiers: {answer: figures}}, sorted; figures as :data:`FIGURES` names them."""
    found: dict[str, Json] = {}
    for one in agreements(graph, names=names):
        sides = found.setdefault(one.id, {})
        assert isinstance(sides, dict)
        sides[one.answer] = _figures(one)
    return found
