"""PDF files read: the citable text page by page, its lines, and what the pages print between them."""

from __future__ import annotations

from collections.abc import Sequence

from thymograph.errors import DocumentError
from thymograph.reading.pdf.columns import areas_of
from thymograph.reading.pdf.composing import Composer
from thymograph.reading.pdf.margins import margins_of
from thymograph.reading.pdf.opening import OpenPdf, opened
from thymograph.reading.pdf.ornaments import numbers_of_lines, with_capitals_joined
from thymograph.reading.pdf.paragraphs import pieces_of, setting_of
from thymograph.reading.pdf.segments import Page
from thymograph.reading.surface import Surface

__all__ = ["read_pdf"]

_MOST_NAMED = 8


def read_pdf(content: bytes, *, path: str) -> Surface:
    """Return the words of a PDF in reading order, lines as printed, each page from where its words begin.

    Lines keep their ends and the hyphens there, which the clean words of statements join. Running heads, feet and
    numbers of pages stand where the page prints them and are no part of the sentences around them. Pictures are not
    looked at: a page without letters is named in a notice.

    Raises:
        DocumentError: if the file is locked, damaged, without any letters, or larger than any document.
    """
    with opened(content, path=path) as pdf:
        pages = list(pdf.pages())
        _refuse_without_letters(pages, path)
        numbers = [numbers_of_lines(page.segments) for page in pages]
        for page, beside in zip(pages, numbers, strict=True):
            outside = {id(segment) for segment in beside}
            page.segments = with_capitals_joined([s for s in page.segments if id(s) not in outside])
        margins = margins_of(pages)
        areas = []
        for page, margin in zip(pages, margins, strict=True):
            outside = {id(segment) for segment in margin}
            areas.append(list(areas_of([segment for segment in page.segments if id(segment) not in outside])))
        setting = setting_of(areas)
        composer = Composer(setting)
        for page, margin, beside, found in zip(pages, margins, numbers, areas, strict=True):
            middle = page.low + page.height / 2
            composer.page(
                [segment for segment in margin if segment.base > middle],
                [piece for area in found for piece in pieces_of(area, setting)],
                [segment for segment in margin if segment.base <= middle],
                page.turned,
                beside,
            )
        return _surface(composer, pdf, pages, path)


def _surface(composer: Composer, pdf: OpenPdf, pages: Sequence[Page], path: str) -> Surface:
    composer.close()
    return Surface(
        text=composer.text,
        lines=tuple(composer.lines),
        format="pdf",
        pages=tuple(composer.pages),
        furniture=tuple(composer.furniture),
        title=None if composer.titled else pdf.said("Title"),
        date=pdf.date,
        language=pdf.language if (pdf.language or "").lower().startswith("en") else None,
        notices=tuple(_notices(pages, path)),
    )


def _numbers(numbers: Sequence[int]) -> str:
    named = ", ".join(str(number) for number in numbers[:_MOST_NAMED])
    return f"{named} and {len(numbers) - _MOST_NAMED} more" if len(numbers) > _MOST_NAMED else named


def _without_letters(pages: Sequence[Page]) -> list[int]:
    """Return the numbers of the pages that show pictures alone, or letters that mean nothing."""
    return [
        number
        for number, page in enumerate(pages, 1)
        if (not page.letters and page.pictures) or (page.nameless * 2 > page.letters > 20)
    ]


def _refuse_without_letters(pages: Sequence[Page], path: str) -> None:
    scanned = _without_letters(pages)
    readable = sum(page.letters - page.nameless for page in pages)
    if readable > 0 and len(scanned) < len(pages):
        return
    if scanned:
        raise DocumentError(
            f"{path}: none of its {len(pages)} pages holds text that can be read: scanned, or set in fonts without names of "
            "letters; run text recognition over it first (for instance ocrmypdf)",
            reason="scanned",
        )
    raise DocumentError(f"{path}: the PDF has {len(pages)} pages and no words on them; nothing to read", reason="empty")


def _notices(pages: Sequence[Page], path: str) -> list[str]:
    scanned = _without_letters(pages)
    if not scanned:
        return []
    return [
        f"{path}: no text on {'page' if len(scanned) == 1 else 'pages'} {_numbers(scanned)} of {len(pages)}: scanned; run text "
        "recognition over the file to have them read"
    ]
