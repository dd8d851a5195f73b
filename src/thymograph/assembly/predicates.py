"""The table of predicates: family, answer and positive counterpart of each."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from thymograph.errors import GraphError
from thymograph.resources import ontology_path

__all__ = ["Predicate", "predicate", "predicates"]

TABLE = "predicates.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """A row of ``ontology/predicates.tsv``."""

    name: str
    family: str
    """Of the question that it answers."""
    answer: str
    """What asserting it answers: up, down, changes, none, for, against."""
    answer_if_denied: str
    effect_answer: str | None
    """What a predicate of benefit answers to the question of effect, where the object is neither good nor bad."""
    positive: str
    """The predicate whose denial this is, or itself."""
    relation_ontology: str | None
    biolink: str | None
    label: str
    definition: str
    example: str

    @property
    def denies(self) -> bool:
        """Whether the predicate itself is a denial (no_effect_on, not_associated_with, …)."""
        return self.positive != self.name


@cache
def predicates() -> dict[str, Predicate]:
    """Return the predicates by name, in the order of the table."""
    path = ontology_path(TABLE)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {
        row["predicate"]: Predicate(
            name=row["predicate"],
            family=row["family"],
            answer=row["answer"],
            answer_if_denied=row["answer_if_denied"],
            effect_answer=row["effect_answer"] or None,
            positive=row["positive"],
            relation_ontology=row["relation_ontology"] or None,
            biolink=row["biolink"] or None,
            label=row["label"],
            definition=row["definition"],
            example=row["example"],
        )
        for row in rows
    }


def predicate(name: str) -> Predicate:
    """Return the predicate of this name.

    Raises:
        GraphError: the table has no such row.
    """
    try:
        return predicates()[name]
    except KeyError:
        raise GraphError(f"predicate {name!r} is not in {TABLE}; add a row or use 'other'") from None
