"""Whose words a sentence reports, and how direct its evidence is."""

from __future__ import annotations

from pathlib import Path

import pytest

from case_file import Case, alike, read_cases
from claim_cases import statement_of
from thymograph.claims.speakers import directness_in, speaker_chain, speaker_in
from thymograph.model import Entity

_CASES = [
    pytest.param(case, id=case.title)
    for path in sorted((Path(__file__).parent / "cases").glob("speakers_*.txt"))
    for case in read_cases(path)
]


@pytest.mark.parametrize("case", _CASES)
def test_speaker_and_directness_are_those_of_the_case(case: Case) -> None:
    if (speaker := case.one("speaker")) is not None:
        found = speaker_in(case.text, ())
        assert (found is None) if speaker == "none" else alike(found, speaker), found
    if (directness := case.one("directness")) is not None:
        found = directness_in(case.text, statement=statement_of(case))
        assert found == (None if directness == "none" else directness)


def test_chain_names_the_originator_first() -> None:
    text = "According to Reuben et al., the KDIGO guideline recommends finerenone."
    assert speaker_chain(text, ()) == ("KDIGO", "Reuben et al.")


def test_entity_of_a_body_gives_its_preferred_name() -> None:
    text = "The Robert Koch Institute advises a booster."
    body = Entity(start=4, end=25, text="Robert Koch Institute", name="RKI", type="organisation")
    assert speaker_in(text, (body,)) == "RKI"
