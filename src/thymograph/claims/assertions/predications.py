"""Verbs and copulas: what each kind says of its subject and objects."""

from __future__ import annotations

import re
from dataclasses import replace

from thymograph.claims.assertions.adjuncts import Adjuncts, Frame
from thymograph.claims.assertions.meaning import Mood, is_ill, usable
from thymograph.claims.assertions.phrases import ABILITIES, PEOPLE, Argument, Group
from thymograph.claims.assertions.verbs import VerbGroup

__all__ = ["Predications"]

_COMPARING = frozenset({"superior", "inferior", "non-inferior", "noninferior", "equivalent", "comparable", "similar"})
UNKNOWN = frozenset({"unknown", "unclear", "uncertain", "unproven", "controversial", "debated", "undetermined", "questionable", "unestablished"})
EVIDENCE = frozenset({"evidence", "proof", "indication", "data", "reports", "report"})
EFFECTS = frozenset({"effect", "effects", "impact", "influence", "action", "actions"})
EFFECT_SENSES = {
    "inhibitory": "inhibit", "suppressive": "inhibit", "stimulatory": "stimulate", "beneficial": "improve", "positive": "improve",
    "favorable": "improve", "favourable": "improve", "negative": "worsen", "adverse": "worsen", "detrimental": "worsen",
    "deleterious": "worsen", "harmful": "worsen", "protective": "prevent", "lowering": "decrease",
}  # fmt: skip
GENERIC_PEOPLE = frozenset("patients patient participants subjects individuals people adults those persons group groups cells population populations users recipients".split())
_EXCRETING = re.compile(r"\b(?:kidneys?|urine|renal|liver|hepatic|bile|biliary|f(?:a)?eces|f(?:a)?ecal|stool|sweat|milk|lungs)\b", re.IGNORECASE)
SAFETY = re.compile(r"\b(?:safety profile|tolerability|tolerated|toxicity|toxicities|adverse)\b", re.IGNORECASE)
_ADVERSE = ("adverse", "side", "undesirable", "unwanted", "toxic", "toxicities", "toxicity", "complications")
_DIRECT = frozenset(
    "activate inhibit increase decrease enhance stimulate induce improve worsen prevent treat cause produce secrete regulate affect bind "
    "contraindicate".split()
)
_DEFINING = {
    "source": "secrete", "producer": "secrete", "component": "part", "part": "part", "subunit": "part", "constituent": "part", "member": "part",
    "treatment": "treat", "therapy": "treat", "cause": "cause", "trigger": "cause", "remedy": "treat", "precursor": "become",
}  # fmt: skip


