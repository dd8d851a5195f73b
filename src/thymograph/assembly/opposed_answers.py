"""Conflicts of answers: one says up, another down or no effect; one asserts what another says is unknown."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from thymograph.assembly.conflict_nodes import Case, Conflict, Member, conflict
from thymograph.assembly.propositions import question_of
from thymograph.assembly.sides import side_words
from thymograph.assembly.stands import Context, Difference, Stand, includes, oppose, shown, spread, told_differences
from thymograph.lexicon.folding import fold_key
from thymograph.model import Claim, Qualifiers, Question

__all__ = ["certainty_conflicts", "may_oppose", "polarity_conflicts", "unknown_aspects"]

_PAIRS_LOOKED_AT = 20_000
"""Pairs of contexts, above which they are not compared part by part."""

# By what orders and identifies a stand: hashing whole claims would cost far more.
_Found = dict[tuple[str, str, int, str], Stand]


def _put(found: _Found, *stands: Stand) -> None:
    for stand in stands:
        found[stand.claim.id, stand.side, stand.assertion.start, stand.predicate] = stand


def _listed(found: _Found) -> list[Stand]:
    return [found[key] for key in sorted(found)]


def _member(stand: Stand) -> Member:
    return Member(claim=stand.claim.id, attitude=stand.attitude, says=stand.side)


def _told(question: Question, stands: Iterable[Stand]) -> str:
    """Return how many claims say what, in words."""
    counts: defaultdict[str, set[str]] = defaultdict(set)
    for stand in stands:
        counts[stand.side].add(stand.claim.id)
    said = "; ".join(f"{side_words(question.family, side)} ({len(ids)})" for side, ids in sorted(counts.items()))
    return f"{question.subject} and {question.object}: {said}"


def _why(differing: Sequence[Difference]) -> str:
    if not differing:
        return "; nothing that the claims say explains it"
    return "; what differs: " + told_differences(differing)


# Told of what is done, not of what works: whether it works is then a question of advice.
_OF_USE = frozenset({"indication", "regulatory_status", "recommendation", "guideline_position", "dosage", "definition"})
_TURNING = re.compile(
    r"\b(?:polari[sz]ation|conversion|switch(?:ing)?|shift|transition|reprogramming|transformation)\s+(?:of|from)\s+"
    r"(?P<away>[^.;]{1,60}?)\s+(?:in)?to(?:wards?)?\s+(?P<to>[^.;]{1,60})",
    re.IGNORECASE,
)


def _turns_away(stand: Stand) -> bool:
    """Whether a rise is told of what something is turned away from: the polarization of M2 cells to M1."""
    found = _TURNING.search(stand.claim.quote or "") if stand.side == "up" else None
    if found is None:
        return False
    marks = {word for word in fold_key(stand.question.object).split() if word.isdigit()}
    away, to = (set(fold_key(found[name]).split()) for name in ("away", "to"))
    return bool(marks) and marks <= away and not marks & to


def may_oppose(stand: Stand) -> bool:
    """Whether a stand answers what works: not if it tells of use, nor of what something is turned away from."""
    if stand.predicate == "treats" and stand.attitude == "asserts" and stand.claim.kind in _OF_USE:
        return False
    return not _turns_away(stand)


def _opposing(stands: Sequence[Stand]) -> list[tuple[list[Stand], list[Stand]]]:
    """Return the pairs of groups of stands that oppose each other as answers, contexts aside."""
    forms: defaultdict[tuple[str, str, str, str], list[Stand]] = defaultdict(list)
    for stand in stands:
        forms[stand.side, stand.attitude, stand.predicate, stand.inferred_from].append(stand)
    keys = sorted(forms)
    return [
        (forms[a], forms[b])
        for place, a in enumerate(keys)
        for b in keys[place + 1 :]
        if oppose(forms[a][0], forms[b][0])
    ]


class _Relation(NamedTuple):
    """How two contexts stand to each other."""

    same: bool
    nested: bool


@lru_cache(maxsize=1 << 14)
def _relation(a: Context, b: Context) -> _Relation:
    if a == b or not spread((a, b)):
        return _Relation(True, True)
    return _Relation(False, includes(a, b) or includes(b, a))


def _by_context(stands: Iterable[Stand]) -> dict[Context, list[Stand]]:
    found: defaultdict[Context, list[Stand]] = defaultdict(list)
    for stand in stands:
        found[stand.context].append(stand)
    return found


def _sort(
    case: Case,
    left: Sequence[Stand],
    right: Sequence[Stand],
    relation: _Relation,
    same: _Found,
    inside: defaultdict[str, _Found],
    apparent: _Found,
) -> None:
    """Put opposing stands of two contexts where they meet; two assertions of one claim do not."""
    if len({stand.claim.id for stand in (*left, *right)}) < 2:
        return
    if relation.same:
        _put(same, *left, *right)
        return
    if not relation.nested:
        _put(apparent, *left, *right)
        return
    voices: list[defaultdict[str, list[Stand]]] = [defaultdict(list), defaultdict(list)]
    for side, stands in enumerate((left, right)):
        for stand in stands:
            voices[side][case.voice(stand.claim)].append(stand)
    for side, other in ((0, 1), (1, 0)):
        for voice, stands in voices[side].items():
            # One document that says the one in general and the other of a case; another document is another matter.
            if voice in voices[other]:
                _put(inside[voice], *stands)
            if len(voices[other]) > (voice in voices[other]):
                _put(apparent, *stands)


def polarity_conflicts(case: Case) -> Iterator[Conflict]:
    """Yield the conflicts of answers that cannot both be true.

    In one context it is ``polarity``, or ``within_document`` where one document says both; in one document also where
    it says the one in general and the other of a narrower case, which is named. Across documents, or between contexts
    that exclude each other, it is ``apparent``.
    """
    for given in case.stands_and_implied.values():
        if len({stand.side for stand in given}) < 2:
            continue
        stands = [stand for stand in given if may_oppose(stand)]
        pairs = _opposing(stands)
        if not pairs:
            continue
        same: defaultdict[Context, _Found] = defaultdict(dict)
        inside: defaultdict[str, _Found] = defaultdict(dict)
        apparent: _Found = {}
        for left, right in pairs:
            lefts, rights = _by_context(left), _by_context(right)
            if len(lefts) * len(rights) > _PAIRS_LOOKED_AT:
                _judge_many(lefts, rights, same, apparent)
                continue
            for a, b in product(lefts, rights):
                relation = _relation(a, b)
                _sort(case, lefts[a], rights[b], relation, same[min(a, b, key=sorted)], inside, apparent)
        yield from _conflicts_of(case, stands[0].question, same, inside, apparent)


def _judge_many(
    lefts: Mapping[Context, Sequence[Stand]],
    rights: Mapping[Context, Sequence[Stand]],
    same: defaultdict[Context, _Found],
    apparent: _Found,
) -> None:
    """Sort the stands of many contexts in linear time: equal contexts meet, all others differ."""
    for context in lefts.keys() & rights.keys():
        members = (*lefts[context], *rights[context])
        if len({stand.claim.id for stand in members}) > 1:
            _put(same[context], *members)
    for these, others in ((lefts, rights), (rights, lefts)):
        for context, stands in these.items():
            if len(others) > (context in others):
                _put(apparent, *stands)


def _conflicts_of(
    case: Case,
    question: Question,
    same: Mapping[Context, _Found],
    inside: Mapping[str, _Found],
    apparent: _Found,
) -> Iterator[Conflict]:
    for context, found in sorted(same.items(), key=lambda item: sorted(item[0])):
        if not found:
            continue
        by_voice: defaultdict[str, list[Stand]] = defaultdict(list)
        for stand in _listed(found):
            by_voice[case.voice(stand.claim)].append(stand)
        place = repr(sorted((slot, key) for slot, key, _ in context))
        where = f" ({shown(context)})" if context else ""
        if len(by_voice) > 1:
            members = _listed(found)
            told = _told(question, members) + where + _why(())
            yield conflict("polarity", question, map(_member, members), (), "opposed_answers", told, place=place)
        for voice, stands in sorted(by_voice.items()):
            if len(by_voice) == 1 or _opposing(stands):
                told = f"one document, {_told(question, stands)}{where}"
                yield conflict(
                    "within_document", question, map(_member, stands), (), "opposed_answers_in_one_document", told,
                    place=case.place(voice) + place,
                )  # fmt: skip
    for voice, found in sorted(inside.items()):
        members = _listed(found)
        differing = spread(stand.context for stand in members)
        told = f"one document, {_told(question, members)}{_why(differing)}"
        yield conflict(
            "within_document", question, map(_member, members), differing, "general_and_narrower_in_one_document",
            told, place=case.place(voice),
        )  # fmt: skip
    if apparent:
        members = _listed(apparent)
        differing = spread(stand.context for stand in members)
        told = _told(question, members) + _why(differing)
        yield conflict(
            "apparent", question, map(_member, members), differing, "opposed_answers_in_other_contexts", told
        )


def certainty_conflicts(case: Case) -> Iterator[Conflict]:
    """Yield the questions that one claim says are unanswered, and that another answers without a hedge.

    What is unknown of children is not contradicted by what is known of adults: the unknown must be said in general or
    of the same context.
    """
    for stands in case.stands.values():
        unknown = [stand for stand in stands if stand.assertion.polarity == "unknown"]
        firm = [
            stand for stand in stands if stand.attitude != "leaves_open" and stand.assertion.certainty == "asserted"
        ]
        if not unknown or not firm:
            continue
        general = {stand.context for stand in unknown}
        answered = [
            stand
            for stand in firm
            if any(includes(context, stand.context) for context in general)
            and any(other.claim.id != stand.claim.id for other in unknown)
        ]
        asked = [
            stand
            for stand in unknown
            if any(includes(stand.context, other.context) and other.claim.id != stand.claim.id for other in answered)
        ]
        if answered and asked:
            members = [*asked, *answered]
            differing = spread(stand.context for stand in members)
            told = _told(stands[0].question, members) + _why(differing)
            yield conflict(
                "certainty", stands[0].question, map(_member, members), differing, "answered_and_unknown", told
            )


# What a text may say is unknown of a substance, and the types of things that would answer it.
_ASPECTS = (
    ("receptor", re.compile(r"\b(?:receptors?|(?:molecular )?targets?|binding (?:sites?|partners?))\b", re.I), {"receptor"}),
    ("pathway", re.compile(r"\b(?:signal\w*|downstream|molecular)[ -](?:\w+ ){0,2}pathways?\b", re.I), {"pathway"}),
    ("mechanism", re.compile(r"\b(?:mechanisms?|mode)(?: of action)?\b", re.I), {"receptor", "pathway", "protein"}),
)  # fmt: skip
# What takes a drug up, carries it and breaks it down is not what it acts by.
_HANDLING = re.compile(
    r"\b(?:CYP\w*|cytochromes?|P-?g(?:p|lycoprotein)|albumin|plasma proteins?|transporters?|OATP\w*|UGT\w*|BCRP)\b",
    re.I,
)
_ACTING = frozenset({"binds", "activates", "inhibits"})
_AGENTS = frozenset({"drug", "protein", "cytokine"})


def _topic(case: Case, claims: Sequence[Claim], place: int) -> tuple[str, str, str | None] | None:
    """Return (key, name, CURIE) of what a claim without assertions is about: the drug that it names, else the subject
    of the claim before it under the same heading."""
    claim = claims[place]
    drugs = {case.names.key(m.name, m.id): m for m in claim.mentions if m.type == "drug"}
    if len(drugs) == 1:
        key, mention = next(iter(drugs.items()))
        return key, mention.name, mention.id
    for before in reversed(claims[:place]):
        if before.section != claim.section:
            return None
        for one in before.relations:
            key = case.names.key(one.subject, one.subject_id)
            if case.names.type_of(key) in _AGENTS:
                return key, one.subject, one.subject_id
    return None


def unknown_aspects(case: Case) -> Iterator[Conflict]:
    """Yield, for each substance whose receptor, pathway or mechanism a claim says is unknown, the claims that name it."""
    known: defaultdict[tuple[str, str | None], list[Stand]] = defaultdict(list)
    for stands in case.stands.values():
        for stand in stands:
            if stand.attitude == "asserts" and stand.predicate in _ACTING and stand.assertion.certainty == "asserted":
                question = stand.question
                if _HANDLING.search(question.object):
                    continue
                subject = case.names.key(question.subject, question.subject_id)
                kind = case.names.type_of(case.names.key(question.object, question.object_id))
                types = {kind} if kind else {part.type for part in case.names.parts(question.object)}
                for one in sorted(types, key=str):
                    known[subject, one].append(stand)
    open_claims: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    named: dict[str, tuple[str, str | None]] = {}
    for claims in case.by_document.values():
        for place, claim in enumerate(claims):
            if claim.polarity != "unknown" or claim.relations:
                continue
            words = claim.quote or claim.gist
            aspects = [name for name, pattern, _ in _ASPECTS if pattern.search(words)]
            topic = _topic(case, claims, place) if aspects else None
            if topic is not None:
                named[topic[0]] = min(named.get(topic[0], topic[1:]), topic[1:], key=str)
                for aspect in aspects:
                    open_claims[topic[0], aspect].append(claim)
    kinds = {name: types for name, _, types in _ASPECTS}
    for (key, aspect), asking in sorted(open_claims.items()):
        # "The downstream pathways are unknown" is not answered by "it acts through downstream pathways".
        asked = {case.names.key(mention.name, mention.id) for claim in asking for mention in claim.mentions}
        answers = [
            stand
            for kind in sorted(kinds[aspect])
            for stand in known.get((key, kind), ())
            if case.names.key(stand.question.object, stand.question.object_id) not in asked
        ]
        if not answers:
            continue
        question = question_of(named[key], "mechanism", (aspect, None), Qualifiers(), case.names)
        members = [Member(claim=claim.id, attitude="leaves_open", says="unknown") for claim in asking]
        members += [
            Member(claim=stand.claim.id, attitude="asserts", says=f"{stand.predicate} {stand.question.object}")
            for stand in answers
        ]
        objects = sorted({stand.question.object for stand in answers})
        told = f"{question.subject}: the {aspect} is said to be unknown, and elsewhere named: {', '.join(objects)}"
        yield conflict("certainty", question, members, (), "aspect_named_and_unknown", told)
