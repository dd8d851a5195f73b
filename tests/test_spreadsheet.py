"""Claims as a table to review: safe to open, the same bytes each time, and read back as curation."""

from __future__ import annotations

import csv
import datetime
import io
import json
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook

from factories import claim_graph
from thymograph.build import build
from thymograph.claims.curation import read_corrections
from thymograph.cli.root import root
from thymograph.errors import CurationError
from thymograph.exporters import reviewed
from thymograph.exporters.review_rows import COLUMNS, cell_text, review_rows
from thymograph.exporters.reviewed import Review, review_of, sheet_rows
from thymograph.exporters.xlsx import csv_lines, workbook
from thymograph.model import ClaimGraph
from thymograph.opened import opened

NAMES = [column.name for column in COLUMNS]
DATE = "2026-05-31"
DOCUMENT = """# Ramipril

## Effects

Ramipril lowers blood pressure in adults.[1] It may cause a dry cough.

=HYPERLINK("http://example.org") lowers blood pressure with ramipril.

## References

1. Blood pressure under ramipril, a trial in adults. 2000. doi:10.5555/ramipril.1
"""


def filled(tmp_path: Path, graph: ClaimGraph, *changes: dict[str, Any], name: str = "sheet.xlsx") -> Path:
    """Return a sheet of ``graph`` with the cells of its first rows changed; "row" names another."""
    path = tmp_path / name
    path.write_bytes(workbook(graph))
    book = load_workbook(path)
    for number, change in enumerate(changes, 2):
        for head, value in change.items():
            book["claims"].cell(row=number, column=NAMES.index(head) + 1, value=value)
    book.save(path)
    return path


def review(path: Path, graph: ClaimGraph, **more: Any) -> Review:
    return review_of(sheet_rows(path), graph.claims, graph.documents, date=DATE, **more)


WHO = {"reviewer": "R. Eader", "comment": "read it again"}


# ---------------------------------------------------------------- writing


def test_a_workbook_has_a_row_a_claim_heads_that_stay_filters_and_lists() -> None:
    graph = claim_graph()
    book = load_workbook(io.BytesIO(workbook(graph)))
    sheet = book["claims"]
    assert [cell.value for cell in sheet[1]] == NAMES
    assert sheet.max_row == len(graph.claims) + 1
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref.startswith("A1:")
    lists = {str(one.sqref).split("2")[0]: one.formula1 for one in sheet.data_validations.dataValidation}
    assert len(lists) == sum(bool(column.words) for column in COLUMNS)
    words = book["words"]
    assert [cell.value for cell in words["A"]][:4] == ["open", "accepted", "corrected", "rejected"]
    hidden = {
        name for name in NAMES if sheet.column_dimensions[sheet.cell(1, NAMES.index(name) + 1).column_letter].hidden
    }
    assert hidden == {"text key", "document sha256"}


def test_a_row_says_what_its_claim_says_and_rests_on() -> None:
    graph = claim_graph()
    rows = {row[0]: dict(zip(NAMES, row, strict=True)) for row in review_rows(graph)}
    cited = next(claim for claim in graph.claims if (claim.quote or "").startswith("Imiquimod binds"))
    row = rows[cited.id]
    assert (row["kind"], row["quote"], row["marker"], row["status"]) == ("mechanism", cited.quote, "1", "open")
    assert "10.1000/tlr7" in str(row["work"])
    assert row["retraction"] == "not checked (no list of retractions given)"
    assert row["line"] == cited.words[0].line


def test_the_same_claims_give_the_same_bytes_at_another_time() -> None:
    first = workbook(claim_graph())
    time.sleep(2.1)  # the dates of an archive count in two seconds
    assert workbook(claim_graph()) == first


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_no_cell_is_a_formula_whatever_the_document_says(start: str) -> None:
    graph = claim_graph()
    graph = replace(graph, claims=tuple(replace(claim, quote=start, gist=start) for claim in graph.claims))
    content = workbook(graph)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())
    for row in load_workbook(io.BytesIO(content))["claims"].iter_rows(min_row=2):
        assert row[NAMES.index("quote")].data_type == "s"
        assert row[NAMES.index("quote")].value == cell_text(start)
    for line in list(csv.reader(csv_lines(graph)))[1:]:
        assert line[NAMES.index("quote")].startswith("'")


