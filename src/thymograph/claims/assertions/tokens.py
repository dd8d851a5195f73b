"""The tokens of a statement: entities as atoms, all other words with what they may be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from thymograph.claims.assertions.vocabulary import Vocabulary, Word, vocabulary
from thymograph.model import Entity

__all__ = ["Token", "tokens_of", "without_doses"]

_WORD = re.compile(r"[^\W\d_][\w'’]*(?:[-‑–][^\W_]\w*)*|\d[\d.,]*(?:%|[-‑]?fold\b)?|[^\s\w]")
_CLOSED: dict[str, str] = {}
for _kind, _words in {
    "det": "a an the this that these those its their his her our your any some each every all both either several many most "
    "various numerous multiple certain other such another more much few two three four five six seven eight nine ten "
    "one first second different specific",
    "prep": "in on at of for with by from to into onto against during after before following among between via through behind near "
    "within atop beneath beside alongside over under below above towards toward upon than per across throughout despite without compared versus vs as "
    "including like given regarding concerning around about due according",
    "conj": "and or but nor plus &",
    "rel": "which that who whom whose",
    "sub": "while whereas although though because since if when where unless until so however whether thus therefore hence except",
    "be": "is are was were be been being remains remained remain am",
    "have": "has have had having",
    "do": "do does did",
    "modal": "may might could can will would should must shall cannot",
    "neg": "not never no neither nor hardly",
    "pron": "it they he she we this these its their",
    "adv": "once yet also often then thereby further furthermore moreover additionally still only even just already now usually "
    "well rather too very not instead again indeed alone together later generally ultimately subsequently never "
    "itself themselves otherwise respectively rapidly always sometimes once twice here there both primarily mainly predominantly",
}.items():
    for _word in _words.split():
        _CLOSED.setdefault(_word, _kind)
_CLOSED.update({"no": "det", "neither": "det", "its": "poss", "their": "poss", "his": "poss", "her": "poss", "this": "this", "these": "this",
                "not": "neg", "never": "neg", "nor": "conj", "n't": "neg", "thereby": "adv", "it": "pron", "they": "pron"})  # fmt: skip
_WAYS = frozenset({"maintenance therapy", "monotherapy", "combination therapy", "induction therapy", "prophylaxis"})
_CONTRACTED = frozenset({"it's", "that's", "there's", "he's", "she's", "it’s", "that’s", "there’s"})
_LIKE_A_VERB = re.compile(r"[a-z]{3,}(?:ates|izes|ises|ifies)$")
_NOT_VERBS = frozenset(
    "phosphates substrates candidates estimates isolates aggregates acetates nitrates sulfates sulphates carbohydrates surrogates "
    "exercises conjugates metabolates templates duplicates vertebrates carbonates chelates concentrates filtrates "
    "precipitates associates correlates infiltrates advocates delegates graduates certificates pirates climates enterprises".split()
)
_NOT_ADVERB = frozenset(
    {
        "family",
        "unlikely",
        "early",
        "supply",
        "only",
        "daily",
        "monthly",
        "weekly",
        "assembly",
        "anomaly",
        "elderly",
        "apply",
        "rely",
        "fly",
        "july",
    }
)


@dataclass(slots=True)
class Token:
    """A word, mark or entity, with its offsets in the clean text."""

    start: int
    end: int
    low: str
    kind: str
    """ent, suffix, prefix, word, number, mark, or the closed class (det, prep, conj, rel, sub, be, …)."""
    entity: Entity | None = None
    verb: Word | None = None
    noun: Word | None = None
    agent: Word | None = None
    adjective: Word | None = None
    is_title: bool = field(default=False)


def _is_table_word(entity: Entity, words: Vocabulary, text: str) -> bool:
    """Tell whether a name is only a noun or verb of our table ("activation", "affect"), not a part of a longer name."""
    low, name = entity.text.lower(), entity.name.lower()
    if entity.type == "outcome" and entity.id is not None and low in words.nouns:
        # "fewer exacerbations" counts them; "exacerbation of asthma" is what happens to asthma
        return text.startswith(" of ", entity.end)
    return (low in words.nouns or entity.text in words.verbs) and (name == low or low not in name)


def _without_verb(entity: Entity, words: Vocabulary) -> Entity:
    """Return a name made up by shape without a verb at its front ("attenuates cardiac remodeling")."""
    first, _, rest = entity.text.partition(" ")
    verb = words.verbs.get(first)
    if entity.id is not None or not rest or verb is None or verb.form == "g" or verb.sense == "act":
        return entity
    if first in words.nouns or rest.startswith("of "):
        return entity
    name = entity.name.removeprefix(first).strip() if entity.name.startswith(first) else rest
    return replace(entity, start=entity.end - len(rest), text=rest, name=name)


_AFTER_VERBS = (" the ", " a ", " an ", " your ", " its ", " their ", " these ", " this ")


def _ends_in_verb(entity: Entity, words: Vocabulary, text: str) -> bool:
    """Tell whether a name made up by shape ends in the verb of the clause ("venom damages the liver")."""
    if entity.id is not None or not text.startswith(_AFTER_VERBS, entity.end):
        return False
    verb = words.verbs.get(entity.text.rpartition(" ")[2].lower())
    return verb is not None and verb.form == "s"


def _atoms(entities: Sequence[Entity]) -> list[Entity]:
    """Return the entities in the text that do not overlap, the longest of rivals first."""
    chosen: list[Entity] = []
    end = -1
    for entity in sorted((e for e in entities if e.start >= 0 and e.end > e.start), key=lambda e: (e.start, -e.end)):
        if chosen and entity.start == end + 1 and chosen[-1].type == "drug" and entity.text.lower() in _WAYS:
            # "lenalidomide maintenance therapy" is lenalidomide
            continue
        if entity.start >= end:
            chosen.append(entity)
            end = entity.end
        elif entity.end > end and entity.end - entity.start > chosen[-1].end - chosen[-1].start:
            chosen[-1] = entity
            end = entity.end
    return chosen


def _word_token(start: int, end: int, raw: str) -> Token:
    return Token(start, end, *_read(raw))


@lru_cache(maxsize=16384)
def _read(raw: str) -> tuple[str, str, None, Word | None, Word | None, Word | None, Word | None]:
    """Return what a word is wherever it stands, in the order of the fields of :class:`Token`."""
    token = _looked_up(raw, vocabulary())
    return token.low, token.kind, None, token.verb, token.noun, token.agent, token.adjective


def _looked_up(raw: str, words: Vocabulary) -> Token:
    start = end = 0
    low = raw.lower().replace("’", "'")
    closed = _CLOSED.get(low)
    if closed is not None:
        token = Token(start, end, low, closed)
        if low == "following":
            return token
        token.adjective = words.adjectives.get(low)
        return token
    first = low[0]
    if first.isdigit():
        return Token(start, end, low, "number")
    if not first.isalpha():
        return Token(start, end, low, "mark")
    if low.endswith("n't"):
        return Token(start, end, low, "negaux")
    if low.endswith("ly") and low not in _NOT_ADVERB:
        return Token(start, end, low, "adv")
    token = Token(
        start,
        end,
        low,
        "word",
        None,
        words.verbs.get(low),
        words.nouns.get(low),
        words.agents.get(low),
        words.adjectives.get(low),
    )
    if token.verb is None and token.noun is None and _LIKE_A_VERB.match(low) and low not in _NOT_VERBS:
        # A verb that the table lacks: nothing is said by it, but it ends the subject.
        token.verb = Word(low, "verb", "other", "s", ())
    if token.verb is None and "-" in low and token.noun is None:
        # "down-regulates", "pre-treated": the last part may carry the verb.
        token.verb = words.verbs.get(low.replace("-", ""))
    return token


def tokens_of(text: str, entities: Sequence[Entity]) -> list[Token]:
    """Return the tokens of ``text``; entities of the text stand as single tokens."""
    words = vocabulary()
    found: list[Token] = []
    position = 0
    atoms = _atoms(
        [
            _without_verb(e, words)
            for e in entities
            if not _is_table_word(e, words, text) and not _ends_in_verb(e, words, text)
        ]
    )
    for entity in [*atoms, None]:
        stop = entity.start if entity else len(text)
        for match in _WORD.finditer(text, position, stop):
            start, end = match.span()
            raw = match.group()
            if raw in "-‑–" and found and found[-1].kind == "ent" and found[-1].end == start:
                continue
            previous = found[-1] if found else None
            if (
                previous is not None
                and previous.kind == "ent"
                and start == previous.end + 1
                and text[previous.end] in "-‑–"
            ):
                found.append(Token(start, end, raw.lower(), "suffix"))
                continue
            if end < len(text) and entity and end == stop - 1 and text[end] in "-‑":
                found.append(Token(start, end, raw.lower(), "prefix"))
                continue
            if raw == "s" and start and text[start - 1] in "'’" and found and found[-1].low in "'’":
                owner = found[-2].low if len(found) > 1 else ""
                is_verb = owner in ("it", "that", "there", "he", "she", "what")
                found[-1] = Token(start - 1, end, "is" if is_verb else "'s", "be" if is_verb else "gen")
                continue
            if raw.lower() in _CONTRACTED:
                found.append(_word_token(start, end - 2, raw[:-2]))
                found.append(Token(end - 2, end, "is", "be"))
                continue
            found.append(_word_token(start, end, raw))
        if entity is None:
            break
        if found and found[-1].kind == "mark" and found[-1].low in "-‑–" and found[-1].end == entity.start:
            found.pop()
        pronoun = entity.implicit and text[entity.start : entity.end].lower() in ("its", "their")
        found.append(Token(entity.start, entity.end, "'s" if pronoun else entity.text.lower(), "ent", entity))
        position = entity.end
    _mark_relatives(found)
    for i, token in enumerate(found):
        if token.low == "given" and i and found[i - 1 - (i > 1 and found[i - 1].kind == "adv")].kind in ("be", "neg"):
            token.kind, token.verb = "word", words.verbs.get("given")
    return found


_UNITS = frozenset("mg g mcg µg μg ug kg ml l iu u units unit % mmol mol m2 mg/kg mg/day".split())
_IN_DOSES = _UNITS | frozenset(
    "/ per day daily weekly monthly once twice three four times time a an every each other week weeks days months hours h qd bid tid qid qw q2w q3w q4w od bd tds "
    "orally subcutaneously intravenously intramuscularly iv sc po im by mouth to or - – body weight".split()
)


def without_doses(text: str, tokens: list[Token]) -> tuple[list[Token], dict[int, str]]:
    """Return the tokens without the doses that stand right behind a drug, and these doses by where the drug starts.

    "Semaglutide 2.4 mg once weekly reduced weight": the dose comes between subject and verb.
    """
    kept: list[Token] = []
    doses: dict[int, str] = {}
    i = 0
    while i < len(tokens):
        token = tokens[i]
        kept.append(token)
        i += 1
        if token.entity is None or token.entity.type != "drug" or i + 1 >= len(tokens) or tokens[i].kind != "number":
            continue
        if tokens[i + 1].low not in _UNITS and not tokens[i].low.endswith("%"):
            continue
        k = i + 1
        while k < len(tokens) and (tokens[k].low in _IN_DOSES or tokens[k].kind == "number"):
            k += 1
        while tokens[k - 1].low in ("to", "or", "by", "a", "an", "-", "–", "/"):
            k -= 1
        doses[token.start] = text[tokens[i].start : tokens[k - 1].end]
        i = k
    return kept, doses


def _mark_relatives(tokens: list[Token]) -> None:
    """Make "that" a relative pronoun where it follows a noun and a verb follows it."""
    for i, token in enumerate(tokens):
        if token.low != "that" or not 0 < i < len(tokens) - 1:
            continue
        before, after = tokens[i - 1], tokens[i + 1]
        noun_before = (
            before.kind in ("ent", "suffix")
            or (before.kind == "word" and (before.verb is None or before.noun is not None))
            or before.low == ")"
        )
        verb_after = after.kind in ("be", "have", "modal", "do", "adv", "neg", "negaux") or (
            after.kind == "word" and after.verb is not None
        )
        if noun_before and verb_after:
            token.kind = "rel"
