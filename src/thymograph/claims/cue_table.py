"""The words that negate, leave open or hedge, as ordered patterns over lower-case text.

Leftmost match wins, then the first pattern; pseudo-cues ("not only", "with or without", "membrane
potential") stand first with no effect, so that they swallow the cue inside them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

__all__ = ["CuePattern", "cue_pattern", "cue_patterns", "cue_stems"]


class CuePattern(NamedTuple):
    """A named pattern: what it does, and how it reaches (see :data:`reach` in its field)."""

    name: str
    effects: tuple[str, ...]
    """Effects of the cue; () for a pseudo-cue."""
    reach: str
    """verb: the clause from here on · noun: the noun phrase after it · all: the whole clause."""
    pattern: str


# Words between "no" and the noun of evidence: adjectives, never a word that opens a new phrase.
_FILL = r"(?:(?!(?:in|of|the|and|or|with|for|from|on|by|to|at|than|that|was|were|is|are) )[\w/-]+ ){0,3}?"
_AUX = r"(?:(?:do|does|did|is|are|was|were|be|been|has|have|had|will|would|should|must|need|may|might|can|could) )?"
# With its auxiliary, or "is not" would be read before "is not uncommon" is.
_NOT = rf"(?:{_AUX}(?:not|never)|[a-z]+n't)"
_ADV = r"(?:(?:yet|fully|clearly|completely|well|currently|formally|explicitly|adequately|directly|been|be|so far|to date|entirely|definitively|firmly|systematically|specifically|still) |well-)*"
_LISTS = r"(?:guidelines?|guidance|algorithms?|lists?|formular(?:y|ies)|recommendations?|pharmacopoeias?|standards?|statements?|consensus|labels?|labell?ing|pathways|criteria|compendia)"
_EVIDENCE = (
    r"(?:evidence|data|reports?|case reports?|studies|trials|proof|documentation|literature|signals?|indication that)"
)
_LOOKED_INTO = (
    r"(?:established|elucidated|determined|understood|clarified|characteri[sz]ed|defined|evaluated|investigated|"
    r"studied|assessed|examined|tested|explored|known|proven|certain|clear)"
)
_CURRENT = r"(?:electro\w*|action|membrane|resting|evoked|redox|zeta|electric(?:al)?|synaptic|postsynaptic|water|osmotic|field|motor|event-related|oxidation|reduction|graded|receptor|spike)"
_UNTREATED = r"(?:treatment|therapy|intervention|prophylaxis|exposure|supplementation|vaccin\w+|surgery|drug|medication|use|control|(?:additional|active|specific|further) treatment)"

_PATTERNS: tuple[CuePattern, ...] = (
    # ---- pseudo-cues
    CuePattern("not_only", (), "", rf"{_AUX}not (?:only|just|merely|solely|simply|necessarily limited|limited to)"),
    CuePattern("with_or_without", (), "", r"with(?: or |/)without|with and without|whether or not"),
    CuePattern("no_doubt", (), "", r"no doubt|without (?:a |any )?doubt|no (?:question|wonder) that"),
    CuePattern(
        "double",
        (),
        "",
        rf"{_AUX}not (?:un(?:common|usual|expected|reasonable|important)|infrequent|insignificant|rare|without)(?:ly)?",
    ),
    CuePattern(
        "not_ruled_out",
        ("hedged",),
        "all",
        rf"(?:cannot|can't|couldn't|{_NOT})(?: be| been| yet be)? (?:excluded?|ruled? out|dismiss(?:ed)?|discount(?:ed)?)",
    ),
    CuePattern(
        "no_stance",
        ("unknown",),
        "all",
        r"(?:(?:is|are|was|were) )?(?:unable to|not able to|cannot|could not|can't) (?:make an? recommendations?|recommend|advise)(?: either)? for or against",
    ),
    CuePattern(
        "not_expected",
        ("negated", "hedged"),
        "verb",
        r"(?:is|are|was|were|be|been) not (?:expected|anticipated|thought|believed|considered likely)",
    ),
    CuePattern("not_possible", ("negated",), "verb", rf"{_NOT} (?:possible|likely)|impossible"),
    CuePattern("may_or_may_not", ("hedged",), "verb", r"(?:may|might) or (?:may|might) not"),
    CuePattern(
        "bound",
        (),
        "",
        rf"(?:no|{_AUX}not) (?:longer|more|less|fewer|later|earlier|greater|higher|lower|larger|sooner) than(?= (?:\d|one|two|three|four|five|six|ten|a|an|every|once|twice|the))",
    ),
    CuePattern("ceiling", (), "", r"not (?:to exceed|exceeding)"),
    CuePattern("number_sign", (), "", r"no\.(?=\s*:|\s*[a-z]?\d)|no:(?= )"),
    CuePattern(
        "untreated",
        (),
        "",
        rf"(?:versus|vs\.?|or|than|received|receiving|placebo and|with|to) no {_UNTREATED}|"
        rf"(?<=/)no {_UNTREATED}|"
        r"(?:versus|vs\.?|compared (?:with|to)) no (?!(?:significant|difference|change|effect|evidence|benefit)\b)[\w-]+",
    ),
    CuePattern("where_possible", (), "", r"(?:if|where|when|wherever|whenever) possible|as \w+ as possible"),
    CuePattern("potential_noun", (), "", rf"{_CURRENT} potentials?|potentials? (?:difference|of hydrogen)"),
    CuePattern("odds", (), "", r"(?:more|less|most|least|equally|times as|as) likely"),
    CuePattern("suggested_dose", (), "", r"(?:suggested|proposed) (?:dos\w+|citation|regimen|reading|retail)"),
    CuePattern(
        "set_phrase",
        (),
        "",
        rf"{_AUX}not (?:otherwise specified|applicable|to be confused with|surprisingly)|previously unknown|hitherto unknown|if not(?= (?:all|most|more|treated|already|contraindicated))",
    ),
    CuePattern("not_suggest", ("negated",), "verb", rf"{_NOT} suggest(?:ed)?"),
    CuePattern(
        "tested_hypothesis",
        (),
        "",
        r"(?:test(?:ed|ing|s)?|null|reject(?:ed|s)?) (?:the |this |our )?(?:null )?hypothes[ie]s",
    ),
    CuePattern(
        "supported_hypothesis", ("hedged",), "verb", r"supports? the hypothesis that|supporting the hypothesis that"
    ),
    CuePattern(
        "potential_people",
        (),
        "",
        r"potential (?:participants?|candidates?|confound\w+|donors?|subjects|sources|(?:side|adverse) effects|(?:drug )?interactions|adverse (?:reactions|events|interactions))",
    ),
    CuePattern(
        "weighed_risks",
        (),
        "",
        r"(?:the|any|its|their) (?:possible|potential) (?:risks?|harms?|benefits?)(?: (?:and|or) (?:risks?|harms?|benefits?))?(?= (?:to|of|for|associated|outweigh|justif|and|against|with|are|is)|[.,;]|$)",
    ),
    CuePattern("to_suspect", (), "", r"(?:should|must|to) be suspected"),
    # ---- looked for, not found
    CuePattern(
        "no_evidence",
        ("no_evidence",),
        "verb",
        rf"(?:virtually |almost |practically )?no {_FILL}{_EVIDENCE}(?! (?:reported|point))",
    ),
    CuePattern("lack_of_evidence", ("no_evidence",), "noun", rf"(?:lack|absence) of {_FILL}{_EVIDENCE}"),
    CuePattern(
        "not_reported", ("no_evidence",), "all", rf"{_NOT} {_ADV}(?:been )(?:reported|documented|described|published)"
    ),
    # ---- absent from a list
    CuePattern(
        "not_in_list",
        ("not_included",),
        "all",
        rf"{_NOT} {_ADV}(?:included|mentioned|covered|addressed|featured|part of|represented)(?: (?:in|on|among|by|within|as part of))?(?= (?:[\w/-]+ ){{0,5}}?{_LISTS})",
    ),
    CuePattern("not_listed", ("not_included",), "all", rf"{_NOT} {_ADV}listed"),
    CuePattern(
        "absent_from_list",
        ("not_included",),
        "all",
        rf"(?:absent|missing|omitted|left out|excluded) (?:from|of)(?= (?:[\w/-]+ ){{0,5}}?{_LISTS})",
    ),
    CuePattern(
        "list_without",
        ("not_included",),
        "verb",
        r"(?<=s )(?:do|does|did) not (?:currently |yet )?(?:include|list|mention|feature)(?! (?:patients|women|men|children|adults|subjects|people))",
    ),
    # ---- said to be open
    CuePattern("not_established", ("unknown",), "all", rf"{_NOT} {_ADV}{_LOOKED_INTO}(?! to )"),
    CuePattern(
        "unknown",
        ("unknown",),
        "all",
        r"unknown|unclear|uncertain|unproven|undetermined|unresolved|inconclusive|remains? controversial|"
        r"(?:poorly|incompletely|inadequately|insufficiently|not yet) (?:understood|addressed|studied|characteri[sz]ed|defined|documented)",
    ),
    CuePattern(
        "still_open",
        ("unknown",),
        "all",
        r"(?:remains?|remained|yet|have yet|has yet|is|are) to be (?:determined|established|seen|elucidated|clarified|proven|defined|confirmed|explored|shown)|"
        r"under (?:active |further |ongoing |clinical )?(?:investigation|study|review|debate)|"
        r"(?:little|not much) is (?:currently )?known",
    ),
    CuePattern(
        "scant",
        ("unknown",),
        "noun",
        rf"(?:limited|insufficient|inadequate|scarce|sparse|scant|little|few|conflicting|mixed) {_FILL}(?:evidence|data|information|studies|literature)",
    ),
    # ---- denied or prohibited
    CuePattern("unlikely", ("negated", "hedged"), "verb", r"unlikely"),
    CuePattern("modal_not", ("negated", "hedged"), "verb", r"(?:may|might) not"),
    CuePattern(
        "against",
        ("negated",),
        "noun",
        r"(?:recommend|advis|advise|suggest|caution|counsel|warn)(?:s|ed|ing|es)? against|recommendations? against",
    ),
    CuePattern("no_longer", ("negated",), "verb", r"no longer"),
    CuePattern("cannot", ("negated",), "verb", r"cannot|can not|can't|could not|couldn't"),
    CuePattern(
        "verb_not",
        ("negated",),
        "verb",
        r"(?:do|does|did|is|are|was|were|be|been|has|have|had|will|would|should|must|need|shall) not|"
        r"(?:do|does|did|is|are|was|were|has|have|had|wo|would|should|must|need)n't",
    ),
    CuePattern(
        "failed",
        ("negated",),
        "verb",
        r"fail(?:s|ed|ing)? to|failures? to|failed(?= (?:in|its|the primary))|(?:was |were |is |are )?unable to|inability (?:of|to)|incapable of",
    ),
    CuePattern(
        "neither_lists",
        ("not_included",),
        "verb",
        r"neither [^.;,]{2,60} nor [^.;,]{2,60} (?:lists?|includes?|mentions?|features?)",
    ),
    CuePattern("neither", ("negated",), "verb", r"neither|nor"),
    CuePattern("never", ("negated",), "verb", r"never|none|nobody|no one|nothing|hardly|scarcely"),
    CuePattern(
        "no", ("negated",), "verb", r"(?:virtually |almost |practically |essentially |little or |little to )?no(?![.-])"
    ),
    CuePattern(
        "lack",
        ("negated",),
        "noun",
        r"(?:a |the )?lack of|lacks|lacked|lacking|(?:the )?absence of|(?:devoid|free) of|free from|deny|denies|denied",
    ),
    CuePattern("avoid", ("negated",), "noun", r"avoid|avoiding|avoids"),
    CuePattern(
        "avoided",
        ("negated",),
        "all",
        r"(?:be|is|are|was|were) (?:best )?(?:avoided|discouraged|prohibited|forbidden|discontinued permanently)",
    ),
    CuePattern("without", ("negated",), "noun", r"without"),
    CuePattern("instead_of", ("negated",), "noun", r"instead of|rather than|as opposed to"),
    CuePattern(
        "no_effect_word",
        ("negated",),
        "all",
        r"ineffective|unaffected|unchanged|nonsignificant|non-significant|statistically insignificant",
    ),
    CuePattern("not", ("negated",), "verb", r"not"),
    # ---- theory and proposals
    CuePattern(
        "theory",
        ("speculative",),
        "all",
        r"theoretical(?:ly)?|hypothetical(?:ly)?|in theory|hypothes[ie][sz]ed?s?|hypothesi[sz]e that|the hypothesis that|"
        r"speculat(?:e|es|ed|ion|ive|ively|ing)|conceivabl[ey]|tempting to|envisaged?|envisioned?",
    ),
    CuePattern(
        "future_may",
        ("speculative",),
        "verb",
        r"future (?:research|studies|work|trials|investigations?|efforts|approaches|therap(?:y|ies)|directions?|combinations?)(?: [\w-]+){0,3}? (?:may|might|could|can)|could one day|may one day|might one day",
    ),
    CuePattern(
        "explore_potential",
        ("speculative",),
        "noun",
        r"to explore (?:the |its |their |any )?(?:potential|possible|possibility)",
    ),
    CuePattern(
        "potential_plan",
        ("speculative",),
        "noun",
        r"potential(?:ly)? (?:future )?(?:combinations?|combining|integrating|integration|applications? in the future)",
    ),
    # ---- hedges
    CuePattern("modal", ("hedged",), "verb", r"may|might|could"),
    CuePattern("suggest", ("hedged",), "verb", r"suggest(?:s|ed|ing|ive of|ive)?|suggestions? that"),
    CuePattern(
        "appear",
        ("hedged",),
        "verb",
        r"appear(?:s|ed|ing)?(?= to | that | as though| as if| (?:more |less |most |very |relatively |generally |equally |quite )?(?:safe|effective|well|promising|beneficial|similar|likely|superior|inferior|favou?rable|efficacious|useful|helpful|reasonable|protective|comparable|feasible|limited|low|high|rare|unlikely)\b)|"
        r"seem(?:s|ed|ing|ingly)?|apparently",
    ),
    CuePattern(
        "believed",
        ("hedged",),
        "verb",
        r"(?:is|are|was|were|been|be|generally|widely|commonly|it is) (?:thought|believed|presumed|assumed|suspected|postulated|proposed|expected|anticipated)|"
        r"(?:we|they|investigators|experts|authors|researchers) (?:think|believe|suspect|propose|assume)|proposed (?:mechanism|role|model)s?|presumably|putative(?:ly)?|purported(?:ly)?|reportedly|allegedly",
    ),
    CuePattern(
        "possible",
        ("hedged",),
        "verb",
        r"potential(?:ly)?|possibl[ey]|possibilit(?:y|ies)|plausibl[ey]|probabl[ey]|perhaps|likely|conjectured?",
    ),
    CuePattern(
        "promise",
        ("hedged",),
        "verb",
        r"(?:show|hold|shown|offer|demonstrate)(?:s|ed|ing)? (?:great |some |considerable |particular |early |significant |substantial )?promise|promising|(?:should|ought to) be able to",
    ),
)


@cache
def cue_patterns() -> dict[str, CuePattern]:
    """Return every pattern by its name."""
    return {entry.name: entry for entry in _PATTERNS}


# Every cue holds one of these at the start of a word: only there, or up to three words before, can it start.
_STEMS = (
    "not|never|no|non|cannot|can|with|without|fail|unable|inab|incap|neither|nor|none|nobody|nothing|hardly|scarcely|lack|absen|devoid|free|"
    "deny|denie|avoid|discourag|prohibit|forbid|discontinued|instead|rather|as opposed|ineffect|unaffect|unchang|statistically insig|unlikely|against|"
    "miss|omit|left out|exclud|unknown|unclear|uncertain|unprov|undeterm|unresol|inconcl|controvers|poorly|incompl|inadequ|insuff|"
    "remain|yet|to be|under|little|virtually|almost|practically|essentially|limited|scarce|sparse|scant|few|conflicting|mixed|theor|hypoth|null|the hypoth|in theory|specul|conceiv|tempting|envis|"
    "future|one day|explor|potential|may|might|could|suggest|appear|seem|apparent|thought|believ|presum|assum|suspect|postul|"
    "propos|expect|anticip|think|putat|purport|reported|alleg|possib|plaus|probab|perhaps|likely|conjec|promis|support|should|must|impossible|impossib|if|where|when|previously|hitherto|"
    "action|membrane|resting|evoked|redox|zeta|electr|synap|postsyn|water|osmotic|field|motor|event-|oxid|reduction|graded|receptor|spike"
)


@cache
def cue_stems(contractions: bool) -> re.Pattern[str]:
    """Return the stems of cues, with "n't" if ``contractions``."""
    return re.compile(rf"\b(?:{_STEMS})|n't" if contractions else rf"\b(?:{_STEMS})")


@cache
def cue_pattern() -> re.Pattern[str]:
    """Return one pattern for all cues; ``lastgroup`` of a match is the name of its entry."""
    body = "|".join(f"(?P<{entry.name}>{entry.pattern})" for entry in _PATTERNS)
    return re.compile(rf"(?<![\w-])(?:{body})(?![\w]|-\w)")
