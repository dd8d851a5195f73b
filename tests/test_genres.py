"""Genres beyond articles: flashcards, registries, label lines, protocols, pasted tables, columns, chips, tabs of sites."""

from __future__ import annotations

import pytest

from thymograph.citing.entries import read_entries
from thymograph.citing.markers import find_markers
from thymograph.citing.resolution import citations_of, resolve
from thymograph.claims.ledger import ledger_of, ledger_totals
from thymograph.claims.speakers import directness_in
from thymograph.claims.statements import Segmentation, statements_of
from thymograph.model import Document
from thymograph.reading import read_document


def segment(text: str, path: str = "a.md") -> tuple[Document, Segmentation]:
    document = read_document(text.encode(), path=path)
    return document, statements_of(document, find_markers(document))


def said(text: str) -> list[str]:
    return [statement.words.text for statement in segment(text)[1].statements]


def steps(text: str) -> list[tuple[str, int, str]]:
    """Return procedure, number and words of each statement that has a place in a procedure."""
    return [(s.step.procedure, s.step.number, s.words.text) for s in segment(text)[1].statements if s.step]


def blocks(text: str, kind: str) -> list[str]:
    document, _ = segment(text)
    return [document.text[b.start : b.end] for b in document.blocks if b.kind == kind]


def cited(text: str) -> list[tuple[str, list[str]]]:
    """Return each statement with the titles of the entries that it cites, "?" where a marker dangles."""
    document = read_document(text.encode(), path="a.md")
    markers = find_markers(document)
    bibliography = resolve(document, markers, read_entries(document))
    titles = {entry.id: entry.title or entry.url or "-" for entry in bibliography.entries}
    return [
        (s.words.text, [titles[c.entry] if c.entry else "?" for c in citations_of(s, bibliography)[0]])
        for s in statements_of(document, markers).statements
    ]


def unclaimed(text: str) -> int:
    document, segmentation = segment(text)
    ledger = ledger_of(document, segmentation, find_markers(document), read_entries(document))
    assert sum(span.end - span.start for span in ledger) == len(text)
    return dict(ledger_totals(ledger)).get("unclaimed", 0)


# ---------------------------------------------------------------- flashcards


def test_cards_with_signs_on_lines_of_their_own_are_questions_and_answers() -> None:
    text = (
        "Gout deck\n\nfront 1\n\nprobenecid\n\nback 1\n\nblocks URAT1 in the kidney\n\nhelped by much water\n\n"
        "front 2\n\nWhich drug raises colchicine?\n\nback 2\n\nclarithromycin\n"
    )
    assert said(text) == ["blocks URAT1 in the kidney helped by much water", "clarithromycin"]
    assert blocks(text, "faq_question") == ["probenecid", "Which drug raises colchicine?"]
    assert unclaimed(text) == 0


def test_buttons_and_numbers_between_cards_are_nothing() -> None:
    text = (
        "Deck\n\n1\nQ\n\nloop diuretics\n\nA\n\nblock the Na-K-2Cl carrier\n\nHow well did you know this?\n1\nNot at all\n2\nPerfectly\n"
        "2\nQ\n\nthiazides\n\nA\n\nblock the Na-Cl carrier\n"
    )
    assert said(text) == ["block the Na-K-2Cl carrier", "block the Na-Cl carrier"]


def test_a_short_answer_under_a_question_is_no_fragment() -> None:
    text = (
        "Deck\nWhat is the highest dose of colchicine?\n1.8 mg a day\nWhat is allopurinol used for?\nprevention of gout\n"
        "Which enzyme does it block?\nxanthine oxidase\n"
    )
    assert said(text) == ["1.8 mg a day", "prevention of gout", "xanthine oxidase"]


def test_terms_and_their_meanings_say_something_without_a_verb() -> None:
    text = "Q: Who named it?\nA: Garrod did.\n\nFebuxostat - a non-purine blocker of xanthine oxidase\nPegloticase - a uricase given into a vein\n"
    statements = segment(text)[1].statements
    assert [s.words.text.split()[0] for s in statements] == ["Garrod", "Febuxostat", "Pegloticase"]
    assert not any(frame.role == "question" for frame in statements[-1].frames)


