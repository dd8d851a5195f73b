"""What the table says of one of its cells: measure, arm, comparator, p-value, interval, sample, time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from thymograph.claims.measurements.arm_heads import arm_heads, contrast_of
from thymograph.claims.measurements.arms import is_control
from thymograph.claims.measurements.figures import RANGE, figures_of, is_empty
from thymograph.claims.measurements.grammar import NUMBER, TIME_UNIT, pattern, plain
from thymograph.claims.measurements.heads import (
    Label,
    column_role,
    effect_name,
    is_generic,
    is_outcome_corner,
    is_time_head,
    label_of,
    reads_as_arm,
    reads_as_measure,
    unit_of,
)
from thymograph.claims.measurements.row_groups import group_rows, names_no_measure, repeated_label
from thymograph.claims.measurements.terms import HEAD
from thymograph.model import Entity, Measurement, Statement, Table

__all__ = ["CellFrame"]


# Whom a head is of, not what: "Age 18 to <65 years", "Women".
_POPULATION = r"(?:aged?|ages|men|women|males?|females?|boys|girls|adults|children|infants|adolescents|elderly|overall|all)\b[^()]*|(?:[<>≥≤]\s?)?\d+(?:\s?[-–]\s?\d+|\+)?(?:\s(?:years?|months?|yrs?))?"


_FACTOR_CORNER = r"(?:.*\s)?(?:(?:risk )?factors?|predictors?|covariates?|determinants|confounders?|subgroups?)"
# A level of what the group of rows names.
_LEVEL = r"(?:[<>≥≤]\s?)?\d.*|yes|no|male|female|men|women|none|never|ever|past|current|former|normal|abnormal|other|unknown|missing|low|medium|moderate|high|present|absent|mild|severe|white|black|asian|hispanic|single|married"


def _is_total(words: str) -> bool:
    return words.casefold() in ("total", "all", "overall", "combined", "all patients", "pooled", "both groups")


class CellFrame:
    """A cell with what its head, label and neighbours say of it."""

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

    # ------------------------------------------------------------ what, in whom

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
            whom = pattern(_POPULATION, ignore_case=True).fullmatch(rest.words)
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
            if pattern(_POPULATION, ignore_case=True).fullmatch(arm) and not condition:
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
            or pattern(_FACTOR_CORNER, ignore_case=True).fullmatch(self._head(0).strip())
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

    def _is_time(self, column: int) -> bool:
        """Return whether a column holds what was measured at a time, by its head and another like it."""
        times = [
            number for number in range(1, len(self.table.heads)) if is_time_head(label_of(self._head(number)).words)
        ]
        return column in times and len(times) > 1

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

    def _arm_name(self, column: int) -> str:
        return self.pairs[column].arm if column in self.pairs else label_of(self._head(column)).words

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

    # ------------------------------------------------------------ against what

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
            if _is_total(self.head.words):
                return None
            arms = [
                c
                for c, role in enumerate(self.roles)
                if c
                and role is None
                and not _is_total(label_of(self._head(c)).words)
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
        if self.pairs or _is_total(self.head.words):
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
