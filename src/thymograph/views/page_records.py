"""What the page keeps of a graph: compact JSON, each thing once, referred to by its number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from thymograph.assembly.concepts import NameIndex, name_index
from thymograph.assembly.questions import answers_by_question, contradict
from thymograph.model import Assertion, Claim, ClaimGraph, Cue, Measurement, Qualifiers, ReferenceEntry, Work

__all__ = ["page_records"]

_QUALIFIER_WORDS = {"with_": "with", "compared_to": "against"}


def _without_empty(record: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is not said; the page reads a missing key as nothing."""
    return {key: value for key, value in record.items() if value not in (None, "", [], (), {})}


def _qualifiers(qualifiers: Qualifiers) -> dict[str, str]:
    named = {_QUALIFIER_WORDS.get(f.name, f.name): getattr(qualifiers, f.name) for f in fields(qualifiers)}
    return {name: value for name, value in named.items() if value}


def _quote_cues(claim: Claim) -> list[list[Any]]:
    """Return cues as [start, end, effect] within the quote, which joins the anchors by one space."""
    out: list[list[Any]] = []
    if claim.quote is None:
        return out
    shift = 0
    for anchor in claim.words:
        for cue in claim.cues:
            if anchor.start <= cue.start and cue.end <= anchor.end:
                out.append([shift + cue.start - anchor.start, shift + cue.end - anchor.start, cue.effect])
        shift += anchor.end - anchor.start + 1
    return sorted(out)


def _cue_words(cues: Sequence[Cue]) -> list[list[str]]:
    return [[cue.text, cue.effect] for cue in cues]


def _measurement(measurement: Measurement) -> dict[str, Any]:
    return _without_empty({f.name: getattr(measurement, f.name) for f in fields(measurement) if f.name != "number"})


def _entry_words(entry: ReferenceEntry) -> str:
    parts = [entry.title or entry.host or entry.container, entry.container if entry.title else None, entry.year]
    return ", ".join(dict.fromkeys(part for part in parts if part))


