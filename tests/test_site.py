"""The site: a page for each claim, question, work, concept and document, that any static host can serve."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

import pytest
import rdflib

from sample_graph import PAYLOAD, many_claims, poisoned_graph, sample_graph
from thymograph.assembly.audit import audit
from thymograph.assembly.conflicts import conflicts_of
from thymograph.errors import GraphError
from thymograph.model import Claim, ClaimGraph
from thymograph.views.site import words
from thymograph.views.site.addresses import concept_stem, safe_stem
from thymograph.views.site.folder import write_folder
from thymograph.views.site.links import LONG
from thymograph.views.site.parts import safe_address
from thymograph.views.site.saving import save_site, site_files

VOID = frozenset({"meta", "link", "br", "img", "input", "hr", "path", "circle", "polygon", "use"})


class Page(HTMLParser):
    """A page read strictly: every element that opens closes, in order; links, ids and headings noted."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.elements: dict[str, int] = {}
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        assert len(found) == len(attrs), f"<{tag}> has an attribute twice"
        if tag not in VOID:
            self.open.append(tag)
        self.elements[tag] = self.elements.get(tag, 0) + 1
        self.attributes |= found.keys()
        if found.get("id"):
            self.ids.append(found["id"] or "")
        for name in ("href", "src"):
            if found.get(name) is not None:
                self.links.append(found[name] or "")
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "p":
            assert not {"p", "h1", "h2", "h3"} & set(self.open[:-1]), "a paragraph in a paragraph"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.words))


def built(graph: ClaimGraph, **options: Any) -> dict[str, str]:
    return dict(site_files(graph, findings=audit(graph).findings, **options))


@pytest.fixture(scope="module")
def sample() -> dict[str, str]:
    return built(sample_graph())


@pytest.fixture(scope="module")
def poisoned() -> dict[str, str]:
    return built(poisoned_graph())


def html_of(files: dict[str, str]) -> Iterator[tuple[str, Page]]:
    for name, text in files.items():
        if name.endswith(".html"):
            yield name, Page(text)


def claim_where(**fields: Any) -> Claim:
    return next(c for c in sample_graph().claims if all(getattr(c, name) == value for name, value in fields.items()))


def resolved(place: str, link: str) -> tuple[str, str]:
    """Return the file and the anchor that a relative link of the page at ``place`` means."""
    target, anchor = urldefrag(link)
    parts = place.split("/")[:-1]
    for step in unquote(target).split("/"):
        if step == "..":
            parts.pop()
        elif step:
            parts.append(step)
    return ("/".join(parts) if target else place), anchor


# ---------------------------------------------------------------- the whole


@pytest.mark.parametrize(
    "graph",
    [sample_graph(), poisoned_graph(), many_claims(700), ClaimGraph()],
    ids=["sample", "poisoned", "many", "empty"],
)
def test_every_link_leads_to_a_page_of_the_site_and_every_anchor_is_there(graph: ClaimGraph) -> None:
    files = built(graph)
    pages = dict(html_of(files))
    for place, page in pages.items():
        for link in page.links:
            if link.startswith(("https://", "http://", "data:,")):
                continue
            assert ":" not in link.split("/")[0], f"{place}: {link}"
            target, anchor = resolved(place, link)
            assert target in files, f"{place}: {link} leads nowhere"
            if anchor and target.endswith(".html"):
                assert anchor in pages[target].ids, f"{place}: {link} has no such anchor"


def test_every_claim_question_work_concept_and_document_has_its_page(sample: dict[str, str]) -> None:
    graph = sample_graph()
    for claim in graph.claims:
        assert f"claim/{claim.id}.html" in sample
        assert f"claim/{claim.id}.ttl" in sample
        for mention in claim.mentions:
            assert mention.id is None or f"concept/{concept_stem(mention.id)}.html" in sample
    for document in graph.documents:
        assert f"document/{document.sha256[:12]}.html" in sample
    assert all(f"work/{work.id}.html" in sample for work in graph.works)
    assert all(f"question/{question.id}.html" in sample for question in graph.questions)
    assert all(f'id="{conflict.id}"' in sample["conflicts.html"] for conflict in conflicts_of(graph))