# ---------------------------------------------------------------- label and value

REGISTRY = """Study title: Colchicine against flares of gout
Registry number: XYZ-0001
Overall status: Completed
Condition: Gout
Enrollment: 240
Primary outcome: flares of gout during 6 months
Brief summary: This study tests whether colchicine prevents flares. Each person takes it for 6 months.
Arms:
  Experimental: Colchicine
    Persons take colchicine 0.6 mg once daily for 6 months.
  Placebo Comparator: Placebo
    Persons take a tablet of the same look once daily.
Exclusion criteria:
  - eGFR below 30 mL/min
Start date: January 2015
Sponsor: University of Bergen
"""


def test_a_registry_gives_its_plan_and_keeps_its_administration_as_metadata() -> None:
    document, segmentation = segment(REGISTRY)
    assert document.title == "Colchicine against flares of gout"
    assert [s.words.text for s in segmentation.statements] == [
        "Enrollment: 240",
        "Primary outcome: flares of gout during 6 months",
        "Brief summary: This study tests whether colchicine prevents flares.",
        "Each person takes it for 6 months.",
        "Persons take colchicine 0.6 mg once daily for 6 months.",
        "Persons take a tablet of the same look once daily.",
        "eGFR below 30 mL/min",
    ]
    assert segmentation.statements[4].section[-1] == "Experimental: Colchicine"
    assert segmentation.statements[5].section[-1] == "Placebo Comparator: Placebo"
    assert unclaimed(REGISTRY) == 0


def test_a_bold_lead_in_with_a_sign_before_it_is_part_of_what_it_says() -> None:
    text = "# Gout\n\n💊 **Dose:** 1.2 mg, then 0.6 mg\n\n**Onset**: within 12 hours\n"
    assert said(text) == ["💊 Dose: 1.2 mg, then 0.6 mg", "Onset: within 12 hours"]


def test_a_sentence_with_a_colon_is_no_label() -> None:
    assert said("# Gout\n\nThe rule is this: go low\n") == ["The rule is this: go low"]


# ---------------------------------------------------------------- procedures


def test_nested_lists_without_white_space_keep_their_order() -> None:
    text = (
        "First seizure\n\n1. Check glucose.\n2. Give one of:\n- lorazepam 4 mg\n- diazepam 10 mg\n3. Wait 5 minutes.\n\n"
        "If it goes on, give the dose once more.\n\n4. Load with:\na) levetiracetam 60 mg/kg\nb) valproate 40 mg/kg\n5. Call the ICU.\n"
    )
    assert steps(text) == [
        ("First seizure", 1, "Check glucose."),
        ("Give one of", 1, "lorazepam 4 mg"),
        ("Give one of", 2, "diazepam 10 mg"),
        ("First seizure", 3, "Wait 5 minutes."),
        ("Load with", 1, "levetiracetam 60 mg/kg"),
        ("Load with", 2, "valproate 40 mg/kg"),
        ("First seizure", 5, "Call the ICU."),
    ]


def test_steps_by_word_and_by_numbers_in_parts_are_steps() -> None:
    by_word = "# Staining\n\nStep 1: Coat the plate overnight.\nStep 2: Wash it three times.\n"
    assert steps(by_word) == [("Staining", 1, "Coat the plate overnight."), ("Staining", 2, "Wash it three times.")]
    in_parts = "1.3 Clearing\n1.3.1 Keep the lysate on ice.\n1.3.2 Spin it for 15 minutes.\n1.4 Loading\n1.4.1 Boil the sample for 5 minutes.\n"
    assert [(number, words) for _, number, words in steps(in_parts)] == [
        (1, "Keep the lysate on ice."),
        (2, "Spin it for 15 minutes."),
    ]


