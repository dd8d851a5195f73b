"""The evidence matrix: questions by documents, each cell the answer by sign, colour and number of claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from thymograph.views.pictures.answers import Answered, Given, answered_questions
from thymograph.views.pictures.picture import Cell, Picture
from thymograph.views.pictures.scene import NARROWING, Scene
from thymograph.views.pictures.sheet import Sheet, number
from thymograph.views.pictures.wording import counted, joined, shortened

__all__ = ["matrix"]

_TITLE = "Which document answers what?"
_SAYS = (
    "Questions that at least two documents answer, or that are answered in opposed ways, those contested first. "
    "The figure in a cell is its number of claims; repeats inside a document are not counted."
)
_MOST_ROWS, _MOST_DOCUMENTS = 30, 12
# Colour and sign by side; a denial has the colour of "no" and the sign crossed out.
_CSS = {
    "up": "p-up",
    "down": "p-down",
    "changes": "p-changes",
    "for": "p-for",
    "against": "p-against",
    "open": "p-open",
}
_KEY = (
    ("up", "more, better"), ("down", "less, worse"), ("changes", "changes it"), ("for", "yes, for"), ("against", "against"),
    ("none", "no, no change"), ("not_up", "denies that, and says no more"), ("open", "left open"),
)  # fmt: skip


def matrix(scene: Scene) -> Picture:
    """Return the evidence matrix of a graph."""
    found = answered_questions(scene)
    shown = found[:_MOST_ROWS]
    answering = {document for one in shown for document in one.by_document}
    documents = sorted(_chosen(scene, shown), key=lambda one: (scene.document_name(one), one))
    missing = [counted(len(found) - len(shown), "further question")] * (len(shown) < len(found))
    missing += [counted(len(answering) - len(documents), "further document")] * (len(documents) < len(answering))
    return Picture(
        name="matrix",
        title=_TITLE,
        says=_SAYS,
        nothing=None if found else "No question here is answered by two documents, or in opposed ways.",
        left_out=f"Left out: {' and '.join(missing)}. {NARROWING}" if missing else None,
        columns=("Question", "State", "Document", "Answers", "Claims"),
        rows=tuple(
            _row(scene, one, document) for one in shown for document in documents if document in one.by_document
        ),
        draw=lambda sheet: _draw(sheet, scene, shown, documents),
    )


def _chosen(scene: Scene, rows: Sequence[Answered]) -> set[str]:
    """Return the documents that have a column: those by which each question has its answers, then those with most.

    Of documents that repeat each other one comes before a second of any.
    """
    weight = Counter(document for one in rows for document in one.by_document)
    turns: Counter[str] = Counter()
    rank: dict[str, tuple[int, int, str]] = {}
    for document in sorted(weight, key=lambda one: (-weight[one], scene.document_name(one), one)):
        voice = scene.echoes.get(document, document)
        rank[document] = turns[voice], -weight[document], scene.document_name(document) + document
        turns[voice] += 1
    chosen: set[str] = set()
    if len(weight) > _MOST_DOCUMENTS:
        for one in rows:
            told = {side for document in chosen & set(one.by_document) for side, _ in one.by_document[document].sides}
            for document in sorted(one.by_document, key=lambda each: rank[each]):
                new = {side for side, _ in one.by_document[document].sides} - told
                if new and len(chosen) < _MOST_DOCUMENTS:
                    chosen.add(document)
                    told |= new
    for document in sorted(weight, key=lambda each: rank[each]):
        if len(chosen) < _MOST_DOCUMENTS:
            chosen.add(document)
    return chosen


def _row(scene: Scene, one: Answered, document: str) -> tuple[Cell, ...]:
    given = one.by_document[document]
    return (
        Cell(one.words, one.target),
        Cell(one.contested or "goes together"),
        Cell(scene.document_name(document), scene.document_target(document)),
        Cell(given.words(one.family)),
        Cell(str(len(given.claims)), given.claims[0] if len(given.claims) == 1 else one.target),
    )


# ---------------------------------------------------------------- signs


def _arrow(x: float, y: float, way: int) -> str:
    return f"M{number(x)} {number(y + 6 * way)}V{number(y - 6 * way)}M{number(x - 5)} {number(y - way)}l5 {-5 * way}l5 {5 * way}"


_SIGNS: Mapping[str, Callable[[float, float], str]] = {
    "up": lambda x, y: _arrow(x, y, 1),
    "down": lambda x, y: _arrow(x, y, -1),
    "changes": lambda x, y: f"M{number(x - 6)} {number(y + 2)}q3 -8 6 -2t6 -2",
    "for": lambda x, y: f"M{number(x - 6)} {number(y)}l4 5l8 -10",
    "against": lambda x, y: f"M{number(x - 5)} {number(y - 5)}l10 10m0 -10l-10 10",
    "none": lambda x, y: f"M{number(x - 6)} {number(y - 3)}h12m-12 6h12",
    "open": lambda x, y: f"M{number(x - 3.5)} {number(y - 3)}q0 -4 3.5 -4t3.5 3.5q0 2 -3.5 3.5v2m0 3.5v.5",
}


def _sign(sheet: Sheet, side: str, x: float, y: float) -> None:
    positive = side.removeprefix("not_")
    sheet.put("path", "p-sign", d=_SIGNS[positive](x, y))
    if positive != side:
        sheet.put("path", "p-sign", d=f"M{number(x - 8)} {number(y + 7)}l16 -14")


def _box(sheet: Sheet, side: str, x: float, y: float, width: float, height: float, hedged: bool) -> None:
    css = _CSS.get(side, "p-none") + (" p-hedged" if hedged else "")
    sheet.rect(x, y, width, height, f"p-cell {css}", 4)


_HEIGHT = 28.0


def _draw_cell(sheet: Sheet, given: Given, x: float, y: float, width: float) -> None:
    """Draw a cell ``width`` wide: a part for each side, as wide as the others."""
    part = (width - 2 * (len(given.sides) - 1)) / len(given.sides)
    for place, (side, claims) in enumerate(given.sides):
        left = x + place * (part + 2)
        _box(sheet, side, left, y, part, _HEIGHT, given.hedged)
        if part >= 34:
            _sign(sheet, side, left + part / 2 - 8, y + _HEIGHT / 2)
            sheet.text(left + part / 2 + 9, y + _HEIGHT / 2 + 4.5, str(claims), "p-small", "middle")
        else:
            # Too narrow for the number; it stands in the table and where the cell is pointed at.
            _sign(sheet, side, left + part / 2, y + _HEIGHT / 2)


# ---------------------------------------------------------------- drawing


def _draw(sheet: Sheet, scene: Scene, rows: Sequence[Answered], documents: Sequence[str]) -> None:
    _draw_key(sheet, rows)
    numbered = sheet.narrow or len(documents) > 8
    width = min(92.0, max(46.0, (sheet.span * 0.62) / max(len(documents), 1)))
    label = sheet.span - width * len(documents)
    if sheet.narrow:
        width, label = sheet.span / max(len(documents), 1), 0.0
    if numbered:
        _draw_document_list(sheet, scene, documents)
    if not sheet.narrow:
        _draw_heads(sheet, scene, documents, label, width, numbered)
    for one in rows:
        _draw_question(sheet, scene, one, documents, label, width)


def _draw_key(sheet: Sheet, rows: Sequence[Answered]) -> None:
    used = {side for one in rows for given in one.by_document.values() for side, _ in given.sides}
    if any(side.startswith("not_") for side in used):
        used.add("not_up")
    sheet.y += 22
    x = sheet.left
    items: list[tuple[str, str, bool]] = [(side, words, False) for side, words in _KEY if side in used]
    if any(given.hedged for one in rows for given in one.by_document.values()):
        items.append(("", "dotted frame: only hedged", True))
    for side, words, hedged in items:
        wide = 40 + sheet.width_of(words, "p-soft") + 14
        if x + wide > sheet.right and x > sheet.left:
            x, sheet.y = sheet.left, sheet.y + 28
        if side:
            _box(sheet, side, x, sheet.y - 15, 30, 22, False)
            _sign(sheet, side, x + 15, sheet.y - 4)
        elif hedged:
            sheet.rect(x, sheet.y - 15, 30, 22, "p-open p-hedged", 4)
        sheet.text(x + 38, sheet.y, words, "p-soft")
        x += wide
    sheet.y += 16


def _title_of(scene: Scene, document: str) -> str:
    record = scene.documents.get(document)
    sells = "sells what it writes about" if record and record.sells_subject else None
    return joined(scene.document_name(document), sells)


def _draw_document_list(sheet: Sheet, scene: Scene, documents: Sequence[str]) -> None:
    for place, document in enumerate(documents, 1):
        with sheet.mark(scene.document_target(document), _title_of(scene, document)):
            lines = sheet.fitted(_title_of(scene, document), sheet.span - 26, "p-small", 2)
            sheet.text(sheet.left, sheet.y + 15, str(place), "p-bold")
            sheet.y = sheet.lines(sheet.left + 26, sheet.y + 15, lines, "p-small", 15) - 13
    sheet.y += 10


def _draw_heads(
    sheet: Sheet, scene: Scene, documents: Sequence[str], label: float, width: float, numbered: bool
) -> None:
    if numbered:
        sheet.y += 18
        for place in range(len(documents)):
            sheet.text(sheet.left + label + width * (place + 0.5), sheet.y, str(place + 1), "p-bold", "middle")
        sheet.y += 8
        return
    most = 6 if width < 80 else 5
    heads = [sheet.fitted(scene.document_name(one), width - 8, "p-small", most) for one in documents]
    tall = max(map(len, heads)) * 15
    sheet.y += 8
    for place, (document, lines) in enumerate(zip(documents, heads, strict=True)):
        with sheet.mark(scene.document_target(document), _title_of(scene, document)):
            sheet.lines(
                sheet.left + label + width * place + 4, sheet.y + 12 + tall - 15 * len(lines), lines, "p-small", 15
            )
    sheet.y += tall + 6


def _draw_question(
    sheet: Sheet, scene: Scene, one: Answered, documents: Sequence[str], label: float, width: float
) -> None:
    sheet.line(sheet.left, sheet.y, sheet.right, sheet.y, "p-faint")
    room = (sheet.span if sheet.narrow else label) - 12
    lines = sheet.fitted(one.words, room, most=3)
    start = sheet.y
    with sheet.mark(one.target, joined(one.words, one.contested, one.summary()), area=room):
        y = sheet.lines(sheet.left, start + 18, lines)
        if one.contested:
            sheet.text(sheet.left, y, one.contested, "p-warn" if one.contested == "contested" else "p-soft")
            y += 16
        others = len(set(one.by_document) - set(documents))
        if others:
            sheet.text(sheet.left, y, f"and in {counted(others, 'document')} not shown", "p-soft")
            y += 16
        sheet.y = y - 8
    top = y - 8 if sheet.narrow else start + 4
    for place, document in enumerate(documents):
        x = sheet.left + label + width * place
        given = one.by_document.get(document)
        if sheet.narrow:
            sheet.text(x + width / 2, top + 10, str(place + 1), "p-soft", "middle")
        if given is None:
            sheet.text(x + width / 2, top + (33 if sheet.narrow else 19), "·", "p-soft", "middle")
            continue
        told = f"{shortened(scene.document_name(document), 80)}: {given.words(one.family)}"
        with sheet.mark(given.claims[0] if len(given.claims) == 1 else one.target, joined(one.words, told)):
            _draw_cell(sheet, given, x + 2, top + (14 if sheet.narrow else 0), width - 4)
    sheet.y = top + 14 + _HEIGHT + 8 if sheet.narrow else max(y - 6, start + _HEIGHT + 8)
