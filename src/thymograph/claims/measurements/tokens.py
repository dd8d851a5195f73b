"""The quantities of a text, each of a named kind, in order and without overlap."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from thymograph.claims.measurements.grammar import (
    COUNT_WORDS,
    DASH,
    NUMBER,
    RANGE_JOIN,
    SIGNED,
    TIME_UNIT,
    UNIT,
    number_of,
    pattern,
    word_number,
)
from thymograph.claims.measurements.lookalikes import lookalikes
from thymograph.claims.word_patterns import asked_openings, word_openings
from thymograph.model import Entity

__all__ = ["PEOPLE", "Token", "tokens_in"]

PEOPLE = (
    r"patients?|pts|participants?|subjects?|individuals?|adults?|children|adolescents?|infants?|neonates|newborns?|women|men|"
    r"people|persons?|volunteers?|adolescents|recipients?|cases|controls|veterans|pregnancies|births|mothers|"
    r"donors?|survivors|employees|workers|residents|outpatients|inpatients|students|girls|boys|males?|females?"
)
_COUNTED = (
    rf"{PEOPLE}|trials?|studies|RCTs|cohorts|articles|reports|reviews|publications|meta-analyses|institutions?|cent(?:er|re)s|sites|"
    r"hospitals|countries|events|deaths|episodes|samples|specimens|biopsies|mice|rats|animals|rabbits|pigs|monkeys|hamsters|ferrets|"
    r"responses|responders|relapses|exacerbations|admissions|hospitali[sz]ations|infections|fractures|"
    r"amino[ -]acids?|residues|genes|injections|cycles|visits|sessions|wells|eyes|tumou?rs|lesions|infusions|strains|isolates|"
    r"households|families|schools|practices|clinics|procedures|operations|experiments|replicates|strokes|bleeds"
)
_WORD = rf"(?:{'|'.join(word for word in COUNT_WORDS if word not in ('zero', 'one'))}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?)"
_EFFECT = (
    r"(?:(?:[Aa]djusted|[Pp]ooled|[Uu]nadjusted|[Cc]rude|[Mm]ultivaria(?:te|ble)|[Ss]ummary|[Cc]ause-specific|[Ss]ubdistribution|[Cc]ommon|[Rr]elative|[Ii]ncidence)[ -])*"
    r"(?:[Hh]azards? [Rr]atios?|[Oo]dds [Rr]atios?|[Rr]isk [Rr]atios?|[Rr]elative [Rr]isks?|[Rr]ate [Rr]atios?|[Pp]revalence [Rr]atios?|"
    r"(?:[Ss]tandardi[sz]ed |[Ww]eighted |[Ll]east[- ]squares )?[Mm]ean [Dd]ifferences?|[Rr]isk [Dd]ifferences?|[Tt]reatment [Dd]ifferences?|"
    r"[Aa]bsolute [Rr]isk [Rr]eductions?|[Rr]elative [Rr]isk [Rr]eductions?|[Nn]umber needed to (?:treat|harm)|[Ee]ffect [Ss]izes?|"
    r"[Cc]orrelation [Cc]oefficients?|[Aa]rea under the (?:receiver operating characteristic )?curve|"
    r"[as]?(?:HR|OR|RR|IRR)|SHR|IRR|SMD|WMD|MD|ARR|RRR|NNT|NNH|RD|LSMD|AUROC|AUC|[Cc]-(?:statistic|index)|[Rr]elative [Hh]azards?|[Ss]tandardi[sz]ed (?:mortality|incidence) ratios?|Cohen['’]s d|Hedges['’]? g|ROR|PR)s?"
)
_IS = r"(?:\s*(?:\([A-Za-z]{2,6}\)|\[[A-Za-z]{2,6}\]|[\(\[]\d\d\s?%\s?CI[\)\]]))?(?:\s*(?:,|:|=|≈|of|was|were|is|for [\w\s-]{3,40}? (?:was|of)|for [a-z][\w-]+(?:\s[a-z][\w-]+){0,2}(?=\s[-−–]?\d)))*\s*"
# The upper limit that a trial could not estimate.
_OPEN = r"(?:[Nn]ot (?:reached|estimable|evaluable|calculable|available)|N[RECA]\b|∞|[Ii]nfinity)"
_CI_NAME = r"(?:CI|C\.I\.|[Cc]onfidence (?:[Ii]ntervals?|[Ll]imits?)|CrI|[Cc]redible [Ii]ntervals?)s?(?:\s?[\[\(](?:CI|CrI|CL)s?[\]\)])?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A quantity where it stands; fields hold what is printed, signs and separators included."""

    kind: str
    """p, interval, n, share, shift, spread, effect, fold, count, value, timepoint, span."""
    start: int
    end: int
    value: str | None = None
    unit: str | None = None
    name: str | None = None
    """The statistic or the thing counted, where the token itself prints it."""
    low: str | None = None
    high: str | None = None
    level: str | None = None
    operator: str | None = None
    sd: str | None = None
    baseline: str | None = None
    n: str | None = None


