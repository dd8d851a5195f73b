"""The relations of the development cases: found, and no others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_file import Case, ExpectedRelation, alike, key, read_cases
from thymograph.claims.assertions import assertions_in
from thymograph.lexicon import load_lexicon
from thymograph.model import Assertion, CleanText, Entity, Frame, FrameRole, Span, Statement, Table
from thymograph.resources import ontology_path

FILES = sorted((Path(__file__).parent / "cases").glob("assertions_*.txt"))
CASES = [case for path in FILES for case in read_cases(path)]
ROLES: dict[str, FrameRole] = {
    "section": "heading", "heading": "heading", "lead": "list_lead", "question": "question", "title": "title",
    "caption": "caption", "column": "column_head", "row": "row_label",
}  # fmt: skip
_ILL = re.compile(
    r"(?:itis|osis|emia|aemia|penia|pathy|oma|syndrome|disease|disorders?|infection|infarction|cancer|asthma|stroke|"
    r"depression|diabetes|hypertension|influenza|gout|lupus|failure|overdose|migraine|epilepsy|pregnancy|dementia|"
    r"scurvy|fever|anemia|psoriasis|headache|impairment|block|hepatitis C|nephropathy|pericarditis)s?$",
    re.IGNORECASE,
)
_CELL = re.compile(r"(?:cells?|macrophages?|neurons?|adipocytes?|basophils?|precursors?|cortex)$", re.IGNORECASE)


def _type(name: str, *, acts: bool) -> str:
    """Return a likely type of a name that the lexicon lacks; the runner stands in for the lexicon here."""
    if _CELL.search(name):
        return "cell"
    if _ILL.search(name):
        return "disease"
    if re.search(r"receptors?$", name, re.IGNORECASE):
        return "receptor"
    if re.search(r"pathways?$|signall?ing$", name, re.IGNORECASE):
        return "pathway"
    if re.search(r"\d|^[A-Z]{2,}", name):
        return "protein"
    return "drug" if acts else "process"


def _place(text: str, name: str) -> tuple[int, int] | None:
    """Return where ``name`` stands in ``text``, case and plural aside."""
    pattern = re.escape(name)
    pattern = re.sub(r"(?:\\ |\\-)", r"[ -]", pattern)
    match = re.search(rf"(?<!\w){pattern}(?:e?s)?(?!\w)", text, re.IGNORECASE)
    return match.span() if match else None


def entities_for(case: Case) -> list[Entity]:
    """Return the entities of a case: the lexicon's, and the names in its relation lines that the lexicon misses."""
    found = list(load_lexicon().find(case.text))
    relations = (*case.relations, *case.optional_relations)
    names = {r.subject: True for r in relations} | {
        r.object: False for r in relations if r.object not in {x.subject for x in relations}
    }
    for name, acts in sorted(names.items(), key=lambda item: -len(item[0])):
        if any(alike(e.name, name) and key(e.name) == key(name) for e in found):
            continue
        place = _place(case.text, name)
        if place is None:
            continue
        start, end = place
        inside = [e for e in found if e.start <= start and end <= e.end and e.end - e.start > end - start]
        if inside:
            continue
        found = [e for e in found if e.end <= start or e.start >= end or e.implicit]
        found.append(Entity(start=start, end=end, text=case.text[start:end], name=name, type=_type(name, acts=acts)))
    return sorted(found, key=lambda e: (e.start, -e.end))


def statement_for(case: Case) -> Statement | None:
    """Return the statement of a case with frames, else None."""
    if not case.frames:
        return None

    def clean(words: str) -> CleanText:
        return CleanText(words, tuple(range(len(words))))

    frames = tuple(
        Frame(role=ROLES[role], words=clean(words), span=Span(0, len(words)))
        for role, words in case.frames
        if role in ROLES
    )
    unit = case.one("unit") or ("answer" if any(f.role == "question" for f in frames) else "item")
    return Statement(spans=(Span(0, len(case.text)),), words=clean(case.text), frames=frames, unit=unit)  # type: ignore[arg-type]


def assertions_of(case: Case) -> tuple[Assertion, ...]:
    """Return what the grammar finds in a case."""
    entities = entities_for(case)
    topic = None
    name = case.one("topic")
    if name:
        concept = load_lexicon().named(name)
        topic = Entity(
            start=-1, end=-1, text=name, name=concept.name if concept else name, type=concept.type if concept else "drug",
            id=concept.id if concept else None, implicit=True,
        )  # fmt: skip
    return assertions_in(case.text, entities, topic=topic, statement=statement_for(case))


def fits(wanted: ExpectedRelation, made: Assertion) -> bool:
    """Tell whether an assertion is the relation wanted, polarity and certainty included where they are given."""
    lexicon = load_lexicon()

    def same(name: str, got: str, curie: str | None) -> bool:
        concept = lexicon.named(name)
        return alike(name, got) or bool(concept and concept.id == curie)

    return (
        made.predicate in wanted.predicates
        and same(wanted.subject, made.subject, made.subject_id)
        and same(wanted.object, made.object, made.object_id)
        and (wanted.polarity or "affirmed") == made.polarity
        and (wanted.certainty is None or wanted.certainty == made.certainty)
    )


