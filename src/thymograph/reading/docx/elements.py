"""The XML of a part as elements with short names, read within limits: no document type, no entities, no depth without end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from thymograph.errors import DocumentError

__all__ = ["children_of", "text_of"]

# Word itself stops at a few dozen.
_DEEPEST = 200

# ECMA-376 names most spaces twice, once for the "strict" form.
_SPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w-",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w-",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r-",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r-",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m-",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m-",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc-",
    "http://schemas.microsoft.com/office/word/2004/10/bibliography": "b-",
    "http://schemas.openxmlformats.org/officeDocument/2006/bibliography": "b-",
    "http://purl.oclc.org/ooxml/officeDocument/bibliography": "b-",
    "http://purl.org/dc/elements/1.1/": "dc-",
    "http://purl.org/dc/terms/": "dcterms-",
    "http://schemas.openxmlformats.org/package/2006/relationships": "",
    "http://schemas.openxmlformats.org/package/2006/content-types": "",
    "http://www.w3.org/XML/1998/namespace": "xml-",
}


class _Reader:
    """Takes the events of expat and keeps each element whose parent is looked for, whole."""

    def __init__(self, parent: str | None, name: str) -> None:
        self.parent = parent
        self.name = name
        self.done: list[Element] = []
        self.depth = 0
        self._inside = 0  # depth of the child that is being built
        self._open = 0  # depth of the parent, once it was met
        self._builder: TreeBuilder | None = None
        self._names: dict[str, str] = {}
        self.parser = expat.ParserCreate(namespace_separator="\n")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _doctype(self, *_: object) -> None:
        raise DocumentError(f"{self.name}: declares a document type, which Word never does; not read")

    def _short(self, name: str) -> str:
        space, _, local = name.rpartition("\n")
        short = self._names[name] = _SPACES.get(space, "" if not space else "?-") + local
        return short

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise DocumentError(
                f"{self.name}: elements within elements {_DEEPEST} deep; no document has that, not read"
            )
        names = self._names
        tag = names.get(tag) or self._short(tag)
        builder = self._builder
        if builder is None:
            if not self._open:
                if self.depth == 1 if self.parent is None else tag == self.parent:
                    self._open = self.depth
                return
            if self.depth != self._open + 1:
                return
            builder = self._builder = TreeBuilder()
            self._inside = self.depth
        builder.start(tag, {names.get(name) or self._short(name): value for name, value in attributes.items()})

    def _end(self, tag: str) -> None:
        builder = self._builder
        if builder is not None:
            builder.end(self._names[tag])
            if self.depth == self._inside:
                self.done.append(builder.close())
                self._builder = None
        elif self.depth == self._open:
            self._open = 0
        self.depth -= 1

    def _text(self, words: str) -> None:
        if self._builder is not None:
            self._builder.data(words)


def children_of(chunks: Iterable[bytes], parent: str | None = None, *, name: str) -> Iterator[Element]:
    """Yield the elements right under ``parent`` (the root, if None), each whole, one after the other.

    Only one of them is held at a time, so that a long part needs no more memory than its longest paragraph or table.
    Names are short ("w-p"), whatever prefixes the part uses. ``name`` is that of file and part, for errors.

    Raises:
        DocumentError: if it is not XML, declares a document type (and with it entities), or is nested without end.
    """
    reader = _Reader(parent, name)
    try:
        for chunk in chunks:
            reader.parser.Parse(chunk, False)
            yield from reader.done
            reader.done.clear()
        reader.parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise DocumentError(
            f"{name}: line {error.lineno}: not XML ({error}); save the document again in Word"
        ) from error
    yield from reader.done


def text_of(element: Element | None) -> str:
    """Return the words of an element, white space at both ends off; "" for None."""
    return "" if element is None else "".join(element.itertext()).strip()
