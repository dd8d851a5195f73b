"""Quantities as printed, and how each is made of the match that found it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from thymograph.claims.measurements.grammar import SIGNED, TIME_UNIT, UNIT, number_of, pattern, word_number

__all__ = [
    "PEOPLE",
    "Token",
    "announced_interval",
    "bare_estimate",
    "bare_number",
    "compared_pair",
    "count",
    "crowd",
    "effect",
    "evidence_level",
    "fold",
    "fold_in_words",
    "fraction",
    "further_count",
    "interval",
    "listed_values",
    "mean_with_spread",
    "multiple",
    "named_share",
    "p_value",
    "part",
    "part_of_whole",
    "peptide_length",
    "ratio",
    "repeats",
    "sample",
    "share",
    "shift",
    "single_case",
    "skipped",
    "span",
    "spread",
    "statistic",
    "timepoint",
    "times_in_words",
    "value",
    "whole",
    "worded_percent",
]

PEOPLE = (
    r"patients?|pts|participants?|subjects?|individuals?|adults?|children|adolescents?|infants?|neonates|newborns?|women|men|"
    r"people|persons?|respondents?|volunteers?|adolescents|recipients?|cases|controls|veterans|pregnancies|births|mothers|"
    r"donors?|survivors|employees|workers|residents|outpatients|inpatients|students|girls|boys|males?|females?"
)


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
    whole: str | None = None
    """Of whom or what a share is, where the token itself prints it."""


def _token(match: re.Match[str], kind: str, **fields: str | None) -> Token:
    return Token(kind=kind, start=match.start(), end=match.end(), **fields)


def p_value(match: re.Match[str]) -> Token | None:
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
    printed = pattern(r"[\s:]").sub("", match["op"] or "")
    if match["of"]:
        # The p of an interaction or a trend says nothing of the value beside it.
        return _token(match, "skip")
    return _token(match, "p", value=match["v"], operator=operator.get(printed, printed) or "=")


def interval(match: re.Match[str]) -> Token:
    return _token(match, "interval", low=match["lo"], high=match["hi"], level=match["l1"] or match["l2"])


def announced_interval(match: re.Match[str]) -> Token | None:
    """Return "(50–71)" after a value as its interval, where the sentence announces intervals and the value is inside."""
    before = pattern(rf"({SIGNED})\s?(?:{UNIT})?$").search(match.string[max(0, match.start() - 24) : match.start()])
    value, low, high = (number_of(printed) for printed in (before[1] if before else None, match["lo"], match["hi"]))
    if value is None or low is None or high is None or not low <= value <= high:
        return None
    return _token(match, "interval", low=match["lo"], high=match["hi"])


def share(match: re.Match[str]) -> Token | None:
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


def named_share(match: re.Match[str]) -> Token | None:
    """Return "59/2,576 minor lesions (2.3%)" as one share, where the percentage is that of the two counts."""
    made = share(match)
    part, whole, percent = (number_of(match[name]) for name in ("a", "b", "pc"))
    if made is None or not whole or part is None or percent is None or abs(100 * part / whole - percent) > 1:
        return None
    return replace(made, name=None, whole=match["noun"].strip())


def part(match: re.Match[str]) -> Token:
    """Return a count with its percentage, the whole being told elsewhere: "87 (7.2%)"."""
    return _token(
        match, "share", value=str(word_number(match["a"]) or match["a"]), high=match["pc"],
        name=match["noun"] or (match["more"] or "").strip() or None,
    )  # fmt: skip


_CHANGED = (
    r"\b(?:in|de)?creas|reduc|improv|\bf(?:e|a)ll|\brose\b|\bris(?:e|ing)|declin|drop|lower|chang|\bwent\b|rais|shorten|prolong|"
    r"worsen|progress|shift|\bgrew|grow|baseline|before|after\b|\bcut\b|\bgain|\blo(?:st|ss)|climb|doubl|correct|normal|extend"
)


def shift(match: re.Match[str]) -> Token | None:
    before = match.string[max(0, match.start() - 12) : match.start()]
    lasting = pattern(TIME_UNIT).fullmatch(match["u2"] or match["u1"] or "") and not pattern(
        r"(?:increas|decreas|reduc|improv|fell|fall|rose|rise|declin|drop|shorten|prolong|lengthen|extend|chang|delay|went)\w*"
    ).search(match.string[max(0, match.start() - 90) : match.start()])
    told = match.string[max(0, match.start() - 90) : match.start()]
    between = bool(match["u2"] or match["u1"]) and (
        pattern(r"\b(?:rang|var(?:y|ie))\w*\b[^.;]{0,60}$").search(told) is not None
        # "Specificities from 81% to 96%": nothing says that anything changed.
        or (
            pattern(r"(?:ies|es|[a-z]s)\s$").search(told) is not None
            and pattern(_CHANGED, ignore_case=True).search(match.string) is None
        )
    )
    if lasting or between or pattern(r"(?:rang\w+|aged?|vary\w*|varied)\s*$").search(before):
        return _token(match, "value", value=match.string[match.start("a") : match.end("b")], unit=match["u2"])
    if match["u2"] is None and match["u1"] is None and (match.string[match.end() :][:1] in "-–/" or "." not in match["a"] + match["b"]) and not pattern(r"(?:increas|decreas|reduc|improv|fell|fall|rose|rise|rising|declin|drop|lower|chang|went|\()\w*\W*(?:[\w-]+\W+){0,6}$").search(match.string[max(0, match.start() - 90) : match.start()]):  # fmt: skip
        return None
    return _token(match, "shift", value=match["b"], baseline=match["a"], unit=match["u2"] or match["u1"],
                  sd=match["sd"])  # fmt: skip


def spread(match: re.Match[str]) -> Token:
    return _token(match, "spread", value=match["v"], sd=match["sd"], unit=match["u2"] or match["u1"])


def mean_with_spread(match: re.Match[str]) -> Token:
    return Token(kind="spread", start=match.start("v"), end=match.end(), value=match["v"], sd=match["sd"],
                 unit=match["u1"] or match["u2"])  # fmt: skip


def effect(match: re.Match[str]) -> Token:
    return _token(match, "effect", value=match["v"], name=match["name"], unit=match["u"],
                  low=match["lo"], high=match["hi"])  # fmt: skip


def statistic(match: re.Match[str]) -> Token:
    name = {"r": "correlation coefficient", "R": "correlation coefficient", "rho": "rank correlation coefficient",
            "ρ": "rank correlation coefficient", "κ": "kappa", "Kappa": "kappa",
            "β": "regression coefficient β", "t": "t statistic", "F": "F statistic", "z": "z score", "Z": "z score",
            "d": "Cohen's d", "g": "Hedges' g", "b": "regression coefficient", "B": "regression coefficient"}.get(match["name"], match["name"])  # fmt: skip
    return _token(match, "effect", value=match["v"], name=name)


def fold(match: re.Match[str]) -> Token:
    return _token(match, "fold", value=match["v"] or match["w"], unit=match["u"].strip("- "))


def count(match: re.Match[str]) -> Token | None:
    printed = match["v"] or match["w"]
    many = word_number(printed)
    if match["w"] and pattern(
        r"\b(?:[Tt]he|[Tt]hese|[Bb]oth|[Oo]ther|between|[Tt]hose|[Aa]ll|[Ee]very)\s+(?:other\s+)?$"
    ).search(match.string[: match.start()][-20:]):
        return None
    return _token(match, "count", value=str(many) if many is not None else pattern(r"\s(?![mb]illion)").sub("", printed), unit=match["noun"],
                  name=(match["mod"] or "") + match["noun"])  # fmt: skip


def value(match: re.Match[str]) -> Token:
    return _token(match, "value", value=match["v"].strip(), unit=match["u"])


def listed_values(match: re.Match[str]) -> tuple[Token, ...] | Token:
    """Return one token for a list of doses or concentrations, one for each value of other lists."""
    unit = match["u"]
    if pattern(r"\b(?:ages?|aged)\s(?:of\s)?$").search(match.string, max(0, match.start() - 9), match.start()):
        # "At ages 65, 70 and 75 years": in whom.
        return _token(match, "skip")
    if not pattern(r"%|percent|points?|letters|.*\bper \d[\d,]* .*|" + TIME_UNIT).fullmatch(unit) and not pattern(
        r"[^.;]{0,24},\srespectively\b"
    ).match(match.string, match.end()):
        return _token(match, "value", value=match["v"], unit=unit)
    items = list(pattern(SIGNED).finditer(match["v"]))
    at = match.start("v")
    ends = [at + item.end() for item in items[:-1]] + [match.end()]
    return tuple(
        Token(kind="value", start=at + item.start(), end=end, value=item.group(), unit=unit)
        for item, end in zip(items, ends, strict=True)
    )


def compared_pair(match: re.Match[str]) -> tuple[Token, ...]:
    """Return the two values of "54 versus 12 mg/dL", whose unit is said once."""
    items = list(pattern(SIGNED).finditer(match["v"]))
    first, last, at = items[0], items[-1], match.start("v")
    return (
        Token(kind="value", start=at + first.start(), end=at + first.end(), value=first.group(), unit=match["u"]),
        Token(kind="value", start=at + last.start(), end=match.end(), value=last.group(), unit=match["u"]),
    )


def timepoint(match: re.Match[str]) -> Token | None:
    before = match.string[max(0, match.start() - 60) : match.start()]
    if match.group()[:3].lower() == "by " and pattern(
        r"(?:shorten|prolong|extend|reduc|increas|delay|cut|decreas|length|longer|shorter|improv|differ|exceed)\w*\s[^.;,]*$"
    ).search(before):
        return None
    if pattern(r"\b[Bb]etween\s[\d.]+\sand\s$").search(before):
        return None
    if match.group()[:1].isdigit() and pattern(
        r"\b(?:half-li(?:fe|ves)|duration|survival)\b[^.;]*\b(?:is|was|were|are|averaged|averages|of)\s(?:approximately\s|about\s|around\s|only\s)?$"
    ).search(before):
        # "The half-life is 18 hours following oral doses": how long, not when.
        return None
    return _token(match, "timepoint", value=match["t"])


def span(match: re.Match[str]) -> Token:
    return _token(match, "span", value=match["v"], unit=match["u"])


def repeats(match: re.Match[str]) -> Token:
    folded = match["w"].lower()
    many = {"once": 1, "twice": 2, "thrice": 3}.get(folded) or word_number(folded.split()[0]) or folded.split()[0]
    return _token(match, "count", value=str(many), unit="times", name="times")


def crowd(match: re.Match[str]) -> Token:
    return _token(match, "count", value=match["v"], unit=match["noun"], name=match["noun"])


def skipped(match: re.Match[str]) -> Token:
    return _token(match, "skip")


def bare_number(match: re.Match[str]) -> Token | None:
    """Return a number without unit where a verb or preposition that gives values stands before it."""
    if pattern(r"\sor\s(?:more|higher|greater|above|over|less|lower|fewer|below|under|better|worse)\b").match(
        match.string, match.end()
    ):
        # "A score of 2 or more" bounds who is meant.
        return None
    before = match.string[max(0, match.start() - 36) : match.start()]
    told = pattern(
        r"\b(?:by|was|were|is|averaged|reached|scored|vs\.?|versus|to|score of|index of|mean of|median of|ratio of|count of|value of|titre of|titer of|AUROC|AUC|ROC|PPV|NPV|ICC|sensitivity|specificity|accuracy|precision|recall|kappa|statistic|than|against|compared (?:with|to)|score|count|index|:|=)\s?(?:a\s(?:mean|median)\sof\s|(?:approximately|about|around|roughly|only)\s)?$"
    ).search(before)
    listed = (
        pattern(r"(?:\band|,)\s$").search(before)
        and "." in match["v"]
        and pattern(
            r"\s(?:with|in|for|on|at|after|by|among)\s|\s?[(\[]\s?(?:\d\d\s?%\s?)?(?:CI\b|C\.I|[Cc]onfidence)|\sand\s\d|[^.;]{0,12},\srespectively\b"
        ).match(match.string, match.end())
    )
    amount = "." in match["v"] and pattern(r"\bof\s$").search(before)
    bounded = pattern(
        r"\s?[(\[,;]\s?(?:\d\d\s?%\s?)?(?:CI|C\.I|[Cc]onfidence|CrI|[Cc]redible|[-−–]?\d[\d.]*(?:\s?[-–,;]\s?|\sto\s)[-−–]?\d[\d.]*\s?[)\]])"
    ).match(match.string[match.end() : match.end() + 32])
    if bounded and pattern(r"[(\[]$").search(before) and "." in match["v"]:
        # "… with A (0.98, 95% CI 0.85 to 1.13)": an estimate whose name is unsaid.
        return _token(match, "effect", value=match["v"], name="")
    if bounded:
        return _token(match, "value", value=match["v"], name="bare")
    if not told and not listed and not amount and not pattern(r"[(:=≈]\s?$").search(before):
        return None
    # "was 3 of", "by 2 reviewers": a number before a noun counts it, unless a preposition follows.
    noun = pattern(
        r"\s(?!(?:with|in|for|on|at|after|vs|versus|compared|and|than|among|under|by|from|to|points?|or|but|while|during|when|which|per|respectively)\b)([a-z]+)(?:\sper\s\w+)?"
    ).match(match.string[match.end() : match.end() + 40])
    if noun:
        # "3.1 seizures per month": a fraction of things is an average, with the thing as its unit.
        if "." not in match["v"] or pattern(r"\d\.\d+\.").search(match.group()) or noun[1].endswith(("ly", "ed")):
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


def fold_in_words(match: re.Match[str]) -> Token:
    if match["w"]:
        return _token(match, "fold", value=str(word_number(match["w"])), unit="fold")
    return fold(match)


def ratio(match: re.Match[str]) -> Token | None:
    around = match.string[max(0, match.start() - 40) : match.end() + 25]
    found = pattern(r"randomi[sz]|allocat|assigned|dilut|ratio").search(around)
    if not found:
        return None
    name = "dilution" if found.group() == "dilut" else "ratio" if found.group() == "ratio" else "allocation ratio"
    return _token(match, "value", value=match["v"], name=name)


def whole(match: re.Match[str]) -> Token:
    """Return the number of those of which a percentage is, told right after it."""
    return Token(kind="n", start=match.start(), end=match.end("v"), value=match["v"], name="whole")


def bare_estimate(match: re.Match[str]) -> Token | None:
    """Return "0.97, 0.81–1.16" in brackets as an effect whose name is unsaid, where the interval holds the value."""
    value, low, high = (number_of(match[name]) for name in ("v", "lo", "hi"))
    if (
        value is None
        or low is None
        or high is None
        or not low <= value <= high
        or "ean" in match.string[max(0, match.start() - 12) : match.start()]
    ):
        return None
    return _token(match, "effect", value=match["v"], low=match["lo"], high=match["hi"], name="")


def worded_percent(match: re.Match[str]) -> Token:
    """Return "thirty-one percent" as its figure."""
    figure = str(word_number(match["w"]))
    if match["b"]:
        return _token(match, "share", value=match["a"], n=match["b"], high=figure)
    return _token(match, "value", value=figure, unit="%")


def fraction(match: re.Match[str]) -> Token:
    """Return "two-thirds" of some people or things, as printed."""
    return _token(match, "value", value=match["v"], name="fraction")


def multiple(match: re.Match[str]) -> Token | None:
    """Return "doubled" or "halved" as printed, where it tells what happened and not what should be done."""
    if pattern(r"\b(?:may|can|should|could|might|must|to|if|when|not|be)\s(?:be\s)?$").search(
        match.string, max(0, match.start() - 16), match.start()
    ) or pattern(r"\b(?:doses?|dosage)\b").search(match.string, max(0, match.start() - 60), match.end() + 20):
        return None
    return _token(match, "fold", value=match["v"], name="multiple")


def times_in_words(match: re.Match[str]) -> Token:
    return _token(match, "fold", value=match["v"], unit=match["u"])


def further_count(match: re.Match[str]) -> Token | None:
    """Return a number of people without their noun, where people were counted just before."""
    if not pattern(r"(?:[,:]|\band)\s$").search(match.string, max(0, match.start() - 5), match.start()):
        return None
    if match.string.startswith(" to ", match.end()) and not pattern(r"\b(?:randomi[sz]|assign|allocat)").search(
        match.string
    ):
        # "5 to …" is a range, but where people are shared out.
        return None
    counted = list(
        pattern(
            rf"\b(?:\d[\d,]*|[A-Za-z-]+)\s(?:[a-z][\w-]*\s){{0,3}}?(?P<noun>{PEOPLE})\b(?=[^.;]{{1,140}}$)"
        ).finditer(match.string[: match.start()], max(0, match.start() - 180))
    )
    before = counted[-1] if counted else None
    return _token(match, "count", value=match["v"], unit=before["noun"], name=before["noun"]) if before else None


def part_of_whole(match: re.Match[str]) -> Token | None:
    """Return "of 23 patients, 16 were …" as a share: it ends where what they did begins."""
    made = share(match)
    return replace(made, start=match.start("a")) if made else None


def sample(match: re.Match[str]) -> Token:
    return _token(match, "n", value=match["v"])


def evidence_level(match: re.Match[str]) -> Token:
    return _token(match, "value", value=match["v"], name="evidence level")


def peptide_length(match: re.Match[str]) -> Token:
    return _token(match, "value", value=match["v"], unit=match["u"], name="length")


def single_case(match: re.Match[str]) -> Token:
    return _token(match, "count", value="1", unit=match["noun"], name=match["noun"])
