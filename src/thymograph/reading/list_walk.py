"""Blocks as they are added, and the lists among them: depth, order, leads, and where a list goes on or begins again."""

from __future__ import annotations

import re
from dataclasses import replace

from thymograph.model import Block, BlockKind
from thymograph.reading.headings import bare_words
from thymograph.reading.joining import SENTENCE_END
from thymograph.reading.lines import Line
from thymograph.reading.people import is_affiliation, is_person, is_person_with_role
from thymograph.reading.walk import Walk, ends_with_colon

__all__ = ["ListWalk"]

# Numbers of works, bare at the end of an item.
_MARKED = re.compile(r"[^\W\d_)] \d{1,2}(?:, \d{1,2})+$")


class ListWalk(Walk):
    """Adds blocks one by one, and knows the list that is open."""

    def section(self) -> tuple[str, ...]:
        return tuple(bare_words(self.text[self.blocks[i].start : self.blocks[i].end]) for _, i in self.stack)

    def frames(self, *more: int | None) -> tuple[int, ...]:
        return (*(i for _, i in self.stack), *(i for i in more if i is not None))

    def add(self, kind: BlockKind, start: int, end: int, **more: object) -> int:
        block = Block(kind=kind, start=start, end=end, section=self.section())
        self.blocks.append(replace(block, **more) if more else block)  # type: ignore[arg-type]
        return len(self.blocks) - 1

    def leave_list(self) -> None:
        if self.last_item:
            self.left = (dict(self.last_item), list(self.leads), list(self.indents))
        self.leads.clear()
        self.last_item.clear()
        self.indents.clear()

    def depth_of(self, line: Line) -> int:
        while self.indents and line.indent < self.indents[-1]:
            self.indents.pop()
        # One column more is a slip of the hand, unless the item before it announces a list.
        announced = bool(self.leads) and self.leads[-1][0] == len(self.indents)
        if not self.indents or line.indent > self.indents[-1] + (0 if announced else 1):
            self.indents.append(line.indent)
        return len(self.indents) - 1

    def _resume(self, line: Line) -> None:
        """Take up again the list that a paragraph interrupted, if ``line`` has the number that comes next in it."""
        if self.indents or self.left is None or line.number is None or not line.number.isdigit():
            return
        last_item, leads, indents = self.left
        last = self.blocks[last_item[0]].number if 0 in last_item else None
        if last is not None and last.isdigit() and int(line.number) == int(last) + 1:
            self.last_item.update(last_item)
            self.leads.extend(leads)
            self.indents.extend(indents)

    def _begin_again(self, depth: int, *, parted: bool) -> None:
        """Close the list at ``depth`` if its last item has a number above the first, or is parted: a new one begins."""
        last = self.last_item.get(depth)
        if last is None or (self.blocks[last].number in (None, "1", "a", "i") and not parted):
            return
        self.leads = [lead for lead in self.leads if lead[0] < depth or lead[1] > last]
        for deeper in [d for d in self.last_item if d >= depth]:
            del self.last_item[deeper]

    def _is_new(self, index: int) -> bool:
        """Tell whether a line under an item begins something else: its first word would have fitted above."""
        before, line = self.lines[index - 1], self.lines[index]
        if self.in_references or not line.text[0].isupper():
            return False
        if _MARKED.search(before.text):
            return True
        width = max(len(other.text) for other in self.lines[max(0, index - 3) : index + 3])
        room = width - len(before.text)
        return bool(SENTENCE_END.search(before.text)) or room > len(line.text.split()[0]) + 0.25 * len(line.text)

    def item(self, index: int) -> int:
        """Add the item at ``index`` with its continuation lines; return the next line's index."""
        line = self.lines[index]
        stop = index + 1
        while stop < len(self.lines):
            more = self.lines[stop]
            if more.is_blank or more.is_item or more.heading_level or "\t" in more.text or more.is_rule or more.role:
                break
            if more.indent <= line.indent and (stop in self.labelled or self._is_new(stop) or self.plain_heading(stop)):
                break
            stop += 1
        end = self.lines[stop - 1].end
        if self.in_references:
            start = line.inner if line.bullet else line.start
            self.add("reference", start, end, frames=self.frames())
            return stop
        words = self.words(line)
        above = self.blocks[-1].kind if self.blocks else ""
        if (is_person(words) and above in ("title", "metadata")) or is_person_with_role(words) or is_affiliation(words):
            self.add("metadata", line.inner, end, frames=self.frames())
            return stop
        self._resume(line)
        depth = self.depth_of(line)
        if line.number in ("1", "a", "i"):
            self._begin_again(
                depth, parted=index > 1 and self.lines[index - 1].is_blank and self.lines[index - 2].is_blank
            )
        for deeper in [d for d in self.last_item if d > depth]:
            del self.last_item[deeper]
        while self.leads and self.leads[-1][0] > depth:
            self.leads.pop()
        following = self.next_filled(stop)
        nested = following is not None and following.is_item and following.indent > line.indent
        leads = ends_with_colon(self.text[line.inner : end]) and nested
        parent = self.last_item.get(depth - 1)
        if parent is not None and any(index == parent for _, index in self.leads):
            parent = None
        new = self.add(
            "list_lead" if leads else "list_item", line.inner, end,
            level=depth, number=line.number, ordered_after=self.last_item.get(depth),
            frames=self.frames(*(i for _, i in self.leads), parent, self.question),
        )  # fmt: skip
        self.last_item[depth] = new
        if leads:
            self.leads.append((depth + 1, new))
        return stop
