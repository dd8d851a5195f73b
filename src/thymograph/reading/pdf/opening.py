"""A PDF opened: its pages one after the other, and what its own fields say; refused where it cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from thymograph.errors import DocumentError
from thymograph.reading.pdf.drawings import Drawings, drawings_of
from thymograph.reading.pdf.segments import MOST_LETTERS, Page, read_page

__all__ = ["OpenPdf", "opened"]

_MOST_PAGES = 5_000
_MOST_LETTERS_IN_ALL = 20_000_000
_DATE = re.compile(r"(?:D:)?((?:19|20)\d\d)(\d\d)?(\d\d)?")


class OpenPdf(NamedTuple):
    """An open document of the library."""

    library: Any
    document: Any
    path: str

    def pages(self) -> Iterator[tuple[Page, Drawings]]:
        """Yield the pages and what they draw; one that the library cannot load is empty.

        Raises:
            DocumentError: if it has more pages or letters than any document.
        """
        raw = self.library.raw
        count = len(self.document)
        if count > _MOST_PAGES:
            raise DocumentError(
                f"{self.path}: {count:,} pages; split it into parts of at most {_MOST_PAGES:,}", reason="too large"
            )
        fonts: dict[int, tuple[bool, str]] = {}
        total = 0
        for index in range(count):
            page = raw.FPDF_LoadPage(self.document.raw, index)
            if not page:
                yield Page(0, 0, 1, 1, [], []), Drawings()
                continue
            try:
                found = read_page(raw, page, fonts)
                drawn = drawings_of(raw, page, found.width, found.height)
            finally:
                raw.FPDF_ClosePage(page)
            # Fonts may be freed with their page, and their addresses used again.
            fonts.clear()
            total += found.letters
            if found.letters > MOST_LETTERS or total > _MOST_LETTERS_IN_ALL:
                raise DocumentError(
                    f"{self.path}: page {index + 1} has {found.letters:,} letters, {total:,} so far; no document has that many",
                    reason="too large",
                )
            yield found, drawn if found.is_upright else Drawings(pictures=drawn.pictures, is_pictured=drawn.is_pictured)

    def said(self, name: str) -> str | None:
        """Return a field of the file ("Title", "CreationDate"), None if it says nothing."""
        words = " ".join(
            "".join(c for c in self.document.get_metadata_value(name) if c.isprintable() or c.isspace()).split()
        )
        return words or None

    @property
    def date(self) -> str | None:
        """The day on which the file says it was made."""
        match = _DATE.match(self.said("CreationDate") or "")
        return "-".join(filter(None, match.groups())) if match else None

    @property
    def language(self) -> str | None:
        """The language that the file states."""
        import ctypes

        raw = self.library.raw
        length = raw.FPDFCatalog_GetLanguage(self.document.raw, None, 0)
        if not 2 < length < 200:
            return None
        buffer = (ctypes.c_ushort * (length // 2 + 1))()
        raw.FPDFCatalog_GetLanguage(self.document.raw, buffer, length)
        words = "".join(chr(unit) for unit in buffer if 0x20 < unit < 0x7F)
        return words or None


@contextmanager
def opened(content: bytes, *, path: str) -> Iterator[OpenPdf]:
    """Open a PDF and close it after use; no script in it runs and nothing is fetched: the library is built without.

    Raises:
        DocumentError: if the library is not installed, or the file is locked or damaged beyond what it can mend.
    """
    try:
        import pypdfium2 as library
    except ImportError as error:
        raise DocumentError(f'{path}: a PDF is read with pypdfium2: pip install "thymograph[pdf]"') from error
    try:
        document = library.PdfDocument(content)
    except library.PdfiumError as error:
        if "password" in str(error).lower():
            raise DocumentError(f"{path}: the PDF is locked with a password; save it without one") from error
        raise DocumentError(
            f"{path}: the PDF is damaged ({error}); open it in another program and print or save it as PDF again"
        ) from error
    try:
        yield OpenPdf(library, document, path)
    finally:
        document.close()
