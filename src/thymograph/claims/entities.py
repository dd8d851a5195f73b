"""The entities of a statement: those it names, and those its frames and earlier statements supply."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from thymograph.claims.subjects import lacks_subject, pronouns_in
from thymograph.lexicon.concepts import Lexicon, load_lexicon
from thymograph.model import Entity, Frame, Statement

__all__ = ["Discourse", "entities_of", "topic_of"]

# What a document can be about and an effect can come from, best first.
_AGENTS = ("drug", "procedure", "cytokine")
_TOPICS = (*_AGENTS, "receptor", "protein", "gene", "pathway", "disease", "cell", "process")
# Words for classes of drugs are not what a section is about when a drug is named beside them.
_GENERIC = frozenset(
    {"vaccine", "immunosuppressant", "corticosteroid", "chemotherapy", "cytokine", "standard therapy",
     "combination therapy", "adjuvant therapy", "adjunct therapy", "first-line therapy", "monotherapy",
     "immunotherapy", "chemokine", "pro-inflammatory cytokines", "surgical resection", "surgery"}
)  # fmt: skip
_PROTOCOL = re.compile(r"\b(?:materials?|procedures?|protocols?|methods?|reagents?|equipment|steps)\b", re.I)
_OUTCOMES = frozenset({"outcome"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Discourse:
    """What earlier statements of a document leave for the next: its last subject, agents, abbreviations."""

    topic: Entity | None = None
    """What the document is about, as its first statements told."""
    subject: Entity | None = None
    """Of the statement before."""
    agent: Entity | None = None
    """The last drug, therapy or cytokine that was a subject."""
    earlier: tuple[Entity, ...] = ()
    """The entities of the statement before."""
    abbreviations: tuple[tuple[str, Entity], ...] = ()
    """Abbreviations defined so far, with what they stand for."""
    section: tuple[str, ...] = ()

    def after(self, statement: Statement, entities: Sequence[Entity]) -> Discourse:
        """Return the memory that the next statement reads with."""
        named = [entity for entity in entities if entity.start >= 0]
        subject = min(named, key=lambda entity: (entity.start, -entity.end), default=None)
        if subject is None:
            subject = next((entity for entity in entities if entity.type in _AGENTS), None)
        placed = _placed(subject, statement) if subject else None
        agent = placed if placed and placed.type in _AGENTS and placed.name not in _GENERIC else self.agent
        defined = dict(self.abbreviations)
        for short, entity in _defined(statement.words.text, named):
            defined.setdefault(short, entity)
        return replace(
            self,
            topic=self.topic or agent,
            subject=placed or self.subject,
            agent=agent,
            earlier=tuple(_placed(entity, statement) for entity in named),
            abbreviations=tuple(sorted(defined.items())),
            section=statement.section,
        )


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
    return replace(entity, place=statement.words.span(entity.start, entity.end))


def _implicit(entity: Entity, frame: Frame | None = None) -> Entity:
    """Return the entity as one that the statement does not print."""
    place = entity.place
    if frame is not None and entity.start >= 0 and entity.end <= len(frame.words.offsets):
        place = frame.words.span(entity.start, entity.end)
    return replace(entity, start=-1, end=-1, implicit=True, place=place)


def _in_frame(frame: Frame, lexicon: Lexicon, types: Sequence[str] = ()) -> list[Entity]:
    found = lexicon.find(frame.words.text)
    return [_implicit(entity, frame) for entity in found if not types or entity.type in types]


def _frame_topic(statement: Statement, lexicon: Lexicon) -> Entity | None:
    """Return the agent that the nearest frame names, else what the nearest frame is about at all."""
    second: Entity | None = None
    for frame in reversed(statement.frames):
        found = [entity for entity in _in_frame(frame, lexicon, _TOPICS) if entity.name not in _GENERIC]
        drug = next((entity for entity in found if entity.type == "drug"), None)
        drug = drug or next((entity for entity in found if entity.type in _AGENTS), None)
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
    names one (row label, column head, question, heading, title); then the last agent of the text.
    """
    for entity in entities:
        if entity.implicit and entity.type in _AGENTS and entity.name not in _GENERIC:
            return entity
    framed = _frame_topic(statement, lexicon or load_lexicon())
    if framed and framed.type in _AGENTS:
        return framed
    if discourse.agent:
        return _implicit(discourse.agent)
    if discourse.topic:
        return _implicit(discourse.topic)
    return framed


def _cell_entities(statement: Statement, lexicon: Lexicon) -> list[Entity]:
    """Return what row label, column head, other cells and caption add to a cell."""
    found: list[Entity] = []
    for frame in statement.frames:
        if frame.role in ("row_label", "column_head", "cell"):
            found += _in_frame(frame, lexicon)
        elif frame.role == "caption":
            found += _in_frame(frame, lexicon, ("drug", "disease"))
    return found


def _pronouns(text: str, discourse: Discourse, topic: Entity | None) -> list[Entity]:
    """Return the entities that pronouns and class words ("this drug") stand for."""
    found: list[Entity] = []
    for pronoun in pronouns_in(text):
        if pronoun.many:
            stood = [entity for entity in discourse.earlier if entity.type in pronoun.types]
            stood = list({entity.name: entity for entity in stood}.values())
        elif pronoun.types:
            known = (discourse.subject, discourse.agent, topic, *discourse.earlier)
            stood = [entity for entity in known if entity and entity.type in pronoun.types][:1]
        else:
            stood = [entity for entity in (discourse.subject, topic) if entity][:1]
        for entity in stood:
            words = text[pronoun.start : pronoun.end]
            found.append(
                replace(entity, start=pronoun.start, end=pronoun.end, text=words, implicit=True, place=None)
            )
    return found


def _wants_topic(statement: Statement, named: Sequence[Entity]) -> bool:
    """Return whether the statement leaves out what it is about."""
    if statement.step is not None or any(_PROTOCOL.search(heading) for heading in statement.section[-2:]):
        return False
    text = statement.words.text
    if lacks_subject(text):
        return True
    agents = [entity for entity in named if entity.type in _AGENTS and entity.name not in _GENERIC]
    if agents:
        return False
    if statement.unit in ("cell", "answer", "item"):
        return True
    return any(entity.type in _OUTCOMES for entity in named)


def entities_of(statement: Statement, lexicon: Lexicon, discourse: Discourse) -> tuple[Entity, ...]:
    """Return the entities of a statement: printed ones by place, then implicit ones.

    Implicit entities complete the statement and no more: the cells and heads of its row, what its
    pronouns stand for, and the topic where it names no agent of its own.
    """
    text = statement.words.text
    named = list(lexicon.find(text, defined=dict(discourse.abbreviations)))
    topic = topic_of(statement, (), discourse, lexicon=lexicon)
    taken = [(entity.start, entity.end) for entity in named]
    for entity in _pronouns(text, discourse, topic):
        if not any(start < entity.end and entity.start < end for start, end in taken):
            named.append(entity)
    named.sort(key=lambda entity: (entity.start, -entity.end, entity.name))
    added: list[Entity] = []
    if statement.unit == "cell":
        added += _cell_entities(statement, lexicon)
    if topic and topic.type in _AGENTS and _wants_topic(statement, named):
        added.append(topic)
    have = {entity.name for entity in named}
    for entity in added:
        if entity.name not in have:
            have.add(entity.name)
            named.append(entity)
    return tuple(named)


