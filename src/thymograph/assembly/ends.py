"""Where a trail may end, from the best end to the worst, and which claims need one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from thymograph.model import Claim, DocumentRecord, ReferenceEntry, Work
from thymograph.vocabulary import NEEDS_NO_CITATION

__all__ = ["TRAIL_VERDICTS", "TrailVerdict", "end_of", "is_host_only", "needs_citation", "rank_of"]

TrailVerdict = Literal[
    "primary study", "meta-analysis", "guideline", "drug label", "review", "case report", "article", "registry",
    "database page", "web page", "press release", "vendor page", "work of unknown type", "host only", "dangling",
    "uncited", "no citation needed",
]  # fmt: skip
TRAIL_VERDICTS: tuple[TrailVerdict, ...] = (
    "primary study", "meta-analysis", "guideline", "drug label", "review", "case report", "article", "registry",
    "database page", "web page", "press release", "vendor page", "work of unknown type", "host only", "dangling",
    "uncited", "no citation needed",
)  # fmt: skip
"""From the best end to the worst; of several ends the first of these is the verdict."""

_BY_TYPE: Mapping[str, TrailVerdict] = {
    "primary_trial": "primary study",
    "systematic_review_or_meta_analysis": "meta-analysis",
    "guideline": "guideline",
    "drug_label": "drug label",
    "review": "review",
    "case_report": "case report",
    "registry": "registry",
    "database_page": "database page",
    "web_page": "web page",
    "press_release": "press release",
    "vendor_page": "vendor page",
}
# Reasons by which the table of work types says "primary, but no trial".
_PRIMARY_REASON = re.compile(r"\b(?:observational|laboratory|animal) ", re.IGNORECASE)
_ARTICLE_REASON = re.compile(r"\barticle|\bjournals?\b|\bpreprint\b|\bpublisher of journals\b", re.IGNORECASE)


# Kinds of document that report results of their own, as documents.tsv names them.
_REPORT = re.compile(
    r"\b(?:(?:trial|study|cohort|laboratory|research) (?:report|article|paper|results?)|original (?:article|research|paper)|case (?:report|series)"
    r"|primary (?:study|research)|clinical study report|registration)\b",
    re.IGNORECASE,
)
_OWN_KINDS = frozenset({"trial_result", "safety", "pharmacokinetics", "comparison"})


def needs_citation(claim: Claim, document: DocumentRecord | None = None) -> bool:
    """Tell whether a claim should rest on something: a step, an outlook or a result of its own document need not.

    With ``document``, uncited results in a report of results (by its kind in ``documents.tsv``) are its own.
    """
    if claim.kind in NEEDS_NO_CITATION or claim.directness == "own_result":
        return False
    reports = document is not None and document.kind is not None and bool(_REPORT.search(document.kind))
    return not (reports and claim.kind in _OWN_KINDS and claim.directness is None)


def is_host_only(work: Work | ReferenceEntry) -> bool:
    """Tell whether nothing is known of a work or entry but the site: no title, identifier, nor page address."""
    if work.title or work.doi or work.pmid or work.pmcid or work.nct:
        return False
    address = (work.url or "").split("//", 1)[-1].rstrip("/")
    return "/" not in address and bool(work.host or address)


def end_of(work: Work) -> TrailVerdict:
    """Return the verdict on a trail that ends at ``work``."""
    if is_host_only(work):
        return "host only"
    known = _BY_TYPE.get(work.type)
    if known is not None:
        return known
    reason = work.type_reason or ""
    if _PRIMARY_REASON.search(reason):
        return "primary study"
    if work.doi or work.pmid or work.pmcid or _ARTICLE_REASON.search(reason) or (work.title and work.container):
        return "article"
    return "work of unknown type"


def rank_of(verdict: TrailVerdict) -> int:
    """Return the place of a verdict in the order, 0 for the best."""
    return TRAIL_VERDICTS.index(verdict)
