"""Column heads that name an arm and a measure at once: "Placebo, rate" beside "Drug, rate", "A vs B"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from thymograph.claims.measurements.grammar import pattern

__all__ = ["ArmHead", "Contrast", "arm_heads", "contrast_of"]

_SEPARATOR = r"[\s:,;–—-]+"


class ArmHead(NamedTuple):
    """The two parts of a head."""

    arm: str
    measure: str


class Contrast(NamedTuple):
    """The two sides of a head that sets one against the other."""

    arm: str
    comparator: str


@dataclass(frozen=True, slots=True)
class _Words:
    column: int
    words: tuple[str, ...]


def _common(one: tuple[str, ...], two: tuple[str, ...], *, last: bool) -> int:
    """Return how many first (or last) words two heads share."""
    pairs = zip(reversed(one), reversed(two), strict=False) if last else zip(one, two, strict=False)
    shared = 0
    for left, right in pairs:
        if left.casefold().strip(":,;") != right.casefold().strip(":,;"):
            break
        shared += 1
    return shared


def _cut(words: tuple[str, ...], shared: int, *, last: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return a head's own words and those that it shares, which are its last or its first ones."""
    at = len(words) - shared
    return (words[:at], words[at:]) if last else (words[shared:], words[:shared])


def arm_heads(heads: Sequence[str], is_arm: Callable[[str], bool]) -> dict[int, ArmHead]:
    """Return, by column, the arm and the measure of heads that share all but the name of an arm.

    ``is_arm`` tells whether words name an arm, which one of two heads must do. The arm is at most four words,
    the shared part at least one. Column 0 labels the rows.
    """
    split = [_Words(column, tuple(head.split())) for column, head in enumerate(heads) if column and head.strip()]
    found: dict[int, ArmHead] = {}
    for index, one in enumerate(split):
        for two in split[index + 1 :]:
            if one.words == two.words:
                continue
            for last in (True, False):
                shared = _common(one.words, two.words, last=last)
                cuts = [_cut(words.words, shared, last=last) for words in (one, two)]
                if not shared or not any(is_arm(" ".join(own)) for own, _ in cuts):
                    continue
                if all(
                    pattern(r"\d[\d.,]*\s?(?:mg|mcg|[µμ]g|g|IU|mL)(?:/\w+)?(?:\s\w+){0,3}").fullmatch(" ".join(own))
                    for own, _ in cuts
                ):
                    # "Drug 28 mg" beside "Drug 84 mg": what they share is the drug.
                    continue
                for words, (own, rest) in zip((one, two), cuts, strict=True):
                    if not pattern(r"[A-Za-z]{2}").search(" ".join(own)) or pattern(
                        r"(?:mg|mcg|g|µg|IU|units?|mL)\b"
                    ).match(" ".join(rest)):
                        # "10 mg weekly" beside "20 mg weekly": doses of one drug, each an arm whole.
                        break
                    if pattern(r"(?:n|%|N|no\.?|n\s?\(%\)|No\.)").fullmatch(" ".join(rest)):
                        found.setdefault(words.column, ArmHead(" ".join(own).strip(" :,;()–—-"), " ".join(rest)))
                        continue
                    if pattern(r"(?:[+&/]|plus|with|and|or|alone)(?:\s|$)").match(" ".join(rest)):
                        # "Drug + X" beside "placebo + X": what both have is of the arm.
                        break
                    if not shared or not 0 < len(own) <= 4 or not pattern(r"[A-Za-z]{2}").search(" ".join(rest)):
                        break
                    # A share of its head that is only a statistic or a sample size ("(n=20)") names no measure.
                    if not pattern(r"[A-Za-z]{3}").search(pattern(r"\([^)]*\)").sub("", " ".join(rest))):
                        break
                    if pattern(r"(?i)(?:the\s)?(?:groups?|arms?|treated|patients|cohort|treatment|therapy)").fullmatch(
                        pattern(r"\s*\([^)]*\)").sub("", " ".join(rest))
                    ):
                        break
                    found.setdefault(
                        words.column, ArmHead(" ".join(own).strip(" :,;()–—-"), " ".join(rest).strip(" :,;–—-"))
                    )
    return {column: found[column] for column in found if found[column].arm}


def contrast_of(head: str) -> Contrast | None:
    """Return the two sides of "A vs B" as a head, else None.

    >>> contrast_of("Severe renal impairment vs healthy subjects")
    Contrast(arm='Severe renal impairment', comparator='healthy subjects')
    """
    head = pattern(
        r"^(?:(?:[Ss]ide |[Aa]dverse )?[Ee]ffects?|[Rr]esults?|[Oo]utcomes?|[Ff]indings?|[Ee]fficacy|[Ss]afety)\s(?:for|of|with|in)\s"
    ).sub("", head.strip())
    match = pattern(
        r"([A-Za-z][^()]{1,60}?)\s(?:vs\.?|versus|compared (?:with|to)|over(?!\s(?:time|the|a)\b))\s([A-Za-z][^()]{1,60}?)(?:\s?\(.*\))?"
    ).fullmatch(head.strip())
    if match and pattern(r"(?i)(?:.*\s)?(?:differences?|changes?|ratio|reduction|p)").fullmatch(match[1].strip(" ,")):
        # "Difference vs placebo" is an estimate.
        return None
    return Contrast(match[1].strip(" ,"), match[2].strip(" ,")) if match else None
