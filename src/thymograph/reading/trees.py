"""Marked-up text as a tree: elements, and the pieces of text in them with their place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

__all__ = ["DEEPEST", "Element", "Piece", "pieces_of"]

DEEPEST = 180
"""Levels of a tree; what is nested deeper is a sibling, or refused. Readers may therefore recurse."""

# Marks that no reader of the page sees: soft hyphens, joiners and spaces of no width.
_INVISIBLE = re.compile("[\0\u00ad\u200b\u200c\u2060\ufeff]+")


class Piece(NamedTuple):
    """Words as shown, and where they stand in the file; of another length than there, all is one (an entity)."""

    text: str
    start: int
    end: int


class Element:
    """An element with its children in the order of the file."""

    __slots__ = ("attributes", "children", "holds_block", "linked", "links", "name", "parent", "size")

    def __init__(self, name: str, attributes: Mapping[str, str], parent: Element | None) -> None:
        self.name = name
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element | Piece] = []
        self.size = 0
        """Characters shown in it that are no white space, once measured."""
        self.linked = 0
        """Of these, how many stand in links."""
        self.links = 0
        self.holds_block = False

    def get(self, name: str) -> str:
        """Return the value of an attribute, "" without one."""
        return self.attributes.get(name, "")

    def elements(self) -> Iterator[Element]:
        """Yield the child elements."""
        for child in self.children:
            if isinstance(child, Element):
                yield child

    def walk(self) -> Iterator[Element]:
        """Yield the element and all below it, in the order of the file."""
        pending = [self]
        while pending:
            element = pending.pop()
            yield element
            pending.extend(child for child in reversed(element.children) if isinstance(child, Element))

    def first(self, *names: str) -> Element | None:
        """Return the first child element with one of ``names``."""
        return next((child for child in self.elements() if child.name in names), None)

    def text(self) -> str:
        """Return all text in it, as it stands, white space included."""
        parts: list[str] = []
        pending: list[Element | Piece] = [self]
        while pending:
            one = pending.pop()
            if isinstance(one, Piece):
                parts.append(one.text)
            else:
                pending.extend(reversed(one.children))
        return "".join(parts)

    def words(self) -> str:
        """Return all text in it, white space run together.

        >>> one = Element("p", {}, None); one.children.append(Piece(" a\\n b ", 0, 6)); one.words()
        'a b'
        """
        return " ".join(self.text().split())


def pieces_of(text: str, start: int, into: list[Element | Piece]) -> None:
    """Add ``text``, which stands at ``start`` of the file as it is, without the marks in it that are not shown."""
    position = 0
    if _INVISIBLE.search(text):
        for match in _INVISIBLE.finditer(text):
            if match.start() > position:
                into.append(Piece(text[position : match.start()], start + position, start + match.start()))
            position = match.end()
    if position < len(text):
        into.append(Piece(text[position:] if position else text, start + position, start + len(text)))
