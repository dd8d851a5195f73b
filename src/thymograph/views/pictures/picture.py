"""A picture: what it is called, what it shows, the same as a table, and the drawing."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from thymograph.errors import PictureError
from thymograph.views.pictures.shades import Shade, colours, resolved_style, style_text
from thymograph.views.pictures.sheet import Sheet, number

__all__ = ["NARROW", "WIDE", "Cell", "Picture"]

WIDE, NARROW = 940, 328
"""Widths for which pictures are drawn: a window, a telephone."""
_LEAST, _MOST = 300, 4000


@dataclass(frozen=True, slots=True)
class Cell:
    """Words in the table of a picture, and the address on the page of what they name."""

    words: str
    target: str | None = None


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture of a graph; drawn anew for each width and shade, the same bytes each time."""

    name: str
    title: str
    says: str
    """In one line, what it shows and what not."""
    nothing: str | None = None
    """Said in place of a drawing where there is nothing to draw."""
    left_out: str | None = None
    """How much is left out, and how to ask for it."""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    """The same as a table."""
    draw: Callable[[Sheet], None] | None = field(default=None, repr=False, compare=False)

    def svg(self, *, width: float = WIDE, shade: Shade = "auto", linked: bool = False, style: bool = True) -> str:
        """Return the picture as SVG.

        Args:
            width: In pixels; below 620 it is laid out for a telephone.
            shade: ``auto`` follows the reader's system.
            linked: Make every mark a link to its address on the page.
            style: Put the style into the picture; without it the page that holds it must have the rules.
        """
        return self._drawn(width, style_text(shade) if style else None, linked=linked)

    def _drawn(self, width: float, style: str | None, *, linked: bool) -> str:
        if not _LEAST <= width <= _MOST:
            raise PictureError(f"a picture {width:g} pixels wide: choose from {_LEAST} to {_MOST}")
        sheet = Sheet(width=width, title=self.title, says=self.says, linked=linked, name=f"{self.name}-{width:g}")
        sheet.y = 12
        sheet.paragraph(self.title, "p-head", step=24, after=2)
        sheet.paragraph(self.says, "p-soft", after=8)
        # A page that has these words in its own heading shows the picture from here, without its margins.
        sheet.root.set("data-from", f"{number(sheet.left)} {number(sheet.y)}")
        if self.nothing is not None or self.draw is None:
            sheet.paragraph(self.nothing or "There is nothing to draw.", after=4)
        else:
            self.draw(sheet)
        if self.left_out:
            sheet.y += 4
            sheet.paragraph(self.left_out, "p-soft", after=0)
        return sheet.finish(style)

    def png(self, *, width: float = WIDE, shade: Literal["light", "dark"] = "light", scale: float = 2) -> bytes:
        """Return the picture as PNG, ``scale`` times as many pixels as its width.

        Raises:
            PictureError: the package that draws it is not installed.
        """
        try:
            # Published without types for its compiled part; asked for by name so that nothing else needs it.
            drawer = importlib.import_module("resvg_py")
        except ImportError as error:
            raise PictureError(
                "PNG needs the package resvg-py: pip install 'thymograph[png]'; or write .svg, or save the PNG from the page"
            ) from error
        text = self._drawn(width, resolved_style(shade), linked=False)
        drawn = drawer.svg_to_bytes(
            svg_string=text, background=colours(shade)["ground"], zoom=scale, sans_serif_family="Liberation Sans"
        )
        return bytes(drawn)

    def save(self, path: str | Path, *, width: float = WIDE, shade: Shade = "auto") -> None:
        """Write the picture to ``path``, whose ending says the form: ``.svg`` or ``.png``.

        Raises:
            PictureError: another ending, no package for PNG, or a folder that cannot be written to.
        """
        path = Path(path)
        form = path.suffix.lower()
        if form not in (".svg", ".png"):
            raise PictureError(f"{path}: a picture is written as .svg or .png; end the name so")
        if form == ".svg":
            content = self.svg(width=width, shade=shade).encode("utf-8")
        else:
            content = self.png(width=width, shade="light" if shade == "auto" else shade)
        try:
            path.write_bytes(content)
        except OSError as error:
            raise PictureError(f"{path}: cannot be written ({error.strerror}); check the folder") from error

    def _repr_svg_(self) -> str:
        return self.svg(shade="light")
