"""The entities of a statement: those it names, and those its frames and earlier statements supply."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from thymograph.claims.discourse import (
    AGENT_TYPES,
    GENERIC_NAMES,
    POINTS_AT_EVENT,
    TOPIC_TYPES,
    TREATMENTS,
    Discourse,
    is_agent,
    stands_by,
    subject_of,
)
from thymograph.claims.measurements.dosing import tells_a_dose
from thymograph.claims.subjects import (
    first_predicate,
    is_advice,
    is_gloss,
    is_laboratory_step,
    lacks_subject,
    pronouns_in,
)
from thymograph.lexicon.concepts import Lexicon, load_lexicon
from thymograph.model import Entity, Frame, Statement
from thymograph.reading.labelled import label_and_value

__all__ = ["Discourse", "entities_of", "topic_of"]

_PROTOCOL = re.compile(r"\b(?:materials?|procedures?|protocols?|methods?|reagents?|equipment|steps)\b", re.I)
_CLASSES = frozenset(
    {"cytokine", "chemokine", "pro-inflammatory cytokines", "downstream signaling pathway", "immunoglobulin", "vaccine",
     "monoclonal antibody", "infection", "statin"}
)  # fmt: skip
# "It works by …", "it is taken …": only what is given works so.
_WORKS = re.compile(
    r"\s(?:also\s)?(?:works|acts|binds|inhibits|blocks|(?:is|was)\s(?:\w+ly\s)?(?:used|taken|given|prescribed|administered|approved|"
    r"indicated|contraindicated|absorbed|metaboli[sz]ed|excreted|available)|(?:should|must)\s(?:not\s)?be\s(?:used|taken|given))\b"
)
# "In patients with X, it …": what stands in front is not the subject.
_FRONTED = re.compile(
    r"(?:In|Among|During|For|With|After|At|By|From|Under|Within|On|As|Like|Unlike|Similar to)\b[^.;]*,\s*"
)
# "Gastric Pump Regulators (GPR)": a heading that ends in a noun for what acts.
_CLASS_HEADING = re.compile(
    r"(?:\(?\d+[.)]*\s*(?:-\s*)?)?(?P<name>[A-Za-z][\w/α-ω-]*(?:\s(?:\([\w/ -]+\)|(?!and\b|or\b|with\b|of\b|the\b|vs\b)[\w/α-ω-]+)){0,5}?\s"
    r"(?:inhibitors|agonists|antagonists|blockers|activators|modulators|openers|stimulators|stabili[sz]ers|regulators|"
    r"suppressants|suppressors|analogues|analogs|sequestrants|chelators|relaxants))(?:\s\([^()]+\))?:?",
    re.IGNORECASE,
)
_LONGEST_LABEL = 60
_ASKS_OF_OTHER = re.compile(
    r"\b(?:is|are|does|do|can)\s(?!it\b|this\b|they\b|these\b|that\b|you\b|I\b|we\b|the\b|there\b|my\b)[\w-]*[A-Z][\w-]*(?:\s[\w-]+){0,3}\s"
    r"(?:used|treat|work|lead|do|help|cause|taken|given|for)\b"
)
# A label that is the name of something and not the name of an attribute.
_UNKNOWN_TERM = re.compile(
    r"(?:anti|beta-|alpha-)?[a-z]+(?:ants?|ics?|ives?|ors?|ines?|gens?|lytics?|als|ates?|itors?|ists?|ers)(?:\s(?:agents|drugs))?",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*\([^()]*\)")
# Headings under which another drug is named beside the topic, not instead of it.
_WITH_OTHERS = re.compile(r"combin|interact|concomitant|together with", re.IGNORECASE)


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


def _class_named(frame: Frame) -> Entity | None:
    """Return the class of drugs that a heading names though no table has it: "Gastric Pump Regulators (GPR)"."""
    text = frame.words.text
    match = _CLASS_HEADING.fullmatch(text)
    if match is None:
        return None
    words = _BRACKET.sub("", match["name"]).removesuffix("s")
    kept = " ".join(word if any(c.isupper() for c in word[1:]) else word.lower() for word in words.split())
    start, end = match.span("name")
    return Entity(start=start, end=end, text=text[start:end], name=kept, type="drug")


def _substance_named(frame: Frame, named: Sequence[Entity]) -> Entity | None:
    """Return the substance that is all a heading names, its trade name in brackets aside: "L-carnitine (Carnitor)"."""
    for entity in named[:1]:
        rest = frame.words.text[entity.end :].strip(" :")
        alone = entity.start == 0 and (not rest or re.fullmatch(r"\([A-Z][a-z]+[®™]?\)", rest) is not None)
        if alone and entity.type == "other" and (entity.id or "").startswith("CHEBI:"):
            return replace(entity, type="drug")
    return None


def _columns_are_treatments(statement: Statement, lexicon: Lexicon) -> bool:
    """Return whether the statement is a cell of a table that sets drugs side by side."""
    heads = statement.table.heads if statement.table else ()
    return sum(any(is_agent(entity) for entity in lexicon.find(head)) for head in heads) > 1


def _frame_topic(statement: Statement, lexicon: Lexicon) -> Entity | None:
    """Return the agent that the nearest frame names, else what the nearest frame is about at all."""
    second: Entity | None = None
    general: Entity | None = None
    # The other cells of the row come after its label and column, and not at all if columns are drugs.
    near = [frame for role in ("row_label", "column_head") for frame in statement.frames if frame.role == role]
    if not _columns_are_treatments(statement, lexicon):
        near += [frame for frame in statement.frames if frame.role == "cell"]
    far = [frame for frame in reversed(statement.frames) if frame.role not in ("row_label", "column_head", "cell")]
    for frame in (*near, *far):
        named = lexicon.find(frame.words.text)
        found = [entity for entity in named if entity.type in TOPIC_TYPES and entity.name not in GENERIC_NAMES]
        if general is None and frame.role in ("heading", "title", "question"):
            general = next((_implicit(e, frame) for e in named if e.type in AGENT_TYPES and e.name in TREATMENTS), None)
        drug = next((entity for entity in found if entity.type == "drug"), None)
        drug = drug or next((entity for entity in found if is_agent(entity)), None)
        if drug is None and frame.role == "heading":
            drug = _class_named(frame) or _substance_named(frame, named)
        if drug:
            return _implicit(drug, frame)
        if second is None and found and frame.role in ("title", "question", "row_label"):
            second = _implicit(found[0], frame)
    return general or second


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
    and where a section begins, the agent that the document names most often. A sentence that begins
    with "This" and its verb speaks of what acted in the sentence before, if one thing did.
    """
    text = statement.words.text
    label = label_and_value(text) if 0 < text.find(":") < _LONGEST_LABEL else None
    if label is not None:
        named = [e for e in entities if e.start >= 0 and e.end <= len(label[0]) + 1 and is_agent(e)]
        if named:
            return named[0]
        if _UNKNOWN_TERM.fullmatch(label[0]) and lacks_subject(label[1]):
            # "Antiglobulins: block Y": of what the label names, whatever that is
            return None
    if text.startswith("Also ") and discourse.actor and discourse.section == statement.section:
        return _implicit(discourse.actor)
    points = POINTS_AT_EVENT.match(text) if text.startswith("Th") else None
    if points and discourse.earlier and discourse.section == statement.section:
        if points["these"]:
            return None
        return _implicit(discourse.actor) if discourse.actor else None
    for entity in entities:
        if entity.implicit and is_agent(entity):
            return entity
    lexicon = lexicon or load_lexicon()
    asked = next((f.words.text for f in reversed(statement.frames) if f.role in ("question", "heading")), "")
    if (
        asked.endswith("?")
        and _ASKS_OF_OTHER.search(asked)
        and not any(e.type in ("drug", "procedure", "disease") for e in lexicon.find(asked))
    ):
        # "What are XYZ used for?": of what it names, whatever that is
        return None
    framed = _frame_topic(statement, lexicon)
    if framed and (
        is_agent(framed) or (framed.name in TREATMENTS and not (discourse.topic and is_agent(discourse.topic)))
    ):
        return framed
    if discourse.agent and discourse.section == statement.section and not discourse.outweighs(discourse.agent):
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


