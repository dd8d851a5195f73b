"""Word documents: what is citable text, what its lines are, and what its fields, notes and links state."""

from __future__ import annotations

import io
import random
import re
import time
import tracemalloc
import zipfile
from dataclasses import replace
from importlib.resources import files
from itertools import pairwise

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docx_files import (
    W,
    cell,
    csl,
    docx,
    endnote,
    field,
    heading,
    hyperlink,
    item,
    mendeley_control,
    note_mark,
    paragraph,
    row,
    run,
    table,
)  # fmt: skip
from same_article import ARTICLE, Caption, Heading, Items, Paragraph, References, Table, as_markdown, claims_of
from thymograph.citing import find_markers
from thymograph.claims.extraction import extract
from thymograph.claims.statements import statements_of
from thymograph.errors import DocumentError
from thymograph.lexicon.concepts import load_lexicon
from thymograph.model import Document
from thymograph.reading import read_document
from thymograph.reading.formats import format_of
from thymograph.reading.number_lists import numbers_in

DOE = {
    "id": "AAA1", "type": "article-journal", "title": "Ramipril and survival after infarction", "DOI": "10.1000/Abc.1",
    "author": [{"family": "Doe", "given": "J"}], "issued": {"date-parts": [[2001, 3]]}, "container-title": "Heart Tests",
}  # fmt: skip
ROE = {
    "id": "BBB2", "title": "Cough under ACE inhibitors: a cohort", "author": [{"family": "Roe", "given": "R"}],
    "issued": {"date-parts": [["2010"]]}, "PMID": "123456",
}  # fmt: skip
SAYS = "Ramipril lowered mortality in adults with heart failure"


def read(content: bytes, notices: list[str] | None = None) -> Document:
    return read_document(content, path="a.docx", notices=notices)


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def cited(document: Document) -> list[tuple[str, str, str | None, str | None]]:
    """Return what each marker prints, its number, and DOI and title of the entry it leads to."""
    extraction = extract(document, load_lexicon())
    entries = {entry.id: entry for entry in extraction.document.entries}
    found = []
    for claim in extraction.claims:
        for citation in claim.citations:
            entry = entries[citation.entry] if citation.entry else None
            marker = next(one for one in extraction.document.markers if one.id == citation.marker)
            found.append((marker.printed, marker.number, entry.doi if entry else None, entry.title if entry else None))
    return found


def with_works(*lines: str, place: str = "") -> tuple[str, ...]:
    return (heading("References"), *(paragraph(line, style=place or None) for line in lines))


# ---------------------------------------------------------------- text and roles


def test_headings_are_told_by_the_built_in_name_of_their_style_and_by_outline_level() -> None:
    document = read(
        docx(
            paragraph("Ramipril: a review", style="Title"),
            heading("Wirkung"), paragraph("Ramipril lowers blood pressure."),
            heading("Dosis", 2), paragraph("The dose is 5 mg."),
            paragraph("Safety", style="House"), paragraph("Cough is common."),
            paragraph("Outline of its own", properties='<w:outlineLvl w:val="0"/>'), paragraph("Words."),
        )
    )  # fmt: skip
    assert [(b.kind, b.level) for b in document.blocks if b.kind in ("title", "heading")] == [
        ("title", 1), ("heading", 1), ("heading", 2), ("heading", 2), ("heading", 1),
    ]  # fmt: skip
    assert document.blocks[-3].section == ("Wirkung", "Safety")
    assert document.title == "Ramipril: a review"
    assert document.language == "en-GB"


def test_a_short_bold_line_over_plain_words_is_a_heading() -> None:
    bold = paragraph(run("Adverse effects", "<w:b/>"))
    document = read(docx(heading("Ramipril"), bold, paragraph("Cough is common with ramipril.")))
    assert kinds(document)[1:3] == [("heading", "Adverse effects"), ("paragraph", "Cough is common with ramipril.")]


