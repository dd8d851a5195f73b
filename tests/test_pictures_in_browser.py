"""The view of pictures in a browser: seen, followed, saved, on a telephone, in the dark, with a payload in every text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from sample_graph import poisoned_graph, sample_graph
from thymograph.model import ClaimGraph
from thymograph.views.page import save_page
from thymograph.views.pictures.catalogue import PICTURES, all_pictures

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright for Python is not installed")

from test_page_in_browser import PHONE, WIDE, Reader  # noqa: E402  # only where playwright is there

NAMES = list(PICTURES)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pictures")
    graphs = {"sample": sample_graph(), "poisoned": poisoned_graph(), "empty": ClaimGraph()}
    for name, graph in graphs.items():
        save_page(graph, folder / f"{name}.html")
    return {name: folder / f"{name}.html" for name in graphs}


@pytest.fixture
def look(browser: Any, files: dict[str, Path]) -> Iterator[Callable[..., Reader]]:
    contexts = []

    def opened(name: str = "sample", address: str = "#pictures", **options: Any) -> Reader:
        context = browser.new_context(**{"viewport": WIDE, "accept_downloads": True} | options)
        contexts.append((context, reader := Reader(context.new_page(), files[name])))
        window = reader.window
        window.on("request", lambda request: reader.requests.append(request.url))
        window.on("console", lambda message: reader.complaints.append(f"{message.type}: {message.text}"))
        window.on("pageerror", lambda error: reader.complaints.append(str(error)))
        window.on("dialog", reader.refuse)
        reader.go(address)
        window.locator(".picture-tabs").wait_for()
        return reader

    yield opened
    for context, reader in contexts:
        assert reader.complaints == []
        assert reader.dialogs == []
        assert [url for url in reader.requests if not url.startswith(("file:", "blob:", "data:"))] == []
        context.close()


def test_all_pictures_stand_one_below_the_other_each_with_its_heading_and_table(look: Callable[..., Reader]) -> None:
    reader = look()
    titles = [picture.title for picture in all_pictures(sample_graph())]
    assert reader.window.locator(".picture-part h2").all_inner_texts() == titles
    assert reader.count(".picture-frame svg") == len(NAMES)
    assert reader.count(".picture-part details table") == len(NAMES)
    assert reader.text("#tab-pictures[aria-current]") == "Pictures"


def test_one_picture_has_an_address_and_a_title_of_its_own(look: Callable[..., Reader]) -> None:
    reader = look(address="#picture/flow")
    assert reader.count(".picture-part") == 1
    reader.see("h2", "What does it all rest on?")
    assert reader.window.title().startswith("What does it all rest on?")
    assert reader.text(".picture-tabs [aria-current]") == "What does it all rest on?"
    reader.window.locator(".picture-tabs a", has_text="How large are the effects?").click()
    reader.see("h2", "How large are the effects?")
    reader.see(".picture-frame", "0.77 (95% CI 0.61 to 0.96), P = 0.02")


def test_a_mark_leads_to_its_claim_work_or_question_and_back(look: Callable[..., Reader]) -> None:
    reader = look(address="#picture/forest")
    reader.window.locator(".picture-frame a", has_text="colchicine against placebo").click()
    reader.see("#panel-title", "Colchicine after infarction lowered cardiovascular events")
    reader.window.go_back()
    reader.see("h2", "How large are the effects?")
    reader.turn("#picture/flow")
    reader.window.locator(".picture-frame a", has_text="Prescribing information").last.click()
    reader.see("#panel-title", "Prescribing information")
    reader.turn("#picture/matrix")
    reader.window.locator(".picture-frame a", has_text="Does colchicine change mortality?").first.click()
    reader.see("#panel-title", "Does colchicine change mortality?")


def test_marks_are_reached_and_opened_with_keys(look: Callable[..., Reader]) -> None:
    reader = look(address="#picture/forest")
    playwright_api.expect(reader.window.locator("#h-picture-forest")).to_be_focused()
    for _ in range(3):
        reader.press("Tab")
    playwright_api.expect(reader.window.locator(".picture-frame a").first).to_be_focused()
    reader.press("Enter")
    reader.see("#panel-title", "Colchicine after infarction")


@pytest.mark.parametrize("name", NAMES)
def test_the_table_says_what_the_picture_shows(name: str, look: Callable[..., Reader]) -> None:
    reader = look(address=f"#picture/{name}")
    reader.window.locator("details.as-list summary").click()
    picture = next(one for one in all_pictures(sample_graph()) if one.name == name)
    assert reader.count("details.as-list tbody tr") == len(picture.rows)
    heads = reader.window.locator("details.as-list thead th").all_inner_texts()
    assert heads == list(picture.columns)
    for cell, row in zip(reader.window.locator("details.as-list tbody tr").all(), picture.rows, strict=True):
        assert cell.locator("td").all_text_contents() == [one.words for one in row]


@pytest.mark.parametrize("name", NAMES)
def test_a_saved_svg_stands_alone(name: str, look: Callable[..., Reader], tmp_path: Path) -> None:
    reader = look(address=f"#picture/{name}")
    with reader.window.expect_download() as waiting:
        reader.window.locator(f"#save-{name}-svg").click()
    assert waiting.value.suggested_filename == f"{name}.svg"
    waiting.value.save_as(tmp_path / "saved.svg")
    tree = ElementTree.parse(tmp_path / "saved.svg").getroot()
    assert tree.get("role") == "img"
    assert "href" not in (tmp_path / "saved.svg").read_text("utf-8")
    style = tree.find(f"{SVG}style")
    assert style is not None
    assert "prefers-color-scheme: dark" in (style.text or "")
    picture = next(one for one in all_pictures(sample_graph()) if one.name == name)
    words = [element.text for element in tree.iter(f"{SVG}text")]
    assert words == [element.text for element in ElementTree.fromstring(picture.svg()).iter(f"{SVG}text")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_saved_png_has_the_colours_of_the_page(scheme: str, look: Callable[..., Reader], tmp_path: Path) -> None:
    reader = look(address="#picture/matrix", color_scheme=scheme)
    with reader.window.expect_download() as waiting:
        reader.window.locator("#save-matrix-png").click()
    waiting.value.save_as(tmp_path / "saved.png")
    content = (tmp_path / "saved.png").read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(content[16:20], "big") == 2 * 940
    assert len(content) > 20_000
    ground = corner_colour(reader, tmp_path / "saved.png")
    assert ground == ({"light": [251, 250, 248], "dark": [21, 24, 27]}[scheme])


def corner_colour(reader: Reader, path: Path) -> list[int]:
    """Return the first pixel of an image, as the browser decodes it."""
    import base64

    data = "data:image/png;base64," + base64.b64encode(path.read_bytes()).decode("ascii")
    found: list[int] = reader.window.evaluate(
        """async (data) => { const image = new Image(); image.src = data; await image.decode();
        const canvas = document.createElement('canvas'); canvas.width = canvas.height = 4;
        const ctx = canvas.getContext('2d'); ctx.drawImage(image, 0, 0);
        return [...ctx.getImageData(1, 1, 1, 1).data].slice(0, 3); }""",
        data,
    )
    return found


@pytest.mark.parametrize("name", NAMES)
def test_on_a_telephone_nothing_is_wider_than_the_window_and_letters_are_not_small(
    name: str, look: Callable[..., Reader]
) -> None:
    reader = look(address=f"#picture/{name}", viewport=PHONE)
    assert reader.window.evaluate("document.documentElement.scrollWidth <= innerWidth")
    smallest = reader.window.evaluate(
        """() => Math.min(...[...document.querySelectorAll('.picture-frame text')].map((one) =>
        parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a))"""
    )
    assert smallest >= 11


@pytest.mark.parametrize("viewport", [WIDE, PHONE])
def test_no_words_run_over_each_other_or_over_the_edge(viewport: dict[str, int], look: Callable[..., Reader]) -> None:
    reader = look(viewport=viewport)
    clashes = reader.window.evaluate(
        """() => [...document.querySelectorAll('.picture-frame svg')].flatMap((svg) => {
        const frame = svg.getBoundingClientRect();
        const boxes = [...svg.querySelectorAll('text')].map((one) => [one.textContent, one.getBoundingClientRect()])
            .filter(([, box]) => box.bottom > frame.top + 1 && box.width);
        const wrong = boxes.filter(([, box]) => box.right > frame.right + 1 || box.left < frame.left - 1).map(([words]) => 'beyond: ' + words);
        boxes.forEach(([words, a], at) => boxes.slice(at + 1).forEach(([other, b]) => {
            if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4) wrong.push(words + ' | ' + other);
        }));
        return wrong; })"""
    )
    assert clashes == []


def test_light_and_dark_follow_the_page_not_only_the_system(look: Callable[..., Reader]) -> None:
    reader = look(address="#picture/forest")
    ground = "getComputedStyle(document.querySelector('.picture .p-ground')).fill"
    assert reader.window.evaluate(ground) == "rgb(251, 250, 248)"
    reader.window.locator("#theme").click()
    reader.window.locator("#theme").click()
    reader.window.locator(".picture .p-ground").wait_for(state="attached")
    assert reader.window.evaluate(ground) == "rgb(21, 24, 27)"


def test_where_there_is_nothing_it_says_so(look: Callable[..., Reader]) -> None:
    reader = look("empty")
    assert reader.count(".picture-frame svg") == 0
    assert reader.window.locator(".empty-picture").all_inner_texts() == [
        one.nothing for one in all_pictures(ClaimGraph())
    ]


def test_a_payload_in_every_text_does_nothing(look: Callable[..., Reader]) -> None:
    reader = look("poisoned")
    assert reader.count(".picture-frame svg") >= 3
    assert (
        reader.count(".picture-part img, .picture-part script, .picture-frame svg :is(image, foreignObject, style)")
        == 0
    )
    reader.window.wait_for_timeout(100)


def test_searching_from_the_pictures_leads_to_the_claims(look: Callable[..., Reader]) -> None:
    reader = look()
    reader.press("/")
    reader.window.keyboard.type("gout")
    reader.see(".claims", "gout")
    reader.press("Escape")


@pytest.mark.parametrize("viewport", [WIDE, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_complain_of(viewport: dict[str, int], scheme: str, look: Callable[..., Reader]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    reader = look(viewport=viewport, color_scheme=scheme, bypass_csp=True)
    for summary in reader.window.locator("details.as-list summary").all():
        summary.click()
    found = axe.Axe().run(reader.window)
    assert [
        (one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found.response["violations"]
    ] == []
