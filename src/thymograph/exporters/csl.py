"""Works as CSL-JSON, the form in which reference managers and citation processors exchange them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from thymograph.assembly.retractions import retraction_lines
from thymograph.citing.work_types import holds_copies
from thymograph.model import ClaimGraph, ReferenceEntry, Work

__all__ = ["author_names", "csl_item", "csl_type", "export", "note_of"]

# Types of CSL 1.0.2, https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types
_TYPES = {
    "primary_trial": "article-journal",
    "systematic_review_or_meta_analysis": "article-journal",
    "review": "article-journal",
    "case_report": "article-journal",
    "guideline": "report",
    "drug_label": "report",
    "registry": "webpage",
    "database_page": "webpage",
    "press_release": "webpage",
    "vendor_page": "webpage",
    "web_page": "webpage",
}
# "Smith JA", "van der Berg P": what indexes print; other names stay as they are.
_INITIALS = re.compile(r"([A-Z]{1,4})\.?")
_NAME = re.compile(r"[^\W\d_][\w'’.-]*")
_LAST_NAME = re.compile(r"[^\W\d_][\w'’-]+")
_OTHERS = re.compile(r"(?:and |& )?(?:et al\.?|others|…)$", re.IGNORECASE)


def _indexed(name: str) -> dict[str, str] | None:
    family, _, last = name.rpartition(" ")
    initials, words = _INITIALS.fullmatch(last), family.split(" ")
    if initials and all(map(_NAME.fullmatch, words[:-1])) and _LAST_NAME.fullmatch(words[-1]):
        return {"family": family, "given": initials[1]}
    return None


def author_names(authors: str) -> list[dict[str, str]]:
    """Return the authors of a printed entry as CSL names: family and given, or literal; "et al." is none."""
    names = []
    for part in re.split(r"[,;]\s*|\s+(?:and|&)\s+", _OTHERS.sub("", authors.strip()).strip(" ,;")):
        if not part.strip():
            continue
        names.append(_indexed(part.strip()) or {"literal": part.strip()})
    return names


def csl_type(work: Work) -> str:
    """Return the type in CSL of a work, as far as anything tells."""
    # What an archive of articles holds is an article, also where the entry names nothing but its address.
    is_article = bool(work.doi or work.pmid or work.pmcid or (work.title and work.host and holds_copies(work.host)))
    return _TYPES.get(work.type) or ("article-journal" if is_article else "document")


def note_of(work: Work) -> str | None:
    """Return what a reference manager has no field for: the trial, and what a list of retractions tells."""
    told = [f"Trial registration: {work.nct}"] if work.nct else []
    if work.retraction not in (None, "none_found") or work.notices:
        told += (line.strip() for line in retraction_lines(work))
    return "; ".join(told) or None


def csl_item(work: Work, entries: Mapping[str, ReferenceEntry]) -> dict[str, Any]:
    """Return a work as a CSL-JSON item; only what a document printed of it is there.

    Args:
        work: As merged.
        entries: By id; the authors stand in those of the work.

    "Smith J, Jones AB" becomes family and given names; a name in any other form is literal, so that a
    style prints it unchanged. Nothing is looked up.
    """
    item: dict[str, Any] = {"id": work.id}
    item["type"] = csl_type(work)
    item["title"] = work.title or work.host
    authors = next((one.authors for id in work.entries if (one := entries.get(id)) and one.authors), None)
    if authors:
        item["author"] = author_names(authors)
    if work.year and work.year[:4].isdigit():
        item["issued"] = {"date-parts": [[int(work.year[:4])]]}
    if work.container:
        item["container-title"] = work.container
    for name, value in (("DOI", work.doi), ("PMID", work.pmid), ("PMCID", work.pmcid), ("URL", work.url)):
        if value:
            item[name] = value
    if work.nct:
        item["number"] = work.nct
    if work.type != "unknown":
        item["genre"] = work.type.replace("_", " ")
    if note := note_of(work):
        item["note"] = note
    return item


def export(graph: ClaimGraph) -> Iterator[str]:
    """Yield one JSON array of all works, an item a line, sorted by id."""
    entries = {entry.id: entry for document in graph.documents for entry in document.entries}
    yield "[\n"
    for number, work in enumerate(sorted(graph.works, key=lambda work: work.id)):
        line = json.dumps(csl_item(work, entries), ensure_ascii=False, sort_keys=True)
        yield f"{',' if number else ' '}{line}\n"
    yield "]\n"
