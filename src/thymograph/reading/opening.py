"""What stands before the first section of an article: its title, and the lines about the issue and the authors."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from thymograph.model import BlockKind
from thymograph.reading.headings import bare_words, is_metadata, opens_section
from thymograph.reading.lines import Line
from thymograph.reading.people import is_affiliation, is_byline, is_imprint

__all__ = ["opening_kinds"]

_LONGEST = 45
_FULL_NAME = re.compile(
    r"(?:and |& )?[^\W\d_a-z][^\W\d_]+(?:[ -](?:de|van|von|der|la|al|el|bin)?[ -]?[^\W\d_a-z][^\W\d_]+){1,3}"
)
_GENRE = re.compile(
    r"(?:(?:open access|full|original|brief|short|mini|systematic|narrative|clinical|invited|research|review|case|special|rapid|free|pmc)[ -]?){0,4}"
    r"(?:articles?|reviews?|reports?|research|communications?|letters?|editorials?|commentary|papers?|access|study|minireview|perspectives?)",
    re.IGNORECASE,
)
_ABOUT_AUTHORS = re.compile(
    r"(?:[*†‡§\d ]{0,4})?(?:correspond\w+|e-?mail|address for|author (?:information|affiliations?|notes)|affiliations?|(?:these )?authors contributed|orcid|"
    r"(?:show|view) (?:more|less|affiliations)|article history|edited by|reviewed by|academic editor|open access|crossmark|check for updates)\b|.*@[\w-]+\.\w",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:background|objectives?|aims?|purpose|importance|introduction|abstract|summary|methods?|context|study design)\s*[:.—–-]\s*\S",
    re.IGNORECASE,
)


def _names_people(words: str) -> bool:
    """Tell whether a line under the first one is three or more people without marks: "Ana Ruiz, Jon Vik, Ida Berg"."""
    people = words.split(", ")
    return len(people) >= 3 and all(_FULL_NAME.fullmatch(person) for person in people)


def _is_prose(words: str) -> bool:
    return (
        words.endswith((".", ".”"))
        and len(words.split()) >= 12
        and not _ABOUT_AUTHORS.match(words)
        and not is_affiliation(words)
    )


def opening_kinds(text: str, lines: Sequence[Line], *, titled: bool) -> Mapping[int, BlockKind]:
    """Return the kind of each line, by index, that stands before the first section of an article.

    Empty unless a line of names stands there: only then is it known what the others are. The unbroken lines
    right before the names are the title (unless ``titled``); what is neither title nor about issue and authors
    is left out.
    """
    zone: list[int] = []
    names: int | None = None
    for index, line in enumerate(lines):
        if line.is_blank:
            continue
        words = bare_words(text[line.start : line.end])
        if len(zone) == _LONGEST or opens_section(words) or _LABELLED.match(words) or "\t" in line.text:
            break
        if names is None and line.number is None and (is_byline(words) or (len(zone) == 1 and _names_people(words))):
            names = index
        elif _is_prose(words) and not is_imprint(words):
            break
        zone.append(index)
    if names is None:
        return {}
    kinds: dict[int, BlockKind] = {}
    before: list[int] = []
    for index in zone:
        line = lines[index]
        words = bare_words(text[line.start : line.end])
        if line.heading_level:
            before.clear()
        elif index == names or _says_who(words):
            kinds[index] = "metadata"
        elif index < names:
            before.append(index)
        elif index > names and not words.endswith(".") and len(words.split()) <= 12:
            kinds[index] = "metadata"
    run: list[int] = []
    for index in reversed(before):
        # A title goes on in small letters over a blank line: "Recognition and Management", "of Gout".
        goes_on = bool(run) and lines[run[-1]].text[0].islower() and not any(i in kinds for i in range(index, run[-1]))
        if run and not goes_on and any(lines[i].is_blank or i in kinds for i in range(index + 1, run[-1])):
            break
        run.append(index)
    for index in before:
        kinds[index] = "title" if index in run and len(run) <= 4 and not titled else "metadata"
    return kinds


def _says_who(words: str) -> bool:
    return (
        is_byline(words)
        or is_affiliation(words)
        or is_imprint(words)
        or is_metadata(words)
        or bool(_GENRE.fullmatch(words))
        or bool(_ABOUT_AUTHORS.match(words))
    )
