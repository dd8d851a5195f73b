"""Noun groups: what a noun phrase names, in which direction, with which complements."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from thymograph.claims.assertions.tokens import Token
from thymograph.claims.assertions.vocabulary import vocabulary
from thymograph.model import Entity

__all__ = ["Argument", "Group", "Phrases"]

# Nouns that stand for the agent they follow or introduce: "X therapy", "treatment with X", "use of X".
CARRIERS = frozenset(
    "treatment therapy administration supplementation use infusion injection injections exposure monotherapy intake consumption "
    "dose doses dosing ingestion pretreatment application vaccination users recipients user recipient group groups arm arms "
    "tablets capsules regimen regimens prophylaxis medication medications agents agent drug drugs coadministration addition "
    "introduction initiation combination stimulation challenge cohort program diet ".split()
)
ARMS = frozenset("group groups arm arms users recipients user recipient cohort".split())
PEOPLE = frozenset(
    "patients patient participants subjects individuals people adults children women men infants mice rats animals "
    "cells recipients those persons group groups arm arms survivors volunteers population populations adolescents "
    "donors users mothers pigs rabbits monkeys dogs cultures neonates smokers".split()
)
# "a range of cytokines" is about the cytokines.
TRANSPARENT = frozenset(
    "range variety series majority number numbers types type kinds kind host array spectrum family class classes group "
    "levels level rates rate amount amounts risk incidence effects effect proportion subset subsets members member "
    "balance use components component form forms symptoms signs symptom episodes episode cases case development onset "
    "progression risks induction release signs occurrence growth".split()
)
ABILITIES = frozenset(
    "role ability capacity potential efficacy effectiveness promise utility benefit benefits mechanism mechanisms action actions "
    "effect effects use value usefulness capability function impact property properties activity".split()
)
_SUFFIX_VERBS = {
    "induced": "induce", "related": "cause", "associated": "cause", "mediated": "regulate", "dependent": "regulate",
    "driven": "induce", "triggered": "induce", "stimulated": "stimulate", "evoked": "induce", "elicited": "induce", "activated": "stimulate",
}  # fmt: skip
_SUFFIX_SAME = frozenset({"based", "treated", "containing", "like"})
_EXEMPLARS = frozenset({"including", "like", "e.g", "i.e", "namely", "notably", "especially", "particularly", "specifically"})
_AGENT_NAME = re.compile(r"(?P<target>.+?)[ -](?P<agent>inhibitors?|blockers?|antagonists?|agonists?|activators?|suppressors?|inducers?)$", re.IGNORECASE)
NEUTRAL_AFTER = re.compile(r"^(?:levels?|concentrations?|expression|production|secretion|release|synthesis|activit(?:y|ies)|content)$")
_MOLECULE = frozenset({"protein", "cytokine", "receptor", "gene", "drug", "outcome", "other"})


@dataclass(slots=True)
class Argument:
    """What one noun phrase names."""

    name: str
    start: int
    end: int
    id: str | None = None
    type: str | None = None
    entity: Entity | None = None
    direction: str | None = None
    """up, down, better, worse, impaired: of an adjective before it ("lower mortality")."""
    event: str | None = None
    """Sense of the noun that governs it ("activation of X"): the name then is X's."""
    noun: str = ""
    """The governing noun as printed."""
    neutral: bool = False
    """True when a neutral noun stood between ("production of X")."""
    negated: bool = False
    arm: bool = False
    """True when it names the people who got it."""
    agents: list[Argument] = field(default_factory=list)
    """Who does the event: "by X"."""
    causes: list[tuple[Argument, str]] = field(default_factory=list)
    """Agents hyphenated to it, with the sense: "X-induced Y"."""
    agentive: tuple[str, Argument] | None = None
    """Sense and target of an agent noun: "Y inhibitor"."""
    composed: bool = False
    head: str = ""
    via_of: bool = False
    owners: list[Argument] = field(default_factory=list)
    """Whose it is: "adverse effects of X"."""
    exemplar: bool = False

    @property
    def grounded(self) -> bool:
        """Tell whether an entity is at its core."""
        return self.entity is not None


@dataclass(slots=True)
class Group:
    """Coordinated arguments, and where the group starts and ends in tokens."""

    args: list[Argument]
    first: int
    last: int
    """Index after its last token."""
    either: bool = False
    head: str = ""
    plural: bool = False
    plus: list[tuple[int, int]] = field(default_factory=list)
    """Indices of arguments that "plus" joins."""

    @property
    def grounded(self) -> list[Argument]:
        """Return the arguments that rest on an entity."""
        return [a for a in self.args if a.entity is not None]


