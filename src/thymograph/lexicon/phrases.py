"""Names that no table lists, known by the words around them: "patients with …", "… Society", "phase 2 trial"."""

from __future__ import annotations

import re
from functools import cache

from thymograph.lexicon.heads import head_types
from thymograph.lexicon.shapes import Shape
from thymograph.lexicon.wordlists import ABSTRACT_STOP, DEFINED_STOP, NOMINAL_STOP, PHRASE_STOP

__all__ = ["conditions_in", "phrases_in"]

_WORD = r"[A-Za-zα-ω0-9][\w'’α-ω/-]*"
_ORGANISATION = (
    r"Association|Society|College|Agency|Organi[sz]ation|Institutes?|Academy|Federation|Foundation|Ministry|Committee|"
    r"Council|Commission|Administration|Network|Task Force|Working Group|Collaboration|Consortium|League|Initiative|"
    r"Alliance|Cent(?:er|re)s? for|Board of Health|Department of Health|Service"
)
_STUDY_WORD = (
    r"randomi[sz]ed|double-blind(?:ed)?|single-blind(?:ed)?|open-label|placebo-controlled|controlled|multicent(?:er|re)|"
    r"multi-cent(?:er|re)|multinational|single-cent(?:er|re)|phase\s(?:[1-4]|I{1,3}V?|IV)[ab]?(?:/(?:[1-4]|I{1,3}V?)[ab]?)?|"
    r"pivotal|pilot|prospective|retrospective|observational|cross-sectional|longitudinal|case-control|cohort|crossover|"
    r"cross-over|dose-finding|dose-escalation|first-in-human|non-inferiority|noninferiority|superiority|pragmatic|"
    r"population-based|registry|real-world|clinical|preclinical|animal|in vitro|in vivo|laboratory|experimental|"
    r"epidemiological|large-scale|large|small|single-arm|two-arm|parallel-group|nationwide|post-marketing|follow-up|"
    r"long-term|extension|adaptive|factorial|split-face|open|blinded|\d+-(?:week|month|year|day|patient|cent(?:er|re)|arm)|"
    r"pharmacokinetic|mendelian randomi[sz]ation|systematic|umbrella|scoping|narrative|historical"
)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "patients": re.compile(
            rf"\b(?:(?:patients|people|adults|children|individuals|women|men|subjects|participants)\s(?:with|who have)|"
            rf"diagnosed with|suffering from|(?:for|in) the (?:treatment|management|prevention) of)\s"
            rf"(?P<name>(?:{_WORD}\s?){{1,4}})"
        ),
        "organisation": re.compile(
            rf"\b(?P<name>(?:(?:[A-Z][\w’'-]+|of|for|the|and|on|&)\s)*?[A-Z][\w’'-]*\s(?:(?:[A-Z][\w’'-]+|of|for|and|on)\s)*"
            rf"(?:{_ORGANISATION})(?:\s(?:of|for|on|against|in)(?:\sthe)?(?:\s(?:[A-Z][\w’'-]+|and|of))+)?)"
        ),
        "study": re.compile(
            rf"\b(?P<name>(?:(?:{_STUDY_WORD})[,\s]+(?:and\s)?)+(?:trials?|stud(?:y|ies)|meta-analys[ie]s|reviews?|analys[ie]s|cohorts?|surveys?))\b",
            re.IGNORECASE,
        ),
        "trial": re.compile(
            r"\b(?P<name>[A-Z][A-Z0-9]{2,}(?:-[A-Z0-9]+)*(?:\s\d{1,3})?)\s(?:trials?|study|registry)\b"
        ),
    }


_LINKED = re.compile(r"-(?:stage|grade|risk|onset|term|dose|line|related|induced|associated|mediated|free|specific|level|"
                     r"threatening|type|based|driven|wide|resistant|refractory|positive|negative)$")  # fmt: skip
