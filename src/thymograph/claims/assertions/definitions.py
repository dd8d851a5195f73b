"""Definitions and lists of harms: "is an inhibitor of Y", "adverse effects include Y"."""

from __future__ import annotations

import re
from dataclasses import replace

from thymograph.claims.assertions.adjuncts import Adjuncts
from thymograph.claims.assertions.arguments import ABILITIES, Argument, Group
from thymograph.claims.assertions.collected import Mood
from thymograph.claims.assertions.meaning import is_ill
from thymograph.claims.assertions.objects import usable
from thymograph.claims.assertions.state import Frame

__all__ = ["ADVERSE", "Definitions"]

_DEFINING = {
    "source": "secrete", "producer": "secrete", "component": "part", "part": "part", "subunit": "part", "constituent": "part", "member": "part",
    "treatment": "treat", "therapy": "treat", "cause": "cause", "trigger": "cause", "remedy": "treat", "precursor": "become",
    "option": "treat", "medication": "treat", "medicine": "treat", "driver": "cause", "contributor": "cause",
}  # fmt: skip


_PREFERRED = frozenset({"choice", "preferred", "first-line", "second-line", "firstline", "mainstay"})
_REMEDIES = frozenset(
    {
        "drug",
        "treatment",
        "therapy",
        "agent",
        "choice",
        "antibiotic",
        "antidepressant",
        "option",
        "medication",
        "mainstay",
    }
)
_HARMS = frozenset({"effects", "reactions", "events", "symptoms"})
_GOING_ON = frozenset(
    "necessitating requiring leading resulting causing prompting making warranting suggesting indicating depending ranging".split()
)
"""What follows a list of harms: ", necessitating regular visits"."""
_FACULTIES = frozenset(
    {"swallowing", "breathing", "speaking", "sleeping", "walking", "thinking", "talking", "urinating"}
)
"""What one has trouble with is no harm: "trouble breathing or swallowing"."""
_HARM_GRADES = frozenset({"serious", "severe", "common", "rare", "uncommon", "frequent"})
_GRADED = re.compile(
    r"\b(?:increas|decreas|reduc|elevat|rais|lower|high|low|more|less|rise|fall|fewer)\w*", re.IGNORECASE
)
ADVERSE = ("adverse", "side", "undesirable", "unwanted", "toxic", "toxicities", "toxicity", "complications")


