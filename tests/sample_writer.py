"""A writer of invented documents: sentence by sentence, with the claims in them and every state of a citation."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Any

from thymograph.model import (
    Assertion,
    Citation,
    CitationMarker,
    Claim,
    Cue,
    Document,
    DocumentRecord,
    Mention,
    Qualifiers,
    ReferenceEntry,
    Step,
    content_id,
)

__all__ = ["Writer"]

CONCEPTS: dict[str, tuple[str | None, str]] = {
    "colchicine": ("CHEBI:27882", "drug"),
    "allopurinol": ("CHEBI:40279", "drug"),
    "prednisolone": ("CHEBI:8378", "drug"),
    "imiquimod": ("CHEBI:36704", "drug"),
    "metformin": ("CHEBI:6801", "drug"),
    "abatacept": ("NCIT:C28764", "drug"),
    "methotrexate": ("CHEBI:44185", "drug"),
    "placebo": (None, "procedure"),
    "gout": ("MONDO:0005393", "disease"),
    "pericarditis": ("MONDO:0005388", "disease"),
    "rheumatoid arthritis": ("MONDO:0008383", "disease"),
    "actinic keratosis": ("MONDO:0002656", "disease"),
    "diarrhoea": ("MONDO:0001673", "disease"),
    "myocardial infarction": ("MONDO:0005068", "disease"),
    "C-reactive protein": ("HGNC:2367", "protein"),
    "interleukin-1 beta": ("HGNC:5992", "cytokine"),
    "interferon-alpha": ("FPLX:IFNA", "cytokine"),
    "tubulin": ("FPLX:Tubulin", "protein"),
    "NLRP3 inflammasome": ("GO:0072559", "pathway"),
    "NF-kappaB": ("FPLX:NFkappaB", "pathway"),
    "TLR7": ("HGNC:15631", "receptor"),
    "CD80": ("HGNC:1700", "receptor"),
    "neutrophil": ("CL:0000775", "cell"),
    "T cell": ("CL:0000084", "cell"),
    "flare rate": (None, "outcome"),
    "mortality": ("EFO:0004352", "outcome"),
    "Northern Rheumatology Society": (None, "organisation"),
    "European Cardiac Council": (None, "organisation"),
}
SPELLINGS = {
    "CRP": "C-reactive protein",
    "IL-1β": "interleukin-1 beta",
    "IFN-α": "interferon-alpha",
    "NF-κB": "NF-kappaB",
    "neutrophils": "neutrophil",
    "T cells": "T cell",
    "flares": "flare rate",
    "diarrhea": "diarrhoea",
}
_MARKER = re.compile(r"\[(\d+)\]")
_CUES = {
    "hedged": ("may", "might", "appears to", "suggests", "could"),
    "negated": ("no", "not", "without", "failed to"),
}


@dataclass
class Writer:
    """Writes a document sentence by sentence, and the claims in it."""

    path: str
    title: str
    references: dict[str, dict[str, Any]]
    """By number as printed; a number that begins with "~" is not printed."""
    fields: dict[str, Any] = field(default_factory=dict)
    quotes: bool = True

    def __post_init__(self) -> None:
        self.text = f"{self.title}\n\n"
        self.section: tuple[str, ...] = ()
        self.drafts: list[dict[str, Any]] = []

    def head(self, *section: str) -> None:
        self.section = section
        self.text += f"\n{section[-1]}\n\n"

    def say(self, words: str, kind: str, *relations: tuple[Any, ...], **given: Any) -> None:
        """Add a sentence; a relation is (subject, predicate, object[, qualifiers[, polarity]])."""
        start = len(self.text)
        self.text += f"{words}\n"
        self.drafts.append(
            {"start": start, "words": words, "kind": kind, "relations": relations, "section": self.section, **given}
        )

    def finish(self) -> tuple[DocumentRecord, list[Claim]]:
        """Return the document's record and its claims."""
        places = {}
        self.text += "\nReferences\n\n"
        for number, work in self.references.items():
            line = work["title"] if number.startswith("~") else f"{number}. {work['title']}"
            places[number] = (len(self.text), len(self.text) + len(line))
            self.text += line + "\n"
        content = self.text.encode("utf-8")
        document = Document(
            path=self.path, sha256=hashlib.sha256(content).hexdigest(), size_bytes=len(content), text=self.text
        )
        entries = {
            number: ReferenceEntry(
                id=content_id("e", document.sha256, *places[number]),
                document=document.sha256,
                start=places[number][0],
                end=places[number][1],
                line=document.line_of(places[number][0]),
                number=None if number.startswith("~") else number,
                **work,
            )
            for number, work in self.references.items()
        }
        claims: list[Claim] = []
        for draft in self.drafts:
            claims.append(self._claim(document, entries, draft, claims))
        markers = {
            (found.start(), found[1]): CitationMarker(
                id=content_id("m", document.sha256, found.start(), found.end(), found[1]),
                number=found[1],
                printed=found[0],
                start=found.start(),
                end=found.end(),
                style="bracket",
            )
            for found in _MARKER.finditer(self.text)
        }
        claimed = sum(anchor.end - anchor.start for claim in claims for anchor in claim.words)
        blank = sum(character.isspace() for character in self.text)
        record = DocumentRecord(
            path=self.path,
            sha256=document.sha256,
            size_bytes=len(content),
            characters=len(self.text),
            format="text",
            title=self.title,
            entries=tuple(entries.values()),
            markers=tuple(markers[key] for key in sorted(markers)),
            ledger=(
                ("blank", blank),
                ("claim", claimed),
                ("heading", 60),
                ("reference_entry", sum(end - start for start, end in places.values())),
                ("unclaimed", 14 + len(self.title)),
            ),
            **self.fields,
        )
        return record, claims

    def _claim(
        self, document: Document, entries: dict[str, ReferenceEntry], draft: dict[str, Any], earlier: list[Claim]
    ) -> Claim:
        start, words = draft["start"], draft["words"]
        end = start + len(words)
        citations = []
        inferred: dict[str, tuple[str, str, float]] = draft.get("inferred", {})
        for found in _MARKER.finditer(words):
            number = found[1]
            entry = entries.get(number)
            method, confidence = ("number", 1.0) if entry else ("none", None)
            if number in inferred:
                key, method, confidence = inferred[number]
                entry = entries[key]
            at, to = start + found.start(), start + found.end()
            citations.append(
                Citation(
                    marker=content_id("m", document.sha256, at, to, number),
                    number=number,
                    start=at,
                    end=to,
                    scope="sentence",
                    method=method,  # type: ignore[arg-type]  # one of the literals, spelled in the drafts below
                    entry=entry.id if entry else None,
                    confidence=confidence,
                )
            )
        status = "none"
        if citations:
            methods = {citation.method for citation in citations}
            status = "stated" if "number" in methods else "dangling" if methods == {"none"} else "inferred"
        polarity, certainty = draft.get("polarity", "affirmed"), draft.get("certainty", "asserted")
        relations = tuple(
            Assertion(
                subject=one[0],
                predicate=one[1],
                object=one[2],
                start=start,
                end=end,
                rule="svo",
                subject_id=CONCEPTS.get(one[0], (None, ""))[0],
                object_id=CONCEPTS.get(one[2], (None, ""))[0],
                qualifiers=one[3] if len(one) > 3 and one[3] else Qualifiers(),
                polarity=one[4] if len(one) > 4 else polarity,
                certainty=certainty,
            )
            for one in draft["relations"]
        )
        effects = [effect for effect in (polarity, certainty) if effect in _CUES]
        cues = []
        for effect in effects:
            for word in _CUES[effect]:
                hit = re.search(rf"\b{word}\b", words, re.IGNORECASE)
                if hit:
                    cues.append(Cue(text=hit[0], start=start + hit.start(), end=start + hit.end(), effect=effect))
                    break
        mentions = []
        for name in (*CONCEPTS, *SPELLINGS):
            hit = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE)
            if hit:
                concept = SPELLINGS.get(name, name)
                curie, kind = CONCEPTS[concept]
                mentions.append(
                    Mention(
                        text=hit[0], start=start + hit.start(), end=start + hit.end(), name=concept, type=kind, id=curie
                    )
                )
        for name in draft.get("implied", ()):
            curie, kind = CONCEPTS[name]
            at = self.text.casefold().index(name.casefold())
            mentions.append(
                Mention(text=name, start=at, end=at + len(name), name=name, type=kind, id=curie, implicit=True)
            )
        step = None
        if "step" in draft:
            procedure, number = draft["step"]
            before = next((claim.id for claim in reversed(earlier) if claim.step), None) if number > 1 else None
            step = Step(procedure=procedure, number=number, after=before)
        heading = draft["section"][-1]
        at = self.text.index(f"\n{heading}\n") + 1
        plain = _MARKER.sub("", words).strip()
        return Claim(
            id=content_id("c", document.sha256, f"{start}-{end}"),
            text_key=hashlib.sha256(plain.casefold().encode()).hexdigest(),
            document=document.sha256,
            path=self.path,
            anchors=(document.anchor("words", start, end), document.anchor("frame", at, at + len(heading))),
            quote=words if self.quotes else None,
            gist=draft.get("gist", plain.rstrip(".")),
            section=draft["section"],
            kind=draft["kind"],
            polarity=polarity,
            certainty=certainty,
            citation_status=status,  # type: ignore[arg-type]  # one of the literals, chosen above
            extractor="sample/1",
            cues=tuple(sorted(cues, key=lambda cue: cue.start)),
            speaker=draft.get("speaker"),
            directness=draft.get("directness"),
            citations=tuple(citations),
            mentions=tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end))),
            relations=relations,
            measurements=draft.get("measurements", ()),
            stances=draft.get("stances", ()),
            regimens=draft.get("regimens", ()),
            step=step,
            repeats=earlier[0].id if draft.get("repeats") else None,
        )
