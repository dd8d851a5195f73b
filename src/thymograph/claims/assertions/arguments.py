"""Arguments: what a noun phrase names, and how arguments of one list share what stands before or after it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from thymograph.model import Entity

__all__ = [
    "ABILITIES",
    "ARMS",
    "CARRIERS",
    "COMPARING",
    "MEASURES",
    "MOLECULES",
    "NEUTRAL_AFTER",
    "PEOPLE",
    "TRANSPARENT",
    "Argument",
    "Group",
    "compose_events",
    "inherit",
    "like",
    "share",
    "spread_head",
]

COMPARING = frozenset({"superior", "inferior", "non-inferior", "noninferior", "equivalent", "comparable", "similar"})


# Nouns that stand for the agent they follow or introduce: "X therapy", "treatment with X", "use of X".
CARRIERS = frozenset(
    "treatment therapy administration delivery supplementation use infusion injection injections exposure monotherapy intake consumption "
    "dose doses dosing ingestion pretreatment pre-treatment application vaccination users recipients user recipient group groups arm arms "
    "tablets capsules regimen regimens prophylaxis medication medications agents agent drug drugs coadministration addition "
    "introduction initiation combination stimulation challenge cohort program diet phase period preparation preparations supplement supplements products formulation formulations ".split()
)


ARMS = frozenset("group groups arm arms users recipients user recipient cohort".split())


PEOPLE = frozenset(
    "patients patient participants subjects individuals people adults children women men infants mice rats animals "
    "cells recipients those persons group groups arm arms survivors volunteers population populations adolescents "
    "woman man boy girl child infant neonate donors users mothers babies toddlers teenagers outpatients inpatients smokers pigs rabbits monkeys dogs cultures neonates newborns sufferers carriers workers".split()
)


# "a range of cytokines" is about the cytokines.
TRANSPARENT = frozenset(
    "myriad plethora multitude range variety series majority number numbers types type kinds kind host array spectrum family class classes group "
    "levels level rates rate amount amounts risk incidence proportion history action actions subset subsets members member "
    "balance use components component form forms symptoms signs symptom episodes episode cases case development onset "
    "progression pathogenesis pathophysiology etiology aetiology outcome outcomes endpoint endpoints composite risks induction release signs occurrence growth".split()
)


ABILITIES = frozenset(
    "role ability capacity potential efficacy effectiveness promise utility benefit benefits mechanism mechanisms action actions "
    "effect effects use value usefulness capability function impact property properties activity".split()
)


NEUTRAL_AFTER = re.compile(
    r"^(?:levels?|concentrations?|expression|production|secretion|release|synthesis|activit(?:y|ies)|content)$"
)


MOLECULES = frozenset({"protein", "cytokine", "receptor", "gene", "drug", "outcome", "other"})


MEASURES = frozenset(
    "risk rate rates incidence frequency likelihood odds probability occurrence severity prevalence level levels concentration "
    "concentrations amount burden".split()
)


@dataclass(slots=True)
class Argument:
    """What one noun phrase names."""

    name: str
    start: int
    end: int
    id: str | None = None
    type: str | None = None
    entity: Entity | None = None
    direction: str | None = None
    """up, down, better, worse, impaired: of an adjective before it ("lower mortality")."""
    shared_direction: bool = False
    """True when the adjective stood before an earlier member of its list."""
    event: str | None = None
    """Sense of the noun that governs it ("activation of X"): the name then is X's."""
    noun: str = ""
    """The governing noun as printed."""
    neutral: bool = False
    """True when a neutral noun stood between ("production of X")."""
    negated: bool = False
    arm: bool = False
    """True when it names the people who got it."""
    agents: list[Argument] = field(default_factory=list)
    """Who does the event: "by X"."""
    causes: list[tuple[Argument, str]] = field(default_factory=list)
    """Agents hyphenated to it, with the sense: "X-induced Y"."""
    agentive: tuple[str, Argument] | None = None
    """Sense and target of an agent noun: "Y inhibitor"."""
    composed: bool = False
    head: str = ""
    via_of: bool = False
    owners: list[Argument] = field(default_factory=list)
    """Whose it is: "adverse effects of X"."""
    exemplar: bool = False

    @property
    def grounded(self) -> bool:
        """Tell whether an entity is at its core."""
        return self.entity is not None


@dataclass(slots=True)
class Group:
    """Coordinated arguments, and where the group starts and ends in tokens."""

    args: list[Argument]
    first: int
    last: int
    """Index after its last token."""
    either: bool = False
    head: str = ""
    plural: bool = False
    plus: list[tuple[int, int]] = field(default_factory=list)
    """Indices of arguments that "plus" joins."""

    @property
    def grounded(self) -> list[Argument]:
        """Return the arguments that rest on an entity."""
        return [a for a in self.args if a.entity is not None]


def compose_events(outer: str | None, inner: str | None) -> str | None:
    ups = ("activate", "increase", "enhance", "stimulate", "induce", "improve")
    if inner in ups:
        return outer
    if outer in ups:
        return inner
    return "unclear"


