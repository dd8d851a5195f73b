"""Clauses: who does what, in what voice, and what narrows it."""

from __future__ import annotations

import re
from dataclasses import replace

from thymograph.claims.assertions.predications import EFFECT_SENSES, EFFECTS, SAFETY, Predications
from thymograph.claims.assertions.adjuncts import Frame
from thymograph.claims.assertions.meaning import Mood, Statements
from thymograph.claims.assertions.phrases import ABILITIES, PEOPLE, Argument, Group, Phrases
from thymograph.claims.assertions.tokens import Token
from thymograph.claims.assertions.verbs import VerbGroup, VerbGroups
from thymograph.model import Entity

__all__ = ["Reader"]

_CONDITIONS = frozenset({"if", "unless", "whether", "until"})
_GIVEN = frozenset({"given", "treated", "randomized", "randomised", "assigned", "exposed", "allocated", "pretreated", "pre-treated", "stimulated", "administered"})
_SPECULATIVE = frozenset({"theoretical", "hypothetical", "theoretically", "hypothetically"})


class Reader(Predications):
    """Reads the assertions of one statement, clause by clause, left to right."""

    def __init__(self, text: str, tokens: list[Token], topic: Entity | None) -> None:
        """Read ``tokens`` of ``text``; ``topic`` is the subject of verbs that have none."""
        self.text = text
        self.p = Phrases(text, tokens, topic)
        self.v = VerbGroups(self.p)
        self.out = Statements(text)
        self.topic = topic
        self.mood = Mood()
        self.subjects: list[Argument] = []
        self.subject_group: Group | None = None
        self.actor: list[Argument] = []
        self.saved: list[list[Argument]] = []
        self.last: Group | None = None
        self.last_grounded: Group | None = None
        self.clause_made: list[int] = []
        self.before: dict[str, str] = {}
        self.before_ill: list[Argument] = []
        self.ill: list[Argument] = []
        self.pending: list[int] = []
        self.in_subject: list[int] = []
        self.whether = -1
        self.verbs_seen = 0
        self.verbs_here = 0
        self.conditional = False

    # ------------------------------------------------------------ small helpers

    def topic_argument(self) -> list[Argument]:
        """Return the topic as subject of a verb that stands first."""
        if self.topic is None:
            return []
        t = self.topic
        return [Argument(name=t.name, start=-1, end=-1, id=t.id, type=t.type, entity=t)]

    def acting(self, args: list[Argument]) -> list[Argument]:
        """Return who acts where ``args`` are the subject of an active verb."""
        found: list[Argument] = []
        for a in args:
            if a.entity is None:
                if a.event and a.agents:
                    found.extend(a.agents)
                continue
            if a.event in (None, "neutral", "activate", "increase", "stimulate", "enhance", "induce"):
                if a.via_of:
                    if a.head in ABILITIES:
                        found.append(self.plain(a))
                    continue
                if a.composed and a.head in ABILITIES:
                    found.append(self.plain(a))
                    continue
                found.append(a)
            elif a.agents:
                found.extend(a.agents)
        return [a for a in found if a.type not in ("study", "organisation") and (a.arm or a.head not in PEOPLE or a.type == "cell")]

    @staticmethod
    def plain(a: Argument) -> Argument:
        """Return the entity of an argument without the nouns around it."""
        e = a.entity
        assert e is not None
        return Argument(name=e.name, start=e.start if e.start >= 0 else a.start, end=e.end if e.end > 0 else a.end, id=e.id, type=e.type, entity=e)

    def remember(self, group: Group) -> None:
        """Keep a group as antecedent, and say what its own nouns say."""
        self.last = group
        if group.grounded:
            self.last_grounded = group
        self.within(group)
        p = self.p
        if p.low(group.last) == "into":
            self.becoming(group)
        if p.low(group.last) == "on" and any(a.type in ("receptor", "protein") and a.grounded for a in group.args):
            cells = p.group(group.last + 1)
            if cells is not None and any(a.type == "cell" and a.event is None and not a.arm for a in cells.args):
                for a in group.args:
                    for b in cells.args:
                        if a.type in ("receptor", "protein") and b.type == "cell" and b.event is None:
                            self.out.add(self.plain(a), "part_of", self.plain(b), Mood(blocked=self.mood.blocked), "on cells", (a.start, b.end))

    def becoming(self, group: Group) -> None:
        """Read "differentiation of A into B"."""
        p = self.p
        become = p.group(group.last + 1)
        words = self.words(group.first, group.last)
        if become is None or not re.search(r"\b(?:differentiation|development|maturation|conversion)\b", words, re.IGNORECASE):
            return
        span = (p.tokens[group.first].start, p.tokens[group.last - 1].end)
        inner = [e for start in sorted(p.nested) if span[0] <= start < span[1] for e in p.nested[start] if e.type == "cell"]
        for e in inner[-1:]:
            a = Argument(name=e.name, start=e.start, end=e.end, id=e.id, type=e.type, entity=e)
            for b in become.grounded:
                if b.type == "cell":
                    self.out.add(a, "differentiates_into", b, Mood(blocked=self.mood.blocked), "differentiation into", (a.start, b.end))

    def within(self, group: Group) -> None:
        """Add the relations inside a noun group: "X-induced Y", "inhibition of Y by X", "X plus Y"."""
        for a in group.args:
            for cause, sense in a.causes:
                target = replace(a, event=None, negated=False, direction=None, causes=[])
                if sense == "cause" and target.type not in ("disease", "outcome") and not target.composed:
                    continue
                if sense == "induce" and target.type == "process" and not target.neutral:
                    sense = "cause"
                mood = Mood(certainty="asserted", blocked=False)
                self.clause_made.extend(self.out.relate([cause], sense, "", [target], mood, "hyphenated cause", (a.start, a.end)))
            if a.agents and a.event:
                target = replace(a, event=None, agents=[])
                sense = a.event
                made = self.out.relate(a.agents, sense, "", [target], self.mood, "event noun with agent", (a.start, a.end))
                self.clause_made.extend(made)
                if self.before:
                    self.out.qualify(made, self.before_ill, **self.before)
        for one, other in group.plus:
            if 0 <= one < len(group.args) and 0 <= other < len(group.args):
                self.combine([group.args[one]], [group.args[other]])
        if group.args and group.args[0].noun == "combination with":
            self.combine(self.topic_argument(), group.args)
        elif len(group.args) > 1 and group.args[0].noun == "combination":
            self.combine(group.args[:1], group.args[1:])

    def combine(self, ones: list[Argument], others: list[Argument]) -> list[int]:
        """Add that each of ``ones`` is combined with each of ``others``."""
        made: list[int] = []
        fits = ("drug", "procedure", "other", "cytokine", "protein", None)
        for a in ones:
            for b in others:
                if a.entity and b.entity and a.type in fits and b.type in fits:
                    got = self.out.add(a, "combined_with", b, replace(self.mood, negated=False), "combination", (a.start, b.end))
                    made.extend([got] if got is not None else [])
        return made

    # ------------------------------------------------------------ the main loop

    def read(self, first: int = 0, stop: int | None = None) -> None:
        """Read the tokens from ``first`` to the end."""
        p = self.p
        i = first
        fresh = True
        guard = 0
        while i < p.size and guard < 4 * p.size + 20:
            guard += 1
            kind, low = p.kind(i), p.low(i)
            if kind == "mark":
                if low in ";.:!?" or low in "–—":
                    if low in ";.:!?":
                        self.new_clause(keep_subject=False)
                        fresh = True
                    i += 1
                    continue
                if low == "," and self.conditional and p.starts_group(i + 1):
                    self.new_clause(keep_subject=False)
                    i += 1
                    continue
                if low == "," and self.saved and self.v.at(i + 1) is not None and p.kind(i + 1) not in ("conj",):
                    got = self.v.at(i + 1)
                    if got is not None and got.form in ("s", "be", "have", "other"):
                        self.subjects = self.saved.pop()
                    i += 1
                    continue
                if low in "([":
                    if p.kind(i + 1) == "rel":
                        i += 1
                        continue
                    i = self.bracket(i)
                    continue
                if low == ")" and self.saved:
                    self.subjects = self.saved.pop()
                i += 1
                continue
            if kind == "sub":
                i = self.subordinate(i)
                continue
            if kind == "rel" or (low == "that" and self.last is not None and self.last.last == i and self.v.at(i + 1) is not None):
                got = self.relative(i)
                if got:
                    i = got
                    continue
                i += 1
                continue
            if kind == "conj":
                if low == "but":
                    self.mood = self.mood.with_(negated=False)
                i += 1
                continue
            capable = self.capable(i)
            if capable:
                i = capable
                continue
            instead = self.instead(i)
            if instead:
                i = instead
                continue
            if fresh and kind in ("word", "adv", "neg") and self.topic is not None and self.subject_group is None and not self.verbs_here:
                k = i
                while p.kind(k) in ("adv", "neg"):
                    k += 1
                word = p.tokens[k].adjective if k < p.size else None
                if word is not None and word.sense in ("treat", "no_treat") and p.kind(k + 1) == "prep":
                    i = self.verb(VerbGroup(k, k, None, form="be", negated=any(p.kind(n) == "neg" for n in range(i, k))), fresh)
                    fresh = False
                    continue
            group_verb = self.v.at(i)
            if group_verb is not None:
                if self.whether >= 0 and group_verb.form == "be":
                    self.pending, self.whether = list(range(self.whether, len(self.out.found))), -1
                    self.out.dropped.update(self.pending)
                    self.mood = Mood()
                i = self.verb(group_verb, fresh)
                fresh = False
                continue
            if kind == "prep":
                i = self.adjunct(i)
                continue
            if low == "unlike" or low == "whilst":
                got_group = p.group(i + 1)
                i = got_group.last if got_group else i + 1
                continue
            got_group = p.group(i, subject=not self.verbs_here)
            if got_group is None:
                i += 1
                continue
            i = self.subject(got_group, fresh)
            fresh = False

    def capable(self, i: int) -> int:
        """Read "capable of V-ing", "centred on V-ing" after a noun that stands for the actor; 0 where it is neither."""
        p = self.p
        low, after = p.low(i), p.low(i + 1)
        if not ((low in ("capable",) and after == "of") or (low in ("centered", "centred", "focused", "based") and after == "on")):
            return 0
        actors = self.actor or self.acting(self.subjects)
        got = self.v.at(i + 2)
        if got is None or got.form != "g" or not actors:
            return 0
        return self.more_forms(self.simple(got, actors, self.mood.with_(), rule="ability or role"), "g", actors, self.mood.with_(), "ability or role")

    def new_clause(self, *, keep_subject: bool) -> None:
        """Forget the clause before."""
        if not keep_subject:
            self.subjects = []
            self.subject_group = None
            self.saved = []
            self.actor = []
            self.before, self.before_ill = {}, []
            self.last = self.last_grounded = None
        self.mood = Mood()
        self.clause_made = []
        self.in_subject = []
        self.conditional = False
        self.verbs_here = 0

    def subordinate(self, i: int) -> int:
        """Start the clause that a subordinator introduces."""
        low = self.p.low(i)
        got = self.v.at(i + 1)
        keep = got is not None and (got.form in ("g", "d") or low in ("yet", "so"))
        if low in ("thus", "therefore", "hence", "so") and got is not None:
            keep = True
        subjects, actor = self.subjects, self.actor
        blocked = self.mood.blocked
        if low == "whether" and self.mood.polarity == "unknown":
            self.mood = replace(self.mood)
            return i + 1
        self.new_clause(keep_subject=False)
        if keep:
            self.subjects, self.actor = subjects, actor
        if low == "whether" and i == 0:
            self.whether = len(self.out.found)
            self.mood = Mood(polarity="unknown")
            return i + 1
        if low in _CONDITIONS:
            self.conditional = True
            self.mood = replace(self.mood, blocked=True)
        elif blocked and low in ("when", "where"):
            self.mood = replace(self.mood, blocked=True)
        return i + 1

    def relative(self, i: int) -> int:
        """Read "which V", "that V": the antecedent is the subject."""
        p = self.p
        j = i + 1
        if self.p.low(j) == "in" and self.p.low(j + 1) == "turn":
            j += 2
        got = self.v.at(j)
        if got is None:
            return 0
        antecedent = self.antecedent(got)
        self.saved.append(self.subjects)
        self.subjects = antecedent
        mood = self.mood
        self.mood = Mood(blocked=mood.blocked)
        self.actor = []
        end = self.verb(got, False)
        self.mood = mood
        return end if end > i else i + 1

    def antecedent(self, verb: VerbGroup) -> list[Argument]:
        """Return what a relative pronoun or participle stands for."""
        group = self.last
        if group is None:
            return []
        if not group.grounded:
            first = self.p.low(group.first)
            if self.last_grounded is not None and first in ("a", "an", "the") and self.p.low(group.first - 1) == ",":
                group = self.last_grounded
            else:
                return []
        args = [a for a in group.args if not a.exemplar] if any(a.exemplar and not b.exemplar for a in group.args for b in group.args if b.grounded) else group.args
        args = [a for a in args if a.grounded] or group.grounded
        if any(a.noun and (a.neutral or a.event) for a in args) and self.p.low(group.last) == "," and (verb.modal or (verb.word is not None and verb.word.form == "s")):
            return []
        plural_verb = verb.word is not None and verb.word.form == "b" and not verb.modal and verb.form == "s"
        singular_verb = verb.word is not None and verb.word.form == "s"
        if self.p.kind(verb.first - 1) == "rel" or self.p.kind(verb.first - 2) == "rel" or self.p.low(verb.first - 1) == "turn":
            if plural_verb and len(args) == 1 and not self.printed_plural(args[0]):
                args = [a for a in group.args if a.exemplar]
            if singular_verb and len(args) == 1 and self.printed_plural(args[0]):
                # "by depleting cells, which increases …": the clause, not the cells
                return []
        singular = verb.word is not None and verb.form == "s" and verb.word.form == "s" and not verb.passive
        return args[-1:] if singular and len(args) > 1 else args

    def printed_plural(self, a: Argument) -> bool:
        """Tell whether the words of an argument end as a plural."""
        word = self.text[max(a.start, 0) : a.end].rstrip(" )").lower()
        return word.endswith("s") and not word.endswith(("ss", "us", "is"))

    def bracket(self, i: int) -> int:
        """Skip a bracket; what it holds says nothing about the clause."""
        depth = 0
        for k in range(i, self.p.size):
            if self.p.kind(k) == "mark" and self.p.low(k) in "([":
                depth += 1
            elif self.p.kind(k) == "mark" and self.p.low(k) in ")]":
                depth -= 1
                if depth == 0:
                    return k + 1
        return i + 1

    def instead(self, i: int) -> int:
        """Read "instead of V-ing", "rather than V-ing", "without V-ing": said of the same actor, and denied."""
        p = self.p
        low = p.low(i)
        if low == "instead" and p.low(i + 1) == "of":
            j = i + 2
        elif low == "rather" and p.low(i + 1) == "than":
            j = i + 2
        elif low == "without" and p.kind(i) == "prep":
            j = i + 1
        else:
            return 0
        got = self.v.at(j)
        if got is None or got.form not in ("g", "b", "s"):
            group = p.group(j)
            if group is None:
                return j
            if low == "without" and self.actor and any(a.event == "affect" for a in group.args):
                self.out.relate(self.actor, "report", "", [replace(a, negated=True) for a in group.args], self.mood, "without change", (p.tokens[i].start, p.tokens[group.last - 1].end))
            return group.last
        actor = self.actor or self.acting(self.subjects)
        if not actor:
            # "Instead of inducing A, X promotes B": the subject comes after the comma
            k = j
            while k < p.size and not (p.kind(k) == "mark" and p.low(k) == ","):
                k += 1
            ahead = p.group(k + 1) if k + 1 < p.size else None
            actor = self.acting(ahead.args) if ahead is not None else []
        got.negated = True
        return self.simple(got, actor, self.mood.with_(certainty="asserted"), rule="denied alternative")

    def simple(self, verb: VerbGroup, actor: list[Argument], mood: Mood, *, rule: str) -> int:
        """Read a verb of any form with the actor given, and return the index after its object and tail."""
        subjects, kept = self.subjects, self.mood
        verb.negated = verb.negated != mood.negated
        self.subjects, self.mood = actor, mood
        if verb.form in ("g", "b"):
            verb.passive = verb.passive and verb.form != "g"
        end = self.verb(verb, False, actor=actor, rule=rule)
        self.subjects, self.mood = subjects, kept
        return end

    # ------------------------------------------------------------ subjects

    def subject(self, group: Group, fresh: bool) -> int:
        """Take a noun group at clause level as subject, apposition, or people who got something."""
        p = self.p
        i = group.last
        apposed = self.apposition(group)
        if apposed:
            return group.last
        arm = self.arm(group)
        if arm is not None:
            group, i = arm
        combined = self.combined_after(group, i)
        self.remember(group)
        if combined:
            i = combined
        ability = self.ability(group, i)
        if ability:
            self.in_subject = list(self.clause_made)
            self.subjects = self.acting(group.args) or self.subjects
            self.subject_group = group
            return ability
        effect = self.effect_on(group, i)
        if effect:
            return effect
        if self.verbs_here and self.subject_group is not None and not p.clause_ahead(group.first) and not fresh:
            return i
        self.subjects = group.args
        if not group.grounded and group.head in ("mechanism", "mechanisms", "action") and not self.verbs_here:
            self.subjects = self.topic_argument() or group.args
        self.subject_group = group
        if self.verbs_seen == 0 or fresh:
            self.actor = []
        return i

    def apposition(self, group: Group) -> bool:
        """Read ", a Y inhibitor," after a name."""
        p = self.p
        if self.last_grounded is None or p.low(group.first - 1) not in (",", "(") or self.last_grounded.last != group.first - 1:
            return False
        agentive = [a for a in group.args if a.agentive]
        plain = p.low(group.first) in ("a", "an", "the") or agentive
        if not plain:
            return False
        subjects = [a for a in self.last_grounded.args if a.grounded and not a.exemplar][-1:]
        self.define(subjects, group, Mood(blocked=self.mood.blocked))
        kept = self.last_grounded
        self.within(group)
        self.last = group if group.grounded and not agentive and not self.subjects else kept
        self.last = Group(kept.args, kept.first, group.last)
        self.last_grounded = self.last
        return True

    def arm(self, group: Group) -> tuple[Group, int] | None:
        """Read "patients treated with X", "mice receiving X", "patients on X" as the people who got X."""
        p = self.p
        if group.head not in PEOPLE and not any(a.head in PEOPLE for a in group.args):
            return None
        i = group.last
        # the population may come first: "patients with D treated with X"
        population: Group | None = None
        if p.low(i) == "with" and p.kind(i) == "prep":
            population = p.group(i + 1)
            if population is not None:
                i = population.last
        j = i
        if p.low(j) in ("who", "that") and p.kind(j) in ("rel", "det"):
            j += 1
            if p.kind(j) == "be":
                j += 1
        low = p.low(j)
        word = p.tokens[j].verb if j < p.size else None
        if low in _GIVEN and p.low(j + 1) in ("with", "to"):
            got = p.group(j + 2)
        elif low in ("given", "on") or (word is not None and word.sense == "receive") or low == "using":
            got = p.group(j + 1)
        else:
            if population is not None:
                self.before["population"] = self.text[p.tokens[group.first].start : p.tokens[population.last - 1].end]
                self.before_ill.extend(a for a in population.args if a.type == "disease" and a.grounded and not a.composed)
                return Group(group.args, group.first, i, head=group.head), i
            return None
        if got is None or not got.grounded:
            return None
        args = [replace(a, arm=True) for a in got.grounded]
        self.within(got)
        self.before["population"] = self.text[p.tokens[group.first].start : p.tokens[i - 1].end]
        if population is not None:
            self.before_ill.extend(a for a in population.args if a.type == "disease" and a.grounded and not a.composed)
        self.before_ill.extend(a for a in group.args if a.type == "disease" and a.grounded and a.head in PEOPLE)
        return Group(args, group.first, got.last, head=group.head, plus=got.plus), got.last

    def combined_after(self, group: Group, i: int) -> int:
        """Read "X combined with Y", "X in combination with Y", "X added to Y" before the verb."""
        p = self.p
        j = i
        if p.low(j) == "," and p.low(j + 1) in ("combined", "particularly", "alone", "when", "in"):
            j += 1
            while p.low(j) in ("particularly", "alone", "when", "or", "and"):
                j += 1
        low = p.low(j)
        k = 0
        if low in ("combined", "together", "along", "coadministered", "co-administered") and p.low(j + 1) == "with":
            k = j + 2
        elif low in ("in", "given") and p.low(j + 1) in ("combination", "conjunction", "association") and p.low(j + 2) == "with":
            k = j + 3
        elif low == "added" and p.low(j + 1) == "to":
            k = j + 2
        if not k:
            return 0
        other = p.group(k)
        if other is None:
            return 0
        self.combine([a for a in group.args if a.grounded], other.args)
        return other.last

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
        if "therapeutic" in words and got.word is not None and got.word.sense in ("decrease", "prevent", "improve", "inhibit"):
            target = p.group(got.last)
            if target is not None and any(a.type == "disease" for a in target.args):
                self.remember(target)
                ill = [a for a in target.args if a.type == "disease"]
                made = self.out.relate(actors, "treat", "", ill, mood, "therapeutic role", (p.tokens[i].start, p.tokens[target.last - 1].end))
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
        if not any(w in words for w in ("efficacy", "effectiveness", "benefit", "role", "promise", "usefulness", "utility")):
            return 0
        diseases = [replace(a, event=None) for a in other.args if a.type == "disease" and (a.event in (None, "treat") or "role" not in words)]
        if "role" in words and not any(a.event == "treat" for a in other.args):
            diseases = []
        mood = self.mood.with_(certainty=certainty)
        made = self.out.relate(actors, "treat", "", diseases, mood, "efficacy in", (p.tokens[i].start, p.tokens[other.last - 1].end))
        self.clause_made.extend(made)
        self.last = other
        return other.last

    def more_forms(self, i: int, form: str, actors: list[Argument], mood: Mood, rule: str) -> int:
        """Read further coordinated verbs of the same form with the same actor."""
        p = self.p
        while True:
            k = i
            if p.low(k) == ",":
                k += 1
            if p.kind(k) == "conj":
                k += 1
            if k == i:
                return i
            got = self.v.at(k)
            if got is None or got.word is None or got.form != form:
                return i
            end = self.simple(got, actors, mood.with_(), rule=rule)
            if end <= i:
                return i
            i = end

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
                    got = self.out.add(replace(a, negated=False), "no_effect_on", replace(b, negated=False), self.mood, "no effect", span)
                    self.clause_made.extend([got] if got is not None else [])
        else:
            for w in words:
                if w in EFFECT_SENSES:
                    self.clause_made.extend(self.out.relate(actors, EFFECT_SENSES[w], "", other.args, self.mood, "effect noun", span))
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
        if all(a.grounded and a.type == "outcome" for a in group.args) and (any(a.negated for a in group.args) or "no" in words or SAFETY.search(" ".join(a.name for a in group.args))):
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
                return self.more_forms(self.simple(got, actors, mood, rule="ability or role"), got.form, actors, mood, "ability or role")
        return 0

    def people_given(self, group: Group) -> Group | None:
        """Return the group that people after a preposition got ("in women receiving X"), as arms."""
        got = self.arm(group)
        return got[0] if got is not None and any(a.arm for a in got[0].args) else None
