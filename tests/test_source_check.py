"""The source check on pairs of documents: claims that cite a document at hand, quoted rightly and wrongly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from thymograph.assembly import assemble
from thymograph.assembly.source_check import VERDICTS, SourceVerdict, check_sources, source_verdicts
from thymograph.claims.extraction import Extraction, extract
from thymograph.lexicon.concepts import load_lexicon
from thymograph.model import ClaimGraph
from thymograph.reading import read_document
from thymograph.records import from_record, to_record

FOLDER = Path(__file__).parent
PAIRS = FOLDER / "source_pairs.txt"
FLOOR = 0.9
"""Share of the citing claims that must get the very verdict written beside them."""


@dataclass(frozen=True)
class Pair:
    """A document, and a sentence that cites it with the verdict it should get."""

    title: str
    source: str
    verdict: str
    sentence: str


def pairs(path: Path = PAIRS) -> Iterator[Pair]:
    title = source = ""
    for line in path.read_text("utf-8").splitlines():
        name, colon, words = line.partition(": ")
        if not colon or line.startswith("#"):
            continue
        if name == "title":
            title = words
        elif name == "source":
            source = words
        else:
            assert name in VERDICTS, line
            yield Pair(title, source, name, words)


@cache
def read(text: str, path: str) -> Extraction:
    return extract(read_document(text.encode("utf-8"), path=path), load_lexicon(), quotes=True)


def citing_text(sentence: str, title: str, extra: str = "") -> str:
    return (
        f"# A guide to current treatment\n\n## Evidence\n\n{sentence.removesuffix('.')} [1].\n\n"
        f"## References\n\n1. {title}. Journal of Invented Results. 2021.{extra}\n"
    )


def graph_of(*extractions: Extraction) -> ClaimGraph:
    return assemble([one.document for one in extractions], [claim for one in extractions for claim in one.claims])


def verdicts_on(pair: Pair) -> tuple[SourceVerdict, ...]:
    cited = read(f"# {pair.title}\n\n## Results\n\n{pair.source}\n", "cited.txt")
    citing = read(citing_text(pair.sentence, pair.title), "citing.txt")
    return check_sources(graph_of(cited, citing))[0]


def test_there_are_pairs_enough_of_every_kind() -> None:
    written = list(pairs())
    assert len({pair.title for pair in written}) >= 12
    counts = Counter(pair.verdict for pair in written)
    assert all(counts[verdict] >= 5 for verdict in VERDICTS if verdict not in ("not_at_hand", "not_found")), counts


@pytest.mark.parametrize(
    "name", ["source_pairs.txt", "source_pairs_freer.txt", "source_pairs_hard.txt", "source_pairs_unseen.txt"]
)
def test_planted_misquotations_get_their_verdicts(name: str) -> None:
    wrong = []
    alarms = []
    written = list(pairs(FOLDER / name))
    for pair in written:
        found = verdicts_on(pair)
        given = found[0].verdict if found else "no claim"
        if given != pair.verdict:
            wrong.append(f"{pair.verdict} expected, {given}: {pair.sentence} {found[0].why if found else ''}")
            if pair.verdict == "found":
                alarms.append(pair.sentence)
    assert len(wrong) <= (1 - FLOOR) * len(written), "\n".join(wrong)
    assert len(alarms) <= max(1, sum(pair.verdict == "found" for pair in written) // 10), alarms


TRIAL = """# Liraglutide for weight management: a 56-week randomised trial

## Results

| Outcome | Liraglutide (n=2481) | Placebo (n=1242) |
|---|---|---|
| Mean weight loss (kg) | 8.4 | 2.8 |
| Nausea | 40.2% | 14.7% |
| Gallbladder events | 2.5% | 1.0% |

Liraglutide lowered systolic blood pressure. The effect of liraglutide on long-term survival is unknown.
"""


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("Nausea occurred in 40.2% of patients treated with liraglutide.", "found"),
        ("Nausea occurred in 20.4% of patients treated with liraglutide.", "number_differs"),
        ("Mean weight loss was 8.4 kg with liraglutide and 2.8 kg with placebo.", "found"),
        ("Mean weight loss was 12.4 kg with liraglutide.", "number_differs"),
        ("Gallbladder events were seen in 1.0% of patients on liraglutide versus 2.5% on placebo.", "number_differs"),
        ("Liraglutide improves long-term survival.", "not_found"),
    ],
)
def test_cells_and_open_questions_of_the_cited_document_are_read(sentence: str, verdict: str) -> None:
    citing = read(citing_text(sentence, "Liraglutide for weight management: a 56-week randomised trial"), "citing.txt")
    assert [one.verdict for one in check_sources(graph_of(read(TRIAL, "cited.md"), citing))[0]] == [verdict]


def test_a_verdict_shows_the_passage_and_where_it_stands() -> None:
    pair = next(one for one in pairs() if one.verdict == "number_differs")
    one = verdicts_on(pair)[0]
    assert one.passage is not None
    assert one.cited_path == one.passage.path == "cited.txt"
    text = f"# {pair.title}\n\n## Results\n\n{pair.source}\n"
    assert "hazard ratio 0.79" in text[one.passage.start : one.passage.end]
    assert one.why.startswith("0.59 here, 0.79 there; ")


def test_a_work_that_is_none_of_the_documents_is_not_at_hand() -> None:
    lone = read(citing_text("Ramipril lowers blood pressure.", "Ramipril and blood pressure in adults"), "citing.txt")
    graph = graph_of(lone)
    assert [one.verdict for one in source_verdicts(graph)] == ["not_at_hand"]
    shown, counts = check_sources(graph)
    assert shown == ()
    assert dict(counts)["not_at_hand"] == 1


def test_a_document_is_known_by_its_identifier_whatever_the_title() -> None:
    cited = read(
        "# Outcomes of a small trial\n\n## Results\n\nRamipril lowered blood pressure in adults.\n", "PMC7654321.txt"
    )
    citing = read(
        citing_text("Ramipril lowers blood pressure.", "Another title altogether", " PMCID: PMC7654321."), "citing.txt"
    )
    assert [one.verdict for one in check_sources(graph_of(cited, citing))[0]] == ["found"]


def test_a_like_title_with_another_identifier_is_another_work() -> None:
    title = "Ramipril and blood pressure in older adults"
    cited = read(f"# {title}\n\n## Results\n\nRamipril lowered blood pressure in adults.\n", "PMC7654321.txt")
    citing = read(citing_text("Ramipril lowers blood pressure.", title, " PMCID: PMC1111111."), "citing.txt")
    assert check_sources(graph_of(cited, citing))[0] == ()


def test_a_dropped_hedge_is_remarked() -> None:
    cited = read(
        "# Zinc and the immune response\n\n## Results\n\nZinc may reduce the production of TNF-alpha.\n", "cited.txt"
    )
    citing = read(
        citing_text("Zinc reduces the production of TNF-alpha.", "Zinc and the immune response"), "citing.txt"
    )
    one = check_sources(graph_of(cited, citing))[0][0]
    assert (one.verdict, one.remarks) == ("found", ("the claim is worded more surely than the passage",))


def test_verdicts_have_a_record_and_the_order_of_documents_makes_no_difference() -> None:
    pair = next(iter(pairs()))
    cited = read(f"# {pair.title}\n\n## Results\n\n{pair.source}\n", "cited.txt")
    citing = read(citing_text(pair.sentence, pair.title), "citing.txt")
    one, other = source_verdicts(graph_of(cited, citing)), source_verdicts(graph_of(citing, cited))
    assert one == other
    assert from_record(SourceVerdict, to_record(one[0])) == one[0]
