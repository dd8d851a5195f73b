"""Guesses at what a marker cites where the reference list has no numbers; never certain, each with its reason."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from thymograph.citing.works import normal_title
from thymograph.model import Block, CitationMarker, Document, ReferenceEntry

__all__ = ["Guess", "infer_links", "marked_words"]

_STOP_WORDS = frozenset(
    "a an the and or of in on for with without to by from as at is are was were be been has have had not no its it this that these those "
    "their there which who than then into over under between among after before during via using use used based study studies patient "
    "patients clinical treatment therapy effect effects efficacy safety analysis result results data evidence group groups trial trials "
    "new novel role disease diseases case report health medical research year years alpha beta gamma one two".split()
)
# A word in capitals or with a digit names something ("GVHD", "HER2") and weighs twice a common word.
_NAMING = re.compile(r"\b(?=\w*[A-Z]\w*[A-Z])[A-Za-z]{2,12}\d{0,3}\b")
_ENOUGH = 1.5
_MARGIN = 1.2
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)\]]{0,2}\s+(?=[^\W_a-z])")


class Guess(NamedTuple):
    """An entry that a number may stand for, how it was guessed, and how sure that is (below 1)."""

    entry: str
    method: Literal["content", "order"]
    confidence: float


def marked_words(document: Document, markers: Sequence[CitationMarker]) -> dict[str, list[str]]:
    """Return for each number the stretches of text that bear it: the sentence, item, or table row before it."""
    blocks = sorted(document.blocks, key=lambda block: block.start)
    rows: dict[tuple[int | None, int | None], list[Block]] = defaultdict(list)
    for block in blocks:
        if block.table is not None and block.row is not None:
            rows[block.table, block.row].append(block)
    found: dict[str, list[str]] = defaultdict(list)
    index = 0
    for marker in sorted(markers, key=lambda m: (m.start, m.end)):
        while index + 1 < len(blocks) and blocks[index + 1].start <= marker.start:
            index += 1
        if not blocks:
            continue
        block = blocks[index]
        if block.table is not None and block.row is not None and block.row >= 0:
            words = " ".join(document.text[cell.start : cell.end] for cell in rows[block.table, block.row])
        else:
            # A stop right before the marker closes its sentence: the last cut must leave more than marks.
            before = document.text[max(block.start, marker.start - 1500) : marker.start]
            parts = [part for part in _SENTENCE.split(before) if re.search(r"[^\W\d_]{3}", part)]
            words = parts[-1] if parts else ""
        found[marker.number].append(words)
    return dict(found)


def _content_words(text: str) -> dict[str, float]:
    """Return the telling words of ``text``, each with 2.0 if it is a name in capitals, else 1.0."""
    named = {word for match in _NAMING.finditer(text) for word in normal_title(match[0]).split()}
    words: dict[str, float] = {}
    for word in normal_title(text).split():
        if len(word) < 3 or word.isdigit() or word in _STOP_WORDS:
            continue
        words[_stem(word)] = max(words.get(_stem(word), 0.0), 2.0 if word in named else 1.0)
    return words


def _stem(word: str) -> str:
    """Return ``word`` without the ending of a plural, and adjective and noun of sepsis and its like as one.

    >>> _stem("septic") == _stem("sepsis"), _stem("therapies")
    (True, 'therapy')
    """
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    if len(word) > 5 and word.endswith(("psis", "ptic")):
        return word[:-4] + "psis"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 4:
        return word[:-1]
    return word


def infer_links(
    document: Document, markers: Sequence[CitationMarker], entries: Sequence[ReferenceEntry]
) -> dict[str, Guess]:
    """Return a guess for the numbers of ``markers`` where ``entries``, in list order, have no numbers.

    Where the list is as long as the highest number, or at most twice as long, position tells: its numbers were
    only lost, provided that the statements use most of them.
    Where it is shorter, numbers without an entry dangle, and position is a trap: first the words of the
    statements that bear a number are held against the titles, then order and elimination give what is left
    at the ends of a gap, with low confidence.
    """
    numbers = sorted({int(marker.number) for marker in markers if marker.number.isdecimal()})
    if not numbers or not entries:
        return {}
    if len(entries) >= numbers[-1] and 2 * numbers[-1] >= len(entries) and 2 * len(numbers) >= numbers[-1]:
        sure = 0.6 if len(entries) == numbers[-1] else 0.5
        return {str(n): Guess(entries[n - 1].id, "order", sure) for n in numbers}
    guesses = _by_content(document, markers, entries)
    guesses.update(_by_order(numbers, entries, guesses))
    return guesses


def _by_content(
    document: Document, markers: Sequence[CitationMarker], entries: Sequence[ReferenceEntry]
) -> dict[str, Guess]:
    stretches = {n: [_content_words(s) for s in found] for n, found in marked_words(document, markers).items()}
    titles = {entry.id: _content_words(entry.title) for entry in entries if entry.title}
    bearing: dict[str, int] = defaultdict(int)
    for found in stretches.values():
        for word in set().union(*found):
            bearing[word] += 1
    listed: dict[str, int] = defaultdict(int)
    for title in titles.values():
        for word in title:
            listed[word] += 1
    scores: dict[tuple[str, str], float] = {}
    words_shared: dict[tuple[str, str], int] = defaultdict(int)
    for number, found in sorted(stretches.items()):
        for entry, title in titles.items():
            score = 0.0
            shared = 0.0
            for word, naming in title.items():
                bearers = sum(word in words for words in found)
                if not bearers:
                    continue
                rarity = math.log((len(stretches) + 1) / bearing[word]) / listed[word]
                # A number borne by many statements is told by what keeps coming back in them.
                score += naming * rarity * math.sqrt(bearers / len(found))
                shared += naming
                words_shared[number, entry] += 1
            if shared >= 2.0 and score >= _ENOUGH:
                scores[number, entry] = score
    return _mutual_best(scores, words_shared)


def _mutual_best(
    scores: Mapping[tuple[str, str], float], words_shared: Mapping[tuple[str, str], int]
) -> dict[str, Guess]:
    """Return the pairs that are clearly best for both the number and the entry; one shared word is weak."""
    guesses = {}
    for (number, entry), score in sorted(scores.items()):
        rivals = [s for (n, e), s in scores.items() if (n == number) != (e == entry)]
        if all(score >= _MARGIN * rival for rival in rivals):
            words = words_shared[number, entry]
            guesses[number] = Guess(entry, "content", round(score / (score + 2.0) * words / (words + 1), 2))
    return guesses


def _by_order(
    numbers: Sequence[int], entries: Sequence[ReferenceEntry], guesses: Mapping[str, Guess]
) -> dict[str, Guess]:
    """Return what order and elimination leave: the ends of a gap between links by content that keep the order.

    Without at least two such links, or where they cross, the order of the list is not known to be that of
    the numbers, and nothing is guessed.
    """
    place = {entry.id: index for index, entry in enumerate(entries)}
    anchors = sorted((int(number), place[guess.entry]) for number, guess in guesses.items())
    if len(anchors) < 2 or any(a[1] >= b[1] for a, b in pairwise(anchors)):
        return {}
    found: dict[str, Guess] = {}
    edges = [(0, -1), *anchors, (numbers[-1] + 1, len(entries))]
    for (low, first), (high, last) in pairwise(edges):
        free = [n for n in numbers if low < n < high]
        left = list(range(first + 1, last))
        if not left or len(free) < len(left):
            continue
        if len(free) == len(left):
            found |= {str(n): Guess(entries[i].id, "order", 0.3) for n, i in zip(free, left, strict=True)}
        elif len(left) >= 2:
            found[str(free[0])] = Guess(entries[left[0]].id, "order", 0.2)
            found[str(free[-1])] = Guess(entries[left[-1]].id, "order", 0.2)
    return found
