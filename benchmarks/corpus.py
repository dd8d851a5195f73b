"""Documents made by rule: any size, several genres, the same for the same seed; only for measuring speed.

The sentences are templates of our own with names and numbers put in at random: nothing they say is true.
"""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable, Iterator

__all__ = ["GENRES", "PARTS", "Writer", "documents", "long_document"]

_WORDS: dict[str, tuple[str, ...]] = {
    "drug": (
        "ramipril", "atorvastatin", "metformin", "dapagliflozin", "apixaban", "rituximab", "pembrolizumab", "tocilizumab",
        "prednisolone", "sertraline", "lamotrigine", "vancomycin", "remdesivir", "peginterferon alfa-2a", "semaglutide",
        "bevacizumab", "fluorouracil", "colchicine", "ustekinumab", "interleukin-2", "warfarin", "amlodipine", "levothyroxine",
        "clopidogrel", "methotrexate", "hydroxychloroquine", "ciprofloxacin", "isoniazid", "tenofovir", "ondansetron", "morphine",
        "ibuprofen", "insulin glargine", "liraglutide", "adalimumab", "nivolumab", "imatinib", "tamoxifen", "carboplatin",
        "cyclosporine", "tacrolimus", "mesalazine", "omeprazole", "furosemide", "spironolactone", "digoxin", "amiodarone",
        "levetiracetam", "clozapine", "lithium", "zinc sulfate", "vitamin D", "naltrexone",
    ),
    "disease": (
        "hypertension", "type 2 diabetes", "heart failure", "rheumatoid arthritis", "non-small cell lung cancer",
        "ulcerative colitis", "chronic hepatitis B", "asthma", "major depression", "sepsis", "COVID-19", "psoriasis",
        "chronic kidney disease", "atrial fibrillation", "epilepsy", "severe pneumonia", "multiple sclerosis", "osteoporosis",
        "tuberculosis", "malaria", "melanoma", "acute myeloid leukaemia", "breast cancer", "hepatocellular carcinoma", "stroke",
        "Crohn's disease", "systemic lupus erythematosus", "gout", "migraine", "schizophrenia", "HIV infection", "cystic fibrosis",
        "iron deficiency anaemia", "pulmonary embolism", "acute pancreatitis", "type 1 diabetes", "Parkinson's disease",
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
    "group": (
        "older adults", "children under 5 years", "pregnant women", "people with renal impairment", "men aged 40 to 75 years",
        "smokers", "patients in intensive care", "the intention-to-treat population", "people without earlier treatment",
        "patients with an eGFR below 30 mL/min", "women after the menopause", "recipients of a kidney transplant",
    ),
    "gene": ("BRCA1", "EGFR", "KRAS", "APOE", "CFTR", "HLA-B27", "TP53", "FOXP3", "NLRP3", "CYP2C19", "CYP3A4", "UGT1A1"),
    "test": ("ELISA", "flow cytometry", "quantitative PCR", "Western blotting", "chest radiography", "echocardiography", "mass spectrometry"),
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
        "Loss of {gene} in {cell} leads to the accumulation of {protein} and to resistance to {drug}",
        "{Drug}, a selective antagonist of {protein}, crosses the blood-brain barrier and lowers {protein2} within {d} hours",
        "Expression of {gene} was measured by {test}; it fell by {x}% in {cell} exposed to {e} µM {drug} for {m} h",
        "Although {drug} activates {protein} in vitro, whether it does so in {group} is unknown",
        "{Protein} is phosphorylated by {protein2}, released from {cell} and cleared by the kidneys",
        "Neither {drug} nor {drug2} changed the number of {cell} in the spleen",
    ),
    "trial": (
        "In a randomised, double-blind trial of {n} patients with {disease}, {drug} lowered {outcome} by {x}% compared with placebo (p = 0.0{d})",
        "The response rate was {x}% with {drug} plus {drug2} versus {y}% with {drug2} alone (HR 0.{d}7, 95% CI 0.{d}1 to 0.{d}9)",
        "{Drug} did not improve {outcome} in patients with {disease} (P = 0.{d}4)",
        "At {m} weeks, {outcome} had improved by {x} ± {d}.{e} in the {drug} group and by {d} ± 1.{e} in the placebo group (n = {n})",
        "A meta-analysis of {d} trials suggested that {drug} reduces {outcome} in {disease}",
        "No difference in {outcome} was seen between {drug} and {drug2}",
        "We enrolled {n} {group} with {disease} at {m} centres and assigned them 2:1 to {drug} {x} mg or to {drug2}",
        "Median overall survival was {m}.{e} months (IQR {d}–{m}) with {drug} and {d}.{d} months with {drug2}; the hazard ratio for death was 0.{y} (95% CI, 0.{d}–0.9{e}; P<0.00{d})",
        "Of {n} participants, {y} ({e}.{d}%) had {harm} by week {m}, most of them among {group}",
        "In {group}, the odds of {outcome} were lower with {drug} (adjusted OR 0.{x}, 95% CI 0.{d}{e} to 1.{e}{d})",
        "The trial was stopped early for futility after {d} years, and its primary end point, {outcome}, was not met",
        "Mean {outcome} rose from {x}.{e} at baseline to {x}.{d} at {m} months in those given {drug}, whereas it stayed the same on placebo",
    ),
    "safety": (
        "The most common adverse effects of {drug} are {harm}, {harm2} and {harm3}",
        "{Harm} occurred in {x}% of patients given {drug} and in {y}% of those given {drug2}",
        "{Drug} is contraindicated in pregnancy and in patients with {disease}",
        "There is no evidence that {drug} causes {harm}",
        "{Drug} should not be combined with {drug2} because of the risk of {harm}",
        "Stop {drug} at once if {harm} or signs of {disease} appear, and tell your doctor",
        "Rare but serious reactions (fewer than 1 in {n} users) include {disease}, {harm} and {harm2}",
        "Inhibitors of {gene} raise the concentration of {drug} about {d}-fold; halve the dose in {group}",
        "In the second trimester {drug} may harm the fetus, although {y} exposed pregnancies ended without malformation",
        "Post-marketing reports linked {drug} to {harm}, but a causal relationship has not been established",
    ),
    "dosage": (
        "The usual dose of {drug} is {d}.{e} mg subcutaneously twice weekly for {m} weeks",
        "Adults should receive {x} mg of {drug} orally once daily",
        "{Drug} {d} mg/kg is given intravenously every {d} weeks in patients with {disease}",
        "Peak concentrations of {drug} are reached after {d} hours, and its half-life is about {m} hours",
        "About {x}% of the dose of {drug} is excreted unchanged in the urine",
        "Start with {d} mg twice daily, raise by {d} mg every {m} days to at most {x} mg/day, and reduce by {y}% in {group}",
        "In {group} the area under the curve was {x}% larger and the clearance {d}.{e} L/h/kg",
        "{Drug} comes as {x}-mg tablets and as a {d} mg/mL solution for injection; store it at 2–8 °C",
        "It is metabolised by {gene} in the liver, bound to plasma proteins by {x}%, and has a volume of distribution of {m} L",
    ),
    "position": (
        "{Body} recommends {drug} for adults with {disease}",
        "{Body} advises against the routine use of {drug} in {disease}",
        "{Drug} is approved for {disease} in {d} countries but is not included in the guideline of {body}",
        "The authors of a review concluded that {drug} may be considered where {drug2} has failed",
        "Further trials are needed before {drug} can be recommended in {disease}",
        "In {group} with {disease}, {body} suggests {drug} over {drug2} (conditional recommendation, low certainty of evidence)",
        "Offer {drug} to {group} whose {outcome} has not improved after {m} weeks",
        "Whether {drug} is better than {drug2} for {disease} remains controversial; {body} takes no position",
        "{Body} withdrew its approval of {drug} for {disease} in {year} after reports of {harm}",
        "Prevalence of {disease} among {group} was {e}.{d} per 1000 in {year}, up from {d}.{e} a decade before",
    ),
}
# Words before and behind a sentence, so that few are alike though their templates are.
_OPENINGS = (
    "However, ", "In addition, ", "By contrast, ", "Overall, ", "In {group}, ", "According to {surname} and colleagues, ",
    "Over {m} weeks of follow-up, ", "As shown by {test}, ", "Among carriers of {gene}, ", "Since {year}, ",
)  # fmt: skip
_CLOSINGS = (
    ", particularly in {group}", ", as {surname} et al. reported in {year}", " (n = {n})", " after {m} days of treatment",
    ", irrespective of {gene} status", ", while {outcome2} did not change", " in {n} patients followed for {d} years",
)  # fmt: skip
_SYLLABLES = ("ba", "ce", "do", "fi", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "xa", "ze")
_STEMS = ("tinib", "mab", "prazole", "sartan", "gliptin", "statin", "cillin", "vir", "azole", "olol", "ximab", "parib")
PARTS = {
    "mechanism": "Mechanism of action", "trial": "Clinical evidence", "safety": "Adverse effects",
    "dosage": "Dosage and pharmacokinetics", "position": "Guidelines",
}  # fmt: skip


