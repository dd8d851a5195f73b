"""The lexicon table, the extracts that bear it out, the folding of spellings, and SKOS."""

from __future__ import annotations

import csv
import pickle
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph
from rdflib.namespace import RDF, SKOS

from thymograph.lexicon import LexiconError, load_lexicon
from thymograph.lexicon.concepts import Lexicon, read_concepts
from thymograph.lexicon.folding import fold_key, fold_tokens
from thymograph.lexicon.skos import expand, load_prefixes, skos_turtle
from thymograph.resources import ontology_path

HEAD = "id\tname\ttype\tsynonyms\texact\tbroader\n"

# One list a concept; every spelling must fold onto the first.
SPELLINGS = [
    ["IFN-γ", "IFN- γ", "IFNγ", "IFN–γ", "IFN-gamma", "IFN gamma", "IFNgamma", "IFN γ"],
    ["TNF-α", "TNF- α", "TNFα", "TNF-alpha", "TNFalpha", "TNF alpha"],
    ["Tα1", "T α 1", "T-α-1", "Talpha1"],
    ["thymosin alpha 1", "Thymosin α 1", "Thymosin- α -1", "Thymosin Alpha-1", "thymosin alpha1", "thymosin-alpha1"],
    ["IL-2", "IL2", "IL 2", "IL–2"],
    ["NF-κB", "NF- κ B", "NFκB", "NF-kappaB", "NF-kappa B"],
    ["nuclear factor-kappa B", "nuclear factor κB", "Nuclear Factor Kappa B"],
    ["T cell", "T cells", "T-cell", "T-cells"],
    ["interferon alfa", "interferon alpha", "Interferon-α", "interferon-alfa"],
    ["tumor", "tumour", "tumors", "Tumours"],
    ["edema", "oedema"],
    ["hospitalization", "hospitalisation"],
    ["signaling", "signalling"],
    ["leukemia", "leukaemia"],
    ["TLR", "TLRs"],
]


@pytest.mark.parametrize("spellings", SPELLINGS, ids=lambda spellings: spellings[0])
def test_spellings_of_one_name_fold_together(spellings: list[str]) -> None:
    assert {fold_key(spelling) for spelling in spellings} == {fold_key(spellings[0])}


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_tokens_lie_in_order_in_the_raw_text(text: str) -> None:
    before = 0
    for token in fold_tokens(text):
        assert before <= token.start < token.end <= len(text)
        before = token.end


@given(st.text(alphabet="IL-2α βTcels and,(). NFκB1", max_size=60))
def test_entities_are_cut_from_the_text_and_sorted(text: str) -> None:
    found = load_lexicon().find(text)
    assert all(text[entity.start : entity.end] == entity.text for entity in found)
    assert list(found) == sorted(found, key=lambda entity: (entity.start, -entity.end, entity.name))


def test_every_name_of_the_table_is_found_in_a_sentence_as_its_concept() -> None:
    lexicon = load_lexicon()
    lost = []
    for concept in lexicon.concepts:
        matches = lexicon.matches(f"We saw {concept.name} again.")
        if not any(match.value.id == concept.id for match in matches):
            lost.append(concept.name)
    assert not lost


def test_no_label_folds_onto_two_concepts_unless_case_tells_them_apart() -> None:
    owners: dict[tuple[str, str], str] = {}
    for concept in load_lexicon().concepts:
        for label in concept.labels:
            bare = "".join(token.raw for token in fold_tokens(label))
            key = (fold_key(label), bare if len(bare) <= 5 else "")
            assert owners.setdefault(key, concept.id) == concept.id, label


def _extracts() -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for path in sorted(ontology_path("extracts").glob("*.tsv")):
        if path.name == "SOURCES.tsv":
            continue
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                rows[row["id"]] = row
    return rows


def test_every_id_is_borne_out_by_an_extract_under_a_name_of_the_concept() -> None:
    extracts = _extracts()
    wrong = []
    for concept in load_lexicon().concepts:
        labels = {fold_key(label) for label in concept.labels}
        for curie in (concept.id, *concept.exact_matches):
            if curie.startswith("tg:"):
                continue
            row = extracts.get(curie)
            names = [] if row is None else [row["name"], *row["used_synonyms"].split("|")]
            if row is None or not (labels & set(map(fold_key, names)) or row["mapped_to"] == concept.id):
                wrong.append(f"{curie} {concept.name}")
    assert not wrong


def test_extracts_hold_nothing_but_ids_of_the_table() -> None:
    used = {curie for concept in load_lexicon().concepts for curie in (concept.id, *concept.exact_matches)}
    assert set(_extracts()) <= used


