"""Reference entries: lists of every shape, the parts of an entry, identifiers, and properties on any text."""

from __future__ import annotations

import itertools
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import documents
from thymograph.citing.descriptions import describe
from thymograph.citing.entries import read_entries
from thymograph.citing.identifiers import find_identifiers, host_of, normal_doi
from thymograph.model import Document, ReferenceEntry
from thymograph.reading import read_document


def document(text: str) -> Document:
    return read_document(text.encode("utf-8"), path="case.md")


def entries(tail: str, heading: str = "## References") -> tuple[ReferenceEntry, ...]:
    return read_entries(document(f"# A title\n\nRamipril lowers pressure.[1]\n\n{heading}\n\n{tail}"))


def titles(tail: str) -> list[tuple[str | None, str | None]]:
    return [(entry.number, entry.title) for entry in entries(tail)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1. ", "2. "),
        ("[1] ", "[2] "),
        ("1) ", "2) "),
        ("- 1. ", "- 2. "),
        ("(1) ", "(2) "),
        ("^1 ", "^2 "),
        ("1 ", "2 "),
        ("* [1] ", "* [2] "),
    ],
)
def test_number_is_read_in_every_dress(first: str, second: str) -> None:
    found = entries(f"{first}Ramipril in adults [x.org]\n{second}Statins in adults [y.org]\n")
    assert [(e.number, e.title, e.host) for e in found] == [
        ("1", "Ramipril in adults", "x.org"),
        ("2", "Statins in adults", "y.org"),
    ]


def test_entry_begins_at_its_number_and_may_be_wrapped() -> None:
    tail = "- 1. Company Reports That Ramipril Meets Endpoint in\n   Hypertension Trial [x.org]\n\n- 2. y.org [y.org]\n"
    read = document(f"# A title\n\nWords.[1]\n\n## References\n\n{tail}")
    one, two = read_entries(read)
    assert read.text[one.start :].startswith("1. Company")
    assert read.text[: one.end].endswith("[x.org]")
    assert one.title == "Company Reports That Ramipril Meets Endpoint in Hypertension Trial"
    assert (two.title, two.host) == (None, "y.org")


def test_how_to_cite_the_document_is_no_entry() -> None:
    tail = (
        "- 1. Ramipril in adults [x.org]\n- To cite this document: Vendor. [A title]. Vendor, [2025]. [Online PDF].\n"
    )
    assert titles(tail) == [("1", "Ramipril in adults")]


def test_records_of_three_lines_are_one_entry() -> None:
    tail = (
        "Guideline\n\nManagement of hypertension\n\nHeart society, 2019\n\nResearch\n\n"
        "Ramipril for the old: a meta-analysis.\n\nJournal of the heart : JH, 2015\n"
    )
    one, two = entries(tail)
    assert (one.label, one.title, one.container, one.year) == (
        "Guideline",
        "Management of hypertension",
        "Heart society",
        "2019",
    )
    assert (two.label, two.title, two.year) == ("Research", "Ramipril for the old: a meta-analysis", "2015")


def test_records_of_two_lines_without_a_type_are_one_entry() -> None:
    tail = "Ramipril for the old.\n\nHeart journal, 2015\n\nStatins for the young.\n\nLipid journal, 2016\n"
    assert [(e.title, e.container, e.year) for e in entries(tail)] == [
        ("Ramipril for the old", "Heart journal", "2015"),
        ("Statins for the young", "Lipid journal", "2016"),
    ]


def test_number_may_stand_alone_before_a_record() -> None:
    tail = "1\n\nGuideline\n\nManagement of hypertension\n\nHeart society, 2019\n\n2\n\nRamipril for the old.\n\nHeart journal, 2015\n"
    assert [(e.number, e.label, e.title, e.year) for e in entries(tail)] == [
        ("1", "Guideline", "Management of hypertension", "2019"),
        ("2", None, "Ramipril for the old", "2015"),
    ]


def test_number_may_stand_before_the_type_of_a_record() -> None:
    tail = "1. Guideline\n\nManagement of hypertension\n\nHeart society, 2019\n\n2. Research\n\nRamipril for the old.\n\nHeart journal, 2015\n"
    assert [(e.number, e.label, e.title, e.year) for e in entries(tail)] == [
        ("1", "Guideline", "Management of hypertension", "2019"),
        ("2", "Research", "Ramipril for the old", "2015"),
    ]


def test_lines_of_links_belong_to_the_entry_before() -> None:
    tail = "1. Roe J. Ramipril in adults. Heart J. 2011;1:1.\n\n[PubMed](https://pubmed.ncbi.nlm.nih.gov/21234567/) | [Google Scholar](https://x.org)\n\n2. Poe A. Statins in adults. Heart J. 2012;1:1.\n"
    one, two = entries(tail)
    assert (one.title, one.pmid) == ("Ramipril in adults", "21234567")
    assert two.title == "Statins in adults"


