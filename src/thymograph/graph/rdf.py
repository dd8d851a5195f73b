"""The graph of claims as RDF: quads, N-Quads and TriG text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields

from thymograph.assembly.audit import Finding
from thymograph.assembly.concepts import NameIndex, name_index
from thymograph.assembly.propositions import bare_question, contents_of
from thymograph.assembly.questions import Answers, answers_by_question, contradict
from thymograph.graph.audit_quads import write_finding
from thymograph.graph.claim_quads import write_claim
from thymograph.graph.concept_quads import wider_concepts, write_concepts
from thymograph.graph.document_quads import write_document, write_unseen_document, write_work
from thymograph.graph.iris import KINDS_OF_NODE, Iris, prefixes
from thymograph.graph.terms import Quad, boolean, integer
from thymograph.graph.writing import Pen
from thymograph.lexicon.concepts import Lexicon
from thymograph.model import Claim, ClaimGraph, Proposition, Qualifiers, Question, Work
from thymograph.vocabulary import (
    ANSWERS,
    BASE,
    FAMILIES,
    NAMESPACES,
    PREDICATES,
    RDFS,
    TG,
    individual,
)

__all__ = ["nquads", "quads_of", "trig", "trig_prefixes"]

_QUALIFIERS = {
    "condition": TG.condition,
    "population": TG.population,
    "system": TG.system,
    "with_": getattr(TG, "with"),
    "compared_to": TG.comparedTo,
    "via": TG.via,
}
# Families whose subject acts on, becomes or belongs to the object, so that steps can follow each other.
_CHAINED = frozenset({"effect", "benefit", "binds", "part_of", "produces", "differentiates_into"})
_LITERAL_QUALIFIERS = {"dose": TG.dose, "time": TG.time}


def quads_of(
    graph: ClaimGraph,
    *,
    base: str = BASE,
    lexicon: Lexicon | None = None,
    whole_lexicon: bool = False,
    findings: Iterable[Finding] = (),
) -> list[Quad]:
    """Return the quads of a graph, sorted by graph, subject, predicate, object; no blank nodes.

    One named graph a document, and ``works``, ``propositions``, ``derived``, ``lexicon`` and, with the
    ``findings`` of an audit, ``audit`` under ``base``.
    With a ``lexicon`` the concepts used, and those that they fall under, carry its names; without one the
    names that claims use.
    """
    iris = Iris(base)
    names = name_index(graph.claims)
    concepts: dict[str, set[str]] = {}

    def pen(name: str) -> Pen:
        return Pen(iris.graph(name), iris, names, concepts)

    pens = []
    claims_of: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in graph.claims:
        claims_of[claim.document].append(claim)
    publishers = {document.sha256: document.publisher for document in graph.documents}
    records = {document.sha256: document for document in graph.documents}
    for sha256 in sorted(claims_of.keys() | records.keys()):
        one = pen(f"document/{sha256}")
        if sha256 in records:
            write_document(one, records[sha256], claims_of[sha256])
        else:
            write_unseen_document(one, sha256, claims_of[sha256])
        for claim in claims_of[sha256]:
            write_claim(one, claim, publishers.get(sha256))
        pens.append(one)
    pens.append(_works(pen("works"), graph))
    pens.append(_propositions(pen("propositions"), graph, names))
    pens.append(_derived(pen("derived"), graph.claims, names))
    _write_chains(pens[-1], graph, names, lexicon)
    audited = pen("audit")
    for finding in findings:
        write_finding(audited, finding)
    pens.append(audited)
    lexical = pen("lexicon")
    write_concepts(lexical, concepts, _printed(graph.claims, names), lexicon, whole=whole_lexicon)
    pens.append(lexical)
    return sorted(quad for one in pens for quad in one.quads)


def _printed(claims: Iterable[Claim], names: NameIndex) -> dict[str, set[str]]:
    """Return the words that name each concept in texts, by its key."""
    words: defaultdict[str, set[str]] = defaultdict(set)
    for mention in (mention for claim in claims for mention in claim.mentions if not mention.implicit):
        words[names.key(mention.name, mention.id)].add(mention.text)
    return words


def _works(pen: Pen, graph: ClaimGraph) -> Pen:
    citing: defaultdict[str, list[Claim]] = defaultdict(list)
    linked: set[str] = set()
    for claim in graph.claims:
        for link in claim.citations:
            if link.work:
                linked.add(link.work)
                if link.method in ("number", "key"):
                    citing[link.work].append(claim)
    entries = {entry.id: entry for document in graph.documents for entry in document.entries}
    works = {work.id: work for work in graph.works}
    # A claim may come without its document: its works are then known by id alone.
    for id in linked | {entry.work for entry in entries.values() if entry.work}:
        works.setdefault(id, Work(id=id, key=f"work:{id}"))
    for work in works.values():
        write_work(pen, work, citing[work.id], entries)
    return pen


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


def _propositions(pen: Pen, graph: ClaimGraph, names: NameIndex) -> Pen:
    questions = {question.id: question for question in graph.questions}
    for proposition in graph.propositions:
        node = pen.iris.proposition(proposition.id)
        pen.type(node, TG.Proposition)
        verb = proposition.predicate.replace("_", " ")
        words = f"{proposition.subject} {verb} {proposition.object}{_narrowing(proposition.qualifiers)}"
        pen.value(node, RDFS.label, words)
        pen.link(node, TG.predicate, individual(PREDICATES, proposition.predicate, "predicate"))
        pen.link(node, TG.answers, pen.iris.question(proposition.answers))
        _write_ends(pen, node, proposition)
    for question in list(questions.values()):
        bare = bare_question(question, names)
        questions.setdefault(bare.id, bare)
    for question in questions.values():
        node = pen.iris.question(question.id)
        pen.type(node, TG.Question)
        words = f"{question.subject} / {question.family.replace('_', ' ')} / {question.object}"
        pen.value(node, RDFS.label, words + _narrowing(question.qualifiers))
        pen.link(node, TG.family, individual(FAMILIES, question.family, "predicate family"))
        # Reflexive, so that one pattern finds a question and all that narrow it.
        pen.link(node, TG.narrows, pen.iris.question(bare_question(question, names).id))
        _write_ends(pen, node, question)
    return pen


def _derived(pen: Pen, claims: Iterable[Claim], names: NameIndex) -> Pen:
    """Write what follows from all claims together: who answers which question how, and who contradicts."""
    overall: defaultdict[str, list[Answers]] = defaultdict(list)
    for answers in answers_by_question(claims, names):
        node = pen.iris.question(answers.question.id)
        for answer in answers.given:
            pen.link(node, TG.answerGiven, individual(ANSWERS, answer, "answer"))
        for attitude, predicate in (
            ("asserts", TG.assertingDocuments),
            ("denies", TG.denyingDocuments),
            ("leaves_open", TG.openDocuments),
        ):
            pen.value(node, predicate, sum(one == attitude for one, _ in answers.documents), integer)
        pen.value(node, TG.claimCount, len({claim for _, claim in answers.claims}), integer)
        pen.value(node, TG.workCount, len(answers.works), integer)
        pen.value(node, TG.contested, answers.contested, boolean)
        overall[answers.overall.id].append(answers)
    for id, group in overall.items():
        opposed = contradict(answer for answers in group for answer in answers.given)
        pen.value(pen.iris.question(id), TG.contestedOverall, opposed, boolean)
    return pen


def _write_chains(pen: Pen, graph: ClaimGraph, names: NameIndex, lexicon: Lexicon | None) -> None:
    """Write the two ends of each proposition that some claim asserts, so that paths run over those alone.

    What reaches TLR9 has reached a Toll-like receptor: the far end is written with all it falls under.
    """
    asserted = {
        content.proposition.id
        for claim in graph.claims
        for relation in claim.relations
        for content in contents_of(relation, names)
        if content.attitude == "asserts" and content.question.family in _CHAINED
    }
    for proposition in graph.propositions:
        if proposition.id in asserted:
            node = pen.iris.proposition(proposition.id)
            pen.link(node, TG.chainFrom, pen.concept(proposition.subject, proposition.subject_id))
            pen.link(node, TG.chainTo, pen.concept(proposition.object, proposition.object_id))
            for wider in wider_concepts(proposition.object_id, lexicon):
                pen.link(node, TG.chainTo, pen.iris.concept(wider))


def nquads(quads: Iterable[Quad]) -> str:
    """Return N-Quads text: one line a quad, sorted, so that equal graphs are equal bytes."""
    return "".join(line + "\n" for line in sorted({quad.line for quad in quads}))


def trig_prefixes(base: str = BASE) -> dict[str, str]:
    """Return prefix → IRI for TriG: vocabularies, kinds of node under ``base``, CURIE prefixes in lower case.

    No IRI begins another, so that each term has one short form.
    """
    found = {**NAMESPACES, **{kind: f"{base}{kind}/" for kind in KINDS_OF_NODE}, "l": f"{base}concept/"}
    for prefix, expansion in prefixes().items():
        if not expansion.startswith(NAMESPACES["obo"]):
            found.setdefault("lexicon" if prefix == "tg" else prefix.lower(), expansion)
    return dict(sorted(found.items()))


def trig(quads: Iterable[Quad], *, base: str = BASE) -> str:
    """Return TriG text, grouped by graph and subject, with prefixes; equal graphs are equal bytes."""
    import pyoxigraph

    ordered = "".join(quad.line + "\n" for quad in sorted(set(quads)))
    written = pyoxigraph.serialize(
        pyoxigraph.parse(ordered, pyoxigraph.RdfFormat.N_QUADS),
        format=pyoxigraph.RdfFormat.TRIG,
        prefixes=trig_prefixes(base),
    )
    lines = (written or b"").decode("utf-8").split("\n")
    # The serializer writes prefixes in the order of a hash map, which differs from run to run.
    head = sorted(line for line in lines if line.startswith("@prefix "))
    return "\n".join([*head, *lines[len(head) :]])
