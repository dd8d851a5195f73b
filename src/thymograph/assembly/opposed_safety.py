"""Conflicts of safety: "well tolerated", "virtually no toxicity" here, serious reactions of the same drug there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from thymograph.assembly.conflict_nodes import Case, Conflict, Member, conflict
from thymograph.assembly.propositions import question_of
from thymograph.assembly.stands import Context, context_of, spread
from thymograph.model import Assertion, Claim, Qualifiers

__all__ = ["safety_conflicts"]

_DENYING = frozenset({"negated", "no_evidence"})
_SAFE = re.compile(
    r"\b(?:(?:good|excellent|favou?rable|exceptional|acceptable) (?:\w+ )?(?:tolerability|safety)|safety profile|well[ -]tolerated|safe)\b",
    re.I,
)
# What there is none of, when a text says that a drug is harmless.
_ANY_HARM = re.compile(
    r"\b(?:toxicit(?:y|ies)|(?:adverse|side|unwanted|undesirable) (?:events?|effects?|reactions?)|harms?|safety concerns?)\b",
    re.I,
)
# Reactions that are serious whatever the text says of them.
_GRAVE = re.compile(
    r"\b(?:anaphyla\w+|angio-?o?edema|stevens[- ]johnson\w*|toxic epidermal|torsades?|ventricular (?:fibrillation|tachycardia|arrhythmia)"
    r"|cardiac arrest|death|fatal\w*|sudden death|(?:hepatic|liver|renal|kidney|respiratory|heart|multi-?organ) (?:failure|dysfunction)"
    r"|hepatotoxicity|liver injury|agranulocytosis|aplastic an(?:a)?emia|rhabdomyolysis|lactic acidosis|seizures?|stroke|myocardial infarction"
    r"|(?:intracranial|intracerebral|cerebral|gastrointestinal|major) (?:ha?emorrhage|bleeding)|serotonin syndrome|neuroleptic malignant"
    r"|pancreatitis|perforation|pulmonary embolism|septic shock|leu[ck]oencephalopathy|myocarditis|capillary leak\w*|suicid\w+)\b",
    re.I,
)
_SERIOUS = re.compile(r"\b(?:serious|severe|life[- ]threatening|fatal|grave|boxed warning|black box)\b", re.I)
# Words by which a claim speaks of one study, not of the drug.
_ONE_STUDY = re.compile(
    r"\b(?:in|during|of|from|within|by) (?:(?:the|this|that|these|those|our|one|a|an|all|both|most|several|clinical|cited|present|pivotal|controlled|long-term|open-label|\d+|phase [\dIVab]+) ){0,3}"
    r"(?:study|studies|trials?|series|cohorts?|arms?|groups?)\b",
    re.I,
)  # fmt: skip


def _words(claim: Claim) -> str:
    return " ".join((*claim.section[-2:], claim.quote or claim.gist))


def _reassures(one: Assertion) -> bool:
    denied = one.polarity in _DENYING
    if one.certainty == "speculative" or one.polarity == "unknown":
        return False
    if one.predicate == "associated_with" and not denied:
        return bool(_SAFE.search(one.object)) and not _ANY_HARM.search(one.object)
    if one.predicate == "not_associated_with" or (denied and one.predicate in ("causes", "associated_with")):
        # "No hepatotoxicity" denies one harm; only "no toxicity" denies all.
        return bool(_ANY_HARM.fullmatch(re.sub(r"^(?:serious|severe|significant|major|grade \S+) ", "", one.object)))
    return False


def _warns(claim: Claim, one: Assertion) -> bool:
    if (
        one.polarity != "affirmed"
        or one.certainty == "speculative"
        or one.predicate not in ("causes", "associated_with", "increases")
    ):
        return False
    if one.predicate == "increases":
        return bool(_GRAVE.search(one.object))
    if one.predicate == "associated_with" and claim.kind != "safety":
        return False
    if _GRAVE.search(one.object):
        return True
    # "Severe" of the disease that is treated says nothing: it must stand with the reaction or over its list.
    heading = claim.section[-1] if claim.section else ""
    words = claim.quote or claim.gist
    place = words.casefold().find(one.object.casefold())
    near = words[max(0, place - 40) : place] if place >= 0 else ""
    return bool(_ANY_HARM.search(one.object) and _SERIOUS.search(near)) or bool(
        claim.kind == "safety" and _SERIOUS.search(heading) and not _SAFE.search(one.object)
    )


def safety_conflicts(case: Case) -> Iterator[Conflict]:
    """Yield, for each drug called harmless in one claim, the serious reactions that others list.

    ``safety`` where the harmlessness is said of the drug; ``apparent`` where it is said of one study ("in this trial"),
    of a population or combination, or the reactions were seen in one.
    """
    calm: defaultdict[str, list[tuple[Claim, Assertion, Context]]] = defaultdict(list)
    grave: defaultdict[str, list[tuple[Claim, Assertion, Context]]] = defaultdict(list)
    named: dict[str, tuple[str, str | None]] = {}
    for claim in case.claims:
        for one in claim.relations:
            kept = calm if _reassures(one) else grave if _warns(claim, one) else None
            if kept is None:
                continue
            key = case.names.key(one.subject, one.subject_id)
            given = (one.subject, one.subject_id or case.names.curie(one.subject))
            named[key] = min(named.get(key, given), given, key=str)
            context = context_of(claim, one, case.names)
            if kept is calm and _ONE_STUDY.search(_words(claim)):
                context |= {("population", "l:one-study", "one study")}
            kept[key].append((claim, one, context))
    for key in sorted(calm.keys() & grave.keys()):
        yield from _of_drug(case, named[key], calm[key], grave[key])


def _of_drug(
    case: Case,
    drug: tuple[str, str | None],
    calm: list[tuple[Claim, Assertion, Context]],
    grave: list[tuple[Claim, Assertion, Context]],
) -> Iterator[Conflict]:
    question = question_of(drug, "safety", ("harm", None), Qualifiers(), case.names)
    # A disease named beside a reaction is seldom its context; people, combination and system are.
    narrowing = {"population", "with", "system", "dose"}

    def narrow(context: Context) -> Context:
        return frozenset(part for part in context if part[0] in narrowing)

    general = [(claim, one) for claim, one, context in calm if not narrow(context)]
    listed = [(claim, one) for claim, one, context in grave if not narrow(context)]
    calm_ids = {claim.id for claim, _ in general}
    listed = [(claim, one) for claim, one in listed if claim.id not in calm_ids]
    if general and listed:
        voices = {case.voice(claim) for claim, _ in (*general, *listed)}
        members, told = _sides(drug[0], general, listed)
        if len(voices) > 1:
            yield conflict("safety", question, members, (), "harmless_and_serious", told)
        elif any(_ANY_HARM.search(one.object) for _, one in general):
            # "Generally well tolerated" over a list of rare reactions is how leaflets are written; "no toxicity" is not.
            yield conflict(
                "within_document", question, members, (), "harmless_and_serious", f"one document, {told}",
                place=case.place(voices.pop()),
            )  # fmt: skip
    bounded = [(claim, one) for claim, one, context in calm if narrow(context)]
    seen = {claim.id for claim, _ in bounded}
    everything = [(claim, one) for claim, one, _ in grave if claim.id not in seen]
    if bounded and everything and len({case.voice(claim) for claim, _ in (*bounded, *everything)}) > 1:
        differing = spread(narrow(context) for _, _, context in (*calm, *grave))
        members, told = _sides(drug[0], bounded, everything)
        told += "; but the harmlessness is said of one study, population or combination"
        yield conflict("apparent", question, members, differing, "harmless_and_serious", told)


def _sides(
    drug: str, calm: list[tuple[Claim, Assertion]], grave: list[tuple[Claim, Assertion]]
) -> tuple[list[Member], str]:
    """Return the members of both sides, and what they say in words."""
    members = [Member(claim=claim.id, attitude="denies", says=f"harmless ({one.object})") for claim, one in calm]
    members += [Member(claim=claim.id, attitude="asserts", says=one.object) for claim, one in grave]
    reactions = sorted({one.object for _, one in grave})
    calls, lists = len({claim.id for claim, _ in calm}), len({claim.id for claim, _ in grave})
    return members, f"{drug}: called harmless ({calls}), while others ({lists}) list {', '.join(reactions)}"
