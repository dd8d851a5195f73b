"""Lines put together: paragraphs, headings, items, rows of tables, by place, size and weight of their letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from thymograph.reading.pdf.columns import Area, Row
from thymograph.reading.pdf.grids import MARK, grid_of, table_end

__all__ = ["Piece", "Setting", "pieces_of", "setting_of"]

_ENDED = re.compile(r"[.!?:;…][\"'”’)\]]*[⁰¹²³⁴-⁹,⁻]*(?:\[[\d,–-]{1,12}\])?$")
# The sign of a note at the foot of a column, which its letters are smaller than the others'.
_NOTE = re.compile(r"[*†‡§¶‖#⁰¹²³⁴-⁹]")
_NOTE_SIZE = 0.93


@dataclass(frozen=True, slots=True)
class Setting:
    """How most of a document is set."""

    size: float
    is_bold: bool
    leading: float
    """From line to line, in sizes."""


@dataclass(slots=True)
class Piece:
    """A stretch of one role: its lines, or the cells of its rows."""

    rows: list[Row]
    lines: list[str]
    size: float
    is_bold: bool
    x0: float
    area: Area
    bullet: str | None = None
    number: str | None = None
    mark: int = 0
    """Letters of the first line that bullet or number takes."""
    cells: list[list[str]] = field(default_factory=list)
    """Of a table, row by row."""
    opens: bool = False
    """The first of its column."""
    closes: bool = False
    """The last of its column."""
    is_note: bool = False
    """At the foot of a column, in small letters, with a sign before it."""


def setting_of(areas: Sequence[Sequence[Area]]) -> Setting:
    """Return size, weight and leading of most letters."""
    sizes: Counter[tuple[float, bool]] = Counter()
    leads: Counter[float] = Counter()
    for page in areas:
        for area in page:
            for row in area.rows:
                sizes[round(row.size * 2) / 2, row.is_bold] += row.letters
            for above, below in pairwise(area.rows):
                if above.size > 0.1 and abs(above.size - below.size) < 0.05 * above.size:
                    lead = (above.base - below.base) / above.size
                    if 0.8 < lead < 2.5:
                        leads[round(lead, 2)] += 1
    size, is_bold = max(sizes, key=lambda key: (sizes[key], key)) if sizes else (10.0, False)
    leading = max(leads, key=lambda key: (leads[key], -key)) if leads else 1.2
    return Setting(size or 10.0, is_bold, leading)


def line_of(row: Row) -> str:
    """Return the words of a row, a space between its segments; a soft hyphen is printed at its end alone."""
    words = " ".join(filter(None, (segment.text for segment in row.segments)))
    if "\u00ad" in words:
        words = words.rstrip("\u00ad").replace("\u00ad", "") + ("-" if words.endswith("\u00ad") else "")
    return words


def pieces_of(area: Area, setting: Setting) -> Iterator[Piece]:
    """Yield the pieces of an area from top to bottom."""
    found: list[Piece] = []
    index = 0
    rows = [row for row in area.rows if line_of(row)]
    while index < len(rows):
        stop = table_end(rows, index)
        if stop > index:
            found.append(_table(rows[index:stop], area))
            index = stop
            continue
        stop = index + 1
        while stop < len(rows) and not _begins(rows, index, stop, area, setting) and table_end(rows, stop) == stop:
            stop += 1
        found.append(_piece(rows[index:stop], area))
        index = stop
    yield from _with_notes_set_back(found, setting)


def _with_notes_set_back(pieces: list[Piece], setting: Setting) -> list[Piece]:
    """Return the pieces of an area, the notes at its foot put before a paragraph that goes on in the next area."""
    if not pieces:
        return pieces
    pieces[0].opens = pieces[-1].closes = True
    first = len(pieces)
    for index in range(len(pieces) - 1, 0, -1):
        piece = pieces[index]
        if piece.cells or piece.size > _NOTE_SIZE * setting.size:
            break
        if _NOTE.match(piece.lines[0]):
            first = index
    notes = pieces[first:]
    for note in notes:
        note.is_note = True
    cut = pieces[first - 1]
    if not notes or cut.cells or _ENDED.search(cut.lines[-1]):
        return pieces
    cut.closes = True
    # A paragraph of the whole column may be the rest of another one, which the notes must not part from it.
    return pieces if cut.opens else [*pieces[: first - 1], *notes, cut]


def _piece(rows: Sequence[Row], area: Area) -> Piece:
    lines = _with_addresses_whole([line_of(row) for row in rows])
    made = Piece(
        list(rows), lines, max(rows, key=_letters).size, all(row.is_bold for row in rows), rows[0].x0, area
    )  # fmt: skip
    if match := MARK.match(lines[0]):
        made.bullet, made.number = match[1] or match[2], match[3] or match[4] or match[5]
        made.mark = match.end()
    return made


# A DOI or an address at the end of a line, and its rest at the beginning of the next.
_ADDRESS = re.compile(r"(?:10\.\d{4,9}/|https?://|www\.)\S*$|\bdoi:\s?(?:10\.?\d*)?$", re.IGNORECASE)
_REST = re.compile(r"[a-z0-9][\w.()/:;%#?=&~+-]*[\d/][\w.()/:;%#?=&~+-]*")


def _with_addresses_whole(lines: Sequence[str]) -> list[str]:
    """Return ``lines`` with each DOI or address that the end of a line cuts put on its first line."""
    made: list[str] = []
    for line in lines:
        address = _ADDRESS.search(made[-1]) if made else None
        first, _, others = line.partition(" ")
        if address and first:
            open_end = address[0].endswith(("/", "-", "_", "=", "?", "&", ":", "%"))
            rest = _REST.fullmatch(first.rstrip(".,;"))
            if (open_end and first[0].isalnum()) or (rest and (address[0].endswith(".") or "." in first.rstrip(".,;"))):
                made[-1] += first
                if others:
                    made.append(others)
                continue
        made.append(line)
    return made


def _letters(row: Row) -> int:
    return row.letters


def _begins(rows: Sequence[Row], first: int, index: int, area: Area, setting: Setting) -> bool:
    """Tell whether a paragraph begins at ``rows[index]``, the one above it having begun at ``rows[first]``."""
    above, row = rows[index - 1], rows[index]
    size = max(above.size, row.size, 1.0)
    if abs(above.size - row.size) > 0.08 * size and min(above.letters, row.letters) > 3:
        return True
    if above.is_bold != row.is_bold and min(above.letters, row.letters) > 3:
        return True
    lead = (above.base - row.base) / size
    if lead > max(1.3 * setting.leading, setting.leading + 0.25) or lead < 0:
        return True
    words, before = line_of(row), line_of(above)
    room = area.x1 - above.x1
    short = room > 0.12 * (area.x1 - area.x0) and room > 3 * size
    ended = bool(_ENDED.search(before))
    hangs = index - first > 1 and rows[first].x0 < rows[first + 1].x0 - 0.5 * size
    if hangs:
        # An entry of a list: what stands out to the left begins the next one.
        if row.x0 < rows[first + 1].x0 - 0.5 * size:
            return True
    elif row.x0 - rows[first].x0 < -0.6 * size and index - first == 1:
        # The first line was set in; this one is its second.
        pass
    elif row.x0 - above.x0 > 0.6 * size:
        if (index - first > 1 or ended) and not _is_listed(line_of(rows[first])):
            return True
    elif row.x0 - above.x0 < -0.6 * size and index - first > 1 and (ended or not words[:1].islower()):
        return True
    mark = MARK.match(words)
    if mark and mark[1]:
        return True
    if mark:
        return ended or short or _is_listed(line_of(rows[first]))
    if words[:1].islower():
        return False
    return (ended and short) or (not ended and _is_broken_off(rows, index, words, setting))


def _is_broken_off(rows: Sequence[Row], index: int, words: str, setting: Setting) -> bool:
    """Tell whether the line above ended on purpose: the next word, in a capital, would have stood on it."""
    above, row = rows[index - 1], rows[index]
    if abs(row.size - setting.size) > 0.2 * setting.size or not (words[0].isupper() or words[0] in "⁰¹²³⁴⁵⁶⁷⁸⁹"):
        return False
    edge = max(r.x1 for r in rows[max(0, index - 4) : index + 5] if abs(r.size - row.size) < 0.1 * row.size)
    word = (row.x1 - row.x0) * len(words.split()[0]) / max(1, len(words))
    return edge - above.x1 > word + 3 * row.size and not above.segments[-1].text.endswith(("-", ","))


def _is_listed(words: str) -> bool:
    return bool(MARK.match(words))


def _table(rows: Sequence[Row], area: Area) -> Piece:
    first = rows[0]
    return Piece(list(rows), [], first.size, False, first.x0, area, cells=grid_of(rows))
