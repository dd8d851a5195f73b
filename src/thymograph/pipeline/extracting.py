"""Claims of many files: each read and extracted, here or in other processes, or taken from the cache."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from thymograph.claims.curation import Correction, read_corrections
from thymograph.claims.extraction import extract
from thymograph.errors import CurationError, DocumentError, ThymographError
from thymograph.lexicon.concepts import load_lexicon
from thymograph.pipeline.cache import ExtractionCache
from thymograph.pipeline.files import InputFile
from thymograph.pipeline.outcomes import Failure, Outcome
from thymograph.pipeline.workers import Limits, Lost, Workers
from thymograph.reading import DEFAULT_MAX_BYTES, read_document
from thymograph.resources import data_path

__all__ = ["extract_files", "packaged_corrections", "seldom_collected", "with_own_corrections"]

# What is read before the processes part, so that all of them share what reading needs: patterns, lexicon, tables.
_SAMPLE = b"# Aspirin\n\nAspirin inhibits COX-2 and lowered pain by 12% (95% CI 8 to 16) in 40 patients [1].\n"


def packaged_corrections() -> tuple[Correction, ...]:
    """Return the corrections that thymograph ships."""
    return read_corrections(data_path("curation"))


def with_own_corrections(folder: Path | None) -> tuple[Correction, ...]:
    """Return the packaged corrections, then those in ``folder``."""
    own = read_corrections(folder) if folder is not None else ()
    return (*packaged_corrections(), *own)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for cycles of objects less often while claims are taken.

    What is taken is values, which form none: the collector would look through them over and over, an eighth of the
    time. As before afterwards; a collector that is off stays off.
    """
    before = gc.get_threshold()
    if before[0]:
        gc.set_threshold(max(before[0], 20_000), max(before[1], 20), max(before[2], 50))
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _extract_file(
    item: InputFile,
    *,
    max_bytes: int,
    quotes: bool,
    corrections: Sequence[Correction],
    cache: ExtractionCache | None,
) -> Outcome:
    """Read and extract one file; what is wrong with it comes back as a failure, never as an exception.

    Raises:
        CurationError: what is wrong is a correction, and the whole must not go on without it.
    """
    notices: list[str] = []
    try:
        size = item.file.stat().st_size
        if size > max_bytes:
            raise DocumentError(
                f"{item.path}: {size:,} bytes, over the limit of {max_bytes:,}; split it or raise --max-bytes",
                reason="too large",
            )
        content = item.file.read_bytes()
        key = None
        if cache is not None:
            key = cache.key(item, hashlib.sha256(content).hexdigest(), quotes=quotes, corrections=corrections)
            kept = cache.get(key)
            if kept is not None:
                beside = cache.text_file(key)
                return Outcome(
                    path=item.path,
                    extraction=kept[0],
                    notices=kept[1],
                    from_cache=True,
                    text=beside if beside.is_file() else None,
                )
        lexicon = load_lexicon()
        with seldom_collected():
            document = read_document(
                content, path=item.path, description=item.description, max_bytes=max_bytes, notices=notices
            )
            extraction = extract(document, lexicon, quotes=quotes, corrections=corrections)
        text: Path | None = None
        if cache is not None and key is not None:
            # Text and Markdown are their own text; of the others it had to be found.
            found = None if document.format in ("text", "markdown") else document.anchored_text
            cache.put(key, extraction, notices, text=found)
            text = cache.text_file(key) if found is not None else None
        return Outcome(path=item.path, extraction=extraction, notices=tuple(notices), text=text)
    except CurationError:
        raise
    except (ThymographError, OSError) as error:
        message = str(error) if isinstance(error, ThymographError) else f"{item.path}: {error.strerror or error}"
        reason = error.reason if isinstance(error, DocumentError) else "unreadable"
        return Outcome(
            path=item.path,
            failure=Failure(path=item.path, message=message, reason=reason),
            notices=tuple(notices),
        )


_REMEDIES = {
    "too slow": "took longer than {seconds:.0f} s and was stopped; split it or raise --max-seconds",
    "too much memory": "needs more than {memory:,} MB of memory; split it or raise --max-memory",
    "broke off": "its reader ended without a word after {seconds:.0f} s (killed, or out of memory); try it alone",
}


def _lost(item: InputFile, lost: Lost, limits: Limits) -> Outcome:
    said = _REMEDIES[lost.reason].format(seconds=lost.seconds, memory=limits.memory)
    return Outcome(path=item.path, failure=Failure(path=item.path, message=f"{item.path}: {said}", reason=lost.reason))


def _size(item: InputFile) -> int:
    try:
        return item.file.stat().st_size
    except OSError:
        return 0


def extract_files(
    items: Sequence[InputFile],
    *,
    jobs: int = 1,
    quotes: bool = True,
    max_bytes: int = DEFAULT_MAX_BYTES,
    corrections: Iterable[Correction] = (),
    cache: ExtractionCache | None = None,
    limits: Limits | None = None,
) -> Iterator[Outcome]:
    """Return the outcome of each file, in order; a file with the bytes of an earlier one is passed over.

    Args:
        items: From :func:`gather`.
        jobs: Worker processes; with 1, and no ``limits``, the work is done in this one.
        quotes: Whether claims carry their words.
        max_bytes: The largest file that is read.
        corrections: Made on the claims of every document.
        cache: Where extractions are looked for before a file is read, and kept after.
        limits: What the work on one file may take; it is then done in processes that can be stopped.

    Processes start before the first outcome is asked for.

    Raises:
        CurationError: a correction names a document here and fits no words of it.
    """
    work = partial(_extract_file, max_bytes=max_bytes, quotes=quotes, corrections=tuple(corrections), cache=cache)
    if not items or (jobs <= 1 and limits is None):
        return _without_copies(map(work, items))
    limits = limits or Limits()
    jobs = min(jobs, len(items))
    if jobs > 1:
        extract(read_document(_SAMPLE, path="sample.md"), load_lexicon())
    workers: Workers[InputFile, Outcome] = Workers(work, jobs=jobs, limits=limits)
    return _without_copies(
        _lost(item, answer, limits) if isinstance(answer, Lost) else answer
        for item, answer in zip(items, workers.map(items, _size), strict=True)
    )


def _without_copies(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    seen: dict[str, str] = {}
    for outcome in outcomes:
        extraction = outcome.extraction
        if extraction is None:
            yield outcome
            continue
        digest = extraction.document.sha256
        if digest in seen:
            message = f"{outcome.path}: the same bytes as {seen[digest]}; left out, one of them is enough"
            yield Outcome(path=outcome.path, notices=(*outcome.notices, message))
            continue
        seen[digest] = outcome.path
        yield outcome
