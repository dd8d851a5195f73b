"""Builds and opened graphs: whole or not at all, ours or refused, read alike from folder, file and endpoint."""

from __future__ import annotations

import fcntl
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

import pytest

from factories import claim_graph, corpus, opened
from read_back import assert_read_back
from thymograph.assembly import assemble
from thymograph.errors import GraphError, QueryError
from thymograph.graph.build import write_build, write_graph
from thymograph.graph.lookup import KEYS, LineIndex
from thymograph.graph.store import GraphHandle, open_graph
from thymograph.model import ClaimGraph
from thymograph.records import claim_lines, document_lines

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"


def quad(name: str) -> str:
    return f"<x:{name}> <x:p> <x:o> <x:g> .\n"


def smaller() -> ClaimGraph:
    made = corpus()
    return assemble(made.documents, made.claims[:5], made.works)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> GraphHandle:
    return opened(tmp_path_factory.mktemp("graph") / "out")


def test_a_build_holds_every_file_and_the_count_of_its_quads(tmp_path: Path) -> None:
    build = write_graph(tmp_path / "out", claim_graph(), files={"run.json": "{}", "index.html": "<p>"})
    names = {path.name for path in (tmp_path / "out" / "current").iterdir()}
    assert names == {
        "claims.jsonl", "documents.jsonl", "works.jsonl", "claims.index", "documents.index", "works.index",
        "graph.nq", "graph.trig", "index.html", "run.json", "store",
    }  # fmt: skip
    assert (tmp_path / "out" / "current").resolve() == build
    lines = (build / "graph.nq").read_text("utf-8").splitlines()
    assert lines == sorted(set(lines))
    assert open_graph(tmp_path / "out").query(COUNT).rows == ((len(lines),),)


@pytest.mark.parametrize("name", sorted(KEYS))
def test_a_record_is_found_alike_with_the_index_and_without(tmp_path: Path, name: str) -> None:
    build = write_graph(tmp_path / "out", claim_graph())
    shutil.copy(build / name, tmp_path / name)
    indexed, gone_through = LineIndex(build / name), LineIndex(tmp_path / name)
    keys = gone_through.beginning("")
    assert keys
    assert indexed.beginning("") == keys == sorted(keys)
    assert list(indexed.lines(keys)) == list(gone_through.lines(keys)) != []
    for start in (keys[0][:3], keys[-1][:6], keys[0], "x"):
        assert indexed.beginning(start) == gone_through.beginning(start)
    assert list(indexed.lines(["x", keys[-1] + "0"])) == []


def test_an_index_of_another_file_is_not_used(tmp_path: Path) -> None:
    build = write_graph(tmp_path / "out", claim_graph())
    shutil.copy(build / "claims.index", tmp_path / "claims.index")
    lines = (build / "claims.jsonl").read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "claims.jsonl").write_text("".join(reversed(lines[1:])), "utf-8")
    index = LineIndex(tmp_path / "claims.jsonl")
    assert sorted(index.lines(index.beginning("c"))) == sorted(lines[1:])


def test_equal_input_is_an_equal_build_and_run_json_alone_may_differ(tmp_path: Path) -> None:
    out = tmp_path / "out"
    one = write_graph(out, claim_graph(), files={"run.json": "1"})
    two = write_graph(out, claim_graph(), files={"run.json": "2"})
    assert one == two
    assert (out / "current" / "run.json").read_text() == "2"
    other = write_graph(tmp_path / "other", claim_graph(), files={"run.json": "3"})
    assert other.name == one.name
    for path in one.iterdir():
        if path.is_file() and path.name != "run.json":
            assert path.read_bytes() == (other / path.name).read_bytes(), path.name


def test_old_builds_go_but_the_one_before_stays_for_its_readers(tmp_path: Path) -> None:
    out = tmp_path / "out"
    builds = [write_build(out, {"a": str(number)}, quad(str(number))) for number in range(3)]
    reader = open_graph(builds[1])
    assert not builds[0].exists()
    assert [path.exists() for path in builds[1:]] == [True, True]
    assert reader.query("SELECT ?s { GRAPH ?g { ?s ?p ?o } }").rows == (("x:1",),)