def test_a_nested_item_belongs_to_the_item_above_it() -> None:
    text = "# Plan\n\n1. See the patient after 48 hours.\n   - If better, go on.\n   - If not, tap the joint.\n2. Start allopurinol.\n"
    assert [(procedure, number) for procedure, number, _ in steps(text)] == [
        ("Plan", 1),
        ("See the patient after 48 hours.", 1),
        ("See the patient after 48 hours.", 2),
        ("Plan", 2),
    ]


def test_a_list_that_counts_from_one_again_is_another_list() -> None:
    text = "# Warfarin\n\n1. It is old.\n2. It is cheap.\n\n\n1. It is bound to albumin.\n2. It crosses the placenta.\n"
    assert [number for _, number, _ in steps(text)] == [1, 2, 1, 2]


def test_lines_after_a_colon_are_a_list_though_their_bullets_were_lost() -> None:
    text = "Sepsis\n\nLook at every patient with an infection for:\nA possible source\nFactors that raise the risk\nSigns of clinical concern\n\nTreat at once.\n"
    assert [s.unit for s in segment(text)[1].statements] == ["item", "item", "item", "sentence"]
    headings = "Sepsis\n\nThis page covers:\n\nCauses\n\nSepsis follows an infection that the body cannot hold.\n"
    assert said(headings)[-1] == "Sepsis follows an infection that the body cannot hold."


# ---------------------------------------------------------------- layouts

COLUMNS = """Colchicine for Gout in the Very Old

INTRODUCTION                                        In one trial, colchicine low-
Gout is a crystal arthritis which affects four      ered the pain score by two points after a day,
percent of adults. It is treated with colchi-       and few patients left the study. Diarrhoea was
cine, NSAIDs or steroids, and all of them           the usual adverse event in both of the groups.
ease the pain within days. Low doses are            CONCLUSION
preferred in elderly patients, who have more        Low-dose colchicine is enough for most adults
adverse events than the young do.                   with acute gout, and it should be started early.
"""


def test_two_columns_are_read_each_for_itself() -> None:
    document, segmentation = segment(COLUMNS)
    words = [statement.words.text for statement in segmentation.statements]
    assert "It is treated with colchicine, NSAIDs or steroids, and all of them ease the pain within days." in words
    assert (
        "In one trial, colchicine lowered the pain score by two points after a day, and few patients left the study."
        in words
    )
    assert len(words) == 6
    for statement in segmentation.statements:
        anchored = " ".join(document.text[a:b] for a, b in statement.spans).replace("- ", "")
        assert anchored == statement.words.text
    assert unclaimed(COLUMNS) == 0


def test_a_table_pasted_one_cell_a_line_is_a_table() -> None:
    text = "Classes of blood pressure\n\nClass\n\nSystolic\n\nDiastolic\n\nOptimal\n\n<120\n\n<80\n\nNormal\n\n120–129\n\n80–84\n\nHigh\n\n130–139\n\n85–89\n\nThe classes were set by experts in 2003.\n"
    cells = [
        (f["row_label"], f["column_head"], s.words.text)
        for s in segment(text)[1].statements
        if (f := {frame.role: frame.words.text for frame in s.frames}).get("row_label")
    ]
    assert cells[0] == ("Optimal", "Systolic", "<120")
    assert cells[-1] == ("High", "Diastolic", "85–89")
    assert len(cells) == 6


def test_a_heading_between_a_list_and_prose_is_one_and_a_short_sentence_is_none() -> None:
    text = "# Blots\n\n- a gel of 8%\n- a membrane\nSample Preparation\nThe cells are washed and then broken up in a cold buffer with inhibitors.\n\nGive it with food.\n\nAvoid it in dialysis.\n"
    statements = segment(text)[1].statements
    assert statements[2].section[-1] == "Sample Preparation"
    assert [s.words.text for s in statements[3:]] == ["Give it with food.", "Avoid it in dialysis."]


