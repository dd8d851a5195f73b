"""Word documents read: the citable text, its lines, and what its fields state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from thymograph.errors import DocumentError
from thymograph.reading.docx.citations import Work, word_works
from thymograph.reading.docx.elements import children_of, text_of
from thymograph.reading.docx.numbering import Numbering
from thymograph.reading.docx.package import Package, Relation, open_package
from thymograph.reading.docx.pieces import Pieces
from thymograph.reading.docx.recognition import OLD
from thymograph.reading.docx.story import Story
from thymograph.reading.docx.styles import Styles
from thymograph.reading.docx.works import stated_works
from thymograph.reading.docx.writing import NoteText
from thymograph.reading.lines import Line, lines_of
from thymograph.reading.surface import Surface

__all__ = ["read_docx"]


class _File:
    """A package and the parts of it that are read."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.path = package.path
        whole = package.relations("")
        self.main = next((one.target for one in whole.values() if one.kind == "officeDocument" and not one.outside), "")
        if self.main not in package:
            self.main = "word/document.xml"
        if self.main not in package:
            raise DocumentError(f"{self.path}: the archive has no {self.main}; open it in Word and save it again")
        self.core = next((one.target for one in whole.values() if one.kind == "core-properties"), "")
        self.custom = next((one.target for one in whole.values() if one.kind == "custom-properties"), "")
        self.relations = package.relations(self.main)

    def part(self, kind: str) -> str:
        return next((one.target for one in self.relations.values() if one.kind == kind and not one.outside), "")

    def children(self, part: str, parent: str | None = None) -> Iterator[Element]:
        """Yield the elements of a part; none if it is not there."""
        if part in self.package:
            yield from children_of(self.package.chunks(part), parent, name=f"{self.path}: {part}")

    def of_kind(self, kind: str) -> Iterator[Element]:
        yield from self.children(self.part(kind))

    def sources(self) -> dict[str, Work]:
        """Return the works of Word's own list, from the parts of data that hold one."""
        works: dict[str, Work] = {}
        for part in sorted(
            {one.target for one in self.relations.values() if one.kind == "customXml" and not one.outside}
        ):
            try:
                works |= word_works(self.children(part))
            except DocumentError:
                continue  # data of another program, which need not be anything
        return works

    def marked(self) -> dict[str, str]:
        """Return the codes that Zotero keeps for its bookmarks, in pieces among the properties of the document."""
        pieces: dict[str, dict[int, str]] = {}
        for element in self.children(self.custom):
            name, _, number = element.get("name", "").rpartition("_")
            if name.startswith("ZOTERO_BREF_") and number.isdecimal() and len(number) < 6:
                pieces.setdefault(name, {})[int(number)] = text_of(element)
        return {name: "ADDIN " + "".join(found[n] for n in sorted(found)) for name, found in pieces.items()}

    def properties(self) -> dict[str, str]:
        return {element.tag: text_of(element) for element in self.children(self.core)}


