"""Column heads and row labels taken apart: measure, unit, statistic, sample size, time, condition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from thymograph.claims.measurements.arms import is_control
from thymograph.claims.measurements.effects import EFFECT_NAMES
from thymograph.claims.measurements.grammar import NUMBER, TIME_UNIT, UNIT, pattern
from thymograph.claims.measurements.terms import HEAD
from thymograph.model import Entity

__all__ = [
    "Label",
    "column_role",
    "effect_name",
    "is_generic",
    "is_outcome_corner",
    "is_time_head",
    "label_of",
    "reads_as_arm",
    "reads_as_measure",
    "unit_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a head or label says."""

    words: str
    """Without its brackets."""
    unit: str | None = None
    statistic: str | None = None
    """As "median change", "mean (SD)", "n (%)"."""
    n: str | None = None
    timepoint: str | None = None
    condition: str | None = None

    @property
    def measure(self) -> str:
        """The words with the statistic where it says how the measure was summed up."""
        plain_statistic = self.statistic and not pattern(
            r"[nN]|n,? ?\(?%\)?|no\.?,? ?\(?%\)?|95 ?% ?CI.*|SD|SE|SEM|IQR"
        ).fullmatch(self.statistic)
        if not plain_statistic or not self.statistic:
            return self.words
        # "mean [CV%]", "median [range]": the spread is beside the value.
        summed = (
            pattern(r"(?i)\s*[,;/]?\s*[(\[].*|\s*[,;/]\s*(?:range|IQR|CV%?|%CV)\b.*").sub("", self.statistic).lower()
        )
        return f"{self.words}, {summed}" if summed else self.words


_STATISTIC = r"(?:[Mm]ean|[Mm]edian|[Aa]verage|[Cc]hange|[Pp]ercent|SD|SEM?|IQR|[Rr]ange|[nN]\s?\(%\)|[nN],?\s?%|[Nn]o\.\s?\(%\)|95\s?%\s?CI|95\s?%\s?confidence)"
_TIME = rf"(?:(?:[Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear|[Cc]ycle)s?\s\d+(?:\s(?:vs\.?|versus|to)\s(?:[Bb]aseline|(?:[Dd]ay|[Ww]eek|[Mm]onth)?\s?\d+))?|(?:at|after)\s{NUMBER}\s{TIME_UNIT}|{NUMBER}[\s-]{TIME_UNIT}|[Bb]aseline|[Ff]rom [Bb]aseline(?: to [\w ]+)?)"


def _pieces(printed: str) -> tuple[str, list[str]]:
    """Return the words outside brackets, and what stands in each bracket (one level deep inside)."""
    outside, inside, depth, current = [], [], 0, ""
    for character in printed:
        if character in "([":
            depth += 1
            if depth == 1:
                current = ""
                continue
        elif character in ")]" and depth:
            depth -= 1
            if depth == 0:
                inside.append(current.strip())
                continue
        if depth:
            current += character
        else:
            outside.append(character)
    if depth:
        inside.append(current.strip())
    return pattern(r"\s+").sub(" ", "".join(outside)).strip(" ,;:"), inside


def unit_of(printed: str) -> str | None:
    """Return a unit with the spaces inside it taken out where a converter put them in ("cells/ μ L")."""
    joined = pattern(r"\s*/\s*").sub("/", pattern(r"([µμ])\s+(?=[A-Za-z])").sub(r"\1", printed.strip()))
    return (
        joined
        if pattern(rf"(?:[×x]\s?10\^?\d+\s?/?\s?)?{UNIT}").fullmatch(joined)
        or pattern(r"[×x]?\s?10\^?[⁹\d⁶³]+\s?/\s?[mµμ]?L").fullmatch(joined)
        else None
    )


