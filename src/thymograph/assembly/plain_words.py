"""The telling words of a statement, one form for the words by which reports, guides and lay pages say the same."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from thymograph.citing.works import normal_title

__all__ = ["common_word", "content_words", "direction_of", "finds_nothing", "is_null", "word_stem"]

_STOP = frozenset(
    "this that these those with without from into have been were which their there than then also such both each other some more most "
    "between among after before during while when where what study studies trial trials patients patient compared showed shown show "
    "reported found observed evidence data results result treatment treated therapy using used group groups significantly significant "
    "clinical according including however although therefore people person participants subjects individuals participant "
    # How often, how likely, how given: said in as many words as there are writers, and no part of what is said.
    "common commonly commonest frequent frequently often seen occur occurs occurred occurring develop developed experienced noted "
    "likely likelihood risk odds chance chances probability number proportion share percentage rate rates receiving received given "
    "taking taken took assigned randomised randomized about roughly approximately nearly almost around only just they them under "
    "against given over versus drug drugs medicine medicines medication medications agent agents achieved reached association associated "
    "associations link linked relation relationship correlation correlated inverse inversely cohort pilot large small".split()
)
_UP = re.compile(r"\b(?:increas|rais|rose|rise|elevat|higher|enhanc|stimulat|upregulat|augment|prolong|improv|promot|grew|greater|gain|more (?:common|frequent|likely|often))", re.IGNORECASE)  # fmt: skip
_DOWN = re.compile(r"\b(?:decreas|reduc|lower|declin|fell|fall|drop|inhibit|suppress|downregulat|diminish|shorten|worsen|attenuat|impair|fewer|less|protect|cuts?\b|inverse)", re.IGNORECASE)  # fmt: skip
_NULL = re.compile(
    r"\b(?:no (?:\w+ ){0,3}(?:effect|difference|change|benefit|improvement|reduction|increase|decrease|association|advantage|excess)s?"
    r"|(?:did|do|does|was|were|is|are) (?:\w+ )?not (?:\w+ )?(?:differ|chang|reduc|increas|decreas|improv|worsen|alter|affect|lower|rais|associated|superior|better)\w*"
    r"|did not|does not|failed to|not (?:significantly|associated|superior)|no (?:more|less) (?:common|frequent|likely|often|effective)\w*"
    r"|not (?:more|less) (?:common|frequent|likely|often|effective)\w*|(?:was|were|remained) (?:similar|unchanged|comparable|alike))",
    re.IGNORECASE,
)
_NO_DIFFERENCE = re.compile(
    r"\b(?:no (?:\w+ ){0,3}(?:effect|difference|change|benefit|improvement|reduction|increase|decrease|association|advantage|excess)s?"
    r"|(?:did|do|does|was|were|is|are) not (?:\w+ )?(?:differ|chang|reduc|increas|decreas|improv|worsen|alter|affect|lower|rais|associated|superior|better|more|less)\w*"
    r"|(?:did|does) not|no (?:more|less) (?:common|frequent|likely|often|effective)\w*|(?:was|were|remained) (?:similar|unchanged|comparable|alike))\b",
    re.IGNORECASE,
)
# Verbs and degrees of change: which way is compared apart, and a rise is not like a rise of another thing.
_CHANGING = re.compile(
    r"(?:increas|rais|rose|rise|elevat|enhanc|decreas|reduc|declin|diminish|improv|worsen|attenuat|lessen|prevent|protect)\w*"
    r"|higher|lower(?:s|ed|ing)?|fell|fall(?:s|en|ing)?|drop(?:s|ped)?|cuts?|cutting|fewer|less|greater|down"
)
_SAME = """
death deaths die died dies dying dead fatal fatality fatalities mortality lethal killed
hospitalization hospitalisation hospitalized hospitalised hospitalizations hospitalisations hospital admission admissions admitted
pruritus itch itching itchy pruritic
hemorrhage haemorrhage hemorrhages haemorrhages bleed bleeds bleeding bled hemorrhagic haemorrhagic
vomiting emesis vomit vomited
fever pyrexia febrile
fatigue tiredness tired
children child childhood paediatric pediatric
newborn newborns neonates neonatal neonate
elderly older aged seniors
women woman female females
males male
kidney kidneys renal
liver hepatic
heart cardiac
lung lungs pulmonary
skin cutaneous dermal
brain cerebral
bone bones skeletal
muscle muscles muscular
intake consumption consumed consume consuming drink drinking drank drinkers ingestion
smoking smoke smokers smoker tobacco cigarette cigarettes
cancer cancers carcinoma malignancy malignancies malignant tumour tumor tumours tumors neoplasm
survival survived surviving survive alive
relapse relapses relapsed recurrence recurrences recurred
exacerbation exacerbations flare flares
adverse side unwanted undesirable
effect effects event events reaction reactions
thrombosis thrombotic clot clots thrombus
vaccine vaccines vaccination vaccinated immunization immunisation
pregnancy pregnant pregnancies
birth childbirth delivery delivered postpartum
discontinuation discontinued discontinue withdrawal withdrawn withdrew stopped stop stopping cessation
symptom symptoms complaint complaints
obesity obese
diabetes diabetic diabetics
depression depressive depressed
insomnia sleeplessness
seizure seizures convulsion convulsions
dyspnea dyspnoea breathlessness
edema oedema swelling
diarrhea diarrhoea
anemia anaemia anaemic anemic
bowel intestinal intestine
fracture fractures fractured broken
sustained durable lasting maintained
infection infections infected
hypothyroid hypothyroidism
suicide suicides suicidal
month months
week weeks
year years annual annually yearly
villages village villagers community
steroid steroids corticosteroid corticosteroids glucocorticoid glucocorticoids prednisone prednisolone
primary composite main principal
endpoint endpoints outcome outcomes
serious severe
"""

_STEMMED = re.compile(r"(?:ations?|ments?|ingly|edly|ings?|ies|ied|ed|es|ly|s|e|y)$")


def word_stem(word: str) -> str:
    """Return a word without its ending, so that forms of one word meet.

    >>> word_stem("mortality"), word_stem("reduced") == word_stem("reduces")
    ('mortalit', True)
    """
    stem = _STEMMED.sub("", word)
    return stem if len(stem) >= 4 else word


@cache
def _first_of_row() -> dict[str, str]:
    return {word: row.split()[0] for row in _SAME.splitlines() for word in row.split()}


@lru_cache(maxsize=1 << 16)
def common_word(word: str) -> str:
    """Return what all the words for one thing share, without an ending.

    >>> common_word("died") == common_word("mortality"), common_word("itching") == common_word("pruritus")
    (True, True)
    """
    return word_stem(_first_of_row().get(word, word))


@lru_cache(maxsize=1 << 14)
def content_words(text: str) -> frozenset[str]:
    """Return the telling words of a text, folded, stemmed, synonyms as one.

    Numbers, common words, and words of change and frequency are left out.
    """
    return frozenset(
        common_word(word)
        for word in normal_title(text).split()
        if len(word) >= 4 and not word.isdigit() and word not in _STOP and not _CHANGING.fullmatch(word)
    )


def direction_of(text: str) -> str | None:
    """Return up, down or none by the words of a statement, where only one of them is said; None otherwise."""
    if is_null(text):
        return "none"
    up, down = bool(_UP.search(text)), bool(_DOWN.search(text))
    return ("up" if up else "down") if up != down else None


def is_null(text: str) -> bool:
    """Whether a statement says anywhere that something was not changed."""
    return bool(_NULL.search(text))


_CLAUSES = re.compile(r";|\b(?:but|whereas|while|although|though|however|except)\b", re.IGNORECASE)


def finds_nothing(text: str, names: frozenset[str]) -> bool:
    """Whether a clause of ``text`` that holds all of ``names`` (content words) says that nothing changed.

    >>> finds_nothing("Strokes were fewer, but mortality did not differ.", content_words("mortality"))
    True
    >>> finds_nothing("Strokes were fewer, but mortality did not differ.", content_words("stroke"))
    False
    """
    return bool(names) and any(
        names <= content_words(clause) and _NO_DIFFERENCE.search(clause) for clause in _CLAUSES.split(text)
    )
