"""Whole constructions read off the skeleton of a sentence: arms of trials, harms, advice, what a drug binds.

A second path beside the grammar, for sentences that it gives up on: each rule is one named construction, and where
none fits nothing is said.
"""

from __future__ import annotations

import re
from functools import cache

from thymograph.claims.assertions.advice_rules import ADVICE_RULES
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
    Rule,
    Said,
    advised,
    aged,
    approved,
    barred,
    binds,
    by_means,
    caused,
    does,
    goes_with,
    harmed,
    held,
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
_WARILY = re.compile(r"\b(?:cautiously|sparingly|with (?:great |extreme |particular )?caution)\b", re.IGNORECASE)
_VERB_NEXT = re.compile(r" (?:may|might|can|could|will|is|are|was|were|has|have) ")


_RULES = (
    Rule("arm had more or less", ("had", "have", "experienced", "showed", "at"),
          rf"{ARM_OF}(?P<between>(?:(?!than |but |=)[^;:.]){{0,90}}?) (?:=?had|=?have|=?experienced|=?showed|=?achieved|were at|are at|was at|is at) "
          rf"(?:# |percent |{WORDS} ){{0,4}}?(?P<dir>{DOWN}|{UP}) (?:(?P<event>reductions?|decreases?|improvements?|increases?|declines?) in )?(?:risks? (?:of|for) )?(?:=?developing )?(?P<o>{LIST})", moved),
    Rule("was lower with", ("lower", "reduced", "higher", "fewer", "less", "shorter", "greater", "longer", "decreased", "increased", "better"),
          rf"(?:(?P<event>reductions?|decreases?|improvements?|increases?|declines?) (?:in|of|from) )?(?P<o>{LIST}) (?:(?:{WORDS}|from|in|at|per) ){{0,5}}?(?:was|were|is|are) (?:(?:# |percent |{WORDS} )){{0,4}}?=?(?P<dir>{DOWN}|{UP})"
          rf"(?: by #(?: #)?(?: percent)?)? (?:with|in|among|for|after|by|on) (?:those |{PEOPLE} )?(?:(?:with|and) (?:{WORDS} )*[IO]\d+ )?(?:who )?(?:were )?(?:{GIVEN} )?(?P<s>{DLIST})", moved),
    Rule("share in two arms", ("occurred", "affected", "was", "were"),
          rf"(?P<o>{LIST}) (?:{WORDS} ){{0,3}}?(?:=?occurred in|=?affected|was|were|was =?reported in|were =?reported in) (?P<one>#) (?:percent )?(?:(?:of|{PEOPLE}|per|{WORDS}) ){{0,5}}?(?:with|in|among|on|for)?(?: those| {PEOPLE})? ?(?:{GIVEN} )?(?P<s>D\d+)(?: group| arm)?(?: ,)? (?:and|as compared with|compared with|versus|vs|against) (?P<two>#) (?:percent )?(?:(?:of|{PEOPLE}|per|{WORDS}) ){{0,5}}?(?:with|in|among|on|for)?(?: those| {PEOPLE})? ?(?:{GIVEN} )?(?:[DXM]\d+)", shares, ("#", 2)),
    Rule("counts in two arms", ("occurred", "developed", "reported"),
          rf"(?P<o>{LIST}) =?(?:occurred|developed|reported) in (?P<one>#) of (?P<n1>#) {PEOPLE} (?:who )?(?:in |{GIVEN} )(?P<s>D\d+)(?: group| arm)?(?: ,)? (?:and|versus|vs|compared with)(?: in)? (?P<two>#) of (?P<n2>#) ", shares, ("# of #", 2)),
    Rule("lower in the group", ("rates", "rate", "risk", "incidence"),
          rf"in (?P<s>D\d+) (?:group|arm) ,? ?(?:was|were) (?:{WORDS} )*?(?P<dir>{DOWN}|{UP}) (?:rates?|risks?|incidence|frequency) of (?P<o>{LIST})", moved),
    Rule("changed after treatment", ("following", "after", "upon"),
          rf"^(?:following|after|upon) (?:(?:{WORDS}|with|=treatment) ){{0,4}}?(?P<s>{DLIST})(?:(?!=)[^;:.]){{0,40}}? , (?P<o>{LIST}) (?:{WORDS} ){{0,2}}?(?:was|were) (?:{WORDS} )?(?P<dir>{DOWN}|{UP})", moved),
    Rule("were harms of", ("was", "were", "are", "is"),
          rf"(?P<o>{LIST}) (?:was|were|are|is) (?:(?:{WORDS}|=reported|one) ){{0,4}}?A\d+ (?:{WORDS} ){{0,3}}?(?:=?(?:associated|reported|observed|seen) )?(?:with|of|in|among|for) (?:{PEOPLE} )?(?:{GIVEN} )?(?P<s>{DLIST})", caused, (" A", 1)),
    Rule("is a treatment for", ("treatment", "treatments", "medication", "medications", "therapy", "therapies", "option", "options", "drug", "agents", "mainstay", "cornerstone", "backbone", "standard"),
          rf"(?P<s>{DLIST})(?: ,[^;:.=]{{0,60}}? ,)? (?:is|are|remains?|(?:has|have) =?become|became|=?become|=?becomes)(?: =?considered| =?established as| =?regarded as)?(?: to be)? (?:{WORDS} ){{0,5}}?(?:treatments?|medications?|therapy|therapies|options?|drug|agents|mainstay|cornerstone|backbone|standard|standard of care) (?:for|in|of) (?:treatment of |management of |=treating )?(?P<o>{ILIST})", treated),
    Rule("harm in those given", ("occurred", "occur", "occurs", "reported", "observed", "seen", "affected"),
          rf"(?P<o>{LIST})(?: ,)? (?:(?:has|have) been |was |were |may |can )?(?:=?(?:occurred|occurs?|reported|observed|seen|noted) (?:in|with|among|after|following|by)|=?affected) "
          rf"(?:(?:#|{WORDS}|percent|of|, #) ){{0,6}}?(?:{PEOPLE} )?(?:who )?(?:were )?(?:{GIVEN} )(?:(?:{WORDS}) ){{0,4}}?(?P<s>{DLIST})(?! (?:and )?# )", harmed),
    Rule("harm has occurred with", ("occurred",),
          rf"(?P<o>{LIST}) (?:has|have) (?:also |rarely )?=?occurred (?:with|during|after|following) (?:(?:use of|treatment with|therapy with|{WORDS}) ){{0,3}}?(?P<s>{DLIST})(?: therapy| treatment| use)?(?! (?:and )?# )", harmed),
    Rule("harm is common with", ("common", "frequent"),
          rf"(?P<o>{LIST}) (?:is|are|was|were) (?:{WORDS} )?(?:common|frequent) (?:following|after|with|during|among|in) (?:{PEOPLE} )?(?:{GIVEN} |use of |therapy with )?(?P<s>{DLIST})(?! (?:-|withdrawal|deficiency))(?: therapy| treatment| use)?", harmed),
    Rule("harm in a group", ("group", "arm", "-treated"),
          rf"(?P<o>{LIST}) (?:was |were )?=?(?:occurred|reported|observed|seen|noted) in (?:# |percent |of |{PEOPLE} |in |{WORDS} ){{0,6}}?(?P<s>D\d+)(?: -treated| group| arm)", harmed),
    Rule("developed after", ("developed", "developing", "develops"),
          rf"=?(?:developed|develops|developing) (?P<o>{LIST}) (?:# {WORDS} )?(?:after|during|following|while|on|with) (?:(?:{WORDS}|=\w+|of|with|for|#) ){{0,6}}?(?P<s>D\d+)", caused),
    Rule("people who take it get", ("notice", "experience", "develop", "get", "report", "experienced", "reported", "developed", "noticed", "had"),
          rf"{PEOPLE} (?:in (?:{WORDS} |and ){{1,5}}?)?(?:who )?(?:are |have )?(?:{GIVEN}|=?taken) (?:{WORDS} ){{0,2}}?(?P<s>D\d+)(?: {WORDS}){{0,3}}? (?:may |might |can |could |have )?=?(?:notice|noticed|experience|experienced|get|develop|developed|report|reported|had) (?:(?:{WORDS} )*?A\d+ (?:of|such as|including|like) )?(?P<o>{LIST})", harmed),
    Rule("reports of", ("reports", "cases", "report"),
          rf"(?:reports?|cases) of (?P<o>{LIST}) (?:=?associated )?(?:in|among|with|following|after) (?:{PEOPLE} )?(?:with I\d+ )?(?:who )?(?:{GIVEN} |use of |=?taking ){{0,2}}?(?P<s>{DLIST})", goes_with),
    Rule("granted approval", ("granted", "received", "gained", "won", "receives", "grants"),
          rf"(?:=?(?:granted|grants) (?P<s>D\d+)|(?:(?P<u>D\d+)|(?P<topic>its|it)) (?:=?\w+ )*?=?(?:received|receives|gained|won|granted)) (?:{WORDS} ){{0,4}}?(?:approval|authorisation|authorization|licence|license) (?:from G\d+ |by G\d+ )?(?:for|in|to treat) (?:{WORDS} |for |of |=treating )*?(?:{PEOPLE} with )?(?P<o>{ILIST})", approved),
    Rule("at the price of", ("price", "cost", "expense"),
          rf"(?P<s>D\d+) =(?:(?!D\d)[^;:.])*? at (?:price|cost|expense) of (?:{UP} |{WORDS} )*?(?P<o>{LIST})", harmed),
    Rule("as the adverse event", ("as",),
          rf"(?P<s>D\d+) =?(?:(?!which|D\d)[^;:.])*?, with (?P<o>{LIST}) (?:=?reported )?as (?:{WORDS} ){{0,4}}?A\d+", harmed, ("A", 1)),
    Rule("harms include", ("include", "includes", "included", "including", "are", "were", "is"),
          rf"A\d+ (?:(?:{WORDS}) ){{0,3}}?(?:(?:of|with|to|for|from|in|=?reported|=?seen|=?associated|{PEOPLE}|=?treated|=?receiving|=?taking) ){{1,5}}(?P<s>{DLIST}) (?:(?:therapy|treatment|use|arm|group|arms) )?(?:(?:by|in|of|at|with|{WORDS}|#|D\d+) ){{0,6}}?(?:(?:that|which) )?(?:can |may )?=?(?:includes?|included|are|were|is|was) (?P<o>(?:{WORDS} ){{0,3}}?[IOX]\d+(?:(?: ,)?(?: and| or)?(?: ,)? (?:{WORDS} ){{0,3}}?[IOX]\d+)*)", caused),
    Rule("harms include", ("include", "includes", "included", "are", "were"),
          rf"^(?:(?:{WORDS}|in) ){{0,6}}A\d+ (?:(?:{WORDS}|in|#|,) ){{0,5}}?=?(?:includes?|included|are|were) (?P<topic>)(?P<o>(?:{WORDS} ){{0,3}}?[IOX]\d+(?:(?: ,)?(?: and| or)?(?: ,)? (?:{WORDS} ){{0,3}}?[IOX]\d+)*)", caused),
    Rule("common ones include", ("ones",),
          rf"^(?:less |more |most )?(?:common|frequent|serious|severe|mild|rare|possible|reported)(?: (?:and|but|or) (?:less )?(?:{WORDS} )?)? ?ones (?:=?includes?|are) (?P<topic>)(?P<o>(?:{WORDS} |in ){{0,4}}?[IOX]\d+(?:(?: ,)?(?: and| or)? (?:{WORDS} ){{0,3}}?[IOX]\d+)*)", harmed),
    Rule("side effects, colon", (":",),
          rf"A\d+ (?:(?!=?include)(?:{WORDS}|=\w+|to|in|for|with|of|if|or|and|you|your|have|any|these|,|X\d+) ){{0,14}}?: (?P<topic>)(?P<o>{LIST}(?:(?: ,)?(?: and| or)? (?:{WORDS} ){{0,3}}?[IOX]\d+)*)", harmed, (" : ", 1)),
    Rule("complications include", ("complications",),
          rf"complications of (?:{WORDS} ){{0,3}}?(?P<s>I\d+) (?:may |can )?(?:=?includes?|are) (?P<o>(?:{WORDS} ){{0,3}}?[IO]\d+(?:(?: ,)?(?: and| or)? (?:{WORDS} ){{0,3}}?[IO]\d+)*)", goes_with),
    Rule("is central to", ("central", "key", "critical", "crucial", "essential", "pivotal", "important", "fundamental"),
          rf"(?P<s>[DMXC]\d+) (?:is|are)(?: =?considered| =?thought| =?believed)?(?: to be)? (?:{WORDS} )?(?:central|key|critical|crucial|essential|pivotal|important|fundamental) (?:to|for|in) (?:pathogenesis|development|progression|pathophysiology) of (?:{WORDS} ){{0,3}}?(?P<o>{ILIST})", goes_with),
    Rule("treatment may include", ("treatment", "treatments", "options", "therapy"),
          rf"(?:(?:treatments?|options?|therapy|therapies) (?:options? )?(?:for|of) (?:{WORDS} ){{0,3}}?(?P<o>{ILIST})|(?:in|for) {PEOPLE} with (?:{WORDS} ){{0,3}}?(?P<o2>{ILIST}) , (?:{WORDS} )?treatments?(?: options?)?) (?:may |can |usually )?=?includes? (?:{WORDS} ){{0,3}}?(?P<s>{DLIST})", treated),
    Rule("the treatment is", ("treatment", "treatments", "therapy", "therapies", "drug", "choice", "medication", "for"),
          rf"(?:D\d+|treatments?|therapy|therapies|drug|medications?|choice) (?:of choice )?(?:for|in) (?:{WORDS} )*?(?P<o>{ILIST}) (?:is|are|remains) (?:{WORDS} )*?(?P<s>{DLIST})", treated),
    Rule("benefit from", ("benefit", "benefits", "benefited"),
          rf"{PEOPLE} (?:with|who have) (?:{WORDS} )*(?P<o>I\d+) (?:(?:may|might|can|could|will|would|often) )?=?(?:benefit|benefits|benefited) (?:{WORDS} )?from (?:treatment with |therapy with |use of )?(?:{WORDS} ){{0,2}}?(?P<s>{DLIST})", treated),
    Rule("more in people with", ("higher", "greater", "increased", "common", "elevated"),
          rf"(?P<o>{LIST}) (?:{WORDS} ){{0,2}}?(?:is|are|was|were) (?:{WORDS} ){{0,2}}?=?(?:higher|greater|increased|elevated|more common|more frequent) (?:in|among) {PEOPLE} (?:with|who have) (?:{WORDS} )*(?P<s>I\d+)(?! (?:=?treated|=?receiv|taking|on|who))", goes_with),
    Rule("no worse or better in preventing", ("noninferior", "non-inferior", "superior"),
          rf"(?P<s>D\d+) (?:{WORDS} )*(?:was|is|were) (?:noninferior|non-inferior|superior) to (?:{WORDS} )*[DX]\d+ (?:for|in|with respect to|at) (?:prevention of|=?preventing|=?reducing|reduction of|reduction in) (?P<o>{LIST})", prevented),
    Rule("found effective in", ("effective", "efficacious", "beneficial", "useful", "better", "superior"),
          rf"(?P<s>{DLIST})(?: ,[^;:.=]{{0,80}}? ,)? (?:(?:was|is|were|are|has|have|been|be|=?found|=?shown|=?proved|=?proven|to|{WORDS}) ){{1,6}}?(?:effective|efficacious|beneficial|useful|(?:better than|superior to) (?:{WORDS} )*[DX]\d+) (?:in|at|for) =?(?P<verb>\w+ing) (?P<o>{LIST})", by_means),
    Rule("doing does", ("adding", "using", "giving", "taking", "starting", "initiating", "combining", "supplementing"),
          rf"(?<!when )(?<!when =)(?<!while )(?<!while =)(?<!before =)(?<!after =)=?(?:adding|using|giving|taking|starting|initiating|supplementing with) (?:{WORDS} ){{0,2}}?(?P<s>{DLIST})(?:(?! than | but |=| can | may | because | which | who | it | that | if )[^;:.]){{0,110}}? (?:can |may )?=(?P<verb>\w+) (?P<o>{LIST})", does),
    Rule("doing does", ("adding", "using", "giving", "taking", "starting", "initiating", "combining"),
          rf"(?<!when )(?<!when =)(?<!while )(?<!while =)(?<!before =)(?<!after =)=?(?:adding|(?<!, )(?<!, =)using|giving|taking|starting|initiating) (?:{WORDS} ){{0,2}}?(?P<s>{DLIST})(?:(?! than | but |=| can | may | because | which | who | it | that | if )[^;:.]){{0,110}}? (?:can |may )?=(?P<verb>\w+) (?P<o>{LIST})", does),
    Rule("more common with", ("common", "frequent", "frequently", "commonly", "often"),
          rf"(?P<o>{LIST}) (?:was|were|is|are|=?occurred) (?:(?:#|times|fold|percent|to|{WORDS}) ){{0,5}}?(?P<dir>more|less) (?:common|frequent|often) (?:with|in|among|for) (?:those |{PEOPLE} )?(?:who )?(?:{GIVEN} )?(?P<s>{DLIST})(?! -(?!treated))", more_common),
    Rule("more or as much as", ("than", "as"),
          rf"(?P<s>{DLIST}) (?:(?:was|were|is|are|has been|have been|be|=?shown|=?found|to) ){{1,4}}(?:{WORDS} ){{0,2}}?(?:(?:more|less) [a-z]+[^;:.]{{0,60}}? than|as (?:effective|efficacious|safe|good|potent|well =?tolerated) as) (?:{WORDS} )?(?P<o>D\d+)", held),
    Rule("is a cause of", ("cause", "causes", "driver", "drivers", "trigger", "triggers"),
          rf"(?<!to )(?<!by )(?<!with )(?<!of )(?<!in )(?<!from )(?<!for )(?<!and )(?P<s>[DIMX]\d+) (?:is|are|remains?) (?:{WORDS} |[IX]\d+ ){{0,5}}?(?:and |or )?(?:{WORDS} ){{0,4}}?(?:causes?|triggers?|drivers?) of (?:{WORDS} ){{0,3}}?(?P<o>[IO]\d+(?! [A-Z]\d)(?:(?: ,)?(?: and| or) (?:{WORDS} ){{0,2}}?[IO]\d+(?! [A-Z]\d))?)", caused),
    Rule("prescribed to treat", ("prescribe", "prescribes", "prescribed", "recommend", "recommends", "suggest"),
          rf"(?:to =?treat|to =?manage|for) (?:{WORDS} ){{0,2}}?(?P<o>{ILIST}) , (?:{WORDS} ){{0,3}}?(?:doctors?|provider|clinicians?|physicians?|gp) (?:may |might |will |can )?(?:{WORDS} )?=?(?:prescribes?|recommends?) (?:{WORDS} |X\d+ ){{0,5}}?(?:, )?(?P<s>{DLIST})", treated),
    Rule("doctors prescribe", ("prescribe", "prescribes", "prescribed"),
          rf"(?:doctors?|provider|clinicians?|physicians?|gp) (?:may |might |will |can )?(?:{WORDS} )?=?(?:prescribes?) (?:{WORDS} ){{0,4}}?(?P<s>{DLIST}) (?:for|to =treat|to =?manage|to =?help =?\w+) (?:{WORDS} ){{0,3}}?(?P<o>{ILIST})", treated),
    Rule("the cause is", ("cause", "causes"),
          rf"causes? (?:of|for) (?:{WORDS} ){{0,3}}?(?P<o>{ILIST}) (?:in (?:{WORDS} )*?{PEOPLE} )?(?:is|are|remains|=?include|=?includes) (?:{WORDS} ){{0,3}}?(?P<s>[DIMX]\d+(?! [A-Z]\d)(?:(?: ,)?(?: and| or)? (?:{WORDS} ){{0,3}}?[DIMX]\d+(?! [A-Z]\d))*)", caused),
    Rule("risk factors include", ("factors", "factor"),
          rf"risk factors? for (?:=?developing |development of )?(?:{WORDS} ){{0,3}}?(?P<o>{ILIST}) (?:is|are|=?include|=?includes) (?:{WORDS} ){{0,3}}?(?P<s>[DIMX]\d+(?! [A-Z]\d)(?:(?: ,)?(?: and| or)? (?:{WORDS} ){{0,3}}?[DIMX]\d+(?! [A-Z]\d))*)", goes_with),
    Rule("arm was less likely", ("less", "more"),
          rf"{ARM_OF}(?P<between>(?:(?!than |but |=)[^;:.]){{0,60}}?) (?:was|were|are|is) (?:# |percent |times |{WORDS} ){{0,4}}?(?P<dir>less|more) (?:likely )?(?:than (?:{PEOPLE}|{WORDS}|[DX]\d+| =?\w+){{1,5}}? )?to (?:have )?=?(?:develop|developed|experience|experienced|have|had|suffer|suffered|get|report|reported|achieve|achieved) (?:from )?(?P<o>{LIST})", moved, (" to ", 1)),
    Rule("secondary to", ("secondary", "secondarily"),
          rf"(?P<o>I\d+) (?:(?:is|are|was|were|=?occurs|=?occur|=?occurring|=?occurred|=?develops|=?developing) )?(?:most |often |usually )?(?:secondary|secondarily) to (?:{WORDS} ){{0,2}}?(?P<s>(?:[DI]\d+)(?: (?:and|or) [DI]\d+)?)(?! [A-Z]\d)", caused),
    Rule("binds to", ("binds", "bind", "bound", "binding"),
          rf"(?P<s>[DM]\d+) (?:{WORDS} ){{0,3}}?=(?:binds|bind|bound)(?: {WORDS}| #)* (?:to |with )?(?:(?:{WORDS}|in|on|iv|#) ){{0,7}}?(?P<o>M\d+)(?! receptors?)", binds),
)  # fmt: skip


