"""The user's library: read from any format, matched to reference lists, and works written for reference managers."""

from __future__ import annotations

import json
import re
import shlex
import time
from pathlib import Path

import bibtexparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from thymograph.build import build
from thymograph.citing.library import Library, LibraryItem, Person, identified, read_library
from thymograph.citing.library.bibtex import bibtex_items
from thymograph.citing.library.items import ITEM_TYPES
from thymograph.citing.library.latex import as_latex, plain_text
from thymograph.citing.library.tagged import ris_items
from thymograph.cli.root import root
from thymograph.errors import LibraryError
from thymograph.exporters.bibtex import bibtex_entry
from thymograph.exporters.csl import author_names
from thymograph.exporters.ris import ris_record
from thymograph.graph.store import open_graph
from thymograph.model import DocumentRecord, ReferenceEntry

DOCUMENT = """# Tirzamide in heart failure

Tirzamide lowered mortality by 12% in 400 patients [1]. It reduced oedema [2]. Tirzamide may cause cough [3]. It \
increased potassium in animals [4].

## References

1. Müller J, Jones AB. Tirzamide lowers mortality in chronic heart failure: a randomised trial. J Careful Heart. 2019;12:1-9.
2. Okafor C. Oedema under tirzamide, a case series of forty patients. Ann Invented Med. 2018. PMID: 31234567
3. Reports of cough with tirzamide and its relatives. 2020.
4. Potassium and tirzamide in rats part 2. 2015.
"""
RIS = """TY  - JOUR
TI  - Tirzamide lowers mortality in chronic heart failure: a randomized trial
AU  - Müller, J
PY  - 2019
DO  - 10.5555/heart.1
DB  - PubMed
AN  - 30000001
ER  -\x20

TY  - JOUR
TI  - Oedema under tirzamide, a case series of forty patients
DO  - 10.5555/oedema.2
N1  - PMID: 31234567
ER  -\x20

TY  - JOUR
TI  - Reports of cough with tirzamide and its relatives
PY  - 2020
DO  - 10.5555/cough.1
ER  -\x20

TY  - JOUR
TI  - Reports of cough with tirzamide and its relatives
PY  - 2020
DO  - 10.5555/cough.2
ER  -\x20

TY  - JOUR
TI  - Potassium and tirzamide in rats part 1
PY  - 2015
DO  - 10.5555/potassium.1
ER  -\x20
"""


def written(tmp_path: Path, content: str | bytes, name: str = "refs.ris") -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


# ---------------------------------------------------------------- reading


def test_ris_is_read_with_or_without_mark_windows_line_ends_and_the_last_er(tmp_path: Path) -> None:
    record = "TY  - JOUR\nTI  - On the heart\n and its rhythm\nAU  - Łukasz, Ä.\nPY  - 2019/03/04/\nER  - \n"
    plain = read_library(written(tmp_path, record + record)).items
    assert [item.title for item in plain] == ["On the heart and its rhythm"] * 2
    assert plain[0].authors == (Person(family="Łukasz", given="Ä."),)
    assert plain[0].year == "2019"
    unended = record + record.removesuffix("ER  - \n")
    variants: tuple[bytes, ...] = (
        b"\xef\xbb\xbf" + unended.encode(), unended.replace("\n", "\r\n").encode(), unended.replace("\n", "\r").encode(),
        unended.encode("utf-16"), record.encode() + record.removesuffix("ER  - \n").replace("Ł", "L").encode("cp1252"),
    )  # fmt: skip
    for variant in variants:
        items = read_library(written(tmp_path, variant)).items
        assert [item.title for item in items] == [item.title for item in plain]
        assert items[1].authors[0].given == "Ä."


def test_a_long_abstract_neither_ends_a_reference_nor_begins_another(tmp_path: Path) -> None:
    library = read_library(
        written(
            tmp_path,
            "TY  - JOUR\nAB  - Tumours were\nER  - positive in most.\nTY  - the second\nIL -2 rose.\n\nAnd\nmore.\n"
            "TI  - Receptors\nDO  - 10.5555/r\nER  - \n",
        )
    )
    assert [(item.title, item.doi) for item in library.items] == [("Receptors", "10.5555/r")]


