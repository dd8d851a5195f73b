"""Amounts of a text that are given as a dose, each with the drug that governs it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from thymograph.claims.measurements.arms import is_class_name
from thymograph.claims.measurements.grammar import NUMBER, RANGE_JOIN, pattern
from thymograph.model import Entity

__all__ = ["DOSE", "PER", "doses_in", "drugs_of", "governor", "is_in_vitro", "per_of"]

_UNIT = r"(?:(?:million|billion)\s)?(?:international units?|units?|IU|MIU|MU|mIU|U|mg|[µμ]\s?g|mcg|ug|ng|grams?|g|micrograms?|milligrams?|mmol|mEq|mL|ml|Gy|mCi|MBq|puffs?|tablets?|capsules?|drops?|patch(?:es)?|vials?|sprays?|PFU|CFU)"

PER = r"kg|m\^?2|m²|day|d|dose|injection|week|wk|h|hr|hour|min|minute|body weight|kg body weight"

DOSE = (
    rf"(?<![\w.,])(?:AUC\s?(?:of\s)?(?P<auc>{NUMBER})|(?P<dose>[<>≤≥]?\s?{NUMBER}(?:/{NUMBER}|(?:\s?(?:mg|g|mcg|µg|μg|IU|units)(?=\s?[-–—]|\sto\s))?{RANGE_JOIN}{NUMBER}|(?:,\s{NUMBER})*,?\s(?:or|and)\s{NUMBER})?)"
    rf"[\s-]?(?P<unit>{_UNIT})(?![A-Za-z])(?P<per>(?:\s?/\s?(?:{PER})(?![A-Za-z])|\s(?:per|a|of)\s(?:{PER})\b)*))"
)

# An amount in a volume is a concentration, not a dose.
_CONCENTRATION = r"\s?(?:/|per\s)\s?(?:[mµμdu]?[Ll]|m?mol|g|mm3|well|litre|liter|10\^?\d)\b"

_IN_VITRO = r"\b(?:in vitro|incubat\w+|cultur\w+|medium|wells?|supernatant\w*|cells? were|plate[ds]?|PBMCs?|ELISA|assay|buffer|stain\w+|transfect\w+|lysate|centrifug\w+)\b"

_LABORATORY = r"\b(?:ED|EC|IC|LD)\d\d\b[^.;,]{0,20}$|\b(?:clearance|CL_?cr|CrCl|e?GFR)\b[^.;,]{0,30}$|\b(?:levels?|concentrations?|serum|plasma|creatinine|cholesterol|LDL|glucose|h[a]?emoglobin|bilirubin|weigh\w*|threshold|cut-?off|urine protein|albumin|ferritin|CRP|intake|loss|fell|rose|reduced by|increased by|decreased by)\b[^.;)]{0,40}$|\b(?:reduced|increased|decreased|lowered|changed)\sby\b[^.;()]{0,70}$"

_STEP = r"(?:[Ii]ncreas|[Tt]itrat|[Ee]scalat|[Aa]djust|[Rr]educ|[Dd]ecreas|↑)\w*\s(?:[\w-]+\s){0,4}?(?:by|in steps of|in increments of)\s$"

_BOUND = r"(?:\(\s?(?:range|max(?:imum)?\.?|not to exceed)(?:\s(?:of|dose|daily|single|total|usual|per))*[,:]?\s?|/kg[^.;]{0,12}?\sup to\s|\b(?:do|does|should) not exceed\s)$"


def is_in_vitro(text: str) -> bool:
    """Return whether ``text`` tells of cells or an assay."""
    return bool(pattern(_IN_VITRO).search(text))


def doses_in(text: str, *, vitro: bool) -> list[re.Match[str]]:
    """Return the matches of ``DOSE`` that are doses: no concentrations, laboratory values, steps or bounds."""
    doses = [
        match
        for match in pattern(DOSE).finditer(text)
        if not pattern(_CONCENTRATION).match(text, match.end()) and not pattern(_LABORATORY, ignore_case=True).search(text[max(0, match.start() - 60) : match.start()])
        and not (match["dose"] and match["dose"].startswith(("<", ">", "≤", "≥")))
        and not (match["unit"] in ("unit", "units") and pattern(r"\b(?:differences?|scores?|scale|index|points)\b[^.;]*$").search(text[: match.start()]))
        and not (match["unit"] in ("mL", "ml", "L") and pattern(r"\s?/\s?m|\sper\sm").match(match["per"] or "") and not pattern(r"\b(?:infus|rate)").search(text))
        and not (match["unit"] in ("mL", "ml", "mmol", "mEq", "g", "ng", "U") and match["per"] == "" and vitro)
    ]  # fmt: skip
    # "Increase by 50 mg" is a step, not a dose.
    doses = [match for match in doses if not pattern(_STEP).search(text, 0, match.start())]
    # "10 mg/kg up to 300 mg", "(max 2 g)", "(range 10–15 mg/kg)" bound the dose before them.
    doses = [
        match for index, match in enumerate(doses)
        if not (index and match.start() - doses[index - 1].end() < 90 and pattern(_BOUND, ignore_case=True).search(text, doses[index - 1].start(), match.start()))
    ]  # fmt: skip
    return doses


def drugs_of(entities: Sequence[Entity]) -> list[Entity]:
    return sorted(
        (
            entity
            for entity in entities
            if entity.type in ("drug", "cytokine") and entity.start >= 0 and entity.end > entity.start
        ),
        key=lambda entity: entity.start,
    )


def governor(
    text: str, start: int, end: int, floor: int, ceiling: int, entities: Sequence[Entity]
) -> tuple[str, int, bool] | None:
    """Return the drug of the dose at ``start:end``, where it ends, and whether it stands before the dose.

    "5 mg of X", then "X (5 mg", "X 5 mg", then the last one before, then the only one after, then
    an implied one.
    """
    drugs = drugs_of(entities)
    for drug in drugs:
        between = text[end : drug.start] if end <= drug.start < ceiling else None
        if between is not None and pattern(
            r"(?:/day|/d)?\s?(?:(?:per|a)\s(?:day|dose|week)\s)?(?:(?:daily|weekly|once|twice|oral|orally|intravenous|IV|subcutaneous|SC|i\.v\.|s\.c\.|of|inhaled|intranasal|topical|single-dose|doses?|tablets?|infusions?|injections?|the)\s?)*"
        ).fullmatch(between):
            return drug.name, drug.end, False
    # A class named between ("… is the preferred antiarrhythmic, followed by 1 mg/min") governs no dose.
    drugs = [drug for drug in drugs if not is_class_name(drug.name)] or drugs
    before = [drug for drug in drugs if floor <= drug.start and drug.end <= start]
    if before:
        return before[-1].name, before[-1].end, True
    implied = [entity for entity in entities if entity.implicit and entity.type == "drug"]
    earlier = [drug for drug in drugs if drug.end <= start]
    if earlier:
        return earlier[-1].name, earlier[-1].end, True
    if implied:
        return implied[0].name, start, True
    after = [drug for drug in drugs if drug.start >= end and drug.type == "drug"]
    if after and pattern(DOSE).search(text, end, after[0].start):
        return None
    if len({drug.name for drug in after}) == 1 and not pattern(r"\b(?:versus|vs|than|compared)\b").search(
        text, end, after[0].start
    ):
        return after[0].name, after[0].end, False
    return None


def per_of(printed: str) -> str | None:
    parts = pattern(rf"(?:/|per|a|of)\s?({PER})(?![A-Za-z])").findall(printed)
    return "/".join(parts) or None