class Phrases:
    """Reads noun groups from the tokens of one statement."""

    def __init__(self, text: str, tokens: list[Token], topic: Entity | None) -> None:
        """Read ``tokens`` of ``text``; pronouns stand for ``topic``."""
        self.text = text
        self.tokens = tokens
        self.topic = topic
        self.size = len(tokens)
        self._verb_here: dict[int, bool] = {}
        self.nested: dict[int, list[Entity]] = {}

    # ------------------------------------------------------------ small helpers

    def kind(self, i: int) -> str:
        """Return the kind of token ``i``, "" outside."""
        return self.tokens[i].kind if 0 <= i < self.size else ""

    def low(self, i: int) -> str:
        """Return the lower-case words of token ``i``, "" outside."""
        return self.tokens[i].low if 0 <= i < self.size else ""

    def argument_of(self, entity: Entity, token: Token) -> Argument:
        """Return the argument that an entity token is."""
        return Argument(name=entity.name, start=token.start, end=token.end, id=entity.id, type=entity.type, entity=entity, head=token.low)

    def _composed(self, first: int, last: int, core: Argument) -> Argument:
        """Return the argument that tokens ``first``..``last`` name around the entity of ``core``."""
        start, end = self.tokens[first].start, self.tokens[last].end
        words = self.text[start:end]
        if core.entity is not None and first != last and self.kind(first) == "ent" and self.tokens[first].entity is core.entity:
            words = core.entity.name + self.text[self.tokens[first].end : end]
        return replace(core, name=words, start=start, end=end, id=None, composed=True, head=self.tokens[last].low)

    # ------------------------------------------------------------ verbs that look like nouns

    def verb_at(self, i: int) -> bool:
        """Tell whether token ``i``, which may be a verb, is one here (no auxiliary before it)."""
        known = self._verb_here.get(i)
        if known is None:
            # False while it is being decided: a word may ask about its neighbour, and that about it.
            self._verb_here[i] = False
            known = self._verb_here[i] = self._is_verb(i)
        return known

    def _is_verb(self, i: int) -> bool:
        token = self.tokens[i]
        word = token.verb
        if word is None or token.kind != "word":
            return False
        p = i - 1
        while p >= 0 and self.kind(p) in ("adv", "neg"):
            p -= 1
        n = i + 1
        while self.kind(n) == "adv":
            n += 1
        before, after = self.kind(p), self.kind(n)
        prep_fits = self.low(n) in word.prepositions
        if self.low(n) == "of" and word.form in ("b", "s"):
            return False
        opens = after in ("det", "ent", "poss", "number", "prefix", "pron", "this") or (
            after == "word" and not self._plain_verb_form(n)
        ) or (after == "mark" and self.low(n) in "\"“(‘'")  # fmt: skip
        if word.sense == "other" and ((word.form == "g" and after not in ("det", "poss")) or (word.form == "d" and before in ("conj", "mark", "prep", ""))):
            return False
        if word.sense == "act" and word.form == "b":
            return after == "prep" and self.low(n) in ("as", "by", "through", "via", "on", "at")
        noun_too = token.noun is not None or (word.lemma in _BOTH and word.sense != "act")
        if word.form == "g":
            if before in ("det", "poss", "this") or self.low(n) in ("of",):
                return False
            if before == "ent" and after == "word" and self.low(n) in _AGENT_HEADS:
                return False
            if before in ("", "mark", "conj", "prep") and after == "word" and self.low(n) in _AGENT_HEADS:
                return False
            if after == "conj" and self.kind(n + 1) == "word" and word.sense != "other" and before in ("prep", "mark", "sub", "adv", ""):
                other = self.tokens[n + 1].verb
                return other is not None and other.form == "g" and self.verb_at(n + 1)
            return opens or prep_fits or (word.sense in ("act", "differ") and after == "prep")
        if before == "this" and p == i - 1 and word.form == "s" and opens and self.low(p) in ("this", "these"):
            return True
        joined = self.tokens[n + 1].verb if after == "conj" and self.kind(n + 1) == "word" else None
        if joined is not None and joined.form == word.form and before not in ("det", "poss", "gen", "this", "suffix") and word.form in ("s", "b") and token.noun is None:
            return True
        if before in ("det", "poss", "gen", "this", "suffix") or (before == "prep" and not (self.low(p) == "to" and word.form == "b")):
            return False
        if token.adjective is not None and word.form == "d" and before in ("", "mark", "be") and p < 0 and not prep_fits:
            return False
        if before == "word" and self.tokens[p].adjective is not None and self.tokens[p].verb is None:
            return False
        if word.form == "d":
            if self.low(n) == "by":
                return True
            if before in ("ent", "word", "pron", "rel", "number", "this") or (before == "mark" and self.low(p) in ")”\""):
                if before == "word" and self.tokens[p].verb is not None and self.tokens[p].noun is None and self.verb_at(p):
                    return False
                if after == "prep" and token.adjective is None and word.sense not in ("produce",):
                    return True
                return opens or prep_fits or self.low(n) in ("that", "to") or word.sense in ("move_up", "move_down", "fail") or (
                    after in ("prep", "", "mark", "sub", "conj") and word.sense in _INTRANSITIVE
                )  # fmt: skip
            if before == "mark" and self.low(p) == "," and opens and self._closes_insertion(p):
                return True
            if before in ("conj",) or (before == "mark" and self.low(p) == ","):
                return (opens and token.adjective is None) or prep_fits or (opens and self._after_active(i))
            return before == "" and (prep_fits or after == "prep" or self.low(n) == "to")
        if noun_too:
            if before in ("", "conj", "rel", "modal", "adv") or (before == "mark" and self.low(p) != ")"):
                return opens or prep_fits
            return opens or (prep_fits and word.lemma not in ("decrease", "increase")) or self.low(n) in ("that",)
        if word.form == "b" and before in ("", "do", "mark") and word.sense in ("avoid", "use", "recommend", "think") and (after == "prep" or opens):
            return True
        if word.sense == "recommend" and self.low(n) == "against":
            return True
        if word.form == "b" and before == "ent" and not opens and not prep_fits:
            return False
        return opens or prep_fits or after in ("conj", "neg") or self.low(n) in ("that", "to") or word.sense in ("help", "become", "act", "receive") or (
            after == "mark" and self.low(n) == ","
        )  # fmt: skip

    def _plain_verb_form(self, i: int) -> bool:
        token = self.tokens[i]
        return token.verb is not None and token.noun is None and token.adjective is None and token.verb.form in ("s",)

    def _closes_insertion(self, comma: int) -> bool:
        """Tell whether the comma closes "X, a drug for Y," before the verb of X: a comma before it, no finite verb."""
        commas = 0
        for k in range(comma - 1, max(-1, comma - 30), -1):
            token = self.tokens[k]
            if token.kind == "mark":
                if token.low in ";:.":
                    break
                commas += token.low == ","
            elif token.kind in ("be", "have", "modal", "do", "sub", "conj") or (token.verb is not None and token.verb.form in ("s", "b") and self.verb_at(k)):
                return False
        return commas == 1

    def _after_active(self, i: int) -> bool:
        """Tell whether a past active verb stands earlier in the clause ("reduced A and improved B")."""
        for k in range(i - 2, -1, -1):
            token = self.tokens[k]
            if token.kind in ("sub", "be") or (token.kind == "mark" and token.low in ";:."):
                return False
            if token.verb is not None and token.kind == "word" and token.verb.form in ("d", "s", "b") and self.verb_at(k):
                return token.verb.sense not in ("light", "report", "associate", "exert")
        return False

    # ------------------------------------------------------------ groups

    def starts_group(self, i: int) -> bool:
        """Tell whether a noun group may start at token ``i``."""
        kind = self.kind(i)
        if kind in ("det", "ent", "poss", "number", "prefix", "pron", "this", "gen"):
            return True
        if kind == "word":
            return not self.verb_at(i)
        if kind == "adv":
            return self.starts_group(i + 1)
        if kind == "neg" or (kind == "mark" and self.low(i) in "\"“‘"):
            return self.starts_group(i + 1)
        return False

    def group(self, i: int, *, depth: int = 0, subject: bool = False) -> Group | None:
        """Return the coordinated noun group that starts at token ``i``, or None.

        With ``subject`` a verb may follow it: "A and B reduce C" has two subjects.
        """
        if depth > 4 or not self.starts_group(i):
            return None
        first = i
        if self.low(i) in ("both", "either", "neither"):
            i += 1
        negated = self.low(first) == "neither"
        args: list[Argument] = []
        got = self._phrase(i, depth)
        if got is None:
            return None
        one, i, head = got
        plural = False
        pluses: list[tuple[int, int]] = []
        args.extend(one)
        while True:
            k = i
            comma = self.low(k) == "," and self.kind(k) == "mark"
            if comma:
                k += 1
            joined = self.kind(k) == "conj" and (self.low(k) != "but" or self.low(k + 1) == "also")
            plus = self.low(k) in ("plus", "+")
            joined = joined or plus
            if joined:
                k += 1
                if self.low(k) == "also":
                    k += 1
            elif self.low(k) == "as" and self.low(k + 1) == "well" and self.low(k + 2) == "as":
                k += 3
                joined = True
            elif self.low(k) in ("but", "not") or (self.low(k) == "rather" and self.low(k + 1) == "than"):
                j = k
                if self.low(j) == "but":
                    j += 1
                if self.low(j) in ("not", "rather"):
                    j += 2 if self.low(j) == "rather" else 1
                    more = self._phrase(j, depth) if self.starts_group(j) and not self.clause_ahead(j) else None
                    if more and any(a.grounded for a in more[0]):
                        args.extend(replace(a, negated=True) for a in more[0])
                        i = more[1]
                        continue
                break
            exemplar = self.low(k) in _EXEMPLARS or (self.low(k) == "such" and self.low(k + 1) == "as")
            if self.low(k) == ":" and self.kind(k) == "mark" and depth == 0 and not subject and not any(a.grounded for a in args):
                # "two cascades: A and B"
                named = self.group(k + 1, depth=depth + 1)
                if named is not None and named.grounded and self.kind(named.last) in ("", "mark") and not self.clause_ahead(k + 1):
                    args.extend(replace(_like(a, args[-1]), exemplar=True) for a in named.args)
                    i = named.last
                    plural = True
                break
            if exemplar and not joined:
                j = k + (2 if self.low(k) == "such" else 1)
                if self.kind(j) == "mark" and self.low(j) in (",", ":"):
                    j += 1
                more_group = self.group(j, depth=depth + 1, subject=subject) if self.kind(j) != "prep" else None
                if more_group is None or not more_group.grounded:
                    break
                shape = args[-1]
                for a in more_group.args:
                    args.append(replace(_like(a, shape), exemplar=True))
                i = more_group.last
                plural = True
                continue
            if not (comma or joined):
                break
            if joined and self.low(k) == "in" and self.kind(k) == "prep":
                # "A, and in severe cases, B"
                k = next((n + 1 for n in range(k + 1, min(k + 5, self.size)) if self.low(n) == ","), k)
            if comma and not joined and not self._list_goes_on(k):
                break
            if not self.starts_group(k) or (not subject and self.clause_ahead(k)):
                break
            if depth and any(a.grounded for a in args) and self._event_phrase(k):
                break
            more = self._phrase(k, depth)
            if more is None:
                break
            # "A and B of C": the complement of the last belongs to all bare event nouns before it.
            args = _share(args, more[0])
            args.extend(_inherit(args, more[0]))
            i = more[1]
            plural = True
            if plus:
                pluses.append((len(args) - len(more[0]) - 1, len(args) - 1))
        if negated:
            args = [replace(a, negated=True) for a in args]
        _spread_head(args)
        args = [a for a in args if not (a.exemplar and a.type == "cell" and any(b.type == "process" and not b.exemplar for b in args))]
        return Group(args, first, i, head=head, plural=plural, plus=pluses)

    def _list_goes_on(self, k: int) -> bool:
        """Tell whether after a comma a list goes on: an "and" or a further comma follows soon, and no verb before."""
        if self.kind(k) in ("rel", "sub", "prep", "adv"):
            return False
        depth = 0
        for j in range(k, min(self.size, k + 40)):
            token = self.tokens[j]
            if token.kind == "mark":
                if token.low == "(":
                    depth += 1
                elif token.low == ")":
                    depth -= 1
                elif token.low in ".;:":
                    return j - k <= 6 and self.kind(k) != "det"
            if depth:
                continue
            if token.kind == "conj":
                return True
            if token.kind in ("be", "modal", "have", "do", "rel", "sub") or (token.verb is not None and self.verb_at(j)):
                return False
        return self.kind(k) == "ent" or (self.size - k <= 4 and self.kind(k) != "det")

    def _event_phrase(self, k: int) -> bool:
        """Tell whether "the activation of …" starts at ``k``: a conjunct of the noun outside, not of its complement."""
        for j in range(k, min(k + 4, self.size)):
            token = self.tokens[j]
            if token.kind == "word" and token.noun is not None and self.low(j + 1) in token.noun.prepositions and self.kind(j + 1) == "prep":
                return True
            if token.kind not in ("det", "word", "adv", "poss") or self.verb_at(j):
                return False
        return False

    def clause_ahead(self, k: int) -> bool:
        """Tell whether the noun group at ``k`` is the subject of a further clause."""
        depth = 0
        for j in range(k, min(self.size, k + 12)):
            token = self.tokens[j]
            if token.kind == "mark":
                if token.low == "(":
                    depth += 1
                elif token.low == ")":
                    depth -= 1
                elif not depth and token.low not in "\"“”'‘’":
                    return False
                continue
            if depth:
                continue
            if token.kind in ("be", "modal", "have", "do", "negaux"):
                return True
            if token.kind in ("rel", "sub", "conj"):
                return False
            if j > k and token.kind == "word" and token.verb is not None and token.verb.form in ("s", "d", "b") and self.verb_at(j):
                if token.verb.form == "d" and self.low(j + 1) in ("by", "with", "in", "for", "from"):
                    return False
                return not (token.verb.form == "b" and self.low(j - 1) == "to")
        return False

    def _phrase(self, i: int, depth: int) -> tuple[list[Argument], int, str] | None:
        """Return the arguments of one conjunct at ``i``, the index after it, and its head word."""
        negated = False
        direction: str | None = None
        core: list[int] = []
        owned = False
        while i < self.size:
            token = self.tokens[i]
            kind = token.kind
            if kind in ("det", "poss", "pron", "this"):
                if core:
                    break
                if token.low == "no":
                    negated = True
                if kind in ("pron", "this", "poss") and not core:
                    got = self._pronoun(i)
                    if got is not None:
                        if kind != "poss" or self.low(i + 1) in ("effects", "effect"):
                            return [got[0]], got[1], token.low
                    elif kind == "pron":
                        return [Argument(name="", start=token.start, end=token.end)], i + 1, token.low
                if token.adjective is not None and not core:
                    direction = token.adjective.sense
                owned = owned or token.low in ("its", "their")
                i += 1
                continue
            if kind == "neg":
                if core:
                    break
                if token.low == "not" and self.low(i + 1) in ("only", "merely", "just"):
                    i += 2
                    continue
                negated = True
                i += 1
                continue
            if kind == "adv":
                if core and not (i + 1 < self.size and self.kind(i + 1) in ("word", "ent") and not self.verb_at(i + 1)):
                    break
                if core:
                    break
                i += 1
                continue
            if kind == "gen":
                i += 1
                continue
            if kind == "mark" and token.low in "\"“”‘’'":
                i += 1
                continue
            if kind == "mark" and token.low == "/" and core and i + 1 < self.size:
                i += 1
                continue
            if kind == "number":
                core.append(i) if core else None
                i += 1
                continue
            if kind in ("ent", "suffix", "prefix"):
                core.append(i)
                i += 1
                continue
            if kind == "word":
                if self.verb_at(i) or token.low in _STOPS:
                    break
                if token.adjective is not None and token.adjective.sense in ("up", "down", "better", "worse", "impaired", "balance") and not core:
                    direction = token.adjective.sense
                    i += 1
                    continue
                core.append(i)
                i += 1
                continue
            if kind == "prep" and token.low == "to" and core and self.low(i - 1) in ("mild", "moderate", "low", "intermediate") and self.low(i + 1) in _GRADES:
                i += 1
                continue
            if kind == "conj" and core and self._adjectives_joined(i, core):
                i += 1
                continue
            break
        if not core:
            return None
        owner = self.topic if owned else None
        # a trailing number or adjective belongs to what follows
        got = self._core(core, depth)
        if got is None:
            return None
        args, head = got
        if args[0].grounded and head in ABILITIES and self.low(i) == "of" and self.kind(core[-1]) == "ent" and len(core) == 1:
            # "efficacy of X" speaks of X, though "efficacy" is a name of its own
            args = [Argument(name=head, start=args[0].start, end=args[0].end, head=head)]
        if owner is not None and not args[0].grounded and head in ABILITIES:
            args[0].entity, args[0].id, args[0].type, args[0].composed = owner, None, owner.type, True
        i = self._aliases(i, args)
        i = self._complements(i, args, core, head, depth)
        for a in args:
            if direction and a.direction is None:
                a.direction = direction
            a.negated = a.negated or negated
        return args, i, head

    def _adjectives_joined(self, i: int, core: list[int]) -> bool:
        """Tell whether "and" at ``i`` joins two adjectives before a noun ("rapid and excessive release")."""
        if self.low(i) not in ("and", "or") or any(self.kind(k) != "word" for k in core):
            return False
        last = self.tokens[core[-1]].low
        after = self.tokens[i + 1] if i + 1 < self.size else None
        if after is None or after.kind != "word":
            return False
        ends = ("ive", "al", "ed", "ic", "ous", "ful", "id", "able", "ant", "ent", "ary", "ar", "ate", "less", "ing", "ute", "ere")
        return len(core) == 1 and last.endswith(ends) and after.low.endswith(ends) and self.kind(i + 2) in ("word", "ent") and not self.verb_at(i + 1)

    def _pronoun(self, i: int) -> tuple[Argument, int] | None:
        """Return the topic as an argument where a pronoun or "this drug" stands for it."""
        token = self.tokens[i]
        if self.topic is None:
            return None
        end = i + 1
        if token.kind == "this":
            if self.low(end) in _GENERIC:
                end += 1
            elif self.kind(end) in ("word", "ent", "number", "prefix") and not self.verb_at(end):
                return None
        elif token.low not in ("it", "they", "its", "their"):
            return None
        t = self.topic
        head = "this event" if self.low(end - 1) in _EVENTS else "it"
        return Argument(name=t.name, start=token.start, end=self.tokens[end - 1].end, id=t.id, type=t.type, entity=t, head=head), end

    def _core(self, core: list[int], depth: int) -> tuple[list[Argument], str] | None:
        """Return what the words of a phrase name, its complements aside."""
        tokens = self.tokens
        causes: list[tuple[Argument, str]] = []
        kept: list[int] = []
        k = 0
        while k < len(core):
            i = core[k]
            token = tokens[i]
            following = core[k + 1] if k + 1 < len(core) else -1
            if token.kind == "ent" and following >= 0 and tokens[following].kind == "suffix":
                suffix = tokens[following].low
                assert token.entity is not None
                if suffix in _SUFFIX_VERBS:
                    causes.append((self.argument_of(token.entity, token), _SUFFIX_VERBS[suffix]))
                    k += 2
                    continue
                if suffix in _SUFFIX_SAME:
                    kept.append(i)
                    k += 2
                    continue
                if suffix in ("positive", "negative", "deficient", "resistant", "refractory", "naive", "free", "specific", "sensitive", "null", "expressing"):
                    k += 2
                    continue
                kept.extend((i, following))
                k += 2
                continue
            kept.append(i)
            k += 1
        if not kept:
            if causes and k:
                return None
            return None
        head = tokens[kept[-1]]
        entities = [i for i in kept if tokens[i].kind == "ent"]
        single: Argument
        if head.kind == "ent":
            assert head.entity is not None
            single = self.argument_of(head.entity, head)
            self._agent_name(single)
            if len(kept) > 1 and tokens[kept[-2]].kind == "prefix":
                single = self._composed(kept[-2], kept[-1], single)
        elif entities:
            last = entities[-1]
            entity_token = tokens[last]
            assert entity_token.entity is not None
            base = self.argument_of(entity_token.entity, entity_token)
            if last > 0 and tokens[last - 1].kind == "prefix" and (last - 1) in kept:
                base = self._composed(last - 1, last, base)
            tail = [i for i in kept if i > last]
            single = self._with_head(base, tail, head)
        else:
            single = self._bare(kept, head)
        single.causes = causes
        return [single], head.low

    def _with_head(self, base: Argument, tail: list[int], head: Token) -> Argument:
        """Return what an entity and the nouns after it name."""
        while len(tail) > 1 and self.tokens[tail[-1]].kind == "number":
            tail = tail[:-1]
            head = self.tokens[tail[-1]]
        word = head.low
        if word in CARRIERS and len(tail) <= 2:
            noun_event = head.noun.sense if head.noun else None
            if base.type not in ("disease", "outcome", "process", "cell") or noun_event is None:
                return replace(base, end=head.end, arm=word in ARMS, head=word)
            if noun_event == "treat":
                return replace(base, end=head.end, event="treat", noun=word, head=word)
        if word in PEOPLE and word != "cells" and base.type in ("disease", "outcome", "procedure"):
            return replace(base, end=head.end, head=word)
        if head.agent is not None:
            target = base if len(tail) == 1 else self._composed_tail(base, tail[:-1])
            whole = self._composed_tail(base, tail)
            whole.agentive = (head.agent.sense, target)
            whole.type = "drug"
            return whole
        if word in ("benefit", "benefits", "advantage") and len(tail) == 1:
            return replace(base, end=head.end, event="decrease" if re.search(r"mortality|death|relapse", base.name) else "improve", noun=word, head=word)
        if head.noun is not None and head.noun.sense != "loss":
            target = base if len(tail) == 1 else self._composed_tail(base, tail[:-1])
            if head.noun.sense == "neutral":
                if (base.type in _MOLECULE and NEUTRAL_AFTER.match(word)) or word in _MEASURES:
                    return replace(target, end=head.end, neutral=True, head=word, noun=word)
                return replace(self._composed_tail(base, tail), neutral=True, noun=word)
            return replace(target, end=head.end, event=head.noun.sense, noun=word, head=word)
        return self._composed_tail(base, tail)

    def _composed_tail(self, base: Argument, tail: list[int]) -> Argument:
        start, end = base.start, self.tokens[tail[-1]].end
        words = base.name + self.text[base.end : end]
        return replace(base, name=words.strip(), start=start, end=end, id=None, composed=True, head=self.tokens[tail[-1]].low)

    def _agent_name(self, single: Argument) -> None:
        """Find the target in an entity whose name is an agent noun with its object ("EGFR inhibitor")."""
        match = _AGENT_NAME.match(self.text[single.start : single.end])
        if match is None:
            return
        word = vocabulary().agents.get(match["agent"].lower())
        if word is None:
            return
        inner = next((e for e in self.nested.get(single.start, ()) if e.end <= single.start + match.end("target")), None)
        if inner is not None:
            target = self.argument_of(inner, self.tokens[0])
            target.start, target.end = inner.start, inner.end
        else:
            target = replace(single, name=match["target"], id=None, type=None, end=single.start + match.end("target"))
        single.agentive = (word.sense, target)

    def _bare(self, kept: list[int], head: Token) -> Argument:
        """Return what words without an entity name."""
        words = self.text[self.tokens[kept[0]].start : head.end]
        single = Argument(name=words, start=self.tokens[kept[0]].start, end=head.end, head=head.low)
        if head.noun is not None:
            single.event = head.noun.sense
            single.noun = head.low
        if head.agent is not None:
            single.agentive = (head.agent.sense, single)
        return single

    def _aliases(self, i: int, args: list[Argument]) -> int:
        """Return the index after brackets that repeat the name or give examples."""
        while self.low(i) in ("(", "[") and self.kind(i) == "mark":
            close = i + 1
            nested = 1
            while close < self.size and nested:
                if self.low(close) in ("(", "["):
                    nested += 1
                elif self.low(close) in (")", "]"):
                    nested -= 1
                close += 1
            inside = i + 1
            if self.low(inside) in ("e", "i") and self.low(inside + 1) == "." and self.low(inside + 2) in ("g", "e"):
                j = inside + 3
                while self.low(j) in (".", ","):
                    j += 1
                got = self.group(j, depth=2)
                if got is not None and got.grounded and args:
                    args.extend(replace(_like(a, args[-1]), exemplar=True) for a in got.args if a.grounded)
            elif self.low(inside) in _EXEMPLARS or (self.low(inside) == "such"):
                got = self.group(inside + (2 if self.low(inside) == "such" else 1), depth=2)
                if got is not None and got.grounded and args:
                    args.extend(replace(_like(a, args[-1]), exemplar=True) for a in got.args if a.grounded)
            i = close
            # a head noun may follow its alias: "nuclear factor (NF) pathway"
            if self.kind(i) == "word" and not self.verb_at(i) and args and args[-1].grounded and self.low(i) in (CARRIERS | {"pathway", "pathways", "signaling", "cells", "levels"}):
                head = self.tokens[i]
                args[-1].end = head.end
                args[-1].head = head.low
                i += 1
        return i

    def _complements(self, i: int, args: list[Argument], core: list[int], head: str, depth: int) -> int:
        """Read "of X", "in X", "by X", "with X" after the noun, and put them into ``args``."""
        main = args[0]
        noun = self.tokens[core[-1]].noun
        agent = self.tokens[core[-1]].agent
        low = self.low(i)
        open_event = not main.grounded and main.event is not None
        if self.kind(i) == "prep":
            if open_event and noun is not None and low in noun.prepositions:
                got = self.group(i + 1, depth=depth + 1)
                if got is not None:
                    args[:] = [self._governed(a, main) for a in got.args]
                    i = got.last
            elif agent is not None and not main.grounded and low in agent.prepositions:
                got = self.group(i + 1, depth=depth + 1)
                if got is not None:
                    main.end = self.tokens[got.last - 1].end
                    if got.grounded:
                        args[:] = [
                            replace(main, name=f"{main.name} of {a.name}", agentive=(agent.sense, a), entity=a.entity, type="drug") for a in got.grounded
                        ]
                    i = got.last
            elif low == "with" and any("combination" in self.low(k) for k in core) and (head in _COMBINED or "combination" in head):
                got = self.group(i + 1, depth=depth + 1)
                if got is not None and got.grounded:
                    args[:] = [replace(a, noun="combination with") for a in got.args]
                    i = got.last
            elif low == "with" and main.grounded and main.type in ("drug", "procedure") and head.endswith(("ation", "therapy", "prophylaxis", "treatment")):
                got = self.group(i + 1, depth=depth + 1)
                if got is not None and any(a.type == "drug" and a.entity for a in got.args):
                    args[:] = [replace(a, head=head) for a in got.grounded if a.type == "drug"]
                    i = got.last
            elif (low in ("of", "with") or (low == "to" and head == "exposure")) and not main.grounded and head in CARRIERS and self.low(i + 1) != "choice":
                got = self.group(i + 1, depth=depth + 1)
                if got is not None:
                    args[:] = [replace(a, head=head, arm=head in ARMS) for a in got.args]
                    if head == "combination" and low == "with":
                        args[:] = [replace(a, noun="combination with") for a in args]
                    elif head == "combination" and len(args) > 1:
                        args[0].noun = "combination"
                    i = got.last
                    if head == "combination" and self.low(i) == "with":
                        return i
            elif low == "of" and not main.grounded and head in TRANSPARENT:
                got = self.group(i + 1, depth=depth + 1)
                if got is not None:
                    args[:] = [replace(a, neutral=True, direction=a.direction or main.direction) for a in got.args]
                    i = got.last
            elif low == "of" and main.grounded and main.type in ("outcome", "process", "other") and len(core) == 1 and self._measures(main):
                got = self.group(i + 1, depth=depth + 1)
                if got is not None and got.grounded:
                    args[:] = [replace(a, neutral=True) for a in got.grounded]
                    i = got.last
            elif low in ("of", "with", "to") and main.grounded and main.type in ("outcome",) and head in _HARM_HEADS:
                got = self.group(i + 1, depth=depth + 1)
                if got is not None:
                    main.owners = got.grounded
                    i = got.last
            elif low == "of":
                got = self.group(i + 1, depth=depth + 1)
                if got is not None:
                    if not main.grounded and got.grounded:
                        args[:] = [
                            replace(
                                a, name=self.text[main.start : a.end] if n == 0 else f"{main.name} of {a.name}", start=main.start, id=None,
                                composed=True, via_of=True, head=head, agents=[],
                            )
                            for n, a in enumerate(got.grounded)
                        ]  # fmt: skip
                    i = got.last
            elif main.arm is False and head in PEOPLE:
                pass
        if any(a.event and a.event != "neutral" for a in args):
            while self.low(i) in ("by", "with", "from", "after", "following") and self.kind(i) == "prep":
                j = i + 1
                if self.kind(j) == "word" and self.tokens[j].verb is not None and self.tokens[j].verb.form == "g":
                    break
                if self.low(i) != "by" and not all(a.event in ("decrease", "increase", "improve", "treat", "inhibit", "prevent", "enhance", "worsen") for a in args):
                    break
                got = self.group(j, depth=depth + 1)
                if got is None or not got.grounded or any(a.type in ("disease", "cell", "outcome") for a in got.grounded if not a.arm):
                    break
                for a in args:
                    a.agents = got.grounded
                i = got.last
        return i

    def _measures(self, main: Argument) -> bool:
        """Tell whether a named thing is only a measure of what follows ("plasma concentration of X")."""
        word = vocabulary().nouns.get(self.text[main.start : main.end].split()[-1].lower())
        return word is not None and word.sense == "neutral"

    def _governed(self, inner: Argument, outer: Argument) -> Argument:
        """Return ``inner`` under the event noun of ``outer`` ("activation of X")."""
        event = outer.event
        if event == "neutral":
            if inner.type == "cell" and inner.event is None and not inner.composed and re.match(r"activit|number|count", outer.noun):
                # "the activity of NK cells" is not the cells
                name = f"{inner.name} {outer.noun.rstrip('s') if outer.noun != 'activities' else 'activity'}"
                return replace(inner, name=name, id=None, composed=True, type="process", neutral=True, noun=outer.noun, direction=inner.direction or outer.direction)
            return replace(inner, neutral=True, noun=outer.noun, direction=inner.direction or outer.direction)
        if inner.event not in (None, "neutral"):
            # an event of an event ("inhibition of the activation of X"): the outer counts when it does not turn the sense
            return replace(inner, event=_compose_events(event, inner.event), noun=outer.noun, direction=outer.direction)
        return replace(inner, event=event, noun=outer.noun, direction=outer.direction)


