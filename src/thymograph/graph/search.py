"""Search in claims by words: what a claim says weighs more than where it stands."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from thymograph.lexicon.folding import fold_key
from thymograph.model import Claim
from thymograph.records import reading_order

__all__ = ["Hit", "search"]

_STOP = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "by",
        "does",
        "for",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "the",
        "to",
        "was",
        "what",
        "which",
        "with",
    ]
)
# Weights of the places where a word is found: own words and concepts before headings.
_WEIGHTS = {"gist": 3.0, "words": 3.0, "concepts": 2.0, "section": 1.0, "rest": 0.5}


@dataclass(frozen=True, slots=True)
class Hit:
    """A claim that has words that were searched for."""

    claim: Claim
    score: float


def _places(claim: Claim) -> dict[str, set[str]]:
    """Return the folded tokens of a claim by place."""
    concepts = " ".join(f"{mention.name} {mention.text}" for mention in claim.mentions)
    rest = " ".join([claim.kind.replace("_", " "), claim.path, claim.speaker or ""])
    written = {
        "gist": claim.gist,
        "words": claim.quote or "",
        "concepts": concepts,
        "section": " ".join(claim.section),
        "rest": rest,
    }
    return {place: set(fold_key(text).split()) for place, text in written.items()}


def search(claims: Iterable[Claim], words: str, *, limit: int | None = None) -> tuple[Hit, ...]:
    """Return the claims that have ``words``, best first; equal scores in reading order.

    Spelling variants are folded (TNF-α, TNF alpha). A claim with more of the words comes before one with
    fewer, rare words count for more, and at least half of the words must be found. No stemming beyond
    plurals, no phrases.
    """
    wanted = [token for token in fold_key(words).split() if token not in _STOP]
    wanted = list(dict.fromkeys(wanted or fold_key(words).split()))
    if not wanted:
        return ()
    read = [(claim, _places(claim)) for claim in claims]
    spread = Counter(
        token for _, places in read for token in wanted if any(token in tokens for tokens in places.values())
    )
    hits = []
    for claim, places in read:
        found = [token for token in wanted if any(token in tokens for tokens in places.values())]
        if not found or 2 * len(found) < len(wanted):
            continue
        score = 0.0
        for token in found:
            rarity = math.log(1 + len(read) / spread[token])
            score += rarity * sum(_WEIGHTS[place] for place, tokens in places.items() if token in tokens)
        hits.append(Hit(claim, round(score * len(found) / len(wanted), 6)))
    hits.sort(key=lambda hit: (-hit.score, reading_order(hit.claim)))
    return tuple(hits[:limit])