def test_several_lists_are_counted_apart() -> None:
    text = (
        "# Part one\n\nWords.[1]\n\n## References\n\n1. First work of one [a.org]\n2. Second work of one [b.org]\n\n"
        "# Part two\n\nWords.[1]\n\n## References\n\n1. First work of two [c.org]\n"
    )
    assert [(e.list, e.number, e.host) for e in read_entries(document(text))] == [
        (0, "1", "a.org"),
        (0, "2", "b.org"),
        (1, "1", "c.org"),
    ]


def test_definitions_are_entries_wherever_they_stand() -> None:
    text = (
        '# A title\n\nDeaths fell ([Source][3]).[^1]\n\n[3]: https://pubmed.ncbi.nlm.nih.gov/123456/ "Ramipril: a trial"\n\n'
        "More words.\n\n[^1]: Roe J. Statins. Heart J. 2012;1:1. doi:10.1000/xyz.\n[^2]: Only a note.\n"
    )
    found = read_entries(document(text))
    assert [(e.number, e.title, e.pmid, e.doi) for e in found] == [
        ("3", "Ramipril: a trial", "123456", None),
        ("1", "Statins", None, "10.1000/xyz"),
        ("2", "Only a note", None, None),
    ]
    assert len({e.list for e in found}) == 2


def test_markdown_links_are_entries() -> None:
    tail = "- [Ramipril in adults](https://www.mdpi.com/1422-0067/24/1/123)\n- [https://y.org/a](https://y.org/a)\n- <https://z.org>\n"
    assert [(e.title, e.host, e.doi) for e in entries(tail)] == [
        ("Ramipril in adults", "mdpi.com", "10.3390/ijms24010123"),
        (None, "y.org", None),
        (None, "z.org", None),
    ]


DESCRIBED = {
    "Vancouver": (
        "Roe C, Poe Y, Doe X, et al. Features of patients with novel fever in Springfield, 2019. Lancet. 2020;395(10223):497-506. doi:10.1016/S0140-6736(20)30183-5.",
        ("Features of patients with novel fever in Springfield, 2019", "Lancet", "2020"),
    ),
    "APA": (
        "Smith, J. A., & Jones, B. (2019). Metformin in prediabetes: A randomized trial. Diabetes Care, 42(3), 123–130. https://doi.org/10.2337/dc18-1234",
        ("Metformin in prediabetes: A randomized trial", "Diabetes Care", "2019"),
    ),
    "Harvard": ("Roe, R. 2010. Interactions of warfarin. Clinical Pharmacology 88: 120-125.", ("Interactions of warfarin", "Clinical Pharmacology", "2010")),
    "MDPI": ("Li, X.; Wang, Y. Curcumin in Colitis: A Review. Int. J. Mol. Sci. 2021, 22, 1234. [CrossRef] [PubMed]", ("Curcumin in Colitis: A Review", "Int. J. Mol. Sci", "2021")),
    "quoted": ("Roe JJ, et al. \"Effect of Aspirin on Survival\". N Engl J Med 2018; 379:1499.", ("Effect of Aspirin on Survival", "N Engl J Med", "2018")),
    "initials first": ("R. Roe, A. B. Poe. Interactions of warfarin. Clin. Ther. 88 (2010) 120–125.", ("Interactions of warfarin", "Clin. Ther", "2010")),
    "organisation": ("World Health Organization. Guidelines for the treatment of malaria. Geneva: WHO; 2015.", ("Guidelines for the treatment of malaria", "Geneva: WHO", "2015")),
    "suffix of an archive": ("Ramipril in adults - PMC [pmc.ncbi.nlm.nih.gov]", ("Ramipril in adults", None, None)),
    "archive without a dash": ("Ramipril in adults PubMed [pubmed.ncbi.nlm.nih.gov]", ("Ramipril in adults", None, None)),
    "publisher before a bar": ("Frontiers | Statins and sepsis [frontiersin.org]", ("Statins and sepsis", "Frontiers", None)),
    "journal after a bar": ("Dexamethasone in Hospitalized Patients | NEJM [nejm.org]", ("Dexamethasone in Hospitalized Patients", "NEJM", None)),
    "year in the title only": ("A Trial of Ramipril in Coronavirus Disease 2019 - PubMed [pubmed.ncbi.nlm.nih.gov]", ("A Trial of Ramipril in Coronavirus Disease 2019", None, None)),
    "question": ("What is semaglutide? [drugs.com]", ("What is semaglutide?", None, None)),
    "bare host": ("ClinicalTrials.gov [clinicaltrials.gov]", (None, None, None)),
    "bare address": ("https://clinicaltrials.gov/study/NCT01234567", (None, None, None)),
}  # fmt: skip


@pytest.mark.parametrize("style", DESCRIBED)
def test_description_finds_title_container_and_year(style: str) -> None:
    printed, expected = DESCRIBED[style]
    found = describe(printed)
    assert (found.title, found.container, found.year) == expected


