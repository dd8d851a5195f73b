"""The document view: the reader's own text to the last byte, its claims coloured, what was not understood shaded."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from sample_graph import PAYLOAD
from thymograph.assembly import assemble
from thymograph.claims.extraction import Extraction, extract
from thymograph.lexicon.concepts import load_lexicon
from thymograph.model import Anchor, Claim, ClaimGraph, LedgerSpan
from thymograph.reading import read_document
from thymograph.views import reading_view
from thymograph.views.reading_view import GROUPS, OwnText, find_texts, marked_lines, text_page
from thymograph.views.site.links import SiteLinks
from thymograph.views.site.record import SiteRecord
from thymograph.views.site.saving import save_site, site_files
from thymograph.vocabulary import KINDS

TEXT = """# Colchicine in gout

Colchicine inhibits tubulin polymerization in neutrophils.[1] It is not recommended in kidney failure.

## Safety

- Colchicine commonly causes diarrhea.[1]
- Colchicine might reduce the risk of stroke.

## References

1. How colchicine works. Invented Journal 2011. doi:10.1000/col.1
"""


def read(text: str, path: str = "gout.md", *, quotes: bool = True) -> Extraction:
    return extract(read_document(text.encode("utf-8"), path=path), load_lexicon(), quotes=quotes)


def shown(page: str) -> str:
    """Return the text that a browser makes of the text part of a page, before it draws it."""
    start = page.index(">", page.index('<section id="text"')) + 1
    return unescape(re.sub(r"<[^>]*>", "", page[start : page.index("</section>", start)]))


def claim(start: int, end: int, *, kind: str = "safety", id: str = "") -> Claim:
    anchor = Anchor(role="words", start=start, end=end, byte_start=start, byte_end=end, sha256="", line=1)
    return Claim(
        id=id or f"c{start:08x}{end:08x}", text_key="", document="0" * 64, path="a.txt", anchors=(anchor,), quote=None,
        gist=f"{start} to {end}", section=(), kind=kind, polarity="affirmed", certainty="asserted", citation_status="none",
        extractor="test",
    )  # fmt: skip


def plain(lines: Iterator[str]) -> str:
    return unescape(re.sub(r"<[^>]*>", "", "".join(lines)))


def whole(text: str) -> tuple[LedgerSpan, ...]:
    return (LedgerSpan(kind="unclaimed", start=0, end=len(text)),)


@pytest.fixture
def place(tmp_path: Path) -> tuple[Path, ClaimGraph]:
    file = tmp_path / "papers" / "gout.md"
    file.parent.mkdir()
    file.write_bytes(TEXT.encode("utf-8"))
    extraction = read(TEXT)
    return file, assemble([extraction.document], extraction.claims)


def page_of(file: Path, graph: ClaimGraph) -> str:
    found, messages = find_texts([file], graph.documents)
    assert messages == []
    sha256 = graph.documents[0].sha256
    return text_page(SiteRecord(graph, title=""), sha256, found[sha256])


# ---------------------------------------------------------------- the text


def test_the_text_is_shown_to_the_last_sign(place: tuple[Path, ClaimGraph]) -> None:
    assert shown(page_of(*place)) == TEXT


@pytest.mark.parametrize(
    "text",
    [
        "one line without an end",
        "\n\n\nblank lines before\n\n",
        "carriage\r\nreturns\r\nstay\r\n",
        "a lone\rreturn",
        "\ufeffa mark of byte order\n",
        "tags <b>bold</b> & entities &amp; &lt; stay\n",
        "tabs\tand   runs of   spaces\n",
        "Ḟ̣ marks and e\u0301 accents, 👩🏽‍🔬 and 🇨🇭\n",
        "من عالج بالكولشيسين \u202e turned \u202c end\nעברית ושמאל left\n",
        "line\u2028separator and \x0b \x0c and \x85\n",
        PAYLOAD + "\n",
    ],
)
def test_no_sign_of_any_text_is_lost_or_changed(text: str) -> None:
    claims = [claim(start, min(len(text), start + 7)) for start in range(0, len(text), 3)]
    assert plain(marked_lines(text, claims, whole(text))) == text
    assert plain(marked_lines(text, [], ())) == text


def test_lines_are_numbered_as_claims_name_them(place: tuple[Path, ClaimGraph]) -> None:
    file, graph = place
    lines = re.findall(r'<div class="l" id="L(\d+)" data-n="(\d+)">', page_of(file, graph))
    assert [int(number) for number, _ in lines] == list(range(1, len(TEXT.splitlines()) + 1))
    for one in graph.claims:
        found = next(line for line in marked_lines(TEXT, [one], ()) if 'class="c ' in line)
        assert f'id="L{one.words[0].line}"' in found


# ---------------------------------------------------------------- marks


def test_claims_are_coloured_by_kind_and_every_kind_has_a_colour() -> None:
    assert {kind for _, kinds in GROUPS for kind in kinds} == set(KINDS)
    assert len(GROUPS) <= 7
    text = "Colchicine causes nausea."
    (line,) = marked_lines(text, [claim(0, 25, kind="safety", id="c1")], ())
    assert line == f'<div class="l" id="L1" data-n="1"><a class="c g3" href="#c1">{text}</a></div>'


def test_what_was_not_understood_is_shaded_and_what_is_no_claim_told_apart() -> None:
    text = "Title\nunread words\nfurniture"
    ledger = (
        LedgerSpan(kind="heading", start=0, end=5), LedgerSpan(kind="blank", start=5, end=6),
        LedgerSpan(kind="unclaimed", start=6, end=18), LedgerSpan(kind="blank", start=18, end=19),
        LedgerSpan(kind="boilerplate", start=19, end=28),
    )  # fmt: skip
    lines = list(marked_lines(text, [], ledger))
    assert '<span class="h">Title</span>' in lines[0]
    assert '<span class="u">unread words</span>' in lines[1]
    assert '<span class="b">furniture</span>' in lines[2]


def test_the_legend_names_what_there_is_with_its_share(place: tuple[Path, ClaimGraph]) -> None:
    page = page_of(*place)
    legend = page[page.index("What the colours mean") : page.index("</details>")]
    for told in ("How it works", "Safety", "Not understood", "Headings", "List of references", "Citation markers"):
        assert told in legend
    assert "Advice and approval" in legend or "recommend" not in legend


def test_claims_that_overlap_share_their_words_and_the_shortest_is_first() -> None:
    text = "aaaa bbbb cccc dddd"
    outer, inner, beside = claim(0, 14, id="c1"), claim(5, 9, id="c2"), claim(10, 19, id="c3")
    (line,) = marked_lines(text, [outer, inner, beside], ())
    assert re.findall(r'href="#(c\d)"(?: data-c="([^"]*)")?(?: tabindex="-1")?>([^<]*)<', line) == [
        ("c1", "", "aaaa "), ("c2", "c2 c1", "bbbb"), ("c1", "", " "), ("c3", "c3 c1", "cccc"), ("c3", "", " dddd"),
    ]  # fmt: skip
    assert "<a" not in re.sub(r"</a>.*?(?=<a|$)", "", line[line.index("<a") + 2 :].split("</a>")[0])


def test_the_tab_key_stops_once_at_each_claim() -> None:
    text = "one claim [1] over\ntwo lines"
    marker = (
        LedgerSpan(kind="claim", start=0, end=10),
        LedgerSpan(kind="citation_marker", start=10, end=13),
        LedgerSpan(kind="claim", start=13, end=28),
    )
    lines = "".join(marked_lines(text, [claim(0, 28, id="c1")], marker))
    assert lines.count("<a ") == 4
    assert lines.count('tabindex="-1"') == 3


@pytest.mark.parametrize(
    ("text", "cut"), [("cafe\u0301 is", 4), ("x 👩🏽‍🔬 y", 4), ("ab\ufe0f c", 2), ("ক\u09bf খ", 1)]
)
def test_no_mark_parts_a_letter_from_its_accents(text: str, cut: int) -> None:
    (line,) = marked_lines(text, [claim(0, cut)], ())
    inner = re.search(r"<a[^>]*>([^<]*)</a>(.?)", line)
    assert inner
    after = inner[2]
    assert after in ("", " ", "<"), line


def test_a_line_of_right_to_left_script_has_its_own_direction() -> None:
    lines = list(marked_lines("plain\nالكولشيسين\n", [], ()))
    assert 'dir="auto"' not in lines[0]
    assert 'dir="auto"' in lines[1]


def test_the_list_below_tells_kind_words_and_end_of_each_claim(place: tuple[Path, ClaimGraph]) -> None:
    file, graph = place
    page = page_of(file, graph)
    notes = page[page.index("Claims of this text") :]
    for one in graph.claims:
        assert f'<li id="{one.id}">' in notes
        assert f'href="#L{one.words[0].line}"' in notes
    assert "Denied" in notes
    assert "hedged" in notes


def test_words_can_be_read_on_every_colour_in_light_and_dark() -> None:
    style = (Path(reading_view.__file__).parent / "templates" / "reading" / "text.css").read_text("utf-8")
    shared = (Path(reading_view.__file__).parent / "style.css").read_text("utf-8")
    own = [dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", line)) for line in style.splitlines() if "--t1:" in line]
    inks = re.findall(r"--ink: (#[0-9a-f]{6}); --soft: (#[0-9a-f]{6})", shared)
    marks = re.findall(r"--accent: (#[0-9a-f]{6})", shared)

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def contrast(one: str, other: str) -> float:
        high, low = sorted((light(one), light(other)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    assert len(own) == len(inks) == 2
    for colours, (ink, _), mark in zip(own, inks, marks, strict=False):
        for number in range(1, len(GROUPS) + 1):
            assert contrast(colours[f"t{number}"], ink) >= 7, number
            assert contrast(colours[f"t{number}"], mark) >= 4.5, number
            assert contrast(colours[f"t{number}"], colours[f"u{number}"]) >= 3, number
        assert contrast(colours["shade"], ink) >= 4.5


# ---------------------------------------------------------------- whose text


def test_a_file_that_has_changed_is_left_out_with_a_message(place: tuple[Path, ClaimGraph]) -> None:
    file, graph = place
    file.write_text(TEXT + "\nA line more.\n", encoding="utf-8")
    found, messages = find_texts([file.parent], graph.documents)
    assert found == {}
    assert len(messages) == 1
    assert "is not the text that gout.md was read from" in messages[0]
    assert graph.documents[0].sha256[:12] in messages[0]


def test_a_file_is_found_by_its_bytes_whatever_it_is_called(place: tuple[Path, ClaimGraph]) -> None:
    file, graph = place
    file.rename(file.with_name("other.txt"))
    (file.parent / "noise.txt").write_text("noise", encoding="utf-8")
    found, messages = find_texts([file.parent], graph.documents)
    assert [own.file.name for own in found.values()] == ["other.txt"]
    assert messages == []


def test_a_file_that_no_document_has_and_one_that_is_not_there_are_named(
    place: tuple[Path, ClaimGraph], tmp_path: Path
) -> None:
    stray = tmp_path / "stray.txt"
    stray.write_text("words", encoding="utf-8")
    _, messages = find_texts([stray, tmp_path / "gone"], place[1].documents)
    assert ["gone: no such file" in messages[0], "no document of the graph has these bytes" in messages[1]] == [
        True,
        True,
    ]


def test_the_ledger_of_the_graph_is_used_where_it_fits_and_made_anew_where_not(place: tuple[Path, ClaimGraph]) -> None:
    file, graph = place
    sha256 = graph.documents[0].sha256
    ledger = read(TEXT).ledger
    record = SiteRecord(graph, title="")
    made = text_page(record, sha256, OwnText(file=file))
    assert made == text_page(record, sha256, OwnText(file=file, ledger=ledger))
    assert made == text_page(record, sha256, OwnText(file=file, ledger=ledger[:3]))


def test_the_page_asks_nothing_and_only_its_own_script_may_run(place: tuple[Path, ClaimGraph]) -> None:
    page = unescape(page_of(*place))
    assert "default-src 'none'" in page
    assert "unsafe" not in page
    assert len(re.findall(r"<script", page)) == 1
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


def test_the_command_writes_a_page_of_a_text_and_says_what_it_left_out(tmp_path: Path) -> None:
    (tmp_path / "gout.md").write_bytes(TEXT.encode("utf-8"))
    (tmp_path / "stray.txt").write_bytes(b"Something else.\n")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "thymograph", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)

    assert run("build", "gout.md", "-o", "graph").returncode == 0
    result = run("view", "-g", "graph", "--text", "gout.md", "--text", "stray.txt", "-o", "out.html")
    assert result.returncode == 0, result.stderr
    assert "gout.md: out.html" in result.stdout
    assert "stray.txt: no document of the graph has these bytes" in result.stderr
    assert shown((tmp_path / "out.html").read_text("utf-8")) == TEXT
    result = run("view", "-g", "graph", "--text", "stray.txt", "-o", "none.html")
    assert result.returncode != 0
    assert "no text to show" in result.stderr
    assert not (tmp_path / "none.html").exists()
    sha12 = hashlib.sha256(TEXT.encode()).hexdigest()[:12]
    assert run("view", "-g", "graph", "--site", "public", "--text", ".").returncode == 0
    assert (tmp_path / "public" / "text" / f"{sha12}.html").is_file()
    # A graph without quotes was made to be shared: the site of it holds no text, a page for oneself may.
    assert run("build", "gout.md", "-o", "bare", "--no-quotes").returncode == 0
    result = run("view", "-g", "bare", "--site", "shared", "--text", "gout.md")
    assert result.returncode == 0
    assert "keeps none of its words" in result.stderr
    assert not (tmp_path / "shared" / "text").exists()
    assert run("view", "-g", "bare", "--text", "gout.md", "-o", "own.html").returncode == 0


def test_within_a_site_claims_lead_to_their_line_and_back(place: tuple[Path, ClaimGraph]) -> None:
    file, graph = place
    sha256 = graph.documents[0].sha256
    files = dict(site_files(graph, texts={sha256: OwnText(file=file)}))
    text = files[f"text/{sha256[:12]}.html"]
    for one in graph.claims:
        assert f'href="../text/{sha256[:12]}.html#L{one.words[0].line}"' in files[f"claim/{one.id}.html"]
        assert f'href="../claim/{one.id}.html"' in text
        assert f'id="L{one.words[0].line}"' in text
    assert f'href="../document/{sha256[:12]}.html"' in text
    assert not [name for name in dict(site_files(graph)) if name.startswith("text/")]


def test_the_links_of_a_site_know_only_the_texts_that_it_shows(place: tuple[Path, ClaimGraph]) -> None:
    graph = place[1]
    sha256 = graph.documents[0].sha256
    assert SiteLinks(SiteRecord(graph, title="")).text_url(sha256) is None
    assert SiteLinks(SiteRecord(graph, title=""), [sha256]).text_url(sha256, 12) == f"text/{sha256[:12]}.html#L12"


# ---------------------------------------------------------------- in a browser


def opened(browser: Any, file: Path, **options: Any) -> tuple[Any, list[str]]:
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, "offline": True, **options})
    window = context.new_page()
    noted: list[str] = []

    def refuse(dialog: Any) -> None:
        noted.append("dialog")
        dialog.dismiss()

    def asked(request: Any) -> None:
        if not request.url.startswith(("file:", "data:")):
            noted.append(request.url)

    window.on("console", lambda message: noted.append(message.text))
    window.on("pageerror", lambda error: noted.append(str(error)))
    window.on("dialog", refuse)
    window.on("request", asked)
    window.goto(file.as_uri())
    return window, noted


def test_the_card_comes_on_hover_on_focus_and_on_a_tap_and_goes_with_escape(
    browser: Any, place: tuple[Path, ClaimGraph], tmp_path: Path
) -> None:
    file, graph = place
    target = tmp_path / "text.html"
    target.write_text(page_of(file, graph), encoding="utf-8")
    window, noted = opened(browser, target)
    card = window.locator("#card")
    assert not card.is_visible()
    causes = window.locator("#text a.c", has_text="causes diarrhea").first
    causes.hover()
    assert "diarrhea" in card.inner_text()
    assert "Safety" in card.inner_text()
    assert window.locator("#text a.c.on").count() >= 1
    window.mouse.move(5, 5)
    assert not card.is_visible()
    window.locator("#text").focus()
    window.keyboard.press("Tab")
    assert card.is_visible()
    assert "tubulin" in card.inner_text()
    window.keyboard.press("Escape")
    assert not card.is_visible()
    window, noted_too = opened(
        browser, target, viewport={"width": 360, "height": 740}, has_touch=True, color_scheme="dark"
    )
    window.locator("#text a.c", has_text="might reduce").first.tap()
    card = window.locator("#card")
    assert "hedged" in card.inner_text()
    assert window.evaluate("document.documentElement.scrollWidth") <= 360
    card.get_by_label("Close").tap()
    assert not card.is_visible()
    assert noted == noted_too == []


def test_without_a_script_a_claim_leads_to_its_note_and_the_text_is_all_there(
    browser: Any, place: tuple[Path, ClaimGraph], tmp_path: Path
) -> None:
    file, graph = place
    target = tmp_path / "text.html"
    target.write_text(page_of(file, graph), encoding="utf-8")
    window, noted = opened(browser, target, java_script_enabled=False)
    window.locator("#text a.c", has_text="causes diarrhea").first.click()
    one = next(one for one in graph.claims if "diarrhea" in one.gist)
    assert window.url.endswith(f"#{one.id}")
    assert "Colchicine in gout" in window.locator("#text").inner_text()
    assert noted == []


@pytest.mark.parametrize("text", [TEXT, "a\r\nb\rc\n", "e\u0301 من \u202e x\u202c\n" + PAYLOAD, "\ufeffx\n\n\ny"])
def test_the_browser_holds_the_text_to_the_last_sign(browser: Any, text: str, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode("utf-8"))
    extraction = read(text, "a.txt")
    graph = assemble([extraction.document], extraction.claims)
    target = tmp_path / "text.html"
    target.write_text(page_of(file, graph), encoding="utf-8", newline="\n")
    window, noted = opened(browser, target)
    assert window.evaluate("document.getElementById('text').textContent") == text
    assert noted == []


def test_a_megabyte_opens_in_two_seconds(browser: Any, tmp_path: Path) -> None:
    paragraph = "Colchicine causes diarrhoea in one patient of ten, and nausea in some. "
    text = "\n".join(paragraph * 4 for _ in range(3700))
    assert len(text) > 1_000_000
    claims = [
        claim(match.start(), match.end() - 1, kind=kind)
        for match, kind in zip(re.finditer(re.escape(paragraph), text), sorted(KINDS) * 1000, strict=False)
    ]
    file = tmp_path / "long.txt"
    file.write_bytes(text.encode("utf-8"))
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    document = read("x\n").document
    from dataclasses import replace

    graph = ClaimGraph(
        documents=(replace(document, sha256=sha256, size_bytes=len(text), characters=len(text)),),
        claims=tuple(sorted((replace(one, document=sha256) for one in claims), key=lambda one: one.id)),
    )
    ledger = (LedgerSpan(kind="claim", start=0, end=len(text)),)
    target = tmp_path / "long.html"
    target.write_text(
        text_page(SiteRecord(graph, title=""), sha256, OwnText(file=file, ledger=ledger)), encoding="utf-8"
    )
    window, _ = opened(browser, target)
    loaded = window.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    assert 0 < loaded < 2000
    window.goto(target.as_uri() + "#L3000")
    assert window.locator("#L3000").is_visible()


def test_a_site_with_texts_is_whole(place: tuple[Path, ClaimGraph], tmp_path: Path) -> None:
    file, graph = place
    sha256 = graph.documents[0].sha256
    save_site(graph, tmp_path / "public", texts={sha256: OwnText(file=file)})
    save_site(graph, tmp_path / "public")
    assert not (tmp_path / "public" / "text").exists()
