"""The graph as RDF: the cases of the design, declared terms, equal bytes, nothing lost in writing."""

from __future__ import annotations

import itertools
import random
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oxrdflib import OxigraphStore
from rdflib import Dataset

from claim_strategies import claims
from factories import claim_graph, corpus
from thymograph import vocabulary
from thymograph.assembly import assemble
from thymograph.assembly.audit import audit
from thymograph.errors import GraphError
from thymograph.graph.iris import Iris, compact
from thymograph.graph.rdf import nquads, quads_of, trig, trig_prefixes
from thymograph.graph.terms import Quad, decimal, decimal_of, iri, text
from thymograph.lexicon.concepts import load_lexicon
from thymograph.model import Claim, ClaimGraph
from thymograph.vocabulary import NAMESPACES, TG

HEAD = "".join(f"PREFIX {name}: <{base}>\n" for name, base in NAMESPACES.items()) + (
    "PREFIX l: <https://w3id.org/thymograph/concept/>\nPREFIX hgnc: <http://identifiers.org/hgnc/>\n"
    "PREFIX fplx: <https://identifiers.org/fplx:>\n"
)


def store_of(graph: ClaimGraph, **options: object) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    quads = quads_of(graph, lexicon=load_lexicon(), **options)  # type: ignore[arg-type]  # base= only
    store.bulk_load(nquads(quads), format=pyoxigraph.RdfFormat.N_QUADS)
    return store


STORE = store_of(claim_graph())


def ask(where: str) -> bool:
    return bool(STORE.query(f"{HEAD}ASK {{ {where} }}", use_default_graph_as_union=True))


def select(query: str) -> list[tuple[str, ...]]:
    result = STORE.query(HEAD + query, use_default_graph_as_union=True)
    return sorted(tuple(term.value for term in row) for row in result)  # type: ignore[union-attr]  # a SELECT


def claim_id(start: str) -> str:
    return f"https://w3id.org/thymograph/claim/{corpus().claim(start).id}"


# ---------------------------------------------------------------- the four cases of the design


def test_a_mechanism_with_pathway_and_stated_citation() -> None:
    claim = claim_id("Imiquimod binds TLR7")
    assert ask(
        f"<{claim}> a tg:Claim ; tg:kind tg:mechanism ; tg:involvesAgent obo:CHEBI_36704 ;"
        " tg:involvesPathway fplx:NFkappaB ; tg:asserts ?p ; tg:citationStatus tg:stated ; tg:cites ?w ;"
        " tg:hasMarker ?m ; prov:wasQuotedFrom ?a ; tg:framedBy ?h ; prov:wasDerivedFrom ?d ;"
        " prov:wasAttributedTo ?publisher ."
        " ?m a c4o:InTextReferencePointer ; c4o:hasContent '[1]' ; c4o:denotes ?e ; tg:resolvedBy tg:byNumber ."
        " ?e a biro:BibliographicReference ; biro:references ?w . ?w a tg:Work"
    )
    assert [row[0] for row in select("SELECT ?c { ?c tg:involvesPathway fplx:NFkappaB ; tg:cites ?w }")] == [claim]


def test_a_denial_is_of_the_positive_proposition_and_meets_its_question() -> None:
    claim = claim_id("Ramipril caused no significant change")
    assert ask(
        f"<{claim}> tg:denies ?p . ?p a tg:Proposition ; tg:subject obo:CHEBI_8774 ; tg:predicate tg:increases ;"
        " tg:object hgnc:5438 ; tg:answers ?q . ?q a tg:Question ; tg:family tg:effectFamily"
    )
    assert not ask(f"<{claim}> tg:asserts ?p")
    pairs = select("SELECT ?a ?b { ?a tg:asserts/tg:answers ?q . ?b tg:denies/tg:answers ?q }")
    assert pairs == [(claim_id("Anaphylaxis occurred"), claim_id("Anaphylaxis has not been seen"))]


def test_a_number_with_its_arms() -> None:
    claim = claim_id("75.5%")
    assert ask(
        f"<{claim}> tg:hasMeasurement ?r . ?r tg:measure l:response-rate ; tg:value 75.5 ; tg:unit '%' ;"
        " tg:printed '75.5%' ; tg:arm ?a ; tg:comparator ?b ; tg:comparatorValue 2.0 ; tg:sampleSize 166 ."
        " ?a tg:includes obo:CHEBI_36704 , l:placebo-cream"
    )
    query = (
        "SELECT ?c ?v { ?c tg:hasMeasurement ?r . ?r tg:measure l:response-rate ; tg:value ?v ;"
        " tg:arm/tg:includes obo:CHEBI_36704 }"
    )
    assert select(query) == [(claim, "75.5")]


