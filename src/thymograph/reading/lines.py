"""The lines of a text and what each looks like taken alone: blank, heading, item, table row, prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

__all__ = ["Line", "LineRole", "lines_of"]

_ITEM = re.compile(
    r"(?P<indent>[ \t]*)(?:(?P<bullet>[-*+•●▪◦‣·○■–⎯►▶➢➤✓✔☑✅❌❖◆◇□∙⁃➔➜]|:(?=[ \t]+[^\W\d_]))|(?P<number>\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)])"
    r"(?P<gap>[ \t]+)(?=\S)"
)
_ATX = re.compile(r"[ \t]{0,3}(?P<hashes>#{1,6})[ \t]+(?P<words>\S.*?)[ \t]*#*[ \t]*$")
# The sign of a block quote, not "greater than" before a number.
_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+(?=[^\W\d]|[*\"“\[(#\u2600-\u27bf\U0001f300-\U0001faff-])")
_RULE = re.compile(r"[ \t]*(?:(?:[-*_=][ \t]*){3,}|\+(?:[-=]{2,}\+)+)$")
_PIPE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$")


# White space of all scripts, and two marks that are as invisible.
_BLANK = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff\u200b"
)


LineRole = Literal[
    "paragraph",  # whole, not a heading and no part of a list
    "title",
    "head_row",  # of a table: its cells, with tabs between them
    "row",
    "table_caption",
    "caption",  # of a figure
    "metadata",
    "reference",
    "boilerplate",
]
"""What a line is where the format says so. Headings and items of lists are told by level and sign as in any text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line without its end; ``start`` and ``end`` in the document, outer white space excluded."""

    start: int
    end: int
    text: str
    """The stripped words, as printed."""
    indent: int
    """Columns of white space before it, a tab as four."""
    bullet: str | None = None
    number: str | None = None
    inner: int = 0
    """Where the words begin after bullet, number or hashes."""
    heading_level: int = 0
    """1 to 6 for ``#`` headings, else 0."""
    is_rule: bool = False
    is_pipe_rule: bool = False
    role: LineRole | None = None
    """None in plain text, where the words and what stands around them must tell."""
    table: int = 0
    """Number of the table that a row belongs to, where the format says so."""

    @property
    def is_blank(self) -> bool:
        return not self.text

    @property
    def is_item(self) -> bool:
        return self.bullet is not None or self.number is not None


_LINE = re.compile(r"[^\n]+|(?<=\n)(?=\n)")


def lines_of(text: str, start: int = 0) -> Iterator[Line]:
    """Yield the lines of ``text`` from ``start`` on, each looked at alone."""
    for match in _LINE.finditer(text, start):
        raw = match[0]
        if ">" in raw:
            raw = _QUOTED.sub(lambda sign: " " * len(sign[0]), raw)
        stripped = raw.strip(_BLANK)
        if not stripped:
            yield Line(start=match.start(), end=match.start(), text="", indent=0)
            continue
        lead = raw.index(stripped[0])
        begin = match.start() + lead
        end = begin + len(stripped)
        indent = len(raw[:lead].replace("\t", "    "))
        atx = _ATX.match(raw)
        if atx:
            yield Line(
                start=begin, end=match.start() + atx.end("words"), text=stripped, indent=indent,
                inner=match.start() + atx.start("words"), heading_level=len(atx["hashes"]),
            )  # fmt: skip
            continue
        if _PIPE_RULE.match(raw) and "|" in raw:
            yield Line(start=begin, end=end, text=stripped, indent=indent, inner=begin, is_pipe_rule=True)
            continue
        if _RULE.match(raw):
            yield Line(start=begin, end=end, text=stripped, indent=indent, inner=begin, is_rule=True)
            continue
        item = _ITEM.match(raw)
        # "A. Smith" opens a name and "1.6 mg" a number; a lone capital counts only with a bracket.
        if item and not (item["number"] and item["number"].isalpha() and raw[item.end("number")] == "."):
            yield Line(
                start=begin, end=end, text=stripped, indent=indent, bullet=item["bullet"],
                number=item["number"], inner=match.start() + item.end(),
            )  # fmt: skip
            continue
        yield Line(start=begin, end=end, text=stripped, indent=indent, inner=begin)
