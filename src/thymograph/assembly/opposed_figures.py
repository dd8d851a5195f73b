"""Conflicts of figures: one measure of one arm in one condition, printed with values that rounding does not explain."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from thymograph.assembly.audit.figures import figure
from thymograph.assembly.concepts import NameIndex
from thymograph.assembly.conflict_nodes import Case, Conflict, Member, conflict
from thymograph.assembly.propositions import question_of
from thymograph.assembly.stands import Difference, told_differences
from thymograph.lexicon.folding import fold_key
from thymograph.model import Claim, Measurement, Qualifiers

__all__ = ["Reading", "agree", "equal_figures", "numeric_conflicts", "readings_of"]

# What is chosen, counted or described, not found: two values of it are two choices.
_CHOSEN = re.compile(
    r"\b(?:dos(?:e|es|age|ing)|duration|durations|age|aged|weight|patients?|participants?|subjects?|studies|study|trials?|n|sample|size"
    r"|follow|level of evidence|evidence level|cycles?|centers?|centres?|reviews?|reports?|cases?|concentration used|range)\b", re.I,
)  # fmt: skip
_SHORT = {
    "orr": "objective response rate", "os": "overall survival", "pfs": "progression free survival",
    "hr": "hazard ratio", "rr": "risk ratio", "or": "odds ratio", "dcr": "disease control rate",
    "overall response rate": "objective response rate", "relative risk": "risk ratio", "t half": "half life",
    "elimination half life": "half life", "terminal half life": "half life", "plasma half life": "half life",
}  # fmt: skip
_LOOSE = frozenset({"median", "mean", "the", "of", "average", "pooled", "approximately", "about"})
_MINOR = ("comparator", "timepoint", "n", "baseline")


class Reading(NamedTuple):
    """A measurement made comparable."""

    measure: str
    """Folded, abbreviations spelled out, without "median" and the like."""
    arm: frozenset[str]
    """Keys of the drugs of the arm."""
    conditions: frozenset[str]
    unit: str
    claim: Claim
    measurement: Measurement

    @property
    def key(self) -> tuple[str, tuple[str, ...], tuple[str, ...], str]:
        """What two readings of one thing share."""
        return self.measure, tuple(sorted(self.arm)), tuple(sorted(self.conditions)), self.unit


def measure_key(name: str, arm: str = "") -> str:
    """Return what two names of one measure share; the arm's name in it ("half-life of sertraline") is left out.

    >>> measure_key("Median Overall Survival (OS)") == measure_key("overall survival")
    True
    """
    words = f" {fold_key(re.sub(r'[(][^)]*[)]', ' ', name))} "
    if arm:
        words = words.replace(f" {fold_key(arm)} ", " ")
    folded = " ".join(word for word in words.split() if word not in _LOOSE)
    return _SHORT.get(folded, folded)


def _conditions(claim: Claim, one: Measurement, names: NameIndex) -> frozenset[str]:
    """Return the diseases a figure is of: its own, else those that the claim and its frames name."""
    words = one.condition or ""
    given = {part.key for part in names.parts(words) if names.type_of(part.key) == "disease"} if words else set()
    if words and not given:
        return frozenset({names.key(words)})
    ends = {names.key(r.subject, r.subject_id) for r in claim.relations} | {
        names.key(r.object, r.object_id) for r in claim.relations
    }
    return frozenset(given) or frozenset(
        names.key(m.name, m.id) for m in claim.mentions if m.type == "disease" and names.key(m.name, m.id) not in ends
    )


@lru_cache(maxsize=1 << 14)
def _spelled(measure: str, arm: str) -> str:
    return measure_key(measure, arm)


def readings_of(claim: Claim, names: NameIndex) -> list[Reading]:
    """Return the figures of a claim that can be held against others: found, not chosen, of a known arm, one number.

    A measure that one claim gives twice for one arm (at two times, in two strata not told) is left out.
    """
    if not claim.measurements:
        return []
    found: defaultdict[object, list[Reading]] = defaultdict(list)
    for one in claim.measurements:
        if one.arm is None or figure(one.value) is None or _CHOSEN.search(one.measure):
            continue
        parts = names.parts(one.arm)
        # "rituximab in follicular lymphoma" is an arm and a condition.
        arm = frozenset(part.key for part in parts if part.type != "disease")
        if not arm:
            continue
        conditions = _conditions(claim, one, names) | {part.key for part in parts if part.type == "disease"}
        unit = "".join((one.unit or "").casefold().split()).removesuffix("s")
        reading = Reading(_spelled(one.measure, one.arm), arm, conditions, unit, claim, one)
        found[reading.key].append(reading)
    return [group[0] for group in found.values() if len({one.measurement.value for one in group}) == 1]


def _interval(one: Measurement) -> tuple[float, float] | None:
    low, high = figure(one.ci_low), figure(one.ci_high)
    return (low.value, high.value) if low and high else None


def agree(a: Measurement, b: Measurement) -> bool:
    """Whether two values are one after rounding, or each may be the other by its confidence interval.

    >>> agree(Measurement(measure="m", value="12"), Measurement(measure="m", value="12.1"))
    True
    >>> agree(Measurement(measure="m", value="12.4"), Measurement(measure="m", value="12.1"))
    False
    """
    first, second = figure(a.value), figure(b.value)
    if first is None or second is None:
        return a.value == b.value
    if abs(first.value - second.value) <= max(first.step, second.step) / 2 + 1e-9:
        return True
    for interval, value in ((_interval(a), second.value), (_interval(b), first.value)):
        if interval and interval[0] <= value <= interval[1]:
            return True
    return False


def _minor(readings: Iterable[Reading], names: NameIndex) -> tuple[Difference, ...]:
    """Return in what else the readings differ: comparator, time, number of patients, baseline."""
    found = []
    values: dict[str, dict[str, str]] = {name: {} for name in _MINOR}
    for one in readings:
        told = one.measurement
        versus = {part.key for part in names.parts(told.comparator)} if told.comparator else set()
        values["comparator"].setdefault(" ".join(sorted(versus)), told.comparator or "")
        values["timepoint"].setdefault(fold_key(told.timepoint or ""), told.timepoint or "")
        values["n"].setdefault(told.n or "", told.n or "")
        values["baseline"].setdefault(told.baseline_value or "", told.baseline_value or "")
    for name, kept in values.items():
        if len(kept) > 1:
            found.append(Difference(name, tuple(sorted(kept.values()))))
    return tuple(sorted(found))


def numeric_conflicts(case: Case) -> Iterator[Conflict]:
    """Yield the figures of one measure, arm, condition and unit that are apart beyond rounding.

    ``apparent`` where comparator, time point or number of patients differ (two studies, two times), else ``numeric``,
    or ``within_document`` where one document prints both. Figures of other arms or conditions are not compared.
    """
    groups: defaultdict[object, list[Reading]] = defaultdict(list)
    for claim in case.claims:
        for reading in readings_of(claim, case.names):
            groups[reading.key].append(reading)
    for key in sorted(groups, key=repr):
        readings = groups[key]
        printed: dict[str, Measurement] = {}
        for reading in readings:
            printed.setdefault(reading.measurement.value or "", reading.measurement)
        values = sorted(printed.values(), key=lambda one: (one.number or 0.0, one.value or ""))
        # Sorted, so that the ends are the furthest apart.
        if len(values) < 2 or all(agree(values[0], other) for other in values[1:]):
            continue
        apart = [one for one in readings if any(not agree(one.measurement, other) for other in (values[0], values[-1]))]
        if len({one.claim.id for one in apart}) < 2:
            continue
        yield _made(case, apart, repr(key))


def _made(case: Case, readings: list[Reading], place: str) -> Conflict:
    ordered = sorted(readings, key=lambda one: (one.claim.id, one.measurement.value or ""))
    parts = min((case.names.parts(one.measurement.arm or "") for one in ordered), key=repr)
    arm = " + ".join(sorted(part.name for part in parts if part.type != "disease"))
    measure = min(_without_arm(one.measurement) for one in ordered)
    question = question_of((arm.casefold(), None), "measure", (measure, None), Qualifiers(), case.names)
    differing = _minor(ordered, case.names)
    voices = {case.voice(one.claim) for one in ordered}
    kind = "apparent" if differing else "numeric" if len(voices) > 1 else "within_document"
    printed = sorted({_shown(one.measurement) for one in ordered})
    told = f"{measure} of {arm}: {' / '.join(printed)}"
    if differing:
        told += "; what differs: " + told_differences(differing)
    members = (Member(claim=one.claim.id, attitude="asserts", says=_shown(one.measurement)) for one in ordered)
    return conflict(kind, question, members, differing, "figures_apart", told, place=place)  # type: ignore[arg-type]


def _without_arm(one: Measurement) -> str:
    """Return the measure as printed, without "with rituximab" where that is the arm."""
    name = re.escape(one.arm or "")
    return (
        re.sub(rf"\s+(?:with|of|on|for|under|after|in)\s+{name}\b", "", one.measure, flags=re.I)
        if name
        else one.measure
    )


def _shown(one: Measurement) -> str:
    return f"{one.value} {one.unit}".strip() if one.unit and one.unit not in (one.value or "") else one.value or ""


_NEARLY = 0.05
"""Of the comparator's value: below it, "improves" is not what the figures say."""


