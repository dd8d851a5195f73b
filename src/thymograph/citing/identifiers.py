"""The names by which registries know a work (DOI, PMID, PMCID, NCT) and the host that serves it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

__all__ = ["Identifiers", "find_identifiers", "host_of", "normal_doi", "web_addresses"]

_URL = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"“”|\\]{3,2000}")
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>\[\]{}|\\^“”]{1,300}")
_PMID_WORD = re.compile(r"\b(?:PMID|PubMed(?:\s?ID)?|MEDLINE)\s{0,2}[:#]?\s{0,2}(\d{4,9})\b", re.IGNORECASE)
_PMID_URL = re.compile(
    r"(?:pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/|europepmc\.org/(?:article|abstract)/med/)(\d{1,9})\b",
    re.IGNORECASE,
)
_PMCID = re.compile(r"\bPMC\s?(\d{4,9})\b", re.IGNORECASE)
_PMCID_WORD = re.compile(r"\bPMCID\s{0,2}:?\s{0,2}(?:PMC)?(\d{4,9})\b", re.IGNORECASE)
_NCT = re.compile(r"\bNCT\s?(\d{8})\b", re.IGNORECASE)
_DRUGBANK = re.compile(r"\bdrugbank\.(?:com|ca)/(?:drugs/|releases/)?(DB\d{5})\b", re.IGNORECASE)
# Publishers whose addresses hold the DOI without its prefix, and how to make it whole.
_JOURNAL_URLS = (
    (re.compile(r"nature\.com/articles/((?:s|d|nrd|nri|ncomms|nm|srep)[\w.-]{4,40})", re.IGNORECASE), "10.1038/{}"),
    (re.compile(r"journals\.plos\.org/\w+/article\?id=(10\.\d{4,9}/[\w.]+)", re.IGNORECASE), "{}"),
    (re.compile(r"nejm\.org/doi/(?:full/|abs/|pdf/)?(NEJM\w+)", re.IGNORECASE), "10.1056/{}"),
)
# MDPI addresses give ISSN, volume, issue and article; its DOIs are made of the journal's short name and these.
_MDPI = re.compile(r"mdpi\.com/(\d{4}-\d{3}[\dXx])/(\d{1,3})/(\d{1,2})/(\d{1,5})\b")
_MDPI_JOURNALS = {
    "1422-0067": "ijms", "2072-6694": "cancers", "2073-4409": "cells", "1420-3049": "molecules", "2077-0383": "jcm",
    "2072-6643": "nu", "2076-393X": "vaccines", "2218-273X": "biom", "1999-4923": "pharmaceutics", "1424-8247": "ph",
    "1999-4915": "v", "2227-9059": "biomedicines", "2076-0817": "pathogens", "2079-6382": "antibiotics",
    "2076-2607": "microorganisms", "1660-4601": "ijerph", "2076-3921": "antiox", "2075-4418": "diagnostics",
}  # fmt: skip
_AFTER_DOI = re.compile(
    r"(?:/(?:full(?:\.html|\.pdf)?|fulltext(?:\.html)?|abstract|pdf|epdf|epub|html|meta|summary|v\d+(?:\.full)?|figures|tables)|"
    r"\.(?:pdf|html?|full(?:\.pdf)?|abstract|xml)|[?#].*|&.*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifiers:
    """What a printed entry says of the registries that know its work; each None if it says nothing."""

    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    nct: str | None = None
    drugbank: str | None = None


@cache
def _balanced() -> dict[str, str]:
    return {")": "(", "]": "[", "}": "{"}


def _without_end(printed: str) -> str:
    """Return ``printed`` without the punctuation of the sentence around it; brackets that pair stay."""
    while printed:
        last = printed[-1]
        opening = _balanced().get(last)
        if last in ".,;:'’*_`>/" or (opening and printed.count(last) > printed.count(opening)):
            printed = printed[:-1]
        else:
            break
    return printed


def normal_doi(printed: str) -> str:
    """Return a DOI in lower case without what pages and sentences hang on it.

    >>> normal_doi("10.3389/fimmu.2023.1234567/full).")
    '10.3389/fimmu.2023.1234567'
    """
    doi = _without_end(printed)
    while (shorter := _without_end(_AFTER_DOI.sub("", doi))) != doi and shorter.count("/"):
        doi = shorter
    return doi.lower()


def web_addresses(text: str) -> tuple[str, ...]:
    """Return the web addresses printed in ``text``, in order, without the punctuation that follows them."""
    return tuple(_without_end(match[0]) or match[0] for match in _URL.finditer(text))


def host_of(address: str) -> str | None:
    """Return the domain name of a web address in lower case, without "www.".

    >>> host_of("https://www.MDPI.com/1422-0067/24/1/1")
    'mdpi.com'
    """
    found = re.match(r"(?:https?://)?(?:www\.)?((?:[\w-]+\.)+[a-z]{2,24})(?:[:/?#]|$)", address, re.IGNORECASE)
    return found[1].lower() if found else None


def find_identifiers(text: str) -> Identifiers:
    """Return the identifiers printed in an entry, in words or in addresses; the first of each kind.

    >>> find_identifiers("PMID: 12345678. https://doi.org/10.1000/Xy.1.").doi
    '10.1000/xy.1'
    """
    text = text.replace("%2F", "/").replace("%2f", "/")
    doi = _DOI.search(text)
    found = normal_doi(doi[0]) if doi else None
    if found is None:
        for pattern, shape in _JOURNAL_URLS:
            if match := pattern.search(text):
                found = normal_doi(shape.format(match[1]))
                break
    if found is None and (match := _MDPI.search(text)) and (journal := _MDPI_JOURNALS.get(match[1].upper())):
        found = f"10.3390/{journal}{match[2]}{int(match[3]):02d}{int(match[4]):04d}"
    pmid = _PMID_URL.search(text) or _PMID_WORD.search(text)
    pmcid = _PMCID_WORD.search(text) or _PMCID.search(text)
    nct = _NCT.search(text)
    drugbank = _DRUGBANK.search(text)
    return Identifiers(
        doi=found,
        pmid=pmid[1].lstrip("0") or None if pmid else None,
        pmcid=f"PMC{pmcid[1]}" if pmcid else None,
        nct=f"NCT{nct[1]}" if nct else None,
        drugbank=drugbank[1].upper() if drugbank else None,
    )
