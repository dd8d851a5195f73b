"""The audit: each rule on documents with planted faults, on sound ones, and on the five documents."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from thymograph.assembly import assemble
from thymograph.assembly.audit import RULES, AuditReport, Finding, audit
from thymograph.assembly.audit.sarif import sarif_of
from thymograph.assembly.audit.wording import in_closing_section
from thymograph.claims.extraction import Extraction, extract
from thymograph.cli.auditing import audit_command
from thymograph.errors import QueryError
from thymograph.lexicon.concepts import load_lexicon
from thymograph.model import ClaimGraph, Document
from thymograph.reading import read_document
from thymograph.records import claim_lines, document_lines, from_record, to_record, work_lines

FOLDER = Path(__file__).parent
ARITHMETIC = (
    "ci_holds_estimate", "p_agrees_with_ci", "impossible_figure", "percent_of_n_is_whole", "percent_matches_count",
    "differences_add_up",
)  # fmt: skip

FAULTY = """# Anticoagulants in practice: a guide

## Efficacy

Apixaban lowered the risk of stroke by 21% in patients with atrial fibrillation [1]. Dabigatran may prevent
cognitive decline [2]. Edoxaban was used in 120 patients.^[3] Rivaroxaban is given once daily [9].

| Drug | Major bleeding | Reference |
| --- | --- | --- |
| Apixaban | 2.1% | [1] |
| Warfarin | 3.1% | |

## Conclusion

Dabigatran prevents cognitive decline [2].

## References

1. Company announces positive topline results for apixaban [prnewswire.com]
2. Dabigatran and cognition in older adults: a review. J Invented Results. 2019.
3. sciencedirect.com
4. Warfarin dosing in the elderly. J Invented Results. 2001.
5. Dabigatran and cognition in older adults: a review. J Invented Results. 2019.
"""


@cache
def read(text: str, path: str = "guide.md") -> tuple[Document, Extraction]:
    document = read_document(text.encode("utf-8"), path=path)
    return document, extract(document, load_lexicon(), quotes=True)


def graph_of(*extractions: Extraction) -> ClaimGraph:
    return assemble([one.document for one in extractions], [claim for one in extractions for claim in one.claims])


def audited(
    text: str, *, with_text: bool = True, rules: tuple[str, ...] | None = None, cells_counted: bool = True
) -> AuditReport:
    document, extraction = read(text)
    if not cells_counted:
        record = replace(extraction.document, empty_reference_cells=(), filled_reference_cells=None)
        extraction = replace(extraction, document=record)
    return audit(graph_of(extraction), texts={document.sha256: text} if with_text else None, rules=rules)


def lines(name: str) -> Iterator[tuple[str, str]]:
    for line in (FOLDER / name).read_text("utf-8").splitlines():
        verdict, colon, words = line.partition(": ")
        if colon and not line.startswith("#"):
            yield verdict, words


# ---------------------------------------------------------------- citations


def test_each_planted_fault_of_citing_is_found_in_its_place() -> None:
    report = audited(FAULTY)
    found = {(one.rule, one.line) for one in report.findings}
    assert {
        ("dangling_marker", 6),
        ("mixed_marker_styles", 6),
        ("empty_reference_cell", 11),
        ("wording_climbs", 15),
        ("host_only_entry", 21),
        ("entry_never_cited", 22),
        ("duplicate_entry", 23),
    } <= found
    weak = report.of("weak_work_behind_clinical_number")
    assert 5 in {one.line for one in weak} or 10 in {one.line for one in weak}


def test_a_finding_points_at_the_words_that_it_is_about() -> None:
    report = audited(FAULTY)
    (dangling,) = report.of("dangling_marker")
    assert FAULTY[dangling.start : dangling.end] == "[9]"
    assert "numbered 1 to 5" in dangling.message
    (host,) = report.of("host_only_entry")
    assert "sciencedirect.com" in FAULTY[host.start : host.end]
    for one in report.findings:
        assert one.remedy
        assert one.line == FAULTY.count("\n", 0, one.start) + 1


def test_a_sound_document_has_no_findings() -> None:
    text = """# Statins after stroke

