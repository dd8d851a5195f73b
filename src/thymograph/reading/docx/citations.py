"""What fields and content controls of reference managers say of the works they cite: Zotero, Mendeley, EndNote, Word itself."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element

from thymograph.errors import DocumentError
from thymograph.reading.docx.elements import children_of, text_of

__all__ = ["Work", "bare_doi", "of_control", "of_field", "opens_list", "word_works", "work_of_address"]

# A field with more is no citation.
_MOST_WORKS = 500
_LONGEST = 8_000_000

_LIST_FIELD = re.compile(
    r"(?:ADDIN\s+(?:ZOTERO_BIBL|EN\.REFLIST|Mendeley\s+Bibliography|PAPERS2?_BIBLIOGRAPHY|CITAVI\.BIBLIOGRAPHY)|BIBLIOGRAPHY\b)"
)
_WORD_FIELD = re.compile(r"CITATION\s+(?P<first>[^\s\\]+)(?P<more>.*)", re.DOTALL)
_MORE = re.compile(r"\\m\s+([^\s\\]+)")
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>\[\]{}|\\^“”]{1,300}")
_PMID = re.compile(r"\bPMID:?\s*(\d{1,9})\b")
_PMCID = re.compile(r"\bPMC\d{4,9}\b")
_PUBMED = re.compile(r"pubmed\.ncbi\.nlm\.nih\.gov/(\d{1,9})\b|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/(\d{1,9})\b")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A work as a reference manager holds it; what it does not say is None."""

    key: str
    title: str | None = None
    authors: str | None = None
    surname: str | None = None
    """Of the first author."""
    container: str | None = None
    year: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    url: str | None = None


def bare_doi(words: str) -> str | None:
    """Return the DOI in an address or after "doi:", in small letters; None if there is none.

    >>> bare_doi("https://doi.org/10.1000/ABC.")
    '10.1000/abc'
    """
    match = _DOI.search(words)
    return match[0].rstrip(".,;:)/'’").lower() if match else None


def opens_list(instruction: str) -> bool:
    """Tell whether a field prints the list of the works cited."""
    return bool(_LIST_FIELD.match(instruction.strip()))


def work_of_address(address: str) -> Work | None:
    """Return the work that an address names by DOI, PMID or PMCID; None for other addresses."""
    doi = bare_doi(address)
    pubmed = _PUBMED.search(address)
    pmc = _PMCID.search(address)
    pmid = (pubmed[1] or pubmed[2]) if pubmed else None
    if not (doi or pmid or pmc):
        return None
    return Work(key=address, doi=doi, pmid=pmid, pmcid=pmc[0] if pmc else None, url=address)


# ---------------------------------------------------------------- CSL, as Zotero and Mendeley keep it


