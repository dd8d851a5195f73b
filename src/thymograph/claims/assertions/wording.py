"""The words of a statement in their neighbourhood: which are verbs here, where a noun group may start or a clause goes on."""

from __future__ import annotations

from thymograph.claims.assertions.tokens import Token
from thymograph.model import Entity

__all__ = ["LONGEST_BRACKET", "Words"]

_AGENT_HEADS = frozenset(
    "antibody antibodies agent agents drug drugs enzyme enzymes factor factors hormone hormones effect effects properties compounds compound doses dose therapy therapies".split()
)
_BOTH = frozenset(
    "control influence support aid use test aim measure impact balance cause result limit review report question link act work "
    "function cut slow double triple ease treat benefit alter lower drop fall rise increase decrease release change boost surge "
    "yield trigger guard cure halt arrest block process show damage attempt spread start drive visit stay return exercise deposit transport".split()
) - {"alter", "treat", "lower"}  # fmt: skip
_INTRANSITIVE = frozenset({"increase", "decrease", "improve", "worsen", "move_up", "move_down"})

# Tokens after which a bracket counts as never closed: reading stays linear in the length of the text.
LONGEST_BRACKET = 300


class Words:
    """Tells verbs from nouns in the tokens of one statement."""

    text: str
    tokens: list[Token]
    topic: Entity | None
    nested: dict[int, list[Entity]]
    """Entities by start, those inside longer ones too."""
    first_finite: int
    """The first token that is a finite verb, -1 while nobody asked."""
    preposed: bool
    listed: bool
    """True while a member behind the comma of an outer list is read: its complement ends at the next comma."""
    """True while a phrase before the subject is read: a comma may end it."""
    fronted: bool
    """True while a clause before the main clause is read ("When …,")."""

    def __init__(self, text: str, tokens: list[Token], topic: Entity | None) -> None:
        """Read ``tokens`` of ``text``; pronouns stand for ``topic``."""
        self.text = text
        self.tokens = tokens
        self.topic = topic
        self.size = len(tokens)
        self._verb_here: dict[int, bool] = {}
        self.preposed = False
        self.listed = False
        self.fronted = False
        self.first_finite = -1
        self.nested: dict[int, list[Entity]] = {}

    def kind(self, i: int) -> str:
        """Return the kind of token ``i``, "" outside."""
        return self.tokens[i].kind if 0 <= i < self.size else ""

    def low(self, i: int) -> str:
        """Return the lower-case words of token ``i``, "" outside."""
        return self.tokens[i].low if 0 <= i < self.size else ""

    def keep_adjectives(self, whole: Words) -> None:
        """Take over from the whole sentence which participles before a noun ("decreased saliva") are no verbs."""
        adjectives = {
            token.start
            for i, token in enumerate(whole.tokens)
            if token.verb is not None
            and token.adjective is not None
            and whole.kind(i + 1) in ("ent", "word")
            and not whole.verb_at(i)
        }
        self._verb_here.update((i, False) for i, token in enumerate(self.tokens) if token.start in adjectives)

    def verb_at(self, i: int) -> bool:
        """Tell whether token ``i``, which may be a verb, is one here (no auxiliary before it)."""
        known = self._verb_here.get(i)
        if known is None:
            # False while it is being decided: a word may ask about its neighbour, and that about it.
            self._verb_here[i] = False
            known = self._verb_here[i] = self._is_verb(i)
        return known

    def _is_verb(self, i: int) -> bool:
        token = self.tokens[i]
        word = token.verb
        if word is None or token.kind != "word":
            return False
        if token.low == "left" and (
            self.kind(i + 1) == "ent" or self.low(i + 1)[:6] in ("ventri", "atrial", "atrium", "corona")
        ):
            # "left ventricular mass"
            return False
        if (
            token.low == "control"
            and self.low(i - 1) == "to"
            and self.low(i - 2) in ("compared", "relative", "similar", "equivalent")
        ):
            # "compared to control samples"
            return False
        if (
            word.sense in ("move_up", "move_down") and word.form == "b" and self.low(i + 1) == ","
            and self.low(0) in ("when", "if", "once", "whenever", "as") and self.kind(i - 1) in ("ent", "word")
        ):  # fmt: skip
            # "When levels fall, …"
            return True
        if token.low == "limited" and self.kind(i - 1) in ("conj", "", "mark"):
            return False
        if token.low == "prompt" and self.kind(i - 1) not in ("modal", "do"):
            return False
        if token.low == "reverse" and self.low(i + 1).startswith("transcriptase"):
            return False
        p = i - 1
        while p >= 0 and self.kind(p) in ("adv", "neg"):
            p -= 1
        n = i + 1
        while self.kind(n) == "adv":
            n += 1
        before, after = self.kind(p), self.kind(n)
        if (
            word.sense in ("induce", "treat")
            and word.form == "d"
            and before == after == "ent"
            and (self.low(p - 1) == "," or self.kind(p - 1) in ("conj", "prep"))
        ):
            # "asthma, exercise induced bronchospasm, and …"
            return False
        if (
            self.low(p) == "both"
            and p == i - 1
            and (self.kind(p - 1) in ("sub", "conj", "mark") or (word.form == "b" and self.kind(p - 1) == "ent"))
        ):
            # "because both inhibit Y", "A and B both inhibit Y"
            before = "pron"
        if p == i - 1 and self._denies_verbs(p):
            # "X neither raised Y nor lowered Z"
            before = "pron"
        prep_fits = self.low(n) in word.prepositions
        if self.low(n) == "of" and word.form in ("b", "s"):
            return False
        opens = after in ("det", "ent", "poss", "number", "prefix", "pron", "this") or (
            after == "word" and not self._plain_verb_form(n)
        ) or (after == "mark" and self.low(n) in "\"“(‘'")  # fmt: skip
        if word.sense == "other" and (
            (word.form == "g" and after not in ("det", "poss") and not (before == "conj" and self._gerund_before(p)))
            or (word.form == "d" and before in ("conj", "mark", "prep", ""))
        ):
            return False
        if word.sense == "act" and word.form == "b":
            ways = ("as", "by", "through", "via", "on", "at")
            if token.low == "work":
                # "diuretics (water pills) work in the same way": no noun behind a name
                return self.low(n) in ways or (
                    self.low(n) in ("in", "like", "well") and before in ("ent", "mark", "pron")
                )
            return after == "prep" and self.low(n) in ways
        noun_too = token.noun is not None or (word.lemma in _BOTH and word.sense != "act")
        if word.form == "g":
            if before in ("det", "poss", "this") or self.low(n) in ("of",):
                return False
            if token.adjective is not None and self.low(p) == "of" and after == "ent":
                # "the risk of worsening heart failure"
                return False
            if before == "ent" and after in ("word", "ent") and self.low(n) in _AGENT_HEADS:
                return False
            if word.sense == "bind" and before == "ent" and self.low(p - 1) == "of":
                # "blockade of A binding to B"
                return False
            if before in ("", "mark", "conj", "prep") and after == "word" and self.low(n) in _AGENT_HEADS:
                return False
            if (
                after == "conj"
                and self.kind(n + 1) == "word"
                and word.sense != "other"
                and before in ("prep", "mark", "sub", "adv", "")
            ):
                other = self.tokens[n + 1].verb
                return other is not None and other.form == "g" and self.verb_at(n + 1)
            return opens or prep_fits or (word.sense in ("act", "differ") and after == "prep")
        stands_alone = before == "this" and p == i - 1 and word.form == "s"
        if stands_alone and (opens or (prep_fits and self.low(p) == "this")):
            return True
        joined = self.tokens[n + 1].verb if after == "conj" and self.kind(n + 1) == "word" else None
        if (
            joined is not None
            and joined.form == word.form
            and before not in ("det", "poss", "gen", "this", "suffix")
            and word.form in ("s", "b")
            and token.noun is None
        ):
            return True
        if before in ("det", "poss", "gen", "this", "suffix") or (
            before == "prep" and not (self.low(p) == "to" and word.form == "b")
        ):
            return False
        if (
            token.adjective is not None
            and word.form == "d"
            and before in ("", "mark", "be")
            and p < 0
            and not prep_fits
        ):
            return False
        if (
            before == "word"
            and self.tokens[p].adjective is not None
            and self.tokens[p].verb is None
            and self.low(p) != "excess"
        ):
            return False
        if word.form == "d":
            if self.low(n) == "by":
                return True
            if before in ("ent", "word", "pron", "rel", "number", "this") or (
                before == "mark" and self.low(p) in ')”"'
            ):
                if (
                    before == "word"
                    and self.tokens[p].verb is not None
                    and self.tokens[p].noun is None
                    and self.verb_at(p)
                ):
                    return False
                if after == "prep" and token.adjective is None and word.sense not in ("produce",):
                    return True
                return opens or prep_fits or self.low(n) in ("that", "to") or word.sense in ("move_up", "move_down", "fail") or (
                    after in ("prep", "", "mark", "sub", "conj") and word.sense in _INTRANSITIVE
                )  # fmt: skip
            if before == "mark" and self.low(p) == "," and opens and self._closes_insertion(p):
                return True
            if before == "mark" and self.low(p) == "," and self.low(n) == "from" and word.sense == "secrete":
                return True
            if before == "mark" and self.low(p) == "," and self.low(n) == "for" and word.sense in ("use", "approve"):
                return True
            if before == "conj" and after == "ent" and self._present_before(p):
                # "suppresses basal and stimulated secretion"
                return False
            if before in ("conj",) or (before == "mark" and self.low(p) == ","):
                return (opens and token.adjective is None) or prep_fits or (opens and self._after_active(i))
            return before == "" and (prep_fits or after == "prep" or self.low(n) == "to")
        if noun_too:
            opens = opens and self.low(n) != "("
            after_verb = self.tokens[n].verb if n < self.size and after == "word" else None
            if after_verb is not None and after_verb.form == "d" and before not in ("", "modal", "do"):
                beside = self.tokens[n]
                if beside.noun is None and beside.adjective is None:
                    # "results found that"
                    return False
            if before == "mark" and self.low(p) == "," and word.form == "b" and not self._base_before(p):
                # "weight gain, slow heart rate, …"
                return False
            if before in ("", "conj", "rel", "modal", "adv") or (before == "mark" and self.low(p) != ")"):
                return opens or prep_fits
            return opens or (prep_fits and word.lemma not in ("decrease", "increase")) or self.low(n) in ("that",)
        if (
            word.form == "b"
            and before in ("", "do", "mark")
            and word.sense in ("avoid", "use", "recommend", "think")
            and (after == "prep" or opens)
        ):
            return True
        if word.sense in ("recommend", "suggest") and self.low(n) == "against":
            return True
        if word.form == "b" and before == "ent" and not opens and not prep_fits:
            return word.sense == "help" and self.low(n) == "to"
        return opens or prep_fits or after in ("conj", "neg") or self.low(n) in ("that", "to") or word.sense in ("help", "become", "act", "receive") or (
            after == "mark" and self.low(n) == ","
        )  # fmt: skip

    def _denies_verbs(self, k: int) -> bool:
        """Tell whether "neither" or "nor" at ``k`` denies a verb: its subject stands before, and "nor" answers."""
        if self.low(k) == "nor":
            k = next((n for n in range(k - 1, max(-1, k - 25), -1) if self.low(n) == "neither"), -1)
        elif self.low(k) != "neither":
            return False
        return k > 0 and self.kind(k - 1) in ("ent", "pron", "this") and self.tokens[k + 1].verb is not None

    def _base_before(self, i: int) -> bool:
        """Tell whether a verb in its base form, or what wants one, stands before ``i`` in the clause: a list of verbs may go on."""
        for k in range(i - 1, -1, -1):
            token = self.tokens[k]
            if token.kind == "mark" and token.low in ";:.":
                return False
            if token.kind in ("modal", "do", "sub") or token.low == "to":
                return True
            if token.verb is not None and token.kind == "word" and token.verb.form == "b" and self.verb_at(k):
                return token.verb.sense != "include"
        return True

    def _gerund_before(self, i: int) -> bool:
        """Tell whether a gerund after a preposition opens what "and" at ``i`` goes on with ("by lowering A and keeping B")."""
        for k in range(i - 1, max(0, i - 7), -1):
            word = self.tokens[k].verb
            if self.kind(k) not in ("ent", "word", "det", "adv", "poss", "suffix"):
                return False
            if word is not None and word.form == "g":
                return self.kind(k - 1) == "prep" and self.verb_at(k)
        return False

    def _present_before(self, i: int) -> bool:
        """Tell whether the nearest verb before ``i`` is a present: a past form joined to it is no verb."""
        for k in range(i - 1, max(-1, i - 12), -1):
            word = self.tokens[k].verb
            if self.kind(k) in ("have", "be", "sub", "rel") or (self.kind(k) == "mark" and self.low(k) in ";:."):
                return False
            if word is not None and self.kind(k) == "word" and self.verb_at(k):
                return word.form == "s"
        return False

    def _plain_verb_form(self, i: int) -> bool:
        token = self.tokens[i]
        return token.verb is not None and token.noun is None and token.adjective is None and token.verb.form in ("s",)

    def _closes_insertion(self, comma: int) -> bool:
        """Tell whether the comma closes "X, a drug for Y," before the verb of X: a comma before it, no finite verb."""
        commas = 0
        for k in range(comma - 1, max(-1, comma - 30), -1):
            token = self.tokens[k]
            if token.kind == "mark":
                if token.low in ";:.":
                    break
                commas += token.low == ","
            elif token.kind in ("be", "have", "modal", "do", "sub", "conj") or (
                token.verb is not None and token.verb.form in ("s", "b") and self.verb_at(k)
            ):
                return False
        return commas == 1

    def _after_active(self, i: int) -> bool:
        """Tell whether a past active verb stands earlier in the clause ("reduced A and improved B")."""
        for k in range(i - 2, -1, -1):
            token = self.tokens[k]
            if token.kind in ("sub", "be") or (token.kind == "mark" and token.low in ";:."):
                return False
            if (
                token.verb is not None
                and token.kind == "word"
                and token.verb.form in ("d", "s", "b")
                and self.verb_at(k)
            ):
                if self.kind(k - 1) == "be" or (self.kind(k - 1) == "adv" and self.kind(k - 2) == "be"):
                    return False
                return token.verb.sense not in ("light", "report", "associate", "exert")
        return False

    def starts_group(self, i: int) -> bool:
        """Tell whether a noun group may start at token ``i``."""
        kind = self.kind(i)
        if kind in ("det", "ent", "poss", "number", "prefix", "pron", "this", "gen"):
            return True
        if kind == "word":
            return not self.verb_at(i)
        if kind == "adv":
            joined = self.low(i + 1) == "to" and self.kind(i + 2) == "adv"  # "moderately to severely active"
            return self.starts_group(i + 3 if joined else i + 1)
        if kind == "neg" or (kind == "mark" and self.low(i) in '"“‘'):
            return self.starts_group(i + 1)
        return False
