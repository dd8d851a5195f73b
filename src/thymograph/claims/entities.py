"""The entities of a statement: those it names, and those its frames and earlier statements supply."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from thymograph.claims.measurements.dosing import tells_a_dose
from thymograph.claims.subjects import first_predicate, is_advice, is_laboratory_step, lacks_subject, pronouns_in
from thymograph.lexicon.concepts import Lexicon, load_lexicon
from thymograph.model import Entity, Frame, Span, Statement

__all__ = ["Discourse", "entities_of", "topic_of"]

# What a document can be about and an effect can come from, best first.
_AGENTS = ("drug", "procedure", "cytokine")
_TOPICS = (*_AGENTS, "receptor", "protein", "gene", "pathway", "disease", "cell", "process")
# Words for classes of drugs are not what a section is about when a drug is named beside them.
_GENERIC = frozenset(
    {"vaccine", "immunosuppressant", "corticosteroid", "chemotherapy", "cytokine", "standard therapy",
     "combination therapy", "adjuvant therapy", "adjunct therapy", "first-line therapy", "monotherapy",
     "immunotherapy", "chemokine", "monoclonal antibody", "live vaccine", "antibiotic", "antiviral", "biologic", "pro-inflammatory cytokines", "surgical resection", "surgery"}
)  # fmt: skip
_PROTOCOL = re.compile(r"\b(?:materials?|procedures?|protocols?|methods?|reagents?|equipment|steps)\b", re.I)
# Types that are seldom what "it" means in the next sentence.
_BYSTANDERS = frozenset({"study", "organisation", "outcome", "other"})


_CLASSES = frozenset(
    {"cytokine", "chemokine", "pro-inflammatory cytokines", "downstream signaling pathway", "immunoglobulin", "vaccine",
     "monoclonal antibody", "infection", "statin"}
)  # fmt: skip
# Of procedures only those that are done to a patient for a benefit can be what a section is about.
_THERAPY = re.compile(
    r"therap|treat|surg|transplant|immuni[sz]|radi|chemo|dialysis|resection|exercis|diet|acupunct|rehabilit|"
    r"cessation|interven|transfus|ablation|bypass|ectomy|exchange|lysis"
)
# "In patients with X, it …": what stands in front is not the subject.
_FRONTED = re.compile(r"(?:In|Among|During|For|With|After|At|By|From|Under|Within|On|As)\b[^.;]*,\s*")
# Headings under which another drug is named beside the topic, not instead of it.
_WITH_OTHERS = re.compile(r"combin|interact|concomitant|together with", re.IGNORECASE)


def _is_agent(entity: Entity) -> bool:
    """Return whether the entity can be what a section is about: a drug, a therapy, a cytokine."""
    kind = entity.type
    if kind not in _AGENTS or entity.name in _GENERIC:
        return False
    return kind != "procedure" or _is_therapy(entity.name)


@lru_cache(maxsize=4096)
def _is_therapy(name: str) -> bool:
    return _THERAPY.search(name) is not None


def _can_be_topic(entity: Entity) -> bool:
    return entity.type in _TOPICS and entity.name not in _GENERIC and (entity.type != "procedure" or _is_agent(entity))


@dataclass(frozen=True, slots=True, kw_only=True)
class Discourse:
    """What earlier statements of a document leave for the next: its last subject, agents, abbreviations."""

    tally: tuple[tuple[int, Entity], ...] = ()
    """How many statements named each thing that a document can be about, first named first."""
    subject: Entity | None = None
    """Of the statement before."""
    agent: Entity | None = None
    """The last drug, therapy or cytokine that was a subject."""
    cell: Entity | None = None
    """The last cell named: what "the cells" of a protocol are."""
    earlier: tuple[Entity, ...] = ()
    """The entities of the statement before."""
    abbreviations: tuple[tuple[str, Entity], ...] = ()
    """Abbreviations defined so far, with what they stand for."""
    section: tuple[str, ...] = ()

    @classmethod
    def opening(cls, title: str | None, lexicon: Lexicon, *, at: int | None = None) -> Discourse:
        """Return the memory with which a document of this title begins: its names weigh as three statements.

        ``at`` is where the title stands in the document, if it stands there just as given.
        """
        tally: dict[str, tuple[int, Entity]] = {}
        for entity in lexicon.find(title or ""):
            if _can_be_topic(entity):
                place = None if at is None else Span(at + entity.start, at + entity.end)
                tally.setdefault(entity.name, (3, replace(entity, start=-1, end=-1, place=place)))
        return cls(tally=tuple(tally.values()))

    def after(self, statement: Statement, entities: Sequence[Entity]) -> Discourse:
        """Return the memory that the next statement reads with."""
        text = statement.words.text
        named = [self._printed(entity, entities) for entity in entities if entity.start >= 0]
        implied = next((entity for entity in entities if entity.start < 0 and entity.type in _AGENTS), None)
        subject = None if implied and lacks_subject(text) else _subject(named)
        subject = subject or implied
        places = {entity: _placed(entity, statement) for entity in named}
        placed = (places.get(subject) or _placed(subject, statement)) if subject else None
        agent = self.agent if statement.section == self.section else None
        opening = min(named, key=lambda entity: (entity.start, -entity.end), default=None)
        if (
            placed
            and _is_agent(placed)
            and (opening is None or opening.type not in ("outcome", "disease"))
            and not is_advice(text)
        ):
            agent = placed
        defined = dict(self.abbreviations)
        for short, entity in _defined(text, named):
            defined.setdefault(short, entity)
        return Discourse(
            tally=self._counted(places[entity] for entity in named if _can_be_topic(entity)),
            subject=placed or self.subject,
            agent=agent,
            cell=next((places[e] for e in reversed(named) if e.type == "cell"), self.cell),
            earlier=tuple(places[entity] for entity in named),
            abbreviations=tuple(sorted(defined.items())),
            section=statement.section,
        )

    def _printed(self, entity: Entity, beside: Sequence[Entity]) -> Entity:
        """Return the named entity that a pronoun stands for."""
        if not entity.implicit:
            return entity
        known = (*beside, self.subject, self.agent, *self.earlier, *(counted for _, counted in self.tally))
        former = next((other for other in known if other and other.name == entity.name and not other.implicit), entity)
        return replace(entity, text=former.text, place=former.place, implicit=False)

    def _counted(self, named: Iterable[Entity]) -> tuple[tuple[int, Entity], ...]:
        counts = {entity.name: (count, entity) for count, entity in self.tally}
        # Once a statement, so that "drug (DRUG)" does not count double.
        for entity in {entity.name: entity for entity in named}.values():
            count, first = counts.get(entity.name, (0, entity))
            counts[entity.name] = (count + 1, first)
        return tuple(counts.values())

    @property
    def topic(self) -> Entity | None:
        """What the document is about so far: what it names most, a drug even if a disease is named more.

        Only a disease (or gene, cell …) named more than twice as often as any drug comes before it.
        """
        drugs = [counted for counted in self.tally if _is_agent(counted[1])]
        others = [counted for counted in self.tally if not _is_agent(counted[1])]
        drug = max(drugs, key=lambda counted: counted[0], default=(0, None))
        other = max(others, key=lambda counted: counted[0], default=(0, None))
        return drug[1] if 2 * drug[0] >= other[0] else other[1]


def _subject(named: Sequence[Entity]) -> Entity | None:
    """Return the first entity that can act or suffer, else the first."""
    ordered = sorted(named, key=lambda entity: (entity.start, -entity.end))
    return next((entity for entity in ordered if entity.type not in _BYSTANDERS), next(iter(ordered), None))


def _defined(text: str, named: Iterable[Entity]) -> Iterable[tuple[str, Entity]]:
    """Return what stands in brackets right behind a longer name of the same thing."""
    before: Entity | None = None
    for entity in named:
        if before and text[before.end : entity.start] == " (" and text[entity.end : entity.end + 1] == ")":
            yield entity.text, before
        before = entity


def _placed(entity: Entity, statement: Statement) -> Entity:
    """Return the entity with its place in the document, if it stands in the statement's words."""
    if entity.place is not None or entity.start < 0 or entity.end > len(statement.words.offsets):
        return entity
    return Entity(
        start=entity.start,
        end=entity.end,
        text=entity.text,
        name=entity.name,
        type=entity.type,
        id=entity.id,
        implicit=entity.implicit,
        place=statement.words.span(entity.start, entity.end),
    )


