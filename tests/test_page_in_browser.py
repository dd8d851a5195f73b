"""The page in a browser, without a network: what a person sees, does and takes away.

Debian's Chromium is driven where it is installed (apt-get install chromium); no browser is downloaded.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from sample_graph import PAYLOAD, many_claims, poisoned_graph, sample_graph
from thymograph.assembly.conflicts import conflicts_of
from thymograph.claims.curation import curated, read_corrections
from thymograph.model import Claim, ClaimGraph
from thymograph.records import claim_to_record, reading_order
from thymograph.views.page import save_page

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
STEPS_AND_REPEATS = 8
"""Claims of the sample that are not counted with the others: 7 protocol steps, 1 repeat."""

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright for Python is not installed")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("page")
    graphs: dict[str, ClaimGraph] = {
        "sample": sample_graph(), "many": many_claims(500), "poisoned": poisoned_graph(), "empty": ClaimGraph(),
    }  # fmt: skip
    for name, graph in graphs.items():
        save_page(graph, folder / f"{name}.html")
    return {name: folder / f"{name}.html" for name in graphs}


@dataclass
class Reader:
    """A browser window with one page, and everything that happened in it."""

    window: Any
    file: Path
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def go(self, address: str = "") -> Reader:
        """Open an address as a reader would who was sent it: from the start, not from where they are."""
        self.window.goto("about:blank")
        self.window.goto(f"file://{self.file}{address}")
        # Not wait_for_function: it evaluates a string, which the page's policy forbids.
        self.window.locator("html[data-ready]").wait_for(state="attached")
        return self

    def refuse(self, dialog: Any) -> None:
        """Note a dialog that opened, and close it."""
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def turn(self, address: str) -> Reader:
        """Go to an address within the page, as a link does; the page is not read again."""
        self.window.evaluate(
            "hash => new Promise(done => { location.hash = hash; setTimeout(() => requestAnimationFrame(done), 30) })",
            address,
        )
        return self

    def text(self, selector: str) -> str:
        return re.sub(r"\s+", " ", self.window.locator(selector).first.inner_text()).strip()

    def count(self, selector: str) -> int:
        found: int = self.window.locator(selector).count()
        return found

    def see(self, selector: str, words: str) -> None:
        """Wait until ``words`` stand in the element; fail if they do not come."""
        playwright_api.expect(self.window.locator(selector).first).to_contain_text(words, timeout=4000)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.window.keyboard.press(key)


@pytest.fixture
def open_page(browser: Any, files: dict[str, Path]) -> Iterator[Callable[..., Reader]]:
    contexts = []

    def opened(name: str = "sample", address: str = "", **options: Any) -> Reader:
        context = browser.new_context(**{"viewport": WIDE, "accept_downloads": True} | options)
        contexts.append(context)
        reader = Reader(context.new_page(), files[name])
        window = reader.window
        window.on("request", lambda request: reader.requests.append(request.url))
        window.on("console", lambda message: reader.complaints.append(f"{message.type}: {message.text}"))
        window.on("pageerror", lambda error: reader.complaints.append(str(error)))
        window.on("dialog", reader.refuse)
        if options.get("java_script_enabled", True):
            reader.go(address)
        else:
            window.goto(f"file://{files[name]}")
        return reader

    yield opened
    for context in contexts:
        context.close()


def claim_where(**fields: Any) -> Claim:
    """Return the first claim in reading order with these fields; a string must stand within the field."""
    for claim in sorted(sample_graph().claims, key=reading_order):
        if all(
            wanted in (getattr(claim, name) or "") if isinstance(wanted, str) else getattr(claim, name) == wanted
            for name, wanted in fields.items()
        ):
            return claim
    raise AssertionError(f"the sample has no claim with {fields}")


def subjects() -> list[str]:
    """Return an address of each sort."""
    graph = sample_graph()
    return [
        "", "#claims", "#graph", f"#{graph.claims[0].id}", f"#{graph.claims[0].id}?view=table", "#concept/CHEBI:27882",
        f"#doc/{graph.documents[0].sha256[:12]}", f"#work/{graph.works[0].id}", f"#question/{graph.questions[0].id}",
        f"#conflict/{conflicts_of(graph)[0].id}",
        "#claims?q=crp", "#graph?kind=mechanism", "#nothing/here",
    ]  # fmt: skip


# ---------------------------------------------------------------- quiet, offline, quick


def test_nothing_is_asked_for_but_the_file_and_nothing_is_complained_of(open_page: Callable[..., Reader]) -> None:
    reader = open_page()
    for address in subjects():
        reader.turn(address)
    reader.go(f"#{sample_graph().claims[0].id}")
    own = f"file://{reader.file}"
    assert [url for url in reader.requests if not url.startswith((own, "data:,", "about:"))] == []
    assert reader.complaints == []
    assert reader.window.evaluate("document.compatMode") == "CSS1Compat"


def test_the_policy_stops_what_would_run(open_page: Callable[..., Reader]) -> None:
    reader = open_page()
    reader.window.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hit = 1\">');"
        "const s = document.createElement('script'); s.textContent = 'window.hit = 2'; document.body.append(s)"
    )
    reader.window.wait_for_timeout(150)
    assert reader.window.evaluate("window.hit") is None


def test_it_is_ready_within_a_second_at_500_claims(open_page: Callable[..., Reader]) -> None:
    reader = open_page("many")
    times = []
    for _ in range(3):
        reader.go("#claims")
        times.append(int(reader.window.evaluate("document.documentElement.dataset.ready")))
    assert min(times) <= 1000, times


def test_a_page_without_claims_opens(open_page: Callable[..., Reader]) -> None:
    reader = open_page("empty")
    reader.see("h1", "Claims of 0 documents")
    reader.go("#claims").see(".empty", "No claim fits")
    reader.go("#graph").see(".empty", "nothing to draw")
    assert reader.complaints == []


# ---------------------------------------------------------------- the first screen


def test_the_first_screen_says_what_is_in_here(open_page: Callable[..., Reader]) -> None:
    reader = open_page()
    graph = sample_graph()
    reader.see(".lede", f"{len(graph.claims) - STEPS_AND_REPEATS} claims from 4 documents")
    for document in graph.documents:
        reader.see(".documents", document.title or "")
    reader.see(".documents", "sells what it writes about")
    reader.see(".disputes", "Does colchicine change C-reactive protein?")
    reader.see(".disputes", "Lowers it 2 claims, 2 documents")
    reader.see(".stances", "Northern Rheumatology Society")
    reader.see(".about", "colchicine")


def test_each_number_on_the_first_screen_is_the_number_of_rows_it_leads_to(open_page: Callable[..., Reader]) -> None:
    reader = open_page()
    links = reader.window.eval_on_selector_all(
        ".doubts a, .bars a, .legend a, .documents .health a, .documents td.number a",
        "all => all.map(a => [a.getAttribute('href'), Number(a.innerText.match(/\\d+/)[0])])",
    )
    assert len(links) > 20
    for address, number in links:
        reader.turn(address)
        assert reader.count("table.claims tbody tr") == number, address


def test_an_address_that_names_nothing_says_so(open_page: Callable[..., Reader]) -> None:
    open_page(address="#c0000000000000000").see("[role=alert]", "Nothing here goes by “c0000000000000000”")


# ---------------------------------------------------------------- search and filters


@pytest.mark.parametrize(
    ("words", "rows"),
    [("crp lower", 4), ("IL-1β", 1), ("il1 beta", 1), ('"acute gout"', 3), ("askmed dangling", 0), ("Askmed", 11)],
)
def test_search_narrows_as_one_types(open_page: Callable[..., Reader], words: str, rows: int) -> None:
    reader = open_page()
    reader.press("/")
    reader.window.keyboard.type(words)
    reader.see("#tally", f"Showing {rows} of 55 claims")
    assert reader.count("table.claims tbody tr") == rows
    assert "q=" in reader.window.url


def test_a_filter_shows_as_many_claims_as_its_count_says(open_page: Callable[..., Reader]) -> None:
    reader = open_page(address="#claims")
    for facet in ("status-dangling", "kind-safety", "polarity-negated", "certainty-hedged", "type-cytokine"):
        reader.turn("#claims")
        label = reader.window.locator(f"label[for='f-{facet}']").first
        number = int(label.locator(".count").inner_text())
        label.click()
        reader.see("#tally", f"Showing {number} of 55 claims")
        assert reader.count("table.claims tbody tr") == number


def test_filters_of_two_sorts_narrow_together_and_are_taken_off_one_by_one(open_page: Callable[..., Reader]) -> None:
    reader = open_page(address="#claims?kind=trial_result&polarity=negated")
    reader.see("#tally", "Showing 4 of 55")
    reader.window.locator(".chip.off", has_text="Denied").click()
    reader.see("#tally", "Showing 19 of 55")
    reader.window.locator(".filters-head a").click()
    reader.see("#tally", "Showing 55 of 55")


def test_protocol_steps_and_repeats_come_only_when_asked_for(open_page: Callable[..., Reader]) -> None:
    reader = open_page(address="#claims")
    assert "Step 1" not in reader.text("table.claims")
    reader.window.locator("label[for=f-steps]").click()
    reader.see("table.claims", "Step 1: shave the back")
    reader.window.locator("label[for=f-repeats]").click()
    reader.see("table.claims", "repeats another")
    assert reader.count("table.claims tbody tr") == len(sample_graph().claims)


def test_sorting_puts_the_weakest_citations_first(open_page: Callable[..., Reader]) -> None:
    reader = open_page(address="#claims")
    reader.window.locator("#sort-status").click()
    states = reader.window.locator("td.cites .status").all_inner_texts()
    assert states == sorted(states, key=["Dangling", "No citation", "Inferred", "Stated"].index)


def test_a_long_list_comes_in_parts(open_page: Callable[..., Reader]) -> None:
    reader = open_page("many", "#claims")
    assert reader.count("table.claims tbody tr") == 100
    reader.window.locator(".more-rows").click()
    assert reader.count("table.claims tbody tr") == 200


# ---------------------------------------------------------------- the claim


def test_a_claim_opens_by_its_address(open_page: Callable[..., Reader]) -> None:
    claim = claim_where(quote="failed to lower CRP")
    reader = open_page(address=f"#{claim.id}")
    assert reader.text("#panel-title") == claim.gist
    assert reader.text("mark.cue") == "failed to"
    assert reader.text("sup.marker") == "[4]"
    reader.see(".details", "line 12")
    reader.see(".details", "Denied, plainly stated")
    reader.see(".relations", "colchicine has no effect on C-reactive protein")
    reader.see(".related", "disagrees")
    assert "Colchicine lowers C-reactive protein by about a third" in reader.text("#panel")
    assert reader.window.title().startswith(claim.gist[:50])


@pytest.mark.parametrize(
    ("status", "head", "words"),
    [
        ("stated", "Stated link", "The document says so: marker"),
        ("inferred", "Inferred link: a guess", "It was guessed by what the two say, confidence 0.8"),
        ("dangling", "Dangling marker", "nothing in the document's list of references answers to it"),
        ("none", "Nothing is cited", "would need a reference"),
    ],
)
def test_the_four_states_of_a_citation_are_told_apart_in_words_and_sign(
    open_page: Callable[..., Reader], status: str, head: str, words: str
) -> None:
    claim = next(
        one
        for one in sorted(sample_graph().claims, key=reading_order)
        if one.citation_status == status and one.kind in ("trial_result", "mechanism", "evidence_quality")
    )
    reader = open_page(address=f"#{claim.id}")
    reader.see("#panel .trace", head)
    reader.see("#panel .trace", words)
    assert reader.count(f"#panel .trace svg.status-{status}") == 1


def test_a_claim_without_its_quote_says_where_the_words_are(open_page: Callable[..., Reader]) -> None:
    claim = claim_where(path="reviews/inflammation-2024.txt", kind="comparison")
    assert claim.quote is None
    reader = open_page(address=f"#{claim.id}")
    reader.see(".no-quote", f"line {claim.words[0].line}")
    reader.see(".no-quote", "thymograph verify --documents")
    link = reader.window.locator(".no-quote a")
    assert link.get_attribute("href") == "https://jir.example/2024/6"
    assert set((link.get_attribute("rel") or "").split()) >= {"noopener", "noreferrer"}


def test_measurements_regimens_and_stances_are_shown(open_page: Callable[..., Reader]) -> None:
    reader = open_page(address=f"#{claim_where(gist='hazard ratio 0.77').id}")
    for words in ("cardiovascular events, hazard ratio", "0.61 to 0.96 (95%)", "4745", "= 0.02"):
        reader.see("#panel table.small", words)
    reader.go(f"#{claim_where(gist='for an acute flare').id}").see("#panel table.small", "once, one hour later")
    reader.go(f"#{claim_where(gist='may be considered').id}").see("#panel .stances", "For, with conditions")


def test_its_record_is_the_record(open_page: Callable[..., Reader]) -> None:
    reader = open_page()
    for claim in sample_graph().claims:
        reader.turn(f"#{claim.id}")
        shown = reader.window.locator("#record-json").text_content()
        assert json.loads(shown) == claim_to_record(claim)


def test_what_a_reader_finds_wrong_becomes_a_line_that_curation_reads(
    open_page: Callable[..., Reader], tmp_path: Path
) -> None:
    claim = claim_where(gist="Colchicine binds tubulin")
    reader = open_page(address=f"#{claim.id}")
    reader.window.locator("details.wrong summary").click()
    reader.window.select_option("#wrong-field", "certainty")
    reader.window.fill("#wrong-value", "hedged")
    reader.window.fill("#wrong-why", "the paper says may")
    reader.window.fill("#wrong-who", "A. Curator")
    (tmp_path / "corrections.jsonl").write_text(reader.text("#wrong-line") + "\n", encoding="utf-8")
    corrections = read_corrections(tmp_path)
    assert [(one.field, one.value, one.curator) for one in corrections] == [("certainty", "hedged", "A. Curator")]
    assert curated([claim], corrections)[0][0].certainty == "hedged"


def test_concept_document_work_and_question_have_their_pages(open_page: Callable[..., Reader]) -> None:
    graph = sample_graph()
    reader = open_page(address="#concept/CHEBI:27882")
    reader.see("#panel-title", "colchicine")
    assert (
        reader.window.locator("#panel a.out").first.get_attribute("href")
        == "http://purl.obolibrary.org/obo/CHEBI_27882"
    )
    monograph = next(one for one in graph.documents if one.path.startswith("monographs"))
    reader.go(f"#doc/{monograph.sha256[:12]}").see("#panel-title", "Colchicine: a monograph")
    reader.see(".entries", "cited by no claim")
    work = next(one for one in graph.works if one.doi == "10.1000/jic.2019.1")
    reader.go(f"#work/{work.id}").see("#panel-title", work.title or "")
    assert reader.window.locator("#panel a.out").first.get_attribute("href") == "https://doi.org/10.1000/jic.2019.1"
    reader.see("#panel", "Inferred: a guess")
    question = next(one for one in graph.questions if (one.subject, one.object) == ("colchicine", "C-reactive protein"))
    reader.go(f"#question/{question.id}").see("#panel", "Lowers it — 2 claims")
    reader.see("#panel", "No change — 1 claim")
    conflict = next(one for one in conflicts_of(graph) if one.question.object == "C-reactive protein")
    reader.go(f"#conflict/{conflict.id}").see("#panel .eyebrow", "Contradiction")
    reader.see("#panel", "Lowers it — 2 claims")
    reader.see("#tally", "Showing 3 of 3 claims")


def test_a_filter_finds_what_is_in_conflict(open_page: Callable[..., Reader]) -> None:
    reader = open_page(address="#claims?conflict=polarity")
    members = {m.claim for one in conflicts_of(sample_graph()) if one.type == "polarity" for m in one.members}
    reader.see("#tally", f"Showing {len(members)} of 55 claims")


# ---------------------------------------------------------------- the graph

COLOURS_DRAWN = """() => {
  const canvas = document.querySelector('#drawing canvas');
  const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  const seen = new Set();
  for (let i = 0; i < pixels.length; i += 4) if (pixels[i + 3] > 250) seen.add(pixels[i] << 16 | pixels[i + 1] << 8 | pixels[i + 2]);
  return [...seen].map((colour) => colour.toString(16).padStart(6, '0'));
}"""
DOCUMENT, CLAIM, CONCEPT, ENTRY, WORK = "cc79a7", "0072b2", "009e73", "56b4e9", "e69f00"


def test_the_graph_of_a_claim_is_drawn_from_document_to_work(open_page: Callable[..., Reader]) -> None:
    reader = open_page(address=f"#{claim_where(gist='hazard ratio 0.77').id}")
    assert {DOCUMENT, CLAIM, CONCEPT, ENTRY, WORK} <= set(reader.window.evaluate(COLOURS_DRAWN))
    reader.window.locator(".as-list summary").click()
    for words in ("Colchicine: a monograph", "[2]", "myocardial infarction", "Low-dose colchicine after infarction"):
        reader.see(".as-list", words)


@pytest.mark.parametrize("address", ["#concept/CHEBI:27882", "#graph?kind=trial_result", "#graph?q=colchicine"])
def test_a_graph_never_draws_more_than_150_nodes_and_says_what_it_leaves_out(
    open_page: Callable[..., Reader], address: str
) -> None:
    reader = open_page("many", address)
    found = re.search(r"Graph, (\d+) nodes", reader.window.locator("#drawing").get_attribute("aria-label"))
    assert found
    assert 10 < int(found[1]) <= 150
    assert re.search(r"Showing 24 of \d+ claims", reader.text(".notice"))


def test_filters_drive_the_graph(open_page: Callable[..., Reader]) -> None:
    reader = open_page(address="#graph?kind=pharmacokinetics")
    reader.see(".notice", "Showing all 2 claims")
    reader.window.locator("#filters-toggle").click()
    reader.window.locator("label[for='f-kind-dosage']").click()
    reader.see(".notice", "Showing all 4 claims")


def test_a_tall_graph_is_read_by_scrolling(open_page: Callable[..., Reader]) -> None:
    reader = open_page("many", "#graph?kind=trial_result")
    box = reader.window.locator("#drawing").bounding_box()
    reader.window.mouse.move(box["x"] + 300, box["y"] + 200)
    reader.window.mouse.wheel(0, 400)
    reader.window.wait_for_timeout(300)
    assert reader.window.evaluate("document.querySelector('.graph-frame').scrollTop") > 200


def test_a_click_on_a_node_opens_it(open_page: Callable[..., Reader]) -> None:
    reader = open_page(address=f"#{claim_where(gist='hazard ratio 0.77').id}")
    box = reader.window.locator("#drawing").bounding_box()
    reader.window.mouse.click(box["x"] + 80, box["y"] + 60)
    reader.see("#panel .eyebrow", "Document")


def test_the_graph_is_walked_with_the_keys(open_page: Callable[..., Reader]) -> None:
    reader = open_page(address=f"#{claim_where(gist='hazard ratio 0.77').id}")
    reader.window.locator("#drawing").focus()
    reader.press("ArrowRight")
    reader.see("#announcer", "Claim: Colchicine after infarction")
    reader.press("ArrowRight")
    reader.see("#announcer", "Citation: [2]")
    reader.press("ArrowRight")
    reader.see("#announcer", "Work cited: Low-dose colchicine")
    reader.press("Enter")
    reader.see("#panel .eyebrow", "Work cited")


# ---------------------------------------------------------------- ways


def test_the_back_button_goes_back(open_page: Callable[..., Reader]) -> None:
    reader = open_page()
    reader.window.locator("#tab-table").click()
    reader.window.locator("a.claim-link").nth(2).click()
    reader.see("#panel .eyebrow", "Claim")
    reader.window.go_back()
    playwright_api.expect(reader.window.locator("#panel")).to_have_count(0)
    assert reader.window.url.endswith("#claims")
    reader.window.go_back()
    reader.see("h1", "Claims of 4 documents")


def test_the_keys_lead_from_search_to_claim_and_back(open_page: Callable[..., Reader]) -> None:
    reader = open_page()
    reader.press("/")
    reader.window.keyboard.type("imiquimod")
    reader.see("#tally", "Showing 12 of 55")
    first = reader.window.locator("a.claim-link").nth(0).inner_text()
    second = reader.window.locator("a.claim-link").nth(1).inner_text()
    # One after the other, as people press them: on a busy machine the list may still be on its way.
    reader.press("ArrowDown")
    reader.window.wait_for_function("words => document.activeElement.innerText === words", arg=first)
    reader.press("ArrowDown")
    reader.window.wait_for_function("words => document.activeElement.innerText === words", arg=second)
    outline = reader.window.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    reader.press("Enter")
    reader.see("#panel-title", second)
    # The focus follows the panel in the next frame.
    reader.window.wait_for_function("document.activeElement.id === 'panel-title'")
    reader.press("n")
    third = reader.window.locator("a.claim-link").nth(2).inner_text()
    reader.see("#panel-title", third)
    reader.press("Escape")
    playwright_api.expect(reader.window.locator("#panel")).to_have_count(0)
    reader.press("Escape")
    reader.see("#tally", "Showing 55 of 55")
    reader.press("?")
    playwright_api.expect(reader.window.locator("dialog#keys")).to_be_visible()


def test_every_control_can_be_reached_by_tab_and_has_a_name(open_page: Callable[..., Reader]) -> None:
    reader = open_page(address=f"#{claim_where(gist='hazard ratio 0.77').id}?view=table")
    nameless = reader.window.evaluate(
        """() => [...document.querySelectorAll('a, button, input, select, summary')].filter((one) => one.checkVisibility({ contentVisibilityAuto: true }))
        .filter((one) => one.tabIndex < 0 || !(one.innerText || one.getAttribute('aria-label') || (one.labels && one.labels.length)))
        .map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert nameless == []


