"""What follows a noun and belongs to it: brackets, "of X", "by X", "with X"."""

from __future__ import annotations

from dataclasses import replace

from thymograph.claims.assertions.arguments import ARMS, CARRIERS, TRANSPARENT, Argument, like
from thymograph.claims.assertions.meaning import is_ill
from thymograph.claims.assertions.nouns import Nouns
from thymograph.claims.assertions.wording import LONGEST_BRACKET

__all__ = ["EXEMPLARS", "GETTING", "Complements"]

_HARM_HEADS = frozenset(
    {
        "adverse effects",
        "adverse events",
        "side effects",
        "adverse reactions",
        "adverse effect",
        "adverse event",
        "side effect",
        "adverse reaction",
        "toxicity",
        "toxicities",
        "adverse drug reactions",
        "undesirable effects",
    }
)
_COMBINED = frozenset(
    "combination combinations strategies strategy approach approaches therapy therapies treatment treatments regimens regimen use".split()
)


EXEMPLARS = frozenset(
    {"including", "like", "e.g", "i.e", "namely", "notably", "especially", "particularly", "specifically"}
)

_SPANS = frozenset(
    "day days week weeks month months year years hour hours cycle cycles course courses session sessions iu mg g mcg µg ml units".split()
)
_RELIEF = frozenset(
    {
        "remission",
        "complete remission",
        "cure",
        "recovery",
        "resolution",
        "relapse",
        "recurrence",
        "progression",
        "exacerbation",
        "flare",
    }
)
# What the body does with a substance: "absorption of X" is neither absorption nor X.
_HANDLED = frozenset(
    "absorption reabsorption uptake reuptake excretion elimination clearance metabolism breakdown degradation transport utilization "
    "utilisation storage conversion".split()
)
# Heads that a verb may ask for: symptoms are relieved, what is developed is made, not raised.
_KEPT = frozenset({"symptoms", "symptom", "signs", "development", "introduction"})
_VARIANTS = frozenset("mutation mutations variant variants polymorphism polymorphisms deletion deletions".split())
_DOING = frozenset({"effect", "effects", "action", "actions", "effectiveness", "efficacy"})
_CLASSES = frozenset(
    "protein proteins enzyme hormone substance chemical receptor molecule drug agent medicine compound neurotransmitter".split()
)
_INFECTIONS = frozenset(
    {"infection", "infections", "infestation", "infestations", "colonization", "colonisation", "coinfection"}
)
GETTING = frozenset({"developing", "having", "experiencing", "suffering", "getting", "contracting", "acquiring"})
_GIVEN_TYPES = frozenset({"drug", "protein", "cytokine", "other", "procedure"})


