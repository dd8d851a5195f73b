"""Constructions of advice and of bans: who should get what, and who should not."""

from __future__ import annotations

from thymograph.claims.assertions.construction_words import DLIST, ILIST, LIST, PEOPLE, WORDS
from thymograph.claims.assertions.sayings import Rule, advised, aged, approved, barred

__all__ = ["ADVICE_RULES"]

_ADVISED = r"=?(?:offered|given|considered|used|started|initiated|prescribed|administered|preferred|recommended|suggested|advised|indicated)"
_TO_WHOM = rf"(?:(?!(?:because|since|when|while|although|but|and|until|after|due)\b)(?:{WORDS}|over|[DX]\d+|,|to|for|in|with|as|at|on|against|during|and|or|#|have|=?having|=?treated|=?treat|=?manage|=?reducing|=?treating|=?preventing|no|of) ){{0,16}}?"
_GIVE = r"offer|consider|use|give|prescribe|start|initiate"
_GET = r"take|use|have|receive|be =?given|be =?prescribed|be =?started on|be =?treated with|be on|start"
_ADVERBS = r"(?:(?!=|be\b|not\b)[a-z]+ ){0,2}?"
_AGES = r"infants|children|adolescents|newborns|neonates|toddlers|women|men"
_FROM = r"(?:for|to|in|with|during|against)"