def test_cells_hold_no_control_characters_and_no_more_than_a_cell_can() -> None:
    graph = claim_graph()
    long = "a\x00\x0b" + "x" * 40_000
    graph = replace(graph, claims=(replace(graph.claims[0], quote=long, gist="a\r\nb"),))
    row = load_workbook(io.BytesIO(workbook(graph)))["claims"][2]
    assert row[NAMES.index("quote")].value.startswith("a\ufffd\ufffdx")
    assert len(row[NAMES.index("quote")].value) == 32_767
    assert row[NAMES.index("gist")].value == "a\nb"


# ---------------------------------------------------------------- reading back


def test_what_a_reviewer_filled_becomes_lines_of_curation(tmp_path: Path) -> None:
    graph = claim_graph()
    path = filled(
        tmp_path,
        graph,
        {
            **WHO,
            "status": "corrected",
            "new kind": "safety",
            "new certainty": "hedged",
            "date": datetime.datetime(2026, 4, 1),
        },
        {**WHO, "status": "rejected"},
        {"status": "accepted", "reviewer": "R. Eader"},
        {"new gist": "Said in other words", "comment": "shorter"},
    )
    made = review(path, graph, curator="C. Urator")
    ordered = list(review_rows(graph))
    keys = [row[NAMES.index("text key")] for row in ordered]
    assert [(line["field"], line.get("value"), line["curator"], line["date"]) for line in made.lines] == [
        ("kind", "safety", "R. Eader", "2026-04-01"),
        ("certainty", "hedged", "R. Eader", "2026-04-01"),
        ("reject", None, "R. Eader", DATE),
        ("gist", "Said in other words", "C. Urator", DATE),
    ]
    assert [line["text_key"] for line in made.lines] == [keys[0], keys[0], keys[1], keys[3]]
    assert made.refused == ()
    assert dict(made.statuses)["corrected"] == 2


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"claim": "c0123456789abcdef", "status": "accepted"}, "no claim c0123456789abcdef in the graph"),
        ({"claim": " ", "new kind": "safety"}, r"no claim \(blank\)"),
        ({"text key": "0" * 64}, "have changed since"),
        ({"document sha256": "0" * 64}, "have changed since"),
        ({"quote": "What nobody wrote"}, "quotes cannot be corrected"),
        ({**WHO, "new kind": "gossip"}, "'gossip' is not known; one of mechanism"),
        ({**WHO, "status": "sure"}, "status 'sure' is not known"),
        ({**WHO, "status": "accepted", "new kind": "safety"}, "take one back"),
        ({"status": "rejected", "comment": "wrong"}, "nobody signs it"),
        ({"status": "rejected", "reviewer": "R."}, "a correction says why"),
        ({**WHO, "status": "rejected", "date": "yesterday"}, "write it as 2026-05-31"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_by_its_number_and_costs_no_other(
    tmp_path: Path, change: dict[str, Any], told: str
) -> None:
    import re

    graph = claim_graph()
    made = review(filled(tmp_path, graph, {**WHO, "new kind": "safety"}, change), graph)
    assert len(made.lines) == 1
    (line,) = made.refused
    assert line.startswith("row 3: ")
    assert re.search(told, line)


def test_a_claim_that_stands_in_two_rows_is_taken_once(tmp_path: Path) -> None:
    graph = claim_graph()
    path = filled(tmp_path, graph)
    book = load_workbook(path)
    book["claims"].append([cell.value for cell in book["claims"][2]])
    book.save(path)
    (line,) = review(path, graph).refused
    assert "stands in row 2 already" in line


def test_rows_in_another_order_with_columns_moved_and_added_are_read(tmp_path: Path) -> None:
    graph = claim_graph()
    rows = [dict(zip(NAMES, row, strict=True)) for row in review_rows(graph)]
    rows[0].update({**WHO, "new kind": "Trial result"})
    book = Workbook()
    assert book.active is not None
    heads = ["my notes", *reversed(NAMES)]
    book.active.append(heads)
    for row in reversed(rows):
        book.active.append([row.get(head) for head in heads])
    book.save(tmp_path / "moved.xlsx")
    made = review(tmp_path / "moved.xlsx", graph)
    assert [line["value"] for line in made.lines] == ["trial_result"]
    assert made.refused == ()


def test_the_table_as_csv_is_read_back_too_formula_marks_and_all(tmp_path: Path) -> None:
    graph = claim_graph()
    graph = replace(graph, claims=tuple(replace(claim, quote="=1+1") for claim in graph.claims))
    lines = list(csv.reader(csv_lines(graph)))
    lines[1][NAMES.index("new kind")], lines[1][NAMES.index("reviewer")] = "safety", "R. Eader"
    lines[1][NAMES.index("comment")] = "read it again"
    for encoding, separator in (("utf-8-sig", ","), ("utf-16", "\t"), ("cp1252", ";")):
        with (tmp_path / "sheet.csv").open("w", encoding=encoding, newline="", errors="replace") as file:
            csv.writer(file, delimiter=separator).writerows(lines)
        made = review(tmp_path / "sheet.csv", graph)
        assert [line["field"] for line in made.lines] == ["kind"]
        assert made.refused == ()


# ---------------------------------------------------------------- made to hurt


def archive(tmp_path: Path, **parts: bytes) -> Path:
    """Return a workbook with parts replaced; names have ``__`` for a slash and ``_`` for the dot."""
    path = tmp_path / "bad.xlsx"
    with (
        zipfile.ZipFile(io.BytesIO(workbook(claim_graph()))) as good,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for name in good.namelist():
            bad.writestr(name, parts.pop(name.replace("/", "__").replace(".", "_"), good.read(name)))
        for name, content in parts.items():
            bad.writestr(name, content)
    return path


def test_a_workbook_that_unpacks_to_too_much_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = archive(tmp_path, xl__worksheets__sheet1_xml=b"<a>" + b" " * 20_000_000)
    assert path.stat().st_size < 100_000
    monkeypatch.setattr(reviewed, "_MOST_BYTES", 10_000_000)
    with pytest.raises(CurationError, match="unpacks to more"):
        list(sheet_rows(path))


def test_a_workbook_that_declares_entities_is_not_read(tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "' + b"x" * 100 + b'">]><a>&b;</a>'
    with pytest.raises(CurationError, match="declares entities"):
        list(sheet_rows(archive(tmp_path, xl__worksheets__sheet1_xml=bomb)))


@pytest.mark.parametrize("prefix", [b"", b"x:"])
def test_a_row_of_a_million_cells_is_not_read(tmp_path: Path, prefix: bytes) -> None:
    row = b"<%brow r='1'>" % prefix + b"<%bc/>" % prefix * 1_000_000 + b"</%brow>" % prefix
    with pytest.raises(CurationError, match="more than 16,384 cells"):
        list(sheet_rows(archive(tmp_path, xl__worksheets__sheet1_xml=row)))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK\x03\x04 and no more", "damaged"),
        (b"", "is empty"),
        (b"claim,status\nc1,open\n", "no column 'text key'"),
        (b"\xff\xfe", "is empty"),
    ],
)
def test_a_file_that_is_no_sheet_of_ours_is_told_with_a_remedy(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(content)
    with pytest.raises(CurationError, match=told):
        list(sheet_rows(path))


def test_a_row_of_a_thousand_million_is_not_counted_up_to(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(claim_graph()))) as good:
        sheet = good.read("xl/worksheets/sheet1.xml")
    path = archive(tmp_path, xl__worksheets__sheet1_xml=sheet.replace(b'<row r="3"', b'<row r="1000000000"'))
    began = time.monotonic()
    assert len(list(sheet_rows(path))) == 1
    assert time.monotonic() - began < 20


