"""The figures of a table cell: value, unit, spread, interval, share, or a word that stands for one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from thymograph.claims.measurements.grammar import NUMBER, SIGNED, UNIT, pattern

__all__ = ["QUALITATIVE", "RANGE", "Figures", "figures_of", "is_empty"]

_EMPTY = r"[-–—−\s.…]*|n/?[ad]\.?|nr|ns|nd|ne|not (?:reported|applicable|available|reached|estimable)|none reported"
RANGE = rf"(?P<lo>{SIGNED})\s?%?\s?(?:[-–—−,;]|to)\s?(?P<hi>[-−–]?{NUMBER})\s?%?"
# A cell is a word value where it is nothing but a direction, its degree and what it is held against.
_DEGREE = r"(?:no|not|non|statistically|significant(?:ly)?|marked(?:ly)?|slight(?:ly)?|moderate(?:ly)?|mild(?:ly)?|strong(?:ly)?|modest(?:ly)?|dose-dependent(?:ly)?|small|large|clear(?:ly)?|very|more|less|further|partial(?:ly)?|full(?:y)?|high(?:ly)?|was|were|substantial(?:ly)?|greatly|minimal|transient(?:ly)?|rapid(?:ly)?|early|late|sustained|numerical(?:ly)?|potent(?:ly)?|complete(?:ly)?)"
_DIRECTION = (
    r"(?:(?:increas|decreas|reduc|elevat|enhanc|improv|stimulat|attenuat|induc|declin|accelerat|suppress|depress|inhibit|augment|worsen|restor|diminish|prolong|shorten|delay|promot)(?:e|es|ed|s|ing)?|"
    r"(?:reduction|elevation|enhancement|stimulation|promotion|suppression|depression|inhibition|improvement|induction|attenuation|restoration|activation|increment|augmentation|normali[sz]ation|prolongation|change|difference|effect|response|benefit|rise|fall|gain|loss|decline|increase|decrease)s?|"
    r"unchanged|stable|higher|lower|raised|rose|fell|(?:up|down)-?regulat(?:ed|ion|es)|similar|comparable|significant|normali[sz]ed|equal|positive|negative|present|absent|detected|undetectable|none|[↑↓→↔+]+)"
)
QUALITATIVE = rf"(?:{_DEGREE}\s)*{_DIRECTION}(?:\s{_DEGREE})*(?:,?\s(?:post|pre|vs\.?|versus|than|from|at|after|by|in|with|compared|during|relative)(?:[\s-][\w%.-]+){{0,5}}|\spost-[\w-]+|\s\([^)]*\))?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of one cell."""

    value: str | None = None
    unit: str | None = None
    sd: str | None = None
    low: str | None = None
    high: str | None = None
    baseline: str | None = None
    n: str | None = None
    percent: str | None = None
    p: str | None = None
    p_operator: str | None = None


def is_empty(words: str) -> bool:
    """Return whether a cell says that there is no value."""
    return bool(pattern(_EMPTY, ignore_case=True).fullmatch(words.strip()))


