"""The trie of folded labels, and the longest match in a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Generic, TypeVar

from thymograph.lexicon.folding import Token, first_fold, fold_tokens, gap_joins

__all__ = ["LabelTrie", "Match"]

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Match(Generic[Value]):
    """A label found in a text: its raw span, half-open, and what the label stands for."""

    start: int
    end: int
    value: Value


@dataclass(slots=True)
class _Node(Generic[Value]):
    """A step in the trie; ``ends`` holds what stops here, with the case that it wants (or None)."""

    steps: dict[str, _Node[Value]] = field(default_factory=dict)
    ends: list[tuple[tuple[str, ...] | None, Value]] = field(default_factory=list)
    gaps: set[str] = field(default_factory=set)
    """Punctuation that a label has behind this step: "U.S.", "lipoprotein(a)"."""


def _wanted_case(tokens: list[Token]) -> tuple[str, ...] | None:
    """Return the raw tokens of a label whose case matters, else None.

    Three letters or fewer ("ALT", "MS", "T1") are other words or units in another case; and so are
    longer names all in capitals without digits ("NICE", "GOLD").
    """
    letters = "".join(token.raw for token in tokens if token.raw.isalpha())
    digits = any(token.raw.isdigit() for token in tokens)
    length = sum(token.end - token.start for token in tokens)
    if digits and len(letters) >= 2:
        return None
    if length <= 3 or (letters.isupper() and length <= 8):
        return tuple(token.raw for token in tokens)
    return None


def _case_fits(wanted: tuple[str, ...], tokens: list[Token]) -> bool:
    for raw, token in zip(wanted, tokens, strict=True):
        printed = token.raw
        if printed == raw or (raw.islower() and printed in (raw.capitalize(), raw + "s")):
            continue
        # A plural of an abbreviation keeps its capitals: "TLRs".
        if printed[-1:] == "s" and printed[:-1] == raw:
            continue
        return False
    return True


def _grown(labels: Iterable[tuple[str, Value]]) -> _Node[Value]:
    """Return the branch of labels that share their first token."""
    branch: _Node[Value] = _Node()
    for label, value in labels:
        tokens = fold_tokens(label)
        node = branch
        for here, following in pairwise(tokens):
            if not gap_joins(gap := label[here.end : following.start]):
                node.gaps.add(gap)
            node = node.steps.setdefault(following.fold, _Node())
        node.ends.append((_wanted_case(tokens), value))
    return branch


class LabelTrie(Generic[Value]):
    """Labels by their folded tokens; the first value given for a label wins.

    Those that begin with one token become a branch when a text first has that token: few ever do.
    """

    def __init__(self, labels: Iterable[tuple[str, Value]]) -> None:
        self._labels: dict[str, list[tuple[str, Value]]] = {}
        for label, value in labels:
            self._labels.setdefault(first_fold(label), []).append((label, value))
        self._labels.pop("", None)
        self._branches: dict[str, _Node[Value]] = {}

    def labels_from(self, fold: str) -> Sequence[tuple[str, Value]]:
        """Return the labels whose first folded token is ``fold``, with their values, in the order given."""
        return self._labels.get(fold, ())

    def _branch(self, fold: str) -> _Node[Value] | None:
        """Return what follows ``fold`` where labels begin with it."""
        branch = self._branches.get(fold)
        if branch is None and fold in self._labels:
            branch = _grown(self._labels[fold])
            self._branches[fold] = branch
        return branch

    def matches(self, text: str) -> tuple[Match[Value], ...]:
        """Return the longest labels in ``text``, leftmost first, none overlapping another.

        A label ends at the end of a word: "IL-2" is not found in "IL-2R". A short definition in
        brackets may stand inside a label: "natural killer (NK) cells".
        """
        tokens = fold_tokens(text)
        count = len(tokens)
        found: list[Match[Value]] = []
        index = 0
        while index < count:
            node = self._branch(tokens[index].fold)
            # A name starts at the start of a word, not at a digit inside one.
            if node is None or (index and tokens[index - 1].end == tokens[index].start):
                index += 1
                continue
            last, match = self._longest(text, tokens, index, node)
            if match is not None and tokens[index].fold == "a" and text[tokens[index].end] == " ":
                # "A beta blocker" is an article and a name, not amyloid beta.
                behind = self._branch(tokens[index + 1].fold) if index + 1 < count else None
                other = self._longest(text, tokens, index + 1, behind)[1] if behind is not None else None
                match = None if other is not None and other.end > match.end else match
            if match is None:
                index += 1
            else:
                found.append(match)
                index = last + 1
        return tuple(found)

    @staticmethod
    def _longest(text: str, tokens: list[Token], first: int, node: _Node[Value]) -> tuple[int, Match[Value] | None]:
        best: tuple[int, Match[Value] | None] = (first, None)
        count = len(tokens)
        path = [tokens[first]]
        here = first
        current: _Node[Value] | None = node
        while current is not None:
            if current.ends:
                end = tokens[here].end
                whole = here + 1 >= count or tokens[here + 1].start > end
                if whole:
                    for wanted, value in current.ends:
                        if wanted is None or _case_fits(wanted, path):
                            start = tokens[first].start
                            if text[end : end + 1] == ")" and text.count("(", start, end) > text.count(")", start, end):
                                end += 1
                            best = (here, Match(start, end, value))
                            break
            if not current.steps or here + 1 >= count:
                break
            following = here + 1
            gap = text[tokens[here].end : tokens[following].start]
            if gap and not gap_joins(gap) and gap not in current.gaps:
                skipped = _after_brackets(text, tokens, here) if gap in (" (", "(") else None
                if skipped is None:
                    break
                following = skipped
            current = current.steps.get(tokens[following].fold)
            here = following
            path.append(tokens[here])
        return best


def _after_brackets(text: str, tokens: list[Token], here: int) -> int | None:
    """Return the index of the token after a short bracket that follows ``tokens[here]``, or None."""
    opening = tokens[here + 1].start - 1
    closing = text.find(")", opening, opening + 16)
    if closing < 0:
        return None
    for index in range(here + 1, min(here + 8, len(tokens))):
        if tokens[index].start > closing:
            return index if text[closing + 1 : tokens[index].start] in (" ", "-") else None
    return None
