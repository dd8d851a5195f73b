"""What heading, lead, question and table add to a statement: the subject, or the predicate itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from thymograph.claims.assertions.cells import cell_assertions
from thymograph.claims.assertions.clauses import Reader
from thymograph.claims.assertions.constructions import read_constructions
from thymograph.claims.assertions.items import fragment, listed, occurring
from thymograph.claims.assertions.skeleton import without_insertions
from thymograph.claims.assertions.tokens import Token, tokens_of, without_doses
from thymograph.lexicon.concepts import load_lexicon
from thymograph.model import Assertion, Entity, Statement

__all__ = ["framed_assertions"]

# Ordered: the first that fits names the predicate that the items under such words carry.
_FRAMES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (predicate, re.compile(pattern, re.IGNORECASE))
    for predicate, pattern in (
        (
            "",
            r"interaction|monitor|material|procedure|referenc|dosage|dosing|\bdose|method|mechanism|limitation|reconstitut|storage",
        ),
        ("contraindicated_in", r"contra-?indicat|who should not|when not to"),
        (
            "not_recommended_for",
            r"not (?:\w+ )?recommended|\bavoid\b|do not use|should not be (?:used|given|taken)|not indicated",
        ),
        (
            "causes",
            r"\b(?:side|adverse|undesirable|unwanted|toxic)[ -]+(?:drug )?(?:effects?|events?|reactions?)|^toxicit(?:y|ies)$"
            r"|\bother effects (?:may|can|does|might) (?:it|this \w+) (?:cause|have)\b",
        ),
        # Whom to watch is neither whom to treat nor whom to spare.
        (
            "",
            r"\bcaution|\bcareful|\bwarnings?\b|\bspecial care\b|tell your (?:doctor|pharmacist)|before (?:you )?(?:us|tak)(?:e|ing)\b",
        ),
        ("treats", r"\b(?:non|un|not)[ -]?(?:\w+[ -])?approved\b|\boff-label (?:uses?|indications?)\b"),
        ("approved_for", r"approved (?:\w+ )?(?:indications?|uses?|for)|licen[sc]ed (?:indications?|for)"),
        (
            "treats",
            r"\bindications?\b|\b(?:clinical|medical|therapeutic|common|off-label) (?:uses?|applications?)\b|^uses?\b|\bused (?:for|to treat)\b|conditions? (?:treated|it treats)",
        ),
        (
            "recommended_for",
            r"recommended (?:for|in|uses?)|consider(?:ed|ation)? (?:in|for|use)\b|when to use|who should (?:use|take|get)",
        ),
        ("combined_with", r"\bcombinations?\b(?! therap)|combined with|taken together with"),
    )
)
_FORBIDDING_LEAD = re.compile(
    r"^(?:do not|never|you (?:should|must) not) (?:take|use|have|receive)\b[^.;]{0,80}$", re.IGNORECASE
)
_IF = re.compile(r"^(?:if|when|in case)\b", re.IGNORECASE)
_TITLE = re.compile(r"^(?P<title>[A-Z][^.:;()]{2,60}):\s+(?=\S)")
_OPEN_LEAD = re.compile(
    r"(?:\b(?:includes?|including|cause[sd]?|with|in|for|to|by|of|against|increases?|decreases?|reduces?|improves?|promotes?|inhibits?|"
    r"activates?|enhances?|prevents?|treats?|stimulates?|induces?|are|is|as|like|such as|has|have|shows?|can|may|will))\s*:?\s*$",
    re.IGNORECASE,
)


def framed_assertions(
    text: str, entities: Sequence[Entity], *, topic: Entity | None, statement: Statement | None, page: str | None = None
) -> tuple[Assertion, ...]:
    """Return the assertions of a statement and of the frames that complete it; ``page`` is the title of its document."""
    if statement is not None and statement.unit == "cell":
        made = cell_assertions(text, entities, topic=topic, statement=statement)
        if made:
            return made
    title = _TITLE.match(text)
    offset = title.end() if title else 0
    owner = next((e for e in entities if title and e.start == 0 and e.end == title.end("title")), None)
    if owner is not None and owner.type == "drug":
        # "Clozapine: agranulocytosis" among the side effects of several
        topic, title = owner, None
    reader = _reader(text, entities, topic)
    reader.read()
    again = without_insertions(reader.p)
    if again is not None:
        _read_again(reader, again)
    read_constructions(reader)
    reader.out.benefits()
    found = reader.out.kept()
    if not found and statement is not None:
        found.extend(occurring(reader, statement))
    predicate = _frame_predicate(title["title"] if title else None, statement)
    if not predicate and not title and statement is not None and not statement.frames and statement.unit == "item":
        predicate = _of_page(page or "")
    aside = all(a.rule == "hyphenated cause" for a in found)
    if not aside:
        if predicate == "contraindicated_in":
            found.extend(
                replace(a, predicate=predicate, rule="title") for a in found if a.predicate == "not_recommended_for"
            )
        return tuple(found)
    if statement is not None and statement.unit not in ("item", "cell", "answer") and not title:
        # A sentence is an item only where it is no sentence: "Nausea, vomiting and hair loss."
        bare = topic is not None and not any(reader.v.at(i) is not None for i in range(reader.p.size))
        if bare and predicate:
            return (*found, *listed(_reader(text, entities, topic), predicate, offset))
        return (
            (*found, *fragment(_reader(text, entities, topic), offset))
            if bare and topic is not None and topic.type == "drug"
            else tuple(found)
        )
    if statement is not None:
        lead = next((f.words.text for f in reversed(statement.frames) if f.role == "list_lead"), None)
        if lead and (_OPEN_LEAD.search(lead) or (_IF.match(text) and _FORBIDDING_LEAD.search(lead))):
            made = _after_lead(lead, text, entities, topic)
            if made:
                return made
    if topic is None or topic.type in ("study", "organisation"):
        return tuple(found)
    lister = _reader(text, entities, topic)
    if predicate:
        return (*found, *listed(lister, predicate, offset))
    return (*found, *fragment(lister, offset)) if statement is None or statement.unit != "sentence" else tuple(found)


def _read_again(reader: Reader, tokens: list[Token]) -> None:
    """Read the sentence without its insertions, and keep what that says of pairs of which nothing was said."""
    plain = Reader(reader.text, tokens, reader.topic)
    plain.p.nested = reader.p.nested
    plain.out.doses = reader.out.doses
    # What was an adjective in the whole sentence ("dry mouth, …, decreased saliva") is no verb in what is left of it.
    plain.p.keep_adjectives(reader.p)
    plain.read()
    read_constructions(plain)
    said = {(a.subject, a.object) for a in reader.out.kept()}
    for n, (made, pair) in enumerate(zip(plain.out.found, plain.out.pairs, strict=True)):
        if n in plain.out.dropped or (made.subject, made.object) in said:
            continue
        reader.out.found.append(made)
        reader.out.pairs.append(pair)
        if n in plain.out.conditions:
            reader.out.conditions[len(reader.out.found) - 1] = plain.out.conditions[n]


def _reader(text: str, entities: Sequence[Entity], topic: Entity | None) -> Reader:
    tokens, doses = without_doses(text, tokens_of(text, entities))
    reader = Reader(text, tokens, topic)
    reader.out.doses = doses
    for entity in entities:
        if entity.start >= 0:
            reader.p.nested.setdefault(entity.start, []).append(entity)
    return reader


def _frame_predicate(title: str | None, statement: Statement | None) -> str:
    """Return the predicate that title, question, lead or nearest heading carries, or ""."""
    frames = [title] if title else []
    if statement is not None:
        for role in ("question", "list_lead", "column_head", "heading"):
            frames.extend(f.words.text for f in reversed(statement.frames) if f.role == role)
    for words in frames:
        if words is not title and len(words.split()) > 10:
            # a sentence of its own, not a label of what follows
            continue
        predicate = _carried(words)
        if predicate is not None:
            return predicate
        if words is title:
            return ""
    return ""


_PAGE = re.compile(
    r"(?:(?:common|possible|potential|the|what are the) )*(?:side|adverse|unwanted) effects?(?: and risks?)? of\b",
    re.IGNORECASE,
)


def _of_page(title: str) -> str:
    """Return the predicate of a page that has one subject alone: "Side effects of X"."""
    return (
        "causes"
        if _PAGE.match(title) and not re.search(r"\b(?:benefits?|uses?|dos(?:e|age|ing))\b", title.lower())
        else ""
    )


@lru_cache(maxsize=512)  # a heading carries the same for each statement under it
def _carried(words: str) -> str | None:
    return next((predicate for predicate, pattern in _FRAMES if pattern.search(words)), None)


def _after_lead(lead: str, text: str, entities: Sequence[Entity], topic: Entity | None) -> tuple[Assertion, ...]:
    """Return what lead and item say together, in offsets of the item."""
    opening = lead.rstrip(" :") + " "
    shift = len(opening)
    moved = [replace(e, start=e.start + shift, end=e.end + shift) for e in entities if e.start >= 0]
    for known in [*(e for e in entities if e.start < 0), *([topic] if topic else [])]:
        for words in {known.text, known.name}:
            match = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", opening, re.IGNORECASE)
            if match and not any(e.start < match.end() and match.start() < e.end for e in moved):
                moved.append(replace(known, start=match.start(), end=match.end(), text=match.group()))
    # What the lead itself names: "Severe D can cause:".
    for known in load_lexicon().find(lead):
        if known.end <= len(opening) and not any(e.start < known.end and known.start < e.end for e in moved):
            moved.append(known)
    whole = opening + text
    reader = _reader(whole, sorted(moved, key=lambda e: (e.start, -e.end)), topic)
    reader.read()
    read_constructions(reader)
    return tuple(
        replace(a, start=max(0, a.start - shift), end=a.end - shift, rule=f"after its lead: {a.rule}")
        for a in reader.out.found
        if a.end > shift
    )
