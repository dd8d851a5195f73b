"""Claims made by rule, without any text that they were taken from: as many as one likes, only for measuring graphs.

What they say is chance: concepts of the lexicon in sentences of our own. As in real documents a few concepts are in
many claims and most in few, most texts agree on what does what, and some do not.
"""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence

from thymograph.lexicon.concepts import Concept, Lexicon
from thymograph.model import (
    Anchor,
    Assertion,
    Citation,
    CitationMarker,
    Claim,
    Cue,
    DocumentRecord,
    Measurement,
    Mention,
    Qualifiers,
    ReferenceEntry,
    Regimen,
    Stance,
    Step,
    content_id,
)

__all__ = ["made_claims"]

_CLAIMS_A_DOCUMENT = 60
_ENTRIES_A_DOCUMENT = 20
_EXTRACTOR = "made-by-rule/1"
_ACTS_ON = ("protein", "cytokine", "receptor", "cell", "pathway")
# Relation → the one that texts use who hold the opposite.
_OPPOSITES = {"increases": "decreases", "decreases": "increases", "improves": "no_effect_on", "treats": "no_effect_on"}
_KINDS = (
    "mechanism", "mechanism", "trial_result", "trial_result", "trial_result", "safety", "guideline_position", "dosage",
    "indication", "protocol_step", "other",
)  # fmt: skip
_HEADINGS = ("How it acts", "What trials found", "Harms", "Doses", "What guidelines say", "Steps")
_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "xu", "za")


