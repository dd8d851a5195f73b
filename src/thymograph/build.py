"""A build: documents or the packaged claims in, a graph folder with its store and page out, and a report."""

from __future__ import annotations

import json
import platform
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import thymograph
from thymograph.assembly import assemble
from thymograph.assembly.audit import audit
from thymograph.claims.curation import Correction, curated, read_corrections, unused_corrections
from thymograph.errors import CurationError, DocumentError
from thymograph.graph.build import write_graph
from thymograph.lexicon.concepts import load_lexicon
from thymograph.lexicon.grounding import groundings_of, load_terms
from thymograph.model import Claim, DocumentRecord
from thymograph.pipeline import Failure, InputFile, Outcome, extract_files, gather, with_own_corrections
from thymograph.reading import DEFAULT_MAX_BYTES
from thymograph.records import claims_from_lines, documents_from_lines, json_line, ledger_lines, to_record
from thymograph.resources import data_path
from thymograph.views.page import write_page
from thymograph.vocabulary import BASE

__all__ = ["BuildReport", "build"]


class _Texts(Mapping[str, str]):
    """The texts of documents by SHA-256, each read from its file when it is asked for, and not kept."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = files

    def __getitem__(self, sha256: str) -> str:
        return self._files[sha256].read_bytes().decode("utf-8", errors="replace")

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did, for people."""

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
    seconds: float
    packaged: bool

    def lines(self) -> Iterator[str]:
        """Yield the report as lines."""
        what = (
            "the packaged claims" if self.packaged else f"{self.documents} document{'' if self.documents == 1 else 's'}"
        )
        status = ", ".join(f"{count} {name}" for name, count in self.uncertain)
        yield f"{self.claims} claims of {what} in {self.seconds:.1f} s; {self.works} works; citations: {status}"
        if self.unclaimed is not None:
            yield f"unclaimed: {self.unclaimed:.2%} of the characters that are not blank (thymograph ledger --unclaimed)"
        if self.findings:
            yield f"audit: {self.findings} findings (thymograph audit)"
        if self.failures:
            yield f"failed: {len(self.failures)} (named above)"
        yield f"page: {self.folder / 'index.html'}"


def _packaged() -> tuple[list[DocumentRecord], list[Claim], list[str]]:
    documents = list(documents_from_lines(data_path("documents.jsonl").read_text("utf-8").splitlines(True)))
    claims = list(claims_from_lines(data_path("claims.jsonl").read_text("utf-8").splitlines(True)))
    return documents, claims, data_path("ledger.jsonl").read_text("utf-8").splitlines(True)


def _curated(
    documents: Sequence[DocumentRecord], claims: Sequence[Claim], corrections: Sequence[Correction]
) -> tuple[list[DocumentRecord], list[Claim]]:
    """Return the packaged documents and claims, corrected; there is no text to add claims of."""
    of_document: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        of_document[claim.document].append(claim)
    told: list[DocumentRecord] = []
    kept: list[Claim] = []
    for document in documents:
        adding = next((c for c in corrections if c.field == "add" and c.is_of(document.path, document.sha256)), None)
        if adding is not None:
            raise CurationError(
                f"{adding.place}: a claim can be added only where the text is read; build from {document.path} itself"
            )
        own, rejected = curated(of_document[document.sha256], corrections, path=document.path, sha256=document.sha256)
        told.append(replace(document, rejected=(*document.rejected, *rejected)) if rejected else document)
        kept.extend(own)
    return told, kept


