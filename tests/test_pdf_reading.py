"""PDF files: the order in which their words are read, what their lines are, and what is no part of the text."""

from __future__ import annotations

import builtins
import os
import re
import signal
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pdf_files import BODY, HEADING, SMALL, TITLE, Sheet, Style, raw_pdf, scanned, with_pages, wrapped
from thymograph.citing.markers import find_markers
from thymograph.claims.extraction import Extraction, extract
from thymograph.claims.statements import statements_of
from thymograph.errors import DocumentError
from thymograph.graph.trace import trace
from thymograph.lexicon.concepts import load_lexicon
from thymograph.model import Document
from thymograph.pipeline import Limits, extract_files, gather
from thymograph.reading import read_document
from thymograph.reading.pdf.opening import opened
from thymograph.reading.pdf.reader import read_pdf

DATA = Path(__file__).parent / "data"
CUT = replace(BODY, hyphens=True)
FIRST = (
    "Colchicine inhibits the polymerization of tubulin in neutrophils and thereby lowers their mobility.^{1,2} In adults with "
    "recurrent gout it reduced the number of flares by 38% compared with placebo over six months.^{3}"
)
SECOND = (
    "Allopurinol lowers serum uric acid in most patients. It did not reduce the number of flares in the first weeks of "
    "treatment. Hypersensitivity reactions are uncommon, but they may be life-threatening in carriers of the allele."
)
THIRD = (
    "Whether a loading dose is needed is unknown. The recommendation of the panel is conditional, since the certainty of the "
    "evidence is low. Febuxostat should not be given to patients with cardiovascular disease."
)
PARAGRAPHS = (FIRST, SECOND, THIRD)
WORKS = (
    "Doe J, Roe R. Crystals and joints in patients with recurrent gout. J Tests 2015;3:4–9. doi:10.1000/crystal.1",
    "Moe M, Loe L. Colchicine and the inflammasome of neutrophils. Ann Tests 2018;7:12–20. doi:10.1000/inflam.2",
    "Foe F. A randomised trial of colchicine in recurrent gout. Trials Tests 2020;11:101–9. doi:10.1000/trial.3",
)


def read(content: bytes) -> Document:
    return read_document(content, path="paper.pdf")


def claims(content: bytes) -> Extraction:
    return extract(read(content), load_lexicon())


def blocks(content: bytes | Document) -> list[tuple[str, str]]:
    """Return kind and words of each block, a space for each end of a line."""
    document = read(content) if isinstance(content, bytes) else content
    return [(block.kind, " ".join(document.text[block.start : block.end].split())) for block in document.blocks]


