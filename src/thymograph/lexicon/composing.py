"""Names composed of a known name and a common noun: "NK cell exhaustion", "TLR7/SHIP1 axis", "IL-6 inhibitor"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from thymograph.lexicon.coordination import Lookup
from thymograph.model import Entity

__all__ = ["NESTED_TYPES", "composed"]

NESTED_TYPES = frozenset({"drug", "receptor", "gene", "protein", "cytokine", "cell", "pathway"})
"""Types that stay findable inside a composed name."""

_GENES = frozenset({"receptor", "gene", "protein", "cytokine"})
_CELL_PROCESS = (
    r"activation|proliferation|expansion|maturation|differentiation|function(?:ality|s)?|activity|exhaustion|"
    r"polari[sz]ation|infiltration|recruitment|migration|chemotaxis|apoptosis|death|survival|recovery|regeneration|"
    r"cytotoxicity|degranulation|depletion|anergy|adhesion|growth|priming|homeostasis|reconstitution|response|"
    r"responses|immunity|development"
)
_CELL_OUTCOME = r"counts?|numbers?|levels?|percentages?|frequency|frequencies|proportions?"
_AGENT_NOUNS = (
    r"activators?|openers?|modulators?|stimulators?|potentiators?|sensiti[sz]ers?|secretagogues?|mimetics?|degraders?|"
    r"reactivators?"
)
_GENERIC_CYTOKINES = frozenset(
    {"cytokine", "pro-inflammatory cytokines", "anti-inflammatory cytokines", "chemokine", "inflammatory mediators"}
)
_CANONICAL = {
    "functionality": "function", "functions": "function", "counts": "count", "numbers": "count", "number": "count", "levels": "level",
    "percentages": "percentage", "frequencies": "frequency", "proportions": "proportion", "responses": "response",
    "polarisation": "polarization", "secretion": "production", "synthesis": "production",
    "generation": "production",
}  # fmt: skip


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    joins = r"(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s+or\s+|\s*/\s*)"
    return {
        "cell process": re.compile(rf"\s(?:cell\s)?(?P<noun>{_CELL_PROCESS}|{_CELL_OUTCOME})\b", re.I),
        "more nouns": re.compile(rf"{joins}(?P<noun>{_CELL_PROCESS}|{_CELL_OUTCOME})\b(?!\s+of\b)", re.I),
        "process of cell": re.compile(
            rf"\b(?P<nouns>(?:{_CELL_PROCESS})(?:{joins}(?:{_CELL_PROCESS}))*)\s+of\s+"
            r"(?:(?:the|human|both|various|other|activated|specific|immune)\s+)*$",
            re.I,
        ),
        "cytokine process": re.compile(r"\s(?P<noun>production|secretion|synthesis|release|gene expression)\b", re.I),
        "process of cytokine": re.compile(
            r"\b(?P<noun>production|secretion|synthesis|generation|release)\s+of\s+"
            r"(?:(?:various|several|key|certain|many|multiple|numerous|other|different|a\s+broad\s+range\s+of)\s+)*$",
            re.I,
        ),
        "pathway": re.compile(
            r"(?:[- ](?:mediated|dependent|induced|driven))?\s(?:(?:cell\s)?(?P<sig>signall?ing)(?:\s"
            r"(?:pathways?|cascades?|ax[ie]s|network))?|(?P<kind>pathways?|cascades?|ax[ie]s))\b",
            re.I,
        ),
        "blocker": re.compile(
            r"(?:[- ](?:receptor|tyrosine kinase|kinase))?[- ](?P<noun>inhibitors?|antagonists?|agonists?|blockers?|"
            rf"{_AGENT_NOUNS}|(?:monoclonal\s)?antibod(?:y|ies)|blockade)\b",
            re.I,
        ),
        # Only what is no drug without its noun: "a vasopressin antagonist" is not vasopressin.
        "of a drug": re.compile(rf"(?:[- ]receptor)?[- ](?P<noun>antagonists?|{_AGENT_NOUNS})\b", re.I),
        "receptor": re.compile(r"[- ]receptors?\b(?![- ](?:ant)?agonist)", re.I),
        "anti": re.compile(r"\banti[- ]$", re.I),
        "antibody": re.compile(r"(?:\s(?:monoclonal\s)?(?:antibod(?:y|ies)|therap(?:y|ies)|agents?))\b", re.I),
        "slash": re.compile(r"\s?/\s?"),
    }


_AWAY = re.compile(r"\s(?:to|into|towards?)\s")
_TURN = re.compile(
    r"\s(?:to|into|towards?)\s(?:an?\s|the\s)?(?:[\w-]+\s){0,2}?(?P<kind>M[12]|Th\d{1,2})\b"
    r"(?:[- ](?:type|like|phenotype|polari[sz]ed|subtype|macrophages?|cells?)\b)*"
)


def _entity(text: str, start: int, end: int, name: str, kind: str, lookup: Lookup) -> Entity:
    named = lookup(name)
    return Entity(
        start=start,
        end=end,
        text=text[start:end],
        name=named.name if named else name,
        type=named.type if named else kind,
        id=named.id if named else None,
    )


def _noun(match: re.Match[str]) -> str:
    noun = match.group("noun").lower()
    return _CANONICAL.get(noun, noun)


def _of_cell(text: str, entity: Entity, entities: Sequence[Entity], lookup: Lookup) -> list[Entity]:
    rules = _rules()
    found: list[Entity] = []
    match = rules["cell process"].match(text, entity.end)
    while match:
        noun = _noun(match)
        kind = "outcome" if re.fullmatch(_CELL_OUTCOME, noun) else "process"
        start = entity.start if not found else match.start("noun")
        found.append(_entity(text, start, match.end(), f"{entity.name} {noun}", kind, lookup))
        match = rules["more nouns"].match(text, match.end())
    # The cheap look spares the search for all but "… of T cells".
    near = " of " in text[max(0, entity.start - 60) : entity.start]
    before = near and rules["process of cell"].search(text, max(0, entity.start - 120), entity.start)
    if before and not found:
        nouns = list(re.finditer(_CELL_PROCESS, before.group("nouns"), re.I))
        for place, noun_match in enumerate(nouns):
            start = before.start("nouns") + noun_match.start()
            # "M2 polarization of macrophages" has its name already.
            if any(other.start < start < other.end for other in entities):
                continue
            # "activity of T and NK cells": the elliptic name does not close the phrase.
            last = place == len(nouns) - 1 and len(entity.text) > 2
            end = entity.end if last else before.start("nouns") + noun_match.end()
            noun = _CANONICAL.get(noun_match.group().lower(), noun_match.group().lower())
            name = f"{entity.name} {noun}"
            if noun == "polarization" and _AWAY.match(text, entity.end):
                # "polarization of M2 macrophages to M1" is named by what they become, or not at all.
                turn = _TURN.match(text, entity.end)
                if turn is None:
                    continue
                kind = turn.group("kind")
                name = f"{kind} {'macrophage' if kind[0] == 'M' else 'cell'} {noun}"
                end = turn.end() if last else end
            found.append(_entity(text, start, end, name, "process", lookup))
    return found


def _of_cytokines(text: str, entity: Entity, lookup: Lookup) -> list[Entity]:
    rules = _rules()
    if entity.text.endswith("-"):
        return []
    base = entity.name.removesuffix("s")
    if match := rules["cytokine process"].match(text, entity.end):
        return [_entity(text, entity.start, match.end(), f"{base} {_noun(match)}", "process", lookup)]
    # "production of pro-inflammatory cytokines" says more of the cytokines than of production.
    if " of " not in text[max(0, entity.start - 60) : entity.start] or "inflammatory" in base:
        return []
    if match := rules["process of cytokine"].search(text, max(0, entity.start - 60), entity.start):
        return [_entity(text, match.start(), entity.end, f"{base} {_noun(match)}", "process", lookup)]
    return []


def _of_genes(text: str, chain: Sequence[Entity], lookup: Lookup) -> list[Entity]:
    """Return pathway, inhibitor, antibody or receptor names made of a gene name or of "A/B"."""
    rules = _rules()
    first, last = chain[0], chain[-1]
    name = "/".join(entity.name for entity in chain)
    if match := rules["pathway"].match(text, last.end):
        kind = "axis" if (match.group("kind") or "").lower().startswith("ax") else "pathway"
        for trial in (f"{name} pathway", f"{name} signaling pathway"):
            if named := lookup(trial):
                name, kind = named.name.removesuffix(" pathway"), "pathway"
                break
        return [_entity(text, first.start, match.end(), f"{name} {kind}", "pathway", lookup)]
    if text[max(0, first.start - 1)] in "- " and rules["anti"].search(text, max(0, first.start - 5), first.start):
        start = text.lower().rfind("anti", 0, first.start)
        match = rules["antibody"].match(text, last.end)
        end = match.end() if match else last.end
        return [_entity(text, start, end, f"anti-{name} antibody", "drug", lookup)]
    if match := rules["blocker"].match(text, last.end):
        noun = match.group("noun").lower()
        noun = "antibody" if "antibod" in noun else "inhibitor" if noun == "blockade" else noun.removesuffix("s")
        middle = text[last.end : match.start("noun")].strip(" -")
        words = " ".join(part for part in (name, middle, noun) if part)
        return [_entity(text, first.start, match.end(), words, "drug", lookup)]
    if len(chain) == 1 and first.type == "cytokine" and (match := rules["receptor"].match(text, last.end)):
        return [_entity(text, first.start, match.end(), f"{name} receptor", "receptor", lookup)]
    return []


def composed(text: str, entities: Sequence[Entity], lookup: Lookup) -> list[Entity]:
    """Return the composed entities of ``text``; ``entities`` are its known names, sorted by start."""
    found: list[Entity] = []
    rules = _rules()
    slash = rules["slash"]
    for place, entity in enumerate(entities):
        if entity.type == "cell":
            found += _of_cell(text, entity, entities, lookup)
        elif entity.name in _GENERIC_CYTOKINES:
            found += _of_cytokines(text, entity, lookup)
        elif entity.type in _GENES:
            chain = [entity]
            for following in entities[place + 1 : place + 4]:
                if following.type in _GENES and slash.fullmatch(text, chain[-1].end, following.start):
                    chain.append(following)
                else:
                    break
            before = entities[place - 1] if place else None
            if before and before.type in _GENES and slash.fullmatch(text, before.end, entity.start):
                continue
            found += _of_genes(text, chain, lookup)
        elif entity.type == "drug" and (match := rules["of a drug"].match(text, entity.end)):
            words = f"{entity.name}{text[entity.end : match.start('noun')]}{_noun(match).removesuffix('s')}"
            found.append(_entity(text, entity.start, match.end(), words, "drug", lookup))
    return found
