"""What a construction says once its pattern has matched: who was moved which way, harmed, advised."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from thymograph.claims.assertions.arguments import PEOPLE, Argument
from thymograph.claims.assertions.collected import Mood
from thymograph.claims.assertions.construction_words import (
    DOWN,
    UP,
)  # fmt: skip
from thymograph.claims.assertions.meaning import STATES, is_good, is_ill
from thymograph.claims.assertions.skeleton import Skeleton
from thymograph.claims.assertions.state import State
from thymograph.claims.assertions.vocabulary import vocabulary

__all__ = [
    "Rule",
    "Said",
    "advised",
    "aged",
    "approved",
    "barred",
    "binds",
    "by_means",
    "caused",
    "does",
    "goes_with",
    "harmed",
    "held",
    "more_common",
    "moved",
    "prevented",
    "shares",
    "treated",
]

_ENDPOINT = re.compile(
    r"\b(?:mortality|deaths?|died|survival|stroke|relapses?|recurrences?|progression|exacerbations?|hospitali[sz]ations?|remission|"
    r"responses?|cure|infarction|events?|failure|flares?)\b",
    re.IGNORECASE,
)


_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|percent|per cent)")


@dataclass(slots=True)
class Said:
    """One match of a rule, and where its assertions go."""

    reader: State
    rule: str
    match: re.Match[str]
    subjects: list[Argument]
    objects: list[Argument]
    mood: Mood
    span: tuple[int, int]
    skeleton: Skeleton

    def word(self, group: str) -> str:
        return (self.match.groupdict().get(group) or "").replace("=", "").strip()

    def add(self, predicate: str, objects: list[Argument] | None = None) -> None:
        for s in self.subjects:
            for o in self.objects if objects is None else objects:
                if not is_told(self.reader, s, o):
                    self.reader.out.add(s, predicate, o, self.mood, self.rule, self.span)

    def relate(self, sense: str, lemma: str = "") -> None:
        for s in self.subjects:
            for o in self.objects:
                if not is_told(self.reader, s, o):
                    self.reader.out.relate([s], sense, lemma, [o], self.mood, self.rule, self.span)


@dataclass(frozen=True, slots=True)
class Rule:
    """A construction: its pattern over the skeleton, and what it says."""

    name: str
    needs: tuple[str, ...]
    """Words of which one must stand in the sentence; a cheap test before the pattern."""
    pattern: str
    say: Callable[[Said], None]
    holds: tuple[str, int] = ("", 0)
    """Signs of the skeleton and how often they must stand in it: a second cheap test, for a pattern that is slow to fail."""


def is_told(reader: State, s: Argument, o: Argument) -> bool:
    """Tell whether the grammar has said already how the two stand to each other."""
    weak = ("treats", "combined_with", "compared_with")
    return any(a.subject == s.name and a.object == o.name and a.predicate not in weak for a in reader.out.found)


def moved(said: Said) -> None:
    """Say that arms had less or more of something."""
    how, event = said.word("dir"), said.word("event")
    for o in list(said.objects):
        one = [o]
        if event:
            falls = re.match(r"reduc|decreas|declin|loss|fall|drop", event)
            rises = re.match(r"increas|gain|rise", event)
            if how and not re.fullmatch(UP, how):
                continue
            if falls or rises or event.startswith("improv"):
                said.add("improves" if event.startswith("improv") else "decreases" if falls else "increases", one)
            continue
        if re.fullmatch(DOWN, how):
            said.add("improves" if re.search(r"^time to |recovery", o.name) else "decreases", one)
        elif re.match(r"better|improved", how):
            said.add("improves", one)
        elif re.fullmatch(UP, how):
            said.add("improves" if is_good(o) else "increases", one)


def shares(said: Said) -> None:
    """Say which way the number of one arm lies from that of the other."""
    one, two = (said.skeleton.number_at(said.match.start(group)) for group in ("one", "two"))
    if "n1" in said.match.groupdict():
        of_one, of_two = (said.skeleton.number_at(said.match.start(group)) for group in ("n1", "n2"))
        if one is None or two is None or not of_one or not of_two:
            return
        one, two = one / of_one, two / of_two
    if one is None or two is None or not one or not two or 0.9 < one / two < 1.12:
        return
    for o in said.objects:
        if one < two:
            said.add("worsens" if is_good(o) else "decreases", [o])
        else:
            said.add(
                "improves" if is_good(o) else "causes" if is_ill(o) and not _ENDPOINT.search(o.name) else "increases",
                [o],
            )


def harmed(said: Said) -> None:
    """Say that a harm seen in those who got a drug is caused by it, unless others had it as often."""
    shares = [float(number) for number in _PERCENT.findall(said.reader.text)][:2]
    if len(shares) == 2 and shares[0] <= 1.2 * shares[1]:
        return
    said.add("causes", [o for o in said.objects if is_ill(o) and not _ENDPOINT.search(o.name)])


def caused(said: Said) -> None:
    said.add("causes", [o for o in said.objects if o.type in ("disease", "outcome", "process", "other")])


def held(said: Said) -> None:
    """Say that two treatments were held against each other."""
    said.add("compared_with", [o for o in said.objects if o.type in ("drug", "procedure")])


def more_common(said: Said) -> None:
    if said.word("dir") == "more":
        said.add("causes", [o for o in said.objects if is_ill(o)])
        said.add("increases", [o for o in said.objects if not is_ill(o)])
    else:
        said.add("decreases")


def goes_with(said: Said) -> None:
    said.add("associated_with")


def advised(said: Said) -> None:
    """Say that a treatment is advised, or advised against, in a condition."""
    if said.match.groupdict().get("against"):
        said.mood = Mood(negated=True, certainty="asserted")
    at_risk = [
        o
        for o in said.objects
        if o.name.endswith(" risk")
        or re.search(r"\brisk (?:of|for) [\w ]{0,12}$", said.reader.text[max(0, o.start - 24) : max(0, o.start)])
    ]
    if len(at_risk) < len(said.objects) or said.mood.negated:
        # "adults with D and a raised risk of Y": Y is not what it is for
        said.objects = [o for o in said.objects if o not in at_risk]
    predicate = "approved_for" if "indicated" in said.word("verb") else "recommended_for"
    said.add(predicate, [o for o in said.objects if o.type == "disease" or is_ill(o) or STATES.search(o.name)])


def barred(said: Said) -> None:
    said.mood = Mood()
    if "contraindicat" in said.match.group():
        kinds = ("disease", "other", "drug")
        said.add("contraindicated_in", [o for o in said.objects if o.type in kinds or is_ill(o)])
        return
    # "if you have kidney or liver problems": not the kidney
    states = [o for o in said.objects if o.type in ("disease", "drug") or is_ill(o) or STATES.search(o.name)]
    said.add("not_recommended_for", states)


def aged(said: Said) -> None:
    """Say for which of the age groups that it names a treatment is advised, or is not."""
    for word in re.findall(r"[a-z]{3,}", said.word("who")):
        place = re.search(rf"\b{word}\b", said.reader.text, re.IGNORECASE)
        if place is not None and word in PEOPLE:
            whom = Argument(name=word, start=place.start(), end=place.end(), head=word)
            said.add("recommended_for", [whom])
    said.add("recommended_for", [o for o in said.objects if is_ill(o) or o.name in PEOPLE])


def binds(said: Said) -> None:
    said.add("binds")


def approved(said: Said) -> None:
    said.add("approved_for", [o for o in said.objects if o.type == "disease" or is_ill(o)])


def treated(said: Said) -> None:
    said.add("treats", [o for o in said.objects if is_ill(o)])


def prevented(said: Said) -> None:
    said.add("prevents", [o for o in said.objects if is_ill(o)])


def does(said: Said) -> None:
    word = vocabulary().verbs.get(said.word("verb"))
    if (
        word is not None
        and word.form in ("s", "d", "b")
        and word.sense in ("increase", "decrease", "prevent", "improve", "cause", "worsen")
    ):
        said.relate(word.sense, word.lemma)


def by_means(said: Said) -> None:
    word = vocabulary().verbs.get(said.word("verb"))
    if word is not None and word.sense in (
        "inhibit",
        "activate",
        "increase",
        "decrease",
        "bind",
        "stimulate",
        "regulate",
        "improve",
        "prevent",
        "treat",
    ):
        said.relate(word.sense, word.lemma)