class Writer:
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
        if self.chance.random() < 0.5:
            slots["drug"] = self.topic
        elif self.chance.random() < 0.3:
            # A drug that no list holds: what is remembered of words helps least with new ones.
            slots["drug2"] = "".join(self.chance.choices(_SYLLABLES, k=2)) + self.chance.choice(_STEMS)
        slots["year"] = str(self.chance.randint(1998, 2024))
        for kind in ("drug", "harm", "body", "protein"):
            slots[kind.capitalize()] = slots[kind][:1].upper() + slots[kind][1:]
        numbers = {"n": (40, 2400), "x": (10, 89), "y": (3, 40), "m": (4, 52), "d": (2, 8), "e": (1, 9)}
        return template.format(**slots, **{slot: self.chance.randint(*ends) for slot, ends in numbers.items()})

    def marker(self, style: str) -> str:
        first, second = sorted(self.chance.sample(range(1, self.works + 1), 2))
        numbers = self.chance.choice((f"{first}", f"{first}", f"{first},{second}"))
        return style.format(numbers) if self.chance.random() < 0.6 else ""

    def sentence(self, part: str, style: str) -> str:
        template = self.chance.choice(_SENTENCES[part])
        if self.chance.random() < 0.25:
            # A name keeps its capital, another first word does not.
            opened = (
                template.replace("{Drug}", "{drug}", 1)
                if template.startswith("{")
                else template[:1].lower() + template[1:]
            )
            template = self.chance.choice(_OPENINGS) + opened
        if self.chance.random() < 0.25:
            template += self.chance.choice(_CLOSINGS)
        return f"{self.fill(template)}{self.marker(style)}."

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