def build(
    paths: Sequence[Path],
    out: Path,
    *,
    jobs: int = 1,
    quotes: bool = True,
    manifest: Path | None = None,
    curation: Path | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    base: str | None = None,
    terms: Path | None = None,
    progress: Callable[[Sequence[InputFile], Iterable[Outcome]], Iterable[Outcome]] = lambda _, outcomes: outcomes,
    notice: Callable[[str], None] = lambda _: None,
) -> BuildReport:
    """Read ``paths``, assemble their claims, and write the graph, its store and its page to ``out``.

    Without paths it is the packaged claims. A document that cannot be read is reported and left out; a
    build in which none could be read writes nothing.

    ``terms`` is a table of terms (:func:`thymograph.lexicon.grounding.load_terms`): names that the lexicon does not hold get
    candidates from it, in ``groundings.jsonl`` and in the graph.

    Raises:
        GroundingError: for a table of terms that cannot be read.
        DocumentError: for a path that is not there, and when no document could be read.
        CurationError: for a curation folder or line that is wrong.
        GraphError: for an output folder that holds something else.
    """
    grounder = load_terms(terms) if terms is not None else None
    started = time.monotonic()
    began = datetime.now(UTC)
    documents: list[DocumentRecord] = []
    claims: list[Claim] = []
    ledger: list[str] = []
    failures: list[Failure] = []
    files: dict[str, Path] = {}
    if paths:
        items = gather(paths, manifest=manifest)
        by_path = {item.path: item.file for item in items}
        outcomes = extract_files(
            items, jobs=jobs, quotes=quotes, max_bytes=max_bytes, corrections=with_own_corrections(curation)
        )
        for outcome in progress(items, outcomes):
            for line in outcome.notices:
                notice(f"thymograph: {line}")
            if outcome.failure is not None:
                failures.append(outcome.failure)
                notice(f"thymograph: {outcome.failure.message}")
            if outcome.extraction is not None:
                record = outcome.extraction.document
                files[record.sha256] = by_path[outcome.path]
                documents.append(record)
                claims.extend(outcome.extraction.claims)
                ledger.extend(ledger_lines(record.sha256, record.path, outcome.extraction.ledger))
        if not documents:
            raise DocumentError(f"none of {len(items)} documents could be read; the graph in {out} is as it was")
    else:
        documents, claims, ledger = _packaged()
        if curation is not None:
            documents, claims = _curated(documents, claims, read_corrections(curation))
    if curation is not None:
        for correction in unused_corrections(read_corrections(curation), claims):
            notice(
                f"thymograph: {correction.place}: fits no claim here; if its words have changed, give the new text key "
                "(a line that names its document is held to it)"
            )
    graph = assemble(documents, claims)
    groundings = groundings_of(graph.claims, grounder) if grounder is not None else ()
    findings = audit(graph, texts=_Texts(files)).findings
    run = {
        "thymograph": thymograph.__version__,
        "python": platform.python_version(),
        "started": began.isoformat(timespec="seconds"),
        "seconds": round(time.monotonic() - started, 3),
        "documents": len(documents),
        "claims": len(claims),
        "findings": len(findings),
        "failures": [{"path": failure.path, "message": failure.message} for failure in failures],
    }
    write_graph(
        out,
        graph,
        base=base or BASE,
        lexicon=load_lexicon(),
        findings=findings,
        groundings=groundings,
        files={
            **({"groundings.jsonl": map(json_line, map(to_record, groundings))} if grounder is not None else {}),
            "ledger.jsonl": ledger,
            "index.html": write_page(graph, findings=findings, base=base or BASE),
            "run.json": json.dumps(run, indent=1, sort_keys=True) + "\n",
        },
    )
    totals: dict[str, int] = {}
    for document in documents:
        for name, count in document.ledger:
            totals[name] = totals.get(name, 0) + count
    filled = sum(totals.values()) - totals.get("blank", 0)
    status: dict[str, int] = {}
    for claim in graph.claims:
        status[claim.citation_status] = status.get(claim.citation_status, 0) + 1
    return BuildReport(
        folder=out / "current",
        documents=len(documents),
        claims=len(graph.claims),
        works=len(graph.works),
        findings=len(findings),
        uncertain=tuple(sorted(status.items())),
        unclaimed=totals.get("unclaimed", 0) / filled if filled else None,
        failures=tuple(failures),
        seconds=time.monotonic() - started,
        packaged=not paths,
    )
