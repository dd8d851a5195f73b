"""The style of the site: that of the one page, light and dark by the system alone, and what only the site has."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["shared_style", "site_style"]

_VIEWS = Path(__file__).resolve().parents[1]
_DARK = ':root[data-shade="dark"] {'


def _minified(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return "".join(line + "\n" for line in lines if line)


@cache
def shared_style() -> str:
    """Return the style of the one page, where dark follows the system: no script of the site could choose it."""
    text = (_VIEWS / "style.css").read_text("utf-8")
    start = text.index(_DARK)
    end = text.index("}", start) + 1
    rules = text[start + len(_DARK) : end]
    head = text[:start] + "@media (prefers-color-scheme: dark) {\n:root {" + rules + "\n}" + text[end:]
    # In print, dark is light again.
    return _minified(head.replace(':root, :root[data-shade="dark"]', ":root"))


@cache
def site_style() -> str:
    """Return the style sheet of the site."""
    own = (_VIEWS / "templates" / "site" / "site.css").read_text("utf-8")
    shares = "".join(f".p{share} {{ --p: {share}; }}\n" for share in range(1, 101))
    return shared_style() + _minified(own) + shares
