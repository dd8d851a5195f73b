"""Clauses with be and have: "is effective in", "was lower with", "there was no", "has no effect on"."""

from __future__ import annotations

import re
from dataclasses import replace

from thymograph.claims.assertions.arguments import COMPARING, Argument, Group
from thymograph.claims.assertions.collected import Mood
from thymograph.claims.assertions.definitions import ADVERSE
from thymograph.claims.assertions.existences import EVIDENCE, Existences
from thymograph.claims.assertions.state import Frame
from thymograph.claims.assertions.verbs import VerbGroup

__all__ = ["UNKNOWN", "Copulas"]

_PROFILE = re.compile(r"\b(?:safety profile|tolerability|tolerated)\b", re.IGNORECASE)
_UNCHANGED = frozenset({"unchanged", "unaffected", "unaltered", "unmodified"})
_SUPPOSED = frozenset({"hypothesis", "hypotheses", "assumption", "theory", "idea"})
_WEAK = frozenset(
    {
        "inconsistent",
        "limited",
        "insufficient",
        "weak",
        "conflicting",
        "mixed",
        "lacking",
        "inconclusive",
        "scarce",
        "sparse",
    }
)
# "Statins are drugs that …"
_CLASS_NOUNS = frozenset(
    "drugs medicines medications agents compounds substances molecules proteins enzymes kinases hormones peptides antibodies cells "
    "factors mediators inhibitors blockers cytokines receptors supplements vitamins minerals antibiotics chemicals".split()
)
_DEGREES = frozenset(
    {"both", "safe", "and", "more", "most", "less", "percentage", "points", "percent", "times", "fold"}
)
UNKNOWN = frozenset(
    {
        "unknown",
        "unclear",
        "uncertain",
        "unproven",
        "controversial",
        "debated",
        "undetermined",
        "questionable",
        "unestablished",
    }
)


