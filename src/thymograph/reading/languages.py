"""Which language a document is written in: English is told by its small words, others by a library where there is one."""

from __future__ import annotations

import re
from functools import cache
from types import ModuleType

__all__ = ["language_name", "language_of"]

_SAMPLE = 20_000
"""Code points that are looked at."""
_FEWEST = 200
"""Letters below which nothing is said: a name and a table of figures have no language."""
# The commonest words of English that say nothing; the share of them in a text of any field of medicine was .25 to .45,
# in tables of values .07 to .15.
_SMALL_WORDS = frozenset(
    """
    the of and in to with for is was were are be been by that this which or as on at from not have has had it its we they
    their these those can may should will would than then but if when who after before during between into no also more
    most other such only both each all any there our
    """.split()
)
_ENGLISH = 0.12
_OTHER = 0.08
# The same of other languages in Latin letters: a table of names has the small words of none.
_OTHERS = frozenset(
    """
    der die das und ist nicht mit von den dem ein eine zu bei auf für les des et une est dans du que pour avec sur pas aux el
    los las una con por del se para il di che per non della nel sono le gli os em não uma com dos het een van niet zijn wordt
    och att som är av det på inte til og ikke og ja on ei että w na z się jest oraz nie do v se je že si az és nem egy hogy
    ve bir ile için bu yang dan dengan untuk của và là các cu și este din pe
    """.split()
)
_WORD = re.compile(r"[^\W\d_]+")
# Latin of lists of authors in any language.
_AND_OTHERS = re.compile(r"\bet al\b")
_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian",
    "sr": "Serbian", "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


@cache
def _classifier() -> ModuleType | None:
    try:
        import py3langid
    except ImportError:
        return None
    classifier: ModuleType = py3langid
    classifier.set_languages(["en", *_NAMES])
    return classifier


def language_of(text: str) -> str | None:
    """Return the language of ``text`` as a code of BCP 47, or None where there is too little to tell.

    "und" is a language that is not English and that nothing here can name: the library for that is
    ``pip install 'thymograph[language]'``. Of a text in several languages it is that of the most words at its beginning.

    >>> language_of("Das Mittel senkt den Blutdruck.") is None
    True
    """
    words = _WORD.findall(_AND_OTHERS.sub("", text[:_SAMPLE]))
    if sum(map(len, words)) < _FEWEST:
        return None
    folded = [word.lower() for word in words]
    share = sum(word in _SMALL_WORDS for word in folded) / len(words)
    if share >= _ENGLISH:
        return "en"
    latin = sum(word.isascii() or word[0] < "\u0250" for word in words) >= len(words) / 2
    if latin and sum(word in _OTHERS for word in words) < max(share, _OTHER) * len(words):
        return None
    library = _classifier()
    if library is not None:
        code: str = library.classify(" ".join(words))[0]
        return code
    return "und"


def language_name(code: str) -> str:
    """Return the English name of a language, with its code.

    >>> language_name("de"), language_name("und")
    ('German (de)', 'a language other than English')
    """
    if code == "und":
        return "a language other than English"
    return f"{_NAMES[code]} ({code})" if code in _NAMES else f"the language {code}"
