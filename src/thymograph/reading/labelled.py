"""Lines that say what they hold: "Label: value" of registries, label cards and boxes, and the arms of a study."""

from __future__ import annotations

import re
from collections.abc import Sequence

from thymograph.reading.headings import section_label
from thymograph.reading.lines import Line

__all__ = ["is_arm", "is_entry_of_register", "label_and_value", "labelled_lines", "term_and_meaning", "titles"]

_LABELLED = re.compile(
    r"(?:[\W_]{0,4}?\s?)?(?:\*\*|__)?(?P<label>[^\W_][^:.;!?|*\t\n]{0,48}?)\s?(?:\*\*|__)?:(?:\*\*|__)?(?:[ \t]+|(?=[A-Za-z]{2}|[A-Z]\d))(?P<value>\S.*)"
)
_TERM = re.compile(r"(?P<label>[^\W_][^:.;!?|=–—]{0,58}?)\s(?:[–—-]{1,2}|=|→|⇒)\s(?P<value>\S.*)")
_BOLD = re.compile(r"[^\w*_]{0,4}(?:\*\*|__)[^:.;!?*_\n]{1,60}(?:(?:\*\*|__)\s?:|:\s?(?:\*\*|__))[ \t]+\S")
_ARM = re.compile(
    r"(?:\*\*)?(?:experimental|(?:(?:active|placebo|sham|dose)[ -])?comparator|no[ -]intervention|other|"
    r"(?:arm|group|cohort) (?:\d{1,2}|[A-Z]|[IV]{1,3}))(?:\*\*)?\s?(?::|\s[–—-]\s)\s?\S[^.!?]{1,90}",
    re.IGNORECASE,
)
# What a register says about a study, and a box about a substance, that is no finding and no plan.
_REGISTER = re.compile(
    r"(?:(?:study|trial|nct|registry|protocol|eudract|secondary|unique|cas|pubchem|drugbank|chembl|kegg|chebi|unii|ec|atc)\b ?)*"
    r"(?:ids?|identifiers?|numbers?|no\.?|cid|codes?|registry|accession)|nct|cas|unii|inchi(?:key)?|smiles|atc|drugbank|pubchem|chembl|kegg|chebi|"
    r"(?:overall |recruitment |study |trial )?status|(?:study |trial )?phases?|(?:lead )?sponsors?(?: and collaborators)?|collaborators?|funders?|"
    r"(?:study )?(?:locations?|sites?|centers?|centres?)|countr(?:y|ies)|(?:[\w-]+ ){0,3}(?:dates?|start|completion|posted|submitted|verified)|"
    r"conditions?(?: or diseases?)?|health conditions?|interventions?(?:/treatments?)?|(?:study )?keywords?|sex(?:es)?(?: eligible.*)?|genders?|accepts healthy volunteers|"
    r"study types?|allocation|masking|blinding|(?:intervention|interventional|observational) (?:study )?model|primary purpose|time perspective|"
    r"(?:principal |study )?investigators?|(?:study )?contacts?|information provided by.*|responsible party|source|registers?|acronym|iupac names?|"
    r"(?:chemical |molecular )?formula|synonyms?|other names|pronunciation|license data|(?:first |last )?(?:posted|updated)|(?:(?:generic|brand|trade|proprietary|chemical|other|common|drug) )+names?|brands?|va class|domain|journal|publisher|volume|issue|pages|language|specialty|article type|section|category",
    re.IGNORECASE,
)
_SAYS = re.compile(r"\b(?:is|are|was|were|has|have|had|can|may|should|we|[a-z]{4,}ed)\b")
_TITLE = re.compile(
    r"(?:(?:study|brief|official|public|scientific|short|article|page|document|trial) )?(?:title|name of study)",
    re.IGNORECASE,
)
_FEWEST = 3
_MOST_WORDS = 6
# A clause before a colon is no label: "The aim was this: …".
_TELLS = frozenset(
    "is are was were has have had can may should will must that which who the a an we it this these".split()
)