def test_an_inferred_position_of_an_organisation() -> None:
    claim = claim_id("The American College")
    organisation = "l:american-college-of-rheumatology"
    assert ask(
        f"<{claim}> tg:speaker {organisation} ; tg:citationStatus tg:inferred ; tg:mayCite ?w ; tg:states ?s ."
        f" ?s a tg:Stance ; tg:organisation {organisation} ; tg:condition obo:MONDO_0020804 ; tg:stance tg:against ;"
        " tg:firstHand false"
    )
    assert not ask(f"<{claim}> tg:cites ?w")
    query = "SELECT ?c ?s { ?c tg:states ?p . ?p tg:condition obo:MONDO_0020804 ; tg:organisation ?o ; tg:stance ?s }"
    assert select(query) == [(claim, TG.against)]


# ---------------------------------------------------------------- statuses, concepts, graphs


def test_a_dangling_marker_is_neither_a_citation_nor_none() -> None:
    claim = claim_id("Anaphylaxis has not been seen")
    assert ask(f"<{claim}> tg:citationStatus tg:dangling ; tg:hasMarker ?m . ?m tg:resolvedBy tg:unresolved")
    assert not ask(f"<{claim}> tg:cites|tg:mayCite ?w")


def test_what_is_left_open_is_neither_asserted_nor_denied() -> None:
    claim = claim_id("Whether abatacept raises")
    assert ask(f"<{claim}> tg:leavesOpen ?p")
    assert not ask(f"<{claim}> tg:asserts|tg:denies ?p")


def test_a_hedge_is_on_the_assertion_with_its_cue() -> None:
    claim = claim_id("Imiquimod may shift")
    assert ask(f"<{claim}> tg:makes ?a . ?a tg:certainty tg:hedged ; tg:cue ?u ; tg:rule 'svo' . ?u tg:text 'may'")


def test_tlr7_is_found_under_toll_like_receptors() -> None:
    found = select("SELECT DISTINCT ?c { ?claim tg:involves ?c . ?c tg:within fplx:TLR }")
    assert found == [("http://identifiers.org/hgnc/15631",), ("http://identifiers.org/hgnc/15632",)]
    assert ask("hgnc:15631 skos:broader fplx:TLR ; skos:prefLabel 'TLR7'")


def test_ungrounded_words_of_two_documents_meet_in_one_flagged_concept() -> None:
    assert ask("l:american-college-of-rheumatology tg:ungrounded true ; tg:conceptType tg:organisationType")
    assert not ask("obo:CHEBI_36704 tg:ungrounded true")


def test_bare_subject_predicate_object_is_never_stated() -> None:
    predicates = " ".join(f"<{TG.iri}{name}>" for name in vocabulary.PREDICATES.values())
    assert not ask(f"VALUES ?p {{ {predicates} }} ?s ?p ?o")


def test_named_graphs_are_one_a_document_and_the_shared_ones() -> None:
    made = corpus()
    names = {graph.value for graph in STORE.named_graphs()}
    base = "https://w3id.org/thymograph/graph/"
    assert names == {f"{base}document/{sha256}" for sha256 in made.contents} | {
        base + name for name in ("works", "propositions", "derived", "lexicon")
    }


def test_a_claim_without_its_document_record_still_has_document_and_works() -> None:
    made = corpus()
    store = store_of(assemble((), made.claims, ()))
    for where in ("?d a tg:Document ; tg:path 'a/ramipril.txt'", "?c tg:cites ?w . ?w a tg:Work ; tg:key ?k"):
        assert store.query(f"{HEAD}ASK {{ {where} }}", use_default_graph_as_union=True)


def test_findings_of_an_audit_are_validation_results() -> None:
    graph = claim_graph()
    written = nquads(quads_of(graph, findings=audit(graph).findings))
    store = pyoxigraph.Store()
    store.load(written, format=pyoxigraph.RdfFormat.N_QUADS)
    claim = claim_id("Anaphylaxis has not been seen")
    assert store.query(
        f"{HEAD}ASK {{ GRAPH <https://w3id.org/thymograph/graph/audit> {{ ?f a tg:Finding , sh:ValidationResult ;"
        f" tg:rule 'dangling_marker' ; sh:focusNode <{claim}> ; sh:resultMessage ?m ; tg:remedy ?r ; tg:line 8 }} }}"
    )


def test_another_base_changes_nodes_and_no_terms() -> None:
    quads = quads_of(claim_graph(), base="https://example.org/mine/")
    assert not any("w3id.org/thymograph/" in q.subject for q in quads if "/lexicon/" not in q.subject)
    assert any(q.predicate == f"<{TG.gist}>" for q in quads)
    with pytest.raises(GraphError, match="must end in"):
        Iris("https://example.org")


def test_quotes_are_written_only_where_they_are_kept() -> None:
    made = corpus()
    bare = assemble(made.documents, [replace(claim, quote=None) for claim in made.claims], made.works)
    written = nquads(quads_of(bare))
    assert "has not been seen with" not in written
    assert "#exact" not in written
    assert "#exact" in nquads(quads_of(claim_graph()))


