"""The page as text: the same bytes each time, small, asking nothing of any network, and safe."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import re
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest

from sample_graph import PAYLOAD, many_claims, poisoned_graph, sample_graph
from thymograph.assembly.conflicts import conflicts_of
from thymograph.assembly.ends import needs_citation
from thymograph.model import Claim, ClaimGraph, DocumentRecord, Question, Work
from thymograph.records import claim_to_record, document_to_record, reading_order, work_to_record
from thymograph.views.embedding import json_for_html, policy, script_text
from thymograph.views.layout import OverviewNode, columns_of, overview
from thymograph.views.packing import Packer, schema
from thymograph.views.page import save_page, write_page

FIXED_PART = 600_000
PER_CLAIM = 1_500


@pytest.fixture(scope="module")
def page() -> str:
    return write_page(sample_graph())


def record_of(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="page-record">(.*?)</script>', text, re.DOTALL)
    assert found
    record: dict[str, Any] = json.loads(found[1])
    return record


def scripts_of(page: str) -> list[str]:
    """Return the scripts that the page runs; the last is unpacked by the page itself."""
    packed = re.search(r'id="vis-packed">(.*?)</script>', page, re.DOTALL)
    assert packed
    unpacked = zlib.decompress(base64.b64decode(packed[1]), -zlib.MAX_WBITS).decode("utf-8")
    return [*re.findall(r"<script>(.*?)</script>", page, re.DOTALL), unpacked]


def unpacked(record: dict[str, Any], kind: Any, value: Any) -> Any:
    """Read a packed value as the page's script does."""
    if value is None:
        return [] if kind[0] == "list" else None
    if kind == "s":
        return record["strings"][value] if isinstance(value, int) else value
    if kind == "n":
        return value
    if kind == "b":
        return bool(value)
    if kind[0] == "list":
        return [unpacked(record, kind[1], item) for item in value]
    if kind[0] == "tuple":
        return [unpacked(record, inner, item) for inner, item in zip(kind[1], value, strict=True)]
    members = [(field, "s") if isinstance(field, str) else field for field in record["schema"][kind]]
    padded = [*value, *[None] * (len(members) - len(value))]
    made = {key: unpacked(record, inner, item) for (key, inner), item in zip(members, padded, strict=True)}
    return {key: item for key, item in made.items() if item is not None} if kind == "Measurement" else made


# ---------------------------------------------------------------- the same bytes


def test_the_same_graph_gives_the_same_bytes(page: str) -> None:
    assert write_page(sample_graph()) == page


def test_the_bytes_do_not_hang_on_the_hash_seed(page: str) -> None:
    program = (
        "import hashlib, sample_graph; from thymograph.views.page import write_page;"
        "print(hashlib.sha256(write_page(sample_graph.sample_graph()).encode()).hexdigest())"
    )
    environment = os.environ | {
        "PYTHONHASHSEED": "77",
        "PYTHONPATH": os.pathsep.join(filter(None, [str(Path(__file__).parent), *sys.path])),
    }
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == hashlib.sha256(page.encode("utf-8")).hexdigest()


def test_the_order_in_which_claims_come_does_not_matter(page: str) -> None:
    graph = sample_graph()
    turned = ClaimGraph(
        documents=graph.documents,
        claims=tuple(reversed(graph.claims)),
        works=graph.works,
        propositions=graph.propositions,
        questions=graph.questions,
    )
    assert write_page(turned) == page


def test_it_is_written_as_utf_8_with_line_feeds(tmp_path: Path, page: str) -> None:
    save_page(sample_graph(), tmp_path / "index.html")
    assert (tmp_path / "index.html").read_bytes() == page.encode("utf-8")


# ---------------------------------------------------------------- small


def test_the_fixed_part_is_small() -> None:
    assert len(write_page(ClaimGraph()).encode("utf-8")) <= FIXED_PART


def test_a_claim_costs_little() -> None:
    empty = len(write_page(ClaimGraph()).encode("utf-8"))
    size = len(write_page(many_claims(300)).encode("utf-8"))
    assert (size - empty) / 300 <= PER_CLAIM
    assert size < 1_000_000


