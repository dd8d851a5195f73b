"""Noun groups: what a noun phrase names, in which direction, with which complements, and what is coordinated with it."""

from __future__ import annotations

import re
from dataclasses import replace

from thymograph.claims.assertions.arguments import (
    ABILITIES,
    COMPARING,
    Argument,
    Group,
    inherit,
    like,
    share,
    spread_head,
)
from thymograph.claims.assertions.complements import EXEMPLARS
from thymograph.claims.assertions.shapes import STOPS, Shapes

__all__ = ["Phrases"]

_AMOUNTS = frozenset({"dose", "doses", "dosing", "dosage", "dosages", "tablets"})
# Less of these is bad: a disease listed behind is more, not less.
_SUPPLY = re.compile(
    r"\b(?:flow|function|perfusion|output|capacity|mass|density|intake|absorption|oxygenation|quality of life|survival)\b"
)
_BEHIND_PEOPLE = frozenset({"worse", "better", "less", "younger", "older", "aged", "weighing"})
_GRADES = frozenset({"moderate", "severe", "high", "intermediate", "end-stage", "critical"})


class Phrases(Shapes):
    """Reads noun groups from the tokens of one statement."""

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
        name = self._called(i, one)
        if name:
            one, i, head = [self.argument_of(self.tokens[name].entity, self.tokens[name])], name + 1, self.low(name)  # type: ignore[arg-type]
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
            exemplar = self.low(k) in EXEMPLARS or (self.low(k) == "such" and self.low(k + 1) == "as")
            if (
                self.low(k) == ":"
                and self.kind(k) == "mark"
                and depth == 0
                and not subject
                and not any(a.id for a in args)
            ):
                # "two cascades: A and B"
                named = self.group(k + 1, depth=depth + 1)
                if (
                    named is not None
                    and named.grounded
                    and self.kind(named.last) in ("", "mark")
                    and not self.clause_ahead(k + 1)
                ):
                    args = [replace(like(a, args[-1]), exemplar=True) for a in named.args]
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
                    args.append(replace(like(a, shape), exemplar=True))
                i = more_group.last
                plural = True
                continue
            if not (comma or joined):
                break
            if comma and depth and self.listed:
                break
            if joined and depth and self.low(k) == "of" and self.low(first - 1) == "of":
                # "the risk of A and of B"
                k += 1
            if joined and self.low(k) == "in" and self.kind(k) == "prep":
                # "A, and in severe cases, B"
                k = next((n + 1 for n in range(k + 1, min(k + 5, self.size)) if self.low(n) == ","), k)
            if comma and self.fronted and not depth and (self._finite_before_stop(k) or self._moves_at_end(k)):
                # "When it affects A, B and C may occur": the comma ends the clause in front
                break
            if comma and not joined and (not self._list_goes_on(k) or (self.preposed and self._subject_after(k))):
                break
            if not self.starts_group(k) or (not subject and self.clause_ahead(k) and not (joined and self._opening(k))):
                break
            explains = comma and not joined and self.low(k) in ("a", "an") and self.low(first) not in ("a", "an")
            if explains and args[-1].grounded and not self._event_phrase(k) and not self._direction_at(k + 1):
                # "of X, a part of Z, and …" explains X
                break
            if depth and (
                (comma and self._direction_at(k)) or (self._event_phrase(k) and any(a.grounded for a in args))
            ):
                break
            listed, self.listed = self.listed, self.listed or (comma and not joined and not depth and not subject)
            more = self._phrase(k, depth)
            self.listed = listed
            if more is None:
                break
            # "A and B of C": the complement of the last belongs to all bare event nouns before it.
            args = share(args, more[0])
            opening = args[0]
            args.extend(inherit(args, more[0]))
            if opening.direction in ("down", "impaired") and _SUPPLY.search(opening.name):
                # "reduced blood flow, angina and stroke"
                for a in more[0]:
                    if a.shared_direction and a.type == "disease":
                        a.direction, a.shared_direction = None, False
            i = more[1]
            plural = True
            if plus:
                pluses.append((len(args) - len(more[0]) - 1, len(args) - 1))
        if negated:
            args = [replace(a, negated=True) for a in args]
        if plural and args[-1].agents:
            # "a fall in A and a rise in B after X"
            args = [replace(a, agents=args[-1].agents) if a.event and not a.agents else a for a in args]
        spread_head(args)
        args = [
            a
            for a in args
            if not (a.exemplar and a.type == "cell" and any(b.type == "process" and not b.exemplar for b in args))
        ]
        return Group(args, first, i, head=head, plural=plural, plus=pluses)

    def _phrase(self, i: int, depth: int) -> tuple[list[Argument], int, str] | None:
        """Return the arguments of one conjunct at ``i``, the index after it, and its head word."""
        negated = False
        direction: str | None = None
        core: list[int] = []
        owned = False
        owned_by = 0
        while i < self.size:
            token = self.tokens[i]
            kind = token.kind
            if token.low == "single" and not core and self.low(i + 1) == "most":
                i += 1
                continue
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
            if token.low == "little" and self.low(i + 1) == "or" and self.low(i + 2) == "no":
                i += 2
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
            if kind == "prep" and token.low == "to" and not core and self.kind(i - 1) == self.kind(i + 1) == "adv":
                # "moderately to severely active D"
                i += 1
                continue
            if token.low == "following" and not core and self.low(i - 1) in ("the", "these"):
                i += 1
                continue
            if kind == "gen":
                owned_by = len(core)
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
                if not core and self.low(i) in ("-", "–", "‑") and self.kind(i + 1) == "number":
                    # "a 1-2% risk"
                    i += 1
                elif self.low(i) == "(" and all(self.kind(k) in ("word", "number") for k in core):
                    # "a 2.1 (95% CI 1.8 to 2.4) mL reduction"
                    closing = next((k for k in range(i + 1, min(i + 14, self.size)) if self.low(k) == ")"), 0)
                    interval = any(self.low(k) == "ci" for k in range(i + 1, closing))
                    i = closing + 1 if interval and self.kind(closing + 1) == "word" else i
                continue
            if kind == "prefix" and core and token.low in ("post", "pre", "peri"):
                break
            if kind in ("ent", "suffix", "prefix"):
                core.append(i)
                i += 1
                continue
            if kind == "word":
                if (
                    self.verb_at(i)
                    or token.low in STOPS
                    or (core and token.low in COMPARING and self.low(i + 1) == "to")
                ):
                    break
                if core and (token.low in _BEHIND_PEOPLE or self._behind(i, core)):
                    break
                if core and token.low in ("responsible", "necessary", "essential") and self.kind(i + 1) == "prep":
                    break
                if (
                    token.adjective is not None
                    and token.adjective.sense in ("up", "down", "better", "worse", "impaired", "balance", "scarce")
                    and not core
                ):
                    direction = token.adjective.sense
                    i += 1
                    continue
                core.append(i)
                i += 1
                continue
            if (
                kind == "prep"
                and token.low == "to"
                and core
                and self.low(i - 1) in ("mild", "moderate", "low", "intermediate")
                and self.low(i + 1) in _GRADES
            ):
                i += 1
                continue
            after = self._after_alias(i, core) if kind == "mark" and token.low == "(" and core else 0
            if after:
                # "transthyretin-mediated (hATTR) amyloidosis", "growth factor receptor (GFR) inhibitor"
                i = after
                continue
            if (kind == "conj" or token.low == ",") and core and self._adjectives_joined(i, core):
                i += 1
                continue
            break
        if not core:
            return None
        if owned_by and self.low(i) in ("of", "to") and len(core) > owned_by:
            # "the brain's level of X" is the level of X
            core = core[owned_by:]
        if (
            owned_by
            and 1 <= owned_by < len(core) - 1
            and self.low(core[-1]) in ABILITIES
            and self.kind(core[owned_by - 1]) == "ent"
        ):
            # "X's antidepressant mechanism" is what X does
            core = [*core[:owned_by], core[-1]]
        end = self.tokens[core[-1]].end
        if self.kind(core[-1]) == "ent" and self.text[end : end + 5] in ("- and", "- or "):
            # "GABA- and glycine-gated currents": a part of a name
            return None
        owner = self.topic if owned else None
        # a trailing number or adjective belongs to what follows
        named = self._core(core, depth)
        if named is None:
            return None
        args, head = named
        if (
            args[0].type == "outcome"
            and args[0].grounded
            and head in ABILITIES
            and self.low(i) == "of"
            and self.kind(core[-1]) == "ent"
            and len(core) == 1
        ):
            # "efficacy of X" speaks of X, though "efficacy" is a name of its own
            args = [Argument(name=head, start=args[0].start, end=args[0].end, head=head)]
        if owner is not None and not args[0].grounded and head in ABILITIES:
            args[0].entity, args[0].id, args[0].type, args[0].composed = owner, None, owner.type, True
        i = self._aliases(i, args)
        i = self._complements(i, args, core, head, depth)
        if head in _AMOUNTS:
            # "lower doses of X" are X
            direction = None
        for a in args:
            if direction and a.direction is None:
                a.direction = direction
            a.negated = a.negated or negated
        return args, i, head
