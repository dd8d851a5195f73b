"""Hypothesis profiles, and the corpus where one is given."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("dev", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "ci", max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

CORPUS = "THYMOGRAPH_CORPUS"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder of the five documents, which are not ours to ship; skip where it is not given."""
    given = os.environ.get(CORPUS)
    if not given or not Path(given).is_dir():
        pytest.skip(f"needs the five documents: set {CORPUS} to their folder")
    return Path(given)


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
