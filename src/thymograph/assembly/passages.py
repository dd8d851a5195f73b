"""What a claim is made of, for holding it against the claims of another document: contents, numbers, words."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from thymograph.assembly.concepts import LOCAL, NameIndex
from thymograph.assembly.plain_words import content_words, direction_of
from thymograph.assembly.propositions import contents_of, effect_side
from thymograph.assembly.quantities import Quantity, quantities_of
from thymograph.model import Claim

__all__ = [
    "Answered", "Holdings", "Passage", "Reading", "passage_of", "reading_of",
]  # fmt: skip


class Answered(NamedTuple):
    """A question as claims of two documents can share it, the answer, and how sure."""

    subject: str
    family: str
    object: str
    answer: str
    certainty: str
    side: str
    """The answer, a denial with what it denies."""


@dataclass(frozen=True)
class Reading:
    """A claim taken apart."""

    claim: Claim
    answered: tuple[Answered, ...]
    quantities: tuple[Quantity, ...]
    concepts: frozenset[str]
    """Keys of what it mentions, in words or by its frames."""
    words: frozenset[str]
    topics: frozenset[str]
    """Keys of the diseases, outcomes and things of the body among the concepts: what is said of a drug is said of them."""
    drugs: frozenset[str]
    """Keys of the drugs among the concepts."""
    names: tuple[tuple[str, frozenset[str]], ...]
    """The key of each concept, with the telling words of its name as printed."""

    @cached_property
    def said(self) -> frozenset[str]:
        """Its words without the names of drugs and arms."""
        arms = [words for key, words in self.names if key not in self.topics]
        return self.words.difference(*arms)

    @cached_property
    def features(self) -> frozenset[str]:
        """Concepts and words together, for weighing likeness."""
        return self.concepts | self.words

    @property
    def text(self) -> str:
        """Its words, as printed where they were kept."""
        return self.claim.quote or self.claim.gist

    @cached_property
    def direction(self) -> str | None:
        """up, down or none by its words, where only one of them is said; None otherwise."""
        return direction_of(self.text)


def _told_by_frames(claim: Claim) -> Iterable[str]:
    """Yield what the head and label of a cell say that holds little but its number."""
    for one in claim.measurements:
        yield from (words for words in (one.measure, one.arm, one.comparator, one.condition) if words)


_TELLING = 2
"""Features beyond the title, for a claim to say more than what the document is about."""
_TOPICS = frozenset("disease outcome cytokine protein receptor gene cell pathway process procedure".split())


def _meeting(key: str) -> str:
    """Return what keys of one thing share, where no vocabulary names it: "quality of sleep" is sleep quality."""
    if not key.startswith(LOCAL):
        return key
    words = sorted(content_words(key.removeprefix(LOCAL).replace("-", " ")))
    return LOCAL + "-".join(words) if words else key


def _answered(claim: Claim, names: NameIndex) -> Iterable[Answered]:
    mentioned = {content_words(one.name): names.key(one.name, one.id) for one in claim.mentions if one.id}
    mentioned |= {content_words(one.text): names.key(one.name, one.id) for one in claim.mentions if one.id}
    for assertion in claim.relations:
        for content in contents_of(assertion, names):
            asked = content.question
            ends = []
            for name, curie in ((asked.subject, asked.subject_id), (asked.object, asked.object_id)):
                key = names.key(name, curie)
                # A mention of the same words, in whatever order, says which concept they are.
                key = mentioned.get(content_words(name), key) if key.startswith(LOCAL) and content_words(name) else key
                ends.append(_meeting(key))
            one = Answered(ends[0], asked.family, ends[1], content.answer, assertion.certainty, content.side)
            yield one
            side = effect_side(content)
            if side:
                answer = side if side in ("up", "down", "changes") else "none"
                yield one._replace(family="effect", answer=answer, side=side)


def reading_of(claim: Claim, names: NameIndex) -> Reading:
    """Return the claim taken apart."""
    keys = [(names.key(mention.name, mention.id), mention) for mention in claim.mentions]
    return Reading(
        claim=claim,
        answered=tuple(_answered(claim, names)),
        quantities=tuple(quantities_of(claim)),
        concepts=frozenset(key for key, _ in keys),
        words=content_words(" ".join([claim.quote or claim.gist, *_told_by_frames(claim)])),
        topics=frozenset(key for key, mention in keys if mention.type in _TOPICS),
        drugs=frozenset(key for key, mention in keys if mention.type == "drug"),
        names=tuple((key, content_words(mention.text)) for key, mention in keys),
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
    title: frozenset[str] = frozenset()
    """The telling words of its title: what it is about, and need not say again in each sentence."""

    @cached_property
    def _told_by_title(self) -> frozenset[str]:
        """The words of the title, and the concepts that they name."""
        named = {key for reading in self.readings for key, words in reading.names if words and words <= self.title}
        return self.title | named

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
        wanted = [one for one in asked.features if one in held.features or one not in self._told_by_title]
        if sum(one not in self._told_by_title for one in wanted) < _TELLING:
            wanted = list(asked.features)
        total = common = 0.0
        for feature in sorted(wanted):
            weight = self._weights.get(feature, unknown)
            total += weight
            common += weight if feature in held.features else 0.0
        return common / total if total else 0.0

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
