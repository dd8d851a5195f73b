"""Values of parameters: names found in the graph, written as rows of VALUES, never pasted as text."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from thymograph.errors import QueryError
from thymograph.graph.iris import prefixes
from thymograph.graph.store import GraphHandle
from thymograph.graph.terms import integer, iri, path_segment, text
from thymograph.lexicon.folding import fold_key
from thymograph.queries.catalogue import ANY, Parameter, Query
from thymograph.vocabulary import RECORD_WORDS

__all__ = ["with_values"]

_LABELS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX tg: <https://w3id.org/thymograph/ontology#>
SELECT DISTINCT ?concept ?label ?type ?ungrounded WHERE {
  GRAPH ?g {
    ?concept tg:conceptType ?type ; ?named ?label
    VALUES ?named { skos:prefLabel skos:altLabel skos:notation skos:exactMatch }
    OPTIONAL { ?concept tg:ungrounded ?ungrounded }
  }
}"""
_DOCUMENTS = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX tg: <https://w3id.org/thymograph/ontology#>
SELECT DISTINCT ?document ?path ?sha256 ?title WHERE {
  GRAPH ?g { ?document a tg:Document ; tg:path ?path ; tg:sha256 ?sha256 OPTIONAL { ?document dcterms:title ?title } }
}"""
_LEAST_TOKEN = 3
# Words that a name may have or lack and mean the same thing to who asks.
_GENERIC = frozenset({"pathway", "signaling", "signalling", "axis", "complex", "family", "system"})
_NEAR = 4


@dataclass(frozen=True, slots=True)
class _Named:
    iri: str
    labels: frozenset[str]
    """Folded."""
    printed: tuple[str, ...]
    unplaced: bool
    """Of our own making: no outside vocabulary says what it falls under."""
    is_organisation: bool


# A graph in a folder does not change while it is open, and its names take longer to read than most queries.
_known: WeakKeyDictionary[GraphHandle, list[_Named]] = WeakKeyDictionary()


def _concepts(handle: GraphHandle) -> list[_Named]:
    if handle.folder is None:
        return _read_concepts(handle)
    if handle not in _known:
        _known[handle] = _read_concepts(handle)
    return _known[handle]


def _read_concepts(handle: GraphHandle) -> list[_Named]:
    labels: defaultdict[str, set[str]] = defaultdict(set)
    flags: dict[str, tuple[bool, bool]] = {}
    for concept, label, kind, ungrounded in handle.query(_LABELS).rows:
        labels[str(concept)].add(str(label))
        flags[str(concept)] = (bool(ungrounded), str(kind).endswith("#organisationType"))
    return [
        _Named(
            iri=concept,
            labels=frozenset(fold_key(word) or word for word in words),
            printed=tuple(sorted(word for word in words if "://" not in word)),
            unplaced=flags[concept][0] or concept.startswith(prefixes().get("tg", " ")),
            is_organisation=flags[concept][1],
        )
        for concept, words in sorted(labels.items())
    ]


def _initials(label: str) -> str:
    """Return the initials of a name's words, small ones left out ("World Health Organization" → who)."""
    return "".join(word[0] for word in label.split() if word not in {"of", "for", "the", "and", "on", "in"})


def _expanded(value: str) -> str | None:
    prefix, colon, rest = value.partition(":")
    expansion = prefixes().get(prefix) if colon else None
    return expansion + path_segment(rest) if expansion else None


def _near(wanted: str, known: Iterable[str]) -> str:
    """Return names like the one wanted, for an error message."""
    names = sorted(set(known))
    folded = {name.casefold(): name for name in names}
    close = difflib.get_close_matches(wanted.casefold(), folded, n=_NEAR, cutoff=0.5)
    found = [folded[name] for name in close] or [n for n in names if wanted.casefold() in n.casefold()][:_NEAR]
    return f"; near: {', '.join(found)}" if found else ""