Builder = Callable[[re.Match[str]], "Token | tuple[Token, ...] | None"]


def _token(match: re.Match[str], kind: str, **fields: str | None) -> Token:
    return Token(kind=kind, start=match.start(), end=match.end(), **fields)


def _p(match: re.Match[str]) -> Token | None:
    operator = {
        "lessthan": "<",
        "waslessthan": "<",
        "islessthan": "<",
        "=<": "<",
        "=≤": "<=",
        "=>": ">",
        "≤": "<=",
        "≥": ">=",
        "＜": "<",
        "of": "=",
        ":": "=",
        "was": "=",
        "is": "=",
        "": "=",
    }
    printed = re.sub(r"[\s:]", "", match["op"] or "")
    if match["of"]:
        # The p of an interaction or a trend says nothing of the value beside it.
        return _token(match, "skip")
    return _token(match, "p", value=match["v"], operator=operator.get(printed, printed) or "=")


def _interval(match: re.Match[str]) -> Token:
    return _token(match, "interval", low=match["lo"], high=match["hi"], level=match["l1"] or match["l2"])


def _announced(match: re.Match[str]) -> Token | None:
    """Return "(50–71)" after a value as its interval, where the sentence announces intervals and the value is inside."""
    before = re.search(rf"({SIGNED})\s?%?$", match.string[max(0, match.start() - 16) : match.start()])
    value, low, high = (number_of(printed) for printed in (before[1] if before else None, match["lo"], match["hi"]))
    if value is None or low is None or high is None or not low <= value <= high:
        return None
    return _token(match, "interval", low=match["lo"], high=match["hi"])


def _share(match: re.Match[str]) -> Token | None:
    part, whole = match["a"], match["b"]
    many = word_number(part)
    total = word_number(whole)
    low, high = (many if many is not None else number_of(part)), (total if total is not None else number_of(whole))
    if low is None or high is None or low > high or high <= 1:
        return None
    found = {**{"pc": None, "pc2": None, "noun": None}, **match.groupdict()}
    return _token(match, "share", value=str(many) if many is not None else part,
                  n=str(total) if total is not None else whole,
                  high=found["pc"] or found["pc2"], name=found["noun"])  # fmt: skip


def _part(match: re.Match[str]) -> Token:
    """Return a count with its percentage, the whole being told elsewhere: "87 (7.2%)"."""
    return _token(
        match, "share", value=str(word_number(match["a"]) or match["a"]), high=match["pc"],
        name=match["noun"] or (match["more"] or "").strip() or None,
    )  # fmt: skip


def _shift(match: re.Match[str]) -> Token | None:
    before = match.string[max(0, match.start() - 12) : match.start()]
    lasting = pattern(TIME_UNIT).fullmatch(match["u2"] or match["u1"] or "") and not re.search(
        r"(?:increas|decreas|reduc|improv|fell|fall|rose|rise|declin|drop|shorten|prolong|lengthen|extend|chang|delay|went)\w*",
        match.string[max(0, match.start() - 90) : match.start()],
    )
    if lasting or re.search(r"(?:rang\w+|aged?|vary\w*|varied)\s*$", before):
        return _token(match, "value", value=match.string[match.start("a") : match.end("b")], unit=match["u2"])
    if match["u2"] is None and match["u1"] is None and (match.string[match.end() :][:1] in "-–/" or "." not in match["a"] + match["b"]) and not re.search(
        r"(?:increas|decreas|reduc|improv|fell|fall|rose|rise|rising|declin|drop|lower|chang|went|\()\w*\W*(?:[\w-]+\W+){0,6}$", match.string[max(0, match.start() - 90) : match.start()]
    ):  # fmt: skip
        return None
    return _token(match, "shift", value=match["b"], baseline=match["a"], unit=match["u2"] or match["u1"],
                  sd=match["sd"])  # fmt: skip


