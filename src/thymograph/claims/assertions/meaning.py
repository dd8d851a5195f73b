"""Which predicate a sense gives with an object, and the assertions that come of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from thymograph.claims.assertions.arguments import PEOPLE, Argument
from thymograph.model import Assertion

__all__ = ["Mood", "Statements", "is_good", "is_ill", "predicates_of", "usable"]

_GOOD = re.compile(
    r"\b(?:(?<!cell )(?<!cells )function\w*|survival|efficacy|effectiveness|quality of life|outcomes?|response rates?|recovery|remission|tolerability|"
    r"cognition|adherence|(?:durable|complete|partial|clinical|(?<!anti-)(?<!anti)tumou?r|objective) responses?|prognosis|healing|wellbeing|well-being)\b",
    re.IGNORECASE,
)
_ILL = re.compile(
    r"(?:itis|osis|iasis|oma|neoplasia|neoplasms?|tumou?rs?|malignanc(?:y|ies)|deficiency|ulcers?|hypersensitivity|emia|aemia|penia|pathy|algia|toxicity|failure|syndrome|disease|disorders?|infection|infarction|injury|damage|"
    r"death|pain|reactions?|dysfunction|cancer|carcinoma|lymphoma|stroke|bleeding|hemorrhage|haemorrhage|nausea|vomiting|diarrh?oea|"
    r"rash|fever|headache|edema|oedema|dizziness|seizures?|hypotension|hypertension|hypoxia|shock|depression|anxiety|fractures?|"
    r"impairment|insufficiency|storm|defects?|obesity|diabetes|asthma|overdose|allerg\w*|fatigue|insomnia|cough|itching|tremor|loss)s?$",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"\b(?:mortality|deaths?|survival|relapses?|recurrences?|progression|response|responses|remissions?|symptoms?|disability|severity|cure|"
    r"exacerbations?|flares?|hospitali[sz]ations?|outcomes?|quality of life|disease activity|immune function|recovery)\b",
    re.IGNORECASE,
)
_GAIN = re.compile(
    r"\b(?:survival|response|responses|remissions?|cure|outcomes?|quality of life|function|recovery)\b", re.IGNORECASE
)
_CELL_PROCESS = re.compile(
    r"(?:ptosis|cytosis|mitosis|meiosis|symbiosis|osmosis|homeostasis|signalosis)$", re.IGNORECASE
)
_LIKE_A_PATHWAY = re.compile(r"\b(?:pathways?|signall?ing|cascades?|axis|system)$", re.IGNORECASE)
_UP = frozenset({"increase", "enhance", "stimulate", "induce", "promote", "light", "cause", "trigger"})
_DOWN = frozenset({"decrease", "inhibit", "prevent"})
_EVENT_UP = frozenset({"activate", "increase", "enhance", "stimulate", "induce"})
_EVENT_DOWN = frozenset({"inhibit", "decrease"})
_LIGHT = frozenset(
    {
        "light",
        "cause",
        "report",
        "associate",
        "exert",
        "produce",
        "allow",
        "induce",
        "stimulate",
        "involve",
        "contribute",
        "characterise",
    }
)
_PLAIN = {
    "activate": "activates", "inhibit": "inhibits", "increase": "increases", "decrease": "decreases", "improve": "improves",
    "worsen": "worsens", "prevent": "prevents", "bind": "binds", "secrete": "produces", "regulate": "regulates", "affect": "regulates",
    "characterise": "associated_with", "become": "differentiates_into", "approve": "approved_for", "recommend": "recommended_for",
    "contraindicate": "contraindicated_in", "combine": "combined_with", "excrete": "excreted_by", "compare": "compared_with",
}  # fmt: skip
_SELF = {"balance": "regulates", "up": "increases", "down": "decreases", "better": "improves", "worse": "worsens"}
NEGATIVE = {
    "associated_with": "not_associated_with",
    "recommended_for": "not_recommended_for",
    "approved_for": "not_approved",
}


def is_ill(argument: Argument) -> bool:
    """Tell whether it names a disease or an unwanted outcome."""
    if argument.type == "disease":
        return True
    if _CELL_PROCESS.search(argument.head) or _CELL_PROCESS.search(argument.name):
        return False
    if argument.composed or argument.entity is None or argument.type in ("outcome", "other", "process"):
        return bool(_ILL.search(argument.name) or _ILL.search(argument.head))
    return False


def is_good(argument: Argument) -> bool:
    """Tell whether it names an outcome that people want more of."""
    return bool(_GOOD.search(argument.name))


def _base(sense: str, lemma: str, arg: Argument) -> str | None:
    """Return the predicate of a sense with a plain object."""
    if sense in ("increase", "decrease", "inhibit", "regulate", "affect", "worsen"):
        return _PLAIN[sense]
    if sense == "enhance":
        return (
            "improves"
            if lemma not in ("promote", "foster", "facilitate", "encourage", "accelerate") and is_good(arg)
            else "increases"
        )
    if sense in ("stimulate", "induce", "light"):
        if is_ill(arg):
            return "causes"
        if is_good(arg):
            return "improves"
        if arg.neutral or (arg.composed and not _LIKE_A_PATHWAY.search(arg.name)):
            return "increases"
        if sense != "induce" and (
            arg.type in ("receptor", "protein", "cell", "pathway", "gene") or _LIKE_A_PATHWAY.search(arg.name)
        ):
            return "activates"
        if arg.type == "pathway" or _LIKE_A_PATHWAY.search(arg.name):
            return "activates"
        if sense == "light" and arg.entity is None:
            return None
        if arg.type in ("study", "organisation", "procedure", "drug"):
            return None
        return "increases"
    if sense in ("cause",):
        return "causes" if arg.type not in ("drug", "study", "organisation", "procedure") else None
    if sense in ("produce",):
        if is_ill(arg):
            return "causes"
        return (
            "produces"
            if arg.type not in ("disease", "outcome", "study", "process", "organisation", "procedure")
            else None
        )
    if sense == "treat":
        return (
            "treats"
            if arg.type in ("disease", "outcome", "process", None, "other") and arg.head not in PEOPLE
            else None
        )
    if sense in ("associate", "characterise"):
        return "associated_with"
    if sense == "report":
        return None
    return _PLAIN.get(sense)


def predicates_of(sense: str, lemma: str, arg: Argument) -> tuple[str, bool] | None:
    """Return the predicate that a subject bears to ``arg``, and whether the noun over it names the object; None when unsure."""
    if arg.event == "unclear":
        return None
    event = arg.event
    if arg.shared_direction and arg.direction in ("impaired", "better", "worse") and is_ill(arg):
        # "impaired healing and anemia": the anemia is not impaired
        arg = replace(arg, direction=None)
    if event is None or event == "neutral":
        if arg.direction and sense in _LIGHT and sense != "characterise" and arg.direction in _SELF:
            if arg.direction == "better" and is_ill(arg):
                return "improves", False
            if arg.direction == "up" and is_good(arg) and re.search(r"survival", arg.name):
                return "improves", False
            return _SELF[arg.direction], False
        if arg.direction == "impaired" and sense in _LIGHT:
            return "worsens", False
        if arg.direction == "impaired" and sense in ("improve",):
            return "improves", False
        if arg.direction == "balance" and sense in _UP:
            return "regulates", False
        base = _base(sense, lemma, arg)
        return (base, False) if base else None
    if sense in _LIGHT or sense in _UP:
        if event in ("treat", "prevent"):
            return (_PLAIN.get(event) or "treats", False) if sense in ("report", "exert", "allow", "light") else None
        if event in _EVENT_UP and sense in ("increase", "enhance", "promote", "stimulate", "induce"):
            # "promotes the activation of X": X is activated; "increases the induction of X": more of it.
            made = _base(event, "", replace(arg, event=None))
            return (made, False) if made else None
        if event == "affect":
            return "regulates", False
        made = _base(event, "", replace(arg, event=None))
        return (made, False) if made else None
    if sense in _DOWN:
        if event in _EVENT_UP:
            plain = arg.type in ("protein", "cytokine", "receptor", "gene", "pathway") and not arg.composed
            return _PLAIN[sense], not plain
        return None
    if sense in ("regulate", "affect"):
        return ("regulates", arg.type in ("cell", None)) if event not in _EVENT_DOWN else None
    if sense == "improve" and event in ("improve", "treat"):
        return "improves", event == "treat"
    if sense in ("approve", "recommend", "contraindicate", "treat", "combine"):
        if event in ("treat", "prevent", "improve", "decrease"):
            base = _base(sense, lemma, replace(arg, event=None))
            return (base, False) if base else None
        return None
    if sense in ("activate", "bind"):
        return None
    return None


@dataclass(slots=True)
class Mood:
    """How a clause says what it says."""

    negated: bool = False
    certainty: str = "asserted"
    polarity: str | None = None
    """no_evidence or unknown, where the frame of the clause says so."""
    blocked: bool = False
    """True in the object of a study ("to evaluate whether …"): nothing is stated."""

    def with_(self, *, negated: bool | None = None, certainty: str | None = None) -> Mood:
        """Return a copy, with the lower of two certainties."""
        order = ("asserted", "hedged", "speculative")
        level = max(self.certainty, certainty or "asserted", key=order.index)
        return Mood(self.negated if negated is None else negated, level, self.polarity, self.blocked)


class Statements:
    """Collects the assertions of one statement, each once."""

    def __init__(self, text: str) -> None:
        """Collect assertions about ``text``."""
        self.text = text
        self.found: list[Assertion] = []
        self.pairs: list[tuple[Argument, Argument]] = []
        self.dropped: set[int] = set()
        self.conditions: dict[int, list[Argument]] = {}

    def add(
        self,
        subject: Argument,
        predicate: str,
        target: Argument,
        mood: Mood,
        rule: str,
        span: tuple[int, int],
        *,
        noun: bool = False,
    ) -> int | None:
        """Add one assertion and return its index; None when it says nothing or is not sure."""
        if mood.blocked or not subject.name or not target.name or subject.entity is None:
            return None
        name, curie = target.name, target.id
        if noun and target.noun and not name.lower().endswith(target.noun):
            name, curie = f"{name} {target.noun}", None
        if subject.name == name or (subject.id is not None and subject.id == curie):
            return None
        negated = (
            mood.negated != target.negated if target.negated and mood.negated else (mood.negated or target.negated)
        )
        if subject.negated and not mood.negated:
            negated = True
        polarity = "affirmed"
        if predicate == "denied_change":
            predicate, negated = "no_effect_on", False
        if negated and predicate in ("associated_with", "recommended_for"):
            predicate, negated = NEGATIVE[predicate], False
        if mood.polarity:
            polarity = mood.polarity
        elif negated:
            polarity = "negated"
        start = min([x for x in (subject.start, target.start, span[0]) if x >= 0], default=span[0])
        end = max(subject.end, target.end, span[1])
        made = Assertion(
            subject=subject.name, predicate=predicate, object=name, subject_id=subject.id, object_id=curie, start=max(start, 0), end=end,
            rule=rule, polarity=polarity, certainty=mood.certainty,
        )  # fmt: skip
        for n, old in enumerate(self.found):
            if (old.subject, old.predicate, old.object, old.polarity) == (
                made.subject,
                made.predicate,
                made.object,
                made.polarity,
            ):
                return n
        self.found.append(made)
        self.pairs.append((subject, target))
        return len(self.found) - 1

    def relate(
        self,
        subjects: list[Argument],
        sense: str,
        lemma: str,
        targets: list[Argument],
        mood: Mood,
        rule: str,
        span: tuple[int, int],
    ) -> list[int]:
        """Add what a verb or noun of ``sense`` says of each pair, and return the indices."""
        made: list[int] = []
        for subject in subjects:
            if subject.entity is None:
                continue
            for target in targets:
                if not usable(target, sense):
                    continue
                if (
                    sense == "associate"
                    and (mood.negated or target.negated)
                    and target.event in (None, "neutral", "induce", "stimulate")
                    and not target.direction
                ):
                    got = self.add(subject, "associated_with", target, mood, rule, span)
                    made.extend([got] if got is not None else [])
                    continue
                if target.negated and target.event == "affect":
                    got = self.add(subject, "no_effect_on", replace(target, negated=False), mood, rule, span)
                    made.extend([got] if got is not None else [])
                    continue
                found = predicates_of(sense, lemma, target)
                if found is None:
                    continue
                predicate, noun = found
                if sense == "affect" and (mood.negated or target.negated):
                    predicate = "denied_change"
                    target = replace(target, negated=False)
                got = self.add(subject, predicate, target, mood, rule, span, noun=noun)
                if got is not None:
                    made.append(got)
        return made

    def benefits(self) -> None:
        """Add that a drug treats the condition in which it improves the outcome of that condition."""
        for n, conditions in sorted(self.conditions.items()):
            made, (subject, target) = self.found[n], self.pairs[n]
            if (
                made.polarity != "affirmed"
                or subject.type not in ("drug", "procedure")
                or not _OUTCOME.search(target.name)
            ):
                continue
            gain = bool(_GAIN.search(target.name))
            if made.predicate not in (
                ("improves", "increases") if gain else ("decreases", "prevents", "improves", "inhibits")
            ):
                continue
            for condition in conditions:
                self.add(
                    subject,
                    "treats",
                    condition,
                    Mood(certainty=made.certainty),
                    "outcome of a condition",
                    (made.start, made.end),
                )

    def kept(self) -> list[Assertion]:
        """Return what was found and not taken back."""
        return [a for n, a in enumerate(self.found) if n not in self.dropped]

    def qualify(self, indices: list[int], conditions: list[Argument] | None = None, **values: str | None) -> None:
        """Set qualifiers that are still empty on the assertions at ``indices``."""
        for n in indices:
            if conditions:
                self.conditions.setdefault(n, []).extend(c for c in conditions if c.name != self.found[n].object)
            old = self.found[n]
            new = {k: v for k, v in values.items() if v and getattr(old.qualifiers, k) is None}
            if new:
                self.found[n] = replace(old, qualifiers=replace(old.qualifiers, **new))


_VAGUE = frozenset(
    "need use number effect effects role ability potential way ways time data results result evidence risk patients patient study studies "
    "trial trials treatment therapy dose doses dosage level levels group groups addition use review findings understanding approach "
    "mechanism mechanisms others concern concerns benefit benefits this these interest monitoring care caution safety type part side "
    "change changes difference differences analysis model models attention issue issues problem problems question questions it them "
    "ability capacity potential role efficacy cells people women men children adults subjects range series variety lot attempt activity".split()
)
_UNGROUNDED_SENSES = frozenset(
    {"increase", "decrease", "improve", "inhibit", "worsen", "cause", "treat", "prevent", "enhance", "light"}
)


def usable(argument: Argument, sense: str) -> bool:
    """Tell whether an object is named well enough to be one."""
    if argument.head == "this event" or (argument.composed and len(argument.name.split()) > 7):
        return False
    if argument.entity is not None:
        return not argument.arm and argument.type not in ("study", "organisation")
    words = argument.name.split()
    if (
        not words
        or len(words) > 4
        or argument.head in _VAGUE
        or argument.head in PEOPLE
        or sense not in _UNGROUNDED_SENSES
    ):
        return False
    if sense == "light" and argument.event is None and argument.direction is None:
        return False
    if argument.event is not None and argument.event != "neutral":
        return False
    if sense == "improve" and is_ill(argument):
        return False
    return all(re.fullmatch(r"[A-Za-z][\w-]+", word) for word in words) and len(argument.head) > 3
