"""A page cut into tags and pieces of text, each with its exact place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import unescape
from html.entities import html5
from types import MappingProxyType
from typing import NamedTuple

from thymograph.reading.trees import Element, Piece, pieces_of

__all__ = ["NO_ATTRIBUTES", "Tag", "tokens"]

NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})

_NAME = re.compile(r"[a-zA-Z][^\s/>\0]*")
_ATTRIBUTE = re.compile(r"[\s/]*(=?[^\s/>=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]*)))?")
_GAP = re.compile(r"[\s/]*")
_COMMENT_END = re.compile(r"--!?>")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,12};?|#[xX][0-9a-fA-F]{1,10};?|[a-zA-Z][a-zA-Z0-9]{1,31};?)")
# What any rule here asks for; a page may have a million others.
_KEPT = frozenset(
    "id class href name content property itemprop lang xml:lang role style hidden aria-hidden aria-level aria-label colspan rowspan "
    "scope charset http-equiv start value type rel rid data-rid data-xml-rid reveal-id data-open aria-describedby "
    "aria-controls data-bib-id epub:type open reversed summary".split()
)
_RAW = frozenset(["script", "style", "xmp", "iframe", "noembed", "noframes", "noscript"])
_ONLY_REFERENCES = frozenset(["title", "textarea"])


class Tag(NamedTuple):
    """A start or end tag."""

    name: str
    """In small letters."""
    attributes: Mapping[str, str]
    """Those that rules ask for."""
    opens: bool
    closed: bool
    """Written as an empty element (``<br/>``)."""


def _decoded(printed: str) -> tuple[str, int]:
    """Return what a character reference stands for, and how much of it does; "" if it is none."""
    if printed[1] == "#":
        return unescape(printed), len(printed)
    name = printed[1:]
    if name in html5:
        return html5[name], len(printed)
    # Some old names need no semicolon, and go on as text: "&notit;" is "¬it;".
    for end in range(min(len(name), 6), 1, -1):
        if name[:end] in html5:
            return html5[name[:end]], end + 1
    return "", 0


def _text(text: str, start: int, end: int, into: list[Element | Piece]) -> None:
    position = start
    if text.find("&", start, end) >= 0:
        for match in _REFERENCE.finditer(text, start, end):
            shown, length = _decoded(match[0])
            if not length:
                continue
            if match.start() > position:
                pieces_of(text[position : match.start()], position, into)
            position = match.start() + length
            if shown.strip("\u00ad\u200b\u200c\u2060\ufeff"):
                into.append(Piece(shown, match.start(), position))
    if position < end:
        pieces_of(text[position:end], position, into)


def _attributes(text: str, position: int) -> tuple[Mapping[str, str], int]:
    """Return the attributes of the tag whose name ends at ``position``, and where its ``>`` is (or the text ends)."""
    if text.startswith(">", position):
        return NO_ATTRIBUTES, position
    found: dict[str, str] = {}
    while match := _ATTRIBUTE.match(text, position):
        position = match.end()
        name = match[1].lower()
        if name in _KEPT and name not in found:
            value = next((group for group in match.groups()[1:] if group is not None), "")
            found[name] = unescape(value) if "&" in value else value
    gap = _GAP.match(text, position)
    position = gap.end() if gap else position
    return found or NO_ATTRIBUTES, position


@cache
def _end_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)


def tokens(text: str) -> Iterator[Tag | list[Element | Piece]]:
    """Yield the tags of ``text`` and, between them, lists of pieces; comments and declarations leave nothing.

    It follows the tokenizer of the HTML standard as far as what is shown depends on it, and takes linear time on any
    input. Other than there, a quote that is never closed ends with its word, so that the page is not lost.
    """
    position, length = 0, len(text)
    pieces: list[Element | Piece] = []
    while position < length:
        opened = text.find("<", position)
        if opened < 0:
            break
        after = text[opened + 1 : opened + 2]
        closing = after == "/"
        name = _NAME.match(text, opened + (2 if closing else 1)) if closing or after.isalpha() else None
        if name is None and not (after in ("!", "?", "/") and after):
            # A "<" that opens nothing is text; so that a million of them stay cheap, all are passed at once.
            stop = opened + 1
            while text.startswith("<", stop):
                stop += 1
            stop = stop - 1 if stop - opened > 1 else stop
            _text(text, position, stop, pieces)
            position = stop
            continue
        if opened > position:
            _text(text, position, opened, pieces)
        if name is None:
            if text.startswith("<!--", opened):
                if text.startswith((">", "->"), opened + 4):
                    position = text.index(">", opened) + 1
                    continue
                end = _COMMENT_END.search(text, opened + 4)
                position = end.end() if end else length
            else:
                end_at = text.find(">", opened)
                position = end_at + 1 if end_at >= 0 else length
            continue
        attributes, position = _attributes(text, name.end())
        closed = text[position - 1] == "/"
        position += 1
        if position > length:
            break
        if pieces:
            yield pieces
            pieces = []
        tag = name[0].lower()
        yield Tag(tag, attributes, not closing, closed)
        if closing:
            continue
        if tag == "plaintext":
            _text(text, position, length, pieces)
            position = length
        elif tag in _RAW or tag in _ONLY_REFERENCES:
            end = _end_of(tag).search(text, position)
            stop = end.start() if end else length
            if tag in _ONLY_REFERENCES:
                _text(text, position, stop, pieces)
            position = stop
    if position < length:
        _text(text, position, length, pieces)
    if pieces:
        yield pieces
