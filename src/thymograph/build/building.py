"""Documents read, their claims assembled and audited, and all of it written as a graph with its page."""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import thymograph
from thymograph.assembly import assemble
from thymograph.assembly.audit import audit
from thymograph.assembly.echoes import echo_groups
from thymograph.build.beside import made_beside
from thymograph.build.report import BuildReport, earlier_report
from thymograph.build.texts import Texts
from thymograph.citing.library import Identification, identified, read_library
from thymograph.citing.retractions import RetractionCheck, checked
from thymograph.claims.curation import Correction, curated, read_corrections, unused_corrections
from thymograph.errors import CurationError, DocumentError
from thymograph.graph.build import cache_folder, write_graph
from thymograph.lexicon.concepts import load_lexicon
from thymograph.lexicon.grounding import groundings_of, load_terms
from thymograph.model import Claim, ClaimGraph, DocumentRecord
from thymograph.pipeline import (
    ExtractionCache,
    Failure,
    InputFile,
    Limits,
    Outcome,
    extract_files,
    gather,
    with_own_corrections,
)
from thymograph.pipeline.fingerprints import all_code, digest_of
from thymograph.reading import DEFAULT_MAX_BYTES
from thymograph.records import claims_from_lines, documents_from_lines, json_line, ledger_lines, to_record
from thymograph.resources import data_path
from thymograph.views.page import write_page
from thymograph.vocabulary import BASE

__all__ = ["build"]

# With more files than these, each is read in a process that can be stopped: one bad file must not hold up the rest.
_MANY = 20
# Of one kind of notice; a library may have thousands of items that lack a title.
_MOST_LINES = 20


@dataclass(slots=True)
class _Read:
    """What the documents gave, as it comes in."""

    documents: list[DocumentRecord] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    ledger: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)
    texts: dict[str, Path] = field(default_factory=dict)
    reused: int = 0

    def take(self, outcome: Outcome, file: Path) -> Iterator[str]:
        """Take in what came of a file; yield what is to be said of it."""
        self.notices.extend(outcome.notices)
        yield from outcome.notices
        if outcome.failure is not None:
            self.failures.append(outcome.failure)
            yield outcome.failure.message
        if outcome.extraction is not None:
            record = outcome.extraction.document
            self.reused += outcome.from_cache
            self.files[record.sha256] = file
            if outcome.text is not None:
                self.texts[record.sha256] = outcome.text
            self.documents.append(record)
            self.claims.extend(outcome.extraction.claims)
            self.ledger.extend(ledger_lines(record.sha256, record.path, outcome.extraction.ledger))


def _packaged() -> _Read:
    return _Read(
        documents=list(documents_from_lines(data_path("documents.jsonl").read_text("utf-8").splitlines(True))),
        claims=list(claims_from_lines(data_path("claims.jsonl").read_text("utf-8").splitlines(True))),
        ledger=data_path("ledger.jsonl").read_text("utf-8").splitlines(True),
    )


def _curated(read: _Read, corrections: Sequence[Correction]) -> None:
    """Correct the packaged documents and claims; there is no text to add claims of."""
    of_document: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in read.claims:
        of_document[claim.document].append(claim)
    told: list[DocumentRecord] = []
    kept: list[Claim] = []
    for document in read.documents:
        adding = next((c for c in corrections if c.field == "add" and c.is_of(document.path, document.sha256)), None)
        if adding is not None:
            raise CurationError(
                f"{adding.place}: a claim can be added only where the text is read; build from {document.path} itself"
            )
        own, rejected = curated(of_document[document.sha256], corrections, path=document.path, sha256=document.sha256)
        told.append(replace(document, rejected=(*document.rejected, *rejected)) if rejected else document)
        kept.extend(own)
    read.documents, read.claims = told, kept


def _hash(file: Path) -> str:
    try:
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        return f"unread: {error.strerror}"


