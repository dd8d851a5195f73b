"""Retractions: works looked up in a list; what was not looked up never looks as if it stood."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from thymograph.assembly.audit import audit
from thymograph.build import build
from thymograph.citing.retractions import checked
from thymograph.cli.root import root
from thymograph.errors import LibraryError
from thymograph.graph.store import open_graph
from thymograph.model import Work
from thymograph.opened import opened

HEAD = (
    "Record ID,Title,RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,"
    "OriginalPaperPubMedID,RetractionNature,Reason\n"
)
DOCUMENT = """# Tirzamide in heart failure

Tirzamide lowered mortality by 12% in 400 patients [1]. It reduced oedema [2]. Tirzamide may cause cough [3].

## References

1. Tirzamide lowers mortality in chronic heart failure: a randomised trial. 2019. doi:10.5555/heart.1
2. Oedema under tirzamide, a case series of forty patients. 2018. PMID: 31234567
3. Reports of cough with tirzamide and its relatives. 2020.
"""


def row(
    title: str = "Some paper", *, doi: str = "unavailable", pmid: str = "0", nature: str = "Retraction",
    date: str = "1/23/2021 0:00", notice: str = "10.5555/notice.1", reason: str = "+Concerns about data;+Date of notice unknown;",
) -> str:  # fmt: skip
    return f'7,"{title}",{date},{notice},0,1/1/2019 0:00,{doi},{pmid},{nature},{reason}\n'


def work(**fields: str) -> Work:
    return Work(id="w1", key="k", **{"title": "Tirzamide and the failing heart", **fields})  # type: ignore[arg-type]


def looked_up(tmp_path: Path, one: Work, *rows: str, head: str = HEAD, encoding: str = "utf-8") -> Work:
    path = tmp_path / "list.csv"
    path.write_bytes((head + "".join(rows)).encode(encoding))
    (made,), _ = checked([one], path)
    return made


def test_a_work_is_retracted_by_doi_whatever_its_letters_and_by_pmid(tmp_path: Path) -> None:
    made = looked_up(tmp_path, work(doi="10.5555/heart.1"), row(doi="https://doi.org/10.5555/HEART.1"))
    assert made.retraction == "retracted"
    (notice,) = made.notices
    assert (notice.date, notice.doi, notice.match) == ("2021-01-23", "10.5555/notice.1", "doi")
    assert notice.reasons == ("Concerns about data", "Date of notice unknown")
    assert notice.source == "list.csv, row 2"
    assert looked_up(tmp_path, work(pmid="31234567"), row(pmid="31234567")).notices[0].match == "pmid"


def test_a_row_found_by_doi_and_pmid_is_one_notice(tmp_path: Path) -> None:
    made = looked_up(tmp_path, work(doi="10.5555/a", pmid="31234567"), row(doi="10.5555/a", pmid="31234567"))
    assert len(made.notices) == 1


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ([], "none_found"),
        ([row(doi="10.5555/b")], "none_found"),
        ([row(doi="10.5555/a", nature="Expression of concern")], "under_concern"),
        ([row(doi="10.5555/a", nature="Correction")], "corrected"),
        ([row(doi="10.5555/a"), row(doi="10.5555/a", nature="Correction", date="3/1/2022 0:00")], "retracted"),
        ([row(doi="10.5555/a"), row(doi="10.5555/a", nature="Reinstatement", date="3/1/2022 0:00")], "reinstated"),
        (
            [row(doi="10.5555/a", date="3/1/2023"), row(doi="10.5555/a", nature="Reinstatement", date="3/1/2022")],
            "retracted",
        ),
        ([row(doi="10.5555/a"), row(doi="10.5555/a", nature="Reinstatement", date="")], "retracted"),
    ],
)
def test_the_status_is_what_the_notices_come_to(tmp_path: Path, rows: list[str], status: str) -> None:
    assert looked_up(tmp_path, work(doi="10.5555/a"), *rows).retraction == status


def test_a_title_makes_a_candidate_and_no_retraction(tmp_path: Path) -> None:
    made = looked_up(tmp_path, work(), row("Tirzamide and the Failing Heart"))
    assert made.retraction is None
    assert [notice.match for notice in made.notices] == ["title"]
    # Where there is an identifier, it decides alone.
    other = looked_up(tmp_path, work(doi="10.5555/other"), row("Tirzamide and the Failing Heart", doi="10.5555/a"))
    assert (other.retraction, other.notices) == ("none_found", ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_list_is_read_in_any_usual_encoding_and_separator(tmp_path: Path, encoding: str) -> None:
    rows = HEAD + row("Müller’s “paper”\nin two lines", doi="10.5555/b") + row(doi="10.5555/a", reason="+Naïve error;")
    for text in (rows, rows.replace(",", "\t")):
        made = looked_up(tmp_path, work(doi="10.5555/a"), text, head="", encoding=encoding)
        assert made.retraction == "retracted"
        assert made.notices[0].reasons == ("Naïve error",)


@pytest.mark.parametrize(
    ("content", "told"),
    [("", "no columns"), ("Title,DOI\nx,y\n", "OriginalPaperDOI"), (HEAD + "7," + "x" * 2_000_000 + "\n", "row 2")],
)
def test_what_is_no_list_of_retractions_is_told(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(LibraryError, match=told):
        checked([work(doi="10.5555/a")], path)


def test_a_row_of_unknown_nature_is_told_and_costs_no_other(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(HEAD + row(doi="10.5555/a", nature="Sadness") + row(doi="10.5555/a"), "utf-8")
    (made,), check = checked([work(doi="10.5555/a")], path)
    assert made.retraction == "retracted"
    assert check.problems == ("list.csv, row 2: nature 'Sadness' is not known; left out",)


# ---------------------------------------------------------------- builds


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.md").write_text(DOCUMENT, "utf-8")
    rows = (
        row(doi="10.5555/heart.1"),
        row(pmid="31234567", nature="Expression of concern"),
        row("Reports of cough with tirzamide and its relatives"),
    )
    (tmp_path / "list.csv").write_text(HEAD + "".join(rows), "utf-8")
    return tmp_path


def test_a_build_without_a_list_says_not_checked_and_finds_no_work_sound(folder: Path) -> None:
    build([folder / "in"], folder / "out")
    made = CliRunner().invoke(root, ["works", "-g", str(folder / "out")])
    assert made.output.count("not checked (no list of retractions given)") == 2
    assert made.output.count("not checked (no DOI or PMID)") == 1
    report = audit(opened(folder / "out").assembled, rules=["rests_on_retracted_work"])
    assert report.performed[0].checks == 0
    assert {row.reason for row in report.not_performed} == {
        "no list of retractions was given", "the work has no DOI or PMID to look up",
    }  # fmt: skip


def test_claims_on_retracted_works_are_errors_of_the_audit_with_notice_and_remedy(folder: Path) -> None:
    report = build([folder / "in"], folder / "out", retractions=folder / "list.csv")
    assert any(
        "1 not checked, 1 retracted, 1 under concern; 1 may be, by title alone" in line for line in report.lines()
    )
    findings = audit(opened(folder / "out").assembled, rules=["rests_on_retracted_work"]).findings
    assert [one.severity for one in findings] == ["error", "warning", "note"]
    assert "retracted on 2021-01-23: Concerns about data" in findings[0].message
    assert "doi 10.5555/notice.1, list.csv, row 2" in findings[0].message
    assert "cite work that stands" in findings[0].remedy
    assert "perhaps another" in findings[2].message


def test_trace_works_and_the_rdf_tell_of_the_retraction(folder: Path) -> None:
    build([folder / "in"], folder / "out", retractions=folder / "list.csv")
    runner = CliRunner()
    for graph in (folder / "out", folder / "out/current/graph.nq"):
        traced = runner.invoke(root, ["trace", "-g", str(graph), "mortality"]).output
        assert "retractions: RETRACTED" in traced
        assert "retracted on 2021-01-23" in traced
        listed = runner.invoke(root, ["works", "-g", str(graph), "--retracted", "--format", "ris"]).output
        assert listed.count("TY  - ") == 2
        assert "RETRACTED" in listed
    assert runner.invoke(root, ["check", "-g", str(folder / "out")], standalone_mode=False).return_value == 0
    # The query of the page on libraries.
    page = (Path(__file__).parent.parent / "docs" / "library.md").read_text("utf-8")
    query = page.partition("```sparql\n")[2].partition("```")[0]
    assert [row[1] for row in opened(folder / "out").ask(query)] == ["2021-01-23"]


def test_works_read_from_bare_rdf_have_the_same_retractions(folder: Path) -> None:
    build([folder / "in"], folder / "out", retractions=folder / "list.csv")
    kept = {
        one.id: (one.retraction, [(n.nature, n.date, set(n.reasons)) for n in one.notices])
        for one in open_graph(folder / "out").works()
    }
    bare = {
        one.id: (one.retraction, [(n.nature, n.date, set(n.reasons)) for n in one.notices])
        for one in open_graph(folder / "out/current/graph.nq").works()
    }
    assert bare == kept
    assert len([1 for status, _ in kept.values() if status is None]) == 1


def test_a_new_list_reads_no_document_again(folder: Path) -> None:
    build([folder / "in"], folder / "out", retractions=folder / "list.csv")
    assert build([folder / "in"], folder / "out", retractions=folder / "list.csv").unchanged
    (folder / "list.csv").write_text(HEAD, "utf-8")
    report = build([folder / "in"], folder / "out", retractions=folder / "list.csv")
    assert (report.reused, report.unchanged) == (1, False)
    assert not [one for one in open_graph(folder / "out").works() if one.notices]
