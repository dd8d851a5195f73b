"""Questions, answers and conflicts in plain words, as the page has them."""

from __future__ import annotations

from thymograph.model import Question

__all__ = ["CONFLICT_NAMES", "answer_words", "counted", "joined", "question_words", "shortened"]

_FORMS = {
    "effect": "Does {s} change {o}?",
    "benefit": "Does {s} make {o} better or worse?",
    "association": "Is {s} associated with {o}?",
    "recommendation": "Is {s} recommended for {o}?",
    "binds": "Does {s} bind {o}?",
    "part_of": "Is {s} part of {o}?",
    "produces": "Does {s} produce {o}?",
    "differentiates_into": "Does {s} differentiate into {o}?",
    "combined_with": "Is {s} combined with {o}?",
    "compared_with": "How does {s} compare with {o}?",
    "excreted_by": "Is {s} excreted by {o}?",
    "safety": "Does {s} cause {o}?",
    "mechanism": "Through which {o} does {s} act?",
    "has_dose": "Is {o} the dose of {s}?",
    "measure": "What is the {o} of {s}?",
}
_ANSWERS = {
    "effect": {
        "up": "raises it", "down": "lowers it", "changes": "changes it", "none": "no change", "not_up": "does not raise it",
        "not_down": "does not lower it", "not_changes": "does not change it",
    },
    "benefit": {
        "up": "better", "down": "worse", "changes": "changes it", "none": "neither better nor worse", "not_up": "not better",
        "not_down": "not worse", "not_changes": "does not change it",
    },
    "recommendation": {"for": "for", "against": "against", "none": "no bar to it", "not_for": "not for", "not_against": "not against"},
}  # fmt: skip
_OTHERWISE = {
    "for": "yes", "up": "yes", "changes": "yes", "against": "no", "none": "no", "down": "no",
    "not_for": "no", "not_up": "no", "not_changes": "no", "not_against": "not denied", "not_down": "not denied",
}  # fmt: skip

CONFLICT_NAMES = {
    "polarity": "Contradiction",
    "numeric": "Different figures",
    "recommendation": "Different advice",
    "safety": "Safety",
    "certainty": "Told here, unknown there",
    "within_document": "Within one document",
    "apparent": "Different circumstances",
}


def question_words(question: Question) -> str:
    """Return a question as a person would ask it, what narrows it left out.

    >>> question_words(Question(id="q", subject="aspirin", family="effect", object="fever"))
    'Does aspirin change fever?'
    """
    if question.family == "safety" and question.object == "harm":
        return f"Is {question.subject} harmless?"
    form = _FORMS.get(question.family, "Is {s} related to {o}?")
    return form.format(s=question.subject, o=question.object)


def answer_words(family: str, answer: str) -> str:
    """Return an answer, or what a member of a conflict says, in words.

    >>> answer_words("effect", "not_up"), answer_words("binds", "for"), answer_words("measure", "12.1 %")
    ('does not raise it', 'yes', '12.1 %')
    """
    if answer == "open":
        return "left open"
    known = _ANSWERS.get(family, _OTHERWISE)
    return ", ".join(known.get(part, part.replace("_", " ")) for part in answer.split(", "))


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun.

    >>> counted(1, "claim"), counted(1200, "claim")
    ('1 claim', '1,200 claims')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def shortened(words: str, length: int) -> str:
    """Return ``words`` cut to ``length`` characters, with an ellipsis where they were longer."""
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"


def joined(*parts: str | None) -> str:
    """Return what there is of ``parts``, with a dot between."""
    return " · ".join(part for part in parts if part)
