"""What a document has spoken of so far: what "it" may mean in its next statement, and what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from thymograph.claims.subjects import first_predicate, is_advice, is_gloss, lacks_subject
from thymograph.lexicon.concepts import Lexicon
from thymograph.model import Entity, Span, Statement

__all__ = ["AGENT_TYPES", "GENERIC_NAMES", "TOPIC_TYPES", "Discourse", "is_agent", "stands_by", "subject_of"]

# What a document can be about and an effect can come from, best first.
AGENT_TYPES = ("drug", "procedure", "cytokine")
TOPIC_TYPES = (*AGENT_TYPES, "receptor", "protein", "gene", "pathway", "disease", "cell", "process")
# Words for classes of drugs are not what a section is about when a drug is named beside them.
GENERIC_NAMES = frozenset(
    {"vaccine", "immunosuppressant", "corticosteroid", "chemotherapy", "cytokine", "standard therapy",
     "combination therapy", "adjuvant therapy", "adjunct therapy", "first-line therapy", "monotherapy",
     "immunotherapy", "chemokine", "monoclonal antibody", "live vaccine", "antibiotic", "antiviral", "biologic", "pro-inflammatory cytokines", "surgical resection", "surgery"}
)  # fmt: skip
# Types that are seldom what "it" means in the next sentence.
_BYSTANDERS = frozenset({"study", "organisation", "outcome", "other"})


# Of procedures only those that are done to a patient for a benefit can be what a section is about.
_THERAPY = re.compile(
    r"therap|treat|surg|transplant|immuni[sz]|radi|chemo|dialysis|resection|exercis|diet|acupunct|rehabilit|"
    r"cessation|interven|transfus|ablation|bypass|ectomy|exchange|lysis"
)


def is_agent(entity: Entity) -> bool:
    """Return whether the entity can be what a section is about: a drug, a therapy, a cytokine."""
    kind = entity.type
    if kind not in AGENT_TYPES or entity.name in GENERIC_NAMES:
        return False
    return kind != "procedure" or _is_therapy(entity.name)


@lru_cache(maxsize=4096)
def _is_therapy(name: str) -> bool:
    return _THERAPY.search(name) is not None


def _can_be_topic(entity: Entity) -> bool:
    return (
        entity.type in TOPIC_TYPES
        and entity.name not in GENERIC_NAMES
        and (entity.type != "procedure" or is_agent(entity))
    )


_COPULA = re.compile(r"(?:is|are|was|were)\b")


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
        named = lexicon.find(title or "")
        for entity in named:
            if _can_be_topic(entity):
                place = None if at is None else Span(at + entity.start, at + entity.end)
                tally.setdefault(entity.name, (3, replace(entity, start=-1, end=-1, place=place)))
        defined = {short: replace(entity, start=-1, end=-1) for short, entity in _defined(title or "", named)}
        return cls(tally=tuple(tally.values()), abbreviations=tuple(sorted(defined.items())))

    def after(self, statement: Statement, entities: Sequence[Entity]) -> Discourse:
        """Return the memory that the next statement reads with."""
        text = statement.words.text
        named = [self._printed(entity, entities) for entity in entities if entity.start >= 0]
        implied = next((entity for entity in entities if entity.start < 0 and entity.type in AGENT_TYPES), None)
        subject = None if implied and (lacks_subject(text) or is_gloss(text)) else subject_of(named)
        verb = first_predicate(text) if subject is not None and not is_agent(subject) else None
        if verb is not None and subject is not None and subject.start > verb and not _COPULA.match(text, verb):
            # "This reduces Y": Y is no subject
            subject = None
        subject = subject or implied
        places = {entity: _placed(entity, statement) for entity in named}
        placed = (places.get(subject) or _placed(subject, statement)) if subject else None
        agent = self.agent if statement.section == self.section else None
        opening = min(named, key=lambda entity: (entity.start, -entity.end), default=None)
        if (implied and is_gloss(text)) or (
            placed
            and is_agent(placed)
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
        drugs = [counted for counted in self.tally if is_agent(counted[1])]
        others = [counted for counted in self.tally if not is_agent(counted[1])]
        drug = max(drugs, key=lambda counted: counted[0], default=(0, None))
        other = max(others, key=lambda counted: counted[0], default=(0, None))
        return drug[1] if 2 * drug[0] >= other[0] else other[1]

    def outweighs(self, agent: Entity) -> bool:
        """Return whether the document names another agent, its topic, more than twice as often as ``agent``."""
        topic = self.topic
        if topic is None or not is_agent(topic) or topic.name == agent.name:
            return False
        counts = {entity.name: count for count, entity in self.tally}
        return counts.get(topic.name, 0) > 2 * counts.get(agent.name, 0)


def stands_by(entity: Entity) -> bool:
    """Return whether the entity is seldom what "it" means; of other things only substances are."""
    return entity.type in _BYSTANDERS and not (entity.type == "other" and (entity.id or "").startswith("CHEBI:"))


def subject_of(named: Sequence[Entity]) -> Entity | None:
    """Return the first entity that can act or suffer, else the first."""
    ordered = sorted(named, key=lambda entity: (entity.start, -entity.end))
    return next((entity for entity in ordered if not stands_by(entity)), next(iter(ordered), None))


def _defined(text: str, named: Iterable[Entity]) -> Iterable[tuple[str, Entity]]:
    """Return what stands in brackets right behind a longer name of the same thing."""
    before: Entity | None = None
    for entity in named:
        if before and text[before.end : entity.start] == " (" and text[entity.end : entity.end + 1] == ")":
            yield entity.text, before
            if before.name == entity.name:
                # "Fictova (metformin)": the trade name comes first.
                yield before.text, entity
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
