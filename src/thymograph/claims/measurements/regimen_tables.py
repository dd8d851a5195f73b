"""What a table says of the doses in its cells: drug, route and population of the row, unit of the head."""

from __future__ import annotations

from collections.abc import Sequence

from thymograph.claims.measurements.grammar import NUMBER, RANGE_JOIN, pattern, plain
from thymograph.claims.measurements.regimen_doses import PER, per_of
from thymograph.claims.measurements.regimen_words import FREQUENCY, first, route_in
from thymograph.model import Entity, Regimen, Statement

__all__ = ["regimen_of_cell", "told_by_row", "with_drug_of_row"]


def regimen_of_cell(text: str, entities: Sequence[Entity], statement: Statement | None) -> tuple[Regimen, ...]:
    """Return the regimen of a cell that is a number under "Daily dose (mg/kg)"; the drug is that of its row."""
    table = statement.table if statement and statement.unit == "cell" else None
    if table is None or statement is None or statement.column is None or not statement.column < len(table.heads):
        return ()
    head = table.heads[statement.column]
    figure = pattern(rf"(?P<dose>{NUMBER}(?:{RANGE_JOIN}{NUMBER})?)").fullmatch(text.strip())
    unit = pattern(
        rf"(?:[,(]\s?|\s)(?P<unit>mg|g|mcg|µg|μg|IU|units|mL)(?P<per>(?:\s?/\s?(?:{PER})(?![A-Za-z]))*)\)?\s*$"
    ).search(head)
    if (
        figure is None
        or unit is None
        or not pattern(r"\b(?:doses?|dosages?|given|dosing)\b", ignore_case=True).search(head)
    ):
        return ()
    label = (
        table.rows[statement.row][0]
        if statement.row is not None and 0 <= statement.row < len(table.rows) and table.rows[statement.row]
        else ""
    )
    drug = next(
        (
            entity
            for entity in entities
            if entity.type == "drug" and entity.text and entity.text.casefold() in label.casefold()
        ),
        None,
    )
    if drug is None:
        return ()
    often = first(FREQUENCY, head, 0, len(head))
    _, who = told_by_row(statement)
    return (
        Regimen(drug=drug.name, dose=plain(figure["dose"]), unit=unit["unit"], per=per_of(unit["per"]), route=route_in(label, 0, len(label)) or route_in(head, 0, len(head)),
                frequency=often.group().strip() if often else None, population=who),
    )  # fmt: skip


def with_drug_of_row(entities: Sequence[Entity], statement: Statement | None) -> Sequence[Entity]:
    """Return the entities, an implied drug replaced by the row's label where that column is headed "Drug" and names another."""
    table = statement.table if statement and statement.unit == "cell" else None
    if (
        table is None
        or statement is None
        or not table.heads
        or statement.row is None
        or not 0 <= statement.row < len(table.rows)
    ):
        return entities
    label = pattern(r"\s*[\[(].*$").sub("", table.rows[statement.row][0] if table.rows[statement.row] else "").strip()
    if not pattern(r"(?:drug|agent|medication|medicine|antibiotic|generic)s?(?:\sname)?", ignore_case=True).fullmatch(
        table.heads[0].strip()
    ):
        return entities
    drugs = [entity for entity in entities if entity.type == "drug"]
    if not pattern(r"[A-Z][\w-]{3,}(?:[\s/-][\w-]+){0,2}").fullmatch(label) or any(
        entity.text and entity.text.casefold() in label.casefold() for entity in drugs
    ):
        return entities
    others = [entity for entity in entities if not (entity.type == "drug" and entity.implicit)]
    return (*others, Entity(start=-1, end=-1, text=label, name=label, type="drug", implicit=True))


def told_by_row(statement: Statement | None) -> tuple[str | None, str | None]:
    """Return the route that a row's label prints behind its drug, and for whom a column of the row says it is."""
    table = statement.table if statement and statement.unit == "cell" else None
    if table is None or statement is None or statement.row is None or not 0 <= statement.row < len(table.rows):
        return None, None
    cells = table.rows[statement.row]
    who = next(
        (
            cell
            for head, cell in zip(table.heads, cells, strict=False)
            if cell and cell != statement.words.text
            and pattern(r"(?:.*\b)?(?:age|weight|population|patients?|patient group|renal function|CrCl|e?GFR|creatinine clearance)\b.*", ignore_case=True).fullmatch(head)
        ),
        None,
    )  # fmt: skip
    return (route_in(cells[0], 0, len(cells[0])) if cells else None), who
