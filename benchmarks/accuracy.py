"""How right the claims are: the whole pipeline on development and held-out cases and documents.

    make score                                   both, printed, and docs/accuracy.md written anew
    make score WITH="--misses dev"               also what went wrong in development cases
    make score WITH=--floors                     also tests/cases/floors.tsv written anew
    THYMOGRAPH_CORPUS=DIR make score WITH="--gold DIR"    also annotated documents of that folder, printed only

The modules that read and judge cases lie in tests/, which must be on the path: the target sees to it.
What went wrong in held-out cases is never printed: whoever read it could write rules for it.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import document_scores
from document_scores import judge_document, read_annotation

import case_scores
from case_documents import claims_of_case
from case_file import read_cases
from case_floors import case_files, floors_text, measured_floor
from case_scores import judge_case
from tallies import Tally, added
from thymograph.claims.extraction import EXTRACTOR, extract
from thymograph.lexicon.concepts import Lexicon, load_lexicon
from thymograph.reading import read_document

__all__ = ["Scores", "main", "score_cases", "score_documents"]

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases"
HELD_OUT = ROOT / "tests" / "heldout"
PAGE = ROOT / "docs" / "accuracy.md"
CORPUS = "THYMOGRAPH_CORPUS"
# Fields of which only what is missing, or only what is wrong, is judged: the other figure would say nothing.
_RECALL_ONLY = ("relations between found names", "qualifiers", "boilerplate left out")
_PRECISION_ONLY = ("claims over several",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Counts by field over some cases or documents."""

    size: int
    """How many cases or documents."""
    tallies: Mapping[str, Tally]
    misses: tuple[str, ...] = ()
    """What went wrong, one line each."""


def score_cases(files: Iterable[Path], lexicon: Lexicon) -> Scores:
    """Return the counts over every case of some case files."""
    judged, misses = [], []
    for path in files:
        for case in read_cases(path):
            judgement = judge_case(case, claims_of_case(case, lexicon))
            judged.append(judgement.tallies)
            misses += [
                f"{path.name}:{case.line}\t{m.field}\twanted {m.wanted}\tgot {m.got}\t{case.text}"
                for m in judgement.misses
            ]
    return Scores(size=len(judged), tallies=added(judged), misses=tuple(misses))


def score_documents(annotations: Sequence[Path], documents: Path, lexicon: Lexicon) -> Scores:
    """Return the counts over annotated documents, each found in ``documents`` by its SHA-256.

    Raises:
        SystemExit: if a document is not there.
    """
    files = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in documents.iterdir() if path.is_file()}
    judged, misses = [], []
    for path in annotations:
        annotation = read_annotation(path)
        if annotation.sha256 not in files:
            sys.exit(f"{path.name}: no file of {documents} has the SHA-256 {annotation.sha256[:16]}…; give its folder")
        file = files[annotation.sha256]
        extraction = extract(read_document(file.read_bytes(), path=file.name), lexicon)
        judgement = judge_document(annotation, extraction.claims, extraction.document)
        judged.append(judgement.tallies)
        misses += [f"{path.name}\t{m.field}\twanted {m.wanted}\tgot {m.got}" for m in judgement.misses]
    return Scores(size=len(judged), tallies=added(judged), misses=tuple(misses))


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _figures(scores: Scores | None, name: str) -> list[str]:
    tally = scores.tallies.get(name) if scores else None
    if tally is None:
        return [""] * 4
    if name in _RECALL_ONLY:
        return [str(tally.wanted), "", _share(tally.recall), ""]
    if name in _PRECISION_ONLY:
        return [str(tally.found + tally.wrong), _share(tally.precision), "", ""]
    return [str(tally.wanted), _share(tally.precision), _share(tally.recall), _share(tally.f1)]


def _table(fields: Iterable[str], columns: Sequence[tuple[str, Scores | None]]) -> Iterator[str]:
    heads = [f"{title}: {figure}" for title, _ in columns for figure in ("n", "P", "R", "F1")]
    rows = [[name, *(cell for _, scores in columns for cell in _figures(scores, name))] for name in fields]
    rows = [row for row in rows if any(row[1:])]
    widths = [max(map(len, cells)) for cells in zip(["field", *heads], *rows, strict=True)]

    def line(cells: Sequence[str]) -> str:
        first, *others = (
            cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(cells, widths, strict=True))
        )
        return "| " + " | ".join([first, *others]) + " |"

    yield line(["field", *heads])
    yield "|" + "|".join("-" * (w + 1) + ("-" if i == 0 else ":") for i, w in enumerate(widths)) + "|"
    yield from (line(row) for row in rows)


