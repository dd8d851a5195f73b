"""Effects as printed: ratios and differences between two groups, with their intervals; nothing is computed from them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from thymograph.assembly.audit.figures import Figure, figure
from thymograph.lexicon.folding import fold_key
from thymograph.model import Claim, Measurement
from thymograph.views.pictures.scene import Scene
from thymograph.views.pictures.wording import joined

__all__ = ["Effect", "effects_of"]

_RATIO = re.compile(
    r"\b(?:(?:pooled|adjusted|unadjusted|summary|crude|subdistribution|standardi[sz]ed) )*"
    r"(?:(?:hazards?|odds|risk|rate|incidence(?: rate)?|prevalence|reporting odds|mortality|incidence density) ratios?|relative risks?)\b"
    r"|\b(?:a|s)?(?:HR|OR|IRR|RR|ROR)\b"
)
_DIFFERENCE = re.compile(
    r"\b(?:(?:pooled|adjusted|weighted|standardi[sz]ed|least[- ]squares?|placebo[- ](?:adjusted|corrected|subtracted)|between[- ]group|estimated"
    r"|treatment|absolute) )*(?:mean|risk|rate|median|percentage[- ]points?|between[- ]group|treatment|absolute)[- ]difference\b|\babsolute risk reduction\b"
    r"|\b(?:W|S|LS)?MD\b|\bRD\b|\bARR\b",
)  # fmt: skip
# "Relative risk reduction" is neither: a share of the other group's risk. It is told, not drawn.
_OTHER = re.compile(
    r"\b(?:relative risk reduction|numbers? needed to (?:treat|harm)|RRR|NNT|NNH|vaccine e(?:fficacy|ffectiveness))\b"
)
_NOT_EFFECTS = re.compile(r"\b(?:allocation|randomi[sz]ation|waist|normali[sz]ed|likelihood|female|male|sex) ", re.I)
_SPELLED = {
    "HR": "hazard ratio", "OR": "odds ratio", "RR": "risk ratio", "IRR": "incidence rate ratio", "ROR": "reporting odds ratio",
    "relative risk": "risk ratio", "MD": "mean difference", "WMD": "weighted mean difference", "SMD": "standardised mean difference",
    "LSMD": "least-squares mean difference", "RD": "risk difference", "ARR": "absolute risk reduction",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One printed effect; drawn only if ``apart`` is None."""

    scale: Literal["ratio", "difference", "other"]
    statistic: str
    """"hazard ratio", "mean difference" …"""
    outcome: str
    """What was measured; "" where the figure's own words do not say."""
    arm: str
    comparator: str | None
    unit: str
    value: float | None
    low: float | None
    high: float | None
    printed: str
    """Value, interval and p as printed."""
    n: str | None
    besides: str
    """Time point and condition."""
    apart: str | None
    """Why it is not drawn: no interval, an interval that does not hold the value …"""
    again: bool
    """Whether an effect before it has the same figures: the same result told again, not a second one."""
    claim: str
    document: str
    footing: str

    @property
    def versus(self) -> str:
        """Return the two groups in words."""
        return f"{self.arm} against {self.comparator}" if self.comparator else f"{self.arm}, compared group not read"


@lru_cache(maxsize=1 << 14)
def _scale(measure: str, unit: str | None = None) -> tuple[Literal["ratio", "difference", "other"], str] | None:
    """Return the scale of an effect and its name as printed; None for what is no effect between two groups."""
    for words in (measure, unit or ""):
        if _NOT_EFFECTS.search(words):
            continue
        lowered = words.casefold()
        for scale, rule in (("other", _OTHER), ("ratio", _RATIO), ("difference", _DIFFERENCE)):
            found = rule.search(words) or rule.search(lowered)
            if found:
                return scale, found[0]  # type: ignore[return-value]  # one of the three above
    return None


def _named(words: str) -> str:
    bare = re.sub(r"^(?:a|s)(?=(?:HR|OR|RR|IRR)$)", "", words)
    return _SPELLED.get(bare, _SPELLED.get(words.casefold(), words.casefold()))


