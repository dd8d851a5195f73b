"""What is tested before a pattern is searched never hides what the pattern would find."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from case_file import read_cases
from thymograph.claims import boilerplate, speakers
from thymograph.claims.clauses import folded
from thymograph.claims.kind_words import CASED, PATTERNS
from thymograph.claims.openings import openings_of
from thymograph.claims.subjects import lacks_subject
from thymograph.claims.word_patterns import WordTable, _branches, may_occur, word_pattern

_CASES = Path(__file__).parent / "cases"
_SENTENCES = [
    case.text
    for name in ("kinds_plain.txt", "stances_bodies.txt", "measurements_doses.txt")
    for case in read_cases(_CASES / name)
]
_EXPRESSIONS = {
    **PATTERNS,
    **CASED,
    **{f"{number} {rule.reason}": rule.pattern for number, rule in enumerate(boilerplate._RULES)},
    "own": speakers._OWN,
    "animal": speakers._ANIMAL,
    "review": speakers._REVIEW,
}


def _texts() -> list[str]:
    """Sentences, and their ends from each fourth word on, so that any word may be the first."""
    low = [folded(sentence) for sentence in _SENTENCES]
    return [*low, *(" ".join(text.split()[cut:]) for text in low[::3] for cut in (1, 4, 8))]


@pytest.mark.parametrize("name", _EXPRESSIONS)
def test_a_pattern_is_found_where_the_plain_search_finds_it(name: str) -> None:
    expression = _EXPRESSIONS[name]
    # Branches that open with a letter are meant from the start of a word.
    plain = re.compile("|".join(rf"\b{branch}" if branch[:1].isalpha() else branch for branch in _branches(expression)))
    pattern = word_pattern(expression)
    table = WordTable([(name, pattern)])
    for text in _texts():
        found = plain.search(text) is not None
        assert pattern.found_in(text) == found, text
        assert name in table.possible(text) or not found, text


def test_openings_are_those_of_every_match() -> None:
    assert openings_of(r"(?:[Tt]wo|\d+) mg") == frozenset({"Two", "two", "0"})
    assert openings_of(r"a{2}b") == frozenset({"a"})
    assert openings_of(r"(?i)dose") is None
    assert openings_of(r"[^a]b") is None
    assert openings_of(r"(?:once|) daily") == frozenset({"onc", " da"})


def test_a_match_may_occur_in_any_case_and_with_any_digit() -> None:
    assert may_occur(r"(?:QD|7 days)\b", "7 days on")
    assert may_occur(r"(?:QD|7 days)\b", "taken qd")
    assert not may_occur(r"(?:QD|days 7)\b", "taken at night")


def test_predicates_are_bare_with_an_adverb_a_hyphen_or_a_label_before_them() -> None:
    assert lacks_subject("Down-regulates STAT3.")
    assert lacks_subject("Markedly reduces swelling.")
    assert lacks_subject("Effect: No longer inhibits ALK.")
    assert not lacks_subject("Family members may help.")
