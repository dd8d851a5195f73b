"""Proof of places: every anchor cut again from the document and held to its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from thymograph.errors import DocumentError, VerificationError
from thymograph.model import Anchor, Claim
from thymograph.reading.formats import anchored_text

__all__ = ["Problem", "VerificationReport", "verify"]

# A file larger than any document that is read need not be hashed to know that it is none.
_MAX_BYTES = 1 << 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An anchor that is not proved, or a document that is not the one that was read."""

    document: str
    """Its path."""
    claim: str
    """Id; "" for the document as a whole."""
    anchor: str
    """Role and code points; "" for the document as a whole."""
    problem: str

    def row(self) -> tuple[str, str, str, str]:
        """Return the cells of a table."""
        return self.document, self.claim, self.anchor, self.problem


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationReport:
    """What was proved and what was not."""

    claims: int
    anchors: int
    """How many were looked at."""
    proved: int
    unprovable: int
    """Looked at, but their words are not at hand: no quote, or one joined over line breaks."""
    absent: tuple[str, ...]
    """Paths of documents that were not at hand; their claims are not counted as problems."""
    problems: tuple[Problem, ...]
    by_documents: bool
    """Whether documents were given, or quotes alone were proved."""

    @property
    def passed(self) -> bool:
        """Whether nothing was found wrong and something was proved, or there was nothing to prove."""
        return not self.problems and (self.proved > 0 or self.claims == 0 or not self.by_documents)

    def lines(self) -> Iterator[str]:
        """Yield a summary as lines of text."""
        how = "cut again and proved by hash" if self.by_documents else "proved by the hash of their quote"
        yield f"{self.proved} of {self.anchors} anchors of {self.claims} claims {how}"
        if self.unprovable:
            yield f"{self.unprovable} cannot be proved without the documents (--documents DIR)"
        if self.absent:
            yield f"{len(self.absent)} documents not at hand: {', '.join(self.absent)}"
        if self.problems:
            yield f"{len(self.problems)} problems"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _index(root: Path) -> tuple[dict[str, Path], dict[str, list[Path]]]:
    """Return the files under ``root`` by hash and by name."""
    if not root.is_dir():
        raise VerificationError(f"{root}: no such folder; --documents takes the folder with your copies")
    by_hash: dict[str, Path] = {}
    by_name: dict[str, list[Path]] = {}
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.stat().st_size <= _MAX_BYTES:
            with path.open("rb") as file:
                by_hash.setdefault(hashlib.file_digest(file, "sha256").hexdigest(), path)
            by_name.setdefault(path.name, []).append(path)
    return by_hash, by_name


