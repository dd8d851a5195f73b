"""Which body is for or against which intervention in which condition."""

from __future__ import annotations

from pathlib import Path

import pytest

from case_file import Case, alike, read_cases
from claim_cases import statement_of, topic_of_case
from thymograph.claims.stances import stances_in
from thymograph.claims.verdicts import strength_in
from thymograph.lexicon import load_lexicon
from thymograph.model import Entity

_CASES = [
    pytest.param(case, id=case.title)
    for path in sorted((Path(__file__).parent / "cases").glob("stances_*.txt"))
    for case in read_cases(path)
]


@pytest.mark.parametrize("case", _CASES)
def test_stances_are_those_of_the_case(case: Case) -> None:
    title, publisher = case.one("context title"), case.one("context publisher")
    found = list(
        stances_in(
            case.text,
            load_lexicon().find(case.text) if case.one("mention") else (),
            topic=topic_of_case(case),
            statement=statement_of(case),
            title=title,
            publisher=publisher,
        )
    )
    given = tuple(found)
    wanted = [tuple(part.strip() for part in value.split("|")) for value in case.all("stance")]
    for organisation, intervention, condition, stance in wanted:
        match = next(
            (
                one
                for one in found
                if alike(one.organisation, organisation)
                and alike(one.intervention, intervention)
                and one.stance == stance
                and (condition == "-" or alike(one.condition, condition))
            ),
            None,
        )
        assert match, (wanted, found)
        found.remove(match)
    assert not found
    assert title or publisher or all(not one.first_hand for one in given)


@pytest.mark.parametrize(
    ("sentence", "strength"),
    [
        ("Bisoprolol is recommended (class I, level A).", "class I, level A"),
        ("The society strongly recommends tirofiban.", "strong"),
        ("A weak recommendation for melatonin.", "weak"),
        ("Screening gets a grade D recommendation.", "grade D"),
        ("The society recommends tirofiban.", None),
    ],
)
def test_strength_is_as_printed(sentence: str, strength: str | None) -> None:
    assert strength_in(sentence) == strength


def test_entities_give_intervention_and_condition_their_names() -> None:
    text = "The NCCN recommends T-DXd for advanced breast carcinoma."
    entities = (
        Entity(start=20, end=25, text="T-DXd", name="trastuzumab deruxtecan", type="drug"),
        Entity(start=39, end=55, text="breast carcinoma", name="breast cancer", type="disease"),
    )
    (stance,) = stances_in(text, entities)
    assert (stance.organisation, stance.intervention, stance.condition) == (
        "NCCN",
        "trastuzumab deruxtecan",
        "breast cancer",
    )


def test_body_of_a_frame_holds_the_stance_of_a_bare_item() -> None:
    body = Entity(
        start=-1, end=-1, text="the society", name="European Society of Cardiology", type="organisation", implicit=True
    )
    (stance,) = stances_in("Recommends colchicine for pericarditis", (body,))
    assert (stance.organisation, stance.stance) == ("European Society of Cardiology", "for")


def test_a_body_speaks_first_hand_in_its_own_guidance() -> None:
    title = "EULAR recommendations for the management of gout"
    (stance,) = stances_in("We recommend colchicine for acute attacks.", (), title=title)
    assert stance.first_hand
    assert stance.organisation == "EULAR" or "Rheumatology" in stance.organisation
    (reported,) = stances_in("The ACR recommends colchicine for acute attacks.", (), title=title)
    assert not reported.first_hand


def test_nobody_speaks_in_an_article_about_guidance() -> None:
    assert not stances_in("We suggest rest after surgery.", (), title="Adherence to the NICE guideline on hip fracture")
