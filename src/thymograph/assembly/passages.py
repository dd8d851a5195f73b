"""What a claim is made of, for holding it against the claims of another document: contents, numbers, words."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from thymograph.assembly.audit.figures import Figure, figure
from thymograph.assembly.concepts import NameIndex
from thymograph.assembly.propositions import contents_of
from thymograph.citing.works import normal_title
from thymograph.model import Claim

__all__ = [
    "Answered", "Holdings", "Passage", "Quantity", "Reading", "content_words", "measure_words", "passage_of", "reading_of",
    "times_a_day", "word_stem",
]  # fmt: skip

_STOP = frozenset(
    "this that these those with without from into have been were which their there than then also such both each other some more most "
    "between among after before during while when where what study studies trial trials patients patient compared showed shown show "
    "reported found observed evidence data results result treatment treated therapy using used group groups significantly significant "
    "clinical according including however although therefore".split()
)
_UP = re.compile(r"\b(?:increas|rais|rose|rise|elevat|higher|enhanc|stimulat|upregulat|augment|prolong|improv|promot|grew|greater|gain)", re.IGNORECASE)  # fmt: skip
_DOWN = re.compile(r"\b(?:decreas|reduc|lower|declin|fell|fall|drop|inhibit|suppress|downregulat|diminish|shorten|worsen|attenuat|impair|fewer|less)", re.IGNORECASE)  # fmt: skip
_NULL = re.compile(r"\b(?:no (?:\w+ ){0,2}(?:effect|difference|change|benefit|improvement|reduction|increase)|did not|does not|failed to|not (?:significantly|associated))", re.IGNORECASE)  # fmt: skip


class Answered(NamedTuple):
    """A question as claims of two documents can share it, the answer, and how sure."""

    subject: str
    family: str
    object: str
    answer: str
    certainty: str


class Quantity(NamedTuple):
    """A number of a claim and what it is of."""

    kind: str
    """value, comparator, n, p, low, high, dose, frequency."""
    words: frozenset[str]
    """Of the measure, folded; of a dose the drug."""
    at: Figure
    unit: str
    arm: frozenset[str]
    printed: str


_STEMMED = re.compile(r"(?:ations?|ments?|ingly|edly|ings?|ies|ied|ed|es|ly|s|e|y)$")


def word_stem(word: str) -> str:
    """Return a word without its ending, so that forms of one word meet.

    >>> word_stem("mortality"), word_stem("reduced") == word_stem("reduces")
    ('mortalit', True)
    """
    stem = _STEMMED.sub("", word)
    return stem if len(stem) >= 4 else word


def content_words(text: str) -> frozenset[str]:
    """Return the telling words of a text, folded and stemmed; numbers and common words are left out."""
    return frozenset(
        word_stem(word)
        for word in normal_title(text).split()
        if len(word) >= 4 and not word.isdigit() and word not in _STOP
    )


_SHORT = {
    "orr": "objective response rate", "os": "overall survival", "pfs": "progression free survival", "hr": "hazard ratio",
    "rr": "risk ratio", "or": "odds ratio", "dfs": "disease free survival", "efs": "event free survival", "dcr": "disease control rate",
    "cr": "complete response", "pr": "partial response", "mi": "myocardial infarction", "bp": "blood pressure",
    "sbp": "systolic blood pressure", "dbp": "diastolic blood pressure", "crp": "c reactive protein", "ldl": "ldl cholesterol",
    "relative": "risk",
}  # fmt: skip
_MEASURE_STOP = frozenset("the of in and for with at by to a an mean median overall pooled rate level levels change from patients percent".split())  # fmt: skip


def measure_words(name: str) -> frozenset[str]:
    """Return the words of a measure's name, abbreviations spelled out."""
    spelled = " ".join(_SHORT.get(word, word) for word in normal_title(name).split())
    words = spelled.split()
    telling = [word_stem(word) for word in words if word not in _MEASURE_STOP and not word.isdigit()]
    return frozenset(telling or words)


def _unit(unit: str | None) -> str:
    return "".join((unit or "").casefold().rstrip(".").split()).removesuffix("s").replace("percent", "%")


_TIMES = (
    (r"\btwice|\bb\.?i\.?d\b|two times|every 12 ?h|2 ?times", 2.0), (r"\bthrice|\bt\.?i\.?d\b|\btds\b|three times|every 8 ?h|3 ?times", 3.0),
    (r"\bq\.?i\.?d\b|\bqds\b|four times|every 6 ?h|4 ?times", 4.0), (r"every other", 0.5), (r"\bonce|\bq\.?d\b|\bo\.?d\b|\bdaily|\bevery|each|\bper", 1.0),
)  # fmt: skip
_PERIODS = ((r"week", 1 / 7), (r"month", 1 / 30), (r"year", 1 / 365), (r"hour|\bh\b", 1.0), (r"day|dail|\bb\.?i\.?d|\bt\.?i\.?d|\bq\.?i\.?d|\bq\.?d|\btds|\bqds|\bo\.?d", 1.0))  # fmt: skip


def times_a_day(frequency: str | None) -> Figure | None:
    """Return how often a day something is given, or None where the words do not tell.

    >>> round(times_a_day("twice weekly").value * 7, 3)
    2.0
    """
    words = (frequency or "").casefold()
    weeks = re.search(r"every (\d+)[ -]?(day|week|month|hour|h\b)", words)
    if weeks:
        days = {"day": 1.0, "week": 7.0, "month": 30.0, "hour": 1 / 24, "h": 1 / 24}[weeks[2]]
        return Figure(round(1 / (float(weeks[1]) * days), 6), 1e-4)
    times = next((value for pattern, value in _TIMES if re.search(pattern, words)), None)
    period = next((value for pattern, value in _PERIODS if re.search(pattern, words)), None)
    return Figure(round(times * period, 6), 1e-4) if times and period else None


