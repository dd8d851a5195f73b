"""Clauses: the left-to-right reading of a statement."""

from __future__ import annotations

from dataclasses import replace

from thymograph.claims.assertions.arguments import ABILITIES, Argument, Group
from thymograph.claims.assertions.collected import Mood, Statements
from thymograph.claims.assertions.phrases import Phrases
from thymograph.claims.assertions.subjects import Subjects
from thymograph.claims.assertions.tokens import Token
from thymograph.claims.assertions.verbs import VerbGroup, VerbGroups
from thymograph.claims.assertions.wording import LONGEST_BRACKET
from thymograph.model import Entity

__all__ = ["Reader"]

_MEANS = frozenset(
    "strategies strategy approaches approach efforts attempts ways methods measures interventions attempt effort need".split()
)
_AGENTS = frozenset({"drug", "procedure", "protein", "gene", "receptor"})
_FOLLOWING = frozenset(
    {"increase", "decrease", "inhibit", "activate", "stimulate", "enhance", "improve", "worsen", "prevent", "induce"}
)
_SPANS = frozenset("day days week weeks month months year years hour hours morning evening night".split())
_CONDITIONS = frozenset({"if", "unless", "whether", "until"})


class Reader(Subjects):
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
        self.lead: list[Argument] = []
        self.saved: list[list[Argument]] = []
        self.earlier: list[Argument] = []
        self.last: Group | None = None
        self.last_grounded: Group | None = None
        self.placed: Group | None = None
        self.before_place: Group | None = None
        self.clause_made: list[int] = []
        self.before: dict[str, str] = {}
        self.before_ill: list[Argument] = []
        self.ill: list[Argument] = []
        self.pending: list[int] = []
        self.in_subject: list[int] = []
        self.whether = -1
        self.nesting = 0
        self.verbs_seen = 0
        self.verbs_here = 0
        self.conditional = self.inverted = False
        self.governing: VerbGroup | None = None
        self.lessened: Group | None = None
        self.after_clause = False
        self.relative_verb: VerbGroup | None = None
        self.fronted_agents: list[Argument] = []
        self.told_agents: list[Argument] = []
        self.adjunct_end = -1

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
                p.fronted = False
                if low in ";.:!?" or low in "–—":
                    if low == ":" and not self.verbs_here and self._names_agent() and self.v.at(i + 1):
                        # "NSAIDs: inhibit …" in a list: what stands before the colon is the subject
                        i += 1
                        continue
                    if low in ";.:!?":
                        self.new_clause(keep_subject=False)
                        fresh, self.after_clause = True, False
                    i += 1
                    continue
                if low == "," and self.conditional and (self.verbs_here or self._elliptic(i)) and p.starts_group(i + 1):
                    self.new_clause(keep_subject=False)
                    i += 1
                    continue
                if low == "," and self.saved and self.v.at(i + 1) is not None and p.kind(i + 1) not in ("conj",):
                    got = self.v.at(i + 1)
                    if got is not None and got.form in ("s", "be", "have", "other") and not self._goes_on(got):
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
            if low == "that" and p.low(i - 1) in ("hypothesis", "theory", "possibility", "speculation"):
                self.new_clause(keep_subject=False)
                self.mood = Mood(certainty="speculative")
                i += 1
                continue
            if low == "which" and p.low(i + 1) == "is" and p.low(i + 2) == "why":
                self.new_clause(keep_subject=False)
                i += 3
                continue
            if kind == "rel" or (
                low == "that" and self.last is not None and self.last.last == i and self.v.at(i + 1) is not None
            ):
                i = self.relative(i) or i + 1
                continue
            if (
                low in ("nor", "neither")
                and p.kind(i + 1) in ("do", "modal")
                and ((inverted := self.v.at(i + 1)) is None or inverted.word is None)
            ):
                # "Nor does it raise Y": it is what the clause before told of
                told = p.low(i + 2) in ("it", "they") and bool(self.subjects)
                self.new_clause(keep_subject=told)
                self.inverted = fresh = True
                i += 3 if told else 2
                continue
            if kind == "conj":
                if self.saved and self._rejoins(i + 1):
                    self.subjects = self.saved.pop()
                inside = (
                    p.group(i + 1)
                    if i == self.adjunct_end and not self.verbs_here and low in ("and", "or") and self.subject_group
                    else None
                )
                if inside is not None and p.kind(i + 1) == "number":
                    # "a pause after five years of X or three years of Y may be considered"
                    i = inside.last
                    continue
                if low == "but":
                    self.mood = self.mood.with_(negated=False)
                    if p.clause_ahead(i + 1) and self.subjects:
                        self.earlier = self.subjects
                i += 1
                continue
            if low == "neither" and self.v.at(i + 1) is not None:
                i += 1
                continue
            if low == "given" and p.low(i + 1) == "that":
                # "Given that X is Y, …"
                self.new_clause(keep_subject=False)
                i += 2
                continue
            capable = self.capable(i)
            if capable:
                i = capable
                continue
            instead = self.instead(i)
            if instead:
                i = instead
                continue
            if (
                fresh
                and kind in ("word", "adv", "neg")
                and self.topic is not None
                and self.subject_group is None
                and not self.verbs_here
            ):
                k = i
                while p.kind(k) in ("adv", "neg"):
                    k += 1
                word = p.tokens[k].adjective if k < p.size else None
                if word is not None and word.sense in ("treat", "no_treat") and p.kind(k + 1) == "prep":
                    i = self.verb(
                        VerbGroup(k, k, None, form="be", negated=any(p.kind(n) == "neg" for n in range(i, k))), fresh
                    )
                    fresh = False
                    continue
            group_verb = self.v.at(i)
            if group_verb is not None:
                if (
                    self.saved
                    and group_verb.form in ("s", "be", "have", "other")
                    and p.kind(i - 1) in ("ent", "word", "suffix")
                ):
                    # "X that V-s Y reduces Z": the second verb is that of X
                    self.subjects = self.saved.pop()
                if low == "to" and p.low(i - 1) in _MEANS:
                    # "strategies to reduce Y": not what was spoken of before does it
                    self.subjects, self.actor = [], []
                if self.whether >= 0 and group_verb.form == "be":
                    self.pending, self.whether = list(range(self.whether, len(self.out.found))), -1
                    self.out.dropped.update(self.pending)
                    self.mood = Mood()
                i = self.verb(group_verb, fresh)
                fresh = False
                continue
            if low in ("before", "until") and not self.conditional and p.when_clause(i):
                # "captures Y before it can engage Z": what is said to come after need not happen
                self.new_clause(keep_subject=False)
                self.mood = Mood(blocked=True)
                i += 1
                continue
            if kind == "prep":
                if (
                    low == "of"
                    and p.low(i + 1) in ("them", "these", "which", "those")
                    and p.kind(i - 1) in ("det", "word")
                ):
                    # "all of them ease the pain"
                    self.subjects = []
                if p.as_clause(i) or p.when_clause(i):
                    i = self.subordinate(i)
                else:
                    i = self.adjunct_end = self.adjunct(i)
                continue
            if low == "unlike" or low == "whilst":
                got_group = p.group(i + 1)
                i = got_group.last if got_group else i + 1
                continue
            if low == "they" and self.subject_group is not None and self.verbs_here and self._several(self.subjects):
                # "While typical agents do A, they do B"
                self.earlier, self.subject_group = self.subjects, None
            if (
                low in ("both", "they")
                and self.subject_group is None
                and len(self.earlier) > (low == "both")
                and self._several(self.earlier)
            ):
                # "X and Y should be avoided because both raise Z"
                got_verb = self.v.at(i + 1)
                if got_verb is not None and got_verb.form in ("s", "be", "have"):
                    self.subjects, self.subject_group = self.earlier, Group(self.earlier, i, i + 1)
                    i = self.verb(got_verb, False)
                    continue
            if low in ("every", "each"):
                # "X every six months raises Y"
                spent = next((k for k in range(i + 1, i + 4) if p.low(k) in _SPANS), 0)
                if spent:
                    i = spent + 1
                    continue
            got_group = p.group(i, subject=not self.verbs_here)
            if got_group is None:
                i += 1
                continue
            i = self.subject(got_group, fresh)
            fresh = False

    def _names_agent(self) -> bool:
        """Tell whether all that was read so far is the name of something that acts."""
        group = self.subject_group
        if group is None:
            return False
        return all(
            a.entity is not None and a.type in _AGENTS and not a.composed and a.event is None for a in group.args
        )

    def subordinate(self, i: int) -> int:
        """Start the clause that a subordinator introduces."""
        low = self.p.low(i)
        self.p.fronted = i == 0
        self.after_clause = i == 0 or self.p.low(i - 1) == "."
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
        j = i + 1
        if self.p.low(j) == "in" and self.p.low(j + 1) == "turn":
            j += 2
        got = self.v.at(j)
        if got is None:
            return 0
        if (
            self.p.low(i - 1) == ","
            and self.last is self.placed
            and self.before_place is not None
            and self._of_one(got)
        ):
            # "activates Y in the retina, which raises Z"
            self.last = self.before_place
        if (
            self.last is self.placed
            and self.before_place is not None
            and got.word is not None
            and got.word.sense in ("light", "cause")
            and self.p.low(i - 1) != ","
        ):
            # "changes in the gut which lead to Y"
            self.last = self.before_place
        antecedent = self.antecedent(got)
        group = self.last
        if (
            group is not None
            and group.head.split()[-1:]
            and group.head.split()[-1] in ABILITIES
            and not group.head.startswith(("side ", "adverse ", "unwanted "))
            and self.actor
            and not any(a.via_of for a in group.args)
        ):
            # "X has antioxidant properties, which can lower Y"
            antecedent = self.actor
        if group is not None and group is self.lessened and got.word is not None and got.word.sense in _FOLLOWING:
            # "X blocks Y, which in turn lowers Z" is told of X; "X blocks Y, which lowers Z" of either
            antecedent = self.actor if j > i + 1 else []
        if (
            got.word is not None
            and got.word.sense == "light"
            and self.p.low(i - 1) == ","
            and self.actor
            and self.p.low(i) == "which"
            and not self._only_last_agrees(got)
        ):
            # "X blocks Y, which results in Z": what X does results in it
            antecedent = self.actor
        if got.word is not None and got.word.sense == "associate" and self.p.low(i - 1) == ",":
            # "X reduced Y, which correlated with Z": the change, not Y
            antecedent = []
        self.saved.append(self.subjects)
        self.relative_verb = got
        self.subjects = antecedent
        mood = self.mood
        self.mood = Mood(blocked=mood.blocked)
        if any(a.type == "drug" for a in self.actor):
            self.lead = self.actor
        self.actor = []
        end = self.verb(got, False)
        self.mood = mood
        if any(a.arm for a in antecedent) and self.saved:
            # "patients on X who also took Z had …": it is no longer X alone that did it
            self.saved.pop()
            self.subjects = []
        return end if end > i else i + 1

    def _elliptic(self, comma: int) -> bool:
        """Tell whether the condition before a comma has no subject and no verb of its own: "If used for long, X …"."""
        p = self.p
        k = next((k for k in range(comma - 1, max(-1, comma - 15), -1) if p.kind(k) == "sub"), -1)
        first = p.low(k + 1 + (p.low(k + 1) == "not"))
        return k >= 0 and (comma - k <= 3 or first.endswith(("ed", "en")) or first in ("left", "begun"))

    def _only_last_agrees(self, verb: VerbGroup) -> bool:
        """Tell whether a verb in the plural fits the noun before it and not who acts: "raises the risk of falls, which result in Y"."""
        plain = verb.word is not None and verb.word.form == "b" and verb.modal is None and not verb.frames
        if not plain or self.last is None or len(self.actor) > 1:
            return False
        return self.printed_plural(self.last.args[-1]) and not any(self.printed_plural(a) for a in self.actor)

    def _goes_on(self, verb: VerbGroup) -> bool:
        """Tell whether a verb after a comma is a further one of the relative clause: in its form, not in that of the main verb."""
        inner, main = self.relative_verb, self.governing
        if inner is None or inner.word is None or verb.word is None or main is None or main.word is None:
            return False
        return verb.word.form == inner.word.form == "s" and main.word.form == "b" and not verb.frames

    def _rejoins(self, i: int) -> bool:
        """Tell whether the verb at ``i`` is joined to the main verb, not to that of the relative clause before it."""
        got = self.v.at(i)
        inner = self.relative_verb
        if got is None or got.word is None or inner is None or inner.word is None or got.form not in ("s", "b"):
            return False
        alike = got.word.form == inner.word.form or inner.modal is not None
        return not alike and self.governing is not None

    def _several(self, before: list[Argument]) -> bool:
        """Tell whether the subjects of the clause before are several agents, or a plural one."""
        agents = [a for a in before if a.grounded]
        return len(agents) > 1 or any(self.printed_plural(a) for a in agents)

    @staticmethod
    def _of_one(verb: VerbGroup) -> bool:
        """Tell whether a verb has a singular subject, and does not tell what cells make."""
        word = verb.word
        return word is not None and word.form == "s" and word.sense not in ("secrete", "produce", "express")

    def bracket(self, i: int) -> int:
        """Skip a bracket; what it holds says nothing about the clause."""
        depth = 0
        for k in range(i, min(self.p.size, i + LONGEST_BRACKET)):
            if self.p.kind(k) == "mark" and self.p.low(k) in "([":
                depth += 1
            elif self.p.kind(k) == "mark" and self.p.low(k) in ")]":
                depth -= 1
                if depth == 0:
                    return k + 1
        return i + 1
