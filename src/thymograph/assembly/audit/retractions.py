"""The rule on works that were taken back, or that their journals have doubts about."""

from __future__ import annotations

from collections.abc import Iterator

from thymograph.assembly.audit.dossiers import Dossier, work_name
from thymograph.assembly.audit.findings import Outcome, Severity, at_claim, not_performed, passed
from thymograph.assembly.retractions import notice_words
from thymograph.model import Citation, Claim, Work

__all__ = ["rests_on_retracted_work"]

_RULE = "rests_on_retracted_work"
_BAD: dict[str, tuple[str, Severity, str]] = {
    "retracted": (
        "a retracted work",
        "error",
        "take the claim back, or cite work that stands and says the same; if the retraction is the point, say so",
    ),
    "under_concern": (
        "a work under concern",
        "warning",
        "read the notice, and cite work that nobody doubts beside it or in its place",
    ),
}


def _outcome(claim: Claim, link: Citation, work: Work) -> Outcome:
    guessed = link.method not in ("number", "key")
    bad = _BAD.get(work.retraction or "")
    if bad is not None:
        what, severity, remedy = bad
        notice = next((one for one in reversed(work.notices) if one.nature == work.retraction), None)
        told = f": {notice_words(notice)}" if notice is not None else ""
        # A guessed link may be wrong: then the claim rests on something else.
        weaker: Severity = "warning" if severity == "error" else "note"
        rests = "may rest on" if guessed else "rests on"
        return at_claim(
            _RULE, weaker if guessed else severity, claim, f"{rests} {what}, {work_name(work)}{told}", remedy,
            entry=link.entry,
        )  # fmt: skip
    if work.retraction is not None:
        return passed(_RULE)
    candidate = next((one for one in work.notices if one.nature in _BAD), None)
    if candidate is not None:
        return at_claim(
            _RULE,
            "note",
            claim,
            f"cites {work_name(work)}; a work of this title, perhaps another, was {notice_words(candidate)}",
            "find its DOI or PMID (--library gives them) and build again: the title alone decides nothing",
            entry=link.entry,
        )
    return not_performed(
        _RULE,
        "no list of retractions was given" if work.doi or work.pmid else "the work has no DOI or PMID to look up",
    )


def rests_on_retracted_work(dossier: Dossier) -> Iterator[Outcome]:
    """Yield whether each work that a claim cites stands, as far as the list of retractions tells.

    A work that was not looked up is counted apart: it has not passed.
    """
    for claim in dossier.claims:
        seen: set[str] = set()
        for link in claim.citations:
            work = dossier.work_of(link)
            if work is not None and work.id not in seen:
                seen.add(work.id)
                yield _outcome(claim, link, work)
