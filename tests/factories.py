"""Three invented documents about several drugs, their claims, and the graph that they make."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from drafts import Draft
from thymograph.assembly import assemble
from thymograph.assembly.audit import audit
from thymograph.graph.build import write_graph
from thymograph.graph.store import GraphHandle, open_graph
from thymograph.lexicon.concepts import load_lexicon
from thymograph.model import (
    Claim,
    ClaimGraph,
    Cue,
    DocumentRecord,
    Measurement,
    Qualifiers,
    Regimen,
    Stance,
    Step,
    Work,
)

__all__ = ["Corpus", "claim_graph", "corpus", "opened"]


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


def claim_graph() -> ClaimGraph:
    """Return the invented documents assembled."""
    made = corpus()
    return assemble(made.documents, made.claims, made.works)


def opened(folder: Path) -> GraphHandle:
    """Build the invented documents' graph in ``folder`` and open it."""
    graph = claim_graph()
    write_graph(folder, graph, lexicon=load_lexicon(), findings=audit(graph).findings)
    return open_graph(folder)
