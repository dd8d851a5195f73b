"""Which predicate a sense gives with an object, and the assertions that come of it."""

from __future__ import annotations

import re
from dataclasses import replace

from thymograph.claims.assertions.arguments import PEOPLE, Argument

__all__ = ["STATES", "is_good", "is_ill", "predicates_of"]

_GOOD = re.compile(
    r"\b(?:(?<!cell )(?<!cells )function\w*|survival|efficacy|effectiveness|quality of life|outcomes?(?! events?)|response rates?|recovery|remission|tolerability|"
    r"cognition|adherence|(?:durable|complete|partial|clinical|(?<!anti-)(?<!anti)tumou?r|objective) responses?|prognosis|healing|wellbeing|well-being)\b",
    re.IGNORECASE,
)
_ILL = re.compile(
    r"(?:itis|osis|iasis|oma|neoplasia|neoplasms?|tumou?rs?|malignanc(?:y|ies)|deficiency|ulcers?|hypersensitivity|emia|aemia|penia|pathy|mastia|algia|toxicity|failure|syndrome|disease|disorders?|infection|infarction|injury|damage|"
    r"death|pain|reactions?|dysfunction|cancer|carcinoma|lymphoma|stroke|bleeding|hemorrhage|haemorrhage|nausea|vomiting|diarrh?oea|"
    r"rash|fever|headache|edema|oedema|dizziness|seizures?|hypotension|hypertension|hypoxia|shock|depression|anxiety|fractures?|"
    r"bronchospasm|spasms?|attacks?|crisis|arrhythmias?|palpitations?|weakness|swelling|discomfort|irritation|problems?|phagia|uria|pn(?:o)?ea|"
    r"constipation|drowsiness|somnolence|hallucinations?|confusion|disturbances?|abnormalit(?:y|ies)|complications?|malformations?|symptoms?|cramps?|"
    r"heartburn|dyspepsia|impairment|(?:oxidative|nitrosative|ER) stress|insufficiency|storm|defects?|obesity|diabetes|asthma|overdose|allerg\w*|fatigue|insomnia|cough|itching|tremor|loss)s?$",
    re.IGNORECASE,
)
# What a person is in, not ill with.
STATES = re.compile(
    r"\b(?:pregnan\w+|lactation|breast-?feeding|child\w*|relapse|exacerbations?|contraception|surgery|menopause)\b",
    re.IGNORECASE,
)
_CELL_PROCESS = re.compile(
    r"(?:ptosis|cytosis|mitosis|meiosis|symbiosis|osmosis|homeostasis|signalosis)$", re.IGNORECASE
)
_LIKE_A_PATHWAY = re.compile(r"\b(?:pathways?|signall?ing|cascades?|axis|system)$", re.IGNORECASE)
_MOLECULES = frozenset({"protein", "cytokine", "receptor", "gene", "pathway"})
_GIVEN_OFF = frozenset({"release", "secretion", "production", "expression", "synthesis"})
_SIGNS = frozenset({"symptoms", "symptom", "signs"})
_UP = frozenset({"increase", "enhance", "stimulate", "induce", "promote", "light", "cause", "trigger"})
_DOWN = frozenset({"decrease", "inhibit", "prevent"})
_EVENT_UP = frozenset({"activate", "increase", "enhance", "stimulate", "induce"})
_EVENT_DOWN = frozenset({"inhibit", "decrease"})
_FALLS = frozenset({"decline", "loss", "deterioration", "worsening", "decreases", "fall"})
_LIGHT = frozenset(
    {
        "light",
        "cause",
        "report",
        "associate",
        "exert",
        "produce",
        "allow",
        "induce",
        "stimulate",
        "involve",
        "contribute",
        "characterise",
    }
)
_PLAIN = {
    "activate": "activates", "inhibit": "inhibits", "increase": "increases", "decrease": "decreases", "improve": "improves",
    "worsen": "worsens", "prevent": "prevents", "bind": "binds", "secrete": "produces", "regulate": "regulates", "affect": "regulates",
    "characterise": "associated_with", "become": "differentiates_into", "approve": "approved_for", "recommend": "recommended_for",
    "contraindicate": "contraindicated_in", "combine": "combined_with", "excrete": "excreted_by", "compare": "compared_with",
}  # fmt: skip
_SELF = {"balance": "regulates", "up": "increases", "down": "decreases", "better": "improves", "worse": "worsens"}


