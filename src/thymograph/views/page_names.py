"""What the page must know to write a claim as RDF itself: base, words of the vocabulary, and which name means what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import attrgetter

from thymograph.assembly.concepts import LOCAL, NameIndex, local_name
from thymograph.graph.iris import prefixes
from thymograph.model import Claim, DocumentRecord, Qualifiers
from thymograph.records import Json
from thymograph.vocabulary import (
    ANSWERS,
    CERTAINTIES,
    CITATION_STATUSES,
    CUE_EFFECTS,
    DIRECTNESSES,
    INVOLVES,
    KINDS,
    NAMESPACES,
    NEEDS_NO_CITATION,
    POLARITIES,
    PREDICATES,
    SCOPES,
    STANCES,
)

__all__ = ["curie_prefixes", "plain_key", "rdf_names"]

_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_QUALIFIERS = attrgetter(*Qualifiers.__dataclass_fields__)
_TABLES = {
    "kind": KINDS,
    "polarity": POLARITIES,
    "certainty": CERTAINTIES,
    "effect": CUE_EFFECTS,
    "status": CITATION_STATUSES,
    "directness": DIRECTNESSES,
    "stance": STANCES,
    "scope": SCOPES,
    "predicate": PREDICATES,
    "answer": ANSWERS,
    "involves": INVOLVES,
}


def plain_key(name: str) -> str:
    """Return the local name as the page's script makes it: only names of which the graph makes another are sent.

    >>> plain_key("C-reactive protein")
    'c-reactive-protein'
    """
    return _NOT_PLAIN.sub("-", name.lower()).strip("-")


def _ends(claim: Claim) -> Iterator[tuple[str, str | None]]:
    """Yield (name, CURIE) of what an assertion, a dose, a position or a number is about."""
    for one in claim.relations:
        yield one.subject, one.subject_id
        yield one.object, one.object_id
    for regimen in claim.regimens:
        yield regimen.drug, None
    for stance in claim.stances:
        for name in (stance.organisation, stance.intervention, stance.condition):
            if name:
                yield name, None
    for measurement in claim.measurements:
        yield measurement.measure, None


def _others(claim: Claim) -> Iterator[str | None]:
    """Yield the names that narrow: nothing follows from their type."""
    yield claim.speaker
    for relation in claim.relations:
        yield from _QUALIFIERS(relation.qualifiers)
    for measurement in claim.measurements:
        yield measurement.condition
    for regimen in claim.regimens:
        yield regimen.population
    for stance in claim.stances:
        yield stance.population


def curie_prefixes(curies: Iterable[str | None]) -> dict[str, str]:
    """Return what each prefix of ``curies`` stands for, where the table knows it."""
    known = prefixes()
    used = {curie.partition(":")[0] for curie in curies if curie and ":" in curie}
    found = {prefix: known.get(prefix) or known.get(prefix.upper()) for prefix in sorted(used)}
    return {prefix: expansion for prefix, expansion in found.items() if expansion}


def rdf_names(
    documents: Iterable[DocumentRecord],
    claims: Iterable[Claim],
    names: NameIndex,
    types: dict[str, str],
    *,
    base: str,
) -> dict[str, Json]:
    """Return base, words and names by which the page writes the triples that :mod:`thymograph.graph.claim_quads` writes.

    ``types`` is what the page already holds of each concept key.
    """
    ends: set[tuple[str, str | None]] = set()
    others: set[str] = set()
    arms: set[str] = set()
    agents = {document.publisher for document in documents if document.publisher}
    for claim in claims:
        ends.update(_ends(claim))
        others.update(name for name in _others(claim) if name)
        others.update(mention.name for mention in claim.mentions if not mention.id)
        arms.update(arm for one in claim.measurements for arm in (one.arm, one.comparator) if arm is not None)
        agents.update(one.curator for one in claim.curation)
    parts = {arm: [part.key for part in names.parts(arm)] for arm in sorted(arms)}
    meant = {name: names.key(name) for name in sorted(others | {name for name, curie in ends if curie is None})}
    kinds = {key: names.type_of(key) for key in sorted({names.key(*end) for end in ends})}
    return {
        "base": base,
        "namespaces": dict(NAMESPACES),
        "words": {name: dict(table) for name, table in _TABLES.items()},
        "uncited": sorted(NEEDS_NO_CITATION),
        "keys": {name: key for name, key in meant.items() if key != LOCAL + plain_key(name)},
        "types": {key: kind for key, kind in kinds.items() if kind != types.get(key)},
        "arms": parts,
        "agents": {name: local_name(name) for name in sorted(agents) if local_name(name) != plain_key(name)},
    }
