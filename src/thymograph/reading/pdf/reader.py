"""PDF files read: the citable text page by page, its lines, and what the pages print between them."""

from __future__ import annotations

from collections.abc import Sequence

from thymograph.errors import DocumentError
from thymograph.reading.pdf.columns import areas_of
from thymograph.reading.pdf.composing import Composer
from thymograph.reading.pdf.drawings import Drawings, with_dots
from thymograph.reading.pdf.margins import margins_of
from thymograph.reading.pdf.opening import OpenPdf, opened
from thymograph.reading.pdf.ornaments import numbers_of_lines, with_capitals_joined
from thymograph.reading.pdf.paragraphs import pieces_of, setting_of
from thymograph.reading.pdf.segments import Page
from thymograph.reading.surface import Surface

__all__ = ["read_pdf"]

_MOST_NAMED = 8
# A scanned page may bear a stamp.
_FEW_LETTERS = 150


def read_pdf(content: bytes, *, path: str) -> Surface:
    """Return the words of a PDF in reading order, lines as printed, each page from where its words begin.

    Lines keep their ends and the hyphens there, which the clean words of statements join. Running heads, feet and
    numbers of pages stand where the page prints them and are no part of the sentences around them. Pictures are not
    looked at: a page without letters is named in a notice.

    Raises:
        DocumentError: if the file is locked, damaged, without any letters, or larger than any document.
    """
    with opened(content, path=path) as pdf:
        read = list(pdf.pages())
        pages = [page for page, _ in read]
        scanned = [number for number, (page, drawn) in enumerate(read, 1) if _is_scanned(page, drawn)]
        _refuse_without_letters(pages, scanned, path)
        numbers = [numbers_of_lines(page.segments) for page in pages]
        for (page, drawn), beside in zip(read, numbers, strict=True):
            outside = {id(segment) for segment in beside}
            page.segments = with_capitals_joined([s for s in page.segments if id(s) not in outside])
            page.segments = with_dots(page, drawn)
        margins = margins_of(pages)
        areas = []
        for (page, drawn), margin in zip(read, margins, strict=True):
            outside = {id(segment) for segment in margin}
            areas.append(list(areas_of([s for s in page.segments if id(s) not in outside], drawn)))
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
        return _surface(composer, pdf, pages, scanned, path)


def _surface(
    composer: Composer, pdf: OpenPdf, pages: Sequence[Page], scanned: Sequence[int], path: str
) -> Surface:  # fmt: skip
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
        notices=tuple(_notices(len(pages), scanned, path)),
    )


def _numbers(numbers: Sequence[int]) -> str:
    named = ", ".join(str(number) for number in numbers[:_MOST_NAMED])
    return f"{named} and {len(numbers) - _MOST_NAMED} more" if len(numbers) > _MOST_NAMED else named


def _is_scanned(page: Page, drawn: Drawings) -> bool:
    """Tell whether a page shows a picture with hardly a word, or letters that mean nothing."""
    pictured = drawn.is_pictured if page.letters else drawn.pictures > 0
    return (pictured and page.letters < _FEW_LETTERS) or page.nameless * 2 > page.letters > 20


def _refuse_without_letters(pages: Sequence[Page], scanned: Sequence[int], path: str) -> None:
    readable = sum(page.letters - page.nameless for page in pages)
    if readable > 0 and len(scanned) < len(pages):
        return
    if scanned:
        raise DocumentError(
            f"{path}: none of its {len(pages)} pages holds text that can be read: scanned, or set in fonts without names of "
            "letters; run text recognition over it first (for instance ocrmypdf)",
            reason="scanned",
        )
    raise DocumentError(
        f"{path}: the PDF has no words on {'its page' if len(pages) == 1 else f'any of its {len(pages):,} pages'}; nothing to read",
        reason="empty",
    )


def _notices(count: int, scanned: Sequence[int], path: str) -> list[str]:
    if not scanned:
        return []
    return [
        f"{path}: no text on {'page' if len(scanned) == 1 else 'pages'} {_numbers(scanned)} of {count}: scanned; run text "
        "recognition over the file to have them read"
    ]
