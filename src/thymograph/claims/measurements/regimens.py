"""Dose regimens: how much of which drug, how, how often, how long, for whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from thymograph.claims.measurements.grammar import pattern, plain
from thymograph.claims.measurements.regimen_doses import doses_in, drugs_of, governor, is_in_vitro, per_of
from thymograph.claims.measurements.regimen_tables import regimen_of_cell, told_by_row, with_drug_of_row
from thymograph.claims.measurements.regimen_words import (
    FREQUENCY,
    ROUTES,
    duration_in,
    first,
    population_of,
    route_in,
    shared_duration,
)
from thymograph.claims.measurements.windows import windows
from thymograph.model import Entity, Regimen, Statement

__all__ = ["regimens_of"]


def regimens_of(text: str, entities: Sequence[Entity], statement: Statement | None) -> tuple[Regimen, ...]:
    """Return the regimens of a statement, in order."""
    made = [one for piece, inside in windows(text, entities) for one in _regimens(piece, inside, statement)]
    return tuple(dict.fromkeys(made))


def _regimens(text: str, entities: Sequence[Entity], statement: Statement | None) -> tuple[Regimen, ...]:
    if not pattern(r"\d|\b(?:daily|weekly|twice|once|every)\b").search(text):
        return ()
    entities = with_drug_of_row(entities, statement)
    if not any(entity.type in ("drug", "cytokine") for entity in entities):
        return ()
    tabled = regimen_of_cell(text, entities, statement)
    if tabled:
        return tabled
    vitro = is_in_vitro(text)
    doses = doses_in(text, vitro=vitro)
    if vitro and not pattern(r"\b(?:patients?|subcutaneous\w*|oral\w*|daily|weekly|intravenous\w*)\b").search(text):
        return ()
    if not doses:
        return _without_dose(text, entities, statement)
    made: list[Regimen] = []
    floor = 0
    opening = pattern(rf"(?:{ROUTES})(?=\s?:)").match(text)
    headed = opening.group().strip() if opening else None
    row_route, row_people = told_by_row(statement)
    """The route that a label gives for all doses of its item ("IV bolus: 12 mg/kg, then 6 mg/kg")."""
    for index, match in enumerate(doses):
        ceiling = doses[index + 1].start() if index + 1 < len(doses) else len(text)
        found = governor(text, match.start(), match.end(), floor, ceiling, entities)
        if found is None:
            floor = match.end()
            continue
        drug, drug_end, stands_before = found
        # What stands before the next drug's dose but after its name is the next one's.
        if index + 1 < len(doses):
            next_drugs = [
                one
                for one in drugs_of(entities)
                if match.end() <= one.start and one.end <= ceiling and one.name != drug
            ]
            if next_drugs:
                # "… and oral X 100 mg": the route before a drug's name is that drug's.
                lead_in = pattern(
                    rf"(?:,?\s(?:and|plus|or|with|then|followed by)\s)?(?:{ROUTES}|(?i:daily|weekly))\s(?:of\s)?$"
                ).search(text, match.end(), next_drugs[0].start)
                ceiling = lead_in.start() if lead_in else next_drugs[0].start
        # "once daily 5 mg": what is not said after the dose may stand before it.
        lead = max(floor, drug_end - 60 if stands_before else floor)
        for turn in pattern(r"\b(?:then|followed by)\b|;|\),\s").finditer(text, lead, match.start()):
            # "12 mg for 3 days, then 6 mg": what was said before the turn is of the dose before.
            lead = turn.end()
        named = next((one for one in drugs_of(entities) if one.end == drug_end and one.name == drug), None)
        adjacent = (
            pattern(rf"(?<![\w-])({ROUTES})(?:\sof)?\s$").search(text, max(0, named.start - 40), named.start)
            if named
            else None
        )
        route = (
            adjacent[1]
            if adjacent
            else route_in(text, match.end(), ceiling) or route_in(text, lead, match.start()) or headed or row_route
        )
        most = bool(
            pattern(
                r"\b(?:max(?:imum)?\.?|limit|exceed|up to)(?:\s(?:of|dose|daily|single|total|usual))*:?\s?$",
                ignore_case=True,
            ).search(text, lead, match.start())
        )
        """A highest dose has only the frequency that it is given itself."""
        often = first(FREQUENCY, text, match.end(), ceiling) or (
            None if most else first(FREQUENCY, text, lead, match.start())
        )
        per = per_of(match["per"] or "")
        frequency = often.group().strip() if often else None
        if frequency and frequency.endswith(".") and "." not in frequency[:-1]:
            frequency = frequency[:-1]
        if frequency and pattern(r"single\sdose").match(frequency):
            frequency = "single dose"
        made.append(
            Regimen(
                drug=drug,
                dose=plain(match["auc"] or match["dose"].strip()),
                unit="AUC" if match["auc"] else pattern(r"([µμ])\s").sub(r"\1", match["unit"]),
                per=per,
                route=route,
                frequency=frequency,
                duration=duration_in(text, match.end(), ceiling)
                or (None if most else duration_in(text, lead, match.start()))
                or shared_duration(text, doses[-1].end()),
                population=population_of(text, floor, match.start(), match.end(), ceiling, statement) or row_people,
            )
        )
        floor = match.end()
    return tuple(dict.fromkeys(_completed(text, doses, made)))


def _completed(text: str, doses: Sequence[re.Match[str]], made: Sequence[Regimen]) -> list[Regimen]:
    """Return the regimens, those without frequency or duration completed by what a later, joined dose says.

    "A 300 mg plus B 600 mg daily for 6 months": both daily, both for 6 months.
    """
    completed = list(made)
    if len(made) != len(doses):
        return completed
    for index in range(len(made) - 2, -1, -1):
        this, following = completed[index], completed[index + 1]
        between = pattern(r"\([^()]*\)").sub("", text[doses[index].end() : doses[index + 1].start()])
        joined = (
            len(between.split()) <= 6
            and pattern(r"\b(?:plus|and|or|with)\b|,|\+").search(between)
            and ";" not in between
        )
        if joined and not (this.frequency or this.duration or this.per == "day"):
            this = replace(
                this, frequency=following.frequency, duration=following.duration, route=this.route or following.route
            )
        elif (
            following.duration
            and not this.duration
            and pattern(r"\b(?:were|both|each)\b").search(text[doses[-1].end() :])
        ):
            this = replace(this, duration=following.duration)
        completed[index] = this
    return completed


def _without_dose(text: str, entities: Sequence[Entity], statement: Statement | None) -> tuple[Regimen, ...]:
    """Return a regimen of which only frequency and route, or a frequency of giving, is told."""
    drugs = drugs_of(entities)
    often = first(FREQUENCY, text, 0, len(text))
    if often is None or pattern(r"(?:on\s)?days?\s").match(often.group()):
        return ()
    given = pattern(
        r"\b(?:given|administered|injected|taken|dosed|administer|inject|take|applied|administration|injections?|infusions?)\b",
        ignore_case=True,
    ).search(text)
    route = route_in(text, 0, len(text))
    if not given and not route:
        return ()
    before = [drug for drug in drugs if drug.type == "drug" and drug.end <= often.start()]
    implied = [entity for entity in entities if entity.implicit and entity.type == "drug"]
    drug = before[-1].name if before else implied[0].name if implied else None
    if drug is None:
        return ()
    return (
        Regimen(drug=drug, route=route, frequency=often.group().strip(), duration=duration_in(text, 0, len(text)),
                population=population_of(text, 0, 0, 0, len(text), statement)),
    )  # fmt: skip
