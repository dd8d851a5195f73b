"""Dose regimens: how much of which drug, how, how often, how long, for whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from thymograph.claims.clauses import folded
from thymograph.claims.measurements.arms import is_class_name
from thymograph.claims.measurements.grammar import COUNT_WORDS, NUMBER, RANGE_JOIN, TIME_UNIT, pattern, plain
from thymograph.claims.measurements.windows import windows
from thymograph.claims.word_patterns import may_occur
from thymograph.model import Entity, Regimen, Statement

__all__ = ["regimens_of"]

_MANY = rf"(?:{'|'.join(COUNT_WORDS)}|\d+)"
_UNIT = r"(?:(?:million|billion)\s)?(?:international units?|units?|IU|MIU|MU|mIU|U|mg|[µμ]\s?g|mcg|ug|ng|grams?|g|micrograms?|milligrams?|mmol|mEq|mL|ml|Gy|mCi|MBq|puffs?|tablets?|capsules?|drops?|patch(?:es)?|vials?|sprays?|PFU|CFU)"
_PER = r"kg|m\^?2|m²|day|d|dose|injection|week|wk|h|hr|hour|min|minute|body weight|kg body weight"
_DOSE = (
    rf"(?<![\w.,])(?:AUC\s?(?:of\s)?(?P<auc>{NUMBER})|(?P<dose>[<>≤≥]?\s?{NUMBER}(?:/{NUMBER}|(?:\s?(?:mg|g|mcg|µg|μg|IU|units)(?=\s?[-–—]|\sto\s))?{RANGE_JOIN}{NUMBER}|(?:,\s{NUMBER})*,?\s(?:or|and)\s{NUMBER})?)"
    rf"[\s-]?(?P<unit>{_UNIT})(?![A-Za-z])(?P<per>(?:\s?/\s?(?:{_PER})(?![A-Za-z])|\s(?:per|a|of)\s(?:{_PER})\b)*))"
)
# An amount in a volume is a concentration, not a dose.
_CONCENTRATION = r"\s?(?:/|per\s)\s?(?:[mµμdu]?[Ll]|m?mol|g|mm3|well|litre|liter|10\^?\d)\b"
_IN_VITRO = r"\b(?:in vitro|incubat\w+|cultur\w+|medium|wells?|supernatant\w*|cells? were|plate[ds]?|PBMCs?|ELISA|assay|buffer|stain\w+|transfect\w+|lysate|centrifug\w+)\b"
_LABORATORY = r"\b(?:ED|EC|IC|LD)\d\d\b[^.;,]{0,20}$|\b(?:clearance|CL_?cr|CrCl|e?GFR)\b[^.;,]{0,30}$|\b(?:levels?|concentrations?|serum|plasma|creatinine|cholesterol|LDL|glucose|h[a]?emoglobin|bilirubin|weigh\w*|threshold|cut-?off|urine protein|albumin|ferritin|CRP|intake|loss|fell|rose|reduced by|increased by|decreased by)\b[^.;)]{0,40}$|\b(?:reduced|increased|decreased|lowered|changed)\sby\b[^.;()]{0,70}$"

# What is written in full in any case, and abbreviations in the case that they have: "IV", not in "stage IV".
_ROUTES = (
    r"(?i:subcutaneous(?:ly)?(?:\sinjections?)?|under the skin|subcut\b)|s\.\s?c\.(?!\w)|SC(?![\w-])|SQ\b|sc(?![\w-])"
    r"|(?i:(?:by\s)?(?:continuous\s)?intravenous(?:ly)?(?:\s(?:bolus|infusions?|injections?|push))?|continuous infusion|by infusion)"
    r"|i\.\s?v\.(?!\w)|(?<!tage )(?<!tages )(?<!hase )(?<!rade )(?<!lass )(?<!ype )(?<!or )(?<!III.)(?:continuous\s)?IV(?![\w/-])(?:\s(?:bolus|infusion|push))?"
    r"|(?:IV|IM|SC|PO)(?:\s?/\s?|\s|\sor\s)(?:IV|IM|SC|PO)(?![\w/-])|(?i:intramuscular(?:ly)?(?:\sinjections?)?)|i\.\s?m\.(?!\w)|IM(?![\w-])"
    r"|(?i:orally|oral(?!\s(?:response|mucos|cavity|ulcer|candid|health|cancer|hygiene|squamous|contracept))|by mouth)|p\.\s?o\.(?!\w)|PO(?![\w-])|po(?![\w-])"
    r"|(?i:inhaled|by inhalation|nebuli[sz]ed|via nebuli[sz]er|intranasal(?:ly)?|nasal spray|topical(?:ly)?|applied to the skin|transdermal(?:ly)?)"
    r"|(?i:intraperitoneal(?:ly)?|intrathecal(?:ly)?|intravitreal(?:ly)?|intra-?arterial(?:\sinfusion)?|intracoronary|intravesical(?:ly)?|intralesional(?:ly)?|intracavernosal|epidural|intraosseous|ophthalmic|otic|intradermal(?:ly)?|intraarticular(?:ly)?|intra-articular(?:ly)?|rectal(?:ly)?|sublingual(?:ly)?|vaginal(?:ly)?|buccal(?:ly)?)|i\.\s?p\.(?!\w)"
)  # fmt: skip
_FREQUENCY = (
    rf"(?:(?:once|twice|thrice|(?:{_MANY}\s(?:to|or)\s)?(?:{_MANY}\s)(?:times|doses))(?:[ -](?:or|to)[ -](?:once|twice|thrice|(?:{_MANY}\s)times))?\s?(?:-?(?:a|per|each|every|in a)\s(?:day|week|month|year)|daily|weekly|monthly|yearly|nightly|/\s?(?:day|week|wk)))"
    rf"|once[- ](?:daily|weekly|monthly|nightly)|twice[- ](?:daily|weekly|monthly)|(?:b|t|q)\.?i\.?d\.?(?![\w])|q\.?d\.?(?![\w])|q\.?o\.?d\.?(?!\w)|b\.?i\.?w\.?(?!\w)|t\.?i\.?w\.?(?!\w)|q\s?\d+\s?(?:-\s?\d+\s?)?(?:h|hr|hours|d|w|wk|weeks)\b|(?:OD|BD|TDS|BID|TID|QID|QD)\b"
    rf"|every\s(?:other|second|third|fourth|(?:{_MANY}(?:{RANGE_JOIN}{_MANY})?))\s?-?\s?(?:days?|weeks?|months?|hours?|nights?|morning|evening|h|cycles?|years?)"
    rf"|every\s(?:day|night|morning|evening|week|month)|on\salternate\sdays|alternate\sdays|each\s(?:day|week|morning|night)|at\s(?:bedtime|night)|before\s(?:meals|breakfast)|with\smeals"
    rf"|(?:on\s)?days?\s\d+(?:(?:,\s?|\s?(?:-|–|to|and|through)\s?)(?:days?\s)?\d+)*(?:,?\sand\s\d+)?(?:\sof\s(?:each|a|every)\s(?:\d+-day\s)?cycle)?"
    rf"|(?<![\w-])(?:daily|weekly|monthly|nightly|biweekly|fortnightly)(?![\w-]|\s(?:insulin|intake|requirement|maximum|life|living|total)\b)|as\s(?:a\s)?single\s(?:dose|injection|infusion)|(?<=\s)single\sdose"
    r"|at\sweeks?\s\d+(?:(?:,\s?|,?\sand\s)\d+)*|in\s(?:two|three|four|2|3|4|divided)\s?(?:to\s(?:three|four)\s)?(?:equally\s)?(?:divided\s)?doses"
    r"|(?:in(?:to)?\s)?\d\s?(?:-|–|to|or)\s?\d\s(?:equally\s)?divided\sdoses|divided\s(?:in|into|by)\s(?:two|three|four|six|\d)(?:\s?(?:-|–|to|or)\s?(?:three|four|\d))?\s(?:equal\s|daily\s)*doses|in\sthe\s(?:morning|evening)|(?:annually|quarterly|as\sneeded|when\srequired|prn)(?![\w-])|(?:three|four)-weekly"
)
_DURATION = (
    rf"for\s(?:up\sto\s|at\sleast\s|about\s|approximately\s|a\stotal\sof\s|a\sfurther\s|the\sfirst\s|an?\sadditional\s)?(?P<for>(?:{NUMBER}(?:{RANGE_JOIN}{NUMBER})?|{_MANY}(?:{RANGE_JOIN}{_MANY})?|an?)[\s-](?:{TIME_UNIT}|cycles|doses|courses)\b|life\b)"
    rf"|[×x]\s?(?P<times>{NUMBER}\s(?:days|weeks|months|doses|cycles))|for\san?\s(?P<course>{_MANY}-(?:day|week|month)\scourse)|(?P<over>over\s(?:{NUMBER}(?:{RANGE_JOIN}{NUMBER})?|{_MANY})\s(?:minutes?|min|hours?|h|weeks)\b)"
    rf"|(?:with\s)?(?:the\s)?(?P<rep>cycles?\s(?:were\s|was\s|being\s)?repeated\severy\s{_MANY}\s{TIME_UNIT})|(?P<cyc>in\s{_MANY}-day\scycles|every\s{_MANY}-day\scycle)"
    rf"|(?P<num>(?:{_MANY})\s(?:cycles|courses))\b|(?P<until>until\s(?:disease\s)?progression(?:\sor\s[\w\s]{{3,30}}toxicity)?)|for\s(?P<cont>the\sduration\sof\s(?:the\s)?[\w\s-]{{3,40}})"
    rf"|(?P<bare>(?<=,\s){NUMBER}(?:{RANGE_JOIN}{NUMBER})?\s(?:days|weeks|months))"
)
_POPULATION = (
    r"(?:(?:in|for|to)\s)?(?P<who>(?:(?:adults?|adolescents?|children|infants|neonates|pediatric|paediatric|elderly|older|obese|pregnant|dialysis|h[a]?emodialysis|adult|renally impaired)\b(?:\s(?:patients|adults|people|women|individuals))?"
    r"(?:\s(?:with\s(?:an?\s)?(?:eGFR|creatinine clearance|CrCl|renal impairment|hepatic impairment|severe|moderate|mild|normal)[^,.;:()]{0,40}|(?:aged|weighing|younger than|older than|over|under|below|above)\s[^,.;:()]{1,30}|[<>≤≥]\s?\d[^,.;:()]{0,15}))?)"
    r"|patients\s(?:aged|weighing|below|under|over|above|younger than|older than|[<>≤≥])\s?[^,.;:()]{1,30}"
    r"|patients\swith\s(?:an?\s)?(?:eGFR|creatinine clearance|CrCl|(?:severe |moderate |mild |end-stage )?(?:renal|hepatic|kidney|liver)\s(?:impairment|dysfunction|failure|insufficiency|disease))[^,.;:()]{0,30}"
    r"|(?:patients|people|adults|children|women|men|adolescents|individuals)\s(?:with|undergoing|on|receiving)\s(?!placebo)(?:[\w'-]+\s?){1,4}?(?=[,.;:()]|$|\s?\b(?:was|were|is|are|who|received|given|treated|should|may|can|has|had|and|at)\b)"
    r"|(?:severe |moderate |mild |end-stage )?(?:renal|hepatic)\s(?:impairment|dysfunction|failure|insufficiency))"
)  # fmt: skip


def _drugs(entities: Sequence[Entity]) -> list[Entity]:
    return sorted(
        (
            entity
            for entity in entities
            if entity.type in ("drug", "cytokine") and entity.start >= 0 and entity.end > entity.start
        ),
        key=lambda entity: entity.start,
    )


def _governor(
    text: str, start: int, end: int, floor: int, ceiling: int, entities: Sequence[Entity]
) -> tuple[str, int, bool] | None:
    """Return the drug of the dose at ``start:end``, where it ends, and whether it stands before the dose.

    "5 mg of X", then "X (5 mg", "X 5 mg", then the last one before, then the only one after, then
    an implied one.
    """
    drugs = _drugs(entities)
    for drug in drugs:
        between = text[end : drug.start] if end <= drug.start < ceiling else None
        if between is not None and re.fullmatch(
            r"(?:/day|/d)?\s?(?:(?:per|a)\s(?:day|dose|week)\s)?(?:(?:daily|weekly|once|twice|oral|orally|intravenous|IV|subcutaneous|SC|i\.v\.|s\.c\.|of|inhaled|intranasal|topical|single-dose|doses?|tablets?|infusions?|injections?|the)\s?)*",
            between,
        ):
            return drug.name, drug.end, False
    # A class named between ("… is the preferred antiarrhythmic, followed by 1 mg/min") governs no dose.
    drugs = [drug for drug in drugs if not is_class_name(drug.name)] or drugs
    before = [drug for drug in drugs if floor <= drug.start and drug.end <= start]
    if before:
        return before[-1].name, before[-1].end, True
    implied = [entity for entity in entities if entity.implicit and entity.type == "drug"]
    earlier = [drug for drug in drugs if drug.end <= start]
    if earlier:
        return earlier[-1].name, earlier[-1].end, True
    if implied:
        return implied[0].name, start, True
    after = [drug for drug in drugs if drug.start >= end and drug.type == "drug"]
    if after and pattern(_DOSE).search(text, end, after[0].start):
        return None
    if len({drug.name for drug in after}) == 1 and not pattern(r"\b(?:versus|vs|than|compared)\b").search(
        text, end, after[0].start
    ):
        return after[0].name, after[0].end, False
    return None


@cache
def _from_break(expression: str, *, ignore_case: bool = False) -> re.Pattern[str]:
    """Return ``expression`` compiled, to be found where neither letter nor hyphen stands before it."""
    return re.compile(rf"(?<![\w-])(?:{expression})", re.IGNORECASE if ignore_case else 0)


def _first(expression: str, text: str, start: int, end: int) -> re.Match[str] | None:
    if not may_occur(expression, folded(text)):
        return None
    return _from_break(expression, ignore_case=True).search(text, start, end)


def _route(text: str, start: int, end: int) -> str | None:
    found = _from_break(_ROUTES).search(text, start, end)
    return re.sub(r"^by\s(?=[ci]|infus)", "", found.group().strip()) if found else None


def _duration(text: str, start: int, end: int) -> str | None:
    found = pattern(_DURATION, ignore_case=True).search(text, start, end)
    if found is None:
        return None
    return next(part for part in found.groups() if part).strip()


def _population(text: str, floor: int, start: int, end: int, ceiling: int, statement: Statement | None) -> str | None:
    """Return for whom a dose is: named after it, before it, anywhere, or by a heading."""
    who = pattern(_POPULATION, ignore_case=True)
    # "Adults: 250 mg; children: 25 mg/kg": a label holds for its clause.
    opening = max(text.rfind(";", 0, start), text.rfind(". ", 0, start)) + 1
    label = who.match(text, opening + len(text[opening:]) - len(text[opening:].lstrip()))
    if label and label.end() <= start and text[label.end() : label.end() + 1] == ":":
        return label["who"].strip()
    closing = text.find(";", end, ceiling)
    ceiling = closing if closing >= 0 else ceiling
    found = who.search(text, end, ceiling) or (who.search(text, 0, start) if not floor else None) or who.search(text)
    if found:
        return found["who"].strip()
    for heading in reversed(statement.section if statement else ()):
        if who.match(heading.strip(" *:")):
            return heading.strip(" *:")
    return None


_STEP = r"(?:[Ii]ncreas|[Tt]itrat|[Ee]scalat|[Aa]djust|[Rr]educ|[Dd]ecreas|↑)\w*\s(?:[\w-]+\s){0,4}?(?:by|in steps of|in increments of)\s$"
_BOUND = r"(?:\(\s?(?:range|max(?:imum)?\.?|not to exceed)(?:\s(?:of|dose|daily|single|total|usual|per))*[,:]?\s?|/kg[^.;]{0,12}?\sup to\s|\b(?:do|does|should) not exceed\s)$"


def _tabled(text: str, entities: Sequence[Entity], statement: Statement | None) -> tuple[Regimen, ...]:
    """Return the regimen of a cell that is a number under "Daily dose (mg/kg)"; the drug is that of its row."""
    table = statement.table if statement and statement.unit == "cell" else None
    if table is None or statement is None or statement.column is None or not statement.column < len(table.heads):
        return ()
    head = table.heads[statement.column]
    figure = pattern(rf"(?P<dose>{NUMBER}(?:{RANGE_JOIN}{NUMBER})?)").fullmatch(text.strip())
    unit = pattern(
        rf"(?:[,(]\s?|\s)(?P<unit>mg|g|mcg|µg|μg|IU|units|mL)(?P<per>(?:\s?/\s?(?:{_PER})(?![A-Za-z]))*)\)?\s*$"
    ).search(head)
    if (
        figure is None
        or unit is None
        or not pattern(r"\b(?:doses?|dosages?|given|dosing)\b", ignore_case=True).search(head)
    ):
        return ()
    label = (
        table.rows[statement.row][0]
        if statement.row is not None and 0 <= statement.row < len(table.rows) and table.rows[statement.row]
        else ""
    )
    drug = next(
        (
            entity
            for entity in entities
            if entity.type == "drug" and entity.text and entity.text.casefold() in label.casefold()
        ),
        None,
    )
    if drug is None:
        return ()
    often = _first(_FREQUENCY, head, 0, len(head))
    _, who = _of_row(statement)
    return (
        Regimen(drug=drug.name, dose=plain(figure["dose"]), unit=unit["unit"], per=_per(unit["per"]), route=_route(label, 0, len(label)) or _route(head, 0, len(head)),
                frequency=often.group().strip() if often else None, population=who),
    )  # fmt: skip


def _with_row_drug(entities: Sequence[Entity], statement: Statement | None) -> Sequence[Entity]:
    """Return the entities, an implied drug replaced by the row's label where that column is headed "Drug" and names another."""
    table = statement.table if statement and statement.unit == "cell" else None
    if (
        table is None
        or statement is None
        or not table.heads
        or statement.row is None
        or not 0 <= statement.row < len(table.rows)
    ):
        return entities
    label = re.sub(r"\s*[\[(].*$", "", table.rows[statement.row][0] if table.rows[statement.row] else "").strip()
    if not pattern(r"(?:drug|agent|medication|medicine|antibiotic|generic)s?(?:\sname)?", ignore_case=True).fullmatch(
        table.heads[0].strip()
    ):
        return entities
    drugs = [entity for entity in entities if entity.type == "drug"]
    if not re.fullmatch(r"[A-Z][\w-]{3,}(?:[\s/-][\w-]+){0,2}", label) or any(
        entity.text and entity.text.casefold() in label.casefold() for entity in drugs
    ):
        return entities
    others = [entity for entity in entities if not (entity.type == "drug" and entity.implicit)]
    return (*others, Entity(start=-1, end=-1, text=label, name=label, type="drug", implicit=True))


