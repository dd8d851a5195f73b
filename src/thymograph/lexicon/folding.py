"""The folded tokens of a text: one spelling for many, each with its place in the raw string.

A text is cut at the edges of letters, digits and Greek letters; hyphens, blanks and slashes between
tokens do not count; Greek letters get their names; plurals and British spellings fall together.
Folding is for comparison only: spans always come from the raw text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

__all__ = ["GREEK_NAMES", "Token", "first_fold", "fold_key", "fold_tokens", "gap_joins"]

GREEK_NAMES = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ι": "iota", "κ": "kappa", "ϰ": "kappa", "λ": "lambda", "μ": "mu", "µ": "mu",
    "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "phi", "ϕ": "phi",
    "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip

_TOKEN = re.compile(r"(?P<letters>[A-Za-zÀ-ÖØ-öø-ɏ]+)(?:['’]s(?![A-Za-z]))?|[0-9]+|[₀-₉²³¹⁰⁴-⁹]+|[\u0370-\u03ffµ]")
# Names of Greek letters glued to an abbreviation: TNFalpha, NFkappaB.
_GLUED_GREEK = re.compile(r"alpha|alfa|beta|gamma|delta|epsilon|kappa|lambda")
# British spellings: letters without which there is none (a cheap test), the pattern, the American spelling.
_BRITISH = (
    (("is",), re.compile(r"is(ation|ations|ed|e|es|ing|er|ers)$"), r"iz\1"),
    (("ys",), re.compile(r"ys(ed|e|es|ing|er|ers)$"), r"yz\1"),
    (("ll",), re.compile(r"ll(ing|ed|er)$"), r"l\1"),
    (("our",), re.compile(r"our"), "or"),
    (("ae", "oe"), re.compile(r"[ao]e"), "e"),
    (("sulph",), re.compile(r"sulph"), "sulf"),
    (("re",), re.compile(r"(fib|cent|lit)re$"), r"\1er"),
)
# Plurals in -es of words in -is: diagnoses, thromboses, prostheses.
_LATIN = ("gnoses", "tenoses", "mboses", "choses", "omoses", "theses")
# Between two tokens of one name: nothing, a blank, a hyphen or slash with blanks on at most one side.
_JOINING = re.compile(r"(?:['’]s)?[+®™'’]?(?:\s?[-‐‑‒–/]|[-‐‑‒–/]\s|\s)?|\s[-‐‑‒–]\s(?=$)")


class Token(NamedTuple):
    """One folded token and the raw characters that it stands for."""

    fold: str
    start: int
    end: int
    raw: str
    """As printed, Greek letters named, for labels whose case matters."""


@lru_cache(maxsize=65536)
def _fold_word(raw: str) -> str:
    """Return one spelling for a word of letters: lower case, no accents, singular, American."""
    if len(raw) > 2 and raw[-1] == "s" and raw[:-1].isupper():
        return raw[:-1].lower()
    if raw.isupper() and len(raw) <= 5:
        return raw.lower()
    word = raw.lower()
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    if word == "alfa":
        return "alpha"
    if len(word) >= 5:
        for letters, pattern, spelling in _BRITISH:
            if letters[0] in word or letters[-1] in word:
                word = pattern.sub(spelling, word)
    if len(word) >= 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        if word.endswith("ies") and len(word) > 5:
            word = word[:-3] + "y"
        elif word.endswith(_LATIN):
            word = word[:-2] + "is"
        elif word.endswith(("ches", "shes", "sses", "xes", "viruses", "sinuses", "fetuses", "boluses")):
            # "Headaches" have an ache, "patches" are a patch.
            word = word[:-1] if word.endswith("aches") and word[-6:-5] not in ("e", "o") else word[:-2]
        else:
            word = word[:-1]
    return word


@lru_cache(maxsize=65536)
def _pieces(raw: str) -> tuple[tuple[str, int, int, str], ...]:
    """Return (fold, start, end, raw) of the tokens in a run of letters, or of digits."""
    if raw in GREEK_NAMES or raw.lower() in GREEK_NAMES:
        name = GREEK_NAMES[raw.lower()]
        return ((name, 0, len(raw), name),)
    if not raw[0].isalpha():
        digits = unicodedata.normalize("NFKC", raw)
        return ((digits, 0, len(raw), digits),)
    glued = _GLUED_GREEK.search(raw)
    if glued and glued.group() != raw:
        before, after = raw[: glued.start()], raw[glued.end() :]
        if (not before or before[-1].isupper()) and (not after or after[0].isupper()) and (before or after):
            name = "alpha" if glued.group() == "alfa" else glued.group()
            parts = []
            if before:
                parts.append((_fold_word(before), 0, len(before), before))
            parts.append((name, glued.start(), glued.end(), name))
            if after:
                parts.append((_fold_word(after), glued.end(), len(raw), after))
            return tuple(parts)
    return ((_fold_word(raw), 0, len(raw), raw),)


def fold_tokens(text: str) -> list[Token]:
    """Return the folded tokens of ``text`` in order; a possessive 's is left out.

    >>> [token.fold for token in fold_tokens("IFN- γ, T-cells, tumours")]
    ['ifn', 'gamma', 't', 'cell', 'tumor']
    """
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        raw = match.group("letters") or match.group()
        offset = match.start()
        for fold, start, end, printed in _pieces(raw):
            tokens.append(Token(fold, offset + start, offset + end, printed))
    return tokens


def first_fold(text: str) -> str:
    """Return the first folded token of ``text``; empty where there is none.

    >>> first_fold("Tumours of the skin"), first_fold("…")
    ('tumor', '')
    """
    match = _TOKEN.search(text)
    return _pieces(match["letters"] or match[0])[0][0] if match else ""


@lru_cache(maxsize=8192)
def fold_key(text: str) -> str:
    """Return the folded tokens joined by blanks: equal for spellings of one name.

    >>> fold_key("NF- κ B") == fold_key("NF-kappaB") == fold_key("NFκB")
    True
    """
    return " ".join(token.fold for token in fold_tokens(text))


@lru_cache(maxsize=4096)
def gap_joins(gap: str) -> bool:
    """Return whether the raw characters between two tokens may stand inside one name.

    >>> gap_joins(""), gap_joins("- "), gap_joins(" + "), gap_joins(", ")
    (True, True, False, False)
    """
    return bool(_JOINING.fullmatch(gap))
