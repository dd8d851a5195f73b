"""Roles, abilities, efficacy and effects: nouns that carry what their owner does."""

from __future__ import annotations

import re
from dataclasses import replace

from thymograph.claims.assertions.arguments import ABILITIES, Argument, Group
from thymograph.claims.assertions.collected import Mood
from thymograph.claims.assertions.definitions import Definitions
from thymograph.claims.assertions.meaning import is_ill
from thymograph.claims.assertions.state import Frame

__all__ = ["EFFECTS", "EFFECT_SENSES", "SAFETY", "Abilities"]

EFFECT_SENSES = {
    "inhibitory": "inhibit", "suppressive": "inhibit", "stimulatory": "stimulate", "beneficial": "improve", "positive": "improve",
    "favorable": "improve", "favourable": "improve", "negative": "worsen", "adverse": "worsen", "detrimental": "worsen",
    "deleterious": "worsen", "harmful": "worsen", "protective": "prevent", "preventive": "prevent", "preventative": "prevent", "lowering": "decrease",
}  # fmt: skip
_SPECULATIVE = frozenset({"theoretical", "hypothetical", "theoretically", "hypothetically"})


SAFETY = re.compile(r"\b(?:safety profile|tolerability|tolerated|toxicity|toxicities|adverse)\b", re.IGNORECASE)


_FEWER = frozenset({"fewer", "lesser", "less", "lower", "reduced", "milder"})
EFFECTS = frozenset({"effect", "effects", "impact", "influence", "action", "actions"})


_LESSENED = frozenset("reduced impaired decreased diminished limited lower poor weak lost lesser".split())