class Predications(Adjuncts):
    """The part of a reader that reads verbs."""

    def acting(self, args: list[Argument]) -> list[Argument]:
        """Return who acts."""
        raise NotImplementedError

    def topic_argument(self) -> list[Argument]:
        """Return the topic as argument."""
        raise NotImplementedError

    def antecedent(self, verb: VerbGroup) -> list[Argument]:
        """Return what a participle stands for."""
        raise NotImplementedError

    @staticmethod
    def plain(a: Argument) -> Argument:
        """Return the entity of an argument alone."""
        raise NotImplementedError

    def new_clause(self, *, keep_subject: bool) -> None:
        """Forget the clause before."""
        raise NotImplementedError

    # ------------------------------------------------------------ entry

    def verb(self, verb: VerbGroup, fresh: bool, *, actor: list[Argument] | None = None, rule: str = "") -> int:
        """Read a verb group with its objects and tail, and return the index after them."""
        p = self.p
        self.verbs_seen += 1
        self.verbs_here += 1
        mood = self.mood.with_(negated=verb.negated, certainty=verb.certainty)
        mood.blocked = self.mood.blocked
        if self.mood.polarity:
            mood.polarity = self.mood.polarity
        word = verb.word
        if word is None:
            return self.copula(verb, mood) if verb.form == "be" else self.possession(verb, mood) if verb.form == "have" else self.unread(verb)
        subjects = self.subjects
        given = actor is not None
        touching = self.last is not None and self.last.last == verb.first and p.low(verb.first - 1) != ","
        if not given and verb.form in ("g", "d") and not (fresh and not subjects):
            if touching and word.sense not in ("light",) and self.verbs_seen > 0 and self.last is not self.subject_group:
                subjects = self.antecedent(verb)
            elif touching and self.last is self.subject_group and self._finite_follows(verb.last):
                # "IL-2 produced by T cells activates …": the participle narrows the subject
                return self.narrowing(verb, mood)
            elif verb.form == "g":
                subjects = self.actor or self.acting(self.subjects)
                given = True
        if verb.form == "b" and p.low(verb.first) == "to" and not given and self.verbs_here == 1:
            # "as an adjunct to improve Y", "To reduce Y, …": a purpose, not a statement
            return self.simple(verb, [], replace(self.mood, blocked=True), rule="")
        if not given and not subjects and fresh and self.subject_group is None and verb.form in ("s", "d", "b", "g"):
            subjects = self.topic_argument()
            if verb.form == "g" and self._finite_follows(verb.last) and word.sense in ("receive", "use", "combine"):
                taken = p.group(verb.last)
                if taken is not None:
                    self.remember(taken)
                    self.subjects, self.subject_group = taken.args, taken
                    end = taken.last
                    if p.low(end) in ("with", "to"):
                        other = p.group(end + 1)
                        if other is not None:
                            self.clause_made.extend(self.combine(taken.grounded, other.args))
                            end = other.last
                    return end
            if verb.form == "g" and self._finite_follows(verb.last):
                self.mood, kept = replace(self.mood, blocked=True), self.mood
                end = self.simple(verb, [], self.mood, rule="")
                self.mood, self.subjects = kept, []
                return end
            if verb.form == "d" and p.low(verb.last) not in ("for", "in", "with", "during", "by", "as", "to"):
                subjects = []
            self.subjects = subjects
        if verb.passive:
            return self.passive(verb, subjects, mood, rule or "passive")
        return self.active(verb, subjects if given else self.acting(subjects), subjects, mood, rule or ("verb first" if not self.subjects else "active"))

    def _finite_follows(self, i: int) -> bool:
        p = self.p
        for k in range(i, min(p.size, i + 14)):
            if p.kind(k) == "mark" and p.low(k) in ";.":
                return False
            got = self.v.at(k)
            if got is not None and got.form in ("s", "be", "have") and not got.passive:
                return True
            if got is not None and got.form == "s":
                return True
        return False

    def narrowing(self, verb: VerbGroup, mood: Mood) -> int:
        """Read a participle after the subject without losing the subject."""
        subjects, group, actor = self.subjects, self.subject_group, self.actor
        end = self.passive(verb, self.subjects, mood, "reduced relative") if verb.passive else self.active(verb, self.acting(self.subjects), self.subjects, mood, "reduced relative")
        self.subjects, self.subject_group, self.actor = subjects, group, actor
        return end

    def unread(self, verb: VerbGroup) -> int:
        """Skip a verb that the table does not know; its subject stays. "Is centred on the N of Y" is read."""
        p = self.p
        if p.low(verb.last) in ("on", "upon", "through", "by") and verb.passive:
            actors = self.acting(self.subjects)
            group = p.group(verb.last + 1)
            if group is not None and actors and p.low(verb.last) == "on":
                self.remember(group)
                span = (p.tokens[verb.first].start, p.tokens[group.last - 1].end)
                events = [a for a in group.args if a.event not in (None, "neutral", "affect", "treat", "loss", "unclear") and not a.agents]
                self.clause_made.extend(self.out.relate(actors, "exert", "", events, self.mood.with_(negated=verb.negated, certainty=verb.certainty), "centred on", span))
                self.actor = actors
                return group.last
        self.actor = self.acting(self.subjects)
        return max(verb.last, verb.first + 1)

    # ------------------------------------------------------------ passive

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
        acting = self.acting(subjects)
        self.actor = []
        if sense == "suggest" and lemma == "indicate" and p.low(verb.last) in ("for", "in", "as"):
            sense = "approve"
        if sense in ("approve", "contraindicate", "use", "recommend", "avoid", "think"):
            return self.licence(verb, acting, mood, frame, sense)
        if sense == "combine":
            frame.sense = "combine"
            end = verb.last
            if p.low(end) in word.prepositions:
                other = p.group(end + 1)
                if other is not None:
                    self.clause_made.extend(self.combine([a for a in subjects if a.grounded], other.args))
                    return self.tail(other.last, frame)
            return self.tail(end, frame)
        if sense == "associate":
            return self.linked(verb, acting, mood, frame)
        if sense == "characterise":
            frame.actor, frame.wants_target, self.actor = acting, frozenset({"by"}), acting
            return self.close(self.tail(verb.last, frame), frame)
        if sense == "excrete" or lemma in ("eliminate", "remove"):
            preps = frozenset(word.prepositions) | {"by", "via", "in", "through"}
            frame.actor, frame.wants_target, frame.sense = acting, preps, "excrete"
            j = verb.last
            while p.kind(j) in ("adv",) or p.low(j) in ("unchanged", "mainly"):
                j += 1
            organ = p.group(j + 1) if p.low(j) in preps else None
            if organ is not None and _EXCRETING.search(self.words(organ.first, organ.last)):
                for actor in acting:
                    for a in organ.args:
                        got = self.out.add(actor, "excreted_by", a, mood, "excreted by", (span[0], p.tokens[organ.last - 1].end))
                        frame.made.extend([got] if got is not None else [])
                self.remember(organ)
                return self.close(self.tail(organ.last, frame), frame)
            if sense == "excrete":
                return self.close(self.tail(j, replace(frame, wants_target=frozenset())), frame)
        if sense in ("report", "suggest", "speculate", "support"):
            if p.low(verb.last) == "that" or p.low(verb.last) == "to":
                return self.content(verb, mood, sense)
            if self.in_subject:
                self.remark(verb, sense)
            frame.sense = "report"
            frame.wants_agent = frozenset({"with", "after", "following", "in", "by", "among", "for"})
            if verb.words and any(w.sense == "investigate" for w in verb.words):
                mood.blocked = True
            frame.rule = "observed with"
            if p.low(verb.last) == "between" and any(a.event == "affect" for a in subjects):
                return self.no_difference([a for a in subjects if a.event == "affect"], mood.negated or any(a.negated for a in subjects), replace(mood, negated=False), verb.last)
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
        if sense in ("treat", "receive"):
            frame.wants_agent = frozenset({"with", "by"})
            frame.sense = "treat"
        if sense == "bind":
            frame.wants_agent = frozenset({"by"})
        found = self.tail(verb.last, frame)
        for extra in verb.words[1:]:
            if frame.actor:
                more = self.out.relate(frame.actor, extra.sense, extra.lemma, subjects, mood, rule, span)
                frame.made.extend(more)
        if verb.words and frame.actor and verb.words[0] is not word:
            frame.made.extend(self.out.relate(frame.actor, verb.words[0].sense, verb.words[0].lemma, subjects, mood, rule, span))
        return self.close(found, frame)

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
                    got = self.out.add(owner, "associated_with", replace(a, negated=True), self.mood, "none reported", frame.span)
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

    def linked(self, verb: VerbGroup, acting: list[Argument], mood: Mood, frame: Frame) -> int:
        """Read "is associated with (a reduction in) Y"."""
        p = self.p
        assert verb.word is not None
        if p.low(verb.last) not in ("with", "to"):
            return self.tail(verb.last, frame)
        frame.actor, frame.sense = acting, "associate"
        got = p.group(verb.last + 1)
        if got is None:
            return verb.last
        frame.made.extend(self.out.relate(acting, "associate", "", got.args, mood, "associated with", (frame.span[0], p.tokens[got.last - 1].end)))
        self.remember(got)
        self.actor = acting
        return self.close(self.tail(got.last, frame), frame)

    def licence(self, verb: VerbGroup, acting: list[Argument], mood: Mood, frame: Frame, sense: str) -> int:
        """Read "is approved for", "is used in", "should not be used in", "is contraindicated in"."""
        p = self.p
        must = verb.modal in ("should", "must", "can", "shall")
        frame.actor, frame.rule = acting, "used, approved, recommended"
        frame.gerunds = frozenset({"by", "through", "via"})
        j = verb.last
        if sense == "think":
            if verb.word is not None and verb.word.lemma == "consider" and verb.modal == "should" and p.low(j) in ("in", "for"):
                sense = "recommend"
            else:
                return self.content(verb, mood, "suggest") if p.low(j) in ("that",) else j
        if sense == "use" and must and (mood.negated or verb.modal in ("should", "must")) and p.low(j) in ("in", "for", "during", "as", "to"):
            if p.low(j) == "to":
                return j
            sense = "recommend"
        if sense == "avoid":
            sense = "recommend"
            mood = replace(mood, negated=not mood.negated)
        frame.mood = mood
        if "against" == p.low(j):
            mood.negated = True
        frame.sense = {"use": "treat"}.get(sense, sense)
        if p.low(j) == "as":
            shown = p.group(j + 1)
            if shown is not None:
                ill = [a for a in shown.grounded if a.type in ("procedure", "other")]
                if sense == "recommend" and ill and not (p.low(shown.last) in ("for", "in") and p.kind(shown.last) == "prep"):
                    frame.made.extend(self.out.relate(acting, sense, "", ill, mood, frame.rule, frame.span))
                j = shown.last
        frame.wants_target = frozenset({"for", "in", "during"}) if sense != "contraindicate" else frozenset({"in", "for", "with", "during"})
        end = self.aims(j, frame)
        if sense == "recommend" and not frame.made and mood.negated and p.kind(end) in ("", "mark"):
            # "failed in D and cannot be recommended": the condition is the one spoken of before
            for n in range(len(self.out.found) - 1, -1, -1):
                before = self.out.found[n]
                if before.predicate in ("no_effect_on", "treats") and any(a.name == before.subject for a in acting):
                    same = Argument(name=before.object, start=before.start, end=before.end, id=before.object_id, entity=acting[0].entity)
                    frame.made.extend(self._named(frame, "recommend", same))
                    break
        self.actor = acting
        return self.close(end, frame)

    def aims(self, j: int, frame: Frame) -> int:
        """Read the phrases after a licensing verb: "in 2011 by the agency for the treatment of D and as …"."""
        p = self.p
        while j < p.size:
            while p.kind(j) == "adv":
                j += 1
            low = p.low(j)
            if low == "to" and self.v.at(j) is not None:
                got = self.v.at(j)
                assert got is not None
                if frame.sense in ("treat", "approve", "recommend") and got.word is not None:
                    target = p.group(got.last)
                    if target is not None and got.word.sense in ("treat", "prevent", "decrease", "improve", "inhibit"):
                        sense = got.word.sense if frame.sense == "treat" else frame.sense
                        frame.made.extend(self.out.relate(frame.actor, sense, got.word.lemma, [replace(a, event=None) for a in target.args], frame.mood, frame.rule, (frame.span[0], p.tokens[target.last - 1].end)))
                        self.remember(target)
                        j = target.last
                        continue
                return j
            if p.kind(j) == "prep" and low in frame.wants_target:
                got_verb = self.v.at(j + 1)
                target = None
                sense = frame.sense
                if got_verb is not None and got_verb.form == "g" and got_verb.word is not None:
                    target = p.group(got_verb.last)
                    if frame.sense == "treat" and got_verb.word.sense != "treat":
                        sense = got_verb.word.sense
                elif p.low(j + 1) not in ("combination", "conjunction"):
                    target = p.group(j + 1)
                if target is not None:
                    args = self.patients_with(target)
                    if low == "in" and frame.made and (args[2] or not args[0]):
                        values, j = self.qualifier(j)
                        self.out.qualify(frame.made, self.ill, **values)
                        continue
                    self.remember(target)
                    for a in args[0]:
                        plain = replace(a, event=None)
                        if sense == "treat" and a.event in ("prevent", "decrease", "inhibit", "improve", "increase"):
                            made = self.out.relate(frame.actor, a.event or "", "", [plain], frame.mood, frame.rule, frame.span)
                        elif sense == "treat" and not (is_ill(a) or a.event == "treat"):
                            made = []
                        elif sense == "treat":
                            made = self.out.relate(frame.actor, "treat", "", [plain], frame.mood, frame.rule, frame.span)
                        elif sense in ("approve", "recommend", "contraindicate") and (a.type in ("disease", "outcome", "other", "procedure", "process", "drug") or (a.type is None and args[2])):
                            made = self._named(frame, sense, plain)
                        else:
                            made = []
                        frame.made.extend(made)
                    if args[2] and sense in ("approve", "recommend", "contraindicate") and not args[0]:
                        frame.made.extend(self._named(frame, sense, args[2][0]))
                    j = args[1]
                    continue
            if p.kind(j) == "conj" and p.low(j + 1) == "as":
                shown = p.group(j + 2)
                if shown is not None:
                    j = shown.last
                    continue
            before = j
            j = self.tail(j, replace(frame, wants_target=frozenset(), stops=frame.wants_target))
            if j == before:
                return j
        return j

    def _named(self, frame: Frame, sense: str, a: Argument) -> list[int]:
        made: list[int] = []
        predicate = {"approve": "approved_for", "recommend": "recommended_for", "contraindicate": "contraindicated_in"}[sense]
        for s in frame.actor:
            got = self.out.add(s, predicate, a, frame.mood, frame.rule, frame.span)
            made.extend([got] if got is not None else [])
        return made

    def patients_with(self, target: Group) -> tuple[list[Argument], int, list[Argument]]:
        """Return the conditions in "patients with D", else the group's own; the index after; the people named."""
        p = self.p
        people = [a for a in target.args if a.head in PEOPLE or a.name.lower() in PEOPLE]
        if people and not target.grounded:
            if p.low(target.last) == "with":
                inner = p.group(target.last + 1)
                if inner is not None:
                    self.remember(inner)
                    return inner.grounded, inner.last, people
            return [], target.last, [replace(a, entity=None) for a in people if a.head not in GENERIC_PEOPLE]
        if people and target.grounded and p.low(target.last) == "with":
            inner = p.group(target.last + 1)
            if inner is not None and all(a.type == "disease" for a in inner.grounded):
                return [*target.grounded, *inner.grounded], inner.last, people
        return target.grounded, target.last, people

    def close(self, end: int, frame: Frame) -> int:
        """Keep what a verb made, with what stood before it."""
        if self.before:
            self.out.qualify(frame.made, self.before_ill, **self.before)
        self.clause_made.extend(frame.made)
        return end

    def content(self, verb: VerbGroup, mood: Mood, sense: str) -> int:
        """Enter the content of "suggest that …", with its certainty."""
        p = self.p
        level = {"suggest": "hedged", "think": "hedged", "speculate": "speculative"}.get(sense, "asserted")
        self.new_clause(keep_subject=False)
        self.mood = Mood(certainty=level if level != "asserted" else mood.certainty, blocked=mood.blocked, polarity="no_evidence" if mood.negated and sense in ("report", "suggest") else mood.polarity)
        return verb.last + 1 if p.low(verb.last) == "that" else verb.last

    # ------------------------------------------------------------ active

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
        while p.kind(j) == "adv" and not (p.low(j) == "rather"):
            j += 1
        if sense in ("report", "suggest", "think", "speculate", "support"):
            return self.reporting(verb, actors, mood, frame, j)
        if sense == "investigate":
            self.mood = replace(self.mood, blocked=True)
            self.subjects = []
            return j
        if sense in ("move_up", "move_down", "differ") or (sense in ("increase", "decrease", "improve", "worsen") and not p.starts_group(j)):
            return self.moving(verb, subjects, mood, frame, j)
        if sense == "occur":
            return self.frequency(subjects, mood, frame, verb.last)
        if sense == "other":
            return verb.last
        if sense in ("use", "recommend", "approve", "avoid"):
            return self.imperative(verb, actors, mood, frame, j, sense)
        if sense in ("act", "exert", "involve", "receive", "include", "help", "compare", "fail", "combine", "contraindicate"):
            return self.weak(verb, actors, subjects, mood, frame, j, sense)
        if sense == "protect":
            if p.low(j) in ("against", "from"):
                j += 1
            elif p.starts_group(j):
                got = p.group(j)
                assert got is not None
                if p.low(got.last) in ("against", "from"):
                    j = got.last + 1
                else:
                    return got.last
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
        arm = self.people_given(group)
        if sense == "treat" and arm is None:
            conditions, end, people = self.patients_with(group)
            if people:
                frame.made.extend(self.out.relate(actors, "treat", "", conditions, mood, rule, span))
                return self.close(self.tail(end, frame), frame)
        if sense == "express":
            for a in actors:
                for b in targets:
                    if a.type == "cell" and b.grounded:
                        got = self.out.add(replace(b, arm=False), "part_of", a, mood, "expressed on", span)
                        frame.made.extend([got] if got is not None else [])
            return self.close(self.tail(group.last, frame), frame)
        if sense == "become":
            sense = "become"
        for each in verb.words or [word]:
            each_sense = "prevent" if each.sense == "protect" else each.sense
            if each_sense in ("report", "act"):
                continue
            frame.made.extend(self.out.relate(actors, each_sense, each.lemma, targets, mood, rule, span))
        end = self.tail(group.last, frame)
        return self.close(end, frame)

    def reporting(self, verb: VerbGroup, actors: list[Argument], mood: Mood, frame: Frame, j: int) -> int:
        """Read "studies show that …", "X showed improved Y", "trials failed to show efficacy of X in D"."""
        p = self.p
        word = verb.word
        assert word is not None
        if word.lemma == "consider" and word.form == "b" and all(a.start < 0 for a in self.subjects):
            return self.imperative(verb, actors, mood, frame, j, "recommend")
        if p.low(j) == "that" or (p.starts_group(j) and p.clause_ahead(j) and not actors):
            return self.content(replace_last(verb, j), mood, word.sense)
        group = p.group(j)
        if group is None:
            return j
        frame.sense = "report"
        frame.rule = "shown"
        if word.sense in ("suggest", "support"):
            mood = mood.with_(certainty="hedged" if word.sense == "suggest" else None)
            frame.mood = mood
        self.remember(group)
        span = (frame.span[0], p.tokens[group.last - 1].end)
        frame.span = span
        words = self.words(group.first, group.last).lower().split()
        end = group.last
        lacking = group.head in ("lack", "absence") and bool(EFFECTS & set(words))
        if (group.head in EFFECTS or lacking) and p.low(end) in ("on", "upon", "against"):
            return self.effect(group, actors or [self.plain(a) for a in group.args if a.entity is not None], words, mood, frame, end)
        if not actors:
            lead = [self.plain(a) for a in group.args if a.entity is not None and (a.head in ABILITIES)]
            if lead and p.kind(end) == "prep" and p.low(end) in ("in", "to", "for"):
                if word.sense == "report" and mood.negated and set(words) & {"efficacy", "effectiveness", "benefit", "effect"}:
                    return self.no_efficacy(group, lead, mood, frame, end)
                return self.of_ability(group, end, lead, mood, words)
            if group.head in ABILITIES and p.low(end) == "for":
                other = p.group(end + 1)
                if other is not None and other.grounded and p.low(other.last) in ("in", "to"):
                    return self.of_ability(group, other.last, other.grounded, mood, words)
            events = [a for a in group.args if (a.direction or a.event) and not a.agents]
            frame.targets = events
            frame.wants_agent = frozenset({"with", "after", "following", "in", "for", "among", "by"})
            if any(a.direction and a.type in ("drug",) for a in group.args):
                frame.targets = []
            return self.close(self.tail(end, frame), frame)
        hedge = "hedged" if {"promise", "potential"} & set(words) else None
        mood = mood.with_(negated=mood.negated, certainty=hedge)
        frame.mood = mood
        frame.made.extend(self.out.relate(actors, "report", "", group.args, mood, "shown", span))
        if group.head in ABILITIES or {"efficacy", "benefit", "promise", "activity", "benefits"} & set(words):
            if p.kind(end) == "prep" and p.low(end) in ("in", "to", "for", "against", "as"):
                return self.of_ability(group, end, actors, mood, words)
        return self.close(self.tail(end, frame), frame)

    def no_efficacy(self, group: Group, lead: list[Argument], mood: Mood, frame: Frame, end: int) -> int:
        """Read "failed to demonstrate efficacy of X in D"."""
        p = self.p
        other = p.group(end + 1)
        if other is None:
            return end
        conditions, last, _ = self.patients_with(other)
        for a in lead:
            for b in conditions:
                got = self.out.add(a, "no_effect_on", b, replace(mood, negated=False), "no efficacy in", (frame.span[0], p.tokens[last - 1].end))
                frame.made.extend([got] if got is not None else [])
        return self.close(last, frame)

    def of_ability(self, group: Group, i: int, actors: list[Argument], mood: Mood, words: list[str]) -> int:
        """Read "efficacy in V-ing Y", "ability to V Y", "efficacy in D" after a verb of showing or having."""
        p = self.p
        hedge = "hedged" if {"promise", "potential"} & set(words) else None
        mood = mood.with_(negated=mood.negated, certainty=hedge)
        got = self.v.at(i) if p.low(i) == "to" else self.v.at(i + 1)
        if got is not None and got.word is not None and got.form in ("g", "b"):
            if "therapeutic" in words:
                target = p.group(got.last)
                ill = [a for a in target.args if a.type == "disease"] if target is not None else []
                if ill and target is not None and got.word.sense in ("decrease", "prevent", "improve", "inhibit", "treat"):
                    self.remember(target)
                    self.actor = actors
                    made = self.out.relate(actors, "treat", "", ill, mood, "therapeutic role", (p.tokens[i].start, p.tokens[target.last - 1].end))
                    self.clause_made.extend(made)
                    return self.tail(target.last, Frame(actor=actors, made=made, mood=mood))
            end = self.simple(got, actors, mood, rule="ability or role")
            self.actor = actors
            return self.more_forms(end, got.form, actors, mood, "ability or role")
        if p.low(i) in ("in", "for", "against") and {"efficacy", "effectiveness", "benefit", "benefits", "promise", "activity", "utility"} & set(words):
            other = p.group(i + 1)
            if other is not None:
                conditions, last, _ = self.patients_with(other)
                ill = [replace(a, event=None) for a in conditions if a.type == "disease"]
                self.remember(other)
                made = self.out.relate(actors, "treat", "", ill, mood, "efficacy in", (p.tokens[group.first].start, p.tokens[last - 1].end))
                self.clause_made.extend(made)
                return self.tail(last, Frame(actor=actors, made=made, mood=mood))
        if p.low(i) == "as" and {"promise", "efficacy", "potential", "role", "use", "benefit", "value"} & set(words):
            shown = p.group(i + 1)
            if shown is not None and shown.head in ("adjunct", "adjuvant", "therapy", "treatment", "monotherapy", "agent", "option") and p.low(shown.last) in ("in", "for", "to"):
                i = shown.last
                other = p.group(i + 1)
                if other is not None:
                    ill = [replace(a, event=None) for a in self.patients_with(other)[0] if a.type == "disease"]
                    self.remember(other)
                    made = self.out.relate(actors, "treat", "", ill, mood, "promise as a treatment", (p.tokens[group.first].start, p.tokens[other.last - 1].end))
                    self.clause_made.extend(made)
                    return self.tail(other.last, Frame(actor=actors, made=made, mood=mood))
        if p.low(i) == "in":
            other = p.group(i + 1)
            if other is not None and any(a.event and a.event not in ("neutral", "unclear") for a in other.args):
                self.remember(other)
                self.clause_made.extend(self.out.relate(actors, "exert", "", [a for a in other.args if a.event], mood, "role in", (p.tokens[group.first].start, p.tokens[other.last - 1].end)))
                return other.last
        return self.tail(i, Frame(actor=actors, mood=mood))

    def effect(self, group: Group, actors: list[Argument], words: list[str], mood: Mood, frame: Frame, end: int) -> int:
        """Read "(no, inhibitory, beneficial) effect on Y"."""
        p = self.p
        other = p.group(end + 1)
        if other is None:
            return end
        self.remember(other)
        none = bool({"no", "lack", "absence", "little", "minimal", "negligible", "without"} & set(words)) or any(a.negated for a in group.args)
        span = (frame.span[0], p.tokens[other.last - 1].end)
        if none or mood.negated:
            for a in actors:
                for b in other.args:
                    if b.name and (b.grounded or len(b.name.split()) <= 3):
                        got = self.out.add(a, "no_effect_on", replace(b, negated=False), replace(mood, negated=False), "no effect", span)
                        frame.made.extend([got] if got is not None else [])
        else:
            senses = [EFFECT_SENSES[w] for w in words if w in EFFECT_SENSES] or [s for w in words for k, s in EFFECT_SENSES.items() if w.endswith("-" + k)]
            sense = senses[0] if senses else "affect"
            # "to establish the effect of X on Y" states none
            if sense != "affect" or words[:1] != ["the"]:
                frame.made.extend(self.out.relate(actors, sense, "", [b for b in other.args if b.grounded], mood, "effect noun", span))
        return self.close(self.tail(other.last, frame), frame)

    def moving(self, verb: VerbGroup, subjects: list[Argument], mood: Mood, frame: Frame, j: int) -> int:
        """Read "Y fell after X", "Y did not differ between X and Z"."""
        p = self.p
        word = verb.word
        assert word is not None
        if word.sense == "differ":
            if mood.negated and p.low(j) == "between":
                got = p.group(j + 1)
                if got is not None and len(got.grounded) > 1:
                    one, other = got.grounded[0], got.grounded[1]
                    for s in subjects:
                        if s.grounded:
                            n = self.out.add(replace(one, arm=False), "no_effect_on", replace(s, negated=False), replace(mood, negated=False), "did not differ", frame.span)
                            if n is not None:
                                self.out.qualify([n], compared_to=other.name)
                                self.clause_made.append(n)
                    return got.last
            return j
        sense = {"move_up": "increase", "move_down": "decrease"}.get(word.sense, word.sense)
        frame.sense, frame.targets, frame.rule, frame.actor = sense, [a for a in subjects if a.event in (None, "neutral")], "rose or fell with", []
        frame.wants_agent = frozenset({"with", "after", "following", "in", "upon", "for", "among", "by", "on", "during"})
        return self.close(self.tail(j, frame), frame)

    def frequency(self, subjects: list[Argument], mood: Mood, frame: Frame, j: int) -> int:
        """Read "occurred more often with X", "was less common in the X group"."""
        p = self.p
        if p.low(j) not in ("more", "less") or p.low(j + 1) not in ("often", "frequently", "common", "frequent", "commonly", "prevalent"):
            return j
        frame.targets = [replace(a, direction="up" if p.low(j) == "more" else "down", event=None) for a in subjects if a.event in (None, "neutral")]
        frame.sense, frame.rule, frame.actor = "report", "more often with", []
        frame.wants_agent = frozenset({"with", "in", "among", "after", "following", "on"})
        return self.close(self.tail(j + 2, frame), frame)

    def imperative(self, verb: VerbGroup, actors: list[Argument], mood: Mood, frame: Frame, j: int, sense: str) -> int:
        """Read "Avoid X in D", "Do not use in D", "guidelines recommend X for D"."""
        p = self.p
        adding = self.v.at(j)
        if sense == "recommend" and adding is not None and adding.form == "g":
            j = adding.last
        first = p.kind(verb.first - 1) in ("", "mark") or verb.form == "b" or p.low(verb.first) == "do" or not self.subjects
        group = p.group(j) if p.kind(j) != "prep" else None
        if p.low(j) == "against":
            mood.negated = not mood.negated
            j += 1
            got_verb = self.v.at(j)
            if got_verb is not None and got_verb.form == "g":
                j = got_verb.last
            group = p.group(j)
        if p.low(j) == "that" or (group is not None and self.p.clause_ahead(j) and sense == "recommend"):
            return self.content(replace_last(verb, j), mood, "report")
        if group is not None and not group.grounded and not (p.low(group.first) in ("it", "this") and self.topic):
            if sense == "avoid" and first:
                return group.last
            return group.last
        if group is not None:
            self.remember(group)
            actors = [a for a in group.args if a.grounded and a.type in ("drug", "procedure", "other", "cytokine", "protein", None)]
            j = group.last
            if not actors:
                return j
        elif not first:
            return j
        elif sense in ("use", "avoid", "recommend") and not actors:
            actors = self.topic_argument()
        if sense == "avoid":
            mood = replace(mood, negated=not mood.negated)
        if sense in ("use", "avoid"):
            sense = "recommend" if (mood.negated or sense == "avoid") else ("recommend" if first and group is not None and verb.word and verb.word.form == "b" else "use")
        frame.mood, frame.actor, frame.sense, frame.rule = mood, actors, {"use": "treat"}.get(sense, sense), "advice"
        frame.wants_target = frozenset({"for", "in", "during"})
        if p.low(j) == "as":
            shown = p.group(j + 1)
            if shown is not None:
                if frame.sense == "recommend":
                    named = [a for a in shown.grounded if a.type in ("procedure", "other")]
                    for a in named:
                        frame.made.extend(self._named(frame, "recommend", a))
                j = shown.last
        return self.close(self.aims(j, frame), frame)

    def weak(self, verb: VerbGroup, actors: list[Argument], subjects: list[Argument], mood: Mood, frame: Frame, j: int, sense: str) -> int:
        """Read verbs whose objects carry the meaning: "plays a role in", "involves the inhibition of", "effects include"."""
        p = self.p
        if sense == "include":
            group = p.group(j)
            if group is None:
                return j
            self.remember(group)
            self.harms(subjects, group, mood, frame)
            return self.close(group.last, frame)
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
                made = self.out.relate(actors, "allow", "", [a for a in got_group.args if a.event not in (None, "neutral") or a.direction], mood, "allows for", (frame.span[0], p.tokens[got_group.last - 1].end))
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
        if sense == "involve":
            frame.made.extend(self.out.relate(actors, "involve", "", [a for a in group.args if a.event not in (None, "neutral", "affect")], mood, "involves", span))
            return self.close(self.tail(group.last, frame), frame)
        if sense == "receive":
            return group.last
        return self.close(self.tail(group.last, frame), frame)

    def harms(self, subjects: list[Argument], group: Group, mood: Mood, frame: Frame) -> None:
        """Read "adverse effects (of X) include A and B"."""
        heads = self.subject_group
        if heads is None:
            return
        words = self.words(heads.first, heads.last).lower().split()
        owners = [self.plain(a) for a in heads.args if a.entity is not None and a.type in ("drug", "procedure", "other", "cytokine", "protein", None)]
        owners = [self.plain(o) for a in heads.args for o in a.owners if o.entity is not None] or [o for o in owners if o.type != "other"]
        if not owners:
            owners = self.topic_argument()
        if any(w in _ADVERSE for w in words):
            targets = [a for a in group.args if (a.grounded and a.type in ("disease", "outcome", "process", "other")) or (not a.grounded and is_ill(a))]
            frame.made.extend(self.out.relate(owners, "cause", "", targets, mood, "adverse effects", frame.span))

    # ------------------------------------------------------------ be and have

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
        while low in ("both", "safe", "and", "more", "most", "less") or p.kind(i) == "adv":
            if low == "more" and p.low(i + 1) not in ("effective", "efficacious", "likely"):
                break
            i += 1
            low = p.low(i)
        token = p.tokens[i] if i < p.size else None
        if low in UNKNOWN:
            for n in [*self.clause_made, *self.pending]:
                self.out.found[n] = replace(self.out.found[n], polarity="unknown")
            self.out.dropped.difference_update(self.pending)
            self.pending = []
            self.new_clause(keep_subject=True)
            if p.low(i + 1) in ("whether", "if"):
                self.new_clause(keep_subject=False)
                self.mood = Mood(polarity="unknown")
                return i + 2
            return i + 1
        if low in _COMPARING and p.low(i + 1) in ("to",):
            other = p.group(i + 2)
            if other is not None:
                for a in actors:
                    for b in other.grounded[:1]:
                        got = self.out.add(a, "compared_with", b, replace(mood, negated=False), "compared", (span[0], p.tokens[other.last - 1].end))
                        frame.made.extend([got] if got is not None else [])
                frame.gerunds = frozenset({"by", "through", "via", "in", "at", "for"}) if low == "superior" and not mood.negated else frozenset({"by"})
                return self.close(self.tail(other.last, frame), frame)
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
                    for a in actors:
                        for b in other.grounded[:1]:
                            got = self.out.add(a, "compared_with", b, replace(mood, negated=False), "compared", (span[0], p.tokens[other.last - 1].end))
                            frame.made.extend([got] if got is not None else [])
                    frame.gerunds = frozenset({"in", "at", "for", "by"})
                    return self.close(self.tail(other.last, frame), frame)
            got_verb = self.v.at(j + 1) if p.kind(j) == "prep" else None
            if got_verb is not None and got_verb.form == "g" and p.low(j) in ("in", "for", "at"):
                mood = mood.with_()
                end = self.simple(got_verb, actors, mood, rule="effective in")
                return self.more_forms(end, "g", actors, mood, "effective in")
            frame.wants_target = frozenset({"in", "for", "against"})
            return self.close(self.aims(j, frame), frame)
        if token is not None and token.adjective is not None and token.adjective.sense in ("up", "down", "better", "worse") and self._bare_adjective(i):
            frame.targets = [replace(a, direction=token.adjective.sense, event=None) for a in subjects if a.event in (None, "neutral")]
            frame.actor, frame.sense, frame.rule = [], "report", "was lower with"
            frame.wants_agent = frozenset({"with", "in", "among", "for", "after", "following", "on"})
            return self.close(self.tail(i + 1, frame), frame)
        if low == "due" and p.low(i + 1) == "to":
            other = p.group(i + 2)
            if other is not None:
                self.remember(other)
                frame.made.extend(self.out.relate(self.acting(other.args), "cause", "", [a for a in subjects if a.grounded], mood, "due to", (span[0], p.tokens[other.last - 1].end)))
                return self.close(other.last, frame)
        if low == "responsible" and p.low(i + 1) == "for":
            other = p.group(i + 2)
            if other is not None:
                self.remember(other)
                frame.made.extend(self.out.relate(actors, "cause", "", other.args, mood, "responsible for", (span[0], p.tokens[other.last - 1].end)))
                return self.close(self.tail(other.last, frame), frame)
        if p.low(verb.last) in ("more", "less") and p.low(verb.last + 1) in ("common", "frequent", "prevalent"):
            return self.frequency(subjects, mood, frame, verb.last)
        if low in ("common", "frequent", "rare") or low in ("centered", "based", "focused", "centred"):
            return self.close(self.tail(i + 1, frame), frame) if low.startswith("c") and low != "common" else i + 1
        if not p.starts_group(i):
            return i
        group = p.group(i)
        if group is None:
            return i + 1
        if p.kind(i) == "ent" and any(a.type == "outcome" and SAFETY.search(a.name) for a in group.args):
            self.remember(group)
            self.profile(actors, group, mood, frame)
            return self.close(group.last, frame)
        if p.low(verb.first - 1) == "there" or (self.subject_group is None and not subjects):
            return self.existence(group, mood, frame)
        self.remember(group)
        words = self.words(self.subject_group.first, self.subject_group.last).lower().split() if self.subject_group is not None else []
        if words and any(w in _ADVERSE for w in words) and words[-1] not in ("profile",):
            self.harms(subjects, group, mood, frame)
            return self.close(group.last, frame)
        end = self.define(actors, group, mood)
        self.stand_for(actors, group, end)
        return self.tail(end, Frame(actor=actors, made=self.clause_made, mood=mood)) if p.low(end) == "with" else end

    def stand_for(self, actors: list[Argument], group: Group, end: int) -> None:
        """Let "X is a drug that …" say of X what the relative clause says."""
        if actors and self.p.low(group.first) in ("a", "an", "the", "one") and (self.p.kind(end) in ("rel", "mark", "") or ((got := self.v.at(end)) is not None and got.form in ("d", "g"))):
            self.last = Group(actors, group.first, end)
            self.last_grounded = self.last

    def _bare_adjective(self, i: int) -> bool:
        """Tell whether a comparative stands alone after "was", not before its noun."""
        return self.p.kind(i + 1) in ("prep", "", "mark", "sub", "conj") or self.p.low(i + 1) in ("than", "compared")

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
        if set(words) & EVIDENCE and (negated or {"insufficient", "little", "limited", "inadequate", "lack"} & set(words)) and p.low(end) in ("to", "for"):
            self.new_clause(keep_subject=False)
            self.mood = Mood(polarity="no_evidence", blocked=True)
            return end
        if {"association", "correlation", "relationship", "link"} & set(words) and p.low(end) == "between":
            pair = p.group(end + 1)
            if pair is not None and len(pair.grounded) >= 2:
                one, other = pair.grounded[:2]
                got = self.out.add(one, "associated_with", other, replace(mood, negated=negated), "association between", (frame.span[0], p.tokens[pair.last - 1].end))
                self.clause_made.extend([got] if got is not None else [])
                return pair.last
        self.remember(group)
        if p.low(end) == "between" and any(a.event == "affect" for a in group.args):
            return self.no_difference([a for a in group.args if a.event == "affect"], negated, replace(mood, negated=False), end)
        if group.head in EFFECTS and p.low(end) == "on":
            owners = [self.plain(a) for a in group.args if a.entity is not None]
            if owners:
                return self.effect(group, owners, words, replace(mood, negated=False), frame, end)
        frame.sense, frame.rule, frame.mood = "report", "there was", replace(mood, negated=False)
        frame.targets = [replace(a, negated=negated) for a in group.args if a.direction or a.event not in (None, "neutral")]
        frame.wants_agent = frozenset({"with", "after", "following", "in", "among"})
        return self.close(self.tail(end, frame), frame)

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
                    n = self.out.add(replace(one, arm=False), "no_effect_on", target, mood, "no difference between", (s.start, self.p.tokens[got.last - 1].end))
                    if n is not None:
                        self.out.qualify([n], compared_to=other.name)
                        self.clause_made.append(n)
        return got.last

    def define(self, subjects: list[Argument], group: Group, mood: Mood) -> int:
        """Read "is an inhibitor of Y", "is a source of Y", "is a treatment for D"; return the index after."""
        p = self.p
        end = group.last
        span = (p.tokens[group.first].start, p.tokens[end - 1].end)
        for a in group.args:
            if a.agentive:
                sense, target = a.agentive
                if target is a:
                    continue
                self.clause_made.extend(self.out.relate(subjects, sense, "", [replace(target, agentive=None)], mood, "definition", span))
        head = group.head
        words = self.words(group.first, end).lower().split()
        kind = _DEFINING.get(head) or _DEFINING.get(head.split()[-1] if head else "")
        if "choice" in words and head in ("drug", "treatment", "therapy", "agent", "choice", "antibiotic"):
            kind = "treat"
        if kind in ("secrete", "part") and words and (inner := [a for a in group.args if a.entity is not None]):
            for s in subjects:
                for a in inner:
                    target = self.plain(a)
                    predicate = "produces" if kind == "secrete" else "part_of"
                    got = self.out.add(s, predicate, target, mood, "definition", span)
                    self.clause_made.extend([got] if got is not None else [])
            return end
        if kind == "treat" and p.low(end) in ("for", "of", "in", "against"):
            other = p.group(end + 1)
            if other is not None:
                conditions, last, _ = self.patients_with(other)
                ill = [replace(a, event=None) for a in conditions if a.type == "disease" or a.event == "treat" or (a.type not in ("drug",) and a.grounded)]
                self.remember(other)
                self.clause_made.extend(self.out.relate(subjects, "treat", "", ill, mood, "definition", (span[0], p.tokens[last - 1].end)))
                return last
        if kind == "treat" and (events := [replace(a, event=None) for a in group.args if a.grounded and a.type == "disease"]):
            self.clause_made.extend(self.out.relate(subjects, "treat", "", events, mood, "definition", span))
            return end
        if kind == "cause" and (inner := [a for a in group.args if a.entity is not None]):
            targets = [replace(self.plain(a)) for a in inner]
            self.clause_made.extend(self.out.relate(subjects, "cause", "", targets, mood, "definition", span))
            return end
        if head in ("factor", "factors") and "risk" in words and p.low(end) == "for":
            other = p.group(end + 1)
            if other is not None:
                self.remember(other)
                self.clause_made.extend(self.out.relate(subjects, "associate", "", other.args, mood, "risk factor", (span[0], p.tokens[other.last - 1].end)))
                return other.last
        if "function" in words or "action" in words or head in ABILITIES:
            if p.low(end) == "of" or p.low(end) in ("in", "to"):
                got = self.v.at(end + 1) if p.low(end) != "to" else self.v.at(end)
                if got is not None and got.form in ("g", "b") and got.word is not None:
                    return self.more_forms(self.simple(got, subjects, mood, rule="ability or role"), got.form, subjects, mood, "ability or role")
        events = [a for a in group.args if a.event not in (None, "neutral", "affect", "treat", "unclear", "loss") and a.grounded and not a.agents]
        if events and self.subject_group is not None and self.subject_group.head in ABILITIES:
            self.clause_made.extend(self.out.relate(subjects, "exert", "", events, mood, "definition", span))
        return end

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
        if group.head in EFFECTS and p.low(end) in ("on", "upon", "against"):
            return self.effect(group, actors, words, mood, frame, end)
        if (group.head in ABILITIES) and p.low(end) in ("in", "to", "for", "against", "as"):
            negated = mood.negated or any(a.negated for a in group.args)
            return self.of_ability(group, end, actors, replace(mood, negated=negated), words)
        frame.made.extend(self.out.relate(actors, "report", "", [a for a in group.args if a.direction or a.event], mood, "has", span))
        self.profile(actors, group, mood, frame)
        return self.close(self.tail(end, frame), frame)

    def profile(self, actors: list[Argument], group: Group, mood: Mood, frame: Frame) -> None:
        """Read "has a favorable safety profile", "with no toxicity": associated with an outcome, or not."""
        span = (frame.span[0], self.p.tokens[group.last - 1].end)
        for a in group.args:
            if a.grounded and a.type == "outcome" and not a.event and (SAFETY.search(a.name) or a.negated):
                for actor in actors:
                    if actor.type in ("drug", "procedure", "other", "cytokine", "protein"):
                        denied = replace(mood, negated=mood.negated or a.negated)
                        got = self.out.add(actor, "associated_with", replace(a, negated=False), denied, "has an outcome", span)
                        frame.made.extend([got] if got is not None else [])


def replace_last(verb: VerbGroup, last: int) -> VerbGroup:
    """Return the verb group as if it ended at ``last``."""
    return VerbGroup(verb.first, last, verb.word, verb.passive, verb.form, verb.negated, verb.certainty, verb.frames, verb.modal, verb.words)
