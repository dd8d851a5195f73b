"""Articles in JATS made for tests: front, body and list of works, and the shared article."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from same_article import ARTICLE, Caption, Heading, Items, Paragraph, References, Table
from thymograph.reading.number_lists import numbers_in

__all__ = ["DOCTYPE", "article", "as_jats", "ref", "xref"]

DOCTYPE = (
    '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD v1.2 20190208//EN" '
    '"JATS-archivearticle1.dtd">\n'
)


def article(body: str, *, refs: str = "", front: str = "", back: str = "", doctype: str = DOCTYPE) -> str:
    """Return an article with this body and the ``ref`` elements of its list."""
    listed = f"<ref-list><title>References</title>{refs}</ref-list>" if refs else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}<article xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:mml="http://www.w3.org/1998/Math/MathML" article-type="research-article" dtd-version="1.2" xml:lang="en">'
        f"<front>{front or '<article-meta/>'}</front><body>{body}</body><back>{back}{listed}</back></article>"
    )


def ref(key: str, label: str, words: str, *, ids: str = "") -> str:
    """Return an entry as printed, with the ``pub-id`` elements ``ids``."""
    number = f"<label>{label}</label>" if label else ""
    return f'<ref id="{key}">{number}<mixed-citation>{words}{ids}</mixed-citation></ref>'


def xref(words: str, *keys: str, type: str = "bibr") -> str:
    """Return a link to the entries ``keys``."""
    return f'<xref ref-type="{type}" rid="{" ".join(keys)}">{words}</xref>'


def as_jats(*, links: bool) -> str:
    """Return the shared article; its markers are typed, or ``xref`` elements, the ends of a range alone."""
    title = ""
    sections: list[str] = []
    levels: list[int] = []
    refs = ""

    def words(text: str) -> str:
        def marker(match: re.Match[str]) -> str:
            return "[" + re.sub(r"\d+", lambda number: xref(number[0], f"B{number[0]}"), match[1]) + "]"

        escaped = escape(text)
        return re.sub(r"\[([\d, –]+)\]", lambda m: marker(m) if links and numbers_in(m[1]) else m[0], escaped)

    for part in ARTICLE:
        match part:
            case Heading(text, 0):
                title = f"<title-group><article-title>{escape(text)}</article-title></title-group>"
            case Heading(text, level):
                while levels and levels[-1] >= level:
                    sections.append("</sec>")
                    levels.pop()
                levels.append(level)
                sections.append(f"<sec><title>{escape(text)}</title>")
            case Paragraph(text):
                sections.append(f"<p>{words(text)}</p>")
            case Caption(text):
                sections.append(f"<fig><caption><p>{escape(text)}</p></caption></fig>")
            case Items(items, numbered):
                kind = "order" if numbered else "bullet"
                listed = "".join(f"<list-item><p>{words(one)}</p></list-item>" for one in items)
                sections.append(f'<list list-type="{kind}">{listed}</list>')
            case Table(caption, heads, rows):
                label, _, rest = caption.partition(" Outcomes")
                head = "".join(f"<th>{escape(one)}</th>" for one in heads)
                body = "".join("<tr>" + "".join(f"<td>{escape(one)}</td>" for one in row) + "</tr>" for row in rows)
                sections.append(
                    f"<table-wrap><label>{label}</label><caption><title>Outcomes{rest}</title></caption><table><thead><tr>{head}</tr></thead>"
                    f"<tbody>{body}</tbody></table></table-wrap>"
                )
            case References(_, works):
                refs = "".join(
                    ref(f"B{n}", f"{n}.", escape(work.words)) for n, work in enumerate(works, 1)
                )  # fmt: skip
    sections += ["</sec>"] * len(levels)
    return article("".join(sections), refs=refs, front=f"<article-meta>{title}</article-meta>")