def _compose_events(outer: str | None, inner: str | None) -> str | None:
    ups = ("activate", "increase", "enhance", "stimulate", "induce", "improve")
    if inner in ups:
        return outer
    if outer in ups:
        return inner
    return "unclear"


_LAST_NOUN = re.compile(r"(activity|activities|function|functions|counts?|proliferation|activation|differentiation|cytotoxicity|recruitment|survival)$", re.IGNORECASE)


def _spread_head(args: list[Argument]) -> None:
    """Give "T cell and NK cell activity" its head noun twice."""
    if len(args) < 2 or args[-1].entity is None or args[-1].type == "cell":
        return
    match = _LAST_NOUN.search(args[-1].name)
    if match is None or not (args[-1].type in ("process", "outcome") or args[-1].composed):
        return
    for a in args[:-1]:
        if a.type == "cell" and a.event is None and not a.composed and not a.neutral:
            a.name, a.id, a.composed, a.type = f"{a.name} {match[1]}", None, True, "process"


def _like(argument: Argument, shape: Argument) -> Argument:
    """Return an exemplar that stands under the same noun as what it exemplifies."""
    return replace(
        argument, event=argument.event or shape.event, noun=argument.noun or shape.noun, neutral=argument.neutral or shape.neutral,
        direction=argument.direction or shape.direction, negated=shape.negated, agents=argument.agents or shape.agents,
        causes=argument.causes or shape.causes,
    )  # fmt: skip