def test_lists_keep_nesting_and_numbers_and_begin_again_where_word_does() -> None:
    document = read(
        docx(
            heading("Dosing"), paragraph("Give ramipril as follows:"),
            item("Start with 2.5 mg.", 2), item("Take the blood pressure.", 2, 1), item("Double the dose.", 2),
            paragraph("Words between."), item("Another list.", 3), item("A point.", 1), paragraph("By style.", style="Bullets"),
        )
    )  # fmt: skip
    items = [(b.number, b.level) for b in document.blocks if b.kind == "list_item"]
    assert items == [("1", 0), ("a", 1), ("2", 0), ("1", 0), (None, 0), (None, 0)]
    assert document.blocks[1].kind == "list_lead"
    assert "1" not in document.text.split()  # Word counts; it does not write


def test_a_bullet_that_the_author_typed_is_one() -> None:
    document = read(docx(paragraph("• Ramipril lowers blood pressure."), paragraph("• It is taken once a day.")))
    assert kinds(document) == [
        ("list_item", "Ramipril lowers blood pressure."),
        ("list_item", "It is taken once a day."),
    ]


def test_tables_keep_heads_merged_and_empty_cells() -> None:
    document = read(
        docx(
            paragraph("Table 1. Outcomes", style="Caption"),
            table(
                row("", cell("Ramipril", span=2), "Placebo", head=True),
                row("Outcome", "5 mg", "10 mg", "", head=True),
                row(cell("Death", merge="restart"), "12%", "10%", "20%"),
                row(cell("", merge="continue"), "3%", "", "4%"),
            ),
            paragraph("Figure 1. A curve", style="Caption"),
        )
    )
    cells = {(b.row, b.column): document.text[b.start : b.end] for b in document.blocks if b.table is not None}
    assert cells == {
        (-1, 0): "Outcome", (-1, 1): "5 mg", (-1, 2): "10 mg", (-1, 3): "Placebo", (0, 0): "Death", (0, 1): "12%",
        (0, 2): "10%", (0, 3): "20%", (1, 1): "3%", (1, 3): "4%",
    }  # fmt: skip
    ten = next(b for b in document.blocks if (b.row, b.column) == (0, 2))
    words = [document.text[document.blocks[i].start : document.blocks[i].end] for i in ten.frames]
    assert words == ["Table 1. Outcomes", "Ramipril", "10 mg", "Death"]
    assert kinds(document)[0][0] == "table_frame"
    assert kinds(document)[-1] == ("caption", "Figure 1. A curve")


def test_a_table_of_one_column_is_a_frame_around_words() -> None:
    document = read(docx(table(row(cell("Ramipril lowers blood pressure.", "It is taken once a day.")))))
    assert [kind for kind, _ in kinds(document)] == ["paragraph", "paragraph"]


def test_raised_digits_stay_raised_and_lowered_ones_are_plain() -> None:
    up, down = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
    document = read(
        docx(
            paragraph(
                "10", run("−", up), run("9", up), " mol of IL-", run("2", down), " in the 5", run("th", up), " week"
            )
        )
    )
    assert document.text == "10⁻⁹ mol of IL-2 in the 5th week"


