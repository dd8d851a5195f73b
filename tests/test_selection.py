"""Parts of a graph: what fits is kept whole, what does not is gone, and a slip says what there is."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from sample_graph import many_claims, sample_graph
from thymograph.assembly import assemble
from thymograph.assembly.conflicts import conflicts_of
from thymograph.assembly.selection import most_telling, selected
from thymograph.cli.root import root
from thymograph.errors import SelectionError
from thymograph.graph.build import write_graph
from thymograph.lexicon.concepts import load_lexicon
from thymograph.views.page import LARGEST_CLAIMS, write_page

LEXICON = load_lexicon()


def test_claims_about_a_concept_all_involve_it_by_any_of_its_names() -> None:
    graph = sample_graph()
    part = selected(graph, LEXICON, about=["CRP"])
    assert part.claims
    assert selected(graph, LEXICON, about=["C-reactive protein"]) == part
    for claim in part.claims:
        named = {mention.name for mention in claim.mentions} | {relation.object for relation in claim.relations}
        assert any("reactive" in name for name in named)


def test_all_that_is_asked_must_fit() -> None:
    graph = sample_graph()
    wide = {claim.id for claim in selected(graph, LEXICON, about=["colchicine"]).claims}
    safe = {claim.id for claim in selected(graph, LEXICON, about=["colchicine"], kinds=["safety"]).claims}
    document = graph.documents[0]
    narrow = selected(graph, LEXICON, about=["colchicine"], kinds=["safety"], documents=[document.path])
    assert {claim.id for claim in narrow.claims} < safe < wide
    assert narrow.documents == (document,)


def test_a_part_keeps_the_works_under_their_names() -> None:
    graph = sample_graph()
    part = selected(graph, LEXICON, documents=[graph.documents[1].path])
    assert set(part.works) <= set(graph.works)
    cited = {link.work for claim in part.claims for link in claim.citations if link.work}
    assert cited <= {work.id for work in part.works}


def test_around_a_claim_stand_those_that_answer_its_question_or_cite_its_work() -> None:
    graph = sample_graph()
    conflict = next(one for one in conflicts_of(graph) if len(one.members) > 1)
    ids = [member.claim for member in conflict.members]
    part = selected(graph, LEXICON, claim=ids[0])
    assert set(ids) <= {claim.id for claim in part.claims}
    assert len(part.claims) < len(graph.claims)


def test_a_question_is_known_by_the_beginning_of_its_id() -> None:
    graph = sample_graph()
    question = graph.questions[0]
    part = selected(graph, LEXICON, question=question.id[:10])
    assert question in part.questions


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        ({"about": ["colchicin"]}, "no claim about 'colchicin'; near: colchicine"),
        ({"documents": ["nothing.txt"]}, "no document 'nothing.txt'; there are "),
        ({"kinds": ["safty"]}, "no kind 'safty'; near: safety"),
        ({"claim": "c0"}, "no claims begin with 'c0'"),
        ({"question": "q"}, "no questions begin with 'q'"),
        ({"about": ["tubulin"], "kinds": ["epidemiology"]}, "no claim fits all"),
    ],
)
def test_what_is_not_there_is_named_with_what_is(asked: dict[str, object], wrong: str) -> None:
    with pytest.raises(SelectionError, match=wrong):
        selected(sample_graph(), LEXICON, **asked)  # type: ignore[arg-type]


def test_the_most_telling_claims_begin_with_conflicts_and_come_from_all_documents() -> None:
    graph = sample_graph()
    opposed = {m.claim for one in conflicts_of(graph) if one.type != "apparent" for m in one.members}
    part = most_telling(graph, len(opposed))
    assert {claim.id for claim in part.claims} == opposed
    assert most_telling(graph, len(graph.claims)).claims == graph.claims
    reverse = assemble(reversed(graph.documents), reversed(graph.claims), graph.works)
    assert most_telling(reverse, 20) == most_telling(graph, 20)
    assert len(most_telling(graph, len(opposed) + 12).documents) == len(graph.documents)


def test_a_graph_too_large_for_a_page_gets_an_overview_that_says_so() -> None:
    graph = many_claims(LARGEST_CLAIMS + 1)
    page = write_page(graph)
    assert "An overview: 2,000 of 10,001 claims" in page
    assert len(page.encode("utf-8")) < 5_000_000


def test_view_writes_the_part_and_says_so_in_the_page(tmp_path: Path) -> None:
    write_graph(tmp_path / "graph", sample_graph(), lexicon=LEXICON)
    out = tmp_path / "part.html"
    done = CliRunner().invoke(root, ["view", "-g", str(tmp_path / "graph"), "--kind", "safety", "-o", str(out)])
    assert done.exit_code == 0, done.output
    count = sum(claim.kind == "safety" for claim in sample_graph().claims)
    assert f"{count} of {len(sample_graph().claims)} claims" in done.output
    assert f"A part: the {count} of" in out.read_text("utf-8")
