"""Definitions that Markdown puts anywhere: ``[3]: https://… "title"`` and ``[^1]: …``."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from thymograph.model import Document, Span

__all__ = ["Definition", "definition_spans", "footnote_definitions", "link_definitions"]


class Definition(NamedTuple):
    """A definition: its name ("3"), where it stands, and where what it says begins."""

    name: str
    start: int
    end: int
    body: int


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    link = r"^[ \t]{0,3}(?P<all>\[(?P<name>[^\[\]\n^][^\[\]\n]{0,60})\]:[ \t]{1,8}(?P<body><?(?:https?://|www\.|doi:|10\.)[^\n]{1,2000}))$"
    # A footnote goes on in lines that are indented.
    note = r"^[ \t]{0,3}(?P<all>\[\^(?P<name>[\w.-]{1,40})\]:[ \t]{1,8}(?P<body>[^\n]{1,4000}(?:\n[ \t]{2,}[^\n]{1,4000}){0,8}))$"
    return re.compile(link, re.MULTILINE), re.compile(note, re.MULTILINE)


def _found(pattern: re.Pattern[str], document: Document) -> tuple[Definition, ...]:
    start = max((block.end for block in document.blocks if block.section[:1] == ("front matter",)), default=0)
    return tuple(
        Definition(
            match["name"], match.start("all"), match.start("all") + len(match["all"].rstrip()), match.start("body")
        )
        for match in pattern.finditer(document.text, start)
    )


def link_definitions(document: Document) -> tuple[Definition, ...]:
    """Return the link definitions of ``document`` that lead to a web address, in order."""
    return _found(_patterns()[0], document)


def footnote_definitions(document: Document) -> tuple[Definition, ...]:
    """Return the footnote definitions of ``document``, in order."""
    return _found(_patterns()[1], document)


def definition_spans(document: Document) -> tuple[Span, ...]:
    """Return the spans of all definitions, sorted; nothing in them is a marker."""
    found = (*link_definitions(document), *footnote_definitions(document))
    return tuple(sorted(Span(definition.start, definition.end) for definition in found))
