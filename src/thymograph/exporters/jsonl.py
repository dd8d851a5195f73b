"""Claims as JSON Lines: the claim record, version 1."""

from __future__ import annotations

from collections.abc import Iterator

from thymograph.model import ClaimGraph
from thymograph.records import claim_lines

__all__ = ["export"]


def export(graph: ClaimGraph) -> Iterator[str]:
    """Yield one line a claim, in reading order."""
    yield from claim_lines(graph.claims)
