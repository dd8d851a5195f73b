"""Web pages: what is their text and what only stands around it, where every word stands in the file, what their links cite.

The pages are our own. Of packages, the source archives of trafilatura and readability-lxml were looked at: they ship about ten
short pages that are not of medicine, so none is copied here.
"""

from __future__ import annotations

import time
import tracemalloc
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from html_pages import as_html, page
from same_article import as_markdown, claims_of
from thymograph.claims.extraction import extract
from thymograph.errors import DocumentError
from thymograph.lexicon.concepts import load_lexicon
from thymograph.model import Document
from thymograph.reading import read_document
from thymograph.reading.formats import format_of, read_surface
from thymograph.reading.html import tree
from thymograph.reading.surface import Surface

SAYS = "Ramipril lowered mortality in adults with heart failure"
WORKS = (
    "<h2>References</h2><ol>"
    '<li id="r1">Doe J. Ramipril and survival. Heart Tests. 2001;3:4. <a href="https://doi.org/10.1000/Abc.1">CrossRef</a></li>'
    '<li id="r2">Roe R. Cough under ACE inhibitors. J Tests. 2010;5:6. <a href="https://pubmed.ncbi.nlm.nih.gov/123456/">PubMed</a></li>'
    '<li id="r3">Poe P. Doses of ramipril. Ann Tests. 2012;7:8. <a href="https://www.ncbi.nlm.nih.gov/pmc/articles/PMC654321/">PMC</a></li></ol>'
)


def read(html: str | bytes, notices: list[str] | None = None) -> Document:
    return read_document(html.encode("utf-8") if isinstance(html, str) else html, path="a.html", notices=notices)


def surface_of(html: str | bytes) -> Surface:
    return read_surface(html.encode("utf-8") if isinstance(html, str) else html, path="a.html")


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def text_of(body: str) -> list[str]:
    """Return the lines of a page that are no boilerplate."""
    return [words for kind, words in kinds(read(page(body))) if kind != "boilerplate"]


def around(html: str) -> list[str]:
    return [words for kind, words in kinds(read(html)) if kind == "boilerplate"]


def cells(document: Document) -> dict[tuple[int | None, int | None], str]:
    return {
        (b.row, b.column): document.text[b.start : b.end] for b in document.blocks if b.row is not None
    }  # fmt: skip


def links(html: str) -> list[tuple[str, str, str]]:
    """Return what each link to an entry prints, its number, and the key of its entry."""
    surface = surface_of(html)
    return [(surface.text[one.start : one.end], one.number, one.entry) for one in surface.links]


def cited(html: str) -> list[tuple[str, str | None, str | None, str | None]]:
    """Return the number of each citation of a claim, and DOI, PMID and PMCID of the entry that it leads to."""
    extraction = extract(read(html), load_lexicon())
    entries = {entry.id: entry for entry in extraction.document.entries}
    found = []
    for claim in extraction.claims:
        for citation in claim.citations:
            entry = entries.get(citation.entry or "")
            found.append((citation.number, *((entry.doi, entry.pmid, entry.pmcid) if entry else (None, None, None))))
    return found


# ---------------------------------------------------------------- what is the text


def test_what_a_browser_does_not_show_is_no_text() -> None:
    document = read(
        page(
            "<h1>Ramipril</h1><!-- a comment <p>Lisinopril</p> --><script>var x = '<p>Enalapril</p>';</script>"
            "<style>p{}</style><noscript>Turn on scripts.</noscript><template><p>Captopril</p></template>"
            "<p hidden>Quinapril</p><p style='color:red; display: none'>Fosinopril</p><span class='sr-only'>Opens a window</span>"
            "<svg><text>Drawing</text></svg><dialog><p>Sign in</p></dialog><p>Ramipril lowers blood pressure.</p>"
            "<textarea>Comment here</textarea><?php echo 'x' ?><![CDATA[x]]>"
        )
    )
    assert [words for kind, words in kinds(document) if kind != "boilerplate"] == [
        "Ramipril",
        "Ramipril lowers blood pressure.",
    ]
    assert "Lisinopril" not in document.text
    assert "Captopril" not in document.text


