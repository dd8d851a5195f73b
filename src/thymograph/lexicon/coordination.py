"""Names that share a word with their neighbour: "hepatitis B and C", "pro- and anti-inflammatory cytokines"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from thymograph.model import Entity

__all__ = ["Lookup", "Named", "shared_heads", "shared_kinds", "shared_stems"]


@dataclass(frozen=True, slots=True)
class Named:
    """What a composed name stands for: preferred name, type, CURIE or None."""

    name: str
    type: str
    id: str | None = None


Lookup = Callable[[str], Named | None]

_JOIN = r"\s*(?:,\s*(?:and|or)|,|\band/or\b|\band\b|\bor\b|/|&)\s*"
# The next conjunct after a full name: "B and C", "-2 and -12", "TLR2, 3 and 4", "differentiation and maturation".
_NEXT = re.compile(rf"{_JOIN}(?:both\s+)?(?P<word>-?[A-Za-z0-9α-ω]+(?:[- ][A-Za-z0-9α-ω]+)?)")
_BEFORE = re.compile(rf"(?P<word>[\w+α-ω]+(?:[- ][\w+α-ω]+)?[-+]?)(?P<join>{_JOIN})$")
_JOINERS = ("and", "or", ",", "/", "&")
_PARTS = re.compile(r"[A-Za-zα-ω]+\+?|\d+[a-zA-Z]?\b|\d+")


def shared_stems(text: str, entities: Sequence[Entity], lookup: Lookup) -> list[Entity]:
    """Return the entities of conjuncts that leave out the first words of the name before them.

    The span of each is that of its own words, so that a list stays a list.
    """
    found: list[Entity] = []
    starts = {entity.start: entity for entity in entities}
    for entity in entities:
        parts = list(_PARTS.finditer(entity.text))
        if len(parts) < 2:
            continue
        here = entity.end
        while match := _NEXT.match(text, here):
            start = match.start("word") + (text[match.start("word")] == "-")
            named, end = _completed(entity.text, parts, match.group("word").lstrip("-"), start, text, lookup)
            if named is None or end is None or named.name == entity.name:
                break
            other = starts.get(start)
            if other is not None and other.end >= end and not _yields(other, named, end):
                break
            found.append(
                Entity(start=start, end=end, text=text[start:end], name=named.name, type=named.type, id=named.id)
            )
            here = end
    return found


def _yields(other: Entity, named: Named, end: int) -> bool:
    """Return whether a name found by itself gives way: it is a letter, or a wider process ("proliferation")."""
    if other.end > end:
        return False
    return (
        other.id is None or len(other.text) <= 3 or (other.type == named.type and other.type in ("process", "outcome"))
    )


def _completed(
    full: str, parts: list[re.Match[str]], words: str, start: int, text: str, lookup: Lookup
) -> tuple[Named | None, int | None]:
    """Return what ``words`` name with the first words of ``full`` before them, longest first."""
    tries = [words]
    for separator in (" ", "-"):
        if separator in words:
            tries.append(words.split(separator)[0])
    for attempt in tries:
        end = start + len(attempt)
        if end < len(text) and text[end].isalnum():
            continue
        # "B and C": one letter or number stands for one letter or number, a word for a word.
        small = len(attempt) <= 2 or attempt.isdigit()
        for part in reversed(parts[1:]):
            last = part.group()
            if small != (len(last) <= 2 or last.isdigit()) or (small and part is not parts[-1]):
                continue
            if small and attempt.isdigit() != last[0].isdigit():
                continue
            if not small and part is not parts[-1] and attempt.islower() != last.islower():
                continue
            named = lookup(full[: part.start()] + attempt)
            if named is not None:
                return named, end
    return None, None


_NUMBERED = re.compile(r"(?P<kind>[A-Za-z]+)[ -](?P<one>\w{1,4})\s*(?:and|or|/|&)\s*(?P<other>\w{1,4})[ -]$")


def shared_kinds(text: str, entities: Sequence[Entity], lookup: Lookup) -> list[Entity]:
    """Return both entities of "type 1 and 2 diabetes", where only "diabetes" stood alone."""
    found: list[Entity] = []
    for entity in entities:
        before = text[max(0, entity.start - 12) : entity.start]
        if not before[-2:-1].isalnum() or not any(joiner in before for joiner in ("and", "or", "/", "&")):
            continue
        match = _NUMBERED.search(text, max(0, entity.start - 30), entity.start)
        if match is None:
            continue
        kind, one, other = match.group("kind", "one", "other")
        names = [lookup(f"{kind} {number} {entity.text}") for number in (one, other)]
        spans = [(match.start(), match.end("one")), (match.start("other"), entity.end)]
        if all(names):
            found += [
                Entity(start=start, end=end, text=text[start:end], name=named.name, type=named.type, id=named.id)
                for named, (start, end) in zip(names, spans, strict=True)
                if named is not None
            ]
    return found


def shared_heads(text: str, entities: Sequence[Entity], lookup: Lookup) -> list[Entity]:
    """Return the entities of conjuncts that leave out the last words of the name after them."""
    found: list[Entity] = []
    for entity in entities:
        parts = list(re.finditer(r"[\w+α-ω]+-?", entity.text))
        if len(parts) < 2:
            continue
        edge = entity.start
        # The cheap look spares the search for all but coordinated names.
        while text[max(0, edge - 4) : edge].rstrip().endswith(_JOINERS) and (
            match := _BEFORE.search(text, max(0, edge - 60), edge)
        ):
            word = match.group("word")
            step = _headed(entity.text, parts, word, match.start("word"), lookup)
            if step is None:
                break
            named, start = step
            end = match.end("word")
            if named.name == entity.name:
                break
            found.append(
                Entity(start=start, end=end, text=text[start:end], name=named.name, type=named.type, id=named.id)
            )
            edge = start
    return found


def _headed(full: str, parts: list[re.Match[str]], words: str, start: int, lookup: Lookup) -> tuple[Named, int] | None:
    """Return what ``words`` name with the last words of ``full`` behind them."""
    tries = [(words, start)]
    if " " in words:
        tries.append((words.split(" ", 1)[1], start + words.index(" ") + 1))
    for attempt, place in tries:
        for part in parts[1:]:
            glue = "" if attempt.endswith("-") else " "
            named = lookup(attempt + glue + full[part.start() :])
            if named is not None:
                return named, place
        # "pro- and anti-inflammatory": the hyphen cuts inside a word.
        if attempt.endswith("-") and (hyphen := full.find("-")) > 0:
            named = lookup(attempt + full[hyphen + 1 :])
            if named is not None:
                return named, place
    return None
