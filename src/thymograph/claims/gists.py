"""One line in our own words for each claim, composed from its fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thymograph.model import Assertion, Entity, Measurement, Qualifiers, Regimen, Stance

__all__ = ["Gist", "compose_gist"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """The line, and whether it says what the claim says or only what it is about."""

    text: str
    tells: bool


# predicate -> (third person, infinitive), for affirmed, denied and hedged wording alike.
_VERBS = {
    "activates": ("activates", "activate"),
    "inhibits": ("inhibits", "inhibit"),
    "increases": ("increases", "increase"),
    "decreases": ("decreases", "decrease"),
    "regulates": ("regulates", "regulate"),
    "binds": ("binds", "bind"),
    "part_of": ("is part of", "be part of"),
    "produces": ("produces", "produce"),
    "differentiates_into": ("differentiates into", "differentiate into"),
    "treats": ("treats", "treat"),
    "prevents": ("prevents", "prevent"),
    "causes": ("causes", "cause"),
    "associated_with": ("is associated with", "be associated with"),
    "improves": ("improves", "improve"),
    "worsens": ("worsens", "worsen"),
    "combined_with": ("is combined with", "be combined with"),
    "compared_with": ("is compared with", "be compared with"),
    "recommended_for": ("is recommended for", "be recommended for"),
    "approved_for": ("is approved for", "be approved for"),
    "contraindicated_in": ("is contraindicated in", "be contraindicated in"),
    "excreted_by": ("is excreted by", "be excreted by"),
    "has_dose": ("has the dose", "have the dose"),
}
_NEGATIVE = {
    "no_effect_on": "has no effect on",
    "not_associated_with": "is not associated with",
    "not_recommended_for": "is not recommended for",
}
_KINDS = {
    "mechanism": "Mechanism",
    "trial_result": "Result",
    "guideline_position": "Guideline position",
    "safety": "Safety",
    "dosage": "Dosage",
    "indication": "Use",
    "pharmacokinetics": "Pharmacokinetics",
    "comparison": "Comparison",
    "evidence_quality": "Quality of the evidence",
    "recommendation": "Recommendation",
    "future_direction": "Research still to be done",
    "definition": "Definition",
    "protocol_step": "Protocol step",
    "regulatory_status": "Regulatory status",
    "epidemiology": "Epidemiology",
    "other": "Statement",
}
_STANCES = {
    "for": "for",
    "conditional_for": "conditionally for",
    "not_included": "not including",
    "conditional_against": "conditionally against",
    "against": "against",
}
_LONGEST = 190


def _listed(names: Sequence[str]) -> str:
    """Return names as a list in English.

    >>> _listed(["a", "b", "c"])
    'a, b and c'
    """
    unique = list(dict.fromkeys(names))
    return unique[0] if len(unique) == 1 else ", ".join(unique[:-1]) + " and " + unique[-1]


def _verb(assertion: Assertion) -> str:
    if assertion.predicate in _NEGATIVE:
        verb = _NEGATIVE[assertion.predicate]
        return f"possibly {verb}" if assertion.certainty != "asserted" else verb
    third, infinitive = _VERBS.get(assertion.predicate, ("is related to", "be related to"))
    if assertion.polarity in ("negated", "no_evidence"):
        if third.startswith("is "):
            return "is not " + third.removeprefix("is ")
        return ("does not appear to " if assertion.certainty != "asserted" else "does not ") + infinitive
    if assertion.polarity == "unknown":
        return f"is not known to {infinitive}"
    return f"may {infinitive}" if assertion.certainty != "asserted" else third


def _qualified(qualifiers: Qualifiers) -> str:
    parts = [
        f"in {qualifiers.condition}" if qualifiers.condition else "",
        f"in {qualifiers.population}"
        if qualifiers.population and qualifiers.population != qualifiers.condition
        else "",
        f"in {qualifiers.system}" if qualifiers.system else "",
        f"with {qualifiers.with_}" if qualifiers.with_ else "",
        f"against {qualifiers.compared_to}" if qualifiers.compared_to else "",
        f"via {qualifiers.via}" if qualifiers.via else "",
        qualifiers.dose or "",
        qualifiers.time or "",
    ]
    return ", ".join(part for part in parts if part)


def _assertions(assertions: Sequence[Assertion]) -> list[str]:
    groups: dict[tuple[str, str, str], list[str]] = {}
    for assertion in assertions:
        if assertion.predicate == "other":
            continue
        key = (assertion.subject, _verb(assertion), _qualified(assertion.qualifiers))
        groups.setdefault(key, []).append(assertion.object)
    lines = []
    for (subject, verb, qualified), objects in groups.items():
        lines.append(f"{subject} {verb} {_listed(objects)}" + (f" ({qualified})" if qualified else ""))
    return lines


def _measurement(measurement: Measurement) -> str:
    value = measurement.value or ""
    if measurement.unit and not value.endswith(measurement.unit):
        value += ("" if measurement.unit == "%" else " ") + measurement.unit
    text = f"{measurement.measure}: {value}".strip(": ")
    if measurement.arm:
        text += f" with {measurement.arm}"
    if measurement.comparator_value or measurement.comparator:
        other = measurement.comparator_value
        if other and measurement.unit and other[-1].isdigit():
            other += ("" if measurement.unit == "%" else " ") + measurement.unit
        text += f", against {' with '.join(x for x in (other, measurement.comparator) if x)}"
    details = [
        f"95% CI {measurement.ci_low} to {measurement.ci_high}" if measurement.ci_low and measurement.ci_high else "",
        f"p {measurement.p_operator or '='} {measurement.p}" if measurement.p else "",
        f"n = {measurement.n}" if measurement.n else "",
        measurement.timepoint or "",
    ]
    details = [detail for detail in details if detail]
    return text + (f" ({', '.join(details)})" if details else "")


def _regimen(regimen: Regimen) -> str:
    dose = " ".join(part for part in (regimen.dose, regimen.unit) if part)
    if regimen.per:
        dose += f"/{regimen.per}"
    # How often, how long, then by what route: an order of our own, so that a gist is no copy of the words.
    parts = [dose, regimen.frequency, f"over {regimen.duration}" if regimen.duration else "", regimen.route]
    text = f"{regimen.drug}: " + ", ".join(part for part in parts if part)
    return text + (f" ({regimen.population})" if regimen.population else "")


def compose_gist(
    kind: str,
    *,
    entities: Sequence[Entity],
    assertions: Sequence[Assertion],
    measurements: Sequence[Measurement],
    stances: Sequence[Stance],
    regimens: Sequence[Regimen],
) -> Gist:
    """Return the gist of a claim from its fields, never from its words.

    Where no field tells what is said, the gist names the kind and what it is about, and ``tells`` is
    False: such a claim wants a curated gist.
    """
    parts: list[str] = []
    for stance in stances[:2]:
        text = f"{stance.organisation}: {_STANCES[stance.stance]} {stance.intervention}"
        parts.append(text + (f" in {stance.condition}" if stance.condition else ""))
    if regimens:
        parts += [_regimen(regimen) for regimen in regimens[:3]]
    parts += _assertions(assertions)
    if not regimens:
        parts += [_measurement(measurement) for measurement in measurements[:3] if measurement.value]
    if parts:
        # The first part stands whatever its length; more are added while the line can be read at a glance.
        line, *more = dict.fromkeys(parts)
        for part in more:
            if len(line) + len(part) + 2 > _LONGEST:
                break
            line += "; " + part
        return Gist(text=line[0].upper() + line[1:] if line[:2].islower() else line, tells=True)
    explicit = [entity.name for entity in entities if not entity.implicit] or [entity.name for entity in entities]
    label = _KINDS.get(kind, "Statement")
    if explicit:
        return Gist(text=f"{label} about {_listed(list(dict.fromkeys(explicit))[:4])}", tells=False)
    return Gist(text=label, tells=False)
