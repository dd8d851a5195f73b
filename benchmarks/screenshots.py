"""Every view of the page, light and dark, wide and on a phone, one sheet a view, into docs/screenshots/: ``make screenshots``.

The graph is the invented one of the tests. Needs Debian's Chromium.
"""

from __future__ import annotations

import base64
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from sample_graph import sample_graph
from thymograph.assembly.audit import audit
from thymograph.assembly.conflicts import conflicts_of
from thymograph.views.page import write_page

CHROMIUM = "/usr/bin/chromium"
FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
SIZES = {"wide": (1280, 800, 0.5), "phone": (360, 740, 0.75)}
# Four pictures of a view on one sheet: the wide ones below each other, the phones beside them.
SHEET = """<body style="margin:0;background:#8a8f94"><div style="display:grid;grid-template-columns:640px 270px 270px;gap:8px;padding:8px">
<img src="{wide_light}"><img style="grid-row:span 2" src="{phone_light}"><img style="grid-row:span 2" src="{phone_dark}">
<img src="{wide_dark}"></div>"""


def views() -> dict[str, tuple[str, str]]:
    """Return name → (address, selector of what to bring into sight)."""
    graph = sample_graph()
    claim = next(one for one in graph.claims if "failed to lower CRP" in (one.quote or ""))
    document = next(one for one in graph.documents if one.path.startswith("answers"))
    question = next(one for one in graph.questions if (one.subject, one.object) == ("colchicine", "C-reactive protein"))
    conflict = next(one for one in conflicts_of(graph) if one.question.object == "C-reactive protein")
    work = next(one for one in graph.works if one.doi == "10.1000/jic.2019.1")
    return {
        "overview": ("", ""),
        "rooted": ("", "#h-best"),
        "claims": ("#claims?q=crp", ""),
        "claim": (f"#{claim.id}", ""),
        "agreement": (f"#{claim.id}?view=table", ".related-block"),
        "graph": ("#graph?kind=mechanism", ""),
        "pathway": ("#mechanism/CHEBI:27882", ""),
        "pictures": ("#pictures", ""),
        "concept": ("#concept/CHEBI:27882", ""),
        "document": (f"#doc/{document.sha256[:12]}", ""),
        "procedure": (f"#doc/{document.sha256[:12]}?view=table", ".workflow"),
        "work": (f"#work/{work.id}", ""),
        "question": (f"#question/{question.id}", ""),
        "conflict": (f"#conflict/{conflict.id}", ""),
    }


def main() -> None:
    """Write the pictures anew; those of views that are no more are taken away."""
    from playwright.sync_api import sync_playwright

    graph = sample_graph()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        file = Path(folder) / "page.html"
        file.write_text(write_page(graph, findings=audit(graph, texts={}).findings), encoding="utf-8", newline="\n")
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--headless", "--disable-gpu"])
        taken: dict[str, dict[str, str]] = {name: {} for name in views()}
        for scheme in ("light", "dark"):
            for size, (width, height, scale) in SIZES.items():
                window = browser.new_page(
                    viewport={"width": width, "height": height}, color_scheme=scheme, device_scale_factor=scale
                )
                for name, (address, shown) in views().items():
                    window.goto("about:blank")
                    window.goto(f"file://{file}{address}")
                    window.locator("html[data-ready]").wait_for(state="attached")
                    if window.locator("#drawing").count():
                        window.locator("#drawing canvas").wait_for()
                    if shown:
                        window.locator(shown).first.evaluate("one => one.scrollIntoView()")
                    window.wait_for_timeout(120)
                    shot = base64.b64encode(window.screenshot(animations="disabled")).decode("ascii")
                    taken[name][f"{size}_{scheme}"] = f"data:image/png;base64,{shot}"
                window.close()
        sheet = browser.new_page(viewport={"width": 1212, "height": 824})
        for name, shots in taken.items():
            sheet.set_content(SHEET.format(**shots))
            sheet.screenshot(path=FOLDER / f"{name}.png")
        browser.close()
    total = sum(one.stat().st_size for one in FOLDER.glob("*.png"))
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}, {total / 1000:.0f} kB")


if __name__ == "__main__":
    main()