def _share(args: list[Argument], more: list[Argument]) -> list[Argument]:
    """Give bare event nouns before "and" the complement of the last ("activation and release of X")."""
    if not more or not more[0].grounded or not (more[0].event or more[0].neutral or more[0].via_of):
        return args
    shared: list[Argument] = []
    for a in args:
        if not a.grounded and a.event and not a.name.count(" of "):
            for m in more:
                neutral = a.event == "neutral"
                shared.append(replace(m, event=None if neutral else a.event, neutral=neutral, noun=a.noun, direction=a.direction, negated=a.negated))
        elif not a.grounded and more[0].via_of and a.head and " " not in a.name and a.head[-3:] in ("ion", "ing", "ent", "sis"):
            for m in more:
                core = m.entity
                if core is not None:
                    shared.append(replace(m, name=f"{a.name} of {core.name}", head=a.head))
        else:
            shared.append(a)
    return shared


def _inherit(args: list[Argument], more: list[Argument]) -> list[Argument]:
    """Carry the direction adjective and the hyphenated agent of a list on to its later members."""
    if not args:
        return more
    first = args[-1]
    for a in more:
        if first.direction and a.direction is None and a.event is None:
            a.direction = first.direction
        if first.negated and not a.negated:
            a.negated = True
        if first.event and a.event is None and not a.neutral and first.grounded and not first.composed and first.noun and not first.agents:
            # "reduction of A and B"; not "A activation and B"
            if first.end > first.start and first.noun != first.head:
                a.event, a.noun = first.event, first.noun
        if first.neutral and not a.neutral and a.event is None and first.noun and first.noun != first.head:
            a.neutral, a.noun = True, first.noun
        if first.causes and not a.causes:
            a.causes = first.causes
    return more


