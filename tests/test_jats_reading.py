"""Articles in JATS: what of an article is text and what metadata, where every word stands in the file, what it cites.

The articles are our own. Of packages that read JATS, elifetools, epijats and allofplos were looked at: what they publish holds
no article, so none is copied here.
"""

from __future__ import annotations

import re
import time
import tracemalloc
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jats_files import DOCTYPE, article, as_jats, ref, xref
from same_article import as_markdown, claims_of
from thymograph.claims.extraction import extract
from thymograph.errors import DocumentError
from thymograph.lexicon.concepts import load_lexicon
from thymograph.model import Document
from thymograph.reading import read_document
from thymograph.reading.formats import format_of, read_surface
from thymograph.reading.jats import tree
from thymograph.reading.surface import Surface

SAYS = "Ramipril lowered mortality in adults with heart failure"
IDS = '<pub-id pub-id-type="{}">{}</pub-id>'
WORKS = (
    ref("B1", "1", "Doe J. <article-title>Ramipril and survival</article-title>. Heart Tests. 2001;3:4.", ids=IDS.format("doi", "10.1000/Abc.1"))
    + ref("B2", "2.", "Roe R. <article-title>Cough</article-title>. J Tests. 2010;5:6.", ids=IDS.format("pmid", "123456"))
    + ref("B3", "[3]", "Poe P. <article-title>Doses</article-title>. Ann Tests. 2012;7:8.", ids=IDS.format("pmcid", "PMC654321"))
)  # fmt: skip
FRONT = (
    '<journal-meta><journal-id journal-id-type="nlm-ta">H Tests</journal-id><journal-title-group><journal-title>Heart Tests</journal-title>'
    "</journal-title-group><issn>1111-2222</issn></journal-meta><article-meta>"
    '<article-id pub-id-type="pmid">99</article-id><article-id pub-id-type="doi">10.1000/Own.5</article-id>'
    '<article-categories><subj-group><subject>Review</subject></subj-group></article-categories><title-group><article-title>Ramipril in '
    '<italic>old</italic> age<xref ref-type="fn" rid="n1">*</xref></article-title><subtitle>A trial</subtitle></title-group>'
    '<contrib-group><contrib><name><surname>Doe</surname><given-names>Jane</given-names></name><xref ref-type="aff" rid="a1">1</xref></contrib>'
    '<aff id="a1"><label>1</label>Tests, Testville</aff></contrib-group><author-notes><fn fn-type="conflict"><p>None declared.</p></fn></author-notes>'
    '<pub-date pub-type="ppub"><year>2020</year></pub-date><pub-date pub-type="epub"><day>3</day><month>4</month><year>2019</year></pub-date>'
    '<permissions><license xlink:href="https://creativecommons.org/licenses/by/4.0/"><license-p>Free to use.</license-p></license></permissions>'
    "<abstract><sec><title>Background</title><p>Ramipril treats hypertension.</p></sec><sec><title>Results</title><p>Ramipril caused cough.</p></sec></abstract>"
    '<trans-abstract xml:lang="fr"><p>Le ramipril.</p></trans-abstract><kwd-group><kwd>ramipril</kwd><kwd>age</kwd></kwd-group></article-meta>'
)  # fmt: skip


def read(xml: str | bytes, notices: list[str] | None = None) -> Document:
    return read_document(xml.encode("utf-8") if isinstance(xml, str) else xml, path="a.xml", notices=notices)


def surface_of(xml: str | bytes) -> Surface:
    return read_surface(xml.encode("utf-8") if isinstance(xml, str) else xml, path="a.xml")


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def text_of(body: str, **parts: str) -> list[tuple[str, str]]:
    return kinds(read(article(body, **parts)))


def links(xml: str) -> list[tuple[str, str, str]]:
    """Return what each link to an entry prints, its number, and the key of its entry."""
    surface = surface_of(xml)
    return [(surface.text[one.start : one.end], one.number, one.entry) for one in surface.links]


def cited(xml: str) -> list[tuple[str, str | None, str | None, str | None]]:
    """Return the number of each citation of a claim, and DOI, PMID and PMCID of the entry that it leads to."""
    extraction = extract(read(xml), load_lexicon())
    entries = {entry.id: entry for entry in extraction.document.entries}
    found = []
    for claim in extraction.claims:
        for citation in claim.citations:
            entry = entries.get(citation.entry or "")
            found.append((citation.number, *((entry.doi, entry.pmid, entry.pmcid) if entry else (None, None, None))))
    return found


