"""The command that writes the page of a graph, or of a part of it."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from thymograph.cli.asking import opened
from thymograph.cli.options import graph_option
from thymograph.cli.printing import notice

if TYPE_CHECKING:
    from thymograph.model import ClaimGraph
    from thymograph.views.reading_view import OwnText

__all__ = ["view_command"]


@click.command("view")
@click.option(
    "--about", multiple=True, metavar="NAME", help="Only claims that involve this concept; repeatable: all of them."
)
@click.option(
    "--document", "documents", multiple=True, metavar="PATH", help="Only claims of this document; repeatable."
)
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only claims of this kind; repeatable.")
@click.option(
    "--claim", metavar="ID", help="This claim, what answers the same questions, and what cites the same works."
)
@click.option("--question", metavar="ID", help="Only claims that answer this question.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), default="thymograph-view.html", show_default=True
)
@click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write a site instead: a folder with a page for each claim, question, work, concept and document.",
)
@click.option(
    "--text",
    "texts",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR|FILE",
    help="Show your own copies of the documents with their claims coloured; within --site, linked to its pages. Repeatable.",
)
@click.option("--open", "show", is_flag=True, help="Open the page in the browser.")
@graph_option
def view_command(
    about: tuple[str, ...],
    documents: tuple[str, ...],
    kinds: tuple[str, ...],
    claim: str | None,
    question: str | None,
    output: Path,
    site: Path | None,
    texts: tuple[Path, ...],
    show: bool,
    graph: str | None,
) -> int:
    """Write one offline page of a graph, or of the part that fits all that is asked.

    \b
    thymograph view --about "interferon gamma" -o interferon.html
    thymograph view --document trial.md --kind safety --open
    thymograph view --site public
    thymograph view --text papers/trial.md -o trial.html
    """
    from thymograph.assembly import assemble
    from thymograph.assembly.selection import selected
    from thymograph.errors import GraphError
    from thymograph.lexicon.concepts import load_lexicon
    from thymograph.views.page import save_page

    handle = opened(graph)
    whole = assemble(handle.documents(), handle.claims(), list(handle.works()))
    part = selected(
        whole, load_lexicon(), about=about, documents=documents, kinds=kinds, claim=claim, question=question
    )
    asked = [f"about {' and '.join(about)}"] * bool(about) + [f"of {' or '.join(documents)}"] * bool(documents)
    asked += [f"of kind {' or '.join(kind.replace('_', ' ') for kind in kinds)}"] * bool(kinds)
    asked += [f"around {claim}"] * (claim is not None) + [f"that answer {question}"] * (question is not None)
    told = f"A part: the {len(part.claims):,} of {len(whole.claims):,} claims {', '.join(asked)}." if asked else None
    shown: dict[str, OwnText] = {}
    if texts:
        shown = _own_texts(part, texts, handle.folder, whole_site=site is not None)
    if site is not None:
        from thymograph.assembly.audit import audit
        from thymograph.views.site.saving import save_site

        files = save_site(part, site, notice=told, findings=audit(part).findings, texts=shown)
        click.echo(f"{len(part.claims):,} of {len(whole.claims):,} claims, {files:,} files: {site / 'index.html'}")
        if show:
            webbrowser.open((site / "index.html").resolve().as_uri())
        return 0
    if texts:
        return _write_texts(part, shown, output, show=show)
    try:
        save_page(part, output, notice=told)
    except OSError as error:
        raise GraphError(f"{output}: cannot be written ({error.strerror}); check the folder") from error
    click.echo(f"{len(part.claims):,} of {len(whole.claims):,} claims: {output}")
    if show:
        webbrowser.open(output.resolve().as_uri())
    return 0


def _own_texts(
    part: ClaimGraph, paths: tuple[Path, ...], folder: Path | None, *, whole_site: bool
) -> dict[str, OwnText]:
    """Return the reader's texts of the documents of ``part``, and say what was left out and why."""
    from thymograph.errors import DocumentError
    from thymograph.views.reading_view import find_texts

    found, messages = find_texts(paths, part.documents, folder)
    if whole_site:
        # A graph made without quotes was made to be shared: a site of it does not hold whole texts.
        worded = {claim.document for claim in part.claims if claim.quote is not None}
        for record in part.documents:
            if record.sha256 in found and record.sha256 not in worded:
                del found[record.sha256]
                messages.append(
                    f"{record.path}: this graph keeps none of its words, so that it can be shared; the site does not show "
                    "its text (--text without --site makes a page for yourself)"
                )
    for message in messages:
        notice(f"thymograph: {message}")
    if not found and not whole_site:
        raise DocumentError(
            "no text to show; --text takes your copies of the documents, as they were when they were read"
        )
    return found


def _write_texts(part: ClaimGraph, shown: dict[str, OwnText], output: Path, *, show: bool) -> int:
    """Write a page for each text: to ``output``, or beside it with the beginning of its hash where there are several."""
    from thymograph.errors import GraphError
    from thymograph.views.reading_view import text_page
    from thymograph.views.site.record import SiteRecord

    record = SiteRecord(part, title="")
    for sha256, own in shown.items():
        path = output if len(shown) == 1 else output.with_name(f"{output.stem}-{sha256[:12]}{output.suffix}")
        try:
            path.write_text(text_page(record, sha256, own), encoding="utf-8", newline="\n")
        except OSError as error:
            raise GraphError(f"{path}: cannot be written ({error.strerror}); check the folder") from error
        click.echo(f"{own.file}: {path}")
        if show:
            webbrowser.open(path.resolve().as_uri())
    return 0
