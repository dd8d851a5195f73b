"""The assertions found so far in one statement, and in what mood their clauses say them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from thymograph.claims.assertions.arguments import ABILITIES, CARRIERS, Argument
from thymograph.claims.assertions.meaning import is_ill, predicates_of
from thymograph.claims.assertions.objects import is_body_part, usable
from thymograph.model import Assertion, Qualifiers

__all__ = ["NEGATIVE", "Mood", "Statements"]

_OUTCOME = re.compile(
    r"\b(?:mortality|deaths?|survival|relapses?|recurrences?|progression|response|responses|remissions?|symptoms?|disability|severity|cure|"
    r"exacerbations?|flares?|hospitali[sz]ations?|outcomes?|disease activity|immune function|recovery)\b",
    re.IGNORECASE,
)
_GAIN = re.compile(
    r"\b(?:survival|response|responses|remissions?|cure|outcomes?|immune function|recovery)\b", re.IGNORECASE
)
# "stopping X increases Y": it is not X that does it
_STUDIED = re.compile(
    r"^[^.;]{0,60}\b(?:deserves?|warrants?|merits?|requires?|needs?) (?:further|more|additional) "
    r"(?:study|studies|research|investigations?|evaluation|trials)",
    re.IGNORECASE,
)
_GRAVE = re.compile(r"\b(?:serious|severe|major|significant) $", re.IGNORECASE)
_STOPPED = re.compile(
    r"\b(?:stopp\w+|discontinu\w+|withdraw\w+|cessation|interrupt\w+|avoid\w+|without|absence|lack|deprivation|omission|omitting)(?: of| from)?(?: the)? $",
    re.IGNORECASE,
)
_STOPPING = re.compile(
    r"\b(?:stop|discontinu(?:e|ation)|withdraw(?:al)?|abrupt(?:ly)?|missed|overdose)\b", re.IGNORECASE
)
_CHANGES = frozenset({"increases", "decreases", "inhibits", "activates", "regulates", "worsens", "improves"})
_DONE = frozenset({"causes", "increases", "decreases", "improves", "worsens", "prevents", "treats"})
_BY_AGENTS = _DONE | {"inhibits", "activates", "regulates", "recommended_for", "associated_with"}
_GRADED = re.compile(r"\b(low|lower|reduced|decreased|poor|impaired|insufficient|inadequate) $", re.IGNORECASE)
_ACTION_OF = re.compile(r"\b(?:actions?|effects?|functions?) of (?:the )?$", re.IGNORECASE)
_GRADED_OF = re.compile(
    r"\b(low|lower|reduced|decreased|impaired|insufficient|inhibited|suppressed|diminished|downregulated) "
    r"(expression|levels?|activity|production|secretion|concentrations?) of (?:the )?$",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(altered|aberrant|abnormal|compromised|impaired|defective|dysregulated|excessive|disturbed|disrupted|uncontrolled) $",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"\b(reduced|decreased|diminished|low|poor|deteriorated|increased|elevated|high) $", re.IGNORECASE)
_TAKEN = re.compile(r" (?:intake|consumption|exposure|supply|production|levels?)$", re.IGNORECASE)
_LESS = frozenset({"down", "scarce", "impaired", "worse"})
_ADVICE = frozenset({"compared_with", "combined_with", "recommended_for", "not_recommended_for", "contraindicated_in"})
_NO_SUBJECT = frozenset(
    {
        "oral administration",
        "serum",
        "plasma",
        "protein binding",
        "intravenous administration",
        "intraperitoneal administration",
        "administration",
        "signaling pathway",
        "signalling pathway",
        "pathway",
        "medical history",
        "compound",
        "RNA",
        "DNA",
        "monotherapy",
        "combination therapy",
        "maintenance therapy",
        "first-line therapy",
        "enzyme",
    }
)
_HELPS = frozenset({"decreases", "improves", "prevents", "treats"})
_POPULATION = re.compile(r"\b(?:patients|people|adults|children|women|men|individuals) (?:with|at)(?: [\w-]+){0,5} $")
_UNUSED = re.compile(r"\b(?:should|must) not be (?:used|given|taken|prescribed)\b", re.IGNORECASE)
_NO_OBJECT = frozenset(
    {
        "medical history",
        "personal",
        "family history",
        "electron",
        "inhibition",
        "activation",
        "drug",
        "beta",
        "alpha",
        "plasma",
        "serum",
    }
    | {
        "condition",
        "conditions",
        "blood",
        "production",
        "expression",
        "release",
        "synthesis",
        "mRNA",
        "mrna",
        "levels",
        "enzyme",
        "compound",
        "drugs",
    }
)
_SECOND = re.compile(
    r"\b(?:(?:concomitant|concurrent) (?:use|administration|treatment|therapy) (?:of|with)|co-?administration of) [\w /-]{2,40} and $",
    re.IGNORECASE,
)
_ANYBODY = frozenset(
    "patient patients people individuals persons participants subjects those users everyone anyone".split()
)
_BARE_HARMS = frozenset(
    "trouble troubles syndrome problem problems symptom symptoms reaction reactions effect effects issue issues condition conditions change changes".split()
)
_LINES = frozenset(
    {
        "first-line therapy",
        "second-line therapy",
        "adjunct therapy",
        "adjuvant therapy",
        "add-on therapy",
        "maintenance therapy",
    }
)
"""For what nothing is recommended: how it is given."""
_BARE = frozenset(
    {
        "flow",
        "transport",
        "conduction",
        "biosynthesis",
        "current",
        "function",
        "functions",
        "survival",
        "growth",
        "response",
        "use",
        "heart",
    }
)
NEGATIVE = {
    "associated_with": "not_associated_with",
    "recommended_for": "not_recommended_for",
    "approved_for": "not_approved",
}
_UNGIVEN = frozenset({"disease", "outcome", "process", "cell", "protein", "cytokine", "gene", "receptor"})
"""Types of what nobody gives: an association with them says nothing of a change."""
_FEWER = frozenset({"down", "scarce", "impaired", "worse"})
_DOINGS = frozenset(
    {"effect", "effects", "action", "actions", "ability", "capacity", "efficacy", "effectiveness", "potency"}
)
_POWERS = frozenset({"efficacy", "effectiveness", "potency"})
"""What a drug has less of while it still does what it does."""
_TRAITS = frozenset({"comorbidity", "overweight", "pregnancy"})
"""What describes people and is not what they are treated for."""


def _with_direction(target: Argument) -> Argument:
    """Return what goes along with something, named with its direction where that is down: "lower survival"."""
    lower = target.direction in _FEWER or target.event in ("decrease", "inhibit", "loss", "worsen")
    if not lower or not target.grounded:
        return replace(target, event=None)
    word = "worse" if target.direction == "worse" else "impaired" if target.direction == "impaired" else "lower"
    return replace(target, name=f"{word} {target.name}", id=None, composed=True, event=None, direction=None)


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
        self.doses: dict[int, str] = {}
        """What was printed behind a drug as its dose, by where the drug starts."""

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
        if (
            name in _NO_OBJECT
            or (name in _LINES and predicate in ("recommended_for", "treats", "approved_for") and not mood.negated)
            or (target.entity is None and name.lower() in _ANYBODY)
            or name.startswith(("irrespective", "regardless"))
            or (name in _BARE and target.id is None)
        ):
            return None
        of_people = subject.type in ("disease", "outcome") and predicate in _HELPS and subject.start > 0
        if of_people and _POPULATION.search(self.text, max(0, subject.start - 60), subject.start):
            # "in patients with D, those who received X had less Y"
            return None
        if target.name in ("mortality", "death") and self.text[max(0, target.start - 6) : target.start] == "their ":
            # bacteria, cells …: not an outcome of people
            return None
        if rule == "ability or role" and _STUDIED.search(self.text[max(0, target.end) :]):
            # "the use of X to treat D deserves further study"
            return None
        if target.name == "adverse event" and rule == "observed with":
            return None
        vague = subject.name in ("adverse event", "toxicity")
        if subject.name in _NO_SUBJECT or (vague and (predicate != "associated_with" or target.type != "disease")):
            return None
        if subject.name == "placebo" and not (mood.negated or subject.negated) and predicate != "compared_with":
            return None
        if subject.direction in _LESS and not subject.arm and predicate not in _ADVICE:
            # "low magnesium causes cramps", "inadequate intake of X": it is not X that does it, but the lack of it
            before = _GRADED.search(self.text, max(0, subject.start - 16), max(0, subject.start))
            of = _GRADED_OF.search(self.text, max(0, subject.start - 44), max(0, subject.start))
            if (before is None and of is None) or subject.event not in (None, "neutral"):
                return None
            taken = _TAKEN.search(self.text[subject.start : subject.end])
            whole = f"{before[1].lower()} {subject.name}{taken[0].lower() if taken else ''}" if before else ""
            if of is not None:
                # "reduced expression of X"
                whole = f"{of[1].lower()} {subject.name} {of[2].lower()}"
            subject = replace(subject, name=whole, id=None, composed=True, direction=None)
        whose = target.entity if target.composed or target.event == "bind" else None
        if (
            whose is not None
            and whose.implicit
            and whose.type in ("drug", "procedure")
            and target.head not in ABILITIES
        ):
            # "X raises its intensity": whose it is, is not X
            return None
        if target.id is None and ("," in name or (predicate == "causes" and name.lower() in _BARE_HARMS)):
            # two things read as one, or a noun without what makes it one
            return None
        if ((predicate in _DONE or predicate in _ADVICE) and is_body_part(target)) or (
            predicate in _BY_AGENTS and is_body_part(subject)
        ):
            # a part of the body is no harm, and neither more nor less; nor is it what acts
            return None
        if target.type == "drug" and subject.type in ("disease", "outcome") and (vague or predicate in _CHANGES):
            # "side effects limit its use": the use, not the drug
            return None
        if (subject.start < 0 or (subject.entity is not None and subject.entity.implicit)) and (
            (subject.type in ("disease", "outcome") and predicate in _HELPS)
            or (subject.start < 0 and predicate in _DONE and _STOPPING.search(self.text, 0, max(0, target.start)))
        ):
            # "Shrinks tumors" on a page about cancer: not the cancer. "Do not stop abruptly, can cause Y": not the drug.
            return None
        if (
            subject.start > 0
            and predicate != "not_recommended_for"
            and _STOPPED.search(self.text, max(0, subject.start - 30), subject.start)
        ):
            return None
        if (
            subject.start > 0
            and ("con" in self.text or "oadministration" in self.text)
            and _SECOND.search(self.text, max(0, subject.start - 80), subject.start)
        ):
            # "concurrent use of A and B raised Y": told of the first
            return None
        if noun and target.noun and not name.lower().endswith(target.noun):
            name, curie = f"{name} {target.noun}", None
        if subject.type == "outcome" and subject.name in ABILITIES:
            return None
        if subject.name.startswith("anti-") or (predicate == "treats" and name.startswith("anti-")):
            # "anti-diabetic" is no name
            return None
        if target.composed and target.end >= len(self.text.rstrip(" .")) - 1:
            # the number of a note behind the last word is no part of the name
            name = re.sub(r"(?<=[a-z]) \d{1,2}$", "", name)
        if predicate in ("decreases", "increases", "improves") and name.endswith(" relief"):
            # "provides symptom relief"
            name, curie, predicate = name.removesuffix(" relief"), None, "decreases"
        if (
            predicate == "produces"
            and target.type == "cell"
            and subject.type in ("cytokine", "protein", "gene", "receptor")
        ):
            # "acts on IL-17, producing T cells"
            return None
        if target.id is None and name.endswith(
            ("-infected", "-treated", "-induced", "-mediated", "-related", "-associated")
        ):
            # "kills virus-infected and tumour cells"
            return None
        if rule == "due to" and target.type in ("drug", "cytokine", "protein", "procedure"):
            # "This is due to Y": what X did, not X
            return None
        if target.entity is None and re.fullmatch(r"\w+(?:tory|ous|ive)", name):
            # "reduces excitatory (but raises inhibitory) transmission"
            return None
        if target.id is None and (re.match(r"[a-z] ", name) or name.startswith(f"{subject.name} ")):
            # a letter of a formula; "X's properties come from X"
            return None
        if subject.name == name or (subject.id is not None and subject.id == curie):
            return None
        if (
            target.composed
            and target.entity is not None
            and target.entity.name == subject.name
            and target.head.split()[-1] in ABILITIES
        ):
            # "produces its effects"
            return None
        negated = (
            mood.negated != target.negated if target.negated and mood.negated else (mood.negated or target.negated)
        )
        if subject.negated and not mood.negated:
            negated = True
        polarity = "affirmed"
        if (
            predicate in ("treats", "prevents")
            and negated
            and _UNUSED.search(self.text, max(0, subject.end), max(0, target.start))
        ):
            predicate, negated = "not_recommended_for", False
        if name == "adverse event" and negated and _GRAVE.search(self.text, max(0, target.start - 14), target.start):
            # no serious ones: others there may be
            name, curie = "serious adverse event", None
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
            rule=rule, polarity=polarity, certainty=mood.certainty, qualifiers=Qualifiers(dose=self.doses.get(subject.start)),
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
        asked = sense
        if lemma == "cure" and mood.negated:
            # what does not cure may treat
            return made
        for subject in subjects:
            if subject.entity is None:
                continue
            for target in targets:
                sense = asked
                if target.via_of and target.entity is not None and target.head in _DOINGS - _POWERS:
                    # who blocks (or protects from) the effects of X blocks X; how they come about says nothing of X
                    sense = "inhibit" if sense in ("prevent", "decrease", "worsen") else sense
                    if sense not in ("inhibit", "enhance", "increase"):
                        continue
                    e = target.entity
                    target = replace(target, name=e.name, id=e.id, type=e.type, composed=False, via_of=False, noun="")
                if not usable(target, sense):
                    continue
                if lemma == "mediate" and _ACTION_OF.search(self.text, max(0, target.start - 24), max(0, target.start)):
                    # "receptors mediate the actions of X"
                    continue
                if sense in ("associate", "characterise"):
                    target = self._as_changed(target, sense)
                if (
                    sense == "bind"
                    and lemma == "interact"
                    and "drug" in (subject.type, target.type)
                    and target.type not in ("protein", "receptor", "gene", "cytokine", "cell")
                ):
                    # drugs interact without binding each other
                    continue
                if (
                    sense == "associate"
                    and (mood.negated or target.negated)
                    and target.event in (None, "neutral", "induce", "stimulate", "increase")
                    # "not associated with a higher risk of Y" denies that they go together
                    and target.direction in (None, "up")
                ):
                    got = self.add(subject, "associated_with", target, mood, rule, span)
                    made.extend([got] if got is not None else [])
                    continue
                if target.negated and target.event == "affect":
                    got = self.add(subject, "no_effect_on", replace(target, negated=False), mood, rule, span)
                    made.extend([got] if got is not None else [])
                    continue
                if (
                    sense == "associate"
                    and (subject.type in _UNGIVEN or subject.direction in ("scarce", "down"))
                    and not subject.arm
                    and subject.head not in CARRIERS
                ):
                    # what a disease goes with, it need not change: "depression is linked to higher mortality"
                    got = self.add(subject, "associated_with", _with_direction(target), mood, rule, span)
                    made.extend([got] if got is not None else [])
                    continue
                if sense == "associate" and target.event == "affect":
                    target = replace(target, event=None)
                vaccine = sense == "treat" and not lemma and "vaccin" in subject.name.lower()
                found = predicates_of("prevent" if vaccine else sense, lemma, target)
                if found is None:
                    continue
                predicate, noun = found
                if predicate == "produces" and subject.type in ("drug", "procedure"):
                    # cells make things; what a drug produces is an effect
                    predicate = "increases" if target.grounded else "causes"
                if sense == "affect" and (mood.negated or target.negated):
                    predicate = "denied_change"
                    target = replace(target, negated=False)
                got = self.add(subject, predicate, target, mood, rule, span, noun=noun)
                if got is not None:
                    made.append(got)
        return made

    def _as_changed(self, target: Argument, sense: str) -> Argument:
        """Return "altered microbiota", "compromised function" as a thing of its own: what goes with a disease is not the thing itself."""
        if target.composed or is_ill(target) or target.start <= 0:
            return target
        found = _CHANGED.search(self.text, max(0, target.start - 16), target.start)
        if found is None and sense == "characterise":
            found = _LEVEL.search(self.text, max(0, target.start - 16), target.start)
        if found is None:
            return target
        return replace(target, name=f"{found[1].lower()} {target.name}", id=None, composed=True)

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
            for condition in (
                c
                for c in conditions
                if c.id is not None and c.name not in _TRAITS and not c.name.endswith(("lesion", "lesions"))
            ):
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
        kept = (a for n, a in enumerate(self.found) if n not in self.dropped)
        # "X with Z against X alone" is told of Z
        return [a for a in kept if a.qualifiers.compared_to != a.subject]

    def qualify(self, indices: list[int], conditions: list[Argument] | None = None, **values: str | None) -> None:
        """Set qualifiers that are still empty on the assertions at ``indices``."""
        for n in indices:
            if conditions:
                self.conditions.setdefault(n, []).extend(c for c in conditions if c.name != self.found[n].object)
            old = self.found[n]
            new = {k: v for k, v in values.items() if v and getattr(old.qualifiers, k) is None}
            if new:
                self.found[n] = replace(old, qualifiers=replace(old.qualifiers, **new))