def label_and_value(words: str) -> tuple[str, str] | None:
    """Return the two sides of a line "Label: value", or None; a sentence with a colon in it is none.

    >>> label_and_value("Primary outcome: flares during 6 months")
    ('Primary outcome', 'flares during 6 months')
    >>> label_and_value("The dose was this: 6 mg") is None
    True
    """
    match = _LABELLED.match(words) if ":" in words else None
    if match is None:
        return None
    label = match["label"].split()
    if len(label) > _MOST_WORDS or label[0].lower() in _TELLS or any(word in _TELLS for word in label):
        return None
    if label[0].lower() in ("http", "https", "doi", "q", "a", "step"):
        return None
    return " ".join(label), match["value"]


def term_and_meaning(words: str) -> tuple[str, str] | None:
    """Return the two sides of a line "Term — meaning" or "ABBR = meaning", or None.

    >>> term_and_meaning("Febuxostat - a non-purine inhibitor of xanthine oxidase")
    ('Febuxostat', 'a non-purine inhibitor of xanthine oxidase')
    """
    match = _TERM.fullmatch(words)
    if match is None or len(match["label"].split()) > _MOST_WORDS:
        return None
    return match["label"], match["value"]


def is_entry_of_register(label: str, value: str) -> bool:
    """Tell whether a line says who, where, when or which of a study, or what a substance is called.

    >>> is_entry_of_register("Overall status", "Completed"), is_entry_of_register("Enrollment", "240")
    (True, False)
    """
    if _SAYS.search(value) and value.endswith("."):
        return False
    return (
        bool(_REGISTER.fullmatch(label))
        and len(value.split()) <= 25
        and not re.search(r"\d\s?(?:mg|µg|mcg|g|ml|%)\b", value)
    )


def titles(label: str) -> bool:
    """Tell whether a label announces the title of the document."""
    return bool(_TITLE.fullmatch(label))


def is_arm(words: str) -> bool:
    """Tell whether a line names an arm of a study: "Placebo Comparator: matching tablet", "Arm B: radiotherapy"."""
    return bool(_ARM.fullmatch(words)) and len(words.split()) <= 12


def _is_part_of_abstract(words: str) -> bool:
    """Tell whether a line is "RESULTS: …" with sentences, not "Interventions: Drug: apixaban" of a register."""
    label = section_label(words)
    return label is not None and words.endswith(".") and (label.isupper() or len(words.split()) > 8)


_SUBTITLE = re.compile(
    r"(?:an?|the|results|protocol|rationale|design|what|how|why|is|are|from)\b|.*\b(?:trial|study|review|analysis|guidelines?|report)$"
)


def _is_title(label: str, value: str) -> bool:
    """Tell whether the first line of a document is its title and subtitle: "Apixaban in stroke: a randomised trial"."""
    return not value.endswith(".") and (len(label.split()) >= 4 or bool(_SUBTITLE.match(value)))


def labelled_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Return the indices of the lines "Label: value" that stand three or more together, and of those with a bold label.

    Blank lines between them, and a bare "Label:" among them, do not part them; lines of a list are left to the list.
    """
    found: set[int] = set()
    run: list[int] = []
    labels: set[str] = set()
    gaps = 0
    for index, line in enumerate(lines):
        if line.is_blank:
            continue
        sides = None if line.is_item or line.heading_level or "\t" in line.text else label_and_value(line.text)
        if sides is not None and (_is_part_of_abstract(line.text) or (not found and not run and _is_title(*sides))):
            sides = None
        if sides is not None and run and lines[run[-1]].text == line.text:
            continue  # a title printed twice
        if sides is not None:
            run.append(index)
            labels.add(sides[0].lower())
            gaps = 0
            if _BOLD.match(line.text):
                found.add(index)
            continue
        gaps += 1
        # A value may be wrapped, or a bare "Arms:" stand between.
        if gaps == 1 and run and (line.text.endswith(":") or line.indent > lines[run[-1]].indent):
            continue
        if len(run) >= _FEWEST and len(labels) > 1:
            found.update(run)
        run, labels = [], set()
    if len(run) >= _FEWEST and len(labels) > 1:
        found.update(run)
    return frozenset(found)