def _pronouns(
    statement: Statement, named: Sequence[Entity], discourse: Discourse, topic: Entity | None
) -> list[Entity]:
    """Return the entities that pronouns and class words ("this drug") stand for.

    Within a sentence "it" and "its" mean what acted before them; at its start, the subject before.
    """
    text = statement.words.text
    found: list[Entity] = []
    pronouns = pronouns_in(text)
    bare = bool(pronouns) and (lacks_subject(text) or _AGENT_PHRASE.match(text) is not None)
    same_it: list[Entity] = []
    for pronoun in pronouns:
        before = [entity for entity in named if entity.end <= pronoun.start]
        fronted = _FRONTED.fullmatch(text, 0, pronoun.start)
        here = None if fronted or bare else next((e for e in before if is_agent(e)), None) or subject_of(before)
        if here is not None and not is_agent(here) and pronoun.start > 0 and not pronoun.types and not pronoun.many:
            verb = first_predicate(text)
            if verb is not None and verb >= pronoun.start and text[pronoun.start : pronoun.end].lower() == "it":
                # "Modulation of Y through Z, it …": no clause has a subject yet
                here = None
        if here is not None and not is_agent(here) and _POINTING.match(text):
            verb = first_predicate(text)
            if verb is not None and verb < here.start:
                # "This pathway is central to Y: it …": not Y
                here = None
        # A new heading that names an agent starts anew.
        same = discourse.section == statement.section or topic is None or not is_agent(topic)
        before_it = discourse.subject if same else None
        agent = discourse.agent if same else None
        if (
            before_it is not None
            and topic is not None
            and is_agent(topic)
            and (
                not is_agent(before_it) or (discourse.outweighs(before_it) and before_it.name not in discourse.leading)
            )
        ):
            # "D worsens as X boosts Y. It …": the topic where the sentence before named it too
            before_it = topic if any(e.name == topic.name for e in discourse.earlier) else before_it
        if pronoun.types == ("disease",) and (ill := discourse.most[1]) and ill.entity.type == "disease":
            # "The disease" is what the page is about, not each complaint that it names.
            own = discourse.tally.get(before_it.name) if before_it else None
            named_now = before_it is not None and before_it.type == "disease" and text.startswith("This", pronoun.start)
            if not named_now:
                before_it = ill.entity if own is None or ill.times >= 2 * own.times else before_it
        known = [here, before_it, agent, topic]
        if pronoun.many:
            stood = [entity for entity in (*discourse.earlier, *before) if entity.type in pronoun.types]
            led = [entity for entity in stood if entity.name in discourse.leading]
            stood = list({entity.name: entity for entity in led or stood}.values())
            if not stood and topic is not None and topic.type in pronoun.types and topic.text.endswith("s"):
                # Under the heading of a class, "these agents" are the class.
                stood = [topic]
        elif pronoun.types == ("cell",):
            last = [entity for entity in (*reversed(before), *discourse.earlier, discourse.cell) if entity]
            stood = [entity for entity in last if entity.type == "cell"][:1]
        elif pronoun.types:
            stood = [entity for entity in (*known[1:], *discourse.earlier) if entity and entity.type in pronoun.types][
                :1
            ]
        else:
            given = _WORKS.match(text, pronoun.end)
            stood = [
                entity
                for entity in known
                if entity and not stands_by(entity) and not (given and entity.type in ("disease", "cell"))
            ][:1]
        words = text[pronoun.start : pronoun.end]
        if words.lower() == "it":
            # "Although it holds Y, it does Z": one and the same
            stood = same_it = same_it or stood
        for entity in stood:
            found.append(replace(entity, start=pronoun.start, end=pronoun.end, text=words, implicit=True, place=None))
    return found


