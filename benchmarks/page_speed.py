"""How quickly the page is written, opened, searched and turned, and how large it is, into docs/page.md: ``--write``.

Needs Debian's Chromium. Times are the best of several: what else the machine does only adds to them.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from sample_graph import many_claims
from thymograph.model import ClaimGraph
from thymograph.views.page import write_page

CHROMIUM = Path("/usr/bin/chromium")
PAGE = Path(__file__).resolve().parent.parent / "docs" / "page.md"
BEGIN, END = "<!-- figures of benchmarks/page_speed.py -->", "<!-- end of figures -->"
SIZES = (500, 10_000)
ROUNDS = 5

# From the keystroke to the rows that stand in the document, and to the frame that shows them.
_TYPE = """async (words) => {
  const field = document.getElementById('search');
  const times = [];
  for (let end = 1; end <= words.length; end += 1) {
    field.focus();
    field.value = words.slice(0, end);
    const changed = new Promise((done) => new MutationObserver((_, watch) => { watch.disconnect(); done(performance.now()); }).observe(document.getElementById('main'), { childList: true }));
    field.dispatchEvent(new Event('input'));
    const drawn = await changed;
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    times.push([drawn - window.begun, performance.now() - window.begun]);
    await new Promise((done) => setTimeout(done, 60));
  }
  return times;
}"""
_CLICK = """async (place) => {
  const links = document.querySelectorAll('a.claim-link');
  const begun = performance.now();
  links[place % links.length].click();
  while (!document.getElementById('panel-title')) await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  const took = performance.now() - begun;
  history.back();
  await new Promise((done) => setTimeout(done, 200));
  return took;
}"""


@dataclass(frozen=True)
class Figures:
    """What was measured of a page of so many claims."""

    claims: int
    size: int
    fixed: int
    seconds: float
    ready: float
    keystroke: float
    painted: float
    click: float

    @property
    def per_claim(self) -> int:
        return round((self.size - self.fixed) / self.claims)


def _written(graph: ClaimGraph, rounds: int) -> tuple[str, float]:
    """Return the page and the seconds of processor time that writing it took at best."""
    best = float("inf")
    text = ""
    for _ in range(rounds):
        started = time.process_time()
        text = write_page(graph)
        best = min(best, time.process_time() - started)
    return text, best


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def _in_browser(browser: Any, file: Path) -> tuple[float, float, float, float]:
    """Return milliseconds to ready, of a keystroke until the rows stand and until they are painted, and of a click."""
    ready, typed, painted, clicked = [], [], [], []
    for _ in range(ROUNDS):
        window = browser.new_page(viewport={"width": 1280, "height": 900})
        # Heard before the page hears it: from here on the page works; before, it waits for the next key.
        window.add_init_script("addEventListener('hashchange', () => { window.begun = performance.now(); })")
        window.goto(f"file://{file}")
        window.locator("html[data-ready]").wait_for(state="attached")
        ready.append(float(window.evaluate("document.documentElement.dataset.ready")))
        window.locator("html[data-searchable]").wait_for(state="attached")
        window.evaluate("location.hash = '#claims'")
        window.wait_for_timeout(300)
        times = window.evaluate(_TYPE, "colchicine lowers")
        typed.append(_median([rows for rows, _ in times]))
        painted.append(_median([shown for _, shown in times]))
        clicked += [window.evaluate(_CLICK, place) for place in (2, 5)]
        window.close()
    return min(ready), min(typed), min(painted), min(clicked)


def measured() -> list[Figures]:
    """Return the figures of each size."""
    from playwright.sync_api import sync_playwright

    fixed = len(write_page(ClaimGraph()).encode("utf-8"))
    found = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--headless", "--disable-gpu"]
        )
        for claims in SIZES:
            text, seconds = _written(many_claims(claims), 3)
            file = Path(folder) / f"{claims}.html"
            file.write_text(text, encoding="utf-8", newline="\n")
            ready, keystroke, painted, click = _in_browser(browser, file)
            found.append(
                Figures(
                    claims=claims,
                    size=len(text.encode("utf-8")),
                    fixed=fixed,
                    seconds=seconds,
                    ready=ready,
                    keystroke=keystroke,
                    painted=painted,
                    click=click,
                )
            )
        browser.close()
    return found


def table(rows: list[Figures]) -> str:
    """Return the figures as a Markdown table beside what is demanded."""
    head = "| | " + " | ".join(f"{row.claims:,} claims" for row in rows) + " | demanded |"
    lines = [head, "|---|" + "---|" * (len(rows) + 1)]

    def line(name: str, cells: list[str], demanded: str) -> None:
        lines.append(f"| {name} | " + " | ".join(cells) + f" | {demanded} |")

    line("opened until ready", [f"{row.ready / 1000:.2f} s" for row in rows], "1 s at 500, 2 s at 10,000")
    line("a keystroke, until the rows stand", [f"{row.keystroke:.0f} ms" for row in rows], "30 ms")
    line("a keystroke, until they are painted", [f"{row.painted:.0f} ms" for row in rows], "–")
    line("a click on a claim, until its panel is painted", [f"{row.click:.0f} ms" for row in rows], "150 ms")
    line("written (processor time)", [f"{row.seconds:.2f} s" for row in rows], "3 s at 10,000")
    line("a claim", [f"{row.per_claim:,} bytes" for row in rows], "1,500 bytes")
    line("page", [f"{row.size / 1e6:.1f} MB" for row in rows], "25 MB")
    busy = os.getloadavg()[0]
    return (
        "\n".join(lines)
        + f"\n\nFixed part: {rows[0].fixed / 1000:.0f} kB of 600. Best of {ROUNDS} rounds in headless Chromium without a graphics card, Python "
        f"{platform.python_version()}, {os.cpu_count()} cores, of which others used much at the time (load {busy:.1f}).\n"
    )


def main() -> None:
    """Measure, print, and with ``--write`` put the table into docs/page.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the table into docs/page.md")
    options = parser.parse_args()
    text = table(measured())
    print(text)
    if options.write:
        page = PAGE.read_text("utf-8")
        head, found, rest = page.partition(BEGIN)
        if not found:
            raise SystemExit(f"{PAGE}: no line {BEGIN}")
        PAGE.write_text(head + BEGIN + "\n" + text + END + rest.partition(END)[2], encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