def test_every_page_can_be_reached_from_the_first(sample: dict[str, str]) -> None:
    pages = dict(html_of(sample))
    seen, waiting = {"index.html"}, ["index.html"]
    while waiting:
        place = waiting.pop()
        for link in pages[place].links:
            target = resolved(place, link)[0]
            if target in pages and target not in seen:
                seen.add(target)
                waiting.append(target)
    assert seen == pages.keys()


def test_every_page_is_well_formed_with_one_head_headings_in_order_and_no_id_twice(
    sample: dict[str, str], poisoned: dict[str, str]
) -> None:
    for files in (sample, poisoned):
        for place, page in html_of(files):
            assert files[place].startswith('<!doctype html>\n<html lang="en">'), place
            assert page.headings[0] == 1, place
            assert page.headings.count(1) == 1, place
            assert all(after - before <= 1 for before, after in zip(page.headings, page.headings[1:], strict=False)), (
                place
            )
            assert len(page.ids) == len(set(page.ids)), place
            assert page.elements["main"] == 1, place
            assert page.links[2] == "#main" or "#main" in page.links, place


def test_no_page_has_a_script_a_style_of_its_own_or_a_handler_whatever_the_texts_hold(
    sample: dict[str, str], poisoned: dict[str, str]
) -> None:
    for files in (sample, poisoned):
        for place, page in html_of(files):
            assert not {"script", "style", "img", "iframe", "object", "form", "base"} & page.elements.keys(), place
            assert not {name for name in page.attributes if name.startswith("on") or name == "style"}, place
            assert not [link for link in page.links if link.lower().startswith(("javascript:", "vbscript:"))], place
            assert "default-src 'none'" in unescape(files[place]), place
    assert any(PAYLOAD in page.text for _, page in html_of(poisoned))


def test_the_same_graph_gives_the_same_bytes(sample: dict[str, str]) -> None:
    graph = sample_graph()
    turned = ClaimGraph(
        documents=graph.documents,
        claims=graph.claims,
        works=graph.works,
        propositions=graph.propositions,
        questions=graph.questions,
    )
    assert built(turned) == sample


def test_file_names_suit_every_system_and_none_differ_by_case_alone(poisoned: dict[str, str]) -> None:
    for files in (poisoned, built(sample_graph())):
        assert all(
            re.fullmatch(r"(?:[a-z]+/)?[A-Za-z0-9][A-Za-z0-9_.-]{0,80}\.(?:html|ttl|css)", name) for name in files
        )
        assert len({name.lower() for name in files}) == len(files)


@pytest.mark.parametrize(
    "words_", ["../../etc/passwd", "con", "LPT1", "Ünïcode", "a" * 300, "", ".", "a/b", "A", "a\x00b", "x "]
)
def test_an_id_that_no_file_may_bear_gets_a_name_that_one_may(words_: str) -> None:
    stem = safe_stem(words_)
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,60}", stem)
    assert stem not in ("con", "lpt1")


def test_two_concepts_never_share_a_file() -> None:
    keys = [
        "CHEBI:36704",
        "chebi:36704",
        "l:chebi-36704",
        "l:CHEBI-36704",
        "GO:a",
        "GO:A",
        "NAME:X",
        "l:x",
        "l:x-",
        "MESH:D01.1",
        "MESH:D011",
    ]
    assert len({concept_stem(key).lower() for key in keys}) == len(keys)


# ---------------------------------------------------------------- a claim


def test_a_claim_is_told_with_its_quote_place_kind_and_numbers(sample: dict[str, str]) -> None:
    claim = claim_where(gist="Colchicine after infarction lowered cardiovascular events (hazard ratio 0.77)")
    page = Page(sample[f"claim/{claim.id}.html"])
    for told in (
        claim.gist, "Trial result", "Affirmed, plainly stated", "Colchicine: a monograph", f"line {claim.words[0].line}",
        "Clinical results › Heart", "0.61 to 0.96 (95%)", "= 0.02", "4745", "Ends at:", "The document says so",
        "Low-dose colchicine after infarction: a randomised trial", "doi:10.1000/jic.2019.1",
    ):  # fmt: skip
        assert told in page.text, told
    assert "https://doi.org/10.1000/jic.2019.1" in page.links


