"""A claims-and-citations knowledge graph of biomedical documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thymograph.opened import Graph

__all__ = ["__version__", "open"]

__version__ = "0.1.0"


def open(place: str | Path | None = None) -> Graph:
    """Return a graph for asking: a folder that a build wrote, an RDF file or an endpoint; None is the packaged one.

    Raises:
        GraphError: if nothing of the kind is at ``place``.
    """
    # Imported here: rdflib and the store take longer to load than most commands take to run.
    from thymograph.opened import opened

    return opened(place)
