"""Where the reader of lines stands, and whether the line there is a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from thymograph.model import Block, BlockKind
from thymograph.reading import headings
from thymograph.reading.cards import card_roles
from thymograph.reading.contents import contents_of
from thymograph.reading.headings import bare_words
from thymograph.reading.joining import SENTENCE_END
from thymograph.reading.labelled import is_arm, is_entry_of_register, label_and_value, labelled_lines
from thymograph.reading.lines import Line
from thymograph.reading.opening import opening_kinds
from thymograph.reading.people import is_byline
from thymograph.reading.side_by_side import columns_of
from thymograph.reading.stacked import stacked_tables
from thymograph.reading.unsigned import unsigned_items

__all__ = ["Walk", "ends_with_colon"]

_MANY_QUESTIONS = 3
_LONGEST_OVER_TITLE = 8
# A stop, with the numbers of works glued to it; or one within, after a word and before a capital.
# A contribution of a book of abstracts: "P-07. Phages and biofilms: a laboratory study".
_CODED = re.compile(r"[A-Z]{1,3}-?\d{1,4}[.:]? [A-Z](?:[^.!?]|\.(?=\d)){8,180}\??")
_NOTED = r"(?:\d{1,3}(?:[,–-]\d{1,3})*|[⁰¹²³⁴-⁹⁻,]+|[(\[]\d{1,3}(?:[,–-] ?\d{1,3})*[)\]])?"
_CLOSED = re.compile(rf"[.;,]{_NOTED}$|(?<=[a-z]{{4}})\.{_NOTED} [A-Z][a-z]+ [a-z]+")
_TRAILING_MARKERS = re.compile(r"(?:\s*\^?\{?\[[^\[\]\s]{1,12}\]\}?(?:\([^()\s]*\))?)+$")


def ends_with_colon(text: str) -> bool:
    """Tell whether words end with a colon, markers and stars after it aside."""
    return ":" in text and _TRAILING_MARKERS.sub("", text).rstrip("*_ ").endswith(":")


def _before_title(text: str, lines: Sequence[Line], title: int) -> dict[int, BlockKind]:
    """Return the lines over a title that the format states which tell of the article: its type, its section."""
    return {
        index: "metadata"
        for index, line in enumerate(lines[:title])
        if line.text
        and not (line.heading_level or line.is_item or SENTENCE_END.search(line.text))
        and len(line.text.split()) <= _LONGEST_OVER_TITLE
    }


class Walk:
    """Holds where the reader stands: headings open, list leads, references; judges lines by what is around them."""

    def __init__(self, text: str, lines: Sequence[Line], *, titled: bool) -> None:
        self.text = text
        self.lines = lines
        # A title that the format states is the only one; what stands before it is none.
        title = next((index for index, line in enumerate(lines) if line.role == "title"), 0)
        self.title_due = any(line.role == "title" for line in lines[title : title + 1])
        self.titled = titled = titled or self.title_due
        if any(line.role for line in lines):
            # What the format says of a line is not guessed at: the guesses below do not see it.
            lines = [Line(start=line.start, end=line.start, text="", indent=0) if line.role else line for line in lines]
        self.opening = {**opening_kinds(text, lines, titled=titled), **_before_title(text, lines, title)}
        self.contents = contents_of(text, lines)
        self.cards = card_roles(lines)
        self.labelled = labelled_lines(lines)
        self.columns = columns_of(lines)
        self.stacked = stacked_tables(lines, frozenset(self.cards) | self.contents.listed)
        self.unsigned = frozenset(
            i
            for index, line in enumerate(lines)
            if line.text.endswith(":") and not line.heading_level and not line.is_item
            for i in unsigned_items(lines, index, self.labelled)
        )
        """Indices of the lines of lists that have lost their bullets."""
        self.unsigned_starts = frozenset(lines[i].start for i in self.unsigned)
        self.asked = frozenset(
            i for i, line in enumerate(lines) if line.text.endswith("?") and headings.asks(line.text)
        )
        """Indices of the lines that are one question."""
        self.numbered = 0
        """The number of the last heading that had one."""
        self.blocks: list[Block] = []
        self.stack: list[tuple[int, int]] = []  # (level, index of heading block)
        self.leads: list[tuple[int, int]] = []  # (depth of the items it leads, index of lead block)
        self.last_item: dict[int, int] = {}  # depth -> index of the last item there
        self.indents: list[int] = []  # columns of the open list levels
        self.left: tuple[dict[int, int], list[tuple[int, int]], list[int]] | None = None
        """The items, leads and columns of the last list, should it go on after a paragraph."""
        self.question: int | None = None
        self.caption: int | None = None
        self.in_references = False
        self.tables = 0

    # ------------------------------------------------------------ helpers

    def words(self, line: Line) -> str:
        return bare_words(self.text[line.inner : line.end])

    @property
    def at_top(self) -> bool:
        """Tell whether nothing stands above but what leads through a site."""
        return all(block.kind == "boilerplate" for block in self.blocks)

    def next_filled(self, index: int) -> Line | None:
        while index < len(self.lines):
            if not self.lines[index].is_blank:
                return self.lines[index]
            index += 1
        return None

    def plain_heading(self, index: int) -> bool:
        """Tell whether the line at ``index``, which has no hashes, is a heading."""
        line = self.lines[index]
        words = self.words(line)
        if index in self.contents.announced:
            return not line.text.endswith((".", ";", ","))
        if index in self.unsigned:
            return False
        if _CODED.fullmatch(words) and (index + 1 == len(self.lines) or self.lines[index + 1].is_blank):
            return True
        if index in self.labelled:
            below = self.next_filled(index + 1)
            return is_arm(words) and below is not None and len(below.text) > 40
        if self._is_bare_label(index, words):
            return True
        if len(words.split()) <= 2 and self._answers_attribute(words):
            return False
        if (sides := label_and_value(words)) and is_entry_of_register(*sides):
            return False
        if headings.listed_at(line.text):
            return False
        if line.number is not None and line.number.isdigit() and self._is_numbered_heading(index, words):
            return True  # "2. Methods"
        if not self.in_references and self._is_number_over_heading(index):
            return True
        if line.is_item or "\t" in line.text or self.text[line.inner] == "[":
            return False
        if headings.is_navigation(words):
            return False
        if headings.opens_section(words) or line.text.endswith(("[edit]", "edit source]")):
            return True
        after = self.lines[index + 1] if index + 1 < len(self.lines) else None
        before = self.lines[index - 1] if index else None
        if self.at_top and not self.titled and after is not None and is_byline(self.words(after)):
            return True
        opens = before is None or before.is_blank or bool(self.blocks and self.blocks[-1].kind in ("heading", "title"))
        closed = opens or (
            bool(SENTENCE_END.search(before.text if before else ""))
            and not ends_with_colon(before.text if before else "")
        )
        if (
            (closed or (before is not None and len(before.text) < 45))
            and headings.asks(words)
            and not self.in_references
        ) or (index in self.asked and len(self.asked) >= _MANY_QUESTIONS):
            below = self.next_filled(index + 1)
            return below is not None and not below.is_rule and not headings.is_reference_heading(self.words(below))
        alone = (opens or headings.is_capitals(words) or headings.heading_depth(words) > 1) and (
            after is None
            or after.is_blank
            or headings.is_capitals(words)
            or (headings.heading_depth(words) > 0 and len(words.split()) <= 10)
            # A short line over a much longer one; the first line of a wrapped paragraph is not short.
            or (len(words) <= 45 and len(words.split()) <= 6 and len(after.text) >= 60 and after.text[0].isupper())
        )
        alone = alone or self._parts_sentences(index, words) or self._closes_list(index, words)
        alone = alone or (closed and after is not None and after.is_item and len(words) <= 60)
        alone = alone or (closed and self._stands_over_heading(index))
        bold = line.text.startswith("**") and line.text.endswith("**") and line.text.count("**") == 2
        if self.at_top and not self.titled and after is not None and not after.is_blank:
            alone = alone or self._covers(words, after)
        if not alone and not bold:
            return False
        if self.in_references and not (headings.ends_references(words) and headings.looks_like_heading(words)):
            return False
        following = self.next_filled(index + 1)
        if self.at_top and not self.titled:
            # What opens a document is its title, unless it is prose.
            return (
                not headings.is_metadata(words)
                and len(words.split()) <= 30
                and not _CLOSED.search(words)
                and following is not None
            )
        if headings.is_capitals(words):
            return following is not None and not headings.is_metadata(words)
        if following is None or following.text[0].islower():
            return False  # what goes on in small letters is a sentence that a page break cut
        if ends_with_colon(line.text) and following.is_item:
            return False
        stop = SENTENCE_END.search(line.text)
        if stop and stop[0].rstrip() not in (":", "?", ".", "**") and stop[0][0] in ".;!…":
            return False  # "… after the second attack.[1](#b1)"
        if headings.is_metadata(words) or headings.is_caption(words) or headings.is_table_caption(words):
            return False
        return headings.looks_like_heading(words.rstrip(":"))

    def _answers_attribute(self, words: str) -> bool:
        """Tell whether a word or two stand right under a heading that asks for a value: "Absorption", "Rapid"."""
        last = self.blocks[-1] if self.blocks else None
        return (
            last is not None
            and last.kind == "heading"
            and headings.names_attribute(bare_words(self.text[last.start : last.end]))
            and not headings.names_attribute(words)
            and not headings.opens_section(words)
        )

    def _is_bare_label(self, index: int, words: str) -> bool:
        """Tell whether "Arms:" stands among lines "Label: value" and heads what follows."""
        if not self.labelled or not words.endswith(":") or len(words.split()) > 5 or not words[0].isupper():
            return False
        below = self.next_filled(index + 1)
        if below is None or below.is_item or self.lines[index].is_item:
            return False
        return any(other in self.labelled for other in (*range(max(0, index - 3), index), *range(index + 1, index + 3)))

    def _stands_over_heading(self, index: int) -> bool:
        """Tell whether short lines, this the first, lead down to prose or to the name of a section at once."""
        for step in range(4):
            line = self.lines[index + step] if index + step < len(self.lines) else None
            if line is None or line.is_blank or line.is_item or "\t" in line.text or not line.text[0].isupper():
                return False
            if step and (headings.opens_section(line.text) or len(line.text) >= 60):
                return True
            if len(line.text) > 45 or len(line.text.split()) > 6 or line.text[-1] in ".;,:" or ": " in line.text:
                return False
        return False

    def _is_number_over_heading(self, index: int) -> bool:
        """Tell whether a line is the number of a section ("4.1") or the heading that such a line numbers."""
        line = self.lines[index]
        if headings.is_section_number(line.text):
            below = self.next_filled(index + 1)
            return below is not None and not below.is_item and headings.looks_like_heading(below.text)
        last = self.blocks[-1] if self.blocks else None
        numbered = (
            last is not None and last.kind == "heading" and headings.is_section_number(self.text[last.start : last.end])
        )
        return bool(numbered) and headings.looks_like_heading(self.words(line))

    @staticmethod
    def _covers(words: str, after: Line) -> bool:
        """Tell whether the first line of a document is a title though another line follows at once."""
        return (
            (len(words) <= 50 or (len(words) <= 100 and len(after.text) >= 100 and headings.is_title_case(words)))
            and not words.endswith((".", ",", ";", ":"))
            and not headings.is_metadata(words)
            and not after.is_item
            and not after.text[0].islower()
            and "\t" not in after.text
        )

    def _parts_sentences(self, index: int, words: str) -> bool:
        """Tell whether a short line stands between the end of a sentence and a longer line that begins one."""
        if not 0 < index < len(self.lines) - 1 or len(words) > 45 or len(words.split()) > 6:
            return False
        before, after = self.lines[index - 1], self.lines[index + 1]
        return (
            bool(SENTENCE_END.search(before.text))
            and not before.text.endswith((":", ";"))
            and not after.is_item
            and after.text[:1].isupper()
            and len(after.text) >= max(40, 1.3 * len(words))
        )

    def _closes_list(self, index: int, words: str) -> bool:
        """Tell whether a few words in title case stand between the last item of a list and a longer line of prose."""
        if not 0 < index < len(self.lines) - 1 or len(words) > 45 or len(words.split()) > 6:
            return False
        before, after = self.lines[index - 1], self.lines[index + 1]
        return (
            before.is_item
            and self.lines[index].indent <= before.indent
            and not after.is_item
            and len(after.text) >= 60
            and after.text[0].isupper()
            and headings.is_title_case(words)
        )

    def _is_numbered_heading(self, index: int, words: str) -> bool:
        """Tell whether an item "2. Words" is a heading: a usual name, or short, without stop, with prose under it."""
        if headings.opens_section(words):
            return True
        line = self.lines[index]
        after = self.lines[index + 1] if index + 1 < len(self.lines) else None
        below = self.next_filled(index + 1)
        if after is None or below is None or below.is_item or below.indent > line.indent or self.in_references:
            return False
        parted = below.text.startswith(f"{line.number}.1")
        if not headings.looks_like_heading(words) or not (below.text[0].isupper() or parted) or "\t" in below.text:
            return False
        if not after.is_blank:
            return len(line.text) + len(after.text.split()[0]) < 0.75 * len(after.text)
        # "1. Indications" over a paragraph opens a count of headings; "2. …" only goes on with it.
        expected = int(line.number or 0) == self.numbered + 1
        return expected and (len(below.text) >= 60 or parted) and not self._follows_item(index)

    def _follows_item(self, index: int) -> bool:
        before = next((other for other in reversed(self.lines[max(0, index - 3) : index]) if not other.is_blank), None)
        return before is not None and before.is_item and before.number is not None