def test_an_id_belongs_to_one_concept() -> None:
    owners: dict[str, str] = {}
    for concept in load_lexicon().concepts:
        for curie in (concept.id, *concept.exact_matches):
            assert owners.setdefault(curie, concept.id) == concept.id, curie


def test_local_ids_are_slugs_of_a_label() -> None:
    for concept in load_lexicon().concepts:
        if concept.id.startswith("tg:"):
            slugs = {fold_key(label).replace(" ", "_") for label in concept.labels}
            assert concept.id.removeprefix("tg:") in slugs, concept


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("CL:1\tT cell\tplant\t\t\t", "unknown type"),
        ("CL1\tT cell\tcell\t\t\t", "CURIE"),
        ("CL:1\tT cell\tcell\t\t\tCL:9", "broader CL:9"),
        ("CL:1\tT cell\tcell\t\t\t\nCL:1\tB cell\tcell\t\t\t", "stands twice"),
    ],
)
def test_a_wrong_row_is_named_with_its_place(row: str, complaint: str) -> None:
    with pytest.raises(LexiconError, match=complaint):
        read_concepts((HEAD + row + "\n").splitlines(keepends=True), path="mine.tsv")


def test_a_missing_column_is_named() -> None:
    with pytest.raises(LexiconError, match="broader"):
        read_concepts(["id\tname\ttype\tsynonyms\texact\n"], path="mine.tsv")


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"none\.tsv"):
        load_lexicon(tmp_path / "none.tsv")


def test_concepts_are_found_by_exact_match_and_by_any_spelling() -> None:
    lexicon = load_lexicon()
    drug = lexicon.concept("CHEBI:135915")
    assert drug is not None
    assert lexicon.concept("MESH:D000077596") is drug
    assert lexicon.named("Thymosin- α -1") is drug
    assert lexicon.named("no such name") is None
    gene = lexicon.concept("HGNC:9623")
    assert gene is not None
    assert gene is not drug


def test_the_first_of_two_equal_labels_wins() -> None:
    rows = "X:1\tlepidine\tdrug\t\t\t\nX:2\tother\tdrug\tlepidine\t\t\n"
    lexicon = Lexicon(concepts=read_concepts((HEAD + rows).splitlines(keepends=True), path="mine.tsv"))
    assert [match.value.id for match in lexicon.matches("lepidine")] == ["X:1"]


def test_a_bracket_is_part_of_a_name_only_where_the_name_opens_it() -> None:
    found = load_lexicon().find("Overall survival (OS) and lipoprotein(a) were measured.")
    assert [entity.text for entity in found] == ["Overall survival", "OS", "lipoprotein(a)"]


def test_a_lexicon_that_was_used_goes_to_another_process() -> None:
    lexicon = load_lexicon()
    lexicon.find("Aspirin")
    copy = pickle.loads(pickle.dumps(lexicon))
    assert copy.concepts == lexicon.concepts
    assert copy.find("Aspirin") == lexicon.find("Aspirin")


def test_skos_is_valid_complete_and_the_same_each_time() -> None:
    lexicon = load_lexicon()
    turtle = skos_turtle(lexicon)
    assert turtle == skos_turtle(lexicon)
    graph = Graph().parse(data=turtle, format="turtle")
    assert len(set(graph.subjects(RDF.type, SKOS.Concept))) == len(lexicon.concepts)
    assert len(list(graph.subject_objects(SKOS.prefLabel))) == len(lexicon.concepts)
    labels = {str(label) for label in graph.objects(predicate=SKOS.prefLabel)}
    assert {concept.name for concept in lexicon.concepts} == labels


def test_a_receptor_is_found_under_its_family() -> None:
    tlr9 = load_lexicon().named("TLR9")
    assert tlr9 is not None
    assert "FPLX:TLR" in tlr9.broader


def test_every_prefix_expands_and_an_unknown_one_does_not() -> None:
    prefixes = load_prefixes()
    for concept in load_lexicon().concepts:
        for curie in (concept.id, *concept.exact_matches):
            assert expand(curie, prefixes).startswith("http")
    with pytest.raises(LexiconError, match="prefix unknown"):
        expand("NOPE:1", prefixes)


def test_finding_keeps_pace_with_reading() -> None:
    # A loose bound: a tenth of what an idle core does, so that a busy one passes.
    text = "Dupilumab lowered IL-4, IL-13 and IgE in patients with atopic dermatitis (n = 12), but not fever. "
    lexicon = load_lexicon()
    lexicon.find("warm")
    started = time.perf_counter()
    for number in range(200):
        lexicon.find(f"{number} {text}")
    assert 200 * 18 / (time.perf_counter() - started) > 3000
