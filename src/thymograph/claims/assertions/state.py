"""What a reader knows while it reads a statement: subject, actor, mood, what it has said."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from thymograph.claims.assertions.arguments import ABILITIES, PEOPLE, Argument, Group
from thymograph.claims.assertions.collected import Mood, Statements
from thymograph.claims.assertions.phrases import Phrases
from thymograph.claims.assertions.verbs import VerbGroup, VerbGroups
from thymograph.model import Entity

__all__ = ["Frame", "State"]


@dataclass(slots=True)
class Frame:
    """What the tail of a verb needs to know."""

    actor: list[Argument]
    targets: list[Argument] = field(default_factory=list)
    made: list[int] = field(default_factory=list)
    sense: str = ""
    lemma: str = ""
    rule: str = ""
    span: tuple[int, int] = (0, 0)
    wants_agent: frozenset[str] = frozenset()
    """Prepositions that introduce the agent of what was read."""
    wants_target: frozenset[str] = frozenset()
    """Prepositions that introduce the object."""
    gerunds: frozenset[str] = frozenset({"by", "through", "via"})
    """Prepositions whose -ing verb or event noun has the same actor."""
    mood: Mood = field(default_factory=Mood)
    stops: frozenset[str] = frozenset()
    """Prepositions that the caller reads itself, but for the first phrase."""


class State:
    """What all parts of a reader share."""

    text: str
    p: Phrases
    v: VerbGroups
    out: Statements
    topic: Entity | None
    mood: Mood
    subjects: list[Argument]
    subject_group: Group | None
    actor: list[Argument]
    lead: list[Argument]
    """Who acts in the clause on which the last relative clause hangs: what comes "thereby" is his."""
    saved: list[list[Argument]]
    earlier: list[Argument]
    """The subjects of the clause before."""
    last: Group | None
    last_grounded: Group | None
    placed: Group | None
    """The last group that said where or in whom, and what stood before it."""
    before_place: Group | None
    clause_made: list[int]
    before: dict[str, str]
    before_ill: list[Argument]
    verbs_seen: int
    verbs_here: int
    conditional: bool
    inverted: bool
    """Whether "nor" or "neither" stands before the subject and denies its verb."""
    governing: VerbGroup | None
    """The finite verb of the clause with its auxiliaries: verbs joined to it share its modal."""
    after_clause: bool
    """True where a subordinate clause opened the sentence: what follows its comma is the main clause."""
    lessened: Group | None
    """The object of the last verb where that verb lessens it: what follows from that is not the object's doing."""
    told_agents: list[Argument]
    """With what the measure of the clause before rose or fell: it may hold for the next."""
    fronted_agents: list[Argument]
    """What was given, in a phrase before the subject ("With X, …")."""
    in_subject: list[int]
    """Assertions made within the subject: "the role of X in V-ing Y"."""
    pending: list[int]
    """Assertions in "whether …", kept only when the sentence says that it is unknown."""
    whether: int
    nesting: int
    """How many verbs are being read inside each other."""
    ill: list[Argument]
    """Diseases that the last qualifier named."""

    def topic_argument(self) -> list[Argument]:
        """Return the topic as subject of a verb that stands first."""
        if self.topic is None:
            return []
        t = self.topic
        return [Argument(name=t.name, start=-1, end=-1, id=t.id, type=t.type, entity=t)]

    def acting(self, args: list[Argument]) -> list[Argument]:
        """Return who acts where ``args`` are the subject of an active verb."""
        found: list[Argument] = []
        for a in args:
            if a.entity is None:
                if a.event and a.agents:
                    found.extend(a.agents)
                continue
            if a.event in (None, "neutral", "activate", "increase", "stimulate", "enhance", "induce"):
                if a.via_of:
                    if a.head in ABILITIES:
                        found.append(self.plain(a))
                    continue
                if a.composed and a.head in ABILITIES:
                    found.append(self.plain(a))
                    continue
                found.append(a)
            elif a.agents:
                found.extend(a.agents)
            elif a.event == "bind" and a.noun == "binding" and not a.via_of and not a.composed:
                # "binding of X activates Y"
                found.append(replace(self.plain(a), start=a.start, end=a.end))
            elif (
                a.event in ("inhibit", "decrease", "loss")
                and a.noun
                and not a.via_of
                and a.type not in ("outcome", "disease")
            ):
                found.append(self.undone(a))
        return [
            a
            for a in found
            if a.type not in ("study", "organisation") and (a.arm or a.head not in PEOPLE or a.type == "cell")
        ]

    @staticmethod
    def plain(a: Argument) -> Argument:
        """Return the entity of an argument without the nouns around it."""
        e = a.entity
        assert e is not None
        return Argument(
            name=e.name,
            start=e.start if e.start >= 0 else a.start,
            end=e.end if e.end > 0 else a.end,
            id=e.id,
            type=e.type,
            entity=e,
        )

    @staticmethod
    def undone(a: Argument) -> Argument:
        """Return "inhibition of X", "loss of X" as a thing of its own, without an id."""
        name = a.name if a.name.lower().endswith(a.noun) else f"{a.name} {a.noun}"
        return replace(
            a,
            name=name,
            id=None,
            type="process",
            event=None,
            neutral=False,
            composed=True,
            negated=False,
            direction=None,
        )

    def words(self, first: int, last: int) -> str:
        """Return the printed words of tokens ``first`` up to ``last``."""
        return self.text[self.p.tokens[first].start : self.p.tokens[last - 1].end]

    def close(self, end: int, frame: Frame) -> int:
        """Keep what a verb made, with what stood before it."""
        if self.before:
            self.out.qualify(frame.made, self.before_ill, **self.before)
        self.clause_made.extend(frame.made)
        return end

    def new_clause(self, *, keep_subject: bool) -> None:
        """Forget the clause before."""
        if not keep_subject:
            self.earlier = self.subjects or self.earlier
            self.subjects = []
            self.subject_group = None
            self.saved = []
            self.actor = []
            self.lead = []
            self.before, self.before_ill = {}, []
            self.last = self.last_grounded = None
        self.mood = Mood()
        self.governing = self.lessened = None
        self.fronted_agents = self.told_agents = []
        self.clause_made = []
        self.in_subject = []
        self.conditional = self.inverted = False
        self.verbs_here = 0

    def printed_plural(self, a: Argument) -> bool:
        """Tell whether the words of an argument end as a plural."""
        word = self.text[max(a.start, 0) : a.end].rstrip(" )").lower()
        return word.endswith("s") and not word.endswith(("ss", "us", "is", "diabetes", "herpes", "rabies", "scabies"))

    def antecedent(self, verb: VerbGroup) -> list[Argument]:
        """Return what a relative pronoun or participle stands for."""
        group = self.last
        if group is None:
            return []
        if not group.grounded:
            first = self.p.low(group.first)
            apposed = first in ("a", "an", "the") and self.p.low(group.first - 1) == ","
            if self.last_grounded is not None and apposed and group.head not in ABILITIES | {"finding", "change"}:
                group = self.last_grounded
            else:
                return []
        args = (
            [a for a in group.args if not a.exemplar]
            if any(a.exemplar and not b.exemplar for a in group.args for b in group.args if b.grounded)
            else group.args
        )
        args = [a for a in args if a.grounded] or group.grounded
        if (
            any(a.noun and (a.neutral or a.event) for a in args)
            and self.p.low(group.last) == ","
            and not verb.passive
            and (verb.modal or (verb.word is not None and verb.word.form == "s"))
        ):
            return []
        plural_verb = (
            verb.word is not None and not verb.frames and verb.word.form == "b" and not verb.modal and verb.form == "s"
        )
        singular_verb = verb.word is not None and verb.word.form == "s"
        if (
            self.p.kind(verb.first - 1) == "rel"
            or self.p.kind(verb.first - 2) == "rel"
            or self.p.low(verb.first - 1) == "turn"
        ):
            if plural_verb and len(args) == 1 and not self.printed_plural(args[0]):
                args = [a for a in group.args if a.exemplar]
            if singular_verb and len(args) == 1 and self.printed_plural(args[0]):
                # "by depleting cells, which increases …": the clause, not the cells
                return []
        if (
            self.p.kind(verb.first - 1) == "rel"
            and self.p.low(group.last) != ","
            and len(args) > 1
            and self.p.low(verb.first) in ("is", "was", "has")
        ):
            # "a syndrome with fever and pain that is seen after X": the syndrome
            return []
        if self.p.kind(verb.first - 1) == "rel" and singular_verb and len(args) > 2:
            # "A, B, and C that results in Y": which of them, or the whole, is not said
            return []
        singular = verb.word is not None and verb.form == "s" and verb.word.form == "s" and not verb.passive
        return args[-1:] if singular and len(args) > 1 else args

    def simple(self, verb: VerbGroup, actor: list[Argument], mood: Mood, *, rule: str) -> int:
        """Read a verb of any form with the actor given, and return the index after its object and tail."""
        if self.nesting > 12:
            return max(verb.last, verb.first + 1)
        self.nesting += 1
        subjects, kept = self.subjects, self.mood
        verb.negated = verb.negated != mood.negated
        self.subjects, self.mood = actor, mood
        if verb.form in ("g", "b"):
            verb.passive = verb.passive and verb.form != "g"
        end = self.verb(verb, False, actor=actor, rule=rule)
        self.subjects, self.mood = subjects, kept
        self.nesting -= 1
        return end

    def more_forms(self, i: int, form: str, actors: list[Argument], mood: Mood, rule: str) -> int:
        """Read further coordinated verbs of the same form with the same actor."""
        p = self.p
        while True:
            k = i
            if p.low(k) == ",":
                k += 1
            if p.kind(k) == "conj":
                k += 1
            if k == i:
                return i
            got = self.v.at(k)
            if got is None or got.word is None or got.form != form:
                return i
            end = self.simple(got, actors, mood.with_(), rule=rule)
            if end <= i:
                return i
            i = end

    # ------------------------------------------------------------ read by parts further down

    def antibody(self, owners: list[Argument], group: Group) -> None:
        """Read "antibodies against Y": they bind it."""
        raise NotImplementedError

    def combine(self, ones: list[Argument], others: list[Argument]) -> list[int]:
        """Add that each of ``ones`` is combined with each of ``others``."""
        raise NotImplementedError

    def combined_after(self, group: Group, i: int) -> int:
        """Read "X combined with Y" from the index after X, and return the index after Y, 0 where there is none."""
        raise NotImplementedError

    def content(self, verb: VerbGroup, mood: Mood, sense: str) -> int:
        """Enter the content of "suggest that …", with its certainty."""
        raise NotImplementedError

    def patients_with(self, target: Group) -> tuple[list[Argument], int, list[Argument]]:
        """Return the conditions in "patients with D", else the group's own; the index after; the people named."""
        raise NotImplementedError

    def people_given(self, group: Group) -> Group | None:
        """Return the group that people after a preposition got ("in women receiving X"), as arms."""
        raise NotImplementedError

    def remember(self, group: Group) -> None:
        """Keep a group as antecedent, and say what its own nouns say."""
        raise NotImplementedError

    def verb(self, verb: VerbGroup, fresh: bool, *, actor: list[Argument] | None = None, rule: str = "") -> int:
        """Read a verb group with its objects and tail, and return the index after them."""
        raise NotImplementedError

    def with_outcome(self, i: int, frame: Frame) -> int:
        """Read "with no toxicity", "with the ability to V", "with a function of V-ing" after a verb; 0 where it is neither."""
        raise NotImplementedError
