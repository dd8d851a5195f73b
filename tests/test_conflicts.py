"""Conflicts: planted ones are found with their types, what looks like one is not, and order makes no difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import claim_graph, corpus
from thymograph.assembly import assemble
from thymograph.assembly.conflicts import CONFLICT_TYPES, Conflict, conflicts_of, sides_of
from thymograph.assembly.roots import agreements, rooting_of
from thymograph.claims.extraction import extract
from thymograph.lexicon.concepts import load_lexicon
from thymograph.model import Claim, ClaimGraph, DocumentRecord
from thymograph.pipeline import extract_files, gather
from thymograph.reading import read_document

FOLDER = Path(__file__).parent
CORPORA = FOLDER / "conflict_corpora.txt"
UNSEEN = FOLDER / "conflict_corpora_unseen.txt"


@dataclass
class Planted:
    """Documents, and the conflicts that they hold: (type, subject, object, a qualifier that differs)."""

    title: str
    texts: dict[str, str] = field(default_factory=dict)
    expected: list[tuple[str, ...]] = field(default_factory=list)
    roots: list[tuple[str, ...]] = field(default_factory=list)
    """(subject, object, number of roots of the answer that most documents give)."""


def planted(path_of_corpora: Path | None = None) -> list[Planted]:
    """Return the corpora of the file: ``# title``, ``== path`` before each document, ``expect:`` and ``roots:`` lines."""
    found: list[Planted] = []
    path = ""
    for line in (path_of_corpora or CORPORA).read_text("utf-8").splitlines():
        if line.startswith("# "):
            found.append(Planted(line[2:]))
            path = ""
        elif line.startswith("== "):
            path = line[3:].strip()
            found[-1].texts[path] = ""
        elif line.startswith("expect: "):
            found[-1].expected.append(tuple(part.strip() for part in line[8:].split("|")))
        elif line.startswith("roots: "):
            found[-1].roots.append(tuple(part.strip() for part in line[7:].split("|")))
        elif path:
            found[-1].texts[path] += line + "\n"
    return found


def read(texts: dict[str, str]) -> tuple[list[DocumentRecord], list[Claim]]:
    """Return the documents and claims of ``texts`` by path."""
    documents: list[DocumentRecord] = []
    claims: list[Claim] = []
    for path, text in texts.items():
        made = extract(read_document(text.encode("utf-8"), path=path), load_lexicon())
        documents.append(made.document)
        claims.extend(made.claims)
    return documents, claims


def graph_of(texts: dict[str, str]) -> ClaimGraph:
    return assemble(*read(texts))


def told(one: Conflict) -> tuple[str, str, str]:
    return one.type, one.question.subject, one.question.object


@pytest.mark.parametrize("case", [*planted(), *planted(UNSEEN)], ids=lambda case: case.title.replace(" ", "-"))
def test_planted_conflicts_are_found_and_no_others(case: Planted) -> None:
    graph = graph_of(case.texts)
    found = conflicts_of(graph)
    assert sorted(told(one) for one in found) == sorted(row[:3] for row in case.expected)
    for subject, object_, count in case.roots:
        told_by = [one for one in agreements(graph) if (one.subject, one.object) == (subject, object_)]
        most = max(told_by, key=lambda one: len(one.footing.documents))
        assert len(most.footing.roots) == int(count)
    for row in case.expected:
        differing = {name.qualifier for one in found if told(one) == row[:3] for name in one.differing}
        assert set(row[3:]) <= differing


def test_there_are_more_than_ten_corpora_and_every_type_is_planted() -> None:
    cases = planted()
    assert len(cases) >= 10
    assert {row[0] for case in cases for row in case.expected} == set(CONFLICT_TYPES)
    assert sum(not case.expected for case in cases) >= 5


def test_nothing_is_direct_where_a_qualifier_differs() -> None:
    for case in planted():
        for one in conflicts_of(graph_of(case.texts)):
            assert not (one.direct and (one.differing or one.type == "apparent"))


def test_every_conflict_has_members_on_both_sides_and_explains_itself() -> None:
    for case in planted():
        for one in conflicts_of(graph_of(case.texts)):
            assert len(one.members) >= 2
            assert len({(member.attitude, member.says) for member in one.members}) >= 2
            assert one.question.subject in one.explanation


def test_a_copy_of_a_document_makes_no_conflict_of_its_own() -> None:
    case = next(case for case in planted() if case.title == "one document against itself")
    once = conflicts_of(graph_of(case.texts))
    twice = conflicts_of(graph_of({**case.texts, "z-copy.txt": case.texts["only.txt"] + "\nPrinted again.\n"}))
    assert [told(one) for one in once] == [told(one) for one in twice]
    assert [one.id for one in once] == [one.id for one in twice]


