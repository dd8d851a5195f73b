"""Names that only their place gives away: what a strong verb of biology or medicine takes or is done by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from thymograph.lexicon.shapes import Shape
from thymograph.lexicon.wordlists import ABSTRACT_STOP, BASE_VERBS, NOMINAL_STOP
from thymograph.model import Entity

__all__ = ["arguments_in"]

_VERBS = (
    "inhibit block activate stimulate suppress induce prevent treat trigger attenuate alleviate relieve ameliorate inactivate "
    "downregulate upregulate abolish aggravate exacerbate worsen cause reduce increase decrease lower improve enhance promote raise "
    "impair elevate diminish mitigate antagonize antagonise cure"
).split()
# After these a verb stands in its plain form.
_BEFORE_PLAIN = r"to|may|might|can|could|will|would|should|must|cannot|not|and|or|does|did"
_WORD = re.compile(r"[^\W\d_][\w'’+/-]*")
# What may follow a name; anything else and its end is not known.
_END = re.compile(
    r"\s*(?:[.,;:)\]]|$)|\s(?:in|by|with|for|and|or|but|via|through|when|while|after|before|among|without|compared|than|during|at|from|on)\b"
)
_PREPOSITIONS = frozenset(
    "in by to of with from at on for after before as and or than when while if that because".split()
)
_NOUN_ENDS = ("tion", "sis", "ment", "ing", "age", "ance", "ence", "ism", "ity", "lysis", "sion")
_NO_NOUN_ENDS = (
    "ic",
    "ous",
    "ive",
    "ful",
    "less",
    "able",
    "ible",
    "ly",
    "ed",
    "al",
    "ary",
    "tory",
    "ized",
    "ised",
    "ward",
)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    bases = [verb.removesuffix("e") for verb in _VERBS]
    inflected = "|".join(f"{base}(?:e?s|ed)" for base in sorted(bases, key=lambda base: (-len(base), base)))
    plain = "|".join(sorted(_VERBS, key=lambda verb: (-len(verb), verb)))
    objects = re.compile(rf"(?:\b(?:{inflected})|\b(?:{_BEFORE_PLAIN})(?:\s\w+ly)?\s(?:{plain}))\s(?=[a-z])")
    subjects = re.compile(
        rf"(?:(?:The|An?)\s)?(?P<name>(?:[^\W\d_][\w'’+/-]*\s){{1,3}})(?:\w+ly\s)?(?:(?:may|can|could|might|will|did not|does not|cannot)\s"
        rf"(?:\w+ly\s)?(?:{plain})|(?:{inflected}))\b"
    )
    return objects, subjects


def _kind(word: str) -> str:
    return "process" if word.endswith(_NOUN_ENDS) else "other"


def _names(words: Sequence[str]) -> bool:
    """Return whether these words can be a name: nouns and what narrows them, no judgement, no abstract head."""
    lows = [word.lower() for word in words]
    last = lows[-1]
    if (
        not lows
        or len(last) < 4
        or last in ABSTRACT_STOP
        or last.rstrip("s") in ABSTRACT_STOP
        or last.endswith(_NO_NOUN_ENDS)
    ):
        return False
    if any(low in NOMINAL_STOP or low in BASE_VERBS or low.endswith("ly") for low in lows):
        return False
    # "reduced weight causes …", "lowers sitting time": a participle or gerund may be no part of the name.
    return not any(low.endswith(("ed", "ing", "s")) for low in lows[:-1])


def _shape(text: str, start: int, end: int) -> Shape:
    words = text[start:end]
    head = words.split()[-1]
    if head.endswith("s") and not head.endswith(("ss", "us", "is")) and len(head) > 4:
        words = words[:-1]
    return Shape(
        start, end, _kind(head.lower()), words if re.search(r"[A-Z]{2}|[A-Z]-|[A-Z]\d", words) else words.lower()
    )


def arguments_in(text: str, known: Sequence[Entity]) -> list[Shape]:
    """Return unknown names that stand where a strong verb has its object, or at the start of a sentence its subject.

    Takes up to three words, and nothing that a known name of ``known`` stands in.

    >>> [shape.name for shape in arguments_in("Fictolin extract prevents euphoria, and may cause dysphoria in adults.", ())]
    ['euphoria', 'dysphoria', 'fictolin extract']
    """
    found: list[Shape] = []
    objects, subjects = _patterns()
    for match in objects.finditer(text):
        if match.group().endswith("ed ") and not _is_done(text, match.start()):
            continue
        start = here = match.end()
        words: list[str] = []
        while word := _WORD.match(text, here):
            low = word.group().lower()
            if not words and low in _PREPOSITIONS:
                break
            if not words and low in NOMINAL_STOP:
                start = here = word.end() + 1
                continue
            if len(words) == 3:
                words = []
                break
            words.append(word.group())
            here = word.end() + 1
            if _END.match(text, word.end()):
                break
        end = here - 1
        if words and end > start and _END.match(text, end) and _names(words) and _free(start, end, known):
            found.append(_shape(text, start, end))
    first = subjects.match(text)
    if first and not text.startswith("treated", first.end("name") + 1):
        start, end = first.start("name"), first.end("name") - 1
        if _names(text[start:end].split()) and _free(start, end, known):
            found.append(_shape(text, start, end))
    return found


def _is_done(text: str, at: int) -> bool:
    """Return whether a form in -ed has a subject before it: "X reduced weight", not "and reduced weight"."""
    before = text[:at].rstrip().rpartition(" ")[2].lower()
    return before.isalpha() and (
        before in ("which", "that", "significantly") or before not in NOMINAL_STOP | BASE_VERBS
    )


def _free(start: int, end: int, known: Sequence[Entity]) -> bool:
    return not any(entity.start < end and start < entity.end for entity in known)
