"""Documents made by rule: any size, several genres, the same for the same seed; only for measuring speed.

The sentences are templates of our own with names and numbers put in at random: nothing they say is true.
"""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable, Iterator

__all__ = ["GENRES", "documents", "long_document"]

_WORDS: dict[str, tuple[str, ...]] = {
    "drug": (
        "ramipril", "atorvastatin", "metformin", "dapagliflozin", "apixaban", "rituximab", "pembrolizumab", "tocilizumab",
        "prednisolone", "sertraline", "lamotrigine", "vancomycin", "remdesivir", "peginterferon alfa-2a", "semaglutide",
        "bevacizumab", "fluorouracil", "colchicine", "ustekinumab", "interleukin-2",
    ),
    "disease": (
        "hypertension", "type 2 diabetes", "heart failure", "rheumatoid arthritis", "non-small cell lung cancer",
        "ulcerative colitis", "chronic hepatitis B", "asthma", "major depression", "sepsis", "COVID-19", "psoriasis",
        "chronic kidney disease", "atrial fibrillation", "epilepsy", "severe pneumonia",
    ),
    "protein": (
        "TNF-α", "IL-6", "interferon-γ", "NF-κB", "VEGF", "PD-1", "mTOR", "angiotensin-converting enzyme", "STAT3", "p53",
        "toll-like receptor 9", "C-reactive protein", "HMG-CoA reductase", "CD4", "JAK2",
    ),
    "cell": ("T cells", "B cells", "dendritic cells", "natural killer cells", "macrophages", "CD8+ T cells", "neutrophils"),
    "outcome": (
        "blood pressure", "overall survival", "LDL cholesterol", "the risk of stroke", "relapse", "pain", "mortality",
        "hospital admission", "HbA1c", "viral load", "bone mineral density", "quality of life",
    ),
    "harm": ("nausea", "headache", "fatigue", "neutropenia", "injection site reactions", "hypotension", "diarrhoea", "rash"),
    "body": ("NICE", "the WHO", "the FDA", "the European Medicines Agency", "ASCO", "KDIGO", "the European Society of Cardiology"),
    "journal": ("Lancet", "N Engl J Med", "BMJ", "J Invent Med", "Ann Rheum Dis", "Gut", "Blood", "Chest"),
    "surname": ("Okoro", "Lindgren", "Marchetti", "Sato", "Ferreira", "Novak", "Haddad", "Petrov", "Nguyen", "Olsen"),
}  # fmt: skip
_SENTENCES: dict[str, tuple[str, ...]] = {
    "mechanism": (
        "{Drug} inhibits {protein} and thereby reduces the release of {protein2}",
        "{Drug} binds to {protein}, which activates {cell} and increases the production of {protein2}",
        "In mice, {drug} suppressed {protein} signalling in {cell} but did not alter {protein2}",
        "By blocking {protein}, {drug} may prevent the exhaustion of {cell}",
        "It upregulates {protein} on {cell}, leading to lower levels of {protein2}",
        "The effect of {drug} on {protein} is not fully understood",
    ),
    "trial": (
        "In a randomised, double-blind trial of {n} patients with {disease}, {drug} lowered {outcome} by {x}% compared with placebo (p = 0.0{d})",
        "The response rate was {x}% with {drug} plus {drug2} versus {y}% with {drug2} alone (HR 0.{d}7, 95% CI 0.{d}1 to 0.{d}9)",
        "{Drug} did not improve {outcome} in patients with {disease} (P = 0.{d}4)",
        "At {m} weeks, {outcome} had improved by {x} ± {d}.{e} in the {drug} group and by {d} ± 1.{e} in the placebo group (n = {n})",
        "A meta-analysis of {d} trials suggested that {drug} reduces {outcome} in {disease}",
        "No difference in {outcome} was seen between {drug} and {drug2}",
    ),
    "safety": (
        "The most common adverse effects of {drug} are {harm}, {harm2} and {harm3}",
        "{Harm} occurred in {x}% of patients given {drug} and in {y}% of those given {drug2}",
        "{Drug} is contraindicated in pregnancy and in patients with {disease}",
        "There is no evidence that {drug} causes {harm}",
        "{Drug} should not be combined with {drug2} because of the risk of {harm}",
    ),
    "dosage": (
        "The usual dose of {drug} is {d}.{e} mg subcutaneously twice weekly for {m} weeks",
        "Adults should receive {x} mg of {drug} orally once daily",
        "{Drug} {d} mg/kg is given intravenously every {d} weeks in patients with {disease}",
        "Peak concentrations of {drug} are reached after {d} hours, and its half-life is about {m} hours",
        "About {x}% of the dose of {drug} is excreted unchanged in the urine",
    ),
    "position": (
        "{Body} recommends {drug} for adults with {disease}",
        "{Body} advises against the routine use of {drug} in {disease}",
        "{Drug} is approved for {disease} in {d} countries but is not included in the guideline of {body}",
        "The authors of a review concluded that {drug} may be considered where {drug2} has failed",
        "Further trials are needed before {drug} can be recommended in {disease}",
    ),
}
_PARTS = {
    "mechanism": "Mechanism of action", "trial": "Clinical evidence", "safety": "Adverse effects",
    "dosage": "Dosage and pharmacokinetics", "position": "Guidelines",
}  # fmt: skip


