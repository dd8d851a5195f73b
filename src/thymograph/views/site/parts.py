"""Parts of pages that templates only lay out: a quote with its words marked, links that leave, ways to the work."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from thymograph.assembly.trails import Way
from thymograph.model import Citation, Claim, ReferenceEntry, Work
from thymograph.views.site.words import EFFECT_NAMES, METHOD_NAMES, name_in, state_of

__all__ = ["OutLink", "QuotePart", "TraceRow", "quote_parts", "safe_address", "trace_rows", "work_links"]

_SPACES = re.compile(r"\s+")
_MARKER_SIGNS = re.compile(r"[\\#()]")
_CONTROLS = re.compile(r"[\x00-\x20\x7f]")


class QuotePart(NamedTuple):
    """A run of a quote: plain, or a cue, a marker or a concept."""

    text: str
    role: str = ""
    """"" for plain words; cue, marker, concept."""
    told: str = ""
    """What the cue does; the key of the concept."""


class OutLink(NamedTuple):
    """A link that leaves the site."""

    href: str
    text: str


def safe_address(address: str | None) -> str | None:
    """Return an address that a page may link to: http, https or doi; None for any other.

    >>> safe_address("doi:10.1000/1"), safe_address("javascript:alert(1)")
    ('https://doi.org/10.1000/1', None)
    """
    text = (address or "").strip()
    if text[:4].lower() == "doi:":
        return "https://doi.org/" + quote(text[4:], safe="/:;()._-~")
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return _CONTROLS.sub("", text).replace('"', "%22").replace("<", "%3C").replace(">", "%3E")


def work_links(work: Work) -> list[OutLink]:
    """Return where a work is found: by its identifiers, else its address, else searches for its title."""
    links = []
    if work.doi:
        links.append(OutLink(safe_address("doi:" + work.doi) or "", "doi:" + work.doi))
    if work.pmid:
        links.append(OutLink(f"https://pubmed.ncbi.nlm.nih.gov/{quote(work.pmid, safe='')}/", f"PubMed {work.pmid}"))
    if work.pmcid:
        links.append(OutLink(f"https://pmc.ncbi.nlm.nih.gov/articles/{quote(work.pmcid, safe='')}/", work.pmcid))
    if work.nct:
        links.append(OutLink(f"https://clinicaltrials.gov/study/{quote(work.nct, safe='')}", work.nct))
    if not links and (address := safe_address(work.url)):
        links.append(OutLink(address, work.host or address))
    if not links and work.title:
        words = quote(work.title[:250], safe="")
        links += [
            OutLink(f"https://pubmed.ncbi.nlm.nih.gov/?term={words}", "find it: PubMed"),
            OutLink(f"https://search.crossref.org/search/works?q={words}", "find it: Crossref"),
            OutLink(f"https://scholar.google.com/scholar?q={words}", "find it: Google Scholar"),
        ]
    return links


def quote_parts(claim: Claim, key_of: Callable[[str, str | None], str]) -> list[QuotePart]:
    """Return the quote of a claim as runs: cues and named concepts marked, markers raised, ``**`` left out."""
    words = claim.quote
    if not words:
        return []
    # Where each anchor's words stand in the quote: one after the other, joined by one space.
    homes, at = [], 0
    for anchor in claim.words:
        homes.append((anchor.start, anchor.end, at))
        at += anchor.end - anchor.start + 1
    layer: list[tuple[str, str] | None] = [None] * len(words)

    def lay(start: int, end: int, what: tuple[str, str]) -> None:
        for first, last, place in homes:
            if first <= start and end <= last and place + end - first <= len(words):
                for index in range(place + start - first, place + end - first):
                    if layer[index] is None:
                        layer[index] = what
                return

    for cue in claim.cues:
        lay(cue.start, cue.end, ("cue", name_in(EFFECT_NAMES, cue.effect)))
    for link in claim.citations:
        lay(link.start, link.end, ("marker", link.number))
    for mention in claim.mentions:
        if not mention.implicit:
            lay(mention.start, mention.end, ("concept", key_of(mention.name, mention.id)))
    parts = []
    start = 0
    for index in range(1, len(words) + 1):
        if index < len(words) and layer[index] == layer[start]:
            continue
        role, told = layer[start] or ("", "")
        text = _SPACES.sub(" ", words[start:index].replace("**", ""))
        parts.append(QuotePart(f"[{told}]" if role == "marker" else text, role, told))
        start = index
    return parts


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceRow:
    """One citation of a claim as a reader follows it: marker, entry, work, and how sure each step is."""

    state: str
    """stated, inferred or dangling."""
    printed: str
    method: str
    confidence: str | None
    entry: ReferenceEntry | None
    work: Work | None
    why: str


def trace_rows(
    claim: Claim, ways: tuple[Way, ...], citations: tuple[Citation, ...], entry_of: Callable[[str | None], ReferenceEntry | None],
    work_of: Callable[[Citation], Work | None],
) -> list[TraceRow]:  # fmt: skip
    """Return the ways of a trail with what stands on them; the same marker, entry and method once."""
    rows: dict[tuple[str, str | None, str], TraceRow] = {}
    for link, way in zip(citations, ways, strict=True):
        key = link.number, link.entry, link.method
        if key in rows:
            continue
        marker = next((hop.words for hop in way.hops if hop.kind == "marker"), link.number)
        rows[key] = TraceRow(
            state=state_of(link),
            printed=_MARKER_SIGNS.sub("", marker).strip() or f"[{link.number}]",
            method=METHOD_NAMES.get(link.method, ""),
            confidence=f"{link.confidence:.2g}" if link.confidence is not None else None,
            entry=entry_of(link.entry),
            work=work_of(link),
            why=way.why,
        )
    return list(rows.values())
