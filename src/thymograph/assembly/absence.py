"""What a claim turns on and a document never mentions: its drug, its disease, its kind of patient."""

from __future__ import annotations

import re

from thymograph.assembly.audit.entities import Therapy, akin, is_class, therapies_of_title
from thymograph.assembly.passages import Holdings, Reading
from thymograph.assembly.plain_words import content_words
from thymograph.citing.works import normal_title
from thymograph.model import Claim, DocumentRecord, Mention

__all__ = ["absent_names", "unknown_subject"]

_POPULATION = re.compile(
    r"\b(children|p(?:a)?ediatric|infants?|neonat\w+|newborns?|adolescents?|elderly|older adults?|pregnan\w+|lactating|breastfeeding"
    r"|postmenopausal|premenopausal|women|men|mice|rats?|dogs?)\b",
    re.IGNORECASE,
)
_SAME_POPULATION = (
    ("child", "pediatric", "paediatric", "infant"), ("neonat", "newborn", "infant"), ("elderly", "older"),
    ("women", "postmenopausal", "premenopausal", "pregnan", "female"), ("men", "male"), ("mice", "mouse", "murine"), ("rat",),
    ("lactating", "breastfeeding"), ("adolescent", "teenage"), ("dog", "canine"),
)  # fmt: skip


# A report that leaves children out has not seen any.
_LEFT_OUT = re.compile(r"\b(?:excluded|not (?:studied|included|enrolled|eligible)|ineligible)\b", re.IGNORECASE)


def _conditions(claim: Claim) -> frozenset[str]:
    """Return the names of the diseases in which a claim says that something holds."""
    told = [
        normal_title(words)
        for one in claim.relations
        for words in (one.qualifiers.condition, one.qualifiers.population)
        if words
    ]
    diseases = [mention for mention in claim.mentions if mention.type == "disease" and not mention.implicit]
    return frozenset(
        mention.name
        for mention in diseases
        if any(normal_title(word) in words for word in (mention.name, mention.text) for words in told)
    )


def _held_therapies(held: Holdings, document: DocumentRecord) -> tuple[Therapy, ...]:
    found = {
        Therapy(mention.name, mention.id)
        for reading in held.readings
        for mention in reading.claim.mentions
        if mention.type in ("drug", "protein", "cytokine", "procedure")
    }
    found.update(therapies_of_title(document.title or ""))
    return tuple(sorted(found, key=lambda therapy: (therapy.name, therapy.id or "")))


def _distinguishing(claim: Claim) -> list[Mention]:
    """Return the drug mentions that a claim turns on: subjects of its relations and arms, else all; no classes."""
    drugs = [mention for mention in claim.mentions if mention.type == "drug" and not is_class(mention.name)]
    subjects = {one.subject_id or one.subject for one in claim.relations}
    arms = {normal_title(one.arm) for one in claim.measurements if one.arm}
    arms |= {normal_title(regimen.drug) for regimen in claim.regimens}
    told = [
        mention
        for mention in drugs
        if mention.id in subjects
        or mention.name in subjects
        or any(normal_title(word) in arm for word in (mention.name, mention.text) for arm in arms)
    ]
    return told or drugs


def _same_disease(a: Mention, b: Mention) -> bool:
    if a.id and a.id == b.id:
        return True
    first, second = normal_title(a.name), normal_title(b.name)
    if f" {first} " in f" {second} " or f" {second} " in f" {first} ":
        return True
    shared = content_words(a.name) & content_words(b.name)
    # Hepatitis B and C, diabetes of type 1 and 2 share all their words but one.
    apart = {word for word in set(first.split()) ^ set(second.split()) if len(word) == 1}
    return bool(shared) and not apart and len(shared) >= min(len(content_words(a.name)), len(content_words(b.name)))


def absent_names(asked: Reading, held: Holdings, document: DocumentRecord) -> list[str]:
    """Return the names of what a claim turns on and the document never mentions."""
    claim = asked.claim
    missing: list[str] = []
    drugs = _distinguishing(claim)
    if drugs:
        there = _held_therapies(held, document)
        lacking = [
            mention.name
            for mention in drugs
            if not any(akin(Therapy(mention.name, mention.id), other) for other in there)
        ]
        if len({*lacking}) == len({mention.name for mention in drugs}):
            missing += lacking
        else:
            rivals = {one.object for one in claim.relations if one.predicate == "compared_with"}
            rivals |= {one.qualifiers.compared_to for one in claim.relations if one.qualifiers.compared_to}
            rivals |= {one.comparator for one in claim.measurements if one.comparator}
            compared = {normal_title(words) for words in rivals if words}
            missing += [
                mention.name
                for mention in claim.mentions
                if mention.type == "drug"
                and not is_class(mention.name)
                and {normal_title(mention.name), normal_title(mention.text)} & compared
                and not any(akin(Therapy(mention.name, mention.id), other) for other in there)
            ]
    diseases = [mention for mention in claim.mentions if mention.type == "disease" and not mention.implicit]
    diseases = [mention for mention in diseases if content_words(mention.name) or len(mention.name) > 2]
    if diseases and not missing:
        known = [
            mention for reading in held.readings for mention in reading.claim.mentions if mention.type == "disease"
        ]
        title = content_words(document.title or "")
        needed = _conditions(claim)
        lacking = [
            mention.name
            for mention in diseases
            if not any(_same_disease(mention, other) for other in known)
            and not content_words(mention.name) <= held.words | title
        ]
        # Whom it was seen in, each of them; of the rest one that is known will do.
        if len({*lacking}) == len({mention.name for mention in diseases}):
            missing += lacking
        else:
            missing += [name for name in lacking if name in needed]
    if not missing:
        said = " ".join(
            [document.title or "", *(reading.text for reading in held.readings if not _LEFT_OUT.search(reading.text))]
        ).lower()
        groups = {match.lower() for match in _POPULATION.findall(claim.quote or "")}
        for group in sorted(groups):
            like = [group, *(word for row in _SAME_POPULATION if any(group.startswith(w) for w in row) for word in row)]
            if not any(re.search(rf"\b{re.escape(word)}", said) for word in like):
                missing.append(group)
    return list(dict.fromkeys(missing))


def unknown_subject(asked: Reading, held: Holdings, document: DocumentRecord) -> str | None:
    """Return the first telling word of a claim about a thing that no list knows, if the document lacks it.

    The subject of its relations where it is one word, else its first word if nothing was read of it.
    """
    known = held.words | content_words(document.title or "")
    for one in asked.claim.relations:
        words = content_words(one.subject)
        if len(one.subject.split()) == 1 and words and not words & known:
            return one.subject
    if asked.answered or any(mention.type == "drug" for mention in asked.claim.mentions):
        return None
    printed = (asked.claim.quote or "").split()
    first = next((word.strip(",.*_()[]") for word in printed if content_words(word)), None)
    if first is None or content_words(first) & known:
        return None
    return first