def test_an_accession_number_is_a_pmid_only_where_the_database_is_pubmed(tmp_path: Path) -> None:
    record = "TY  - JOUR\nTI  - A title\nAN  - 20123456\nDB  - {}\nER  - \n"
    library = read_library(written(tmp_path, record.format("PubMed") + record.format("Embase")))
    assert [item.pmid for item in library.items] == ["20123456", None]


def test_nbib_keeps_the_doi_and_lines_that_go_on(tmp_path: Path) -> None:
    library = read_library(
        written(
            tmp_path,
            "\nPMID- 31234567\nOWN - NLM\nDP  - 2019 Mar\nTI  - A title that is long\n      and goes on.\n"
            "FAU - Müller, Józef\nAU  - Müller J\nLID - S1234 [pii]\nLID - 10.5555/xyz [doi]\nPMC - PMC7654321\n"
            "JT  - Journal of care\n\nPMID- 2\nTI  - Another\n",
            "pubmed.txt",
        )
    )
    assert library.format == "nbib"
    first = library.items[0]
    assert (first.title, first.doi, first.pmid, first.pmcid) == (
        "A title that is long and goes on", "10.5555/xyz", "31234567", "PMC7654321",
    )  # fmt: skip
    assert first.authors == (Person(family="Müller", given="Józef"),)
    assert library.items[1].pmid == "2"


def test_csl_json_is_read_as_a_list_and_as_an_object_with_items(tmp_path: Path) -> None:
    item = {
        "id": "a", "type": "article-journal", "title": "The <i>in vivo</i> role", "issued": {"date-parts": [["2019", 3]]},
        "author": [{"family": "Berg", "non-dropping-particle": "van der", "given": "A"}, {"literal": "A Society"}],
        "DOI": "https://doi.org/10.5555/ABC", "note": "PMID: 31234567",
    }  # fmt: skip
    for content in ([item, 3, {}], {"items": [item, 3, {}]}):
        library = read_library(written(tmp_path, json.dumps(content), "x.ris"))
        assert library.format == "CSL-JSON"
        made = library.items[0]
        assert (made.title, made.doi, made.pmid, made.year) == ("The in vivo role", "10.5555/abc", "31234567", "2019")
        assert list(map(str, made.authors)) == ["van der Berg, A", "A Society"]
        assert len(library.problems) == 2


def test_bibtex_is_read_with_accents_braces_names_and_strings(tmp_path: Path) -> None:
    library = read_library(
        written(
            tmp_path,
            r"""@string{jch = "Journal of Careful Hearts"}
Words between entries are comments.
@article{mueller2019,
  author = {M{\"u}ller, J{\'o}zef and {Society of Hearts and Minds} and Ana de la Cruz and King, Jr., Martin and others},
  title = "{DNA} and {$\beta$}-catenin \emph{in vivo}: {\O}re \& {\v C}apek {\ss}",
  journal = jch # ", Series B", year = 2019, month = jan, doi = {10.5555/a\_b}, note = {PMID: 31234567},
  abstract = {With {braces} and
  @article{ lines } that look like entries.}}
@book(x, title = {On (some) things}, editor = {Smith, A.})
""",
            "x.bib",
        )
    )
    article, book = library.items
    assert article.title == "DNA and β-catenin in vivo: Øre & Čapek ß"
    assert list(map(str, article.authors)) == [
        "Müller, Józef", "Society of Hearts and Minds", "de la Cruz, Ana", "King Jr., Martin",
    ]  # fmt: skip
    assert (article.container, article.doi, article.pmid) == (
        "Journal of Careful Hearts, Series B", "10.5555/a_b", "31234567",
    )  # fmt: skip
    assert (book.title, book.type) == ("On (some) things", "book")
    assert library.problems == ()


def test_a_broken_entry_of_bibtex_costs_no_other_and_is_told_by_its_line() -> None:
    problems: list[str] = []
    text = """@article{a, title = {First of all}}
@article{b, title = {never closed
  year = 2000
@article{c, title = {Third of all}}
@article{d title = {no comma}}
@article{e, title = }
@article{f, title = {Sixth of all}}"""
    items = list(bibtex_items(text.split("\n"), problems))
    assert [(item.number, item.key) for item in items] == [(1, "a"), (3, "c"), (6, "f")]
    assert [problem.split(":")[0] for problem in problems] == ["line 2", "line 5", "line 6"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "is empty"),
        ("Just some words.\n", "neither RIS nor BibTeX"),
        ('[{"title": ', "not JSON"),
        ("[" * 200_000, "nested too deep"),
        ("TY  - JOUR\nER  - \n", "neither title nor identifier"),
    ],
)
def test_a_file_that_is_no_library_is_told_with_a_remedy(tmp_path: Path, content: str, told: str) -> None:
    with pytest.raises(LibraryError, match=told) as caught:
        read_library(written(tmp_path, content))
    assert "export" in str(caught.value)


