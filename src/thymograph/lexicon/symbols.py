"""Symbols that only a verb of molecular biology beside them gives away: "Xyz3 phosphorylates", "is blocked by AB-123"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from thymograph.lexicon.shapes import Shape
from thymograph.lexicon.wordlists import SYMBOL_STOP
from thymograph.model import Entity

__all__ = ["numbered_members", "salts_in", "symbols_in"]

# Letters and figures of one name, or capitals alone, which only the closest verbs let pass.
_MIXED = r"(?:[A-Z]{2,4}\d/\d|[A-Z][A-Z0-9]{0,4}-?\d{1,4}[A-Za-z]{0,3}\d{0,2}|[A-Z][a-z]{1,4}-?\d{1,3}[a-z]?|[a-z]{1,2}[A-Z]{1,4}\d{0,2}|[A-Z]{1,3}[a-z][A-Z0-9]{1,3})"
_CAPITALS = r"[A-Z]{3,6}"
_CLOSE = (
    r"(?:phosphorylat|dephosphorylat|ubiquitinat|methylat|acetylat|transactivat|oligomeri[sz]|dimeri[sz]|autophosphorylat|cleav|"
    r"upregulat|downregulat|up-regulat|down-regulat|activat|inactivat|inhibit|suppress|repress|antagoni[sz]|secret|express|"
    r"mediat|regulat|modulat|stimulat|induc|bind|block|recruit|degrad|silenc)"
)
_THIRD = rf"(?:{_CLOSE}(?:s|es|ed)|binds|bound)"
_WIDER = (
    r"(?:increases?d?|decreases?d?|reduces?d?|enhances?d?|promotes?d?|prevents?|prevented|triggers?|triggered|causes?d?|drives?|drove|"
    r"attenuates?d?|abolishe[sd]|potentiates?d?|interacts?|interacted|facilitates?d?|impairs?|impaired|alleviates?d?|ameliorates?d?|"
    r"protects?|protected|leads?|led|acts|functions|forms|associates|contributes|produces|releases|plays|controls|disrupts|translocates|"
    r"sensiti[sz]es?d?|rescues?d?|restores?d?|elevates?d?|lowers?|lowered|mimics|competes|exerts|elicits|promoted)"
)
_BETWEEN = r"(?:(?:also|then|thus|further|directly|indirectly|[a-z]+ly|may|can|could|might|did not|does not|cannot|in turn|has been shown to|was found to|is known to|is able to)\s){0,2}"
_NOT_NAMES = re.compile(
    r"(?:Fig|Figs|Tab|Table|Study|Group|Arm|Day|Week|Phase|Stage|Grade|Type|Type|Step|Part|Case|Cohort|Ref|Vol|No|Dr|Aim|Level|Class|Age|Mr|Ms|"
    r"COVID|SARS|HIV|HCV|HBV|HPV|EBV|CMV|NCT|PMC|PMID|DOI|ISO|ICD|SF|VO|FEV|HbA|pH|mRNA|siRNA|shRNA|miRNA|lncRNA|DNA|RNA|cDNA|"
    r"RCT|BMI|MRI|PET|CT|USA|EU|UK|US|NHS|FDA|EMA|WHO|CDC|NIH|NICE|CBT|ECT|SSRI|SNRI|NSAID|ACE|AIDS|COPD|CKD|AKI|ARDS|DNA|TENS|PhD|[mdnk][LMGVAWB]|kDa)-?\d{0,4}[a-z]?"
)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    before = r"(?<![\w/.-])"
    after = r"(?![\w+-])"
    subject = rf"{before}(?P<name>{_MIXED}){after}(?:\s\([^()]{{1,40}}\))?\s{_BETWEEN}(?:{_THIRD}|{_WIDER}|{_CLOSE}e?\b|bind\b|reduce\b|increase\b|decrease\b)"
    capitals = rf"{before}(?P<name>{_CAPITALS}){after}(?:\s\([^()]{{1,40}}\))?\s{_BETWEEN}(?:{_THIRD})\b"
    passive = rf"{before}(?P<name>{_MIXED}){after}\s(?:is|was|are|were|has been|can be|may be|could be)\s(?:[a-z]+ly\s)?(?:{_CLOSE}(?:e?d|en)|bound|released|produced|increased|decreased|reduced|required|involved|essential|necessary)\b"
    object_ = (
        rf"(?:\b{_CLOSE}(?:e?s|e?d|ing|e)?|\bbinds?|\bbinding|\bbound)\s(?:to\s|by\s|with\s|both\s|the\s|endogenous\s|human\s){{0,2}}(?P<name>{_MIXED}|{_CAPITALS}){after}"
        r"(?!\s(?:cells?|mice|patients|tests?|scans?|trials?)\b)"
    )
    noun = (
        rf"(?i:\b(?:activation|inhibition|phosphorylation|expression|overexpression|over-expression|degradation|suppression|stimulation|blockade|release|secretion|"
        rf"activity|levels?|inhibitor|antagonist|agonist|activator|regulator|downregulation|upregulation|knockdown|silencing|deletion|loss|production|binding|cleavage|effects?|majority|role|addition)\s(?:of|to|by)\s(?:both\s|the\s|human\s|endogenous\s)?)(?P<name>{_MIXED}){after}"
    )
    joined = rf"(?P<name>{_MIXED}){after}"
    earlier = rf"{before}(?P<name>{_MIXED})(?:\s?,|,?\s(?:and|or))\s$"
    return tuple(re.compile(p) for p in (subject, capitals, passive, object_, noun, joined, earlier))


_ANY = re.compile(r"[A-Z]{3}|[A-Za-z]-?\d|[a-z][A-Z]")
_JOIN = re.compile(r"\s?(?:,|,?\s(?:and|or|but not|but|not|as well as)|/)\s?")
_CODE = re.compile(r"[A-Z]{1,4}-?\d{3,4}[A-Za-z]{0,2}")
_FAMILIES_OF_GENES = re.compile(r"(?:ZNF|TMEM|FAM|CD|SLC|KIAA|LINC|GPR|TRIM|USP)-?\d")


def _shape(start: int, end: int, name: str) -> Shape | None:
    if _NOT_NAMES.fullmatch(name) or name in SYMBOL_STOP or name.upper() in SYMBOL_STOP:
        return None
    coded = _CODE.fullmatch(name) and not _FAMILIES_OF_GENES.match(name)
    return Shape(start, end, "drug" if coded else "gene", name)


def symbols_in(text: str, known: Sequence[Entity]) -> list[Shape]:
    """Return the symbols of ``text`` that act in it or are acted on, and those joined to them by "and".

    >>> [shape.name for shape in symbols_in("Zyx9 inhibits ABC2 but not DEF4, and is blocked by QX-314.", ())]
    ['Zyx9', 'ABC2', 'DEF4', 'QX-314']
    """
    if not _ANY.search(text) or text.isupper():
        return []
    *contexts, joined, earlier = _patterns()
    found: dict[int, Shape] = {}
    for pattern in contexts:
        for match in pattern.finditer(text):
            shape = _shape(*match.span("name"), match["name"])
            if shape is not None:
                found[shape.start] = shape
    # What is joined to a symbol, or to a known molecule, is one too.
    open_ = [(shape.start, shape.end) for shape in found.values()]
    open_ += [(e.start, e.end) for e in known if e.type in ("gene", "protein", "receptor", "cytokine")]
    while open_:
        start, end = open_.pop()
        join = _JOIN.match(text, end)
        after = joined.match(text, join.end()) if join else None
        for near in (after, earlier.search(text, max(0, start - 20), start)):
            shape = _shape(*near.span("name"), near["name"]) if near else None
            if shape is not None and shape.start not in found:
                found[shape.start] = shape
                open_.append((shape.start, shape.end))
    return [
        shape for shape in sorted(found.values()) if not any(e.start < shape.end and shape.start < e.end for e in known)
    ]


_SALT = re.compile(
    r"\s(?:(?:hydrochloride|hydrobromide|mesylate|mesilate|maleate|tartrate|succinate|fumarate|besylate|tosylate|phosphate|acetate|citrate)|"
    r"(?:sodium|potassium|calcium|magnesium|disodium)(?!\s(?:levels?|channels?|loss|deplet\w+|concentrations?|excretion|intake|retention|balance|absorption|uptake|"
    r"reabsorption|handling|and\b|in\b|from\b|ions?|currents?)))\b"
)


def salts_in(text: str, known: Sequence[Entity]) -> list[tuple[Entity, int]]:
    """Return drugs whose salt is named behind them, each with the end of the salt's name: "X sodium" is X."""
    return [
        (entity, match.end())
        for entity in known
        if entity.type == "drug"
        and entity.text[-4:] not in ("dium", "sium", "cium")
        and (match := _SALT.match(text, entity.end))
    ]


_NUMBER = re.compile(r"-\d{1,2}[A-Za-zαβγ]?(?![\w-])")


def numbered_members(text: str, known: Sequence[Entity]) -> list[tuple[Entity, int]]:
    """Return molecules named with their number in a family, each with the end of the number: "angiopoietin-2"."""
    return [
        (entity, match.end())
        for entity in known
        if entity.type in ("protein", "cytokine", "receptor", "gene") and (match := _NUMBER.match(text, entity.end))
    ]
