"""Words written in LaTeX as plain text: accents, letters, dashes; and plain text as LaTeX takes it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

__all__ = ["as_latex", "plain_text"]

# The accent that each command puts on the letter after it.
_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331",
}  # fmt: skip
_MARK = re.compile(r"""\\([`'^~=."])\s*(?:\{\s*(\\?[A-Za-z])\s*\}|(\\?[A-Za-z]))""")
_LETTER = re.compile(r"\\([uvrHdckb])(?:\s*\{\s*(\\?[A-Za-z])\s*\}|\s+(\\?[A-Za-z])(?![A-Za-z])|(\\[ij])(?![A-Za-z]))")
_LETTERS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å",
    "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "th": "þ", "TH": "Þ", "ng": "ŋ", "NG": "Ŋ",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ",
    "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ",
    "Psi": "Ψ", "Omega": "Ω", "textalpha": "α", "textbeta": "β", "textgamma": "γ", "textmu": "μ", "textmugreek": "μ",
    "textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“",
    "textquotedblright": "”", "textregistered": "®", "texttrademark": "™", "textdegree": "°", "degree": "°", "pm": "±",
    "times": "×", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "cdot": "·", "ldots": "…", "dots": "…", "rightarrow": "→",
    "textless": "<", "textgreater": ">", "textbackslash": "\\", "textunderscore": "_", "textasciitilde": "~",
    "textbraceleft": "{", "textbraceright": "}", "textdollar": "$", "textasciicircum": "^", "copyright": "©", "S": "§", "quad": " ", "thinspace": " ",
}  # fmt: skip
# The space after a command only ends it; a pair of braces may as well.
_COMMAND = re.compile(r"\\([A-Za-z]+)\*?(?:\{\}|[ \t]+)?")
_ESCAPED = re.compile(r"\\([&%$#_{}])")
_NO_ACCENT = {"\\i": "i", "\\j": "j"}
_SIGNS = re.compile(r"[\\{}$~]|``|''|--")
# Kept aside while braces are taken away.
_KEPT = {"{": "\ue000", "}": "\ue001", "$": "\ue002", "~": "\ue003"}


def _accented(match: re.Match[str]) -> str:
    letter = next(group for group in match.groups()[1:] if group)
    return unicodedata.normalize("NFC", _NO_ACCENT.get(letter, letter) + _ACCENTS[match[1]])


@cache
def _restored() -> dict[int, str]:
    return {ord(kept): sign for sign, kept in _KEPT.items()}


def _kept(sign: str) -> str:
    return _KEPT.get(sign, sign)


def plain_text(value: str) -> str:
    r"""Return words in LaTeX as plain text; a command that is not known is left out, what it was given stays.

    >>> plain_text(r"M{\"u}ller: {DNA} and $\beta$-catenin \emph{in vivo} --- 5\%")
    'Müller: DNA and β-catenin in vivo — 5%'
    """
    if _SIGNS.search(value):
        value = _MARK.sub(_accented, value)
        value = _LETTER.sub(_accented, value)
        value = _ESCAPED.sub(lambda match: _kept(match[1]), value)
        value = _COMMAND.sub(lambda match: _kept(_LETTERS.get(match[1], "")), value)
        value = value.replace("\\ ", " ").replace("\\,", " ").replace("\\-", "").replace("\\/", "")
        value = value.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”").replace("~", " ")
        value = re.sub(r"[{}$]", "", value).translate(_restored())
    return " ".join(value.split())


# What LaTeX would join to one sign is kept apart by a pair of braces.
_JOINED = re.compile(r"-(?=-)|`(?=`)|'(?=')")
_SPECIAL = re.compile(r"[&%$#_{}~^\\]")
# A brace with a backslash still counts as one where BibTeX looks for the end of a value.
_SPECIALS = {
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
}


def as_latex(text: str) -> str:
    r"""Return plain text so that LaTeX prints it; letters with accents stay as they are (UTF-8).

    >>> as_latex("Müller & 5% of {")
    'Müller \\& 5\\% of \\textbraceleft{}'
    """
    escaped = _SPECIAL.sub(lambda match: _SPECIALS.get(match[0], "\\" + match[0]), text)
    return _JOINED.sub(r"\g<0>{}", escaped)
