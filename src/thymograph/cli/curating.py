"""Commands of review: claims written as a table to fill, and the filled table read back as curation."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from thymograph.cli.asking import opened
from thymograph.cli.options import graph_option
from thymograph.cli.printing import notice
from thymograph.errors import CurationError

__all__ = ["curate_command", "table_command"]


@click.command("table")
@click.option(
    "--format", "form", type=click.Choice(["xlsx", "csv", "json"]), help="Default: what OUT ends in, else csv."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="OUT", help="Default: standard output.")
@graph_option
def table_command(graph: str | None, form: str | None, output: Path | None) -> int:
    """Write the claims as a table to review: one row a claim, with columns to judge and correct it.

    \b
    thymograph table -g graph -o review.xlsx         write it, then fill the yellow columns
    thymograph curate review.xlsx -g graph -o mine   read it back as a curation folder
    thymograph build papers -o graph --curation mine
    """
    from thymograph.assembly import assemble
    from thymograph.exporters.xlsx import csv_lines, json_lines, workbook

    ending = output.suffix.lower().lstrip(".") if output is not None else ""
    form = form or (ending if ending in ("xlsx", "json") else "csv")
    if output is None and form == "xlsx" and sys.stdout.isatty():
        raise click.UsageError("a workbook is no text; name a file with -o")
    handle = opened(graph)
    assembled = assemble(handle.documents(), handle.claims(), list(handle.works()))
    if form == "xlsx":
        content = workbook(assembled)
    else:
        content = "".join((csv_lines if form == "csv" else json_lines)(assembled)).encode("utf-8")
    if output is None:
        click.echo(content, nl=False)
        return 0
    try:
        output.write_bytes(content)
    except OSError as error:
        raise CurationError(
            f"{output}: cannot be written ({error.strerror}); name a file in a folder of yours"
        ) from error
    notice(f"thymograph: {len(assembled.claims)} claims in {output}")
    return 0


@click.command("curate")
@click.argument("sheet", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), required=True, metavar="DIR",
    help="The curation folder; the lines go to DIR/<name of SHEET>.sheet.jsonl, in place of those read from it before.",
)  # fmt: skip
@click.option("--curator", metavar="NAME", help="Who signs rows without a reviewer.")
@click.option("--date", metavar="YYYY-MM-DD", help="Of rows without a date. Default: today.")
@graph_option
def curate_command(sheet: Path, output: Path, curator: str | None, date: str | None, graph: str | None) -> int:
    """Read a filled SHEET (xlsx or csv, from thymograph table) back as corrections for --curation.

    Rows whose claim the graph does not have, or whose words have changed, are refused by their numbers; the others
    are taken.
    """
    from thymograph.exporters.reviewed import review_of, sheet_rows
    from thymograph.records import json_line

    handle = opened(graph)
    review = review_of(
        sheet_rows(sheet),
        handle.claims(),
        tuple(handle.documents()),
        curator=curator,
        date=date or datetime.date.today().isoformat(),
    )
    path = output / f"{sheet.stem}.sheet.jsonl"
    try:
        output.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(map(json_line, review.lines)), encoding="utf-8", newline="\n")
    except OSError as error:
        raise CurationError(f"{path}: cannot be written ({error.strerror}); check the folder") from error
    for line in review.refused:
        notice(f"thymograph: {sheet.name}, {line}")
    told = ", ".join(f"{count} {status}" for status, count in review.statuses)
    click.echo(f"{path}: {len(review.lines)} corrections; rows: {told or 'none'}, {len(review.refused)} refused")
    if any(status == "accepted" for status, _ in review.statuses):
        click.echo("accepted rows come to no correction; the sheet is their record")
    return 1 if review.refused else 0