# ---------------------------------------------------------------- taking away


def saved(reader: Reader, button: str) -> str:
    with reader.window.expect_download() as waiting:
        reader.window.locator(button).click()
    return Path(waiting.value.path()).read_text("utf-8-sig")


def test_what_is_shown_is_saved_as_csv_and_as_json(open_page: Callable[..., Reader]) -> None:
    reader = open_page(address="#claims?status=dangling")
    wanted = [
        claim for claim in sorted(sample_graph().claims, key=reading_order) if claim.citation_status == "dangling"
    ]
    rows = list(csv.DictReader(io.StringIO(saved(reader, "#save-csv"), newline="")))
    assert [row["id"] for row in rows] == [claim.id for claim in wanted]
    assert [row["gist"] for row in rows] == [claim.gist for claim in wanted]
    assert rows[0]["markers"] == wanted[0].citations[0].number
    assert json.loads(saved(reader, "#save-json")) == [claim_to_record(claim) for claim in wanted]


def test_no_cell_of_a_csv_is_a_formula(open_page: Callable[..., Reader]) -> None:
    reader = open_page("poisoned", "#claims")
    for row in csv.reader(io.StringIO(saved(reader, "#save-csv"), newline="")):
        assert not any(cell.startswith(("=", "+", "@")) for cell in row)