def _sha256(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8")).hexdigest()


class _Words:
    """The concepts to choose from, by type; the first of each are chosen most."""

    def __init__(self, lexicon: Lexicon, chance: random.Random) -> None:
        self.by_type: defaultdict[str, list[Concept]] = defaultdict(list)
        self.known = {concept.id: concept for concept in lexicon.concepts}
        for concept in lexicon.concepts:
            self.by_type[concept.type].append(concept)
        self.chance = chance

    def concept(self, *types: str) -> Concept:
        known = self.by_type[self.chance.choice([one for one in types if self.by_type[one]])]
        return known[int(len(known) * self.chance.random() ** 3)]


def _made_words(seed: str) -> str:
    """Return words as rare as those that tell real titles apart."""
    digits = _sha256(seed)
    return " ".join("".join(_SYLLABLES[int(digit, 16)] for digit in digits[at : at + 4]) for at in range(0, 24, 4))


def _entries(sha256: str, number: int, words: _Words) -> tuple[ReferenceEntry, ...]:
    """Return the reference list of a document; half of its works are in the lists of others too."""
    made = []
    for place in range(1, _ENTRIES_A_DOCUMENT + 1):
        shared = words.chance.random() < 0.5
        trial = f"{words.chance.randrange(2000)}" if shared else f"{number} {place}"
        made.append(
            ReferenceEntry(
                id=content_id("e", sha256, place),
                document=sha256,
                start=place,
                end=place + 1,
                line=9000 + place,
                number=str(place),
                title=f"The {_made_words(trial)} study",
                container="Journal of Made Results",
                year=str(1990 + place),
                pmid=str(1 + int(_sha256(trial)[:7], 16)),
            )
        )
    return tuple(made)


def _relation(words: _Words, start: int, end: int) -> Assertion:
    subject, thing = words.concept("drug", "drug", "cytokine"), words.concept(*_ACTS_ON, "disease", "outcome")
    clinical = thing.type in ("disease", "outcome")
    # What most texts hold follows from the two names.
    choice = int(_sha256(subject.id + thing.id)[:2], 16) % 2
    held = ("treats", "improves")[choice] if clinical else ("increases", "decreases")[choice]
    narrowed = words.concept("disease").name if words.chance.random() < 0.4 else None
    return Assertion(
        subject=subject.name,
        subject_id=subject.id,
        predicate=_OPPOSITES[held] if words.chance.random() < 0.02 else held,
        object=thing.name,
        object_id=thing.id,
        start=start,
        end=end,
        rule="made",
        qualifiers=Qualifiers(condition=narrowed, dose="5 mg" if words.chance.random() < 0.05 else None),
        certainty="hedged" if words.chance.random() < 0.2 else "asserted",
    )


def _mention(concept: Concept, start: int) -> Mention:
    name = concept.name
    return Mention(text=name, start=start, end=start + len(name), name=name, type=concept.type, id=concept.id)


def _mentions(relations: Sequence[Assertion], words: _Words, start: int) -> tuple[Mention, ...]:
    ends = (id for one in relations for id in (one.subject_id, one.object_id) if id is not None)
    return tuple(_mention(words.known[id], start) for id in ends)


def _claim(sha256: str, path: str, place: int, entries: Sequence[ReferenceEntry], words: _Words) -> Claim:
    chance = words.chance
    start, line = 400 * place, 3 * place
    kind, heading = chance.choice(_KINDS), chance.choice(_HEADINGS)
    drug, disease, organisation = (words.concept(one) for one in ("drug", "disease", "organisation"))
    relations = tuple(_relation(words, start, start + 90) for _ in range(chance.choice((0, 1, 1, 2))))
    told = "; ".join(f"{one.subject} {one.predicate.replace('_', ' ')} {one.object}" for one in relations)
    quote = f"Text {place} of {path} tells that {told or drug.name + ' was given in ' + disease.name}."
    end = start + len(quote)
    cited = chance.sample(entries, chance.choice((0, 0, 1, 1, 2)))
    named = [organisation, drug] if kind == "guideline_position" else [] if relations else [drug]
    hedged = any(one.certainty == "hedged" for one in relations)
    return Claim(
        id=content_id("c", sha256, start, end),
        text_key=_sha256(quote),
        document=sha256,
        path=path,
        anchors=(
            Anchor(
                role="words", start=start, end=end, byte_start=start, byte_end=end, sha256=_sha256(quote), line=line
            ),
            Anchor(role="frame", start=1, end=9, byte_start=1, byte_end=9, sha256=_sha256(heading), line=1),
        ),
        quote=quote,
        gist=told or f"{drug.name} in {disease.name}",
        section=("About it", heading),
        kind=kind,
        polarity="affirmed",
        certainty="hedged" if hedged else "asserted",
        citation_status="stated" if cited else "none",
        extractor=_EXTRACTOR,
        cues=(Cue(text="tells", start=start, end=start + 5, effect="hedged"),) if hedged else (),
        citations=tuple(
            Citation(
                marker=content_id("m", sha256, start, entry.number),
                number=entry.number or "",
                start=end,
                end=end + 3,
                scope="sentence",
                method="number",
                entry=entry.id,
                confidence=1.0,
            )
            for entry in cited
        ),
        mentions=_mentions(relations, words, start) + tuple(_mention(one, start) for one in named),
        relations=relations,
        measurements=_measurements(drug, words) if kind == "trial_result" else (),
        stances=_stances(organisation, drug, disease, words) if kind == "guideline_position" else (),
        regimens=(Regimen(drug=drug.name, dose=str(5 + place), unit="mg", route="oral", frequency="daily"),)
        if kind == "dosage"
        else (),
        step=Step(procedure=f"Procedure of {path}", number=place) if kind == "protocol_step" else None,
    )


def _measurements(drug: Concept, words: _Words) -> tuple[Measurement, ...]:
    value, other = words.chance.randrange(1, 99), words.chance.randrange(1, 99)
    return (
        Measurement(
            measure=words.concept("outcome").name,
            value=str(value),
            number=float(value),
            unit="%",
            arm=drug.name,
            comparator="placebo",
            comparator_value=str(other),
            n="120",
            p="0.02",
            p_operator="<",
        ),
    )


def _stances(organisation: Concept, drug: Concept, disease: Concept, words: _Words) -> tuple[Stance, ...]:
    against = words.chance.random() < 0.2
    return (
        Stance(
            organisation=organisation.name,
            intervention=drug.name,
            condition=disease.name,
            stance="against" if against else "for",
        ),
    )


def made_claims(count: int, lexicon: Lexicon, *, seed: int = 1) -> Iterator[tuple[DocumentRecord, list[Claim]]]:
    """Yield documents with their claims, ``count`` of these in all; the same for the same seed and lexicon."""
    words = _Words(lexicon, random.Random(f"{seed}"))
    for number, first in enumerate(range(0, count, _CLAIMS_A_DOCUMENT)):
        path = f"made/{number:06}.md"
        sha256 = _sha256(f"{seed}/{path}")
        entries = _entries(sha256, number, words)
        claims = [
            _claim(sha256, path, place, entries, words)
            for place in range(1, 1 + min(_CLAIMS_A_DOCUMENT, count - first))
        ]
        markers = tuple(
            CitationMarker(
                id=link.marker,
                number=link.number,
                printed=f"[{link.number}]",
                start=link.start,
                end=link.end,
                style="bracket",
            )
            for claim in claims
            for link in claim.citations
        )
        yield (
            DocumentRecord(
                path=path,
                sha256=sha256,
                size_bytes=30_000,
                characters=30_000,
                format="markdown",
                title=f"Made document {number}",
                publisher=f"Publisher {number % 40}",
                date="2024-05-01",
                entries=entries,
                markers=markers,
                ledger=(("claim", 20_000), ("reference_entry", 10_000)),
            ),
            claims,
        )
