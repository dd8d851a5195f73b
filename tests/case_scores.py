"""How far the claims of a case are what its author took from it, field by field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from case_file import Case, ExpectedRelation, alike, key
from tallies import Judgement, Names, numbers
from thymograph.model import Assertion, Claim, Measurement, Regimen

__all__ = ["DENYING", "FIELDS", "judge_case"]

FIELDS = (
    "relations", "relations between found names", "relations denied", "relations hedged", "qualifiers", "measurements", "measurement slots", "regimens",
    "regimen slots", "mentions", "mention names", "kind", "polarity", "negation", "certainty", "hedging", "cues",
    "speaker", "directness", "stances",
)  # fmt: skip
DENYING = frozenset({"no_effect_on", "not_associated_with", "not_recommended_for", "contraindicated_in"})
"""Predicates that deny by themselves: polarity is not judged on them."""
_NUMERIC = frozenset(
    ["value", "comparator_value", "comparator_sd", "baseline_value", "n", "sd", "ci_low", "ci_high", "ci_level", "p", "dose"]
)  # fmt: skip
_UNJUDGED_MENTIONS = ("measurement", "no measurement", "regimen", "no regimen")
_MENTION = re.compile(r"(?P<text>[^=]+?)\s*(?:=\s*(?P<name>.+?)\s*)?(?:\((?P<type>\w+)\)\s*(?P<id>[\w.]+:\S+)?)?\s*$")


def _options(value: str | None) -> list[str]:
    return [part.strip() for part in (value or "").split(" / ") if part.strip()]


def _printed(relation: Assertion) -> str:
    return " | ".join((relation.subject, relation.predicate, relation.object, relation.polarity, relation.certainty))


def _same_pair(names: Names, wanted: ExpectedRelation, got: Assertion) -> bool:
    return names.match(wanted.subject, got.subject) and names.match(wanted.object, got.object)


def _relations(case: Case, claims: Sequence[Claim], names: Names, out: Judgement) -> None:
    got = {(key(r.subject), r.predicate, key(r.object)): r for c in claims for r in c.relations}
    optional = case.optional_relations
    right: set[tuple[str, str, str]] = set()
    for relation in case.relations:
        # Another reading of the same two names, where the author allows it, is as good.
        others = [o for o in optional if alike(o.subject, relation.subject) and alike(o.object, relation.object)]
        hits = [
            (reading, identity, made)
            for reading in (relation, *others)
            for identity, made in got.items()
            if made.predicate in reading.predicates and _same_pair(names, reading, made)
        ]
        right.update(identity for _, identity, _ in hits)
        if names.known(relation.subject) and names.known(relation.object):
            out.count("relations between found names", found=bool(hits), missed=not hits)
        out.count("relations", found=bool(hits), missed=not hits)
        if not hits:
            out.miss("relations", wanted=relation.printed)
            continue
        reading, _, made = hits[0]
        _relation_attributes(reading, [made for one, _, made in hits if one is reading], out)
    for identity, made in got.items():
        if identity in right:
            continue
        if any(made.predicate in o.predicates and _same_pair(names, o, made) for o in optional):
            continue
        out.count("relations", wrong=1)
        out.miss("relations", got=_printed(made))


def _relation_attributes(wanted: ExpectedRelation, made: Sequence[Assertion], out: Judgement) -> None:
    polarities, certainties = _options(wanted.polarity) or ["affirmed"], _options(wanted.certainty) or ["asserted"]
    if not DENYING & set(wanted.predicates):
        denied = all(value not in ("affirmed", "unknown") for value in polarities)
        got = any(one.polarity not in ("affirmed", "unknown") for one in made)
        out.flag("relations denied", wanted=denied, got=got)
        if denied != got:
            out.miss("relations denied", wanted=wanted.printed, got=made[0].polarity)
    hedged = all(value != "asserted" for value in certainties)
    got = any(one.certainty != "asserted" for one in made)
    if hedged or "asserted" in certainties[:1]:
        out.flag("relations hedged", wanted=hedged, got=got)
        if hedged != got:
            out.miss("relations hedged", wanted=wanted.printed, got=made[0].certainty)


def _qualifiers(case: Case, claims: Sequence[Claim], names: Names, out: Judgement) -> None:
    relations = [r for c in claims for r in c.relations]
    for subject, name, words in case.qualifiers:
        attribute = "with_" if name == "with" else name
        values = [getattr(r.qualifiers, attribute, None) for r in relations if names.match(subject, r.subject)]
        right = any(names.match(words, value) for value in values)
        out.count("qualifiers", found=right, missed=not right)
        if not right:
            out.miss("qualifiers", wanted=f"{subject} | {name} = {words}", got=values)


def _slot_fits(slot: str, wanted: str, got: str | None, names: Names) -> bool:
    if got is None:
        return False
    if slot in _NUMERIC and numbers(wanted):
        return set(numbers(wanted)) <= set(numbers(got))
    if slot in ("unit", "per", "p_operator"):
        one, other = ("".join(words.lower().replace("µ", "μ").split()) for words in (wanted, got))
        return one == other or (bool(key(wanted)) and key(wanted) == key(got) and ("%" in wanted) == ("%" in got))
    words, said = (set(re.findall(r"\w+", text.lower())) for text in (wanted, got))
    return names.match(wanted, got) or words <= said


def _quantities(
    wanted: Sequence[Mapping[str, str]],
    optional: Sequence[Mapping[str, str]],
    got: Sequence[Measurement | Regimen],
    name: str,
    names: Names,
    out: Judgement,
) -> None:
    """Pair by drug and by every number that the case gives; count the other slots of the pairs."""
    head = "drug" if name == "regimen" else "value"

    def fitting(slots: Mapping[str, str], made: Measurement | Regimen) -> list[str]:
        return [slot for slot, words in slots.items() if _slot_fits(slot, words, getattr(made, slot, None), names)]

    def paired(slots: Mapping[str, str], made: Measurement | Regimen) -> bool:
        must = [s for s in slots if s == head or (s in _NUMERIC and numbers(slots[s]))]
        return set(must) <= set(fitting(slots, made))

    known = [*wanted, *optional]
    every = {number for slots in known for words in slots.values() for number in numbers(words)}
    used: set[int] = set()
    for slots in wanted:
        matches = [index for index, made in enumerate(got) if paired(slots, made)]
        out.count(f"{name}s", found=bool(matches), missed=not matches)
        if not matches:
            out.miss(f"{name}s", wanted=dict(slots), got=[_filled(made) for made in got])
            continue
        used.update(matches)
        best = max((got[index] for index in matches), key=lambda made: len(fitting(slots, made)))
        for slot in slots:
            value = getattr(best, slot, None)
            right = slot in fitting(slots, best)
            out.count(f"{name} slots", found=right, wrong=value is not None and not right, missed=not right)
            if not right:
                out.miss(f"{name} slots", wanted=f"{slot}={slots[slot]}", got=value)
    for index, made in enumerate(got):
        value = made.dose if isinstance(made, Regimen) else made.value
        strange = not set(numbers(value)) & every if numbers(value) else not any(paired(s, made) for s in optional)
        if index not in used and value is not None and strange:
            out.count(f"{name}s", wrong=1)
            out.miss(f"{name}s", got=_filled(made))


def _filled(made: Measurement | Regimen) -> dict[str, object]:
    return {name: value for name in made.__slots__ if (value := getattr(made, name)) is not None}


def _mentions(case: Case, claims: Sequence[Claim], out: Judgement) -> None:
    got = [mention for claim in claims for mention in claim.mentions]
    for part in (part.strip() for line in case.all("mention") for part in line.split(";")):
        match = _MENTION.match(part)
        if not match:
            continue
        there = [m for m in got if key(m.text) == key(match["text"])] or [
            m for m in got if alike(m.text, match["text"])
        ]
        out.count("mentions", found=bool(there), missed=not there)
        if not there:
            out.miss("mentions", wanted=part, got=[m.text for m in got])
            continue
        name, kind, curie = match["name"] or match["text"], match["type"], match["id"]
        right = any(
            (m.id == curie if curie else alike(m.name, name)) and (kind is None or m.type == kind) for m in there
        )
        out.count("mention names", found=right, wrong=not right, missed=not right)
        if not right:
            out.miss("mention names", wanted=part, got=[(m.text, m.name, m.type, m.id) for m in there])
    for words in case.all("no mention"):
        wrong = any(m.text == words and not m.implicit for m in got)
        out.count("mentions", wrong=wrong)
        if wrong:
            out.miss("mentions", got=words)


def _attributes(case: Case, claims: Sequence[Claim], names: Names, out: Judgement) -> None:
    if case.one("kind"):
        out.label("kind", _options(case.one("kind")), [c.kind for c in claims])
    if polarities := _options(case.one("polarity")):
        out.label("polarity", polarities, [c.polarity for c in claims])
        denied = [value not in ("affirmed", "unknown") for value in polarities]
        if all(denied) or not any(denied):
            out.flag("negation", wanted=all(denied), got=any(c.polarity not in ("affirmed", "unknown") for c in claims))
    if certainties := _options(case.one("certainty")):
        out.label("certainty", certainties, [c.certainty for c in claims])
        hedged = [value != "asserted" for value in certainties]
        if all(hedged) or not any(hedged):
            out.flag("hedging", wanted=all(hedged), got=any(c.certainty != "asserted" for c in claims))
    for name in ("speaker", "directness"):
        wanted = case.one(name)
        if wanted is not None:
            said = [getattr(c, name) or "none" for c in claims]
            fits = [value for value in said if names.match(wanted, value)]
            out.label(name, fits[:1] or [wanted], said)
    cues = [cue for claim in claims for cue in claim.cues]
    for line in case.all("cue"):
        words, _, effect = (part.strip() for part in line.partition("="))
        right = any(alike(cue.text, words) or key(cue.text) == key(words) for cue in cues if cue.effect == effect)
        out.count("cues", found=right, missed=not right)
        if not right:
            out.miss("cues", wanted=line, got=[(cue.text, cue.effect) for cue in cues])
    if "no cue" in case.fields and cues:
        out.count("cues", wrong=len(cues))
        out.miss("cues", got=[(cue.text, cue.effect) for cue in cues])


def _stances(case: Case, claims: Sequence[Claim], names: Names, out: Judgement) -> None:
    got = [stance for claim in claims for stance in claim.stances]
    right: set[int] = set()
    for line in case.all("stance"):
        body, drug, condition, positions = (part.strip() for part in line.split("|"))
        hits = {
            index
            for index, s in enumerate(got)
            if names.match(body, s.organisation)
            and names.match(drug, s.intervention)
            and (condition == "-" or names.match(condition, s.condition))
            and s.stance in _options(positions)
        }
        right |= hits
        out.count("stances", found=bool(hits), missed=not hits)
        if not hits:
            out.miss("stances", wanted=line, got=[(s.organisation, s.intervention, s.condition, s.stance) for s in got])
    for index, s in enumerate(got):
        if index not in right:
            out.count("stances", wrong=1)
            out.miss("stances", got=(s.organisation, s.intervention, s.condition, s.stance))


def _stands(case: Case, names: Iterable[str]) -> bool:
    return any(name in case.fields for name in names)


def judge_case(case: Case, claims: Sequence[Claim]) -> Judgement:
    """Return the counts of every field that ``case`` states, and what is amiss.

    A field that a case leaves out is not judged on it. Names are compared leniently, by spelling or by
    the words that a mention stands for. A relation counts as found when the case lists another reading
    of its two names as optional and that one was made; other optional ones are neither missing nor wrong.
    """
    out, names = Judgement(), Names(claims)
    if case.judges_relations:
        _relations(case, claims, names, out)
    _qualifiers(case, claims, names, out)
    measured: list[Measurement | Regimen] = [one for claim in claims for one in claim.measurements]
    dosed: list[Measurement | Regimen] = [one for claim in claims for one in claim.regimens]
    if _stands(case, ("measurement", "no measurement", "optional measurement")):
        optional = case.slots("optional measurement")
        _quantities(case.slots("measurement"), optional, measured, "measurement", names, out)
    if _stands(case, ("regimen", "no regimen")):
        _quantities(case.slots("regimen"), (), dosed, "regimen", names, out)
    if not _stands(case, _UNJUDGED_MENTIONS):
        _mentions(case, claims, out)
    _attributes(case, claims, names, out)
    if _stands(case, ("stance", "no stance")):
        _stances(case, claims, names, out)
    return out
