"""Figures below which no file of development cases may sink, one line a file in ``floors.tsv``."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from case_documents import claims_of_case
from case_file import read_cases
from case_scores import judge_case
from tallies import Tally
from thymograph.lexicon.concepts import Lexicon

__all__ = ["Floor", "case_files", "floors_text", "measured_floor", "read_floors"]

_HEAD = "file\tjudged\tprecision\trecall"


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """What a file reached when it was last written down, rounded down to hundredths."""

    file: str
    judged: int
    """Things its cases want: a file with its hard cases taken out falls below this."""
    precision: float
    recall: float


def case_files(folder: Path) -> tuple[Path, ...]:
    """Return the case files of a folder, by name."""
    return tuple(sorted(folder.glob("*.txt")))


def _down(share: float | None) -> float:
    # Hundredths as binary fractions fall short of themselves: 0.29 * 100 is 28.999…
    return math.floor((1.0 if share is None else share) * 100 + 1e-9) / 100


def measured_floor(path: Path, lexicon: Lexicon) -> Floor:
    """Return what the pipeline reaches on a file, every field of its cases added up."""
    total = Tally()
    for case in read_cases(path):
        for tally in judge_case(case, claims_of_case(case, lexicon)).tallies.values():
            total += tally
    return Floor(file=path.name, judged=total.wanted, precision=_down(total.precision), recall=_down(total.recall))


def read_floors(path: Path) -> dict[str, Floor]:
    """Return the floors of a file by the name of the case file they hold for."""
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    if head != _HEAD:
        raise ValueError(f"{path.name}: first line {head!r}, not {_HEAD!r}; write it anew: make score WITH=--floors")
    floors = {}
    for line in lines:
        file, judged, precision, recall = line.split("\t")
        floors[file] = Floor(file=file, judged=int(judged), precision=float(precision), recall=float(recall))
    return floors


def floors_text(floors: Iterable[Floor]) -> str:
    """Return the content of ``floors.tsv``."""
    lines = [f"{f.file}\t{f.judged}\t{f.precision:.2f}\t{f.recall:.2f}" for f in sorted(floors, key=lambda f: f.file)]
    return "\n".join([_HEAD, *lines]) + "\n"