@lru_cache(maxsize=512)  # a head is taken apart again for each cell under it
def label_of(printed: str) -> Label:
    """Take a head or label apart.

    >>> label_of("Neutrophils (cells/ μ L) (Median Change)").measure
    'Neutrophils, median change'
    """
    # "(N = 57 178)": a space marks thousands.
    printed = pattern(r"(?<=[nN]\s=\s)(\d{1,3}) (?=\d{3}(?!\d))|(?<=[nN]=)(\d{1,3}) (?=\d{3}(?!\d))").sub(
        lambda found: f"{found[1] or found[2]}\u202f", printed
    )
    words, brackets = _pieces(pattern(r"[*†‡§¶]+(?=\s|$|\))").sub("", printed))
    # "Stroke — no. (%)", "Responder (N=20), n (%)": how it was counted is no part of the name.
    words = (
        pattern(r"\s*[,—–-]\s*(?:[Nn]o\.?|[nN]|[Nn]umbers?)(?:\s?/\s?(?:total\s)?(?:[Nn]o\.?|[nN]))?$")
        .sub("", words)
        .strip(" ,")
        or words
    )
    unit = statistic = n = timepoint = condition = None
    for _ in range(2):
        # "Blood loss, ml, mean (SD)", "Median survival — mo"
        trailing = pattern(r"(?:,\s*|\s[—–]\s)([^,—–]+)$").search(words)
        if not trailing or not (
            unit_of(trailing[1]) or pattern(rf"{_STATISTIC}.*|[nN]\s?=\s?\d[\d,]*").fullmatch(trailing[1])
        ):
            break
        brackets.append(trailing[1])
        words = words[: trailing.start()].strip()
    if words.endswith("%") and len(words) > 3 and not pattern(r"\d\s?%$").search(words):
        words, unit = words[:-1].rstrip(" ,"), "%"
    rate = pattern(r"\s?/\s?(100|1[ ,]?000|10[ ,]?000|100[ ,]?000)[ -]((?:person|patient)[- ]years)$").search(words)
    if rate:
        # "Crude rate/1000 person-years"
        words, unit = words[: rate.start()].strip(), f"per {rate[1]} {rate[2]}"
    share = pattern(r"(?:^|(?<=, )|(?<=[—–-] ))%\s(?:of\s)?(?=[A-Za-z])").search(words)
    if share and unit is None:
        # "A/Brisbane, % seroconversion rate"
        words, unit = words[: share.start()] + words[share.end() :], "%"
    for bracket in brackets:
        bracket = pattern(r"\s?(?:±|\+/-)\s?(?:SEM?|SD)\b").sub("", bracket)
        size = pattern(rf"\b[nN]\s?[=:]\s?({NUMBER})").search(bracket)
        if size:
            n = n or size[1]
            bracket = bracket.replace(size.group(), "").strip(" ,;")
        if not bracket:
            continue
        summed_up = pattern(rf"(.+?),\s({_STATISTIC}.*)").fullmatch(bracket)
        if summed_up and unit_of(summed_up[1]):
            # "(min, mean ± SD)"
            unit, statistic = unit or unit_of(summed_up[1]), statistic or "SD"
            continue
        if unit_of(bracket) or (unit_of(bracket.partition(";")[0]) and ";" in bracket):
            # "(mmol/mol; IFCC)"
            unit = unit or unit_of(bracket) or unit_of(bracket.partition(";")[0])
        elif bracket in ("SD", "SE", "SEM", "%", "IQR", "range") and statistic is None:
            statistic = bracket
        elif pattern(rf"{_STATISTIC}\b.*").match(bracket):
            # "EASI, mean change (SE)": the change is what was measured, the error is beside it.
            statistic = bracket if statistic in (None, "SD", "SE", "SEM", "IQR", "range") else statistic
        else:
            time = pattern(_TIME).match(bracket)
            if time:
                timepoint = timepoint or time.group().strip()
                bracket = bracket[time.end() :].strip(" ,;")
            if pattern(
                r"(?:male|female|men|women|boys|girls|yes|no|any|ever|current|former|per\s.+|vs\.?\s.+|versus\s.+)",
                ignore_case=True,
            ).fullmatch(bracket):
                # "Sex (male)": which of them.
                words = f"{words} ({bracket})"
            told = pattern(r"(?:in|among)\s(.{4,})").match(bracket)
            if told:
                condition = condition or pattern(r"^patients with\s").sub("", told[1])
    size = pattern(rf"[,;]?\s*\b[nN]\s?=\s?({NUMBER})").search(words)
    if size:
        n = n or size[1]
        words = words.replace(size.group(), "").strip(" ,;")
    time = pattern(rf"(?:,?\s(?:at|by|after|on|through)?\s?|^)({_TIME})\s*$").search(words)
    if (
        time
        and time.start() > 3
        and not pattern(r"\b(?:every|or|to|for|from|and|of|over|vs\.?|versus)$|[-–]$").search(
            words[: time.start()].strip()
        )
    ):
        timepoint = timepoint or time[1].removeprefix("at ").removeprefix("after ")
        words = words[: time.start()].strip(" ,;") or words
    summed = pattern(r"([Mm]ean|[Nn]o\.|[Nn]umber)\s(?:of\s)?").match(words)
    if summed and statistic is None and pattern(r"\bSD\b|±").search(printed):
        statistic = "SD"
    return Label(words=words, unit=unit, statistic=statistic, n=n, timepoint=timepoint, condition=condition)


