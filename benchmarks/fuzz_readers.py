"""Readers of files fed with what a coverage-guided fuzzer (atheris) thinks of: no crash, every place true, ledger exact.

    pip install atheris
    python benchmarks/fuzz_readers.py html --seconds 900       one of html, jats, docx, text, pdf
    python benchmarks/fuzz_readers.py html FILE ...            looks at files instead, one line each

An input is read by the reader of the format. A ``DocumentError`` is a refusal; any other exception, a place that does not
hold what it says, a ledger with a gap, or more than five seconds of the processor for one input, is a fault. Each kind of fault is printed
once with its input, and the run goes on; the last line counts inputs, refusals, texts read and faults. Exit status 1 says
that there were any. What was found is told in docs/formats-fuzzing.md.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import re
import sys
import tempfile
import time
import traceback
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from thymograph.model import Document

__all__ = ["content_of", "examine", "main"]

ROOT = Path(__file__).parents[1]
NAMES = ("html", "jats", "docx", "text", "pdf")
LONGEST = 4096
SLOW = 5.0
# One input in so many is also taken for its claims, which costs more than reading.
DEEP_EVERY = 20
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_WORDS = (
    "Ramipril lowers blood pressure. |It did not cause cough [1].| [2,3]|–|5 mg| (Doe 2001)|12%|1| |\n|α|:|References|"
    "Doe J. Ramipril. J Tests 2001;3:4. doi:10.1000/abc.1"
).split("|")
_HTML = (
    "<p>|</p>|<div>|</div>|<table>|<tr>|<td>|<td colspan=3 rowspan=2>|<th>|</table>|<thead>|<caption>|<ul>|<ol start=3>|<li>|</ul>|<dl>|"
    "<dt>|<dd>|<h1>|<h2>|</h2>|<a href=#r1>|<a href=#r2>|</a>|<sup>|</sup>|<li id=r1>|<p id=r2>|<section class=references>|<main>|"
    "</main>|<nav>|</nav>|<footer>|<article>|<pre>|</pre>|<br>|<!--|-->|<script>|</script>|<b>|</b>|<p hidden>|<span class=sr-only>|"
    "&alpha;|&#8211;|&nbsp|&amp;|&shy;|<details><summary>|<figure>|<figcaption>|<a href=https://doi.org/10.1000/x.1>|<title>|</title>|"
    '<meta name=citation_title content="T">|<html lang=en>|<body>|<aside role=doc-footnote id=fn1>|<td></td>|<select><option>|</p></div>'
).split("|")
_JATS = (
    "<sec>|</sec>|<title>|</title>|<p>|</p>|<xref ref-type='bibr' rid='B1'>|<xref rid='B2 B3'>|</xref>|<sup>|</sup>|<table-wrap>|"
    "</table-wrap>|<label>|</label>|<caption>|</caption>|<table>|</table>|<thead>|</thead>|<tr>|</tr>|<td colspan='2' rowspan='3'>|</td>|"
    "<th>|</th>|<fn>|</fn>|<table-wrap-foot>|</table-wrap-foot>|<list list-type='order'>|</list>|<list-item>|</list-item>|<ref-list>|"
    "</ref-list>|<ref id='B1'>|<ref id='B2'>|</ref>|<mixed-citation>|</mixed-citation>|<article-title>|</article-title>|<italic>|</italic>|"
    "<break/>|<def-list><def-item><term>|</term><def>|</def></def-item></def-list>|<fig>|</fig>|<boxed-text>|</boxed-text>|&alpha;|&#x3b1;|"
    "&nbsp;|<![CDATA[|]]>|<!--|-->|<?x ?>|<ack>|</ack>|<disp-formula>|</disp-formula>|&thing;"
).split("|")
_WORD = (
    "<w:p>|</w:p>|<w:r>|</w:r>|<w:pPr>|</w:pPr>|<w:pStyle w:val='Heading1'/>|<w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr>|"
    "<w:tbl>|</w:tbl>|<w:tr>|</w:tr>|<w:tc>|</w:tc>|<w:tcPr><w:gridSpan w:val='2'/></w:tcPr>|<w:tcPr><w:vMerge/></w:tcPr>|"
    "<w:fldChar w:fldCharType='begin'/>|<w:fldChar w:fldCharType='separate'/>|<w:fldChar w:fldCharType='end'/>|"
    "<w:instrText>ADDIN ZOTERO_ITEM CSL_CITATION {}</w:instrText>|<w:instrText>REF _Ref1 \\h</w:instrText>|<w:tab/>|<w:br/>|"
    "<w:rPr><w:vertAlign w:val='superscript'/></w:rPr>|<w:del>|</w:del>|<w:ins>|</w:ins>|<w:bookmarkStart w:id='1' w:name='_Ref1'/>|"
    "<w:hyperlink w:anchor='_Ref1'>|</w:hyperlink>|<w:sdt>|</w:sdt>|<w:sdtContent>|</w:sdtContent>|<w:sym w:char='F061' w:font='Symbol'/>"
).split("|")
_TEXT = (
    "# |## |- |  • |1. |2. |a. |\n\n|\r\n|\t|| | A | B |\n|---|---|\n|**|*|[3]|^[18]|[\\[5\\]](#)|> |```\n|Q: |A: |Step 1: |---\n|title: x\n|"
    "   |Dose: |Front\n|Back\n|http://x.y|<b>|&alpha;"
).split("|")
_PDF = (
    "BT |/F1 11 Tf |50 700 Td |0 -14 Td |300 0 Td |ET |(Ramipril lowers) Tj |(blood pressure [1].) Tj |(References) Tj |[(A) -300 (B)] TJ |"
    "1 0 0 1 60 500 Tm |/F1 7 Tf |4 Ts |0 Ts |(1. Doe J. Ramipril. 2001.) Tj |q |Q |(\\265 \\(x\\)) Tj |9 Tr |T* |14 TL |0.1 0 0 0.1 0 0 cm |"
    "0 1 -1 0 300 300 Tm |(12%) Tj |80 0 Td |(7) Tj |(inflam-) Tj |(mation) Tj "
).split("|")
TOKENS = {"html": _HTML, "jats": _JATS, "docx": _WORD, "text": _TEXT, "pdf": _PDF}
_SEEDS = {
    "html": (
        "<html lang=en><title>T</title><main><h1>Ramipril</h1><p>It lowers blood pressure<sup><a href='#r1'>1</a></sup>.<table><tr><th>Arm"
        "<th>Deaths<tr><td>A<td>12%</table><h2>References</h2><ol><li id=r1>Doe J. A. 2001.</ol></main><footer>F</footer>"
    ),
    "jats": (
        "<article dtd-version='1.2'><front><article-meta><title-group><article-title>T</article-title></title-group></article-meta></front>"
        "<body><sec><title>Results</title><p>Ramipril lowers pressure [<xref rid='B1'>1</xref>].</p></sec></body><back><ref-list><ref id='B1'>"
        "<label>1</label><mixed-citation>Doe J. A. 2001.</mixed-citation></ref></ref-list></back></article>"
    ),
    "docx": "<w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr><w:r><w:t>Ramipril lowers pressure [1].</w:t></w:r></w:p>",
    "text": "# Ramipril\n\nIt lowers blood pressure [1].\n\n- Cough\n\n| A | B |\n|---|---|\n| x | 1% |\n\n## References\n\n1. Doe J. A. 2001.\n",
    "pdf": "BT /F1 11 Tf 50 700 Td (Ramipril lowers pressure [1].) Tj 0 -14 Td (It is old.) Tj ET",
}


def content_of(data: bytes, name: str) -> bytes:
    """Return the file that the fuzzer's bytes mean: the first says whether they are the file, its main part, or tokens."""
    way, data = (data[0] % 4 if data else 0), data[1:]
    if way >= 2:
        words = map(escape, _WORDS)
        run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>" if name == "docx" else "{}"
        tokens = [*TOKENS[name], *map(run.format, words)]
        chosen = [tokens[byte % len(tokens)] for byte in data]
        data = "".join(_balanced(chosen) if name in ("jats", "docx") else chosen).encode("utf-8")
    if way == 0:
        return data
    if name == "html":
        return b"<!doctype html><html lang=en>" + data
    if name == "jats":
        return b"<article dtd-version='1.2'><body>" + data + b"</body></article>" if way != 1 else data
    if name == "docx":
        return _docx(
            data if way == 1 else b"<w:document xmlns:w='%b'><w:body>%b</w:body></w:document>" % (W.encode(), data)
        )
    return _pdf(data) if name == "pdf" else data


