"""What a document has spoken of so far: what "it" may mean in its next statement, and what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from thymograph.claims.subjects import first_predicate, first_verb, is_advice, is_gloss, lacks_subject
from thymograph.lexicon.concepts import Lexicon
from thymograph.model import Entity, Span, Statement

__all__ = [
    "AGENT_TYPES",
    "GENERIC_NAMES",
    "POINTS_AT_EVENT",
    "TOPIC_TYPES",
    "Discourse",
    "is_agent",
    "stands_by",
    "subject_of",
]

# What a document can be about and an effect can come from, best first.
AGENT_TYPES = ("drug", "procedure", "cytokine")
TOPIC_TYPES = (*AGENT_TYPES, "receptor", "protein", "gene", "pathway", "disease", "cell", "process")
# Words for classes of drugs are not what a section is about when a drug is named beside them.
GENERIC_NAMES = frozenset(
    {"vaccine", "immunosuppressant", "corticosteroid", "chemotherapy", "cytokine", "standard therapy",
     "peptide hormone", "steroid hormone", "hormone", "neuropeptide", "neurotransmitter", "peptide", "protein", "antifungal",
     "combination therapy", "adjuvant therapy", "adjunct therapy", "first-line therapy", "monotherapy",
     "immunotherapy", "chemokine", "monoclonal antibody", "live vaccine", "antibiotic", "antiviral", "biologic", "pro-inflammatory cytokines", "surgical resection", "surgery"}
)  # fmt: skip
TREATMENTS = frozenset(
    {
        "immunotherapy",
        "chemotherapy",
        "corticosteroid",
        "antibiotic",
        "vaccine",
        "immunosuppressant",
        "antiviral",
        "monoclonal antibody",
    }
)
"""Of these the ones that a page is about if it names no drug: they come before the disease."""
# Types that are seldom what "it" means in the next sentence.
_BYSTANDERS = frozenset({"study", "organisation", "outcome", "other"})


# Of procedures only those that are done to a patient for a benefit can be what a section is about.
_ANY_THERAPY = re.compile(
    r"(?:(?:medic\w+|drug|non-?\s?pharmac\w+|pharmac\w+|optimal|standard|conventional|current|usual|initial|further|novel|new|other|appropriate|effective|"
    r"alternative|supportive|adjunctive|surgical|conservative|definitive|empiric(?:al)?|symptomatic|oral|intravenous|long-term|"
    r"specific|early|additional|concomitant|prior|previous)[ -])+(?:therap(?:y|ies)|treatments?|interventions?|regimens?)",
    re.IGNORECASE,
)
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


# "Unlike X, …": X is not what the sentence is about.
_BESIDE = re.compile(r"(?:Unlike|Like|Compared (?:with|to)|In contrast to|Similar to)\b[^,.;]*,")


@lru_cache(maxsize=4096)
def _is_therapy(name: str) -> bool:
    return _THERAPY.search(name) is not None and _ANY_THERAPY.fullmatch(name) is None


def _can_be_topic(entity: Entity) -> bool:
    return (
        entity.type in TOPIC_TYPES
        and entity.name not in GENERIC_NAMES
        and (entity.type != "procedure" or is_agent(entity))
    )


_HYPOTHETICAL = re.compile(r"(?:If|Unless|Whether|In|Among|For|Patients|People|Most|Some|There|No)\b")
# "This lowers Y", "This action raises Y": what was told just before does it.
POINTS_AT_EVENT = re.compile(
    r"(?:(?:This|That)\s(?:in turn\s|also\s|then\s|(?!is\b|was\b|does\b|has\b)[a-z]+ly\s)?"
    r"(?:(?:action|effect|mechanism|process|inhibition|activation|blockade|binding|interaction|change)\s[a-z]"
    r"|(?:can|may|might|could|will|would|led|resulted|caused|made|allowed"
    r"|(?!series|species|diabetes|always)[a-z]{3,}(?:[^suiy]|ss|ie)s)\s(?!of\b|in\s(?:the|this|a)\s(?:study|trial)\b))"
    r"|These\s(?:(?:actions|effects|mechanisms|changes|processes|interactions)\s[a-z]"
    r"|(?P<these>(?:can|may|might|could|will|would|include|cause|help|lead|result|increase|decrease|reduce|lower)\s)))"
)
_COPULA = re.compile(r"(?:is|are|was|were)\b")


class Counted(NamedTuple):
    """A thing that a document can be about, and how many statements named it."""

    times: int
    order: int
    """Of its first naming, from 0."""
    entity: Entity


def _most(
    before: tuple[Counted | None, Counted | None], changed: Iterable[Counted]
) -> tuple[Counted | None, Counted | None]:
    """Return the agent and the other thing named most, after some counts have grown."""
    leading = list(before)
    for one in changed:
        place = 0 if is_agent(one.entity) else 1
        now = leading[place]
        if now is None or (one.times, -one.order) >= (now.times, -now.order):
            leading[place] = one
    return leading[0], leading[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Discourse:
    """What earlier statements of a document leave for the next: its last subject, agents, abbreviations."""

    tally: Mapping[str, Counted] = field(default_factory=dict)
    """How many statements named each thing that a document can be about, by name, first named first."""
    most: tuple[Counted | None, Counted | None] = (None, None)
    """Of the tally the agent, and the other thing, named most; of equals the one named first."""
    subject: Entity | None = None
    """Of the statement before."""
    agent: Entity | None = None
    """The last drug, therapy or cytokine that was a subject."""
    actor: Entity | None = None
    """Who did what the statement before told: "This" in the next."""
    cell: Entity | None = None
    """The last cell named: what "the cells" of a protocol are."""
    earlier: tuple[Entity, ...] = ()
    """The entities of the statement before."""
    leading: frozenset[str] = frozenset()
    """Names of the entities that stood before the first verb of the statement before, if it told of one of them."""
    abbreviations: tuple[tuple[str, Entity], ...] = ()
    """Abbreviations defined so far, with what they stand for."""
    section: tuple[str, ...] = ()

    @classmethod
    def opening(cls, title: str | None, lexicon: Lexicon, *, at: int | None = None) -> Discourse:
        """Return the memory with which a document of this title begins: its names weigh as three statements.

        ``at`` is where the title stands in the document, if it stands there just as given.
        """
        tally: dict[str, Counted] = {}
        named = lexicon.find(title or "")
        for entity in named:
            if _can_be_topic(entity):
                place = None if at is None else Span(at + entity.start, at + entity.end)
                tally.setdefault(entity.name, Counted(3, len(tally), replace(entity, start=-1, end=-1, place=place)))
        defined = {short: replace(entity, start=-1, end=-1) for short, entity in _defined(title or "", named)}
        return cls(tally=tally, most=_most((None, None), tally.values()), abbreviations=tuple(sorted(defined.items())))

    def after(self, statement: Statement, entities: Sequence[Entity]) -> Discourse:
        """Return the memory that the next statement reads with."""
        text = statement.words.text
        named = [self._printed(entity, entities) for entity in entities if entity.start >= 0]
        beside = _BESIDE.match(text) if text[:2] in ("Un", "Li", "In", "Co", "Si") else None
        acting = [entity for entity in named if entity.start >= beside.end()] if beside else named
        implied = next((entity for entity in entities if entity.start < 0 and entity.type in AGENT_TYPES), None)
        subject = None if implied and (lacks_subject(text) or is_gloss(text)) else subject_of(acting)
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
        first = first_verb(text) if named else None
        counted = self._counted(places[entity] for entity in named if _can_be_topic(entity))
        return Discourse(
            tally={**self.tally, **{one.entity.name: one for one in counted}} if counted else self.tally,
            most=_most(self.most, counted),
            subject=placed or self.subject,
            agent=agent,
            actor=self._actor(statement, placed, first),
            cell=next((places[e] for e in reversed(named) if e.type == "cell"), self.cell),
            earlier=tuple(places[entity] for entity in named),
            leading=frozenset(one.name for one in named if first is not None and one.start < first),
            abbreviations=tuple(sorted(defined.items())),
            section=statement.section,
        )

    def _actor(self, statement: Statement, subject: Entity | None, verb: int | None) -> Entity | None:
        """Return who did what a statement tells, if that is its subject; ``verb`` is where its first verb stands."""
        text = statement.words.text
        if POINTS_AT_EVENT.match(text):
            # "This raises Y. This …": still the same
            return self.actor if statement.section == self.section else None
        if (
            subject is None
            or stands_by(subject)
            or subject.type == "process"
            or _HYPOTHETICAL.match(text)
            or is_advice(text)
        ):
            return None
        return subject if subject.start <= 0 or (verb is not None and subject.start < verb) else None

    def _printed(self, entity: Entity, beside: Sequence[Entity]) -> Entity:
        """Return the named entity that a pronoun stands for."""
        if not entity.implicit:
            return entity
        known = (*beside, self.subject, self.agent, *self.earlier, *(one.entity for one in self.tally.values()))
        former = next((other for other in known if other and other.name == entity.name and not other.implicit), entity)
        return replace(entity, text=former.text, place=former.place, implicit=False)

    def _counted(self, named: Iterable[Entity]) -> list[Counted]:
        """Return the new counts of what a statement names; the others stay, so that long documents cost no more."""
        counts: list[Counted] = []
        new = len(self.tally)
        # Once a statement, so that "drug (DRUG)" does not count double.
        for entity in {entity.name: entity for entity in named}.values():
            before = self.tally.get(entity.name)
            counts.append(before._replace(times=before.times + 1) if before else Counted(1, new, entity))
            new += before is None
        return counts

    @property
    def topic(self) -> Entity | None:
        """What the document is about so far: what it names most, a drug even if a disease is named more.

        Only a disease (or gene, cell …) named more than twice as often as any drug comes before it.
        """
        drug, other = self.most
        if drug is None or (other is not None and 2 * drug.times < other.times):
            return other.entity if other else None
        return drug.entity

    def outweighs(self, agent: Entity) -> bool:
        """Return whether the document names another agent, its topic, more than twice as often as ``agent``."""
        topic = self.topic
        if topic is None or not is_agent(topic) or topic.name == agent.name:
            return False
        own = self.tally.get(agent.name)
        return self.tally[topic.name].times > 2 * (own.times if own else 0)


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
