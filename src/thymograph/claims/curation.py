"""What curators correct, reject and add, kept as lines that name a claim by its text key or a place by its words."""

from __future__ import annotations

import hashlib
import json
import typing
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from thymograph.errors import CurationError, RecordError
from thymograph.model import Claim, Curation, Document, RejectedClaim, Span
from thymograph.records import from_record, to_record
from thymograph.vocabulary import CERTAINTIES, DIRECTNESSES, KINDS, POLARITIES, PREDICATES

__all__ = ["FIELDS", "Correction", "added_spans", "curated", "read_corrections", "unused_corrections"]

FIELDS = (
    "gist", "kind", "polarity", "certainty", "speaker", "directness",
    "mentions", "relations", "measurements", "stances", "regimens",
)  # fmt: skip
"""Fields of the claim record that a correction may set."""
_NAMED = ("field", "curator", "date", "reason")
_WORDS = {"kind": KINDS, "polarity": POLARITIES, "certainty": CERTAINTIES, "directness": DIRECTNESSES}
# The shortest start of a SHA-256 that names a document.
_SHORTEST_HASH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One line of a curation file."""

    field: str
    """One of FIELDS; "reject" takes the claim out; "add" makes one of a place that the rules passed over."""
    value: Any
    """Of the field, as in the claim record; for "add" an object with values of any fields."""
    curator: str
    date: str
    reason: str
    place: str
    """File and line, for messages."""
    text_key: str | None = None
    """Of the claim: it survives re-saving the file, and changes when the words do. None for "add"."""
    document: str | None = None
    """Path or SHA-256 of the document, or its first 12 digits or more; without it a key that nothing has is no error."""
    words: str | None = None
    """The very words to add, line breaks included; they must stand once in the document."""
    start: int | None = None
    end: int | None = None
    """In place of ``words``: the place in code points, half-open …"""
    sha256: str | None = None
    """… and the hash of the words there."""

    def is_of(self, path: str, sha256: str) -> bool:
        """Tell whether the line names the document with this path and hash."""
        name = self.document
        return name is not None and (
            name == path or (len(name) >= _SHORTEST_HASH and sha256.startswith(name.casefold()))
        )

    def record(self, replaced: object = None) -> Curation:
        """Return what the graph keeps of this line; ``replaced`` is the value of the field before it."""
        before = None if self.field in ("add", "reject") else json.dumps(to_record(replaced), ensure_ascii=False)
        return Curation(field=self.field, curator=self.curator, date=self.date, reason=self.reason, replaced=before)


@cache
def _types() -> dict[str, Any]:
    return typing.get_type_hints(Claim)


def _value_of(field: str, value: Any, place: str) -> Any:
    """Return the value of a claim's field that a line gives as JSON.

    A relation needs no place and no rule: the words of the claim are its place, the curator its rule.
    """
    if field == "relations" and isinstance(value, list):
        value = [
            {"start": -1, "end": -1, "rule": "curated", **item} if isinstance(item, dict) else item for item in value
        ]
    try:
        read = from_record(_types()[field], value, f"{place}: {field}")
    except RecordError as error:
        raise CurationError(str(error)) from error
    allowed = _WORDS.get(field)
    if allowed is not None and read is not None and read not in allowed:
        raise CurationError(f"{place}: {field} {read!r} is not known; one of {', '.join(allowed)}")
    if field == "relations":
        for relation in read:
            if relation.predicate not in PREDICATES:
                raise CurationError(
                    f"{place}: predicate {relation.predicate!r} is not known; one of {', '.join(PREDICATES)}"
                )
    return read


def _correction(line: str, place: str) -> Correction:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise CurationError(f"{place}: not JSON ({error.msg}); a curation file holds one object a line") from error
    if not isinstance(record, dict):
        raise CurationError(f"{place}: not an object; a curation file holds one object a line")
    missing = [name for name in _NAMED if not record.get(name)]
    if missing:
        raise CurationError(f"{place}: no {missing[0]}; a correction says what, who, when and why")
    field = record["field"]
    if field not in (*FIELDS, "reject", "add"):
        raise CurationError(f"{place}: field {field!r} cannot be corrected; one of {', '.join(FIELDS)}, reject, add")
    value: Any = None
    if field == "add":
        value = _added_value(record, place)
    elif not record.get("text_key"):
        raise CurationError(f"{place}: no text_key; it names the claim (thymograph search shows it, so does its page)")
    elif field != "reject":
        value = _value_of(field, record.get("value"), place)
    text = {
        name: str(record[name]) if record.get(name) else None for name in ("text_key", "document", "words", "sha256")
    }
    return Correction(
        field=field,
        value=value,
        curator=str(record["curator"]),
        date=str(record["date"]),
        reason=str(record["reason"]),
        place=place,
        text_key=text["text_key"],
        document=text["document"],
        words=text["words"],
        sha256=text["sha256"],
        start=record["start"] if isinstance(record.get("start"), int) else None,
        end=record["end"] if isinstance(record.get("end"), int) else None,
    )


def _added_value(record: Mapping[str, Any], place: str) -> dict[str, Any]:
    if not record.get("document"):
        raise CurationError(f"{place}: no document; a claim is added to one, by path or SHA-256")
    spanned = isinstance(record.get("start"), int) and isinstance(record.get("end"), int) and record.get("sha256")
    if not (record.get("words") or spanned):
        raise CurationError(f"{place}: no words (or start, end and sha256); they say which words make the claim")
    values = record.get("value") or {}
    if not isinstance(values, dict):
        raise CurationError(f"{place}: the value of an added claim is an object of fields, or left out")
    unknown = sorted(values.keys() - set(FIELDS))
    if unknown:
        raise CurationError(f"{place}: {unknown[0]!r} cannot be set; one of {', '.join(FIELDS)}")
    return {name: _value_of(name, values[name], place) for name in sorted(values)}


def read_corrections(folder: Path) -> tuple[Correction, ...]:
    """Return the corrections in ``folder/*.jsonl``, files in order of their names.

    Raises:
        CurationError: for a folder that is not there and for a line that is no correction.
    """
    if not folder.is_dir():
        raise CurationError(f"{folder}: no such folder; --curation takes one with *.jsonl files")
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        # Not str.splitlines: a line of JSON may hold other characters that it would cut at.
        for number, line in enumerate(path.read_text("utf-8").split("\n"), start=1):
            if line.strip():
                found.append(_correction(line, f"{path.name}:{number}"))
    return tuple(found)


# ---------------------------------------------------------------- claims that rules passed over


def _place_of(correction: Correction, document: Document) -> Span:
    text = document.text
    if correction.words is not None:
        found = text.find(correction.words)
        if found < 0 or text.find(correction.words, found + 1) >= 0:
            how = "are not in" if found < 0 else "stand more than once in"
            remedy = "its text may have changed" if found < 0 else "give more of them"
            raise CurationError(f"{correction.place}: the words {how} {document.path}; {remedy}")
        return Span(found, found + len(correction.words))
    start, end = correction.start or 0, correction.end or 0
    text = document.anchored_text
    if hashlib.sha256(text[start:end].encode("utf-8")).hexdigest() != correction.sha256:
        raise CurationError(
            f"{correction.place}: characters {start}–{end} of {document.path} are not the words that were added on "
            f"{correction.date}; the text has changed: look the place up again"
        )
    return Span(start, end) if document.file is None else document.file.citable_span(start, end)


def added_spans(document: Document, corrections: Iterable[Correction]) -> dict[Span, Correction]:
    """Return the places of ``document`` that corrections make claims of, in order, each with its line.

    Raises:
        CurationError: the words are not there, or not once, or the place has other words now.
    """
    found = {
        _place_of(one, document): one
        for one in corrections
        if one.field == "add" and one.is_of(document.path, document.sha256)
    }
    return dict(sorted(found.items()))


# ---------------------------------------------------------------- applying


def _with_places(claim: Claim, value: Any) -> Any:
    start, end = min(anchor.start for anchor in claim.words), max(anchor.end for anchor in claim.words)
    return tuple(replace(one, start=start, end=end) if one.start < 0 else one for one in value)


def _changed(claim: Claim, values: Mapping[str, Any]) -> Claim:
    values = {name: _with_places(claim, value) if name == "relations" else value for name, value in values.items()}
    return replace(claim, **values)


def curated(
    claims: Sequence[Claim],
    corrections: Iterable[Correction],
    *,
    path: str | None = None,
    sha256: str | None = None,
    added: Mapping[Span, Correction] | None = None,
) -> tuple[tuple[Claim, ...], tuple[RejectedClaim, ...]]:
    """Return the claims of one document with the corrections made, and those that were taken out.

    Args:
        claims: Of one document; those of ``added`` places among them.
        corrections: Of any documents; of one field the later wins.
        path: Of the document, as records give it.
        sha256: Of the document.
        added: From :func:`added_spans`.

    Each change is kept in ``Claim.curation``, with what the rules had put there.

    Raises:
        CurationError: a correction names this document, and no claim of it has its text key.
    """
    by_key: defaultdict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        if correction.text_key is not None:
            by_key[correction.text_key].append(correction)
    _hold_to_keys(claims, by_key, path, sha256)
    by_start = {span.start: one for span, one in (added or {}).items()}
    _hold_apart(claims, added or {})
    kept, rejected = [], []
    for claim in claims:
        addition = by_start.get(min((anchor.start for anchor in claim.words), default=-1))
        if addition is not None:
            claim = replace(_changed(claim, addition.value), curation=(addition.record(),))
        lines = [one for one in by_key.get(claim.text_key, ()) if one.document is None or path is None
                 or one.is_of(path, sha256 or "")]  # fmt: skip
        out = next((one for one in lines if one.field == "reject"), None)
        if out is not None:
            line = min((anchor.line for anchor in claim.words), default=1)
            rejected.append(RejectedClaim(id=claim.id, text_key=claim.text_key, line=line, curation=out.record()))
            continue
        for one in {one.field: one for one in lines}.values():
            history = (*claim.curation, one.record(getattr(claim, one.field)))
            claim = replace(_changed(claim, {one.field: one.value}), curation=history)
        kept.append(claim)
    return tuple(kept), tuple(rejected)


def _hold_apart(claims: Iterable[Claim], added: Mapping[Span, Correction]) -> None:
    if not added:
        return
    taken = [(anchor.start, anchor.end, claim.id) for claim in claims for anchor in claim.words]
    for span, one in added.items():
        over = [(start, id) for start, end, id in taken if start < span.end and span.start < end]
        # One of them is the claim that was added.
        if len(over) > 1:
            other = next((id for start, id in over if start != span.start), over[0][1])
            raise CurationError(
                f"{one.place}: characters {span.start}–{span.end} are of claim {other} already; correct that one instead"
            )


def _hold_to_keys(
    claims: Iterable[Claim], by_key: Mapping[str, Sequence[Correction]], path: str | None, sha256: str | None
) -> None:
    if path is None:
        return
    keys = {claim.text_key for claim in claims}
    for key, lines in by_key.items():
        for one in lines:
            if key not in keys and one.is_of(path, sha256 or ""):
                raise CurationError(
                    f"{one.place}: {path} has no claim with the text key {key[:12]}…; its words have changed since "
                    f"{one.date}, or are read in another way: find the claim again (thymograph search) and give its new key"
                )


def unused_corrections(corrections: Iterable[Correction], claims: Iterable[Claim]) -> tuple[Correction, ...]:
    """Return the corrections that name no document and fit none of ``claims`` (corrected, not rejected)."""
    keys = {claim.text_key for claim in claims}
    return tuple(
        one for one in corrections if one.document is None and one.field != "reject" and one.text_key not in keys
    )