def is_ill(argument: Argument) -> bool:
    """Tell whether it names a disease or an unwanted outcome."""
    if argument.type == "disease":
        return True
    if argument.type == "outcome" and (argument.id or "").startswith("HP:") and argument.name != "weight loss":
        # the Human Phenotype Ontology names what is abnormal
        return True
    if _CELL_PROCESS.search(argument.head) or _CELL_PROCESS.search(argument.name):
        return False
    if argument.composed or argument.entity is None or argument.type in ("outcome", "other", "process"):
        return bool(_ILL.search(argument.name) or _ILL.search(argument.head))
    return False


def is_good(argument: Argument) -> bool:
    """Tell whether it names an outcome that people want more of."""
    return bool(_GOOD.search(argument.name))


def _base(sense: str, lemma: str, arg: Argument) -> str | None:
    """Return the predicate of a sense with a plain object."""
    if sense == "inhibit" and lemma == "impair" and arg.type == "outcome" and not is_ill(arg):
        return "worsens"
    if lemma == "preserve":
        return "improves" if is_good(arg) or re.search(r"(?:function|acuity|density|mass)$", arg.name) else None
    if sense == "regulate" and lemma == "control" and is_ill(arg):
        return "treats"
    if sense == "decrease" and arg.noun in _SIGNS and arg.type == "disease":
        # who relieves the symptoms of D treats D
        return "treats"
    if sense in ("increase", "decrease", "inhibit", "regulate", "affect", "worsen"):
        return _PLAIN[sense]
    if sense == "enhance":
        return (
            "improves"
            if lemma not in ("promote", "foster", "facilitate", "encourage", "accelerate") and is_good(arg)
            else "increases"
        )
    if sense in ("stimulate", "induce", "light"):
        if is_ill(arg):
            return "causes"
        if is_good(arg):
            return "improves"
        if arg.type in ("drug", "procedure") and arg.noun in ("development", "introduction"):
            return None
        if arg.neutral or (arg.composed and not _LIKE_A_PATHWAY.search(arg.name)):
            return "increases"
        if sense != "induce" and (
            arg.type in ("receptor", "protein", "cell", "pathway", "gene") or _LIKE_A_PATHWAY.search(arg.name)
        ):
            return "activates"
        if arg.type == "pathway" or _LIKE_A_PATHWAY.search(arg.name):
            return "activates"
        if sense == "light" and arg.entity is None:
            return None
        if arg.type in ("study", "organisation", "procedure", "drug"):
            return None
        return "increases"
    if sense == "activate" and is_ill(arg):
        # "the reactivation of latent tuberculosis"
        return "increases"
    if sense in ("secrete", "produce") and arg.direction == "down":
        return None
    if sense == "contribute":
        if is_ill(arg):
            return "causes"
        return "increases" if arg.type in ("outcome", "process") and arg.entity is not None else None
    if sense == "prevent" and arg.neutral and (arg.type in _MOLECULES or arg.type in ("other", "drug")):
        # "prevents the release of histamine": less of it; a condition is what one prevents
        return "decreases"
    if sense == "cause" and arg.neutral and arg.noun in _GIVEN_OFF and arg.type in (*_MOLECULES, "other", "drug"):
        # "causes the release of Y"
        return "increases"
    if sense in ("cause",):
        return "causes" if arg.type not in ("drug", "study", "organisation", "procedure", "cell") else None
    if sense in ("produce",):
        if is_ill(arg):
            return "causes"
        return (
            "produces"
            if arg.type not in ("disease", "outcome", "study", "process", "organisation", "procedure")
            else None
        )
    if sense == "treat":
        return (
            "treats"
            if (arg.type in ("disease", "outcome", "process", None) or (arg.type == "other" and is_ill(arg)))
            and arg.head not in PEOPLE
            else None
        )
    if sense in ("associate", "characterise"):
        return "associated_with"
    if sense == "report":
        return None
    return _PLAIN.get(sense)