def test_stated_inferred_and_dangling_are_told_apart(sample: dict[str, str]) -> None:
    told = {"stated": "Stated link", "inferred": "Inferred link: a guess", "dangling": "Dangling marker"}
    for state, words_ in told.items():
        claim = next(
            c for c in sample_graph().claims if c.citation_status == state and len({x.method for x in c.citations}) == 1
        )
        text = Page(sample[f"claim/{claim.id}.html"]).text
        assert words_ in text
        assert not [other for other in told.values() if other != words_ and other in text]


def test_words_that_hedge_or_deny_are_marked_in_the_quote() -> None:
    claim = next(c for c in sample_graph().claims if c.cues and c.quote and c.cues[0].text in c.quote)
    text = built(sample_graph())[f"claim/{claim.id}.html"]
    assert (
        f'<mark class="cue" title="This word {words.EFFECT_NAMES[claim.cues[0].effect]}">{claim.cues[0].text}</mark>'
        in text
    )


def test_a_claim_in_conflict_names_the_other_side_and_why(sample: dict[str, str]) -> None:
    graph = sample_graph()
    conflict = next(one for one in conflicts_of(graph) if one.type == "polarity")
    page = Page(sample[f"claim/{conflict.members[0].claim}.html"])
    assert "In conflict" in page.text
    assert words.sentence(conflict.explanation) in page.text
    assert f"../conflicts.html#{conflict.id}" in page.links


def test_who_agrees_is_told_with_what_it_rests_on(sample: dict[str, str]) -> None:
    claim = claim_where(gist="Low-dose colchicine lowers the risk of a second infarction")
    text = Page(sample[f"claim/{claim.id}.html"]).text
    assert "Who agrees, who does not" in text
    assert "Does colchicine make myocardial infarction better or worse?" in text
    assert "Colchicine after infarction lowered cardiovascular events" in text
    assert "resting on 1 independent root" in text


def test_a_claim_without_its_words_says_where_they_stand() -> None:
    from dataclasses import replace

    graph = sample_graph()
    bare = replace(graph, claims=tuple(replace(claim, quote=None) for claim in graph.claims))
    claim = bare.claims[0]
    page = Page(built(bare)[f"claim/{claim.id}.html"])
    assert "The words themselves are not kept here" in page.text
    assert f"line {claim.words[0].line}" in page.text


def test_the_triples_of_a_claim_are_those_of_the_graph(sample: dict[str, str]) -> None:
    from thymograph.assembly.concepts import name_index
    from thymograph.graph.claim_quads import write_claim
    from thymograph.graph.iris import Iris
    from thymograph.graph.writing import Pen

    graph = sample_graph()
    publishers = {document.sha256: document.publisher for document in graph.documents}
    for claim in graph.claims[:12]:
        pen = Pen(Iris(), name_index(graph.claims), {})
        write_claim(pen, claim, publishers[claim.document])
        wanted = rdflib.Graph().parse(data="".join(f"{s} {p} {o} .\n" for s, p, o in pen.triples), format="nt")
        found = rdflib.Graph().parse(data=sample[f"claim/{claim.id}.ttl"], format="turtle")
        assert set(found) == set(wanted)
        assert f'<link rel="alternate" type="text/turtle" href="{claim.id}.ttl">' in sample[f"claim/{claim.id}.html"]


# ---------------------------------------------------------------- other pages


def test_the_first_page_tells_what_is_in_here(sample: dict[str, str]) -> None:
    text = Page(sample["index.html"]).text
    for told in (
        "Claims of 4 documents", "Where they disagree", "The documents", "sells what it writes about", "Claims by kind",
        "Positions of organisations", "European Cardiac Council", "Best rooted", "Often said, hardly rooted", "What most rests on",
    ):  # fmt: skip
        assert told in text, told


