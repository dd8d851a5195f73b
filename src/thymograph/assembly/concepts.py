"""Keys of concepts: a CURIE where there is one, else the folded name; and the index from names to both."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from thymograph.lexicon.folding import fold_key
from thymograph.model import Claim, content_id

__all__ = ["LOCAL", "NameIndex", "Named", "concept_key", "local_name", "name_index"]

LOCAL = "l:"
"""Begins the key of a concept that no vocabulary names."""
# A slash joins drugs ("lopinavir/ritonavir"), not a dose and its unit ("mg/kg").
_JOINT = re.compile(r"\b(?:plus|and|with|combined)\b|[+,;&]|/(?=[A-Za-z]{4})(?!week|dose|month)")


class Named(NamedTuple):
    """A concept as a claim names it."""

    key: str
    name: str
    type: str | None


@lru_cache(maxsize=1 << 16)
def local_name(name: str) -> str:
    """Return the folded name that two documents' same words share, as a path segment.

    >>> local_name("TNF-α") == local_name("TNF alpha")
    True
    """
    folded = "-".join(fold_key(name).split())
    # Words without a letter or digit of ours ("±") still need a name of their own.
    return folded or content_id("x", name)


def concept_key(name: str, curie: str | None) -> str:
    """Return what identifies a concept in propositions and questions: its CURIE, else its local name."""
    return curie or LOCAL + local_name(name)


@dataclass(frozen=True)
class NameIndex:
    """From a name to the concept that all claims together mean by it.

    Records give qualifiers, arms, stances and regimens by name alone; where a mention or a relation of
    any claim grounds that name, it is that concept, else a local one.
    """

    curies: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    """By concept key."""

    def curie(self, name: str) -> str | None:
        """Return the CURIE of a name, or None."""
        return self.curies.get(local_name(name))

    def key(self, name: str, curie: str | None = None) -> str:
        """Return the concept key of a name, by ``curie`` if given."""
        return curie or self.curies.get(local_name(name)) or LOCAL + local_name(name)

    def type_of(self, key: str) -> str | None:
        """Return the mention type of a concept, or None where no claim mentions it."""
        return self.types.get(key)

    def parts(self, words: str) -> tuple[Named, ...]:
        """Return the concepts that make up an arm as printed ("cisplatin 75 mg plus placebo"), each once.

        A part whose words hold known names is those names; one that holds none is a local concept.
        """
        found: dict[str, Named] = {}
        for part in (part.strip(" .()") for part in _JOINT.split(words)):
            known = self._known_in(part)
            for key, name in known or ([(self.key(part), part)] if part else []):
                found.setdefault(key, Named(key, name, self.type_of(key)))
        return tuple(found.values())

    def _known_in(self, words: str) -> list[tuple[str, str]]:
        """Return (CURIE, folded name) of the longest known names in ``words``, from left to right."""
        tokens = fold_key(words).split()
        found = []
        start = 0
        while start < len(tokens):
            for end in range(len(tokens), start, -1):
                curie = self.curies.get("-".join(tokens[start:end]))
                if curie:
                    found.append((curie, " ".join(tokens[start:end])))
                    start = end - 1
                    break
            start += 1
        return found


def _namings(claim: Claim) -> Iterator[tuple[str, str | None, str | None]]:
    for mention in claim.mentions:
        yield mention.name, mention.id, mention.type
        if mention.id and not mention.implicit:
            yield mention.text, mention.id, mention.type
    for relation in claim.relations:
        yield relation.subject, relation.subject_id, None
        yield relation.object, relation.object_id, None


def name_index(claims: Iterable[Claim]) -> NameIndex:
    """Return the index of the names in ``claims``; the commonest grounding of a name wins, then the smallest."""
    curies: defaultdict[str, Counter[str]] = defaultdict(Counter)
    types: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for claim in claims:
        for name, curie, kind in _namings(claim):
            if curie:
                curies[local_name(name)][curie] += 1
            if kind:
                types[concept_key(name, curie)][kind] += 1

    def best(counts: Counter[str]) -> str:
        return min(counts, key=lambda word: (-counts[word], word))

    return NameIndex(
        {name: best(counts) for name, counts in sorted(curies.items())},
        {key: best(counts) for key, counts in sorted(types.items())},
    )