def _balanced(tokens: Iterable[str]) -> Iterator[str]:
    """Yield the tokens of XML with every end tag replaced by that of the innermost open element, so that they nest."""
    opened: list[str] = []
    for token in tokens:
        kept = []
        for tag in re.findall(r"<!--|-->|<!\[CDATA\[|\]\]>|<[^>]*>|[^<]+", token):
            if tag.startswith("</"):
                kept.append(f"</{opened.pop()}>" if opened else "")
            elif tag in ("<!--", "-->", "<![CDATA[", "]]>"):
                kept.append({"<!--": "<!-- x -->", "<![CDATA[": "<![CDATA[a<b & c]]>"}.get(tag, ""))
            else:
                kept.append(tag)
                if tag.startswith("<") and not tag.startswith("<?") and not tag.endswith("/>"):
                    opened.append(re.split(r"[\s>]", tag[1:])[0])
        yield "".join(kept)
    yield from (f"</{name}>" for name in reversed(opened))


def _docx(main: bytes) -> bytes:
    stream = io.BytesIO()
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{office}" Target="word/document.xml"/></Relationships>'
    )
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", related)
        archive.writestr("word/document.xml", main)
    return stream.getvalue()


def _pdf(drawing: bytes) -> bytes:
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(drawing), drawing),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    content, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(content))
        content += b"%d 0 obj%b endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return content + b"xref\n0 6\n0000000000 65535 f \n%btrailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table, len(content),
    )  # fmt: skip


