"""The page and the site tell of retractions where the work is named, and say what nobody has checked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from test_library import RIS
from test_retractions import DOCUMENT, HEAD, row
from thymograph.assembly.audit import audit
from thymograph.build import build
from thymograph.opened import opened
from thymograph.views.site.saving import site_files

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright for Python is not installed")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("retractions")
    (folder / "in").mkdir()
    (folder / "in" / "a.md").write_text(DOCUMENT, "utf-8")
    rows = (row(doi="10.5555/heart.1"), row("Reports of cough with tirzamide and its relatives"))
    (folder / "list.csv").write_text(HEAD + "".join(rows), "utf-8")
    (folder / "refs.ris").write_text(RIS, "utf-8")
    build([folder / "in"], folder / "out", retractions=folder / "list.csv", libraries=[folder / "refs.ris"])
    return folder / "out"


def shown(window: Any, address: str, selector: str) -> str:
    window.evaluate(
        "hash => new Promise(done => { location.hash = hash; setTimeout(() => requestAnimationFrame(done), 60) })",
        address,
    )
    return re.sub(r"\s+", " ", window.locator(selector).first.inner_text()).strip()


def test_the_page_tells_of_a_retraction_at_the_work_and_at_every_claim_that_cites_it(browser: Any, built: Path) -> None:
    works = {(work.title or "")[:7]: work for work in opened(built).works()}
    claim = next(one for one in opened(built).claims() if "mortality" in (one.quote or ""))
    oedema = next(one for one in opened(built).claims() if "oedema" in (one.quote or ""))
    window = browser.new_page(viewport={"width": 1280, "height": 900})
    complaints: list[str] = []
    window.on("console", lambda message: complaints.append(message.text))
    window.on("pageerror", lambda error: complaints.append(str(error)))
    window.goto(f"file://{built / 'current' / 'index.html'}")
    window.locator("html[data-ready]").wait_for(state="attached")
    panel = "#panel"
    told = shown(window, f"#work/{works['Tirzami'].id}", panel)
    assert "Retracted Retracted on 2021-01-23: Concerns about data; Date of notice unknown" in told
    assert "doi:10.5555/notice.1" in told
    assert "list.csv, row 2)" in told
    told = shown(window, f"#work/{works['Reports'].id}", panel)
    assert "Not checked (it has no DOI or PMID)" in told
    assert "A work of this title, perhaps another: Retracted" in told
    assert "No notice found" in shown(window, f"#work/{works['Oedema '].id}", panel)
    assert "Retracted" in shown(window, f"#{claim.id}", f"{panel} .trace")
    told = shown(window, f"#{oedema.id}", f"{panel} .trace")
    assert "Identified by a library: refs.ris, item 2, by PMID: DOI" in told
    assert "Retracted" not in told
    window.close()
    assert complaints == []


def test_the_site_tells_of_a_retraction_too(built: Path) -> None:
    graph = opened(built).assembled
    pages = {address: str(content) for address, content in site_files(graph, findings=audit(graph).findings)}
    heart = next(work for work in graph.works if work.retraction == "retracted")
    cough = next(work for work in graph.works if work.retraction is None)
    page = next(content for address, content in pages.items() if heart.id in address)
    assert '<span class="chip contested">Retracted</span>' in page
    assert "Retracted on 2021-01-23: Concerns about data" in page
    assert "Not checked (no DOI or PMID)" in next(content for address, content in pages.items() if cough.id in address)
