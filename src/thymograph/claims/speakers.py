"""Whose words a statement reports, and how directly its evidence bears on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from thymograph.claims.clauses import clause_at, clauses_of, folded
from thymograph.claims.organisations import Name, names_in
from thymograph.claims.word_patterns import word_pattern
from thymograph.model import Entity, Statement

__all__ = ["directness_in", "speaker_chain", "speaker_in", "speaks"]

_ADVERB = r"(?:(?:also|explicitly|currently|clearly|strongly|specifically|formally|conditionally|now|generally|further|still|consistently|recently|has|have|had|do|does|did|not|cautiously|jointly|previously|both|therefore|thus|likewise|similarly|no longer) )*"
_SAYS = (
    r"(?:states?|stated|says?|said|recommend(?:s|ed)?|advis(?:es|e|ed)|endorse[sd]?|notes?|noted|reports?|reported|warn(?:s|ed)?|conclude[sd]?|"
    r"suggest(?:s|ed)?|consider(?:s|ed)?|list(?:s|ed)?|classif(?:y|ies|ied)|define[sd]?|emphasi[sz]e[sd]?|caution(?:s|ed)?|argue[sd]?|claim(?:s|ed)?|"
    r"propose[sd]?|support(?:s|ed)?|oppose[sd]?|describe[sd]?|discourage[sd]?|prefer(?:s|red)?|estimate[sd]?|require[sd]?|favou?r(?:s|ed)?|"
    r"observed|found|showed|demonstrated|stress(?:es|ed)?|acknowledge[sd]?|include[sd]?|mention(?:s|ed)?|calls? for|called for|called|declare[sd]?|announced|"
    r"specif(?:y|ies|ied)|contraindicates?|label(?:s|led)|urge[sd]?|designate[sd]?|reserve[sd]?|issued|highlight(?:s|ed)?|point(?:s|ed)? out|maintain(?:s|ed)?|hypothesi[sz]ed|speculated?|reiterate[sd]?|agree[sd]?)"
)


@cache
def _after() -> re.Pattern[str]:
    """What follows a name that speaks: an optional aside, adverbs, a verb of saying."""
    # "the WHO's guideline recommends" speaks, "the WHO's list" does not
    owned = (
        r"(?:(?:'s?|’s?) (?:[\w-]+ ){0,4}?(?:guidelines?|guidance|panel|report|statement|committee|recommendations|"
        r"standards)\b(?: (?:on|for) [\w -]{2,30}?)?)?"
    )
    aside = r"(?: ?\([^)]*\))?,?(?: (?:in|from) (?:its|their|the|a)? ?[\w -]{0,30},)?"
    return re.compile(rf"{owned}{aside} {_ADVERB}{_SAYS}\b(?! by\b)", re.IGNORECASE)


_BEFORE = re.compile(
    r"(?:\b(?:according to|as per|per|in the (?:opinion|view) of|"
    r"(?:recommended|reported|stated|endorsed|noted|described|advised|proposed|issued|published|suggested|advocated|supported|listed|defined|classified|concluded|cited|shown|preferred|discouraged)"
    r"(?: \w+){0,2} (?:by|in))(?: (?:the|an?|both|most|major|current))* ?)$",
    re.IGNORECASE,
)
_INSTRUCTIONS = re.compile(
    r"(?:'s?|’s?)? (?:[\w-]+ ){0,4}?(?:instructions?|protocols?|directions|criteria|classification|terminology|scale|score|grading)\b",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"\b(?:as )?(?:reported|cited|quoted|summari[sz]ed|relayed) (?:by|in) $|\baccording to (?:the )?$|\breport(?:s|ed) that\b",
    re.IGNORECASE,
)


_AND = re.compile(r"(?:,? and (?:the )?|, (?:the )?|/)")


def speaks(name: Name, text: str) -> str | None:
    """Return "says" or "cited" when ``name`` speaks in ``text``, else None."""
    before, after = text[max(0, name.start - 80) : name.start], text[name.end : name.end + 240]
    if _BEFORE.search(before):
        return None if _INSTRUCTIONS.match(after) else "cited"
    match = _after().match(after)
    if match:
        # A study group that "found" is a result, not reported speech; named authors are quoted either way.
        return "says"
    return None


def speaker_chain(text: str, entities: Sequence[Entity]) -> tuple[str, ...]:
    """Return who says it and who passes it on, the originator first.

    >>> speaker_chain("Smith et al. reported that the WHO recommends zinc.", ())
    ('WHO', 'Smith et al.')
    """
    names = names_in(text, entities)
    if not names:
        return ()
    clauses = clauses_of(text)
    spoken: list[tuple[Name, str]] = []
    for index in range(len(names) - 1, -1, -1):
        name = names[index]
        # "…, though guidelines do not recommend it" reports nobody's words as a whole
        if clause_at(clauses, name.start).role == "adverbial":
            continue
        how = speaks(name, text)
        if (
            how is None
            and spoken
            and spoken[0][0] is names[index + 1]
            and _AND.fullmatch(text, name.end, spoken[0][0].start)
        ):
            how = spoken[0][1]
        if how:
            spoken.insert(0, (name, how))
    if not spoken:
        return ()
    passes_on = []
    origin = []
    for index, (name, how) in enumerate(spoken):
        later = [n for n, _ in spoken[index + 1 :]]
        if (
            how == "says"
            and later
            and re.match(
                rf"[^,;]*?\bthat(?: the)? {re.escape(text[later[0].start : later[0].end])}",
                text[name.end : name.end + 240],
            )
        ) or (how == "cited" and len(spoken) > 1 and _REPORTS.search(text[max(0, name.start - 80) : name.start])):
            passes_on.append(name)
        else:
            origin.append(name)
    if not origin:
        origin, passes_on = passes_on[-1:], passes_on[:-1]
    seen: dict[str, None] = {}
    for name in (*origin, *reversed(passes_on)):
        seen.setdefault(name.name, None)
    return tuple(seen)


def speaker_in(text: str, entities: Sequence[Entity]) -> str | None:
    """Return the organisation, guideline or authors whose words ``text`` reports, else None.

    The originator of a chain: of "the guideline of O states …, as reported by D", O. A trial or meta-analysis that
    "showed" something does not speak; see :func:`directness_in`.

    >>> speaker_in("According to the WHO, zinc shortens acute diarrhoea.", ())
    'WHO'
    """
    chain = speaker_chain(text, entities)
    return chain[0] if chain else None


# ---------------------------------------------------------------- directness

_OWN = (
    r"\b(?:we|here,? we) (?:\w+ly |also |further |then |first |now |have |had )*(?:found|find|show(?:ed|n)?|observed?|report(?:ed)?|demonstrated?|identified|identify|detected|measured|noted|"
    r"determined|established|conclude[d]?|saw|confirmed|enrolled|randomi[sz]ed|recruited|treated|evaluated|assessed|compared|estimated|discovered|did not|could not|were (?:un)?able)\b|"
    r"\bour (?:\w+ )?(?:study|results?|data|findings?|trial|analys[ei]s|cohort|experiments?|observations?|patients|work|model)\b|"
    r"\bin (?:this|the present|the current|our) (?:[\w-]+ ){0,3}?(?:study|trial|cohort|analysis|experiment|series|sample)\b|"
    r"\b(?:this|the present|the current) (?:[\w-]+ ){0,3}?(?:study|trial|cohort|analysis|work) (?:\w+ly )?(?:found|show(?:s|ed)|demonstrate[sd]?|report(?:s|ed)|reveal(?:s|ed)|indicate[sd]?|suggest(?:s|ed)|confirm(?:s|ed)|provides evidence|did|was|failed)\b"
)
_ANIMAL = (
    r"\b(?:in|of|from|to|on|using|treated|fed|infected|exposed|wild-type|knockout|transgenic|aged|obese|diabetic|pregnant|adult|male|female|old|young|nude|deficient|bearing|balb/c|c57bl/6j?|sprague-dawley|wistar|null|db/db|ob/ob|apoe-/-) (?:[\w/-]+ ){0,2}?(?:mice|rats?|mouse|rabbits?|dogs?|pigs?|monkeys?|macaques?|hamsters?|guinea pigs?|zebrafish|drosophila|c\. elegans|rodents?|primates|animals)\b|"
    r"\b(?:mice|rats)\b|"
    r"\b(?:in vitro|ex vivo|murine|rodents?|xenografts?|preclinical(?:ly)?|pre-clinical|animal (?:models?|studies|data|experiments?|reproduction studies)|(?:mouse|rat|murine|rabbit|canine|porcine|animal) models?|"
    r"cell lines?|cell cultures?|cultured [\w -]{0,25}cells|pbmcs?|peripheral blood mononuclear cells|organoids?|hela|hek ?293t?|jurkat|hepg2|mcf-?7|a549|caco-?2|vero cells|thp-1|bmdms?|isolated [\w -]{0,20}(?:hepatocytes|cardiomyocytes|neurons|islets|cells|macrophages|neutrophils)|"
    r"zebrafish|drosophila)\b"
)
_REVIEW = (
    r"\b(?:systematic|umbrella|scoping|literature|narrative|pooled|cochrane|extensive|thorough|comprehensive|recent|historical|one) (?:[\w-]+ )?(?:reviews?|analys[ei]s)\b|\bmeta-?analy[sz][ei]s|\bmeta-?analytic|\bmeta-regression|"
    r"\breviews? of (?:[\w-]+ ){0,3}(?:data|trials|studies|evidence|literature|reports)\b|\b(?:evidence|data) (?:\w+ )?(?:base|synthesis)\b|"
    r"\b(?:studies|trials|reports|investigations|experiments|literature|evidence|research|data) (?:[\w-]+ ){0,6}?(?:ha(?:s|ve) (?:\w+ )?)?(?:show(?:n|s|ed)?|suggest(?:s|ed)?|demonstrate[sd]?|indicate[sd]?|found|reported|support(?:s|ed)?|reveal(?:s|ed)?|confirm(?:s|ed)?|evaluated|highlighted|linked|investigated|established|failed)\b|"
    r"\b(?:has|have) been (?:\w+ )?(?:shown|demonstrated|reported|found|associated|linked|implicated)\b|\b(?:pooled|combined) (?:data|results|estimates?|risk ratio|odds ratio|hazard ratio|effect)\b"
)
_RESULTS = re.compile(
    r"(?:\d+(?:\.\d+)*\.? )?(?:main |key |primary |secondary )?(?:results?|findings|outcomes?)(?: and discussion)?:?"
)
_BENCH = re.compile(
    r"^(?:\W|\d|optional\W)*(?:isolate|wash|determine|adjust|plate|pre-?treat|add|include|incubate|centrifuge|measure|culture|harvest|resuspend|analy[sz]e|fix|stain|prepare|collect|seed|transfer|remove|mix|dilute|load|run|block|lyse|extract|use)\b",
    re.IGNORECASE,
)


def directness_in(text: str, *, statement: Statement | None = None) -> str | None:
    """Return how directly the evidence bears on the statement, or None where nothing is said.

    ``own_result`` (the document's own study), ``animal_or_cells``, ``second_hand`` (words of a body or of authors),
    ``review`` (studies in sum). After the label "RESULTS:" of an abstract, what says nothing of this is the document's own result. Column heads and captions of ``statement`` count for animals and cells. Where several
    hold, the first of that order is returned: evidence from animals stays such in whosever words.
    """
    if _BENCH.match(text):
        return None
    low = folded(text)
    if word_pattern(_OWN).found_in(low):
        return "own_result"
    if word_pattern(_ANIMAL).found_in(low):
        return "animal_or_cells"
    if statement is not None and statement.unit == "cell":
        for frame in statement.frames:
            if frame.role in ("caption", "column_head", "row_label", "cell") and word_pattern(_ANIMAL).found_in(
                folded(frame.words.text)
            ):
                return "animal_or_cells"
    if speaker_chain(text, ()):
        return "second_hand"
    if word_pattern(_REVIEW).found_in(low):
        return "review"
    # What a structured abstract puts after "RESULTS:" is its own, unless it says otherwise; a heading "Results" may stand
    # on a page that sells the thing.
    label = statement.section[-1] if statement is not None and statement.section else ""
    if not _RESULTS.fullmatch(label.strip().casefold()) or statement is None:
        return None
    headed = any(frame.role == "heading" and frame.words.text.rstrip(": ") == label for frame in statement.frames)
    return None if headed else "own_result"