def examine(content: bytes, name: str, *, deep: bool) -> str:
    """Read ``content`` and prove all that its reader says of it; return "refused", "read" or "claimed".

    Raises:
        AssertionError: where a place does not hold what is said of it, or a ledger does not cover the file.
        Exception: whatever a reader should not have raised.
    """
    from thymograph.errors import DocumentError
    from thymograph.reading.formats import format_of, formats

    told = format_of(content).name
    reader = next(one for one in formats() if one.name == name)
    try:
        surface = reader.read(content, path="x")
    except DocumentError as error:
        if not str(error).startswith("x: "):
            raise ValueError(f"the error does not name the file: {error}") from error
        return "refused"
    text = surface.text
    for line in surface.lines or ():
        # The lines of a page of a PDF that make one paragraph are one line, with a space for each line end.
        assert text[line.start : line.end].split() == line.text.split(), "a line is not what stands there"
    stated_places = [(one.start, one.end) for one in surface.links] + [(one.start, one.end) for one in surface.entries]
    for stated in stated_places:
        assert 0 <= stated[0] < stated[1] <= len(text), "a stated place is outside the text"
    if surface.file is not None:
        _prove_runs(text, surface.file.text, surface.file.runs)
    if not (told == name and text.strip() and deep):
        return "read"
    return "claimed" if _prove_claims(content) else "read"


def _prove_runs(text: str, file: str, runs: tuple[tuple[int, int, int, int], ...]) -> None:
    for before, after in pairwise(runs):
        assert before[1] <= after[0], "runs of the citable text overlap"
        assert before[3] <= after[2], "runs of the file overlap"
    covered = 0
    for start, end, file_start, file_end in runs:
        assert 0 <= start < end <= len(text), "a run is outside the text"
        assert 0 <= file_start < file_end <= len(file), "a run is outside the file"
        if end - start == file_end - file_start:
            for shown, stands in zip(text[start:end], file[file_start:file_end], strict=True):
                # White space is shown as a space, a raised digit as its own sign.
                same = shown == stands or unicodedata.normalize("NFKC", shown) == stands or stands in "-−–"
                assert same or (shown == " " and stands.isspace()), f"{shown!r} is shown for {stands!r}"
        assert not text[covered:start].strip(), "words stand in no run"
        covered = end
    assert not text[covered:].strip(), "words stand in no run"


def _prove_claims(content: bytes) -> bool:
    from thymograph.claims.extraction import extract
    from thymograph.errors import DocumentError
    from thymograph.lexicon.concepts import load_lexicon
    from thymograph.reading import read_document

    try:
        document = read_document(content, path="x")
    except DocumentError:
        return False
    text = document.anchored_text
    extraction = extract(document, load_lexicon())
    ledger = extraction.ledger
    assert (ledger[0].start, ledger[-1].end) == (0, len(text)), "the ledger does not cover the file"
    assert all(a.end == b.start for a, b in pairwise(ledger)), "the ledger has a gap"
    encoded = text.encode("utf-8", "surrogatepass")
    for claim in extraction.claims:
        for anchor in claim.anchors:
            assert anchor.start < anchor.end, "an anchor is empty"
            sliced = text[anchor.start : anchor.end].encode("utf-8", "surrogatepass")
            assert encoded[anchor.byte_start : anchor.byte_end] == sliced, "bytes and code points differ"
            again = document.anchor(anchor.role, *_citable(document, anchor.start, anchor.end))
            assert replace(again, line=anchor.line, page=anchor.page) == anchor, "an anchor does not come back"
    return True


