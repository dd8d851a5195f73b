"""Cues that negate, leave open or hedge, their scope, and what they make of a claim."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from thymograph.claims.clauses import Clause, clause_at, clauses_of, folded
from thymograph.claims.cue_table import cue_pattern, cue_patterns, cue_stems
from thymograph.model import Assertion, Cue, Statement

__all__ = ["certainty_of", "cues_in", "polarity_of", "scope_of"]

_NEAR = 240
_DENIALS = ("negated", "no_evidence", "not_included")
_MONTH = re.compile(
    r"(?:\b(?:in|since|until|on|of|from|to|through|between|by|before|after|early|late|mid|and|[A-Z][a-z]+ to|\d{1,2})[ -])$"
)
_PERMISSION = re.compile(
    r"\s+(?:also |then |only |safely )?(?:be )?(?:given|administered|repeated|initiated|restarted|resumed|continued?|titrated|taken|crushed|diluted|"
    r"mixed|re-?started|restart|resume|repeat|swallowed|self-administered|discontinued|stored)\b"
)
_DOSE_SUBJECT = re.compile(r"\b(?:dos(?:e|es|age|ages)|infusion rate|rate|treatment|therapy|infusion) $")
_DOSE_CHANGE = re.compile(
    r"\s+(?:then |also |gradually )?be (?:increased|reduced|decreased|raised|lowered|doubled|adjusted|escalated|modified|extended|interrupted)"
)


def cues_in(text: str) -> tuple[Cue, ...]:
    """Return the cues of ``text`` in order, with offsets into it.

    Words that both deny and hedge ("unlikely", "may not") give two cues of one span. The month of May,
    "no doubt", "not only", "membrane potential" give none. A text that is one question denies nothing: it keeps
    its hedges alone.

    >>> [(cue.text, cue.effect) for cue in cues_in("It may help, but did not prevent relapse.")]
    [('may', 'hedged'), ('did not', 'negated')]
    """
    found: list[Cue] = []
    low = folded(text)
    asks = low.rstrip().endswith("?") and ". " not in low
    patterns = cue_patterns()
    for match in _matches(low):
        entry = patterns[match.lastgroup or ""]
        start, end = match.span()
        if not entry.effects or _is_other_sense(entry.name, text, low, start, end):
            continue
        found.extend(
            Cue(text=text[start:end], start=start, end=end, effect=effect)
            for effect in entry.effects
            if not (asks and effect in _DENIALS)
        )
    return tuple(found)


def _matches(low: str) -> Iterator[re.Match[str]]:
    """Yield what the cue pattern finds, in order, trying it only near the stems of cues."""
    whole = cue_pattern()
    done = 0
    for stem in cue_stems("n't" in low).finditer(low):
        if stem.start() < done:
            continue
        starts = [stem.start()]
        at = stem.start()
        for _ in range(3):  # "is not", "little is known", "as soon as possible"
            at = low.rfind(" ", 0, max(at - 1, 0)) + 1
            starts.append(at if low[at].isalnum() else at + 1)
            if at == 0:
                break
        for start in reversed(starts):
            if start >= done and (match := whole.match(low, start)) and match.end() > stem.start():
                yield match
                done = match.end()
                break


def _is_other_sense(name: str, text: str, low: str, start: int, end: int) -> bool:
    """Return whether the words matched under ``name`` are not that cue here."""
    word = low[start:end]
    if name == "modal" and word == "may":
        if text[start].isupper() and (
            re.match(r"[ ,]+\d|\s*\)|$", text[end:]) or (start and _MONTH.search(text[max(0, start - 12) : start]))
        ):
            return True
        if _PERMISSION.match(low, end):
            return True
        return bool(_DOSE_CHANGE.match(low, end) and _DOSE_SUBJECT.search(low[max(0, start - 20) : start]))
    if name == "suggest" and word.startswith("suggestive"):
        # "symptoms suggestive of asthma" names symptoms
        return not re.search(r"\b(?:is|are|was|were|be|been|highly|strongly) $", low[max(0, start - 12) : start])
    if name == "possible" and word == "likely":
        return low[max(0, start - 3) : start] in ("as ", "so ")
    if name == "unknown":
        # "of unknown origin" describes a thing; nothing is said to be open
        return low[max(0, start - 3) : start] == "of "
    if name == "list_without":
        return not re.search(
            r"\b(?:guidelines?|guidance|algorithms?|lists|formularies|recommendations|pathways|standards|statements|labels?)\b",
            low[max(0, start - 70) : start],
        )
    return False


@cache
def _name_of(words: str) -> str:
    match = cue_pattern().match(words)
    return match.lastgroup or "" if match else ""


def _kind(cue: Cue, low: str) -> str:
    """Return the name of the pattern behind ``cue``, read in its sentence."""
    match = cue_pattern().match(low, cue.start)
    return match.lastgroup or "" if match and match.end() == cue.end else _name_of(low[cue.start : cue.end])


_PHRASE_END = re.compile(
    r", | (?:is|are|was|were|has|have|had|did|does|do|can|may|might|could|will|would|should|which|who|that|but|because|although|while|whereas)\b|[.;:)]"
)


def scope_of(cue: Cue, text: str) -> tuple[int, int]:
    """Return the start and end of the words that ``cue`` bears on, never beyond its clause.

    "without", "lack of", "instead of" and their like reach over the noun phrase that follows; modals and negated
    verbs to the end of the clause; "unknown", "not included", "unaffected" over the whole clause.
    """
    low = folded(text)
    clause = clause_at(clauses_of(text), cue.start)
    entry = cue_patterns().get(_kind(cue, low))
    reach = entry.reach if entry else "verb"
    if reach == "all":
        return clause.start, clause.end
    end = clause.end
    if reach == "noun":
        stop = _PHRASE_END.search(low, cue.end, clause.end)
        end = stop.start() if stop else clause.end
    else:
        # a second verb with its own subject after ", and" is no longer denied or hedged
        stop = re.compile(
            r", (?:and|or|but) (?=(?:it|they|this|these|the|its|there|no|\w+ (?:is|are|was|were|has|have|did|does))\b)"
        ).search(low, cue.end, clause.end)
        end = stop.start() if stop else clause.end
    while end > cue.end and low[end - 1] in " .,;:":
        end -= 1
    return cue.end, max(end, cue.end)


# ---------------------------------------------------------------- polarity and certainty

_OWN_VERB = re.compile(
    r"^(?:who|which|that|whom|whose|in whom|in which)\s*(?:also |often |then |usually |currently |previously |had |have |has |the |they |we |it )*$"
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|can|cannot|may|might|will|would|should|must|could|\w{2,}ed|shows?|finds?|found|led|gave|made)\b"
)
_PATIENT_TRAIT = re.compile(
    r"\s*(?:prior|previous|history|known|pre-?existing|other|concurrent|concomitant|baseline|evidence|underlying|risk factors)\b"
)
_CLAUSE_HEAD = re.compile(
    r"(?:^|[:;.,!?—–(]\s*|\bthere (?:is|was|are|were|has been|remains?)(?: also| still| currently)? |\b(?:and|or|but|then|please|to) )$"
)


def _in_main(cue: Cue, clauses: tuple[Clause, ...], low: str) -> bool:
    """Return whether ``cue`` stands in what the sentence asserts."""
    clause = clause_at(clauses, cue.start)
    if clause.role == "main":
        return True
    if clause.role == "relative":
        # The verb of the relative clause is its first; a later one is the sentence's own ("patients who smoked did not improve").
        between = low[clause.start : cue.start]
        comma = low[max(0, clause.start - 2) : clause.start] == ", "
        if clause.opener in ("whose", "whom", "in whom", "in which") and not _VERB.search(between):
            return False  # "people whose disease is not controlled"
        return not comma and not _OWN_VERB.match(between) and not between.rstrip().endswith((" and", " or", ",", " to"))
    return False


_PREDICATE = re.compile(
    r"(?: [\w-]+ly| yet| to be| currently)* (?:\w+ed(?= (?:in|for|by|as|to|with|at|on|from|if|when|until|during)\b|[.,;]|$)|"
    r"(?:effective|available|suitable|appropriate|known|superior|useful|due)\b)"
)
_AUX = re.compile(r"\b(?:is|are|was|were|has|have|had|do|does|did|can|may|will|would|should|must)\b")
_QUOTED = re.compile(r"\b(?:of|term|as|phrase|claim|called|label(?:l)?ed|statement) [\"“][^\"”]*$")


def _is_all_there_is(cue: Cue, clauses: tuple[Clause, ...], low: str) -> bool:
    """Return whether ``cue`` stands in brackets that hold the message ("Category C (no human studies)")."""
    if clause_at(clauses, cue.start).role != "aside":
        return False
    if low[clause_at(clauses, cue.start).end :].strip(" .()"):
        return False
    outside = " ".join(
        low[c.start : c.end] for c in clauses if c.role != "aside" and not low[c.start : c.end].rstrip().endswith(":")
    )
    return len(outside.strip(" .()").split()) <= 3


def _denies(cue: Cue, clauses: tuple[Clause, ...], low: str) -> bool:
    """Return whether ``cue`` denies a main assertion, not a side phrase."""
    name = _kind(cue, low)
    # No rule looks further than this; the whole of a very long text would be read once for every cue.
    before, after = low[max(0, cue.start - _NEAR) : cue.start], low[cue.end : cue.end + _NEAR]
    words = cue.text.lower()
    if name in ("without", "instead_of") or _QUOTED.search(before):
        return False
    if not _in_main(cue, clauses, low) and not _is_all_there_is(cue, clauses, low):
        return False
    if name in ("lack", "lack_of_evidence", "no_effect_word") and name != "no_effect_word":
        if words.startswith(("lacks", "lacked", "deny", "denies", "denied")):
            return True
        if words == "lacking":
            return bool(re.search(r"\b(?:is|are|was|were|remain|remains)(?: currently| still)? $", before))
        return bool(
            re.search(
                r"(?:^|[:;.!?]\s+|\bthere (?:is|was|are|were|remains?)(?: also| still| currently)? )(?:the |a )?$",
                before,
            )
        )
    if name == "avoid":
        if words != "avoid":
            return False
        return bool(
            re.search(r"(?:^|[:;.!?,(]\s*|\b(?:should|must|shall|and|please) (?:also |always |strictly )?)$", before)
        ) and not re.search(r"\b(?:to|help|can|may|could|could help)[^.;:]*\band $", before)
    if name == "no":
        if re.search(r", (?:\w+ly )?(?:requiring|needing|leaving) $", before):
            return False
        if re.search(r"\bwith (?:\w+ly )?$", before):
            return bool(_VERB.search(before[before.rfind(". ") + 1 :])) and not _PATIENT_TRAIT.match(after)
        return True
    if name == "not":
        if re.search(r"\b(?:to|of|by|for|if|when|or|those|patients|than|as) $", before):
            return False
        if (
            before.endswith(", ")
            and not _PREDICATE.match(after)
            and (re.match(r"[^,.;]*,", after) or not _AUX.search(after))
        ):
            return False  # ", not X," and ", not X." set X aside
        if re.match(r" to \w", after) and re.search(r"\w{3,}ed $", before):
            return True  # "is advised not to drink"
        if _ADVISES.search(before) and re.match(
            r" (?:be |to )?(?!\w+(?:ed|ing) (?:by|with|on|to|in|for)\b)[a-z]+\b", after
        ):
            return True  # "recommends that mothers not nurse"
        if (
            (word := _WORD_BEFORE.search(before))
            and not _LEADS_NOT.search(word.group(1))
            and _VERB_ANY.search(before)
            and re.match(r" (?:\w+ly )?\w+(?:ed|ing) (?:by|with|on|to)\b", after)
        ):
            return False  # "recommends insulin for diabetes not controlled by diet"
        if (word := _WORD_BEFORE.search(before)) and not _LEADS_NOT.search(word.group(1)) and _VERB.search(before):
            return False  # "in disease not controlled by insulin" describes the disease
        clause = clause_at(clauses, cue.start)
        if clause.opener == "but" and low[clause.start : cue.start].strip(" ,") == "but":
            # "A, but not B, lowers C" denies nothing of the main verb; "lowers A but not B" denies a second assertion
            return not re.match(r"[^,.;]*,\s", after) and bool(_VERB_ANY.search(before))
        return True
    return True


_ADVISES = re.compile(
    r"\b(?:recommend|advis|suggest|urg|propos)(?:e?s|ed?|ing)? (?:that )?(?:(?!(?:for|with|in|against)\b)[\w-]+ ){1,6}$"
)
_WORD_BEFORE = re.compile(r"(\w+) $")
_LEADS_NOT = re.compile(
    r"^(?:but|and|or|yet|still|also|though|although|however|then|probably|could|would|can|may|might|will|shall|is|are|was|were|be|been|being|has|have|had|do|does|did|should|must|need|if|\w+ly)$"
)
_VERB_ANY = re.compile(r"\b(?:\w{3,}(?:ed|es|s)|is|are|was|were|has|had|led|found)\b")


def polarity_of(
    text: str, cues: Sequence[Cue], assertions: Sequence[Assertion], *, statement: Statement | None = None
) -> str:
    """Return the polarity of the main assertion of ``text``.

    ``negated``, ``no_evidence``, ``not_included`` when what it mainly asserts, or an assertion
    joined to that by "and" or "but", is denied or forbidden in words; ``unknown`` when it is said to be open; else ``affirmed``. A denial in a subordinate
    clause ("…, though not recommended") does not count. ``statement`` is there for rules that need its frames.

    >>> sentence = "Drug A lowered LDL, although it did not reduce mortality."
    >>> polarity_of(sentence, cues_in(sentence), ())
    'affirmed'
    """
    if cues:
        clauses = clauses_of(text)
        low = folded(text)
        is_open = False
        for cue in cues:
            if cue.effect in _DENIALS and _denies(cue, clauses, low):
                return cue.effect
            if cue.effect == "unknown" and not is_open:
                fronted = (
                    clause_at(clauses, cue.start).role == "aim"
                    and re.match(r"\W*(?:however, |but |yet )?whether\b", low) is not None
                )
                is_open = (fronted or _in_main(cue, clauses, low)) and _is_predicate(cue, low)
        if is_open:
            return "unknown"
    polarities = {assertion.polarity for assertion in assertions}
    if len(polarities) == 1:
        (only,) = polarities
        return only
    return "affirmed"


def _is_predicate(cue: Cue, low: str) -> bool:
    """Return whether "unknown" and its like say something of the subject, not describe a noun."""
    name = _kind(cue, low)
    if name == "scant":
        return bool(
            re.search(
                r"(?:^|[:;.!?]\s+|\bthere (?:is|are|was|were)(?: only| currently| still)? |\b(?:and|but|however,|on|by|is|are|remains?) )$",
                low[max(0, cue.start - _NEAR) : cue.start],
            )
        ) and not re.search(r"\b(?:due to|because of|given|based on) $", low[max(0, cue.start - _NEAR) : cue.start])
    if name == "unknown":
        return bool(
            re.search(
                r"(?:^|[:;.!?]\s+|\b(?:is|are|was|were|remains?|remained|still|largely|currently|yet|completely|entirely|relatively|and|has|have|been|also|as|poorly) )$",
                low[max(0, cue.start - _NEAR) : cue.start],
            )
        )
    return True


def certainty_of(
    text: str, cues: Sequence[Cue], assertions: Sequence[Assertion] = (), *, statement: Statement | None = None
) -> str:
    """Return ``asserted``, ``hedged`` or ``speculative``, by the wording of the main assertion.

    Hedges in relative and adverbial clauses, aims and brackets do not count. "Can" is no hedge. Speculation wins.
    """
    if not cues:
        return "asserted"
    clauses = clauses_of(text)
    low = folded(text)
    result = "asserted"
    for cue in cues:
        if cue.effect == "speculative" and _in_main(cue, clauses, low):
            return "speculative"
        if cue.effect == "hedged" and result == "asserted" and _in_main(cue, clauses, low):
            result = "hedged"
    return result
