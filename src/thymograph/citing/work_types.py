"""What kind of work an entry names, by the table that a curator edits (``work_types.tsv``)."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from thymograph.errors import CurationError
from thymograph.model import ReferenceEntry
from thymograph.resources import data_path

__all__ = ["WORK_TYPES", "holds_copies", "work_type"]

WORK_TYPES = (
    "primary_trial", "systematic_review_or_meta_analysis", "review", "case_report", "guideline", "registry",
    "drug_label", "database_page", "press_release", "vendor_page", "web_page", "unknown",
)  # fmt: skip
_LOOK_IN = frozenset({"title", "label", "container", "host", "identifier"})


class _Rule(NamedTuple):
    look_in: str
    pattern: re.Pattern[str]
    type: str
    reason: str


@cache
def _rules() -> tuple[_Rule, ...]:
    path = data_path("work_types.tsv")
    rules = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        cells = line.split("\t")
        if line.startswith("#") or not line.strip() or cells[0] == "look_in":
            continue
        if len(cells) != 4 or cells[0] not in _LOOK_IN or cells[2] not in WORK_TYPES:
            raise CurationError(f"{path.name}:{number}: not look_in, pattern, known type, reason; mend the line")
        pattern = rf"(?:^|.*\.){re.escape(cells[1])}$" if cells[0] == "host" else cells[1]
        rules.append(_Rule(cells[0], re.compile(pattern, re.IGNORECASE), cells[2], cells[3]))
    return tuple(rules)


def _looked_at(entry: ReferenceEntry) -> dict[str, str]:
    found = {"title": entry.title, "label": entry.label, "container": entry.container, "host": entry.host}
    if entry.nct and not (entry.doi or entry.pmid or entry.pmcid):
        found["identifier"] = "nct"
    return {place: words for place, words in found.items() if words}


def work_type(entry: ReferenceEntry) -> tuple[str, str | None]:
    """Return the type of the work that ``entry`` names and the reason in words; ("unknown", None) without one.

    Judged by words of the entry and by its host alone: the work itself is not looked at.
    """
    printed = _looked_at(entry)
    for rule in _rules():
        words = printed.get(rule.look_in)
        if words and (rule.pattern.fullmatch(words) if rule.look_in == "label" else rule.pattern.search(words)):
            shown = rule.reason if rule.look_in not in ("host",) else f"{entry.host}: {rule.reason}"
            return rule.type, shown
    return "unknown", None


@cache
def holds_copies(host: str) -> bool:
    """Tell whether a host carries works that other hosts carry too: archives, publishers, registries of articles."""
    return any(rule.look_in == "host" and rule.type == "unknown" and rule.pattern.search(host) for rule in _rules())
