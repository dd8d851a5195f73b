"""Parts of a graph: the claims about a concept, of a document, a kind, a question, or around one claim."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from thymograph.assembly.claim_graph import assemble
from thymograph.assembly.concepts import LOCAL, NameIndex, name_index
from thymograph.assembly.conflicts import conflicts_of
from thymograph.assembly.propositions import bare_question, contents_of
from thymograph.errors import SelectionError
from thymograph.lexicon.concepts import Concept, Lexicon
from thymograph.lexicon.folding import fold_key
from thymograph.model import Claim, ClaimGraph, DocumentRecord
from thymograph.records import reading_order
from thymograph.vocabulary import KINDS

__all__ = ["around", "most_telling", "selected"]

# An id or a hash may be cut to this many characters.
_SHORTEST_START = 6
_NEAR = 4
# So many names can be read in a message.
_FEW = 12


def _near(wanted: str, known: Iterable[str]) -> str:
    names = {name.casefold(): name for name in sorted(known, reverse=True)}
    close = difflib.get_close_matches(wanted.casefold(), sorted(names), n=_NEAR, cutoff=0.6)
    return f"; near: {', '.join(names[name] for name in close)}" if close else ""


def _keys_of(claim: Claim, names: NameIndex) -> set[str]:
    keys = {names.key(mention.name, mention.id) for mention in claim.mentions}
    for relation in claim.relations:
        keys |= {names.key(relation.subject, relation.subject_id), names.key(relation.object, relation.object_id)}
    return keys


def _falls_under(curie: str, wanted: str, lexicon: Lexicon) -> bool:
    waiting, seen = [curie], set[str]()
    while waiting:
        concept = lexicon.concept(waiting.pop())
        if concept is None or concept.id in seen:
            continue
        if concept.id == wanted:
            return True
        seen.add(concept.id)
        waiting += concept.broader
    return False


def _about(name: str, graph: ClaimGraph, lexicon: Lexicon, names: NameIndex) -> Callable[[Claim], bool]:
    """Return what tells whether a claim involves what ``name`` names, or anything that falls under it."""
    concept: Concept | None = lexicon.concept(name) or lexicon.named(name)
    tokens = set(fold_key(name).split())
    present = {key for claim in graph.claims for key in _keys_of(claim, names)}
    # What the texts call so, whatever its identifier.
    wanted = {names.key(name)} & present
    for key in present:
        if key.startswith(LOCAL):
            if tokens and tokens <= set(fold_key(key[len(LOCAL) :].replace("-", " ")).split()):
                wanted.add(key)
        elif concept is not None and _falls_under(key, concept.id, lexicon):
            wanted.add(key)
    if not wanted:
        known = {mention.name for claim in graph.claims for mention in claim.mentions}
        raise SelectionError(f"no claim about {name!r}{_near(name, known)}")
    return lambda claim: not wanted.isdisjoint(_keys_of(claim, names))


def _of_document(name: str, documents: Sequence[DocumentRecord]) -> Callable[[Claim], bool]:
    wanted = {
        one.sha256
        for one in documents
        if name in (one.path, one.path.rsplit("/", 1)[-1], one.path.rsplit("/", 1)[-1].rsplit(".", 1)[0], one.title)
        or (len(name) >= _SHORTEST_START and one.sha256.startswith(name.casefold()))
    }
    if not wanted:
        paths = [one.path for one in documents]
        few = f"; there are {', '.join(sorted(paths))}" if len(paths) <= _FEW else ""
        raise SelectionError(f"no document {name!r}{_near(name, paths) or few}")
    return lambda claim: claim.document in wanted


def _questions(claim: Claim, names: NameIndex) -> set[str]:
    found = set()
    for relation in claim.relations:
        for content in contents_of(relation, names):
            found |= {content.question.id, bare_question(content.question, names).id}
    return found


def _of_question(id: str, graph: ClaimGraph, names: NameIndex) -> Callable[[Claim], bool]:
    start = id.removeprefix("question/")
    answering = {claim.id: _questions(claim, names) for claim in graph.claims if claim.relations}
    known = {one for questions in answering.values() for one in questions}
    wanted = {one for one in known if len(start) >= _SHORTEST_START and one.startswith(start)}
    if len(wanted) != 1:
        raise SelectionError(
            f"{len(wanted) or 'no'} questions begin with {id!r}; its page and `thymograph agreement` give ids of questions"
        )
    return lambda claim: not wanted.isdisjoint(answering.get(claim.id, ()))


def around(id: str, graph: ClaimGraph, names: NameIndex) -> Callable[[Claim], bool]:
    """Return what tells whether a claim is that of ``id`` or its neighbour: one question, one work, one place before.

    Raises:
        SelectionError: no claim, or several, begin with ``id``.
    """
    found = [claim for claim in graph.claims if len(id) >= _SHORTEST_START and claim.id.startswith(id)]
    if len(found) != 1:
        raise SelectionError(
            f"{len(found) or 'no'} claims begin with {id!r}; thymograph search finds claims by their words"
        )
    centre = found[0]
    questions = _questions(centre, names)
    works = {link.work for link in centre.citations if link.work}

    def fits(claim: Claim) -> bool:
        return (
            claim.id == centre.id
            or not questions.isdisjoint(_questions(claim, names))
            or any(link.work in works for link in claim.citations)
            or claim.id in (centre.repeats, centre.step.after if centre.step else None)
        )

    return fits


def selected(
    graph: ClaimGraph,
    lexicon: Lexicon,
    *,
    about: Sequence[str] = (),
    documents: Sequence[str] = (),
    kinds: Sequence[str] = (),
    claim: str | None = None,
    question: str | None = None,
) -> ClaimGraph:
    """Return the part of a graph that fits all that is asked: its claims, their documents, the works these list.

    Args:
        graph: The whole.
        lexicon: Tells what falls under a concept.
        about: Names or CURIEs of concepts; a claim fits if it involves each, or what falls under it. A name that the
            lexicon does not know fits names in the texts that have all its words.
        documents: Paths, file names, titles, or hashes (6 digits or more); one of them fits.
        kinds: Kinds of claim; one of them fits.
        claim: Id, or its beginning: this claim, what answers the same questions, and what cites the same works.
        question: Id, or its beginning.

    Raises:
        SelectionError: something is named that the graph does not have, or no claim fits all.
    """
    names = name_index(graph.claims)
    tests: list[Callable[[Claim], bool]] = [_about(name, graph, lexicon, names) for name in about]
    if documents:
        ways = [_of_document(name, graph.documents) for name in documents]
        tests.append(lambda one: any(way(one) for way in ways))
    if unknown := sorted(set(kinds) - set(KINDS)):
        raise SelectionError(f"no kind {unknown[0]!r}{_near(unknown[0], KINDS) or '; one of ' + ', '.join(KINDS)}")
    if kinds:
        tests.append(lambda one: one.kind in kinds)
    if question is not None:
        tests.append(_of_question(question, graph, names))
    if claim is not None:
        tests.append(around(claim, graph, names))
    claims = [one for one in graph.claims if all(test(one) for test in tests)]
    if not claims:
        raise SelectionError("no claim fits all that was asked; ask for less")
    return _part(graph, claims)


def _part(graph: ClaimGraph, claims: Sequence[Claim]) -> ClaimGraph:
    shown = {one.document for one in claims}
    documents = [one for one in graph.documents if one.sha256 in shown]
    entries = {entry.id for one in documents for entry in one.entries}
    linked = {link.work for one in claims for link in one.citations if link.work}
    works = [one for one in graph.works if one.id in linked or not entries.isdisjoint(one.entries)]
    return assemble(documents, claims, works)


def most_telling(graph: ClaimGraph, limit: int) -> ClaimGraph:
    """Return the part of a large graph that a reader should see first, ``limit`` claims at most.

    What stands in a conflict comes first, then of each document in turn what has numbers and a reference, a
    number or a reference, then the rest; repeats and steps of protocols come last. Every document that has
    room for a claim keeps its record.
    """
    opposed = {
        member.claim for conflict in conflicts_of(graph) if conflict.type != "apparent" for member in conflict.members
    }

    def rank(claim: Claim) -> tuple[bool, bool, int]:
        weight = bool(claim.measurements or claim.relations) + bool(claim.citations)
        return claim.id not in opposed, bool(claim.repeats) or claim.kind == "protocol_step", -weight

    turns: Counter[tuple[str, tuple[bool, bool, int]]] = Counter()
    ordered = []
    for claim in sorted(graph.claims, key=reading_order):
        key = rank(claim)
        turns[claim.document, key] += 1
        ordered.append(((*key, turns[claim.document, key], claim.path), claim))
    ordered.sort(key=lambda one: (one[0], one[1].id))
    return _part(graph, [claim for _, claim in ordered[:limit]])
