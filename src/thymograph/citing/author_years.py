"""Markers that name an author and a year: ``(Smith et al., 2019; WHO 2020)``, ``Smith et al. (2019)``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from thymograph.citing.printed import PrintedMarker
from thymograph.model import Block, Document

__all__ = ["author_year_markers", "year_key"]

_NAME = r"(?:(?:van|von|de|der|den|del|della|di|da|la|le|el|al|ten|ter|dos)\s){0,3}[^\W\d_a-z][\w'’‐-]{1,40}(?:\s[^\W\d_a-z][\w'’-]{1,30}){0,3}"
_MORE = r"(?:,?\s(?:et\s?al\.?|and\scolleagues|and\sothers)|(?:,\s[^\W\d_a-z][\w'’-]{1,40}){0,4},?\s(?:and|&)\s[^\W\d_a-z][\w'’ -]{1,60}?)"
_YEAR = r"(?:19|20)\d\d[a-z]?"
_YEARS = rf"{_YEAR}(?:,\s?(?:{_YEAR}|[a-z])){{0,4}}"
_CHUNK = rf"(?P<name>{_NAME})(?P<more>{_MORE})?,?\s\(?(?P<years>{_YEARS})\)?(?:,?\s(?:pp?\.|chap(?:ter)?\.?)\s?[\d–-]{{1,12}})?"
_LEAD_IN = r"(?:see(?: also)?|reviewed (?:in|by)|as reviewed (?:in|by)|e\.g\.,?|cf\.|for (?:a )?review,? see|adapted from|data from|from|after|according to)"
_PARENTHESIS = re.compile(r"[(\[]([^()\[\]\n]{4,400}(?:\((?:19|20)\d\d[a-z]?\)[^()\[\]\n]{0,200}){0,3})[)\]]")
_NOT_NAMES = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec "
    "spring summer autumn winter fall phase since until in updated update accessed published copyright version edition last from before after "
    "early late mid table figure covid copyright approved revised retrieved reviewed issued released launched founded established q1 q2 q3 q4".split()
)


@cache
def _narrative() -> re.Pattern[str]:
    return re.compile(rf"(?P<name>[^\W\d_a-z][\w'’-]{{1,40}})(?P<more>{_MORE})?,?\s(?P<group>\((?P<years>{_YEARS})\))")


@cache
def _chunk() -> re.Pattern[str]:
    return re.compile(rf"(?:{_LEAD_IN}\s)?{_CHUNK}")


def year_key(name: str, year: str) -> str:
    """Return the key of an author–year marker: the first surname and the year.

    >>> year_key("de Vries et al.", "2019a")
    'de Vries 2019a'
    """
    return f"{re.split(r',| et ?al| and | & ', name)[0].strip()} {year}"


class _Listed:
    """What the reference lists print, to see whether a name and a year stand in one entry."""

    def __init__(self, document: Document) -> None:
        self.years: dict[str, set[str]] = {}
        self.initials: list[tuple[str, set[str]]] = []
        for block in document.blocks:
            if block.kind != "reference":
                continue
            line = document.text[block.start : block.end]
            years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", line))
            self.initials.append(("".join(re.findall(r"\b[a-z](?=[a-z]{3,})", line[:120].lower())), years))
            for word in re.findall(r"[^\W\d_][\w'’-]+", line):
                self.years.setdefault(word.lower(), set()).update(years)

    def has(self, name: str, year: str) -> bool:
        words = re.findall(r"[^\W\d_][\w'’-]+", name.lower())
        if bool(words) and all(year[:4] in self.years.get(word, ()) for word in words):
            return True
        # "FDA" for an entry of the Food and Drug Administration.
        return (
            3 <= len(name) <= 8
            and name.isupper()
            and any(year[:4] in y and name.lower() in i for i, y in self.initials)
        )


def author_year_markers(document: Document, blocks: Sequence[Block]) -> list[PrintedMarker]:
    """Return author–year markers, one for each year, in parentheses or with the year alone in them.

    One name without "et al." or a second one counts only if an entry of the reference list has both it
    and the year, so that "(November 2025)" and "(Pfizer, 2020)" stay words. A parenthesis with other words
    in it is left alone.
    """
    listed = _Listed(document)
    markers: list[PrintedMarker] = []
    for block in blocks:
        for match in _PARENTHESIS.finditer(document.text, block.start, block.end):
            markers.extend(_in_parentheses(document.text, match, listed))
        for match in _narrative().finditer(document.text, block.start, block.end):
            if _counts(match, listed):
                markers.extend(_years(match["name"], match["years"], match.start("years"), *match.span("group")))
    return sorted(set(markers), key=lambda marker: (marker.start, marker.number))


def _counts(match: re.Match[str], listed: _Listed) -> bool:
    first = match["name"].split()[0].lower()
    if first in _NOT_NAMES:
        return match["more"] is not None and "et" in match["more"].split()[:2]  # "March et al., 2011"
    return match["more"] is not None or listed.has(match["name"], match["years"])


def _in_parentheses(text: str, match: re.Match[str], listed: _Listed) -> list[PrintedMarker]:
    """Return the markers of a parenthesis that holds works alone, or works after other words and a semicolon."""
    first, last = match.start(), match.end()
    chunks = _chunks(text, first + 1, last - 1, listed)
    if not chunks:
        # "(n = 12; Smith et al., 2019)": the words stay, the marker begins at its semicolon.
        for semicolon in re.finditer(";", match[1]):
            first = match.start(1) + semicolon.start()
            if chunks := _chunks(text, first + 1, last - 1, listed):
                last -= 1
                break
    edges = [first, *(chunk.start() for chunk in chunks[1:]), last]
    markers: list[PrintedMarker] = []
    for index, chunk in enumerate(chunks):
        markers.extend(_years(chunk["name"], chunk["years"], chunk.start("years"), edges[index], edges[index + 1]))
    return markers


def _chunks(text: str, position: int, last: int, listed: _Listed) -> list[re.Match[str]]:
    """Return one match for each work between two places, [] if anything else stands there."""
    chunks: list[re.Match[str]] = []
    while True:
        while position < last and text[position] in " \t\n":
            position += 1
        chunk = _chunk().match(text, position, last)
        if not chunk or not (_counts(chunk, listed) or _is_name(chunk)):
            return []
        chunks.append(chunk)
        rest = re.compile(r"\s{0,3}(?:[;,]|and\b|&)?\s{0,3}").match(text, chunk.end(), last)
        position = rest.end() if rest else chunk.end()
        if position >= last:
            break
        if position == chunk.end():
            return []
    # "(Mel, 1993; Poirazi et al., 2003)": one work that is sure vouches for a lone name beside it.
    return chunks if all(_counts(chunk, listed) for chunk in chunks) or any(chunk["more"] for chunk in chunks) else []


def _is_name(chunk: re.Match[str]) -> bool:
    """Tell whether a work is printed as one name that is no month and the like."""
    return len(chunk["name"].split()) == 1 and chunk["name"].lower() not in _NOT_NAMES


def _years(name: str, years: str, first: int, start: int, end: int) -> list[PrintedMarker]:
    """Return one marker for each of ``years``, which begin at ``first``; together they cover start to end."""
    terms = list(re.finditer(r"(?:19|20)\d\d[a-z]?|(?<=[\s,])[a-z]", years))
    edges = [start, *(first + term.start() for term in terms[1:]), end]
    markers = []
    year = ""
    for index, term in enumerate(terms):
        year = term[0] if term[0][0].isdigit() else year[:4] + term[0]
        markers.append(PrintedMarker(year_key(name, year), edges[index], edges[index + 1], "author_year"))
    return markers
