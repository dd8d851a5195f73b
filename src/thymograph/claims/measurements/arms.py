"""Arms and comparators: who had the value."""

from __future__ import annotations

from collections.abc import Sequence

from thymograph.claims.measurements.grammar import pattern
from thymograph.claims.measurements.terms import OUTCOME_VERB
from thymograph.model import Entity

__all__ = [
    "CONTROL",
    "arm_after",
    "arm_around",
    "arms_of_bracket",
    "compared_with",
    "condition_after",
    "is_class_name",
    "is_control",
    "is_treatment",
    "populations_of_bracket",
    "side_before",
    "subject_arm",
    "whole_of",
]

CONTROL = (
    r"placebo|controls?|comparators?|standard(?: of)? care|standard (?:treatment|therapy)|usual care|sham|vehicle|untreated|"
    r"no treatment|no therapy|alone|monotherapy|conventional|historical|best supportive care|saline|unvaccinated|non-?users|"
    r"watchful waiting|observation|uninfected|unexposed|non-?infected|baseline|non-?responders|healthy"
)
_TREATMENT_TYPES = frozenset({"drug", "procedure"})
_GROUP = r"groups?|arms?|recipients|regimen|cohort|therapy|treatment|alone|users|vaccine|dose"


def is_class_name(name: str) -> bool:
    """Return whether a name is of a class of drugs, which no dose is of where a drug is named too."""
    return bool(
        pattern(
            r"(?:.*\b)?(?:drugs?|agents?|antibiotics?|inhibitors?|(?:ant)?agonists?|(?:cortico)?steroids?|opioids?|statins?|(?:chemo|immuno)?therapy|medications?|blockers?|nsaids?|diuretics?|vaccines?|antimicrobials?|antiarrhythmics?)",
            ignore_case=True,
        ).fullmatch(name)
    )


def is_control(phrase: str | None) -> bool:
    """Return whether a phrase names what others are compared with."""
    if not phrase:
        return False
    if "/" in phrase and "mg" not in phrase:
        # Placebo first and the drug afterwards is no control.
        sides = phrase.split("/")
        if (
            len(sides) == 2
            and not all(map(is_control, sides))
            and pattern(r"\w+").fullmatch(sides[0].strip())
            and pattern(r"\w+").match(sides[1].strip())
        ):
            return False
    found = pattern(rf"\b(?:{CONTROL})\b", ignore_case=True).search(phrase)
    if found is None:
        return False
    # "Disease control rate", "glycaemic control": the control of something is an outcome.
    return not pattern(
        r"\b(?:disease|tumou?r|glyc[a]?emic|symptom|local|blood pressure|asthma|viral|pain|seizure|rate|infection|weight|birth)\scontrol\b|\bcontrol (?:rate|of)\b|\bplacebo responses?\b",
        ignore_case=True,
    ).search(phrase)


def is_treatment(phrase: str, entities: Sequence[Entity]) -> bool:
    """Return whether a phrase names an arm: a drug or procedure in it, a control, or the word group."""
    if is_control(phrase) or pattern(rf"\b(?:{_GROUP})\b", ignore_case=True).search(phrase):
        return True
    folded = phrase.casefold()
    return any(
        entity.type in _TREATMENT_TYPES and entity.start >= 0 and entity.text and entity.text.casefold() in folded
        for entity in entities
    )


# A phrase ends at punctuation, a number, a comparison or a finite verb.
_PHRASE = rf"((?:(?!(?:{OUTCOME_VERB}|vs\.?|versus|compared|to\s\d+|and\s\d+|and\sfrom|and\sin|and\sby|and\sthe|was|were|is|are|had|has|than|at|after|by|over|within|during|whereas|while|but|respectively|who|that|which|of\s\d+|in\sthe|in\sa|for\sthe|from|when|because|although|whether|if)\b)[\w'’/+.αβγδκ–-]+(?:\s\+\s)?\s?){{1,8}})"


_PEOPLE = r"(?:patients|participants|subjects|women|men|people|children|adults|individuals|those|recipients)"
_GIVEN = r"(?:who\s)?(?:received|receiving|given|taking|treated with|assigned to|randomi[sz]ed to)"


