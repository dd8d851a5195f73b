"""Lines that say who wrote a work, where they worked, and in which issue it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["is_affiliation", "is_byline", "is_imprint", "is_person", "is_person_with_role"]

_PERSON = re.compile(
    r"(?:(?:Dr|Prof|Mr|Ms|Mrs)\.? )?"
    r"(?:(?:[A-Z]\.?(?:[ -]?[A-Z]\.?){0,3}|[A-Z][^\W\d_⁰¹²³⁴-⁹]+(?:[’'-][A-Z]?[^\W\d_⁰¹²³⁴-⁹]+)*|de|van|von|der|den|la|le|el|al|da|di|dos|bin|ibn)\s?){1,6}"
    r"(?P<mark>[\s\d*†‡§¶#⁰¹²³⁴⁵⁶⁷⁸⁹^]*)"
)
_DEGREE = re.compile(
    r"(?:[\d*†‡§¶#⁰¹²³⁴⁵⁶⁷⁸⁹a-e\s]|M\.?D\.?|Ph\.?D\.?|DO|MSc|BSc|MS|MA|MPH|MBA|MBBS|MB|BS|ChB|FRCP\w*|FACP|FACC|FAHA|PharmD|DNP|NP-C|NP|CNE|FNP(?:-BC|-C)?|PA-C|CRNP|APRN|RN|RPh|DPhil|Jr\.?|Sr\.?|II+|et al\.?)*"
)
_SPLIT = re.compile(r"(?:[,;•|&]|(?<!\w)and(?!\w))\s*")
_INITIAL = re.compile(r"(?<![\w.])[A-Z](?![\w’'-])|\b[A-Z][^\W\d_]+ [A-Z]{1,3}\b")
_NOT_NAMES = frozenset(
    "hepatitis vitamin vitamins type grade class group factor phase stage omega table figure influenza".split()
)

_INSTITUTION = re.compile(
    r"\b(?:Universi\w+|Hospitals?|Hôpital|Ospedale|Klinik\w*|Departments?|Dept|Department|Institut\w*|Istituto|Cent(?:er|re|ro) (?:for|of|de|hospitalier)|(?:Medical|Cancer|Research) Cent(?:er|re)|"
    r"Faculty|School of|College of|Division of|Laborator\w+|Research Unit|Unit of|Medical School|INSERM|CNRS|CSIC)\b"
)
_MARK = re.compile(
    r"(?:[\d*†‡§¶#¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[a-h](?=[ )A-Z]))[.)]?\s?(?=[A-Z])|(?=(?:From the |the )?(?:Departments?|Dept|Divisions?|Institut|Faculty|School|Laborator|Universi|College)\b)"
)
_TELLS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|may|should|will|that|which|who|(?!(?:united|affiliated|applied|advanced|allied|related|integrated)\b)[a-z]{3,}ed|says?|recommends?|found|shows?)\b"
)
_ISSUE = re.compile(
    r"\b\d{1,4}\s?\(\d{1,4}[^()]{0,8}\)\s?[:,]\s?\w|\b(?:19|20)\d\d(?: [A-Z][a-z]{2}(?: \d{1,2})?)?;\s?\d|\b(?:19|20)\d\d[,:]\s?\d{1,4}[:,]|\bVol(?:ume)?\.? \d+.{0,30}\b(?:No|Issue|pp?|Pages?)\b|"
    r"\b(?:e-?)?ISSN\b|^(?:https?://)?(?:dx\.)?doi(?:\.org)?[:/ ]",
    re.IGNORECASE,
)


# A word in small letters that stands in no name.
_SMALL = re.compile(r"(?<!\S)(?!de|van|von|der|la|le|el|al|da|di|dos|bin|ibn)[a-z]")


def _pieces(words: str) -> Iterator[str]:
    """Yield what stands between the commas of a line; most lines are told by their first piece."""
    position = 0
    for match in _SPLIT.finditer(words):
        yield words[position : match.start()].rstrip()
        position = match.end()
    yield words[position:]


def is_byline(words: str) -> bool:
    """Tell whether a line lists people: names and initials only, with marks or degrees, joined by commas or "and".

    >>> is_byline("J. Doe1,2 and M. Roe1"), is_byline("Alba Ruiz 1 *, Jon Vik , Ida Berg 2"), is_byline("Dosage And Administration, Adults")
    (True, True, False)
    >>> is_byline("Jane Doe¹, Richard Roe²")
    True
    """
    if not 3 <= len(words) <= 1500 or not words[0].isupper():
        return False
    people: list[str] = []
    signs = 0
    for piece in _pieces(words.strip(" .")):
        if _DEGREE.fullmatch(piece):
            signs += bool(piece.strip())
            continue
        person = None if _SMALL.search(piece) else _PERSON.fullmatch(piece)
        if person is None or piece.split()[0].lower() in _NOT_NAMES or len(piece.split()) < 2:
            return False
        signs += bool(person["mark"].strip()) or bool(_INITIAL.search(piece))
        people.append(piece.split()[0])
    return signs > 0 and (len(people) >= 2 or (len(people) == 1 and bool(re.search(r"\b(?:M\.?D\b|Ph\.?D)", words))))


def is_affiliation(words: str) -> bool:
    """Tell whether a line names where authors work: a mark or "Department", an institution, a comma, no verb.

    >>> is_affiliation("2Department of Surgery, Odense University Hospital, Denmark")
    True
    >>> is_affiliation("Hospital admissions, which rose, were counted.")
    False
    """
    return (
        len(words) <= 500
        and "," in words
        and (mark := _MARK.match(words)) is not None
        and bool(_INSTITUTION.search(words[mark.end() :]))
        and not _TELLS.search(words)
    )


def is_person(words: str) -> bool:
    """Tell whether words are one person by an initial or a degree: "Michael F. Holm", "Ana Ruiz, MD".

    >>> is_person("Michael F. Holm"), is_person("Heart Failure")
    (True, False)
    """
    name, _, degree = words.partition(", ")
    person = _PERSON.fullmatch(name)
    if person is None or not 2 <= len(name.split()) <= 5 or name.split()[0].lower() in _NOT_NAMES:
        return False
    return bool(re.search(r" [A-Z]\. ", name)) or bool(degree and _DEGREE.fullmatch(degree))


_ROLE = re.compile(
    r"(?:(?:Professor|Prof|Dr|Mr|Mrs|Ms)\.? )?[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){1,4}(?: \(\w+\))?, (?:[\w-]+ ){0,4}(?i:professor|reader|consultant|lecturer|physician|registrar|"
    r"advis[eo]r|analyst|director|researcher|fellow|nurse|chair|principal|student|editor|pharmacist|surgeon|dietitian|scientist|associate|lead|officer|president|practitioner|"
    r"investigator|author|manager)(?=\d*(?:$|[,;.]| (?:of|at|in|for|and|to|emeritus)\b| [A-Z(]))"
)


def is_person_with_role(words: str) -> bool:
    """Tell whether a line is a person and the post held: "Ana Ruiz, professor of medicine, Bergen".

    >>> is_person_with_role("Ana Ruiz, consultant physician1"), is_person_with_role("Acute Gout, the principal cause, hurts.")
    (True, False)
    """
    return len(words) <= 260 and bool(_ROLE.match(words)) and not _TELLS.search(words)


def is_imprint(words: str) -> bool:
    """Tell whether a line is the journal, year, volume and pages of the work itself.

    >>> is_imprint("Eur Respir J 2019; 54: 1900218"), is_imprint("In 2019; 54 adults took part.")
    (True, False)
    """
    return (
        len(words.split()) <= 25
        and bool(_ISSUE.search(words))
        and not _TELLS.search(words)
        and words[-1] not in "!?"
        and not words.startswith("In ")
    )
