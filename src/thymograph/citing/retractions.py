"""Works looked up in a list of retractions, in the form in which Retraction Watch gives it."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from thymograph.citing.identifiers import find_identifiers
from thymograph.citing.library.lines import text_lines
from thymograph.citing.works import TELLING_WORDS, normal_title
from thymograph.errors import LibraryError
from thymograph.model import RetractionNotice, Work

__all__ = ["RetractionCheck", "checked"]

# The columns that are read, https://www.crossref.org/documentation/retrieve-metadata/retraction-watch/
_NEEDED = ("OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature")
_NATURES: dict[str, Literal["retracted", "under_concern", "corrected", "reinstated"]] = {
    "retraction": "retracted", "expression of concern": "under_concern", "correction": "corrected",
    "reinstatement": "reinstated",
}  # fmt: skip
_AMERICAN_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\b")
_PLAIN_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})\b")
# Less than the pieces in which lines over a mebibyte come, so that none is taken for a row.
_LONGEST_CELL = 1 << 18
_Row = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RetractionCheck:
    """What came of looking works up in a list."""

    name: str
    """Of the file."""
    rows: int
    works: int
    statuses: tuple[tuple[str, int], ...]
    """Works by ``Work.retraction``, "not_checked" among them, those that occur."""
    candidates: int
    """Works with a notice by their title alone."""
    problems: tuple[str, ...] = ()
    """Rows that say nothing, with what is wrong."""

    def lines(self) -> Iterator[str]:
        """Yield what a build says of it."""
        told = ", ".join(f"{count} {status.replace('_', ' ')}" for status, count in self.statuses)
        might = f"; {self.candidates} may be, by title alone" if self.candidates else ""
        left = f", {len(self.problems)} left out" if self.problems else ""
        yield f"retractions ({self.name}, {self.rows} rows{left}): of {self.works} works {told or 'none'}{might}"


def _date(printed: str) -> str | None:
    """Return a date as the list gives it (month first, or ISO) as YYYY-MM-DD.

    >>> _date("1/23/2020 0:00")
    '2020-01-23'
    """
    if found := _PLAIN_DATE.search(printed):
        return found[0]
    found = _AMERICAN_DATE.search(printed)
    if found is None or not 1 <= int(found[1]) <= 12:
        return None
    return f"{found[3]}-{int(found[1]):02d}-{int(found[2]):02d}"


def _rows(path: Path) -> Iterator[tuple[int, _Row]]:
    """Yield (row of the sheet, cells by head) of a CSV, with any of the usual separators."""
    lines = text_lines(path)
    head = next((line for line in lines if line.strip()), "")
    separator = max(",;\t", key=head.count)
    if separator not in head:
        raise LibraryError(f"{path}: no columns; give the list of retractions as CSV")
    columns = [name.strip() for name in next(csv.reader([head], delimiter=separator))]
    by_fold = {name.replace(" ", "").replace("_", "").casefold(): name for name in columns}
    missing = [name for name in _NEEDED if name.casefold() not in by_fold]
    if missing:
        raise LibraryError(
            f"{path}: no column {', '.join(missing)}; the list of retractions has the columns of Retraction Watch"
        )
    own = [name.replace(" ", "").replace("_", "").casefold() for name in columns]
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        reader = csv.reader((f"{line}\n" for line in lines), delimiter=separator)
        for number, cells in enumerate(reader, 2):
            if any(cells):
                yield number, dict(zip(own, cells, strict=False))
    except csv.Error as error:
        raise LibraryError(
            f"{path}: row {reader.line_num + 1}: {error}; mend the row, or get the list again"
        ) from error
    finally:
        csv.field_size_limit(before)


def _notice(row: _Row, number: int, name: str, match: Literal["doi", "pmid", "title"]) -> RetractionNotice | None:
    nature = _NATURES.get(row["retractionnature"].strip().casefold())
    if nature is None:
        return None
    reasons = (part.strip(" +") for part in row.get("reason", "").split(";"))
    return RetractionNotice(
        nature=nature,
        match=match,
        date=_date(row.get("retractiondate", "")),
        doi=find_identifiers(row.get("retractiondoi", "")).doi,
        reasons=tuple(reason for reason in reasons if reason),
        source=f"{name}, row {number}",
    )


def _status(
    notices: Sequence[RetractionNotice],
) -> Literal["none_found", "retracted", "under_concern", "corrected", "reinstated"]:
    """Return what notices, found by identifier, come to.

    A reinstatement lifts what is dated before it; one without a date lifts nothing.
    """
    if not notices:
        return "none_found"
    lifted = max((one.date for one in notices if one.nature == "reinstated" and one.date), default=None)
    standing = {
        one.nature
        for one in notices
        if one.nature != "reinstated"
        and not (lifted and one.date and one.date <= lifted and one.nature in ("retracted", "under_concern"))
    }
    for nature in ("retracted", "under_concern"):
        if nature in standing:
            return nature
    if any(one.nature == "reinstated" for one in notices):
        return "reinstated"
    return "corrected"


def _order(notice: RetractionNotice) -> tuple[str, str, str]:
    return notice.date or "", notice.source, notice.match


def checked(works: Iterable[Work], path: Path) -> tuple[tuple[Work, ...], RetractionCheck]:
    """Return ``works`` with what a list of retractions tells of each, and what came of it as a whole.

    A work is looked up by DOI, then by PMID. One that has neither stays unchecked (``retraction`` None), whatever
    its title: a title in the list makes a candidate of it, and no more. The list is read row by row and not kept.

    Raises:
        LibraryError: the list cannot be read, or lacks a column.
    """
    works = tuple(works)
    by_identifier: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    by_title: defaultdict[str, list[str]] = defaultdict(list)
    for work in works:
        for kind, value in (("doi", work.doi), ("pmid", work.pmid)):
            if value:
                by_identifier[kind, value].append(work.id)
        title = normal_title(work.title) if work.title else ""
        if not (work.doi or work.pmid) and len(title.split()) >= TELLING_WORDS:
            by_title[title].append(work.id)
    notices: defaultdict[str, dict[str, RetractionNotice]] = defaultdict(dict)
    problems = []
    rows = 0
    for number, row in _rows(path):
        rows += 1
        nature = row.get("retractionnature", "").strip()
        if nature.casefold() not in _NATURES:
            problems.append(f"{path.name}, row {number}: nature {nature[:40]!r} is not known; left out")
            continue
        for match, id in _fitting(row, by_identifier, by_title):
            notice = _notice(row, number, path.name, match)
            if notice is not None:
                notices[id].setdefault(notice.source, notice)
    made = tuple(_told(work, sorted(notices.get(work.id, {}).values(), key=_order)) for work in works)
    statuses = Counter(work.retraction or "not_checked" for work in made)
    return made, RetractionCheck(
        name=path.name,
        rows=rows,
        works=len(made),
        statuses=tuple(sorted(statuses.items())),
        candidates=sum(any(one.match == "title" for one in work.notices) for work in made),
        problems=tuple(problems),
    )


def _fitting(
    row: _Row, by_identifier: dict[tuple[str, str], list[str]], by_title: dict[str, list[str]]
) -> Iterator[tuple[Literal["doi", "pmid", "title"], str]]:
    """Yield how, and the ids of the works that, a row is about; by DOI first."""
    # Most rows are about no work here; what is costly is left to those that may be.
    doi = find_identifiers(row.get("originalpaperdoi", "")).doi
    for id in by_identifier.get(("doi", doi), ()) if doi else ():
        yield "doi", id
    pmid = row.get("originalpaperpubmedid", "").strip().removesuffix(".0").lstrip("0")
    for id in by_identifier.get(("pmid", pmid), ()) if pmid.isdigit() else ():
        yield "pmid", id
    title = row.get("title", "")
    if by_title and title:
        for id in by_title.get(normal_title.__wrapped__(title), ()):
            yield "title", id


def _told(work: Work, notices: Sequence[RetractionNotice]) -> Work:
    if not (work.doi or work.pmid):
        return replace(work, notices=tuple(notices))
    return replace(work, retraction=_status(notices), notices=tuple(notices))