def _comparator(claim: Claim, one: Measurement) -> str | None:
    """Return the group compared: the effect's own, else the one that the claim compares this arm with throughout."""
    if one.comparator or not one.arm:
        return one.comparator
    others = {other.comparator for other in claim.measurements if other.arm == one.arm and other.comparator}
    return others.pop() if len(others) == 1 else None


def _outcome(measure: str, name: str) -> str:
    rest = re.sub(re.escape(name), " ", measure, flags=re.I)
    rest = re.sub(r"\(\s*\)|\[\s*\]", " ", rest)
    rest = re.sub(r"^[\s,:;–-]+|[\s,:;–-]+$", "", " ".join(rest.split()))
    rest = re.sub(r"^(?:for|in|of)\s|\s(?:for|in|of)$", "", rest)
    # Words that stand where an outcome should, and name none.
    return (
        "" if re.fullmatch(r"(?:confidence intervals?|ci|effects?|results?|outcomes?|comparison)", rest, re.I) else rest
    )


def _level(printed: str | None) -> str:
    return f"{printed.strip().removesuffix('%').strip()}% " if printed else ""


def _printed(one: Measurement) -> str:
    unit = one.unit or ""
    shown = unit if len(unit) <= 12 and "ratio" not in unit and unit not in (one.value or "") else ""
    words = f"{one.value or '?'}{'' if shown == '%' else ' '}{shown}".strip()
    if one.ci_low is not None or one.ci_high is not None:
        words += f" ({_level(one.ci_level)}CI {one.ci_low or '?'} to {one.ci_high or '?'})"
    if one.p:
        words += f", P {one.p_operator or '='} {one.p}"
    return words


def _why_apart(
    scale: str, value: Figure | None, low: Figure | None, high: Figure | None, one: Measurement
) -> str | None:
    if one.ci_low is None or one.ci_high is None:
        return "no confidence interval printed"
    if value is None or low is None or high is None:
        return "not printed as plain numbers"
    if scale == "other":
        return "neither a ratio nor a difference of two groups"
    if low.low > value.high or high.high < value.low:
        return "its interval does not hold its value"
    if scale == "ratio" and min(value.value, low.value, high.value) <= 0:
        return "a ratio of zero or less has no place on a scale of ratios"
    return None


def effects_of(scene: Scene) -> list[Effect]:
    """Return the effects of a graph in reading order; repeats inside a document are left out."""
    found: list[Effect] = []
    seen: set[tuple[object, ...]] = set()
    for claim in scene.claims:
        for one in dict.fromkeys(claim.measurements):
            scaled = _scale(one.measure, one.unit)
            if scaled is not None and one.value is not None:
                effect = _effect(scene, claim, one, *scaled)
                figures = (effect.statistic, effect.unit, fold_key(effect.arm), effect.value, effect.low, effect.high)
                if effect.apart is None and figures in seen:
                    effect = replace(effect, again=True)
                seen.add(figures)
                found.append(effect)
    return found


def _effect(
    scene: Scene, claim: Claim, one: Measurement, scale: Literal["ratio", "difference", "other"], name: str
) -> Effect:
    value, ends = figure(one.value), (figure(one.ci_low), figure(one.ci_high))
    if ends[0] and ends[1] and ends[0].value > ends[1].value:
        # "−0.1 to −0.5": drawn from the lower end, printed as it stands.
        ends = ends[1], ends[0]
    unit = "" if scale == "ratio" or _scale(one.unit or "") else (one.unit or "")
    return Effect(
        scale=scale,
        statistic=_named(name),
        outcome=_outcome(one.measure, name),
        arm=one.arm or "group not read",
        comparator=_comparator(claim, one),
        unit=unit,
        value=value.value if value else None,
        low=ends[0].value if ends[0] else None,
        high=ends[1].value if ends[1] else None,
        printed=_printed(one),
        n=one.n,
        besides=joined(one.timepoint, one.condition),
        apart=_why_apart(scale, value, *ends, one),
        again=False,
        claim=claim.id,
        document=claim.document,
        footing=scene.footing(claim),
    )