def test_a_first_line_of_prose_is_no_title() -> None:
    text = (
        "Cough has many causes. Gabapentin eased it in a trial.1,2\n\nIt made many people sleepy.2 Morphine eased it too.3\n\n"
        "References\n1. Roe A. Gabapentin. Lancet 2012.\n2. Poe B. Cough. Thorax 2013.\n3. Moe C. Morphine. Chest 2007.\n"
    )
    assert [titles for _, titles in cited(text)] == [[], ["Gabapentin", "Cough"], ["Cough"], ["Morphine"]]


def test_tabs_of_a_site_are_neither_title_nor_headings_nor_claims() -> None:
    text = (
        'Article Talk Read Edit View history Tools\n\nFrom Wikipedia, the free encyclopedia\n\nColchicine\n\n"Colchysat" redirects here.\n\n'
        "Colchicine is taken from the autumn crocus.\n\nUses[edit | edit source]\n\nMain article: Gout\n\nIt eases gout.[citation needed]\n"
    )
    document, segmentation = segment(text)
    assert document.title == "Colchicine"
    assert [(s.words.text, s.section) for s in segmentation.statements] == [
        ("Colchicine is taken from the autumn crocus.", ()),
        ("It eases gout.", ("Uses",)),
    ]


def test_left_overs_of_html_part_sentences_as_they_look() -> None:
    assert said("# Gout\n\nColchicine eases gout.<br>It lowers CRP&nbsp;by 30%.<br/>Diarrhoea is common.\n") == [
        "Colchicine eases gout.",
        "It lowers CRP by 30%.",
        "Diarrhoea is common.",
    ]


# ---------------------------------------------------------------- citations


def test_references_on_the_line_of_their_heading_are_a_list() -> None:
    text = "It lowers LDL by 21%.¹ It is a prodrug,²⁻³ and spares muscle.\n\nReferences: 1. Roe A. Outcomes of it. Lancet 2023;1:1. 2. Poe B. Liver and it. BMJ 2016;2:2. 3. Moe C. Its safety. JAMA 2019;3:3.\n"
    assert cited(text) == [
        ("It lowers LDL by 21%.", ["Outcomes of it"]),
        ("It is a prodrug, and spares muscle.", ["Liver and it", "Its safety"]),
    ]


def test_numbers_in_parentheses_after_a_stop_cite() -> None:
    text = (
        "Gout is common.(1) It grows with age, and in 2020 it struck one in 25.(2) It hurts.(3)\n\nReferences\n1. Roe A. Gout. BMJ 2001.\n"
        "2. Poe B. Age. BMJ 2002.\n3. Moe C. Pain. BMJ 2003.\n"
    )
    assert [titles for _, titles in cited(text)] == [["Gout"], ["Age"], ["Pain"]]


@pytest.mark.parametrize(
    ("marker", "entry"),
    [
        ("[1, Table 2]", "1. Roe A. Gout. BMJ 2001."),
        ('<a href="#r1"><sup>1</sup></a>', "1. Roe A. Gout. BMJ 2001."),
        ("[<sup>1</sup>](#r1)", "1. Roe A. Gout. BMJ 2001."),
        ("(FDA, 2001)", "Food and Drug Administration. (2001). Gout. Washington."),
        ("(March et al., 2001; Mel, 2001)", "March A, Roe B. (2001). Gout. BMJ.\nMel C. (2001). Gout. Lancet."),
    ],
)
def test_further_styles_of_markers(marker: str, entry: str) -> None:
    ((words, titles),) = cited(f"# Gout\n\nIt is common {marker}.\n\n## References\n\n{entry}\n")
    assert words == "It is common."
    assert titles
    assert "?" not in titles


def test_a_link_by_name_alone_in_parentheses_cites() -> None:
    text = "# Statins\n\nRates were like placebo ([SAMSON][samson]).\n\n[samson]: https://trial.example/samson\n"
    assert cited(text) == [("Rates were like placebo.", ["SAMSON"])]