def figures_of(words: str, head: str) -> Figures | None:
    """Return the figures of a cell that is little but figures, read in the light of its head."""
    tail = pattern(rf"[;,]?\s*\(?[Pp]\s?(?:-?value)?\s?(?P<op><=|>=|[<>≤≥=])\s?(?P<v>{NUMBER})\)?$").search(
        words.strip()
    )
    if tail and tail.start():
        read = figures_of(words.strip()[: tail.start()], head)
        return (
            replace(read, p=tail["v"], p_operator={"≤": "<=", "≥": ">="}.get(tail["op"], tail["op"])) if read else None
        )
    spaced = pattern(rf"(?P<v>{SIGNED})\s?[;,]\s?{RANGE}").fullmatch(words.strip())
    if spaced and pattern(r"I[Qq]R|[Rr]ange|interquartile").search(head):
        # "112.0; 100.0–128.0" under "median; IQR"
        return Figures(value=spaced["v"])
    words = pattern(r"^(?:[Aa]pprox(?:imately|\.)?|[Aa]bout|[Uu]p to|[Cc]a\.)\s(?=\d)").sub("", words.strip())
    words = pattern(r"^[nN]\s?=\s?(?=\d)").sub("", words)
    # "(2.4-24.)": a point that ends nothing.
    words = pattern(r"(?<=\d)\.(?=\s?[)\]])").sub("", words)
    # "25/69 974 (0.1%)"
    words = pattern(r"(?<![\d.])([1-9]\d{0,2}) (?=\d{3}(?:\.\d+)?\s?(?:\(|$|/))").sub("\\1\u202f", words)
    # "131 000": a space marks thousands where nothing else stands in the cell.
    words = words.replace(" ", "\u2009") if pattern(r"[1-9]\d{0,2}(?: \d{3})+(?:\.\d+)?").fullmatch(words) else words
    # "276 (25.3%) 350 events": the first figures are the row's own.
    words = pattern(r"(?<=\))\s\d[\d,]*\s(?:events|episodes)$").sub("", words)
    nested = pattern(
        rf"(?P<v>\d[\d,]*)\s?[(\[]\s?(?P<pc>{NUMBER})\s?%?\s?[,;]?\s?[(\[]?\s?(?:\d\d\s?%\s?CI:?\s?)?{RANGE}\s?[)\]]{{1,2}}"
    ).fullmatch(words)
    if nested:
        return Figures(value=nested["v"], percent=nested["pc"], low=nested["lo"], high=nested["hi"])
    shape = pattern(
        rf"(?:[A-Za-z][\w\s]{{2,30}}?[(:]\s?)?(?P<op>[<>≤≥~≈]\s?)?(?P<v>{SIGNED}(?:\s?/\s?{NUMBER}|(?:\s?[-–—]\s?|\sto\s){NUMBER})?)\s?(?P<u>{UNIT})?[*†‡§a-c]{{0,2}}(?:\s?(?:±|\+/-)\s?(?P<sd>{NUMBER})\s?(?:{UNIT})?)?"
        rf"(?:\s?[,;]?\s?[(\[]\s?(?P<in>[^()\[\]]*)[)\]])?\s?(?P<u2>{UNIT})?[*†‡§]{{0,2}}\)?"
    ).fullmatch(words.strip())
    if shape is None:
        return None
    value, inner = (shape["op"] or "").strip() + shape["v"], (shape["in"] or "").strip()
    read = Figures(value=value, unit=shape["u"] or shape["u2"], sd=shape["sd"])
    share = pattern(r"(\d[\d,.\u202f]*)\s?/\s?(\d[\d,.\u202f]*)").fullmatch(value)
    if share:
        read = replace(read, value=share[1], n=share[2])
    if not inner:
        return read
    inner = pattern(r"^(?:\d\d\s?%\s?)?(?:CI|confidence interval)[:,]?\s?").sub("", inner)
    shift = pattern(rf"from\s(?P<a>{SIGNED})\s?(?:{UNIT})?\sto\s(?P<b>{SIGNED})\s?(?:{UNIT})?").fullmatch(inner)
    if shift:
        return replace(read, baseline=shift["a"])
    part = pattern(r"(\d[\d,]*)\s?/\s?(\d[\d,]*)").fullmatch(inner)
    if part and read.unit == "%":
        return replace(read, value=part[1], n=part[2], percent=read.value)
    interval = pattern(RANGE).fullmatch(inner)
    if interval is None and (
        open_end := pattern(
            rf"(?P<lo>{SIGNED})\s?(?:[-–—−,;]|to)\s?(?P<hi>N[RE]|[Nn]ot (?:reached|estimable)|∞)"
        ).fullmatch(inner)
    ):
        return replace(read, low=open_end["lo"], high=open_end["hi"])
    if interval:
        # A median time to the peak is given with its range.
        if pattern(r"IQR|[Rr]ange|interquartile|min\W{0,3}max|\b[Tt]\s?max\b|[Tt]ime to (?:max|peak)").search(head):
            return read
        return replace(read, low=interval["lo"], high=interval["hi"])
    single = pattern(rf"(?:SD\s?=?\s?|SEM?\s?=?\s?|±\s?)?(?P<x>[<>]?\s?{NUMBER})\s?(?P<pc>%)?").fullmatch(inner)
    told = pattern(r"(?P<op>[<>≤≥=]?)\s?(?P<v>0?\.\d+|1(?:\.0+)?)").fullmatch(inner)
    if told and pattern(r"\(\s?[Pp](?:[- ]?values?)?\s?\)|[,;]\s?[Pp](?:[- ]?values?)?$").search(head.strip()):
        return replace(read, p=told["v"], p_operator={"≤": "<=", "≥": ">="}.get(told["op"], told["op"]) or "=")
    if single:
        if single["pc"] or pattern(r"\(\s?%\s?\)|,\s?%|n\s?/\s?N").search(head):
            return replace(read, percent=single["x"])
        if pattern(r"\bCV\b|coefficient of variation").search(head):
            return read
        if pattern(r"\bS[DE]M?\b|[Mm]ean|[Aa]verage|standard").search(head) or pattern(r"S|±").match(inner):
            return replace(read, sd=single["x"])
        if share or pattern(r"\d+").fullmatch(value):
            return replace(read, percent=single["x"])
        return read
    if pattern(r"[nN]\s?=").match(inner):
        return replace(read, n=pattern(r"\D").sub("", inner))
    return None