def _contents(claims: Iterable[Claim], documents: Path | Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the bytes of each claim's document that is at hand, by the sha256 that claims give."""
    wanted = {claim.document: claim.path for claim in claims}
    if not isinstance(documents, Path):
        return {sha256: documents[sha256] for sha256 in wanted if sha256 in documents}
    by_hash, by_name = _index(documents)
    found: dict[str, bytes] = {}
    for sha256, path in sorted(wanted.items()):
        chosen = by_hash.get(sha256)
        if chosen is None:
            # Not the bytes that were read: a changed copy, if one of this path or name is here.
            same = [p for p in (documents / path,) if p.is_file()] or by_name.get(path.rsplit("/", 1)[-1], [])
            chosen = same[0] if len(same) == 1 else None
        if chosen is not None:
            found[sha256] = chosen.read_bytes()
    return found


def _problem_of(anchor: Anchor, content: bytes, text: str) -> str | None:
    """Return what is wrong with an anchor in the bytes and in the text of its document, or None."""
    if not 0 <= anchor.byte_start <= anchor.byte_end <= len(content):
        return f"bytes {anchor.byte_start}–{anchor.byte_end} are beyond the end of the file"
    if _digest(content[anchor.byte_start : anchor.byte_end]) != anchor.sha256:
        return f"bytes {anchor.byte_start}–{anchor.byte_end} have another hash"
    if not 0 <= anchor.start <= anchor.end <= len(text):
        return f"characters {anchor.start}–{anchor.end} are beyond the end of the text"
    if _digest(text[anchor.start : anchor.end].encode("utf-8")) != anchor.sha256:
        return f"characters {anchor.start}–{anchor.end} have another hash"
    return None


def _name(anchor: Anchor) -> str:
    return f"{anchor.role} {anchor.start}–{anchor.end}"


def verify(claims: Iterable[Claim], documents: Path | Mapping[str, bytes] | None = None) -> VerificationReport:
    """Return the proof of every anchor of ``claims``, in bytes and in code points.

    ``documents`` is a folder, searched for files with the hashes that claims give whatever their names, or
    contents by sha256. A document that is not at hand is counted apart; a copy that has changed (its path
    or name is there, its hash is another) is held to each anchor and is a problem itself. Without documents
    the quotes that claims carry are held to their hashes.

    Raises:
        VerificationError: the folder does not exist.
    """
    kept = sorted(claims, key=lambda claim: (claim.path, claim.id))
    if documents is None:
        return _by_quotes(kept)
    contents = _contents(kept, documents)
    texts: dict[str, str] = {}
    encoded: dict[str, bytes] = {}
    unread: dict[str, str] = {}
    problems: set[Problem] = set()
    absent: set[str] = set()
    anchors = proved = 0
    for sha256, content in contents.items():
        path = min(claim.path for claim in kept if claim.document == sha256)
        try:
            texts[sha256] = anchored_text(content, path=path)
            encoded[sha256] = texts[sha256].encode("utf-8")
        except DocumentError as error:
            unread[sha256] = str(error)
            problems.add(Problem(document=path, claim="", anchor="", problem=f"cannot be read: {error}"))
        if _digest(content) != sha256:
            said = f"not the file that was read: its sha256 is {_digest(content)[:16]}…, not {sha256[:16]}…"
            problems.add(Problem(document=path, claim="", anchor="", problem=said))
    for claim in kept:
        if claim.document not in contents:
            absent.add(claim.path)
            continue
        for anchor in claim.anchors:
            anchors += 1
            if claim.document in unread:
                wrong: str | None = "the file cannot be read"
            else:
                wrong = _problem_of(anchor, encoded[claim.document], texts[claim.document])
            if wrong is None:
                proved += 1
            else:
                problems.add(Problem(document=claim.path, claim=claim.id, anchor=_name(anchor), problem=wrong))
    return VerificationReport(
        claims=len(kept),
        anchors=anchors,
        proved=proved,
        unprovable=0,
        absent=tuple(sorted(absent)),
        problems=tuple(sorted(problems, key=Problem.row)),
        by_documents=True,
    )


def _by_quotes(claims: list[Claim]) -> VerificationReport:
    """Return what the quotes alone prove: those of one place that was not broken by white space."""
    problems = []
    anchors = proved = unprovable = 0
    for claim in claims:
        words = claim.words
        anchors += len(claim.anchors)
        unprovable += len(claim.anchors) - 1
        if claim.quote is None or len(words) != 1:
            unprovable += 1
        elif _digest(claim.quote.encode("utf-8")) == words[0].sha256:
            proved += 1
        elif len(claim.quote) > words[0].end - words[0].start:
            # White space runs are joined to one space, so a quote can only be shorter than its place.
            said = "the quote is longer than its place"
            problems.append(Problem(document=claim.path, claim=claim.id, anchor=_name(words[0]), problem=said))
        else:
            unprovable += 1
    return VerificationReport(
        claims=len(claims),
        anchors=anchors,
        proved=proved,
        unprovable=unprovable,
        absent=(),
        problems=tuple(sorted(problems, key=Problem.row)),
        by_documents=False,
    )
