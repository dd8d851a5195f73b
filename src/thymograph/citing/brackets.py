"""Markers in brackets, carets, superscript tags and links: the styles that show by their own signs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Set
from functools import cache

from thymograph.citing.printed import DASHES, NUMBER_LIST, PrintedMarker, cut_numbers, numbers_in, word_before

__all__ = ["bracket_markers", "dotted_markers", "follows_words", "is_line_number"]

# The destination of a Markdown link, one level of brackets inside, and its title.
_TARGET = r"\((?:[^()\s]|\([^()\s]{0,200}\)){0,600}(?:\s\"[^\"\n]{0,300}\")?\)"
_PREFIX = r"(?:(?:[Rr]efs?|[Rr]eferences?|[Cc]it(?:ation|e)s?)\.?:?\s?)?"
# Where in the work: "[9, Table 2]".
_PLACE = r",\s(?:[Tt]ables?|[Ff]ig(?:ure|\.)?|pp?\.|[Cc]hapter|[Ss]ection|[Aa]ppendix)\s?[\w–-]{1,8}"
_UNIT = rf"""(?:
    \[\\\[{NUMBER_LIST}\\\]\](?:{_TARGET})?
  | \[\[{NUMBER_LIST}\]\](?:{_TARGET})?
  | \\\[{_PREFIX}{NUMBER_LIST}\\\](?:{_TARGET})?
  | \[\^[\w.-]{{1,40}}\^?\](?!:)
  | \[@[\w:.-]{{1,60}}(?:;\s?@[\w:.-]{{1,60}}){{0,20}}\]
  | \[<sup>\[?{NUMBER_LIST}\]?</sup>\](?:{_TARGET})?
  | \[\s?{_PREFIX}{NUMBER_LIST}(?:{_PLACE})?\s?\](?:{_TARGET})?
  | \((?:[Rr]efs?|[Rr]eferences?)\.?\s?{NUMBER_LIST}\)
  | 【{NUMBER_LIST}(?:[†:][^【】\n]{{0,80}})?】
)"""
_GAP = rf"\s{{0,3}}(?:[,;{DASHES}]\s{{0,3}}|and\s{{1,3}}(?=\\?\[))?"
_LEAD_IN = r"(?:(?:see(?:\salso)?|reviewed\sin|as\sreviewed\sin|cf\.|e\.g\.,?|for\s(?:a\s)?review,?\ssee|refs?\.?)\s)?"
_SUP = r"<sup\b[^<>]{0,80}>\s?"
_GROUP = rf"""
    (?P<open>\$?\^\{{\s?|\$?\^|{_SUP}|[(]{_LEAD_IN})?
    (?P<units>{_UNIT}(?:{_GAP}{_UNIT}){{0,80}})
    (?P<close>\s?\}}\$?|\s?</sup>|\)|\^)?