def test_links_to_other_files_and_formulas_are_not_followed(tmp_path: Path) -> None:
    graph = claim_graph()
    path = filled(
        tmp_path,
        graph,
        {**WHO, "new gist": "='file:///etc/[passwd]x'!A1"},
        {"comment": '=WEBSERVICE("http://example.org")'},
    )
    # What a formula shows only a spreadsheet program works out; here it is nothing.
    assert review(path, graph).lines == ()


# ---------------------------------------------------------------- commands


def test_a_filled_table_mends_the_next_build_and_gives_the_same_lines_after_it(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ramipril.md").write_text(DOCUMENT, "utf-8")
    out, sheet, mine = tmp_path / "out", tmp_path / "review.xlsx", tmp_path / "mine"
    build([tmp_path / "in"], out)
    runner = CliRunner()
    assert runner.invoke(root, ["table", "-g", str(out), "-o", str(sheet)], standalone_mode=False).return_value == 0
    book = load_workbook(sheet)
    for row in book["claims"].iter_rows(min_row=2):
        cells = dict(zip(NAMES, row, strict=True))
        if "cough" in cells["quote"].value:
            cells["new certainty"].value, cells["comment"].value = "asserted", "it does"
        elif "HYPERLINK" in cells["quote"].value:
            cells["status"].value, cells["comment"].value = "rejected", "no sentence"
    book.save(sheet)
    command = ["curate", str(sheet), "-g", str(out), "-o", str(mine), "--curator", "A. Curator", "--date", DATE]
    made = runner.invoke(root, command, standalone_mode=False)
    assert made.return_value == 0, made.output
    assert "2 corrections" in made.output
    lines = (mine / "review.sheet.jsonl").read_bytes()
    assert len(read_corrections(mine)) == 2
    build([tmp_path / "in"], out, curation=mine)
    claims = {(claim.quote or "")[:20]: claim for claim in opened(out).claims()}
    (cough,) = [claim for claim in claims.values() if "cough" in (claim.quote or "")]
    assert (cough.certainty, cough.curation[-1].reason) == ("asserted", "it does")
    assert not any("HYPERLINK" in (claim.quote or "") for claim in claims.values())
    # The sheet is as good as before: what it corrected is corrected, what it rejected is gone.
    assert runner.invoke(root, command, standalone_mode=False).return_value == 0
    assert (mine / "review.sheet.jsonl").read_bytes() == lines


def test_a_changed_document_refuses_what_was_judged_of_its_old_words_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    file = tmp_path / "in" / "ramipril.md"
    file.write_text(DOCUMENT, "utf-8")
    build([tmp_path / "in"], tmp_path / "out")
    sheet = filled(tmp_path, opened(tmp_path / "out").assembled, {"status": "accepted"})
    file.write_text(DOCUMENT.replace("dry cough", "wet cough"), "utf-8")
    build([tmp_path / "in"], tmp_path / "out")
    command = ["curate", str(sheet), "-g", str(tmp_path / "out"), "-o", str(tmp_path / "mine")]
    made = CliRunner().invoke(root, command, standalone_mode=False)
    assert made.return_value == 1
    assert "sheet.xlsx, row 2: no claim" in made.output
    assert "1 refused" in made.output


def test_the_table_goes_out_as_json_and_csv_with_the_same_cells(tmp_path: Path) -> None:
    runner = CliRunner()
    rows = json.loads(runner.invoke(root, ["table", "--format", "json"]).stdout)
    lines = list(csv.DictReader(io.StringIO(runner.invoke(root, ["table"]).stdout)))
    assert [row["claim"] for row in rows] == [row["claim"] for row in lines]
    assert list(rows[0]) == NAMES
