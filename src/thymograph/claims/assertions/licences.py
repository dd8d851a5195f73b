"""Use, approval, recommendation and contraindication, and whom or what they are for."""

from __future__ import annotations

import re
from dataclasses import replace

from thymograph.claims.assertions.arguments import Argument
from thymograph.claims.assertions.collected import Mood
from thymograph.claims.assertions.conditions import Conditions
from thymograph.claims.assertions.meaning import STATES, is_ill
from thymograph.claims.assertions.state import Frame
from thymograph.claims.assertions.verbs import VerbGroup

__all__ = ["Licences", "replace_last"]


def replace_last(verb: VerbGroup, last: int) -> VerbGroup:
    """Return the verb group as if it ended at ``last``."""
    return VerbGroup(
        verb.first,
        last,
        verb.word,
        verb.passive,
        verb.form,
        verb.negated,
        verb.certainty,
        verb.frames,
        verb.modal,
        verb.words,
    )


_WAYS = frozenset(
    {
        "maintenance therapy",
        "prophylaxis",
        "first-line therapy",
        "second-line therapy",
        "adjuvant therapy",
        "combination therapy",
        "monotherapy",
    }
)
_WARY = frozenset({"cautiously", "carefully", "sparingly"})
_CARES = frozenset({"caution", "care", "cautions"})
_MANNERS = frozenset(
    "option options treatment treatments therapy therapies measure agent agents drug choice intervention approach strategy medication".split()
)
"""As what something is advised, not for what."""
_TAKING = re.compile(r"\b(?:requiring|receiving|taking|needing|using|on)\b[^,;]*$")
_AIMS = frozenset({"prevent", "decrease", "improve", "inhibit", "increase", "enhance", "stimulate", "induce"})
_GIVING = frozenset({"give", "offer", "administer", "prescribe", "recommend"})
_UNFIT = re.compile(
    r"\b(?:allerg\w+|intoleran\w+|hypersensitiv\w+|impairment|insufficiency|pregnan\w+|breastfeeding)\b", re.IGNORECASE
)


def _is_beside(a: Argument) -> bool:
    """Tell whether a name is neither illness nor state nor treatment: a heart valve, a trimester."""
    return a.type == "other" and a.entity is not None and not is_ill(a) and not STATES.search(a.name)