def _article(writer: Writer) -> str:
    """Write an encyclopaedia article in Markdown: paragraphs, ``[12]`` before the full stop, bullets."""
    lines = [f"# {writer.topic.capitalize()}", ""]
    for part in writer.parts():
        lines += [f"## {PARTS[part]}", "", writer.paragraph(part, " [{}]"), "", "It has these effects:", ""]
        lines += [f"- {writer.sentence(part, ' [{}]')}" for _ in range(3)]
        lines.append("")
    return "\n".join([*lines, "## References", "", *writer.entries("{}. {}"), ""])


def _abstracts(writer: Writer) -> str:
    """Write abstracts as plain text with hard line breaks and bracketed numbers."""
    lines = [f"{writer.topic.capitalize()}: abstracts", ""]
    for part in writer.parts():
        lines += [writer.fill("{Drug} in {disease}"), ""]
        for head in ("BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS"):
            lines += [*textwrap.wrap(f"{head}: {writer.paragraph(part, ' ({})')}", 78), ""]
    return "\n".join([*lines, "References", "", *writer.entries("{}. {}"), ""])


def _guideline(writer: Writer) -> str:
    """Write a guideline page: numbered recommendations, a table of trials, superscripts in carets."""
    lines = [f"# {writer.topic.capitalize()} in practice", ""]
    for part in writer.parts():
        lines += [f"## {PARTS[part]}", "", writer.paragraph(part, "[{}]"), ""]
        lines += [f"{number}. {writer.sentence('position', '[{}]')}" for number in range(1, 4)]
        lines += ["", "| Treatment | Response rate | Adverse effects |", "|---|---|---|"]
        lines += [writer.fill("| {Drug} (n={n}) | {x}% | {Harm}, {harm2} |") for _ in range(4)]
        lines.append("")
    return "\n".join([*lines, "## References", "", *writer.entries("[{}] {}"), ""])


