"""The colours of pictures, light and dark: those of the page, so that a colour means the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

__all__ = ["Shade", "colours", "resolved_style", "rules", "style_text", "variables"]

Shade = Literal["auto", "light", "dark"]

_HERE = Path(__file__).resolve().parent
_BLOCKS = {"light": re.compile(r"^:root \{(.*?)^\}", re.M | re.S), "dark": re.compile(r'^:root\[data-shade="dark"\] \{(.*?)^\}', re.M | re.S)}  # fmt: skip
_COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9a-fA-F]{3,8})\s*;")
_USED = re.compile(r"var\(--([\w-]+)\)")


@cache
def rules() -> str:
    """Return the rules of pictures by class; the colours in them are variables."""
    lines = (line.strip() for line in (_HERE / "pictures.css").read_text("utf-8").splitlines())
    return "".join(line for line in lines if line)


@cache
def colours(shade: Literal["light", "dark"]) -> Mapping[str, str]:
    """Return the colours that the rules name, as the page's style has them."""
    style = (_HERE.parent / "style.css").read_text("utf-8")
    block = _BLOCKS[shade].search(style)
    found = dict(_COLOUR.findall(block[1])) if block else {}
    return {name: found[name] for name in sorted(set(_USED.findall(rules())))}


def variables(shade: Literal["light", "dark"]) -> str:
    """Return the rule that gives pictures their colours."""
    return ".picture{" + "".join(f"--{name}:{value};" for name, value in colours(shade).items()) + "}"


@cache
def style_text(shade: Shade) -> str:
    """Return the style of a picture that stands alone; ``auto`` follows the reader's system."""
    if shade == "auto":
        return f"{variables('light')}@media (prefers-color-scheme: dark){{{variables('dark')}}}{rules()}"
    return variables(shade) + rules()


@cache
def resolved_style(shade: Literal["light", "dark"]) -> str:
    """Return the style with colours in place of variables, for programs that know none."""
    return _USED.sub(lambda found: colours(shade)[found[1]], rules())
