"""The concepts of the lexicon and the finder that knows their names."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from operator import itemgetter
from pathlib import Path

from thymograph.errors import ThymographError
from thymograph.lexicon.coordination import Named
from thymograph.lexicon.finding import find_entities
from thymograph.lexicon.folding import fold_key
from thymograph.lexicon.matching import LabelTrie, Match
from thymograph.model import Entity
from thymograph.resources import ontology_path

__all__ = ["CONCEPT_TYPES", "Concept", "Lexicon", "LexiconError", "load_lexicon"]

CONCEPT_TYPES = (
    "drug", "protein", "cytokine", "receptor", "gene", "cell", "pathway", "process", "disease",
    "organisation", "outcome", "study", "procedure", "other",
)  # fmt: skip

_COLUMNS = ("id", "name", "type", "synonyms", "exact", "broader")


class LexiconError(ThymographError, ValueError):
    """A row of the lexicon table that cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One thing that texts name: its CURIE, preferred name, type and other names."""

    id: str
    name: str
    type: str
    synonyms: tuple[str, ...] = ()
    exact_matches: tuple[str, ...] = ()
    """CURIEs of the same thing in other vocabularies (skos:exactMatch)."""
    broader: tuple[str, ...] = ()
    """Ids of wider concepts of this lexicon (skos:broader)."""

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the preferred name and the synonyms."""
        return (self.name, *self.synonyms)


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """The concepts of one table, in its order, and the finding of their names in text."""

    concepts: tuple[Concept, ...]

    def __reduce__(self) -> tuple[Callable[[tuple[Concept, ...]], Lexicon], tuple[tuple[Concept, ...]]]:
        # What is cached (tries, remembered headings) is built anew in another process.
        return _lexicon_of, (self.concepts,)

    @cached_property
    def _by_id(self) -> dict[str, Concept]:
        ids: dict[str, Concept] = {}
        for concept in self.concepts:
            for curie in concept.exact_matches:
                ids.setdefault(curie, concept)
        ids.update((concept.id, concept) for concept in self.concepts)
        return ids

    @cached_property
    def _trie(self) -> LabelTrie[Concept]:
        return LabelTrie((label, concept) for concept in self.concepts for label in concept.labels)

    @cached_property
    def _keyed(self) -> Callable[[str], dict[str, Concept]]:
        return cache(self._keyed_from)

    def _keyed_from(self, first: str) -> dict[str, Concept]:
        """Return the concepts by the folded labels that begin with one token; a name goes before a synonym."""
        labels = self._trie.labels_from(first)
        keyed: dict[str, Concept] = {}
        for is_name in (True, False):
            for label, concept in labels:
                if (label == concept.name) is is_name:
                    keyed.setdefault(fold_key(label), concept)
        return keyed

    def concept(self, curie: str) -> Concept | None:
        """Return the concept with this id or exact match, or None."""
        return self._by_id.get(curie)

    def named(self, label: str) -> Concept | None:
        """Return the concept that has this name or synonym in any spelling, or None."""
        key = fold_key(label)
        return self._keyed(key.partition(" ")[0]).get(key)

    def matches(self, text: str) -> tuple[Match[Concept], ...]:
        """Return the longest names of concepts in ``text``, left to right, without overlap."""
        return self._trie.matches(text)

    def find(self, text: str, *, defined: Mapping[str, Entity] | None = None) -> tuple[Entity, ...]:
        """Return the entities that ``text`` names, sorted by start, the longer first.

        ``text`` is clean text; offsets count its characters. Names of the lexicon first, then those
        that only coordination, composition, shape or a definition in the text shows. ``defined`` gives
        abbreviations that were defined earlier.
        """
        if defined:
            return self._found(text, defined)
        return self._remembered(text)

    @cached_property
    def _remembered(self) -> Callable[[str], tuple[Entity, ...]]:
        # Headings, captions and column heads are read again for every statement under them.
        return lru_cache(maxsize=2048)(lambda text: self._found(text, {}))

    def _found(self, text: str, defined: Mapping[str, Entity]) -> tuple[Entity, ...]:
        known = [
            Entity(
                start=match.start,
                end=match.end,
                text=text[match.start : match.end],
                name=match.value.name,
                type=match.value.type,
                id=match.value.id,
            )
            for match in self.matches(text)
        ]
        return find_entities(text, known, self._lookup, defined)

    def _lookup(self, label: str) -> Named | None:
        concept = self.named(label)
        return Named(concept.name, concept.type, concept.id) if concept else None


def _lexicon_of(concepts: tuple[Concept, ...]) -> Lexicon:
    return Lexicon(concepts=concepts)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip()) if cell else ()


def read_concepts(lines: Iterable[str], *, path: str) -> tuple[Concept, ...]:
    """Return the concepts of a lexicon table; ``path`` names it in errors.

    Raises:
        LexiconError: a column is missing, a type unknown, an id double, or a broader id without row.
    """
    rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    heads = next(rows, [])
    missing = [column for column in _COLUMNS if column not in heads]
    if missing:
        raise LexiconError(f"{path}:1: no column {', '.join(missing)}; the columns are {', '.join(_COLUMNS)}")
    cells = itemgetter(*map(heads.index, _COLUMNS))
    padding = [""] * len(heads)
    concepts: dict[str, Concept] = {}
    for row in rows:
        if not row:
            continue
        curie, name, kind, synonyms, exact, broader = cells(row if len(row) >= len(heads) else row + padding)
        place = f"{path}:{rows.line_num}"
        if kind not in CONCEPT_TYPES:
            raise LexiconError(f"{place}: unknown type {kind!r}; use one of {', '.join(CONCEPT_TYPES)}")
        if not name or ":" not in curie:
            raise LexiconError(f"{place}: a row needs a name and a CURIE as id")
        if curie in concepts:
            raise LexiconError(f"{place}: {curie} stands twice; merge the two rows")
        concepts[curie] = Concept(
            id=curie,
            name=name,
            type=kind,
            synonyms=_split(synonyms),
            exact_matches=_split(exact),
            broader=_split(broader),
        )
    for concept in concepts.values():
        for wider in concept.broader:
            if wider not in concepts:
                raise LexiconError(f"{path}: {concept.id} has the broader {wider}, which has no row; add it")
    return tuple(concepts.values())


@cache
def _load(path: Path) -> Lexicon:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return Lexicon(concepts=read_concepts(lines, path=path.name))
    except OSError as error:
        raise LexiconError(f"{path.name}: cannot be read ({error.strerror}); give another table") from error


def load_lexicon(path: Path | None = None) -> Lexicon:
    """Return the lexicon of a table (default: the packaged one); read once, then kept.

    Raises:
        LexiconError: the table cannot be read or a row is wrong.
    """
    return _load(path or ontology_path("lexicon.tsv"))
