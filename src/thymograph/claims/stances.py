"""Stances: which body is for, against or silent on which intervention in which condition."""

from __future__ import annotations

import re
from collections.abc import Sequence

from thymograph.claims.clauses import folded
from thymograph.claims.house_voice import house_of, imperative_in, own_verdict
from thymograph.claims.organisations import Name, names_in
from thymograph.claims.speakers import speaks
from thymograph.claims.stance_targets import condition_of, intervention_of, interventions_of
from thymograph.claims.verdicts import Verdict, may_hold_verdict, strength_in, verdicts_in
from thymograph.model import Entity, Stance, Statement

__all__ = ["stances_in", "strength_in"]


def _masked(text: str) -> str:
    """Return ``text`` with the inside of brackets as spaces: what stands there is not what is judged."""
    return re.sub(r"\([^()]*\)|\[[^\[\]]*\]", lambda m: " " * (m.end() - m.start()), text)


_POPULATION = re.compile(
    r"\b(?:in|for|among) ((?:(?:all|most|selected|older|younger|pregnant|postmenopausal|critically ill|hospitali[sz]ed|non-pregnant|adult|pa?ediatric|immunocompromised|high-risk|elderly|healthy|\w+ (?:to|-) \w+[- ]year-old) )*(?:adults|children|patients|women|men|infants|adolescents|people|individuals|persons|neonates)(?: (?:with|aged|who|at|over|under|older than|younger than|not) [^,.;()]{2,60})?)",
    re.IGNORECASE,
)
# In the guidance of a body these are that body.
_NAMELESS = re.compile(
    r"(?:guideline|expert|consensus)?[ -]?(?:guidelines?|guidance|task force|panel|committee|working group|authors|experts)",
    re.IGNORECASE,
)

# Characters; what is longer is no sentence, and nothing in it is sure to belong together.
_LONGEST = 5000
_POINTS_BACK = re.compile(r"\W*(?:it|they|this|these|not|yet|currently|formally)\b")


def stances_in(
    text: str,
    entities: Sequence[Entity],
    *,
    topic: Entity | None = None,
    statement: Statement | None = None,
    title: str | None = None,
    publisher: str | None = None,
) -> tuple[Stance, ...]:
    """Return the stances that ``text`` reports, in order of their verdicts.

    A stance needs a body ("the ADA", "major guidelines", an organisation in a frame), a verdict and an intervention;
    a regulator's approval is none. ``topic`` stands in where the intervention is not named. What is absent from a
    list is ``not_included``, never ``against``. In the guidance of a body (by the ``title`` of the document, a heading, or its ``publisher``),
    "we suggest", "X is recommended" and "Offer X to …" are that body's own: ``first_hand``.

    >>> [(s.organisation, s.intervention, s.stance) for s in stances_in("The ADA recommends metformin.", ())]
    [('ADA', 'metformin', 'for')]
    """
    plain = folded(text)
    if len(text) > _LONGEST or not (may_hold_verdict(plain) or imperative_in(plain)):
        return ()
    names = names_in(text, entities)
    framed = [e for e in entities if e.type == "organisation" and e.implicit]
    house = house_of(statement, title=title, publisher=publisher)
    masked = _masked(text)
    low = folded(masked)
    if not names and not framed and house is None and not _OWN_WORDS.search(low):
        return ()
    verdicts = verdicts_in(low)
    order = imperative_in(low) if house is not None and house.bodies else None
    if order is not None:
        verdicts = [order, *(v for v in verdicts if v.start >= order.end and not v.passive)][:1]
    found: list[Stance] = []
    before: tuple[list[str], bool] | None = None
    for verdict in verdicts:
        if _LICENSING.match(masked, verdict.end) or (
            verdict.passive and any(_contains(masked, v, verdict) for v in verdicts if not v.passive)
        ):
            continue
        start = max(
            (
                m.end()
                for m in re.finditer(
                    r"(?:;|(?<![ (][A-Z])(?<!^[A-Z])\.) |, (?:but|whereas|while|although|though) |\b(?:but|whereas) ",
                    masked[: verdict.start],
                )
            ),
            default=0,
        )
        stop = re.search(
            r"[;.](?: |$)|,? (?:but|whereas|while|although|however) |, and (?=[\w ]{1,40}? (?:recommends?|suggests?|advises?|does|do) )",
            masked[verdict.end :],
        )
        bounds = (start, verdict.end + stop.start() if stop else len(masked))
        bodies = _bodies(verdict, masked, names, bounds)
        if not bodies and start and not verdict.passive:
            bodies = _bodies(verdict, masked, names, (0, bounds[1]))  # "X recommends A but not B": same speaker
        first_hand = False
        if verdict is order and house is not None:
            bodies, first_hand = list(house.bodies), True
        elif not bodies:
            bodies = list(own_verdict(verdict, masked, bounds[0], house)) if not names or not verdict.passive else []
            first_hand = bool(bodies) and house is not None and bool(house.bodies)
        if (
            not bodies
            and before
            and not verdict.passive
            and re.search(r"\band (?:also |it |they )?$", masked[: verdict.start])
        ):
            bodies, first_hand = before  # "recommends A and does not recommend B"
        if not bodies and not names and framed:
            bodies = [framed[-1].name]
        if house is not None and house.bodies and any(_NAMELESS.fullmatch(body) for body in bodies):
            bodies, first_hand = list(house.bodies), True
        if not bodies:
            continue
        before = (bodies, first_hand)
        intervention = intervention_of(
            verdict, text, masked, entities, names, None if verdict is order else topic, bounds
        )
        if intervention is None or (verdict is order and not _is_ordered(intervention, masked, verdict, entities)):
            continue
        population = _POPULATION.search(masked, verdict.end, bounds[1])
        # "X helps in sepsis, though it is not listed": the pronoun and its disease stand in the clause before
        points_back = verdict.passive and _POINTS_BACK.match(masked, start)
        condition = condition_of(verdict, masked, entities, names, (0, bounds[1]) if points_back else bounds)
        if condition is None and found and found[-1].organisation in bodies:
            condition = found[-1].condition  # "recommends A for asthma but advises against B"
        treatments = interventions_of(intervention, verdict, masked, entities)
        for body, treatment in ((body, treatment) for body in bodies for treatment in treatments):
            stance = Stance(
                organisation=body,
                intervention=treatment,
                condition=condition,
                population=population.group(1).strip() if population else None,
                stance=verdict.stance,
                first_hand=first_hand,
                strength=strength_in(
                    text[bounds[0] :]
                    if len(text) - bounds[1] > 2 and "(" in text[bounds[1] :]
                    else text[bounds[0] : bounds[1] + 1]
                ),
            )
            if stance not in found:
                found.append(stance)
    return tuple(found)


