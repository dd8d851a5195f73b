"""Conflicts: where claims of one or several documents do not go together, of which type, and what differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from thymograph.assembly.conflict_nodes import CONFLICT_TYPES, Case, Conflict, ConflictType, Member
from thymograph.assembly.opposed_advice import advice_conflicts, unadopted_benefits
from thymograph.assembly.opposed_answers import certainty_conflicts, polarity_conflicts, unknown_aspects
from thymograph.assembly.opposed_figures import equal_figures, numeric_conflicts
from thymograph.assembly.opposed_safety import safety_conflicts
from thymograph.assembly.propositions import Attitude
from thymograph.assembly.roots import Footing, Rooting
from thymograph.model import Claim, ClaimGraph

__all__ = ["CONFLICT_TYPES", "RULES", "Conflict", "ConflictType", "Member", "conflicts_of", "sides_of"]

RULES: tuple[Callable[[Case], Iterator[Conflict]], ...] = (
    advice_conflicts,
    unadopted_benefits,
    safety_conflicts,
    numeric_conflicts,
    equal_figures,
    certainty_conflicts,
    unknown_aspects,
    polarity_conflicts,
)
"""In the order in which they are asked; each finds its own, none silences another."""


def conflicts_of(graph: ClaimGraph, case: Case | None = None) -> tuple[Conflict, ...]:
    """Return the conflicts among the claims of ``graph``, by type (in the order of ``CONFLICT_TYPES``) and id.

    Whatever the order in which documents came, the conflicts are the same; a copy of a document makes none. Repeats
    inside a document (front matter, summaries) are not members. What is hedged counts as said. ``case`` is the graph
    made ready, for who has it already.
    """
    case = case or Case.of(graph)
    found = {one.id: one for rule in RULES for one in rule(case)}
    return tuple(sorted(found.values(), key=lambda one: (CONFLICT_TYPES.index(one.type), one.id)))


def sides_of(conflict: Conflict, claims: Mapping[str, Claim], rooting: Rooting) -> dict[Attitude, Footing]:
    """Return what each side of a conflict rests on, by attitude: three documents on one root against one on its own.

    ``claims`` by id; where both sides assert (two figures, up against down) they are one side here.
    """
    members: defaultdict[Attitude, list[Claim]] = defaultdict(list)
    for one in conflict.members:
        members[one.attitude].append(claims[one.claim])
    return {attitude: rooting.footing(members[attitude]) for attitude in sorted(members)}
