"""Which noun phrases are named well enough to be an object."""

from __future__ import annotations

import re

from thymograph.claims.assertions.arguments import PEOPLE, Argument
from thymograph.claims.assertions.meaning import is_ill

__all__ = ["is_body_part", "usable"]

_VAGUE = frozenset(
    "need requirement requirements use number effect effects role ability potential way ways time data results result evidence risk patients patient study studies "
    "trial trials treatment therapy dose doses dosage level levels group groups addition use review findings understanding approach "
    "mechanism mechanisms others concern concerns benefit benefits this these interest monitoring care caution safety type part side "
    "change changes difference differences analysis model models attention issue issues problem problems question questions it them "
    "percent points percentage making using being having giving taking leading resulting helping allowing causing presence substances substance chemical chemicals protein enzyme molecule molecules serious severe fatal sense strategies markers ability capacity potential role efficacy cells people women men children adults subjects range series variety lot attempt activity medications drugs enzymes foods incidence prevalence awareness switch cohort subgroup complications term disease step steps feelings feeling constituents form cause causes sensitivity receptors receptor hormones hormone organs organ signals signal factors factor narrowing contraindications contraindication comorbidities co-morbidities pathologies stages stage".split()
)

_ADJECTIVE = re.compile(
    r"(?:[a-z](?:(?<!withdraw)(?<!surviv)(?<!remov)(?<!ritu)al|ic|ive|ous|able|ible|ful|less|ary|ly|[^e]ed)|^(?:mild|broad|rapid|strong|major|minor|moderate|transient|potent|similar|"
    r"several|different|important|local|dependent|independent|present|absent|free|worse|better|low|high|large|small))$"
)

_LIGHT = frozenset({"light", "report", "associate", "produce", "exert"})

_UNGROUNDED_SENSES = frozenset(
    {
        "increase",
        "decrease",
        "improve",
        "inhibit",
        "worsen",
        "cause",
        "treat",
        "prevent",
        "enhance",
        "light",
        "induce",
        "stimulate",
        "produce",
        "regulate",
    }
)


_BODY_PARTS = frozenset(
    "heart kidney liver brain bone skin stomach lung muscle nerve artery vein eye ear nose mouth throat bladder prostate pancreas spleen "
    "gut colon esophagus urine saliva sweat feces myocardium retina cornea joint cartilage tendon spine uterus breast airway nerves".split()
) | {
    "blood vessel",
    "gastrointestinal tract",
    "small intestine",
    "large intestine",
    "spinal cord",
    "smooth muscle",
    "intestinal lumen",
}


def is_body_part(argument: Argument) -> bool:
    """Tell whether an argument is but a part of the body, or what leaves it."""
    if argument.composed or argument.event is not None or argument.neutral or argument.type not in ("other", None):
        return False
    if argument.name.rpartition(" ")[2] in ("atrium", "ventricle", "gland", "lobe", "muscle"):
        return True
    return argument.name in _BODY_PARTS or (argument.id or "").startswith("UBERON:")


def usable(argument: Argument, sense: str) -> bool:
    """Tell whether an object is named well enough to be one."""
    if argument.head == "this event" or (argument.composed and len(argument.name.split()) > 7):
        return False
    if argument.composed and argument.head in ("evidence", "data", "findings", "results", "studies", "trials"):
        return False
    if argument.entity is not None:
        if (
            argument.id is None
            and not argument.composed
            and argument.head.rpartition(" ")[2] in ("enzyme", "enzymes", "toxins", "step")
        ):
            return False
        return not argument.arm and argument.type not in ("study", "organisation")
    words = argument.name.split()
    if argument.event and argument.noun and words and words[-1].lower() == argument.noun:
        # "showed a reduction": of what stands elsewhere
        return False
    if (
        not words
        or len(words) > 4
        or argument.head in _VAGUE
        or not PEOPLE.isdisjoint(map(str.lower, words))
        or (sense not in _UNGROUNDED_SENSES and not (sense in _LIGHT and argument.event))
    ):
        return False
    if sense == "light" and argument.event is None and argument.direction is None:
        return False
    changes = argument.event in ("increase", "decrease", "improve") and sense in _LIGHT
    if argument.event not in (None, "neutral") and not changes:
        return False
    if (sense == "improve" and is_ill(argument)) or _ADJECTIVE.search(argument.head):
        return False
    return all(re.fullmatch(r"[A-Za-z][\w-]+", word) for word in words) and (
        len(argument.head) > 3 or argument.name.isupper()
    )
