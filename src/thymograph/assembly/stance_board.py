"""The stance board: which body holds what on which intervention in which condition, against approvals, labels and use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from thymograph.assembly.advice import Advice, advice_by_pair, is_label
from thymograph.assembly.concepts import LOCAL, NameIndex, name_index
from thymograph.assembly.stands import wider
from thymograph.model import Claim, ClaimGraph

__all__ = ["BoardRow", "stance_board"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """One position of one organisation, and what the documents tell of the same intervention in the same condition.

    What is told of a narrower condition counts (a position on COVID-19 covers severe COVID-19), of a wider one not.
    """

    organisation: str
    intervention: str
    stance: str
    """for, conditional_for, not_included, conditional_against, against."""
    condition: str | None
    population: str | None
    strength: str | None
    first_hand: bool
    """Whether a document speaks as the organisation; False where all report what it is said to hold."""
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    """Paths of the documents that state or report it."""
    cites: tuple[str, ...]
    """Ids of the works by which it is stated, stated links only; () for a position without a reference."""
    may_cite: tuple[str, ...]
    """Ids of works to which only inferred links lead."""
    approvals: tuple[str, ...] = ()
    """Ids of claims that it is approved."""
    labels: tuple[str, ...] = ()
    """Ids of claims of use in labels and monographs, or by citation of a drug label."""
    uses: tuple[str, ...] = ()
    """Ids of other claims that it is used, or that others recommend it."""
    contraindications: tuple[str, ...] = ()
    other_bodies: tuple[str, ...] = ()
    """Organisations that hold the opposite."""
    intervention_id: str | None = None
    condition_id: str | None = None

    @property
    def against_practice(self) -> bool:
        """Whether the body is against, or does not list, what documents tell is approved or used."""
        return self.stance not in ("for", "conditional_for") and bool(self.approvals or self.labels or self.uses)


def _curie(key: str) -> str | None:
    return None if key.startswith(LOCAL) else key


def _works(claims: Iterable[Claim], *, stated: bool) -> tuple[str, ...]:
    return tuple(
        sorted(
            {
                link.work
                for claim in claims
                for link in claim.citations
                if link.work and (link.method in ("number", "key")) is stated
            }
        )
    )


def _opposite(stance: str) -> frozenset[str]:
    if stance in ("for", "conditional_for"):
        return frozenset({"against", "conditional_against"})
    return frozenset({"for", "conditional_for"}) if stance != "not_included" else frozenset()


def stance_board(graph: ClaimGraph) -> tuple[BoardRow, ...]:
    """Return the positions told in ``graph``, by intervention, condition, organisation and stance.

    The same position told twice is one row. A position on no named condition ("most conditions") has a row, without
    approvals and uses, since nothing says of what they would have to be.
    """
    names = name_index(graph.claims)
    advice = advice_by_pair(graph.claims, names)
    told: defaultdict[tuple[str, str, str, str, str], list[tuple[Claim, int]]] = defaultdict(list)
    for claim in graph.claims:
        if claim.repeats is not None:
            continue
        for place, stance in enumerate(claim.stances):
            key: tuple[str, str, str, str, str] = (
                names.key(stance.intervention),
                names.key(stance.condition) if stance.condition else "",
                names.key(stance.organisation),
                stance.stance,
                names.key(stance.population) if stance.population else "",
            )
            told[key].append((claim, place))
    label_documents = {document.sha256 for document in graph.documents if is_label(document)}
    label_works = {work.id for work in graph.works if work.type == "drug_label"}
    paths = {document.sha256: document.path for document in graph.documents}
    bodies: defaultdict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for (intervention, condition, _, stance_word, _), given in told.items():
        bodies[intervention, condition].update((stance_word, claim.stances[at].organisation) for claim, at in given)
    conditions: defaultdict[str, list[str]] = defaultdict(list)
    for intervention, condition in advice:
        conditions[intervention].append(condition)
    rows = []
    for row_key in sorted(told):
        intervention, condition, organisation, stance_word, _ = row_key
        given = sorted(told[row_key], key=lambda item: item[0].id)
        first = min((claim.stances[place] for claim, place in given), key=repr)
        claims = [claim for claim, _ in given]
        covered = [
            one
            for narrow in conditions[intervention]
            if condition and (narrow == condition or condition in wider(narrow))
            for one in advice[intervention, narrow]
        ]
        strengths = sorted({claim.stances[at].strength or "" for claim, at in given} - {""})
        rows.append(
            BoardRow(
                organisation=first.organisation,
                intervention=first.intervention,
                stance=stance_word,
                condition=first.condition,
                population=first.population,
                strength="; ".join(strengths) or None,
                first_hand=any(claim.stances[at].first_hand for claim, at in given),
                claims=tuple(sorted({claim.id for claim in claims})),
                documents=tuple(sorted({paths.get(claim.document, claim.path) for claim in claims})),
                cites=_works(claims, stated=True),
                may_cite=_works(claims, stated=False),
                approvals=_ids(one for one in covered if one.kind == "approval"),
                labels=_ids(
                    one for one in covered if one.kind == "use" and _is_of_label(one, label_documents, label_works)
                ),
                uses=_uses(covered, organisation, label_documents, label_works, names),
                contraindications=_ids(one for one in covered if one.kind == "contraindication"),
                other_bodies=tuple(
                    sorted({body for word, body in bodies[intervention, condition] if word in _opposite(stance_word)})
                ),
                intervention_id=_curie(intervention),
                condition_id=_curie(condition) if condition else None,
            )
        )
    return tuple(rows)


def _ids(given: Iterable[Advice]) -> tuple[str, ...]:
    return tuple(sorted({one.claim.id for one in given}))


def _is_of_label(one: Advice, documents: set[str], works: set[str]) -> bool:
    return one.claim.document in documents or any(link.work in works for link in one.claim.citations)


def _uses(
    covered: Sequence[Advice], organisation: str, documents: set[str], works: set[str], names: NameIndex
) -> tuple[str, ...]:
    """Return the claims of use and recommendation that are neither a label's nor the organisation's own."""
    return _ids(
        one
        for one in covered
        if one.side == "for"
        and one.kind != "approval"
        and not (one.kind == "use" and _is_of_label(one, documents, works))
        and (one.stance is None or names.key(one.stance.organisation) != organisation)
    )
