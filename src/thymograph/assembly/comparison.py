"""A draft against a graph: what each of its claims has for it, against it, and what could be cited for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rapidfuzz.fuzz import ratio

from thymograph.assembly.advice import Advice, advice_by_pair, advice_of
from thymograph.assembly.concepts import NameIndex, name_index
from thymograph.assembly.ends import needs_citation
from thymograph.assembly.opposed_answers import may_oppose
from thymograph.assembly.opposed_figures import Reading, agree, readings_of
from thymograph.assembly.roots import Footing, Rooting, rooting_of
from thymograph.assembly.stands import Difference, Stand, includes, oppose, spread, stands_by_question, stands_of
from thymograph.lexicon.folding import fold_key
from thymograph.model import Claim, ClaimGraph

__all__ = ["COMPARISON_VERDICTS", "Compared", "ComparisonVerdict", "Judgement", "compare"]

ComparisonVerdict = Literal[
    "contradicted", "number differs", "contradicted elsewhere", "another answer", "supported", "supported elsewhere",
    "uncited", "new",
]  # fmt: skip
COMPARISON_VERDICTS: tuple[ComparisonVerdict, ...] = (
    "contradicted", "number differs", "contradicted elsewhere", "another answer", "supported", "supported elsewhere",
    "uncited", "new",
)  # fmt: skip
"""In the order in which a writer should look at them. *elsewhere*: in another context, which is named."""

_ALIKE = 90.0
"""Of the folded words of two claims, for them to say the same where neither makes an assertion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One verdict on one claim of a draft, with the evidence of the graph."""

    verdict: ComparisonVerdict
    about: str
    """The question, in words."""
    claims: tuple[str, ...]
    """Of the graph, sorted."""
    works: tuple[str, ...]
    """That those claims cite, stated links only."""
    footing: Footing | None
    """What those claims rest on; None for ``new``."""
    differing: tuple[Difference, ...]
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A claim of the draft and all verdicts on it, the gravest first."""

    claim: Claim
    judgements: tuple[Judgement, ...]

    @property
    def verdict(self) -> ComparisonVerdict:
        """Return the gravest verdict."""
        return self.judgements[0].verdict


@dataclass(frozen=True)
class _Evidence:
    """The graph, ready to be asked."""

    graph: ClaimGraph
    names: NameIndex
    rooting: Rooting

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        return {claim.id: claim for claim in self.graph.claims}

    @cached_property
    def stands(self) -> Mapping[str, Sequence[Stand]]:
        return stands_by_question(self.graph.claims, self.names)

    @cached_property
    def advice(self) -> Mapping[tuple[str, str], Sequence[Advice]]:
        return advice_by_pair(self.graph.claims, self.names)

    @cached_property
    def readings(self) -> Mapping[tuple[str, frozenset[str]], Sequence[Reading]]:
        found: defaultdict[tuple[str, frozenset[str]], list[Reading]] = defaultdict(list)
        for claim in self.graph.claims:
            if claim.repeats is None:
                for one in readings_of(claim, self.names):
                    found[one.measure, one.arm].append(one)
        return found

    @cached_property
    def by_words(self) -> Mapping[str, Sequence[Claim]]:
        """Claims by the rarest of their long words, for those that assert nothing."""
        found: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in self.graph.claims:
            if claim.repeats is None and claim.quote:
                for word in sorted(set(fold_key(claim.quote).split()), key=lambda word: (-len(word), word))[:3]:
                    found[word].append(claim)
        return found

    def judgement(
        self,
        verdict: ComparisonVerdict,
        about: str,
        claims: Iterable[Claim],
        explanation: str,
        differing: Sequence[Difference] = (),
    ) -> Judgement:
        found = sorted({claim.id: claim for claim in claims}.values(), key=lambda claim: claim.id)
        works = {
            link.work for claim in found for link in claim.citations if link.work and link.method in ("number", "key")
        }
        return Judgement(
            verdict=verdict,
            about=about,
            claims=tuple(claim.id for claim in found),
            works=tuple(sorted(works)),
            footing=self.rooting.footing(found) if found else None,
            differing=tuple(differing),
            explanation=explanation,
        )