def test_concepts_stand_from_a_to_z(sample: dict[str, str]) -> None:
    page = Page(sample["concepts.html"])
    assert page.text.index("abatacept") < page.text.index("colchicine") < page.text.index("tubulin")
    assert "letter-C" in page.ids


def test_findings_have_a_page_only_where_the_audit_was_asked(sample: dict[str, str]) -> None:
    assert "findings.html" in sample
    bare = dict(site_files(sample_graph()))
    assert "findings.html" not in bare
    assert "findings.html" not in "".join(Page(bare["index.html"]).links)


def test_a_long_list_goes_on_on_further_pages_and_loses_nothing() -> None:
    graph = many_claims(LONG + 150)
    files = built(graph)
    parts = [name for name in files if re.fullmatch(r"concept/CHEBI-27882(\.p\d+)?\.html", name)]
    involved = {c.id for c in graph.claims if c.repeats is None and any(m.id == "CHEBI:27882" for m in c.mentions)}
    if len(involved) > LONG:
        assert len(parts) > 1
    linked = {match for part in parts for match in re.findall(r"claim/(c[0-9a-f]{16})\.html", files[part])}
    assert involved <= linked


def test_a_part_of_a_graph_says_so() -> None:
    files = built(sample_graph(), notice="A part: the 5 of 63 claims about gout.")
    assert "A part: the 5 of 63 claims about gout." in Page(files["index.html"]).text


def test_only_addresses_of_the_web_become_links() -> None:
    assert safe_address("https://example.org/a?b=c") == "https://example.org/a?b=c"
    assert safe_address("doi:10.1/x<y") == "https://doi.org/10.1/x%3Cy"
    for bad in (
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "data:text/html,x",
        "//evil",
        "file:///etc",
        "http://[",
        None,
        "",
    ):
        assert safe_address(bad) is None


def test_the_words_of_the_site_are_those_of_the_page() -> None:
    script = (Path(words.__file__).parents[1] / "app" / "02_words.js").read_text("utf-8")
    for name in (
        "KIND_NAMES", "POLARITY_NAMES", "CERTAINTY_NAMES", "STATUS_MEANINGS", "METHOD_NAMES", "DIRECTNESS_NAMES", "STANCE_NAMES",
        "EFFECT_NAMES", "CONFLICT_NAMES", "DENIED_ANSWERS",
    ):  # fmt: skip
        found = re.search(rf"const {name} = \{{(.*?)\}};", script, re.DOTALL)
        assert found
        assert dict(re.findall(r'(\w+): "([^"]*)"', found[1])) == dict(getattr(words, name)), name


# ---------------------------------------------------------------- the folder


def test_a_site_is_written_over_an_old_one_and_nothing_of_that_is_left(tmp_path: Path) -> None:
    out = tmp_path / "public"
    save_site(many_claims(80), out)
    number = save_site(sample_graph(), out)
    written = [path for path in out.rglob("*") if path.is_file() and path.name != ".thymograph-site"]
    assert len(written) == number == len(dict(site_files(sample_graph())))
    assert [path.name for path in tmp_path.iterdir()] == ["public"]


def test_a_folder_that_holds_something_else_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "mine"
    out.mkdir()
    (out / "thesis.md").write_text("words", encoding="utf-8")
    with pytest.raises(GraphError, match=r"holds files that are not a site's \(thesis\.md\)"):
        save_site(sample_graph(), out)
    assert [path.name for path in out.iterdir()] == ["thesis.md"]


@pytest.mark.parametrize("stranger", ["CNAME", "claim/notes.md", "assets/a.html", ".git/HEAD"])
def test_what_somebody_put_into_a_site_is_not_thrown_away(tmp_path: Path, stranger: str) -> None:
    out = tmp_path / "public"
    save_site(sample_graph(), out)
    (out / stranger).parent.mkdir(exist_ok=True)
    (out / stranger).write_text("mine", encoding="utf-8")
    with pytest.raises(GraphError, match="not a site's"):
        save_site(sample_graph(), out)
    assert (out / stranger).read_text("utf-8") == "mine"


