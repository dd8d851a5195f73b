"""The quantities of a text, each of a named kind, in order and without overlap."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from thymograph.claims.measurements import quantities
from thymograph.claims.measurements.grammar import (
    COUNT_WORDS,
    DASH,
    NUMBER,
    RANGE_JOIN,
    SIGNED,
    TIME_UNIT,
    UNIT,
    pattern,
)
from thymograph.claims.measurements.lookalikes import lookalikes
from thymograph.claims.measurements.quantities import PEOPLE, Token
from thymograph.claims.measurements.terms import OUTCOME_VERB
from thymograph.claims.word_patterns import asked_openings, word_openings
from thymograph.model import Entity

__all__ = ["tells_quantities", "tokens_in"]

_COUNTED = (
    rf"{PEOPLE}|trials?|studies|RCTs|cohorts|articles|reports|reviews|publications|meta-analyses|institutions?|cent(?:er|re)s|sites|"
    r"hospitals|countries|events|deaths|episodes|samples|specimens|biopsies|mice|rats|animals|rabbits|pigs|monkeys|hamsters|ferrets|"
    r"responses|responders|relapses|exacerbations|admissions|hospitali[sz]ations|infections|fractures|"
    r"amino[ -]acids?|residues|genes|injections|cycles|visits|sessions|wells|eyes|tumou?rs|lesions|infusions|strains|isolates|"
    r"households|families|schools|practices|clinics|procedures|operations|experiments|replicates|strokes|bleeds"
)

_UNDER_100 = rf"(?:{'|'.join(word for word in COUNT_WORDS if word not in ('zero', 'one'))}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?)"
_WORD = rf"(?:(?:one|two|three|four|five|six|seven|eight|nine)[- ]hundred(?:[- ](?:and[- ])?(?:{_UNDER_100}|one)\b)?(?!\s(?:thousand|million))|{_UNDER_100})"

_EFFECT = (
    r"(?:(?:[Aa]djusted|[Pp]ooled|[Uu]nadjusted|[Cc]rude|[Mm]ultivaria(?:te|ble)|[Ss]ummary|[Cc]ause-specific|[Ss]ubdistribution|[Cc]ommon|[Rr]elative|[Ii]ncidence)[ -])*"
    r"(?:[Hh]azards? [Rr]atios?|[Oo]dds [Rr]atios?|[Rr]isk [Rr]atios?|[Rr]elative [Rr]isks?|[Rr]ate [Rr]atios?|[Pp]revalence [Rr]atios?|"
    r"(?:[Ss]tandardi[sz]ed |[Ww]eighted |[Ll]east[- ]squares )?[Mm]ean [Dd]ifferences?|[Rr]isk [Dd]ifferences?|[Tt]reatment [Dd]ifferences?|"
    r"[Aa]bsolute [Rr]isk [Rr]eductions?|[Rr]elative [Rr]isk [Rr]eductions?|[Nn]umber needed to (?:treat|harm)|[Ee]ffect [Ss]izes?|"
    r"[Cc]orrelation [Cc]oefficients?|"
    r"[acs]?(?:HR|OR|RR|IRR)|A(?:OR|HR)|SHR|IRR|SMD|WMD|MD|ARR|RRR|NNT|NNH|RD|LSMD|[Rr]elative [Hh]azards?|[Ss]tandardi[sz]ed (?:mortality|incidence) ratios?|Cohen['’]s d|Hedges['’]? g|ROR|PR)s?"
)

_IS = r"(?:\s*(?:\([A-Za-z]{2,6}\)|\[[A-Za-z]{2,6}\]|[\(\[]\d\d\s?%\s?CI[\)\]]))?(?:\s*(?:,|:|=|≈|of|was|were|is|(?:pre|before)\b[\w\s-]{0,16}?(?:vs\.?|versus|to|minus|and)\s(?:post|after)[\w-]*|for the comparison [\w\s-]{3,110}? was|(?:vs\.?|versus|compared (?:with|to)) [\w\s-]{2,30}? (?:of|was)|for [\w\s-]{3,110}? (?:was|were)|for [\w\s-]{3,40}? of|for [a-z][\w-]+(?:\s[a-z][\w-]+){0,2}(?=\s[-−–]?\d)|for [a-z][\w\s-]{3,60}?(?=,\s?[-−–]?\d)))*\s*"

# The upper limit that a trial could not estimate.
_OPEN = r"(?:[Nn]ot (?:reached|estimable|evaluable|calculable|available)|N[RECA]\b|∞|[Ii]nfinity)"

_CI_NAME = r"(?:CI|C\.I\.|[Cc]onfidence (?:[Ii]ntervals?|[Ll]imits?)|CrI|[Cc]redible [Ii]ntervals?)s?(?:\s?[\[\(](?:CI|CrI|CL)s?[\]\)])?"

Builder = Callable[[re.Match[str]], "Token | tuple[Token, ...] | None"]

_APPROXIMATE = r"(?:[~≈∼]\s?)?"

_THRESHOLD = r"(?:[<>]=|[<>≤≥])\s?"

# Name, strings of which one must be in the text (a cheap test), expression, builder. Ordered: what an
# earlier scanner took, a later one does not see.
_SCANNERS: tuple[tuple[str, str, str, Builder], ...] = (
    ("p_value", "p|P", rf"(?<![\w-])[Pp]\*?(?:[- ]?[Vv]al(?:ue)?s?)?(?P<of>[- _](?:for |of )?(?:inter(?:action)?|trend|het(?:erogeneity)?)\w*)?\s*(?P<op>(?:[:=]?\s*(?:<=|>=|[<>≤≥＜=:]))|(?:was\s|is\s)?less\sthan\b|\s(?:of|was|is)\b)\s*(?P<v>{NUMBER})", quantities.p_value),
    ("interval", "CI|C.I|nterval|CrI|imit", rf"[\(\[]?(?:(?P<l1>\d\d(?:\.\d)?)\s?%[\s-]*)?{_CI_NAME}\s?(?:\(?\s?(?P<l2>\d\d(?:\.\d)?)\s?%\)?)?[\s:=,;\(\[]*(?:of|was|from|between|ranging from)?\s*[\(\[]?(?P<lo>{SIGNED})\s?(?:{UNIT})?(?:\s?(?:--|[-–—−‐,;/]|\.{{2,3}})\s?|\s+(?:to|and|through)\s+)(?P<hi>[-−–]?{NUMBER}|{_OPEN})(?:\s?%|\s?(?:{UNIT})(?=\s?[)\]]))?[\)\]]?", quantities.interval),
    ("other interval", "IQR|ange|nterquartile", rf"(?:IQR|[Ii]nterquartile range|[Rr]ange)s?\s*[:=,]?\s*(?:of|was)?\s*[\(\[]?{SIGNED}\s?(?:{UNIT})?\s?(?:[-–—−,;]|to)\s?[-−–]?{NUMBER}(?:\s?{UNIT})?[\)\]]?", quantities.skipped),
    ("percentiles", "centile|uartile", rf"(?:\d+th\s?(?:[-–]|to|and)\s?\d+th\s(?:per)?centiles?|quartiles?)\s?[=:,]?\s?{SIGNED}\s?%?\s?(?:[-–—]|to|and)\s?{NUMBER}(?:\s?%)?", quantities.skipped),
    ("in_years", "% in ", rf"(?<=%\s)in\s(?P<t>{NUMBER}\s(?:years|months|weeks|days))\b", quantities.timepoint),
    ("frequency", "every|each", rf"\b(?:[Ee]very|[Ee]ach)\s(?:{NUMBER}(?:(?:{RANGE_JOIN}|\s(?:or|and)\s){NUMBER})?|{_WORD}(?:\s(?:or|to)\s{_WORD})?)[\s-]{TIME_UNIT}\b", quantities.skipped),
    # "3999 (28.5%) ng/mL": a coefficient of variation stands between a mean and its unit.
    ("value_cv", "%", rf"(?P<v>{SIGNED})\s?[\(\[]\s?(?:CV\s?=?\s?)?{NUMBER}\s?%\s?(?:CV)?[\)\]]\s?(?P<u>(?!%){UNIT})", quantities.value),
    # "FEV1 predicted 60–90%" bounds who is meant.
    ("predicted bound", "redicted", rf"predicted\s(?:values?\s)?(?:(?:[<>]=|[<>≤≥])\s?{NUMBER}|{NUMBER}\s?[-–]\s?{NUMBER})\s?%", quantities.skipped),
    ("worded_percent", "ercent|er cent", rf"\b(?P<w>(?i:{_WORD}))\s(?P<u>per\s?cent)\b(?:\s\((?P<a>\d[\d,]*)(?:\sof\s|\s?/\s?)(?P<b>\d[\d,]*)\))?", quantities.worded_percent),
    ("percent_share", "%", rf"(?P<pc>{NUMBER})\s?%\s?[\(\[]\s?(?:[nN]\s?=\s?)?(?P<a>\d[\d,]*)(?:\s?/\s?|\s(?:out\s)?of\s)(?P<b>\d[\d,]*)(?:\s(?P<noun>{_COUNTED})\b)?(?=\s?[\)\],;])[\)\]]?", quantities.share),
    ("sample", "=", rf"(?<![\w-])[nN]\s?[=:]\s?(?P<a>{NUMBER})\s?/\s?(?P<b>{NUMBER})", quantities.share),
    # "23.4% of the 1,871 contacts": of how many, whatever they are.
    ("whole", "% of|% among|% in", rf"(?<=%)\s(?:of|among|in)\s(?:the\s|all\s)?(?P<v>\d{{1,3}}(?:,\d{{3}})+|\d+)\s(?=(?:[a-z][\w-]*\s){{0,3}}?(?:{_COUNTED}|[a-z]{{3,}}s)\b)(?!(?:{UNIT})\b)", quantities.whole),
    # "Of 23 evaluable patients, 16 (70%) were …"
    ("of_whole", "f ", rf"\b[Oo]f\s(?:the\s|these\s|all\s)?(?P<b>\d[\d,]*)\s(?:[a-z][\w-]*\s){{0,3}}?(?P<noun>{PEOPLE})\b[^.;,\d]{{0,50}},\s(?P<a>\d[\d,]*|(?i:{_WORD}))\b(?:\s?\(\s?(?P<pc>{NUMBER})\s?%\))?(?=\s(?:{OUTCOME_VERB})\b)", quantities.part_of_whole),
    ("sample_size", "=|:", rf"(?<![\w-])[nN]\s?[=:]\s?(?P<v>{NUMBER})", quantities.sample),
    ("share_of", " of ", rf"(?<![\w.,/])(?P<a>\d[\d,]*|(?i:{_WORD}|one))\s?(?:\(\s?(?P<pc2>{NUMBER})\s?%\)\s?)?(?:out\s)?of\s(?:the\s|a total of\s)?(?P<b>\d[\d,]*|(?i:{_WORD})\b)(?!\.\d|\s?%)(?:\s(?:[a-zA-Z][\w-]*\s){{0,2}}?(?P<noun>{_COUNTED})\b)?(?:\s?[\(\[;,]\s?(?P<pc>{NUMBER})\s?%[\)\]]?)?", quantities.share),
    ("one_in", " in | of ", rf"\b(?P<a>1|\d{{1,3}}|[Oo]ne|[Tt]wo|[Tt]hree)\s(?:in(?:\severy)?|out of)\s(?:every\s)?(?P<b>\d[\d,]*|{_WORD})\s(?:[a-z]+\s)?(?P<noun>{PEOPLE})\b", quantities.share),
    ("pressure", "Hg", r"(?<![\w.])(?P<v>\d{1,3}(?:\.\d)?/\d{1,3}(?:\.\d)?)\s?(?P<u>mm\s?Hg)", quantities.value),
    # "59/2,576 minor lesions (2.3%)"
    ("named_share", "%", rf"(?<![\w.,/])(?P<a>\d[\d,]*)\s?/\s?(?P<b>\d[\d,]*)\s(?P<noun>(?:[A-Za-z][\w/-]*\s){{1,4}}?)[\(\[]\s?(?P<pc>{NUMBER})\s?%\s?[\)\]]", quantities.named_share),
    ("share", "/", rf"(?<![\w.,/])(?P<a>\d[\d,]*)\s?/\s?(?P<b>\d[\d,]*)(?![\d/.%]|\s?(?:{UNIT}))(?:\s?[\(\[;,]\s?(?P<pc>{NUMBER})\s?%[\)\]]?)?", quantities.share),
    ("part", "%", rf"(?<![\w.,/–-])(?P<a>\d[\d,]*|(?i:\b{_WORD}))\s?(?:(?<=\s)(?:[a-z][\w-]*\s){{0,2}}?(?P<noun>{_COUNTED})\s)?[\(\[]\s?(?P<pc>{NUMBER})\s?%\s?[\)\]](?P<more>\s(?!(?:of|in|and|or|with|to|for|from|the|a|by|on|who|were|was|had|vs|versus|than|at)\b)(?:[A-Za-z][\w-]*\s){{0,2}}?(?:{_COUNTED})\b)?", quantities.part),
    ("bracketed_part", "%", rf"(?<=\()(?P<a>\d[\d,]*)(?P<noun>)(?P<more>)\s?[,;]\s(?P<pc>{NUMBER})\s?%(?=[^)]{{0,40}}\))", quantities.part),
    ("mean_sd", "ean", rf"\b[Mm]ean\s?(?:\(|±)\s?(?:SD|SEM?|standard deviation)\)?(?:[^.;\d]|(?<=type )\d){{0,60}}?(?P<v>{SIGNED})\s?(?P<u1>{UNIT})?\s?\(\s?(?:±\s?)?(?P<sd>{NUMBER})\s?\)(?:\s?(?P<u2>{UNIT}))?", quantities.mean_with_spread),
    ("shift_sd", "±", rf"\b[Ff]rom\s(?:(?:a |an )?(?:baseline|median|mean|average)(?: \w+)? of\s)?(?P<a>{SIGNED})\s?±\s?{NUMBER}\s?(?P<u1>{UNIT})?(?:\s(?:at|before)\s(?:the\s)?(?:baseline|admission|treatment))?\sto\s(?P<b>{SIGNED})\s?±\s?(?P<sd>{NUMBER})(?:\s?(?P<u2>{UNIT}))?", quantities.shift),
    ("plus_minus", "±|+/", rf"(?P<v>{SIGNED})\s?(?P<u1>{UNIT})?\s?\(?(?:±|\+/[-−–])\s?(?P<sd>{NUMBER})\)?(?:\s?(?P<u2>{UNIT}))?", quantities.spread),
    ("value_sd", "SD|SE|standard", rf"(?P<v>{SIGNED})\s?(?P<u1>{UNIT})?\s?[\(\[,]\s?(?:\+/?[-−–]\s?|±\s?)?(?:SDs?|SEM?|standard (?:deviation|error))\s?[=:,]?\s?(?:±\s?)?(?P<sd>{NUMBER})(?:\s?(?P<u2>{UNIT}))?\s?[\)\]]?", quantities.spread),
    ("shift", "rom ", rf"\b[Ff]rom\s(?:(?:a |an )?(?:baseline|median|mean|average)(?: \w+)? of\s)?(?P<a>{SIGNED})\s?(?P<u1>{UNIT})?(?:\s?(?:±|\+/-)\s?{NUMBER})?(?:\s(?:at|before|in|on)\s(?:the\s)?(?:baseline|admission|treatment|enrol\w+))?\sto\s(?P<b>{SIGNED})(?:\s?±\s?(?P<sd>{NUMBER}))?(?:\s?(?P<u2>{UNIT}))?", quantities.shift),
    ("effect", "", rf"(?<![\w-])(?P<name>{_EFFECT}){_IS}(?P<v>{SIGNED})(?!\s?%\s?(?:CI|C\.I|[Cc]onf))\s?(?P<u>{UNIT})?(?:\s?[\(\[](?P<lo>{SIGNED})\s?(?:[-–—−,;]|\sto\s)\s?(?P<hi>[-−–]?{NUMBER})[\)\]])?", quantities.effect),
    ("bare estimate", "(", r"(?<=\()(?P<v>\d+[.·]\d+)(?P<sep>[,;]|\s[\[(])\s?(?P<lo>\d+[.·]\d+)(?:\s?[-–—−]\s?|\sto\s)(?P<hi>\d+[.·]\d+)(?=[\s)\];,])", quantities.bare_estimate),
    ("announced_interval", "CI|nterval", rf"(?<=[\dA-Za-z%/])(?:\s?[\(\[]|,\s)(?P<lo>{SIGNED})\s?%?\s?(?:[-–—−,]|to)\s?(?P<hi>[-−–]?{NUMBER})\s?%?(?:[\)\]]|(?=[;,)]))", quantities.announced_interval),
    ("interval_name", "CI|nterval|imit", rf"[\(\[]?\b\d\d(?:\.\d)?\s?%[\s-]?{_CI_NAME}[\)\]]?", quantities.skipped),
    ("test_statistic", "=|was|of", rf"(?<![\w-])(?P<name>[Rr](?:\^?2|²)?|rho|ρ|κ|[Kk]appa|τ|β|[tzZFUdgbB]|χ\s?(?:\^?2|²)|[Cc]hi-?squared?|η\s?(?:\^?2|²)|ICC)\s?(?:\(\d+(?:,\s?\d+)?\)|\[\d+(?:,\s?\d+)?\])?\s?=\s?(?P<v>{SIGNED})", quantities.statistic),
    ("range of folds", "fold", rf"\b{_WORD}-?\s(?:to|or)\s{_WORD}-?\s?fold\b", quantities.skipped),
    ("strength", "%", r"(?<![\d.])\d[\d.]*\s?%\s(?:w/w\s|w/v\s|[a-z]+\s)?(?:gel|cream|ointment|lotion|foam|shampoo|eye drops|ophthalmic|nasal spray|patch|mouthwash|saline)\b", quantities.skipped),
    ("fold", "fold|times|×|x", rf"(?:(?P<v>{SIGNED}(?:{RANGE_JOIN}{NUMBER})?)(?P<u>[- ]?fold\b|(?:\s?[×x]|\stimes)\s(?:as\s)?(?:higher|lower|greater|more|less|larger|longer|faster|the|likely|smaller|better|\w+ likely)\b)|\b(?P<w>{_WORD})(?=-?\s?fold\b)(?:-|\s)?fold\b)", quantities.fold_in_words),
    ("level_of_evidence", "vidence", rf"\b[Ll]evels?\s(?P<v>\d[a-c]?(?:\s?{DASH}\s?\d[a-c]?)?)(?P<u>(?=\s(?:of\s)?evidence))", quantities.evidence_level),
    ("peptide_length", "amino|esidue", r"\b(?P<v>\d+)[- ](?P<u>amino[- ]acids?|residues?)\b", quantities.peptide_length),
    ("times in words", "times", rf"(?i:\b(?P<v>{_WORD}\sto\s{_WORD})\s(?P<u>times)\s(?=(?:as|more|less|higher|lower|greater)\b))", quantities.times_in_words),
    # "and 40 on placebo": counted like those before.
    ("further count", "and |,|:", r"(?<=[\s])(?P<v>\d[\d,]*)(?=\s(?:on|to|were|received|receiving|assigned to|completed|died|withdrew|discontinued)\b\s?[a-zA-Z,.;]?)", quantities.further_count),
    ("day_number", "eek|ay|onth|ear|our|ycle|isit", r"(?:\b(?:at|by|on|after|through|until|to|from|before)\s(?:the\s)?)?\b(?P<t>(?:[Ww]eeks?|[Dd]ays?|[Mm]onths?|[Yy]ears?|[Hh]ours?|[Cc]ycles?|[Vv]isits?)[ -]\d+(?:\s?(?:[-–,]|to|and|through|or|vs\.?|versus)\s?(?:[Ww]eek|[Dd]ay|[Mm]onth)?\s?\d+)*(?:\s(?:vs\.?|versus)\s(?:[Bb]aseline|[Dd]ay\s\d+))?)(?![\d.]*\d|\s?%)", quantities.timepoint),
    ("timepoint", "", rf"\b(?:[Aa]t|[Bb]y|[Aa]fter|[Ww]ithin|[Tt]hrough|[Oo]ver|[Dd]uring|[Uu]p to|[Ff]ollowing|[Uu]ntil)\s(?:the (?:(?:first|last|next|initial)\s)?|about\s|approximately\s|roughly\s|around\s|least\s)?(?P<t>(?:(?:[<>]=|[≥≤<>])\s?)?(?:{NUMBER}(?:{RANGE_JOIN}{NUMBER})?|{_WORD})[\s-]{TIME_UNIT})\b(?!-old| of age)", quantities.timepoint),
    # "The 6 months cumulative incidence"
    ("adjectival time", "", rf"(?<=[Tt]he\s)(?P<t>{NUMBER}\s(?:months?|years?|weeks?|days?))(?=\s(?:cumulative|incidence|mortality|survival|recurrence|relapse|event|risk|rate)\b)", quantities.timepoint),
    ("later", "after|before|post|following|prior", rf"(?P<t>(?:{NUMBER}(?:{RANGE_JOIN}{NUMBER})?|\b{_WORD})\s{TIME_UNIT})\s(?:after|before|post|following|prior to)\b(?!-)", quantities.timepoint),
    ("span", "-|‐", rf"(?<![\w.])(?P<v>{NUMBER}|{_WORD})[-‐](?P<u>{TIME_UNIT})(?![A-Za-z])(?!-old)", quantities.span),
    ("crowd", "ds of|ns of", rf"\b(?P<v>[Hh]undreds|[Tt]housands|[Mm]illions|[Dd]ozens)\sof\s(?:[\w-]+\s){{0,2}}?(?P<noun>{PEOPLE})\b", quantities.crowd),
    ("fraction", "third|quarter|half|fifth|tenth", rf"\b(?P<v>(?i:half|(?:one|a|two|three|four|nine)[- ](?:half|third|quarter|fifth|tenth)s?))(?=\sof\s(?:the\s|all\s|these\s|those\s|our\s|its\s)?(?:[\w-]+\s){{0,3}}?(?:[a-z]{{3,}}s|people|women|men|children|them|dose|population|{PEOPLE})\b)", quantities.fraction),
    ("multiple", "ubled|ipled|ebled|upled|alved", r"\b(?P<v>doubled|tripled|trebled|quadrupled|halved)\b", quantities.multiple),
    ("washes", "twice|thrice|times", rf"(?<=\s)(?P<w>twice|thrice|(?:{_WORD}|\d+)\stimes)(?!\s(?:a|per|weekly|daily|each|every|the|higher|lower|more|less|as|greater|in\sa)\b)(?=\s(?:with|in|using)\b|[.,;]|$)", quantities.repeats),
    ("money", "$|€|£|euro|dollar|USD|EUR", rf"(?P<u>(?:US|A|C)?[$€£])\s?(?P<v>{NUMBER}(?:\s?(?:million|billion))?)", quantities.value),
    ("count", "", rf"(?<![\w.,·<>≥≤=])(?:(?P<v>(?:\d{{1,3}}(?:[\s\u00a0\u2009\u202f]\d{{3}})+(?!\d)|\d[\d,]*\d|\d)|\d[\d.]*\s(?:million|billion))|(?<!hundred\s)(?<!thousand\s)(?<!-)\b(?P<w>(?i:{_WORD})))\s(?!(?:hundred|thousand|million)\b)(?P<mod>(?:(?!(?:of|in|and|or|with|to|for|from|the|a|by|on|per|mg|g|kg|days?|weeks?|months?|years?|hours?|minutes|times|doses|h|at|who|were|was|had|vs|versus|than)[\s,-])[A-Za-z][\w/+’'-]*,?\s){{0,4}}?)(?P<noun>{_COUNTED})\b(?!-|\s(?:results|data|arms?|populations?|records)\b|\sper\s(?:\d|(?:one\s|a\s)?million|thousand|(?:person|patient)[- ]year))", quantities.count),
    ("value_range", "", rf"(?P<v>{SIGNED}(?:\s?(?:%|mg|°C|mL|g|kg|months|days|weeks))?{RANGE_JOIN}{NUMBER})[\s-]?(?P<u>{UNIT})", quantities.value),
    ("between", "etween", rf"(?<=(?i:between)\s)(?P<v>{NUMBER}(?:\s?%)?\sand\s{NUMBER})\s?(?P<u>{UNIT})", quantities.value),
    ("value_list", ", | and | or ", rf"(?P<v>{SIGNED}(?:,\s{NUMBER})+(?:,?\s(?:and|or)\s{NUMBER})?|{SIGNED}\s(?:and|or)\s{NUMBER})\s?(?P<u>{UNIT})", quantities.listed_values),
    ("compared_pair", " v", rf"(?P<v>{SIGNED}\s(?:vs?\.?|versus)\s{SIGNED})[\s-]?(?P<u>{UNIT})", quantities.compared_pair),
    ("threshold", "<|>|≤|≥", rf"(?P<v>{_THRESHOLD}{SIGNED})(?:\s?(?P<u>{UNIT}))", quantities.value),
    ("value_unit", "", rf"{_APPROXIMATE}(?P<v>{SIGNED})[\s-]?(?P<u>{UNIT})(?!-olds?\b)", quantities.value),
    ("case_report", "case", r"\b(?:[Cc]ase report|[Ss]ingle case)s?\b(?=[^.;]*?\b(?:a|one|an)\s(?:[\w-]+\s){0,4}?(?P<noun>patient|man|woman|child|infant|girl|boy)\b)", quantities.single_case),
    ("bare", "", rf"(?<=[\s(=:])(?<!\d\s)(?P<v>{SIGNED})(?![\w%°/×*^]|[.,·]\d|\s?[-–—]\s?\d|:\d|\sof\s|-)", quantities.bare_number),
    ("ratio_of_arms", ":", r"(?<![\w.:])(?P<v>\d{1,4}:\d{1,4}(?::\d+)?)(?![\w:])(?=(?:\s(?:randomi[sz]\w+|allocat\w+|ratio|basis|dilution|fashion|manner))?)(?P<u>)", quantities.ratio),
)  # fmt: skip

# Where the matches of a scanner start: where a number does, its sign or bound included; there or where a number word
# does; where one of the words does that its expression can begin with. Of the others every character is tried.
_FROM_A_NUMBER = frozenset(
    ["percent_share", "pressure", "share", "named_share", "bracketed_part", "plus_minus", "value_sd", "strength", "bare estimate",
     "peptide_length", "further count", "value_range", "value_cv", "between", "value_list", "compared_pair", "threshold", "value_unit",
     "bare", "ratio_of_arms"]
)  # fmt: skip
_FROM_A_NUMBER_OR_WORD = frozenset(
    [
        "share_of",
        "one_in",
        "part",
        "range of folds",
        "fold",
        "times in words",
        "later",
        "span",
        "worded_percent",
        "crowd",
        "washes",
        "count",
    ]
)
_FROM_A_WORD = frozenset(["effect", "timepoint", "day_number", "frequency", "shift", "shift_sd", "of_whole", "sample", "sample_size", "mean_sd",
                          "test_statistic", "level_of_evidence", "case_report", "p_value"])  # fmt: skip
_NUMBER_RUNS = r"[-−–+‑‐﹣－~≈∼<>≤≥.\d]+"
# The first three letters of number words.
_NUMBER_WORDS = frozenset(
    [
        "one",
        "two",
        "thr",
        "fou",
        "fiv",
        "six",
        "sev",
        "eig",
        "nin",
        "ten",
        "ele",
        "twe",
        "thi",
        "for",
        "fif",
        "twi",
        "hun",
        "tho",
        "mil",
        "doz",
    ]
)
# A text without a digit tells no quantity unless one of these is in it.
_STEMS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirt", "fift", "twent", "forty",
          "twice", "thrice", "half", "third", "quarter", "doubled", "tripled", "halved", "thousands", "hundreds", "millions", "dozens", "case report")  # fmt: skip


@cache
def _scanners() -> tuple[tuple[str, frozenset[str], str, frozenset[str], str, Builder], ...]:
    """Return for each scanner the strings of which it needs one, where it starts, with which words, its expression and builder."""
    made = []
    for name, needed, expression, build in _SCANNERS:
        asked = asked_openings(expression) if name in _FROM_A_WORD else None
        start = (
            "number" if name in _FROM_A_NUMBER
            else "number or word" if name in _FROM_A_NUMBER_OR_WORD
            else "word" if asked is not None
            else "anywhere"
        )  # fmt: skip
        made.append((name, frozenset(filter(None, needed.split("|"))), start, asked or frozenset(), expression, build))
    return tuple(made)


@cache
def _asked_strings() -> tuple[str, ...]:
    """Return the strings of which scanners need one."""
    return tuple(sorted({string for _, needed, *_ in _scanners() for string in needed}))


def _number_starts(text: str) -> list[int]:
    """Return where a number may start: at its first digit or point, and at each sign or bound before it."""
    starts = []
    for run in pattern(_NUMBER_RUNS).finditer(text):
        start, end = run.span()
        starts.append(start)
        starts += [
            place for place in range(start + 1, end) if not (text[place].isdigit() and text[place - 1].isdigit())
        ]
    return starts


def _matches(expression: re.Pattern[str], text: str, starts: Sequence[int]) -> list[re.Match[str]]:
    """Return the matches that begin at one of ``starts``, without overlap."""
    found, end = [], 0
    for start in starts:
        if start >= end and (match := expression.match(text, start)):
            found.append(match)
            end = match.end()
    return found


def tells_quantities(text: str) -> bool:
    """Return whether ``text`` has a digit or a number word, without which there is nothing to read; cheap.

    >>> tells_quantities("It may help in two ways"), tells_quantities("It may help")
    (True, False)
    """
    if pattern(r"\d").search(text):
        return True
    folded = text.lower()
    return any(map(folded.__contains__, _STEMS)) and bool(
        pattern(
            rf"\b(?:(?:{_WORD})(?:-?\s?fold)?|twice|half|thirds?|quarters?|doubled|tripled|halved|thrice|thousands|hundreds|millions|dozens|case report)\b",
            ignore_case=True,
        ).search(text)
    )


def tokens_in(text: str, entities: Sequence[Entity]) -> tuple[Token, ...]:
    """Return the quantities of ``text``, sorted; look-alikes and digits in names of entities are left out."""
    if not tells_quantities(text):
        return ()
    numbers = _number_starts(text)
    taken = bytearray(len(text))
    for start, end in lookalikes(text, entities) if numbers else ():
        taken[start:end] = b"\1" * (end - start)
    found: list[Token] = []
    openings = word_openings(text)
    words = sorted(
        {start for opening, starts in openings.items() if opening.lower() in _NUMBER_WORDS for start in starts}
    )
    numbers = [start for start in numbers if not taken[start]]
    either = sorted({*numbers, *words})
    present = frozenset(filter(text.__contains__, _asked_strings()))
    for name, needed, kind, asked, expression, build in _scanners():
        if needed and needed.isdisjoint(present):
            continue
        if kind == "word":
            starts = sorted({start for opening in asked & openings.keys() for start in openings[opening]})
        else:
            starts = numbers if kind == "number" else either
        before = len(found)
        if not starts and kind != "anywhere":
            continue
        # Compiled when a text first may have one: the expressions are long.
        scanner = pattern(expression)
        for match in scanner.finditer(text) if kind == "anywhere" else _matches(scanner, text, starts):
            # A number in the name of what has a mean is no part of it: "mean (SD) duration of type 2 diabetes".
            start, end = match.start("v") if name == "mean_sd" else match.start(), match.end()
            # "138 HIV-1 infections": the name with digits inside is no part of the number.
            last = (
                match.start("mod")
                if name == "count"
                else match.start("more")
                if name == "part" and match["more"]
                else end
            )
            if 1 in taken[start:last]:
                continue
            made = build(match)
            if made is None:
                continue
            taken[start:end] = b"\1" * (end - start)
            found += [made] if isinstance(made, Token) else made
        if len(found) > before:
            numbers = [start for start in numbers if not taken[start]]
            either = [start for start in either if not taken[start]]
    kept = [token for token in found if token.kind != "skip"]
    return tuple(sorted((_trimmed(token) for token in kept), key=lambda token: token.start))


def _trimmed(token: Token) -> Token:
    if token.value is None or token.value == token.value.strip():
        return token
    return replace(token, value=token.value.strip())