def bare(words: str) -> str:
    """Return words as they come out: raised figures as Unicode has them."""
    figures = str.maketrans("0123456789–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
    return re.sub(r"\^\{([^}]*)\}", lambda match: match[1].translate(figures), words)


def statements(document: Document) -> list[str]:
    """Return the clean words of each statement, markers gone."""
    return [one.words.text for one in statements_of(document, find_markers(document)).statements]


def furniture(document: Document) -> list[str]:
    return [document.text[span.start : span.end] for span in document.furniture or ()]


def cells(document: Document) -> dict[tuple[int, int, int], str]:
    return {
        (block.table or 0, block.row, block.column): document.text[block.start : block.end]
        for block in document.blocks
        if block.table is not None and block.row is not None and block.column is not None
    }


def article(columns: int, *, repeat: int = 4, head: bool = True) -> Sheet:
    """Return an article: title and abstract over all columns, sections, running heads and feet, a numbered list."""
    sheet = Sheet(
        columns=columns,
        head=(lambda page: "Colchicine in recurrent gout" if page % 2 else f"{page}   Doe et al.") if head else None,
        foot=lambda page: f"J Tests 2022;4:{100 + page}",
    )
    sheet.across("Colchicine in recurrent gout: a review", TITLE)
    sheet.across("Jane Doe^{1}, Richard Roe^{2}", Style(size=11, justified=False, after=4))
    sheet.across("^{1}Department of Medicine, University of Nowhere, Nowhere", Style(size=8, justified=False, after=6))
    sheet.across("Abstract", HEADING)
    sheet.across("Gout is common. Colchicine reduced flares by 38% in adults with gout.", Style(size=9, after=14))
    for name in ("Introduction", "Methods", "Results", "Discussion"):
        sheet.add(name, HEADING)
        for _ in range(repeat):
            for words in PARAGRAPHS:
                sheet.add(words, CUT)
        sheet.skip(8)
    sheet.add("References", HEADING)
    for number, work in enumerate(WORKS, 1):
        sheet.add(work, SMALL, mark=f"{number}.")
    return sheet


# ------------------------------------------------------------ order


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_columns_are_read_one_after_the_other_and_paragraphs_go_on_over_columns_and_pages(columns: int) -> None:
    document = read(article(columns).content())
    found = [(kind, re.sub(r"(?<=[a-z])- (?=[a-z])", "", words)) for kind, words in blocks(document)]
    prose = [words for kind, words in found if kind == "paragraph"]
    # A paragraph cut by a page holds what the page prints between its parts.
    for said in furniture(document):
        prose = [words.replace(f" {said}", "") for words in prose]
    assert prose[0] == "Gout is common. Colchicine reduced flares by 38% in adults with gout."
    # A word cut where it has a hyphen has one hyphen.
    assert [words.replace("lifethreatening", "life-threatening") for words in prose[1:]] == [
        bare(words) for _ in range(16) for words in PARAGRAPHS
    ]
    assert [words for kind, words in found if kind in ("title", "heading")] == [
        "Colchicine in recurrent gout: a review", "Abstract", "Introduction", "Methods", "Results", "Discussion", "References",
    ]  # fmt: skip
    assert [words for kind, words in found if kind == "metadata"] == [
        "Jane Doe¹, Richard Roe²",
        "¹Department of Medicine, University of Nowhere, Nowhere",
    ]


def test_running_heads_and_feet_are_no_part_of_the_sentences_around_them() -> None:
    document = read(article(2, repeat=7).content())
    pages = len(document.pages)
    assert pages >= 3
    assert set(furniture(document)) == {
        *(f"J Tests 2022;4:{100 + page}" for page in range(1, pages + 1)),
        "Colchicine in recurrent gout",
        *(f"{page} Doe et al." for page in range(2, pages + 1, 2)),
    }
    extraction = extract(document, load_lexicon())
    assert not any("Doe et al" in claim.gist or "J Tests 2022" in claim.gist for claim in extraction.claims)
    ledger = {document.text[span.start : span.end] for span in extraction.ledger if span.kind == "boilerplate"}
    assert any("Doe et al." in words for words in ledger)


def test_the_time_and_the_address_that_a_browser_prints_are_no_part_of_the_text() -> None:
    sheet = Sheet()
    sheet.put("11/24/22, 11:48 PM", 20, 820, SMALL)
    sheet.put("Gout: a short guide", 280, 820, SMALL)
    sheet.put("https://example.org/gout/guide", 20, 15, SMALL)
    sheet.put("1/1", 560, 15, SMALL)
    document = read(sheet.add(SECOND).content())
    assert blocks(document) == [("paragraph", SECOND)]
    assert furniture(document) == ["11/24/22, 11:48 PM Gout: a short guide", "https://example.org/gout/guide 1/1"]


def test_the_page_of_each_claim_is_the_one_that_prints_it() -> None:
    words = [f"Colchicine reduced flares by {70 - 5 * number}% in trial {number} of adults." for number in range(1, 8)]
    extraction = claims(with_pages(words, foot=lambda page: str(page)))
    found = {
        int((claim.quote or "").split("trial ")[1].split()[0]): claim.anchors[0].page for claim in extraction.claims
    }
    assert found == {number: number for number in range(1, 8)}


def test_a_trail_names_page_and_line() -> None:
    extraction = claims(with_pages([SECOND, THIRD]))
    claim = next(one for one in extraction.claims if "Febuxostat" in (one.quote or ""))
    told = "\n".join(trace(extraction.claims, claim.id, documents=(extraction.document,), works=()).lines())
    assert re.search(r"where  paper\.pdf, page 2, line \d+ \(characters ", told)


def test_a_claim_that_a_page_cuts_is_one_and_stands_on_the_page_where_it_begins() -> None:
    sheet = Sheet(foot=lambda page: f"Page {page} of 2")
    sheet.y = 85
    sheet.add("Colchicine was given to adults with gout, and in those who took it for at least six months it")
    sheet.new_page().add("reduced the number of flares by 38% compared with placebo.", replace(BODY, first=0))
    document = read(sheet.content())
    (claim,) = extract(document, load_lexicon()).claims
    assert claim.anchors[0].page == 1
    assert statements(document) == [
        "Colchicine was given to adults with gout, and in those who took it for at least six months it reduced the number of "
        "flares by 38% compared with placebo."
    ]


def test_notes_at_the_foot_of_a_column_do_not_part_the_paragraph_over_them() -> None:
    sheet = Sheet(columns=2)
    sheet.note("*Presented at a meeting in 2021.")
    while sheet.column == 0:
        sheet.add(SECOND)
    document = read(sheet.content())
    found = blocks(document)
    assert ("paragraph", "*Presented at a meeting in 2021.") in found
    others = [words for kind, words in found if "Presented" not in words]
    assert set(others) == {SECOND}


def test_a_box_or_table_wider_than_a_column_is_read_where_it_stands() -> None:
    document = read((DATA / "printed" / "guideline.pdf").read_bytes())
    found = [words for _, words in blocks(document)]
    order = [found.index(words) for words in ("Key points", "Medicine", "Dose", "Comments", "3 Methods")]
    assert order == sorted(order)
    assert cells(document)[0, 0, 2] == "Reduce the dose in renal impairment. Avoid with strong CYP3A4 inhibitors."
    assert cells(document)[0, 1, 1] == "100 mg daily, increased by 100 mg every four weeks"


def test_short_lines_beside_an_abstract_do_not_run_into_its_sentences() -> None:
    sheet = Sheet().across("Colchicine in recurrent gout", TITLE)
    top = sheet.y
    for number, words in enumerate(("Article history:", "Received 3 May 2022", "Accepted 9 June 2022", "Keywords:", "Gout", "Colchicine")):  # fmt: skip
        sheet.put(words, 60, top - 9 * number, Style("Helvetica", 7))
    abstract = f"{SECOND} {THIRD}"
    for number, line in enumerate(wrapped(abstract, Style(), 300)):
        sheet.put(" ".join(line), 220, top - 12 * number, Style())
    found = [words for _, words in blocks(sheet.content())]
    assert abstract in found
    assert found.index("Colchicine in recurrent gout") == 0


# ------------------------------------------------------------ letters


def test_words_cut_at_the_ends_of_lines_are_whole_in_what_a_claim_says() -> None:
    sheet = Sheet(columns=3)
    for words in (
        "Interleukin-1 inhibitors reduced inflammation in patients who did not tolerate colchicine.",
        SECOND,
        THIRD,
    ):
        sheet.add(words, CUT)
    document = read(sheet.content())
    assert re.search(r"[a-z]-\n[a-z]", document.text)
    said = " ".join(statements(document))
    assert not re.search(r"[a-z]- [a-z]", said)
    for word in ("inflammation", "patients", "recommendation", "cardiovascular", "colchicine", "tolerate"):
        assert word in said
    words = "Interleukin-1 inhibitors reduced inflammation in patients who did not tolerate colchicine."
    assert said == " ".join((words, bare(SECOND), THIRD))
    for claim in extract(document, load_lexicon()).claims:
        anchors = (document.text[anchor.start : anchor.end] for anchor in claim.anchors)
        assert [anchor.sha256 for anchor in claim.anchors] == [sha256(words.encode()).hexdigest() for words in anchors]


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("concentrations of C-\nreactive protein", "concentrations of C-reactive protein"),
        ("pa-\ntients took it", "patients took it"),
        ("TGF-\nβ fell", "TGF-β fell"),
        ("HLA-\nB*58:01", "HLA-B*58:01"),
        ("a double-\nblind placebo-\ncontrolled trial", "a double-blind placebo-controlled trial"),
        ("pre- and\npost-\noperative", "pre- and postoperative"),
        ("pre-\nand postoperative", "pre- and postoperative"),
        ("anti-\ninflammatory; antiinflammatory", "antiinflammatory; antiinflammatory"),
        ("anti-\ninflammatory", "anti-inflammatory"),
        ("a dose of 5 mg -\nthe lowest", "a dose of 5 mg - the lowest"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_goes_if_it_cut_a_word_and_stays_in_a_compound(printed: str, said: str) -> None:
    from thymograph.model import Span
    from thymograph.reading.markup import clean

    assert clean(printed, [Span(0, len(printed))], []).text == said


def test_raised_figures_cite_the_works_of_the_list() -> None:
    extraction = claims(article(2, repeat=1).content())
    cited = [
        [citation.number for citation in claim.citations]
        for claim in extraction.claims
        if "tubulin" in (claim.quote or "")
    ]
    assert cited == [["1", "2"]] * 4
    assert [(entry.number, entry.doi) for entry in extraction.document.entries] == [
        ("1", "10.1000/crystal.1"),
        ("2", "10.1000/inflam.2"),
        ("3", "10.1000/trial.3"),
    ]


def test_powers_never_become_other_numbers() -> None:
    sheet = Sheet().add("The count was 4.2 × 10^{9} per litre, and I^{2} was 12%.")
    assert read(sheet.content()).text == "The count was 4.2 × 10⁹ per litre, and I² was 12%."
    assert read((DATA / "pypdf" / "superscript-pdftex.pdf").read_bytes()).text.startswith("x² = 9 means x ∈ {3, −3}")


def test_ligatures_are_letters_and_soft_hyphens_show_only_where_they_cut_a_word() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    sheet = Sheet()
    sheet.put("The de\ufb01nition was suf\ufb01cient: \ufb01ve \ufb02ares; neutro\u00adphils", 60, 700, Style("Vera"))
    sheet.put("took col\u00adchicine in combi\u00ad", 60, 688, Style("Vera"))
    sheet.put("nation.", 60, 676, Style("Vera"))
    assert read(sheet.content()).text == (
        "The definition was sufficient: five flares; neutrophils\ntook colchicine in combi-\nnation."
    )


def test_greek_letters_of_the_symbol_font_are_greek_letters() -> None:
    sheet = Sheet()
    text = sheet.canvas.beginText(60, 700)
    for font, words in (("Times-Roman", "TGF-"), ("Symbol", "β"), ("Times-Roman", " and IL-1"), ("Symbol", "β"), ("Times-Roman", " fell.")):  # fmt: skip
        text.setFont(font, 10)
        text.textOut(words)
    sheet.canvas.drawText(text)
    assert read(sheet.content()).text == "TGF-β and IL-1β fell."


def test_a_large_capital_belongs_to_the_word_that_it_begins() -> None:
    sheet = Sheet()
    sheet.put("C", 60, 680, Style("Times-Roman", 34))
    for number, words in enumerate(("olchicine inhibits the polymerization of tubulin", "in neutrophils and thereby", "lowers their")):  # fmt: skip
        sheet.put(words, 86, 704 - 12 * number, Style())
    sheet.put("mobility. It did not lower serum uric acid.", 60, 668, Style())
    document = read(sheet.content())
    (block,) = blocks(document)
    assert block == (
        "paragraph",
        "Colchicine inhibits the polymerization of tubulin in neutrophils and thereby lowers their mobility. It did not lower "
        "serum uric acid.",
    )


# ------------------------------------------------------------ roles


def test_headings_are_told_by_size_and_weight_and_stand_under_each_other() -> None:
    sheet = Sheet().add("Colchicine in gout", TITLE)
    for name, style in (("Methods", HEADING), ("Search", Style("Times-Bold", 10, 14)), ("Results", HEADING)):
        sheet.skip(6).add(name, style).add(THIRD)
    document = read(sheet.content())
    assert [(block.kind, block.level) for block in document.blocks if block.kind in ("title", "heading")] == [
        ("title", 1),
        ("heading", 2),
        ("heading", 3),
        ("heading", 2),
    ]


def test_items_have_signs_or_numbers_and_their_lines_hang_together() -> None:
    sheet = Sheet(columns=2).across("Colchicine in gout", TITLE)
    sheet.add("The trial asked:", replace(BODY, first=0))
    for words in PARAGRAPHS[1:]:
        sheet.add(words, mark="•")
    for number, words in enumerate(PARAGRAPHS[1:], 1):
        sheet.add(words, mark=f"{number}.")
    found = blocks(sheet.content())
    assert found[1] == ("list_lead", "The trial asked:")
    assert found[2:] == [("list_item", words) for words in (SECOND, THIRD, SECOND, THIRD)]


def test_short_items_with_signs_are_no_table() -> None:
    sheet = Sheet()
    for words in ("Gout is common.", "Flares hurt.", "Colchicine is old."):
        sheet.add(words, mark="•", shift=30)
    assert blocks(sheet.content()) == [
        ("list_item", words) for words in ("Gout is common.", "Flares hurt.", "Colchicine is old.")
    ]


def test_drawn_dots_open_items_as_printed_ones_do() -> None:
    document = read((DATA / "printed" / "slides.pdf").read_bytes())
    assert [words for kind, words in blocks(document) if kind == "list_item"] == [
        "Colchicine inhibits tubulin polymerization in neutrophils",
        "Flares fell by 38% compared with placebo",
        "Serum uric acid did not change",
        "Diarrhea occurred in 23% of patients and was the most common reason for stopping the medicine early in the trial",
        "Myopathy was rare",
    ]
    assert furniture(document) == ["Society of Tests 2022"] * 3


def test_a_table_of_contents_says_nothing() -> None:
    sheet = Sheet().add("Guideline on gout", TITLE).add("Contents", HEADING)
    for number, name in enumerate(("Background", "Recommendations", "Methods"), 1):
        sheet.add(f"{number}. {name} {'.' * 60} {number + 1}", replace(BODY, justified=False, first=0))
    sheet.skip(10).add("List of tables", HEADING)
    sheet.table([("Outcomes of trials", "3"), ("Doses of medicines", "7"), ("Harms", "11")], [200, 40], rules="none")
    sheet.skip(10).add("Background", HEADING).add(THIRD)
    found = blocks(sheet.content())
    assert {kind for kind, words in found if re.search(r"\d$", words)} == {"boilerplate"}
    assert found[-1] == ("paragraph", THIRD)
    pages = (DATA / "pypdf" / "pdflatex-outline.pdf").read_bytes()
    assert not cells(read(pages))


def test_captions_are_no_headings_however_they_are_set() -> None:
    sheet = Sheet().add("Results", HEADING).add(SECOND)
    sheet.picture().add("Figure 1. Serum CRP fell in the colchicine group.", Style("Times-Bold", 9, 11, after=10))
    sheet.add(THIRD)
    assert blocks(sheet.content())[2] == ("caption", "Figure 1. Serum CRP fell in the colchicine group.")


def test_stamps_aslant_and_words_at_the_margin_are_no_part_of_the_text() -> None:
    sheet = Sheet(mark="DRAFT")
    for _ in range(12):
        sheet.add(SECOND)
    sheet.turned("Downloaded from a library on 3 May 2022", 580, 200, 90)
    document = read(sheet.content())
    found = blocks(document)
    assert [one for one in found if one[0] == "paragraph"] == [("paragraph", SECOND)] * 12
    assert sorted(words for kind, words in found if kind == "boilerplate") == [
        "DRAFT",
        "Downloaded from a library on 3 May 2022",
    ]


def test_a_page_that_lies_on_its_side_is_read_upright() -> None:
    sheet = Sheet()
    for number, words in enumerate(
        ("Colchicine reduced flares by 38% in adults", "with gout. It did not lower uric acid.")
    ):
        sheet.turned(words, 300 + 12 * number, 100, 90, Style())
    assert (
        read(sheet.content()).text
        == "Colchicine reduced flares by 38% in adults\nwith gout. It did not lower uric acid."
    )


def test_the_numbers_of_lines_of_a_manuscript_are_no_words_of_it() -> None:
    sheet = Sheet(numbered_lines=True)
    sheet.add("Colchicine in gout", TITLE).add("Introduction", HEADING)
    for words in PARAGRAPHS:
        sheet.add(words, Style(size=12, leading=24, first=24, justified=False))
    document = read(sheet.content())
    assert [words for kind, words in blocks(document) if kind == "paragraph"] == [bare(words) for words in PARAGRAPHS]
    (numbers,) = furniture(document)
    assert numbers.split() == [str(number) for number in range(1, len(numbers.split()) + 1)]


# ------------------------------------------------------------ tables

OUTCOMES = (
    ("Outcome", "Colchicine (n = 120)", "Placebo (n = 118)"),
    ("Gout flare", "21%", "34%"),
    ("Diarrhea", "23%", "8%"),
    ("Death", "1%", "1%"),
)


@pytest.mark.parametrize("rules", ["three", "grid", "none"])
def test_tables_are_told_by_what_stands_under_each_other_with_rules_or_without(rules: str) -> None:
    sheet = Sheet().add(FIRST).skip(8)
    sheet.add("Table 1. Outcomes at 6 months", Style("Times-Bold", 9, 11, after=2))
    sheet.table(OUTCOMES, [160, 110, 110], rules=rules).add(SECOND)
    document = read(sheet.content())
    assert cells(document) == {
        (0, row - 1, column): words for row, line in enumerate(OUTCOMES) for column, words in enumerate(line)
    }
    caption = next(i for i, block in enumerate(document.blocks) if block.kind == "table_frame" and block.table is None)
    value = next(block for block in document.blocks if (block.row, block.column) == (0, 1))
    assert caption in value.frames
    (claim,) = [claim for claim in extract(document, load_lexicon()).claims if (claim.quote or "").strip() == "21%"]
    assert claim.measurements[0].number == 21


def test_cells_of_several_lines_are_one_and_a_head_over_rows_stays_a_row() -> None:
    rows = (
        ("Event", "Colchicine", "Placebo", "P value"),
        ("Gastrointestinal events", "", "", ""),
        ("Diarrhea of any grade during the first four weeks of treatment", "28 (23%)", "9 (8%)", "0.001"),
        ("Nausea", "11 (9%)", "10 (8%)", "0.83"),
        ("Myopathy", "1 (1%)", "0", "1.0"),
    )
    sheet = Sheet().add("Table 2. Adverse events", Style("Times-Bold", 9, 11, after=2))
    sheet.table(rows, [160, 90, 90, 60], rules="three").add(SECOND)
    found = cells(read(sheet.content()))
    assert {key: words for key, words in found.items() if key[1] == 1} == {
        (0, 1, column): words for column, words in enumerate(rows[2])
    }
    assert found[0, 0, 0] == "Gastrointestinal events"
    assert found[0, 2, 3] == "0.83"


def test_heads_that_span_several_columns_stand_over_each_of_them() -> None:
    sheet = Sheet().add(FIRST).skip(8)
    sheet.add("Table 3. Adverse events", Style("Times-Bold", 9, 11, after=2))
    for y, words in ((0, ((150, "Colchicine group"), (300, "Placebo group"))), (12, ((140, "n"), (190, "percent"), (290, "n"), (340, "percent")))):  # fmt: skip
        for x, one in words:
            sheet.put(one, 60 + x, sheet.y - 10 - y, SMALL)
    for number, line in enumerate((("Diarrhea", "28", "23", "9", "8"), ("Nausea", "11", "9", "10", "8"), ("Death", "1", "1", "1", "1"))):  # fmt: skip
        for x, one in zip((0, 140, 190, 290, 340), line, strict=True):
            sheet.put(one, 60 + x, sheet.y - 36 - 12 * number, SMALL)
    document = read(sheet.content())
    value = next(block for block in document.blocks if (block.row, block.column) == (0, 4))
    assert document.text[value.start : value.end] == "8"
    over = [document.text[document.blocks[at].start : document.blocks[at].end] for at in value.frames]
    assert over[-3:] == ["Placebo group", "percent", "Diarrhea"]


def test_brackets_that_a_narrow_head_cuts_close_in_its_next_line() -> None:
    rows = (("Outcome", "Colchicine (n = 120)", "Placebo (n = 118)"), ("Gout flare", "25", "40"), ("Death", "1", "2"))
    sheet = Sheet().table(rows, [120, 70, 62], between=0).add(SECOND)
    assert {words for (_, row, _), words in cells(read(sheet.content())).items() if row == -1} == set(rows[0])


def test_two_full_rows_are_never_made_one() -> None:
    rows = [("Outcome", "Arm A", "Arm B"), *((f"event {n}", f"{n} of 60", f"{n + 3} of 61") for n in range(1, 9))]
    sheet = Sheet().table(rows, [140, 90, 90], rules="none", between=0).add(SECOND)
    found = cells(read(sheet.content()))
    assert [found[0, row, 0] for row in range(8)] == [f"event {n}" for n in range(1, 9)]


def test_lines_of_a_narrow_column_pulled_apart_are_no_table() -> None:
    sheet = Sheet(columns=4, gap=12)
    for _ in range(3):
        sheet.add("Gastrointestinal disturbances characteristically accompany anti-inflammatory pharmacotherapy in hospitalised participants.")  # fmt: skip
    assert not cells(read(sheet.content()))


# ------------------------------------------------------------ references


def test_a_list_of_works_goes_on_over_columns_and_pages_with_numbers_and_identifiers() -> None:
    sheet = Sheet(columns=2, foot=lambda page: str(page))
    for number in range(14):
        sheet.add(f"Trial {number}. {FIRST}")
    sheet.add("References", HEADING)
    for number in range(1, 121):
        words = f"Author{number} A, Other B. A trial of colchicine in the treatment of gout, part {number}. J Tests 2015;3:{number}–9. doi:10.1000/trial.{number}"  # fmt: skip
        sheet.add(words, SMALL, mark=f"{number}.", shift=20)
    document = read(sheet.content())
    extraction = extract(document, load_lexicon())
    assert len(document.pages) >= 3
    assert [(entry.number, entry.doi) for entry in extraction.document.entries] == [
        (str(number), f"10.1000/trial.{number}") for number in range(1, 121)
    ]


def test_entries_without_numbers_are_told_by_lines_that_hang() -> None:
    sheet = Sheet(columns=2).add("References", HEADING)
    names = ("Ashe", "Boer", "Cole", "Dunn", "Egan", "Frey")
    for number, name in enumerate(names):
        sheet.add(f"{name} A, Other B. A long trial of colchicine in the treatment of recurrent gout. J Tests {2010 + number};3:1–9.", replace(SMALL, others=12))  # fmt: skip
    document = read(sheet.content())
    assert [words.split()[0] for kind, words in blocks(document) if kind == "reference"] == list(names)


def test_an_identifier_that_the_end_of_a_line_cuts_is_whole() -> None:
    sheet = Sheet()
    sheet.add("References", HEADING)
    for number, (end, rest) in enumerate(
        (("doi:10.1000/", "abc.2019"), ("https://doi.org/10.1000/j.tests.", "2020.05.1"), ("doi:10.1000/j-", "x7")), 1
    ):
        sheet.put(f"{number}. Doe J. A trial of colchicine in gout, the part with the number {number}. J Tests 2019. {end}", 60, 700 - 40 * number, SMALL)  # fmt: skip
        sheet.put(f"{rest}.", 72, 690 - 40 * number, SMALL)
    assert [entry.doi for entry in claims(sheet.content()).document.entries] == [
        "10.1000/abc.2019",
        "10.1000/j.tests.2020.05.1",
        "10.1000/j-x7",
    ]


# ------------------------------------------------------------ whole documents


def test_an_article_printed_by_a_browser_is_read_as_it_is_seen() -> None:
    found = blocks((DATA / "printed" / "article.pdf").read_bytes())
    assert found[:3] == [
        ("metadata", "REVIEW ARTICLE"),
        ("title", "Colchicine in recurrent gout: efficacy, safety & the first flare"),
        ("metadata", "Jane Doe¹, Richard Roe²,* and Mary Poe¹"),
    ]
    headings = [words for kind, words in found if kind == "heading"]
    assert headings == ["1. Introduction", "2. Methods", "2.1 Search", "3. Results", "4. Discussion", "Funding", "References"]  # fmt: skip
    assert [words.split()[1] for kind, words in found if kind == "reference"] == "Doe Moe Foe Boe Noe Coe".split()
    assert [words for kind, words in found if kind == "list_item"][-1] == "Children were excluded."


def test_a_flyer_is_read_from_top_to_bottom() -> None:
    sheet = Sheet(margin=40)
    sheet.put("Gout: what you can do", 120, 740, Style("Helvetica-Bold", 28))
    sheet.y = 700
    sheet.box(60).add("Ask your doctor before you take colchicine.", Style("Helvetica-Bold", 14, 18, justified=False))
    sheet.skip(60).add("Colchicine may cause diarrhea. Stop it and call us if you vomit.", Style("Helvetica", 12, 16))
    sheet.skip(40).add("Society of Tests, 2022", Style("Helvetica", 8, 10))
    found = [words for _, words in blocks(sheet.content())]
    assert found == [
        "Gout: what you can do",
        "Ask your doctor before you take colchicine.",
        "Colchicine may cause diarrhea. Stop it and call us if you vomit.",
        "Society of Tests, 2022",
    ]


def test_a_title_that_only_the_file_says_is_its_title() -> None:
    document = read(Sheet(title="Colchicine in gout").add(SECOND).content())
    assert document.title == "Colchicine in gout"
    assert document.format == "pdf"


def test_what_the_program_says_of_the_language_does_not_make_english_foreign() -> None:
    sheet = Sheet().add(f"{FIRST} {SECOND}")
    content = sheet.content().replace(b"/Type /Catalog", b"/Lang (fr-CA) /Type /Catalog")
    assert b"fr-CA" in content
    assert read(content).blocks


def test_the_same_file_is_read_the_same_whatever_was_read_before() -> None:
    files = [article(2, repeat=1).content(), (DATA / "printed" / "article.pdf").read_bytes(), with_pages(PARAGRAPHS)]
    first = [read(content) for content in files]
    again = [read(content) for content in reversed(files)][::-1]
    assert first == again


LAYOUTS = st.fixed_dictionaries(
    {
        "columns": st.integers(1, 3),
        "gap": st.sampled_from([14.0, 18.0, 30.0]),
        "margin": st.sampled_from([40.0, 70.0]),
        "hyphens": st.booleans(),
        "justified": st.booleans(),
        "size": st.sampled_from([8.0, 9.5, 11.0]),
        "foot": st.booleans(),
    }
)
LEXICON = ("colchicine", "reduced", "flares", "of", "gout", "in", "38%", "adults", "inflammation", "serum", "uric", "acid",
           "IL-6", "(p < 0.001)", "hypersensitivity", "and", "the")  # fmt: skip
TEXTS = st.lists(
    st.tuples(
        st.sampled_from(["paragraph", "paragraph", "heading", "item"]),
        st.lists(st.sampled_from(LEXICON), min_size=2, max_size=60),
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(LAYOUTS, TEXTS)
def test_in_any_layout_each_word_is_there_once_every_line_slices_and_the_ledger_is_exact(
    layout: dict[str, Any], texts: list[tuple[str, list[str]]]
) -> None:
    foot = (lambda page: f"J Tests 2022;4:{100 + page}") if layout["foot"] else None
    sheet = Sheet(columns=layout["columns"], gap=layout["gap"], margin=layout["margin"], foot=foot)
    size = layout["size"]
    style = Style(size=size, leading=1.2 * size, hyphens=layout["hyphens"], justified=layout["justified"], first=size)
    written: list[str] = []
    for number, (kind, words) in enumerate(texts):
        said = [f"w{number}x{place}{word}" if word.isalpha() else word for place, word in enumerate(words)]
        written += said
        if kind == "heading":
            sheet.skip(6).add(" ".join(said), replace(HEADING, hyphens=False))
        else:
            sheet.add(" ".join(said) + ".", style, mark="•" if kind == "item" else "")
            written[-1] += "."
            written += ["•"] if kind == "item" else []
    content = sheet.content()
    surface = read_pdf(content, path="any.pdf")
    text = surface.text
    for line in filter(lambda line: line.text, surface.lines or ()):
        # Lines of a paragraph that a page cuts leave out what stands between them.
        assert line.start <= line.inner <= line.end <= len(text)
        for piece in line.text.split("\n"):
            assert piece in text[line.start : line.end]
    assert list(surface.pages) == sorted(surface.pages)
    assert len(surface.pages) == sheet.page
    found = text
    for number in range(1, sheet.page + 1):
        found = found.replace(f"J Tests 2022;4:{100 + number}", "")
    assert sorted(re.sub(r"-\n+|\s", "", found)) == sorted(re.sub(r"\s", "", "".join(written)))
    document = read(content)
    spans = extract(document, load_lexicon()).ledger
    assert [0, *(span.end for span in spans)] == [*(span.start for span in spans), len(text)]


# ------------------------------------------------------------ pages without words, locks


def test_a_scanned_file_is_named_as_such() -> None:
    with pytest.raises(DocumentError, match=r"none of its 3 pages .* scanned.*ocrmypdf") as caught:
        read(scanned(3))
    assert caught.value.reason == "scanned"


def test_scanned_pages_among_others_are_named_and_the_others_read() -> None:
    sheet = Sheet().add(SECOND)
    sheet.new_page().picture(700).put("Received 3 May", 60, 30, SMALL)
    sheet.new_page().add(THIRD)
    notices: list[str] = []
    document = read_document(sheet.content(), path="mixed.pdf", notices=notices)
    assert notices == [
        "mixed.pdf: no text on page 2 of 3: scanned; run text recognition over the file to have them read"
    ]
    assert document.page_of(document.text.index("Febuxostat")) == 3


def test_a_file_without_words_is_empty() -> None:
    with pytest.raises(DocumentError, match="no words") as caught:
        read(Sheet().content())
    assert caught.value.reason == "empty"


def test_a_password_is_asked_for_and_one_for_changes_alone_is_not() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    for content in (
        Sheet(encrypt=StandardEncryption("open", "change")).add(SECOND).content(),
        (DATA / "pypdf" / "libreoffice-writer-password.pdf").read_bytes(),
    ):
        with pytest.raises(DocumentError, match="locked with a password"):
            read(content)
    assert read(Sheet(encrypt=StandardEncryption("", "change")).add(SECOND).content()).blocks
    assert read((DATA / "pypdf" / "r6-empty-password.pdf").read_bytes()).text.startswith("pdf encryption test")


def test_without_the_library_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    found = builtins.__import__

    def missing(name: str, *rest: Any, **named: Any) -> Any:
        if name.startswith("pypdfium2"):
            raise ImportError(name)
        return found(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(DocumentError, match=re.escape('pip install "thymograph[pdf]"')):
        read_pdf(Sheet().content(), path="a.pdf")


# ------------------------------------------------------------ hostile files

SOUND = "BT /F1 12 Tf 72 700 Td (Colchicine reduced flares by 38% in adults with gout.) Tj ET"


def one_page(content: bytes | str, *, catalog: str = "", box: str = "0 0 612 792", font: str | None = None) -> bytes:
    stream = content.encode() if isinstance(content, str) else content
    return raw_pdf(
        f"<< /Type /Catalog /Pages 2 0 R {catalog}>>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
        font or "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(one_page(SOUND).replace(b"startxref", b"startxxxx"), id="no table of objects"),
        pytest.param(one_page(SOUND, catalog="/OpenAction << /S /JavaScript /JS (app.alert(1)) >> "), id="script"),
        pytest.param(one_page(SOUND, catalog="/OpenAction << /S /Launch /F (/bin/touch) >> "), id="program"),
        pytest.param(one_page(SOUND, box="0 0 1e9 1e9"), id="huge page"),
        pytest.param(one_page(SOUND, box="a b c d"), id="no page size"),
        pytest.param(one_page(SOUND, font="<< /Type /Font /Subtype /Type1 >>"), id="font without name"),
        pytest.param(one_page(SOUND, font="null"), id="no font"),
        pytest.param(one_page("q " * 200_000 + SOUND), id="deep state"),
        pytest.param(one_page("0 0 m 1 1 l S " * 100_000 + SOUND), id="many paths"),
    ],
)
def test_strange_files_are_read_for_their_words_and_nothing_in_them_runs(content: bytes) -> None:
    assert read_pdf(content, path="odd.pdf").text == "Colchicine reduced flares by 38% in adults with gout."


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(one_page(SOUND)[:300], "unreadable", id="cut short"),
        pytest.param(b"%PDF-1.7\n" + bytes(range(256)) * 20, "unreadable", id="noise"),
        pytest.param(raw_pdf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"), "empty", id="loop of pages"),
        pytest.param(raw_pdf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"), "empty", id="two milliard pages"),
        pytest.param(raw_pdf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 5001 >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"), "too large", id="5,001 pages"),
        pytest.param(one_page(SOUND.replace("12 Tf", "1e30 Tf")), "empty", id="letters larger than the world"),
        pytest.param(raw_pdf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>", *["null"] * 100_000), "empty", id="a hundred thousand objects"),
    ],
)  # fmt: skip
def test_files_that_cannot_be_read_are_refused_with_what_is_wrong(content: bytes, reason: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_pdf(content, path="bad.pdf")
    assert caught.value.reason == reason
    assert str(caught.value).startswith("bad.pdf: ")


def test_words_all_over_a_page_take_no_more_time_than_there_are_words() -> None:
    scattered = "".join(f"BT /F1 8 Tf {i * 7919 % 600} {i * 104729 % 790} Td (word{i}) Tj ET " for i in range(3_000))
    text = read_pdf(one_page(scattered), path="a.pdf").text
    assert set(re.findall(r"word\d+", text)) >= {"word7", "word2999"}


def test_a_pdf_that_ends_the_process_costs_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.pdf").write_bytes(with_pages([f"Colchicine reduced flares in trial {name}."]))

    def broken(content: bytes, *, path: str) -> Any:
        if path == "b.pdf":
            os.kill(os.getpid(), signal.SIGKILL)  # as when the library fails on a damaged file
        return opened(content, path=path)

    monkeypatch.setattr("thymograph.reading.pdf.reader.opened", broken)
    outcomes = list(extract_files(gather([tmp_path]), jobs=2, limits=Limits()))
    assert [(one.failure.path, one.failure.reason) for one in outcomes if one.failure] == [("b.pdf", "broke off")]
    assert len(outcomes) == 3
