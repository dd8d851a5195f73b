"""The shared article, or any made of the same parts, written in each format that is read: deterministic, byte by byte."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

import docx_files
from same_article import ARTICLE, Caption, Heading, Items, Paragraph, Part, References, Table, as_markdown

__all__ = ["FORMATS", "as_docx", "as_html", "as_jats", "as_pdf", "as_text"]

_MARKER = re.compile(r"(\[\d[\d, –]*\])")


def as_text(article: Sequence[Part] = ARTICLE) -> str:
    """Return the article as text with hard line breaks, its table set with gaps, as a text editor leaves it."""
    lines: list[str] = []
    for part in article:
        match part:
            case Heading(words, _):
                lines += [words, ""]
            case Paragraph(words) | Caption(words):
                lines += [*textwrap.wrap(words, 88), ""]
            case Items(words, numbered):
                for index, one in enumerate(words, 1):
                    sign = f"{index}." if numbered else "-"
                    lines += textwrap.wrap(one, 86, initial_indent=f"{sign} ", subsequent_indent=" " * (len(sign) + 1))
                lines.append("")
            case Table(caption, heads, rows):
                widths = [max(map(len, column)) + 3 for column in zip(heads, *rows, strict=True)]
                lines += [*textwrap.wrap(caption, 88), ""]
                for row in (heads, *rows):
                    cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
                    lines.append("".join(cells).rstrip())
                lines.append("")
            case References(heading, works):
                lines += [heading, ""]
                for index, work in enumerate(works, 1):
                    lines += textwrap.wrap(
                        f"{index}. {work.words}", 88, subsequent_indent="   ", break_on_hyphens=False
                    )
                lines.append("")
    return "\n".join(lines)


def _numbered(words: str, link: Callable[[str], str]) -> str:
    """Return ``words``, escaped, with each number of a marker linked."""
    return "".join(
        re.sub(r"\d+", lambda number: link(number[0]), piece) if index % 2 else escape(piece)
        for index, piece in enumerate(_MARKER.split(words))
    )


def as_html(article: Sequence[Part] = ARTICLE) -> str:
    """Return the article as a page with what stands around articles on the web."""

    def words_of(words: str) -> str:
        return _numbered(words, lambda number: f'<a href="#ref-{number}">{number}</a>')

    title = next((part.words for part in article if isinstance(part, Heading) and not part.level), "")
    lines = [
        "<!DOCTYPE html>", '<html lang="en">', f'<head><meta charset="utf-8"><title>{escape(title)}</title></head>', "<body>",
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/journals">Journals</a></li></ul></nav>', "<main>", "<article>",
    ]  # fmt: skip
    for part in article:
        match part:
            case Heading(words, level):
                lines.append(f"<h{level + 1}>{escape(words)}</h{level + 1}>")
            case Paragraph(words):
                lines.append(f"<p>{words_of(words)}</p>")
            case Caption(words):
                lines.append(
                    f'<figure><img src="figure.png" alt=""><figcaption>{words_of(words)}</figcaption></figure>'
                )
            case Items(words, numbered):
                kind = "ol" if numbered else "ul"
                lines += [f"<{kind}>", *(f"<li>{words_of(one)}</li>" for one in words), f"</{kind}>"]
            case Table(caption, heads, rows):
                lines += ["<table>", f"<caption>{escape(caption)}</caption>", "<thead>"]
                lines += [
                    "<tr>" + "".join(f"<th>{escape(head)}</th>" for head in heads) + "</tr>",
                    "</thead>",
                    "<tbody>",
                ]
                lines += ["<tr>" + "".join(f"<td>{words_of(cell)}</td>" for cell in row) + "</tr>" for row in rows]
                lines += ["</tbody>", "</table>"]
            case References(heading, works):
                lines += [f"<h2>{escape(heading)}</h2>", "<ol>"]
                lines += [f'<li id="ref-{index}">{escape(work.words)}</li>' for index, work in enumerate(works, 1)]
                lines.append("</ol>")
    lines += ["</article>", "</main>", "<footer><p>Terms of use</p></footer>", "</body>", "</html>", ""]
    return "\n".join(lines)


def as_jats(article: Sequence[Part] = ARTICLE) -> str:
    """Return the article in JATS: an abstract in front, sections in sections, the works with their fields."""

    def words_of(words: str) -> str:
        return _numbered(words, lambda number: f'<xref ref-type="bibr" rid="B{number}">{number}</xref>')

    title, abstract, body, back = "", [], [], []  # type: str, list[str], list[str], list[str]
    depth = 0
    into = body
    for part in article:
        if isinstance(part, Heading | References):
            level = part.level if isinstance(part, Heading) else 1
            while depth >= level > 0:
                into.append("</abstract>" if into is abstract else "</sec>")
                depth -= 1
        match part:
            case Heading(words, 0):
                title = words
            case Heading(words, level):
                into = abstract if words == "Abstract" else body
                into.append(f"{'<abstract>' if into is abstract else '<sec>'}<title>{escape(words)}</title>")
                depth = level
            case Paragraph(words):
                into.append(f"<p>{words_of(words)}</p>")
            case Caption(words):
                into.append(f"<fig><caption><p>{words_of(words)}</p></caption></fig>")
            case Items(words, numbered):
                kind = "order" if numbered else "bullet"
                items = "".join(f"<list-item><p>{words_of(one)}</p></list-item>" for one in words)
                into.append(f'<list list-type="{kind}">{items}</list>')
            case Table(caption, heads, rows):
                head = "".join(f"<th>{escape(one)}</th>" for one in heads)
                cells = "\n".join(f"<tr>{''.join(f'<td>{words_of(one)}</td>' for one in row)}</tr>" for row in rows)
                into.append(
                    f"<table-wrap>{_jats_label(caption)}<table><thead><tr>{head}</tr></thead>\n<tbody>{cells}</tbody></table></table-wrap>"
                )
            case References(heading, works):
                back = [f"<ref-list><title>{escape(heading)}</title>"]
                back += [
                    f'<ref id="B{index}"><label>{index}.</label>{_jats_work(one)}</ref>'
                    for index, one in enumerate(works, 1)
                ]
                back.append("</ref-list>")
    while depth:
        into.append("</abstract>" if into is abstract else "</sec>")
        depth -= 1
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD v1.2 20190208//EN" "JATS-archivearticle1.dtd">',
            '<article article-type="review-article" xml:lang="en"><front><article-meta>',
            f"<title-group><article-title>{escape(title)}</article-title></title-group>",
            *abstract, "</article-meta></front>", "<body>", *body, "</body>", "<back>", *back, "</back></article>", "",
        ]
    )  # fmt: skip


def _jats_label(caption: str) -> str:
    label, _, words = caption.partition(". ")
    return f"<label>{escape(label)}.</label> <caption><p>{escape(words)}</p></caption>"


def _jats_work(work: Any) -> str:
    names = "".join(
        f"<name><surname>{escape(surname)}</surname> <given-names>{escape(given)}</given-names></name>{', '}"
        for surname, _, given in (one.partition(" ") for one in work.authors.split(", "))
    ).removesuffix(", ")
    volume, _, pages = work.pages.partition(":")
    first, _, last = pages.partition("-")
    return (
        f'<mixed-citation publication-type="journal"><person-group person-group-type="author">{names}</person-group>. '
        f"<article-title>{escape(work.title)}</article-title>. <source>{escape(work.journal)}</source>. <year>{work.year}</year>;"
        f'<volume>{volume}</volume>:<fpage>{first}</fpage>-<lpage>{last}</lpage>. doi:<pub-id pub-id-type="doi">{escape(work.doi)}</pub-id></mixed-citation>'
    )


def as_docx(article: Sequence[Part] = ARTICLE) -> bytes:
    """Return the article as a Word document with styles, lists and tables; its markers are typed."""
    body: list[str] = []
    for part in article:
        match part:
            case Heading(words, level):
                body.append(docx_files.heading(words, level) if level else docx_files.paragraph(words, style="Title"))
            case Paragraph(words):
                body.append(docx_files.paragraph(words))
            case Caption(words):
                body.append(docx_files.paragraph(words, style="Caption"))
            case Items(words, numbered):
                body += [docx_files.item(one, 2 if numbered else 1) for one in words]
            case Table(caption, heads, rows):
                body.append(docx_files.paragraph(caption, style="Caption"))
                body.append(
                    docx_files.table(docx_files.row(*heads, head=True), *(docx_files.row(*one) for one in rows))
                )
            case References(heading, works):
                body.append(docx_files.heading(heading))
                body += [docx_files.paragraph(f"{index}. {work.words}") for index, work in enumerate(works, 1)]
    return docx_files.docx(*body)


def as_pdf(article: Sequence[Part] = ARTICLE) -> bytes:
    """Return the article as a PDF of one column with a number at the foot of each page."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph as Flowing
    from reportlab.platypus import SimpleDocTemplate, Spacer
    from reportlab.platypus import Table as Grid

    plain = ParagraphStyle("plain", fontName="Times-Roman", fontSize=10, leading=12, spaceAfter=8)
    hanging = ParagraphStyle("hanging", parent=plain, leftIndent=14, firstLineIndent=-14, spaceAfter=2)
    heads = [
        ParagraphStyle(f"h{level}", fontName="Helvetica-Bold", fontSize=size, leading=size * 1.25, spaceBefore=8, spaceAfter=5)
        for level, size in enumerate((18, 13, 11, 10.5))
    ]  # fmt: skip

    def flowing(words: str, style: ParagraphStyle) -> Any:
        # The standard fonts have no Greek letters: they come from the font of symbols, as in many a PDF.
        return Flowing(re.sub("[α-ω]+", lambda m: f"<greek>{_symbols(m[0])}</greek>", escape(words)), style)

    def made() -> Iterator[Any]:
        for part in article:
            match part:
                case Heading(words, level):
                    yield flowing(words, heads[level])
                case Paragraph(words) | Caption(words):
                    yield flowing(words, plain)
                case Items(words, numbered):
                    for index, one in enumerate(words, 1):
                        yield flowing(f"{index}. {one}" if numbered else f"• {one}", hanging)
                    yield Spacer(1, 6)
                case Table(caption, head, rows):
                    yield flowing(caption, plain)
                    cells = [[flowing(cell, plain) for cell in row] for row in (head, *rows)]
                    yield Grid(
                        cells,
                        colWidths=[420 / len(head)] * len(head),
                        style=[("LINEBELOW", (0, 0), (-1, 0), 0.5, "#000000")],
                    )
                    yield Spacer(1, 10)
                case References(heading, works):
                    yield flowing(heading, heads[1])
                    for index, work in enumerate(works, 1):
                        yield flowing(f"{index}. {work.words}", hanging)

    def foot(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawCentredString(297, 30, str(document.page))

    stream = io.BytesIO()
    SimpleDocTemplate(stream, invariant=1).build(list(made()), onFirstPage=foot, onLaterPages=foot)
    return stream.getvalue()


_GREEK = dict(zip("αβγδεζηθικλμνξοπρςστυφχψω", "abgdezhqiklmnxoprVstufcyw", strict=True))


def _symbols(letters: str) -> str:
    return "".join(_GREEK[letter] for letter in letters)


FORMATS: dict[str, Callable[[Sequence[Part]], bytes]] = {
    "md": lambda article: as_markdown(article).encode("utf-8"),
    "txt": lambda article: as_text(article).encode("utf-8"),
    "html": lambda article: as_html(article).encode("utf-8"),
    "xml": lambda article: as_jats(article).encode("utf-8"),
    "docx": as_docx,
    "pdf": as_pdf,
}
"""What writes each format, by the ending of its files."""
