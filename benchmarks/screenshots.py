"""Every view of page, site, own text and query editor, light and dark, wide and on a phone, one sheet a view, into docs/screenshots/: ``make screenshots``.

The graph is the invented one of the tests. Needs Debian's Chromium.
"""

from __future__ import annotations

import base64
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from sample_graph import sample_graph
from thymograph.assembly import assemble
from thymograph.assembly.audit import audit
from thymograph.assembly.conflicts import conflicts_of
from thymograph.claims.extraction import extract
from thymograph.graph.build import write_graph
from thymograph.lexicon.concepts import load_lexicon
from thymograph.reading import read_document
from thymograph.serving.pool import Limits
from thymograph.serving.server import serving
from thymograph.views.page import write_page
from thymograph.views.reading_view import OwnText
from thymograph.views.site.saving import save_site

CHROMIUM = "/usr/bin/chromium"
FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
SIZES = {"wide": (1280, 800, 0.5), "phone": (360, 740, 0.75)}
# Four pictures of a view on one sheet: the wide ones below each other, the phones beside them.
SHEET = """<body style="margin:0;background:#8a8f94"><div style="display:grid;grid-template-columns:640px 270px 270px;gap:8px;padding:8px">
<img src="{wide_light}"><img style="grid-row:span 2" src="{phone_light}"><img style="grid-row:span 2" src="{phone_dark}">
<img src="{wide_dark}"></div>"""
# The reader's own text, for the view of it.
TEXT = """# Colchicine: notes for a talk

Colchicine binds tubulin and keeps neutrophils from entering the joint.[1] It may lower interleukin-1 beta in gout.[2]
In a trial of 240 patients, flares fell by 38% with colchicine against placebo (RR 0.62, 95% CI 0.48 to 0.80).[2]

## Safety

- Colchicine commonly causes diarrhea.[1]
- It should not be given with clarithromycin in renal failure.

## Dose

| Use | Dose | Duration |
|---|---|---|
| Acute flare | 1.2 mg, then 0.6 mg after one hour | one day |
| Prevention | 0.6 mg once daily | six months |

## References

1. Roe R. How colchicine works. Invented Journal 2011. doi:10.1000/col.1
2. Doe J. A trial of colchicine in gout. Invented Journal 2018. doi:10.1000/col.2
"""


def views(page: str, site: str, text: str, served: str) -> dict[str, tuple[str, str]]:
    """Return name → (address, selector of what to bring into sight)."""
    graph = sample_graph()
    claim = next(one for one in graph.claims if "failed to lower CRP" in (one.quote or ""))
    document = next(one for one in graph.documents if one.path.startswith("answers"))
    question = next(one for one in graph.questions if (one.subject, one.object) == ("colchicine", "C-reactive protein"))
    conflict = next(one for one in conflicts_of(graph) if one.question.object == "C-reactive protein")
    work = next(one for one in graph.works if one.doi == "10.1000/jic.2019.1")
    return {
        "overview": (page, ""),
        "rooted": (page, "#h-best"),
        "claims": (f"{page}#claims?q=crp", ""),
        "claim": (f"{page}#{claim.id}", ""),
        "agreement": (f"{page}#{claim.id}?view=table", ".related-block"),
        "graph": (f"{page}#graph?kind=mechanism", ""),
        "pathway": (f"{page}#mechanism/CHEBI:27882", ""),
        "pictures": (f"{page}#pictures", ""),
        **{f"picture-{name}": (f"{page}#picture/{name}", "") for name in ("conflicts", "flow", "forest", "rates")},
        "concept": (f"{page}#concept/CHEBI:27882", ""),
        "document": (f"{page}#doc/{document.sha256[:12]}", ""),
        "procedure": (f"{page}#doc/{document.sha256[:12]}?view=table", ".workflow"),
        "work": (f"{page}#work/{work.id}", ""),
        "question": (f"{page}#question/{question.id}", ""),
        "conflict": (f"{page}#conflict/{conflict.id}", ""),
        "site": (f"{site}index.html", ""),
        "site-claim": (f"{site}claim/{claim.id}.html", ""),
        "text": (text, ""),
        "editor": (f"{served}query#name=claims-about&about=colchicine", ""),
    }


def own_text(folder: Path) -> str:
    """Write a site with the view of the reader's own text and return the address of that page."""
    content = TEXT.encode("utf-8")
    (folder / "talk.md").write_bytes(content)
    extraction = extract(read_document(content, path="talk.md"), load_lexicon())
    graph = assemble([extraction.document], extraction.claims)
    own = OwnText(file=folder / "talk.md", ledger=extraction.ledger)
    save_site(graph, folder / "own", texts={extraction.document.sha256: own})
    return next((folder / "own" / "text").glob("*.html")).as_uri()


def photograph(browser: Any, addresses: Mapping[str, tuple[str, str]]) -> dict[str, dict[str, str]]:
    """Return view → size and scheme → picture, as an address that holds it."""
    taken: dict[str, dict[str, str]] = {name: {} for name in addresses}
    for scheme in ("light", "dark"):
        for size, (width, height, scale) in SIZES.items():
            window = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme=scheme, device_scale_factor=scale
            )
            for name, (address, shown) in addresses.items():
                window.goto("about:blank")
                window.goto(address)
                if not name.startswith(("site", "text")):
                    window.locator("html[data-ready]").wait_for(state="attached")
                if window.locator("#drawing").count():
                    window.locator("#drawing canvas").wait_for()
                if name == "editor":
                    window.locator("table tbody tr").first.wait_for()
                if shown:
                    window.locator(shown).first.evaluate("one => one.scrollIntoView()")
                window.wait_for_timeout(120)
                shot = base64.b64encode(window.screenshot(animations="disabled")).decode("ascii")
                taken[name][f"{size}_{scheme}"] = f"data:image/png;base64,{shot}"
            window.close()
    return taken


def main() -> None:
    """Write the pictures anew; those of views that are no more are taken away."""
    from playwright.sync_api import sync_playwright

    graph = sample_graph()
    findings = audit(graph, texts={}).findings
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as driver:
        folder = Path(scratch)
        page = folder / "page.html"
        page.write_text(write_page(graph, findings=findings), encoding="utf-8", newline="\n")
        save_site(graph, folder / "site", findings=findings)
        write_graph(folder / "graph", graph, lexicon=load_lexicon(), files={"index.html": page.read_text("utf-8")})
        with serving(folder / "graph", port=0, limits=Limits(seconds=20)) as front:
            thread = threading.Thread(target=front.serve_forever)
            thread.start()
            browser = driver.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--headless", "--disable-gpu"]
            )
            addresses = views(page.as_uri(), f"{(folder / 'site').as_uri()}/", own_text(folder), front.url)
            taken = photograph(browser, addresses)
            sheet = browser.new_page(viewport={"width": 1212, "height": 824})
            for name, shots in taken.items():
                sheet.set_content(SHEET.format(**shots))
                sheet.screenshot(path=FOLDER / f"{name}.png")
            browser.close()
            front.shutdown()
            thread.join()
    total = sum(one.stat().st_size for one in FOLDER.glob("*.png"))
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}, {total / 1000:.0f} kB")


if __name__ == "__main__":
    main()
