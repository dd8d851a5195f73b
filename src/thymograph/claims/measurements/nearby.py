"""What a number measures where no known word of measures stands near: the noun that its sentence hangs it on."""

from __future__ import annotations

from functools import lru_cache

from thymograph.claims.measurements.grammar import pattern
from thymograph.claims.measurements.quantities import PEOPLE

__all__ = [
    "averaged_before",
    "called_before",
    "compared_noun",
    "done_before",
    "number_before",
    "occurred_before",
    "owner_before",
    "population_spans",
    "proportion_before",
    "seen_in",
    "stated_before",
]

_ABOUT = r"(?:(?:about|approximately|around|up to|nearly|almost|only|over|some|roughly|more than|less than|fewer than|at least|just|as many as)\s)?"
_NO_NOUN = r"(?:of|in|for|and|or|was|were|is|are|with|at|to|by|from|that|which|on|than|the|a|an|had|has)\b"


def proportion_before(text: str, position: int, floor: int) -> str | None:
    """Return the share whose figures come next: "The proportion of women who needed surgery was similar: 4%", else None."""
    if " of " not in text and "number" not in text:
        return None
    told = list(
        pattern(
            rf"\b((?:proportion|percentage|share|fraction|number|rate)s? of (?:(?!with\b|who\b)[\w-]+\s){{0,3}}?(?:{PEOPLE})\s(?:who|with|in|on|whose|achieving|having|reaching|reporting|experiencing|developing|receiving|requiring)\s[^,;:.()]{{3,90}}?)\s(?:was|were|is|are|increased|decreased|rose|fell|did|at|by|in the)\b"
        ).finditer(text, floor, position)
    )
    return told[-1][1] if told else None


