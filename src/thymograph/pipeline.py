"""The stages up to the claims composed: files gathered, read in parallel, what failed said."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from thymograph.claims.curation import Correction, read_corrections
from thymograph.claims.extraction import Extraction, extract
from thymograph.errors import CurationError, DocumentError, ThymographError
from thymograph.lexicon.concepts import load_lexicon
from thymograph.reading import DEFAULT_MAX_BYTES, read_document
from thymograph.reading.formats import suffixes
from thymograph.reading.manifest import DocumentDescription, read_manifest
from thymograph.resources import data_path

__all__ = [
    "MANIFEST",
    "Failure",
    "InputFile",
    "Outcome",
    "extract_files",
    "gather",
    "packaged_corrections",
    "seldom_collected",
    "with_own_corrections",
]

MANIFEST = "documents.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """A file to read and the path that records give it."""

    file: Path
    path: str
    description: DocumentDescription | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A document that could not be read, and why, in one line."""

    path: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one file: an extraction or a failure, with notices of what was passed over."""

    path: str
    extraction: Extraction | None = None
    failure: Failure | None = None
    notices: tuple[str, ...] = ()


def _descriptions(root: Path, manifest: Path | None) -> dict[str, DocumentDescription]:
    chosen = manifest if manifest is not None else root / MANIFEST
    if not chosen.is_file():
        if manifest is not None:
            raise DocumentError(f"{manifest}: no such file; --manifest takes a {MANIFEST}")
        return {}
    try:
        return dict(read_manifest(chosen.read_text("utf-8"), path=str(chosen)))
    except UnicodeDecodeError as error:
        raise DocumentError(f"{chosen}: byte {error.start} is not UTF-8; save the manifest as UTF-8") from error


def gather(paths: Sequence[Path], *, manifest: Path | None = None) -> tuple[InputFile, ...]:
    """Return the files that ``paths`` name, sorted by the path that records give them.

    A folder is searched through for files that end as those of a format do, and is the root of their paths; the root
    of single files is the folder that they share. ``documents.tsv`` in the root describes them.

    Raises:
        DocumentError: for a path that does not exist, and for a folder without documents.
    """
    found: dict[str, InputFile] = {}
    endings = suffixes()
    singles = [path for path in paths if path.is_file()]
    for path in paths:
        if path.is_dir():
            described = _descriptions(path, manifest)
            files = sorted(
                file
                for file in path.rglob("*")
                if file.suffix.lower() in endings
                and file.is_file()
                and not any(p.startswith(".") for p in file.parts[len(path.parts) :])
            )
            if not files:
                raise DocumentError(f"{path}: no documents in this folder; it takes {', '.join(endings)} files")
            for file in files:
                name = file.relative_to(path).as_posix()
                found[str(file.resolve())] = InputFile(file=file, path=name, description=described.get(name))
        elif not path.is_file():
            raise DocumentError(f"{path}: no such file or folder; check the spelling")
    if singles:
        root = Path(os.path.commonpath([str(path.absolute().parent) for path in singles]))
        described = _descriptions(root, manifest)
        for path in singles:
            name = path.absolute().relative_to(root).as_posix()
            found.setdefault(str(path.resolve()), InputFile(file=path, path=name, description=described.get(name)))
    return tuple(sorted(found.values(), key=lambda item: (item.path, str(item.file))))


def packaged_corrections() -> tuple[Correction, ...]:
    """Return the corrections that thymograph ships."""
    return read_corrections(data_path("curation"))


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


def _one(item: InputFile, *, max_bytes: int, quotes: bool, corrections: Sequence[Correction]) -> Outcome:
    """Read and extract one file; what is wrong with it comes back as a failure, never as an exception.

    Raises:
        CurationError: what is wrong is a correction, and the whole must not go on without it.
    """
    notices: list[str] = []
    try:
        size = item.file.stat().st_size
        if size > max_bytes:
            raise DocumentError(
                f"{item.path}: {size:,} bytes, over the limit of {max_bytes:,}; split it or raise --max-bytes"
            )
        lexicon = load_lexicon()
        with seldom_collected():
            document = read_document(
                item.file.read_bytes(),
                path=item.path,
                description=item.description,
                max_bytes=max_bytes,
                notices=notices,
            )
            extraction = extract(document, lexicon, quotes=quotes, corrections=corrections)
        return Outcome(path=item.path, extraction=extraction, notices=tuple(notices))
    except CurationError:
        raise
    except (ThymographError, OSError) as error:
        message = str(error) if isinstance(error, ThymographError) else f"{item.path}: {error.strerror or error}"
        return Outcome(path=item.path, failure=Failure(path=item.path, message=message), notices=tuple(notices))


def _outcomes(items: Sequence[InputFile], jobs: int, work: Callable[[InputFile], Outcome]) -> Iterator[Outcome]:
    if jobs <= 1 or len(items) < 2:
        yield from map(work, items)
        return
    with ProcessPoolExecutor(max_workers=min(jobs, len(items))) as pool:
        yield from pool.map(work, items, chunksize=max(1, min(16, len(items) // (jobs * 4))))


def extract_files(
    items: Sequence[InputFile],
    *,
    jobs: int = 1,
    quotes: bool = True,
    max_bytes: int = DEFAULT_MAX_BYTES,
    corrections: Iterable[Correction] = (),
) -> Iterator[Outcome]:
    """Yield the outcome of each file, in order; a file with the bytes of an earlier one is a failure.

    Args:
        items: From :func:`gather`.
        jobs: Worker processes; 1 works in this one.
        quotes: Whether claims carry their words.
        max_bytes: The largest file that is read.
        corrections: Made on the claims of every document.

    Raises:
        CurationError: a correction names a document here and fits no words of it.
    """
    work = partial(_one, max_bytes=max_bytes, quotes=quotes, corrections=tuple(corrections))
    seen: dict[str, str] = {}
    for outcome in _outcomes(items, jobs, work):
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


def with_own_corrections(folder: Path | None) -> tuple[Correction, ...]:
    """Return the packaged corrections, then those in ``folder``."""
    own = read_corrections(folder) if folder is not None else ()
    return (*packaged_corrections(), *own)
