"""Propositions and questions: the positive content of assertions, and what it answers.

The rule by which asserting and denying meet at one question:

1. A negative predicate is a denial of its positive counterpart (``positive`` in the table): *no_effect_on*
   denies *increases*, *not_associated_with* denies *associated_with*, *not_recommended_for* denies
   *recommended_for*. Its polarity does not turn it round again: the cue that made the predicate ("no",
   "failed to") is the cue that set the polarity, and a double negation is not told by one cue.
2. Else polarity decides: affirmed asserts; negated and no_evidence (looked for, not found) deny;
   unknown and not_included (absent from a list) leave open. A speculative assertion leaves open whatever
   its polarity; a hedged one asserts or denies, and its certainty says how.
3. The question is subject × family × object × qualifiers, so that *increases*, *decreases* and
   *no_effect_on* of one object answer one question. *no_effect_on* stands in two families: of a disease,
   an outcome or a thing of unknown type it also denies *improves* (benefit), since a text that finds no
   effect on survival answers both whether it changes and whether it improves. Conversely *improves*,
   *worsens*, *causes* and *prevents* of a thing that is neither good nor bad in itself (a cytokine, a
   pathway, a process) answer the question of effect: what improves T-cell function raises it.
"""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter
from typing import Literal, NamedTuple

from thymograph.assembly.concepts import NameIndex
from thymograph.assembly.predicates import Predicate, predicate
from thymograph.model import Assertion, Proposition, Qualifiers, Question, content_id

__all__ = ["Attitude", "Content", "bare_question", "contents_of", "effect_side", "question_of"]

Attitude = Literal["asserts", "denies", "leaves_open"]

_OPEN_POLARITIES = frozenset({"unknown", "not_included"})
_DENYING_POLARITIES = frozenset({"negated", "no_evidence"})
# Things of which one asks whether they change, not whether they get better.
_VALUE_FREE = frozenset({"drug", "protein", "cytokine", "receptor", "gene", "cell", "pathway", "process"})

_VALUES = attrgetter(*(field.name for field in fields(Qualifiers)))


class Content(NamedTuple):
    """What one assertion says of one proposition."""

    proposition: Proposition
    question: Question
    attitude: Attitude
    answer: str
    """up, down, changes, none, for, against, open."""
    side: str
    """The answer, but a denial keeps what it denies (not_up, not_down, not_changes, not_for, not_against): who denies a
    rise has not denied a fall. Only *no_effect_on* is ``none``, which opposes every change."""


def _side(assertion: Assertion, row: Predicate, attitude: Attitude, answer: str, *, as_effect: bool) -> str:
    if attitude != "denies" or assertion.predicate == "no_effect_on":
        return answer
    return "not_" + ((row.effect_answer if as_effect else None) or row.answer)


_UNQUALIFIED = Qualifiers()


def _qualifier_key(qualifiers: Qualifiers, names: NameIndex) -> str:
    """Return what makes two sets of qualifiers the same: folded words, or concepts where known."""
    return "\x1e".join(["" if value is None else names.key(value) for value in _VALUES(qualifiers)])


def question_of(
    subject: tuple[str, str | None],
    family: str,
    object: tuple[str, str | None],
    qualifiers: Qualifiers,
    names: NameIndex,
) -> Question:
    """Return the question whether ``subject`` (name, CURIE) stands so to ``object`` (name, CURIE)."""
    return _question(
        subject,
        names.key(*subject),
        family,
        object,
        names.key(*object),
        qualifiers,
        _qualifier_key(qualifiers, names),
        names,
    )


def _question(
    subject: tuple[str, str | None],
    subject_key: str,
    family: str,
    object: tuple[str, str | None],
    object_key: str,
    qualifiers: Qualifiers,
    narrowed: str,
    names: NameIndex,
) -> Question:
    """Return :func:`question_of`, for who knows the keys already."""
    return Question(
        id=content_id("q", subject_key, family, object_key, narrowed),
        subject=subject[0],
        family=family,
        object=object[0],
        subject_id=subject[1] or names.curie(subject[0]),
        object_id=object[1] or names.curie(object[0]),
        qualifiers=qualifiers,
    )