def test_oa_exact_is_the_very_words_of_the_place() -> None:
    contents = corpus().contents
    rows = select(
        "SELECT ?exact ?s ?e ?sha { ?a oa:hasSelector ?x , ?y ; oa:hasSource/tg:sha256 ?sha ."
        " ?x oa:exact ?exact . ?y a oa:DataPositionSelector ; oa:start ?s ; oa:end ?e }"
    )
    assert rows
    for exact, start, end, sha256 in rows:
        assert contents[sha256][int(start) : int(end)].decode("utf-8") == exact


# ---------------------------------------------------------------- terms, bytes


def test_every_iri_written_is_declared_or_a_node_of_ours_or_a_concept() -> None:
    known = [
        value for name in vocabulary.__all__ if isinstance(value := getattr(vocabulary, name), vocabulary.Namespace)
    ]
    for quad in quads_of(claim_graph(), lexicon=load_lexicon()):
        assert any(quad.predicate[1:-1] in namespace for namespace in known), quad.predicate
        if quad.predicate == f"<{vocabulary.RDF.type}>":
            assert any(quad.object[1:-1] in namespace for namespace in known), quad.object


def test_no_blank_nodes() -> None:
    for quad in quads_of(claim_graph(), lexicon=load_lexicon()):
        assert not any(term.startswith("_:") for term in quad)


@given(st.lists(claims(), max_size=3, unique_by=lambda claim: claim.id), st.randoms())
def test_any_claims_load_and_are_counted_whatever_their_order(made: list[Claim], rng: random.Random) -> None:
    shuffled = made[:]
    rng.shuffle(shuffled)
    written = nquads(quads_of(assemble((), made, ())))
    assert written == nquads(quads_of(assemble((), shuffled, ())))
    store = pyoxigraph.Store()
    store.load(written, format=pyoxigraph.RdfFormat.N_QUADS)
    assert len(store) == written.count("\n")
    gists = store.query(f"SELECT DISTINCT ?g {{ GRAPH ?x {{ ?c <{TG.gist}> ?g }} }}")
    assert {row[0].value for row in gists} == {claim.gist for claim in made}  # type: ignore[union-attr]


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_comes_back_from_its_literal(value: str) -> None:
    line = f"<x:s> <x:p> {text(value)} .\n"
    (triple,) = pyoxigraph.parse(line, pyoxigraph.RdfFormat.N_TRIPLES)
    assert triple.object.value == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_decimal_is_the_number_without_exponent(value: float) -> None:
    lexical = decimal(value).split('"')[1]
    assert "e" not in lexical.lower()
    assert Decimal(lexical) == Decimal(repr(value))


@pytest.mark.parametrize("printed", ["1,48", "12.1 %x", "0.59-0.78", "", "1e5", "١٢", "3/4"])
def test_words_that_are_not_one_number_stay_words(printed: str) -> None:
    assert decimal_of(printed) is None


@pytest.mark.parametrize("bad", ["no colon", "x:a b", 'x:"', "x:<", "x:\n"])
def test_what_is_no_iri_is_refused(bad: str) -> None:
    with pytest.raises(GraphError):
        iri(bad)


def test_curies_expand_and_compact() -> None:
    iris = Iris()
    assert iris.concept("CHEBI:36704") == "http://purl.obolibrary.org/obo/CHEBI_36704"
    assert iris.concept("UNHEARD:1 2") == "https://bioregistry.io/UNHEARD:1%202"
    for curie in ("CHEBI:36704", "HGNC:15631", "FPLX:TLR"):
        assert compact(iris.concept(curie)) == curie


def test_no_prefix_of_trig_begins_another() -> None:
    expansions = sorted(trig_prefixes().values())
    for one, after in itertools.pairwise(expansions):
        assert not after.startswith(one), (one, after)


# rdflib's own parse() uses names that rdflib has deprecated.
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_trig_holds_the_same_graph_and_rdflib_reads_both() -> None:
    quads = quads_of(claim_graph(), lexicon=load_lexicon())
    written = trig(quads)
    again = pyoxigraph.parse(written, pyoxigraph.RdfFormat.TRIG)
    assert {str(quad) + " ." for quad in again} == {quad.line for quad in quads}
    counts = []
    for form, data in (("ox-trig", written), ("ox-nq", nquads(quads))):
        dataset = Dataset(store=OxigraphStore())
        dataset.parse(data=data, format=form)
        counts.append(sum(len(graph) for graph in dataset.graphs()))
    assert counts == [len(quads), len(quads)]


def test_bytes_do_not_depend_on_the_hash_seed() -> None:
    program = (
        "import hashlib; from factories import claim_graph; from thymograph.graph.rdf import *;"
        "q = quads_of(claim_graph()); print(hashlib.sha256((nquads(q) + trig(q)).encode()).hexdigest())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            cwd=Path(__file__).parent,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_quads_sort_by_graph_then_subject() -> None:
    quads = quads_of(claim_graph())
    assert quads == sorted(set(quads))
    assert Quad._fields == ("graph", "subject", "predicate", "object")
