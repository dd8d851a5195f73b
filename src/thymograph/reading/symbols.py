"""Letters of the fonts of symbols that word processors use, as Unicode has them."""

from __future__ import annotations

from functools import cache

__all__ = ["in_unicode"]

# Adobe's Symbol encoding, 0x20 on; "·" where no letter of Unicode is meant.
_SYMBOL = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
)  # fmt: skip
_SYMBOL_HIGH = (
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"
)  # fmt: skip
_WINGDINGS = {0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xA8: "◻", 0xA7: "▪", 0x6C: "●", 0x6E: "■", 0x76: "❖", 0xD8: "➢", 0xE0: "→",
              0xDF: "←", 0xE1: "↑", 0xE2: "↓", 0x9F: "•", 0x71: "❑", 0x6F: "□"}  # fmt: skip


@cache
def _symbol() -> dict[int, str]:
    table = {0x20 + index: letter for index, letter in enumerate(_SYMBOL)}
    return table | {0xA0 + index: letter for index, letter in enumerate(_SYMBOL_HIGH)}


def in_unicode(text: str, font: str) -> str:
    """Return what a run in a font of symbols shows; other text, and letters that Unicode lacks, as they are.

    >>> in_unicode("\\uf062", "Symbol"), in_unicode("b", "Arial")
    ('β', 'b')
    """
    name = font.lower()
    if name == "symbol":
        table = _symbol()
    elif name.startswith("wingdings"):
        table = _WINGDINGS
    else:
        return text
    return "".join(
        table.get(code - 0xF000 if 0xF020 <= code <= 0xF0FF else code if 0x20 <= code <= 0xFF else -1, letter)
        for letter in text
        for code in (ord(letter),)
    )
