"""The pictures by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from thymograph.assembly.conflict_nodes import Case
from thymograph.assembly.conflicts import Conflict
from thymograph.errors import PictureError
from thymograph.model import ClaimGraph
from thymograph.views.pictures.conflict_map import conflict_map
from thymograph.views.pictures.flow import flow
from thymograph.views.pictures.forest import forest
from thymograph.views.pictures.matrix import matrix
from thymograph.views.pictures.picture import Picture
from thymograph.views.pictures.rates import rates
from thymograph.views.pictures.scene import Scene

__all__ = ["PICTURES", "all_pictures", "picture_of"]

PICTURES: Mapping[str, Callable[[Scene], Picture]] = {
    "matrix": matrix,
    "conflicts": conflict_map,
    "flow": flow,
    "forest": forest,
    "rates": rates,
}
"""Which document answers what, what does not go together, what it rests on, effects, percentages by arm."""


def picture_of(graph: ClaimGraph, name: str) -> Picture:
    """Return a picture of ``graph``.

    Args:
        graph: What is drawn; :func:`thymograph.assembly.selection.selected` narrows it.
        name: ``matrix``, ``conflicts``, ``flow``, ``forest`` or ``rates``.

    Raises:
        PictureError: there is no picture of that name.
    """
    if name not in PICTURES:
        raise PictureError(f"no picture {name!r}; there are {', '.join(PICTURES)}")
    return PICTURES[name](Scene.of(graph))


def all_pictures(
    graph: ClaimGraph, case: Case | None = None, conflicts: tuple[Conflict, ...] | None = None
) -> tuple[Picture, ...]:
    """Return every picture of ``graph``; ``case`` is the graph made ready and ``conflicts`` its conflicts, where known."""
    scene = Scene(graph, case or Case.of(graph), conflicts)
    return tuple(make(scene) for make in PICTURES.values())
