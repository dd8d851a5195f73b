"""Hypothesis profiles, the corpus where one is given, and one browser for all."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("dev", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "ci", max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

CORPUS = "THYMOGRAPH_CORPUS"
CHROMIUM = Path("/usr/bin/chromium")
# Without these it asks hosts of its maker at every start.
ARGUMENTS = (
    "--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder of the five documents, which are not ours to ship; skip where it is not given."""
    given = os.environ.get(CORPUS)
    if not given or not Path(given).is_dir():
        pytest.skip(f"needs the five documents: set {CORPUS} to their folder")
    return Path(given)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Return Debian's Chromium, started once for all tests; skip where it or playwright is not there."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright for Python is not installed")
    if not CHROMIUM.is_file():
        pytest.skip(f"no {CHROMIUM}: apt-get install chromium to run the browser tests")
    with api.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        yield started
        started.close()


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    for item in items:
        if "corpus" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.corpus)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "corpus: needs the five documents (THYMOGRAPH_CORPUS)")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many of the checks that need the corpus were run."""
    reports = [r for key in ("passed", "failed", "skipped") for r in terminalreporter.stats.get(key, ())]
    wanted = [r for r in reports if "corpus" in getattr(r, "keywords", {})]
    ran = {r.nodeid for r in wanted if r.when == "call"}
    everything = {r.nodeid for r in wanted}
    if everything:
        terminalreporter.write_line(f"ran {len(ran)} of {len(everything)} corpus checks")
