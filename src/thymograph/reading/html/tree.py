"""The tree of a page: tags that are left out or crossed are put right as browsers do, as far as words depend on it."""

from __future__ import annotations

from collections import Counter

from thymograph.errors import DocumentError
from thymograph.reading.html.tokens import Tag, tokens
from thymograph.reading.trees import DEEPEST, Element, Piece

__all__ = ["BLOCKS", "HEADINGS", "tree_of"]

HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
BLOCKS = HEADINGS | frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form "
    "header hgroup hr html legend li main menu nav ol optgroup option p pre search section select summary table tbody td tfoot th "
    "thead tr caption colgroup ul".split()
)
"""Elements that begin a line of their own."""
_VOID = frozenset("area base br col embed frame hr img input link meta param source track wbr".split())
# Start tags that end an open paragraph.
_END_PARAGRAPH = HEADINGS | frozenset(
    "address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption figure footer form header "
    "hgroup hr li main menu nav ol p pre search section summary table ul".split()
)
# What the search for an open element does not look beyond.
_CLOSED_IN = frozenset("html body table td th caption template button object marquee applet".split())
_ROW_PARTS = frozenset(["thead", "tbody", "tfoot"])
# A start tag ends the first of these that is open before one of those.
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(["li"]), frozenset(["ul", "ol", "menu", "dir"])),
    "dt": (frozenset(["dt", "dd"]), frozenset(["dl"])),
    "dd": (frozenset(["dt", "dd"]), frozenset(["dl"])),
    "option": (frozenset(["option"]), frozenset(["select", "datalist"])),
    "optgroup": (frozenset(["optgroup"]), frozenset(["select"])),
    "tr": (frozenset(["tr", "caption", "colgroup"]), frozenset(["table"]) | _ROW_PARTS),
    "td": (frozenset(["td", "th"]), frozenset(["tr", "table"])),
    "th": (frozenset(["td", "th"]), frozenset(["tr", "table"])),
    **{part: (_ROW_PARTS | {"caption", "colgroup"}, frozenset(["table"])) for part in _ROW_PARTS},
}
_TABLE_ENDS = frozenset(["table", "tr", "td", "th", "caption"]) | _ROW_PARTS
_HEAD = frozenset("title meta link script style base noscript template".split())
# No page that people read has more; each takes some hundred bytes of memory.
_MOST_ELEMENTS = 1_000_000
# Open elements looked at for the one that a tag ends.
_FARTHEST = 400


class _Tree:
    def __init__(self, path: str) -> None:
        self.path = path
        self.root = Element("html", {}, None)
        self.open: list[Element] = [self.root]
        self.count: Counter[str] = Counter()
        self.made = 0

    def pop_to(self, index: int) -> None:
        for element in self.open[index:]:
            self.count[element.name] -= 1
        del self.open[index:]

    def find(self, names: frozenset[str], barriers: frozenset[str]) -> int | None:
        """Return the index of the innermost open element of ``names`` that stands in none of ``barriers``."""
        for index in range(len(self.open) - 1, max(0, len(self.open) - _FARTHEST), -1):
            name = self.open[index].name
            if name in names:
                return index
            if name in barriers:
                return None
        return None

    def start(self, tag: Tag) -> None:
        name = tag.name
        if name in ("html", "body"):
            if tag.attributes and not (name == "body" and self.root.attributes.get("class")):
                self.root.attributes = {**tag.attributes, **self.root.attributes}
            if name == "body":
                self.leave_head()
            return
        if name not in _HEAD and name != "head":
            self.leave_head()
        if name in _END_PARAGRAPH and self.count["p"]:
            self.end_nearest(frozenset(["p"]), _CLOSED_IN)
        if name in HEADINGS and self.open[-1].name in HEADINGS:
            self.pop_to(len(self.open) - 1)
        if name in _ENDS:
            names, barriers = _ENDS[name]
            if any(self.count[one] for one in names):
                self.end_nearest(names, barriers)
        if name == "a" and self.count["a"]:
            self.end_nearest(frozenset(["a"]), BLOCKS | _CLOSED_IN)
        self.made += 1
        if self.made > _MOST_ELEMENTS:
            raise DocumentError(
                f"{self.path}: more than {_MOST_ELEMENTS:,} elements; no page for reading (split it, or save its text)"
            )
        above = self.open[min(len(self.open), DEEPEST) - 1]
        element = Element(name, tag.attributes, above)
        above.children.append(element)
        if name not in _VOID and not (tag.closed and name not in BLOCKS and name not in ("a", "span", "b", "i")):
            self.open.append(element)
            self.count[name] += 1

    def end_nearest(self, names: frozenset[str], barriers: frozenset[str]) -> None:
        index = self.find(names, barriers)
        if index is not None:
            self.pop_to(index)

    def leave_head(self) -> None:
        if self.count["head"]:
            self.end_nearest(frozenset(["head"]), frozenset())

    def end(self, tag: Tag) -> None:
        name = tag.name
        if not self.count[name]:
            return
        if name in _TABLE_ENDS:
            barriers = frozenset() if name == "table" else frozenset(["table"])
        elif name in BLOCKS:
            barriers = _CLOSED_IN
        else:
            barriers = BLOCKS | _CLOSED_IN
        self.end_nearest(frozenset([name]), barriers - {name})

    def text(self, pieces: list[Element | Piece]) -> None:
        shown = any(isinstance(piece, Piece) and not piece.text.isspace() for piece in pieces)
        if shown and self.open[-1].name == "head":
            self.leave_head()
        self.open[min(len(self.open), DEEPEST) - 1].children.extend(pieces)


def tree_of(text: str, *, path: str) -> Element:
    """Return the tree of a page, its root named "html"; ``head`` is a child like any other.

    Words stay in the order of the file, also those that a browser moves out of a table.

    Raises:
        DocumentError: if it has more than a million elements.
    """
    tree = _Tree(path)
    for token in tokens(text):
        if isinstance(token, list):
            tree.text(token)
        elif token.opens:
            tree.start(token)
        else:
            tree.end(token)
    return tree.root