## Evidence

Atorvastatin lowers LDL cholesterol [1]. Rosuvastatin lowers LDL cholesterol by 45% (95% CI 40% to 50%) [2].

## References

1. Atorvastatin after stroke: a randomised trial. J Invented Results. 2006.
2. Rosuvastatin and LDL cholesterol: a meta-analysis. J Invented Results. 2010.
"""
    assert audited(text).findings == ()


def test_a_list_without_numbers_and_a_document_without_references() -> None:
    unnumbered = """# Gout

## Treatment

Colchicine reduces pain [1]. Allopurinol lowers serum urate [2].

## References

Colchicine in acute gout: a randomised trial. J Invented Results. 2012.

Allopurinol and serum urate: a review. J Invented Results. 2015.
"""
    assert [one.rule for one in audited(unnumbered).findings] == ["unnumbered_list"]
    bare = "# Gout\n\n## Treatment\n\nColchicine reduces pain in gout. Allopurinol lowers serum urate.\n"
    assert [one.rule for one in audited(bare).findings] == ["no_references_at_all"]


def test_a_list_that_nobody_cites_is_one_finding() -> None:
    text = """# Gout

## Treatment

Colchicine reduces pain in gout.

## References

1. Colchicine in acute gout: a randomised trial. J Invented Results. 2012.
2. Allopurinol and serum urate: a review. J Invented Results. 2015.
"""
    assert len(audited(text).of("entry_never_cited")) == 1


def test_long_stretches_without_a_reference_are_one_finding_each() -> None:
    body = " ".join(
        f"{drug} lowers blood pressure."
        for drug in ("Ramipril", "Amlodipine", "Losartan", "Bisoprolol", "Atenolol", "Enalapril", "Valsartan")
    )
    text = (
        "# Drugs for hypertension\n\n## Overview\n\nHydrochlorothiazide lowers blood pressure [1].\n\n## Drugs\n\n"
        f"{body}\n\n## References\n\n1. Hydrochlorothiazide for hypertension: a review. J Invented Results. 2015.\n"
    )
    (one,) = audited(text).of("uncited_stretch")
    assert one.line == 9
    assert one.message.startswith("7 claims on end")


def test_empty_cells_are_told_by_the_record_where_the_text_is_not_at_hand() -> None:
    report = audited(FAULTY, with_text=False)
    (found,) = report.of("empty_reference_cell")
    assert found.line == 11
    assert "line 11" in found.message


def test_without_the_text_the_cells_of_old_records_are_counted_as_not_looked_at() -> None:
    report = audited(FAULTY, with_text=False, cells_counted=False)
    assert report.of("empty_reference_cell") == ()
    left = {row.rule: row.checks for row in report.not_performed if row.rule == "empty_reference_cell"}
    assert left == {"empty_reference_cell": 1}


def test_titles_about_another_drug_are_found_and_none_about_the_same() -> None:
    missed, alarms, others = [], [], 0
    for verdict, words in lines("audit_titles.txt"):
        sentence, _, title = words.partition(" | ")
        text = (
            f"# A guide\n\n## Evidence\n\n{sentence.removesuffix('.')} [1].\n\n"
            f"## References\n\n1. {title}. Journal of Invented Results. 2019.\n"
        )
        found = audited(text, rules=("work_about_another_entity",)).findings
        others += verdict == "other"
        if verdict == "other" and not found:
            missed.append(words)
        if verdict == "same" and found:
            alarms.append(f"{words}: {found[0].message}")
    assert alarms == []
    assert len(missed) <= others / 4, missed


def test_wording_climbs_only_without_a_new_root() -> None:
    text = """# Zinc and colds

## Evidence

Zinc may reduce the production of TNF-alpha [1].

## Conclusion

Zinc reduces the production of TNF-alpha{cited}.

## References