ADVICE_RULES = (
    Rule("advised in", ("should", "may", "can", "must", "is", "are", "could", "be"),
          rf"(?P<s>{DLIST}) (?:(?:{WORDS}|for|with|of|at|#|=\w+) ){{0,5}}?(?:(?:should|may|could|must)(?P<no> not)? be|(?:is|are|remains?)(?P<no2> not)?) (?:{WORDS} ){{0,2}}?(?P<verb>{_ADVISED}) (?P<over>over (?:{WORDS} )*[DX]\d+ |over no \w+ )?(?=as |{_FROM} |{WORDS} )(?P<whom>{_TO_WHOM}{_FROM} {_TO_WHOM})(?P<o>{ILIST})", advised),
    Rule("advised in a fronted condition", ("for", "in", "among"),
          rf"^(?:{WORDS} , )?(?:for|in|among) (?:(?:{WORDS}|with|and|#|to|at) ){{0,8}}?(?:{PEOPLE} who (?:are|have|had|=?develop) (?:{WORDS} ){{0,3}}?)?(?P<o>{ILIST})(?: or who are (?P<o2>X\d+))?(?: (?!=)(?:{WORDS}|to|with|not|in|who|have|has|[DIOX]\d+)){{0,8}}? , (?P<order>(?P<no>do not )?=?(?:{_GIVE}) )?(?:(?:{WORDS}|we|G\d+|=?made|for|of|=?recommends?|=?suggests?|=?recommended|=?suggested|=?using|=?advises?|use|as) ){{0,12}}?(?P<s>{DLIST})"
          rf"(?P<tail>(?: (?:{WORDS}|with|,)){{0,4}}? (?:is|are|should be|may be|can be) (?:{WORDS} ){{0,2}}?{_ADVISED})?", advised),
    Rule("we recommend", ("recommend", "recommends", "recommended", "suggest", "suggests", "advise", "advises", "advised"),
          rf"(?:we|G\d+|guidelines?|panel|group|authors|college|society|committee|academy|association|=?do) (?:{WORDS} ){{0,3}}?(?P<no>not )?(?:{WORDS} ){{0,2}}?=?(?:recommends?|recommended|suggests?|suggested|advises?|advised) (?P<against>against )?(?:that (?:clinicians|physicians|doctors|providers) (?P<no2>not )?=?(?:choose|use|prescribe|offer|give|initiate|start|consider) )?(?:(?:{WORDS}|=?using|of|=?giving|=?adding|=?offering) ){{0,5}}?(?P<s>{DLIST})(?P<whom> {_TO_WHOM}{_FROM} {_TO_WHOM})(?P<o>{ILIST})", advised),
    Rule("offer to", ("offer", "consider", "prescribe", "use", "give", "start"),
          rf"(?:^(?:# |\. )*(?P<no>do not )?|(?:clinicians|physicians|doctors|providers|we) (?:should|may|can) (?P<no2>not )?)(?:=?offer|=?consider|=?prescribe|=use|=give|=start) (?!of )(?:{WORDS} ){{0,3}}?(?P<s>{DLIST})(?P<whom> {_TO_WHOM}{_FROM} {_TO_WHOM})(?P<o>{ILIST})", advised),
    Rule("recommendation for", ("recommendation", "recommendations"),
          rf"recommendations? (?:(?P<against>against )|for )(?:use of |=using )?(?P<s>{DLIST})(?P<whom> {_TO_WHOM}{_FROM} {_TO_WHOM})(?P<o>{ILIST})", advised),
    Rule("people should be treated with", ("treated", "offered", "receive"),
          rf"{PEOPLE} (?:with|who have|=having) (?:{WORDS} )*(?P<o>{ILIST}) (?:{WORDS} |[IO]\d+ |and |# ){{0,6}}?should (?:be =?(?:treated with|offered|given)|=?receive) (?:{WORDS} ){{0,3}}?(?P<s>{DLIST})", advised),
    Rule("age groups should be treated with", ("treated", "receive", "given"),
          rf"(?:^|[,;.] )(?:(?:{WORDS}|and|#|or) ){{0,6}}?(?:(?P<who>(?:{_AGES})(?: (?:and|or) (?:{WORDS} ){{0,2}}?(?:{_AGES}))?)|(?P<o>[IOX]\d+(?: (?:and|or) (?:{WORDS} ){{0,2}}?[IOX]\d+)?))(?: (?:{WORDS}|#|from|to|than|or|and)){{0,6}}? (?:should|must) (?P<no>not )?(?:be =?(?:treated with|given)|=?receive) (?:{WORDS} ){{0,3}}?(?P<s>{DLIST})", aged, (" should ", 1)),
    Rule("contraindicated in", ("contraindicated",),
          rf"(?P<s>{DLIST}) (?:(?:{WORDS}|for|with|of|,) ){{0,4}}?(?:is|are) =?contraindicated (?:in|for|with|during) (?:(?:{WORDS}|with|and|or|of|in|,|who|have|#) ){{0,12}}?(?P<o>{ILIST})(?P<o2>(?: or| and| ,) (?:in )?(?:(?:{WORDS}|with|of) ){{0,5}}?{ILIST})?", barred),
    Rule("do not take if you have", ("if", "while", "when", "during"),
          rf"(?:not|cannot) =?(?:take|use|have|be =?given) (?:{WORDS} ){{0,2}}?(?:(?P<s>D\d+)|(?P<topic>its|it|(?:this|these) (?:medicines?|medication|drugs?|product|tablets|capsules))) (?:(?:if|when|while) (?:you|they|he|she|patient|person) (?:=?have|has|had|are|is|=?suffer from)|while|during)(?: had)? (?P<o>{ILIST})", barred, ("not ", 1)),
    Rule("people should avoid", ("avoid", "not", "never"),
          rf"(?:(?:{PEOPLE}|users) (?:with|who have|=having|(?:who )?=?suffer(?:ing)? from) (?:(?:{WORDS}) )*?(?P<o>{ILIST})(?: ,[^;:.=]{{0,60}} ,)?|(?P<o2>X\d+(?: (?:or|and) X\d+)*) {PEOPLE}|{PEOPLE} who are (?:{WORDS} )?(?P<o3>X\d+(?: (?:or|and) X\d+)*)) should "
          rf"(?:{_ADVERBS}=?avoid|(?:not|never) {_ADVERBS}=?(?:{_GET}))(?: =?taking| =?using)? (?:{WORDS} ){{0,3}}?(?:(?P<s>{DLIST})|(?P<topic>its|it|(?:this|these) (?:medicines?|medication|drugs?|product|tablets|capsules)))(?! [DX]\d)(?! (?:{WORDS} ){{0,3}}(?:without|unless)|(?: ,)? unless)", barred, (" should ", 1)),
    Rule("not to be used by", ("not",),
          rf"(?:(?P<s>{DLIST})|(?P<topic>its|it|(?:this|these) (?:medicines?|medication|drugs?|product))) (?:should|must|may) not be {_ADVERBS}=?(?:used|taken) by (?:{WORDS} )?(?:(?P<o>X\d+(?: (?:or|and) X\d+)*) {PEOPLE}|{PEOPLE} (?:who are|with) (?:{WORDS} )*?(?P<o2>{ILIST}))", barred, (" by ", 1)),
    Rule("avoid in", ("avoid",),
          rf"^(?:# |\. )*=avoid (?:use of |=using |=giving )?(?:{WORDS} ){{0,2}}?(?P<s>{DLIST}) in (?:{PEOPLE} (?:with|who have|=having) )?(?:{WORDS} ){{0,3}}?(?P<o>{ILIST})", barred),
    Rule("treat with", ("treat",),
          rf"^(?:# |\. )*=treat (?:{PEOPLE} (?:with|who have) )?(?:{WORDS} ){{0,3}}?(?P<o>{ILIST})(?: in (?:{WORDS} ){{0,2}}?{PEOPLE})? with (?:{WORDS} ){{0,3}}?(?P<s>{DLIST})", advised),
    Rule("approved, said in passing", ("approved", "licensed", "indicated"),
          rf"(?P<s>{DLIST}) , (?:which (?:is|was|are|were|has been) |first |recently )*=?(?:approved|licensed|indicated) (?:(?:{WORDS}|in|by|since|#|G\d+) ){{0,5}}?(?:for|to =treat|in) (?:(?:{WORDS}|=treating|with) ){{0,5}}?(?P<o>{ILIST})", approved),
    Rule("positive opinion", ("opinion",),
          rf"(?:(?P<s>{DLIST})(?: ,[^;:.=]{{0,60}}? ,| from [^;:.=]{{0,60}}?)? =?(?:received|gained) (?:{WORDS} )?positive opinion(?: from G\d+)?|positive opinion (?:for|on) (?P<u>{DLIST})) (?:(?:for|{WORDS}) ){{0,4}}?for (?:(?:{WORDS}|D\d+|=treating) ){{0,3}}?(?:{PEOPLE} with )?(?P<o>{ILIST})", advised),
    Rule("stop in", ("discontinue", "stop", "withhold", "withdraw", "discontinued", "stopped", "withheld", "withdrawn"),
          rf"(?:^(?:# |\. )*=?(?:discontinue|stop|withhold|withdraw) (?:{WORDS} ){{0,3}}?(?P<s>D\d+)|(?P<u>{DLIST}) should be {_ADVERBS}=?(?:discontinued|stopped|withheld|withdrawn)) (?:in|for) {PEOPLE} (?:with|who have|who =?develop|=having|who =?experience|=?developing) (?:{WORDS} ){{0,4}}?(?P<o>{ILIST})", barred),
    Rule("contraindications are", ("contraindication", "contraindications"),
          rf"contraindications? (?:for|to|of) (?:=using |use of )?(?P<s>{DLIST}) (?:(?:{WORDS}|in) ){{0,4}}?(?:is|are|=?includes?) (?P<o>{LIST})", barred),
)  # fmt: skip
