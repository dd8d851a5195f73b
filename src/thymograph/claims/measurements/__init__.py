"""Measurements and regimens: the numbers of a statement, and what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from thymograph.claims.measurements.cells import measurements_of_cell
from thymograph.claims.measurements.grammar import pattern
from thymograph.claims.measurements.measures import last_measure
from thymograph.claims.measurements.prose import measurements_of_prose
from thymograph.claims.measurements.regimens import regimens_of
from thymograph.claims.measurements.ucum import ucum_of
from thymograph.model import Entity, Measurement, Regimen, Statement

__all__ = ["measurements_in", "regimens_in"]


def measurements_in(
    text: str, entities: Sequence[Entity], *, statement: Statement | None = None
) -> tuple[Measurement, ...]:
    """Return the measurements that ``text`` prints, in order.

    ``text`` is the clean text of a statement and ``entities`` are its mentions in it. For a table
    cell, ``statement`` gives the table that names measure, arm, p-value and comparator. Values are
    figures as printed, with thousands marks and glued signs made plain. Nothing is converted; ``ucum``
    is the code of the printed unit where that is unambiguous.

    >>> found, = measurements_in("Median survival was 9.1 months versus 6.2 months.", ())
    >>> found.measure, found.value, found.unit, found.comparator_value
    ('Median survival', '9.1', 'months', '6.2')
    """
    if statement is not None and statement.unit == "cell":
        made = measurements_of_cell(text, entities, statement)
    else:
        made = _titled(text, measurements_of_prose(text, entities), statement)
    return tuple(replace(one, ucum=code) if (code := ucum_of(one.unit)) else one for one in made)


def _titled(text: str, made: tuple[Measurement, ...], statement: Statement | None) -> tuple[Measurement, ...]:
    """Return the measurements; that of a bare list item ("Men: 7.8%") named by the line that leads the list."""
    label, _, rest = text.partition(": ")
    if statement is None or len(made) != 1 or not rest or len(label.split()) > 5:
        return made
    one = made[0]
    bare = one.measure.casefold() in (label.strip(" *•-").casefold(), "percentage", "share", "incidence rate")
    if not bare or last_measure(label, 0, len(label)) is not None:
        return made
    leads = [frame.words.text for frame in reversed(statement.frames) if frame.role in ("list_lead", "heading")][:2]
    if (one.unit or "").startswith("per "):
        leads = [words for words in leads if pattern(r"incidence|mortality|\brates?\b", ignore_case=True).search(words)]
    spans = [(words, last_measure(words, 0, len(words))) for words in leads]
    named = next((words[span[0] : span[1]] for words, span in spans if span), None)
    if named is None and one.measure != "incidence rate":
        return made
    return (replace(one, measure=named or one.measure, condition=one.condition or label.strip(" *•-"), arm=None),)


def regimens_in(text: str, entities: Sequence[Entity], *, statement: Statement | None = None) -> tuple[Regimen, ...]:
    """Return the dose regimens that ``text`` prints, in order; concentrations in vitro are none.

    The drug is the entity that governs the dose, else an implied one; without either there is no
    regimen.
    """
    made = regimens_of(text, entities, statement)
    coded = ((one, ucum_of("/".join(part for part in (one.unit, one.per) if part))) for one in made)
    return tuple(replace(one, ucum=code) if code else one for one, code in coded)
