"""Rules on percentages of patients: each must be a whole number of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil, floor

from thymograph.assembly.audit.dossiers import Dossier
from thymograph.assembly.audit.figures import Figure, figure, shown, whole_number
from thymograph.assembly.audit.findings import Outcome, at_claim, not_performed, passed
from thymograph.assembly.audit.measures import is_estimate_over_time, is_share
from thymograph.model import Claim, Measurement

__all__ = ["percent_matches_count", "percent_of_n_is_whole", "whole_counts"]

_COUNTED = re.compile(
    r"(?<![\w.,/])(?P<k>\d{1,3}(?:,\d{3})*|\d+)\s*(?:/|\s(?:out )?of(?: the)?\s)\s*(?P<n>\d{1,3}(?:,\d{3})+|\d+)(?![\d.,/]*\d)"
    r"(?P<who>(?:\s+[A-Za-z-]+){0,3})\s*[(\[,;:=]\s*(?P<p>\d+(?:[.·]\d+)?)\s*%"
)


def whole_counts(percent: Figure, n: int) -> bool:
    """Tell whether some whole number of ``n`` patients is printed as ``percent``, rounded or cut off.

    >>> whole_counts(Figure(19.4, 0.1), 36), whole_counts(Figure(33.0, 1.0), 22)
    (True, False)
    """
    low, high = percent.low * n / 100, (percent.value + percent.step) * n / 100
    return ceil(low - 1e-9) <= high - 1e-9


def _nearest(percent: Figure, n: int) -> str:
    below = min(n, max(0, floor(percent.value * n / 100)))
    pairs = [f"{k} of {n} is {shown(100 * k / n)} %" for k in (below, below + 1) if k <= n]
    return ", ".join(pairs)


def _words(claim: Claim) -> str:
    return claim.quote or ""


def _n_is_of_the_arm(claim: Claim, one: Measurement) -> bool:
    """Tell whether n is that of the arm: given by the row of a table, or without another arm in the sentence."""
    if one.comparator_value is None:
        return True
    digits = re.escape(one.n or "")
    return claim.quote is not None and not re.search(rf"(?<!\d){digits}(?!\d)", claim.quote)


def percent_of_n_is_whole(dossier: Dossier) -> Iterator[Outcome]:
    """Yield whether each share of patients is a whole number of the n that stands with it, within its rounding."""
    rule = "percent_of_n_is_whole"
    for claim in dossier.claims:
        shares = [one for one in claim.measurements if is_share(one) and figure(one.value)]
        for one in shares:
            value, n = figure(one.value), whole_number(one.n)
            if value is None or not 0 <= value.value <= 100:
                continue  # impossible_figure says so
            if n is None:
                yield not_performed(rule, "no number of patients is given")
            elif is_estimate_over_time(one, _words(claim)):
                yield not_performed(rule, "the share is estimated over time or over studies, not counted")
            elif not _n_is_of_the_arm(claim, one):
                yield not_performed(rule, "the number of patients may count several arms")
            elif whole_counts(value, n):
                yield passed(rule)
            else:
                yield at_claim(
                    rule,
                    "error",
                    claim,
                    f"{one.measure} {one.value}% of n={one.n} is no whole number of patients: {_nearest(value, n)}",
                    f"look up how many patients the {one.value}% were, and of how many; if {one.n} counts several"
                    " arms, give the number of this one",
                )


_COUNT_REMEDY = "look both figures up in the cited work and correct the one that is wrong"


def _counts_beside_shares(rule: str, claim: Claim) -> Iterator[Outcome]:
    """Yield whether "36 (30%)" under a head that gives n is right."""
    for share in claim.measurements:
        percent, n = figure(share.value), whole_number(share.n)
        if share.unit != "%" or percent is None or n is None:
            continue
        for count in claim.measurements:
            k = whole_number(count.value)
            if (
                k is None
                or k > n
                or (count.measure, count.n, count.arm) != (share.measure, share.n, share.arm)
                or count.unit not in (None, "patients")
                or f"({share.value}" not in (claim.quote or "").replace("( ", "(")
                or count.value == count.n
            ):
                continue
            exact = 100 * k / n
            if percent.low - 1e-9 <= exact < percent.value + percent.step:
                yield passed(rule)
            else:
                words = f"{share.measure}: {count.value} of {share.n} is {shown(exact)} %, not {share.value} %"
                yield at_claim(rule, "error", claim, words, _COUNT_REMEDY)


def percent_matches_count(dossier: Dossier) -> Iterator[Outcome]:
    """Yield, wherever a count is printed with its percentage ("12 of 40 (30%)"), whether they agree."""
    rule = "percent_matches_count"
    for claim in dossier.claims:
        yield from _counts_beside_shares(rule, claim)
        if claim.quote is None:
            if any(is_share(one) for one in claim.measurements):
                yield not_performed(rule, "the words are not in the graph")
            continue
        if "%" not in claim.quote:
            continue
        for match in _COUNTED.finditer(claim.quote):
            k, n, percent = whole_number(match["k"]), whole_number(match["n"]), figure(match["p"])
            if k is None or n is None or percent is None or k > n or re.search(r"\bCI\b", match["who"]):
                continue
            exact = 100 * k / n
            # Cut off instead of rounded is common and no error.
            if percent.low - 1e-9 <= exact < percent.value + percent.step:
                yield passed(rule)
            else:
                yield at_claim(
                    rule,
                    "error",
                    claim,
                    f"{match['k']} of {match['n']} is {shown(exact)} %, not {match['p']} %",
                    _COUNT_REMEDY,
                )
