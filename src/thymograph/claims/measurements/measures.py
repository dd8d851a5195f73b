"""Names of what is measured, read from the words around a number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from thymograph.claims.measurements.grammar import TIME_UNIT, pattern
from thymograph.claims.measurements.nearby import population_spans
from thymograph.claims.measurements.terms import ABBREVIATION, HEAD, IN, LINK, MODIFIER_STOP, OF, OUTCOME_VERB
from thymograph.model import Entity

__all__ = [
    "clause_floor",
    "label_before",
    "last_measure",
    "measure_after",
    "measure_before",
    "measure_of_time",
    "noun_after",
    "object_before",
    "subject_before",
]

_PEOPLE = r"(?:patients|participants|subjects|people|women|men|children|adults|individuals|volunteers)"


# Measures that say at length of what and for what they are.
_STRONG = r"\b(?:areas? under|AU(?:RO)?C|sensitivit|specificit|efficac|effectiveness|prevalence|incidence|cut-?off|predictive value)"


def _head() -> re.Pattern[str]:
    return pattern(rf"(?<![\w-])(?:{HEAD})(?![\w-])", ignore_case=True)


def clause_floor(text: str, position: int) -> int:
    """Return where the clause that holds ``position`` begins: after ``;``, ``: `` or a contrast."""
    floor = 0
    for match in pattern(r";\s|\.\s(?=[A-Z])|,?\s(?:whereas|while|but)\s").finditer(text, 0, position):
        floor = match.end()
    return floor


def _extended_left(text: str, start: int, floor: int) -> int:
    """Return where the modifiers before the head noun begin."""
    for _ in range(5):
        spelt = pattern(r"[\w'’/+-]+\s\([A-Za-z][\w/-]{1,9}\)\s$").search(text, max(floor, start - 40), start)
        if spelt and spelt.start() >= floor:
            # "Deep vein thrombosis (DVT) incidence"
            start = spelt.start()
            continue
        match = pattern(r"((?:\d+\([\w,+-]{1,4}\))?[\w'’/+.αβγδκ-]+)\s$").search(text, max(floor, start - 40), start)
        if match is None or match.start() < floor:
            break
        word = match[1]
        if word.lower().strip(".") in MODIFIER_STOP or word.endswith((",", ".")):
            break
        if pattern(r"[\d.,]+%?|\d+/\d+").fullmatch(word) or (
            pattern(r"(?:[a-z]+(?:ly))").fullmatch(word) and not word.startswith("early")
        ):
            break
        if pattern(TIME_UNIT).fullmatch(word) or word in ("mg", "kg", "mL", "patients", "participants"):
            break
        start = match.start()
    return start


def _composed(words: str) -> str:
    words = pattern(r"\s+\((?:[A-Za-z][\w/ -]{0,9})\)").sub("", words)
    words = pattern(r"\s+").sub(" ", words).strip(" ,:;()[]-–•")
    # "Mortality in septic patients": those measured are not part of the measure.
    words = pattern(rf"\s(?:in|among|of|with|for)\s(?:[\w-]+\s){{0,3}}{_PEOPLE}$").sub("", words)
    words = pattern(
        r"^(?:Findings|Results?|Methods|Conclusions?|Interpretation|Background|Measurements)\s(?=[A-Z])"
    ).sub("", words)
    words = (
        pattern(r"(?:\s(?:of|an?|the|at|to|more|less|than|least|ranges?|ranged|ranging|varied|varies))+$")
        .sub("", words)
        .rstrip(".")
    )
    # "A short half-life of 2 hours", "low mortality rates (3%)": the judgement is not the measure.
    return pattern(
        r"^(?:(?:or\s)?(?:worse|higher)\s|(?i:short|long|low|high|favou?rable|excellent)\s(?=.*(?:half-li|rate|mortality|incidence|bioavailab)))"
    ).sub("", words)


def last_measure(text: str, start: int, end: int, entities: Sequence[Entity] = ()) -> tuple[int, int] | None:
    """Return the span of the last noun phrase in ``text[start:end]`` that names a measure."""
    best: tuple[int, int] | None = None
    populations = population_spans(text)
    for match in _head().finditer(text, start, end):
        if populations and any(first <= match.start() < last for first, last in populations):
            # "In patients with a low ejection fraction": who they were.
            continue
        if pattern(r"\s?(?:-|/)\w").match(text[match.end() : match.end() + 2]):
            continue
        before = text[max(start, match.start() - 8) : match.start()]
        if pattern(r"\b(?:with|than|plus|versus)\s$").search(before) and any(
            entity.type == "drug" and entity.start == match.start() for entity in entities
        ):
            # "Similar with albumin": given, not measured.
            continue
        if pattern(r"\b(?:using|(?:assessed|measured|evaluated|scored)\s(?:with|by|on))\s(?:the\s)?$").search(
            text, max(start, match.start() - 24), match.start()
        ):
            # "In studies using the PHQ-9": with what, not what.
            continue
        if match.group() in ("period", "follow-up", "time", "interval") and pattern(
            r"\b(?:during|over|throughout|within)\s(?:the\s)?(?:[\w-]+\s){0,3}$"
        ).search(text, max(start, match.start() - 40), match.start()):
            continue
        if match.group() == "time" and before.endswith(("over ", "at the ", "first ")):
            continue
        # "increased", "reduction" as verbs: "to increase x".
        if pattern(r"\b(?:to|may|can|did|not)\s$").search(before) and match.group().lower() in (
            "increase",
            "decrease",
            "change",
        ):
            continue
        # A head inside the "of …" of the phrase before it belongs to that phrase.
        if best is not None and match.start() < best[1]:
            continue
        tail = pattern(ABBREVIATION + OF + IN + ABBREVIATION).match(text, match.end(), end)
        stop = tail.end() if tail else match.end()
        if (
            tail
            and " of " not in tail.group()
            and (inner := _head().search(tail.group()))
            and inner.end() == len(tail.group())
        ):
            # "A reduction in the incidence of late pre-eclampsia": what is reduced has its own "of".
            further = pattern(OF).match(text, stop, end)
            stop = further.end() if further else stop
        if (
            tail
            and (
                pattern(r"\s?(?:[\w-]+\s){0,2}?(?:group|arm)s?\b").match(text, stop, end + 20)
                or pattern(r"\b(?:group|arm)s?$").search(tail.group())
            )
            and pattern(r"\s(?:in|with|for)\s").search(tail.group())
        ):
            # "Improvement in the A group": those improved are not what improved.
            stop = match.end()
        begin = _extended_left(text, match.start(), start)
        if (
            best is not None
            and pattern(_STRONG, ignore_case=True).search(text, best[0], best[1])
            and pattern(
                r"\s(?:of|for|against|in|between|to)\s(?:(?!(?:was|were|is|are|had|has|by|with|than|while|whereas|who|which|that|fell|rose)\b)[\w'’/+-]+\s)*"
            ).fullmatch(text, best[1], begin)
            and len(text[best[0] : stop].split()) <= 17
        ):
            # "The AUC of the marker for telling bacterial from viral infections": one name.
            best = (best[0], stop)
            continue
        best = (begin, stop)
    for entity in entities:
        if (
            entity.type == "outcome"
            and start <= entity.start
            and entity.end <= end
            and not any(first <= entity.start < last for first, last in populations)
            and (best is None or entity.start >= best[1])
        ):
            best = (_extended_left(text, entity.start, start), entity.end)
    return best


def measure_before(
    text: str, position: int, floor: int, entities: Sequence[Entity], *, number_before: bool = False
) -> tuple[str, bool] | None:
    """Return the measure named before the number at ``position``, and whether it stands right before it.

    With ``number_before`` another number ends at ``floor``: what follows that one at once is its own.
    """
    if number_before:
        owned = pattern(
            r"\s(?!(?:and|or|with|in|while|whereas|but|vs|versus|to|at)\b)[^,;()]*?(?=[,;()]|\s(?:and|or|while|whereas|but|vs|versus)\s)"
        ).match(text, floor, position)
        floor = owned.end() if owned else floor
    span = last_measure(text, floor, position, entities)
    if span is None:
        return None
    name = _composed(text[span[0] : span[1]])
    if pattern(r"(?:^|[.;•–-]\s)No\s$").search(text, max(0, span[0] - 6), span[0]):
        # "No relapse: 55%" tells who had none.
        name = f"No {name}"
    turned = pattern(
        r"(?:[,;(]\s?(?:and\s)?|\b(?:and|were|was|with|including)\s)(increased|decreased|elevated|reduced|abnormal|low|high)\s$"
    ).search(text, max(floor, span[0] - 24), span[0])
    gap = text[span[1] : position]
    if turned and pattern(r"\s?[(\[]\s?").fullmatch(gap):
        # "…, increased cholesterol (30%)": the change is what they had.
        name = f"{turned[1]} {name}"
    direct = bool(pattern(ABBREVIATION + LINK, ignore_case=True).fullmatch(gap))
    statistic = (
        pattern(r"\b(median|mean|average)\s(?:\w+\s)?of\s\W*$", ignore_case=True).search(text[floor:position])
        if direct
        else None
    )
    if statistic and statistic[1].lower() not in name.lower():
        name = f"{statistic[1].lower()} {name}"
    return (name, direct) if name else None


def measure_after(text: str, position: int) -> str | None:
    """Return the measure that follows a number: "36% response rate", "20% reduction in LDL"."""
    limit = min(len(text), position + 90)
    stop = pattern(r"[;,)\]]|\.\s|\.$|\s(?:and|vs\.?|versus|compared|in the|with|among)\s").search(
        text, position, limit
    )
    end = stop.start() if stop else limit
    people = pattern(
        r"\s?of\s(?:the\s|all\s)?((?:[\w-]+\s){0,2}?(?:patients|participants|subjects|people|women|men|children|adults|individuals|cases|recipients|those|responders))\b"
        rf"(?:\s(?:who\s)?(?:in|with|on|receiving|received|given|treated with|taking|assigned to|randomi[sz]ed to)\s(?:(?:\([A-Z][\w/-]{{0,8}}\)|[\w/+-]+)\s){{1,6}}?(?=(?:who\s)?(?:{OUTCOME_VERB})\b))?(?:\s?who)?\s?((?:{OUTCOME_VERB})\b(?:\s[\w'’/+%<>≤≥.-]+){{0,6}})"
    ).match(text, position)
    if people:
        rest = (
            pattern(r"\s(?:at|by|after|within|and|compared|versus|vs|with|in the|while|whereas|than)\s.*$")
            .sub("", people[2] + " ")
            .strip()
        )
        return _composed(f"{people[1]} who {rest}")
    # "88% of those cases also met the criteria"
    met = pattern(
        rf"\s?of\s(?:the\s|these\s|those\s|them\s|all\s)?(?:(?!(?:that|who|which|whether|if|when)\b)[\w'’/+–-]+\s){{0,8}}?(?:also\s)?((?!had\sa?\s?(?:mean|median)|were\s(?:men|women|male|female)s?\b)(?:{OUTCOME_VERB})\b(?!\s(?:were|was|are|is|had|have|has)\b)(?:\s(?!(?:and|at|by|after|within|compared|versus|vs|with|while|whereas|than)\b)[\w'’/+%-]+){{1,6}})"
    ).match(text, position)
    if met:
        return _composed(f"share who {met[1]}")
    # Any verb in the past but those that as often only describe: "misread the scale", not "treated with".
    told = pattern(
        r"\s?of\s(?:the\s|these\s|those\s|all\s)?((?:(?!(?:that|who|which|whether|if|when|with|by)\b)[\w'’/+-]+\s){1,5}?)"
        r"((?!(?:treated|randomi[sz]ed|assigned|allocated|enrolled|included|exposed|infected|vaccinated|aged|affected|admitted|used|related|based|adjusted|pooled|combined|infused|advanced|screened|diagnosed|tested)\b)[a-z]+ed"
        r"\s(?!(?:with|by|to|for|in|on|at|from|as|after|were|was|are|is|had|have|has|patients|participants|women|men|children|adults|people|cases|samples)\b)[\w'’/+-]+(?:\s(?!(?:and|at|by|after|within|compared|versus|vs|with|while|whereas|than)\b)[\w'’/+%-]+){0,4})"
    ).match(text, position)
    if told:
        return _composed(f"share who {told[2]}")
    state = pattern(
        r"\s(?:also\s)?((?:shows?|showed|reports?|experiences?|develops?|exhibit(?:s|ed)?|requires?|required|receives?|received|consented|presented|needs?|needed|suffer(?:s|ed)?|were|had|have|are|died|survived|responded|relapsed|achieved|experienced|developed|reported|discontinued|completed)\b(?:\s(?!(?:and|at|by|after|within|compared|versus|vs|with|in|while|whereas|than)\b)(?:[<>≥≤]\s?)?[\w'’/+%.-]+){0,5})"
    ).match(text, position)
    if state and not pattern(
        r"(?:were|are)\s(?:seen|observed|found|reported|noted|recorded|lower|higher|similar|significant\w*)\b"
    ).match(state[1]):
        if pattern(r".*\b(?:were|are|had|have|was)").fullmatch(state[1]):
            # "81% were at stage A": where they were.
            placed = pattern(
                r"\s((?:at|in|on|with|from)\s(?!the\b)(?:(?!(?:and|while|whereas|versus|vs|compared)\b)[\w'’/+-]+\s?){1,5})"
            ).match(text, state.end())
            return (
                f"share who {state[1]} {placed[1].strip()}"
                if placed
                and not pattern(r"(?:at|in|on|from)\s(?:week|day|month|year|baseline|both|each)").match(placed[1])
                else None
            )
        return f"share who {state[1]}".rstrip(".")
    dose = pattern(
        r"\s?of\s(?:the\s|a\s|an\s)?((?:[\w-]+\s){0,3}?(?:dose|drug)(?:\sof\s(?:[\w-]+\s?){1,3}?)?)\s(?:is\s|was\s|being\s)?((?:excreted|absorbed|eliminated|recovered|metaboli[sz]ed|bound)(?:\s(?!and\b|within\b)[\w-]+){0,3})"
    ).match(text, position)
    if dose:
        return _composed(f"{dose[1]} {dose[2]}")
    if pattern(
        r"\s?of\s(?:the\s|all\s)?(?:[\w-]+\s){0,2}?(?:patients|participants|subjects|people|women|men|children|adults|individuals|cases|recipients|those)\b"
    ).match(text, position):
        return None
    span = None
    for match in _head().finditer(text, position, end):
        if match.group() in ("dose", "doses", "dosage"):
            continue
        while joined := _head().match(text, match.end() + 1, end):
            # "Absolute risk reduction", "response rate": the last noun is the head.
            if text[match.end()] != " ":
                break
            match = joined
        if len(text[position : match.start()].split()) <= 6 and not pattern(r"\d|\b(?:was|were|is|are|had)\b").search(
            text[position : match.start()]
        ):
            tail = pattern(OF).match(text, match.end(), limit)
            if (
                tail
                and pattern(r"\s?(?:[\w-]+\s){0,2}?(?:group|arm)s?\b").match(text, tail.end())
                and pattern(r"\s(?:in|with|for)\s").search(tail.group())
            ):
                tail = None
            span = (_extended_left(text, match.start(), position), tail.end() if tail else match.end())
            break
    if span is None:
        return None
    return _composed(text[span[0] : span[1]]) or None


def noun_after(text: str, position: int, entities: Sequence[Entity]) -> str | None:
    """Return the noun phrase right after a number and its unit ("10% fetal bovine serum", "5% CO₂")."""
    match = pattern(r"\s(?:of\s(?:the\s|each\s)?)?(?!(?:minus|plus|and|or|in|at|for|to|with|of|on|by|from|is|was|were|are|vs|versus|per|once|twice|daily|weekly|every|over|after|within|than|the|as|who|that|which|before|between|during|orally|subcutaneously|intravenously|s\.c|IV|compared|had|achieved|were|into|when|i\.v|bid|tid)\b)((?:[\w₂²'’/+αβγ-]+)(?:\s(?!(?:and|or|in|at|for|to|with|of|on|by|from|is|was|were|are|into|per|once|twice|daily|every|over|after|were|had|when|as|orally|subcutaneously|intravenously|may|can|should|will|has|the)\b)[\w₂²'’/+αβγ-]+){0,3})").match(text, position)  # fmt: skip
    if match is None:
        return None
    for entity in entities:
        if entity.start == match.start(1):
            return entity.text
    return _composed(match[1])


_VERB_TIMES: tuple[tuple[str, str], ...] = (
    (r"pre-?(?:treat|incubat)\w*", "pre-treatment time"),
    (r"incubat\w*", "incubation time"),
    (r"centrifug\w*|spun|spin", "centrifugation time"),
    (r"cultur\w*", "culture time"),
    (r"stain\w*", "staining time"),
    (r"stimulat\w*", "stimulation time"),
    (r"wash\w*|rins\w*", "washing time"),
    (r"heat\w*|boil\w*", "heating time"),
    (r"fix(?:ed|ation)?\b", "fixation time"),
    (r"block(?:ed|ing)?\b", "blocking time"),
    (r"expos\w*", "exposure time"),
    (r"infus\w*", "infusion time"),
    (r"follow(?:ed)?[- ]?up|followed(?!\sby)", "follow-up"),
    (r"monitor\w*|observ\w*", "monitoring time"),
    (r"stor\w*|stable|kept", "storage time"),
    (r"treat\w*|therap\w*|administ\w*|given|receiv\w*|dos\w*|taken|take|inject\w*|regimen|cours\w*|continu\w*|daily|weekly|twice|mg|IU|prescrib\w*", "treatment duration"),
    (r"persist\w*|last\w*|maintain\w*|sustain\w*", "duration"),
)  # fmt: skip


def measure_of_time(text: str, position: int) -> str | None:
    """Return what a stretch of time measures, by the verb before it (the last one), else None."""
    before = text[:position]
    best: tuple[int, str] | None = None
    for verbs, name in _VERB_TIMES:
        for match in pattern(rf"\b(?:{verbs})", ignore_case=True).finditer(before):
            if best is None or match.start() > best[0]:
                best = (match.start(), name)
    return best[1] if best else None


def subject_before(text: str, position: int, floor: int, *, adjacent: bool = False) -> str | None:
    """Return the noun phrase whose change or state a number tells ("D-dimer fell from 840 …"), else None.

    With ``adjacent`` nothing but a preposition may stand between its verb and the number.
    """
    match: re.Match[str] | None = None
    for found in pattern(
        r"(?:^|[,;:(]\s?|\b(?:the|that|and|mean|median|of|in)\s)((?:(?!(?:the|that|and|with|in|of|by|was|were|is|are|had|did)\b)[\w'’/+αβγ-]+\s){1,4}?)"
        r"(?:levels?\s|values?\s)?(?:significantly\s|markedly\s|also\s|then\s)?(?:fell|rose|increased|decreased|declined|dropped|improved|changed|doubled|tripled|halved|was|were|is|are|went|reduced|lowered|averaged|did not|occurred|may affect|affects?|affected|developed|arose|appeared|persisted|resolved)\b"
    ).finditer(text, floor, position):
        match = found
    if match is None:
        return None
    gap = text[match.end() : position]
    if adjacent and not pattern(
        r"(?:\s|[(\[~≈<>]|\b(?:in|to|by|at|from|of|about|approximately|only|around|up|more|less|than|among|nearly|almost|seen|observed|reported|noted|recorded|achieved|reached|met|attained|experienced|found|detected|diagnosed|present|identified|documented|confirmed|described|measured)\b)*"
    ).fullmatch(gap):
        return None
    words = match[1].strip()
    if pattern(r"\d[\d.,]*(?:\s\w+)?").fullmatch(words):
        return None
    if pattern(r"\b(?:of|in|for|among)\s(?:the\s)?$").search(text, floor, match.start(1)):
        # "Efficacy against dengue of any severity was …": not the severity.
        head = last_measure(text, floor, match.start(1))
        if head and not pattern(r"[,;]|\b(?:was|were|is|are|had|has|by|with|fell|rose|and|that|when)\b").search(
            text, head[1], match.start(1)
        ):
            whole = last_measure(text, head[0], match.end(1))
            return (
                _composed(text[head[0] : max(head[1], whole[1]) if whole and whole[0] == head[0] else head[1]]) or None
            )
    if pattern(
        r"(?:it|they|this|these|those|patients|participants|we|who|which|there|that|under|after|at|treatment|results?|he|she|.*ly)",
        ignore_case=True,
    ).fullmatch(words):
        return None
    return pattern(r"^(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Oo]ur)\s").sub("", words)


def label_before(text: str, position: int, floor: int) -> str | None:
    """Return the noun phrase that a number follows like a label ("rejection 12.1%", "AEs: 23%"), else None."""
    match = pattern(
        r"(?:^|[;:,.(]\s?|\band\s)((?:(?!(?:and|or|of|in|with|by|was|were|is|are|had|has|the|a|an|to|from|for|at|on|than|that|"
        r"which|who|vs|versus|compared|about|after|within|over|each|every|only|both|all|between|least|most|more|less|up|nearly|"
        r"almost|around|approximately|some|another|further|roughly|respectively)\b)[A-Za-zαβγ≥][\w'’/+αβγδκ-]*\s?){1,4})([:=]?\s?[(\[]?\s?)$",
        ignore_case=True,
    ).search(text, floor, position)
    if match is None:
        return None
    words = match[1].strip()
    if words in ("e", "i", "i.e", "e.g", "eg", "ie"):
        return None
    # An imperative opens a step: "Transfer 50 µL". A label there has punctuation or is an abbreviation.
    if match.start(1) == 0 and not match[2].strip() and not pattern(r"\w[A-Z]").search(words):
        return None
    if pattern(r"[a-z]{4,}ing").fullmatch(words) and "(" in match[2] and pattern(r"[,(]|\band\s").match(match.group()):
        # "…, vomiting (3%) and itching (2%)"
        return words
    if pattern(
        r"(?:.*(?:ly|ed|ing)|results?|mean|median|total|adults?|children|patients|group|arm|doses?|dosage|e\.g|i\.e|usual|n|p)",
        ignore_case=True,
    ).fullmatch(words):
        return None
    return words


def object_before(text: str, position: int, floor: int) -> str | None:
    """Return what is changed by an amount: "lowered CRP by 37% and IL-6 by 25%", else None."""
    match = pattern(
        r"(?:\b(?:lower|reduc|increas|decreas|improv|rais|cut|chang|enhanc|suppress|elevat|boost|inhibit|shorten|prolong|attenuat|diminish|extend|slow)(?:ed|es|s|ing|e)?\s|\band\s|,\s)"
        r"(?:the\s|mean\s|serum\s)*((?:(?!(?:was|were|is|are|had|and|by|fell|rose|increased|decreased|declined|dropped|reduced|improved|significantly|lowered|shortened|prolonged|lower|higher)\b)[\w'’/+αβγδκ-]+\s){1,6}?)(?:(?:in|among)\s(?:the\s)?[^,;.()]{3,60}?\s(?:groups?|arms?|patients|participants)\s)?(?:by|to)\s(?:about\s|approximately\s|a (?:mean|median) of\s|an average of\s|up to\s|nearly\s|almost\s|more than\s|at least\s|over\s)?$"
    ).search(text, floor, position)
    if match is None or (
        # "…, improving to 0.81": a verb without an object.
        match.group().startswith(("and ", ", ")) and pattern(r"\bto\s(?:\w+\s){0,4}$").search(match.group())
    ):
        return None
    words = pattern(r"^(?:lower|reduc|increas|decreas|improv|rais)(?:ing|e|es|ed|s)?\s").sub("", match[1].strip())
    return pattern(r"\s(?:in|among)\s.*$").sub("", pattern(r"^in\s").sub("", words)) or None