def _of_row(statement: Statement | None) -> tuple[str | None, str | None]:
    """Return the route that a row's label prints behind its drug, and for whom a column of the row says it is."""
    table = statement.table if statement and statement.unit == "cell" else None
    if table is None or statement is None or statement.row is None or not 0 <= statement.row < len(table.rows):
        return None, None
    cells = table.rows[statement.row]
    who = next(
        (
            cell
            for head, cell in zip(table.heads, cells, strict=False)
            if cell and cell != statement.words.text
            and pattern(r"(?:.*\b)?(?:age|weight|population|patients?|patient group|renal function|CrCl|e?GFR|creatinine clearance)\b.*", ignore_case=True).fullmatch(head)
        ),
        None,
    )  # fmt: skip
    return (_route(cells[0], 0, len(cells[0])) if cells else None), who


def _per(printed: str) -> str | None:
    parts = re.findall(rf"(?:/|per|a|of)\s?({_PER})(?![A-Za-z])", printed)
    return "/".join(parts) or None


def regimens_of(text: str, entities: Sequence[Entity], statement: Statement | None) -> tuple[Regimen, ...]:
    """Return the regimens of a statement, in order."""
    made = [one for piece, inside in windows(text, entities) for one in _regimens(piece, inside, statement)]
    return tuple(dict.fromkeys(made))


