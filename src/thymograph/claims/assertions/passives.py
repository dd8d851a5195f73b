"""Passive verbs and participles: the subject is what is done to."""

from __future__ import annotations

import re
from dataclasses import replace

from thymograph.claims.assertions.actives import Actives
from thymograph.claims.assertions.arguments import Argument
from thymograph.claims.assertions.collected import Mood
from thymograph.claims.assertions.licences import replace_last
from thymograph.claims.assertions.meaning import is_ill
from thymograph.claims.assertions.state import Frame
from thymograph.claims.assertions.verbs import VerbGroup

__all__ = ["Passives"]

_EXCRETING = re.compile(
    r"\b(?:kidneys?|urine|renal|liver|hepatic|bile|biliary|f(?:a)?eces|f(?:a)?ecal|stool|sweat|milk|lungs)\b",
    re.IGNORECASE,
)


_LINKING = {"accompany": ("by",), "implicate": ("in",), "follow": ("by",)}
_RELATIONS = frozenset(
    {"association", "associations", "correlation", "correlations", "link", "relationship", "relation"}
)
_NAMING_BARE = frozenset({"consider", "deem"})
_NAMING = _NAMING_BARE | {"identify", "regard", "know", "recognise", "recognize", "describe", "establish", "view"}
_KINDS_OF_ILL = frozenset(
    {
        "morbidity",
        "comorbidity",
        "complication",
        "disease",
        "disorder",
        "condition",
        "symptom",
        "adverse event",
        "risk factor",
    }
)


