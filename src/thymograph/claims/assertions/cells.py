"""Table cells that state a direction: who changed what, from head, label, caption and row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from thymograph.model import Assertion, Entity, Qualifiers, Statement

__all__ = ["cell_assertions"]

_DEGREE = r"(?:(?:statistically|highly|very|significant(?:ly)?|marked(?:ly)?|moderate(?:ly)?|slight(?:ly)?|strong(?:ly)?|mild(?:ly)?|modest(?:ly)?|transient(?:ly)?|small|large|minor|rapid(?:ly)?|sustained|substantial(?:ly)?|great(?:ly)?|clear(?:ly)?|dose-dependent(?:ly)?|a|an|\d+(?:\.\d+)?(?:-fold|\s*times|%|x)?)\s+)*"
# Ordered: a denied change before the change itself.
_TAIL = r"(?:\s*(?:\(.*\)|[,;*†‡].*|(?:by|from|vs\.?|versus|compared|than|at|after|post|in all|in most|over)\b.*|-?\s*p\s*[<=>].*|significantly|markedly|slightly|moderately|strongly|level|levels|change|expression|production))*\s*\.?\s*$"
# Ordered: a denied change before the change itself.
_DIRECTIONS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (predicate, re.compile(rf"^\s*{_DEGREE}(?:{pattern}){_TAIL}", re.IGNORECASE))
    for predicate, pattern in (
        (
            "no_effect_on",
            r"(?:no|not|non)[- ]?(?:statistically )?(?:significant(?:ly)? )?(?:changed?|differen\w*|effect|affected|altered|impact)\b|no significan\w+|"
            r"not significant|unchanged|unaffected|n\.s\.|NS|↔|⟷|[=≈]",
        ),
        (
            "increases",
            r"increased?|increasing|elevat(?:ed|ion)|higher|up-?regulat(?:ed|ion)|promot(?:ed|ion)|enhanced|enhancement|rise|rose|raised|"
            r"stimulat(?:ed|ion)|induction|induced|[↑⬆▲]+|\+{1,4}",
        ),
        (
            "decreases",
            r"decreased?|decreasing|reduced|reduction|lower|lowered|lowering|down-?regulat(?:ed|ion)|declined?|fell|suppress(?:ed|ion)|"
            r"diminished|attenuat(?:ed|ion)|[↓⬇▼]+",
        ),
        ("inhibits", r"inhibit(?:ed|ion)|blocked|blockade"),
        ("improves", r"improved|improvement|better|restored|restoration"),
        ("worsens", r"worse|worsened|worsening|deteriorat(?:ed|ion)"),
    )
)  # fmt: skip
_CONTROL = re.compile(
    r"\b(?:control|placebo|vehicle|baseline|untreated|comparator|sham|standard of care|p[- ]?value|reference)\b",
    re.IGNORECASE,
)
_SYSTEM = re.compile(
    r"\b(?:cells?|PBMCs?|mice|rats?|mouse|in vitro|in vivo|cultures?|macrophages|monocytes|lymphocytes|tissue)\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(r"\b(?:patients|adults|children|subjects|volunteers|women|men|participants)\b", re.IGNORECASE)
_AGENTS = ("drug", "procedure")
_MEASURED = ("cytokine", "protein", "outcome", "cell", "process", "receptor", "gene", "pathway", "disease", "other")
_WRAPPING = re.compile(
    r"^(?:(?:mean|median|relative|absolute|percent(?:age)?|%)\s+)*(?:change|changes|difference|reduction|increase)\s+(?:in|of)\s+",
    re.IGNORECASE,
)


def _in(words: str, entity: Entity) -> bool:
    return bool(entity.text) and re.search(rf"(?<!\w){re.escape(entity.text)}(?!\w)", words, re.IGNORECASE) is not None


def cell_assertions(
    text: str, entities: Sequence[Entity], *, topic: Entity | None, statement: Statement
) -> tuple[Assertion, ...]:
    """Return the change that a cell states ("Significant increase", "↓"), else nothing.

    The subject is the drug of the column head, else of the row, the caption, the topic; the object is
    what the row label measures, else the column head. A column of controls states nothing.
    """
    direction = next((p for p, pattern in _DIRECTIONS if pattern.search(text)), None)
    if direction is None or len(text.split()) > 9:
        return ()
    roles = {f.role: f.words.text for f in statement.frames}
    head, label, caption = roles.get("column_head", ""), roles.get("row_label", ""), roles.get("caption", "")
    row: tuple[str, ...] = ()
    if statement.table is not None and statement.row is not None and 0 <= statement.row < len(statement.table.rows):
        row = statement.table.rows[statement.row]
    caption = caption or (statement.table.caption or "" if statement.table is not None else "")
    others = [cell for n, cell in enumerate(row) if n != statement.column and n != 0]
    label = label or (row[0] if row else "")
    known = [*entities, *([topic] if topic is not None else [])]
    if _CONTROL.search(head) and not any(e.type in _AGENTS and _in(head, e) and e.name != "placebo" for e in known):
        return ()
    subject = _first(known, _AGENTS, [head, label, *others, caption])
    if _CONTROL.search(label) and subject is not None and not _in(head, subject):
        return ()
    if subject is None:
        subject = topic
    if subject is None or subject.type in ("study", "organisation", "disease", "outcome"):
        return ()
    own = [e for e in entities if e.start >= 0 and e.type in _MEASURED]
    measured = (
        own[0]
        if own and len(text.split()) <= 6
        else _first([e for e in entities if e.name != subject.name], _MEASURED, [label, head])
    )
    end = len(text)
    if measured is not None:
        name, curie = measured.name, measured.id
    else:
        cleaned = _WRAPPING.sub("", re.sub(r"\s*\([^)]*\)", "", label)).strip()
        if not cleaned or len(cleaned.split()) > 6 or _in(cleaned, subject) or not re.search(r"[A-Za-z]{2}", cleaned):
            return ()
        name, curie = cleaned, None
    made = Assertion(
        subject=subject.name, predicate=direction, object=name, start=0, end=end, rule="table cell", subject_id=subject.id, object_id=curie,
    )  # fmt: skip
    qualifiers = Qualifiers()
    for cell in [*others, caption]:
        if _CONTROL.search(cell) or len(cell.split()) > 12:
            continue
        if qualifiers.system is None and _SYSTEM.search(cell) and cell is not caption:
            qualifiers = replace(qualifiers, system=cell)
        elif qualifiers.population is None and _PEOPLE.search(cell) and cell is not caption:
            qualifiers = replace(qualifiers, population=cell)
    ill = _first([e for e in entities if e.name not in (name, subject.name)], ("disease",), [*others, label, caption])
    if ill is not None:
        qualifiers = replace(qualifiers, condition=ill.name)
    return (replace(made, qualifiers=qualifiers),)


def _first(entities: Sequence[Entity], types: tuple[str, ...], places: Sequence[str]) -> Entity | None:
    """Return the entity of one of ``types`` that stands in the first place that has one, the leftmost and longest there."""
    for words in places:
        fitting = [e for e in entities if e.type in types and _in(words, e)]
        if fitting:
            return min(fitting, key=lambda e: (words.lower().find(e.text.lower()), -len(e.text)))
    return None
