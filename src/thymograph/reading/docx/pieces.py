"""What a paragraph of Word holds, flat and in order: words with how they are set, fields, links, notes, text boxes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element

from thymograph.reading.docx.package import Relation
from thymograph.reading.docx.styles import PLAIN, RunStyle, Styles, run_style
from thymograph.reading.raised import raised
from thymograph.reading.symbols import in_unicode

__all__ = ["Piece", "PieceKind", "Pieces"]

PieceKind = Literal[
    "words",
    "break",  # a line break, a tab
    "field",  # begins; its words are the data it carries
    "code",  # of the open field
    "result",  # of the open field begins
    "close",  # of the open field
    "link",  # begins; its words are its address, or # and a bookmark
    "unlink",
    "control",  # begins; its words are its tag
    "uncontrol",
    "bookmark",  # begins; its words are its id and its name
    "endmark",  # of the bookmark with this id
    "note",  # the mark of one: kind, a space, id
    "box",  # a text box; its element holds paragraphs
]


class Piece(NamedTuple):
    """A piece of a paragraph."""

    kind: PieceKind
    words: str = ""
    style: RunStyle = PLAIN
    element: Element | None = None


# What holds runs and adds nothing of its own.
_CLEAR = frozenset(
    {"w-smartTag", "w-customXml", "w-dir", "w-bdo", "m-oMathPara", "w-sdtContent", "w-ruby", "w-rubyBase", "w-subDoc"}
)
_SILENT = frozenset({"w-del", "w-moveFrom", "w-rt", "w-pPr", "w-rPr", "w-sdtPr", "w-proofErr"})


class Pieces:
    """Takes paragraphs apart, and counts what is left out on the way."""

    def __init__(self, styles: Styles, relations: Mapping[str, Relation]) -> None:
        self.styles = styles
        self.relations = relations
        self.counts: Counter[str] = Counter()
        """Of insertions, deletions, hidden runs and so on, for the notices."""

    def of(self, parent: Element, below: RunStyle = PLAIN) -> Iterator[Piece]:
        """Yield the pieces of what stands in ``parent``, set over ``below``, the style of its paragraph."""
        for child in parent:
            tag = child.tag
            if tag == "w-r":
                yield from self._run(child, below)
            elif tag in _SILENT:
                if tag in ("w-del", "w-moveFrom"):
                    self.counts["deleted"] += 1
            elif tag in ("w-ins", "w-moveTo"):
                self.counts["inserted"] += 1
                yield from self.of(child, below)
            elif tag == "w-hyperlink":
                relation = self.relations.get(child.get("r-id", ""))
                anchor = child.get("w-anchor")
                yield Piece(
                    "link", relation.target if relation and relation.outside else f"#{anchor}" if anchor else ""
                )
                yield from self.of(child, below)
                yield Piece("unlink")
            elif tag == "w-fldSimple":
                yield Piece("field", "".join(data.text or "" for data in child.iterfind("w-fldData")))
                yield Piece("code", child.get("w-instr", ""))
                yield Piece("result")
                yield from self.of(child, below)
                yield Piece("close")
            elif tag == "w-sdt":
                name = child.find("w-sdtPr/w-tag")
                yield Piece("control", "" if name is None else name.get("w-val", ""))
                for content in child.iterfind("w-sdtContent"):
                    yield from self.of(content, below)
                yield Piece("uncontrol")
            elif tag == "w-bookmarkStart":
                yield Piece("bookmark", f"{child.get('w-id', '')} {child.get('w-name', '')}")
            elif tag == "w-bookmarkEnd":
                yield Piece("endmark", child.get("w-id", ""))
            elif tag == "m-oMath":
                yield from self._formula(child)
            elif tag in _CLEAR:
                yield from self.of(child, below)
            elif tag == "mc-AlternateContent":
                yield from self._alternative(child, below)
            elif tag == "w-commentReference":
                self.counts["comment marks"] += 1

    def _run(self, run: Element, below: RunStyle) -> Iterator[Piece]:
        properties = run.find("w-rPr")
        style = below
        if properties is not None:
            named = properties.find("w-rStyle")
            if named is not None:
                style = self.styles.run(named.get("w-val")).over(style)
            style = run_style(properties).over(style)
        if style.hidden:
            # Fields are kept together by what is not shown, citations by codes alone.
            if any(child.tag in ("w-t", "w-sym") for child in run):
                self.counts["hidden"] += 1
            for piece in self._inside(run, style):
                if piece.kind in ("field", "code", "result", "close"):
                    yield piece
            return
        yield from self._inside(run, style)

    def _inside(self, run: Element, style: RunStyle) -> Iterator[Piece]:
        for child in run:
            tag = child.tag
            if tag == "w-t":
                if child.text:
                    yield Piece("words", in_unicode(child.text, style.font) if style.font else child.text, style)
            elif tag in ("w-tab", "w-br", "w-cr", "w-ptab"):
                yield Piece("break", "page" if child.get("w-type") == "page" else tag[2:])
            elif tag == "w-noBreakHyphen":
                yield Piece("words", "-", style)
            elif tag == "w-sym":
                code = child.get("w-char", "")
                try:
                    letter = chr(int(code, 16))
                except (ValueError, OverflowError):
                    continue
                if not "\ud800" <= letter <= "\udfff":
                    yield Piece("words", in_unicode(letter, child.get("w-font", "")), style)
            elif tag == "w-fldChar":
                form = child.get("w-fldCharType")
                if form == "begin":
                    yield Piece("field", "".join(data.text or "" for data in child.iterfind("w-fldData")))
                elif form == "separate":
                    yield Piece("result")
                elif form == "end":
                    yield Piece("close")
            elif tag == "w-instrText":
                yield Piece("code", child.text or "")
            elif tag in ("w-footnoteReference", "w-endnoteReference"):
                own = "" if child.get("w-customMarkFollows", "0") in ("0", "false") else " own"
                yield Piece("note", f"{tag[2:-9]} {child.get('w-id', '')}{own}", style)
            elif tag in ("w-drawing", "w-pict", "w-object"):
                yield from self._boxes(child)
            elif tag == "mc-AlternateContent":
                yield from self._alternative(child, style)
            elif tag == "w-commentReference":
                self.counts["comment marks"] += 1
            elif tag in _CLEAR:
                yield from self.of(child, style)

    def _boxes(self, drawing: Element) -> Iterator[Piece]:
        for child in drawing:
            if child.tag == "w-txbxContent":
                yield Piece("box", element=child)
            elif child.tag == "mc-AlternateContent":
                yield from next((found for form in child if (found := list(self._boxes(form)))), [])
            else:
                yield from self._boxes(child)

    def _alternative(self, element: Element, style: RunStyle) -> Iterator[Piece]:
        """Yield the pieces of one of the forms in which the same thing is written: the first that shows something."""
        for form in element:
            pieces = list(self._inside(form, style) if form.find("w-r") is None else self.of(form, style))
            if pieces:
                yield from pieces
                return

    def _formula(self, element: Element) -> Iterator[Piece]:
        """Yield the words of a formula in the order in which they are read out; powers are raised digits."""
        tag = element.tag
        if tag == "m-t":
            if element.text:
                yield Piece("words", element.text)
        elif tag == "m-sup":
            words = "".join(text.text or "" for text in element.iter("m-t"))
            yield Piece("words", raised(words) if words.strip() else words)
        elif tag == "m-f":
            for name in ("m-num", "m-den"):
                if name == "m-den":
                    yield Piece("words", "/")
                for part in element.iterfind(name):
                    yield from self._formula(part)
        elif tag == "m-d":
            yield Piece("words", self._sign(element, "m-begChr", "("))
            for index, part in enumerate(element.iterfind("m-e")):
                if index:
                    yield Piece("words", self._sign(element, "m-sepChr", "|"))
                yield from self._formula(part)
            yield Piece("words", self._sign(element, "m-endChr", ")"))
        else:
            if tag == "m-nary":
                yield Piece("words", self._sign(element, "m-chr", "∫"))
            elif tag == "m-rad":
                yield Piece("words", "√")
            for child in element:
                if child.tag not in ("m-ctrlPr", "w-rPr", "m-rPr") and not child.tag.endswith("Pr"):
                    yield from self._formula(child)

    @staticmethod
    def _sign(element: Element, name: str, usual: str) -> str:
        found = next(element.iter(name), None)
        return usual if found is None else found.get("m-val", usual)
