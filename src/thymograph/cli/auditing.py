"""The command that audits a graph: citations that lead nowhere, figures that cannot be."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

import click

from thymograph.cli.asking import opened
from thymograph.cli.options import graph_option
from thymograph.cli.printing import notice, print_rows
from thymograph.errors import DocumentError
from thymograph.model import DocumentRecord

__all__ = ["audit_command"]


def _texts(folder: Path | None, documents: Iterable[DocumentRecord]) -> dict[str, str]:
    """Return the texts of ``documents`` found in ``folder`` by the hash of their bytes."""
    if folder is None:
        return {}
    if not folder.is_dir():
        raise DocumentError(f"{folder}: no such folder; --documents takes the folder with your copies")
    wanted = {document.sha256: document.size_bytes for document in documents}
    found: dict[str, str] = {}
    sizes = set(wanted.values())
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.stat().st_size in sizes:
            content = path.read_bytes()
            digest = hashlib.sha256(content).hexdigest()
            if digest in wanted:
                found[digest] = content.decode("utf-8", errors="replace")
    return found


@click.command("audit")
@graph_option
@click.option(
    "--documents",
    type=click.Path(path_type=Path),
    help="The folder with your copies of the documents, for rules that need their text; found by their hash.",
)
@click.option("--rule", "rules", multiple=True, metavar="NAME", help="Run this rule alone; repeatable.")
@click.option("--list", "listed", is_flag=True, help="List the rules.")
@click.option("--strict", is_flag=True, help="Exit with 1 if anything was found.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "sarif"]),
    default="table",
    show_default=True,
    help="How findings are printed.",
)
def audit_command(
    graph: str | None, documents: Path | None, rules: tuple[str, ...], listed: bool, strict: bool, form: str
) -> int:
    """Audit citations and figures: what leads nowhere, rests on too little, or cannot be.

    Each finding has a rule, a place, and what would mend it. Checks that could not be made, for want of a
    number of patients or of an interval, are counted apart on stderr; they have not passed.
    """
    from thymograph.assembly.audit import RULES, audit
    from thymograph.assembly.audit.sarif import sarif_of
    from thymograph.model import ClaimGraph
    from thymograph.records import to_record

    if listed:
        print_rows(("rule", "finds"), [(rule.name, rule.title) for rule in RULES], "table" if form == "sarif" else form)
        return 0
    handle = opened(graph)
    claim_graph = ClaimGraph(
        documents=tuple(sorted(handle.documents(), key=lambda document: (document.path, document.sha256))),
        claims=tuple(sorted(handle.claims(), key=lambda claim: claim.id)),
        works=tuple(sorted(handle.works(), key=lambda work: work.id)),
    )
    report = audit(claim_graph, texts=_texts(documents, claim_graph.documents), rules=rules or None)
    if form == "sarif":
        click.echo(json.dumps(sarif_of(report, claim_graph), ensure_ascii=False, indent=1))
    elif form == "json":
        click.echo(json.dumps(to_record(report), ensure_ascii=False, indent=1))
    else:
        rows = [
            (one.path, one.line, one.severity, one.rule, one.message, one.remedy, one.claim or one.entry)
            for one in report.findings
        ]
        print_rows(("document", "line", "severity", "rule", "finding", "remedy", "about"), rows, form)
    made = sum(row.checks for row in report.performed)
    notice(f"thymograph: {len(report.findings)} findings in {made} checks")
    for row in report.not_performed:
        notice(f"thymograph: not checked, {row.rule.replace('_', ' ')}: {row.checks} ({row.reason})")
    return 1 if strict and report.findings else 0
