"""What the code and its tables are: a hash that changes when the same file could give something else."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, entry_points, version
from pathlib import Path

import thymograph
from thymograph.reading.formats import ENTRY_POINTS
from thymograph.resources import data_path, ontology_path

__all__ = ["all_code", "digest_of", "extraction_code"]

_EXTRACTING = ("model", "reading", "citing", "lexicon", "claims")
# Other packages by which a file becomes text, or words become claims.
_LIBRARIES = ("PyYAML", "justhtml", "lxml", "pypdfium2", "python-docx", "rapidfuzz")


def digest_of(*parts: object) -> str:
    """Return the SHA-256, in hex, over ``parts`` as text, each ended by a unit separator."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{part}\x1f".encode())
    return digest.hexdigest()


def _over(files: Iterable[Path], *parts: object) -> str:
    digest = hashlib.sha256(digest_of(*parts).encode())
    for file in files:
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _versions() -> tuple[str, ...]:
    found = [f"python {sys.version_info[0]}.{sys.version_info[1]}"]
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name):
        found.append(f"{point.value} {point.dist.version if point.dist else ''}")
    return tuple(found)


def _tables() -> list[Path]:
    return sorted(path for path in ontology_path().rglob("*") if path.is_file() and "tools" not in path.parts)


@cache
def extraction_code() -> str:
    """Return the hash over all that turns the bytes of a file into claims: rules, readers, tables, libraries."""
    package = Path(thymograph.__file__).parent
    files = sorted(package.glob("*.py"))
    for room in _EXTRACTING:
        files += sorted((package / room).rglob("*.py"))
    return _over([*files, *_tables()], thymograph.__version__, *_versions())


@cache
def all_code() -> str:
    """Return the hash over all that turns files into a graph and its page."""
    package = Path(thymograph.__file__).parent
    files = sorted(
        path
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and "_packaged" not in path.parts
    )
    data = sorted(path for path in data_path().rglob("*") if path.is_file())
    return _over([*files, *_tables(), *data], thymograph.__version__, *_versions())
