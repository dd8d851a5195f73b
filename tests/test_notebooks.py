"""Notebooks run from top to bottom, as a reader would run them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_notebook_runs_from_top_to_bottom(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, object] = {}
    for number, cell in enumerate(json.loads(path.read_text("utf-8"))["cells"], start=1):
        if cell["cell_type"] == "code":
            assert not cell["outputs"], "outputs are not kept: they would go stale"
            exec(compile("".join(cell["source"]), f"{path.name} cell {number}", "exec"), names)
    assert capsys.readouterr().out
