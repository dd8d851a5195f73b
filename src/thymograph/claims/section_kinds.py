"""What kind of statement a heading promises."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from thymograph.model import Statement

__all__ = ["heading_kind", "headings_of", "reach", "section_kind"]

# Ordered: a heading is of the first kind that fits ("Safety results" is safety, "Recommended dosage" dosage).
_HEADINGS: tuple[tuple[str, str], ...] = (
    (
        "future_direction",
        r"\bfuture\b|\bresearch (?:needs|gaps|agenda|priorities)|\boutlook\b|unanswered questions|next steps|implications for research|\bperspectives?$|ongoing (?:trials|studies|research)",
    ),
    (
        "safety",
        r"contraindicat|\bcautions?\b|\bsafety\b|side[- ]effects?|adverse|toxicit|tolerabilit|\bwarnings?\b|precautions?|interactions?$|drug interactions|interactions with|pregnan|breast-?feeding|lactation|nursing|fertility|overdos|\brisks?$|\bharms?\b|\bhypersensitivity|complications|when not to|who should not|black box|long-term effects|withdrawal|special populations|use in specific populations",
    ),
    (
        "pharmacokinetics",
        r"pharmacokinetic|\babsorption|\belimination|\bmetabolism$|\bdistribution\b|\bhalf-life|bioavailability|\bexcretion|\bclearance",
    ),
    (
        "dosage",
        r"(?<!high[ -])(?<!low[ -])\bdos(?:e|es|age|ages|ing)\b|\badministration\b|posology|how to (?:use|take|give)|how is .* (?:given|administered|taken)|\bhow long\b|duration of (?:treatment|therapy)|\bregimens?$|\btitration|missed dose|dose adjustments?",
    ),
    (
        "protocol_step",
        r"^methods?$|materials?\b|\bprocedures?$|\bprotocols?\b(?!-)|methodolog|\bmethods?\b|study design|trial design|treatment regimen|patient population|\brandomi[sz]ation|statistical analys|\bassessments?$|reagents|sample (?:preparation|collection|size)|eligibility|inclusion (?:and exclusion )?criteria|exclusion criteria|outcome measures(?! (?:after|at|in|of|by)\b)|data (?:collection|extraction|sources)|search strategy|\bparticipants$|\bsetting$|experimental (?:design|set-?up|procedures?|section)|\bworkflow|search (?:terms|methods)|study selection|measurements$|interventions?$|\bendpoints?$|equipment|staining$|cell culture$|western blot|flow cytometry|\bassays?$",
    ),
    ("regulatory_status", r"regulat|\bapprovals?\b|legal status|licen[sc]ing|marketing authori|availability"),
    (
        "evidence_quality",
        r"evidence quality|quality of (?:the )?evidence|\blimitations?\b|strength of (?:the )?evidence|certainty of (?:the )?evidence|risk of bias|evidence gaps|level of evidence|strengths and",
    ),
    (
        "recommendation",
        r"\brecommendations?\b|\balgorithm|\bwhat to do|practical (?:advice|points|considerations)|clinical (?:pearls|approach|implications for practice)|\bmanagement\b|implications for practice|key (?:points|takeaways)$|bottom line|action plan|approach to|\bmonitoring\b",
    ),
    ("guideline_position", r"guidelines?\b|society positions?|position statement|\bpositions?$|consensus"),
    ("epidemiology", r"epidemiolog|prevalence|\bincidence\b|burden of|demographics|\bfrequency$|mortality statistics"),
    (
        "comparison",
        r"\bcompar(?:ison|ed|ative|ing)\b|\bversus\b|\bvs\.?\b|head-to-head|differences between|\balternatives?\b",
    ),
    (
        "mechanism",
        r"mechanism|mode of action|how (?:it|they|does|do) .*work|how it works|pharmacodynamic|signal(?:l)?ing|pathways?\b|pathogenesis|pathophysiolog|\bbiology\b|molecular|\bpharmacology$|\baetiology|\betiology|physiology|immune modulation|target",
    ),
    (
        "trial_result",
        r"^(?:main )?results?$|\bresults?\b|\befficacy\b|\boutcomes?\b|clinical (?:evidence|trials?|studies|data|findings)|(?:pre)?clinical evidence|\bfindings?\b|\beffectiveness\b|evidence for|evidence from|\btrial\b",
    ),
    (
        "indication",
        r"indications?\b|\busage\b|\buses?\b|clinical applications?|therapeutic applications?|conditions treated|what .* used for|medical use|popular combinations|combination",
    ),
    (
        "definition",
        r"\bdefinitions?\b|^what (?:is|are)\b|alternate names|brand names|\bsynonyms?\b|other names|classification|^(?:product |general )?description\b|\bchemistry\b|terminology|nomenclature|^overview$|^introduction\b|^background$",
    ),
)


# Under these a document speaks of everything: what stands above them promises nothing any more.
_OPEN = re.compile(
    r"\b(?:conclusions?|concluding|summary|discussion|abstract|introduction|key findings|take-?home|in brief|synopsis|at a glance|direct answer)\b"
)

# These may promise another kind in passing ("Conclusion and future directions") and do not keep it.
_CLOSING = re.compile(r"\b(?:conclu\w+|discussion|abstract)\b")


@cache
def _headings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern)) for kind, pattern in _HEADINGS)


@cache
def heading_kind(heading: str) -> str | None:
    """Return the kind that one heading (or FAQ question, list lead, label) promises, None when it promises none.

    >>> heading_kind("Common side effects"), heading_kind("Conclusion")
    ('safety', None)
    """
    low = heading.strip().strip("*#:. ").lower()
    for kind, pattern in _headings():
        if pattern.search(low):
            return kind
    return None


def _heads(lead: str) -> bool:
    """Return whether a list lead works as a heading; a long one is a sentence that names things in passing."""
    return lead.count(" ") < 4 or heading_kind(lead) in ("future_direction", "safety", "dosage")


def headings_of(statement: Statement | None) -> tuple[str, ...]:
    """Return the words above a statement, innermost first: question, list lead, headings."""
    if statement is None:
        return ()
    near = [
        f.words.text
        for f in statement.frames
        if f.role == "question" or (f.role == "list_lead" and _heads(f.words.text))
    ]
    above = list(reversed(statement.section))
    if not above:
        above = [f.words.text for f in reversed(statement.frames) if f.role == "heading"]
    return (*reversed(near), *above)


def reach(headings: Iterable[str]) -> tuple[str, ...]:
    """Return the headings that still rule, innermost first: none beyond "Conclusion" and its like."""
    ruling = []
    for heading in headings:
        low = heading.lower()
        if not _CLOSING.search(low):
            ruling.append(heading)
        if _OPEN.search(low):
            break
    return tuple(ruling)


def section_kind(headings: Iterable[str]) -> str | None:
    """Return the kind that the innermost telling heading promises; "Conclusion" and its like promise none.

    >>> section_kind(("Conclusion", "Experimental protocols")) is None
    True
    """
    for heading in reach(headings):
        kind = heading_kind(heading)
        if kind is not None:
            return kind
    return None