def _phrase_after(text: str, position: int, words: str) -> tuple[str, str, int] | None:
    """Return the preposition after a value, the phrase that it governs and where that ends."""
    match = pattern(
        r"(?:,?\srespectively,?)?(?:\s?(?:\((?!vs|versus|compared)[^()]{0,60}\)|\[[^\]]{0,60}\]))*,?\s?"
        rf"(?:(?:of\s(?:the\s|all\s)?)?(?:[\w-]+\s)?{_PEOPLE}\s)?"
        rf"({words}|{_GIVEN})\s(?:the\s|a\s|an\s|all\s|those\s|{_PEOPLE}\s)*(?:(?:{_GIVEN}|on|in the)\s)?{_PHRASE}"
    ).match(text, position)
    if match is None:
        return None
    # "… with thrombosis. The drug": the next sentence is not part of it.
    return match[1], pattern(r"\.\s.*$").sub("", match[2]).strip(" ,.;"), match.end()


_AFTER_ARM = r"in|with|without|for|on|among|by|under"


def arm_after(text: str, position: int, entities: Sequence[Entity], *, loose: bool = False) -> str | None:
    """Return the arm named right after a value ("in the placebo group", "with ramipril"), else None.

    ``loose`` takes any phrase after "with" or "for", where the words around say that it is an arm.
    """
    of = pattern(r"\sof\s(?:the\s)?((?:[\w/+-]+\s){1,4}?)(arm|group|recipients|users)\b").match(text, position)
    if of:
        return _clean(f"{of[1]}{of[2]}")
    treated = pattern(rf"\sof\s(?:the\s)?([\w/+]+)-treated\s{_PEOPLE}\b").match(text, position)
    if treated:
        return treated[1]
    bracketed = pattern(r"\s?[\(\[]((?:[A-Za-z][\w/+-]*\s?){1,4}(?:\d+\smg)?)[\)\]]").match(text, position)
    if bracketed and is_treatment(bracketed[1], entities):
        return bracketed[1].strip()
    found = _phrase_after(text, position, _AFTER_ARM)
    if found is None:
        direct = pattern(
            rf"\s((?!(?:relative|versus|vs|compared|than|to|from|over|and|or|of)\b)(?:[\w'’+-]+\s)?(?:{CONTROL}|recipients)(?:\s(?:group|arm|recipients))?)\b"
        ).match(text, position)
        if direct:
            return direct[1].strip()
        dosed = pattern(
            r"\s((?:(?:low|high|medium|standard|single|full|half|total|double)[\s-])+dose)(?=\s?[;,)])"
        ).match(text, position)
        if dosed:
            return dosed[1]
        # "74 (57%) ramipril; 77 (60%) placebo"
        return next(
            (
                entity.text
                for entity in entities
                if entity.type == "drug"
                and entity.start == position + 1
                and text[position] == " "
                and pattern(r"\s?[;,.)]|$").match(text, entity.end)
            ),
            None,
        )
    told = _ended(found[1], entities)
    whole, phrase = _trimmed(told), _clean(told)
    if found[0] == "without":
        given = is_treatment(whole, entities) or pattern(
            r"(?:.*\b)?(?:prophylaxis|treatment|therapy|intervention|screening|supplement\w*|vaccination)"
        ).fullmatch(whole)
        return f"without {whole}" if given else None
    if phrase and is_treatment(phrase, entities):
        return phrase
    if whole and is_treatment(whole, entities):
        return pattern(r"\b(group|arm)\b.*").sub(r"\1", whole)
    return phrase if phrase and loose and found[0] in ("with", "for", "on") else None


def arm_around(text: str, position: int, entities: Sequence[Entity]) -> str | None:
    """Return the arm whose name a bracket with the value at ``position`` follows: "in the X group (5%", else None."""
    match = pattern(
        rf"\b(?:in|with|for|on|among|than|receiving|given|versus|vs\.?|the|when)\s(?:(?:in|with|for)\s)?(?:the\s|those\s|all\s|{_PEOPLE}\s|{_GIVEN}\s|in the\s)*((?:(?!(?:and|or|with|in|was|were)\s)[\w'’/+-]+\s){{1,4}}?)((?:group|arm|recipients|users)\s)?[(\[]\s?(?:[nN]\s?=\s?\d+[,;]\s)?$"
    ).search(text, max(0, position - 100), position)
    if match is None or not text[max(0, position - 14) : position].rstrip().endswith(("(", "[", ",", ";")):
        return None
    phrase = match[1].strip()
    if pattern(r"(?:.*\s)?(?:outcomes?|end\s?points?|events?|risks?|rates?)").fullmatch(phrase):
        return None
    return _clean(phrase) if match[2] or is_treatment(phrase, entities) else None


