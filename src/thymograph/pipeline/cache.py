"""Extractions kept by what they were made of, so that a build reads only what is new or has changed."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path

from thymograph.claims.curation import Correction
from thymograph.claims.extraction import Extraction
from thymograph.errors import RecordError
from thymograph.model import LedgerSpan
from thymograph.pipeline.files import InputFile
from thymograph.pipeline.fingerprints import digest_of, extraction_code
from thymograph.records import (
    claim_from_record,
    claim_to_record,
    document_from_record,
    document_to_record,
    from_record,
    json_line,
    to_record,
)

__all__ = ["ExtractionCache", "kept_text"]

_VERSION = 1


@dataclass(frozen=True, slots=True)
class ExtractionCache:
    """A folder of extractions, one file each, named by the hash of all that went into it.

    That is the bytes of the document, its path and description, the corrections that may concern it, whether quotes
    are kept, and the code and tables of thymograph. A file is written aside and renamed, so that it is whole or not
    there; one that cannot be read counts as not there.
    """

    folder: Path

    def key(self, item: InputFile, sha256: str, *, quotes: bool, corrections: Iterable[Correction]) -> str:
        """Return the name of the extraction of ``item``, whose bytes have the hash ``sha256``."""
        described = None if item.description is None else json_line(to_record(item.description))
        near = [repr(one) for one in corrections if one.document is None or one.is_of(item.path, sha256)]
        return digest_of(_VERSION, extraction_code(), sha256, item.path, described, quotes, *near)

    def _file(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key[2:40]}.jsonl"

    def text_file(self, key: str) -> Path:
        """Return where the anchored text of an extraction is kept, if it is: see :func:`kept_text`."""
        return self._file(key).with_suffix(".txt")

    def get(self, key: str) -> tuple[Extraction, tuple[str, ...]] | None:
        """Return the extraction with its notices, or None if it is not kept; it counts as used now."""
        file = self._file(key)
        try:
            lines = file.read_text("utf-8").split("\n")
            head = json.loads(lines[0])
            claims = tuple(claim_from_record(json.loads(line), str(file)) for line in lines[1:-1])
            if len(claims) != head["claims"]:
                return None
            extraction = Extraction(
                document=document_from_record(head["document"], str(file)),
                claims=claims,
                ledger=tuple(
                    from_record(LedgerSpan, {"kind": kind, "start": start, "end": end}, str(file))
                    for kind, start, end in head["ledger"]
                ),
            )
            os.utime(file)
            with suppress(FileNotFoundError):
                os.utime(self.text_file(key))
            return extraction, tuple(head["notices"])
        except (OSError, ValueError, KeyError, TypeError, RecordError):
            return None

    def put(self, key: str, extraction: Extraction, notices: Iterable[str], *, text: str | None = None) -> None:
        """Keep an extraction, and the text that its anchors count in if it is given.

        Raises:
            OSError: the disk is full, or the folder cannot be written to.
        """
        head = {
            "document": document_to_record(extraction.document),
            "claims": len(extraction.claims),
            "ledger": [astuple(span) for span in extraction.ledger],
            "notices": list(notices),
        }
        if text is not None:
            content = text.encode("utf-8", "surrogatepass")
            _write_whole(self.text_file(key), [hashlib.sha256(content).hexdigest().encode(), b"\n", content])
        lines = (json_line(head), *(json_line(claim_to_record(claim)) for claim in extraction.claims))
        _write_whole(self._file(key), (line.encode("utf-8") for line in lines))

    def prune(self, before: float) -> None:
        """Take away what was neither made nor used since ``before`` (seconds since 1970), and what a kill left."""
        for file in self.folder.glob("??/*"):
            try:
                if file.stat().st_mtime < before:
                    file.unlink()
            except OSError:
                continue


def _write_whole(file: Path, pieces: Iterable[bytes]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as out:
            out.writelines(pieces)
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def kept_text(file: Path) -> str | None:
    """Return the text that a cache keeps in ``file``, or None if it is not there or not whole."""
    try:
        digest, _, content = file.read_bytes().partition(b"\n")
    except OSError:
        return None
    if hashlib.sha256(content).hexdigest().encode() != digest:
        return None
    return content.decode("utf-8", "surrogatepass")