def predicates_of(sense: str, lemma: str, arg: Argument) -> tuple[str, bool] | None:
    """Return the predicate that a subject bears to ``arg``, and whether the noun over it names the object; None when unsure."""
    if arg.event == "unclear":
        return None
    event = arg.event
    if arg.shared_direction and arg.direction == "up" and sense in _LIGHT and is_ill(arg) and not arg.neutral:
        # "prolonged QT interval and bradycardia": the bradycardia is not prolonged
        arg = replace(arg, direction=None)
    if arg.shared_direction and arg.direction in ("impaired", "better", "worse") and is_ill(arg):
        # "impaired healing and anemia": the anemia is not impaired
        arg = replace(arg, direction=None)
    if event is None or event == "neutral":
        if arg.direction == "scarce" and sense in _LIGHT:
            # "causes low magnesium"; "has a low risk of Y" compares with nothing
            less = arg.type in ("protein", "cytokine", "drug", "other") or (arg.type == "outcome" and not is_ill(arg))
            return ("decreases", False) if less and sense in ("cause", "light") and "risk" not in arg.noun else None
        if arg.direction and sense in _LIGHT and sense != "characterise" and arg.direction in _SELF:
            if arg.direction == "better" and is_ill(arg):
                return "improves", False
            if arg.direction == "up" and is_good(arg) and re.search(r"survival", arg.name):
                return "improves", False
            return _SELF[arg.direction], False
        if arg.direction == "impaired" and sense in _LIGHT:
            return "worsens", False
        if arg.direction == "impaired" and sense in ("improve",):
            return "improves", False
        if arg.direction == "balance" and sense in _UP:
            return "regulates", False
        base = _base(sense, lemma, arg)
        return (base, False) if base else None
    if sense == "characterise":
        return "associated_with", True
    if arg.direction in ("down", "scarce", "impaired") and not arg.shared_direction:
        # "leads to reduced activation of X" lowers it; less of what lowers says nothing of X
        if event not in _EVENT_UP or not (sense in _LIGHT or sense in _UP):
            return None
        plain = arg.type in _MOLECULES and not arg.composed
        return ("inhibits" if event == "activate" and plain else "decreases"), not plain
    if sense in _LIGHT or sense in _UP:
        if event == "bind" and sense not in ("light", "exert", "involve"):
            # "stimulates the binding of A" says of A, not to what
            return None
        if event in ("treat", "prevent"):
            return (_PLAIN.get(event) or "treats", False) if sense in ("report", "exert", "allow", "light") else None
        if event in _EVENT_UP and sense in ("increase", "enhance", "promote", "stimulate", "induce"):
            # "promotes the activation of X": X is activated; "increases the induction of X": more of it.
            made = _base(event, "", replace(arg, event=None))
            return (made, False) if made else None
        if event == "affect":
            return "regulates", False
        made = _base(event, "", replace(arg, event=None))
        return (made, False) if made else None
    if sense in _DOWN:
        if event == "bind":
            # "blocks the binding of A to B"
            return "inhibits", False
        if event in ("decrease", "worsen", "loss") and arg.noun in _FALLS and sense in ("decrease", "prevent"):
            # "slows the decline in Y": less of the decline
            return _PLAIN[sense], True
        if event in _EVENT_UP:
            plain = arg.type in ("protein", "cytokine", "receptor", "gene", "pathway") and not arg.composed
            return _PLAIN[sense], not plain
        return None
    if sense in ("regulate", "affect"):
        return ("regulates", arg.type in ("cell", None)) if event not in _EVENT_DOWN else None
    if sense == "improve" and event in ("improve", "treat"):
        return "improves", event == "treat"
    if sense in ("approve", "recommend", "contraindicate", "treat", "combine"):
        if event in ("treat", "prevent", "improve", "decrease"):
            base = _base(sense, lemma, replace(arg, event=None))
            return (base, False) if base else None
        return None
    if sense in ("activate", "bind"):
        return None
    return None
