"""What the letters of a page are: runs of words on one line, with place, size and weight."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from thymograph.reading.raised import raised
from thymograph.reading.symbols import in_unicode

__all__ = ["Page", "Segment", "read_page"]

# Parts of the size of the letters.
_SPACE = 0.17
# Where the library says that a space is meant, but the file prints none.
_GUESSED_SPACE = 0.1
_WIDEST_SPACE = 0.8
_SMALL = 0.86
# Nothing raised is smaller: that stands beside a large capital.
_SMALLEST = 0.42
# Quarter turns from the nearest one at which letters are aslant: a stamp over the page.
_ASLANT = 0.05
_LIGATURES = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st", 0x02: "-", 0xAD: "\u00ad",
}  # fmt: skip
_SPACES = frozenset({0x20, 0xA0, 0x09, 0x0A, 0x0D, 0x2002, 0x2003, 0x2009, 0x200A, 0x202F, 0x3000, 0x200B, 0xFEFF})
_PLAIN = frozenset(range(0x21, 0x7F))
_BOLD = ("bold", "black", "heavy", "demi", "-semi")
_FORCED_BOLD = 1 << 18
# Names of fonts that hold signs in place of letters.
_SIGNS = ("symbol", "wingding", "webding", "dingbat")


@dataclass(slots=True)
class Segment:
    """Words on one line of one size; x grows to the right, y up, in points."""

    x0: float
    x1: float
    base: float
    size: float
    bold: float
    """How many of its letters are bold."""
    pieces: list[list[Any]] = field(default_factory=list)
    """Words and whether they are raised."""
    letters: int = 0
    sizes: Counter[float] | None = None
    """Letters by size, where there are several; raised ones left out."""

    @property
    def text(self) -> str:
        """The words, raised digits as Unicode has them."""
        return "".join(raised(words) if up > 0 else words for words, up in self.pieces).strip()

    @property
    def top(self) -> float:
        return self.base + 0.75 * self.size

    @property
    def bottom(self) -> float:
        return self.base - 0.22 * self.size


@dataclass(slots=True)
class Page:
    """A page: its segments in the order of the file, and what was found beside them."""

    left: float
    low: float
    width: float
    height: float
    segments: list[Segment]
    turned: list[Segment]
    """Of letters that stand at an angle to the others."""
    letters: int = 0
    nameless: int = 0
    """Letters that the file gives no meaning."""
    is_upright: bool = True


@cache
def _turns() -> dict[int, tuple[int, int, int, int]]:
    """Return for each quarter turn, and for what is aslant (4), how x and y of upright text are made of those of the page."""
    return {0: (1, 0, 0, 1), 1: (0, 1, -1, 0), 2: (-1, 0, 0, -1), 3: (0, -1, 1, 0), 4: (1, 0, 0, 1)}


class _Scanner:
    """Reads the letters of one page into segments."""

    def __init__(self, raw: Any, text_page: Any, fonts: dict[int, tuple[bool, str]]) -> None:
        self.raw = raw
        self.text_page = text_page
        self.fonts = fonts  # by address: whether it is bold, and its name
        self.font = ""
        self.segment: Segment | None = None
        self.last = 0  # the address of what was shown last, and how it is set
        self.set = (1.0, 0.0, False, 0)
        self.box = raw.FS_RECTF()
        self.box_pointer = ctypes.byref(self.box)
        self.by_turn: dict[int, list[Segment]] = {}
        self.counts: Counter[int] = Counter()
        self.nameless = 0

    def scan(self, count: int) -> None:
        """Read the letters word by word: what no space parts, the library's own spaces included."""
        unicode_of = self.raw.FPDFText_GetUnicode
        page = self.text_page
        codes = [unicode_of(page, index) for index in range(count)]
        index = 0
        spaced = guessed = False
        while index < count:
            if codes[index] in _SPACES:
                if spaced or self._object_at(index):
                    spaced = True
                else:
                    guessed = True
                index += 1
                continue
            stop = index + 1
            while stop < count and codes[stop] not in _SPACES:
                stop += 1
            last = self._object_at(stop - 1)
            while index < stop:
                # Mostly all letters of a word are shown at once.
                first = self._object_at(index)
                end = stop
                if first != last:
                    end = index + 1
                    while end < stop and self._object_at(end) == first:
                        end += 1
                if first:
                    if self._word(codes, index, end, first, spaced, guessed):
                        spaced = guessed = False
                else:
                    guessed = True  # put there by the library
                index = end

    def _object_at(self, index: int) -> int:
        found = self.raw.FPDFText_GetTextObject(self.text_page, index)
        return (ctypes.c_void_p.from_buffer(found).value or 0) if found else 0

    def _word(self, codes: list[int], index: int, end: int, address: int, spaced: bool, guessed: bool) -> bool:
        """Take the letters from ``index`` to ``end``, shown at once; tell whether there are any."""
        if same := address == self.last:
            size, base, bold, turn = self.set
        else:
            self.last = address
            size, base, bold, turn = self.set = self._set(index)
        own = codes[index:end]
        letters = "".join(map(chr, own)) if _PLAIN.issuperset(own) else self._letters(own)
        if not letters:
            return False
        left, right = self._edges(index, turn)
        if end - index > 1:
            edges = self._edges(end - 1, turn)
            left, right = min(left, edges[0]), max(right, edges[1])
        self.counts[turn] += len(letters)
        if guessed and self.segment is not None:
            spaced = spaced or left - self.segment.x1 > _GUESSED_SPACE * size
        self.segment = self._take(self.segment, turn, letters, left, right, base, size, bold, spaced, same)
        return True

    def _edges(self, index: int, turn: int) -> tuple[float, float]:
        """Return where a letter begins and ends on its line."""
        box = self.box
        if not self.raw.FPDFText_GetLooseCharBox(self.text_page, index, self.box_pointer):
            return (self.segment.x1, self.segment.x1) if self.segment else (0.0, 0.0)
        if turn in (0, 4):
            return box.left, box.right
        a, b = _turns()[turn][:2]
        ends = (a * box.left + b * box.bottom, a * box.right + b * box.top)
        return min(ends), max(ends)

    def _letters(self, codes: list[int]) -> str:
        found: list[str] = []
        high = 0
        for code in codes:
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
            high = 0
            found.append(_LIGATURES.get(code) or self._letter(code))
        return "".join(found)

    def _letter(self, code: int) -> str:
        if 0xF020 <= code < 0xF100 and any(sign in self.font for sign in _SIGNS):
            name = "symbol" if "symbol" in self.font else "wingdings"
            letter = in_unicode(chr(code), name)
            return letter if ord(letter[0]) < 0xE000 else "•"
        if code in (0, 0xFFFD, 0xFFFE, 0xFFFF) or 0xE000 <= code < 0xF8FF or code > 0x10FFFF:
            self.nameless += 1
            return "\ufffd"
        return "" if code < 0x20 or 0x7F <= code < 0xA0 else chr(code)

    def _set(self, index: int) -> tuple[float, float, bool, int]:
        """Return size, base line, weight and quarter turn of the letters that are shown at once with this one."""
        raw, page = self.raw, self.text_page
        found = raw.FPDFText_GetTextObject(page, index)
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(page, index, ctypes.byref(matrix))
        size = raw.FPDFText_GetFontSize(page, index) * (math.hypot(matrix.b, matrix.d) or 1.0)
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(page, index, ctypes.byref(x), ctypes.byref(y))
        quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
        turn = round(quarters) % 4 if abs(quarters - round(quarters)) < _ASLANT else 4
        _, _, c, d = _turns()[turn]
        font = raw.FPDFTextObj_GetFont(found)
        key = ctypes.c_void_p.from_buffer(font).value if font else 0
        known = self.fonts.get(key or 0)
        if known is None:
            known = self.fonts[key or 0] = self._font(index)
        bold, self.font = known
        return size if size > 0.1 else 1.0, c * x.value + d * y.value, bold, turn

    def _font(self, index: int) -> tuple[bool, str]:
        flags = ctypes.c_int()
        buffer = ctypes.create_string_buffer(200)
        self.raw.FPDFText_GetFontInfo(self.text_page, index, buffer, 200, ctypes.byref(flags))
        name = buffer.value.decode("utf-8", "replace").lower().rpartition("+")[2]
        return bool(flags.value & _FORCED_BOLD) or any(sign in name for sign in _BOLD), name

    def _take(
        self, segment: Segment | None, turn: int, letters: str, left: float, right: float, base: float, size: float,
        bold: bool, spaced: bool, same: bool,
    ) -> Segment:  # fmt: skip
        """Add letters to the open segment if they stand beside the last one; return the segment that is open then."""
        kept = self.by_turn.setdefault(turn, [])
        if segment is not None and kept and kept[-1] is segment:
            main = segment.size
            count = len(letters)
            gap, rise = left - segment.x1, base - segment.base
            up: int | None = None
            if abs(rise) < 0.12 * main and size > _SMALL * main and size * _SMALL < main:
                up = 0
            elif _SMALLEST * main < size <= _SMALL * main and -0.45 * main < rise < 0.8 * main and gap < 0.6 * main:
                up = 1 if rise > 0.12 * main else -1 if rise < -0.08 * main else 0
            elif (
                segment.letters <= 4 and size * _SMALL >= main and -0.8 * size < rise < -0.1 * size and gap < 0.6 * size
            ):
                # What began raised: the number of a note before its words.
                for piece in segment.pieces:
                    piece[1] = 1
                segment.base, segment.size, main, up = base, size, size, 0
            # The letters of a ligature all have its place.
            if up is not None and (-1.3 if same else -0.6) * main < gap < _WIDEST_SPACE * main:
                if spaced or gap > _SPACE * main:
                    letters = " " + letters
                if segment.pieces[-1][1] == up:
                    segment.pieces[-1][0] += letters
                else:
                    if letters[0] == " " and up:
                        segment.pieces[-1][0] += " "
                        letters = letters[1:]
                    segment.pieces.append([letters, up])
                segment.x1 = max(segment.x1, right)
                if up == 0 and (segment.sizes is not None or size != segment.size):
                    if segment.sizes is None:
                        segment.sizes = Counter({segment.size: segment.letters})
                    segment.sizes[size] += count
                segment.letters += count
                segment.bold += count * bold
                return segment
        segment = Segment(left, right, base, size, float(len(letters) * bold), [[letters, 0]], len(letters))
        kept.append(segment)
        return segment


