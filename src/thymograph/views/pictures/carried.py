"""What the page carries of pictures: the SVG that Python made, for a window and for a telephone, and the tables."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable

from thymograph.records import Json
from thymograph.views.pictures.picture import NARROW, WIDE, Cell, Picture
from thymograph.views.pictures.shades import rules, variables

__all__ = ["carried"]


def _cell(cell: Cell) -> Json:
    return cell.words if cell.target is None else [cell.words, cell.target]


def _packed(picture: Picture) -> dict[str, Json]:
    return {
        "name": picture.name,
        "title": picture.title,
        "says": picture.says,
        "nothing": picture.nothing,
        "columns": list(picture.columns),
        "rows": [[_cell(cell) for cell in row] for row in picture.rows],
        # The page has the rules; what is saved from it gets them from here.
        "wide": picture.svg(width=WIDE, linked=True, style=False),
        "narrow": picture.svg(width=NARROW, linked=True, style=False),
    }


def carried(pictures: Iterable[Picture]) -> str:
    """Return the pictures as base64 of deflated JSON: a ninth of the size, unpacked when they are first looked at."""
    whole = {
        "rules": rules(),
        "light": variables("light"),
        "dark": variables("dark"),
        "pictures": [_packed(picture) for picture in pictures],
    }
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return base64.b64encode(deflate.compress(text.encode("utf-8")) + deflate.flush()).decode("ascii")
