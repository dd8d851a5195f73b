"""Citation markers: every style by example, what looks like one, and properties on any text."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import documents
from thymograph.citing.markers import find_markers
from thymograph.citing.printed import numbers_in
from thymograph.model import Document
from thymograph.reading import read_document


def document(text: str) -> Document:
    return read_document(text.encode("utf-8"), path="case.md")


def printed(body: str, tail: str = "") -> list[tuple[str, str]]:
    found = find_markers(document(f"A title for the case\n\nFirst words of no weight stand here.\n\n{body}\n{tail}"))
    return [(marker.number, marker.printed) for marker in found]


LIST = "\n## References\n\n" + "".join(
    f"{n}. Roe J. Work number {n} on ramipril. Heart J. 201{n % 10};1:1.\n" for n in range(1, 25)
)

SIGNED = {
    "brackets touching the stop": ("Ramipril lowers pressure.[7][8] It is cheap.", ["[7]", "[8]"]),
    "brackets parted by a space": ("Ramipril lowers pressure.[3] [4] It is cheap.", ["[3] ", "[4]"]),
    "brackets parted by commas": ("Warfarin thins blood [1], [2], [5].", ["[1], ", "[2], ", "[5]"]),
    "a comma in brackets": ("Warfarin thins blood [3,5].", ["[3,", "5]"]),
    "a caret group": ("Infections follow.^{[1][2][3]} Then more.", ["^{[1]", "[2]", "[3]}"]),
    "a caret before a bracket": ("TRAF6 is recruited.^[18] Then more.", ["^[18]"]),
    "a caret before a number": ("TRAF6 is recruited.^18 Then more.", ["^18"]),
    "a caret before braced numbers": ("Statins help.^{4,6}", ["^{4,", "6}"]),
    "escaped links": ("Deaths fell.[\\[5\\]](#)[\\[13\\]](#)", ["[\\[5\\]](#)", "[\\[13\\]](#)"]),
    "a link": ("Deaths fell [5](#ref5).", ["[5](#ref5)"]),
    "a double bracket link": ("Deaths fell.[[5]](https://x.org/a_(b)#cite-5)", ["[[5]](https://x.org/a_(b)#cite-5)"]),
    "parentheses around brackets": ("Deaths fell ([3], [4]).", ["([3], ", "[4])"]),
    "a lead-in": ("Deaths fell (see [3]).", ["(see [3])"]),
    "a word in brackets": ("Deaths fell [ref. 3, 4].", ["[ref. 3, ", "4]"]),
    "a superscript tag": ("Deaths fell.<sup>3,4</sup> Then more.", ["<sup>3,", "4</sup>"]),
    "brackets in a superscript tag": ("Deaths fell<sup>[3]</sup>.", ["<sup>[3]</sup>"]),
    "raised digits": ("Deaths fell.¹² Then more words³.", ["¹²", "³"]),
    "a footnote": ("Deaths fell.[^1]\n\n[^1]: Roe J. A trial.", ["[^1]"]),
    "a Pandoc key": ("Deaths fell [@roe2019; @poe2020].", ["[@roe2019; ", "@poe2020]"]),
    "a marker before a capital": ("Response: 12% (vs. 4%)[1] Median survival: 9 months[2]", ["[1]", "[2]"]),
    "a page after a marker in mid-sentence": ("IL-2 [4] and aspirin [12] were given.", ["[4]", "[12]"]),
    "a year before a bracket": ("It was approved in 2019 [12, 14].", ["[12, ", "14]"]),
}


@pytest.mark.parametrize("case", SIGNED)
def test_style_with_signs_gives_one_marker_a_number(case: str) -> None:
    body, expected = SIGNED[case]
    assert [text for _, text in printed(body)] == expected


def test_numbers_of_a_range_share_its_span() -> None:
    assert printed("Deaths fell [3, 14–16].") == [("3", "[3, "), ("14", "14–16]"), ("15", "14–16]"), ("16", "14–16]")]
    assert printed("Deaths fell [2]–[4].") == [(n, "[2]–[4]") for n in "234"]


LOOK_ALIKES = [
    "See [bionity.com] and [2025] and [Online PDF] for more.",
    "The ratio was 0.68 [0.59; 0.78] and 0.7 [95% CI 0.6 to 0.8].",
    "Patients, median age 45 [38-52] years, had a score of 12 [8, 15].",
    "[Get Quote](#) or [Contact us](#) about it [edit] today.",
    "Uptake of [18F]FDG and [18]F-FDG and [11C]choline rose; [Ca2+] fell at [1 mg].",
    "Todo: [x] done, [ ] open, and bicyclo[2,2]octane with benzo[1,3]dioxole.",
    "Seeded at 1×10^6 cells/mL, BMI 31 kg/m^2, area 5 m² or 10⁶ cells and Ca²⁺.",
    "Volumes of 3 cm<sup>3</sup> and 10<sup>6</sup> cells, <sup>18</sup>F scans.",
    "This needs a source.[citation needed] It was in (November 2025) and (Pfizer, 2020).",
    "Aged [18-80] years, by equation [3], value [0].",
    "Give 2 (two) tablets (500 mg) at week 12.",
]


@pytest.mark.parametrize("body", LOOK_ALIKES)
def test_look_alike_is_no_marker(body: str) -> None:
    assert printed(body) == []


def test_link_definition_is_no_marker_but_makes_its_use_one() -> None:
    body = (
        'Deaths fell ([Source][3]). Pain rose [in a trial][4].\n\n[3]: https://x.org/a "A trial"\n[4]: https://x.org/b'
    )
    assert printed(body) == [("3", "([Source][3])"), ("4", "[4]")]


def test_lists_metadata_and_titles_bear_no_markers() -> None:
    text = (
        "---\nnote: Deaths fell.[9]\n---\n\n# About [3]\n\nDeaths fell.[1]\n\n## References\n\n1. Roe [2]. A trial.\n"
    )
    assert [marker.number for marker in find_markers(document(text))] == ["1"]


BARE = """## Use