# ---------------------------------------------------------------- front


def test_the_front_says_title_journal_date_address_licence_and_language() -> None:
    document = read(article(f"<p>{SAYS}.</p>", front=FRONT))
    assert (document.title, document.publisher, document.date) == ("Ramipril in old age", "Heart Tests", "2019-04-03")
    assert (document.url, document.licence, document.language) == (
        "https://doi.org/10.1000/own.5", "https://creativecommons.org/licenses/by/4.0/", "en",
    )  # fmt: skip


def test_of_the_front_title_and_abstract_are_text_and_the_rest_is_metadata() -> None:
    found = text_of(f"<p>{SAYS}.</p>", front=FRONT)
    assert [one for one in found if one[0] not in ("metadata", "boilerplate")] == [
        ("title", "Ramipril in old age*"), ("heading", "Background"), ("paragraph", "Ramipril treats hypertension."),
        ("heading", "Results"), ("paragraph", "Ramipril caused cough."), ("paragraph", f"{SAYS}."),
    ]  # fmt: skip
    assert {
        "Heart Tests",
        "Review",
        "Doe Jane ¹",
        "1 Tests, Testville",
        "None declared.",
        "3 4 2019",
        "Free to use.",
        "ramipril age",
    } - {words for kind, words in found if kind == "metadata"} <= {"Doe Jane ¹"}
    assert ("boilerplate", "Le ramipril.") in found


# ---------------------------------------------------------------- body


def test_sections_nest_and_keep_their_printed_numbers() -> None:
    document = read(
        article(
            f"<sec><label>1</label><title>Results</title><sec><title>Harms</title><p>{SAYS}.</p></sec></sec><sec><title>Discussion</title><p>It is old.</p></sec>"
        )
    )
    assert [(b.level, document.text[b.start : b.end]) for b in document.blocks if b.kind == "heading"] == [
        (2, "1 Results"), (3, "Harms"), (2, "Discussion"),
    ]  # fmt: skip
    assert next(b for b in document.blocks if b.kind == "paragraph").section[-1] == "Harms"


def test_tables_keep_label_caption_heads_merged_and_empty_cells_and_their_notes() -> None:
    document = read(
        article(
            f"<p>{SAYS}.</p><table-wrap><label>Table 1</label><caption><title>Outcomes.</title><p>At 6 months.</p></caption><table><thead>"
            '<tr><th rowspan="2">Outcome</th><th colspan="2">Arm</th></tr><tr><th>Ramipril</th>'
            f"<th>Placebo{xref('<sup>a</sup>', 't1', type='table-fn')}</th></tr></thead><tbody><tr><td>Death</td><td>12%</td><td>20%</td></tr>"
            '<tr><td>Cough</td><td/><td>3%</td></tr></tbody></table><table-wrap-foot><fn id="t1"><label>a</label><p>Placebo was lactose.</p></fn>'
            "</table-wrap-foot></table-wrap>"
        )
    )
    assert ("table_frame", "Table 1 Outcomes. At 6 months.") in kinds(document)
    found = {(b.row, b.column, document.text[b.start : b.end]) for b in document.blocks if b.row is not None}
    assert found == {
        (-1, 0, "Outcome"), (-1, 1, "Arm"), (-1, 1, "Ramipril"), (-1, 2, "Placeboa"),
        (0, 0, "Death"), (0, 1, "12%"), (0, 2, "20%"), (1, 0, "Cough"), (1, 2, "3%"),
    }  # fmt: skip
    assert kinds(document)[-1] == ("paragraph", "a Placebo was lactose.")
    assert [(link.entry, document.text[link.start : link.end]) for link in document.links] == [("", "a"), ("", "a")]


