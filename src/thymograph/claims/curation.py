"""What curators correct in claims, kept as lines that name the claim by its text key."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from thymograph.errors import CurationError
from thymograph.model import Claim

__all__ = ["FIELDS", "Correction", "curated", "read_corrections"]

FIELDS = ("gist", "kind", "polarity", "certainty", "speaker", "directness")
"""Fields that a correction may set; ``reject`` takes the whole claim out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One line of a curation file."""

    text_key: str
    """Of the claim: it survives re-saving the file, and changes when the words do."""
    field: str
    """One of FIELDS, or "reject"."""
    value: str | None
    curator: str
    date: str
    reason: str
    place: str
    """File and line, for messages."""


def _correction(line: str, place: str) -> Correction:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise CurationError(f"{place}: not JSON ({error.msg}); a curation file holds one object a line") from error
    missing = [name for name in ("text_key", "field", "curator", "date", "reason") if not record.get(name)]
    if missing:
        raise CurationError(f"{place}: no {missing[0]}; a correction says what, who, when and why")
    if record["field"] not in (*FIELDS, "reject"):
        raise CurationError(
            f"{place}: field {record['field']!r} cannot be corrected; one of {', '.join(FIELDS)}, reject"
        )
    names = ("text_key", "field", "curator", "date", "reason")
    return Correction(value=record.get("value"), place=place, **{name: str(record[name]) for name in names})


def read_corrections(folder: Path) -> tuple[Correction, ...]:
    """Return the corrections in ``folder/*.jsonl``, files in order of their names.

    Raises:
        CurationError: for a folder that is not there and for a line that is no correction.
    """
    if not folder.is_dir():
        raise CurationError(f"{folder}: no such folder; --curation takes one with *.jsonl files")
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if line.strip():
                found.append(_correction(line, f"{path.name}:{number}"))
    return tuple(found)


def curated(claims: Iterable[Claim], corrections: Iterable[Correction]) -> tuple[Claim, ...]:
    """Return ``claims`` with the corrections of their text keys made; a later correction wins.

    Corrections that fit no claim are left alone: they may be of documents that are not here.
    """
    by_key: dict[str, list[Correction]] = {}
    for correction in corrections:
        by_key.setdefault(correction.text_key, []).append(correction)
    out = []
    for claim in claims:
        changes: Mapping[str, str | None] = {c.field: c.value for c in by_key.get(claim.text_key, ())}
        if "reject" in changes:
            continue
        out.append(replace(claim, **changes) if changes else claim)  # type: ignore[arg-type]
    return tuple(out)
