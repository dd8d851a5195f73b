"""Commands that prove a graph: verify (every anchor against the documents), check (every claim against the shapes)."""

from __future__ import annotations

from pathlib import Path

import click

from thymograph.cli.asking import opened
from thymograph.cli.options import format_option, graph_option
from thymograph.cli.printing import notice, print_rows

__all__ = ["check_command", "verify_command"]


@click.command("verify")
@click.option(
    "--documents",
    type=click.Path(path_type=Path),
    help="The folder with your copies of the documents; found by the hash of their bytes, whatever their names.",
)
@graph_option
@format_option
def verify_command(documents: Path | None, graph: str | None, form: str) -> int:
    """Cut every anchor from the documents again and prove it by its hash.

    Without --documents it proves the quotes that the graph holds against their hashes.
    """
    from thymograph.graph.verify import verify

    report = verify(opened(graph).claims(), documents)
    print_rows(("document", "claim", "anchor", "problem"), [problem.row() for problem in report.problems], form)
    for line in report.lines():
        notice(f"thymograph: {line}")
    return 0 if report.passed else 1


@click.command("check")
@graph_option
@format_option
def check_command(graph: str | None, form: str) -> int:
    """Hold every claim of the graph to the SHACL shapes, a document at a time."""
    from thymograph.graph.shapes import check

    report = check(opened(graph))
    print_rows(("focus", "path", "message"), [(row.focus, row.path, row.message) for row in report.rows], form)
    notice(f"thymograph: {report.claims} claims checked, {len(report.rows)} problems")
    return 1 if report.rows else 0
