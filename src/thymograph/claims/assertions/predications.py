"""The entry for every verb: whose verb it is, and which kind of clause it makes."""

from __future__ import annotations

from dataclasses import replace

from thymograph.claims.assertions.arguments import Argument, Group
from thymograph.claims.assertions.collected import Mood
from thymograph.claims.assertions.passives import Passives
from thymograph.claims.assertions.verbs import VerbGroup

__all__ = ["Predications"]

# The noun of what a verb of this sense does: "inhibiting Y" is the inhibition of Y.
_DONE = {"inhibit": "inhibition", "activate": "activation", "stimulate": "stimulation"}
_TAKEN_WITH = frozenset(
    "food meal meals water milk stomach snack breakfast dinner fluids fluid bedtime glass sitting upright lying".split()
)
_WATCHED = frozenset(
    "managed monitored adjusted evaluated assessed stopped discontinued avoided reduced controlled watched".split()
)
_UNDOING = frozenset(
    "stop discontinue withdraw withhold interrupt taper titrate adjust individualize individualise monitor avoid delay".split()
)
_MAKING = frozenset({"secrete", "produce", "express"})
_PASSIVES = frozenset("increase decrease inhibit activate stimulate induce enhance regulate secrete produce".split())
_THEREBY = frozenset({"thereby", "thus", "hence", "therefore", "ultimately", "consequently"})