class _Writer:
    """What one document needs: chance, a topic, and how many works it lists."""

    def __init__(self, seed: str, sections: int) -> None:
        # A string seeds by its hash under SHA-512, the same on every machine.
        self.chance = random.Random(seed)
        self.topic = self.chance.choice(_WORDS["drug"])
        self.sections = sections
        self.works = max(6, sections * 4)

    def fill(self, template: str) -> str:
        slots: dict[str, str] = {}
        for kind, words in _WORDS.items():
            first, second, third = self.chance.sample(words, 3)
            slots |= {kind: first, f"{kind}2": second, f"{kind}3": third}
        if self.chance.random() < 0.6:
            slots["drug"] = self.topic
        for kind in ("drug", "harm", "body"):
            slots[kind.capitalize()] = slots[kind][:1].upper() + slots[kind][1:]
        numbers = {"n": (40, 2400), "x": (10, 89), "y": (3, 40), "m": (4, 52), "d": (2, 8), "e": (1, 9)}
        return template.format(**slots, **{slot: self.chance.randint(*ends) for slot, ends in numbers.items()})

    def marker(self, style: str) -> str:
        first, second = sorted(self.chance.sample(range(1, self.works + 1), 2))
        numbers = self.chance.choice((f"{first}", f"{first}", f"{first},{second}"))
        return style.format(numbers) if self.chance.random() < 0.6 else ""

    def sentence(self, part: str, style: str) -> str:
        return f"{self.fill(self.chance.choice(_SENTENCES[part]))}{self.marker(style)}."

    def paragraph(self, part: str, style: str) -> str:
        return " ".join(self.sentence(part, style) for _ in range(self.chance.randint(3, 6)))

    def parts(self) -> Iterator[str]:
        kinds = list(_SENTENCES)
        for number in range(self.sections):
            yield kinds[number % len(kinds)]

    def entries(self, form: str) -> Iterator[str]:
        for number in range(1, self.works + 1):
            first, second = self.chance.sample(_WORDS["surname"], 2)
            title = self.fill("{Drug} and {outcome} in {disease}")
            year, volume, page = (self.chance.randint(*ends) for ends in ((1996, 2024), (2, 400), (1, 900)))
            journal = self.chance.choice(_WORDS["journal"])
            words = f"{first} A, {second} B. {title}. {journal}. {year};{volume}:{page}-{page + 9}."
            yield form.format(number, words)


def _article(writer: _Writer) -> str:
    """Write an encyclopaedia article in Markdown: paragraphs, ``[12]`` before the full stop, bullets."""
    lines = [f"# {writer.topic.capitalize()}", ""]
    for part in writer.parts():
        lines += [f"## {_PARTS[part]}", "", writer.paragraph(part, " [{}]"), "", "It has these effects:", ""]
        lines += [f"- {writer.sentence(part, ' [{}]')}" for _ in range(3)]
        lines.append("")
    return "\n".join([*lines, "## References", "", *writer.entries("{}. {}"), ""])


def _abstracts(writer: _Writer) -> str:
    """Write abstracts as plain text with hard line breaks and bracketed numbers."""
    lines = [f"{writer.topic.capitalize()}: abstracts", ""]
    for part in writer.parts():
        lines += [writer.fill("{Drug} in {disease}"), ""]
        for head in ("BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS"):
            lines += [*textwrap.wrap(f"{head}: {writer.paragraph(part, ' ({})')}", 78), ""]
    return "\n".join([*lines, "References", "", *writer.entries("{}. {}"), ""])


def _guideline(writer: _Writer) -> str:
    """Write a guideline page: numbered recommendations, a table of trials, superscripts in carets."""
    lines = [f"# {writer.topic.capitalize()} in practice", ""]
    for part in writer.parts():
        lines += [f"## {_PARTS[part]}", "", writer.paragraph(part, "[{}]"), ""]
        lines += [f"{number}. {writer.sentence('position', '[{}]')}" for number in range(1, 4)]
        lines += ["", "| Treatment | Response rate | Adverse effects |", "|---|---|---|"]
        lines += [writer.fill("| {Drug} (n={n}) | {x}% | {Harm}, {harm2} |") for _ in range(4)]
        lines.append("")
    return "\n".join([*lines, "## References", "", *writer.entries("[{}] {}"), ""])


def _answers(writer: _Writer) -> str:
    """Write questions and answers with front matter."""
    lines = ["---", f"title: Questions about {writer.topic}", "date: 2024-05-01", "---", ""]
    questions = {
        "mechanism": "How does it work?", "trial": "Does it help?", "safety": "What are the side effects?",
        "dosage": "How is it taken?", "position": "Who recommends it?",
    }  # fmt: skip
    for part in writer.parts():
        lines += [f"**{questions[part]}**", "", writer.paragraph(part, " [{}]"), ""]
    return "\n".join([*lines, "## Sources", "", *writer.entries("{}. {}"), ""])


GENRES: dict[str, Callable[[_Writer], str]] = {
    "article": _article,
    "abstracts": _abstracts,
    "guideline": _guideline,
    "answers": _answers,
}


def documents(size: int, *, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, content) of documents of 3 to 20 kB, the genres in turn, until ``size`` bytes are reached."""
    made = number = 0
    names = sorted(GENRES)
    while made < size:
        genre = names[number % len(names)]
        writer = _Writer(f"{seed}/{number}", sections=3 + number % 5)
        content = GENRES[genre](writer).encode("utf-8")
        yield f"{number:05}-{genre}.md", content
        made += len(content)
        number += 1


def long_document(size: int, *, genre: str = "article", seed: int = 1) -> tuple[str, bytes]:
    """Return one document of about ``size`` bytes, with one reference list of its own length."""
    sample = GENRES[genre](_Writer(f"{seed}/{genre}", sections=20)).encode("utf-8")
    writer = _Writer(f"{seed}/{genre}", sections=max(1, 20 * size // len(sample)))
    return f"long-{genre}.md", GENRES[genre](writer).encode("utf-8")
