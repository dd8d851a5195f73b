"""The command that writes the page of a graph, or of a part of it."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from thymograph.cli.asking import opened
from thymograph.cli.options import graph_option

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
    show: bool,
    graph: str | None,
) -> int:
    """Write one offline page of a graph, or of the part that fits all that is asked.

    \b
    thymograph view --about "interferon gamma" -o interferon.html
    thymograph view --document trial.md --kind safety --open
    thymograph view --site public
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
    if site is not None:
        from thymograph.assembly.audit import audit
        from thymograph.views.site.saving import save_site

        files = save_site(part, site, notice=told, findings=audit(part).findings)
        click.echo(f"{len(part.claims):,} of {len(whole.claims):,} claims, {files:,} files: {site / 'index.html'}")
        if show:
            webbrowser.open((site / "index.html").resolve().as_uri())
        return 0
    try:
        save_page(part, output, notice=told)
    except OSError as error:
        raise GraphError(f"{output}: cannot be written ({error.strerror}); check the folder") from error
    click.echo(f"{len(part.claims):,} of {len(whole.claims):,} claims: {output}")
    if show:
        webbrowser.open(output.resolve().as_uri())
    return 0