class Definitions(Adjuncts):
    """The part of a reader that reads definitions."""

    def define(self, subjects: list[Argument], group: Group, mood: Mood) -> int:
        """Read "is an inhibitor of Y", "is a source of Y", "is a treatment for D"; return the index after."""
        p = self.p
        end = group.last
        span = (p.tokens[group.first].start, p.tokens[end - 1].end)
        for a in group.args:
            if a.agentive:
                sense, target = a.agentive
                if target is a or len(target.name) < 2:
                    continue
                self.clause_made.extend(
                    self.out.relate(subjects, sense, "", [replace(target, agentive=None)], mood, "definition", span)
                )
        head = group.head
        words = self.words(group.first, end).lower().split()
        if words[-1:] in (["antibody"], ["antibodies"]) and p.low(end) in ("against", "targeting", "to"):
            self.antibody(subjects, group)
        kind = (
            _DEFINING.get(head)
            or _DEFINING.get(head.split()[-1] if head else "")
            or ("cause" if head == "causes" else None)
        )
        singular = head.split()[-1].removesuffix("s") if head else ""
        if kind is None and len(subjects) > 1 and singular in ("treatment", "option", "medication", "medicine"):
            # "X and Y are first-line treatments for D"
            kind = "treat"
        if _PREFERRED & set(words) and singular in _REMEDIES:
            kind = "treat"
        if kind in ("secrete", "part") and words and (inner := [a for a in group.args if a.entity is not None]):
            for s in subjects:
                for a in inner:
                    target = self.plain(a)
                    predicate = "produces" if kind == "secrete" else "part_of"
                    got = self.out.add(s, predicate, target, mood, "definition", span)
                    self.clause_made.extend([got] if got is not None else [])
            return end
        if kind == "treat" and p.low(end) in ("for", "in") and {"preferred", "recommended"} & set(words):
            other = p.group(end + 1)
            if other is not None:
                conditions, last, _ = self.patients_with(other)
                self.remember(other)
                for s in subjects:
                    for a in conditions:
                        if a.type == "disease" or a.event == "treat":
                            made = self.out.add(
                                s,
                                "recommended_for",
                                replace(a, event=None),
                                mood,
                                "preferred option",
                                (span[0], p.tokens[last - 1].end),
                            )
                            self.clause_made.extend([made] if made is not None else [])
                return last
        if kind == "treat" and p.low(end) in ("for", "of", "in", "against"):
            doing = self.v.at(end + 1)
            treating = (
                doing is not None and doing.form == "g" and doing.word is not None and doing.word.sense == "treat"
            )
            other = p.group(doing.last if doing is not None and treating else end + 1)
            if other is not None:
                conditions, last, _ = self.patients_with(other)
                self.remember(other)
                for a in conditions:
                    if a.type == "disease" or a.event == "treat" or (a.type not in ("drug",) and a.grounded):
                        what = "prevent" if a.event == "prevent" else "treat"
                        span = (span[0], p.tokens[last - 1].end)
                        self.clause_made.extend(
                            self.out.relate(subjects, what, "", [replace(a, event=None)], mood, "definition", span)
                        )
                return last
        if kind == "treat" and (
            events := [replace(a, event=None) for a in group.args if a.grounded and a.type == "disease"]
        ):
            self.clause_made.extend(self.out.relate(subjects, "treat", "", events, mood, "definition", span))
            return end
        if kind is None and head == "factor" and {"causative", "causal", "etiologic", "aetiological"} & set(words):
            kind = "cause"
        if head.split()[-1:] in (["result"], ["consequence"]):
            # "is the result of X": X causes it
            causes = [self.plain(a) for a in group.args if a.entity is not None and a.via_of]
            ill = [a for a in self.subjects if a.grounded]
            self.clause_made.extend(self.out.relate(causes, "cause", "", ill, mood, "result of", span))
            self.actor = []
            return end
        lasting = p.low(end) == "in" or head.split()[-1:] in (["contributor"], ["contributors"], ["factor"])
        if kind == "cause" and lasting and p.low(end) in ("to", "in") and all(a.entity is None for a in group.args):
            other = p.group(end + 1)
            if other is not None:
                self.remember(other)
                span = (span[0], p.tokens[other.last - 1].end)
                self.clause_made.extend(self.out.relate(subjects, "cause", "", other.args, mood, "definition", span))
                return other.last
        if kind == "cause" and (inner := [a for a in group.args if a.entity is not None]):
            targets = [self.plain(a) for a in inner if a.type != "other" or is_ill(a)]
            self.clause_made.extend(self.out.relate(subjects, "cause", "", targets, mood, "definition", span))
            return end
        if head in ("factor", "factors") and "risk" in words and p.low(end) == "for":
            other = p.group(end + 1)
            if other is not None:
                self.remember(other)
                self.clause_made.extend(
                    self.out.relate(
                        subjects,
                        "associate",
                        "",
                        other.args,
                        mood,
                        "risk factor",
                        (span[0], p.tokens[other.last - 1].end),
                    )
                )
                return other.last
        if ("function" in words or "action" in words or head in ABILITIES) and p.low(end) in ("of", "in", "to"):
            inner_verb = self.v.at(end + 1) if p.low(end) != "to" else self.v.at(end)
            if inner_verb is not None and inner_verb.form in ("g", "b") and inner_verb.word is not None:
                last = self.simple(inner_verb, subjects, mood, rule="ability or role")
                return self.more_forms(last, inner_verb.form, subjects, mood, "ability or role")
        events = [
            a
            for a in group.args
            if a.event not in (None, "neutral", "affect", "treat", "unclear", "loss") and a.grounded and not a.agents
        ]
        if events and self.subject_group is not None and self.subject_group.head in ABILITIES:
            self.clause_made.extend(self.out.relate(subjects, "exert", "", events, mood, "definition", span))
        return end

    def harms(self, subjects: list[Argument], group: Group, mood: Mood, frame: Frame) -> None:
        """Read "adverse effects (of X) include A and B"."""
        heads = self.subject_group
        if heads is None:
            return
        words = self.words(heads.first, heads.last).lower().split()
        owners = [
            self.plain(a)
            for a in heads.args
            if a.entity is not None and a.type in ("drug", "procedure", "other", "cytokine", "protein", None)
        ]
        owners = [self.plain(o) for a in heads.args for o in a.owners if o.entity is not None] or [
            o for o in owners if o.type != "other"
        ]
        if not owners:
            owners = [a for a in self.topic_argument() if a.type not in ("disease", "outcome", "process", "cell")]
        if any(w in ADVERSE for w in words) or (heads.head in _HARMS and set(words) & _HARM_GRADES):
            targets = [
                a
                for a in group.args
                if a.name.partition(" ")[0] not in _GOING_ON
                and a.name not in _FACULTIES
                and (
                    (a.grounded and a.type in ("disease", "outcome", "process", "other"))
                    or (not a.grounded and (is_ill(a) or (frame.rule != "copula" and usable(a, "cause"))))
                )
            ]
            frame.made.extend(
                self.out.relate(
                    owners, "cause", "", [self._own_way(a) for a in targets], mood, "adverse effects", frame.span
                )
            )

    def further_harms(self, subjects: list[Argument], end: int, mood: Mood, frame: Frame) -> int:
        """Read on in a list of harms where a noun that no table knows ended a group, and return the index after it."""
        p = self.p
        while frame.made and (p.low(end) == "," or (p.kind(end) == "conj" and p.low(end) != "but")):
            start = end + 1 + (p.low(end) == "," and p.kind(end + 1) == "conj")
            if p.kind(start) not in ("word", "ent") or p.clause_ahead(start):
                break
            group = p.group(start)
            if group is None or group.last <= start - 1:
                break
            self.harms(subjects, group, mood, frame)
            end = group.last
        return end

    def _own_way(self, a: Argument) -> Argument:
        """Return a member of a list of harms without the direction of another: "increased thirst, shakiness and thinning hair"."""
        if a.direction in ("up", "down") and a.start > 0 and not _GRADED.search(self.text, max(0, a.start - 16), a.end):
            return replace(a, direction=None)
        return a
