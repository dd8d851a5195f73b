"""The editor: one page of ours in which named queries are filled in and SPARQL is written, and its policy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

import thymograph.views
from thymograph.assembly.concepts import LOCAL
from thymograph.graph.iris import prefixes as curie_prefixes
from thymograph.queries.catalogue import catalogue
from thymograph.records import Json
from thymograph.views.embedding import json_for_html, policy, script_text
from thymograph.vocabulary import RECORD_WORDS

__all__ = ["Editor", "write_editor"]

_HERE = Path(__file__).resolve().parent
_VIEWS = Path(thymograph.views.__file__).resolve().parent
_EXAMPLE = """PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX tg: <https://w3id.org/thymograph/ontology#>

SELECT ?claim ?gist ?document WHERE {
  ?claim a tg:Claim ; tg:gist ?gist ; prov:wasDerivedFrom ?d .
  ?d tg:path ?document
}
LIMIT 20
"""


@dataclass(frozen=True, slots=True)
class Editor:
    """The page, the content security policy it is sent with, and the queries it names."""

    content: bytes
    policy: str
    names: frozenset[str]


def write_editor(prefixes: dict[str, str], seconds: float) -> Editor:
    """Return the editor.

    Args:
        prefixes: Those that the endpoint knows without declaration.
        seconds: How long a query may run.
    """
    queries: list[Json] = [
        {
            "name": query.name,
            "title": query.title,
            "parameters": [
                {"name": parameter.name, "type": parameter.type, "default": parameter.default}
                for parameter in query.parameters
            ],
        }
        for query in catalogue()
    ]
    script = script_text((_HERE / "editor.js").read_text("utf-8"))
    theme = script_text((_VIEWS / "theme.js").read_text("utf-8"))
    style = (_VIEWS / "style.css").read_text("utf-8") + (_HERE / "editor.css").read_text("utf-8")
    environment = Environment(
        loader=PackageLoader("thymograph.serving"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    record: Json = {
        "queries": queries,
        "prefixes": {**prefixes},
        "curies": {**curie_prefixes()},
        "local": LOCAL,
        "example": _EXAMPLE,
    }
    text = environment.get_template("editor.html.j2").render(
        style=Markup(style),
        theme=Markup(theme),
        script=Markup(script),
        record=Markup(json_for_html(record)),
        terms=sorted(set(RECORD_WORDS.values())),
        seconds=f"{seconds:g}",
    )
    allowed = policy((theme, script), (style,))
    return Editor(
        content=text.encode("utf-8"),
        policy=f"{allowed}; connect-src 'self'; frame-ancestors 'none'",
        names=frozenset(query.name for query in catalogue()),
    )
