"""What the head of a page says of it: title, site, date, address, licence, language."""

from __future__ import annotations

import re

from thymograph.reading.addresses import plain_doi
from thymograph.reading.fields import Fields
from thymograph.reading.trees import Element

__all__ = ["fields_of"]

# In the order in which they are believed: what journals write for indexes first.
_TITLE = ("citation_title", "dc.title", "dcterms.title", "og:title", "twitter:title")
_PUBLISHER = (
    "citation_journal_title", "prism.publicationname", "og:site_name", "citation_publisher", "dc.publisher",
    "dcterms.publisher", "application-name",
)  # fmt: skip
_DATE = (
    "citation_publication_date", "citation_online_date", "citation_date", "prism.publicationdate",
    "article:published_time", "article:modified_time", "dc.date", "dcterms.issued", "dcterms.modified", "dcterms.date",
    "dc.date.issued", "datepublished", "date", "pubdate", "last-modified",
)  # fmt: skip
_DOI = ("citation_doi", "prism.doi", "dc.identifier", "dc.identifier.doi", "bepress_citation_doi")
_URL = ("og:url", "citation_fulltext_html_url", "citation_abstract_html_url", "dc.identifier")
_LICENCE = ("dc.rights", "dcterms.license", "dc.rights.license", "citation_license")
_LONGEST = 1_000
_PARTS = re.compile(r"\s+[|–—·•:]\s+|\s+-\s+")


def _web(value: str | None) -> str | None:
    return value if value and value.startswith(("https://", "http://")) else None


def _by_doi(value: str | None) -> str | None:
    doi = plain_doi(value or "")
    return f"https://doi.org/{doi}" if doi else None


def fields_of(root: Element) -> Fields:
    """Return what the head of a page says, and of its body the marks that say it (``rel="license"``)."""
    metas: dict[str, str] = {}
    canonical = licence = title = heading = None
    for element in root.walk():
        if element.name == "meta":
            name = (element.get("name") or element.get("property") or element.get("itemprop")).strip().lower()
            value = " ".join(element.get("content").split())[:_LONGEST]
            if name and value:
                metas.setdefault(name, value)
            elif element.get("http-equiv").lower() == "content-language" and value:
                metas.setdefault("content-language", value)
        elif element.name in ("link", "a"):
            rel = element.get("rel").lower().split()
            if "canonical" in rel and element.name == "link":
                canonical = canonical or element.get("href").strip()
            elif "license" in rel:
                licence = licence or element.get("href").strip()
        elif element.name == "title" and title is None and element.parent and element.parent.name in ("head", "html"):
            title = element.words()[:_LONGEST] or None
        elif element.name == "h1" and heading is None:
            heading = element.words()[:_LONGEST] or None

    def first(names: tuple[str, ...]) -> str | None:
        return next((metas[name] for name in names if name in metas), None)

    language = root.get("lang") or root.get("xml:lang") or metas.get("content-language", "")
    return Fields(
        title=first(_TITLE) or _bare(title, heading),
        publisher=first(_PUBLISHER),
        date=first(_DATE),
        url=_web(canonical)
        or next((url for name in _URL if (url := _web(metas.get(name)))), None)
        or _by_doi(first(_DOI)),
        licence=licence or first(_LICENCE),
        language=language.split(",")[0].strip() or None,
    )


def _bare(title: str | None, heading: str | None) -> str | None:
    """Return the title of a window without the name of the site that stands behind it.

    >>> _bare("Uses of colchicine | Leaflets Online", None)
    'Uses of colchicine'
    """
    if title is None:
        return heading
    if heading and len(heading) >= 4 and heading in title:
        return heading
    parts = _PARTS.split(title)
    return parts[0] if len(parts) > 1 and len(parts[0]) >= max(12, len(title) // 2) else title
