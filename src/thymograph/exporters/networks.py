"""The claim graph as a networkx graph: a view for paths and pictures, never our storage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thymograph.assembly.concepts import name_index
from thymograph.model import ClaimGraph

if TYPE_CHECKING:
    import networkx

__all__ = ["to_networkx"]


def to_networkx(graph: ClaimGraph) -> networkx.MultiDiGraph[str]:
    """Return documents, claims, works and concepts as nodes, and what joins them as edges.

    A node has ``type`` and ``label``; edges are ``makes`` (document to claim), ``cites N`` (claim to work by
    marker N, with ``method`` and ``confidence``) and ``involves`` (claim to concept). A dangling marker gives no edge.
    """
    import networkx

    names = name_index(graph.claims)
    net: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for document in graph.documents:
        net.add_node(document.sha256, type="document", label=document.title or document.path)
    for work in graph.works:
        net.add_node(work.id, type="work", label=work.title or work.host or work.key)
    for claim in graph.claims:
        net.add_node(claim.id, type="claim", label=claim.gist, kind=claim.kind)
        net.add_edge(claim.document, claim.id, key="makes")
        for citation in claim.citations:
            if citation.work is not None:
                net.add_edge(
                    claim.id,
                    citation.work,
                    key=f"cites {citation.number}",
                    method=citation.method,
                    confidence=citation.confidence,
                )
        for mention in claim.mentions:
            concept = names.key(mention.name, mention.id)
            net.add_node(concept, type="concept", label=mention.name)
            net.add_edge(claim.id, concept, key="involves")
    return net
