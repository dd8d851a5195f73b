"""What a reader does with a claim, a pathway and a procedure: a browser opens them and looks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pyoxigraph
import pytest

from sample_graph import sample_graph
from thymograph.assembly.audit import audit
from thymograph.assembly.concepts import name_index
from thymograph.assembly.roots import agreements
from thymograph.graph.claim_quads import write_claim
from thymograph.graph.iris import Iris
from thymograph.graph.writing import Pen
from thymograph.model import Claim
from thymograph.records import reading_order
from thymograph.views.page import write_page

BASE = "https://graphs.example/one/"

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright for Python is not installed")


@pytest.fixture(scope="module")
def window(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Return one window with the sample's page, and fail at the end if it complained of anything."""
    graph = sample_graph()
    file = tmp_path_factory.mktemp("features") / "page.html"
    page = write_page(graph, findings=audit(graph, texts={}).findings, base=BASE)
    file.write_text(page, encoding="utf-8", newline="\n")
    complaints: list[str] = []
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(f"file://{file}")
    opened.locator("html[data-ready]").wait_for(state="attached")
    yield opened
    opened.close()
    assert complaints == []


def turn(window: Any, address: str) -> None:
    """Go to an address within the page, as a link does."""
    window.evaluate(
        "hash => new Promise(done => { location.hash = hash; setTimeout(() => requestAnimationFrame(done), 30) })",
        address,
    )


def words(window: Any, selector: str) -> str:
    return re.sub(r"\s+", " ", window.locator(selector).first.inner_text()).strip()


def see(window: Any, selector: str, text: str) -> None:
    playwright_api.expect(window.locator(selector).first).to_contain_text(text, timeout=4000)


def claim_with(words: str) -> Claim:
    return next(
        one
        for one in sorted(sample_graph().claims, key=reading_order)
        if words in one.gist or words in (one.quote or "")
    )


# ---------------------------------------------------------------- a claim


def triples(text: bytes, format: pyoxigraph.RdfFormat) -> set[str]:
    return {f"{one.subject} {one.predicate} {one.object}" for one in pyoxigraph.parse(text, format)}


def test_the_rdf_of_a_claim_is_what_the_graph_writes(window: Any) -> None:
    """If this fails, app/10_rdf.js no longer follows graph/claim_quads.py."""
    graph = sample_graph()
    names = name_index(graph.claims)
    publishers = {one.sha256: one.publisher for one in graph.documents}
    for claim in graph.claims:
        turn(window, f"#{claim.id}?view=table")
        shown = window.evaluate(
            "() => { document.querySelector('details.rdf').fill(); return document.querySelector('#rdf-turtle').textContent; }"
        )
        pen = Pen(Iris(BASE), names, {})
        write_claim(pen, claim, publishers[claim.document])
        lines = "".join(f"{subject} {predicate} {object} .\n" for subject, predicate, object in pen.triples)
        assert triples(shown.encode(), pyoxigraph.RdfFormat.TURTLE) == triples(
            lines.encode(), pyoxigraph.RdfFormat.N_TRIPLES
        ), claim.gist
        assert f"@prefix claim: <{BASE}claim/> ." in shown


def test_a_claim_says_how_to_cite_it(window: Any) -> None:
    claim = claim_with("hazard ratio 0.77")
    turn(window, f"#{claim.id}")
    window.locator("details.cite summary").click()
    see(window, "#cite-line", "Open Drug Notes. Colchicine: a monograph. 2024-03-02. line")
    see(window, "#cite-line", f"{claim.id}; document sha256 {claim.document[:12]}; read by thymograph")
    see(window, "#cite-line", f"{BASE}claim/{claim.id}")


def test_a_quote_stands_in_the_words_around_it(window: Any) -> None:
    turn(window, f"#{claim_with('failed to lower CRP').id}")
    see(window, ".quote .said", "failed to lower CRP")
    see(window, ".quote .around", "Whether colchicine changes mortality is unknown")
    window.locator(".quote .around a").first.click()
    see(window, "#panel-title", "unknown whether colchicine changes mortality")


def test_who_agrees_is_told_with_what_they_stand_on(window: Any) -> None:
    claim = claim_with("failed to lower CRP")
    turn(window, f"#{claim.id}")
    rows = [re.sub(r"\s+", " ", row) for row in window.locator(".footings tbody tr").all_inner_texts()]
    counted = {
        one.answer: one.footing
        for one in agreements(sample_graph())
        if one.object == "C-reactive protein" and one.subject == "colchicine"
    }
    assert (
        rows[0]
        == f"Lowers it {len(counted['down'].claims)} {len(counted['down'].documents)} {len(counted['down'].roots)} independent root"
    )
    assert rows[1] == "No change this claim 1 1 no root, 1 marker leading nowhere"
    see(window, ".related", "disagrees")


def test_findings_of_the_audit_stand_with_the_claim_and_can_be_filtered(window: Any) -> None:
    claim = claim_with("failed to lower CRP")
    turn(window, f"#{claim.id}")
    see(window, ".findings", "Marker 4 has no entry")
    see(window, ".trail-end", "Its trail: dangling")
    found = {one.claim for one in audit(sample_graph(), texts={}).findings if one.claim}
    turn(window, "#claims?audit=error,warning,note")
    see(window, "#tally", f"Showing {len(found)} of 55 claims")
    turn(window, "#claims?ends=primary%20study,meta-analysis,guideline,article")
    assert window.locator("table.claims tbody tr").count() > 10


