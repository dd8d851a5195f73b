"""Where a work can be looked at or looked for; addresses are made, never asked."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, quote_plus

from thymograph.model import Work

__all__ = ["Address", "addresses_of"]

# Longer titles are cut at a word: search pages refuse very long questions.
_LONGEST_TITLE = 250


class Address(NamedTuple):
    """An address, and what stands there."""

    at: str
    """Who answers: DOI, PubMed, PubMed Central, ClinicalTrials.gov, the work's own page, Crossref, Google Scholar."""
    url: str
    found: bool
    """True when the work itself stands there, False when a search for it does."""


def addresses_of(work: Work) -> tuple[Address, ...]:
    """Return the addresses of a work: by its identifiers, else by its own page, else searches for its title.

    A work of which only the host is known has none.

    >>> [address.url for address in addresses_of(Work(id="w", key="pmid:1", pmid="7657229"))]
    ['https://pubmed.ncbi.nlm.nih.gov/7657229/']
    >>> [address.at for address in addresses_of(Work(id="w", key="title:x", title="Thymosin in sepsis"))]
    ['PubMed', 'Crossref', 'Google Scholar']
    """
    found = []
    if work.doi:
        found.append(Address("DOI", "https://doi.org/" + quote(work.doi, safe="/:;()._-"), True))
    if work.pmid:
        found.append(Address("PubMed", f"https://pubmed.ncbi.nlm.nih.gov/{quote(work.pmid)}/", True))
    if work.pmcid:
        found.append(Address("PubMed Central", f"https://pmc.ncbi.nlm.nih.gov/articles/{quote(work.pmcid)}/", True))
    if work.nct:
        found.append(Address("ClinicalTrials.gov", f"https://clinicaltrials.gov/study/{quote(work.nct)}", True))
    if not found and work.url and work.url.startswith(("https://", "http://")):
        found.append(Address("its own page", work.url, True))
    if found or not work.title:
        return tuple(found)
    title = work.title if len(work.title) <= _LONGEST_TITLE else work.title[:_LONGEST_TITLE].rsplit(" ", 1)[0]
    words = quote_plus(title)
    return (
        Address("PubMed", f"https://pubmed.ncbi.nlm.nih.gov/?term={words}", False),
        Address("Crossref", f"https://search.crossref.org/search/works?q={words}&from_ui=yes", False),
        Address("Google Scholar", f"https://scholar.google.com/scholar?q=%22{words}%22", False),
    )