def _spread(match: re.Match[str]) -> Token:
    return _token(match, "spread", value=match["v"], sd=match["sd"], unit=match["u2"] or match["u1"])


def _mean_sd(match: re.Match[str]) -> Token:
    return Token(kind="spread", start=match.start("v"), end=match.end(), value=match["v"], sd=match["sd"],
                 unit=match["u1"] or match["u2"])  # fmt: skip


def _effect(match: re.Match[str]) -> Token:
    return _token(match, "effect", value=match["v"], name=match["name"], unit=match["u"],
                  low=match["lo"], high=match["hi"])  # fmt: skip


def _correlation(match: re.Match[str]) -> Token:
    name = {"r": "correlation coefficient", "R": "correlation coefficient", "rho": "rank correlation coefficient",
            "ρ": "rank correlation coefficient", "κ": "kappa", "Kappa": "kappa",
            "β": "regression coefficient β", "t": "t statistic", "F": "F statistic", "z": "z score", "Z": "z score",
            "d": "Cohen's d", "g": "Hedges' g", "b": "regression coefficient", "B": "regression coefficient"}.get(match["name"], match["name"])  # fmt: skip
    return _token(match, "effect", value=match["v"], name=name)


def _fold(match: re.Match[str]) -> Token:
    return _token(match, "fold", value=match["v"] or match["w"], unit=match["u"].strip("- "))


def _count(match: re.Match[str]) -> Token | None:
    printed = match["v"] or match["w"]
    many = word_number(printed)
    if match["w"] and re.search(
        r"\b(?:[Tt]he|[Tt]hese|[Bb]oth|[Oo]ther|between|[Tt]hose|[Aa]ll|[Ee]very)\s+(?:other\s+)?$",
        match.string[: match.start()][-20:],
    ):
        return None
    return _token(match, "count", value=str(many) if many is not None else re.sub(r"\s", "", printed), unit=match["noun"],
                  name=(match["mod"] or "") + match["noun"])  # fmt: skip


def _value(match: re.Match[str]) -> Token:
    return _token(match, "value", value=match["v"].strip(), unit=match["u"])


def _listed(match: re.Match[str]) -> tuple[Token, ...] | Token:
    """Return one token for a list of doses or concentrations, one for each value of other lists."""
    unit = match["u"]
    if not re.fullmatch(r"%|percent|points?|" + TIME_UNIT, unit):
        return _token(match, "value", value=match["v"], unit=unit)
    items = list(re.finditer(SIGNED, match["v"]))
    at = match.start("v")
    ends = [at + item.end() for item in items[:-1]] + [match.end()]
    return tuple(
        Token(kind="value", start=at + item.start(), end=end, value=item.group(), unit=unit)
        for item, end in zip(items, ends, strict=True)
    )


def _pair(match: re.Match[str]) -> tuple[Token, ...]:
    """Return the two values of "54 versus 12 mg/dL", whose unit is said once."""
    items = list(re.finditer(SIGNED, match["v"]))
    first, last, at = items[0], items[-1], match.start("v")
    return (
        Token(kind="value", start=at + first.start(), end=at + first.end(), value=first.group(), unit=match["u"]),
        Token(kind="value", start=at + last.start(), end=match.end(), value=last.group(), unit=match["u"]),
    )


def _timepoint(match: re.Match[str]) -> Token | None:
    before = match.string[max(0, match.start() - 60) : match.start()]
    if match.group()[:3].lower() == "by " and re.search(
        r"(?:shorten|prolong|extend|reduc|increas|delay|cut|decreas|length|longer|shorter|improv|differ|exceed)\w*\s[^.;,]*$",
        before,
    ):
        return None
    if re.search(r"\b[Bb]etween\s[\d.]+\sand\s$", before):
        return None
    if match.group()[:1].isdigit() and re.search(
        r"\b(?:half-li(?:fe|ves)|duration|survival)\b[^.;]*\b(?:is|was|were|are|averaged|averages|of)\s(?:approximately\s|about\s|around\s|only\s)?$",
        before,
    ):
        # "The half-life is 18 hours following oral doses": how long, not when.
        return None
    return _token(match, "timepoint", value=match["t"])


def _span(match: re.Match[str]) -> Token:
    return _token(match, "span", value=match["v"], unit=match["u"])