class Licences(Conditions):
    """The part of a reader that reads use and advice."""

    def licence(self, verb: VerbGroup, acting: list[Argument], mood: Mood, frame: Frame, sense: str) -> int:
        """Read "is approved for", "is used in", "should not be used in", "is contraindicated in"."""
        p = self.p
        must = verb.modal in ("should", "must", "can", "shall")
        frame.actor, frame.rule = acting, "used, approved, recommended"
        frame.gerunds = frozenset({"by", "through", "via"})
        j = verb.last
        if p.low(j) == "in" and p.low(j + 1) in ("place", "lieu") and p.low(j + 2) == "of":
            # "in place of Z": Z is not what it is for
            return j + 3
        if p.low(j) == "without":
            # "should not be used without Y": not X alone, but X it may be
            return j + 1
        if p.low(j) in ("with", "cautiously", "carefully") and p.low(j + 1) in (
            "caution",
            "care",
            "great",
            "extreme",
            "particular",
            "in",
            "for",
        ):
            # "should be used with caution in D" neither advises nor forbids
            return j + 2
        if sense == "think":
            if (
                verb.word is not None
                and verb.word.lemma == "consider"
                and verb.modal in ("should", "may", "can", "could", "might")
                and p.low(j) in ("in", "for")
            ):
                sense = "recommend"
            else:
                return self.content(verb, mood, "suggest") if p.low(j) in ("that",) else j
        if (
            sense == "use"
            and must
            and (mood.negated or verb.modal in ("should", "must"))
            and p.low(j) in ("in", "for", "during", "as", "to")
        ):
            if p.low(j) == "to" and not mood.negated and self.v.at(j) is not None:
                return j
            sense = "recommend"
        if sense == "avoid":
            sense = "recommend"
            mood = replace(mood, negated=not mood.negated)
        frame.mood = mood
        if p.low(j) == "against":
            mood.negated = True
        frame.sense = {"use": "treat"}.get(sense, sense)
        if p.low(j) == "as":
            shown = p.group(j + 1)
            if shown is not None and shown.head in ("replacement", "alternative", "substitute", "switch"):
                # "as a replacement for Z": Z is not what it is for
                other = p.group(shown.last + 1) if p.low(shown.last) in ("for", "to") else None
                j = other.last if other is not None else shown.last
            elif shown is not None:
                if not self.saved and not mood.negated and any(a.agentive for a in shown.args):
                    # "is used as an inhibitor of Y"
                    self.define(acting, shown, mood)
                ill = [
                    a
                    for a in shown.grounded
                    if a.type in ("procedure", "other") and a.head.rpartition(" ")[2] not in _MANNERS
                ]
                if (
                    sense == "recommend"
                    and ill
                    and not (p.low(shown.last) in ("for", "in") and p.kind(shown.last) == "prep")
                ):
                    frame.made.extend(self.out.relate(acting, sense, "", ill, mood, frame.rule, frame.span))
                j = shown.last
        frame.wants_target = (
            frozenset({"for", "in", "during"})
            if sense != "contraindicate"
            else frozenset({"in", "for", "with", "during"})
        )
        if p.low(j) in ("while", "when") and sense in ("recommend", "contraindicate"):
            shown = p.group(j + 1)
            for a in shown.grounded if shown is not None else ():
                # "not recommended while breastfeeding"
                if STATES.search(a.name):
                    frame.made.extend(self._named(frame, sense, a))
        if p.low(j) == "to" and self.v.at(j) is None and verb.word is not None and verb.word.lemma in _GIVING:
            frame.wants_target = frame.wants_target | {"to"}
        end = self.aims(j, frame)
        if (
            not frame.made
            and self.before_ill
            and sense in ("recommend", "contraindicate", "approve")
            and p.kind(end) in ("", "mark", "sub", "conj")
        ):
            # "In patients with D, X should be avoided"
            for a in self.before_ill:
                frame.made.extend(self._named(frame, sense, a))
        if sense == "recommend" and not frame.made and mood.negated and p.kind(end) in ("", "mark"):
            # "failed in D and cannot be recommended": the condition is the one spoken of before
            for n in range(len(self.out.found) - 1, -1, -1):
                before = self.out.found[n]
                if before.predicate in ("no_effect_on", "treats") and any(a.name == before.subject for a in acting):
                    same = Argument(
                        name=before.object,
                        start=before.start,
                        end=before.end,
                        id=before.object_id,
                        entity=acting[0].entity,
                    )
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
            if low == "," and p.kind(j + 1) == "conj" and (p.low(j + 2) == "as" or p.low(j + 2) in frame.wants_target):
                j += 1
            if p.kind(j) == "conj" and p.low(j + 1) == "in" and p.low(j + 2) in ("combination", "conjunction"):
                # "as a single agent or in combination with Y for D"
                j += 1
            if p.kind(j) == "conj" and frame.made and p.low(j + 1) in frame.wants_target and p.starts_group(j + 2):
                j += 1
            low = p.low(j)
            if low == "to" and self.v.at(j) is not None:
                got = self.v.at(j)
                assert got is not None
                if frame.sense in ("treat", "approve", "recommend") and got.word is not None:
                    target = p.group(got.last)
                    if target is not None and got.word.sense in ("treat", "prevent", "decrease", "improve", "inhibit"):
                        if frame.sense != "treat" and got.word.sense in ("decrease", "improve", "inhibit"):
                            # "is recommended to reduce mortality in patients with D": for D, to an end
                            self.remember(target)
                            j = target.last
                            continue
                        sense = got.word.sense if frame.sense == "treat" else frame.sense
                        frame.made.extend(
                            self.out.relate(
                                frame.actor,
                                sense,
                                got.word.lemma,
                                [replace(a, event=None) for a in target.args],
                                frame.mood,
                                frame.rule,
                                (frame.span[0], p.tokens[target.last - 1].end),
                            )
                        )
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
                if target is not None and target.head == "use" and p.low(target.last) == "as":
                    # "for use as an aid to Y"
                    shown = p.group(target.last + 1)
                    if shown is not None and p.low(shown.last) in ("to", "for", "in"):
                        target = p.group(shown.last + 1) or target
                prophylactic = target is not None and any(a.name == "prophylaxis" for a in target.grounded)
                if target is not None and target.grounded and all(a.name in _WAYS for a in target.grounded):
                    # "for the maintenance treatment of adults with D", "for prophylaxis in D"
                    target = self.in_whom(target)
                    if target is None:
                        return j + 2
                if target is not None:
                    args = self.patients_with(target)
                    if low == "in" and frame.made and (args[2] or not args[0]):
                        values, j = self.qualifier(j)
                        self.out.qualify(frame.made, self.ill, **values)
                        continue
                    self.remember(target)
                    for a in args[0]:
                        if a.event == "loss":
                            # "in the absence of bleeding"
                            continue
                        if a.noun == "risk" and sense == "treat" and prophylactic and not frame.mood.negated:
                            plain = replace(a, noun="")
                            frame.made.extend(
                                self.out.relate(frame.actor, "prevent", "", [plain], frame.mood, frame.rule, frame.span)
                            )
                            continue
                        if a.noun == "risk" and (frame.mood.negated or sense not in ("approve", "recommend")):
                            # whom it threatens does not have it
                            continue
                        plain = replace(a, event=None)
                        if sense == "treat" and a.event in ("prevent", "decrease", "inhibit", "improve", "increase"):
                            made = self.out.relate(
                                frame.actor, a.event or "", "", [plain], frame.mood, frame.rule, frame.span
                            )
                        elif sense == "treat" and not (is_ill(a) or a.event == "treat"):
                            made = []
                        elif sense == "treat" and _UNFIT.search(plain.name):
                            # "in patients with penicillin allergy" names whom, not what for
                            made = []
                        elif sense == "treat":
                            made = self.out.relate(
                                frame.actor, "treat", "", [plain], frame.mood, frame.rule, frame.span
                            )
                        elif sense == "contraindicate" and a.type == "outcome" and not is_ill(a):
                            # "in patients with an eGFR below 30"
                            made = []
                        elif sense in ("approve", "recommend") and not frame.mood.negated and _is_beside(a):
                            made = []
                        elif sense in ("approve", "recommend", "contraindicate") and (
                            a.type in ("disease", "outcome", "other", "procedure", "process")
                            or (
                                a.type == "drug"
                                and not _TAKING.search(self.text, max(0, a.start - 60), max(0, a.start))
                            )
                            or (a.type is None and args[2])
                        ):
                            made = self._named(frame, sense, plain)
                        elif sense in _AIMS and got_verb is not None and got_verb.word is not None:
                            made = self.out.relate(
                                frame.actor, sense, got_verb.word.lemma, [a], frame.mood, frame.rule, frame.span
                            )
                        else:
                            made = []
                        frame.made.extend(made)
                    if args[2] and sense in ("approve", "recommend", "contraindicate") and not args[0]:
                        frame.made.extend(self._named(frame, sense, args[2][0]))
                    j = args[1]
                    continue
            if frame.made and p.low(j) == "associated" and p.low(j + 1) == "with":
                # "for pain associated with D, E, and F": the list goes on after what narrows its first
                inner = p.group(j + 2)
                if inner is not None:
                    self.remember(inner)
                    for a in inner.args[1:]:
                        if a.type == "disease" and not a.event:
                            frame.made.extend(self._named(frame, frame.sense, a))
                    j = inner.last
                    continue
            if low == "," and p.low(j + 1) in ("alone", "in", "as", "either", "with", "along", "together"):
                # ", alone or in combination with Y, for D"
                k = next((n for n in range(j + 1, min(j + 14, p.size)) if p.low(n) == ","), 0)
                if k and (p.low(k + 1) in frame.wants_target or p.low(k + 1) == "to"):
                    with_ = next((n for n in range(j + 1, k) if p.low(n) == "with"), 0)
                    other = p.group(with_ + 1) if with_ else None
                    if other is not None and "combination" in (p.low(n) for n in range(j, with_)):
                        self.clause_made.extend(self.combine([a for a in frame.actor if a.grounded], other.args))
                    j = k + 1
                    continue
            gerund = j + 1 + (p.low(j) == "," and p.kind(j + 1) == "conj")
            if frame.wants_target and (p.kind(j) == "conj" or low == ",") and frame.sense in ("approve", "recommend"):
                got_verb = self.v.at(gerund)
                if got_verb is not None and got_verb.form == "g":
                    # "for reducing A, inhibiting B, and improving C"
                    target = p.group(got_verb.last)
                    j = max(target.last if target is not None else got_verb.last, j + 1)
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

    def imperative(self, verb: VerbGroup, actors: list[Argument], mood: Mood, frame: Frame, j: int, sense: str) -> int:
        """Read "Avoid X in D", "Do not use in D", "guidelines recommend X for D"."""
        p = self.p
        adding = self.v.at(j)
        if sense == "recommend" and adding is not None and adding.form == "g":
            j = adding.last
        first = (
            p.kind(verb.first - 1) in ("", "mark") or verb.form == "b" or p.low(verb.first) == "do" or not self.subjects
        )
        group = p.group(j) if p.kind(j) != "prep" else None
        named_first = group.last if group is not None else j
        wary = p.low(named_first) in _WARY or (p.low(named_first) == "with" and p.low(named_first + 1) in _CARES)
        if sense in ("use", "recommend") and (wary or (group is not None and group.head in _CARES)):
            # "use X cautiously in D", "use caution when giving X": neither advised nor advised against
            self.mood = replace(self.mood, blocked=True)
            return named_first + 1
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
            # "Avoid X as they raise Y"
            self.subjects, self.earlier = [], group.args
            given = [
                self.plain(a) if a.entity is not None and a.via_of and a.head in ("role", "use", "place") else a
                for a in group.args
                if a.grounded and a.type in ("drug", "procedure", "other", "cytokine", "protein", None)
            ]
            actors = [a for a in given if not a.negated] or given
            if len(actors) < len(given) and sense == "recommend":
                # "recommends X rather than Z" holds the two against each other
                self.against(replace(frame, actor=actors), [replace(a, negated=False) for a in given if a.negated])
            j = (0 if mood.negated or sense == "avoid" else self.combined_after(group, group.last)) or group.last
            if not actors:
                return j
        elif not first:
            return j
        elif sense in ("use", "avoid", "recommend") and not actors:
            actors = self.topic_argument()
        if sense == "avoid":
            mood = replace(mood, negated=not mood.negated)
        if sense in ("use", "avoid", "light"):
            sense = (
                "recommend"
                if (mood.negated or sense == "avoid")
                else ("recommend" if first and group is not None and verb.word and verb.word.form == "b" else "use")
            )
        frame.mood, frame.actor, frame.sense, frame.rule = mood, actors, {"use": "treat"}.get(sense, sense), "advice"
        frame.wants_target = frozenset(
            {"for", "in", "during", "to"}
            if verb.word is not None and verb.word.lemma == "give"
            else {"for", "in", "during"}
        )
        named: list[Argument] = []
        if p.low(j) == "as" and not p.as_clause(j):
            shown = p.group(j + 1)
            if shown is not None:
                named = [a for a in shown.grounded if a.type in ("procedure", "other")]
                j = shown.last
        end = self.aims(j, frame)
        if frame.sense == "recommend" and not frame.made:
            # "as first-line therapy": of what was named in front, else the way it is given
            for a in self.before_ill or named:
                frame.made.extend(self._named(frame, "recommend", a))
        return self.close(end, frame)