def test_tables_of_the_older_model_are_read_by_their_columns() -> None:
    document = read(
        article(
            "<table-wrap><table><tgroup><thead><row><entry>Outcome</entry><entry namest='c2' nameend='c3'>Ramipril</entry></row></thead>"
            "<tbody><row><entry morerows='1'>Death</entry><entry>12%</entry><entry>9%</entry></row><row><entry>11%</entry><entry>8%</entry></row>"
            "</tbody></tgroup></table></table-wrap>"
        )
    )
    found = {(b.row, b.column): document.text[b.start : b.end] for b in document.blocks if b.row is not None}
    assert found == {
        (-1, 0): "Outcome", (-1, 1): "Ramipril", (0, 0): "Death", (0, 1): "12%", (0, 2): "9%", (1, 1): "11%", (1, 2): "8%",
    }  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "<sec><title>Results</title><label>1</label><p>Ramipril.</p></sec>",
        "<table-wrap><caption><p>Harms</p></caption><label>Table 1</label><table><tr><td>a</td><td>b</td></tr></table></table-wrap>",
        "<fig><label>Fig. 1</label><p>Between</p><caption><p>Deaths</p></caption></fig>",
        "<boxed-text><caption><p>Before</p><title>Key points</title></caption><p>Words.</p></boxed-text>",
        "<fn-group><fn><p>Ramipril is old.</p><label>a</label></fn></fn-group>",
        "<def-list><def-item><term>A</term><def><p>b</p></def></def-item><def-item><def><p>c</p></def></def-item>"
        "<def-item><def><p>d</p></def><term>E</term></def-item></def-list>",
        "<ref-list><ref id='B9'><citation-alternatives><mixed-citation>Doe</mixed-citation></citation-alternatives><label>9</label></ref></ref-list>",
    ],
)  # fmt: skip
def test_words_keep_the_order_of_the_file_where_labels_and_captions_stand_elsewhere(body: str) -> None:
    xml = article(body)
    surface = surface_of(xml)
    assert surface.file is not None
    assert all(before.file_end <= after.file_start for before, after in pairwise(surface.file.runs))
    words = re.sub(r"<[^>]*>", " ", body).split()
    assert surface.text.split() == words


def test_boxes_lists_terms_figures_and_quotes_are_read_as_what_they_are() -> None:
    found = text_of(
        "<sec><title>Results</title><boxed-text><caption><title>Key points</title></caption><p>Ramipril prevents stroke.</p></boxed-text>"
        '<list list-type="order"><list-item><p>Ramipril causes cough.</p></list-item><list-item><label>b</label><p>It is old:</p>'
        '<list list-type="bullet"><list-item><p>Very old.</p></list-item></list></list-item></list>'
        '<fig><label>Fig. 1</label><caption><p>Deaths by arm.</p></caption><graphic xlink:href="x.tif"/></fig>'
        "<def-list><def-item><term>Half-life</term><def><p>13 hours</p></def></def-item></def-list>"
        "<disp-quote><p>Patients said that ramipril helped.</p></disp-quote></sec>"
    )
    assert [one for one in found if one[0] != "table_frame"] == [
        ("heading", "Results"), ("heading", "Key points"), ("paragraph", "Ramipril prevents stroke."), ("list_item", "Ramipril causes cough."),
        ("list_lead", "It is old:"), ("list_item", "Very old."), ("caption", "Fig. 1 Deaths by arm."), ("table_cell", "13 hours"),
        ("paragraph", "Patients said that ramipril helped."),
    ]  # fmt: skip


def test_formulas_between_lines_and_replies_to_the_article_are_no_text_of_it() -> None:
    xml = article(
        "<p>Let <inline-formula><alternatives><tex-math>\\alpha</tex-math><mml:math><mml:mi>x</mml:mi><mml:mo>=</mml:mo><mml:mn>3</mml:mn></mml:math>"
        "</alternatives></inline-formula> hold.</p><disp-formula><label>(1)</label><mml:math><mml:mi>E</mml:mi></mml:math></disp-formula>"
    ).replace("</article>", "<sub-article><front-stub/><body><p>Ramipril kills.</p></body></sub-article></article>")
    assert kinds(read(xml)) == [
        ("paragraph", "Let x=3 hold."),
        ("boilerplate", "(1)E"),
        ("boilerplate", "Ramipril kills."),
    ]


