"""Articles in JATS: their words in lines by what the elements are, their references as the file states them."""

from __future__ import annotations

from dataclasses import asdict

from thymograph.errors import DocumentError
from thymograph.model import StatedEntry
from thymograph.reading.encoding import decoded
from thymograph.reading.jats.article import Article
from thymograph.reading.jats.fields import entry_of, fields_of
from thymograph.reading.jats.tree import xml_tree
from thymograph.reading.pointers import stated_links
from thymograph.reading.surface import Surface

__all__ = ["read_jats"]


def read_jats(content: bytes, *, path: str) -> Surface:
    """Return the surface of an article; of a set of articles, the first.

    Raises:
        DocumentError: if the file is not well-formed, nested too deep, unfolds entities, or holds no article.
    """
    text, notice = decoded(content, path=path)
    root, notices = xml_tree(text, path=path)
    articles = [root] if root.name == "article" else [one for one in root.walk() if one.name == "article"]
    if not articles:
        raise DocumentError(f"{path}: no <article> in the file; give the article as PMC or its publisher serves it")
    if len(articles) > 1:
        notices.append(f"{path}: {len(articles)} articles in one file, and the first is read; split the file")
    article = Article(articles[0])
    article.write()
    article.writer.close()
    citable = article.writer.text
    numbers: dict[str, str] = {}
    entries: list[StatedEntry] = []
    for ref in article.refs:
        if ref.start < 0:
            continue
        if ref.number:
            numbers.setdefault(ref.number, ref.key)
        entries.append(entry_of(ref.element, key=ref.key, start=ref.start, end=ref.end, number=ref.number))
    known = {entry.key for entry in entries}
    links = stated_links(citable, sorted(article.pointers, key=lambda one: one.start), numbers)
    return article.writer.surface(
        format="jats",
        file=text,
        links=[*(link for link in links if link.entry in known), *article.note_links(citable)],
        entries=entries,
        notices=[*([notice] if notice else []), *notices],
        **asdict(fields_of(articles[0])),
    )
