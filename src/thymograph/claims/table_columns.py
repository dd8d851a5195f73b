"""What each column of a table is for: to name the row, to frame its values, or to hold them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from thymograph.model import Table

__all__ = ["ColumnRoles", "column_roles", "is_identifier_label"]

# Rows of an information box that identify a thing and claim nothing about it.
_IDENTIFIER = re.compile(
    r"(?:(?:cas|unii|inchi|smiles|atc|rxcui|ndc|ec|pubchem|drugbank|chemspider|kegg|chebi|chembl|echa|iuphar|comptox|"
    r"medlineplus|ahfs|license data|orphanet|omim|mesh|icd|entrez|uniprot|hgnc|ensembl|pdb|isbn|issn|doi)\b.*|"
    r"(?:iupac name|(?:chemical |molecular )?formula|mol(?:ar|ecular) (?:mass|weight)|3d model.*|image.*|website|logo|"
    r"trade names?|brand names?|other names|synonyms?|pronunciation|other data|legal status|source))",
    re.IGNORECASE,
)

_FRAME_HEAD = re.compile(
    r"(?:treatments?|therap(?:y|ies)|arms?|groups?|conditions?|interventions?|regimens?|study|studies|trials?|cohorts?|"
    r"populations?|patients?|references?|refs?\.?|sources?|citations?|n|no\.?(?: of patients)?|sample size|drug|agent|compound|"
    r"comparators?|controls?|design|year|country|author|setting|cells?|model|species|disease|indication|follow-?up)"
    r"(?:\s*[/(,&].*)?",
    re.IGNORECASE,
)
_DOSE = re.compile(r"\d[\d.,–-]*\s?(?:mg|mcg|µg|μg|g|iu|units?|ml|mmol)\b", re.IGNORECASE)
_P_HEAD = re.compile(r"\(?p(?:[- ]?values?)?\b\.?.*|(?:statistical\s)?significance", re.IGNORECASE)
# Not the control of a disease, which is an outcome.
_CONTROL_HEAD = re.compile(
    r"(?!.*\b(?:disease|tumou?r|glyc?a?emic|glucose|local|pain|symptom|pressure|seizure|asthma|infection) control\b)"
    r"(?!.*\b(?:control rate|placebo responses?|vs\.?|versus|minus|compared)\b).*\b(?:controls?|placebo|comparator|standard (?:care|therapy|of care)|sham|vehicle)\b.*",
    re.IGNORECASE,
)
_INTERVAL_HEAD = re.compile(r"\(?(?:95 ?%\s*)?(?:ci|confidence interval)\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRoles:
    """Numbers of the columns by role; column 0 labels its row and has none here."""

    values: tuple[int, ...]
    """Cells here are facts."""
    frames: tuple[int, ...]
    """Cells here complete the facts of their row: treatment, condition, control, p-value, reference."""


def is_identifier_label(words: str) -> bool:
    """Tell whether a row label names an identifier, a formula or an address, whose cell is no claim."""
    return bool(_IDENTIFIER.fullmatch(words.strip(" :")))


def _is_marker_only(words: str) -> bool:
    return not re.search(r"\w", words)


def _holds_doses(head: str, cells: Sequence[str]) -> bool:
    """Tell whether a column "Regimen" says how much of the drug of its row is given, not which treatment was."""
    return bool(re.match(r"regimens?\b", head, re.IGNORECASE)) and 2 * sum(map(bool, map(_DOSE.match, cells))) > len(
        cells
    )


def column_roles(table: Table) -> ColumnRoles:
    """Return what the columns of ``table`` are for, judged by their heads, then by what they hold.

    A control column frames the treatment beside it only where such a treatment column exists; where
    every column would be a frame, the last ones that hold words are the values.
    """
    width = len(table.heads) or max((len(row) for row in table.rows), default=0)
    frames: list[int] = []
    values: list[int] = []
    controls: list[int] = []
    for column in range(1, width):
        head = table.heads[column] if column < len(table.heads) else ""
        cells = [row[column] for row in table.rows if column < len(row) and row[column]]
        if _P_HEAD.fullmatch(head) or _INTERVAL_HEAD.fullmatch(head) or all(map(_is_marker_only, cells)):
            frames.append(column)
        elif _CONTROL_HEAD.fullmatch(head):
            controls.append(column)
        elif (
            _FRAME_HEAD.fullmatch(head)
            and not _holds_doses(head, cells)
            and not re.search(r"\b[nN]\s?=\s?\d", head)
            and (
                not re.match(r"treatment group|(?:drug|arm|group) [A-Z]\b", head, re.IGNORECASE)
                # Under "Treatment group" names, not figures: they say whose row it is.
                or not any(re.match(r"[<>≤≥~−+-]?\s?\d", cell) for cell in cells)
            )
        ):
            frames.append(column)
        else:
            values.append(column)
    if values:
        frames += controls
    else:
        values = controls
    if not values:
        filled = [c for c in frames if any(c < len(row) and not _is_marker_only(row[c]) for row in table.rows)]
        values = filled[-1:]
        frames = [column for column in frames if column not in values]
    return ColumnRoles(values=tuple(sorted(values)), frames=tuple(sorted(frames)))
