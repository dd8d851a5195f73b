"""Rules on what stands behind a clinical number."""

from __future__ import annotations

from collections.abc import Iterator

from thymograph.assembly.audit.dossiers import Dossier, spelled, work_name
from thymograph.assembly.audit.findings import Outcome, at_claim, not_performed, passed
from thymograph.assembly.ends import is_host_only
from thymograph.model import Claim, Work

__all__ = ["weak_work_behind_clinical_number"]

_CLINICAL = frozenset({"trial_result", "dosage", "safety", "pharmacokinetics", "comparison"})
_WEAK = {
    "press_release": "a press release",
    "vendor_page": "a page of a vendor",
    "web_page": "a web page",
    "database_page": "a database page",
}


def _has_number(claim: Claim) -> bool:
    """Tell whether a claim gives a result or a dose in numbers; a bare count of studies or patients is none."""
    if any(regimen.dose for regimen in claim.regimens):
        return True
    return any(one.number is not None and not (one.n and one.n == one.value) for one in claim.measurements)


def _weakness(work: Work) -> str | None:
    """Return why a work is too weak to bear a clinical number, or None."""
    if is_host_only(work):
        return f"{work_name(work)}, a site without a page"
    kind = _WEAK.get(work.type)
    return f"{work_name(work)}, {kind}" if kind else None


def weak_work_behind_clinical_number(dossier: Dossier) -> Iterator[Outcome]:
    """Yield whether each clinical number that cites something cites at least one work that can bear it."""
    rule = "weak_work_behind_clinical_number"
    for claim in dossier.claims:
        if claim.kind not in _CLINICAL or not _has_number(claim):
            continue
        if claim.citation_status not in ("stated", "inferred"):
            why = "dangling marker" if claim.citation_status == "dangling" else "no citation"
            yield not_performed(rule, f"the number has {why}")
            continue
        works = {work.id: work for citation in claim.citations if (work := dossier.work_of(citation)) is not None}
        if not works:
            yield not_performed(rule, "the cited work is not in the graph")
            continue
        weak = [_weakness(work) for work in works.values()]
        if not all(weak):
            yield passed(rule)
            continue
        guessed = " (matched by guess: the list has no numbers)" if claim.citation_status == "inferred" else ""
        yield at_claim(
            rule,
            "warning" if claim.citation_status == "stated" else "note",
            claim,
            f"a {claim.kind.replace('_', ' ')} in numbers rests on {spelled(filter(None, weak))} alone{guessed}",
            "cite the trial report or the meta-analysis that the numbers are from",
        )
