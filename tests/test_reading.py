"""Reading: text untouched, blocks exact, front matter and tables found, bad files refused with place and remedy."""

from __future__ import annotations

import pytest
from hypothesis import given

from strategies import documents
from thymograph.errors import DocumentError
from thymograph.model import Document, Span
from thymograph.reading import read_document
from thymograph.reading.manifest import read_manifest
from thymograph.reading.markup import clean, markup_spans, merge_spans


def read(text: str, **more: str) -> Document:
    return read_document(text.encode(), path=more.get("path", "a.txt"))


def words_by_kind(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


@given(documents)
def test_blocks_are_in_order_do_not_overlap_and_hold_words(text: str) -> None:
    if not text.strip() or "\0" in text:
        return
    document = read(text)
    assert document.text == text
    body = [block for block in document.blocks if block.section[:1] != ("front matter",)]
    end = 0
    for block in body:
        assert end <= block.start < block.end <= len(text)
        assert text[block.start : block.end].strip()
        end = block.end


@given(documents)
def test_every_block_is_framed_by_blocks_that_stand_before_it(text: str) -> None:
    if not text.strip() or "\0" in text:
        return
    document = read(text)
    for index, block in enumerate(document.blocks):
        assert all(frame < index for frame in block.frames)
        assert block.ordered_after is None or block.ordered_after < index


@given(documents)
def test_clean_words_stand_where_their_offsets_say(text: str) -> None:
    words = clean(text, [Span(0, len(text))], markup_spans(text))
    assert len(words.text) == len(words.offsets)
    assert list(words.offsets) == sorted(set(words.offsets))
    for character, offset in zip(words.text, words.offsets, strict=True):
        assert character == " " or text[offset] == character


@given(documents)
def test_byte_offsets_cut_the_same_words_from_the_file(text: str) -> None:
    if not text.strip() or "\0" in text:
        return
    content = text.encode()
    document = read(text)
    for block in document.blocks:
        anchor = document.anchor("words", block.start, block.end)
        assert content[anchor.byte_start : anchor.byte_end].decode() == text[block.start : block.end]
        assert anchor.line == text.count("\n", 0, block.start) + 1


def test_a_title_headings_paragraphs_and_lists_are_told_apart() -> None:
    text = (
        "Metformin in practice\n\nUse\n\nMetformin lowers glucose.\n\nIt acts by several routes:\n\n"
        "- Less glucose from the liver\n- More uptake in muscle\n\n## **Dose**\n\n1. Start low\n2. Go slow\n"
    )
    assert words_by_kind(read(text)) == [
        ("title", "Metformin in practice"),
        ("heading", "Use"),
        ("paragraph", "Metformin lowers glucose."),
        ("list_lead", "It acts by several routes:"),
        ("list_item", "Less glucose from the liver"),
        ("list_item", "More uptake in muscle"),
        ("heading", "**Dose**"),
        ("list_item", "Start low"),
        ("list_item", "Go slow"),
    ]


def test_a_sentence_cut_by_a_page_break_is_one_block() -> None:
    document = read("Title\n\nThe drug was given for\n\ntwelve weeks to adults. It helped.\n\nNew paragraph.\n")
    assert [kind for kind, _ in words_by_kind(document)] == ["title", "paragraph", "paragraph"]


def test_hard_wrapped_lines_are_one_paragraph_and_an_address_is_not() -> None:
    wrapped = "We enrolled adults with type 2 diabetes who had not taken any drug for\nit before, and followed them for a year at\ntwelve centres.\n"
    assert len(read("Title\n\n" + wrapped).blocks) == 2
    address = "12 High Street\nOldtown, OT 12345\nPhone: 555-0100\n"
    assert len(read("Title\n\n" + address).blocks) == 4


def test_tab_and_pipe_tables_give_cells_with_heads_and_labels() -> None:
    tabs = "Title\n\nTable 1: Outcomes\n\nArm\tResponse\tp\nDrug A\t33%\t0.01\nPlacebo\t10%\t\n"
    pipes = "Title\n\nTable 1: Outcomes\n\n| Arm | Response | p |\n|---|---:|---|\n| Drug A | 33% | 0.01 |\n| Placebo | 10% | |\n"
    for text in (tabs, pipes):
        document = read(text)
        cells = [block for block in document.blocks if block.kind == "table_cell"]
        assert [document.text[c.start : c.end] for c in cells] == ["33%", "0.01", "10%"]
        frames = [document.text[document.blocks[i].start : document.blocks[i].end] for i in cells[0].frames]
        assert frames == ["Table 1: Outcomes", "Response", "Drug A"]


def test_questions_and_answers_are_paired() -> None:
    text = "## FAQ\n\n### **Q1: Is it safe?**\n\n**A:** Yes, in most adults.\n"
    document = read_document(("# Guide\n\n" + text).encode(), path="a.md")
    answer = document.blocks[-1]
    assert (answer.kind, document.text[answer.start : answer.end]) == ("faq_answer", "Yes, in most adults.")
    assert document.blocks[answer.frames[-1]].kind == "faq_question"


def test_reference_lines_are_kept_apart_until_something_else_begins() -> None:
    text = "Title\n\nWords here.\n\nReferences\n\n- 1. First work\n  in two lines [a.org]\n\n- 2. Second\n\nDisclaimer\n\nNo warranty is given.\n"
    kinds = words_by_kind(read(text))
    assert [words for kind, words in kinds if kind == "reference"] == [
        "1. First work\n  in two lines [a.org]",
        "2. Second",
    ]
    assert kinds[-2:] == [("heading", "Disclaimer"), ("paragraph", "No warranty is given.")]


def test_front_matter_values_stand_where_they_are_written() -> None:
    text = "---\ntitle: Warfarin\ndescription: >-\n  Thins the\n  blood.\nfaqs:\n  - q: 'Why?'\n    a: |-\n      To prevent clots.\n---\n## Use\n\n- For clots.\n"
    document = read(text)
    assert document.title == "Warfarin"
    values = [document.text[b.start : b.end] for b in document.blocks if b.section[:1] == ("front matter",)]
    assert values == ["Warfarin", "Thins the\n  blood.", "Why?", "To prevent clots."]


def test_front_matter_that_is_not_yaml_is_a_notice_and_the_body_is_read() -> None:
    notices: list[str] = []
    document = read_document(b"---\ntitle: [unclosed\n---\n# Body\n\nIt works.\n", path="b.md", notices=notices)
    assert notices
    assert notices[0].startswith("b.md: line ")
    assert "not YAML" in notices[0]
    assert any(block.kind == "paragraph" for block in document.blocks)


@pytest.mark.parametrize(
    ("content", "place", "remedy"),
    [
        (b"", "a.txt", "empty"),
        (b" \n\t ", "a.txt", "empty"),
        (b"good\nbad \xe9t\xe9\n", "byte 9 (line 2)", "iconv"),
        (b"good\0bad", "byte 4", "UTF-8"),
        (b"%PDF-1.7 ...", "a.txt", "PDF"),
        (b"PK\x03\x04....", "a.txt", "ZIP"),
    ],
)
def test_a_file_that_is_no_text_is_refused_with_place_and_remedy(content: bytes, place: str, remedy: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(content, path="a.txt")
    assert place in str(caught.value)
    assert remedy in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_over_the_limit_is_refused() -> None:
    with pytest.raises(DocumentError, match="over the limit of 10; split it or raise --max-bytes"):
        read_document(b"12345678901", path="a.txt", max_bytes=10)


def test_bom_and_carriage_returns_stay_in_the_text_and_out_of_the_words() -> None:
    document = read_document("\ufeffTitle\r\n\r\nWords here.\r\n".encode(), path="a.txt")
    assert document.text.startswith("\ufeffTitle\r\n")
    assert words_by_kind(document) == [("title", "Title"), ("paragraph", "Words here.")]


def test_the_manifest_says_what_the_file_does_not() -> None:
    rows = read_manifest("path\tpublisher\tsells_subject\na.txt\tAcme\tyes\nb.txt\t\t\n")
    assert rows["a.txt"].publisher == "Acme"
    assert rows["a.txt"].sells_subject is True
    assert rows["b.txt"].sells_subject is None


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("path\tcolour\na\tred\n", "colour"), ("title\nx\n", "path"), ("path\tsells_subject\na\tmaybe\n", "row 2")],
)
def test_a_manifest_with_a_slip_says_where(text: str, wrong: str) -> None:
    with pytest.raises(DocumentError, match=wrong):
        read_manifest(text)


def test_merged_spans_touch_no_more() -> None:
    assert merge_spans([Span(3, 5), Span(0, 2), Span(2, 3), Span(9, 9)]) == (Span(0, 5), Span(9, 9))


def test_a_line_of_invisible_characters_is_blank() -> None:
    assert [words for _, words in words_by_kind(read("\x1f\nMetformin helps.\n\u2028\n\u200b\nIt is cheap.\n"))] == [
        "Metformin helps.",
        "It is cheap.",
    ]


def test_a_labelled_title_whose_first_word_is_marked_up_is_read() -> None:
    # Found by Hypothesis: the words as shown need not stand as printed.
    document = read_document(b"Title: [\\[5\\]](#)", path="a.md")
    assert [document.text[block.start : block.end] for block in document.blocks if block.kind == "title"] == [
        "[\\[5\\]](#)"
    ]