def _alike(graph: ClaimGraph) -> tuple[tuple[str, ...], ...]:
    """Return the paths of documents that repeat each other, a group each, sorted."""
    if len(graph.documents) < 2:
        return ()
    groups = echo_groups(graph)
    by_group: defaultdict[str, list[str]] = defaultdict(list)
    for document in graph.documents:
        by_group[groups.get(document.sha256, document.sha256)].append(document.path)
    return tuple(sorted(tuple(sorted(paths)) for paths in by_group.values() if len(paths) > 1))


def _shortened(lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    yield from found[:_MOST_LINES]
    if len(found) > _MOST_LINES:
        yield f"{found[0].split(':')[0]}: {len(found) - _MOST_LINES} more of these"


def _library_notices(identification: Identification) -> Iterator[str]:
    for library in identification.libraries:
        yield from _shortened(f"{library.name}, {problem}" for problem in library.problems)
    yield from _shortened(identification.doubts())


def _is_risky(items: Sequence[InputFile]) -> bool:
    """Tell whether files should be read in processes that may end: there are many, or a library in C reads one."""
    return len(items) > _MANY or any(item.path.casefold().endswith(".pdf") for item in items)


def build(
    paths: Sequence[Path],
    out: Path,
    *,
    jobs: int = 1,
    quotes: bool = True,
    manifest: Path | None = None,
    curation: Path | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    limits: Limits | None = None,
    fresh: bool = False,
    base: str | None = None,
    terms: Path | None = None,
    libraries: Sequence[Path] = (),
    retractions: Path | None = None,
    progress: Callable[[Sequence[InputFile], Iterable[Outcome]], Iterable[Outcome]] = lambda _, outcomes: outcomes,
    notice: Callable[[str], None] = lambda _: None,
) -> BuildReport:
    """Read ``paths``, assemble their claims, and write the graph, its store and its page to ``out``.

    Without paths it is the packaged claims. A document that cannot be read is reported and left out; a
    build in which none could be read writes nothing.

    What was read is kept in ``out/.cache`` as soon as it is read: a build that was stopped goes on where it was, and
    the next one reads only what is new. If nothing at all has changed, the graph stays as it is. ``fresh`` reads
    everything again.

    ``terms`` is a table of terms (:func:`thymograph.lexicon.grounding.load_terms`): names that the lexicon does not hold get
    candidates from it, in ``groundings.jsonl`` and in the graph.

    ``libraries`` are files of references (RIS, BibTeX, CSL-JSON, nbib) that give entries of reference lists their
    identifiers (:func:`thymograph.citing.library.identified`); what came of each entry is in ``library.jsonl``.
    ``retractions`` is a list of retractions that the works are looked up in
    (:func:`thymograph.citing.retractions.checked`).
    Neither touches what was read of a document, so that a change of these files reads no document again.

    Raises:
        GroundingError: for a table of terms that cannot be read.
        DocumentError: for a path that is not there, and when no document could be read.
        CurationError: for a curation folder or line that is wrong.
        GraphError: for an output folder that holds something else.
        LibraryError: for a library or a list of retractions that cannot be read.
    """
    grounder = load_terms(terms) if terms is not None else None
    began, started = datetime.now(UTC), time.monotonic()
    items = gather(paths, manifest=manifest) if paths else ()
    corrections = with_own_corrections(curation) if paths else read_corrections(curation) if curation else ()
    inputs = digest_of(
        all_code(), quotes, max_bytes, base, _hash(terms) if terms is not None else None, *map(repr, corrections),
        [(file.name, _hash(file)) for file in libraries],
        (retractions.name, _hash(retractions)) if retractions is not None else None,
        *((item.path, _hash(item.file), item.description) for item in items),
    )  # fmt: skip
    if not fresh and (same := earlier_report(out / "current", inputs)) is not None:
        for line in (*same.notices, *(failure.message for failure in same.failures)):
            notice(f"thymograph: {line}")
        return replace(same, seconds=time.monotonic() - started)
    # Before the documents: a library that cannot be read is told at once.
    shelves = [read_library(file) for file in libraries]
    if paths:
        is_new = not out.exists()
        cache = ExtractionCache(cache_folder(out))
        read = _Read()
        by_path = {item.path: item.file for item in items}
        outcomes = extract_files(
            items,
            jobs=jobs,
            quotes=quotes,
            max_bytes=max_bytes,
            corrections=corrections,
            cache=None if fresh else cache,
            limits=limits or (Limits() if _is_risky(items) else None),
        )
        for outcome in progress(items, outcomes):
            for line in read.take(outcome, by_path[outcome.path]):
                notice(f"thymograph: {line}")
        if not read.documents:
            if is_new:
                shutil.rmtree(out)
            raise DocumentError(f"none of {len(items)} documents could be read; the graph in {out} is as it was")
    else:
        read = _packaged()
        if curation is not None:
            _curated(read, corrections)
    if curation is not None:
        for correction in unused_corrections(read_corrections(curation), read.claims):
            notice(
                f"thymograph: {correction.place}: fits no claim here; if its words have changed, give the new text key "
                "(a line that names its document is held to it)"
            )
    gathered = time.monotonic()
    identification: Identification | None = None
    if shelves:
        found, identification = identified(read.documents, shelves)
        read.documents = list(found)
        for line in _library_notices(identification):
            read.notices.append(line)
            notice(f"thymograph: {line}")
    graph = assemble(read.documents, read.claims)
    check: RetractionCheck | None = None
    if retractions is not None:
        works, check = checked(graph.works, retractions)
        graph = replace(graph, works=works)
        for line in _shortened(check.problems):
            read.notices.append(line)
            notice(f"thymograph: {line}")
    groundings = groundings_of(graph.claims, grounder) if grounder is not None else ()
    findings = audit(graph, texts=Texts(read.files, read.texts)).findings
    totals: Counter[str] = Counter()
    for document in read.documents:
        totals.update(dict(document.ledger))
    filled = totals.total() - totals["blank"]
    report = BuildReport(
        folder=out / "current",
        documents=len(read.documents),
        claims=len(graph.claims),
        works=len(graph.works),
        findings=len(findings),
        uncertain=tuple(sorted(Counter(claim.citation_status for claim in graph.claims).items())),
        unclaimed=totals["unclaimed"] / filled if filled else None,
        failures=tuple(read.failures),
        notices=tuple(read.notices),
        alike=_alike(graph) if paths else (),
        library=tuple(identification.lines()) if identification is not None else (),
        retractions=tuple(check.lines()) if check is not None else (),
        reused=read.reused,
        seconds=0.0,
        packaged=not paths,
    )
    run = {
        **report.record(),
        "thymograph": thymograph.__version__,
        "python": platform.python_version(),
        "started": began.isoformat(timespec="seconds"),
        "seconds": round(time.monotonic() - started, 3),
        # What remains of a build after these is its page and its graph, which this is written with.
        "stages": {
            "reading": round(gathered - started, 3),
            "assembling": round(time.monotonic() - gathered, 3),
        },
        "inputs": inputs,
    }
    with made_beside(partial(write_page, graph, findings=findings, base=base or BASE), beside=jobs > 1) as page:
        write_graph(
            out,
            graph,
            base=base or BASE,
            lexicon=load_lexicon(),
            findings=findings,
            groundings=groundings,
            files={
                **({"groundings.jsonl": map(json_line, map(to_record, groundings))} if grounder is not None else {}),
                **(
                    {"library.jsonl": map(json_line, map(to_record, identification.matches))}
                    if identification is not None
                    else {}
                ),
                "ledger.jsonl": read.ledger,
                "index.html": page,
                "run.json": json.dumps(run, indent=1, sort_keys=True) + "\n",
            },
        )
    if paths:
        # File systems tell the time coarsely: what was used just now may look older than this build.
        cache.prune(before=began.timestamp() - 2)
    return replace(report, seconds=time.monotonic() - started)
