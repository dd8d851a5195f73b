"""Which cited works are themselves among the documents: by DOI, PMID, PMCID, trial number, then title."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz.fuzz import token_sort_ratio

from thymograph.citing.works import normal_title
from thymograph.model import ClaimGraph, DocumentRecord, Work

__all__ = ["document_identifiers", "works_at_hand"]

_SAME_TITLE = 95.0
_TELLING_WORDS = 3
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s?#&]+")
_PMID = re.compile(r"pubmed(?:\.ncbi\.nlm\.nih\.gov)?/(\d{4,9})|\bpmid[:_ -]?(\d{4,9})", re.IGNORECASE)
_PMCID = re.compile(r"\bPMC\d{4,9}", re.IGNORECASE)
_NCT = re.compile(r"\bNCT\d{8}\b", re.IGNORECASE)


def document_identifiers(document: DocumentRecord) -> tuple[str, ...]:
    """Return the identifiers that a document's address and file name tell, as keys of works.

    >>> one = DocumentRecord(path="PMC1234567.txt", sha256="0", size_bytes=1, characters=1, format="text",
    ...     url="https://doi.org/10.1000/Ab.1")
    >>> document_identifiers(one)
    ('doi:10.1000/ab.1', 'pmcid:PMC1234567')
    """
    found: set[str] = set()
    stem = document.path.rsplit(".", 1)[0]
    for words in (document.url or "", stem):
        found.update(f"doi:{match[0].rstrip('.,;').lower()}" for match in _DOI.finditer(words))
        found.update(f"pmid:{match[1] or match[2]}" for match in _PMID.finditer(words))
        found.update(f"pmcid:{match[0].upper()}" for match in _PMCID.finditer(words))
        found.update(f"nct:{match[0].upper()}" for match in _NCT.finditer(words))
    return tuple(sorted(found))


def _work_identifiers(work: Work) -> list[str]:
    named = (("doi", work.doi and work.doi.lower()), ("pmid", work.pmid), ("pmcid", work.pmcid and work.pmcid.upper()))
    keys = [f"{name}:{value}" for name, value in named if value]
    # A paper that names its trial is not the trial's registration.
    return keys or ([f"nct:{work.nct.upper()}"] if work.nct else [])


def _numbers(title: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+", title))


def _by_title(works: Iterable[Work], titles: Mapping[str, str]) -> dict[str, str]:
    """Return work id → document for the works whose title is a document's, typing aside."""
    counts = Counter(word for title in titles for word in set(title.split()))
    # "Part 1" and "Part 2" differ by a number and by little else, so numbers are never near.
    sharing: defaultdict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for title in titles:
        for word in sorted(set(title.split()), key=lambda word: (counts[word], word))[:4]:
            sharing[word, _numbers(title)].append(title)
    found = {}
    for work in works:
        title = normal_title(work.title or "")
        if len(title.split()) < _TELLING_WORDS:
            continue
        if title in titles:
            found[work.id] = titles[title]
            continue
        near = {other for word in set(title.split()) for other in sharing.get((word, _numbers(title)), ())}
        scored = sorted((-token_sort_ratio(title, other, score_cutoff=_SAME_TITLE), other) for other in near)
        if scored and -scored[0][0] >= _SAME_TITLE:
            found[work.id] = titles[scored[0][1]]
    return found


def works_at_hand(graph: ClaimGraph) -> dict[str, str]:
    """Return, for each work that is one of the documents, the SHA-256 of that document.

    An identifier decides; a title only where none of both sides contradicts it. Of two documents with one
    title the first by path is taken.
    """
    by_identifier: dict[str, str] = {}
    titles: dict[str, str] = {}
    identifiers: dict[str, set[str]] = {}
    for document in graph.documents:
        identifiers[document.sha256] = set(document_identifiers(document))
        for key in identifiers[document.sha256]:
            by_identifier.setdefault(key, document.sha256)
        title = normal_title(document.title or "")
        if len(title.split()) >= _TELLING_WORDS:
            titles.setdefault(title, document.sha256)
    found: dict[str, str] = {}
    for work in graph.works:
        for key in _work_identifiers(work):
            if key in by_identifier:
                found[work.id] = by_identifier[key]
                break
    for work_id, sha256 in _by_title((work for work in graph.works if work.id not in found), titles).items():
        found[work_id] = sha256
    for work in graph.works:
        sha256 = found.get(work.id, "")
        kinds = {key.split(":")[0]: key for key in identifiers.get(sha256, ())}
        if any(kinds.get(key.split(":")[0], key) != key for key in _work_identifiers(work)):
            del found[work.id]  # the title is alike, the identifier another
    return found