def equal_figures(case: Case) -> Iterator[Conflict]:
    """Yield improvements asserted in general beside a figure of the same document that is as good as equal in both
    arms: "improves survival" over a progression-free survival of 5.1 against 5.0 months.

    Only where the outcome is named in general ("survival", not "overall survival"), so that the figure belongs to it.
    """
    for document, claims in case.by_document.items():
        figures: list[tuple[Reading, frozenset[str]]] = []
        for claim in claims:
            if not any(one.comparator_value for one in claim.measurements):
                continue
            for reading in readings_of(claim, case.names):
                value, other = figure(reading.measurement.value), figure(reading.measurement.comparator_value)
                if value is None or other is None or other.value == 0:
                    continue
                p = figure(reading.measurement.p)
                if abs(value.value - other.value) <= _NEARLY * abs(other.value) and not (p and p.value < 0.05):
                    figures.append((reading, frozenset(reading.measure.split())))
        if figures:
            yield from _inflated(case, claims, figures, case.place(case.echoes.get(document, document)))


def _inflated(
    case: Case, claims: Iterable[Claim], figures: list[tuple[Reading, frozenset[str]]], place: str
) -> Iterator[Conflict]:
    found: dict[tuple[str, str], tuple[set[Member], dict[str, str]]] = {}
    named: dict[tuple[str, str], tuple[tuple[str, str | None], tuple[str, str | None]]] = {}
    for claim in claims:
        for one in claim.relations:
            if one.predicate != "improves" or one.polarity != "affirmed":
                continue
            subject, words = case.names.key(one.subject, one.subject_id), frozenset(fold_key(one.object).split())
            for reading, measured in figures:
                if subject in reading.arm and words < measured and reading.claim.id != claim.id:
                    key = subject, case.names.key(one.object, one.object_id)
                    members, told = found.setdefault(key, (set(), {}))
                    named.setdefault(key, ((one.subject, one.subject_id), (one.object, one.object_id)))
                    printed = f"{_shown(reading.measurement)} against {reading.measurement.comparator_value}"
                    told[f"{reading.measurement.measure} {printed}"] = reading.measurement.measure
                    members.add(Member(claim=claim.id, attitude="asserts", says="improves"))
                    members.add(Member(claim=reading.claim.id, attitude="denies", says=_shown(reading.measurement)))
    for key in sorted(found):
        members, told = found[key]
        subject_name, object_name = named[key]
        question = question_of(subject_name, "benefit", object_name, Qualifiers(), case.names)
        explanation = (
            f"one document, {subject_name[0]} improves {object_name[0]}; its figures: {'; '.join(sorted(told))}"
        )
        # The figure is of another outcome than the one that is said to improve, if a narrower one of its name.
        outcomes = sorted({object_name[0], *told.values()})
        differing = (Difference("outcome", tuple(outcomes)),)
        yield conflict(
            "within_document", question, members, differing, "improvement_beside_equal_figures", explanation,
            place=place,
        )  # fmt: skip
