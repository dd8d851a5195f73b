"""What the rows above say of a row: the group that it stands under, and the label that its empty first cell repeats."""

from __future__ import annotations

from collections.abc import Sequence

from thymograph.claims.measurements.grammar import TIME_UNIT, pattern

__all__ = ["group_rows", "names_no_measure", "repeated_label"]

# "6 mo", "% (95% CI)", "No. (%)", "Median (range)": when, or how it was summed up, not what.
_SUMMED = r"(?:(?:adjusted|unadjusted|LS|least[- ]squares)\s)?(?:[Mm]ean|[Mm]edian)(?:\s?(?:percent(?:age)?\s)?change(?:\sfrom\sbaseline)?)?"
_WHEN = rf"(?:(?:[Aa]t|[Aa]fter)\s)?(?:\d+[\s-]{TIME_UNIT}|(?:[Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear|[Cc]ycle|[Vv]isit)\s\d+|[Bb]aseline|[Ff]ollow-up|[Ee]nd\sof\s(?:study|treatment))"
_NO_MEASURE = (
    rf"(?:{_WHEN},?\s)?{_SUMMED}(?:\s?\(.*\))?|(?:[Aa]djusted\s|LS\s)?(?:[Mm]ean\s)?[Cc]hange from baseline(?:\s?(?:at|to)\s{_WHEN})?(?:,.*|\s?\(.*\))?|"
    rf"(?:(?:at|after)\s)?\d+[\s-]{TIME_UNIT}|(?:[Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear|[Cc]ycle)\s\d+|[Bb]aseline|"
    r"(?:%|[Nn]o\.?|[nN]|[Mm]ean|[Mm]edian|[Rr]ate|[Pp]ercent(?:age)?|[Tt]otal|[Oo]verall|[Ee]stimate)"
    r"(?:,?\s?(?:[(\[].*[)\]]|\(?%\)?|±\s?S[DE]M?|—\s?.*))?"
)


# "n = 74" in the cells of a group says of how many.
_SIZE = r"^\s*\(?[nN]\s?=\s?[\d, ]+\)?\s*$"


def names_no_measure(label: str) -> bool:
    """Return whether a row label tells only when or how something was measured, so that the group above names it.

    >>> names_no_measure("% (95% CI)"), names_no_measure("12 mo"), names_no_measure("Complete response")
    (True, True, False)
    """
    return bool(pattern(_NO_MEASURE).fullmatch(label.strip()))


def group_rows(rows: Sequence[Sequence[str]], row: int) -> tuple[int, ...]:
    """Return the rows above ``row`` that are but a label and hold together until a row with values, the nearest first."""
    found: list[int] = []
    for above in range(row - 1, -1, -1):
        bare = (
            bool(rows[above])
            and bool(rows[above][0].strip())
            and not any(pattern(_SIZE).sub("", cell).strip(" -–—") for cell in rows[above][1:])
        )
        if bare:
            found.append(above)
        elif found:
            break
    return tuple(found)


def repeated_label(rows: Sequence[Sequence[str]], row: int) -> str:
    """Return the label of ``row``, or of the last row above that has one where its own first cell is empty."""
    for above in range(row, -1, -1):
        cells = rows[above] if above < len(rows) else ()
        if cells and cells[0].strip():
            return cells[0]
        if not cells:
            break
    return ""
