"""Every view of the page against axe-core's rules, light and dark, on a wide screen and on a phone.

The rules come with axe-playwright-python, of the test extra; nothing is fetched while testing.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from sample_graph import sample_graph
from thymograph.assembly.audit import audit
from thymograph.assembly.conflicts import conflicts_of
from thymograph.views.page import write_page

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright for Python is not installed")
axe_package = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")


def views() -> list[str]:
    """Return an address of each sort of view."""
    graph = sample_graph()
    claim = next(one for one in graph.claims if "hazard ratio 0.77" in one.gist)
    document = next(one for one in graph.documents if one.path.startswith("answers"))
    question = next(one for one in graph.questions if (one.subject, one.object) == ("colchicine", "C-reactive protein"))
    return [
        "#", "#claims", "#claims?q=crp&kind=trial_result", "#claims?q=nothing+fits", "#graph", "#graph?kind=mechanism", f"#{claim.id}",
        f"#{claim.id}?view=table", "#concept/CHEBI:27882", f"#doc/{document.sha256[:12]}", f"#work/{graph.works[0].id}",
        f"#question/{question.id}", f"#conflict/{conflicts_of(graph)[0].id}", "#mechanism", "#mechanism/CHEBI:27882", "#pictures",
        "#nothing/here",
    ]  # fmt: skip


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    graph = sample_graph()
    made = tmp_path_factory.mktemp("accessible") / "page.html"
    made.write_text(write_page(graph, findings=audit(graph, texts={}).findings), encoding="utf-8", newline="\n")
    return made


# Only colours differ between light and dark: there the rules on contrast alone are asked again.
@pytest.mark.parametrize(
    ("scheme", "width", "rules"),
    [
        ("light", 1280, None),
        ("light", 360, None),
        ("dark", 1280, ["color-contrast"]),
        ("dark", 360, ["color-contrast"]),
    ],
)
def test_axe_finds_nothing_in_any_view(
    browser: Any, file: Path, scheme: str, width: int, rules: list[str] | None
) -> None:
    window = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    window.goto(f"file://{file}")
    window.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    chosen = {"runOnly": {"type": "rule", "values": rules}} if rules else {}
    found = []
    for address in views():
        window.evaluate(
            "hash => new Promise(done => { location.hash = hash; setTimeout(() => requestAnimationFrame(done), 40) })",
            address,
        )
        # What is folded away is looked at too.
        window.evaluate(
            "() => document.querySelectorAll('details').forEach((one) => { if (one.fill) one.fill(); one.open = true; })"
        )
        violations = window.evaluate(
            "options => axe.run(document, { ...options, resultTypes: ['violations'] })"
            ".then((all) => all.violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`))",
            chosen,
        )
        found += [f"{address} {violation}" for violation in violations]
    window.close()
    assert found == []


def test_the_window_of_keys_is_accessible_and_closes_by_escape(browser: Any, file: Path) -> None:
    window = browser.new_page(viewport={"width": 1280, "height": 900})
    window.goto(f"file://{file}")
    window.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    window.keyboard.press("?")
    assert window.evaluate("axe.run('#keys').then((all) => all.violations.map((one) => one.id))") == []
    window.keyboard.press("Escape")
    assert not window.locator("dialog#keys").is_visible()
    window.close()


def test_focus_goes_in_the_order_in_which_the_page_reads(browser: Any, file: Path) -> None:
    """Tab leads from the head through filters and list into the panel, never back."""
    graph = sample_graph()
    claim = next(one for one in graph.claims if "hazard ratio 0.77" in one.gist)
    window = browser.new_page(viewport={"width": 1400, "height": 900})
    window.goto(f"file://{file}#{claim.id}?view=table")
    window.locator("#panel-title").wait_for()
    rooms = window.evaluate(
        """() => [...document.querySelectorAll('a, button, input, select, summary, [tabindex="0"]')].filter((one) => one.checkVisibility())
        .map((one) => one.closest('header, .filters, .stage, .panel')).map((room) => room && (room.id || room.className.split(' ')[0]))
        .filter((name, place, all) => place === 0 || name !== all[place - 1])"""
    )
    assert [room for room in rooms if room] == ["bar", "filters", "stage", "panel"]
    assert (
        window.evaluate('document.querySelectorAll(\'[tabindex]:not([tabindex="0"]):not([tabindex="-1"])\').length')
        == 0
    )
    window.close()


def test_who_wants_no_motion_gets_none(browser: Any, file: Path) -> None:
    context = browser.new_context(reduced_motion="reduce")
    window = context.new_page()
    window.goto(f"file://{file}")
    moving = window.evaluate(
        "[...document.querySelectorAll('*')].filter((one) => { const s = getComputedStyle(one);"
        " return s.animationName !== 'none' || parseFloat(s.transitionDuration) > 0; }).length"
    )
    assert moving == 0
    context.close()
