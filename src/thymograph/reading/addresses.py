"""Web addresses that name a work by its DOI, PMID or PMCID."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote

__all__ = ["Named", "named_by", "plain_doi"]

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>|\\^?#&]{1,300}")
_PMID = re.compile(
    r"(?:pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/|europepmc\.org/(?:article|abstract)/med/)(\d{1,9})\b",
    re.IGNORECASE,
)
_PMCID = re.compile(r"\bPMC(\d{4,9})\b", re.IGNORECASE)
# Pages that look a work up, and are not it.
_LOOKUPS = re.compile(
    r"scholar\.google|/scholar\?|crossref\.org/(?:openurl|search)|scopus\.com/|webofknowledge|adsabs", re.I
)
_LONGEST = 2_000


class Named(NamedTuple):
    """What a set of addresses names; each None if none does."""

    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    url: str | None = None


def plain_doi(printed: str) -> str | None:
    """Return the DOI in ``printed``, in small letters, None if there is none.

    >>> plain_doi("https://doi.org/10.1000/XYZ.7.")
    '10.1000/xyz.7'
    """
    found = _DOI.search(printed)
    return found[0].rstrip(".,;:)]}/").lower() if found else None


def named_by(addresses: Iterable[str]) -> Named:
    """Return the identifiers in web addresses, the first of each kind, and the first address that is no look-up."""
    doi = pmid = pmcid = url = None
    for address in addresses:
        address = unquote(address[:_LONGEST])
        if not address.startswith(("http://", "https://", "//")) or _LOOKUPS.search(address):
            continue
        doi = doi or plain_doi(address)
        if pmid is None and (match := _PMID.search(address)):
            pmid = match[1].lstrip("0") or None
        if pmcid is None and "ncbi" in address and (match := _PMCID.search(address)):
            pmcid = f"PMC{match[1]}"
        url = url or address
    return Named(doi, pmid, pmcid, url)
