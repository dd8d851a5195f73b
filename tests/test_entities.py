"""Entities that a statement names, and those that frames, pronouns and earlier statements supply."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thymograph.claims.entities import Discourse, entities_of, topic_of
from thymograph.claims.extraction import extract
from thymograph.claims.subjects import is_laboratory_step, lacks_subject, pronouns_in
from thymograph.lexicon import load_lexicon
from thymograph.model import CleanText, Entity, Frame, FrameRole, Span, Statement, Table
from thymograph.reading import read_document


def clean(text: str, at: int = 0) -> CleanText:
    return CleanText(text, tuple(range(at, at + len(text))))


def statement(text: str, *frames: tuple[FrameRole, str], **fields: Any) -> Statement:
    return Statement(
        spans=(Span(1000, 1000 + len(text)),),
        words=clean(text, 1000),
        frames=tuple(
            Frame(role=role, words=clean(words, 10), span=Span(10, 10 + len(words))) for role, words in frames
        ),
        **fields,
    )


def read(*statements: Statement) -> list[tuple[Entity, ...]]:
    lexicon, discourse, found = load_lexicon(), Discourse(), []
    for one in statements:
        entities = entities_of(one, lexicon, discourse)
        found.append(entities)
        discourse = discourse.after(one, entities)
    return found


def names(entities: Sequence[Entity], *, implicit: bool | None = None) -> list[str]:
    return [entity.name for entity in entities if implicit is None or entity.implicit == implicit]


def test_it_is_the_subject_of_the_sentence_before() -> None:
    _, second = read(
        statement("Metformin lowers hepatic glucose production in mice."),
        statement("It also activates AMPK."),
    )
    assert [(entity.text, entity.name) for entity in second if entity.implicit] == [("It", "metformin")]


def test_it_may_be_a_disease() -> None:
    _, second = read(
        statement("Sarcoidosis is an inflammatory disease."),
        statement("It is characterised by granulomas, and treated with prednisone."),
    )
    assert "sarcoidosis" in names(second, implicit=True)


def test_an_expletive_it_stands_for_nothing() -> None:
    _, second = read(statement("Metformin is cheap."), statement("It is unclear whether sitagliptin prevents stroke."))
    assert names(second, implicit=True) == []


def test_its_means_what_acts_earlier_in_the_sentence() -> None:
    (only,) = read(statement("Ramipril exerts its effect through ACE."))
    assert [(entity.text, entity.name) for entity in only if entity.implicit] == [("its", "ramipril")]


def test_the_drug_is_the_last_drug() -> None:
    _, second = read(statement("Gefitinib blocks EGFR."), statement("The drug caused rash in half of the patients."))
    assert "gefitinib" in names(second, implicit=True)


def test_these_pathways_are_all_of_them() -> None:
    _, second = read(
        statement("Insulin activates the PI3K/AKT pathway and the MAPK pathway."),
        statement("These pathways promote growth."),
    )
    assert set(names(second, implicit=True)) == {"PI3K/AKT pathway", "MAPK pathway"}


def test_the_cells_of_a_protocol_are_the_last_cells_named() -> None:
    _, second = read(
        statement("Isolate PBMCs from blood.", unit="item"), statement("Wash the cells twice.", unit="item")
    )
    assert [(entity.text, entity.name) for entity in second] == [("the cells", "PBMC")]


def test_a_bare_predicate_has_the_topic_of_its_heading() -> None:
    (only,) = read(statement("Reduces LDL cholesterol.", ("heading", "Effects of atorvastatin"), unit="item"))
    assert names(only, implicit=True) == ["atorvastatin"]
    assert only[-1].place == Span(21, 33)
    assert only[-1].start == only[-1].end == -1


def test_an_answer_has_the_topic_of_its_question() -> None:
    (only,) = read(
        statement("Nausea and headache.", ("question", "What are side effects of sertraline?"), unit="answer")
    )
    assert names(only, implicit=True) == ["sertraline"]


def test_a_sentence_with_its_own_agent_gets_no_topic() -> None:
    (only,) = read(statement("Placebo and cisplatin caused nausea.", ("heading", "Ondansetron")))
    assert names(only, implicit=True) == []


def test_a_bench_step_gets_no_topic() -> None:
    (only,) = read(statement("Incubate the plate for 24 hours.", ("heading", "Dexamethasone assay"), unit="item"))
    assert only == ()


def test_a_value_cell_takes_row_column_and_condition() -> None:
    cell = statement(
        "41%",
        ("caption", "Responses in rheumatoid arthritis"),
        ("column_head", "Objective response rate"),
        ("row_label", "Tofacitinib + methotrexate"),
        unit="cell",
    )
    (only,) = read(cell)
    assert set(names(only)) == {
        "tofacitinib", "methotrexate", "objective response rate", "rheumatoid arthritis",
    }  # fmt: skip
    assert all(entity.implicit for entity in only)


def test_a_table_of_drugs_side_by_side_does_not_mix_their_cells() -> None:
    cell = statement(
        "Causes cough.",
        ("column_head", "Ramipril"),
        ("row_label", "Safety"),
        ("cell", "Causes angioedema with losartan"),
        unit="cell",
        table=Table(heads=("Feature", "Ramipril", "Losartan"), rows=(("Safety", "Causes cough.", "…"),)),
        row=0,
        column=1,
    )
    (only,) = read(cell)
    assert "losartan" not in names(only)
    assert "ramipril" in names(only, implicit=True)


def test_a_new_section_goes_back_to_what_the_document_is_about() -> None:
    *_, last = read(
        statement("Lithium stabilises mood.", section=("Uses",)),
        statement("Lithium is renally cleared.", section=("Uses",)),
        statement("Ibuprofen raises its level.", section=("Interactions",)),
        statement("May cause tremor.", section=("Safety",), unit="item"),
    )
    assert names(last, implicit=True) == ["lithium"]


def test_an_abbreviation_once_defined_holds_for_the_document() -> None:
    _, second = read(
        statement("Idiopathic cutaneous geographical dyskeratosis syndrome (ICGDS) is rare."),
        statement("Steroids help in ICGDS."),
    )
    assert any(entity.text == "ICGDS" and entity.type == "disease" for entity in second)


def test_topic_of_a_statement_that_has_none_is_none() -> None:
    only = statement("Hands were washed.")
    assert topic_of(only, (), Discourse()) is None


@pytest.mark.parametrize(
    "text",
    [
        "Promotes apoptosis.",
        "Significantly improves survival.",
        "May reduce the need for opioids.",
        "Not recommended in pregnancy.",
        "Safety: Can cause rash.",
        "Was well tolerated.",
    ],
)
def test_bare_predicates_are_seen(text: str) -> None:
    assert lacks_subject(text)


@pytest.mark.parametrize(
    "text",
    ["Metformin lowers glucose.", "Increases in dose were rare.", "Nausea and headache.", "Increased ALT levels"],
)
def test_subjects_are_not_missed(text: str) -> None:
    assert not lacks_subject(text)


def test_bench_steps_are_told_from_advice() -> None:
    assert is_laboratory_step("Centrifuge the tubes at 300 g.")
    assert not is_laboratory_step("Monitor blood pressure weekly.")


def test_pronouns_come_in_order() -> None:
    text = "It binds TLR4, and its effect on these cells is brief."
    assert [text[p.start : p.end] for p in pronouns_in(text)] == ["It", "its", "these cells"]


def test_a_document_on_a_disease_is_about_it_even_where_drugs_are_named() -> None:
    *_, last = read(
        statement("Sarcoidosis is a granulomatous disease.", section=("Overview",)),
        statement("Sarcoidosis often resolves.", section=("Overview",)),
        statement("Sarcoidosis is treated with prednisone.", section=("Treatment",)),
        statement("Few people with sarcoidosis die.", section=("Prognosis",)),
        statement("Affects the lungs in nine of ten.", section=("Organs",), unit="item"),
    )
    assert names(last, implicit=True) == ["sarcoidosis"]


def test_advice_against_one_drug_is_not_advice_on_another() -> None:
    *_, avoid, monitor = read(
        statement("Anakinra is an option in gout.", section=("Attacks",), unit="item"),
        statement("Avoid naproxen in kidney failure.", section=("Attacks",), unit="item"),
        statement("Monitor for infection.", section=("Attacks",), unit="item"),
    )
    assert names(avoid, implicit=True) == []
    assert names(monitor, implicit=True) == ["anakinra"]


def test_what_a_title_names_is_the_topic_before_a_sentence_names_it() -> None:
    lexicon = load_lexicon()
    only = statement("Treatment of adults with plaque psoriasis", ("heading", "Indications"), unit="item")
    found = entities_of(only, lexicon, Discourse.opening("Fictolimab: prescribing information", lexicon))
    assert names(found) == ["psoriasis", "fictolimab"]


def test_the_antibody_is_the_last_one_named() -> None:
    _, second = read(
        statement("Ustekinumab binds the p40 subunit of IL-12."), statement("The antibody does not bind IL-17A.")
    )
    assert [(entity.text, entity.name) for entity in second if entity.implicit] == [("The antibody", "ustekinumab")]
    assert "immunoglobulin" not in names(second)


def test_a_background_drug_is_not_what_a_trial_is_about() -> None:
    *_, last = read(
        statement("Pretendiglutide is a GLP-1 receptor agonist."),
        statement("Adults with HbA1c above 7% on metformin were given pretendiglutide."),
        statement("Nausea was common."),
    )
    assert names(last, implicit=True) == ["pretendiglutide"]


def test_a_fronted_phrase_is_not_what_it_means() -> None:
    _, second = read(
        statement("Navitoclax kills senescent cells."), statement("In patients with asthma, it was not tolerated.")
    )
    assert names(second, implicit=True) == ["navitoclax"]


def test_an_item_with_its_own_subject_and_verb_gets_no_topic() -> None:
    (only,) = read(statement("Loss of PTEN accelerates fibrosis.", ("heading", "Effects of everolimus"), unit="item"))
    assert names(only, implicit=True) == []


def test_what_works_is_no_disease() -> None:
    *_, last = read(
        statement("Lisinopril lowers blood pressure."),
        statement("Hypertension is common."),
        statement("It works by blocking ACE."),
    )
    assert "hypertension" not in names(last, implicit=True)


def test_a_fronted_comparison_is_not_what_it_means() -> None:
    _, second = read(statement("Ibuprofen treats pain."), statement("Like other NSAIDs, it inhibits cyclooxygenase."))
    assert names(second, implicit=True) == ["ibuprofen"]


def test_it_may_be_a_substance_of_the_body() -> None:
    _, second = read(
        statement("The messenger is histamine, released from mast cells."), statement("It activates H1 receptors.")
    )
    assert names(second, implicit=True) == ["histamine"]


def test_a_trade_name_of_the_title_stands_for_its_drug() -> None:
    lexicon = load_lexicon()
    discourse = Discourse.opening("INVENTRA (saxagliptin)", lexicon)
    found = entities_of(statement("INVENTRA is indicated for type 2 diabetes."), lexicon, discourse)
    assert ("INVENTRA", "saxagliptin") in [(entity.text, entity.name) for entity in found]


def test_a_gloss_under_a_drug_is_about_the_drug() -> None:
    lexicon = load_lexicon()
    discourse = Discourse.opening("Celecoxib", lexicon)
    gloss = statement("A selective COX-2 inhibitor, used to treat osteoarthritis.")
    first = entities_of(gloss, lexicon, discourse)
    second = entities_of(statement("It spares the stomach."), lexicon, discourse.after(gloss, first))
    assert names(first, implicit=True) == ["celecoxib"]
    assert names(second, implicit=True) == ["celecoxib"]


def test_this_and_the_class_of_a_drug_is_the_drug_that_was_spoken_of() -> None:
    text = "# Latanoprost\n\nIt is used for glaucoma. This prostaglandin analogue lowers intraocular pressure.\n"
    claims = extract(read_document(text.encode(), path="a.md"), load_lexicon()).claims
    assert [(r.subject, r.predicate, r.object) for r in claims[-1].relations] == [
        ("latanoprost", "decreases", "intraocular pressure")
    ]


@given(st.lists(st.lists(st.sampled_from(["aspirin", "heparin", "gout", "asthma", "stroke"]), max_size=3), max_size=12))
def test_the_topic_is_what_was_named_most_however_it_is_counted(named: list[list[str]]) -> None:
    discourse, counts = Discourse(), dict[str, int]()
    for names in named:
        text = ", ".join(names) + "."
        found = load_lexicon().find(text)
        discourse = discourse.after(statement(text), found)
        for name in dict.fromkeys(entity.name for entity in found):
            counts[name] = counts.get(name, 0) + 1
    # dict and max: of equals the one named first, as of old.
    drugs = {name: count for name, count in counts.items() if name in ("aspirin", "heparin")}
    others = {name: count for name, count in counts.items() if name not in drugs}
    drug, other = max(drugs, key=drugs.__getitem__, default=""), max(others, key=others.__getitem__, default="")
    wanted = drug if drug and 2 * drugs[drug] >= others.get(other, 0) else other
    assert (discourse.topic.name if discourse.topic else "") == wanted