# A page with more letters than a whole book is none.
MOST_LETTERS = 2_000_000


def read_page(raw: Any, page: Any, fonts: dict[int, tuple[bool, str]]) -> Page:
    """Return the letters of a page; those that most others stand at an angle to are set apart.

    Args:
        raw: The module of the library's functions.
        page: An open page of it.
        fonts: Which fonts are bold, and their names, by address; filled on the way.
    """
    text_page = raw.FPDFText_LoadPage(page)
    rect = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, ctypes.byref(rect))
    if not text_page:
        return Page(0, 0, 1, 1, [], [])
    try:
        count = max(0, raw.FPDFText_CountChars(text_page))
        scanner = _Scanner(raw, text_page, fonts)
        if count > MOST_LETTERS:
            return Page(0, 0, 1, 1, [], [], letters=count)
        scanner.scan(count)
    finally:
        raw.FPDFText_ClosePage(text_page)
    for segments in scanner.by_turn.values():
        for segment in segments:
            if segment.sizes:
                segment.size = max(segment.sizes.items(), key=lambda one: (one[1], one[0]))[0]
    upright = max(scanner.by_turn, key=lambda turn: (scanner.counts[turn], -turn), default=0)
    if upright == 4 and len(scanner.counts) > 1:
        upright = max((turn for turn in scanner.by_turn if turn != 4), key=lambda turn: (scanner.counts[turn], -turn))
    a, b, c, d = _turns()[upright]
    across = sorted((a * rect.left + b * rect.bottom, a * rect.right + b * rect.top))
    along = sorted((c * rect.left + d * rect.bottom, c * rect.right + d * rect.top))
    # What stands beside the page is not shown.
    shown = [
        segment
        for segment in scanner.by_turn.get(upright, [])
        if segment.x1 > across[0]
        and segment.x0 < across[1]
        and along[0] - segment.size < segment.base < along[1] + segment.size
    ]
    found = Page(
        across[0], along[0], max(1.0, across[1] - across[0]), max(1.0, along[1] - along[0]), shown,
        [segment for turn in sorted(scanner.by_turn) if turn != upright for segment in scanner.by_turn[turn]],
        letters=sum(scanner.counts.values()), nameless=scanner.nameless, is_upright=upright == 0,
    )  # fmt: skip
    return found
