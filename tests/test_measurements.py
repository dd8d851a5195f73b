"""Measurements and regimens: the numbers of sentences and tables, paired as a careful reader pairs them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_file import Case, alike, key, read_cases
from thymograph.claims.measurements import measurements_in, regimens_in
from thymograph.claims.measurements.grammar import number_of, plain
from thymograph.claims.measurements.ucum import ucum_of
from thymograph.model import CleanText, Entity, Frame, Measurement, Regimen, Span, Statement, Table

CASES = tuple(
    case for path in sorted((Path(__file__).parent / "cases").glob("measurements_*.txt")) for case in read_cases(path)
)
_MENTION = re.compile(r"(?P<text>[^=(]+?)\s*(?:=\s*(?P<name>[^(]+?)\s*)?\((?P<type>\w+)\)\s*(?P<id>\S+)?")


def entities_of_case(case: Case) -> tuple[Entity, ...]:
    """Return the mentions that a case names, in order; its topic is an implied drug."""
    made = []
    for line in case.all("mention"):
        for part in line.split(";"):
            match = _MENTION.fullmatch(part.strip())
            assert match, f"{case.title}: no mention: {part!r}"
            at = case.text.index(match["text"])
            made.append(
                Entity(
                    start=at,
                    end=at + len(match["text"]),
                    text=match["text"],
                    name=match["name"] or match["text"],
                    type=match["type"],
                    id=match["id"],
                )
            )
    topic = case.one("topic")
    if topic:
        made.append(Entity(start=-1, end=-1, text=topic, name=topic, type="drug", implicit=True))
    return tuple(made)


def statement_of_case(case: Case) -> Statement | None:
    """Return the statement that a case describes by its section or table, else None."""
    words = CleanText(case.text, tuple(range(len(case.text))))
    section = case.all("context section")
    cell = case.one("context cell")
    if cell is None:
        return Statement(spans=(Span(0, len(case.text)),), words=words, section=section) if section else None
    row, column = map(int, cell.split())
    split = [tuple(part.strip() for part in line.split("|")) for line in case.all("context row")]
    heads = case.one("context heads") or ""
    table = Table(
        heads=tuple(part.strip() for part in heads.split("|")), rows=tuple(split), caption=case.one("context caption")
    )
    return Statement(spans=(Span(0, len(case.text)),), words=words, unit="cell", table=table, row=row, column=column)


def _same(slot: str, expected: str, found: object) -> bool:
    if found is None:
        return False
    if slot in (
        "measure",
        "arm",
        "comparator",
        "condition",
        "drug",
        "population",
        "duration",
        "timepoint",
        "frequency",
        "route",
    ):
        wanted = re.findall(r"\w+", expected.lower())
        given = re.findall(r"\w+", str(found).lower())
        return alike(expected, str(found)) or set(wanted) <= set(given)
    if slot == "unit":
        return key(expected) == key(str(found)) and ("%" in expected) == ("%" in str(found))
    one, other = number_of(expected), number_of(str(found))
    return one == other if one is not None and other is not None else expected.strip() == str(found).strip()


def fits(expected: Mapping[str, str], found: Measurement | Regimen) -> bool:
    """Tell whether every slot that a case gives is in ``found``."""
    return all(_same(slot, words, getattr(found, slot)) for slot, words in expected.items())


def _shown(found: Measurement | Regimen) -> dict[str, object]:
    return {name: value for name, value in dataclasses.asdict(found).items() if value is not None}


def faults(case: Case) -> list[str]:
    """Return what is missing and what is wrong in the reading of a case."""
    statement, entities = statement_of_case(case), entities_of_case(case)
    found: list[str] = []
    judged = {"measurement", "no measurement", "optional measurement"} & set(case.fields)
    if judged:
        made = measurements_in(case.text, entities, statement=statement)
        wanted = case.slots("measurement")
        missing = [slots for slots in wanted if not any(fits(slots, one) for one in made)]
        known = {value for slots in (*wanted, *case.slots("optional measurement")) if (value := slots.get("value"))}
        extra = [
            one
            for one in made
            if one.value is not None and not any(_same("value", value, one.value) for value in known)
        ]
        found += [f"missing {slots} in {[_shown(one) for one in made]}" for slots in missing]
        found += [f"wrong {_shown(one)}" for one in extra]
    if {"regimen", "no regimen"} & set(case.fields):
        regimens = regimens_in(case.text, entities, statement=statement)
        missing = [slots for slots in case.slots("regimen") if not any(fits(slots, one) for one in regimens)]
        found += [f"missing {slots} in {[_shown(one) for one in regimens]}" for slots in missing]
        if len(regimens) > len(case.slots("regimen")):
            found.append(f"more regimens than there are: {[_shown(one) for one in regimens]}")
    return found


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_case_is_read_as_its_author_reads_it(case: Case) -> None:
    assert faults(case) == []


def test_there_are_many_cases() -> None:
    assert len(CASES) >= 100


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("12.1", 12.1), ("−57.9", -57.9), ("–0.4", -0.4), ("+191.5", 191.5), ("1,480", 1480.0), ("12,345,678", 12345678.0),
        ("0,68", 0.68), ("10·9", 10.9), (".03", 0.03), ("1×10^6", 1e6), ("3 × 10−8", 3e-8), ("2 × 106", 2e6), ("2×10⁹", 2e9),
        ("6-12", None), ("<40", None), ("thousands", None), ("10, 50, 100", None), ("2:1", None), ("", None), ("5e-8", 5e-8),
    ],
)  # fmt: skip
def test_numerals_read_back(printed: str, number: float | None) -> None:
    found = number_of(printed)
    assert (found is None) == (number is None)
    if number is not None:
        assert found == pytest.approx(number)


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ("mg/kg/day", "mg/kg/d"), ("µg per mL", "ug/mL"), ("mcg/kg/hr", "ug/kg/h"), ("mmol/mol", "mmol/mol"), ("U/L", "U/L"),
        ("mL/min/1.73 m2", "mL/min/{1.73_m2}"), ("per 1,000 person-years", "/(1000.{person}.a)"), ("mm Hg", "mm[Hg]"), ("nM", "nmol/L"),
        ("ng·h/mL", "ng.h/mL"), ("cells/µL", "{cells}/uL"), ("/L", "/L"), ("IU/kg", "[IU]/kg"), ("°C", "Cel"), ("months", "mo"), ("%", "%"),
        ("units", None), ("U/kg", None), ("M", None), ("points", None), ("hazard ratio", None), ("fold", None), (None, None), ("", None),
    ],
)  # fmt: skip
def test_unit_has_the_code_of_ucum_only_where_it_can_be_read_in_one_way(unit: str | None, code: str | None) -> None:
    assert ucum_of(unit) == code


def test_measurement_and_regimen_carry_the_code_of_their_unit() -> None:
    drug = Entity(start=0, end=9, text="Meropenem", name="meropenem", type="drug")
    text = "Meropenem 20 mg/kg every 8 hours."
    assert [one.ucum for one in measurements_in(text, (drug,))] == ["mg/kg"]
    assert [one.ucum for one in regimens_in(text, (drug,))] == ["mg/kg"]


_WORDS = st.sampled_from(
    [
        "median",
        "survival",
        "response",
        "rate",
        "was",
        "were",
        "12.1%",
        "(vs.",
        "4.1%",
        "for",
        "placebo)",
        "95%",
        "CI",
        "0.59–0.78",
        "p<0.001",
        "n=36",
        "±",
        "from",
        "to",
        "and",
        "in",
        "patients",
        "45",
        "of",
        "120",
        "mg",
        "twice",
        "daily",
        "IL-2",
        "day",
        "5",
        "weeks",
        "−3.1",
        "×",
        "10^6",
        "cells/mL",
        "[",
        "]",
        ";",
        ",",
        ".",
        "respectively",
        "HR",
        "0.68",
        "3-fold",
        "<",
        ">",
        "/",
        "1,480",
        "every",
        "for",
        "at",
        "37°C",
        "100",
        "µL",
        "trials",
        "thousands",
        "seven",
        "stage",
        "IV",
        "2:1",
        "with",
        "subcutaneously",
        "AUC",
    ]
)
_TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(_WORDS, max_size=25).map(" ".join),
    st.text(alphabet="0123456789.,%-–−±×^()[]<>=/ npPCIHRmgto", max_size=60),
)


def _entities(text: str) -> tuple[Entity, ...]:
    made = [
        Entity(start=m.start(), end=m.end(), text=m.group(), name=m.group(), type="drug")
        for m in re.finditer("placebo|IL-2", text)
    ]
    return (*made, Entity(start=-1, end=-1, text="x", name="metformin", type="drug", implicit=True))


def _digits(words: str) -> str:
    folded = words.replace("–", "-").replace("−", "-").replace("·", ".").replace(",", ".")
    return re.sub(r"\s", "", folded)


def _printed(value: str, text: str) -> bool:
    """Tell whether a value stands in a text, thousands marks and a missing zero aside, or as a number word."""
    whole, part = _digits(text), _digits(value)
    bare = re.sub(r"(?<=\d)\.(?=\d{3})", "", whole)
    return (
        part in whole
        or part in bare
        or part.replace("0.", ".", 1) in whole
        or (value.isdigit() and bool(re.search(r"[a-z]", text)))
    )


@given(_TEXTS)
def test_any_text_is_read_and_every_value_stands_in_it(text: str) -> None:
    for one in measurements_in(text, _entities(text)):
        assert one.measure
        assert one.value is None or _printed(one.value, text)
        if one.number is not None:
            assert one.number == number_of(one.value)
        for name in ("comparator_value", "baseline_value", "sd", "ci_low", "ci_high", "p", "n"):
            printed = getattr(one, name)
            assert printed is None or _printed(printed, text)
    for regimen in regimens_in(text, _entities(text)):
        assert regimen.drug
        assert regimen.dose is None or _printed(regimen.dose, text)


@given(
    st.lists(st.lists(_TEXTS, min_size=1, max_size=4).map(tuple), min_size=1, max_size=3).map(tuple),
    st.integers(0, 3),
    st.integers(0, 3),
)
def test_any_table_is_read(rows: tuple[tuple[str, ...], ...], row: int, column: int) -> None:
    table = Table(heads=rows[0], rows=rows)
    cells = rows[row] if row < len(rows) else ()
    text = cells[column] if column < len(cells) else ""
    statement = Statement(
        spans=(Span(0, len(text)),),
        words=CleanText(text, tuple(range(len(text)))),
        unit="cell",
        table=table,
        row=row,
        column=column,
    )
    whole = " ".join(cell for line in rows for cell in line)
    for one in measurements_in(text, _entities(text), statement=statement):
        assert one.measure
        assert one.value is None or _printed(one.value, whole)


@given(_TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert measurements_in(text, _entities(text)) == measurements_in(text, _entities(text))


@given(st.from_regex(r"[-−–+]?(?:\d{1,3}(?:,\d{3}){1,2}|\d{1,5})(?:\.\d{1,3})?", fullmatch=True))
def test_a_plain_numeral_keeps_its_number(printed: str) -> None:
    assert number_of(plain(printed)) == number_of(printed)


def test_a_cell_without_its_table_is_read_by_its_frames() -> None:
    head, label = "Response rate (%)", "Sorafenib (n=30)"
    frames = (
        Frame(role="column_head", words=CleanText(head, tuple(range(len(head)))), span=Span(0, 1)),
        Frame(role="row_label", words=CleanText(label, tuple(range(len(label)))), span=Span(0, 1)),
    )
    statement = Statement(spans=(Span(0, 2),), words=CleanText("12", (0, 1)), frames=frames, unit="cell")
    (one,) = measurements_in("12", (), statement=statement)
    assert (one.measure, one.value, one.unit, one.arm, one.n) == ("Response rate", "12", "%", "Sorafenib", "30")


def test_a_ratio_of_a_factor_has_no_arm() -> None:
    text = "Predictors of readmission were anaemia (OR 1.9, 95% CI 1.4–2.6) and use of furosemide (OR 1.4, 95% CI 1.1–1.9)."
    drug = Entity(
        start=text.index("furosemide"),
        end=text.index("furosemide") + 10,
        text="furosemide",
        name="furosemide",
        type="drug",
    )
    assert [one.arm for one in measurements_in(text, (drug,))] == [None, None]