class _Numbering:
    """Gives each thing its number in the order in which it was first asked for."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.items: list[dict[str, Any]] = []

    def of(self, key: str, record: Mapping[str, Any]) -> int:
        if key not in self.numbers:
            self.numbers[key] = len(self.items)
            self.items.append(_without_empty(record))
        return self.numbers[key]


def _claim(
    claim: Claim,
    documents: Mapping[str, int],
    entries: Mapping[str, int],
    works: Mapping[str, int],
    concepts: _Numbering,
    names: NameIndex,
) -> dict[str, Any]:
    def concept(name: str, curie: str | None, kind: str | None) -> int:
        key = names.key(name, curie)
        return concepts.of(key, {"id": key, "name": name, "type": kind or names.type_of(key) or "other"})

    explicit = sorted({concept(m.name, m.id, m.type) for m in claim.mentions if not m.implicit})
    implied = sorted({concept(m.name, m.id, m.type) for m in claim.mentions if m.implicit} - set(explicit))

    def relation(assertion: Assertion) -> dict[str, Any]:
        return _without_empty(
            {
                "s": concept(assertion.subject, assertion.subject_id, None),
                "p": assertion.predicate,
                "o": concept(assertion.object, assertion.object_id, None),
                "q": _qualifiers(assertion.qualifiers),
                "pol": assertion.polarity if assertion.polarity != "affirmed" else None,
                "cer": assertion.certainty if assertion.certainty != "asserted" else None,
                "rule": assertion.rule,
            }
        )

    words = claim.words
    return _without_empty(
        {
            "id": claim.id,
            "doc": documents.get(claim.document, 0),
            "line": words[0].line if words else None,
            "at": [[anchor.start, anchor.end] for anchor in words],
            "kind": claim.kind,
            "polarity": claim.polarity if claim.polarity != "affirmed" else None,
            "certainty": claim.certainty if claim.certainty != "asserted" else None,
            "status": claim.citation_status,
            "gist": claim.gist,
            "quote": claim.quote,
            "cues": _quote_cues(claim) if claim.quote else _cue_words(claim.cues),
            "section": list(claim.section),
            "speaker": claim.speaker,
            "directness": claim.directness,
            "about": explicit,
            "implied": implied,
            "relations": [relation(assertion) for assertion in claim.relations],
            "measurements": [_measurement(m) for m in claim.measurements],
            "stances": [
                _without_empty({f.name: getattr(stance, f.name) for f in fields(stance)}) for stance in claim.stances
            ],
            "regimens": [
                _without_empty({f.name: getattr(regimen, f.name) for f in fields(regimen)})
                for regimen in claim.regimens
            ],
            "cites": [
                _without_empty(
                    {
                        "n": citation.number,
                        "entry": entries.get(citation.entry or ""),
                        "work": works.get(citation.work or ""),
                        "method": citation.method,
                        "sure": citation.confidence if citation.method not in ("number", "key") else None,
                    }
                )
                for citation in claim.citations
            ],
            "step": claim.step.number if claim.step else None,
            "procedure": claim.step.procedure if claim.step else None,
            "repeats": claim.repeats,
            "key": claim.text_key,
        }
    )


def _work(work: Work) -> dict[str, Any]:
    names = ("id", "title", "host", "container", "year", "doi", "pmid", "pmcid", "nct", "url", "type", "type_reason")
    return _without_empty({name: getattr(work, name) for name in names})


def _questions(graph: ClaimGraph, numbers: Mapping[str, int], names: NameIndex) -> list[dict[str, Any]]:
    """Return the questions that two or more claims answer, contested ones first.

    Questions that differ in their qualifiers alone are put together: whether they contradict or only
    differ in context is for the reader to see, and ``apart`` says that their qualifiers differ.
    """
    together: dict[str, dict[str, Any]] = {}
    for answers in answers_by_question(graph.claims, names):
        overall = answers.overall
        record = together.setdefault(
            overall.id,
            {
                "id": overall.id,
                "subject": overall.subject,
                "family": overall.family,
                "object": overall.object,
                "given": set(),
                "claims": {},
                "direct": False,
                "variants": 0,
            },
        )
        record["given"].update(answers.given)
        record["variants"] += 1
        record["direct"] |= answers.contested
        for attitude, claim in answers.claims:
            if claim in numbers:
                record["claims"].setdefault(numbers[claim], set()).add(attitude)
    out = []
    for key in sorted(together):
        record = together[key]
        if len(record["claims"]) < 2:
            continue
        out.append(
            {
                "id": record["id"],
                "subject": record["subject"],
                "family": record["family"],
                "object": record["object"],
                "given": sorted(record["given"]),
                "claims": [[number, sorted(found)] for number, found in sorted(record["claims"].items())],
                "contested": contradict(record["given"]),
                "direct": bool(record["direct"]),
            }
        )
    return out


def page_records(graph: ClaimGraph) -> dict[str, Any]:
    """Return what the page shows of ``graph``, JSON-able and in a fixed order."""
    names = name_index(graph.claims)
    concepts = _Numbering()
    documents = {document.sha256: number for number, document in enumerate(graph.documents)}
    works = {work.id: number for number, work in enumerate(graph.works)}
    entries: dict[str, int] = {}
    entry_records: list[dict[str, Any]] = []
    for document in graph.documents:
        for entry in document.entries:
            entries[entry.id] = len(entry_records)
            entry_records.append(
                _without_empty(
                    {
                        "doc": documents[document.sha256],
                        "n": entry.number,
                        "text": _entry_words(entry),
                        "work": works.get(entry.work),
                        "line": entry.line,
                        "label": entry.label,
                    }
                )
            )
    ordered = sorted(graph.claims, key=lambda c: (documents.get(c.document, 0), c.anchors[0].start, c.id))
    claims = [_claim(claim, documents, entries, works, concepts, names) for claim in ordered]
    numbers = {claim.id: number for number, claim in enumerate(ordered)}
    return {
        "documents": [
            _without_empty(
                {
                    "id": document.sha256[:16],
                    "path": document.path,
                    "title": document.title,
                    "publisher": document.publisher,
                    "url": document.url,
                    "date": document.date,
                    "kind": document.kind,
                    "sells": document.sells_subject,
                    "ledger": dict(document.ledger),
                }
            )
            for document in graph.documents
        ],
        "claims": claims,
        "concepts": concepts.items,
        "entries": entry_records,
        "works": [_work(work) for work in graph.works],
        "questions": _questions(graph, numbers, names),
    }