def _washes(match: re.Match[str]) -> Token:
    folded = match["w"].lower()
    many = {"once": 1, "twice": 2, "thrice": 3}.get(folded) or word_number(folded.split()[0]) or folded.split()[0]
    return _token(match, "count", value=str(many), unit="times", name="times")


def _crowd(match: re.Match[str]) -> Token:
    return _token(match, "count", value=match["v"], unit=match["noun"], name=match["noun"])


def _skip(match: re.Match[str]) -> Token:
    return _token(match, "skip")


def _bare(match: re.Match[str]) -> Token | None:
    """Return a number without unit where a verb or preposition that gives values stands before it."""
    before = match.string[max(0, match.start() - 24) : match.start()]
    told = re.search(
        r"\b(?:by|was|were|is|averaged|reached|scored|vs\.?|versus|to|score of|index of|mean of|median of|ratio of|count of|value of|titre of|titer of|than|against|compared (?:with|to)|score|count|index|:|=)\s?(?:a\s(?:mean|median)\sof\s)?$",
        before,
    )
    listed = (
        re.search(r"(?:\band|,)\s$", before)
        and "." in match["v"]
        and re.match(r"\s(?:with|in|for|on)\s", match.string[match.end() : match.end() + 8])
    )
    amount = "." in match["v"] and re.search(r"\bof\s$", before)
    bounded = re.match(
        r"\s?[(\[,;]\s?(?:\d\d\s?%\s?)?(?:CI|C\.I|[Cc]onfidence|CrI|[Cc]redible|[-−–]?\d[\d.]*(?:\s?[-–,;]\s?|\sto\s)[-−–]?\d[\d.]*\s?[)\]])",
        match.string[match.end() : match.end() + 32],
    )
    if bounded:
        return _token(match, "value", value=match["v"], name="bare")
    if not told and not listed and not amount and not re.search(r"[(:=]\s?$", before):
        return None
    # "was 3 of", "by 2 reviewers": a number before a noun counts it, unless a preposition follows.
    noun = re.match(
        r"\s(?!(?:with|in|for|on|at|after|vs|versus|compared|and|than|among|under|by|from|to|points?|or|but|while|during|when|which|per|respectively)\b)([a-z]+)(?:\sper\s\w+)?",
        match.string[match.end() : match.end() + 40],
    )
    if noun:
        # "3.1 seizures per month": a fraction of things is an average, with the thing as its unit.
        if "." not in match["v"] or re.search(r"\d\.\d+\.", match.group()) or noun[1].endswith(("ly", "ed")):
            return None
        return Token(
            kind="value",
            start=match.start(),
            end=match.end() + noun.end(),
            value=match["v"],
            unit=noun.group().strip(),
            name="bare",
        )
    return _token(match, "value", value=match["v"], name="bare")


def _fold_of(match: re.Match[str]) -> Token:
    if match["w"]:
        return _token(match, "fold", value=str(word_number(match["w"])), unit="fold")
    return _fold(match)


def _dilution(match: re.Match[str]) -> Token | None:
    around = match.string[max(0, match.start() - 40) : match.end() + 25]
    found = re.search(r"randomi[sz]|allocat|assigned|dilut|ratio", around)
    if not found:
        return None
    name = "dilution" if found.group() == "dilut" else "ratio" if found.group() == "ratio" else "allocation ratio"
    return _token(match, "value", value=match["v"], name=name)


