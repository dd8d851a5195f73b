"""References in lines with a tag each: RIS of reference managers, and the nbib that PubMed writes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from thymograph.citing.library.items import LibraryItem, Person, doi_in, identifiers_in, pmcid_in, pmid_in, year_in

__all__ = ["nbib_items", "ris_items"]

# "TY  - JOUR"; some programs write "TY - JOUR". Other dashes are of the text: "IL -2" may begin a line that goes on.
_RIS_LINE = re.compile(r"([A-Z][A-Z0-9])(?:  -\s?| - | -$)(.*)$")
# So may "ER  - positive" and "TY  - the rest": the real ones have nothing, or one word in capitals.
_BOUND = {"TY": re.compile(r"[A-Z]{0,10}\s*"), "ER": re.compile(r"\s*")}
# "PMID- 123", "AU  - Smith J"; what goes on is indented by six.
_NBIB_LINE = re.compile(r"([A-Z]{2,4}) {0,2}- ?(.*)$")
_Fields = dict[str, list[str]]
# Fields that are not looked at and may be long are not kept.
_LEFT_OUT = frozenset({"", "AB", "N2", "KW", "AD", "L1", "L2", "L4", "MH", "OT", "CIN", "GR", "AUID", "RN", "COIS"})
_MOST_VALUES = 5_000
_LONGEST_VALUE = 20_000

_RIS_TYPES = {
    "JOUR": "article-journal", "JFULL": "article-journal", "EJOUR": "article-journal", "MGZN": "article-journal",
    "INPR": "article-journal", "ABST": "article-journal", "NEWS": "article-journal", "UNPB": "article",
    "BOOK": "book", "EBOOK": "book", "EDBOOK": "book", "CHAP": "chapter", "ECHAP": "chapter", "RPRT": "report",
    "STAND": "report", "GOVDOC": "report", "THES": "thesis", "CONF": "paper-conference", "CPAPER": "paper-conference",
    "ELEC": "webpage", "WEB": "webpage", "BLOG": "webpage", "ICOMM": "webpage", "DATA": "dataset", "DBASE": "dataset",
}  # fmt: skip


class _Record:
    """The fields of one reference as they come in."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.fields: _Fields = defaultdict(list)
        self._last = ""

    def add(self, tag: str, value: str) -> None:
        self._last = tag
        if tag not in _LEFT_OUT and len(self.fields[tag]) < _MOST_VALUES:
            self.fields[tag].append(value.strip())

    def go_on(self, value: str) -> None:
        """Take a line that goes on with the field before it."""
        values = self.fields[self._last] if self._last not in _LEFT_OUT else []
        # No field that is looked at is longer; a value that grows line by line would be copied as often.
        if values and len(values[-1]) < _LONGEST_VALUE:
            values[-1] = f"{values[-1]} {value.strip()}".strip()

    def first(self, *tags: str) -> str | None:
        """Return the first value, not blank, of the first of ``tags`` that has one."""
        return next((value for tag in tags for value in self.fields.get(tag, ()) if value), None)

    def all(self, *tags: str) -> list[str]:
        return [value for tag in tags for value in self.fields.get(tag, ()) if value]


def _pages(record: _Record) -> str | None:
    start, end = record.first("SP"), record.first("EP")
    return f"{start}-{end}" if start and end and end not in start.split("-") else start


def _ris_item(record: _Record, number: int) -> LibraryItem | None:
    kind = _RIS_TYPES.get((record.first("TY") or "").upper(), "document")
    printed = identifiers_in(
        " ".join(record.all("UR", "L3", "M3")), "; ".join(record.all("N1", "M1", "M2", "C1", "C2", "LB"))
    )
    # An accession number is a PMID only where the library says that its database is PubMed.
    database = " ".join(record.all("DB", "DP")).casefold()
    accession = record.first("AN") if re.search(r"pubmed|medline|\bnlm\b", database) else None
    titled_book = record.first("BT") if kind == "book" else None
    title = record.first("TI", "T1", "CT") or titled_book or record.first("ST")
    if title is None and not (record.first("DO") or printed.doi or printed.pmid):
        return None
    # EndNote keeps the PMCID in C2, which others use for something else.
    own_pmcid = record.first("C2")
    return LibraryItem(
        number=number,
        line=record.line,
        key=record.first("ID"),
        type=kind,
        title=title,
        authors=tuple(map(Person.of, record.all("AU", "A1"))),
        year=year_in(record.first("PY", "Y1", "DA")),
        container=record.first("T2", "JO", "JF", "JA", "J2", "J1", *(() if titled_book else ("BT",))),
        volume=record.first("VL"),
        issue=record.first("IS"),
        pages=_pages(record),
        publisher=record.first("PB"),
        doi=doi_in(record.first("DO", "DI")) or printed.doi,
        pmid=pmid_in(accession) or printed.pmid,
        pmcid=(pmcid_in(own_pmcid) if own_pmcid and own_pmcid.upper().startswith("PMC") else None) or printed.pmcid,
        url=record.first("UR"),
    )


