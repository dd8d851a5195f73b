"""The citation flow: from documents to the works that their claims cite, as wide as their number of claims."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thymograph.views.pictures.citing_flow import CitedWork, Flow, Source, State, flow_of
from thymograph.views.pictures.picture import Cell, Picture
from thymograph.views.pictures.scene import NARROWING, Scene
from thymograph.views.pictures.sheet import Sheet, number
from thymograph.views.pictures.wording import counted, joined

__all__ = ["flow"]

_TITLE = "What does it all rest on?"
_SAYS = (
    "From each document to the works that its claims cite; a band is as wide as the number of its claims. "
    "Works that several documents share have a thick frame: what they say there is one source, not several."
)
_MOST_WORKS, _MOST_DOCUMENTS, _COPIES = 28, 12, 3


def flow(scene: Scene) -> Picture:
    """Return the citation flow of a graph."""
    whole = flow_of(scene)
    links: Counter[str] = Counter()
    for work in whole.works:
        for document, states in work.by_document.items():
            links[document] += sum(states.values())
    citing = [one for one in whole.sources if links[one.document] or one.dangling]
    ranked = sorted(citing, key=lambda one: (-links[one.document], -one.dangling, one.document))
    turns: Counter[str] = Counter()
    later: dict[str, bool] = {}
    for one in ranked:
        # A few copies show that there are copies; more would take the place of others.
        later[one.document] = turns[one.group] >= _COPIES
        turns[one.group] += 1
    ranked.sort(key=lambda one: later[one.document])
    kept = {one.document for one in ranked[:_MOST_DOCUMENTS]}
    sources = [one for one in whole.sources if one.document in kept]
    works = [one for one in whole.works if not kept.isdisjoint(one.by_document)][:_MOST_WORKS]
    speaking = {one.document for one in citing}
    silent = [one for one in whole.sources if one.document not in speaking]
    missing = [counted(len(whole.works) - len(works), "further work")] * (len(works) < len(whole.works))
    missing += [counted(len(citing) - len(sources), "further document")] * (len(sources) < len(citing))
    return Picture(
        name="flow",
        title=_TITLE,
        says=_SAYS,
        nothing=None if citing else "No claim here cites anything.",
        left_out=f"Left out: {' and '.join(missing)}. {NARROWING}" if missing else None,
        columns=("Document", "Link", "Claims", "Leads to", "What it is", "Documents that cite it"),
        rows=_rows(scene, sources, works, whole),
        draw=lambda sheet: _draw(sheet, scene, sources, works, silent),
    )


def _rows(
    scene: Scene, sources: Sequence[Source], works: Sequence[CitedWork], whole: Flow
) -> tuple[tuple[Cell, ...], ...]:
    rows = []
    copies = Counter(one.group for one in whole.sources)
    for source in sources:
        name = Cell(
            joined(
                source.name,
                "sells what it writes about" if source.sells else None,
                "repeats, or is repeated by, another document here" if copies[source.group] > 1 else None,
            ),
            scene.document_target(source.document),
        )
        for work in works:
            rows += [
                (name, Cell(state), Cell(str(count)), Cell(work.name, f"work/{work.work}"), Cell(_what(work)), Cell(str(len(work.by_document))))
                for state, count in work.by_document.get(source.document, {}).items()
            ]  # fmt: skip
        if source.dangling:
            rows.append(
                (
                    name,
                    Cell("dangling"),
                    Cell(str(source.dangling)),
                    Cell("nothing"),
                    Cell("a marker without a reference"),
                    Cell(""),
                )
            )
    return tuple(rows)


def _what(work: CitedWork) -> str:
    return joined("of unknown type" if work.end == "work of unknown type" else work.end, work.year)


# ---------------------------------------------------------------- layout


@dataclass(slots=True)
class _Node:
    """A card: where it is, and how far down its edge bands have been put."""

    x: float
    y: float
    width: float
    height: float
    lines: list[str]
    under: list[str]
    bands: float = 0
    taken: float = 0

    def next_at(self, thick: float) -> float:
        """Return the middle of the next band along the edge, all bands together in the middle of it."""
        start = self.y + (self.height - self.bands) / 2 + self.taken
        self.taken += thick
        return start + thick / 2


def _mean_place(work: CitedWork, place: Mapping[str, int]) -> float:
    total = weighted = 0
    for document, states in work.by_document.items():
        if document in place:
            total += sum(states.values())
            weighted += place[document] * sum(states.values())
    return weighted / max(total, 1)


def _stack(nodes: Sequence[_Node], top: float, height: float, gap: float) -> None:
    """Put nodes one below the other, spread over ``height``."""
    used = sum(one.height for one in nodes)
    gap = max(gap, (height - used) / max(len(nodes), 1))
    y = top + (gap / 2 if used + gap * len(nodes) <= height + 1 else 0)
    for one in nodes:
        one.y = y
        y += one.height + gap


def _draw(
    sheet: Sheet, scene: Scene, sources: Sequence[Source], works: Sequence[CitedWork], silent: Sequence[Source]
) -> None:
    _draw_key(sheet, sources, works)
    place = {one.document: at for at, one in enumerate(sources)}
    ordered = sorted(works, key=lambda one: (_mean_place(one, place), -one.claims, one.work))
    letters = {one.document: _letter(at) for at, one in enumerate(sources)}
    echoes = Counter(one.group for one in sources)
    indent = 14.0 if any(count > 1 for count in echoes.values()) else 0.0
    if sheet.narrow:
        _draw_letters(sheet, scene, sources, letters, echoes)
        left_width, right_width = 30.0 + indent, sheet.span - 30 - indent - 74
    else:
        left_width, right_width = sheet.span * 0.31, sheet.span * 0.40
    totals: Counter[str] = Counter()
    for work in ordered:
        for document, states in work.by_document.items():
            if document in place:
                totals[document] += sum(states.values())
    most = max([1, *(totals[one.document] + one.dangling for one in sources)])
    # The widest document takes 150 pixels; one claim is never thinner than a hair.
    scale = min(5.0, 150 / most)

    def thick(claims: int) -> float:
        return max(1.4, claims * scale)

    def bands(document: str) -> float:
        ends = sum(thick(n) for one in ordered for n in one.by_document.get(document, {}).values())
        lost = next(one.dangling for one in sources if one.document == document)
        return ends + (thick(lost) + 3 if lost else 0)

    left: dict[str, _Node] = {}
    for one in sources:
        lines = [letters[one.document]] if sheet.narrow else sheet.fitted(one.name, left_width - indent - 20, most=3)
        under = [] if sheet.narrow else sheet.fitted(_source_words(one), left_width - indent - 20, "p-soft", 3)
        wide = bands(one.document)
        height = max(wide + 8, 16 + 16 * len(lines) + 15 * len(under))
        left[one.document] = _Node(sheet.left + indent, 0, left_width - indent, height, lines, under, wide)
    right: dict[str, _Node] = {}
    for work in ordered:
        lines = sheet.fitted(work.name, right_width - 44, "p-small", 3 if sheet.narrow else 2)
        under = sheet.fitted(_work_words(work), right_width - 44, "p-soft", 3)
        wide = sum(
            thick(n) for document, states in work.by_document.items() if document in place for n in states.values()
        )
        height = max(wide + 6, 12 + 15 * len(lines) + 14 * len(under))
        right[work.work] = _Node(sheet.right - right_width, 0, right_width, height, lines, under, wide)
    height = max(
        sum(one.height + 9 for one in right.values()), sum(one.height + (19 if indent else 14) for one in left.values())
    )
    top = sheet.y + 8
    _stack(list(left.values()), top, height, 19 if indent else 14)
    _stack(list(right.values()), top, height, 9)
    for source in sources:
        node = left[source.document]
        for work in ordered:
            for state, claims in work.by_document.get(source.document, {}).items():
                _draw_band(sheet, source, work, state, claims, thick(claims), node, right[work.work])
        if source.dangling:
            node.taken += 3
            _draw_dangling(sheet, source, thick(source.dangling), node)
    _draw_echoes(sheet, sources, left, echoes)
    for source in sources:
        _draw_source(sheet, scene, source, left[source.document])
    for work in ordered:
        _draw_work(sheet, work, right[work.work])
    ends = [one.y + one.height for one in (*left.values(), *right.values())]
    sheet.y = max([top, *ends]) + 8
    if silent:
        names = "; ".join(one.name for one in silent[:8]) + (" …" if len(silent) > 8 else "")
        sheet.paragraph(f"No claim cites anything in: {names}", "p-soft", step=16, after=0)


def _letter(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else str(place + 1)


# ---------------------------------------------------------------- drawing


def _source_words(one: Source) -> str:
    return joined(
        counted(one.claims, "claim"),
        f"{one.without} {'lacks' if one.without == 1 else 'lack'} a citation" if one.without else None,
        f"{one.dangling} with a marker that leads nowhere" if one.dangling else None,
        "sells what it writes about" if one.sells else None,
    )


def _work_words(one: CitedWork) -> str:
    shared = f"shared by {len(one.by_document)} documents" if len(one.by_document) > 1 else None
    return joined(_what(one), counted(one.claims, "claim"), shared)


def _draw_key(sheet: Sheet, sources: Sequence[Source], works: Sequence[CitedWork]) -> None:
    states = {state for one in works for given in one.by_document.values() for state in given}
    items = [("p-band", "stated link")] * ("stated" in states) + [("p-band-inferred", "inferred: a guess")] * (
        "inferred" in states
    )
    items += [("p-band-dangling", "marker that leads nowhere")] * any(one.dangling for one in sources)
    items += [("p-shared", "shared by several documents")] * any(len(one.by_document) > 1 for one in works)
    items += [("p-weak", "weak end: a page that retells, sells or is only a host")] * any(one.weak for one in works)
    sheet.y += 20
    x = sheet.left
    for css, words in items:
        wide = 44 + sheet.width_of(words, "p-soft") + 16
        if x + wide > sheet.right and x > sheet.left:
            x, sheet.y = sheet.left, sheet.y + 22
        if css == "p-weak":
            _warning(sheet, x + 16, sheet.y - 4)
        elif css == "p-shared":
            sheet.rect(x + 2, sheet.y - 12, 28, 16, css, 3)
        else:
            sheet.put("path", css, d=f"M{number(x)} {number(sheet.y - 4)}h34", stroke_width="9")
        for line in sheet.fitted(words, sheet.right - x - 42, "p-soft"):
            sheet.text(x + 42, sheet.y, line, "p-soft")
            sheet.y += 15
        sheet.y -= 15
        x += wide
    sheet.y += 12


def _warning(sheet: Sheet, x: float, y: float) -> None:
    sheet.put("path", "p-weak", d=f"M{number(x)} {number(y - 7)}l8 14h-16zM{number(x)} {number(y - 2)}v4.5m0 2v.6")


def _draw_letters(
    sheet: Sheet, scene: Scene, sources: Sequence[Source], letters: Mapping[str, str], echoes: Mapping[str, int]
) -> None:
    for one in sources:
        copies = [letters[other.document] for other in sources if other.group == one.group and other != one]
        repeats = f"repeats {', '.join(copies)}" if echoes[one.group] > 1 else None
        words = joined(_source_words(one), repeats)
        with sheet.mark(scene.document_target(one.document), joined(one.name, words)):
            sheet.text(sheet.left, sheet.y + 16, letters[one.document], "p-bold")
            name = sheet.fitted(one.name, sheet.span - 24, "p-small", 2)
            y = sheet.lines(sheet.left + 24, sheet.y + 16, name, "p-small", 15)
            y = sheet.lines(sheet.left + 24, y, sheet.fitted(words, sheet.span - 24, "p-soft", 3), "p-soft", 15)
            sheet.y = y - 10
    sheet.y += 10


def _draw_band(
    sheet: Sheet, source: Source, work: CitedWork, state: State, claims: int, thick: float, start: _Node, end: _Node
) -> None:
    x1, y1 = start.x + start.width, start.next_at(thick)
    x2, y2 = end.x, end.next_at(thick)
    bend = (x2 - x1) * 0.5
    css = "p-band" if state == "stated" else "p-band-inferred"
    told = f"{source.name}: {counted(claims, 'claim')} by {state} links to {work.name}"
    with sheet.mark(f"work/{work.work}", told):
        sheet.put(
            "path", css, stroke_width=thick,
            d=f"M{number(x1)} {number(y1)}C{number(x1 + bend)} {number(y1)} {number(x2 - bend)} {number(y2)} {number(x2)} {number(y2)}",
        )  # fmt: skip


def _draw_dangling(sheet: Sheet, source: Source, thick: float, node: _Node) -> None:
    x, y = node.x + node.width, node.next_at(thick)
    told = f"{source.name}: {counted(source.dangling, 'claim')} with a marker that leads nowhere"
    with sheet.mark(f"doc/{source.document[:12]}", told):
        sheet.put("path", "p-band-dangling", stroke_width=thick, d=f"M{number(x)} {number(y)}h26")
        sheet.put("path", "p-cross", d=f"M{number(x + 29)} {number(y - 5)}l10 10m0 -10l-10 10")


def _draw_echoes(
    sheet: Sheet, sources: Sequence[Source], nodes: Mapping[str, _Node], echoes: Mapping[str, int]
) -> None:
    """Join documents that repeat each other with a bracket."""
    groups: defaultdict[str, list[_Node]] = defaultdict(list)
    for one in sources:
        if echoes[one.group] > 1:
            groups[one.group].append(nodes[one.document])
    for members in groups.values():
        top, bottom = members[0].y + 8, members[-1].y + members[-1].height - 8
        x = members[0].x - 2
        with sheet.mark(None, "These documents repeat each other's words: one voice"):
            sheet.put("path", "p-echo", d=f"M{number(x)} {number(top)}h-8V{number(bottom)}h8")
        between = members[0]
        words = "repeat each other" if not sheet.narrow else ""
        sheet.text(between.x, between.y + between.height + 13, words, "p-warn")


def _draw_source(sheet: Sheet, scene: Scene, source: Source, node: _Node) -> None:
    with sheet.mark(scene.document_target(source.document), joined(source.name, _source_words(source))):
        sheet.rect(node.x, node.y, node.width, node.height, "p-doc", 5)
        y = node.y + (node.height - 16 * len(node.lines) - 15 * len(node.under)) / 2 + 12
        y = sheet.lines(node.x + 10, y, node.lines, "p-bold" if sheet.narrow else "")
        sheet.lines(node.x + 10, y, node.under, "p-soft", 15)


def _draw_work(sheet: Sheet, work: CitedWork, node: _Node) -> None:
    with sheet.mark(f"work/{work.work}", joined(work.name, _work_words(work))):
        sheet.rect(node.x, node.y, node.width, node.height, "p-shared" if len(work.by_document) > 1 else "p-work", 5)
        y = node.y + (node.height - 15 * len(node.lines) - 14 * len(node.under)) / 2 + 12
        y = sheet.lines(node.x + 12, y, node.lines, "p-small", 15)
        sheet.lines(node.x + 12, y, node.under, "p-soft", 14)
        if work.weak:
            _warning(sheet, node.x + node.width - 16, node.y + node.height / 2)
