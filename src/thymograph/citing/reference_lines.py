"""The lines of reference lists, grouped into lists and into entries."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from thymograph.model import Document, Span
from thymograph.reading.furniture import furniture_of
from thymograph.reading.markup import merge_spans

__all__ = ["Line", "joined_lines", "lists_of"]

_BULLET = r"(?:[-*+•●▪◦‣·–]\s{1,4})?"
_NUMBER = re.compile(
    rf"{_BULLET}(?P<printed>(?:\^|↑)?\s?(?:\[?(?P<dotted>\d{{1,2}}(?:\.\d{{1,2}}){{2}})\]?[.:]?(?=\s)|\\?\[(?P<a>\d{{1,3}})\\?\][.:)]?|\((?P<b>\d{{1,3}})\)\.?|(?P<c>\d{{1,3}})\\?[.)](?=\s|\[)|"
    r"<sup>(?P<d>\d{1,3})</sup>|\^(?P<e>\d{1,3})\b|(?P<dagger>[†‡§¶]{1,3})|\[(?P<key>[A-Za-z][A-Za-z+_:.-]{1,30}\d{2,4}[a-z]?)\]:?|"
    r"(?P<raised>[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3})|(?P<weak>\d{1,3})(?=[ \t]{1,4}[^\W\d_a-z])))\s*"
)
_NUMBER_ALONE = re.compile(r"\\?[\[(]?(\d{1,3})\\?[\])]?[.:]?(?:\s+\1[.)])?")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_WIKIPEDIA = re.compile(rf"{_BULLET}(?:\^|↑)\s(?:Jump up to:?\s)?(?:[a-z](?:\s[a-z])*\s)?(?=\S)")
_ONLY_BULLET = re.compile(r"[-*+•●▪◦‣·–]\s+")
_BEFORE_ITEM = re.compile(r"[ \t]*[-*+•●▪◦‣·–][ \t]+")
_SELF = re.compile(
    r"(?:to cite|how to cite|cite (?:this|as)|please cite|(?:suggested|recommended|preferred) citation|citation ?:|(?:authors?['’]? contributions?|contributors?|conflicts? of interests?|competing interests?|funding(?:/support)?|informed consent|ethic\w+ (?:approval|statement)|"
    r"(?:data )?(?:reproducibility|availability)|acknowledge?ments?|disclosures?)\s?:)",
    re.IGNORECASE,
)
_LINK_WORDS = re.compile(
    r"(?:\W*\b(?:google scholar|crossref|cross ref|pubmed(?: central)?|pmc(?: free article)?|free pmc article|full[ -]?text|view(?: in)?(?: article| record| at publisher)?|"
    r"abstract|doi|download(?: references| citation)?|medline|web of science|scopus|article|cas|ads|isi|show more|(?:view|see|load|show) (?:all|more)(?: references)?|back to top|return to ref\w*)\b)+\W*",
    re.IGNORECASE,
)
_TARGETS = re.compile(r"\]\([^()\s]{0,600}\)|https?://\S+")
_LABELS = re.compile(
    r"\W*(?:(?:clinical |practice |clinical practice )?guidelines?|research(?: article| paper)?|(?:systematic |narrative |scoping |literature )?reviews?|meta-analys[ei]s|"
    r"(?:journal |original |news )?articles?|(?:clinical |randomi[sz]ed |randomi[sz]ed controlled |controlled )?trials?|stud(?:y|ies)|case (?:reports?|series)|books?|book chapter|web ?sites?|web pages?|"
    r"drug labels?|fda labels?|label|monograph|reports?|news|press releases?|database|registry|preprint|editorial|letter|thesis|praxis|other)\W*",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"[a-z]|https?:|www\.|<?https?:|doi\b|DOI\b|10\.\d{4}|PMI?D|PMCID|Available\b|Retrieved\b|Accessed\b|\(?(?:19|20)\d\d\b|\[[a-z0-9.-]+\.[a-z]{2,}\]|et al"
)
_ADDRESS = re.compile(r"<?(?:https?://|www\.)")
_IMPRINT = re.compile(r"[^\W_].{2,240}?[,.;(\s](?:19|20)\d\d\)?(?:[;:,(]\s?[\w():;,–-]{1,40})?\.?")
_DATED = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|https?://|\[[a-z0-9-]+(?:\.[a-z0-9-]+){1,4}\]|\b10\.\d{4,9}/")
_PERSON_FIRST = re.compile(r"[^\W\d_a-z][\w'’-]{1,30}(?:[ -][^\W\d_a-z][\w'’-]{1,30})?,? (?:[A-Z]{1,3}\b|[A-Z]\.)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a reference list: where it stands without its bullet, and where its words begin after its number."""

    start: int
    end: int
    body: int
    number: str | None = None
    apart: bool = True
    """True if a blank line, a bullet or a number parts it from the line before."""
    is_label: bool = False
    weak: bool = False
    """True if its number has neither stop nor bracket."""
    bulleted: bool = False
    """True if a bullet stands before it: it begins an entry, whatever its words."""