def _text(value: object) -> str | None:
    """Return a value of JSON as words, numbers too; None for what holds none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(re.sub(r"<[^<>]{0,40}>", "", str(value)).split()) or None


def _person(value: object) -> str | None:
    if not isinstance(value, Mapping):
        return None
    family, given = _text(value.get("family")), _text(value.get("given"))
    return (f"{family} {given}" if given else family) if family else _text(value.get("literal")) or given


def _csl(item: Mapping[str, Any], key: str) -> Work:
    persons = item.get("author")
    names = [name for one in persons[:200] if (name := _person(one))] if isinstance(persons, list) else []
    first = persons[0] if names and isinstance(persons, list) and isinstance(persons[0], Mapping) else {}
    issued = item.get("issued")
    year = None
    if isinstance(issued, Mapping):
        parts = issued.get("date-parts")
        said = parts[0][0] if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0] else None
        year = _YEAR.search(_text(said) or _text(issued.get("literal")) or _text(issued.get("raw")) or "")
    note = f"{_text(item.get('note')) or ''} {_text(item.get('extra')) or ''}"
    url = _text(item.get("URL"))
    pmid, pmcid = _text(item.get("PMID")) or "", _text(item.get("PMCID")) or ""
    noted, linked = _PMID.search(note), _PMCID.search(f"{pmcid} {note}")
    return Work(
        key=key,
        title=_text(item.get("title")),
        authors=", ".join(names) or None,
        surname=_text(first.get("family")) or _text(first.get("literal")) or (names[0] if names else None),
        container=_text(item.get("container-title")),
        year=year[0] if year else None,
        doi=bare_doi(_text(item.get("DOI")) or "") or bare_doi(f"{url or ''} {note}"),
        pmid=pmid if pmid.isdecimal() else (noted[1] if noted else None),
        pmcid=linked[0] if linked else (f"PMC{pmcid}" if pmcid.isdecimal() else None),
        url=url,
    )


def _of_csl(words: str) -> tuple[Work, ...]:
    # The name of an old field holds braces too: "ADDIN Mendeley Citation{…} CSL_CITATION {…}".
    begin = words.find("{", max(0, words.find("CSL_CITATION")))
    if begin < 0 or len(words) > _LONGEST:
        return ()
    try:
        found, _ = json.JSONDecoder().raw_decode(words, begin)
    except (ValueError, RecursionError):
        return ()
    items = found.get("citationItems") if isinstance(found, dict) else None
    works = []
    for item in items[:_MOST_WORKS] if isinstance(items, list) else ():
        if not isinstance(item, dict):
            continue
        held = item.get("itemData")
        held = held if isinstance(held, dict) else {}
        uris = item.get("uris") or item.get("uri")
        # "ITEM-1" names another work in each field of Mendeley; its address does not.
        key = _text(uris[0]) if isinstance(uris, list) and uris else None
        name = _text(item.get("id")) or _text(held.get("id"))
        if key is None and name is not None and not name.startswith("ITEM-"):
            key = name
        work = _csl(held, key or "")
        if not work.key:
            work = replace(work, key=work.doi or " ".join(filter(None, (work.title, work.year))))
        if work.key:
            works.append(work)
    return tuple(works)


# ---------------------------------------------------------------- EndNote


def _endnote(cite: Element) -> Work | None:
    record = cite.find("record")
    number = text_of(cite.find("RecNum"))
    if record is None:
        name, printed = text_of(cite.find("Author")), text_of(cite.find("Year"))
        if not (number or name):
            return None
        return Work(key=f"EndNote {number or name + ' ' + printed}", surname=name or None, year=printed or None)

    def said(path: str) -> str | None:
        return " ".join(text_of(record.find(path)).split()) or None if record is not None else None

    authors = [" ".join(text_of(one).split()) for one in record.iterfind("contributors/authors/author")][:200]
    year = _YEAR.search(said("dates/year") or "")
    address = said("urls/related-urls/url")
    accession = said("accession-num") or ""
    custom = _PMCID.search(" ".join(said(name) or "" for name in ("custom2", "custom1", "custom3", "label")))
    database = record.find("foreign-keys/key")
    library = "" if database is None else database.get("db-id", "")
    return Work(
        key=f"EndNote {library} {number or said('rec-number')}".replace("  ", " "),
        title=said("titles/title"),
        authors=", ".join(one.replace(",", "", 1) for one in authors) or None,
        surname=authors[0].split(",")[0] if authors else None,
        container=said("periodical/full-title") or said("titles/secondary-title"),
        year=year[0] if year else None,
        doi=bare_doi(said("electronic-resource-num") or "") or bare_doi(address or ""),
        pmid=accession if accession.isdecimal() and len(accession) < 10 else None,
        pmcid=custom[0] if custom else None,
        url=address,
    )


def _of_endnote(words: str) -> tuple[Work, ...]:
    begin, end = words.find("<EndNote"), words.rfind("</EndNote>")
    if begin < 0 or end < begin or len(words) > _LONGEST:
        return ()
    content = words[begin : end + len("</EndNote>")].encode("utf-8", "replace")
    try:
        cites = [one for one in children_of([content], name="a field of EndNote") if one.tag == "Cite"]
    except DocumentError:
        return ()
    return tuple(work for cite in cites[:_MOST_WORKS] if (work := _endnote(cite)))


def _decoded(data: str) -> str:
    """Return what base64 letters hold, as text; "" for what is none."""
    if len(data) > _LONGEST:
        return ""
    try:
        content = base64.b64decode("".join(data.split()) + "==", validate=False)
    except (binascii.Error, ValueError):
        return ""
    return content.rstrip(b"\0").decode("utf-8", "replace")


# ---------------------------------------------------------------- Word


def word_works(sources: Iterable[Element]) -> dict[str, Work]:
    """Return the works that Word's own list of sources holds, by tag in small letters."""
    works: dict[str, Work] = {}
    for element in sources:
        tag = text_of(element.find("b-Tag"))
        if element.tag != "b-Source" or not tag:
            continue
        names: list[str] = []
        surname = None
        for person in element.iterfind("b-Author/b-Author/b-NameList/b-Person"):
            last, first = text_of(person.find("b-Last")), text_of(person.find("b-First"))
            surname = surname or last or first
            names.append(f"{last} {first}".strip())
        corporate = text_of(element.find("b-Author/b-Author/b-Corporate"))
        year = _YEAR.search(text_of(element.find("b-Year")))
        address = text_of(element.find("b-URL"))
        comments = text_of(element.find("b-Comments"))
        pmid = _PMID.search(comments)
        works[tag.lower()] = Work(
            key=tag,
            title=text_of(element.find("b-Title")) or None,
            authors=", ".join(names) or corporate or None,
            surname=surname or corporate or None,
            container=text_of(element.find("b-JournalName")) or text_of(element.find("b-BookTitle")) or None,
            year=year[0] if year else None,
            doi=bare_doi(text_of(element.find("b-DOI"))) or bare_doi(f"{address} {comments}"),
            pmid=pmid[1] if pmid else None,
            url=address or None,
        )
    return works


def of_field(instruction: str, data: Sequence[str], sources: Mapping[str, Work]) -> tuple[Work, ...]:
    """Return the works that a field cites; () for a field that cites none.

    Args:
        instruction: Its code, put together from all its runs.
        data: Base64 letters that it and the fields in it carry.
        sources: The works of Word's own list.
    """
    words = instruction.strip()
    if words.startswith("ADDIN"):
        if "EN.CITE" in words[:40]:
            return _of_endnote(words) or next((found for one in data if (found := _of_endnote(_decoded(one)))), ())
        if "CSL_CITATION" in words[:400]:
            return _of_csl(words)
        return ()
    if match := _WORD_FIELD.match(words):
        tags = [match["first"], *_MORE.findall(match["more"])]
        return tuple(sources.get(tag.lower()) or Work(key=tag) for tag in tags[:_MOST_WORKS])
    return ()


def of_control(tag: str) -> tuple[Work, ...]:
    """Return the works that a content control cites, by its tag; () for one that cites none."""
    if tag.startswith("MENDELEY_CITATION_v"):
        return _of_csl(_decoded(tag.split("_", 3)[-1]))
    if "CSL_CITATION" in tag[:60]:
        return _of_csl(tag)
    return ()
