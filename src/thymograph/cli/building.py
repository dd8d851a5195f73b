"""Commands that read documents: build, extract, ledger."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from thymograph.cli.options import documents_argument, format_option, jobs_option, manifest_option, max_bytes_option
from thymograph.cli.printing import notice, print_rows

if TYPE_CHECKING:
    from thymograph.pipeline import InputFile, Outcome

__all__ = ["build_command", "extract_command", "ledger_command"]

curation_option = click.option(
    "--curation",
    type=click.Path(path_type=Path),
    help="A folder of corrections (*.jsonl) of your own, made after the packaged ones.",
)
quotes_option = click.option(
    "--quotes/--no-quotes",
    default=True,
    show_default=True,
    help="Keep the words of each claim; without them a graph can be shared.",
)


def _progress(items: Sequence[InputFile], outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Yield ``outcomes`` with a bar on a terminal; a pipe gets nothing but the notices."""
    if not sys.stderr.isatty() or len(items) < 2:
        yield from outcomes
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(outcomes, total=len(items), description="Reading", console=Console(stderr=True), transient=True)


@click.command("build")
@documents_argument
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default="thymograph-graph", show_default=True, metavar="OUT"
)
@jobs_option
@quotes_option
@manifest_option
@curation_option
@max_bytes_option
@click.option(
    "--ground",
    "terms",
    type=click.Path(path_type=Path),
    metavar="TERMS",
    help="A table of terms (TSV, gzipped or not) that gives names outside the lexicon candidate identifiers; needs thymograph[ground].",
)
@click.option(
    "--fresh", is_flag=True, help="Read every file again, also those that have not changed since the last build."
)
@click.option(
    "--max-seconds",
    type=click.FloatRange(0, min_open=True),
    metavar="S",
    help="Stop reading a file after so long. Default: 120, and 60 more for each megabyte.",
)
@click.option(
    "--max-memory",
    type=click.IntRange(64),
    metavar="MB",
    help="Stop reading a file that needs more memory. Default: 4096.",
)
@click.option(
    "--library",
    "libraries",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    metavar="FILE",
    help="Your references (RIS, BibTeX, CSL-JSON or nbib), which give cited works their DOI and PMID; repeatable.",
)
@click.option(
    "--retractions",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="A list of retractions (CSV with the columns of Retraction Watch) that cited works are looked up in.",
)
@click.option("--base", metavar="IRI", help="Root of the IRIs of the graph. Default: https://w3id.org/thymograph/")
def build_command(
    documents: tuple[Path, ...],
    output: Path,
    jobs: int,
    quotes: bool,
    manifest: Path | None,
    curation: Path | None,
    max_bytes: int,
    terms: Path | None,
    fresh: bool,
    max_seconds: float | None,
    max_memory: int | None,
    libraries: tuple[Path, ...],
    retractions: Path | None,
    base: str | None,
) -> int:
    """Read DOCUMENTS (files and folders) and write their graph to OUT; without any, the packaged claims.

    OUT/current then holds the claims, the graph as N-Quads and TriG, its store, and index.html: one page that
    works offline. The graph that was there stays until the new one is whole. What was read is kept in OUT/.cache, so
    that a build that was stopped goes on where it was, and the next one reads only what is new.
    """
    from thymograph.build import build
    from thymograph.pipeline import Limits

    limits = None
    if jobs > 1 or max_seconds is not None or max_memory is not None:
        limits = Limits()
        if max_seconds is not None:
            limits = replace(limits, seconds=max_seconds, seconds_per_megabyte=0.0)
        if max_memory is not None:
            limits = replace(limits, memory=max_memory)

    report = build(
        documents,
        output,
        jobs=jobs,
        quotes=quotes,
        manifest=manifest,
        curation=curation,
        max_bytes=max_bytes,
        limits=limits,
        fresh=fresh,
        base=base,
        terms=terms,
        libraries=libraries,
        retractions=retractions,
        progress=_progress,
        notice=notice,
    )
    for line in report.lines():
        click.echo(line)
    return 1 if report.failures else 0


@click.command("extract")
@documents_argument
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "table", "csv", "json"]), default="jsonl", show_default=True
)
@jobs_option
@quotes_option
@manifest_option
@curation_option
@max_bytes_option
def extract_command(
    documents: tuple[Path, ...],
    form: str,
    jobs: int,
    quotes: bool,
    manifest: Path | None,
    curation: Path | None,
    max_bytes: int,
) -> int:
    """Print the claims of DOCUMENTS, one JSON record a line (docs/claim-record.md)."""
    from thymograph.pipeline import extract_files, gather, with_own_corrections
    from thymograph.records import claim_to_record, json_line

    if not documents:
        raise click.UsageError("no documents; name files or folders")
    items = gather(documents, manifest=manifest)
    failed = False
    rows = []
    outcomes = extract_files(
        items, jobs=jobs, quotes=quotes, max_bytes=max_bytes, corrections=with_own_corrections(curation)
    )
    for outcome in outcomes:
        for line in outcome.notices:
            notice(f"thymograph: {line}")
        if outcome.failure is not None:
            failed = True
            notice(f"thymograph: {outcome.failure.message}")
        if outcome.extraction is None:
            continue
        for claim in outcome.extraction.claims:
            if form == "jsonl":
                click.echo(json_line(claim_to_record(claim)), nl=False)
            else:
                markers = " ".join(citation.marker for citation in claim.citations)
                line_number = claim.anchors[0].line
                rows.append((claim.id, claim.path, line_number, claim.kind, claim.citation_status, markers, claim.gist))
    if form != "jsonl":
        print_rows(("claim", "document", "line", "kind", "citation", "markers", "gist"), rows, form)
    return 1 if failed else 0


@click.command("ledger")
@documents_argument
@format_option
@click.option("--unclaimed", is_flag=True, help="List the words that no rule understood, with their lines.")
@manifest_option
@max_bytes_option
def ledger_command(
    documents: tuple[Path, ...], form: str, unclaimed: bool, manifest: Path | None, max_bytes: int
) -> int:
    """Account for every character of DOCUMENTS: how much is claim, heading, boilerplate …, and unclaimed."""
    from thymograph.claims.ledger import CLASSES
    from thymograph.pipeline import extract_files, gather

    if not documents:
        raise click.UsageError("no documents; name files or folders")
    failed = False
    rows: list[tuple[object, ...]] = []
    items = gather(documents, manifest=manifest)
    files = {item.path: item.file for item in items}
    for outcome in extract_files(items, max_bytes=max_bytes):
        for line in outcome.notices:
            notice(f"thymograph: {line}")
        if outcome.failure is not None:
            failed = True
            notice(f"thymograph: {outcome.failure.message}")
        if outcome.extraction is None:
            continue
        record = outcome.extraction.document
        if unclaimed:
            text = files[outcome.path].read_bytes().decode("utf-8")
            for span in outcome.extraction.ledger:
                if span.kind == "unclaimed":
                    words = " ".join(text[span.start : span.end].split())
                    rows.append((record.path, text.count("\n", 0, span.start) + 1, words))
            continue
        totals = dict(record.ledger)
        filled = record.characters - totals.get("blank", 0)
        share = f"{100 * totals.get('unclaimed', 0) / filled:.2f}%" if filled else "0%"
        rows.append((record.path, record.characters, *(totals.get(name, 0) for name in CLASSES), share))
    heads = ("document", "line", "words") if unclaimed else ("document", "characters", *CLASSES, "unclaimed share")
    print_rows(heads, rows, form)
    return 1 if failed else 0