def _nbib_item(record: _Record, number: int) -> LibraryItem | None:
    title, pmid = record.first("TI", "BTI"), pmid_in(record.first("PMID"))
    if title is None and pmid is None:
        return None
    # "10.1000/xy [doi]", beside "S0001-1234(20)30001-2 [pii]".
    identifiers = record.all("LID", "AID")
    doi = next((value for value in identifiers if value.endswith("[doi]")), None)
    authors = record.all("FAU") or [re.sub(r" (?=[A-Z]{1,4}$)", ", ", name) for name in record.all("AU")]
    container = record.first("JT", "TA")
    return LibraryItem(
        number=number,
        line=record.line,
        key=pmid,
        type="article-journal" if container else "book" if record.first("BTI") else "document",
        title=title.rstrip(".") if title else None,
        authors=(*map(Person.of, authors), *(Person(family=name) for name in record.all("CN"))),
        year=year_in(record.first("DP", "DEP")),
        container=container,
        volume=record.first("VI"),
        issue=record.first("IP"),
        pages=record.first("PG"),
        publisher=record.first("PB"),
        doi=doi_in(doi),
        pmid=pmid,
        pmcid=pmcid_in(record.first("PMC")),
    )


def ris_items(lines: Iterable[str], problems: list[str]) -> Iterator[LibraryItem]:
    """Yield the items of RIS; each begins with TY and ends with ER, or where the next begins.

    A reference without ER counts: programs forget it at the end. One without title and identifiers is passed over,
    and told in ``problems`` by its line.
    """
    number = 0
    record: _Record | None = None
    for place, line in enumerate(lines, 1):
        found = _RIS_LINE.match(line)
        if found is None or (found[1] in _BOUND and not _BOUND[found[1]].fullmatch(found[2])):
            if record is not None and line.strip():
                record.go_on(line)
            continue
        tag, value = found[1], found[2]
        if record is not None and tag in ("TY", "ER"):
            number += 1
            yield from _made(_ris_item(record, number), record, number, problems)
            record = None
        if tag == "TY":
            record = _Record(place)
        if record is not None and tag != "ER":
            record.add(tag, value)
        elif record is None and tag not in ("TY", "ER") and value.strip():
            problems.append(f"line {place}: {tag} before any TY; a reference of RIS begins with TY")
            record = _Record(place)
            record.add(tag, value)
    if record is not None:
        yield from _made(_ris_item(record, number + 1), record, number + 1, problems)


def nbib_items(lines: Iterable[str], problems: list[str]) -> Iterator[LibraryItem]:
    """Yield the items of nbib (MEDLINE): each begins with PMID; lines that go on are indented."""
    number = 0
    record: _Record | None = None
    for place, line in enumerate(lines, 1):
        found = None if line.startswith("      ") else _NBIB_LINE.match(line)
        if found is None:
            if record is not None and line.strip():
                record.go_on(line)
            continue
        if record is not None and found[1] == "PMID":
            number += 1
            yield from _made(_nbib_item(record, number), record, number, problems)
            record = None
        if record is None:
            record = _Record(place)
        record.add(found[1], found[2])
    if record is not None:
        yield from _made(_nbib_item(record, number + 1), record, number + 1, problems)


def _made(item: LibraryItem | None, record: _Record, number: int, problems: list[str]) -> Iterator[LibraryItem]:
    if item is None:
        problems.append(f"line {record.line}: item {number} has neither title nor identifier; left out")
    else:
        yield item