def write_e(file: IO[bytes]) -> None:
    file.write(b"e")


def test_files_may_be_text_bytes_lines_or_writers(tmp_path: Path) -> None:
    build = write_build(
        tmp_path / "out",
        {"a": "α", "b": b"b", "c": iter(["c", "d"]), "d": write_e},
        [quad("1"), quad("2")],
    )
    assert [(build / name).read_text("utf-8") for name in "abcd"] == ["α", "b", "cd", "e"]


@pytest.mark.parametrize("name", ["../a", "store", "graph.nq", "a/b", ".."])
def test_a_file_that_would_leave_or_break_the_build_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(GraphError, match="not a name for a file"):
        write_build(tmp_path / "out", {name: ""}, quad("1"))


def test_a_folder_with_other_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(GraphError, match=r"holds files that are not a graph's \(thesis.txt\)"):
        write_build(tmp_path, {}, quad("1"))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_stranger_in_a_graph_folder_is_refused(tmp_path: Path) -> None:
    write_build(tmp_path, {}, quad("1"))
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(GraphError, match=r"notes\.txt"):
        write_build(tmp_path, {}, quad("2"))


def test_a_folder_named_builds_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "builds" / "wheel").mkdir(parents=True)
    with pytest.raises(GraphError, match="builds"):
        write_build(tmp_path, {}, quad("1"))
    assert (tmp_path / "builds" / "wheel").exists()


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(GraphError, match="is not a folder"):
        write_build(tmp_path / "out", {}, quad("1"))


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GraphError, match=r"file/out: cannot be written \(Not a directory\)"):
        write_build(tmp_path / "file" / "out", {}, quad("1"))


def test_two_builds_at_once_are_one_and_a_refusal(tmp_path: Path) -> None:
    write_build(tmp_path, {}, quad("1"))
    with (tmp_path / ".lock").open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(GraphError, match="another build"):
            write_build(tmp_path, {}, quad("2"))
    write_build(tmp_path, {}, quad("2"))


def test_a_build_that_fails_leaves_the_graph_as_it_was(tmp_path: Path) -> None:
    write_build(tmp_path, {"a": "old"}, quad("old"))
    with pytest.raises(SyntaxError):
        write_build(tmp_path, {"a": "new"}, "this is no quad\n")
    assert (tmp_path / "current" / "a").read_text() == "old"
    write_build(tmp_path, {"a": "newer"}, quad("new"))
    assert sorted(path.name[:1] for path in (tmp_path / "builds").iterdir() if path.name.startswith(".")) == []


_KILLED = """
import sys
from pathlib import Path
from thymograph.graph.build import write_build
size = int(sys.argv[2])
lines = [f"<x:s{i}> <x:p> <x:o> <x:g> .\\n" for i in range(size)]
print("begin", flush=True)
write_build(Path(sys.argv[1]), {"a": str(size)}, lines)
"""


