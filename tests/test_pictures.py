"""Pictures: what is drawn is what the documents print, nothing else; the same bytes each time; text as text."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from sample_graph import PAYLOAD, many_claims, poisoned_graph, sample_graph
from sample_writer import Writer
from thymograph.assembly import assemble
from thymograph.assembly.conflicts import conflicts_of
from thymograph.cli import main
from thymograph.cli.root import root
from thymograph.errors import PictureError
from thymograph.graph.build import write_graph
from thymograph.model import ClaimGraph, Measurement
from thymograph.opened import opened
from thymograph.views.pictures.answers import answered_questions
from thymograph.views.pictures.carried import carried
from thymograph.views.pictures.catalogue import PICTURES, all_pictures, picture_of
from thymograph.views.pictures.citing_flow import flow_of
from thymograph.views.pictures.conflict_map import disputes_of
from thymograph.views.pictures.effects import Effect, effects_of
from thymograph.views.pictures.lettering import plain, text_width, wrapped
from thymograph.views.pictures.picture import NARROW, WIDE
from thymograph.views.pictures.rates import rates_of
from thymograph.views.pictures.scene import Scene
from thymograph.views.pictures.shades import colours, resolved_style, rules, style_text
from thymograph.views.pictures.wording import answer_words

NAMES = list(PICTURES)
SVG = "{http://www.w3.org/2000/svg}"


def graph_of(*measurements: Measurement, title: str = "A trial of drugs", again: bool = False) -> ClaimGraph:
    """Return a graph of one document that prints each measurement in a sentence of its own."""
    pairs = []
    for copy in range(2 if again else 1):
        writer = Writer(f"trial-{copy}.txt", f"{title} {copy}".strip(), {})
        writer.head("Results")
        for place, one in enumerate(measurements):
            words = f"Sentence {place} of {copy} prints a number."
            writer.say(words, "trial_result", gist=f"Number {place}", measurements=(one,))
        pairs.append(writer.finish())
    return assemble([record for record, _ in pairs], [claim for _, claims in pairs for claim in claims])


def effect(measure: str, value: str, low: str | None = None, high: str | None = None, **given: Any) -> Measurement:
    given = {"arm": "drug A", "comparator": "placebo", "ci_level": "95%" if low else None} | given
    return Measurement(measure=measure, value=value, ci_low=low, ci_high=high, **given)


def effects(*measurements: Measurement, again: bool = False) -> list[Effect]:
    return effects_of(Scene.of(graph_of(*measurements, again=again)))


def words_in(svg: str) -> str:
    return " ".join(element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text"))


def cells(rows: Sequence[Sequence[Any]]) -> str:
    return "\n".join(" | ".join(cell.words for cell in row) for row in rows)


# ---------------------------------------------------------------- effects


@pytest.mark.parametrize(
    ("measure", "scale", "statistic", "outcome"),
    [
        ("stroke, hazard ratio", "ratio", "hazard ratio", "stroke"),
        ("hazard ratio for death", "ratio", "hazard ratio", "death"),
        ("relapse, relative risk", "ratio", "risk ratio", "relapse"),
        ("aOR", "ratio", "odds ratio", ""),
        ("HbA1c, mean difference", "difference", "mean difference", "HbA1c"),
        ("pain, standardised mean difference", "difference", "standardised mean difference", "pain"),
        ("stroke, number needed to treat", "other", "number needed to treat", "stroke"),
        ("stroke, relative risk reduction", "other", "relative risk reduction", "stroke"),
    ],
)
def test_an_effect_is_a_ratio_or_a_difference_by_its_printed_name(
    measure: str, scale: str, statistic: str, outcome: str
) -> None:
    (found,) = effects(effect(measure, "0.8", "0.7", "0.9"))
    assert (found.scale, found.statistic, found.outcome) == (scale, statistic, outcome)


@pytest.mark.parametrize(
    "measure", ["allocation ratio", "waist-hip ratio", "international normalised ratio", "half-life", "response rate"]
)
def test_what_compares_no_two_groups_is_no_effect(measure: str) -> None:
    assert effects(effect(measure, "0.8", "0.7", "0.9")) == []


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (effect("stroke, hazard ratio", "0.8"), "no confidence interval printed"),
        (effect("stroke, hazard ratio", "0.8", "0.7"), "no confidence interval printed"),
        (effect("stroke, hazard ratio", "0.8", "low", "0.9"), "not printed as plain numbers"),
        (effect("stroke, hazard ratio", "0.8", "1.1", "1.9"), "its interval does not hold its value"),
        (effect("stroke, hazard ratio", "0.1", "-0.2", "0.9"), "a ratio of zero or less has no place on a scale of ratios"),
        (effect("stroke, number needed to treat", "12", "8", "20"), "neither a ratio nor a difference of two groups"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_truly_is_told_and_not_drawn(one: Measurement, why: str) -> None:
    (found,) = effects(one)
    assert found.apart == why
    picture = picture_of(graph_of(one), "forest")
    svg = picture.svg()
    assert 'class="p-mark"' not in svg
    assert "Printed, but not drawn" in words_in(svg)
    assert f"no: {why}" in cells(picture.rows)


def test_the_interval_stands_as_printed_and_is_drawn_from_its_lower_end() -> None:
    (found,) = effects(effect("pain, mean difference", "−0.3", "−0.1", "−0.5", unit="points", p="0.02", p_operator="="))
    assert found.printed == "−0.3 points (95% CI −0.1 to −0.5), P = 0.02"
    assert (found.low, found.value, found.high) == (-0.5, -0.3, -0.1)
    assert found.apart is None


def test_ratios_and_differences_have_axes_of_their_own_and_each_its_line_of_no_effect() -> None:
    graph = graph_of(
        effect("stroke, hazard ratio", "0.8", "0.7", "0.9"),
        effect("death, odds ratio", "1.2", "0.9", "1.6"),
        effect("CRP, mean difference", "-2", "-3", "-1", unit="mg/L"),
        effect("weight, mean difference", "-4", "-5", "-3", unit="kg"),
    )
    svg = picture_of(graph, "forest").svg()
    assert svg.count("p-none-line") - svg.count(".p-none-line") == 3
    said = words_in(svg)
    assert "no difference: 1 (logarithmic scale)" in said
    assert "Differences (mg/L)" in said
    assert "Differences (kg)" in said


def test_differences_without_a_unit_share_no_axis() -> None:
    graph = graph_of(
        effect("pain, mean difference", "-2", "-3", "-1"),
        effect("weight, mean difference", "-40", "-50", "-30"),
    )
    assert words_in(picture_of(graph, "forest").svg()).count("Differences, no unit printed") == 2


def places(svg: str) -> list[tuple[float, float, float]]:
    """Return (low, value, high) of each interval drawn, in pixels."""
    lines = re.findall(r'class="p-mark-line" d="M([\d.]+) ([\d.]+)L([\d.]+) \2"', svg)
    marks = re.findall(r'<rect class="p-mark(?:-again)?" x="([\d.]+)"', svg)
    return [(float(a), float(x) + 4.5, float(b)) for (a, _, b), x in zip(lines, marks, strict=True)]


def test_ratios_stand_at_their_logarithms() -> None:
    svg = picture_of(graph_of(effect("stroke, hazard ratio", "1", "0.5", "2")), "forest").svg()
    ((low, value, high),) = places(svg)
    assert value - low == pytest.approx(high - value, abs=0.3)


def test_differences_stand_at_equal_steps() -> None:
    svg = picture_of(graph_of(effect("CRP, mean difference", "-2", "-5", "-1", unit="mg/L")), "forest").svg()
    ((low, value, high),) = places(svg)
    assert value - low == pytest.approx(3 * (high - value), abs=0.6)


def test_one_wild_interval_leaves_the_axis_with_an_arrow_and_its_value_stays_on_it() -> None:
    graph = graph_of(
        effect("stroke, hazard ratio", "0.8", "0.7", "0.9"), effect("relapse, hazard ratio", "12.7", "1.4", "115.3")
    )
    svg = picture_of(graph, "forest").svg()
    assert svg.count('<path class="p-mark"') == 1
    assert svg.count('<rect class="p-mark"') == 2


def test_the_same_figures_told_again_are_marked_as_no_second_result() -> None:
    found = effects(effect("stroke, hazard ratio", "0.8", "0.7", "0.9"), again=True)
    assert [one.again for one in found] == [False, True]
    graph = graph_of(effect("stroke, hazard ratio", "0.8", "0.7", "0.9"), again=True)
    assert "the same figures as a row above" in words_in(picture_of(graph, "forest").svg())


def test_the_compared_group_is_taken_from_the_same_claim_only_where_it_is_one() -> None:
    writer = Writer("t.txt", "T", {})
    writer.head("Results")
    ratio = effect("stroke, hazard ratio", "0.8", "0.7", "0.9", comparator=None)
    rate = Measurement(measure="stroke", value="4%", arm="drug A", comparator="placebo", comparator_value="5%")
    writer.say("One group compared.", "trial_result", measurements=(ratio, rate))
    writer.say("Two groups compared.", "trial_result", measurements=(ratio, rate, replace(rate, comparator="drug B")))
    record, claims = writer.finish()
    found = effects_of(Scene.of(assemble([record], claims)))
    assert [one.comparator for one in found] == ["placebo", None]
    assert found[1].versus == "drug A, compared group not read"


def test_repeats_inside_a_document_are_not_drawn_again() -> None:
    graph = graph_of(effect("stroke, hazard ratio", "0.8", "0.7", "0.9"))
    claims = tuple(replace(claim, repeats="c0") for claim in graph.claims)
    assert effects_of(Scene.of(replace(graph, claims=claims))) == []


# ---------------------------------------------------------------- percentages by arm


def rate(measure: str, value: str | None, other: str | None, **given: Any) -> Measurement:
    return Measurement(
        measure=measure,
        **({"arm": "drug A", "comparator": "placebo", "value": value, "comparator_value": other} | given),
    )


def rates(*measurements: Measurement) -> list[tuple[float, float]]:
    return [(one.value, one.other) for one in rates_of(Scene.of(graph_of(*measurements)))]


def test_percentages_are_drawn_where_one_measurement_has_both_arms() -> None:
    assert rates(rate("response", "45.1%", "3.2%"), rate("cure", "12", "4", unit="%")) == [(45.1, 3.2), (12.0, 4.0)]


@pytest.mark.parametrize(
    "one",
    [
        rate("response", "45%", None),
        rate("response", "45%", "3%", comparator=None),
        rate("response", "45%", "3%", arm=None),
        rate("change in pain", "45%", "3%"),
        rate("risk ratio", "45%", "3%"),
        rate("HbA1c", "7.1%", "8.0%"),
        rate("ejection fraction", "45%", "40%"),
        rate("CRP", "-57.9%", "-42.2%"),
        rate("survival", "9.3", "6.6", unit="months"),
        rate("response", "145%", "3%"),
    ],
)
def test_what_is_no_share_of_two_groups_is_not_drawn(one: Measurement) -> None:
    assert rates(one) == []


def test_the_same_shares_of_another_outcome_are_another_result() -> None:
    scene = Scene.of(graph_of(rate("relapse", "5%", "10%"), rate("death", "5%", "10%"), rate("relapse", "5%", "10%")))
    assert [one.again for one in rates_of(scene)] == [False, False, True]


def test_small_shares_have_a_scale_of_their_own() -> None:
    said = words_in(picture_of(graph_of(rate("cure", "45%", "3%"), rate("stroke", "0.2%", "0.8%")), "rates").svg())
    assert "Shares up to 10%, on a scale of their own" in said
    assert "50%" in said
    assert "0.4%" in said


# ---------------------------------------------------------------- the evidence matrix


def test_contested_questions_come_first_and_the_others_need_two_documents() -> None:
    found = answered_questions(Scene.of(sample_graph()))
    states = [one.contested for one in found]
    assert states == sorted(states, key=lambda one: (one != "contested", one is None))
    assert {one.words for one in found if one.contested == "contested"} >= {
        "Does colchicine change C-reactive protein?", "Does imiquimod change interferon-alpha?",
    }  # fmt: skip
    assert all(len(one.by_document) > 1 for one in found if one.contested is None)


def test_a_question_is_contested_only_if_assembly_finds_a_conflict_that_circumstances_do_not_explain() -> None:
    graph = sample_graph()
    at_odds = {one.question.id for one in conflicts_of(graph) if one.type != "apparent"}
    found = answered_questions(Scene.of(graph))
    assert all(one.question in at_odds for one in found if one.contested == "contested")


def test_a_denial_is_not_shown_as_its_opposite() -> None:
    found = {one.words: one for one in answered_questions(Scene.of(sample_graph()))}
    sides = {
        side
        for given in found["Does imiquimod change interferon-alpha?"].by_document.values()
        for side, _ in given.sides
    }
    assert sides == {"up", "not_up"}


def test_a_cell_says_how_many_claims_and_whether_all_are_hedged() -> None:
    graph = sample_graph()
    picture = picture_of(graph, "matrix")
    assert "raises it (2)" in cells(picture.rows)
    hedged = tuple(
        replace(claim, relations=tuple(replace(one, certainty="hedged") for one in claim.relations))
        for claim in graph.claims
    )
    soft = picture_of(replace(graph, claims=hedged), "matrix")
    assert "raises it (2); hedged" in cells(soft.rows)
    assert "p-hedged" in soft.svg(style=False)
    assert "p-hedged" not in picture.svg(style=False)


def test_where_documents_are_left_out_each_contested_question_still_shows_its_sides() -> None:
    graph = many_claims(900)
    picture = picture_of(graph, "matrix")
    for one in answered_questions(Scene.of(graph)):
        if one.contested == "contested":
            sides = {side for given in one.by_document.values() for side, _ in given.sides}
            shown = "\n".join(row[3].words for row in picture.rows if row[0].words == one.words)
            assert all(answer_words(one.family, side) in shown for side in sides)
    assert "documents not shown" in words_in(picture.svg())


# ---------------------------------------------------------------- the citation flow


def test_the_flow_counts_claims_by_kind_of_link() -> None:
    graph = sample_graph()
    flow = flow_of(Scene.of(graph))
    shared = next(one for one in flow.works if one.name.startswith("Low-dose colchicine after infarction"))
    assert len(shared.by_document) == 3
    assert {state for states in shared.by_document.values() for state in states} == {"stated", "inferred"}
    counted = {claim.id for claim in graph.claims if claim.repeats is None}
    citing = {
        claim.id
        for claim in graph.claims
        if claim.id in counted and any(c.work == shared.work for c in claim.citations)
    }
    assert shared.claims == len(citing)


def test_dangling_markers_are_told_apart_and_lead_to_no_work() -> None:
    picture = picture_of(sample_graph(), "flow")
    assert "dangling" in cells(picture.rows)
    assert picture.svg(style=False).count("p-cross") == 3


def test_weak_ends_are_marked() -> None:
    graph = sample_graph()
    works = tuple(replace(one, type="press_release") if one.year == "1998" else one for one in graph.works)
    picture = picture_of(replace(graph, works=works), "flow")
    assert "press release" in cells(picture.rows)
    assert "p-weak" in picture.svg(style=False)
    assert "p-weak" not in picture_of(graph, "flow").svg(style=False)


def echo_graph() -> ClaimGraph:
    pairs = []
    for path in ("a.txt", "b.txt", "c.txt"):
        writer = Writer(path, f"Page {path}", {"1": {"title": "A work that all cite", "year": "2001"}})
        writer.head("Results")
        own = "Something quite different stands here instead, about another matter altogether [1]."
        said = (
            own
            if path == "c.txt"
            else "Colchicine lowers the rate of flares in gout, as one trial of many patients found [1]."
        )
        writer.say(said, "trial_result")
        pairs.append(writer.finish())
    return assemble([record for record, _ in pairs], [claim for _, claims in pairs for claim in claims])


def test_documents_that_repeat_each_other_are_joined_and_stand_side_by_side() -> None:
    flow = flow_of(Scene.of(echo_graph()))
    groups = [one.group for one in flow.sources]
    assert groups[0] == groups[1] != groups[2]
    picture = picture_of(echo_graph(), "flow")
    assert picture.svg(style=False).count('class="p-echo"') == 1
    assert cells(picture.rows).count("repeats, or is repeated by") == 2
    assert "shared by 3 documents" in words_in(picture.svg())


def test_on_a_telephone_copies_are_named_in_words() -> None:
    said = words_in(picture_of(echo_graph(), "flow").svg(width=NARROW))
    assert "repeats B" in said
    assert "repeats A" in said


def test_copies_do_not_take_the_place_of_other_documents() -> None:
    picture = picture_of(many_claims(900), "flow")
    shown = {row[0].words for row in picture.rows}
    assert len([one for one in shown if one.startswith("Colchicine: a monograph")]) == 3
    assert len(shown) == 12


# ---------------------------------------------------------------- the conflict map


def test_every_conflict_has_its_members_on_one_side_or_the_other() -> None:
    graph = sample_graph()
    by_id = {one.id: one for one in conflicts_of(graph)}
    for one in disputes_of(Scene.of(graph)):
        sides = [*one.left, *one.right]
        assert one.left
        assert one.right
        assert {claim for side in sides for claim, _, _ in side.members} == {m.claim for m in by_id[one.id].members}


def test_who_asserts_stands_against_who_does_not() -> None:
    found = next(one for one in disputes_of(Scene.of(sample_graph())) if "C-reactive" in one.question)
    assert {side.attitude for side in found.left} == {"asserts"}
    assert {side.attitude for side in found.right} == {"denies"}


def test_what_differs_is_said_and_circumstances_are_no_contradiction() -> None:
    picture = picture_of(sample_graph(), "conflicts")
    assert "system: not said / skin" in cells(picture.rows)
    assert "p-apparent" in picture.svg(style=False)


# ---------------------------------------------------------------- all of them


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [WIDE, NARROW, 620, 1600])
def test_every_picture_is_well_formed_named_and_has_no_text_beyond_its_edges(name: str, width: int) -> None:
    svg = picture_of(sample_graph(), name).svg(width=width)
    tree = ElementTree.fromstring(svg)
    assert tree.get("role") == "img"
    assert [tree.find(f"{SVG}{tag}").text for tag in ("title", "desc")] != [None, None]  # type: ignore[union-attr]
    named = (tree.get("aria-labelledby") or "").split()
    assert all(any(element.get("id") == one for element in tree) for one in named)
    for element in tree.iter(f"{SVG}text"):
        x, wide = float(element.get("x") or 0), text_width(element.text or "", 12)
        start = x if element.get("text-anchor") is None else x - wide / 2
        assert start > -8
        assert start + wide < width + 10, element.text
        assert 0 < float(element.get("y") or 0) < float(tree.get("height") or 0)


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_graph_gives_a_picture_that_says_so(name: str) -> None:
    picture = picture_of(ClaimGraph(), name)
    assert picture.nothing
    assert picture.rows == ()
    assert picture.nothing in words_in(picture.svg())


@pytest.mark.parametrize("name", NAMES)
def test_a_large_graph_gives_few_rows_and_says_what_is_left_out(name: str) -> None:
    picture = picture_of(many_claims(1500), name)
    assert "--about NAME" in (picture.left_out or "")
    assert re.search(r"Left out: [\d,]+ further", picture.left_out or "")
    assert len(picture.svg()) < 150_000


@pytest.mark.parametrize("name", NAMES)
def test_no_text_of_a_document_becomes_markup_and_what_xml_cannot_hold_is_left_out(name: str) -> None:
    for payload in (PAYLOAD, "\x00\x0b\ufffe]]>&lt;"):
        svg = picture_of(poisoned_graph(payload), name).svg(linked=True)
        tree = ElementTree.fromstring(svg)
        allowed = {"svg", "title", "desc", "style", "rect", "path", "circle", "text", "g", "a"}
        assert {element.tag.removeprefix(SVG) for element in tree.iter()} <= allowed
        assert all(not key.startswith("on") and key != "style" for element in tree.iter() for key in element.attrib)


def test_links_lead_into_the_page_alone_and_only_where_asked_for() -> None:
    for picture in all_pictures(sample_graph()):
        assert "href" not in picture.svg()
        targets = re.findall(r'href="([^"]*)"', picture.svg(linked=True))
        assert targets
        assert all(re.match(r"#(?:c[0-9a-f]{16}$|doc/|work/|question/|conflict/)", one) for one in targets)


def test_links_of_marks_lead_to_what_the_page_has() -> None:
    graph = sample_graph()
    known = {claim.id for claim in graph.claims} | {f"work/{work.id}" for work in graph.works}
    known |= {f"doc/{one.sha256[:12]}" for one in graph.documents} | {f"question/{one.id}" for one in graph.questions}
    known |= {f"conflict/{one.id}" for one in conflicts_of(graph)}
    for picture in all_pictures(graph):
        targets = set(re.findall(r'href="#([^"]*)"', picture.svg(linked=True)))
        targets |= {cell.target for row in picture.rows for cell in row if cell.target}
        assert targets <= known


def test_the_same_graph_gives_the_same_bytes_whatever_the_hash_seed_and_the_order() -> None:
    program = (
        "import sample_graph; from thymograph.views.pictures.catalogue import all_pictures;"
        "print(''.join(one.svg() for one in all_pictures(sample_graph.sample_graph())), end='')"
    )
    environment = os.environ | {
        "PYTHONHASHSEED": "77",
        "PYTHONPATH": os.pathsep.join(filter(None, [str(Path(__file__).parent), *sys.path])),
    }
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
    graph = sample_graph()
    assert done.stdout.decode("utf-8") == "".join(one.svg() for one in all_pictures(graph))
    turned = replace(graph, claims=tuple(reversed(graph.claims)), works=tuple(reversed(graph.works)))
    assert [one.svg() for one in all_pictures(turned)] == [one.svg() for one in all_pictures(graph)]
    assert carried(all_pictures(turned)) == carried(all_pictures(graph))


def test_no_picture_without_a_name_in_the_catalogue() -> None:
    with pytest.raises(PictureError, match="there are matrix, conflicts, flow, forest, rates"):
        picture_of(sample_graph(), "tree")


# ---------------------------------------------------------------- colours and letters


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("shade", ["light", "dark"])
def test_words_and_signs_stand_out_from_their_ground(shade: Any) -> None:
    colour = colours(shade)
    for words in ("ink", "soft", "denied"):
        for ground in ("ground", "card"):
            assert contrast(colour[words], colour[ground]) >= 4.5, (words, ground)
    for mark in ("claim", "question", "dangling", "soft"):
        assert contrast(colour[mark], colour["ground"]) >= 3, mark


def test_every_class_that_is_drawn_has_a_rule() -> None:
    used = {
        name
        for picture in all_pictures(sample_graph())
        for names in re.findall(r'class="([^"]*)"', picture.svg(style=False))
        for name in names.split()
    }
    ruled = set(re.findall(r"\.([\w-]+)", rules()))
    assert used - ruled == set()


def test_programs_without_variables_get_colours() -> None:
    assert "var(" in style_text("auto")
    assert "prefers-color-scheme: dark" in style_text("auto")
    assert "var(" not in resolved_style("dark")


def test_words_are_wrapped_to_fit_and_cut_with_an_ellipsis() -> None:
    text = "Pharmacokinetics of hydroxychloroquine in pregnancy, a population approach"
    for width in (60, 90, 150, 400):
        for most in (None, 1, 2):
            lines = wrapped(text, width, 13, most=most)
            assert all(text_width(line, 13) <= width for line in lines)
            assert most is None or len(lines) <= most
    assert "".join(wrapped(text, 90, 13)).replace(" ", "") == text.replace(" ", "")
    assert plain("a\x00b\nc") == "a b c"


# ---------------------------------------------------------------- saved, from Python and the command line


def test_an_opened_graph_gives_pictures_that_a_notebook_shows_and_that_can_be_saved(tmp_path: Path) -> None:
    picture = opened().picture("matrix", about="interleukin-2")
    assert picture._repr_svg_().startswith("<svg ")
    assert "interleukin-2" in words_in(picture.svg())
    picture.save(tmp_path / "m.svg")
    assert (tmp_path / "m.svg").read_text("utf-8") == picture.svg()
    with pytest.raises(PictureError, match=r"\.svg or \.png"):
        picture.save(tmp_path / "m.jpg")
    with pytest.raises(PictureError, match="check the folder"):
        picture.save(tmp_path / "none" / "m.svg")
    with pytest.raises(PictureError, match="choose from 300 to 4000"):
        picture.svg(width=20)


def test_a_png_has_twice_the_pixels_of_its_width(tmp_path: Path) -> None:
    pytest.importorskip("resvg_py", reason="thymograph[png] is not installed")
    for shade in ("light", "dark"):
        content = picture_of(sample_graph(), "flow").png(shade=shade)
        assert content[:8] == b"\x89PNG\r\n\x1a\n"
        assert int.from_bytes(content[16:20], "big") == 2 * WIDE


def test_without_the_package_a_png_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(PictureError, match=r"pip install 'thymograph\[png\]'"):
        picture_of(sample_graph(), "flow").png()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pictures")
    graph = sample_graph()
    write_graph(made, graph)
    return made


@pytest.mark.parametrize("name", NAMES)
def test_the_command_writes_what_python_gives(name: str, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.svg"
    done = CliRunner().invoke(root, ["picture", name, "-g", str(folder), "-o", str(path)], catch_exceptions=False)
    assert done.exit_code == 0
    assert path.read_text("utf-8").startswith("<svg ")
    assert str(path) in done.output


def test_the_command_narrows_and_prints_the_table(folder: Path) -> None:
    asked = ["picture", "forest", "-g", str(folder), "--about", "metformin", "--as-table"]
    done = CliRunner().invoke(root, asked, catch_exceptions=False)
    lines = done.output.splitlines()
    assert lines[0].split("\t")[0] == "Effect"
    assert len(lines) == 2
    assert "Mean difference\tC-reactive protein\tmetformin against control" in lines[1]


def test_an_ending_that_is_no_picture_is_one_line_on_stderr(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["picture", "flow", "-g", str(folder), "-o", "x.pdf"])
    assert left.value.code == 2
    assert "written as .svg or .png" in capsys.readouterr().err
