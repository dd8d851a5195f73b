"""What the rules of kinds look at: the words, headings, table and findings of one statement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from thymograph.claims import kind_words as words
from thymograph.claims.clauses import folded
from thymograph.claims.section_kinds import heading_kind, headings_of, reach, section_kind
from thymograph.model import Assertion, Entity, Measurement, Regimen, Stance, Statement

__all__ = [
    "Seen",
    "begins_with_disease",
    "begins_with_drug",
    "gives_figures",
    "grades_evidence",
    "has_drug",
    "is_approved",
    "is_bench_step",
    "is_cell",
    "is_protocol",
    "is_safety",
    "tells_effect_first",
]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What the rules look at."""

    text: str
    statement: Statement | None
    entities: Sequence[Entity]
    assertions: Sequence[Assertion]
    measurements: Sequence[Measurement]
    regimens: Sequence[Regimen]
    stances: Sequence[Stance]

    @cached_property
    def headings(self) -> tuple[str, ...]:
        return reach(headings_of(self.statement))

    @cached_property
    def label(self) -> str | None:
        """The words before a colon ("Contraindications: …"), which head the statement like a heading."""
        match = re.match(r"([A-Z][\w /&,'()-]{2,50}):\s", self.text)
        return match.group(1) if match else None

    @cached_property
    def row_kind(self) -> str | None:
        """What row label or column head of a cell promise."""
        if self.statement is None or self.statement.unit != "cell":
            return None
        for role in ("column_head", "row_label", "caption"):
            for frame in reversed(self.statement.frames):
                if frame.role == role and (kind := heading_kind(frame.words.text)):
                    return kind
        return None

    @cached_property
    def promised(self) -> str | None:
        """The kind that the innermost telling heading promises, a label first."""
        above = section_kind(self.headings)
        if above in ("recommendation", "protocol_step") or self.label is None:
            return above
        label = heading_kind(self.label)
        # "Risk-benefit assessment: …" names no method where no method is told
        return above if label in (None, "protocol_step") else label

    @cached_property
    def _types(self) -> dict[str, str]:
        return {entity.name: entity.type for entity in self.entities}

    @cached_property
    def harms(self) -> bool:
        """Whether a drug is said to cause or worsen something."""
        # "reduces chemotherapy-induced nausea" makes two assertions and is no harm
        return bool(self.assertions) and all(
            a.predicate in ("causes", "worsens") and self._types.get(a.subject) in ("drug", "procedure")
            for a in self.assertions
        )

    @cached_property
    def asserted(self) -> str | None:
        """The kind that the first telling assertion speaks for."""
        for assertion in self.assertions:
            if assertion.predicate in ("associated_with", "not_associated_with"):
                drug = self._types.get(assertion.subject) in ("drug", "procedure")
                return "safety" if drug and self._types.get(assertion.object) == "disease" else "epidemiology"
            if kind := words.KIND_OF_PREDICATE.get(assertion.predicate):
                return kind
        return None

    def under(self, *kinds: str) -> bool:
        return self.promised in kinds

    @cached_property
    def folded(self) -> str:
        return folded(self.text)

    @cached_property
    def _known(self) -> dict[str, bool]:
        return {}

    def has(self, pattern: str) -> bool:
        known = self._known
        if pattern not in known:
            known[pattern] = words.has(pattern, self.text, self.folded)
        return known[pattern]

    @property
    def words_found(self) -> list[str]:
        """The names of the words asked for so far that occur."""
        return [name for name, occurs in self._known.items() if occurs]


def is_protocol(seen: Seen) -> bool:
    if seen.has("protocol_purpose"):
        return True
    in_methods = seen.promised == "protocol_step" or (
        seen.promised in (None, "dosage", "safety", "trial_result", "mechanism")
        and any(heading_kind(heading) == "protocol_step" for heading in seen.headings)
        and not seen.has("finding")
    )
    return in_methods and not seen.has("strong_result")


