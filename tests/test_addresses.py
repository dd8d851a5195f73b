"""Where a work can be found: its own address if it has one, else a search for its title, else nothing."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from thymograph.assembly.addresses import addresses_of
from thymograph.model import Work


def test_an_identifier_leads_to_the_work_itself() -> None:
    work = Work(id="w", key="k", title="A", doi="10.1002/(SICI)1097-0258", pmid="12", pmcid="PMC3", nct="NCT00000001")
    found = addresses_of(work)
    assert [one.at for one in found] == ["DOI", "PubMed", "PubMed Central", "ClinicalTrials.gov"]
    assert all(one.found for one in found)
    assert found[0].url == "https://doi.org/10.1002/(SICI)1097-0258"


@given(st.text(min_size=1, max_size=400))
def test_a_title_of_any_characters_is_a_question_of_a_search_page(title: str) -> None:
    for one in addresses_of(Work(id="w", key="k", title=title)):
        assert not one.found
        assert one.url.isascii()
        assert not set(one.url) & set(' <>"{}|\\\\^`')
    asked = parse_qs(urlsplit(addresses_of(Work(id="w", key="k", title="β-blockers & heart?"))[0].url).query)["term"]
    assert asked == ["β-blockers & heart?"]


def test_a_host_alone_cannot_be_found_and_other_schemes_are_no_addresses() -> None:
    assert addresses_of(Work(id="w", key="k", host="example.org")) == ()
    assert addresses_of(Work(id="w", key="k", url="javascript:alert(1)")) == ()