def _citable(document: Document, start: int, end: int) -> tuple[int, int]:
    return (start, end) if document.file is None else document.file.citable_span(start, end)


class _Run:
    """Counts what the fuzzer's inputs came to, and keeps the first input of each kind of fault."""

    def __init__(self, name: str, seconds: float, keep: Path) -> None:
        self.name = name
        self.seconds = seconds
        self.keep = keep
        self.counts: Counter[str] = Counter()
        self.faults: dict[str, int] = {}
        self.slowest = 0.0
        self.begun = time.monotonic()

    def one(self, data: bytes) -> None:
        """Take one input of the fuzzer; ends the process when the time is over."""
        self.counts["inputs"] += 1
        content = content_of(data, self.name)
        begun = time.process_time()  # of this process alone: the machine may be busy
        try:
            self.counts[examine(content, self.name, deep=self.counts["inputs"] % DEEP_EVERY == 0)] += 1
        except Exception as error:
            self.fault(error, content)
        taken = time.process_time() - begun
        self.slowest = max(self.slowest, taken)
        if taken > SLOW:
            self.fault(TimeoutError(f"more than {SLOW:.0f} seconds"), content)
        if time.monotonic() - self.begun > self.seconds:
            print(self.summary(), flush=True)
            os._exit(1 if self.faults else 0)

    def fault(self, error: Exception, content: bytes) -> None:
        frames = traceback.extract_tb(error.__traceback__)[-2:]
        kind = f"{type(error).__name__} {[f'{Path(f.filename).name}:{f.lineno}' for f in frames]}"
        self.faults[kind] = self.faults.get(kind, 0) + 1
        if self.faults[kind] > 1:
            return
        self.keep.mkdir(parents=True, exist_ok=True)
        place = self.keep / f"{self.name}-{len(self.faults)}.bin"
        place.write_bytes(content)
        print(f"fault: {kind}: {error}; input kept in {place}", flush=True)
        traceback.print_exception(error)

    def summary(self) -> str:
        """Return the counts as one line of JSON."""
        figures = {
            "format": self.name,
            "seconds": round(time.monotonic() - self.begun),
            **{name: self.counts[name] for name in ("inputs", "refused", "read", "claimed")},
            "slowest_seconds": round(self.slowest, 2),
            "faults": self.faults,
        }
        return json.dumps(figures)


def _warm(atheris: ModuleType, name: str) -> None:
    """Import what is watched for coverage, and load the lexicon outside the count."""
    with atheris.instrument_imports(include=["thymograph.reading", "thymograph.citing"]):
        import thymograph.reading.composing
        import thymograph.reading.docx.reader
        import thymograph.reading.html.reader
        import thymograph.reading.jats.reader
        import thymograph.reading.plain

        if name == "pdf":
            import thymograph.reading.pdf.reader  # noqa: F401
    from thymograph.lexicon.concepts import load_lexicon

    load_lexicon()
    with contextlib.suppress(AssertionError):
        examine(content_of(b"\1" + _SEEDS[name].encode("utf-8"), name), name, deep=True)


def main(arguments: list[str] | None = None) -> int:
    """Fuzz one reader for a time, or look at files; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("format", choices=NAMES)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "thymograph-faults")
    options = parser.parse_args(arguments)
    name: str = options.format
    for file in options.files:
        print(file, examine(file.read_bytes(), name, deep=True))
    if options.files:
        return 0

    import atheris  # type: ignore[import-untyped]

    _warm(atheris, name)
    run = _Run(name, options.seconds, options.keep)
    one: Callable[[bytes], None] = run.one
    with tempfile.TemporaryDirectory() as corpus:
        for number, way in enumerate((0, 1)):
            seed = bytes([way]) + _SEEDS[name].encode("utf-8")
            if way == 0 and name in ("docx", "pdf"):
                seed = b"\0" + content_of(b"\1" + seed[1:], name)
            (Path(corpus) / f"seed-{number}").write_bytes(seed)
        (Path(corpus) / "tokens").write_bytes(b"\2" + bytes(range(0, 256, 3)))
        atheris.Setup([sys.argv[0], corpus, f"-max_len={LONGEST}", "-print_final_stats=0", "-verbosity=0"], one)
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