@lru_cache(maxsize=16)  # asked for each number of one sentence
def population_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where ``text`` says in whom something was found: "in patients with a low ejection fraction"."""
    if " with" not in text and " who " not in text:
        return ()
    return tuple(
        match.span()
        for match in pattern(
            rf"\b(?:in|among|for|than)\s(?:the\s|all\s|those\s)?(?:(?!with\b)[\w-]+\s){{0,2}}?(?:{PEOPLE}|those)\s(?:with|without|who\s(?:had|have)|having)\s"
            r"(?:(?!(?:was|were|is|are|had|has|have|did|compared|versus|vs|than|showed|achieved|but|while|whereas)\b)(?:[^,;:.()\[\]]|\([^()]{0,30}\)|\.(?=\d)))+"
        ).finditer(text)
    )


def averaged_before(text: str, position: int, floor: int) -> str | None:
    """Return what a number is the mean, median or total of: "with a mean PLOS of", else None."""
    found = pattern(
        rf"\b((?:(?:geometric|adjusted)\s)?(?:mean|median|average|overall|pooled|total|cumulative)\s(?:(?!{_NO_NOUN})[\w'’/+-]+\s){{1,5}}?)(?:\([\w/ -]{{1,12}}\)\s)?(?:of|was|were|is)\s{_ABOUT}$"
    ).search(text, floor, position)
    return found[1].strip() if found else None


_NO_NAME = (
    r"(?:(?:the\s|an?\s)?(?:totals?|mean|median|average|maximum|minimum|max|min|range|series|period|variety|sample|cohort|groups?|majority|"
    r"minority|lot|third|quarter|half|rest|remainder|matter|set|target|goal|margin|cut-?off|threshold|limit|subset|population|course|p-value|value|history|"
    r"(?:[\\w-]+\s)*(?:consisting|made|out|use|because|instead|regardless|most|all|some|each|any|none|one|many|few|both|each|those))\s?)"
)


def called_before(text: str, position: int, floor: int) -> str | None:
    """Return the name that an article or a comma opens and "of" ties to a number: "a recall of", ", and precision of", else None.

    Names that hold a known word of measures are left to ``measure_before``.
    """
    found = pattern(
        rf"(?:\ban?\s|,\s(?:and\s)?(?:an?\s)?|\band\s(?:an?\s)?|\bwith\s(?:an?\s)?)((?:(?!{_NO_NOUN}|respectively\b)[A-Za-z][\w'’/+-]*\s){{1,4}}?)(?:\([\w/ -]{{1,12}}\)\s)?of\s{_ABOUT}$"
    ).search(text, floor, position)
    if found is None or pattern(_NO_NAME, ignore_case=True).fullmatch(found[1]):
        return None
    return found[1].strip()


def number_before(text: str, position: int, floor: int) -> str | None:
    """Return the number, rate or amount of something that a sentence speaks of before a value, else None."""
    if " of " not in text:
        return None
    told = list(
        pattern(
            rf"\b((?:(?:mean|median|total|average|annual|per capita|overall)\s)+(?:[\w-]+\s)?(?:number|amount|frequency)s?\sof\s(?:(?!{_NO_NOUN}|doubled\b|rose\b|fell\b|increased\b|decreased\b|performed\b|significantly\b)[\w'’/+-]+\s){{1,5}}?)"
            r"(?=(?:was|were|is|are|fell|rose|increased|decreased|doubled|tripled|halved|declined|performed|in|per|with|at|significantly|ranged)\b)"
        ).finditer(text, floor, position)
    )
    return told[-1][1].strip() if told and ";" not in text[told[-1].end() : position] else None


_HAPPENED = r"(?:occurred|(?:was|were)\s(?:\w+ly\s)?(?:seen|reported|observed|found|noted|recorded|required|necessary|performed|reached|achieved|present|detected))"


def endpoint_before(text: str, position: int, floor: int) -> str | None:
    """Return what the endpoint is that occurred in so many: "The primary outcome, death or stroke, occurred in", else None."""
    found = pattern(
        rf"\b(?:primary|secondary|main|key|composite|co-primary)\s(?:[\w-]+\s){{0,3}}?(?:outcomes?|end\s?-?points?)(?:\s?[,(:—–]\s?|\sof\s|\s\()(?:a\scomposite\sof\s|the\scomposite\sof\s)?((?:[^.;()\d]|\([^()]*\)|\d+[- ](?:days?|months?|years?|weeks?|hours?)){{3,160}}?)\)?,?\s{_HAPPENED}\s(?:in|for|by|among)\s{_ABOUT}$",
        ignore_case=True,
    ).search(text, max(0, floor - 2), position)
    if found is None:
        return None
    words = pattern(r"\s*\([^()]*\)").sub("", found[1])
    words = pattern(r"\s(?:at|by|within|through|over)\s(?:the\s)?\d.*$").sub("", words).strip(" ,")
    return (
        words
        if len(words) > 3 and not pattern(r"(?:which|that|as|assessed|measured|defined)\b.*").match(words)
        else None
    )


def occurred_before(text: str, position: int, floor: int) -> str | None:
    """Return the whole of what occurred in so many: "Discharge on the day of surgery occurred in", else None."""
    endpoint = endpoint_before(text, position, floor)
    if endpoint:
        return endpoint
    found = pattern(
        rf"(?:^|(?<=[;:,.]\s))(?:while\s|and\s|but\s|whereas\s)?(?:the\s|an?\s)?((?:(?!(?:was|were|is|are|had|has|have|occurred|which|who|that|with|by)\b)[\w'’/+-]+\s){{1,9}})"
        rf"{_HAPPENED}\s(?:in|for|by|among|with)\s{_ABOUT}$",
        ignore_case=True,
    ).search(text, max(0, floor - 2), position)
    return (
        found[1].strip()
        if found and not pattern(r"(?:it|they|this|these|results?|there)\s?", ignore_case=True).fullmatch(found[1])
        else None
    )


def done_before(text: str, position: int, floor: int) -> str | None:
    """Return what the counted did whose share stands in brackets: "447 were small at birth (30%)", else None."""
    found = pattern(
        r"(?:^|[,;:]\s(?:and\s)?|\band\s)\d[\d,]*\s(?:[\w-]+\s){0,3}?((?:were|was|had|received|underwent|developed|experienced|reported|required|completed)\s[^,;:()]{2,60}?)\s?[(\[]$"
    ).search(text, floor, position)
    return f"share who {found[1]}" if found else None


def seen_in(text: str, position: int, floor: int) -> str | None:
    """Return what was found in so many: "including pulmonary embolism in", "… and desaturation in", else None."""
    found = pattern(
        rf"(?:\b(?:including|with|and|or|by|notably|were|was)\s|[,;:(]\s?)(?:an?\s|the\s)?((?:(?!{_NO_NOUN}|\w+(?:ed|ing)\b|seen\b|found\b|shown\b|while\b|whereas\b|but\b|respectively\b|patients\b|results?\b)[A-Za-z][\w'’/+-]*\s){{1,4}})in\s{_ABOUT}$"
    ).search(text, floor, position)
    return found[1].strip() if found else None


def stated_before(text: str, position: int, floor: int) -> str | None:
    """Return the state that so many were found in: "The test was positive in" is "test positive", else None."""
    found = pattern(
        rf"(?:^|[,;:.]\s|\b(?:the|an?|that|and|but)\s)((?:(?!{_NO_NOUN})[\w'’/+-]+\s){{1,4}})(?:was|were|is|are)\s(positive|negative|present|absent|detectable|undetectable|elevated|raised|abnormal|normal|successful|effective|complete|unsuccessful)\s(?:in|for)\s{_ABOUT}$",
        ignore_case=True,
    ).search(text, floor, position)
    return f"{found[1].strip()} {found[2]}" if found else None


def compared_noun(text: str, position: int, floor: int) -> str | None:
    """Return what was higher or lower in one group than in another ("higher PWV compared with"), else None."""
    told = list(
        pattern(
            rf"\b(?:higher|lower|greater|longer|shorter|more|fewer|less|better|worse|increased|reduced|elevated|decreased|similar)\s((?:(?!{_NO_NOUN}|compared\b|among\b|versus\b|vs\b|likely\b|frequent\b|common\b|often\b|severe\b|effective\b|pronounced\b)[\w'’/+-]+\s){{1,4}}?)(?:compared|than|in|among|with|versus|vs|relative|after|[(\[])"
        ).finditer(text, floor, position)
    )
    if not told or ";" in text[told[-1].end() : position]:
        return None
    return told[-1][1].strip()


_VERBS = r"identified|includ(?:e|ed|ing)|improv(?:e|es|ed)|reduc(?:e|es|ed)|lower(?:s|ed)?|increas(?:e|es|ed)|decreas(?:e|es|ed)|affect(?:s|ed)?|rais(?:e|es|ed)|prevent(?:s|ed)?"


def owner_before(text: str, position: int) -> str | None:
    """Return the noun phrase whose bracket holds the estimate at ``position``: "… and fever (OR", else None."""
    found = pattern(
        rf"(?:^|[;,:]\s(?:and\s)?|\)\s|\b(?:were|was|with|and|or|for|nor|to|that|{_VERBS})\s(?:(?:an?|the|in)\s)?)"
        r"((?:(?!(?:were|was|and|or|with|nor|that)\b)(?:[\w'’/<>≥≤+-]|\.(?=\d))++\s){0,11}(?!(?:were|was|and|or|with|nor|that)\b)(?:[\w'’/<>≥≤+-]|\.(?=\d))++)\s?(?:\([\w\s/-]{1,20}\)\s?)?[(\[]\s?(?:adjusted\s|pooled\s)?$"
    ).search(text, max(0, position - 140), position)
    if found is None:
        return None
    words = pattern(rf"^(?:(?:but|also|it|they|this|these)\s)*(?:(?:{_VERBS})\s)?(?:the\s)?").sub("", found[1].strip())
    words = pattern(
        r"^(?:(?:being|having|an?|the|neither|either|both|significantly|lower|higher|increased|reduced|decreased|greater|improved|worse|better)\s)+"
    ).sub("", words)
    words = pattern(rf"\s(?:in|among|for)\s(?:the\s|all\s)?(?:[\w-]+\s){{0,2}}?(?:{PEOPLE}|those)\b.*$").sub("", words)
    if len(words) < 3 or pattern(rf"(?:.*\s)?(?:{PEOPLE}|those|who|have|be)(?:\s.*)?").fullmatch(words):
        return None
    return words