class Complements(Nouns):
    """The part of phrase reading that attaches what follows a noun."""

    def _aliases(self, i: int, args: list[Argument]) -> int:
        """Return the index after brackets that repeat the name or give examples."""
        while self.low(i) in ("(", "[") and self.kind(i) == "mark":
            close = i + 1
            nested = 1
            while close < min(self.size, i + LONGEST_BRACKET) and nested:
                if self.low(close) in ("(", "["):
                    nested += 1
                elif self.low(close) in (")", "]"):
                    nested -= 1
                close += 1
            inside = i + 1
            if self.kind(inside) == "rel":
                return i
            named = self.tokens[inside].entity if inside < self.size else None
            sole = close == inside + 2 or self.low(inside + 1) in (",", "by") or self.kind(inside + 1) == "number"
            ill = named is not None and named.type == "disease" and bool(args) and args[-1].type == "other"
            if named is not None and sole and args and (ill or self._unknown_name(args[-1])):
                # "Newbrand (known drug)"
                args[-1] = replace(self.argument_of(named, self.tokens[inside]), start=args[-1].start)
            if self.low(inside) in ("e", "i") and self.low(inside + 1) == "." and self.low(inside + 2) in ("g", "e"):
                j = inside + 3
                while self.low(j) in (".", ","):
                    j += 1
                got = self.group(j, depth=2)
                if got is not None and got.grounded and args:
                    args.extend(replace(like(a, args[-1]), exemplar=True) for a in got.args if a.grounded)
            elif self.low(inside) in EXEMPLARS or (self.low(inside) == "such"):
                got = self.group(inside + (2 if self.low(inside) == "such" else 1), depth=2)
                if got is not None and got.grounded and args:
                    args.extend(replace(like(a, args[-1]), exemplar=True) for a in got.args if a.grounded)
            i = close
            # a head noun may follow its alias: "nuclear factor (NF) pathway"
            if (
                self.kind(i) == "word"
                and not self.verb_at(i)
                and args
                and args[-1].grounded
                and self.low(i) in (CARRIERS | {"pathway", "pathways", "signaling", "cells", "levels"})
            ):
                head = self.tokens[i]
                args[-1].end = head.end
                args[-1].head = head.low
                i += 1
        return i

    def _unknown_name(self, a: Argument) -> bool:
        """Tell whether an argument is one capitalised word that nothing is known of, or the class of what follows."""
        if a.grounded or a.event:
            return False
        return a.head in _CLASSES or (a.name.count(" ") < 2 and all(word[:1].isupper() for word in a.name.split()))

    def _complements(self, i: int, args: list[Argument], core: list[int], head: str, depth: int) -> int:
        """Read "of X", "in X", "by X", "with X" after the noun, and put them into ``args``."""
        main = args[0]
        noun = self.tokens[core[-1]].noun
        agent = self.tokens[core[-1]].agent
        low = self.low(i)
        if low in ("of", "for") and self.low(i + 1) in GETTING and self.starts_group(i + 2):
            # "the risk of developing Y" is the risk of Y
            i += 1
        if head in _VARIANTS and not main.grounded and low in ("in", "of"):
            # "mutations in X"
            got = self.group(i + 1, depth=depth + 1)
            if got is not None and got.grounded and all(a.type in ("gene", "protein", "receptor") for a in got.args):
                kind = head.removesuffix("s")
                args[:] = [
                    replace(
                        a,
                        name=f"{a.name} {kind}",
                        id=None,
                        type="gene",
                        composed=True,
                        event=None,
                        head=head,
                        start=main.start,
                    )
                    for a in got.args
                ]
                return got.last
        if main.composed and low == "of" and self.kind(core[0]) == "ent" and "-dependent" in main.name:
            # "the iron-dependent accumulation of Y"
            got = self.group(i + 1, depth=depth + 1)
            if got is not None and len(got.args) == 1:
                main.end = self.tokens[got.last - 1].end
                main.name = self.text[main.start : main.end]
                return got.last
        open_event = not main.grounded and main.event is not None
        if open_event and low == "of" and self.kind(i + 1) == "number":
            # "a reduction of 15 percent in Y"
            k = i + 2
            while (
                self.low(k) in ("percent", "per", "cent", "percentage", "points", "%", "to") or self.kind(k) == "number"
            ):
                k += 1
            if self.low(k) in ("in", "for") and self.kind(k) == "prep":
                i, low = k, self.low(k)
        if self.kind(i) == "prep" or low in ("of", "for"):
            if open_event and noun is not None and low in noun.prepositions:
                got = self.group(i + 1, depth=depth + 1)
                if got is not None:
                    # "impairment of A, oxidative stress and hepatitis": the ills are results of their own
                    lessens = main.event in ("inhibit", "decrease", "loss") and not is_ill(got.args[0])
                    args[:] = [a if lessens and is_ill(a) else self._governed(a, main) for a in got.args]
                    i = got.last
            elif agent is not None and not main.grounded and low in agent.prepositions:
                got = self.group(i + 1, depth=depth + 1)
                if got is not None:
                    main.end = self.tokens[got.last - 1].end
                    if got.grounded:
                        args[:] = [
                            replace(
                                main,
                                name=f"{main.name} of {a.name}",
                                agentive=(agent.sense, a),
                                entity=a.entity,
                                type="drug",
                            )
                            for a in got.grounded
                        ]
                    i = got.last
            elif (
                low == "with"
                and any("combination" in self.low(k) for k in core)
                and (head in _COMBINED or "combination" in head)
            ):
                got = self.group(i + 1, depth=depth + 1)
                if got is not None and got.grounded:
                    args[:] = [replace(a, noun="combination with") for a in got.args]
                    i = got.last
            elif (
                low == "with"
                and main.grounded
                and main.type in ("drug", "procedure")
                and head.endswith(("ation", "therapy", "prophylaxis", "treatment"))
            ):
                got = self.group(i + 1, depth=depth + 1)
                if got is not None and any(a.type in _GIVEN_TYPES and a.entity for a in got.args):
                    args[:] = [replace(a, head=head) for a in got.grounded if a.type in _GIVEN_TYPES]
                    i = got.last
            elif low in ("with", "by") and head in _INFECTIONS:
                got = self.group(i + 1, depth=depth + 1)
                if got is not None and got.grounded and all(a.type in ("other", "disease", "cell") for a in got.args):
                    # what infection with a germ does, the germ does
                    args[:] = [replace(a, head=head, agentive=None) for a in got.grounded]
                    i = got.last
            elif low == "to" and head in ("sensitivity", "resistance", "responsiveness") and not main.grounded:
                got = self.group(i + 1, depth=depth + 1)
                if got is not None and got.grounded:
                    # "sensitivity to X" is X sensitivity
                    args[:] = [
                        replace(
                            a, name=f"{a.name} {head}", id=None, type="process", composed=True, head=head, agentive=None
                        )
                        for a in got.grounded
                    ]
                    i = got.last
            elif low == "to" and not main.grounded and head in ("susceptibility", "predisposition", "vulnerability"):
                got = self.group(i + 1, depth=depth + 1)
                if got is not None:
                    args[:] = [replace(a, neutral=True, noun=head) for a in got.args]
                    i = got.last
            elif (
                (low in ("of", "with") or (low == "to" and head == "exposure"))
                and (not main.grounded or main.type == "other")
                and (head in CARRIERS or (low == "of" and head in _SPANS))
                and self.low(i + 1) != "choice"
            ):
                got = self.group(i + 1, depth=depth + 1)
                if got is not None and head == "exposure" and low == "of" and self.low(got.last) == "to":
                    # "exposure of Y to X": it is X that acts
                    got = self.group(got.last + 1, depth=depth + 1) or got
                if got is not None:
                    partners = {other for _, other in got.plus}
                    args[:] = [
                        replace(a, head=head, arm=head in ARMS) for n, a in enumerate(got.args) if n not in partners
                    ]
                    if head == "combination" and low == "with":
                        args[:] = [replace(a, noun="combination with") for a in args]
                    elif head == "combination" and len(args) > 1:
                        args[0].noun = "combination"
                    i = got.last
                    if head == "combination" and self.low(i) == "with":
                        return i
            elif low == "of" and main.grounded and main.neutral and noun is not None and noun.sense == "neutral":
                # "plasma levels of X": X is measured
                got = self.group(i + 1, depth=depth + 1)
                if got is not None and got.grounded:
                    args[:] = [replace(a, neutral=True, noun=main.noun) for a in got.grounded]
                    i = got.last
            elif low == "of" and not main.grounded and head in TRANSPARENT:
                got = self.group(i + 1, depth=depth + 1)
                if got is not None:
                    args[:] = [
                        replace(
                            a,
                            neutral=True,
                            direction=a.direction or main.direction,
                            noun=head if head in _KEPT and not a.noun else a.noun,
                        )
                        for a in got.args
                    ]
                    i = got.last
            elif (
                low == "of"
                and main.grounded
                and main.type in ("outcome", "process", "other")
                and len(core) == 1
                and self._measures(main)
            ):
                got = self.group(i + 1, depth=depth + 1)
                if got is not None and got.grounded:
                    args[:] = [replace(a, neutral=True) for a in got.grounded]
                    i = got.last
            elif low in ("of", "with", "to") and main.grounded and main.type in ("outcome",) and head in _HARM_HEADS:
                got = self.group(i + 1, depth=depth + 1)
                if got is not None:
                    main.owners = got.grounded
                    i = got.last
            elif low == "of" and main.grounded and main.type != "drug" and head.split()[-1] in CARRIERS:
                got = self.group(i + 1, depth=depth + 1)
                if got is not None and got.grounded:
                    args[:] = [replace(a, head=head.split()[-1]) for a in got.grounded]
                    i = got.last
            elif low == "of" and main.grounded and main.name in _RELIEF:
                got = self.group(i + 1, depth=depth + 1)
                if got is not None:
                    main.owners = [a for a in got.grounded if a.type == "disease"]
                    i = got.last
            elif low == "of":
                got = self.group(i + 1, depth=depth + 1)
                general = main.type == "process" and len(core) == 1 and head.endswith(("ion", "sis", "ment", "th"))
                handled = main.grounded and self.kind(core[-1]) == "ent" and head in _HANDLED
                if (
                    got is not None
                    and got.grounded
                    and (handled or (general and all(a.type not in ("disease", "drug") for a in got.grounded)))
                ):
                    # "proliferation of X cells": the named process is wider than what is said
                    args[:] = [
                        replace(a, name=f"{head} of {a.name}", id=None, type="process", composed=True, via_of=True)
                        for a in got.grounded
                    ]
                    i = got.last
                elif got is not None and got.grounded and head in _DOING and (main.composed or not main.grounded):
                    # "the anticoagulant effects of X"
                    args[:] = [
                        replace(
                            a, name=f"{head} of {a.name}", id=None, composed=True, via_of=True, head=head, agents=[]
                        )
                        for a in got.grounded
                    ]
                    i = got.last
                elif got is not None:
                    if not main.grounded and got.grounded:
                        args[:] = [
                            replace(
                                a, name=self.text[main.start : a.end] if n == 0 else f"{main.name} of {a.name}", start=main.start, id=None,
                                composed=True, via_of=True, head=head, agents=[],
                            )
                            for n, a in enumerate(got.grounded)
                        ]  # fmt: skip
                    i = got.last
        if any(a.event and a.event != "neutral" for a in args):
            while self.low(i) in ("by", "with", "from", "after", "following") and self.kind(i) == "prep":
                j = i + 1
                verb = self.tokens[j].verb if j < self.size and self.kind(j) == "word" else None
                if verb is not None and verb.form == "g":
                    break
                if self.low(i) != "by" and not all(
                    a.event in ("decrease", "increase", "improve", "treat", "inhibit", "prevent", "enhance", "worsen")
                    for a in args
                ):
                    break
                got = self.group(j, depth=depth + 1)
                given = got is not None and all(a.type in _GIVEN_TYPES and not a.composed for a in got.grounded)
                if (
                    got is None
                    or not got.grounded
                    or (self.low(i) != "by" and not given)
                    or any(a.type in ("disease", "cell", "outcome") for a in got.grounded if not a.arm)
                ):
                    break
                for a in args:
                    a.agents = got.grounded
                i = got.last
        return i
