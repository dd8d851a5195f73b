"""A draft against a graph: each claim has the evidence for and against it."""

from __future__ import annotations

import pytest

from test_conflicts import read
from thymograph.assembly import assemble
from thymograph.assembly.comparison import Compared, compare

EVIDENCE = {
    "trial.txt": """Atorvastatin, a trial report

Atorvastatin decreases LDL cholesterol.[1]

In patients with sepsis, atorvastatin had no effect on mortality.[1]

The half-life of atorvastatin is 14 hours.[2]

References

1. Atorvastatin in many people: a randomized trial. J Invent Med. 2004;1:1-8.
2. The kinetics of atorvastatin. Ann Invent. 1999;2:3-9.
""",
    "advice.txt": """Advice on atorvastatin

NICE recommends against atorvastatin in heart failure.
""",
    "cells.txt": """Cells

In mice, atorvastatin increased interleukin-6 in macrophages.
""",
}


def verdicts(draft: str) -> dict[str, Compared]:
    """Return what is said of each claim of a draft, by the beginning of its words."""
    documents, claims = read(EVIDENCE)
    _, mine = read({"draft.txt": f"My draft\n\n{draft}\n"})
    return {(found.claim.quote or "")[:40]: found for found in compare(mine, assemble(documents, claims))}


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        ("Atorvastatin decreases LDL cholesterol.", "supported"),
        ("Atorvastatin increases LDL cholesterol.", "contradicted"),
        ("Atorvastatin has no effect on LDL cholesterol.", "contradicted"),
        ("Atorvastatin has a half-life of 14 hours.", "supported"),
        ("Atorvastatin has a half-life of 20 hours.", "number differs"),
        ("NICE recommends atorvastatin for heart failure.", "contradicted"),
        ("Atorvastatin inhibits HMG-CoA reductase.", "new"),
        ("Atorvastatin is approved for heart failure.", "contradicted"),
        ("Atorvastatin is used to treat heart failure.", "contradicted"),
        ("NICE recommends against atorvastatin in heart failure.", "supported"),
        ("In patients with asthma, atorvastatin decreased interleukin-6.", "contradicted elsewhere"),
    ],
)
def test_each_verdict(draft: str, verdict: str) -> None:
    (found,) = verdicts(draft).values()
    assert found.verdict == verdict


def test_support_tells_its_roots_and_an_uncited_claim_its_works() -> None:
    (found,) = verdicts("Atorvastatin decreases LDL cholesterol.").values()
    assert [one.verdict for one in found.judgements] == ["supported", "uncited"]
    assert found.judgements[0].footing is not None
    assert len(found.judgements[0].footing.roots) == 1
    assert len(found.judgements[1].works) == 1


def test_a_cited_claim_is_not_called_uncited() -> None:
    draft = (
        "Atorvastatin decreases LDL cholesterol.[1]\n\nReferences\n\n1. A paper on lipids and pills. J Y. 2001;1:1.\n"
    )
    (found,) = verdicts(draft).values()
    assert [one.verdict for one in found.judgements] == ["supported"]


def test_another_context_is_named() -> None:
    (found,) = verdicts("In patients with asthma, atorvastatin decreased interleukin-6.").values()
    assert {one.qualifier for one in found.judgements[0].differing} >= {"condition", "system"}


def test_the_draft_is_no_evidence_for_itself() -> None:
    documents, claims = read(EVIDENCE)
    found = compare([claim for claim in claims if claim.path == "cells.txt"], assemble(documents, claims))
    assert [one.verdict for one in found] == ["new"]


def test_the_order_of_the_draft_and_of_the_graph_makes_no_difference() -> None:
    documents, claims = read(EVIDENCE)
    _, mine = read(
        {"draft.txt": "My draft\n\nAtorvastatin increases LDL cholesterol. It has a half-life of 3 hours.\n"}
    )
    graph, turned = assemble(documents, claims), assemble(documents[::-1], claims[::-1])
    assert compare(mine, graph) == compare(mine[::-1], turned)
