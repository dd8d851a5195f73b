"""Names of what is measured, read from the words around a number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from thymograph.claims.measurements.grammar import TIME_UNIT, pattern
from thymograph.model import Entity

__all__ = ["HEAD", "OUTCOME_VERB", "clause_floor", "last_measure", "measure_after", "measure_before", "measure_of_time", "noun_after", "object_before", "subject_before"]

HEAD = (
    r"rates?|survival|mortality|fatality|responses?|incidences?|prevalences?|levels?|counts?|concentrations?|scores?|weights?|"
    r"half-li(?:fe|ves)|durations?|follow-up|age|time|clearance|bioavailability|AUC(?:0-[\w∞]+)?|Cmax|C max|Tmax|efficacy|effectiveness|"
    r"reductions?|increases?|decreases?|change|changes|differences?|risks?|ratios?|remissions?|relapses?|recurrences?|"
    r"progression|pressure|volumes?|fraction|glucose|HbA1c|cholesterol|tit(?:er|re)s?|seroconversion|seroprotection|"
    r"absorption|excretion|sensitivity|specificity|accuracy|proportions?|percentages?|deaths?|hospitali[sz]ations?|"
    r"infections?|events?|reactions?|toxicit(?:y|ies)|viability|temperature|doses?|dosages?|frequency|expression|production|activity|"
    r"BMI|body mass index|ha?emoglobin|creatinine|eGFR|viral load|IC50|EC50|Kd|Ki|affinity|purity|molecular (?:weight|mass)|"
    r"size|length|yield|adherence|compliance|discontinuations?|withdrawals?|improvements?|benefit|cure|recovery|"
    r"PFS|OS|DFS|EFS|ORR|DCR|CR|PR|LVEF|LDL(?:-C)?|HDL(?:-C)?|CRP|ALT|AST|triglycerides|platelets|neutrophils|lymphocytes|"
    r"heart rate|distance|gain|loss|growth|inhibition|suppression|binding|protein binding|coverage|nausea|vomiting|headache|"
    r"diarrh(?:o?ea)|fever|rash|fatigue|bleeding|stroke|costs?|intake|output|exposure|thickness|diameter|period|interval|onset|"
    r"symptoms|pain|quality of life|MADRS|HAM-D|HAMD|PANSS|YMRS|EDSS|ACR20|ACR50|ACR70|PASI(?: 75| 90| 100)?|WOMAC|DAS28|"
    r"re-?admissions?|admissions?|end\s?points?|endpoints?|outcomes?|FEV1|FVC|FEV|PEF|GFR|UACR|(?:NT-pro)?BNP|troponin|PSA|TSH|ferritin|albumin|bilirubin|density|densities|relief|control rate|complications?|failures?|success|clearance|seropositivity|positivity|expectancy|stay|speed|dilution|"
    r"ORRs|hypoglyc[a]?emia|neutropenia|an[a]?emia|thrombocytopenia|hypotension|hypertension|diabetes|infarction|pneumonia|"
    r"sustained virologic response|SVR(?:12|24)?|transmission|prevention|protection|conversion|regression|shedding"
)
OUTCOME_VERB = (
    r"achieved|had|experienced|reported|developed|reached|died|responded|showed|remained|discontinued|withdrew|relapsed|"
    r"were|was|met|maintained|improved|required|completed|survived|attained|recovered|progressed|suffered|underwent|"
    r"tolerated|became|lost|gained|did not|tested|stopped|needed|have|has|obtained"
)
_MODIFIER_STOP = frozenset(
    "the a an and or of in reaching reach was were is are with by for to that which who had has have showed shows show shown reduced improved increased "
    "significantly significant decreased lowered while whereas but from as at on than versus vs compared group groups arm led leads this these those its their "
    "produced achieved yielded reached reported observed demonstrated resulted resulting had giving gave found reducing improving increasing lowering be been being can may "
    "could would will not no did does do also both after before during within over between among including included include e.g i.e respectively "
    "had saw experienced when where if only about approximately nearly almost it they we there whose using into per up all".split()
)
_LINK = (
    r"(?:\s*(?:[(\[:=,~≈]|\b(?:was|were|is|are|of|at|to|by|reached|reaching|about|approximately|approx\.|around|only|estimated|reported|observed|as|respectively|"
    r"from|be|being|the|a|an|nearly|almost|roughly|some|up|over|under|more|less|than|least|averaged|averaging|ranged|ranging|between|has|have|had|remained|"
    r"rose|fell|fall|increased|decreased|declined|dropped|improved|reduced|lowered|significantly|in total|total|been|occurred|seen|in|e\.g\.|i\.e\.|"
    r"shortened|prolonged|extended|lengthened|raised|cut|elevated|grew|slowed|exceeds?|exceeding|reduces|lowers|increases|decreases|improves|differed|changed|delayed|averages|totalled|"
    r"for|with|also|found|shown|calculated|determined|estimated|mean|median|average|value|values|vs\.?|versus|which|that|and|below|above|within|older|younger|aged?)"
    r"(?=\s|[<>≤≥~≈(]|$)))*\s*$"
)
_OF = r"(?:\s(?:of|in|for|from|to|with)\s(?!(?:the\s)?(?:patients|participants|subjects|all|total|about|approximately|a|an|\d|both|either|each)\b)(?:the\s|any\s)?(?:[\w'’/+αβγδκ-]+)(?:\s(?!(?:was|were|is|are|by|from|with|in|at|of|had|and|than|to|on|for|after|versus|vs|compared|among|reached|fell|rose|increased|decreased|or|who|that|which|did|does|has|have)\b)[\w'’/+αβγδκ-]+){0,3})?"
_ABBREVIATION = r"(?:\s?\([A-Za-z][\w/ -]{0,9}\))?"


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
        match = pattern(r"([\w'’/+.αβγδκ-]+)\s$").search(text, max(floor, start - 40), start)
        if match is None or match.start() < floor:
            break
        word = match[1]
        if word.lower().strip(".") in _MODIFIER_STOP or word.endswith((",", ".")):
            break
        if re.fullmatch(r"[\d.,]+%?|\d+/\d+", word) or re.fullmatch(r"(?:[a-z]+(?:ly))", word) and not word.startswith("early"):
            break
        if re.fullmatch(TIME_UNIT, word) or word in ("mg", "kg", "mL", "patients", "participants"):
            break
        start = match.start()
    return start


def _composed(words: str) -> str:
    words = re.sub(r"\s*\((?:[A-Za-z][\w/ -]{0,9})\)", "", words)
    words = re.sub(r"\s+", " ", words).strip(" ,:;()[]-–•")
    # "A short half-life of 2 hours", "low mortality rates (3%)": the judgement is not the measure.
    return re.sub(r"^(?i:short|long|low|high|favou?rable|excellent)\s(?=.*(?:half-li|rate|mortality|incidence|bioavailab))", "", words)


def last_measure(text: str, start: int, end: int, entities: Sequence[Entity] = ()) -> tuple[int, int] | None:
    """Return the span of the last noun phrase in ``text[start:end]`` that names a measure."""
    best: tuple[int, int] | None = None
    for match in _head().finditer(text, start, end):
        if re.match(r"\s?(?:-|/)\w", text[match.end() : match.end() + 2]):
            continue
        before = text[max(start, match.start() - 8) : match.start()]
        # "increased", "reduction" as verbs: "to increase x".
        if re.search(r"\b(?:to|may|can|did|not)\s$", before) and match.group().lower() in ("increase", "decrease", "change"):
            continue
        # A head inside the "of …" of the phrase before it belongs to that phrase.
        if best is not None and match.start() < best[1]:
            continue
        tail = pattern(_ABBREVIATION + _OF + _ABBREVIATION).match(text, match.end(), end)
        stop = tail.end() if tail else match.end()
        best = (_extended_left(text, match.start(), start), stop)
    for entity in entities:
        if entity.type == "outcome" and start <= entity.start and entity.end <= end and (best is None or entity.start >= best[1]):
            best = (_extended_left(text, entity.start, start), entity.end)
    return best


def measure_before(
    text: str, position: int, floor: int, entities: Sequence[Entity], *, number_before: bool = False
) -> tuple[str, bool] | None:
    """Return the measure named before the number at ``position``, and whether it stands right before it.

    With ``number_before`` another number ends at ``floor``: what follows that one at once is its own.
    """
    if number_before:
        owned = pattern(r"\s(?!(?:and|or|with|in|while|whereas|but|vs|versus|to|at)\b)[^,;()]*?(?=[,;()]|\s(?:and|or|while|whereas|but|vs|versus)\s)").match(text, floor, position)
        floor = owned.end() if owned else floor
    span = last_measure(text, floor, position, entities)
    if span is None:
        return None
    name = _composed(text[span[0] : span[1]])
    gap = text[span[1] : position]
    direct = bool(pattern(_ABBREVIATION + _LINK, ignore_case=True).fullmatch(gap))
    statistic = re.search(r"\b(median|mean|average)\s(?:\w+\s)?of\s\W*$", text[floor:position], re.IGNORECASE) if direct else None
    if statistic and statistic[1].lower() not in name.lower():
        name = f"{statistic[1].lower()} {name}"
    return (name, direct) if name else None


def measure_after(text: str, position: int) -> str | None:
    """Return the measure that follows a number: "36% response rate", "20% reduction in LDL"."""
    limit = min(len(text), position + 90)
    stop = pattern(r"[;,)\]]|\.\s|\.$|\s(?:and|vs\.?|versus|compared|in the|with|among)\s").search(text, position, limit)
    end = stop.start() if stop else limit
    people = pattern(
        r"\s?of\s(?:the\s|all\s)?((?:[\w-]+\s){0,2}?(?:patients|participants|subjects|people|women|men|children|adults|individuals|cases|recipients|those|responders))\b"
        rf"(?:\s(?:who\s)?(?:in|with|on|receiving|received|given|treated with|taking|assigned to|randomi[sz]ed to)\s(?:[\w/+-]+\s){{1,5}}?(?=(?:who\s)?(?:{OUTCOME_VERB})\b))?(?:\s?who)?\s?((?:{OUTCOME_VERB})\b(?:\s[\w'’/+%-]+){{0,6}})"
    ).match(text, position)
    if people:
        rest = pattern(r"\s(?:at|by|after|within|and|compared|versus|vs|with|in the|while|whereas|than)\s.*$").sub("", people[2] + " ").strip()
        return _composed(f"{people[1]} who {rest}")
    state = pattern(r"\s(?:also\s)?((?:were|had|have|are|died|survived|responded|relapsed|achieved|experienced|developed|reported|discontinued|completed)\b(?:\s(?!(?:and|at|by|after|within|compared|versus|vs|with|in|while|whereas|than)\b)[\w'’/+%-]+){0,5})").match(text, position)
    if state and not pattern(r"(?:were|are)\s(?:seen|observed|found|reported|noted|recorded|lower|higher|similar|significant\w*)\b").match(state[1]):
        return f"share who {state[1]}"
    dose = pattern(r"\s?of\s(?:the\s|a\s|an\s)?((?:[\w-]+\s){0,2}?(?:dose|drug))\s(?:is\s|was\s|being\s)?((?:excreted|absorbed|eliminated|recovered|metaboli[sz]ed|bound)(?:\s(?!and\b|within\b)[\w-]+){0,3})").match(text, position)
    if dose:
        return _composed(f"{dose[1]} {dose[2]}")
    if pattern(r"\s?of\s(?:the\s|all\s)?(?:[\w-]+\s){0,2}?(?:patients|participants|subjects|people|women|men|children|adults|individuals|cases|recipients|those)\b").match(text, position):
        return None
    span = None
    for match in _head().finditer(text, position, end):
        if len(text[position : match.start()].split()) <= 5 and not re.search(r"\d|\b(?:was|were|is|are|had)\b", text[position : match.start()]):
            tail = pattern(_OF).match(text, match.end(), limit)
            span = (_extended_left(text, match.start(), position), tail.end() if tail else match.end())
            break
    if span is None:
        return None
    return _composed(text[span[0] : span[1]]) or None


def noun_after(text: str, position: int, entities: Sequence[Entity]) -> str | None:
    """Return the noun phrase right after a number and its unit ("10% fetal bovine serum", "5% CO₂")."""
    match = pattern(r"\s(?:of\s(?:the\s|each\s)?)?(?!(?:and|or|in|at|for|to|with|of|on|by|from|is|was|were|are|vs|versus|per|once|twice|daily|weekly|every|over|after|within|than|the|as|who|that|which|before|between|during|orally|subcutaneously|intravenously|s\.c|IV|compared|had|achieved|were|into|when|i\.v|bid|tid)\b)((?:[\w₂²'’/+αβγ-]+)(?:\s(?!(?:and|or|in|at|for|to|with|of|on|by|from|is|was|were|are|into|per|once|twice|daily|every|over|after|were|had|when|as|orally|subcutaneously|intravenously|may|can|should|will|has|the)\b)[\w₂²'’/+αβγ-]+){0,3})").match(text, position)  # fmt: skip
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
    (r"follow\w*", "follow-up"),
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
    match = None
    for match in pattern(
        r"(?:^|[,;:(]\s?|\b(?:the|that|and|mean|median|of|in)\s)((?:(?!(?:the|that|and|with|in|of|by|was|were|is|are|had|did)\b)[\w'’/+αβγ-]+\s){1,4}?)"
        r"(?:levels?\s|values?\s)?(?:significantly\s|markedly\s|also\s|then\s)?(?:fell|rose|increased|decreased|declined|dropped|improved|changed|was|were|is|are|went|reduced|lowered|averaged|did not|occurred|may affect|affects?|affected|developed|arose|appeared|persisted|resolved)\b"
    ).finditer(text, floor, position):
        pass
    if match is None:
        return None
    gap = text[match.end() : position]
    if adjacent and not pattern(r"(?:\s|[(\[~≈<>]|\b(?:in|to|by|at|from|of|about|approximately|only|around|up|more|less|than|among|nearly|almost|seen|observed|reported|noted|recorded)\b)*").fullmatch(gap):
        return None
    words = match[1].strip()
    if pattern(r"(?:it|they|this|these|those|patients|participants|we|who|which|there|that|under|after|at|treatment|results?|he|she|.*ly)", ignore_case=True).fullmatch(words):
        return None
    return re.sub(r"^(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Oo]ur)\s", "", words)


def object_before(text: str, position: int, floor: int) -> str | None:
    """Return what is changed by an amount: "lowered CRP by 37% and IL-6 by 25%", else None."""
    match = pattern(
        r"(?:\b(?:lower|reduc|increas|decreas|improv|rais|cut|chang|enhanc|suppress|elevat|boost|inhibit|shorten|prolong|attenuat|diminish|extend|slow)(?:ed|es|s|ing|e)?\s|\band\s|,\s)"
        r"(?:the\s|mean\s|serum\s)*((?:(?!(?:was|were|is|are|had|and|by|fell|rose|increased|decreased|declined|dropped|reduced|improved|significantly|lowered|shortened|prolonged|lower|higher)\b)[\w'’/+αβγδκ-]+\s){1,6})by\s(?:about\s|approximately\s|a (?:mean|median) of\s|an average of\s|up to\s|nearly\s|almost\s|more than\s|at least\s|over\s)?$"
    ).search(text, floor, position)
    if match is None:
        return None
    return re.sub(r"\s(?:in|among)\s.*$", "", match[1].strip()) or None
