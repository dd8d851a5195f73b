"""Works: what is one work and what is not, its key, its type."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thymograph.citing.entries import read_entries
from thymograph.citing.work_types import WORK_TYPES, work_type
from thymograph.citing.works import work_id, work_key, works_of
from thymograph.model import ReferenceEntry, content_id
from thymograph.reading import read_document


def entry(title: str | None = None, document: str = "d1", start: int = 0, **fields: Any) -> ReferenceEntry:
    return ReferenceEntry(
        id=content_id("e", document, start, title, sorted(fields.items())),
        document=document,
        start=start,
        end=start + 10,
        line=1,
        title=title,
        **fields,
    )


def test_best_identifier_is_the_key() -> None:
    assert work_key(entry("Ramipril in adults", doi="10.1/x", pmid="1")) == "doi:10.1/x"
    assert work_key(entry("Ramipril in adults", pmid="1", pmcid="PMC1")) == "pmid:1"
    assert work_key(entry("Ramipril in adults", pmcid="PMC1")) == "pmcid:PMC1"
    assert work_key(entry(nct="NCT00000001")) == "nct:NCT00000001"
    assert work_key(entry("Ramipril in α-1 disease.")) == "title:ramipril in alpha 1 disease"


def test_bare_host_is_no_identity() -> None:
    one, two = entry(host="x.org"), entry(host="x.org", document="d2")
    assert work_key(one) == f"entry:{one.id}"
    assert len(works_of([one, two])) == 2


def test_address_of_a_page_is_an_identity() -> None:
    one = entry(url="https://www.x.org/drugs/7/", host="x.org")
    two = entry(url="http://x.org/drugs/7", host="x.org", document="d2")
    assert len(works_of([one, two])) == 1
    assert len(works_of([one, entry(url="https://x.org/", host="x.org", document="d2")])) == 2


SAME = [
    (
        entry("What is ramipril used for?", host="a.org"),
        entry("What is Ramipril used for", host="a.org", document="d2"),
    ),
    (
        entry("Ramipril in adults: a trial", doi="10.1/x"),
        entry("Something printed otherwise", doi="10.1/x", document="d2"),
    ),
    (
        entry("Ramipril in adults: a trial", host="pubmed.ncbi.nlm.nih.gov"),
        entry("Ramipril in Adults - a trial", host="pmc.ncbi.nlm.nih.gov", document="d2", year="2019"),
    ),
    (
        entry("Ramipril lowers pressure in elderly adults"),
        entry("Ramipril lowers pressure in elderly adult", document="d2"),
    ),
]
APART = [
    (
        entry("Ramipril in adults: a trial", year="2018"),
        entry("Ramipril in adults: a trial", year="2019", document="d2"),
    ),
    (entry("Side effects of ramipril", host="a.org"), entry("Side effects of ramipril", host="b.com", document="d2")),
    (entry("Ramipril in adults: part 1"), entry("Ramipril in adults: part 2", document="d2")),
    (entry("Ramipril", host="a.org"), entry("Ramipril", host="b.org", document="d2")),
    (entry("Ramipril"), entry("Ramipril", document="d2")),
    (
        entry("Ramipril in adults: a trial", doi="10.1/x"),
        entry("Ramipril in adults: a trial", doi="10.1/y", document="d2"),
    ),
    (entry("A paper on a trial", doi="10.1/x", nct="NCT00000001"), entry(nct="NCT00000001", document="d2")),
    (
        entry("Efficacy of ramipril for heart failure: a systematic review of trials"),
        entry("Ramipril based therapy for heart failure: a systematic review and meta-analysis", document="d2"),
    ),
]


@pytest.mark.parametrize("pair", SAME, ids=lambda pair: pair[0].title)
def test_entries_of_one_work_merge(pair: tuple[ReferenceEntry, ReferenceEntry]) -> None:
    (work,) = works_of(pair)
    assert work.entries == tuple(sorted(e.id for e in pair))


@pytest.mark.parametrize("pair", APART, ids=lambda pair: pair[0].title)
def test_entries_of_different_works_stay_apart(pair: tuple[ReferenceEntry, ReferenceEntry]) -> None:
    assert len({work.id for work in works_of(pair)}) == 2


def test_single_entry_has_the_id_that_it_gives() -> None:
    one = entry("Ramipril in adults")
    assert works_of([one])[0].id == work_id(one)


@given(st.lists(st.sampled_from([e for pair in SAME + APART for e in pair]), max_size=12), st.randoms())
def test_order_of_entries_makes_no_difference_and_none_is_lost(
    chosen: list[ReferenceEntry], rng: random.Random
) -> None:
    works = works_of(chosen)
    shuffled = list(chosen)
    rng.shuffle(shuffled)
    assert works_of(shuffled) == works
    named = sorted(e for work in works for e in work.entries)
    assert named == sorted({e.id for e in chosen})
    assert len({work.id for work in works}) == len(works)


TYPED = [
    (
        "Ramipril for hypertension: a systematic review of randomized controlled trials",
        {},
        "systematic_review_or_meta_analysis",
    ),
    ("Statins after stroke: a network meta-analysis", {}, "systematic_review_or_meta_analysis"),
    ("Angioedema with ramipril: a case report and literature review", {}, "case_report"),
    ("Management of arterial hypertension: ESC clinical practice guidelines", {}, "guideline"),
    ("A Randomized, Double-Blind Trial of Ramipril", {}, "primary_trial"),
    ("A phase II study of erlotinib", {}, "primary_trial"),
    ("Company Announces Positive Topline Results of Ramipril Phase 3 Trial", {}, "press_release"),
    ("Acme and Bolt Report Ramipril Meets Primary Endpoint", {"host": "news.org"}, "press_release"),
    ("Altace (ramipril) prescribing information", {}, "drug_label"),
    ("ACE inhibitors: a comprehensive review of the literature", {}, "review"),
    (None, {"host": "clinicaltrials.gov"}, "registry"),
    (None, {"nct": "NCT00000001"}, "registry"),
    (None, {"host": "go.drugbank.com"}, "database_page"),
    ("Ramipril", {"host": "en.wikipedia.org"}, "web_page"),
    ("Ramipril 10 mg", {"host": "sigmaaldrich.com"}, "vendor_page"),
    ("Ramipril in adults", {"host": "pubmed.ncbi.nlm.nih.gov"}, "unknown"),
    ("Hypertension in adults", {"label": "Guideline"}, "guideline"),
    (
        "Hypertension in adults",
        {"label": "Guideline", "container": "Practical Summaries of Clinical Guidelines"},
        "web_page",
    ),
    ("Ramipril in adults: a retrospective cohort study", {}, "unknown"),
    ("Ramipril and the kidney", {}, "unknown"),
]


@pytest.mark.parametrize(("title", "fields", "expected"), TYPED)
def test_type_comes_from_title_words_and_host(title: str | None, fields: dict[str, Any], expected: str) -> None:
    kind, reason = work_type(entry(title, **fields))
    assert kind == expected
    assert kind in WORK_TYPES
    assert reason or kind == "unknown"


def test_works_of_the_five_documents(corpus: Path) -> None:
    found = [e for p in sorted(corpus.glob("*.txt")) for e in read_entries(read_document(p.read_bytes(), path=p.name))]
    works = works_of(found)
    assert (len(found), len(works)) == (41, 39)
    assert [work.title for work in works if len(work.entries) > 1] == ["What is the mechanism of Thymalfasin?"]
    assert sum(work.host == "go.drugbank.com" for work in works) == 2