def test_letters_in_the_symbol_font_are_the_letters_they_show() -> None:
    greek = run("b", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>')
    sign = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
    assert read(docx(paragraph("TGF-", greek, " rose to ", sign, " 5"))).text == "TGF-β rose to ≥ 5"


def test_deleted_words_are_out_and_inserted_words_in_and_a_notice_tells() -> None:
    notices: list[str] = []
    document = read(
        docx(
            paragraph(
                "Ramipril ", f'<w:ins w:id="1">{run("lowers")}</w:ins>',
                '<w:del w:id="2"><w:r><w:delText>raises</w:delText></w:r></w:del>', " blood pressure.",
            ),
            comments=["Are you sure?", "Yes."],
        ),
        notices,
    )  # fmt: skip
    assert document.text == "Ramipril lowers blood pressure.\n\nAre you sure?\n\nYes."
    assert len(notices) == 2
    assert "1 insertion read as text, 1 deletion left out" in notices[0]
    assert "2 comments" in notices[1]


def test_what_reviewers_comment_is_in_the_text_and_no_claim() -> None:
    document = read(
        docx(paragraph("Ramipril lowers blood pressure."), comments=["Losartan lowers blood pressure too."])
    )
    assert "Losartan lowers" in document.text
    assert [claim.gist for claim in extract(document, load_lexicon()).claims if "osartan" in claim.gist] == []


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        (["Ramipril ", '<w:moveFrom w:id="1"><w:r><w:t>never</w:t></w:r></w:moveFrom>', '<w:moveTo w:id="2"><w:r><w:t>often</w:t></w:r></w:moveTo>', " helps."], "Ramipril often helps."),
        (["anti", "<w:r><w:noBreakHyphen/></w:r>", "inflammatory neu", "<w:r><w:softHyphen/></w:r>", "trophils"], "anti-inflammatory neutrophils"),
        (["One.", "<w:r><w:br/></w:r>", "Two.", '<w:r><w:br w:type="page"/></w:r>', "Three."], "One. Two. Three."),
        (["<w:sdt><w:sdtContent><w:r><w:t>A control</w:t></w:r></w:sdtContent></w:sdt>", " goes on."], "A control goes on."),
        (['<w:smartTag w:element="x"><w:r><w:t>Ramipril</w:t></w:r></w:smartTag>', " helps."], "Ramipril helps."),
        (["TGF-", '<w:r><w:sym w:font="Symbol" w:char="F062"/></w:r>', " fell."], "TGF-β fell."),
        (["<w:r><w:rPr><w:strike/></w:rPr><w:t>Struck</w:t></w:r>", " words are printed."], "Struck words are printed."),
    ],
    ids=["moved", "hyphens", "breaks", "control", "smart tag", "sign", "struck"],
)  # fmt: skip
def test_what_word_keeps_in_other_ways_is_read_as_it_is_printed(pieces: list[str], words: str) -> None:
    assert read(docx(paragraph(*pieces))).text == words


def test_a_table_within_a_cell_is_a_table_of_its_own_after_it() -> None:
    inner = table(row("x", "y"), row("inner", "2%"))
    document = read(
        docx(table(row("Outcome", "Arm A", head=True), row(f"<w:tc><w:tcPr/>{inner}{paragraph('after')}</w:tc>", "3%")))
    )
    found = [(block.table, document.text[block.start : block.end]) for block in document.blocks]
    assert found == [(0, "Outcome"), (0, "Arm A"), (0, "after"), (0, "3%"), (1, "x"), (1, "y"), (1, "inner"), (1, "2%")]


def test_hidden_text_is_left_out_and_contents_and_margins_are_no_claims() -> None:
    notices: list[str] = []
    document = read(
        docx(
            paragraph("Ramipril\t3", style="TOC1"),
            paragraph("Ramipril lowers blood pressure.", run(" Not for print.", "<w:vanish/>")),
            header="Ramipril lowers everything",
        ),
        notices,
    )
    assert kinds(document) == [
        ("boilerplate", "Ramipril 3"),
        ("paragraph", "Ramipril lowers blood pressure."),
        ("boilerplate", "Ramipril lowers everything"),
    ]
    assert "hidden" in notices[0]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    inside = f"<w:txbxContent>{paragraph('Ramipril is taken once a day.')}</w:txbxContent>"
    box = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>' + inside
        + "</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>" + inside
        + "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )  # fmt: skip
    document = read(docx(paragraph("Cough is common.", box)))
    assert document.text == "Cough is common.\n\nRamipril is taken once a day."


def test_a_formula_is_read_in_order() -> None:
    formula = (
        "<m:oMath><m:r><m:t>x=</m:t></m:r><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den>"
        "</m:f><m:sSup><m:e><m:r><m:t>y</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"
    )
    assert read(docx(paragraph("Thus ", formula, "."))).text == "Thus x=a/by²."


def test_strict_documents_are_the_same_and_properties_tell_title_and_date() -> None:
    body = paragraph("Ramipril lowers blood pressure in adults.")
    core = "<dc:title>On ramipril</dc:title><dcterms:modified>2024-05-06T07:08:09Z</dcterms:modified>"
    strict = docx(body, core=core, space="http://purl.oclc.org/ooxml/wordprocessingml/main")
    document = read(strict)
    assert (document.text, document.title, document.date) == (
        "Ramipril lowers blood pressure in adults.", "On ramipril", "2024-05-06",
    )  # fmt: skip


# ---------------------------------------------------------------- citations


