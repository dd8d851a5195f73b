"""Saving a graph as a site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from thymograph.assembly.audit import Finding
from thymograph.graph.iris import Iris
from thymograph.model import ClaimGraph
from thymograph.views.reading_view import OwnText, text_page
from thymograph.views.site.claim_pages import ClaimPages
from thymograph.views.site.folder import File, write_folder
from thymograph.views.site.links import SiteLinks
from thymograph.views.site.list_pages import ListPages
from thymograph.views.site.making import PageMaker
from thymograph.views.site.record import SiteRecord
from thymograph.views.site.style import site_style
from thymograph.views.site.subject_pages import SubjectPages

__all__ = ["save_site", "site_files"]


def site_files(
    graph: ClaimGraph,
    *,
    title: str | None = None,
    notice: str | None = None,
    findings: Iterable[Finding] = (),
    base: str | None = None,
    texts: Mapping[str, OwnText] | None = None,
) -> Iterator[File]:
    """Yield path and text of every file of the site of a graph; the same graph gives the same bytes.

    Args:
        graph: What is shown; quotes are shown where claims carry them.
        title: Head of the first page; by default it says how many documents there are.
        notice: A line under the head, where the site shows a part.
        findings: Of the audit; without any there is no page of them.
        base: Root of the IRIs in the Turtle files.
        texts: The reader's own texts of documents by SHA-256 (``reading_view.find_texts``), shown whole.
    """
    count = len(graph.documents)
    head = title or f"Claims of {count} document{'' if count == 1 else 's'}"
    record = SiteRecord(graph, title=head, notice=notice, findings=findings)
    links = SiteLinks(record, texts or ())
    maker = PageMaker(links)
    subjects = SubjectPages(links, maker)
    yield "style.css", site_style()
    yield from ListPages(links, maker, subjects).files()
    yield from ClaimPages(links, maker, Iris(base) if base else Iris()).files()
    yield from subjects.files()
    for sha256, own in sorted((texts or {}).items()):
        address = links.text_url(sha256)
        if address:
            yield address, text_page(record, sha256, own, links)


def save_site(graph: ClaimGraph, out: Path, **options: object) -> int:
    """Write the site of a graph to the folder ``out`` and return how many files it has; options as of :func:`site_files`.

    The old site stays until the new one is whole.

    Raises:
        GraphError: ``out`` holds something that is not a site's, or cannot be written.
    """
    return write_folder(out, site_files(graph, **options))  # type: ignore[arg-type]