@pytest.mark.parametrize(
    ("printed", "field", "value"),
    [
        ("https://www.frontiersin.org/articles/10.3389/fimmu.2023.1234567/full", "doi", "10.3389/fimmu.2023.1234567"),
        ("https://academic.oup.com/jac/article-pdf/doi/10.1093/jac/dky123/1.pdf", "doi", "10.1093/jac/dky123/1"),
        ("https://doi.org/10.1016/S0140-6736(20)30183-5).", "doi", "10.1016/s0140-6736(20)30183-5"),
        ("https://www.nature.com/articles/s41586-020-2012-7", "doi", "10.1038/s41586-020-2012-7"),
        ("https://www.nejm.org/doi/full/10.1056/NEJMoa2021436?query=x", "doi", "10.1056/nejmoa2021436"),
        ("Heart J. PMID: 12345678; PMCID: PMC1234567", "pmid", "12345678"),
        ("Heart J. PMID: 12345678; PMCID: PMC1234567", "pmcid", "PMC1234567"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC7654321/", "pmcid", "PMC7654321"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/23456789", "pmid", "23456789"),
        ("https://clinicaltrials.gov/ct2/show/NCT04320238", "nct", "NCT04320238"),
        ("https://go.drugbank.com/drugs/DB04900", "drugbank", "DB04900"),
    ],
)
def test_identifiers_are_found_in_words_and_addresses(printed: str, field: str, value: str) -> None:
    assert getattr(find_identifiers(printed), field) == value


def test_doi_keeps_its_own_brackets() -> None:
    assert (
        normal_doi("10.1000/(SICI)1097(199706)1:1<1::AID>3.0.CO;2-Q")
        == "10.1000/(sici)1097(199706)1:1<1::aid>3.0.co;2-q"
    )
    assert host_of("see x.org") is None
    assert host_of("http://www.X.org:80/a") == "x.org"


@given(st.one_of(documents, st.lists(st.sampled_from(
    ["1. ", "[2] ", "[^1]: ", "[3]: https://x.org/a \"b\"", "Roe J. A trial. Heart J. 2011;1:1.", "x.org [x.org]", "\n", "\n\n",
     "Guideline", "Heart journal, 2015", "## References\n\n", "https://doi.org/10.1000/x(1)", "[a](b", "†", "doi:", "\"", "“"]), max_size=40).map("".join)))  # fmt: skip
def test_entries_lie_in_the_text_without_overlap(text: str) -> None:
    try:
        read = document(text)
    except ValueError:
        return
    found = read_entries(read)
    for entry in found:
        assert 0 <= entry.start < entry.end <= len(read.text)
        assert read.text[entry.start : entry.end] == read.text[entry.start : entry.end].strip()
    for before, after in itertools.pairwise(found):
        assert before.end <= after.start


@given(st.text(max_size=300))
def test_any_words_can_be_described(printed: str) -> None:
    describe(printed)


@pytest.mark.parametrize(
    "unit", ["Roe J, ", "A. ", "[a](", '"x', "10.1000/", "(2011). ", "http://x.org/a ", "a.b.", "von der "]
)
def test_long_entry_takes_seconds_at_most(unit: str) -> None:
    begun = time.perf_counter()
    describe(unit * (100_000 // len(unit)))
    assert time.perf_counter() - begun < 10


def test_entries_of_the_five_documents(corpus: Path) -> None:
    counts = [len(read_entries(read_document(p.read_bytes(), path=p.name))) for p in sorted(corpus.glob("*.txt"))]
    assert counts == [13, 5, 19, 0, 4]


def test_encyclopedia_marks_go() -> None:
    tail = (
        '1.  ^ a b "Dupixent injection". DailyMed. 1 April 2024. Retrieved 5 May 2024.\n'
        '2.  ^ Jump up to: a b Roe A, Poe B (May 2017). "Dupilumab: a review". Drugs. 77 (10): 1115–1121. PMID 28547386.\n'
    )
    one, two = entries(tail)
    assert (one.title, one.container, one.year, one.authors) == ("Dupixent injection", "DailyMed", "2024", None)
    assert (two.title, two.container, two.year, two.authors) == ("Dupilumab: a review", "Drugs", "2017", "Roe A, Poe B")


def test_title_of_a_link_is_kept_apart_from_what_follows() -> None:
    found = describe("[Ramipril 10 mg once a day (STEP 2)](https://doi.org/10.1000/x(21)2) - The Lancet, 2021")
    assert (found.title, found.container, found.year) == ("Ramipril 10 mg once a day (STEP 2)", "The Lancet", "2021")
    assert found.identifiers.doi == "10.1000/x(21)2"


def test_issuer_is_no_title() -> None:
    found = describe("Acme Pharma. Altace (ramipril) prescribing information. 2023. https://www.acme.com/altace.pdf")
    assert (found.authors, found.title, found.year) == (
        "Acme Pharma",
        "Altace (ramipril) prescribing information",
        "2023",
    )
