"""What stands around a verb: agents, means, people, systems, doses, comparators."""

from __future__ import annotations

from dataclasses import replace

from thymograph.claims.assertions.arguments import Argument, Group
from thymograph.claims.assertions.qualifiers import Narrowing
from thymograph.claims.assertions.state import Frame
from thymograph.claims.assertions.wording import LONGEST_BRACKET

__all__ = ["Adjuncts"]


_PLACES = frozenset({"countries", "country", "regions", "region", "areas", "area", "settings", "setting"})
_BETTER = frozenset({"effectively", "better", "effective", "efficacious", "well"})


class Adjuncts(Narrowing):
    """The part of a reader that reads prepositional phrases."""

    def adjunct(self, i: int) -> int:
        """Read a prepositional phrase at clause level: it narrows what the clause has said, or will say."""
        p = self.p
        low = p.low(i)
        if low in ("by", "through", "via") and self.actor:
            frame = Frame(actor=self.actor, made=self.clause_made, mood=self.mood)
            got = self.means(i, frame)
            if got:
                return got
        if low in ("by", "through") and not self.verbs_here and self.subjects and p.low(i - 1) == ",":
            # "X, by inhibiting Y, raises Z"
            got = self.means(i, Frame(actor=self.acting(self.subjects), mood=self.mood))
            self.verbs_here, self.actor = 0, []
            if got:
                return got
        if low in ("by", "through", "via") and not self.verbs_here and not self.subjects:
            k, ahead = self._fronted(i)
            if ahead is not None and ahead.grounded:
                got = self.means(i, Frame(actor=self.acting(ahead.args), mood=self.mood))
                self.verbs_here, self.actor = 0, []
                if got:
                    return min(got, k + 1)
        if low == "in" and p.low(i + 1) == "combination" and p.low(i + 2) == "with":
            other = p.group(i + 3)
            if other is not None and self.actor:
                self.clause_made.extend(self.combine([a for a in self.actor if a.grounded], other.args))
                return other.last
        got_verb = self.v.at(i + 1)
        if got_verb is not None and got_verb.form == "g":
            # the actor of "for treating Y", "in treating Y" is not sure: read, and say nothing
            mood = replace(self.mood, blocked=True)
            return self.simple(got_verb, [], mood, rule="")
        p.preposed = not self.verbs_here and not self.subjects
        values, end = self.qualifier(i)
        if p.preposed and low in ("with", "after", "following", "on", "under") and self.last is not None:
            given = [a for a in self.last.grounded if a.type in ("drug", "procedure") and a.event is None]
            self.fronted_agents = [] if self.ill else [a for a in given if not a.composed]
        p.preposed = False
        if self.clause_made:
            self.out.qualify(self.clause_made, self.ill, **values)
        else:
            self.before.update(values)
            self.before_ill.extend(self.ill)
        return max(end, i + 1)

    def _fronted(self, i: int) -> tuple[int, Group | None]:
        """Return the comma that ends a phrase before the subject, and the subject: its verb follows it."""
        p = self.p
        for k in range(i + 1, min(p.size, i + 40)):
            if p.kind(k) != "mark":
                continue
            if p.low(k) in ";.":
                break
            if p.low(k) == "," and p.starts_group(k + 1) and p._subject_after(k + 1):
                return k, p.group(k + 1, subject=True)
        return i, None

    def means(self, i: int, frame: Frame) -> int:
        """Read "by V-ing", "through the N of Y": the same actor does it; return the index after, or 0."""
        p = self.p
        got = self.v.at(i + 1)
        if got is not None and got.form == "g":
            end = self.simple(got, frame.actor, frame.mood.with_(negated=False), rule="by means of")
            self.actor = frame.actor
            return self.more_forms(end, "g", frame.actor, frame.mood.with_(negated=False), "by means of")
        group = p.group(i + 1)
        if group is None:
            return 0
        events = [
            a
            for a in group.args
            if a.grounded and a.event not in (None, "neutral", "unclear", "treat", "affect", "loss") and not a.agents
        ]
        if events and frame.actor:
            span = (p.tokens[i].start, p.tokens[group.last - 1].end)
            made: list[int] = []
            for a in events:
                mood = frame.mood.with_(negated=False)
                made.extend(self.out.relate(frame.actor, "light", "", [a], mood, "through an event", span))
            self.remember(group)
            self.out.qualify(frame.made, via=events[0].name)
            self.clause_made.extend(made)
            return group.last
        return 0

    def tail(self, i: int, frame: Frame) -> int:
        """Read the phrases after a verb and its object, and return the index after them."""
        p = self.p
        first = i
        while i < p.size:
            kind, low = p.kind(i), p.low(i)
            if low == "using" and "with" in frame.wants_agent:
                # "is treated using X"
                kind, low = "prep", "with"
            if kind == "prep" and ((i > first and low in frame.stops) or p.as_clause(i) or p.when_clause(i)):
                return i
            if kind == "adv":
                if self.v.at(i) is not None:
                    return i
                i += 1
                continue
            if kind == "mark" and low in "([":
                i = self.skip_bracket(i)
                continue
            if (
                kind == "mark"
                and low == ","
                and p.kind(i + 1) == "prep"
                and p.low(i + 1) in ("by", "via", "through", "compared", "without", "with")
            ):
                i += 1
                continue
            if (
                kind == "mark"
                and low == ","
                and p.low(i + 1) in ("but",)
                and p.low(i + 2) == "not"
                and p.kind(i + 3) == "prep"
            ):
                i += 1
                continue
            denied = low == "but" and p.low(i + 1) == "not" and p.kind(i + 2) == "prep"
            if denied:
                if p.low(i + 2) in frame.wants_agent:
                    got = p.group(i + 3)
                    if got is not None:
                        frame.made.extend(self.agents(got.args, frame, negated=True, end=got.last))
                        i = got.last
                        continue
                i = self.qualifier(i + 2)[1]
                continue
            if self.instead_here(i):
                end = self.instead(i)
                if end > i:
                    i = end
                    continue
                return i
            if (
                kind == "conj"
                and low in ("and", "or")
                and p.low(i + 1) == "by"
                and "by" in frame.wants_agent
                and frame.made
            ):
                i += 1
                continue
            if low in ("more", "better") and "than" in (p.low(i + 1), p.low(i + 2)) and p.kind(i + 2) != "word":
                # "more effectively than Z", "better than Z"
                i += 1 + (low == "more")
                continue
            if kind != "prep":
                return i
            if low == "to" and self.v.at(i) is not None:
                return i
            got_verb = self.v.at(i + 1)
            if got_verb is not None and got_verb.form == "g":
                if low in frame.gerunds and frame.actor:
                    end = self.simple(
                        got_verb,
                        frame.actor,
                        frame.mood.with_(negated=frame.mood.negated if low in ("in", "for", "at") else False),
                        rule="by means of" if low in ("by", "through", "via") else "effective in doing",
                    )
                    i = self.more_forms(end, "g", frame.actor, frame.mood.with_(negated=False), "by means of")
                    continue
                return i
            if low in frame.wants_agent:
                got = p.group(i + 1)
                if got is not None:
                    arm = self.people_given(got) or self.treated_group(got)
                    if arm is not None:
                        got = arm
                    partners = {other for _, other in got.plus}
                    agents = [
                        a
                        for n, a in enumerate(got.args)
                        if a.grounded
                        and not (a.exemplar and got.args[0].grounded and got.args[0].type != a.type)
                        and n not in partners
                        and (
                            low in ("by", "with", "after", "following", "upon", "from")
                            or a.arm
                            or (a.type in ("drug", "procedure") and not (a.composed and a.head in _PLACES))
                        )
                    ]
                    if low in ("with", "in", "for", "among", "following", "after") and any(
                        a.type in ("disease", "outcome") for a in agents
                    ):
                        agents = []
                    if agents:
                        frame.made.extend(self.agents(agents, frame, negated=False, end=got.last))
                        self.actor = agents
                        frame.actor = agents
                        self.remember(got)
                        i = got.last
                        continue
            if low in frame.wants_target:
                got = p.group(i + 1)
                if got is not None:
                    made = self.aimed(got, frame)
                    frame.made.extend(made)
                    self.remember(got)
                    if made and low == "by":
                        # "characterised by Y by cells": the second says who makes Y
                        frame.wants_target = frame.wants_target - {"by"}
                    if made or low == "for":
                        i = got.last
                        continue
                    values, end = self.qualifier(i)
                    self.out.qualify(frame.made, self.ill, **values)
                    i = max(end, i + 1)
                    continue
            if low in ("by", "through", "via"):
                end = self.means(i, frame)
                if end:
                    i = end
                    continue
            if low == "in" and p.low(i + 1) == "addition" and p.low(i + 2) == "to":
                also = self.v.at(i + 3)
                if also is not None and also.form == "g" and frame.actor:
                    # "lowers A in addition to raising B"
                    i = self.simple(also, frame.actor, frame.mood.with_(), rule="in addition")
                    continue
            if low == "in" and p.low(i + 1) in ("combination", "conjunction") and p.low(i + 2) == "with":
                other = p.group(i + 3)
                if other is not None:
                    self.clause_made.extend(self.combine([a for a in frame.actor if a.grounded], other.args))
                    i = other.last
                    continue
            if low == "with":
                end = self.with_outcome(i, frame)
                if end:
                    i = end
                    continue
            values, end = self.qualifier(i)
            if low == "than" and p.low(i - 1) in _BETTER and self.last is not None:
                # "more effectively than Z"
                self.against(frame, self.last.grounded[:1])
            self.out.qualify(frame.made, self.ill, **values)
            i = max(end, i + 1)
        return i

    def against(self, frame: Frame, others: list[Argument]) -> None:
        """Add that the actor was held against another treatment."""
        kinds = ("drug", "procedure")
        for a in (a for a in frame.actor if a.grounded and a.type in kinds):
            for b in (b for b in others if b.type in kinds and b.event is None):
                made = self.out.add(a, "compared_with", b, replace(frame.mood, negated=False), "compared", frame.span)
                self.clause_made.extend([made] if made is not None else [])

    def treated_group(self, group: Group) -> Group | None:
        """Return "the treatment group" as those who got what the text is about."""
        if group.grounded or group.head not in ("group", "arm") or self.topic is None or self.topic.type != "drug":
            return None
        if not {"treatment", "treated", "intervention", "active"} & {
            self.p.low(k) for k in range(group.first, group.last)
        }:
            return None
        return Group([replace(a, arm=True) for a in self.topic_argument()], group.first, group.last, head=group.head)

    def instead_here(self, i: int) -> bool:
        """Tell whether a denied alternative starts at ``i``."""
        low = self.p.low(i)
        return (
            low == "without"
            or (low == "instead" and self.p.low(i + 1) == "of")
            or (low == "rather" and self.p.low(i + 1) == "than")
        )

    def instead(self, i: int) -> int:
        """Read "instead of V-ing", "rather than V-ing", "without V-ing": said of the same actor, and denied."""
        p = self.p
        low = p.low(i)
        if (low == "instead" and p.low(i + 1) == "of") or (low == "rather" and p.low(i + 1) == "than"):
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
            changes = ("affect", "decrease", "increase", "improve", "worsen")
            if low == "without" and self.actor and any(a.event in changes for a in group.args):
                self.out.relate(
                    self.actor,
                    "report",
                    "",
                    [replace(a, negated=True) for a in group.args],
                    self.mood,
                    "without change",
                    (p.tokens[i].start, p.tokens[group.last - 1].end),
                )
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

    def skip_bracket(self, i: int) -> int:
        """Return the index after the bracket at ``i``."""
        depth = 0
        for k in range(i, min(self.p.size, i + LONGEST_BRACKET)):
            if self.p.low(k) in ("(", "["):
                depth += 1
            elif self.p.low(k) in (")", "]"):
                depth -= 1
                if depth == 0:
                    return k + 1
        return i + 1

    def agents(self, agents: list[Argument], frame: Frame, *, negated: bool, end: int) -> list[int]:
        """Add what the agents do to the targets of a passive or intransitive verb."""
        mood = replace(frame.mood, negated=frame.mood.negated != negated)
        span = (frame.span[0], self.p.tokens[end - 1].end)
        # "mediated by the inhibition of Y": it is not Y that does it
        acting = [
            a for a in agents if a.grounded and a.event not in ("inhibit", "decrease", "loss", "prevent", "unclear")
        ]
        return self.out.relate(acting, frame.sense, frame.lemma, frame.targets, mood, frame.rule, span)

    def aimed(self, group: Group, frame: Frame) -> list[int]:
        """Add what a verb says of the object that its preposition introduces."""
        span = (frame.span[0], self.p.tokens[group.last - 1].end)
        return self.out.relate(frame.actor, frame.sense, frame.lemma, group.args, frame.mood, frame.rule, span)