def bare_question(question: Question, names: NameIndex) -> Question:
    """Return the question without qualifiers that ``question`` narrows; itself if it has none."""
    if question.qualifiers == _UNQUALIFIED:
        return question
    return question_of(
        (question.subject, question.subject_id),
        question.family,
        (question.object, question.object_id),
        _UNQUALIFIED,
        names,
    )


def _attitude(assertion: Assertion, *, denies: bool) -> Attitude:
    if assertion.certainty == "speculative" or assertion.polarity in _OPEN_POLARITIES:
        return "leaves_open"
    return "denies" if denies or assertion.polarity in _DENYING_POLARITIES else "asserts"


def _positives(assertion: Assertion, *, value_free: bool) -> tuple[str, ...]:
    """Return the predicates of the positive contents: one, but two for no_effect_on of a valued thing."""
    positive = predicate(assertion.predicate).positive
    if assertion.predicate == "no_effect_on" and not value_free:
        return positive, "improves"
    return (positive,)


# To prevent a disease is to make it rarer, to cause it the contrary; what goes with a thing is not without effect on it.
_AS_EFFECT = {
    ("prevents", "up"): "down", ("prevents", "not_up"): "not_down", ("prevents", "none"): "none",
    ("causes", "down"): "up", ("causes", "not_down"): "not_up", ("causes", "none"): "none",
    ("associated_with", "for"): "changes", ("associated_with", "none"): "none", ("associated_with", "not_for"): "none",
}  # fmt: skip


def effect_side(content: Content) -> str | None:
    """Return what an answer to a question of benefit or association says of the effect on the same object, or None."""
    if content.question.family not in ("benefit", "association"):
        return None
    return _AS_EFFECT.get((content.proposition.predicate, content.side))


def contents_of(assertion: Assertion, names: NameIndex) -> tuple[Content, ...]:
    """Return what an assertion says of which propositions, by the rule at the head of this module.

    >>> from thymograph.assembly.concepts import local_name
    >>> from thymograph.model import Assertion
    >>> no = Assertion(subject="atenolol", predicate="no_effect_on", object="IL6", start=0, end=9, rule="r")
    >>> up = Assertion(subject="atenolol", predicate="increases", object="IL6", start=0, end=9, rule="r")
    >>> names = NameIndex(types={"l:" + local_name("IL6"): "cytokine"})
    >>> [(c.attitude, c.answer) for c in contents_of(no, names)]
    [('denies', 'none')]
    >>> contents_of(no, names)[0].question == contents_of(up, names)[0].question
    True
    """
    made = predicate(assertion.predicate)
    attitude = _attitude(assertion, denies=made.denies)
    subject = (assertion.subject, assertion.subject_id or names.curie(assertion.subject))
    object_ = (assertion.object, assertion.object_id or names.curie(assertion.object))
    keys = names.key(*subject), names.key(*object_)
    narrowed = _qualifier_key(assertion.qualifiers, names)
    value_free = names.type_of(keys[1]) in _VALUE_FREE
    contents = []
    for positive in _positives(assertion, value_free=value_free):
        row = predicate(positive)
        as_effect = row.effect_answer if value_free else None
        family = "effect" if as_effect else row.family
        question = _question(subject, keys[0], family, object_, keys[1], assertion.qualifiers, narrowed, names)
        proposition = Proposition(
            id=content_id("p", keys[0], positive, keys[1], narrowed),
            subject=question.subject,
            predicate=positive,
            object=question.object,
            answers=question.id,
            subject_id=question.subject_id,
            object_id=question.object_id,
            qualifiers=assertion.qualifiers,
        )
        answers = {"asserts": as_effect or row.answer, "denies": row.answer_if_denied, "leaves_open": "open"}
        side = _side(assertion, row, attitude, answers[attitude], as_effect=as_effect is not None)
        contents.append(Content(proposition, question, attitude, answers[attitude], side))
    return tuple(contents)
