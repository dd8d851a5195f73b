"""Links in the text that cite by their address alone: ``([Smith 2019](https://…))``, ``[nejm.org](https://…)``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from thymograph.citing.definitions import link_definitions
from thymograph.citing.identifiers import host_of
from thymograph.citing.printed import PrintedMarker
from thymograph.model import Block, Document

__all__ = ["InlineLink", "inline_link_markers", "inline_links", "numbered_links"]

_URL = r"https?://(?:[^()\s]|\([^()\s]{0,200}\)){1,1500}"
_LINK = (
    rf"\[(?P<words>(?:[^\[\]\n]|\[[^\[\]\n]{{0,80}}\]){{1,160}})\]\(<?(?P<url>{_URL})>?(?:\s\"[^\"\n]{{0,300}}\")?\)"
)
# "[SAMSON][samson]" with the address elsewhere.
_REFERRING = r"\[(?P<words>[^\[\]\n]{1,160})\]\[(?P<key>[^\[\]\n^]{1,60})\]"
# "(see the [2019 trial](…); [nejm.org](…))": few words before links, and nothing after them.
_LEAD = r"(?:(?:see|e\.g\.,?|source|sources|ref|via|from|per|cf\.|data from|reviewed in|according to):?\s)?(?:also\s)?(?:the\s|this\s)?"
_BARE_URL = rf"(?P<bare>{_URL})"
_NUMBER = re.compile(r"\\?\[?\^?(\d{1,3})\\?\]?")
# Words that name a source and say nothing themselves: a host, "Source", a mark that chat programs print.
_NAMES_SOURCE = re.compile(
    r"(?:oai_citation:\d+‡.{1,80}|(?:the )?(?:source|ref(?:erence)?|citation|cite|study|paper|article|link|pubmed|pmc|doi|nejm|lancet|jama|bmj)s?(?: \d{1,3})?|"
    r"(?:[\w-]{1,40}\.){1,4}[a-z]{2,24}(?:/\S{0,80})?)",
    re.IGNORECASE,
)
_GAP = re.compile(r"[\s,;&]*(?:and\s)?")


class InlineLink(NamedTuple):
    """A link that cites: the span it is taken out of the text with, the span of the link, its words and address.

    The words are empty where they only say that a source is linked ("Source", "who.int").
    """

    start: int
    end: int
    link_start: int
    link_end: int
    words: str
    url: str


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _title(words: str) -> str:
    """Return the words of a link where they say more than that it is one."""
    return "" if _NAMES_SOURCE.fullmatch(words) else words


def _grouped(text: str, block: Block, defined: Mapping[str, str]) -> Iterator[InlineLink]:
    """Yield the links that stand alone in round brackets; each takes what parts it from the next."""
    for opened in re.finditer(r"(?<!\])\((?=\[|https?://|[a-zA-Z])", text[block.start : block.end]):
        start = block.start + opened.start()
        lead = _compiled(_LEAD).match(text, start + 1, block.end)
        position = lead.end() if lead else start + 1
        found: list[re.Match[str]] = []
        while link := (
            _compiled(_LINK).match(text, position, block.end)
            or _compiled(_BARE_URL).match(text, position, block.end)
            or (defined and _referring(text, position, block.end, defined))
        ):
            found.append(link)
            gap = _GAP.match(text, link.end(), block.end)
            position = gap.end() if gap else link.end()
        if not found or text[found[-1].end() : found[-1].end() + 1] != ")":
            continue
        edges = [start, *(link.start() for link in found[1:]), found[-1].end() + 1]
        for index, link in enumerate(found):
            groups = link.groupdict()
            url = groups.get("url") or groups.get("bare") or defined.get((groups.get("key") or "").lower(), "")
            words = groups.get("words") or ""
            if not _NUMBER.fullmatch(words):
                yield InlineLink(edges[index], edges[index + 1], *link.span(), _title(words), url)


def _referring(text: str, position: int, end: int, defined: Mapping[str, str]) -> re.Match[str] | None:
    """Return the link at ``position`` whose address a definition with a name, not a number, gives."""
    link = _compiled(_REFERRING).match(text, position, end)
    return link if link and link["key"].lower() in defined else None


def _alone(text: str, block: Block) -> Iterator[InlineLink]:
    """Yield the links that follow a statement and only name their source."""
    for link in _compiled(_LINK).finditer(text, block.start, block.end):
        words = link["words"].strip(" *_")
        after = text[link.end() : min(block.end, link.end() + 2)].lstrip()
        if _NAMES_SOURCE.fullmatch(words) and link.start() > block.start and not after[:1].islower():
            before = text[max(block.start, link.start() - 3) : link.start()].rstrip()
            if before and (before[-1] in '.!?;)”"]' or not after or after[0] in ".[;"):
                yield InlineLink(link.start(), link.end(), *link.span(), _title(words), link["url"])


def _widest_first(link: InlineLink) -> tuple[int, int]:
    return link.start, -link.end


def inline_links(document: Document, blocks: Sequence[Block]) -> list[InlineLink]:
    """Return the links without a number that cite, by place: alone in round brackets, or after a sentence with the name of a source.

    A link on words that the sentence needs is none.
    """
    found: dict[int, InlineLink] = {}
    defined = {
        definition.name.lower(): document.text[definition.body : definition.end].split()[0].strip("<>")
        for definition in link_definitions(document)
        if not definition.name.isdecimal()
    }
    for block in blocks:
        words = document.text[block.start : block.end]
        if not ("http" in words or (defined and "][" in words)) or block.kind in ("heading", "caption"):
            continue
        taken = 0
        for link in sorted(
            [*_grouped(document.text, block, defined), *_alone(document.text, block)], key=_widest_first
        ):
            if link.start >= taken:
                found[link.start] = link
                taken = link.end
    return [found[start] for start in sorted(found)]


def inline_link_markers(document: Document, blocks: Sequence[Block]) -> list[PrintedMarker]:
    """Return the markers of :func:`inline_links`; each is numbered by its words, else by its host."""
    return [
        PrintedMarker(
            " ".join(link.words.split())[:60] or host_of(link.url) or link.url, link.start, link.end, "inline_link"
        )
        for link in inline_links(document, blocks)
    ]


def numbered_links(document: Document, blocks: Sequence[Block]) -> list[tuple[str, InlineLink]]:
    """Return for each number that links itself (``[3](https://…)``) the first such link."""
    found: dict[str, InlineLink] = {}
    for block in blocks:
        for link in _compiled(_LINK).finditer(document.text, block.start, block.end):
            if number := _NUMBER.fullmatch(link["words"]):
                found.setdefault(number[1], InlineLink(*link.span(), *link.span(), link["words"], link["url"]))
    return sorted(found.items(), key=lambda item: item[1].start)