def test_thousands_of_references_are_read_in_little_memory(tmp_path: Path) -> None:
    import tracemalloc

    abstract = "AB  - " + "Words that nobody will ask for. " * 150
    record = "TY  - JOUR\nTI  - Study number {}\nDO  - 10.5555/s.{}\n{}\nER  - \n"
    path = written(tmp_path, "".join(record.format(i, i, abstract) for i in range(4000)))
    tracemalloc.start()
    library = read_library(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(library.items) == 4000
    assert path.stat().st_size > 19_000_000
    assert most < 10_000_000


def test_a_line_of_twenty_megabytes_is_read_in_pieces(tmp_path: Path) -> None:
    path = written(tmp_path, "TY  - JOUR\nTI  - A title\nAB  - " + "x" * 20_000_000 + "\nDO  - 10.5555/a\nER  - \n")
    assert [item.doi for item in read_library(path).items] == ["10.5555/a"]


def test_entries_of_bibtex_may_stand_in_one_line() -> None:
    line = "@string{j = {Journal}} @article{a, title={First of all}, journal=j}@article(b, title={Second of all})@misc{c,title={Third}}"
    items = list(bibtex_items([line], []))
    assert [(item.key, item.title, item.container) for item in items] == [
        ("a", "First of all", "Journal"), ("b", "Second of all", None), ("c", "Third", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "@article{a, author = {" + " " * 400_000 + "}}",
        "@article{a, author = {x" + " and" * 100_000 + "}}",
        "@article{a,\n@article{b" + " " * 400_000 + "x",
        "@a{}" * 30_000,
        "@article{a, title = {" + "{" * 200_000,
        "@article{a, title = {" + "\\'{" * 100_000 + "}}",
        "@article{a, title = " + "x # " * 100_000 + "}",
        "@article{a, title = {x}, year = {" + "\n" * 400_000,
        "TY  - JOUR\nTI  - " + "10.5555/" * 100_000,
        "TY  - JOUR\n" + "AU  - a\n" * 100_000,
        "TY  - JOUR\nTI  - a\n" + "b\n" * 400_000,
        "TY  - JOUR\nN1  - " + "PMID: " * 100_000,
    ],
    ids=range(12),
)
def test_lines_made_to_take_long_do_not(text: str) -> None:
    # Processor time, so that a busy machine does not fail it; what is quadratic takes minutes.
    began = time.process_time()
    for reader in (ris_items, bibtex_items):
        list(reader(text.split("\n"), []))
    assert time.process_time() - began < 10


def test_names_and_titles_made_to_take_long_do_not() -> None:
    began = time.process_time()
    author_names("a-" * 5_000 + "! B")
    bibtex_entry(LibraryItem(number=1, title="a" * 100_000))
    assert time.process_time() - began < 5


def test_names_as_indexes_print_them_are_taken_apart_and_others_are_not() -> None:
    assert author_names("van der Berg P, Al-Hasan MB., World Health Organization, Smith J et al.") == [
        {"family": "van der Berg", "given": "P"}, {"family": "Al-Hasan", "given": "MB"},
        {"literal": "World Health Organization"}, {"family": "Smith", "given": "J"},
    ]  # fmt: skip


@settings(max_examples=60)
@given(
    st.text(max_size=300), st.sampled_from(["TY  - JOUR\nTI  - {}", "@article{{a, title = {{{}}}}}", "@article{{{}"])
)
def test_whatever_stands_in_a_file_it_is_read_or_told(text: str, shape: str) -> None:
    lines = shape.format(text).split("\n")
    for reader in (ris_items, bibtex_items):
        problems: list[str] = []
        assert all(item.title or item.doi or item.pmid for item in reader(lines, problems))


# ---------------------------------------------------------------- writing

words = (
    st.text(
        st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters="\xa0"),
        min_size=1,
        max_size=40,
    )
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
names = st.from_regex(r"[A-ZÄÖŁÉ][a-zäöłéß]{1,8}(?:[ -][A-Z][a-z]{1,6})?", fullmatch=True)
items_made = st.builds(
    LibraryItem,
    number=st.just(1),
    key=st.from_regex(r"[a-z]{1,8}[0-9]{0,4}", fullmatch=True),
    type=st.sampled_from(sorted(set(ITEM_TYPES))),
    title=st.builds("Study of {}".format, words),
    authors=st.lists(st.builds(Person, family=names, given=st.none() | names), max_size=4).map(tuple),
    year=st.none() | st.sampled_from(["1999", "2024"]),
    container=st.none() | names,
    volume=st.none() | st.just("12"),
    issue=st.none() | st.just("3"),
    pages=st.none() | st.just("11-19") | st.just("e123"),
    doi=st.none() | st.just("10.5555/a_b(1)%2"),
    pmid=st.none() | st.just("31234567"),
    pmcid=st.none() | st.just("PMC7654321"),
    url=st.none() | st.just("https://example.org/a?b=c&d=~e_f#g"),
)


@settings(max_examples=80)
@given(items_made)
def test_an_item_written_as_ris_is_read_back_the_same(item: LibraryItem) -> None:
    text = ris_record(item)
    (back,) = ris_items(text.split("\r\n"), [])
    assert back == LibraryItem(**{**{f: getattr(item, f) for f in item.__slots__}, "line": 1})
    (other,) = rispy.loads(text.replace("\r\n", "\n"))
    assert other["title"] == item.title
    assert other.get("doi") == item.doi
    assert other.get("authors", []) == list(map(str, item.authors))


@settings(max_examples=80)
@given(items_made)
def test_an_item_written_as_bibtex_is_read_back_the_same(item: LibraryItem) -> None:
    problems: list[str] = []
    (back,) = bibtex_items(bibtex_entry(item).split("\n"), problems)
    assert problems == []
    # BibTeX has one word for what CSL calls a document and a dataset.
    kind = "document" if item.type == "dataset" else item.type
    assert back == LibraryItem(**{**{f: getattr(item, f) for f in item.__slots__}, "line": 1, "type": kind})


def test_bibtex_is_read_by_another_program_too() -> None:
    item = LibraryItem(
        number=1, key="a1", type="article-journal", title="DNA & 5% of {α} in Łódź", doi="10.5555/a_b",
        authors=(Person(family="Müller", given="Józef"), Person(family="Society of Hearts and Minds")), year="2019",
    )  # fmt: skip
    parser = BibTexParser(ignore_nonstandard_types=False)
    (entry,) = bibtexparser.loads(bibtex_entry(item), parser).entries
    assert plain_text(entry["title"]) == item.title
    assert entry["author"] == "Müller, Józef and {Society of Hearts and Minds}"
    assert (entry["doi"], entry["year"], entry["ENTRYTYPE"]) == ("10.5555/a_b", "2019", "article")


@given(words)
def test_any_words_survive_latex(text: str) -> None:
    assert plain_text(as_latex(text)) == text


# ---------------------------------------------------------------- matching


def entry(title: str | None = None, **more: str) -> ReferenceEntry:
    return ReferenceEntry(id="e1", document="d" * 64, start=0, end=9, line=7, title=title, **more)  # type: ignore[arg-type]


def outcome(one: ReferenceEntry, *items: LibraryItem) -> tuple[str, ReferenceEntry]:
    record = DocumentRecord(path="a.md", sha256="d" * 64, size_bytes=1, characters=1, format="markdown", entries=(one,))
    library = Library(name="refs.ris", format="RIS", items=items)
    (document,), identification = identified([record], [library])
    return identification.matches[0].outcome, document.entries[0]


HEART = LibraryItem(number=12, title="Tirzamide and the failing heart", year="2019", doi="10.5555/h", pmid="30000001")


@pytest.mark.parametrize(
    ("one", "wanted"),
    [
        (entry("Tirzamide and the failing heart."), "identified"),
        (entry("Tirzamide & the Failing Heart", year="2019"), "not found"),
        (entry("Tirzamide and the failing hearts", year="2019"), "identified"),
        (entry("Tirzamide and the failing heart", year="2018"), "contradicted"),
        (entry("Tirzamide and the failing heart", host="news.example"), "contradicted"),
        (entry("Erratum: Tirzamide and the failing heart"), "not found"),
        (entry("Heart failure"), "untitled"),
        (entry(None, doi="10.5555/h"), "identified"),
        (entry("Quite another title", doi="10.5555/h", pmid="999"), "contradicted"),
        (entry("Tirzamide and the failing heart", doi="10.5555/h", pmid="30000001"), "known"),
    ],
)
def test_an_entry_is_identified_only_where_nothing_speaks_against_the_item(one: ReferenceEntry, wanted: str) -> None:
    found, made = outcome(one, HEART)
    assert found == wanted
    assert (made.identified_by is not None) is (wanted == "identified")
    if wanted == "identified":
        assert (made.doi, made.pmid) == ("10.5555/h", "30000001")
        assert made.identified_by is not None
        assert made.identified_by.startswith("refs.ris, item 12, by ")
    else:
        assert made == one


def test_titles_that_differ_in_a_number_alone_are_not_one_work() -> None:
    long = "Long-term outcomes of tirzamide in patients with chronic heart failure and renal disease, part {}"
    item = LibraryItem(number=1, title=long.format(1), doi="10.5555/1")
    assert outcome(entry(long.format(2)), item)[0] == "not found"


def test_an_erratum_in_the_library_is_not_the_work_however_long_the_title() -> None:
    long = (
        "Long-term outcomes of tirzamide in patients with chronic heart failure and advanced renal disease in practice"
    )
    item = LibraryItem(number=1, title=f"Erratum: {long}", doi="10.5555/1")
    assert outcome(entry(long), item)[0] == "not found"


def test_the_same_reference_twice_in_a_library_is_one_and_two_that_differ_are_none() -> None:
    half = LibraryItem(number=13, title=HEART.title, pmcid="PMC7654321")
    found, made = outcome(entry(HEART.title), HEART, half)
    assert (found, made.doi, made.pmcid) == ("identified", "10.5555/h", "PMC7654321")
    other = LibraryItem(number=14, title=HEART.title, doi="10.5555/other")
    assert outcome(entry(HEART.title), HEART, other)[0] == "ambiguous"
    # The year tells them apart where the document prints it.
    later = LibraryItem(number=15, title=HEART.title, year="2021", doi="10.5555/later")
    assert outcome(entry(HEART.title, year="2019"), HEART, later)[1].doi == "10.5555/h"


# ---------------------------------------------------------------- builds


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.md").write_text(DOCUMENT, "utf-8")
    return tmp_path


def test_a_build_with_a_library_identifies_what_it_can_and_says_what_it_cannot(folder: Path) -> None:
    notices: list[str] = []
    refs = written(folder, RIS)
    report = build([folder / "in"], folder / "out", libraries=[refs], notice=notices.append)
    works = {work.title: work for work in open_graph(folder / "out").works()}
    heart = works["Tirzamide lowers mortality in chronic heart failure: a randomised trial"]
    assert (heart.key, heart.pmid) == ("doi:10.5555/heart.1", "30000001")
    assert works["Reports of cough with tirzamide and its relatives"].doi is None
    assert works["Potassium and tirzamide in rats part 2"].doi is None
    assert any("2 of 4 entries got identifiers (1 by pmid, 1 by title)" in line for line in report.lines())
    assert any("2 items fit and differ: refs.ris, item 3 (line 16)" in line for line in notices)
    rows = [json.loads(line) for line in (folder / "out/current/library.jsonl").read_text("utf-8").splitlines()]
    assert [row["outcome"] for row in rows] == ["identified", "identified", "ambiguous", "not found"]
    # Claims follow their works.
    cited = {link.work for claim in open_graph(folder / "out").claims() for link in claim.citations}
    assert heart.id in cited


def test_a_library_reads_no_document_again_and_leaves_the_cache_as_it_was(folder: Path) -> None:
    def kept() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (folder / "out/.cache").rglob("*.jsonl")}

    refs = written(folder, RIS)
    build([folder / "in"], folder / "out")
    before = kept()
    plain = (folder / "out/current/graph.nq").read_bytes()
    first = build([folder / "in"], folder / "out", libraries=[refs])
    assert (first.reused, first.unchanged) == (1, False)
    again = build([folder / "in"], folder / "out", libraries=[refs])
    assert again.unchanged
    assert again.library == first.library
    refs.write_text(RIS.replace("10.5555/heart.1", "10.5555/heart.9"), "utf-8")
    changed = build([folder / "in"], folder / "out", libraries=[refs])
    assert (changed.reused, changed.unchanged) == (1, False)
    assert b"10.5555/heart.9" in (folder / "out/current/graph.nq").read_bytes()
    assert kept() == before
    # Without it, what it gave is gone.
    build([folder / "in"], folder / "out")
    assert (folder / "out/current/graph.nq").read_bytes() == plain