def test_thanks_conflicts_and_extra_files_are_metadata_and_footnotes_are_read() -> None:
    found = text_of(
        f"<p>{SAYS}.</p><supplementary-material><label>S1</label><caption><p>Extra.</p></caption></supplementary-material>",
        back='<ack><p>We thank all.</p></ack><fn-group><fn fn-type="con"><p>JD wrote.</p></fn><fn id="n1"><label>*</label><p>Ramipril was given once a day.</p></fn></fn-group>',
    )
    assert [words for kind, words in found if kind == "metadata"] == ["S1", "Extra.", "We thank all.", "JD wrote."]
    assert found[-1] == ("paragraph", "* Ramipril was given once a day.")


def test_powers_are_raised_and_a_note_in_a_sentence_is_no_word_of_it() -> None:
    document = read(
        article("<p>At 10<sup>-9</sup> mol of CO<sub>2</sub> ramipril lowered<fn><p>In rats.</p></fn> pressure.</p>")
    )
    assert document.text == "At 10⁻⁹ mol of CO2 ramipril lowered In rats. pressure."
    assert [document.text[link.start : link.end] for link in document.links if not link.entry] == ["In rats."]


# ---------------------------------------------------------------- words and their places


def test_entities_are_shown_by_what_they_stand_for_and_stand_at_their_place() -> None:
    doctype = DOCTYPE.replace('dtd">', 'dtd" [<!ENTITY drug "ramipril"><!ENTITY empty "">]>')
    xml = article(
        "<p>&drug;&empty; &lt; 5&nbsp;&#xb5;g IFN-&gamma; &amp; <![CDATA[a<b & c]]> &mystery;.</p>", doctype=doctype
    )
    notices: list[str] = []
    document = read(xml, notices)
    assert document.text == "ramipril < 5 µg IFN-γ & a<b & c &mystery;."
    assert [one for one in notices if "&mystery;" in one and "(1 times)" in one] == notices != []
    for shown, printed in (
        ("ramipril", "&drug;"),
        ("γ", "&gamma;"),
        ("µ", "&#xb5;"),
        ("a<b", "a<b"),
        ("&mystery;", "&mystery;"),
    ):
        at = document.text.index(shown)
        start, end = document.placed(at, at + len(shown))
        assert xml[start:end] == printed


def test_an_anchor_counts_code_points_and_bytes_of_the_file_and_its_hash_proves_it() -> None:
    xml = article(
        f"<sec><title>Ärzte 🙂</title><p>Ramipril <bold>lowers</bold>\r\n IFN-&#947; in naïve adults.</p><p>{SAYS}.</p></sec>"
    )
    extraction = extract(read(xml), load_lexicon())
    assert len(extraction.claims) == 2
    for claim in extraction.claims:
        for anchor in claim.anchors:
            assert (
                xml.encode("utf-8")[anchor.byte_start : anchor.byte_end].decode("utf-8")
                == xml[anchor.start : anchor.end]
            )
    words = extraction.claims[0].anchors[0]
    assert xml[words.start : words.end] == "Ramipril <bold>lowers</bold>\r\n IFN-&#947; in naïve adults."


@pytest.mark.parametrize(
    "content",
    [
        article("<p>Naïve 5 µg – “so”.</p>").replace("UTF-8", "windows-1252").encode("cp1252"),
        ("\ufeff" + article("<p>Naïve 5 µg – “so”.</p>").replace("UTF-8", "UTF-16")).encode("utf-16-le"),
        ("\ufeff" + article("<p>Naïve 5 µg – “so”.</p>")).encode(),
    ],
    ids=["windows-1252", "utf-16", "utf-8 with a mark"],
)  # fmt: skip
def test_the_encoding_is_the_one_that_is_declared_or_marked(content: bytes) -> None:
    assert read(content).text == "Naïve 5 µg – “so”."


# ---------------------------------------------------------------- citations


def test_links_cite_entries_with_the_identifiers_that_the_list_states() -> None:
    xml = article(
        f"<p>{SAYS} [{xref('1', 'B1')}]. Ramipril caused cough [{xref('2', 'B2')},{xref('3', 'B3')}].</p>", refs=WORKS
    )
    assert links(xml) == [("[1]", "1", "B1"), ("[2,", "2", "B2"), ("3]", "3", "B3")]
    assert cited(xml) == [
        ("1", "10.1000/abc.1", None, None),
        ("2", None, "123456", None),
        ("3", None, None, "PMC654321"),
    ]