1. Zinc and cytokines: a review. J Invented Results. 2010.
2. Zinc and cytokines: a randomised trial. J Invented Results. 2020.
"""
    (one,) = audited(text.format(cited=" [1]"), rules=("wording_climbs",)).findings
    assert "hedged in line 5" in one.message
    assert audited(text.format(cited=" [2]"), rules=("wording_climbs",)).findings == ()
    assert audited(text.replace("may reduce", "reduces").format(cited=" [1]"), rules=("wording_climbs",)).findings == ()


# ---------------------------------------------------------------- figures


def test_figures_that_cannot_be_are_found_and_sound_ones_are_not() -> None:
    wrong = []
    for rule, sentence in lines("audit_figures.txt"):
        report = audited(f"# Results of a trial\n\n## Results\n\n{sentence}\n", rules=ARITHMETIC)
        given = {one.rule for one in report.findings}
        if given != {rule} - {"sound"}:
            wrong.append(f"{rule} expected, {given or 'nothing'}: {sentence}")
    assert wrong == []


TABLES = """# Results of 26 weeks of liraglutide

## Results

| Measure | Baseline | Week 26 | Change |
|---|---|---|---|
| HbA1c (%) | 8.4 | 7.3 | -1.1 |
| Body weight (kg) | 92.5 | 89.7 | -2.8 |
| Systolic blood pressure (mm Hg) | 134 | 131 | -5 |

