"""The page: one HTML file with every claim of a graph, that asks nothing of any network."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from thymograph.model import Claim, ClaimGraph
from thymograph.records import reading_order
from thymograph.views.layout import overview
from thymograph.views.page_record import overview_nodes, page_record

__all__ = ["save_page", "write_page"]


def _title(graph: ClaimGraph) -> str:
    count = len(graph.documents)
    return f"Claims of {count} document{'' if count == 1 else 's'}"


def write_page(graph: ClaimGraph, *, title: str | None = None) -> str:
    """Return the page as HTML text: the same graph gives the same bytes.

    Args:
        graph: What is shown; quotes are shown where claims carry them.
        title: Head of the page; by default it says how many documents there are.
    """
    # pyvis imports IPython and networkx (about a second): only who writes a page pays for it.
    from thymograph.views.network import ClaimNetwork

    claims = tuple(sorted(graph.claims, key=reading_order))
    by_document: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_document[claim.document].append(claim)
    head = title or _title(graph)
    network = ClaimNetwork()
    network.nodes, network.edges = overview(*overview_nodes(graph, claims))
    plain = [(document, by_document[document.sha256]) for document in graph.documents]
    return network.page(title=head, record=page_record(graph, claims, title=head), plain=plain)


def save_page(graph: ClaimGraph, path: Path, *, title: str | None = None) -> None:
    """Write the page to ``path`` as UTF-8 with plain line feeds, on every system."""
    path.write_text(write_page(graph, title=title), encoding="utf-8", newline="\n")
