"""The quads of concepts: names, types, other identifiers, and what each falls under."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from thymograph.assembly.concepts import LOCAL
from thymograph.assembly.refinements import parts_of_combination
from thymograph.graph.name_keys import write_name_keys
from thymograph.graph.terms import boolean
from thymograph.graph.writing import Pen
from thymograph.lexicon.concepts import Concept, Lexicon
from thymograph.vocabulary import CONCEPT_TYPES, SKOS, TG, individual

__all__ = ["wider_concepts", "write_concepts"]


def _ancestors(concept: Concept, lexicon: Lexicon) -> dict[str, Concept]:
    """Return the concept and all that it falls under, by id; a circle ends where it began."""
    found: dict[str, Concept] = {}
    waiting = [concept]
    while waiting:
        one = waiting.pop()
        if one.id not in found:
            found[one.id] = one
            waiting += [wider for id in one.broader if (wider := lexicon.concept(id)) is not None]
    return found


def wider_concepts(curie: str | None, lexicon: Lexicon | None) -> tuple[str, ...]:
    """Return the ids of a concept of the lexicon and of all that it falls under, sorted; () if unknown."""
    concept = lexicon.concept(curie) if lexicon is not None and curie is not None else None
    return tuple(sorted(_ancestors(concept, lexicon))) if concept is not None and lexicon is not None else ()


def _write_known(pen: Pen, concept: Concept, lexicon: Lexicon) -> None:
    node = pen.iris.concept(concept.id)
    pen.type(node, SKOS.Concept)
    pen.value(node, SKOS.prefLabel, concept.name)
    pen.value(node, SKOS.notation, concept.id)
    pen.link(node, TG.conceptType, individual(CONCEPT_TYPES, concept.type, "mention type"))
    for synonym in concept.synonyms:
        pen.value(node, SKOS.altLabel, synonym)
    for curie in concept.exact_matches:
        if curie != concept.id:
            pen.link(node, SKOS.exactMatch, pen.iris.concept(curie))
    for wider in concept.broader:
        known = lexicon.concept(wider)
        if known is not None:
            pen.link(node, SKOS.broader, pen.iris.concept(known.id))
    for wider in _ancestors(concept, lexicon):
        pen.link(node, TG.within, pen.iris.concept(wider))
    write_name_keys(
        pen,
        node,
        (concept.name, concept.id, *concept.synonyms),
        unplaced=concept.id.startswith("tg:"),
        is_organisation=concept.type == "organisation",
    )


def write_concepts(
    pen: Pen,
    used: Mapping[str, Iterable[str]],
    printed: Mapping[str, Iterable[str]],
    lexicon: Lexicon | None,
    *,
    whole: bool = False,
) -> None:
    """Write the concepts that claims use, those that they fall under, and with ``whole`` all of a lexicon.

    ``used`` gives each concept's key and the names that claims gave it, ``printed`` the words that stand
    in texts. ``tg:within`` is reflexive and transitive, so that one triple pattern finds a concept and
    everything narrower.
    """
    known: dict[str, Concept] = {}
    for key in used:
        concept = lexicon.concept(key) if lexicon is not None and not key.startswith(LOCAL) else None
        if concept is None:
            _write_unknown(pen, key, sorted(used[key]), sorted(printed.get(key, ())), used)
            continue
        if concept.id != key:
            # Another door's CURIE for a thing of the lexicon: it stays a node, within the lexicon's own.
            _write_unknown(pen, key, sorted(used[key]), sorted(printed.get(key, ())), used)
            pen.link(pen.iris.concept(key), SKOS.exactMatch, pen.iris.concept(concept.id))
            for wider in _ancestors(concept, lexicon):  # type: ignore[arg-type]  # not None where a concept is
                pen.link(pen.iris.concept(key), TG.within, pen.iris.concept(wider))
        if lexicon is not None:
            known |= _ancestors(concept, lexicon)
    if whole and lexicon is not None:
        known |= {concept.id: concept for concept in lexicon.concepts}
    if lexicon is not None:
        for concept in known.values():
            _write_known(pen, concept, lexicon)


def _write_unknown(pen: Pen, key: str, names: list[str], printed: list[str], used: Container[str]) -> None:
    """Write a concept that the lexicon does not hold, by the names that texts give it."""
    node = pen.iris.concept(key)
    pen.type(node, SKOS.Concept)
    # The shortest name: longer ones tend to carry words that narrow it.
    name = min(names, key=lambda name: (len(name), name))
    pen.value(node, SKOS.prefLabel, name)
    for other in {*names, *printed} - {name}:
        pen.value(node, SKOS.altLabel, other)
    kind = pen.names.type_of(key)
    pen.link(node, TG.conceptType, individual(CONCEPT_TYPES, kind or "other", "mention type"))
    pen.link(node, TG.within, node)
    for part in parts_of_combination(name, pen.names, used):
        pen.link(node, TG.hasPart, pen.iris.concept(part))
    if key.startswith(LOCAL):
        pen.value(node, TG.ungrounded, True, boolean)
    else:
        pen.value(node, SKOS.notation, key)
    local = key.startswith(LOCAL)
    write_name_keys(
        pen,
        node,
        {*names, *printed} if local else {*names, *printed, key},
        unplaced=local or key.startswith("tg:"),
        is_organisation=kind == "organisation",
    )
