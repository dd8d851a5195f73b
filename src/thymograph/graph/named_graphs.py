"""The named graphs of a claim graph: what is written into which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import NamedTuple, TypeVar

from thymograph.assembly.audit import Finding
from thymograph.assembly.concepts import NameIndex, name_index
from thymograph.assembly.conflicts import Conflict, conflicts_of
from thymograph.assembly.propositions import bare_question
from thymograph.assembly.questions import Answers, answers_by_question, contradict
from thymograph.assembly.refinements import refinements
from thymograph.assembly.roots import agreements, proposition_roots, rooting_of
from thymograph.assembly.stance_board import stance_board
from thymograph.graph.audit_quads import write_finding
from thymograph.graph.claim_quads import section_path, write_claim
from thymograph.graph.concept_quads import write_concepts
from thymograph.graph.document_quads import write_document, write_unseen_document, write_work
from thymograph.graph.grounding_quads import write_groundings
from thymograph.graph.iris import Iris
from thymograph.graph.shortcut_quads import works_of, write_chains, write_cited, write_order, write_rows, write_wordings
from thymograph.graph.terms import boolean, integer, iri
from thymograph.graph.weighing_quads import write_conflicts, write_footing, write_position
from thymograph.graph.writing import Pen
from thymograph.lexicon.concepts import Lexicon
from thymograph.lexicon.grounding import Grounding
from thymograph.model import Claim, ClaimGraph, DocumentRecord, Proposition, Qualifiers, Question
from thymograph.vocabulary import ANSWERS, BASE, FAMILIES, PREDICATES, RDFS, TG, individual

__all__ = ["NamedGraph", "named_graphs"]

_QUALIFIERS = {
    "condition": TG.condition,
    "population": TG.population,
    "system": TG.system,
    "with_": getattr(TG, "with"),
    "compared_to": TG.comparedTo,
    "via": TG.via,
}
_LITERAL_QUALIFIERS = {"dose": TG.dose, "time": TG.time}


_Node = TypeVar("_Node", Proposition, Question)


class NamedGraph(NamedTuple):
    """A graph by its name, and its triples, sorted, to be gone through once; each term written as N-Quads writes it."""

    name: str
    triples: Iterable[tuple[str, str, str]]


def named_graphs(
    graph: ClaimGraph,
    *,
    base: str = BASE,
    lexicon: Lexicon | None = None,
    whole_lexicon: bool = False,
    findings: Iterable[Finding] = (),
    groundings: Iterable[Grounding] = (),
) -> Iterator[NamedGraph]:
    """Yield the named graphs that are not empty, sorted by name, one in memory at a time.

    The parameters are those of :func:`thymograph.graph.rdf.quads_of`.
    """
    iris = Iris(base)
    names = name_index(graph.claims)
    concepts: dict[str, set[str]] = {}

    def finished(name: str, pen: Pen) -> Iterator[NamedGraph]:
        if pen.triples:
            yield NamedGraph(iri(iris.graph(name)), sorted(pen.triples))

    def new_pen() -> Pen:
        return Pen(iris, names, concepts)

    pen = new_pen()
    for finding in findings:
        write_finding(pen, finding)
    yield from finished("audit", pen)

    pen = new_pen()
    # The graph tells itself: paths are walked in one graph, which a query has to name first.
    pen.type(iris.graph("derived"), TG.DerivedGraph)
    write_order(pen, graph)
    write_rows(pen, graph)
    write_wordings(pen, graph)
    write_cited(pen, graph)
    _write_answers(pen, graph.claims)
    write_chains(pen, graph, lexicon)
    for narrower, wider in refinements(graph.propositions, names):
        pen.link(iris.proposition(narrower), TG.refines, iris.proposition(wider))
    conflicts = conflicts_of(graph)
    _write_weighed(pen, graph, conflicts)
    yield from finished("derived", pen)

    for sha256, record, claims in _by_document(graph):
        pen = new_pen()
        _write_document(pen, sha256, record, claims)
        yield from finished(f"document/{sha256}", pen)

    pen = new_pen()
    # The graph of propositions comes later, but what it names is described here.
    for proposition in graph.propositions:
        _name_concepts(pen, proposition)
    for question in graph.questions:
        _name_concepts(pen, question)
    write_groundings(pen, groundings)
    write_concepts(pen, concepts, _printed(graph.claims, names), lexicon, whole=whole_lexicon)
    yield from finished("lexicon", pen)

    if graph.propositions or conflicts:
        yield NamedGraph(iri(iris.graph("propositions")), _propositions(new_pen(), graph, conflicts))

    pen = new_pen()
    _write_works(pen, graph)
    yield from finished("works", pen)


def _by_document(graph: ClaimGraph) -> Iterator[tuple[str, DocumentRecord | None, list[Claim]]]:
    """Yield the sha256 of each document, its record if that is there, and its claims; in order of graph names."""
    claims_of: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in graph.claims:
        claims_of[claim.document].append(claim)
    records = {document.sha256: document for document in graph.documents}
    # A name ends in ">": with it, one that begins another sorts where its term does.
    for sha256 in sorted(claims_of.keys() | records.keys(), key=lambda sha256: f"{sha256}>"):
        yield sha256, records.get(sha256), claims_of[sha256]


def _write_document(pen: Pen, sha256: str, record: DocumentRecord | None, claims: list[Claim]) -> None:
    if record is not None:
        write_document(pen, record, claims)
    else:
        write_unseen_document(pen, sha256, claims)
    extractors = {claim.extractor for claim in claims}
    told = len(extractors) == 1
    if told:
        pen.value(pen.iris.document(sha256), TG.extractor, claims[0].extractor)
    # Headings are few and claims many: who looks for words in a heading reads each once.
    for path in {section_path(claim) for claim in claims if claim.section}:
        pen.value(pen.iris.document(sha256), TG.heading, path)
    for claim in claims:
        write_claim(pen, claim, record.publisher if record is not None else None, told=told)


def _name_concepts(pen: Pen, value: Proposition | Question) -> None:
    pen.concept(value.subject, value.subject_id)
    pen.concept(value.object, value.object_id)
    for qualifier in _QUALIFIERS:
        if name := getattr(value.qualifiers, qualifier):
            pen.concept(name)


def _printed(claims: Iterable[Claim], names: NameIndex) -> dict[str, set[str]]:
    """Return the words that name each concept in texts, by its key."""
    words: defaultdict[str, set[str]] = defaultdict(set)
    for mention in (mention for claim in claims for mention in claim.mentions if not mention.implicit):
        words[names.key(mention.name, mention.id)].add(mention.text)
    return words


def _write_works(pen: Pen, graph: ClaimGraph) -> None:
    citing: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in graph.claims:
        for link in claim.citations:
            if link.work and link.method in ("number", "key"):
                citing[link.work].append(claim)
    entries = {entry.id: entry for document in graph.documents for entry in document.entries}
    for work in works_of(graph):
        write_work(pen, work, citing[work.id], entries)


def _write_qualifiers(pen: Pen, node: str, qualifiers: Qualifiers) -> None:
    for name, predicate in _QUALIFIERS.items():
        pen.concept_link(node, predicate, getattr(qualifiers, name))
    for name, predicate in _LITERAL_QUALIFIERS.items():
        pen.value(node, predicate, getattr(qualifiers, name))


def _narrowing(qualifiers: Qualifiers) -> str:
    said = [
        f"{field.name.rstrip('_').replace('_', ' ')}: {value}"
        for field in fields(qualifiers)
        if (value := getattr(qualifiers, field.name)) is not None
    ]
    return f" ({'; '.join(said)})" if said else ""


def _write_ends(pen: Pen, node: str, value: Proposition | Question) -> None:
    pen.link(node, TG.subject, pen.concept(value.subject, value.subject_id))
    pen.link(node, TG.object, pen.concept(value.object, value.object_id))
    _write_qualifiers(pen, node, value.qualifiers)


def _propositions(pen: Pen, graph: ClaimGraph, conflicts: Iterable[Conflict]) -> Iterator[tuple[str, str, str]]:
    """Yield the triples of the graph of propositions, one node after the other: all at once would fill the memory."""
    questions = {question.id: question for question in graph.questions}
    # Advice that stances alone give is on questions that no assertion answers.
    for one in conflicts:
        if one.question.family in FAMILIES:
            questions.setdefault(one.question.id, one.question)
    for question in list(questions.values()):
        bare = bare_question(question, pen.names)
        questions.setdefault(bare.id, bare)
    # IRIs of propositions come before those of questions.
    for node, proposition in _by_iri((pen.iris.proposition(one.id), one) for one in graph.propositions):
        _write_proposition(pen, node, proposition)
        yield from sorted(pen.triples)
        pen.triples.clear()
    for node, question in _by_iri((pen.iris.question(one.id), one) for one in questions.values()):
        _write_question(pen, node, question)
        yield from sorted(pen.triples)
        pen.triples.clear()


def _by_iri(nodes: Iterable[tuple[str, _Node]]) -> list[tuple[str, _Node]]:
    return sorted(nodes, key=lambda pair: iri(pair[0]))


def _write_proposition(pen: Pen, node: str, proposition: Proposition) -> None:
    pen.type(node, TG.Proposition)
    verb = proposition.predicate.replace("_", " ")
    words = f"{proposition.subject} {verb} {proposition.object}{_narrowing(proposition.qualifiers)}"
    pen.value(node, RDFS.label, words)
    pen.link(node, TG.predicate, individual(PREDICATES, proposition.predicate, "predicate"))
    pen.link(node, TG.answers, pen.iris.question(proposition.answers))
    _write_ends(pen, node, proposition)


def _write_question(pen: Pen, node: str, question: Question) -> None:
    pen.type(node, TG.Question)
    words = f"{question.subject} / {question.family.replace('_', ' ')} / {question.object}"
    pen.value(node, RDFS.label, words + _narrowing(question.qualifiers))
    pen.link(node, TG.family, individual(FAMILIES, question.family, "predicate family"))
    # Reflexive, so that one pattern finds a question and all that narrow it.
    pen.link(node, TG.narrows, pen.iris.question(bare_question(question, pen.names).id))
    _write_ends(pen, node, question)


def _write_answers(pen: Pen, claims: Iterable[Claim]) -> None:
    """Write what follows from all claims together: who answers which question how, and who contradicts."""
    overall: defaultdict[str, list[Answers]] = defaultdict(list)
    for answers in answers_by_question(claims, pen.names):
        node = pen.iris.question(answers.question.id)
        # What is not contested is most: it is told by its silence.
        pen.value(node, TG.contested, answers.contested or None, boolean)
        overall[answers.overall.id].append(answers)
        claims_of = {claim for _, claim in answers.claims}
        if len(claims_of) < 2:
            # One claim says all of this itself.
            continue
        for answer in answers.given:
            pen.link(node, TG.answerGiven, individual(ANSWERS, answer, "answer"))
        for attitude, predicate in (
            ("asserts", TG.assertingDocuments),
            ("denies", TG.denyingDocuments),
            ("leaves_open", TG.openDocuments),
        ):
            pen.value(node, predicate, sum(one == attitude for one, _ in answers.documents), integer)
        pen.value(node, TG.claimCount, len(claims_of), integer)
        pen.value(node, TG.workCount, len(answers.works), integer)
    for id, group in overall.items():
        opposed = contradict(side for answers in group for side in answers.sides)
        pen.value(pen.iris.question(id), TG.contestedOverall, opposed or None, boolean)


def _write_weighed(pen: Pen, graph: ClaimGraph, conflicts: Iterable[Conflict]) -> None:
    """Write what does not go together, on what each answer and proposition rests, and which body holds what."""
    rooting = rooting_of(graph)
    write_conflicts(pen, conflicts, graph.claims, rooting)
    for one in agreements(graph, rooting, names=pen.names):
        write_footing(pen, one, of_proposition=False)
    for one in proposition_roots(graph, rooting):
        write_footing(pen, one, of_proposition=True)
    for row in stance_board(graph):
        write_position(pen, row)
