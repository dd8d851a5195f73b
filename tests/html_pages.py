"""Web pages made for tests: the head, the body, and the shared article as a page."""

from __future__ import annotations

import re
from html import escape

from same_article import ARTICLE, Caption, Heading, Items, Paragraph, References, Table
from thymograph.reading.number_lists import numbers_in

__all__ = ["as_html", "page"]


def page(body: str, *, head: str = "", language: str = "en") -> str:
    """Return a page with this body."""
    return f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">{head}</head>\n<body>{body}</body></html>\n'


def as_html(*, links: bool) -> str:
    """Return the shared article as a page; its markers are typed, or links to the entries as publishers make them."""
    body: list[str] = []

    def words(text: str) -> str:
        if not links:
            return escape(text)

        def marker(match: re.Match[str]) -> str:
            inner = re.sub(r"\d+", lambda number: f'<a href="#ref-{number[0]}">{number[0]}</a>', match[1])
            return f"[{inner}]"

        return re.sub(r"\[([\d, –]+)\]", lambda m: marker(m) if numbers_in(m[1]) else m[0], escape(text))

    for part in ARTICLE:
        match part:
            case Heading(text, level):
                body.append(f"<h{level + 1}>{escape(text)}</h{level + 1}>")
            case Paragraph(text):
                body.append(f"<p>{words(text)}</p>")
            case Caption(text):
                body.append(f"<figure><figcaption>{escape(text)}</figcaption></figure>")
            case Items(items, numbered):
                name = "ol" if numbered else "ul"
                body.append(f"<{name}>{''.join(f'<li>{words(one)}</li>' for one in items)}</{name}>")
            case Table(caption, heads, rows):
                body.append(f"<table><caption>{escape(caption)}</caption><thead><tr>")
                body.append("".join(f"<th>{escape(one)}</th>" for one in heads) + "</tr></thead><tbody>")
                body += ["<tr>" + "".join(f"<td>{escape(one)}</td>" for one in row) + "</tr>" for row in rows]
                body.append("</tbody></table>")
            case References(heading, works):
                listed = (f'<li id="ref-{n}">{escape(work.words)}</li>' for n, work in enumerate(works, 1))
                body.append(f"<h2>{escape(heading)}</h2><ol>{''.join(listed)}</ol>")
    return page(
        f"<nav><a href=/>Home</a> <a href=/all>All articles</a></nav><main>{''.join(body)}</main><footer>The end.</footer>"
    )
