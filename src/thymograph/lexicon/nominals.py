"""Names that their head noun gives away, with the words before it that narrow it: "renal glucose reabsorption"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from thymograph.lexicon.heads import (
    ADJECTIVE_ENDS,
    CARRYING_HEADS,
    EFFECT_HEADS,
    EVENT_HEADS,
    LED_HEADS,
    MEASURING_HEADS,
    head_types,
)
from thymograph.lexicon.shapes import Shape
from thymograph.lexicon.wordlists import BASE_VERBS, NOMINAL_STOP
from thymograph.model import Entity

__all__ = ["Nominal", "nominals_in"]

_WORD = re.compile(r"[^\W_][\w'’+/-]*(?:\([+-]\))?")
_MOST_WORDS = 4
_MOLECULES = frozenset({"protein", "cytokine", "receptor", "gene"})
_FIXED = frozenset({"organisation", "study", "pathway"})
# Participles that narrow a name like any adjective.
_PARTICIPLES = frozenset(
    """saturated unsaturated monounsaturated polyunsaturated iodinated inactivated activated conjugated oxidized oxidised
    disseminated dilated isolated mixed fixed dried blood-borne inherited acquired localized localised relaxed
    iron-coated fortified fermented processed refined congested dissociated delayed-type blurred inflamed swollen
    herniated impacted ruptured perforated strangulated gated coated attenuated recombinant contaminated assisted
    shortened myelinated unmyelinated stented guided dysregulated""".split()
)
_GERUNDS = frozenset(
    """binding imaging signaling signalling bleeding smoking swelling nursing screening drinking sleeping walking breathing hearing
    circulating blood-forming necrotizing necrotising sclerosing ankylosing alkylating binge-eating eating feeding clotting
    gambling driving training wheezing vomiting stabbing itching tingling teething bed-wetting wetting
    remodeling remodelling sequencing splicing processing growing scarring opportunistic invading living lightning
    nonbinding sparing fasting cooking weaning reading learning hand-washing washing counseling healing wasting spinning""".split()
) | {"lifting"}
# "Antipyretic action", "profibrotic effect": only such words make a name of effect and action.
_EFFECT = re.compile(
    r"(?:anti|pro-?(?=fib|infl|apop|thro|ang|onc|arr)|immuno|neuro|cardio|hepato|reno|vaso|chemo|hypo|hyper|onco)[a-z-]{4,}$"
)
_COMPLEMENT = frozenset({"of", "to", "by"})
# In what form a drug is given is no part of its name.
_FORMS = frozenset(
    "oral liquid topical injectable intravenous subcutaneous inhaled generic prescription over-the-counter".split()
)
# How a thing is taken is no part of its name: "vitamin supplementation".
_WAYS = frozenset({"supplementation", "intake", "use", "therapy", "treatment"})
_CHANGES = frozenset({"decline", "gain", "loss", "deterioration", "growth"})
_GOVERNING = frozenset({"outcome", "process", "drug", "procedure"})
_PLURALS = frozenset(
    "diabetes herpes rabies measles mumps aids pus lens iris pancreas bias gas lupus rickets shingles scabies".split()
)
# What may follow a known name inside a word that narrows a head: "insulin-producing cells", "drug-eluting stent".
_BOUND = re.compile(
    r"-(?:producing|secreting|forming|sensitive|resistant|positive|negative|specific|expressing|dependent|like|mediated|"
    r"responsive|deficient|rich|containing|coated|eluting|borne|transmitted|reactive|lowering|reducing|sparing|releasing|"
    r"binding|stimulating|elevating|blocking|stabili[sz]ing|suppressing|inhibiting|converting|derived)$"
)


class Nominal(NamedTuple):
    """A name found by its head: its shape, and the known entities that its words take in."""

    shape: Shape
    covered: tuple[Entity, ...]


class _Word(NamedTuple):
    start: int
    end: int
    raw: str
    low: str


def _narrows(word: _Word) -> bool:
    """Return whether a word before a head can be part of its name: no verb, no article, no word of degree."""
    low = word.low
    if low in NOMINAL_STOP or low in BASE_VERBS or not (low[0].isalpha() or "-" in low):
        return False
    last = low[-1]
    if last == "s":
        if low.endswith(("'s", "’s", "ss", "us", "is")) or low in _PLURALS:
            return True
        return word.raw.isupper() or low.endswith(("itis", "sis"))
    if last == "y" and low.endswith("ly"):
        return low in ("family", "anomaly", "early-onset")
    if last == "g" and low.endswith("ing"):
        return low in _GERUNDS or "-" in low
    if last == "d" and low.endswith("ed"):
        return low in _PARTICIPLES or low.endswith(("blood", "seed")) or ("-" in low and not low.endswith(_LINKED))
    return not low.endswith(_LINKED)


_LINKED = (
    "-stage", "-grade", "-risk", "-onset", "-term", "-dose", "-line", "-related", "-induced", "-associated", "-treated",
    "-free", "-level", "-threatening", "-based", "-driven", "-wide", "-year", "-month", "-week", "-day", "-fold", "-controlled",
    "-dependent", "-adjusted", "-matched", "-naive", "-experienced", "-to-severe", "-world", "-label", "-scale",
    "-approved", "-hour", "-quality",
)  # fmt: skip


def _may_lead(entity: Entity, kind: str, head: str) -> bool:
    """Return whether a known name may be the first part of a longer one with this head."""
    if entity.type in _FIXED or head in _WAYS:
        return False
    if entity.type == "other":
        return entity.name != "placebo" and (head not in EVENT_HEADS or " " in entity.text)
    if entity.type in _MOLECULES:
        return kind == "disease"
    if entity.type == "cell":
        return kind in ("disease", "receptor", "cell")
    if entity.type == "drug":
        if kind == "disease":
            return head in ("deficiency", "allergy", "poisoning", "overdose", "intoxication", "withdrawal", "addiction", "dependence",
                            "intolerance", "overload")  # fmt: skip
        return head in (
            "toxicity",
            "metabolism",
            "receptor",
            "channel",
            "transporter",
            "analog",
            "analogue",
            "derivative",
            "influx",
            "efflux",
        )
    if entity.type == "disease":
        if kind == "procedure":
            return head in ("screening", "vaccination", "surgery", "resection", "biopsy")
        if kind == "drug" or head not in CARRYING_HEADS:
            return kind not in ("other", "gene", "study", "protein")
        return False
    if entity.type in ("outcome", "process"):
        return head not in MEASURING_HEADS and kind != "drug"
    return head not in CARRYING_HEADS and kind != "drug"


# Capitals that are more than those of a title or of the start of a sentence.
_CAPITALS = re.compile(r"[A-Z]{2}|['’]|[A-Z]-|[A-Z]\d|\b[A-Z]\b|[a-z][A-Z]")


def _name(words: str, head: str, printed: str, kind: str, *, opening: bool) -> str:
    name = words[: len(words) - len(printed)] + (head if printed.islower() else head.capitalize())
    proper = kind in ("receptor", "protein", "gene", "cytokine") and not opening
    return name if proper or _CAPITALS.search(name) else name.lower()


def _joined(words: Sequence[_Word], left: int, text: str) -> bool:
    """Return whether only a blank stands between a word and the one after it."""
    return words[left].end + 1 == words[left + 1].start and text[words[left].end] == " "


def nominals_in(text: str, known: Sequence[Entity]) -> list[Nominal]:
    """Return the names in ``text`` that a head noun and the words before it make.

    ``known`` are the names found already, sorted by start. A known name may be the head itself, if it is
    but that one word ("infection" in "invasive infection"), or lead the words before it ("artery function").

    >>> [nominal.shape.name for nominal in nominals_in("It improved sleep quality and invasive infections.", ())]
    ['invasive infection', 'sleep quality']
    """
    heads = head_types()
    words = [_Word(m.start(), m.end(), m.group(), m.group().lower()) for m in _WORD.finditer(text)]
    places = [place for place, word in enumerate(words) if word.low in heads]
    if not places:
        return []
    holder = _holders(words, known)
    found: list[Nominal] = []
    taken = len(words)
    for place in reversed(places):
        head = words[place]
        kind, name = heads[head.low]
        own = holder.get(place)
        if place >= taken or (own is not None and (own.start, own.end) != (head.start, head.end)):
            continue
        if place + 1 < len(words) and not _closes(words, place, kind, name, text):
            continue
        if name in EFFECT_HEADS and not (place and _EFFECT.match(words[place - 1].low)):
            continue
        covered: list[Entity] = [] if own is None else [own]
        first = _first(text, words, place, kind, name, holder, covered)
        led = any(entity is not own and entity.type in ("disease", "outcome") for entity in covered)
        if first == place or (head.low in LED_HEADS and not led):
            continue
        start = words[first].start
        shape = Shape(start, head.end, kind, _name(text[start : head.end], name, head.raw, kind, opening=first == 0))
        found.append(Nominal(shape, tuple(covered)))
        found += _sharing(text, words, first, place, shape, holder)
        taken = first
    return found


def _holders(words: Sequence[_Word], known: Sequence[Entity]) -> dict[int, Entity]:
    """Return the known name that each word stands in, by the word's place; of several the last to start."""
    holder: dict[int, Entity] = {}
    first = 0
    for entity in known:
        while first < len(words) and words[first].end <= entity.start:
            first += 1
        place = first
        while place < len(words) and words[place].start < entity.end:
            holder[place] = entity
            place += 1
    return holder


