"""Words that say nothing where they stand: fragments without a verb, subtitles, leads that only announce a list."""

from __future__ import annotations

import re

__all__ = ["is_fragment", "is_subtitle", "is_torn", "leads_only"]

_ENDED = re.compile(r"[.!?](?:\s\([^()]{1,120}\))?$")
# Enough to tell a heading-like line without a stop from a sentence; not a tagger.
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|can|could|may|might|must|shall|should|will|would|cannot|"
    # Forms that are verbs alone: "results", "uses" and "causes" name headings as often.
    r"(?:show|demonstrate|suggest|remain|seem|appear|lead|increase|reduce|decrease|improve|inhibit|activate|promote|"
    r"bind|include|require|recommend|indicate|provide|enhance|prevent|lower|raise|treat|affect|involve|contain|exert|"
    r"modulate|block|regulate|stimulate|induce|occur|depend|differ|protect|produce|impair|worsen|relieve|shorten|prolong|"
    r"restore|mediate|exist|become|contribute|serve|come|begin|fall|take|make|give|find)s|varies|applies|goes|"
    r"avoid|consider|monitor|[a-z]{3,}ed)\b|"
    # What one is told to do stands first: "**1.1.2** Do not offer …".
    r"^[\W\d]*(?:Do|Don['’]t|Avoid|Consider|Monitor|Offer|Use|Give|Take|Start|Stop|Continue|Refer|Assess|Check|Measure|Discontinue|Administer|"
    r"Reduce|Increase|Add|Wash|Incubate|Ensure|Perform|Repeat|Advise|Discuss|Prescribe|Titrate|Limit|Treat|Keep|Store|Apply|Swallow|Inject|"
    r"Obtain|Evaluate|Initiate|Withhold|Adjust|Counsel|Collect|Centrifuge|Remove|Mix|Seed|Place|Prepare|Transfer)\b"
)
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|can|could|may|might|must|should|will|would|cannot)\b"
)
_TELLS_OF = re.compile(
    r"\b(?:show|demonstrate|suggest|find|report|conclude|include|compare|indicate|recommend|support)(?:s|ed)\b|\bfound\b|:"
)
_INTRODUCES = re.compile(
    r"\b(?:the following|as follows|below|several (?:key )?(?:areas|factors|points)|these (?:include|are)|"
    r"includes?|including|such as|consider(?:ing)?|to|for|namely|steps|tips)\b[^.]{0,25}:$|^(?:for|to|if|when|in)\b",
    re.IGNORECASE,
)


def leads_only(words: str, *, cited: bool) -> bool:
    """Tell whether a line before a list only announces it."""
    if cited:
        return False
    return len(words.split()) < 6 or not _VERB.search(words) or bool(_INTRODUCES.search(words))


def _is_title_case(words: str) -> bool:
    """Tell whether words read as a subtitle: no verb, and most long words begin with a capital.

    Names set in capitals throughout tell nothing: "Tofacitinib inhibits JAK1 and JAK3." is a sentence.
    """
    long_words = re.findall(r"(?<![\w-])[A-Za-z][a-z][a-z-]{2,}(?![\w-])", words)
    capitals = sum(word[0].isupper() for word in long_words)
    if len(long_words) < (8 if words[-1] in ".!?" else 4) or capitals < 0.7 * len(long_words):
        return False
    return not (_AUXILIARY.search(words) or _VERB.search(words))


# "A systematic review and meta-analysis of randomized trials", under a title.
_WORK = re.compile(
    r"(?:an? )?(?:[\w-]+ ){0,3}(?:review|meta-analys[ei]s|trial|study|protocol|consensus|report|update|statement)\b[^.!?]{0,120}",
    re.IGNORECASE,
)


def _names_work(words: str) -> bool:
    """Tell whether words only say what kind of work stands here."""
    return bool(_WORK.fullmatch(words)) and not (_AUXILIARY.search(words) or _TELLS_OF.search(words))


def is_subtitle(words: str, title: str | None) -> bool:
    """Tell whether words without a statement of their own read as a title: in title case, the title again, a kind of work."""
    return _is_title_case(words) or words == title or _names_work(words)


# Of the parts of a structured abstract or a paper, alone on a line or between stars; and the words beside them.
_PARTS = frozenset(
    ["background", "context", "introduction", "aim", "aims", "objective", "objectives", "purpose", "rationale", "design", "setting", "method",
     "methods", "methodology", "intervention", "interventions", "exposure", "exposures", "measurement", "measurements", "outcome", "outcomes",
     "measure", "measures", "result", "results", "finding", "findings", "discussion", "conclusion", "conclusions", "interpretation",
     "limitation", "limitations", "implication", "implications", "relevance", "significance", "summary", "abstract", "funding", "importance",
     "analysis", "registration", "keywords", "strengths"]
)  # fmt: skip
_BESIDE_PARTS = frozenset(
    ["main", "key", "principal", "primary", "clinical", "patients", "patient", "materials", "material", "participants", "study", "data",
     "statistical", "trial", "search", "selection", "extraction", "sources", "source", "and", "or", "of", "the", "for", "to", "authors", "s"]
)  # fmt: skip


def is_part_label(words: str) -> bool:
    """Tell whether words only name a part of an abstract: "Results.", "Methods and findings:"."""
    if len(words) > 60:
        return False
    found = re.findall(r"\w+", words.lower())
    return not _PARTS.isdisjoint(found) and all(word in _PARTS or word in _BESIDE_PARTS for word in found)


def is_fragment(words: str) -> bool:
    """Tell whether words have neither verb nor stop and are too few to be a sentence all the same."""
    return is_part_label(words) or (not _ENDED.search(words) and len(words.split()) < 25 and not _VERB.search(words))


def is_torn(words: str) -> bool:
    """Tell whether words at the edge of a column are a piece of a sentence: small letters first or no stop last, and no verb."""
    return (words[0].islower() or not _ENDED.search(words)) and not _VERB.search(words)