def test_a_trace_says_which_item_of_the_library_identified_a_work(folder: Path) -> None:
    refs = written(folder, RIS)
    runner = CliRunner()
    made = runner.invoke(root, ["build", str(folder / "in"), "-o", str(folder / "out"), "--library", str(refs)])
    assert made.exit_code == 0
    for graph in (folder / "out", folder / "out/current/graph.nq"):
        traced = runner.invoke(root, ["trace", "-g", str(graph), "mortality"])
        assert "identified by your library: refs.ris, item 1, by title: DOI, PMID" in traced.output


def test_works_go_out_as_ris_bibtex_and_csl_json_and_come_in_as_a_library(folder: Path) -> None:
    runner = CliRunner()
    build([folder / "in"], folder / "out", libraries=[written(folder, RIS)])
    read = {}
    for form in ("ris", "bibtex", "csl-json"):
        made = runner.invoke(root, ["works", "-g", str(folder / "out"), "--format", form])
        assert made.exit_code == 0
        read[form] = read_library(written(folder, made.stdout_bytes, f"out.{form}"))
    keys = [
        [(item.key, item.title, item.doi, item.pmid, item.year, item.authors) for item in one.items]
        for one in read.values()
    ]
    assert keys[0] == keys[1] == keys[2]
    assert len(keys[0]) == 4
    # What the graph knows identifies the same documents anew.
    report = build([folder / "in"], folder / "again", libraries=[folder / "out.ris"])
    assert any("2 of 4 entries got identifiers" in line for line in report.lines())


