"""Cues, their scope, and the polarity and certainty that they give a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from case_file import Case, read_cases
from thymograph.claims.cues import certainty_of, cues_in, polarity_of, scope_of

_FOLDER = Path(__file__).parent / "cases"
_CASES = [
    pytest.param(case, id=f"{path.stem}: {case.title}")
    for path in sorted([*_FOLDER.glob("polarity_*.txt"), *_FOLDER.glob("certainty_*.txt")])
    for case in read_cases(path)
]


@pytest.mark.parametrize("case", _CASES)
def test_sentence_has_the_polarity_certainty_and_cues_of_its_case(case: Case) -> None:
    cues = cues_in(case.text)
    if (polarity := case.one("polarity")) is not None:
        assert polarity_of(case.text, cues, ()) == polarity, cues
    if (certainty := case.one("certainty")) is not None:
        assert certainty_of(case.text, cues, ()) == certainty, cues
    for wanted in case.all("cue"):
        words, _, effect = wanted.partition("=")
        assert (words.strip(), effect.strip()) in [(cue.text.lower(), cue.effect) for cue in cues]
    if "no cue" in case.fields:
        assert cues == ()


@pytest.mark.parametrize(
    ("sentence", "cue_words", "covered", "spared"),
    [
        ("Without steroids, the rash spread.", "Without", "steroids", "rash"),
        ("Ramipril lowered pressure but did not slow the pulse.", "did not", "pulse", "pressure"),
        ("The drug may help adults, although children were not studied.", "may", "adults", "children"),
        ("Instead of growing, the tumour shrank.", "Instead of", "growing", "tumour"),
        ("Its fate in the placenta is unknown; the milk holds traces.", "unknown", "placenta", "milk"),
        ("Absence of fever was associated with longer stay.", "Absence of", "fever", "stay"),
        ("It did not cause rash, and it improved sleep.", "did not", "rash", "sleep"),
        ("Serum sodium was unaffected by tolvaptan.", "unaffected", "tolvaptan", "nothing"),
    ],
)
def test_scope_stays_within_the_clause_of_its_cue(sentence: str, cue_words: str, covered: str, spared: str) -> None:
    cue = next(cue for cue in cues_in(sentence) if cue.text == cue_words)
    start, end = scope_of(cue, sentence)
    assert covered in sentence[start:end]
    assert spared not in sentence[start:end]


def test_offsets_of_cues_slice_the_text_even_where_lower_case_is_longer() -> None:
    text = "İnhibition did not occur; it may’ve been missed."
    assert [text[cue.start : cue.end] for cue in cues_in(text)] == [cue.text for cue in cues_in(text)]
    assert cues_in(text)[0].text == "did not"


def test_empty_text_has_no_cue_and_is_affirmed() -> None:
    assert cues_in("") == ()
    assert polarity_of("", (), ()) == "affirmed"
    assert certainty_of("", (), ()) == "asserted"


def test_long_text_is_read_in_linear_time() -> None:
    text = "It did not, which may (not) be so, although no drug could. " * 2000
    cues = cues_in(text)
    assert len(cues) > 6000
    assert polarity_of(text, cues, ()) == "negated"