def arms_of_bracket(text: str, position: int, entities: Sequence[Entity]) -> tuple[str, str] | None:
    """Return the two arms named before a bracket that compares two values, in their order, else None.

    "Similar with A and with B (6.3 vs 6.5 days", "lower in the A than in the B group (…".
    """
    match = pattern(
        rf"\b(?:between|with|in|for|among|on|after)\s(?:the\s|{_PEOPLE}\s|{_GIVEN}\s)*((?:(?!(?:and|than|with|in|for|was|were)\s)[\w'’/+-]+\s){{1,4}}?)(?:group\s|arm\s)?(?:and|than|versus|vs\.?|(?:as\s)?compared (?:with|to))\s"
        rf"(?:(?:with|in|for|among|on|after)\s)?(?:the\s|those\s|{_PEOPLE}\s|{_GIVEN}\s)*((?:(?!(?:and|than|with|in|for|was|were)\s)[\w'’/+-]+\s){{1,4}}?)(?:groups?\s|arms?\s|recipients\s)?[(\[]\s?$"
    ).search(text, max(0, position - 160), position)
    if match is None:
        return None
    one, two = _clean(match[1]), _clean(match[2])
    named = pattern(r"\b(?:groups?|arms?)\b").search(match.group()) is not None
    return (one, two) if one and two and (named or is_treatment(one, entities) or is_treatment(two, entities)) else None


def condition_after(text: str, position: int, entities: Sequence[Entity]) -> str | None:
    """Return the population or setting named right after a value ("in GVHD studies"), else None."""
    found = _phrase_after(text, position, "in|among")
    if found is None:
        return None
    phrase = _clean(found[1])
    if pattern(r"(?:fewer|more|less|least|most|up to|about|at least|both|each|total|whom|which)\b").match(found[1]):
        return None
    if not phrase or is_treatment(_trimmed(found[1]), entities) or pattern(r"\d").match(phrase) or len(phrase) < 3:
        return None
    return phrase


def whole_of(text: str, position: int) -> str | None:
    """Return of what a percentage is, where that is not just people ("1.5% of primary arthroplasties"), else None."""
    found = pattern(rf"\s?of\s(?:the\s|all\s|these\s|those\s|our\s)?(?:\d[\d,]*\s)?{_PHRASE}").match(text, position)
    if found is None:
        return None
    phrase = _trimmed(found[1])
    if (
        len(phrase) < 4
        or len(phrase.split()) > 6
        or pattern(
            rf"(?:(?:controls?|baseline|vehicle|untreated|normal|predicted)(?:\s.*)?|{_PEOPLE}|them|these|this|which|whom|the|cases|variance|total|time|respondents|dose|it)\b(?!\s(?:with|without|aged|on|who)\b).*|.*\d.*"
        ).fullmatch(phrase)
    ):
        return None
    return phrase


def populations_of_bracket(text: str, position: int) -> tuple[str, str] | None:
    """Return the two groups of patients before a bracket that compares them, else None.

    "… of patients without thrombosis was longer than that of patients with thrombosis (16.9 vs 6.1 months".
    """
    found = pattern(
        rf"(?:^|[,;.]\s|\b(?:between|in|of|among|for)\s)(?:the\s)?((?:{_PEOPLE})\s(?:with|without|aged|who)\s(?:(?!than\b|and\sthose\b)(?:[^,;()]|\([^()]{{1,40}}\))){{2,70}}?)(?:\s(?:was|were|had|is|are)\b[^;()]{{0,60}}?)?\s(?:than|and|versus|vs\.?|compared (?:with|to))\s(?:(?:that|those)\s(?:of|in)\s|in\s|among\s)?((?:{_PEOPLE})\s(?:with|without|aged|who)\s(?:[^,;()]|\([^()]{{1,40}}\)){{1,60}}?)\s?[(\[]$",
        ignore_case=True,
    ).search(text, max(0, position - 260), position)
    return (found[1].strip(), found[2].strip()) if found else None


