"""The command that lists the works that a graph cites."""

from __future__ import annotations

import click

from thymograph.cli.asking import opened
from thymograph.cli.options import graph_option
from thymograph.cli.printing import print_rows

__all__ = ["works_command"]


@click.command("works")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json", "csl"]), default="table", show_default=True,
    help="How works are printed; csl is CSL-JSON for a reference manager.",
)  # fmt: skip
@graph_option
def works_command(graph: str | None, form: str) -> int:
    """List the works cited, most cited first: what each is and why, who cites it, and where to find it.

    Where a work has no identifier, the address is a search for its title; nothing is asked by this command.
    """
    from thymograph.assembly import assemble
    from thymograph.assembly.addresses import addresses_of
    from thymograph.exporters.csl import export

    handle = opened(graph)
    assembled = assemble(handle.documents(), handle.claims(), list(handle.works()))
    if form == "csl":
        for line in export(assembled):
            click.echo(line, nl=False)
        return 0
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
                work.year, work.type, work.type_reason, ("" if address.found else "search: ") + address.url if address
                else None, work.id,
            )
        )  # fmt: skip
    rows.sort(key=lambda row: (-row[0], row[2], row[-1]))
    print_rows(("claims", "documents", "work", "year", "type", "because", "find it", "id"), rows, form)
    return 0 if rows else 1
