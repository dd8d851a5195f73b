"""Many files: read side by side, kept as soon as read, stopped when they take too long, and not read twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from article_formats import FORMATS
from same_article import ARTICLE, Paragraph
from thymograph.build import BuildReport, build
from thymograph.build.beside import MadeBeside, made_beside
from thymograph.build.texts import Texts
from thymograph.errors import DocumentError, GraphError
from thymograph.pipeline import ExtractionCache, Limits, extract_files, gather, kept_text
from thymograph.pipeline.workers import Lost, Workers

WORDS = """# Colchicine in gout, note {0}

Colchicine inhibits tubulin polymerization in neutrophils.[1] Flares fell by {0}% in {1} patients.[1]

## References

1. How colchicine works. Invented Journal 2011. doi:10.1000/col.{0}
"""


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(1, 7):
        (folder / f"{number}.md").write_text(WORDS.format(number, 40 + number), "utf-8")
    return folder


def quads(out: Path) -> bytes:
    return (out / "current" / "graph.nq").read_bytes()


def told(report: BuildReport) -> str:
    return "\n".join(report.lines())


def test_a_second_build_of_the_same_files_leaves_the_graph_as_it_is_and_says_so(papers: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = build([papers], out)
    made = (out / "current").resolve()
    stamp = (made / "graph.nq").stat().st_mtime_ns
    second = build([papers], out)
    assert "nothing has changed" in told(second)
    assert (second.claims, second.works, second.uncertain) == (first.claims, first.works, first.uncertain)
    assert (out / "current").resolve() == made
    assert (made / "graph.nq").stat().st_mtime_ns == stamp


def test_only_what_changed_is_read_and_the_graph_is_that_of_a_build_from_nothing(papers: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([papers], out)
    (papers / "3.md").write_text(WORDS.format(33, 90), "utf-8")
    (papers / "5.md").unlink()
    (papers / "8.md").write_text(WORDS.format(8, 48), "utf-8")
    report = build([papers], out)
    assert (report.documents, report.reused) == (6, 4)
    assert "4 of 6 documents as read by an earlier build" in told(report)
    build([papers], tmp_path / "anew")
    assert quads(out) == quads(tmp_path / "anew")
    again = build([papers], out, fresh=True)
    assert again.reused == 0
    assert quads(out) == quads(tmp_path / "anew")


def test_a_file_under_another_name_is_read_again_so_that_records_name_it_rightly(papers: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([papers], out)
    (papers / "1.md").rename(papers / "one.md")
    report = build([papers], out)
    assert report.reused == 5
    assert b'"path":"one.md"' in (out / "current" / "claims.jsonl").read_bytes().replace(b'": "', b'":"')


def test_what_documents_tsv_says_and_whether_quotes_are_kept_count_for_what_is_kept(
    papers: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    build([papers], out)
    (papers / "documents.tsv").write_text("path\tpublisher\n2.md\tJoint House\n", "utf-8")
    assert build([papers], out).reused == 5
    bare = build([papers], out, quotes=False)
    assert bare.reused == 0
    assert b"tubulin polymerization in neutrophils" not in (out / "current" / "claims.jsonl").read_bytes()


@pytest.mark.parametrize("damage", [b"", b"{}\n", b"\xff\xfe", None])
def test_a_damaged_cache_costs_time_and_nothing_else(papers: Path, tmp_path: Path, damage: bytes | None) -> None:
    out = tmp_path / "out"
    build([papers], out)
    before = quads(out)
    for file in (out / ".cache").glob("??/*.jsonl"):
        # None: the last line is lost, as when a disk was full.
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2] if damage is None else damage)
    (out / "current" / "run.json").write_text("{}", "utf-8")
    assert build([papers], out).reused == 0
    assert quads(out) == before


def test_the_cache_holds_what_the_last_build_used(papers: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([papers], out)
    (papers / "1.md").unlink()
    for file in (out / ".cache").glob("??/*"):
        os.utime(file, (0, 0))  # long ago
    build([papers], out)
    assert len(list((out / ".cache").glob("??/*"))) == 5


def test_a_folder_that_is_not_a_graphs_is_refused_before_anything_is_read(papers: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine"
    out.mkdir()
    (out / "thesis.txt").write_text("mine", "utf-8")
    with pytest.raises(GraphError, match=r"thesis\.txt"):
        build([papers], out)
    assert sorted(path.name for path in out.iterdir()) == ["thesis.txt"]


def test_a_build_in_which_nothing_could_be_read_leaves_no_folder_behind(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\0\1\2")
    with pytest.raises(DocumentError, match="none of 1 documents"):
        build([tmp_path / "a.md"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_failures_are_counted_by_what_was_wrong(papers: Path, tmp_path: Path) -> None:
    (papers / "empty.md").write_text(" \n", "utf-8")
    (papers / "blank.txt").write_text("", "utf-8")
    (papers / "binary.txt").write_bytes(b"a\0b")
    (papers / "long.md").write_text("Colchicine helps. " * 400, "utf-8")
    said: list[str] = []
    report = build([papers], tmp_path / "out", max_bytes=2000, notice=said.append)
    assert "failed: 2 empty, 1 too large, 1 unreadable (named above)" in told(report)
    # A build that finds nothing new says again what it could not read.
    again: list[str] = []
    build([papers], tmp_path / "out", max_bytes=2000, notice=again.append)
    assert again == said
    assert len(again) == 4


def test_documents_with_the_same_words_are_told(papers: Path, tmp_path: Path) -> None:
    (papers / "copy.txt").write_text(WORDS.format(2, 42).replace("# ", "").replace("## ", ""), "utf-8")
    report = build([papers], tmp_path / "out")
    assert "the same text: 2.md, copy.txt (they count as one root)" in told(report)


def test_several_processes_give_what_one_gives(papers: Path) -> None:
    items = gather([papers])
    assert list(extract_files(items, jobs=3)) == list(extract_files(items))


def test_the_text_of_a_marked_up_file_is_kept_and_a_damaged_one_is_not_believed(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(FORMATS["html"](ARTICLE))
    cache = ExtractionCache(tmp_path / "cache")

    def kept() -> Path | None:
        (outcome,) = extract_files(gather([page]), cache=cache)
        return outcome.text

    kept()
    file = kept()
    assert file is not None
    assert kept_text(file) == page.read_text("utf-8")
    assert Texts({"a": page}, {"a": file})["a"] == page.read_text("utf-8")
    file.write_bytes(file.read_bytes().replace(b"flares", b"floods"))
    assert kept_text(file) is None
    assert Texts({"a": page}, {"a": file})["a"] == page.read_text("utf-8")
    file.unlink()
    assert kept() is None


def test_a_build_of_kept_texts_gives_the_bytes_of_one_that_reads_them(tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    for ending in ("html", "xml", "docx"):
        parts = (*ARTICLE[:3], Paragraph(f"Colchicine lowered pain in mice ({ending}) [9]."), *ARTICLE[3:])
        (folder / f"a.{ending}").write_bytes(FORMATS[ending](parts))
    out = tmp_path / "out"
    build([folder], out)
    name = os.readlink(out / "current")
    (out / "current" / "run.json").write_text("{}", "utf-8")
    assert build([folder], out).reused == 3
    assert os.readlink(out / "current") == name
    build([folder], tmp_path / "anew", jobs=2, fresh=True)
    assert os.readlink(tmp_path / "anew" / "current") == name


# ---------------------------------------------------------------- processes


def test_text_made_beside_is_that_made_here(tmp_path: Path) -> None:
    with made_beside(lambda: "α" * 100_000, beside=True) as text, (tmp_path / "text").open("wb") as file:
        assert isinstance(text, MadeBeside)
        text(file)
    assert (tmp_path / "text").read_text("utf-8") == "α" * 100_000
    with made_beside(lambda: "α", beside=False) as text:
        assert text == "α"


def test_what_goes_wrong_beside_is_raised_here(tmp_path: Path) -> None:
    here = os.getpid()

    def dying() -> str:
        if os.getpid() != here:
            os._exit(9)
        return "made here"

    with made_beside(dying, beside=True) as text, (tmp_path / "text").open("wb") as file:
        assert isinstance(text, MadeBeside)
        text(file)
    assert (tmp_path / "text").read_text("utf-8") == "made here"
    with made_beside(lambda: str(1 // 0), beside=True) as text, (tmp_path / "none").open("wb") as file:
        assert isinstance(text, MadeBeside)
        with pytest.raises(ZeroDivisionError):
            text(file)


def test_what_is_made_beside_ends_with_what_it_is_made_for() -> None:
    def slow() -> str:
        time.sleep(60)
        return ""

    began = time.monotonic()
    with made_beside(slow, beside=True) as text:
        assert isinstance(text, MadeBeside)
    assert time.monotonic() - began < 30
    assert not text._process.is_alive()


def work(item: str) -> str:
    """Do as the item says, in the process of a worker."""
    if item == "sleep":
        time.sleep(60)
    if item == "die":
        os._exit(3)
    if item == "raise":
        raise ValueError("as told")
    if item == "eat":
        return str(len(bytearray(900_000_000)))
    return item.upper()


def results(items: list[str], **limits: float) -> list[str | Lost]:
    workers: Workers[str, str] = Workers(work, jobs=2, limits=Limits(seconds_per_megabyte=0, **limits))  # type: ignore[arg-type]
    return list(workers.map(items, len))


def test_one_that_hangs_one_that_dies_and_one_that_eats_memory_cost_themselves_alone() -> None:
    began = time.monotonic()
    found = results(["a", "sleep", "b", "die", "c", "eat", "d", *"efgh"], seconds=2.0, memory=500)
    assert [one.reason if isinstance(one, Lost) else one for one in found] == [
        "A", "too slow", "B", "broke off", "C", "too much memory", "D", *"EFGH",
    ]  # fmt: skip
    assert time.monotonic() - began < 30


def test_an_error_of_the_work_is_raised_in_its_turn_and_no_process_stays() -> None:
    workers: Workers[str, str] = Workers(work, jobs=2, limits=Limits())
    answers = workers.map(["a", "raise", "b"], len)
    assert next(answers) == "A"
    with pytest.raises(ValueError, match="as told"):
        next(answers)
    assert workers._hands == []


def test_a_file_that_takes_too_long_is_named_with_a_remedy(papers: Path) -> None:
    (papers / "9.md").write_text("Colchicine lowered interleukin-1 beta in mice. " * 40_000, "utf-8")
    outcomes = list(extract_files(gather([papers]), jobs=2, limits=Limits(seconds=1.5, seconds_per_megabyte=0)))
    failed = [one.failure for one in outcomes if one.failure]
    assert [(one.path, one.reason) for one in failed] == [("9.md", "too slow")]
    assert "--max-seconds" in failed[0].message


# ---------------------------------------------------------------- killed


def test_a_killed_build_leaves_the_old_graph_or_the_new_and_the_next_one_goes_on(papers: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([papers], out)
    old = quads(out)
    for number in range(10, 40):
        (papers / f"{number}.md").write_text(WORDS.format(number, 40 + number) * 6, "utf-8")
    build([papers], tmp_path / "anew")
    new = quads(tmp_path / "anew")
    for seconds in (0.7, 1.4, 2.1, 2.8):
        process = subprocess.Popen(
            [sys.executable, "-m", "thymograph", "build", "-j", "2", str(papers), "-o", str(out)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert quads(out) in (old, new)
    kept = len(list((out / ".cache").glob("??/[!.]*")))
    assert 6 <= kept <= 36
    report = build([papers], out)
    assert quads(out) == new
    # What the killed builds had read was not read again.
    assert report.unchanged or report.reused == kept


def test_no_process_outlives_a_build_that_was_interrupted(papers: Path, tmp_path: Path) -> None:
    for number in range(10, 60):
        (papers / f"{number}.md").write_text(WORDS.format(number, 40 + number) * 10, "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "thymograph", "build", "-j", "2", str(papers), "-o", str(tmp_path / "out")],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    time.sleep(2.5)
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(30) in (130, -signal.SIGINT, 0)
    for _ in range(50):
        alive = subprocess.run(["pgrep", "-g", str(process.pid)], capture_output=True, text=True, check=False).stdout
        if not alive:
            break
        time.sleep(0.1)
    assert alive == ""


def test_a_key_changes_with_everything_that_an_extraction_depends_on(papers: Path, tmp_path: Path) -> None:
    cache = ExtractionCache(tmp_path)
    one, two = gather([papers])[:2]
    keys = {
        cache.key(one, "a" * 64, quotes=True, corrections=()),
        cache.key(one, "a" * 64, quotes=False, corrections=()),
        cache.key(one, "b" * 64, quotes=True, corrections=()),
        cache.key(two, "a" * 64, quotes=True, corrections=()),
    }
    assert len(keys) == 4