Ramipril lowers pressure in most adults with hypertension, as trials show. 1, 2

It acts in two ways 2, 3:

- It blocks the converting enzyme in lung and vessel walls 4
- It slows the breakdown of bradykinin, which may cause cough (grade 3-4) 1
- It "protects the kidney" 3

More trials are needed in children 2. Current use is off label, by level 4-5 evidence) 1.

Visits took place on day 5, in week 12 and on November 11, 2025
The risk ratio was 0.68,95% CI 0.5 to 0.8, with 12 controlled trials in type 2
"""


def test_bare_numbers_count_where_the_document_has_the_habit() -> None:
    tail = "\n## References\n\nGuideline\n\nA guideline for hypertension\n\nHeart, 2019\n"
    found = printed(BARE, tail)
    assert [n for n, _ in found] == ["1", "2", "2", "3", "4", "1", "3", "2", "1"]
    assert found[0] == ("1", "1, ")


def test_bare_numbers_count_only_with_a_list_and_without_brackets() -> None:
    assert printed(BARE) == []
    assert [n for n, _ in printed(BARE + "\nDeaths fell.[1][2][3]\n", LIST)] == ["1", "2", "3"]


def test_single_trailing_number_is_no_habit() -> None:
    body = (
        "Ramipril was given to group 2\n\nIt lowers pressure in adults with diabetes 3\n\nIt is cheap and safe in most."
    )
    assert printed(body, LIST) == []


def test_glued_digits_count_where_the_list_has_them() -> None:
    body = (
        "Ramipril blocks the enzyme.1 It spares bradykinin,2,3 which causes cough.\n\n"
        "Statins act otherwise.4–6 They lower cholesterol7. Interleukin2 and caspase3 were not measured."
    )
    assert [n for n, _ in printed(body, LIST)] == ["1", "2", "3", "4", "5", "6", "7"]


def test_without_a_list_only_digits_glued_to_a_stop_count_and_only_where_they_count_up() -> None:
    body = "Ramipril blocks the enzyme.1 It spares bradykinin.2 Statins act otherwise.3 They lower cholesterol7."
    assert [n for n, _ in printed(body)] == ["1", "2", "3"]
    assert printed("It was seen in spring.14 It was cold.90 It rained in the town.33 It was dry.") == []


def test_parenthesised_numbers_count_where_the_list_has_them() -> None:
    body = (
        "Ramipril blocks the enzyme (1). It spares bradykinin (2, 3), which causes cough (4–5).\n\n"
        "There were three aims: (1) safety, (2) cost and (3) use. The p value (0.05) and dose (500) are given."
    )
    assert [n for n, _ in printed(body, LIST)] == ["1", "2", "3", "4", "5"]
    assert printed(body) == []


NAMED = "\n## References\n\n- Smith J, Roe K. Ramipril. Heart J. 2019;1:1.\n- WHO. Malaria report. 2020.\n- de Vries P. Statins. 2018.\n"


def test_author_and_year_count() -> None:
    body = "Deaths fell (Smith et al., 2019; WHO 2020). De Vries (2018) and Roe and Poe (2017a) agree (Roe & Poe, 2016, 2017b)."
    assert printed(body, NAMED) == [
        ("Smith 2019", "(Smith et al., 2019; "),
        ("WHO 2020", "WHO 2020)"),
        ("Vries 2018", "(2018)"),
        ("Roe 2017a", "(2017a)"),
        ("Roe 2016", "(Roe & Poe, 2016, "),
        ("Roe 2017b", "2017b)"),
    ]


def test_dagger_counts_where_the_list_has_it() -> None:
    assert printed("Deaths fell.† Pain rose.", "\n## References\n\n† Roe J. A trial. 2019.\n") == [("†", "†")]
    assert printed("Deaths fell.† Pain rose.", LIST) == []


def test_number_alone_in_a_reference_column_counts() -> None:
    table = "| Drug | Response | Refs |\n| --- | --- | --- |\n| ramipril | 12 | 3, 4 |\n| placebo | 4 | [5] |\n"
    found = list(find_markers(document(f"A title\n\n{table}{LIST}")))
    assert [(m.number, m.style) for m in found] == [("3", "cell"), ("4", "cell"), ("5", "cell")]


def test_numbers_of_a_list_are_small_and_rise() -> None:
    assert numbers_in("0") is None
    assert numbers_in("9-4") is None
    assert numbers_in("1-99") is None
    assert numbers_in("1, 3–5") == ((1,), (3, 4, 5))


_PIECES = st.sampled_from(
    ["[1]", "[2,3]", "^{", "}", "[", "]", "](#)", "\\[4\\]", "^5", " 6", "7–9", "(Smith et al., 2019)", "\n", "\n\n", ". ", "It works",
     "<sup>", "</sup>", "1", "¹", "[^1]", "[^1]: ", "| a | [3] |\n", "\n## References\n\n", "1. ", "(", ")", "†"]
)  # fmt: skip


@given(st.one_of(documents, st.text(), st.lists(_PIECES, max_size=40).map("".join)))
def test_spans_reslice_and_only_the_numbers_of_a_range_share_one(text: str) -> None:
    try:
        read = document(text)
    except ValueError:
        return
    found = find_markers(read)
    spans = [(marker.start, marker.end) for marker in found]
    assert spans == sorted(spans)
    assert len({marker.id for marker in found}) == len(found)
    for marker in found:
        assert read.text[marker.start : marker.end] == marker.printed
        assert marker.printed
    for (_, end), (start, _) in zip(sorted(set(spans)), sorted(set(spans))[1:], strict=False):
        assert end <= start


@pytest.mark.parametrize(
    "unit",
    [
        "[1",
        "[5](",
        "[5](a",
        "^{[",
        "(Smith et al. ",
        "a 1, ",
        "[1][2]",
        "(see [",
        "word 12 ",
        "A, B, C and ",
        "Smith ",
        "[[1]](x) ",
    ],
)
def test_very_long_line_takes_seconds_at_most(unit: str) -> None:
    text = f"A title\n\n{unit * (200_000 // len(unit))}\n\n## References\n\n1. Roe. A trial. 2019.\n"
    read = document(text)
    begun = time.perf_counter()
    find_markers(read)
    assert time.perf_counter() - begun < 10


def test_markers_of_the_five_documents(corpus: Path) -> None:
    counts = []
    for path in sorted(corpus.glob("*.txt")):
        found = find_markers(read_document(path.read_bytes(), path=path.name))
        counts.append(len(found))
    assert counts == [31, 5, 49, 0, 50]
    assert Counter(marker.number for marker in found) == {"1": 19, "2": 11, "5": 8, "6": 5, "3": 4, "4": 2, "7": 1}


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        ("It failed (n = 20 [12%]) at a dose of 2 [1, 3] units, age 62 [41–78], as shown [6–8,10].", ["6", "7", "8", "10"]),
        ("The FDA agreed【3†source】 and the EMA did [ 9 ].", ["3", "9"]),
        ("It was made in Basel.[3]: 12 It is given by mouth.[a][4]", ["3", "4"]),
        ("It helps (n = 12; Smith et al., 2019; Roe & Poe, 2020) and (refs. 3, 4) agree.", ["Smith 2019", "Roe 2020", "3", "4"]),
        ("In rodents yes.[1][^2]\n\n[^2]: Roe J. A trial.", ["1", "2"]),
        ("Statins²,³ help.⁴ HbA1c fell by 10⁹ or 5².", ["2", "3", "4"]),
    ],
)  # fmt: skip
def test_mixed_prose_gives_its_markers_only(body: str, numbers: list[str]) -> None:
    assert [number for number, _ in printed(body, LIST)] == numbers


def test_note_that_the_text_explains_is_no_citation() -> None:
    text = "| Reaction | Drug |\n| --- | --- |\n| Rash [1] | 3% |\n\n[1] Includes maculopapular rash.\n"
    assert printed(text) == []


def test_counts_with_percentages_are_no_citations() -> None:
    body = (
        "Nausea in 12 (4) and cough in 3 (1) patients; reduce [see Warnings (5)].\n\n"
        "| Event | n (%) | Placebo |\n| --- | --- | --- |\n| Cough | 7 (8) | 2 (2) |\n| Rash | 1 (1) | 3 (3) |\n"
    )
    assert printed(body, LIST) == []


def test_name_that_comes_back_with_its_number_is_no_citation() -> None:
    body = "Loss of sirt1 hurts. The sirt1 gene binds notch1 and notch2. Then notch1 and notch2 bind connexin43 here."
    assert printed(body, LIST) == []


def test_digits_glued_to_the_last_word_count() -> None:
    body = "The endpoint was met (p<0.001)1. Survival was 12.5 months vs. 10.1 months2. It is sold in 90 countries3."
    assert [number for number, _ in printed(body, LIST)] == ["1", "2", "3"]
