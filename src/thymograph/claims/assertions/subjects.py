"""Noun groups at clause level: subjects, appositions, people who got something, combinations."""

from __future__ import annotations

import re
from dataclasses import replace

from thymograph.claims.assertions.arguments import ABILITIES, PEOPLE, Argument, Group
from thymograph.claims.assertions.collected import Mood
from thymograph.claims.assertions.predications import Predications

__all__ = ["TREATING", "Subjects"]

_GIVEN = frozenset(
    {
        "given",
        "treated",
        "randomized",
        "randomised",
        "assigned",
        "exposed",
        "allocated",
        "pretreated",
        "pre-treated",
        "stimulated",
        "administered",
    }
)

_ANIMALS = frozenset({"mice", "rats", "animals", "pigs", "rabbits", "monkeys", "dogs", "cells", "cultures"})
# Words before "treatment" that leave it the one that the text is about.
_PLAINLY = frozenset(
    "a an the single this one two repeated chronic long-term short-term prolonged continuous intravenous iv subcutaneous oral topical daily weekly "
    "monthly once-daily twice-daily regular systemic".split()
)
_NAMED_SO = frozenset("kinase kinases protein proteins receptor receptors channel channels enzyme enzymes".split())
_FORMS = frozenset(
    {
        "gel",
        "cream",
        "ointment",
        "tablet",
        "tablets",
        "capsule",
        "capsules",
        "formulation",
        "solution",
        "spray",
        "patch",
        "patches",
        "suspension",
    }
)
TREATING = frozenset({"use", "treatment", "therapy", "infusion", "injection", "administration", "supplementation"})