def test_a_library_that_cannot_be_read_stops_the_build_before_any_document(folder: Path) -> None:
    made = CliRunner().invoke(
        root, ["build", str(folder / "in"), "-o", str(folder / "out"), "--library", str(folder / "no.ris")]
    )
    assert isinstance(made.exception, LibraryError)
    assert not (folder / "out").exists()


def test_the_commands_of_the_page_on_libraries_do_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (Path(__file__).parent.parent / "docs" / "library.md").read_text("utf-8")
    commands = [
        line for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL) for line in block.splitlines() if line.strip()
    ]
    assert len(commands) >= 10
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.md").write_text(DOCUMENT, "utf-8")
    written(tmp_path, RIS)
    written(
        tmp_path,
        "@article{a, title = {Reports of cough with tirzamide and its relatives}, doi = {10.5555/c}}",
        "refs.bib",
    )
    written(tmp_path, "PMID- 31234567\nTI  - Oedema under tirzamide, a case series of forty patients.\n", "pubmed.nbib")
    heads = "Title,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,RetractionDate,RetractionDOI,Reason\n"
    written(tmp_path, heads + "x,10.5555/heart.1,0,Retraction,1/23/2021,10.5555/n,+Doubts;\n", "retraction_watch.csv")
    monkeypatch.chdir(tmp_path)
    for command in commands:
        words, _, target = command.partition(" > ")
        name, *arguments = shlex.split(words)
        assert name == "thymograph"
        made = CliRunner().invoke(root, arguments, standalone_mode=False)
        assert made.exception is None, (command, made.output)
        assert made.return_value == 0, (command, made.output)
        if target:
            (tmp_path / target).write_bytes(made.stdout_bytes)
    assert {read_library(tmp_path / name).format for name in ("cited.ris", "cited.bib", "cited.json")} == {
        "RIS", "BibTeX", "CSL-JSON",
    }  # fmt: skip
    assert (tmp_path / "corrections" / "review.sheet.jsonl").exists()
