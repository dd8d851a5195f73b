"""Words of a verdict on an intervention, and the strength printed with it."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

__all__ = ["StanceWord", "Verdict", "may_hold_verdict", "strength_in", "verdicts_in"]

StanceWord = Literal["for", "conditional_for", "not_included", "conditional_against", "against"]


class Verdict(NamedTuple):
    """Words of a verdict: the stance, where they stand, and whether the intervention comes before them."""

    stance: StanceWord
    start: int
    end: int
    passive: bool


_ADV = r"(?:(?:strongly|conditionally|currently|formally|explicitly|generally|routinely|specifically|also|now|still|no longer|usually|weakly|yet|clearly|jointly|be|been|being|further|therefore|universally|only) )*"
_LISTS = r"(?:guidelines?|guidance|algorithms?|lists?|formular(?:y|ies)|recommendations?|standards?|statements?|consensus|pathways|compendia)"
_AUX = r"(?:is|are|was|were|be|been|has been|have been|should be|can be|may be|could be|might be)"

# Ordered: what stands first wins where two overlap.
_VERDICTS: tuple[tuple[StanceWord, bool, str], ...] = (
    (
        "not_included",
        True,
        rf"\bnot {_ADV}(?:included|listed|mentioned|covered|featured|addressed)\b(?: as [\w -]+?)?(?: (?:in|on|among|by|within|as part of)\b)?(?= (?:[\w/-]+ ){{0,6}}?{_LISTS}\b|$|[.,;:])",
    ),
    ("not_included", True, rf"\b(?:absent|missing|omitted) from\b(?= (?:[\w/-]+ ){{0,6}}?{_LISTS}\b)"),
    ("not_included", False, rf"\b(?:do|does|did) not {_ADV}(?:include|list|mention|address|feature)\b"),
    (
        "not_included",
        False,
        r"\b(?:make|makes|made|issue[sd]?|provide[sd]?|give[sn]?|offers?) no (?:specific |formal )?recommendations? (?:for or against|for|on|regarding|about)\b|\bno recommendations? for or against\b|\b(?:do|does) not recommend for or against\b",
    ),
    (
        "conditional_against",
        False,
        r"\b(?:conditionally|weakly) (?:recommend(?:s|ed)?|advis(?:es|ed?)) against\b(?! for)|\b(?:do|does|did) not routinely (?:recommend|endorse|support|advise|advocate|offer)\b|\bsuggest(?:s|ed)? (?:against|not)\b|\bsuggest(?:s|ed)? that (?:\w+ ){1,2}(?:should )?not\b|\b(?:conditional|weak) recommendations? against\b|\b(?:recommend|advise)(?:s|d|ed)? against (?:its |their |the )?(?:routine|universal|first[- ]line)\b",
    ),
    ("conditional_against", True, r"\bconditionally recommended against\b|\bsuggested against\b"),
    (
        "against",
        False,
        r"\b(?:recommend(?:s|ed)?|advis(?:es|ed?)|counsel(?:s|led)?|caution(?:s|ed)?|warn(?:s|ed)?)['’\"”]? (?:strongly |clearly |explicitly )?(?:against|not to|that .{0,40} not be|that (?:clinicians|physicians|doctors|providers|patients|adults|women|men|children|people) (?:should )?not)\b|\brecommendations? against\b|\b(?:discourages?|opposes?|prohibits?|rejects?)\b",
    ),
    (
        "conditional_against",
        False,
        rf"\b(?:do|does|did) not {_ADV}(?:recommend|endorse|support|advise|advocate)\b(?=[^.;]*\b(?:as (?:a )?(?:first[- ]line|standard|routine|sole|initial|monotherapy|primary|first choice)|routine(?:ly)?|for (?:all|every) (?:patients?|adults?|people)|outside|alone|universal))",
    ),
    (
        "against",
        False,
        rf"\b(?:do|does|did|cannot|can not|could not|will not|no longer) ?(?:not )?{_ADV}(?:recommends?|endorses?|supports?|advises?|advocates?)\b",
    ),
    (
        "conditional_against",
        True,
        rf"\b(?:not {_ADV}|no longer )(?:recommended|advised|advocated|endorsed)(?= (?:routinely|as (?:a )?(?:first[- ]line|standard|routine|initial|monotherapy)|for (?:routine|all)|outside))",
    ),
    ("not_included", True, r"\bnot (?:yet |currently |been )*formally (?:recommended|endorsed)\b"),
    (
        "against",
        True,
        rf"\b(?:cannot|can not|could not|should not|must not|not|no longer|never) {_ADV}(?:recommended|advised|advocated|endorsed|used|given|prescribed|offered|administered)\b|\b(?:should|must|to) be avoided\b|\b(?:is|are) discouraged\b|\brecommended against\b",
    ),
    (
        "conditional_for",
        False,
        r"\b(?:suggest(?:s|ed)?|conditionally recommends?|weakly recommends?)\b(?! that [^.;]{0,60}\b(?:not|no|failed|lack|ineffective)\b)|\b(?:conditional|weak) recommendations? (?:for|in favou?r of)\b|\bconsiders? (?![^.;]{0,140}\b(?:unproven|experimental|investigational|insufficient|to be)\b)",
    ),
    (
        "conditional_for",
        True,
        r"\b(?:may|can|could|might) be (?:considered|used|offered|given|recommended|reasonable)\b|\b(?:is|are) (?:conditionally |weakly )(?:recommended|suggested)\b|\b(?:is|are) (?:suggested|reasonable)\b|\bshould be considered\b|\b(?:is|are) an (?:option|alternative|acceptable option)\b",
    ),
    (
        "conditional_for",
        True,
        r"\b(?:may|can|could) be (?:treated|managed) with\b",
    ),
    (
        "for",
        True,
        r"\b(?:should|must) be (?:treated|managed) with\b",
    ),
    (
        "for",
        True,
        rf"\b{_AUX} (?:the |a |an )?{_ADV}(?:recommended|endorsed|advised|advocated|preferred|favou?red|supported)\b|\b(?:recommended|endorsed|advised|advocated|preferred) (?:by|in|as|for)\b|\bshould be (?:offered|used|given|initiated|started|prescribed|administered)\b|\b(?:is|are) (?:the )?(?:first[- ]line|preferred|standard)\b",
    ),
    (
        "for",
        False,
        r"\b(?:recommend(?:s|ed|ing)?|endorse[sd]?|advis(?:es|e|ed)|advocate[sd]?|favou?r(?:s|ed)?|prefer(?:s|red)?|supports?|urge[sd]?|mandate[sd]?)\b(?! (?:by|in|for|as|to|dos)\b)(?!['’\"”]? against\b)|\bstrong recommendations? (?:for|in favou?r of)\b",
    ),
)

_STRENGTHS = (
    r"(?P<a>\b(?:strong|weak|conditional|moderate|discretionary) (?:recommendation|for|against)\b)",
    r"(?P<b>\bclass (?:iii|iib|iia|ii|i|[123][ab]?)(?:[- ]?(?:a|b|c))?(?:,? level(?: of evidence)? (?:a|b|c)(?:-\w+)?)?\b)",
    r"(?P<c>\b(?:recommendation )?grade (?:[abcdi]|[12][abc+-]?)\b)",
    r"(?P<d>\b(?:level(?: of evidence)?|evidence level|loe) (?:[abc]|[1-5][a-c]?|i{1,3}v?)\b)",
    r"(?P<e>(?<=[(,;] )\b(?:very low|low|moderate|high)[- ](?:quality|certainty)(?: of)?(?: evidence)?\b|(?<=\()(?:very low|low|moderate|high)[- ](?:quality|certainty)(?: of)?(?: evidence)?\b)",
    r"(?P<f>\b(?:strongly|conditionally|weakly)(?= (?:recommend|advise|suggest|endorse|discourage)))",
)


@cache
def _verdicts() -> tuple[tuple[StanceWord, bool, re.Pattern[str]], ...]:
    return tuple((stance, passive, re.compile(pattern)) for stance, passive, pattern in _VERDICTS)


@cache
def _strength() -> re.Pattern[str]:
    return re.compile("|".join(_STRENGTHS), re.IGNORECASE)


def strength_in(text: str) -> str | None:
    """Return the strength of a recommendation as printed ("class I", "grade B", "strong"), else None.

    >>> strength_in("Aspirin is advised (Class IIa).")
    'Class IIa'
    """
    match = _strength().search(text)
    if not match:
        return None
    words = match.group()
    if match.lastgroup == "a":
        return words.split()[0].lower()
    if match.lastgroup == "f":
        return {"strongly": "strong", "conditionally": "conditional", "weakly": "weak"}[words.lower()]
    return words


_TRIGGER = re.compile(
    r"recommend|advis|endors|suggest|consider|advocat|favou?r|prefer|support|includ|list|mention|against|avoid|discourag|oppos|should|must|first[- ]line|covered|addressed|absent|missing|omitted|option|reasonable|urge|mandate|prohibit|reject|caution|warn|standard|treated with|managed with",
)


def verdicts_in(low: str) -> list[Verdict]:
    """Return the verdicts of folded text in order; where two overlap, the first of the table wins."""
    found: list[Verdict] = []
    for stance, passive, pattern in _verdicts():
        for match in pattern.finditer(low):
            if all(match.end() <= v.start or match.start() >= v.end for v in found):
                found.append(Verdict(stance, match.start(), match.end(), passive))
    return sorted(found, key=lambda v: v.start)


def may_hold_verdict(folded: str) -> bool:
    """Return whether a word of verdicts stands in folded text."""
    return _TRIGGER.search(folded) is not None
