"""Layouts of pasted pages: running heads, openings of articles, tables of contents, leaflets, registries."""

from __future__ import annotations

import pytest

from thymograph.citing.entries import read_entries
from thymograph.citing.markers import find_markers
from thymograph.citing.resolution import citations_of, resolve
from thymograph.claims.ledger import ledger_of, ledger_totals
from thymograph.claims.statements import Segmentation, statements_of
from thymograph.model import Document
from thymograph.reading import read_document
from thymograph.reading.furniture import furniture_spans
from thymograph.reading.people import is_affiliation, is_byline, is_imprint


def segment(text: str, path: str = "a.txt") -> tuple[Document, Segmentation]:
    document = read_document(text.encode(), path=path)
    return document, statements_of(document, find_markers(document))


def said(text: str) -> list[str]:
    return [statement.words.text for statement in segment(text)[1].statements]


def kinds_of(text: str) -> dict[str, str]:
    document, _ = segment(text)
    return {document.text[block.start : block.end]: block.kind for block in document.blocks}


PAGES = """Olsen and Vik                                   Colchicine in gout
Colchicine binds tubulin and keeps neutrophils from moving into the inflamed joint, so
that fewer crystals are taken up and less interleukin-1 is released by the macro-
Rheum Notes 12(3): 44 (2018)                                                  2
phages that line it. In a small trial the pain was halved within a day in two thirds of

Page 3 of 9

the patients who took the low dose. Diarrhoea was the usual reason for
Olsen and Vik                                   Colchicine in gout
stopping it early, and it went away within days of the last tablet in nearly every patient.
"""


def test_what_a_page_prints_in_mid_sentence_is_left_out_of_it() -> None:
    words = said(PAGES)
    assert "less interleukin-1 is released by the macrophages that line it." in words[-3]
    assert "in two thirds of the patients who took the low dose." in words[-2]
    assert words[-1].startswith("Diarrhoea was the usual reason for stopping it early")


def test_a_statement_that_a_page_cuts_has_an_anchor_on_either_side() -> None:
    document, segmentation = segment(PAGES)
    for statement in segmentation.statements:
        assert len(statement.spans) == 2
        assert not any(
            "Page 3" in document.text[a:b] or "Rheum Notes" in document.text[a:b] for a, b in statement.spans
        )
    assert [r.reason for r in segmentation.rejections].count("running head") == len(furniture_spans(document.text))


@pytest.mark.parametrize(
    "text",
    [
        "Smith and colleagues gave it to\nNorwegian adults, and found that the\nlower dose was enough in most of them.",
        "It was given to adults with gout in\n\n- Norway\n- Spain\n\nand to nobody else in that year.",
        "The dose was raised to\n40\nmg in most adults.",
    ],
)
def test_words_of_the_author_are_no_furniture(text: str) -> None:
    assert furniture_spans(text) == ()


def test_a_page_number_does_not_end_a_reference_list() -> None:
    text = (
        "Colchicine was slow.1\n\n5\n\nReferences\n1. Olsen T, Vik J. Colchicine and the joint. Rheum Notes 2018;12:44-9.\n"
        "- 6 -\n2. Berg I. Gout in winter. Rheum Notes 2016;10:1-4.\n"
    )
    document = read_document(text.encode(), path="a.txt")
    assert [(entry.number, entry.list) for entry in read_entries(document)] == [("1", 0), ("2", 0)]