def _closes(words: Sequence[_Word], place: int, kind: str, name: str, text: str) -> bool:
    """Return whether a head ends its name there: no complement follows that says more, no proper name goes on."""
    head, following = words[place], words[place + 1]
    if kind in _GOVERNING and (following.low in _COMPLEMENT or (following.low == "in" and name in _CHANGES)):
        # "the renal uptake of X", "an oral inhibitor of X".
        return False
    if name == "risk" and following.low in ("factor", "factors", "score", "scores", "assessment", "reduction"):
        return False
    proper = head.raw[0].isupper() and following.raw[0].isupper() and not head.raw.isupper()
    # "… Health Study".
    return not (proper and _joined(words, place, text))


def _first(
    text: str,
    words: Sequence[_Word],
    place: int,
    kind: str,
    name: str,
    holder: dict[int, Entity],
    covered: list[Entity],
) -> int:
    """Return the place of the first word of the name whose head stands at ``place``; note the known names in it."""
    first = place
    while first and place - first < _MOST_WORDS and _joined(words, first - 1, text):
        before = first - 1
        entity = holder.get(before)
        if entity is not None:
            if words[before].low.startswith("anti-") and entity.end == words[before].end and kind == "drug":
                # "An anti-gout agent" names no gout.
                covered.append(entity)
                first = before
                continue
            if entity.start == words[before].start and entity.end < words[before].end:
                if not (_BOUND.match(text, entity.end, words[before].end) and _narrows(words[before])):
                    break
                covered.append(entity)
                first = before
                continue
            if not _may_lead(entity, kind, name) or entity.end != words[before].end:
                break
            while before and holder.get(before - 1) is entity:
                before -= 1
            if words[before].start != entity.start or words[before].low in NOMINAL_STOP:
                break
            covered.append(entity)
            first = before
            continue
        if kind == "drug" and words[before].low in _FORMS:
            break
        if not _narrows(words[before]) or (name in EVENT_HEADS and words[before].raw.isupper()):
            break
        first = before
    if place - first == 1 and name in EVENT_HEADS and words[first].low in ("protein", "gene", "mrna"):
        # "SMN protein expression" is about SMN.
        return place
    return first


