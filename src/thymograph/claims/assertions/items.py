"""Items of a list under their heading: what they say of what the text is about."""

from __future__ import annotations

import re
from dataclasses import replace

from thymograph.claims.assertions.abilities import EFFECTS
from thymograph.claims.assertions.arguments import Argument
from thymograph.claims.assertions.clauses import Reader
from thymograph.claims.assertions.collected import Mood
from thymograph.claims.assertions.meaning import is_ill
from thymograph.claims.assertions.state import Frame
from thymograph.model import Assertion, Statement

__all__ = ["fragment", "listed", "occurring"]

_POSSIBLE = re.compile(r"\b(?:possible|possibly|potential|potentially|may|suspected)\b[^,;]*$", re.IGNORECASE)

_NO_LIST = re.compile(r"^(?:none|unknown|not known|no )\b", re.IGNORECASE)

_HARM = re.compile(r"[A-Z]?[a-z]+(?:[ -][a-z]+){1,3}")
_NO_HARM = re.compile(
    r"(?i)\b(?:and|or|to|for|if|when|with|the|you|your|other|more|very|not|no|common\w*|rare\w*|uncommon|frequent\w*|serious|severe|mild|unknown|"
    r"effects?|reactions?|events?|systems?|tissues?|tract|class|doctor|pharmacist|doses?|overdos\w+|interactions?|medicines?|medications?|drugs?|"
    r"patients?|adults?|children|see|tell|call|contact|stop|take|report\w*|frequency|studies|trials?|tests?|monitoring|results?|safety|"
    r"laborator\w+|investigations?|procedures?|conditions?|organs?)\b"
)
_GRADED = re.compile(r"\b(low|reduced|decreased|high|raised|elevated|increased) $", re.IGNORECASE)
# What they are symptoms of was said before.
_SYMPTOMS = re.compile(r"^(?:symptoms|signs)\b[^,;:]* (?:include|are)\b", re.IGNORECASE)
_OCCURRING = re.compile(
    r"\b(?:(?:has|have) been (?:\w+ly )?(?:reported|observed|described)|(?:may|can|might|could) (?:also |rarely |sometimes |occasionally )?(?:occur|develop|be seen)"
    r"|(?:has|have) (?:also |rarely )?(?:occurred|developed)|occurred\b|(?:is|are) (?:also )?possible"
    r"|(?:was|were|is|are) (?:commonly |frequently |sometimes |rarely |occasionally |also )?(?:reported|observed))\b"
)

_FELT = re.compile(
    r"^(?:[A-Z][\w /-]{2,40}: )?(?:(?:many|some|most|a few|other) )?(?:users|people|patients|individuals|women|men|children) (?:who take (?:it|this \w+) )?"
    r"(?:may |might |can |could )?(?:also |sometimes |commonly |often )?(?:experience|report|notice|develop|feel|get)\b",
    re.IGNORECASE,
)
_UNDER_HARMS = re.compile(
    r"\b(?:adverse|side[ -]effects?|safety|warnings?|precautions?|toxicit\w+|undesirable|tolerability|reactions|overdos\w+|postmarketing|post-marketing)\b",
    re.IGNORECASE,
)

_ELSE = re.compile(
    r"\b(?:placebo|no|not|none|without|untreated|control|combin\w+|withdrawal|discontinu\w+|stopp\w+)\b", re.IGNORECASE
)

_TOLERATED = re.compile(r"\b(?:safety profile|tolerability|tolerated)\b", re.IGNORECASE)


def occurring(reader: Reader, statement: Statement) -> list[Assertion]:
    """Return the harms that a sentence under a heading of harms says to have occurred, told of the drug that the text is about.

    "Angioedema has been reported." Only where no other drug is named, and nothing is denied or compared.
    """
    topic = reader.topic
    if topic is None or topic.type not in ("drug", "procedure"):
        return []
    headings = [
        *statement.section[-2:],
        *(f.words.text for f in statement.frames if f.role in ("heading", "list_lead", "question")),
    ]
    place = _OCCURRING.search(reader.text)
    felt = _FELT.search(reader.text) if place is None else None
    place = place or felt
    if place is None or _ELSE.search(reader.text) or not any(_UNDER_HARMS.search(words) for words in headings):
        return []
    named = [token.entity for token in reader.p.tokens if token.entity is not None]
    if any(e.type in ("drug", "procedure", "study") and e.name != topic.name for e in named):
        return []
    opening = felt.end() if felt is not None else 0
    first = next((i for i, t in enumerate(reader.p.tokens) if t.start >= opening and reader.p.starts_group(i)), 0)
    group = reader.p.group(first, subject=felt is None)
    if group is None or (felt is None and reader.p.tokens[group.last - 1].end > place.start()):
        return []
    if not group.grounded and reader.p.low(group.last) == "of":
        group = reader.p.group(group.last + 1, subject=True) or group
    actor = reader.topic_argument()[0]
    hedged = Mood(certainty="asserted")
    for a in group.args:
        if a.grounded and (a.direction == "up" or a.event == "increase") and a.type == "outcome" and not a.negated:
            # "Elevations of liver enzymes have been reported"
            reader.out.relate(
                [actor], "report", "", [a], hedged, "occurring under a heading of harms", (a.start, place.end())
            )
            continue
        if (
            a.grounded
            and is_ill(a)
            and not a.negated
            and a.direction is None
            and a.event is None
            and not reader.p.text[: a.start].rstrip().endswith("in")
        ):
            span = (min(a.start, place.start()), max(a.end, place.end()))
            reader.out.add(actor, "causes", a, hedged, "occurring under a heading of harms", span)
    return reader.out.kept()


