"""Documents that repeat each other: the same bytes, or nearly the same words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations, pairwise
from zlib import crc32

from thymograph.lexicon.folding import fold_key
from thymograph.model import Claim, ClaimGraph

__all__ = ["echo_groups", "publisher_voices"]

_WORDS = 3
"""Words of a shingle: an edited word spoils three of them, a chance likeness seldom has one."""
_SHARED = 0.6
"""Of the shorter document's shingles, for it to be an echo: copies with small edits kept over 0.8, two texts of
one vendor about one drug under 0.2."""
_LEAST = 6
"""Shingles, a sentence or two: two documents that make the same single short statement need not be copies."""
_ALL_PAIRS = 8


_WORD = re.compile(r"\w+")


@lru_cache(maxsize=1 << 17)
def _number(word: str) -> int:
    """Return a number for a word, the same on every machine."""
    return crc32(word.encode())


def _shingles(claims: Iterable[Claim]) -> frozenset[int]:
    """Return the runs of words in the claims of a document; of a claim without its words, its text key."""
    found: set[int] = set()
    for claim in claims:
        if claim.quote is None:
            found.add(_number(claim.text_key))
            continue
        words = [_number(word) for word in _WORD.findall(claim.quote.casefold())]
        if len(words) < _WORDS:
            found.add(sum(words))
        found.update(
            (a * 0x9E3779B1 + b * 0x85EBCA77 + c) & 0xFFFFFFFFFF
            for a, b, c in zip(words, words[1:], words[2:], strict=False)
        )
    return frozenset(found)


class _Sets:
    """Documents joined so far."""

    def __init__(self, members: Iterable[str]) -> None:
        self.parent = {one: one for one in members}

    def find(self, one: str) -> str:
        while self.parent[one] != one:
            self.parent[one] = self.parent[self.parent[one]]
            one = self.parent[one]
        return one

    def join(self, a: str, b: str) -> None:
        # The smaller name stands for the group, whatever the order.
        low, high = sorted((self.find(a), self.find(b)))
        self.parent[high] = low


def _candidates(shingles: dict[str, frozenset[int]]) -> list[tuple[str, str]]:
    """Return the pairs of documents that may be copies: all that share enough of the runs looked at.

    A run that many documents share is looked at between neighbours only, so that a thousand copies cost a thousand
    comparisons, not a million.
    """
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for document in sorted(shingles):
        # A sample of a long document is enough to find a candidate; all are compared afterwards.
        rate = 1 if len(shingles[document]) < 512 else 4
        for one in shingles[document]:
            if one % rate == 0:
                holders[one].append(document)
    votes: Counter[tuple[str, str]] = Counter()
    for documents in holders.values():
        if len(documents) < 2:
            continue
        if len(documents) <= _ALL_PAIRS:
            votes.update(combinations(documents, 2))
        else:
            votes.update(pairwise(documents))
    return sorted(pair for pair, count in votes.items() if count * 10 >= min(len(shingles[one]) for one in pair) ** 0.5)


def echo_groups(graph: ClaimGraph) -> dict[str, str]:
    """Return, for each document (by SHA-256), the one that stands for all that repeat its words; itself if none does.

    A document is the echo of another if six tenths of what its claims say stand, word for word in threes, in what the
    other's claims say; boilerplate and reference lists are not compared, since they are no claims. Which of the
    copies came first is not told.
    """
    by_document: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in graph.claims:
        by_document[claim.document].append(claim)
    members = {document.sha256 for document in graph.documents} | set(by_document)
    shingles = {document: _shingles(by_document[document]) for document in sorted(members)}
    groups = _Sets(sorted(members))
    alike: dict[frozenset[int], str] = {}
    for document, found in shingles.items():
        if len(found) >= _LEAST:
            groups.join(alike.setdefault(found, document), document)
    distinct = {document: found for found, document in alike.items()}
    for a, b in _candidates(distinct):
        shared = len(distinct[a] & distinct[b])
        if shared >= _SHARED * min(len(distinct[a]), len(distinct[b])):
            groups.join(a, b)
    return {document: groups.find(document) for document in sorted(members)}


def publisher_voices(graph: ClaimGraph, echoes: dict[str, str]) -> dict[str, str]:
    """Return, for each document, the voice that speaks in it: documents of one publisher and copies are one voice."""
    groups = _Sets(sorted(echoes))
    first: dict[str, str] = {}
    for document in graph.documents:
        groups.join(document.sha256, echoes[document.sha256])
        publisher = fold_key(document.publisher or "")
        if publisher:
            groups.join(first.setdefault(publisher, document.sha256), document.sha256)
    return {document: groups.find(document) for document in echoes}
