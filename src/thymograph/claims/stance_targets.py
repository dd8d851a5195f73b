"""What a verdict is on: the treatment that it judges and the disease that it judges it in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from thymograph.claims.organisations import Name
from thymograph.claims.verdicts import Verdict
from thymograph.model import Entity

__all__ = ["condition_of", "intervention_of", "interventions_of"]

_INTERVENTIONS = ("drug", "procedure", "cytokine", "protein", "other")


_NOUN_PHRASE = re.compile(
    r"^\s*(?:that\s)?(?:clinicians |patients |adults |physicians |people |providers |all [\w ]+? )?(?:to )?(?:receive |use |offer |undergo )?(?:the )?(?:routine |early |initial |combined |immediate )?(?:use of |using |treatment with |therapy with |initiating |starting |offering |giving |administration of |adding |administering |including |prescribing |(?:a |an )?trial of )?"
    r"(?P<np>(?!that\b|it\b|its\b|their\b|this\b|these\b|such\b|to\b|not\b|them\b|patients\b|clinicians\b|first-line\b|use\b|treatment\b|therapy\b)[\w+α-ω/-]+(?: (?!(?:for|in|as|to|over|when|if|based|because|due|only|with|among|at|on|is|are|be|should|until|before|after|during|and its|who|rather|instead|despite|from|than|by|unless|within|where|since|has|have|was|were|may|can|alone)\b)[\w+α-ω/-]+){0,4})",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:for|in|(?:treatment|management|prevention|prophylaxis|care) of)(?: the)?(?: (?:treatment|management|prevention|prophylaxis|therapy|care) of)?(?: (?:all|most|many|some|selected|eligible|certain|appropriate|high-risk|symptomatic|older|younger|pregnant))?(?: (?:adults?|adult patients|children|patients|people|women|men|individuals|those|persons|adolescents|infants)(?: with| who have| at (?:high )?risk (?:of|for)))?"
    r" (?P<np>(?!(?:the|a|an|all|most|any|some|adults?|children|patients|people|women|men|individuals|first|second|routine|standard|whom|which|its|their|this|treatment|use|general|case|combination|addition|order|clinical|at|their|primary care)\b)[\w-]+(?: (?!(?:based|because|and|or|as|due|when|if|with|who|is|are|was|were|after|despite|since|unless|by|until|but|on|to|for|in|at|over|than|from|treatment|guidelines?|algorithms?|trials?)\b)[\w-]+){0,4})",
    re.IGNORECASE,
)


# A treatment that stands before one of these names a tool, not itself: "insulin calculators".
_TOOLS = re.compile(
    r"[ -](?:calculators?|devices?|monitors?|levels?|tests?|testing|monitoring|concentrations?|assays?|apps?|education|registr\w+|trials?)\b"
)
_GENERAL = re.compile(
    r"(?:this|these|such|the) (?:approach|recommendation|strategy|view|position|practice|statement|guideline|advice)s?\b",
    re.IGNORECASE,
)
_OWN_SUBJECT = re.compile(r"\s*that (?!(?:it|they|this|these)\b)")
_IN_WHOM = re.compile(
    r"\b(?:for|in|to) (?:[\w-]+ ){0,3}?(?:patients|people|adults|children|women|men|individuals|infants|those|persons)\b"
)
_OPENS = re.compile(
    r"\s*(?:that|for|in|to|clinicians|physicians|patients|adults|all|women|men|children|use|using|the use)\b"
)
_PERSONS = re.compile(
    r"\b(?:patients|people|adults|children|women|men|individuals|infants|adolescents|persons|populations?|cases|circumstances|settings)\b"
)
_ANOTHER = re.compile(
    r", (?!(?:and|or|it|they|this|these|which|who|that|as|in|for|with|but)\b)(?:the )?[\w-]+(?: [\w-]+)? $"
)
_SPLIT = re.compile(
    r"[,;:]\s|\b(?:that|because|although|though|while|notes?|states?|says?|concludes?|but|and (?=it\b|they\b|this\b|these\b|the\b))(?:\s|$)"
)
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|be|been|should|can|may|might|could|explicitly|currently|also|not)\b.*$"
)
_ARTICLES = re.compile(r"^(?:the |a |an |routine |use of |treatment with |therapy with |then )+", re.IGNORECASE)
_NO_INTERVENTION = re.compile(
    r"^(?:it|this|they|these|those|which|that|patients|there|in|for|clinical trials|trials|studies|adults|children|according)\b|guideline|recommend|societ|association|guidance",
    re.IGNORECASE,
)


# Between members of a list of treatments.
_BESIDE = re.compile(
    r"(?: ?\([^()]*\))?(?:,? (?:and|or) (?:a |the )?|, |/)(?:(?:high-dose|oral|intravenous|iv|topical|[\d.]+ mg) ){0,2}",
    re.IGNORECASE,
)


def interventions_of(intervention: str, verdict: Verdict, text: str, entities: Sequence[Entity]) -> list[str]:
    """Return the treatment that a verdict is on with those listed beside it: "offer X or Y", "X, Y and Z are recommended"."""
    listed = sorted((e for e in entities if e.type in ("drug", "procedure") and e.start >= 0), key=lambda e: e.start)
    at = [n for n, e in enumerate(listed) if e.name == intervention]
    if verdict.passive and not text.endswith("with", verdict.start, verdict.end):
        at = [n for n in at if listed[n].end <= verdict.start][-1:]
    else:
        at = [n for n in at if listed[n].start >= verdict.end][:1]
    if not at:
        return [intervention]
    first = last = at[0]
    while first and _BESIDE.fullmatch(text, listed[first - 1].end, listed[first].start):
        first -= 1
    while last + 1 < len(listed) and _BESIDE.fullmatch(text, listed[last].end, listed[last + 1].start):
        last += 1
    return list(dict.fromkeys(e.name for e in listed[first : last + 1]))


def _nearest(entities: Sequence[Entity], start: int, end: int, *, last: bool) -> Entity | None:
    inside = [e for e in entities if start <= e.start and e.end <= end]
    if not inside:
        return None
    return max(inside, key=lambda e: e.start) if last else min(inside, key=lambda e: e.start)


# Words for any treatment, which say nothing of which.
_GENERIC = re.compile(
    r"^(?:(?:first|second|third|last)[- ]line|standard|routine|initial|best|combination|maintenance|prophylactic|adjunct\w*|supportive|medical|drug|mono)? ?-?"
    r"(?:therap(?:y|ies)|treatments?|care|options?)$|^monotherapy$|^prophylaxis$|algorithm|guideline",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\s*(it|them|this|these)\b")


def intervention_of(
    verdict: Verdict,
    text: str,
    masked: str,
    entities: Sequence[Entity],
    names: Sequence[Name],
    topic: Entity | None,
    bounds: tuple[int, int],
) -> str | None:
    """Return what the verdict is on: the object of an active verb, the subject of a passive one."""
    treatments = [
        e
        for e in entities
        if e.type in _INTERVENTIONS
        and e.type != "other"
        and not (e.start >= 0 and masked[e.start : e.end].strip() == "")
        and not any(n.start <= e.start and e.end <= n.end for n in names if e.start >= 0)
        and not _GENERIC.search(e.name)
    ]
    start, end = bounds
    if not verdict.passive and (pronoun := _PRONOUN.match(masked, verdict.end)):
        meant = [e for e in treatments if e.start == pronoun.start(1)] or [
            e for e in treatments if 0 <= e.start < verdict.start
        ]
        if meant:
            return meant[-1].name
        return topic.name if topic is not None and topic.type in _INTERVENTIONS else None
    if verdict.passive and masked.endswith(" with", verdict.start, verdict.end):
        # "D should be treated with X"
        given = _nearest(treatments, verdict.end, min(end, verdict.end + 60), last=False)
        return given.name if given is not None else None
    explicit = (
        _nearest(treatments, start, verdict.start, last=True)
        if verdict.passive
        else _nearest(treatments, verdict.end, end, last=False)
    )
    if explicit is not None and verdict.passive and _ANOTHER.search(masked, explicit.end, verdict.start):
        # "Y appears safer than Z and, while no trial exists, X is recommended"
        explicit = None
    if explicit is not None and not verdict.passive:
        between = masked[verdict.end : explicit.start]
        if _IN_WHOM.search(between) and not _OPENS.match(between) and _NOUN_PHRASE.match(between):
            explicit = None  # "recommends a shorter course for people with disease resistant to X" is not about X
    if explicit is not None and (tool := _TOOLS.match(masked, explicit.end)):
        return masked[explicit.start : tool.end()].strip()
    if explicit is not None:
        # "screening for osteoporosis" is not the "cancer screening" of the lexicon
        wider = explicit.name.lower().endswith(" " + explicit.text.lower())
        return explicit.text if wider else explicit.name
    phrase: str | None = None
    if not verdict.passive:
        match = _NOUN_PHRASE.match(masked[verdict.end : end])
        if match:
            phrase = _ARTICLES.sub("", match.group("np").strip())
            if " that " in masked[verdict.end : end][: match.end() + 6]:
                phrase = None
    else:
        subject = _SPLIT.split(masked[start : verdict.start])[-1]
        if _GENERAL.match(subject.strip()):
            return None
        if _PERSONS.search(subject):
            # "adults at high risk should be started on a statin"
            given = _nearest(treatments, verdict.end, min(end, verdict.end + 60), last=False)
            return given.name if given and re.match(r"\s*(?:on|with)\b", masked[verdict.end :]) else None
        subject = _AUXILIARY.sub("", subject).strip(" ,")
        subject = _ARTICLES.sub("", subject)
        if 0 < len(subject.split()) <= 5 and not _NO_INTERVENTION.search(subject):
            phrase = subject
    if phrase:
        return phrase
    if not verdict.passive and _OWN_SUBJECT.match(masked, verdict.end):
        return None  # "advise that clinical judgement is indicated"
    implicit = [e for e in treatments if e.implicit and e.start < 0] + [
        e for e in treatments if e.implicit and e.start >= 0
    ]
    if implicit:
        return implicit[0].name
    return topic.name if topic is not None and topic.type in ("drug", "procedure", "cytokine", "protein") else None


_FRONTED = re.compile(r"\s*(?:for|in|among) ", re.IGNORECASE)
_FOR_DISEASE = re.compile(r"([A-Z][\w-]*[A-Z0-9][\w-]*) (?:treatment |management )?(?:algorithms?|guidelines?)")


def condition_of(
    verdict: Verdict, masked: str, entities: Sequence[Entity], names: Sequence[Name], bounds: tuple[int, int]
) -> str | None:
    diseases = [
        e
        for e in entities
        if e.type == "disease"
        and not (e.start >= 0 and masked[e.start : e.end].strip() == "")
        and not any(n.start <= e.start and e.end <= n.end and n.role == "organisation" for n in names if e.start >= 0)
    ]
    start, end = bounds
    explicit = _nearest(diseases, verdict.end, end, last=False)
    if explicit is None:
        # "For people with D with prior E, X is recommended": for D
        fronted = verdict.passive and _FRONTED.match(masked, start) is not None
        before = _nearest(diseases, start, verdict.start, last=not fronted)
        # before an active verb a disease is meant only where it is set in front: "In asthma, GINA recommends …"
        if before and (
            verdict.passive or re.search(r"\b(?:in|for|of)\b[^,.;]*$", masked[start : before.start], re.IGNORECASE)
        ):
            explicit = before
    if explicit is not None:
        return explicit.name
    for match in _CONDITION.finditer(masked, verdict.end, end):
        if _PERSONS.search(match.group("np")) or match.group("np").endswith("-"):
            continue
        if not any(n.start < match.end("np") and match.start("np") < n.end for n in names):
            return match.group("np")
    for name in names:
        # "COVID-19 treatment algorithms" are for COVID-19
        if name.role == "guideline" and (named := _FOR_DISEASE.fullmatch(name.name)):
            return named.group(1)
    implicit = [e for e in diseases if e.implicit]
    return implicit[-1].name if implicit else None
