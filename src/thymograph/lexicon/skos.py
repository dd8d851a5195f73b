"""The lexicon as a SKOS concept scheme in Turtle."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from thymograph.lexicon.concepts import Concept, Lexicon, LexiconError
from thymograph.resources import ontology_path

__all__ = ["expand", "load_prefixes", "skos_turtle"]

_SCHEME = "lexicon/scheme"
_TYPES = "lexicon/type/"


@cache
def _read_prefixes(path: Path) -> tuple[tuple[str, str], ...]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple((row["prefix"], row["iri"]) for row in rows)


def load_prefixes(path: Path | None = None) -> dict[str, str]:
    """Return the IRI that each CURIE prefix stands for; default: the packaged table."""
    return dict(_read_prefixes(path or ontology_path("prefixes.tsv")))


def expand(curie: str, prefixes: Mapping[str, str]) -> str:
    """Return the IRI of a CURIE.

    >>> expand("CL:0000084", {"CL": "http://purl.obolibrary.org/obo/CL_"})
    'http://purl.obolibrary.org/obo/CL_0000084'

    Raises:
        LexiconError: the prefix is not in ``prefixes``.
    """
    prefix, colon, local = curie.partition(":")
    if not colon or prefix not in prefixes:
        raise LexiconError(f"{curie}: prefix unknown; add it to ontology/prefixes.tsv")
    return prefixes[prefix] + local


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _described(concept: Concept, base: str, prefixes: Mapping[str, str]) -> str:
    def iris(curies: Iterable[str]) -> list[str]:
        return [f"<{expand(curie, prefixes)}>" for curie in sorted(curies)]

    lines = [
        f"<{expand(concept.id, prefixes)}> a skos:Concept",
        f"skos:inScheme <{base}{_SCHEME}>",
        f"skos:prefLabel {_literal(concept.name)}@en",
        f"skos:notation {_literal(concept.id)}",
        f"dct:type <{base}{_TYPES}{concept.type}>",
    ]
    lines += [f"skos:altLabel {_literal(label)}@en" for label in sorted(set(concept.synonyms) - {concept.name})]
    lines += [f"skos:exactMatch {iri}" for iri in iris(concept.exact_matches)]
    lines += [f"skos:broader {iri}" for iri in iris(concept.broader)]
    return " ;\n    ".join(lines) + " .\n"


def skos_turtle(
    lexicon: Lexicon,
    *,
    prefixes: Mapping[str, str] | None = None,
    base: str = "https://w3id.org/thymograph/",
) -> str:
    """Return the lexicon as Turtle: one skos:Concept a row, sorted by id, the same bytes each time.

    Raises:
        LexiconError: an id has a prefix that ``prefixes`` lacks.
    """
    known = load_prefixes() if prefixes is None else prefixes
    head = (
        "@prefix dct: <http://purl.org/dc/terms/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\n"
        f'<{base}{_SCHEME}> a skos:ConceptScheme ;\n    dct:title "thymograph lexicon"@en .\n'
    )
    concepts = sorted(lexicon.concepts, key=lambda concept: concept.id)
    return "\n".join([head, *(_described(concept, base, known) for concept in concepts)])