def test_what_stands_around_the_main_text_is_boilerplate() -> None:
    html = page(
        '<a class="skip-link" href="#m">Skip to content</a><div id="cookie-consent"><p>We use cookies.</p><button>Accept</button></div>'
        '<header><nav><ul><li><a href="/">Home</a></li><li><a href="/drugs">Drugs</a></li></ul></nav></header>'
        f'<main id="m"><ol class="breadcrumb"><li><a href="/">Start</a></li></ol><h1>Ramipril</h1><p>{SAYS}.</p>'
        '<div class="social-share"><a href="x">Share</a></div><div class="related-articles"><a href="/c">Captopril</a></div></main>'
        "<aside>Subscribe to our letter.</aside><footer>All rights reserved.</footer>"
    )
    shown = [words for kind, words in kinds(read(html)) if kind != "boilerplate"]
    assert shown == ["Ramipril", f"{SAYS}."]
    assert around(html) == [
        "Skip to content", "We use cookies.", "Accept", "Home", "Drugs", "Start", "Share", "Captopril",
        "Subscribe to our letter.", "All rights reserved.",
    ]  # fmt: skip


def test_a_page_whose_whole_text_has_a_name_of_what_stands_around_keeps_its_text() -> None:
    words = "Ramipril lowers blood pressure in adults with hypertension. " * 8
    body = f'<div class="modal sidebar"><h1>Ramipril</h1><p>{words}</p><p>{words}</p></div>'
    assert len(text_of(body)) == 3


def test_a_list_of_links_is_boilerplate_but_not_one_that_a_sentence_announces() -> None:
    links = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("Nausea", "Cough", "Rash", "Dizziness"))
    prose = f"<h1>Ramipril</h1><p>{SAYS}. It is an inhibitor of the angiotensin-converting enzyme, and is taken once a day.</p>"
    assert "Cough" not in text_of(f"{prose}<ul>{links}</ul>")
    assert "Cough" in text_of(f"{prose}<p>Harms of ramipril are:</p><ul>{links}</ul>")


def test_lines_of_author_and_date_are_metadata() -> None:
    document = read(
        page(
            f'<article><h1>Ramipril</h1><p class="byline">By Jane Doe</p><div class="entry-meta">3 May 2020</div><p>{SAYS}.</p></article>'
        )
    )
    assert kinds(document)[1:3] == [("metadata", "By Jane Doe"), ("metadata", "3 May 2020")]


def test_the_title_is_what_the_page_says_and_not_a_line_before_it() -> None:
    document = read(
        page(
            '<main><header><div>Randomized Controlled Trial</div><div class="dropdown-block"><ul><li><a href="/j">Search the journal</a></li></ul></div>'
            '<h1>Ramipril in old age</h1><div class="authors">Jane Doe, Ray Roe, Pat Poe</div></header>'
            "<h2>Abstract</h2><p><strong>Results: </strong>Ramipril lowered mortality.</p>"
            '<div class="similar-articles"><h2>Similar articles</h2><ul><li><a href="/1">Captopril reduces deaths.</a> Poe P.</li></ul></div></main>'
        )
    )
    assert [one for one in kinds(document) if one[0] != "boilerplate"] == [
        ("metadata", "Randomized Controlled Trial"), ("title", "Ramipril in old age"), ("metadata", "Jane Doe, Ray Roe, Pat Poe"),
        ("heading", "Abstract"), ("paragraph", "Results: Ramipril lowered mortality."),
    ]  # fmt: skip


# ---------------------------------------------------------------- blocks


def test_tags_that_are_left_out_or_crossed_are_put_right_as_browsers_do() -> None:
    assert text_of("<h1>Drugs</h1><p>One.<p>Two.<ul><li>A<li>B<ol><li>C</ol></ul><p>Three <b>bold<i>both</b>end</i>.") == [
        "Drugs", "One.", "Two.", "A", "B", "C", "Three boldbothend.",
    ]  # fmt: skip
    assert text_of("<table><tr><th>Arm<th>Deaths<tr><td>A<td>12%<tr><td>B<td>9%</table>") == [
        "Arm", "Deaths", "A", "12%", "B", "9%",
    ]  # fmt: skip


def test_headings_keep_their_levels_and_the_link_that_edits_one_is_no_part_of_it() -> None:
    document = read(
        page(
            f"<h1>Ramipril</h1><h2>Uses <span>[<a href=/e>edit</a>]</span></h2><p>{SAYS}.</p><h3>In children<a href=#c>¶</a></h3>"
            "<p>Ramipril is not used in children.</p><p><b>Pregnancy</b></p><p>Ramipril harms the fetus.</p>"
        )
    )
    assert [(b.kind, b.level, document.text[b.start : b.end]) for b in document.blocks if b.kind in ("title", "heading")] == [
        ("title", 1, "Ramipril"), ("heading", 2, "Uses"), ("heading", 3, "In children"), ("heading", 4, "Pregnancy"),
    ]  # fmt: skip
    assert document.blocks[-1].section == ("Uses", "In children", "Pregnancy")


