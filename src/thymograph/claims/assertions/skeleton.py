"""The skeleton of a sentence: names as letters with numbers, verbs marked, brackets, articles and adverbs left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from thymograph.claims.assertions.phrases import Phrases
from thymograph.claims.assertions.tokens import Token
from thymograph.claims.assertions.wording import LONGEST_BRACKET

__all__ = ["Skeleton", "skeleton_of", "without_insertions"]

_LETTER = {
    "drug": "D", "procedure": "D", "disease": "I", "outcome": "O", "process": "O", "cell": "C", "protein": "M",
    "cytokine": "M", "receptor": "M", "gene": "M", "pathway": "M", "study": "S", "organisation": "G",
}  # fmt: skip
_HARMS = re.compile(
    r"^(?:serious |common )?(?:adverse|side|undesirable|unwanted)[ -](?:drug )?(?:events?|reactions?|effects?)$",
    re.IGNORECASE,
)
_NO_VERBS = frozenset(
    {"lower", "related", "worsening", "fall", "falls", "following", "results", "assigned", "given", "treated"}
)
_WAYS = frozenset(
    {
        "monotherapy",
        "combination therapy",
        "prophylaxis",
        "topical treatment",
        "topical treatments",
        "maintenance therapy",
        "first-line therapy",
        "first-line therapies",
        "first line therapy",
        "first-line treatment",
        "first-line treatments",
        "first line treatment",
        "second-line therapy",
        "second-line treatment",
    }
)
_LONGEST_INSERTION = 24


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Words of a sentence in lower case; names as a letter for their type and the number of their token."""

    words: str
    numbers: tuple[str, ...] = ()
    """The numbers that "#" stands for, in their order."""

    def number_at(self, position: int) -> float | None:
        """Return the value of the "#" at ``position`` of the words, None where it is no plain number."""
        text = self.numbers[self.words.count("#", 0, position)].rstrip("%.,").replace(",", "")
        return float(text) if text.replace(".", "", 1).isdecimal() else None

    def names(self, part: str | None) -> list[int]:
        """Return the numbers of the tokens whose names stand in ``part``; of neighbours ("asthma attacks") the last."""
        return [int(found) for found in re.findall(r"[A-Z](\d+)(?! [A-Z]\d)(?! -)", part or "")]


def skeleton_of(phrases: Phrases) -> Skeleton:
    """Return the skeleton of the sentence that ``phrases`` reads.

    D is a drug or procedure, I an illness, O an outcome or process, M a molecule or pathway, C a cell, A "adverse
    events", S a study, G an organisation, X anything else; "#" is a number, "=" stands before a verb.
    """
    out: list[str] = []
    numbers: list[str] = []
    depth = 0
    for i, token in enumerate(phrases.tokens):
        if token.kind == "mark":
            if token.low in "([":
                depth += 1
            elif token.low in ")]":
                depth = max(0, depth - 1)
            elif not depth and token.low in ",;:.?":
                out.append(token.low)
            elif not depth and token.low in "—–":
                out.append(",")
            continue
        if depth:
            continue
        entity = token.entity
        if entity is not None:
            if token.low == "'s" or entity.implicit:
                out.append("its")
                continue
            if entity.name == "medical history":
                out.append("history")
                continue
            if token.low == "complications":
                out.append(token.low)
                continue
            if entity.type == "procedure" and token.low in _WAYS:
                out.append(token.low)
                continue
            letter = "A" if _HARMS.match(entity.name) or _HARMS.match(entity.text) else _LETTER.get(entity.type, "X")
            out.append(f"{letter}{i}")
        elif token.kind == "number":
            out.append("#")
            numbers.append(token.low)
        elif token.kind == "suffix":
            out.append(f"-{token.low}")
        elif token.low in ("a", "an") and out and out[-1] == ",":
            # an apposition, no further member of a list
            out.append("which")
        elif token.kind == "adv" or token.low in ("a", "an", "the", "both", "either"):
            continue
        elif token.kind == "word" and token.verb is not None and token.low not in _NO_VERBS and phrases.verb_at(i):
            out.append(f"={token.low}")
        else:
            out.append(token.low)
    return Skeleton(" ".join(out), tuple(numbers))


def _finite(phrases: Phrases, i: int) -> bool:
    token = phrases.tokens[i]
    if token.kind in ("be", "have", "modal", "do", "negaux"):
        return True
    return token.kind == "word" and token.verb is not None and token.verb.form in ("s", "d", "b") and phrases.verb_at(i)


def _past_with_object(phrases: Phrases, i: int) -> bool:
    word = phrases.tokens[i].verb
    return word is not None and word.form in ("s", "d") and phrases.starts_group(i + 1)


def _bracket_end(tokens: list[Token], i: int) -> int:
    depth = 0
    for k in range(i, min(len(tokens), i + LONGEST_BRACKET)):
        if tokens[k].kind == "mark":
            depth += (tokens[k].low in "([") - (tokens[k].low in ")]")
            if depth == 0:
                return k + 1
    return i + 1


def without_insertions(phrases: Phrases) -> list[Token] | None:
    """Return the tokens without ", a Y that …," between a name and its verb, and without brackets; None if there are none."""
    tokens = phrases.tokens
    kept: list[Token] = []
    i, cut = 0, False
    while i < len(tokens):
        token = tokens[i]
        if token.kind == "mark" and token.low in "([":
            i = _bracket_end(tokens, i)
            continue
        if token.low in (",", "—", "–") and kept and kept[-1].kind in ("ent", "word", "suffix"):
            end = _insertion_end(phrases, i)
            if end:
                i, cut = end, True
                continue
        kept.append(token)
        i += 1
    return kept if cut else None


def _insertion_end(phrases: Phrases, comma: int) -> int:
    """Return the index after the mark that closes the insertion that opens at ``comma``, 0 where there is none."""
    first = phrases.low(comma + 1)
    if phrases.kind(comma + 1) == "rel" and any(_finite(phrases, n) for n in range(comma)):
        # "X releases Y, which does this, does that, and …": no name waits for its verb
        return 0
    if phrases.kind(comma + 1) in ("conj", "sub", "ent", "be", "have", "modal") and first not in ("when", "though"):
        return 0
    k = comma + 1
    while k < min(phrases.size, comma + _LONGEST_INSERTION):
        low = phrases.low(k)
        if phrases.kind(k) == "mark" and low in "([":
            k = _bracket_end(phrases.tokens, k)
            continue
        if phrases.kind(k) == "mark" and low in ".;:?":
            return 0
        if low == phrases.low(comma) and k > comma + 1:
            n = k + 1
            while phrases.kind(n) in ("adv", "neg"):
                n += 1
            if n < phrases.size and (_finite(phrases, n) or _past_with_object(phrases, n)):
                return k + 1
            if phrases.kind(n) == "conj":
                return 0
        k += 1
    return 0
