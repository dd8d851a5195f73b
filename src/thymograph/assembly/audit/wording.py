"""Rules on wording: what is guarded in the body and certain in the conclusion."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import astuple
from functools import cache
from typing import NamedTuple

from thymograph.assembly.audit.dossiers import Dossier
from thymograph.assembly.audit.findings import Outcome, at_claim, passed
from thymograph.assembly.propositions import contents_of
from thymograph.model import Assertion, Claim

__all__ = ["in_closing_section", "wording_climbs"]

_CLOSING = re.compile(
    r"\b(?:conclusions?|concluding|summary|summing up|abstract|key (?:points|messages?|takeaways?|findings)|take[- ]?home"
    r"|takeaways?|highlights|bottom line|direct answer|short answer|at a glance|in brief|final (?:thoughts|remarks))\b",
    re.IGNORECASE,
)
_NOT_CLOSING = re.compile(r"\bprofile summary\b|\bsummary of (?:product|studies|trials|evidence)\b", re.IGNORECASE)


@cache
def _closing(heading: str) -> bool:
    return bool(_CLOSING.search(heading)) and not _NOT_CLOSING.search(heading) and len(heading) < 90


def in_closing_section(claim: Claim) -> bool:
    """Tell whether a claim stands in a conclusion, summary, abstract, list of key points or the like."""
    return any(_closing(heading) for heading in claim.section)


class _Saying(NamedTuple):
    claim: Claim
    assertion: Assertion
    qualifiers: tuple[tuple[int, str], ...]


def _works(claim: Claim) -> frozenset[str]:
    return frozenset(citation.work for citation in claim.citations if citation.work)


def wording_climbs(dossier: Dossier) -> Iterator[Outcome]:
    """Yield, for what both body and conclusion say, whether the conclusion is surer without a new root.

    The body must guard it everywhere; the conclusion must assert it, narrowed no further than the body, and
    cite no work that the body does not cite for it.
    """
    rule = "wording_climbs"
    body: defaultdict[tuple[str, str, str, str], list[_Saying]] = defaultdict(list)
    closing: defaultdict[tuple[str, str, str, str], list[_Saying]] = defaultdict(list)
    for claim in dossier.claims:
        for assertion in claim.relations:
            for content in contents_of(assertion, dossier.names)[:1]:
                made = content.proposition
                attitude = "denies" if assertion.polarity != "affirmed" or content.attitude == "denies" else "asserts"
                key = (
                    dossier.names.key(made.subject, made.subject_id),
                    made.predicate,
                    dossier.names.key(made.object, made.object_id),
                    attitude,
                )
                narrowing = tuple(
                    (place, dossier.names.key(value))
                    for place, value in enumerate(astuple(assertion.qualifiers))
                    if value is not None
                )
                side = closing if in_closing_section(claim) else body
                side[key].append(_Saying(claim, assertion, narrowing))
    for key in sorted(closing.keys() & body.keys()):
        told = body[key]
        if any(saying.assertion.certainty == "asserted" for saying in told):
            yield passed(rule)
            continue
        known = frozenset().union(*(_works(saying.claim) for saying in told))
        climbing = [
            saying
            for saying in closing[key]
            if saying.assertion.certainty == "asserted"
            and saying.claim.certainty == "asserted"
            and any(set(saying.qualifiers) <= set(other.qualifiers) for other in told)
            and not _works(saying.claim) - known
        ]
        if not climbing:
            yield passed(rule)
        for saying in climbing:
            first = told[0]
            says = (
                f"{saying.assertion.subject} {saying.assertion.predicate.replace('_', ' ')} {saying.assertion.object}"
            )
            cue = next((cue.text for cue in first.claim.cues if cue.effect in ("hedged", "speculative")), None)
            guard = f" (“{cue}”)" if cue else ""
            yield at_claim(
                rule,
                "warning",
                saying.claim,
                f"“{says}” is {first.assertion.certainty} in line {first.claim.words[0].line}{guard} and asserted here,"
                " with no work cited that the body does not cite",
                "word it as carefully as the body does, or cite what makes it certain",
            )
