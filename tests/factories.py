"""Invented documents and claims for tests: three small files on several drugs, Hypothesis strategies."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from hypothesis import strategies as st

from thymograph.assembly import assemble
from thymograph.graph.build import write_graph
from thymograph.graph.store import GraphHandle, open_graph
from thymograph.lexicon.concepts import load_lexicon
from thymograph.model import (
    Assertion,
    Citation,
    CitationMarker,
    Claim,
    ClaimGraph,
    Cue,
    Document,
    DocumentRecord,
    Measurement,
    Mention,
    Qualifiers,
    ReferenceEntry,
    Regimen,
    Stance,
    Step,
    Work,
    content_id,
)

__all__ = ["Corpus", "Draft", "claim_graph", "claims", "corpus", "opened", "qualifiers"]

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


@dataclass(frozen=True)
class Corpus:
    """The invented documents, their claims and works."""

    drafts: tuple[Draft, ...]

    @property
    def documents(self) -> tuple[DocumentRecord, ...]:
        return tuple(draft.record() for draft in self.drafts)

    @property
    def claims(self) -> tuple[Claim, ...]:
        return tuple(claim for draft in self.drafts for claim in draft.claims)

    @property
    def contents(self) -> dict[str, bytes]:
        return {draft.sha256: draft.content for draft in self.drafts}

    @property
    def works(self) -> tuple[Work, ...]:
        made: dict[str, Work] = {}
        for draft in self.drafts:
            for entry in draft.entries:
                old = made.get(entry.work)
                made[entry.work] = Work(
                    id=entry.work,
                    key=f"doi:{entry.doi}" if entry.doi else f"title:{(entry.title or '').casefold()}",
                    title=entry.title,
                    year=entry.year,
                    doi=entry.doi,
                    type="primary_trial" if entry.doi else "web_page",
                    entries=tuple(sorted((*(old.entries if old else ()), entry.id))),
                )
        return tuple(made[key] for key in sorted(made))

    def claim(self, start: str) -> Claim:
        """Return the claim whose words begin so."""
        return next(claim for claim in self.claims if (claim.quote or "").startswith(start))


def _imiquimod() -> Draft:
    draft = Draft(
        path="a/imiquimod.txt",
        publisher="Skin Notes",
        text=(
            "Imiquimod, an overview\n\nMechanism\n\n"
            "Imiquimod binds TLR7 and signals through NF-κB. [1]\n"
            "It raised interferon-γ in skin biopsies. [1][2]\n"
            "Imiquimod may shift macrophage polarization toward M1.\n\n"
            "Severe side effects\n\nAnaphylaxis occurred in one patient.\n\n"
            "Results\n\nResponse | 75.5% vs 2.0%\n\nReferences\n\n"
        ),
        references=(
            (
                "1",
                "Toll-like receptor seven and the imidazoquinolines",
                {"doi": "10.1000/tlr7", "year": "2002"},
            ),
            ("2", "Interferon in treated skin", {"year": "1998"}),
        ),
    )
    draft.claim(
        "Imiquimod binds TLR7 and signals through NF-κB. [1]",
        "mechanism",
        names=(("Imiquimod", "imiquimod"), "TLR7", ("NF-κB", "NF-kappaB")),
        frames=("Mechanism",),
        relations=(
            draft.relation("imiquimod", "binds", "TLR7"),
            draft.relation("imiquimod", "activates", "NF-kappaB", qualifiers=Qualifiers(via="TLR7")),
            draft.relation("TLR7", "activates", "NF-kappaB"),
        ),
        cites=(("1", "number"),),
        status="stated",
    )
    draft.claim(
        "It raised interferon-γ in skin biopsies. [1][2]",
        "trial_result",
        names=(("It", "imiquimod"), ("interferon-γ", "interferon-gamma")),
        relations=(draft.relation("imiquimod", "increases", "interferon-gamma"),),
        cites=(("1", "number"), ("2", "number")),
        status="stated",
    )
    hedged = "Imiquimod may shift macrophage polarization toward M1."
    at = draft.text.index(hedged) + 10
    draft.claim(
        hedged,
        "mechanism",
        names=(("Imiquimod", "imiquimod"), "macrophage polarization"),
        relations=(draft.relation("imiquimod", "regulates", "macrophage polarization", certainty="hedged"),),
        cues=(Cue(text="may", start=at, end=at + 3, effect="hedged"),),
    )
    draft.claim(
        "Anaphylaxis occurred in one patient.",
        "safety",
        names=(("Anaphylaxis", "anaphylaxis"), ("imiquimod", "imiquimod")),
        frames=("Severe side effects",),
        relations=(draft.relation("imiquimod", "causes", "anaphylaxis"),),
    )
    draft.claim(
        "75.5% vs 2.0%",
        "trial_result",
        names=(("imiquimod", "imiquimod"), ("response rate", "response rate")),
        frames=("Results", "Response"),
        measurements=(
            Measurement(
                measure="response rate",
                value="75.5%",
                number=75.5,
                unit="%",
                arm="imiquimod + placebo cream",
                comparator="placebo",
                comparator_value="2.0",
                p="0.001",
                p_operator="<",
                n="166",
            ),
        ),
    )
    return draft


def _ramipril() -> Draft:
    draft = Draft(
        path="a/ramipril.txt",
        publisher="Heart Leaflets",
        text=(
            "Ramipril in hypertension\n\nRamipril lowers blood pressure in hypertension. [1]\n"
            "Ramipril caused no significant change in interferon-γ. [2]\n"
            "Start with 2.5 mg orally once daily for 4 weeks.\n"
            "Step 1: measure the potassium.\nStep 2: give the tablet.\n"
            "Anaphylaxis has not been seen with imiquimod. [3]\n\nReferences\n\n"
        ),
        references=(
            ("1", "A trial of ramipril", {"doi": "10.1000/ram", "year": "2000"}),
            ("2", "Interferon in treated skin", {"year": "1998"}),
        ),
    )
    draft.claim(
        "Ramipril lowers blood pressure in hypertension. [1]",
        "trial_result",
        names=(("Ramipril", "ramipril"), "blood pressure", "hypertension"),
        relations=(
            draft.relation("ramipril", "decreases", "blood pressure", qualifiers=Qualifiers(condition="hypertension")),
        ),
        cites=(("1", "number"),),
        status="stated",
        directness="review",
    )
    draft.claim(
        "Ramipril caused no significant change in interferon-γ. [2]",
        "trial_result",
        names=(("Ramipril", "ramipril"), ("interferon-γ", "interferon-gamma")),
        relations=(draft.relation("ramipril", "no_effect_on", "interferon-gamma", polarity="negated"),),
        cites=(("2", "number"),),
        status="stated",
    )
    draft.claim(
        "Start with 2.5 mg orally once daily for 4 weeks.",
        "dosage",
        names=(("ramipril", "ramipril"),),
        regimens=(
            Regimen(
                drug="ramipril",
                dose="2.5",
                unit="mg",
                route="oral",
                frequency="once daily",
                duration="4 weeks",
            ),
        ),
    )
    first = draft.claim(
        "Step 1: measure the potassium.", "protocol_step", step=Step(procedure="starting ramipril", number=1)
    )
    draft.claim(
        "Step 2: give the tablet.",
        "protocol_step",
        names=(("tablet", "ramipril"),),
        step=Step(procedure="starting ramipril", number=2, after=first.id),
    )
    draft.claim(
        "Anaphylaxis has not been seen with imiquimod. [3]",
        "safety",
        names=(("Anaphylaxis", "anaphylaxis"), "imiquimod"),
        relations=(draft.relation("imiquimod", "causes", "anaphylaxis", polarity="negated"),),
        cites=(("3", "none"),),
        status="dangling",
    )
    return draft


def _abatacept() -> Draft:
    draft = Draft(
        path="b/abatacept.txt",
        publisher="Ask Rheum",
        text=(
            "Abatacept, question and answer\n\n"
            "The American College of Rheumatology advises against abatacept in basal cell carcinoma. [7]\n"
            "Abatacept improves rheumatoid arthritis. [9]\n"
            "Whether abatacept raises interferon-γ is unknown.\n"
            "Imiquimod also reaches TLR8.\n\nReferences\n\n"
        ),
        references=((None, "A guideline of the college", {}),),
    )
    draft.claim(
        "The American College of Rheumatology advises against abatacept in basal cell carcinoma. [7]",
        "guideline_position",
        names=("American College of Rheumatology", "abatacept", "basal cell carcinoma"),
        relations=(draft.relation("abatacept", "not_recommended_for", "basal cell carcinoma", polarity="negated"),),
        stances=(
            Stance(
                organisation="American College of Rheumatology",
                intervention="abatacept",
                condition="basal cell carcinoma",
                stance="against",
            ),
        ),
        speaker="American College of Rheumatology",
        directness="second_hand",
        cites=(("7", "order"),),
        status="inferred",
    )
    draft.claim(
        "Abatacept improves rheumatoid arthritis. [9]",
        "indication",
        names=(("Abatacept", "abatacept"), "rheumatoid arthritis"),
        relations=(draft.relation("abatacept", "improves", "rheumatoid arthritis"),),
        cites=(("9", "none"),),
        status="dangling",
    )
    draft.claim(
        "Whether abatacept raises interferon-γ is unknown.",
        "evidence_quality",
        names=("abatacept", ("interferon-γ", "interferon-gamma")),
        relations=(draft.relation("abatacept", "increases", "interferon-gamma", polarity="unknown"),),
    )
    draft.claim(
        "Imiquimod also reaches TLR8.",
        "mechanism",
        names=(("Imiquimod", "imiquimod"), "TLR8"),
        relations=(draft.relation("imiquimod", "activates", "TLR8"),),
    )
    return draft


def corpus() -> Corpus:
    """Return three invented documents: stated, inferred, dangling and no citations, all sorts of claims."""
    return Corpus(drafts=(_imiquimod(), _ramipril(), _abatacept()))


# ---------------------------------------------------------------- Hypothesis

# Every character that UTF-8 can carry: quotes, backslashes, line separators, controls, astral planes.
words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)
maybe = st.none() | words
qualifiers = st.builds(
    Qualifiers,
    condition=maybe,
    population=maybe,
    system=maybe,
    dose=maybe,
    with_=maybe,
    compared_to=maybe,
    time=maybe,
    via=maybe,
)
curies = st.none() | st.sampled_from(["CHEBI:36704", "HGNC:15631", "FPLX:TLR", "MONDO:0005044", "X:1"])
offsets = st.integers(min_value=0, max_value=10_000)
_PREDICATES = ("activates", "decreases", "no_effect_on", "not_recommended_for", "causes", "binds", "other")
_POLARITIES = ("affirmed", "negated", "no_evidence", "not_included", "unknown")
_CERTAINTIES = ("asserted", "hedged", "speculative")
_TYPES = ("drug", "cytokine", "receptor", "pathway", "disease", "organisation", "other")

relations = st.builds(
    Assertion,
    subject=words,
    predicate=st.sampled_from(_PREDICATES),
    object=words,
    start=offsets,
    end=offsets,
    rule=words,
    subject_id=curies,
    object_id=curies,
    qualifiers=qualifiers,
    polarity=st.sampled_from(_POLARITIES),
    certainty=st.sampled_from(_CERTAINTIES),
)
mentions = st.builds(
    Mention,
    text=words,
    start=offsets,
    end=offsets,
    name=words,
    type=st.sampled_from(_TYPES),
    id=curies,
    implicit=st.booleans(),
)
measurements = st.builds(
    Measurement,
    measure=words,
    value=maybe,
    number=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    unit=maybe,
    arm=maybe,
    comparator=maybe,
    n=maybe,
    p=maybe,
    p_operator=maybe,
)
stances = st.builds(
    Stance,
    organisation=words,
    intervention=words,
    stance=st.sampled_from(("for", "conditional_for", "not_included", "conditional_against", "against")),
    condition=maybe,
    population=maybe,
    strength=maybe,
    first_hand=st.booleans(),
)
regimens = st.builds(Regimen, drug=words, dose=maybe, unit=maybe, route=maybe, frequency=maybe)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Return a claim with any fields; its anchors fit its quote, its document is not at hand."""
    quote = draw(words)
    path = draw(st.sampled_from(["a.txt", "deep/b.txt"]))
    before = draw(st.text(st.characters(codec="utf-8"), max_size=10))
    text = before + quote
    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    document = Document(path=path, sha256=sha256, size_bytes=len(text.encode()), text=text)
    start, end = len(before), len(text)
    made = draw(st.lists(relations, max_size=3))
    return Claim(
        id=content_id("c", sha256, start, end),
        text_key=content_id("k", quote),
        document=sha256,
        path=path,
        anchors=(document.anchor("words", start, end),),
        quote=draw(st.sampled_from([quote, None])),
        gist=draw(words),
        section=tuple(draw(st.lists(words, max_size=2))),
        kind=draw(st.sampled_from(["mechanism", "safety", "other"])),
        polarity=draw(st.sampled_from(_POLARITIES)),
        certainty=draw(st.sampled_from(_CERTAINTIES)),
        citation_status="none",
        extractor="thymograph 0.1",
        speaker=draw(maybe),
        directness=draw(st.sampled_from([None, "own_result", "review"])),
        mentions=tuple(draw(st.lists(mentions, max_size=3))),
        relations=tuple(made),
        measurements=tuple(draw(st.lists(measurements, max_size=2))),
        stances=tuple(draw(st.lists(stances, max_size=1))),
        regimens=tuple(draw(st.lists(regimens, max_size=1))),
        step=draw(st.none() | st.builds(Step, procedure=words, number=st.integers(0, 50))),
    )


def claim_graph() -> ClaimGraph:
    """Return the invented documents assembled."""
    made = corpus()
    return assemble(made.documents, made.claims, made.works)


def opened(folder: Path) -> GraphHandle:
    """Build the invented documents' graph in ``folder`` and open it."""
    write_graph(folder, claim_graph(), lexicon=load_lexicon())
    return open_graph(folder)
