"""How much each clue speaks for each kind: whole numbers learnt from labelled sentences, added up."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from thymograph.errors import ThymographError
from thymograph.resources import ontology_path

__all__ = ["FILE", "deciding", "heaviest", "read_weights"]

FILE = "kind_weights.tsv"
"""In ``ontology/``, sorted; written by ``ontology/tools/kind_weights.py``, never by hand.

The head line names the kinds; a line has a clue and its weights, each a letter (a = the first kind) and a number.
"""
ALWAYS = "always"
"""The clue of every statement: how common a kind is."""

Weights = tuple[int, ...]
"""One for each kind."""


def _row(cells: str, kinds: int) -> Weights:
    row = [0] * kinds
    for cell in cells.split():
        row[ord(cell[0]) - ord("a")] = int(cell[1:])
    return tuple(row)


@cache
def read_weights() -> tuple[tuple[str, ...], dict[str, Weights]]:
    """Return the kinds in order, and by clue its weight for each of them.

    Raises:
        ThymographError: the file is damaged.
    """
    path = ontology_path(FILE)
    with path.open(encoding="utf-8", newline="") as lines:
        kinds = tuple(next(lines, "").rstrip("\n").split("\t")[1:])
        try:
            rows = (line.rstrip("\n").split("\t") for line in lines)
            table = {clue: _row(cells, len(kinds)) for clue, cells in rows}
        except (ValueError, IndexError) as error:
            raise ThymographError(f"{path}: not a table of clues and weights ({error})") from error
    if ALWAYS not in table:
        raise ThymographError(f"{path}: no line '{ALWAYS}'")
    return kinds, table


def _sums(clues: Iterable[str]) -> list[int]:
    table = read_weights()[1]
    found = [table[clue] for clue in clues if clue in table]
    return [sum(column) for column in zip(table[ALWAYS], *found, strict=True)]


def heaviest(clues: Iterable[str]) -> str:
    """Return the kind for which ``clues`` speak most; of equals the first in the order of the file."""
    sums = _sums(clues)
    return read_weights()[0][sums.index(max(sums))]


def deciding(clues: Iterable[str], *, most: int = 3) -> tuple[str, ...]:
    """Return the clues that speak most for the heaviest kind against the next, at most ``most``."""
    kinds, table = read_weights()
    known = sorted({clue for clue in clues if clue in table})
    sums = _sums(known)
    first, second = sorted(range(len(kinds)), key=lambda number: (-sums[number], number))[:2]
    speaks = {clue: table[clue][first] - table[clue][second] for clue in known}
    return tuple(clue for clue in sorted(known, key=lambda clue: (-speaks[clue], clue))[:most] if speaks[clue] > 0)
