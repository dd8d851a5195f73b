"""Where things stand in the picture of the whole graph: documents, the concepts and works that join them.

The picture of one claim, concept or work is laid out in the browser from the same columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["OverviewNode", "columns_of", "overview"]

MAX_CONCEPTS = 16
MAX_WORKS = 12
_COLUMN_WIDTH = 380
_ROW_HEIGHT = 54


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewNode:
    """A node of the overview and the documents that it touches, with the number of claims for each."""

    id: str
    type: str
    text: str
    claims: Mapping[str, int]
    """By id of the document node."""


def columns_of(nodes: Sequence[OverviewNode], documents: Sequence[str]) -> list[OverviewNode]:
    """Return ``nodes`` from top to bottom: by the mean place of their documents, then by weight and id.

    One barycentre pass: what two neighbouring documents share stands between them.
    """
    place = {document: index for index, document in enumerate(documents)}

    def mean_place(node: OverviewNode) -> float:
        total = sum(node.claims.values())
        return sum(place[document] * count for document, count in node.claims.items()) / total

    return sorted(nodes, key=lambda node: (mean_place(node), -sum(node.claims.values()), node.id))


def _widest_shared(nodes: Sequence[OverviewNode], limit: int) -> list[OverviewNode]:
    """Return the nodes that join most documents, then most claims."""
    ranked = sorted(nodes, key=lambda node: (-len(node.claims), -sum(node.claims.values()), node.id))
    return ranked[:limit]


def overview(
    documents: Sequence[tuple[str, str]],
    concepts: Sequence[OverviewNode],
    works: Sequence[OverviewNode],
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Return (nodes, edges) as pyvis keeps them: works on the left, documents, concepts on the right.

    ``documents`` are (node id, words) in order. Works of one document only tell nothing here and are left out.
    """
    order = [node_id for node_id, _ in documents]
    shared = [work for work in works if len(work.claims) > 1]
    left = columns_of(_widest_shared(shared, MAX_WORKS), order)
    right = columns_of(_widest_shared(concepts, MAX_CONCEPTS), order)
    columns: list[list[tuple[str, str, str]]] = [
        [(work.id, work.type, work.text) for work in left],
        [(node_id, "document", text) for node_id, text in documents],
        [(concept.id, concept.type, concept.text) for concept in right],
    ]
    tallest = max(map(len, columns))
    nodes: list[dict[str, object]] = []
    for number, column in enumerate(columns):
        # A short column is spread over the height of the tallest, so that edges stay short.
        gap = _ROW_HEIGHT * tallest / max(len(column), 1)
        for row, (node_id, kind, text) in enumerate(column):
            nodes.append(
                {
                    "id": node_id,
                    "type": kind,
                    "text": text,
                    "x": (number - 1) * _COLUMN_WIDTH,
                    "y": round((row - (len(column) - 1) / 2) * gap, 1),
                }
            )
    weights = Counter({(node.id, doc): count for node in (*left, *right) for doc, count in node.claims.items()})
    edges: list[dict[str, object]] = [
        {"from": document, "to": node_id, "claims": count} for (node_id, document), count in sorted(weights.items())
    ]
    return nodes, edges