def _finite_at(reader: Reader, i: int) -> bool:
    """Tell whether a verb in the third person stands behind a noun at ``i``: what it belongs to is no list of nouns."""
    got = reader.v.at(i)
    third = got is not None and got.word is not None and got.word.form == "s" and got.form == "s" and not got.passive
    return third and i > 0 and reader.p.kind(i - 1) in ("ent", "word", "suffix", "pron", "adv")


def _list_arguments(reader: Reader, offset: int) -> list[Argument]:
    """Return what a bare list of nouns names, examples in brackets included."""
    p = reader.p
    found: list[Argument] = []
    i = 0
    while i < p.size and p.tokens[i].start < offset:
        i += 1
    label = next((k for k in range(i, min(i + 10, p.size)) if p.low(k) == ":"), 0)
    tells = next((k for k in range(i, p.size) if _finite_at(reader, k)), 0)
    if tells and label > tells:
        return []
    last = label if tells and label else p.size
    if tells and not label:
        return []
    while i < last:
        if p.kind(i) == "rel" and found:
            break
        if reader.v.at(i) is not None and p.kind(i) in ("be", "have", "modal", "do"):
            return []
        if p.low(i) in ("in", "for") and found and not any(a.type in ("disease", "outcome") for a in found):
            i += 1
            continue
        if p.kind(i) == "prep" and p.low(i) not in ("including", "like"):
            skipped = p.group(i + 1)
            i = max(skipped.last if skipped else i + 1, i + 1)
            continue
        if p.kind(i) == "sub" or p.low(i) in ("unless", "except"):
            while i < p.size and p.low(i) not in (")", ",", ";"):
                i += 1
            continue
        group = p.group(i)
        if group is None:
            i += 1
            continue
        found.extend(group.args)
        i = max(group.last, i + 1)
        if p.low(i) == "(":
            i += 1
    return found


def listed(reader: Reader, predicate: str, offset: int) -> tuple[Assertion, ...]:
    """Return that the topic bears ``predicate`` to each noun of a list."""
    if _NO_LIST.match(reader.text[offset:]) or _SYMPTOMS.match(reader.text[offset:]):
        return ()
    if predicate == "approved_for" and re.search(r"\boff-label\b", reader.text, re.IGNORECASE):
        predicate = "treats"
    topic = reader.topic_argument()[0]
    if topic.type in ("disease", "outcome", "process", "cell"):
        # What stands under such a heading on a page about a disease is told of its treatment.
        return ()
    for a in [*_list_arguments(reader, offset), *_bracketed(reader, offset)]:
        span = (a.start, a.end)
        if (
            a.entity is not None
            and a.type == "outcome"
            and predicate == "causes"
            and (a.negated or _TOLERATED.search(a.name))
        ):
            reader.out.add(topic, "associated_with", a, Mood(), "item under its heading", span)
            continue
        if a.event in ("prevent", "improve", "decrease", "inhibit", "increase") and predicate == "treats":
            reader.out.relate([topic], "exert", "", [a], Mood(), "item under its heading", span)
            continue
        if a.event in ("inhibit", "decrease") and predicate == "causes" and a.grounded and not is_ill(a):
            # "bone growth inhibition"
            reader.out.relate([topic], "exert", "", [a], Mood(), "item under its heading", span)
            continue
        graded = _GRADED.search(reader.text, max(0, a.start - 12), max(0, a.start)) if a.type == "outcome" else None
        if graded is not None and predicate == "causes" and a.direction in (None, "scarce") and not is_ill(a):
            # "low platelet count"
            a = replace(a, direction="down" if graded[1].lower() in ("low", "reduced", "decreased") else "up")
        if a.direction in ("up", "down") and predicate == "causes" and not is_ill(a):
            reader.out.relate([topic], "report", "", [a], Mood(), "item under its heading", span)
            continue
        if not _fits(predicate, a):
            continue
        hedged = _POSSIBLE.search(reader.text[offset : max(a.start, offset)]) is not None
        reader.out.add(
            topic,
            predicate,
            replace(a, event=None),
            Mood(certainty="hedged" if hedged else "asserted"),
            "item under its heading",
            span,
        )
    whole = reader.text[offset:].strip(" .")
    if predicate == "causes" and not reader.out.found and _HARM.fullmatch(whole) and not _NO_HARM.search(whole):
        # "Slurred speech", "Uncontrollable eye movements": no table knows them, the heading does
        start = reader.text.find(whole)
        harm = Argument(name=whole.lower(), start=start, end=start + len(whole))
        reader.out.add(topic, predicate, harm, Mood(), "item under its heading", (harm.start, harm.end))
    return tuple(reader.out.kept())


