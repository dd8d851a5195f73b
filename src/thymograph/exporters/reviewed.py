"""Sheets that reviewers filled, read back as lines of curation."""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from thymograph.citing.library.lines import text_lines
from thymograph.errors import CurationError
from thymograph.exporters.review_rows import COLUMNS, CORRECTED, STATUSES, cell_text
from thymograph.model import Claim, DocumentRecord
from thymograph.records import Json

__all__ = ["Review", "review_of", "sheet_rows"]

# What a workbook may unpack to; a hundred thousand claims with their quotes need less.
_MOST_BYTES = 256_000_000
# Of a row in Excel: each takes a lot of memory, and a row is read as a whole.
_MOST_IN_ROW = 16_384
_MOST_MEMBERS = 2_000
_MOST_CELLS = 200
# Rows that are named far down are padded up to there: after so many blank ones nothing more is looked for.
_MOST_BLANK = 10_000
_MOST_ROWS = 1_048_576
_CHUNK = 1 << 16
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_KEYS = ("claim", "text key", "document sha256")
Row = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a sheet comes to."""

    lines: tuple[dict[str, Json], ...]
    """Of a curation folder, in the order of the rows."""
    refused: tuple[str, ...]
    """Rows that were not taken, by their numbers, and why."""
    statuses: tuple[tuple[str, int], ...]
    """How many rows have each status, in the order of STATUSES."""


def _guarded(content: bytes, path: Path) -> None:
    """Refuse an archive that unpacks to too much, or whose XML declares entities.

    Raises:
        CurationError: with the part that is wrong.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS:
                raise CurationError(f"{path}: {len(members):,} parts; no sheet of ours has that many, it is not read")
            left = _MOST_BYTES
            for member in members:
                with archive.open(member) as part:
                    head, cells = b"", 0
                    while chunk := part.read(_CHUNK):
                        head = head or chunk
                        left -= len(chunk)
                        *rows, rest = re.split(rb"[<:]row\b", chunk)
                        cells = len(re.findall(rb"[<:]c\b", rest)) + (0 if rows else cells)
                        if cells > _MOST_IN_ROW:
                            raise CurationError(f"{path}: a row of more than {_MOST_IN_ROW:,} cells; it is not read")
                        if left < 0:
                            raise CurationError(
                                f"{path}: unpacks to more than {_MOST_BYTES:,} bytes; no sheet of ours does, it is not read"
                            )
                    if b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"\0<\0!\0D" in head:
                        raise CurationError(
                            f"{path}: {member.filename} declares entities; save the sheet in Excel anew"
                        )
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise CurationError(f"{path}: the workbook is damaged ({error}); save it again") from error


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


def _workbook_rows(content: bytes, path: Path) -> Iterator[tuple[int, list[str]]]:
    _guarded(content, path)
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise CurationError("xlsx needs openpyxl: pip install 'thymograph[xlsx]', or save the sheet as CSV") from error
    try:
        # Values as they were last shown: no formula is worked out here, and no link to another file is followed.
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book["claims"] if "claims" in book.sheetnames else book.worksheets[0]
        blank = 0
        for number, row in enumerate(sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_CELLS, values_only=True), 1):
            blank = 0 if any(row) else blank + 1
            if blank > _MOST_BLANK:
                break
            if not blank:
                yield number, [_words(value) for value in row]
        book.close()
    except (KeyError, ValueError, TypeError, IndexError, AttributeError, SyntaxError, OSError) as error:
        raise CurationError(f"{path}: not a workbook that can be read ({error}); save it in Excel anew") from error


def _csv_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    lines = text_lines(path)
    head = next(lines, "")
    separator = max(",;\t", key=head.count)

    def given() -> Iterator[str]:
        yield f"{head}\n"
        for line in lines:
            yield f"{line}\n"

    before = csv.field_size_limit(1 << 20)
    try:
        for number, row in enumerate(csv.reader(given(), delimiter=separator), 1):
            # The mark that keeps a cell from being a formula is no part of its text.
            yield (
                number,
                [
                    cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
                    for cell in row[:_MOST_CELLS]
                ],
            )
    except csv.Error as error:
        raise CurationError(f"{path}: not a table in CSV ({error}); save it again") from error
    finally:
        csv.field_size_limit(before)


def sheet_rows(path: Path) -> Iterator[tuple[int, Row]]:
    """Yield (number as the program shows it, cells by head) of each row of a workbook or CSV that is not blank.

    Columns may stand in any order, and there may be others. Nothing is worked out, fetched or run.

    Raises:
        CurationError: the file cannot be read, is no sheet of ours, or is made to hurt.
    """
    try:
        with path.open("rb") as file:
            is_archive = file.read(4) == b"PK\x03\x04"
            content = b"" if not is_archive else path.read_bytes()
    except OSError as error:
        raise CurationError(f"{path}: {error.strerror or error}; name the sheet that was filled") from error
    rows = _workbook_rows(content, path) if is_archive else _csv_rows(path)
    heads: list[str] = []
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if not heads:
            heads = [cell.strip().casefold() for cell in cells]
            missing = [name for name in (*_KEYS, "status", "reviewer", "comment") if name not in heads]
            if missing:
                raise CurationError(f"{path}: no column {missing[0]!r}; give a sheet that thymograph table wrote")
            continue
        yield number, dict(zip(heads, cells, strict=False))
    if not heads:
        raise CurationError(f"{path}: is empty; give a sheet that thymograph table wrote")