LINES = (
    "1. Doe J. Ramipril and survival after infarction. Heart Tests. 2001;3:4-9.",
    "2. Roe R. Cough under ACE inhibitors: a cohort. J Tests. 2010;5:6.",
    "3. Poe P. Angioedema and its treatment. J Tests. 2015;7:8.",
)


@pytest.mark.parametrize(
    "marked",
    [
        field("ADDIN ZOTERO_ITEM CSL_CITATION " + csl(ROE, DOE), "[1,2]"),
        field("ADDIN ZOTERO_ITEM CSL_CITATION" + csl(DOE, ROE) + " RND0123456789", "[1, 2]"),
        field("ADDIN CSL_CITATION " + csl(DOE, ROE), "[1,2]"),
        field("ADDIN Mendeley Citation{0a-b} CSL_CITATION " + csl(DOE, ROE), "[1,2]"),
        field(
            "ADDIN ZOTERO_ITEM CSL_CITATION " + csl(DOE, ROE), "1,2", properties='<w:vertAlign w:val="superscript"/>'
        ),
        f'<w:fldSimple w:instr="{("ADDIN CSL_CITATION " + csl(DOE, ROE)).replace(chr(34), "&quot;")}">{run("[1,2]")}</w:fldSimple>',
        mendeley_control("[1,2]", DOE, ROE),
    ],
    ids=["zotero", "zotero glued", "mendeley", "mendeley old", "raised", "simple field", "content control"],
)
@pytest.mark.parametrize("listed", ["plain", "field"])
def test_a_citation_field_leads_to_the_works_it_holds_whatever_its_style(marked: str, listed: str) -> None:
    if listed == "plain":
        works = with_works(*LINES)
    else:
        first, *rest = (paragraph(line) for line in LINES)
        begin = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> ADDIN ZOTERO_BIBL {"uncited":[]} CSL_BIBLIOGRAPHY </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        first = first.replace("</w:pPr>", "</w:pPr>" + begin)
        works = (heading("Works"), first, *rest, paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>'))
    document = read(docx(heading("Ramipril"), paragraph(f"{SAYS}", marked, "."), *works))
    found = cited(document)
    assert [(number, doi, title) for _, number, doi, title in found] == [
        ("1", "10.1000/abc.1", "Ramipril and survival after infarction"),
        ("2", None, "Cough under ACE inhibitors: a cohort"),
    ]
    entries = {entry.number: entry for entry in extract(document, load_lexicon()).document.entries}
    assert entries["2"].pmid == "123456"
    assert entries["3"].title == "Angioedema and its treatment"
    assert len(entries) == 3
    assert document.text[entries["1"].start : entries["1"].end] == LINES[0]


def test_a_range_leads_to_each_of_its_works() -> None:
    poe = {"id": "CCC3", "title": "Angioedema and its treatment", "DOI": "10.1000/poe"}
    document = read(
        docx(
            paragraph(SAYS + " ", field("ADDIN ZOTERO_ITEM CSL_CITATION " + csl(poe, ROE, DOE), "[1–3]"), "."),
            *with_works(*LINES),
        )
    )
    assert [(printed, number, title) for printed, number, _, title in cited(document)] == [
        ("[1–3]", "1", "Ramipril and survival after infarction"),
        ("[1–3]", "2", "Cough under ACE inhibitors: a cohort"),
        ("[1–3]", "3", "Angioedema and its treatment"),
    ]


def test_names_and_years_lead_to_their_works_in_any_order() -> None:
    marked = field("ADDIN ZOTERO_ITEM CSL_CITATION " + csl(ROE, DOE), "(Doe, 2001; Roe et al., 2010)")
    lines = (
        "Doe, J. (2001). Ramipril and survival after infarction. Heart Tests.",
        "Roe, R. (2010). Cough under ACE inhibitors: a cohort. J Tests.",
    )
    document = read(docx(paragraph(SAYS + " ", marked, "."), *with_works(*lines, place="Bibliography")))
    assert cited(document) == [
        ("(Doe, 2001; ", "Doe 2001", "10.1000/abc.1", "Ramipril and survival after infarction"),
        ("Roe et al., 2010)", "Roe 2010", None, "Cough under ACE inhibitors: a cohort"),
    ]


@pytest.mark.parametrize("form", ["inline", "data"])
def test_endnote_fields_are_read_from_their_code_and_from_their_data(form: str) -> None:
    import base64

    words = endnote((7, "Doe", "2001", "Ramipril and survival &amp; infarction", "10.1000/abc.1"))
    if form == "inline":
        marked = field("ADDIN EN.CITE " + words, "[1]")
    else:
        data = base64.b64encode(words.encode()).decode()
        inner = (
            f'<w:r><w:fldChar w:fldCharType="begin"><w:fldData>{data}</w:fldData></w:fldChar></w:r>'
            "<w:r><w:instrText> ADDIN EN.CITE.DATA </w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
        marked = field("ADDIN EN.CITE", run("["), data="").replace(
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            inner + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        )
        marked = marked.replace(run("["), run("[") + hyperlink("1", anchor="_ENREF_1") + run("]"))
    document = read(docx(paragraph(SAYS + " ", marked, "."), heading("Notes on works"), *with_works()))
    assert cited(document) == [("[1]", "1", "10.1000/abc.1", "Ramipril and survival & infarction")]


def test_words_own_citations_are_looked_up_in_its_list_of_sources() -> None:
    source = (
        "<b:Source><b:Tag>Doe01</b:Tag><b:Author><b:Author><b:NameList><b:Person><b:Last>Doe</b:Last><b:First>J</b:First>"
        "</b:Person></b:NameList></b:Author></b:Author><b:Title>Ramipril and survival</b:Title><b:Year>2001</b:Year>"
        "<b:DOI>https://doi.org/10.1000/ABC.1</b:DOI></b:Source>"
    )
    marked = f"<w:sdt><w:sdtPr><w:citation/></w:sdtPr><w:sdtContent>{field(chr(67) + 'ITATION Doe01 ' + chr(92) + 'l 1033', '(Doe, 2001)')}</w:sdtContent></w:sdt>"
    document = read(docx(paragraph(SAYS + " ", marked, "."), sources=source))
    assert cited(document) == [("(Doe, 2001)", "Doe 2001", "10.1000/abc.1", "Ramipril and survival")]


def test_a_bookmark_of_zotero_cites_what_the_properties_keep_for_it() -> None:
    code = "ZOTERO_ITEM CSL_CITATION " + csl(DOE)
    pieces = [code[i : i + 200] for i in range(0, len(code), 200)]
    custom = "".join(
        f'<property name="ZOTERO_BREF_xyz_{n}"><lpwstr>{piece.replace("&", "&amp;").replace("<", "&lt;")}</lpwstr></property>'
        for n, piece in enumerate(pieces, 1)
    )
    marked = f'<w:bookmarkStart w:id="5" w:name="ZOTERO_BREF_xyz"/>{run("[1]")}<w:bookmarkEnd w:id="5"/>'
    document = read(docx(paragraph(SAYS + " ", marked, "."), custom=custom))
    assert [row[1:3] for row in cited(document)] == [("1", "10.1000/abc.1")]


def test_a_work_that_is_listed_by_a_list_of_word_has_its_number() -> None:
    document = read(
        docx(
            paragraph(SAYS + " [2]."),
            heading("References"),
            *(item(line.split(" ", 1)[1], 2) for line in LINES),
        )
    )
    assert [(number, title) for _, number, _, title in cited(document)] == [
        ("2", "Cough under ACE inhibitors: a cohort")
    ]


def test_a_cross_reference_to_a_line_of_the_list_cites_it() -> None:
    target = paragraph(
        '<w:bookmarkStart w:id="1" w:name="_Ref77"/>', "Roe R. Cough under ACE inhibitors: a cohort. J Tests. 2010;5:6.",
        '<w:bookmarkEnd w:id="1"/>', properties='<w:numPr><w:numId w:val="2"/></w:numPr>',
    )  # fmt: skip
    document = read(
        docx(
            paragraph(SAYS + " ", field("REF _Ref77 \\r \\h", "[2]"), "."),
            heading("References"), item("Doe J. Ramipril and survival. Heart Tests. 2001;3:4.", 2), target,
        )
    )  # fmt: skip
    assert [(number, title) for _, number, _, title in cited(document)] == [
        ("2", "Cough under ACE inhibitors: a cohort")
    ]


def test_a_link_to_a_work_cites_where_it_names_a_work_and_not_on_words_of_the_sentence() -> None:
    links = {"d": "https://doi.org/10.1000/abc.1", "p": "https://pubmed.ncbi.nlm.nih.gov/123456/"}
    document = read(
        docx(
            paragraph(SAYS + " (", hyperlink("the HEART trial", key="d"), ")."),
            paragraph("Ramipril caused ", hyperlink("cough", key="p"), " in adults."),
            links=links,
        )
    )
    assert [row[:3] for row in cited(document)] == [("(the HEART trial)", "the HEART trial", "10.1000/abc.1")]


def test_a_link_in_the_list_of_works_gives_its_entry_the_identifier() -> None:
    document = read(
        docx(
            paragraph(SAYS + " [1]."), heading("References"),
            paragraph("1. Doe J. Ramipril and survival. Heart Tests. 2001;3:4. ", hyperlink("Crossref", key="d")),
            links={"d": "https://doi.org/10.1000/abc.1"},
        )
    )  # fmt: skip
    assert [row[1:3] for row in cited(document)] == [("1", "10.1000/abc.1")]


def test_notes_that_name_works_are_cited_and_notes_that_explain_are_read() -> None:
    document = read(
        docx(
            paragraph(f"{SAYS}.", note_mark("footnote", 1)),
            paragraph("Ramipril caused cough in women", note_mark("footnote", 2), "."),
            footnotes=[
                paragraph("<w:r><w:footnoteRef/></w:r>", " Doe J. Ramipril and survival. Heart Tests. 2001;3:4. doi:10.1000/abc.1"),
                "Ramipril is not used in pregnancy.",
            ],
        )
    )  # fmt: skip
    assert kinds(document) == [
        ("paragraph", f"{SAYS}.1"),
        ("paragraph", "Ramipril caused cough in women2."),
        ("paragraph", "Ramipril is not used in pregnancy."),
        ("reference", "Doe J. Ramipril and survival. Heart Tests. 2001;3:4. doi:10.1000/abc.1"),
    ]
    assert [row[:3] for row in cited(document)] == [("1", "1", "10.1000/abc.1")]
    claims = extract(document, load_lexicon()).claims
    assert [claim.citation_status for claim in claims] == ["stated", "none", "none"]
    # The mark of the second note is no part of the word before it.
    words = [one.words.text for one in statements_of(document, find_markers(document)).statements]
    assert "Ramipril caused cough in women." in words


def test_endnotes_are_counted_in_roman_numbers_unless_settings_say_other() -> None:
    body = paragraph(f"{SAYS}.", note_mark("endnote", 1))
    document = read(docx(body, endnotes=["Doe J, Roe R. Ramipril. Heart Tests. 2001;3:4."]))
    assert document.text.startswith(f"{SAYS}.i")
    assert [row[:2] for row in cited(document)] == [("i", "i")]


def test_a_citation_within_a_note_gives_the_note_its_work() -> None:
    inside = paragraph("See ", field("ADDIN ZOTERO_ITEM CSL_CITATION " + csl(DOE), "Doe, Ramipril and survival"), ".")
    document = read(docx(paragraph(f"{SAYS}.", note_mark("footnote", 1)), footnotes=[inside]))
    assert [row[1:] for row in cited(document)] == [("1", "10.1000/abc.1", "Ramipril and survival after infarction")]


# ---------------------------------------------------------------- hostile


def _member(name: str, content: bytes) -> bytes:
    stream = io.BytesIO(docx(paragraph("Words.")))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "C:/windows/x", "word/../../x", "..\\x", "WORD/document.xml"]
)
def test_an_archive_with_names_that_lead_out_of_it_or_stand_twice_is_refused(name: str) -> None:
    with pytest.raises(DocumentError, match=r"leads out of it|two parts"):
        read(_member(name, b"x"))


