"""Counts of what was found, what was wrong and what was missed, and the figures they give."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from case_file import alike, key
from thymograph.model import Claim

__all__ = ["Judgement", "Miss", "Names", "Tally", "added", "numbers"]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one field: wanted and found, found and not wanted, wanted and not found."""

    found: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.found + other.found, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def wanted(self) -> int:
        """Return how many there were to find."""
        return self.found + self.missed

    @property
    def precision(self) -> float | None:
        """Return the share of right ones among those taken; None where none was taken."""
        taken = self.found + self.wrong
        return self.found / taken if taken else None

    @property
    def recall(self) -> float | None:
        """Return the share found of those wanted; None where none was wanted."""
        return self.found / self.wanted if self.wanted else None

    @property
    def f1(self) -> float | None:
        """Return the harmonic mean of precision and recall, 2tp/(2tp+fp+fn)."""
        every = 2 * self.found + self.wrong + self.missed
        return 2 * self.found / every if every else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """Something that a case or gold statement wants otherwise."""

    field: str
    wanted: str
    got: str


@dataclass(slots=True)
class Judgement:
    """The counts by field, and what went wrong, gathered while a case is judged."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def count(self, name: str, *, found: int = 0, wrong: int = 0, missed: int = 0) -> None:
        """Add to the counts of a field."""
        self.tallies[name] = self.tallies.get(name, Tally()) + Tally(found, wrong, missed)

    def miss(self, name: str, *, wanted: object = "", got: object = "") -> None:
        """Keep what went wrong, for those who may see it."""
        self.misses.append(Miss(field=name, wanted=str(wanted), got=str(got)))

    def label(self, name: str, accepted: Iterable[str], got: Iterable[str]) -> None:
        """Judge a field that has one value: right if any of ``got`` is accepted, missed if there is none."""
        accepted, got = list(accepted), list(got)
        right = any(value in accepted for value in got)
        self.count(name, found=right, wrong=bool(got) and not right, missed=not right)
        if not right:
            self.miss(name, wanted=" / ".join(accepted), got=", ".join(got) or "no claim")

    def flag(self, name: str, *, wanted: bool, got: bool) -> None:
        """Judge whether a property is there."""
        self.count(name, found=wanted and got, wrong=got and not wanted, missed=wanted and not got)


def added(many: Iterable[Mapping[str, Tally]]) -> dict[str, Tally]:
    """Return the sum by field, fields in the order they first come."""
    total: dict[str, Tally] = {}
    for tallies in many:
        for name, tally in tallies.items():
            total[name] = total.get(name, Tally()) + tally
    return total


def numbers(words: object) -> list[float]:
    """Return the numbers in ``words``; a dash after a digit or a per cent sign is a range, not a sign.

    >>> numbers("−0.7 (1.2–3,000)")
    [-0.7, 1.2, 3000.0]
    """
    plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", unicodedata.normalize("NFKC", str(words or "")).replace("·", "."))
    printed = re.findall(r"(?:(?<![\d%])[-−])?\d+(?:\.\d+)?", plain)
    return [float(number.replace("−", "-")) for number in printed]


class Names:
    """Every way in which claims name what they mention, so that a name may be met by any of them."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._ways: dict[str, set[str]] = {}
        for claim in claims:
            for mention in claim.mentions:
                self._ways.setdefault(key(mention.name), set()).add(mention.text)

    def known(self, wanted: str) -> bool:
        """Tell whether ``wanted`` is mentioned at all."""
        return any(self.match(wanted, name) for name in self._ways)

    def match(self, wanted: str | None, got: str | None) -> bool:
        """Tell whether ``got``, or the words that it stands for, are like ``wanted``."""
        return alike(wanted, got) or any(alike(wanted, way) for way in self._ways.get(key(got), ()))
