"""The page: one HTML file with every claim of a graph, that asks nothing of any network."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from thymograph.assembly.audit import Finding
from thymograph.assembly.concepts import name_index
from thymograph.assembly.selection import most_telling
from thymograph.model import Claim, ClaimGraph
from thymograph.records import reading_order
from thymograph.views.layout import overview
from thymograph.views.page_record import involvements, overview_nodes, page_record
from thymograph.vocabulary import BASE

__all__ = ["LARGEST_BYTES", "LARGEST_CLAIMS", "save_page", "write_page"]


def _title(graph: ClaimGraph) -> str:
    count = len(graph.documents)
    return f"Claims of {count} document{'' if count == 1 else 's'}"


LARGEST_CLAIMS = 10_000
LARGEST_BYTES = 25_000_000
"""What a browser opens without waiting; larger graphs get a page of what a reader should see first."""
_OVERVIEW_CLAIMS = 2_000


def write_page(
    graph: ClaimGraph,
    *,
    title: str | None = None,
    notice: str | None = None,
    findings: Sequence[Finding] = (),
    base: str = BASE,
) -> str:
    """Return the page as HTML text: the same graph gives the same bytes.

    Args:
        graph: What is shown; quotes are shown where claims carry them. Of more than LARGEST_CLAIMS claims, or
            LARGEST_BYTES of page, it shows the most telling ones, and says how many there are.
        title: Head of the page; by default it says how many documents there are.
        notice: A line under the head, where the page shows a part.
        findings: Of an audit of the graph; shown with the claims that they are about.
        base: Where the graph's own IRIs live; a claim's RDF is written under it.
    """
    with _without_collection():
        return _fitting(graph, title, notice, findings, base)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Put the collector of cycles off: a page makes none, and it would walk the whole graph again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _fitting(graph: ClaimGraph, title: str | None, notice: str | None, findings: Sequence[Finding], base: str) -> str:
    """Return the page of the graph, or of as much of it as a browser opens without waiting."""
    text = _page(graph, title, notice, findings, base) if len(graph.claims) <= LARGEST_CLAIMS else None
    limit = _OVERVIEW_CLAIMS
    while text is None or (len(text.encode("utf-8")) > LARGEST_BYTES and limit):
        part = most_telling(graph, limit)
        told = (
            f"An overview: {len(part.claims):,} of {len(graph.claims):,} claims, those in conflict and those with numbers and "
            "references first. For the rest narrow the graph (thymograph view --about NAME, --document, --kind), or ask it."
        )
        text = _page(part, title or _title(graph), f"{notice} {told}" if notice else told, findings, base)
        limit //= 2
    return text


def _line(claim: Claim) -> int | str:
    return next((anchor.line for anchor in claim.anchors if anchor.role == "words"), "?")


def _page(graph: ClaimGraph, title: str | None, notice: str | None, findings: Sequence[Finding], base: str) -> str:
    # pyvis imports IPython and networkx (about a second): only who writes a page pays for it.
    from thymograph.views.network import ClaimNetwork

    claims = tuple(sorted(graph.claims, key=reading_order))
    by_document: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_document[claim.document].append(claim)
    head = title or _title(graph)
    network = ClaimNetwork()
    names = name_index(claims)
    involved = involvements(claims, names)
    network.nodes, network.edges = overview(*overview_nodes(graph, claims, involved))
    plain = [
        (document, [(claim.gist, _line(claim), claim.citation_status) for claim in by_document[document.sha256]])
        for document in graph.documents
    ]
    record = page_record(
        graph, claims, title=head, notice=notice, findings=findings, base=base, names=names, involved=involved
    )
    return network.page(title=head, record=record, plain=plain)


def save_page(graph: ClaimGraph, path: Path, *, title: str | None = None, notice: str | None = None) -> None:
    """Write the page to ``path`` as UTF-8 with plain line feeds, on every system."""
    path.write_text(write_page(graph, title=title, notice=notice), encoding="utf-8", newline="\n")