def test_a_part_that_unpacks_without_end_is_refused_in_bounded_memory_and_one_that_is_not_read_is_not_unpacked() -> (
    None
):
    bomb = docx(paragraph("A" * 90_000_000))
    assert len(bomb) < 200_000
    tracemalloc.start()
    begun = time.perf_counter()
    with pytest.raises(DocumentError, match="unpacks to more than"):
        read(bomb)
    assert time.perf_counter() - begun < 20
    assert tracemalloc.get_traced_memory()[1] < 100_000_000
    tracemalloc.stop()
    assert read(_member("word/media/image1.png", bytes(50_000_000))).text == "Words."


def _with_main(xml: bytes) -> bytes:
    stream, made = io.BytesIO(docx(paragraph("Words."))), io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, xml if name == "word/document.xml" else old.read(name))
    return made.getvalue()


HOSTILE = {
    "entities": b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document xmlns:w="%b"><w:body>&b;</w:body></w:document>'
    % W.encode(),
    "external": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "deep": b'<w:document xmlns:w="%b"><w:body>' % W.encode() + b"<w:p>" * 100_000,
    "cut": b'<w:document xmlns:w="%b"><w:body><w:p><w:r><w:t>Ramip' % W.encode(),
    "bytes": bytes(range(256)),
    "empty": b"",
    "no words": b'<w:document xmlns:w="%b"><w:body/></w:document>' % W.encode(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_xml_is_one_clear_error_in_short_time(name: str) -> None:
    begun = time.perf_counter()
    with pytest.raises(DocumentError, match=r"^a\.docx: "):
        read(_with_main(HOSTILE[name]))
    assert time.perf_counter() - begun < 5


def test_a_locked_document_a_cut_one_and_one_with_macros_are_told() -> None:
    with pytest.raises(DocumentError, match="password"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    content = docx(paragraph("Ramipril lowers blood pressure."))
    with pytest.raises(DocumentError, match="archive is damaged"):
        read(content[: len(content) // 2])
    notices: list[str] = []
    assert read(_member("word/vbaProject.bin", b"Shell()"), notices).text == "Words."
    assert "macros" in notices[0]


def test_a_field_that_never_ends_does_not_hide_the_words_after_its_paragraph() -> None:
    notices: list[str] = []
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    document = read(docx(paragraph("One.", begun), paragraph("Two.")), notices)
    assert document.text == "One.\n\nTwo."
    assert "1 field without an end" in notices[0]


def test_a_long_line_and_many_paragraphs_take_linear_time() -> None:
    def seconds(content: bytes) -> float:
        begun = time.perf_counter()
        read_surface_of(content)
        return time.perf_counter() - begun

    words = "Ramipril lowered the blood pressure of adults. "
    small = docx(*[paragraph(words * 4) for _ in range(500)])
    large = docx(*[paragraph(words * 4) for _ in range(5_000)])
    seconds(small)
    assert seconds(large) < 25 * max(seconds(small), 0.02)
    line = "".join(random.Random(1).choices("abcdefghij klmnop", k=10_000_000))
    assert seconds(docx(paragraph(line))) < 20


def read_surface_of(content: bytes) -> str:
    from thymograph.reading.formats import read_surface

    return read_surface(content, path="a.docx").text


# ---------------------------------------------------------------- any document


WORDS = st.text("ab ramipril lowers 12%.,;:[]()•-–\u00a0é", max_size=30)
PARAGRAPHS = st.one_of(
    WORDS.map(paragraph),
    WORDS.map(heading),
    st.tuples(WORDS, st.integers(1, 3), st.integers(0, 1)).map(lambda one: item(*one)),
    st.lists(
        st.lists(WORDS.map(cell), min_size=1, max_size=3).map(lambda cells: row(*cells)), min_size=1, max_size=3
    ).map(lambda rows: table(*rows)),
    st.tuples(WORDS, WORDS).map(
        lambda one: paragraph(one[0], field("ADDIN CSL_CITATION " + csl(DOE, ROE), one[1] or "x"))
    ),
    WORDS.map(lambda words: paragraph(words, note_mark("footnote", 1))),
    WORDS.map(lambda words: paragraph(words, style="Bibliography")),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(PARAGRAPHS, max_size=6), st.lists(WORDS, max_size=1))
def test_any_document_is_covered_by_its_ledger_and_its_anchors_are_proved(body: list[str], notes: list[str]) -> None:
    content = docx(*body, footnotes=notes)
    try:
        document = read(content)
    except DocumentError as error:
        if "no words" not in str(error):
            raise
        return
    assert read(content) == document
    extraction = extract(document, load_lexicon())
    ledger = extraction.ledger
    assert [ledger[0].start, ledger[-1].end] == [0, len(document.text)]
    assert all(a.end == b.start for a, b in pairwise(ledger))
    for claim in extraction.claims:
        for anchor in claim.anchors:
            assert document.anchor(anchor.role, anchor.start, anchor.end) == replace(anchor, page=None)
    for block in document.blocks:
        assert 0 <= block.start < block.end <= len(document.text)


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_a_document_with_any_bytes_changed_is_read_or_refused(chance: st.DataObject) -> None:
    xml = bytearray(
        zipfile.ZipFile(
            io.BytesIO(docx(heading("A"), paragraph("B ", field("CITATION Doe01", "[1]")), table(row("a", "b"))))
        ).read("word/document.xml")
    )
    for _ in range(chance.draw(st.integers(1, 4))):
        at = chance.draw(st.integers(0, len(xml) - 1))
        xml[at : at + chance.draw(st.integers(0, 9))] = chance.draw(st.binary(max_size=6))
    content = bytearray(_with_main(bytes(xml)))
    if chance.draw(st.booleans()):
        content[chance.draw(st.integers(0, len(content) - 1))] ^= 0xFF
    try:
        read_document(bytes(content), path="a.docx")
    except DocumentError as error:
        if not str(error).startswith("a.docx: "):
            raise


def test_a_document_is_told_by_what_it_holds_and_the_template_of_python_docx_is_read() -> None:
    assert format_of(docx(paragraph("Words."))).name == "docx"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
    assert format_of(stream.getvalue()).name == "text"
    template = files("docx") / "templates" / "default.docx"
    document = python_docx.Document(io.BytesIO(template.read_bytes()))
    document.add_heading("Ramipril", 1)
    document.add_paragraph("Ramipril lowers blood pressure.", style="List Number")
    made = io.BytesIO()
    document.save(made)
    assert [(b.kind, b.number) for b in read(made.getvalue()).blocks] == [("title", None), ("list_item", "1")]


# ---------------------------------------------------------------- the same article


def as_docx(*, fields: bool) -> bytes:
    """Return the shared article as a Word document, its markers typed or fields of Zotero."""
    body: list[str] = []
    works = {
        number: {"id": f"W{number}", "title": work.title, "DOI": work.doi}
        for part in ARTICLE
        if isinstance(part, References)
        for number, work in enumerate(part.works, 1)
    }

    def pieces(words: str) -> list[str]:
        found = []
        for piece in re.split(r"(\[[\d, –]+\])", words):
            numbers = [n for one in numbers_in(piece[1:-1]) or () for n in one] if piece.startswith("[") else []
            if fields and numbers:
                found.append(field("ADDIN ZOTERO_ITEM CSL_CITATION " + csl(*(works[n] for n in numbers)), piece))
            elif piece:
                found.append(run(piece))
        return found

    for part in ARTICLE:
        match part:
            case Heading(words, level):
                body.append(heading(words, level) if level else paragraph(words, style="Title"))
            case Paragraph(words):
                body.append(paragraph(*pieces(words)))
            case Caption(words):
                body.append(paragraph(words, style="Caption"))
            case Items(words, numbered):
                number = (
                    '<w:numPr><w:numId w:val="2"/></w:numPr>' if numbered else '<w:numPr><w:numId w:val="1"/></w:numPr>'
                )
                body += [paragraph(*pieces(one), properties=number) for one in words]
            case Table(caption, heads, rows):
                body += [
                    paragraph(caption, style="Caption"),
                    table(row(*heads, head=True), *(row(*one) for one in rows)),
                ]
            case References(words, listed):
                body.append(heading(words))
                body += [paragraph(f"{n}. {work.words}") for n, work in enumerate(listed, 1)]
    return docx(*body)


@pytest.mark.parametrize("fields", [False, True], ids=["typed", "fields"])
def test_the_same_article_makes_the_same_claims_as_markdown(fields: bool) -> None:
    plain = claims_of(read_document(as_markdown().encode("utf-8"), path="a.md"))
    assert len(plain) > 15
    assert claims_of(read(as_docx(fields=fields))) == plain
