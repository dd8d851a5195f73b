"""Imports run one way only, down the flow of the data."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import thymograph

PACKAGE = Path(thymograph.__file__).parent
# From what knows nothing of the others to what knows them all.
ORDER = (
    "errors", "model", "records", "resources", "vocabulary", "reading", "citing", "lexicon", "claims", "assembly",
    "graph", "queries", "exporters", "views", "opened", "pipeline", "build", "serving", "cli",
)  # fmt: skip


def imports() -> Iterator[tuple[str, str, str]]:
    """Yield (file, its room, the room it imports from) for every import of our own."""
    for path in sorted(PACKAGE.rglob("*.py")):
        relative = path.relative_to(PACKAGE)
        room = relative.parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
                if node.module == "thymograph":
                    names = [f"thymograph.{alias.name}" for alias in node.names]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            for name in names:
                parts = name.split(".")
                if parts[0] == "thymograph" and len(parts) > 1:
                    yield str(relative), room, parts[1]


def test_every_room_has_its_place_in_the_order() -> None:
    rooms = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in PACKAGE.rglob("*.py")}
    assert rooms - {"__init__", "__main__"} <= set(ORDER)


def test_no_room_imports_from_one_that_comes_after_it() -> None:
    wrong = [
        f"{file} imports {target}"
        for file, room, target in imports()
        if room in ORDER and target in ORDER and ORDER.index(target) > ORDER.index(room)
    ]
    assert wrong == []


def test_the_model_needs_the_standard_library_alone() -> None:
    import sys

    nodes = (node for path in (PACKAGE / "model").glob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            name = node.module or ""
            assert name.startswith("thymograph.model.") or name.split(".")[0] in sys.stdlib_module_names
        elif isinstance(node, ast.Import):
            assert all(alias.name.split(".")[0] in sys.stdlib_module_names for alias in node.names)


def test_every_module_says_what_it_holds_and_what_it_offers() -> None:
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text("utf-8")
        tree = ast.parse(text)
        assert ast.get_docstring(tree), f"{path.relative_to(PACKAGE)} has no docstring"
        if path.name not in ("__main__.py",) and any(isinstance(n, ast.FunctionDef | ast.ClassDef) for n in tree.body):
            assert "__all__" in text, f"{path.relative_to(PACKAGE)} has no __all__"
