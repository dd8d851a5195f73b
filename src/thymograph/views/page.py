"""The page: pyvis's vis-network wrapped in our own template, under a policy that lets nothing in or out."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thymograph.model import ClaimGraph
from thymograph.views.page_records import page_records

if TYPE_CHECKING:
    from pyvis.network import Network

__all__ = ["VIS_SHA256", "write_page"]

# Of the vis-network 9.1.2 that pyvis 0.3.2 carries; another file is another page, and wants a look first.
VIS_SHA256 = "b5c8e7e9d5b8c1c0"
_SCRIPTS = ("dom.js", "graph_data.js", "drawing.js", "panel.js", "overview.js", "claims.js", "main.js")


def _json_for_html(value: Any) -> str:
    """Return JSON that no HTML parser can mistake for markup, and no script for the end of its line."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _policy_hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def _static(name: str) -> str:
    return (files("thymograph.views") / "static" / name).read_text("utf-8")


@cache
def _vis() -> tuple[str, str]:
    """Return the script of vis-network and the part of its style that a read-only view needs."""
    import pyvis

    library = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2"
    script = (library / "vis-network.min.js").read_text("utf-8").replace("</script", "<\\/script")
    style = (library / "vis-network.css").read_text("utf-8")
    rules = re.findall(r"[^{}]*\{[^{}]*\}", re.sub(r"url\([^)]*\)", "none", style))
    return script, "".join(rule.strip() for rule in rules if ".vis-tooltip" in rule)


def _network() -> Network:
    """Return pyvis's network with our template in place of its own.

    Its stock page asks a host for Bootstrap even when it says "in line", and puts titles into the page as
    markup; the wrap keeps its data model and its copy of vis-network, and renders neither.
    """
    from jinja2 import Environment, PackageLoader
    from pyvis.network import Network

    class _ClaimNetwork(Network):  # type: ignore[misc]  # pyvis has no types
        def __init__(self) -> None:
            super().__init__(directed=True, cdn_resources="in_line")
            self.templateEnv = Environment(loader=PackageLoader("thymograph.views"), autoescape=True)
            self.path = "page.html.j2"

    return _ClaimNetwork()


def write_page(graph: ClaimGraph, *, title: str | None = None) -> str:
    """Return the page of ``graph`` as HTML text: one file, nothing requested, the same bytes each time.

    Args:
        graph: Any size; from about 10,000 claims on the page gets slow to open.
        title: At its head; by default the number of documents and claims.
    """
    from markupsafe import Markup

    records = page_records(graph)
    network = _network()
    # What vis needs to know beforehand; the neighbourhoods themselves are laid out when they are asked for.
    network.options = {
        "physics": False,
        "layout": {"improvedLayout": False},
        "edges": {
            "smooth": {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.45}
        },
        "interaction": {"hover": True, "keyboard": {"enabled": False}, "navigationButtons": False, "zoomSpeed": 0.6},
    }
    *_, options = network.get_network_data()
    script, vis_style = _vis()
    application = "\n".join(_static(name) for name in _SCRIPTS)
    style = _static("page.css") + vis_style
    policy = (
        "default-src 'none'; img-src data: blob:; base-uri 'none'; form-action 'none'; "
        f"style-src 'unsafe-inline'; script-src {_policy_hash(script)} {_policy_hash(application)}"
    )
    heading = title or "Claims and citations"
    listed = [
        {"gist": claim["gist"], "place": records["documents"][claim["doc"]]["path"], "line": claim.get("line")}
        for claim in records["claims"][:500]
    ]
    rendered: str = network.templateEnv.get_template(network.path).render(
        title=heading,
        policy=policy,
        style=Markup(style),
        vis=Markup(script),
        application=Markup(application),
        records=Markup(_json_for_html({**records, "options": json.loads(options), "title": heading})),
        listed=listed,
    )
    return rendered