def test_each_side_of_a_conflict_tells_its_roots() -> None:
    entry = "\n\nReferences\n\n1. Ramipril in the long run: a trial. J Invent Med. 2001;3:1-9.\n"
    graph = graph_of(
        {
            "one.txt": f"One view\n\nRamipril decreases interleukin-6.[1]{entry}",
            "two.txt": f"The same view, at length\n\nRamipril decreases IL-6 in all who were seen by us.[1]{entry}",
            "three.txt": "Another view\n\nRamipril has no effect on interleukin-6.\n",
        }
    )
    (found,) = conflicts_of(graph)
    sides = sides_of(found, {claim.id: claim for claim in graph.claims}, rooting_of(graph))
    assert {side: (len(one.documents), len(one.roots)) for side, one in sides.items()} == {
        "asserts": (2, 1),
        "denies": (1, 0),
    }


def test_a_repeat_inside_a_document_is_no_member() -> None:
    made = claim_graph()
    first = made.claims[0]
    repeats = tuple(replace(claim, repeats=first.id) for claim in made.claims)
    assert conflicts_of(replace(made, claims=repeats)) == ()


@cache
def _parts() -> tuple[tuple[DocumentRecord, tuple[Claim, ...]], ...]:
    def each() -> Iterator[tuple[DocumentRecord, tuple[Claim, ...]]]:
        for number, case in enumerate(planted()):
            for path, text in case.texts.items():
                documents, claims = read({f"{number:02}-{path}": text})
                yield documents[0], tuple(claims)

    return tuple(each())


def _graph_of_parts(order: list[int]) -> ClaimGraph:
    parts = [_parts()[place] for place in order]
    return assemble([document for document, _ in parts], [claim for _, claims in parts for claim in claims])


@given(st.permutations(range(12)))
def test_conflicts_do_not_depend_on_the_order_of_documents(order: list[int]) -> None:
    assert conflicts_of(_graph_of_parts(order)) == conflicts_of(_graph_of_parts(sorted(order)))


@given(st.integers(1, 11))
def test_assembling_a_part_first_and_the_rest_later_finds_the_same(cut: int) -> None:
    whole = _graph_of_parts(list(range(12)))
    first = _graph_of_parts(list(range(cut)))
    rest = _graph_of_parts(list(range(cut, 12)))
    merged = assemble([*rest.documents, *first.documents], [*rest.claims, *first.claims])
    assert conflicts_of(merged) == conflicts_of(whole)


def test_the_invented_corpus_has_one_conflict_of_each_sort() -> None:
    made = corpus()
    assert [told(one) for one in conflicts_of(assemble(made.documents, made.claims, made.works))] == [
        ("polarity", "imiquimod", "anaphylaxis")
    ]


def test_the_conflicts_of_the_five_documents_are_found_with_their_types(corpus: Path) -> None:
    extractions = [outcome.extraction for outcome in extract_files(gather([corpus])) if outcome.extraction]
    claims = {claim.id: claim for one in extractions for claim in one.claims}
    found = conflicts_of(assemble([one.document for one in extractions], claims.values()))

    def documents(one: Conflict) -> set[str]:
        return {claims[member.claim].path[:3] for member in one.members}

    def among(kind: str, subject: str, object: str) -> list[Conflict]:
        return [one for one in found if told(one) == (kind, subject, object)]

    # (a) a guideline against, approval and use elsewhere: advice, not plain polarity
    (one,) = among("recommendation", "thymalfasin", "chronic hepatitis C")
    assert one.direct
    assert one.rule == "approved_against_advice"
    assert {"002", "003", "004"} <= documents(one)
    assert not among("polarity", "thymalfasin", "chronic hepatitis C")
    # (b) contraindicated there, to be considered here
    (one,) = among("recommendation", "thymalfasin", "immunocompromised state")
    assert one.rule == "contraindicated_and_advised"
    assert {"003", "004"} <= documents(one)
    # (c) no toxicity, mild events, and anaphylaxis
    (one,) = among("safety", "thymalfasin", "harm")
    assert {"001", "003", "004"} <= documents(one)
    # (d) one cytokine, inside one document, general and narrower
    (one,) = among("within_document", "thymalfasin", "interferon-gamma")
    assert documents(one) == {"002"}
    assert not one.direct
    # (e) another cytokine in two settings
    (one,) = among("apparent", "thymalfasin", "interleukin-10")
    assert {name.qualifier for name in one.differing} >= {"system"}
    # (f) receptors named, and unknown
    (one,) = among("certainty", "thymalfasin", "receptor")
    assert {"001", "003", "004"} <= documents(one)
    # (g) a benefit that no algorithm includes
    (one,) = among("recommendation", "thymalfasin", "COVID-19")
    assert one.rule == "benefit_not_adopted"
    assert not one.direct
    assert {"002", "004"} <= documents(one)
    # (h) survival said to improve, one of its figures as good as equal
    (one,) = among("within_document", "thymalfasin", "survival")
    assert one.rule == "improvement_beside_equal_figures"
    assert not one.direct
    assert documents(one) == {"000"}
    # Nothing else: figures of other regimens, doses, and turned polarization go together.
    assert not [one for one in found if one.type in ("numeric", "polarity")]
    assert not [one for one in found if "macrophage" in one.question.object]
