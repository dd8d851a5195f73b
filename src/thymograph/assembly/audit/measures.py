"""What a measure is, by the words of its name: a share of patients, a ratio, a difference, a change."""

from __future__ import annotations

import re
from functools import cache

from thymograph.model import Measurement

__all__ = ["is_difference", "is_estimate_over_time", "is_ratio", "is_share"]

_SHARE = re.compile(
    r"\brates?\b|\brespon(?:se|ses|ders?)\b|\bremissions?\b|\bpatients?\b|\bparticipants?\b|\bsubjects\b|\bproportion\b"
    r"|\bincidence\b|\bprevalence\b|\bmortality\b|\bdeaths?\b|\bfrequency\b|\bdiscontinu\w+|\bwithdr[ae]w\w*|\brelapses?\b"
    r"|\brecurrences?\b|\bcures?\b|\bcured\b|\bseroconver\w+|\bseroprotect\w+|\bclearance rate\b|\bsuccess\b"
    r"|\b(?:adverse|serious|side)\b|\btoxicit\w+|\bdisease control\b|\bDCR\b|\bORR\b|\bpCR\b|\bSVR\d*\b|\bACR ?\d+\b"
    r"|\bPASI ?\d+\b|\bEASI ?\d+\b|\bachiev\w+|\bexperienc\w+|\bwomen\b|\bmen\b|\bchildren\b|\binfants\b|\badults\b",
    re.IGNORECASE,
)
_NO_SHARE = re.compile(
    r"\bchange|\breduc\w+|\bincrease|\bdecrease|\bdecline|\bdrop\b|\bgain\b|\bloss\b|\bmean\b|\bmedian\b|\blevels?\b|\bconcentration"
    r"|\bindex\b|\bscores?\b|\bbioavailab|\babsor|\bexcret|\bsaturation|\bfraction\b|\bvolume\b|\bvariation\b|\bviab|\binhibit"
    r"|\bpurity\b|\boccupancy\b|\bbinding\b|\brelative\b|\brisk\b|\bdifference\b|\befficacy\b|\bHbA1c\b|\bA1c\b|\bweight\b|\bdose\b"
    r"|\bclearance\b(?! rate)|\bheart rate\b|\bfiltration rate\b|\bgrowth rate\b|\bmetaboli|\bfold\b|\bpoints\b|\bhalf-li|\bheterogeneity\b"
    r"|\bhazard\b|\bodds\b|\bratio\b|\bconfidence\b|\bannuali[sz]ed\b|\bdensity\b|\bcells?\b|\bcounts?\b",
    re.IGNORECASE,
)
# Of a survival curve, a pool of studies or a model: no count of patients has to give it.
_ESTIMATE = re.compile(
    r"\bsurviv\w+|\b[OPDER]FS\b|\bOS\b|\bcumulative\b|\bKaplan|\bpooled\b|\bmeta-?analys[ei]s\b|\bweighted\b|\badjusted\b"
    r"|\bestimated?\b|\bimput\w+|\b\d+[- ](?:year|month)\b|\bcensor\w+|\bstandardi[sz]ed\b|\bsystematic review\b|\bmodel\w*\b",
    re.IGNORECASE,
)
_RATIO = re.compile(
    r"\b(?:hazards?|odds|risk|rate|incidence rate|prevalence|relative risk|likelihood) ratios?\b|\brelative risk\b"
    r"|\ba?(?:HR|OR|RR|IRR|aHR|aOR|aRR|sHR)\b"
)
_RATIO_ANY_CASE = re.compile(r"\bratio\b", re.IGNORECASE)
_NOT_RATIO = re.compile(
    r"\b(?:allocation|randomi[sz]ation|waist|albumin|ventilation|mass|PaO2|lymphocyte|CD4|A/G)\b", re.IGNORECASE
)
_DIFFERENCE = re.compile(r"\bdifference\b|\bMD\b|\bSMD\b|\bWMD\b|\bARR\b|\btreatment effect\b", re.IGNORECASE)


@cache
def _told(words: str) -> tuple[bool, bool, bool, bool, bool]:
    ratio = bool(
        _RATIO.search(words)
        or (_RATIO_ANY_CASE.search(words) and re.search(r"\b(?:hazard|odds|risk|rate)", words, re.I))
    )
    return (
        bool(_SHARE.search(words)),
        bool(_NO_SHARE.search(words)),
        bool(_ESTIMATE.search(words)),
        ratio and not _NOT_RATIO.search(words),
        bool(_DIFFERENCE.search(words)),
    )


def is_share(one: Measurement) -> bool:
    """Tell whether a measurement is a percentage of patients, as far as the words of its measure tell.

    >>> is_share(Measurement(measure="objective response rate", unit="%"))
    True
    >>> is_share(Measurement(measure="reduction of LDL cholesterol", unit="%"))
    False
    """
    share, no_share, *_ = _told(one.measure)
    return one.unit in ("%", "percent", "per cent") and share and not no_share


def is_estimate_over_time(one: Measurement, words: str) -> bool:
    """Tell whether a share is read from a curve, a pool of studies or a model rather than counted."""
    return any(_told(part)[2] for part in (one.measure, one.condition or "", words))


def is_ratio(one: Measurement) -> bool:
    """Tell whether a measurement is a ratio of risks, odds, rates or hazards: no effect is 1."""
    return any(_told(part)[3] for part in (one.measure, one.unit or ""))


def is_difference(one: Measurement) -> bool:
    """Tell whether a measurement is a difference between arms: no effect is 0."""
    return not is_ratio(one) and _told(one.measure)[4]