# "Antagonist at the D2 receptor; also blocks …": the sentence is about what the text is about.
_AGENT_PHRASE = re.compile(
    r"(?:(?:Selective|Potent|Competitive|Partial|Full|Dual|Non-?selective|Direct|Irreversible|Reversible|Inverse)\s)*"
    r"(?:[Aa]ntagonist|[Aa]gonist|[Ii]nhibitor|[Bb]locker|[Aa]ctivator|[Mm]odulator)\s(?:at|of|for)\b"
)
_THIS_ILL = re.compile(r"This (?:[a-z-]+ ){0,4}?(?:disease|disorder|condition|syndrome|infection)")
_POINTING = re.compile(r"(?:This|These|That|Such|The|Its)\s(?!.{0,40}\bof\b)")
_THIS = re.compile(
    r"(?:^|[\s(])[Tt]his (?:(?:new|novel|oral|older?|selective|potent|powerful|common|topical|particular|same) )?$"
)


def _called_by_class(text: str, named: Sequence[Entity], discourse: Discourse, topic: Entity | None) -> list[Entity]:
    """Return ``named`` with "this prostaglandin analogue" as the drug that was spoken of, where one was."""
    if "his " not in text:
        return list(named)
    ill = discourse.subject
    if text.startswith("This ") and ill is not None and ill.type == "disease":
        # "This inflammatory bowel disease" is the one just named
        named = [
            replace(ill, start=e.start, end=e.end, text=text[e.start : e.end], implicit=True, place=None)
            if e.type == "disease" and e.name != ill.name and _THIS_ILL.fullmatch(text, 0, e.end)
            else e
            for e in named
        ]
    known = (discourse.subject, discourse.agent, topic)
    drug = next((one for one in known if one and one.type == "drug" and is_agent(one)), None)
    if drug is None:
        return list(named)
    out = []
    for entity in named:
        called = entity.type == "drug" and not entity.implicit and _THIS.search(text, 0, entity.start) is not None
        if called and entity.name != drug.name:
            start, end = entity.start, entity.end
            entity = replace(drug, start=start, end=end, text=text[start:end], implicit=True, place=None)
        out.append(entity)
    return out


