"""Gists: one line from the fields, never from the words; and plain when nothing tells what is said."""

from __future__ import annotations

from thymograph.claims.gists import Gist, compose_gist
from thymograph.model import Assertion, Entity, Measurement, Qualifiers, Regimen, Stance


def gist(
    *,
    kind: str = "mechanism",
    entities: tuple[Entity, ...] = (),
    assertions: tuple[Assertion, ...] = (),
    measurements: tuple[Measurement, ...] = (),
    stances: tuple[Stance, ...] = (),
    regimens: tuple[Regimen, ...] = (),
) -> Gist:
    return compose_gist(
        kind, entities=entities, assertions=assertions, measurements=measurements, stances=stances, regimens=regimens
    )


def says(predicate: str, of: str, *, polarity: str = "affirmed", certainty: str = "asserted") -> Assertion:
    return Assertion(
        subject="metformin", predicate=predicate, object=of, start=0, end=1, rule="test", polarity=polarity,
        certainty=certainty,
    )  # fmt: skip


def test_relations_of_one_subject_are_told_together() -> None:
    assert gist(assertions=(says("decreases", "glucose"), says("decreases", "HbA1c"))).text == (
        "Metformin decreases glucose and HbA1c"
    )


def test_denied_and_hedged_relations_say_so() -> None:
    assert gist(assertions=(says("causes", "cough", polarity="negated"),)).text == "Metformin does not cause cough"
    assert gist(assertions=(says("causes", "cough", certainty="hedged"),)).text == "Metformin may cause cough"
    assert gist(assertions=(says("no_effect_on", "weight"),)).text == "Metformin has no effect on weight"


def test_qualifiers_narrow_what_is_told() -> None:
    assertion = Assertion(
        subject="metformin", predicate="improves", object="survival", start=0, end=1, rule="test",
        qualifiers=Qualifiers(population="older adults", compared_to="placebo"),
    )  # fmt: skip
    assert gist(assertions=(assertion,)).text == "Metformin improves survival (in older adults, against placebo)"


def test_numbers_carry_their_comparator_and_its_unit() -> None:
    measurement = Measurement(
        measure="remission", value="12.1", unit="%", arm="drug A", comparator="placebo", comparator_value="4.1", p="0.01",
        p_operator="<",
    )  # fmt: skip
    assert (
        gist(measurements=(measurement,)).text == "Remission: 12.1% with drug A, against 4.1% with placebo (p < 0.01)"
    )


def test_positions_and_doses_come_first() -> None:
    stance = Stance(organisation="NICE", intervention="metformin", condition="type 2 diabetes", stance="for")
    assert gist(stances=(stance,)).text == "NICE: for metformin in type 2 diabetes"
    regimen = Regimen(drug="metformin", dose="500", unit="mg", route="oral", frequency="twice daily")
    assert gist(regimens=(regimen,)).text == "Metformin: 500 mg, twice daily, oral"


def test_where_no_field_tells_the_gist_says_what_it_is_about() -> None:
    entity = Entity(start=0, end=9, text="Metformin", name="metformin", type="drug")
    assert gist(kind="safety", entities=(entity,)) == Gist(text="Safety about metformin", tells=False)
    assert gist(kind="other") == Gist(text="Statement", tells=False)


def test_a_gist_can_be_read_at_a_glance() -> None:
    many = tuple(
        says("decreases", f"marker number {n}", certainty="hedged" if n % 2 else "asserted") for n in range(40)
    )
    assert (
        len(gist(assertions=many[:1] + tuple(says("causes", f"effect {n}", polarity="negated") for n in range(3))).text)
        < 200
    )
