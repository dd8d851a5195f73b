"""One article of our own, free of any format, to be rendered in each; and what of its claims must be equal in all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from thymograph.claims.extraction import extract
from thymograph.lexicon.concepts import load_lexicon
from thymograph.model import Document

__all__ = [
    "ARTICLE", "Caption", "Heading", "Items", "Paragraph", "Part", "Reference", "References", "Table", "as_markdown", "claims_of",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 0 is the title of the article."""

    words: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; numbers in brackets, as in "[1, 2]", are its markers."""

    words: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list, with numbers or without."""

    words: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption, heads and rows."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Caption:
    """The caption of a figure."""

    words: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A work: authors, title, journal, year, volume and pages, DOI."""

    authors: str
    title: str
    journal: str
    year: str
    pages: str
    doi: str

    @property
    def words(self) -> str:
        return f"{self.authors}. {self.title}. {self.journal}. {self.year};{self.pages}. doi:{self.doi}"


@dataclass(frozen=True, slots=True)
class References:
    """The numbered list of works at the end, under its heading."""

    heading: str
    works: tuple[Reference, ...]


Part = Heading | Paragraph | Items | Table | Caption | References

ARTICLE: tuple[Part, ...] = (
    Heading("Colchicine in recurrent gout: a short review", 0),
    Heading("Abstract"),
    Paragraph(
        "Colchicine is used to prevent gout flares. It reduced flares by 38% in adults with gout. It did not lower uric acid."
    ),
    Heading("Introduction"),
    Paragraph(
        "Gout is caused by crystals of monosodium urate in joints [1]. Colchicine inhibits the NLRP3 inflammasome in "
        "neutrophils [2]. Allopurinol lowers uric acid in most patients [1, 3]."
    ),
    Paragraph("Colchicine may cause diarrhea, which occurred in 23% of patients in one trial [2]."),
    Heading("Methods"),
    Paragraph(
        "Adults with two or more flares in the past year were randomly assigned to receive colchicine 0.6 mg twice daily "
        "or placebo for 6 months."
    ),
    Heading("Results"),
    Heading("Efficacy", 2),
    Paragraph(
        "Colchicine reduced the number of flares compared with placebo (hazard ratio 0.62; 95% CI 0.48 to 0.80; p < 0.001) [3]. "
        "Serum IL-6 fell in the colchicine group."
    ),
    Table(
        "Table 1. Outcomes at 6 months",
        ("Outcome", "Colchicine", "Placebo"),
        (("Gout flare", "21%", "34%"), ("Diarrhea", "23%", "8%"), ("Death", "1%", "1%")),
    ),
    Heading("Safety", 2),
    Paragraph("Colchicine should not be given to patients with severe renal impairment. The following harms were reported:"),
    Items(("Diarrhea occurred in 23% of patients [2].", "Myopathy was rare.", "Colchicine did not raise mortality [3].")),
    Heading("Discussion"),
    Paragraph(
        "These results suggest that colchicine prevents gout flares in adults. Whether it protects joints is unknown. "
        "A loading dose is not needed [1–3]."
    ),
    References(
        "References",
        (
            Reference("Doe J, Roe R", "Crystals and joints in gout", "J Tests", "2015", "3:4-9", "10.1000/crystal.1"),
            Reference("Poe P, Moe M", "Colchicine and the inflammasome", "Ann Tests", "2018", "7:12-20", "10.1000/inflam.2"),
            Reference("Loe L", "A trial of colchicine in recurrent gout", "Trials Tests", "2020", "11:101-9", "10.1000/trial.3"),
        ),
    ),
)  # fmt: skip


def as_markdown(article: Sequence[Part] = ARTICLE) -> str:
    """Return the article as Markdown."""
    lines: list[str] = []
    for part in article:
        match part:
            case Heading(words, level):
                lines += [f"{'#' * (level + 1)} {words}", ""]
            case Paragraph(words) | Caption(words):
                lines += [words, ""]
            case Items(words, numbered):
                lines += [f"{index}. {one}" if numbered else f"- {one}" for index, one in enumerate(words, 1)] + [""]
            case Table(caption, heads, rows):
                lines += [caption, "", f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
                lines += [f"| {' | '.join(row)} |" for row in rows] + [""]
            case References(heading, works):
                lines += [f"## {heading}", ""] + [f"{n}. {work.words}" for n, work in enumerate(works, 1)] + [""]
    return "\n".join(lines)


def claims_of(document: Document) -> list[dict[str, object]]:
    """Return what the claims of ``document`` say, anchors left out: what must be the same in every format."""
    extraction = extract(document, load_lexicon())
    dois = {entry.id: entry.doi for entry in extraction.document.entries}
    found: list[dict[str, object]] = []
    for claim in extraction.claims:
        found.append(
            {
                "gist": claim.gist,
                "kind": claim.kind,
                "polarity": claim.polarity,
                "certainty": claim.certainty,
                "section": claim.section,
                "status": claim.citation_status,
                "cites": [(citation.number, dois.get(citation.entry or "")) for citation in claim.citations],
                "mentions": [(one.text, one.name, one.type, one.id) for one in claim.mentions],
                "relations": [
                    (one.subject, one.predicate, one.object, one.polarity, one.certainty) for one in claim.relations
                ],
                "measurements": [asdict(one) for one in claim.measurements],
            }
        )
    return found