def _bracketed(reader: Reader, offset: int) -> list[Argument]:
    """Return the named things in brackets: "allergic reactions (rash, itching)"."""
    p = reader.p
    depth = 0
    found: list[Argument] = []
    for i, token in enumerate(p.tokens):
        if token.kind == "mark" and token.low in "([":
            depth += 1
        elif token.kind == "mark" and token.low in ")]":
            depth -= 1
        elif (
            depth
            and token.entity is not None
            and token.start >= offset
            and p.kind(i - 1) in ("mark", "conj", "word", "det")
            and p.low(i - 1) not in ("to", "of")
        ):
            found.append(p.argument_of(token.entity, token))
    return found


def _fits(predicate: str, a: Argument) -> bool:
    """Tell whether a noun of a list may be the object of ``predicate``."""
    if a.negated or not a.name:
        return False
    if a.entity is None:
        words = a.name.split()
        short = len(words) <= 4 and all(re.fullmatch(r"[A-Za-z][\w'’/-]+", w) for w in words)
        if predicate == "causes":
            return short and is_ill(a)
        return predicate in ("contraindicated_in", "treats", "approved_for") and short and is_ill(a)
    if predicate == "combined_with":
        return a.type in ("drug", "procedure", "cytokine", "protein", "other")
    if predicate == "causes":
        return a.type in ("disease", "outcome", "process") or (a.type == "other" and is_ill(a))
    if predicate in ("treats", "approved_for"):
        return a.type in ("disease", "outcome", "other", "process") and (
            a.type == "disease" or is_ill(a) or predicate == "approved_for"
        )
    if predicate == "recommended_for":
        return a.type in ("disease", "outcome")
    return a.type in ("disease", "outcome", "other", "process", "drug", "procedure")


def fragment(reader: Reader, offset: int) -> tuple[Assertion, ...]:
    """Return what a noun phrase alone says of the topic: "Reduction of Y", "Improved survival"."""
    p = reader.p
    i = 0
    while i < p.size and p.tokens[i].start < offset:
        i += 1
    first = i
    while i < p.size:
        if reader.v.at(i) is not None and p.kind(i) in ("be", "have", "modal", "do"):
            return ()
        i += 1
    group = p.group(first)
    topic = reader.topic_argument()
    if group is None or topic[0].type in ("disease", "outcome", "process"):
        return ()
    if group.head in EFFECTS and p.low(group.last) in ("on", "upon"):
        words = reader.words(group.first, group.last).lower().split()
        reader.effect(group, topic, words, Mood(), Frame(actor=topic, span=(p.tokens[first].start, 0)), group.last)
        return tuple(reader.out.kept())
    if any(a.agentive for a in group.args):
        # "Direct inhibitor of Y" beside the name of a drug
        reader.define(topic, group, Mood())
        return tuple(reader.out.kept())
    args = [
        a for a in group.args
        if a.grounded and not a.agents and (a.event in ("treat", "activate", "inhibit", "decrease", "increase", "enhance", "stimulate", "induce", "improve", "regulate", "prevent") or a.direction)
    ]  # fmt: skip
    if p.kind(first) in ("word", "ent") or p.kind(first) == "adv":
        tolerated = [
            a for a in group.args if a.grounded and a.type == "outcome" and _TOLERATED.search(a.name) and not a.negated
        ]
        for a in tolerated:
            reader.out.add(topic[0], "associated_with", a, Mood(), "noun phrase about the topic", (a.start, a.end))
        reader.out.relate(
            topic,
            "report",
            "",
            args,
            Mood(),
            "noun phrase about the topic",
            (p.tokens[first].start, p.tokens[group.last - 1].end),
        )
    return tuple(reader.out.kept())
