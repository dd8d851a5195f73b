"""The group of commands, and what becomes of errors: one line on stderr and an exit code."""

from __future__ import annotations

import sys

import click

import thymograph
from thymograph.cli.asking import query_command, search_command, trace_command
from thymograph.cli.auditing import audit_command
from thymograph.cli.building import build_command, extract_command, ledger_command
from thymograph.cli.citing import works_command
from thymograph.cli.curating import curate_command, table_command
from thymograph.cli.picturing import picture_command
from thymograph.cli.proving import check_command, verify_command
from thymograph.cli.serving import serve_command
from thymograph.cli.viewing import view_command
from thymograph.cli.weighing import (
    agreement_command,
    compare_command,
    conflicts_command,
    diff_command,
    stances_command,
)
from thymograph.errors import ThymographError

__all__ = ["root", "run"]


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 1 something was found or is missing, 2 could not run, 130 interrupted.",
)
@click.version_option(thymograph.__version__, "-V", "--version", prog_name="thymograph")
def root() -> None:
    """Claims and citations of biomedical documents as a graph.

    Every statement becomes a claim tied to its exact place, to the reference it cites and to what it is
    about; the graph is RDF, asked with SPARQL, looked at as one offline page, and any claim can be
    traced back to its reference.

    \b
    thymograph build papers/ -o papers-graph      read documents, write the graph and its page
    thymograph search -g papers-graph melanoma    find claims by their words
    thymograph trace -g papers-graph c0123abcd…   where a claim stands and what it rests on
    """


for _command in (
    build_command, extract_command, ledger_command, query_command, search_command, trace_command, verify_command,
    check_command, audit_command, conflicts_command, agreement_command, stances_command, works_command, view_command, picture_command, compare_command,
    diff_command, serve_command, table_command, curate_command,
):  # fmt: skip
    root.add_command(_command)


def run(arguments: list[str] | None = None) -> None:
    """Run the command line with ``arguments`` (those of the process if None), and exit; an interrupt goes through."""
    try:
        code = root.main(arguments, prog_name="thymograph", standalone_mode=False)
    except click.exceptions.Abort as error:
        raise KeyboardInterrupt from error
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except ThymographError as error:
        click.echo(f"thymograph: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        # The reader had enough ("… | head"); closing stderr too keeps Python from complaining at exit.
        sys.stderr.close()
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)
