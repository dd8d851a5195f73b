"""Documents while they are written for tests: text, reference list, and claims placed in it by their words."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from thymograph.model import (
    Assertion,
    Citation,
    CitationMarker,
    Claim,
    Document,
    DocumentRecord,
    Mention,
    Qualifiers,
    ReferenceEntry,
    content_id,
)

__all__ = ["CONCEPTS", "Draft"]

CONCEPTS: dict[str, tuple[str | None, str]] = {
    "imiquimod": ("CHEBI:36704", "drug"),
    "ramipril": ("CHEBI:8774", "drug"),
    "placebo": (None, "procedure"),
    "abatacept": ("NCIT:C28764", "drug"),
    "TLR7": ("HGNC:15631", "receptor"),
    "TLR8": ("HGNC:15632", "receptor"),
    "Toll-like receptor": ("FPLX:TLR", "receptor"),
    "interferon-gamma": ("HGNC:5438", "cytokine"),
    "NF-kappaB": ("FPLX:NFkappaB", "pathway"),
    "macrophage polarization": ("GO:0042116", "process"),
    "blood pressure": ("EFO:0004325", "outcome"),
    "hypertension": ("MONDO:0005044", "disease"),
    "rheumatoid arthritis": ("MONDO:0008383", "disease"),
    "basal cell carcinoma": ("MONDO:0020804", "disease"),
    "American College of Rheumatology": (None, "organisation"),
    "anaphylaxis": ("MONDO:0100053", "disease"),
    "response rate": (None, "outcome"),
}


@dataclass
class Draft:
    """A document while it is written: its text, its reference list and its claims."""

    path: str
    text: str
    publisher: str | None = None
    references: tuple[tuple[str | None, str, dict[str, Any]], ...] = ()
    claims: list[Claim] = field(default_factory=list)
    markers: list[CitationMarker] = field(default_factory=list)

    def __post_init__(self) -> None:
        body = self.text
        self.entries: list[ReferenceEntry] = []
        places = []
        for number, title, fields in self.references:
            line = f"{number}. {title}\n" if number else f"{title}\n"
            places.append((number, title, fields, len(body), len(body) + len(line) - 1))
            body += line
        self.text = body
        self.content = body.encode("utf-8")
        self.sha256 = hashlib.sha256(self.content).hexdigest()
        self.document = Document(
            path=self.path, sha256=self.sha256, size_bytes=len(self.content), text=body, format="text"
        )
        for number, title, fields, start, end in places:
            self.entries.append(
                ReferenceEntry(
                    id=content_id("e", self.sha256, start, end),
                    document=self.sha256,
                    start=start,
                    end=end,
                    line=self.document.line_of(start),
                    number=number,
                    title=title,
                    work=content_id("w", fields.get("doi") or title.casefold()),
                    **fields,
                )
            )

    def mention(self, words: str, name: str | None = None, within: tuple[int, int] = (0, 0)) -> Mention:
        name = name or words
        curie, kind = CONCEPTS.get(name, (None, "other"))
        start = self.text.find(words, within[0], within[1] or None)
        if start < 0:
            return Mention(text=words, start=-1, end=-1, name=name, type=kind, id=curie, implicit=True)
        return Mention(text=words, start=start, end=start + len(words), name=name, type=kind, id=curie)

    def relation(self, subject: str, predicate: str, object: str, **fields: Any) -> Assertion:
        narrowing = fields.pop("qualifiers", Qualifiers())
        return Assertion(
            subject=subject,
            predicate=predicate,
            object=object,
            start=fields.pop("start", 0),
            end=fields.pop("end", 0),
            rule=fields.pop("rule", "svo"),
            subject_id=CONCEPTS.get(subject, (None, ""))[0],
            object_id=CONCEPTS.get(object, (None, ""))[0],
            qualifiers=narrowing,
            **fields,
        )

    def claim(
        self,
        quote: str,
        kind: str,
        *,
        names: tuple[str | tuple[str, str], ...] = (),
        frames: tuple[str, ...] = (),
        relations: tuple[Assertion, ...] = (),
        cites: tuple[tuple[str, str], ...] = (),
        status: Literal["stated", "inferred", "dangling", "none"] = "none",
        **fields: Any,
    ) -> Claim:
        """Add the claim whose words are ``quote``; ``cites`` are (number, method), "none" dangling."""
        start = self.text.index(quote)
        end = start + len(quote)
        anchors = [self.document.anchor("words", start, end)]
        for frame in frames:
            at = self.text.index(frame)
            anchors.append(self.document.anchor("frame", at, at + len(frame)))
        citations = []
        for number, method in cites:
            printed = f"[{number}]"
            at = self.text.index(printed, start)
            marker = CitationMarker(
                id=content_id("m", self.sha256, at, at + len(printed), number),
                number=number,
                printed=printed,
                start=at,
                end=at + len(printed),
                style="bracket",
            )
            if marker not in self.markers:
                self.markers.append(marker)
            found = next((e for e in self.entries if e.number == number), None)
            if method in ("content", "title", "order"):
                found = self.entries[0]
            citations.append(
                Citation(
                    marker=marker.id,
                    number=number,
                    start=at,
                    end=at + len(printed),
                    scope="sentence",
                    method=method,  # type: ignore[arg-type]  # the tests spell it as str
                    entry=found.id if found and method != "none" else None,
                    work=found.work if found and method != "none" else None,
                    confidence=None if method == "none" else 1.0 if method == "number" else 0.6,
                )
            )
        pairs = [(name, name) if isinstance(name, str) else name for name in names]
        placed = tuple(
            replace(item, start=start + at, end=start + to) if (at, to) != (0, 0) else item
            for item in relations
            for at, to in [(item.start, item.end or len(quote))]
        )
        made = Claim(
            id=content_id("c", self.sha256, start, end),
            text_key=content_id("k", quote.casefold()),
            document=self.sha256,
            path=self.path,
            anchors=tuple(anchors),
            quote=quote,
            gist=fields.pop("gist", f"{kind}: {', '.join(name for _, name in pairs)}"),
            section=tuple(frames[:1]),
            kind=kind,
            polarity=fields.pop("polarity", placed[0].polarity if placed else "affirmed"),
            certainty=fields.pop("certainty", placed[0].certainty if placed else "asserted"),
            citation_status=status,
            extractor="thymograph 0.1",
            citations=tuple(citations),
            mentions=tuple(self.mention(words, name, (start, end)) for words, name in pairs),
            relations=placed,
            **fields,
        )
        self.claims.append(made)
        return made

    def record(self) -> DocumentRecord:
        return DocumentRecord(
            path=self.path,
            sha256=self.sha256,
            size_bytes=len(self.content),
            characters=len(self.text),
            format="text",
            title=self.text.split("\n", 1)[0],
            publisher=self.publisher,
            url=f"https://example.org/{self.path}",
            date="2024-05-01",
            kind="review",
            entries=tuple(self.entries),
            markers=tuple(sorted(self.markers, key=lambda marker: marker.start)),
            ledger=(("claim", 100), ("heading", 20), ("unclaimed", 10)),
        )
