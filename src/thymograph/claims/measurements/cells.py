"""Measurements of a table cell: its head, label and neighbours say what it measures, in whom, against what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from thymograph.claims.measurements.cell_frame import CellFrame
from thymograph.claims.measurements.figures import QUALITATIVE, Figures, figures_of, is_empty
from thymograph.claims.measurements.grammar import NUMBER, SIGNED, UNIT, number_of, pattern, plain
from thymograph.claims.measurements.heads import (
    column_role,
)
from thymograph.claims.measurements.measures import last_measure
from thymograph.claims.measurements.prose import measurements_of_prose
from thymograph.claims.measurements.tokens import tells_quantities
from thymograph.model import Entity, Measurement, Statement, Table

__all__ = ["measurements_of_cell"]


_DOSE_HEAD = r"(?:(?:usual|recommended|adult|standard|starting|maintenance|daily)\s)*(?:regimens?|doses?|dosages?|dosing|schedules?)(?:\s(?:and|/)\s\w+)?"
_DRUG_HEAD = (
    r"(?:drugs?|agents?|medications?|medicines?|antibiotics?|generic|names?|substances?|anticoagulants?)(?:\sname)?"
)


class _Cell(CellFrame):
    """Reads the figures of one cell."""

    def read(self) -> tuple[Measurement, ...]:
        text = self.text.strip()
        if is_empty(text):
            return ()
        role = self.roles[self.column] if self.column < len(self.roles) else None
        given = self._given(text)
        if given:
            return given
        if role == "unused" or (
            (role in ("arm", "condition") or column_role(self._head(self.column)) == "n")
            and pattern(r"[A-Za-z]{2}.*\d").search(text)
            and figures_of(text, "") is None
        ):
            # "Drug 3 mg (N = 93)": who they were, not what was found in them.
            return ()
        if pattern(r"(?i)days?|weeks?|months?|visits?|time(?: ?points?)?").fullmatch(self._head(self.column).strip()):
            return ()
        base = self.base()
        counted = pattern(rf"\(?[nN]\s?=\s?({NUMBER})\)?").fullmatch(text)
        if counted:
            return (replace(base, measure="sample size", value=plain(counted[1]), number=number_of(counted[1]), n=plain(counted[1]), unit=None,
                            condition=base.condition or self.label.words, p=None, p_operator=None),)  # fmt: skip
        if pattern(r"[Nn](?:o\.)?|(?:[Dd]ay|[Ww]eek|[Mm]onth|[Vv]isit)\s\d+,?\s[nN]").fullmatch(
            self._cell(self.row, 0).strip()
        ):
            base = replace(base, measure="sample size", n=text if pattern(NUMBER).fullmatch(text) else None)
        statistic, joined = self.satellites()
        if statistic in ("p", "interval"):
            return ()
        if joined:
            base = replace(
                base,
                measure=f"{self.label.words}, {joined.measure}",
                p=joined.p,
                p_operator=joined.p_operator,
                ci_low=joined.ci_low,
                ci_high=joined.ci_high,
            )
        parted = self._parted(text, base)
        if parted:
            return parted
        head = self._head(self.column) + " " + self._cell(self.row, 0)
        figures = figures_of(text, head)
        own = self._own_words(text)
        if figures is None or own:
            made = self._by_prose(text, base, own=own)
            return made if made or (figures is None and not self._qualitative(text)) else self._words(text, base)
        return self._by_figures(figures, base)

    def _given(self, text: str) -> tuple[Measurement, ...]:
        """Return the doses of a cell under "Regimen" or "Dose" whose row is labelled with a drug."""
        if not pattern(_DOSE_HEAD, ignore_case=True).fullmatch(self._head(self.column).strip()) or not self._head(0):
            return ()
        if not pattern(_DRUG_HEAD, ignore_case=True).fullmatch(self._head(0).strip()):
            return ()
        drug = pattern(r"\s*[\[(].*$").sub("", self._cell(self.row, 0)).strip()
        found = [one for one in measurements_of_prose(text, self.entities) if one.measure.endswith("dose")]
        return tuple(replace(one, measure=f"{drug} dose" if drug else "dose", arm=None) for one in found)

    def _parted(self, text: str, base: Measurement) -> tuple[Measurement, ...]:
        """Return one measurement for each of "5–9 (young), 11–13 (elderly)", two sides for "66 vs 80 %"; else none."""
        sides = pattern(
            rf"(?P<a>(?:[<>]=|[<>≤≥]\s?)?{SIGNED})\s?(?:{UNIT})?\s(?:vs\.?|versus)\s(?P<b>(?:[<>]=|[<>≤≥]\s?)?{SIGNED})\s?(?P<u>{UNIT})?"
        ).fullmatch(text)
        if sides:
            value = plain(sides["a"])
            return (replace(base, value=value, number=number_of(value), unit=sides["u"] or base.unit, comparator_value=plain(sides["b"]),
                            comparator=self.contrast.comparator if self.contrast else base.comparator),)  # fmt: skip
        pieces = [
            pattern(r"([^()]*\d[^()]*?)\s?\(([A-Za-z][^()\d=<>]{2,40})\)").fullmatch(piece)
            for piece in pattern(r"[,;]\s(?=[<>≤≥~]?\s?\d)").split(text)
        ]
        if len(pieces) < 2:
            return ()
        made = []
        for piece in pieces:
            figures = figures_of(piece[1], "") if piece else None
            if piece is None or figures is None:
                return ()
            made += [replace(one, condition=piece[2]) for one in self._by_figures(figures, base)]
        return tuple(made)

    def _own_words(self, text: str) -> bool:
        """Return whether a cell names its measure itself ("Response rate: 16% …")."""
        number = pattern(NUMBER).search(text)
        if not number or text[: number.start()].count(" ") < 1:
            return False
        return last_measure(text, 0, number.start()) is not None and not pattern(r"\b(?:in|de)creased\b").match(
            text.lower()
        )

    def _compared(self, made: Measurement) -> Measurement:
        if made.comparator_value is not None:
            return made
        compared = self.comparator()
        if compared is None:
            return made
        name, words = compared
        if is_empty(words):
            return made if made.comparator else replace(made, comparator=name)
        other = figures_of(words, self._head(self.column) + " " + self._cell(self.row, 0))
        if other is None:
            return replace(made, comparator=name, comparator_value=words if len(words.split()) <= 8 else None)
        value = other.percent if other.percent and made.unit == "%" else other.value
        return replace(made, comparator=name, comparator_value=plain(value), comparator_sd=plain(other.sd))

    def _by_figures(self, figures: Figures, base: Measurement) -> tuple[Measurement, ...]:
        unit = figures.unit or base.unit
        value = plain(figures.value)
        made = replace(
            base,
            value=value,
            number=number_of(value),
            unit=unit,
            sd=plain(figures.sd) or (plain(self._with_role("sd")) if self._with_role("sd") else None),
            baseline_value=plain(figures.baseline) or self._baseline(),
            n=plain(figures.n) or base.n,
            ci_low=plain(figures.low) or base.ci_low,
            ci_high=plain(figures.high) or base.ci_high,
            p=plain(figures.p) or base.p,
            p_operator=figures.p_operator or base.p_operator,
        )
        if figures.percent is None:
            return (self._compared(made),)
        percent = plain(figures.percent)
        share = replace(made, value=percent, number=number_of(percent), unit="%")
        return (self._compared(share), self._compared(replace(made, unit=None if unit == "%" else unit)))

    def _by_prose(self, text: str, base: Measurement, *, own: bool) -> tuple[Measurement, ...]:
        found = measurements_of_prose(text, self.entities)
        kept = [one for one in found if one.value is not None or one.p is not None]
        if not kept and not own:
            return ()
        return tuple(
            self._compared(self._filled(one, base, own=own)) if not own else self._filled(one, base, own=own)
            for one in kept
        )

    def _filled(self, one: Measurement, base: Measurement, *, own: bool) -> Measurement:
        """Return a measurement of the cell's prose, with what the table adds."""
        return replace(
            one,
            measure=one.measure if own else base.measure,
            arm=self._own_arm(one, base, own=own),
            n=one.n or base.n,
            p=one.p or base.p,
            p_operator=one.p_operator or base.p_operator,
            timepoint=one.timepoint or base.timepoint,
            condition=one.condition or base.condition,
            unit=one.unit or (None if own else base.unit),
        )

    def _own_arm(self, one: Measurement, base: Measurement, *, own: bool) -> str | None:
        if own and self.roles[:1] == ["arm"]:
            return self._cell(self.row, 0)
        return base.arm or one.arm

    def _qualitative(self, text: str) -> bool:
        if self.column < len(self.roles) and self.roles[self.column] is not None:
            return False
        return bool(pattern(QUALITATIVE, ignore_case=True).fullmatch(text))

    def _words(self, text: str, base: Measurement) -> tuple[Measurement, ...]:
        """Return a cell that says "significant increase" as the value itself."""
        if not self._qualitative(text):
            return ()
        value = pattern(r"\s*\(.*$").sub("", text) if number_of(text) is None and "(" in text else text
        return (self._compared(replace(base, value=value, unit=None)),)


def _from_frames(text: str, statement: Statement) -> tuple[Table, int, int]:
    """Return a one-row table made of a cell's frames, for a statement that carries none."""
    head = next((frame.words.text for frame in reversed(statement.frames) if frame.role == "column_head"), "")
    label = next((frame.words.text for frame in reversed(statement.frames) if frame.role == "row_label"), "")
    return Table(heads=("", head), rows=((label, text),)), 0, 1


def measurements_of_cell(text: str, entities: Sequence[Entity], statement: Statement) -> tuple[Measurement, ...]:
    """Return the measurements of a table cell; ``text`` may be one of several facts in it.

    Orientation is decided by what heads and labels say: an arm or a measure. A p-value column, a
    control column, a sample size and the row of the control arm join the measurement. "-" and "NR"
    give nothing. Merged heads over several columns are not resolved.
    """
    if not tells_quantities(text) and not pattern(QUALITATIVE, ignore_case=True).fullmatch(text.strip()):
        return ()
    table, row, column = statement.table, statement.row, statement.column
    if table is None or row is None or column is None:
        table, row, column = _from_frames(text, statement)
    return _Cell(text, entities, statement, table, row, column).read()