def _sharing(
    text: str, words: Sequence[_Word], first: int, place: int, shape: Shape, holder: dict[int, Entity]
) -> list[Nominal]:
    """Return the names of adjectives that share the head: "hepatic" in "hepatic and renal impairment"."""
    found: list[Nominal] = []
    if place - first != 1 or first < 2:
        return found
    tail = shape.name[len(words[first].raw) :]
    here = first
    while here >= 1:
        joint = here - 1
        if words[joint].low in ("and", "or"):
            joint -= 1
        gap = text[words[joint].end : words[here].start] if joint >= 0 else ""
        if gap not in (" and ", " or ", ", ", ", and ", ", or ", "/"):
            break
        other = words[joint]
        entity = holder.get(joint)
        alone = joint == 0 or not _joined(words, joint - 1, text) or not _narrows(words[joint - 1])
        fits = (
            (entity.type == "other" and (entity.start, entity.end) == (other.start, other.end))
            if entity
            else (other.low.endswith(ADJECTIVE_ENDS) and words[first].low.endswith(ADJECTIVE_ENDS) and _narrows(other))
        )
        if not fits or not alone:
            break
        named = (other.raw if other.raw.isupper() else other.low) + tail
        found.append(Nominal(Shape(other.start, other.end, shape.type, named), (entity,) if entity else ()))
        here = joint
    return found
