"""Nouns: what the words of one phrase name, hyphens, agent nouns and measures included."""

from __future__ import annotations

import re
from dataclasses import replace

from thymograph.claims.assertions.arguments import (
    ABILITIES,
    ARMS,
    CARRIERS,
    MEASURES,
    MOLECULES,
    NEUTRAL_AFTER,
    PEOPLE,
    Argument,
    compose_events,
)
from thymograph.claims.assertions.lookahead import Lookahead
from thymograph.claims.assertions.tokens import Token
from thymograph.claims.assertions.vocabulary import vocabulary
from thymograph.model import Entity

__all__ = ["Nouns"]

_SUFFIX_VERBS = {
    "induced": "induce", "related": "cause", "associated": "cause", "mediated": "regulate",
    "driven": "induce", "triggered": "induce", "stimulated": "stimulate", "evoked": "induce", "elicited": "induce", "activated": "stimulate",
}  # fmt: skip
_IONS = frozenset("calcium sodium potassium chloride magnesium zinc proton voltage".split())
_NAMED_BY = frozenset("kinase kinases protein proteins factor factors peptide peptides gene genes".split())
_DOING_SUFFIXES = frozenset(
    "lowering reducing suppressing inhibiting sparing blocking modifying depleting raising increasing stimulating activating targeting binding".split()
)
_SUFFIX_SAME = frozenset({"dependent", "based", "treated", "containing", "like"})
_AGENT_NAME = re.compile(
    r"(?P<target>.+?)[ -](?P<agent>inhibitors?|blockers?|antagonists?|agonists?|activators?|suppressors?|inducers?)$",
    re.IGNORECASE,
)
_QUALITIES = re.compile(
    r"^(?:(?:direct|indirect|partial|full|inverse|synthetic|highly|non-?selective|selective|potent|oral|specific|reversible|irreversible|weak|strong|novel|dual|competitive) )+",
    re.IGNORECASE,
)
_EVENTS = frozenset({"interaction", "activation", "binding", "action", "effect", "process", "mechanism"})
_DRUGS = frozenset("drug drugs agent agents medication medications medicine medicines antibiotic vaccine".split())
_GENERIC = _DRUGS | frozenset(
    "drug agent peptide compound medication medicine hormone protein cytokine therapy treatment molecule substance antibody vaccine "
    "enzyme receptor vitamin supplement antibiotic interaction activation binding action effect process mechanism regimen combination".split()
)


