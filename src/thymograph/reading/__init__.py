"""Documents from bytes: text never edited, blocks with exact spans, what the manifest adds."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from thymograph.errors import DocumentError
from thymograph.model import Document
from thymograph.reading.blocks import blocks_of
from thymograph.reading.decoding import DEFAULT_MAX_BYTES
from thymograph.reading.formats import read_surface
from thymograph.reading.headings import bare_words
from thymograph.reading.languages import language_name, language_of
from thymograph.reading.manifest import DocumentDescription

__all__ = ["DEFAULT_MAX_BYTES", "read_document"]


def read_document(
    content: bytes,
    *,
    path: str,
    description: DocumentDescription | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    notices: list[str] | None = None,
) -> Document:
    """Return the document that ``content`` holds.

    Args:
        content: The whole file, of any format of :func:`thymograph.reading.formats.formats`.
        path: As it shall stand in records, relative to the root, with forward slashes.
        description: What ``documents.tsv`` says of it; it wins over what the file says.
        max_bytes: The largest file that is read.
        notices: Takes one line for each thing that was wrong and could be passed over.

    Raises:
        DocumentError: if it cannot be read at all, or is not written in English.
    """
    surface = read_surface(content, path=path, max_bytes=max_bytes)
    if notices is not None:
        notices.extend(surface.notices)
    text = surface.text
    language = language_of(text) or surface.language
    if language is not None and language.split("-")[0].lower() != "en":
        raise DocumentError(
            f"{path}: is written in {language_name(language)}; thymograph reads English, and would misread it: "
            "translate it first",
            reason="not English",
        )
    blocks = list(surface.front)
    body = blocks_of(text, surface.body, titled=bool(surface.front) and surface.title is not None, lines=surface.lines)
    shift = len(blocks)
    for block in body:
        after = None if block.ordered_after is None else block.ordered_after + shift
        goes_on = None if block.continues is None else block.continues + shift
        frames = tuple(i + shift for i in block.frames)
        blocks.append(replace(block, frames=frames, ordered_after=after, continues=goes_on))
    printed = next((bare_words(text[b.start : b.end]) for b in blocks if b.kind == "title"), None)
    document = Document(
        path=path,
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        text=text,
        blocks=tuple(blocks),
        format=surface.format,
        file=surface.file,
        pages=surface.pages,
        furniture=None if surface.lines is None else surface.furniture,
        links=surface.links,
        entries=surface.entries,
        language=language,
        title=surface.title or printed,
        date=surface.date,
        publisher=surface.publisher,
        url=surface.url,
        licence=surface.licence,
    )
    if description is None:
        return document
    return replace(
        document,
        title=description.title or document.title,
        publisher=description.publisher or document.publisher,
        url=description.url or document.url,
        date=description.date or document.date,
        licence=description.licence or document.licence,
        kind=description.kind,
        sells_subject=description.sells_subject,
    )