# ---------------------------------------------------------------- a pathway


def test_a_pathway_leads_from_agents_to_effects(window: Any) -> None:
    turn(window, "#mechanism/CHEBI:27882")
    see(window, ".pathway-head", "Pathway of colchicine")
    found = re.search(r"Graph, (\d+) nodes", window.locator("#drawing").get_attribute("aria-label"))
    assert found
    assert 8 < int(found[1]) <= 150
    rows = [re.sub(r"\s+", " ", row) for row in window.locator(".arrows tbody tr").all_inner_texts()]
    assert "colchicine binds tubulin Asserted 1 1 1" in rows
    assert any(row.startswith("colchicine improves mortality Denied") for row in rows)
    assert any("By guessed references only" in row for row in rows)
    window.locator("#drawing canvas").wait_for()


def test_an_arrow_opens_its_claims(window: Any) -> None:
    turn(window, "#mechanism/CHEBI:27882")
    window.locator(".arrows a", has_text="colchicine binds tubulin").click()
    see(window, "#panel-title", "colchicine binds tubulin")
    see(window, "#panel .claim-list", "Colchicine binds tubulin")
    assert "arrow=" in window.url
    window.keyboard.press("Escape")
    playwright_api.expect(window.locator("#panel")).to_have_count(0)
    window.keyboard.press("Escape")
    see(window, "#panel-title", "colchicine")


def test_a_click_on_a_drawn_arrow_opens_it(window: Any) -> None:
    turn(window, "#mechanism/CHEBI:27882")
    window.locator("#drawing canvas").wait_for()
    # Somewhere between the first two columns there is an arrow: a person moves until the hand shows.
    box = window.locator("#drawing").bounding_box()
    for y in range(40, int(min(box["height"], 600)), 6):
        window.mouse.move(box["x"] + 245, box["y"] + y)
        if window.evaluate("document.querySelector('#drawing').style.cursor") == "pointer":
            window.mouse.click(box["x"] + 245, box["y"] + y)
            break
    see(window, "#panel .eyebrow", "Arrow")


def test_the_pathway_is_walked_with_the_keys(window: Any) -> None:
    turn(window, "#mechanism/CHEBI:27882")
    window.locator("#drawing canvas").wait_for()
    window.locator("#drawing").focus()
    window.keyboard.press("ArrowRight")
    see(window, "#announcer", "Concept: colchicine")
    window.keyboard.press("ArrowRight")
    assert "colchicine" not in words(window, "#announcer")
    window.keyboard.press("Enter")
    see(window, ".pathway-head", "Pathway of")
    assert "CHEBI:27882" not in window.url


def test_filters_drive_the_pathway(window: Any) -> None:
    turn(window, "#mechanism?polarity=negated")
    states = {cell.strip() for cell in window.locator(".arrows tbody td:nth-child(2)").all_inner_texts()}
    assert states == {"Denied"}


def test_a_document_and_a_concept_lead_to_their_pathway(window: Any) -> None:
    turn(window, "#concept/CHEBI:27882")
    window.locator("#panel a", has_text="Pathway").click()
    see(window, ".pathway-head", "Pathway of colchicine")
    vendor = next(one for one in sample_graph().documents if one.path.startswith("vendors"))
    turn(window, f"#doc/{vendor.sha256[:12]}")
    window.locator("#panel a", has_text="Pathway").click()
    see(window, ".arrows", "imiquimod activates TLR7")
    assert "colchicine" not in words(window, ".arrows")


# ---------------------------------------------------------------- a procedure, the first screen


def test_a_procedure_stands_under_its_document_step_by_step(window: Any) -> None:
    answer = next(one for one in sample_graph().documents if one.path.startswith("answers"))
    turn(window, f"#doc/{answer.sha256[:12]}")
    see(window, ".workflow summary", "Starting colchicine 4 steps")
    steps = [re.sub(r"\s+", " ", step) for step in window.locator(".steps > li").all_inner_texts()]
    assert [step.split(" ")[0] for step in steps] == ["1", "2", "3", "4"]
    assert "begin 0.5 mg once a day" in steps[2]
    turn(window, "#claims")
    assert "begin 0.5 mg once a day" not in words(window, "table.claims")


def test_the_first_screen_tells_what_is_well_and_what_is_poorly_rooted(window: Any) -> None:
    turn(window, "#")
    best = words(window, "section[aria-labelledby=h-best]")
    assert "Does imiquimod change TLR7? Raises it 2 independent roots · 2 claims in 2 documents" in best
    assert "no root" in words(window, "section[aria-labelledby=h-least]")
    window.locator("section[aria-labelledby=h-best] a").first.click()
    see(window, "#panel .eyebrow", "Question")
    see(window, ".footings", "2 independent roots")


def test_the_record_is_still_the_record_after_it_was_read_in_parts(window: Any) -> None:
    turn(window, "#claims?q=colchicine")
    claim = claim_with("hazard ratio 0.77")
    turn(window, f"#{claim.id}")
    assert json.loads(window.locator("#record-json").text_content())["id"] == claim.id
