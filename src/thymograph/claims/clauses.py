"""The clauses of a sentence by their punctuation and openers, each main or subordinate.

No parser: an opener (which, because, although) starts a subordinate stretch, a comma, semicolon or "but" ends
it. Good enough to tell what a sentence asserts from what it says in passing; wrong where a fronted clause
holds a list of its own.
"""

from __future__ import annotations

import bisect
import re
from functools import cache, lru_cache
from typing import NamedTuple

__all__ = ["Clause", "clause_at", "clauses_of", "folded"]


class Clause(NamedTuple):
    """A stretch of the text and its role: main, relative, adverbial, aim, aside (brackets)."""

    start: int
    end: int
    role: str
    opener: str = ""


_REPORTING = re.compile(
    r"(?:stat|show|suggest|indicat|demonstrat|find|found|report|conclud|recommend|note|reveal|confirm|observ|believ|"
    r"thought|hypothes|evidence|likely|unlikely|possib|fact|mean|impl|ensur|warn|advis|propos|argu|highlight|emphasi|"
    r"document|estimat|assum|agree|support|establish|clear|known|consensus|said|says|claim|assert|maintain|determin|"
    r"specif|mandat|underscor|stress|remember|caution|realiz|recogni[sz]|important|acknowledg|view|opinion|clarif|verif|prov|prove|idea|notion|learn|think|considers?|sign|provided)\w*$"
)
# Nouns of evidence: what their "that" clause denies, the sentence denies.
_EVIDENCE_NOUN = re.compile(r"(?:data|evidence|profile|results?|findings?|studies|study|trials?|analys[ei]s|reviews?)$")

_OPENERS = (
    r"even though|even if|although|though|albeit|whereas|while|because|since|unless|despite|in spite of|if|when|whenever|"
    r"where|until|once|as long as|provided that|provided|due to|owing to|given that|given|so that|before|after|following|"
    r"based on|unlike|in contrast to|in contrast with|contrary to|instead of|rather than|as opposed to"
)
_RELATIVES = r"in whom|for whom|of whom|in which|for which|of which|by which|to which|from which|with which|through which|upon which|who|whom|whose|which|that"
_AIMS = r"to (?:determine|assess|evaluate|investigate|examine|clarify|establish|define|elucidate) (?:the|its|their)|to (?:determine|assess|evaluate|investigate|examine|test|establish|clarify|explore|see|find out|ask|study) (?:whether|if|how)|whether"


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(
        r"(?P<stop>[.!?]\s+(?=[A-Z(\[0-9\"“])|;\s*|:\s+|\s[–—]\s|\s-\s)"
        r"|(?P<open>[(\[])|(?P<close>[)\]])"
        r"|(?P<but>,?\s(?:but|yet)\s(?!for\b))"
        rf"|(?P<opener>(?:(?<=\s)|^)(?:{_OPENERS})\b|^(?:by|through) \w+ing\b|^as\b)"
        rf"|(?P<relative>(?<=[\s,])(?:{_RELATIVES})\b)"
        rf"|(?P<aim>(?:(?<=\s)|^)(?:{_AIMS})\b)"
        r"|(?P<comma>,\s)",
        re.IGNORECASE,
    )


_REASONS = ("because", "since", "although", "though")
# "…, although slowly, and did not …": the sentence goes on without a new subject.
_SAME_SUBJECT = re.compile(
    r"(?:and|but) (?:also |even )?(?:did|does|do|was|were|is|are|has|have|had|could|can|may|will)\b"
)
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|remains?|can|may|did|does|do|should|\w{3,}ed)\b")
_OWN_NOT = re.compile(r" (?:did|does|do|was|were|is|are|had|has|have) not\b")


def folded(text: str) -> str:
    """Return ``text`` in lower case and with plain apostrophes, of the same length."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters grow when lowered; offsets must not move
        lowered = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    return lowered.replace("’", "'")


def _is_complement(before: str) -> bool:
    """Return whether a "that" after ``before`` opens what is stated, not a relative clause."""
    words = before.rstrip(" ,").rsplit(None, 1)
    return bool(words) and _REPORTING.match(words[-1].strip('"“(')) is not None


@lru_cache(maxsize=64)  # polarity, certainty, scope and speaker ask for the same sentence in turn
def clauses_of(text: str) -> tuple[Clause, ...]:
    """Return the clauses of ``text`` in order; together they cover it."""
    found: list[Clause] = []
    start, role, opener = 0, "main", ""
    resumes = False  # a comma returns to the main clause
    saved: list[tuple[str, str, bool]] = []
    low = folded(text)

    def cut(at: int, new_role: str, new_opener: str = "") -> None:
        nonlocal start, role, opener
        if at > start:
            found.append(Clause(start, at, role, opener))
        start, role, opener = at, new_role, new_opener

    for mark in _marks().finditer(low if len(low) == len(text) else text):
        kind = mark.lastgroup
        at = mark.start()
        if kind == "open":
            saved.append((role, opener, resumes))
            cut(at, "aside")
        elif kind == "close":
            if saved:
                back, back_opener, resumes = saved.pop()
                cut(mark.end(), back, back_opener)
        elif saved:
            continue  # all that is in brackets is said in passing
        elif kind == "stop":
            cut(mark.end(), "main")
            resumes = False
        elif kind == "but":
            cut(at, "main", "but")
            resumes = False
        elif kind == "comma":
            if role == "adverbial" and not resumes and opener in _REASONS and _SAME_SUBJECT.match(low, mark.end()):
                cut(mark.end(), "main", "")
            if resumes and role != "main":
                cut(mark.end(), "main", "")
                resumes = False
        elif kind == "opener":
            word = mark.group()
            if word in ("whereas", "while") and _OWN_NOT.match(low, mark.end()):
                cut(at, "main", "but")  # "inhibited A whereas did not alter B": the same subject goes on
                resumes = False
                continue
            fronted = at == start or not low[start:at].strip(" ,")
            if word in ("before", "after", "following", "based on", "once", "given", "provided") and not fronted:
                continue
            after_comma = low[:at].endswith(", ")
            # after a whole sentence a comma goes on with the reasons: "…, because A varies, and there is no test"
            reasons = after_comma and not fronted and word in _REASONS and _FINITE.search(low, start, at) is not None
            cut(at, "adverbial", word)
            resumes = fronted or (after_comma and not reasons)
        elif kind == "aim":
            resumes = not low[start:at].strip(" ,") and mark.group() != "whether"  # "To assess the dose, we …"
            cut(at, "aim", "whether")
        elif kind == "relative":
            word = mark.group()
            before = low[start:at].rstrip()
            if word == "that" and (_is_complement(before) or before.endswith(("so", "such", "such,", "and"))):
                continue
            if word == "that" and re.match(r"that (?:of|these|this|they|it|the|a|an|there)\b", low[at : at + 12]):
                continue
            if word == "which" and at == start:
                continue
            evidence = word == "that" and _EVIDENCE_NOUN.search(before.rsplit(" ", 1)[-1]) is not None
            if evidence:
                continue
            cut(at, "relative", word)
            resumes = before.endswith(",")
    cut(len(text), "main")
    return tuple(found)


def clause_at(clauses: tuple[Clause, ...], position: int) -> Clause:
    """Return the clause that holds ``position``."""
    if not clauses:
        return Clause(0, 0, "main")
    index = bisect.bisect_right(clauses, position, key=lambda clause: clause.start) - 1
    return clauses[max(index, 0)]