@pytest.mark.parametrize(
    "printed",
    [
        f"[{xref('1', 'B1')}–{xref('3', 'B3')}]",
        f"[{xref('1–3', 'B1', 'B2', 'B3')}]",
        xref("[1-3]", "B1"),
        f"<sup>{xref('1', 'B1')}-{xref('3', 'B3')}</sup>",
    ],
)  # fmt: skip
def test_a_range_cites_all_between_however_its_ends_are_linked(printed: str) -> None:
    assert [key for _, _, key in links(article(f"<p>{SAYS} {printed}.</p>", refs=WORKS))] == ["B1", "B2", "B3"]


def test_the_year_that_links_is_a_marker_and_the_authors_stay_in_the_sentence() -> None:
    xml = article(f"<p>Doe et al. ({xref('2001', 'B1')}) showed that ramipril lowered mortality.</p>", refs=WORKS)
    assert links(xml) == [("(2001)", "2001", "B1")]
    assert cited(xml)[0][1] == "10.1000/abc.1"


def test_links_to_figures_tables_and_sections_cite_nothing() -> None:
    xml = article(
        f"<p>{SAYS} ({xref('Figure 1', 'F1', type='fig')}; {xref('Table 1', 'T1', type='table')}).</p>", refs=WORKS
    )
    assert links(xml) == []
    assert extract(read(xml), load_lexicon()).claims[0].citation_status == "none"


def test_a_link_to_no_entry_and_a_typed_number_are_resolved_as_printed() -> None:
    xml = article(f"<p>{SAYS} [{xref('2', 'B77')}].</p>", refs=WORKS)
    assert [row[:3] for row in cited(xml)] == [("2", None, "123456")]


def test_an_entry_in_elements_gives_authors_title_journal_and_year() -> None:
    entry = (
        '<ref id="B1"><label>1</label><element-citation publication-type="journal"><person-group person-group-type="author"><name><surname>Doe</surname>'
        "<given-names>J</given-names></name><collab>Test Group</collab><etal/></person-group><person-group person-group-type='editor'><name>"
        "<surname>Edit</surname></name></person-group><article-title>Ramipril and <italic>survival</italic></article-title><source>Heart Tests</source>"
        '<year>2001</year><volume>3</volume><fpage>4</fpage><pub-id pub-id-type="pmid">12</pub-id><ext-link xlink:href="https://doi.org/10.1000/Abc.1">'
        "link</ext-link></element-citation></ref>"
    )
    (stated,) = surface_of(article(f"<p>{SAYS} [{xref('1', 'B1')}].</p>", refs=entry)).entries
    assert (stated.title, stated.authors, stated.container, stated.year) == (
        "Ramipril and survival", "Doe J, Test Group, et al", "Heart Tests", "2001",
    )  # fmt: skip
    assert (stated.number, stated.doi, stated.pmid) == ("1", "10.1000/abc.1", "12")
    surface = surface_of(article("<p>A.</p>", refs=entry))
    assert surface.text[surface.entries[0].start : surface.entries[0].end].startswith("1 Doe J Test Group")


def test_of_alternative_citations_the_printed_one_is_shown_and_the_tagged_one_tells_the_work() -> None:
    entry = (
        '<ref id="B1"><label>1</label><citation-alternatives><element-citation><article-title>Ramipril</article-title><year>2001</year></element-citation>'
        "<mixed-citation>Doe J: Ramipril (2001).</mixed-citation></citation-alternatives></ref>"
    )
    surface = surface_of(article("<p>A.</p>", refs=entry))
    assert surface.text.endswith("1 Doe J: Ramipril (2001).")
    assert (surface.entries[0].title, surface.entries[0].year) == ("Ramipril", "2001")


def test_several_lists_and_entries_with_one_name_are_kept_apart() -> None:
    more = '<ref-list><title>Further reading</title><ref id="B1"><mixed-citation>Loe L. Extra. 2011.</mixed-citation></ref></ref-list>'
    surface = surface_of(article(f"<p>{SAYS} [{xref('1', 'B1')}].</p>", refs=WORKS, back=more))
    assert len({entry.key for entry in surface.entries}) == len(surface.entries) == 4


# ---------------------------------------------------------------- wrappers and older sets


