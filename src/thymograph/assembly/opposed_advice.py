"""Conflicts of advice: recommended here and advised against there, approved or used against advice, contraindicated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from thymograph.assembly.advice import Advice
from thymograph.assembly.conflict_nodes import Case, Conflict, Member, conflict
from thymograph.assembly.propositions import question_of
from thymograph.assembly.stands import Context, Difference, spread, told_differences, wider
from thymograph.model import Qualifiers, Question

__all__ = ["advice_conflicts", "unadopted_benefits"]

# (rule, what is against, what is for, whether one document may say both): ordered, the first that applies names it.
_RULES = (
    ("advised_for_and_against", {"guideline", "recommendation"}, {"guideline", "recommendation"}, True),
    ("contraindicated_and_advised", {"contraindication"}, {"guideline", "recommendation"}, True),
    ("approved_and_not_approved", {"not_approved"}, {"approval"}, True),
    ("approved_against_advice", {"guideline", "recommendation"}, {"approval"}, True),
    ("contraindicated_and_approved", {"contraindication"}, {"approval"}, False),
    # A text that tells of a use and advises against it does not contradict itself.
    ("used_against_advice", {"guideline", "recommendation"}, {"use"}, False),
    ("contraindicated_and_used", {"contraindication"}, {"use"}, False),
    ("used_without_effect", {"inefficacy"}, {"use", "approval"}, False),
)


# By identity: one advice meets many, and its order is asked once.
_Found = dict[int, Advice]


def _order(one: Advice) -> tuple[str, str, str, str]:
    return one.claim.id, one.kind, one.condition.key, repr(one.stance)


def _contexts(members: Iterable[Advice], rule: int) -> list[Context]:
    """Return the contexts that count under a rule: where an approval holds matters to another approval only."""
    kept = _RULES[rule][0] == "approved_and_not_approved"
    return [frozenset(part for part in one.context if kept or part[0] != "jurisdiction") for one in members]


def _put(found: _Found, *given: Advice) -> None:
    for one in given:
        # Of two that are ordered alike the one that came last stays.
        found.pop(id(one), None)
        found[id(one)] = one


def _ordered(found: _Found) -> list[Advice]:
    by_order = {_order(one): one for one in found.values()}
    return [by_order[key] for key in sorted(by_order)]


def _rule(case: Case, against: Advice, favour: Advice) -> int | None:
    """Return the place of the rule by which two pieces of advice conflict, or None."""
    if against.claim.id == favour.claim.id:
        return None
    one_document = case.voice(against.claim) == case.voice(favour.claim)
    for place, (_, opposed, favoured, inside) in enumerate(_RULES):
        if against.kind in opposed and favour.kind in favoured and (inside or not one_document):
            return place
    return None


def _member(one: Advice) -> Member:
    says: str = (
        one.kind if one.kind in ("approval", "contraindication", "inefficacy", "not_approved", "use") else one.side
    )
    if one.stance is not None:
        says = f"{one.stance.organisation}: {one.stance.stance.replace('_', ' ')}"
    attitude = {"for": "asserts", "against": "denies", "absent": "leaves_open"}[one.side]
    return Member(claim=one.claim.id, attitude=attitude, says=says)  # type: ignore[arg-type]  # of three literals


def _question(case: Case, one: Advice) -> Question:
    curies = [key if not key.startswith("l:") else None for key in (one.intervention.key, one.condition.key)]
    return question_of(
        (one.intervention.name, curies[0]), "recommendation", (one.condition.name, curies[1]), Qualifiers(), case.names
    )


_SAYS = {
    "for": "recommended", "against": "advised against", "absent": "not on the list", "approval": "approved",
    "not_approved": "not approved", "use": "in use", "contraindication": "contraindicated", "inefficacy": "found to have no effect",
}  # fmt: skip

_STANCES = {
    "for": "recommends it", "conditional for": "recommends it under conditions", "not included": "does not list it",
    "conditional against": "advises against it under conditions", "against": "advises against it",
}  # fmt: skip


def _sayings(members: Sequence[Advice]) -> str:
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for one in members:
        kinds[_member(one).says].add(one.claim.id)
    told = []
    for says, ids in sorted(kinds.items()):
        body, colon, stance = says.rpartition(": ")
        told.append(f"{body}{colon}{(_STANCES if colon else _SAYS).get(stance, stance)} ({len(ids)})")
    return "; ".join(told)


def advice_conflicts(case: Case) -> Iterator[Conflict]:
    """Yield the conflicts of advice on one intervention in one condition.

    ``recommendation`` where nothing else differs (``within_document`` where one document says both and nobody else
    joins); ``apparent`` where population, combination or the like differ, or the one is said of a wider condition.
    """
    by_intervention: defaultdict[str, list[str]] = defaultdict(list)
    for intervention, condition in case.advice:
        by_intervention[intervention].append(condition)
    for (intervention, condition), given in case.advice.items():
        against = [one for one in given if one.side == "against"]
        if not against:
            continue
        same: _Found = {}
        apparent: _Found = {}
        rules: dict[str, int] = {}
        for narrow in by_intervention[intervention]:
            if narrow != condition and condition not in wider(narrow):
                continue
            for favour in (one for one in case.advice[intervention, narrow] if one.side == "for"):
                for one in against:
                    place = _rule(case, one, favour)
                    if place is None:
                        continue
                    differs = narrow != condition or (
                        one.context != favour.context and spread(_contexts((one, favour), place))
                    )
                    _put(apparent if differs else same, one, favour)
                    kind = "apparent" if differs else "same"
                    rules[kind] = min(rules.get(kind, place), place)
        if same:
            yield _made(case, same, (), _RULES[rules["same"]][0])
        if apparent:
            yield _made(case, apparent, _differing(apparent, rules["apparent"]), _RULES[rules["apparent"]][0])


def _differing(members: _Found, rule: int) -> tuple[Difference, ...]:
    ordered = _ordered(members)
    found = list(spread(_contexts(ordered, rule)))
    if len({one.condition.key for one in ordered}) > 1:
        found = [one for one in found if one.qualifier != "condition"]
        found.append(Difference("condition", tuple(sorted({one.condition.name for one in ordered}))))
    return tuple(sorted(found))


def _made(case: Case, members: _Found, differing: tuple[Difference, ...], rule: str) -> Conflict:
    ordered = _ordered(members)
    first = min((one for one in ordered if one.side == "against"), key=lambda one: (one.condition.name, _order(one)))
    voices = sorted({case.voice(one.claim) for one in ordered})
    kind = "apparent" if differing else "recommendation" if len(voices) > 1 else "within_document"
    told = f"{first.intervention.name} in {first.condition.name}: {_sayings(ordered)}"
    if differing:
        told += "; what differs: " + told_differences(differing)
    place = case.place(voices[0]) if kind == "within_document" else ""
    question = _question(case, first)
    return conflict(kind, question, map(_member, ordered), differing, rule, told, place=place)  # type: ignore[arg-type]


def unadopted_benefits(case: Case) -> Iterator[Conflict]:
    """Yield benefits told in one document of an intervention that another says a body's list does not include.

    To be absent from a list is not to be advised against, so this is never a direct conflict.
    """
    by_intervention: defaultdict[str, list[str]] = defaultdict(list)
    for intervention, condition in case.advice:
        by_intervention[intervention].append(condition)
    for (intervention, condition), given in case.advice.items():
        absent = [one for one in given if one.side == "absent"]
        if not absent:
            continue
        members: _Found = {}
        for narrow in by_intervention[intervention]:
            if narrow != condition and condition not in wider(narrow):
                continue
            for favour in (one for one in case.advice[intervention, narrow] if one.side == "for"):
                for one in absent:
                    if case.voice(one.claim) != case.voice(favour.claim):
                        _put(members, one, favour)
        if members:
            ordered = _ordered(members)
            first = next(one for one in ordered if one.side == "absent")
            told = (
                f"{first.intervention.name} in {first.condition.name}: {_sayings(ordered)};"
                " absent from a list is not advised against"
            )
            conditions = sorted({one.condition.name for one in ordered})
            differing = (Difference("condition", tuple(conditions)),) if len(conditions) > 1 else ()
            question = _question(case, first)
            yield conflict("recommendation", question, map(_member, ordered), differing, "benefit_not_adopted", told)
