"""What the table says of one of its cells: measure, arm, comparator, p-value, interval, sample, time."""

from __future__ import annotations

from dataclasses import replace

from thymograph.claims.measurements.arm_heads import contrast_of
from thymograph.claims.measurements.arms import is_control
from thymograph.claims.measurements.cell_labels import FACTOR_CORNER, POPULATION, CellLabels, is_total
from thymograph.claims.measurements.figures import RANGE
from thymograph.claims.measurements.grammar import NUMBER, pattern, plain
from thymograph.claims.measurements.heads import (
    column_role,
    effect_name,
    is_generic,
    is_outcome_corner,
    label_of,
    reads_as_arm,
    reads_as_measure,
    unit_of,
)
from thymograph.claims.measurements.row_groups import group_rows, repeated_label
from thymograph.model import Measurement

__all__ = ["CellFrame"]


class CellFrame(CellLabels):
    """A cell with what its head, label and neighbours say of it."""

    def columns_are_arms(self) -> bool:
        """Return whether heads name arms and labels what was measured, judged by both."""
        head, label = self._head(self.column), self._cell(self.row, 0)
        corner = self.roles[0] if self.roles else None
        if self._columns_are_measures() and not reads_as_measure(self.label.words):
            return False
        if pattern(r"[Nn](?:o\.)?").fullmatch(label.strip()) and not reads_as_measure(self.head.words):
            return True
        if effect_name(label) and not self._effect(self.column):
            return True
        if (
            corner == "arm"
            and not is_control(head)
            and not any(
                entity.type == "drug" and entity.text and entity.text.casefold() in head.casefold()
                for entity in self.entities
            )
        ):
            # Rows are the drugs: a column "if given daily, mg" is how much of them.
            return False
        if self._label_column() and reads_as_arm(head, self.entities):
            return True
        generic = is_generic(self.head.words) or not self.head.words
        outcomes = is_outcome_corner(self._head(0))
        if (
            outcomes and not generic and not self._effect(self.column)
            # "Half-life (h)" under "Chronic renal failure": the unit tells which of the two is measured.
            and (not reads_as_measure(self.head.words) or (self.label.unit is not None and self.head.unit is None))
        ):  # fmt: skip
            return True
        if reads_as_arm(head, self.entities) and not reads_as_measure(head):
            return True
        if corner in ("arm", "condition") or reads_as_measure(head) or self._effect(self.column):
            return False
        if is_generic(self.head.words) or not self.head.words:
            return False
        return reads_as_measure(label)

    def base(self) -> Measurement:
        """Return a measurement with everything but the figures of the cell."""
        head, label = self.head, self.label
        generic = bool(is_generic(head.words)) or not head.words
        arm: str | None
        condition: str | None
        if pair := self.pairs.get(self.column):
            rest = label_of(pair.measure)
            stated = not label.words or self.roles[:1] == ["condition"]
            whom = pattern(POPULATION, ignore_case=True).fullmatch(rest.words)
            words = (
                rest.words
                if stated
                else label.words
                if is_generic(rest.words) or whom
                else f"{label.words}, {rest.words}"
            )
            measure, arm, units = replace(label, words=words), pair.arm, (rest.unit or label.unit, head.unit)
            condition = label.words if stated and label.words else label.condition or self._with_role("condition")
            condition = rest.words if whom and not stated else condition
        elif self.contrast and not self._effect(self.column):
            measure, arm, units, condition = label, self.contrast.arm, (label.unit, None), label.condition
        elif self._is_time(self.column):
            measure, arm, units, condition = label, self._with_role("arm"), (label.unit, head.unit), label.condition
        elif self.columns_are_arms():
            measure, arm, units = label, self._arm_of_head(), (label.unit, head.unit)
            condition = label.condition or self._with_role("condition") if self.roles[:1] != ["condition"] else None
            if pattern(POPULATION, ignore_case=True).fullmatch(arm) and not condition:
                # "18–39" over a column: of what age, not what was given.
                arm, condition = None, arm
        elif generic:
            measure, units = label, (label.unit, head.unit)
            told = pattern(r"\b(?:of|to)\s(.+)$").search(head.words)
            arm = told[1] if told else self._with_role("arm")
            condition = label.condition or (self._with_role("condition") if self.roles[:1] != ["condition"] else None)
        elif self._effect(self.column) and (
            reads_as_measure(self._cell(self.row, 0))
            or is_outcome_corner(self._head(0))
            or pattern(FACTOR_CORNER, ignore_case=True).fullmatch(self._head(0).strip())
        ):
            measure, units = (
                replace(label, words=f"{label.words}, {self._effect(self.column)}", statistic=None),
                (None, None) if "ratio" in (self._effect(self.column) or "") else (head.unit, label.unit),
            )
            arm = self._with_role("arm") or self._treated()
            condition = label.condition or self._with_role("condition")
        else:
            effect = self._effect(self.column)
            measure = replace(head, words=effect, statistic=None) if effect else head
            # A share or ratio under its own head has no unit of the marker that the row names.
            bare = pattern(
                r"(?i)(?:AUC|AU?ROC|sensitiv|specific|[PN]PV|LR|accura|odds|kappa|likelihood|predictive).*"
            ).match(head.words)
            units = (head.unit, None if bare and not head.unit else label.unit)
            arm = label_of(self._with_role("arm") or "").words or None
            cohort = self.roles[:1] == ["condition"] or (arm is not None and self.roles[:1] != ["arm"])
            if arm is not None and arm == self._cell(self.row, 0):
                arm = label.words
            if arm is None and not cohort and self.roles[:1] != ["arm"]:
                # "Experiment 2" is where, not what was given.
                cohort = self._numbered(label.words) != label.words
            arm = arm or (label.words if not cohort else None)
            condition = head.condition or (
                None
                if self.roles[:1] == ["time"]
                else self._numbered(self._cohort())
                if cohort
                else self._with_role("condition")
            )
            if (
                effect
                and arm == label.words
                and not cohort
                and self.roles[:1] != ["arm"]
                and not reads_as_arm(self._cell(self.row, 0), self.entities)
            ):
                # A row of a table of ratios that names no treatment is a subgroup or an analysis.
                arm, condition = None, condition or label.words
        name = self._named(measure, generic=generic)
        p, operator = self._p()
        low, high = self._interval()
        return Measurement(
            measure=name or "value",
            unit=units[0]
            or units[1]
            or (unit_of(self._with_role("unit") or "") if self._with_role("unit") else None)
            or (measure.statistic if measure.statistic == "%" else None)
            or (
                self._unit_of_caption()
                if not self._effect(self.column) and not effect_name(self._cell(self.row, 0))
                else None
            ),
            arm=arm
            or next((entity.name for entity in self.entities if entity.type == "drug" and entity.implicit), None),
            n=plain(head.n or label.n or self._count() or label_of(self._with_role("arm") or "").n),
            timepoint=label.timepoint
            or head.timepoint
            or (head.words if self._is_time(self.column) else self._moment()),
            condition=condition,
            p=p,
            p_operator=operator,
            ci_low=low if self.roles[self.column : self.column + 1] != ["n"] else None,
            ci_high=high if self.roles[self.column : self.column + 1] != ["n"] else None,
        )

    def satellites(self) -> tuple[str | None, Measurement | None]:
        """Return what statistic the row prints ("HR", "95% CI", "P value" in a cell before), and p and interval of its block.

        Where the statistics of an outcome stand in rows, those of the interval and of p belong to the row of the estimate.
        """
        for column in range(1, self.column):
            said = self._cell(self.row, column).strip()
            kind = column_role(said) if said else None
            if kind in ("p", "interval"):
                return kind, None
            effect = effect_name(said) if said else None
            if effect is None:
                continue
            label, joined = self._cell(self.row, 0), Measurement(measure=effect)
            for row in range(self.row + 1, min(self.row + 4, len(self.table.rows))):
                if self._cell(row, 0) not in (label, ""):
                    break
                figure, beside = self._cell(row, self.column).strip(), column_role(self._cell(row, column).strip())
                span = pattern(rf"[(\[]?{RANGE}[)\]]?").fullmatch(figure)
                chance = pattern(rf"(?P<op><=|>=|[<>≤≥=])?\s?(?P<v>{NUMBER})").fullmatch(figure)
                if beside == "interval" and span:
                    joined = replace(joined, ci_low=plain(span["lo"]), ci_high=plain(span["hi"]))
                elif beside == "p" and chance:
                    joined = replace(
                        joined,
                        p=plain(chance["v"]),
                        p_operator={"≤": "<=", "≥": ">="}.get(chance["op"] or "=", chance["op"] or "="),
                    )
            return "effect", joined
        return None, None

    def _count(self) -> str | None:
        if self.columns_are_arms():
            for row in range(len(self.table.rows)):
                if row != self.row and pattern(r"[Nn](?:o\.)?").fullmatch(self._cell(row, 0).strip()):
                    sized = pattern(NUMBER).fullmatch(self._cell(row, self.column).strip())
                    return sized.group() if sized else None
        counted = [c for c, role in enumerate(self.roles) if role == "n" and c != self.column]
        people = [
            c for c in counted if pattern(r"patient|participant|subject|^n\b", ignore_case=True).search(self._head(c))
        ] or counted
        cell = self._cell(self.row, people[0]) if people else None
        found = pattern(NUMBER).search(cell) if cell else None
        return found.group() if found else None

    def _p(self) -> tuple[str | None, str | None]:
        cell = self._with_role("p")
        if self.roles.count("p") > 1:
            # Each p is of the estimate before it.
            beside = next(
                (c for c in range(self.column + 1, len(self.roles)) if self.roles[c] not in ("interval", "n")), None
            )
            cell = self._cell(self.row, beside) if beside is not None and self.roles[beside] == "p" else None
        if cell and self._columns_are_measures() and self.roles.count("p") == 1:
            # "AUC (95% CI) | p | Sensitivity | PPV": p is of what stands before it.
            at = next(c for c, role in enumerate(self.roles) if role == "p")
            if at < len(self.roles) - 1 and self.column != max(
                (c for c in range(1, at) if self.roles[c] is None), default=at - 1
            ):
                cell = None
        found = (
            pattern(
                rf"(?:[Pp]\s?)?(?P<op><=|>=|[<>≤≥=＜])?\s?(?P<v>{NUMBER})\s?\*{{0,3}}(?:\s(?:vs\.?|versus|for|compared)\s.*)?"
            ).fullmatch(pattern(r"=\s?(?=[<>≤≥])").sub("", cell.strip()))
            if cell
            else None
        )
        if not found:
            return None, None
        return plain(found["v"]), {"≤": "<=", "≥": ">=", "＜": "<"}.get(found["op"] or "=", found["op"] or "=")

    def _interval(self) -> tuple[str | None, str | None]:
        beside = [c for c, role in enumerate(self.roles) if role == "interval" and c]
        owners = {
            c: max((o for o in range(1, c) if self.roles[o] is None or self.roles[o] == "n"), default=None)
            for c in beside
        }
        mine = [c for c in beside if owners[c] == self.column]
        estimates = [c for c in range(1, len(self.table.heads)) if self._effect(c)]
        if estimates and self.column not in estimates and not (len(beside) > 1 and mine):
            # The interval is of the ratio, not of the counts beside it.
            return None, None
        if len(beside) > 1 or (self._columns_are_measures() and beside):
            # Each interval is of the estimate before it.
            cell = self._cell(self.row, mine[0]) if mine else None
        else:
            cell = self._with_role("interval")
        found = pattern(rf"[(\[]?{RANGE}[)\]]?").fullmatch(cell.strip()) if cell else None
        return (plain(found["lo"]), plain(found["hi"])) if found else (None, None)

    def comparator(self) -> tuple[str, str] | None:
        """Return the arm that this cell is compared with and the words of its cell, else None."""
        if self._is_time(self.column) or (self.column < len(self.roles) and self.roles[self.column] is not None):
            return None
        if pattern(
            r"(?!(?:high|low|medium|standard|single|double)[ -]dose)(?:.*\b)?(?:doses?|dosages?|dosing|posology|regimen)\b.*",
            ignore_case=True,
        ).fullmatch(self.head.words):
            # Doses are not compared with each other.
            return None
        if self.contrast:
            return self.contrast.comparator, ""
        if pair := self.pairs.get(self.column):
            same = [c for c, other in self.pairs.items() if other.measure == pair.measure and c != self.column]
            same = [c for c in same if is_control(self.pairs[c].arm)] or (
                same if len(same) == 1 and same[0] > self.column else []
            )
            if not same or is_control(pair.arm):
                return None
            return self.pairs[same[0]].arm, self._cell(self.row, same[0])
        if self._effect(self.column):
            # A ratio or difference compares the arms itself; no arm has another one.
            controls = [c for c, role in enumerate(self.roles) if c and role is None and is_control(self._head(c))]
            return (self._arm_name(controls[0]), "") if controls else None
        if self.columns_are_arms() and not self._is_control_column(self.column):
            if is_total(self.head.words):
                return None
            arms = [
                c
                for c, role in enumerate(self.roles)
                if c
                and role is None
                and not is_total(label_of(self._head(c)).words)
                and not reads_as_measure(label_of(self._head(c)).words)
                and not self._effect(c)
            ]
            arms = [c for c in arms if label_of(self._head(c)).timepoint == self.head.timepoint]
            controls = [c for c in arms if c != self.column and self._is_control_column(c)]
            others = controls or (
                [c for c in arms if c != self.column] if len(arms) == 2 and arms[0] == self.column else []
            )
            if len(others) >= 1:
                return label_of(self._head(others[0])).words, self._cell(self.row, others[0])
            return None
        if self.pairs or is_total(self.head.words):
            # Controls of other measures.
            return None
        generic_control = [
            c
            for c, role in enumerate(self.roles)
            if c and role is None and c != self.column and is_control(self._head(c)) and not contrast_of(self._head(c))
        ]
        if generic_control and not is_control(self._head(self.column)):
            return label_of(self._head(generic_control[0])).words, self._cell(self.row, generic_control[0])
        arm_column = next(
            (c for c, role in enumerate(self.roles) if role == "arm"), 0 if not self.columns_are_arms() else None
        )
        if arm_column is None or arm_column == self.column:
            return None
        mine = self._cell(self.row, arm_column)
        if is_control(mine) or not mine:
            return None
        for other in range(len(self.table.rows)):
            arm = self._cell(other, arm_column)
            if other == self.row or not is_control(arm):
                continue
            if arm_column and repeated_label(self.table.rows, other) != repeated_label(self.table.rows, self.row):
                continue
            if group_rows(self.table.rows, other)[:1] != self.groups[:1]:
                # A control of another study.
                continue
            return label_of(arm).words, self._cell(other, self.column)
        return None
