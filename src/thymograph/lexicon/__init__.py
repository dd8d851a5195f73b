"""The lexicon: concepts, the folding of spellings, and the finding of names in text."""

from __future__ import annotations

from thymograph.lexicon.concepts import Concept, Lexicon, LexiconError, load_lexicon

__all__ = ["Concept", "Lexicon", "LexiconError", "load_lexicon"]