class Passives(Actives):
    """The part of a reader that reads passive verbs."""

    def passive(self, verb: VerbGroup, subjects: list[Argument], mood: Mood, rule: str) -> int:
        """Read "Y is V-ed (by X)"."""
        word = verb.word
        assert word is not None
        p = self.p
        sense, lemma = word.sense, word.lemma
        span = (p.tokens[verb.first].start, p.tokens[verb.last - 1].end)
        if any(w.sense == "excrete" for w in verb.words):
            sense = "excrete"
        frame = Frame(actor=[], targets=subjects, sense=sense, lemma=lemma, rule=rule, span=span, mood=mood)
        if (
            sense in ("decrease", "treat", "improve", "prevent", "worsen")
            and verb.first > 0
            and p.kind(verb.first - 1) == "this"
            and any(a.type == "drug" for a in subjects)
        ):
            # "This can be relieved by X": not the drug, but what it does
            subjects = frame.targets = []
        if sense == "cause" and verb.form == "d" and len(subjects) > 1:
            # "flow and symptoms caused by D": the flow is not
            subjects = frame.targets = [a for a in subjects if not a.grounded or is_ill(a)]
        acting = self.acting(subjects)
        self.actor = []
        named = verb.last + (p.low(verb.last) == "as")
        if (
            lemma in _NAMING
            and p.low(named) in ("a", "an", "the", "one")
            and (lemma in _NAMING_BARE or named > verb.last)
        ):
            group = p.group(named)
            if group is not None:
                self.remember(group)
                end = self.define(acting, group, mood)
                if p.kind(end) == "rel":
                    self.stand_for(acting, group, end)
                    return end
                if end > group.last or self.clause_made:
                    return end
                return verb.last
        if sense == "suggest" and lemma == "indicate":
            after = self.past_adverbs(verb.last)
            inserted = p.low(after) == "," and p.low(after + 1) in ("alone", "in", "as", "either", "along")
            if inserted or p.low(after) in ("for", "in", "as", "to"):
                sense = "approve"
        started = lemma in (
            "start",
            "begin",
            "initiate",
            "introduce",
            "give",
            "add",
            "administer",
            "prescribe",
            "take",
        ) and (
            (p.low(verb.last) in ("for", "as") and lemma != "take")
            or (mood.negated and verb.modal is not None and p.low(verb.last) in ("to", "in", "during"))
        )
        if started and any(a.type in ("drug", "procedure") for a in acting):
            sense = "use"
        if (
            lemma == "offer"
            and verb.modal in ("should", "must", "may", "can")
            and any(a.type in ("drug", "procedure") for a in acting)
        ):
            sense = "recommend"
        if sense in ("approve", "contraindicate", "use", "recommend", "avoid", "think"):
            return self.licence(verb, acting, mood, frame, sense)
        if lemma in ("isolate", "extract", "purify", "supplement", "enrich"):
            return self.close(self.composition(verb, subjects, mood, frame), frame)
        beside = verb.last + (p.low(verb.last) in ("together", "along", "concurrently", "simultaneously"))
        if (
            lemma in ("give", "take", "administer", "use")
            and p.low(beside) in ("with", "alongside")
            and not mood.negated
        ):
            other = p.group(beside + 1)
            drugs = [a for a in other.args if a.type == "drug" and a.grounded] if other is not None else []
            if other is not None and drugs:
                self.clause_made.extend(self.combine([a for a in subjects if a.type == "drug"], drugs))
                frame.actor, frame.sense, frame.rule, frame.wants_target = (
                    acting,
                    "treat",
                    "used, approved, recommended",
                    frozenset({"for"}),
                )
                return self.close(self.aims(other.last, frame), frame)
        if lemma in ("give", "administer", "inject", "take", "infuse") and not mood.negated:
            k = next(
                (
                    n
                    for n in range(verb.last, min(verb.last + 9, p.size))
                    if p.low(n) == "for" or p.kind(n) in ("mark", "conj", "sub", "rel")
                ),
                p.size,
            )
            drugs = [a for a in acting if a.type == "drug"]
            aim = p.group(k + 1) if p.low(k) == "for" and drugs else None
            if aim is not None and any(is_ill(a) for a in aim.grounded):
                # "is given by injection for D"
                frame.actor, frame.sense, frame.rule, frame.wants_target = (
                    drugs,
                    "treat",
                    "used, approved, recommended",
                    frozenset({"for"}),
                )
                return self.close(self.aims(k, frame), frame)
        if sense == "combine":
            frame.sense = "combine"
            end = verb.last
            if p.low(end) in word.prepositions:
                other = p.group(end + 1)
                if other is not None and mood.negated:
                    # "should not be combined with"
                    return self.tail(other.last, frame)
                if other is not None:
                    self.clause_made.extend(self.combine([a for a in subjects if a.grounded], other.args))
                    return self.tail(other.last, frame)
            return self.tail(end, frame)
        if sense == "associate" or (lemma == "follow" and p.low(verb.last) == "by"):
            return self.linked(verb, acting, mood, frame)
        if sense == "characterise":
            frame.actor, frame.wants_target, self.actor = acting, frozenset({"by"}), acting
            return self.close(self.tail(verb.last, frame), frame)
        if sense == "excrete" or lemma in ("eliminate", "remove"):
            if not acting and self.subject_group is not None and self.subject_group.head in ("dose", "drug"):
                # "85% of a dose is excreted by the kidneys"
                acting = [a for a in self.topic_argument() if a.type == "drug"]
            preps = frozenset(word.prepositions) | {"by", "via", "in", "through"}
            frame.actor, frame.wants_target, frame.sense = acting, preps, "excrete"
            j = verb.last
            while p.kind(j) in ("adv",) or p.low(j) in ("unchanged", "mainly"):
                j += 1
            organ = p.group(j + 1) if p.low(j) in preps else None
            if organ is not None and _EXCRETING.search(self.words(organ.first, organ.last)):
                for actor in acting:
                    for a in organ.args:
                        got = self.out.add(
                            actor, "excreted_by", a, mood, "excreted by", (span[0], p.tokens[organ.last - 1].end)
                        )
                        frame.made.extend([got] if got is not None else [])
                self.remember(organ)
                return self.close(self.tail(organ.last, frame), frame)
            if sense == "excrete":
                return self.close(self.tail(j, replace(frame, wants_target=frozenset())), frame)
        if sense in ("report", "suggest", "speculate", "support"):
            if p.low(verb.last) == "in" and p.low(verb.last + 1) == "association" and p.low(verb.last + 2) == "with":
                # "have been reported in association with X"
                verb = replace_last(verb, verb.last + 2)
            if p.low(verb.last) == "to" and p.low(verb.last + 1) == "have" and not mood.negated:
                # "has been shown to have an effect on Y": read on with the same subject
                self.mood = mood.with_(certainty="hedged" if sense == "suggest" else None)
                return verb.last
            if (
                p.low(verb.last) == "to"
                and p.low(verb.last + 1) == "be"
                and p.tokens[min(verb.last + 2, p.size - 1)].verb is None
            ):
                # "has been shown to be protective against Y"
                level = "hedged" if sense == "suggest" else "speculative" if sense == "speculate" else None
                told = VerbGroup(
                    verb.first, verb.last + 2, None, form="be", negated=verb.negated, certainty=level or mood.certainty
                )
                return self.copula(told, mood.with_(certainty=level))
            if p.low(verb.last) == "that" or p.low(verb.last) == "to":
                return self.content(verb, mood, sense)
            if self.in_subject:
                self.remark(verb, sense)
            frame.sense = "report"
            frame.wants_agent = frozenset({"with", "after", "following", "in", "by", "among", "for"})
            if verb.words and any(w.sense == "investigate" for w in verb.words):
                mood.blocked = True
            frame.rule = "observed with"
            if p.low(verb.last) in ("with", "after", "following"):
                given = p.group(verb.last + 1)
                plain = [
                    a
                    for a in subjects
                    if is_ill(a) and a.direction is None and a.event in (None, "neutral") and a.type != "study"
                ]
                drugs = [a for a in given.grounded if a.type in ("drug", "procedure")] if given is not None else []
                frame.made.extend(self.out.relate(drugs, "associate", "", plain, mood, "observed with", span))
            if p.low(verb.last) in ("more", "less"):
                return self.frequency(subjects, mood, frame, verb.last)
            heads = self.subject_group.head if self.subject_group is not None else ""
            if p.low(verb.last) == "between" and heads in _RELATIONS:
                # "no association was found between A and B"
                denied = mood.negated or any(a.negated for a in subjects)
                return self.between(verb.last, denied, replace(mood, negated=False), frame)
            if p.low(verb.last) == "between" and any(a.event == "affect" for a in subjects):
                return self.no_difference(
                    [a for a in subjects if a.event == "affect"],
                    mood.negated or any(a.negated for a in subjects),
                    replace(mood, negated=False),
                    verb.last,
                )
            if any(a.negated and not a.event for a in subjects):
                return self.none_reported(verb, subjects, frame)
            return self.close(self.tail(verb.last, frame), frame)
        if sense == "investigate":
            self.out.dropped.update(self.in_subject)
            self.mood = replace(self.mood, blocked=True)
            return verb.last
        if sense == "express":
            return self.close(self.expressed(verb, subjects, mood, frame), frame)
        if sense == "compare":
            return self.tail(verb.last, Frame(actor=[], mood=mood))
        if sense == "become":
            frame.actor, frame.wants_target = acting, frozenset({"into"})
            return self.close(self.tail(verb.last, frame), frame)
        if sense in ("other", "occur"):
            return self.tail(verb.last, Frame(actor=[], mood=mood))
        frame.wants_agent = frozenset({"by"})
        if sense in ("increase", "decrease", "improve", "worsen", "prevent"):
            frame.wants_agent = frozenset({"by", "with", "after", "following", "in"})
        if sense == "treat":
            frame.wants_agent = frozenset({"with", "by"})
        if sense == "receive":
            frame.wants_agent = frozenset()
        if sense == "secrete":
            frame.wants_agent = frozenset({"by", "from"})
        found = self.tail(verb.last, frame)
        if frame.made and frame.actor and sense in ("increase", "decrease", "improve", "worsen"):
            self.told_agents = frame.actor
        for extra in verb.words[1:]:
            if frame.actor:
                more = self.out.relate(frame.actor, extra.sense, extra.lemma, subjects, mood, rule, span)
                frame.made.extend(more)
        if verb.words and frame.actor and verb.words[0] is not word:
            frame.made.extend(
                self.out.relate(frame.actor, verb.words[0].sense, verb.words[0].lemma, subjects, mood, rule, span)
            )
        return self.close(found, frame)

    def past_adverbs(self, i: int) -> int:
        """Return the index of the first token from ``i`` that is no adverb."""
        while self.p.kind(i) == "adv":
            i += 1
        return i

    def remark(self, verb: VerbGroup, sense: str) -> None:
        """Let "has been proposed", "has not been established" say how sure what its subject states is."""
        level = {"suggest": "hedged", "speculate": "speculative"}.get(sense)
        for n in self.in_subject:
            old = self.out.found[n]
            if verb.negated:
                self.out.found[n] = replace(old, polarity="unknown")
            elif level and old.certainty == "asserted":
                self.out.found[n] = replace(old, certainty=level)

    def none_reported(self, verb: VerbGroup, subjects: list[Argument], frame: Frame) -> int:
        """Read "no serious adverse events were reported (with X)"."""
        p = self.p
        owners: list[Argument] = []
        end = verb.last
        if p.low(end) in ("with", "after", "following", "for", "in"):
            other = p.group(end + 1)
            if other is not None:
                arm = self.people_given(other)
                owners = [a for a in (arm or other).grounded if a.arm or a.type in ("drug", "procedure")]
                end = (arm or other).last if owners else end
        if not owners:
            owners = self.topic_argument()
        for a in subjects:
            if a.grounded and a.negated and (a.type == "outcome" or is_ill(a)):
                for owner in owners:
                    got = self.out.add(
                        owner, "associated_with", replace(a, negated=True), self.mood, "none reported", frame.span
                    )
                    frame.made.extend([got] if got is not None else [])
        return self.close(self.tail(end, frame), frame)

    def expressed(self, verb: VerbGroup, subjects: list[Argument], mood: Mood, frame: Frame) -> int:
        """Read "Y is expressed on (by) cells" as Y part of the cells."""
        p = self.p
        if p.low(verb.last) in ("on", "by", "in"):
            other = p.group(verb.last + 1)
            if other is not None:
                for a in subjects:
                    for b in other.grounded:
                        if b.type == "cell" and a.grounded:
                            got = self.out.add(a, "part_of", b, mood, "expressed on", frame.span)
                            frame.made.extend([got] if got is not None else [])
                self.remember(other)
                return self.tail(other.last, frame)
        return self.tail(verb.last, frame)

    def composition(self, verb: VerbGroup, subjects: list[Argument], mood: Mood, frame: Frame) -> int:
        """Read "isolated from B" and "supplemented with A": what is part of what, or made by what."""
        p = self.p
        assert verb.word is not None
        j = verb.last
        taken = verb.word.lemma in ("isolate", "extract", "purify")
        if p.low(j) not in (("from",) if taken else ("with",)):
            return self.tail(j, frame)
        other = p.group(j + 1)
        if other is None:
            return j
        self.remember(other)
        span = (frame.span[0], p.tokens[other.last - 1].end)
        for a in subjects[-1:] if not taken else subjects:
            for b in other.grounded:
                if a.entity is None:
                    continue
                if not taken:
                    made = self.out.add(self.plain(b), "part_of", a, mood, "composition", span)
                elif a.type == "cell":
                    made = self.out.add(a, "part_of", b, mood, "composition", span)
                else:
                    made = self.out.add(b, "produces", a, mood, "composition", span)
                frame.made.extend([made] if made is not None else [])
        return self.tail(other.last, frame)

    def linked(self, verb: VerbGroup, acting: list[Argument], mood: Mood, frame: Frame) -> int:
        """Read "is associated with (a reduction in) Y"."""
        p = self.p
        assert verb.word is not None
        if p.low(verb.last) not in _LINKING.get(verb.word.lemma, ("with", "to")):
            return self.tail(verb.last, frame)
        frame.actor, frame.sense = acting, "associate"
        inverse = any(p.low(k) in ("inversely", "negatively") for k in range(max(0, verb.first - 1), verb.last))
        got = p.group(verb.last + 1)
        if got is None:
            return verb.last
        members = [a for a in got.args if a.exemplar]
        if members and any(a.name in _KINDS_OF_ILL or (not a.grounded) for a in self.subjects):
            # "Several conditions are associated with D, including A and B"
            acting = [
                replace(a, exemplar=False, direction=None, event=None, neutral=False) for a in members if a.grounded
            ]
            got.args = [a for a in got.args if not a.exemplar]
        if inverse:
            got.args = [
                replace(a, direction="down") if a.direction is None and a.event in (None, "neutral") else a
                for a in got.args
            ]
        frame.made.extend(
            self.out.relate(
                acting, "associate", "", got.args, mood, "associated with", (frame.span[0], p.tokens[got.last - 1].end)
            )
        )
        self.remember(got)
        self.actor = acting
        end = self.tail(got.last, frame)
        more = end + 1 + (p.low(end) == ",")
        if p.kind(more - 1) == "conj" and p.low(more) == p.low(verb.last):
            # "with A and with B"
            further = p.group(more + 1)
            if further is not None:
                span = (frame.span[0], p.tokens[further.last - 1].end)
                frame.made.extend(self.out.relate(acting, "associate", "", further.args, mood, "associated with", span))
                self.remember(further)
                end = self.tail(further.last, frame)
        return self.close(end, frame)
