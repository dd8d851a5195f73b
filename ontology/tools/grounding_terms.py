"""Write a table of terms for ``thymograph build --ground``, from the vocabularies that the lexicon was checked by.

    python grounding_terms.py FOLDER TERMS.tsv.gz

FOLDER is that of ``extract_names.py``. A row has normalised text, text, database, identifier, name, status and
source, as gilda reads it; the same input gives the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from extract_names import vocabularies
from gilda.process import normalize

__all__ = ["main", "terms"]


def terms(folder: Path) -> Iterator[tuple[str, ...]]:
    """Yield the rows, sorted by identifier, the preferred name of each first."""
    for curie, names in sorted(vocabularies(folder).items()):
        prefix, _, rest = curie.partition(":")
        if not (names.name and rest):
            continue
        seen = set()
        for text in (names.name, *sorted(names.synonyms)):
            words = normalize(text).strip() if text else ""
            if words and text not in seen:
                seen.add(text)
                status = "name" if text == names.name else "synonym"
                yield words, text, prefix, rest, names.name, status, prefix.lower(), "9606" if prefix == "HGNC" else ""


def main(folder: Path, table: Path) -> int:
    """Write the table; return 0."""
    count = 0
    with (
        table.open("wb") as file,
        gzip.GzipFile(fileobj=file, mode="wb", filename="", mtime=0) as packed,
        io.TextIOWrapper(packed, encoding="utf-8", newline="") as text,
    ):
        writer = csv.writer(text, delimiter="\t", lineterminator="\n")
        for row in terms(folder):
            writer.writerow(row)
            count += 1
    print(f"{count:,} terms", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:3])))