class Copulas(Existences):
    """The part of a reader that reads be and have."""

    def copula(self, verb: VerbGroup, mood: Mood) -> int:
        """Read "X is effective in D", "Y was lower with X", "X is a Y inhibitor"."""
        p = self.p
        i = verb.last
        subjects = self.subjects
        if not subjects and self.subject_group is None and p.low(verb.first - 1) not in ("there", "it"):
            subjects = self.topic_argument() if verb.first == 0 or verb.first == verb.last else []
        actors = self.acting(subjects)
        span = (p.tokens[verb.first].start, p.tokens[min(i, p.size) - 1].end)
        frame = Frame(actor=actors, rule="copula", span=span, mood=mood)
        self.actor = actors
        low = p.low(i)
        if low == "safe" and mood.negated and p.low(i + 1) in ("for", "in", "during"):
            frame.sense, frame.rule, frame.wants_target = (
                "recommend",
                "suitable for",
                frozenset({"for", "in", "during"}),
            )
            return self.close(self.aims(i + 1, frame), frame)
        supposed = (self.subject_group is not None and self.subject_group.head in _SUPPOSED) or any(
            p.low(k) in _SUPPOSED and p.kind(k + 1) == "prep" for k in range(max(0, verb.first - 8), verb.first)
        )
        if low == "that" and supposed:
            # "The hypothesis is that …"
            self.new_clause(keep_subject=False)
            self.mood = Mood(certainty="speculative", blocked=mood.blocked)
            return i + 1
        while low in _DEGREES or p.kind(i) in ("adv", "number"):
            if low == "more" and p.low(i + 1) not in ("effective", "efficacious", "likely"):
                break
            i += 1
            low = p.low(i)
        token = p.tokens[i] if i < p.size else None
        if low in UNKNOWN:
            for n in [*self.in_subject, *self.pending]:
                self.out.found[n] = replace(self.out.found[n], polarity="unknown")
            self.out.dropped.difference_update(self.pending)
            self.pending = []
            self.new_clause(keep_subject=True)
            if p.low(i + 1) in ("whether", "if"):
                self.new_clause(keep_subject=False)
                self.mood = Mood(polarity="unknown")
                return i + 2
            return i + 1
        if low in _WEAK and self.subject_group is not None and self.subject_group.head in EVIDENCE:
            # "the evidence for Y prevention with X is inconsistent"
            for n in self.clause_made:
                self.out.found[n] = replace(self.out.found[n], polarity="unknown")
            return i + 1
        if low == ":" and self.subject_group is not None:
            # "the most common side effects were: A, B"
            i += any(
                w in ADVERSE for w in self.words(self.subject_group.first, self.subject_group.last).lower().split()
            )
        if low == "to" and p.low(i - 1) == "likely" and p.low(i - 2) == "less":
            # "is less likely to cause Y" says neither that it does nor that it does not
            self.subjects = self.actor = []
            self.mood = Mood(blocked=True)
            return i
        if low == "that" and p.starts_group(i + 1):
            # "the consensus is that people with D …": another clause, with its own subject
            self.new_clause(keep_subject=False)
            self.mood = mood
            return i + 1
        if low in COMPARING and p.low(i + 1) in ("to",):
            other = p.group(i + 2)
            if other is not None:
                return self.compared(actors, other, low, mood, frame)
        if token is not None and token.adjective is not None and token.adjective.sense in ("treat", "no_treat"):
            denied = token.adjective.sense == "no_treat"
            mood = replace(mood, negated=mood.negated != denied)
            frame.mood, frame.sense, frame.rule = mood, "treat", "effective in"
            j = i + 1
            if p.kind(j) == "conj":
                # "effective and well tolerated in D"
                k = next((n for n in range(j + 1, min(j + 5, p.size)) if p.kind(n) == "prep"), 0)
                if k and not any(self.v.at(n) for n in range(j + 1, k)):
                    j = k
            if p.low(j) == "than":
                other = p.group(j + 1)
                if other is not None:
                    return self.compared(actors, other, "superior", mood, frame)
            got_verb = self.v.at(j + 1) if p.kind(j) == "prep" else None
            if got_verb is not None and got_verb.form == "g" and p.low(j) in ("in", "for", "at"):
                mood = mood.with_()
                end = self.simple(got_verb, actors, mood, rule="effective in")
                return self.more_forms(end, "g", actors, mood, "effective in")
            frame.wants_target = frozenset({"in", "for", "against"})
            return self.close(self.aims(j, frame), frame)
        if (
            token is not None
            and token.adjective is not None
            and token.adjective.sense in ("up", "down", "better", "worse")
            and self._bare_adjective(i)
        ):
            frame.targets = [
                replace(a, direction=token.adjective.sense, event=None)
                for a in subjects
                if a.event in (None, "neutral")
            ]
            frame.actor, frame.sense, frame.rule = [], "report", "was lower with"
            frame.wants_agent = frozenset({"with", "in", "among", "for", "after", "following", "on"})
            return self.close(self.tail(i + 1, frame), frame)
        if (
            token is not None
            and token.adjective is not None
            and token.adjective.sense in ("fit", "unfit")
            and p.low(i + 1) in ("for", "in", "during")
        ):
            mood = replace(mood, negated=mood.negated != (token.adjective.sense == "unfit"))
            frame.mood, frame.sense, frame.rule, frame.wants_target = (
                mood,
                "recommend",
                "suitable for",
                frozenset({"for", "in", "during"}),
            )
            return self.close(self.aims(i + 1, frame), frame)
        if low == "due" and p.low(i + 1) == "to":
            other = p.group(i + 2)
            if other is not None:
                self.remember(other)
                frame.made.extend(
                    self.out.relate(
                        self.acting(other.args),
                        "cause",
                        "",
                        [a for a in subjects if a.grounded],
                        mood,
                        "due to",
                        (span[0], p.tokens[other.last - 1].end),
                    )
                )
                return self.close(other.last, frame)
        if low in _UNCHANGED and subjects:
            frame.targets = [replace(a, negated=False) for a in subjects if a.event in (None, "neutral")]
            frame.actor, frame.sense, frame.rule, frame.mood = (
                [],
                "affect",
                "unchanged",
                replace(mood, negated=not mood.negated),
            )
            frame.wants_agent = frozenset({"with", "after", "following", "by", "during"})
            return self.close(self.tail(i + 1, frame), frame)
        if low == "protective" and p.low(i + 1) in ("against", "for", "in"):
            frame.sense, frame.rule, frame.wants_target = "prevent", "protective against", frozenset({"against"})
            return self.close(self.tail(i + 1, frame), frame)
        if low == "responsible" and p.low(i + 1) == "for":
            doing = self.v.at(i + 2)
            if doing is not None and doing.form == "g":
                end = self.simple(doing, actors, mood.with_(), rule="responsible for")
                return self.more_forms(end, "g", actors, mood.with_(), "responsible for")
            other = p.group(i + 2)
            if other is not None:
                self.remember(other)
                frame.made.extend(
                    self.out.relate(
                        actors,
                        "cause",
                        "",
                        other.args,
                        mood,
                        "responsible for",
                        (span[0], p.tokens[other.last - 1].end),
                    )
                )
                return self.close(self.tail(other.last, frame), frame)
        if low == "commoner":
            return self.frequency(subjects, mood, frame, i)
        if p.low(verb.last) in ("more", "less") and p.low(verb.last + 1) in ("common", "frequent", "prevalent"):
            return self.frequency(subjects, mood, frame, verb.last)
        if low in ("common", "frequent", "rare") or low in ("centered", "based", "focused", "centred"):
            return self.close(self.tail(i + 1, frame), frame) if low.startswith("c") and low != "common" else i + 1
        if not p.starts_group(i):
            return i
        group = p.group(i)
        if group is None:
            return i + 1
        if p.kind(i) == "ent" and any(a.type == "outcome" and _PROFILE.search(a.name) for a in group.args):
            self.remember(group)
            self.profile(actors, group, mood, frame)
            return self.close(group.last, frame)
        if p.low(verb.first - 1) == "there" or (self.subject_group is None and not subjects):
            return self.existence(group, mood, frame)
        self.remember(group)
        words = (
            self.words(self.subject_group.first, self.subject_group.last).lower().split()
            if self.subject_group is not None
            else []
        )
        if words and any(w in ADVERSE for w in words) and words[-1] not in ("profile",):
            self.harms(subjects, group, mood, frame)
            return self.close(self.further_harms(subjects, group.last, mood, frame), frame)
        if any(w in ADVERSE for w in self.words(group.first, group.last).lower().split()) and group.head.split()[
            -1:
        ] != ["profile"]:
            # "A and B were the most common adverse events (with X)"
            owners = [self.plain(o) for a in group.args for o in a.owners if o.entity is not None]
            for k in range(group.first, group.last):
                entity = p.tokens[k].entity
                if entity is not None and entity.implicit and entity.type in ("drug", "procedure"):
                    # "its commonest side effect"
                    owners.append(p.argument_of(entity, p.tokens[k]))
            if not owners and p.low(group.last) in ("with", "of", "in"):
                other = p.group(group.last + 1)
                owners = (
                    [self.plain(a) for a in other.grounded if a.type in ("drug", "procedure")]
                    if other is not None
                    else []
                )
            harms = [a for a in subjects if a.grounded and a.type in ("disease", "outcome", "process")]
            frame.made.extend(
                self.out.relate(owners or self.topic_argument(), "cause", "", harms, mood, "adverse effects", span)
            )
            return self.close(self.tail(group.last, frame), frame)
        end = self.define(actors, group, mood)
        self.stand_for(actors, group, end)
        return self.tail(end, Frame(actor=actors, made=self.clause_made, mood=mood)) if p.low(end) == "with" else end

    def compared(self, actors: list[Argument], other: Group, how: str, mood: Mood, frame: Frame) -> int:
        """Read "superior to Y (in lowering Z)": what X was held against, and in what it was better."""
        end = (frame.span[0], self.p.tokens[other.last - 1].end)
        for a in actors:
            for b in other.grounded[:1]:
                got = self.out.add(a, "compared_with", b, replace(mood, negated=False), "compared", end)
                frame.made.extend([got] if got is not None else [])
        better = how == "superior" and not mood.negated
        frame.actor = actors
        frame.gerunds = frozenset({"by", "through", "via", "in", "at", "for"}) if better else frozenset({"by"})
        return self.close(self.tail(other.last, frame), frame)

    def stand_for(self, actors: list[Argument], group: Group, end: int) -> None:
        """Let "X is a drug that …" say of X what the relative clause says."""
        if end > group.last and self.p.low(end) == "," and self.p.low(end + 1) in ("a", "an", "the"):
            # "is a treatment for D, a condition that …" goes on about D
            return
        if (
            actors
            and (
                self.p.low(group.first) in ("a", "an", "the", "one")
                or (group.head.split()[-1:] and group.head.split()[-1] in _CLASS_NOUNS)
            )
            and (
                self.p.kind(end) in ("rel", "mark", "")
                or ((got := self.v.at(end)) is not None and got.form in ("d", "g"))
            )
        ):
            self.last = Group(actors, group.first, end)
            self.last_grounded = self.last

    def _bare_adjective(self, i: int) -> bool:
        """Tell whether a comparative stands alone after "was", not before its noun."""
        return self.p.kind(i + 1) in ("prep", "", "mark", "sub", "conj") or self.p.low(i + 1) in ("than", "compared")
