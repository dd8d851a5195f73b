"""Plain text and Markdown: the file as it is, with its front matter."""

from __future__ import annotations

from thymograph.model import Block
from thymograph.reading.decoding import decode
from thymograph.reading.front_matter import read_front_matter
from thymograph.reading.surface import Surface

__all__ = ["read_plain"]


def read_plain(content: bytes, *, path: str) -> Surface:
    """Return the text of a file, nothing stripped or normalised, and what its front matter says.

    Raises:
        DocumentError: if it is not UTF-8 text; see :func:`thymograph.reading.decoding.decode`.
    """
    text = decode(content, path=path)
    front = read_front_matter(text, path=path)
    return Surface(
        text=text,
        body=front.end,
        front=tuple(
            Block(kind="metadata", start=item.start, end=item.end, section=("front matter", *item.keys))
            for item in front.values
        ),
        format="markdown" if front.end or path.lower().endswith((".md", ".markdown")) else "text",
        title=front.get("title"),
        date=front.get("date", "lastmodified", "updated", "published"),
        publisher=front.get("publisher", "site", "sitename"),
        url=front.get("url", "canonical", "source_url"),
        licence=front.get("licence", "license"),
        notices=(front.problem,) if front.problem else (),
    )
