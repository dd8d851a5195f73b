"""Rule on the subject of works: a title about another drug or therapy than the claim that cites it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from thymograph.assembly.audit.dossiers import Dossier, spelled, work_name
from thymograph.assembly.audit.findings import Outcome, at_claim, not_performed, passed
from thymograph.assembly.ends import is_host_only
from thymograph.lexicon.concepts import load_lexicon
from thymograph.lexicon.folding import fold_key
from thymograph.model import Citation, Claim, Work

__all__ = ["Therapy", "akin", "is_class", "therapies_of_claim", "therapies_of_title", "work_about_another_entity"]


class Therapy(NamedTuple):
    """A drug or therapy that a claim or a title names."""

    name: str
    id: str | None
    group: bool = False
    """Whether it is a class of drugs or a kind of therapy rather than one of them."""


# Of a drug class rather than of a drug: the last word of its name.
_CLASS_HEADS = re.compile(
    r"(?:inhibitors?|agonists?|antagonists?|blockers?|blockade|antibod(?:y|ies)|agents?|drugs?|medications?|modulators?|analogues?"
    r"|analogs?|steroids?|corticosteroids?|statins?|diuretics?|vaccines?|antibiotics?|antivirals?|antifungals?|biologics?|opioids?|nsaids?"
    r"|dmards?|chemotherapy|immunotherapy|therapy|therapies|treatments?|fluids?|oxygen|placebo|insulins?|interferons?|immunomodulators?"
    r"|glucocorticoids?|anticoagulants?|antidepressants?|antipsychotics?|benzodiazepines?|macrolides?|penicillins?|cephalosporins?"
    r"|conjugates?|peptides?|hormones?|supplements?|vitamins?|probiotics?|cytokines?|sensiti[sz]ers?|stimulants?|anesthetics?)",
    re.IGNORECASE,
)
# Stems of international nonproprietary names and words of the classes they belong to.
_STEMS = (
    (r"mab", r"antibod|\bmabs?\b|inhibitor|block|biologic|checkpoint|immunotherap|anti-|bispecific|targeted"),
    (r"cept", r"inhibitor|block|biologic|fusion|anti-"),
    (r"statin", r"\bstatins?\b|HMG|lipid"),
    (r"pril(?:at)?", r"\bACE\b|angiotensin|renin|antihypertens|inhibitor"),
    (r"sartan", r"angiotensin|\bARBs?\b|renin|antihypertens|blocker"),
    (r"olol", r"beta[- ]?(?:adrenergic |adrenoceptor )?block|β|antihypertens|adren"),
    (r"dipine", r"calcium|antihypertens|blocker"),
    (r"[tn]inib|sertib|ciclib|rafenib|lisib", r"inhibitor|targeted|kinase"),
    (r"prazole", r"proton|PPI|antisecret|acid"),
    (r"gliptin|gliflozin|glutide|glitazone|enatide|tirzepatide|metformin|glinide", r"inhibitor|agonist|antidiabetic|hypoglyc?|glucose|GLP|SGLT|DPP|thiazolidin"),
    (r"cillin|floxacin|cycline|mycin|micin|bactam|penem|oxacin|nidazole|zolid", r"antibiotic|antimicrob|lactam|penicillin|quinolone|macrolide|glycosid"),
    (r"cef\w+", r"cephalosporin|antibiotic|lactam|antimicrob"),
    (r"conazole|fungin", r"antifung|azole|echinocandin"),
    (r"vir", r"antivir|inhibitor|direct-acting|retrovir|nucleos"),
    (r"oxetine|citalopram|sertraline|faxine|triptyline", r"SSRI|SNRI|serotonin|antidepress|reuptake|tricyclic"),
    (r"azepam|azolam", r"benzodiaz|sedativ|anxiolyt"),
    (r"sone|solone|onide|asone", r"steroid|cortico|glucocort"),
    (r"parin|xaban|gatran|warfarin", r"anticoag|inhibitor|heparin|thrombin|DOAC|NOAC|vitamin K"),
    (r"platin|taxel|rubicin|citabine|bine|tecan", r"chemo|platinum|taxane|anthracycl|cytotoxic|antineoplas"),
    (r"dronate", r"bisphosphonate|antiresorp"),
    (r"profen|oxicam|coxib|fenac", r"NSAID|anti-inflammatory|COX"),
    (r"setron|tidine|triptan|lukast|semide|thiazide", r"antagonist|blocker|agonist|diuretic|antiemetic"),
    (r"limus", r"calcineurin|mTOR|immunosuppress|inhibitor"),
)  # fmt: skip
# What these do to a therapy's name makes it describe the patients, not the treatment.
_AFTER = re.compile(r"^[- ](?:refractory|resistan\w+|naive|naïve|induced|dependent|intoleran\w+|associated|related|experienced|treated|failure|unresponsive|free|sparing|eluting)\b", re.IGNORECASE)  # fmt: skip
_BEFORE = re.compile(r"(?:previously treated with|refractory to|resistant to|after failure of|intolerant (?:of|to)|versus|vs\.?|compared with) $", re.IGNORECASE)  # fmt: skip
_THERAPY_AFTER = re.compile(r"^ (?:augmentation |replacement |infusion |supplementation |substitution )?(?:therapy|treatment|infusions?|supplementation|administration|replacement|augmentation)\b", re.IGNORECASE)  # fmt: skip
_PROTEIN_TYPES = frozenset({"protein", "cytokine"})
_GENERIC_WORDS = frozenset(
    "acid sodium potassium calcium human recombinant inhibitor inhibitors antibody antibodies alpha beta gamma delta factor"
    " hydrochloride liposomal pegylated receptor agonist antagonist extract oral topical hormone vitamin synthetic"
    " combined therapy treatment chloride sulfate acetate based blocker agent vaccine".split()
)
_LOOKING_KINDS = frozenset({"definition", "epidemiology", "other", "protocol_step", "future_direction"})


def is_class(name: str) -> bool:
    """Tell whether a name is that of a class of drugs or a kind of therapy, by its last word.

    >>> is_class("immune checkpoint inhibitor"), is_class("pembrolizumab")
    (True, False)
    """
    words = name.split()
    return bool(words) and bool(_CLASS_HEADS.fullmatch(words[-1].strip("().,")))


@cache
def _broader(curie: str) -> frozenset[str]:
    """Return the ids of all wider concepts of a concept, itself included."""
    lexicon = load_lexicon()
    found: set[str] = set()
    open_ids = [curie]
    while open_ids:
        one = open_ids.pop()
        if one in found:
            continue
        found.add(one)
        concept = lexicon.concept(one)
        if concept is not None:
            open_ids.extend(concept.broader)
            found.add(concept.id)
    return frozenset(found)


def _designators(name: str) -> set[str]:
    """Return the Greek letters and numbers that tell members of a family apart (alpha 1, beta 4)."""
    return {
        word for word in fold_key(name).split() if word in ("alpha", "alfa", "beta", "gamma", "delta") or word.isdigit()
    }


def akin(a: Therapy, b: Therapy) -> bool:
    """Tell whether two therapies may be the same: one id, one wider than the other, a shared stem of the name, or a
    class that the other may belong to. Where nothing tells, they are not.

    >>> akin(Therapy("peginterferon alfa-2a", None), Therapy("interferon alfa", None))
    True
    >>> akin(Therapy("alpha-1 proteinase inhibitor", None), Therapy("thymosin alpha 1", None))
    False
    """
    if a.id and b.id and (a.id in _broader(b.id) or b.id in _broader(a.id)):
        return True
    first, second = fold_key(a.name), fold_key(b.name)
    if f" {first} " in f" {second} " or f" {second} " in f" {first} ":
        return True
    apart = bool(_designators(a.name) and _designators(b.name) and not _designators(a.name) & _designators(b.name))
    for one in first.split():
        for other in second.split():
            if min(len(one), len(other)) < 5 or one in _GENERIC_WORDS or other in _GENERIC_WORDS:
                continue
            if (one == other or one.endswith(other) or other.endswith(one) or one[:6] == other[:6]) and not apart:
                return True
    return _may_belong(a.name, b.name) or _may_belong(b.name, a.name)


def _may_belong(member: str, group: str) -> bool:
    """Tell whether a drug may belong to a class, by the stem of its name; of an unknown stem nothing is told."""
    last = member.split()[-1].lower() if member.split() else ""
    return is_class(group) and any(
        re.search(rf"(?:{stem})$", last) and re.search(words, group, re.IGNORECASE) for stem, words in _STEMS
    )


@cache
def therapies_of_title(title: str) -> tuple[Therapy, ...]:
    """Return the therapies that a title is about: drugs, and proteins given as therapy.

    A drug that only describes the patients ("steroid-refractory") or the comparison is left out.
    """
    found: dict[str, Therapy] = {}
    for entity in load_lexicon().find(title):
        after, before = title[entity.end :], title[: entity.start]
        if _AFTER.match(after) or _BEFORE.search(before):
            continue
        if entity.type == "drug" or (entity.type in _PROTEIN_TYPES and _THERAPY_AFTER.match(after)):
            # "Heparins", "bisphosphonates": what is counted is a class.
            plural = entity.text.endswith("s") and not entity.name.endswith("s")
            group = entity.type == "drug" and (plural or is_class(entity.name))
            found.setdefault(entity.id or fold_key(entity.name), Therapy(entity.name, entity.id, group))
    return tuple(found.values())


def therapies_of_claim(claim: Claim) -> tuple[Therapy, ...]:
    """Return the drugs that a claim names or is understood to be about, each once."""
    found: dict[str, Therapy] = {}
    for mention in claim.mentions:
        if mention.type == "drug":
            therapy = Therapy(mention.name, mention.id, is_class(mention.name))
            found.setdefault(mention.id or fold_key(mention.name), therapy)
    return tuple(found.values())


def _subjects(claim: Claim) -> tuple[Therapy, ...]:
    """Return the drugs that tell a claim from others: no classes, and of relations only what they are about."""
    named = [therapy for therapy in therapies_of_claim(claim) if not therapy.group]
    related = {key for one in claim.relations for key in (one.subject_id or one.subject, one.object_id or one.object)}
    told = [therapy for therapy in named if therapy.id in related or therapy.name in related]
    return tuple(told or named)


def _denies(claim: Claim) -> bool:
    return claim.polarity in ("negated", "no_evidence") or any(
        one.polarity in ("negated", "no_evidence") or one.predicate in ("not_associated_with", "no_effect_on")
        for one in claim.relations
    )


def _names_in_title(claim: Claim, title: str) -> bool:
    folded = f" {fold_key(title)} "
    return any(
        f" {key} " in folded
        for mention in claim.mentions
        if mention.type in ("drug", "protein", "cytokine", "procedure")
        for key in (fold_key(mention.name), fold_key(mention.text))
        if len(key) > 2
    )


def _off(claim: Claim, work: Work, subjects: tuple[Therapy, ...]) -> tuple[Therapy, ...]:
    """Return the therapies of a work's title if none of them may be one of the claim's, else ()."""
    title = work.title or ""
    about = therapies_of_title(title)
    # Classes and their members are rarely told apart by name, so a class counts only in a case report behind a denial.
    telling = [one for one in about if not one.group or (work.type == "case_report" and _denies(claim))]
    if not telling or _names_in_title(claim, title):
        return ()
    everything = therapies_of_claim(claim)
    if any(akin(one, other) for one in about for other in (*subjects, *everything)):
        return ()
    return tuple(telling)


def work_about_another_entity(dossier: Dossier) -> Iterator[Outcome]:
    """Yield, for each work cited by a claim about a drug, whether its title may be about that drug.

    Only titles that name a therapy tell; a title without one is not judged, nor is a bare site.
    """
    rule = "work_about_another_entity"
    for claim in dossier.claims:
        if not claim.citations or claim.kind in _LOOKING_KINDS:
            continue
        subjects = _subjects(claim)
        if not subjects:
            continue
        seen: set[str] = set()
        for citation in claim.citations:
            work = dossier.work_of(citation)
            if work is None or work.id in seen:
                continue
            seen.add(work.id)
            if not work.title:
                yield not_performed(
                    rule, "the entry names only a site" if is_host_only(work) else "the entry has no title"
                )
                continue
            if not therapies_of_title(work.title):
                yield not_performed(rule, "the title names no drug or therapy")
                continue
            off = _off(claim, work, subjects)
            yield _found(rule, claim, citation, work, subjects, off) if off else passed(rule)


def _found(
    rule: str, claim: Claim, citation: Citation, work: Work, subjects: tuple[Therapy, ...], off: tuple[Therapy, ...]
) -> Outcome:
    stated = citation.method in ("number", "key")
    kind = "a case report on" if work.type == "case_report" else "about"
    denial = ", for an effect that is denied" if work.type == "case_report" and _denies(claim) else ""
    guess = "" if stated else f"; marker {citation.number} means this work only by guess"
    return at_claim(
        rule,
        "warning" if stated else "note",
        claim,
        f"the claim is about {spelled(one.name for one in subjects)}, the cited work {work_name(work)} is {kind}"
        f" {spelled(one.name for one in off)}{denial}{guess}",
        "cite a work on the drug that the claim is about, or say in the text why this one bears on it",
        entry=citation.entry,
    )
