"""What of a page is hidden, what leads through the site, and what is its main text: told by structure."""

from __future__ import annotations

import re
from functools import cached_property

from thymograph.reading.html.tree import BLOCKS, HEADINGS
from thymograph.reading.trees import Element, Piece

__all__ = ["Structure"]

_NEVER_SHOWN = frozenset(
    "head script style template noscript title meta link base svg canvas audio video iframe datalist rp annotation "
    "annotation-xml noembed noframes param source track object embed map area".split()
)
_HIDING_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HIDING_CLASS = re.compile(
    r"(?:[a-z]{1,4}-)?(?:is-)?visually-?hidden(?:-focusable)?|sr-only(?:-focusable)?|(?:[a-z]{1,4}-)?(?:screen-?reader|sr)-(?:text|only)|"
    r"assistive-text|a11y-hidden|element-invisible|mw-empty-elt"
)
_LEADING_ROLES = frozenset(
    "navigation banner contentinfo search menu menubar menuitem toolbar tablist alertdialog dialog button".split()
)
_CONTROLS = frozenset(["button", "select", "textarea", "optgroup", "option"])
# Words of a class or an id that name what stands around a text. They count only where little of the page is meant.
_AROUND = re.compile(
    r"bread-?crumbs?|cookies?|consent|gdpr|newsletter|subscri(?:be|ption)|shar(?:e|ing)|social|advert(?:isement|s|ising)?|ads?|promo(?:tion)?s?|"
    r"nav(?:bar|box|igation)?s?|menu|pag(?:er|ination)|comments?|skip|skip-?(?:link|nav|to-content)|print-?footer|cat-?links|editsection|"
    r"jump-?link|masthead|log-?in|sign-?(?:in|up)|back-?to-?top|altmetrics?|toolbar|tool-?box|site-?(?:header|footer|sub|nav)|sidebar|"
    r"recommend(?:ed|ations?)|toc|(?:related|similar)-?(?:articles|posts|content|links|products)|drop-?down(?:-?menu|-?block)?|widgets?|popup|modal|tooltip|noprint|"
    r"toplinks|page-?footer|footer-?links|add-?to-?cart|basket|wishlist|feedback"
)
_TOKEN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_")
# A part with more of the page's words than this is never taken for what stands around them.
_LARGEST_AROUND = 0.4
# Links that make up more of a list than this lead elsewhere.
_LINK_SHARE = 0.8
_FEWEST_LINKS = 4


def _is_named_around(element: Element) -> bool:
    names = f"{element.get('class')} {element.get('id')}"
    if len(names) < 3:
        return False
    for token in names.split()[:40]:
        words = _CAMEL.sub("-", token[:80]).lower()
        parts = _TOKEN.findall(words)
        if any(_AROUND.fullmatch(part) for part in parts):
            return True
        last = words.split("-")
        if len(last) > 1 and (_AROUND.fullmatch(last[0]) or _AROUND.fullmatch(last[-1])):
            return True
    return False


