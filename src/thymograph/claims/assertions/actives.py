"""Active verbs: direct effects, reports, rises and falls, and verbs whose object carries the meaning."""

from __future__ import annotations

from dataclasses import replace

from thymograph.claims.assertions.abilities import EFFECTS
from thymograph.claims.assertions.arguments import ABILITIES, CARRIERS, Argument, Group
from thymograph.claims.assertions.collected import Mood
from thymograph.claims.assertions.complements import GETTING
from thymograph.claims.assertions.meaning import is_ill
from thymograph.claims.assertions.reports import Reports
from thymograph.claims.assertions.state import Frame
from thymograph.claims.assertions.verbs import VerbGroup

__all__ = ["Actives"]

_SITES = frozenset(
    {"domain", "subunit", "region", "site", "part", "portion", "pocket", "end", "tail", "head", "surface"}
)
_AGENTS = frozenset({"protein", "cytokine", "receptor", "gene", "cell", "drug", "other"})
_ENDING = frozenset({"stop", "cease", "quit"})
_SHUNNED = frozenset({"increase", "decrease", "cause", "worsen", "improve", "prevent", "inhibit", "activate"})
_CAUSING = frozenset({"cause", "induce", "stimulate"})
"""Senses after which "to V" tells what the object then does: of any object where it is caused, else of cells."""
_MOVED = {
    "move_up": "increase", "move_down": "decrease", "increase": "increase", "decrease": "decrease", "improve": "improve", "worsen": "worsen",
}  # fmt: skip
_SPIKES = {
    "spike": "increase", "surge": "increase", "jump": "increase", "skyrocket": "increase", "plummet": "decrease", "plunge": "decrease",
}  # fmt: skip
_HOW = {"worse": "worsen", "better": "improve"}
_STARTING = frozenset(
    {"initiate", "start", "begin", "give", "take", "continue", "combine", "inject", "apply", "resume"}
)


# Verbs and particles that say together what neither says alone.
_PARTICLES = {
    ("bring", "on"): "cause", ("bring", "about"): "cause", ("bring", "down"): "decrease", ("set", "off"): "stimulate", ("break", "down"): "decrease",
    ("cut", "down"): "decrease", ("slow", "down"): "decrease", ("speed", "up"): "enhance",
}  # fmt: skip