# ---------------------------------------------------------------- nothing asked of a network


def test_nothing_is_loaded_from_anywhere(page: str) -> None:
    markup = re.sub(r"<script\b.*?</script>|<style>.*?</style>", "", page, flags=re.DOTALL)
    loaded = re.findall(r"""\b(?:src|href|action|data|poster|srcset)\s*=\s*["']?([^"'\s>]+)""", markup)
    assert [address for address in loaded if not address.startswith(("#", "data:,"))] == []
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_no_string_in_the_style_is_changed_by_leaving_out_spaces() -> None:
    import thymograph.views

    style = (Path(thymograph.views.__file__).parent / "style.css").read_text("utf-8")
    assert [text for text in re.findall(r'"[^"\n]*"', style) if re.search(r"[:;,] | \{ ", text)] == []


def test_the_head_names_no_host(page: str) -> None:
    head = re.sub(r"<(style|script)>.*?</\1>", "", page[: page.index("</head>")], flags=re.DOTALL)
    assert "//" not in re.sub(r"'sha256-[^']*'", "", head)


def test_our_own_scripts_ask_nothing_of_a_network(page: str) -> None:
    app = "".join(script for script in scripts_of(page) if "vis-network" not in script[:40])
    for word in ("fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "EventSource", "importScripts", "import("):
        assert word not in app
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert word not in app


def test_the_policy_allows_only_the_scripts_and_the_style_that_are_there(page: str) -> None:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert found
    rules = dict(rule.strip().split(" ", 1) for rule in html.unescape(found[1]).split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert "unsafe" not in found[1]
    # A script may speak of a style too: of a picture that is saved with its own.
    outside = re.sub(r"<script\b.*?</script>", "", page, flags=re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", outside, re.DOTALL)

    def hashes(texts: list[str]) -> str:
        digests = [base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode() for text in texts]
        return " ".join(f"'sha256-{digest}'" for digest in digests)

    assert rules["script-src"] == hashes(scripts_of(page))
    assert rules["style-src"] == hashes(styles)


def test_the_vendored_script_is_the_one_that_was_tried() -> None:
    import pyvis

    from thymograph.views.network import VIS_SHA256, vis_script

    path = Path(pyvis.__file__).parent / "templates/lib/vis-9.1.2/vis-network.min.js"
    assert hashlib.sha256(path.read_bytes()).hexdigest() == VIS_SHA256
    assert "@license" in vis_script()
    assert "sourceMappingURL" not in vis_script()


# ---------------------------------------------------------------- safe


def test_a_payload_stands_nowhere_as_markup() -> None:
    text = write_page(poisoned_graph(), title=PAYLOAD)
    assert "<img" not in re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)
    assert len(scripts_of(text)) == 3
    written = [script for script in scripts_of(text) if script in text]
    # Theme and app, and two that hold no script: the record, and what is packed.
    assert text.count("<script") - sum(script.count("<script") for script in written) == 4


@pytest.mark.parametrize("character", ["<", ">", "&", "\u2028", "\u2029"])
def test_json_in_the_page_holds_no_character_that_could_end_it(character: str) -> None:
    text = json_for_html({"gist": f"a{character}b"})
    assert character not in text
    assert json.loads(text) == {"gist": f"a{character}b"}


def test_a_script_cannot_end_its_element_and_has_the_line_ends_that_a_browser_hashes() -> None:
    assert script_text('a = "</script>";\r\nb;\rc\n//# sourceMappingURL=x.map') == 'a = "<\\/script>";\nb;\nc\n'


def test_the_policy_is_one_line() -> None:
    assert "\n" not in policy(["a"], ["b"])


# ---------------------------------------------------------------- what the page holds


def test_claims_documents_and_works_come_back_as_their_records(page: str) -> None:
    graph, record = sample_graph(), record_of(page)
    claims = sorted(graph.claims, key=reading_order)
    assert [unpacked(record, "Claim", row) for row in record["claims"]] == [claim_to_record(one) for one in claims]
    assert [unpacked(record, "DocumentRecord", row) for row in record["documents"]] == [
        document_to_record(one) for one in graph.documents
    ]
    assert [unpacked(record, "Work", row) for row in record["works"]] == [work_to_record(one) for one in graph.works]


def test_every_claim_is_listed_for_readers_without_a_script(page: str) -> None:
    plain = re.search(r"<noscript>(.*?)</noscript>", page, re.DOTALL)
    assert plain
    for claim in sample_graph().claims:
        assert html.escape(claim.gist).replace("&#x27;", "&#39;") in plain[1]


def test_contested_questions_are_those_with_opposed_answers(page: str) -> None:
    record = record_of(page)
    contested = [unpacked(record, "Question", row["q"]) for row in record["questions"] if row["contested"]]
    assert {(one["subject"], one["object"]) for one in contested} == {
        ("colchicine", "C-reactive protein"),
        ("colchicine", "mortality"),
        ("colchicine", "rheumatoid arthritis"),
        ("imiquimod", "interferon-alpha"),
    }


def test_conflicts_are_those_that_assembly_finds(page: str) -> None:
    found = {one.id: one for one in conflicts_of(sample_graph())}
    assert {row["id"] for row in record_of(page)["conflicts"]} == set(found)
    assert len(found) >= 4


def test_what_needs_no_citation_is_said_by_assembly(page: str) -> None:
    graph = sample_graph()
    kinds = {document.sha256: document for document in graph.documents}
    claims = sorted(graph.claims, key=reading_order)
    needless = [place for place, one in enumerate(claims) if not needs_citation(one, kinds[one.document])]
    assert record_of(page)["need_no_citation"] == needless
    assert any(claims[place].kind == "protocol_step" for place in needless)


def test_a_page_without_anything_can_be_written() -> None:
    assert "Claims of 0 documents" in write_page(ClaimGraph())


def test_the_title_can_be_given() -> None:
    assert "<title>Colchicine &amp; heart</title>" in write_page(sample_graph(), title="Colchicine & heart")


# ---------------------------------------------------------------- packing and layout


def test_the_schema_names_the_fields_as_records_do() -> None:
    found = schema(Claim, DocumentRecord, Work, Question)
    assert "with" in found["Qualifiers"]
    assert ["ledger", ["list", ["tuple", ["s", "n"]]]] in found["DocumentRecord"]
    assert ["step", "Step"] in found["Claim"]


def test_strings_are_kept_once_where_that_is_shorter() -> None:
    packer = Packer()
    packer.count(("colchicine", "colchicine", "once", "a", "a"))
    assert packer.pack(("colchicine", "once", "a", None, 0)) == [0, "once", "a", None, 0]
    assert packer.strings() == ["colchicine"]


def test_the_overview_keeps_columns_apart_and_rows_in_order() -> None:
    documents = [("doc/a", "A"), ("doc/b", "B")]
    concepts = [
        OverviewNode(id=f"concept/{name}", type="concept", text=name, claims=claims)
        for name, claims in (("low", {"doc/b": 3}), ("high", {"doc/a": 3}), ("both", {"doc/a": 1, "doc/b": 1}))
    ]
    works = [
        OverviewNode(id="work/one", type="work", text="one", claims={"doc/a": 1}),
        OverviewNode(id="work/two", type="work", text="two", claims={"doc/a": 1, "doc/b": 1}),
    ]
    nodes, edges = overview(documents, concepts, works)
    places = {node["id"]: (node["x"], node["y"]) for node in nodes}
    assert "work/one" not in places
    assert places["work/two"][0] < places["doc/a"][0] < places["concept/high"][0]  # type: ignore[operator]
    assert [node.text for node in columns_of(concepts, ["doc/a", "doc/b"])] == ["high", "both", "low"]
    assert len(set(places.values())) == len(places)
    assert {"from": "doc/a", "to": "concept/high", "claims": 3} in edges
