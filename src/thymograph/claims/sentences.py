"""Where sentences, and facts within a table cell, begin and end in clean words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

__all__ = ["fact_spans", "sentence_spans"]

_END = re.compile(r"[.!?…]+[\"'”’)\]]*\s+(?=\S)")
# After these a full stop never closes a sentence.
_INSIDE = frozenset(
    [
        "e.g",
        "i.e",
        "eg",
        "ie",
        "vs",
        "viz",
        "cf",
        "ca",
        "approx",
        "resp",
        "fig",
        "figs",
        "eq",
        "eqs",
        "ref",
        "refs",
        "tab",
        "no",
        "nos",
        "vol",
        "pp",
        "dr",
        "drs",
        "prof",
        "mr",
        "mrs",
        "ms",
        "st",
        "mt",
        "ed",
        "eds",
        "cat",
        "suppl",
        "ch",
        "sec",
        "art",
        "al",
        "c.i",
        "min",
        "max",
        "avg",
        "est",
        "dept",
        "univ",
    ]
)
_MONTHS = ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec")
# After these it does when what follows opens a sentence.
_EITHER = frozenset(
    [
        "etc",
        "inc",
        "ltd",
        "co",
        "corp",
        "jr",
        "sr",
        "ph.d",
        "m.d",
        "d.sc",
        "u.s",
        "u.k",
        "e.u",
        "u.n",
        "s.c",
        "i.v",
        "i.m",
        "p.o",
        "i.p",
        "i.t",
        "b.i.d",
        "t.i.d",
        "q.i.d",
        "q.d",
        "o.d",
        "b.i.w",
        "t.i.w",
        "q.w",
        "a.m",
        "p.m",
        "sp",
        "spp",
        "subsp",
        "var",
        "n.s",
        "b.d",
    ]
)
_OPENERS = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "these",
        "those",
        "it",
        "its",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "within",
        "without",
        "however",
        "moreover",
        "furthermore",
        "therefore",
        "thus",
        "although",
        "while",
        "when",
        "if",
        "we",
        "our",
        "they",
        "their",
        "there",
        "here",
        "he",
        "she",
        "patients",
        "treatment",
        "results",
        "most",
        "some",
        "many",
        "several",
        "all",
        "both",
        "each",
        "no",
        "one",
        "two",
        "three",
        "as",
        "after",
        "before",
        "during",
        "since",
        "because",
        "to",
        "of",
        "and",
        "but",
        "overall",
        "similarly",
        "additionally",
        "finally",
        "notably",
        "importantly",
        "recent",
        "studies",
        "clinical",
    ]
)
_WORD_BEFORE = re.compile(r"[\w.’'-]+$")
# A letter that closes a name, so that its full stop is the sentence's: "hepatitis C.", "category B."
_LETTERED = re.compile(
    r"\b(?:hepatitis|vitamins?|category|group|type|class|grade|stage|level|part|panel|appendix|influenza|factor|"
    r"immunoglobulin|protein|arm|cohort|table|figure|phase|and|or|complex|subtype|strain|ig)\s+[A-Z]$",
    re.IGNORECASE,
)
_SMALL_START = re.compile(r"[a-z]{1,3}[A-Z0-9]|[a-z]-[A-Z]|α|β|γ|κ|μ")


def _opens(text: str, position: int) -> bool:
    """Tell whether what stands at ``position`` can open a sentence."""
    character = text[position]
    if character.isupper() or character.isdigit() or character in "\"'“‘([*<>≥≤~":
        return True
    return bool(_SMALL_START.match(text, position)) or not (character.isalpha() or character in "-–—,;:)%=/&+")


_LATIN = re.compile(r"[A-Za-z]+")
_INITIALS = re.compile(r"(?:[a-z]\.)+[a-z]")


def _closes(text: str, match: re.Match[str]) -> bool:
    """Tell whether the mark that ``match`` found closes a sentence."""
    if not _opens(text, match.end()):
        return False
    if text[match.start()] != ".":
        return True
    before = _WORD_BEFORE.search(text, max(0, match.start() - 40), match.start())
    if before is None:
        return True
    word = before[0].lower().strip("'’-")
    following = _LATIN.match(text, match.end())
    starter = bool(following and following[0].lower() in _OPENERS and following[0][0].isupper())
    if word in _INSIDE or word in _MONTHS:
        # "No." is an abbreviation only before a number, and "al." may be the last word.
        if word in ("no", "nos", "min", "max", "art", *_MONTHS):
            return not text[match.end()].isdigit()
        return word == "al" and starter
    if word in _EITHER or ("." in word and _INITIALS.fullmatch(word)):
        return starter
    if len(before[0]) == 1 and "A" <= before[0] <= "Z":
        return bool(_LETTERED.search(text, max(0, match.start() - 40), match.start())) or starter
    # "1. First" opens a list.
    return not (before[0].isdigit() and before.start() == 0)


def _bracketed(text: str) -> list[tuple[int, int]]:
    """Return the outermost round brackets of at most 300 characters."""
    found, opened, depth = [], 0, 0
    for match in re.finditer(r"[()]", text):
        if match[0] == "(":
            if depth == 0:
                opened = match.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and match.end() - opened <= 300:
                found.append((opened, match.end()))
    return found


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of ``text``, without the spaces between them.

    Marks inside round brackets, after abbreviations and after initials close nothing. It expects clean
    words: citation markers glued to a full stop would hide it.

    >>> text = "It is given s.c. twice weekly, e.g. for hepatitis B. The dose is 1.6 mg."
    >>> [text[start:end] for start, end in sentence_spans(text)]
    ['It is given s.c. twice weekly, e.g. for hepatitis B.', 'The dose is 1.6 mg.']
    """
    brackets = _bracketed(text)
    index = start = 0
    for match in _END.finditer(text):
        while index < len(brackets) and brackets[index][1] <= match.start():
            index += 1
        if index < len(brackets) and brackets[index][0] <= match.start() and match.end() < brackets[index][1]:
            continue
        if match.end() <= start:
            continue
        if _closes(text, match) and index < len(brackets) and brackets[index][0] == match.end():
            # A bracket after the stop, without a sentence in it, belongs to what stands before it.
            opened, closed = brackets[index]
            if closed - opened <= 90 and text[closed - 2] not in ".!?" and not text[closed : closed + 1].strip():
                yield start, closed
                start = closed + len(text[closed:]) - len(text[closed:].lstrip())
                continue
        if _closes(text, match):
            yield start, match.start() + len(match[0].rstrip())
            start = match.end()
    if text[start:].strip():
        yield start, len(text.rstrip())


# "Median Overall Survival (OS): 9.3 months": a name of one to seven words before a colon.
_LABELLED = re.compile(r"(?:(?<=^)|(?<=[\s.;)\]%]))[A-Z][\w/+-]*(?: (?:[\w/+-]+|\([^()]{1,20}\))){0,7}:\s")


def fact_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the facts of a table cell: its sentences, and each "Name: value" of several.

    >>> text = "Response rate: 12% (vs. 4%) Median survival: 9 months"
    >>> [text[start:end] for start, end in fact_spans(text)]
    ['Response rate: 12% (vs. 4%)', 'Median survival: 9 months']
    """
    labels = [match.start() for match in _LABELLED.finditer(text)]
    cuts = sorted({0, *labels, len(text)}) if len(labels) >= 2 else [0, len(text)]
    for start, end in pairwise(cuts):
        for a, b in sentence_spans(text[start:end]):
            yield start + a, start + b