_CUT = re.compile(r"\s(?:who|that|which|and|or|in|on|at|to|for|with|by|from|of|were|was|is|are|has|have|had|may|can|"
                  r"receiving|treated|undergoing|taking|after|before|during|whose|when|as|showed|should|not|without|"
                  r"if|unless|compared|versus|vs|despite)\b.*$")  # fmt: skip


def _modifiers(words: str, offset: int) -> tuple[str, int]:
    """Return the modifiers after the last stop word, and where they start."""
    start = 0
    for match in re.finditer(r"\S+", words):
        word = match.group().lower()
        if (
            word in PHRASE_STOP
            or word.endswith(("ly", "ing"))
            or _LINKED.search(word)
            or word.isdigit()
            or (word.endswith("ed") and "-" not in word)
        ):
            start = match.end() + 1
    return words[start:], offset + start


# Found in a text before its names are looked for: a cheap look that spares most sentences the search.
_BODIES = ("Associ", "Society", "College", "Agency", "rgani", "Institut", "Academy", "Federation", "Foundation", "Ministry",
           "Committee", "Council", "Commission", "Administration", "Network", "Task Force", "Working Group",
           "Collaboration", "Consortium", "League", "Initiative", "Alliance", "Cent", "of Health", "Service")  # fmt: skip
_STUDIES = ("trial", "study", "studi", "analys", "review", "registry", "cohort", "survey")


def _has(text: str, *words: str) -> bool:
    return any(word in text for word in words)


def conditions_in(text: str) -> list[Shape]:
    """Return what "patients with" and "treatment of" are followed by, known or not."""
    found = []
    for match in _patterns()["patients"].finditer(text):
        words = _CUT.sub("", match.group("name")).rstrip()
        words, start = _modifiers(words, match.start("name"))
        words = words.rstrip(" ,")
        last = words.lower().split()[-1] if words else ""
        if (
            len(words) < 5
            or not words[0].isalpha()
            or last in PHRASE_STOP
            or (last == words.lower() and _says_nothing(last))
        ):
            continue
        found.append(Shape(start, start + len(words), "disease", words if words[1:2].isupper() else words.lower()))
    return found


def _says_nothing(word: str) -> bool:
    stopped = word in head_types() or word in NOMINAL_STOP or word in DEFINED_STOP or word in ABSTRACT_STOP
    return stopped or word.endswith(("able", "ible", "ic", "al", "ous", "ive", "ed"))


def _organisations(text: str) -> list[Shape]:
    found: list[Shape] = []
    if not _has(text, *_BODIES):
        return found
    for match in _patterns()["organisation"].finditer(text):
        name = re.sub(r"^(?:(?:The|the|of|for|and|on|In|An?|By|According to)\s)+", "", match.group("name"))
        start = match.end("name") - len(name)
        name = re.sub(r"(?:\s(?:and|of))+$", "", name)
        name = re.split(r"['’]s\s", name)[0]
        if " " in name:
            found.append(Shape(start, start + len(name), "organisation", name))
    return found


def _studies(text: str) -> list[Shape]:
    found: list[Shape] = []
    if not _has(text.lower(), *_STUDIES):
        return found
    for match in _patterns()["study"].finditer(text):
        name = " ".join(match.group("name").lower().split())
        for many, one in (
            ("studies", "study"),
            ("analyses", "analysis"),
            ("trials", "trial"),
            ("reviews", "review"),
            ("cohorts", "cohort"),
            ("surveys", "survey"),
        ):
            name = name.removesuffix(many) + one if name.endswith(many) else name
        found.append(Shape(match.start(), match.end(), "study", name))
    for match in _patterns()["trial"].finditer(text):
        if not re.fullmatch(r"(?:RCT|RCTS|THE|NCT|COVID-19|HIV|FDA|WHO|[IVX]+)", match.group("name")):
            found.append(Shape(match.start(), match.end(), "study", text[match.start() : match.end()]))
    return found


def phrases_in(text: str) -> list[Shape]:
    """Return the bodies and studies that ``text`` names; they may overlap."""
    return [*_organisations(text), *_studies(text)]
