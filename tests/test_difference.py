"""Old against new: claims found again wherever they moved, changes named, conflicts gained and lost."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from factories import claim_graph, opened
from test_conflicts import read
from thymograph.assembly import assemble
from thymograph.assembly.difference import difference
from thymograph.cli.weighing import (
    agreement_command,
    compare_command,
    conflicts_command,
    diff_command,
    stances_command,
)
from thymograph.model import ClaimGraph

OLD = """Sertraline

Sertraline increases serotonin.[1]

Sertraline is used for depression in adults of all ages and has been for years.

References

1. Sertraline and serotonin in the brain. J Invent Med. 2003;4:2-9.
"""


def graph_of(**texts: str) -> ClaimGraph:
    return assemble(*read({f"{name}.txt": text for name, text in texts.items()}))


def kinds(old: ClaimGraph, new: ClaimGraph) -> dict[str, int]:
    return {str(kind): count for kind, count in difference(old, new).counts().items()}


def test_a_graph_does_not_differ_from_itself() -> None:
    made = claim_graph()
    assert difference(made, made).changes == ()
    assert difference(made, made).same == len(made.claims)


def test_what_moved_is_the_same() -> None:
    assert kinds(graph_of(a=OLD), graph_of(a=OLD.replace("Sertraline\n\n", "Sertraline\n\n\n\n", 1))) == {}


def test_a_renamed_file_keeps_its_claims() -> None:
    assert kinds(graph_of(a=OLD), graph_of(b=OLD)) == {}


def test_a_new_sentence_is_a_claim_added_and_a_lost_one_removed() -> None:
    more = OLD.replace("\nReferences", "\nSertraline can cause nausea.\n\nReferences")
    assert kinds(graph_of(a=OLD), graph_of(a=more)) == {"claim added": 1}
    assert kinds(graph_of(a=more), graph_of(a=OLD)) == {"claim removed": 1}


def test_an_edited_sentence_is_a_claim_changed() -> None:
    found = difference(graph_of(a=OLD), graph_of(a=OLD.replace("of all ages", "of every age")))
    assert [change.kind for change in found.changes] == ["claim changed"]
    assert found.changes[0].what.startswith("words")


def test_a_reading_that_changed_is_named() -> None:
    old = graph_of(a=OLD)
    new = replace(old, claims=tuple(replace(claim, certainty="hedged") for claim in old.claims))
    found = difference(old, new)
    assert {change.kind for change in found.changes} == {"claim changed"}
    assert all("certainty: asserted → hedged" in change.what for change in found.changes)


def test_a_lost_marker_is_a_change_of_citation() -> None:
    found = kinds(graph_of(a=OLD), graph_of(a=OLD.replace(".[1]", ".")))
    assert found == {"citation status": 1}


def test_a_lost_entry_is_a_work_removed_and_a_dangling_marker() -> None:
    bare = OLD.split("\nReferences")[0] + "\nReferences\n\n2. Another paper on other pills. J Invent Med. 2004;1:1-2.\n"
    found = kinds(graph_of(a=OLD), graph_of(a=bare))
    assert found["work removed"] == found["work added"] == found["citation status"] == 1


def test_a_document_that_disagrees_is_a_conflict_gained() -> None:
    other = "A second look\n\nSertraline has no effect on serotonin.\n"
    found = kinds(graph_of(a=OLD), graph_of(a=OLD, b=other))
    assert (found["conflict gained"], found["claim added"]) == (1, 1)
    assert kinds(graph_of(a=OLD, b=other), graph_of(a=OLD))["conflict lost"] == 1


def test_a_conflict_that_more_claims_join_is_the_same_conflict() -> None:
    other = "A second look\n\nSertraline has no effect on serotonin.\n"
    third = "A third look, by us\n\nWe found it so too: sertraline increases serotonin.\n"
    found = kinds(graph_of(a=OLD, b=other), graph_of(a=OLD, b=other, c=third))
    assert "conflict gained" not in found
    assert found["conflict changed"] == 1


def run(command: click.Command, *arguments: str) -> tuple[int, list[dict[str, object]]]:
    result = CliRunner().invoke(command, [*arguments, "--format", "json"], standalone_mode=False)
    assert result.exception is None, result.exception
    return result.return_value, json.loads(result.stdout)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("weighing") / "graph"
    opened(out)
    return str(out)


def test_the_commands_print_what_the_functions_return(folder: str) -> None:
    code, rows = run(conflicts_command, "-g", folder)
    assert (code, {row["type"] for row in rows}, len(rows)) == (0, {"polarity"}, 2)
    assert run(conflicts_command, "-g", folder, "--type", "numeric")[0] == 1
    code, rows = run(agreement_command, "-g", folder, "--documents", "1", "--about", "IFN-γ")
    assert code == 0
    assert {row["object"] for row in rows} == {"interferon-gamma"}
    code, rows = run(stances_command, "-g", folder)
    assert (code, rows[0]["organisation"], rows[0]["hand"]) == (0, "American College of Rheumatology", "reported")
    code, rows = run(diff_command, folder, folder)
    assert (code, rows) == (0, [])


def test_compare_reads_a_draft_and_exits_1_where_it_is_contradicted(folder: str, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("My draft\n\nRamipril increases interferon-γ.\n", "utf-8")
    code, rows = run(compare_command, str(draft), "-g", folder)
    assert code == 1
    assert {row["verdict"] for row in rows} == {"contradicted"}


def test_a_type_or_verdict_that_is_none_is_a_usage_error(folder: str, tmp_path: Path) -> None:
    with pytest.raises(click.UsageError, match="is none of"):
        conflicts_command.main(["-g", folder, "--type", "loud"], standalone_mode=False)
    with pytest.raises(click.UsageError, match="is none of"):
        compare_command.main([str(tmp_path), "-g", folder, "--verdict", "loud"], standalone_mode=False)
