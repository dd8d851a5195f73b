"""Verbs of showing, of rising and falling, of making worse."""

from __future__ import annotations

import re
from dataclasses import replace

from thymograph.claims.assertions.abilities import EFFECTS
from thymograph.claims.assertions.arguments import ABILITIES, COMPARING, Argument
from thymograph.claims.assertions.collected import Mood
from thymograph.claims.assertions.copulas import Copulas
from thymograph.claims.assertions.licences import replace_last
from thymograph.claims.assertions.state import Frame
from thymograph.claims.assertions.verbs import VerbGroup

__all__ = ["Reports"]


# What reveals a change is not what makes it.
_METHOD = re.compile(
    r"\b(?:stain\w*|assays?|analys[ie]s|imaging|MRI|CT|PET|tomography|ultraso\w+|echocardiogra\w+|blots?(?:ting)?|PCR|sequencing|microscopy|"
    r"cytometry|histology|radiogra\w+|biops(?:y|ies)|scans?|screening|tests?|measurements?|immunohistochemistry|ELISA|spectr\w+)$",
    re.IGNORECASE,
)


_STUDIES = re.compile(r"\b(?:studies|study|trials?|reviews?|meta-analys[ie]s|RCTs?|research)$", re.IGNORECASE)
_ACTING = frozenset({"drug", "procedure", "cytokine", "protein", "cell"})
_SHOWN = {"decrease": "decrease", "increase": "increase", "improve": "improve", "worsen": "worsen"}