def judge(case: Case, made: Sequence[Assertion]) -> tuple[list[str], list[Assertion], int]:
    """Return the relations missed, the assertions that are wrong, and how many relations were found."""
    missed = [r.printed for r in case.relations if not any(fits(r, a) for a in made)]
    wanted = (*case.relations, *case.optional_relations)
    wrong = [a for a in made if not any(fits(r, a) for r in wanted)]
    return missed, wrong, len(case.relations) - len(missed)


@pytest.mark.parametrize("case", [c for c in CASES if c.judges_relations], ids=lambda c: f"{c.title} (line {c.line})")
def test_case_gives_its_relations_and_no_others(case: Case) -> None:
    missed, wrong, _ = judge(case, assertions_of(case))
    assert not missed, f"missed {missed}"
    assert not wrong, f"wrong {[(a.subject, a.predicate, a.object, a.polarity, a.rule) for a in wrong]}"


@pytest.mark.parametrize("case", [c for c in CASES if c.qualifiers], ids=lambda c: f"{c.title} (line {c.line})")
def test_case_gives_its_qualifiers(case: Case) -> None:
    made = assertions_of(case)
    for subject, name, value in case.qualifiers:
        slot = "with_" if name == "with" else name
        values = [getattr(a.qualifiers, slot) for a in made if alike(a.subject, subject)]
        assert any(alike(v, value) for v in values if v), f"{name} = {value}: got {values}"


WORDS = st.sampled_from(
    "aspirin IL-6 cancer reduces reduced by inhibiting which that and , not no ( ) : ; the of in with patients was were is "
    "associated treated to increase increased may without instead than than effect on mortality whether unknown there for "
    "activation - -induced anti- its it this lower more often as".split()
)


@given(st.lists(WORDS, max_size=40), st.booleans())
def test_no_order_of_words_breaks_the_reader(words: list[str], with_topic: bool) -> None:
    text = " ".join(words)
    topic = Entity(start=-1, end=-1, text="aspirin", name="aspirin", type="drug", implicit=True) if with_topic else None
    made = assertions_in(text, load_lexicon().find(text), topic=topic)
    for a in made:
        assert 0 <= a.start < a.end <= len(text)
        assert a.subject
        assert a.object
    assert made == assertions_in(text, load_lexicon().find(text), topic=topic)


def test_nesting_of_means_has_a_limit() -> None:
    text = "Aspirin acts " + "by inhibiting IL-6 " * 2000
    assert assertions_in(text, load_lexicon().find(text))


HEADS = ("Marker", "Drug A (metformin)", "Placebo")
ROWS = (
    ("IL-6", "Decreased significantly", "Decreased"),
    ("IL-10", "↑", "-"),
    ("CRP", "No significant change", "No change"),
    ("TNF-α", "Stimulates T cells", "-"),
)


def _cell(row: int, column: int) -> tuple[Assertion, ...]:
    text = ROWS[row][column]
    table = Table(heads=HEADS, rows=ROWS, caption="Changes in patients with type 2 diabetes")

    def frame(role: FrameRole, words: str) -> Frame:
        return Frame(role=role, words=CleanText(words, tuple(range(len(words)))), span=Span(0, len(words)))

    statement = Statement(
        spans=(Span(0, len(text)),),
        words=CleanText(text, tuple(range(len(text)))),
        frames=(frame("column_head", HEADS[column]), frame("row_label", ROWS[row][0])),
        unit="cell",
        table=table,
        row=row,
        column=column,
    )
    implicit = [
        Entity(start=-1, end=-1, text=e.text, name=e.name, type=e.type, id=e.id, implicit=True)
        for words in (HEADS[column], ROWS[row][0], table.caption or "")
        for e in load_lexicon().find(words)
    ]
    return assertions_in(text, [*load_lexicon().find(text), *implicit], statement=statement)


@pytest.mark.parametrize(
    ("row", "predicate", "measure"),
    [(0, "decreases", "interleukin-6"), (1, "increases", "interleukin-10"), (2, "no_effect_on", "C-reactive protein")],
)
def test_cell_says_what_the_drug_of_its_column_does_to_its_row(row: int, predicate: str, measure: str) -> None:
    (made,) = _cell(row, 1)
    assert (made.subject, made.predicate) == ("metformin", predicate)
    assert alike(made.object, measure)


@pytest.mark.parametrize("row", [0, 2])
def test_cell_of_a_control_says_nothing(row: int) -> None:
    assert _cell(row, 2) == ()


def test_cell_with_a_verb_is_read_as_words() -> None:
    assert all(a.rule != "table cell" for a in _cell(3, 1))


def test_predicate_words_name_each_word_of_a_part_once() -> None:
    rows = [line.split("\t") for line in ontology_path("predicate_words.tsv").read_text(encoding="utf-8").splitlines()]
    assert rows[0] == ["word", "part", "sense", "prepositions", "forms"]
    words = [(word, part) for word, part, *_ in rows[1:]]
    assert len(words) == len(set(words))
    assert {part for _, part in words} == {"verb", "noun", "agent", "adjective"}