_HARM_HEADS = frozenset({"adverse effects", "adverse events", "side effects", "adverse reactions", "adverse effect", "toxicity", "toxicities", "adverse drug reactions", "undesirable effects"})
_AGENT_HEADS = frozenset("antibody antibodies agent agents drug drugs enzyme enzymes factor factors hormone hormones effect effects properties compounds compound doses dose therapy therapies".split())
_STOPS = frozenset({"capable", "able", "unable", "centered", "centred", "combined", "based"})
_COMBINED = frozenset("combination combinations strategies strategy approach approaches therapy therapies treatment treatments regimens regimen use".split())
_GRADES = frozenset({"moderate", "severe", "high", "intermediate", "end-stage", "critical"})
_MEASURES = frozenset(
    "risk rate rates incidence frequency likelihood odds probability occurrence severity prevalence level levels concentration "
    "concentrations amount burden".split()
)
_EVENTS = frozenset({"interaction", "activation", "binding", "action", "effect", "process", "mechanism"})
_GENERIC = frozenset(
    "drug agent peptide compound medication medicine hormone protein cytokine therapy treatment molecule substance antibody vaccine "
    "enzyme receptor vitamin supplement antibiotic interaction activation binding action effect process mechanism regimen combination".split()
)
_BOTH = frozenset(
    "control influence support aid use test aim measure impact balance cause result limit review report question link act work "
    "function cut slow double triple ease treat benefit alter lower drop fall rise increase decrease release change boost surge "
    "yield trigger guard cure halt arrest block process show".split()
) - {"alter", "treat", "lower"}  # fmt: skip
_INTRANSITIVE = frozenset({"increase", "decrease", "improve", "worsen", "move_up", "move_down"})
