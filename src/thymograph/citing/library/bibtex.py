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
_KEY = re.compile(r"\s*([^\s,{}]*)\s*(?:,|$)")
# In a value: what opens or closes a group; a backslash takes the next sign with it.
_GROUPING = re.compile(r"\\.|[{}]", re.DOTALL)
_QUOTED_END = re.compile(r"\\.|[{}\"]", re.DOTALL)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
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


def _entries(lines: Iterable[str]) -> Iterator[tuple[int, str, str, bool]]:
    """Yield (line, type, text after the opening brace, closed) of each entry; text between entries is comment."""
    begun: tuple[int, str, str] | None = None
    text: list[str] = []
    depth = 0
    for place, line in enumerate(lines, 1):
        start = _START.match(line)
        if start is not None and (begun is None or _begins_another(line, start)):
            if begun is not None:
                yield begun[0], begun[1], "\n".join(text), False
            begun, text, depth = (place, start[1].lower(), start[2]), [], 1
            line = line[start.end() :]
        if begun is None:
            continue
        end, depth = _closed_at(line, depth, begun[2])
        text.append(line if end is None else line[:end])
        if end is not None:
            yield begun[0], begun[1], "\n".join(text), True
            begun = None
            # Rarely another begins on the same line.
            if (again := _START.match(line, end + 1)) is not None:
                begun, text, depth = (place, again[1].lower(), again[2]), [], 1
                end, depth = _closed_at(line[again.end() :], depth, again[2])
                rest = line[again.end() :]
                text.append(rest if end is None else rest[:end])
                if end is not None:
                    yield begun[0], begun[1], "\n".join(text), True
                    begun = None
    if begun is not None:
        yield begun[0], begun[1], "\n".join(text), False


def _begins_another(line: str, start: re.Match[str]) -> bool:
    """Tell whether a line inside an entry begins the next: at its margin, with a key and a comma, or @string."""
    return line.startswith("@") and (
        start[1].lower() in _NO_REFERENCE
        or re.match(r"\s*[^\s,{}=\"]+\s*,?\s*$|\s*[^\s,{}=\"]+\s*,", line[start.end() :]) is not None
    )


def _closed_at(line: str, depth: int, opening: str) -> tuple[int | None, int]:
    """Return where in ``line`` the entry ends (None if not in it) and how deep its braces are then."""
    for match in re.finditer(r"\\.|[{}()]", line):
        sign = match[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0 and opening == "{":
                return match.start(), 0
        elif sign == ")" and opening == "(" and depth == 1:
            return match.start(), 0
    return None, max(depth, 1)


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
    for match in re.finditer(r"\\.|[{}]|\s+and\s+", value, re.DOTALL | re.IGNORECASE):
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
    for line, kind, text, closed in _entries(lines):
        if kind in ("comment", "preamble"):
            continue
        try:
            if not closed:
                raise _BrokenError("its braces do not close")
            if kind == "string":
                strings.update(_fields(text, 0, strings))
                continue
            number += 1
            yield _item(kind, text, number, line, strings)
        except _BrokenError as error:
            if not closed and kind not in _NO_REFERENCE:
                number += 1
            problems.append(f"line {line}: @{kind} is broken ({error}); left out")
