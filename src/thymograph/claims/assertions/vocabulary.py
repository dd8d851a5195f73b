"""The words that state a relation, from ``ontology/predicate_words.tsv``, with all their forms."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from thymograph.resources import ontology_path

__all__ = ["Vocabulary", "Word", "vocabulary"]

_DOUBLING = frozenset({"cut", "drop", "permit", "control", "plan", "curb", "stop", "stem"}) - {"curb"}


@dataclass(frozen=True, slots=True)
class Word:
    """One form of a verb, event noun, agent noun or adjective, and what it says."""

    lemma: str
    part: str
    """verb, noun, agent, adjective."""
    sense: str
    form: str
    """Of a verb: b base, s third person, d past or participle, g -ing; of a noun: b, p plural."""
    prepositions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Forms in lower case to words, one table a part of speech."""

    verbs: dict[str, Word]
    nouns: dict[str, Word]
    agents: dict[str, Word]
    adjectives: dict[str, Word]


def _verb_forms(lemma: str, irregular: str) -> list[tuple[str, str]]:
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        third, past = lemma[:-1] + "ies", lemma[:-1] + "ied"
    elif lemma.endswith("e"):
        third, past = lemma + "s", lemma + "d"
    elif lemma.endswith(("s", "x", "z", "ch", "sh")):
        third, past = lemma + "es", lemma + "ed"
    else:
        third, past = lemma + "s", (lemma + lemma[-1] if lemma in _DOUBLING else lemma) + "ed"
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else lemma
    present = (stem + stem[-1] if lemma in _DOUBLING else stem) + "ing"
    forms = [(lemma, "b"), (third, "s")]
    if irregular:
        *pasts, present = irregular.split()
        return [*forms, *((word, "d") for word in pasts if word != lemma), (present, "g")]
    return [*forms, (past, "d"), (present, "g")]


@cache
def vocabulary() -> Vocabulary:
    """Return the table, read once."""
    found = Vocabulary({}, {}, {}, {})
    with ontology_path("predicate_words.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            lemma, part, sense = row["word"], row["part"], row["sense"]
            preps = tuple(row["prepositions"].split())
            if part == "verb":
                for form, code in _verb_forms(lemma, row["forms"] or ""):
                    found.verbs.setdefault(form, Word(lemma, part, sense, code, preps))
            elif part == "adjective":
                found.adjectives[lemma] = Word(lemma, part, sense, "b", preps)
            else:
                table = found.nouns if part == "noun" else found.agents
                table.setdefault(lemma, Word(lemma, part, sense, "b", preps))
                plural = lemma[:-1] + "ies" if lemma.endswith("y") and lemma[-2] not in "aeiou" else lemma + "s"
                table.setdefault(plural, Word(lemma, part, sense, "p", preps))
    return found