class Structure:
    """Measures a page once, and judges its elements."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self._hidden: set[int] = set()
        self._measure(root, linked=False)
        self.total = max(1, root.size)

    # ------------------------------------------------------------ what is shown

    def _measure(self, element: Element, *, linked: bool) -> None:
        size = held = links = 0
        linked = linked or (element.name == "a" and bool(element.get("href")))
        for child in element.children:
            if isinstance(child, Piece):
                count = len(child.text) if len(child.text) == 1 else sum(map(len, child.text.split()))
                size += count
                held += count if linked else 0
                continue
            if child.name in _NEVER_SHOWN:
                continue
            self._measure(child, linked=linked)
            if self._says_hidden(child):
                self._hidden.add(id(child))
                continue
            size += child.size
            held += child.linked
            links += child.links + (child.name == "a")
            element.holds_block = element.holds_block or child.holds_block or child.name in BLOCKS
        element.size, element.linked, element.links = size, held, links

    @staticmethod
    def _says_hidden(element: Element) -> bool:
        attributes = element.attributes
        if not attributes:
            return element.name == "dialog"
        if "hidden" in attributes and attributes["hidden"] != "until-found":
            return True
        if (style := attributes.get("style")) and _HIDING_STYLE.search(style):
            return True
        names = attributes.get("class", "")
        if names and any(_HIDING_CLASS.fullmatch(token.lower()) for token in names.split()[:40]):
            return True
        if attributes.get("aria-hidden") == "true" and "icon" in names:
            return True
        return element.name == "dialog" and "open" not in attributes

    def is_hidden(self, element: Element) -> bool:
        """Tell whether nothing of an element is shown.

        A part that holds more than half as much as all that is shown is believed to be shown by a script.
        """
        if element.name in _NEVER_SHOWN:
            return True
        return id(element) in self._hidden and element.size <= self.total / 2

    # ------------------------------------------------------------ where the main text is

    @cached_property
    def main(self) -> Element | None:
        """The element that holds the main text, where the page says so and most of its words are there."""
        named = [e for e in self._shown() if e.name == "main" or e.get("role") == "main"]
        found = named if len(named) == 1 else []
        if not found:
            articles = [e for e in self._shown() if e.name == "article" or e.get("role") == "article"]
            outer = [e for e in articles if not _within(e, frozenset(["article"]))]
            found = outer if len(outer) == 1 else []
        return found[0] if found and found[0].size * 2 >= self.total else None

    def _shown(self) -> list[Element]:
        """Return the elements that may hold the main text: none inside what is not shown."""
        return [e for e in self.root.walk() if e.size * 2 >= self.total]

    @cached_property
    def _chain(self) -> frozenset[int]:
        """The elements that the main text stands in, itself included."""
        chain = set()
        element = self.main
        while element is not None:
            chain.add(id(element))
            element = element.parent
        return frozenset(chain)

    @cached_property
    def _titled(self) -> bool:
        """Whether the main text has a heading of the first level."""
        return self.main is not None and any(e.name == "h1" and e.size for e in self.main.walk())

    def holds_main(self, element: Element) -> bool:
        """Tell whether the main text stands in ``element``."""
        return id(element) in self._chain

    def is_around(self, element: Element, *, in_main: bool, after_colon: bool) -> bool:
        """Tell whether an element leads through the site, sells, or asks to share: shown, but no part of the text.

        Args:
            element: Any but the root.
            in_main: Whether it stands in :attr:`main`.
            after_colon: Whether the words before it end with a colon, so that a list of links is what they announce.
        """
        name = element.name
        if self.holds_main(element) or not element.size:
            return False
        if name in ("nav", *_CONTROLS) or element.get("role") in _LEADING_ROLES:
            return element.size <= self.total * _LARGEST_AROUND
        if self.main is not None and not in_main and name in BLOCKS and not self._belongs(element):
            return True
        if name in ("header", "footer", "aside") and not in_main and not _within(element, frozenset(["article"])):
            return element.size <= self.total * _LARGEST_AROUND and not (
                name == "header" and any(e.name == "h1" for e in element.walk())
            )
        if element.size > self.total * _LARGEST_AROUND:
            return False
        if name not in HEADINGS and _is_named_around(element) and not self._is_prose(element):
            return True
        return (
            name in ("ul", "ol", "div", "section", "menu")
            and not after_colon
            and element.links >= _FEWEST_LINKS
            and element.linked >= element.size * _LINK_SHARE
        )

    def _belongs(self, element: Element) -> bool:
        """Tell whether something outside the main text is its title, or holds its references."""
        if not self._titled and any(e.name == "h1" for e in element.walk()):
            return True
        return any(
            e.get("role") in ("doc-bibliography", "doc-endnotes") or "references" in e.get("class").split()
            for e in element.walk()
        )

    @staticmethod
    def _is_prose(element: Element) -> bool:
        """Tell whether an element has paragraphs of its own, whatever it is called."""
        long = [e for e in element.walk() if e.name == "p" and e.size > 250 and e.linked * 2 < e.size]
        return len(long) >= 2


def _within(element: Element, names: frozenset[str]) -> bool:
    above = element.parent
    while above is not None:
        if above.name in names:
            return True
        above = above.parent
    return False