class Predications(Passives):
    """The part of a reader that reads verbs."""

    def verb(self, verb: VerbGroup, fresh: bool, *, actor: list[Argument] | None = None, rule: str = "") -> int:
        """Read a verb group with its objects and tail, and return the index after them."""
        p = self.p
        self.verbs_seen += 1
        self.verbs_here += 1
        if actor is None:
            self.share(verb)
        if self.inverted:
            verb.negated, self.inverted = not verb.negated, False
        mood = self.mood.with_(negated=verb.negated, certainty=verb.certainty)
        mood.blocked = self.mood.blocked or verb.partly
        if self.mood.polarity:
            mood.polarity = self.mood.polarity
        word = verb.word
        if word is None:
            return (
                self.copula(verb, mood)
                if verb.form == "be"
                else self.possession(verb, mood)
                if verb.form == "have"
                else self.unread(verb)
            )
        if word.sense == "other" and len(verb.words) > 1:
            # "phosphorylates and inhibits Y"
            word = verb.word = next((w for w in verb.words if w.sense != "other"), word)
        subjects = self.subjects
        given = actor is not None
        touching = self.last is not None and self.last.last == verb.first and p.low(verb.first - 1) != ","
        if (
            not given
            and verb.form == "g"
            and word.sense == "cause"
            and touching
            and self.verbs_here > 1
            and not self.saved
        ):
            # "affects Y causing Z": the effect or Y
            return self.simple(verb, [], replace(self.mood, blocked=True), rule="")
        if not given and verb.form in ("g", "d") and not (fresh and not subjects):
            doing = self.governing.word if self.governing is not None else None
            if (
                verb.form == "g" and touching and doing is not None and doing.sense == "act" and self.last is not self.subject_group
            ):  # fmt: skip
                # "X acts at the receptor blocking Y"
                subjects = self.acting(self.subjects)
                given = True
            elif (
                verb.form == "d" and word.sense == "secrete" and self.governing is not None and self.governing.passive
                and p.low(verb.first - 1) == "," and self.last is not None and all(a.type == "cell" for a in self.last.args)
            ):  # fmt: skip
                # "Y is found in A cells, secreted by B": nobody secretes cells
                pass
            elif self._apposed(verb) or (
                touching
                and word.sense not in ("light",)
                and not (word.sense == "cause" and self._measured(self.last))
                and self.verbs_seen > 0
                and self.last is not self.subject_group
            ):
                subjects = self.antecedent(verb)
            elif touching and self.last is self.subject_group and self._finite_follows(verb.last):
                # "IL-2 produced by T cells activates …": the participle narrows the subject
                return self.narrowing(verb, mood)
            elif (
                verb.form == "g" and word.sense == "light" and not self.actor and self.governing is not None
                and self.governing.passive and self.governing.word is not None and self.governing.word.sense == "express"
            ):  # fmt: skip
                # "Y was differentially expressed, resulting in Z"
                subjects, given = [], True
            elif verb.form == "d" and p.low(verb.first - 1) == "," and self._acted():
                # "X binds its receptor in the skin, expressed by Y": of X or of the receptor
                subjects = []
            elif (
                verb.form == "g"
                and self.after_clause
                and p.low(verb.first - 1) == ","
                and self._finite_follows(verb.last)
            ):
                # "Because Y is made there, blocking it lowers Z"
                return self.gerund_subject(verb)
            elif verb.form == "g":
                chained = p.low(verb.first - 1) in _THEREBY or p.low(verb.first) in _THEREBY
                subjects = (self.lead if chained else []) or self.actor or self.acting(self.subjects)
                given = True
        if verb.form == "b" and p.low(verb.first) == "to" and not given:
            # "treatment tailored to control D": D does nothing on purpose
            self.subjects = subjects = [a for a in subjects if a.type not in ("disease", "outcome")]
        if verb.form == "b" and p.low(verb.first) == "to" and not given and touching and word.sense in _MAKING:
            cells = self.last.args if self.last is not None and self.last is not self.subject_group else []
            if cells and all(a.type == "cell" and a.event is None for a in cells):
                # "drives T cells to secrete Y"
                return self.simple(verb, cells, replace(mood), rule="caused to")
        able = self.last if verb.form == "b" and p.low(verb.first) == "to" and not given and touching else None
        if able is not None and able.head in ("ability", "capacity") and able is not self.subject_group:
            # "plays a role in the ability of X to V": X does
            owners = [self.plain(a) for a in able.args if a.entity is not None]
            end = self.simple(verb, owners, replace(mood), rule="ability or role")
            more = self.v.at(end + 1) if p.kind(end) == "conj" else None
            while more is not None and more.word is not None and more.word.form == "b" and not more.modal:
                end = self.simple(more, owners, replace(mood), rule="ability or role")
                more = self.v.at(end + 1) if p.kind(end) == "conj" else None
            return end
        main = self.governing
        if (
            verb.form == "b" and p.low(verb.first) == "to" and not given and self.verbs_here > 1
            and main is not None and main.passive and main.word is not None and main.word.sense in _PASSIVES
        ):  # fmt: skip
            # "Y is lowered by X to raise Z": what the change is good for, not what Y does
            return self.simple(verb, [], replace(self.mood, blocked=True), rule="")
        main = self.governing
        if verb.form == "b" and p.low(verb.first) == "to" and not given and main is not None and main.passive:
            treated = main.word is not None and main.word.sense == "treat" and main.first < verb.first
            if treated and self.actor:
                # "D is treated with X to lower Y": X does
                subjects, given = self.actor, True
        if verb.form == "b" and p.low(verb.first) == "to" and not given and self.verbs_here == 1:
            # "as an adjunct to improve Y", "To reduce Y, …": a purpose, not a statement
            return self.simple(verb, [], replace(self.mood, blocked=True), rule="")
        if verb.form == "b" and p.low(verb.first) == "to" and not given and self._otherwise_done(verb):
            # "is taken with food to reduce Y": the food does; "should be stopped to prevent Y": the stopping
            return self.simple(verb, [], replace(self.mood, blocked=True), rule="")
        if (
            verb.form == "g"
            and not given
            and all(a.start < 0 for a in subjects)
            and p.low(verb.first - 1) in ("when", "before", "after")
        ):
            # "when starting X": whoever does so is not what the text is about
            return self.simple(verb, [], replace(self.mood, blocked=True), rule="")
        opens = verb.first == 0 or p.kind(verb.first - 1) in ("mark", "conj", "adv", "sub")
        if (
            not given
            and not subjects
            and fresh
            and opens
            and self.subject_group is None
            and verb.form in ("s", "d", "b", "g")
        ):
            subjects = self.topic_argument()
            ahead = self._fronted(verb.last)[1] if verb.passive and verb.first == 0 else None
            if ahead is not None:
                # "Controlled by X, Y …": Y is controlled
                subjects = ahead.args
            if verb.form == "g" and self._finite_follows(verb.last) and word.sense in ("receive", "use", "combine"):
                taken = p.group(verb.last)
                if taken is not None:
                    self.remember(taken)
                    self.subjects, self.subject_group = taken.args, taken
                    end = taken.last
                    if p.low(end) in ("with", "to"):
                        other = p.group(end + 1)
                        if other is not None and not other.grounded:
                            # "taking it with food": not the drug alone
                            self.subjects = []
                        if other is not None:
                            self.clause_made.extend(self.combine(taken.grounded, other.args))
                            end = other.last
                    return end
            if verb.form == "g" and self._finite_follows(verb.last):
                return self.gerund_subject(verb)
            after = verb.last
            while p.kind(after) == "adv":
                after += 1
            if verb.form == "d" and p.low(after) not in ("for", "in", "with", "during", "by", "as", "to"):
                subjects = []
            self.subjects = subjects
        if verb.passive:
            return self.passive(verb, subjects, mood, rule or "passive")
        return self.active(
            verb,
            subjects if given else self.acting(subjects),
            subjects,
            mood,
            rule or ("verb first" if not self.subjects else "active"),
        )

    def _otherwise_done(self, verb: VerbGroup) -> bool:
        """Tell whether how something is taken, or that it is no longer taken, serves the purpose that ``verb`` names."""
        p = self.p
        main = self.governing
        if (
            main is not None
            and main.word is not None
            and main.word.sense == "other"
            and not main.passive
            and self.last is not None
            and self.last.last == verb.first
            and self.last.first >= main.last
        ):
            # "prepares the body to make Y": the body does
            return True
        if p.low(verb.first - 1) in _WATCHED and p.kind(verb.first - 2) == "be":
            # "drugs which must be monitored to prevent Y"
            return True
        near = {p.low(k) for k in range(max(0, verb.first - 8), verb.first)}
        if near & _TAKEN_WITH and near & {"with", "on", "of", "after", "before", "at", "while"}:
            return True
        if main is None or main.word is None or main.first >= verb.first:
            return False
        dosed = self.subject_group is not None and self.subject_group.head in ("dose", "doses", "dosage")
        return main.word.lemma in _UNDOING or (dosed and main.passive and main.word.sense in ("decrease", "increase"))

    def share(self, verb: VerbGroup) -> None:
        """Give a verb joined to another what its auxiliaries say: "may lower A and raise B", "neither V-s nor V-s"."""
        p = self.p
        before = p.low(verb.first - 1)
        if before in ("neither", "nor"):
            verb.negated = True
        main = self.governing
        bare = verb.word is not None and verb.modal is None and p.kind(verb.first) in ("word", "adv")
        joined = p.kind(verb.first - 1) == "conj" or before == ","
        base = verb.word is not None and verb.word.form == "b"
        if main is not None and verb.form == "b" and p.low(verb.first) == "to" and main.certainty == "hedged":
            # "may block Y to lower Z"
            verb.certainty = main.certainty if verb.certainty == "asserted" else verb.certainty
        if main is None or not bare or (verb.form != "g" and not (base and joined)):
            if verb.form in ("s", "be", "have") and not self.saved:
                self.governing = verb
            return
        if main.certainty == "hedged" and verb.certainty == "asserted":
            verb.certainty = "hedged"
        if base and before == "or" and main.negated:
            verb.negated, verb.partly = True, main.partly

    def gerund_subject(self, verb: VerbGroup) -> int:
        """Read "inhibiting Y" as the subject of the verb behind it: the inhibition of Y; of other changes nothing is sure."""
        p = self.p
        assert verb.word is not None
        group = p.group(verb.last)
        self.mood, kept = replace(self.mood, blocked=True), self.mood
        end = self.simple(verb, [], self.mood, rule="")
        self.mood, self.subjects = kept, []
        got = self.v.at(end)
        noun = _DONE.get(verb.word.sense)
        if group is not None and noun is not None and got is not None and got.form in ("s", "be", "have"):
            done = [
                replace(a, event=verb.word.sense, noun=noun) for a in group.grounded if a.event is None and not a.arm
            ]
            self.subjects = self.acting(done)
            self.subject_group = Group(self.subjects, verb.first, end)
        return end

    def _acted(self) -> bool:
        """Tell whether the clause has a finite active verb already."""
        main = self.governing
        return main is not None and main.word is not None and not main.passive and self.verbs_here > 1

    @staticmethod
    def _measured(group: Group | None) -> bool:
        """Tell whether a group ends with an outcome: it is not what causes something, what changed it is."""
        return group is not None and group.args[-1].type in ("outcome", "process")

    def _apposed(self, verb: VerbGroup) -> bool:
        """Tell whether a participle after a comma says of the noun before it who made it: "Y, released from X"."""
        p = self.p
        return (
            verb.passive
            and p.low(verb.first - 1) == ","
            and (p.low(verb.last) in ("by", "from") or (p.low(verb.last) == "for" and not self.verbs_here))
            and self.last is not None
            and self.last.last == verb.first - 1
        )

    def _finite_follows(self, i: int) -> bool:
        p = self.p
        for k in range(i, min(p.size, i + 40)):
            if (p.kind(k) == "mark" and p.low(k) in ";.") or p.kind(k) in ("rel", "sub"):
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
        end = (
            self.passive(verb, self.subjects, mood, "reduced relative")
            if verb.passive
            else self.active(verb, self.acting(self.subjects), self.subjects, mood, "reduced relative")
        )
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
                events = [
                    a
                    for a in group.args
                    if a.event not in (None, "neutral", "affect", "treat", "loss", "unclear") and not a.agents
                ]
                self.clause_made.extend(
                    self.out.relate(
                        actors,
                        "exert",
                        "",
                        events,
                        self.mood.with_(negated=verb.negated, certainty=verb.certainty),
                        "centred on",
                        span,
                    )
                )
                self.actor = actors
                return group.last
        self.actor = self.acting(self.subjects)
        return max(verb.last, verb.first + 1)

    def content(self, verb: VerbGroup, mood: Mood, sense: str) -> int:
        """Enter the content of "suggest that …", with its certainty."""
        p = self.p
        level = {"suggest": "hedged", "think": "hedged", "speculate": "speculative"}.get(sense, "asserted")
        self.new_clause(keep_subject=False)
        self.mood = Mood(
            certainty=level if level != "asserted" else mood.certainty,
            blocked=mood.blocked,
            polarity="no_evidence" if mood.negated and sense in ("report", "suggest") else mood.polarity,
        )
        return verb.last + 1 if p.low(verb.last) == "that" else verb.last
