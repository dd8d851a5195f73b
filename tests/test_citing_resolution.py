"""Markers to entries, and statements to citations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from strategies import documents
from thymograph.citing.entries import read_entries
from thymograph.citing.markers import find_markers
from thymograph.citing.resolution import Bibliography, citations_of, resolve
from thymograph.model import Document, Frame, Span, Statement
from thymograph.reading import read_document
from thymograph.reading.markup import clean, merge_spans


def read(text: str) -> tuple[Document, Bibliography]:
    document = read_document(text.encode("utf-8"), path="case.md")
    return document, resolve(document, find_markers(document), read_entries(document))


def links(text: str) -> list[tuple[str, str, str | None]]:
    """Return number, method and title of each marker's link."""
    _, found = read(text)
    titles = {entry.id: entry.title or entry.host for entry in found.entries}
    return [
        (m.number, link.method, titles.get(link.entry or ""))
        for m, link in zip(found.markers, found.links, strict=True)
    ]


def statement(document: Document, found: Bibliography, words: str, **fields: Any) -> Statement:
    start = document.text.index(words)
    span = Span(start, start + len(words))
    masked = merge_spans(Span(m.start, m.end) for m in found.markers)
    block = next((i for i, b in enumerate(document.blocks) if b.start <= start < b.end), 0)
    return Statement(spans=(span,), words=clean(document.text, [span], masked), block=block, **fields)


LIST = "## References\n\n1. Ramipril in adults [x.org]\n2. Statins in adults [y.org]\n"


def test_number_that_the_list_prints_is_stated() -> None:
    _, found = read(f"# A title\n\nPressure fell.[2]\n\n{LIST}")
    (link,) = found.links
    assert (link.method, link.confidence) == ("number", 1.0)
    assert found.entry_by_id[link.entry or ""].title == "Statins in adults"
    assert {entry.work for entry in found.entries} == {work.id for work in found.works}


def test_number_beyond_the_list_dangles() -> None:
    assert links(f"# A title\n\nPressure fell.[2][3]\n\n{LIST}") == [
        ("2", "number", "Statins in adults"),
        ("3", "none", None),
    ]


def test_marker_means_the_list_of_its_section() -> None:
    text = (
        "# Part one\n\nPressure fell.[1]\n\n## References\n\n1. Work of one [a.org]\n2. Other of one [b.org]\n\n"
        "# Part two\n\nPressure rose.[1] It stayed.[2]\n\n## References\n\n1. Work of two [c.org]\n"
    )
    assert links(text) == [("1", "number", "Work of one"), ("1", "number", "Work of two"), ("2", "none", None)]


def test_list_that_goes_on_under_another_heading_is_open_to_all() -> None:
    text = f"# A title\n\nPressure fell.[1][3]\n\n{LIST}\n## Further references\n\n3. Diuretics in adults [z.org]\n"
    assert [title for _, _, title in links(text)] == ["Ramipril in adults", "Diuretics in adults"]


def test_footnotes_and_numbers_are_kept_apart() -> None:
    text = f"# A title\n\nPressure fell.[^1] It rose.[1]\n\n{LIST}\n[^1]: Diuretics in adults.\n"
    assert [title for _, _, title in links(text)] == ["Diuretics in adults", "Ramipril in adults"]


def test_name_and_year_are_a_key_where_one_entry_fits() -> None:
    tail = "## References\n\n- Smith J, Roe K. Ramipril. Heart J. 2019;1:1.\n- World Health Organization. Malaria report. 2020.\n- Poe A. Statins. 2017a.\n- Poe A. Fibrates. 2017b.\n"
    text = f"# A title\n\nDeaths fell (Smith et al., 2019; Doe et al., 2019). Poe et al. (2017b) and Poe et al. (2017) agree.\n\n{tail}"
    assert links(text) == [
        ("Smith 2019", "key", "Ramipril"),
        ("Doe 2019", "none", None),
        ("Poe 2017b", "key", "Fibrates"),
        ("Poe 2017", "none", None),
    ]


def test_list_that_lost_its_numbers_is_inferred_by_order() -> None:
    text = "# A title\n\nPressure fell.[1] Lipids fell.[2]\n\n## References\n\n- Ramipril in adults [x.org]\n- Statins in adults [y.org]\n"
    _, found = read(text)
    assert [(link.method, link.confidence) for link in found.links] == [("order", 0.6)] * 2


SHORT = """# Ramipril

## Use

Ramipril is used by many adults and has been for years 1, 2

It lowers pressure in the young 2, 3

A meta-analysis of nine trials in heart failure found fewer deaths 5

Heart failure should be treated early, says the meta-analysis 5

It was tried in IgA nephropathy without success 6

It is cheap and easy to take 4

It is safe for most adults 1

## References

Overview of common drugs

Heart pages, 2020

Drugs for everyone

Family doctor, 2019

ACE inhibitors in heart failure: a systematic review and meta-analysis

Heart journal, 2015

Steroids in IgA nephropathy

Kidney journal, 2016
"""


