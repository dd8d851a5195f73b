"""What a line says of its role by its wording: a heading, metadata, a caption, the end of the references."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from thymograph.reading.markup import markup_spans

__all__ = [
    "asks",
    "bare_words",
    "ends_references",
    "heading_depth",
    "is_capitals",
    "is_caption",
    "is_faq_section",
    "is_metadata",
    "is_navigation",
    "is_question",
    "is_reference_heading",
    "is_section_number",
    "is_table_caption",
    "is_title_case",
    "listed_at",
    "looks_like_heading",
    "names_attribute",
    "opens_section",
    "section_label",
]

_SECTION_NAMES = re.compile(
    r"(?:\d+(?:\.\d+)*\.?\s+)?(?:abstract|summary|(?:executive|plain language|lay) summary|background|introduction|objectives?|"
    r"aims?|(?:patients|materials|subjects) and methods|methods?|methodology|study design|design|setting|participants|"
    r"interventions?|main outcome measures?|results?|findings|main results|discussion|limitations|conclusions?|"
    r"interpretation|funding|(?:clinical )?implications|key points|highlights|overview|references|bibliography|"
    r"acknowledge?ments|conflicts? of interest|competing interests|abbreviations|appendix|see also|external links|further reading|"
    r"mechanisms? of action|pharmacology|pharmacokinetics|pharmacodynamics|(?:medical )?uses|indications?|contraindications|(?:side|adverse) effects|"
    r"adverse reactions|(?:drug )?interactions|overdose|dosage(?: and administration)?|warnings(?: and precautions)?|special populations|"
    r"pregnancy(?: and lactation)?|storage|society and culture|epidemiology|pathophysiology|diagnosis|prognosis|management|prevention|"
    r"(?:(?:recommendation|statement|(?:key )?question|objective|aim|experiment|case|example) \d{1,2}[a-z]?)|(?:[a-z][a-z ,-]{3,60} )disorders|"
    r"infections and infestations|investigations|rationale|remarks|evidence summary|troubleshooting|key facts|dosage|cautions|common questions|frequently asked questions|faqs?|"
    r"(?:stage|part|chapter|module|section|phase) (?:\d{1,2}|[ivx]{1,4})\s*[:.–—-]\s*\S[^.!?]{2,80}|"
    r"similar articles|cited by|publication types|mesh terms|substances|linkout - more resources|inclusion criteria|exclusion criteria|purpose|"
    r"(?:brief summary|detailed description|study (?:description|overview|plan|design)|eligibility(?: criteria)?|arms(?: and interventions)?|outcome measures|(?:primary|secondary|other) outcomes?(?: measures?)?))\s*:?",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"((?:background|objectives?|aims?|purpose|introduction|importance|context|rationale|hypothesis|methods?|"
    r"(?:patients|materials|subjects|participants) and methods|(?:study |trial )?design|setting|participants|patients|interventions?|"
    r"exposures?|(?:main |primary )?outcomes?(?: (?:and|&) measures?)?|(?:main )?outcome measures?|measurements|(?:main |key )?results?|findings|"
    r"observations|conclusions?|interpretation|discussion|limitations?|significance|data (?:sources|extraction|synthesis)|"
    r"(?:search strategy|selection criteria|study selection|funding|trial registration))"
    r"(?: ?(?:/|and|&) ?(?:objectives?|aims?|purpose|design|setting|methods?|relevance|conclusions?|interpretation|results|significance))?)\s?:(?=\s)",
    re.IGNORECASE,
)
_REFERENCES = re.compile(
    r"(?:\d+(?:\.\d+)*\.?\s+)?(?:list of )?(?:references?|bibliography|works cited|literature(?: cited)?|citations?|sources?|"
    r"footnotes?|end ?notes|notes(?: and references)?|references and (?:notes|further reading)|"
    r"(?:selected |key |cited |external |additional )?(?:references|sources|bibliography)|reference list|"
    r"(?:\w+ ){0,3}references|references?(?: (?:for|to|of|in|from)\b.{1,60}|\s?[-–—:(].{1,60}))\s*:?",
    re.IGNORECASE,
)
_AFTER_REFERENCES = re.compile(
    r"\b(?:disclaimer|contact|about|acknowledge?ments?|appendix|funding|conflicts?|competing|authors?|affiliations?|"
    r"see also|external links|supplementary|abbreviations|copyright|licen[cs]e|question|related|further reading|"
    r"support|privacy|terms|subscribe|share|comments?|glossary|tables?|figures?|need|order|quote)\b",
    re.IGNORECASE,
)
_METADATA = re.compile(
    r"(?:authors?|by|written by|reviewed by|(?:medically )?reviewed|date|published(?: online)?|publication date|"
    r"(?:last |page )?(?:updated|reviewed|modified)(?: on)?|(?:page |content )?(?:last|next) (?:updated?|review(?:ed)?(?: due)?|modified|edited|revised)(?: on)?|received|accepted|revised|"
    r"doi|pmid|pmcid|issn|isbn|keywords?|key words|cat(?:alog(?:ue)?)?\. ?(?:no|number)\.?|compound (?:name|of interest)|cas(?: (?:no|number))?\.?|"
    r"version|correspondence|corresponding author|affiliations?|journal|citation|license|licence|copyright|"
    r"abbreviations?(?: used)?|phase(?=\s*:)|trial id|correspondence to|contributions|initial u\.?s\.? approval|(?:brief|official|scientific|public|short) title|acronym|(?:lead |study )?sponsor|collaborators?|responsible party|"
    r"principal investigator|(?:overall )?(?:recruitment )?status|study type|allocation|masking|intervention model|primary purpose|(?:study )?(?:start|completion) date|"
    r"(?:other study|eudract|isrctn|nct|org study)(?: id| number| no\.?)?|(?:article|publication|document) type|word count|pages|reading time|trial registration|registration|clinicaltrials\.gov (?:identifier|id)|funding|editors?|citation)\s*:"
    # A date or number after the name will do for a few: "By 2020 …" opens a sentence.
    r"|(?:received|accepted|revised|published(?: online)?|(?:last |page )?(?:updated|reviewed|modified)|(?:e-?)?issn|isbn|doi|pmid|"
    r"pmcid|copyright)(?: on)? ?(?:\d|(?:january|february|march|april|may|june|july|august|september|october|november|december) \d)",
    re.IGNORECASE,
)
_MONTHS = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_DATE = re.compile(
    rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:{_MONTHS} \d{{1,2}},? (?:19|20)\d\d|\d{{1,2}} {_MONTHS} (?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)(?:,? \d{{1,2}}:\d\d.{{0,12}})?",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?i:caption|legend|(?:supplementary |supplemental )?fig(?:ure|\.)?\s*s?\d+[a-z]?|scheme \d+|box \d+)(?:\s*[.:|–-]|\s+(?=[A-Z]))",
)
_TABLE_CAPTION = re.compile(
    r"(?:supplementary |supplemental )?table\s+s?(?:\d+|[ivx]+)[a-z]?\s*(?:[.:|–-]|$|\s[A-Z])", re.IGNORECASE
)
_QUESTION = re.compile(r"(?:q\s?\d*\s*[:.)]|question\s*\d*\s*[:.)]|front\s*\d*:|term:)\s*\S", re.IGNORECASE)
_FAQ = re.compile(r"\bfaqs?\b|frequently asked|common questions|questions and answers|\bq ?& ?a\b", re.IGNORECASE)
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s+(?=[A-Z])")
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "nor",
        "of",
        "on",
        "or",
        "over",
        "per",
        "the",
        "to",
        "vs",
        "vs.",
        "via",
        "with",
        "without",
        "is",
        "are",
        "its",
        "it",
    ]
)


@lru_cache(maxsize=512)  # each rule asks for the line before, this one and the next
def bare_words(text: str) -> str:
    """Return a line without markup, for judging its wording only.

    >>> bare_words("**Usage** [edit]")
    'Usage'
    """
    pieces, position = [], 0
    for start, end in markup_spans(text):
        pieces.append(text[position:start])
        position = end
    return " ".join("".join([*pieces, text[position:]]).split())


def opens_section(words: str) -> bool:
    """Tell whether the whole line is a usual name of a section, so that it needs no blank line after it."""
    return bool(_SECTION_NAMES.fullmatch(words) or _REFERENCES.fullmatch(words))


_NAVIGATION = re.compile(
    r"(?:\(top\) )?from wikipedia\b|jump to (?:navigation|content|search)\b|.{1,60} redirects here\b|(?:main|further) (?:articles?|information|reading)\s?:|"
    r"for other uses\b|.{2,60} ?logo ?link to\b|intended for (?:health ?care|health|medical) professionals$|share (?:this|on)\b|back to top\b|article outline|online exclusive$|cited here|you (?:might|may) also like\b|recommended for you$|download as pdf\b|what is your reaction\b|source link$|comments are closed|more in ?:|you are on page\b|skip (?:to|navigation)\b|(?:contents|table of contents) (?:hide|show)\b|(?:(?:article|talk|read|edit|view history|tools|view source|search|log in|"
    r"create account|contents|hide|menu|home|main menu|sign in|move to sidebar)\b ?){4,}",
    re.IGNORECASE,
)


_ATTRIBUTE = re.compile(
    r"(?:(?:adults?|p(?:a)?ediatric|geriatric|usual|typical|labeled|common|serious|drug|food|renal|hepatic|half-life|peak) )*(?:absorption|distribution|metabolism|elimination|excretion|"
    r"half[- ]life(?: elimination)?|time to peak(?:,? \w+)?|onset(?: of action)?|duration(?: of (?:action|effect|therapy))?|protein binding|bioavailability|volume of distribution|clearance|"
    r"mechanism(?:s)?(?: of action)?|(?:drug |pharmacologic |therapeutic )?(?:class|category)|dos(?:age|ing|e)(?: and administration)?|administration|storage|(?:contra)?indications?|uses?|"
    r"adverse (?:reactions|effects|events)|side effects|(?:drug )?interactions?|pregnancy|lactation|monitoring(?: parameters)?|overdose|warnings?|precautions?|antidote|routes?|"
    r"adjustment|impairment|availability|incidence|prevalence|causes?|symptoms?|diagnosis|treatment|prognosis|complications?|risk factors)",
    re.IGNORECASE,
)


def names_attribute(words: str) -> bool:
    """Tell whether a heading asks for a value, as those of monographs do: "Protein Binding", "Onset of Action"."""
    return bool(_ATTRIBUTE.fullmatch(words.strip(" :*")))


def is_navigation(words: str) -> bool:
    """Tell whether a line leads through a site: tabs of an encyclopaedia, "Main article: …", "… redirects here"."""
    return bool(_NAVIGATION.match(words))


def is_reference_heading(words: str) -> bool:
    """Tell whether a heading opens a reference list."""
    return bool(_REFERENCES.fullmatch(words.strip(" .:")))


_LISTED = re.compile(
    r"(?:\*\*|__)?(?:selected |key |main )?(?:references?|sources?|bibliography|citations|literature|footnotes|notes)(?: cited)?\s?(?::\s?(?:\*\*|__)?|(?:\*\*|__)\s?:|\.)\s*"
    r"(?=(?:\\?\[|\()?1\\?[\])\s]|1\.\s)",
    re.IGNORECASE,
)


def listed_at(raw: str) -> int:
    """Return where the list begins that stands on the line of its own heading ("References: 1. …"), else 0."""
    match = _LISTED.match(raw)
    return match.end() if match and len(raw) - match.end() > 8 else 0


def ends_references(words: str) -> bool:
    """Tell whether a short line inside a reference list names something that comes after it."""
    return bool(_AFTER_REFERENCES.search(words)) and len(words.split()) <= 9


def is_metadata(words: str) -> bool:
    """Tell whether a line gives an author, a date, an identifier and the like."""
    return len(words) <= 240 and bool(_METADATA.match(words) or _DATE.fullmatch(words))


_SMALL_LETTER = re.compile("[a-z]")


def is_capitals(words: str) -> bool:
    """Tell whether a line is set in capitals throughout, as drug labels set their headings.

    >>> is_capitals("4 CONTRAINDICATIONS"), is_capitals("CRP"), is_capitals("TNF inhibitors")
    (True, False, False)
    """
    if len(words) < 8 or words[-1] in ".;," or _SMALL_LETTER.search(words):
        return False
    letters = [character for character in words if character.isalpha()]
    return len(letters) >= 8 and len(words.split()) <= 14 and all(map(str.isupper, letters))


def is_caption(words: str) -> bool:
    return bool(_CAPTION.match(words))


def is_table_caption(words: str) -> bool:
    return bool(_TABLE_CAPTION.match(words))


def is_question(words: str) -> bool:
    """Tell whether a line is marked as a question: "Q3: …", "Question 2: …"."""
    return bool(_QUESTION.match(words))


def is_faq_section(words: str) -> bool:
    return bool(_FAQ.search(words))


_ASKS = re.compile(
    r"(?:what|why|how|when|who|whom|which|where|can|is|are|does|do|did|will|would|should|am|could|may|must|has|have)\b[^.!?]{4,140}\?",
    re.IGNORECASE,
)


def asks(words: str) -> bool:
    """Tell whether a whole line is one question, as headings of answers are: "Can I drink alcohol with it?"."""
    return words[:1].isupper() and bool(_ASKS.fullmatch(words))


def is_section_number(words: str) -> int:
    """Return the depth of a number that stands alone over its heading ("4.1" is 2); 0 for other words."""
    return words.count(".") + 1 if re.fullmatch(r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})?", words) else 0


def heading_depth(words: str) -> int:
    """Return the depth that a printed number gives ("2.1 Dosing" is 2); 0 without one."""
    number = _NUMBERED.match(words)
    return number[1].count(".") + 1 if number else 0


# No name of a section ends so; a line that was wrapped does.
_GOES_ON = frozenset("a an the of and or your their our with that which if as can be by from into than".split())
# What a press release closes with; the stop is the abbreviation's.
_ABOUT = re.compile(r"About (?:[A-Z][\w&.,'-]* ?){1,6}(?:Inc|Ltd|Co|Corp|plc|S\.A|N\.V|A\.S)\.")


@cache
def _capital_share(words: str) -> float:
    long_words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", words) if word.lower() not in _SMALL_WORDS]
    return sum(word[0].isupper() for word in long_words) / len(long_words) if long_words else 0.0


def is_title_case(words: str) -> bool:
    """Tell whether most of the longer words begin with a capital: "Sample Preparation"."""
    return _capital_share(words) >= 0.6


def looks_like_heading(words: str) -> bool:
    """Tell whether a line without ``#`` that stands alone reads as a heading.

    Short, opens with a capital or number, ends without a stop; from seven words on also in title case.
    It cannot tell a heading from a one-line fragment in title case.
    """
    count = len(words.split())
    if not words or count > 16 or len(words) > 120 or "@" in words:
        return False
    if words[-1] in ".;,!" and not _ABOUT.fullmatch(words):
        return False
    if not (words[0].isupper() or words[0].isdigit() or words[0] in "\"'“‘("):
        return False
    if re.search(r"(?<![\w.-])\d{3,}(?!\d)", re.sub(r"\b(?:19|20)\d\d\b", "", words)) or re.search(
        r"[\]}]$|https?:|www\.", words
    ):
        return False
    if words.rsplit(None, 1)[-1].lower() in _GOES_ON:
        return False
    if ";" in words or " = " in words or (count >= 6 and re.search(r"\s\d+(?:\s*,\s*\d+)*:?$", words)):
        return False
    if count <= 6:
        return True
    return words.endswith("?") or _capital_share(words) >= 0.6


def section_label(words: str) -> str | None:
    """Return the label that opens a part of a structured abstract, else None.

    >>> section_label("RESULTS: Flares were fewer."), section_label("Results were mixed: some fell.")
    ('RESULTS', None)
    """
    if not words[:1].isupper():
        return None
    found = _LABEL.match(words)
    return found[1] if found else None