_ROLES: tuple[tuple[str, str], ...] = (
    ("p", r"(?:adjusted |corrected |nominal |unadjusted )?\*?p\*?(?:[- ]?values?)?(?![\w-])\.?.*|(?:statistical )?significance|sig\."),
    ("interval", r"(?:\d\d ?% ?)?(?:ci|confidence interval)s?\b.*"),
    ("n", r"(?:n|no\.?|number|sample size|patients|participants|n (?:start|treated|evaluated|total|randomi[sz]ed)|no\.? of (?:patients|participants|subjects|animals|mice|rats|eyes|samples)|number of (?:patients|participants|subjects|trials|studies|animals|mice|rats|eyes|samples|women|men|children)|no\.? of (?:trials|studies)|patients,? (?:n|no\.)|(?:no\.?|number)(?: of (?:patients|participants|subjects))? (?:randomi[sz]ed|enrolled|included|analy[sz]ed))(?: \(n\))?"),
    ("sd", r"(?:sd|se|sem|standard (?:deviation|error))"),
    ("unit", r"units?"),
    ("arm", r"(?:treatments?|therap(?:y|ies)|arms?|interventions?|regimens?|drugs?|agents?|groups?|treatment (?:arm|group)s?|study (?:arm|group)s?|therapeutic agents?|vaccines?|comparison)(?:\s?/.*)?"),
    ("condition", r"(?:conditions?|populations?|settings?|cells?(?: type| source)?|models?|species|diseases?|indications?|patients?(?: population)?|subgroups?|cohorts?|study|studies|trials?)(?:\s?/.*)?"),
    ("time", r"(?:time ?points?|time|follow-?up|week|day|visit|(?:study |trial |treatment )?duration)"),
    ("unused", r"(?:i\^?[2²](?: \(%\))?|τ\^?[2²]|tau\^?2|q|cochran.*|heterogeneity|references?|refs?\.?|sources?|citations?|years?|authors?|design|country|notes?|comments?|doi|pmid)"),
)  # fmt: skip


def column_role(head: str) -> str | None:
    """Return what a column is for by its head: p, interval, n, sd, unit, arm, condition, time, unused; else None."""
    bare = head.strip().strip("*").lower()
    for role, expression in _ROLES:
        if pattern(expression).fullmatch(bare):
            return role
    return None


def reads_as_measure(words: str, entities: Sequence[Entity] = ()) -> bool:
    """Return whether a head or label names something measured."""
    if pattern(
        r"(?:low|high|medium|standard|single|double)[ -]dose|\d[\d.,]*[\s-]?(?:mg|mcg|[µμ]g|IU)\b", ignore_case=True
    ).match(words):
        return False
    return bool(
        pattern(rf"(?<![\w-])(?:{HEAD})(?![\w-])", ignore_case=True).search(words)
        or pattern(rf"\(\s?(?:%|{UNIT})\s?\)|,\s?%|\b(?:[Mm]edian|[Mm]ean|n\s?\(%\)|SD|[Ss]tatistic)\b").search(words)
    ) and not pattern(r"\b[Ee]ffects? of\b").search(words)


