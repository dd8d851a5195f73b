"""The command that draws one picture of a graph, or of a part of it."""

from __future__ import annotations

from pathlib import Path

import click

from thymograph.cli.asking import opened
from thymograph.cli.options import graph_option

__all__ = ["picture_command"]

_NAMES = ("matrix", "conflicts", "flow", "forest", "rates")


@click.command("picture")
@click.argument("name", metavar="NAME", type=click.Choice(_NAMES))
@click.option(
    "--about", multiple=True, metavar="NAME", help="Only claims that involve this concept; repeatable: all of them."
)
@click.option(
    "--document", "documents", multiple=True, metavar="PATH", help="Only claims of this document; repeatable."
)
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only claims of this kind; repeatable.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="FILE.svg or FILE.png. Default: NAME.svg.",
)
@click.option(
    "--width",
    type=click.IntRange(300, 4000),
    default=940,
    show_default=True,
    help="In pixels; below 620 as on a telephone.",
)
@click.option(
    "--shade",
    type=click.Choice(["auto", "light", "dark"]),
    default="auto",
    show_default=True,
    help="auto: an SVG follows its reader's system, a PNG is light.",
)
@click.option("--as-table", is_flag=True, help="Print the picture as a table, tab-separated, instead of drawing it.")
@graph_option
def picture_command(
    name: str,
    about: tuple[str, ...],
    documents: tuple[str, ...],
    kinds: tuple[str, ...],
    output: Path | None,
    width: int,
    shade: str,
    as_table: bool,
    graph: str | None,
) -> int:
    """Draw one picture of a graph, or of the part that fits all that is asked, as SVG or PNG.

    \b
    matrix     which document answers which question, and how
    conflicts  what does not go together, both sides and what else differs
    flow       which works the claims of each document rest on
    forest     effects with their confidence intervals
    rates      percentages of the groups compared
    \b
    thymograph picture flow -o flow.svg
    thymograph picture forest --about colchicine -o effects.png
    """
    from thymograph.assembly import assemble
    from thymograph.assembly.selection import selected
    from thymograph.lexicon.concepts import load_lexicon
    from thymograph.views.pictures.catalogue import picture_of

    handle = opened(graph)
    part = assemble(handle.documents(), handle.claims(), list(handle.works()))
    if about or documents or kinds:
        part = selected(part, load_lexicon(), about=about, documents=documents, kinds=kinds)
    picture = picture_of(part, name)
    if as_table:
        for line in (picture.columns, *(tuple(cell.words for cell in row) for row in picture.rows)):
            click.echo("\t".join(" ".join(words.split()) for words in line))
        return 0
    path = output or Path(f"{name}.svg")
    picture.save(path, width=width, shade=shade)  # type: ignore[arg-type]  # one of the choices above
    told = picture.nothing or f"{len(picture.rows):,} {'row' if len(picture.rows) == 1 else 'rows'}"
    click.echo(f"{picture.title} {told}: {path}" if picture.nothing is None else f"{told} {path}")
    if picture.left_out:
        click.echo(picture.left_out)
    return 0
