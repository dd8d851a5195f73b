"""The clues to the kind of a claim that are weighed: its words, its names' types, its findings, what stands above it.

A clue is a short string, a letter for its sort before it. Names are told by their type alone, so that no drug counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from thymograph.claims.clauses import folded
from thymograph.claims.kind_features import Seen
from thymograph.claims.section_kinds import heading_kind

__all__ = ["SORTS", "clues_of"]

SORTS = {
    "w": "a word",
    "h": "a word among the first six",
    "s": "how a longer word begins",
    "e": "the types of names, of the first, of the first two in order",
    "a": "what is asserted, and whether it is denied",
    "m": "with which figures something is measured",
    "g": "what else was found: regimen, stance, step, no full stop",
    "k": "the kind that a heading, question, lead, head or label promises",
    "q": "a word of a heading, question, lead, head or label",
    "p": "words of kind_words that the list of rules asked for and found",
    "r": "the rule of the list that applies first",
}
"""What the first letter of a clue says."""

_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d[\d.,·]*|[%±≥≤<>=?;:()]|[^\x00-\x7f]")
_HEAD = 6
_STEM = 5


def _tokens(text: str) -> list[str]:
    return ["0" if token[0].isdigit() else token for token in _TOKEN.findall(text)]


def _masked(seen: Seen) -> tuple[list[str], list[str]]:
    """Return the tokens of the sentence with names as ``<type>``, and the types in order."""
    low = seen.folded
    tokens: list[str] = []
    types: list[str] = []
    at = 0
    for entity in sorted((e for e in seen.entities if e.start >= 0), key=lambda e: (e.start, -e.end)):
        types.append(entity.type)
        if entity.start >= at:
            tokens += _tokens(low[at : entity.start])
            tokens.append(f"<{entity.type}>")
            at = entity.end
    return tokens + _tokens(low[at:]), types


@lru_cache(maxsize=4096)  # a heading stands above many statements
def _clues_above(role: str, words: str) -> tuple[str, ...]:
    """Return the clues that words above a statement give."""
    return (f"k {role} {heading_kind(words)}", *(f"q {role} {token}" for token in _tokens(folded(words))))


def _found(seen: Seen) -> Iterator[str]:
    """Yield what the other rules found in the sentence."""
    for assertion in seen.assertions:
        yield f"a {assertion.predicate}"
        yield f"a {assertion.predicate} {assertion.polarity}"
    if not seen.assertions:
        yield "a none"
    for measurement in seen.measurements:
        yield "m any"
        for name in ("p", "ci_low", "n", "comparator_value", "baseline_value"):
            if getattr(measurement, name):
                yield f"m with {name}"
    if seen.regimens:
        yield "g regimen"
    if seen.stances:
        yield "g stance"
    if not seen.text.rstrip().endswith((".", "!", "?", ")")):
        yield "g no stop"


def clues_of(seen: Seen, rule: str) -> set[str]:
    """Return the clues of a statement to which ``rule`` of the list applies first.

    Empty when the sentence has no word.
    """
    tokens, types = _masked(seen)
    if not tokens:
        return set()
    clues = {f"w {token}" for token in tokens}
    clues.update(f"h {token}" for token in tokens[:_HEAD])
    clues.update(f"s {token[:_STEM]}" for token in tokens if len(token) > _STEM and token.isalpha())
    clues.update(f"e {name}" for name in types)
    clues.add(f"e first {types[0]}" if types else "e none")
    clues.add(f"e first two {'>'.join(types[:2])}")
    clues.update(_found(seen))
    statement = seen.statement
    if statement is not None:
        if statement.step is not None:
            clues.add("g step")
        for frame in statement.frames:
            if frame.role not in ("heading", "title"):
                clues.update(_clues_above(frame.role, frame.words.text))
        for heading in statement.section[-2:]:
            clues.update(_clues_above("heading", heading))
    if seen.label is not None:
        clues.update(_clues_above("label", seen.label))
    clues.update(f"p {name}" for name in seen.words_found)
    clues.add(f"r {rule}")
    return clues
