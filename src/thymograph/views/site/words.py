"""How things are called on the pages of the site: the same plain words as on the one page (``app/02_words.js``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields

from thymograph.assembly.predicates import predicates
from thymograph.model import Assertion, Citation, Measurement, Proposition, Qualifiers, Question, Regimen

__all__ = [
    "ANSWER_NAMES",
    "CERTAINTY_NAMES",
    "CONFLICT_NAMES",
    "DENIED_ANSWERS",
    "DIRECTNESS_NAMES",
    "EFFECT_NAMES",
    "KIND_NAMES",
    "LEDGER_NAMES",
    "METHOD_NAMES",
    "POLARITY_NAMES",
    "STANCE_NAMES",
    "STATUSES",
    "STATUS_MEANINGS",
    "STATUS_NAMES",
    "answer_name",
    "count",
    "dose_cells",
    "measure_cells",
    "name_in",
    "percent",
    "predicate_words",
    "proposition_words",
    "qualifier_words",
    "question_words",
    "relation_preface",
    "says_name",
    "sentence",
    "shortened",
    "small_table",
    "spaced",
    "state_of",
]

KIND_NAMES = {
    "trial_result": "Trial result", "guideline_position": "Guideline position", "pharmacokinetics": "Pharmacokinetics",
}  # fmt: skip
POLARITY_NAMES = {
    "affirmed": "Affirmed", "negated": "Denied", "no_evidence": "No evidence found", "not_included": "Not listed",
    "unknown": "Said to be unknown",
}  # fmt: skip
CERTAINTY_NAMES = {"asserted": "Plainly stated", "hedged": "Hedged", "speculative": "Speculative"}
STATUSES = ("stated", "inferred", "dangling", "none")
STATUS_NAMES = {"stated": "Stated", "inferred": "Inferred", "dangling": "Dangling", "none": "No citation"}
STATUS_MEANINGS = {
    "stated": "the document itself says which reference it means",
    "inferred": "the list has no numbers; the reference was guessed, with a confidence",
    "dangling": "a marker is printed, but no reference answers to it",
    "none": "nothing is cited",
}
METHOD_NAMES = {
    "number": "by its number", "key": "by its key", "content": "by what the two say", "title": "by its title",
    "order": "by its place in an unnumbered list",
}  # fmt: skip
DIRECTNESS_NAMES = {
    "own_result": "Own result", "review": "From a review", "second_hand": "Second-hand",
    "animal_or_cells": "From animals or cells",
}  # fmt: skip
STANCE_NAMES = {
    "for": "For", "conditional_for": "For, with conditions", "not_included": "Not included",
    "conditional_against": "Against, with exceptions", "against": "Against",
}  # fmt: skip
EFFECT_NAMES = {
    "negated": "denies", "no_evidence": "no evidence", "not_included": "not listed", "unknown": "unknown",
    "hedged": "hedges", "speculative": "speculates",
}  # fmt: skip
CONFLICT_NAMES = {
    "polarity": "Contradiction", "numeric": "Different figures", "recommendation": "Different advice", "safety": "Safety",
    "certainty": "Told here, unknown there", "within_document": "Within one document", "apparent": "Different circumstances",
}  # fmt: skip
LEDGER_NAMES = {
    "claim": "Claims", "unclaimed": "Not understood", "heading": "Headings", "list_lead": "Lines that introduce a list",
    "faq_question": "Questions", "table_frame": "Heads and labels of tables", "metadata": "Front matter and dates",
    "reference_entry": "List of references", "citation_marker": "Citation markers", "boilerplate": "Page furniture",
    "blank": "Blank",
}  # fmt: skip

ANSWER_NAMES: Mapping[str, Mapping[str, str]] = {
    "effect": {"up": "raises it", "down": "lowers it", "changes": "changes it", "none": "no change", "open": "left open"},
    "benefit": {
        "up": "better", "down": "worse", "changes": "changes it", "none": "neither better nor worse", "open": "left open",
    },
    "recommendation": {"for": "for", "against": "against", "none": "no bar to it", "open": "left open"},
    "": {
        "for": "yes", "up": "yes", "against": "no", "none": "no", "down": "no", "changes": "yes", "open": "left open",
    },
}  # fmt: skip
DENIED_ANSWERS = {
    "not_up": "does not raise it", "not_down": "does not lower it", "not_changes": "does not change it",
    "not_for": "not for", "not_against": "not against",
}  # fmt: skip
_QUESTION_FORMS = {
    "effect": "Does {s} change {o}?", "benefit": "Does {s} make {o} better or worse?",
    "association": "Is {s} associated with {o}?", "recommendation": "Is {s} recommended for {o}?",
    "binds": "Does {s} bind {o}?", "part_of": "Is {s} part of {o}?", "produces": "Does {s} produce {o}?",
    "differentiates_into": "Does {s} differentiate into {o}?", "combined_with": "Is {s} combined with {o}?",
    "compared_with": "How does {s} compare with {o}?", "excreted_by": "Is {s} excreted by {o}?",
    "safety": "Does {s} cause {o}?", "mechanism": "Through which {o} does {s} act?", "has_dose": "Is {o} the dose of {s}?",
}  # fmt: skip
_QUALIFIER_WORDS = {
    "condition": "in", "population": "in", "system": "in", "dose": "at", "with_": "together with",
    "compared_to": "against", "time": "over", "via": "by way of",
}  # fmt: skip
_DENIALS = {
    "negated": "Denied:", "no_evidence": "No evidence found that", "unknown": "Said to be unknown whether",
    "not_included": "Not listed:",
}  # fmt: skip
_DOUBTS = {"hedged": "Perhaps", "speculative": "Speculation:"}


def spaced(word: str) -> str:
    """Return a word of the records with spaces."""
    return word.replace("_", " ")


def sentence(word: str) -> str:
    """Return a word of the records as the beginning of a sentence."""
    words = spaced(word)
    return words[:1].upper() + words[1:]


def name_in(names: Mapping[str, str], word: str) -> str:
    """Return what a word of the records is called."""
    return names.get(word) or sentence(word)


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun.

    >>> count(1, "claim"), count(1200, "claim")
    ('1 claim', '1,200 claims')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def percent(part: int, whole: int) -> str:
    """Return a share in whole per cent."""
    return f"{round(100 * part / whole) if whole else 0} %"


def shortened(words: str, length: int) -> str:
    """Return words cut to a length, with an ellipsis where something is cut."""
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"


def answer_name(family: str, answer: str) -> str:
    """Return an answer in the words of its family of questions."""
    return ANSWER_NAMES.get(family, ANSWER_NAMES[""]).get(answer, answer)


def says_name(family: str, says: str) -> str:
    """Return what a member of a conflict or a side of a question says; figures and names as they are."""

    def one(part: str) -> str:
        if part in ANSWER_NAMES.get(family, ANSWER_NAMES[""]):
            return answer_name(family, part)
        if family == "effect" or not part.startswith("not_"):
            return DENIED_ANSWERS.get(part, part)
        return {"not_up": "not better", "not_down": "not worse"}.get(part, spaced(part))

    return ", ".join(map(one, says.split(", ")))


def qualifier_words(qualifiers: Qualifiers) -> str:
    """Return what narrows an assertion, in words; "" where nothing does."""
    told = ((word, getattr(qualifiers, name)) for name, word in _QUALIFIER_WORDS.items())
    return ", ".join(f"{word} {value}" for word, value in told if value)


def question_words(subject: str, family: str, object: str, qualifiers: Qualifiers | None = None) -> str:
    """Return a question as a person would put it.

    >>> question_words("colchicine", "effect", "mortality", Qualifiers(dose="0.5 mg"))
    'Does colchicine change mortality (at 0.5 mg)?'
    """
    if family == "safety" and object == "harm":
        words = f"Is {subject} harmless?"
    else:
        form = _QUESTION_FORMS.get(family, "Is {s} related to {o}?")
        head, _, rest = form.partition("{s}")
        # Not str.format: names may hold braces.
        words = (
            (head + subject + rest).replace("{o}", object)
            if "{o}" in rest
            else head.replace("{o}", object) + subject + rest
        )
    narrowed = qualifier_words(qualifiers) if qualifiers else ""
    return f"{words[:-1]} ({narrowed})?" if narrowed else words


def question_of_record(question: Question) -> str:
    """Return the words of a question of the graph."""
    return question_words(question.subject, question.family, question.object, question.qualifiers)


def predicate_words(predicate: str) -> str:
    """Return the label of a predicate."""
    row = predicates().get(predicate)
    return row.label if row else spaced(predicate)


def proposition_words(proposition: Proposition) -> str:
    """Return a proposition as a clause."""
    words = f"{proposition.subject} {predicate_words(proposition.predicate)} {proposition.object}"
    narrowed = qualifier_words(proposition.qualifiers)
    return f"{words} {narrowed}" if narrowed else words


def relation_preface(relation: Assertion) -> str:
    """Return what is put before a relation so that nobody reads a denied or hedged one as true."""
    # "has no effect on" denies by itself: a second "denied" would turn it round.
    denies_itself = relation.predicate.startswith(("no_", "not_"))
    denial = "" if denies_itself and relation.polarity != "unknown" else _DENIALS.get(relation.polarity, "")
    return " ".join(part for part in (_DOUBTS.get(relation.certainty, ""), denial) if part)


def state_of(link: Citation) -> str:
    """Return stated, inferred or dangling of one citation."""
    if link.method == "none" or not (link.entry or link.work):
        return "dangling"
    return "stated" if link.method in ("number", "key") else "inferred"


def _with_unit(value: str | None, unit: str | None) -> str:
    if not value:
        return ""
    return f"{value} {unit}" if unit and not value.endswith(unit) else value


def _spread(sd: str | None) -> str:
    return f" ± {sd}" if sd else ""


def _interval(one: Measurement) -> str:
    if not (one.ci_low or one.ci_high):
        return ""
    return f"{one.ci_low or '?'} to {one.ci_high or '?'}" + (f" ({one.ci_level})" if one.ci_level else "")


def measure_cells(one: Measurement) -> dict[str, str]:
    """Return the cells of a measurement by column; "" where nothing is printed."""
    against = _with_unit(one.comparator_value, one.unit) + _spread(one.comparator_sd)
    return {
        "Measure": one.measure,
        "Value": _with_unit(one.value, one.unit) + _spread(one.sd),
        "In": one.arm or "",
        "Against": ": ".join(part for part in (one.comparator, against) if part),
        "From": _with_unit(one.baseline_value, one.unit),
        "n": one.n or "",
        "Interval": _interval(one),
        "p": f"{one.p_operator or '='} {one.p}" if one.p else "",
        "When": one.timepoint or "",
        "For": one.condition or "",
    }


def dose_cells(one: Regimen) -> dict[str, str]:
    """Return the cells of a regimen by column; "" where nothing is printed."""
    return {
        "Drug": one.drug,
        "Dose": _with_unit(one.dose, one.unit) + (f" per {one.per}" if one.per else ""),
        "Route": one.route or "",
        "How often": one.frequency or "",
        "How long": one.duration or "",
        "For whom": one.population or "",
    }


def small_table(rows: Iterable[Mapping[str, str]]) -> tuple[list[str], list[list[str]]]:
    """Return the columns in which any row has something, and the rows in them."""
    kept = list(rows)
    columns = [name for name in (kept[0] if kept else ()) if any(row[name] for row in kept)]
    return columns, [[row[name] for name in columns] for row in kept]


assert {field.name for field in fields(Qualifiers)} == set(_QUALIFIER_WORDS)