_LAST_NOUN = re.compile(
    r"(activity|activities|function|functions|counts?|proliferation|activation|differentiation|cytotoxicity|recruitment|survival)$",
    re.IGNORECASE,
)


_MADE_OF = re.compile(
    r"(?:^| )(oxidation|retention|uptake|transport|absorption|reabsorption|metabolism|homeostasis|excretion|balance)$",
    re.IGNORECASE,
)


def spread_head(args: list[Argument]) -> None:
    """Give "T cell and NK cell activity" its head noun twice, and "A and B inhibitor" its agent noun."""
    last = args[-1].agentive if args else None
    if last is not None and last[1] is not args[-1]:
        for a in args[:-1]:
            if (
                a.entity is not None
                and a.agentive is None
                and a.type in ("protein", "receptor", "gene", "cytokine", "pathway")
            ):
                a.agentive = (last[0], replace(a))
    if len(args) < 2 or args[-1].entity is None or args[-1].type == "cell":
        return
    made = args[-1]
    if made.neutral and NEUTRAL_AFTER.match(made.noun) and not made.composed and made.noun == made.head:
        # "collagen and elastin synthesis" is the synthesis of both
        for a in args[:-1]:
            if (
                a.type in MOLECULES
                and a.type != "outcome"
                and a.entity is not None
                and a.event is None
                and not a.composed
            ):
                a.neutral, a.noun = True, made.noun
    for a, after in pairwise(args):
        shared = _MADE_OF.search(after.name) if after.composed or after.type == "process" else None
        if (
            shared is not None
            and a.type in ("drug", "other", "outcome")
            and a.entity is not None
            and a.event is None
            and not (a.composed or a.neutral)
            and a.direction is None
        ):
            # "water and salt retention", "glucose and fatty acid oxidation"
            a.name, a.id, a.composed, a.type = f"{a.name} {shared[1]}", None, True, "process"
    match = _LAST_NOUN.search(args[-1].name)
    if match is None or not (args[-1].type in ("process", "outcome") or args[-1].composed):
        return
    for a in args[:-1]:
        if a.type == "cell" and a.event is None and not a.composed and not a.neutral:
            a.name, a.id, a.composed, a.type = f"{a.name} {match[1]}", None, True, "process"


def like(argument: Argument, shape: Argument) -> Argument:
    """Return an exemplar that stands under the same noun as what it exemplifies."""
    return replace(
        argument, event=argument.event or shape.event, noun=argument.noun or shape.noun, neutral=argument.neutral or shape.neutral,
        direction=argument.direction or shape.direction, negated=shape.negated, agents=argument.agents or shape.agents,
        causes=argument.causes or shape.causes,
    )  # fmt: skip


def share(args: list[Argument], more: list[Argument]) -> list[Argument]:
    """Give bare event nouns before "and" the complement of the last ("activation and release of X")."""
    if not more or not more[0].grounded or not (more[0].event or more[0].neutral or more[0].via_of):
        return args
    shared: list[Argument] = []
    for a in args:
        if not a.grounded and a.event and not a.name.count(" of "):
            for m in more:
                neutral = a.event == "neutral"
                shared.append(
                    replace(
                        m,
                        event=None if neutral else a.event,
                        neutral=neutral,
                        noun=a.noun,
                        direction=a.direction,
                        negated=a.negated,
                    )
                )
        elif (
            not a.grounded
            and more[0].via_of
            and a.head
            and " " not in a.name
            and a.head[-3:] in ("ion", "ing", "ent", "sis")
        ):
            for m in more:
                core = m.entity
                if core is not None:
                    shared.append(replace(m, name=f"{a.name} of {core.name}", head=a.head))
        else:
            shared.append(a)
    return shared


def inherit(args: list[Argument], more: list[Argument]) -> list[Argument]:
    """Carry the direction adjective and the hyphenated agent of a list on to its later members."""
    if not args:
        return more
    first = args[-1]
    midway = len(args) > 1 and args[0].direction is None
    for a in more:
        own_event = a.event is not None and bool(a.noun)
        if first.direction and not midway and a.direction is None and a.event is None:
            a.direction, a.shared_direction = first.direction, True
        if first.negated and not a.negated:
            a.negated = True
        # "reduction of A and B"; not "A activation and B"
        governed = (
            first.event
            and first.grounded
            and not first.composed
            and first.noun
            and not first.agents
            and first.noun != first.head
        )
        own = a.direction is not None and not a.shared_direction
        if governed and a.event is None and not own and not a.neutral and first.end > first.start:
            a.event, a.noun = first.event, first.noun
        if first.neutral and not a.neutral and a.event is None and first.noun and first.noun != first.head:
            a.neutral, a.noun = True, first.noun
        own_direction = a.direction is not None and not a.shared_direction
        if first.causes and not (a.causes or midway or own_event or own_direction):
            a.causes = first.causes
    return more
