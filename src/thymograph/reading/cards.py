"""Flashcards: which lines are the signs of their two sides, which the question, which the answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal

from thymograph.reading.lines import Line

__all__ = ["CardRole", "card_roles"]

CardRole = Literal["sign", "question", "answer"]

_FRONT = re.compile(
    r"(?:card\s)?(?:front|q|question|term|prompt)(?:\s(?:side|of card))?\s*\d{0,4}\s*[:.]?", re.IGNORECASE
)
_BACK = re.compile(
    r"(?:card\s)?(?:back|a|ans|answer|definition|response)(?:\s(?:side|of card))?\s*\d{0,4}\s*[:.]?", re.IGNORECASE
)
_NUMBER = re.compile(r"(?:[•*-]\s*)?(?:card\s)?#?\d{1,4}[.)]?(?:\s(?:of|/)\s\d{1,4})?", re.IGNORECASE)
# What a site asks of its readers after each card.
_RATING = re.compile(
    r"how well did you know this\?|not at all|perfectly|(?:flip|next|previous|show|hide)(?: card| answer)?|(?:got|missed) it|know|don['’]t know|"
    r"still learning|mark as known|tap to flip|click to flip",
    re.IGNORECASE,
)
_FEWEST = 2


def card_roles(lines: Sequence[Line]) -> Mapping[int, CardRole]:
    """Return the role of each filled line, by index, that belongs to a flashcard; empty if there are no two cards.

    A card is a line that is only the sign of its front ("Front", "Q", "front 3"), the question, a line that is
    only the sign of its back, and the answer, up to the next front or the buttons after it.
    """
    bare = [line.text.strip("*_#: ") for line in lines]
    fronts = [i for i, words in enumerate(bare) if words and len(words) < 24 and _FRONT.fullmatch(words)]
    if len(fronts) < _FEWEST:
        return {}
    backs = [i for i, words in enumerate(bare) if words and len(words) < 24 and _BACK.fullmatch(words)]
    roles: dict[int, CardRole] = {}
    edges = [*fronts, len(lines)]
    cards = 0
    for front, end in pairwise(edges):
        back = next((i for i in backs if front < i < end), None)
        if back is None or back == front + 1:
            continue
        cards += 1
        roles[front] = roles[back] = "sign"
        for index in range(front + 1, back):
            if not lines[index].is_blank:
                roles[index] = "question"
        begun = closed = False
        for index in range(back + 1, end):
            if lines[index].is_blank:
                # The last card ends where its first paragraph does.
                closed = closed or (begun and end == len(lines))
                continue
            if _RATING.fullmatch(bare[index]):
                closed = True
            if closed and end == len(lines) and not (_RATING.fullmatch(bare[index]) or _NUMBER.fullmatch(bare[index])):
                break
            roles[index] = "sign" if closed else "answer"
            begun = True
        # The number of the next card stands before its front.
        answered = [index for index in range(back + 1, end) if not lines[index].is_blank]
        if end < len(lines) and len(answered) > 1 and _NUMBER.fullmatch(lines[answered[-1]].text):
            roles[answered[-1]] = "sign"
        for index in range(front - 1, -1, -1):
            if lines[index].is_blank:
                continue
            if index not in roles and _NUMBER.fullmatch(lines[index].text):
                roles[index] = "sign"
            break
    return roles if cards >= _FEWEST else {}
