"""What readers of formats put together: citable text, its lines, and where all of it stands in the file."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from thymograph.claims.extraction import extract
from thymograph.claims.placing import placed_ledger
from thymograph.lexicon.concepts import load_lexicon
from thymograph.model import Document, LedgerSpan, StatedEntry, StatedLink
from thymograph.reading.blocks import blocks_of
from thymograph.reading.surface import Surface, SurfaceWriter

WORDS = st.text("ab αé\n\t ", max_size=8)
# A line is (role or level, pieces of words); between the pieces stands markup in the file.
LINES = st.lists(
    st.tuples(
        st.sampled_from(["paragraph", "heading", "item", "boilerplate", "reference"]), st.lists(WORDS, max_size=4)
    ),
    max_size=6,
)


def written(lines: list[tuple[str, list[str]]]) -> tuple[SurfaceWriter, str]:
    """Return a writer to which ``lines`` were given, and the file that they were taken from, tags around each piece."""
    writer = SurfaceWriter()
    file = "<html>"
    for kind, pieces in lines:
        if kind == "heading":
            writer.open(level=2)
        elif kind == "item":
            writer.open(bullet="•")
        else:
            writer.open(role=kind)  # type: ignore[arg-type]
        for piece in pieces:
            file += "<i>"
            writer.write(piece, len(file))
            file += piece + "</i>"
    writer.close()
    return writer, file + "</html>"


@given(LINES)
def test_every_word_of_the_citable_text_stands_where_it_is_said_to_stand(lines: list[tuple[str, list[str]]]) -> None:
    writer, file = written(lines)
    text, placed = writer.text, writer.file_text(file)
    assert "".join(text.split()) == "".join("".join(p for _, ps in lines for p in ps).split())
    for position, character in enumerate(text):
        if not character.isspace():
            start, end = placed.span(position, position + 1)
            assert file[start:end] == character
            assert placed.citable(start) == position
            assert placed.citable_span(start, end) == (position, position + 1)


@given(LINES)
def test_lines_are_the_words_between_line_ends_without_white_space_around_them(
    lines: list[tuple[str, list[str]]],
) -> None:
    writer, _ = written(lines)
    for line in writer.lines:
        assert writer.text[line.start : line.end] == line.text == line.text.strip()
    filled = [line for line in writer.lines if line.text]
    assert [line.text for line in filled] == [w for _, ps in lines if (w := " ".join("".join(ps).split()))]


@given(LINES, st.data())
def test_the_ledger_of_the_words_becomes_one_of_the_file_that_covers_it_whole(
    lines: list[tuple[str, list[str]]], chance: st.DataObject
) -> None:
    writer, file = written(lines)
    text = writer.text
    cuts = sorted({0, len(text), *chance.draw(st.lists(st.integers(0, len(text)), max_size=5))})
    ledger = [
        LedgerSpan(kind=chance.draw(st.sampled_from(["claim", "heading", "blank"])), start=a, end=b)
        for a, b in pairwise(cuts)
    ]
    document = Document(path="x.html", sha256="0" * 64, size_bytes=0, text=text, file=writer.file_text(file))
    spans = placed_ledger(ledger, document)
    assert spans[0].start == 0
    assert spans[-1].end == len(file)
    assert all(a.end == b.start and a.kind != b.kind for a, b in pairwise(spans))
    for span in ledger:
        for position in range(span.start, span.end):
            if not text[position].isspace():
                at = document.placed(position, position + 1).start
                assert next(one.kind for one in spans if one.start <= at < one.end) == span.kind


def test_rows_of_a_table_keep_their_empty_cells_and_know_their_heads() -> None:
    writer = SurfaceWriter()
    for role, cells in (
        ("head_row", ("", "Arm A", "Arm B")),
        ("row", ("Response", "12%", "")),
        ("row", ("Deaths", "", "3")),
    ):
        writer.open(role=role, table=1)  # type: ignore[arg-type]
        for index, cell in enumerate(cells):
            if index:
                writer.tab()
            writer.write(cell)
    writer.close()
    blocks = blocks_of(writer.text, lines=writer.lines)
    found = {(b.row, b.column): writer.text[b.start : b.end] for b in blocks}
    assert found == {
        (-1, 1): "Arm A",
        (-1, 2): "Arm B",
        (0, 0): "Response",
        (0, 1): "12%",
        (1, 0): "Deaths",
        (1, 2): "3",
    }
    last = next(b for b in blocks if (b.row, b.column) == (1, 2))
    assert [writer.text[blocks[i].start : blocks[i].end] for i in last.frames] == ["Arm B", "Deaths"]


def test_a_link_that_the_format_states_cites_its_entry_whatever_numbers_are_printed() -> None:
    writer = SurfaceWriter()
    writer.open(level=1)
    writer.write("Colchicine in gout")
    writer.open(role="paragraph")
    writer.write("Colchicine reduced gout flares by 40% (see ")
    start = writer.settle()
    writer.write("the trial")
    link = StatedLink(start=start, end=writer.position, number="the trial", entry="B2")
    writer.write(").")
    writer.open(level=2)
    writer.write("References")
    entries = []
    for key, words in (
        ("B1", "Doe J. A review of gout. Pain. 2019."),
        ("B2", "Roe R. Colchicine for gout flares. Joints. 2020."),
    ):
        writer.open(role="reference")
        writer.write(words)
        entries.append(
            StatedEntry(key=key, start=writer.position - len(words), end=writer.position, doi=f"10.1234/{key.lower()}")
        )
    surface: Surface = writer.surface(format="docx", links=[link], entries=entries)
    document = Document(
        path="a.docx", sha256="1" * 64, size_bytes=1, text=surface.text, format="docx", links=surface.links,
        entries=surface.entries, blocks=blocks_of(surface.text, lines=surface.lines),
    )  # fmt: skip
    extraction = extract(document, load_lexicon())
    (claim,) = extraction.claims
    assert claim.citation_status == "stated"
    (citation,) = claim.citations
    entry = next(one for one in extraction.document.entries if one.id == citation.entry)
    assert (entry.doi, entry.title) == ("10.1234/b2", "Colchicine for gout flares")
    assert len(extraction.document.entries) == 2
    # The same document without stated links has a marker of no known style, and cites nothing.
    plain = extract(replace(document, links=(), entries=()), load_lexicon())
    assert plain.claims[0].citation_status == "none"
