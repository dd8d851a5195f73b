"""JSON records of the frozen values: one object a value, one value a line.

A record has the fields of its value under the same names (``with_`` is ``with``), all of them, absent ones as
null; only a measurement leaves absent fields out. Keys are sorted, so the same value is the same bytes.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

from thymograph.errors import RecordError
from thymograph.model import (
    RECORD_VERSION,
    Claim,
    DocumentRecord,
    LedgerSpan,
    Measurement,
    Work,
)

__all__ = [
    "claim_from_record",
    "claim_lines",
    "claim_to_record",
    "claims_from_lines",
    "document_from_record",
    "document_lines",
    "document_to_record",
    "documents_from_lines",
    "from_record",
    "json_line",
    "ledger_lines",
    "reading_order",
    "records_from_lines",
    "to_record",
    "work_from_record",
    "work_lines",
    "work_to_record",
    "works_from_lines",
]

Value = TypeVar("Value")
# Any: a decoded JSON value; its shape is what the readers below check.
Json = Any
_Reader = Callable[[Json, str], Any]

# JSON leaves these as they are, and str.splitlines() cuts at them.
_LINE_ENDS = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029)}

# Fields whose Python name is a keyword with an underscore.
_SUFFIX = "_"
# Of these, absent fields are left out of the record instead of being null.
_SPARSE: tuple[type, ...] = (Measurement,)


def _key(name: str) -> str:
    return name.removesuffix(_SUFFIX)


@cache
def _keys(cls: type) -> tuple[tuple[str, str], ...]:
    """Return (field name, record key) of a dataclass, in the order of its fields."""
    return tuple((field.name, _key(field.name)) for field in fields(cls))


def to_record(value: object) -> Json:
    """Return the JSON form of a frozen value: dataclasses as objects, tuples as lists.

    >>> to_record(Measurement(measure="ORR", value="12.1", number=12.1))
    {'measure': 'ORR', 'value': '12.1', 'number': 12.1}
    """
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [to_record(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        sparse = isinstance(value, _SPARSE)
        record = {}
        for name, key in _keys(type(value)):
            item = getattr(value, name)
            if not (sparse and item is None):
                record[key] = to_record(item)
        return record
    raise RecordError(f"{type(value).__name__}: has no JSON form; give a value of thymograph.model")


def from_record(cls: type[Value], record: Json, place: str = "record") -> Value:
    """Return the value of type ``cls`` that ``record`` holds; ``place`` begins the message of an error.

    Strict: a missing field that has no default, a field that is unknown and a value of another type
    are each a :class:`~thymograph.errors.RecordError`.

    >>> from_record(Measurement, {"measure": "ORR", "value": "12.1"}).value
    '12.1'
    """
    value: Value = _reader_of(typing.cast(Any, cls))(record, place)
    return value


def _wrong(place: str, wanted: str, found: Json) -> RecordError:
    return RecordError(f"{place}: {wanted} expected, {json.dumps(found, ensure_ascii=False)[:60]} found")


def _read_str(found: Json, place: str) -> str:
    if isinstance(found, str):
        return found
    raise _wrong(place, "a string", found)


def _read_int(found: Json, place: str) -> int:
    if isinstance(found, int) and not isinstance(found, bool):
        return found
    raise _wrong(place, "a whole number", found)


def _read_float(found: Json, place: str) -> float:
    if isinstance(found, int | float) and not isinstance(found, bool):
        return found
    raise _wrong(place, "a number", found)


def _read_bool(found: Json, place: str) -> bool:
    if isinstance(found, bool):
        return found
    raise _wrong(place, "true or false", found)


_PLAIN: dict[object, _Reader] = {str: _read_str, int: _read_int, float: _read_float, bool: _read_bool}


def _as_they_are(kind: Any) -> frozenset[type]:
    """Return the types whose values need no reader to be of the annotated type ``kind``: nearly all fields hold them.

    A reader is told its place for a message, which takes longer to make than most values to read.
    """
    if kind in _PLAIN:
        return frozenset({int, float} if kind is float else {kind})
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        inner = next(item for item in typing.get_args(kind) if item is not type(None))
        return _as_they_are(inner) | {type(None)}
    return frozenset()


@cache
def _reader_of(kind: Any) -> _Reader:
    """Return the function that reads a JSON value as a value of the annotated type ``kind``."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Literal:
        return _literal_reader(arguments)
    if origin in (types.UnionType, typing.Union):
        return _optional_reader(_reader_of(next(item for item in arguments if item is not type(None))))
    if origin is tuple:
        return _tuple_reader(arguments)
    if isinstance(kind, type) and issubclass(kind, tuple):  # a NamedTuple
        hints = typing.get_type_hints(kind)
        return _named_tuple_reader(kind, tuple(hints.values()))
    if is_dataclass(kind):
        return _dataclass_reader(typing.cast(type, kind))
    raise RecordError(f"{kind}: no reader for a field of this type")


def _literal_reader(allowed: tuple[Any, ...]) -> _Reader:
    def read(found: Json, place: str) -> Any:
        if found in allowed:
            return found
        raise _wrong(place, "one of " + ", ".join(map(str, allowed)), found)

    return read


def _optional_reader(inner: _Reader) -> _Reader:
    return lambda found, place: None if found is None else inner(found, place)


def _tuple_reader(arguments: tuple[Any, ...]) -> _Reader:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        inner, plain = _reader_of(arguments[0]), _as_they_are(arguments[0])

        def read_many(found: Json, place: str) -> tuple[Any, ...]:
            if not isinstance(found, list):
                raise _wrong(place, "a list", found)
            return tuple(
                [item if type(item) in plain else inner(item, f"{place}[{index}]") for index, item in enumerate(found)]
            )

        return read_many
    readers = tuple(_reader_of(argument) for argument in arguments)

    def read_few(found: Json, place: str) -> tuple[Any, ...]:
        if not isinstance(found, list) or len(found) != len(readers):
            raise _wrong(place, f"a list of {len(readers)}", found)
        return tuple(reader(item, f"{place}[{i}]") for i, (reader, item) in enumerate(zip(readers, found, strict=True)))

    return read_few