def _line(text: str, start: int, end: int, apart: bool) -> Line | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return None
    number, body, weak = None, start, False
    # The block may begin after its bullet.
    line_start = text.rfind("\n", max(0, start - 40), start) + 1 or max(0, start - 40)
    bulleted = bool(_BEFORE_ITEM.fullmatch(text, line_start, start))
    if alone := _NUMBER_ALONE.fullmatch(text, start, end):
        # The entry's words follow in the next lines.
        return Line(start, end, end, str(int(alone[1])), bulleted=bulleted)
    if match := _NUMBER.match(text, start, end):
        number = next(
            match[n]
            for n in ("dotted", "a", "b", "c", "d", "e", "dagger", "key", "raised", "weak")
            if match[n] is not None
        )
        number = number.translate(_RAISED)
        number = str(int(number)) if number.isdecimal() else number
        weak = match["weak"] is not None
        start, body = match.start("printed"), match.end()
        apart = True
    elif match := _ONLY_BULLET.match(text, start, end):
        start = body = match.end()
        bulleted = True
    if wiki := _WIKIPEDIA.match(text, body, end):
        body = wiki.end()
    label = end - body <= 40 and bool(_LABELS.fullmatch(text, body, end))
    return Line(start, end, body, number, apart or bulleted, label, weak, bulleted)


