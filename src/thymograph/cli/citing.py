"""The command that lists the works that a graph cites."""

from __future__ import annotations

import click

from thymograph.cli.asking import opened
from thymograph.cli.options import graph_option
from thymograph.cli.printing import notice, print_rows

__all__ = ["works_command"]


@click.command("works")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "csl", "csl-json", "ris", "bibtex"]),
    default="table",
    show_default=True,
    help="How works are printed; csl-json (or csl), ris and bibtex are for a reference manager.",
)
@click.option("--retracted", is_flag=True, help="Only works that were retracted, or that are under concern.")
@graph_option
def works_command(graph: str | None, form: str, retracted: bool) -> int:
    """List the works cited, most cited first: what each is and why, who cites it, and where to find it.

    Where a work has no identifier, the address is a search for its title; nothing is asked by this command. The
    column retraction says what a list of retractions told (build --retractions), or that none was asked.

    \b
    thymograph works -g graph --format ris > cited.ris        for EndNote, Zotero, Mendeley
    """
    from dataclasses import replace

    from thymograph.assembly import assemble
    from thymograph.assembly.addresses import addresses_of
    from thymograph.assembly.retractions import retraction_words
    from thymograph.exporters import bibtex, csl, ris

    handle = opened(graph)
    assembled = assemble(handle.documents(), handle.claims(), list(handle.works()))
    if retracted:
        bad = tuple(work for work in assembled.works if work.retraction in ("retracted", "under_concern"))
        assembled = replace(assembled, works=bad)
        if not bad:
            notice("thymograph: no cited work is known to be retracted; those that were not checked may be")
    exporters = {"csl": csl.export, "csl-json": csl.export, "ris": ris.export, "bibtex": bibtex.export}
    if form in exporters:
        for piece in exporters[form](assembled):
            # As bytes: RIS has its own line ends, which a text stream of Windows would double.
            click.echo(piece.encode("utf-8"), nl=False)
        return 0 if assembled.works else 1
    citing: dict[str, set[str]] = {}
    documents: dict[str, set[str]] = {}
    for claim in assembled.claims:
        for link in claim.citations:
            if link.work and link.method in ("number", "key"):
                citing.setdefault(link.work, set()).add(claim.id)
                documents.setdefault(link.work, set()).add(claim.document)
    rows = []
    for work in assembled.works:
        address = next(iter(addresses_of(work)), None)
        rows.append(
            (
                len(citing.get(work.id, ())), len(documents.get(work.id, ())), work.title or work.host or work.key,
                work.year, work.type, work.type_reason, retraction_words(work),
                ("" if address.found else "search: ") + address.url if address else None, work.id,
            )
        )  # fmt: skip
    rows.sort(key=lambda row: (-row[0], row[2], row[-1]))
    heads = ("claims", "documents", "work", "year", "type", "because", "retraction", "find it", "id")
    print_rows(heads, rows, form)
    return 0 if rows else 1