_APPROXIMATE = r"(?:[~≈∼]\s?)?"
_THRESHOLD = r"(?:[<>]=|[<>≤≥])\s?"
# Name, strings of which one must be in the text (a cheap test), expression, builder. Ordered: what an
# earlier scanner took, a later one does not see.
_SCANNERS: tuple[tuple[str, str, str, Builder], ...] = (
    ("p_value", "p|P", rf"(?<![\w-])\*?[Pp]\*?(?:[- ]?[Vv]al(?:ue)?s?)?(?P<of>[- _](?:for |of )?(?:inter(?:action)?|trend|het(?:erogeneity)?)\w*)?\s*(?P<op>(?:[:=]?\s*(?:<=|>=|[<>≤≥＜=:]))|(?:was\s|is\s)?less\sthan\b|\s(?:of|was|is)\b)\s*(?P<v>{NUMBER})", _p),
    ("interval", "CI|C.I|nterval|CrI|imit", rf"[\(\[]?(?:(?P<l1>\d\d(?:\.\d)?)\s?%[\s-]*)?{_CI_NAME}\s?(?:\(?\s?(?P<l2>\d\d(?:\.\d)?)\s?%\)?)?[\s:=,;\(\[]*(?:of|was|from|between|ranging from)?\s*[\(\[]?(?P<lo>{SIGNED})\s?(?:{UNIT})?(?:\s?(?:[-–—−‐,;/]|\.{{2,3}})\s?|\s+(?:to|and|through)\s+)(?P<hi>[-−–]?{NUMBER}|{_OPEN})(?:\s?%)?[\)\]]?", _interval),
    ("other interval", "IQR|ange|nterquartile", rf"(?:IQR|[Ii]nterquartile range|[Rr]ange)s?\s*[:=,]?\s*(?:of|was)?\s*[\(\[]?{SIGNED}\s?(?:{UNIT})?\s?(?:[-–—−,;]|to)\s?[-−–]?{NUMBER}(?:\s?{UNIT})?[\)\]]?", _skip),
    ("percentiles", "centile|uartile", rf"(?:\d+th\s?(?:[-–]|to|and)\s?\d+th\s(?:per)?centiles?|quartiles?)\s?[=:,]?\s?{SIGNED}\s?%?\s?(?:[-–—]|to|and)\s?{NUMBER}(?:\s?%)?", _skip),
    ("in_years", "% in ", rf"(?<=%\s)in\s(?P<t>{NUMBER}\s(?:years|months|weeks|days))\b", _timepoint),
    ("frequency", "every|each", rf"\b(?:[Ee]very|[Ee]ach)\s(?:{NUMBER}(?:(?:{RANGE_JOIN}|\s(?:or|and)\s){NUMBER})?|{_WORD}(?:\s(?:or|to)\s{_WORD})?)[\s-]{TIME_UNIT}\b", _skip),
    ("percent_share", "%", rf"(?P<pc>{NUMBER})\s?%\s?[\(\[]\s?(?:[nN]\s?=\s?)?(?P<a>\d[\d,]*)(?:\s?/\s?|\s(?:out\s)?of\s)(?P<b>\d[\d,]*)(?:\s(?P<noun>{_COUNTED})\b)?(?=\s?[\)\],;])[\)\]]?", _share),
    ("sample", "=", rf"(?<![\w-])[nN]\s?[=:]\s?(?P<a>{NUMBER})\s?/\s?(?P<b>{NUMBER})", _share),
    ("sample_size", "=|:", rf"(?<![\w-])[nN]\s?[=:]\s?(?P<v>{NUMBER})", lambda match: _token(match, "n", value=match["v"])),
    ("share_of", " of ", rf"(?<![\w.,/])(?P<a>\d[\d,]*|(?i:{_WORD}|one))\s?(?:\(\s?(?P<pc2>{NUMBER})\s?%\)\s?)?(?:out\s)?of\s(?:the\s|a total of\s)?(?P<b>\d[\d,]*|(?i:{_WORD})\b)(?!\.\d|\s?%)(?:\s(?:[a-zA-Z][\w-]*\s){{0,2}}?(?P<noun>{_COUNTED})\b)?(?:\s?[\(\[;,]\s?(?P<pc>{NUMBER})\s?%[\)\]]?)?", _share),
    ("one_in", " in | of ", rf"\b(?P<a>1|\d{{1,3}}|[Oo]ne|[Tt]wo|[Tt]hree)\s(?:in(?:\severy)?|out of)\s(?P<b>\d[\d,]*)\s(?P<noun>{PEOPLE})\b", _share),
    ("pressure", "Hg", r"(?<![\w.])(?P<v>\d{1,3}(?:\.\d)?/\d{1,3}(?:\.\d)?)\s?(?P<u>mm\s?Hg)", lambda match: _value(match)),
    ("share", "/", rf"(?<![\w.,/])(?P<a>\d[\d,]*)\s?/\s?(?P<b>\d[\d,]*)(?![\d/.%]|\s?(?:{UNIT}))(?:\s?[\(\[;,]\s?(?P<pc>{NUMBER})\s?%[\)\]]?)?", _share),
    ("part", "%", rf"(?<![\w.,/–-])(?P<a>\d[\d,]*|(?i:\b{_WORD}))\s(?:(?:[a-z][\w-]*\s){{0,2}}?(?P<noun>{_COUNTED})\s)?[\(\[]\s?(?P<pc>{NUMBER})\s?%\s?[\)\]](?P<more>\s(?!(?:of|in|and|or|with|to|for|from|the|a|by|on|who|were|was|had|vs|versus|than|at)\b)(?:[A-Za-z][\w-]*\s){{0,2}}?(?:{_COUNTED})\b)?", _part),
    ("bracketed_part", "%", rf"(?<=\()(?P<a>\d[\d,]*)(?P<noun>)(?P<more>)\s?[,;]\s(?P<pc>{NUMBER})\s?%(?=[^)]{{0,40}}\))", _part),
    ("mean_sd", "ean", rf"\b[Mm]ean\s?(?:\(|±)\s?(?:SD|SEM?|standard deviation)\)?[^.;\d]{{0,60}}?(?P<v>{SIGNED})\s?(?P<u1>{UNIT})?\s?\(\s?(?:±\s?)?(?P<sd>{NUMBER})\s?\)(?:\s?(?P<u2>{UNIT}))?", _mean_sd),
    ("shift_sd", "±", rf"\b[Ff]rom\s(?:(?:a |an )?(?:baseline|median|mean|average)(?: \w+)? of\s)?(?P<a>{SIGNED})\s?±\s?{NUMBER}\s?(?P<u1>{UNIT})?(?:\s(?:at|before)\s(?:baseline|admission|treatment))?\sto\s(?P<b>{SIGNED})\s?±\s?(?P<sd>{NUMBER})(?:\s?(?P<u2>{UNIT}))?", _shift),
    ("plus_minus", "±|+/", rf"(?P<v>{SIGNED})\s?(?P<u1>{UNIT})?\s?\(?(?:±|\+/[-−–])\s?(?P<sd>{NUMBER})\)?(?:\s?(?P<u2>{UNIT}))?", _spread),
    ("value_sd", "SD|SE|standard", rf"(?P<v>{SIGNED})\s?(?P<u1>{UNIT})?\s?[\(\[,]\s?(?:SDs?|SEM?|standard (?:deviation|error))\s?[=:,]?\s?(?:±\s?)?(?P<sd>{NUMBER})(?:\s?(?P<u2>{UNIT}))?\s?[\)\]]?", _spread),
    ("shift", "rom ", rf"\b[Ff]rom\s(?:(?:a |an )?(?:baseline|median|mean|average)(?: \w+)? of\s)?(?P<a>{SIGNED})\s?(?P<u1>{UNIT})?(?:\s?(?:±|\+/-)\s?{NUMBER})?(?:\s(?:at|before|in|on)\s(?:baseline|admission|treatment|enrol\w+))?\sto\s(?P<b>{SIGNED})(?:\s?±\s?(?P<sd>{NUMBER}))?(?:\s?(?P<u2>{UNIT}))?", _shift),
    ("effect", "", rf"(?<![\w-])(?P<name>{_EFFECT}){_IS}(?P<v>{SIGNED})(?!\s?%\s?(?:CI|C\.I|[Cc]onf))\s?(?P<u>{UNIT})?(?:\s?[\(\[](?P<lo>{SIGNED})\s?(?:[-–—−,;]|\sto\s)\s?(?P<hi>[-−–]?{NUMBER})[\)\]])?", _effect),
    ("announced_interval", "CI|nterval", rf"(?<=[\d%])(?:\s?[\(\[]|,\s)(?P<lo>{SIGNED})\s?%?\s?(?:[-–—−,]|to)\s?(?P<hi>[-−–]?{NUMBER})\s?%?(?:[\)\]]|(?=[;,)]))", _announced),
    ("interval_name", "CI|nterval", rf"[\(\[]?\b\d\d(?:\.\d)?\s?%[\s-]?{_CI_NAME}[\)\]]?", _skip),
    ("test_statistic", "=|was|of", rf"(?<![\w-])(?P<name>[Rr](?:\^?2|²)?|rho|ρ|κ|[Kk]appa|τ|β|[tzZFUdgbB]|χ\s?(?:\^?2|²)|[Cc]hi-?squared?|η\s?(?:\^?2|²)|ICC)\s?(?:\(\d+(?:,\s?\d+)?\)|\[\d+(?:,\s?\d+)?\])?\s?=\s?(?P<v>{SIGNED})", _correlation),
    ("fold", "fold|times|×|x", rf"(?:(?P<v>{SIGNED}(?:{RANGE_JOIN}{NUMBER})?)(?P<u>[- ]?fold\b|(?:\s?[×x]|\stimes)\s(?:as\s)?(?:higher|lower|greater|more|less|larger|longer|faster|the|likely|smaller|better|\w+ likely)\b)|\b(?P<w>{_WORD})(?=-?\s?fold\b)(?:-|\s)?fold\b)", _fold_of),
    ("level_of_evidence", "vidence", rf"\b[Ll]evels?\s(?P<v>\d[a-c]?(?:\s?{DASH}\s?\d[a-c]?)?)(?P<u>(?=\s(?:of\s)?evidence))", lambda match: _token(match, "value", value=match["v"], name="evidence level")),
    ("peptide_length", "amino|esidue", r"\b(?P<v>\d+)[- ](?P<u>amino[- ]acids?|residues?)\b", lambda match: _token(match, "value", value=match["v"], unit=match["u"], name="length")),
    ("day_number", "eek|ay|onth|ear|our|ycle|isit", r"(?:\b(?:at|by|on|after|through|until|to|from|before)\s(?:the\s)?)?\b(?P<t>(?:[Ww]eeks?|[Dd]ays?|[Mm]onths?|[Yy]ears?|[Hh]ours?|[Cc]ycles?|[Vv]isits?)[ -]\d+(?:\s?(?:[-–,]|to|and|through|or|vs\.?|versus)\s?(?:[Ww]eek|[Dd]ay|[Mm]onth)?\s?\d+)*(?:\s(?:vs\.?|versus)\s(?:[Bb]aseline|[Dd]ay\s\d+))?)(?![\d.]*\d|\s?%)", _timepoint),
    ("timepoint", "", rf"\b(?:[Aa]t|[Bb]y|[Aa]fter|[Ww]ithin|[Tt]hrough|[Oo]ver|[Dd]uring|[Uu]p to|[Ff]ollowing|[Uu]ntil)\s(?:the (?:first|last|next|initial)\s|about\s|approximately\s|least\s)?(?P<t>(?:(?:[<>]=|[≥≤<>])\s?)?(?:{NUMBER}(?:{RANGE_JOIN}{NUMBER})?|{_WORD})[\s-]{TIME_UNIT})\b(?!-old| of age)", _timepoint),
    ("later", "after|before|post|following|prior", rf"(?P<t>(?:{NUMBER}(?:{RANGE_JOIN}{NUMBER})?|\b{_WORD})\s{TIME_UNIT})\s(?:after|before|post|following|prior to)\b(?!-)", _timepoint),
    ("span", "-|‐", rf"(?<![\w.])(?P<v>{NUMBER}|{_WORD})[-‐](?P<u>{TIME_UNIT})(?![A-Za-z])(?!-old)", _span),
    ("crowd", "ds of|ns of", rf"\b(?P<v>[Hh]undreds|[Tt]housands|[Mm]illions|[Dd]ozens)\sof\s(?:[\w-]+\s){{0,2}}?(?P<noun>{PEOPLE})\b", _crowd),
    ("washes", "twice|thrice|times", rf"(?<=\s)(?P<w>twice|thrice|(?:{_WORD}|\d+)\stimes)(?!\s(?:a|per|weekly|daily|each|every|the|higher|lower|more|less|as|greater|in\sa)\b)(?=\s(?:with|in|using)\b|[.,;]|$)", _washes),
    ("money", "$|€|£|euro|dollar|USD|EUR", rf"(?P<u>(?:US|A|C)?[$€£])\s?(?P<v>{NUMBER}(?:\s?(?:million|billion))?)", _value),
    ("count", "", rf"(?<![\w.,<>≥≤=])(?:(?P<v>\d{{1,3}}(?:[\s\u00a0\u2009\u202f]\d{{3}})+(?!\d)|\d[\d,]*\d|\d)|(?<!hundred\s)(?<!thousand\s)(?<!-)\b(?P<w>(?i:{_WORD})))\s(?!(?:hundred|thousand|million)\b)(?P<mod>(?:(?!(?:of|in|and|or|with|to|for|from|the|a|by|on|per|mg|g|kg|days?|weeks?|months?|years?|hours?|minutes|times|doses|h|at|who|were|was|had|vs|versus|than)\s)[A-Za-z][\w/+’'-]*,?\s){{0,4}}?)(?P<noun>{_COUNTED})\b(?!-)", _count),
    ("value_range", "", rf"(?P<v>{SIGNED}(?:\s?(?:%|mg|°C|mL|g|kg|months|days|weeks))?{RANGE_JOIN}{NUMBER})[\s-]?(?P<u>{UNIT})", _value),
    ("between", "etween", rf"(?<=(?i:between)\s)(?P<v>{NUMBER}(?:\s?%)?\sand\s{NUMBER})\s?(?P<u>{UNIT})", _value),
    ("value_list", ", | and | or ", rf"(?P<v>{SIGNED}(?:,\s{NUMBER})+(?:,?\s(?:and|or)\s{NUMBER})?|{SIGNED}\s(?:and|or)\s{NUMBER})\s?(?P<u>{UNIT})", _listed),
    ("compared_pair", " v", rf"(?P<v>{SIGNED}\s(?:vs?\.?|versus)\s{SIGNED})[\s-]?(?P<u>{UNIT})", _pair),
    ("threshold", "<|>|≤|≥", rf"(?P<v>{_THRESHOLD}{SIGNED})(?:\s?(?P<u>{UNIT}))", _value),
    ("value_unit", "", rf"{_APPROXIMATE}(?P<v>{SIGNED})[\s-]?(?P<u>{UNIT})", _value),
    ("case_report", "case", r"\b(?:[Cc]ase report|[Ss]ingle case)s?\b(?=[^.;]*?\b(?:a|one|an)\s(?:[\w-]+\s){0,4}?(?P<noun>patient|man|woman|child|infant|girl|boy)\b)", lambda match: _token(match, "count", value="1", unit=match["noun"], name=match["noun"])),
    ("bare", "", rf"(?<=[\s(=:])(?<!\d\s)(?P<v>{SIGNED})(?![\w%°/×*^]|[.,·]\d|\s?[-–—]\s?\d|:\d|\sof\s|-)", _bare),
    ("ratio_of_arms", ":", r"(?<![\w.:])(?P<v>\d{1,4}:\d{1,4}(?::\d+)?)(?![\w:])(?=(?:\s(?:randomi[sz]\w+|allocat\w+|ratio|basis|dilution|fashion|manner))?)(?P<u>)", _dilution),
)  # fmt: skip


