"""pyvis's network under our own template: one file, no request, every text escaped."""

from __future__ import annotations

import base64
import hashlib
import zlib
from functools import cache
from pathlib import Path
from typing import Any

import pyvis
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from thymograph.errors import ThymographError
from thymograph.records import Json
from thymograph.views.embedding import json_for_html, policy, script_text
from thymograph.views.pictures.shades import rules

__all__ = ["VIS_SHA256", "ClaimNetwork", "vis_script"]

# Of templates/lib/vis-9.1.2/vis-network.min.js in pyvis 0.3.2. What readers run is what was looked at.
VIS_SHA256 = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_HERE = Path(__file__).resolve().parent


@cache
def vis_script() -> str:
    """Return vis-network as pyvis ships it, licence header kept.

    Raises:
        ThymographError: it is missing, or not the file that this version was tested with.
    """
    path = Path(pyvis.__file__).resolve().parent / _VIS
    if not path.is_file():
        raise ThymographError(f"{path}: no such file; install pyvis==0.3.2")
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != VIS_SHA256:
        raise ThymographError(f"{path}: sha256 {found[:12]}… is not that of pyvis 0.3.2; install pyvis==0.3.2")
    return script_text(content.decode("utf-8"))


@cache
def _packed(script: str) -> str:
    """Return a script deflated and in base64, as the page unpacks it; its policy is over the script itself."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return base64.b64encode(deflate.compress(script.encode("utf-8")) + deflate.flush()).decode("ascii")


@cache
def _app_script() -> str:
    """Return the scripts of the page as one function, in the order of their names."""
    parts = [path.read_text("utf-8") for path in sorted((_HERE / "app").glob("*.js"))]
    return script_text('(() => {\n"use strict";\n' + _without_layout("\n".join(parts)) + "})();\n")


def _without_layout(text: str) -> str:
    """Return a script or style of ours without indentation and comment lines, which readers would only download."""
    lines = (line.strip() for line in text.splitlines())
    return "".join(line + "\n" for line in lines if line and not line.startswith("//"))


@cache
def _theme_script() -> str:
    return script_text(_without_layout((_HERE / "theme.js").read_text("utf-8")))


@cache
def _style() -> str:
    text = _without_layout((_HERE / "style.css").read_text("utf-8") + rules())
    # Strings in the style hold none of these; a test sees to it.
    for spaced, close in ((" { ", "{"), ("; }", "}"), ("; ", ";"), (": ", ":"), (", ", ",")):
        text = text.replace(spaced, close)
    return text


class ClaimNetwork(Network):  # type: ignore[misc]  # pyvis publishes no types
    """A pyvis network whose page is ours. Nodes and edges are set as lists; pyvis's adders scan them."""

    def __init__(self) -> None:
        super().__init__(directed=True, cdn_resources="in_line")
        # pyvis builds its environment without autoescape, and set_template would bring that one back.
        self.templateEnv = Environment(
            loader=PackageLoader("thymograph.views"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.path = "page.html.j2"

    def page(self, *, title: str, record: dict[str, Json], plain: Any) -> str:
        """Return the page as HTML; ``record`` is what its script reads, ``plain`` what noscript lists."""
        nodes, edges, *_ = self.get_network_data()
        vis, app, theme, style = vis_script(), _app_script(), _theme_script(), _style()
        text: str = self.templateEnv.get_template(self.path).render(
            title=title,
            policy=policy((theme, app, vis), (style,)),
            style=Markup(style),
            theme=Markup(theme),
            app=Markup(app),
            vis=Markup(_packed(vis)),
            record=Markup(json_for_html({**record, "overview": {"nodes": nodes, "edges": edges}})),
            plain=plain,
        )
        return text
