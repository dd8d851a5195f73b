"""What a list of retractions tells of a work, in words."""

from __future__ import annotations

from collections.abc import Iterator

from thymograph.model import RetractionNotice, Work

__all__ = ["notice_words", "retraction_lines", "retraction_words"]

_NATURES = {
    "retracted": "retracted", "under_concern": "put under concern", "corrected": "corrected", "reinstated": "reinstated",
}  # fmt: skip
_MOST_REASONS = 3


def notice_words(notice: RetractionNotice) -> str:
    """Return a notice in words: what it does, when, why, where it stands."""
    told = [_NATURES[notice.nature] + (f" on {notice.date}" if notice.date else "")]
    if notice.reasons:
        more = len(notice.reasons) - _MOST_REASONS
        told.append("; ".join(notice.reasons[:_MOST_REASONS]) + (f" and {more} more" if more > 0 else ""))
    where = ", ".join(filter(None, (f"doi {notice.doi}" if notice.doi else "", notice.source)))
    return ": ".join(told) + (f" ({where})" if where else "")


def retraction_words(work: Work) -> str:
    """Return the retraction status of a work in words; never silence for a work that nobody has looked up."""
    if work.retraction is not None:
        return work.retraction.replace("_", " ") if work.retraction != "none_found" else "no notice found"
    if work.doi or work.pmid:
        return "not checked (no list of retractions given)"
    return "not checked (no DOI or PMID)"


def retraction_lines(work: Work) -> Iterator[str]:
    """Yield the status of a work, then each notice; one found by the title alone says so."""
    bad = work.retraction in ("retracted", "under_concern")
    yield f"retractions: {retraction_words(work).upper() if bad else retraction_words(work)}"
    for notice in work.notices:
        how = "a work of this title, perhaps another, was " if notice.match == "title" else ""
        yield f"  {how}{notice_words(notice)}"