def test_an_article_in_the_answer_of_a_server_is_found_under_its_prefix() -> None:
    inner = article(f"<p>{SAYS} [{xref('1', 'B1')}].</p>", refs=WORKS, doctype="").split("?>\n", 1)[1]
    wrapped = f'<?xml version="1.0"?><pmc-articleset>{inner}</pmc-articleset>'
    assert [row[:2] for row in cited(wrapped)] == [("1", "10.1000/abc.1")]
    prefixed = '<j:article xmlns:j="http://jats.nlm.nih.gov" dtd-version="1.0"><j:front/><j:body><j:p>Ramipril lowers pressure.</j:p></j:body></j:article>'
    assert read(prefixed).text == "Ramipril lowers pressure."
    oai = (
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><GetRecord><record><metadata>'
        f"{inner}</metadata></record></GetRecord></OAI-PMH>"
    )
    assert read(oai).text.startswith(SAYS)


def test_of_a_set_of_articles_the_first_is_read_and_the_others_are_told() -> None:
    notices: list[str] = []
    one = "<article><front/><body><p>{}</p></body></article>"
    document = read(
        f"<pmc-articleset>{one.format('Ramipril is old.')}{one.format('Others.')}</pmc-articleset>", notices
    )
    assert document.text == "Ramipril is old."
    assert "2 articles in one file" in notices[0]


def test_an_article_of_the_nlm_set_before_jats_is_read() -> None:
    xml = (
        '<!DOCTYPE article PUBLIC "-//NLM//DTD Journal Archiving and Interchange DTD v2.3 20070202//EN" "archivearticle.dtd">'
        f"<article><front><article-meta/></front><body><p>{SAYS} [<xref ref-type='bibr' rid='B1'>1</xref>].</p></body><back><ref-list><ref id='B1'>"
        "<label>1</label><citation citation-type='journal'><article-title>Ramipril</article-title><pub-id pub-id-type='pmid'>12</pub-id></citation>"
        "</ref></ref-list></back></article>"
    )
    assert [row[:3] for row in cited(xml)] == [("1", None, "12")]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (article("<p>x</p>").encode(), "jats"),
        (b"\xef\xbb\xbf<!-- c --><article article-type='x'><front/></article>", "jats"),
        (b"<article><p>A page</p></article>", "html"),
        (b"<book><p>x</p></book>", "text"),
    ],
)
def test_an_article_is_told_by_what_it_holds(content: bytes, name: str) -> None:
    assert format_of(content).name == name


# ---------------------------------------------------------------- hostile


def _declared(entities: str) -> str:
    return DOCTYPE.replace('dtd">', f'dtd" [{entities}]>')


