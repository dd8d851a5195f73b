"""How fast each format is read, beside the bare library reading the same files, in one run.

    PYTHONPATH=tests python benchmarks/formats.py            30 articles of mixed_documents.py in each format
    PYTHONPATH=tests python benchmarks/formats.py --write    also writes the table into docs/formats.md

The bare library gives the letters alone: no headings, tables, references, columns, running heads or places in the file.
Seconds are those of the processor, each the least of three rounds that take turns, so that other work on the machine counts little.
"""

from __future__ import annotations

import argparse
import html.parser
import importlib
import importlib.util
import io
import platform
import time
import xml.parsers.expat
from collections.abc import Callable, Sequence
from pathlib import Path

from mixed_documents import article
from thousand import write_between

from article_formats import FORMATS
from thymograph.claims.extraction import extract
from thymograph.lexicon.concepts import load_lexicon
from thymograph.reading import read_document

__all__ = ["main"]

PAGE = Path(__file__).parents[1] / "docs" / "formats.md"
_ROUNDS = 3
Library = Callable[[bytes], str]


def _pypdfium2(content: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    words = []
    for page in document:
        letters = page.get_textpage()
        words.append(letters.get_text_range())
        letters.close()
        page.close()
    document.close()
    return "\n".join(words)


def _python_docx(content: bytes) -> str:
    import docx

    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def _lxml(content: bytes) -> str:
    # No types are published for it.
    etree = importlib.import_module("lxml.etree")
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return " ".join(etree.fromstring(content, parser).itertext())


def _expat(content: bytes) -> str:
    words: list[str] = []
    parser = xml.parsers.expat.ParserCreate()
    parser.buffer_text = True
    parser.CharacterDataHandler = words.append
    parser.Parse(content, True)
    return " ".join(words)


class _Words(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _html_parser(content: bytes) -> str:
    parser = _Words()
    parser.feed(content.decode("utf-8"))
    return " ".join(parser.words)


def _justhtml(content: bytes) -> str:
    return str(importlib.import_module("justhtml").JustHTML(content).to_text())


def _decoded(content: bytes) -> str:
    return content.decode("utf-8")


LIBRARIES: dict[str, tuple[tuple[str, Library], ...]] = {
    "md": (("bytes.decode", _decoded),),
    "txt": (("bytes.decode", _decoded),),
    "html": (("html.parser", _html_parser), ("justhtml", _justhtml)),
    "xml": (("expat", _expat), ("lxml", _lxml)),
    "docx": (("python-docx", _python_docx),),
    "pdf": (("pypdfium2", _pypdfium2),),
}
"""By the ending of files: what reads their letters and no more."""
_NAMES = {"md": "Markdown", "txt": "text", "html": "HTML", "xml": "JATS", "docx": "Word", "pdf": "PDF"}


def _seconds(work: Callable[[bytes], object], files: Sequence[bytes]) -> float:
    began = time.process_time()
    for content in files:
        work(content)
    return time.process_time() - began


def measure(count: int) -> list[str]:
    """Return the table: a row for each format and library."""
    articles = [article(number) for number in range(count)]
    lexicon = load_lexicon()
    lines = [
        "| format | words | library | library, words/s | read, words/s | of the library's speed | read and claims taken, words/s | pages/s read (library) |",
        "|---|---:|---|---:|---:|---:|---:|---:|",
    ]
    # So that the first format does not pay for what all share: rules compiled, words that were looked up once.
    for one in articles:
        extract(read_document(FORMATS["md"](one), path="start.md"), lexicon)
    for ending, known in LIBRARIES.items():
        # justhtml is no dependency of anything here.
        libraries = [pair for pair in known if pair[0] != "justhtml" or importlib.util.find_spec("justhtml")]
        files = [FORMATS[ending](one) for one in articles]
        path = f"a.{ending}"
        documents = [read_document(content, path=path) for content in files]
        words = sum(len(document.text.split()) for document in documents)
        pages = sum(len(document.pages) for document in documents)
        for _, library in libraries:
            library(files[0])
        reading = _seconds(lambda content: read_document(content, path=path), files)  # noqa: B023
        bare = {name: _seconds(library, files) for name, library in libraries}
        for _ in range(_ROUNDS - 1):
            reading = min(reading, _seconds(lambda content: read_document(content, path=path), files))  # noqa: B023
            bare = {name: min(bare[name], _seconds(library, files)) for name, library in libraries}
        began = time.process_time()
        for document in documents:
            extract(document, lexicon)
        claims = time.process_time() - began
        for name, seconds in bare.items():
            paged = f"{pages / reading:,.0f} ({pages / seconds:,.0f})" if pages else ""
            lines.append(
                f"| {_NAMES[ending]} | {words:,} | {name} | {words / seconds:,.0f} | {words / reading:,.0f} | {_ratio(seconds / reading)} | "
                f"{words / (reading + claims):,.0f} | {paged} |"
            )
    return lines


def _ratio(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio >= 0.01 else f"1/{1 / ratio:,.0f}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print; with ``--write``, also into the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=30)
    parser.add_argument("--write", action="store_true", help="write the table into docs/formats.md")
    options = parser.parse_args(arguments)
    lines = [*measure(options.articles), "", f"(Python {platform.python_version()}, {platform.machine()}, one core)"]
    print("\n".join(lines))
    if options.write:
        write_between(PAGE, "speed", lines)


if __name__ == "__main__":
    main()