def _regimens(text: str, entities: Sequence[Entity], statement: Statement | None) -> tuple[Regimen, ...]:
    if not pattern(r"\d|\b(?:daily|weekly|twice|once|every)\b").search(text):
        return ()
    entities = _with_row_drug(entities, statement)
    if not any(entity.type in ("drug", "cytokine") for entity in entities):
        return ()
    tabled = _tabled(text, entities, statement)
    if tabled:
        return tabled
    vitro = bool(pattern(_IN_VITRO).search(text))
    doses = [
        match
        for match in pattern(_DOSE).finditer(text)
        if not pattern(_CONCENTRATION).match(text, match.end()) and not pattern(_LABORATORY, ignore_case=True).search(text[max(0, match.start() - 60) : match.start()])
        and not (match["dose"] and match["dose"].startswith(("<", ">", "≤", "≥")))
        and not (match["unit"] in ("unit", "units") and re.search(r"\b(?:differences?|scores?|scale|index|points)\b[^.;]*$", text[: match.start()]))
        and not (match["unit"] in ("mL", "ml", "L") and re.match(r"\s?/\s?m|\sper\sm", match["per"] or "") and not re.search(r"\b(?:infus|rate)", text))
        and not (match["unit"] in ("mL", "ml", "mmol", "mEq", "g", "ng", "U") and match["per"] == "" and vitro)
    ]  # fmt: skip
    # "Increase by 50 mg" is a step, not a dose.
    doses = [match for match in doses if not pattern(_STEP).search(text, 0, match.start())]
    # "10 mg/kg up to 300 mg", "(max 2 g)", "(range 10–15 mg/kg)" bound the dose before them.
    doses = [
        match for index, match in enumerate(doses)
        if not (index and match.start() - doses[index - 1].end() < 90 and pattern(_BOUND, ignore_case=True).search(text, doses[index - 1].start(), match.start()))
    ]  # fmt: skip
    if vitro and not pattern(r"\b(?:patients?|subcutaneous\w*|oral\w*|daily|weekly|intravenous\w*)\b").search(text):
        return ()
    if not doses:
        return _without_dose(text, entities, statement)
    made: list[Regimen] = []
    floor = 0
    opening = pattern(rf"(?:{_ROUTES})(?=\s?:)").match(text)
    headed = opening.group().strip() if opening else None
    row_route, row_people = _of_row(statement)
    """The route that a label gives for all doses of its item ("IV bolus: 12 mg/kg, then 6 mg/kg")."""
    for index, match in enumerate(doses):
        ceiling = doses[index + 1].start() if index + 1 < len(doses) else len(text)
        found = _governor(text, match.start(), match.end(), floor, ceiling, entities)
        if found is None:
            floor = match.end()
            continue
        drug, drug_end, stands_before = found
        # What stands before the next drug's dose but after its name is the next one's.
        if index + 1 < len(doses):
            next_drugs = [
                one for one in _drugs(entities) if match.end() <= one.start and one.end <= ceiling and one.name != drug
            ]
            if next_drugs:
                # "… and oral X 100 mg": the route before a drug's name is that drug's.
                lead_in = pattern(
                    rf"(?:,?\s(?:and|plus|or|with|then|followed by)\s)?(?:{_ROUTES}|(?i:daily|weekly))\s(?:of\s)?$"
                ).search(text, match.end(), next_drugs[0].start)
                ceiling = lead_in.start() if lead_in else next_drugs[0].start
        # "once daily 5 mg": what is not said after the dose may stand before it.
        lead = max(floor, drug_end - 60 if stands_before else floor)
        for turn in pattern(r"\b(?:then|followed by)\b|;|\),\s").finditer(text, lead, match.start()):
            # "12 mg for 3 days, then 6 mg": what was said before the turn is of the dose before.
            lead = turn.end()
        named = next((one for one in _drugs(entities) if one.end == drug_end and one.name == drug), None)
        adjacent = (
            pattern(rf"(?<![\w-])({_ROUTES})(?:\sof)?\s$").search(text, max(0, named.start - 40), named.start)
            if named
            else None
        )
        route = (
            adjacent[1]
            if adjacent
            else _route(text, match.end(), ceiling) or _route(text, lead, match.start()) or headed or row_route
        )
        most = bool(
            pattern(
                r"\b(?:max(?:imum)?\.?|limit|exceed|up to)(?:\s(?:of|dose|daily|single|total|usual))*:?\s?$",
                ignore_case=True,
            ).search(text, lead, match.start())
        )
        """A highest dose has only the frequency that it is given itself."""
        often = _first(_FREQUENCY, text, match.end(), ceiling) or (
            None if most else _first(_FREQUENCY, text, lead, match.start())
        )
        per = _per(match["per"] or "")
        frequency = often.group().strip() if often else None
        if frequency and frequency.endswith(".") and "." not in frequency[:-1]:
            frequency = frequency[:-1]
        if frequency and re.match(r"single\sdose", frequency):
            frequency = "single dose"
        made.append(
            Regimen(
                drug=drug,
                dose=plain(match["auc"] or match["dose"].strip()),
                unit="AUC" if match["auc"] else re.sub(r"([µμ])\s", r"\1", match["unit"]),
                per=per,
                route=route,
                frequency=frequency,
                duration=_duration(text, match.end(), ceiling)
                or (None if most else _duration(text, lead, match.start()))
                or _shared(text, doses[-1].end()),
                population=_population(text, floor, match.start(), match.end(), ceiling, statement) or row_people,
            )
        )
        floor = match.end()
    return tuple(dict.fromkeys(_completed(text, doses, made)))