class Actives(Reports):
    """The part of a reader that reads active verbs."""

    def active(self, verb: VerbGroup, actors: list[Argument], subjects: list[Argument], mood: Mood, rule: str) -> int:
        """Read "X V-s Y"."""
        word = verb.word
        assert word is not None
        p = self.p
        sense, lemma = word.sense, word.lemma
        self.actor = actors
        span = (p.tokens[verb.first].start, p.tokens[verb.last - 1].end)
        frame = Frame(actor=actors, sense=sense, lemma=lemma, rule=rule, span=span, mood=mood)
        j = verb.last
        while p.kind(j) == "adv" and p.low(j) != "rather":
            j += 1
        if sense == "seem" and p.low(j) == "that":
            # "It seems that …"
            self.new_clause(keep_subject=False)
            self.mood = Mood(certainty="hedged", blocked=mood.blocked)
            return j + 1
        if sense in ("report", "suggest", "think", "speculate", "support"):
            return self.reporting(verb, actors, mood, frame, j)
        if sense == "investigate":
            self.mood = replace(self.mood, blocked=True)
            self.subjects = []
            return j
        if sense in ("move_up", "move_down", "differ") or (
            sense in ("increase", "decrease", "improve", "worsen") and not p.starts_group(j)
        ):
            return self.moving(verb, subjects, mood, frame, j)
        particle = _PARTICLES.get((lemma, p.low(j)))
        if particle is not None:
            word, sense, j = replace(word, sense=particle, prepositions=()), particle, j + 1
            frame.sense = sense
            verb.words = []
        if sense == "contain" and word.form == "g":
            # "iron containing enzymes": which is in which is not said
            return verb.last
        if lemma == "contribute" and p.low(verb.last) in ("minimally", "little", "negligibly", "insignificantly"):
            return verb.last + 1
        if sense == "contain":
            return self.containing(actors, mood, frame, j)
        if sense == "occur":
            return self.frequency(subjects, mood, frame, verb.last)
        ended = self.v.at(j) if lemma in _ENDING else None
        if ended is not None and ended.form == "g":
            # "stops making Y": what ended is not stated
            return self.simple(ended, [], replace(mood, blocked=True), rule="")
        shunned = self.v.at(j) if lemma == "avoid" and p.kind(j) in ("word", "adv") else None
        if shunned is not None and shunned.form == "g" and shunned.word is not None and shunned.word.sense in _SHUNNED:
            # "avoid raising the amount of Y": nobody is said to do it
            return self.simple(shunned, [], replace(mood, blocked=True), rule="")
        if lemma == "respond" and mood.negated and self.saved:
            # "D that has not responded to other drugs" says of whom, not of the other drugs
            return verb.last
        if lemma == "respond" and p.low(j) == "to" and subjects and all(a.type == "disease" for a in subjects):
            given = p.group(j + 1)
            if given is not None:
                # "D responds to X"
                self.remember(given)
                drugs = [a for a in given.grounded if a.type in ("drug", "procedure")]
                frame.made.extend(self.out.relate(drugs, "treat", "", subjects, mood, "responds to", span))
                return self.close(self.tail(given.last, frame), frame)
        if lemma in ("link", "tie", "connect") and p.starts_group(j):
            return self.linking(mood, frame, j)
        if lemma in ("rule", "exclude") and (mood.negated or verb.modal == "can"):
            after = j + 1 if p.low(j) == "out" else j
            if p.low(after) == "that":
                # "cannot rule out that …"
                self.new_clause(keep_subject=False)
                self.mood = Mood(certainty="hedged")
                return after + 1
        if lemma == "make":
            return self.making(verb, actors, mood, frame, j)
        if lemma in _STARTING and mood.negated and p.low(verb.first) == "do" and not subjects:
            return self.imperative(verb, [], mood, frame, j, "use")
        if lemma in ("carry", "pose", "confer") and p.starts_group(j):
            risk = p.group(j)
            if risk is not None and any(a.neutral and "risk" in a.noun for a in risk.args):
                # "carries a risk of Y"
                frame.made.extend(self.out.relate(actors, "increase", "", risk.args, mood, "carries a risk", span))
                self.remember(risk)
                return self.close(self.tail(risk.last, frame), frame)
        if lemma in ("represent", "constitute") and p.low(j) in ("a", "an", "the", "one"):
            named = p.group(j)
            if named is not None:
                self.remember(named)
                return self.define(actors or [a for a in subjects if a.grounded], named, mood)
        if sense == "other":
            inner = p.group(j) if (self.saved or word.form == "g") and p.starts_group(j) else None
            if inner is None:
                return verb.last
            # within a relative clause: its object is no subject of what follows
            self.remember(inner)
            return inner.last
        if lemma == "give" and word.form == "b" and p.low(j) != "rise" and all(a.start < 0 for a in actors):
            return self.imperative(verb, actors, mood, frame, j, "light")
        if sense in ("use", "recommend", "approve", "avoid"):
            return self.imperative(verb, actors, mood, frame, j, sense)
        if sense in (
            "act",
            "exert",
            "involve",
            "receive",
            "include",
            "help",
            "compare",
            "fail",
            "combine",
            "contraindicate",
        ):
            return self.weak(verb, actors, subjects, mood, frame, j, sense)
        if lemma in ("protect", "safeguard", "guard"):
            if p.low(j) in ("against", "from"):
                j += 1
            elif p.starts_group(j):
                got = p.group(j)
                if got is not None and p.low(got.last) in ("against", "from"):  # none after "protected four of five"
                    j = got.last + 1
                else:
                    return got.last if got is not None else j
            sense = frame.sense = "prevent"
        elif word.prepositions:
            if p.low(j) in word.prepositions:
                j += 1
                if p.low(j) == "to" and lemma == "give":
                    j += 1
            elif sense == "bind" and p.starts_group(j) and lemma == "bind":
                pass
            else:
                return j
        if p.low(j) in GETTING and p.starts_group(j + 1):
            # "reduces getting Y"
            j += 1
        got_verb = self.v.at(j)
        if got_verb is not None and got_verb.form == "g" and sense in ("light", "prevent", "contribute", "involve"):
            return j
        group = p.group(j)
        if group is None:
            return j
        self.remember(group)
        span = (span[0], p.tokens[group.last - 1].end)
        frame.span = span
        targets = group.args
        between = p.group(group.last + 1) if group.head == "interaction" and p.low(group.last) == "between" else None
        if between is not None and sense == "inhibit":
            # "blocks the interaction between A and B"
            frame.made.extend(self.out.relate(actors, sense, lemma, between.grounded[:1], mood, rule, span))
            return self.close(self.tail(between.last, frame), frame)
        if sense == "bind":
            # "binds the beta subunit of Y"
            targets = [self.plain(a) if a.via_of and a.entity is not None and a.head in _SITES else a for a in targets]
        if p.kind(group.first) == "this":
            # "aggravates this seizure type": what it is was said before
            targets = [a for a in targets if a.id is not None]
        if verb.first == 0 and word.form == "b" and any(a.type in ("drug", "procedure") for a in targets):
            # "Increase X by two units": an order, not what something does
            return group.last
        made_to = self.v.at(group.last) if sense in _CAUSING and p.low(group.last) == "to" else None
        moved = _SPIKES.get(p.low(group.last + 1)) if sense == "cause" and p.low(group.last) == "to" else None
        if moved is not None:
            # "causes the level of Y to spike"
            frame.made.extend(self.out.relate(actors, moved, "", targets, mood, "caused to", span))
            return self.close(self.tail(group.last + 2, frame), frame)
        how = (
            _HOW.get(p.low(group.last + 2))
            if sense in _CAUSING and p.low(group.last + 1) in ("become", "get")
            else None
        )
        if how is not None:
            # "causes Y to become worse"
            frame.made.extend(self.out.relate(actors, how, "", targets, mood, "caused to", span))
            return self.close(self.tail(group.last + 3, frame), frame)
        if (
            made_to is not None
            and made_to.word is not None
            and made_to.form == "b"
            and (sense == "cause" or all(a.type == "cell" and a.event is None and not a.neutral for a in targets))
        ):
            # "stimulates Y to do Z" may be a purpose
            return self.causative(made_to, actors, group, mood, frame)
        able = self.v.at(group.last) if group.head in ABILITIES and p.low(group.last) == "to" else None
        if able is not None and able.form == "b":
            # "impairs the ability of X to V": what X does less of, the actor does not do
            frame.made.extend(self.out.relate(actors, sense, lemma, targets, mood, rule, span))
            return self.close(self.simple(able, [], replace(mood, blocked=True), rule=""), frame)
        if lemma == "reduce" and p.low(group.last) == "to" and p.kind(group.last + 1) != "number":
            into = p.group(group.last + 1)
            if into is not None and into.head in ("state", "form", "ion", "ions"):
                # chemistry: "reduces ferric iron to its ferrous state"
                return into.last
        kept_from = (
            self.v.at(group.last + 1) if sense in ("prevent", "inhibit") and p.low(group.last) == "from" else None
        )
        if kept_from is not None and kept_from.form == "g":
            # "prevents X from activating Y": who hinders X inhibits it
            said = p.kind(group.first) not in ("pron", "this")
            acting = [a for a in targets if a.type in _AGENTS and a.event is None] if said else []
            frame.made.extend(self.out.relate(actors, "inhibit", "", acting, mood, "kept from", span))
            return self.close(self.simple(kept_from, [], replace(mood, blocked=True), rule=""), frame)
        if sense in ("inhibit", "decrease", "prevent"):
            self.lessened = group
        if lemma in _STARTING and any(a.head in CARRIERS or a.type in ("drug", "procedure") for a in targets):
            # "initiating urate-lowering therapy": somebody starts it
            return group.last
        arm = self.people_given(group)
        if arm is None and any(each.sense == "treat" for each in verb.words or [word]):
            conditions, end, people = self.patients_with(group)
            if people:
                for each in verb.words or [word]:
                    if each.sense in ("treat", "prevent"):
                        frame.made.extend(self.out.relate(actors, each.sense, "", conditions, mood, rule, span))
                return self.close(self.tail(end, frame), frame)
        if sense == "express":
            for a in actors:
                for b in targets:
                    if a.type == "cell" and b.grounded:
                        made = self.out.add(replace(b, arm=False), "part_of", a, mood, "expressed on", span)
                        frame.made.extend([made] if made is not None else [])
            return self.close(self.tail(group.last, frame), frame)
        for each in verb.words or [word]:
            each_sense = "prevent" if each.sense == "protect" else each.sense
            if each_sense in ("report", "act"):
                continue
            frame.made.extend(self.out.relate(actors, each_sense, each.lemma, targets, mood, rule, span))
        for n in frame.made:
            # "induced remission of D"
            owners = [
                o for a in targets if a.name == self.out.found[n].object and a.type == "outcome" for o in a.owners
            ]
            self.out.qualify([n], [o for o in owners if o.type == "disease"])
        end = self.tail(group.last, frame)
        while p.kind(end) == "conj" and p.kind(end - 1) == "number" and not p.clause_ahead(end + 1):
            # "reduces A by 36% and B by 40%"
            more = p.group(end + 1)
            if more is None or not more.grounded:
                break
            self.remember(more)
            frame.made.extend(self.out.relate(actors, sense, lemma, more.args, mood, rule, span))
            end = self.tail(more.last, frame)
        return self.close(end, frame)

    def linking(self, mood: Mood, frame: Frame, j: int) -> int:
        """Read "studies link X to Y"."""
        p = self.p
        one = p.group(j)
        other = p.group(one.last + 1) if one is not None and p.low(one.last) in ("to", "with") else None
        if one is None or other is None:
            return one.last if one is not None else j
        self.remember(other)
        span = (frame.span[0], p.tokens[other.last - 1].end)
        frame.made.extend(
            self.out.relate(self.acting(one.args), "associate", "", other.args, mood, "associated with", span)
        )
        return self.close(self.tail(other.last, frame), frame)

    def causative(self, inner: VerbGroup, actors: list[Argument], group: Group, mood: Mood, frame: Frame) -> int:
        """Read "causes Y to rise", "causes Y to become worse", "makes cells release Y": what Y does, or how it changes."""
        p = self.p
        assert inner.word is not None
        sense = _MOVED.get(inner.word.sense)
        if sense is not None and not p.starts_group(inner.last):
            frame.made.extend(self.out.relate(actors, sense, "", group.args, mood, "caused to", frame.span))
            return self.close(self.tail(inner.last, frame), frame)
        end = self.simple(inner, self.acting(group.args), mood.with_(), rule="caused to")
        # "causes Y to do Z, thereby V-ing": all of it does
        self.actor = actors
        return end

    def weak(
        self,
        verb: VerbGroup,
        actors: list[Argument],
        subjects: list[Argument],
        mood: Mood,
        frame: Frame,
        j: int,
        sense: str,
    ) -> int:
        """Read verbs whose objects carry the meaning: "plays a role in", "involves the inhibition of", "effects include"."""
        p = self.p
        if sense == "include":
            j += p.low(j) == ":"
            group = p.group(j)
            if group is None:
                return j
            self.remember(group)
            self.harms(subjects, group, mood, frame)
            return self.close(self.further_harms(subjects, group.last, mood, frame), frame)
        if sense == "help" and p.low(j) == "with":
            group = p.group(j + 1)
            if group is not None:
                self.remember(group)
                ill = [a for a in group.args if is_ill(a)]
                frame.made.extend(
                    self.out.relate(
                        actors, "treat", "", ill, mood, "helps with", (frame.span[0], p.tokens[group.last - 1].end)
                    )
                )
                return self.close(self.tail(group.last, frame), frame)
        if sense == "help":
            group = p.group(j)
            got = self.v.at(group.last) if group is not None and p.low(group.last) == "to" else None
            if group is not None and group.grounded and got is not None and got.form == "b":
                self.remember(group)
                helped = self.acting(group.args)
                self.actor = helped
                end = self.simple(got, helped, mood, rule="allowed to")
                self.actor = helped
                return end
            if p.low(j) == "for" and p.starts_group(j + 1):
                got_group = p.group(j + 1)
                assert got_group is not None
                self.remember(got_group)
                made = self.out.relate(
                    actors,
                    "allow",
                    "",
                    [a for a in got_group.args if a.event not in (None, "neutral") or a.direction],
                    mood,
                    "allows for",
                    (frame.span[0], p.tokens[got_group.last - 1].end),
                )
                frame.made.extend(made)
                return self.close(self.tail(got_group.last, frame), frame)
            return j
        if sense == "act" and p.low(j) == "as":
            while p.low(j) == "as":
                group = p.group(j + 1)
                if group is None:
                    return j
                self.remember(group)
                end = self.define(actors, group, mood)
                self.stand_for(actors, group, end)
                if not (p.kind(end) == "conj" and p.low(end + 1) == "as"):
                    return end
                j = end + 1
        if sense == "act":
            frame.actor = [a for a in actors if a.type not in ("disease", "outcome")]
            frame.gerunds = frozenset({"by", "through", "via"})
            return self.close(self.tail(j, frame), frame)
        group = p.group(j)
        if group is None:
            return self.close(self.tail(j, frame), frame)
        self.remember(group)
        words = self.words(group.first, group.last).lower().split()
        span = (frame.span[0], p.tokens[group.last - 1].end)
        frame.span = span
        if sense == "exert" and group.head in EFFECTS and p.low(group.last) in ("on", "upon", "against"):
            return self.effect(group, actors, words, mood, frame, group.last)
        if sense == "exert" and (group.head in ABILITIES or "role" in words) and p.low(group.last) in ("in", "to"):
            end = self.of_ability(group, group.last, actors, mood, words)
            return end
        if sense == "combine" and any(a.event not in (None, "neutral") for a in group.args):
            # "combines inhibition of A with blockade of B"
            other = p.group(group.last + 1) if p.low(group.last) in ("with", "and") else None
            events = [
                a for a in (*group.args, *(other.args if other is not None else [])) if a.event not in (None, "neutral")
            ]
            frame.made.extend(self.out.relate(actors, "exert", "", events, mood, "combines", span))
            return self.close(self.tail(other.last if other is not None else group.last, frame), frame)
        if sense == "involve":
            frame.made.extend(
                self.out.relate(
                    actors,
                    "involve",
                    "",
                    [a for a in group.args if a.event not in (None, "neutral", "affect")],
                    mood,
                    "involves",
                    span,
                )
            )
            return self.close(self.tail(group.last, frame), frame)
        if sense == "receive":
            taken = [a for a in group.grounded if a.type == "drug"]
            if taken and not actors and p.low(group.last) == "for":
                # "You can take X for D"
                frame.actor, frame.sense, frame.rule = taken, "treat", "taken for"
                frame.wants_target = frozenset({"for"})
                return self.close(self.aims(group.last, frame), frame)
            return group.last
        return self.close(self.tail(group.last, frame), frame)
