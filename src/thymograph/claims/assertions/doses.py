"""Doses as relations: a drug has the dose that its regimen states."""

from __future__ import annotations

import re
from collections.abc import Sequence

from thymograph.model import Assertion, Entity, Qualifiers, Regimen

__all__ = ["doses_of"]

# How far after the amount its frequency may stand, in characters, and what must not stand between.
_REACH = 48
_BREAK = re.compile(r"[;:.,()]\s|\b(?:and|or|then|versus|vs|followed|is|are|was|were)\b")


def doses_of(text: str, regimens: Sequence[Regimen], entities: Sequence[Entity]) -> tuple[Assertion, ...]:
    """Return one ``has_dose`` for each regimen of ``text`` that gives an amount of a drug that is an entity.

    The object is the amount with the frequency where that follows it, what stands between left out: an object is
    composed, never a stretch of the text. Offsets count the characters of ``text``.
    """
    found: dict[tuple[str, str], Assertion] = {}
    for regimen in regimens:
        drug = next((e for e in entities if e.name == regimen.drug), None)
        if regimen.dose is None or regimen.unit is None or drug is None:
            continue
        amount = re.search(rf"(?<![\d.,]){re.escape(regimen.dose)}[\s-]?{re.escape(regimen.unit)}(?![A-Za-z])", text)
        if amount is None:
            continue
        start, end = amount.span()
        if text[end : end + 3] in ("/kg", "/m2", "/m²"):
            # "10 mg/kg per day"
            end += 3
        if regimen.per:
            per = re.compile(rf"\s?(?:/|per |a )\s?{re.escape(regimen.per)}").match(text, end)
            end = per.end() if per else end
        told = text[start:end]
        if regimen.frequency:
            place = text.find(regimen.frequency, end, end + _REACH + len(regimen.frequency))
            if place >= 0 and not _BREAK.search(text, end, place):
                end = place + len(regimen.frequency)
                told += " " + regimen.frequency
        made = Assertion(
            subject=drug.name, predicate="has_dose", object=" ".join(told.split()), subject_id=drug.id,
            start=min(start, drug.start) if drug.start >= 0 else start, end=max(end, drug.end), rule="dose of a regimen",
            qualifiers=Qualifiers(population=regimen.population),
        )  # fmt: skip
        found.setdefault((made.subject, made.object), made)
    return tuple(found.values())