def _completed(text: str, doses: Sequence[re.Match[str]], made: Sequence[Regimen]) -> list[Regimen]:
    """Return the regimens, those without frequency or duration completed by what a later, joined dose says.

    "A 300 mg plus B 600 mg daily for 6 months": both daily, both for 6 months.
    """
    completed = list(made)
    if len(made) != len(doses):
        return completed
    for index in range(len(made) - 2, -1, -1):
        this, following = completed[index], completed[index + 1]
        between = re.sub(r"\([^()]*\)", "", text[doses[index].end() : doses[index + 1].start()])
        joined = (
            len(between.split()) <= 6 and re.search(r"\b(?:plus|and|or|with)\b|,|\+", between) and ";" not in between
        )
        if joined and not (this.frequency or this.duration or this.per == "day"):
            this = replace(
                this, frequency=following.frequency, duration=following.duration, route=this.route or following.route
            )
        elif following.duration and not this.duration and re.search(r"\b(?:were|both|each)\b", text[doses[-1].end() :]):
            this = replace(this, duration=following.duration)
        completed[index] = this
    return completed


def _shared(text: str, start: int) -> str | None:
    """Return what the end of a sentence says of all its doses: "with cycles repeated every 3 weeks"."""
    found = pattern(
        rf"(?:with\s)?(?:the\s)?(cycles?\s(?:were\s|was\s|being\s)?repeated\severy\s{_MANY}\s{TIME_UNIT}|for\s(?:up to\s)?{_MANY}\scycles)"
    ).search(text, start)
    return re.sub(r"^for\s(?:up to\s)?", "", found[1]) if found else None


def _without_dose(text: str, entities: Sequence[Entity], statement: Statement | None) -> tuple[Regimen, ...]:
    """Return a regimen of which only frequency and route, or a frequency of giving, is told."""
    drugs = _drugs(entities)
    often = _first(_FREQUENCY, text, 0, len(text))
    if often is None or re.match(r"(?:on\s)?days?\s", often.group()):
        return ()
    given = pattern(
        r"\b(?:given|administered|injected|taken|dosed|administer|inject|take|applied|administration|injections?|infusions?)\b",
        ignore_case=True,
    ).search(text)
    route = _route(text, 0, len(text))
    if not given and not route:
        return ()
    before = [drug for drug in drugs if drug.type == "drug" and drug.end <= often.start()]
    implied = [entity for entity in entities if entity.implicit and entity.type == "drug"]
    drug = before[-1].name if before else implied[0].name if implied else None
    if drug is None:
        return ()
    return (
        Regimen(drug=drug, route=route, frequency=often.group().strip(), duration=_duration(text, 0, len(text)),
                population=_population(text, 0, 0, 0, len(text), statement)),
    )  # fmt: skip
