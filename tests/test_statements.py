"""Statements and the ledger: every claim anchored, every character accounted for once."""

from __future__ import annotations

import itertools

from hypothesis import given

from strategies import documents
from thymograph.citing.entries import read_entries
from thymograph.citing.markers import find_markers
from thymograph.claims.ledger import ledger_of, ledger_totals
from thymograph.claims.statements import Segmentation, statements_of
from thymograph.model import Document
from thymograph.reading import read_document


def read(text: str) -> Document:
    return read_document(text.encode(), path="a.txt")


def segment(text: str) -> tuple[Document, Segmentation]:
    document = read(text)
    return document, statements_of(document, find_markers(document))


def said(text: str) -> list[str]:
    document, segmentation = segment(text)
    return [" ¦ ".join(document.text[a:b] for a, b in s.spans) for s in segmentation.statements]


@given(documents)
def test_every_character_is_in_one_class_and_the_sums_are_exact(text: str) -> None:
    if not text.strip() or "\0" in text:
        return
    document = read(text)
    markers = find_markers(document)
    ledger = ledger_of(document, statements_of(document, markers), markers, read_entries(document))
    assert ledger[0].start == 0
    assert ledger[-1].end == len(text)
    assert all(a.end == b.start for a, b in itertools.pairwise(ledger))
    assert sum(count for _, count in ledger_totals(ledger)) == len(text)


@given(documents)
def test_statements_do_not_overlap_and_their_words_are_in_their_spans(text: str) -> None:
    if not text.strip() or "\0" in text:
        return
    _, segmentation = segment(text)
    end = 0
    for statement in segmentation.statements:
        assert statement.words.text
        assert statement.spans[0].start >= end
        for a, b in statement.spans:
            assert end <= a < b
            end = b
        for offset in statement.words.offsets:
            assert statement.spans[0].start <= offset < statement.spans[-1].end


def test_markers_after_the_stop_close_the_sentence_before_them() -> None:
    text = "Title\n\nStatins lower LDL.[1][2] They are **safe**. [3] **Aspirin** thins blood.^[4]\n\nReferences\n\n1. A\n2. B\n3. C\n4. D\n"
    assert said(text) == ["Statins lower LDL.[1][2]", "They are **safe**. [3]", "**Aspirin** thins blood.^[4]"]


def test_a_sentence_cut_by_a_page_break_is_one_statement_with_two_anchors() -> None:
    text = "Title\n\nThe drug was given to\n\nadults with gout. It helped them.\n"
    assert said(text) == ["The drug was given to ¦ adults with gout.", "It helped them."]


def test_three_facts_in_one_cell_are_three_statements() -> None:
    text = (
        "Title\n\nAgent\tEfficacy\nDrug A\tResponse rate (ORR): 12% (vs. 4%)[1] Median survival (OS): 9 months[1] "
        "Time to progression (TTP): 5 months[1]\nDrug B\tResponse rate (ORR): 3%[1]\n\nReferences\n\n1. A\n"
    )
    assert said(text) == [
        "Response rate (ORR): 12% (vs. 4%)[1]",
        "Median survival (OS): 9 months[1]",
        "Time to progression (TTP): 5 months[1]",
        "Response rate (ORR): 3%[1]",
    ]


def test_columns_that_frame_a_row_are_no_statements() -> None:
    text = (
        "Title\n\nMarker\tCondition\tEffect of drug\tReference\n"
        "IL-6\tCells of patients with gout\tDecrease\t[1]\nIL-8\tCells of patients with gout\t-\t[1]\n\nReferences\n\n1. A\n"
    )
    document, segmentation = segment(text)
    (statement,) = segmentation.statements
    assert statement.words.text == "Decrease"
    frames = {(frame.role, frame.words.text) for frame in statement.frames}
    assert {("row_label", "IL-6"), ("column_head", "Effect of drug"), ("cell", "Cells of patients with gout")} <= frames
    assert statement.table is not None
    assert statement.table.heads[3] == "Reference"
    assert document.text[slice(*statement.spans[0])] == "Decrease"


def test_sentences_before_the_one_that_announces_a_list_are_statements() -> None:
    found = said("Ofloxacin\n\nOfloxacin kills bacteria. Common side effects include:\n\n- Nausea\n- Rash\n")
    assert found == ["Ofloxacin kills bacteria.", "Nausea", "Rash"]


def test_a_lead_that_only_announces_its_list_is_no_statement_and_one_that_says_something_is() -> None:
    text = "Title\n\nMaterials:\n\n- Saline\n\nMetformin lowers glucose by several routes in adults:\n\n- Less from the liver\n"
    assert said(text) == ["Saline", "Metformin lowers glucose by several routes in adults:", "Less from the liver"]


def test_an_answer_is_one_statement_framed_by_its_question() -> None:
    text = "# Guide\n\n## FAQ\n\n### Q1: Is it safe?\n\n**A:** Yes. Use care in the elderly.\n"
    document = read_document(text.encode(), path="a.md")
    (statement,) = statements_of(document, ()).statements
    assert (statement.unit, statement.words.text) == ("answer", "Yes. Use care in the elderly.")
    assert statement.frames[-1].role == "question"


def test_a_sentence_full_of_capitals_is_no_subtitle() -> None:
    assert said("Title\n\nTofacitinib inhibits JAK1 and JAK3. It is oral.\n") == [
        "Tofacitinib inhibits JAK1 and JAK3.",
        "It is oral.",
    ]
