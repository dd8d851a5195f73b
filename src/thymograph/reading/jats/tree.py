"""The tree of an XML file by expat, which tells the byte of everything; nothing is fetched and no entity unfolded."""

from __future__ import annotations

from html.entities import html5
from xml.parsers import expat

from thymograph.errors import DocumentError
from thymograph.reading.trees import DEEPEST, Element, Piece, pieces_of

__all__ = ["xml_tree"]

_MOST_ELEMENTS = 1_000_000
# What an entity declared in the file may stand for: a sign or a name, no markup and no other entity.
_LONGEST_ENTITY = 200


class _Reader:
    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self.bytes = text.encode("utf-8")
        self.ascii = len(self.bytes) == len(text)
        self.at = (0, 0)  # a byte, and the code point there
        self.root: Element | None = None
        self.open: list[Element] = []
        self.made = 0
        self.declared: dict[str, str | None] = {}
        self.unknown: dict[str, int] = {}
        self.parser = parser = expat.ParserCreate("utf-8")
        parser.buffer_text = False
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        # As if there were a DTD elsewhere: entities that the file does not declare are then named, not refused.
        parser.UseForeignDTD(True)
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        # With a handler of its own for what is left, expat unfolds no entity in text but names it.
        parser.DefaultHandler = self.other
        parser.SkippedEntityHandler = self.entity
        parser.EntityDeclHandler = self.declare
        parser.ExternalEntityRefHandler = self.external

    def code_point(self, byte: int) -> int:
        if self.ascii:
            return byte
        known, point = self.at
        point += len(self.bytes[known:byte].decode("utf-8"))
        self.at = (byte, point)
        return point

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.made += 1
        line = self.parser.CurrentLineNumber
        if len(self.open) >= DEEPEST:
            raise DocumentError(f"{self.path}: line {line}: elements nested more than {DEEPEST} deep; no article is")
        if self.made > _MOST_ELEMENTS:
            raise DocumentError(f"{self.path}: line {line}: more than {_MOST_ELEMENTS:,} elements; split the file")
        above = self.open[-1] if self.open else None
        # Prefixes are chosen by the file ("xlink:href", "mml:math"); no two names that matter differ by them alone.
        kept = {key.rpartition(":")[2]: value for key, value in attributes.items() if not key.startswith("xmlns")}
        element = Element(name.rpartition(":")[2], kept, above)
        if above is None:
            self.root = element
        else:
            above.children.append(element)
        self.open.append(element)

    def end(self, name: str) -> None:
        self.open.pop()

    def text(self, shown: str) -> None:
        byte = self.parser.CurrentByteIndex
        start = self.code_point(byte)
        if self.bytes[byte] == 0x26 and not (shown.startswith("&") and self.in_cdata(byte, shown)):
            end = self.bytes.index(b";", byte) + 1 - byte + start
            self.open[-1].children.append(Piece(shown, start, end))
        elif shown == "\n" and self.bytes[byte] == 0x0D:
            self.open[-1].children.append(Piece(shown, start, start + 1))
        else:
            pieces_of(shown, start, self.open[-1].children)

    def in_cdata(self, byte: int, shown: str) -> bool:
        """Tell whether an ampersand is the character itself, as in CDATA, and not the beginning of ``&amp;``."""
        return len(shown) > 1 or not self.bytes.startswith((b"&amp;", b"&#"), byte)

    def other(self, markup: str) -> None:
        """Pass over comments, instructions and declarations."""

    def external(self, context: str | None, *_: object) -> int:
        """Leave the name of an entity that stands for another file: nothing is fetched."""
        name = (context or "").rpartition("\f")[2]
        if name and self.open:
            start = self.code_point(self.parser.CurrentByteIndex)
            self.unknown[name] = self.unknown.get(name, 0) + 1
            self.open[-1].children.append(Piece(f"&{name};", start, start + len(name) + 2))
        return 1

    def declare(self, name: str, is_parameter: int, value: str | None, *_: object) -> None:
        if not is_parameter:
            plain = value is not None and len(value) <= _LONGEST_ENTITY and "<" not in value and "&" not in value
            self.declared.setdefault(name, value if plain else None)

    def entity(self, name: str, is_parameter: int) -> None:
        if is_parameter or not self.open:
            return
        byte = self.parser.CurrentByteIndex
        start = self.code_point(byte)
        end = start + len(name) + 2
        if name in self.declared:
            shown = self.declared[name]
            if shown is None:
                raise DocumentError(
                    f"{self.path}: line {self.parser.CurrentLineNumber}: the entity &{name}; is made of entities or "
                    "markup, which is not unfolded; write out what it stands for"
                )
        else:
            shown = html5.get(f"{name};")
            if shown is None:
                self.unknown[name] = self.unknown.get(name, 0) + 1
                shown = f"&{name};"
        if shown:
            self.open[-1].children.append(Piece(shown, start, end))


def xml_tree(text: str, *, path: str) -> tuple[Element, list[str]]:
    """Return the root of an XML file, names without prefixes, and a notice for each entity that is left as it is.

    Raises:
        DocumentError: if it is not well-formed, is nested too deep, or unfolds entities; the line is named.
    """
    reader = _Reader(text, path)
    try:
        reader.parser.Parse(reader.bytes, True)
    except expat.ExpatError as error:
        raise DocumentError(
            f"{path}: line {error.lineno}, column {error.offset + 1}: {expat.errors.messages[error.code]}; "
            "the XML is not well-formed: get the file again, or mend it there"
        ) from error
    if reader.root is None:  # pragma: no cover – expat refuses a file without root
        raise DocumentError(f"{path}: no element in the file")
    return reader.root, [
        f"{path}: the entity &{name}; is not declared, or stands for another file, and is left as it is ({count} times)"
        for name, count in sorted(reader.unknown.items())
    ]
