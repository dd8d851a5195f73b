"""Markers without any sign of their own, believed only where the whole document shows the habit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from thymograph.citing.brackets import follows_words
from thymograph.citing.printed import DASHES, PrintedMarker, cut_numbers, word_before
from thymograph.model import Block, Document

__all__ = ["bare_markers", "glued_markers", "listed_numbers", "parenthesis_markers", "superscript_markers"]

_LIST = rf"\d{{1,3}}(?:(?:,[^\S\n]?|[^\S\n]?[{DASHES}][^\S\n]?)\d{{1,3}}){{0,12}}"
_OPENS = r"[\"“'‘(\[*_]{0,3}[^\W\d_a-z]"
_BARE = rf"""
    (?P<before>[^\s\d,;:(\[{{=<>≤≥~±×+/{DASHES}])[^\S\n]{{1,2}}
    (?P<list>{_LIST})
    (?: (?=[^\S\n]?[.:;]?\s*$) | (?=[^\S\n]?\.\s+{_OPENS}) | (?=[^\S\n]?\n) | (?P<on>(?=\s+{_OPENS})) )
"""
_GLUED_AFTER_STOP = rf"""
    (?:(?<=[^\W\d_]|[)\]"”'’%])|(?<=\b19\d\d)|(?<=\b20\d\d))(?P<stop>[.,;:!?][)"”’]?)(?P<list>{_LIST}(?:[^\S\n]\d{{1,4}}(?![\w.,%/°]\S)(?=\s|$)){{0,30}})(?: (?=\s*$) | (?=\s+{_OPENS}) | (?P<on>(?=\s+[a-z])) )
"""
_GLUED_TO_WORD = (
    rf"(?:(?<![\w-])(?P<word>[a-z]{{4,40}})|(?<=[^\W\d_]\))|(?<=\d\)))(?P<list>{_LIST})(?=[.,;:)]|\s|$)(?![.,]\d)"
)
_PARENTHESIS = rf"(?<=\S)[^\S\n]{{0,2}}\((?P<list>{_LIST})\)"
_RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SUPERSCRIPT = rf"[{_RAISED_DIGITS}]{{1,3}}(?:[⁻,˒⁾⁽–-]{{1,2}}[{_RAISED_DIGITS}]{{1,3}}){{0,20}}"
_TO_DIGITS = str.maketrans(_RAISED_DIGITS + "⁻˒", "0123456789" + "-,")

# Words that take a number after them: what follows is a quantity, a name or a place in the document.
_TAKES_NUMBER = frozenset(
    "a an the of to in on at by for from with and or than per vs versus is are was were be been n p x no nos number numbers "
    "about approximately around nearly over under least most only between until within after before every another other "
    "phase type types grade grades stage stages level levels class category group groups arm arms cohort cohorts part parts "
    "table tables figure figures fig figs box scheme appendix chapter section volume vol issue page pages pp line step steps "
    "day days week weeks month months year years hour hours cycle cycles visit age aged score version edition series "
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec "
    "alpha beta gamma delta epsilon kappa zeta omega interleukin interferon factor receptor thymosin caspase vitamin complement "
    "il ifn tnf tlr cd pd ctla her cyp covid sars glp hiv hsv hpv ecog who child hla mmp stat jak smad bcl mucin claudin galectin "
    "dose equals roughly exactly almost nearly fewer more less "
    "room suite street road building code item question q quarter top rank section ref refs reference references".split()
)
_UNITS_OF_TIME = frozenset("day days week weeks month months year years hour hours cycle cycles dose".split())
# Words whose number is glued to them by habit or by accident: "caspase3", "phase2".
_NAMED_WITH_NUMBER = frozenset(
    "phase type grade stage level group table figure part step study cohort covid omega alpha beta gamma delta "
    "interleukin interferon factor receptor thymosin caspase vitamin complement claudin galectin mucin cyclin".split()
)
_MANY = 3
_SHARE = 0.25


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE)


_LIST_NUMBER = re.compile(r"\s*(?:[-*•]\s+)?(?:\[\^?(\d{1,3})\]:?|\((\d{1,3})\)|\^?(\d{1,3})(?:[.)]|\s|$))")


def listed_numbers(document: Document) -> frozenset[int]:
    """Return the numbers that stand at the start of the lines of the document's reference lists."""
    found = set()
    for block in document.blocks:
        if block.kind != "reference":
            continue
        for line in re.compile(r"[^\n]+").finditer(document.text, block.start, block.end):
            if match := _LIST_NUMBER.match(document.text, *line.span()):
                found.add(int(match[match.lastindex or 1]))
    return frozenset(found)


def _takes_number(text: str, start: int, position: int) -> bool:
    word = word_before(text, start, position)
    letters = re.sub(r"[^\w]", "", word).lower()
    if not letters:
        return False
    if letters in _UNITS_OF_TIME and re.search(
        r"\d\s?$", text[max(start, position - 40) : position].rstrip()[: -len(word)].rstrip()
    ):
        return False  # "over 4 hours 1, 2" has its number already
    tail = re.split(rf"[/{DASHES}]", word)[-1]
    return (
        letters in _TAKES_NUMBER
        or tail.lower().rstrip(".") in _TAKES_NUMBER
        or (len(letters) == 1 and not word.endswith("."))
        or word.lower() in ("no.", "fig.", "vol.", "p.", "pp.", "ca.", "approx.", "e.g.", "i.e.", "ref.", "refs.")
    )


def _numbers(markers: Iterable[PrintedMarker]) -> set[int]:
    return {int(marker.number) for marker in markers}


def _is_dense(numbers: set[int]) -> bool:
    """Tell whether numbers look like those of a list: they begin low and leave few gaps."""
    return bool(numbers) and min(numbers) <= 2 and len(numbers) * 2 >= max(numbers)


def _prose(document: Document, blocks: Sequence[Block]) -> int:
    kinds = ("paragraph", "list_item", "list_lead", "faq_answer")
    return sum(
        block.kind in kinds and len(document.text[block.start : block.end].split(None, 5)) > 4 for block in blocks
    )


def bare_markers(document: Document, blocks: Sequence[Block]) -> list[PrintedMarker]:
    """Return markers such as `` 1, 2`` at the end of a sentence, line or list lead.

    Believed only if at least three stand in a document with a reference list, in a quarter of its
    paragraphs and items, and their numbers begin low and leave few gaps; without a list only those after a stop.
    """
    has_list = any(block.kind == "reference" for block in document.blocks)
    groups: list[list[PrintedMarker]] = []
    bearers = set()
    after_stops = 0  # one long paragraph may hold many
    pattern = _compiled(_BARE)
    for index, block in enumerate(blocks):
        if block.kind in ("heading", "table_frame", "table_cell", "faq_question", "caption"):
            continue
        for match in pattern.finditer(document.text, block.start, block.end):
            stopped = match["before"] in ".!?" or (
                match["before"] in '"”’)' and document.text[match.start() - 1 : match.start()] in (".", "!", "?")
            )
            if not stopped and (match["on"] is not None or not has_list):
                continue
            word = word_before(document.text, block.start, match.start("list")).lower()
            # "levels 1, 2" at the end of an item cites: a count would have "and".
            listed = word == "levels" and ", " in match["list"]
            if not (stopped or listed) and _takes_number(document.text, block.start, match.start("list")):
                continue
            found = cut_numbers(document.text, *match.span("list"), *match.span("list"), "bare")
            if found:
                groups.append(found)
                bearers.add(index)
                after_stops += stopped
    markers = [marker for group in groups for marker in group]
    if (
        len(groups) < _MANY
        or max(len(bearers), after_stops) < _SHARE * _prose(document, blocks)
        or not _is_dense(_numbers(markers))
    ):
        return []
    return markers


def glued_markers(document: Document, blocks: Sequence[Block]) -> list[PrintedMarker]:
    """Return markers whose raising was lost: ``signalling.12 The``, ``effects,3 but``, ``signalling12.``.

    Believed only if at least three stand in a document and their numbers are in its reference list, or begin low
    and leave few gaps; without a list only those after a stop.
    """
    text = document.text
    sure: list[PrintedMarker] = []
    by_word: dict[tuple[str, str], list[list[PrintedMarker]]] = {}
    sure_groups = 0
    for block in blocks:
        if block.kind in ("heading", "table_frame", "caption"):
            continue
        for match in _compiled(_GLUED_AFTER_STOP).finditer(text, block.start, block.end):
            word = word_before(text, block.start, match.start("stop"))
            if match["on"] is not None and match["stop"][0] in ".!?" and word.lower() != "al":
                continue
            if word.lower() in ("no", "fig", "figs", "vol", "vs", "approx", "ca", "pp", "p", "n", "v", "eq") or (
                "." in word and not word[0].isdigit()
            ):
                continue
            found = cut_numbers(text, *match.span("list"), *match.span("list"), "glued")
            sure_groups += bool(found)
            sure.extend(found)
        for match in _compiled(_GLUED_TO_WORD).finditer(text, block.start, block.end):
            if match["word"] in _NAMED_WITH_NUMBER:
                continue
            found = cut_numbers(text, *match.span("list"), *match.span("list"), "glued")
            if found:
                # A name that has a number comes back with the same one ("sirt1"); a cited word seldom does.
                by_word.setdefault((match["word"] or str(match.start()), match["list"]), []).append(found)
    single = [found[0] for found in by_word.values() if len(found) == 1]
    loose_groups, loose = len(single), [marker for found in single for marker in found]
    listed = listed_numbers(document)
    if not any(block.kind == "reference" for block in document.blocks):
        # Without a list only numbers after a stop are sure, and only if they count like those of one.
        return sure if sure_groups >= _MANY and _is_dense(_numbers(sure)) else []
    markers = sure + loose
    if sure_groups + loose_groups < _MANY or (sure_groups < 2 and not listed):
        return []
    if listed:
        inside = [marker for marker in markers if int(marker.number) in listed]
        return inside if len(inside) * 10 >= len(markers) * 8 else []
    return markers if _is_dense(_numbers(markers)) else []


def parenthesis_markers(document: Document, blocks: Sequence[Block]) -> list[PrintedMarker]:
    """Return markers such as ``(3, 4)``.

    Believed only if at least three stand in a document whose list has numbers, most of them in it,
    and they do not count off the parts of a sentence: "(1) …; (2) …".
    """
    text = document.text
    listed = listed_numbers(document)
    if not listed:
        return []
    found: list[PrintedMarker] = []
    groups = ends = 0
    for block in blocks:
        if block.kind in ("heading", "table_frame", "caption"):
            continue
        for match in _compiled(_PARENTHESIS).finditer(text, block.start, block.end):
            first = text.index("(", match.start(), match.end())
            after = text[match.end() : min(block.end, match.end() + 1)]
            # "(1) first; (2) then" counts off; what is glued to a stop ("worldwide.(1) At") cites.
            counts_off = first > match.start() and text[match.start() - 1] in ":;,.!?" and after.isspace()
            word = word_before(text, block.start, first)
            # "12 (4)" is a count and its percentage; a closing mark before the parenthesis leaves no word.
            counts = (
                bool(word) and not (word[-1] == "." and first == match.start()) and not re.search(r"[^\W\d_]", word)
            )
            # "[see Clinical Studies (14)]" names a section of a label.
            sees = text.rfind("[see ", max(block.start, first - 200), first) > text.rfind(
                "]", max(block.start, first - 200), first
            )
            if sees or counts or counts_off or after.isalnum() or word.lower() in ("and", "or", "by", "to", "with"):
                continue
            markers = cut_numbers(text, first, match.end(), *match.span("list"), "parenthesis")
            groups += bool(markers)
            ends += after in ("", ".", ",", ";", ":") or (
                after.isspace() and first == match.start() and text[first - 1] in ".!?"
            )
            found.extend(markers)
    inside = [marker for marker in found if int(marker.number) in listed]
    if groups < _MANY or ends * 2 < groups or len(inside) * 10 < len(found) * 8:
        return []
    return inside


def superscript_markers(text: str, start: int, end: int) -> list[PrintedMarker]:
    """Return markers of raised Unicode digits in one block, but no powers, charges or isotopes.

    >>> [marker.number for marker in superscript_markers("It works.¹⁻³ Not 10⁶ or m².", 0, 27)]
    ['1', '2', '3']
    """
    found: list[PrintedMarker] = []
    for match in _compiled(_SUPERSCRIPT).finditer(text, start, end):
        after = text[match.end()] if match.end() < end else ""
        if after.isalnum() or after in ("⁺", "⁻", "+") or not follows_words(text, start, match.start()):
            continue
        printed = match[0].translate(_TO_DIGITS)
        # The digits are one character each in both, so that the cuts fit the text.
        for marker in cut_numbers(printed, 0, len(printed), 0, len(printed), "superscript"):
            found.append(marker._replace(start=marker.start + match.start(), end=marker.end + match.start()))
    return found