def read_docx(content: bytes, *, path: str) -> Surface:
    """Return the words of a Word document as Word prints them, one line a paragraph, and what its fields cite.

    Deleted text is left out and inserted text read, hidden text is left out; comments make no claims; a notice tells each. Notes
    that explain stand under the paragraph that bears their mark, notes that name works at the end, heads and feet of
    pages and comments after them. Macros, pictures and embedded files are never opened.

    Raises:
        DocumentError: if it is damaged, locked, or built to harm.
    """
    if content.startswith(OLD):
        raise DocumentError(f"{path}: the Word document is locked with a password; save it without one")
    file = _File(open_package(content, path=path))
    styles = Styles(file.of_kind("styles"))
    story = Story(styles, Numbering(file.of_kind("numbering")), file.sources(), file.marked())
    counts: Counter[str] = Counter()
    for kind in ("footnote", "endnote"):
        part = file.part(f"{kind}s")
        pieces = _pieces(file, styles, part, counts)
        for element in file.children(part):
            if element.tag == f"w-{kind}" and element.get("w-type", "normal") == "normal":
                story.note_texts[f"{kind} {element.get('w-id', '')}"] = NoteText(list(element), pieces)
    for element in file.of_kind("settings"):
        if element.tag in ("w-footnotePr", "w-endnotePr") and (form := element.find("w-numFmt")) is not None:
            story.note_forms[element.tag[2:-2]] = form.get("w-val", "decimal")
    body = _pieces(file, styles, file.main, counts)
    story.blocks(file.children(file.main, "w-body"), body)
    story.end_part()
    story.write_works_of_notes()
    story.in_works = False
    shown: set[str] = set()
    for part in sorted(one.target for one in file.relations.values() if one.kind in ("header", "footer")):
        _write_margin(story, file.children(part), _pieces(file, styles, part, counts), shown)
    # A comment stands on its own, whatever another says.
    comments, of_comments = 0, _pieces(file, styles, file.part("comments"), Counter())
    for element in file.of_kind("comments"):
        if element.tag == "w-comment":
            comments += 1
            _write_margin(story, [element], of_comments, set())
    properties = file.properties()
    text = story.writer.text
    links, entries = stated_works(text, story)
    surface = story.writer.surface(
        format="docx", links=links, entries=entries,
        title=None if story.titled else properties.get("dc-title") or None,
        date=properties.get("dcterms-modified", "")[:10] or None,
        language=_language(story), notices=list(_notices(path, counts, comments, file)),
    )  # fmt: skip
    if not text.strip():
        raise DocumentError(f"{path}: the Word document holds no words; nothing to read")
    return replace(surface, lines=tuple(map(_with_typed_sign, surface.lines or ())))


def _pieces(file: _File, styles: Styles, part: str, counts: Counter[str]) -> Pieces:
    relations: dict[str, Relation] = file.relations if part == file.main else file.package.relations(part)
    pieces = Pieces(styles, relations)
    pieces.counts = counts
    return pieces


def _write_margin(story: Story, elements: Iterable[Element], pieces: Pieces, shown: set[str]) -> None:
    """Write what stands beside the text: at the head or foot of pages, once each, or in a comment."""
    for element in elements:
        for paragraph in element.iter("w-p") if element.tag != "w-p" else [element]:
            found = list(pieces.of(paragraph))
            words = " ".join("".join(piece.words for piece in found if piece.kind == "words").split())
            if words and words not in shown:
                shown.add(words)
                story.writer.open(role="boilerplate")
                story.write(found)
                story.end_part()


def _with_typed_sign(line: Line) -> Line:
    """Return a line of no known role with the bullet or number that its author typed before it."""
    if line.role or line.heading_level or line.is_item or line.is_blank:
        return line
    looked = next(lines_of(line.text), None)
    if looked is None or looked.heading_level or not (looked.is_item or looked.is_rule):
        return line
    return replace(
        line, bullet=looked.bullet, number=looked.number, inner=line.start + looked.inner, is_rule=looked.is_rule
    )


def _language(story: Story) -> str | None:
    """Return the language in which most words are marked."""
    if not story.languages:
        return None
    best = max(sorted(story.languages), key=lambda name: story.languages[name])
    return best or None


def _of(count: int, one: str) -> str:
    return f"{count:,} {one}" if count == 1 else f"{count:,} {one}s"


def _notices(path: str, counts: Counter[str], comments: int, file: _File) -> Iterator[str]:
    if counts["inserted"] or counts["deleted"]:
        yield (
            f"{path}: tracked changes: {_of(counts['inserted'], 'insertion')} read as text, "
            f"{_of(counts['deleted'], 'deletion')} left out; accept or reject them in Word to be sure"
        )
    if comments:
        yield f"{path}: {_of(comments, 'comment')} kept at the end: no claims are taken from what reviewers say"
    if counts["hidden"]:
        yield f"{path}: {_of(counts['hidden'], 'run')} of hidden text left out, as in print"
    if counts["chunks"]:
        yield f"{path}: {_of(counts['chunks'], 'document')} within the document not read; save it again in Word to join them"
    if counts["broken fields"]:
        yield f"{path}: {_of(counts['broken fields'], 'field')} without an end: words in their codes are left out"
    if any(part.endswith("vbaProject.bin") for part in file.package.parts):
        yield f"{path}: holds macros, which are neither read nor run"