def _within(inner: Entity, outer: Entity) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and not inner.implicit


def _implicit(entity: Entity, frame: Frame | None = None) -> Entity:
    """Return the entity as one that the statement does not print."""
    place = entity.place
    if frame is not None and entity.start >= 0 and entity.end <= len(frame.words.offsets):
        place = frame.words.span(entity.start, entity.end)
    return Entity(
        start=-1, end=-1, text=entity.text, name=entity.name, type=entity.type, id=entity.id, implicit=True, place=place
    )


def _in_frame(frame: Frame, lexicon: Lexicon, types: Sequence[str] = ()) -> list[Entity]:
    found = lexicon.find(frame.words.text)
    return [_implicit(entity, frame) for entity in found if not types or entity.type in types]


def _columns_are_treatments(statement: Statement, lexicon: Lexicon) -> bool:
    """Return whether the statement is a cell of a table that sets drugs side by side."""
    heads = statement.table.heads if statement.table else ()
    return sum(any(_is_agent(entity) for entity in lexicon.find(head)) for head in heads) > 1


def _frame_topic(statement: Statement, lexicon: Lexicon) -> Entity | None:
    """Return the agent that the nearest frame names, else what the nearest frame is about at all."""
    second: Entity | None = None
    # The other cells of the row come after its label and column, and not at all if columns are drugs.
    near = [frame for role in ("row_label", "column_head") for frame in statement.frames if frame.role == role]
    if not _columns_are_treatments(statement, lexicon):
        near += [frame for frame in statement.frames if frame.role == "cell"]
    far = [frame for frame in reversed(statement.frames) if frame.role not in ("row_label", "column_head", "cell")]
    for frame in (*near, *far):
        found = [entity for entity in _in_frame(frame, lexicon, _TOPICS) if entity.name not in _GENERIC]
        drug = next((entity for entity in found if entity.type == "drug"), None)
        drug = drug or next((entity for entity in found if _is_agent(entity)), None)
        if drug:
            return drug
        if second is None and found and frame.role in ("title", "question", "row_label"):
            second = found[0]
    return second


