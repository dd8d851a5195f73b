"""Names that no table lists, known by the words around them: "… receptor", "patients with …", "… Society"."""

from __future__ import annotations

import re
from functools import cache

from thymograph.lexicon.shapes import Shape
from thymograph.lexicon.wordlists import PHRASE_STOP

__all__ = ["conditions_in", "phrases_in"]

_WORD = r"[A-Za-zα-ω0-9][\w'’α-ω/-]*"
_DISEASE_HEAD = (
    r"syndromes?|diseases?|carcinomas?|adenocarcinomas?|sarcomas?|lymphomas?|leuk[a]?emias?|disorders?|deficienc(?:y|ies)|"
    r"infections?|cancers?|tumou?rs?|dystroph(?:y|ies)|neuropath(?:y|ies)|failure|fibrosis|ulcers?|injur(?:y|ies)|"
    r"thrombosis|stenosis|insufficiency|dysfunction|hypertrophy|hyperplasia|dysplasia|malformations?|poisoning|crisis|"
    r"abscess(?:es)?|polyps?|cysts?|hernia|hypertension|degeneration|lesions?|fractures?|palsy|fever|"
    r"anemia|anaemia|aneurysms?|embolism|hemorrhage|haemorrhage|bleeding|effusions?|obstruction"
)
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
        "disease": re.compile(rf"\b(?P<mods>(?:{_WORD}\s){{1,3}})(?P<head>{_DISEASE_HEAD})\b"),
        "receptor": re.compile(rf"\b(?P<mods>(?:{_WORD}[\s-]){{1,2}})(?P<head>receptors?|kinases?|transporters?)\b"),
        "measure": re.compile(
            rf"\b(?P<mods>(?:{_WORD}\s){{1,2}})(?P<head>rates?|scores?|counts?|levels?|index|concentrations?)\b"
        ),
        "process": re.compile(
            rf"\b(?P<mods>(?:{_WORD}\s){{1,2}})(?P<head>(?:bio)?synthesis|metabolism|homeostasis|degradation|peroxidation|"
            r"phosphorylation|methylation|acetylation|ubiquitination|glycosylation|aggregation|reabsorption|catabolism|"
            r"turnover|signall?ing|chemotaxis|degranulation|remodell?ing)\b"
        ),
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


_ADJECTIVE = re.compile(r"(?:ic|al|oid|ous|ary|ar|ian|eal|ine|ive|ile|ant|less)$")
_HEAD_NEEDS_NAME = re.compile(r"(?:infection|failure|injur|bleeding|fever|obstruction|tumou?r|cancer|deficienc)")
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


def _has(text: str, *words: str) -> bool:
    return any(word in text for word in words)


def _diseases(text: str) -> list[Shape]:
    found = []
    for match in _patterns()["disease"].finditer(text):
        words, start = _modifiers(match.group("mods"), match.start())
        parts = words.split()
        # An eponym, or an adjective of anatomy or kind: "Kawasaki disease", "myofascial syndrome".
        while parts and not (_ADJECTIVE.search(parts[0]) or parts[0][0].isupper() or "-" in parts[0]):
            start += words.index(parts[0]) + len(parts[0]) + 1
            words = text[start : match.start("head")]
            parts = words.split()
        if not parts or (not match.group("head")[0].islower() and not parts[0][0].isupper()):
            continue
        if (
            start == 0
            and len(parts) == 1
            and not _ADJECTIVE.search(parts[0])
            and _HEAD_NEEDS_NAME.match(match.group("head"))
        ):
            continue
        name = text[start : match.end()]
        found.append(Shape(start, match.end(), "disease", name if re.search(r"[A-Z]{2}|['’]", name) else name.lower()))
    return found


def _receptors(text: str) -> list[Shape]:
    found: list[Shape] = []
    if not _has(text, "receptor", "kinase", "transporter"):
        return found
    for match in _patterns()["receptor"].finditer(text):
        words, start = _modifiers(match.group("mods").replace("-", " "), match.start())
        if len(words.split()) < 1 or len(words.strip()) < 2:
            continue
        kind = "receptor" if match.group("head").startswith("receptor") else "protein"
        found.append(Shape(start, match.end(), kind, text[start : match.end()].removesuffix("s")))
    return found


def _measures(text: str) -> list[Shape]:
    found: list[Shape] = []
    if not _has(text, "rate", "score", "count", "level", "index", "concentration"):
        return found
    for match in _patterns()["measure"].finditer(text):
        words, start = _modifiers(match.group("mods"), match.start())
        parts = words.split()
        if not parts or not all(part[0].isalpha() for part in parts) or len(words) < 4:
            continue
        name = text[start : match.end()].removesuffix("s")
        found.append(Shape(start, match.end(), "outcome", name if re.search(r"[A-Z]{2}", name) else name.lower()))
    return found


def _processes(text: str) -> list[Shape]:
    found: list[Shape] = []
    if not _has(text, "synthesis", "tabolism", "stasis", "ation", "ption", "turnover", "ling", "taxis"):
        return found
    for match in _patterns()["process"].finditer(text):
        words, start = _modifiers(match.group("mods"), match.start())
        if (
            len(words.strip()) < 3
            or not words[0].isalpha()
            or words.split()[-1].lower() in ("downstream", "intracellular")
        ):
            continue
        name = text[start : match.end()]
        kind = "pathway" if match.group("head").startswith("signal") else "process"
        found.append(Shape(start, match.end(), kind, name if re.search(r"[A-Z]{2}", name) else name.lower()))
    return found


def conditions_in(text: str) -> list[Shape]:
    """Return what "patients with" and "treatment of" are followed by, known or not."""
    found = []
    for match in _patterns()["patients"].finditer(text):
        words = _CUT.sub("", match.group("name")).rstrip()
        words, start = _modifiers(words, match.start("name"))
        words = words.rstrip(" ,")
        if len(words) < 5 or not words[0].isalpha() or words.lower().split()[-1] in PHRASE_STOP:
            continue
        found.append(Shape(start, start + len(words), "disease", words if words[1:2].isupper() else words.lower()))
    return found


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
    if not re.search(r"(?i)trial|stud[yi]|analys|review|registry|cohort|survey", text):
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
    """Return the names in ``text`` that a head noun or the words before give away; they may overlap."""
    return [
        *_diseases(text), *_receptors(text), *_measures(text), *_processes(text), *_organisations(text), *_studies(text),
    ]  # fmt: skip