# Scanners whose matches start where a word starts: that is tested before they run.
_FROM_A_WORD = ("effect", "timepoint", "one_in", "day_number", "frequency")


@cache
def _scanners() -> tuple[tuple[str, tuple[str, ...], frozenset[str] | None, str, Builder], ...]:
    """Return for each scanner the strings and the openings of words of which it needs one, its expression and builder."""
    return tuple(
        (
            name,
            tuple(filter(None, needed.split("|"))),
            asked_openings(expression) if name in _FROM_A_WORD else None,
            expression,
            build,
        )
        for name, needed, expression, build in _SCANNERS
    )


def tokens_in(text: str, entities: Sequence[Entity]) -> tuple[Token, ...]:
    """Return the quantities of ``text``, sorted; look-alikes and digits in names of entities are left out."""
    digits = bool(pattern(r"\d").search(text))
    if not digits and not pattern(
        rf"\b(?:(?:{_WORD})(?:-?\s?fold)?|twice|thrice|thousands|hundreds|millions|dozens|case report)\b",
        ignore_case=True,
    ).search(text):
        return ()
    taken = bytearray(len(text))
    for start, end in lookalikes(text, entities) if digits else ():
        taken[start:end] = b"\1" * (end - start)
    found: list[Token] = []
    openings = word_openings(text).keys()
    for name, needed, asked, expression, build in _scanners():
        if needed and not any(map(text.__contains__, needed)):
            continue
        if asked is not None and asked.isdisjoint(openings):
            continue
        for match in pattern(expression).finditer(text):
            start, end = match.span()
            # "138 HIV-1 infections": the name with digits inside is no part of the number.
            last = (
                match.start("mod")
                if name == "count"
                else match.start("more")
                if name == "part" and match["more"]
                else end
            )
            if any(taken[start:last]):
                continue
            made = build(match)
            if made is None:
                continue
            taken[start:end] = b"\1" * (end - start)
            found += [made] if isinstance(made, Token) else made
    kept = [token for token in found if token.kind != "skip"]
    return tuple(sorted((_trimmed(token) for token in kept), key=lambda token: token.start))


def _trimmed(token: Token) -> Token:
    if token.value is None or token.value == token.value.strip():
        return token
    return replace(token, value=token.value.strip())