def topic_of(
    statement: Statement,
    entities: Sequence[Entity],
    discourse: Discourse,
    *,
    lexicon: Lexicon | None = None,
) -> Entity | None:
    """Return what the statement is about where it does not say it: its implied subject, or None.

    A pronoun or implicit agent among ``entities`` first; then the agent of the nearest frame that
    names one (row label, column head, question, heading, title); then the last agent of the section,
    and where a section begins, the agent that the document names most often.
    """
    for entity in entities:
        if entity.implicit and _is_agent(entity):
            return entity
    framed = _frame_topic(statement, lexicon or load_lexicon())
    if framed and _is_agent(framed):
        return framed
    if discourse.agent and discourse.section == statement.section:
        return _implicit(discourse.agent)
    if discourse.topic:
        return _implicit(discourse.topic)
    return framed


def _cell_entities(statement: Statement, lexicon: Lexicon, named: Sequence[Entity]) -> list[Entity]:
    """Return what row label, column head, other cells and caption add to a cell.

    A cell of words says most itself: its row and column only tell of what and in whom. A value needs
    its column head's measure as well, and what the other cells say of treatment and condition, unless
    the columns are themselves treatments.
    """
    value = not named
    apart = _columns_are_treatments(statement, lexicon)
    found: list[Entity] = []
    captioned: list[Entity] = []
    for frame in statement.frames:
        if frame.role in ("row_label", "column_head"):
            found += _in_frame(frame, lexicon, () if value else ("drug", "cytokine", "procedure", "disease", "cell"))
        elif frame.role == "cell" and not apart:
            found += _in_frame(frame, lexicon, ("drug", "cytokine", "procedure", "disease", "cell", "other"))
        elif frame.role == "caption":
            captioned += _in_frame(frame, lexicon, ("drug", "disease"))
    treated = any(entity.type in ("drug", "procedure") for entity in found)
    return found + [entity for entity in captioned if entity.type == "disease" or not treated]


