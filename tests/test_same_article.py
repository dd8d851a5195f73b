"""One article in six formats: the same claims, links and works, but for the places in the file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from article_formats import FORMATS
from same_article import ARTICLE, Paragraph, claims_of
from thymograph.claims.extraction import extract
from thymograph.lexicon.concepts import load_lexicon
from thymograph.model import Document
from thymograph.reading import read_document
from thymograph.reading.formats import format_of

NAMES = {"md": "text", "txt": "text", "html": "html", "xml": "jats", "docx": "docx", "pdf": "pdf"}


def document(ending: str, article: Any = ARTICLE) -> Document:
    return read_document(FORMATS[ending](article), path=f"article.{ending}")


def entries_of(read: Document) -> list[tuple[Any, ...]]:
    entries = extract(read, load_lexicon()).document.entries
    return [(entry.number, entry.title, entry.year, entry.doi) for entry in entries]


@pytest.fixture(scope="module")
def markdown() -> Document:
    return document("md")


def without_upper_headings(claims: list[dict[str, object]]) -> list[dict[str, object]]:
    return [{**claim, "section": tuple(claim["section"])[-1:]} for claim in claims]  # type: ignore[arg-type]


def test_the_article_holds_what_must_be_compared(markdown: Document) -> None:
    claims = claims_of(markdown)
    assert len(claims) >= 15
    assert sum(bool(claim["relations"]) for claim in claims) >= 9
    assert sum(bool(claim["measurements"]) for claim in claims) >= 6
    assert sum(claim["status"] == "stated" for claim in claims) >= 7
    assert {claim["polarity"] for claim in claims} >= {"affirmed", "negated"}


@pytest.mark.parametrize("ending", ["html", "xml", "docx", "pdf"])
def test_each_format_gives_the_claims_of_markdown(markdown: Document, ending: str) -> None:
    assert claims_of(document(ending)) == claims_of(markdown)


def test_plain_text_gives_them_too_but_for_headings_above_headings_which_it_does_not_print(markdown: Document) -> None:
    assert without_upper_headings(claims_of(document("txt"))) == without_upper_headings(claims_of(markdown))


@pytest.mark.parametrize("ending", [ending for ending in FORMATS if ending != "md"])
def test_each_format_gives_the_entries_and_the_title_of_markdown(markdown: Document, ending: str) -> None:
    read = document(ending)
    assert read.title == markdown.title
    assert len(entries_of(read)) == 3
    assert entries_of(read) == entries_of(markdown)


@pytest.mark.parametrize("ending", list(FORMATS))
def test_the_format_is_told_by_what_the_file_holds(ending: str) -> None:
    assert format_of(FORMATS[ending](ARTICLE)).name == NAMES[ending]


@pytest.mark.parametrize("ending", list(FORMATS))
def test_a_word_changed_in_the_article_changes_its_claim_in_each_format(markdown: Document, ending: str) -> None:
    # Else the tests above could pass by comparing too little.
    changed = tuple(
        replace(part, words=part.words.replace("did not lower", "lowered")) if isinstance(part, Paragraph) else part
        for part in ARTICLE
    )
    found, before = claims_of(document(ending, changed)), claims_of(document(ending))
    different = [new for new, old in zip(found, before, strict=True) if new != old]
    assert [claim["polarity"] for claim in different] == ["affirmed"]


@pytest.mark.parametrize("ending", list(FORMATS))
def test_the_same_article_is_written_in_the_same_bytes(ending: str) -> None:
    assert FORMATS[ending](ARTICLE) == FORMATS[ending](ARTICLE)