def is_bench_step(seen: Seen) -> bool:
    if seen.under("recommendation", "dosage", "safety", "guideline_position"):
        return False
    return seen.has("bench_step") or seen.has("bench_use") or (seen.has("bench_told") and not seen.has("result_told"))


_RELATIVE = re.compile(r", (?:which|who) [^,;.]*(?:,|\.|$)")
_PATIENTS = re.compile(r"\b(?:patients|people|those|adults|children|women|men|individuals) (?:who|whose|with)\b[^,;.]*")
_DECIMAL = re.compile(r"\d[.·]\d|\bp ?[<=>≤]|\d ?%[^.;]*\b(?:vs|versus|compared)\b")
_GRADES = re.compile(r"\([^()]*\b(?:recommendation|evidence|quality|certainty)\b[^()]*\)")
_HABITS = re.compile(
    r"(?:cigarette |heavy |regular |current |a |older |advanced |increasing )?(?:family history|smoking|ag(?:e|ing)\\b|alcohol|obesity|overweight|inactivity|diet\\b|poverty|male sex|female sex|being|having|genetic)"
)
_BRACKETS = re.compile(r"\([^()]*\)")


def is_safety(seen: Seen) -> bool:
    # "lowers the risk of bleeding" is a benefit
    if seen.has("safety"):
        if seen.has("indication") and not words.has("safety", seen.text, _PATIENTS.sub(" ", seen.folded)):
            return False  # "is used for patients who had side effects of another" tells a use
        # "colitis models (drug toxicity)" is not about safety
        return (
            "(" not in seen.text
            or words.has("safety", seen.text, _BRACKETS.sub(" ", seen.folded))
            or not seen.has("finding")
        )
    return seen.has("risk_of") and not seen.has("risk_lowered")


def begins_with_disease(seen: Seen) -> bool:
    """Return whether the sentence begins with a disease or a habit, not with a drug or its use."""
    first = min((e for e in seen.entities if e.start >= 0), key=lambda e: e.start, default=None)
    if first is None or first.start > 60:
        return bool(_HABITS.match(seen.folded))
    return first.type in ("disease", "process", "outcome") and not seen.has("exposure")


def gives_figures(seen: Seen) -> bool:
    """Return whether results are given in figures, not only named."""
    return seen.has("strong_result") and _DECIMAL.search(seen.folded) is not None


def has_drug(seen: Seen) -> bool:
    return any(e.type == "drug" and e.start >= 0 for e in seen.entities)


def begins_with_drug(seen: Seen) -> bool:
    """Return whether the first thing named is a drug."""
    first = min((e for e in seen.entities if e.start >= 0), key=lambda e: e.start, default=None)
    return first is not None and first.type == "drug" and first.start < 80


def is_cell(seen: Seen) -> bool:
    return seen.statement is not None and seen.statement.unit == "cell"


def is_approved(seen: Seen) -> bool:
    """Return whether an approval is told outside a relative clause."""
    return words.has("approval", seen.text, _RELATIVE.sub(" ", seen.folded))


def grades_evidence(seen: Seen) -> bool:
    """Return whether the quality of evidence is told outside the grade in brackets of an advice."""
    if not seen.has("evidence_quality"):
        return False
    return "(" not in seen.text or words.has("evidence_quality", seen.text, _GRADES.sub(" ", seen.folded))


_HEAD = re.compile(r", | and (?:caused|the|was|were|with)\b| with (?=[\w ]+ as the )")


def tells_effect_first(seen: Seen) -> bool:
    """Return whether a sentence that names harms begins with what a treatment did ("… reduced pain, and harms were few")."""
    if not seen.has("past_effect") or seen.has("cellular"):
        return False
    head = _HEAD.split(seen.folded, maxsplit=1)[0]
    return len(head) < len(seen.folded) and words.has("past_effect", head, head) and not words.has("safety", head, head)
