"""References in BibTeX and BibLaTeX, each entry by itself: a broken one costs no other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from thymograph.citing.library.items import LibraryItem, Person, doi_in, identifiers_in, pmcid_in, pmid_in, year_in
from thymograph.citing.library.latex import plain_text

__all__ = ["bibtex_items"]

_START = re.compile(r"\s*@\s*([A-Za-z]+)\s*([{(])")
_NAME = re.compile(r"\s*([^\s\"#%'(),={}]+)\s*=\s*")
_BARE = re.compile(r"[^\s,#{}\"]+")
_SPACE = re.compile(r"\s*")
_KEY_AT_START = re.compile(r"\s*[^\s,{}=\"]+\s*(?:,|$)")
_BRACKET = re.compile(r"\\.|[{}()]")
_KEY = re.compile(r"\s*([^\s,{}]*)\s*(?:,|$)")
# In a value: what opens or closes a group; a backslash takes the next sign with it.
_GROUPING = re.compile(r"\\.|[{}]", re.DOTALL)
_QUOTED_END = re.compile(r"\\.|[{}\"]", re.DOTALL)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# An entry whose braces do not close takes in all that follows, up to the next that begins at the margin.
_LONGEST_ENTRY = 4_000_000
_NO_REFERENCE = frozenset({"comment", "preamble", "string"})

_TYPES = {
    "article": "article-journal", "suppperiodical": "article-journal", "book": "book", "mvbook": "book",
    "booklet": "book", "manual": "book", "collection": "book", "proceedings": "book", "inbook": "chapter",
    "incollection": "chapter", "suppbook": "chapter", "inreference": "chapter", "inproceedings": "paper-conference",
    "conference": "paper-conference", "techreport": "report", "report": "report", "phdthesis": "thesis",
    "mastersthesis": "thesis", "thesis": "thesis", "online": "webpage", "electronic": "webpage", "www": "webpage",
    "webpage": "webpage", "dataset": "dataset", "unpublished": "article",
}  # fmt: skip


class _BrokenError(Exception):
    """An entry that cannot be read, and why."""


class _Entry:
    """An entry as its lines come in."""

    def __init__(self, line: int, start: re.Match[str]) -> None:
        self.line = line
        self.kind = start[1].lower()
        self.opening = start[2]
        self.depth = 1
        self.size = 0
        self.problem: str | None = None
        self._text: list[str] = []

    def take(self, text: str, at: int) -> int | None:
        """Take what belongs to the entry from ``text[at:]``; return where it ends, or None if it goes on."""
        end = self._end(text, at)
        piece = text[at:end]
        self.size += len(piece)
        if self.size <= _LONGEST_ENTRY:
            self._text.append(piece)
        else:
            self.problem, self._text = f"it has more than {_LONGEST_ENTRY:,} characters", []
        return end

    def _end(self, text: str, at: int) -> int | None:
        for match in _BRACKET.finditer(text, at):
            sign = match[0]
            if sign == "{":
                self.depth += 1
            elif sign == "}":
                self.depth -= 1
                if self.depth == 0 and self.opening == "{":
                    return match.start()
                self.depth = max(self.depth, 1)
            elif sign == ")" and self.opening == "(" and self.depth == 1:
                return match.start()
        return None

    @property
    def text(self) -> str:
        """What stands after the opening brace, up to the closing one."""
        return "\n".join(self._text)


def _entries(lines: Iterable[str]) -> Iterator[_Entry]:
    """Yield each entry; text between entries is comment."""
    entry: _Entry | None = None
    for place, line in enumerate(lines, 1):
        at = 0
        while True:
            start = _START.match(line, at)
            if start is not None and (entry is None or (at == 0 and _begins_another(line, start))):
                if entry is not None:
                    entry.problem = entry.problem or "its braces do not close"
                    yield entry
                entry, at = _Entry(place, start), start.end()
            if entry is None:
                break
            end = entry.take(line, at)
            if end is None:
                break
            yield entry
            # Another may begin on the same line.
            entry, at = None, end + 1
    if entry is not None:
        entry.problem = entry.problem or "its braces do not close"
        yield entry


def _begins_another(line: str, start: re.Match[str]) -> bool:
    """Tell whether a line inside an entry begins the next: at its margin, with a key and a comma, or @string."""
    is_other = start[1].lower() in _NO_REFERENCE
    return line.startswith("@") and (is_other or _KEY_AT_START.match(line, start.end()) is not None)


def _group_end(text: str, at: int, pattern: re.Pattern[str], end: str) -> int:
    """Return where the value that begins before ``at`` ends; braces in it pair."""
    depth = 0
    for match in pattern.finditer(text, at):
        sign = match[0]
        if sign == end and depth == 0:
            return match.start()
        depth += {"{": 1, "}": -1}.get(sign, 0)
    raise _BrokenError("a value is not closed")


def _value(text: str, at: int, strings: dict[str, str]) -> tuple[str, int]:
    """Return the value that begins at ``at``, with parts joined by ``#``, and where it ends."""
    parts = []
    while True:
        at = _end_of(_SPACE, text, at)
        if text.startswith("{", at):
            end = _group_end(text, at + 1, _GROUPING, "}")
            parts.append(text[at + 1 : end])
            at = end + 1
        elif text.startswith('"', at):
            end = _group_end(text, at + 1, _QUOTED_END, '"')
            parts.append(text[at + 1 : end])
            at = end + 1
        elif (bare := _BARE.match(text, at)) is not None:
            # A name that no @string defines stands for itself: journals are often abbreviated so.
            parts.append(strings.get(bare[0].lower(), bare[0]))
            at = bare.end()
        else:
            raise _BrokenError("a value is missing")
        at = _end_of(_SPACE, text, at)
        if not text.startswith("#", at):
            return "".join(parts), at
        at += 1


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _fields(text: str, at: int, strings: dict[str, str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    while (at := _end_of(_SPACE, text, at)) < len(text):
        if text[at] == ",":
            at += 1
            continue
        name = _NAME.match(text, at)
        if name is None:
            raise _BrokenError(f"no field = value at “{' '.join(text[at : at + 30].split())}”")
        value, at = _value(text, name.end(), strings)
        fields.setdefault(name[1].lower(), value)
        at = _end_of(_SPACE, text, at)
        if at < len(text) and text[at] != ",":
            raise _BrokenError(f"no comma after {name[1]}")
    return fields


def _split_names(value: str) -> Iterator[str]:
    """Yield the names that "and" joins outside of braces."""
    depth, start = 0, 0
    value = " ".join(value.split())
    for match in re.finditer(r"\\.|[{}]| and ", value, re.IGNORECASE):
        sign = match[0]
        if sign in "{}":
            depth += 1 if sign == "{" else -1
        elif depth == 0 and not sign.startswith("\\"):
            yield value[start : match.start()]
            start = match.end()
    yield value[start:]


def _person(name: str) -> Person | None:
    name = name.strip()
    if not name or name.casefold() == "others":
        return None
    if re.fullmatch(r"\{[^{}]*\}", name) and "\\" not in name:
        return Person(family=plain_text(name))
    parts = [plain_text(part) for part in name.split(",")]
    if len(parts) == 1:
        words = parts[0].split()
        # "Ana de la Cruz": the family name begins with the first small letter, or is the last word.
        small = next((i for i, word in enumerate(words[:-1]) if i and word[0].islower()), len(words) - 1)
        return Person(family=" ".join(words[small:]), given=" ".join(words[:small]) or None)
    # "King, Jr., Martin": the middle part goes with the family name.
    return Person(family=" ".join(parts[:-1]), given=parts[-1] or None)


def _item(kind: str, text: str, number: int, line: int, strings: dict[str, str]) -> LibraryItem:
    key = _KEY.match(text)
    if key is None:
        raise _BrokenError("no key and comma at its beginning")
    raw = _fields(text, key.end(), strings)

    def plain(*names: str) -> str | None:
        return next((found for name in names if (found := plain_text(raw.get(name, "")))), None)

    def bare(*names: str) -> str | None:
        """Return a field that is no prose: an address, an identifier."""
        found = next((raw[name] for name in names if raw.get(name, "").strip()), None)
        return re.sub(r"\\(?=[_&%#~{}])|^\\url\{|[{}\s]", "", found) if found else None

    printed = identifiers_in(bare("url"), plain("note", "annote", "annotation"))
    title, subtitle = plain("title"), plain("subtitle")
    if title is None and not (raw.get("doi") or printed.doi or printed.pmid):
        raise _BrokenError("neither title nor identifier")
    archived = bare("eprint") if (plain("eprinttype", "archiveprefix") or "").casefold() == "pubmed" else None
    pages = plain("pages")
    authors = raw.get("author") or raw.get("editor") or ""
    return LibraryItem(
        number=number,
        line=line,
        key=key[1] or None,
        type=_TYPES.get(kind, "document"),
        title=f"{title}: {subtitle}" if title and subtitle else title,
        authors=tuple(person for name in _split_names(authors) if (person := _person(name)) is not None),
        year=year_in(plain("year", "date")),
        container=plain("journal", "journaltitle", "booktitle", "series", "howpublished"),
        volume=plain("volume"),
        issue=plain("number", "issue"),
        pages=pages.replace("–", "-") if pages else None,
        publisher=plain("publisher", "institution", "school", "organization"),
        doi=doi_in(bare("doi")) or printed.doi,
        pmid=pmid_in(bare("pmid")) or pmid_in(archived) or printed.pmid,
        pmcid=pmcid_in(bare("pmcid", "pmc")) or printed.pmcid,
        url=bare("url"),
    )


def bibtex_items(lines: Iterable[str], problems: list[str]) -> Iterator[LibraryItem]:
    """Yield the items of BibTeX; ``@string`` names are put in, ``@comment`` and ``@preamble`` passed over.

    An entry that cannot be read is passed over, and told in ``problems`` by its line; the next begins at the margin.
    What ``crossref`` would bring is not brought.
    """
    strings = {month: month for month in _MONTHS}
    number = 0
    for entry in _entries(lines):
        if entry.kind in ("comment", "preamble"):
            continue
        number += entry.kind != "string"
        try:
            if entry.problem is not None:
                raise _BrokenError(entry.problem)
            if entry.kind == "string":
                strings.update(_fields(entry.text, 0, strings))
            else:
                yield _item(entry.kind, entry.text, number, entry.line, strings)
        except _BrokenError as error:
            problems.append(f"line {entry.line}: @{entry.kind} is broken ({error}); left out")