_INLINE = re.compile(r"(?:(?<=\s)|(?<=^))(?:\\?\[(?P<a>\d{1,3})\\?\]|\((?P<b>\d{1,3})\)|(?P<c>\d{1,3})[.)])\s+(?=\S)")


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return a line cut where the numbers of a list count up in it: "1. Olsen … 2. Vik …", "[1] who.int [2] …"."""
    cuts: list[int] = []
    expected = 0
    if end - start > 20:
        for match in _INLINE.finditer(text, start, end):
            number = int(match["a"] or match["b"] or match["c"])
            if (not cuts and match.start() - start <= 3) or (cuts and number == expected):
                cuts.append(match.start())
                expected = number + 1
    if len(cuts) < 2:
        return [(start, end)]
    return list(pairwise([start, *cuts[1:], end]))


def _lines(document: Document, first: int, last: int, *, apart: bool) -> list[Line]:
    """Return the lines of one block, cut where numbers or whole entries begin."""
    text = document.text
    raw = [
        piece for match in re.compile(r"[^\n]+").finditer(text, first, last) for piece in _pieces(text, *match.span())
    ]
    lines = [line for index, span in enumerate(raw) if (line := _line(text, *span, apart if index == 0 else False))]
    if len(lines) < 2:
        return lines
    if any(line.number for line in lines):
        return lines
    dated = sum(bool(_DATED.search(text, line.body, line.end)) for line in lines)
    if dated >= 0.8 * len(lines):
        return [replace(line, apart=True) for line in lines]
    persons = [bool(_PERSON_FIRST.match(text, line.body, line.end)) for line in lines]
    return [replace(line, apart=line.apart or person) for line, person in zip(lines, persons, strict=True)]


def _is_in(line: Line, spans: Sequence[Span]) -> bool:
    index = bisect_left(spans, (line.end, 0))
    return index > 0 and spans[index - 1].end > line.start


def _runs(document: Document, defined: Sequence[Span]) -> Iterable[list[Line]]:
    """Yield the lines of each run of reference blocks that nothing else parts."""
    run: list[Line] = []
    heads: tuple[int, ...] | None = None
    defined = merge_spans([*defined, *furniture_of(document)])
    for block in document.blocks:
        if block.kind != "reference" or (run and block.frames != heads):
            if run:
                yield run
            run = []
        if block.kind == "reference":
            heads = block.frames
            run.extend(
                line for line in _lines(document, block.start, block.end, apart=True) if not _is_in(line, defined)
            )
    if run:
        yield run


def _without_weak_numbers(run: list[Line]) -> list[Line]:
    """Return ``run`` with numbers that lack stop and bracket believed only if they count up from the start."""
    weak = [int(line.number) for line in run if line.weak and line.number]
    if not weak or (weak[0] <= 2 and len(weak) > 1 and all(b - a == 1 for a, b in pairwise(weak))):
        return run
    return [replace(line, number=None, body=line.start, weak=False) if line.weak else line for line in run]


def lists_of(document: Document, defined: Sequence[Span] = ()) -> Iterable[list[list[Line]]]:
    """Yield the reference lists of ``document``; each is a list of entries, each entry its lines.

    A list ends where other blocks begin, where the heading changes, or where its numbers start again.
    """
    for run in _runs(document, defined):
        lines = _without_weak_numbers(run)
        lines = [line for line in lines if not _SELF.match(document.text, line.body, line.end)]
        numbered = any(line.number is not None for line in lines)
        groups = _numbered(document.text, lines) if numbered else _unnumbered(document.text, lines)
        current: list[list[Line]] = []
        for group in groups:
            number, last = group[0].number, current[-1][0].number if current else None
            if number and last and number.isdecimal() and last.isdecimal() and int(number) <= int(last):
                yield current
                current = []
            current.append(group)
        if current:
            yield current


def _is_only_links(text: str, line: Line) -> bool:
    return bool(_LINK_WORDS.fullmatch(_TARGETS.sub(" ", text[line.body : line.end])))


def _numbered(text: str, lines: Sequence[Line]) -> list[list[Line]]:
    """Return the entries of a list with numbers: lines without one go on with the entry before them.

    After the last number only as many lines go on as the other entries have; the rest is no part of the list.
    """
    groups: list[list[Line]] = []
    for line in lines:
        if line.number is not None:
            groups.append([line])
        elif groups:
            groups[-1].append(line)
    if groups:
        usual = max((len(group) for group in groups[:-1]), default=1)
        last = groups[-1]
        kept = last[:1]
        for line in last[1:]:
            if (
                len(kept) < usual
                or not line.apart
                or _GOES_ON.match(text, line.body, line.end)
                or _is_only_links(text, line)
            ):
                kept.append(line)
            else:
                break
        groups[-1] = kept
    return groups


def _unnumbered(text: str, lines: Sequence[Line]) -> list[list[Line]]:
    """Return the entries of a list without numbers: records of several lines, or one entry a line."""
    counts = Counter(text[line.body : line.end].strip().lower() for line in lines)
    labels = [
        i for i, line in enumerate(lines)
        if line.is_label or (counts[text[line.body : line.end].strip().lower()] > 1 and _is_short(text, line))
    ]  # fmt: skip
    if labels and labels[0] == 0 and _are_regular([*labels, len(lines)]):
        edges = [*labels, len(lines)]
        return [[replace(lines[a], is_label=True), *lines[a + 1 : b]] for a, b in pairwise(edges)]
    imprints = [i for i, line in enumerate(lines) if _IMPRINT.fullmatch(text, line.body, line.end)]
    starts = [0, *(i + 1 for i in imprints)]
    if len(imprints) > 1 and starts[-1] == len(lines) and _are_regular(starts):
        return [list(lines[a:b]) for a, b in pairwise(starts)]
    groups: list[list[Line]] = []
    for line in lines:
        goes_on = not line.apart or _GOES_ON.match(text, line.body, line.end) or _is_only_links(text, line)
        # An address alone on a line goes on with an entry that has none yet.
        has_address = groups and _ADDRESS.search(text, groups[-1][0].body, groups[-1][-1].end)
        if groups and goes_on and not line.bulleted and not (has_address and _ADDRESS.match(text, line.body, line.end)):
            groups[-1].append(line)
        elif not _is_only_links(text, line):
            groups.append([line])
    return groups


def _is_short(text: str, line: Line) -> bool:
    words = text[line.body : line.end].split()
    return len(words) <= 3 and not re.search(r"[\d.:/]", text[line.body : line.end])


def _are_regular(edges: Sequence[int]) -> bool:
    """Tell whether edges part a list into records of two to four lines."""
    return all(2 <= b - a <= 4 for a, b in pairwise(edges))


def joined_lines(text: str, lines: Sequence[Line]) -> bool:
    """Tell whether the lines of an entry are one sentence that was wrapped, not title, then imprint."""
    first, second = lines[0], lines[1]
    if second.apart:
        return bool(_GOES_ON.match(text, second.body, second.end))
    imprint = _IMPRINT.fullmatch(text, second.body, second.end)
    return (
        not imprint
        or bool(_DATED.search(text, first.body, first.end))
        or not text[first.body : first.end].rstrip().endswith((".", "?"))
    )
