"""The user's own library of references: read from RIS, BibTeX, CSL-JSON and nbib, and matched to reference lists."""

from __future__ import annotations

from thymograph.citing.library.files import read_library
from thymograph.citing.library.items import Library, LibraryItem, Person
from thymograph.citing.library.matching import Identification, Match, identified

__all__ = ["Identification", "Library", "LibraryItem", "Match", "Person", "identified", "read_library"]