def _named_tuple_reader(kind: type, arguments: tuple[Any, ...]) -> _Reader:
    few = _tuple_reader(arguments)
    return lambda found, place: kind(*few(found, place))


def _dataclass_reader(cls: type) -> _Reader:
    hints = typing.get_type_hints(cls)
    members = tuple((f.name, _key(f.name), _as_they_are(hints[f.name]), _reader_of(hints[f.name])) for f in fields(cls))
    required = {_key(f.name) for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING}
    known = {key for _, key, _, _ in members}

    def read(found: Json, place: str) -> Any:
        if type(found) is not dict and not isinstance(found, Mapping):
            raise _wrong(place, f"an object ({cls.__name__})", found)
        # Most records have every field: that is one comparison.
        if found.keys() != known and (required - found.keys() or found.keys() - known):
            missing, unknown = required - found.keys(), found.keys() - known
            told = [f"lacks {', '.join(sorted(missing))}"] if missing else []
            told += [f"has unknown {', '.join(sorted(unknown))}"] if unknown else []
            raise RecordError(f"{place}: {cls.__name__} {' and '.join(told)}; write it with this version")
        values = {}
        for name, key, plain, reader in members:
            if key in found:
                item = found[key]
                values[name] = item if type(item) in plain else reader(item, f"{place}.{key}")
        return cls(**values)

    return read


def json_line(record: Json) -> str:
    """Return a record as one line of JSON, keys sorted, with its line break."""
    line = json.dumps(record, ensure_ascii=False, sort_keys=True, allow_nan=False)
    return line.translate(_LINE_ENDS) + "\n"


def records_from_lines(lines: Iterable[str], place: str = "line") -> Iterator[tuple[str, Json]]:
    """Yield (``place:number``, record) of each line that is not blank.

    Raises:
        RecordError: a line is not JSON.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise RecordError(f"{place}:{number}: not JSON ({error}); give JSON Lines") from error
        yield f"{place}:{number}", record


# ---------------------------------------------------------------- claims, documents, works, ledgers


def claim_to_record(claim: Claim) -> dict[str, Json]:
    """Return the claim record, version 1 (``ontology/claim-record.schema.json``)."""
    record: dict[str, Json] = to_record(claim)
    return record


def claim_from_record(record: Json, place: str = "claim") -> Claim:
    """Return the claim of a record.

    Raises:
        RecordError: another record version, or another shape.
    """
    if isinstance(record, Mapping) and record.get("record_version", RECORD_VERSION) != RECORD_VERSION:
        found = record["record_version"]
        raise RecordError(f"{place}: record version {found}; this thymograph reads version {RECORD_VERSION}")
    return from_record(Claim, record, place)


def document_to_record(document: DocumentRecord) -> dict[str, Json]:
    """Return the record of a document (no text)."""
    record: dict[str, Json] = to_record(document)
    return record


def document_from_record(record: Json, place: str = "document") -> DocumentRecord:
    """Return the document of a record."""
    return from_record(DocumentRecord, record, place)


def work_to_record(work: Work) -> dict[str, Json]:
    """Return the record of a work."""
    record: dict[str, Json] = to_record(work)
    return record


def work_from_record(record: Json, place: str = "work") -> Work:
    """Return the work of a record."""
    return from_record(Work, record, place)


def reading_order(claim: Claim) -> tuple[str, int, str]:
    """Return the sort key that puts claims in the order in which they are read: path, place, id."""
    return claim.path, min((anchor.start for anchor in claim.words), default=-1), claim.id


def claim_lines(claims: Iterable[Claim]) -> Iterator[str]:
    """Yield the lines of ``claims.jsonl`` (with line breaks), in reading order."""
    for claim in sorted(claims, key=reading_order):
        yield json_line(to_record(claim))


def claims_from_lines(lines: Iterable[str], place: str = "claims.jsonl") -> Iterator[Claim]:
    """Yield the claims of JSON Lines."""
    for where, record in records_from_lines(lines, place):
        yield claim_from_record(record, where)


def document_lines(documents: Iterable[DocumentRecord]) -> Iterator[str]:
    """Yield the lines of ``documents.jsonl`` (with line breaks), sorted by path."""
    for document in sorted(documents, key=lambda document: (document.path, document.sha256)):
        yield json_line(to_record(document))


def documents_from_lines(lines: Iterable[str], place: str = "documents.jsonl") -> Iterator[DocumentRecord]:
    """Yield the documents of JSON Lines."""
    for where, record in records_from_lines(lines, place):
        yield document_from_record(record, where)


def work_lines(works: Iterable[Work]) -> Iterator[str]:
    """Yield the lines of ``works.jsonl`` (with line breaks), sorted by id."""
    for work in sorted(works, key=lambda work: work.id):
        yield json_line(to_record(work))


def works_from_lines(lines: Iterable[str], place: str = "works.jsonl") -> Iterator[Work]:
    """Yield the works of JSON Lines."""
    for where, record in records_from_lines(lines, place):
        yield work_from_record(record, where)


def ledger_lines(document: str, path: str, spans: Iterable[LedgerSpan]) -> Iterator[str]:
    """Yield the lines of ``ledger.jsonl`` of one document (sha256 and path), one a span, in order."""
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        yield json_line({"document": document, "path": path, **to_record(span)})
