"""The kind of a claim, from its words and from what stands above it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from case_file import Case, read_cases
from claim_cases import statement_of, topic_of_case
from thymograph.claims import kind_features, kind_weights, kind_words, kinds
from thymograph.claims.assertions import assertions_in
from thymograph.claims.cues import cues_in, polarity_of
from thymograph.claims.kind_clues import SORTS, clues_of
from thymograph.claims.kind_features import Seen
from thymograph.claims.kind_weights import ALWAYS, FILE, deciding, heaviest, read_weights
from thymograph.claims.kinds import KINDS, kind_and_rule, kind_of, listed
from thymograph.claims.measurements import measurements_in, regimens_in
from thymograph.claims.section_kinds import heading_kind
from thymograph.claims.stances import stances_in
from thymograph.errors import ThymographError
from thymograph.lexicon import load_lexicon
from thymograph.resources import ontology_path

_CASES = [case for path in sorted((Path(__file__).parent / "cases").glob("kinds_*.txt")) for case in read_cases(path)]


def _found(case: Case) -> tuple[str, str]:
    """Return kind and rule as a claim gets them: with the names, assertions and numbers of the sentence."""
    statement, topic = statement_of(case), topic_of_case(case)
    entities = (*load_lexicon().find(case.text), *((topic,) if topic else ()))
    return kind_and_rule(
        case.text,
        statement=statement,
        entities=entities,
        assertions=assertions_in(case.text, entities, topic=topic, statement=statement),
        measurements=measurements_in(case.text, entities, statement=statement),
        regimens=regimens_in(case.text, entities, statement=statement),
        stances=stances_in(case.text, entities, topic=topic, statement=statement),
    )


def test_sentences_are_of_the_kinds_of_their_cases() -> None:
    wrong = []
    for case in _CASES:
        kind, rule = _found(case)
        if kind not in [word.strip() for word in (case.one("kind") or "").split("/")]:
            wrong.append(f"{case.title}: {kind} ({rule})")
    # weights follow most sentences, not each: a floor, as for all that is counted
    assert len(wrong) <= 0.02 * len(_CASES), "\n".join(wrong)


@pytest.mark.parametrize("case", _CASES, ids=[case.title for case in _CASES])
def test_sentence_has_the_polarity_of_its_case(case: Case) -> None:
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
    assert listed(_seen("Lorem ipsum dolor.")) == ("other", "no rule")
    assert kind_of("") == "other"


def test_every_rule_asks_for_words_that_exist_and_every_word_is_asked_for() -> None:
    source = "".join(Path(str(module.__file__)).read_text(encoding="utf-8") for module in (kinds, kind_features))
    asked = set(re.findall(r'has\(\s*"(\w+)"', source))
    assert asked == set(kind_words.PATTERNS) | set(kind_words.CASED)


@pytest.mark.parametrize("name", sorted(kind_words.PATTERNS))
def test_folded_patterns_hold_no_capital_that_could_never_match(name: str) -> None:
    assert not re.search(r"(?<!\\)[A-Z]", kind_words.PATTERNS[name])


def _seen(text: str) -> Seen:
    return Seen(text=text, statement=None, entities=(), assertions=(), measurements=(), regimens=(), stances=())


def test_names_are_clues_by_their_type_alone() -> None:
    def clues(drug: str) -> set[str]:
        text = f"{drug} is not used in children."
        seen = replace(_seen(text), entities=tuple(load_lexicon().find(text)))
        return clues_of(seen, "no rule")

    assert clues("Metformin") == clues("Warfarin")
    assert "w <drug>" in clues("Metformin")


def test_weights_are_sorted_and_of_known_sorts_and_kinds() -> None:
    order, table = read_weights()
    assert order == KINDS
    assert list(table) == sorted(table)
    assert {clue[0] for clue in table if clue != ALWAYS} <= set(SORTS)
    assert ontology_path(FILE).stat().st_size < 150_000


def test_words_that_say_nothing_leave_the_kind_to_the_list() -> None:
    assert kind_and_rule("Lorem ipsum dolor.")[0] in KINDS
    assert kind_and_rule("")[1] == listed(_seen(""))[1]
    assert heaviest(()) in KINDS


def test_what_outweighs_the_list_is_named() -> None:
    told = [rule for case in _CASES if (rule := kind_and_rule(case.text)[1]).startswith("weighed: ")]
    assert told
    assert all(1 <= rule.count(", ") + 1 <= 4 for rule in told)
    clues = clues_of(_seen("Patients were followed for two years."), "no rule")
    assert deciding(clues) == deciding(sorted(clues))


def test_damaged_weights_are_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / FILE
    monkeypatch.setattr(kind_weights, "ontology_path", lambda name: tmp_path / name)
    for content in ("clue\tmechanism\nw of\tb\n", "clue\tmechanism\nw of\ta3\n"):
        broken.write_text(content, encoding="utf-8")
        with pytest.raises(ThymographError, match="kind_weights"):
            read_weights.__wrapped__()
