"""The entries of the reference lists of a page, and which links lead to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from thymograph.reading.addresses import named_by
from thymograph.reading.headings import bare_words, is_reference_heading
from thymograph.reading.html.structure import Structure
from thymograph.reading.html.tree import BLOCKS, HEADINGS
from thymograph.reading.trees import Element

__all__ = ["Entry", "References", "references_of"]

_LIST_ROLES = frozenset(["doc-bibliography", "doc-endnotes", "doc-footnotes"])
_ENTRY_ROLES = frozenset(["doc-biblioentry", "doc-endnote", "doc-footnote"])
_LINK_ROLES = frozenset(["doc-noteref", "doc-biblioref"])
_DRESS = frozenset(["b", "i", "sup", "span", "small", "strong", "em"])
_BACK_ROLES = frozenset(["doc-backlink"])
_LIST_CLASS = re.compile(
    r"references?|ref-?list|mw-references(?:-wrap)?|citation-?list|bibliography|footnotes?|endnotes?|(?:article|c-article)-references?(?:__list)?|"
    r"references?-?list|cited-?references"
)
_ENTRY_ID = re.compile(
    r"(?:cite[_-]?note|ref(?:erence)?|bib(?:l|r)?|b|bbib|cr|cit(?:ation)?|r|rf|en|endnote|fn|footnote|note|ftn|edn|cite|c|source)"
    r"[-_.:]?(?:[a-z]{0,12}[-_.:]?)?\d{1,4}(?:\b|[-_]).{0,60}|(?:cite[_-]?note|fn|footnote|ref|bib)[-_.:].{1,80}",
    re.IGNORECASE,
)
_BACK_ID = re.compile(
    r"cite[_-]?ref|(?:fn|footnote|note|endnote)[-_]?ref|ref-?link|back|ftnref|ednref|_ftnref", re.IGNORECASE
)
# Words of a link that print a marker: a number, a sign, a letter, with or without brackets.
_MARKER = re.compile(
    r"[\[(^\s]*(?:\d{1,4}(?:\s?[–—-]\s?\d{1,4})?|[a-z]{1,2}|[ivx]{1,5}|[*†‡§¶#]{1,4}|(?:note|nb|n)\s?\d{1,3})[\])\s.,]*",
    re.I,
)
_BACK_WORDS = re.compile(
    r"(?:[\^↑↩⏎↵⤴]\ufe0e?|jump up.{0,10}|back(?: to (?:top|text|content))?|return(?: to (?:text|article))?|[a-z]{1,2})?",
    re.I,
)
_PRINTED = re.compile(r"\s*(?:\[(\d{1,4})\]|\((\d{1,4})\)|(\d{1,4})(?:[.):]|\s(?=\s*[A-Z])))")
_WORK = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|https?://|\bdoi\b|\b10\.\d{4,9}/|\bet al\b", re.IGNORECASE)
# Attributes by which pages point to an entry where the link itself has no fragment.
_POINTING = (
    "rid",
    "data-rid",
    "data-xml-rid",
    "reveal-id",
    "data-open",
    "data-bib-id",
    "aria-describedby",
    "aria-controls",
)
_LINK_WORDS = re.compile(
    r"(?:\W*\b(?:google scholar|cross ?ref|pubmed(?: central)?|pmc(?: free article)?|free pmc article|full[ -]?text|view(?: in)?(?: article| record)?|"
    r"abstract|doi|download|medline|web of science|scopus|article|cas|ads|isi|search|chemport|open url)\b)+\W*",
    re.IGNORECASE,
)
_LONGEST_ENTRY = 3_000


@dataclass(slots=True, kw_only=True, eq=False)
class Entry:
    """An entry of a reference list, or a note that cites nothing."""

    element: Element
    key: str
    number: str | None
    is_work: bool
    start: int = -1
    """In the citable text, once written."""
    end: int = -1


@dataclass(slots=True)
class References:
    """The entries of a page, and their names."""

    entries: list[Entry] = field(default_factory=list)
    by_element: dict[int, Entry] = field(default_factory=dict)
    by_name: dict[str, Entry] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    """The key of the entry that each number means; the first list counts."""

    def targets(self, element: Element) -> Iterator[Entry]:
        """Yield the entries that a link leads to."""
        attributes = element.attributes
        if not attributes:
            return
        names: list[str] = []
        if (href := attributes.get("href")) and "#" in href:
            names.append(href.rpartition("#")[2])
        for name in _POINTING:
            if name in attributes and (element.name in ("a", "button", "span") or "rid" in name):
                names += attributes[name].split()
        seen: set[str] = set()
        for name in names:
            entry = self.by_name.get(name)
            if entry is not None and entry.key not in seen:
                seen.add(entry.key)
                yield entry


def is_backlink(element: Element) -> bool:
    """Tell whether an element of an entry only leads back to where it is cited."""
    if element.get("role") in _BACK_ROLES or "backlink" in element.get("class"):
        return True
    if element.name != "a":
        inner = [child for child in element.elements() if child.size]
        return len(inner) == 1 and inner[0].size == element.size and element.name in _DRESS and is_backlink(inner[0])
    fragment = element.get("href").rpartition("#")[2] if "#" in element.get("href") else ""
    return bool(fragment) and bool(_BACK_ID.search(fragment)) and bool(_BACK_WORDS.fullmatch(element.words()))


def only_links(element: Element) -> bool:
    """Tell whether a part of an entry only links to where its work is found: "PubMed", "Google Scholar"."""
    return 0 < element.size <= 200 and bool(_LINK_WORDS.fullmatch(element.words()))


class _Finder:
    def __init__(self, root: Element, structure: Structure) -> None:
        self.structure = structure
        self.found = References()
        self.by_id: dict[str, Element] = {}
        self.pointed: dict[str, bool] = {}  # fragment -> a marker leads there
        for element in root.walk():
            for name in ("id", "name"):
                if (value := element.attributes.get(name)) and (name == "id" or element.name == "a"):
                    self.by_id.setdefault(value, element)
            if element.name == "a" and "#" in element.get("href"):
                fragment = element.get("href").rpartition("#")[2]
                if fragment and not _BACK_ID.search(fragment):
                    marks = element.get("role") in _LINK_ROLES or bool(_MARKER.fullmatch(element.words()[:20]))
                    self.pointed[fragment] = self.pointed.get(fragment, False) or marks
        self.search(root, listed=False)
        self.scattered()
        self.name_all(root)
        for entry in self.found.entries:
            if entry.number and entry.is_work:
                self.found.numbers.setdefault(entry.number, entry.key)

    # ------------------------------------------------------------ lists

    def search(self, element: Element, *, listed: bool) -> None:
        """Look for reference lists in ``element``: by what a container is called, or by the heading above it."""
        level = 0
        for child in element.elements():
            if child.size == 0 or self.structure.is_hidden(child):
                continue
            heading = _heading_of(child)
            if heading is not None:
                rank = int(heading.name[1])
                if is_reference_heading(bare_words(heading.words()[:200])):
                    level = rank
                elif level and rank <= level:
                    level = 0
                continue
            if listed or level or self.is_list(child):
                self.collect(child)
            else:
                self.search(child, listed=False)

    @staticmethod
    def is_list(element: Element) -> bool:
        if element.get("role") in _LIST_ROLES:
            return True
        if element.name not in ("ol", "ul", "div", "section", "dl", "table", "tbody", "aside"):
            return False
        names = [*element.get("class").lower().split()[:20], element.get("id").lower()]
        return any(_LIST_CLASS.fullmatch(name) for name in names if name) and any(
            one.name in ("li", "p", "dd", "tr") or one.get("role") in _ENTRY_ROLES for one in element.walk()
        )

    def collect(self, element: Element, count: int = 0) -> None:
        """Make entries of what stands in a reference list."""
        name = element.name
        if element.size == 0 or self.structure.is_hidden(element) or _heading_of(element) is not None or name == "nav":
            return
        if name in ("ol", "ul", "menu"):
            self.items(element)
        elif name == "li" or element.get("role") in _ENTRY_ROLES:
            self.add(element, None)
        elif name in ("p", "dd", "tr", "cite") or (name in BLOCKS and not element.holds_block):
            if element.size > 60 or (element.linked < element.size and not only_links(element)):
                self.add(element, None)
        else:
            for child in element.elements():
                if child.name in BLOCKS or child.holds_block:
                    self.collect(child)

    def items(self, element: Element) -> None:
        """Make an entry of each item; the numbers of a list that counts are its own, unless the items print them."""
        counts = element.name == "ol"
        letters = element.get("type") == "a" or "alpha" in element.get("class")
        start = element.get("start")
        number = int(start) if start.isdecimal() and len(start) < 6 else 1
        for child in element.elements():
            if child.name != "li":
                self.collect(child)
                continue
            value = child.get("value")
            number = int(value) if value.isdecimal() and len(value) < 6 else number
            own = None if not counts else chr(96 + number) if letters and number <= 26 else str(number)
            if child.size:
                self.add(child, own)
            number += 1

    def add(self, element: Element, number: str | None) -> None:
        words = element.words()
        printed = _PRINTED.match(words)
        if printed and element.size < _LONGEST_ENTRY:
            number = str(int(next(group for group in printed.groups() if group)))
        entry = Entry(
            element=element,
            key=element.get("id") or f"entry-{len(self.found.entries) + 1}",
            number=number,
            is_work=bool(_WORK.search(words)) or any(_leads_out(one) for one in element.walk()),
        )
        self.found.entries.append(entry)
        self.found.by_element[id(element)] = entry

    # ------------------------------------------------------------ notes that stand anywhere

    def scattered(self) -> None:
        """Make entries of what markers lead to outside all lists: the notes of a page, often without a heading."""
        for fragment, marks in self.pointed.items():
            element = self.by_id.get(fragment)
            if element is None or not marks or not _ENTRY_ID.fullmatch(fragment):
                continue
            while element.name not in BLOCKS and element.parent is not None:
                element = element.parent
            if element.name in HEADINGS or element.name not in ("li", "p", "div", "dd", "tr", "aside", "section", "td"):
                continue
            if not 0 < element.size < _LONGEST_ENTRY or self._inside_entry(element):
                continue
            if element.name == "div" and element.holds_block and element.size > 800:
                continue
            self.add(element, None)

    def _inside_entry(self, element: Element) -> bool:
        above: Element | None = element
        while above is not None:
            if id(above) in self.found.by_element:
                return True
            above = above.parent
        return False

    def name_all(self, root: Element) -> None:
        """Give each entry the names by which links may call it: its own, those in it, that of an empty anchor before it."""
        keys: set[str] = set()
        for one in self.found.entries:
            while one.key in keys:
                one.key += "'"
            keys.add(one.key)
        waiting: list[str] = []
        pending: list[tuple[Element, Entry | None]] = [(root, None)]
        while pending:
            element, above = pending.pop()
            entry = self.found.by_element.get(id(element)) or above
            names = [value for name in ("id", "name") if (value := element.attributes.get(name))]
            if entry is not None:
                names += waiting
                waiting = []
                for name in names:
                    self.found.by_name.setdefault(name, entry)
            elif names and not element.size and element.name in ("a", "span", "p", "div"):
                waiting += names
            elif element.size and element.name in ("p", "h1", "h2", "h3", "td"):
                waiting = []
            pending.extend((child, entry) for child in reversed(element.children) if isinstance(child, Element))


def _leads_out(element: Element) -> bool:
    return element.name == "a" and any(named_by([element.get("href")])[:3])


def _heading_of(element: Element) -> Element | None:
    """Return the heading that an element is, or that is all it shows but for a link to edit."""
    for _ in range(4):
        if element.name in HEADINGS:
            return element
        inner = [child for child in element.elements() if child.size]
        if not inner or inner[0].size * 2 < element.size or len(inner) > 2:
            return None
        element = inner[0]
    return None


def references_of(root: Element, structure: Structure) -> References:
    """Return the entries of the lists of a page: called references by role, class or heading, or led to by markers."""
    return _Finder(root, structure).found