class _RefusedError(Exception):
    """A row that is not taken, and why."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the graph holds that rows may be about."""

    claims: dict[str, Claim]
    rejected: dict[str, str]
    """Id → text key of what curators have taken out."""

    def check(self, row: Row) -> None:
        """Hold a row to its claim.

        Raises:
            _RefusedError: there is no such claim, or its words are not those of the row.
        """
        id = row["claim"].strip()
        claim = self.claims.get(id)
        key = claim.text_key if claim is not None else self.rejected.get(id)
        if key is None:
            raise _RefusedError(f"no claim {id or '(blank)'} in the graph; write the table anew from this graph")
        if key != row["text key"].strip() or (claim is not None and claim.document != row["document sha256"].strip()):
            raise _RefusedError(f"the words of claim {id} have changed since the table was written; write it anew")
        quote = row.get("quote", "")
        if claim is not None and quote and _spaced(quote) != _spaced(cell_text(claim.quote or "")):
            raise _RefusedError(
                f"the quote is not that of claim {id}: quotes cannot be corrected; put the row back, or write the table anew"
            )


def _spaced(text: str) -> str:
    # Programs change line breaks inside of cells.
    return " ".join(text.split())


def _says_nothing(row: Row, status: str) -> bool:
    """Tell whether a row was left as it was written: nobody wants to hear that its claim is gone."""
    return status in ("open", "corrected") and not any(row.get(name, "").strip() for name in CORRECTED)


def _values(row: Row) -> dict[str, str]:
    allowed = {column.name: column.words for column in COLUMNS}
    values = {}
    for name, field in CORRECTED.items():
        value = row.get(name, "").strip()
        if not value:
            continue
        if allowed[name]:
            value = value.casefold().replace(" ", "_")
            if value not in allowed[name]:
                raise _RefusedError(f"{name} {value!r} is not known; one of {', '.join(allowed[name])}")
        values[field] = value
    return values


def _lines(row: Row, status: str, curator: str | None, date: str) -> Iterator[dict[str, Json]]:
    values = _values(row)
    if status not in STATUSES:
        raise _RefusedError(f"status {status!r} is not known; one of {', '.join(STATUSES)}")
    if values and status in ("accepted", "rejected"):
        raise _RefusedError(f"{status}, and yet {next(iter(values))} is corrected; take one back")
    if not values and status != "rejected":
        return
    who = row["reviewer"].strip() or curator
    if not who:
        raise _RefusedError("nobody signs it; fill the column reviewer, or give --curator")
    reason = row["comment"].strip()
    if not reason:
        raise _RefusedError("no comment; a correction says why")
    when = row.get("date", "").strip() or date
    try:
        when = datetime.date.fromisoformat(when[:10]).isoformat()
    except ValueError:
        raise _RefusedError(f"date {when[:20]!r} is none; write it as 2026-05-31") from None
    told: dict[str, Json] = {
        "curator": who, "date": when, "document": row["document sha256"].strip(), "reason": reason,
        "text_key": row["text key"].strip(),
    }  # fmt: skip
    if status == "rejected":
        yield {**told, "field": "reject"}
    for field, value in values.items():
        yield {**told, "field": field, "value": value}


def review_of(
    rows: Iterable[tuple[int, Row]],
    claims: Iterable[Claim],
    documents: Sequence[DocumentRecord] = (),
    *,
    curator: str | None = None,
    date: str,
) -> Review:
    """Return the lines of curation that a filled sheet comes to, and the rows that are refused.

    Args:
        rows: From :func:`sheet_rows`.
        claims: Of the graph that the sheet was written from, or of a later one.
        documents: Of the graph; claims that were rejected stand there.
        curator: Who signs rows without a reviewer.
        date: Of rows without one, YYYY-MM-DD.

    A row that says something is held to its claim: unknown claims and changed words are refused. Accepted and open rows come to no line.
    The same sheet gives the same lines, whether or not they have been made use of since.
    """
    known = _Known(
        claims={claim.id: claim for claim in claims},
        rejected={one.id: one.text_key for document in documents for one in document.rejected},
    )
    lines: list[dict[str, Json]] = []
    refused = []
    counts = dict.fromkeys(STATUSES, 0)
    seen: dict[str, int] = {}
    for number, row in rows:
        try:
            status = row["status"].strip().casefold() or "open"
            if not _says_nothing(row, status) or row["claim"].strip() in known.claims:
                known.check(row)
            before = seen.setdefault(row["claim"].strip(), number)
            if before != number:
                raise _RefusedError(f"claim {row['claim'].strip()} stands in row {before} already; keep one of them")
            made = list(_lines(row, status, curator, date))
            # Who fills a correction often leaves the status as it was.
            counts["corrected" if made and status == "open" else status] += 1
            lines += made
        except (_RefusedError, KeyError) as error:
            why = f"lacks its cell of {error}" if isinstance(error, KeyError) else str(error)
            refused.append(f"row {number}: {why}")
    return Review(
        lines=tuple(lines),
        refused=tuple(refused),
        statuses=tuple((status, count) for status, count in counts.items() if count),
    )
