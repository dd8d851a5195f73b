"""Lines that claim nothing: sales, contact, disclaimers, authorship, widgets, self-description, captions."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from thymograph.claims.clauses import folded
from thymograph.claims.word_patterns import WordPattern, WordTable, word_pattern

__all__ = ["boilerplate_reason"]


class _Rule(NamedTuple):
    reason: str
    pattern: str
    longest: int | None = None
    """Words beyond which the rule is not applied: a widget is short, a claim may hold its words."""


_SELF = (
    r"(?:guide|technical guide|comparison guide|article|review|section|chapter|paper|document|page|post|overview|report|monograph|"
    r"white ?paper|application note|handbook|leaflet|summary|tutorial|activity|course|lesson|module|webinar|website|site|blog|manuscript|module|brief|fact ?sheet|entry|appendix)"
)
_TELLS = (
    r"(?:provides?|describes?|summari[sz]es?|outlines?|presents?|discuss(?:es)?|explores?|details?|covers?|offers?|aims?|examines?|delves?|"
    r"explains?|highlights?|focus(?:es)?|is intended|is designed|will|reviews?|gives?|seeks?|synthesi[sz]es?|compiles?|serves?|looks?|contains?|"
    r"introduces?|addresses|begins|concludes|sets out|is to|is organi[sz]ed|is divided|visuali[sz]es?|was written|is written|is about)"
)
_SHOWN = r"(?:tables?|figures?|diagrams?|charts?|graphs?|workflows?|schematics?|illustrations?|flowcharts?|images?|plots?|lists?)"

# Ordered; the first that applies gives the reason. They run on folded text.
_RULES: tuple[_Rule, ...] = (
    _Rule(
        "copyright",
        r"©|\(c\)\s|^published by [^.]{2,80}\.?$|\bcopyright\b(?!-)|all rights reserved|licen[sc]ed under (?:a |the )?(?:creative|cc)|creative commons attribution|reproduced with permission|reprints? and permissions?",
        45,
    ),
    _Rule(
        "disclaimer",
        r"\bfor research use only\b|not (?:intended )?(?:for|as|to be) (?:a substitute|human (?:or|consumption|use)|medical advice)|"
        r"\bmedical advice\b|no warrant(?:y|ies)|assumes? no (?:liability|responsibility)|not (?:be )?(?:held )?(?:liable|responsible) for|"
        r"for (?:informational|educational|reference|general information) purposes? only|educational purpose only|for reference purposes|"
        r"\b(?:information|content|material)s?\b.{0,60}\b(?:is|are|does) (?:strictly )?not (?:intended|meant|replace|constitute|substitute)|"
        r"\bintended for (?:use by )?(?:healthcare|health care|medical) professionals\b|consult (?:your|a) (?:doctor|physician|healthcare provider|pharmacist)[^.]{0,40}before (?:using this|relying)|"
        r"(?:providers|readers|clinicians|users) should (?:independently )?verify (?:all |any |the )?information|medical decision-making should rely|"
        r"\b(?:recommendations?|guidelines?)\b.{0,40}\b(?:is|are) (?:not )?(?:intended|meant) (?:to (?:dictate|provide|promote|inform|replace)|for)\b|guarantee any specific outcome|"
        r"views expressed|do(?:es)? not (?:necessarily )?(?:reflect|represent) (?:the )?(?:official )?(?:views|policy|opinions?)|publisher'?s note|"
        r"statements? (?:on this site |made here )?ha(?:s|ve) not been evaluated by the food and drug|"
        r"forward-looking statements?\b|\bundertakes? no (?:obligation|duty)\b|private securities litigation|\bactual results\b.{0,40}\bdiffer materially|"
        r"^these highlights do not include|^sections or subsections omitted|\bproper care of any individual patient\b|does not override the (?:individual )?responsibility",
    ),
    _Rule(
        "leaflet",
        r"^(?:please )?(?:read|keep) (?:all of )?this (?:entire )?(?:package )?(?:leaflet|insert)\b|^you may need to read it again|^if you have any (?:further|other|more) questions|"
        r"^this includes any possible side effects not listed in|^(?:this leaflet was )?last (?:revised|approved)\b|"
        r"\breport (?:any )?side effects (?:directly )?(?:to|via)\b|^by reporting side effects|^(?:what is )?in this (?:package )?(?:leaflet|article|guide|issue|section)[\s:]*$|"
        r"^(?:table of )?contents\b[\s:]*$|^(?:manufactured|distributed|marketed|made|packed) (?:by|for|in)\b|^marketing authori[sz]ation (?:holder|number)|\btalk to your (?:doctor|pharmacist)\b.{0,40}\bif you get any side effects",
        30,
    ),
    _Rule(
        "abbreviations",
        r"^[^\W_]{2,10} ?= [a-z][^=;]{2,70}(?:[;,] ?(?:and )?[^\W_][\w-]{1,9} ?= [^=;]{2,70})+$",
    ),
    _Rule("date tag", r"^(?:new )?(?:19|20)\d\d(?:, (?:amended|updated|reviewed|new)(?: (?:19|20)\d\d)?)*$", 6),
    _Rule(
        "competing interests",
        r"^(?:the )?authors?(?:\(s\))? (?:declare|report|have)(?:s|d)? (?:that )?(?:they have |there (?:is|are) )?no (?:potential |known |relevant )?(?:conflicts?|competing|financial|disclosures?)|^the (?:authors?|planners?)\b.{0,40}\b(?:disclosed|declared) (?:that )?(?:she|he|they|no)\b|^(?:conflicts? of interest|competing interests?|disclosures?|funding|acknowledge?ments?)\b ?[:.]|^(?:this|the) (?:[\w-]+ ){0,2}(?:work|study|research|supplement|discussion|activity|project|programme?|publication) was (?:supported|funded|commissioned|sponsored) by|^correspondence to\b|^we (?:thank|are grateful to)\b",
    ),
    _Rule(
        "authorship",
        r"^(?:author|authors|written|reviewed|medically reviewed|edited|fact[- ]checked|posted|published|updated|last (?:updated|reviewed|modified|edited)|received|accepted|first published|date|corresponding author|affiliations?|reviewer|editor|submitted)(?: by| on| online)?\s*:",
        40,
    ),
    _Rule(
        "authorship",
        r"^(?:last )?(?:updated|reviewed|modified)(?: on)? (?:\d{1,2} )?(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|^(?:medically reviewed|written|edited|fact[- ]checked) by\b|^\d+ min(?:ute)?s? read\b|^e-?pub(?:lished)? ahead|^by [a-z][\w.-]+(?: [a-z][\w.-]+){1,3},? (?:md|phd|pharmd|rn|mph|do)\b",
        30,
    ),
    _Rule(
        "self-citation",
        r"^(?:to )?cite (?:this|as)\b|^how to cite|^(?:suggested|recommended) citation|^citation\s*:|\[online pdf\]",
    ),
    _Rule(
        "download",
        r"\bclick (?:here )?to (?:download|enlarge|view|see|expand|open|zoom)|^(?:download|view|open|see|read|get) (?:the )?(?:full|high|pdf|article|resolution|original|image|slides?|references?|more|app|quote)\b|download (?:full|the) (?:resolution|pdf)|via product page|^(?:pdf|epub|full text)(?: \(|$)",
        14,
    ),
    _Rule(
        "sales",
        r"\b(?:request|get) (?:a |your |custom |synthesis |free )*(?:quote|sample|demo|synthesis quote)\b|\bquote online\b|\bneed (?:custom|industrial|bulk)\b|\bbulk grade\b|custom synthesis\b|\badd to (?:cart|basket|wish ?list)|\bfree shipping\b|\bbuy (?:now|online|\w+ online)\b|\bshop now\b|\border (?:now|today|online)\b|\b(?:in|out of) stock\b|\bcat(?:alog(?:ue)?)?\.? ?(?:no|number|#)\b\.?|^compound (?:of interest|name)\b|\bunit price\b|\bspecial offer\b|\bdiscount code\b|\bsign up (?:for|to)\b|\bsubscribe\b|\bour (?:products?|catalogu?e|customers|mission is|services|newsletter|sponsors?)\b|\bstart your free\b|\bfree trial\b(?! of)",
        40,
    ),
    _Rule(
        "sales",
        r"\bour (?:medical )?(?:a\.?i\.?|platform|app|team|experts|support team|chatbot)\b|\bwe (?:offer|supply|ship|deliver|stock|manufacture)\b|^[\w.&' -]{2,40} offers? (?:custom|a (?:wide|broad|full) range|high[- ]quality|competitive|free)|\bask (?:any|a) (?:follow[- ]up )?question|^have a (?:follow-up )?question|\bget (?:world-class|instant)|\btrusted (?:global |worldwide )?(?:source|supplier|partner|provider)|^unsure if\b|\btechnical support\s*:",
        50,
    ),
    _Rule(
        "contact",
        r"@[\w-]+\.[a-z]{2,}|^(?:contact(?: us)?|e-?mail|phone|tel|telephone|fax|address|website|headquarters|mailing address|customer service|toll[- ]free)\s*(?::|$)|\bcontact (?:us|our|your sales|the author|customer)\b|\bcall us\b|^to report (?:suspected )?(?:adverse|side)|\(\d{3}\) ?\d{3}-\d{4}|^p\.?o\.? box\b",
        40,
    ),
    _Rule(
        "address",
        r"^\d{1,6} [\w.' -]{2,40}\b(?:street|st|road|rd|avenue|ave|boulevard|blvd|drive|dr|lane|ln|suite|way|parkway|court|plaza|square)\b\.?,?(?: [\w#., -]{0,40})?$|^[\w.' -]{2,30}, [a-z]{2} \d{5}(?:-\d{4})?\b|^[\w .'-]{2,30}, (?:united states|united kingdom|usa|uk|germany|china|india|switzerland)\.?$",
        16,
    ),
    _Rule(
        "widget",
        r"\bcookies?\b.{0,60}\b(?:accept|use|policy|settings|consent|preferences)|\b(?:accept|use|manage|reject)\b.{0,30}\bcookies?\b|^(?:accept|decline|close|submit|search|menu|share|print|save|login|log in|sign in|register|next|previous|home|back to top|skip to (?:main )?content|table of contents|contents|show (?:more|less|all)|read more|see more|learn more|view (?:all|more|editorial policy)|loading|advertisement|sponsored|personali[sz]e|submitted|under review|approved|related articles?|on this page|in this article|you (?:might|may) also like|recommended for you|commissioned by .{2,80}|what is your reaction\??|share this(?: article)?(?: on)?|back to top(?: \| article outline)?|article outline|online exclusive|source link|comments are closed|\[?ad_\d\]?|download as pdf(?: or txt)?(?: or read online)?|you are on page \d.{0,20}|.{1,60} redirects here|jump to|follow us|feedback|was this (?:page|article) helpful|copy link|bookmark|edit|view history|talk)\b[\s.:?!…>»]*$",
        20,
    ),
    _Rule(
        "widget",
        r"^this (?:web)?site uses cookies\b|^access free (?:multiple|review)|^comment on this article|\bitems in your (?:basket|cart)|^view (?:basket|cart)|\b(?:basket|cart) & checkout|\bhelp us (?:tailor|improve)|which best describes you|your choice helps us|\barticle review status\b|\bpending (?:human )?review\b|articles? (?:is|are) reviewed (?:for accuracy )?by|\beditorial policy\b|^share (?:on|this|via)\b|^was this\b.*\bhelpful|\bprivacy policy\b|\bterms (?:of use|and conditions|of service)\b|\bjavascript\b|\bview (?:in|on) (?:pubmed|google scholar)|^(?:jump|go|back|skip) to\b|^this article needs\b|\[edit\]|\bcitation needed\b$|^from wikipedia|^this page was last (?:edited|modified)|^(?:not to be confused with|for other uses\b|this article is about|for the [^.]{2,60}, see)\b|"
        r"^full list of author information|^(?:similar|related) articles\b|^an official website of|^(?:would|do) you (?:like|want) (?:me )?to\b|^let me know if\b|^(?:contents|table of contents) (?:hide|show)\b|^(?:\(top\) )?from wikipedia|^this article (?:incorporates|was last|has been)\b|^submit your next manuscript|"
        r"^(?:supplementary|additional|electronic supplementary) (?:information|materials?|data|files?)\b.{0,60}\b(?:available|online|found)\b|^text is available under",
        40,
    ),
    _Rule(
        "caption",
        r"^(?:caption\s*:|(?:supplementary |extended data )?(?:fig(?:ure)?s?\.?|scheme|box|video|plate|graphical abstract)\s*(?:s?\d+[a-z]?)?\s*[.:|–—-]\s)",
    ),
    _Rule(
        "table introduction",
        rf"^(?:the )?(?:following|accompanying|subsequent) {_SHOWN}\b|^(?:the )?{_SHOWN} (?:below|above|that follows?)\b|^below (?:is|are)\b|^(?:presented|shown|listed|summari[sz]ed) (?:below|here)\b|^(?:the )?(?:results|data|details|doses|findings) (?:are|is) (?:summari[sz]ed|shown|presented|listed|given|detailed) (?:in|below)\b",
    ),
    _Rule(
        "table introduction",
        rf"^(?:the )?(?:following|below) (?:\w+ ){{0,3}}{_SHOWN} (?:illustrates?|summari[sz]es?|provides?|shows?|presents?|lists?|outlines?|compares?|depicts?)\b|^(?:supplementary )?(?:table|figure|fig\.?) \w+ (?:summari[sz]es?|lists?|shows?|presents?|provides?|outlines?|compares?|illustrates?|depicts?)\b(?! that)",
    ),
    _Rule(
        "self-description",
        r"\b(?:is|are) (?:reviewed|discussed|described|summari[sz]ed|presented|addressed|provided|shown|covered) (?:in (?:more )?detail )?(?:here\b|below\b|above\b|separately\b|elsewhere\b|in (?:a )?separate\b)|"
        r"^(?:superscript |raised |bracketed )?numbers (?:in \w+ )?refer to\b|^(?:it|this version|this edition) (?:replaces|supersedes) (?:the )?(?:version|edition|previous)\b|^literature review current through\b|^this topic last updated\b|^(?:page|topic|document) (?:last )?(?:updated|reviewed)\b",
        35,
    ),
    _Rule(
        "self-description",
        r"\byou've come to the right place|^let's (?:dive|get started|take a (?:closer )?look|explore|begin|get into|break (?:it|this) down)|^here,? we'll\b|^we'll (?:answer|explore|look|cover|walk|explain|discuss)\b|^(?:read|keep reading) on to\b|"
        r"^i'm going to (?:walk|show|explain)|^in this (?:article|guide|post|section|blog|video),? (?:we|you|i)\b|^this (?:journal |special )?(?:feature|article|series) (?:begins|ends|starts)\b|^the article ends\b",
        40,
    ),
    _Rule(
        "self-description",
        rf"^(?:in |for )?(?:this|the present|the current)(?: [\w-]+){{0,3}}? {_SELF}\b,? (?:also |further |then |first |briefly |therefore )?(?:{_TELLS}|we (?:\w+ )?(?:review|discuss|describe|summari[sz]e|explore|examine|outline|present|provide|highlight|focus)|the (?:reader|authors))\b",
    ),
    _Rule(
        "self-description",
        rf"\b(?:this|the present) (?:[\w-]+ )?{_SELF} (?:provides?|presents?|offers?|delves?|outlines?|details)\b|\bprovided in this {_SELF}\b|\bpresented in this {_SELF}\b|^(?:here,? )?we (?:first |then |also |now |briefly )?(?:review|discuss|explore|summari[sz]e|outline|provide an? overview|describe (?:the|our) (?:approach|aims?))\b(?! of \d)|^an? (?:in-depth|comprehensive|detailed|comparative|practical|concise) (?:examination|guide|overview|review|analysis|look|introduction)\b|^for (?:researchers|scientists|clinicians|healthcare professionals|drug development)[\w ,&-]*$",
    ),
    _Rule(
        "navigation",
        r"^for (?:a |an |the )?(?:more|further|additional|short|full|complete|detailed|details|information|explanation)\b(?!.*\b(?:patients?|adults|children)\b).{0,140}?\b(?:see|visit|refer to|read|go to)\b|^see \d+ for\b|^see full prescribing|^(?:see|refer to|go to|click|visit|return to|continue to|turn to)(?: also)?\b(?!.*\b(?:patients?|if|when)\b)(?=.*\b(?:section|page|below|above|here|website|appendix|chapter|table|figure|www|http|link|next|previous|supplement\w*|main article|contents)\b)|^(?:main article|further information|see also|external links|related (?:topics|pages|content))\s*:?|^(?:keywords?|key words|mesh terms|tags|categories|category|doi|pmid|pmcid|issn|isbn|url|available (?:online )?(?:at|from)|retrieved from|source)\s*[:=]|^https?://\S+$",
        30,
    ),
    _Rule(
        "question", r"^(?:what|why|how|when|who|whose|which|where)\b[^.!]*\?$|^(?![^?]*(?:\bnot\b|n't\b))[^.!]*\?$", 30
    ),
)


@cache
def _rules() -> tuple[tuple[str, WordPattern, int | None], ...]:
    return tuple((rule.reason, word_pattern(rule.pattern), rule.longest) for rule in _RULES)


@cache
def _table() -> WordTable:
    return WordTable((reason, pattern) for reason, pattern, _ in _rules())


# A method stands in the protocol's own words: "This protocol describes the staining of ..." is kept.
_METHOD = re.compile(
    r"^(?:this|the) (?:[\w-]+ )?(?:protocol|procedure|method|assay|experiment|workflow|technique|step)\b", re.IGNORECASE
)
_HEADINGS = re.compile(
    r"^(?:(?:professional |medical |legal )*disclaimers?\b|(?:media |investor )?contacts?(?: us| information| details| and locations?)?$|forward[- ]looking|safe harbor|cautionary (?:note|statement)|media (?:contacts?|inquiries)|investor relations|table of contents$|contents\\*?$|need custom|about (?:us|the authors?|this (?:site|article|page))|copyright|"
    r"(?:author|publication|article) (?:information|contributions?|affiliations?|details|review status)|acknowledge?ments?|funding|conflicts? of interest|"
    r"competing interests?|declarations?|disclosures?|personali[sz]e|have a (?:follow-up )?question|related (?:articles|products|content)|privacy policy|"
    r"terms of (?:use|service)|cookie|newsletter|advertisement|share this|ordering information|how to cite|data availability|(?:compliance with )?ethic(?:s|al) (?:statement|approval|standards)|"
    r"leave a (?:reply|comment)|see also$|external links?$|further reading$|notes$|navigation menu|categor(?:y|ies)$|toolbox$|similar articles$|cited by$|publication types$|mesh terms$|substances$|linkout|"
    r"pubmed disclaimer|reporting (?:of )?(?:suspected )?(?:side effects|adverse (?:drug )?(?:reactions|events))|marketing authori[sz]ation (?:holder|number)|manufacturer$|author details$|recent major changes|"
    r"about (?:the )?[\w .,&'-]{2,50}\b(?:inc|ltd|llc|plc|corp|corporation|therapeutics|pharma\w*|biosciences?|biotech\w*|company|gmbh|laboratories|sciences|holdings?)\b\.?,?(?: (?:inc|ltd|plc)\.?)?$|"
    r"bibliographic source(?:\(s\)|s)?$|guideline (?:title|status|developers?)|source(?:\(s\)|s)? of funding|availability of companion|"
    r"abbreviations$|keywords?$|supplementary (?:materials?|information)|editorial policy)",
    re.IGNORECASE,
)


_SECTION_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+")
_LEARNING = re.compile(r"(?:learning )?(?:objectives|outcomes|goals)$", re.IGNORECASE)
_LEARN = re.compile(
    r"(?:identify|describe|summari[sz]e|outline|review|explain|discuss|recall|apply|recogni[sz]e|list|interpret|differentiate|understand|evaluate|compare)\b",
    re.IGNORECASE,
)


def boilerplate_reason(text: str, *, heading: str | None = None) -> str | None:
    """Return why ``text`` is no claim ("sales", "caption" …), or None when it may be one.

    ``heading`` is the nearest heading above: all that stands under "Disclaimer" or "Contact" is boilerplate. Text
    without a letter is "blank". A sentence that tells what a protocol is for is kept, since it is a step of it.

    >>> boilerplate_reason("This article reviews the pharmacology of statins.")
    'self-description'
    >>> boilerplate_reason("This protocol describes the isolation of hepatocytes.") is None
    True
    """
    stripped = text.strip().strip('*[]()"“”').strip()
    if not any(character.isalpha() for character in stripped):
        return "blank"
    above = _SECTION_NUMBER.sub("", heading.strip().strip("*#: ")) if heading else ""
    if above and _HEADINGS.match(above):
        return "under a heading of boilerplate"
    if above and _LEARNING.match(above) and _LEARN.match(stripped):
        return "aim of a lesson"
    if _METHOD.match(stripped):
        return None
    low = folded(stripped)
    words = stripped.count(" ") + 1
    possible = _table().possible(low)
    for reason, pattern, longest in _rules():
        if reason in possible and (longest is None or words <= longest) and pattern.found_in(low):
            return reason
    return None
