"""Whether a file is an article in JATS, told by how it begins."""

from __future__ import annotations

import re

from thymograph.reading.html.recognition import beginning

__all__ = ["is_jats"]

_ROOT = re.compile(
    r"(?:<!DOCTYPE\s+(?P<doctype>[\w:.-]+)(?:[^<>\[\]]{0,1000})(?:\[[^\]]{0,4000}\]\s*)?>)?"
    r"(?:\s+|<\?[^>]{0,2000}\?>|<!--(?:(?!-->)[\s\S]){0,6000}-->)*<(?:[\w.-]+:)?(?P<root>[\w.-]+)(?P<attributes>[^<>]{0,3000})"
)
_ROOTS = frozenset(["article", "pmc-articleset", "articles"])
# What a server answers with may hold an article, or only say where one is.
_ANSWERS = frozenset(["OAI-PMH", "GetRecord", "ListRecords", "record", "metadata"])
_ARTICLE = re.compile(rb"<(?:[\w.-]+:)?article[\s>]")
_DECLARES = re.compile(
    r"\bdtd-version=|\barticle-type=|xmlns:(?:xlink|mml|ali|jats)=|//DTD (?:JATS|Journal|Archiv)|jats\.nlm|\bJATS\b"
)
_INSIDE = re.compile(rb"<(?:[\w.-]+:)?(?:front|journal-meta|article-meta|sec|ref-list|front-stub)[\s>/]")


def is_jats(content: bytes) -> bool:
    """Tell whether a file is an article in JATS or NLM XML, or the set of them that PMC gives.

    >>> is_jats(b'<article dtd-version="1.3"><front/></article>'), is_jats(b"<article><p>A page</p></article>")
    (True, False)
    """
    begin = beginning(content)
    if not begin.startswith("<"):
        return False
    found = _ROOT.match(begin)
    if found is None or found["root"] not in _ROOTS | _ANSWERS:
        return False
    if found["root"] in _ANSWERS and not _ARTICLE.search(content, 0, 100_000):
        return False
    return bool(_DECLARES.search(begin[: found.end()]) or _INSIDE.search(content, 0, 100_000))
