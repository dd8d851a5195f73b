"""Where the packaged ontology and claims are, in a wheel and in a checkout alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from thymograph.errors import ThymographError

__all__ = ["data_path", "ontology_path"]


@cache
def _root() -> Path:
    """Return the folder that holds ``ontology/`` and ``data/``.

    In a wheel they lie inside the package; in an editable install beside ``src/``.
    """
    package = Path(__file__).resolve().parent
    for root in (package / "_packaged", package.parents[1]):
        if (root / "ontology").is_dir() and (root / "data").is_dir():
            return root
    raise ThymographError(f"{package}: no ontology/ and data/ beside it; reinstall thymograph")


def ontology_path(name: str = "") -> Path:
    """Return the path of ``ontology/<name>``; the file need not exist."""
    return _root() / "ontology" / name


def data_path(name: str = "") -> Path:
    """Return the path of ``data/<name>``; the file need not exist."""
    return _root() / "data" / name
