"""Lists of arms or measures that "respectively" pairs with values."""

from __future__ import annotations

from collections.abc import Sequence

from thymograph.claims.measurements.arms import is_treatment
from thymograph.claims.measurements.grammar import pattern
from thymograph.claims.measurements.measures import last_measure
from thymograph.model import Entity

__all__ = ["arms_before", "listed_arms", "listed_measures"]


def listed_arms(words: str, count: int) -> list[str]:
    """Return the ``count`` phrases listed after the values ("in the A and B groups"), or nothing."""
    found = pattern(
        r"\s?(?:\([^)]*\),?\s?)?(?:(?:of\s)?(?:patients|participants|subjects|women|men|children)\s)?(?:in|with|for|among|on|after|at|by|of(?=\s[^.;]*\b(?:groups?|arms?)$))\s(?:the\s)?(?:(?:patients|subjects|participants|people|women|men|those)\s(?:given|receiving|on|with)\s)?(.+)$"
    ).match(words)
    if not found:
        return []
    tail = pattern(r"\s(groups?|arms?)$").search(found[1])
    listed = [
        part.strip()
        for part in pattern(r",\s(?:and\s)?|\sand\s(?:the\s)?|\sversus\s|\svs\.?\s|/").split(
            found[1][: tail.start()] if tail else found[1]
        )
    ]
    if len(listed) != count or not all(listed):
        return []
    # "Mild, moderate and severe renal impairment": what the last one ends with is said of all.
    shared = pattern(r"(?:mild|moderate|severe|low|high|normal|medium|early|late|male|old|younger|older)\s(.+)").match(
        listed[-1]
    )
    if shared:
        listed = [part if " " in part else f"{part} {shared[1]}" for part in listed]
    return [pattern(r"\s(?:group|arm)$").sub("", part) for part in listed]


def arms_before(words: str, count: int, entities: Sequence[Entity]) -> list[str]:
    """Return the ``count`` arms named before values listed in their order, or nothing.

    "… in the A group and … in the B group, … were 5 and 9, respectively"; "rates with A and B were 5 and 9".
    """
    groups = pattern(r"\b(?:in|for|with|of|from|among)\sthe\s((?:[\w'’/+-]+\s){1,4}?)(?:group|arm)\b").findall(words)
    if len(groups) == count and len(set(groups)) == count:
        return [group.strip() for group in groups]
    doing = pattern(
        r"(?:^|[;:,]\s)(?:(?:treatment|pre-?treatment|therapy|incubation|stimulation|administration|supplementation)\s(?:with|of)\s)?(?:both\s)?((?:(?!\b(?:was|were|had)\b)[\w'’/+α-ωΑ-Ω ,-]){3,80}?)\s(?:significantly\s|markedly\s|also\s)?(?:reduced|increased|decreased|lowered|raised|improved|inhibited|suppressed|enhanced|elevated|prolonged|shortened|produced|yielded|caused)\b",
        ignore_case=True,
    ).search(words)
    if doing and not pattern(r"\b(?:compared|relative|versus|vs|than)\b", ignore_case=True).search(doing[1]):
        listed = [
            part.strip() for part in pattern(r",\s(?:(?:and|or)\s)?|\s(?:and|or)\s").split(doing[1]) if part.strip()
        ]
        if len(listed) == count and all(is_treatment(part, entities) for part in listed):
            return listed
    told = pattern(
        r"\b(?:for|with|in|of|among|after|on)\s(?:the\s|patients\s(?:given|receiving|on)\s)?((?:(?!\b(?:for|with|in|of|among|after|on)\b)[^;:.()])+?)(?:\s(?:groups|arms))?\s(?:was|were|is|are|by)\s$"
    ).search(words)
    if not told:
        return []
    listed = [part.strip() for part in pattern(r",\s(?:and\s)?|\sand\s(?:the\s)?").split(told[1]) if part.strip()]
    grouped = pattern(r"\s(?:groups|arms)\s\w+\s$").search(told.group()) is not None
    return listed if len(listed) == count and (grouped or all(is_treatment(part, entities) for part in listed)) else []


def listed_measures(words: str, count: int) -> list[str]:
    found = pattern(
        r"([^,;:.]*(?:,\s[^,;:.]+)*?,?\sand\s[^,;:.]+?)\s(?:was|were|of|is|are|by|rates? (?:was|were|of)|(?:(?:was|were|is|are)\s)?(?:increased|decreased|reduced|rose|fell|improved|declined|higher|lower))\s(?:by\s|about\s|approximately\s)*$"
    ).search(words)
    if not found:
        return []
    # "… an AUC of 0.90 (0.85–0.90), with pooled sensitivity and specificity of": the list begins behind "with".
    near = pattern(
        r"[)\]],?\s|\d,?\s|\b(?:with|had|has|showed|yielded|gave|achieved|revealed|demonstrated|were)\s"
    ).split(found[1])[-1]
    whole = near if pattern(r",\s|\sand\s").search(near) else found[1]
    listed = [part.strip() for part in pattern(r",\s(?:and\s)?|\sand\s").split(whole) if part.strip()]
    if len(listed) == count + 1 and (
        last_measure(listed[0], 0, len(listed[0])) is None
        or pattern(r"(?:[Aa]t|[Ii]n|[Ww]ith|[Aa]fter|[Aa]mong|[Ff]or|[Ww]hen|[Oo]verall|[Uu]sing)\b").match(listed[0])
    ):
        # "At a specificity of 90%, the AUC and sensitivity were": first comes where.
        listed = listed[1:]
    if len(listed) != count:
        # "The incidence rate and point prevalence of A and B were …": what is listed stands before "of".
        front, of, rest = found[1].partition(" of ")
        listed = [part.strip() for part in pattern(r",\s(?:and\s)?|\sand\s").split(front) if part.strip()]
        if not of or len(listed) != count:
            return []
        listed = [f"{part} of {rest.strip()}" for part in listed]
    listed = [pattern(r"\s*\([^)]*\)").sub("", pattern(r"^(?:[Tt]he|[Aa]n?)\s").sub("", part)) for part in listed]
    if any(pattern(r"[\d.,]+(?:\s\w+)?").fullmatch(part.strip()) for part in listed):
        # "… at ages 65, 70 and 75 years were": none of these is measured.
        return []
    tail = pattern(r"\b(rates?|survival|levels?|counts?|scores?|response|titres?|concentrations?)$").search(listed[-1])
    if tail:
        listed = [part if last_measure(part, 0, len(part)) else f"{part} {tail[1]}" for part in listed]
    first = pattern(r"([Mm]edian|[Mm]ean|[Pp]ooled|[Oo]verall|[Mm]edian \w+ of)\s").match(listed[0])
    if first:
        listed = [
            listed[0],
            *(
                part if pattern(r"[Mm]edian|[Mm]ean|[Pp]ooled|[Oo]verall").match(part) else f"{first[1].lower()} {part}"
                for part in listed[1:]
            ),
        ]
    return listed