def test_lists_keep_nesting_and_the_numbers_that_their_tags_count() -> None:
    document = read(
        page(
            "<h1>Dosing</h1><p>Give ramipril as follows:</p><ol start=3><li>Start with 2.5 mg.<ul><li>Take the pressure.</li></ul></li>"
            "<li value=7>Double the dose.</li></ol><ol type=a><li>Stop it.</li></ol>"
        )
    )
    items = [(b.number, b.level) for b in document.blocks if b.kind == "list_item"]
    assert items == [("3", 0), (None, 1), ("7", 0), ("a", 0)]
    assert document.blocks[1].kind == "list_lead"


def test_a_list_of_terms_is_a_table_of_short_values_and_a_set_of_questions_with_their_answers() -> None:
    document = read(
        page(
            "<h1>Ramipril</h1><dl><dt>Half-life</dt><dd>13 hours</dd><dt>Route</dt><dd>Oral</dd></dl>"
            "<h2>FAQ</h2><dl><dt>Does ramipril cause cough?</dt><dd>Yes, ramipril causes cough in one of ten adults.</dd></dl>"
            "<details><summary>Is ramipril safe in pregnancy?</summary><p>No, ramipril harms the fetus.</p></details>"
        )
    )
    assert cells(document) == {(0, 0): "Half-life", (0, 1): "13 hours", (1, 0): "Route", (1, 1): "Oral"}
    questions = [words for kind, words in kinds(document) if kind == "faq_question"]
    assert questions == ["Does ramipril cause cough?", "Is ramipril safe in pregnancy?"]


def test_tables_keep_caption_heads_merged_and_empty_cells_and_their_foot() -> None:
    document = read(
        page(
            "<h1>Ramipril</h1><table><caption>Table 1. Outcomes</caption><thead><tr><th rowspan=2>Outcome</th><th colspan=2>Ramipril</th></tr>"
            "<tr><th>5 mg</th><th>10 mg</th></tr></thead><tbody><tr><td rowspan=2>Death</td><td>12%</td><td>10%</td></tr>"
            "<tr><td></td><td>9%</td></tr></tbody><tfoot><tr><td colspan=3>Ramipril was given for 5 years.</td></tr></tfoot></table>"
        )
    )
    assert kinds(document)[1] == ("table_frame", "Table 1. Outcomes")
    found = {(b.row, b.column, document.text[b.start : b.end]) for b in document.blocks if b.row is not None}
    assert found == {
        (-1, 0, "Outcome"), (-1, 1, "Ramipril"), (-1, 1, "5 mg"), (-1, 2, "10 mg"),
        (0, 0, "Death"), (0, 1, "12%"), (0, 2, "10%"), (1, 2, "9%"),
    }  # fmt: skip
    last = next(b for b in document.blocks if (b.row, b.column) == (1, 2))
    assert "10 mg" in [document.text[document.blocks[i].start : document.blocks[i].end] for i in last.frames]
    assert kinds(document)[-1] == ("paragraph", "Ramipril was given for 5 years.")


def test_words_keep_the_order_of_the_file_where_a_foot_or_a_caption_stands_elsewhere() -> None:
    surface = surface_of(
        page(
            "<h1>A</h1><table><thead><tr><th>Event<th>Ramipril</thead><tfoot><tr><td colspan=2>More than 1%.</tfoot>"
            "<tbody><tr><td>Cough<td>12%</tbody><caption>Table 1. Harms</caption></table>"
        )
    )
    assert surface.text.split("\n")[2:] == ["Event\tRamipril", "More than 1%.", "Cough\t12%", "", "Table 1. Harms"]
    assert surface.file is not None
    assert all(before.file_end <= after.file_start for before, after in pairwise(surface.file.runs))


def test_a_table_that_lays_out_the_page_is_no_table() -> None:
    document = read(
        page(
            "<table><tr><td><h1>Ramipril</h1></td></tr><tr><td><table><tr><td><h2>Uses</h2><p>Ramipril treats hypertension.</p></td>"
            "<td><h2>Harms</h2><p>Ramipril causes cough.</p></td></tr></table></td></tr></table>"
        )
    )
    assert not cells(document)
    assert ("heading", "Harms") in kinds(document)
    assert ("paragraph", "Ramipril causes cough.") in kinds(document)


