"""The query editor of `thymograph serve` in a browser: by keyboard, narrow and dark, quiet, and for this server alone.

Debian's Chromium is driven where it is installed (apt-get install chromium); no browser is downloaded.
"""

from __future__ import annotations

import csv
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from factories import claim_graph, corpus
from thymograph.graph.build import write_graph
from thymograph.graph.store import open_graph
from thymograph.lexicon.concepts import load_lexicon
from thymograph.queries.runner import catalogue, run
from thymograph.serving.pool import Limits
from thymograph.serving.server import serving
from thymograph.views.page import write_page

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright for Python is not installed")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("editor") / "graph"
    graph = claim_graph()
    write_graph(place, graph, lexicon=load_lexicon(), files={"index.html": write_page(graph)})
    return place


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    with serving(folder, port=0, limits=Limits(seconds=20)) as front:
        thread = threading.Thread(target=front.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield front.url
        front.shutdown()
        thread.join()


Opener = Callable[..., Any]


@pytest.fixture
def editor(browser: Any, url: str) -> Iterator[Opener]:
    """Return what opens the editor; at the end nothing may have been complained of or asked of another host."""
    contexts: list[Any] = []
    requests: list[str] = []
    complaints: list[str] = []

    def opened(address: str = "", **options: Any) -> Any:
        context = browser.new_context(**{"viewport": WIDE, "accept_downloads": True} | options)
        contexts.append(context)
        window = context.new_page()
        window.set_default_timeout(8000)
        window.on("request", lambda request: requests.append(request.url))
        window.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        window.on("pageerror", lambda error: complaints.append(str(error)))
        window.goto(f"{url}query{address}")
        window.locator("html[data-ready]").wait_for(state="attached")
        return window

    yield opened
    for context in contexts:
        context.close()
    assert [one for one in requests if not one.startswith((url, "data:,", "blob:"))] == []
    # The browser itself notes an answer of 400; the page shows it, which is what these tests look at.
    assert [one for one in complaints if "status of 400" not in one] == []


def see(window: Any, selector: str, words: str) -> None:
    playwright_api.expect(window.locator(selector).first).to_contain_text(words, timeout=8000)


def test_a_named_query_is_found_filled_in_and_answered_by_keyboard_alone(
    editor: Opener, folder: Path, tmp_path: Path
) -> None:
    window = editor()
    assert window.locator("#names a").count() == len(catalogue())
    window.locator("#filter").focus()
    window.keyboard.type("claims-about")
    assert window.locator("#names li:visible").count() == 1
    window.keyboard.press("Tab")
    window.keyboard.press("Enter")
    see(window, "#named-title", "Claims about a concept")
    # It waits for what it needs, with the cursor there.
    window.keyboard.type("Toll-like receptor")
    window.keyboard.press("Enter")
    table = run(open_graph(folder), "claims-about", {"about": "Toll-like receptor"})
    see(window, "#tally", f"{len(table.rows)} rows")
    assert window.locator("table.rows tbody tr").count() == len(table.rows)
    assert "name=claims-about&about=Toll-like+receptor" in window.url
    assert "VALUES ?about { <" in window.locator("#sparql").input_value()
    # The names in the graph are offered.
    assert "TLR7" in window.eval_on_selector_all("#concepts option", "all => all.map(one => one.value)")
    with window.expect_download() as download:
        window.get_by_role("button", name="CSV").click()
    download.value.save_as(tmp_path / "rows.csv")
    with (tmp_path / "rows.csv").open(newline="", encoding="utf-8") as file:
        assert len(list(csv.reader(file))) == len(table.rows) + 1
    # A claim leads into the page.
    claim = window.locator("td[data-head=claim] a").first
    id = claim.inner_text()
    claim.click()
    window.locator("html[data-ready]").wait_for(state="attached")
    assert window.url.endswith(f"/#{id}")
    assert window.locator("#panel-title").inner_text()
    window.get_by_role("link", name="Query").click()
    see(window, "h1", "Query")


def test_sparql_runs_by_control_enter_and_its_address_brings_it_back(editor: Opener) -> None:
    window = editor()
    area = window.get_by_role("textbox", name="SPARQL query")
    area.fill("SELECT ?claim (STRLEN(?g) AS ?length) ?kind { ?claim a tg:Claim ; tg:gist ?g ; tg:kind ?kind }")
    area.press("Control+Enter")
    see(window, "#tally", f"{len(corpus().claims)} rows")
    assert window.locator("td[data-head=claim] a").first.get_attribute("href").startswith("/#c")
    assert window.locator("td[data-head=kind]").first.inner_text().startswith("tg:")
    head = window.get_by_role("button", name="length")
    head.focus()
    window.keyboard.press("Enter")
    lengths = [int(text) for text in window.locator("td[data-head=length]").all_inner_texts()]
    assert lengths == sorted(lengths)
    again = editor(window.url[window.url.index("#") :])
    see(again, "#tally", f"{len(corpus().claims)} rows")
    again.locator("#sparql").fill("ASK { ?c a tg:Claim }")
    again.keyboard.press("Control+Enter")
    see(again, ".answer", "Yes")
    again.go_back()
    see(again, "#tally", f"{len(corpus().claims)} rows")
    again.locator("#sparql").fill("SELECT * { ?z tg:gist ?y ; tg:line ?x } LIMIT 1")
    again.keyboard.press("Control+Enter")
    see(again, "#tally", "1 row,")
    assert again.locator("table.rows th").all_inner_texts() == ["z", "y", "x"]
    again.locator("#sparql").fill("CONSTRUCT WHERE { ?c tg:gist ?g }")
    again.keyboard.press("Control+Enter")
    see(again, "#rows pre", "@prefix tg:")
    again.locator("#sparql").fill("SELECT ?c { ?c a prov:Nothing ; tg:gist 'prov:x' }")
    again.get_by_role("button", name="Declare the prefixes").click()
    assert again.locator("#sparql").input_value().startswith("PREFIX prov: <http://www.w3.org/ns/prov#>\nPREFIX tg: ")
    again.keyboard.press("Control+Enter")
    see(again, "#tally", "No rows")


def test_errors_are_shown_at_their_place(editor: Opener) -> None:
    window = editor()
    area = window.locator("#sparql")
    area.fill("SELECT * {\n  ?a ?b '😀' ; nope:kind ?k\n}")
    area.press("Control+Enter")
    see(window, "[role=alert]", "Line 2, column 15: the prefix nope: is not declared")
    assert area.evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)") == "nope:kind"
    assert area.get_attribute("aria-invalid") == "true"
    area.fill("ASK {}")
    area.press("Control+Enter")
    see(window, ".answer", "Yes")
    assert area.get_attribute("aria-invalid") is None
    assert window.locator("#problem").inner_text() == ""
    window.goto(f"{window.url.split('#')[0]}#name=claims-about&about=zebra")
    see(window, "[role=alert]", "No concept 'zebra' in this graph")


