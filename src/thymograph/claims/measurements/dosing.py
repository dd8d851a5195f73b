"""Whether a sentence tells how much of something is given, its drug perhaps unsaid."""

from __future__ import annotations

from thymograph.claims.measurements.grammar import NUMBER, pattern

__all__ = ["tells_a_dose"]

_AMOUNT = rf"{NUMBER}\s?(?:mg|mcg|[µμ]g|g|IU|units?|micrograms?|mL)(?:/kg|/m2|/m²)?"
_GIVEN = (
    r"(?:once|twice|thrice|daily|weekly|monthly|every|each|per day|a day|(?:two|three|four|2|3|4) times|[bt]\.?i\.?d\b|BID|TID|QD|OD\b|q\d|"
    r"orally|by mouth|subcutaneous|intravenous|intramuscular|IV\b|SC\b|IM\b|PO\b|in (?:\w+ )?divided)"
)

# An amount a time, or an amount that is called a dose.
_RATE = (
    rf"{NUMBER}\s?(?:mg|mcg|[µμ]g|IU|units?)(?:/kg|/m2|/m²)?(?:/|\sper\s)(?:h|hr|hour|min|minute|day|d|dose)\b"
    rf"|\b(?:loading|maintenance|starting|initial|maximum|usual|recommended|bolus)\s(?:dose|dosage|infusion)\s(?:of|is|was|:)\s?(?:up to\s)?{_AMOUNT}"
)


def tells_a_dose(text: str) -> bool:
    """Return whether an amount and how it is given stand side by side in ``text``.

    >>> tells_a_dose("For psoriasis, 10 to 25 mg orally once weekly."), tells_a_dose("Sodium intake was 2 g daily.")
    (True, False)
    """
    if (
        "mg" not in text
        and "mcg" not in text
        and "nit" not in text
        and "IU" not in text
        and " g" not in text
        and "µg" not in text
    ):
        return False
    if pattern(r"\b(?:intake|excret\w+|urin\w+|protein|fat|sodium|salt|calories|alcohol)\b").search(text):
        return False
    if pattern(_RATE).search(text):
        return True
    return bool(pattern(rf"{_AMOUNT}(?:/day)?(?:\s(?:tablets?|capsules?|doses?|on day \d+))?,?\s{_GIVEN}").search(text))
