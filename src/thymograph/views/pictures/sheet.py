"""A sheet to draw on: elements of SVG in the order in which they are put, every text as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from xml.etree.ElementTree import Element, SubElement, tostring

from thymograph.views.pictures.lettering import plain, text_width, wrapped

__all__ = ["MARGIN", "Sheet", "number"]

MARGIN = 16.0
_NARROW = 620
SIZES = {"p-head": 19.0, "p-panel": 16.5, "p-group": 14.0, "p-soft": 12.0, "p-small": 12.0, "p-warn": 12.0}
_BOLD = frozenset({"p-head", "p-panel", "p-group", "p-bold", "p-warn"})


def number(value: float) -> str:
    """Return a coordinate in as few characters as a tenth of a pixel needs.

    >>> number(12.0), number(3.14159)
    ('12', '3.1')
    """
    return f"{value:.1f}".removesuffix(".0")


class Sheet:
    """A drawing that grows downwards: ``y`` is where the next thing stands."""

    def __init__(self, *, width: float, title: str, says: str, linked: bool, name: str) -> None:
        self.width = width
        self.narrow = width < _NARROW
        self.left, self.right = (4.0, width - 4.0) if self.narrow else (MARGIN, width - MARGIN)
        self.y = 0.0
        self._linked = linked
        self.root = Element(
            "svg",
            {"xmlns": "http://www.w3.org/2000/svg", "class": "picture", "role": "img", "aria-labelledby": f"{name}-t {name}-d"},
        )  # fmt: skip
        if linked:
            # An image has no parts to a screen reader; a group of links has.
            self.root.set("role", "group")
        SubElement(self.root, "title", {"id": f"{name}-t"}).text = plain(title)
        SubElement(self.root, "desc", {"id": f"{name}-d"}).text = plain(says)
        self._ground = SubElement(self.root, "rect", {"class": "p-ground", "width": number(width)})
        self._into = self.root

    @property
    def span(self) -> float:
        """Return how wide the sheet is between its margins."""
        return self.right - self.left

    def put(self, tag: str, css: str, **attributes: float | str) -> Element:
        """Add an element; numbers become coordinates, ``stroke_width`` the attribute ``stroke-width``."""
        given = {
            key.replace("_", "-"): value if isinstance(value, str) else number(value)
            for key, value in attributes.items()
        }
        return SubElement(self._into, tag, {"class": css, **given} if css else given)

    def text(self, x: float, y: float, words: str, css: str = "", anchor: str | None = None) -> None:
        """Write words with their base line at ``y``."""
        if words:
            element = self.put("text", css, x=x, y=y, **({"text_anchor": anchor} if anchor else {}))
            element.text = plain(words)

    def lines(self, x: float, y: float, lines: Sequence[str], css: str = "", step: float = 16) -> float:
        """Write lines one below the other from base line ``y``; return where the next would stand."""
        for line in lines:
            self.text(x, y, line, css)
            y += step
        return y

    def fitted(self, words: str, width: float, css: str = "", most: int | None = None) -> list[str]:
        """Return words as lines that fit into ``width`` in the letters of a class."""
        return wrapped(words, width, SIZES.get(css, 13.0), bold=css in _BOLD, most=most)

    def width_of(self, words: str, css: str = "") -> float:
        """Return how wide words are in the letters of a class."""
        return text_width(plain(words), SIZES.get(css, 13.0), bold=css in _BOLD)

    def paragraph(self, words: str, css: str = "", *, step: float = 17, after: float = 6) -> None:
        """Write words over the whole width, and go below them."""
        for line in self.fitted(words, self.span, css):
            self.y += step
            self.text(self.left, self.y, line, css)
        self.y += after

    def line(self, x1: float, y1: float, x2: float, y2: float, css: str = "p-line") -> None:
        """Draw a straight line."""
        self.put("path", css, d=f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}")

    def rect(self, x: float, y: float, width: float, height: float, css: str, radius: float = 0) -> None:
        """Draw a box."""
        self.put("rect", css, x=x, y=y, width=width, height=height, **({"rx": radius} if radius else {}))

    @contextmanager
    def mark(self, target: str | None, told: str, *, area: float = 0) -> Iterator[None]:
        """Group what is drawn inside as one mark: ``told`` when pointed at, a link where the sheet has links.

        With ``area``, so many pixels of the row, from where ``y`` was to where it comes, are the link.
        """
        before, top = self._into, self.y
        linked = self._linked and target is not None
        self._into = SubElement(before, "a" if linked else "g", {"href": f"#{target}"} if linked else {})
        SubElement(self._into, "title").text = plain(told)
        behind = self.put("rect", "p-area", rx=4) if linked and area else None
        try:
            yield
        finally:
            self._into = before
            if behind is not None:
                box = (self.left - 2, top, area + 4, self.y - top)
                for key, value in zip(("x", "y", "width", "height"), box, strict=True):
                    behind.set(key, number(value))

    def finish(self, style: str | None) -> str:
        """Return the drawing as text, ``y`` being its height; ``style`` goes in before all else."""
        height = number(self.y + MARGIN)
        self._ground.set("height", height)
        width = number(self.width)
        for key, value in (("width", width), ("height", height), ("viewBox", f"0 0 {width} {height}")):
            self.root.set(key, value)
        if style is not None:
            made = Element("style")
            made.text = style
            self.root.insert(2, made)
        return tostring(self.root, encoding="unicode") + "\n"