class Nouns(Lookahead):
    """The part of phrase reading that names things."""

    def argument_of(self, entity: Entity, token: Token) -> Argument:
        """Return the argument that an entity token is."""
        head = token.low
        last = head.rpartition(" ")[2]
        return Argument(
            name=entity.name,
            start=token.start,
            end=token.end,
            id=entity.id,
            type=entity.type,
            entity=entity,
            head=head,
            # "pain relief" is less pain, whatever the measure is called
            event="decrease" if last == "relief" and last != head else None,
            noun="relief" if last == "relief" and last != head else "",
        )

    def _composed(self, first: int, last: int, core: Argument) -> Argument:
        """Return the argument that tokens ``first``..``last`` name around the entity of ``core``."""
        start, end = self.tokens[first].start, self.tokens[last].end
        words = self.text[start:end]
        if (
            core.entity is not None
            and first != last
            and self.kind(first) == "ent"
            and self.tokens[first].entity is core.entity
        ):
            name = core.entity.name
            if not name.lower().startswith(self.tokens[first].low + " "):
                # not "sleep quality onset" for "sleep onset"
                words = name + self.text[self.tokens[first].end : end]
        return replace(core, name=words, start=start, end=end, id=None, composed=True, head=self.tokens[last].low)

    def _pronoun(self, i: int) -> tuple[Argument, int] | None:
        """Return the topic as an argument where a pronoun or "this drug" stands for it."""
        token = self.tokens[i]
        if self.topic is None:
            return None
        end = i + 1
        if token.kind == "this":
            if self.low(end) in _GENERIC:
                if self.low(end) in _DRUGS and self.topic.type not in ("drug", "procedure"):
                    return None
                end += 1
            elif self.kind(end) in ("word", "ent", "number", "prefix") and not self.verb_at(end):
                return None
        elif token.low not in ("it", "they", "its", "their"):
            return None
        t = self.topic
        if self.low(end - 1) in ("combination", "regimen") and not re.search(r"[/+]|\b(?:and|plus)\b", t.name):
            # "this combination" is more than one drug
            return None
        if token.low == "they" and t.type in ("drug", "procedure") and not t.text.rstrip().endswith("s"):
            return None
        if token.low == "it" and any(o.entity is not None and o.entity.name == t.name for o in self.tokens[i + 1 :]):
            # "avoid Y, as it may weaken the effect of X": it is not X
            return None
        if self.low(end - 1) == "process" or (self.low(end - 1) in _EVENTS and t.type not in ("drug", "procedure")):
            # "this process" is what the sentence before told
            return None
        head = "this event" if self.low(end - 1) in _EVENTS else "it"
        return Argument(
            name=t.name, start=token.start, end=self.tokens[end - 1].end, id=t.id, type=t.type, entity=t, head=head
        ), end

    def _core(self, core: list[int], depth: int) -> tuple[list[Argument], str] | None:
        """Return what the words of a phrase name, its complements aside."""
        tokens = self.tokens
        causes: list[tuple[Argument, str]] = []
        kept: list[int] = []
        k = 0
        while k < len(core):
            i = core[k]
            token = tokens[i]
            following = core[k + 1] if k + 1 < len(core) else -1
            if token.kind == "ent" and following >= 0 and tokens[following].kind == "suffix":
                suffix = tokens[following].low
                assert token.entity is not None
                beyond = tokens[core[k + 2]].low if k + 2 < len(core) else ""
                if suffix in ("related", "associated", "activated") and beyond in _NAMED_BY:
                    # "mitogen-activated kinase", "tropomyosin-related kinase": a name
                    kept.extend((i, following))
                    k += 2
                    continue
                if suffix in _SUFFIX_VERBS:
                    before = tokens[kept[-1]] if kept else None
                    if before is not None and before.entity is not None and self.text[before.end : token.start] == "/":
                        # "A/B-mediated C"
                        kept.pop()
                        causes.append((self.argument_of(before.entity, before), _SUFFIX_VERBS[suffix]))
                    sense = self._hyphenated(self.argument_of(token.entity, token), suffix)
                    if sense:
                        causes.append((self.argument_of(token.entity, token), sense))
                    k += 2
                    continue
                if suffix == "treated" and tokens[core[-1]].low in PEOPLE:
                    # "X-treated mice" are those who got X
                    arm = self.argument_of(token.entity, token)
                    arm.arm, arm.end, arm.head = True, tokens[core[-1]].end, tokens[core[-1]].low
                    return [arm], arm.head
                if suffix in _SUFFIX_SAME:
                    kept.append(i)
                    k += 2
                    continue
                if suffix in (
                    "positive",
                    "negative",
                    "deficient",
                    "resistant",
                    "refractory",
                    "naive",
                    "free",
                    "specific",
                    "sensitive",
                    "null",
                    "expressing",
                ):
                    k += 2
                    continue
                kept.extend((i, following))
                k += 2
                continue
            kept.append(i)
            k += 1
        if not kept:
            if causes and k:
                return None
            return None
        head = tokens[kept[-1]]
        entities = [i for i in kept if tokens[i].kind == "ent"]
        single: Argument
        if head.kind == "ent":
            assert head.entity is not None
            single = self.argument_of(head.entity, head)
            self._agent_name(single)
            first = tokens[kept[-2]] if len(kept) > 1 else head
            slashed = first is not head and self.text[first.end : head.start] == "/"
            if slashed and first.entity is not None and first.entity.type == head.entity.type == "drug":
                # "A/B" in one tablet
                return [self.argument_of(first.entity, first), single], head.low
            if head.entity.implicit and len(kept) == 1:
                # "these agents" are all that it stands for
                others = [e for e in self.nested.get(head.start, ()) if e.implicit and e.end == head.end]
                return [single, *(self.argument_of(e, head) for e in others if e.name != single.name)], head.low
            if (
                first is not head
                and first.entity is not None
                and head.low in ABILITIES
                and first.entity.type == "drug"
                and self.text[first.end : first.end + 2] in ("'s", "’s")
            ):
                # "lithium enhances X's efficacy"
                single = replace(
                    self.argument_of(first.entity, first), name=f"{first.entity.name} {head.low}", id=None, end=head.end, composed=True, head=head.low
                )  # fmt: skip
            narrowing = next(
                (
                    k
                    for k in kept[1:-1]
                    if (word := tokens[k].verb) is not None and word.form == "g" and word.sense == "other"
                ),
                0,
            )
            if (
                first is not head
                and first.entity is not None
                and head.low.endswith(" expression")
                and first.entity.type in ("gene", "protein", "receptor", "cytokine")
            ):
                # "NHE1 gene expression" is that of NHE1
                single = replace(
                    self.argument_of(first.entity, first),
                    end=head.end,
                    neutral=True,
                    noun="expression",
                    head="expression",
                )
            aimed = len(kept) > 1 and tokens[kept[0]].low == "targeting" and tokens[kept[0]].entity is None
            if aimed and all(tokens[k].entity is None for k in kept[:-1]):
                # "targeting X improves Y": it is not X that does
                single = replace(single, name=f"{single.name} targeting", id=None, type="procedure", composed=True)
            elif narrowing and all(tokens[k].entity is None for k in kept[:-1]):
                # "strategies targeting X" are not X
                single = self._composed(kept[0], kept[-1], single)
                single.via_of = True
            if (
                first.entity is not None
                and first is not head
                and head.entity.id is None
                and not slashed
                and not single.agentive
            ):
                # "X gene mutation" is no mutation at large
                whole = self.argument_of(first.entity, first)
                single = self._composed(kept[-2], kept[-1], replace(single, entity=first.entity))
                single.entity, single.type = head.entity, head.entity.type
                single.name = f"{whole.name} {head.entity.name}"
            if len(kept) > 1 and tokens[kept[-2]].kind == "prefix":
                single = self._composed(kept[-2], kept[-1], single)
        elif entities:
            last = entities[-1]
            entity_token = tokens[last]
            assert entity_token.entity is not None
            base = self.argument_of(entity_token.entity, entity_token)
            if last > 0 and tokens[last - 1].kind == "prefix" and (last - 1) in kept:
                base = self._composed(last - 1, last, base)
            tail = [i for i in kept if i > last]
            single = self._with_head(base, tail, head)
            before = tokens[entities[-2]] if len(entities) > 1 else entity_token
            if single.composed and self.text[before.end : entity_token.start] in ("-", "–"):
                # "sodium-calcium exchanger"
                single.name = f"{self.text[before.start : before.end]}-{single.name}"
                single.start = before.start
        else:
            single = self._bare(kept, head)
        single.causes = causes
        return [single], head.low

    @staticmethod
    def _hyphenated(cause: Argument, suffix: str) -> str:
        """Return in what sense "X-suffixed Y" speaks of X, "" where it only names a kind of Y."""
        if suffix in ("related", "associated") and cause.type not in ("drug", "procedure"):
            # "age-related", "sleep-related"; what goes with a disease or a gene is not caused by it
            return "associate" if cause.type in ("disease", "gene", "protein", "receptor", "cytokine") else ""
        if suffix == "activated" and cause.name.lower() in _IONS:
            # "calcium-activated potassium channels" are a kind of channels
            return ""
        return _SUFFIX_VERBS[suffix]

    def _with_head(self, base: Argument, tail: list[int], head: Token) -> Argument:
        """Return what an entity and the nouns after it name."""
        while len(tail) > 1 and self.tokens[tail[-1]].kind == "number":
            tail = tail[:-1]
            head = self.tokens[tail[-1]]
        word = head.low
        if any(self.low(k) in PEOPLE - {"cells"} or self.low(k) in _DOING_SUFFIXES for k in tail[:-1]):
            # "cancer patients' risk of dying", "urate-lowering therapy"
            return self._composed_tail(base, tail)
        if word in CARRIERS and len(tail) == 2 and self.low(tail[0]) == "active" and base.type == "other":
            # "cell wall-active agents": what they are is not the wall
            return Argument(name=self.text[base.start : head.end], start=base.start, end=head.end, head=word)
        if word in CARRIERS and len(tail) <= 2:
            noun_event = head.noun.sense if head.noun else None
            if base.type not in ("disease", "outcome", "process", "cell") or noun_event is None:
                return replace(base, end=head.end, arm=word in ARMS, head=word)
            if noun_event == "treat":
                return replace(base, end=head.end, event="treat", noun=word, head=word)
        if word in PEOPLE and word != "cells" and base.type in ("disease", "outcome", "procedure"):
            return replace(base, end=head.end, head=word)
        if head.agent is not None:
            target = base if len(tail) == 1 else self._composed_tail(base, tail[:-1])
            whole = self._composed_tail(base, tail)
            whole.agentive = (head.agent.sense, self._receptor_of(target, word))
            whole.type = "drug"
            return whole
        if word in ("benefit", "benefits", "advantage") and len(tail) == 1:
            return replace(
                base,
                end=head.end,
                event="decrease" if re.search(r"mortality|death|relapse", base.name) else "improve",
                noun=word,
                head=word,
            )
        if head.noun is not None and head.noun.sense != "loss":
            target = base if len(tail) == 1 else self._composed_tail(base, tail[:-1])
            if head.noun.sense == "neutral":
                if (base.type in MOLECULES and NEUTRAL_AFTER.match(word)) or word in MEASURES:
                    return replace(target, end=head.end, neutral=True, head=word, noun=word)
                return replace(self._composed_tail(base, tail), neutral=True, noun=word)
            return replace(target, end=head.end, event=head.noun.sense, noun=word, head=word)
        return self._composed_tail(base, tail)

    def _composed_tail(self, base: Argument, tail: list[int]) -> Argument:
        start, end = base.start, self.tokens[tail[-1]].end
        # One name for all spellings of a molecule or cell; other things as printed ("gut bacteria").
        known = base.type in ("cell", *MOLECULES) and base.type != "other"
        printed = self.text[base.start : base.end]
        if base.name.lower().startswith(printed.lower() + " "):
            # not "sleep quality onset" for "sleep onset"
            known = False
        words = (base.name if known else printed) + self.text[base.end : end]
        return replace(
            base, name=words.strip(), start=start, end=end, id=None, composed=True, head=self.tokens[tail[-1]].low
        )

    def _agent_name(self, single: Argument) -> None:
        """Find the target in an entity whose name is an agent noun with its object ("EGFR inhibitor")."""
        match = _AGENT_NAME.match(self.text[single.start : single.end])
        if match is None:
            return
        word = vocabulary().agents.get(match["agent"].lower())
        if word is None:
            return
        inner = next(
            (e for e in self.nested.get(single.start, ()) if e.end <= single.start + match.end("target")), None
        )
        if inner is not None:
            target = self.argument_of(inner, self.tokens[0])
            target.start, target.end = inner.start, inner.end
        else:
            name = _QUALITIES.sub("", match["target"])
            if single.start == 0 and name[1:2].islower():
                name = name[0].lower() + name[1:]
            target = replace(single, name=name, id=None, type=None, end=single.start + match.end("target"))
        single.agentive = (word.sense, self._receptor_of(target, match["agent"].lower()))

    @staticmethod
    def _receptor_of(target: Argument, agent: str) -> Argument:
        """Return what "X agonist" activates: not the drug X, but its receptor."""
        if not agent.startswith("agonist") or target.type not in ("drug", None) or "receptor" in target.name.lower():
            return target
        return replace(target, name=f"{target.name} receptor", id=None, type="receptor", composed=True)

    def _bare(self, kept: list[int], head: Token) -> Argument:
        """Return what words without an entity name."""
        words = self.text[self.tokens[kept[0]].start : head.end]
        single = Argument(name=words, start=self.tokens[kept[0]].start, end=head.end, head=head.low)
        if head.noun is not None:
            single.event = head.noun.sense
            single.noun = head.low
        if head.agent is not None:
            single.agentive = (head.agent.sense, single)
        return single

    def _measures(self, main: Argument) -> bool:
        """Tell whether a named thing is only a measure of what follows ("plasma concentration of X")."""
        word = vocabulary().nouns.get(self.text[main.start : main.end].split()[-1].lower())
        last = self.text[main.start : main.end].split()[-1].lower()
        return last == "history" or (word is not None and word.sense == "neutral")

    def _governed(self, inner: Argument, outer: Argument) -> Argument:
        """Return ``inner`` under the event noun of ``outer`` ("activation of X")."""
        event = outer.event
        if event == "neutral":
            if (
                inner.type == "cell"
                and inner.event is None
                and not inner.composed
                and re.match(r"activit|number|count", outer.noun)
            ):
                # "the activity of NK cells" is not the cells
                name = f"{inner.name} {outer.noun.rstrip('s') if outer.noun != 'activities' else 'activity'}"
                return replace(
                    inner,
                    name=name,
                    id=None,
                    composed=True,
                    type="process",
                    neutral=True,
                    noun=outer.noun,
                    direction=inner.direction or outer.direction,
                )
            return replace(inner, neutral=True, noun=outer.noun, direction=inner.direction or outer.direction)
        if inner.event not in (None, "neutral"):
            # an event of an event ("inhibition of the activation of X"): the outer counts when it does not turn the sense
            return replace(inner, event=compose_events(event, inner.event), noun=outer.noun, direction=outer.direction)
        return replace(inner, event=event, noun=outer.noun, direction=outer.direction)
