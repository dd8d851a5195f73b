"""Documents from bytes: text never edited, blocks with exact spans, what the manifest adds."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from thymograph.model import Block, Document
from thymograph.reading.blocks import blocks_of
from thymograph.reading.decoding import DEFAULT_MAX_BYTES, decode
from thymograph.reading.front_matter import read_front_matter
from thymograph.reading.headings import bare_words
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
        content: The whole file, plain text or Markdown, UTF-8.
        path: As it shall stand in records, relative to the root, with forward slashes.
        description: What ``documents.tsv`` says of it; it wins over what the file says.
        max_bytes: The largest file that is read.
        notices: Takes one line for each thing that was wrong and could be passed over.

    Raises:
        DocumentError: if it cannot be read at all; see :func:`thymograph.reading.decoding.decode`.
    """
    text = decode(content, path=path, max_bytes=max_bytes)
    front = read_front_matter(text, path=path)
    if front.problem and notices is not None:
        notices.append(front.problem)
    blocks = [
        Block(kind="metadata", start=item.start, end=item.end, section=("front matter", *item.keys))
        for item in front.values
    ]
    body = blocks_of(text, front.end, titled=front.get("title") is not None)
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
        format="markdown" if front.end or path.lower().endswith((".md", ".markdown")) else "text",
        title=front.get("title") or printed,
        date=front.get("date", "lastmodified", "updated", "published"),
        publisher=front.get("publisher", "site", "sitename"),
        url=front.get("url", "canonical", "source_url"),
        licence=front.get("licence", "license"),
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