def side_before(text: str, position: int, *, both: bool = False) -> str | None:
    """Return the group before the bracket of the first of two values ("in southern districts (23%) than …"), else None.

    With ``both`` the bracket holds the two: what stands right before it is the first side only where nothing is compared there.
    """
    found = pattern(
        r"\b(?:in|with|for|among|on|by)\s(?:the\s|those\s)?((?:(?!(?:in|with|for|among|on|by|the|than|was|were)\b)[\w'’/+-]+\s){1,4})[(\[]\s?$"
    ).search(text, max(0, position - 70), position)
    if (
        both
        and found
        and pattern(r"(?:than|compared|comparison|versus|vs\.?|and|between)\s$").search(
            text, max(0, found.start() - 14), found.start()
        )
    ):
        found = None
    if found is None:
        found = pattern(
            r"(?:^|[;:,.]\s)(?:the\s|patients\s(?:with|on|given)\s)?((?:(?!(?:had|was|were|in|with)\b)[\w'’/+-]+\s){1,4})(?:had|showed|experienced|reported)\s(?:an?\s|the\s)?(?:significantly\s|slightly\s|much\s)?(?:higher|lower|greater|longer|shorter|more|fewer|less|better|worse|increased|reduced|elevated|decreased)\s(?:[^,;:.()]|\([A-Z]\w{0,8}\)){2,60}[(\[]$",
            ignore_case=True,
        ).search(text, max(0, position - 120), position)
    return _clean(found[1]) if found else None


def _trimmed(phrase: str) -> str:
    return pattern(r"(?:\s(?:and|or|but|by|the|of))+$").sub("", phrase.strip(" ,.;"))


def _ended(phrase: str, entities: Sequence[Entity]) -> str:
    """Return a phrase that begins with an entity without the verb that follows it: "X learned to sit" is X."""
    for entity in entities:
        if entity.start >= 0 and entity.type in _TREATMENT_TYPES and phrase.startswith(entity.text):
            rest = phrase[len(entity.text) :]
            if pattern(
                r"\s(?!(?:combined|added|sustained|extended|advanced|based|treated|impregnated|coated|eluting)\b)[a-z]+ed\b"
            ).match(rest):
                return entity.text
    return phrase


def _clean(phrase: str) -> str:
    phrase = pattern(r"\s(?:and|or)\s(?:more|less|fewer|over|up|about|only)$").sub("", _trimmed(phrase))
    phrase = pattern(r"^\d[\d\s,]*(?:allocated|assigned|given|randomi[sz]ed to|receiving)\s").sub("", phrase)
    phrase = pattern(rf"^(?:(?:the|a|an|those|patients|participants|{_GIVEN}|on|with|in(?=\s(?:the|a)\s))\s)+").sub(
        "", phrase
    )
    phrase = (
        pattern(r"(?<=\w)\s(?:group|arm|groups|arms|recipients)(?:\s.*)?$").sub("", phrase)
        if not pattern(
            r"(?:control|treatment|treated|intervention|active|experimental|study|vaccine|drug|combination|low-dose|high-dose|[A-Z])\s(?:group|arm).*"
        ).fullmatch(phrase)
        else pattern(r"(group|arm)\b.*").sub(r"\1", phrase)
    )
    return phrase.strip(" ,.;")


