"""The elements of an article written as lines: front, sections, lists, tables, notes, references."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from thymograph.reading.composing import Cell, Composer, Form, Row
from thymograph.reading.trees import Element, Piece

__all__ = ["Article", "Ref"]

# Elements that begin a line of their own.
_LINES = frozenset(
    "p title subtitle article-title trans-title sec abstract trans-abstract list list-item def-list def-item def term "
    "table-wrap table-wrap-group table-wrap-foot table caption fig fig-group boxed-text disp-formula disp-formula-group disp-quote "
    "verse-group verse-line preformat code speech statement supplementary-material media ack app app-group fn-group fn-list "
    "ref-list ref glossary notes bio contrib aff corresp author-notes pub-date kwd kwd-group title-group contrib-group "
    "article-categories subj-group subject permissions copyright-statement license license-p history date pub-history event "
    "funding-group award-group funding-statement journal-meta journal-title-group journal-title publisher issn article-id "
    "volume issue elocation-id fpage lpage related-article conference front body back sub-article response thead tbody tr td th "
    "attrib array chem-struct-wrap question answer question-wrap answer-set isbn product self-uri open-access".split()
)
_HIDDEN = frozenset(
    "tex-math annotation annotation-xml custom-meta-group counts graphic inline-graphic alt-text long-desc object-id "
    "processing-meta institution-id contrib-id journal-id issue-id article-version article-version-alternatives "
    "private-char glyph-data textual-form contributed-resource-group product isbn issn-l era price alternatives-none".split()
)
_NOTE_TYPES = frozenset(["fn", "table-fn", "author-notes", "corresp", "aff", "contrib"])
# Parts that tell who, where and when; what stands in them is no statement of the article.
_METADATA = frozenset(
    "journal-meta contrib-group aff author-notes pub-date history pub-history permissions funding-group article-categories kwd-group "
    "related-article related-object conference article-id self-uri volume issue fpage lpage elocation-id issn glossary bio "
    "supplementary-material media subtitle trans-title-group alt-title supplement open-access".split()
)
_METADATA_NOTES = frozenset(
    "conflict coi-statement con financial-disclosure supported-by present-address equal deceased edited-by presented-at "
    "presented-by participating-researchers study-group-members custom corresp current-aff abbr".split()
)
_PARTED_IN = frozenset(["element-citation", "nlm-citation", "contrib", "pub-date", "date", "aff", "kwd-group", "event"])
_PARTS = frozenset(
    "label name string-name surname given-names suffix prefix article-title chapter-title part-title data-title source year month day "
    "volume issue fpage lpage elocation-id page-range pub-id collab etal edition publisher-name publisher-loc conf-name "
    "conf-loc conf-date comment date-in-citation ext-link uri series isbn institution city state country addr-line email kwd "
    "degrees role season person-group access-date size gov patent named-content institution-wrap xref".split()
)
_ORDERED = re.compile(r"order|number|alpha|roman|arabic")
_LETTERS = re.compile(r"alpha")
_DIGITS = re.compile(r"\d{1,4}")
_COLUMN = re.compile(r"\D*(\d{1,3})")
_SENTENCE = re.compile(r"[.;!?…]\W*$")
_LONGEST_TERM = 80
_LONGEST_VALUE = 160


@dataclass(slots=True, kw_only=True, eq=False)
class Ref:
    """An entry of the reference list: what it is called, its number, and where it is printed once it is written."""

    element: Element
    key: str
    number: str | None
    start: int = -1
    end: int = -1


class Article(Composer):
    """Writes an article from its tree."""

    # The parts of a printed citation have their own commas.
    parting = _LINES - frozenset(
        "article-title trans-title subtitle volume issue fpage lpage elocation-id publisher isbn issn kwd".split()
    )

    def __init__(self, root: Element) -> None:
        super().__init__()
        self.root = root
        self.refs: list[Ref] = []
        self._ref_of: dict[str, Ref] = {}
        self._by_element: dict[int, Ref] = {}
        self._level = 0
        self._depth = 0
        self._parted = 0
        elements = list(root.walk())
        for element in reversed(elements):
            if element.parent is not None and (element.holds_block or element.name in _LINES):
                element.parent.holds_block = True
        others = {id(one) for part in elements if part.name in ("sub-article", "response") for one in part.walk()}
        for element in elements:
            if element.name == "ref" and id(element) not in others:
                self._add_ref(element)

    def _add_ref(self, element: Element) -> None:
        label = element.first("label")
        inner = label or next((one for one in element.walk() if one.name == "label"), None)
        number = _DIGITS.search(inner.words()) if inner else None
        key = element.get("id") or f"ref-{len(self.refs) + 1}"
        ref = Ref(element=element, key=key, number=str(int(number[0])) if number else None)
        if key in self._ref_of:
            ref.key = f"{key}-{len(self.refs) + 1}"
        self.refs.append(ref)
        self._by_element[id(element)] = ref
        for one in element.walk():
            if name := one.get("id"):
                self._ref_of.setdefault(name, ref)

    # ------------------------------------------------------------ what its composer asks

    def is_hidden(self, element: Element) -> bool:
        if element.name == "product":
            return False
        return element.name in _HIDDEN

    def entries_of(self, element: Element) -> tuple[str, ...] | None:
        if element.name != "xref":
            return None
        refs = [self._ref_of[name] for name in element.get("rid").split() if name in self._ref_of]
        if refs:
            return tuple(dict.fromkeys(ref.key for ref in refs))
        return () if element.get("ref-type") in _NOTE_TYPES and len(element.words()) <= 8 else None

    def inline(self, element: Element) -> None:
        if element.name == "fn":
            # A note in the middle of a sentence stands where it is written, and is no part of the sentence.
            with self.marked() as mark:
                self._space()
                self.flat(element)
                self._space()
            if mark.start >= 0 and not self.forced:
                self._note(mark.start, mark.end)
            return
        parts = self._parted and element.name in _PARTS
        if element.name in _PARTED_IN:
            self._parted += 1
        if parts:
            self._space()
        super().inline(element)
        if parts:
            self._space()
        if element.name in _PARTED_IN:
            self._parted -= 1

    # ------------------------------------------------------------ the walk

    def write(self) -> None:
        """Write the whole article."""
        for part in self.root.children:
            if isinstance(part, Piece):
                continue
            if part.name in ("sub-article", "response"):
                with self.force("boilerplate"):
                    self._block(part)
            else:
                self._block(part)
        self.end_line()

    def _children(self, element: Element) -> None:
        for child in element.children:
            if isinstance(child, Piece):
                self.piece(child)
            elif self.is_hidden(child):
                continue
            elif child.name == "fn" and self.opened and self.forced is None and _is_plain(child):
                self.inline(child)
            elif child.name in _LINES or child.holds_block:
                self._block(child)
            else:
                self.inline(child)

    def _block(self, element: Element) -> None:
        name = element.name
        if self.is_hidden(element):
            return
        if name == "ref" and self.forced is None:
            self._ref(element)
        elif self.forced is not None:
            self._forced(element)
        elif name in _METADATA:
            with self.force("metadata"):
                self._forced(element)
        elif name in ("disp-formula", "disp-formula-group", "code", "trans-abstract", "array", "chem-struct-wrap"):
            with self.force("boilerplate"):
                self._forced(element)
        elif name == "article-title":
            with self.line(Form("title")), self.in_one_line():
                self.flat(element)
        elif name in (
            "sec",
            "abstract",
            "app",
            "boxed-text",
            "ack",
            "notes",
            "ref-list",
            "statement",
            "fn-group",
            "fn-list",
        ):
            self._section(element)
        elif name == "list":
            self._list(element)
        elif name == "def-list":
            self._terms(element)
        elif name in ("table-wrap", "fig"):
            self._with_caption(element, Form("table_caption" if name == "table-wrap" else "caption"))
        elif name == "table":
            self._table(element)
        elif name == "fn":
            self._footnote(element)
        elif name in (
            "front",
            "article-meta",
            "body",
            "back",
            "title-group",
            "table-wrap-group",
            "fig-group",
            "app-group",
            "alternatives",
        ):
            self._children(element)
        elif name == "title":
            self._heading(None, element)
        elif element.holds_block and name not in ("p", "attrib"):
            self._children(element)
        else:
            with self.line(Form("paragraph")):
                self._children(element)

    def _forced(self, element: Element) -> None:
        """Write what is of one role whatever it is, a line for each of its smallest parts."""
        with self.line(Form(self.forced)):
            if element.name in ("contrib", "pub-date", "date", "aff", "ref", "event", "kwd-group", "corresp", "tr"):
                with self.in_one_line():
                    self.inline(element)
            else:
                self._children(element)

    # ------------------------------------------------------------ sections

    def _heading(self, label: Element | None, title: Element, level: int | None = None) -> None:
        self.item = None
        with self.line(Form(level=min(6, max(2, self._level + 1) if level is None else level))), self.in_one_line():
            if label is not None:
                self.flat(label)
                self._space()
            self.flat(title)

    def _section(self, element: Element) -> None:
        self.end_line()
        self._level += 1
        label = element.first("label")
        title = element.first("title")
        if title is None and (caption := element.first("caption")) is not None:
            title = next(caption.elements(), None)
            title = title if title is not None and title.name == "title" else None
        if label is not None and not _stands_right_before(element, label, title):
            label = None
        for child in element.children:
            if isinstance(child, Piece):
                self.piece(child)
            elif child is label and title is not None:
                continue
            elif child is title:
                self._heading(label, child)
            elif self.is_hidden(child):
                continue
            elif child.name == "caption" and title is not None and child.first("title") is title:
                self._heading(label, title)
                for one in child.elements():
                    if one is not title:
                        self._block(one)
            elif element.name == "ack" and title is None:
                with self.force("metadata"):
                    self._forced(child)
            elif child.name in _LINES or child.holds_block:
                self._block(child)
            else:
                self.inline(child)
        self._level -= 1
        self.end_line()

    # ------------------------------------------------------------ lists

    def _list(self, element: Element) -> None:
        self.end_line()
        kind = element.get("list-type")
        counts = bool(_ORDERED.search(kind))
        self._depth += 1
        number = 0
        for child in element.children:
            if isinstance(child, Piece):
                self.piece(child)
            elif child.name == "title":
                self._heading(None, child, self._level + 2)
            elif child.name != "list-item":
                if child.name != "label":
                    self._block(child)
            else:
                number += 1
                label = child.first("label")
                printed = label.words().strip("()[]. ") if label else ""
                sign = chr(96 + number) if _LETTERS.search(kind) and number <= 26 else str(number)
                has_number = counts or (printed.isalnum() and len(printed) <= 3)
                self.end_line()
                self.item = Form(
                    bullet=None if has_number else "•",
                    number=(printed or sign) if has_number else None,
                    indent=4 * (self._depth - 1),
                )
                with self.line(Form("paragraph")):
                    for one in child.children:
                        if isinstance(one, Piece):
                            self.piece(one)
                        elif one is not label:
                            (self._block if one.name in _LINES or one.holds_block else self.inline)(one)
                self.item = None
        self._depth -= 1
        self.end_line()

    def _terms(self, element: Element) -> None:
        """Write a list of terms: short values as rows of a table, long texts under their terms."""
        parts = [one for one in element.elements() if one.name != "label" and not self.is_hidden(one)]
        while parts and parts[0].name == "title":
            self._heading(None, parts.pop(0), self._level + 2)
        pairs = [tuple(one.elements()) for one in parts]
        are_pairs = all([one.name for one in pair] == ["term", "def"] for pair in pairs)
        if are_pairs and all(
            len(a.words()) <= _LONGEST_TERM and len(b.words()) <= _LONGEST_VALUE and not _SENTENCE.search(b.words())
            for a, b in pairs
        ):
            self.table([Row([Cell(a), Cell(b)]) for a, b in pairs])
            return
        for part in parts:
            for one in part.elements() if part.name == "def-item" else (part,):
                if one.name in ("term", "title"):
                    self._heading(None, one, self._level + 2)
                else:
                    self._block(one)

    # ------------------------------------------------------------ tables, figures, notes

    def _with_caption(self, element: Element, form: Form) -> None:
        """Write label and caption as one line, then the rest."""
        label = element.first("label")
        caption = element.first("caption")
        self.end_line()
        together = label is not None and caption is not None and _stands_right_before(element, label, caption)
        for child in element.children:
            if isinstance(child, Piece):
                continue
            if child is label or (child is caption and not together):
                with self.line(form), self.in_one_line():
                    self.flat(child)
                    if together and caption is not None:
                        self._space()
                        self.flat(caption)
            elif child is caption:
                continue
            elif child.name == "table-wrap-foot":
                for one in child.elements():
                    (self._footnote if one.name == "fn" else self._block)(one)
            elif not self.is_hidden(child):
                self._block(child)

    def _table(self, element: Element) -> None:
        rows: list[Row] = []
        for row in _rows(element):
            cells = [cell for cell in row.elements() if cell.name in ("td", "th", "entry")]
            part = row.parent.name if row.parent is not None else ""
            heads = part == "thead" or (bool(cells) and all(cell.name == "th" for cell in cells))
            rows.append(Row([Cell(cell, *_spans(cell)) for cell in cells], heads))
        self.table(rows)

    def _footnote(self, element: Element) -> None:
        """Write a note in a line, its sign no word of it."""
        if element.get("fn-type").lower() in _METADATA_NOTES:
            with self.force("metadata"):
                self._forced(element)
            return
        label = element.first("label")
        with self.line(Form("paragraph")):
            for child in element.elements():
                if child is label:
                    self._space()
                    with self.marked() as mark:
                        self.flat(label)
                    if mark.start >= 0:
                        self._note(mark.start, mark.end)
                    self._space()
                elif child.name == "p" and not child.holds_block:
                    self._space()
                    self.flat(child)
                else:
                    self._block(child)

    # ------------------------------------------------------------ references

    def _ref(self, element: Element) -> None:
        ref = self._by_element.get(id(element))
        with self.line(Form("reference")), self.in_one_line(), self.marked() as mark:
            alternatives = element.first("citation-alternatives")
            if alternatives is not None and (printed := alternatives.first("mixed-citation")) is not None:
                for child in element.elements():
                    if child.name == "label" or child is alternatives:
                        self._space()
                        self.flat(printed if child is alternatives else child)
            else:
                for child in element.elements():
                    self._space()
                    self.inline(child)
        if ref is not None:
            ref.start, ref.end = mark.start, mark.end


def _stands_right_before(element: Element, label: Element, head: Element | None) -> bool:
    """Tell whether only white space stands between a label and its title or caption: words keep the order of the file."""
    for child in element.children[element.children.index(label) + 1 :]:
        if child is head or (
            isinstance(child, Element) and child.name == "caption" and child is (head and head.parent)
        ):
            return True
        if isinstance(child, Element) or not child.text.isspace():
            return False
    return False


def _is_plain(note: Element) -> bool:
    """Tell whether a note holds words alone, no lists, tables or formulas between lines."""
    return all(one.name in ("fn", "p", "label") or one.name not in _LINES for one in note.walk())


def _rows(element: Element) -> Iterable[Element]:
    """Yield the rows of a table of either model, none of a table in a cell."""
    for child in element.elements():
        if child.name in ("tr", "row"):
            yield child
        elif child.name in ("thead", "tbody", "tfoot", "tgroup"):
            yield from _rows(child)


def _spans(cell: Element) -> tuple[int, int]:
    """Return how many columns and rows a cell covers."""
    first, last = _COLUMN.fullmatch(cell.get("namest")), _COLUMN.fullmatch(cell.get("nameend"))
    columns = int(last[1]) - int(first[1]) + 1 if first and last else _count(cell.get("colspan"))
    rows = _count(cell.get("morerows")) + 1 if cell.get("morerows") else _count(cell.get("rowspan"))
    return max(1, columns), max(1, rows)


def _count(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 5 else 1
