"""Works: the things cited, shared by entries of several documents."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from urllib.parse import urlsplit

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extract

from thymograph.citing.work_types import holds_copies, work_type
from thymograph.model import ReferenceEntry, Work, content_id

__all__ = ["SAME_TITLE", "TELLING_WORDS", "normal_title", "work_id", "work_key", "works_of"]

SAME_TITLE = 95.0
"""Of 100, as rapidfuzz counts likeness; on the seeds true duplicates scored 100 and the nearest false pair 80."""
# A title of one or two words ("Imatinib", "Side effects") names a page of a site, not a work by itself.
TELLING_WORDS = 3
_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "κ": "kappa", "λ": "lambda", "μ": "mu", "ω": "omega"
}  # fmt: skip


@cache
def normal_title(title: str) -> str:
    """Return the words of ``title`` for comparison: small letters, Greek spelled out, digits apart, no marks.

    >>> normal_title("Thymosin α-1: a Review.")
    'thymosin alpha 1 a review'
    """
    folded = unicodedata.normalize("NFKD", title.casefold().replace("µ", "μ"))
    letters = "".join(f" {_GREEK[c]} " if c in _GREEK else c for c in folded if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W\d_]+|\d+", letters))


def _address(entry: ReferenceEntry) -> str | None:
    """Return the web address of an entry for comparison, if it leads to a page and not only to a host."""
    if not entry.url:
        return None
    parts = urlsplit(entry.url if "//" in entry.url else f"https://{entry.url}")
    path = parts.path.rstrip("/")
    if len(path) < 2:
        return None
    return f"{parts.netloc.lower().removeprefix('www.')}{path}" + (f"?{parts.query}" if parts.query else "")


def work_key(entry: ReferenceEntry) -> str:
    """Return what identifies the work of one entry, seen alone.

    DOI, PMID, PMCID, trial number, normalised title (with its host if it is very short), the address of a
    page without title; else the entry itself, since a bare host is no identity.
    """
    if entry.doi:
        return f"doi:{entry.doi}"
    if entry.pmid:
        return f"pmid:{entry.pmid}"
    if entry.pmcid:
        return f"pmcid:{entry.pmcid}"
    if entry.nct:
        return f"nct:{entry.nct}"
    title = normal_title(entry.title) if entry.title else ""
    if len(title.split()) >= TELLING_WORDS:
        return f"title:{title}"
    if title and entry.host:
        return f"title:{title}@{entry.host}"
    address = _address(entry)
    return f"url:{address}" if address else f"entry:{entry.id}"


def work_id(entry: ReferenceEntry) -> str:
    """Return the id of the work that ``entry`` names when no other entry is known."""
    return content_id("w", work_key(entry))


_PRIORITY = ("doi", "pmid", "pmcid", "nct", "title", "url", "entry")


def _rank(key: str) -> tuple[int, str]:
    return _PRIORITY.index(key.split(":", 1)[0]), key


def _keys(entry: ReferenceEntry) -> list[str]:
    """Return all that can join an entry to others: its identifiers, each as a key."""
    keys = [f"{name}:{value}" for name in ("doi", "pmid", "pmcid") if (value := getattr(entry, name))]
    # A paper that names its trial is not the trial's registration.
    return keys or [work_key(entry)]


_TELLING_FIELDS = ("year", "doi", "pmid", "pmcid", "nct")


class _Clusters:
    """Entries joined so far; with ``checked`` two clusters join only if no value of one speaks against the other."""

    def __init__(self, entries: Sequence[ReferenceEntry]) -> None:
        self.members = {i: [i] for i in range(len(entries))}
        self.cluster = list(range(len(entries)))
        self.values = {
            i: {name: {value} if (value := getattr(entry, name)) else set() for name in (*_TELLING_FIELDS, "host")}
            for i, entry in enumerate(entries)
        }

    def _conflict(self, x: int, y: int) -> bool:
        """Tell whether two entries of the clusters have another year or identifier, or hosts that share no works."""
        first, second = self.values[x], self.values[y]
        for name in _TELLING_FIELDS:
            if first[name] and second[name] and len(first[name] | second[name]) > 1:
                return True
        return any(a != b and not (holds_copies(a) and holds_copies(b)) for a in first["host"] for b in second["host"])

    def join(self, a: int, b: int, *, checked: bool) -> None:
        x, y = sorted((self.cluster[a], self.cluster[b]))
        if x == y or (checked and self._conflict(x, y)):
            return
        for i in self.members[y]:
            self.cluster[i] = x
        self.members[x] += self.members.pop(y)
        for name, values in self.values.pop(y).items():
            self.values[x][name] |= values


def works_of(entries: Iterable[ReferenceEntry]) -> tuple[Work, ...]:
    """Return the works that ``entries`` (of any number of documents) name, by id.

    Entries are one work if they share an identifier, or if their titles are alike in spite of typing and
    neither year, host nor identifiers speak against it. The order of ``entries`` makes no difference.
    """
    ordered = sorted({entry.id: entry for entry in entries}.values(), key=lambda e: (e.document, e.start, e.id))
    clusters = _Clusters(ordered)
    by_key: dict[str, int] = {}
    for index, entry in enumerate(ordered):
        for key in _keys(entry):
            clusters.join(by_key.setdefault(key, index), index, checked=key.startswith("title:"))
    for one, other in _alike(ordered):
        # Entries with one title may be several works; each of these is tried once.
        for a in sorted({clusters.cluster[i] for i in one}):
            for b in sorted({clusters.cluster[i] for i in other}):
                clusters.join(a, b, checked=True)
    works: dict[str, Work] = {}
    for members in sorted(sorted(group) for group in clusters.members.values()):
        work = _work([ordered[i] for i in members], works)
        works[work.id] = work
    return tuple(works[key] for key in sorted(works))


# Longer than this, a title cannot be so like a shorter one: the ratio is at most 2 short / (short + long).
_LONGEST = (200 - SAME_TITLE) / SAME_TITLE


def _alike(entries: Sequence[ReferenceEntry]) -> Iterable[tuple[list[int], list[int]]]:
    """Yield the entries of each title with themselves and with those of a title that is alike.

    Titles are compared only if they share one of their four rarest words and all their numbers ("Part 1" and
    "Part 2", "IL-2" and "IL-4" differ by little else), and are of nearly one length.
    """
    by_title: dict[str, list[int]] = defaultdict(list)
    for i, entry in enumerate(entries):
        title = normal_title(entry.title) if entry.title else ""
        if len(title.split()) >= TELLING_WORDS:
            by_title[title].append(i)
    counts = Counter(word for title in by_title for word in set(title.split()))
    sharing: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for title in sorted(by_title, key=lambda title: (len(title), title)):
        numbers = re.findall(r"\d+", title)
        for word in sorted(set(title.split()), key=lambda w: (counts[w], w))[:4]:
            sharing[word, *numbers].append(title)
    pairs = {(title, title) for title, found in by_title.items() if len(found) > 1}
    # Sorted once: the ratio of sorted words is what token_sort_ratio works out for each pair anew.
    words = {title: " ".join(sorted(title.split())) for title in by_title}
    for titles in sharing.values():
        end = 0
        for position, a in enumerate(titles):
            while end < len(titles) and len(titles[end]) <= _LONGEST * len(a):
                end += 1
            near = [words[title] for title in titles[position + 1 : end]]
            found_near = extract(words[a], near, scorer=ratio, score_cutoff=SAME_TITLE, limit=None)
            pairs.update((a, titles[position + 1 + place]) for _, _, place in found_near)
    for a, b in sorted(pairs):
        yield by_title[a], by_title[b]


def _work(members: Sequence[ReferenceEntry], taken: dict[str, Work]) -> Work:
    key = min((work_key(entry) for entry in members), key=_rank)
    if content_id("w", key) in taken:
        # The same title, but another year or host: two works, told apart by what differs.
        first = members[0]
        key = f"{key}@{first.host or ''}#{first.year or ''}"
        if content_id("w", key) in taken:
            key = f"entry:{first.id}"

    def value(name: str) -> str | None:
        return next((found for entry in members if (found := getattr(entry, name))), None)

    types = [work_type(entry) for entry in members]
    kind, reason = next((found for found in types if found[0] != "unknown"), max(types, key=lambda t: t[1] is not None))
    return Work(
        id=content_id("w", key),
        key=key,
        title=value("title"),
        host=value("host"),
        container=value("container"),
        year=value("year"),
        doi=value("doi"),
        pmid=value("pmid"),
        pmcid=value("pmcid"),
        nct=value("nct"),
        url=value("url"),
        type=kind,
        type_reason=reason,
        entries=tuple(sorted(entry.id for entry in members)),
    )
