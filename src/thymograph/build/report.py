"""What a build did, for people and for the next build."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from thymograph.pipeline import Failure

__all__ = ["BuildReport", "earlier_report"]

_WHOLE = ("claims.jsonl", "documents.jsonl", "graph.nq", "index.html", "store")


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did."""

    folder: Path
    """``OUT/current``."""
    documents: int
    claims: int
    works: int
    uncertain: tuple[tuple[str, int], ...]
    """Claims by citation status, sorted."""
    findings: int
    """Of the audit: what leads nowhere, rests on too little, does not add up."""
    unclaimed: float | None
    """Share of the characters that are not blank; None where no document was read."""
    failures: tuple[Failure, ...]
    notices: tuple[str, ...] = ()
    """What was passed over in files that were read, and files left out because another has the same bytes."""
    alike: tuple[tuple[str, ...], ...] = ()
    """Paths of documents that say nearly the same in nearly the same words, a group each."""
    reused: int = 0
    """How many documents were read by an earlier build and have not changed."""
    unchanged: bool = False
    """Whether nothing at all has changed, so that the graph is the one that was there."""
    library: tuple[str, ...] = ()
    """What the user's libraries gave, in lines."""
    retractions: tuple[str, ...] = ()
    """What the list of retractions told, in lines."""
    seconds: float
    packaged: bool

    def lines(self) -> Iterator[str]:
        """Yield the report as lines."""
        what = (
            "the packaged claims" if self.packaged else f"{self.documents} document{'' if self.documents == 1 else 's'}"
        )
        status = ", ".join(f"{count} {name}" for name, count in self.uncertain)
        yield f"{self.claims} claims of {what} in {self.seconds:.1f} s; {self.works} works; citations: {status}"
        if self.unchanged:
            yield "nothing has changed since the last build, whose graph stays (--fresh reads everything again)"
        elif self.reused:
            yield f"{self.reused} of {self.documents} documents as read by an earlier build"
        if self.unclaimed is not None:
            yield f"unclaimed: {self.unclaimed:.2%} of the characters that are not blank (thymograph ledger --unclaimed)"
        yield from self.library
        yield from self.retractions
        if self.findings:
            yield f"audit: {self.findings} findings (thymograph audit)"
        for group in self.alike:
            shown = ", ".join(group[:4]) + (f" and {len(group) - 4} more" if len(group) > 4 else "")
            yield f"the same text: {shown} (they count as one root)"
        if self.failures:
            by_reason = sorted(Counter(failure.reason for failure in self.failures).items())
            yield f"failed: {', '.join(f'{count} {reason}' for reason, count in by_reason)} (named above)"
        yield f"page: {self.folder / 'index.html'}"

    def record(self) -> dict[str, Any]:
        """Return what :func:`earlier_report` makes the report of again, as JSON values."""
        return {
            "documents": self.documents,
            "claims": self.claims,
            "works": self.works,
            "citations": dict(self.uncertain),
            "findings": self.findings,
            "unclaimed": self.unclaimed,
            "failures": [{"path": one.path, "message": one.message, "reason": one.reason} for one in self.failures],
            "notices": list(self.notices),
            "alike": [list(group) for group in self.alike],
            "library": list(self.library),
            "retractions": list(self.retractions),
            "packaged": self.packaged,
        }


def _report_of(run: Mapping[str, Any], folder: Path) -> BuildReport:
    return BuildReport(
        folder=folder,
        documents=run["documents"],
        claims=run["claims"],
        works=run["works"],
        uncertain=tuple(sorted(run["citations"].items())),
        findings=run["findings"],
        unclaimed=run["unclaimed"],
        failures=tuple(Failure(**one) for one in run["failures"]),
        notices=tuple(run["notices"]),
        alike=tuple(tuple(group) for group in run["alike"]),
        library=tuple(run["library"]),
        retractions=tuple(run["retractions"]),
        seconds=0.0,
        packaged=run["packaged"],
    )


def earlier_report(folder: Path, inputs: str) -> BuildReport | None:
    """Return the report of the build in ``folder``, if it was made of the same inputs and is all there; else None."""
    try:
        run = json.loads((folder / "run.json").read_text("utf-8"))
        if run.get("inputs") != inputs or not all((folder / name).exists() for name in _WHOLE):
            return None
        return replace(_report_of(run, folder), unchanged=True, reused=run["documents"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
