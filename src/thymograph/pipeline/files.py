"""Files gathered from what the command line names, with what documents.tsv says of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from thymograph.errors import DocumentError
from thymograph.reading.formats import suffixes
from thymograph.reading.manifest import DocumentDescription, read_manifest

__all__ = ["MANIFEST", "InputFile", "gather"]

MANIFEST = "documents.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """A file to read and the path that records give it."""

    file: Path
    path: str
    description: DocumentDescription | None = None


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
