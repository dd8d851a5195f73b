"""Small documents made of cases, and the claims that the whole pipeline takes from them."""

from __future__ import annotations

from case_file import Case
from thymograph.claims.extraction import extract
from thymograph.lexicon.concepts import Lexicon
from thymograph.model import Claim, Span
from thymograph.reading import read_document

__all__ = ["claims_of_case", "document_of_case"]

_UNTITLED = "Untitled"


def document_of_case(case: Case) -> tuple[str, Span]:
    """Return Markdown that puts a case in its place, and where its own words stand in it.

    The topic is the title; sections, lead and question stand above the words; words that do not end
    like a sentence are a list item, as such words are in print; a cell stands in its table.

    >>> document_of_case(Case(title="", text="Lowers pulse", line=1, fields={"topic": ("atenolol",)}))
    ('# Atenolol\\n\\n- Lowers pulse\\n', Span(start=14, end=26))
    """
    topic = case.one("topic") or _UNTITLED
    parts = [f"# {topic[:1].upper() + topic[1:] if topic.islower() else topic}"]
    parts += [f"{'#' * depth} {words}" for depth, words in enumerate(case.all("context section"), start=2)]
    parts += [f"**{words}**" for words in case.all("context question")]
    parts += [words if words.endswith(":") else f"{words}:" for words in case.all("context lead")]
    above = "\n\n".join(parts) + "\n\n"
    if case.one("context cell") is not None:
        return _with_table(above, case)
    item = bool(case.all("context lead")) or case.text.rstrip('*_"”)]0123456789,').rstrip()[-1:] not in (".", "?", "!")
    if case.all("context question"):
        item = False
    above += "- " if item else ""
    return f"{above}{case.text}\n", Span(len(above), len(above) + len(case.text))


def _with_table(above: str, case: Case) -> tuple[str, Span]:
    row, column = (int(number) for number in (case.one("context cell") or "0 0").split())
    rows = [[cell.strip() for cell in words.split("|")] for words in case.all("context row")]
    width = max((len(cells) for cells in rows), default=1)
    heads = [head.strip() for head in (case.one("context heads") or "").split("|")]
    heads += [""] * (width - len(heads))
    text = above + "".join(f"Table 1. {words}\n\n" for words in case.all("context caption"))
    text += "| " + " | ".join(heads) + " |\n|" + "---|" * len(heads) + "\n"
    place = Span(len(text), len(text))
    for number, cells in enumerate(rows):
        for index, cell in enumerate(cells):
            text += "| "
            if (number, index) == (row, column):
                place = Span(len(text), len(text) + len(cell))
            text += f"{cell} "
        text += "|\n"
    return text, place


def claims_of_case(case: Case, lexicon: Lexicon) -> tuple[Claim, ...]:
    """Return the claims that the pipeline takes from the words of a case, in their order."""
    text, place = document_of_case(case)
    document = read_document(text.encode("utf-8"), path="case.md")
    claims = extract(document, lexicon).claims
    return tuple(c for c in claims if any(a.start < place.end and a.end > place.start for a in c.words))
