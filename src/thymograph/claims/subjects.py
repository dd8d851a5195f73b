"""Subjects that a statement leaves out or only points at: bare predicates, pronouns, class words."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

__all__ = [
    "Pronoun",
    "first_predicate",
    "first_verb",
    "is_advice",
    "is_gloss",
    "is_laboratory_step",
    "lacks_subject",
    "pronouns_in",
]

# Verbs that open a bullet whose subject stands in its heading: stems, -s, -ed and -ing are added.
_VERBS = """
accelerate achieve act activate affect aid allow alleviate alter ameliorate amplify appear assist attenuate augment
benefit bind block boost bring broaden cause combat confer contribute control convert counteract
cross decrease delay delete demonstrate deplete depress diminish disrupt down-regulate downregulate drive
elevate elicit eliminate enable encourage enhance exacerbate exert exhibit extend facilitate favor favour
generate halt have help hinder impair impede improve increase induce inhibit initiate interact interfere
intensify invoke kill lead lessen limit lower maintain mediate mimic minimise minimize mitigate modify
modulate neutralise neutralize normalise normalize optimise optimize overcome permit potentiate prevent
produce prolong promote protect provide raise recruit reduce regulate relax relieve remain remove repair
repress require rescue restore restrict result retain reverse sensitise sensitize shift shorten
show slow stabilise stabilize stimulate strengthen suppress support target trigger turn
up-regulate upregulate weaken work worsen yield
"""
_AUXILIARY = (
    r"may|might|can|could|should|must|will|would|does|did|has|have|had|is|was|were|are|not|cannot|"
    r"no longer|also|often|usually|generally|primarily|mainly|potentially|significantly|directly|"
    r"indirectly|markedly|widely|rarely|commonly"
)
_LABEL = re.compile(r"^(?:[^:.;]{2,60}):\s+(?=\S)")


class Pronoun(NamedTuple):
    """A word that points back, the types that it may point to (() for any) and whether to several."""

    start: int
    end: int
    types: tuple[str, ...]
    many: bool


_WORD = re.compile(r"\w+")
_PLAIN = r"increases?|decreases?|shows|works|yields|benefits|targets|limits|results in|acts|lowers|raises"
_MODALS = r"may|might|can|could|should|must|will|would|cannot|is|was|has been|not"


@cache
def _bare_forms() -> frozenset[str]:
    """Return the forms of verbs that a bare predicate can begin with."""
    forms = set()
    for verb in _VERBS.split():
        stem = verb.removesuffix("e")
        forms |= {verb, verb + ("es" if verb.endswith(("ss", "x", "ch", "sh")) else "s"), stem + "ed"}
        if verb.endswith("y"):
            forms |= {verb[:-1] + "ies", verb[:-1] + "ied"}
    forms |= {"has", "shown", "given", "administered", "used", "taken", "approved", "indicated", "known",
              "metabolised", "metabolized", "excreted", "absorbed", "contraindicated", "recommended",
              "associated", "found", "leads", "led"}  # fmt: skip
    forms -= {"delete", "results", "shows", "works", "yields", "controls", "benefits", "targets", "limits",
              "limited", "increases", "decreases", "reduced", "increased", "decreased", "elevated",
              "controlled", "prolonged", "impaired", "improved", "increase", "decrease", "control", "result",
              "benefit", "work", "support", "aid", "target", "help", "delay", "limit", "lead", "shift",
              "turn", "act", "slow", "lower", "lowered", "have", "raise"}  # fmt: skip
    return frozenset(forms)


@cache
def _openers() -> frozenset[str]:
    """Return the first words, in small letters, of all that :func:`_bare_predicate` can match without an adverb."""
    printed = "|".join((*_bare_forms(), _AUXILIARY, _PLAIN, _MODALS, "increase", "decrease")).replace("?", "")
    return frozenset(form.replace("-", " ").split()[0] for form in printed.split("|"))


@cache
def _bare_predicate() -> re.Pattern[str]:
    verbs = "|".join(sorted(_bare_forms(), key=lambda form: (-len(form), form)))
    return re.compile(
        rf"(?:(?:{_AUXILIARY})\s+)*(?:\w+ly\s+)?(?:{verbs})\b"
        rf"|(?:\w+ly\s+)?(?:{_PLAIN})\s+(?!in\b|of\b|from\b|were\b|was\b|are\b)"
        rf"|(?:{_MODALS})\b",
        re.IGNORECASE,
    )


def lacks_subject(text: str) -> bool:
    """Return whether ``text`` opens with its predicate, a label and colon before it aside.

    Imperatives ("Wash the cells", "Avoid alcohol") are not told from bare predicates here.

    >>> lacks_subject("Promotes apoptosis."), lacks_subject("Safety: May cause drowsiness.")
    (True, True)
    >>> lacks_subject("Metformin lowers glucose.")
    False
    """
    label = _LABEL.match(text) if ":" in text else None
    start = label.end() if label else 0
    first = _WORD.match(text, start)
    if first is None or not (first[0].lower() in _openers() or first[0].lower().endswith("ly")):
        return False
    return bool(_bare_predicate().match(text, start))


@cache
def _predicate() -> re.Pattern[str]:
    forms = {
        verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in "aeou" else verb + "s" for verb in _VERBS.split()
    }
    forms -= {"results", "controls", "benefits", "targets", "limits", "works", "yields", "supports", "aids", "shifts", "turns",
              "triggers", "acts", "delays", "blocks", "increases", "decreases", "drives", "helps", "leads"}  # fmt: skip
    # Those that are as often nouns count only with an object behind them.
    plain = "includes|include|included|increases|decreases|blocks|drives|triggers|controls|limits|supports|targets|yields|leads to|results in|acts"
    return re.compile(
        r"\b(?:is|are|was|were|has|have|had|can|may|might|could|should|must|will|would|do|does|did)\b"
        rf"|\b(?:{'|'.join(sorted(forms))})\b|\b(?:{plain})\s(?!in\b|of\b|and\b|for\b|were\b|was\b|are\b)"
    )


def first_predicate(text: str) -> int | None:
    """Return where the first finite verb of ``text`` stands that can be told without syntax, or None.

    >>> first_predicate("Loss of SIRT6 accelerates ageing."), first_predicate("Nausea and headache")
    (14, None)
    """
    found = _predicate().search(text)
    return found.start() if found else None


_AFTER_PLURAL = re.compile(r"[s)] ([a-z]{3,})\b")


@cache
def _plural_forms() -> frozenset[str]:
    return frozenset({*_VERBS.split(), "are", "were", "have"})


def first_verb(text: str) -> int | None:
    """Return where the first finite verb stands, that of a plural subject ("statins lower") too, or None.

    >>> first_verb("Loop diuretics promote the loss of water"), first_verb("Nausea and headache")
    (15, None)
    """
    single = first_predicate(text)
    forms = _plural_forms()
    plurals = _AFTER_PLURAL.finditer(text, 0, len(text) if single is None else single)
    return next((match.start(1) for match in plurals if match[1] in forms), single)


_ADVICE = re.compile(
    r"(?:[^:.;]{2,60}:\s+)?(?:Do not|Don't|Never|Always|Avoid|Use|Consider|Monitor|Evaluate|Give|Start|Stop|Discontinue|Adjust|"
    r"Take|Administer|Check|Assess|Offer|Prescribe|Screen|Test|Counsel|Advise|Withhold|Interrupt|Titrate|Exercise|"
    r"Refer|Treat|Switch|Continue|Resume|Inform|Ensure|Observe)\b",
    re.IGNORECASE,
)


def is_advice(text: str) -> bool:
    """Return whether ``text`` tells a clinician or patient what to do, a label and colon before it aside.

    >>> is_advice("Avoid grapefruit juice."), is_advice("Cautions: Do not crush."), is_advice("Avoidance helps.")
    (True, True, False)
    """
    return bool(_ADVICE.match(text))


_GLOSS = re.compile(
    r"An?\s(?:(?!(?:is|are|was|were|has|have|had|may|can|will)\b)[\w'’/-]+,?\s){1,8}?"
    r"(?:used|indicated|approved|licensed|prescribed|recommended)\s(?:to|for|in|as)\b"
)


def is_gloss(text: str) -> bool:
    """Return whether ``text`` is no sentence but says what a thing named elsewhere is and what it is for.

    >>> is_gloss("An oral antidiabetic agent used to treat type 2 diabetes."), is_gloss("A statin is used to treat it.")
    (True, False)
    """
    return bool(_GLOSS.match(text))


_LABORATORY = re.compile(
    r"(?:\([Oo]ptional\)\s*)?(?:Add|Adjust|Aliquot|Analy[sz]e|Aspirate|Calculate|Centrifuge|Coat|Collect|Count|Culture|"
    r"Dilute|Discard|Dissolve|Elute|Filter|Fix|Freeze|Harvest|Heat|Incubate|Include|Isolate|Load|Lyse|Measure|Mix|"
    r"Perform|Pellet|Pipette|Place|Plate|Pre-?treat|Prepare|Quantify|Record|Remove|Repeat|Resuspend|Rinse|Seed|"
    r"Separate|Spin|Stain|Stimulate|Store|Thaw|Transfer|Trypsini[sz]e|Vortex|Warm|Wash|Weigh)\s"
    r"(?=(?:the|a|an|each|all|cells?|samples?|[\d.]+|\w+\s(?:with|in|from|using|to|at|for))\b)"
)


def is_laboratory_step(text: str) -> bool:
    """Return whether ``text`` tells a worker at the bench what to do.

    >>> is_laboratory_step("Wash the cells twice with PBS."), is_laboratory_step("Avoid alcohol.")
    (True, False)
    """
    return bool(_LABORATORY.match(text))


_CLASSES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"drug|agent|medication|medicine|compound|molecule|peptide|antibody|inhibitor|product|substance|hormone"
     r"|vaccine|statin", ("drug", "cytokine", "protein")),
    (r"protein|enzyme|kinase|chemokine|growth factor", ("protein", "cytokine", "receptor", "gene")),
    (r"treatment|therapy|intervention|regimen", ("drug", "procedure")),
    (r"cytokine", ("cytokine", "drug")),
    (r"receptor", ("receptor",)),
    (r"pathway", ("pathway",)),
    (r"disease|condition|syndrome|disorder|infection", ("disease",)),
)  # fmt: skip
_MANY: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"pathways|cascades", ("pathway",)),
    (r"cytokines|chemokines|mediators", ("cytokine", "drug")),
    (r"receptors", ("receptor",)),
    (r"cells", ("cell",)),
    (r"drugs|agents|medications|medicines|inhibitors", ("drug", "cytokine")),
    (r"therapies|treatments", ("drug", "procedure")),
    (r"diseases|conditions|disorders|infections", ("disease",)),
    (r"proteins|molecules|kinases", ("protein", "cytokine", "receptor")),
)


@cache
def _pointers() -> tuple[tuple[tuple[str, ...], re.Pattern[str], tuple[str, ...], bool], ...]:
    """Return strings of which one must be in the text (a cheap test), the pattern, the types, and whether several are meant."""
    rules: list[tuple[tuple[str, ...], re.Pattern[str], tuple[str, ...], bool]] = [
        # Only where a clause begins: elsewhere "it" is too often an expletive or another noun.
        (("It", "it"), re.compile(r"(?:^|(?<=\. )|(?<=; )|(?<=and )|(?<=but )|(?<=though )|(?<=, )|(?<=: )|(?<=because )|(?<=since )|(?<=after )|(?<=found that )|(?<=showed that )|(?<=shown that ))(?:It|it)\b"
                    r"(?!\s+(?:is|was|remains|seems|appears|has been)\s+(?:\w+ly\s+)?(?:that|to|important|"
                    r"unclear|possible|likely|thought that|known that|shown that|suggested|believed|"
                    r"recommended|estimated|necessary|essential|safe|worth|unknown))"), (), False),
        (("Its", "its"), re.compile(r"\b(?:Its|its)\b"), (), False),
    ]  # fmt: skip
    for words, types in _CLASSES:
        rules.append(
            (("The", "his"), re.compile(rf"(?:^The|\b[Tt]his)\s+(?:{words})(?:['’]s)?(?=\s+[a-z]|[,.])"), types, False)
        )
    rules.append((("cell",), re.compile(r"\b[Tt]he\s+(?:cell\s+suspension|cells)\b(?!\s+of)"), ("cell",), False))
    for words, types in _MANY:
        rules.append(
            (
                ("hese", "oth", "he two"),
                re.compile(rf"\b(?:[Tt]hese|[Bb]oth|[Tt]he two)\s+(?:two\s+)?(?:{words})\b"),
                types,
                True,
            )
        )
    return tuple(rules)


def pronouns_in(text: str) -> tuple[Pronoun, ...]:
    """Return the words of ``text`` that point back to an earlier entity, in order."""
    found = [
        Pronoun(match.start(), match.end(), types, many)
        for needed, pattern, types, many in _pointers()
        if any(map(text.__contains__, needed))
        for match in pattern.finditer(text)
    ]
    return tuple(sorted(found))
