"""Values of parameters: names found in the graph, written as rows of VALUES, never pasted as text."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from thymograph.errors import GraphError, QueryError
from thymograph.graph.iris import prefixes
from thymograph.graph.name_keys import GENERIC, core_key, initials_of
from thymograph.graph.store import GraphHandle
from thymograph.graph.terms import integer, iri, path_segment, text
from thymograph.lexicon.folding import fold_key
from thymograph.queries.catalogue import ANY, Parameter, Query
from thymograph.vocabulary import RECORD_WORDS, TG

__all__ = ["page_limit", "with_values"]

_HEAD = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX tg: <https://w3id.org/thymograph/ontology#>
"""
_LABELS = (
    _HEAD
    + """SELECT DISTINCT ?concept ?named ?label WHERE {
  #few
  GRAPH ?g { ?concept ?named ?label }
  VALUES ?named { skos:prefLabel skos:altLabel skos:notation skos:exactMatch tg:conceptType tg:ungrounded }
}"""
)
_DOCUMENTS = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX tg: <https://w3id.org/thymograph/ontology#>
SELECT DISTINCT ?document ?path ?sha256 ?title WHERE {
  GRAPH ?g { ?document a tg:Document ; tg:path ?path ; tg:sha256 ?sha256 OPTIONAL { ?document dcterms:title ?title } }
}"""
# What a page is chosen from: as many as it holds and as stand before it.
_TO_THE_END = re.compile(r"\bLIMIT \d+ # to the end of the page$", re.MULTILINE)
_LEAST_TOKEN = 3
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


def _read_concepts(handle: GraphHandle, only: Iterable[str] | None = None) -> list[_Named]:
    """Return the concepts with these IRIs, or all of a graph."""
    labels: defaultdict[str, set[str]] = defaultdict(set)
    ungrounded, organisations = set(), set()
    few = "" if only is None else f"VALUES ?concept {{ {' '.join(iri(one) for one in sorted(only))} }}"
    for concept, named, label in handle.query(_LABELS.replace("#few", few)).rows:
        if named == TG.ungrounded:
            ungrounded.add(str(concept))
        elif named != TG.conceptType:
            labels[str(concept)].add(str(label))
        elif str(label).endswith("#organisationType"):
            organisations.add(str(concept))
    return [
        _Named(
            iri=concept,
            labels=frozenset(fold_key(word) or word for word in words),
            printed=tuple(sorted(word for word in words if "://" not in word)),
            unplaced=concept in ungrounded or concept.startswith(prefixes().get("tg", " ")),
            is_organisation=concept in organisations,
        )
        for concept, words in sorted(labels.items())
    ]


def _candidates(handle: GraphHandle, folded: str, as_iri: str | None) -> set[str]:
    """Return the IRIs of the concepts that a name might mean, by the keys of the lexicon graph."""
    keys = {folded, core_key(folded)} - {""}
    asked = [f"GRAPH ?g {{ ?concept tg:foldedName {text(key)} }}" for key in sorted(keys)]
    if folded:
        asked.append(f"GRAPH ?g {{ ?concept tg:initials {text(folded.replace(' ', ''))} }}")
        words = " ; ".join(f"tg:foldedWord {text(word)}" for word in sorted(set(folded.split())))
        asked.append(f"GRAPH ?g {{ ?concept {words} }}")
    if as_iri:
        # What an IRI may not hold makes it no IRI, and nothing is called so.
        with suppress(GraphError):
            asked.append(f"GRAPH ?g {{ ?concept skos:exactMatch {iri(as_iri)} }}")
            asked.append(f"VALUES ?concept {{ {iri(as_iri)} }} GRAPH ?g {{ ?concept tg:conceptType ?type }}")
    if not asked:
        return set()
    union = " UNION ".join(f"{{ {one} }}" for one in asked)
    return {str(row[0]) for row in handle.query(f"{_HEAD}SELECT DISTINCT ?concept WHERE {{ {union} }}").rows}


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
    as_iri = value.strip("<>") if "://" in value else _expanded(value)
    folded = fold_key(value)
    concepts = _read_concepts(handle, _candidates(handle, folded, as_iri))
    tokens = set(folded.split())
    core = tokens - GENERIC
    found = [
        one.iri
        for one in concepts
        if one.iri == as_iri
        or (folded and folded in one.labels)
        or (as_iri and fold_key(as_iri) in one.labels)
        or (core and not organisation and any(set(label.split()) - GENERIC == core for label in one.labels))
    ]
    if not found and organisation:
        found = [
            one.iri
            for one in concepts
            if one.is_organisation and any(initials_of(label) == folded.replace(" ", "") for label in one.labels)
        ]
    if tokens and max(map(len, tokens)) >= _LEAST_TOKEN and (not found or not organisation):
        found += [
            one.iri for one in concepts if one.unplaced and any(tokens < set(label.split()) for label in one.labels)
        ]
    if not found:
        kind, concepts = "organisation" if organisation else "concept", _read_concepts(handle)
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


def _count(parameter: Parameter, params: Mapping[str, str]) -> int:
    value = params.get(parameter.name, parameter.default or "").strip()
    if not re.fullmatch(r"\d{1,9}", value, re.ASCII):
        raise QueryError(f"parameter {parameter.name}: {value!r} is not a whole number of nine digits at most")
    return int(value)


def page_limit(query: Query, params: Mapping[str, str]) -> tuple[int, int]:
    """Return how many things a page of ``query`` holds, and how many stand before it."""
    limit, offset = (_count(parameter, params) for parameter in query.parameters[-2:])
    return limit, offset


def _without(sparql: str, name: str) -> str:
    """Return the query without the lines that a parameter alone needs ("… #? name")."""
    return "\n".join(line for line in sparql.split("\n") if not line.endswith(f"#? {name}"))


def _in_filters(sparql: str, name: str, term: str) -> str:
    """Return the query with an RDF term for a variable in lines that begin with FILTER.

    A filter on what stands in VALUES is applied after all joins, one on a constant before them.
    """
    variable = re.compile(rf"\?{name}\b")
    return "\n".join(
        variable.sub(lambda match: term, line) if line.lstrip().startswith("FILTER(") else line
        for line in sparql.split("\n")
    )


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
    if query.page:
        limit, offset = page_limit(query, params)
        # One more than is shown, so that the runner knows whether more follow.
        sparql = re.sub(r"\bLIMIT \d+ OFFSET \d+\b", f"LIMIT {limit + 1} OFFSET {offset}", sparql, count=1)
        sparql = _TO_THE_END.sub(f"LIMIT {limit + 1 + offset}", sparql)
    for parameter in query.parameters[: -2 if query.page else None]:
        value = params.get(parameter.name, parameter.default)
        if value is None:
            raise QueryError(f"{query.name}: parameter {parameter.name} ({parameter.type}) is missing; add it")
        if value == ANY and parameter.default == ANY:
            sparql = _without(sparql, parameter.name)
            continue
        terms = _rows(handle, parameter, value)
        if parameter.type in ("text", "integer"):
            sparql = _in_filters(sparql, parameter.name, terms[0])
        rows = " ".join(terms)
        block = re.compile(rf"(VALUES\s+\?{parameter.name}\s*\{{)[^}}]*\}}")
        # A function, because a backslash in a literal must not be read as a group of the pattern.
        sparql = block.sub(lambda match, rows=rows: f"{match[1]} {rows} }}", sparql)  # type: ignore[misc]
    return sparql
