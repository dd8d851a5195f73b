"""The conflict map: what does not go together, by type, with both sides and what else differs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from thymograph.assembly.conflicts import Conflict
from thymograph.views.pictures.picture import Cell, Picture
from thymograph.views.pictures.scene import MOST_ROWS, NARROWING, Scene
from thymograph.views.pictures.sheet import Sheet, number
from thymograph.views.pictures.wording import CONFLICT_NAMES, answer_words, counted, joined, question_words

__all__ = ["Dispute", "Side", "conflict_map", "disputes_of"]

_TITLE = "What does not go together?"
_SAYS = (
    "Statements that contradict each other or give different advice or figures, one side against the other, and what else differs. "
    "A grey dotted line joins statements that other circumstances may explain."
)
_MEANINGS = {
    "polarity": "one says what another denies",
    "numeric": "one thing measured, figures that rounding does not explain",
    "recommendation": "one advises or licenses what another advises against or does not list",
    "safety": "called harmless here, harmful there",
    "certainty": "named here, said to be unknown there",
    "within_document": "one document at odds with itself",
    "apparent": "opposed words about different circumstances",
}
_MEMBERS, _LISTED = 3, 8
"""Claims of a side that are drawn, and listed in the table."""
_MOST = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Who says one and the same thing in a conflict."""

    says: str
    attitude: str
    members: tuple[tuple[str, str, str], ...]
    """(claim, gist, document) in reading order."""
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A conflict with its sides left and right."""

    id: str
    type: str
    question: str
    left: tuple[Side, ...]
    right: tuple[Side, ...]
    differs: str
    """What else differs, in words; "" where nothing does."""
    direct: bool


def _sides(scene: Scene, conflict: Conflict) -> list[Side]:
    said: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for member in conflict.members:
        said[member.attitude, member.says].append(member.claim)
    sides = []
    for (attitude, says), ids in said.items():
        claims = [scene.by_id[one] for one in sorted(set(ids), key=lambda one: (scene.place.get(one, 0), one))]
        sides.append(
            Side(
                says=answer_words(conflict.question.family, says),
                attitude=attitude,
                members=tuple((one.id, one.gist or one.quote or one.id, scene.document_name(one.document)) for one in claims),
                documents=len({one.document for one in claims}),
            )
        )  # fmt: skip
    return sorted(sides, key=lambda one: (-len(one.members), one.says))


def _parted(sides: Sequence[Side], kind: str) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
    """Return the sides left and right: who asserts (or tells) against who does not, else one answer against the others."""
    told = ("asserts", "denies") if kind == "certainty" else ("asserts",)
    asserting = tuple(one for one in sides if one.attitude in told)
    others = tuple(one for one in sides if one.attitude not in told)
    if asserting and others:
        return asserting, tuple(sorted(others, key=lambda one: one.attitude == "leaves_open"))
    return tuple(sides[:1]), tuple(sides[1:])


def disputes_of(scene: Scene) -> list[Dispute]:
    """Return the conflicts of a graph by type, the direct ones first."""
    found = []
    for conflict in scene.conflicts:
        left, right = _parted(_sides(scene, conflict), conflict.type)
        differs = "; ".join(
            f"{one.qualifier.replace('_', ' ').strip()}: {' / '.join(value or 'not said' for value in one.values)}"
            for one in conflict.differing
        )
        found.append(
            Dispute(
                id=conflict.id,
                type=conflict.type,
                question=question_words(conflict.question),
                left=left,
                right=right,
                differs=differs,
                direct=conflict.direct,
            )
        )
    order = list(CONFLICT_NAMES)
    weight = {one.id: -sum(side.documents for side in (*one.left, *one.right)) for one in found}
    return sorted(found, key=lambda one: (order.index(one.type), not one.direct, weight[one.id], one.id))


def _first(disputes: Sequence[Dispute]) -> list[Dispute]:
    """Return the first disputes of each type in turn, so that no type hides another; in the order given."""
    turns: Counter[str] = Counter()
    ranked = []
    for place, one in enumerate(disputes):
        turns[one.type] += 1
        ranked.append((turns[one.type], place))
    kept: set[int] = set()
    lines = 0
    for _, place in sorted(ranked):
        one = disputes[place]
        lines += sum(min(len(side.members), _MEMBERS) for side in (*one.left, *one.right))
        if kept and (lines > MOST_ROWS or len(kept) == _MOST):
            break
        kept.add(place)
    return [one for place, one in enumerate(disputes) if place in kept]


def conflict_map(scene: Scene) -> Picture:
    """Return the conflict map of a graph."""
    found = disputes_of(scene)
    shown = _first(found)
    return Picture(
        name="conflicts",
        title=_TITLE,
        says=_SAYS,
        nothing=None if found else "Nothing here was found that does not go together.",
        left_out=f"Left out: {counted(len(found) - len(shown), 'further conflict')}. {NARROWING}" if len(shown) < len(found) else None,
        columns=("Conflict", "Question", "Says", "Statement", "Stands in", "What else differs"),
        rows=tuple(row for one in shown for side in (*one.left, *one.right) for row in _rows(scene, one, side)),
        draw=lambda sheet: _draw(sheet, shown, found),
    )  # fmt: skip


def _rows(scene: Scene, one: Dispute, side: Side) -> Iterator[tuple[Cell, ...]]:
    head = Cell(CONFLICT_NAMES[one.type], f"conflict/{one.id}"), Cell(one.question), Cell(side.says)
    differs = Cell(one.differs or "nothing that is told")
    for claim, gist, document in side.members[:_LISTED]:
        yield *head, Cell(gist, claim), Cell(document, scene.document_target(scene.by_id[claim].document)), differs
    if len(side.members) > _LISTED:
        yield *head, Cell(f"and {counted(len(side.members) - _LISTED, 'further claim')}"), Cell(""), differs


# ---------------------------------------------------------------- drawing


def _draw(sheet: Sheet, shown: Sequence[Dispute], found: Sequence[Dispute]) -> None:
    total = Counter(one.type for one in found)
    for kind, group in groupby(shown, lambda one: one.type):
        sheet.y += 10
        sheet.paragraph(f"{CONFLICT_NAMES[kind]}: {total[kind]}", "p-panel", step=20, after=0)
        sheet.paragraph(_MEANINGS[kind], "p-soft", after=6)
        for one in group:
            _draw_dispute(sheet, one)


def _draw_dispute(sheet: Sheet, one: Dispute) -> None:
    with sheet.mark(f"conflict/{one.id}", joined(CONFLICT_NAMES[one.type], one.question)):
        sheet.paragraph(one.question, "p-group", after=9)
    if sheet.narrow:
        for side in one.left:
            _draw_side(sheet, side, sheet.left, sheet.span)
        sheet.y += 4
        _draw_clash(sheet, one, sheet.left + 20, sheet.left + 90, sheet.y + 6)
        sheet.y += 18
        for side in one.right:
            _draw_side(sheet, side, sheet.left, sheet.span)
    else:
        gap = 84.0
        width = (sheet.span - gap) / 2
        top = sheet.y
        for side in one.left:
            _draw_side(sheet, side, sheet.left, width)
        bottom, sheet.y = sheet.y, top
        for side in one.right:
            _draw_side(sheet, side, sheet.right - width, width)
        _draw_clash(sheet, one, sheet.left + width + 6, sheet.right - width - 6, top + 22)
        sheet.y = max(bottom, sheet.y)
    if one.differs:
        sheet.paragraph(f"What else differs: {one.differs}", "p-soft", step=16, after=0)
    sheet.y += 14


def _draw_clash(sheet: Sheet, one: Dispute, left: float, right: float, y: float) -> None:
    """Draw what stands between the sides: an arrow each way, crossed where they cannot both be so."""
    css = "p-apparent" if one.type == "apparent" or not one.direct else "p-clash"
    middle = (left + right) / 2
    sheet.line(left, y, right, y, css)
    if css == "p-clash":
        sheet.put("path", "p-clash", d=f"M{number(middle - 5)} {number(y + 9)}l10 -18")
    else:
        sheet.put("path", "p-sign", d=f"M{number(middle - 5)} {number(y - 3)}q2.5 -5 5 0t5 0")


def _draw_side(sheet: Sheet, side: Side, x: float, width: float) -> None:
    top = sheet.y
    room = width - 26
    box = sheet.put("rect", "p-card", x=x, y=top, width=width, height=0, rx=6)
    sheet.rect(x, top, 6, 0, f"p-{side.attitude}", 3)
    bar = sheet.root[-1]
    y = sheet.lines(x + 16, top + 19, sheet.fitted(side.says[:1].upper() + side.says[1:], room, "p-bold", 3), "p-bold")
    sheet.text(x + 16, y, joined(counted(len(side.members), "claim"), counted(side.documents, "document")), "p-soft")
    y += 18
    for claim, gist, document in side.members[:_MEMBERS]:
        with sheet.mark(claim, joined(gist, document)):
            y = sheet.lines(x + 16, y, sheet.fitted(gist, room, "p-small", 2), "p-small", 15)
            y = sheet.lines(x + 16, y, sheet.fitted(document, room, "p-soft", 1), "p-soft", 15) + 4
    if len(side.members) > _MEMBERS:
        sheet.text(x + 16, y, f"and {counted(len(side.members) - _MEMBERS, 'further claim')}", "p-soft")
        y += 16
    for element in (box, bar):
        element.set("height", number(y - 8 - top))
    sheet.y = y + 2