class Subjects(Predications):
    """The part of a reader that reads noun groups at clause level."""

    def remember(self, group: Group) -> None:
        """Keep a group as antecedent, and say what its own nouns say."""
        self.last = group
        if group.grounded:
            self.last_grounded = group
        self.within(group)
        p = self.p
        if (
            p.low(group.last) in ("against", "targeting")
            and group.head.split()[-1:] in (["antibody"], ["antibodies"])
            and p.low(group.first) not in ("a", "an", "the")
        ):
            self.antibody([self.plain(a) for a in group.grounded], group)
        if p.low(group.last) == "into":
            self.becoming(group)
        if p.low(group.last) == "on" and any(a.type in ("receptor", "protein") and a.grounded for a in group.args):
            cells = p.group(group.last + 1)
            if cells is not None and any(a.type == "cell" and a.event is None and not a.arm for a in cells.args):
                for a in group.args:
                    for b in cells.args:
                        if (
                            a.type in ("receptor", "protein")
                            and b.type == "cell"
                            and b.event is None
                            and not (b.via_of or b.neutral or b.composed)
                            and cells.head.split()[-1][-5:] not in ("tance", "ility", "ivity")
                        ):
                            self.out.add(
                                a if a.composed and a.head in ("receptor", "receptors") else self.plain(a),
                                "part_of",
                                self.plain(b),
                                Mood(blocked=self.mood.blocked),
                                "on cells",
                                (a.start, b.end),
                            )

    def antibody(self, owners: list[Argument], group: Group) -> None:
        """Read "antibodies against Y": they bind it."""
        p = self.p
        other = p.group(group.last + 1)
        for a in owners:
            for b in other.grounded if other is not None else []:
                if b.type in ("protein", "receptor", "cytokine", "gene", "other", "cell"):
                    self.out.add(a, "binds", b, Mood(blocked=self.mood.blocked), "antibody against", (a.start, b.end))

    def becoming(self, group: Group) -> None:
        """Read "differentiation of A into B"."""
        p = self.p
        become = p.group(group.last + 1)
        words = self.words(group.first, group.last)
        if become is None or not re.search(
            r"\b(?:differentiation|development|maturation|conversion)\b", words, re.IGNORECASE
        ):
            return
        span = (p.tokens[group.first].start, p.tokens[group.last - 1].end)
        inner = [
            e for start in sorted(p.nested) if span[0] <= start < span[1] for e in p.nested[start] if e.type == "cell"
        ]
        for e in inner[-1:]:
            a = Argument(name=e.name, start=e.start, end=e.end, id=e.id, type=e.type, entity=e)
            for b in become.grounded:
                if b.type == "cell":
                    self.out.add(
                        a,
                        "differentiates_into",
                        b,
                        Mood(blocked=self.mood.blocked),
                        "differentiation into",
                        (a.start, b.end),
                    )

    def within(self, group: Group) -> None:
        """Add the relations inside a noun group: "X-induced Y", "inhibition of Y by X", "X plus Y"."""
        for a in group.args:
            for cause, sense in a.causes:
                if sense == "associate" and a.name in ("mortality", "death"):
                    # "asthma-related death" is a kind of death
                    continue
                if sense == "stimulate" and a.head.split()[-1:] and a.head.split()[-1] in _NAMED_SO:
                    # "mitogen-activated kinase" is a name
                    continue
                whole = self.plain(a) if a.via_of and a.entity is not None else a
                target = replace(whole, event=None, negated=False, direction=None, causes=[])
                if sense == "cause" and target.type not in ("disease", "outcome") and not target.composed:
                    continue
                if sense == "induce" and target.type == "process" and not target.neutral:
                    sense = "cause"
                mood = Mood(certainty="asserted", blocked=False)
                self.clause_made.extend(
                    self.out.relate([cause], sense, "", [target], mood, "hyphenated cause", (a.start, a.end))
                )
            if a.agents and a.event and (a.grounded or not a.name.lower().endswith(a.noun or a.head)):
                target = replace(a, event=None, agents=[])
                sense = a.event
                made = self.out.relate(
                    a.agents, sense, "", [target], self.mood, "event noun with agent", (a.start, a.end)
                )
                self.clause_made.extend(made)
                if self.before:
                    self.out.qualify(made, self.before_ill, **self.before)
        for one, other in group.plus:
            if 0 <= one < len(group.args) and 0 <= other < len(group.args):
                self.combine([group.args[one]], [group.args[other]])
        topic = self.topic.name if self.topic is not None else ""
        if group.args and group.args[0].noun == "combination with":
            told = group.head.endswith(("therapy", "treatment", "regimen")) and not any(a.exemplar for a in group.args)
            if told and len(group.args) > 1 and all(a.name != topic for a in group.args):
                # "combination therapy with A and B": the one with the other
                self.combine(group.args[:1], group.args[1:])
            else:
                self.combine(self.topic_argument(), group.args)
        elif len(group.args) > 1 and group.args[0].noun == "combination":
            self.combine(group.args[:1], group.args[1:])

    def combine(self, ones: list[Argument], others: list[Argument]) -> list[int]:
        """Add that each of ``ones`` is combined with each of ``others``."""
        made: list[int] = []
        # Said of two, it is said of the one that the text is about.
        if self.topic is not None and any(b.entity is not None and b.name == self.topic.name for b in others):
            ones, others = [b for b in others if b.name == self.topic.name], ones
        fits = ("drug", "procedure", "other", "cytokine", "protein", None)
        for a in ones:
            for b in others:
                if a.entity and b.entity and a.type in fits and b.type in fits and "placebo" not in (a.name, b.name):
                    got = self.out.add(
                        a, "combined_with", b, replace(self.mood, negated=False), "combination", (a.start, b.end)
                    )
                    made.extend([got] if got is not None else [])
        return made

    def subject(self, group: Group, fresh: bool) -> int:
        """Take a noun group at clause level as subject, apposition, or people who got something."""
        p = self.p
        i = group.last
        apposed = self.apposition(group)
        if apposed:
            return group.last
        elided = self._elided(group) if group.first == 0 else 0
        if elided:
            # "A selective Y inhibitor used to treat D." under the name of X: X is one
            topic = self.topic_argument()
            end = max(self.define(topic, group, Mood()), elided)
            self.subjects, self.subject_group = topic, group
            self.last = self.last_grounded = Group(topic, group.first, end)
            self.verbs_seen += 1
            return end
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
        starts = p.clause_ahead(group.first) or (
            p.kind(group.last - 1) != "conj" and p.kind(i) in ("be", "have", "modal") and group.plural
        )
        if self.verbs_here and self.subject_group is not None and not starts and not fresh:
            return i
        if self.verbs_here and self.subjects:
            self.earlier = self.subjects
        if self.saved and not self.saved[0]:
            # "For D, which is common, X …": what waited for the end of the relative clause was no subject
            self.saved = []
        partners = {other for _, other in group.plus}
        self.subjects = [a for n, a in enumerate(group.args) if n not in partners]
        if partners and group.grounded:
            # "X plus Y did it": told of X, with Y
            self.before["with_"] = next((group.args[n].name for n in sorted(partners)), "")
        its = p.low(group.first) in ("the", "its", "this", "a", "an", "one", "another") or p.kind(group.first) == "ent"
        alone = group.last <= group.first + 3 and p.low(group.last - 2) != "of"
        if (
            its
            and alone
            and not group.grounded
            and group.head in ("mechanism", "mechanisms", "action")
            and not self.verbs_here
        ):
            self.subjects = self.topic_argument() or group.args
        alone = not any(
            t.entity is not None and t.entity.type in ("drug", "procedure", "other") for t in p.tokens[: group.first]
        )
        plain = alone and all(p.low(k) in _PLAINLY for k in range(group.first, group.last - 1))
        treated = (
            plain and not group.grounded and group.head in TREATING and len(group.args) == 1 and not self.verbs_here
        )
        formed = plain and not group.grounded and group.head in _FORMS and len(group.args) == 1 and not self.verbs_here
        if (treated or formed) and self.topic is not None and self.topic.type in ("drug", "procedure"):
            # "A single infusion reduced …" in a text about a drug
            self.subjects = self.topic_argument()
        self.subject_group = group
        if self.verbs_seen == 0 or fresh:
            self.actor = []
        return i

    def _elided(self, group: Group) -> int:
        """Return where a sentence that is a noun phrase goes on to say what its topic does, 0 for another sentence."""
        p = self.p
        if self.topic is None or self.topic.type not in ("drug", "procedure") or p.low(0) not in ("a", "an"):
            return 0
        if any(a.name == self.topic.name for a in group.args):
            return 0
        end = group.last
        if p.low(end) in ("derived", "made", "extracted", "obtained") and p.low(end + 1) == "from":
            # "A drug derived from Y used in D": Y is not what is used
            origin = p.group(end + 2)
            end = origin.last if origin is not None else end
        after = p.low(end + (p.low(end) == ","))
        fits = after in ("used", "that", "which", "indicated", "approved") and not any(
            p.kind(k) in ("be", "modal", "have", "do") for k in range(end + 3, p.size)
        )
        return end if fits else 0

    def apposition(self, group: Group) -> bool:
        """Read ", a Y inhibitor," after a name."""
        p = self.p
        if (
            self.last_grounded is None
            or p.low(group.first - 1) not in (",", "(")
            or self.last_grounded.last != group.first - 1
        ):
            return False
        if not self.verbs_here and self.subject_group is None:
            # after "After infection," comes the subject
            return False
        if group.head in ABILITIES | {"finding", "change", "result"}:
            # ", an effect mediated by …" speaks of the clause
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
                self.before_ill.extend(
                    a for a in population.args if a.type == "disease" and a.grounded and not a.composed
                )
                return Group(group.args, group.first, i, head=group.head), i
            return None
        if got is None or not got.grounded:
            return None
        args = [replace(a, arm=True) for a in got.grounded]
        if p.low(got.last) in ("vs", "versus"):
            other = p.group(got.last + 1 + (p.low(got.last + 1) == "."))
            if other is not None:
                got = Group(got.args, got.first, other.last, head=got.head)
        self.within(got)
        who = "system" if group.head in _ANIMALS else "population"
        self.before[who] = self.text[p.tokens[group.first].start : p.tokens[i - 1].end]
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
        elif (
            low in ("in", "given")
            and p.low(j + 1) in ("combination", "conjunction", "association")
            and p.low(j + 2) == "with"
        ):
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

    def people_given(self, group: Group) -> Group | None:
        """Return the group that people after a preposition got ("in women receiving X"), as arms."""
        got = self.arm(group)
        return got[0] if got is not None and any(a.arm for a in got[0].args) else None
