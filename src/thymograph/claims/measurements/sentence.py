"""One sentence with its quantities: the values among them, and the words between and behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from thymograph.claims.measurements.grammar import pattern
from thymograph.claims.measurements.quantities import PEOPLE, Token
from thymograph.model import Entity

__all__ = ["DOSE_UNIT", "RESULT", "VERSUS", "Head", "Sentence", "same_sort"]

VERSUS = r"\b(?:vs\.?|v\.?|versus|compared (?:with|to)|as compared (?:with|to)|against|as opposed to|than|relative to)(?:\s|$)"

RESULT = frozenset({"effect", "spread", "shift", "share", "value", "fold"})

DOSE_UNIT = r"(?:(?:million |billion )?(?:IU|units?|international units?|MU|U|MIU)|mg|g|[µμ]\s?g|mcg|ug|ng|grams?|micrograms?|milligrams?)(?:\s?/\s?(?:kg|m\^?2|m²|dose|day|d|injection|h|hr|hour|min|minute|week))*(?:\s?per\s\w+)*"


@dataclass(slots=True)
class Head:
    """A value while its satellites gather."""

    token: Token
    parts: dict[str, str | None] = field(default_factory=dict)
    comparator: Token | None = None
    comparator_name: str | None = None
    measure: str | None = None
    arm: str | None = None
    end: int = 0
    """Where its last satellite ends."""
    of_factor: bool = False
    """Whether its measure names the factor that a ratio is of, so that it has no arm."""
    condition: str | None = None
    """Of the groups that "respectively" names, the one of this value, where they are stages and no treatments."""
    first: Head | None = None
    """The first of the values that "respectively" shares out among arms, whose measure this one has."""
    echo: Head | None = None
    """The head that this one repeats in another unit: "74.6 mmol/mol (8.98%)"."""


def same_sort(one: Token, two: Token) -> bool:
    if one.unit and two.unit and (two.unit.startswith(f"{one.unit} per ") or one.unit.startswith(f"{two.unit} per ")):
        # "2.8% versus 2.0% per month"
        return True
    return one.unit == two.unit or one.unit is None or two.unit is None


class Sentence:
    """The quantities of one sentence, and the heads among them that the others attach to."""

    def __init__(self, text: str, entities: Sequence[Entity], tokens: Sequence[Token]) -> None:
        self.text = text
        self.entities = entities
        self.tokens = tokens
        self.heads: list[Head] = []
        self.blanked = text
        """The text with spaces for p-values, intervals and sample sizes, so that words around them meet."""
        for token in tokens:
            if token.kind in ("p", "interval", "n"):
                blank = " " * (token.end - token.start)
                self.blanked = self.blanked[: token.start] + blank + self.blanked[token.end :]
        for match in pattern(r"\sat steady[- ]state\b").finditer(text):
            # "Volume of distribution at steady state is 107 L"
            self.blanked = (
                self.blanked[: match.start()] + " " * (match.end() - match.start()) + self.blanked[match.end() :]
            )
        self._baseline: Token | None = None
        self.occurred: str | None = None
        """What a sentence says occurred in so many of each arm."""
        self.waiting: list[Token] = []
        """P-values and intervals that stand before any value."""

    def is_people(self, token: Token) -> bool:
        return bool(pattern(rf"(?:{PEOPLE})").fullmatch(token.unit or ""))

    def is_dose(self, token: Token) -> bool:
        if not (token.unit and token.kind == "value" and pattern(DOSE_UNIT).fullmatch(token.unit)):
            return False
        # Units of a scale are no units of a drug.
        return not (
            pattern(r"units?").fullmatch(token.unit)
            and pattern(r"\b(?:differences?|scores?|scale|index|change|improve\w+|points)\b[^.;]*$").search(
                self.text[: token.start]
            )
        )

    def gap(self, start: int, end: int) -> str:
        """Return the words between two numbers, the satellites between them left out."""
        words, position = [], start
        for token in self.tokens:
            if start <= token.start and token.end <= end:
                words.append(self.text[position : token.start])
                position = token.end
        return "".join([*words, self.text[position:end]])

    def after(self, token: Token) -> int:
        """Return where the satellites that follow a value at once end: "33% (95% CI 20-40) in …"."""
        position = token.end
        echoes = [one.token for one in self.heads if one.echo]
        for other in self.tokens:
            if other.start >= position and (
                other.kind in ("interval", "p", "n", "share", "timepoint") or other in echoes
            ):
                if not pattern(r"\s?[(\[;,]?\s?").fullmatch(self.text[position : other.start]):
                    break
                position = other.end
        closing = pattern(r"\s?[)\]]").match(self.text, position)
        if closing and (
            self.text[token.end : position].count("(") > self.text[token.end : position].count(")")
            or (position == token.end and self.text[token.start - 1 : token.start] in ("(", "["))
        ):
            position = closing.end()
        return position