def _quantities(claim: Claim) -> Iterable[Quantity]:
    for one in claim.measurements:
        words = measure_words(one.measure)
        unit = _unit(one.unit)
        arm, comparator = content_words(one.arm or ""), content_words(one.comparator or "")
        parts: tuple[tuple[str, str | None, str, frozenset[str]], ...] = (
            ("value", one.value, unit, arm),
            ("comparator", one.comparator_value, unit, comparator),
            ("n", one.n, "", arm),
            ("p", one.p, one.p_operator or "=", frozenset[str]()),
            ("low", one.ci_low, unit, arm),
            ("high", one.ci_high, unit, arm),
        )
        for kind, printed, of, whose in parts:
            at = figure(printed)
            if at is not None and printed is not None and not (kind == "n" and printed == one.value):
                yield Quantity(kind, words, at, of, whose, printed)
    for regimen in claim.regimens:
        drug = frozenset(normal_title(regimen.drug).split())
        dose, often = figure(regimen.dose), times_a_day(regimen.frequency)
        if dose is not None and regimen.dose:
            yield Quantity("dose", drug, dose, _unit(regimen.unit) + _unit(regimen.per), frozenset(), f"{regimen.dose} {regimen.unit or ''}".strip())  # fmt: skip
        if often is not None and regimen.frequency:
            yield Quantity("frequency", drug, often, "", frozenset(), regimen.frequency)


@dataclass(frozen=True)
class Reading:
    """A claim taken apart."""

    claim: Claim
    answered: tuple[Answered, ...]
    quantities: tuple[Quantity, ...]
    concepts: frozenset[str]
    """Keys of what it mentions, in words or by its frames."""
    words: frozenset[str]

    @cached_property
    def features(self) -> frozenset[str]:
        """Concepts and words together, for weighing likeness."""
        return self.concepts | self.words

    @cached_property
    def direction(self) -> str | None:
        """up, down or none by its words, where only one of them is said; None otherwise."""
        text = self.claim.quote or self.claim.gist
        if _NULL.search(text):
            return "none"
        up, down = bool(_UP.search(text)), bool(_DOWN.search(text))
        return ("up" if up else "down") if up != down else None


def _told_by_frames(claim: Claim) -> Iterable[str]:
    """Yield what the head and label of a cell say that holds little but its number."""
    for one in claim.measurements:
        yield from (words for words in (one.measure, one.arm, one.comparator, one.condition) if words)


def reading_of(claim: Claim, names: NameIndex) -> Reading:
    """Return the claim taken apart."""
    answered = []
    for assertion in claim.relations:
        for content in contents_of(assertion, names):
            asked = content.question
            answered.append(
                Answered(
                    names.key(asked.subject, asked.subject_id),
                    asked.family,
                    names.key(asked.object, asked.object_id),
                    content.answer,
                    assertion.certainty,
                )
            )
    return Reading(
        claim=claim,
        answered=tuple(answered),
        quantities=tuple(_quantities(claim)),
        concepts=frozenset(names.key(mention.name, mention.id) for mention in claim.mentions),
        words=content_words(" ".join([claim.quote or claim.gist, *_told_by_frames(claim)])),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The claim of the cited document that comes nearest, and how near: 0 to 1."""

    claim: str
    document: str
    path: str
    start: int
    end: int
    line: int
    likeness: float


@dataclass(frozen=True)
class Holdings:
    """The claims of one document, ready to be held against claims that cite it."""

    readings: tuple[Reading, ...]

    @cached_property
    def _weights(self) -> dict[str, float]:
        counts = Counter(feature for reading in self.readings for feature in reading.features)
        total = len(self.readings) + 1
        return {feature: math.log(1 + total / count) for feature, count in counts.items()}

    @cached_property
    def concepts(self) -> frozenset[str]:
        """Keys of all that the document mentions."""
        return frozenset(key for reading in self.readings for key in reading.concepts)

    @cached_property
    def words(self) -> frozenset[str]:
        """All telling words of the document."""
        return frozenset(word for reading in self.readings for word in reading.words)

    @cached_property
    def by_question(self) -> dict[tuple[str, str, str], tuple[tuple[Reading, Answered], ...]]:
        """What answers each question, by subject, family and object."""
        found: defaultdict[tuple[str, str, str], list[tuple[Reading, Answered]]] = defaultdict(list)
        for reading in self.readings:
            for one in reading.answered:
                found[one[:3]].append((reading, one))
        return {key: tuple(pairs) for key, pairs in found.items()}

    def likeness(self, asked: Reading, held: Reading) -> float:
        """Return the share of what ``asked`` says, weighed by rarity in the document, that ``held`` says too."""
        unknown = math.log(2 + len(self.readings))
        weights = {feature: self._weights.get(feature, unknown) for feature in asked.features}
        total = sum(weights.values())
        return sum(weight for feature, weight in weights.items() if feature in held.features) / total if total else 0.0

    def ranked(self, asked: Reading) -> list[tuple[float, Reading]]:
        """Return the readings from the likest down; equals in the order of the document."""
        scored = [(self.likeness(asked, held), index, held) for index, held in enumerate(self.readings)]
        return [(score, held) for score, _, held in sorted(scored, key=lambda item: (-item[0], item[1]))]


def passage_of(reading: Reading, likeness: float) -> Passage:
    """Return the passage that a reading is."""
    claim = reading.claim
    words = claim.words
    return Passage(
        claim=claim.id,
        document=claim.document,
        path=claim.path,
        start=words[0].start if words else 0,
        end=words[-1].end if words else 0,
        line=words[0].line if words else 1,
        likeness=round(likeness, 3),
    )
