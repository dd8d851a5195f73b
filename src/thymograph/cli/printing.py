"""Rows as a table on a terminal, as tab-separated lines in a pipe, as CSV and as JSON."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence

import click

__all__ = ["notice", "print_rows"]


def notice(message: str) -> None:
    """Print a line for the person, not for the pipe."""
    click.echo(message, err=True)


def print_rows(columns: Sequence[str], rows: Iterable[Sequence[object]], form: str) -> int:
    """Print ``rows`` in the form asked for; return how many there were."""
    found = [["" if cell is None else cell for cell in row] for row in rows]
    if form == "json":
        click.echo(json.dumps([dict(zip(columns, row, strict=True)) for row in found], ensure_ascii=False, indent=1))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(found)
    elif sys.stdout.isatty():
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
        for column in columns:
            table.add_column(column, overflow="fold")
        for row in found:
            # Text, so that square brackets of a document are never read as markup.
            table.add_row(*(Text(str(cell)) for cell in row))
        Console().print(table)
    else:
        click.echo("\t".join(columns))
        for row in found:
            click.echo("\t".join(" ".join(str(cell).split()) for cell in row))
    return len(found)
