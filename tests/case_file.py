"""The blocks of a case file: a sentence, and what a careful reader takes from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

__all__ = ["Case", "ExpectedRelation", "alike", "key", "parse_cases", "read_cases"]

_GREEK = {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "κ": "kappa", "λ": "lambda", "μ": "mu", "µ": "mu"}
_FIELDS = (
    "topic", "relation", "optional", "no relation", "qualifier", "measurement", "optional measurement",
    "no measurement", "regimen", "no regimen", "kind", "polarity", "certainty", "cue", "no cue", "mention",
    "no mention", "speaker", "directness", "stance", "no stance", "statement", "marker", "unit",
)  # fmt: skip
_FIELD = re.compile(
    rf"(?P<name>context [a-z _]+|[a-z]+ id|{'|'.join(sorted(_FIELDS, key=len, reverse=True))})(?::\s*(?P<value>.*))?$"
)


def key(name: str | None) -> str:
    """Return the spelling-free form of a name: letters and digits, Greek spelled out, no plural s."""
    folded = "".join(_GREEK.get(c, c) for c in str(name or "").lower())
    return re.sub(r"(?<=[a-z]{4})s$", "", re.sub(r"[^a-z0-9+]", "", folded))


def alike(one: str | None, other: str | None) -> bool:
    """Tell whether two names are the same, or a longer one holds the other (5 letters or more)."""
    a, b = key(one), key(other)
    if not a or not b:
        return False
    return a == b or (min(len(a), len(b)) >= 5 and (a in b or b in a))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedRelation:
    """A relation a case wants; alternatives of the predicate stand between slashes."""

    subject: str
    predicates: tuple[str, ...]
    object: str
    polarity: str | None = None
    certainty: str | None = None

    @property
    def printed(self) -> str:
        """Return it as the case file writes it."""
        tail = [part for part in (self.polarity, self.certainty) if part]
        return " | ".join([self.subject, " / ".join(self.predicates), self.object, *tail])


@dataclass(frozen=True, kw_only=True)
class Case:
    """One block of a case file."""

    title: str
    text: str
    line: int
    """Of the title, counted from 1."""
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Every other line by its name, in order; a flag such as "no relation" has one empty value."""

    def one(self, name: str) -> str | None:
        """Return the first value of a field, or None."""
        values = self.fields.get(name, ())
        return values[0] if values else None

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value of a field."""
        return self.fields.get(name, ())

    @property
    def frames(self) -> tuple[tuple[str, str], ...]:
        """Return the roles and words of the "context" lines: section, lead, question …"""
        return tuple(
            (name.removeprefix("context ").strip(), value)
            for name, values in self.fields.items()
            if name.startswith("context ")
            for value in values
        )

    @cached_property
    def relations(self) -> tuple[ExpectedRelation, ...]:
        """Return the relations that must be found."""
        return tuple(_relation(value, self) for value in self.all("relation"))

    @cached_property
    def optional_relations(self) -> tuple[ExpectedRelation, ...]:
        """Return the relations that are neither missing nor wrong."""
        return tuple(_relation(value, self) for value in self.all("optional"))

    @property
    def judges_relations(self) -> bool:
        """Tell whether relations of this case are to be judged at all."""
        return "relation" in self.fields or "no relation" in self.fields

    @cached_property
    def qualifiers(self) -> tuple[tuple[str, str, str], ...]:
        """Return (subject, name, value) of each "qualifier" line."""
        found = []
        for value in self.all("qualifier"):
            subject, _, rest = value.partition("|")
            name, _, words = rest.partition("=")
            found.append((subject.strip(), name.strip(), words.strip()))
        return tuple(found)

    def slots(self, name: str) -> tuple[dict[str, str], ...]:
        """Return the ``a=b; c=d`` values of a field ("measurement", "regimen") as dictionaries."""
        found = []
        for value in self.all(name):
            pairs = (part.partition("=") for part in value.split(";") if part.strip())
            found.append({slot.strip(): words.strip() for slot, _, words in pairs})
        return tuple(found)


def _relation(value: str, case: Case) -> ExpectedRelation:
    parts = [part.strip() for part in value.split("|")]
    if len(parts) < 3:
        raise ValueError(f"{case.title} (line {case.line}): a relation is subject | predicate | object, not {value!r}")
    return ExpectedRelation(
        subject=parts[0],
        predicates=tuple(part.strip() for part in parts[1].split("/")),
        object=parts[2],
        polarity=parts[3] if len(parts) > 3 else None,
        certainty=parts[4] if len(parts) > 4 else None,
    )


def parse_cases(content: str) -> tuple[Case, ...]:
    """Return the cases of a file's content, in order.

    A block starts with ``# title``; lines up to the first field are the text; ``##`` starts a comment.
    """
    cases: list[Case] = []
    block: list[tuple[int, str]] = []
    for number, raw in enumerate([*content.splitlines(), ""], start=1):
        line = raw.strip()
        if line.startswith("##"):
            continue
        if line:
            block.append((number, line))
        elif block:
            cases.extend(_case(block))
            block = []
    return tuple(cases)


def _case(block: list[tuple[int, str]]) -> list[Case]:
    number, title = block[0]
    if not title.startswith("#"):
        raise ValueError(f"line {number}: a block starts with '# title', not {title!r}")
    if len(block) == 1:
        return []
    words: list[str] = []
    fields: dict[str, list[str]] = {}
    last: str | None = None
    for _, line in block[1:]:
        pieces = re.split(r"\s{2,}(?=(?:directness|stance|speaker|polarity|certainty|kind):)", line)
        for piece in pieces:
            match = _FIELD.match(piece)
            if match and (words or match["name"].startswith("context") or match["name"] == "topic"):
                last = match["name"]
                fields.setdefault(last, []).append((match["value"] or "").strip())
            elif last is None or last.startswith(("context", "topic")):
                words.append(piece)
            else:
                fields[last][-1] += " " + piece
    return [
        Case(
            title=title.lstrip("# ").strip(),
            text=" ".join(words),
            line=number,
            fields={name: tuple(values) for name, values in fields.items()},
        )
    ]


def read_cases(path: Path) -> tuple[Case, ...]:
    """Return the cases of a file."""
    return parse_cases(path.read_text(encoding="utf-8"))