def reads_as_arm(words: str, entities: Sequence[Entity] = ()) -> bool:
    """Return whether a head or label names those who had a treatment."""
    if is_control(words) or pattern(
        r"\b(?:groups?|arms?|treated|recipients|therapy|regimen)\b|\b[nN]\s?=\s?\d|\s\+\s|\b(?:mg|µg|mcg)\b",
        ignore_case=True,
    ).search(words):
        return True
    folded = words.casefold()
    return any(
        entity.type in ("drug", "procedure") and (entity.text.casefold() in folded or entity.name.casefold() in folded)
        for entity in entities
        if entity.text
    )


def effect_name(head: str) -> str | None:
    """Return the effect that a head names ("HR (95% CI)" is a hazard ratio), else None."""
    words = pattern(r"\s*[,;/]?\s*\b[Pp](?:[- ]?values?)?$").sub("", label_of(head).words).strip(" ;,")
    # "Difference vs placebo", "rate difference/1000 person-years"
    words = pattern(r"(?<=ifference)s?\s(?:vs\.?|versus|from|against|with)\s[\w +-]+$").sub("", words)
    prefix = pattern(
        r"(?:[Aa]djusted|[Uu]nadjusted|[Cc]rude|[Pp]ooled|(?:[Mm]ulti|[Uu]ni)varia(?:ble|te))\s(?=[A-Z]{2})"
    ).match(words)
    if prefix and (short := EFFECT_NAMES.get(words[prefix.end() :].rstrip("s"))):
        return f"{prefix.group().lower()}{short}"
    known = EFFECT_NAMES.get(words.rstrip("s")) or EFFECT_NAMES.get(words)
    if known:
        return known
    if pattern(r"[A-Z]{2,5}").fullmatch(words) and pattern(r"\(.*\bC\.?I\b.*\)").search(head):
        return words
    if pattern(
        r"(?:absolute |between-group |percentage )?(?:difference|delta|Δ)s?(?: \(.*)?(?: between (?:groups|arms))?",
        ignore_case=True,
    ).fullmatch(words):
        return words.lower()
    one = r"(?:(?:multi|uni)varia(?:ble|te) |adjusted |unadjusted |pooled |crude |relative |incidence |hazards? |odds |risk |(?:response[- ])?rate |mean |treatment |absolute |standardi[sz]ed |weighted )+(?:ratio|risk|difference)s?"
    found = pattern(rf"{one}(?:(?:,? or |\s?/\s?){one})?", ignore_case=True).fullmatch(words)
    return words.lower() if found else None


_GENERIC = r"(?:n|no\.?|numbers?|%|frequency|percent(?:age)?|total|all|overall|incidence|results?|values?|outcomes?|effects?|findings?|key findings?|changes?|estimates?|effects? of .*|impact of .*|response to .*|.* effects?|summary|observations?|data)"
_TIME_HEAD = (
    r"(?:(?:at|after|before)\s)?(?:baseline|pre-?(?:treatment)?|post-?(?:treatment)?|before(?:\s\w+)?|after(?:\s\w+)?|admission|"
    r"discharge|follow-up|end of (?:study|treatment)|(?:day|week|month|year|hour)s?\s\d+|\d+\s?(?:h|hours?|days?|weeks?|months?|years?))"
)
_OUTCOME_CORNER = r"(?:.*\b)?(?:outcomes?|endpoints?|end points?|parameters?|measures?|characteristics?|variables?|markers?|biomarkers?|analytes?|events?|reactions?|criteria|metrics?|cytokines?|propert(?:y|ies)|features?|genes?|proteins?|adverse events?|symptoms?|statistics?)"


def is_generic(words: str) -> bool:
    """Return whether a head names no measure of its own ("Result", "Effect of X"): the label does."""
    return bool(pattern(_GENERIC, ignore_case=True).fullmatch(words))


def is_time_head(words: str) -> bool:
    """Return whether a head is a time of measuring ("Baseline", "Week 12")."""
    return bool(pattern(_TIME_HEAD, ignore_case=True).fullmatch(words))


def is_outcome_corner(words: str) -> bool:
    """Return whether the head over the labels says that these are what was measured ("Outcome", "Marker")."""
    return bool(pattern(_OUTCOME_CORNER, ignore_case=True).fullmatch(words))