| Outcome | Liraglutide (n=120) | Placebo (n=118) |
|---|---|---|
| Nausea | 36 (33%) | 8 (6.8%) |
| Headache | 12 (10%) | 10 (8.5%) |
"""


def test_figures_of_tables_are_held_together_by_row_and_by_head() -> None:
    found = [(one.line, one.rule) for one in audited(TABLES, rules=ARITHMETIC).findings]
    assert found == [(9, "differences_add_up"), (13, "percent_matches_count")]


def test_checks_that_could_not_be_made_are_counted_apart() -> None:
    report = audited("# A trial\n\n## Results\n\nThe response rate was 37% with lenalidomide.\n", rules=ARITHMETIC)
    assert report.findings == ()
    made = {row.rule: row.checks for row in report.performed}
    assert made["percent_of_n_is_whole"] == 0
    assert [(row.reason, row.checks) for row in report.not_performed] == [("no number of patients is given", 1)]


# ---------------------------------------------------------------- report, forms, command


def test_a_report_has_a_record_and_every_rule_a_row() -> None:
    report = audited(FAULTY)
    assert from_record(AuditReport, to_record(report)) == report
    assert [row.rule for row in report.performed] == [rule.name for rule in RULES]
    assert {one.id for one in report.findings}.__len__() == len(report.findings)


def test_an_unknown_rule_is_an_error_that_names_those_there_are() -> None:
    with pytest.raises(QueryError, match="dangling_marker"):
        audit(ClaimGraph(), rules=["nonsense"])


def test_an_empty_graph_has_an_empty_report() -> None:
    report = audit(ClaimGraph())
    assert report.findings == ()
    assert all(row.checks == 0 for row in report.performed)


def test_the_order_of_documents_makes_no_difference() -> None:
    one, other = read(FAULTY, "a.md")[1], read(FAULTY.replace("Apixaban", "Edoxaban"), "b.md")[1]
    assert audit(graph_of(one, other)) == audit(graph_of(other, one))


def test_sarif_names_rule_place_and_remedy() -> None:
    document, extraction = read(FAULTY)
    graph = graph_of(extraction)
    report = audit(graph, texts={document.sha256: FAULTY})
    log = json.loads(json.dumps(sarif_of(report, graph)))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert len(run["results"]) == len(report.findings)
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    for result in run["results"]:
        assert result["ruleId"] in rules
        assert result["level"] in ("error", "warning", "note")
        (place,) = result["locations"]
        region = place["physicalLocation"]["region"]
        assert region["startLine"] >= 1
        assert place["physicalLocation"]["artifactLocation"] == {"uri": "guide.md", "index": 0}


def _written(folder: Path) -> Path:
    graph = graph_of(read(FAULTY)[1])
    out = folder / "graph"
    out.mkdir()
    (out / "claims.jsonl").write_text("".join(claim_lines(graph.claims)), "utf-8")
    (out / "documents.jsonl").write_text("".join(document_lines(graph.documents)), "utf-8")
    (out / "works.jsonl").write_text("".join(work_lines(graph.works)), "utf-8")
    (folder / "copies").mkdir()
    (folder / "copies" / "another-name.txt").write_bytes(FAULTY.encode("utf-8"))
    return out


def test_the_command_prints_findings_and_fails_only_if_strict(tmp_path: Path) -> None:
    graph = str(_written(tmp_path))
    runner = CliRunner()

    def run(*arguments: str) -> tuple[int, str, str]:
        done = runner.invoke(audit_command, ["-g", graph, *arguments], standalone_mode=False)
        assert done.exception is None, done.exception
        return int(done.return_value or 0), done.stdout, done.stderr

    code, out, err = run()
    assert code == 0
    assert out.splitlines()[0].split("\t")[:4] == ["document", "line", "severity", "rule"]
    assert "empty_reference_cell" in out
    assert "not checked, work about another entity: 1" in err
    assert run("--strict")[0] == 1
    code, out, _ = run("--strict", "--rule", "no_references_at_all")
    assert (code, out.count("\n")) == (0, 1)
    code, out, _ = run("--documents", str(tmp_path / "copies"), "--rule", "empty_reference_cell", "--format", "csv")
    assert out.count("\n") == 2
    assert from_record(Finding, json.loads(run("--format", "json")[1])["findings"][0]).rule
    assert json.loads(run("--format", "sarif")[1])["version"] == "2.1.0"
    assert "dangling_marker" in run("--list")[1]


# ---------------------------------------------------------------- the five documents


@pytest.fixture(scope="module")
def five(corpus: Path) -> tuple[ClaimGraph, AuditReport]:
    texts, extractions = {}, []
    for path in sorted(corpus.glob("*.txt")):
        document = read_document(path.read_bytes(), path=path.name)
        texts[document.sha256] = document.text
        extractions.append(extract(document, load_lexicon(), quotes=True))
    graph = graph_of(*extractions)
    return graph, audit(graph, texts=texts)


def test_the_citation_problems_of_the_five_are_found(five: tuple[ClaimGraph, AuditReport]) -> None:
    report = five[1]
    counts = Counter((one.path[:3], one.rule) for one in report.findings)
    expected = {
        ("000", "host_only_entry"): 5,
        ("000", "uncited_cell"): 1,
        ("001", "empty_reference_cell"): 7,
        ("001", "host_only_entry"): 1,
        ("001", "uncited_stretch"): 1,
        ("002", "mixed_marker_styles"): 1,
        ("002", "host_only_entry"): 7,
        ("002", "duplicate_entry"): 1,
        ("002", "work_about_another_entity"): 2,
        ("003", "no_references_at_all"): 1,
        ("004", "unnumbered_list"): 1,
        ("004", "dangling_marker"): 17,
        ("004", "work_about_another_entity"): 1,
    }
    assert {key: counts[key] for key in expected} == expected
    assert counts["000", "weak_work_behind_clinical_number"] >= 3
    assert {
        key for key in counts if key[1] in ("dangling_marker", "unnumbered_list", "work_about_another_entity")
    } <= set(expected)


def test_the_two_impossible_percentages_of_the_five_are_found_and_nothing_else_in_figures(
    five: tuple[ClaimGraph, AuditReport],
) -> None:
    found = [one for one in five[1].findings if one.rule in ARITHMETIC]
    assert [(one.path[:3], one.rule, one.message.split(" of n")[0].split()[-1]) for one in found] == [
        ("001", "percent_of_n_is_whole", "33%"),
        ("001", "percent_of_n_is_whole", "10%"),
    ]
    made = {row.rule: row.checks for row in five[1].performed}
    assert made["differences_add_up"] >= 4
    assert made["ci_holds_estimate"] == made["p_agrees_with_ci"] == 1


def test_what_claims_of_the_five_stand_in_a_conclusion(five: tuple[ClaimGraph, AuditReport]) -> None:
    closing = {claim.path[:3] for claim in five[0].claims if in_closing_section(claim)}
    assert {"000", "001", "002", "004"} <= closing