def compare(draft: Iterable[Claim], graph: ClaimGraph) -> tuple[Compared, ...]:
    """Return the verdicts on each claim of ``draft``, in reading order, with ``graph`` as evidence.

    A claim of the draft is held against claims on the same question in the same context (equal, or one inside the
    other: ``supported``, ``contradicted``) and in others (``… elsewhere``); figures against figures of the same measure
    and arm. What the graph has no claim on is ``new``: not wrong, only unknown here. The draft's own claims are no
    evidence, also where the graph holds the same file. Steps of protocols are left out.
    """
    claims = sorted(
        (claim for claim in draft if claim.kind != "protocol_step" and claim.repeats is None),
        key=lambda claim: (claim.path, claim.anchors[0].start if claim.anchors else 0, claim.id),
    )
    own = {claim.document for claim in claims}
    graph = ClaimGraph(
        documents=tuple(one for one in graph.documents if one.sha256 not in own),
        claims=tuple(one for one in graph.claims if one.document not in own),
        works=graph.works,
        propositions=graph.propositions,
        questions=graph.questions,
    )
    names = name_index([*graph.claims, *claims])
    evidence = _Evidence(graph, names, rooting_of(graph))
    return tuple(Compared(claim=claim, judgements=_judged(claim, evidence)) for claim in claims)


def _judged(claim: Claim, evidence: _Evidence) -> tuple[Judgement, ...]:
    found = [*_answers(claim, evidence), *_advice(claim, evidence), *_figures(claim, evidence)]
    if not found and not stands_of(claim, evidence.names):
        found = list(_alike(claim, evidence))
    supporting = [one for one in found if one.verdict in ("supported", "supported elsewhere") and one.works]
    if supporting and claim.citation_status in ("none", "dangling") and needs_citation(claim):
        holders = [evidence.claims[key] for one in supporting for key in one.claims]
        cited = [one for one in holders if any(link.work for link in one.citations)]
        cites = "cites nothing" if claim.citation_status == "none" else "has markers that lead nowhere"
        told = f"{cites}, while a work for it is cited in the graph"
        found.append(evidence.judgement("uncited", supporting[0].about, cited, told))
    if not found:
        found = [evidence.judgement("new", claim.gist, (), "the graph has no claim on it")]
    order = {verdict: place for place, verdict in enumerate(COMPARISON_VERDICTS)}
    return tuple(sorted(found, key=lambda one: (order[one.verdict], one.about, one.claims)))


def _near(a: Stand, b: Stand) -> bool:
    """Whether two stands are said of one context, or one of a case of the other's."""
    return includes(a.context, b.context) or includes(b.context, a.context)


def _answers(claim: Claim, evidence: _Evidence) -> Iterator[Judgement]:
    done: set[tuple[str, str]] = set()
    for stand in stands_of(claim, evidence.names):
        question = stand.question
        # Licences, recommendations and contraindications are held against each other as advice, below.
        if (question.id, stand.side) in done or question.family == "recommendation":
            continue
        done.add((question.id, stand.side))
        groups: defaultdict[ComparisonVerdict, list[Stand]] = defaultdict(list)
        for other in evidence.stands.get(question.id, ()):
            near = _near(stand, other)
            if oppose(stand, other):
                if not (may_oppose(stand) and may_oppose(other)):
                    continue
                groups["contradicted" if near else "contradicted elsewhere"].append(other)
            elif other.side == stand.side or ("open" not in (other.side, stand.side) and _compatible(stand, other)):
                groups["supported" if near else "supported elsewhere"].append(other)
            else:
                groups["another answer"].append(other)
        about = f"{question.subject} {stand.predicate.replace('_', ' ')} {question.object}"
        for verdict in sorted(groups):
            others = groups[verdict]
            differing = spread([stand.context, *(other.context for other in others)])
            sides = ", ".join(sorted({other.side for other in others}))
            told = f"the draft says {stand.side}, the graph {sides}"
            yield evidence.judgement(verdict, about, [other.claim for other in others], told, differing)


