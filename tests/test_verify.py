"""Proof of places: whole copies pass, one flipped byte is found and named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import corpus
from thymograph.errors import VerificationError
from thymograph.graph.verify import verify

CORPUS = corpus()
ANCHORS = sum(len(claim.anchors) for claim in CORPUS.claims)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for draft in CORPUS.drafts:
        path = tmp_path / draft.path
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(draft.content)
    return tmp_path


def test_every_anchor_is_proved_from_whole_copies(folder: Path) -> None:
    for documents in (folder, CORPUS.contents):
        report = verify(CORPUS.claims, documents)
        assert (report.proved, report.anchors, report.problems, report.absent) == (ANCHORS, ANCHORS, (), ())
        assert report.passed


def test_files_are_known_by_their_bytes_whatever_their_names(folder: Path) -> None:
    (folder / "a" / "imiquimod.txt").rename(folder / "renamed.bin")
    assert verify(CORPUS.claims, folder).passed


@given(st.data())
def test_one_flipped_byte_is_found_in_every_anchor_that_holds_it(data: st.DataObject) -> None:
    draft = data.draw(st.sampled_from(CORPUS.drafts))
    at = data.draw(st.integers(0, len(draft.content) - 1))
    changed = bytearray(draft.content)
    changed[at] ^= data.draw(st.integers(1, 255))
    report = verify(CORPUS.claims, {**CORPUS.contents, draft.sha256: bytes(changed)})
    assert not report.passed
    named = {(p.document, p.claim, p.anchor) for p in report.problems}
    assert (draft.path, "", "") in named
    broken = {
        (claim.path, claim.id, f"{anchor.role} {anchor.start}–{anchor.end}")
        for claim in draft.claims
        for anchor in claim.anchors
        if anchor.byte_start <= at < anchor.byte_end
    }
    assert broken <= named
    assert {document for document, *_ in named} == {draft.path}


def test_a_changed_copy_in_a_folder_is_found_by_its_path(folder: Path) -> None:
    path = folder / "a" / "ramipril.txt"
    path.write_bytes(path.read_bytes().replace(b"2.5 mg", b"5.2 mg"))
    report = verify(CORPUS.claims, folder)
    claim = corpus().claim("Start with 2.5 mg")
    rows = [problem.row() for problem in report.problems]
    assert [row[:2] for row in rows] == [("a/ramipril.txt", ""), ("a/ramipril.txt", claim.id)]
    assert "not the file that was read" in rows[0][3]
    assert "bytes" in rows[1][3]


def test_documents_that_are_not_at_hand_are_counted_apart(folder: Path) -> None:
    (folder / "b" / "abatacept.txt").unlink()
    report = verify(CORPUS.claims, folder)
    assert report.absent == ("b/abatacept.txt",)
    assert report.problems == ()
    assert report.passed
    assert any("not at hand: b/abatacept.txt" in line for line in report.lines())
    assert not verify(CORPUS.claims, {}).passed


def test_anchors_that_lie_are_found() -> None:
    claim = CORPUS.claims[0]
    first = claim.anchors[0]
    for wrong in (
        replace(first, start=first.start + 1),
        replace(first, byte_end=first.byte_end + 1),
        replace(first, end=10**6),
        replace(first, byte_end=10**6),
        replace(first, sha256="0" * 64),
    ):
        report = verify([replace(claim, anchors=(wrong,))], CORPUS.contents)
        assert [problem.claim for problem in report.problems] == [claim.id]


def test_quotes_alone_are_proved_by_their_hashes() -> None:
    report = verify(CORPUS.claims)
    assert report.proved == len(CORPUS.claims)
    assert report.unprovable == ANCHORS - report.proved
    assert report.passed
    longer = replace(CORPUS.claims[0], quote=(CORPUS.claims[0].quote or "") + "!")
    assert [p.problem for p in verify([longer]).problems] == ["the quote is longer than its place"]
    bare = verify([replace(claim, quote=None) for claim in CORPUS.claims])
    assert (bare.proved, bare.unprovable, bare.passed) == (0, ANCHORS, True)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(VerificationError, match="no such folder"):
        verify(CORPUS.claims, tmp_path / "none")


def test_no_claims_is_nothing_to_prove() -> None:
    assert verify([], {}).passed
