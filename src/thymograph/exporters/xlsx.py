"""Rows to review as a workbook of Excel: the same claims give the same bytes."""

from __future__ import annotations

import csv
import datetime
import io
import json
import zipfile
from collections.abc import Iterator

from thymograph.errors import CurationError
from thymograph.exporters.review_rows import COLUMNS, Cell, cell_text, review_rows
from thymograph.model import ClaimGraph

__all__ = ["csv_lines", "json_lines", "workbook"]

# What a spreadsheet reads as the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# The first day that the archive's format can name.
_DAY = (1980, 1, 1, 0, 0, 0)
_HEAD_COLOUR = "FFDDE6EE"
_ANSWER_COLOUR = "FFFFF6DD"


def _shown(cell: Cell) -> Cell:
    return cell_text(cell) if isinstance(cell, str) else cell


def csv_lines(graph: ClaimGraph) -> Iterator[str]:
    """Yield the rows as CSV; a cell that a spreadsheet would take for a formula gets a quote mark before it."""
    heads: tuple[Cell, ...] = tuple(column.name for column in COLUMNS)
    for row in (heads, *review_rows(graph)):
        line = io.StringIO()
        cells = map(_shown, row)
        csv.writer(line, lineterminator="\n").writerow(
            f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell for cell in cells
        )
        yield line.getvalue()


def json_lines(graph: ClaimGraph) -> Iterator[str]:
    """Yield the rows as one JSON array of objects, one a line."""
    names = [column.name for column in COLUMNS]
    yield "[\n"
    for number, row in enumerate(review_rows(graph)):
        record = dict(zip(names, row, strict=True))
        yield f"{',' if number else ' '}{json.dumps(record, ensure_ascii=False)}\n"
    yield "]\n"


def workbook(graph: ClaimGraph) -> bytes:
    """Return the rows as a workbook: heads that stay, filters, lists to choose from, hidden keys.

    Text is text whatever it begins with. The second sheet holds the words of the lists.

    Raises:
        CurationError: openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font, PatternFill
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation
    except ImportError as error:
        raise CurationError("xlsx needs openpyxl: pip install 'thymograph[xlsx]', or take --format csv") from error
    book = Workbook(write_only=True)
    sheet, lists = book.create_sheet("claims"), book.create_sheet("words")
    lists.sheet_state = "hidden"
    rows = [tuple(map(_shown, row)) for row in review_rows(graph)]
    last = len(rows) + 1
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{last}"
    for place, column in enumerate(COLUMNS, 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].hidden = column.hidden
    listed = [column for column in COLUMNS if column.words]
    for number in range(max(len(column.words) for column in listed)):
        lists.append([column.words[number] if number < len(column.words) else None for column in listed])
    for place, column in enumerate(listed, 1):
        letter, own = get_column_letter(place), get_column_letter(COLUMNS.index(column) + 1)
        allowed = DataValidation(
            type="list",
            formula1=f"words!${letter}$1:${letter}${len(column.words)}",
            allow_blank=True,
            showErrorMessage=True,
            errorTitle=column.name,
            error=f"One of: {', '.join(column.words)}"[:255],
        )
        allowed.add(f"{own}2:{own}{max(last, 2)}")
        sheet.data_validations.append(allowed)
    bold, head_fill = Font(bold=True), PatternFill("solid", fgColor=_HEAD_COLOUR)
    answer_fill, top = PatternFill("solid", fgColor=_ANSWER_COLOUR), Alignment(vertical="top", wrap_text=True)

    def cell(value: Cell) -> WriteOnlyCell:
        made = WriteOnlyCell(sheet, value=value)
        if isinstance(value, str):
            # A string that begins with = would be written as a formula.
            made.data_type = "s"
            made.quotePrefix = value.startswith(_FORMULA)
        return made

    heads = []
    for column in COLUMNS:
        made = cell(column.name)
        made.font, made.fill = bold, answer_fill if column.is_answer else head_fill
        heads.append(made)
    sheet.append(heads)
    for row in rows:
        cells = []
        for value, column in zip(row, COLUMNS, strict=True):
            made = cell(value)
            made.alignment = top
            if column.is_answer:
                made.fill = answer_fill
            cells.append(made)
        sheet.append(cells)
    book.properties.creator = "thymograph"
    book.properties.created = datetime.datetime(*_DAY)
    made_bytes = io.BytesIO()
    book.save(made_bytes)
    return _without_times(made_bytes.getvalue(), datetime.datetime(*_DAY))


def _without_times(content: bytes, day: datetime.datetime) -> bytes:
    """Return a workbook with one date for all its members and for its last change, which saving sets."""
    from openpyxl.packaging.core import DocumentProperties
    from openpyxl.xml.functions import fromstring, tostring

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in sorted(before.namelist()):
            member = before.read(name)
            if name == "docProps/core.xml":
                properties = DocumentProperties.from_tree(fromstring(member))
                properties.modified = day
                member = tostring(properties.to_tree())
            told = zipfile.ZipInfo(name, date_time=_DAY)
            told.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(told, member)
    return out.getvalue()