def test_a_killed_build_leaves_the_old_graph_or_the_new(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_build(out, {"a": "1"}, quad("s0"))
    rng = random.Random(7)
    seen = set()
    whole = None
    for attempt in range(8):
        size = 30_000 + attempt
        process = subprocess.Popen(
            [sys.executable, "-c", _KILLED, str(out), str(size)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": ":".join(sys.path)},
        )
        assert process.stdout is not None
        process.stdout.readline()
        started = time.monotonic()
        if whole is None:
            process.wait()
            whole = time.monotonic() - started
        else:
            time.sleep(rng.uniform(0, whole * 1.1))
            process.send_signal(signal.SIGKILL)
            process.wait()
        process.stdout.close()
        said = int((out / "current" / "a").read_text())
        seen.add(said)
        assert open_graph(out).query(COUNT).rows == ((said,),)
    assert len(seen) >= 1
    write_build(out, {"a": "2"}, quad("s0") + quad("s1"))
    assert not list((out / "builds").glob(".draft-*"))
    assert not list(out.glob(".current-*"))


# ---------------------------------------------------------------- opening


def test_an_opened_graph_gives_its_records_back(graph: GraphHandle) -> None:
    made = claim_graph()
    assert sorted(graph.claims(), key=lambda claim: claim.id) == list(made.claims)
    assert tuple(graph.documents()) == made.documents
    assert tuple(graph.works()) == made.works


def test_two_readers_and_a_dataset_at_once(graph: GraphHandle) -> None:
    again = open_graph(graph.folder or "")
    assert again.query(COUNT) == graph.query(COUNT)
    dataset = graph.dataset()
    ((count,),) = graph.query(COUNT).rows
    assert [str(value) for row in dataset.query(COUNT) for value in row] == [str(count)]  # type: ignore[union-attr]


def test_a_build_under_a_reader_does_not_change_what_it_reads(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_graph(out, smaller())
    reader = open_graph(out)
    write_graph(out, claim_graph())
    assert len(list(reader.claims())) == 5
    assert len(list(open_graph(out).claims())) == 15


def test_claims_alone_are_assembled_in_memory(tmp_path: Path) -> None:
    made = corpus()
    (tmp_path / "claims.jsonl").write_text("".join(claim_lines(made.claims)), "utf-8")
    kind = "SELECT ?c { GRAPH ?g { ?c a <https://w3id.org/thymograph/ontology#Claim> } }"
    assert len(open_graph(tmp_path).query(kind).rows) == 15
    (tmp_path / "documents.jsonl").write_text("".join(document_lines(made.documents)), "utf-8")
    again = open_graph(tmp_path)
    assert len(list(again.works())) == 4
    assert len(again.query(kind).rows) == 15


def test_rdf_files_open_in_memory(graph: GraphHandle) -> None:
    for name in ("graph.nq", "graph.trig"):
        handle = open_graph((graph.folder or Path()) / name)
        assert handle.query(COUNT) == graph.query(COUNT)
        assert_read_back(handle, graph)


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_what_is_no_graph_is_named_with_the_remedy(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(GraphError, match=rf"{name}.*thymograph build"):
        open_graph(tmp_path / name)


def test_a_store_that_is_broken_is_named(tmp_path: Path) -> None:
    build = write_build(tmp_path, {"claims.jsonl": ""}, quad("1"))
    shutil.rmtree(build / "store")
    (build / "store").mkdir()
    with pytest.raises(GraphError, match=r"store: cannot be opened .* build again"):
        open_graph(tmp_path)


def test_a_query_that_does_not_parse_is_a_query_error(graph: GraphHandle) -> None:
    with pytest.raises(QueryError, match="does not parse"):
        graph.query("SELECT ?x WHERE { ")


def test_ask_and_construct_are_answered_too(graph: GraphHandle) -> None:
    assert graph.query("ASK { ?s ?p ?o }").rows == ((True,),)
    made = graph.query("CONSTRUCT { <x:s> <x:p> 4.50 } WHERE {}")
    assert (made.columns, made.rows) == (("subject", "predicate", "object"), (("x:s", "x:p", 4.5),))


def test_importing_the_rooms_loads_no_rdf_library() -> None:
    program = (
        "import sys, thymograph.queries.runner, thymograph.graph.build, thymograph.graph.trace,"
        " thymograph.graph.verify, thymograph.graph.shapes, thymograph.exporters.trig;"
        "print(sorted({'rdflib', 'pyoxigraph', 'pyshacl', 'oxrdflib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_run_record_is_json(tmp_path: Path) -> None:
    build = write_build(tmp_path, {"run.json": json.dumps({"claims": 1})}, quad("1"))
    assert json.loads((build / "run.json").read_text()) == {"claims": 1}