class Abilities(Definitions):
    """The part of a reader that reads roles and effects."""

    def of_ability(self, group: Group, i: int, actors: list[Argument], mood: Mood, words: list[str]) -> int:
        """Read "efficacy in V-ing Y", "ability to V Y", "efficacy in D" after a verb of showing or having."""
        p = self.p
        hedge = "hedged" if {"promise", "potential"} & set(words) else None
        mood = mood.with_(negated=mood.negated, certainty=hedge)
        if _LESSENED & set(words):
            # "a reduced ability to V": not told that it does
            mood.blocked = True
        got = self.v.at(i) if p.low(i) == "to" else self.v.at(i + 1)
        if got is not None and got.word is not None and got.form in ("g", "b"):
            if "therapeutic" in words:
                target = p.group(got.last)
                ill = [a for a in target.args if a.type == "disease"] if target is not None else []
                if (
                    ill
                    and target is not None
                    and got.word.sense in ("decrease", "prevent", "improve", "inhibit", "treat")
                ):
                    self.remember(target)
                    self.actor = actors
                    made = self.out.relate(
                        actors,
                        "treat",
                        "",
                        ill,
                        mood,
                        "therapeutic role",
                        (p.tokens[i].start, p.tokens[target.last - 1].end),
                    )
                    self.clause_made.extend(made)
                    return self.tail(target.last, Frame(actor=actors, made=made, mood=mood))
            end = self.simple(got, actors, mood, rule="ability or role")
            self.actor = actors
            return self.more_forms(end, got.form, actors, mood, "ability or role")
        if p.low(i) in ("in", "for", "against") and {
            "efficacy",
            "effectiveness",
            "benefit",
            "benefits",
            "promise",
            "activity",
            "utility",
        } & set(words):
            other = p.group(i + 1)
            if other is not None:
                conditions, last, _ = self.patients_with(other)
                ill = [replace(a, event=None) for a in conditions if a.type == "disease"]
                self.remember(other)
                made = self.out.relate(
                    actors, "treat", "", ill, mood, "efficacy in", (p.tokens[group.first].start, p.tokens[last - 1].end)
                )
                self.clause_made.extend(made)
                return self.tail(last, Frame(actor=actors, made=made, mood=mood))
        if p.low(i) == "as" and {"promise", "efficacy", "potential", "role", "use", "benefit", "value"} & set(words):
            shown = p.group(i + 1)
            if (
                shown is not None
                and shown.head in ("adjunct", "adjuvant", "therapy", "treatment", "monotherapy", "agent", "option")
                and p.low(shown.last) in ("in", "for", "to")
            ):
                i = shown.last
                other = p.group(i + 1)
                if other is not None:
                    ill = [replace(a, event=None) for a in self.patients_with(other)[0] if a.type == "disease"]
                    self.remember(other)
                    made = self.out.relate(
                        actors,
                        "treat",
                        "",
                        ill,
                        mood,
                        "promise as a treatment",
                        (p.tokens[group.first].start, p.tokens[other.last - 1].end),
                    )
                    self.clause_made.extend(made)
                    return self.tail(other.last, Frame(actor=actors, made=made, mood=mood))
        if p.low(i) == "in":
            other = p.group(i + 1)
            if other is not None and "role" in words and all(a.event is None for a in other.args):
                return self.part_in(other, actors, mood, (p.tokens[group.first].start, p.tokens[other.last - 1].end))
            if other is not None and any(a.event and a.event not in ("neutral", "unclear") for a in other.args):
                self.remember(other)
                self.clause_made.extend(
                    self.out.relate(
                        actors,
                        "exert",
                        "",
                        [a for a in other.args if a.event],
                        mood,
                        "role in",
                        (p.tokens[group.first].start, p.tokens[other.last - 1].end),
                    )
                )
                return other.last
        return self.tail(i, Frame(actor=actors, mood=mood))

    def part_in(self, other: Group, actors: list[Argument], mood: Mood, span: tuple[int, int]) -> int:
        """Read "a role in apoptosis", "a role in the pathogenesis of D": it regulates a process, goes with a disease."""
        self.remember(other)
        made: list[int] = []
        for a in other.grounded:
            sense = {"process": "regulate", "pathway": "regulate", "disease": "associate"}.get(a.type or "")
            who = actors if sense == "regulate" else [b for b in actors if b.type not in ("drug", "procedure")]
            if sense is not None and not a.arm:
                made.extend(self.out.relate(who, sense, "", [a], mood, "role in", span))
        self.clause_made.extend(made)
        return self.tail(other.last, Frame(actor=actors, made=made, mood=mood))

    def no_efficacy(self, group: Group, lead: list[Argument], mood: Mood, frame: Frame, end: int) -> int:
        """Read "failed to demonstrate efficacy of X in D"."""
        p = self.p
        other = p.group(end + 1)
        if other is None:
            return end
        conditions, last, _ = self.patients_with(other)
        for a in lead:
            for b in conditions:
                got = self.out.add(
                    a,
                    "no_effect_on",
                    b,
                    replace(mood, negated=False),
                    "no efficacy in",
                    (frame.span[0], p.tokens[last - 1].end),
                )
                frame.made.extend([got] if got is not None else [])
        return self.close(last, frame)

    def effect(self, group: Group, actors: list[Argument], words: list[str], mood: Mood, frame: Frame, end: int) -> int:
        """Read "(no, inhibitory, beneficial) effect on Y"."""
        p = self.p
        other = p.group(end + 1)
        if other is None:
            return end
        self.remember(other)
        none = bool({"no", "lack", "absence", "little", "minimal", "negligible", "without"} & set(words)) or any(
            a.negated for a in (*group.args, *actors)
        )
        actors = [replace(a, negated=False) for a in actors]
        span = (frame.span[0], p.tokens[other.last - 1].end)
        if none or mood.negated:
            for a in actors:
                for b in other.args:
                    if b.name and (b.grounded or len(b.name.split()) <= 3):
                        got = self.out.add(
                            a,
                            "no_effect_on",
                            replace(b, negated=False),
                            replace(mood, negated=False),
                            "no effect",
                            span,
                        )
                        frame.made.extend([got] if got is not None else [])
        else:
            senses = [EFFECT_SENSES[w] for w in words if w in EFFECT_SENSES] or [
                s for w in words for k, s in EFFECT_SENSES.items() if w.endswith("-" + k)
            ]
            sense = senses[0] if senses else "affect"
            # "to establish the effect of X on Y" states none
            if sense != "affect" or words[:1] != ["the"]:
                frame.made.extend(
                    self.out.relate(actors, sense, "", [b for b in other.args if b.grounded], mood, "effect noun", span)
                )
        return self.close(self.tail(other.last, frame), frame)

    def profile(self, actors: list[Argument], group: Group, mood: Mood, frame: Frame) -> None:
        """Read "has a favorable safety profile", "with no toxicity": associated with an outcome, or not."""
        span = (frame.span[0], self.p.tokens[group.last - 1].end)
        if _FEWER & set(self.words(group.first, group.last).lower().split()):
            # "with lesser toxicity" holds two against each other
            return
        for a in group.args:
            if a.grounded and a.type == "outcome" and not a.event and (SAFETY.search(a.name) or a.negated):
                for actor in actors:
                    if actor.type in ("drug", "procedure", "other", "cytokine", "protein"):
                        denied = replace(mood, negated=mood.negated or a.negated)
                        got = self.out.add(
                            actor, "associated_with", replace(a, negated=False), denied, "has an outcome", span
                        )
                        frame.made.extend([got] if got is not None else [])

    def ability(self, group: Group, i: int) -> int:
        """Read "the role of X in V-ing Y", "the ability of X to V Y"."""
        p = self.p
        if not any(a.entity is not None and a.head in ABILITIES for a in group.args) and group.head not in ABILITIES:
            return 0
        if p.kind(i) != "prep" or p.low(i) not in ("in", "to", "for"):
            return 0
        actors = [self.plain(a) for a in group.args if a.entity is not None]
        if not actors and p.low(i) in ("in", "to") and not self.verbs_here and self.subject_group is None:
            actors = self.topic_argument()
        if p.low(i) == "for" and not actors:
            other = p.group(i + 1)
            if other is None or not other.grounded or p.low(other.last) not in ("in", "to"):
                return 0
            actors, i = other.grounded, other.last
        got = self.v.at(i) if p.low(i) == "to" else self.v.at(i + 1)
        words = self.text[p.tokens[group.first].start : p.tokens[group.last - 1].end].lower()
        certainty = "hedged" if "potential" in words or "promise" in words else "asserted"
        if any(w in words for w in _SPECULATIVE):
            certainty = "speculative"
        if got is None or got.form not in ("g", "b"):
            return self.treat_target(i, actors, words, certainty)
        mood = self.mood.with_(certainty=certainty)
        if (
            "therapeutic" in words
            and got.word is not None
            and got.word.sense in ("decrease", "prevent", "improve", "inhibit")
        ):
            target = p.group(got.last)
            if target is not None and any(a.type == "disease" for a in target.args):
                self.remember(target)
                ill = [a for a in target.args if a.type == "disease"]
                made = self.out.relate(
                    actors,
                    "treat",
                    "",
                    ill,
                    mood,
                    "therapeutic role",
                    (p.tokens[i].start, p.tokens[target.last - 1].end),
                )
                self.clause_made.extend(made)
                self.actor = actors
                return target.last
        end = self.simple(got, actors, mood, rule="ability or role")
        self.actor = actors
        return self.more_forms(end, got.form, actors, mood, "ability or role")

    def treat_target(self, i: int, actors: list[Argument], words: str, certainty: str) -> int:
        """Read "efficacy of X in D", "role of X in the treatment of D"."""
        p = self.p
        if p.low(i) not in ("in", "for"):
            return 0
        other = p.group(i + 1)
        if other is None:
            return 0
        if not any(
            w in words for w in ("efficacy", "effectiveness", "benefit", "role", "promise", "usefulness", "utility")
        ):
            return 0
        diseases = [
            replace(a, event=None)
            for a in other.args
            if (a.type == "disease" or (a.event == "treat" and a.grounded and is_ill(a)))
            and (a.event in (None, "treat") or "role" not in words)
        ]
        if "role" in words and not any(a.event == "treat" for a in other.args):
            diseases = []
        mood = self.mood.with_(certainty=certainty)
        made = self.out.relate(
            actors, "treat", "", diseases, mood, "efficacy in", (p.tokens[i].start, p.tokens[other.last - 1].end)
        )
        self.clause_made.extend(made)
        self.last = other
        return other.last

    def effect_on(self, group: Group, i: int) -> int:
        """Read "(no) effect of X on Y" at clause level."""
        p = self.p
        if group.head not in EFFECTS and group.head not in ("lack",):
            return 0
        if p.low(i) not in ("on", "upon"):
            return 0
        other = p.group(i + 1)
        if other is None:
            return 0
        words = self.text[p.tokens[group.first].start : p.tokens[group.last - 1].end].lower().split()
        actors = [self.plain(a) for a in group.args if a.entity is not None]
        span = (p.tokens[group.first].start, p.tokens[other.last - 1].end)
        if "lack" in words or "no" in words:
            for a in actors:
                for b in other.args:
                    got = self.out.add(
                        replace(a, negated=False),
                        "no_effect_on",
                        replace(b, negated=False),
                        self.mood,
                        "no effect",
                        span,
                    )
                    self.clause_made.extend([got] if got is not None else [])
        else:
            for w in words:
                if w in EFFECT_SENSES:
                    self.clause_made.extend(
                        self.out.relate(actors, EFFECT_SENSES[w], "", other.args, self.mood, "effect noun", span)
                    )
        self.subjects = []
        self.last = other
        return other.last

    def with_outcome(self, i: int, frame: Frame) -> int:
        """Read "with no toxicity", "with the ability to V", "with a function of V-ing" after a verb; 0 where it is neither."""
        p = self.p
        actors = frame.actor or self.acting(self.subjects)
        group = p.group(i + 1)
        if group is None or not actors:
            return 0
        words = self.words(group.first, group.last).lower().split()
        if group.head in EFFECTS and any(a.negated for a in group.args) and p.low(group.last) in ("on", "upon"):
            return self.effect(
                group, actors, words, frame.mood.with_(negated=False), replace(frame, made=[]), group.last
            )
        unchanged = [a for a in group.args if a.negated and a.event in ("increase", "decrease", "improve", "worsen")]
        if unchanged and len(unchanged) == len(group.args):
            # "with no increase in Y"
            self.remember(group)
            span = (p.tokens[i].start, p.tokens[group.last - 1].end)
            mood = frame.mood.with_(negated=False)
            frame.made.extend(self.out.relate(actors, "report", "", unchanged, mood, "without change", span))
            return group.last
        if all(a.grounded and a.type == "outcome" for a in group.args) and (
            any(a.negated for a in group.args) or "no" in words or SAFETY.search(" ".join(a.name for a in group.args))
        ):
            self.remember(group)
            if any(a.negated for a in group.args) or SAFETY.search(" ".join(a.name for a in group.args)):
                self.profile(actors, group, frame.mood.with_(negated=False), frame)
            return group.last
        if group.head in ABILITIES and p.low(group.last) in ("in", "to", "of"):
            got = self.v.at(group.last) if p.low(group.last) == "to" else self.v.at(group.last + 1)
            if got is not None and got.form in ("g", "b") and got.word is not None:
                self.actor = actors
                hedge = "hedged" if "potential" in words else None
                mood = frame.mood.with_(negated=False, certainty=hedge)
                return self.more_forms(
                    self.simple(got, actors, mood, rule="ability or role"), got.form, actors, mood, "ability or role"
                )
        return 0

    def capable(self, i: int) -> int:
        """Read "capable of V-ing", "centred on V-ing" after a noun that stands for the actor; 0 where it is neither."""
        p = self.p
        low, after = p.low(i), p.low(i + 1)
        if not (
            (low in ("capable",) and after == "of")
            or (low in ("centered", "centred", "focused", "based") and after == "on")
        ):
            return 0
        actors = self.actor or self.acting(self.subjects)
        got = self.v.at(i + 2)
        if got is None or got.form != "g" or not actors:
            return 0
        return self.more_forms(
            self.simple(got, actors, self.mood.with_(), rule="ability or role"),
            "g",
            actors,
            self.mood.with_(),
            "ability or role",
        )