def test_short_list_is_inferred_by_content_and_then_weakly_by_order() -> None:
    found = {number: (method, title) for number, method, title in links(SHORT)}
    assert found == {
        "1": ("order", "Overview of common drugs"),
        "2": ("none", None),
        "3": ("none", None),
        "4": ("order", "Drugs for everyone"),
        "5": ("content", "ACE inhibitors in heart failure: a systematic review and meta-analysis"),
        "6": ("content", "Steroids in IgA nephropathy"),
    }
    _, bibliography = read(SHORT)
    sure = {link.method: link.confidence or 0 for link in bibliography.links}
    assert 0 < sure["order"] < sure["content"] < 1


def test_nothing_is_inferred_where_no_words_are_shared() -> None:
    text = (
        SHORT.replace("heart failure", "it")
        .replace("Heart failure", "It")
        .replace("meta-analysis", "one")
        .replace("IgA nephropathy", "some")
    )
    assert {method for _, method, _ in links(text)} == {"none"}


def test_scope_tells_how_much_the_marker_stands_for() -> None:
    text = f"# A title\n\nRamipril [1] lowers pressure.[2]\n\nIt has three uses 12 [1]:\n\n- It protects the kidney.[2]\n- Use two\n\n{LIST}"
    document, found = read(text)

    def scopes(words: str, **fields: Any) -> list[tuple[str, str]]:
        return [(c.number, c.scope) for c in citations_of(statement(document, found, words, **fields), found)[0]]

    assert scopes("Ramipril [1] lowers pressure.[2]") == [("1", "clause"), ("2", "sentence")]
    assert scopes("It has three uses 12 [1]:") == [("1", "lead")]
    assert scopes("It protects the kidney.[2]", unit="item") == [("2", "item")]
    assert scopes("lowers pressure.") == []


def test_cell_has_its_own_markers_and_those_of_its_row() -> None:
    table = (
        "| Study | Response | Grade | Reference |\n| --- | --- | --- | --- |\n| Roe [3] | 12% [2] | high [1] | [1] |\n"
    )
    document, found = read(f"# A title\n\n{table}\n{LIST}3. Diuretics [z.org]\n")

    def frame(role: Any, words: str) -> Frame:
        start = document.text.index(words) if words != "| [1] |" else document.text.index(words) + 2
        span = Span(start, start + len(words.strip("| ")))
        return Frame(
            role=role, words=clean(document.text, [span], [Span(m.start, m.end) for m in found.markers]), span=span
        )

    frames = (frame("row_label", "Roe [3]"), frame("cell", "high [1]"), frame("cell", "| [1] |"))
    cell = statement(document, found, "12% [2]", unit="cell", frames=frames)
    citations, status = citations_of(cell, found)
    assert [(c.number, c.scope) for c in citations] == [("3", "row"), ("2", "cell"), ("1", "row")]
    assert status == "stated"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Ramipril lowers pressure.[2]", "stated"),
        ("It is cheap.[9]", "dangling"),
        ("It is old.", "none"),
        ("It is new.[9][1]", "stated"),
    ],
)
def test_status_is_that_of_the_best_link(words: str, status: str) -> None:
    document, found = read(
        f"# A title\n\nRamipril lowers pressure.[2] It is cheap.[9] It is old. It is new.[9][1]\n\n{LIST}"
    )
    assert citations_of(statement(document, found, words), found)[1] == status


def test_inferred_is_a_status_of_its_own() -> None:
    document, found = read(SHORT)
    words = "It was tried in IgA nephropathy without success 6"
    citations, status = citations_of(statement(document, found, words), found)
    assert status == "inferred"
    assert citations[0].work == found.entry_by_id[citations[0].entry or ""].work


@given(documents)
def test_each_marker_has_one_link_that_keeps_the_rules(text: str) -> None:
    try:
        _, found = read(text)
    except ValueError:
        return
    assert len(found.links) == len(found.markers)
    for link in found.links:
        assert (link.entry is None) == (link.method == "none") == (link.confidence is None)
        if link.entry:
            assert link.entry in found.entry_by_id
            assert 0 < (link.confidence or 0) <= 1


def test_links_of_the_five_documents(corpus: Path) -> None:
    methods: dict[str, dict[str, set[str]]] = {}
    for path in sorted(corpus.glob("*.txt")):
        document = read_document(path.read_bytes(), path=path.name)
        found = resolve(document, find_markers(document), read_entries(document))
        by_method: dict[str, set[str]] = {}
        for marker, link in zip(found.markers, found.links, strict=True):
            by_method.setdefault(link.method, set()).add(marker.number)
        methods[path.name[:3]] = by_method
    assert [set(methods[name]) for name in ("000", "001", "002", "003")] == [{"number"}, {"number"}, {"number"}, set()]
    assert methods["004"] == {"content": {"6", "7"}, "order": {"1", "5"}, "none": {"2", "3", "4"}}