def _compatible(a: Stand, b: Stand) -> bool:
    """Whether one answer is a vaguer form of the other: what raises a thing changes it."""
    return {a.side, b.side} in ({"up", "changes"}, {"down", "changes"}, {"none", "not_up"}, {"none", "not_down"})


def _advice(claim: Claim, evidence: _Evidence) -> Iterator[Judgement]:
    done = set()
    for one in advice_of(claim, evidence.names):
        pair = one.intervention.key, one.condition.key
        if one.side == "absent" or (pair, one.kind) in done:
            continue
        done.add((pair, one.kind))
        given = evidence.advice.get(pair, ())
        groups: defaultdict[ComparisonVerdict, list[Advice]] = defaultdict(list)
        for other in given:
            near = not spread((other.context, one.context))
            if other.side not in (one.side, "absent"):
                groups["contradicted" if near else "contradicted elsewhere"].append(other)
            elif other.kind == one.kind and one.kind not in ("use", "inefficacy"):
                groups["supported" if near else "supported elsewhere"].append(other)
        about = f"{one.intervention.name} in {one.condition.name}"
        for verdict in sorted(groups):
            others = groups[verdict]
            differing = spread([one.context, *(other.context for other in others)])
            told = f"the draft has {_of(one)}, the graph {', '.join(sorted({_of(other) for other in others}))}"
            yield evidence.judgement(verdict, about, [other.claim for other in others], told, differing)


def _of(one: Advice) -> str:
    """Return a piece of advice in words."""
    if one.stance is not None:
        return f"{one.stance.organisation} {one.stance.stance.replace('_', ' ')}"
    words = {"not_approved": "no approval", "inefficacy": "no effect"}
    if one.kind == "recommendation":
        return f"a recommendation {one.side}"
    return words.get(one.kind, one.kind.replace("_", " "))


def _figures(claim: Claim, evidence: _Evidence) -> Iterator[Judgement]:
    for one in readings_of(claim, evidence.names):
        others = [
            other
            for other in evidence.readings.get((one.measure, one.arm), ())
            if other.unit == one.unit
            and (other.conditions == one.conditions or not other.conditions or not one.conditions)
        ]
        same = [other for other in others if agree(one.measurement, other.measurement)]
        apart = [other for other in others if not agree(one.measurement, other.measurement)]
        about = f"{one.measurement.measure} of {one.measurement.arm}"
        printed = f"{one.measurement.value} {one.measurement.unit or ''}".strip()
        if same:
            yield evidence.judgement("supported", about, [o.claim for o in same], f"the same figure, {printed}")
        if apart and not same:
            values = ", ".join(sorted({f"{o.measurement.value} {o.measurement.unit or ''}".strip() for o in apart}))
            told = f"the draft has {printed}, the graph {values}"
            yield evidence.judgement("number differs", about, [o.claim for o in apart], told)


def _alike(claim: Claim, evidence: _Evidence) -> Iterator[Judgement]:
    """Yield support by words alone, for a claim of which no assertion or figure was read."""
    words = fold_key(claim.quote or "")
    if len(words) < 20:
        return
    near: dict[str, Claim] = {}
    for word in sorted(set(words.split()), key=lambda word: (-len(word), word))[:3]:
        for other in evidence.by_words.get(word, ()):
            if other.id not in near and ratio(words, fold_key(other.quote or "")) >= _ALIKE:
                near[other.id] = other
    if near:
        yield evidence.judgement("supported", claim.gist, near.values(), "nearly the same words")
