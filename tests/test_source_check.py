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

PAIRS = Path(__file__).parent / "source_pairs.txt"
FLOOR = 0.9
"""Share of the citing claims that must get the very verdict written beside them."""


@dataclass(frozen=True)
class Pair:
    """A document, and a sentence that cites it with the verdict it should get."""

    title: str
    source: str
    verdict: str
    sentence: str


def pairs() -> Iterator[Pair]:
    title = source = ""
    for line in PAIRS.read_text("utf-8").splitlines():
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
    return assemble(
        [one.document for one in extractions], [claim for one in extractions for claim in one.claims]
    )


def verdicts_on(pair: Pair) -> tuple[SourceVerdict, ...]:
    cited = read(f"# {pair.title}\n\n## Results\n\n{pair.source}\n", "cited.txt")
    citing = read(citing_text(pair.sentence, pair.title), "citing.txt")
    return check_sources(graph_of(cited, citing))[0]


def test_there_are_pairs_enough_of_every_kind() -> None:
    written = list(pairs())
    assert len({pair.title for pair in written}) >= 12
    counts = Counter(pair.verdict for pair in written)
    assert all(counts[verdict] >= 5 for verdict in VERDICTS if verdict != "not_at_hand"), counts


def test_planted_misquotations_get_their_verdicts() -> None:
    wrong = []
    alarms = []
    written = list(pairs())
    for pair in written:
        found = verdicts_on(pair)
        given = found[0].verdict if found else "no claim"
        if given != pair.verdict:
            wrong.append(f"{pair.verdict} expected, {given}: {pair.sentence} {found[0].why if found else ''}")
            if pair.verdict == "found":
                alarms.append(pair.sentence)
    assert len(wrong) <= (1 - FLOOR) * len(written), "\n".join(wrong)
    assert len(alarms) <= 1, alarms