def test_a_run_that_breaks_off_leaves_the_old_site(tmp_path: Path) -> None:
    out = tmp_path / "public"
    write_folder(out, [("index.html", "old")])

    def breaks() -> Iterator[tuple[str, str]]:
        yield "index.html", "new"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_folder(out, breaks())
    assert (out / "index.html").read_text("utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["public"]


def test_a_site_that_a_killed_run_had_set_aside_comes_back(tmp_path: Path) -> None:
    out = tmp_path / "public"
    write_folder(out, [("index.html", "old")])
    out.rename(tmp_path / ".public.old")
    (tmp_path / ".public.draft-4194305").mkdir()  # no process has so high a number

    def breaks() -> Iterator[tuple[str, str]]:
        assert (out / "index.html").read_text("utf-8") == "old"
        raise RuntimeError
        yield "", ""

    with pytest.raises(RuntimeError):
        write_folder(out, breaks())
    assert (out / "index.html").read_text("utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["public"]


def test_two_runs_do_not_write_one_site_at_a_time(tmp_path: Path) -> None:
    (tmp_path / f".public.draft-{os.getppid()}").mkdir()
    with pytest.raises(GraphError, match="another run is writing here"):
        write_folder(tmp_path / "public", [("index.html", "new")])
    assert not (tmp_path / "public").exists()


def test_a_file_or_a_link_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path)
    for name in ("file", "link"):
        with pytest.raises(GraphError, match="is not a folder"):
            save_site(sample_graph(), tmp_path / name)


def test_the_command_writes_a_site_of_what_is_asked(tmp_path: Path) -> None:
    from thymograph.graph.build import write_graph

    write_graph(tmp_path / "graph", sample_graph())
    command = [sys.executable, "-m", "thymograph", "view", "-g", "graph", "--about", "gout", "--site", "public"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stderr
    assert "of 63 claims" in result.stdout
    assert "claims about gout." in (tmp_path / "public" / "index.html").read_text("utf-8")


# ---------------------------------------------------------------- in a browser


def test_in_a_browser_nothing_is_asked_of_a_network_and_nothing_complains(browser: Any, tmp_path: Path) -> None:
    from playwright.sync_api import expect

    save_site(sample_graph(), tmp_path / "public", findings=audit(sample_graph()).findings)
    save_site(poisoned_graph(), tmp_path / "bad")
    claim = claim_where(gist="Colchicine did not change all-cause mortality")
    for scheme, width, javascript in (("light", 1280, True), ("dark", 360, True), ("light", 360, False)):
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            java_script_enabled=javascript,
            offline=True,
        )
        window = context.new_page()
        asked: list[str] = []
        complaints: list[str] = []
        window.on("request", lambda request, asked=asked: asked.append(request.url))
        window.on("console", lambda message, complaints=complaints: complaints.append(message.text))
        window.on("dialog", lambda dialog, complaints=complaints: (complaints.append("dialog"), dialog.dismiss()))
        for root in ("public", "bad"):
            pages = sorted((tmp_path / root).rglob("*.html"))
            for page in [tmp_path / root / "index.html", *pages[:: len(pages) // 12]]:
                window.goto(page.as_uri())
                if javascript:
                    assert window.evaluate("document.documentElement.scrollWidth") <= width, page
                    # The style is in force: text is on the ground of its scheme.
                    ground = window.evaluate("getComputedStyle(document.body).backgroundColor")
                    assert ground == ("rgb(21, 24, 27)" if scheme == "dark" else "rgb(251, 250, 248)")
        assert complaints == []
        assert [url for url in asked if not url.startswith(("file://", "data:"))] == []
    window = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    window.goto((tmp_path / "public" / "index.html").as_uri())
    window.keyboard.press("Tab")
    assert window.evaluate("document.activeElement.textContent") == "Skip to content"
    window.click("text=Concepts")
    window.click("main >> text=mortality")
    window.click(f"main >> text={claim.gist}")
    expect(window.locator("h1")).to_have_text(claim.gist)
    expect(window.locator("main")).to_contain_text("Who agrees, who does not")