def _wants_topic(statement: Statement, named: Sequence[Entity]) -> bool:
    """Return whether the statement leaves out what it is about."""
    text = statement.words.text
    label = label_and_value(text) if 0 < text.find(":") < _LONGEST_LABEL else None
    if label is not None and any(is_agent(e) and e.start >= 0 and e.end <= len(label[0]) + 1 for e in named):
        return False  # the label says it
    leads = [frame.words.text for frame in statement.frames if frame.role == "list_lead"]
    if any(_PROTOCOL.search(heading) for heading in (*statement.section[-2:], *leads[-1:])):
        return False
    if is_laboratory_step(text):
        return False
    if is_advice(text):
        return not any(is_agent(entity) or entity.type == "drug" for entity in named)
    if lacks_subject(text) or is_gloss(text):
        return True
    if statement.unit == "answer" and not any(is_agent(entity) for entity in named):
        return True  # what the question asked about
    if any(is_agent(entity) for entity in named):
        return any(_WITH_OTHERS.search(heading) for heading in statement.section[-1:])
    if any(entity.implicit for entity in named):
        return False
    if tells_a_dose(text):
        return True  # a dose of what the text is about
    verb = first_predicate(text)
    first = subject_of([entity for entity in named if verb is None or entity.start < verb])
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
    named = _called_by_class(text, named, discourse, topic)
    taken = [(entity.start, entity.end) for entity in named]
    for entity in _pronouns(statement, tuple(named), discourse, topic):
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
    if topic and (is_agent(topic) or bare) and _wants_topic(statement, named):
        added.append(topic)
    have = {entity.name for entity in named}
    for entity in added:
        if entity.name not in have:
            have.add(entity.name)
            named.append(entity)
    return tuple(named)
