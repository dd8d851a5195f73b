"""The kind of a claim: one of sixteen, by ordered, named rules, which are weighed with the other clues.

The rules were written by people and are sure of what they were written for; in a new kind of text they err by the words
they do not know. So the first rule that applies is one clue among others (``kind_clues``), and the weights
(``kind_weights``) tell how far to follow it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from thymograph.claims.kind_clues import clues_of
from thymograph.claims.kind_features import (
    Seen,
    begins_with_disease,
    begins_with_drug,
    gives_figures,
    grades_evidence,
    has_drug,
    is_approved,
    is_bench_step,
    is_cell,
    is_protocol,
    is_safety,
    tells_effect_first,
)
from thymograph.claims.kind_weights import deciding, heaviest
from thymograph.model import Assertion, Entity, Measurement, Regimen, Stance, Statement

__all__ = ["KINDS", "kind_and_rule", "kind_of", "listed"]

KINDS = (
    "mechanism",
    "trial_result",
    "guideline_position",
    "safety",
    "dosage",
    "indication",
    "pharmacokinetics",
    "comparison",
    "evidence_quality",
    "recommendation",
    "future_direction",
    "definition",
    "protocol_step",
    "regulatory_status",
    "epidemiology",
    "other",
)


# Under these headings a document says all sorts of things: they decide last.
_WEAK = ("definition", "indication", "trial_result", "comparison")

_RULES: tuple[tuple[str, str, Callable[[Seen], bool]], ...] = (
    ("protocol under its heading", "protocol_step", is_protocol),
    ("bench step in the imperative", "protocol_step", is_bench_step),
    ("aim of a study", "protocol_step", lambda s: s.has("aim")),
    (
        "design of a study",
        "protocol_step",
        lambda s: s.has("design") and not gives_figures(s) and not s.has("result_told"),
    ),
    (
        "study and what it does",
        "protocol_step",
        lambda s: s.has("study_does") and not s.has("strong_result") and not s.has("result_verb"),
    ),
    ("future heading", "future_direction", lambda s: s.under("future_direction") and not s.has("past_result")),
    ("research called for", "future_direction", lambda s: s.has("research_needed")),
    ("research awaited", "future_direction", lambda s: s.has("research_awaited") and not s.has("strong_result")),
    (
        "told to be unchanged",
        "trial_result",
        lambda s: s.has("told_unchanged") and not s.under("safety", "mechanism", "pharmacokinetics"),
    ),
    (
        "told against the other",
        "trial_result",
        lambda s: s.has("told_against") and not s.under("safety", "recommendation"),
    ),
    (
        "passage into a place",
        "pharmacokinetics",
        lambda s: s.has("passage") and not s.under("safety") and not s.has("forbidden") and not s.has("advice"),
    ),
    ("appraisal of a treatment", "guideline_position", lambda s: s.has("appraised")),
    (
        "approval by a regulator",
        "regulatory_status",
        lambda s: is_approved(s) and not s.has("strong_result") and not s.has("approval_aside"),
    ),
    (
        "recommendation heading",
        "recommendation",
        lambda s: s.under("recommendation") and not s.has("body_speaks") and not s.has("strong_result"),
    ),
    (
        "heterogeneity",
        "evidence_quality",
        lambda s: (
            s.has("heterogeneity")
            and (bool(s.measurements) or s.has("trial_words") or "heterogeneity of" not in s.folded)
        ),
    ),
    (
        "quality of evidence in words",
        "evidence_quality",
        lambda s: (
            grades_evidence(s)
            and not s.has("our_advice")
            and not s.has("body_speaks")
            and not s.has("strong_result")
            and not (s.under("safety", "dosage") and (is_safety(s) or s.has("dose_words")))
        ),
    ),
    (
        "figures in a cell",
        "trial_result",
        lambda s: is_cell(s) and any(m.p or m.ci_low or m.comparator_value for m in s.measurements),
    ),
    (
        "stance of a body",
        "guideline_position",
        lambda s: bool(s.stances) or s.has("body_recommends") or s.has("absent_from_guidelines"),
    ),
    ("advice of the document's own", "guideline_position", lambda s: s.has("our_advice")),
    ("guideline heading", "guideline_position", lambda s: s.under("guideline_position") and not s.has("strong_result")),
    ("evidence heading", "evidence_quality", lambda s: s.under("evidence_quality") and not s.has("strong_result")),
    ("indicated for", "indication", lambda s: s.has("indicated") and not s.under("safety")),
    ("pharmacokinetic words", "pharmacokinetics", lambda s: s.has("pharmacokinetics") and not s.under("safety")),
    ("safety heading", "safety", lambda s: s.under("safety") and not s.has("dose_words")),
    ("dose as the subject", "dosage", lambda s: s.has("dose_subject") and not s.has("trial_words")),
    (
        "people at risk",
        "epidemiology",
        lambda s: s.has("people_at_risk") and not s.under("safety") and not has_drug(s) and not s.has("exposure"),
    ),
    ("risk factor of a disease", "epidemiology", lambda s: s.has("raises_risk") and begins_with_disease(s)),
    ("effect before a harm", "trial_result", lambda s: tells_effect_first(s) and not s.under("safety")),
    ("use told first", "indication", lambda s: s.has("used_first") and not s.under("safety")),
    ("use forbidden", "safety", lambda s: s.has("forbidden") and not s.under("recommendation", "guideline_position")),
    ("noun of a class and what it is", "definition", lambda s: s.has("class_noun") and not s.has("strong_result")),
    (
        "treatment given to a group",
        "protocol_step",
        lambda s: s.has("given_to") and not s.has("result_told") and not s.has("strong_result") and not s.has("advice"),
    ),
    ("safety words", "safety", lambda s: is_safety(s) and not s.under("dosage", "indication")),
    (
        "harm that may follow",
        "safety",
        lambda s: (
            not s.under("dosage", "mechanism")
            and (
                (s.has("may_harm") and not begins_with_disease(s))
                or (s.has("can_cause") and begins_with_drug(s) and not s.has("cellular"))
            )
        ),
    ),
    ("dosage heading", "dosage", lambda s: s.under("dosage") and not s.has("strong_result")),
    (
        "dose given",
        "dosage",
        lambda s: (
            (s.has("dose_words") or (bool(s.regimens) and not s.measurements))
            and not s.has("finding")
            and not s.has("study_told")
        ),
    ),
    ("dosing spoken of", "dosage", lambda s: s.has("dosing") and s.promised is None and not s.has("finding")),
    (
        "numbers of a population",
        "epidemiology",
        lambda s: s.has("epidemiology") and not s.has("trial_words") and not s.has("changes_incidence"),
    ),
    (
        "share of a population",
        "epidemiology",
        lambda s: (
            s.has("population")
            and not s.has("trial_words")
            and not s.has("past_result")
            and "who use" not in s.folded
            and "who take" not in s.folded
        ),
    ),
    (
        "where and how often",
        "epidemiology",
        lambda s: (
            (s.has("body_count") or (s.has("place") and s.has("frequency")))
            and not s.has("trial_arms")
            and not s.has("advice")
            and not s.has("treated_with")
        ),
    ),
    ("epidemiology heading", "epidemiology", lambda s: s.under("epidemiology")),
    ("drug of choice", "recommendation", lambda s: s.has("choice")),
    ("advice in the imperative", "recommendation", lambda s: s.has("imperative")),
    ("effect left open", "evidence_quality", lambda s: s.has("open_effect") and not s.under("mechanism")),
    ("drug that causes a disease", "safety", lambda s: s.harms and not s.has("past_effect")),
    ("definition in words", "definition", lambda s: s.has("definition") and not s.has("finding")),
    (
        "result of a study",
        "trial_result",
        lambda s: (
            s.has("strong_result")
            or s.has("study_told")
            or s.has("arm_number")
            or (
                s.has("trial_words")
                and s.has("finding")
                and not s.under("mechanism")
                and not s.has("conditional")
                and not (s.has("cellular") and not s.has("clinical"))
            )
        ),
    ),
    (
        "cell of measured values",
        "trial_result",
        lambda s: (
            is_cell(s)
            and (bool(s.measurements) or s.has("change_cell"))
            and s.row_kind not in ("mechanism", "indication")
        ),
    ),
    ("cell under its label", "", lambda s: s.row_kind is not None),
    (
        "effect told in the past",
        "trial_result",
        lambda s: (
            s.has("past_effect")
            and not s.has("molecular")
            and not s.has("conditional")
            and s.promised in (None, "trial_result", "comparison", "indication", "definition")
        ),
    ),
    ("clinical advice", "recommendation", lambda s: s.has("advice")),
    (
        "treatments set beside each other",
        "comparison",
        lambda s: s.has("set_beside") and not s.has("trial_words") and not s.measurements,
    ),
    ("used or indicated for", "indication", lambda s: s.has("indication")),
    ("treated with", "indication", lambda s: s.has("treated_with") and not s.has("strong_result")),
    (
        "comparison in words",
        "comparison",
        lambda s: (
            s.has("comparison")
            and not s.measurements
            and not s.under("mechanism")
            and not (s.has("cellular") and s.has("past_tense"))
        ),
    ),
    (
        "numbers measured",
        "trial_result",
        lambda s: bool(s.measurements) and (s.has("finding") or s.under("trial_result")),
    ),
    ("result heading", "trial_result", lambda s: s.under("trial_result") and (s.has("clinical_effect"))),
    ("rate of an outcome", "trial_result", lambda s: s.has("outcome_rate")),
    (
        "clinical outcome changed",
        "trial_result",
        lambda s: s.has("outcome_change") and not s.has("molecular") and not s.under("mechanism"),
    ),
    ("levels in the blood changed", "pharmacokinetics", lambda s: s.has("levels_changed") and not s.has("molecular")),
    ("mechanism words", "mechanism", lambda s: s.has("mechanism")),
    ("property of an agent", "mechanism", lambda s: s.has("has_property")),
    ("kind of the heading", "", lambda s: s.promised not in (None, *_WEAK)),
    ("trial planned", "future_direction", lambda s: s.has("told_plan")),
    ("plain doubt", "evidence_quality", lambda s: s.has("told_doubt")),
    ("plain result", "trial_result", lambda s: s.has("told_result")),
    ("plain burden", "epidemiology", lambda s: s.has("told_burden") and "who use" not in s.folded),
    ("sold with or without prescription", "regulatory_status", lambda s: s.has("told_law")),
    ("plain fate of a drug", "pharmacokinetics", lambda s: s.has("told_fate")),
    ("plain harm", "safety", lambda s: s.has("told_harm") and s.asserted not in ("indication", "recommendation")),
    ("plain use", "indication", lambda s: s.has("told_use") and not s.has("molecular")),
    ("plain dose", "dosage", lambda s: s.has("told_dose")),
    ("plain advice", "recommendation", lambda s: s.has("told_advice")),
    ("cause told", "mechanism", lambda s: s.has("cause") and s.asserted is None),
    ("risk factor", "epidemiology", lambda s: s.has("risk_factor")),
    ("regimen", "dosage", lambda s: bool(s.regimens)),
    ("numbers told in the past", "trial_result", lambda s: bool(s.measurements) and s.has("past_tense")),
    ("kind of the first assertion", "", lambda s: s.asserted is not None),
    ("plain biology", "mechanism", lambda s: s.has("told_biology")),
    ("heading of wide reach", "", lambda s: s.promised is not None),
)


# What was right in every text that they were not written for, so that nothing is weighed; and what the label of a row
# says, since the weights have seen few tables.
_SURE = frozenset(
    {
        "stance of a body",
        "aim of a study",
        "protocol under its heading",
        "cell under its label",
        "research awaited",
        "told to be unchanged",
        "told against the other",
        "passage into a place",
    }
)


def listed(seen: Seen) -> tuple[str, str]:
    """Return the kind and the name of the first rule that applies; ("other", "no rule") when none does."""
    for name, kind, applies in _RULES:
        if applies(seen):
            return (kind or seen.row_kind or seen.promised or seen.asserted or "other"), name
    return "other", "no rule"


def _decided(seen: Seen) -> tuple[str, str, set[str]]:
    """Return the kind, the rule that applies first, and the clues if they outweigh it."""
    kind, rule = listed(seen)
    clues = set() if rule in _SURE else clues_of(seen, rule)
    weighed = heaviest(clues) if clues else kind
    return weighed, rule, clues if weighed != kind else set()


def kind_and_rule(
    text: str,
    *,
    statement: Statement | None = None,
    entities: Sequence[Entity] = (),
    assertions: Sequence[Assertion] = (),
    measurements: Sequence[Measurement] = (),
    regimens: Sequence[Regimen] = (),
    stances: Sequence[Stance] = (),
) -> tuple[str, str]:
    """Return the kind and what gave it: the name of a rule, or "weighed: " and the three clues that decided against it."""
    seen = Seen(
        text=text,
        statement=statement,
        entities=entities,
        assertions=assertions,
        measurements=measurements,
        regimens=regimens,
        stances=stances,
    )
    kind, rule, clues = _decided(seen)
    if clues:
        rule = f"weighed: {', '.join(deciding(clues))}"
    return kind, rule


def kind_of(
    text: str,
    *,
    statement: Statement | None = None,
    entities: Sequence[Entity] = (),
    assertions: Sequence[Assertion] = (),
    measurements: Sequence[Measurement] = (),
    regimens: Sequence[Regimen] = (),
    stances: Sequence[Stance] = (),
) -> str:
    """Return the kind of the claim that ``text`` makes, one of :data:`KINDS`.

    Reads the words, the headings, the table and what the other rules found; any of these may be empty.
    One best kind: a safety finding of a trial is ``safety``.

    >>> kind_of("Metformin is excreted unchanged in the urine, with a half-life of about 6 hours.")
    'pharmacokinetics'
    """
    seen = Seen(
        text=text,
        statement=statement,
        entities=entities,
        assertions=assertions,
        measurements=measurements,
        regimens=regimens,
        stances=stances,
    )
    return _decided(seen)[0]