"""
_RAISED = rf"""
    (?P<open>\$?\^\{{\s?|\$?\^\(|\$?\^|\\textsuperscript\{{|(?:<a\b[^<>]{{0,300}}>\s?)?{_SUP}(?:<a\b[^<>]{{0,300}}>)?)
    (?P<list>{NUMBER_LIST})
    (?P<close>\s?\}}\$?|\)|\^|(?:</a>)?\s?</sup>(?:\s?</a>)?)?
"""
# Powers of a unit or a logarithm, and names whose raised number is part of them.
_POWERS = frozenset("sec min log chi exp inch meter metre second minute body".split())
# The page that an encyclopedia prints after a marker: "[3]: 12".
_PAGE = re.compile(r":[\s\u200a]?\d{1,4}(?:[–-]\d{1,4})?(?=\s|$|\[)")
_LINK_WORDS = re.compile(
    r"\[(?:source|ref(?:erence)?|link|citation|cite|study|paper|article|pubmed|pmc|doi|here|\d{1,3}|[\w-]{1,40}(?:\.[\w-]{2,40}){1,4})s?\]$",
    re.IGNORECASE,
)
_FREE_NUMBER = re.compile(r"(?<![\w.,–-])(\d{1,6}(?:\.\d{1,4})?)\s{0,2}(?:%|[a-zA-Zµμ/·]{1,12})?[\s,(:;]{0,3}$")
_NOT_WORKS = frozenset("eq eqs equation equations step item box line row question".split())


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    flags = re.VERBOSE
    return re.compile(_GROUP, flags), re.compile(_UNIT, flags), re.compile(_RAISED, flags)


def bracket_markers(text: str, start: int, end: int, *, link_names: Set[str] = frozenset()) -> list[PrintedMarker]:
    """Return the markers of ``text[start:end]`` (one block) that brackets, carets or tags print.

    Args:
        text: The whole document.
        start: Where the block begins.
        end: Where it ends.
        link_names: Names of link definitions (``[3]: https://…``), so that ``[Source][3]`` is known.
    """
    group_pattern, unit_pattern, raised_pattern = _patterns()
    markers: list[PrintedMarker] = []
    for match in group_pattern.finditer(text, start, end):
        markers.extend(_group(text, start, end, match, unit_pattern, link_names))
    taken = sorted((marker.start, marker.end) for marker in markers)
    for match in raised_pattern.finditer(text, start, end):
        index = bisect_left(taken, (match.end(), 0))
        if index == 0 or taken[index - 1][1] <= match.start():
            markers.extend(_raised(text, start, end, match))
    return sorted(markers, key=lambda marker: marker.start)


def _closes(opened: str, closed: str) -> bool:
    opened, closed = opened.strip(), closed.strip()
    if opened.endswith("{"):
        return closed.startswith("}")
    if opened.startswith("<sup"):
        return closed == "</sup>"
    if opened.startswith("("):
        return closed == ")"
    return opened.endswith("^") and closed in ("", "^")


def _group(
    text: str, start: int, end: int, match: re.Match[str], unit_pattern: re.Pattern[str], link_names: Set[str]
) -> list[PrintedMarker]:
    units = list(unit_pattern.finditer(text, *match.span("units")))
    wrapped = match["open"] is not None and _closes(match["open"], match["close"] or "")
    first, last = (match.start(), match.end()) if wrapped else match.span("units")
    caret = wrapped and not match["open"].startswith("(")
    if not caret:
        kept = [unit for unit in units if not _is_look_alike(text, start, end, unit)]
        if len(kept) < len(units):
            # Look-alikes break a group; what is left stands alone.
            return [marker for unit in kept for marker in _unit(text, *unit.span(), unit, "bracket")]
    style = _style(match["open"] if caret else "", units)
    if len(units) == 1 and match["open"] is None:
        first = _with_link_words(text, start, units[0], link_names)
        if first < units[0].start():
            style = "reference_link"
            if text[first : first + 1] == "(" and text[last : last + 1] == ")" and last < end:
                last += 1
            elif text[first : first + 1] == "(":
                first += 1
    if text[first - 1 : first] in (".", "!", "?", ",") and (page := _PAGE.match(text, last, end)):
        last = page.end()
    edges = [first, *(unit.start() for unit in units[1:]), last]
    markers: list[PrintedMarker] = []
    for index, unit in enumerate(units):
        own = style if caret or style == "reference_link" else _style("", [unit])
        found = _unit(text, edges[index], edges[index + 1], unit, own)
        gap = text[units[index - 1].end() : unit.start()].strip() if index else ""
        if markers and found and gap and gap in DASHES and markers[-1].number.isdigit() and found[0].number.isdigit():
            found = _range_over_units(markers, found)
        markers.extend(found)
    return markers


def _range_over_units(markers: list[PrintedMarker], found: list[PrintedMarker]) -> list[PrintedMarker]:
    """Return ``found`` with the numbers between it and the marker before, as ``[2]–[5]`` means."""
    before, after = markers[-1], found[0]
    terms = numbers_in(f"{before.number}-{after.number}")
    if terms is None:
        return found
    span = (before.start, after.end)
    markers[-1] = before._replace(end=after.end)
    return [PrintedMarker(str(n), *span, after.style) for n in terms[0][1:]] + found[1:]


def _style(opened: str, units: list[re.Match[str]]) -> str:
    first = units[0][0]
    if opened.lstrip("$").startswith("^"):
        return "caret_group" if "{" in opened else "caret"
    if opened:
        return "superscript"
    if first.startswith("[^"):
        return "footnote"
    if first.startswith("[@"):
        return "key"
    if first.startswith(("[\\[", "\\[")):
        return "escaped_link" if "](" in first else "escaped"
    return "link" if "](" in first else "bracket"


def _unit(text: str, start: int, end: int, unit: re.Match[str], style: str) -> list[PrintedMarker]:
    printed = unit[0]
    if printed.startswith("[^"):
        return [PrintedMarker(printed[2 : printed.index("]")].rstrip("^"), start, end, style)]
    if printed.startswith("[@"):
        keys = list(re.finditer(r"@([\w:.-]+)", printed))
        edges = [start, *(unit.start() + key.start() for key in keys[1:]), end]
        return [PrintedMarker(key[1], edges[i], edges[i + 1], style) for i, key in enumerate(keys)]
    numbers = re.search(NUMBER_LIST, printed)
    if numbers is None:
        return []
    return cut_numbers(text, start, end, unit.start() + numbers.start(), unit.start() + numbers.end(), style)


def is_line_number(text: str, start: int, end: int) -> str | None:
    """Return the number in brackets that a block begins with ("[1] Includes …"), or None.

    A marker that opens a sentence is followed by small letters ("[3] showed").
    """
    match = re.compile(r"\\?\[(\d{1,3})\\?\]\s+(?=[^\W\d_a-z])").match(text, start, end)
    return match[1] if match else None


def _is_look_alike(text: str, start: int, end: int, unit: re.Match[str]) -> bool:
    """Tell whether a bracket is no marker by its neighbours: a chemical name, an interval, a list's number."""
    printed = unit[0]
    if printed.startswith(("[^", "[@")) or "](" in printed:
        return False
    terms = numbers_in(printed)
    if terms is None:
        return True
    before = text[unit.start() - 1] if unit.start() > start else ""
    after = text[unit.end()] if unit.end() < end else ""
    if after and (after.islower() or after.isdigit()):
        return True  # [1,3]dioxol
    if after.isalpha() and (not before or before.isspace() or before in "([{-–/"):
        return True  # [18]F-FDG
    if unit.start() == start and is_line_number(text, start, end):
        return True
    numbers = [term[0] for term in terms] + [terms[-1][-1]]
    if len(set(numbers)) == 2 and max(len(terms), 2) == 2:
        free = _FREE_NUMBER.search(text[max(start, unit.start() - 30) : unit.start()])
        if free and min(numbers) <= float(free[1]) <= max(numbers):
            return True  # median 45 [38-52]
    return word_before(text, start, unit.start()).rstrip(".").lower() in _NOT_WORKS


def _with_link_words(text: str, start: int, unit: re.Match[str], link_names: Set[str]) -> int:
    """Return where ``([Source][3])`` begins if that is what stands before the unit, else where the unit does."""
    names = numbers_in(unit[0])
    if not names or str(names[0][0]) not in link_names:
        return unit.start()
    window_start = max(start, unit.start() - 80)
    found = _LINK_WORDS.search(text[window_start : unit.start()])
    if not found:
        return unit.start()
    first = window_start + found.start()
    return first - 1 if first > start and text[first - 1] == "(" else first


def _raised(text: str, start: int, end: int, match: re.Match[str]) -> list[PrintedMarker]:
    """Return the markers of ``^18``, ``^{1,2}``, ``<sup>5</sup>``, unless they are powers or isotopes."""
    opened, closed = match["open"].strip(), (match["close"] or "").strip()
    last = match.end()
    if opened.endswith(("{", "(", ">")):
        if not closed:
            return []
    elif closed not in ("", "^"):
        last = match.end("list")
    after = text[last] if last < end else ""
    if after.isalnum() or after in ("+", "%", "^") or (after == "." and text[last + 1 : min(end, last + 2)].isdigit()):
        return []
    if not follows_words(text, start, match.start()):
        return []
    style = "superscript" if opened.startswith(("<", "\\")) else "caret_group" if "{" in opened else "caret"
    return cut_numbers(text, match.start(), last, *match.span("list"), style)


_DOTTED = r"\d{1,2}(?:\.\d{1,2}){2}"


def dotted_markers(text: str, start: int, end: int) -> list[PrintedMarker]:
    """Return the markers of numbers in three parts, as answers of chat programs have them: ``[1.2.6, 1.7.4]``."""
    markers: list[PrintedMarker] = []
    for match in re.compile(rf"\[\s?{_DOTTED}(?:[,;]\s{{0,2}}{_DOTTED}){{0,30}}\s?\](?!\()").finditer(text, start, end):
        terms = list(re.compile(_DOTTED).finditer(text, *match.span()))
        edges = [match.start(), *(term.start() for term in terms[1:]), match.end()]
        markers += [PrintedMarker(term[0], edges[i], edges[i + 1], "bracket") for i, term in enumerate(terms)]
    return markers


def follows_words(text: str, start: int, position: int) -> bool:
    """Tell whether a raised number at ``position`` follows a word or a stop, not a number, unit or symbol."""
    before = text[max(start, position - 40) : position].rstrip()
    if not before:
        return False
    if before[-1] in ".,;:!?)]}\"'”’»*_":
        return not re.search(r"\d[)\]]?$", before) or before[-1] in ".,;:"
    word = re.search(r"[^\W\d_]+$", before)
    if word is None or before[: word.start()].endswith("/"):
        return False
    return len(word[0]) >= 3 and word[0].lower() not in _POWERS