def test_line_breaks_wrap_a_sentence_and_part_lines_that_are_whole() -> None:
    assert text_of("<h1>A</h1><p>Ramipril lowers<br>blood pressure.</p>") == ["A", "Ramipril lowers blood pressure."]
    assert text_of("<h1>A</h1><p>Dr Jane Doe<br>Test Street 3<br/>Testville</p>") == [
        "A", "Dr Jane Doe", "Test Street 3", "Testville",
    ]  # fmt: skip


def test_text_as_typed_is_parted_by_its_empty_lines_and_code_is_none() -> None:
    html = page(
        "<h1>A</h1><pre>Ramipril lowers\nblood pressure.\n\nIt causes cough.</pre><pre><code>x = ramipril()</code></pre>"
    )
    assert text_of(html) == ["A", "Ramipril lowers blood pressure.", "It causes cough."]
    assert around(html) == ["x = ramipril()"]


# ---------------------------------------------------------------- words and their places


def test_powers_and_charges_are_raised_and_what_is_lowered_is_joined() -> None:
    assert text_of(
        "<h1>A</h1><p>H<sub>2</sub>O, 10<sup>-9</sup> mol, Ca<sup>2+</sup> and mg/m<sup>2</sup> <b>re</b>main.</p>"
    )[1] == ("H2O, 10⁻⁹ mol, Ca²⁺ and mg/m² remain.")


def test_characters_written_as_names_or_numbers_are_read_as_browsers_do_and_stand_at_their_place() -> None:
    html = page(
        "<h1>A</h1><p>IFN-&gamma; &lt; 5&nbsp;&micro;g &#8211; caf&eacute; &#x1F600; &copy 2020 &notanother; A&B &#150; &amp;amp;</p>"
    )
    document = read(html)
    assert kinds(document)[1][1] == "IFN-γ < 5 µg – café 😀 © 2020 ¬another; A&B – &amp;"
    for shown, printed in (
        ("γ", "&gamma;"),
        ("é", "&eacute;"),
        ("😀", "&#x1F600;"),
        ("©", "&copy"),
        ("¬", "&not"),
        ("5 µ", "5&nbsp;&micro;"),
    ):
        at = document.text.index(shown)
        start, end = document.placed(at, at + len(shown))
        assert html[start:end] == printed


def test_soft_hyphens_and_spaces_without_width_are_no_part_of_a_word() -> None:
    html = page("<h1>A</h1><p>Rami&shy;pril lo\u00adwers blood\u200b pressure\ufeff.</p>")
    document = read(html)
    assert kinds(document)[1][1] == "Ramipril lowers blood pressure."
    at = document.text.index("Ramipril")
    start, end = document.placed(at, at + 8)
    assert html[start:end] == "Rami&shy;pril"


def test_an_anchor_counts_code_points_and_bytes_of_the_file_and_its_hash_proves_it() -> None:
    html = page(f"<h1>Ärzte 🙂</h1><p>Ramipril <b>lowers</b>\n IFN-&gamma; in naïve adults.</p><p>{SAYS}.</p>")
    document = read(html)
    extraction = extract(document, load_lexicon())
    assert len(extraction.claims) == 2
    for claim in extraction.claims:
        for anchor in claim.anchors:
            words = html[anchor.start : anchor.end]
            assert html.encode("utf-8")[anchor.byte_start : anchor.byte_end].decode("utf-8") == words
    first = extraction.claims[0].anchors[0]
    assert html[first.start : first.end] == "Ramipril <b>lowers</b>\n IFN-&gamma; in naïve adults."
    assert first.line == html[: first.start].count("\n") + 1


@pytest.mark.parametrize(
    ("content", "notice"),
    [
        ("<html><meta charset=windows-1252><h1>A</h1><p>Naïve 5 µg – “so”.</p>".encode("cp1252"), None),
        ('<html><meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1"><h1>A</h1><p>Naïve 5 µg – “so”.</p>'.encode("cp1252"), None),
        ("<html><h1>A</h1><p>Naïve 5 µg – “so”.</p>".encode("cp1252"), "declares no encoding"),
        ("\ufeff<html><h1>A</h1><p>Naïve 5 µg – “so”.</p>".encode("utf-16-le"), None),
        ("\ufeff<html><h1>A</h1><p>Naïve 5 µg – “so”.</p>".encode("utf-16-be"), None),
        ("\ufeff<html><meta charset=latin-1><h1>A</h1><p>Naïve 5 µg – “so”.</p>".encode(), None),
        ("<html><meta charset=utf-7><h1>A</h1><p>Naïve 5 µg – “so”.</p>".encode(), None),
        ("<html><meta charset=utf-8><h1>A</h1><p>Naïve 5 µg – “so”.</p>".encode() + b"<p>\xff</p>", "U+FFFD"),
    ],
)  # fmt: skip
def test_the_encoding_is_the_one_that_browsers_would_take(content: bytes, notice: str | None) -> None:
    notices: list[str] = []
    assert kinds(read(content, notices))[1][1] == "Naïve 5 µg – “so”."
    assert [one for one in notices if notice is None or notice not in one] == []
    assert bool(notices) == (notice is not None)


