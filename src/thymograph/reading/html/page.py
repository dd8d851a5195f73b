"""The elements of a page written as lines: headings, paragraphs, items, tables, what stands around the text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from thymograph.reading.addresses import named_by
from thymograph.reading.composing import Cell, Composer, Form, Row
from thymograph.reading.html.references import Entry, References, is_backlink, only_links
from thymograph.reading.html.structure import Structure
from thymograph.reading.html.tree import BLOCKS, HEADINGS
from thymograph.reading.trees import Element, Piece

__all__ = ["Page"]

_BYLINE = re.compile(
    r"(?:[a-z]+-)?(?:byline|authors?(?:-list|-name)?|contributors?|affiliations?|pub-?date|publish(?:ed)?(?:-date|-on)?|date-?line|"
    r"(?:entry|post|article)-(?:meta|date|info)|doi|journal-?title|reviewed-?by|last-?(?:updated|reviewed|modified)|keywords?)"
)
_CODE_CLASS = re.compile(r"highlight|language-|prettyprint|code|terminal|syntax")
_EDITS = re.compile(r"\W*(?:edit|edit source|¶|#|§|link|permalink|copy link)(?:\W+edit source)?\W*", re.IGNORECASE)
_SENTENCE = re.compile(r"[.;!?…]\W*$")
_CITES = re.compile(
    r"\W*(?:\d{1,3}|(?:the )?(?:source|ref(?:erence)?|citation|cite|study|paper|article|link|pubmed|pmc|doi)s?(?: \d{1,3})?|"
    r"(?:[\w-]{1,40}\.){1,4}[a-z]{2,24}(?:/\S{0,80})?|\D{2,70}\b(?:19|20)\d\d[a-z]?)\W*",
    re.IGNORECASE,
)
_LONGEST_BOLD_HEADING = 100
_LONGEST_META = 400
_LONGEST_TERM = 80
_LONGEST_VALUE = 160
# A cell with more words than this holds a part of the page, not a value.
_LARGEST_CELL = 1_500


class Page(Composer):
    """Writes a page from its tree."""

    parting = BLOCKS

    def __init__(self, structure: Structure, references: References) -> None:
        super().__init__()
        self.structure = structure
        self.references = references
        self.addresses: dict[str, str] = {}
        """Of works that links in the text lead to, by key."""
        self._entry: Entry | None = None
        self._depth = 0  # of lists
        self._level = 1  # of the last heading
        self._titled = False

    # ------------------------------------------------------------ what its composer asks

    def is_hidden(self, element: Element) -> bool:
        return self.structure.is_hidden(element)

    def entries_of(self, element: Element) -> tuple[str, ...] | None:
        if self._entry is not None or not element.attributes or self.forced == "boilerplate":
            return None
        found = list(self.references.targets(element))
        if found:
            works = tuple(entry.key for entry in found if entry.is_work)
            return works if works or len(element.words()) <= 6 else None
        if element.name != "a" or not (href := element.get("href")).startswith(("http", "//")):
            return None
        words = element.words()
        if not _CITES.fullmatch(words[:90]) or not any(named_by([href])[:3]):
            return None
        number = words.strip("[]() ")
        if number in self.references.numbers:
            return (self.references.numbers[number],)
        key = f"link:{href[:300]}"
        self.addresses[key] = href
        return (key,)

    # ------------------------------------------------------------ the walk

    def write(self, root: Element) -> None:
        """Write the whole page."""
        self._children(root, in_main=False)
        self.end_line()

    def _children(self, element: Element, *, in_main: bool) -> None:
        for child in element.children:
            if isinstance(child, Piece):
                self.piece(child)
            else:
                self._element(child, in_main=in_main or child is self.structure.main)

    def _element(self, element: Element, *, in_main: bool) -> None:
        if self.is_hidden(element):
            return
        name = element.name
        is_block = name in BLOCKS
        if is_block and not element.size:
            self.end_line()
            return
        if self.forced != "boilerplate" and id(element) not in self.references.by_element:
            begins = is_block or element.holds_block or not self.opened
            if begins and self.structure.is_around(element, in_main=in_main, after_colon=self._after_colon()):
                with self.force("boilerplate"):
                    self._children(element, in_main=in_main)
                return
        if not is_block and not element.holds_block:
            self.inline(element)
        elif (entry := self.references.by_element.get(id(element))) and self.forced is None:
            self._write_entry(entry)
        elif not is_block:
            self._children(element, in_main=in_main)
        else:
            self._block(element, in_main=in_main)

    def _after_colon(self) -> bool:
        if self.opened:
            return self._last == ":"
        last = self.writer.last
        return last is not None and last.text.endswith(":")

    def _block(self, element: Element, *, in_main: bool) -> None:
        name = element.name
        if self.forced is not None:
            with self.line(Form(self.forced)):
                self._children(element, in_main=in_main)
        elif name in HEADINGS or element.get("role") == "heading":
            self._heading(element, self._rank(element))
        elif name in ("ul", "ol", "menu", "dir"):
            self._list(element, in_main=in_main)
        elif name == "dl":
            self._terms(element, in_main=in_main)
        elif name == "table":
            self._table(element, in_main=in_main)
        elif name in ("figcaption", "caption"):
            with self.line(Form("caption")), self.in_one_line():
                self.flat(element)
        elif name == "figure":
            self._figure(element, in_main=in_main)
        elif name == "pre":
            self._preformatted(element)
        elif name == "summary":
            self._heading(element, min(6, self._level + 1))
        elif name == "address" or (element.size <= _LONGEST_META and self._is_byline(element)):
            with self.force("metadata"):
                self._children(element, in_main=in_main)
        elif name in ("p", "legend"):
            if self._is_bold_heading(element):
                self._heading(element, min(6, self._level + 1), sets=False)
            else:
                with self.line(Form("paragraph")):
                    self._children(element, in_main=in_main)
        else:
            quoted = name in ("blockquote", "dd") or (name == "div" and self._depth > 0)
            with self.line(Form("paragraph") if quoted else Form()):
                self._children(element, in_main=in_main)

    # ------------------------------------------------------------ headings

    def _rank(self, element: Element) -> int:
        if element.name in HEADINGS:
            return int(element.name[1])
        level = element.get("aria-level")
        return min(6, max(1, int(level))) if level.isdecimal() and len(level) < 3 else 2

    def _heading(self, element: Element, level: int, *, sets: bool = True) -> None:
        """Write a heading; a link at its end that only edits it or leads to it is a line of its own."""
        if not element.size:
            return
        self.item = None
        children = list(element.children)
        edits: list[Element] = []
        while children and (
            not isinstance(last := children[-1], Element) or not last.size or _EDITS.fullmatch(last.words()[:60])
        ):
            if isinstance(last, Piece):
                if not last.text.isspace():
                    break
                children.pop()
                continue
            edits.append(last)
            children.pop()
        words = Element(element.name, element.attributes, element.parent)
        words.children = children
        title = level == 1 and not self._titled
        self._titled = self._titled or title
        if sets:
            self._level = level
        with self.line(Form("title") if title else Form(level=level)), self.in_one_line():
            self.flat(words)
        if edits:
            with self.force("boilerplate"):
                for one in reversed(edits):
                    self.inline(one)

    def _is_bold_heading(self, element: Element) -> bool:
        """Tell whether a paragraph is a few words in bold and nothing else."""
        if not 2 < element.size <= _LONGEST_BOLD_HEADING or self._depth or self.item:
            return False
        shown = [c for c in element.children if not (isinstance(c, Piece) and c.text.isspace())]
        inner = [c for c in shown if isinstance(c, Element) and c.size]
        if len(inner) != 1 or any(isinstance(c, Piece) for c in shown) or inner[0].name not in ("b", "strong"):
            return False
        words = inner[0].words()
        return not _SENTENCE.search(words) and not words.endswith((",", ":")) and len(words.split()) <= 12

    @staticmethod
    def _is_byline(element: Element) -> bool:
        tokens = [*element.get("class").lower().replace("_", "-").split()[:20], element.get("itemprop").lower()]
        return any(_BYLINE.fullmatch(token) for token in tokens if token) and element.name in (
            "p",
            "div",
            "ul",
            "ol",
            "section",
            "dl",
            "header",
        )

    # ------------------------------------------------------------ lists

    def _list(self, element: Element, *, in_main: bool) -> None:
        self.end_line()
        counts = element.name == "ol"
        letters = element.get("type")
        start = element.get("start")
        number = int(start) if start.isdecimal() and len(start) < 6 else 1
        self._depth += 1
        for child in element.children:
            if isinstance(child, Piece):
                self.piece(child)
                continue
            if child.name != "li" or id(child) in self.references.by_element:
                self._element(child, in_main=in_main)
                continue
            if self.is_hidden(child):
                continue
            value = child.get("value")
            number = int(value) if value.isdecimal() and len(value) < 6 else number
            sign = chr(96 + number) if letters in ("a", "A") and 0 < number <= 26 else str(number)
            self.end_line()
            around = self.structure.is_around(child, in_main=in_main, after_colon=True)
            self.item = Form(
                bullet=None if counts else "•", number=sign if counts else None, indent=4 * (self._depth - 1)
            )  # fmt: skip
            with self.line(Form("paragraph")):
                if around:
                    with self.force("boilerplate"):
                        self._children(child, in_main=in_main)
                else:
                    self._children(child, in_main=in_main)
            self.item = None
            number += 1
        self._depth -= 1
        self.end_line()

    def _terms(self, element: Element, *, in_main: bool) -> None:
        """Write a list of terms: short values as rows of a table, questions and long texts under their terms."""
        parts = list(_parts(element))
        pairs = [(a, b) for a, b in zip(parts[::2], parts[1::2], strict=False) if a.name == "dt" and b.name == "dd"]
        short = len(pairs) * 2 == len(parts) and all(
            a.size <= _LONGEST_TERM and 0 < b.size <= _LONGEST_VALUE and not _SENTENCE.search(b.words())
            and not a.words().endswith("?") and not b.holds_block for a, b in pairs
        )  # fmt: skip
        if pairs and short:
            self.table([Row([Cell(a), Cell(b)]) for a, b in pairs])
            return
        for part in parts:
            if part.name == "dt":
                self._heading(part, min(6, self._level + 1), sets=False)
            else:
                self._element(part, in_main=in_main)

    # ------------------------------------------------------------ tables and figures

    def _figure(self, element: Element, *, in_main: bool) -> None:
        seen = False
        for child in element.children:
            if isinstance(child, Piece):
                self.piece(child)
            elif child.name == "figcaption" and not seen and any(one.name == "table" for one in element.walk()):
                with self.line(Form("table_caption")), self.in_one_line():
                    self.flat(child)
            else:
                seen = seen or any(one.name == "table" for one in child.walk())
                self._element(child, in_main=in_main)
        self.end_line()

    def _table(self, element: Element, *, in_main: bool) -> None:
        rows = list(_rows(element))
        if not self._is_data(element, rows):
            with self.line(Form()):
                self._children(element, in_main=in_main)
            return
        self.end_line()
        feet: list[Element] = []
        # Words keep the order of the file: a foot before the rows is one of them, a caption may follow them.
        last = rows[-1][0].parent if rows else None
        if last is not None and any(
            sum(one.name in ("td", "th") for one in row.elements()) != 1 for row in last.elements()
        ):
            last = None
        kept: list[Row] = []
        for row, part in rows:
            cells = [c for c in row.elements() if c.name in ("td", "th") and not self.is_hidden(c)]
            if part == "tfoot" and len(cells) == 1 and row.parent is last:
                feet.append(cells[0])
                continue
            heads = part == "thead" or (bool(cells) and all(c.name == "th" for c in cells))
            kept.append(Row([Cell(c, _span(c, "colspan"), _span(c, "rowspan")) for c in cells], heads))
        caption = element.first("caption")
        leads = caption is not None and caption is next(element.elements())
        if caption is not None and caption.size and leads:
            with self.line(Form("table_caption")), self.in_one_line():
                self.flat(caption)
        self.table(kept)
        if caption is not None and caption.size and not leads:
            with self.line(Form("caption")), self.in_one_line():
                self.flat(caption)
        for foot in feet:
            with self.line(Form("paragraph")):
                self.flat(foot)

    def _is_data(self, element: Element, rows: Iterable[tuple[Element, str]]) -> bool:
        """Tell whether a table holds values, not the layout of the page."""
        if element.get("role") in ("presentation", "none") or self.structure.holds_main(element):
            return False
        cells = [[c for c in row.elements() if c.name in ("td", "th")] for row, _ in rows]
        widest = max((len(row) for row in cells), default=0)
        if widest < 2 or any(id(row) in self.references.by_element for row, _ in rows):
            return False
        for row in cells:
            for cell in row:
                if cell.size > _LARGEST_CELL or (
                    cell.holds_block and any(one.name in HEADINGS or one.name == "table" for one in cell.walk())
                ):
                    return False
        first = element.first("caption", "thead", "tfoot")
        return len(cells) > 1 or first is not None

    # ------------------------------------------------------------ references, text as typed

    def _write_entry(self, entry: Entry) -> None:
        """Write an entry in a line; what leads back from it, or only to where its work is found, is one of its own."""
        self.end_line()
        self.item = None
        self._entry = entry
        form = Form("reference") if entry.is_work else Form("paragraph")
        with self.line(form), self.in_one_line(), self.marked() as mark:
            self._entry_parts(entry.element)
        self._entry = None
        entry.start, entry.end = mark.start, mark.end

    def _entry_parts(self, element: Element) -> None:
        for child in element.children:
            if isinstance(child, Piece):
                self.piece(child)
            elif self.is_hidden(child):
                continue
            elif is_backlink(child) and not self.opened:
                with self.unmarked(), self.force("boilerplate"):
                    self.inline(child)
            elif self.opened and child.size and (is_backlink(child) or (child.name in BLOCKS and only_links(child))):
                self.end_line()
                with self.unmarked(), self.force("boilerplate"):
                    self.inline(child)
            elif child.holds_block or child.name in ("span", "div", "p"):
                self._space()
                self._entry_parts(child)
                if child.name in BLOCKS:
                    self._space()
            else:
                self.inline(child)

    def _preformatted(self, element: Element) -> None:
        """Write text as typed: code is none of the text, prose is parted by its empty lines."""
        code = element.first("code", "samp", "kbd")
        if (code is not None and code.size == element.size) or _CODE_CLASS.search(element.get("class")):
            with self.force("boilerplate"):
                self.flat(element)
            return
        with self.line(Form()):
            pending: list[Element | Piece] = list(reversed(element.children))
            while pending:
                one = pending.pop()
                if isinstance(one, Element):
                    if one.get("href") or one.name in self.raising:
                        self.inline(one)
                    elif not self.is_hidden(one):
                        pending.extend(reversed(one.children))
                    continue
                if len(one.text) != one.end - one.start or "\n" not in one.text:
                    self.piece(one)
                    continue
                position = 0
                for gap in re.finditer(r"\n[ \t\r]*\n\s*", one.text):
                    self.piece(Piece(one.text[position : gap.start()], one.start + position, one.start + gap.start()))
                    self.end_line()
                    position = gap.end()
                if position < len(one.text):
                    self.piece(Piece(one.text[position:], one.start + position, one.end))


def _parts(element: Element) -> Iterable[Element]:
    """Yield the terms and meanings of a list, also those that a ``div`` groups."""
    for child in element.elements():
        if child.name == "div":
            yield from (one for one in child.elements() if one.name in ("dt", "dd"))
        elif child.name in ("dt", "dd"):
            yield child


def _rows(element: Element) -> Iterable[tuple[Element, str]]:
    """Yield the rows of a table and the part that each stands in."""
    for child in element.elements():
        if child.name == "tr":
            yield child, "table"
        elif child.name in ("thead", "tbody", "tfoot"):
            yield from ((row, child.name) for row in child.elements() if row.name == "tr")


def _span(element: Element, name: str) -> int:
    value = element.get(name).strip()
    return max(1, min(int(value), 1000)) if value.isdecimal() and len(value) < 7 else 1
