"""Web pages: the words they show, in lines by what their elements are, and where each stands in the file."""

from __future__ import annotations

import re
from dataclasses import asdict, replace

from thymograph.model import StatedEntry
from thymograph.reading.addresses import named_by
from thymograph.reading.encoding import decoded
from thymograph.reading.html.fields import fields_of
from thymograph.reading.html.page import Page
from thymograph.reading.html.references import Entry, references_of
from thymograph.reading.html.structure import Structure
from thymograph.reading.html.tree import tree_of
from thymograph.reading.lines import Line
from thymograph.reading.pointers import stated_links
from thymograph.reading.surface import Surface

__all__ = ["read_html"]

_PRINTED_BULLET = re.compile(r"[•●▪◦‣·○■►▶➢➤✓✔☑✅❌❖◆◇□∙⁃➔➜–]\s+(?=\S)")


def read_html(content: bytes, *, path: str) -> Surface:
    """Return the surface of a web page.

    Raises:
        DocumentError: if it is no text in its encoding, has more than a million elements, or shows no words.
    """
    text, notice = decoded(content, path=path)
    root = tree_of(text, path=path)
    structure = Structure(root)
    references = references_of(root, structure)
    page = Page(structure, references)
    page.write(root)
    page.writer.close()
    citable = page.writer.text
    links = stated_links(citable, sorted(page.pointers, key=lambda one: one.start), references.numbers)
    entries = [_stated(entry) for entry in references.entries if entry.is_work and entry.start >= 0]
    firsts = {link.entry: link for link in reversed(links)}
    for key, address in page.addresses.items():
        if key in firsts:
            first = firsts[key]
            named = named_by([address])._asdict()
            entries.append(StatedEntry(key=key, start=first.start, end=first.end, **named))
    known = {entry.key for entry in entries}
    surface = page.writer.surface(
        format="html",
        file=text,
        links=[*(link for link in links if link.entry in known), *page.note_links(citable)],
        entries=entries,
        notices=[notice] if notice else [],
        **asdict(fields_of(root)),
    )
    lines = tuple(map(_with_bullet, surface.lines or ()))
    return replace(surface, lines=lines)


def _with_bullet(line: Line) -> Line:
    """Return a line of prose that begins with a printed bullet as the item that it is."""
    if line.role in (None, "paragraph") and not line.is_item and (sign := _PRINTED_BULLET.match(line.text)):
        return replace(line, role=None, bullet=line.text[0], inner=line.start + sign.end())
    return line


def _stated(entry: Entry) -> StatedEntry:
    named = named_by(one.get("href") for one in entry.element.walk() if one.name == "a")
    return StatedEntry(key=entry.key, start=entry.start, end=entry.end, number=entry.number, **named._asdict())
