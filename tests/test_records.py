"""The JSON records: they come back as they went, and keep to the schema that is shipped."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import jsonschema
import pytest
from hypothesis import given

from claim_strategies import claims
from factories import corpus
from thymograph.errors import RecordError
from thymograph.model import Anchor, Citation, Claim, LedgerSpan, Measurement, Qualifiers, Stance
from thymograph.records import (
    claim_from_record,
    claim_lines,
    claim_to_record,
    claims_from_lines,
    document_from_record,
    document_lines,
    document_to_record,
    documents_from_lines,
    from_record,
    json_line,
    ledger_lines,
    to_record,
    work_from_record,
    work_to_record,
)
from thymograph.resources import ontology_path


def schema() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(ontology_path("claim-record.schema.json").read_text("utf-8"))
    return loaded


VALIDATOR = jsonschema.Draft202012Validator(schema())


@given(claims())
def test_any_claim_comes_back_from_its_line(claim: Claim) -> None:
    line = json_line(claim_to_record(claim))
    assert line.splitlines(keepends=True) == [line]
    assert claim_from_record(json.loads(line)) == claim


@given(claims())
def test_any_claim_keeps_to_the_schema(claim: Claim) -> None:
    VALIDATOR.validate(claim_to_record(claim))


def test_schema_is_itself_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize(
    ("cls", "where"),
    [
        (Claim, None),
        (Anchor, "anchor"),
        (Citation, "citation"),
        (Qualifiers, "qualifiers"),
        (Measurement, "measurement"),
        (Stance, "stance"),
    ],
)
def test_schema_names_the_fields_of_the_model(cls: Any, where: str | None) -> None:
    part = schema()["$defs"][where] if where else schema()
    assert set(part["properties"]) == {field.name.removesuffix("_") for field in fields(cls)}


def test_whole_corpus_keeps_to_the_schema_and_comes_back_in_reading_order() -> None:
    made = corpus()
    lines = list(claim_lines(reversed(made.claims)))
    for line in lines:
        VALIDATOR.validate(json.loads(line))
    back = list(claims_from_lines(lines))
    assert sorted(back, key=lambda claim: claim.id) == sorted(made.claims, key=lambda claim: claim.id)
    assert [claim.path for claim in back] == sorted(claim.path for claim in back)
    assert lines == list(claim_lines(made.claims))


def test_documents_and_works_come_back() -> None:
    made = corpus()
    assert tuple(documents_from_lines(document_lines(made.documents))) == made.documents
    assert document_from_record(document_to_record(made.documents[0])) == made.documents[0]
    assert [work_from_record(work_to_record(work)) for work in made.works] == list(made.works)


def test_with_is_written_without_its_underscore() -> None:
    record = to_record(Qualifiers(with_="methotrexate"))
    assert record["with"] == "methotrexate"
    assert from_record(Qualifiers, record).with_ == "methotrexate"


def test_a_measurement_leaves_absent_fields_out_and_a_stance_does_not() -> None:
    assert to_record(Measurement(measure="ORR")) == {"measure": "ORR"}
    assert to_record(Stance(organisation="A", intervention="b", stance="for"))["strength"] is None


def test_ledger_lines_say_document_and_span() -> None:
    (line,) = ledger_lines("ab", "a.txt", [LedgerSpan(kind="claim", start=0, end=4)])
    assert json.loads(line) == {"document": "ab", "path": "a.txt", "kind": "claim", "start": 0, "end": 4}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"kind": 3}, "claim.kind: a string expected, 3 found"),
        ({"anchors": {}}, "claim.anchors: a list expected"),
        ({"citation_status": "maybe"}, "one of stated, inferred, dangling, none"),
        ({"colour": "red"}, "has unknown colour"),
        ({"record_version": 2}, "record version 2"),
    ],
)
def test_a_record_of_another_shape_is_refused_by_place_and_name(change: dict[str, Any], told: str) -> None:
    record = {**claim_to_record(corpus().claims[0]), **change}
    with pytest.raises(RecordError, match=told.replace("(", r"\(")):
        claim_from_record(record)


def test_a_missing_field_is_named_with_the_line() -> None:
    record = claim_to_record(corpus().claims[0])
    del record["gist"]
    with pytest.raises(RecordError, match=r"claims.jsonl:2: Claim lacks gist"):
        list(claims_from_lines(["\n", json_line(record)]))


def test_a_line_that_is_no_json_is_named() -> None:
    with pytest.raises(RecordError, match=r"x:1: not JSON"):
        list(claims_from_lines(["{"], "x"))
