"""What a printed entry says of its work: authors, title, container, year, host, identifiers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from thymograph.citing.identifiers import Identifiers, find_identifiers, host_of, web_addresses

__all__ = ["Description", "describe", "describe_record"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """The parts of one entry, each None where it is not printed."""

    title: str | None = None
    authors: str | None = None
    container: str | None = None
    host: str | None = None
    year: str | None = None
    label: str | None = None
    url: str | None = None
    identifiers: Identifiers = field(default_factory=Identifiers)


_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
_INITIALS = r"(?:[A-Z]{1,4}|(?:[A-Z]\.[ -]?){1,4})"
_SURNAME = r"(?:(?:van|von|de|der|den|del|della|di|da|la|le|el|al|ten|ter|dos|bin)[ -]){0,3}[^\W\d_a-z][\w'’‐-]{1,40}(?:[ -][^\W\d_a-z][\w'’-]{1,40}){0,2}"
_PERSON = rf"(?:{_SURNAME},? {_INITIALS}(?:,? (?:Jr|Sr|II|III|2nd|3rd)\.?)?|(?:[A-Z]\.[ -]?){{1,3}} ?{_SURNAME})"
_JOIN = r"(?:, ?(?:and |& |\.{3} ?)?|; ?(?:and |& )?| and | & )"
_AUTHORS = (
    rf"{_PERSON}(?:{_JOIN}{_PERSON}){{0,80}}(?:,?;? ?(?:…|\.\.\.|et ?al\.?,?(?: for the [^.]{{1,80}})?|and others))?"
)
_ORGANISATION = (
    r"(?:[A-Z]{2,10}|(?:[\w'’&,()-]+ ){0,9}(?:Organi[sz]ation|Association|Society|College|Institutes?|Agency|Administration|Committee|Group|"
    r"Collaboration|Collaborators|Investigators|Ministry|Cent(?:er|re)s?|Network|Foundation|Academy|Council|Commission|Consortium|Department|"
    r"Service|Authority|Panel|Task Force|Board|Inc|Ltd|Pharmaceuticals|Union|Federation)(?: (?:of|for|on)(?: [\w'’&-]+){1,6})?(?: \([A-Z]{2,8}\))?)"
)
_NOTES = re.compile(
    r"(?:\(?(?:Accessed|Retrieved|Last accessed|Date accessed|Cited|Archived from|Updated)\b[^.)\]]{0,80}[.)\]]?|"
    r"\b(?:Available|Retrieved) (?:at|from|online)?:?|\bURL:?(?=\s|$)|\[(?:Internet|Online|PDF|Online PDF|Google Scholar|PubMed|CrossRef|Crossref|"
    r"PMC free article|Free PMC article|DOI|cited [^\]]{1,30}|Epub[^\]]{0,40}|Abstract|Full Text|Article|Medline|ISI|Web of Science)\]|"
    r"\b(?:doi|DOI|PMID|PMCID|pmid|pmcid)\s?:?\s?(?=[.,;\s)\]]|$)|\bEpub [^.;]{1,40}[.;]?|\bGoogle Scholar\b|\bCrossref\b|\bCrossRef\b)"
)
_IDENTIFIERS = re.compile(
    r"(?:\b(?:doi|DOI)\s?:?\s?)?10\.\d{4,9}/\S+|\b(?:PMID|PMCID|pmid|pmcid)\s?:?\s?(?:PMC)?\d{4,9}\b|\bPMC\d{4,9}\b"
)
_LINK = re.compile(
    r"\[((?:[^\[\]]|\[[^\[\]]{0,200}\]){1,600})\]\(<?([^()\s<>]{0,1500}(?:\([^()\s]{0,200}\)[^()\s]{0,500}){0,3})>?(?:\s\"[^\"]{0,300}\")?\)"
)
_HOST = r"(?:[a-z0-9][a-z0-9-]{0,60}\.){1,5}[a-z]{2,24}"
_HOST_SUFFIX = re.compile(rf"\s*[\[(]\s?(?:https?://)?(?:www\.)?({_HOST})/?\s?[\])]\s*\.?$", re.IGNORECASE)
_ONLY_HOST = re.compile(rf"(?:https?://)?(?:www\.)?{_HOST}/?", re.IGNORECASE)
_SITES = (
    r"PMC|PubMed(?: Central)?|Europe PMC|ScienceDirect(?:\.com)?|Wikipedia(?:, the free encyclopedia)?|StatPearls(?: - NCBI Bookshelf)?|NCBI Bookshelf|"
    r"Mayo Clinic|Medscape(?: Reference)?|WebMD|Drugs\.com|RxList|NHS|Cleveland Clinic|MedlinePlus(?: .{0,30})?|DrugBank(?: Online)?|ResearchGate|Springer(?:Link)?|"
    r"Wiley Online Library|Oxford Academic|Cochrane Library|ClinicalTrials\.gov|Semantic Scholar|Frontiers|MDPI|NEJM|The Lancet|JAMA Network|PLOS(?: One)?|Nature|BMJ|"
    r"(?:U\.?S\.? )?FDA|EMA|CDC|WHO|NIH|PubChem|UpToDate|Healthline|Taylor & Francis(?: Online)?|Medical News Today"
)
_SITE_SUFFIX = re.compile(rf"\s+[-–—|·:]\s+(?P<site>{_SITES})\.?$")
_BARE_NCBI_SUFFIX = re.compile(r"\s+(?:PMC|PubMed)$")
_PIPE_SUFFIX = re.compile(r"\s+\|\s+(?P<site>[^|]{2,60})$")
_SITE_PREFIX = re.compile(rf"^(?:\(PDF\)\s+|\[PDF\]\s+|(?P<site>{_SITES})(?:\s+[|]|\.)\s+(?=[^\W_a-z]))")
_ABBREVIATED = re.compile(
    r"(?:\b(?:vs|St|Dr|no|No|ed|eds|Eds|Ed|approx|ca|cf|sp|spp|subsp|var|Fig|Inc|Ltd|Co|Corp|Jr|Sr|Mr|Mrs|i\.e|e\.g)|(?:^|[\s.(])[A-Z])\.$"
)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "quoted": re.compile(
            r"^(?P<authors>[^“\"]{0,600}?)[,.:]?\s*(?:“(?P<a>[^”]{3,500})”|\"(?P<b>[^\"]{3,500})\")[.,]?\s*(?P<rest>.{0,600})$"
        ),
        "apa": re.compile(
            rf"^(?P<authors>.{{2,800}}?)[,.]?\s*\((?P<year>{_YEAR})[a-z]?(?:,[^)]{{1,30}})?\)[.,:]?\s+(?P<rest>\S.*)$"
        ),
        "harvard": re.compile(rf"^(?P<authors>{_AUTHORS})[,.]?\s+(?P<year>{_YEAR})[a-z]?[.,:]\s+(?P<rest>\S.*)$"),
        "authors": re.compile(rf"^(?P<authors>{_AUTHORS})\.?,?:?\s+(?P<rest>[^\W_].*)$"),
        "one_author_list": re.compile(rf"(?:{_AUTHORS}|[^.]{{2,300}}\bet ?al\.?|{_ORGANISATION})\.?"),
        "organisation": re.compile(rf"{_ORGANISATION}\.?"),
        "imprint": re.compile(
            rf"^(?P<container>.{{2,200}}?)[\s,.;(]+(?P<year>{_YEAR})(?:[\s/-](?:[A-Z][a-z]{{2,8}})(?:[-/\s][\w/-]{{1,9}}){{0,2}})?\)?\s?(?:[;:,.(].{{0,120}})?$"
        ),
    }


def _tidy(text: str) -> str:
    text = re.sub(r"\\([\\`*_{}\[\]()#+\-.!|<>~^])", r"\1", text)
    text = re.sub(r"</?(?:i|b|em|strong|sup|sub|span)\b[^<>]{0,200}>", "", text)
    text = re.sub(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)", "", text)
    return " ".join(text.split())


def _strip(text: str) -> str | None:
    """Return ``text`` without the marks at its edges, or None if no letter is left."""
    text = text.strip(" \t,;:·|-–—")
    if text.endswith(".") and not text.endswith(("et al.", "...")) and not re.search(r"\b[A-Z]\.[A-Z]\.$", text):
        text = text[:-1].rstrip(" ,;:")
    if text.startswith(("(", "[")) and text.endswith((")", "]")) and text.count(text[0]) == 1:
        text = text[1:-1].strip()
    return text if any(character.isalpha() for character in text) else None


def describe(printed: str) -> Description:
    """Return what one entry says, whichever style it follows; a bare host gives no title.

    >>> describe("Roe J, Poe A. Ramipril in hypertension: a trial. Heart J. 2011;5:1-9.").title
    'Ramipril in hypertension: a trial'
    >>> describe("example.org [example.org]").title is None
    True
    """
    addresses = list(web_addresses(printed))
    identifiers = find_identifiers(printed)
    text = _tidy(printed)
    for link in _LINK.finditer(text):
        if link[2].startswith(("http", "www.")):
            addresses.insert(0, link[2])
    if (linked := _linked_title(text, identifiers, addresses)) is not None:
        return linked
    text = _LINK.sub(lambda match: match[1] if not match[1].startswith("http") else " ", text)
    host = None
    if suffix := _HOST_SUFFIX.search(text):
        host = suffix[1].lower()
        text = text[: suffix.start()]
    for address in sorted({*addresses, *web_addresses(text)}, key=len, reverse=True):
        text = text.replace(address, " ")
    text = re.sub(r"https?://\S*|<\s*>|\(\s*\)|\[\s*\]", " ", text)
    text = " ".join(_NOTES.sub(" ", _IDENTIFIERS.sub(" ", text)).split())
    text = re.sub(r"\s+([.,;:)])", r"\1", re.sub(r"([(\[])\s+", r"\1", text))
    text = re.sub(r"\(\s*[;,.]?\s*\)|\[\s*[;,.]?\s*\]", "", text).strip(" ,;:-–—|")
    text = re.sub(r"(?:\s*[.;,]){2,}$", ".", text)
    url = addresses[0] if addresses else None
    if host is None and url:
        host = host_of(url)
    described = Description(host=host, url=url, identifiers=identifiers)
    words = text.rstrip(". ")
    if not words or words.lower().removeprefix("www.") == host or _ONLY_HOST.fullmatch(words):
        if host is None and words and _ONLY_HOST.fullmatch(words):
            described = replace(described, host=host_of(words))
        return described
    return _bibliographic(described, text)


def _linked_title(text: str, identifiers: Identifiers, addresses: Sequence[str]) -> Description | None:
    """Return what ``[Title](address), journal, year`` says, or None if the entry has no such link."""
    link = _LINK.search(text)
    if not link or not link[2].startswith(("http", "www.")) or link[1].startswith("http"):
        return None
    rest = _LINK.sub(" ", text[link.end() :])
    if len(link[1].split()) < 3 or _last_year(link[1]) or not re.search(r"[^\W\d_]{3}|\d{4}", rest):
        return None
    host = host_of(addresses[0])
    words, site = _without_site(link[1], host)
    container, year = _imprint(
        re.sub(r"https?://\S+", " ", _NOTES.sub(" ", _IDENTIFIERS.sub(" ", rest))).strip(" -–—|.,;")
    )
    before = text[: link.start()].strip()
    return Description(
        title=_strip(words),
        authors=_strip(before) if before and _are_authors(before) else None,
        container=container or site,
        year=year,
        host=host,
        url=addresses[0],
        identifiers=identifiers,
    )


def _bibliographic(described: Description, text: str) -> Description:
    """Return ``described`` with the authors, title, container and year that ``text`` prints."""
    text, site = _without_site(text, described.host)
    authors: str | None
    patterns = _patterns()
    if (quoted := patterns["quoted"].match(text)) and (quoted["rest"] or _are_authors(quoted["authors"])):
        container, year = _imprint(quoted["rest"])
        year = year or _last_year(quoted["authors"])
        writers = re.sub(
            rf"[\s,.(]*(?:\d{{1,2}} )?(?:{_MONTH} )?(?:\d{{1,2}}, )?{_YEAR}[a-z]?\)?$",
            "",
            quoted["authors"].strip(" ,.:"),
        )
        return replace(
            described,
            title=_strip(quoted["a"] or quoted["b"]),
            authors=_strip(writers),
            container=container or site,
            year=year,
        )
    for name in ("harvard", "apa"):
        match = patterns[name].match(text)
        if match and (name == "harvard" or _are_authors(match["authors"])):
            title, container, _ = _title_and_imprint(match["rest"])
            return replace(
                described,
                authors=_strip(match["authors"]),
                title=title,
                container=container or site,
                year=match["year"],
            )
    authors = None
    match = patterns["authors"].match(text)
    # "Vitamin C for the prevention of colds": what runs on in small letters is no author.
    if match and not (match["rest"][0].islower() and text[match.end("authors")] == " "):
        authors, text = _strip(match["authors"]), match["rest"]
    else:
        parts = _sentences(text)
        if len(parts) > 1 and len(parts[1].split()) > 1 and (_are_authors(parts[0]) or _is_issuer(parts)):
            authors, text = _strip(parts[0]), text[len(parts[0]) :].lstrip()
    title, container, year = _title_and_imprint(text)
    return replace(described, authors=authors, title=title, container=container or site, year=year)


def _are_authors(text: str) -> bool:
    """Tell whether ``text`` is nothing but persons or an organisation, the stop of the last initial aside."""
    text = text.strip(" ,")
    pattern = _patterns()["one_author_list"]
    return bool(pattern.fullmatch(text) or pattern.fullmatch(text + "."))


def _is_issuer(parts: Sequence[str]) -> bool:
    """Tell whether the first of ``parts`` names who issued a work: "Acme Pharma. Product label. 2023."."""
    words = parts[0].rstrip(".").split()
    rest = re.sub(_MONTH, "", " ".join(parts[2:]))
    return (
        len(words) <= 4
        and all(word[0].isupper() or word in ("and", "&", "of") for word in words)
        and bool(_last_year(rest))
        and not re.search(r"[^\W\d_]", rest)
    )


def _without_site(text: str, host: str | None) -> tuple[str, str | None]:
    """Return ``text`` without the site that a page title ends or begins with, and the site."""
    site: str | None = None
    if match := _SITE_PREFIX.match(text):
        text, site = text[match.end() :], match["site"]
    while match := _SITE_SUFFIX.search(text):
        text, site = text[: match.start()], match["site"]
    if host and host.endswith("ncbi.nlm.nih.gov") and (bare := _BARE_NCBI_SUFFIX.search(text)):
        text, site = text[: bare.start()], bare[0].strip()
    if match := _PIPE_SUFFIX.search(text):
        text, site = text[: match.start()], match["site"].strip()
    # What only tells where a copy lies is no container.
    return text, None if site in ("PMC", "PubMed", "PubMed Central", "Europe PMC") else site


def _sentences(text: str) -> list[str]:
    """Return the parts of a bibliographic string between its stops, initials and abbreviations kept whole."""
    parts: list[str] = []
    start = 0
    for match in re.finditer(r"[.?!][”\"’)]?\s+(?=[^\W_a-z]|[“\"\[(]|doi)", text):
        if match[0][0] == "." and _ABBREVIATED.search(text[max(start, match.start() - 6) : match.start() + 1]):
            continue
        parts.append(text[start : match.end()].strip())
        start = match.end()
    parts.append(text[start:].strip())
    return [part for part in parts if part]


def _title_and_imprint(text: str) -> tuple[str | None, str | None, str | None]:
    """Return title, container and year of what follows the authors."""
    parts = _sentences(text)
    if len(parts) == 1:
        # "Title, Journal, 2015" has no stop to cut at; a year in a lone title dates nothing.
        return _strip(text), None, None
    rest = " ".join(parts[1:])
    title = parts[0]
    if not title.endswith("?"):
        title = title.rstrip(".")
    container, year = _imprint(rest)
    if year is None and not re.match(r"[A-Z]", rest):
        return _strip(text), None, None
    return _strip(title), container, year


def _imprint(text: str) -> tuple[str | None, str | None]:
    """Return container and year of an imprint such as "Heart J. 2011;5(2):1-9"."""
    text = text.strip(" ,.;")
    if not text:
        return None, None
    if match := _patterns()["imprint"].match(text):
        container = re.split(r",? ?\b(?:vol\.?|no\.?|pp?\.) ?\d|,? \d{1,4} ?[(:,]|, \d", match["container"])[0]
        container = re.sub(rf"(?:^|[\s,.;(]+)(?:\d{{1,2}} )?{_MONTH}(?: \d{{1,2}})?$", "", container.strip(" ,."))
        return _strip(container), match["year"]
    year = _last_year(text)
    container = re.split(r"[,;.:]? ?\(?\b\d{1,4}\b", re.sub(rf"\(?{_YEAR}\)?", "", text) if year else text)[0]
    return _strip(container), year


def _last_year(text: str) -> str | None:
    years = re.findall(rf"(?<![\d-]){_YEAR}(?![\d-])", text)
    return years[-1] if years else None


def describe_record(lines: Sequence[str], label: str | None) -> Description:
    """Return what an entry of several lines says: its title, then its container and year.

    >>> describe_record(["Ramipril in hypertension.", "Heart journal, 2011"], "Research").year
    '2011'
    """
    described = describe(lines[0])
    if len(lines) == 1:
        return replace(described, label=label)
    rest = " ".join(lines[1:])
    container, year = _imprint(re.sub(r"https?://\S+", "", _tidy(rest)))
    whole = find_identifiers(" ".join(lines))
    addresses = web_addresses(rest)
    url = described.url or (addresses[0] if addresses else None)
    return replace(
        described,
        label=label,
        container=described.container or container,
        year=described.year or year,
        url=url,
        host=described.host or (host_of(url) if url else None),
        identifiers=whole,
    )
