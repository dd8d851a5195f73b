"""The entities of a text, from known names to names that only the text itself shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from thymograph.lexicon.abbreviations import Definition, definitions_in
from thymograph.lexicon.arguments import arguments_in
from thymograph.lexicon.composing import NESTED_TYPES, composed
from thymograph.lexicon.coordination import Lookup, shared_heads, shared_kinds, shared_stems
from thymograph.lexicon.heads import head_types
from thymograph.lexicon.nominals import nominals_in
from thymograph.lexicon.phrases import conditions_in, phrases_in
from thymograph.lexicon.shapes import Shape, shapes_in
from thymograph.lexicon.symbols import numbered_members, salts_in, symbols_in
from thymograph.lexicon.trade_names import glossed_names, trade_names_in
from thymograph.lexicon.wordlists import DEFINED_STOP, PHRASE_STOP
from thymograph.model import Entity

__all__ = ["find_entities"]

_ORDER = {"drug": 0, "cytokine": 1, "receptor": 2, "protein": 3, "gene": 4}


# What an unseen name of each type may hold of known names.
_INNER = {
    "organisation": ("disease", "procedure", "other", "outcome", "drug", "process"),
    "disease": ("disease", "outcome", "cell", "other"),
    "receptor": ("drug", "other", "outcome"),
    "study": ("study",),
    "protein": ("protein",),
    "process": ("process", "drug", "other", "outcome", "protein"),
}


# Words that are names elsewhere, and here are not.
_TRAPS = (re.compile(r"exercise (?:caution|care|judg|restraint)", re.IGNORECASE),)


def _cuts(shape: Shape, entity: Entity) -> bool:
    return shape.start < entity.end and entity.start < shape.end


def _bars(shape: Shape, entity: Entity) -> bool:
    """Return whether a name keeps a condition from being named: "nerve" does not, in "pudendal nerve entrapment"."""
    inside = shape.start <= entity.start and entity.end < shape.end and entity.type == "other"
    return _cuts(shape, entity) and not inside


def _overlap(entity: Entity, other: Entity) -> bool:
    return entity.start < other.end and other.start < entity.end


def _wins_over(entity: Entity, known: Sequence[Entity]) -> bool:
    """Return whether an unseen name may cover known ones: they are but words of a longer name."""
    return all(
        entity.start <= other.start
        and other.end <= entity.end
        and other.end - other.start < entity.end - entity.start
        and other.type in _INNER.get(entity.type, ())
        for other in known
    )


def _with_unseen(text: str, known: list[Entity], shapes: Iterable[Shape], lookup: Lookup) -> list[Entity]:
    """Return ``known`` and those shapes that do not cut into it, longest first."""
    entities = list(known)
    for shape in sorted(shapes, key=lambda s: (s.start - s.end, s.start, _ORDER.get(s.type, 9), s.name)):
        entity = Entity(
            start=shape.start, end=shape.end, text=text[shape.start : shape.end], name=shape.name, type=shape.type
        )
        clashes = [other for other in entities if _overlap(entity, other)]
        if clashes and not (all(other in known for other in clashes) and _wins_over(entity, clashes)):
            continue
        named = lookup(entity.text) if not clashes else None
        if named is not None:
            # A label whose case did not fit: not this concept.
            continue
        # "warfarin metabolism" still names warfarin.
        kept = NESTED_TYPES if entity.type == "process" else ()
        entities = [other for other in entities if other not in clashes or other.type in kept]
        entities.append(entity)
    return sorted(entities, key=lambda entity: (entity.start, -entity.end))


def _with_nominals(text: str, entities: list[Entity], lookup: Lookup) -> list[Entity]:
    """Return ``entities`` and the names that their head nouns make, in place of the known names that these take in."""
    nominals = nominals_in(text, entities)
    if not nominals:
        return entities
    for shape, covered in nominals:
        named = lookup(text[shape.start : shape.end])
        whole = Entity(
            start=shape.start,
            end=shape.end,
            text=text[shape.start : shape.end],
            name=named.name if named else shape.name,
            type=named.type if named else shape.type,
            id=named.id if named else None,
        )
        kept = NESTED_TYPES if shape.type == "process" else ()
        entities = [other for other in entities if other not in covered or other.type in kept]
        entities.append(whole)
    return sorted(entities, key=lambda entity: (entity.start, -entity.end))


def _long_form(text: str, definition: Definition, entities: Sequence[Entity]) -> Entity | None:
    """Return the entity that an abbreviation stands for; a name no table has takes in all defined words."""
    near = [
        entity
        for entity in entities
        if entity.end == definition.long_end and entity.start <= definition.long_start + 20
    ]
    if not near:
        if any(entity.start < definition.short_start < entity.end for entity in entities):
            return None
        span = (definition.short_start, definition.short_end)
        short = next((e for e in entities if (e.start, e.end) == span and e.id is not None), None)
        if short is not None:
            # The abbreviation is known by itself, its long form is not: "coronavirus disease 19 (COVID-19)".
            start, end = definition.long_start, definition.long_end
            return replace(short, start=start, end=end, text=text[start:end])
        return _defined_name(text, definition)
    entity = min(near, key=lambda entity: abs(entity.start - definition.long_start))
    if entity.id is not None or entity.start <= definition.long_start:
        return entity
    words = text[definition.long_start : definition.long_end]
    name = words if re.search(r"[A-Z]{2}", words) else words[0].lower() + words[1:]
    return replace(entity, start=definition.long_start, text=words, name=name)


def _defined_name(text: str, definition: Definition) -> Entity | None:
    """Return the name that nothing but its abbreviation gives away: "sutured haemorrhoidopexy (SH)"."""
    words = text[definition.long_start : definition.long_end]
    parts = words.split()
    last = parts[-1].lower()
    if not 2 <= len(parts) <= 6 or last in DEFINED_STOP or parts[0].lower() in PHRASE_STOP:
        return None
    if last in ("study", "trial", "survey", "registry", "initiative"):
        kind = "study"
    elif last in ("scale", "index", "score", "inventory"):
        kind = "outcome"
    elif last in head_types():
        kind = head_types()[last][0]
    else:
        kind = "process" if last.endswith(("tion", "sis", "ing", "ment")) else "other"
    proper = words.istitle() or re.search(r"[A-Z]{2}|[a-z] [A-Z]", words)
    name = words if proper else words[0].lower() + words[1:]
    return Entity(start=definition.long_start, end=definition.long_end, text=words, name=name, type=kind)


def _with_abbreviations(text: str, entities: list[Entity], defined: Mapping[str, Entity]) -> list[Entity]:
    """Return the entities, abbreviations standing for what the text or ``defined`` says they do."""
    meanings: dict[str, Entity] = dict(defined)
    for definition in definitions_in(text):
        long = _long_form(text, definition, entities)
        if long is not None:
            entities = [entity for entity in entities if not _overlap(entity, long)] + [long]
            meanings[definition.short] = long
    for short, meaning in sorted(meanings.items()):
        if short not in text:
            continue
        bare = short.removesuffix("s") if short[:-1].isupper() else short
        for match in re.finditer(rf"(?<![\w-]){re.escape(bare)}s?(?![\w])", text):
            clashes = [e for e in entities if e.start < match.end() and match.start() < e.end]
            if any(e.end - e.start > match.end() - match.start() for e in clashes):
                continue
            for other in clashes:
                entities.remove(other)
            entities.append(
                replace(meaning, start=match.start(), end=match.end(), text=match.group(), implicit=False, place=None)
            )
    return sorted(entities, key=lambda entity: (entity.start, -entity.end))


def _widened(text: str, known: list[Entity]) -> list[Entity]:
    """Return ``known``, a drug with its salt and a molecule with its number in one name; "CCl4" is no chemokine."""
    wholes = {(e.start, e.end): (end, e.name, e.id) for e, end in salts_in(text, known)}
    wholes |= {
        (e.start, e.end): (end, f"{e.name}{text[e.end : end]}", None) for e, end in numbered_members(text, known)
    }
    widened: list[Entity] = []
    for entity in known:
        if (entity.start, entity.end) in wholes:
            end, name, curie = wholes[entity.start, entity.end]
            entity = replace(entity, end=end, text=text[entity.start : end], name=name, id=curie)
        elif entity.text == "CCl4":
            entity = replace(entity, name="carbon tetrachloride", type="drug", id=None)
        if not any(other.end > entity.start for other in widened):
            widened.append(entity)
    return widened


def find_entities(
    text: str, known: Sequence[Entity], lookup: Lookup, defined: Mapping[str, Entity]
) -> tuple[Entity, ...]:
    """Return all entities of ``text``, sorted by start, the longer first.

    ``known`` are the lexicon's own matches, ``lookup`` names what a composed label stands for,
    ``defined`` what abbreviations stood for earlier in the document. A composed name keeps the drugs,
    genes, cells and pathways inside it as entities of their own.
    """
    named = [entity for entity in known if not any(trap.match(text, entity.start) for trap in _TRAPS)]
    named = _widened(text, named)
    entities = _with_unseen(text, named, [*shapes_in(text), *trade_names_in(text), *phrases_in(text)], lookup)
    entities = _with_nominals(text, entities, lookup)
    entities += glossed_names(text, entities)
    free = [shape for shape in conditions_in(text) if not any(_bars(shape, entity) for entity in entities)]
    entities = _with_unseen(text, entities, free, lookup)
    entities = _with_abbreviations(text, entities, defined)
    entities = _with_unseen(text, entities, symbols_in(text, entities), lookup)
    entities = _with_unseen(text, entities, arguments_in(text, entities), lookup)
    for rule in (shared_kinds, shared_heads, shared_stems):
        for entity in rule(text, entities, lookup):
            inside = [other for other in entities if _overlap(entity, other)]
            if all(other.start >= entity.start and other.end <= entity.end for other in inside):
                entities = [other for other in entities if other not in inside] + [entity]
        entities.sort(key=lambda entity: (entity.start, -entity.end))
    wholes = composed(text, entities, lookup)
    kept = [
        entity
        for entity in entities
        if not any(whole.start <= entity.start and entity.end <= whole.end for whole in wholes)
        or entity.type in NESTED_TYPES
    ]
    unique = {(entity.start, entity.end, entity.name): entity for entity in [*kept, *wholes]}
    return tuple(sorted(unique.values(), key=lambda entity: (entity.start, -entity.end, entity.name)))