# A regulator's business, not advice on a treatment.
_LICENSING = re.compile(
    r" (?:granting|(?:the )?(?:refusal|withdrawal|suspension|approval|authori[sz]ation) of)\b", re.IGNORECASE
)


def _contains(masked: str, outer: Verdict, inner: Verdict) -> bool:
    """Return whether ``inner`` only words what ``outer`` says: "recommends that X may be used"."""
    return (
        outer.end <= inner.start
        and masked.startswith(" that ", outer.end)
        and re.search(r"[;.] ", masked[outer.end : inner.start]) is None
    )


_OWN_WORDS = re.compile(r"\b(?:panel|committee|task force)\b")
_TO_WHOM = re.compile(
    r" (?:to|for|in|as) (?:\w+ ){0,2}?(?:people|adults|children|patients|women|men|infants|young|all|the (?:treatment|management|prevention)|treat|first)"
)


def _is_ordered(intervention: str, masked: str, verdict: Verdict, entities: Sequence[Entity]) -> bool:
    """Return whether what follows an imperative is a treatment: a known one, or "Offer X to people …"."""
    if any(e.name == intervention and verdict.end <= e.start <= verdict.end + 60 for e in entities):
        return True
    at = masked.lower().find(intervention.lower(), verdict.end, verdict.end + 40)
    return at >= 0 and _TO_WHOM.match(masked, at + len(intervention)) is not None


# Between a body and its verb: brackets, a phrase between commas, a few words without a verb, a verb of saying.
_GAP = re.compile(
    r"(?:['’]s?)?(?:\s+(?:emerging|published|issued|released|updated|developed|based|from|in)\s[^,;.]{1,60})?\s*(?:,[^,;.]{1,60},)?(?:\s+(?:and|or|/)?\s*(?:the )?[\w/'’-]+){0,6}?,?\s*"
    r"(?:\b(?:states?|stated|says?|notes?|noted|reports?|reported|concludes?|concluded|advises?|and|but|also|explicitly)\b.*)?"
)


def _holds(name: Name, verdict: Verdict, masked: str) -> bool:
    """Return whether the verdict after ``name`` is its own: it is the subject, or its words are reported."""
    if name.role == "organisation" and _APPROVES.match(masked, name.end):
        return False  # "lacks FDA approval and cannot be recommended"
    if verdict.passive:
        return (
            speaks(name, masked) is not None
            or re.search(r"\b(?:[Ii]n|[Pp]er|[Tt]o)(?: the| its)? $", masked[: name.start]) is not None
        )
    gap = masked[name.end : verdict.start]
    return re.fullmatch(_GAP, gap) is not None and not re.search(
        r"\b(?:that|which|who|lacks?|despite|because)\b", gap.split(" that ")[0]
    )


_APPROVES = re.compile(r"[ -](?:approv|clear|licen|label|warning|regulat)", re.IGNORECASE)


def _bodies(verdict: Verdict, masked: str, names: Sequence[Name], bounds: tuple[int, int]) -> list[str]:
    """Return the bodies whose verdict it is: subjects before an active verb, "by X"/"in X" after a passive one."""
    start, end = bounds
    inside = [
        n
        for n in names
        if start <= n.start and n.end <= end and n.role != "authors" and masked[n.start : n.end].strip()
    ]
    before = [n for n in inside if n.end <= verdict.start and _holds(n, verdict, masked)]
    after = [n for n in inside if n.start >= verdict.end]
    if verdict.passive:
        cited = [
            n
            for n in after
            if re.search(
                r"\b(?:by|in|on|from|of|within|among)(?: the| any| most| major| current| \S+){0,5} ?$",
                masked[verdict.start : n.start],
            )
        ]
        if verdict.stance == "not_included" and before:
            cited = []
        chosen = cited or before
    else:
        chosen = before
    if not chosen:
        return []
    # coordinated bodies stand side by side: "the ADA and EASD"
    anchor = chosen[-1] if chosen[-1].start < verdict.start else chosen[0]
    linked = [anchor.name]
    near = anchor
    for other in reversed([n for n in inside if n.end <= anchor.start]):
        if re.fullmatch(r"(?:,? and (?:the )?|, (?:the )?|/| or (?:the )?)", masked[other.end : near.start]):
            linked.insert(0, other.name)
            near = other
        else:
            break
    near = anchor
    for other in [n for n in chosen if n.start >= anchor.end]:
        if re.fullmatch(r"(?:,? and (?:the )?|, (?:the )?|/| or (?:the )?)", masked[near.end : other.start]):
            linked.append(other.name)
            near = other
    return linked
