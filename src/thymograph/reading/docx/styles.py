"""The styles of a Word document: what each is called, and what it says of level, list and letters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

__all__ = ["RunStyle", "Styles", "is_on", "run_style"]

_HEADING = re.compile(r"heading ([1-9])")
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStyle:
    """How letters are set; None where nothing is said."""

    bold: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None
    """True for superscripts, False for what stands on or under the line."""
    size: int | None = None
    """In half points."""
    font: str | None = None
    language: str | None = None

    def over(self, below: RunStyle) -> RunStyle:
        """Return this with what it does not say taken from ``below``."""
        return RunStyle(
            bold=below.bold if self.bold is None else self.bold,
            hidden=below.hidden if self.hidden is None else self.hidden,
            raised=below.raised if self.raised is None else self.raised,
            size=below.size if self.size is None else self.size,
            font=self.font or below.font,
            language=self.language or below.language,
        )


PLAIN = RunStyle()


def is_on(properties: Element | None, name: str) -> bool | None:
    """Tell whether a switch of ``properties`` is on; None if it is not there."""
    found = None if properties is None else properties.find(name)
    return None if found is None else found.get("w-val", "1").lower() not in _OFF


def run_style(properties: Element | None) -> RunStyle:
    """Return what the run properties ``properties`` say."""
    if properties is None or not len(properties):
        return PLAIN
    bold = hidden = is_raised = size = font = language = None
    for child in properties:
        tag, value = child.tag, child.get("w-val", "1")
        if tag == "w-b":
            bold = value.lower() not in _OFF
        elif tag in ("w-vanish", "w-webHidden"):
            hidden = (hidden or False) or (tag == "w-vanish" and value.lower() not in _OFF)
        elif tag == "w-vertAlign":
            is_raised = value == "superscript"
        elif tag == "w-sz":
            size = int(value) if value.isdecimal() and len(value) < 6 else None
        elif tag == "w-rFonts":
            font = child.get("w-ascii") or child.get("w-hAnsi")
        elif tag == "w-lang":
            language = child.get("w-val")
    return RunStyle(bold=bold, hidden=hidden, raised=is_raised, size=size, font=font, language=language)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    name: str
    below: str | None
    level: int | None
    list: tuple[str, int] | None
    run: RunStyle


class Styles:
    """The styles of a document by id; an unknown id says nothing."""

    def __init__(self, elements: Iterable[Element]) -> None:
        self._styles: dict[str, _Style] = {}
        self._runs: dict[str, RunStyle] = {}
        self.default = PLAIN
        self.normal: str | None = None
        """Id of the style of paragraphs that name none."""
        for element in elements:
            if element.tag == "w-docDefaults":
                self.default = run_style(element.find("w-rPrDefault/w-rPr"))
            elif element.tag == "w-style":
                key = element.get("w-styleId", "")
                self._styles[key] = self._style(element)
                if element.get("w-type") == "paragraph" and element.get("w-default", "0").lower() not in _OFF:
                    self.normal = key

    @staticmethod
    def _style(element: Element) -> _Style:
        name = element.find("w-name")
        below = element.find("w-basedOn")
        level = element.find("w-pPr/w-outlineLvl")
        numbered = element.find("w-pPr/w-numPr")
        return _Style(
            name="" if name is None else name.get("w-val", "").lower(),
            below=None if below is None else below.get("w-val"),
            level=None if level is None else _number(level.get("w-val")),
            list=None if numbered is None else list_of(numbered),
            run=run_style(element.find("w-rPr")),
        )

    def _chain(self, key: str | None) -> list[_Style]:
        chain: list[_Style] = []
        seen: set[str] = set()
        while key is not None and key in self._styles and key not in seen and len(chain) < 30:
            seen.add(key)
            chain.append(self._styles[key])
            key = chain[-1].below
        return chain

    def name(self, key: str | None) -> str:
        """Return the name of a style in small letters: built-in ones have the same in every language of Word."""
        style = self._styles.get(key or "")
        return style.name if style else (key or "").lower()

    def names(self, key: str | None) -> list[str]:
        """Return the name of a style and of those it is based on."""
        return [style.name for style in self._chain(key)] or ([key.lower()] if key else [])

    def level(self, key: str | None) -> int | None:
        """Return the outline level of a style, 1 for the top; None for body text."""
        for style in self._chain(key):
            if match := _HEADING.fullmatch(style.name):
                return int(match[1])
            if style.level is not None:
                return style.level + 1 if style.level < 9 else None
        return None

    def list(self, key: str | None) -> tuple[str, int] | None:
        """Return id and level of the list that a style puts its paragraphs in."""
        return next((style.list for style in self._chain(key) if style.list is not None), None)

    def run(self, key: str | None) -> RunStyle:
        """Return how a style sets letters, what it is based on included, but not the document's defaults."""
        if key is None:
            return PLAIN
        if key not in self._runs:
            found = PLAIN
            for style in self._chain(key):
                found = found.over(style.run)
            self._runs[key] = found
        return self._runs[key]


def _number(value: str | None) -> int | None:
    return int(value) if value is not None and value.isdecimal() and len(value) < 9 else None


def list_of(numbered: Element) -> tuple[str, int] | None:
    """Return id and level (0 for the outermost) that a ``numPr`` gives; ("0", 0) takes a paragraph out of its list."""
    key, level = numbered.find("w-numId"), numbered.find("w-ilvl")
    if key is None:
        return None
    return key.get("w-val", "0"), min(8, _number(level.get("w-val")) or 0) if level is not None else 0
