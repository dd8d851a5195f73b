"""The body in whose name a document speaks, and where it gives its own verdict without naming itself."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from thymograph.claims.organisations import names_in
from thymograph.claims.verdicts import StanceWord, Verdict
from thymograph.lexicon import load_lexicon
from thymograph.model import Statement

__all__ = ["House", "house_of", "imperative_in", "own_verdict"]


class House(NamedTuple):
    """The bodies that a document or section of guidance is by, () where none is named."""

    bodies: tuple[str, ...]


_GUIDANCE = re.compile(
    r"\b(?:guidelines?|guidance|recommendations?|technology appraisal|appraisal guidance|standards of (?:medical )?care|consensus|"
    r"position (?:statement|paper)|practice (?:bulletin|parameter|advisory)|(?:policy|scientific) statement|quality standard|campaign)\b",
    re.IGNORECASE,
)
# What a title says of somebody else's guideline is not that guideline.
_ABOUT = re.compile(
    r"\b(?:adherence|critique|critical|comparison|versus|vs|review of|comparing|summary of|commentary|response|impact|evaluation|understanding|applying|how|why|what)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)  # the title comes again with every statement of its document
def _bodies_of(words: str) -> tuple[str, ...]:
    if not _GUIDANCE.search(words) or _ABOUT.search(words):
        return ()
    named = names_in(words, load_lexicon().find(words))
    return tuple(
        dict.fromkeys(
            name.name
            for name in named
            if name.role != "authors"
            and not re.search(r"(?i)(?:guidelines?|recommendations?|report)$|consensus", name.name)
        )
    )


def house_of(statement: Statement | None, *, title: str | None = None, publisher: str | None = None) -> House | None:
    """Return whose guidance ``statement`` of the document ``title`` stands in, or None where that is no guidance.

    The title decides, then the headings, outermost first; where they name no body but tell of guidance, the publisher.
    A heading "Guidelines" inside an article makes it no guidance: it must name a body itself.
    """
    headings = statement.section if statement is not None else ()
    for words in (title or "", *headings):
        if bodies := _bodies_of(words):
            return House(bodies)
    if title and _GUIDANCE.search(title) and not _ABOUT.search(title):
        if publisher and (named := names_in(publisher, load_lexicon().find(publisher))):
            return House((named[0].name,))
        return House(())
    return None


_WE = re.compile(
    r"\b(?:we|they|the (?:guideline |consensus )?authors|(?P<printed>(?:the|this|our) (?:[\w-]+ ){0,3}?(?:panel|committee|task force|working group|guideline group|group|guidelines?|guidance)))"
    r"(?: (?:also|therefore|strongly|conditionally|weakly|now|further|currently|has|have|do|does|members?|unanimously))*,? $",
    re.IGNORECASE,
)
_ADVICE = re.compile(r"recommend|advis|suggest|offered|should|must|endorsed|preferred|option|(?:treated|managed) with")
_LOOSE = re.compile(r"^(?:can|could|might|may) be (?:used|given)|support")


def own_verdict(verdict: Verdict, masked: str, start: int, house: House | None) -> tuple[str, ...]:
    """Return the bodies whose own verdict this is: "we suggest", "the panel recommends", "X is recommended".

    ``start`` is where the clause of the verdict begins. "The panel" without a known house is given as printed.
    """
    words = masked[verdict.start : verdict.end].lower()
    if not verdict.passive:
        subject = _WE.search(masked, start, verdict.start)
        if subject is None:
            return ()
        if house is not None and house.bodies:
            return house.bodies
        printed = subject.group("printed")
        if printed and re.search(r"panel|committee|task force", printed, re.IGNORECASE):
            return (re.sub(r"^(?:the|this|our) ", "", printed, flags=re.IGNORECASE),)
        return ()
    if house is None or verdict.stance == "not_included" or not _ADVICE.search(words) or _LOOSE.search(words):
        return ()
    return house.bodies


_IMPERATIVE = re.compile(
    r"^(?:\W|[\d.]+\s)*(?:(?:if|for|in|when|as) [^,;.]{3,120}, )?"
    r"(?:(?P<never>(?:do not|don't|never) (?P<often>routinely )?(?:offer|use|prescribe|give|start|consider|initiate|combine))|(?P<perhaps>consider)|"
    r"(?P<against>recommends? against|suggests? against)|(?P<do>offer|prescribe|use|give|start|initiate|recommends?))\b"
)
_CARE = re.compile(r" (?:\w+ )?(?:caution|care|judge?ment)\b")  # "use caution in" advises no treatment
_SOFTENS = re.compile(r"\b(?:as (?:a )?(?:first[- ]line|routine|sole|monotherapy|initial)|routinely|for routine)\b")


def imperative_in(low: str) -> Verdict | None:
    """Return the verdict of a folded sentence in the style "Offer X to …", "Do not use X", or None.

    >>> imperative_in("do not routinely offer opioids for sciatica").stance
    'conditional_against'
    """
    match = _IMPERATIVE.match(low)
    if match is None or _CARE.match(low, match.end()):
        return None
    stance: StanceWord
    if match.group("against"):
        stance = "conditional_against" if match.group("against").startswith("suggest") else "against"
    elif match.group("never"):
        stance = "conditional_against" if match.group("often") or _SOFTENS.search(low, match.end()) else "against"
    else:
        stance = "conditional_for" if match.group("perhaps") else "for"
    at = max(match.start(name) for name in ("never", "perhaps", "against", "do"))
    return Verdict(stance, at, match.end(), False)