# ---------------------------------------------------------------- the head


def test_the_head_says_title_journal_date_address_licence_and_language() -> None:
    head = (
        '<title>Ramipril | Heart Tests</title><meta name="citation_title" content="Ramipril in  adults">'
        '<meta name="citation_journal_title" content="Heart Tests"><meta name="citation_publication_date" content="2020/05/03">'
        '<meta name="citation_doi" content="10.1000/Own.5"><link rel="license" href="https://creativecommons.org/licenses/by/4.0/">'
    )
    document = read(page(f"<h1>Ramipril in adults</h1><p>{SAYS}.</p>", head=head, language="en-GB"))
    assert (document.title, document.publisher, document.date) == ("Ramipril in adults", "Heart Tests", "2020/05/03")
    assert document.url == "https://doi.org/10.1000/own.5"
    assert document.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert surface_of(page("<p>A</p>", language="en-GB")).language == "en-GB"


def test_the_title_of_a_window_loses_the_name_of_its_site_and_the_canonical_address_wins() -> None:
    head = (
        '<title>Uses of ramipril in adults – Leaflets Online</title><link rel="canonical" href="https://leaflets.example/r">'
        '<meta property="og:url" content="https://m.leaflets.example/r"><meta property="og:site_name" content="Leaflets">'
    )
    document = read(page(f"<p>{SAYS}.</p>", head=head))
    assert (document.title, document.url, document.publisher) == (
        "Uses of ramipril in adults", "https://leaflets.example/r", "Leaflets",
    )  # fmt: skip


# ---------------------------------------------------------------- citations


def test_links_to_the_list_of_works_cite_its_entries_with_their_identifiers() -> None:
    html = page(
        f'<h1>A</h1><p>{SAYS} [<a href="#r1">1</a>]. Ramipril caused cough [<a href="#r2">2</a>,<a href="#r3">3</a>].</p>{WORKS}'
    )
    assert links(html) == [("[1]", "1", "r1"), ("[2,", "2", "r2"), ("3]", "3", "r3")]
    assert cited(html) == [
        ("1", "10.1000/abc.1", None, None),
        ("2", None, "123456", None),
        ("3", None, None, "PMC654321"),
    ]


def test_a_range_of_links_cites_all_between() -> None:
    html = page(f'<h1>A</h1><p>{SAYS} (<a href="#r1">1</a>–<a href="#r3">3</a>).</p>{WORKS}')
    assert links(html) == [("(1–3)", "1", "r1"), ("(1–3)", "2", "r2"), ("(1–3)", "3", "r3")]
    one = page(f'<h1>A</h1><p>{SAYS} <a href="#r1">[1-3]</a>.</p>{WORKS}')
    assert [key for _, _, key in links(one)] == ["r1", "r2", "r3"]


def test_raised_numbers_that_link_are_markers_whichever_tag_is_the_outer_one() -> None:
    outer = page(f'<h1>A</h1><p>{SAYS}<sup><a href="#r1">1</a>,<a href="#r2">2</a></sup>.</p>{WORKS}')
    inner = page(
        f'<h1>A</h1><p>{SAYS}<a href="#r1"><sup>1</sup></a><sup>,</sup><a href="#r2"><sup>2</sup></a>.</p>{WORKS}'
    )
    assert links(outer) == links(inner) == [("1,", "1", "r1"), ("2", "2", "r2")]
    assert extract(read(inner), load_lexicon()).claims[0].citation_status == "stated"


def test_the_year_that_links_is_a_marker_and_the_authors_stay_in_the_sentence() -> None:
    html = page(f'<h1>A</h1><p><a href="#r1">Doe et al. (2001)</a> showed that ramipril lowered mortality.</p>{WORKS}')
    assert links(html) == [("(2001)", "Doe et al. 2001", "r1")]


def test_a_link_whose_words_the_sentence_needs_is_no_marker() -> None:
    assert links(page(f'<h1>A</h1><p><a href="#r1">Ramipril lowered mortality</a> in adults.</p>{WORKS}')) == []


