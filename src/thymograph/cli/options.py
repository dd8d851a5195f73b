"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["documents_argument", "format_option", "graph_option", "jobs_option", "manifest_option", "max_bytes_option"]

graph_option = click.option(
    "-g",
    "--graph",
    envvar="THYMOGRAPH_GRAPH",
    metavar="DIR|URL",
    help="A folder that build wrote, or a SPARQL 1.1 endpoint. Default: ./thymograph-graph, else the packaged graph.",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How rows are printed.",
)
jobs_option = click.option(
    "-j", "--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Worker processes."
)


def _default_max_bytes() -> int:
    # Imported when a command runs: help is there without the readers.
    from thymograph.reading.decoding import DEFAULT_MAX_BYTES

    return DEFAULT_MAX_BYTES


manifest_option = click.option(
    "--manifest",
    type=click.Path(path_type=Path, dir_okay=False),
    help="What the files do not say of themselves (documents.tsv). Default: documents.tsv beside the documents.",
)
max_bytes_option = click.option(
    "--max-bytes",
    type=click.IntRange(1),
    default=_default_max_bytes,
    show_default="50 MB",
    help="The largest file that is read.",
)
documents_argument = click.argument("documents", nargs=-1, type=click.Path(path_type=Path))
