"""A cell of a table with the words that stand for its row and column: head, label, group, caption, roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from thymograph.claims.measurements.arm_heads import arm_heads, contrast_of
from thymograph.claims.measurements.arms import is_control
from thymograph.claims.measurements.figures import figures_of, is_empty
from thymograph.claims.measurements.grammar import NUMBER, TIME_UNIT, pattern, plain
from thymograph.claims.measurements.heads import (
    Label,
    column_role,
    effect_name,
    is_outcome_corner,
    is_time_head,
    label_of,
    reads_as_arm,
    reads_as_measure,
    unit_of,
)
from thymograph.claims.measurements.row_groups import group_rows, names_no_measure, repeated_label
from thymograph.claims.measurements.terms import HEAD
from thymograph.model import Entity, Statement, Table

__all__ = ["FACTOR_CORNER", "POPULATION", "CellLabels", "is_total"]


# Whom a head is of, not what: "Age 18 to <65 years", "Women".
POPULATION = r"(?:aged?|ages|men|women|males?|females?|boys|girls|adults|children|infants|adolescents|elderly|overall|all)\b[^()]*|(?:[<>≥≤]\s?)?\d+(?:\s?[-–]\s?\d+|\+)?(?:\s(?:years?|months?|yrs?))?"


FACTOR_CORNER = r"(?:.*\s)?(?:(?:risk )?factors?|predictors?|covariates?|determinants|confounders?|subgroups?)"
# A level of what the group of rows names.
_LEVEL = r"(?:[<>≥≤]\s?)?\d.*|yes|no|male|female|men|women|none|never|ever|past|current|former|normal|abnormal|other|unknown|missing|low|medium|moderate|high|present|absent|mild|severe|white|black|asian|hispanic|single|married"


def is_total(words: str) -> bool:
    return words.casefold() in ("total", "all", "overall", "combined", "all patients", "pooled", "both groups")


class CellLabels:
    """A cell with what its head and label are."""

    def __init__(
        self, text: str, entities: Sequence[Entity], statement: Statement, table: Table, row: int, column: int
    ) -> None:
        self.text, self.entities, self.table = text, entities, table
        self.row, self.column = row, column
        self.roles = [self._role(number) for number in range(len(table.heads))]
        self.contrast = contrast_of(self._head(column))
        self.pairs = (
            {}
            if self.contrast
            else arm_heads(
                [label_of(head).words for head in table.heads],
                lambda words: bool(words) and reads_as_arm(words, entities),
            )
        )
        self.head = label_of(self._head(column))
        self.caption = table.caption or next(
            (f.words.text for f in reversed(statement.frames) if f.role in ("caption", "heading")), ""
        )
        self.groups = group_rows(table.rows, row)
        self.label = self._label()

    def _label(self) -> Label:
        """Return the label of the row; one that tells only when or how much takes its name from the group above."""
        printed = self._cell(self.row, self._label_column())
        own = label_of(printed)
        if (
            self.groups
            and pattern(_LEVEL, ignore_case=True).fullmatch(own.words)
            and not reads_as_measure(printed)
            and self._effect(self.column)
        ):
            # "60–64" under "Age (years)": the level of a factor.
            return replace(own, words=f"{label_of(self._cell(self.groups[0], 0)).words}: {own.words}")
        if not names_no_measure(printed) or not self.groups:
            return own
        named = next((group for group in self.groups if reads_as_measure(self._cell(group, 0))), self.groups[0])
        group = label_of(self._cell(named, 0))
        summed = pattern(r"(?i)\b(?:percent(?:age)? )?change(?: from baseline)?").search(printed)
        moment = pattern(
            rf"(?i)\b(?:(?:day|week|month|year|cycle|visit)\s\d+|\d+[\s-]{TIME_UNIT}|(?<!from )baseline|follow-up|end of (?:study|treatment))\b"
        ).search(printed)
        when = moment.group() if moment else None
        return replace(
            group,
            words=f"{group.words}, {summed.group().lower()}" if summed else group.words,
            unit=own.unit or group.unit or ("%" if "%" in printed else None),
            statistic=own.statistic or group.statistic,
            n=own.n or group.n or label_of(self._cell(named, self.column)).n or self._size(named),
            timepoint=when or group.timepoint,
        )

    def _size(self, row: int) -> str | None:
        found = pattern(rf"\(?[nN]\s?=\s?({NUMBER})\)?").fullmatch(self._cell(row, self.column).strip())
        return found[1] if found else None

    def _label_column(self) -> int:
        """Return the column that says what a row measures: the first, or one headed "Outcome" behind that of studies."""
        for column in range(1, self.column):
            words = self._cell(self.row, column)
            head = self._head(column).strip()
            if (
                words
                and not pattern(r"\d").search(words)
                and (head.lower() in ("description", "finding") or is_outcome_corner(head))
                and column_role(self._head(0))
            ):
                return column
        return 0

    def _role(self, column: int) -> str | None:
        head = self._head(column)
        role = column_role(head)
        if role is None and column and "%" not in head and column_role(label_of(head).words) == "n":
            role = "n"
        if role == "n" and not any(
            pattern(NUMBER).fullmatch(self._cell(row, column).strip()) for row in range(len(self.table.rows))
        ):
            # "Patients | Controls" over words or shares are arms.
            return None
        return role

    def _head(self, column: int) -> str:
        return self.table.heads[column] if column < len(self.table.heads) else ""

    def _cell(self, row: int, column: int) -> str:
        cells = self.table.rows[row] if 0 <= row < len(self.table.rows) else ()
        return cells[column] if column < len(cells) else ""

    def _effect(self, column: int) -> str | None:
        """Return the estimate that a column holds: by its head, or an abbreviation with an interval beside it."""
        head = self._head(column)
        known = effect_name(head)
        if known or self.roles[column + 1 : column + 2] != ["interval"] or reads_as_measure(head):
            return known
        return head.strip() if pattern(r"[A-Z]{2,5}(?:,?\s?\(?%\)?)?").fullmatch(head.strip()) else None

    def _columns_are_measures(self) -> bool:
        """Return whether most heads name measures, as "AUC", "Sensitivity", "PPV", and none an arm."""
        heads = [self._head(c) for c, role in enumerate(self.roles) if c and role is None]
        # By their words: "Drug (%)" names an arm.
        named = [
            head
            for head in heads
            if pattern(rf"(?<![\w-])(?:{HEAD})(?![\w-])", ignore_case=True).search(label_of(head).words)
        ]
        return (
            len(named) >= 2 and 2 * len(named) > len(heads) and not any(reads_as_arm(h, self.entities) for h in heads)
        )

    def _with_role(self, role: str, row: int | None = None) -> str | None:
        """Return the cell of the row in the first column (0 included) of a role, unless it is empty."""
        row = self.row if row is None else row
        for column, found in enumerate(self.roles):
            if found == role and column != self.column:
                words = self._cell(row, column)
                return None if is_empty(words) else words
        return None

    def _is_time(self, column: int) -> bool:
        """Return whether a column holds what was measured at a time, by its head and another like it."""
        times = [
            number for number in range(1, len(self.table.heads)) if is_time_head(label_of(self._head(number)).words)
        ]
        return column in times and len(times) > 1

    def _moment(self) -> str | None:
        """Return the time of the row, where a column of times holds one and not what was measured then."""
        cell = self._with_role("time")
        return None if cell and reads_as_measure(cell) and not is_time_head(cell) else cell

    def _numbered(self, words: str) -> str:
        """Return a bare number in the column "Experiment" with the word that says what it numbers."""
        head = self._head(0).strip()
        if pattern(r"\d{1,3}[a-zA-Z]?|[A-Z]").fullmatch(words.strip()) and pattern(r"[A-Z][a-z]+").fullmatch(head):
            return f"{head} {words.strip()}"
        return words

    def _cohort(self) -> str:
        """Return who a row is of; where several rows have one label, with the route and dose that part them."""
        label = repeated_label(self.table.rows, self.row)
        rows = range(len(self.table.rows))
        if sum(repeated_label(self.table.rows, row) == label for row in rows) < 2:
            return label
        parts = [label]
        for column in range(1, len(self.table.heads)):
            head = label_of(self._head(column))
            cell = self._cell(self.row, column).strip()
            if (
                column != self.column
                and cell
                and not is_empty(cell)
                and pattern(
                    r"(?:routes?(?: of administration)?|doses?|dosages?|sex|genders?|strains?|formulations?)",
                    ignore_case=True,
                ).fullmatch(head.words)
            ):
                parts.append(f"{cell} {head.unit}" if head.unit and pattern(NUMBER).fullmatch(cell) else cell)
        return ", ".join(parts)

    def _unit_of_caption(self) -> str | None:
        """Return the unit that the caption gives for all the table: "Serum cytokines (pg/mL) of …"."""
        if pattern(
            r"\b(?:incidence|frequency|percent(?:age)?s?|proportions?)\b.*%|%\s(?:of\s)?(?:all\s)?(?:patients|subjects|participants|people|women|men|children)|\bpercent(?:age)?s?\sof\b",
            ignore_case=True,
        ).search(self.caption) and pattern(r"[<>≤≥]?\s?\d{1,2}(?:\.\d+)?|100").fullmatch(self.text.strip()):  # fmt: skip
            return "%"
        told = pattern(
            r"\b(?:levels?|concentrations?|cytokines?|production|secretion|release|activity|content|clearance)(?:\s[\w-]+){0,2}\s\(([^()\d%]{1,12})\)",
            ignore_case=True,
        ).search(self.caption)
        return unit_of(told[1]) if told else None

    def _baseline(self) -> str | None:
        """Return the figure of the row under "Baseline" or "Before", where this one is later."""
        if not self._is_time(self.column):
            for column in range(1, len(self.table.heads)):
                # "Diet, baseline" beside "Diet, week 12"
                other = label_of(self._head(column))
                if (
                    column != self.column
                    and self.head.timepoint
                    and other.words == self.head.words
                    and pattern(r"(?i)(?:at )?baseline").fullmatch(other.timepoint or "")
                ):
                    found = figures_of(self._cell(self.row, column), self._head(column))
                    return plain(found.value) if found else None
            return None
        for column in range(1, self.column):
            if self._is_time(column) and pattern(r"baseline|before|pre|admission", ignore_case=True).match(
                self._head(column)
            ):
                found = figures_of(self._cell(self.row, column), self._head(column))
                return plain(found.value) if found else None
        return None

    def _named(self, measure: Label, *, generic: bool) -> str:
        """Return the measure; a bare substance gets what the caption measures of it ("production")."""
        words = measure.measure
        if generic and not reads_as_measure(words):
            told = pattern(
                r"\b(production|secretion|release|expression|levels?|concentrations?|synthesis|counts?|activity)\b",
                ignore_case=True,
            ).search(self.caption)
            if told:
                return f"{words} {told[1].lower()}"
        return words

    def _arm_of_head(self) -> str:
        words = self._head(self.column)
        inner = pattern(
            r"(?:treatment|active|study|intervention|experimental)(?:\s(?:group|arm))?\s?[(:]\s?([^)]*?)\)?",
            ignore_case=True,
        ).fullmatch(words)
        if inner and not pattern(r"[nN]\s?=").match(inner[1]):
            return pattern(r",?\s?[nN]\s?=.*").sub("", inner[1])
        return self.head.words

    def _arm_name(self, column: int) -> str:
        return self.pairs[column].arm if column in self.pairs else label_of(self._head(column)).words

    def _is_control_column(self, column: int) -> bool:
        """Return whether a head names the control: "Diet, baseline" does not, its baseline being when."""
        label = label_of(self._head(column))
        return is_control(label.words if label.timepoint and label.words else self._head(column))

    def _treated(self) -> str | None:
        """Return the arm of a ratio: the only one of the columns of arms that is no control, where there is a control."""
        arms = [
            c
            for c, role in enumerate(self.roles)
            if c and role is None and not self._effect(c) and reads_as_arm(self._head(c), self.entities)
        ]
        treated = [c for c in arms if not self._is_control_column(c)]
        return label_of(self._head(treated[0])).words if len(treated) == 1 and len(arms) == 2 else None