def test_a_link_in_brackets_to_a_work_elsewhere_cites_it() -> None:
    html = page(
        f'<h1>A</h1><p>{SAYS} (<a href="https://doi.org/10.1000/abc.1">Doe 2001</a>). Ramipril causes cough '
        '[<a href="https://pubmed.ncbi.nlm.nih.gov/77/">PubMed</a>]. <a href="https://doi.org/10.1000/x">Ramipril treats hypertension</a>. '
        'See <a href="https://scholar.google.com/scholar?q=10.1000/zzz">1</a>.</p>'
    )
    assert [(words, key.startswith("link:")) for words, _, key in links(html)] == [
        ("(Doe 2001)", True),
        ("[PubMed]", True),
    ]
    assert [row[1:3] for row in cited(html)] == [("10.1000/abc.1", None), (None, "77")]


def test_an_encyclopedia_page_gives_its_entries_without_backlinks_and_what_editors_ask_is_no_words() -> None:
    html = page(
        '<div role="main"><h1>Ramipril</h1><p>Ramipril lowers mortality.<sup id="cite_ref-a_1-0"><a href="#cite_note-a-1">&#91;1&#93;</a></sup>'
        '<sup><a href="#cite_note-2">[2]</a></sup><sup>: 12</sup> It causes cough.<sup class="noprint">[<i><a href="/w">citation needed</a></i>]</sup></p>'
        '<h2>References<span class="mw-editsection">[<a href="/e">edit</a>]</span></h2><ol class="references">'
        '<li id="cite_note-a-1"><span class="mw-cite-backlink">^ <a href="#cite_ref-a_1-0"><sup>a</sup></a> <a href="#cite_ref-a_1-1"><sup>b</sup></a></span> '
        '<span class="reference-text"><cite>Doe J (2001). <a href="https://doi.org/10.1000%2Fabc.1">"Ramipril and survival"</a>. <i>Heart Tests</i>.</cite></span></li>'
        '<li id="cite_note-2"><b><a href="#cite_ref-2">^</a></b> <span>Roe R (2010). "Cough".</span></li></ol></div>'
    )
    document = read(html)
    assert [words for kind, words in kinds(document) if kind == "reference"] == [
        'Doe J (2001). "Ramipril and survival". Heart Tests.', 'Roe R (2010). "Cough".',
    ]  # fmt: skip
    assert cited(html) == [("1", "10.1000/abc.1", None, None), ("2", None, None, None)]
    claims = extract(document, load_lexicon()).claims
    assert [claim.citation_status for claim in claims] == ["stated", "none"]
    assert [one[2] for one in links(html)] == ["cite_note-a-1", "cite_note-2", "", ""]


def test_each_section_of_a_guideline_cites_its_own_list() -> None:
    html = page(
        '<h1>Guideline</h1><h2>Ramipril</h2><p>Ramipril lowers mortality [<a href="#s1">1</a>].</p><h3>References</h3><ol>'
        '<li id="s1">Doe J. Ramipril. 2001. doi:10.1000/abc.1</li></ol><h2>Colchicine</h2><p>Colchicine prevents gout flares [<a href="#t1">1</a>].</p>'
        '<h3>References</h3><ol><li id="t1">Roe R. Colchicine. 2010. doi:10.1000/def.2</li></ol>'
    )
    assert [row[:2] for row in cited(html)] == [("1", "10.1000/abc.1"), ("1", "10.1000/def.2")]


def test_a_typed_marker_cites_the_entry_of_its_number() -> None:
    assert [row[:3] for row in cited(page(f"<h1>A</h1><p>{SAYS} [2].</p>{WORKS}"))] == [("2", None, "123456")]


def test_footnotes_that_name_works_are_cited_and_those_that_explain_are_read() -> None:
    html = page(
        f'<h1>A</h1><p>{SAYS}.<a id="fnref1" href="#fn1"><sup>1</sup></a> Ramipril caused cough in women<a href="#fn2"><sup>2</sup></a>.</p>'
        '<hr><section role="doc-endnotes"><ol><li id="fn1">Doe J. Ramipril. Heart Tests. 2001. doi:10.1000/abc.1 <a href="#fnref1">↩</a></li>'
        '<li id="fn2">Ramipril is not used in pregnancy. <a href="#fnref2">↩</a></li></ol></section>'
    )
    document = read(html)
    assert [kind for kind, words in kinds(document) if words.startswith(("Doe J", "Ramipril is"))] == [
        "reference",
        "paragraph",
    ]
    assert cited(html) == [("1", "10.1000/abc.1", None, None)]
    assert [one[1:] for one in links(html)] == [("1", "fn1"), ("2", "")]


