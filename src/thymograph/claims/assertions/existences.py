"""Clauses that say that there is something, that one has it, how often it occurs."""

from __future__ import annotations

from dataclasses import replace

from thymograph.claims.assertions.abilities import EFFECTS
from thymograph.claims.assertions.arguments import ABILITIES, Argument, Group
from thymograph.claims.assertions.collected import Mood
from thymograph.claims.assertions.definitions import ADVERSE
from thymograph.claims.assertions.licences import Licences
from thymograph.claims.assertions.meaning import is_ill
from thymograph.claims.assertions.objects import usable
from thymograph.claims.assertions.state import Frame
from thymograph.claims.assertions.verbs import VerbGroup

__all__ = ["EVIDENCE", "Existences"]

EVIDENCE = frozenset({"evidence", "proof", "indication", "data", "reports", "report"})


class Existences(Licences):
    """The part of a reader that reads "there is", "has", "occurs more often"."""

    def existence(self, group: Group, mood: Mood, frame: Frame) -> int:
        """Read "there is no evidence that …", "there was no association between A and B"."""
        p = self.p
        negated = mood.negated or any(a.negated for a in group.args)
        end = group.last
        words = self.words(group.first, group.last).lower().split()
        if negated and set(words) & EVIDENCE and p.low(end) == "that":
            self.new_clause(keep_subject=False)
            self.mood = Mood(polarity="no_evidence")
            return end + 1
        if (
            set(words) & EVIDENCE
            and (negated or {"insufficient", "little", "limited", "inadequate", "lack"} & set(words))
            and p.low(end) in ("to", "for")
        ):
            self.new_clause(keep_subject=False)
            self.mood = Mood(polarity="no_evidence", blocked=True)
            return end
        if {"association", "correlation", "relationship", "link"} & set(words) and p.low(end) == "between":
            return self.between(end, negated, mood, frame)
        self.remember(group)
        if group.head in ("difference", "differences") and p.low(end) == "between":
            pair = p.group(end + 1)
            measured = p.group(pair.last + 1) if pair is not None and p.low(pair.last) in ("in", "for") else None
            if pair is not None and measured is not None:
                # "no difference between X and Z in Y"
                return max(self.no_difference(measured.args, negated, replace(mood, negated=False), end), measured.last)
        if p.low(end) == "between" and any(a.event == "affect" for a in group.args):
            return self.no_difference(
                [a for a in group.args if a.event == "affect"], negated, replace(mood, negated=False), end
            )
        if group.head in EFFECTS and p.low(end) == "on":
            owners = [self.plain(a) for a in group.args if a.entity is not None]
            if owners:
                return self.effect(group, owners, words, replace(mood, negated=False), frame, end)
        frame.sense, frame.rule, frame.mood = "report", "there was", replace(mood, negated=False)
        frame.targets = [
            replace(a, negated=negated) for a in group.args if a.direction or a.event not in (None, "neutral")
        ]
        frame.wants_agent = frozenset({"with", "after", "following", "in", "among"})
        return self.close(self.tail(end, frame), frame)

    def between(self, i: int, negated: bool, mood: Mood, frame: Frame) -> int:
        """Read "(no association) between A and B"."""
        pair = self.p.group(i + 1)
        if pair is None or len(pair.grounded) < 2:
            return i + 1 if pair is None else pair.last
        one, other = pair.grounded[:2]
        span = (frame.span[0], self.p.tokens[pair.last - 1].end)
        got = self.out.add(one, "associated_with", other, replace(mood, negated=negated), "association between", span)
        self.clause_made.extend([got] if got is not None else [])
        return pair.last

    def no_difference(self, measures: list[Argument], negated: bool, mood: Mood, i: int) -> int:
        """Read "(no difference in) Y between X and Z": X has no effect on Y, against Z."""
        got = self.p.group(i + 1)
        if got is None:
            return i + 1
        if negated and len(got.grounded) > 1:
            one, other = got.grounded[:2]
            for s in measures:
                target = replace(s, negated=False, event=None)
                if usable(target, "increase"):
                    n = self.out.add(
                        replace(one, arm=False),
                        "no_effect_on",
                        target,
                        mood,
                        "no difference between",
                        (s.start, self.p.tokens[got.last - 1].end),
                    )
                    if n is not None:
                        self.out.qualify([n], compared_to=other.name)
                        self.clause_made.append(n)
        return got.last

    def possession(self, verb: VerbGroup, mood: Mood) -> int:
        """Read "X has no effect on Y", "X has the ability to V", "patients on X had lower Y"."""
        p = self.p
        i = verb.last
        actors = self.acting(self.subjects)
        self.actor = actors
        group = p.group(i)
        if group is None:
            return i + 1 if i == verb.first else i
        self.remember(group)
        span = (p.tokens[verb.first].start, p.tokens[group.last - 1].end)
        words = self.words(group.first, group.last).lower().split()
        frame = Frame(actor=actors, sense="report", rule="has", span=span, mood=mood)
        end = group.last
        if p.low(verb.first - 1) in ("they", "you", "we", "who") and "risk" in words:
            # people have a risk, not what the text is about
            return end
        if group.head in EFFECTS and p.low(end) in ("on", "upon", "against"):
            return self.effect(group, actors, words, mood, frame, end)
        doing = self.v.at(end + 1) if group.head in EFFECTS and p.low(end) == "of" else None
        if doing is not None and doing.form == "g":
            return self.of_ability(group, end, actors, mood, words)
        if (group.head in ABILITIES) and p.low(end) in ("in", "to", "for", "against", "as"):
            negated = mood.negated or any(a.negated for a in group.args)
            return self.of_ability(group, end, actors, replace(mood, negated=negated), words)
        if any(w in ADVERSE for w in words):
            # "has side effects (A, B)"
            inside = [
                p.argument_of(t.entity, t) for t in p.tokens[i : group.last] if t.entity and p.text[t.start - 1] in "( "
            ]
            ill = [a for a in inside if is_ill(a) and p.text.rfind("(", group.args[0].start, a.start) > 0]
            frame.made.extend(self.out.relate(actors, "cause", "", ill, mood, "adverse effects", span))
        if not actors and self.before_ill and any("risk" in a.noun and a.direction == "up" for a in group.args):
            # "patients with D have a higher risk of Y"
            frame.made.extend(self.out.relate(self.before_ill, "report", "", group.args, mood, "has", span))
        # who has less of something is not why, unless he got something
        why = [a for a in actors if a.arm or a.type in ("drug", "procedure", "gene", "other", "cytokine", "protein")]
        frame.made.extend(
            self.out.relate(why, "report", "", [a for a in group.args if a.direction or a.event], mood, "has", span)
        )
        self.profile(actors, group, mood, frame)
        return self.close(self.tail(end, frame), frame)

    def frequency(self, subjects: list[Argument], mood: Mood, frame: Frame, j: int) -> int:
        """Read "occurred more often with X", "was less common in the X group"."""
        p = self.p
        single = p.low(j) == "commoner"
        if not single and (
            p.low(j) not in ("more", "less")
            or p.low(j + 1)
            not in (
                "often",
                "frequently",
                "common",
                "frequent",
                "commonly",
                "prevalent",
            )
        ):
            return j
        j -= single
        frame.targets = [
            replace(a, direction="down" if p.low(j) == "less" else "up", event=None)
            for a in subjects
            if a.event in (None, "neutral")
        ]
        frame.sense, frame.rule, frame.actor = "report", "more often with", []
        frame.wants_agent = frozenset({"with", "in", "among", "after", "following", "on"})
        end = self.tail(j + 2, frame)
        doers = [a for a in self.earlier if a.grounded and a.type in ("drug", "procedure")]
        if not frame.made and doers and p.low(j + 2) in ("", ".", ",", ";", "than"):
            # "X preserved Y better than Z, but rejection was observed more often"
            frame.made.extend(
                self.out.relate(doers[:1], "report", "", frame.targets, frame.mood, frame.rule, frame.span)
            )
        return self.close(end, frame)
