"""How far the claims of a document are what a hand-made annotation of it holds, field by field.

Both sides count code points of the file. A claim is paired with the annotated statement that its words
overlap most; a statement counts as found when claims cover half of its characters. Relations that the
annotation calls optional are neither missing nor wrong; statements that repeat others are left out.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from case_file import alike, key
from tallies import Judgement, numbers
from thymograph.model import Anchor, Assertion, Claim, DocumentRecord, Measurement

__all__ = ["FIELDS", "Annotation", "judge_document", "read_annotation"]

FIELDS = (
    "statements", "claims over several", "boilerplate left out", "citations", "citation entries", "kind", "negation",
    "hedging", "entities", "relations", "measurements",
)  # fmt: skip
# Only for comparison: short names that annotations and texts use for one another.
_SAME = {
    "il2": "interleukin2", "ifngamma": "interferongamma", "hcv": "hepatitisc", "chronichepatitisc": "hepatitisc",
    "chronichepatitisb": "hepatitisb", "tcells": "tcell", "nkcell": "naturalkillercell", "dtic": "dacarbazine",
    "nsclc": "nonsmallcelllungcancer", "crs": "cytokinereleasesyndrome",
}  # fmt: skip
_SLOTS = ("value", "comparator_value", "n", "p", "ci_low", "ci_high", "sd")
# JSON of an annotation: its fields are read as they come, and wrong ones end in an error of Python's own.
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """A document and what a reader took from it."""

    name: str
    sha256: str
    statements: tuple[Json, ...]
    entries: tuple[Json, ...]
    boilerplate: tuple[Json, ...]


def read_annotation(path: Path) -> Annotation:
    """Return the annotation that the JSON file at ``path`` holds."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return Annotation(
        name=content["document"],
        sha256=content["sha256"],
        statements=tuple(content["statements"]),
        entries=tuple(content["references"]),
        boilerplate=tuple(content.get("boilerplate", ())),
    )


def _key(name: str | None) -> str:
    folded = key(name)
    return _SAME.get(folded, folded)


def _alike(one: str | None, other: str | None) -> bool:
    a, b = _key(one), _key(other)
    return bool(a) and (a == b or alike(a, b))


def _overlap(anchors: Iterable[Anchor], start: int, end: int) -> int:
    return sum(max(0, min(a.end, end) - max(a.start, start)) for a in anchors)


class _Names:
    """Every way an annotated statement names an entity: its name, its words, its CURIE."""

    def __init__(self, statement: Json) -> None:
        self.ways: dict[str, set[str]] = defaultdict(set)
        self.ids: dict[str, set[str]] = defaultdict(set)
        for entity in statement["entities"]:
            name = _key(entity["name"])
            self.ways[name] |= {entity["name"], entity.get("text") or entity["name"]}
            if entity.get("id"):
                self.ids[name].add(entity["id"].lower())

    def match(self, wanted: str, got: str, curie: str | None) -> bool:
        if curie and curie.lower() in self.ids.get(_key(wanted), ()):
            return True
        return any(_alike(way, got) for way in self.ways.get(_key(wanted), set()) | {wanted})

    def same(self, wanted: Json, got: Assertion) -> bool:
        return self.match(wanted["subject"], got.subject, got.subject_id) and self.match(
            wanted["object"], got.object, got.object_id
        )


def _filled_slots(quantity: Json) -> dict[str, list[float]]:
    return {slot: found for slot in _SLOTS if slot in quantity and (found := numbers(quantity[slot]))}


