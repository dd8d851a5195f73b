"""The command line as a user meets it: exit codes, errors in one line, rows in three forms, nothing lost."""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from thymograph.vocabulary import TG

DOCUMENT = """# Colchicine

Colchicine inhibits tubulin polymerization in neutrophils.[1] It is used to treat gout.[9]

## References

1. How colchicine works. doi:10.1000/col.1
"""


def run(*arguments: str | Path, cwd: Path, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "THYMOGRAPH_GRAPH": "", **environment}
    return subprocess.run(
        [sys.executable, "-m", "thymograph", *map(str, arguments)],
        cwd=cwd, input=stdin, capture_output=True, text=True, env=env, timeout=120,
    )  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "colchicine.md").write_text(DOCUMENT, "utf-8")
    result = run("build", "colchicine.md", cwd=folder)
    assert result.returncode == 0, result.stderr
    return folder


def test_build_says_what_it_made_and_where_the_page_is(place: Path) -> None:
    result = run("build", "colchicine.md", "-o", "again", cwd=place)
    assert result.returncode == 0
    assert "claims of 1 document " in result.stdout
    assert "unclaimed: " in result.stdout
    assert "page: again/current/index.html" in result.stdout
    assert (place / "again/current/index.html").is_file()


def test_build_without_documents_makes_the_packaged_graph(tmp_path: Path) -> None:
    result = run("build", "-o", "g", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "claims of the packaged claims" in result.stdout


def test_extract_prints_one_record_a_line(place: Path) -> None:
    result = run("extract", "colchicine.md", "--format", "jsonl", cwd=place)
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [record["record_version"] for record in records] == [1, 1]
    assert [record["citation_status"] for record in records] == ["stated", "dangling"]


def test_ledger_sums_to_the_characters_of_the_document(place: Path) -> None:
    result = run("ledger", "colchicine.md", "--format", "json", cwd=place)
    (row,) = json.loads(result.stdout)
    classes = {name: count for name, count in row.items() if name not in ("document", "characters", "unclaimed share")}
    assert sum(classes.values()) == row["characters"] == len(DOCUMENT)


def test_search_finds_and_says_when_it_does_not(place: Path) -> None:
    found = run("search", "gout", "--format", "csv", cwd=place)
    assert found.returncode == 0
    assert [row["document"] for row in csv.DictReader(io.StringIO(found.stdout))] == ["colchicine.md"]
    missing = run("search", "zebra", cwd=place)
    assert missing.returncode == 1
    assert "no claim has these words" in missing.stderr


def test_trace_leads_from_words_to_the_work_and_says_where_it_ends(place: Path) -> None:
    stated = run("trace", "tubulin", cwd=place)
    assert stated.returncode == 0, stated.stderr
    assert "10.1000/col.1" in stated.stdout
    assert "ends in " in stated.stdout
    dangling = run("trace", "gout", cwd=place)
    assert "[9]" in dangling.stdout
    assert "dangling" in dangling.stdout
    record = json.loads(run("trace", "gout", "--format", "json", cwd=place).stdout)
    assert record


def test_trace_goes_on_through_a_cited_document_that_is_at_hand(tmp_path: Path) -> None:
    (tmp_path / "trial.md").write_text(
        "# Colchicine for recurrent pericarditis: a randomised trial\n\n"
        "Recurrence occurred in 24.0% of patients given colchicine and in 55.0% of those given placebo.\n",
        "utf-8",
    )
    (tmp_path / "guide.md").write_text(
        "# Guide\n\nIn a trial, recurrence occurred in 12.0% of patients given colchicine.[1]\n\n## References\n\n"
        "1. Colchicine for recurrent pericarditis: a randomised trial. 2019.\n",
        "utf-8",
    )
    assert run("build", ".", "-o", "g", cwd=tmp_path).returncode == 0
    traced = run("trace", "-g", "g", "recurrence 12.0%", cwd=tmp_path)
    assert "number differs (trial.md)" in traced.stdout


def test_query_runs_by_name_from_a_file_and_from_stdin(place: Path) -> None:
    listed = run("query", "--list", cwd=place)
    assert listed.returncode == 0
    assert len(listed.stdout.splitlines()) >= 11
    text = f"SELECT ?c WHERE {{ GRAPH ?g {{ ?c a <{TG.Claim}> }} }}"
    assert len(json.loads(run("query", "-", "--format", "json", cwd=place, stdin=text).stdout)) == 2
    (place / "own.rq").write_text(text, "utf-8")
    assert len(json.loads(run("query", "own.rq", "--format", "json", cwd=place).stdout)) == 2


def test_a_typo_gets_one_line_with_a_remedy_and_exit_code_2(place: Path) -> None:
    for arguments in (
        ("query", "claims-abuot"), ("trace", "-g", "nowhere", "x"), ("build", "nofile.md"), ("extract", "nofile.md"),
        ("query", "-", ), ("serch", "x"),
    ):  # fmt: skip
        result = run(*arguments, cwd=place, stdin="SELECT nonsense")
        assert result.returncode == 2, arguments
        assert "Traceback" not in result.stderr
        assert result.stderr.strip()


def test_verify_proves_the_anchors_and_catches_one_flipped_byte(place: Path, tmp_path: Path) -> None:
    good = run("verify", "--documents", place, cwd=place)
    assert good.returncode == 0, good.stderr
    (tmp_path / "colchicine.md").write_text(DOCUMENT.replace("treat gout", "treat gouT"), "utf-8")
    bad = run("verify", "--documents", tmp_path, cwd=place)
    assert bad.returncode == 1
    assert "colchicine.md" in bad.stdout + bad.stderr


def test_check_passes_on_what_we_build(place: Path) -> None:
    result = run("check", cwd=place)
    assert result.returncode == 0, result.stdout


def test_an_output_folder_that_holds_something_else_is_left_alone(place: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("mine")
    result = run("build", place / "colchicine.md", "-o", tmp_path, cwd=place)
    assert result.returncode == 2
    assert "thesis.doc" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


def test_help_is_there_in_a_third_of_a_second(place: Path) -> None:
    # Processor time, so that a busy machine does not fail it; the least of five, so that a cold cache does not.
    spent = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert "trace" in run("--help", cwd=place).stdout
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(spent) < 0.3


def test_interrupted_builds_end_with_130_and_keep_the_old_graph(place: Path, tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number}.md").write_text(DOCUMENT + f"\nText {number} says it helps.\n" * 40, "utf-8")
    before = (place / "thymograph-graph/current/claims.jsonl").read_bytes()
    process = subprocess.Popen(
        [sys.executable, "-m", "thymograph", "build", str(tmp_path)],
        cwd=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    time.sleep(1.0)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    if process.returncode == 0:
        pytest.skip("the build was over before the interrupt came")
    # Python itself dies of the signal if it comes while it makes a class; a shell calls both 130.
    assert process.returncode in (130, -signal.SIGINT)
    assert "Traceback" not in errors
    assert (place / "thymograph-graph/current/claims.jsonl").read_bytes() == before


def test_a_closed_pipe_is_no_error(place: Path) -> None:
    command = f"{sys.executable} -m thymograph extract colchicine.md | head -c 10"
    result = subprocess.run(command, shell=True, cwd=place, capture_output=True, text=True, timeout=60)
    assert "Traceback" not in result.stderr
    assert "BrokenPipe" not in result.stderr


def test_weighing_commands_answer_on_the_packaged_graph(tmp_path: Path) -> None:
    for command in ("conflicts", "agreement", "stances", "audit"):
        result = run(command, "--format", "json", cwd=tmp_path)
        assert result.returncode in (0, 1), result.stderr
        assert json.loads(result.stdout), command
        assert "asking the packaged graph" in result.stderr


def test_compare_holds_a_draft_against_a_graph(tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text(
        "# Draft\n\nThymalfasin increases interleukin-2. Metformin lowers glucose.\n", "utf-8"
    )
    result = run("compare", "draft.md", "--format", "json", cwd=tmp_path)
    verdicts = {row["about"]: row["verdict"] for row in json.loads(result.stdout) if row["verdict"] != "uncited"}
    assert verdicts == {"thymalfasin increases interleukin-2": "supported", "Metformin decreases glucose": "new"}
