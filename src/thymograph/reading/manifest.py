"""What ``documents.tsv`` says of documents that the files themselves do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from thymograph.errors import DocumentError

__all__ = ["COLUMNS", "DocumentDescription", "read_manifest"]

COLUMNS = ("path", "title", "publisher", "url", "date", "licence", "kind", "sells_subject")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDescription:
    """One row of ``documents.tsv``; what is empty there is None here."""

    path: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    date: str | None = None
    licence: str | None = None
    kind: str | None = None
    sells_subject: bool | None = None


def _rows(text: str, path: str) -> Iterator[DocumentDescription]:
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip() and not line.startswith("#")]
    if not lines:
        return
    heads = [head.strip() for head in lines[0].split("\t")]
    unknown = sorted(set(heads) - set(COLUMNS))
    if "path" not in heads or unknown:
        wrong = f"unknown column {unknown[0]!r}" if unknown else "no column 'path'"
        raise DocumentError(f"{path}: {wrong}; its columns are {', '.join(COLUMNS)}, separated by tabs")
    for number, line in enumerate(lines[1:], start=2):
        cells: dict[str, str | None] = {
            head: cell.strip() or None for head, cell in zip(heads, line.split("\t"), strict=False)
        }
        sells = cells.pop("sells_subject", None)
        if sells not in (None, "yes", "no"):
            raise DocumentError(f"{path}: row {number}: sells_subject is {sells!r}; write yes, no or nothing")
        name = cells.pop("path")
        if name is None:
            raise DocumentError(f"{path}: row {number}: no path")
        yield DocumentDescription(path=name, sells_subject={"yes": True, "no": False}.get(sells or ""), **cells)


def read_manifest(text: str, *, path: str = "documents.tsv") -> Mapping[str, DocumentDescription]:
    """Return the rows of a manifest by path, as written there (relative to the manifest's folder).

    Raises:
        DocumentError: for a column it does not know, a row without path, or a ``sells_subject`` that is
            neither yes nor no.
    """
    return {row.path: row for row in _rows(text, path)}
