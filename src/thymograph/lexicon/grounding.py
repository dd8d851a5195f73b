"""Candidate identifiers for names that the lexicon does not hold, from a table of terms; always marked as candidates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from thymograph.errors import GroundingError
from thymograph.lexicon.skos import load_prefixes
from thymograph.model import Claim

__all__ = ["Candidate", "Grounding", "groundings_of", "load_terms"]

_EXTRA = "pip install 'thymograph[ground]'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What a name may mean: proposed by likeness of the words alone, decided by nobody."""

    id: str
    """A CURIE."""
    name: str
    """The name that its vocabulary prefers."""
    score: float
    """Gilda's, from 0 to 1: how like the term the words are, and whether the term is a name or a synonym."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounding:
    """A name without an identifier, and what it may mean, best first."""

    name: str
    type: str
    candidates: tuple[Candidate, ...]


def load_terms(path: Path) -> Any:
    """Return a grounder (``gilda.Grounder``) over a table of terms in gilda's own format, TSV, gzipped or not.

    A row has normalised text, text, database, identifier, name, status, source, and for genes an
    organism. Nothing is fetched: a path that is an address is refused.

    Raises:
        GroundingError: gilda is not installed, or the file is not there, or is no such table.
    """
    try:
        from gilda.grounder import Grounder
        from gilda.term import Term
    except ImportError as error:
        raise GroundingError(f"candidates need the package gilda-slim: {_EXTRA}") from error
    if not path.is_file():
        raise GroundingError(f"{path}: no such file; --ground takes a table of terms (docs/lexicon.md)")
    return Grounder(list(_terms(path, Term)))


def _terms(path: Path, term: Any) -> Iterator[Any]:
    import csv
    import gzip

    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as stream:
        rows = csv.reader(stream, delimiter="\t")
        try:
            for number, row in enumerate(rows, start=1):
                if number == 1 and row[:2] == ["norm_text", "text"]:
                    continue
                if len(row) < 7 or not (row[0].strip() and row[1] and row[2] and row[3]):
                    raise GroundingError(
                        f"{path.name}:{number}: not a term; seven columns or more, separated by tabs: "
                        "norm_text, text, db, id, entry_name, status, source"
                    )
                yield term(*row[:7], *(cell or None for cell in row[7:10]))
        except (csv.Error, UnicodeDecodeError, gzip.BadGzipFile, EOFError) as error:
            raise GroundingError(f"{path.name}: not a table of terms ({error})") from error


def _curie(db: str, id: str) -> str:
    """Return database and identifier as a CURIE; some databases repeat their prefix in the identifier.

    >>> _curie("CHEBI", "CHEBI:36704"), _curie("HGNC", "11892")
    ('CHEBI:36704', 'HGNC:11892')
    """
    prefix, colon, rest = id.partition(":")
    if colon and prefix.casefold() == db.casefold():
        id = rest
    known = {prefix.casefold(): prefix for prefix in load_prefixes()}
    return f"{known.get(db.casefold(), db)}:{id}"


def groundings_of(claims: Iterable[Claim], grounder: Any, *, limit: int = 3) -> tuple[Grounding, ...]:
    """Return what the names without an identifier in ``claims`` may mean, sorted by name.

    Args:
        claims: Their mentions are looked at, each name once.
        grounder: From :func:`load_terms`.
        limit: The most candidates of a name.

    A name for which the table has nothing is left out. Candidates are of human genes where the table
    names the organism. The words around a mention are not looked at.
    """
    types: dict[str, str] = {}
    for claim in claims:
        for mention in claim.mentions:
            if mention.id is None:
                types.setdefault(mention.name, mention.type)
    found = []
    for name, type in sorted(types.items()):
        scored: dict[str, Candidate] = {}
        for match in grounder.ground(name, organisms=["9606"]):
            candidate = Candidate(
                id=_curie(match.term.db, match.term.id), name=match.term.entry_name, score=round(float(match.score), 3)
            )
            if candidate.id not in scored or scored[candidate.id].score < candidate.score:
                scored[candidate.id] = candidate
        best = sorted(scored.values(), key=lambda one: (-one.score, one.id))[:limit]
        if best:
            found.append(Grounding(name=name, type=type, candidates=tuple(best)))
    return tuple(found)