# ---------------------------------------------------------------- safe


def test_a_payload_in_every_text_stays_text(open_page: Callable[..., Reader]) -> None:
    graph = poisoned_graph()
    reader = open_page("poisoned")
    addresses = [
        "",
        "#claims",
        "#claims?steps=1&repeats=1",
        "#graph",
        f"#claims?q={PAYLOAD}",
        f"#{PAYLOAD}",
        "#graph?q=img",
    ]
    addresses += [f"#{claim.id}" for claim in graph.claims[::3]] + [
        f"#doc/{one.sha256[:12]}" for one in graph.documents
    ]
    addresses += [f"#conflict/{one.id}" for one in conflicts_of(graph)]
    addresses += [f"#work/{one.id}" for one in graph.works[::5]] + [
        f"#question/{one.id}" for one in graph.questions[::9]
    ]
    for address in addresses:
        reader.turn(address)
        assert reader.count("img") == 0, address
        assert reader.count("a[href^='javascript' i]") == 0, address
    assert PAYLOAD in reader.go(f"#{graph.claims[0].id}").window.locator("#panel").inner_text()
    assert reader.dialogs == []
    assert reader.complaints == []


# ---------------------------------------------------------------- looks


CONTRAST = """() => {
  const rgb = (text) => (text.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const solid = (text) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = text; canvas.fillRect(0, 0, 1, 1); const d = canvas.getImageData(0, 0, 1, 1).data; return [d[0], d[1], d[2], d[3] / 255]; };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3]));
  const light = (c) => { const [r, g, b] = c.map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = (element) => {
    const layers = [];
    for (let one = element; one; one = one.parentElement) layers.push(solid(getComputedStyle(one).backgroundColor));
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
  };
  const weak = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest('script, style, noscript, .unseen, dialog')) continue;
    const under = ground(element);
    const ink = over(solid(getComputedStyle(element).color), under);
    const [one, other] = [light(ink), light(under)].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    if (ratio < 4.5) weak.push(`${ratio.toFixed(2)} ${element.className} ${walker.currentNode.data.trim().slice(0, 30)}`);
  }
  return [...new Set(weak)];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_enough(open_page: Callable[..., Reader], scheme: str) -> None:
    reader = open_page(color_scheme=scheme)
    claim = claim_where(quote="failed to lower CRP")
    for address in ("", "#claims?q=crp", f"#{claim.id}", f"#{claim.id}?view=table", "#concept/CHEBI:27882", "#missing"):
        assert reader.turn(address).window.evaluate(CONTRAST) == [], address


def test_light_and_dark_follow_the_system_until_the_reader_chooses(open_page: Callable[..., Reader]) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light, dark = open_page(color_scheme="light"), open_page(color_scheme="dark")
    assert light.window.evaluate(ground) != dark.window.evaluate(ground)
    for _ in range(2):
        light.window.locator("#theme").click()
    assert light.text("#theme") == "Theme: dark"
    assert light.window.evaluate(ground) == dark.window.evaluate(ground)


def test_a_phone_never_scrolls_sideways(open_page: Callable[..., Reader]) -> None:
    reader = open_page(viewport=PHONE)
    for address in [*subjects(), f"#{claim_where(gist='hazard ratio 0.77').id}"]:
        reader.turn(address)
        assert reader.window.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address


def test_without_a_script_there_is_a_plain_list(open_page: Callable[..., Reader]) -> None:
    reader = open_page(java_script_enabled=False)
    text = reader.text("main")
    assert all(claim.gist in text for claim in sample_graph().claims)


def test_printed_it_is_the_text_alone(open_page: Callable[..., Reader]) -> None:
    reader = open_page(address=f"#{claim_where(gist='hazard ratio 0.77').id}")
    reader.window.emulate_media(media="print")
    assert not reader.window.locator("header.bar").is_visible()
    assert reader.window.locator("#panel .quote").is_visible()
