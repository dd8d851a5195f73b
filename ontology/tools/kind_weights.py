"""Learn from labelled sentences how much each clue speaks for each kind, and write ``ontology/kind_weights.tsv``.

    python kind_weights.py                  from the labelled cases and documents of tests/ and kind_sentences.tsv
    python kind_weights.py --texts FOLDER   also from documents of others, which are not in the repository
    python kind_weights.py --measure        writes nothing: leaves out a sixth of those documents at a time and judges it

FOLDER holds documents and ``kinds.tsv``: document, kinds (the best first, others that are right too after slashes), the words
of a statement. Needs scikit-learn, which nothing else does. The same input gives the same bytes.

A support vector machine for each kind against all others, linear, C = 0.02: with few sentences and many clues it did better on
kinds of text left out than logistic regression. For documents that the rules were not written for, the rule that applies is a
clue; for the cases, which it was written for, it is none, or it would be trusted too much.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

import thymograph.claims.extraction as extraction  # noqa: E402
from case_file import read_cases  # noqa: E402
from claim_cases import statement_of, topic_of_case  # noqa: E402
from thymograph.claims.assertions import assertions_in  # noqa: E402
from thymograph.claims.kind_clues import clues_of  # noqa: E402
from thymograph.claims.kind_features import Seen  # noqa: E402
from thymograph.claims.kind_weights import ALWAYS, FILE  # noqa: E402
from thymograph.claims.kinds import KINDS, listed  # noqa: E402
from thymograph.claims.measurements import measurements_in, regimens_in  # noqa: E402
from thymograph.claims.stances import stances_in  # noqa: E402
from thymograph.lexicon import load_lexicon  # noqa: E402
from thymograph.model import CleanText, Entity, Frame, Span, Statement  # noqa: E402
from thymograph.reading import read_document  # noqa: E402

__all__ = ["main"]

COST = 0.02
RARE = 3
"""A clue of fewer statements, or of one document alone, is left out."""
SMALL = 0.02
"""Smaller weights are left out."""
FOLDS = 6


class Labelled(NamedTuple):
    """A statement with its kinds, the best first, and what is known of it."""

    kinds: tuple[str, ...]
    clues: frozenset[str]
    listed: str
    genre: str
    place: str
    """The document it stands in."""
    unseen: bool
    """Whether the rules were not written for it."""


def _labelled(seen: Seen, kinds: str, genre: str, place: str, *, unseen: bool) -> Labelled:
    kind, rule = listed(seen)
    clues = clues_of(seen, rule)
    if not unseen:
        clues.discard(f"r {rule}")
    return Labelled(tuple(k.strip() for k in kinds.split("/")), frozenset(clues), kind, genre, place, unseen)


def _seen(text: str, statement: Statement, topic: Entity | None) -> Seen:
    entities = (*load_lexicon().find(text), *((topic,) if topic else ()))
    return Seen(
        text=text,
        statement=statement,
        entities=entities,
        assertions=assertions_in(text, entities, topic=topic, statement=statement),
        measurements=measurements_in(text, entities, statement=statement),
        regimens=regimens_in(text, entities, statement=statement),
        stances=stances_in(text, entities, topic=topic, statement=statement),
    )


def _clean(words: str) -> CleanText:
    return CleanText(words, tuple(range(len(words))))


def _cases() -> Iterator[Labelled]:
    for path in sorted((ROOT / "tests" / "cases").glob("*.txt")):
        for case in read_cases(path):
            if kinds := case.one("kind"):
                seen = _seen(case.text, statement_of(case), topic_of_case(case))
                yield _labelled(seen, kinds, "cases", case.title, unseen=False)


def _sentences() -> Iterator[Labelled]:
    with (Path(__file__).parent / "kind_sentences.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            heading, words = row["heading"], row["words"]
            question = heading.endswith("?")
            above = Frame(role="question" if question else "heading", words=_clean(heading), span=Span(0, 1))
            statement = Statement(
                spans=(Span(0, len(words)),),
                words=_clean(words),
                frames=(above,) if heading else (),
                section=(heading,) if heading and not question else (),
                unit="sentence" if words.endswith(".") else "item",
            )
            yield _labelled(_seen(words, statement, None), row["kinds"], "sentences", words, unseen=True)


def _statements(path: Path) -> list[tuple[Seen, Statement]]:
    """Return what is seen of every statement of a document, in order."""
    found: list[Any] = []

    def note(text: str, **known: Any) -> str:
        found.append((Seen(text=text, **known), known["statement"]))
        return "other"

    extraction.kind_of = note
    extraction.extract(read_document(path.read_bytes(), path=path.name), load_lexicon())
    return found


def _annotated() -> Iterator[Labelled]:
    folder = ROOT / "tests" / "cases" / "documents"
    for annotation in sorted(folder.glob("*.json")):
        gold = json.loads(annotation.read_text(encoding="utf-8"))
        for seen, statement in _statements(folder / gold["document"]):
            start, end = statement.spans[0].start, statement.spans[-1].end
            for one in gold["statements"]:
                shared = min(end, one["end"]) - max(start, one["start"])
                if shared > 0.5 * min(end - start, one["end"] - one["start"]):
                    kinds = "/".join([one["kind"], *one.get("kind_alt", [])])
                    yield _labelled(seen, kinds, "documents", annotation.stem, unseen=False)
                    break


def _texts(folder: Path) -> Iterator[Labelled]:
    wanted: dict[str, dict[str, str]] = defaultdict(dict)
    with (folder / "kinds.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            wanted[row["document"]][extraction.fold_words(row["words"])] = row["kinds"]
    for name in sorted(wanted):
        genre = name.rpartition("-")[0]
        for seen, _ in _statements(folder / name):
            if kinds := wanted[name].pop(extraction.fold_words(seen.text), None):
                # the rules were written for what the rooms "kinds" and "gold" read
                yield _labelled(seen, kinds, genre, name, unseen=not genre.startswith(("kinds-", "gold")))


def _matrix(rows: Sequence[Labelled], column: dict[str, int]) -> csr_matrix:
    places = [sorted(column[clue] for clue in row.clues if clue in column) for row in rows]
    ends = np.cumsum([0, *map(len, places)])
    flat = [place for row in places for place in row]
    return csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(rows), len(column)))


def learnt(rows: Sequence[Labelled]) -> dict[str, list[int]]:
    """Return the weights in hundredths, a number for each kind, by clue."""
    of: dict[str, set[str]] = defaultdict(set)
    count: Counter[str] = Counter()
    for row in rows:
        for clue in row.clues:
            count[clue] += 1
            of[clue].add(row.place)
    clues = sorted(clue for clue in count if count[clue] >= RARE and len(of[clue]) > 1)
    matrix = _matrix(rows, {clue: place for place, clue in enumerate(clues)})
    weights = np.zeros((len(KINDS), len(clues) + 1))
    for number, kind in enumerate(KINDS):
        # right for either: a second kind is no error, so it is no counter-example
        target = np.array([int(kind in row.kinds) for row in rows])
        machine = LinearSVC(C=COST, tol=1e-4, random_state=0, max_iter=5000).fit(matrix, target)
        weights[number] = [*machine.coef_[0], machine.intercept_[0]]
    weights[:, :-1][np.abs(weights[:, :-1]) < SMALL] = 0
    rounded = np.rint(weights * 100).astype(int).T.tolist()
    return {clue: row for clue, row in zip([*clues, ALWAYS], rounded, strict=True) if any(row)}


def _told(weights: dict[str, list[int]], row: Labelled) -> str:
    sums = list(weights[ALWAYS])
    for clue in row.clues & weights.keys():
        sums = [one + other for one, other in zip(sums, weights[clue], strict=True)]
    return KINDS[sums.index(max(sums))]


def _measure(rows: Sequence[Labelled]) -> None:
    genres = sorted({row.genre for row in rows if row.unseen})
    right: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for fold in range(FOLDS):
        left = set(genres[fold::FOLDS])
        weights = learnt([row for row in rows if row.genre not in left])
        for row in rows:
            if row.genre in left:
                for name in (row.genre.partition("-")[0], "all of them"):
                    right[name][0] += 1
                    right[name][1] += row.listed in row.kinds
                    right[name][2] += _told(weights, row) in row.kinds
    for name, (total, by_list, by_weights) in right.items():
        print(f"{name}: {total} statements, list {by_list / total:.3f}, weights {by_weights / total:.3f}")


def _written(weights: dict[str, list[int]]) -> str:
    lines = ["\t".join(["clue", *KINDS])]
    for clue in sorted(weights):
        cells = [f"{chr(ord('a') + number)}{weight}" for number, weight in enumerate(weights[clue]) if weight]
        lines.append(f"{clue}\t{' '.join(cells)}")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn, and write or measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, action="append", default=[])
    parser.add_argument("--measure", action="store_true")
    options = parser.parse_args(arguments)
    rows = [*_cases(), *_sentences(), *_annotated()]
    for folder in options.texts:
        rows += _texts(folder)
    for genre, total in sorted(Counter(row.genre.partition("-")[0] for row in rows).items()):
        print(f"{genre}: {total}")
    if options.measure:
        _measure(rows)
        return
    weights = learnt(rows)
    (ROOT / "ontology" / FILE).write_text(_written(weights), encoding="utf-8")
    right = sum(_told(weights, row) in row.kinds for row in rows)
    print(f"{len(weights)} clues; {right} of {len(rows)} of the sentences learnt from are told right")


if __name__ == "__main__":
    main()
