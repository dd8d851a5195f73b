"""The works that a Word document cites, matched to the lines that print them and the markers that point to them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from thymograph.model import StatedEntry, StatedLink
from thymograph.reading.docx.citations import Work, bare_doi, work_of_address
from thymograph.reading.docx.writing import Cited, Linked, PrintedLine, Writing
from thymograph.reading.number_lists import NUMBER_LIST, cut_list

__all__ = ["stated_works"]

_PRINTED_NUMBER = re.compile(r"[\[(]?(\d{1,4})[\]).]{0,2}[\s:]*(?=\D)")
_ONLY_NUMBERS = re.compile(rf"[\s\[\](){{}}]*({NUMBER_LIST})[\s\[\](){{}}]*")
# Words of a link that name a source and say nothing else.
_CITES = re.compile(
    r"[\[(]?\d{1,3}[\])]?|https?://\S+|www\.\S+|(?:doi|PMID|PMCID)\W{0,3}\S+|10\.\d{4,9}/\S+|(?:[\w-]{1,40}\.){1,4}[a-z]{2,24}",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w{4,}")


def _folded(words: str) -> str:
    """Return the letters and digits of ``words`` alone, small and without accents: for comparing only."""
    decomposed = unicodedata.normalize("NFKD", words)
    return "".join(letter for letter in decomposed.casefold() if letter.isalnum())


class _Lines:
    """The lines of the list of works, to be found by number, DOI, title, or author and year."""

    def __init__(self, text: str, printed: Sequence[PrintedLine]) -> None:
        self.lines = sorted(printed, key=lambda line: line.start)
        self.starts = [line.start for line in self.lines]
        self.words = [text[line.start : line.end] for line in self.lines]
        self.folded = [_folded(words) for words in self.words]
        numbers = [
            line.number or (m[1] if (m := _PRINTED_NUMBER.match(w)) else None)
            for line, w in zip(self.lines, self.words, strict=True)
        ]
        digits = [int(number) for number in numbers if number is not None and number.isdecimal()]
        # A year or a street number at the head of a line counts nothing.
        self.is_numbered = len(digits) * 2 > len(self.lines) and len(set(digits)) == len(digits)
        self.numbers = [number if self.is_numbered and number and number.isdecimal() else None for number in numbers]
        self.by_number = {int(number): index for index, number in enumerate(self.numbers) if number is not None}
        self._by_doi = {
            doi: index for index, words in reversed(list(enumerate(self.words))) if (doi := bare_doi(words))
        }
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for index, words in enumerate(self.words):
            for word in {word.casefold() for word in _WORD.findall(words)}:
                self._by_word[word].append(index)

    def at(self, position: int) -> int | None:
        """Return the index of the line that holds ``position``."""
        index = bisect_right(self.starts, position) - 1
        return index if index >= 0 and position < self.lines[index].end else None

    def of(self, work: Work) -> int | None:
        """Return the index of the line that prints ``work``, None if none or several do."""
        if work.doi is not None and work.doi in self._by_doi:
            return self._by_doi[work.doi]
        title = _folded(work.title or "")
        if len(title) >= 12:
            found = [index for index in self._near(work.title or "") if title in self.folded[index]]
            if len(found) > 1 and work.year:
                found = [index for index in found if work.year in self.words[index]]
            if len(found) == 1:
                return found[0]
        elif not title and work.surname and work.year:
            name = _folded(work.surname)
            found = [i for i in self._near(work.surname) if work.year in self.words[i] and name in self.folded[i][:60]]
            if len(found) == 1:
                return found[0]
        return None

    def _near(self, words: str) -> list[int]:
        """Return the lines that hold the rarest of ``words``."""
        known = [self._by_word.get(word.casefold(), []) for word in _WORD.findall(words)]
        return min(known, key=len, default=[])


class _Matching:
    """Holds the works by key, the line of each, and the links made so far."""

    def __init__(self, text: str, writing: Writing) -> None:
        self.text = text
        self.lines = _Lines(text, writing.works)
        self.works: dict[str, Work] = {}
        self.line_of: dict[str, int] = {}
        self.key_of: dict[int, str] = {}  # of each line that prints a work
        self.first: dict[str, tuple[int, int]] = {}
        self.number_of: dict[str, str] = {}
        self.links: dict[tuple[int, int, str], str] = {}

    def take(self, cited: Sequence[Cited]) -> None:
        """Keep the works of all fields and find the line of each."""
        for one in cited:
            for work in one.works:
                self.works.setdefault(work.key, work)
                self.first.setdefault(work.key, (one.start, one.end))
        for key, work in self.works.items():
            index = self.lines.of(work)
            if index is not None and index not in self.key_of:
                self.line_of[key], self.key_of[index] = index, key
        for one in cited:
            # "[7]" for one work: its line is the one with that number.
            numbers = self._numbers(one)
            if len(numbers) == len(one.works) == 1:
                key, number = one.works[0].key, numbers[0][0]
                self.number_of.setdefault(key, str(number))
                index = self.lines.by_number.get(number)
                if key not in self.line_of and index is not None and index not in self.key_of:
                    self.line_of[key], self.key_of[index] = index, key

    def _numbers(self, one: Cited) -> list[tuple[int, int, int]]:
        match = _ONLY_NUMBERS.fullmatch(self.text, one.start, one.end)
        return list(cut_list(self.text, one.start, one.end, *match.span(1))) if match else []

    def link(self, start: int, end: int, number: str, key: str) -> None:
        """Keep a link, unless the same marker says the same number already."""
        if (start, end, number) in self.links and self.links[start, end, number] != key:
            number = f"{number} ({key})"
        self.links.setdefault((start, end, number), key)

    def cite(self, one: Cited) -> None:
        """Make the links of one field."""
        numbers = self._numbers(one)
        if not numbers:
            self._cite_names(one)
            return
        by_number = {self.number_of[work.key]: work.key for work in one.works if work.key in self.number_of}
        by_line = {self.line_of[work.key]: work.key for work in one.works if work.key in self.line_of}
        open_works = [
            work.key for work in one.works if work.key not in by_line.values() and work.key not in by_number.values()
        ]
        left: list[tuple[int, int, int]] = []
        for number, start, end in numbers:
            index = self.lines.by_number.get(number)
            if index is not None and index in by_line:
                self.link(start, end, str(number), by_line[index])
            elif str(number) in by_number:
                self.link(start, end, str(number), by_number[str(number)])
            elif index is not None:
                self.link(start, end, str(number), self.key_of.setdefault(index, f"line {index + 1}"))
            else:
                left.append((number, start, end))
        # Where no line tells them apart, works stand in the order of their numbers.
        if len(left) == len(open_works):
            for (number, start, end), key in zip(left, open_works, strict=True):
                self.number_of.setdefault(key, str(number))
                self.link(start, end, str(number), key)

    def _cite_names(self, one: Cited) -> None:
        """Link "(Smith 2019; Doe 2020)": each part to its work, the whole to all where the parts do not tell."""
        printed = self.text[one.start : one.end]
        cuts = [one.start, *(one.start + i + 1 for i, letter in enumerate(printed) if letter == ";"), one.end]
        open_works = list(one.works)
        if len(cuts) - 1 != len(open_works):
            for work in open_works:
                self.link(one.start, one.end, _name(work) or printed.strip(" ()[]"), work.key)
            return
        for start, end in pairwise(cuts):
            part = _folded(self.text[start:end])
            fitting = [w for w in open_works if _folded(w.surname or "-") in part and (w.year or "") in part]
            work = fitting[0] if fitting else open_works[0]
            open_works.remove(work)
            while start < end and self.text[start].isspace():
                start += 1
            self.link(start, end, _name(work) or self.text[start:end].strip(" ()[];"), work.key)

    def refer(self, one: Linked, bookmarks: dict[str, int]) -> None:
        """Link words that lead to a line of the list of works, or to the address of a work and name nothing else."""
        inside = self.lines.at(one.start)
        address = one.address
        if address.startswith("#"):
            index = self._marked(bookmarks.get(address[1:]))
            if index is None or inside is not None:
                return
            key = self.key_of.setdefault(index, f"line {index + 1}")
            numbers = self._numbers(Cited(one.start, one.end, ()))
            if len(numbers) == 1:
                self.link(*numbers[0][1:], str(numbers[0][0]), key)
            elif not numbers:
                self.link(one.start, one.end, " ".join(self.text[one.start : one.end].strip("()[] ").split()), key)
            return
        work = work_of_address(address)
        if inside is not None:
            if work is not None:
                key = self.key_of.setdefault(inside, f"line {inside + 1}")
                held = self.works.get(key, Work(key=key))
                self.works[key] = replace(
                    held, doi=held.doi or work.doi, pmid=held.pmid or work.pmid, pmcid=held.pmcid or work.pmcid
                )
            return
        words = self.text[one.start : one.end].strip()
        before, after = self.text[one.start - 1 : one.start], self.text[one.end : one.end + 1]
        alone = before == "(" and after == ")"
        if address.lower().startswith(("http://", "https://")) and (
            alone or (_CITES.fullmatch(words) and (work or not words.isalpha()))
        ):
            start, end = (one.start - 1, one.end + 1) if alone else (one.start, one.end)
            work = work or Work(key=address, url=address)
            self.works.setdefault(work.key, work)
            self.first.setdefault(work.key, (start, end))
            self.link(start, end, words.strip("()[] ")[:60], work.key)

    def _marked(self, position: int | None) -> int | None:
        """Return the index of the line in which the next words after ``position`` stand."""
        if position is None:
            return None
        while position < len(self.text) and self.text[position].isspace():
            position += 1
        return self.lines.at(position)

    def entries(self) -> Iterable[StatedEntry]:
        """Yield an entry for each work, and for each line of a list that prints any."""
        if self.key_of or any(line.number for line in self.lines.lines):
            for index in range(len(self.lines.lines)):
                self.key_of.setdefault(index, f"line {index + 1}")
        for index, key in sorted(self.key_of.items()):
            line = self.lines.lines[index]
            yield _entry(self.works.get(key, Work(key=key)), line.start, line.end, self.lines.numbers[index])
        printed = set(self.key_of.values())
        for key, work in self.works.items():
            if key not in printed and key in self.first:
                yield _entry(work, *self.first[key], self.number_of.get(key))


def _name(work: Work) -> str:
    return f"{work.surname} {work.year}" if work.surname and work.year else work.surname or ""


def _entry(work: Work, start: int, end: int, number: str | None) -> StatedEntry:
    return StatedEntry(
        key=work.key, start=start, end=end, number=number, title=work.title, authors=work.authors,
        container=work.container, year=work.year, doi=work.doi, pmid=work.pmid, pmcid=work.pmcid, url=work.url,
    )  # fmt: skip


def stated_works(text: str, writing: Writing) -> tuple[list[StatedLink], list[StatedEntry]]:
    """Return the links and entries that the fields, notes and links of a document state.

    A line that prints a work is known by DOI, by title, by author and year, or by its number where a field cites one
    work alone; a work that no line prints is placed at its first marker.
    """
    matching = _Matching(text, writing)
    notes = sorted(writing.noted.items(), key=lambda item: item[1].start)
    note_starts = [line.start for _, line in notes]

    def note_at(position: int) -> str | None:
        index = bisect_right(note_starts, position) - 1
        return notes[index][0] if index >= 0 and position < notes[index][1].end else None

    body = [one for one in writing.cited if note_at(one.start) is None and matching.lines.at(one.start) is None]
    in_notes: dict[str, list[Work]] = defaultdict(list)
    for one in writing.cited:
        if (name := note_at(one.start)) is not None:
            in_notes[name] += one.works
    matching.take(body)
    for one in body:
        matching.cite(one)
    spans = sorted((one.start, one.end) for one in writing.cited)
    for linked in writing.linked:
        index = bisect_right(spans, (linked.start, linked.end + 1)) - 1
        # EndNote and Zotero link the numbers within their fields; the field says more.
        if not (index >= 0 and spans[index][0] <= linked.start < spans[index][1]) and note_at(linked.start) is None:
            matching.refer(linked, writing.bookmarks)
    entries = list(matching.entries())
    links = [StatedLink(start=s, end=e, number=n, entry=key) for (s, e, n), key in matching.links.items()]
    has_list = any(entry.number for entry in entries)
    keys: dict[str, list[tuple[str, str]]] = {}
    for name, line in writing.noted.items():
        works = list({work.key: work for work in in_notes.get(name, ())}.values()) or [Work(key=name)]
        label = writing.labels[name]
        keys[name] = []
        for place, work in enumerate(works):
            held = replace(work, key=f"{name}: {work.key}" if work.key != name else name)
            entries.append(_entry(held, line.start, line.end, None if has_list or place else label))
            keys[name].append((label if not place else _name(work) or f"{label}.{place + 1}", held.key))
    for mark in writing.notes:
        for number, key in keys.get(mark.note, [(mark.label, "")]):
            links.append(StatedLink(start=mark.start, end=mark.end, number=number, entry=key))
    return links, entries
