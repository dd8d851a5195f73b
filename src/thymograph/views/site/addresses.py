"""Where each page of the site lies: names that every file system takes, the same on every run."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from thymograph.assembly.concepts import LOCAL

__all__ = ["FOLDERS", "concept_stem", "page_of", "safe_stem"]

FOLDERS = ("claim", "concept", "document", "kind", "question", "text", "work")
"""Folders of a site; all else lies at its root."""

_PLAIN = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
# Upper case alone, so that no two differ by case only: systems that see no difference would lose one.
_CURIE = re.compile(r"([A-Z0-9]{1,20}):([A-Z0-9_]{1,40})")
_LONGEST = 60
# Windows keeps these for devices, whatever the ending.
_DEVICES = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
_OTHER = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=1 << 16)
def safe_stem(words: str) -> str:
    """Return a file name without ending for an id; one that is no plain word gets a hash of itself.

    >>> safe_stem("c0123456789abcdef"), safe_stem("../etc")
    ('c0123456789abcdef', 'etc-f7f9121f')
    """
    if len(words) <= _LONGEST and _PLAIN.fullmatch(words) and not _DEVICES.fullmatch(words):
        return words
    slug = _OTHER.sub("-", words.lower()).strip("-")[:40].strip("-")
    digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{slug}-{digest}" if slug else f"x-{digest}"


@lru_cache(maxsize=1 << 16)
def concept_stem(key: str) -> str:
    """Return the file name of a concept: its CURIE with a hyphen, else its folded name after ``name-``.

    >>> concept_stem("CHEBI:36704"), concept_stem("l:flare-rate")
    ('CHEBI-36704', 'name-flare-rate')
    """
    curie = _CURIE.fullmatch(key)
    if curie and curie[1] != "NAME":
        return f"{curie[1]}-{curie[2]}"
    return safe_stem("name-" + key[len(LOCAL) :] if key.startswith(LOCAL) else key)


def page_of(stem: str, number: int) -> str:
    """Return the file of the n-th part of a long page, counted from 1.

    >>> page_of("conflicts", 1), page_of("conflicts", 2)
    ('conflicts.html', 'conflicts.p2.html')
    """
    return f"{stem}.html" if number == 1 else f"{stem}.p{number}.html"
