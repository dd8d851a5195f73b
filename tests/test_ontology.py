"""The ontology: every term is declared, explained and mapped, and the tables agree with it."""

from __future__ import annotations

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from thymograph import vocabulary
from thymograph.assembly.predicates import predicates
from thymograph.errors import GraphError
from thymograph.resources import ontology_path
from thymograph.vocabulary import TG, individual

ONTOLOGY = Graph().parse(ontology_path("thymograph.ttl"))
DECLARED = {str(term) for term in ONTOLOGY.subjects() if str(term).startswith(TG.iri)}


def test_vocabulary_and_ontology_declare_the_same_terms() -> None:
    assert set(TG.terms) == DECLARED


@pytest.mark.parametrize("term", sorted(DECLARED), ids=lambda term: term.rsplit("#", 1)[1])
def test_every_term_is_explained_and_mapped(term: str) -> None:
    node = URIRef(term)
    for wanted in (RDF.type, RDFS.label, SKOS.definition, SKOS.example):
        assert ONTOLOGY.value(node, wanted, any=True), wanted
    mappings = (
        SKOS.exactMatch, SKOS.closeMatch, RDFS.subClassOf, RDFS.subPropertyOf, SKOS.scopeNote
    )  # fmt: skip
    assert any(ONTOLOGY.value(node, mapping, any=True) for mapping in mappings)


def test_terms_that_terms_point_to_are_declared() -> None:
    for _, _, value in ONTOLOGY:
        if str(value).startswith(TG.iri):
            assert str(value) in DECLARED


def test_predicates_of_the_table_are_those_of_the_ontology() -> None:
    assert set(predicates()) == set(vocabulary.PREDICATES)
    for row in predicates().values():
        node = URIRef(individual(vocabulary.PREDICATES, row.name, "predicate"))
        assert str(ONTOLOGY.value(node, RDFS.label)) == row.label
        for term, table, word in (
            ("inFamily", vocabulary.FAMILIES, row.family),
            ("answer", vocabulary.ANSWERS, row.answer),
            ("answerIfDenied", vocabulary.ANSWERS, row.answer_if_denied),
        ):
            assert str(ONTOLOGY.value(node, URIRef(TG.iri + term))) == individual(table, word, term)
        positive = ONTOLOGY.value(node, URIRef(TG.positiveCounterpart))
        assert (positive is not None) is row.denies
        if row.denies:
            assert str(positive) == individual(vocabulary.PREDICATES, row.positive, "predicate")
            assert not predicates()[row.positive].denies
        else:
            # Mapped to RO or Biolink, or a sentence on why neither fits.
            mapped = ONTOLOGY.value(node, SKOS.closeMatch, any=True)
            assert (mapped is not None) is bool(row.relation_ontology or row.biolink)


def test_kinds_say_whether_they_need_a_citation() -> None:
    for word, name in vocabulary.KINDS.items():
        needs = ONTOLOGY.value(URIRef(TG.iri + name), URIRef(TG.needsCitation))
        assert needs is not None
        assert needs.toPython() is (word not in vocabulary.NEEDS_NO_CITATION)  # type: ignore[attr-defined]  # a literal


def test_involves_has_a_subproperty_for_each_type_but_other() -> None:
    assert set(vocabulary.INVOLVES) == set(vocabulary.CONCEPT_TYPES) - {"other"}
    for name in vocabulary.INVOLVES.values():
        assert ONTOLOGY.value(URIRef(TG.iri + name), RDFS.subPropertyOf) == URIRef(TG.involves)


def test_words_and_individuals_are_one_to_one() -> None:
    for iri, word in vocabulary.RECORD_WORDS.items():
        assert iri in DECLARED
        assert word
    individuals = {str(node) for node in ONTOLOGY.subjects(RDF.type, OWL.NamedIndividual)}
    assert individuals == set(vocabulary.RECORD_WORDS)


def test_an_undeclared_term_or_word_is_refused() -> None:
    with pytest.raises(AttributeError, match="not declared"):
        _ = TG.nonsense
    with pytest.raises(GraphError, match="kind 'gossip' is not declared; use one of"):
        individual(vocabulary.KINDS, "gossip", "kind")
