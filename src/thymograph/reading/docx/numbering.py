"""The lists of a Word document: which sign or number stands before each item."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

__all__ = ["Numbering", "counted"]

_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MARKS = "*†‡§"


def counted(number: int, form: str) -> str:
    """Return a number as a list of this form prints it.

    >>> counted(4, "lowerRoman"), counted(28, "upperLetter"), counted(4, "decimal")
    ('iv', 'BB', '4')
    """
    if number < 1 or number > 9999:
        return str(number)
    if form in ("lowerRoman", "upperRoman"):
        letters = ""
        for value, sign in _ROMAN:
            letters += sign * (number // value)
            number %= value
        return letters.upper() if form == "upperRoman" else letters
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form == "chicago":
        return _MARKS[(number - 1) % 4] * ((number - 1) // 4 + 1)
    return f"{number:02d}" if form == "decimalZero" else str(number)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    form: str = "decimal"
    pattern: str = ""
    start: int = 1
    restart: int | None = None


def _level(element: Element) -> _Level:
    def value(name: str) -> str | None:
        found = element.find(name)
        return None if found is None else found.get("w-val")

    start = value("w-start")
    restart = value("w-lvlRestart")
    return _Level(
        form=value("w-numFmt") or "decimal",
        pattern=value("w-lvlText") or "",
        start=int(start) if start and start.isdecimal() and len(start) < 6 else 1,
        restart=int(restart) if restart and restart.isdecimal() and len(restart) < 3 else None,
    )


class Numbering:
    """Counts the items of all lists as they come."""

    def __init__(self, elements: Iterable[Element]) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._linked: dict[str, str] = {}  # abstract list -> name of the style that holds its levels
        self._styled: dict[str, str] = {}  # name of a style -> abstract list
        self._lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._counts: dict[str, list[int | None]] = {}  # the last number at each depth
        self._begun: set[tuple[str, int]] = set()
        for element in elements:
            if element.tag == "w-abstractNum":
                self._take_abstract(element)
            elif element.tag == "w-num":
                self._take_list(element)

    def _take_abstract(self, element: Element) -> None:
        key = element.get("w-abstractNumId", "")
        self._abstract[key] = {
            int(level.get("w-ilvl", "0")): _level(level)
            for level in element.iterfind("w-lvl")
            if level.get("w-ilvl", "0").isdecimal() and len(level.get("w-ilvl", "0")) < 3
        }
        if (link := element.find("w-numStyleLink")) is not None:
            self._linked[key] = link.get("w-val", "")
        if (name := element.find("w-styleLink")) is not None:
            self._styled[name.get("w-val", "")] = key

    def _take_list(self, element: Element) -> None:
        abstract = element.find("w-abstractNumId")
        levels: dict[int, _Level] = {}
        starts: dict[int, int] = {}
        for change in element.iterfind("w-lvlOverride"):
            place = change.get("w-ilvl", "0")
            if not place.isdecimal() or len(place) > 2:
                continue
            if (level := change.find("w-lvl")) is not None:
                levels[int(place)] = _level(level)
            if (start := change.find("w-startOverride")) is not None and start.get("w-val", "").isdecimal():
                starts[int(place)] = int(start.get("w-val", "1")[:6])
        key = "" if abstract is None else abstract.get("w-val", "")
        self._lists[element.get("w-numId", "")] = (key, levels, starts)

    def item(self, key: str, depth: int) -> tuple[str | None, str | None]:
        """Return (bullet, number) of the next item of the list ``key`` at ``depth``; both None if it shows neither."""
        found = self._lists.get(key)
        if found is None:
            return None, None
        abstract, changed, starts = found
        abstract = self._styled.get(self._linked.get(abstract, ""), abstract)
        levels = self._abstract.get(abstract, {})
        level = changed.get(depth) or levels.get(depth) or _Level()
        if level.form == "bullet":
            return "•", None
        if level.form == "none":
            return None, None
        # Lists of one abstract list count on, unless a list says where it begins.
        counts = self._counts.setdefault(abstract, [None] * 9)
        if (key, depth) not in self._begun:
            self._begun.add((key, depth))
            if depth in starts:
                counts[depth] = None
        last = counts[depth]
        count = counts[depth] = starts.get(depth, level.start) if last is None else last + 1
        for deeper in range(depth + 1, 9):
            below = changed.get(deeper) or levels.get(deeper)
            if below is None or below.restart != 0:
                counts[deeper] = None

        def printed(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            one = changed.get(place) or levels.get(place) or _Level()
            there = counts[place]
            return counted(one.start if there is None else there, one.form)

        shown = _PLACE.sub(printed, level.pattern) if "%" in level.pattern else counted(count, level.form)
        return None, shown.strip(" .)([]:") or None
