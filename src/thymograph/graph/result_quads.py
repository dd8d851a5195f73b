"""The quads of numbers, stances and regimens that a claim reports."""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter

from thymograph.graph.terms import boolean, decimal, decimal_of, integer
from thymograph.graph.writing import Pen
from thymograph.model import Claim, Measurement, Regimen, Stance, content_id
from thymograph.vocabulary import RDFS, STANCES, TG, individual

__all__ = ["write_measurement", "write_regimen", "write_stance"]


_VALUES = {cls: attrgetter(*(field.name for field in fields(cls))) for cls in (Measurement, Stance, Regimen)}


def _node(pen: Pen, kind: str, claim: Claim, value: Measurement | Stance | Regimen) -> str:
    return pen.iris.node(kind, content_id(kind[0], claim.id, repr(_VALUES[type(value)](value))))


def _number_or_text(pen: Pen, node: str, predicate: str, printed: str | None) -> None:
    """Write words as printed as a decimal if they are one number, else as text."""
    if printed is None:
        return
    number = decimal_of(printed)
    if number is None:
        pen.value(node, predicate, printed)
    elif predicate == TG.sampleSize and number == number.to_integral_value():
        pen.value(node, predicate, int(number), integer)
    else:
        pen.value(node, predicate, number, decimal)


def _arm(pen: Pen, claim: Claim, words: str | None) -> str | None:
    """Write an arm of a study and what it includes; an arm belongs to its document."""
    if words is None:
        return None
    node = pen.iris.node("arm", content_id("g", claim.document, words))
    pen.type(node, TG.Arm)
    pen.value(node, RDFS.label, words)
    for part in pen.names.parts(words):
        pen.link(node, TG.includes, pen.concept(part.name, None))
    return node


def _printed(measurement: Measurement) -> str | None:
    """Return the value with its unit, once."""
    value, unit = measurement.value, measurement.unit
    if value is None or unit is None or unit in value:
        return value
    return value + unit if unit == "%" else f"{value} {unit}"


def write_measurement(pen: Pen, claim_node: str, claim: Claim, measurement: Measurement) -> None:
    """Write the number(s) of a result; words that are not one number stay text."""
    node = _node(pen, "measurement", claim, measurement)
    pen.type(node, TG.Measurement)
    pen.link(claim_node, TG.hasMeasurement, node)
    pen.concept_link(node, TG.measure, measurement.measure)
    if measurement.number is not None:
        pen.value(node, TG.value, measurement.number, decimal)
    else:
        _number_or_text(pen, node, TG.value, measurement.value)
    pen.value(node, TG.unit, measurement.unit)
    pen.value(node, TG.ucum, measurement.ucum)
    pen.value(node, TG.printed, _printed(measurement))
    pen.link(node, TG.arm, _arm(pen, claim, measurement.arm))
    pen.link(node, TG.comparator, _arm(pen, claim, measurement.comparator))
    pen.value(node, TG.comparatorPrinted, measurement.comparator_value)
    for predicate, printed in (
        (TG.comparatorValue, measurement.comparator_value),
        (TG.comparatorSd, measurement.comparator_sd),
        (TG.baselineValue, measurement.baseline_value),
        (TG.sampleSize, measurement.n),
        (TG.sd, measurement.sd),
        (TG.ciLow, measurement.ci_low),
        (TG.ciHigh, measurement.ci_high),
        (TG.ciLevel, measurement.ci_level),
        (TG.pValue, measurement.p),
    ):
        _number_or_text(pen, node, predicate, printed)
    pen.value(node, TG.pOperator, measurement.p_operator)
    pen.value(node, TG.timepoint, measurement.timepoint)
    pen.concept_link(node, TG.condition, measurement.condition)


def write_stance(pen: Pen, claim_node: str, claim: Claim, stance: Stance) -> None:
    """Write an organisation's position."""
    node = _node(pen, "stance", claim, stance)
    pen.type(node, TG.Stance)
    pen.link(claim_node, TG.states, node)
    pen.concept_link(node, TG.organisation, stance.organisation)
    pen.concept_link(node, TG.intervention, stance.intervention)
    pen.concept_link(node, TG.condition, stance.condition)
    pen.concept_link(node, TG.population, stance.population)
    pen.link(node, TG.stance, individual(STANCES, stance.stance, "stance"))
    pen.value(node, TG.strength, stance.strength)
    pen.value(node, TG.firstHand, stance.first_hand, boolean)


def write_regimen(pen: Pen, claim_node: str, claim: Claim, regimen: Regimen) -> None:
    """Write a dose with its route, frequency and duration, as printed."""
    node = _node(pen, "regimen", claim, regimen)
    pen.type(node, TG.Regimen)
    pen.link(claim_node, TG.hasRegimen, node)
    pen.concept_link(node, TG.drug, regimen.drug)
    pen.value(node, TG.dose, regimen.dose)
    number = decimal_of(regimen.dose) if regimen.dose else None
    pen.value(node, TG.value, number, decimal)
    pen.value(node, TG.unit, regimen.unit)
    pen.value(node, TG.per, regimen.per)
    pen.value(node, TG.ucum, regimen.ucum)
    pen.value(node, TG.route, regimen.route)
    pen.value(node, TG.frequency, regimen.frequency)
    pen.value(node, TG.duration, regimen.duration)
    pen.concept_link(node, TG.population, regimen.population)
