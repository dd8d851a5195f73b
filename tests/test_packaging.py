"""The wheel alone, in an empty environment: what is packaged is found and works."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(out), str(ROOT)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if result.returncode:
        pytest.skip(f"no wheel can be built here (no package index?): {result.stderr[-300:]}")
    return next(out.glob("*.whl"))


def test_the_wheel_carries_ontology_data_queries_and_templates(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "thymograph/_packaged/ontology/thymograph.ttl", "thymograph/_packaged/ontology/lexicon.tsv",
        "thymograph/_packaged/data/claims.jsonl", "thymograph/py.typed",
    ):  # fmt: skip
        assert wanted in names
    assert any(name.endswith(".rq") for name in names)
    assert any(name.startswith("thymograph/views/") and name.endswith(".j2") for name in names)
    assert not any("test" in name.split("/")[0] for name in names)


def test_the_wheel_builds_the_packaged_graph_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True, symlinks=True)
    python = tmp_path / "env" / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel)]
    result = subprocess.run(install, capture_output=True, text=True, timeout=600)
    if result.returncode:
        pytest.skip(f"its dependencies cannot be installed here: {result.stderr[-300:]}")
    program = tmp_path / "env" / "bin" / "thymograph"
    built = subprocess.run(
        [str(program), "build", "-o", "g"], cwd=tmp_path, capture_output=True, text=True, timeout=120
    )
    assert built.returncode == 0, built.stderr
    asked = subprocess.run(
        [str(program), "search", "-g", "g", "TLR9"], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert asked.returncode == 0, asked.stderr
    assert "TLR9" in asked.stdout