def test_the_opening_of_an_article_is_title_and_metadata() -> None:
    text = (
        "Rheum Notes 12(3): 44 (2018)\nREVIEW ARTICLE\nColchicine for Gout in the Very Old: What the\nTrials Leave Open\n"
        "Tor Olsen1*, Jon Vik2 and Ida Berg1,2\n1Department of Medicine, University of Bergen, Norway\n"
        "2 Clinic of Rheumatology, Tromso University Hospital, Norway\n*Correspondence: tor@example.org\n\nAbstract\n"
        "Colchicine shortens attacks of gout. It was given to few people older than eighty years.\n"
    )
    kinds = kinds_of(text)
    assert kinds["Colchicine for Gout in the Very Old: What the\nTrials Leave Open"] == "title"
    assert [kind for kind in kinds.values() if kind == "metadata"] == ["metadata"] * 6
    assert said(text) == [
        "Colchicine shortens attacks of gout.",
        "It was given to few people older than eighty years.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "T Olsen 1, J Vik 2, I Berg",
        "Alba Ruiz 1 *, Jon Vik , Ida Berg 1 2",
        "Mary Roe, MD, PhD",
        "Roe MA, Berg I, de Vries K",
    ],
)
def test_names_are_a_byline(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize(
    "line",
    ["Vitamin C and Vitamin D", "Dosage and Administration", "Asthma, Gout and Lupus", "Hepatitis A, Hepatitis B"],
)
def test_other_words_in_capitals_are_none(line: str) -> None:
    assert not is_byline(line)


def test_where_people_work_and_which_issue_it_is() -> None:
    assert is_affiliation("Division of Nephrology, School of Medicine, Utrecht, The Netherlands")
    assert not is_affiliation("Department of Health, which approved it, was asked.")
    assert is_imprint("Rheum Notes. 2018 Mar 1;12(3):44-9. doi: 10.1000/rn.44")
    assert not is_imprint("In 2018; 44 adults were treated.")


LEAFLET = """Package leaflet: Information for the patient
Nosalin 10 mg tablets
loratadine
Read all of this leaflet carefully before you start taking this medicine because it tells you much that matters.
- Keep this leaflet. You may need to read it again.
What is in this leaflet
1. What Nosalin is and what it is used for
2. What you need to know before you take Nosalin
3. Possible side effects
1. What Nosalin is and what it is used for
Nosalin contains loratadine, which blocks histamine at its receptor. It relieves hay fever within an hour.
2. What you need to know before you take Nosalin
Do not take Nosalin:
- if you are allergic to loratadine
- if your liver works poorly.
Pregnancy and breast-feeding
Loratadine passes into breast milk in small amounts and is better left out then.
3. Possible side effects
Common (may affect up to 1 in 10 people): sleepiness, headache.
"""


def test_a_leaflet_gives_its_claims_and_neither_contents_nor_courtesies() -> None:
    assert said(LEAFLET) == [
        "Nosalin contains loratadine, which blocks histamine at its receptor.",
        "It relieves hay fever within an hour.",
        "if you are allergic to loratadine",
        "if your liver works poorly.",
        "Loratadine passes into breast milk in small amounts and is better left out then.",
        "Common (may affect up to 1 in 10 people): sleepiness, headache.",
    ]
    last = segment(LEAFLET)[1].statements[-1]
    assert last.section[-1] == "Possible side effects"


def test_a_numbered_heading_is_no_item_and_a_numbered_item_no_heading() -> None:
    text = (
        "1. Gout in Old Age\nGout becomes more common with every decade of life, and diuretics are one of its reasons.\n"
        "2. Treatment of the Attack\nA short course of prednisone works as well as indometacin and is easier on the stomach.\n"
    )
    assert [s.section[-1] for s in segment(text)[1].statements] == ["Gout in Old Age", "Treatment of the Attack"]
    steps = "Steps of the visit\n\n1. Measure the uric acid\n2. Start allopurinol at 100 mg and\n   raise it monthly\n"
    assert [s.unit for s in segment(steps)[1].statements] == ["item", "item"]


def test_each_section_of_a_guideline_has_its_own_references() -> None:
    text = (
        "# Gout\n\n## 1.1 Attack\n\nOffer colchicine or an NSAID for the attack.[1](#a1) **[2014]**\n\n#### References for section 1.1\n\n"
        "1. Olsen T. Colchicine and the joint. Rheum Notes 2018;12:44-9.\n\n## 1.2 Prevention\n\n"
        "Offer allopurinol after the second attack.[1](#b1)\n\n#### References for section 1.2\n\n"
        "1. Berg I. Gout in winter. Rheum Notes 2016;10:1-4.\n"
    )
    document = read_document(text.encode(), path="a.md")
    markers, entries = find_markers(document), read_entries(document)
    bibliography = resolve(document, markers, entries)
    statements = statements_of(document, markers).statements
    titles = [
        bibliography.entry_by_id[citation.entry or ""].title
        for statement in statements
        for citation in citations_of(statement, bibliography)[0]
    ]
    assert titles == ["Colchicine and the joint", "Gout in winter"]
    assert [s.words.text for s in statements] == [
        "Offer colchicine or an NSAID for the attack.",
        "Offer allopurinol after the second attack.",
    ]


def test_a_press_release_loses_its_closing_words() -> None:
    text = (
        "Norvik Pharma Reports Results of Its Trial in Gout\n\nBERGEN, Norway, Oct. 4, 2021 -- Norvik Pharma today said that NVK-301 "
        "lowered the uric acid by 3.1 mg/dL.\n\nAbout NVK-301\n\nNVK-301 inhibits URAT1 in the kidney.\n\nAbout Norvik Pharma, Inc.\n\n"
        "Norvik Pharma makes medicines for gout.\n\nForward-Looking Statements\n\nThis release holds forward-looking statements.\n"
    )
    assert len(said(text)) == 2


def test_nothing_of_a_leaflet_is_left_unclaimed_but_its_cover() -> None:
    document, segmentation = segment(LEAFLET)
    markers = find_markers(document)
    totals = dict(ledger_totals(ledger_of(document, segmentation, markers, read_entries(document))))
    assert totals.get("unclaimed", 0) <= len("Nosalin 10 mg tablets\nloratadine")


def cells(text: str) -> list[tuple[str, str, str]]:
    """Return the row label, the column head and the words of each cell that is a statement."""
    found = []
    for statement in segment(text)[1].statements:
        roles = {frame.role: frame.words.text for frame in statement.frames}
        found.append((roles.get("row_label", ""), roles.get("column_head", ""), statement.words.text))
    return found


def test_cells_under_each_other_with_spaces_between_them_are_a_table() -> None:
    text = (
        "Title\n\nTable 1. Effect at week 12\n"
        "Outcome            Probenecid (n=80)   P value\n"
        "Uric acid          -2.1 mg/dL          <0.001\n"
        "Attacks of gout    12%                 0.04\n"
    )
    assert cells(text) == [
        ("Uric acid", "Probenecid (n=80)", "-2.1 mg/dL"),
        ("Attacks of gout", "Probenecid (n=80)", "12%"),
    ]
    assert segment(text)[1].statements[0].frames[0].role == "caption"


def test_two_spaces_after_a_stop_make_no_table() -> None:
    text = "Title\n\nProbenecid was given.  It lowered uric acid.  Few fell ill.\nNone left early.  All were adults.  It is old.\n"
    assert len(said(text)) == 6


def test_a_head_of_two_rows_is_one_head_and_a_row_of_one_cell_heads_others() -> None:
    text = (
        "# Title\n\n| Event | Probenecid | | Febuxostat | |\n|---|---|---|---|---|\n| | n | % | n | % |\n| **Skin** | | | | |\n"
        "| Rash | 9 | 8 | 2 | 3 |\n| | 4 | 5 | 6 | 7 |\n"
    )
    assert cells(text) == [
        ("Rash", "Probenecid n", "9"),
        ("Rash", "Probenecid %", "8"),
        ("Rash", "Febuxostat n", "2"),
        ("Rash", "Febuxostat %", "3"),
        ("Rash", "Probenecid n", "4"),
        ("Rash", "Probenecid %", "5"),
        ("Rash", "Febuxostat n", "6"),
        ("Rash", "Febuxostat %", "7"),
    ]
    labels = [f.words.text for f in segment(text)[1].statements[0].frames if f.role == "row_label"]
    assert labels == ["Skin", "Rash"]


def test_drawn_tables_and_bars_without_dashes_are_tables() -> None:
    grid = "Title\n\n+-----------+---------+\n| Parameter | Value   |\n+===========+=========+\n| Half-life | 6 hours |\n+-----------+---------+\n"
    assert cells(grid) == [("Half-life", "Value", "6 hours")]
    bars = "Title\n\n| Route | Dose |\n| oral | 500 mg twice daily |\n"
    assert cells(bars) == [("oral", "Dose", "500 mg twice daily")]


def test_a_tab_at_the_start_of_a_line_is_an_empty_cell() -> None:
    text = "Title\n\n\tProbenecid\tFebuxostat\n\tN=80\tN=82\nAttacks of gout\t12%\t9%\n"
    assert cells(text) == [
        ("Attacks of gout", "Probenecid N=80", "12%"),
        ("Attacks of gout", "Febuxostat N=82", "9%"),
    ]


def cited(text: str) -> list[tuple[str, list[str | None]]]:
    """Return each statement with the addresses of the entries that it cites."""
    document = read_document(text.encode(), path="a.md")
    markers = find_markers(document)
    bibliography = resolve(document, markers, read_entries(document))
    return [
        (
            s.words.text,
            [bibliography.entry_by_id[c.entry].url if c.entry else None for c in citations_of(s, bibliography)[0]],
        )
        for s in statements_of(document, markers).statements
    ]


def test_a_link_alone_in_brackets_or_after_a_sentence_cites() -> None:
    text = (
        "# Gout\n\nColchicine shortens the attack ([Olsen 2018](https://rheum.example/olsen)). It is old "
        "(see the [2016 review](https://rheum.example/berg); [who.int](https://who.example/gout)). It is cheap. "
        "[Source](https://price.example/list)\n\n- Diarrhoea is common [oai_citation:2‡ema.example](https://ema.example/col)\n"
    )
    assert cited(text) == [
        ("Colchicine shortens the attack.", ["https://rheum.example/olsen"]),
        ("It is old.", ["https://rheum.example/berg", "https://who.example/gout"]),
        ("It is cheap.", ["https://price.example/list"]),
        ("Diarrhoea is common", ["https://ema.example/col"]),
    ]


def test_a_link_on_words_of_the_sentence_cites_nothing_and_keeps_its_words() -> None:
    text = "# Gout\n\nThe [Oslo trial](https://rheum.example/oslo) was small. It ran ([in Oslo only](https://map.example/oslo) and Bergen).\n"
    assert cited(text) == [("The Oslo trial was small.", []), ("It ran (in Oslo only and Bergen).", [])]


def test_a_number_that_links_itself_cites_its_address() -> None:
    text = "# Gout\n\nColchicine is old [1](https://rheum.example/a). It works [2](https://rheum.example/b).\n"
    assert [entries for _, entries in cited(text)] == [["https://rheum.example/a"], ["https://rheum.example/b"]]


def test_numbers_in_three_parts_are_markers_and_numbers_of_entries() -> None:
    text = (
        "# Gout\n\nColchicine is old [1.2.1, 1.4.3]. Its range is 1.2 to 1.4 [0.8, 1.9].\n\n## References\n\n"
        "1.2.1 Olsen T. Colchicine and the joint. Rheum Notes 2018;12:44-9.\n1.4.3 Berg I. Gout in winter. Rheum Notes 2016;10:1-4.\n"
    )
    document = read_document(text.encode(), path="a.md")
    markers = find_markers(document)
    assert [marker.number for marker in markers] == ["1.2.1", "1.4.3"]
    bibliography = resolve(document, markers, read_entries(document))
    assert [bibliography.entry_by_id[link.entry or ""].title for link in bibliography.links] == [
        "Colchicine and the joint",
        "Gout in winter",
    ]


def test_letters_of_notes_are_no_words() -> None:
    assert said("# Gout\n\nColchicine is old.[a] It blocks benzo[a]pyrene uptake[note 2] in cells.\n") == [
        "Colchicine is old.",
        "It blocks benzo[a]pyrene uptake in cells.",
    ]


def test_markers_that_each_stand_on_a_line_do_not_cut_their_sentence() -> None:
    text = "Title\n\nGout is common in men [\n1,\n2]. It is rarer in women [\n2].\n\nReferences\n\n1. Olsen T. Gout. Rheum Notes 2018;12:44.\n2. Berg I. Women. Rheum Notes 2016;10:1.\n"
    document = read_document(text.encode(), path="a.txt")
    markers = find_markers(document)
    assert [marker.number for marker in markers] == ["1", "2", "2"]
    assert said(text) == ["Gout is common in men.", "It is rarer in women."]


def test_raised_numbers_with_spaces_between_them_are_markers() -> None:
    text = (
        "Probenecid (Monograph)\nUses\nA drug that makes the kidney let go of uric acid, known for a long time.1 2 3\n"
        "It prevents attacks of gout in adults whose kidneys work.1 3 It is of no use in the attack itself.2\n\nReferences\n"
        "1. Olsen T. Gout. Rheum Notes 2018;12:44.\n2. Berg I. Women. Rheum Notes 2016;10:1.\n3. Vik J. Age. Rheum Notes 2015;9:7.\n"
    )
    document = read_document(text.encode(), path="a.txt")
    assert [marker.number for marker in find_markers(document)] == ["1", "2", "3", "1", "3", "2"]
    assert len(said(text)) == 3


def test_numbers_in_brackets_are_found_though_the_list_is_one_run_of_lines() -> None:
    text = (
        "Gout\n\nGout is common (1). It is rarer in women (2). Age counts (3), and so does weight (1, 3).\n\nReferences\n"
        "(1) Olsen T. Gout. Rheum Notes 2018;12:44.\n(2) Berg I. Women. Rheum Notes 2016;10:1.\n(3) Vik J. Age. Rheum Notes 2015;9:7.\n"
    )
    document = read_document(text.encode(), path="a.txt")
    assert [marker.number for marker in find_markers(document)] == ["1", "2", "3", "1", "3"]


def test_headings_of_a_product_summary() -> None:
    text = (
        "SUMMARY OF PRODUCT CHARACTERISTICS\n4 CLINICAL PARTICULARS\n4.1\nTherapeutic indications\nProphylaxis of gout in adults.\n"
        "4.8 Undesirable effects\nThe effects that were reported in trials are these, by organ.\nNervous system disorders\n"
        "Common: headache.\n7 MARKETING AUTHORISATION HOLDER\nNorvik Pharma AS, Bergen, Norway\n"
    )
    found = [(s.section[-1], s.words.text) for s in segment(text)[1].statements]
    assert found[0] == ("Therapeutic indications", "Prophylaxis of gout in adults.")
    assert found[-1] == ("Nervous system disorders", "Common: headache.")


def test_questions_frame_their_answers_and_claim_nothing() -> None:
    text = (
        "Colchicine\nColchicine is a medicine for gout that has been used for a very long time.\nCommon questions\n"
        "Can I drink alcohol with it?\nA little does no harm, but beer brings on attacks of gout.\nHow long does it take to work?\n"
        "Pain is less within a day. Is that soon enough? It is for most people.\n"
    )
    assert said(text) == [
        "Colchicine is a medicine for gout that has been used for a very long time.",
        "A little does no harm, but beer brings on attacks of gout.",
        "Pain is less within a day.",
        "It is for most people.",
    ]
    frames = [f.words.text for f in segment(text)[1].statements[1].frames if f.role == "question"]
    assert frames == ["Can I drink alcohol with it?"]


def test_a_grade_in_brackets_after_the_stop_stays_with_its_recommendation() -> None:
    text = "# Gout\n\nWe recommend colchicine in low dose. (Strong recommendation; moderate evidence) It should start early.\n"
    assert said(text) == [
        "We recommend colchicine in low dose. (Strong recommendation; moderate evidence)",
        "It should start early.",
    ]


def test_definition_lists_notes_and_keys_of_abbreviations() -> None:
    text = (
        "# Gout\n\nColchicine is old.[^1]\n\nTophus\n: A lump of urate crystals under the skin of people with gout.\n\n"
        "CRP = C-reactive protein; NSAID = nonsteroidal anti-inflammatory drug\n\nCommon: rash; rare: fever.\n\n"
        "<details>\n\n[^1]: Olsen T. Colchicine and the joint. Rheum Notes 2018;12:44-9.\n\n</details>\n"
    )
    assert said(text) == [
        "Colchicine is old.",
        "A lump of urate crystals under the skin of people with gout.",
        "Common: rash; rare: fever.",
    ]
    assert segment(text)[1].statements[1].section[-1] == "Tophus"
    assert len(read_entries(segment(text)[0])) == 1