# ---------------------------------------------------------------- hostile


MANY = 30_000
HOSTILE = {
    "nested elements": "<div>" * 100_000,
    "nested cells": "<table><tr><td>" * (MANY // 3),
    "nested items": "<ul><li>" * (MANY // 2),
    "nested links": "<p>" + "<a href=#x>" * MANY,
    "nested raised digits": "<p>" + "<sup>2" * (MANY // 2),
    "nested reference lists": "<section class=references><ol><li id=r1>2001 " * (MANY // 6),
    "nothing closed": "<span><p><b>a" * (MANY // 5),
    "end tags of nothing": "<div>" * 5_000 + "</span></b></table>" * 5_000,
    "a line of 20 MB": "<p>" + "Ramipril lowers. " * 1_200_000,
    "a word of 20 MB": "<p>" + "a" * 20_000_000,
    "signs that open nothing": "<p>" + "<" * 1_000_000,
    "ampersands": "<p>" + "&" * 1_000_000,
    "an attribute of 20 MB": "<p title='" + "x" * 20_000_000 + "'>",
    "a million attributes": "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">",
    "equal signs": "<p " + "=" * 1_000_000 + ">",
    "slashes": "<p " + "/ " * 1_000_000 + ">",
    "quotes that never close": "<p>" + '<a href="' * 100_000,
    "comments that never close": "<p>a</p>" + "<!--" * 500_000,
    "scripts that never close": "<p>a</p>" + "<script>" * 100_000,
    "cells that cover all": "<table>" + "<tr><td colspan=1000000000 rowspan=1000000000>a<td>b" * 1_000 + "</table>",
    "a row without end": "<table><tr>" + "<td>a" * 10_000 + "</table>",
    "links to as many works": "<p>" + "".join(f"<a href=#r{n}>{n}</a>, " for n in range(3_000))
    + "<ol class=references>" + "".join(f"<li id=r{n}>Doe 2001" for n in range(3_000)),
    "one link to many works": "<p><a href=#r1 data-rid='" + " ".join(f"r{n}" for n in range(3_000)) + "'>1</a>"
    "<ol class=references>" + "".join(f"<li id=r{n}>Doe 2001" for n in range(3_000)),
    "deep and wide": "<div class=ad-x>" * 170 + "<p>a b c</p>" * 2_000,
    "deep lists of deep tables": "<table><tr><td><ul><li>a<td>b" * 40 + "<p>a b c</p>" * 2_000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_or_refused_in_bounded_time(name: str) -> None:
    content = ("<html>" + HOSTILE[name] + "Ramipril lowers blood pressure.").encode("utf-8")
    begun = time.process_time()
    try:
        surface = read_surface(content, path="a.html")
    except DocumentError as error:
        assert str(error).startswith("a.html: ")  # noqa: PT017
    else:
        assert len(surface.text) <= len(content)
    assert time.process_time() - begun < 10


def test_twice_the_page_takes_about_twice_the_time() -> None:
    part = f'<div><h2>Uses</h2><p>{SAYS} <a href="#r1">[1]</a>.</p><ul><li>Cough</li></ul><table><tr><th>A<th>B<tr><td>1<td>2</table></div>'

    def seconds(count: int) -> float:
        content = page(part * count).encode("utf-8")
        begun = time.process_time()
        read_surface(content, path="a.html")
        return time.process_time() - begun

    seconds(5)
    assert seconds(400) < 4 * max(seconds(200), 0.05)


def test_the_memory_for_a_page_is_a_small_multiple_of_its_size() -> None:
    content = page("<p>Ramipril lowers blood pressure.</p>" * 2_000).encode("utf-8")
    tracemalloc.start()
    read_surface(content, path="a.html")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60 * len(content)


def test_more_elements_than_any_page_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tree._MOST_ELEMENTS == 1_000_000
    monkeypatch.setattr(tree, "_MOST_ELEMENTS", 1_000)
    with pytest.raises(DocumentError, match=r"a\.html: more than 1,000 elements"):
        read(b"<html>" + b"<br>" * 1_001)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<html>\0<p>Ramipril", "NUL"),
        ("<html><p>Ramipril lowers blood pressure.</p>".encode("utf-16-le"), "NUL"),
        (b"<html><meta charset=utf-8><p>" + b"\xff\xfe\xfd" * 2_000, "are no utf-8 text"),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_a_remedy(content: bytes, says: str) -> None:
    with pytest.raises(DocumentError, match=f"a.html: .*{says}"):
        read(content)


@pytest.mark.parametrize("printed", ["&#xD800;", "&#0;", "&#x110000;", "&#99999999999;", "\ufffe"])
def test_what_is_no_character_does_no_harm(printed: str) -> None:
    html = page(f"<h1>A</h1><p>Ramipril {printed} lowers blood pressure.</p>")
    document = read(html)
    document.text.encode("utf-8")
    ledger = extract(document, load_lexicon()).ledger
    assert (ledger[0].start, ledger[-1].end) == (0, len(html))


def test_a_page_that_shows_no_words_has_no_text_and_makes_no_claims() -> None:
    document = read(page("<img src=a.png><script>words()</script>"))
    assert document.text == ""
    assert extract(document, load_lexicon()).claims == ()


# ---------------------------------------------------------------- any page


_NAMES = "p div ul ol li table tr td th thead h1 h2 section main nav article a sup b pre dl dt dd figure figcaption details summary blockquote".split()
_WORDS = st.text("ab ramipril lowers 12%.,;:[]()•-–\u00a0é&<\n", max_size=20)
_ATTRIBUTES = st.sampled_from(
    ["", " id=r1", " href='#r1'", " href='#r2'", " class=references", " hidden", " colspan=2 rowspan=2", " class='ad share'",
     " role=doc-endnotes", " start=3", " href=https://doi.org/10.1000/a.1", " style='display:none'", " id=fn1"]
)  # fmt: skip
_TAGS = st.tuples(st.sampled_from(_NAMES), _ATTRIBUTES).map(lambda one: f"<{one[0]}{one[1]}>")
_ENDS = st.sampled_from(_NAMES).map(lambda name: f"</{name}>")
_ENTITIES = st.sampled_from(
    ["&alpha;", "&nbsp;", "&#8211;", "&shy;", "&amp", "&fjlig;", "<br>", "<!-- x -->", "&lt;p>"]
)  # fmt: skip
PAGES = st.lists(st.one_of(_TAGS, _TAGS, _ENDS, _WORDS, _WORDS, _ENTITIES), max_size=40).map("".join)


@settings(deadline=None, max_examples=100)
@given(PAGES)
def test_every_word_of_any_page_stands_where_it_is_said_to_stand_and_the_ledger_covers_it(body: str) -> None:
    html = page(body)
    surface = surface_of(html)
    assert surface.file is not None
    for line in surface.lines or ():
        assert surface.text[line.start : line.end] == line.text
    for before, after in pairwise(surface.file.runs):
        assert before.end <= after.start
        assert before.file_end <= after.file_start
    placed = {position for run in surface.file.runs for position in range(run.start, run.end)}
    assert all(position in placed for position, character in enumerate(surface.text) if not character.isspace())
    for link in surface.links:
        assert surface.text[link.start : link.end].strip()
    document = read(html)
    assert read(html) == document
    extraction = extract(document, load_lexicon())
    ledger = extraction.ledger
    assert [ledger[0].start, ledger[-1].end] == [0, len(html)]
    assert all(a.end == b.start for a, b in pairwise(ledger))
    for claim in extraction.claims:
        for anchor in claim.anchors:
            assert anchor.start < anchor.end
            where = surface.file.citable_span(anchor.start, anchor.end)
            assert replace(document.anchor(anchor.role, *where), line=anchor.line) == anchor


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tail: bytes) -> None:
    try:
        read(b"<html lang=en><p>Ramipril" + tail)
    except DocumentError as error:
        if not str(error).startswith("a.html: "):
            raise


# ---------------------------------------------------------------- recognition, the same article


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<!doctype html><p>x", "html"),
        (b"\xef\xbb\xbf\n<!-- saved from --><html><body>x", "html"),
        (b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><p>x</p></html>', "html"),
        (b"<h1>Ramipril</h1>\n<p>It lowers pressure.</p>", "html"),
        (b"<p align=center>Logo</p>\n\n# Ramipril\n\nIt lowers pressure.\n", "text"),
        (b"# Ramipril\n\n<p>It lowers pressure.</p>", "text"),
        (b"a <b> c", "text"),
    ],
)
def test_a_page_is_told_by_what_it_holds(content: bytes, name: str) -> None:
    assert format_of(content).name == name


@pytest.mark.parametrize("links", [False, True], ids=["typed", "links"])
def test_the_same_article_makes_the_same_claims_as_markdown(links: bool) -> None:
    plain = claims_of(read_document(as_markdown().encode("utf-8"), path="a.md"))
    assert len(plain) > 15
    assert claims_of(read(as_html(links=links))) == plain