LAUGHS = '<!ENTITY a "ha ha ha ha ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(20)
)  # fmt: skip
REFUSED = {
    "entities of entities": (article("<p>&u;</p>", doctype=_declared(LAUGHS)), "not unfolded"),
    "an entity of markup": (article("<p>&m;</p>", doctype=_declared('<!ENTITY m "<b>x</b>">')), "not unfolded"),
    "entities of entities in an attribute": (article('<p id="&u;">x</p>', doctype=_declared(LAUGHS)), "line 2|line 3"),
    "too deep": (article("<sec>" * 100_000), "nested more than"),
    "cut off": (article("<p>Ramipril lowers")[:-60], "not well-formed"),
    "nothing closed": ("<article dtd-version='1'><body>" + "<p>a" * 50, "not well-formed"),
    "crossed tags": (article("<p><bold>a</p></bold>"), "mismatched tag"),
    "control characters": (article("<p>\x01</p>"), "not well-formed"),
    "NUL": (article("<p>\0</p>"), "NUL"),
    "no article": ("<pmc-articleset><front/><sec/></pmc-articleset>", "no <article>"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_hostile_or_broken_is_one_clear_error_in_short_time(name: str) -> None:
    xml, says = REFUSED[name]
    begun = time.process_time()
    with pytest.raises(DocumentError, match=rf"^a\.xml: .*(?:{says})"):
        read(xml)
    assert time.process_time() - begun < 5


def test_an_entity_that_stands_for_another_file_is_left_as_it_is_and_told(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Enalapril", "utf-8")
    notices: list[str] = []
    xml = article("<p>Ramipril &f; is old.</p>", doctype=_declared(f'<!ENTITY f SYSTEM "{secret.as_uri()}">'))
    document = read(xml, notices)
    assert document.text == "Ramipril &f; is old."
    at = document.text.index("&f;")
    assert xml[slice(*document.placed(at, at + 3))] == "&f;"
    assert [one for one in notices if "&f;" in one] == notices != []


def test_nothing_is_fetched_for_a_doctype_or_a_parameter_entity_or_an_inclusion(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Enalapril", "utf-8")
    doctype = f'<!DOCTYPE article SYSTEM "{secret.as_uri()}" [<!ENTITY % p SYSTEM "{secret.as_uri()}"> %p;]>'
    body = f'<p>Ramipril is old.</p><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}" parse="text"/>'
    assert read(article(body, doctype=doctype)).text == "Ramipril is old."


def test_an_entity_of_a_short_word_takes_no_more_memory_than_its_words() -> None:
    xml = article("<p>" + "&a;" * 20_000 + "</p>", doctype=_declared(f'<!ENTITY a "{"a" * 200}">'))
    tracemalloc.start()
    surface = surface_of(xml)
    assert tracemalloc.get_traced_memory()[1] < 12 * 20_000 * 200
    tracemalloc.stop()
    assert len(surface.text) == 20_000 * 200


HOSTILE = {
    "a line of 20 MB": "<p>" + "Ramipril lowers. " * 1_200_000 + "</p>",
    "wide characters": "<p>" + "α&amp;" * 50_000 + "</p>",
    "sections as deep as may be": "<sec>" * 170 + "<p>a</p>" * 2_000 + "</sec>" * 170,
    "lists in lists": "<list><list-item>" * 80 + "<p>a</p>" * 2_000 + "</list-item></list>" * 80,
    "boxes in paragraphs": "<boxed-text><p>" * 80 + "<p>a</p>" * 2_000 + "</p></boxed-text>" * 80,
    "notes in notes": "<p>" + "<fn><p>" * 80 + "a <b>c</b>" * 2_000 + "</p></fn>" * 80 + "</p>",
    "raised in raised": "<p>" + "<sup>" * 150 + "<i>2</i> " * 2_000 + "</sup>" * 150 + "</p>",
    "links in links": "<p>" + "<xref rid='a'>" * 150 + "<i>2</i> " * 2_000 + "</xref>" * 150 + "</p>",
    "tables in tables": "<table><tr><td>" * 55 + "<p>a</p>" * 2_000 + "</td></tr></table>" * 55,
    "captions in captions": "<table-wrap><caption>" * 80 + "<p>a</p>" * 2_000 + "</caption></table-wrap>" * 80,
    "terms in terms": "<def-list><def-item><term>a</term><def>" * 42 + "<p>a</p>" * 2_000 + "</def></def-item></def-list>" * 42,
    "cells that cover all": "<table>" + "<tr><td colspan='9999' rowspan='9999'>a</td><td>b</td></tr>" * 1_000 + "</table>",
    "an attribute of 5 MB": "<p id='" + "x" * 5_000_000 + "'>x</p>",
    "many attributes": "<p " + " ".join(f"a{n}='1'" for n in range(50_000)) + ">x</p>",
    "many entities of no name": "<p>" + "".join(f"&e{n};" for n in range(20_000)) + "</p>",
    "links to as many works": "<p>" + "".join(f"<xref rid='r{n}'>{n}</xref>, " for n in range(3_000)) + "</p><ref-list>"
    + "".join(f"<ref id='r{n}'><label>{n}</label><mixed-citation>A</mixed-citation></ref>" for n in range(3_000)) + "</ref-list>",
    "entries in entries": "<ref-list>" + "<ref id='a'>" * 150 + "<p>a</p>" * 2_000 + "</ref>" * 150 + "</ref-list>",
    "replies to replies": "<p>A.</p>" + "<sub-article>" * 150 + "<p>a</p>" * 2_000 + "</sub-article>" * 150,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_articles_are_read_or_refused_in_bounded_time(name: str) -> None:
    content = article(HOSTILE[name]).encode("utf-8")
    begun = time.process_time()
    try:
        surface = read_surface(content, path="a.xml")
    except DocumentError as error:
        assert str(error).startswith("a.xml: ")  # noqa: PT017
    else:
        assert len(surface.text) < 10 * len(content)
    assert time.process_time() - begun < 10


def test_more_elements_than_any_article_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tree._MOST_ELEMENTS == 1_000_000
    monkeypatch.setattr(tree, "_MOST_ELEMENTS", 1_000)
    with pytest.raises(DocumentError, match=r"a\.xml: line \d+: more than 1,000 elements"):
        read(article("<p/>" * 1_001))


# ---------------------------------------------------------------- any article


_WORDS = st.text("ab ramipril lowers 12%.,;:[]()•-–\u00a0é&<\n", max_size=20).map(escape)
_INLINE = st.sampled_from(
    [
        "italic",
        "sup",
        "sub",
        "xref rid='B1'",
        "xref rid='B2 B3'",
        "xref ref-type='fn' rid='n'",
        "fn",
        "named-content",
        "break",
    ]
)
_BLOCK = st.sampled_from(
    ["sec", "p", "title", "table-wrap", "label", "caption", "table", "thead", "tr", "th", "td colspan='2' rowspan='2'", "list list-type='order'",
     "list-item", "def-list", "def-item", "term", "def", "fig", "boxed-text", "fn", "fn-group", "ack", "disp-formula", "ref-list", "ref id='B1'",
     "mixed-citation", "element-citation", "article-title", "sub-article", "abstract", "front"]
)  # fmt: skip
_ENTITIES = st.sampled_from(
    ["&alpha;", "&#8211;", "&amp;", "&nbsp;", "&fjlig;", "&odd;", "<!-- x -->", "<![CDATA[a<b]]>", "<?x y?>", "\r\n"]
)


def _tagged(one: tuple[str, list[str]]) -> str:
    return f"<{one[0]}>{''.join(one[1])}</{one[0].split()[0]}>"


BODIES = st.recursive(
    st.one_of(_WORDS, _WORDS, _ENTITIES),
    lambda inner: st.tuples(st.one_of(_INLINE, _BLOCK, _BLOCK), st.lists(inner, max_size=5)).map(_tagged),
    max_leaves=25,
)


@settings(deadline=None, max_examples=100)
@given(st.lists(BODIES, max_size=4).map("".join), st.booleans())
def test_every_word_of_any_article_stands_where_it_is_said_to_stand_and_the_ledger_covers_it(
    body: str, works: bool
) -> None:
    xml = article(body, refs=WORKS if works else "")
    surface = surface_of(xml)
    assert surface.file is not None
    for line in surface.lines or ():
        assert surface.text[line.start : line.end] == line.text
    for before, after in pairwise(surface.file.runs):
        assert before.end <= after.start
        assert before.file_end <= after.file_start
    placed = {position for run in surface.file.runs for position in range(run.start, run.end)}
    assert all(position in placed for position, character in enumerate(surface.text) if not character.isspace())
    document = read(xml)
    assert read(xml) == document
    extraction = extract(document, load_lexicon())
    ledger = extraction.ledger
    assert [ledger[0].start, ledger[-1].end] == [0, len(xml)]
    assert all(a.end == b.start for a, b in pairwise(ledger))
    for claim in extraction.claims:
        for anchor in claim.anchors:
            assert anchor.start < anchor.end
            where = surface.file.citable_span(anchor.start, anchor.end)
            assert replace(document.anchor(anchor.role, *where), line=anchor.line) == anchor


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_an_article_with_any_bytes_changed_is_read_or_refused(chance: st.DataObject) -> None:
    content = bytearray(article(f"<sec><p>{SAYS} [{xref('1', 'B1')}]. &alpha;</p></sec>", refs=WORKS).encode("utf-8"))
    for _ in range(chance.draw(st.integers(1, 4))):
        at = chance.draw(st.integers(0, len(content) - 1))
        content[at : at + chance.draw(st.integers(0, 9))] = chance.draw(st.binary(max_size=6))
    try:
        read(bytes(content))
    except DocumentError as error:
        if not str(error).startswith("a.xml: "):
            raise


@pytest.mark.parametrize("links", [False, True], ids=["typed", "links"])
def test_the_same_article_makes_the_same_claims_as_markdown(links: bool) -> None:
    plain = claims_of(read_document(as_markdown().encode("utf-8"), path="a.md"))
    assert len(plain) > 15
    assert claims_of(read(as_jats(links=links))) == plain