def _concept(handle: GraphHandle, value: str, *, organisation: bool) -> list[str]:
    """Return the IRIs that a name, CURIE or IRI means in the graph.

    A name that is some concept's own name, "pathway" and the like set aside, is that concept. Besides, it is
    each concept that no outside vocabulary places, whose words include all of its words ("macrophage
    polarization" finds "M2 polarization of macrophages"); organisations are known by their initials too.
    """
    concepts = _concepts(handle)
    as_iri = value.strip("<>") if "://" in value else _expanded(value)
    folded = fold_key(value)
    tokens = set(folded.split())
    core = tokens - _GENERIC
    found = [
        one.iri
        for one in concepts
        if one.iri == as_iri
        or (folded and folded in one.labels)
        or (as_iri and fold_key(as_iri) in one.labels)
        or (core and not organisation and any(set(label.split()) - _GENERIC == core for label in one.labels))
    ]
    if not found and organisation:
        found = [
            one.iri
            for one in concepts
            if one.is_organisation and any(_initials(label) == folded.replace(" ", "") for label in one.labels)
        ]
    if tokens and max(map(len, tokens)) >= _LEAST_TOKEN and (not found or not organisation):
        found += [
            one.iri for one in concepts if one.unplaced and any(tokens < set(label.split()) for label in one.labels)
        ]
    if not found:
        kind = "organisation" if organisation else "concept"
        known = [name for one in concepts if one.is_organisation or not organisation for name in one.printed]
        raise QueryError(f"no {kind} {value!r} in {handle.name}{_near(value, known)}")
    return [iri(one) for one in sorted(set(found))]


def _document(handle: GraphHandle, value: str) -> list[str]:
    rows = [tuple(str(cell or "") for cell in row) for row in handle.query(_DOCUMENTS).rows]
    wanted = value.casefold()
    tests = (
        lambda path, sha256, title: wanted in (path.casefold(), sha256),
        lambda path, sha256, title: path.casefold().rsplit("/", 1)[-1].startswith(wanted),
        lambda path, sha256, title: len(wanted) >= 6 and sha256.startswith(wanted),
        lambda path, sha256, title: wanted in path.casefold() or wanted in title.casefold(),
    )
    for test in tests:
        found = sorted({document for document, *known in rows if test(*known)})
        if len(found) == 1:
            return [iri(found[0])]
        if found:
            paths = ", ".join(sorted({path for document, path, *_ in rows if document in found}))
            raise QueryError(f"document {value!r} could be {paths}; give the whole path")
    raise QueryError(f"no document {value!r} in {handle.name}{_near(value, [row[1] for row in rows])}")


def _term(value: str) -> list[str]:
    """Return the IRIs of our terms that a word of the record stands for ("trial_result", "press release")."""
    folded = re.sub(r"[\s_-]+", "_", value.strip().lower())
    found = [iri(term) for term, word in RECORD_WORDS.items() if word == folded]
    if not found:
        raise QueryError(f"no term {value!r}{_near(folded, RECORD_WORDS.values())}")
    return sorted(found)


def _rows(handle: GraphHandle, parameter: Parameter, value: str) -> list[str]:
    if parameter.type in ("concept", "organisation"):
        return _concept(handle, value, organisation=parameter.type == "organisation")
    if parameter.type == "document":
        return _document(handle, value)
    if parameter.type == "term":
        return _term(value)
    if parameter.type == "integer":
        if not re.fullmatch(r"[+-]?\d{1,18}", value.strip(), re.ASCII):
            raise QueryError(f"parameter {parameter.name}: {value!r} is not a whole number")
        return [integer(int(value))]
    return [text(value)]


def _without(sparql: str, name: str) -> str:
    """Return the query without the lines that a parameter alone needs ("… #? name")."""
    return "\n".join(line for line in sparql.split("\n") if not line.endswith(f"#? {name}"))


def with_values(query: Query, params: Mapping[str, str], handle: GraphHandle) -> str:
    """Return the SPARQL of ``query`` with the values of its parameters in its VALUES blocks.

    Raises:
        QueryError: a parameter that is missing or unknown, or a value that names nothing in the graph.
    """
    known = {parameter.name for parameter in query.parameters}
    for name in sorted(params.keys() - known):
        has = f"has {', '.join(sorted(known))}" if known else "has none"
        raise QueryError(f"{query.name}: no parameter {name!r}; the query {has}")
    sparql = query.text
    for parameter in query.parameters:
        value = params.get(parameter.name, parameter.default)
        if value is None:
            raise QueryError(f"{query.name}: parameter {parameter.name} ({parameter.type}) is missing; add it")
        if value == ANY and parameter.default == ANY:
            sparql = _without(sparql, parameter.name)
            continue
        rows = " ".join(_rows(handle, parameter, value))
        block = re.compile(rf"(VALUES\s+\?{parameter.name}\s*\{{)[^}}]*\}}")
        # A function, because a backslash in a literal must not be read as a group of the pattern.
        sparql = block.sub(lambda match, rows=rows: f"{match[1]} {rows} }}", sparql, count=1)  # type: ignore[misc]
    return sparql