def subject_arm(text: str, position: int, entities: Sequence[Entity]) -> str | None:
    """Return the treatment that a value without an own arm belongs to: the last named before it, else implied."""
    before = [
        entity
        for entity in entities
        if entity.type in _TREATMENT_TYPES
        and not pattern(
            r"(?:.*\s)?(?:administration|injections?|infusions?|dosing|extraction)", ignore_case=True
        ).fullmatch(entity.text)
        and entity.start >= 0
        and entity.end <= position
        and not is_control(entity.text)
    ]
    contrasted = pattern(
        r"\b(?:vs\.?|versus|compared (?:with|to)|[Rr]elative to|[Cc]ompared (?:with|to)|than|over|against)\s(?:\w+\s)?$"
    )
    before = [entity for entity in before if not contrasted.search(text, max(0, entity.start - 24), entity.start)]
    if before:
        first = min(before, key=lambda entity: entity.start)
        return _combined(text, first, before)
    after = [
        e
        for e in entities
        if e.type == "drug"
        and e.start >= position
        and not is_control(e.text)
        and not contrasted.search(text, max(0, e.start - 24), e.start)
    ]
    if after and len({entity.name for entity in after}) == 1:
        return after[0].text
    implied = [entity for entity in entities if entity.implicit and entity.type == "drug"]
    return implied[0].name if implied else None


def compared_with(text: str, start: int, end: int) -> str | None:
    """Return the arm that a sentence contrasts with by words alone, before a number or after it.

    "Compared with placebo, …", "… lower than in the usual care group (12% …", "… relative to placebo".
    """
    leading = pattern(
        r"(?:^|[,;]\s)(?:[Cc]ompared (?:with|to)|[Vv]ersus|[Rr]elative to|[Aa]s compared with)\s(?:the\s)?((?:[\w'’/+-]+\s?){1,5}),"
    ).search(text, 0, start)
    if leading:
        return _clean(leading[1].strip())
    before = pattern(
        rf"\b(?:than|versus|vs\.?|compared (?:with|to)|relative to)\s(?:(?:in|with|for|among|on)\s)?(?:the\s|those\s|patients\s|{_GIVEN}\s)*{_PHRASE}[(\[,:]?\s?$"
    ).search(text, max(0, start - 80), start)
    if before and not pattern(r"[\d−–-]").match(before[1]):
        return _clean(before[1].strip(" ,("))
    beside = pattern(
        r"\b(?:versus|vs\.?|compared (?:with|to)|relative to)\s((?:[\w'’/+-]+\s){1,3}?)(?:also\s|significantly\s)?(?:reduced|increased|improved|lowered|decreased|raised|showed|prolonged|shortened|resulted|led|produced)\b"
    ).search(text, 0, start)
    if beside and ";" not in text[beside.end() : start]:
        # "A vs placebo reduced X by 50%"
        return _clean(beside[1].strip())
    equal = pattern(
        r"\b(?:non-?inferior|superior|inferior|equivalent)\sto\s(?:the\s|that\sof\s)?((?:(?!(?:with|in|for|at|on|and|after)\b)[\w'’/+-]+\s){1,4}?)(?=(?:with|in|for|at|on|and|after|regarding)\b|[(\[])"
    ).search(text, 0, start)
    if equal and ";" not in text[equal.end() : start]:
        # "A was superior to B in progression-free survival (HR"
        return _clean(equal[1].strip())
    after = pattern(
        rf"(?:\s?[)\]])?(?:\s?\([^()]*\)|\s?\[[^\]]*\])*[^.;]{{0,70}}?\b(?:versus|vs\.?|compared (?:with|to)|than|relative to)\s(?:(?:in|with|for|among|on)\s)?(?:the\s|those\s|patients\s|{_GIVEN}\s)*{_PHRASE}"
    ).match(text, end)
    if after and not pattern(r"\d").search(pattern(r"\([^()]*\)|\[[^\]]*\]").sub("", text[end : after.end()])):
        return _clean(after[1].strip(" ,("))
    return None


def _combined(text: str, first: Entity, entities: Sequence[Entity]) -> str:
    """Return the drug with the partners that it is joined to by "plus", "+" or "with"."""
    if first.implicit:
        # A pronoun stands for it.
        return first.name
    end = first.end
    for entity in sorted(entities, key=lambda one: one.start):
        if entity.start > end and pattern(
            r"\s?(?:\+|plus|combined with|in combination with|added to|and)\s?"
        ).fullmatch(text[end : entity.start]):
            if pattern(r"\s?and\s?").fullmatch(text[end : entity.start]) and not pattern(
                r"\s(?:combination|therapy|together)"
            ).match(text[entity.end :]):
                break
            end = entity.end
    return text[first.start : end]
