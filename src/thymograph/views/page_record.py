"""What the page holds: the graph packed, with the concepts, answers and counts that its script would
otherwise have to work out in the browser."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import thymograph
from thymograph.assembly.audit import Finding
from thymograph.assembly.audit.findings import SEVERITIES
from thymograph.assembly.concepts import NameIndex, name_index
from thymograph.assembly.conflict_nodes import Case
from thymograph.assembly.conflicts import Conflict, conflicts_of
from thymograph.assembly.ends import TRAIL_VERDICTS, needs_citation
from thymograph.assembly.predicates import predicates
from thymograph.assembly.propositions import bare_question, contents_of
from thymograph.assembly.questions import contradict, opposed_answers
from thymograph.assembly.trails import trails_of
from thymograph.model import Claim, ClaimGraph, DocumentRecord, Question, Work
from thymograph.records import Json
from thymograph.views.layout import OverviewNode
from thymograph.views.packing import Packer, schema
from thymograph.views.page_footings import FIGURES, footing_rows
from thymograph.views.page_names import curie_prefixes, rdf_names
from thymograph.views.pictures.carried import carried
from thymograph.views.pictures.catalogue import all_pictures
from thymograph.vocabulary import BASE

__all__ = ["Involvement", "involvements", "overview_nodes", "page_record"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Involvement:
    """The concepts of a graph and which claims involve them."""

    concepts: tuple[tuple[str, str, str, str | None], ...]
    """(key, name, type, CURIE), sorted by key."""
    by_claim: tuple[tuple[tuple[int, bool], ...], ...]
    """For each claim, in the order given: (place in ``concepts``, only implied), sorted."""


def involvements(claims: Iterable[Claim], names: NameIndex) -> Involvement:
    """Return what the claims involve: what they mention, and the two ends of what they assert."""
    spelled: defaultdict[str, Counter[str]] = defaultdict(Counter)
    types: defaultdict[str, Counter[str]] = defaultdict(Counter)
    curies: dict[str, str | None] = {}
    found: list[dict[str, bool]] = []
    for claim in claims:
        here: dict[str, bool] = {}
        for mention in claim.mentions:
            key = names.key(mention.name, mention.id)
            curies.setdefault(key, mention.id or names.curie(mention.name))
            spelled[key][mention.name] += 1
            types[key][mention.type] += 1
            here[key] = here.get(key, True) and mention.implicit
        for relation in claim.relations:
            for name, curie in ((relation.subject, relation.subject_id), (relation.object, relation.object_id)):
                key = names.key(name, curie)
                curies.setdefault(key, curie or names.curie(name))
                spelled[key][name] += 1
                # Whatever a mention says of it stays: an end that is only implied is still implied.
                here.setdefault(key, False)
        found.append(here)

    def commonest(counts: Counter[str], otherwise: str) -> str:
        return min(counts, key=lambda word: (-counts[word], word)) if counts else otherwise

    keys = sorted(spelled)
    place = {key: index for index, key in enumerate(keys)}
    return Involvement(
        concepts=tuple(
            (key, commonest(spelled[key], key), commonest(types[key], "other"), curies[key]) for key in keys
        ),
        by_claim=tuple(tuple(sorted((place[key], implied) for key, implied in here.items())) for here in found),
    )


_Answer = tuple[int, str, str, int, str, str]


def _answers(claims: Iterable[Claim], names: NameIndex) -> list[tuple[Question, str, list[_Answer]]]:
    """Return (question, id of the question without qualifiers, [(claim, attitude, answer, relation, predicate, side), …])."""
    questions: dict[str, Question] = {}
    given: defaultdict[str, list[_Answer]] = defaultdict(list)
    for place, claim in enumerate(claims):
        for number, relation in enumerate(claim.relations):
            for content in contents_of(relation, names):
                questions.setdefault(content.question.id, content.question)
                given[content.question.id].append(
                    (place, content.attitude, content.answer, number, content.proposition.predicate, content.side)
                )
    return [(question, bare_question(question, names).id, given[key]) for key, question in sorted(questions.items())]


def _conflicts(conflicts: Iterable[Conflict], place: dict[str, int]) -> list[dict[str, Json]]:
    return [
        {
            "id": one.id,
            "type": one.type,
            "question": [
                one.question.subject,
                one.question.subject_id,
                one.question.family,
                one.question.object,
                one.question.object_id,
            ],
            "bare": one.question.id,
            "members": [[place[member.claim], member.attitude, member.says] for member in one.members],
            "differing": [[difference.qualifier, list(difference.values)] for difference in one.differing],
            "explanation": one.explanation,
            "direct": one.direct,
        }
        for one in conflicts
    ]


def _answer_row(answer: _Answer, claims: tuple[Claim, ...]) -> list[Json]:
    """Return an answer; the positive predicate only where it is not the one that the claim itself uses, the side only
    where it is not the answer."""
    place, attitude, said, number, positive, side = answer
    row: list[Json] = [place, attitude, said, number]
    own = claims[place].relations[number].predicate == positive
    if side != said:
        return [*row, None if own else positive, side]
    return row if own else [*row, positive]


def _finding_rows(findings: Iterable[Finding], place: dict[str, int]) -> list[list[Json]]:
    """Return (severity, rule, message, remedy, line, claim, entry, document) of each finding, gravest first."""
    ordered = sorted(findings, key=lambda one: (SEVERITIES.index(one.severity), one.document, one.start, one.id))
    return [
        [
            one.severity,
            one.rule,
            one.message,
            one.remedy,
            one.line,
            place.get(one.claim or ""),
            one.entry,
            one.document[:12],
        ]
        for one in ordered
    ]


def page_record(
    graph: ClaimGraph,
    claims: tuple[Claim, ...],
    *,
    title: str,
    notice: str | None = None,
    findings: Iterable[Finding] = (),
    base: str = BASE,
    names: NameIndex | None = None,
    involved: Involvement | None = None,
) -> dict[str, Json]:
    """Return what the page's script reads; ``claims`` are those of ``graph`` in reading order.

    ``names`` and ``involved`` are those of the claims, where they are already made; ``findings`` those of an audit;
    ``base`` is where the graph's own IRIs live.
    """
    names = names or name_index(claims)
    involved = involved or involvements(claims, names)
    answers = _answers(claims, names)
    packer = Packer()
    packed = (graph.documents, claims, graph.works, tuple(question for question, _, _ in answers))
    packer.count(packed)
    documents, claim_rows, works, questions = packer.pack(packed)
    repeats = {claim.id for claim in claims if claim.repeats}
    by_sha = {document.sha256: document for document in graph.documents}
    used = {relation.predicate for claim in claims for relation in claim.relations}
    place_of = {claim.id: place for place, claim in enumerate(claims)}
    case = Case.of(graph)
    conflicts = conflicts_of(graph, case)
    return {
        "title": title,
        "notice": notice,
        "version": thymograph.__version__,
        "strings": packer.strings(),
        "schema": schema(DocumentRecord, Claim, Work, Question),
        "documents": documents,
        "claims": claim_rows,
        "works": works,
        "concepts": [list(concept) for concept in involved.concepts],
        # A concept that is only implied (by a heading, a pronoun) is written as -1 - its place.
        "involves": [[-1 - place if implied else place for place, implied in row] for row in involved.by_claim],
        "questions": [
            {
                "q": row,
                "bare": bare,
                # What repeats another claim of its document is not counted as a second answer.
                "contested": contradict(side for place, *_, side in given if claims[place].id not in repeats),
                "answers": [_answer_row(answer, claims) for answer in given],
            }
            for row, (_, bare, given) in zip(questions, answers, strict=True)
        ],
        "predicates": {name: row.label for name, row in predicates().items() if name in used},
        "prefixes": curie_prefixes(curie for _, _, _, curie in involved.concepts),
        "opposed": opposed_answers(),
        "footings": footing_rows(graph, names),
        "figures": list(FIGURES),
        "ends": list(TRAIL_VERDICTS),
        # Where the trail of each claim ends; -1 - its place where only a guess leads there.
        "ended": [
            TRAIL_VERDICTS.index(trail.verdict) if trail.certain else -1 - TRAIL_VERDICTS.index(trail.verdict)
            for trail in trails_of(graph)
        ],
        "findings": _finding_rows(findings, place_of),
        "rdf": rdf_names(
            graph.documents, claims, names, {key: kind for key, _, kind, _ in involved.concepts}, base=base
        ),
        "conflicts": _conflicts(conflicts, place_of),
        "pictures": carried(all_pictures(graph, case, conflicts)),
        "need_no_citation": [
            place for place, claim in enumerate(claims) if not needs_citation(claim, by_sha.get(claim.document))
        ],
    }


def overview_nodes(
    graph: ClaimGraph, claims: tuple[Claim, ...], involved: Involvement | None = None
) -> tuple[list[tuple[str, str]], list[OverviewNode], list[OverviewNode]]:
    """Return the documents, concepts and works of the overview, with the claims that join them."""
    involved = involved or involvements(claims, name_index(claims))
    by_concept: defaultdict[int, Counter[str]] = defaultdict(Counter)
    by_work: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for claim, row in zip(claims, involved.by_claim, strict=True):
        if claim.repeats or claim.kind == "protocol_step":
            continue
        document = f"doc/{claim.document[:12]}"
        for place, _ in row:
            by_concept[place][document] += 1
        for work in sorted({link.work for link in claim.citations if link.work}):
            by_work[work][document] += 1
    concepts = [
        OverviewNode(
            id=f"concept/{involved.concepts[place][0]}", type="concept", text=involved.concepts[place][1], claims=counts
        )
        for place, counts in sorted(by_concept.items())
        if sum(counts.values()) > 1
    ]
    works = [
        OverviewNode(
            id=f"work/{work.id}", type="work", text=work.title or work.host or work.key, claims=by_work[work.id]
        )
        for work in graph.works
        if by_work[work.id]
    ]
    documents = [(f"doc/{record.sha256[:12]}", record.title or record.path) for record in graph.documents]
    return documents, concepts, works