_PAGE = """# Accuracy

Written by `make score` ({extractor}); nothing on this page is typed in.

Every case is put in its place in a small document (its topic as title, its heading, lead, question or table around it),
and that document goes through the whole pipeline: reading, statements, entities, relations, measurements, and the rest.
P is the share of what was taken that is right, R the share found of what there is, F1 their harmonic mean; n is how many
there are to find. Fields that a case does not state are not judged on it. A field with one value (kind, polarity …) is right
if the value is one that the annotator accepts. With small n one case moves a figure far.

## Sentences

{development} development cases (`tests/cases`) and {held_out} held-out cases (`tests/heldout`).

{sentences}

- *relations*: subject, predicate and object all as stated; another reading of the same two names that the case lists as
  optional counts as found, other optional ones are neither missing nor wrong.
- *relations between found names*: those of which both names were recognised, so that what remains is grammar.
- *relations denied*, *relations hedged*, *negation*, *hedging*: whether the denial or the reserve was seen, for a found relation and
  for the whole statement.
- *measurements*, *regimens*: every number in its right slot; *slots*: measure, unit, arm, route, … of those found.
- *qualifiers* and *mentions*: what a case lists must be there; what else is there is judged only where a case rules it out.

## Documents

{documents} development documents and {held_out_documents} held-out ones, annotated whole ([how](../tests/heldout/README.md)).

{whole}

- *statements*: R, those that claims cover by half or more; P, claims that lie on some statement.
- *claims over several*: how many claims, and as P the share that do not run over more than one statement.
- *boilerplate left out*: titles, bylines, sales: R, the share that no claim covers.
- *citations*: markers given to the statement they close; *citation entries*: those led to the right line of the right reference list.
- *entities*: those a statement names; *relations* and *measurements* as above. What a statement holds counts as missed where no claim
  was made of it.

## How the held-out cases were kept apart

Development cases are those that rules were written with; their figures say that the rules do what they were written to do, and
no more. The held-out cases and documents were written by someone who had not seen the rules, while the writers of the rules had not seen
them. They are about other drugs, diseases and genres. No rule, word list or lexicon entry is chosen or mended by them: `make score`
prints their totals and never their misses, and a held-out sentence that somebody has looked at while changing a rule moves to the
development cases. So the distance between the development columns and the held-out ones is the price of text that nobody
prepared for, and the held-out ones are what to expect of a document of your own. An earlier held-out set, whose totals had been read
many times, was given to development when this one was written (`spent_*.txt` and the documents). Each set is one annotator's reading.
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Score, print, and write what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--misses", choices=["dev"], help="print what went wrong in development cases and --gold documents"
    )
    parser.add_argument("--gold", type=Path, metavar="DIR", help=f"annotations of documents in the folder {CORPUS}")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    parser.add_argument("--floors", action="store_true", help="write tests/cases/floors.tsv from what is reached now")
    options = parser.parse_args(arguments)
    lexicon = load_lexicon()
    if options.floors:
        floors = floors_text(measured_floor(path, lexicon) for path in case_files(CASES))
        (CASES / "floors.tsv").write_text(floors, encoding="utf-8")
    own: Scores | None = None
    if options.gold:
        if not os.environ.get(CORPUS):
            sys.exit(f"--gold needs the documents: set {CORPUS} to their folder")
        own = score_documents(sorted(options.gold.glob("*.json")), Path(os.environ[CORPUS]), lexicon)
    development = score_cases(case_files(CASES), lexicon)
    held_out = score_cases(case_files(HELD_OUT), lexicon)
    documents, held_out_documents = (
        score_documents(sorted(folder.glob("*.json")), folder, lexicon)
        for folder in (CASES / "documents", HELD_OUT / "documents")
    )
    sentences = "\n".join(_table(case_scores.FIELDS, [("development", development), ("held-out", held_out)]))
    whole: list[tuple[str, Scores | None]] = [("development", documents), ("held-out", held_out_documents)]
    print(f"{development.size} development cases, {held_out.size} held-out cases\n{sentences}\n")
    print(
        f"{documents.size} development and {held_out_documents.size} held-out documents"
        + (f", {own.size} of {options.gold}" if own else "")
    )
    print("\n".join(_table(document_scores.FIELDS, whole if own is None else [("own", own), *whole])))
    if options.misses:
        print("\n".join([*development.misses, *documents.misses, *(own.misses if own else ())]))
    if options.write:
        page = _PAGE.format(
            extractor=EXTRACTOR,
            development=development.size,
            held_out=held_out.size,
            documents=documents.size,
            held_out_documents=held_out_documents.size,
            sentences=sentences,
            whole="\n".join(_table(document_scores.FIELDS, whole)),
        )
        PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
