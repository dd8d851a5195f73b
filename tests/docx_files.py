"""Word documents made part by part, for tests: any XML, with fields, notes, lists and marks of revision."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

__all__ = [
    "cell", "csl", "docx", "endnote", "field", "heading", "hyperlink", "item", "mendeley_control", "note_mark", "paragraph", "row", "run",
    "table",
]  # fmt: skip

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="House"><w:name w:val="House section"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Bibliography"><w:name w:val="Bibliography"/></w:style>
<w:style w:type="paragraph" w:styleId="Bullets"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="NoteMark"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""


def run(words: str, properties: str = "") -> str:
    """Return a run of words; ``properties`` as in ``<w:b/>``."""
    made = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{made}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def paragraph(*pieces: str, style: str | None = None, properties: str = "") -> str:
    """Return a paragraph of XML pieces; a piece that is no XML is a run of words."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inside = "".join(piece if piece.startswith("<") else run(piece) for piece in pieces)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inside}</w:p>"


def heading(words: str, level: int = 1) -> str:
    return paragraph(words, style=f"berschrift{level}")


def item(words: str, numbered: int, depth: int = 0) -> str:
    """Return an item of the list with this number: 1 has bullets, 2 and 3 numbers."""
    return paragraph(words, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{numbered}"/></w:numPr>')


def field(code: str, shown: str, *, data: str = "", properties: str = "") -> str:
    """Return a field, its code cut into several runs, as Word does."""
    half = len(code) // 2
    held = f"<w:fldData>{data}</w:fldData>" if data else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{held}</w:fldChar></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code[:half])}</w:instrText></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(code[half:])} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown if shown.startswith("<") else run(shown, properties)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def csl(*works: Mapping[str, object]) -> str:
    """Return a citation of works as Zotero and Mendeley keep it; each needs an "id"."""
    items = [
        {"id": work["id"], "uris": [f"http://zotero.org/users/1/items/{work['id']}"], "itemData": work}
        for work in works
    ]
    return json.dumps({"citationID": "x", "citationItems": items, "properties": {"noteIndex": 0}}, ensure_ascii=False)


def mendeley_control(shown: str, *works: Mapping[str, object]) -> str:
    tag = "MENDELEY_CITATION_v3_" + base64.b64encode(csl(*works).encode("utf-8")).decode("ascii")
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{run(shown)}</w:sdtContent></w:sdt>'


def endnote(*works: tuple[int, str, str, str, str]) -> str:
    """Return EndNote's XML of works: (number, author, year, title, DOI)."""
    return "<EndNote>" + "".join(
        f"<Cite><Author>{author}</Author><Year>{year}</Year><RecNum>{number}</RecNum><record><rec-number>{number}</rec-number>"
        f'<foreign-keys><key app="EN" db-id="db">{number}</key></foreign-keys><contributors><authors><author>{author}, A.</author>'
        f"</authors></contributors><titles><title>{title}</title><secondary-title>J Tests</secondary-title></titles>"
        f"<dates><year>{year}</year></dates><electronic-resource-num>{doi}</electronic-resource-num></record></Cite>"
        for number, author, year, title, doi in works
    ) + "</EndNote>"  # fmt: skip


def hyperlink(words: str, *, key: str = "", anchor: str = "") -> str:
    where = f'r:id="{key}"' if key else f'w:anchor="{anchor}"'
    return f"<w:hyperlink {where}>{run(words)}</w:hyperlink>"


def note_mark(kind: str, key: int) -> str:
    return f'<w:r><w:rPr><w:rStyle w:val="NoteMark"/></w:rPr><w:{kind}Reference w:id="{key}"/></w:r>'


def cell(*words: str, span: int = 1, merge: str = "") -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merged = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    return f"<w:tc><w:tcPr>{spanned}{merged}</w:tcPr>{''.join(paragraph(one) for one in words)}</w:tc>"


def row(*cells: str, head: bool = False) -> str:
    flag = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
    return f"<w:tr>{flag}{''.join(one if one.startswith('<') else cell(one) for one in cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def _notes(kind: str, notes: Sequence[str]) -> str:
    kept = f'<w:{kind} w:type="separator" w:id="0"><w:p/></w:{kind}>'
    return kept + "".join(
        f'<w:{kind} w:id="{index}">{note if note.startswith("<w:p") else paragraph(note)}</w:{kind}>'
        for index, note in enumerate(notes, 1)
    )


def docx(
    *body: str, footnotes: Sequence[str] = (), endnotes: Sequence[str] = (), comments: Sequence[str] = (),
    links: Mapping[str, str] | None = None, sources: str = "", header: str = "", core: str = "", custom: str = "",
    extra: Mapping[str, bytes] | None = None, space: str = W,
) -> bytes:  # fmt: skip
    """Return a Word document of these paragraphs and tables; notes are numbered from 1."""
    parts: dict[str, str] = {
        "styles": f"<w:styles {SPACES}>{STYLES}</w:styles>",
        "numbering": f"<w:numbering {SPACES}>{NUMBERING}</w:numbering>",
    }
    if footnotes:
        parts["footnotes"] = f"<w:footnotes {SPACES}>{_notes('footnote', footnotes)}</w:footnotes>"
    if endnotes:
        parts["endnotes"] = f"<w:endnotes {SPACES}>{_notes('endnote', endnotes)}</w:endnotes>"
    if comments:
        inside = "".join(f'<w:comment w:id="{n}">{paragraph(words)}</w:comment>' for n, words in enumerate(comments))
        parts["comments"] = f"<w:comments {SPACES}>{inside}</w:comments>"
    if header:
        parts["header"] = f"<w:hdr {SPACES}>{paragraph(header)}</w:hdr>"
    relations = "".join(
        f'<Relationship Id="p{index}" Type="{R}/{name}" Target="{name}.xml"/>'
        for index, name in enumerate(sorted(parts))
    )
    relations += "".join(
        f'<Relationship Id="{key}" Type="{R}/hyperlink" Target={quoteattr(address)} TargetMode="External"/>'
        for key, address in (links or {}).items()
    )
    files = {f"word/{name}.xml": words for name, words in parts.items()}
    if sources:
        relations += f'<Relationship Id="s1" Type="{R}/customXml" Target="../customXml/item1.xml"/>'
        files["customXml/item1.xml"] = (
            '<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography">'
            + sources
            + "</b:Sources>"
        )
    whole = f'<Relationship Id="m" Type="{R}/officeDocument" Target="word/document.xml"/>'
    if core:
        whole += '<Relationship Id="c" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        files["docProps/core.xml"] = (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
            + core
            + "</cp:coreProperties>"
        )
    if custom:
        whole += f'<Relationship Id="k" Type="{R}/custom-properties" Target="docProps/custom.xml"/>'
        files["docProps/custom.xml"] = f"<Properties>{custom}</Properties>"
    package = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    files |= {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            'ContentType="application/xml"/><Override PartName="/word/document.xml" '
            f'ContentType="{OFFICE}document.main+xml"/></Types>'
        ),
        "_rels/.rels": f"<Relationships {package}>{whole}</Relationships>",
        "word/_rels/document.xml.rels": f"<Relationships {package}>{relations}</Relationships>",
        "word/document.xml": f"<w:document {SPACES}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>".replace(
            W, space
        ),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(
                zipfile.ZipInfo(name),
                '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + files[name],
                zipfile.ZIP_DEFLATED,
            )
        for name, content in (extra or {}).items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
