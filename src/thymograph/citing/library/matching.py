"""Entries of reference lists found in the user's libraries, and the identifiers that they get from there."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extract

from thymograph.citing.library.items import Library, LibraryItem
from thymograph.citing.work_types import holds_copies
from thymograph.citing.works import SAME_TITLE, TELLING_WORDS, normal_title
from thymograph.model import DocumentRecord, ReferenceEntry

__all__ = ["Identification", "Match", "identified"]

_IDENTIFIERS = ("doi", "pmid", "pmcid")
# Titles that begin with one of these, where the other does not, are of a note about the work. "Retracted" is no such
# word: registries put it before the title of the work itself.
_ABOUT = frozenset(
    "erratum errata corrigendum correction corrections addendum retraction withdrawal comment commentary reply response "
    "author authors letter editorial expression republished".split()
)
_LONGEST = (200 - SAME_TITLE) / SAME_TITLE

Outcome = Literal["identified", "known", "ambiguous", "contradicted", "not found", "untitled"]
Found = tuple[Library, LibraryItem]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What came of one entry of a reference list."""

    document: str
    """Path."""
    entry: str
    line: int
    title: str | None
    outcome: Outcome
    """identified: it got identifiers; known: an item fits and tells nothing new; contradicted: an item fits, but for
    its year, host or another identifier; untitled: it has nothing to be found by."""
    by: str | None = None
    """doi, pmid, pmcid or title; None where nothing fits."""
    item: str | None = None
    """Library, item and line: "refs.ris, item 12 (line 233)"."""
    why: str | None = None
    """What speaks against an item that fits, or which items fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identification:
    """What the libraries gave to all documents."""

    libraries: tuple[Library, ...]
    matches: tuple[Match, ...]
    """By document and line."""

    def lines(self) -> Iterator[str]:
        """Yield what a build says of it."""
        for library in self.libraries:
            left = f", {len(library.problems)} left out" if library.problems else ""
            yield f"library {library.name}: {len(library.items)} items ({library.format}){left}"
        counts = Counter(match.outcome for match in self.matches)
        ways = Counter(match.by for match in self.matches if match.outcome == "identified")
        how = ", ".join(f"{ways[way]} by {way}" for way in (*_IDENTIFIERS, "title") if ways[way])
        told = [f"{counts['identified']} of {len(self.matches)} entries got identifiers{f' ({how})' if how else ''}"]
        names: dict[Outcome, str] = {
            "known": "known as well", "ambiguous": "fit several items", "contradicted": "contradicted",
            "not found": "not found", "untitled": "without a title to be found by",
        }  # fmt: skip
        told += [f"{counts[outcome]} {name}" for outcome, name in names.items() if counts[outcome]]
        yield f"identified: {'; '.join(told)} (library.jsonl)"

    def doubts(self) -> Iterator[str]:
        """Yield a line for each entry that an item fits, yet was not taken."""
        for match in self.matches:
            if match.outcome in ("ambiguous", "contradicted"):
                yield f"{match.document}:{match.line}: not identified: {match.why}"


def _place(found: Found, *, several: bool) -> str:
    library, item = found
    line = f" (line {item.line})" if item.line is not None and several else ""
    return f"{library.name}, item {item.number}{line}"


def _numbers(title: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+", title))


def _about(title: str) -> frozenset[str]:
    return _ABOUT.intersection(title.split()[:3])


class _Shelf:
    """The items of all libraries, found by identifier and by title."""

    def __init__(self, libraries: Sequence[Library]) -> None:
        self._by_identifier: defaultdict[tuple[str, str], list[Found]] = defaultdict(list)
        self._by_title: defaultdict[str, list[Found]] = defaultdict(list)
        for library in libraries:
            for item in library.items:
                for name in _IDENTIFIERS:
                    if value := getattr(item, name):
                        self._by_identifier[name, value].append((library, item))
                # Not the cached function: a library has many titles, each of which is asked for once.
                title = normal_title.__wrapped__(item.title) if item.title else ""
                if len(title.split()) >= TELLING_WORDS:
                    self._by_title[title].append((library, item))
        self._counts = Counter(word for title in self._by_title for word in set(title.split()))
        self._by_words: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for title in self._by_title:
            numbers = _numbers(title)
            for word in self._rare(title):
                self._by_words[word, *numbers].append(title)

    def _rare(self, title: str) -> list[str]:
        return sorted(set(title.split()), key=lambda word: (self._counts[word], word))[:4]

    def by_identifier(self, entry: ReferenceEntry) -> tuple[str, list[Found]] | None:
        """Return by what an entry is found, and the items; the first of DOI, PMID and PMCID that finds any."""
        for name in _IDENTIFIERS:
            value = getattr(entry, name)
            if value and (found := self._by_identifier.get((name, value))):
                return name, found
        return None

    def by_title(self, title: str) -> list[Found]:
        """Return the items with a normalised title, else those whose title is alike in spite of typing.

        Alike are titles of nearly one length with the same numbers that share one of their rarest words, as in
        :func:`thymograph.citing.works.works_of`.
        """
        if title in self._by_title:
            return self._by_title[title]
        numbers = _numbers(title)
        near = {
            other
            for word in set(title.split())
            for other in self._by_words.get((word, *numbers), ())
            if len(other) <= _LONGEST * len(title) and len(title) <= _LONGEST * len(other)
        }
        choices = {other: " ".join(sorted(other.split())) for other in sorted(near) if _about(other) == _about(title)}
        alike = extract(" ".join(sorted(title.split())), choices, scorer=ratio, score_cutoff=SAME_TITLE, limit=None)
        return [found for _, _, other in alike for found in self._by_title[other]]


def _against(entry: ReferenceEntry, found: Found, *, titled: bool) -> str | None:
    """Return what of an entry contradicts an item that fits it, or None."""
    _, item = found
    names = ("year", *_IDENTIFIERS) if titled else _IDENTIFIERS
    for name in names:
        own, other = getattr(entry, name), getattr(item, name)
        if own and other and own != other:
            return f"{name if name == 'year' else name.upper()} {own} here, {other} in {_place(found, several=True)}"
    if titled and entry.host and item.doi and not holds_copies(entry.host) and entry.host not in (item.url or ""):
        return f"here it is a page of {entry.host}, in {_place(found, several=True)} it has a DOI"
    return None


def _agree(found: Sequence[Found]) -> bool:
    """Tell whether items may be one reference that stands in the libraries more than once."""
    return all(
        len({value for _, item in found if (value := getattr(item, name))}) <= 1 for name in ("year", *_IDENTIFIERS)
    )


def _match(entry: ReferenceEntry, path: str, shelf: _Shelf) -> tuple[Match, ReferenceEntry]:
    def told(outcome: Outcome, **more: str | None) -> Match:
        return Match(document=path, entry=entry.id, line=entry.line, title=entry.title, outcome=outcome, **more)

    title = normal_title(entry.title) if entry.title else ""
    found = shelf.by_identifier(entry)
    titled = found is None
    if found is None:
        if len(title.split()) < TELLING_WORDS:
            return told("untitled" if not any(getattr(entry, name) for name in _IDENTIFIERS) else "not found"), entry
        found = ("title", shelf.by_title(title))
    by, items = found
    if not items:
        return told("not found"), entry
    fitting = [one for one in items if _against(entry, one, titled=titled) is None]
    if not fitting:
        return told("contradicted", by=by, why=_against(entry, items[0], titled=titled)), entry
    if not _agree(fitting):
        places = ", ".join(_place(one, several=True) for one in fitting[:4])
        return told("ambiguous", by=by, why=f"{len(fitting)} items fit and differ: {places}"), entry
    # Items that are one reference: what one does not have, another may.
    given = {
        name: value
        for name in _IDENTIFIERS
        if getattr(entry, name) is None and (value := next((v for _, i in fitting if (v := getattr(i, name))), None))
    }
    place = _place(fitting[0], several=False)
    if not given:
        return told("known", by=by, item=place), entry
    by_words = f"{place}, by {by if by == 'title' else by.upper()}: {', '.join(name.upper() for name in given)}"
    return told("identified", by=by, item=place), replace(entry, **given, identified_by=by_words)


def identified(
    documents: Iterable[DocumentRecord], libraries: Sequence[Library]
) -> tuple[tuple[DocumentRecord, ...], Identification]:
    """Return ``documents`` with the identifiers that ``libraries`` have for their entries, and what came of each.

    An entry is found by an identifier that it prints, else by its title: the same words, or so like that only typing
    differs, and neither year, host nor identifier speak against it. Items that fit and differ among themselves give
    nothing. What the document prints stays as printed; ``identified_by`` of the entry says what was added and whence.
    """
    shelf = _Shelf(libraries)
    made, matches = [], []
    for document in documents:
        pairs = [_match(entry, document.path, shelf) for entry in document.entries]
        matches += [match for match, _ in pairs]
        changed = any(match.outcome == "identified" for match, _ in pairs)
        made.append(replace(document, entries=tuple(entry for _, entry in pairs)) if changed else document)
    matches.sort(key=lambda match: (match.document, match.line, match.entry))
    return tuple(made), Identification(libraries=tuple(libraries), matches=tuple(matches))
