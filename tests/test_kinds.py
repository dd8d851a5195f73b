"""The kind of a claim, from its words and from what stands above it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from case_file import Case, read_cases
from claim_cases import statement_of
from thymograph.claims import kind_features, kind_words, kinds
from thymograph.claims.cues import cues_in, polarity_of
from thymograph.claims.kinds import KINDS, kind_and_rule, kind_of
from thymograph.claims.section_kinds import heading_kind

_CASES = [case for path in sorted((Path(__file__).parent / "cases").glob("kinds_*.txt")) for case in read_cases(path)]


@pytest.mark.parametrize("case", _CASES, ids=[case.title for case in _CASES])
def test_sentence_is_of_the_kind_of_its_case(case: Case) -> None:
    kind, rule = kind_and_rule(case.text, statement=statement_of(case))
    assert kind in [word.strip() for word in (case.one("kind") or "").split("/")], rule
    if (polarity := case.one("polarity")) is not None:
        assert polarity_of(case.text, cues_in(case.text), ()) == polarity


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("4.8 Undesirable side effects", "safety"),
        ("**Recommended dosage**", "dosage"),
        ("How does sertraline work?", "mechanism"),
        ("What is celiac disease?", "definition"),
        ("Materials and Methods", "protocol_step"),
        ("Research gaps", "future_direction"),
        ("Conclusion", None),
    ],
)
def test_heading_promises_a_kind(heading: str, kind: str | None) -> None:
    assert heading_kind(heading) == kind


def test_every_case_names_kinds_of_the_list() -> None:
    named = {word.strip() for case in _CASES for word in (case.one("kind") or "").split("/")}
    assert named == set(KINDS)


def test_text_that_no_rule_understands_is_other() -> None:
    assert kind_and_rule("Lorem ipsum dolor.") == ("other", "no rule")
    assert kind_of("") == "other"


def test_every_rule_asks_for_words_that_exist_and_every_word_is_asked_for() -> None:
    source = "".join(Path(str(module.__file__)).read_text(encoding="utf-8") for module in (kinds, kind_features))
    asked = set(re.findall(r'has\(\s*"(\w+)"', source))
    assert asked == set(kind_words.PATTERNS) | set(kind_words.CASED)


@pytest.mark.parametrize("name", sorted(kind_words.PATTERNS))
def test_folded_patterns_hold_no_capital_that_could_never_match(name: str) -> None:
    assert not re.search(r"(?<!\\)[A-Z]", kind_words.PATTERNS[name])
