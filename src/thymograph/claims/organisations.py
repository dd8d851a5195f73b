"""Names of bodies and persons whose words a document reports: societies, agencies, guidelines, authors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from thymograph.model import Entity

__all__ = ["Name", "names_in"]


class Name(NamedTuple):
    """A named speaker: where its words stand, how it is called, and whether it is a body or authors."""

    start: int
    end: int
    name: str
    role: str
    """organisation, guideline, authors."""


_CAPITAL = r"[A-Z][\w&.'’/-]*"
_LINK = r"(?:of|for|the|and|on|in|&|de|la|du|des|to)"
# The noun that makes a run of capitalised words a body.
_BODY = (
    r"(?:Association|Society|College|Organi[sz]ation|Agency|Institutes?|Committee|Council|Academy|Federation|Task Force|Administration|"
    r"Network|Foundation|Board|Panel|Group|Consortium|Ministry|Department|Commission|Cent(?:er|re)s?|Alliance|Union|League|Initiative|Authority|"
    r"Service|Bureau|Secretariat|Collaboration|Congress|Trust|Campaign|Conference)"
)
# Acronyms that read as bodies even where the lexicon does not know them; others need a body word or an entity.
_ACRONYMS = (
    r"WHO|FDA|EMA|NICE|CDC|NIH|ADA|EASD|ESC|AHA|ACC|ACC/AHA|AHA/ACC|ACC/AHA/HFSA|ASCO|ESMO|NCCN|AGA|AASLD|EASL|APASL|ACR|EULAR|IDSA|ATS|ERS|GINA|GOLD|KDIGO|USPSTF|"
    r"ACOG|RCOG|AAP|AAN|EAN|APA|ACP|ACG|ESPEN|ASPEN|SCCM|ESICM|SIGN|MHRA|TGA|PMDA|NMPA|ECDC|JNC|ESH|ISH|BTS|BSR|BHIVA|EACS|ASH|EHA|EAU|AUA|AAD|EADV|ACIP|NHS|NHMRC|IARC|UNICEF|NCI|CADTH|IQWiG|HAS|ICMR|ACMG|ASTRO|ESTRO|ESGO|FIGO|ISTH|ACCP|CHEST|ISPAD|AACE|ESCMID|DGHO|JSH|CCS|CSCO"
)


_GUIDING = (
    "uideline",
    "uidance",
    "onsensus",
    "ecommendation",
    "osition",
    "tatement",
    "eport",
    "xpert panel",
    "ask force",
    "ommittee",
    "orking group",
)
_BODY_STEMS = (
    "Associat", "Society", "College", "Organi", "Agency", "Institute", "Committee", "Council", "Academy", "Federation", "Task Force",
    "Administration", "Network", "Foundation", "Board", "Panel", "Group", "Consortium", "Ministry", "Department", "Commission", "Center",
    "Centre", "Alliance", "Union", "League", "Initiative", "Authority", "Service", "Bureau", "Secretariat", "Collaboration", "Congress",
    "Trust", "Campaign", "Conference",
)  # fmt: skip


@cache
def _patterns() -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    year = r"(?:\(?(?:19|20)\d\d\)? )?"
    body = rf"{_CAPITAL}(?: (?:{_LINK} )*{_CAPITAL}){{0,9}}"
    guideline = r"(?:(?:clinical |practice |treatment |management |clinical practice |international |evidence-based |consensus )*(?:guidelines?|guidance|consensus statement|consensus|recommendations|position (?:statement|paper)|scientific statement|report|Report|expert panel|task force|committee|working group|guideline panel|guideline group))"
    return (
        # Smith et al. (2019); Smith and colleagues; Smith and Jones (2020)
        (
            "authors",
            ("et al", "and coll", "and co", "and assoc", "(19", "(20", ", 19", ", 20", "Dr"),
            re.compile(
                r"\b(?:[A-Z][\w'’-]+ (?:et al\.?|and (?:colleagues|co-?workers|associates)|and [A-Z][\w'’-]+(?= ?[(,] ?(?:19|20)\d\d)))(?: ?\((?:19|20)\d\d[a-z]?\))?|\b[A-Z][\w'’-]+ \((?:19|20)\d\d[a-z]?\)|\bDr\.? [A-Z][\w'’-]+"
            ),
        ),
        (
            "authors",
            ("author", "investigator", "researcher", "reviewer", "panel", "xpert"),
            re.compile(
                r"\b[Tt]he (?:study |trial |review |original )?(?:authors|investigators|researchers|reviewers|panel|experts)\b|\b(?:[A-Z]{2}[\w-]*) (?:investigators|authors)\b|\b(?:[Mm]ost |[Mm]any |[Ss]ome |[Ss]everal )?[Ee]xperts\b"
            ),
        ),
        (
            "organisation",
            ("manufacturer", "guidance", "prescribing", "package", "label", "product", "summary of"),
            re.compile(
                r"\b[Tt]he manufacturer\b|\b[Tt]he guidance\b(?= (?:said|says|states?|recommends?|advises?|notes?|suggests?)\b)|\b[Tt]he (?:prescribing information|package insert|product (?:label|information)|(?:US |FDA |drug |current )*label(?:ing)?|summary of product characteristics|SmPC)\b"
            ),
        ),
        # the 2021 guideline of the European Society of Cardiology
        (
            "guideline",
            _GUIDING,
            re.compile(rf"\b{year}{guideline} (?:of|from|by|issued by|published by|developed by) (?:the )?(?:{body})"),
        ),
        # (the) KDIGO 2024 guideline; American Diabetes Association Standards of Care
        (
            "guideline",
            (*_GUIDING, "Standards of"),
            re.compile(rf"\b{year}(?:{body} )(?:{year}){guideline}\b|\b(?:{body}) Standards of (?:Medical )?Care\b"),
        ),
        (
            "organisation",
            _BODY_STEMS,
            re.compile(
                rf"\b(?:{_CAPITAL} (?:(?:{_LINK} ){{0,2}}{_CAPITAL} ){{0,8}}?(?:{_LINK} ){{0,2}})?{_BODY}(?: (?:of|for|on|in) (?:the )?{_CAPITAL}(?: (?:(?:and|of|the|&|for) ){{0,2}}{_CAPITAL}){{0,6}})?\b(?: \([A-Z][\w/-]+\))?"
            ),
        ),
        ("organisation", (), re.compile(rf"\b(?:{_ACRONYMS})\b(?!-)")),
        # An acronym that recommends is a body; "CT suggests" and "the ECG suggests" are none.
        (
            "organisation",
            ("ecommend", "ndorse", "dvises", "uggests", "ssue"),
            re.compile(
                r"\b[A-Z]{3,7}s?\b(?= (?:\w+ly |also |now |has |have |guidelines? |guidance )*(?:recommends?|recommended (?!dos)|endorse[sd]?|advises|"
                r"suggests? (?:against|using|the use|that clinicians|offering)|issued? an? (?:\w+ )?recommendation)\b)"
            ),
        ),
        (
            "organisation",
            ("Cochrane", "European Com", "Surviving", "Health Can", "Swissmedic"),
            re.compile(r"\b(?:Cochrane|European Commission|Surviving Sepsis Campaign|Health Canada|Swissmedic)\b"),
        ),
        (
            "guideline",
            ("uideline", "onsensus", "algorithm", "societies", "ist of"),
            re.compile(
                r"\b(?:[Mm]ost |[Mm]any |[Aa]ll |[Ss]everal |[Ss]ome |[Nn]one of the |[Nn]o )?(?:[Mm]ajor |[Cc]urrent |[Ii]nternational |[Nn]ational |[Ee]xisting |[Rr]ecent |[Uu]pdated |[Ll]ocal |[Ee]uropean |[Aa]merican |[Bb]ritish |[Cc]linical |[Pp]ractice |[Tt]reatment |[Pp]rofessional |[Ss]tandard |[Ii]nstitutional |[Ee]vidence-based |[A-Z][\w-]+ )*"
                r"(?:[Gg]uidelines?|[Cc]onsensus statements?|[Tt]reatment algorithms?|[Pp]rofessional societies|[Ll]ist of [Ee]ssential [Mm]edicines)\b"
            ),
        ),
    )


_LEADING = re.compile(
    r"(?:the|an?|this|these|however|although|though|while|whereas|and|both|in|by|according to|similarly|currently|moreover|notably|current|its|their|when|if|since|as|per|under|for)\s+",
    re.IGNORECASE,
)


def _body_of(guideline: str) -> str | None:
    """Return the body in the name of a guideline ("2021 guideline of the ESC" → ESC), None where none is sure."""
    for _, _, pattern in _patterns()[5:8]:
        match = pattern.search(guideline)
        if match and not re.fullmatch(_BODY, match.group()):
            return match.group()
    return None


_SEVERAL = re.compile(r"(?P<first>[A-Z]{3,8}(?:/[A-Z]{3,8})*)/(?P<last>[A-Z]{3,8}\b)")
_GENERIC = re.compile(r"(?:guidelines?|guidance|recommendations?)$", re.IGNORECASE)


@lru_cache(maxsize=64)  # speaker, directness and stance ask for the same sentence in turn
def _printed(text: str) -> tuple[Name, ...]:
    """Return the names that the patterns find, as printed, in the order of the patterns."""
    found: list[Name] = []
    for role, stems, pattern in _patterns():
        if stems and not any(map(text.__contains__, stems)):
            continue
        for match in pattern.finditer(text):
            start, end = match.span()
            while lead := _LEADING.match(text, start, end):
                start = lead.end()
            if role == "organisation" and re.fullmatch(_BODY, text[start:end]):
                continue  # "Administration" alone names no body
            while end > start and text[end - 1] in " .,'’/-" and not text.endswith("al.", start, end):
                end -= 1
            if role == "guideline" and (several := _SEVERAL.match(text, start, end)):
                # "the AHA/ACC/HRS guideline" is that of three bodies
                for part in re.finditer(r"[A-Z]+", several.group("first")):
                    found.append(Name(start + part.start(), start + part.end(), part.group(), "organisation"))
                start = several.start("last")
                found.append(Name(start, end, several.group("last"), role))
                continue
            name = text[start:end]
            if role == "guideline" and (body := _body_of(name)):
                name = body
            if end > start:
                found.append(Name(start, end, name, role))
    return tuple(found)


def names_in(text: str, entities: Sequence[Entity] = ()) -> tuple[Name, ...]:
    """Return the named speakers of ``text`` in order, longest first where they overlap.

    Entities of type organisation give their preferred name. A guideline that names its body ("KDIGO guideline") is
    called by the body; where no body is sure, as printed.
    """
    found = list(_printed(text))
    for entity in entities:
        parts = "/" in entity.text and any(n.start == entity.start and n.end < entity.end for n in found)
        # "ACC/AHA" of the lexicon is one body; where each half is a name, they are two
        if entity.type == "organisation" and entity.start >= 0 and not parts:
            found = [
                name._replace(name=entity.name)
                if name.start <= entity.start and entity.end <= name.end and not _GENERIC.search(entity.name)
                else name
                for name in found
            ]
            found.append(Name(entity.start, entity.end, entity.name, "organisation"))
    found.sort(key=lambda name: (name.start, -name.end))
    kept: list[Name] = []
    for name in found:
        if name.start and text[name.start - 1] == "/" and not (kept and kept[-1].end == name.start - 1):
            continue  # "PCR/ACR" is a ratio, "ESC/EAS" are two bodies
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return tuple(kept)