def test_a_year_before_a_glued_number_does_not_hide_it() -> None:
    text = "It rose from 1988 to 1994.2 It fell later.1 It rose again.3\n\nReferences\n1. Roe A. Fall. BMJ 2001.\n2. Poe B. Rise. BMJ 2002.\n3. Moe C. Again. BMJ 2003.\n"
    assert [titles for _, titles in cited(text)] == [["Rise"], ["Fall"], ["Again"]]


def test_a_chat_answer_keeps_its_headings_and_bare_numbers() -> None:
    text = (
        "Acetylcysteine for Overdoses of Paracetamol in Adults\nAcetylcysteine is given into a vein in three bags over 21 hours, and is begun "
        "before any level is known. 1, 2\nWhen to Begin\nBegin at once in these cases, without waiting for the laboratory:\n"
        "- Any overdose within 24 hours 1\n- Paracetamol at measurable levels 1, 2\nThe rule is never to wait for the level. 2\n"
        "Second dose: 50 mg/kg over 4 hours 1, 2\n\nReferences\n1. Roe A. Bags. BMJ 2001.\n2. Poe B. Veins. BMJ 2002.\n"
    )
    document, segmentation = segment(text)
    assert document.title == "Acetylcysteine for Overdoses of Paracetamol in Adults"
    assert segmentation.statements[1].section == ("When to Begin",)
    assert [titles for _, titles in cited(text)] == [
        ["Bags", "Veins"],
        ["Bags"],
        ["Bags", "Veins"],
        ["Veins"],
        ["Bags", "Veins"],
    ]


def test_values_stand_under_the_names_of_what_they_measure() -> None:
    text = "# Omeprazole\n\nAbsorption\n\nRapid\n\nProtein Binding\n\n~95%\n\nMetabolism\n\nHepatic via CYP2C19 and in part via CYP3A4\n"
    assert [(s.section[-1], s.words.text) for s in segment(text)[1].statements] == [
        ("Absorption", "Rapid"),
        ("Protein Binding", "~95%"),
        ("Metabolism", "Hepatic via CYP2C19 and in part via CYP3A4"),
    ]


def test_authors_in_a_list_are_no_claims() -> None:
    text = (
        "Gout in old age: a summary\n\n  1. Ana B Ruiz, consultant physician1,\n  2. Jon Vik, technical advisor2\n  1. 1Institute of Medicine, Bergen, Norway\n\n"
        "Gout is common after the age of sixty and is often missed in those who take diuretics.\n"
    )
    assert said(text) == ["Gout is common after the age of sixty and is often missed in those who take diuretics."]


def test_numbers_parted_by_a_space_from_the_stop_cite_also_without_a_list() -> None:
    text = "# Crohn\n\nIt is a chronic disease. 1 Most fall ill when young. 2 It strikes women more. 1,2 It costs much. 3 Some smoke.\n"
    assert cited(text) == [
        ("It is a chronic disease.", ["?"]),
        ("Most fall ill when young.", ["?"]),
        ("It strikes women more.", ["?", "?"]),
        ("It costs much.", ["?"]),
        ("Some smoke.", []),
    ]


ABSTRACT = """Apixaban in atrial fibrillation: a randomised trial

BACKGROUND: Stroke is common. METHODS: We randomised 840 adults. RESULTS: Apixaban lowered the risk of stroke. Bleeding was rare.
CONCLUSIONS: Apixaban prevents stroke.
"""


def test_labels_of_a_structured_abstract_head_what_follows_them() -> None:
    statements = segment(ABSTRACT)[1].statements
    sections = {statement.words.text.split(": ")[-1]: statement.section[-1:] for statement in statements}
    assert sections["Bleeding was rare."] == ("RESULTS",)
    assert sections["Apixaban prevents stroke."] == ("CONCLUSIONS",)
    own = [directness_in(one.words.text, statement=one) for one in statements if one.section[-1:] == ("RESULTS",)]
    assert own == ["own_result", "own_result"]


def test_a_title_with_a_subtitle_is_no_label_with_its_value() -> None:
    assert not any("randomised trial" in words for words in said(ABSTRACT))
