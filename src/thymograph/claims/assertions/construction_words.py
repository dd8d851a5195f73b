"""The parts of which the patterns of constructions are made: words, lists of names, people and what they were given."""

from __future__ import annotations

__all__ = ["ARM_OF", "DLIST", "DOWN", "GIVEN", "ILIST", "LIST", "MLIST", "PEOPLE", "UP", "WORDS"]

# A word that is neither verb nor function word, but "of".
WORDS = (
    r"(?!(?:in|on|at|for|with|by|from|to|into|than|as|and|or|but|nor|that|which|who|whom|whose|while|whereas|although|though|because|since|if|when|"
    r"where|unless|until|is|are|was|were|be|been|being|has|have|had|do|does|did|may|might|could|can|will|would|should|must|not|no|never|after|before|"
    r"during|between|among|compared|versus|vs|without|it|they|he|she|we|you|rather)\b)[a-z][\w'/-]*"
)
PEOPLE = (
    r"(?:(?:hospitali[sz]ed|treated|adult|pediatric|elderly|older|critically|ill|eligible) )*"
    r"(?:patients?|people|adults?|children|women|men|participants?|subjects?|individuals?|those|persons?|infants?|adolescents?|volunteers?|girls|boys|babies|newborns|neonates|carriers|survivors)"
)
GIVEN = (
    r"(?:=?randomly )?=?(?:received|receiving|receive|given|assigned to|allocated to|treated with|taking|took|take|on|using|used|randomi[sz]ed to|"
    r"exposed to|randomized to receive|assigned to receive|treatment with|=?administered)"
)
UP = r"(?:=?(?:higher|increased|greater|more|longer|larger|elevated|improved|better))"
DOWN = r"(?:=?(?:lower|reduced|decreased|fewer|less|shorter|smaller|lowered))"
_BOTH = r"(?: ,)? (?:and|or|as well as|including|such as) | , (?!(?:risks?|rates?|incidence|odds|frequency|use|number|proportion)\b)"


def _list(letters: str, words: int) -> str:
    unit = rf"(?:[A-Z]\d+ )*[{letters}]\d+(?! [A-Z]\d)"
    return rf"(?:{WORDS} ){{0,{words}}}?{unit}(?:(?:{_BOTH})(?:{WORDS} ){{0,4}}?{unit})*"


LIST = _list("IOMC", 6)
ILIST = _list("IOX", 6)
MLIST = _list("MOC", 4)
_DRUG = r"(?:D\d+ )*D\d+(?! D\d)"
DLIST = _DRUG + r"(?:(?:(?: ,)? (?:and|or|plus) | , )(?:" + WORDS + r" ){0,2}?" + _DRUG + ")*"
ARM_OF = (
    rf"(?:(?:{PEOPLE}|group)(?: with (?:{WORDS} )*[IO]\d+)?(?: (?:who were )?at (?:{WORDS} )*risk (?:for|of) (?:{WORDS} )*[IO]\d+)?(?: ,)?(?: who)?(?: were| had been| are| have)? {GIVEN} (?:{WORDS} ){{0,2}}?(?P<s>{DLIST})"
    rf"|(?P<u>D\d+)(?: -treated)? (?:users|group|arm|recipients|patients))"
)