class Reports(Copulas):
    """The part of a reader that reads what studies and drugs show."""

    def containing(self, actors: list[Argument], mood: Mood, frame: Frame, j: int) -> int:
        """Read "X contains Y": Y is part of X."""
        group = self.p.group(j)
        if group is None:
            return j
        self.remember(group)
        span = (frame.span[0], self.p.tokens[group.last - 1].end)
        for whole in (a for a in actors if a.type in ("drug", "other", "protein", "cell") and not a.composed):
            for part in (b for b in group.args if b.grounded and not b.composed and b.event is None):
                if part.type in ("drug", "protein", "other", "cytokine", "gene", "receptor"):
                    got = self.out.add(part, "part_of", whole, mood, "contains", span)
                    frame.made.extend([got] if got is not None else [])
        return self.close(group.last, frame)

    def reporting(self, verb: VerbGroup, actors: list[Argument], mood: Mood, frame: Frame, j: int) -> int:
        """Read "studies show that …", "X showed improved Y", "trials failed to show efficacy of X in D"."""
        p = self.p
        if any(a.negated for a in self.subjects):
            # "No study has shown that …"
            mood = replace(mood, negated=True)
            frame.mood = mood
        word = verb.word
        assert word is not None
        actors = [a for a in actors if not _METHOD.search(a.name)]
        if verb.form == "g" and word.lemma in ("indicate", "suggest", "reflect", "show", "demonstrate"):
            # "a score indicating raised Y" does not raise it
            actors = []
        proved = p.tokens[j].adjective if j < p.size and word.lemma in ("prove", "appear", "seem") else None
        if proved is not None and proved.sense in ("treat", "no_treat"):
            # "proved effective against D"
            return self.copula(replace(verb, last=j), mood)
        adding = self.v.at(j)
        if (
            word.lemma == "suggest"
            and not actors
            and adding is not None
            and adding.form == "g"
            and adding.word is not None
            and adding.word.sense in ("combine", "use", "receive", "other", "light")
        ):
            return self.imperative(
                verb, actors, mood.with_(negated=mood.negated, certainty="hedged"), frame, j, "recommend"
            )
        if word.lemma == "consider" and word.form == "b" and all(a.start < 0 for a in self.subjects):
            return self.imperative(verb, actors, mood, frame, j, "recommend")
        if word.lemma == "suggest" and p.low(j) == "against":
            return self.imperative(verb, actors, mood.with_(certainty="hedged"), frame, j, "recommend")
        if p.low(j) == "that" or (p.starts_group(j) and p.clause_ahead(j) and not actors):
            return self.content(replace_last(verb, j), mood, word.sense)
        group = p.group(j)
        if group is None:
            return j
        frame.sense = "report"
        frame.rule = "shown"
        if word.sense in ("suggest", "support"):
            mood = mood.with_(certainty="hedged" if word.sense == "suggest" else None)
            frame.mood = mood
        self.remember(group)
        span = (frame.span[0], p.tokens[group.last - 1].end)
        frame.span = span
        words = self.words(group.first, group.last).lower().split()
        end = group.last
        compared = end + 2 if p.low(end) == "to" and p.low(end + 1) == "be" else end
        if p.low(compared) in COMPARING and p.low(compared + 1) == "to":
            # "found X noninferior to Y"
            other = p.group(compared + 2)
            if other is not None:
                return self.compared(self.acting(group.args), other, p.low(compared), mood, frame)
        if (
            group.head in ("efficacy", "effectiveness", "potency", "safety", "tolerability", "activity", "survival")
            and p.low(end) in ("to", "over", "than", "versus")
            and set(words) & {"superior", "inferior", "comparable", "similar", "better", "equivalent", "greater"}
            and actors
        ):
            # "showed superior efficacy to Y"
            other = p.group(end + 1)
            if other is not None and any(b.type in ("drug", "procedure") for b in other.grounded):
                return self.compared(actors, other, words[0], mood, frame)
        if group.head in ("association", "correlation", "relationship", "link") and p.low(end) == "between":
            return self.between(end, mood.negated or any(a.negated for a in group.args), mood, frame)
        lacking = group.head in ("lack", "absence") and bool(EFFECTS & set(words))
        if (group.head in EFFECTS or lacking) and p.low(end) in ("on", "upon", "against"):
            return self.effect(
                group, actors or [self.plain(a) for a in group.args if a.entity is not None], words, mood, frame, end
            )
        if not actors:
            lead = [self.plain(a) for a in group.args if a.entity is not None and (a.head in ABILITIES)]
            if lead and p.kind(end) == "prep" and p.low(end) in ("in", "to", "for"):
                if (
                    word.sense == "report"
                    and mood.negated
                    and set(words) & {"efficacy", "effectiveness", "benefit", "effect"}
                ):
                    return self.no_efficacy(group, lead, mood, frame, end)
                return self.of_ability(group, end, lead, mood, words)
            if group.head in ABILITIES and p.low(end) == "for":
                other = p.group(end + 1)
                if other is not None and other.grounded and p.low(other.last) in ("in", "to"):
                    return self.of_ability(group, other.last, other.grounded, mood, words)
            events = [a for a in group.args if (a.direction or a.event) and not a.agents]
            frame.targets = events
            frame.wants_agent = frozenset({"with", "after", "following", "in", "for", "among", "by"})
            if any(a.direction and a.type in ("drug",) for a in group.args):
                frame.targets = []
            end = self.tail(end, frame)
            if not frame.made and not frame.actor and word.form in ("b", "s", "d") and self._studies_of_topic():
                # "Systematic reviews suggest reductions in Y" on the page of a drug
                measured = [a for a in frame.targets if a.grounded]
                frame.made.extend(
                    self.out.relate(self.topic_argument(), "report", "", measured, mood, "found in studies", span)
                )
            return self.close(end, frame)
        hedge = "hedged" if {"promise", "potential"} & set(words) else None
        mood = mood.with_(negated=mood.negated, certainty=hedge)
        frame.mood = mood
        bare = group.args[0] if len(group.args) == 1 and not group.grounded else None
        shown = _SHOWN.get(bare.event or "") if bare is not None else None
        if bare is not None and shown is not None and all(a.type in ("outcome", "process") for a in actors):
            # "Y showed a reduction in the X group"
            frame.targets, frame.actor = [replace(a, event=None) for a in actors], []
            frame.sense, frame.wants_agent = shown, frozenset({"with", "after", "following", "in", "by"})
            frame.made.extend(self.agents(bare.agents, frame, negated=bare.negated, end=end))
            return self.close(self.tail(end, frame), frame)
        if actors and all(a.type == "cell" and not a.arm for a in actors):
            # "granulocytes exhibit impaired chemotaxis": it is theirs, not their doing
            group.args = [a for a in group.args if a.direction is None]
        if group.head == "protection" and p.low(end) in ("against", "from"):
            frame.sense, frame.wants_target = "prevent", frozenset({"against", "from"})
            return self.close(self.tail(end, frame), frame)
        frame.made.extend(self.out.relate(actors, "report", "", group.args, mood, "shown", span))
        able = group.head in ABILITIES or bool({"efficacy", "benefit", "promise", "activity", "benefits"} & set(words))
        if able and p.kind(end) == "prep" and p.low(end) in ("in", "to", "for", "against", "as"):
            return self.of_ability(group, end, actors, mood, words)
        return self.close(self.tail(end, frame), frame)

    def _studies_of_topic(self) -> bool:
        """Tell whether studies are the subject, and no other agent than the drug that the text is about is named."""
        if self.topic is None or self.topic.type != "drug" or self.subject_group is None:
            return False
        studies = any(a.type == "study" or _STUDIES.search(a.head) for a in self.subject_group.args)
        named = (t.entity for t in self.p.tokens if t.entity is not None)
        return studies and all(e.name == self.topic.name or e.type not in _ACTING for e in named)

    def moving(self, verb: VerbGroup, subjects: list[Argument], mood: Mood, frame: Frame, j: int) -> int:
        """Read "Y fell after X", "Y did not differ between X and Z"."""
        p = self.p
        word = verb.word
        assert word is not None
        if word.sense == "differ":
            if mood.negated and p.low(j) == "between":
                got = p.group(j + 1)
                if got is not None and len(got.grounded) > 1:
                    one, other = got.grounded[0], got.grounded[1]
                    for s in subjects:
                        if s.grounded:
                            n = self.out.add(
                                replace(one, arm=False),
                                "no_effect_on",
                                replace(s, negated=False),
                                replace(mood, negated=False),
                                "did not differ",
                                frame.span,
                            )
                            if n is not None:
                                self.out.qualify([n], compared_to=other.name)
                                self.clause_made.append(n)
                    return got.last
            return j
        sense = {"move_up": "increase", "move_down": "decrease"}.get(word.sense, word.sense)
        frame.sense, frame.targets, frame.rule, frame.actor = (
            sense,
            [a for a in subjects if a.event in (None, "neutral")],
            "rose or fell with",
            [],
        )
        frame.wants_agent = frozenset(
            {"with", "after", "following", "in", "upon", "for", "among", "by", "on", "during"}
        )
        while p.kind(j) == "number" or p.low(j) in ("percent", "points", "percentage", "mmhg", "mg", "/", "dl", "kg"):
            # "Y fell 20 mg/dL with X"
            j += 1
        end = self.tail(j, frame)
        if frame.made and frame.actor:
            self.told_agents = frame.actor
        elif not frame.made:
            # "With X, Y fell by a third"; "Y fell with X, and Z decreased by half"
            group = self.subject_group
            joined = group is not None and p.kind(group.first - 1) == "conj"
            agents = self.fronted_agents or (self.told_agents if joined else [])
            frame.made.extend(self.out.relate(agents, sense, "", frame.targets, mood, frame.rule, frame.span))
        return self.close(end, frame)

    def making(self, verb: VerbGroup, actors: list[Argument], mood: Mood, frame: Frame, j: int) -> int:
        """Read "makes Y worse", "makes Y better"."""
        group = self.p.group(j)
        if group is None:
            return j
        self.remember(group)
        sense = {"worse": "worsen", "better": "improve"}.get(self.p.low(group.last))
        if sense is None:
            return group.last
        frame.made.extend(self.out.relate(actors, sense, "", group.args, mood, "makes worse or better", frame.span))
        return self.close(self.tail(group.last + 1, frame), frame)