def _answers(writer: Writer) -> str:
    """Write questions and answers with front matter."""
    lines = ["---", f"title: Questions about {writer.topic}", "date: 2024-05-01", "---", ""]
    questions = {
        "mechanism": "How does it work?", "trial": "Does it help?", "safety": "What are the side effects?",
        "dosage": "How is it taken?", "position": "Who recommends it?",
    }  # fmt: skip
    for part in writer.parts():
        lines += [f"**{questions[part]}**", "", writer.paragraph(part, " [{}]"), ""]
    return "\n".join([*lines, "## Sources", "", *writer.entries("{}. {}"), ""])


def _monograph(writer: Writer) -> str:
    """Write a monograph as pages of vendors and registers print it: labels and values, short bullets, numbered steps."""
    lines = [f"# {writer.topic.capitalize()}", ""]
    for label, words in (
        ("Indications", "{disease}, {disease2}"), ("Half-life", "{m} hours"), ("Target", "{protein}"), ("Metabolism", "{gene}, {gene2}"),
    ):  # fmt: skip
        lines.append(writer.fill(f"**{label}:** {words}"))
    lines.append("")
    for part in writer.parts():
        lines += [f"## {PARTS[part]}", "", writer.paragraph(part, " [{}]"), ""]
        lines += [
            writer.fill("- {Harm} ({x}%)"),
            writer.fill("- Inhibits {protein} in {cell}"),
            writer.fill("- May cause {harm2} in {group}"),
            "",
        ]
        lines += ["Protocol:", ""]
        steps = (
            "Incubate {cell} with {d} µM {drug} for {m} h at 37 °C.",
            "Wash twice with PBS and resuspend in {x} µL of buffer.",
            "Measure {protein} by {test}.",
        )
        lines += [f"{number}. {writer.fill(step)}" for number, step in enumerate(steps, 1)]
        lines.append("")
    return "\n".join([*lines, "## References", "", *writer.entries("{}. {}"), ""])


def _report(writer: Writer) -> str:
    """Write a report whose citations are names and years, without numbers, and whose list has none."""
    lines = [writer.fill("{Drug} for {disease}: what is known"), ""]
    for part in writer.parts():
        lines += [PARTS[part], ""]
        for _ in range(2):
            sentences = [writer.sentence(part, "") for _ in range(writer.chance.randint(3, 5))]
            name, year = writer.chance.choice(_WORDS["surname"]), writer.chance.randint(1996, 2024)
            lines += [" ".join([*sentences[:-1], f"{sentences[-1][:-1]} ({name} et al., {year})."]), ""]
    return "\n".join([*lines, "References", "", *writer.entries("{1}"), ""])


GENRES: dict[str, Callable[[Writer], str]] = {
    "article": _article,
    "abstracts": _abstracts,
    "guideline": _guideline,
    "answers": _answers,
    "monograph": _monograph,
    "report": _report,
}


def documents(size: int, *, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, content) of documents of 3 to 20 kB, the genres in turn, until ``size`` bytes are reached."""
    made = number = 0
    names = sorted(GENRES)
    while made < size:
        genre = names[number % len(names)]
        writer = Writer(f"{seed}/{number}", sections=3 + number % 5)
        content = GENRES[genre](writer).encode("utf-8")
        yield f"{number:05}-{genre}.md", content
        made += len(content)
        number += 1


def long_document(size: int, *, genre: str = "article", seed: int = 1) -> tuple[str, bytes]:
    """Return one document of about ``size`` bytes, with one reference list of its own length."""
    sample = GENRES[genre](Writer(f"{seed}/{genre}", sections=20)).encode("utf-8")
    writer = Writer(f"{seed}/{genre}", sections=max(1, 20 * size // len(sample)))
    return f"long-{genre}.md", GENRES[genre](writer).encode("utf-8")
