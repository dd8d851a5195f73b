"""Trade names, known by what labels and leaflets print beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from thymograph.lexicon.shapes import Shape
from thymograph.lexicon.wordlists import NOMINAL_STOP
from thymograph.model import Entity

__all__ = ["glossed_names", "trade_names_in"]

_STOP = frozenset(
    "WARNING WARNINGS CONTRAINDICATIONS PRECAUTIONS IMPORTANT BACKGROUND METHODS RESULTS CONCLUSION CONCLUSIONS OBJECTIVE TREATMENT PATIENTS "
    "MEDICINE MEDICINES DOSAGE REACTIONS ADVERSE PLACEBO THERAPY STUDIES TRIALS EVIDENCE PREGNANCY VACCINE VACCINES CANCER DOCTOR SEVERE "
    "CHILDREN ADULTS SAFETY INFORMATION SECTION INDICATIONS HEALTH DISEASE TABLETS CAPSULES INJECTION PRISMA CONSORT GRADE STROBE "
    "MEDLINE EMBASE PUBMED COCHRANE CINAHL UNICEF PROSPERO MEDDRA".split()
)
# What a common noun ends in, and a trade name seldom does.
_COMMON_ENDS = (
    "tion", "sion", "ment", "ness", "ance", "ence", "ity", "ism", "ing", "ery", "gery", "ology", "apy", "phy", "tomy", "ics", "ers", "ants",
    "ions", "ents", "ies", "ages", "ists", "ors", "ates", "ides", "ines", "ials", "ials", "ary", "ory", "ship", "hood", "ure", "age", "ist",
    "tors", "ons", "cines", "gs", "ms", "ts", "cs", "ds", "ks", "es", "ls", "er",
)  # fmt: skip


# One of these stands behind a trade name in small letters.
_CUES = (
    "indicated",
    "available",
    "approved",
    "supplied",
    "used to treat",
    "tablet",
    "capsule",
    "injection",
    " mg",
    "mcg",
)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "run": re.compile(r"[A-Z]{5}"),
        "capitals": re.compile(
            r"(?<![\w-])(?P<brand>[A-Z]{5,14})(?=(?: (?:may|can|tablets?|capsules?|injections?|infusions?|therapy|treatment|"
            r"is (?:indicated|contraindicated|a )|should (?:not )?be|does not|should not|improves|contains|works|blocks|inhibits|reduces|increases|helps|belongs|cream|foam|ointment|arm|group)\b|-treated\b))"
        ),
        "after": re.compile(
            r"\b(?:[Rr]eceiv(?:ed?|ing)|[Tt]ak(?:en?|ing)|[Ii]nitiat(?:ed?|ing)|[Dd]iscontinu(?:ed?|ing)|[Aa]dminister(?:ed|ing)?|"
            r"[Pp]rescrib(?:ed?|ing)|(?:[Tt]reat(?:ed|ment|ing)|[Cc]ombin(?:ed|ation)|[Tt]herapy|[Pp]atients) with|"
            r"(?:[Uu]se|[Dd]oses?|[Ee]ffectiveness|[Ee]fficacy|[Ss]afety|[Ii]nfusion|[Ee]ffects?|[Aa]dministration|[Dd]iscontinuation) of|"
            r"[Ee]xposure to|[Ss]witch(?:ed|ing) to|[Rr]esponse to|[Ii]nclud(?:ing|e)) (?P<brand>[A-Z]{5,14})(?![\w-])"
        ),
        "mark": re.compile(r"(?<![\w-])(?P<brand>[A-Z][A-Za-z-]{2,})\s?[®™]"),
        "word": re.compile(
            r"(?<![\w-])(?P<brand>[A-Z][a-z]{3,})(?= (?:is (?:contra)?indicated|is (?:available|approved|supplied|used to treat)|"
            r"tablets?|capsules?|injections? (?:is|are|may|should)|[\d.]+ ?m?c?g)\b)"
        ),
    }


def _is_common(word: str) -> bool:
    low = word.lower()
    return low in NOMINAL_STOP or low.endswith(_COMMON_ENDS)


def trade_names_in(text: str) -> list[Shape]:
    """Return the trade names in ``text`` that the words beside them give away; they may overlap.

    >>> [shape.name for shape in trade_names_in("Patients treated with FICTOVA had rash; Inventra is indicated for gout.")]
    ['fictova', 'inventra']
    """
    found: list[Shape] = []
    patterns = _patterns()
    # Nobody tells a trade name by its capitals where all words have them.
    if patterns["run"].search(text) and not text.isupper():
        for which in ("capitals", "after"):
            for match in patterns[which].finditer(text):
                if match.group("brand") not in _STOP:
                    found.append(Shape(*match.span("brand"), "drug", match.group("brand").lower()))
    if "®" in text or "™" in text:
        for match in patterns["mark"].finditer(text):
            found.append(Shape(*match.span("brand"), "drug", match.group("brand").lower()))
    for match in patterns["word"].finditer(text) if any(cue in text for cue in _CUES) else ():
        if not _is_common(match.group("brand")):
            found.append(Shape(*match.span("brand"), "drug", match.group("brand").lower()))
    return found


_BEFORE = re.compile(r"(?<![\w-])(?P<brand>[A-Z][A-Za-z]{3,})[®™]? \($")
_BEHIND = re.compile(r"\s\((?P<brand>[A-Z][A-Za-z]{3,})[®™]?\)")


def glossed_names(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """Return the trade names that a drug's own name in brackets explains, or that stand in brackets behind it.

    They are the drug: "Fictova (metformin)" names metformin twice.
    """
    found: list[Entity] = []
    if "(" not in text:
        return found
    for entity in entities:
        if entity.type != "drug":
            continue
        # "inhibitors (Fictova, …)": a class has no trade name.
        match = None if " " in entity.text else _BEHIND.match(text, entity.end)
        if match is None and text[entity.start - 2 : entity.start] == " (" and text[entity.end : entity.end + 1] == ")":
            match = _BEFORE.search(text, max(0, entity.start - 40), entity.start)
        if match is None or _is_common(match.group("brand")):
            continue
        start, end = match.span("brand")
        if not any(start < other.end and other.start < end for other in entities):
            found.append(replace(entity, start=start, end=end, text=text[start:end]))
    return found