_ALL = (*_RULES, *ADVICE_RULES)


@cache
def _rules_by_word() -> dict[str, tuple[int, ...]]:
    """Return the places in ``_ALL`` of the rules that need a word, by that word."""
    found: dict[str, tuple[int, ...]] = {}
    for n, rule in enumerate(_ALL):
        for word in rule.needs:
            found[word] = (*found.get(word, ()), n)
    return found


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def read_constructions(reader: State) -> None:
    """Add to what ``reader`` has found what the constructions of its sentence say, where the grammar said nothing of the pair."""
    entities = sum(token.entity is not None for token in reader.p.tokens)
    if entities < 1:
        return
    alone = entities < 2 and reader.topic is None
    skeleton = skeleton_of(reader.p)
    whole = skeleton.words
    present = set(whole.replace("=", "").split())
    by_word = _rules_by_word()
    for n in sorted({n for word in present & by_word.keys() for n in by_word[word]}):
        rule = _ALL[n]
        if alone and rule.say is not aged:
            # nothing it could be told of
            continue
        if whole.count(rule.holds[0]) < rule.holds[1]:
            continue
        for match in _compiled(rule.pattern).finditer(whole):
            _say(reader, rule, match, skeleton)


def _say(reader: State, rule: Rule, match: re.Match[str], skeleton: Skeleton) -> None:
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
        groups.get("tail") or groups.get("order") or re.search(r"\b=?(?:recommend|suggest|advise)\w*", inside)
    ):
        return
    if rule.name == "advised in a fronted condition":
        denied = denied or bool(re.search(r"\bagainst\b", inside))
    verb = groups.get("verb") or ""
    if groups.get("s") and skeleton.words[: match.start("s")].endswith(("as ", "as which ")):
        # "As a mood stabilizer, X …"
        return
    if rule.say is advised and re.search(r"# (?:years?|months?|weeks?|days?) of $", before):
        # "a pause after five years of X may be considered": the pause
        return
    if rule.say is advised and _WARILY.search(reader.text):
        return
    if rule.say is advised and re.search(
        r"(?:=?add(?:ition|ing|ed)|=?switch\w*) (?:of )?(?:[a-z=-]+ )*[A-Z]\d+ to (?:[a-z-]+ )*$", before
    ):
        # "adding X to Y is recommended": X
        return
    if rule.name == "advised in" and (
        "caution" in inside or re.search(r" replacement| alternative| in (?:place|lieu) of ", inside)
        or (re.search(r"used|given|started|initiated|administered|prescribed|considered|offered", verb) and not re.search(r"\b(?:should|may|must|could)\b", inside))
    ):  # fmt: skip
        return
    subjects = _arguments(reader, skeleton.names(groups.get("s") or groups.get("u")))
    if denied and groups.get("who"):
        inside = inside.replace("not ", "", 1)
    if groups.get("topic") is not None:
        subjects = [a for a in reader.topic_argument() if a.type in ("drug", "procedure")]
    if len(subjects) > 1 and " plus " in inside:
        # what a combination does is told of what the text is about, else of the first
        topic = reader.topic.name if reader.topic is not None else ""
        subjects = [a for a in subjects if a.name == topic] or subjects[:1]
    objects = _arguments(reader, [n for name in ("o", "o2", "o3") for n in skeleton.names(groups.get(name))])
    if not subjects or not (objects or groups.get("who")):
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
