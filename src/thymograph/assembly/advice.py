"""What is advised, licensed and done: who is for an intervention in a condition, who is against it, and in what voice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from thymograph.assembly.concepts import LOCAL, Named, NameIndex
from thymograph.assembly.stands import Context, context_of
from thymograph.model import Claim, DocumentRecord, Qualifiers, Stance

__all__ = ["Advice", "AdviceKind", "advice_by_pair", "advice_of", "is_label"]

AdviceKind = Literal[
    "guideline", "recommendation", "approval", "use", "contraindication", "not_approved", "inefficacy", "not_included"
]


class Advice(NamedTuple):
    """One claim's word on an intervention in a condition."""

    intervention: Named
    condition: Named
    kind: AdviceKind
    side: Literal["for", "against", "absent"]
    context: Context
    claim: Claim
    stance: Stance | None = None


_BODIES: Mapping[str, tuple[AdviceKind, Literal["for", "against", "absent"]]] = {
    "for": ("guideline", "for"),
    "conditional_for": ("guideline", "for"),
    "not_included": ("not_included", "absent"),
    "conditional_against": ("guideline", "against"),
    "against": ("guideline", "against"),
}
# An approval holds where it was given: elsewhere is another question.
_JURISDICTION = re.compile(
    r"\b(?:FDA|EMA|MHRA|PMDA|TGA|NMPA|Health Canada|European (?:Union|Commission|Medicines Agency)|Food and Drug Administration"
    r"|Europe|EU|United States|USA?|United Kingdom|UK|Japan|China|India|Canada|Australia|Germany|France|Italy|Switzerland|Brazil"
    r"|South Korea|Russia|Mexico)\b"
)
_PLACES = {
    "fda": "united states", "food and drug administration": "united states", "us": "united states", "usa": "united states",
    "ema": "europe", "eu": "europe", "european union": "europe", "european commission": "europe",
    "european medicines agency": "europe", "mhra": "united kingdom", "uk": "united kingdom", "pmda": "japan",
    "tga": "australia", "nmpa": "china", "health canada": "canada",
}  # fmt: skip
_DENYING = frozenset({"negated", "no_evidence"})


def is_label(document: DocumentRecord) -> bool:
    """Whether a document speaks as a label: a drug label, leaflet, prescribing information or monograph."""
    kind = (document.kind or "").casefold()
    return any(word in kind for word in ("label", "monograph", "leaflet", "prescribing", "product characteristics"))


def _of_predicate(
    predicate: str, polarity: str, certainty: str
) -> tuple[AdviceKind, Literal["for", "against", "absent"]] | None:
    """Return what an assertion says as advice, or None."""
    if certainty == "speculative" or polarity == "unknown":
        return None
    if predicate == "no_effect_on" or (predicate in ("treats", "improves") and polarity in _DENYING):
        return "inefficacy", "against"
    if predicate == "not_recommended_for":
        return "recommendation", "against"
    if polarity == "not_included":
        return ("not_included", "absent") if predicate in ("recommended_for", "treats") else None
    denied = polarity in _DENYING
    if predicate == "recommended_for":
        return "recommendation", "against" if denied else "for"
    if predicate == "approved_for":
        return ("not_approved", "against") if denied else ("approval", "for")
    if predicate == "contraindicated_in":
        return None if denied else ("contraindication", "against")
    return ("use", "for") if predicate == "treats" and not denied else None


def _jurisdictions(claim: Claim) -> Context:
    """Return where an approval is said to hold, each place by one name."""
    found = {match.casefold() for match in _JURISDICTION.findall(claim.quote or "")}
    places = {_PLACES.get(one, one) for one in found}
    return frozenset(("jurisdiction", LOCAL + place, place) for place in places)


def advice_of(claim: Claim, names: NameIndex) -> Iterator[Advice]:
    """Yield what ``claim`` advises, licenses, forbids or tells of use, one for each intervention and condition."""

    def named(name: str, curie: str | None = None) -> Named:
        key = names.key(name, curie)
        return Named(key, name, names.type_of(key))

    spoken = set()
    for stance in claim.stances:
        if stance.condition is None:
            continue
        population = frozenset(
            {("population", names.key(stance.population), stance.population)} if stance.population else ()
        )
        kind, side = _BODIES[stance.stance]
        made = Advice(named(stance.intervention), named(stance.condition), kind, side, population, claim, stance)
        spoken.add((made.intervention.key, made.condition.key))
        yield made
    for one in claim.relations:
        said = _of_predicate(one.predicate, one.polarity, one.certainty)
        if said is None:
            continue
        intervention, condition = named(one.subject, one.subject_id), named(one.object, one.object_id)
        if (intervention.key, condition.key) in spoken:
            continue  # the body's stance says the same, and who says it
        if said[0] == "inefficacy" and condition.type != "disease":
            continue
        context = context_of(claim, one, names)
        if one.qualifiers == Qualifiers():
            # Other conditions of the same list are no context of this one.
            context = frozenset(part for part in context if part[0] != "condition")
        if said[0] in ("approval", "not_approved"):
            context |= _jurisdictions(claim)
        yield Advice(intervention, condition, *said, context, claim)


def advice_by_pair(claims: Iterable[Claim], names: NameIndex) -> dict[tuple[str, str], tuple[Advice, ...]]:
    """Return all advice by (intervention, condition), keys of concepts, sorted; repeats are left out."""
    found: defaultdict[tuple[str, str], list[Advice]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.id):
        if claim.repeats is None:
            for advice in advice_of(claim, names):
                found[advice.intervention.key, advice.condition.key].append(advice)
    return {pair: tuple(found[pair]) for pair in sorted(found)}
