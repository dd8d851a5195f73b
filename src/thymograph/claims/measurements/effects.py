"""Names of effect estimates by their abbreviations."""

from __future__ import annotations

__all__ = ["EFFECT_NAMES"]

EFFECT_NAMES: dict[str, str] = {
    "HR": "hazard ratio", "OR": "odds ratio", "RR": "risk ratio", "IRR": "incidence rate ratio", "SMD": "standardised mean difference",
    "MD": "mean difference", "WMD": "weighted mean difference", "ARR": "absolute risk reduction", "RRR": "relative risk reduction",
    "NNT": "number needed to treat", "NNH": "number needed to harm", "RD": "risk difference", "SHR": "subdistribution hazard ratio",
    "ROR": "reporting odds ratio", "LSMD": "least-squares mean difference", "AOR": "adjusted odds ratio", "AHR": "adjusted hazard ratio", "cOR": "crude odds ratio", "aHR": "adjusted hazard ratio", "aOR": "adjusted odds ratio",
    "aRR": "adjusted risk ratio", "sHR": "subdistribution hazard ratio", "aIRR": "adjusted incidence rate ratio", "PR": "prevalence ratio",
}  # fmt: skip