def _pronouns(text: str, named: Sequence[Entity], discourse: Discourse, topic: Entity | None) -> list[Entity]:
    """Return the entities that pronouns and class words ("this drug") stand for.

    Within a sentence "it" and "its" mean what acted before them; at its start, the subject before.
    """
    found: list[Entity] = []
    for pronoun in pronouns_in(text):
        before = [entity for entity in named if entity.end <= pronoun.start]
        fronted = _FRONTED.fullmatch(text, 0, pronoun.start)
        here = None if fronted else next((e for e in before if _is_agent(e)), None) or _subject(before)
        known = [here, discourse.subject, discourse.agent, topic]
        if pronoun.many:
            stood = [entity for entity in (*discourse.earlier, *before) if entity.type in pronoun.types]
            stood = list({entity.name: entity for entity in stood}.values())
        elif pronoun.types == ("cell",):
            last = [entity for entity in (*reversed(before), *discourse.earlier, discourse.cell) if entity]
            stood = [entity for entity in last if entity.type == "cell"][:1]
        elif pronoun.types:
            stood = [entity for entity in (*known[1:], *discourse.earlier) if entity and entity.type in pronoun.types][
                :1
            ]
        else:
            stood = [entity for entity in known if entity and entity.type not in _BYSTANDERS][:1]
        for entity in stood:
            words = text[pronoun.start : pronoun.end]
            found.append(replace(entity, start=pronoun.start, end=pronoun.end, text=words, implicit=True, place=None))
    return found


def _wants_topic(statement: Statement, named: Sequence[Entity]) -> bool:
    """Return whether the statement leaves out what it is about."""
    text = statement.words.text
    leads = [frame.words.text for frame in statement.frames if frame.role == "list_lead"]
    if any(_PROTOCOL.search(heading) for heading in (*statement.section[-2:], *leads[-1:])):
        return False
    if is_laboratory_step(text):
        return False
    if is_advice(text):
        return not any(_is_agent(entity) or entity.type == "drug" for entity in named)
    if lacks_subject(text):
        return True
    if statement.unit == "answer" and not any(_is_agent(entity) for entity in named):
        return True  # what the question asked about
    if any(_is_agent(entity) for entity in named):
        return any(_WITH_OTHERS.search(heading) for heading in statement.section[-1:])
    if any(entity.implicit for entity in named):
        return False
    if tells_a_dose(text):
        return True  # a dose of what the text is about
    verb = first_predicate(text)
    first = _subject([entity for entity in named if verb is None or entity.start < verb])
    if statement.unit in ("cell", "answer", "item") and (verb is None or first is None):
        return True
    # "Headache was common": a finding without what it was found with.
    return first is not None and first.type == "outcome"


def entities_of(statement: Statement, lexicon: Lexicon, discourse: Discourse) -> tuple[Entity, ...]:
    """Return the entities of a statement: printed ones by place, then implicit ones.

    Implicit entities complete the statement and no more: the cells and heads of its row, what its
    pronouns stand for, and the topic where it names no agent of its own.
    """
    text = statement.words.text
    named = list(lexicon.find(text, defined=dict(discourse.abbreviations)))
    topic = topic_of(statement, (), discourse, lexicon=lexicon)
    taken = [(entity.start, entity.end) for entity in named]
    for entity in _pronouns(text, tuple(named), discourse, topic):
        if not any(start < entity.end and entity.start < end for start, end in taken):
            named.append(entity)
        elif all(other.name in _CLASSES for other in named if _within(other, entity)):
            # "these cytokines": the class word gives way to those that it stands for.
            named = [other for other in named if other.implicit or not _within(other, entity)]
            named.append(entity)
    named.sort(key=lambda entity: (entity.start, -entity.end, entity.name))
    added: list[Entity] = []
    if statement.unit == "cell":
        added += _cell_entities(statement, lexicon, named)
    bare = lacks_subject(text)
    if topic and (_is_agent(topic) or bare) and _wants_topic(statement, named):
        added.append(topic)
    have = {entity.name for entity in named}
    for entity in added:
        if entity.name not in have:
            have.add(entity.name)
            named.append(entity)
    return tuple(named)
