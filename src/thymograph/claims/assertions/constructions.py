"""Whole constructions read off the skeleton of a sentence: arms of trials, harms, advice, what a drug binds.

A second path beside the grammar, for sentences that it gives up on: each rule is one named construction, and where
none fits nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from thymograph.claims.assertions.arguments import Argument
from thymograph.claims.assertions.collected import Mood
from thymograph.claims.assertions.construction_words import (
    ARM_OF,
    DLIST,
    DOWN,
    GIVEN,
    ILIST,
    LIST,
    PEOPLE,
    UP,
    WORDS,
)  # fmt: skip
from thymograph.claims.assertions.sayings import (
    Said,
    advised,
    approved,
    barred,
    binds,
    by_means,
    caused,
    does,
    goes_with,
    harmed,
    more_common,
    moved,
    prevented,
    shares,
    treated,
)
from thymograph.claims.assertions.skeleton import Skeleton, skeleton_of
from thymograph.claims.assertions.state import State

__all__ = ["read_constructions"]

_NOT = re.compile(r"\b(?:not|no|never|cannot|without|nor|neither|=?fail\w*|lack|unlikely|n't|rather)\b")
_UNSAID = re.compile(
    r"\b(?:=?to =?(?:evaluate|assess|determine|investigate|compare|examine|explore|study|test)|whether|=?aim\w*|objectives?|"
    r"=?hypothes\w+|unclear|unknown|unlikely|if|unless|caution|=?suspected|=?combinations? of|concomitant)\b|\?"
)
_HEDGE = re.compile(r"\b(?:may|might|could|=?suggests?|=?suggested|=?appears?|=?seems?|possibly|potential)\b")
_VERB_NEXT = re.compile(r" (?:may|might|can|could|will|is|are|was|were|has|have) ")


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    needs: tuple[str, ...]
    """Words of which one must stand in the sentence; a cheap test before the pattern."""
    pattern: str
    say: Callable[[Said], None]
    holds: tuple[str, int] = ("", 0)
    """Signs of the skeleton and how often they must stand in it: a second cheap test, for a pattern that is slow to fail."""


_ADVISED = r"=?(?:offered|given|considered|used|started|initiated|prescribed|administered|preferred|recommended|suggested|advised|indicated)"
_TO_WHOM = rf"(?:(?!(?:because|since|when|while|although|but|and|until|after|due)\b)(?:{WORDS}|over|[DX]\d+|,|to|for|in|with|as|at|on|against|during|and|or|#|have|=?having|=?treated|=?reducing|=?treating|=?preventing|no|of) ){{0,16}}?"
_FROM = r"(?:for|to|in|with|during|against)"

_RULES = (
    _Rule("arm had more or less", ("had", "have", "experienced", "showed", "at"),
          rf"{ARM_OF}(?P<between>(?:(?!than |but |=)[^;:.]){{0,90}}?) (?:=?had|=?have|=?experienced|=?showed|=?achieved|were at|are at|was at|is at) "
          rf"(?:# |percent |{WORDS} ){{0,4}}?(?P<dir>{DOWN}|{UP}) (?:(?P<event>reductions?|decreases?|improvements?|increases?|declines?) in )?(?:risks? (?:of|for) )?(?:=?developing )?(?P<o>{LIST})", moved),
    _Rule("was lower with", ("lower", "reduced", "higher", "fewer", "less", "shorter", "greater", "longer", "decreased", "increased", "better"),
          rf"(?:(?P<event>reductions?|decreases?|improvements?|increases?|declines?) (?:in|of|from) )?(?P<o>{LIST}) (?:(?:{WORDS}|from|in|at|per) ){{0,5}}?(?:was|were|is|are) (?:(?:# |percent |{WORDS} )){{0,4}}?=?(?P<dir>{DOWN}|{UP})"
          rf"(?: by #(?: #)?(?: percent)?)? (?:with|in|among|for|after|by|on) (?:those |{PEOPLE} )?(?:(?:with|and) (?:{WORDS} )*[IO]\d+ )?(?:who )?(?:were )?(?:{GIVEN} )?(?P<s>{DLIST})", moved),
    _Rule("share in two arms", ("occurred", "affected", "was", "were"),
          rf"(?P<o>{LIST}) (?:{WORDS} ){{0,3}}?(?:=?occurred in|=?affected|was|were|was =?reported in|were =?reported in) (?P<one>#) (?:percent )?(?:(?:of|{PEOPLE}|per|{WORDS}) ){{0,5}}?(?:with|in|among|on|for)?(?: those| {PEOPLE})? ?(?:{GIVEN} )?(?P<s>D\d+)(?: group| arm)?(?: ,)? (?:and|as compared with|compared with|versus|vs|against) (?P<two>#) (?:percent )?(?:(?:of|{PEOPLE}|per|{WORDS}) ){{0,5}}?(?:with|in|among|on|for)?(?: those| {PEOPLE})? ?(?:{GIVEN} )?(?:[DXM]\d+)", shares, ("#", 2)),
    _Rule("counts in two arms", ("occurred", "developed", "reported"),
          rf"(?P<o>{LIST}) =?(?:occurred|developed|reported) in (?P<one>#) of (?P<n1>#) {PEOPLE} (?:who )?(?:in |{GIVEN} )(?P<s>D\d+)(?: group| arm)?(?: ,)? (?:and|versus|vs|compared with)(?: in)? (?P<two>#) of (?P<n2>#) ", shares, ("# of #", 2)),
    _Rule("lower in the group", ("rates", "rate", "risk", "incidence"),
          rf"in (?P<s>D\d+) (?:group|arm) ,? ?(?:was|were) (?:{WORDS} )*?(?P<dir>{DOWN}|{UP}) (?:rates?|risks?|incidence|frequency) of (?P<o>{LIST})", moved),
    _Rule("changed after treatment", ("following", "after", "upon"),
          rf"^(?:following|after|upon) (?:(?:{WORDS}|with|=treatment) ){{0,4}}?(?P<s>{DLIST})(?:(?!=)[^;:.]){{0,40}}? , (?P<o>{LIST}) (?:{WORDS} ){{0,2}}?(?:was|were) (?:{WORDS} )?(?P<dir>{DOWN}|{UP})", moved),
    _Rule("were harms of", ("was", "were", "are", "is"),
          rf"(?P<o>{LIST}) (?:was|were|are|is) (?:(?:{WORDS}|=reported|one) ){{0,4}}?A\d+ (?:{WORDS} ){{0,3}}?(?:=?(?:associated|reported|observed|seen) )?(?:with|of|in|among|for) (?:{PEOPLE} )?(?:{GIVEN} )?(?P<s>{DLIST})", caused, (" A", 1)),
    _Rule("is a treatment for", ("treatment", "treatments", "medication", "medications", "therapy", "therapies", "option", "options", "drug", "agents"),
          rf"(?P<s>{DLIST})(?: ,[^;:.=]{{0,60}}? ,)? (?:is|are|remains?) (?:{WORDS} ){{0,5}}?(?:treatments?|medications?|therapy|therapies|options?|drug|agents) (?:for|in|of) (?:treatment of |management of |=treating )?(?P<o>{ILIST})", treated),
    _Rule("harm in those given", ("occurred", "occur", "occurs", "reported", "observed", "seen", "affected"),
          rf"(?P<o>{LIST})(?: ,)? (?:(?:has|have) been |was |were |may |can )?(?:=?(?:occurred|occurs?|reported|observed|seen|noted) (?:in|with|among|after|following|by)|=?affected) "
          rf"(?:(?:#|{WORDS}|percent|of) ){{0,6}}?(?:{PEOPLE} )?(?:who )?(?:were )?(?:{GIVEN} )(?:(?:{WORDS}) ){{0,4}}?(?P<s>{DLIST})(?! (?:and )?# )", harmed),
    _Rule("harm in a group", ("group", "arm", "-treated"),
          rf"(?P<o>{LIST}) (?:was |were )?=?(?:occurred|reported|observed|seen|noted) in (?:# |percent |of |{PEOPLE} |in |{WORDS} ){{0,6}}?(?P<s>D\d+)(?: -treated| group| arm)", harmed),
    _Rule("developed after", ("developed", "developing", "develops"),
          rf"=?(?:developed|develops|developing) (?P<o>{LIST}) (?:# {WORDS} )?(?:after|during|following|while|on|with) (?:(?:{WORDS}|=\w+|of|with|for|#) ){{0,6}}?(?P<s>D\d+)", caused),
    _Rule("people who take it get", ("notice", "experience", "develop", "get", "report", "experienced", "reported", "developed", "noticed"),
          rf"{PEOPLE} (?:who )?(?:are )?{GIVEN} (?:{WORDS} ){{0,2}}?(?P<s>D\d+)(?: {WORDS}){{0,3}}? (?:may |might |can |could )?=?(?:notice|noticed|experience|experienced|get|develop|report|reported) (?P<o>{LIST})", harmed),
    _Rule("granted approval", ("granted", "received", "gained", "won", "receives", "grants"),
          rf"(?:=?(?:granted|grants) (?P<s>D\d+)|(?P<u>D\d+) (?:=?\w+ )*?=?(?:received|receives|gained|won|granted)) (?:{WORDS} ){{0,4}}?(?:approval|authorisation|authorization|licence|license) (?:from G\d+ |by G\d+ )?(?:for|in|to treat) (?:{WORDS} |for |of |=treating )*?(?:{PEOPLE} with )?(?P<o>{ILIST})", approved),
    _Rule("at the price of", ("price", "cost", "expense"),
          rf"(?P<s>D\d+) =(?:(?!D\d)[^;:.])*? at (?:price|cost|expense) of (?:{UP} |{WORDS} )*?(?P<o>{LIST})", harmed),
    _Rule("as the adverse event", ("as",),
          rf"(?P<s>D\d+) =?(?:(?!which|D\d)[^;:.])*?, with (?P<o>{LIST}) (?:=?reported )?as (?:{WORDS} ){{0,4}}?A\d+", harmed, ("A", 1)),
    _Rule("harms include", ("include", "includes", "included", "including", "are", "were", "is"),
          rf"A\d+ (?:(?:{WORDS}) ){{0,3}}?(?:(?:of|with|to|for|from|in|=?reported|=?seen|=?associated|{PEOPLE}|=?treated|=?receiving|=?taking) ){{1,5}}(?P<s>{DLIST}) (?:(?:therapy|treatment|use|arm|group|arms) )?(?:(?:by|in|of|at|with|{WORDS}|#|D\d+) ){{0,6}}?(?:(?:that|which) )?(?:can |may )?=?(?:includes?|included|are|were|is|was) (?P<o>(?:{WORDS} ){{0,3}}?[IOX]\d+(?:(?: ,)?(?: and| or)?(?: ,)? (?:{WORDS} ){{0,3}}?[IOX]\d+)*)", caused),
    _Rule("harms include", ("include", "includes", "included", "are", "were"),
          rf"^(?:(?:{WORDS}|in) ){{0,6}}A\d+ (?:(?:{WORDS}|in|#|,) ){{0,5}}?=?(?:includes?|included|are|were) (?P<topic>)(?P<o>(?:{WORDS} ){{0,3}}?[IOX]\d+(?:(?: ,)?(?: and| or)?(?: ,)? (?:{WORDS} ){{0,3}}?[IOX]\d+)*)", caused),
    _Rule("the treatment is", ("treatment", "therapy", "drug", "choice", "medication", "for"),
          rf"(?:D\d+|treatment|therapy|drug|medication|choice) (?:of choice )?(?:for|in) (?:{WORDS} )*?(?P<o>{ILIST}) (?:is|are|remains) (?:{WORDS} )*?(?P<s>{DLIST})", treated),
    _Rule("benefit from", ("benefit", "benefits", "benefited"),
          rf"{PEOPLE} (?:with|who have) (?:{WORDS} )*(?P<o>I\d+) (?:(?:may|might|can|could|will|would|often) )?=?(?:benefit|benefits|benefited) (?:{WORDS} )?from (?:treatment with |therapy with |use of )?(?:{WORDS} ){{0,2}}?(?P<s>{DLIST})", treated),
    _Rule("more in people with", ("higher", "greater", "increased", "common", "elevated"),
          rf"(?P<o>{LIST}) (?:{WORDS} ){{0,2}}?(?:is|are|was|were) (?:{WORDS} ){{0,2}}?=?(?:higher|greater|increased|elevated|more common|more frequent) (?:in|among) {PEOPLE} (?:with|who have) (?:{WORDS} )*(?P<s>I\d+)(?! (?:=?treated|=?receiv|taking|on|who))", goes_with),
    _Rule("no worse or better in preventing", ("noninferior", "non-inferior", "superior"),
          rf"(?P<s>D\d+) (?:{WORDS} )*(?:was|is|were) (?:noninferior|non-inferior|superior) to (?:{WORDS} )*[DX]\d+ (?:for|in|with respect to|at) (?:prevention of|=?preventing|=?reducing|reduction of|reduction in) (?P<o>{LIST})", prevented),
    _Rule("found effective in", ("effective", "efficacious", "beneficial", "useful", "better", "superior"),
          rf"(?P<s>{DLIST})(?: ,[^;:.=]{{0,80}}? ,)? (?:(?:was|is|were|are|has|have|been|be|=?found|=?shown|=?proved|=?proven|to|{WORDS}) ){{1,6}}?(?:effective|efficacious|beneficial|useful|(?:better than|superior to) (?:{WORDS} )*[DX]\d+) (?:in|at|for) =?(?P<verb>\w+ing) (?P<o>{LIST})", by_means),
    _Rule("doing does", ("adding", "using", "giving", "taking", "starting", "initiating", "combining"),
          rf"=?(?:adding|using|giving|taking|starting|initiating) (?:{WORDS} ){{0,2}}?(?P<s>{DLIST})(?:(?! than | but |=| can | may | because | which | who | it | that | if )[^;:.]){{0,110}}? (?:can |may )?=(?P<verb>\w+) (?P<o>{LIST})", does),
    _Rule("more common with", ("common", "frequent", "frequently", "commonly", "often"),
          rf"(?P<o>{LIST}) (?:was|were|is|are|=?occurred) (?P<dir>more|less) (?:common|frequent|often) (?:with|in|among|for) (?:those |{PEOPLE} )?(?:who )?(?:{GIVEN} )?(?P<s>{DLIST})", more_common),
    _Rule("advised in", ("should", "may", "can", "must", "is", "are", "could", "be"),
          rf"(?P<s>{DLIST}) (?:(?:{WORDS}|for|with|of|at|#|=\w+) ){{0,5}}?(?:(?:should|may|could|must)(?P<no> not)? be|(?:is|are|remains?)(?P<no2> not)?) (?:{WORDS} ){{0,2}}?(?P<verb>{_ADVISED}) (?P<over>over (?:{WORDS} )*[DX]\d+ |over no \w+ )?(?=as |{_FROM} |{WORDS} )(?P<whom>{_TO_WHOM}{_FROM} {_TO_WHOM})(?P<o>{ILIST})", advised),
    _Rule("advised in a fronted condition", ("for", "in", "among"),
          rf"^(?:{WORDS} , )?(?:for|in|among) (?:(?:{WORDS}|with|and|#|to|at) ){{0,8}}?(?P<o>{ILIST})(?: (?!=)(?:{WORDS}|to|with|not|in|[DIOX]\d+)){{0,8}}? , (?:(?:{WORDS}|we|G\d+|=?made|for|of|=?recommends?|=?suggests?|=?recommended|=?suggested|=?using|=?advises?|use|as) ){{0,12}}?(?P<s>{DLIST})"
          rf"(?P<tail>(?: (?:{WORDS}|with|,)){{0,4}}? (?:is|are|should be|may be|can be) (?:{WORDS} ){{0,2}}?{_ADVISED})?", advised),
    _Rule("we recommend", ("recommend", "recommends", "recommended", "suggest", "suggests", "advise", "advises", "advised"),
          rf"(?:we|G\d+|guidelines?|panel|group|authors|=?do) (?:{WORDS} ){{0,3}}?(?P<no>not )?(?:{WORDS} ){{0,2}}?=?(?:recommends?|recommended|suggests?|suggested|advises?|advised) (?P<against>against )?(?:(?:{WORDS}|=?using|of|=?giving|=?adding|=?offering) ){{0,5}}?(?P<s>{DLIST})(?P<whom> {_TO_WHOM}{_FROM} {_TO_WHOM})(?P<o>{ILIST})", advised),
    _Rule("offer to", ("offer", "consider", "prescribe", "use", "give", "start"),
          rf"(?:^(?:# |\. )*(?P<no>do not )?|(?:clinicians|physicians|doctors|providers|we) (?:should|may|can) (?P<no2>not )?)(?:=?offer|=?consider|=?prescribe|=use|=give|=start) (?!of )(?:{WORDS} ){{0,3}}?(?P<s>{DLIST})(?P<whom> {_TO_WHOM}{_FROM} {_TO_WHOM})(?P<o>{ILIST})", advised),
    _Rule("recommendation for", ("recommendation", "recommendations"),
          rf"recommendations? (?:(?P<against>against )|for )(?:use of |=using )?(?P<s>{DLIST})(?P<whom> {_TO_WHOM}{_FROM} {_TO_WHOM})(?P<o>{ILIST})", advised),
    _Rule("people should be treated with", ("treated", "offered", "receive"),
          rf"{PEOPLE} (?:with|who have|=having) (?:{WORDS} )*(?P<o>{ILIST}) (?:{WORDS} |[IO]\d+ |and |# ){{0,6}}?should (?:be =?(?:treated with|offered|given)|=?receive) (?:{WORDS} ){{0,3}}?(?P<s>{DLIST})", advised),
    _Rule("contraindicated in", ("contraindicated",),
          rf"(?P<s>{DLIST}) (?:(?:{WORDS}|for|with|of|,) ){{0,4}}?(?:is|are) =?contraindicated (?:in|for|with|during) (?:(?:{WORDS}|with|and|or|of|in|,|who|have|#) ){{0,12}}?(?P<o>{ILIST})(?P<o2>(?: or| and| ,) (?:in )?(?:(?:{WORDS}|with|of) ){{0,5}}?{ILIST})?", barred),
    _Rule("do not take if you have", ("if", "not"),
          rf"(?:not|cannot) =?(?:take|use|have|be =?given) (?:{WORDS} ){{0,2}}?(?P<s>D\d+) if (?:you|they|he|she|patient|person) (?:=?have|has|had|are|is|=?suffer from)(?: had)? (?P<o>{ILIST})", barred),
    _Rule("contraindications are", ("contraindication", "contraindications"),
          rf"contraindications? (?:for|to|of) (?:=using |use of )?(?P<s>{DLIST}) (?:(?:{WORDS}|in) ){{0,4}}?(?:is|are|=?includes?) (?P<o>{LIST})", barred),
    _Rule("binds to", ("binds", "bind", "bound", "binding"),
          rf"(?P<s>[DM]\d+) (?:{WORDS} ){{0,3}}?=(?:binds|bind|bound)(?: {WORDS}| #)* (?:to |with )?(?:(?:{WORDS}|in|on|iv|#) ){{0,7}}?(?P<o>M\d+)", binds),
)  # fmt: skip


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def read_constructions(reader: State) -> None:
    """Add to what ``reader`` has found what the constructions of its sentence say, where the grammar said nothing of the pair."""
    entities = sum(token.entity is not None for token in reader.p.tokens)
    if entities < 1 or (entities < 2 and reader.topic is None):
        return
    skeleton = skeleton_of(reader.p)
    whole = skeleton.words
    present = set(whole.replace("=", "").split())
    for rule in _RULES:
        if present.isdisjoint(rule.needs) or whole.count(rule.holds[0]) < rule.holds[1]:
            continue
        for match in _compiled(rule.pattern).finditer(whole):
            _say(reader, rule, match, skeleton)


def _say(reader: State, rule: _Rule, match: re.Match[str], skeleton: Skeleton) -> None:
    groups = match.groupdict()
    before = skeleton.words[max(0, match.start() - 400) : match.start()].rpartition(" ; ")[2]
    if rule.say is not barred and _UNSAID.search(before + match.group()):
        return
    if groups.get("o") and match.end() == match.end("o") and _VERB_NEXT.match(skeleton.words, match.end()):
        # what looks like the object is the subject of what follows
        return
    denied = bool(groups.get("no") or groups.get("no2"))
    inside = match.group().replace("over no", "over").replace("do not ", "", 1 if denied else 0)
    if denied:
        inside = inside.replace(" not ", " ", 1)
    if rule.say is not barred and _NOT.search(inside):
        return
    if rule.name == "advised in a fronted condition" and not (
        groups.get("tail") or re.search(r"\b=?(?:recommend|suggest|advise)\w*", inside)
    ):
        return
    if rule.name == "advised in a fronted condition":
        denied = bool(re.search(r"\bagainst\b", inside))
    verb = groups.get("verb") or ""
    if rule.name == "advised in" and (
        "caution" in inside or re.search(r" replacement| alternative", inside)
        or (re.search(r"used|given|started|initiated|administered|prescribed|considered|offered", verb) and not re.search(r"\b(?:should|may|must|could)\b", inside))
    ):  # fmt: skip
        return
    subjects = _arguments(reader, skeleton.names(groups.get("s") or groups.get("u")))
    if "topic" in groups:
        subjects = [a for a in reader.topic_argument() if a.type in ("drug", "procedure")]
    if len(subjects) > 1 and " plus " in inside:
        # what a combination does is told of what the text is about, else of the first
        topic = reader.topic.name if reader.topic is not None else ""
        subjects = [a for a in subjects if a.name == topic] or subjects[:1]
    objects = _arguments(reader, skeleton.names(groups.get("o")) + skeleton.names(groups.get("o2")))
    if not subjects or not objects:
        return
    hedged = bool(_HEDGE.search(inside)) and rule.say is not barred
    starts = [a.start for a in (*subjects, *objects) if a.start >= 0]
    ends = [a.end for a in (*subjects, *objects)]
    mood = Mood(negated=denied, certainty="hedged" if hedged else "asserted")
    rule.say(Said(reader, rule.name, match, subjects, objects, mood, (min(starts), max(ends)), skeleton))


def _arguments(reader: State, numbers: list[int]) -> list[Argument]:
    found: list[Argument] = []
    for n in numbers:
        token = reader.p.tokens[n]
        if token.entity is not None:
            found.append(reader.p.argument_of(token.entity, token))
    return found