def test_what_runs_can_be_stopped(editor: Opener) -> None:
    window = editor()
    window.locator("#sparql").fill("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    window.keyboard.press("Control+Enter")
    window.get_by_role("button", name="Stop").click()
    see(window, "#tally", "Stopped")


def test_texts_of_documents_are_text(editor: Opener) -> None:
    window = editor()
    window.locator("#sparql").fill(
        "SELECT ('<img src=x onerror=\"window.hit = 1\">' AS ?x) (IRI('javascript:hit') AS ?y) {}"
    )
    window.keyboard.press("Control+Enter")
    see(window, "td", "<img src=x")
    assert window.evaluate("window.hit") is None
    assert window.locator("#rows img, #rows a").count() == 0


@pytest.mark.parametrize(("view", "scheme"), [(WIDE, "light"), (PHONE, "dark")])
def test_it_is_whole_on_a_telephone_and_in_the_dark(editor: Opener, view: dict[str, int], scheme: str) -> None:
    window = editor("#name=documents", viewport=view, color_scheme=scheme)
    see(window, "#tally", "3 rows")
    assert window.evaluate("document.documentElement.scrollWidth") == view["width"]
    assert window.locator("html").get_attribute("data-shade") == scheme
    # Whatever can be worked has a name, and text that can be told from its ground.
    nameless = window.eval_on_selector_all(
        "a, button, input, textarea, summary",
        "all => all.filter(e => e.checkVisibility() && !(e.innerText || e.ariaLabel || (e.labels && e.labels.length))).length",
    )
    assert nameless == 0
    assert window.evaluate(CONTRAST) == []


CONTRAST = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgb = (color) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c[3] > 250) return c; } return [255, 255, 255]; };
  return [...document.querySelectorAll("a, button, p, h1, h2, td, th, summary, code, label span")].filter((e) => e.checkVisibility() && e.innerText).filter((e) => {
    const [a, b] = [light(rgb(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05) < 4.5;
  }).map((e) => e.outerHTML.slice(0, 90));
}"""