def judge_document(gold: Annotation, claims: Sequence[Claim], record: DocumentRecord) -> Judgement:
    """Return the counts of every field over the statements of ``gold``, and what is amiss.

    "statements" has as precision the share of claims that lie on some statement.
    "claims over several" counts as wrong each claim that covers half of more than one statement.
    Fields inside a statement are judged where some claim is paired with it; where none is, what it
    holds counts as missed, but for its kind.
    """
    out = Judgement()
    places = {(s["start"], s["end"]) for s in gold.statements}
    on_place: dict[tuple[int, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        best = max(places, key=lambda p: (_overlap(claim.words, *p), -p[0], -p[1]), default=(0, 0))
        if _overlap(claim.words, *best):
            on_place[best].append(claim)
        else:
            out.count("statements", wrong=1)
            out.miss("statements", got=claim.quote)
        many = sum(_overlap(claim.words, start, end) * 2 >= end - start for start, end in places) > 1
        out.count("claims over several", found=not many, wrong=many)
    for piece in gold.boilerplate:
        if "start" in piece:
            length = piece["end"] - piece["start"]
            leaked = sum(_overlap(c.words, piece["start"], piece["end"]) for c in claims) * 2 >= length
            out.count("boilerplate left out", found=not leaked, missed=leaked)
    for statement in gold.statements:
        if not statement.get("duplicate_of"):
            _judge_statement(statement, on_place[(statement["start"], statement["end"])], claims, gold, record, out)
    return out


def _covered(statement: Json, claims: Sequence[Claim]) -> bool:
    start, end = int(statement["start"]), int(statement["end"])
    covered: set[int] = set()
    for claim in claims:
        if _overlap(claim.words, start, end):
            for anchor in claim.anchors:
                covered.update(range(max(anchor.start, start), min(anchor.end, end)))
    return len(covered) * 2 >= end - start


def _judge_statement(
    statement: Json,
    mine: Sequence[Claim],
    claims: Sequence[Claim],
    gold: Annotation,
    record: DocumentRecord,
    out: Judgement,
) -> None:
    quote = statement.get("quote", "")
    found = _covered(statement, claims)
    out.count("statements", found=found, missed=not found)
    if not found:
        out.miss("statements", wanted=quote)
    _citations(statement, mine, gold, record, out)
    if mine:
        accepted = [statement["kind"], *statement.get("kind_alt", [])]
        out.label("kind", accepted, [claim.kind for claim in mine])
    denied = any(claim.polarity not in ("affirmed", "unknown") for claim in mine)
    out.flag("negation", wanted=bool(statement["negated"]), got=denied)
    hedged = any(claim.certainty != "asserted" for claim in mine)
    out.flag("hedging", wanted=statement["certainty"] != "asserted", got=hedged)
    names = _Names(statement)
    _entities(statement, mine, names, out)
    _relations(statement, mine, names, out)
    _measurements(statement, mine, out)


def _citations(
    statement: Json, mine: Sequence[Claim], gold: Annotation, record: DocumentRecord, out: Judgement
) -> None:
    wanted = {re.sub(r"\D", "", marker) or marker for marker in statement["citations"]}
    cited = [citation for claim in mine for citation in claim.citations]
    got = {re.sub(r"\D", "", citation.number or citation.marker) for citation in cited}
    out.count("citations", found=len(wanted & got), wrong=len(got - wanted), missed=len(wanted - got))
    if wanted != got:
        out.miss("citations", wanted=sorted(wanted), got=sorted(got))
    entries = {entry.id: entry for entry in record.entries}
    which = statement.get("reference_list") or 0
    for number in sorted(wanted):
        there = [e for e in gold.entries if str(e.get("number")) == number and e.get("list", 0) == which]
        if len(there) != 1 or "start" not in there[0]:
            continue
        start, end = there[0]["start"], there[0]["end"]
        targets = [entries[c.entry] for c in cited if c.entry in entries and re.sub(r"\D", "", c.number) == number]
        right = any(target.start < end and target.end > start for target in targets)
        out.count("citation entries", found=right, wrong=bool(targets) and not right, missed=not right)
        if not right:
            out.miss("citation entries", wanted=number, got=[target.number for target in targets])


def _entities(statement: Json, mine: Sequence[Claim], names: _Names, out: Judgement) -> None:
    entities = {_key(entity["name"]): entity for entity in statement["entities"]}
    needed = {name for name, entity in entities.items() if not entity.get("context")}
    hit: set[str] = set()
    strange: set[str] = set()
    for mention in (mention for claim in mine for mention in claim.mentions):
        fits = {
            name
            for name, entity in entities.items()
            if names.match(entity["name"], mention.name, mention.id) or _alike(entity.get("text"), mention.text)
        }
        hit |= fits
        if not fits:
            strange.add(_key(mention.name))
    out.count("entities", found=len(hit & needed), wrong=len(strange), missed=len(needed - hit))
    if needed - hit or strange:
        out.miss("entities", wanted=sorted(needed - hit), got=sorted(strange))


def _relations(statement: Json, mine: Sequence[Claim], names: _Names, out: Judgement) -> None:
    wanted = [r for r in statement["relations"] if r["predicate"] != "other"]
    loose = [
        *statement.get("relations_optional", []),
        *(r for r in statement["relations"] if r["predicate"] == "other"),
    ]
    made = {(_key(r.subject), r.predicate, _key(r.object)): r for claim in mine for r in claim.relations}
    hit: set[int] = set()
    for relation in made.values():
        fits = [
            i for i, one in enumerate(wanted) if one["predicate"] == relation.predicate and names.same(one, relation)
        ]
        hit.update(fits)
        if not fits and not any(
            one["predicate"] in (relation.predicate, "other") and names.same(one, relation) for one in loose
        ):
            out.count("relations", wrong=1)
            out.miss("relations", got=f"{relation.subject} | {relation.predicate} | {relation.object}")
    out.count("relations", found=len(hit), missed=len(wanted) - len(hit))
    for i, one in enumerate(wanted):
        if i not in hit:
            out.miss("relations", wanted=f"{one['subject']} | {one['predicate']} | {one['object']}")


def _measurements(statement: Json, mine: Sequence[Claim], out: Judgement) -> None:
    """Judge: every number of an annotated quantity must stand in one measurement, in the right slot."""
    made: list[Measurement] = [m for claim in mine for m in claim.measurements]
    for quantity in statement["quantities"]:
        slots = _filled_slots(quantity)
        if not slots:
            continue
        right = any(
            all(value in numbers(getattr(m, slot)) for slot, values in slots.items() for value in values) for m in made
        )
        out.count("measurements", found=right, missed=not right)
        if not right:
            out.miss("measurements", wanted=dict(quantity))
    every = [n for quantity in statement["quantities"] for words in quantity.values() for n in numbers(words)]
    for one in made:
        values = numbers(one.value)
        if values and values[0] not in every:
            out.count("measurements", wrong=1)
            out.miss("measurements", got=f"{one.measure} {one.value}")
